-- Primary rules by contributor: what one contributor has in all rows of a group is one contribution.
\set ECHO none
\i test/include/plan.sql
\set SHOW_CONTEXT never
\set ECHO all

-- A has 1800 of 2035: what is left without A and D is 135, less than 180; by row nobody stands out
CREATE TEMPORARY TABLE sale (place text, company text, amount bigint);
INSERT INTO sale VALUES ('a', 'A', 900), ('b', 'A', 900), ('a', 'B', 20), ('b', 'C', 15), ('a', 'D', 100), ('b', 'E', 100);
SELECT coalesce(place, 'Total') AS cell, p_percent(amount, 10) AS by_row, p_percent(amount, 10, company) AS by_company,
	round(p_percent_level(amount, 10, company), 2) AS level, few_contributors(company) AS few, few_contributors(amount, 6, company) AS below_6,
	dominance(amount, 1, 88, company) AS dominance, round(dominance_level(amount, 1, 88, company), 2) AS dominance_level
	FROM sale GROUP BY ROLLUP (place) ORDER BY place NULLS LAST;
-- an enterprise with rows of 700 and 200, others 60, 40, 10: 10 percent of 900 is 90, all others but the largest have 50, one of 60 less
SELECT p_percent(x, 10) AS by_row, p_percent(x, 10, firm) AS by_firm, p_percent_level(x, 10, firm) = 40 AS forty
	FROM (VALUES ('a', 700), ('a', 200), ('b', 60), ('c', 40), ('d', 10)) AS t(firm, x);
SELECT p_percent(x, 10, firm), p_percent_level(x, 10, firm), dominance(x, 1, 50, firm), dominance_level(x, 1, 50, firm), few_contributors(firm), few_contributors(x, 3, firm)
	FROM (VALUES ('a', 1)) AS t(firm, x) WHERE false;
-- levels are strict where the rule is: exactly 10 percent is safe, and who has nothing is too
SELECT p_percent(x, 10, firm), p_percent_level(x, 10, firm), dominance(x, 2, 95, firm), dominance_level(x, 2, 95, firm)
	FROM (VALUES ('a', 100), ('b', 90), ('c', 10)) AS t(firm, x);
SELECT p_percent(0, 10, 'a'::text), p_percent_level(0, 10, 'a'::text), dominance_level(0, 1, 50, 1), few_contributors(0, 2, 1);
-- a level that has no end as a decimal is rounded up: 100 / 30 * 1 - 3 is one third
SELECT dominance_level(1, 1, 30, firm) * 3 > 1 AS up, round(dominance_level(1, 1, 30, firm), 10) FROM unnest(ARRAY['a', 'b', 'c']) AS firm;

-- waivers: the largest without one is 40; the largest other is 50; what is left of 100 is 10, more than 4; NULL is no waiver, nor is one in some rows only
SELECT p_percent(x, 10, firm, waived), p_percent(x, 26, firm, waived), p_percent_level(x, 26, firm, waived) = 0.4 AS level,
	p_percent(x, 10, firm, true) AS all_waived, p_percent_level(x, 10, firm, true) AS all_waived_level, p_percent(x, 21, firm, NULL) AS null_waived
	FROM (VALUES ('a', 50, true), ('b', 40, false), ('c', 5, false), ('d', 5, NULL)) AS t(firm, x, waived);
SELECT p_percent(x, 50, firm, waived) FROM (VALUES ('a', 10, true), ('a', 40, false), ('b', 30, true), ('c', 20, true)) AS t(firm, x, waived);
-- a coalition of two against the largest: 100 less 50, 20, 15 leaves 15, of 50 that is 30 percent; with one, 30 are left
SELECT p_percent(x, 30, firm, false, 3) AS p_30, p_percent(x, 31, firm, false, 3) AS p_31, p_percent(x, 31, firm, false, 2) AS alone, p_percent_level(x, 31, firm, false, 3) = 0.5 AS level
	FROM (VALUES ('a', 50), ('b', 20), ('c', 15), ('d', 10), ('e', 5)) AS t(firm, x);
-- weights: 60 of 100 are 60 percent, but the rest stands for twice as many, which are 60 of 140
SELECT dominance(x, 1, 50, firm), dominance(x, 1, 50, firm, weight) AS weighted, dominance(x, 1, 42, firm, weight) AS at_42, dominance_level(x, 1, 40, firm, weight) = 10 AS level
	FROM (VALUES ('a', 60, 1), ('b', 30, 2), ('c', 10, 2.0)) AS t(firm, x, weight);

-- contributors of any type with hashing, equal where their type and collation say so
CREATE COLLATION pg_temp.caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
SELECT few_contributors(1, 2 + more, a) AS numeric, few_contributors(1, 2 + more, b) AS text, few_contributors(1, 1 + more, b COLLATE pg_temp.caseless) AS caseless, few_contributors(1, 1 + more, c) AS padded, few_contributors(1, 2 + more, d) AS array,
	few_contributors(1, 2 + more, e) AS date, few_contributors(1, 2 + more, f) AS uuid, few_contributors(1, 2 + more, g) AS float
	FROM (VALUES (1.0, 'a', 'x'::char(3), ARRAY[1], '2026-01-01'::date, '00000000-0000-0000-0000-000000000001'::uuid, '0'::float8),
		(1.00, 'A', 'x ', ARRAY[1, NULL], '2026-01-02', '00000000-0000-0000-0000-000000000002', '-0'), (2, 'a', 'x  ', ARRAY[1], '2026-01-01', '00000000-0000-0000-0000-000000000001', 'NaN')) AS t(a, b, c, d, e, f, g),
		generate_series(0, 1) AS more GROUP BY more ORDER BY more;
SELECT few_contributors(x) FROM unnest(ARRAY[repeat('a', 20000), repeat('a', 20000), repeat('b', 20000)]) AS x;
-- integers are counts, of whatever width, and not the keys of contributors
SELECT few_contributors(2), few_contributors(2::smallint), few_contributors(2::bigint), few_contributors(3, 4), few_contributors(3), few_contributors(NULL::integer);
SELECT few_contributors(id) FROM (VALUES (1), (2)) AS t(id) GROUP BY ();
-- in a window a frame has one rule and its own contributors
SELECT firm, x, p_percent_level(x, 10, firm) OVER (ORDER BY n) IS NOT NULL AS so_far FROM (VALUES (1, 'a', 50), (2, 'b', 50), (3, 'c', 5), (4, 'a', 5)) AS t(n, firm, x) ORDER BY n;

-- the definitions once more in plain SQL, in a cube of 400 rows of 41 contributors
CREATE TABLE part AS SELECT i % 7 AS a, i * 31 % 11 AS b, 'firm ' || i * i * 17 % 41 AS firm, (((i * 7919) % 1009)::numeric ^ 4 / 8)::numeric(30,16) AS amount, i * i * 17 % 41 % 5 = 0 AS waived, 1 + i % 3 AS weight FROM generate_series(1, 400) AS i;
CREATE VIEW rule AS SELECT a, b, p_percent(amount, 50, firm) AS p, p_percent_level(amount, 50, firm) AS p_level, p_percent_level(amount, 50, firm, waived) AS w_level, p_percent_level(amount, 50, firm, waived, 4) AS n_level,
	dominance(amount, 2, 35, firm) AS d, dominance_level(amount, 2, 35, firm) AS d_level, dominance_level(amount, 3, 37, firm, weight) AS weighted_level, few_contributors(firm) AS f, few_contributors(amount, 5, firm) AS f_5
	FROM part GROUP BY CUBE (a, b);
CREATE VIEW plain AS
	WITH holding AS (SELECT a, b, firm, sum(amount) AS x, sum(amount * weight) AS weighted, bool_and(waived) AS waived FROM part GROUP BY GROUPING SETS ((a, b, firm), (a, firm), (b, firm), (firm))),
	-- by size, the one in question first
	ranked AS (SELECT *, row_number() OVER (PARTITION BY a, b ORDER BY x DESC, firm) AS place, row_number() OVER (PARTITION BY a, b ORDER BY waived, x DESC, firm) AS free FROM holding),
	other AS (SELECT *, row_number() OVER (PARTITION BY a, b ORDER BY free <> 1 DESC, x DESC) AS other FROM ranked)
	SELECT a, b, sum(x) AS total, sum(weighted) AS weighted, count(*) AS firms,
		max(x) AS x1, sum(x) FILTER (WHERE place <= 2) AS x2, sum(x) FILTER (WHERE place <= 3) AS x3,
		sum(x) FILTER (WHERE free = 1 AND NOT waived) AS xs, sum(x) FILTER (WHERE free <> 1 AND other <= 1) AS xr, sum(x) FILTER (WHERE free <> 1 AND other <= 3) AS xr3
	FROM other GROUP BY a, b;
CREATE FUNCTION pg_temp.level(u numeric) RETURNS numeric LANGUAGE sql AS 'SELECT CASE WHEN u > 0 THEN round(u, 8) END';
CREATE FUNCTION pg_temp.differences() RETURNS TABLE (cells bigint, sensitive text, different bigint) LANGUAGE sql AS $$
	SELECT count(*), format('%s %s %s %s %s %s %s', count(p_level), count(w_level), count(n_level), count(d_level), count(weighted_level), count(*) FILTER (WHERE f), count(*) FILTER (WHERE f_5)),
		count(*) FILTER (WHERE (p, round(p_level, 8), round(w_level, 8), round(n_level, 8), d, round(d_level, 8), round(weighted_level, 8), f, f_5) IS DISTINCT FROM
			(total - x2 < 0.50 * x1, pg_temp.level(0.50 * x1 - (total - x2)), pg_temp.level(0.50 * xs - (total - xs - coalesce(xr, 0))), pg_temp.level(0.50 * xs - (total - xs - coalesce(xr3, 0))),
			x2 > 0.35 * total, pg_temp.level(x2 / 0.35 - total), pg_temp.level(x3 / 0.37 - plain.weighted), firms < 3, firms < 5))
	FROM rule JOIN plain ON (rule.a, rule.b) IS NOT DISTINCT FROM (plain.a, plain.b)
$$;
SELECT * FROM pg_temp.differences();
-- in parallel the same: each worker has a part of every contributor
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET max_parallel_workers_per_gather = 2; SET parallel_leader_participation = off;
CREATE TABLE often AS SELECT part.* FROM part, generate_series(1, 50);
ALTER TABLE often SET (parallel_workers = 2);
CREATE VIEW by_cell AS SELECT a, b, p_percent_level(amount, 50, firm, waived) AS p, dominance_level(amount, 3, 37, firm, weight) AS d, few_contributors(firm) AS f, few_contributors(amount, 5, firm) AS n FROM often GROUP BY a, b;
SELECT pg_temp.plan('TABLE by_cell') ~ 'Gather' AS gather, pg_temp.plan('TABLE by_cell', 'Partial Mode') AS aggregates;
CREATE TABLE parallel AS TABLE by_cell;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET max_parallel_workers_per_gather; RESET parallel_leader_participation;
SELECT count(*), count(*) FILTER (WHERE one IS DISTINCT FROM many) AS different, count(one.p) AS p, count(one.d) AS d, count(*) FILTER (WHERE one.n) AS n FROM by_cell AS one FULL JOIN parallel AS many USING (a, b);
DROP VIEW rule, plain, by_cell;
DROP TABLE part, often, parallel;

-- memory is bounded
SET busetting.contributor_memory = 1;
SELECT p_percent(1, 10, i) FROM generate_series(1, 5000) AS i;
SELECT p_percent(1, 10, i) FROM generate_series(1, 100000) AS i;
SELECT p_percent(1, 10, i % 5000) FROM generate_series(1, 100000) AS i;
RESET busetting.contributor_memory;

-- whose a row is must be known, unless it has no amount
SELECT p_percent(x, 10, firm) FROM (VALUES (5, 'a'), (NULL, NULL)) AS t(x, firm);
SELECT p_percent(x, 10, firm) FROM (VALUES (5, 'a'), (3, NULL)) AS t(x, firm);
SELECT dominance(x, 1, 75, firm) FROM (VALUES (5, 'a'), (3, NULL)) AS t(x, firm);
SELECT few_contributors(firm) FROM (VALUES ('a'), (NULL)) AS t(firm);
SELECT few_contributors(firm) FILTER (WHERE firm IS NOT NULL) FROM (VALUES ('a'), (NULL)) AS t(firm);
-- what is no rule, no amount, no weight; amounts are not shown
SELECT p_percent(5, 0, 'a'::text);
SELECT p_percent(5, 100, 'a'::text);
SELECT p_percent(5, NULL, 'a'::text);
SELECT p_percent(5, 'NaN', 'a'::text);
SELECT p_percent(5, 10, 'a'::text, false, 1);
SELECT p_percent(5, 10, 'a'::text, false, NULL);
SELECT dominance(5, 0, 75, 'a'::text);
SELECT dominance(5, NULL, 75, 'a'::text);
SELECT few_contributors(5, 0, 'a'::text);
SELECT few_contributors(5, NULL, 'a'::text);
SELECT p_percent(-5, 10, 'a'::text);
SELECT p_percent('NaN', 10, 'a'::text);
SELECT dominance(5, 1, 75, 'a'::text, 0);
SELECT dominance(5, 1, 75, 'a'::text, NULL);
SELECT dominance(5, 1, 75, 'a'::text, 'NaN');
SELECT p_percent(x, p, firm) FROM (VALUES (5, 10, 'a'), (3, 15, 'b')) AS t(x, p, firm);
SELECT p_percent(x, p, firm) FROM (VALUES (5, 10, 'a'), (3, 10.00, 'b')) AS t(x, p, firm);
SELECT dominance(x, n, 75, firm) FROM (VALUES (5, 1, 'a'), (3, 2, 'b')) AS t(x, n, firm);
SELECT few_contributors(1, n, firm) FROM (VALUES (1, 'a'), (2, 'b')) AS t(n, firm);
SELECT p_percent(1, 10, '(1,1)'::point);
SELECT p_percent(1, 10, ROW(1, 2));
