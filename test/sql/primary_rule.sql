-- Primary rules: is a cell sensitive in itself?
\set ECHO none
\i test/include/types.sql
\set ECHO all

SELECT n, below_minimum_frequency(n) AS zeros_public, below_minimum_frequency(n, 3, false) AS zeros_not_public, few_contributors(n) AS few
	FROM generate_series(0, 5) AS n;
-- the handbook's case: 50 + 30 + 10 + 5 + 5.  Two have 80 of 100; the second knows the first to within 20 of 50, 40 percent
CREATE TEMPORARY TABLE firm (cell text, turnover numeric);
INSERT INTO firm VALUES ('a', 50), ('a', 30), ('a', 10), ('a', 5), ('a', 5), ('b', 90), ('c', 90), ('c', 4), ('c', 3), ('c', 3),
	('d', 20), ('d', 20), ('d', 20), ('d', 20), ('e', NULL), ('f', 0), ('g', -60), ('g', 30), ('g', 10);
SELECT cell, dominance(turnover, 1, 75) AS one_75, dominance(turnover, 2, 79.9) AS two_79_9, dominance(turnover, 2, 80) AS two_80,
	p_percent(turnover, 40) AS p_40, p_percent(turnover, 40.1) AS p_40_1, few_contributors(count(turnover), 4) AS few
	FROM firm GROUP BY cell ORDER BY cell;
SELECT dominance(turnover, 1, 75), p_percent(turnover, 10) FROM firm WHERE false;
-- in parallel the same
CREATE TEMPORARY TABLE many AS SELECT n % 7 AS cell, ((n::bigint * 7919) % 1009) ^ 2 AS turnover FROM generate_series(1, 2000) AS n;
SELECT cell, dominance(turnover::numeric, 3, 1.3) = (SELECT sum(t) * 100 > 1.3 * min(total) FROM (SELECT m.turnover AS t, sum(m.turnover) OVER () AS total
	FROM many AS m WHERE m.cell = many.cell ORDER BY 1 DESC LIMIT 3) AS s) AS agrees FROM many GROUP BY cell ORDER BY cell;
SELECT largest_combine(largest_accum(largest_accum(NULL, 3, 2, 80), 9, 2, 80), largest_accum(NULL, 5, 2, 80)) AS combined,
	largest_combine(NULL, largest_accum(NULL, 5, 2, 80)) AS one, largest_combine(NULL, NULL) IS NULL AS none;
-- in a cube, as protect takes it
SELECT cell, status, conf_status FROM protect_cube($$SELECT cell, bool_or(s) AS sensitive, sum(n)::bigint AS n FROM
	(SELECT cell, dominance(abs(turnover), 1, 75) AS s, coalesce(sum(abs(turnover)), 0) AS n FROM pg_temp.firm GROUP BY cell) AS t GROUP BY ROLLUP (cell) HAVING cell IS NOT NULL
	UNION ALL SELECT NULL, false, sum(abs(turnover))::bigint FROM pg_temp.firm$$, threshold => NULL) ORDER BY cell;
-- what is no rule
SELECT dominance(turnover, 0, 75) FROM firm;
SELECT dominance(turnover, NULL, 75) FROM firm;
SELECT dominance(turnover, 1, -5) FROM firm;
SELECT p_percent(turnover, 0) FROM firm;
SELECT p_percent(turnover, 'NaN') FROM firm;
