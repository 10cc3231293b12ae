#!/usr/bin/perl
# A publication spread over two workers by Citus: the extension goes there, aggregates become parts
# of the workers and of the coordinator, and every result is that of a plain table.  Begun by
# test/scale/citus.sh.

use strict;
use warnings;

use lib 'test/scale';
use servers;

my $key = qr/public\.cell_\d+ cell/;
# an aggregate in two parts: the workers' states come as text, and are combined
sub parts
{
	my $pattern = join '.*', map { "worker_partial_agg\\('busetting\\.$_'::regprocedure" } @_;
	return qr/$pattern.* FROM $key/;
}
my @question = (
	['filter', 'SELECT region, settled FROM cell WHERE settled @> 3', 0, qr/ FROM $key WHERE \(settled OPERATOR\(busetting\.@>\) /],
	['GROUP BY of the key', 'SELECT region, sum(settled), min(settled), max(agreed), avg(settled) FROM cell GROUP BY region', 0,
		qr/^SELECT region, busetting\.sum\(settled\) AS sum, busetting\.min\(settled\) AS min, busetting\.max\(agreed\) AS max, busetting\.avg\(settled\) AS avg FROM $key .*GROUP BY region$/],
	['sum', 'SELECT sum(settled) FROM cell', 0, parts('sum\(busetting\.suppressed_int\)')],
	['min, max, avg by another column', 'SELECT date, min(settled), max(settled), avg(settled), sum(agreed) FROM cell GROUP BY date', 0,
		parts('min\(busetting\.suppressed_int\)', 'max\(busetting\.suppressed_int\)', 'avg\(busetting\.suppressed_int\)', 'sum\(busetting\.suppressed_bigint\)')],
	['two steps', 'SELECT date, sum(sum) FROM (SELECT region, date, sum(settled) FROM cell GROUP BY region, date) AS regional GROUP BY date', 0, parts('sum\(busetting\.suppressed_bigint\)')],
	['two steps, ROLLUP', 'WITH regional AS MATERIALIZED (SELECT region, date, sum(settled) FROM cell GROUP BY region, date)
		SELECT date, region % 3 AS part, sum(sum) FROM regional GROUP BY ROLLUP (date, region % 3)', 0, qr/^SELECT region, date, busetting\.sum\(settled\) AS sum FROM $key .*GROUP BY region, date$/],
	['two steps, CUBE', 'WITH regional AS MATERIALIZED (SELECT region, date, sum(settled) FROM cell GROUP BY region, date)
		SELECT date, region % 3 AS part, sum(sum) FROM regional GROUP BY CUBE (date, region % 3)', 0, qr/^SELECT region, date, busetting\.sum\(settled\) AS sum FROM $key .*GROUP BY region, date$/],
);
my @by_settled = (
	['GROUP BY of a suppressed_int key', 'SELECT settled, count(*), sum(agreed) FROM cell GROUP BY settled', 0, qr/^SELECT settled, count\(\*\) AS count, busetting\.sum\(agreed\) AS sum FROM public\.by_settled_\d+ .*GROUP BY settled$/],
	['one value of a suppressed_int key', "SELECT region, date FROM cell WHERE settled = '0..4'", 0, qr/ FROM public\.by_settled_\d+ by_settled WHERE \(settled OPERATOR\(busetting\.=\) '0\.\.4'/],
);
print '1..', 2 * @question + 2 * @by_settled + 9, "\n";

database();
psql($_, 'CREATE EXTENSION citus') for 0 .. 2;
my @address = map { [/(.*):(.*)/] } @servers;
psql(0, "SELECT citus_set_coordinator_host('$address[0][0]', $address[0][1]);" . join '', map { "SELECT citus_add_node('$_->[0]', $_->[1]);" } @address[1, 2]);

# what is created and altered on the coordinator is on the workers
my $version = "SELECT extversion FROM pg_extension WHERE extname = 'busetting'";
psql(0, 'SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;');
my @versions = map { psql($_, $version) } 0 .. 2;
ok($versions[0] ne '' && $versions[1] eq $versions[0] && $versions[2] eq $versions[0], 'CREATE EXTENSION is propagated', @versions);
chomp(my $old = $versions[0]);
for my $server (0 .. 2)
{
	chomp(my $directory = psql($server, "SELECT setting FROM pg_config WHERE name = 'SHAREDIR'"));
	open my $script, '>', "$directory/extension/busetting--$old--next.sql" or die "$directory: $!";
	print $script "COMMENT ON TYPE busetting.suppressed_int IS 'updated';\n";
	close $script;
}
psql(0, "ALTER EXTENSION busetting UPDATE TO 'next'");
@versions = map { psql($_, $version) . psql($_, "SELECT obj_description('busetting.suppressed_int'::regtype, 'pg_type')") } 0 .. 2;
ok("@versions" eq "next\nupdated\n next\nupdated\n next\nupdated\n", 'ALTER EXTENSION is propagated', @versions);

psql(0, cells('plain') . <<'SQL');
SET citus.shard_count = 4;
CREATE TABLE cell (LIKE plain);
CREATE TABLE by_settled (LIKE plain);
SELECT create_distributed_table('cell', 'region');
SELECT create_distributed_table('by_settled', 'settled');
INSERT INTO cell SELECT * FROM plain;
INSERT INTO by_settled SELECT * FROM plain;
SQL
my $session = "SET search_path = public, busetting; SET citus.explain_all_tasks = on;\n";
my $sent = sub { map { /^ +Query: (.*)/ ? $1 : () } split /\n/, $_[0] };
questions($session, $sent, @question);

# the key suppressed_int: the same questions are asked of by_settled under its own name
for (@by_settled)
{
	my ($name, $query, undef, $expected) = @$_;
	my $distributed = $query =~ s/\bcell\b/by_settled/r;
	my $plan = psql(0, "$session EXPLAIN (VERBOSE, COSTS OFF) $distributed;");
	my @queries = $sent->($plan);
	ok(@queries > 0 && @queries == grep({ /$expected/ } @queries), "$name goes to the workers", $plan);
	my @results = map { join "\n", sort split /\n/, psql(0, "$session $_;") } $distributed, $query =~ s/\bcell\b/plain/r;
	ok($results[0] eq $results[1] && $results[0] ne '', "$name gives what a plain table gives", @results);
}
my $one = psql(0, "$session EXPLAIN (COSTS OFF) SELECT FROM by_settled WHERE settled = '0..4'");
ok($one =~ /Task Count: 1$/m, 'one value of the key is asked of one shard', $one);
ok(psql(0, "SELECT count(*) = 4 AND min(count) > 0 FROM (SELECT count(*) FROM run_command_on_shards('by_settled', 'SELECT count(*) FROM %s') GROUP BY shardid) AS shard") eq "t\n", 'the key is spread over all shards');

# ROLLUP is refused where the table is asked at once; so the README says to take two steps
my $refused = psql_fails(0, "$session SELECT date, sum(settled) FROM cell GROUP BY ROLLUP (date)");
ok($refused =~ /GROUPING SETS, CUBE, or ROLLUP/, 'ROLLUP in one step is refused', $refused);

# the report views give the same after the regions are on every worker
psql(0, 'SET search_path = busetting; SELECT import_table(E\'Fylke;settled;agreed\nVestland;300;498\nOslo;:;382\', source => \'KS\', date => \'2022-05-18\')');
my @views = split /\n/, psql(0, "SELECT viewname FROM pg_views WHERE schemaname = 'busetting' AND viewname LIKE 'report\\_%' ORDER BY 1");
my $read = join '', map { "SELECT '$_', count(*), md5(string_agg(v::text, ' ' ORDER BY v::text)) FROM busetting.$_ AS v;" } @views;
my $before = psql(0, $read);
psql(0, "SELECT create_reference_table('busetting.' || name) FROM unnest('{region,region_name,region_change}'::text[]) AS name");
ok(psql(0, "SELECT count(*) FROM pg_dist_partition WHERE partmethod = 'n' AND logicalrelid::text LIKE 'busetting.region%'") eq "3\n", 'the regions are reference tables');
my $joined = 'SELECT code, sum(settled) FROM cell JOIN busetting.region ON region.id = cell.region GROUP BY code';
my @results = map { join "\n", sort split /\n/, psql(0, "$session $_;") } $joined, $joined =~ s/\bcell\b/plain/gr;
ok($results[0] eq $results[1] && $results[0] ne '', 'a join with the regions gives what a plain table gives', @results);
ok(@views > 0 && psql(0, $read) eq $before, 'the report views give the same on top', $before);
# nothing of the aggregates was fetched row by row
my $gathered = psql(0, "$session EXPLAIN (VERBOSE, COSTS OFF) SELECT sum(settled), avg(settled), min(agreed), max(agreed) FROM cell;");
ok($gathered =~ /coord_combine_agg/ && $gathered !~ /Query: SELECT settled/, 'no aggregate gathers rows', $gathered);
