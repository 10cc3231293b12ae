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

-- any table: the sums of all periods, of what each of them has; c and d are 5 in the first, and both have risen, to 8 together
CREATE TEMPORARY TABLE any_table (cell text, a int, b int);
INSERT INTO any_table VALUES ('T', 101, 104), ('a', 40, 40), ('b', 56, 56), ('c', 3, 5), ('d', 2, 3);
CREATE TEMPORARY TABLE any_first AS SELECT * FROM protect('SELECT cell, a FROM pg_temp.any_table', $$SELECT 's', 'T', cell FROM pg_temp.any_table WHERE cell <> 'T'$$);
CREATE FUNCTION pg_temp.next_of(earlier text, cells text DEFAULT 'SELECT cell, b FROM any_table; -- now', threshold bigint DEFAULT 5, give_up boolean DEFAULT false, sums text DEFAULT $$SELECT 's', 'T', cell FROM any_table WHERE cell <> 'T'$$)
	RETURNS SETOF text LANGUAGE sql AS 'SELECT concat_ws('' '', p.cell, p.status, p.published, p.feasible) FROM busetting.protect_series(cells, sums, earlier, threshold, give_up) AS p';
\set before '$$SELECT cell, a AS n, published, 9 AS period FROM any_table JOIN any_first USING (cell)'
SELECT * FROM pg_temp.next_of(:before$$);
-- the tenth comes after the ninth, and a revision after what it corrects; in between d was not there, and c with it
SELECT * FROM pg_temp.next_of($$SELECT cell, a AS n, published::text, 9 AS period, NULL AS revision FROM any_table JOIN any_first USING (cell)
	UNION ALL SELECT cell, a, published::text, 9, 1 FROM any_table JOIN any_first USING (cell) UNION ALL VALUES ('T', 101, '101', 10, 0), ('b', 61, '61', 10, 0), ('a', 40, '40', 10, 0)$$);
-- without d in the first what is left is c, which is known
SELECT * FROM pg_temp.next_of($$SELECT cell, a - 2 * (cell = 'T')::int AS n, CASE cell WHEN 'T' THEN '99' ELSE published END AS published, 9 AS period FROM any_table JOIN any_first USING (cell) WHERE cell <> 'd'$$);
SELECT * FROM pg_temp.next_of($$SELECT cell, a - 2 * (cell = 'T')::int AS n, CASE cell WHEN 'T' THEN '99' ELSE published END AS published, 9 AS period FROM any_table JOIN any_first USING (cell) WHERE cell <> 'd'$$, give_up => true);
-- what is refused
SELECT * FROM pg_temp.next_of(NULL);
SELECT * FROM pg_temp.next_of(:before$$, NULL);
SELECT * FROM pg_temp.next_of(:before$$, threshold => 0);
SELECT * FROM pg_temp.next_of(:before$$, 'TABLE any_table');
SELECT * FROM pg_temp.next_of(:before$$, 'SELECT cell, nullif(b, 3) FROM any_table');
SELECT * FROM pg_temp.next_of(:before$$, 'SELECT cell, b + .5 FROM any_table');
SELECT * FROM pg_temp.next_of(:before$$, 'SELECT cell, b + (cell = ''c'')::int FROM any_table');
SELECT * FROM pg_temp.next_of(:before$$, 'SELECT cell, b FROM any_table UNION ALL VALUES (''a'', 40)');
SELECT * FROM pg_temp.next_of(:before$$, 'SELECT cell, b FROM any_table WHERE false');
SELECT * FROM pg_temp.next_of(:before$$, 'DELETE FROM any_table RETURNING cell, b');
SELECT * FROM pg_temp.next_of(:before$$, sums => $$VALUES ('s', 'T', 'e')$$);
SELECT * FROM pg_temp.next_of(:before WHERE cell <> 'a'$$);
SELECT * FROM pg_temp.next_of($$SELECT cell, a AS n, published FROM any_table JOIN any_first USING (cell)$$);
SELECT * FROM pg_temp.next_of($$SELECT cell, a AS n, published, NULL AS period FROM any_table JOIN any_first USING (cell)$$);
SELECT * FROM pg_temp.next_of($$SELECT cell, a AS n, published, 'May' AS period FROM any_table JOIN any_first USING (cell)$$);
SELECT * FROM pg_temp.next_of($$SELECT cell, a AS n, NULL AS published, 9 AS period FROM any_table$$);
SELECT * FROM pg_temp.next_of($$SELECT cell, a AS n, '7' AS published, 9 AS period FROM any_table$$);
SELECT * FROM pg_temp.next_of($$SELECT cell, a AS n, '0..200' AS published, 9 AS period FROM any_table$$);
SELECT * FROM pg_temp.next_of(:before UNION ALL SELECT 'x', 1, ':', 9$$, 'SELECT cell, b FROM any_table UNION ALL VALUES (''x of 9'', 7)');

-- mergers, splits and new keys: l1, l2 and l3 became L, which was 9 and is 10, f is F now, and k1 and k2 are K.  So f and F are one number,
-- as l1 + f was 5 and the parts of L have risen, L is 1 more than 6 and 5 - F at least: 8, where F is 4
CREATE TEMPORARY TABLE earlier_key (cell text, n int);
INSERT INTO earlier_key VALUES ('T', 62), ('l1', 3), ('l2', 6), ('l3', 0), ('f', 2), ('g', 30), ('k1', 12), ('k2', 9);
CREATE TEMPORARY TABLE later_key (cell text, n int);
INSERT INTO later_key VALUES ('T', 66), ('L', 10), ('F', 2), ('G', 31), ('K', 23);
CREATE TEMPORARY TABLE change_of_key (period date, before text, after text);
INSERT INTO change_of_key VALUES ('2020-01-01', 'l1', 'L'), ('2020-01-01', 'l2', 'L'), ('2020-01-01', 'l3', 'L'), ('2020-01-01', 'f', 'F'), ('2020-01-01', 'g', 'G'), ('2020-01-01', 'k1', 'K'), ('2020-01-01', 'k2', 'K');
CREATE TEMPORARY TABLE earlier_out AS SELECT * FROM protect('TABLE earlier_key', $$SELECT 's', 'T', cell FROM earlier_key WHERE cell <> 'T'$$);
SELECT cell, published, feasible FROM earlier_out;
CREATE FUNCTION pg_temp.with_changes(changes text, cells text DEFAULT 'TABLE later_key', give_up boolean DEFAULT false) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT concat_ws(' ', p.cell, p.status, p.published, p.feasible)
	FROM busetting.protect_series(cells, $sums$SELECT 's', 'T', cell FROM (TABLE earlier_key UNION TABLE later_key) AS c WHERE cell <> 'T' GROUP BY cell$sums$,
		$earlier$SELECT cell, n, published, date '2019-12-25' AS period FROM earlier_key JOIN earlier_out USING (cell)$earlier$, give_up => give_up, changes => changes) AS p
$$;
SELECT * FROM pg_temp.with_changes('TABLE change_of_key');
-- nobody knows of changes
SELECT * FROM pg_temp.with_changes(NULL);
-- the change of a later period than that of the new publication is that of the new one
SELECT * FROM pg_temp.with_changes('SELECT NULL AS period, before, after FROM change_of_key');
-- a split: L is l1 and l2 again, in a third publication
CREATE TEMPORARY TABLE later_out AS SELECT * FROM pg_temp.with_changes('TABLE change_of_key') AS line (line);
SELECT concat_ws(' ', p.cell, p.status, p.published, p.feasible)
FROM busetting.protect_series($$VALUES ('T', 70), ('L1', 4), ('L2', 8), ('F', 2), ('G', 31), ('K', 25)$$, $$SELECT 's', 'T', c FROM unnest('{l1,l2,l3,L,L1,L2,f,F,g,G,k1,k2,K}'::text[]) AS c$$,
	$$SELECT cell, n, published::text, date '2019-12-25' AS period FROM earlier_key JOIN earlier_out USING (cell)
		UNION ALL SELECT cell, n, split_part(line, ' ', 3), '2020-01-08' FROM later_key JOIN later_out ON split_part(line, ' ', 1) = cell$$,
	changes => $$TABLE change_of_key UNION ALL VALUES (date '2020-01-15', 'L', 'L1'), ('2020-01-15', 'L', 'L2')$$) AS p;
-- what is refused
SELECT * FROM pg_temp.with_changes('SELECT before, after FROM change_of_key');
SELECT * FROM pg_temp.with_changes('SELECT period, nullif(before, ''f'') AS before, after FROM change_of_key');
SELECT * FROM pg_temp.with_changes('SELECT ''May'' AS period, before, after FROM change_of_key');
SELECT * FROM pg_temp.with_changes('SELECT date ''2019-12-01'' AS period, before, after FROM change_of_key');
SELECT * FROM pg_temp.with_changes('TABLE change_of_key UNION ALL VALUES (NULL::date, ''k1'', ''T'')');
