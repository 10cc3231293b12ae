#!/bin/bash
# How long the audit takes, as ratios within one run:
#	test/private_cluster.sh -- test/bench/audit.sh
# d3, d4		against plain_glpk.c, which solves two programs per hidden cell of the same table
# a tree		against a plain GROUP BY over the same rows
# two-way		400 x 400 with all inner cells hidden
# growth		time and memory from 10^3 to 10^6 cells
# CLP=1 measures plain_clp.c too (coinor-libclp-dev).
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
# seconds that a query takes in psql, best of five
seconds()
{
	local best
	best=$( (echo '\timing on'; for _ in 1 2 3 4 5; do echo "$1;"; done) | sql -f "$work/setup.sql" -f - |
		sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | tail -n 5 | sort -n | head -n 1)
	awk "BEGIN { printf \"%.4f\", $best / 1000 }"
}
# the same, of the server's processor alone: other work on the machine does not count
processor_seconds()
{
	local clock="SELECT split_part(pg_read_file('/proc/self/schedstat'), ' ', 1)"
	(for _ in 1 2 3 4 5; do echo "$clock AS before \gset"; echo "$1;"; echo "$clock::numeric - :before AS spent \gset"; echo '\echo spent :spent'; done) |
		sql -f - | sed -n 's/^spent //p' | sort -n | head -n 1 | awk '{ printf "%.4f\n", $1 / 1e9 }'
}
ratio() { awk "BEGIN { printf \"%.1f\", $1 / $2 }"; }

sql -c 'SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS busetting CASCADE'
${CC:-gcc} -O2 -o "$work/plain_glpk" test/bench/plain_glpk.c -lglpk -lm
[ -z "${CLP:-}" ] || ${CC:-gcc} -O2 -o "$work/plain_clp" test/bench/plain_clp.c -lClp -lCoinUtils -lstdc++ -lm

echo "table	pattern		cells	hidden	audit s	GLPK s	ratio"
for table in d3 d4; do
	test/bench/audit_table.pl "test/data/sdc/$table.csv" > "$work/table.sql"
	PGOPTIONS='-c client_min_messages=warning' sql -c 'DROP TABLE IF EXISTS bench_cell CASCADE' -f "$work/table.sql"
	for pattern in small/1 small/2 complement/1 complement/2; do
		sql -c "CREATE OR REPLACE VIEW bench_published AS SELECT cell, value FROM bench_cell WHERE pattern = '$pattern'"
		: > "$work/setup.sql"
		query="SELECT count(*) FROM busetting.audit('TABLE bench_published', 'TABLE bench_part')"
		hidden=$(sql -c "$query")
		sql -F ' ' -c "SELECT 'c', cell, coalesce(busetting.lower(value)::text, '-'), coalesce(busetting.upper(value)::text, '-') FROM bench_published" \
			-c "SELECT 'p', sum, total, part FROM bench_part" > "$work/plain.txt"
		audit=$(processor_seconds "$query")
		plain=$("$work/plain_glpk" < "$work/plain.txt" 2>&1 > "$work/intervals" | sed 's/.*, \(.*\) s/\1/')
		echo "$table	$pattern	$(sql -c 'SELECT count(*) FROM bench_published')	$hidden	$audit	$plain	$(ratio "$plain" "$audit")"
		[ -z "${CLP:-}" ] || "$work/plain_clp" < "$work/plain.txt" 2>&1 > /dev/null | sed 's/^/	CLP: /'
		# the audit's interval is the relaxation's, or lies inside it
		sed 's/ /\t/g; s/-inf/-Infinity/; s/\tinf/\tInfinity/' "$work/intervals" > "$work/intervals.tsv"
		PGOPTIONS='-c client_min_messages=warning' sql -c 'DROP TABLE IF EXISTS bench_plain; CREATE TABLE bench_plain (cell int, lower float8, upper float8)' \
			-c "\\copy bench_plain FROM '$work/intervals.tsv'"
		sql -c "SELECT '	intervals narrower than GLPK''s: ' || count(*) FILTER (WHERE l > p.lower OR u < p.upper) || ', wider: ' || count(*) FILTER (WHERE l < p.lower OR u > p.upper)
			FROM busetting.audit('TABLE bench_published', 'TABLE bench_part') AS a JOIN bench_plain AS p ON p.cell = a.cell::int,
			LATERAL (SELECT coalesce(busetting.lower(feasible), '-Infinity'::float8) AS l, coalesce(busetting.upper(feasible), 'Infinity'::float8) AS u) AS b"
	done
done

echo "tree of cells	audit s	GROUP BY s	ratio	kB"
for size in 1000 10000 100000 1000000; do
	cat > "$work/setup.sql" <<-SQL
		CREATE TEMP TABLE cell AS SELECT n AS cell, CASE WHEN n < $size / 10 THEN '..' WHEN n % 10 IN (3, 7) THEN '0..4' ELSE '7'::busetting.suppressed_bigint END AS value
			FROM generate_series(0, $size) n;
		CREATE TEMP TABLE part AS SELECT (n - 1) / 10 AS sum, (n - 1) / 10 AS total, n AS part FROM generate_series(1, $size) n;
		ANALYZE cell; ANALYZE part;
	SQL
	audit=$(seconds "SELECT count(*) FROM busetting.audit('TABLE cell', 'TABLE part')")
	grouped=$(seconds "SELECT count(*) FROM (SELECT total, busetting.sum(value) FROM part JOIN cell ON cell = part GROUP BY total) t")
	memory=$( (cat "$work/setup.sql"; echo "SELECT count(*) FROM busetting.audit('TABLE cell', 'TABLE part'); SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\s+(\d+)'))[1]") | sql -f - | tail -n 1)
	echo "$size		$audit	$grouped		$(ratio "$audit" "$grouped")	$memory"
done

echo "two-way, all inner cells hidden	prior	audit s	kB"
for size in 32 100 316 400; do
	for prior in : 0..20; do
		cat > "$work/setup.sql" <<-SQL
			CREATE TEMP TABLE two_way AS SELECT i, j, sum((i * 7919 + j * 104729 + i * j * 31) % 211 * ((i * j) % 13) / 130) AS n
				FROM generate_series(1, $size) i, generate_series(1, $size) j GROUP BY CUBE (i, j);
		SQL
		query="SELECT count(*) FROM busetting.audit_cube('SELECT i, j, CASE WHEN i + j IS NULL THEN n::bigint::busetting.suppressed_bigint ELSE ''$prior'' END FROM two_way')"
		audit=$(seconds "$query")
		memory=$( (cat "$work/setup.sql"; echo "$query; SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\s+(\d+)'))[1]") | sql -f - | tail -n 1)
		echo "$size x $size				$prior	$audit	$memory"
	done
done
