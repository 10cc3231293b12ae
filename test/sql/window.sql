-- window frames: moving sums that give back what leaves, and RANGE frames by an offset
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- random values of all kinds, NULL and large ones included
SELECT setseed(0.5);
CREATE TEMP TABLE walk AS
SELECT n, kind % 3 AS series, CASE kind WHEN 0 THEN NULL WHEN 1 THEN '..' WHEN 2 THEN low || '..' WHEN 3 THEN '..' || low WHEN 4 THEN '2147483646' WHEN 5 THEN '-2147483647'
	ELSE low || '..' || low + width END::suppressed_int AS value
FROM (SELECT n, floor(random() * 20)::int AS kind, floor(random() * 200 - 100)::int AS low, floor(random() * 5)::int AS width FROM generate_series(1, 600) AS n OFFSET 0) AS t;
SELECT count(*) AS "rows", count(value) BETWEEN 500 AND 599 AS some_null, count(*) FILTER (WHERE lower(value) IS NULL AND value IS NOT NULL) > 20 AS without_lower,
	count(*) FILTER (WHERE upper(value) IS NULL AND value IS NOT NULL) > 20 AS without_upper FROM walk;

-- every frame against the same aggregate over the frame's rows, gathered one by one
CREATE FUNCTION pg_temp.again(suppressed_int[]) RETURNS text LANGUAGE sql
AS 'SELECT ROW(sum(v), avg(v), min(v), max(v), sum(v::suppressed_bigint), avg(v::suppressed_bigint), min(v::suppressed_bigint), max(v::suppressed_bigint))::text FROM unnest($1) AS v';
SELECT format($$SELECT %L AS frame, count(*) AS "rows", count(*) FILTER (WHERE moving IS DISTINCT FROM pg_temp.again(frame)) AS different
FROM (SELECT array_agg(value) OVER w AS frame,
	ROW(sum(value) OVER w, avg(value) OVER w, min(value) OVER w, max(value) OVER w, sum(value::suppressed_bigint) OVER w, avg(value::suppressed_bigint) OVER w, min(value::suppressed_bigint) OVER w, max(value::suppressed_bigint) OVER w)::text AS moving
	FROM walk WINDOW w AS (%1$s)) AS t$$, frame)
FROM (VALUES ('ORDER BY n ROWS 11 PRECEDING'), ('ORDER BY n ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING'), ('ORDER BY n ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING'), ('ORDER BY n ROWS BETWEEN CURRENT ROW AND CURRENT ROW'),
	('ORDER BY n ROWS BETWEEN 2 FOLLOWING AND 4 FOLLOWING'), ('PARTITION BY series ORDER BY n ROWS 11 PRECEDING'), ('ORDER BY n ROWS BETWEEN 4 PRECEDING AND 4 FOLLOWING EXCLUDE CURRENT ROW'),
	('ORDER BY n GROUPS BETWEEN 2 PRECEDING AND CURRENT ROW'), ('ORDER BY n RANGE BETWEEN 7 PRECEDING AND 1 PRECEDING')) AS t (frame)
\gexec
-- that the frames are moved, not summed anew: a transition that gives back is called (an aggregate without it gives the same)
SELECT aggfnoid, aggminvtransfn FROM pg_aggregate WHERE aggminvtransfn::oid IN (SELECT oid FROM pg_proc WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)) ORDER BY 1;
-- a few frames to read
SELECT n, value, sum(value) OVER w, avg(value) OVER w, array_agg(value) OVER w AS frame
FROM (VALUES (1, suppressed_int '39'), (2, '0..4'), (3, ':'), (4, '7'), (5, NULL), (6, '..5'), (7, '2')) AS t (n, value) WINDOW w AS (ORDER BY n ROWS 1 PRECEDING);

-- a bound that does not fit leaves the frame again: only the frame that needs it is out of range
SELECT n, sum(value) OVER (ORDER BY n ROWS 1 PRECEDING) FROM (VALUES (1, suppressed_bigint '9223372036854775807'), (2, '-1'), (3, '9223372036854775807'), (4, '..'), (5, '9223372036854775807')) AS t (n, value);
SELECT n, sum(value) OVER (ORDER BY n ROWS 1 PRECEDING) FROM (VALUES (1, suppressed_bigint '9223372036854775807'), (2, '1')) AS t (n, value);

-- RANGE frames in the order of the type: both bounds of the current row move by the offset
SELECT value, array_agg(value) OVER (ORDER BY value RANGE BETWEEN 2 PRECEDING AND 2 FOLLOWING) AS within_2, count(*) OVER (ORDER BY value RANGE BETWEEN CURRENT ROW AND 0 FOLLOWING) AS peers,
	array_agg(value) OVER (ORDER BY value DESC RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS one_or_two_more
FROM (VALUES (suppressed_int '..'), ('..3'), ('0'), ('0..4'), (':'), ('1'), ('2'), ('2..6'), ('2..7'), ('5'), ('5..'), ('7'), (NULL)) AS t (value) ORDER BY value;
-- at the limits nothing overflows, in either direction
SELECT value, array_agg(value) OVER (ORDER BY value RANGE BETWEEN 9223372036854775807 PRECEDING AND 9223372036854775807 FOLLOWING) AS all_within,
	array_agg(value) OVER (ORDER BY value RANGE BETWEEN 3 PRECEDING AND 3 FOLLOWING) AS within_3
FROM (VALUES (suppressed_bigint '-9223372036854775808'), ('-9223372036854775807'), ('5..9223372036854775806'), ('6'), ('7..9223372036854775806'), ('9'), ('9223372036854775807')) AS t (value);
-- the same by brute force on exact values: as core's frames over the numbers
SELECT count(*), count(*) FILTER (WHERE ours IS DISTINCT FROM core) AS different FROM (
	SELECT array_agg(n) OVER (ORDER BY n::suppressed_int RANGE BETWEEN 3 PRECEDING AND 5 FOLLOWING) AS ours, array_agg(n) OVER (ORDER BY n RANGE BETWEEN 3 PRECEDING AND 5 FOLLOWING) AS core
	FROM (SELECT n * n % 101 AS n FROM generate_series(1, 300) AS n) AS t) AS frames;
SELECT count(*) OVER (ORDER BY value RANGE -1 PRECEDING) FROM (VALUES (suppressed_int '3')) AS t (value);
SELECT count(*) OVER (ORDER BY value RANGE BETWEEN CURRENT ROW AND -1::bigint FOLLOWING) FROM (VALUES (suppressed_bigint '3')) AS t (value);
