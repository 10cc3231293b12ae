-- sum, min, max and avg: sharp bounds, and no plan changes a result
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- zero rows, NULLs only, no bounds at all, and everything mixed
CREATE TEMP TABLE input (title text, value suppressed_int);
INSERT INTO input VALUES ('exact', '39'), ('exact', '3'), ('nulls only', NULL), ('nulls only', NULL), ('one', '0..4'), ('hidden', '0..4'), ('hidden', '0..4'), ('hidden', '1..9'),
	('unknown', '..'), ('unknown', '..'), ('symbols', ':'), ('symbols', ':'), ('mixed', '39'), ('mixed', '0..4'), ('mixed', NULL), ('mixed', '2'), ('no upper', '39'), ('no upper', '5..'), ('no upper', '2..3'),
	('no lower', '39'), ('no lower', '..5'), ('no lower', '-7..3'), ('each once', '5..'), ('each once', '..5'), ('each once', '7'),
	('limits', '2147483647'), ('limits', '2147483647'), ('limits', '-2147483648'), ('negative', '-4..-1'), ('negative', '-3'), ('negative', '-9..9');
SELECT title, sum(value), min(value), max(value), avg(value), count(value), count(*) FILTER (WHERE is_suppressed(value)) AS hidden
FROM input GROUP BY title ORDER BY title;
SELECT title, sum(value::suppressed_bigint), min(value::suppressed_bigint), max(value::suppressed_bigint), avg(value::suppressed_bigint) = avg(value) AS same_avg
FROM input GROUP BY title ORDER BY title;
SELECT sum(value), min(value), max(value), avg(value), count(value), sum(value::suppressed_bigint) AS bigint_sum, min(value::suppressed_bigint) AS bigint_min,
	max(value::suppressed_bigint) AS bigint_max, avg(value::suppressed_bigint) AS bigint_avg FROM input WHERE false;
SELECT sum(DISTINCT value), sum(value) FILTER (WHERE NOT is_suppressed(value)) AS visible, sum(value ORDER BY value DESC), pg_typeof(sum(value)), pg_typeof(max(value)), pg_typeof(avg(value))
FROM input WHERE title IN ('mixed', 'hidden');
-- the way around it that an analyst tries first is told what to do
SELECT sum(value::int) FROM input;

-- up to the limits: what fits is exact however it was reached, what does not is out of range
CREATE TEMP TABLE large (title text, value suppressed_bigint);
INSERT INTO large VALUES ('above and back', '9223372036854775807'), ('above and back', '9223372036854775807'), ('above and back', '-9223372036854775807'),
	('below and back', '-9223372036854775808'), ('below and back', '-1'), ('below and back', '1'), ('maximum', '9223372036854775806'), ('maximum', '1'),
	('upper unbounded', '9223372036854775807'), ('upper unbounded', '-5..'), ('lower unbounded', '-9223372036854775808'), ('lower unbounded', '..5'),
	('unbounded beyond', '9223372036854775807'), ('unbounded beyond', '9223372036854775807'), ('unbounded beyond', '..');
SELECT title, sum(value) FROM large GROUP BY title ORDER BY title;
SELECT title, avg(value) FROM large GROUP BY title ORDER BY title;
\a\t
SELECT pg_temp.outcome(format('SELECT sum(value) FROM (VALUES (suppressed_bigint %L), (%L)) AS t (value)', a, b))
FROM (VALUES ('9223372036854775807', '1'), ('-9223372036854775808', '-1'), ('9223372036854775806', '0..1'), ('-9223372036854775807', '-1..0'),
	('9223372036854775807', '9223372036854775807..9223372036854775807'), ('9223372036854775807', '0..'), ('9223372036854775807', '1..'), ('-9223372036854775808', '..0')) AS t (a, b);
SELECT avg(value) FROM (VALUES (suppressed_bigint '9223372036854775807'), ('9223372036854775807'), ('9223372036854775805')) AS t (value);
\a\t

-- a total of totals: sums of sums, ROLLUP in one step and in two
CREATE TABLE cell AS
SELECT 'county ' || n % 5 AS county, 'municipality ' || n % 37 AS municipality, n % 4 AS quarter,
	(CASE WHEN n % 7 = 0 THEN '0..4' WHEN n % 101 = 0 THEN ':' WHEN n % 103 = 0 THEN NULL WHEN n % 211 = 0 THEN '..12' ELSE (n % 97)::text END)::suppressed_int AS value
FROM generate_series(1, 20000) AS n;
ANALYZE cell;
WITH one_step AS (
	SELECT county, quarter, sum(value) FROM cell GROUP BY ROLLUP (county, quarter)
), part AS (
	SELECT county, quarter, municipality, sum(value) AS sum FROM cell GROUP BY county, quarter, municipality
), two_steps AS (
	SELECT county, quarter, sum(sum) FROM part GROUP BY ROLLUP (county, quarter)
)
SELECT (SELECT count(*) FROM one_step) AS groups, count(*) AS different
FROM (SELECT * FROM one_step EXCEPT ALL SELECT * FROM two_steps) AS difference;
SELECT quarter, sum(value) FILTER (WHERE value <@ '0..') AS sum, sum(lower(value)) FILTER (WHERE value <@ '0..') AS lowers, count(*) FILTER (WHERE upper(value) IS NULL AND value IS NOT NULL) AS without_upper
FROM cell WHERE NOT value && '..-1' GROUP BY CUBE (quarter) ORDER BY quarter;

-- forced to be parallel, a plan gives what the serial one gives
CREATE TABLE serial AS SELECT county, sum(value), avg(value), min(value), max(value), sum(value::suppressed_bigint) AS bigint_sum,
	avg(value::suppressed_bigint) AS bigint_avg, min(value::suppressed_bigint) AS bigint_min, max(value::suppressed_bigint) AS bigint_max FROM cell GROUP BY county;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2; SET parallel_leader_participation = off;
ALTER TABLE cell SET (parallel_workers = 2);
EXPLAIN (COSTS OFF) SELECT county, sum(value), avg(value), min(value), max(value) FROM cell GROUP BY county;
CREATE TABLE parallel AS SELECT county, sum(value), avg(value), min(value), max(value), sum(value::suppressed_bigint) AS bigint_sum,
	avg(value::suppressed_bigint) AS bigint_avg, min(value::suppressed_bigint) AS bigint_min, max(value::suppressed_bigint) AS bigint_max FROM cell GROUP BY county;
SELECT count(*), count(*) FILTER (WHERE s IS DISTINCT FROM p) AS different FROM serial AS s FULL JOIN parallel AS p USING (county);
EXPLAIN (COSTS OFF) SELECT sum(value), avg(value) FROM cell;
SELECT (SELECT ROW(sum(value), avg(value), min(value), max(value)) FROM cell) IS NOT DISTINCT FROM (SELECT ROW(sum(value), avg(value), min(value), max(value)) FROM (SELECT value FROM cell OFFSET 0) AS t) AS same_total;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET max_parallel_workers_per_gather; RESET parallel_leader_participation;

-- partition by partition
CREATE TABLE partitioned (LIKE cell) PARTITION BY LIST (quarter);
SELECT format('CREATE TABLE partitioned_%s PARTITION OF partitioned FOR VALUES IN (%s)', n, n) FROM generate_series(0, 3) AS n
\gexec
INSERT INTO partitioned SELECT * FROM cell;
ANALYZE partitioned;
SET enable_partitionwise_aggregate = on; SET max_parallel_workers_per_gather = 0;
EXPLAIN (COSTS OFF) SELECT county, sum(value), avg(value), min(value), max(value) FROM partitioned GROUP BY county;
SELECT count(*) AS different FROM (
	SELECT county, sum(value), avg(value), min(value), max(value) FROM partitioned GROUP BY county
	EXCEPT SELECT county, sum, avg, min, max FROM serial) AS difference;
RESET enable_partitionwise_aggregate; RESET max_parallel_workers_per_gather;

-- sorted and hashed groups; a hash table that spills to disk
SET enable_hashagg = off;
SELECT count(*) AS different FROM (SELECT county, sum(value), avg(value), min(value), max(value) FROM cell GROUP BY county EXCEPT SELECT county, sum, avg, min, max FROM serial) AS difference;
RESET enable_hashagg;
SET enable_sort = off; SET work_mem = '64kB';
SELECT count(*) AS groups, sum(sum) = (SELECT sum(value) FROM cell, generate_series(1, 2)) AS same FROM (
	SELECT sum(value) FROM cell, generate_series(1, 2) AS copy GROUP BY ctid, copy) AS each_row;
RESET enable_sort; RESET work_mem;
DROP TABLE cell, serial, parallel, partitioned;

-- the state is a type of its own: text and binary, both without loss
CREATE TEMP TABLE state (state suppressed_sum);
INSERT INTO state VALUES ('(0,0,0,0,0)'), ('(3,1,2,-7,12)'), ('(9223372036854775807,0,0,-85070591730234615856620279821087277056,85070591730234615856620279821087277056)'),
	('(2,0,0,-18446744073709551616,18446744073709551614)'), ('(1,1,1,0,0)'), (NULL);
SELECT * FROM state;
COPY state TO PROGRAM 'cat > busetting_state.binary' (FORMAT binary);
CREATE TEMP TABLE received (LIKE state);
COPY received FROM PROGRAM 'cat busetting_state.binary; rm busetting_state.binary' (FORMAT binary);
SELECT count(*), count(*) FILTER (WHERE s.state::text IS DISTINCT FROM r.state::text) AS different FROM (SELECT state, row_number() OVER () FROM state) AS s FULL JOIN (SELECT state, row_number() OVER () FROM received) AS r USING (row_number);
\a\t
SELECT busetting_internal.suppressed_sum_send('(3,1,2,-7,12)');
SELECT replace(pg_temp.outcome(format('SELECT %L::suppressed_sum', input)), '"' || input || '"', 'INPUT') AS outcome, count(*)
FROM (VALUES (''), ('('), ('()'), ('(1,0,0,5)'), ('(1,0,0,5,5,5)'), ('(1,0,0,5,5) '), (' (1,0,0,5,5)'), ('(1,0,0,5,5'), ('1,0,0,5,5'), ('(1,2,0,5,5)'), ('(1,0,2,5,5)'), ('(-1,0,0,5,5)'), ('(1,-1,0,5,5)'),
	('(0,0,0,5,0)'), ('(1,0,0,6,5)'), ('(1,1,0,5,5)'), ('(1,0,1,5,5)'), ('(-9223372036854775808,0,0,0,0)'), ('(9223372036854775808,0,0,0,0)'), ('(1,0,0,-9223372036854775809,0)'), ('(2,0,0,0,18446744073709551617)'), ('(1,0,0,123456789012345678901234567890123456789,0)'),
	('(1,0,0,,)'), ('(1,0,0,-,5)'), ('(1, 0,0,5,5)'), ('(1,0,0,+5,5)'), ('(1,0,0,5.0,5)'), ('(a,0,0,5,5)')) AS t (input)
GROUP BY outcome;

-- the support functions: transitions change their state in place and so want an aggregate around them
SELECT busetting_internal.suppressed_sum_total('(1,0,0,5,6)'), busetting_internal.suppressed_sum_mean('(2,0,0,5,6)'), busetting_internal.suppressed_sum_total('(0,0,0,0,0)') IS NULL, busetting_internal.suppressed_sum_mean('(0,0,0,0,0)') IS NULL;
SELECT count(*), pg_temp.outcome('SELECT ' || query)
FROM (VALUES ($$busetting_internal.suppressed_int_accumulate('(1,0,0,5,5)', '0..4')$$), ($$busetting_internal.suppressed_bigint_accumulate('(1,0,0,5,5)', ':')$$), ($$busetting_internal.suppressed_int_remove('(1,0,0,5,5)', '5')$$),
	($$busetting_internal.suppressed_bigint_remove('(0,0,0,0,0)', '5')$$), ($$busetting_internal.suppressed_sum_combine('(1,0,0,5,5)', '(1,0,0,5,5)')$$)) AS t (query) GROUP BY 2;
-- states that come as text, as from another server: two that are too large together
CREATE AGGREGATE pg_temp.merge(suppressed_sum) (SFUNC = busetting_internal.suppressed_sum_combine, STYPE = suppressed_sum, FINALFUNC = busetting_internal.suppressed_sum_total);
SELECT pg_temp.merge(state) FROM (VALUES (suppressed_sum '(3,0,0,5,7)'), (NULL), ('(2,0,1,1,1)')) AS t (state);
SELECT pg_temp.outcome($$SELECT pg_temp.merge(state) FROM (VALUES (suppressed_sum '(9223372036854775807,0,0,0,0)'), ('(1,0,0,0,0)')) AS t (state)$$);
SELECT pg_temp.outcome($$SELECT pg_temp.merge(state) FROM (VALUES (suppressed_sum '(9223372036854775807,0,0,85070591730234615856620279821087277056,85070591730234615856620279821087277056)'), ('(1,0,0,0,0)')) AS t (state)$$);
\a\t

-- whatever is stored can be aggregated, at the types' limits too: min and max are wider there, by one number or by what lies outside of the type
SELECT min(x), max(x) FROM (VALUES ('-2147483648'::suppressed_int), ('..5')) AS v (x);
SELECT min(x), max(x) FROM (VALUES ('2147483647'::suppressed_int), ('5..')) AS v (x);
SELECT min(x), max(x) FROM (VALUES ('-9223372036854775808'::suppressed_bigint), ('..5')) AS v (x);
SELECT min(x), max(x) FROM (VALUES ('9223372036854775807'::suppressed_bigint), ('5..')) AS v (x);
CREATE TEMP TABLE extreme AS SELECT limits.type, value FROM (VALUES ('suppressed_int', -2147483648::numeric, 2147483647::numeric), ('suppressed_bigint', -9223372036854775808, 9223372036854775807)) AS limits (type, low, high),
	unnest(ARRAY['..', ':', '0', '-3..5', '5..', '..5', low::text, high::text, format('%s..%s', low + 1, high - 1), format('..%s', low + 1), format('%s..', high - 1), format('..%s', high - 1), format('%s..', low + 1), (low + 1)::text, (high - 1)::text]) AS value;
-- triples in every order, by rows and by frames that move: no error, one answer, and all that the three can be lies in it
SELECT format($$SELECT %1$L AS type, count(*), count(*) FILTER (WHERE (min, max, count) IS DISTINCT FROM (smaller(smaller(c, b), a), larger(larger(c, b), a), 3::bigint)) AS order_matters,
	count(*) FILTER (WHERE NOT (coalesce(lower(min)::numeric, '-1e30') <= lowest AND coalesce(upper(min)::numeric, '1e30') >= low_end AND coalesce(lower(max)::numeric, '-1e30') <= high_end AND coalesce(upper(max)::numeric, '1e30') >= highest)) AS too_narrow,
	count(*) FILTER (WHERE lower(min) > lowest OR upper(min) > low_end + 1 AND low_end < 1e30 OR lower(max) < high_end - 1 AND high_end > -1e30) AS too_wide
FROM (SELECT a.value::%1$s AS a, b.value::%1$s AS b, c.value::%1$s AS c FROM extreme AS a, extreme AS b, extreme AS c WHERE (a.type, b.type, c.type) = (%1$L, %1$L, %1$L)) AS t,
	LATERAL (SELECT min(v), max(v), count(v) FROM unnest(ARRAY[a, b, c]) AS v) AS aggregated,
	LATERAL (SELECT min(low) AS lowest, min(high) AS low_end, max(low) AS high_end, max(high) AS highest FROM (SELECT coalesce(lower(v)::numeric, '-1e30') AS low, coalesce(upper(v)::numeric, '1e30') AS high FROM unnest(ARRAY[a, b, c]) AS v) AS ends) AS tried$$, type)
FROM (SELECT DISTINCT type FROM extreme ORDER BY type) AS types
\gexec
SELECT count(*), count(min_int) AS min_int, count(max_int) AS max_int, count(sum_int) AS sum_int, count(avg_int) AS avg_int FROM (SELECT min(v) OVER w AS min_int, max(v) OVER w AS max_int, sum(v) OVER w AS sum_int, avg(v) OVER w AS avg_int
	FROM (SELECT value::suppressed_int AS v FROM extreme WHERE type = 'suppressed_int') AS t WINDOW w AS (ORDER BY v ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING)) AS frames;
-- sum of a single value is the value
SELECT count(*), count(*) FILTER (WHERE total <> value::suppressed_bigint) AS differ FROM extreme, LATERAL (SELECT sum(v) AS total FROM (VALUES (value::suppressed_bigint)) AS one (v)) AS summed;
