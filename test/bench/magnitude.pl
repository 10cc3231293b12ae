#!/usr/bin/perl
# Protects magnitude tables of a folder, one folder a table, and audits what comes out:
#	test/private_cluster.sh -- test/bench/magnitude.pl FOLDER [table...]
# A table has cells.csv (id, dimensions, amount, contributors, largest, sensitive, upper_level), sums.csv (sum,
# total, part) and perhaps facts.csv (dimensions, contributor, amount).  For each: primary and secondary cells, what
# is lost, seconds, attacks that the audit finds answered too narrowly; and what reference.csv has of others.
# Where there are no contributors, the levels of the cells are asked for, of an outsider; with PERCENT=10 in the
# environment that he knows no sensitive cell to within 10 percent.
use strict;
use warnings;
use File::Basename qw(dirname);
use Time::HiRes qw(time);
use lib dirname(__FILE__) . '/../lib';
use ContributorAudit qw(violations);
use Server qw(query psql new_database);

my ($folder, @table) = @ARGV;
die "usage: test/bench/magnitude.pl FOLDER [table...]\n" if !$folder;
my %percent = (sdctable_microdata1 => 30);
my $attackers = 60;    # of a table with more contributors the largest are tried

sub read_csv
{
	my ($name) = @_;
	open my $file, '<', $name or return;
	my ($header, @line) = map { s/\r?\n//r } <$file>;
	my @name = split /,/, $header;
	return map { my %row; @row{@name} = split /,/, $_, -1; $row{_} = [split /,/, $_, -1]; \%row } @line;
}

my @reference = map { { instance => $_->[0], method => $_->[3], secondary => $_->[4], lost => $_->[5] } } map { my @f = $_->{_}->@*; \@f } read_csv("$folder/reference.csv");
@table = map { (split m{/})[-2] } sort glob "$folder/*/cells.csv" if !@table;
new_database('magnitude');
for my $name (@table)
{
	my @cell = read_csv("$folder/$name/cells.csv");
	my @sum = read_csv("$folder/$name/sums.csv");
	my @fact = read_csv("$folder/$name/facts.csv");
	my @dimension = do { open my $file, '<', "$folder/$name/cells.csv" or die; my @h = split /,/, <$file>; @h[1 .. $#h - 5] };
	my %id = map { my $c = $_; join("\t", map { $c->{$_} } @dimension) => $c->{id} } @cell;
	my (%parts, %amount);
	push @{ $parts{ $_->{sum} }{ $_->{total} } }, $_->{part} for @sum;
	my @sums = map { my ($total) = keys %{ $parts{$_} }; [$total, @{ $parts{$_}{$total} }] } sort keys %parts;
	my $p = $percent{$name} // 10;
	# of each fact the cells that count it: those of its codes, of what these are parts of, and of totals
	my %parent;
	push @{ $parent{ $_->{dim} }{ $_->{code} } }, $_->{parent} for read_csv("$folder/$name/hierarchy.csv");
	for my $fact (@fact)
	{
		my @key = ([]);
		for my $dimension (@dimension)
		{
			my %above = ($fact->{$dimension} => 1, Total => 1);
			my @more = keys %above;
			while (defined(my $code = shift @more)) { $above{$_}++ || push @more, $_ for @{ $parent{$dimension}{$code} || [] } }
			@key = map { my $key = $_; map { [@$key, $_] } sort keys %above } @key;
		}
		for my $id (grep { defined } map { $id{ join "\t", @$_ } } @key) { $amount{$id}{ $fact->{contributor} } += $fact->{amount} }
	}
	my $facts = join '', map { my $id = $_; map { "$id\t$_\t$amount{$id}{$_}\n" } sort keys %{ $amount{$id} } } sort keys %amount;
	my $cells = join '', map { "$_->{id}\t$_->{amount}\t" . ($_->{sensitive} eq 't' ? $ENV{PERCENT} && !@fact ? 0 : $_->{upper_level} || 0 : '\N') . "\n" } @cell;
	my $tied = join '', map { "$_->{sum}\t$_->{total}\t$_->{part}\n" } @sum;
	my $outsider = $ENV{PERCENT} ? "level => 'percent', amount => $ENV{PERCENT}" : '';
	my $call = @fact ? "level => 'contributor', amount => $p, contributors => 'TABLE f'" : $outsider;
	my $began = time;
	my $out = psql(<<SQL, dbname => 'magnitude', go_on => 1);
SET client_min_messages = warning;
DROP TABLE IF EXISTS c, s, f;
CREATE TABLE c (id int, amount bigint, sensitive numeric);
CREATE TABLE s (sum text, total int, part int);
CREATE TABLE f (id int, contributor text, amount bigint);
COPY c FROM stdin;
$cells\\.
COPY s FROM stdin;
$tied\\.
COPY f FROM stdin;
$facts\\.
\\o /dev/null
SELECT 1;
\\o
SELECT cell, status FROM busetting.protect('TABLE c', 'TABLE s', threshold => NULL, zeros => 'ignored', intervals => false@{[$call ? ", $call" : '']});
SELECT 'summary', primary_cells, secondary_cells, lost FROM busetting.protection_summary();
SQL
	my $seconds = time - $began;
	if ($out =~ /ERROR: +(.*)/) { print "$name: $1\n"; next }
	my %status = $out =~ /^(\d+)\|(\w+)$/mg;
	my ($primary, $secondary, $lost) = $out =~ /^summary\|(\d+)\|(\d+)\|(\d+)$/m;
	printf "%s: %d cells, %d primary, %d secondary, lost %s, %.1f s", $name, scalar @cell, $primary, $secondary, $lost, $seconds;
	if (@fact)
	{
		my %value = map { $_->{id} => $_->{amount} } @cell;
		my %hidden = map { $_ => 1 } grep { $status{$_} ne 'free' } keys %status;
		my %must = map { $_ => 1 } grep { $status{$_} eq 'primary' } keys %status;
		my %all;
		for my $cell (keys %hidden) { $all{$_} += $amount{$cell}{$_} for keys %{ $amount{$cell} || {} } }
		my @largest = sort { $all{$b} <=> $all{$a} || $a cmp $b } keys %all;
		splice @largest, $attackers if @largest > $attackers;
		my $t = { keys => [map { $_->{id} } @cell], value => \%value, sums => \@sums, amount => \%amount, waived => {} };
		my @bad = violations($t, \%hidden, \%must, p => $p, least => 0, attackers => \@largest);
		printf ", %d known too well", scalar @bad;
		print map { "\n\t$_" } @bad[0 .. ($#bad < 4 ? $#bad : 4)] if @bad;
	}
	# of linked tables those of each: of which no other has all the dimensions
	my %set = map { my $c = $_; join(' ', grep { $c->{$_} ne 'Total' } @dimension) => 1 } @cell;
	my $within = sub { my ($inner, $outer) = @_; my %of = map { $_ => 1 } split / /, $outer; return !grep { !$of{$_} } split / /, $inner };
	my @linked = grep { my $one = $_; !grep { $_ ne $one && $within->($one, $_) } keys %set } sort keys %set;
	for my $linked (@linked > 1 ? @linked : ())
	{
		printf ", %s: %d", $linked, scalar grep { my $c = $_; $status{ $c->{id} } eq 'secondary' && $within->(join(' ', grep { $c->{$_} ne 'Total' } @dimension), $linked) } @cell;
	}
	print "\n", map { "\t$_->{method}: $_->{secondary}, $_->{lost}\n" } grep { $_->{instance} eq $name && $_->{method} =~ /gauss_default|gauss_pct10|opt_value|bus_singles/ } @reference;
}
