#!/usr/bin/perl
# What protect_cube and audit make of statisticians' test tables (those of test/data/sdc) is what they made of
# them before: of each level and reader the hidden cells, what is lost, and the digest of the pattern with its
# intervals.  A change that is not meant to change results shows here at once.
#
#	test/t/frozen.pl			compares with test/data/frozen.txt
#	test/t/frozen.pl write		writes it anew; read what differs before it is committed
use strict;
use warnings;
use Digest::MD5 qw(md5_hex);
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my $file = 'test/data/frozen.txt';
my %database = (dbname => 'frozen');
my $linked = 'GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income)';
my $months = 'ROLLUP (months2, months)';
my %table = (
	d1 => { columns => 'region, main_income', groups => 'CUBE (region, main_income)', trees => '{}' },
	d2 => { columns => 'county, k_group, region, main_income', groups => $linked, trees => '{county > region, k_group > region}' },
	map { $_ => { columns => 'county, k_group, region, main_income, months2, months', groups => "$linked, $months", trees => '{county > region, k_group > region, months2 > months}' } } qw(d3 d4),
);
my %amount = (width => 5, percent => 20);

sub load
{
	my ($name) = @_;
	open my $rows, '<', "test/data/sdc/$name.csv" or die "$name.csv: $!";
	chomp(my ($header, @row) = <$rows>);
	query("CREATE TABLE $name (" . join(', ', map { $_ eq 'freq' ? 'freq int' : "$_ text" } split /,/, $header) . ');
		' . "INSERT INTO $name VALUES " . join(', ', map { "('" . join("', '", split /,/) . "')" } @row) . ';', %database);
}

# Hidden cells, what is lost, and the digest of all that a function says of them; its error where it refuses.
sub protected
{
	my ($name, $level, $symbols, $zeros, $singles) = @_;
	my $t = $table{$name};
	my $amount = exists $amount{$level} ? "amount => $amount{$level}, " : '';
	my ($rows, $status) = psql("SET client_min_messages = warning;
		SELECT cell, status, published, feasible FROM busetting.protect_cube('SELECT $t->{columns}, sum(freq)::bigint AS n FROM $name GROUP BY $t->{groups}', '$t->{trees}',
			level => '$level', ${amount}symbols => $symbols, zeros => '$zeros', singles => $singles) ORDER BY cell::text;
		SELECT 'lost', secondary_cells, lost FROM busetting.protection_summary();", %database);
	my $asked = "protect $name level=$level symbols=$symbols zeros=$zeros singles=$singles:";
	return "$asked " . $rows =~ s/\s*\n\s*/ /gr if $status != 0;
	my ($secondary, $lost) = $rows =~ /^lost\|(.*)\|(.*)$/m or die "$name: $rows";
	return "$asked $secondary secondary cells, $lost lost, " . md5_hex($rows);
}

sub audited
{
	my ($name, $pattern) = @_;
	my $rows = query("SET client_min_messages = warning;
		SELECT * FROM busetting.audit('SELECT cell, value FROM bench_cell WHERE pattern = ''$pattern''', 'TABLE bench_part') ORDER BY cell::int;", %database);
	my $hidden = () = $rows =~ /\n/g;
	return "audit $name $pattern: $hidden rows, " . md5_hex($rows);
}

new_database($database{dbname});
my @found;
for my $name (sort keys %table)
{
	load($name);
	my @kinds = $name eq 'd1' || $name eq 'd2'
		? map { my $level = $_; map { my $zeros = $_; map { my $symbols = $_; map { [$level, $symbols, $zeros, $_] } 'false', 'true' } $level eq 'small' ? 1 : (1, 2) } qw(published hidden ignored) } qw(value small width percent)
		: $name eq 'd3' ? ((map { [$_, 1, 'ignored', 'false'] } qw(value small width percent)), (map { ['value', $_, 'published', 'false'] } 1, 2), ['value', 1, 'hidden', 'false'], ['value', 1, 'ignored', 'true'])
		: ['value', 1, 'ignored', 'false'];
	push @found, protected($name, @$_) for @kinds;
	system("test/bench/audit_table.pl test/data/sdc/$name.csv | PGOPTIONS=-cclient_min_messages=warning psql -X -q -v ON_ERROR_STOP=1 -d $database{dbname}") == 0 or die "no table $name";
	push @found, audited($name, $_) for 'small/1', 'small/2', 'complement/1', 'complement/2';
	query('DROP TABLE bench_cell, bench_part', %database);
}
if (@ARGV && $ARGV[0] eq 'write')
{
	open my $out, '>', $file or die "$file: $!";
	print $out map { "$_\n" } @found;
	close $out or die "$file: $!";
}
open my $in, '<', $file or die "$file: $!";
chomp(my @kept = <$in>);
plan tests => 1 + @found;
is(scalar @found, scalar @kept, 'as many results as are kept');
is($found[$_], $kept[$_], $found[$_] =~ s/:.*//r) for 0 .. $#found;
