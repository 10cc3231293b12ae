#!/bin/bash
# What protection costs, in cells, in what is lost and in time:
#	test/private_cluster.sh -- test/bench/protect.sh
# The statisticians' tables on each level, and synthetic tables from 10^2 to 10^5 cells.  Times are
# processor seconds of the whole statement, reading and all, without and with intervals (LIMIT=0 for no limit);
# memory is the most that the server's process has taken, from 17 MB when it starts.
set -euo pipefail
cd "$(dirname "$0")/../.."
limit=${LIMIT:-300s}
sql() { psql -X -q -A -t -F '	' -v ON_ERROR_STOP=1 "$@"; }
sql -c 'SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS busetting CASCADE'
sql <<'SQL'
SET client_min_messages = warning;
DROP TABLE IF EXISTS bench_d CASCADE;
CREATE TABLE bench_d (d text, region text, county text, k_group text, main_income text, months text, months2 text, freq int);
CREATE TEMP TABLE d1 (region text, main_income text, freq int);
CREATE TEMP TABLE d2 (region text, county text, k_group text, main_income text, freq int);
CREATE TEMP TABLE d3 (region text, county text, k_group text, main_income text, months text, months2 text, freq int);
CREATE TEMP TABLE d4 (LIKE d3);
\copy d1 FROM test/data/sdc/d1.csv CSV HEADER
\copy d2 FROM test/data/sdc/d2.csv CSV HEADER
\copy d3 FROM test/data/sdc/d3.csv CSV HEADER
\copy d4 FROM test/data/sdc/d4.csv CSV HEADER
INSERT INTO bench_d SELECT 'd1', region, NULL, NULL, main_income, NULL, NULL, freq FROM d1;
INSERT INTO bench_d SELECT 'd2', region, county, k_group, main_income, NULL, NULL, freq FROM d2;
INSERT INTO bench_d SELECT 'd3', * FROM d3;
INSERT INTO bench_d SELECT 'd4', * FROM d4;
SQL

# table QUERY HIERARCHIES OPTIONS NAME: one line; the reader is that of other tools unless the options name one
table()
{
	local out options=$3
	[[ $options == *zeros* ]] || options="$options, zeros => 'ignored'"
	out=$(psql -X -q -A -t -F '	' 2>&1 <<-SQL
		SET statement_timeout = '$limit'; SET jit = off;
		SET log_executor_stats = off; SET log_statement_stats = on; SET client_min_messages = log;
		CREATE TEMP TABLE result AS SELECT * FROM busetting.protect_cube('$1', '$2'$options);
		SET log_statement_stats = off;
		SELECT 'found', cells, primary_cells, secondary_cells, lost, cost, bound FROM busetting.protection_summary();
	SQL
	) || true
	awk -v name="$4" '/s user, / && !/\[/ { if ($2 > most) most = $2 } / kB max resident/ { memory = $2 / 1024 } /ERROR/ { sub(/.*ERROR: +/, ""); print name "\t" $0; failed = 1 }
		/^found/ && !failed { sub(/^found\t/, ""); printf "%s\t%s\t%.2f\t%.0f\n", name, $0, most, memory }' <<< "$out"
}

echo "table	cells	primary	secondary	lost	cost	bound	s	MB"
d="SELECT {columns}, sum(freq) AS n FROM bench_d WHERE d = ''{d}'' GROUP BY {groups}"
fill() { local q=${d//\{columns\}/$2}; q=${q//\{d\}/$1}; echo "${q//\{groups\}/$3}"; }
cube1=$(fill d1 'region, main_income' 'CUBE (region, main_income)')
cube2=$(fill d2 'county, region, main_income' 'ROLLUP (county, region), CUBE (main_income)')
linked="GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income)"
cube2k=$(fill d2 'county, k_group, region, main_income' "$linked")
cube3=$(fill d3 'county, k_group, region, main_income, months2, months' "$linked, ROLLUP (months2, months)")
cube4=$(fill d4 'county, k_group, region, main_income, months2, months' "$linked, ROLLUP (months2, months)")
trees='{county > region, k_group > region, months2 > months}'
for intervals in false true; do
	[ $intervals = false ] || echo "with intervals"
	table "$cube1" '{}' ", intervals => $intervals" d1
	table "$cube2" '{county > region}' ", intervals => $intervals" 'd2 by county'
	table "$cube2k" '{county > region, k_group > region}' ", intervals => $intervals" 'd2 by county and k_group'
	table "$cube3" "$trees" ", intervals => $intervals" d3
	table "$cube4" "$trees" ", intervals => $intervals" d4
done
echo "other levels and readers, without intervals"
for options in "cost => 'cells'" "singles => true" "zeros => 'published'" "zeros => 'hidden', symbols => 2" "level => 'small'" "level => 'width', amount => 5" "level => 'percent', amount => 50"; do
	table "$cube3" "$trees" ", intervals => false, $options" "d3, $options"
	table "$cube4" "$trees" ", intervals => false, $options" "d4, $options"
done

echo "synthetic: dimensions of categories and a total"
for shape in '2 9' '3 9' '4 9' '4 13' '5 9'; do
	read -r dimensions categories <<< "$shape"
	columns=$(seq -s ', ' -f 'd%.0f' 1 "$dimensions")
	from=$(for i in $(seq 1 "$dimensions"); do [ "$i" = 1 ] || echo -n ', '; echo -n "generate_series(1, $categories) AS d$i"; done)
	weight=$(for i in $(seq 1 "$dimensions"); do echo -n " * ((d$i * 7919 * $i) % 101 / 100.0 + 0.1)"; done)
	key=$(seq -s ' * 31 + d' -f '%.0f' 1 "$dimensions")
	sql -c "SET client_min_messages = warning; DROP TABLE IF EXISTS bench_synthetic; CREATE TABLE bench_synthetic AS SELECT $columns,
		floor(-ln(((hashint4((d$key)::int)::bigint + 2147483648) % 1000003 + 1) / 1000004.0) * 120 $weight)::int AS n FROM $from"
	table "SELECT $columns, sum(n) AS n FROM bench_synthetic GROUP BY CUBE ($columns)" '{}' ', intervals => false' "$dimensions of $categories"
done
