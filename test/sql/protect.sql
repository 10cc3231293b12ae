-- Which cells to hide so that nothing hidden can be worked out.
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- one small cell in a row with a total: the cheapest other goes with it
SELECT * FROM protect($$VALUES ('all', 20), ('a', 3), ('b', 11), ('c', 6), ('d', 0)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c'), ('s', 'all', 'd')$$);
-- two small ones need no third, though a reader sees that they are 4 together
SELECT cell, status, feasible FROM protect($$VALUES ('all', 15), ('a', 3), ('b', 11), ('c', 1)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$);
-- with symbols that tell small from large, 1..4 and 1..4 are 4 together: 1..3; were they 2 together, both were 1
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 15), ('a', 3), ('b', 11), ('c', 1)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, symbols => 2);
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 13), ('a', 1), ('b', 11), ('c', 1)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, symbols => 2);
-- and that is so with one symbol: zeros stay published, so that every reader knows that a and c are 1 at least
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 13), ('a', 1), ('b', 11), ('c', 1)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$);
-- other tools reckon with a reader who does not draw that conclusion: of him there is none
SELECT cell, status, published, feasible FROM protect($$VALUES ('all', 13), ('a', 1), ('b', 11), ('c', 1)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, zeros => 'ignored');
-- two small counts that are 2 together are 1 each: something goes with them
SELECT cell, status, feasible FROM protect($$VALUES ('all', 15), ('a', 10), ('b', 3), ('c', 1), ('d', 1)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c'), ('s', 'all', 'd')$$, threshold => 3);
SELECT cell, status, feasible FROM protect_cube($$SELECT row, part, sum(n)::int AS n FROM (VALUES ('r', 'a', 8), ('r', 'b', 1), ('r', 'c', 1), ('s', 'a', 8), ('s', 'b', 1), ('s', 'c', 2)) AS t (row, part, n)
	GROUP BY CUBE (row, part)$$, threshold => 3) ORDER BY cell;
-- the one person in c knows of it, and so of a: a third cell
SELECT cell, status, feasible FROM protect($$VALUES ('all', 15), ('a', 3), ('b', 11), ('c', 1)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, singles => true);
-- where symbols tell more, not even that helps: all is 5 or more and a 4 at most, so that who is c, and 1, knows a
SELECT * FROM protect($$VALUES ('all', 5), ('a', 4), ('c', 1)$$, $$VALUES ('s', 'all', 'a'), ('s', 'all', 'c')$$, symbols => 2, singles => true);

-- the statisticians' test data: at most 4 further cells and 35 lost; 10 and 115
CREATE TEMPORARY TABLE d1 (region text, main_income text, freq int);
\copy d1 FROM test/data/sdc/d1.csv CSV HEADER
CREATE TEMPORARY TABLE d2 (region text, county text, k_group text, main_income text, freq int);
\copy d2 FROM test/data/sdc/d2.csv CSV HEADER
CREATE TEMPORARY VIEW d1_cube AS SELECT region, main_income, sum(freq) AS n FROM d1 GROUP BY CUBE (region, main_income);
CREATE TEMPORARY VIEW d2_cube AS SELECT county, region, main_income, sum(freq) AS n FROM d2 GROUP BY ROLLUP (county, region), CUBE (main_income);
SELECT p.*, n FROM protect_cube('SELECT region, main_income, n FROM pg_temp.d1_cube') AS p
	JOIN d1_cube ON cell = jsonb_strip_nulls(jsonb_build_object('region', region, 'main_income', main_income))
	WHERE status <> 'free' ORDER BY cell;
SELECT status, count(*), sum(n), bool_and(is_suppressed(feasible)) AS hidden
	FROM protect_cube('TABLE pg_temp.d2_cube', '{county > region}')
	JOIN d2_cube ON cell = jsonb_strip_nulls(jsonb_build_object('county', county, 'region', region, 'main_income', main_income))
	GROUP BY status ORDER BY status;
-- the audit says the same of what is published
CREATE TEMPORARY TABLE d2_protected AS SELECT * FROM protect_cube('TABLE pg_temp.d2_cube', '{county > region}');
SELECT count(*), bool_and(a.feasible = p.feasible) AS same, bool_or(disclosed) AS disclosed
	FROM audit_cube($$SELECT cell->>'county' AS county, cell->>'region' AS region, cell->>'main_income' AS main_income, published
		FROM pg_temp.d2_protected$$, '{county > region}') AS a JOIN d2_protected AS p USING (cell);
-- in whatever order the rows come
SELECT count(*) FROM (SELECT cell, status FROM d2_protected EXCEPT
	SELECT cell, status FROM protect_cube('SELECT * FROM pg_temp.d2_cube ORDER BY n, region DESC', '{county > region}')) AS t;
SELECT count(*) FROM (SELECT cell, status FROM d2_protected EXCEPT
	SELECT cell, status FROM protect_cube('SELECT * FROM pg_temp.d2_cube ORDER BY md5(region || main_income), n DESC', '{county > region}')) AS t;

-- what must stay published, what must be hidden, what it costs
SELECT cell, status FROM protect($$SELECT *, cell = 'c' AS publish FROM (VALUES ('all', 20), ('a', 3), ('b', 11), ('c', 6)) AS t(cell, n)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$) WHERE status <> 'free';
SELECT cell, status FROM protect($$SELECT *, cell = 'b' AS hide FROM (VALUES ('all', 20), ('a', 3), ('b', 11), ('c', 6)) AS t(cell, n)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$) WHERE status <> 'free';
SELECT cell, status FROM protect($$SELECT *, 20 - n AS cost FROM (VALUES ('all', 20), ('a', 3), ('b', 11), ('c', 6)) AS t(cell, n)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$) WHERE status <> 'free';
SELECT cell, status, conf_status FROM protect($$SELECT *, cell = 'b' AS sensitive FROM (VALUES ('all', 20), ('a', 3), ('b', 11), ('c', 6)) AS t(cell, n)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, threshold => NULL);
-- an empty key is a key, wherever it comes
SELECT cell, status, feasible FROM protect($$VALUES ('', 3), ('0', 9), ('b', 11), ('all', 23)$$, $$VALUES ('', 'all', ''), ('', 'all', '0'), ('', 'all', 'b')$$);
SELECT cell, status, feasible FROM protect($$VALUES ('all', 23), ('0', 9), ('', 3), ('b', 11)$$, $$VALUES ('', 'all', ''), ('', 'all', '0'), ('', 'all', 'b')$$);
-- sum(bigint) is numeric
SELECT cell, status, feasible FROM protect_cube($$SELECT nace, sum(n), count(*)::numeric AS cost FROM (VALUES ('', 3::bigint), ('0', 9), ('b', 11)) AS t (nace, n) GROUP BY ROLLUP (nace)$$) ORDER BY cell;
SELECT * FROM protect_cube($$SELECT nace, sum(n) FROM (VALUES ('', 3.5), ('0', 9), ('b', 11)) AS t (nace, n) GROUP BY ROLLUP (nace)$$);
-- zeros can be small numbers too
SELECT cell, status, published FROM protect($$VALUES ('all', 20), ('a', 0), ('b', 14), ('c', 6)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, zeros => 'hidden', symbols => 2);
-- a zero that is hidden by name has the symbol of large numbers: it is known to be zero or large, as all of that symbol, so that
-- b must go too; without it z were 0 and a 3
SELECT cell, status, published, feasible FROM protect($$SELECT cell, n, cell = 'z' AS hide FROM (VALUES ('all', 23), ('a', 3), ('b', 20), ('z', 0)) AS t(cell, n)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'z')$$, symbols => 2);
SELECT cell, published, feasible, sharp FROM audit($$VALUES ('all', '23', NULL), ('a', '1..4', NULL), ('b', '0', '5..'), ('z', '0', '5..')$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'z')$$);
-- all is 4, and z zero or at least 4: beside a and b, which are 1 or more, it is zero whatever is hidden
SELECT * FROM protect($$SELECT cell, n, cell = 'z' AS hide, cell = 'all' AS publish FROM (VALUES ('all', 4), ('a', 3), ('b', 1), ('z', 0)) AS t(cell, n)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'z')$$, threshold => 4, symbols => 2);
-- what is not known does not go out: whether a cell is sensitive, whether it is to be hidden, whether one contributor is alone in it
SELECT cell, status, conf_status FROM protect($$SELECT cell, n, few_contributors(firms) AS sensitive FROM (VALUES ('all', 43, 15), ('a', 16, 9), ('b', 20, 6), ('c', 7, NULL)) AS t(cell, n, firms)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, threshold => NULL);
SELECT cell, status, conf_status FROM protect($$SELECT cell, n, nullif(cell <> 'b', true) AS hide FROM (VALUES ('all', 26), ('b', 20), ('c', 6)) AS t(cell, n)$$,
	$$VALUES ('s', 'all', 'b'), ('s', 'all', 'c')$$, threshold => NULL);
SELECT cell, status, conf_status FROM protect($$SELECT cell, n, cell = 'b' AS sensitive, contributors FROM (VALUES ('all', 43, 9), ('a', 16, 4), ('b', 20, 4), ('c', 7, NULL)) AS t(cell, n, contributors)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, threshold => NULL, singles => true);
SELECT cell, status, conf_status FROM protect($$SELECT cell, n, cell = 'b' AS sensitive, contributors FROM (VALUES ('all', 43, 9), ('a', 16, 4), ('b', 20, 4), ('c', 7, 2)) AS t(cell, n, contributors)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, threshold => NULL, singles => true);
-- more than that a number is not certain: not certainly small, an interval of 10, 50 percent on either side
SELECT cell, status, feasible FROM protect($$VALUES ('all', 16), ('a', 3), ('b', 11), ('c', 1), ('d', 1)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c'), ('s', 'all', 'd')$$, level => 'small', threshold => 6);
SELECT cell, status, feasible FROM protect($$VALUES ('all', 20), ('a', 3), ('b', 11), ('c', 1), ('d', 5)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c'), ('s', 'all', 'd')$$, level => 'width', amount => 9);
SELECT cell, status, feasible FROM protect($$SELECT *, n > 50 AS sensitive FROM (VALUES ('all', 132), ('a', 100), ('b', 14), ('c', 18)) AS t(cell, n)
		WHERE true$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, threshold => NULL, level => 'percent', amount => 30);

-- whatever ends a query
SELECT cell, published FROM protect('VALUES (1, 20), (2, 3), (3, 17); -- cells', 'VALUES (1, 1, 2), (1, 1, 3) -- sums');
SELECT cell, published FROM protect_cube('VALUES (1, 3), (2, 17), (NULL, 20) ; -- a cube');

-- nothing to protect, nothing at all
SELECT * FROM protect($$VALUES ('all', 20), ('a', 20)$$, $$VALUES ('s', 'all', 'a')$$);
SELECT * FROM protect($$SELECT 1, 2 WHERE false$$, $$SELECT 1, 2, 3 WHERE false$$);

-- what cannot be
SELECT * FROM protect($$SELECT *, cell <> 'a' AS publish FROM (VALUES ('all', 20), ('a', 3), ('b', 11), ('c', 6)) AS t(cell, n)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$);
SELECT * FROM protect($$VALUES ('all', 3), ('a', 3), ('b', 0)$$, $$VALUES ('s', 'all', 'a'), ('s', 'all', 'b')$$);
SELECT * FROM protect($$VALUES ('all', 21), ('a', 3), ('b', 11), ('c', 6)$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$);
SELECT * FROM protect($$VALUES ('all', ':'), ('a', '3')$$, $$VALUES ('s', 'all', 'a')$$);
SELECT * FROM protect($$VALUES ('all', -3), ('a', -3)$$, $$VALUES ('s', 'all', 'a')$$);
SELECT * FROM protect($$VALUES ('all', 3, 4)$$, $$VALUES ('s', 'all', 'all')$$);
SELECT * FROM protect($$SELECT 'all', 3, 'x' AS hide$$, $$VALUES ('s', 'all', 'all')$$);
SELECT * FROM protect($$SELECT 'all', 3, -1 AS cost$$, $$VALUES ('s', 'all', 'all')$$);
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', threshold => 0);
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', level => 'high');
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', level => 'width');
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', amount => 3);
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', level => 'percent', amount => 'NaN');
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', level => 'small', threshold => NULL);
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', level => 'small', symbols => 2);
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', symbols => 3);
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', zeros => 'maybe');
SELECT * FROM protect('SELECT 1, 2', 'SELECT 1, 2, 3', cost => NULL);
SELECT * FROM protect(NULL, 'SELECT 1, 2, 3');
-- not for everyone
SELECT proname, has_function_privilege('public', oid, 'EXECUTE') FROM pg_proc WHERE proname LIKE 'protect%' ORDER BY 1;
-- how much was lost, and had to be
SELECT count(*) FROM protect_cube('TABLE pg_temp.d2_cube', '{county > region}');
SELECT * FROM protection_summary();
CREATE TEMPORARY VIEW d2_linked AS SELECT county, k_group, region, main_income, sum(freq) AS n FROM d2
	GROUP BY GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income);
SELECT bool_and(is_suppressed(feasible) = (status <> 'free')) AS holds FROM protect_cube('TABLE pg_temp.d2_linked', '{county > region, k_group > region}');
SELECT * FROM protection_summary();
-- the fewest cells instead; without intervals the same pattern
SELECT count(*) FILTER (WHERE status = 'secondary') AS cells FROM protect_cube('TABLE pg_temp.d2_linked', '{county > region, k_group > region}', cost => 'cells');
SELECT count(*), count(p.feasible) = count(*) FILTER (WHERE status = 'free') AS no_intervals FROM protect_cube('TABLE pg_temp.d2_linked', '{county > region, k_group > region}', intervals => false) AS p
	JOIN protect_cube('TABLE pg_temp.d2_linked', '{county > region, k_group > region}') AS other USING (cell, status, published);
-- every number is below the threshold, and nobody can be led to think otherwise by a table found: 6 x 8 cells are hidden, at once
SELECT count(*), count(*) FILTER (WHERE status = 'primary') AS primary_cells
FROM protect_cube('SELECT i % 5 AS five, i % 7 AS seven, count(*) FROM generate_series(1, 99) AS i GROUP BY CUBE (1, 2)', threshold => 9223372036854775807, level => 'small', zeros => 'hidden');
