-- A publishable county x municipality table from true counts, and the next week's.
\set ECHO none
\i test/include/types.sql
\set ECHO all

CREATE TEMPORARY TABLE week1 (code text, measure text, n int);
INSERT INTO week1 VALUES ('4601', 'settled', 51), ('4602', 'settled', 33), ('4611', 'settled', 6), ('4612', 'settled', 3), ('4613', 'settled', 11), ('4614', 'settled', 17), ('4615', 'settled', 0),
	('1101', 'settled', 9), ('1103', 'settled', 64), ('1106', 'settled', 2), ('1108', 'settled', 31), ('1111', 'settled', 7),
	('4601', 'settled_collective', 47), ('4602', 'settled_collective', 28), ('4611', 'settled_collective', 6), ('4612', 'settled_collective', 3), ('4613', 'settled_collective', 11), ('4614', 'settled_collective', 11), ('4615', 'settled_collective', 0),
	('1101', 'settled_collective', 0), ('1103', 'settled_collective', 55), ('1106', 'settled_collective', 2), ('1108', 'settled_collective', 22), ('1111', 'settled_collective', 7);
-- a week later: some more are settled, among them the first in 4615; 4612 is no longer small
CREATE TEMPORARY TABLE week2 AS SELECT code, measure, n + CASE code WHEN '4615' THEN 2 WHEN '4612' THEN 4 WHEN '1103' THEN 5 ELSE 0 END AS n FROM week1;

CREATE TEMPORARY TABLE published1 AS SELECT * FROM protect_settlement('TABLE pg_temp.week1', '2022-05-18');
SELECT level, code, name, measure, status, published, feasible FROM published1;
CREATE TEMPORARY TABLE published2 AS SELECT * FROM protect_settlement('TABLE pg_temp.week2', '2022-05-25', 5, 'TABLE pg_temp.week1', 'TABLE pg_temp.published1');
SELECT level, code, name, measure, status, published, feasible FROM published2;
-- both weeks together, whose numbers do not fall, give nothing away; nor do those of a reader who knows which have not changed
CREATE TEMPORARY VIEW both_cells AS
	SELECT 'week 1 ' || code || ' ' || measure AS cell, published::text FROM published1
	UNION ALL SELECT 'week 2 ' || code || ' ' || measure, published::text FROM published2
	UNION ALL SELECT 'change ' || code || ' ' || measure, CASE WHEN week1.n = week2.n THEN '0' ELSE ':' END FROM week1 JOIN week2 USING (code, measure);
CREATE TEMPORARY VIEW both_sums AS
	SELECT week || sum AS sum, week || total AS total, week || part AS part FROM settlement_count_sum('TABLE pg_temp.week1', '2022-05-18'), (VALUES ('week 1 '), ('week 2 ')) AS w(week)
	WHERE part NOT LIKE '%rest'
		AND sum NOT LIKE '%rest'
	UNION ALL SELECT 'change of ' || code || measure, 'week 2 ' || code || ' ' || measure, k || code || ' ' || measure FROM week1, (VALUES ('week 1 '), ('change ')) AS k(k);
SELECT count(*), count(*) FILTER (WHERE disclosed) AS disclosed FROM audit('TABLE pg_temp.both_cells', 'TABLE pg_temp.both_sums') WHERE cell NOT LIKE 'change %';
-- hiding what is small in each week alone would not do
SELECT count(*) FILTER (WHERE disclosed) AS disclosed
	FROM audit('SELECT cell, published FROM (SELECT code || '' '' || measure AS cell, CASE WHEN n BETWEEN 1 AND 4 THEN '':'' ELSE n::text END AS published FROM busetting.settlement_count(''TABLE pg_temp.week1'', ''2022-05-18'')) AS t',
		$$SELECT sum, total, part FROM busetting.settlement_count_sum('TABLE pg_temp.week1', '2022-05-18')$$);

SELECT * FROM protect_settlement($$VALUES ('9999', 'settled', 3)$$, '2022-05-18');
SELECT * FROM protect_settlement($$VALUES ('4601', 'settled', 3)$$, '2022-05-18', 5, 'TABLE pg_temp.week1');
