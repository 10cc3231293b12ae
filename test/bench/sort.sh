#!/bin/bash
# What two workers do to ORDER BY, with suppressed_int, int, bigint and two int columns: milliseconds of one process and
# of two workers, and of two workers that pass the rows on without sorting them; the least of rounds in which all are
# measured in turn.  Run beside a server of its own (`make bench`).
#
#	ROWS=2000000 ROUNDS=7 make bench BENCH=test/bench/sort.sh

set -euo pipefail

psql -X -q -v ON_ERROR_STOP=1 -v rows="${ROWS:-2000000}" -v rounds="${ROUNDS:-7}" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION busetting CASCADE;
SET search_path = public, busetting;
SET jit = off;
SET work_mem = '256MB';
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET parallel_leader_participation = off; SET min_parallel_table_scan_size = 0;
SELECT setseed(0.2022) \g /dev/null
CREATE UNLOGGED TABLE two_int AS SELECT CASE WHEN hidden THEN 0 ELSE count END AS value, CASE WHEN hidden THEN 4 ELSE count END AS upper
FROM (SELECT i, random() < 0.2 AS hidden, least(5 / power(1 - random(), 0.9), 1000000)::int AS count FROM generate_series(1, :rows) AS i OFFSET 0) AS t;
CREATE UNLOGGED TABLE suppressed_int AS SELECT suppressed_int(value, upper) AS value FROM two_int;
CREATE UNLOGGED TABLE bigint AS SELECT value::bigint << 32 | upper AS value FROM two_int;
CREATE UNLOGGED TABLE int AS SELECT upper AS value FROM two_int;
VACUUM (FREEZE, ANALYZE);
CREATE TABLE timing (type text, workers int, sorted boolean, milliseconds float8);
CREATE PROCEDURE measure(type text, workers int, sorted boolean) LANGUAGE plpgsql AS $$
DECLARE
	start timestamptz;
BEGIN
	PERFORM set_config('max_parallel_workers_per_gather', workers::text, false);
	start := clock_timestamp();
	EXECUTE format('SELECT * FROM public.%I %s OFFSET 1000000000', type, CASE WHEN sorted THEN 'ORDER BY value' || CASE type WHEN 'two_int' THEN ', upper' ELSE '' END END);
	INSERT INTO timing VALUES (type, workers, sorted, 1000 * extract(epoch FROM clock_timestamp() - start));
END
$$;
SELECT format('CALL measure(%L, %s, %L)', type, workers, sorted)
FROM generate_series(1, :rounds) AS round, unnest('{suppressed_int,int,bigint,two_int}'::text[]) AS type, (VALUES (0, true), (2, true), (2, false)) AS w(workers, sorted)
ORDER BY round, type, workers, sorted
\gexec
SELECT type, round(min(milliseconds) FILTER (WHERE workers = 0)) AS one_process, round(min(milliseconds) FILTER (WHERE workers = 2 AND sorted)) AS two_workers,
	round(min(milliseconds) FILTER (WHERE NOT sorted)) AS rows_passed_on
FROM timing GROUP BY type ORDER BY one_process;
SQL
