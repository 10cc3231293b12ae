#!/bin/bash
# What a call of each function of the types costs beside what the catalog says (COST): in units
# of one addition of two int8, which has COST 1; the least of rounds in which each is measured in turn.

set -euo pipefail

psql -X -q -v ON_ERROR_STOP=1 -v rows="${ROWS:-300000}" -v rounds="${ROUNDS:-7}" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION busetting CASCADE;
SET search_path = busetting, public;
SET jit = off;
SET max_parallel_workers_per_gather = 0;
CREATE TABLE value_of_int AS SELECT i::bigint AS n, i::numeric AS number, suppressed_int(i % 1000, i % 1000 + (i % 5 = 0)::int * 4) AS x, suppressed_int(i % 77) AS y,
	int4range(i, i + 4) AS range, i % 1000 AS low, i % 1000 + 4 AS high, format('(%s,0,0,%1$s,%1$s)', i)::suppressed_sum AS state FROM generate_series(1, :rows) AS i;
CREATE TABLE value_of_bigint AS SELECT n, number, x::suppressed_bigint AS x, y::suppressed_bigint AS y, int8range(n, n + 4) AS range, low::bigint AS low, high::bigint AS high, state FROM value_of_int;
VACUUM ANALYZE value_of_int, value_of_bigint;

-- the C function behind, and a call of it
CREATE TABLE call (function text, expression text);
INSERT INTO call VALUES ('make', 'TYPE(low, high)'), ('lower', 'lower(x)'), ('upper', 'upper(x)'), ('is_suppressed', 'is_suppressed(x)'), ('published', 'published(x)'), ('absolute', 'abs(x)'),
	('smaller', 'smaller(x, y)'), ('larger', 'larger(x, y)'), ('intersection', 'intersection(x, x)'), ('share', 'share(x, y)'), ('eq', 'x = y'), ('lt', 'x < y'), ('before', 'x << y'),
	('overlaps', 'x && y'), ('contains', 'x @> y'), ('add', 'x + y'), ('subtract', 'x - y'), ('negate', '- x'), ('multiply', 'x * 3'), ('cmp', 'busetting_internal.TYPE_cmp(x, y)'), ('hash', 'busetting_internal.TYPE_hash(x)'),
	('hash_extended', 'busetting_internal.TYPE_hash_extended(x, 7)'), ('in_range', 'busetting_internal.in_range(x, y, 5, true, true)'), ('merge', 'busetting_internal.TYPE_merge(x, y)'), ('coerce', 'x::TYPE(0,4)'), ('from_int8', 'TYPE(n)'),
	('from_numeric', 'TYPE(number)'), ('from_range', 'TYPE(range)'), ('to_int4', 'y::int'), ('to_int8', 'y::bigint'), ('to_numeric', 'y::numeric'), ('to_range', 'x::RANGE'),
	('to_json', 'x::json'), ('to_jsonb', 'x::jsonb'), ('out', 'busetting_internal.TYPE_out(x)'), ('send', 'busetting_internal.TYPE_send(x)'), ('suppressed_sum_total', 'busetting_internal.suppressed_sum_total(state)'), ('suppressed_sum_mean', 'busetting_internal.suppressed_sum_mean(state)');
CREATE TABLE timing (type text, function text, milliseconds float8);
CREATE PROCEDURE measure(type text, function text, expression text) LANGUAGE plpgsql AS $$
DECLARE
	query text := format('SELECT count(%s) FROM value_of_%s', replace(replace(expression, 'TYPE', 'suppressed_' || type), 'RANGE', CASE type WHEN 'int' THEN 'int4range' ELSE 'int8range' END), type);
	start timestamptz := clock_timestamp();
BEGIN
	EXECUTE query;
	INSERT INTO timing VALUES (type, function, 1000 * extract(epoch FROM clock_timestamp() - start));
END
$$;
SELECT format('CALL measure(%L, %L, %L)', type, function, expression)
FROM generate_series(1, :rounds) AS round, (TABLE call UNION ALL VALUES ('none', 'n'), ('ten additions', 'n + n + n + n + n + n + n + n + n + n + n')) AS c, (VALUES ('int'), ('bigint')) AS t (type) ORDER BY round, function, type
\gexec
WITH least AS (SELECT type, function, min(milliseconds) AS milliseconds FROM timing GROUP BY type, function),
unit AS (SELECT min(milliseconds) FILTER (WHERE function = 'none') AS none, (min(milliseconds) FILTER (WHERE function = 'ten additions') - min(milliseconds) FILTER (WHERE function = 'none')) / 10 AS addition FROM least),
measured AS (SELECT type, function, round(((milliseconds - none) / addition)::numeric, 1) AS cost FROM least, unit)
SELECT function, min(cost) FILTER (WHERE type = 'int') AS suppressed_int, min(cost) FILTER (WHERE type = 'bigint') AS suppressed_bigint, min(procost) AS "least COST", max(procost) AS "greatest COST"
FROM measured JOIN pg_proc ON prosrc IN ('suppressed_' || type || '_' || function, function) WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) GROUP BY function ORDER BY 2;
SQL
