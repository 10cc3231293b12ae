#!/bin/bash
# How long the views take on ten years of weekly municipality tables (356 x 520 x 7 cells, with
# totals, through the reform of 2024, every tenth corrected a week later, beside another source's
# tables of counties), all of it and one week; and on a half and a quarter of it, to see that
# time grows with the data.  Prints the best of three in seconds of processor
# time, which other programs on the machine do not lengthen, and where a week is read by
# anything but an index.  Uses the server that the environment names:
#
#	test/private_cluster.sh -- test/bench/views.sh

set -euo pipefail
# shellcheck source=test/lib/bench.sh
. "$(dirname "$0")/../lib/bench.sh"
PGOPTIONS="$PGOPTIONS -c max_parallel_workers_per_gather=0"

# seconds of processor time that the executor takes for a query
seconds()
{
	for _ in 1 2 3; do
		PGOPTIONS="$PGOPTIONS -c log_executor_stats=on -c client_min_messages=log" sql -c "$1" 2>&1 |
			sed -n 's/^![^0-9]*\([0-9.]*\) s user, \([0-9.]*\) s system, .*/\1 \2/p' | head -n 1 | awk '{ print $1 + $2 }'
	done | sort -n | head -n 1
}

make_tables()
{
	make_publications "$1"
	sql <<-SQL
		CREATE TEMP TABLE cell AS
		SELECT p.id, r.id AS region, r.parent, b.requested, b.requested * 9 / 10 AS decided, b.requested * 7 / 10 AS decided_part,
			b.requested * (365 - b.day) / 500 + b.part % 4 AS agreed, b.requested * b.day / 400 AS settled, b.part
		FROM publication AS p
		JOIN region AS r ON r.level = 'municipality' AND r.validity @> p.date
		CROSS JOIN LATERAL (SELECT 5 + (r.id * 37) % 128 AS requested, extract(doy FROM p.date)::int AS day, (r.id * 31 + p.id * 17) % 10 AS part) AS b
		ORDER BY p.id, r.code;
		CREATE FUNCTION pg_temp.shown(n int, whole int DEFAULT 1000) RETURNS suppressed_int LANGUAGE sql
			AS \$\$ SELECT CASE WHEN n < 5 OR whole - n < 5 THEN ':'::suppressed_int ELSE n END \$\$;
		INSERT INTO settlement
		SELECT id, region, requested, pg_temp.shown(decided), pg_temp.shown(decided_part), pg_temp.shown(agreed),
			pg_temp.shown(agreed * part / 10), pg_temp.shown(settled), pg_temp.shown(settled * part / 10, settled)
		FROM cell;
		INSERT INTO settlement_total
		SELECT id, parent, sum(requested), sum(decided), sum(decided_part), sum(agreed), sum(agreed * part / 10), sum(settled), sum(settled * part / 10)
		FROM (SELECT id, parent, requested::bigint, decided::bigint, decided_part::bigint, agreed::bigint, settled::bigint, part FROM cell) AS c
		GROUP BY id, parent;
		CREATE TEMP TABLE copied AS
		WITH made AS (
			INSERT INTO publication (source, date, vintage, rule, imported_at)
			SELECT 'IMDi', date, 2, rule, date + 7 FROM publication WHERE id % 10 = 5
			UNION ALL
			SELECT 'KS', date, 1, rule, date FROM publication
			RETURNING id, source, date
		)
		SELECT m.id, m.source, p.id AS original FROM made AS m JOIN publication AS p ON p.source = 'IMDi' AND p.date = m.date;
		INSERT INTO settlement
		SELECT c.id, s.region, s.requested, s.decided, s.decided_collective, s.agreed, s.agreed_collective,
			CASE WHEN s.region % 20 = 1 AND s.settled <> ':' THEN s.settled + 1 ELSE s.settled END, s.settled_collective
		FROM copied AS c JOIN settlement AS s ON s.publication = c.original
		WHERE c.source = 'IMDi'
		UNION ALL
		SELECT c.id, t.region, t.requested, t.decided, t.decided_collective, t.agreed, t.agreed_collective, t.settled, t.settled_collective
		FROM copied AS c JOIN settlement_total AS t ON t.publication = c.original
		WHERE c.source = 'KS';
		INSERT INTO settlement_total
		SELECT c.id, t.region, t.requested, t.decided, t.decided_collective, t.agreed, t.agreed_collective,
			t.settled + (SELECT count(*) FROM cell AS m WHERE m.id = c.original AND m.parent = t.region AND m.region % 20 = 1 AND m.settled >= 5)::int, t.settled_collective
		FROM copied AS c JOIN settlement_total AS t ON t.publication = c.original
		WHERE c.source = 'IMDi';
		ANALYZE;
	SQL
}

views='settlement_bounds:lower(settled) municipality_gap:lower(gap) county_total:lower(total) county_reconciliation:deviation
	contradiction:deviation publication_reconciliation:lower(difference) county_figure:lower(gap) country_figure:lower(gap)
	gap_trend:lower(gap_change) coverage:cardinality(hidden) unused_place_grant:lower(amount) forecast_progress:lower(settled) revision:vintage'

echo "weeks	view	all s	one week s	scans of all weeks for it"
for weeks in ${WEEKS:-130 260 520}; do
	make_tables "$weeks"
	week="date = '2022-06-01'"
	for view in $views; do
		name=${view%%:*}
		column=${view#*:}
		scans=$(sql -c "EXPLAIN SELECT count($column) FROM $name WHERE $week" | grep -cE 'Seq Scan on settlement( |$)' || true)
		echo "$weeks	$name	$(seconds "SELECT count(*), max($column) FROM $name")	$(seconds "SELECT count(*), max($column) FROM $name WHERE $week")	$scans"
	done
	for call in "gap_trend('2022-03-01')" "region_series('2024-01-01', 'county')"; do
		echo "$weeks	$call	$(seconds "SELECT count(*) FROM $call")"
	done
done
