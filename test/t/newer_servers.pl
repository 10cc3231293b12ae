#!/usr/bin/perl
# What newer servers offer, each from the version on that has it: inputs that leave out rows which cannot be read (COPY
# ON_ERROR, 17 and 19), index scans that skip over a leading column (18), virtual generated columns and keys WITHOUT OVERLAPS
# (18), and aggregation before a join (19).

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);

my $version = int(query('SHOW server_version_num;') / 10000);
my %option = (dbname => 'newer');
new_database('newer');
my $path = 'SET search_path = public, busetting;';
# every kind of bound, and many rows of few values
query("$path
	CREATE TABLE cell (value suppressed_int, large suppressed_bigint, number int, region int);
	INSERT INTO cell
	SELECT suppressed_int(v.lower, v.upper), suppressed_bigint(v.lower, v.upper), i, i % 40
	FROM (SELECT NULLIF(l, -3) AS lower, NULLIF(u, 9) AS upper FROM generate_series(-3, 8) AS l, generate_series(-2, 9) AS u WHERE l <= u
		  UNION SELECT -2147483648 + n, -2147483648 + n + m FROM generate_series(1, 2) AS n, generate_series(0, 1) AS m
		  UNION SELECT 2147483646 - n, 2147483646 FROM generate_series(0, 1) AS n) AS v,
		 generate_series(1, 300) AS i;
	INSERT INTO cell SELECT NULL, NULL, i, i % 40 FROM generate_series(1, 300) AS i;
	CREATE TABLE place (region int PRIMARY KEY, county int, size suppressed_int);
	INSERT INTO place SELECT i, i % 4, i % 5 FROM generate_series(0, 39) AS i;
	CREATE INDEX cell_value ON cell (value, number);
	CREATE INDEX cell_large ON cell (large DESC NULLS LAST, number);
	VACUUM ANALYZE cell, place;", %option);

# The same rows in the same order where the plan is another, and that plan.
sub planned
{
	my ($with, $without, $query, $plan, $name) = @_;
	is(query("$path $with $query", %option), query("$path $without $query", %option), "$name: what is right without");
	like(query("$path $with EXPLAIN (COSTS OFF) $query", %option), $plan, "$name: the plan");
	return;
}
my $index_only = 'SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; SET enable_incremental_sort = off;';
my $sequential = 'SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off;';
for my $column (qw(value large))
{
	for my $order ("$column ASC", "$column DESC")
	{
		my $nulls = $column eq 'large' ? ($order =~ /DESC/ ? 'NULLS LAST' : 'NULLS FIRST') : '';
		planned($index_only, $sequential, "SELECT $column, number FROM cell WHERE number IN (17, 200) ORDER BY $order $nulls, number" . ($nulls eq 'NULLS FIRST' || $nulls eq '' && $order =~ /DESC/ ? ' DESC' : '') . ';',
			$version >= 18 ? qr/Index Only Scan.*\n +Index Cond: \(number = ANY/ : qr/Index Only Scan/, "scan over values of $column, $order");
	}
	planned($index_only, $sequential, "SELECT count(*), min($column), max($column) FROM cell WHERE number = 200 AND $column > '0..3' AND $column < '7..';", qr/Index Cond: \(\($column > .*number = 200/, "scan between values of $column");
}
# each of the 76 values, and those around, are looked up once or twice, not the 23,000 rows
if ($version >= 18)
{
	my ($searches) = query("$path $index_only EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF) SELECT value FROM cell WHERE number = 200;", %option) =~ /Index Searches: (\d+)/;
	cmp_ok($searches, '>', 50, "the index is searched for each value: $searches times");
	cmp_ok($searches, '<', 250, 'and skips what lies between');
	is(query(q{SELECT count(*) FROM pg_amproc JOIN pg_opfamily AS f ON f.oid = amprocfamily WHERE f.opfname ~ '^suppressed_' AND amprocnum = 6 AND amproc::regproc::text ~ '^busetting_internal.suppressed_(int|bigint)_skipsupport$';}, %option), 2,
		'both types have skip support');
	like(psql("$path CREATE TABLE made (value suppressed_int(0,4), next suppressed_int(0,4) GENERATED ALWAYS AS (value) VIRTUAL);", %option),
		qr/^ERROR:  virtual generated column "next" cannot have a user-defined type/, 'a virtual column of the type is refused');
	like(psql("$path CREATE TABLE made (value suppressed_int(0,4), next text GENERATED ALWAYS AS (value::text) VIRTUAL);", %option),
		qr/^ERROR:  generation expression uses user-defined (type|function)/, 'and one that is made of it');
	is(query("$path CREATE TABLE made (value suppressed_int, next suppressed_int(0,4) GENERATED ALWAYS AS (value + 1) STORED); INSERT INTO made VALUES ('1'), ('7'), (':'); SELECT next FROM made;", %option),
		"0..4\n8\n1..", 'a stored one keeps its modifier');
}

if ($version >= 17)
{
	query("$path CREATE TABLE copied (name text, value suppressed_int(0,4), total suppressed_bigint);", %option);
	my $rows = "a\t:\t7\nb\tabc\t1\nc\t3\t5..4\nd\t9\t..\ne\t2147483648\t1\n\\.\n";
	like(psql("$path COPY copied FROM STDIN;\n$rows", %option), qr/^ERROR:  invalid input syntax for type suppressed_int: "abc"/, 'COPY stops at what it cannot read');
	is(psql("$path COPY copied FROM STDIN (ON_ERROR ignore);\n${rows}SELECT * FROM copied ORDER BY name;", %option),
		"NOTICE:  3 rows were skipped due to data type incompatibility\na|0..4|7\nd|9|..", 'where it is told to leave that out, all other rows are right');
	if ($version >= 19)
	{
		is(psql("$path TRUNCATE copied; COPY copied FROM STDIN (ON_ERROR set_null);\n${rows}SELECT * FROM copied ORDER BY name;", %option) =~ s/^NOTICE:.*\n//r,
			"a|0..4|7\nb||1\nc|0..4|\nd|9|..\ne||1", 'or to take it for not stated');
	}
}

# sums of regions before they are joined to counties, by a key of the type too
for my $by ('p.county', 'p.size')
{
	my $query = "SELECT $by, count(*), sum(c.value), sum(c.large), min(c.value), max(c.large), avg(c.value) FROM cell AS c JOIN place AS p USING (region) WHERE c.value >> -2 OR c.number < 100 GROUP BY $by ORDER BY $by;";
	if ($version >= 19)
	{
		planned('SET enable_eager_aggregate = on;', 'SET enable_eager_aggregate = off;', $query, qr/Finalize.*Join.*Partial/s, "aggregation before the join, by $by");
	}
	is(query("$path $query", %option), query("$path WITH c AS MATERIALIZED (SELECT * FROM cell), j AS MATERIALIZED (SELECT c.*, p.county, p.size FROM c JOIN place AS p USING (region)) " . $query =~ s/FROM .*? USING \(region\)/FROM j AS c/r =~ s/p\./c./gr, %option), "sums by $by");
}
query('DROP DATABASE newer;');
done_testing();
