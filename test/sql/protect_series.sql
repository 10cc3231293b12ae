-- A series of publications, each protected together with those before it: a reader has them all.
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- "whether it has risen, fallen or stayed": risen means at least 1 more. 4613 and 4615 are 8 together and both rose, so that they
-- are 7 and 1 to a reader who has 46 as well; 4612 and 4601 have stayed, and were published: so 46 goes
CREATE TEMPORARY TABLE two (code text, a int, b int);
INSERT INTO two VALUES ('4601', 40, 40), ('4612', 56, 56), ('4613', 6, 7), ('4615', 0, 1);
CREATE TEMPORARY TABLE first AS SELECT * FROM protect_settlement('SELECT code, ''settled'', a FROM pg_temp.two', '2022-05-18');
SELECT code, status, published, feasible FROM protect_settlement('SELECT code, ''settled'', b FROM pg_temp.two', '2022-05-25', 5,
	'SELECT code, ''settled'', a FROM pg_temp.two', 'TABLE pg_temp.first');

-- three weeks: in the first 4601 + 4613 = 3, both stay in the second, and in the third the country rises by 1, which must not be known to
-- be 4602's, as 4613 falls to a published 0
CREATE TEMPORARY TABLE three (code text, a int, b int, c int);
INSERT INTO three VALUES ('4602', 12, 12, 13), ('4601', 2, 2, 3), ('4612', 39, 44, 44), ('4613', 1, 1, 0), ('1108', 49, 49, 49), ('1103', 2, 2, 2), ('1101', 0, 4, 4);
CREATE TEMPORARY TABLE out AS SELECT date '2022-05-18' AS period, * FROM protect_settlement('SELECT code, ''settled'', a FROM pg_temp.three', '2022-05-18');
INSERT INTO out SELECT '2022-05-25', * FROM protect_settlement('SELECT code, ''settled'', b FROM pg_temp.three', '2022-05-25', 5,
	$$SELECT code, 'settled', a, date '2022-05-18' AS period FROM pg_temp.three$$, 'TABLE pg_temp.out');
CREATE TEMPORARY VIEW counts AS SELECT code, 'settled' AS measure, a AS n, date '2022-05-18' AS period FROM three UNION ALL SELECT code, 'settled', b, '2022-05-25' FROM three;
INSERT INTO out SELECT '2022-06-01', * FROM protect_settlement('SELECT code, ''settled'', c FROM pg_temp.three', '2022-06-01', 5, 'TABLE pg_temp.counts', 'TABLE pg_temp.out');
SELECT code, array_agg(published ORDER BY period) AS published, array_agg(feasible ORDER BY period) AS feasible FROM out GROUP BY code ORDER BY code;
-- nobody knows a hidden number
SELECT count(*) FILTER (WHERE published = ':' AND busetting.lower(feasible) = busetting.upper(feasible)) AS known FROM out;

-- a revision is another publication of its period
SELECT code, published, feasible FROM protect_settlement($$SELECT code, 'settled', b FROM pg_temp.two$$, '2022-05-25', 5,
	$$SELECT code, 'settled' AS measure, a AS n, date '2022-05-18' AS period, NULL::int AS revision FROM pg_temp.two$$,
	$$SELECT *, date '2022-05-18' AS period, NULL::int AS revision FROM pg_temp.first$$);
CREATE TEMPORARY TABLE revised AS SELECT * FROM protect_settlement($$SELECT code, 'settled', a + (code = '4612')::int FROM pg_temp.two$$, '2022-05-18', 5,
	$$SELECT code, 'settled' AS measure, a AS n, date '2022-05-18' AS period, 0 AS revision FROM pg_temp.two$$,
	$$SELECT *, date '2022-05-18' AS period, 0 AS revision FROM pg_temp.first$$);
SELECT code, status, published, feasible FROM revised;
SELECT code, status, published, feasible FROM protect_settlement($$SELECT code, 'settled', b FROM pg_temp.two$$, '2022-05-25', 5,
	$$SELECT code, 'settled' AS measure, a + (revision * (code = '4612')::int) AS n, date '2022-05-18' AS period, revision FROM pg_temp.two, generate_series(0, 1) AS revision$$,
	$$SELECT *, date '2022-05-18' AS period, 0 AS revision FROM pg_temp.first UNION ALL SELECT *, '2022-05-18', 1 FROM pg_temp.revised$$);

-- a reform lies between: 4205 Lindesnes is three municipalities of before, 1002, 1021 and 1029, 4206 Farsund is 1003 under another code
CREATE TEMPORARY TABLE reform (old text, before int, new text, after int);
INSERT INTO reform VALUES ('1002', 3, '4205', NULL), ('1021', 6, '4205', NULL), ('1029', 0, '4205', 10), ('1003', 2, '4206', 2), ('1004', 30, '4207', 31), ('1034', 12, '4225', NULL), ('1032', 9, '4225', 22);
CREATE TEMPORARY TABLE old AS SELECT date '2019-12-25' AS period, * FROM protect_settlement($$SELECT old, 'settled', before FROM pg_temp.reform$$, '2019-12-25');
SELECT code, name, status, published, feasible FROM old;
SELECT code, name, status, published, feasible FROM protect_settlement($$SELECT new, 'settled', after FROM pg_temp.reform WHERE after IS NOT NULL$$, '2020-01-08', 5,
	$$SELECT old, 'settled', before, date '2019-12-25' AS period FROM pg_temp.reform$$, 'TABLE pg_temp.old');

-- what went out cannot be taken back
SELECT code, published FROM protect_settlement($$SELECT code, 'settled', c FROM pg_temp.three$$, '2022-06-01', 5, 'TABLE pg_temp.counts',
	$$SELECT period, code, measure, CASE WHEN code = '4613' THEN '1' ELSE published END AS published FROM pg_temp.out WHERE period < '2022-06-01'$$);
SELECT code, published, feasible FROM protect_settlement($$SELECT code, 'settled', c FROM pg_temp.three$$, '2022-06-01', 5, 'TABLE pg_temp.counts',
	$$SELECT period, code, measure, CASE WHEN code = '4613' THEN '1' ELSE published END AS published FROM pg_temp.out WHERE period < '2022-06-01'$$, give_up => true);
-- periods that are none
SELECT code FROM protect_settlement($$SELECT code, 'settled', c, date '2022-06-01' AS period FROM pg_temp.three$$, '2022-06-01');
SELECT code FROM protect_settlement($$SELECT code, 'settled', c FROM pg_temp.three$$, '2022-05-20', 5, 'TABLE pg_temp.counts', 'TABLE pg_temp.out');
SELECT code FROM protect_settlement($$SELECT code, 'settled', c FROM pg_temp.three$$, '2022-06-01', 5, 'SELECT code, measure, n, period::text FROM pg_temp.counts', 'TABLE pg_temp.out');
SELECT code FROM protect_settlement($$SELECT code, 'settled', c FROM pg_temp.three$$, '2022-06-01', 5, 'TABLE pg_temp.counts', $$SELECT * FROM pg_temp.out WHERE period = '2022-05-18'$$);
