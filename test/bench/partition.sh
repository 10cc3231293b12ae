#!/bin/bash
# What two workers gain on partitioned tables, by range of date and by hash of the value, with
# suppressed_int and with two int columns: the time of one process as a multiple of theirs, medians
# of rounds in which all are measured in turn.  Run beside a server of its own (`make bench`).
#
#	ROWS=4000000 ROUNDS=5 make bench BENCH=test/bench/partition.sh

set -euo pipefail

psql -X -q -v ON_ERROR_STOP=1 -v rows="${ROWS:-4000000}" -v rounds="${ROUNDS:-5}" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION busetting CASCADE;
SET search_path = public, busetting;
SET jit = off;
SET work_mem = '256MB'; SET maintenance_work_mem = '256MB';
SET enable_partitionwise_aggregate = on;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET parallel_leader_participation = off;
SELECT setseed(0.2022) \g /dev/null
CREATE UNLOGGED TABLE source AS SELECT date '2022-01-03' + 7 * (i % 52) AS date, i / 52 % 356 AS region, CASE WHEN hidden THEN 0 ELSE count END AS lower, CASE WHEN hidden THEN 4 ELSE count END AS upper
FROM (SELECT i, random() < 0.2 AS hidden, least(5 / power(1 - random(), 0.9), 1000000)::int AS count FROM generate_series(1, :rows) AS i OFFSET 0) AS t;
CREATE TABLE representation (type text, columns text, filled text, key text, sums text);
INSERT INTO representation VALUES ('two_int', 'lower int, upper int', 'lower, upper', 'lower, upper', 'sum(lower), sum(upper)'),
	('suppressed_int', 'value suppressed_int', 'suppressed_int(lower, upper)', 'value', 'sum(value)');
SELECT format('CREATE UNLOGGED TABLE %s_by_date (date date, region int, %s) PARTITION BY RANGE (date)', type, columns), format('CREATE UNLOGGED TABLE %s_by_value (date date, region int, %s) PARTITION BY HASH (%s)', type, columns, key) FROM representation
\gexec
SELECT format('CREATE UNLOGGED TABLE %s_by_date_%s PARTITION OF %1$s_by_date FOR VALUES FROM (%3$L) TO (%4$L)', type, quarter, date '2022-01-03' + 91 * quarter, date '2022-01-03' + 91 * (quarter + 1)),
	format('CREATE UNLOGGED TABLE %s_by_value_%s PARTITION OF %1$s_by_value FOR VALUES WITH (MODULUS 4, REMAINDER %2$s)', type, quarter) FROM representation, generate_series(0, 3) AS quarter
\gexec
SELECT format('INSERT INTO %s_by_%s SELECT date, region, %s FROM source', type, key, filled) FROM (SELECT type, filled FROM representation) AS r, (VALUES ('date'), ('value')) AS k (key)
\gexec
DROP TABLE source;
VACUUM (FREEZE, ANALYZE);

CREATE TABLE task (number serial, task text, query text);
INSERT INTO task (task, query) VALUES ('by date: GROUP BY date, whole groups a partition', 'SELECT date, SUMS FROM TYPE_by_date GROUP BY date'), ('by date: GROUP BY region, parts of groups', 'SELECT region, SUMS FROM TYPE_by_date GROUP BY region'),
	('by value: GROUP BY value, whole groups a partition', 'SELECT KEY, count(*) FROM TYPE_by_value GROUP BY KEY OFFSET 1000000000'), ('by value: total sum', 'SELECT SUMS FROM TYPE_by_value'),
	('by value: ORDER BY value', 'SELECT KEY FROM TYPE_by_value ORDER BY KEY OFFSET 1000000000'), ('by date: CREATE INDEX', 'CREATE INDEX indexed ON TYPE_by_date (KEY)');
CREATE TABLE timing (number int, type text, workers int, milliseconds float8);
CREATE PROCEDURE measure(number int, type text, workers int, query text) LANGUAGE plpgsql AS $$
DECLARE
	start timestamptz;
BEGIN
	PERFORM set_config('max_parallel_workers_per_gather', workers::text, false), set_config('max_parallel_maintenance_workers', workers::text, false);
	start := clock_timestamp();
	EXECUTE query;
	INSERT INTO timing VALUES (number, type, workers, 1000 * extract(epoch FROM clock_timestamp() - start));
	DROP INDEX IF EXISTS indexed;
END
$$;
SELECT format('CALL measure(%s, %L, %s, %L)', number, type, workers, replace(replace(replace(query, 'SUMS', sums), 'KEY', key), 'TYPE', type))
FROM generate_series(1, :rounds) AS round, representation, task, (VALUES (0), (2)) AS w (workers) ORDER BY round, number, type, workers
\gexec
\echo 'One process as a multiple of two workers'
SELECT task, max(gain) FILTER (WHERE type = 'two_int') AS two_int, max(gain) FILTER (WHERE type = 'suppressed_int') AS suppressed_int
FROM (SELECT number, type, round((percentile_cont(0.5) WITHIN GROUP (ORDER BY milliseconds) FILTER (WHERE workers = 0) / percentile_cont(0.5) WITHIN GROUP (ORDER BY milliseconds) FILTER (WHERE workers = 2))::numeric, 2) AS gain FROM timing GROUP BY 1, 2) AS t
JOIN task USING (number) GROUP BY number, task ORDER BY number;
SQL
