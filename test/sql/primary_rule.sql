-- Primary rules: is a cell sensitive in itself?
\set ECHO none
\i test/include/plan.sql
\set SHOW_CONTEXT never
\set ECHO all

SELECT n, below_minimum_frequency(n) AS zeros_public, below_minimum_frequency(n, 3, false) AS zeros_not_public, few_contributors(n) AS few,
	few_contributors(n, 1) AS none_is_few
	FROM generate_series(0, 5) AS n UNION ALL SELECT NULL, below_minimum_frequency(NULL), below_minimum_frequency(NULL, 3, false), few_contributors(NULL::bigint), few_contributors(NULL::bigint, 1);
-- 50 + 30 + 10 + 5 + 5: two have 80 of 100; the second knows the first to within 20 of 50, 40 percent
CREATE TEMPORARY TABLE firm (cell text, turnover numeric);
INSERT INTO firm VALUES ('a', 50), ('a', 30), ('a', 10), ('a', 5), ('a', 5), ('b', 90), ('c', 90), ('c', 4), ('c', 3), ('c', 3),
	('d', 20), ('d', 20), ('d', 20), ('d', 20), ('e', NULL), ('f', 0);
SELECT cell, dominance(turnover, 1, 75) AS one_75, dominance(turnover, 2, 79.9) AS two_79_9, dominance(turnover, 2, 80) AS two_80,
	p_percent(turnover, 40) AS p_40, p_percent(turnover, 40.1) AS p_40_1, few_contributors(count(turnover), 4) AS few
	FROM firm GROUP BY cell ORDER BY cell;
SELECT dominance(turnover, 1, 75), p_percent(turnover, 10) FROM firm WHERE false;
-- the handbook's examples 1 and 2: safe by (1,90), yet the second knows the first to within 2 percent; safe by p = 10, not by (2,90.9)
SELECT dominance(x, 1, 90) AS one_90, p_percent(x, 2) AS p_2, p_percent(x, 2.01) AS p_2_01 FROM unnest(ARRAY[50000, 49000, 1000]) AS x;
SELECT p_percent(x, 10) AS p_10, p_percent(x, 15.3) AS p_15_3, p_percent(x, 15.4) AS p_15_4, dominance(x, 2, 90.9) AS two_90_9 FROM unnest(ARRAY[52000, 50000, 4000, 4000]) AS x;

-- the definitions once more in plain SQL, of 600 cells of 1 to 12 contributors; the fewer, the more of them are sensitive
CREATE TABLE many AS SELECT cell, ((cell * 37 + n * 101) % 97)::numeric ^ 3 / 4 AS turnover
	FROM generate_series(1, 600) AS cell, LATERAL generate_series(0, cell % 12) AS n;
CREATE VIEW plain AS SELECT cell, sum(turnover) AS total, sum(turnover) FILTER (WHERE place <= 1) AS one, sum(turnover) FILTER (WHERE place <= 2) AS two, sum(turnover) FILTER (WHERE place <= 3) AS three
	FROM (SELECT *, row_number() OVER (PARTITION BY cell ORDER BY turnover DESC) AS place FROM many) AS m GROUP BY cell;
CREATE VIEW sensitive AS SELECT cell, dominance(turnover, 1, 60) AS one_60, dominance(turnover, 3, 85.5) AS three_85_5, p_percent(turnover, 12.5) AS p_12_5 FROM many GROUP BY cell;
SELECT count(*) FILTER (WHERE one_60 <> (one > 0.60 * total) OR three_85_5 <> (three > 0.855 * total) OR p_12_5 <> (total - two < 0.125 * one)) AS differ,
	count(*) FILTER (WHERE one_60) BETWEEN 50 AND 550 AND count(*) FILTER (WHERE three_85_5) BETWEEN 50 AND 550 AND count(*) FILTER (WHERE p_12_5) BETWEEN 50 AND 550 AS both_ways
	FROM sensitive JOIN plain USING (cell);
-- in parallel the same: each worker has a part of every cell
CREATE TABLE serial AS TABLE sensitive;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2; SET parallel_leader_participation = off;
ALTER TABLE many SET (parallel_workers = 2);
SELECT pg_temp.plan('TABLE sensitive') ~ 'Gather' AS gather, pg_temp.plan('TABLE sensitive', 'Workers Planned') AS workers, pg_temp.plan('TABLE sensitive', 'Partial Mode') AS aggregates;
EXPLAIN (COSTS OFF) SELECT dominance(turnover, 3, 85.5), p_percent(turnover, 12.5) FROM many;
SELECT count(*), count(*) FILTER (WHERE s IS DISTINCT FROM p) AS different FROM serial AS s FULL JOIN sensitive AS p USING (cell);
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET max_parallel_workers_per_gather; RESET parallel_leader_participation;
DROP VIEW plain, sensitive;
DROP TABLE many, serial;
SELECT busetting_internal.largest_combine(busetting_internal.largest_accum(busetting_internal.largest_accum(NULL, 3, 2, 80), 9, 2, 80), busetting_internal.largest_accum(NULL, 5, 2, 80)) AS combined,
	busetting_internal.largest_combine(NULL, busetting_internal.largest_accum(NULL, 5, 2, 80)) AS one, busetting_internal.largest_combine(NULL, NULL) IS NULL AS none;

-- in a cube, as protect takes it
SELECT cell, status, conf_status FROM protect_cube($$SELECT cell, bool_or(s) AS sensitive, sum(n)::bigint AS n FROM
	(SELECT cell, dominance(turnover, 1, 75) AS s, coalesce(sum(turnover), 0) AS n FROM pg_temp.firm GROUP BY cell) AS t GROUP BY ROLLUP (cell) HAVING cell IS NOT NULL
	UNION ALL SELECT NULL, false, sum(turnover)::bigint FROM pg_temp.firm$$, threshold => NULL) ORDER BY cell;

-- what is no rule
SELECT dominance(turnover, 0, 75) FROM firm;
SELECT dominance(turnover, NULL, 75) FROM firm;
SELECT dominance(turnover, 1, -5) FROM firm;
SELECT dominance(turnover, 1, 0) FROM firm;
SELECT dominance(turnover, 1, 100) FROM firm;
SELECT dominance(turnover, 1, NULL) FROM firm;
SELECT dominance(turnover, 1, CASE cell WHEN 'c' THEN 250 ELSE 75 END) FROM firm;
-- nor two of them for one group, in any order; null has its rule too
SELECT dominance(x, 1, k) FROM (VALUES (50, 75), (30, 80)) AS t(x, k);
SELECT dominance(x, 1, k) FROM (VALUES (30, 80), (50, 75)) AS t(x, k);
SELECT dominance(x, n, 75) FROM (VALUES (50, 1), (30, 2)) AS t(x, n);
SELECT p_percent(x, p) FROM (VALUES (50, 10), (NULL, 15)) AS t(x, p);
SELECT busetting_internal.largest_combine(busetting_internal.largest_accum(NULL, 50, 1, 75), busetting_internal.largest_accum(NULL, 30, 1, 80));
SELECT k, dominance(x, 1, k) FROM (VALUES (50, 75), (30, 80)) AS t(x, k) GROUP BY k ORDER BY k;
SELECT p_percent(turnover, 0) FROM firm;
SELECT p_percent(turnover, 100) FROM firm;
SELECT p_percent(turnover, 'NaN') FROM firm;
SELECT p_percent(turnover, NULL) FROM firm;
SELECT below_minimum_frequency(3, NULL);
SELECT below_minimum_frequency(NULL, 0);
SELECT below_minimum_frequency(3, -5);
SELECT below_minimum_frequency(-1);
SELECT few_contributors(3, NULL);
SELECT few_contributors(3, -9223372036854775808);
SELECT few_contributors(-9223372036854775808);
-- nobody has a share of a total that is less than what one of them has
SELECT dominance(turnover, 1, 75) FROM unnest(ARRAY[-60, 30, 10]) AS turnover;
SELECT p_percent(turnover, 10) FROM unnest(ARRAY[30, 10, -0.01]) AS turnover;
SELECT p_percent(turnover, 10) FROM unnest(ARRAY[30, 'NaN'::numeric, 10]) AS turnover;
-- each by the same code
CREATE FUNCTION pg_temp.state(expression text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SELECT %s FROM (VALUES (1), (2)) AS t(x)', expression);
	RETURN 'no error';
EXCEPTION WHEN others THEN
	RETURN SQLSTATE;
END
$$;
SELECT expression, pg_temp.state(expression) FROM unnest(ARRAY['dominance(x, 1, 75)', 'dominance(x, 0, 75)', 'dominance(x, 1, 100)', 'p_percent(x, 0)', 'p_percent(-x, 10)', 'few_contributors(x, -1)', 'below_minimum_frequency(-x)']) AS expression;
