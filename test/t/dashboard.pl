#!/usr/bin/perl
# The questions for dashboards, and the dashboard for Grafana that is made of them: every query of it is run with its
# variables filled in, by a role that may read reports and nothing else.

use strict;
use warnings;
use File::Basename qw(dirname);
use JSON::PP;
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

sub panels
{
	my ($panel) = @_;
	return map { ($_, panels($_)) } @{ $panel->{panels} // [] };
}

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

my %watcher = (dbname => 'dashboard', username => 'watcher');
my $grafana = JSON::PP->new->utf8->decode(query('SELECT busetting.grafana_dashboard();', %watcher));
my %panel = map { my $panel = $_; map { ($panel->{title} => $_->{rawSql}) } @{ $panel->{targets} } } panels($grafana);
my %question = map { split /\t/, $_, 2 } split /\n/, query(q{SELECT title || E'\t' || replace(btrim(query, E'\n'), E'\n', ' ') FROM busetting.dashboard_question;}, %watcher);
is_deeply({ map { ($_ => $panel{$_} =~ s/\n/ /gr =~ s/\$\{(\w+):sqlstring\}/:'$1'/gr) } keys %panel }, \%question, 'the dashboard asks the questions');
is($grafana->{schemaVersion} > 30 && !grep({ !$_->{id} || !$_->{gridPos} || !$_->{type} } panels($grafana)), 1, 'each panel has its place');
unlike(join("\n", values %panel), qr/\b(?:settled|agreed|gap)_low(?![^\n]*_high)/, 'no lower bound stands alone');

# variables: the first that each query of them gives is chosen
my %chosen = (database => 'x');
my $filled = sub { my ($sql) = @_; return $sql =~ s/\$\{(\w+):sqlstring\}/'$chosen{$1}'/gr; };
for my $variable (grep { $_->{type} eq 'query' } @{ $grafana->{templating}{list} })
{
	my @found = split /\n/, query($filled->($variable->{query}) . ';', %watcher);
	$chosen{ $variable->{name} } = $found[0] =~ s/^All\|//r;
}
is(join(' ', map { $chosen{$_} } qw(source date measure county)), 'IMDi 2022-12-31 settled_collective 0', 'the latest source and date, a measure of it, and all counties');

# by title, of KS on 18 May: how many rows, and one of them
@chosen{qw(source date measure county)} = ('KS', '2022-05-18', 'settled', '46');
my %expected = (
	'All counties together' => [ 4, 'agreed_collective|4342|4342|0|11' ],
	'The measure by county' => [ 11, 'Vestfold og Telemark|178|0' ],
	'The measure over time' => [ 2, '2022-05-11 00:00:00|480|480' ],
	'The measure by municipality' => [ 38, '4633|Fedje|:|0|4' ],
	'The municipalities with most people waiting' => [ 25, '4601|Bergen|183|183|183' ],
	'What changed most since the publication before' => [ 25, '2022-05-11|county|46|Vestland|483|483|3|3' ],
	'How much of each forecast is reached' => [ 6, '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose|35000|4009|4009|11.4|11.5' ],
	'What does not add up' => [ 1, '2022-05-18|KS|county|Vestland|agreed_collective|493|493|KS, text of slide 4|498|498|-5' ],
	'Places not used and the grant for them, by county' => [ 2, '2022-12-31|IMDi|Vestland|782|782|39100000|39100000|0' ],
	'How old the copies of the reports are' => [ undef, undef ],
);
for my $title (sort keys %panel)
{
	my ($count, $row) = @{ $expected{$title} // [] };
	my ($printed, $status) = psql($filled->($panel{$title}) . ";\n", %watcher);
	my @rows = split /\n/, $printed;
	ok($status == 0 && @rows == ($count // @rows) && @rows && (!defined $row || grep { $_ eq $row } @rows), $title) or diag($printed);
}
is(join('; ', sort keys %expected), join('; ', sort keys %question), 'no other questions');
query("DROP DATABASE dashboard;\nDROP ROLE watcher;\n");
done_testing();
