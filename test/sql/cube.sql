-- Which columns of a cube are codes, which is counted, and which sums tie its rows.
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- two measures: either could be the value; the one that is named is, the other is no code
CREATE TEMPORARY TABLE stay (region text, age text, n int, beds int);
INSERT INTO stay VALUES ('N', '0', 3, 40), ('N', '1', 20, 41), ('S', '0', 30, 42), ('S', '1', 40, 43);
CREATE TEMPORARY VIEW stay_cube AS SELECT region, age, sum(beds) AS beds, sum(n) AS n FROM stay GROUP BY CUBE (region, age);
SELECT * FROM protect_cube('TABLE pg_temp.stay_cube', threshold => 10);
SELECT * FROM protect_cube('SELECT n, beds, age, region FROM pg_temp.stay_cube', threshold => 10);
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube');
SELECT cell, status FROM protect_cube('TABLE pg_temp.stay_cube', threshold => 10, value => 'n') WHERE status <> 'free' ORDER BY cell;
SELECT cell, status FROM protect_cube('SELECT n, age, region FROM pg_temp.stay_cube', threshold => 10) WHERE status <> 'free' ORDER BY cell;
SELECT cell, status FROM protect_cube('TABLE pg_temp.stay_cube', threshold => 10, value => 'beds') WHERE status <> 'free';
-- measures of whatever kind: an average, one that is null where nothing is, one that is hidden
SELECT * FROM protect_cube('SELECT region, age, avg(beds), sum(n) AS n FROM pg_temp.stay GROUP BY CUBE (region, age)');
SELECT * FROM protect_cube('SELECT region, age, avg(beds)::float8, sum(n) AS n FROM pg_temp.stay GROUP BY CUBE (region, age)', value => 'avg');
SELECT * FROM protect_cube('SELECT region, age, sum(beds) FILTER (WHERE beds > 41) AS some_beds, sum(n) AS n FROM pg_temp.stay GROUP BY CUBE (region, age)');
SELECT count(*) FROM protect_cube('SELECT region, age, sum(beds) FILTER (WHERE beds > 41) AS some_beds, sum(n) AS n FROM pg_temp.stay GROUP BY CUBE (region, age)', value => 'n');
SELECT * FROM audit_cube($$SELECT region, age, ':' AS beds, sum(n)::busetting.suppressed_bigint AS n FROM pg_temp.stay GROUP BY CUBE (region, age)$$);
SELECT * FROM protect_cube('SELECT region, age, nullif(n, 23) AS n FROM pg_temp.stay_cube');
SELECT * FROM protect_cube('SELECT region, age, nullif(n, 23) AS n FROM pg_temp.stay_cube', value => 'n');
SELECT * FROM protect_cube('SELECT region, age, nullif(n, 23) AS n, beds FROM pg_temp.stay_cube');
-- a mark that is no column of protection's, a name where there is no code, GROUPING itself
SELECT * FROM protect_cube('SELECT *, n > 20 AS sensitiv FROM pg_temp.stay_cube', value => 'n');
SELECT * FROM protect_cube($$SELECT region, age, coalesce('region ' || region, 'all') AS name, n FROM pg_temp.stay_cube$$);
SELECT * FROM protect_cube('SELECT region, age, GROUPING(region) AS total, sum(n) AS n FROM pg_temp.stay GROUP BY CUBE (region, age)');
-- the name of a code that is null where the code is
SELECT cell, status FROM protect_cube($$SELECT region, 'region ' || region AS name, age, n FROM pg_temp.stay_cube$$, threshold => 10) WHERE status <> 'free' ORDER BY cell;
-- codes without totals: they are needed to tell rows apart
CREATE TEMPORARY TABLE by_year (year int, region text, n int, beds int);
INSERT INTO by_year VALUES (2020, 'a', 3, 1), (2020, 'b', 9, 2), (2020, 'c', 12, 3), (2021, 'a', 11, 4), (2021, 'b', 20, 5), (2021, 'c', 1, 6);
CREATE TEMPORARY VIEW year_cube AS SELECT year, 'the year ' || year AS name, region, sum(n) AS n, sum(beds) AS beds FROM by_year GROUP BY year, ROLLUP (region);
SELECT * FROM protect_cube('SELECT year, region, n FROM pg_temp.year_cube');
SELECT cell, status FROM protect_cube('SELECT year::text || ''/'' AS year, region, n FROM pg_temp.year_cube') WHERE status <> 'free' ORDER BY cell;
SELECT cell, status FROM protect_cube('SELECT year, name, region, n FROM pg_temp.year_cube', value => 'n') WHERE status <> 'free' ORDER BY cell;
-- by chance the beds would tell rows apart, too
SELECT cell, status FROM protect_cube('TABLE pg_temp.year_cube', value => 'n') WHERE status <> 'free' ORDER BY cell;
-- here the third column would do as well, but says more than the second, and so is no code
SELECT * FROM protect_cube($$VALUES ('a', 1, 1, 3), ('b', 1, 1, 4), (NULL, 1, 1, 7), ('a', 2, 2, 5), ('b', 2, 3, 6), (NULL, 2, 2, 11)$$, value => 'column4');

-- no sum in several rows is an error; in one row, or none, there is nothing to add
SELECT * FROM protect_cube('SELECT region, age, sum(n) AS n FROM pg_temp.stay GROUP BY region, age', value => 'n');
SELECT * FROM audit_cube($$VALUES ('a', ':'), ('b', '3')$$);
SELECT cell, status FROM protect_cube($$VALUES ('a', 3)$$);
SELECT cell, status FROM protect_cube($$VALUES (1, 3)$$);
SELECT cell, status FROM protect_cube($$VALUES (1, 3)$$, value => 'column2');
SELECT cell, feasible FROM audit_cube($$VALUES (NULL, '3..')$$);
SELECT * FROM protect_cube('SELECT region, age, n FROM pg_temp.stay_cube WHERE false');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube LIMIT 0', '{region > age}', value => 'n');

-- value and names: none such, twice, one that protection knows
SELECT * FROM protect_cube('TABLE pg_temp.stay_cube', value => 'bed');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', value => 'region');
SELECT * FROM audit_cube('SELECT region, age, n, n AS region FROM pg_temp.stay_cube', value => 'region');
SELECT * FROM audit_cube('SELECT region, age, n, n FROM pg_temp.stay_cube', value => 'n');
SELECT * FROM protect_cube('SELECT region, age, n AS cost, n AS cost FROM pg_temp.stay_cube', value => 'n');
SELECT cell, status FROM protect_cube('SELECT region, age, n AS cost FROM pg_temp.stay_cube', threshold => 10, value => 'cost') WHERE status <> 'free' ORDER BY cell;
SELECT * FROM protect_cube('SELECT true AS hide, n FROM pg_temp.stay_cube');
SELECT * FROM protect('SELECT 1, 2, 3 AS cost, 4 AS cost', 'VALUES (1, 1, 1)');
SELECT * FROM protect_cube($$SELECT now() AS a, 'x' AS b$$);

-- a null of the data beside a subtotal's
SELECT * FROM protect_cube($$SELECT nace, sum(n)::bigint FROM (VALUES (NULL, 3), ('a', 20), ('b', 9)) AS t (nace, n) GROUP BY ROLLUP (nace)$$);
SELECT * FROM audit_cube($$SELECT nace, ':'::text FROM (VALUES (NULL, 3), ('a', 20), ('b', 9)) AS t (nace, n) GROUP BY ROLLUP (nace)$$);
-- what the hint says helps
SELECT cell, status FROM protect_cube($$SELECT coalesce(nace::text, 'unknown') AS nace, sum(n) FROM (VALUES (NULL, 3), (1, 20), (2, 9)) AS t (nace, n) GROUP BY ROLLUP (1)$$) ORDER BY cell;
SELECT cell, status FROM protect_cube($$SELECT CASE WHEN GROUPING(nace) = 0 THEN coalesce(nace::text, 'unknown') END AS nace, sum(n) FROM (VALUES (NULL, 3), (1, 20), (2, 9)) AS t (nace, n) GROUP BY ROLLUP (nace)$$) ORDER BY cell;
-- in one of two columns, in both, in a hierarchy above and below, though all agree
SELECT * FROM protect_cube($$SELECT a, b, sum(n) AS n FROM (VALUES (NULL, 'x', 3), ('a', 'x', 20), ('b', 'y', 9)) AS t (a, b, n) GROUP BY CUBE (a, b)$$);
SELECT * FROM protect_cube($$SELECT a, b, sum(n) AS n FROM (VALUES (NULL, 'x', 3), ('a', NULL, 20), ('b', 'y', 9)) AS t (a, b, n) GROUP BY CUBE (a, b)$$);
SELECT * FROM protect_cube($$SELECT a, b, sum(n) AS n FROM (VALUES ('a', NULL, 3), ('a', 'x', 20), ('b', 'y', 9)) AS t (a, b, n) GROUP BY ROLLUP (a, b)$$, '{a > b}');
SELECT * FROM protect_cube($$SELECT a, b, sum(n) AS n FROM (VALUES (NULL, 'z', 3), ('a', 'x', 20), ('b', 'y', 9)) AS t (a, b, n) GROUP BY ROLLUP (a, b)$$, '{a > b}');
SELECT * FROM protect_cube($$SELECT a, b, sum(n) AS n FROM (VALUES (NULL, 'z', 3), ('a', 'x', 20), ('b', 'y', 9)) AS t (a, b, n) GROUP BY GROUPING SETS ((a, b), ())$$, '{a > b}');
SELECT * FROM protect_cube($$SELECT "the ""a""", sum(n) AS n FROM (VALUES (NULL, 9), ('a', 0)) AS t ("the ""a""", n) GROUP BY ROLLUP (1)$$);
-- a cell twice
SELECT * FROM protect_cube('TABLE pg_temp.stay_cube UNION ALL TABLE pg_temp.stay_cube', value => 'n');
SELECT count(*) FROM protect_cube('TABLE pg_temp.stay_cube UNION TABLE pg_temp.stay_cube', value => 'n');

-- a subtotal that is not there: its parts stand for it
SELECT cell, feasible, sharp FROM audit_cube($$VALUES ('A', 'a1', ':'), ('A', 'a2', ':'), ('A', NULL, '10'), ('B', 'b1', ':'), ('B', 'b2', ':'), (NULL, NULL, '..')$$, '{column1 > column2}');
SELECT cell, feasible, sharp FROM audit_cube($$VALUES ('A', 'a1', '4'), ('A', 'a2', ':'), ('A', NULL, '10'), ('B', 'b1', '2'), ('B', 'b2', ':'), (NULL, NULL, '15')$$, '{column1 > column2}');
-- numbers that hold are no contradiction, and those that do not are one
SELECT count(*) FROM audit_cube($$VALUES ('A', 'a1', '4'), ('A', 'a2', '6'), ('A', NULL, '10'), ('B', 'b1', '2'), ('B', 'b2', '3'), (NULL, NULL, '15')$$, '{column1 > column2}');
SELECT count(*) FROM audit_cube($$VALUES ('A', 'a1', '4'), ('A', 'a2', '6'), ('A', NULL, '10'), ('B', 'b1', '2'), ('B', 'b2', '3'), (NULL, NULL, '10')$$, '{column1 > column2}');
-- in protection too: B, 5 in all, is not published, but follows from the total and A
SELECT cell, status, feasible FROM protect_cube($$VALUES ('A', 'a1', 14), ('A', 'a2', 6), ('A', NULL, 20), ('B', 'b1', 2), ('B', 'b2', 13), (NULL, NULL, 35)$$, '{column1 > column2}');
-- a subtotal in two ways: B by sex and by age are the same, though B is not there
SELECT cell, feasible FROM audit_cube($$VALUES ('A', 'm', NULL, '4'), ('A', 'f', NULL, '6'), ('A', NULL, 'o', '3'), ('A', NULL, 'y', '7'), ('A', NULL, NULL, '10'),
	('B', 'm', NULL, '5'), ('B', 'f', NULL, '8'), ('B', NULL, 'o', '9'), ('B', NULL, 'y', '..'), (NULL, NULL, NULL, '..')$$);
-- levels missing at once: the country by counties and regions of which some are there
SELECT cell, feasible FROM audit_cube($$VALUES ('A', 'a1', 'x', '1'), ('A', 'a1', 'y', '2'), ('A', 'a2', 'z', '3'), ('A', 'a2', NULL, '3'), ('B', 'b1', 'w', '5'), ('B', NULL, NULL, '5'), (NULL, NULL, NULL, '..')$$,
	'{column1 > column2 > column3}');
-- parts that are not there: B's 5 are men or women of whom the table says nothing; so is what all men are
SELECT cell, feasible FROM audit_cube($$VALUES ('A', 'm', '4'), ('A', 'f', ':'), ('A', NULL, '10'), ('B', NULL, '5'), (NULL, 'm', ':'), (NULL, 'f', ':'), (NULL, NULL, ':')$$);
-- but where B is zero, all of its parts are
SELECT cell, feasible FROM audit_cube($$VALUES ('A', 'm', '4'), ('A', 'f', ':'), ('A', NULL, '10'), ('B', NULL, '0'), (NULL, 'm', ':'), (NULL, 'f', ':'), (NULL, NULL, ':')$$);
-- a place that is county and region in one is no more than it says: Oslo has no regions, the others' sums hold
SELECT cell, feasible FROM audit_cube($$VALUES ('A', 'a1', 'm', ':'), ('A', 'a2', 'm', '3'), ('A', 'a1', 'f', '2'), ('A', 'a2', 'f', '4'), ('A', NULL, 'm', '7'), ('A', NULL, 'f', '6'),
	('A', 'a1', NULL, '..'), ('A', 'a2', NULL, '7'), ('A', NULL, NULL, '13'), ('Oslo', NULL, 'm', '5'), ('Oslo', NULL, 'f', '..'), ('Oslo', NULL, NULL, '9'), (NULL, NULL, 'm', '..'), (NULL, NULL, 'f', '..'), (NULL, NULL, NULL, '..')$$, '{column1 > column2}');

-- a set of subtotals that is not there at all: the counties by sex and by age are the same
SELECT cell, feasible FROM audit_cube($$VALUES ('A', 'm', NULL, '4'), ('A', 'f', NULL, '6'), ('A', NULL, 'o', '3'), ('A', NULL, 'y', ':'), ('B', 'm', NULL, '5'), ('B', 'f', NULL, '8'), ('B', NULL, 'o', '9'), ('B', NULL, 'y', ':'), (NULL, NULL, NULL, '23')$$);
SELECT cell, status FROM protect_cube($$VALUES ('A', 'm', NULL, 40), ('A', 'f', NULL, 60), ('A', NULL, 'o', 97), ('A', NULL, 'y', 3), ('B', 'm', NULL, 50), ('B', 'f', NULL, 80), ('B', NULL, 'o', 70), ('B', NULL, 'y', 60), (NULL, NULL, NULL, 230)$$) WHERE status <> 'free' ORDER BY cell;

-- whatever subtotals are left out, the audit of those that stay finds no less than that of the whole table in which they are "..";
-- the true number of each hidden cell is feasible, and what protection hides holds against the reader of the whole
CREATE TEMPORARY TABLE whole (a text, b text, d text, n int);
CREATE TEMPORARY TABLE left_over (LIKE whole);
CREATE TEMPORARY TABLE protected (cell jsonb, status text, published suppressed_bigint, feasible suppressed_bigint);
CREATE FUNCTION pg_temp.check_left_over(rounds int, hierarchies text[], by_set bool, OUT most bool, OUT impossible int, OUT missed int, OUT disclosed int) LANGUAGE plpgsql SET client_min_messages = warning AS $f$
DECLARE
	tree bool := hierarchies <> '{}';
	rounds_done int := 0;
	key text := 'jsonb_strip_nulls(jsonb_build_object(''a'', a, ''b'', b, ''d'', d))';
	found record;
BEGIN
	impossible := 0; missed := 0; disclosed := 0;
	FOR i IN 1 .. rounds LOOP
		TRUNCATE whole, left_over, protected;
		INSERT INTO whole SELECT a, b, d, sum(n) FROM (SELECT chr(65 + b % 2) AS a, CASE WHEN tree THEN b::text ELSE (b / 2)::text END AS b, d::text AS d, abs(hashint4(i * 1000 + b * 10 + d)) % 12 AS n
			FROM generate_series(1, 2 + i % 4) AS b, generate_series(1, 1 + i % 3) AS d WHERE abs(hashint4(i * 1009 + b * 17 + d)) % 6 > 0) AS t
			GROUP BY CUBE (a, b, d) HAVING NOT (tree AND GROUPING(a) = 1 AND GROUPING(b) = 0);
		INSERT INTO left_over SELECT * FROM whole AS w WHERE NOT ((a IS NULL OR b IS NULL OR d IS NULL)
			AND hashtext(CASE WHEN by_set THEN concat_ws('|', a IS NULL, b IS NULL, d IS NULL) ELSE w::text END || i) % 3 = 0);
		BEGIN
			INSERT INTO protected SELECT cell, status, published, feasible FROM protect_cube('TABLE pg_temp.left_over', hierarchies, value => 'n');
			SELECT count(*) FILTER (WHERE NOT r.feasible @> w.n) AS impossible, count(*) FILTER (WHERE r.feasible <> p.feasible) AS missed, count(*) FILTER (WHERE r.disclosed) AS disclosed INTO found
				FROM audit_cube(format('SELECT a, b, d, coalesce(published, ''..'') AS v FROM pg_temp.whole LEFT JOIN pg_temp.protected ON cell = %s', key), hierarchies, value => 'v') AS r
				JOIN protected AS p USING (cell) JOIN whole AS w ON r.cell = jsonb_strip_nulls(jsonb_build_object('a', a, 'b', b, 'd', d)) WHERE p.status <> 'free';
			impossible := impossible + found.impossible; missed := missed + found.missed; disclosed := disclosed + found.disclosed;
			rounds_done := rounds_done + 1;
		EXCEPTION WHEN data_exception THEN
			-- of some nothing but cells is left
			IF SQLERRM !~ 'no sum was found|neither a code|cannot be protected' THEN RAISE; END IF;
		END;
	END LOOP;
	most := rounds_done > rounds / 2;
END
$f$;
SELECT * FROM pg_temp.check_left_over(60, '{a > b}', false);
SELECT * FROM pg_temp.check_left_over(60, '{a > b}', true);
SELECT * FROM pg_temp.check_left_over(60, '{}', false);
SELECT * FROM pg_temp.check_left_over(60, '{}', true);

-- hierarchies: names in quotes, unknown, in a circle, a child of two parents, the value
SELECT cell, status FROM protect_cube($$SELECT a AS "a > b", b AS " ""b", sum(n) AS n FROM (VALUES ('p', 'p1', 3), ('p', 'p2', 20), ('q', 'q1', 9)) AS t (a, b, n) GROUP BY ROLLUP (1, 2)$$, ARRAY['"a > b" > " ""b"']) WHERE status <> 'free' ORDER BY cell;
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{"\"region > age"}', value => 'n');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{"\"region\" age > n"}', value => 'n');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{region > > age}', value => 'n');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{region >}', value => 'n');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{""}', value => 'n');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{n > age}', value => 'n');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{Region > age}', value => 'n');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{region > age > region}', value => 'n');
SELECT * FROM audit_cube('TABLE pg_temp.stay_cube', '{region > age}', value => 'n');
-- a code and its number say each other
SELECT cell, status FROM protect_cube($$SELECT code, number, sum(n) AS n FROM (VALUES ('a', 1, 3), ('b', 2, 20), ('c', 3, 9)) AS t (code, number, n) GROUP BY GROUPING SETS ((code, number), (code), (number), ())$$, '{code > number, number > code}') ORDER BY cell;
-- a county by two ways that do not agree
SELECT * FROM audit_cube($$VALUES ('A', 'a', NULL, 1), ('B', NULL, 'b', 2), (NULL, 'a', 'b', 3)$$, '{column1 > column2, column1 > column3}');

-- codes of other types are equal as their types say: 1.0 and 1.00, and in a collation that ignores case
SELECT cell, status FROM protect_cube($$VALUES (1.0, 'a', 3), (1.00, 'b', 20), (1, NULL, 23), (2.5, 'a', 9), (2.50, 'b', 8), (2.500, NULL, 17), (NULL, 'a', 12), (NULL, 'b', 28), (NULL, NULL, 40)$$, value => 'column3') WHERE status <> 'free' ORDER BY cell;
CREATE COLLATION pg_temp.blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
SELECT cell, status FROM protect_cube($$SELECT a COLLATE pg_temp.blind AS a, b, n FROM (VALUES ('Æ', 'x', 3), ('æ', 'y', 20), ('æ', NULL, 23), ('b', 'x', 9), ('B', 'y', 8), ('b', NULL, 17), (NULL, 'x', 12), (NULL, 'y', 28), (NULL, NULL, 40)) AS t (a, b, n)$$) WHERE status <> 'free' ORDER BY cell;
SELECT * FROM protect_cube($$SELECT a COLLATE pg_temp.blind AS a, n FROM (VALUES ('b', 3), ('B', 20), (NULL, 23)) AS t (a, n)$$);
CREATE TYPE pg_temp.mood AS ENUM ('sad', 'ok');
SELECT cell, status FROM protect_cube($$SELECT d, b, m, i, sum(n) AS n FROM (VALUES ('2022-05-18'::date, true, 'ok'::pg_temp.mood, 7::smallint, 3), ('2022-05-25', true, 'ok', 7, 9), ('2022-05-18', false, 'sad', 7, 20)) AS t (d, b, m, i, n)
	GROUP BY ROLLUP (d, b, m, i)$$, '{}') WHERE status <> 'free' ORDER BY cell;
SET datestyle = german; SET timezone = 'Asia/Tokyo';
SELECT cell FROM audit_cube($$SELECT d, t, u, ':' FROM (VALUES (date '2022-05-18', timestamp '2022-05-18 12:30', timestamptz '2022-05-18 12:30+02'), ('infinity', '-infinity', '-infinity')) AS t (d, t, u) GROUP BY ROLLUP (d, t, u)$$) ORDER BY cell;
RESET datestyle; RESET timezone;
SELECT cell, status FROM protect_cube($$SELECT k, sum(n) AS n FROM (VALUES (9223372036854775807, 3), (-1, 20), (0, 9)) AS t (k, n) GROUP BY ROLLUP (k)$$) ORDER BY cell;

-- names tell codes apart that hold what names are made of
SELECT * FROM protect_cube($$SELECT a, b, n, a IS NOT NULL OR b IS NOT NULL AS publish FROM (VALUES ('p, b=q', 'r', 3), ('p', 'q, b=r', 4), ('', ' "', 2), (NULL, NULL, 9)) AS t (a, b, n)$$, '{}');

-- a domain is read as what it is of
CREATE DOMAIN pg_temp.count_domain AS int CHECK (VALUE >= 0);
CREATE DOMAIN pg_temp.wider_domain AS pg_temp.count_domain;
CREATE DOMAIN pg_temp.hidden_domain AS suppressed_int(0, 4);
CREATE DOMAIN pg_temp.code_domain AS numeric(4, 2);
CREATE DOMAIN pg_temp.yes_domain AS boolean;
CREATE TEMP TABLE typed (place pg_temp.code_domain, n pg_temp.wider_domain, beds pg_temp.count_domain, hidden pg_temp.hidden_domain, sensitive pg_temp.yes_domain);
INSERT INTO typed VALUES (1.0, 3, 40, 3, true), (2.00, 20, 41, 20, false), (3, 9, 42, 9, false), (NULL, 32, 123, 32, false);
SELECT cell, status, feasible FROM protect_cube('SELECT place, n, sensitive FROM pg_temp.typed', threshold => NULL);
SELECT * FROM protect_cube('SELECT place, n, beds FROM pg_temp.typed');
SELECT cell, published, feasible FROM audit_cube('SELECT place, hidden FROM pg_temp.typed');
SELECT cell, published, feasible FROM audit('SELECT coalesce(place, 0)::pg_temp.code_domain, hidden FROM pg_temp.typed', 'SELECT ''all''::name, 0.00, place FROM pg_temp.typed WHERE place IS NOT NULL');
