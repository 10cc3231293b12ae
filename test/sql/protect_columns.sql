-- What the query of the cells says beside key and number: levels of single cells, by which rule they are sensitive,
-- what readers know beforehand; and sums that hold but for rounding.
\set ECHO none
\i test/include/types.sql
\set ECHO all
\set sums '$$VALUES (''s'', ''T'', ''a''), (''s'', ''T'', ''b''), (''s'', ''T'', ''c''), (''s'', ''T'', ''d'')$$'

-- a level is how far from its number readers must take a cell to be, in both directions: b, which is 2, cannot give 21
SELECT * FROM protect($$SELECT *, CASE cell WHEN 'a' THEN 20.5 END AS sensitive FROM (VALUES ('T', 1000), ('a', 100), ('b', 2), ('c', 398), ('d', 500)) AS t (cell, n)$$, :sums, threshold => NULL);
-- 0 is: not exactly
SELECT cell, status, feasible FROM protect($$SELECT *, CASE cell WHEN 'a' THEN 0 END AS sensitive FROM (VALUES ('T', 1000), ('a', 100), ('b', 2), ('c', 398), ('d', 500)) AS t (cell, n)$$, :sums, threshold => NULL);
-- another lower level: for a to be 50 more, others must give 50, which b has not; for it to be 50 less, b may take them
SELECT cell, status, feasible FROM protect($$SELECT *, CASE cell WHEN 'a' THEN 50 END AS sensitive, 0 AS lower FROM (VALUES ('T', 1000), ('a', 100), ('b', 2), ('c', 398), ('d', 500)) AS t (cell, n)$$, :sums, threshold => NULL);
SELECT cell, status, feasible FROM protect($$SELECT *, CASE cell WHEN 'a' THEN 1 END AS sensitive, 50 AS lower FROM (VALUES ('T', 1000), ('a', 100), ('b', 2), ('c', 398), ('d', 500)) AS t (cell, n)$$, :sums, threshold => NULL);
-- a level beside the table's: both are kept, the threshold's cell not exactly
SELECT cell, status, conf_status, feasible FROM protect($$SELECT *, CASE cell WHEN 'a' THEN 30 END AS sensitive FROM (VALUES ('T', 1000), ('a', 100), ('b', 2), ('c', 398), ('d', 500)) AS t (cell, n)$$, :sums);
SELECT cell, status, feasible FROM protect($$SELECT *, CASE cell WHEN 'a' THEN 30 END AS sensitive FROM (VALUES ('T', 1000), ('a', 100), ('b', 200), ('c', 300), ('d', 400)) AS t (cell, n)$$, :sums,
	threshold => NULL, level => 'percent', amount => 40);
-- by which rule a cell is sensitive, in the codes of CL_CONF_STATUS
SELECT cell, status, conf_status FROM protect($$SELECT *, cell IN ('a', 'b', 'c') AS sensitive, CASE cell WHEN 'a' THEN 'O' WHEN 'b' THEN 'M' WHEN 'T' THEN 'G' END AS conf_status
	FROM (VALUES ('T', 1000), ('a', 100), ('b', 2), ('c', 398), ('d', 500)) AS t (cell, n)$$, :sums, threshold => NULL);

-- amounts that can be negative: readers know that they are at least -100
SELECT * FROM protect($$SELECT *, cell = 'a' AS sensitive, -100 AS least FROM (VALUES ('T', -50), ('a', -80), ('b', 20), ('c', 0), ('d', 10)) AS t (cell, n)$$, :sums, threshold => NULL);
SELECT cell, status, feasible FROM protect($$SELECT *, CASE WHEN cell = 'a' THEN 15 END AS sensitive, -100 AS least, 30 AS most FROM (VALUES ('T', -50), ('a', -80), ('b', 20), ('c', 0), ('d', 10)) AS t (cell, n)$$, :sums, threshold => NULL);
SELECT * FROM protect($$SELECT *, CASE WHEN cell = 'a' THEN 21 END AS sensitive, -100 AS least FROM (VALUES ('T', -50), ('a', -80), ('b', 20), ('c', 0), ('d', 10)) AS t (cell, n)$$, :sums, threshold => NULL);
-- small is what is near zero
SELECT cell, status, published FROM protect($$SELECT *, -100 AS least FROM (VALUES ('T', -50), ('a', -80), ('b', 23), ('c', -3), ('d', 10)) AS t (cell, n)$$, :sums);

-- rounded figures: each sum holds to within 1, which readers know as well
SELECT cell, status, feasible FROM protect($$VALUES ('T', 99), ('a', 3), ('b', 31), ('c', 4), ('d', 60)$$,
	$$VALUES ('s', 'T', 'a', 1), ('s', 'T', 'b', 1), ('s', 'T', 'c', 1), ('s', 'T', 'd', 1)$$);
-- so that a sum of one hidden cell protects it, where to within 1 is enough
SELECT cell, status, feasible FROM protect($$VALUES ('T', 99), ('a', 3), ('b', 31), ('c', 5), ('d', 60)$$,
	$$VALUES ('s', 'T', 'a', 1), ('s', 'T', 'b', 1), ('s', 'T', 'c', 1), ('s', 'T', 'd', 1)$$);
SELECT cells, primary_cells, secondary_cells, lost FROM protection_summary();
SELECT cell, feasible FROM audit($$VALUES ('T', '99'), ('a', '1..'), ('b', '31'), ('c', '5'), ('d', '60')$$,
	$$VALUES ('s', 'T', 'a', 1), ('s', 'T', 'b', 1), ('s', 'T', 'c', 1), ('s', 'T', 'd', 1)$$);

-- what they refuse
SELECT * FROM protect($$SELECT *, -1 AS sensitive FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$SELECT *, -0.5 AS sensitive FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$SELECT *, 'NaN'::numeric AS sensitive FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$SELECT *, 1e16 AS sensitive FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$SELECT *, 1::float8 AS sensitive FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$SELECT *, true AS lower FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$SELECT *, 'D' AS conf_status FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$SELECT *, 4 AS least FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$SELECT *, 2 AS most FROM (VALUES ('T', 3), ('a', 3)) AS t (cell, n)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$VALUES ('T', -3), ('a', -3)$$, $$VALUES ('s', 'T', 'a')$$);
SELECT * FROM protect($$VALUES ('T', 3), ('a', 5)$$, $$VALUES ('s', 'T', 'a', 1)$$);

-- who is alone in a, which is 1, must not learn that b or d is small either
CREATE TEMPORARY TABLE alone AS SELECT * FROM protect($$VALUES ('T', 36), ('a', 1), ('b', 3), ('d', 2), ('e', 30)$$,
	$$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'd'), ('s', 'T', 'e')$$, threshold => 6, level => 'small', singles => true);
SELECT cell, feasible, small FROM audit($$SELECT cell, CASE cell WHEN 'a' THEN '1' ELSE published::text END FROM pg_temp.alone$$,
	$$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'd'), ('s', 'T', 'e')$$, 6);
