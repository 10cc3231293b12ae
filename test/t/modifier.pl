#!/usr/bin/perl
# Which ":" is the publisher's symbol, in all the ways in which a client can send a statement: with its values in it,
# with parameters, prepared and planned once for all.  test/sql/modifier.sql has the ways inside of a statement.

use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my $work = tempdir(CLEANUP => 1);

my %way = (
	'0..4' => [ "':'", "' : '", "suppressed_int ':'", "':'::text", 'CAST(:symbol AS text)', "':'::suppressed_int(0, 4)", ':small::suppressed_int' ],
	':' => [ ':symbol', ':symbol::suppressed_int', ":symbol::suppressed_int + 0", "'0..'", ':bounds', "'0..'::text", "suppressed_int ':' + ':'", 'suppressed_int(0, NULL)', "'{\"lower\": 0, \"upper\": null}'" ]);

new_database('modifier');
for my $protocol (qw(extended prepared))
{
	query("DROP TABLE IF EXISTS public.way; CREATE TABLE public.way (way text, value busetting.suppressed_int(0, 4));", dbname => 'modifier');
	open my $script, '>', "$work/script" or die "$work/script: $!";
	print $script map { my $hidden = $_; map { "INSERT INTO way VALUES ('$hidden', $_);\n" } @{ $way{$hidden} } } sort keys %way;
	close $script or die "$work/script: $!";
	# not in the script: before 16 all of it is prepared before any of it is run
	local $ENV{PGOPTIONS} = '-c search_path=busetting,public';
	my $said = `$ENV{PG_BINDIR}/pgbench --no-vacuum --protocol=$protocol --transactions=10 --define=symbol=: --define=bounds=0.. --define=small=3 --file=$work/script modifier 2>&1`;
	is($?, 0, "$protocol: all is stored") or diag($said);
	is(query("SELECT DISTINCT way, value FROM way ORDER BY 1;", dbname => 'modifier'), "0..4|0..4\n:|:", "$protocol: and hidden where it is the symbol")
		or diag(query('TABLE way;', dbname => 'modifier'));
}
done_testing();
