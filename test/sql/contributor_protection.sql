-- Contributors as readers: what one knows of his own, in every cell, must not give away what another has.
\set VERBOSITY default
\set SHOW_CONTEXT never
CREATE TEMPORARY TABLE part (cell text, firm text, amount bigint);
CREATE TEMPORARY VIEW whole AS SELECT cell, sum(amount)::bigint AS amount FROM part GROUP BY cell UNION ALL SELECT 'T', sum(amount)::bigint FROM part;
CREATE FUNCTION pg_temp.pattern(arguments text DEFAULT 'amount => 10') RETURNS TABLE (cell text, status text, conf_status text, feasible busetting.suppressed_bigint)
	LANGUAGE plpgsql SET search_path = pg_catalog, busetting, pg_temp AS $$
BEGIN
	RETURN QUERY EXECUTE format($query$SELECT cell, status, conf_status, feasible FROM protect('TABLE pg_temp.whole', $sums$SELECT 's', 'T', cell FROM pg_temp.whole WHERE cell <> 'T'$sums$,
		threshold => NULL, level => 'contributor', contributors => 'TABLE pg_temp.part', %s) ORDER BY cell$query$, arguments);
END
$$;

-- A union that nobody publishes: A and B are hidden and C and T published, so A + B = 58.  Y has 2 of it, so X has at
-- most 56, and has 55.  C must go too.
INSERT INTO part VALUES ('A', 'X', 30), ('A', 'Z', 1), ('B', 'X', 25), ('B', 'Y', 2), ('C', 'a', 10), ('C', 'b', 9), ('C', 'c', 8), ('C', 'd', 8), ('C', 'e', 8);
SELECT * FROM pg_temp.pattern();
-- against outsiders A and B would do
SELECT cell, status FROM busetting.protect('SELECT *, amount < 40 AS sensitive FROM whole', $$VALUES ('s', 'T', 'A'), ('s', 'T', 'B'), ('s', 'T', 'C')$$, threshold => NULL) ORDER BY cell;
-- with waivers of X, Y and Z nothing of theirs needs protection
SELECT cell, status FROM busetting.protect('TABLE whole', $$VALUES ('s', 'T', 'A'), ('s', 'T', 'B'), ('s', 'T', 'C')$$, threshold => NULL, level => 'contributor', amount => 10,
	contributors => $$SELECT *, firm IN ('X', 'Y', 'Z') AS waived FROM part$$) ORDER BY cell;

-- B is in two cells: with Rest published A has at most 2730 - 677 - 216 = 1837, 6.5 percent more than 1725
TRUNCATE part;
INSERT INTO part VALUES ('Agri', 'A', 1725), ('Agri', 'B', 677), ('Gov', 'B', 216), ('Gov', 'C', 65), ('Gov', 'D', 47), ('Rest', 'a', 400), ('Rest', 'b', 400), ('Rest', 'c', 400), ('Rest', 'd', 400), ('Rest', 'e', 293);
SELECT * FROM pg_temp.pattern();

-- who is alone in a and b computes c = 1000 - 100 - 200 - 400 unless d goes too; three others do not
TRUNCATE part;
INSERT INTO part VALUES ('a', 'P', 100), ('b', 'P', 200), ('c', 'Q', 300);
INSERT INTO part SELECT 'd', 'd' || i, 50 FROM generate_series(1, 8) AS i;
SELECT * FROM pg_temp.pattern();
UPDATE part SET firm = cell WHERE cell <> 'd';
SELECT * FROM pg_temp.pattern();

-- one enterprise with 700 and 200, others 60, 40, 10: by enterprise 50 are left of 1010, and 10 percent of 900 is 90
TRUNCATE part;
INSERT INTO part VALUES ('a', 'E', 700), ('a', 'E', 200), ('a', 'f', 60), ('a', 'g', 40), ('a', 'h', 10), ('b', 'i', 400), ('b', 'j', 300), ('b', 'k', 300), ('c', 'l', 70), ('c', 'm', 70), ('c', 'n', 60);
SELECT * FROM pg_temp.pattern();

-- zeros with a contributor
TRUNCATE part;
INSERT INTO part VALUES ('A', 'P', 0), ('B', 'a', 10), ('B', 'b', 10), ('B', 'c', 10), ('B', 'd', 10), ('C', 'e', 20), ('C', 'f', 20), ('C', 'g', 20);
SELECT cell, status, feasible FROM busetting.protect($$SELECT *, cell LIKE 'A%' AS sensitive FROM whole UNION ALL SELECT 'A1', 0, true$$,
	$$VALUES ('s', 'T', 'A'), ('s', 'T', 'B'), ('s', 'T', 'C'), ('a', 'A', 'A1')$$, threshold => NULL, level => 'contributor', amount => 10, contributors => 'TABLE part') ORDER BY cell;

-- who is alone in A with nothing knows that it is zero, so of B and A he knows B: C goes too
SELECT cell, status, feasible FROM busetting.protect($$SELECT *, cell IN ('A', 'B') AS sensitive FROM whole$$,
	$$VALUES ('s', 'T', 'A'), ('s', 'T', 'B'), ('s', 'T', 'C')$$, threshold => NULL, level => 'contributor', amount => 10, contributors => 'TABLE part') ORDER BY cell;
-- by their numbers alone: of A and its part A1, one contributor is in both
SELECT cell, status, feasible FROM busetting.protect($$SELECT * FROM (VALUES ('T', 100, 9, false), ('A', 0, 1, true), ('B', 40, 5, false), ('C', 60, 5, false), ('A1', 0, 1, true)) AS t (cell, n, contributors, sensitive)$$,
	$$VALUES ('s', 'T', 'A'), ('s', 'T', 'B'), ('s', 'T', 'C'), ('a', 'A', 'A1')$$, threshold => NULL, singles => true);
-- zeros in a circle
SELECT cell, status, feasible FROM busetting.protect($$VALUES ('T', 501), ('a', 1), ('c', 500), ('x', 0), ('y', 0)$$, $$VALUES ('S', 'T', 'a'), ('S', 'T', 'x'), ('S', 'T', 'c'), ('xy', 'x', 'y'), ('yx', 'y', 'x')$$,
	zeros => 'hidden', level => 'contributor', amount => 10, contributors => $$VALUES ('a', 'P', 1), ('c', 'Q', 200), ('c', 'R', 200), ('c', 'S', 100)$$) ORDER BY cell;

-- coalitions: against one reader a is safe, as 30 of 100 are left without the largest two; B and C together know what A has
TRUNCATE part;
INSERT INTO part VALUES ('a', 'A', 40), ('a', 'B', 30), ('a', 'C', 30), ('b', 'D', 30), ('b', 'E', 30), ('b', 'F', 30), ('b', 'G', 30), ('c', 'H', 50), ('c', 'I', 50), ('c', 'J', 50), ('c', 'K', 50);
SELECT cell, status FROM pg_temp.pattern();
SELECT cell, status FROM pg_temp.pattern('amount => 10, coalition => 2');

-- a cube: cells by their columns, margins from their parts
CREATE TEMPORARY TABLE fact AS SELECT chr(97 + i % 3) AS region, chr(120 + i % 2) AS kind, 'f' || i * i % 7 AS firm, (i * i * i % 97 + 1)::bigint AS amount FROM generate_series(1, 40) AS i;
SET client_min_messages = warning;
SELECT cell, status, conf_status FROM busetting.protect_cube('SELECT region, kind, sum(amount)::bigint AS amount FROM fact GROUP BY CUBE (region, kind)', threshold => NULL,
	level => 'contributor', amount => 60, contributors => 'SELECT region, kind, firm, amount FROM fact') WHERE status <> 'free' ORDER BY cell::text;
-- the same with the rows of all cells
SELECT count(*), count(*) FILTER (WHERE status <> 'free') AS hidden FROM busetting.protect_cube('SELECT region, kind, sum(amount)::bigint AS amount FROM fact GROUP BY CUBE (region, kind)', threshold => NULL,
	level => 'contributor', amount => 60, contributors => 'SELECT region, kind, firm, sum(amount)::bigint FROM fact GROUP BY firm, CUBE (region, kind)');
RESET client_min_messages;

-- what is refused; no amount is said
SELECT * FROM pg_temp.pattern('amount => NULL');
SELECT * FROM pg_temp.pattern('amount => 10, coalition => 0');
SELECT * FROM pg_temp.pattern('amount => 10, coalition => 9');
SELECT * FROM busetting.protect('TABLE whole', $$VALUES ('s', 'T', 'a')$$, level => 'contributor', amount => 10);
SELECT * FROM busetting.protect('TABLE whole', $$VALUES ('s', 'T', 'a')$$, contributors => 'TABLE part');
DELETE FROM part WHERE firm = 'K';
CREATE TEMPORARY TABLE other AS TABLE part;
CREATE FUNCTION pg_temp.with_contributors(query text) RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*) FROM busetting.protect('TABLE pg_temp.whole', 'SELECT ''s'', ''T'', cell FROM pg_temp.whole WHERE cell <> ''T''', threshold => NULL, level => 'contributor', amount => 10, contributors => query)
$$;
SELECT pg_temp.with_contributors($$SELECT * FROM pg_temp.other WHERE firm <> 'A'$$);
SELECT pg_temp.with_contributors($$SELECT cell || 'x', firm, amount FROM pg_temp.other$$);
SELECT pg_temp.with_contributors($$SELECT cell, nullif(firm, 'A'), amount FROM pg_temp.other$$);
SELECT pg_temp.with_contributors($$SELECT cell, firm, -amount FROM pg_temp.other$$);
SELECT pg_temp.with_contributors($$SELECT cell, firm, amount, amount AS waived FROM pg_temp.other$$);
SELECT pg_temp.with_contributors($$SELECT cell, firm FROM pg_temp.other$$);
-- nothing else may be hidden
SELECT * FROM busetting.protect('SELECT *, cell <> ''a'' AS publish FROM whole', $$SELECT 's', 'T', cell FROM whole WHERE cell <> 'T'$$, threshold => NULL, level => 'contributor', amount => 10, coalition => 2, contributors => 'TABLE part');

-- a sample: the number of a cell is weighted, what contributors have is not.  Of a, which is 60 + 2 * 30 = 120, F knows 90 but for G's
-- share of the 30 that others stand for: it is safe; b is 50 of one who stands for himself alone; c is 3 * 10 = 30 of one
CREATE TEMPORARY TABLE sample (cell text, firm text, amount numeric, weight numeric);
INSERT INTO sample VALUES ('a', 'F', 60, 1), ('a', 'G', 30, 2), ('b', 'H', 50, 1), ('c', 'I', 10, 3), ('d', 'J', 20, 2.5), ('d', 'K', 20, 2.5), ('d', 'L', 20, 2.5);
CREATE TEMPORARY VIEW weighted AS SELECT coalesce(cell, 'T') AS cell, sum(amount * weight) AS n FROM sample GROUP BY ROLLUP (cell);
CREATE FUNCTION pg_temp.sampled(contributors text DEFAULT 'TABLE sample', cells text DEFAULT 'TABLE weighted') RETURNS TABLE (cell text, status text, feasible numrange)
	LANGUAGE sql AS $$
	SELECT cell, status, feasible FROM busetting.protect_amounts(cells, $sums$VALUES ('s', 'T', 'a'), ('s', 'T', 'b'), ('s', 'T', 'c'), ('s', 'T', 'd')$sums$, 0,
		level => 'contributor', amount => 10, contributors => contributors) ORDER BY cell
$$;
SELECT * FROM pg_temp.sampled();
-- where the weights are public, weighted amounts are what others know of: a and c are sensitive, too
SELECT * FROM pg_temp.sampled('SELECT cell, firm, amount * weight FROM sample');
-- the number may be rounded: 0.4 * 1.25 is 0.5, and 2 * 1.25 is 2.5, or 3
SELECT cell, status FROM busetting.protect_amounts($$VALUES ('T', 4.5), ('a', 0.5), ('b', 4.0)$$, $$VALUES ('s', 'T', 'a'), ('s', 'T', 'b')$$, 1, level => 'contributor', amount => 10,
	contributors => $$SELECT * FROM (VALUES ('a', 'x', 0.4, false, 1.25), ('b', 'x', 1.0, true, 4)) AS t (cell, firm, amount, waived, weight)$$) ORDER BY cell;
SELECT cell, status FROM busetting.protect($$VALUES ('T', 13), ('a', 3), ('b', 10)$$, $$VALUES ('s', 'T', 'a'), ('s', 'T', 'b')$$, threshold => NULL, level => 'contributor', amount => 10,
	contributors => $$SELECT * FROM (VALUES ('a', 'x', 2, 1.25), ('b', 'y', 10, 1)) AS t (cell, firm, amount, weight)$$) ORDER BY cell;
-- rounded figures: of each cell its contributors are given, and the sum holds to within its tolerance
SELECT cell, status, feasible FROM busetting.protect_amounts($$VALUES ('T', 9.9), ('a', 1.2), ('b', 1.5), ('c', 7.3)$$, $$VALUES ('s', 'T', 'a', 0.2), ('s', 'T', 'b', 0.2), ('s', 'T', 'c', 0.2)$$, 1,
	level => 'contributor', amount => 10, contributors => $$VALUES ('T', 'x', 1.1), ('T', 'y', 1.5), ('T', 'z', 2.3), ('T', 'w', 2.5), ('T', 'v', 2.5),
		('a', 'x', 1.2), ('b', 'y', 1.5), ('c', 'z', 2.3), ('c', 'w', 2.5), ('c', 'v', 2.5)$$) ORDER BY cell;
-- what is refused
SELECT * FROM pg_temp.sampled($$SELECT * FROM sample WHERE firm <> 'H'$$);
SELECT * FROM pg_temp.sampled($$SELECT * FROM sample WHERE firm <> 'G'$$);
SELECT * FROM pg_temp.sampled('SELECT cell, firm, amount, weight - 0.5 AS weight FROM sample');
SELECT * FROM pg_temp.sampled('SELECT cell, firm, amount, ''NaN''::numeric AS weight FROM sample');
SELECT * FROM pg_temp.sampled('SELECT cell, firm, amount, weight * 1e14 AS weight FROM sample');
SELECT * FROM pg_temp.sampled('SELECT cell, firm, amount, nullif(weight, 2) AS weight FROM sample');
SELECT * FROM pg_temp.sampled('SELECT cell, firm, amount, weight::text AS weight FROM sample');
SELECT * FROM pg_temp.sampled('SELECT cell, firm, amount, 1 AS weight FROM sample');
SELECT * FROM pg_temp.sampled('SELECT cell, firm, -amount, weight FROM sample');

-- of 92 contributors there are 2,672,670 coalitions of four against one: too many, and the result says how many were not looked at
TRUNCATE part;
INSERT INTO part SELECT 'a', i, CASE i WHEN 1 THEN 1000 ELSE 1 END FROM generate_series(1, 92) AS i;
INSERT INTO part SELECT c, i, 20 FROM unnest('{b,c}'::text[]) AS c, generate_series(1, 92) AS i;
SELECT * FROM pg_temp.pattern('amount => 10, coalition => 4');
SELECT secondary_cells, attacks_left_out FROM busetting.protection_summary();
SELECT cell, status FROM pg_temp.pattern('amount => 10, coalition => 2');
SELECT secondary_cells, attacks_left_out FROM busetting.protection_summary();
