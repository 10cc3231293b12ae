#!/usr/bin/perl
# A publication spread over two further servers by postgres_fdw: which filters, sorts and aggregates
# of the types go there is read from the remote SQL, and every result is that of a plain table.

use strict;
use warnings;

use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server;
use Spread qw(servers on cells questions);

# this server, and two more beside it
my @port = ($ENV{PGPORT}, map { $ENV{PGPORT} + $_ } 1, 2);
my @further = map { Server->new("shard_$_", $port[$_])->start } 1, 2;
servers(map { [$ENV{PGHOST}, $_] } @port);

my $begin = "SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE; SET search_path = public, busetting;\n";
# the names that remote SQL must not find: everything it calls stands under another meaning, first in the path
my $attack = <<'SQL';
CREATE SCHEMA attack;
CREATE FUNCTION attack.lower(busetting.suppressed_int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT -1';
CREATE FUNCTION attack.is_suppressed(busetting.suppressed_int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT NULL::boolean';
CREATE FUNCTION attack.never(busetting.suppressed_int, busetting.suppressed_int) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR attack.@> (FUNCTION = attack.never, LEFTARG = busetting.suppressed_int, RIGHTARG = busetting.suppressed_int);
CREATE OPERATOR attack.= (FUNCTION = attack.never, LEFTARG = busetting.suppressed_int, RIGHTARG = busetting.suppressed_int);
CREATE AGGREGATE attack.sum(busetting.suppressed_int) (SFUNC = busetting.larger, STYPE = busetting.suppressed_int);
ALTER DATABASE spread SET search_path = attack, pg_catalog;
SQL
for my $shard (1, 2)
{
	on($shard, "$begin CREATE TABLE cell_$shard (date date, region int, settled suppressed_int, agreed suppressed_bigint); $attack");
}

my $async = on(0, 'SHOW server_version_num') >= 140000;
my $options = "extensions 'busetting'" . ($async ? ", async_capable 'true'" : '');
on(0, $begin . cells('plain') . 'CREATE EXTENSION postgres_fdw; CREATE TABLE cell (LIKE plain) PARTITION BY LIST (region);');
for my $shard (1, 2)
{
	my $regions = join ', ', grep { $_ % 2 == $shard - 1 } 1 .. 50;
	on(0, <<"SQL");
SET search_path = public, busetting;
CREATE SERVER shard_$shard FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$ENV{PGHOST}', port '$port[$shard]', dbname 'spread', use_remote_estimate 'true', $options);
CREATE USER MAPPING FOR CURRENT_USER SERVER shard_$shard OPTIONS (user 'postgres');
CREATE FOREIGN TABLE cell_$shard PARTITION OF cell FOR VALUES IN ($regions) SERVER shard_$shard;
SQL
}
on(0, 'INSERT INTO cell SELECT * FROM plain; ANALYZE cell_1; ANALYZE cell_2; ANALYZE plain;');

# A constant beside an operator goes with its type or without, as the version has it.
my $as = qr/(::busetting\.suppressed_(int|bigint))?/;
my @query = (
	['filter @>', 'SELECT region, settled FROM TABLE WHERE settled @> 3', 0,
		qr/^SELECT region, settled FROM public\.cell WHERE \(\(settled OPERATOR\(busetting\.@>\) '3'$as\)\)$/],
	['filter &&', "SELECT region FROM TABLE WHERE settled && '5..9'", 0, qr/ WHERE \(\(settled OPERATOR\(busetting\.&&\) '5\.\.9'$as\)\)$/],
	['filter << of both', 'SELECT region FROM TABLE WHERE settled << agreed', 0, qr/ WHERE \(\(settled(::busetting\.suppressed_bigint)? OPERATOR\(busetting\.<<\) agreed\)\)$/],
	['filter = of an int8 parameter', 'SELECT region, date FROM TABLE WHERE settled = 9::bigint', 0, qr/ WHERE \(\(settled OPERATOR\(busetting\.=\) '9'$as\)\)$/],
	['filter of functions', 'SELECT region, date FROM TABLE WHERE is_suppressed(settled) AND lower(agreed) > 100', 0,
		qr/ WHERE \(busetting\.is_suppressed\(settled\)\) AND \(\(busetting\.lower\(agreed\) > 100\)\)$/],
	['filter of arithmetic', 'SELECT region, date FROM TABLE WHERE settled + agreed > 300 AND smaller(settled, 7) = 7', 0,
		qr/ WHERE \(\(busetting\.smaller\(settled, '7'::busetting\.suppressed_int\) OPERATOR\(busetting\.=\) '7'$as\)\) AND \(\(\(settled(::busetting\.suppressed_bigint)? OPERATOR\(busetting\.\+\) agreed\) OPERATOR\(busetting\.>\) '300'$as\)\)$/],
	['sort', 'SELECT date, region, settled FROM TABLE ORDER BY settled, region, date', 1, qr/^SELECT date, region, settled FROM public\.cell ORDER BY settled ASC NULLS LAST, region ASC NULLS LAST, date ASC NULLS LAST$/],
	['GROUP BY of the key', 'SELECT region, sum(settled), min(settled), max(agreed), avg(settled), sum(agreed), count(*) FILTER (WHERE is_suppressed(settled)) FROM TABLE GROUP BY region', 0,
		qr/^SELECT region, busetting\.sum\(settled\), busetting\.min\(settled\), busetting\.max\(agreed\), busetting\.avg\(settled\), busetting\.sum\(agreed\), count\(\*\) FILTER \(WHERE busetting\.is_suppressed\(settled\)\) FROM public\.cell GROUP BY 1$/],
	['HAVING', "SELECT region, sum(settled) FROM TABLE GROUP BY region HAVING sum(settled) << 6000", 0, qr/ GROUP BY 1 HAVING \(\(busetting\.sum\(settled\) OPERATOR\(busetting\.<<\) '6000'$as\)\)$/],
	['two steps, a total', 'SELECT sum(sum), min(min) FROM (SELECT region, sum(settled), min(settled) FROM TABLE GROUP BY region) AS regional', 0, qr/^SELECT region, busetting\.sum\(settled\), busetting\.min\(settled\) FROM public\.cell GROUP BY 1$/],
	['two steps, ROLLUP', 'SELECT date, region % 3 AS part, sum(sum) FROM (SELECT region, date, sum(settled) FROM TABLE GROUP BY region, date) AS regional GROUP BY ROLLUP (date, region % 3)', 0,
		qr/^SELECT region, date, busetting\.sum\(settled\) FROM public\.cell GROUP BY 1, 2$/],
);
my $session = "SET search_path = public, busetting; SET enable_partitionwise_aggregate = on; SET enable_partitionwise_join = on;\n";

questions('cell', $session, sub { map { /Remote SQL: (.*)/ ? $1 =~ s/public\.cell_[12]\b/public.cell/r : () } split /\n/, $_[0] }, @query);

# a group on both servers: rows come, and are added here
my $gathered = 'SELECT date, sum(settled) FROM cell GROUP BY date ORDER BY date';
is(on(0, "$session $gathered;"), on(0, $session . ($gathered =~ s/cell/plain/r) . ';'), 'a group on both servers is added here');
is(on($_, "SELECT count(*) FROM public.cell_$_"), 1300, "server $_ holds its half") for 1, 2;
# without the extension named, nothing of it goes
on(0, 'ALTER SERVER shard_1 OPTIONS (DROP extensions);');
my $kept = on(0, "$session EXPLAIN (VERBOSE, COSTS OFF) SELECT region FROM cell WHERE settled @> 3;");
ok($kept =~ /Remote SQL: SELECT region, settled FROM public\.cell_1$/m && $kept =~ /cell_2 WHERE/, 'a server without the extension named filters nothing') || diag $kept;
on(0, "ALTER SERVER shard_1 OPTIONS (ADD extensions 'busetting');");
if ($async)
{
	my $plan = on(0, "$session EXPLAIN (COSTS OFF) SELECT region, settled FROM cell WHERE settled @> 3;");
	is(scalar(() = $plan =~ /Async Foreign Scan/g), 2, 'both servers work at once') || diag $plan;
}
done_testing;
