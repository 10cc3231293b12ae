#!/bin/bash
# How long the reports take on one year and on ten years of weekly tables of all municipalities
# (356 x 7 cells, a third hidden, with the totals of counties), in milliseconds: the whole report as the server
# works it out (median of 3, planning included), the same until a client has all of it, and one date; how that grows;
# and how many times as long a client waits for the whole as for the rows of the table of cells.  A reader waits for
# these, so they are times on the clock: on a busy machine they say nothing, but for growth and ratio.
# Uses the server that the environment names:
#
#	make bench BENCH=test/bench/reports.sh

set -euo pipefail
# shellcheck source=test/lib/bench.sh
. "$(dirname "$0")/../lib/bench.sh"

make_tables()
{
	make_publications "$1"
	sql <<-SQL
		-- a municipality wants so many, and what of them is done grows over the year
		CREATE TEMPORARY TABLE person AS
		SELECT p.id, r.id AS region, r.parent, n.wanted, n.wanted * 9 / 10 AS decided, n.wanted * extract(doy FROM p.date)::int / 400 AS settled,
			n.wanted * (380 - extract(doy FROM p.date)::int) / 600 AS agreed, (r.id * 31 + p.id * 17) % 10 AS tenths
		FROM publication AS p
		JOIN region AS r ON r.level = 'municipality' AND r.validity @> p.date
		CROSS JOIN LATERAL (SELECT 5 + (r.id * 37) % 128 AS wanted) AS n
		ORDER BY p.id, r.code;
		CREATE FUNCTION pg_temp.cell(number int, whole int DEFAULT 1000) RETURNS suppressed_int LANGUAGE sql
			AS \$\$ SELECT CASE WHEN least(number, whole - number) < 5 THEN ':'::suppressed_int ELSE number END \$\$;
		INSERT INTO settlement (publication, region, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective)
		SELECT id, region, wanted, pg_temp.cell(decided), pg_temp.cell(decided * tenths / 10), pg_temp.cell(agreed),
			pg_temp.cell(agreed * tenths / 10), pg_temp.cell(settled), pg_temp.cell(settled * tenths / 10, settled)
		FROM person;
		INSERT INTO settlement_total (publication, region, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective)
		SELECT id, parent, sum(wanted::bigint), sum(decided::bigint), sum(decided * tenths / 10::bigint), sum(agreed::bigint),
			sum(agreed * tenths / 10::bigint), sum(settled::bigint), sum(settled * tenths / 10::bigint)
		FROM person GROUP BY id, parent;
		VACUUM ANALYZE;
	SQL
}

median() { sort -n | sed -n 2p; }

# worked_out QUERY: by the server alone
worked_out()
{
	for _ in 0 1 2 3; do echo "EXPLAIN (ANALYZE, TIMING OFF) $1;"; done | sql |
		sed -n 's/^\(Planning\|Execution\) Time: \(.*\) ms$/\2/p' | paste -d' ' - - | tail -n +2 | awk '{ print $1 + $2 }' | median
}

# had QUERY: until it is all with the client
had()
{
	{ echo '\timing on'; for _ in 0 1 2 3; do echo "COPY ($1) TO STDOUT;"; done; } | sql |
		sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' | tail -n +2 | median
}

for weeks in 52 520; do
	make_tables "$weeks"
	date="date '2022-12-28'"
	reports=$(sql -c "SELECT relname FROM pg_class WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'v' AND relname LIKE 'report\_%' AND relname <> 'report_freshness' ORDER BY relname")
	for report in settlement $reports; do	# settlement, the table of cells, is what they are measured by
		one=$([ "$report" = settlement ] || worked_out "SELECT * FROM $report WHERE date = $date")
		echo "$weeks $report $(sql -c "SELECT count(*) FROM $report") $(worked_out "SELECT * FROM $report") $(had "SELECT * FROM $report") ${one:-0}"
	done
	page=$(had "SELECT report_html($date)")
	echo "$weeks report_html 1 $page $page 0"
done | awk '
	{ row[$1, $2] = $3; all[$1, $2] = $4; had[$1, $2] = $5; one[$1, $2] = $6 }
	$1 == 52 { name[++n] = $2 }
	END {
		print "report\trows of a year\tworked out, ms\twith the client, ms\tone date, ms\tten years, ms\tgrowth\tone date of ten years, ms\ttimes the table of cells"
		for (i = 1; i <= n; i++) {
			r = name[i]
			printf "%s\t%d\t%.0f\t%.0f\t%.0f\t%.0f\t%.1f\t%.0f\t%.1f\n", r, row[52, r], all[52, r], had[52, r], one[52, r],
				all[520, r], all[52, r] ? all[520, r] / all[52, r] : 0, one[520, r], had[52, r] / had[52, "settlement"]
		}
	}'
