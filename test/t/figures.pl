#!/usr/bin/perl
# The figures of the presentation a second way: computed here from the printed cells alone,
# without the extension's types, and compared with what the views say.

use strict;
use warnings;
use utf8;
use open qw(:std :encoding(UTF-8));
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

# The rows of a query as lists.
sub query
{
	my ($sql) = @_;
	return map { [ split /\|/, $_, -1 ] } split /\n/, Server::query("SET client_min_messages = warning; SET search_path = busetting, public; $sql;", dbname => 'figures');
}

# The rows of a CSV file as hashes; its cells hold no quotes.
sub table
{
	my ($name) = @_;
	open my $file, '<:encoding(UTF-8)', "test/data/$name" or die "$name: $!";
	my @rows = map { s/\r?\n//; [ split /,/, $_, -1 ] } <$file>;
	my @header = @{ shift @rows };
	return map { my %row; @row{@header} = @$_; \%row } @rows;
}

sub bounds
{
	my ($low, $high) = @_;
	return $low == $high ? "$low" : "$low..$high";
}

my @measures = qw(settled settled_collective agreed agreed_collective);
my @counties = table('ks-2022-05-18-county.csv');
my @municipalities = table('ks-2022-05-18-vestland.csv');
my @year_end = table('imdi-vestland-2022-year-end.csv');

my ($presentation, $year_end_text) = map {
	open my $file, '<:encoding(UTF-8)', "test/data/$_" or die "$_: $!";
	local $/;
	(my $text = <$file>) =~ s/'/''/g;
	$text
} qw(ks-settlement-2022-05-18.txt imdi-vestland-2022-year-end.csv);
new_database('figures');
query("SELECT import_table('$presentation', 'KS', '2022-05-18')");
query("SELECT import_table('$year_end_text', 'IMDi', '2022-12-31', level => 'municipality')");

# the nation and the counties
my %national;
for my $county (@counties)
{
	$national{$_} += $county->{$_} for @measures;
	my $gap = $county->{agreed} - $county->{settled};
	my $collective = $county->{agreed_collective} - $county->{settled_collective};
	is_deeply([ query("SELECT gap, gap_collective FROM county_gap WHERE source = 'KS' AND county = '$county->{name}'") ],
		[ [ $gap, $collective ] ], "gaps of $county->{name}");
}
is_deeply([ query('SELECT ' . join(', ', @measures) . ", gap, gap_collective FROM national_gap WHERE source = 'KS'") ],
	[ [ @national{@measures}, $national{agreed} - $national{settled},
		$national{agreed_collective} - $national{settled_collective} ] ], 'nation');

# What a ":" adds to the sum of a column: 0 to 4, or 0 to all where a small rest hides it too.
sub total
{
	my ($column, $remainder, @rows) = @_;
	my ($low, $high, $hidden) = (0, 0, 0);
	for my $row (@rows)
	{
		my $cell = $row->{$column};
		my $all = $row->{ $column =~ s/_collective$//r };
		$hidden++ if $cell eq ':';
		$low += $cell eq ':' ? 0 : $cell;
		$high += $cell ne ':' ? $cell : $remainder && $all ne ':' && $all > 4 ? $all : 4;
	}
	return ($low, $high, $hidden);
}

my ($vestland) = grep { $_->{name} eq 'Vestland' } @counties;
for my $measure (@measures)
{
	my ($low, $high, $hidden) = total($measure, scalar($measure =~ /_collective$/), @municipalities);
	my $absent = 43 - @municipalities;
	my $published = $vestland->{$measure};
	is_deeply(
		[ query("SELECT total, visible, hidden, absent, total_with_absent FROM county_total WHERE source = 'KS' AND measure = '$measure'") ],
		[ [ bounds($low, $high), $low, $hidden, $absent, bounds($low, $high + 4 * $absent) ] ], "total of $measure");
	is_deeply(
		[ query("SELECT published, left_for_hidden, consistent FROM county_reconciliation WHERE source = 'KS' AND measure = '$measure'") ],
		[ [ $published, $published - $low, $published >= $low && $published <= $high + 4 * $absent ? 't' : 'f' ] ],
		"reconciliation of $measure");
}
my ($low, $high, $hidden) = total('settled_collective', 1, @year_end);
is_deeply([ query("SELECT total, hidden FROM county_total WHERE source = 'IMDi' AND measure = 'settled_collective'") ],
	[ [ bounds($low, $high), $hidden ] ], 'settled_collective at the end of 2022');

done_testing();
