#!/usr/bin/perl
# The dashboards that are installed with the extension: every query of them is run as it is, by a
# role that may read reports and nothing else; both have the same ones.

use strict;
use warnings;
use File::Basename qw(dirname);
use JSON::PP;
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

sub installed
{
	my ($name) = @_;
	my $path = query("SELECT setting FROM pg_config WHERE name = 'SHAREDIR'") . "/extension/$name";
	open my $file, '<', $path or die "$path: $!";
	return do { local $/; <$file> };
}

sub panels
{
	my ($panel) = @_;
	return map { ($_, panels($_)) } @{ $panel->{panels} // [] };
}

my $questions = installed('busetting_dashboard.sql');
my %question = map { /^-- ([^\n]*) \(([a-z ]*)\)\n(.*);\s*\z/s ? ($1 => $3) : () } split /\n\n+/, $questions;
my $grafana = JSON::PP->new->utf8->decode(installed('busetting_dashboard.json'));
my %panel = map { my $panel = $_; map { ($panel->{title} => $_->{rawSql}) } @{ $panel->{targets} } } panels($grafana);
is_deeply(\%panel, \%question, 'both dashboards ask the same');
is(scalar keys %question, scalar(() = $questions =~ /;$/mg), 'every query has a title');
is($grafana->{schemaVersion} > 30 && !grep({ !$_->{id} || !$_->{gridPos} || !$_->{type} } panels($grafana)), 1, 'each panel has its place');

new_database('dashboard');
query(q{SET search_path = public, busetting;
	\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
	\set year_end `cat test/data/imdi-vestland-2022-year-end.csv`
	SELECT import_table(:'presentation', 'KS', '2022-05-18');
	SELECT import_table(E'Fylke;settled_collective;agreed_collective\nVestland;300;498', 'KS, text of slide 4', '2022-05-18');
	SELECT import_table(:'year_end', 'IMDi', '2022-12-31', level => 'municipality');
	SELECT import_table(E'Fylke;settled;agreed\nOslo;280;390\nVestland;480;640', 'KS', '2022-05-11');
	CREATE ROLE watcher LOGIN;
	CALL grant_reports('watcher');
	CALL refresh_reports();}, dbname => 'dashboard');

# by title: how many rows, and one of them
my %expected = (
	'The country, latest publication' => [ 1, 'KS|2022-05-18|4009|4009|5656|5656|1647|1647|41.5' ],
	'Settled, agreed and not certain, by county' => [ 11, 'Vestfold og Telemark|178|515|0' ],
	'Counties by gap' => [ 11, '18|Nordland|296|263|-33|-33|0|' ],
	'Settled and agreed over time' => [ 4, '2022-05-18 00:00:00|KS|4009|5656|1647' ],
	# agreed 640 to 668, settled 480 to 483
	'What changed most since the publication before' => [ 25, '2022-05-11|county|46|Vestland|185|185|25|25' ],
	'The municipalities with most people waiting' => [ 25, '4633|Fedje|Vestland|:|9|5|9' ],
	'How much of each forecast is reached' => [ 6, '5250 ekstra gjennom ulike samarbeidsordninger|5250|4009|5656|76.4' ],
	'What does not add up' => [ 1, '2022-05-18|KS|county|Vestland|agreed_collective|493|493|KS, text of slide 4|498|498|-5' ],
	'Places not used and the grant for them, by county' => [ 2, '2022-12-31|IMDi|Vestland|782|39100000|39100000|0' ],
	'How old the copies of the reports are' => [ undef, undef ],
);
for my $title (sort keys %question)
{
	my ($count, $row) = @{ $expected{$title} // [] };
	my ($printed, $status) = psql("$panel{$title};\n", dbname => 'dashboard', username => 'watcher');
	my @rows = split /\n/, $printed;
	ok($status == 0 && @rows == ($count // @rows) && @rows && (!defined $row || grep { $_ eq $row } @rows), $title) or diag($printed);
}
is(join('; ', sort keys %expected), join('; ', sort keys %question), 'no other questions');
query("DROP DATABASE dashboard;\nDROP ROLE watcher;\n");
done_testing();
