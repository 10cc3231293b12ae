-- Group disclosure: who belongs to a group of which all are of one class has it told, though no count is small.
\set ECHO none
\i test/include/types.sql
\set ECHO all

SELECT parent, child, k, k_disclosure(parent, child, k), k_disclosure_level(parent, child, k)
FROM (VALUES (20, 20, 0), (21, 20, 0), (21, 20, 1), (22, 20, 1), (22, 20, 5), (20, 0, 5), (0, 0, 0), (NULL, 3, 1)) AS t (parent, child, k);
SELECT k_disclosure(20, 21);
SELECT k_disclosure(-1, -1);
SELECT k_disclosure(20, 20, -1);
SELECT k_disclosure(20, 20, NULL);

-- 20 are sick in N, and none is well: 20 and 0 tell of each of them.  What the group has beside the part is a cell of its
-- own, of which readers must not learn that it is 1 at most; it ties the two by a sum.
CREATE TEMPORARY TABLE health (region text, class text, n int);
INSERT INTO health VALUES ('N', 'sick', 20), ('N', 'well', 0), ('N', 'unknown', 1), ('S', 'sick', 7), ('S', 'well', 30), ('S', 'unknown', 9), ('E', 'sick', 11), ('E', 'well', 18), ('E', 'unknown', 6);
CREATE TEMPORARY VIEW cube AS SELECT coalesce(region, 'all') AS region, coalesce(class, 'all') AS class, sum(n) AS n FROM health GROUP BY CUBE (region, class);
CREATE TEMPORARY VIEW pair AS
SELECT g.region, p.class, g.n - p.n AS difference, k_disclosure_level(g.n, p.n, 1) AS level
FROM cube AS g JOIN cube AS p ON p.region = g.region AND g.class = 'all' AND p.class <> 'all' WHERE k_disclosure(g.n, p.n, 1);
TABLE pair;
CREATE TEMPORARY VIEW cell AS
SELECT region || ' ' || class AS cell, n, NULL::numeric AS sensitive, NULL::numeric AS lower, NULL::bigint AS least, n AS cost FROM cube
UNION ALL SELECT region || ' but ' || class, difference, level, 0, 0, 0 FROM pair;
CREATE TEMPORARY VIEW sum AS
SELECT 'classes of ' || t.region AS sum, t.region || ' all' AS total, p.region || ' ' || p.class AS part FROM cube AS t JOIN cube AS p ON p.region = t.region AND t.class = 'all' AND p.class <> 'all'
UNION ALL SELECT 'regions of ' || t.class, 'all ' || t.class, p.region || ' ' || p.class FROM cube AS t JOIN cube AS p ON p.class = t.class AND t.region = 'all' AND p.region <> 'all'
UNION ALL SELECT 'but ' || class || ' of ' || region, region || ' all', region || ' ' || unnest(ARRAY[class, 'but ' || class]) FROM pair;
SELECT cell, status, published, feasible FROM protect('TABLE pg_temp.cell', 'TABLE pg_temp.sum', threshold => NULL) WHERE status <> 'free' ORDER BY cell;
-- the same by an audit that does not know of the difference: those who are not sick can be 2 and more
CREATE TEMPORARY TABLE published AS SELECT cell, published FROM protect('TABLE pg_temp.cell', 'TABLE pg_temp.sum', threshold => NULL);
SELECT feasible FROM audit($$SELECT cell, published FROM pg_temp.published WHERE cell NOT LIKE '% but %' UNION ALL SELECT 'N but sick', ':'$$,
	$$SELECT * FROM pg_temp.sum WHERE sum NOT LIKE 'but %' UNION ALL VALUES ('d', 'N all', 'N sick'), ('d', 'N all', 'N but sick')$$) WHERE cell = 'N but sick';
