#!/bin/bash
# What takes how long in another tree of busetting and in this one: each query in turn, on the same weekly tables
# of all municipalities (with totals of counties and the country, rows that are absent, vintages, a second source and the reform
# of 2024), best of three in processor time, which other programs on the machine do not lengthen.  The other tree is
# built, and said in OTHER; this one's server is the one that the environment names:
#
#	OTHER=../before WEEKS=520 make bench BENCH=test/bench/before.sh

set -euo pipefail
# shellcheck source=test/lib/bench.sh
. "$(dirname "$0")/../lib/bench.sh"
PGOPTIONS="$PGOPTIONS -c max_parallel_workers_per_gather=0"
other=${OTHER:?says where the other tree is}
weeks=${WEEKS:-520}

# the other tree's server, until this ends
wait=$(mktemp -d)
mkfifo "$wait/end"
"$other/test/private_cluster.sh" -- sh -c "echo \"\$PGHOST\" > $wait/host; read line < $wait/end" &
trap 'echo > "$wait/end"; psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $database"; wait; rm -rf "$wait"' EXIT
until [ -s "$wait/host" ]; do sleep 1; done
here=$PGHOST
there=$(cat "$wait/host")

# seconds SERVER QUERY
seconds()
{
	for _ in 1 2 3; do
		PGHOST=$1 PGOPTIONS="$PGOPTIONS -c log_executor_stats=on -c client_min_messages=log" sql -c "$2" 2>&1 |
			sed -n 's/^![^0-9]*\([0-9.]*\) s user, \([0-9.]*\) s system, .*/\1 \2/p' | head -n 1 | awk '{ print $1 + $2 }'
	done | sort -n | head -n 1
}

for PGHOST in "$there" "$here"; do
	make_publications "$weeks"
	sql <<-SQL
		CREATE TEMP TABLE person AS
		SELECT p.id, r.id AS region, r.parent, n.wanted, n.wanted * 9 / 10 AS decided, n.wanted * extract(doy FROM p.date)::int / 400 AS settled,
			n.wanted * (380 - extract(doy FROM p.date)::int) / 600 AS agreed, (r.id * 31 + p.id * 17) % 10 AS tenths
		FROM publication AS p
		JOIN region AS r ON r.level = 'municipality' AND r.validity @> p.date
		CROSS JOIN LATERAL (SELECT 5 + (r.id * 37) % 128 AS wanted) AS n
		WHERE (r.id * 7 + p.id * 3) % 61 <> 0;
		CREATE FUNCTION pg_temp.cell(number int, whole int DEFAULT 1000) RETURNS suppressed_int LANGUAGE sql
			AS \$\$ SELECT CASE WHEN least(number, whole - number) < 5 THEN ':'::suppressed_int ELSE number END \$\$;
		CREATE TEMP TABLE total AS
		SELECT id, parent AS region, sum(wanted)::int AS wanted, sum(decided)::int AS decided, sum(agreed)::int AS agreed, sum(settled)::int AS settled
		FROM person GROUP BY id, parent;
		INSERT INTO total SELECT id, 0, sum(wanted)::int, sum(decided)::int, sum(agreed)::int, sum(settled)::int FROM total WHERE id % 5 = 0 GROUP BY id;
		INSERT INTO settlement (publication, region, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective)
		SELECT id, region, wanted, pg_temp.cell(decided), pg_temp.cell(decided * tenths / 10, decided), pg_temp.cell(agreed),
			pg_temp.cell(agreed * tenths / 10, agreed), pg_temp.cell(settled), pg_temp.cell(settled * tenths / 10, settled)
		FROM person;
		INSERT INTO settlement_total (publication, region, requested, decided, agreed, settled) SELECT id, region, wanted, decided, agreed, settled FROM total;
		CREATE TEMP TABLE other AS
		WITH made AS (
			INSERT INTO publication (source, date, vintage, rule, imported_at)
			SELECT * FROM (SELECT source, date, 2, rule, date + 7 FROM publication WHERE id % 10 = 5
						   UNION ALL SELECT 'KS', date, 1, rule, date FROM publication) AS n(source, date, vintage, rule, imported_at) ORDER BY 1, 2
			RETURNING id, source, date)
		SELECT m.id, m.source, p.id AS original FROM made AS m JOIN publication AS p ON p.source = 'IMDi' AND p.vintage = 1 AND p.date = m.date;
		INSERT INTO settlement (publication, region, requested, settled)
		SELECT o.id, s.region, s.requested, CASE WHEN s.region % 20 = 1 THEN ':' ELSE s.settled END FROM other AS o JOIN settlement AS s ON s.publication = o.original WHERE o.source = 'IMDi'
		UNION ALL SELECT o.id, t.region, t.wanted, t.settled FROM other AS o JOIN total AS t ON t.id = o.original WHERE o.source = 'KS';
		VACUUM ANALYZE;
	SQL
done

# compare NAME QUERY: of both, and their ratio
compare() { echo "$1	$(seconds "$there" "$2")	$(seconds "$here" "$2")" | awk -F '\t' '{ printf "%s\t%s\t%s\t%.2f\n", $1, $2, $3, $2 ? $3 / $2 : 0 }'; }

echo "what	other, s	here, s	ratio"
for view in municipality_gap county_gap national_gap settlement_bounds gap_trend coverage unused_place_grant county_total total_reconciliation county_reconciliation \
	publication_reconciliation contradiction forecast_progress revision report_publication report_municipality report_county report_national report_trend report_reconciliation report_forecast report_grant; do
	compare "$view, one date" "SELECT count(v::text) FROM $view AS v WHERE date = '2022-06-01'"
	compare "$view, a year" "SELECT count(v::text) FROM $view AS v WHERE date >= '2022-06-01' AND date < '2023-06-01'"
	compare "$view, the last hundred rows" "SELECT count(v::text) FROM (SELECT * FROM $view ORDER BY date DESC LIMIT 100) AS v"
	compare "$view, its last date" "SELECT max(date) FROM $view"
done
for region in "municipality_gap 4601" "report_municipality 4601" "gap_trend 4601" "coverage 4601" "county_gap 46" "report_county 46" "county_total 46" "total_reconciliation 46" \
	"report_reconciliation 46" "report_grant 46"; do
	compare "${region% *}, all of one region" "SELECT count(v::text) FROM ${region% *} AS v WHERE code = '${region#* }'"
done

# what the long views of this tree take has nothing to be compared with
for view in figure region_total reconciliation trend report_figure report_total report_trend_figure; do
	echo "$view: one date $(seconds "$here" "SELECT count(v::text) FROM $view AS v WHERE date = '2022-06-01'") s," \
		"all of one region $(seconds "$here" "SELECT count(v::text) FROM $view AS v WHERE code = '4601'") s," \
		"the last hundred rows $(seconds "$here" "SELECT count(v::text) FROM (SELECT * FROM $view ORDER BY date DESC LIMIT 100) AS v") s"
done

echo "refresh_reports after one publication, s on the clock"
for PGHOST in "$there" "$here"; do
	sql -c 'CALL refresh_reports()'
	sql -c "DO \$\$ BEGIN PERFORM import_table(E'Kommune;Bosatt\\nBergen;51\\nStord;:', 'one more', '2022-06-01'); END \$\$"
	{ echo '\timing on'; echo 'CALL refresh_reports();'; } | sql | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | awk '{ print $1 / 1000 }'
done

echo "import of the municipalities of a week, s of processor time"
table="SELECT string_agg(code || ';' || 5 + region_id % 90 || ';' || CASE region_id % 3 WHEN 0 THEN ':' ELSE (region_id % 5)::text END, E'\n') FROM region_list('2024-06-05') WHERE level = 'municipality'"
compare "import_table" "SELECT import_table(E'Kommune;Bosatt;Bosatt med kollektiv beskyttelse\n' || ($table), 'import ' || clock_timestamp(), '2024-06-05')"

# in the other tree it may take all memory there is
echo "pg_dump -Fc of what is not data, with a user's view on each view: s on the clock, kB"
sql -c "DO \$\$ DECLARE v regclass; BEGIN
	FOR v IN SELECT oid FROM pg_class WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'v' LOOP EXECUTE format('CREATE VIEW public.of_%s AS SELECT * FROM %s', v, v); END LOOP; END \$\$"
file=$wait/dump
TIMEFORMAT=%R
time pg_dump -Fc -s -d "$database" > "$file"
du -k "$file" | cut -f 1
