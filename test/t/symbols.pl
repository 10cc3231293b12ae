#!/usr/bin/perl
# What busetting's library gives to other modules: the functions that PG_FUNCTION_INFO_V1 declares, with what
# tells the server of each, and what a module begins with.  Of any other name the server, which loads libraries
# into one space of names, could call ours for another module's, or another's for ours.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More tests => 4;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

sub lines
{
	my (@command) = @_;
	open my $output, '-|', @command or die "$command[0]: $!";
	my @lines = <$output>;
	close $output or die "@command: $?";
	return @lines;
}

# macros make most of the declarations, so they are read where the compiler sees them
my ($include) = lines($ENV{PG_CONFIG} || 'pg_config', '--includedir-server');
chomp $include;
my @xml = split ' ', `pkg-config --cflags libxml-2.0 2>/dev/null` || `xml2-config --cflags`;
my @functions = map { join('', lines($ENV{CC} || 'gcc', qw(-E -Isrc -isystem), $include, @xml, $_)) =~ /\bpg_finfo_(\w+) *\(void\);/g }
	glob('src/*.c src/*/*.c');
cmp_ok(scalar @functions, '>', 100, 'functions are declared');
my %once = map { $_ => 1 } @functions;
is(scalar @functions, scalar keys %once, 'each once');

my $library = query("SELECT setting || '/busetting.so' FROM pg_config WHERE name = 'PKGLIBDIR'");
my @exported = map { /^[0-9a-f]* *[A-Z] (\w+)$/ ? $1 : () } lines(qw(nm -D --defined-only), $library);
is_deeply([sort @exported], [sort qw(Pg_magic_func _PG_init), map { ($_, "pg_finfo_$_") } @functions], 'the library exports these and nothing else');

new_database('symbols');
is(query(q{SELECT DISTINCT prosrc FROM pg_proc WHERE probin = '$libdir/busetting' ORDER BY 1;}, dbname => 'symbols'),
	join("\n", sort @functions), 'and SQL calls each of them');
