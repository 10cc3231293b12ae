# What the tests of tables spread over servers share: this server or another and two more, a table
# of cells, and the comparison of what it gives spread over two of them with what it gives plain.
package Spread;

use strict;
use warnings;
use Exporter qw(import);
use Test::More;
use Server qw(query);

our @EXPORT_OK = qw(servers on cells questions);
my @address;

# The servers, each a host and a port, with an empty database.
sub servers
{
	@address = @_;
	query('CREATE DATABASE spread;', host => $_->[0], port => $_->[1], dbname => 'postgres') for @address;
	return;
}

# what SQL gives on one of them
sub on
{
	my ($server, $sql) = @_;
	return query($sql, host => $address[$server][0], port => $address[$server][1], dbname => 'spread');
}

# a table of cells, and what fills it: the weeks of a year, 50 regions, values of every kind
sub cells
{
	my ($table) = @_;
	return <<"SQL";
CREATE TABLE $table (date date, region int, settled busetting.suppressed_int, agreed busetting.suppressed_bigint);
INSERT INTO $table SELECT date '2022-01-03' + 7 * week, region,
	CASE WHEN number % 5 = 0 THEN '0..4' WHEN number % 97 = 1 THEN ':' WHEN number % 97 = 2 THEN '..' WHEN number % 7 = 0 THEN NULL ELSE number::text END::busetting.suppressed_int,
	CASE WHEN number % 101 = 0 THEN '..7' ELSE number || '..' || number + number % 3 END::busetting.suppressed_bigint
FROM (SELECT week, region, hashint4(week * 1000 + region) & 255 AS number FROM generate_series(0, 51) AS week, generate_series(1, 50) AS region) AS source;
SQL
}

# Ask each query of a table (name, text with TABLE for its name, whether the result has an order, what
# the SQL that other servers get must be, which $sent finds in the plan): is it, and is the result that of the table plain?
sub questions
{
	my ($table, $session, $sent, @questions) = @_;
	for (@questions)
	{
		my ($name, $query, $ordered, $expected) = @$_;
		my ($spread, $plain) = map { $query =~ s/\bTABLE\b/$_/gr } $table, 'plain';
		my $plan = on(0, "$session EXPLAIN (VERBOSE, COSTS OFF) $spread;");
		my @sent = $sent->($plan);
		ok(@sent > 0 && @sent == grep({ /$expected/ } @sent), "$name goes to the other servers") || diag $plan;
		my @results = map { my @rows = split /\n/, on(0, "$session $_;"); [$ordered ? @rows : sort @rows] } $spread, $plain;
		is_deeply($results[0], $results[1], "$name gives what a plain table gives");
		cmp_ok(scalar @{ $results[0] }, '>', 0, "$name gives rows");
	}
	return;
}

1;
