#!/usr/bin/perl
# The same table is protected in the same way whatever the order of its rows, the plan of its
# queries and the way that it is given: as a cube, or as cells and sums.  Row order is what
# plans change; it is changed here by plans and at random.  A cube says more than its sums, its
# dimensions, and so is better protected where the first pattern does not hold.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

# ways to run a query, and what tells the plan that it leads to
my %plan = (
	sorted => ['SET enable_hashagg = off', qr/GroupAggregate/],
	hashed => ['SET enable_sort = off; SET enable_incremental_sort = off', qr/MixedAggregate|HashAggregate/],
	parallel => ['SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET enable_hashagg = off', qr/Gather/],
	'with little memory' => ["SET work_mem = '64kB'; SET hash_mem_multiplier = 1", qr/Aggregate/],
	'without nested loops' => ['SET enable_nestloop = off; SET enable_material = off; SET jit = off', qr/Aggregate/],
);
my %table = (
	d2 => {
		columns => ['county', 'k_group', 'region', 'main_income'],
		file => ['region', 'county', 'k_group', 'main_income'],
		groups => '',
		trees => '{county > region, k_group > region}',
		options => ['', ", cost => 'cells'", ", singles => true", ", level => 'width', amount => 5", ", level => 'percent', amount => 40, zeros => 'ignored'", ", zeros => 'hidden', symbols => 2", ", zeros => 'ignored'", ", level => 'small'"],
	},
	d3 => {
		columns => ['county', 'k_group', 'region', 'main_income', 'months2', 'months'],
		file => ['region', 'county', 'k_group', 'main_income', 'months', 'months2'],
		groups => ', ROLLUP (months2, months)',
		trees => '{county > region, k_group > region, months2 > months}',
		# what takes longest is left to d2
		options => [''],
	},
);

# the sums of such a cube: which row is a total, and which are its parts, all else being alike
my %dimension = (region => ['county', 'k_group', 'region'], main_income => ['main_income'], months => ['months2', 'months']);
my $no_region = 't.county IS NULL AND t.k_group IS NULL AND t.region IS NULL';
my @step = (
	['region', $no_region, 'p.county IS NOT NULL AND p.region IS NULL'],
	['region', $no_region, 'p.k_group IS NOT NULL AND p.region IS NULL'],
	['region', 't.county = p.county AND t.region IS NULL', 'p.region IS NOT NULL'],
	['region', 't.k_group = p.k_group AND t.region IS NULL', 'p.region IS NOT NULL'],
	['main_income', 't.main_income IS NULL', 'p.main_income IS NOT NULL'],
	['months', 't.months2 IS NULL', 'p.months2 IS NOT NULL AND p.months IS NULL'],
	['months', 't.months2 = p.months2 AND t.months IS NULL', 'p.months IS NOT NULL'],
);
new_database('protect_order');
my %database = (dbname => 'protect_order');

for my $d (sort keys %table)
{
	my ($t, @column) = ($table{$d}, @{ $table{$d}{columns} });
	my $columns = join ', ', @column;
	my $json = 'jsonb_strip_nulls(jsonb_build_object(' . join(', ', map { "'$_', $_" } @column) . '))';
	# as protect_cube names a cell: what costs the same is chosen by name
	my $key = "coalesce(nullif(concat_ws(', ', " . join(', ', map { "'$_=' || $_" } @column) . "), ''), 'total')";
	my $cube = "SELECT $columns, sum(freq) AS n FROM $d GROUP BY GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income)$t->{groups}";
	open my $file, '<', "test/data/sdc/$d.csv" or die "$d.csv: $!";
	my ($header, @row) = <$file>;
	chomp @row;
	query("CREATE TABLE $d (" . join(', ', map { "$_ text" } @{ $t->{file} }) . ", freq int);
		INSERT INTO $d VALUES " . join(', ', map { "('" . join("', '", split /,/) . "')" } @row) . ";
		ANALYZE $d;
		CREATE TABLE ${d}_cube AS SELECT $key AS key, $json AS json, * FROM ($cube) AS cube;
		CREATE TABLE ${d}_pattern (options text, way text, cell jsonb, status text, published text, feasible text);", %database);

	my @sums = map {
		my ($dimension, $total, $part) = @$_;
		my $same = join ' AND ', map { "p.$_ IS NOT DISTINCT FROM t.$_" } grep { my $c = $_; !grep { $c eq $_ } @{ $dimension{$dimension} } } @column;
		"SELECT '$dimension $part ' || t.key AS sum, t.key AS total, p.key AS part FROM ${d}_cube AS t JOIN ${d}_cube AS p ON $same AND $total AND $part"
	} grep { my $name = $_->[0]; grep { $_ eq $dimension{$name}[0] } @column } @step;
	query("CREATE TABLE ${d}_sum AS " . join(' UNION ALL ', @sums) . ";", %database);

	my %way;
	for my $name (sort keys %plan)
	{
		my ($settings, $shape) = @{ $plan{$name} };
		my $explained = query("$settings; EXPLAIN (COSTS OFF) $cube;", %database);
		like($explained, $shape, "$d: a plan that is $name");
		$way{$name} = [$settings, sub { "protect_cube('$cube', '$t->{trees}'$_[0])" }];
		# what a parallel plan returns, in the order of its workers
		$way{"a table filled $name"} = ["$settings; CREATE TEMP TABLE filled AS $cube", sub { "protect_cube('SELECT * FROM pg_temp.filled', '$t->{trees}'$_[0])" }];
	}
	for my $seed (1 .. 3)
	{
		$way{"in random order $seed"} = ["", sub { "protect_cube('SELECT $columns, n FROM ${d}_cube ORDER BY md5(key || $seed)', '$t->{trees}'$_[0])" }];
		$way{"as cells and sums $seed"} = ["", sub {
			"protect('SELECT key, n FROM ${d}_cube ORDER BY md5(key || $seed)', 'SELECT md5(sum || $seed), total, part FROM ${d}_sum ORDER BY md5(sum || part || $seed)'$_[0])" }];
	}
	# the large table in few ways, as each takes seconds
	for my $way (grep { $d eq 'd2' || /^(sorted|a table filled parallel|.* 1)$/ } sort keys %way)
	{
		my ($settings, $call) = @{ $way{$way} };
		my @options = $way =~ /^(sorted|parallel|a table filled parallel|.* 1)$/ ? @{ $t->{options} } : '';
		query("SET client_min_messages = warning; $settings;\n" . join("\n", map { "INSERT INTO ${d}_pattern
			SELECT \$o\$$_\$o\$, '$way', json, status, published::text, feasible::text FROM busetting." . $call->($_) . " AS p JOIN ${d}_cube AS c ON "
			. ($way =~ /sums/ ? 'key = p.cell' : 'json = p.cell') . ';' } @options), %database);
	}
	for my $options (@{ $t->{options} })
	{
		my $form = $options =~ /width|percent|zeros|small|singles/ ? "way LIKE '%sums%'" : 'true';
		is(query("SELECT count(DISTINCT (form, pattern)) = count(DISTINCT form), count(*) > 3 FROM (SELECT $form AS form, string_agg(concat_ws(' ', cell, status, published, feasible), '; ' ORDER BY cell) AS pattern
			FROM ${d}_pattern WHERE options = \$o\$$options\$o\$ GROUP BY way) AS t;", %database), 't|t', "$d$options: one pattern")
			or diag(query("SELECT way, count(*), count(*) FILTER (WHERE status = 'secondary'), md5(string_agg(concat_ws(' ', cell, status, published, feasible), '; ' ORDER BY cell))
				FROM ${d}_pattern WHERE options = \$o\$$options\$o\$ GROUP BY way ORDER BY 4, 1;", %database));
	}
	is(query("SELECT count(DISTINCT cell) = (SELECT count(*) FROM ${d}_cube), count(*) FILTER (WHERE status = 'secondary') > 0 FROM ${d}_pattern;", %database), 't|t', "$d: of all cells");
}
done_testing();
