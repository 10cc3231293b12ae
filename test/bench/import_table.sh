#!/bin/bash
# Rows per second of read_table and import_table on pasted tables of 10,000 and 100,000 rows,
# beside COPY of the same rows into text columns.  Each is measured in turn, ROUNDS times; the
# medians and their ratio to COPY are printed, how many times as long as reading a table
# importing it takes, and how many times as long ten times the rows take: more than about ten is
# a plan that is not linear.  Uses the server that the environment names:
#
#	test/private_cluster.sh -- test/bench/import_table.sh

set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${ROUNDS:-5}
database=bench_import_table
psql -X -q -d postgres -c "CREATE DATABASE $database"
trap 'psql -X -q -d postgres -c "DROP DATABASE $database"' EXIT
psql -X -q -d "$database" -v ON_ERROR_STOP=1 -v rounds="$rounds" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION busetting CASCADE;
SET search_path = busetting, public;
\pset footer off

-- a country of 100,000 municipalities: codes of four digits do not suffice
ALTER TABLE region DISABLE TRIGGER place_added;

CREATE FUNCTION pasted(rows integer) RETURNS text LANGUAGE sql AS $$
	SELECT E'KOMMUNE\nANTALL BOSATTE PERSONER: ANTALL BOSATTE PERSONER MED KOLLEKTIV BESKYTTELSE:\n'
		'ANTALL PERSONER KOMMUNEN HAR AVTALT Å BOSETTE*: ANTALL PERSONER MED KOLLEKTIV BESKYTTELSE KOMMUNEN HAR AVTALT Å BOSETTE:\n'
		|| string_agg(format('Stad M%s %s %s %s %s', i, i % 900 + 5, CASE WHEN i % 5 = 0 THEN ':' ELSE '5' END, i % 70 + 5, '5'), E'\n' ORDER BY i)
	FROM generate_series(1, rows) AS i
$$;
CREATE TABLE copied (name text, settled text, settled_collective text, agreed text, agreed_collective text);
CREATE TABLE timing (rows integer, task text, round integer, seconds numeric);

CREATE PROCEDURE measure(count integer, rounds integer) LANGUAGE plpgsql AS $$
DECLARE
	content text := pasted(count);
	file text := current_setting('data_directory') || '/bench_import_table';
	started timestamptz;
BEGIN
	-- as many municipalities as the table has rows: an import looks at all there are
	INSERT INTO region (code, level, validity, parent)
	SELECT 'M' || i, 'municipality', '[2020-01-01,)', 46 FROM generate_series(1, count) AS i
	ON CONFLICT DO NOTHING;
	INSERT INTO region_name (region, kind, language, name)
	SELECT r.id, 'official', 'no', 'Stad ' || r.code FROM region AS r WHERE r.code LIKE 'M%'
	ON CONFLICT DO NOTHING;
	ANALYZE region, region_name;
	EXECUTE format('COPY (SELECT name, settled, settled_collective, agreed, agreed_collective FROM read_table(%L)) TO %L', content, file);
	FOR round IN 0 .. rounds LOOP	-- round 0 warms up
		TRUNCATE copied;
		started := clock_timestamp();
		EXECUTE format('COPY copied FROM %L', file);
		INSERT INTO timing VALUES (count, 'COPY', round, extract(epoch FROM clock_timestamp() - started));
		started := clock_timestamp();
		PERFORM count(*) FROM read_table(content);
		INSERT INTO timing VALUES (count, 'read_table', round, extract(epoch FROM clock_timestamp() - started));
		DELETE FROM publication;
		started := clock_timestamp();
		PERFORM import_table(content, 'bench', '2022-05-18');
		INSERT INTO timing VALUES (count, 'import_table', round, extract(epoch FROM clock_timestamp() - started));
		COMMIT;
	END LOOP;
END
$$;
CALL measure(10000, :rounds);
CALL measure(100000, :rounds);

CREATE TEMP VIEW median AS
	SELECT rows, task, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS seconds
	FROM timing WHERE round > 0 GROUP BY rows, task;
SELECT m.rows, m.task, round(m.seconds::numeric, 3) AS seconds, round((m.rows / m.seconds)::numeric, -3) AS rows_per_second,
	   round((m.seconds / c.seconds)::numeric, 1) AS "times COPY"
FROM median AS m
JOIN median AS c ON c.rows = m.rows AND c.task = 'COPY'
ORDER BY m.rows, m.seconds;
SELECT m.rows, round((m.seconds / r.seconds)::numeric, 1) AS "import_table, times read_table"
FROM median AS m
JOIN median AS r ON r.rows = m.rows AND r.task = 'read_table'
WHERE m.task = 'import_table'
ORDER BY m.rows;
SELECT m.task, round((m.seconds / s.seconds)::numeric, 1) AS "100,000 rows, times 10,000"
FROM median AS m
JOIN median AS s ON s.task = m.task AND s.rows < m.rows
ORDER BY m.seconds;
SQL
