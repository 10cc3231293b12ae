-- What protect refuses, and what it does at the limits.
\set ECHO none
\i test/include/types.sql
\set ECHO all
\set sums '$$VALUES (''s'', ''all'', ''a''), (''s'', ''all'', ''b''), (''s'', ''all'', ''c'')$$'
CREATE TEMPORARY TABLE four (cell text, n bigint);
INSERT INTO four VALUES ('all', 20), ('a', 3), ('b', 11), ('c', 6);

-- nothing said is no answer; but without a threshold nothing is small
SELECT * FROM protect('SELECT 1', NULL);
SELECT * FROM protect_cube(NULL);
SELECT * FROM protect('TABLE pg_temp.four', :sums, level => NULL);
SELECT * FROM protect('TABLE pg_temp.four', :sums, symbols => NULL);
SELECT * FROM protect('TABLE pg_temp.four', :sums, zeros => NULL);
SELECT count(*) FILTER (WHERE status = 'free') AS free FROM protect('TABLE pg_temp.four', :sums, NULL);
SELECT count(*) FILTER (WHERE status = 'free') AS free FROM protect('TABLE pg_temp.four', :sums, intervals => NULL);
SELECT count(*) FILTER (WHERE status = 'free') AS free FROM protect('TABLE pg_temp.four', :sums, singles => NULL);
-- without a threshold something else must say what is sensitive
SELECT * FROM protect('TABLE pg_temp.four', :sums, threshold => NULL);
SELECT cell, status FROM protect('SELECT *, false AS sensitive FROM pg_temp.four', :sums, threshold => NULL) WHERE status <> 'free';
SELECT * FROM protect($$SELECT cell, nullif(n, 3) FROM pg_temp.four$$, :sums);
SELECT * FROM protect($$SELECT nullif(cell, 'a'), n FROM pg_temp.four$$, :sums);
SELECT * FROM protect('TABLE pg_temp.four', $$VALUES ('s', 'all', NULL), (NULL, 'all', 'b')$$);
-- of what is said with null: what a cell costs and whether it must stay are not said; whether it is sensitive may be
SELECT cell, status FROM protect('SELECT *, NULL::int AS cost, NULL::bool AS publish FROM pg_temp.four', :sums) WHERE status <> 'free';
SELECT cell, status FROM protect('SELECT *, NULL::int AS cost, NULL::bool AS hide, NULL::bool AS publish, NULL::bool AS sensitive, NULL::int AS contributors FROM pg_temp.four', :sums) WHERE status <> 'free';

-- no queries of a table
SELECT * FROM protect('', '');
SELECT * FROM protect('SELECT 1', 'SELECT 1, 2, 3');
SELECT * FROM protect('DELETE FROM pg_temp.four RETURNING cell, n', :sums);
SELECT * FROM protect('SELECT *, true AS other FROM pg_temp.four', :sums);
SELECT * FROM protect('SELECT *, 1.5 AS cost FROM pg_temp.four', :sums);

-- no table: cells and sums that contradict themselves
SELECT * FROM protect('TABLE pg_temp.four UNION ALL TABLE pg_temp.four', :sums);
SELECT * FROM protect($$SELECT * FROM pg_temp.four WHERE cell <> 'c'$$, :sums);
SELECT * FROM protect('TABLE pg_temp.four', $$VALUES ('s', 'all', 'a'), ('s', 'b', 'c')$$);
SELECT * FROM protect('TABLE pg_temp.four', $$VALUES ('s', 'all', 'all')$$);
SELECT * FROM protect('TABLE pg_temp.four', $$VALUES ('s', 'all', 'a'), ('s', 'all', 'a')$$);
SELECT * FROM protect_cube($$VALUES ('x', 3), ('x', 3), (NULL, 6)$$);
SELECT * FROM protect_cube('SELECT 3 AS n, true AS sensitive');
SELECT string_agg('1 AS c' || i, ', ') AS ones FROM generate_series(1, 32) AS i \gset
SELECT * FROM protect_cube(format('SELECT %s, 5 AS n', :'ones'));
SELECT * FROM protect_cube('SELECT 3 AS n');
-- sums in a circle are no contradiction: two names of one number
SELECT cell, status, feasible FROM protect($$VALUES ('a', 3), ('b', 3), ('c', 0)$$, $$VALUES ('s', 'a', 'b'), ('s', 'a', 'c'), ('t', 'b', 'a')$$);

-- nor do zeros in circles take long, of which who is alone in a part of their total knows: there are 12^11 ways up from each
SELECT cell, status, feasible FROM protect($$SELECT 'T' AS cell, 501 AS n UNION ALL SELECT 'a', 1 UNION ALL SELECT 'c', 500 UNION ALL SELECT 'z' || i, 0 FROM generate_series(1, 12) AS i$$,
	$$SELECT 'S', 'T', 'a' UNION ALL SELECT 'S', 'T', 'z1' UNION ALL SELECT 'S', 'T', 'c'
	UNION ALL SELECT format('%s %s', i, j), 'z' || i, 'z' || j FROM generate_series(1, 12) AS i, generate_series(1, 12) AS j WHERE i <> j$$, singles => true, zeros => 'hidden') WHERE cell !~ 'z.';
SELECT * FROM protect($$SELECT 'T' AS cell, 501 AS n, true AS publish UNION ALL SELECT 'a', 1, false UNION ALL SELECT 'c', 500, true UNION ALL SELECT 'z' || i, 0, false FROM generate_series(1, 12) AS i$$,
	$$SELECT 'S', 'T', 'a' UNION ALL SELECT 'S', 'T', 'z1' UNION ALL SELECT 'S', 'T', 'c'
	UNION ALL SELECT format('%s %s', i, j), 'z' || i, 'z' || j FROM generate_series(1, 12) AS i, generate_series(1, 12) AS j WHERE i <> j$$, singles => true, zeros => 'hidden');
-- a hierarchy of 400 totals of one part each, and a zero beside each: one contributor, alone in all of them
SELECT count(*) FILTER (WHERE status = 'primary') AS primary, count(*) FILTER (WHERE status = 'secondary') AS secondary FROM protect($$SELECT 'a' || i AS cell, 1 AS n FROM generate_series(0, 400) AS i UNION ALL SELECT 'z' || i, 0 FROM generate_series(1, 400) AS i
	UNION ALL SELECT 'c', 500 UNION ALL SELECT 'T', 501$$,
	$$SELECT i::text, 'a' || i, 'a' || i - 1 FROM generate_series(1, 400) AS i UNION ALL SELECT i::text, 'a' || i, 'z' || i FROM generate_series(1, 400) AS i UNION ALL VALUES ('T', 'T', 'a400'), ('T', 'T', 'c')$$,
	singles => true, zeros => 'hidden');

-- zeros only, one cell, one dimension, all cells small
SELECT count(*) FILTER (WHERE status = 'free') AS free FROM protect($$SELECT cell, 0 FROM pg_temp.four$$, :sums);
SELECT cell, status, published, feasible FROM protect($$SELECT cell, 0 FROM pg_temp.four$$, :sums, zeros => 'hidden', symbols => 2);
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 3)$$, 'SELECT 1, 2, 3 WHERE false');
SELECT cell, status, published, feasible FROM protect_cube('SELECT NULL::text AS a, 3::bigint AS n');
SELECT cell, status, published, feasible FROM protect_cube($$VALUES ('x', 3), ('y', 4), ('z', 9), (NULL, 16)$$);
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 9), ('a', 3), ('b', 3), ('c', 3)$$, :sums, threshold => 10, symbols => 2);
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 9), ('a', 3), ('b', 3), ('c', 3)$$, :sums, threshold => 9223372036854775807, symbols => 2);
-- a symbol that tells it all; two symbols, of which the second tells the rest
SELECT * FROM protect($$VALUES ('all', 1)$$, 'SELECT 1, 2, 3 WHERE false', threshold => 2, symbols => 2);
SELECT * FROM protect($$VALUES ('all', 9), ('a', 4), ('b', 5), ('c', 0)$$, :sums, symbols => 2);

-- what is said of zeros holds but for one that is hidden by name: then no symbol tells of zeros
SELECT cell, status, published, feasible FROM protect($$SELECT *, cell = 'c' AS hide FROM (VALUES ('all', 20), ('a', 3), ('b', 17), ('c', 0)) AS t(cell, n)$$, :sums, zeros => 'published');
SELECT cell, status, published, feasible FROM protect($$SELECT *, cell = 'c' AS sensitive FROM (VALUES ('all', 20), ('a', 3), ('b', 17), ('c', 0)) AS t(cell, n)$$, :sums, zeros => 'published', symbols => 2);
SELECT cell, status, published, feasible FROM protect($$SELECT *, cell = 'c' AS hide FROM (VALUES ('all', 20), ('a', 3), ('b', 17), ('c', 0)) AS t(cell, n)$$, :sums, symbols => 2);

-- what must stay published cannot be hidden
SELECT * FROM protect($$SELECT *, cell IN ('a', 'b') AS publish FROM pg_temp.four$$, :sums);
SELECT * FROM protect($$SELECT *, cell = 'c' AS publish, cell = 'c' AS hide FROM pg_temp.four$$, :sums);
SELECT * FROM protect($$SELECT *, cell <> 'a' AS publish FROM pg_temp.four$$, :sums);
SELECT * FROM protect_cube($$SELECT i, sum(i)::bigint AS n, i IS NULL OR i > 4 AS publish FROM generate_series(4, 40) AS i GROUP BY ROLLUP (i)$$);
-- of many cells the first are named: 27 rows with a small number and a large one that stays
SELECT * FROM protect_cube($$SELECT i, j, sum(CASE j WHEN 1 THEN 3 ELSE 30 END) AS n, bool_or(j = 2 OR i IS NULL) OR j IS NULL AS publish FROM generate_series(1, 27) AS i, generate_series(1, 2) AS j GROUP BY CUBE (i, j)$$,
	threshold => 5);

-- large numbers: exact up to 2^53
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 9007199254740992), ('a', 9007199254740983), ('b', 3), ('c', 6)$$, :sums);
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 9007199254740992), ('a', 9007199254740983), ('b', 3), ('c', 6)$$, :sums, symbols => 2, threshold => 9007199254740990);
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 9007199254740992), ('a', 9007199254740983), ('b', 3), ('c', 6)$$, :sums, level => 'width', amount => 9007199254740992);
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 9007199254740992), ('a', 9007199254740983), ('b', 3), ('c', 6)$$, :sums, level => 'width', amount => 9007199254740992, threshold => 9223372036854775807);
SELECT * FROM protect($$VALUES ('all', 9007199254740993), ('a', 9007199254740984), ('b', 3), ('c', 6)$$, :sums);
SELECT * FROM protect($$VALUES ('all', 9223372036854775807), ('a', 9223372036854775798), ('b', 3), ('c', 6)$$, :sums);
SELECT * FROM protect('TABLE pg_temp.four', :sums, level => 'width', amount => 1e16);
SELECT * FROM protect('TABLE pg_temp.four', :sums, level => 'percent', amount => 1e300);
-- below zero nothing can be: no number can be 101 percent less
SELECT * FROM protect('TABLE pg_temp.four', :sums, level => 'percent', amount => 101);
SELECT cell, status, feasible FROM protect('TABLE pg_temp.four', :sums, level => 'percent', amount => 100) WHERE status <> 'free';

-- costs: nothing, all the same, too much
SELECT count(*) FILTER (WHERE status = 'secondary') AS secondary FROM protect('SELECT *, 0 AS cost FROM pg_temp.four', :sums);
SELECT cost, bound FROM protection_summary();
SELECT cell FROM protect($$SELECT *, CASE cell WHEN 'b' THEN 0 ELSE 9007199254740992 END AS cost FROM pg_temp.four$$, :sums) WHERE status = 'secondary';
SELECT cost, bound FROM protection_summary();
SELECT * FROM protect('SELECT *, 9007199254740993 AS cost FROM pg_temp.four', :sums);
SELECT count(*) FROM protect($$SELECT i, 7, 9007199254740992 AS cost FROM generate_series(1, 513) AS i$$, 'SELECT 1, 2, 3 WHERE false');
SELECT count(*) FROM protect($$SELECT i, 7, 9007199254740992 AS cost FROM generate_series(1, 512) AS i$$, 'SELECT 1, 2, 3 WHERE false');

-- with symbols that tell small numbers from others, d3 cannot be protected while its zeros stay; these cells cannot be
CREATE TEMPORARY TABLE d3 (region text, county text, k_group text, main_income text, months text, months2 text, freq int);
\copy d3 FROM test/data/sdc/d3.csv CSV HEADER
CREATE TEMPORARY TABLE d3_cube AS SELECT county, k_group, region, main_income, months2, months, sum(freq) AS n FROM d3
	GROUP BY GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income), ROLLUP (months2, months);
SELECT * FROM protect_cube('TABLE pg_temp.d3_cube', '{county > region, k_group > region, months2 > months}', symbols => 2);
-- the audit says so too: of a table in which all but zeros is hidden, these are the small numbers that are disclosed
SELECT array_to_string(ARRAY(SELECT cell ->> k FROM unnest('{county,k_group,region,main_income,months2,months}'::text[]) AS k WHERE cell ? k), ' ') AS cell
	FROM audit_cube($$SELECT county, k_group, region, main_income, months2, months, CASE WHEN n = 0 THEN '0' WHEN n < 5 THEN '1..4' ELSE '5..' END AS published FROM pg_temp.d3_cube$$,
		'{county > region, k_group > region, months2 > months}') WHERE disclosed AND published = '1..4' ORDER BY 1;

-- above 5,000 cells that are no product of dimensions, changes are looked for near a cell; what is lost is near the bound
CREATE TEMPORARY TABLE small_table AS SELECT t, i, j, 1 + (t * 1009 + i * 31 + j * 7) * (t + 5 * i + 11 * j) % 12 AS n
	FROM generate_series(1, 360) AS t, generate_series(1, 3) AS i, generate_series(1, 3) AS j WHERE (t + i + j) % 11 <> 0;
SELECT count(*) AS cells, sum(n) > 0 AS counted FROM (SELECT sum(n) AS n FROM small_table GROUP BY t, CUBE (i, j)) AS c;
SELECT count(*) > 0 AS hidden FROM protect($$SELECT concat_ws('/', t, coalesce(i::text, 'x'), coalesce(j::text, 'x')), sum(n) FROM pg_temp.small_table GROUP BY t, CUBE (i, j)$$,
	$$SELECT concat_ws(' ', 'i', t, i), concat_ws('/', t, i, 'x'), concat_ws('/', t, i, j) FROM pg_temp.small_table
	UNION ALL SELECT concat_ws(' ', 'j', t, j), concat_ws('/', t, 'x', j), concat_ws('/', t, i, j) FROM pg_temp.small_table
	UNION ALL SELECT DISTINCT concat('all i', t), concat_ws('/', t, 'x', 'x'), concat_ws('/', t, i, 'x') FROM pg_temp.small_table
	UNION ALL SELECT DISTINCT concat('all j', t), concat_ws('/', t, 'x', 'x'), concat_ws('/', t, 'x', j) FROM pg_temp.small_table$$,
	level => 'width', amount => 6, intervals => false) WHERE status = 'secondary';
SELECT cost < 1.4 * bound AS near_bound FROM protection_summary();

-- work is counted, not time: past its limit a protection says what it was at
SET busetting.work_limit = 1;
SELECT * FROM protect_cube('TABLE pg_temp.d3_cube', '{county > region, k_group > region, months2 > months}', singles => true);
SET busetting.work_limit = 20;
SELECT * FROM protect_cube('TABLE pg_temp.d3_cube', '{county > region, k_group > region, months2 > months}', level => 'width', amount => 5);
RESET busetting.work_limit;
-- and an audit which of its intervals may be wider than they need be: no cell is outside of the narrow ones
CREATE TEMPORARY TABLE gap AS SELECT x, '0..4' AS value, n || '..' || n + 2 AS other FROM (SELECT x, 10 + x * x * 7919 % 100003 AS n FROM generate_series(1, 30) AS x) AS t;
INSERT INTO gap SELECT 0, sum(split_part(other, '.', 1)::int)::text, NULL FROM gap WHERE x % 2 = 1;
CREATE TEMPORARY TABLE narrow AS SELECT * FROM audit('TABLE pg_temp.gap', 'SELECT 1, 0, x FROM pg_temp.gap WHERE x > 0');
SET busetting.work_limit = 1;
CREATE TEMPORARY TABLE wide AS SELECT * FROM audit('TABLE pg_temp.gap', 'SELECT 1, 0, x FROM pg_temp.gap WHERE x > 0');
RESET busetting.work_limit;
SELECT count(*) AS cells, bool_and(wide.feasible @> narrow.feasible) AS contained, bool_or(wide.sharp) AS any_sharp FROM wide JOIN narrow USING (cell);
