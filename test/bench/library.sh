#!/bin/bash
# What GLPK does in audits and protections, and what other libraries would:
#	test/private_cluster.sh -- test/bench/library.sh
# Of each table: linear programs, their pivots, the processor seconds that GLPK took for them, searches in whole
# numbers and theirs, and the processor seconds of the whole call; and what is lost where GLPK refuses all of them.  CBC=1 gives each search to glpsol and to cbc
# (coinor-cbc) in turn, with the same limit of time, and prints the seconds and the best that each found.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-gcc} -shared -fPIC -O2 -w -I"$("${PG_CONFIG:-pg_config}" --includedir-server)" -o "$work/count_glpk.so" test/bench/count_glpk.c -lglpk -ldl
chmod -R a+rwx "$work"
export PGOPTIONS='-c client_min_messages=warning'
sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
sql -c 'CREATE EXTENSION IF NOT EXISTS busetting CASCADE' \
	-c "CREATE OR REPLACE FUNCTION glpk_used(folder text) RETURNS text LANGUAGE c STRICT AS '$work/count_glpk'" \
	-c "CREATE OR REPLACE FUNCTION glpk_refuse() RETURNS void LANGUAGE c STRICT AS '$work/count_glpk'"
columns='region text, county text, k_group text, main_income text, months text, months2 text, freq int'
linked='GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income), ROLLUP (months2, months)'
for d in d3 d4; do
	sql -c "DROP TABLE IF EXISTS bench_$d; CREATE TABLE bench_$d ($columns)" -c "\\copy bench_$d FROM 'test/data/sdc/$d.csv' CSV HEADER"
done
clock="split_part(pg_read_file('/proc/self/schedstat'), ' ', 1)::numeric / 1e9"

# call NAME QUERY [without]: one line; without the library, what is lost
call()
{
	mkdir -p "$work/$1"
	chmod a+rwx "$work/$1"
	{ sql 2> /dev/null <<-SQL || true; } | paste -sd '	' | sed "s/^/$1${3:+, without}	/"
		LOAD '$work/count_glpk.so';
		SET jit = off; SET client_min_messages = error; SET statement_timeout = '300s';
		SELECT ${3:+glpk_refuse(),} glpk_used('$work/$1') AS nothing, $clock AS before \gset
		SELECT count(*) AS nothing FROM $2 \gset
		SELECT glpk_used('') || E'\t' || round($clock - :before, 3);
		SELECT 'lost ' || lost FROM busetting.protection_summary();
	SQL
}

echo "table	programs	pivots	their s	searches	their s	all s	lost"
for d in d3 d4; do
	cube="SELECT county, k_group, region, main_income, months2, months, sum(freq) AS n FROM bench_$d GROUP BY $linked"
	trees='{county > region, k_group > region, months2 > months}'
	for options in "zeros => 'ignored'" "zeros => 'published'" "level => 'small', zeros => 'ignored'"; do
		for without in '' yes; do
			call "$d, ${options//[\'>=]/}" "busetting.protect_cube('$cube', '$trees', intervals => false, $options)" $without
		done
	done
	sql -c "DROP TABLE IF EXISTS bench_published"  \
		-c "CREATE TABLE bench_published AS SELECT * FROM busetting.protect_cube('$cube', '$trees', zeros => 'ignored', intervals => false)"
	call "$d, audit" "busetting.audit_cube('SELECT c.*, published FROM bench_published, jsonb_to_record(cell) AS c (county text, k_group text, region text, main_income text, months2 text, months text)', '$trees', value => 'published')"
done
[ -n "${CBC:-}" ] || exit 0
echo "search	rows	columns	glpsol s	found	cbc s	found"
find "$work" -name '*.mps' -print0 | sort -z | while IFS= read -r -d '' file; do
	name=${file#"$work/"}
	/usr/bin/time -f '%U' -o "$work/glpsol.s" timeout 60 glpsol --freemps "$file" --cuts --tmlim 30 -w "$work/glpsol.out" > "$work/glpsol.log" 2>&1 || true
	/usr/bin/time -f '%U' -o "$work/cbc.s" timeout 60 cbc "$file" sec 30 solve solution "$work/cbc.out" > "$work/cbc.log" 2>&1 || true
	echo "${name%.mps}	$(sed -n 's/^c Rows: *//p' "$work/glpsol.out" | head -n 1)	$(sed -n 's/^c Columns: *\([0-9]*\).*/\1/p' "$work/glpsol.out" | head -n 1)	$(tail -n 1 "$work/glpsol.s")	$(sed -n 's/^c Objective: .* = *\([^ ]*\).*/\1/p' "$work/glpsol.out" | head -n 1)	$(tail -n 1 "$work/cbc.s")	$(sed -n 's/.*objective value *\(.*\)/\1/p' "$work/cbc.out" | head -n 1)"
done
