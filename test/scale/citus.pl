#!/usr/bin/perl
# A publication spread over two workers by Citus: the extension goes there, aggregates become parts
# of the workers and of the coordinator, and every result is that of a plain table.  Begun by
# test/scale/citus.sh.

use strict;
use warnings;

use File::Basename qw(dirname);
use IO::Socket::INET;
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql);
use Spread qw(servers on cells questions);

# a coordinator and two workers: Citus wants an address of its own for each, so they listen on ports that are free now
my @listening = map { IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die "no free port: $!" } 0 .. 2;
my @port = map { $_->sockport } @listening;
close $_ for @listening;
my @node = map { Server->new("node_$_", $port[$_], "listen_addresses = '127.0.0.1'", "shared_preload_libraries = 'citus'",
	"citus.node_conninfo = 'sslmode=disable'")->start } 0 .. 2;
servers(map { ['127.0.0.1', $_] } @port);

my $key = qr/public\.cell_\d+ cell/;
# an aggregate in two parts: the workers' states come as text, and are combined
sub parts
{
	my $pattern = join '.*', map { "worker_partial_agg\\('busetting\\.$_'::regprocedure" } @_;
	return qr/$pattern.* FROM $key/;
}
my @question = (
	['filter', 'SELECT region, settled FROM TABLE WHERE settled @> 3', 0, qr/ FROM $key WHERE \(settled OPERATOR\(busetting\.@>\) /],
	['GROUP BY of the key', 'SELECT region, sum(settled), min(settled), max(agreed), avg(settled) FROM TABLE GROUP BY region', 0,
		qr/^SELECT region, busetting\.sum\(settled\) AS sum, busetting\.min\(settled\) AS min, busetting\.max\(agreed\) AS max, busetting\.avg\(settled\) AS avg FROM $key .*GROUP BY region$/],
	['sum', 'SELECT sum(settled) FROM TABLE', 0, parts('sum\(busetting\.suppressed_int\)')],
	['min, max, avg by another column', 'SELECT date, min(settled), max(settled), avg(settled), sum(agreed) FROM TABLE GROUP BY date', 0,
		parts('min\(busetting\.suppressed_int\)', 'max\(busetting\.suppressed_int\)', 'avg\(busetting\.suppressed_int\)', 'sum\(busetting\.suppressed_bigint\)')],
	['two steps', 'SELECT date, sum(sum) FROM (SELECT region, date, sum(settled) FROM TABLE GROUP BY region, date) AS regional GROUP BY date', 0, parts('sum\(busetting\.suppressed_bigint\)')],
	['two steps, ROLLUP', 'WITH regional AS MATERIALIZED (SELECT region, date, sum(settled) FROM TABLE GROUP BY region, date)
		SELECT date, region % 3 AS part, sum(sum) FROM regional GROUP BY ROLLUP (date, region % 3)', 0, qr/^SELECT region, date, busetting\.sum\(settled\) AS sum FROM $key .*GROUP BY region, date$/],
	['two steps, CUBE', 'WITH regional AS MATERIALIZED (SELECT region, date, sum(settled) FROM TABLE GROUP BY region, date)
		SELECT date, region % 3 AS part, sum(sum) FROM regional GROUP BY CUBE (date, region % 3)', 0, qr/^SELECT region, date, busetting\.sum\(settled\) AS sum FROM $key .*GROUP BY region, date$/],
);
my @by_settled = (
	['GROUP BY of a suppressed_int key', 'SELECT settled, count(*), sum(agreed) FROM TABLE WHERE settled IS NOT NULL GROUP BY settled', 0, qr/^SELECT settled, count\(\*\) AS count, busetting\.sum\(agreed\) AS sum FROM public\.by_settled_\d+ .*GROUP BY settled$/],
	['one value of a suppressed_int key', "SELECT region, date FROM TABLE WHERE settled = '0..4'", 0, qr/ FROM public\.by_settled_\d+ by_settled WHERE \(settled OPERATOR\(busetting\.=\) '0\.\.4'/],
);
on($_, 'CREATE EXTENSION citus') for 0 .. 2;
on(0, "SELECT citus_set_coordinator_host('127.0.0.1', $port[0]);" . join '', map { "SELECT citus_add_node('127.0.0.1', $_);" } @port[1, 2]);

# what is created and altered on the coordinator is on the workers
my $version = "SELECT extversion FROM pg_extension WHERE extname = 'busetting'";
on(0, 'SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;');
my @versions = map { on($_, $version) } 0 .. 2;
isnt($versions[0], '', 'the extension is created');
is_deeply([@versions[1, 2]], [($versions[0]) x 2], 'CREATE EXTENSION is propagated');
my $script = on(0, "SELECT setting FROM pg_config WHERE name = 'SHAREDIR'") . "/extension/busetting--$versions[0]--next.sql";
open my $file, '>', $script or die "$script: $!";
print $file "COMMENT ON TYPE busetting.suppressed_int IS 'updated';\n";
close $file;
on(0, "ALTER EXTENSION busetting UPDATE TO 'next'");
is_deeply([map { on($_, "$version; SELECT obj_description('busetting.suppressed_int'::regtype, 'pg_type')") } 0 .. 2], [("next\nupdated") x 3], 'ALTER EXTENSION is propagated');

on(0, cells('plain') . <<'SQL');
SET citus.shard_count = 4;
CREATE TABLE cell (LIKE plain);
CREATE TABLE by_settled (LIKE plain);
SELECT create_distributed_table('cell', 'region');
SELECT create_distributed_table('by_settled', 'settled');
INSERT INTO cell SELECT * FROM plain;
-- Citus has no NULL in a key
INSERT INTO by_settled SELECT * FROM plain WHERE settled IS NOT NULL;
SQL
my $session = "SET search_path = public, busetting; SET citus.explain_all_tasks = on;\n";
my $sent = sub { grep { !/read_intermediate_result/ } map { /^ +Query: (.*)/ ? $1 : () } split /\n/, $_[0] };
questions('cell', $session, $sent, @question);
questions('by_settled', $session, $sent, @by_settled);
my $one = on(0, "$session EXPLAIN (COSTS OFF) SELECT FROM by_settled WHERE settled = '0..4'");
ok($one =~ /Task Count: 1$/m, 'one value of the key is asked of one shard') || diag $one;
is(on(0, "SELECT count(*) FROM run_command_on_shards('by_settled', 'SELECT count(*) FROM %s') WHERE result::int > 0"), 4, 'the key is spread over all shards');

# ROLLUP is refused where the table is asked at once; so doc/reference-types.md says to take two steps
like(scalar psql("$session SELECT date, sum(settled) FROM cell GROUP BY ROLLUP (date)", host => '127.0.0.1', port => $port[0], dbname => 'spread'),
	qr/GROUPING SETS, CUBE, or ROLLUP/, 'ROLLUP in one step is refused');

# the report views give the same after the regions are on every worker
on(0, 'SET search_path = busetting; SELECT import_table(E\'Fylke;settled;agreed\nVestland;300;498\nOslo;:;382\', source => \'KS\', date => \'2022-05-18\')');
my @views = split /\n/, on(0, "SELECT viewname FROM pg_views WHERE schemaname = 'busetting' AND viewname LIKE 'report\\_%' ORDER BY 1");
my $read = join '', map { "SELECT '$_', count(*), md5(string_agg(v::text, ' ' ORDER BY v::text)) FROM busetting.$_ AS v;" } @views;
my $before = on(0, $read);
# The extension's own tables are on every node, with their keys and the views on them, and Citus refuses to take them
# over; so a reference table is made of them.
on(0, "SET search_path = public; CREATE TABLE place AS SELECT DISTINCT region AS id, code, level, parent FROM busetting.region_official; SELECT create_reference_table('place')");
is(on(0, "SELECT count(*) FROM pg_dist_partition WHERE partmethod = 'n' AND logicalrelid = 'public.place'::regclass"), 1, 'the regions are a reference table');
is_deeply([map { on($_, 'SELECT count(*) FROM busetting.region') } 1, 2], [(on(0, 'SELECT count(*) FROM busetting.region')) x 2], 'and every worker has the extension\'s');
my $joined = 'SELECT code, sum(settled) FROM cell JOIN public.place ON place.id = cell.region GROUP BY code';
my @results = map { join "\n", sort split /\n/, on(0, "$session $_;") } $joined, $joined =~ s/\bcell\b/plain/gr;
is($results[0], $results[1], 'a join with the regions gives what a plain table gives');
cmp_ok(scalar @views, '>', 0, 'there are report views');
is(on(0, $read), $before, 'the report views give the same on top');
# nothing of the aggregates was fetched row by row
my $gathered = on(0, "$session EXPLAIN (VERBOSE, COSTS OFF) SELECT sum(settled), avg(settled), min(agreed), max(agreed) FROM cell;");
ok($gathered =~ /coord_combine_agg/ && $gathered !~ /Query: SELECT settled/, 'no aggregate gathers rows') || diag $gathered;
done_testing;
