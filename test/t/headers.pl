#!/usr/bin/perl
# The headers of the types, as installed, serve another extension: one is built on them and called.
use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More tests => 3;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my $pg_config = $ENV{PG_CONFIG} || 'pg_config';
chomp(my ($include, $bindir) = map { scalar `$pg_config $_` } qw(--includedir-server --bindir));
# the private server's tree, in which the extension is installed
my $tree = $ENV{PG_BINDIR} =~ s/\Q$bindir\E$//r;
open my $source, '>', "$ENV{PGHOST}/other.c" or die "other.c: $!";
print $source <<'END';
#include "postgres.h"
#include "extension/busetting/suppressed.h"

PG_MODULE_MAGIC;

/* How many numbers a suppressed_int can be. */
PG_FUNCTION_INFO_V1(width);
Datum
width(PG_FUNCTION_ARGS)
{
	Bounds		a = DatumGetSuppressedInt(PG_GETARG_DATUM(0));

	if (!bounds_has_lower(a) || !bounds_has_upper(a))
		PG_RETURN_NULL();
	PG_RETURN_INT64(a.upper - a.lower + 1);
}
END
close $source or die "other.c: $!";
my $compiler = $ENV{CC} || 'gcc';
my $said = `$compiler -shared -fPIC -O2 -Wall -I$tree$include -isystem $include -o $ENV{PGHOST}/other.so $ENV{PGHOST}/other.c 2>&1`;
is($said, '', 'another extension is built on them without a warning');
chmod 0755, "$ENV{PGHOST}/other.so";
my %database = (dbname => 'headers');
new_database($database{dbname});
query("CREATE FUNCTION public.width(busetting.suppressed_int) RETURNS bigint AS '$ENV{PGHOST}/other', 'width' LANGUAGE C IMMUTABLE STRICT;", %database);
is(query("SELECT width(v::busetting.suppressed_int) FROM unnest('{7,0..4,5..}'::text[]) AS v;", %database), "1\n5\n", 'and reads values');
is(query("SELECT public.width('..2147483646');", %database), '', 'no bound is none');
