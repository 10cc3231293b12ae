-- What can be worked out of hidden cells.
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- a sum: what the others leave
SELECT * FROM audit(
	$$VALUES ('all', '10'), ('a', '3'), ('b', '0..4'), ('c', ':')$$,
	$$VALUES ('s', 'all', 'a'), ('s', 'all', 'b'), ('s', 'all', 'c')$$, 5);

-- one hidden cell is no secret
SELECT cell, feasible, disclosed FROM audit(
	$$VALUES ('all', '10'), ('a', '3'), ('b', ':')$$, $$VALUES ('s', 'all', 'a'), ('s', 'all', 'b')$$);

-- two hidden cells in a sum, four in a square: 7 = a + b, 6 = a + c, 8 = c + d
CREATE TEMPORARY TABLE square_cell (cell int, value suppressed_bigint);
INSERT INTO square_cell VALUES (1, ':'), (2, ':'), (3, ':'), (4, ':'), (10, 7), (11, 8), (20, 6), (21, 9);
CREATE TEMPORARY TABLE square_sum (sum int, total int, part int);
INSERT INTO square_sum VALUES (1, 10, 1), (1, 10, 2), (2, 11, 3), (2, 11, 4), (3, 20, 1), (3, 20, 3), (4, 21, 2), (4, 21, 4);
SELECT * FROM audit('TABLE square_cell', 'TABLE square_sum', 5);
-- known beforehand to be 1..5, the same square gives more away: b = 7 - a, d = 2 + a <= 5, so a is 2 or 3
SELECT cell, published, feasible, width FROM audit(
	$$SELECT cell, CASE WHEN cell < 10 THEN '1..5' ELSE value END FROM square_cell$$, 'TABLE square_sum');

-- a tree: what is hidden above and below
SELECT cell, feasible, sharp FROM audit(
	$$VALUES ('all', '20'), ('north', '..'), ('south', '0..9'), ('n1', '0..4'), ('n2', '10'), ('s1', '4..'), ('s2', ':')$$,
	$$VALUES ('all', 'all', 'north'), ('all', 'all', 'south'), ('north', 'north', 'n1'), ('north', 'north', 'n2'),
		('south', 'south', 's1'), ('south', 'south', 's2')$$);

-- a key is any text, and may be empty: in each place, and wherever it comes
SELECT cell, feasible FROM audit($$VALUES ('', ':'), ('0', '9'), ('all', '23'), ('b', '..')$$,
	$$VALUES ('', 'all', ''), ('', 'all', '0'), ('', 'all', 'b'), ('0', 'b', '0')$$);
SELECT cell, feasible FROM audit($$VALUES ('0', '9'), ('', '23'), ('b', ':')$$, $$VALUES ('0', '', '0'), ('0', '', 'b')$$);
SELECT * FROM audit($$VALUES ('', 1), ('0', 2), ('', 3)$$, $$VALUES ('', '0', '')$$);
SELECT * FROM audit($$VALUES ('', 1), ('0', 2)$$, $$VALUES ('', '0', '')$$);
SELECT * FROM audit($$VALUES (2, 1), (0, 1)$$, $$VALUES ('s', '0', '')$$);
-- sum(bigint) is numeric, and whole
SELECT count(*) FROM audit('SELECT 1, 13::numeric UNION ALL SELECT 2, 13.00 UNION ALL SELECT 3, -0.0', 'VALUES (1, 1, 2), (1, 1, 3)');
SELECT cell, feasible, sharp FROM audit($$SELECT 0, 20::numeric, NULL::numeric UNION ALL VALUES (1, 13.0, 15), (2, 5, 7.00)$$, 'VALUES (1, 0, 1, 1.0), (1, 0, 2, 1)');

-- nothing ties it, nothing bounds it
SELECT * FROM audit($$VALUES ('a', '..'), ('b', '5..'), ('c', '..5')$$, $$VALUES ('s', 'a', 'b'), ('s', 'a', 'c')$$, 5);

-- what comes twice: a = b, so all = 2 a, which an odd number never is; a = c and b = d, so all = 2 (a + b)
SELECT cell, feasible, disclosed FROM audit($$VALUES ('all', '8'), ('a', ':'), ('b', ':')$$, $$VALUES ('all', 'all', 'a'), ('all', 'all', 'b'), ('same', 'a', 'b')$$);
SELECT cell, feasible, disclosed FROM audit($$VALUES ('all', '9'), ('a', ':'), ('b', ':')$$, $$VALUES ('all', 'all', 'a'), ('all', 'all', 'b'), ('same', 'a', 'b')$$);
CREATE TEMPORARY TABLE twice (cell text, value suppressed_bigint);
INSERT INTO twice VALUES ('all', 8), ('a', ':'), ('b', '1..'), ('c', ':'), ('d', ':');
\set twice_sums '$$VALUES (''all'', ''all'', ''a''), (''all'', ''all'', ''b''), (''all'', ''all'', ''c''), (''all'', ''all'', ''d''), (''1'', ''a'', ''c''), (''2'', ''b'', ''d'')$$'
SELECT cell, feasible, sharp FROM audit('TABLE twice', :twice_sums);
UPDATE twice SET value = 9 WHERE cell = 'all';
SELECT cell, feasible, sharp FROM audit('TABLE twice', :twice_sums);

-- Of five numbers in a circle two neighbours have one person at most.  Then 2 times all is at most 5, so that all cannot be 3,
-- while 2 are possible.  Where that holds of any two of them, all is 1, though two fifths each would make 2: only whole numbers say so.
CREATE FUNCTION pg_temp.pairs(n int, total text, neighbours bool) RETURNS TABLE (cell text, feasible suppressed_bigint, sharp bool) LANGUAGE plpgsql AS $f$
DECLARE
	pairs text := format('SELECT i, j FROM generate_series(1, %1$s) AS i, generate_series(i + 1, %1$s) AS j WHERE NOT %2$L OR j - i IN (1, %1$s - 1)', n, neighbours);
BEGIN
	RETURN QUERY SELECT a.cell, a.feasible, a.sharp FROM audit(
		format($$SELECT 'n' || i, ':' FROM generate_series(1, %s) AS i UNION ALL SELECT 'all', %L UNION ALL SELECT i || '+' || j, '0..1' FROM (%s) AS p$$, n, total, pairs),
		format($$SELECT 'all', 'all', 'n' || i FROM generate_series(1, %s) AS i UNION ALL SELECT i || '+' || j, i || '+' || j, 'n' || unnest(ARRAY[i, j]) FROM (%s) AS p$$, n, pairs)) AS a;
END
$f$;
SELECT * FROM pg_temp.pairs(5, '3', true);
SELECT feasible, sharp, count(*) FROM pg_temp.pairs(5, '2', true) GROUP BY 1, 2;
SELECT * FROM pg_temp.pairs(5, '2', false);
SELECT feasible, sharp, count(*) FROM pg_temp.pairs(5, '1', false) GROUP BY 1, 2;
-- a circle of 53, of which 27 are too many, takes 54 sums; 50 are named
SELECT * FROM pg_temp.pairs(53, '27', true);
-- and 750 of 1,501, in any of them: so large a program is the library's alone
SELECT feasible, sharp, count(*) FROM pg_temp.pairs(1501, '750', true) GROUP BY 1, 2;

-- each of 14 numbers is 0 or 2 times a power of 3: a total says which, though they can add up to 16,384 different ones
CREATE TEMPORARY TABLE power AS SELECT i, 2 * (3 ^ i)::int AS power, i IN (0, 2, 5, 8, 10, 11, 13) AS there FROM generate_series(0, 13) AS i;
SELECT count(*), bool_and(disclosed AND lower(feasible) = CASE WHEN there THEN power ELSE 0 END) AS disclosed
	FROM audit($$SELECT i, '0'::suppressed_bigint, power FROM power UNION ALL SELECT -1, sum(power) FILTER (WHERE there), NULL FROM power$$, 'SELECT 0, -1, i FROM power')
	JOIN power ON i::text = cell;
-- where the total is hidden, its bounds are the least and the greatest sum
SELECT feasible, (SELECT sum(power) FROM power), sharp FROM audit($$SELECT i, '0'::suppressed_bigint, power FROM power UNION ALL SELECT -1, ':', NULL$$, 'SELECT 0, -1, i FROM power') WHERE cell = '-1';

-- sums up to 2^62 can be audited, larger ones not
SELECT lower(feasible) = 2::numeric ^ 62 AS largest FROM audit($$SELECT i, '9007199254740992' FROM generate_series(1, 512) AS i UNION ALL SELECT 0, '..'$$, 'SELECT 0, 0, i FROM generate_series(1, 512) AS i');
SELECT lower(feasible) FROM audit($$SELECT i, '9007199254740992' FROM generate_series(1, 513) AS i UNION ALL SELECT 0, '..'$$, 'SELECT 0, 0, i FROM generate_series(1, 513) AS i');

-- two ways between the same sums: a + b = 3 + rest, so that all = 1 + a + b is at least 4
SELECT cell, feasible, sharp FROM audit(
	$$VALUES ('a', '0..2'), ('rest', ':'), ('b', '1..'), ('all', ':'), ('one', '1'), ('group', ':'), ('three', '3')$$,
	$$VALUES (2, 'group', 'a'), (2, 'group', 'b'), (3, 'group', 'three'), (3, 'group', 'rest'), (1, 'all', 'one'), (1, 'all', 'a'), (1, 'all', 'b')$$);
-- a table of three dimensions that comes down to the same: 30 is 4 and cell 8 more, 47 = 30 + 8
SELECT cell, feasible, sharp FROM audit(
	$$SELECT n - 1, v FROM unnest(string_to_array(': 1 : : : 0 : : : : : 2 1 : : : : 1 : : : 2 : : 2 : : 5 : 2 : : : : : : 2 : : : : 2 : 4 : : 3 :', ' ')) WITH ORDINALITY AS c(v, n)$$,
	$$SELECT n, split_part(s, '=', 1), unnest(string_to_array(split_part(s, '=', 2), '+')) FROM unnest(string_to_array(
		'18=0+6+12 19=1+7+13 20=2+8+14 21=3+9+15 22=4+10+16 23=5+11+17 24=0+2+4 25=1+3+5 26=6+8+10 27=7+9+11 28=12+14+16 29=13+15+17 '
		'30=18+20+22 31=19+21+23 32=0+1 33=2+3 34=4+5 35=24+25 36=6+7 37=8+9 38=10+11 39=26+27 40=12+13 41=14+15 42=16+17 43=28+29 '
		'44=18+19 45=20+21 46=22+23 47=30+31', ' ')) WITH ORDINALITY AS r(s, n)$$)
	WHERE feasible <> published AND is_suppressed(feasible) ORDER BY cell::int;

-- 2 x 2 x 2 cannot be had by sums alone: the eight cells move together
CREATE TEMPORARY TABLE cube AS
	SELECT x, y, z, sum(n) AS n FROM (VALUES ('a','c','e',1), ('a','c','f',4), ('a','d','e',3), ('a','d','f',2),
		('b','c','e',2), ('b','c','f',5), ('b','d','e',4), ('b','d','f',1)) AS t(x, y, z, n) GROUP BY CUBE (x, y, z);
SELECT * FROM audit_cube($$SELECT x, y, z, CASE WHEN x || y || z IS NULL THEN n::bigint::suppressed_bigint ELSE ':' END FROM cube$$) ORDER BY cell;

-- the remainder rule: a part is hidden if it or the rest is below 5.  18 May 2022, Vestland: of the
-- 300 settled with collective protection 254 are visible; Bergen has 51 settled, and 47..51 exceed 46
CREATE TEMPORARY TABLE vestland (name text, settled suppressed_bigint, settled_collective suppressed_bigint);
INSERT INTO vestland VALUES
	('Alver', 39, 31), ('Askvoll', 6, ':'), ('Askøy', 8, ':'), ('Austevoll', 12, 12), ('Bergen', 51, ':'),
	('Bjørnafjorden', 51, 38), ('Bømlo', 11, ':'), ('Eidfjord', 7, 7), ('Etne', '0..4', ':'), ('Fedje', '0..4', ':'),
	('Fjaler', '0..4', ':'), ('Gloppen', 12, ':'), ('Gulen', '0..4', ':'), ('Hyllestad', 5, 5), ('Høyanger', '0..4', ':'),
	('Kinn', 33, 28), ('Kvam', 16, ':'), ('Kvinnherad', 22, 22), ('Luster', 7, 7), ('Lærdal', 13, ':'),
	('Masfjorden', 7, 7), ('Osterøy', 13, ':'), ('Samnanger', '0..4', ':'), ('Sogndal', 7, ':'), ('Solund', '0..4', ':'),
	('Stad', 13, 13), ('Stord', 17, 11), ('Stryn', 11, 6), ('Sunnfjord', 14, 8), ('Sveio', 10, 10),
	('Tysnes', '0..4', ':'), ('Ullensvang', 71, 49), ('Ulvik', '0..4', ':'), ('Vaksdal', '0..4', ':'), ('Vik', '0..4', ':'),
	('Voss', '0..4', ':'), ('Øygarden', '0..4', ':'), ('Årdal', '0..4', ':');
CREATE FUNCTION pg_temp.vestland_cells(total bigint) RETURNS text LANGUAGE sql AS $$
	SELECT format('SELECT ''Vestland'', %s::busetting.suppressed_bigint, NULL::busetting.suppressed_bigint
		UNION ALL SELECT name,
			CASE WHEN settled_collective <> '':'' THEN settled_collective ELSE ''0..4'' END,
			CASE WHEN settled_collective = '':'' AND NOT is_suppressed(settled) THEN settled - ''0..4'' END
		FROM pg_temp.vestland', total) $$;
SELECT cell, published, feasible, sharp
	FROM audit(pg_temp.vestland_cells(300), $$SELECT 1, 'Vestland', name FROM pg_temp.vestland$$)
	WHERE published <> '0..4' ORDER BY cell COLLATE "C";
-- its siblings: were 262 published, 8 would be left, and 9..13, 12..16 are out too; 8..12 is 8
SELECT cell, published, feasible
	FROM audit(pg_temp.vestland_cells(262), $$SELECT 1, 'Vestland', name FROM pg_temp.vestland$$)
	WHERE published <> '0..4' ORDER BY cell COLLATE "C";
-- 60 left over two cells of 0..4 or 47..51 and one of 0..4: one of the two is high, neither can be 5..46
SELECT * FROM audit($$VALUES ('all', '60', NULL), ('a', '0..4', '47..51'), ('b', '0..4', '49..53'), ('c', '0..4', NULL)$$,
	$$VALUES (1, 'all', 'a'), (1, 'all', 'b'), (1, 'all', 'c')$$);
-- 51 left: a is not 0..4 any more when b cannot be high
SELECT cell, feasible, disclosed FROM audit($$VALUES ('all', '47', NULL), ('a', '0..4', '47..51'), ('b', '0..4', '49..53')$$,
	$$VALUES (1, 'all', 'a'), (1, 'all', 'b')$$);

-- the publication itself: of all its hidden cells its totals narrow Bergen's alone
\set ON_ERROR_ROLLBACK on
BEGIN;
ALTER TABLE publication ALTER COLUMN id RESTART; -- so that the ROLLBACK takes the numbers back too
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS presentation \gset
SELECT measure, count(*), count(*) FILTER (WHERE feasible = published) AS as_published, bool_and(sharp) AS sharp
	FROM audit_settlement(:presentation) GROUP BY measure ORDER BY measure;
SELECT * FROM audit_settlement(:presentation, 5) WHERE feasible <> published;
-- it is what audit makes of the cells above
SELECT count(*) FROM audit_settlement(:presentation) AS s
	JOIN audit(pg_temp.vestland_cells(300), $$SELECT 1, 'Vestland', name FROM pg_temp.vestland$$) AS a ON a.cell = s.name
	WHERE s.measure = 'settled_collective' AND a.feasible = s.feasible;
-- were the county's figure 350, 96 would be left, and Bergen could have 47..51
UPDATE settlement SET settled_collective = 350 WHERE publication = :presentation AND region = 46;
SELECT name, measure, feasible FROM audit_settlement(:presentation) WHERE feasible <> published OR name = 'Bergen';
-- 250 is less than the 254 that are visible: that sum is left out, which says nothing of the others
UPDATE settlement SET settled_collective = 250 WHERE publication = :presentation AND region = 46;
SELECT name, measure, kind, deviation FROM contradiction;
SELECT measure, count(*), count(*) FILTER (WHERE feasible = published) AS as_published FROM audit_settlement(:presentation) GROUP BY measure ORDER BY measure;
-- the end of the year: the county's 3058 is 17 below the most that its municipalities can have, 3075, so
-- no cell is more than 17 below its own most: 16 of the 20 hidden numbers are narrowed, 14 of them to within 4
\set year_end `cat test/data/imdi-vestland-2022-year-end.csv`
SELECT import_table(:'year_end' || E'\nVestland,4340,4411,3580,3058', 'IMDi', '2022-12-31', level => 'municipality') AS year_end \gset
SELECT name, published, feasible, large FROM audit_settlement(:year_end, 5) WHERE feasible <> published ORDER BY code;
SELECT count(*), count(*) FILTER (WHERE lower(feasible) = CASE WHEN upper(published) - 17 <= 4 THEN greatest(upper(published) - 17, 0) ELSE upper(published) - 4 END
	AND upper(feasible) = upper(published)) FROM audit_settlement(:year_end);
-- not of a publication that there is not
SELECT * FROM audit_settlement(-1);
ROLLBACK;

-- rounded to the nearest 5: without the tolerance a contradiction, with it an interval
SELECT cell, feasible FROM audit($$VALUES ('all', '30'), ('a', '10'), ('b', '15'), ('c', '0..4')$$,
	$$VALUES (1, 'all', 'a', 2), (1, 'all', 'b', 2), (1, 'all', 'c', 2)$$);
SELECT cell, feasible FROM audit($$VALUES ('all', '30'), ('a', '10'), ('b', '15'), ('c', '0..4')$$,
	$$VALUES (1, 'all', 'a'), (1, 'all', 'b'), (1, 'all', 'c')$$);
-- each row of a sum says the same of its tolerance, in any order; null is none, which is not zero beside a number
SELECT cell, feasible FROM audit($$VALUES ('t', '6'), ('a', ':'), ('b', '3')$$, $$VALUES ('s', 't', 'a', 0), ('s', 't', 'b', 3)$$);
SELECT cell, feasible FROM audit($$VALUES ('t', '6'), ('a', ':'), ('b', '3')$$, $$VALUES ('s', 't', 'b', 3), ('s', 't', 'a', 0)$$);
SELECT cell, feasible FROM audit($$VALUES ('t', '6'), ('a', ':'), ('b', '3')$$, $$VALUES ('s', 't', 'a', NULL), ('s', 't', 'b', 3)$$);
SELECT cell, feasible FROM audit($$VALUES ('t', '6'), ('a', ':'), ('b', '3')$$, $$VALUES ('s', 't', 'b', 0), ('s', 't', 'a', NULL)$$);
SELECT cell, feasible FROM audit($$VALUES ('t', '6'), ('a', ':'), ('b', '3')$$, $$VALUES ('s', 't', 'b', '0..3'), ('s', 't', 'a', '0..3')$$);
SELECT cell, feasible FROM audit($$VALUES ('t', '6'), ('a', ':'), ('b', '3')$$, $$VALUES ('s', 't', 'b', NULL::int), ('s', 't', 'a', NULL)$$);
-- a minimal set: the square's columns add up to 15, its rows to 16; other sums are not to blame
SELECT * FROM audit(
	$$SELECT cell, value FROM square_cell WHERE cell <> 11 UNION ALL VALUES (11, 9::busetting.suppressed_bigint), (50, 3), (51, ':')$$,
	$$SELECT sum::text, total, part FROM square_sum UNION ALL VALUES ('fine', 50, 51)$$);
-- in whole numbers: e1 and e2 make 2 (l1 + l3) = -5, which nothing bounds and nothing but their being odd contradicts
SELECT * FROM audit(
	$$VALUES ('l0', '-1'), ('l1', '..'), ('l2', '-2'), ('l3', '..'), ('s0', '-2'), ('s1', '..'), ('s2', '-12'), ('s3', '-24'), ('s4', '-8')$$,
	$$VALUES ('e0', 's0', 'l3'), ('e1', 's1', 's0'), ('e1', 's1', 'l1'), ('e1', 's1', 'l0'), ('e1', 's1', 'l3'), ('e1', 's1', 'l2'),
		('e2', 's2', 'l1'), ('e2', 's2', 'l2'), ('e2', 's2', 'l3'), ('e2', 's2', 's1'),
		('e3', 's3', 's1'), ('e3', 's3', 's0'), ('e3', 's3', 's2'), ('e3', 's3', 'l3'), ('e3', 's3', 'l1'), ('e4', 's4', 's1'), ('e4', 's4', 'l1')$$);
-- three times something: c = a + b + x, x = 5 + y, y = a + b, and c + a + b = 7 + z, z = 0 or 3 less than nothing: 3 (a + b) = 2 or -1
SELECT * FROM audit(
	$$VALUES ('a', '..', NULL), ('b', '..', NULL), ('c', '..', NULL), ('x', '..', NULL), ('y', '..', NULL), ('five', '5', NULL), ('seven', '7', NULL), ('z', '-3', '0'), ('w', '..', NULL)$$,
	$$VALUES (1, 'c', 'a'), (1, 'c', 'b'), (1, 'c', 'x'), (2, 'x', 'five'), (2, 'x', 'y'), (3, 'y', 'a'), (3, 'y', 'b'), (4, 'w', 'c'), (4, 'w', 'a'), (4, 'w', 'b'), (5, 'w', 'seven'), (5, 'w', 'z')$$);
-- each of 3,000 steps is one at most, and 3,001 are to be gone: all sums are needed, which it would take long to show
DO $do$
DECLARE
	detail text;
BEGIN
	PERFORM FROM audit(
		$$SELECT i, CASE i WHEN 0 THEN '0' WHEN 3000 THEN '3001' ELSE ':' END FROM generate_series(0, 3000) AS i UNION ALL SELECT -i, '0..1' FROM generate_series(1, 3000) AS i$$,
		$$SELECT i, i, p FROM generate_series(1, 3000) AS i, LATERAL (VALUES (i - 1), (-i)) AS p(p)$$);
EXCEPTION WHEN data_exception THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RAISE NOTICE '%', left(detail, 70);
END
$do$;

-- GROUPING SETS with two hierarchies over region: the published counts of d2, 1 to 4 hidden
CREATE TEMPORARY TABLE d2 (region text, county int, k_group int, main_income text, freq int);
\copy d2 FROM 'test/data/sdc/d2.csv' CSV HEADER
CREATE TEMPORARY TABLE published AS
	SELECT region, county, k_group, main_income,
		CASE WHEN sum(freq) BETWEEN 1 AND 4 THEN '1..4' ELSE sum(freq)::suppressed_bigint END AS value
	FROM d2 GROUP BY GROUPING SETS ((region, county, k_group), (county), (k_group), ()), CUBE (main_income);
SELECT * FROM audit_cube('TABLE published', '{county > region, k_group > region}', 5) ORDER BY cell;
-- each is the true count (a row of region and its county are tied by the hierarchy)
SELECT count(*), count(*) FILTER (WHERE feasible = n::suppressed_bigint)
	FROM audit_cube('TABLE published', '{county > region, k_group > region}') AS a
	JOIN LATERAL (SELECT sum(freq)::bigint AS n FROM d2
		WHERE region IS NOT DISTINCT FROM coalesce(a.cell->>'region', region)
			AND county::text = coalesce(a.cell->>'county', county::text)
			AND k_group::text = coalesce(a.cell->>'k_group', k_group::text)
			AND main_income = coalesce(a.cell->>'main_income', main_income)) AS t ON true;

-- the one-level case as a window function
SELECT county, value, total, narrowed(value, total) OVER (PARTITION BY county)
	FROM (VALUES (1, '0..4'::suppressed_bigint, '6'::suppressed_bigint), (1, ':', '6'), (1, 3, '6'),
		(2, '0..4', NULL), (3, '2..5', '4..7'), (3, NULL, '4..7'), (3, '1..9', '4..7')) AS t(county, value, total);
SELECT narrowed(value, total) OVER () FROM (VALUES ('0..4'::suppressed_bigint, '6'::suppressed_bigint), (3, NULL)) AS t(value, total);
SELECT narrowed(value, 9) OVER () FROM (VALUES ('0..4'::suppressed_bigint), (3)) AS t(value);
SELECT narrowed(value, value) OVER () FROM (VALUES ('0..4'::suppressed_bigint), (3)) AS t(value);
-- what no bigint can be is an error, never the nearest bigint; a bound beyond bigint on the far side says nothing
SELECT narrowed(v, t) OVER () FROM (VALUES ('5..'::suppressed_bigint, '9223372036854775806'::suppressed_bigint), ('-9223372036854775806', '9223372036854775806')) AS x (v, t);
SELECT narrowed(v, t) OVER () FROM (VALUES ('..'::suppressed_bigint, '-9223372036854775806'::suppressed_bigint), ('9223372036854775806', '-9223372036854775806')) AS x (v, t);
SELECT narrowed(v, t) OVER () FROM (VALUES ('0..5'::suppressed_bigint, '9223372036854775806'::suppressed_bigint), ('9223372036854775806..', '9223372036854775806'), ('9223372036854775806..', '9223372036854775806')) AS x (v, t);
SELECT v, narrowed(v, t) OVER (PARTITION BY t) FROM (VALUES ('..'::suppressed_bigint, '9223372036854775806'::suppressed_bigint), ('-1..0', '9223372036854775806'),
	('..', '..9223372036854775806'), ('-1', '..9223372036854775806'), ('-9223372036854775806..5', '-5'), ('0..9223372036854775806', '-5'), ('9223372036854775807', '9223372036854775807'), ('0..1', '9223372036854775807')) AS x (v, t);

-- whatever ends a query
SELECT cell, feasible FROM audit('VALUES (1, ''7''), (2, ''4''), (3, '':''); -- cells', '/* sums */ VALUES (1, 1, 2), (1, 1, 3) ;; -- all');
SELECT cell, feasible FROM audit_cube('VALUES (1, ''4''), (2, '':''), (NULL, ''7'') -- a cube');

-- what is not an audit's input
SELECT * FROM audit('SELECT 1', 'SELECT 1, 2, 3');
SELECT * FROM audit('SELECT 1, 2', 'SELECT 1, 2');
SELECT * FROM audit('SELECT 1, 2.5', 'SELECT 1, 2, 3');
SELECT * FROM audit('SELECT 1, 1e30', 'SELECT 1, 2, 3');
SELECT * FROM audit('SELECT 1, ''NaN''::numeric', 'SELECT 1, 2, 3');
SELECT * FROM audit('SELECT 1, 2.5::float8', 'SELECT 1, 2, 3');
SELECT * FROM audit('SELECT 1, NULL::int', 'SELECT 1, 1, 1');
SELECT * FROM audit(NULL, 'SELECT 1, 1, 1');
SELECT * FROM audit('DROP TABLE square_cell', 'SELECT 1, 1, 1');
SELECT * FROM audit('VALUES (1, 2), (1, 3)', 'SELECT 1, 1, 1');
SELECT * FROM audit('VALUES (1, 2), (2, 3)', 'SELECT 1, 1, 7');
SELECT * FROM audit('VALUES (1, 2), (2, 3)', 'VALUES (1, 1, 2), (1, 2, 1)');
SELECT * FROM audit('VALUES (1, 2), (2, 3)', 'VALUES (1, 1, 2), (1, 1, 2)');
SELECT * FROM audit('VALUES (1, 2), (2, 3)', 'VALUES (1, 1, 2, -1)');
SELECT * FROM audit('VALUES (1, 9007199254740993), (2, 3)', 'VALUES (1, 1, 2)');
-- which sums cannot hold is said in the words of the cube
SELECT * FROM audit_cube($$VALUES (1, '5..'::suppressed_bigint), (2, '3'), (NULL, '4')$$);
SELECT * FROM audit_cube($$VALUES (1, 1, ':'::suppressed_bigint), (1, 2, '3'), (1, NULL, '2'), (2, 1, '7'), (2, NULL, '7'), (NULL, 1, ':'), (NULL, 2, '3'), (NULL, NULL, ':')$$);
SELECT * FROM audit_cube('TABLE published', '{county > regio}');
SELECT * FROM audit_cube('TABLE published', '{region > county}');
SELECT * FROM audit_cube('SELECT region, county, value FROM published', '{county > region}');
SELECT * FROM audit_cube('SELECT region, NULL::int AS county, value FROM published WHERE main_income IS NULL AND region IS NOT NULL', '{county > region}');

SELECT * FROM audit_cube('TABLE published', '{NULL}');
SELECT * FROM audit_cube('TABLE published', '{region > region}');

-- columns that follow from others may be left out of a row: CUBE has every ROLLUP's cell twice, and says the same of both;
-- a total that is not there ties nothing
CREATE TEMPORARY TABLE small (county int, region int, sex text, n int);
INSERT INTO small VALUES (1, 11, 'm', 3), (1, 11, 'f', 7), (1, 12, 'm', 6), (1, 12, 'f', 2), (2, 21, 'm', 9), (2, 21, 'f', 8);
\set shown 'county, region, sex, CASE WHEN sum(n) < 5 THEN \':\' ELSE sum(n)::text END AS n FROM small'
CREATE TEMPORARY TABLE rolled AS SELECT :shown GROUP BY ROLLUP (county, region), ROLLUP (sex);
CREATE TEMPORARY TABLE cubed AS SELECT :shown GROUP BY CUBE (county, region), ROLLUP (sex);
SELECT cell, feasible FROM audit_cube('TABLE rolled', '{county > region}') ORDER BY cell;
SELECT cell, feasible FROM audit_cube('TABLE cubed', '{county > region}') ORDER BY cell;
SELECT cell, feasible FROM audit_cube('SELECT * FROM rolled WHERE sex IS NOT NULL OR region IS NULL', '{county > region}') ORDER BY cell;
SELECT cell, feasible FROM audit_cube('SELECT * FROM rolled WHERE sex IS NOT NULL AND (region, sex) IS DISTINCT FROM (NULL, ''m'')', '{county > region}') ORDER BY cell;

-- not for everyone
SELECT proname, has_function_privilege('pg_monitor', oid, 'EXECUTE')
	FROM pg_proc WHERE proname IN ('audit', 'audit_cube', 'audit_settlement', 'narrowed') ORDER BY 1;
