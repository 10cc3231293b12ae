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
	SELECT week || sum AS sum, week || total AS total, week || part AS part FROM busetting_internal.settlement_count_sum('TABLE pg_temp.week1', '2022-05-18'), (VALUES ('week 1 '), ('week 2 ')) AS w(week)
	WHERE part NOT LIKE '%rest'
		AND sum NOT LIKE '%rest'
	UNION ALL SELECT 'change of ' || code || measure, 'week 2 ' || code || ' ' || measure, k || code || ' ' || measure FROM week1, (VALUES ('week 1 '), ('change ')) AS k(k);
SELECT count(*), count(*) FILTER (WHERE disclosed) AS disclosed FROM audit('TABLE pg_temp.both_cells', 'TABLE pg_temp.both_sums') WHERE cell NOT LIKE 'change %';
-- hiding what is small in each week alone would not do
SELECT count(*) FILTER (WHERE disclosed) AS disclosed
	FROM audit('SELECT cell, published FROM (SELECT code || '' '' || measure AS cell, CASE WHEN n BETWEEN 1 AND 4 THEN '':'' ELSE n::text END AS published FROM busetting_internal.settlement_count(''TABLE pg_temp.week1'', ''2022-05-18'')) AS t',
		$$SELECT sum, total, part FROM busetting_internal.settlement_count_sum('TABLE pg_temp.week1', '2022-05-18')$$);

SELECT * FROM protect_settlement($$VALUES ('9999', 'settled', 3)$$, '2022-05-18');
SELECT * FROM protect_settlement($$VALUES ('4601', 'settled', 3)$$, '2022-05-18', 5, 'TABLE pg_temp.week1');

-- the queries run as those of audit and protect do: under the caller's search_path, where a table of the caller's may have the name
-- of one of the extension's, and by themselves, with whatever ends them
CREATE SCHEMA mine;
CREATE TABLE mine.region (code text, n int);
INSERT INTO mine.region VALUES ('4601', 40), ('4612', 56), ('4613', 6), ('4615', 3);
SET search_path = mine, public, busetting;
CREATE FUNCTION pg_temp.tried(query text, VARIADIC arguments text[] DEFAULT '{}') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	detail text;
	hint text;
BEGIN
	EXECUTE format('SELECT string_agg(code || '' '' || published, '', '' ORDER BY code) FROM busetting.protect_settlement(%s)',
		concat_ws(', ', quote_nullable(query), '''2022-05-18''', nullif(array_to_string(arguments, ', '), ''))) INTO result;
	RETURN result;
EXCEPTION WHEN others THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN concat_ws(E'\n', SQLSTATE || ' ' || SQLERRM, nullif(detail, ''), nullif(hint, ''));
END
$$;
\pset format unaligned
\pset tuples_only on
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region;$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region -- of this week$$);
SELECT pg_temp.tried($$ /* this week */ SELECT code::int, 'settled', n::numeric FROM region ; ; -- all$$);
SELECT count(*), sum(n) FILTER (WHERE level = 'county') FROM busetting_internal.settlement_count($$SELECT code, 'settled', n FROM region; -- all$$, '2022-05-18');
SELECT count(*) FROM busetting_internal.settlement_count_sum($$SELECT code, 'settled', n FROM region; -- all$$, '2022-05-18');
-- what is no query of counts
SELECT pg_temp.tried(NULL);
SELECT pg_temp.tried('');
SELECT pg_temp.tried($$SELECT 1; SELECT code, 'settled', n FROM region$$);
SELECT pg_temp.tried($$DELETE FROM region RETURNING code, 'settled', n$$);
SELECT pg_temp.tried($$SELECT code, n FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n, 1 FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled', true AS told FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n + .6 FROM region$$);
-- counts that are none, or not what they should be: each for its own reason
SELECT pg_temp.tried($$SELECT code, 'settled', ':' FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled', nullif(n, 6) FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n - 5 FROM region$$);
SELECT pg_temp.tried($$SELECT code, NULL, n FROM region$$);
SELECT pg_temp.tried($$SELECT nullif(code, '4601'), 'settled', n FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled_rest', n FROM region$$);
-- a part that is not the collective one, and what is misspelt
BEGIN;
INSERT INTO busetting.measure (measure, part_of, breakdown, position, nb, nn, en) VALUES
	('settled_adults', 'settled', 'age', 100, 'Voksne', 'Vaksne', 'Adults'), ('settled_women', 'settled_adults', 'sex', 101, 'Kvinner', 'Kvinner', 'Women');
SELECT pg_temp.tried($$SELECT code, m, n FROM region, unnest('{settled,settled_women}'::text[]) AS m$$);
SELECT pg_temp.tried($$SELECT code, 'settled_adults', n FROM region$$);
ROLLBACK;
SELECT pg_temp.tried($$SELECT code, m, n FROM region, unnest('{settled,setled_collective,Settled}'::text[]) AS m$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region UNION ALL SELECT '4601', 'settled', 41$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region UNION ALL VALUES ('1201', 'settled', 41), ('3301', 'settled', 7)$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region UNION ALL SELECT code, 'settled_collective', n FROM region WHERE code <> '4613'$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region WHERE code <> '4613' UNION ALL SELECT code, 'settled_collective', n FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region UNION ALL SELECT code, 'settled_collective', n + 1 FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled_collective', n FROM region WHERE code <> '4612' UNION ALL SELECT code, 'agreed', n FROM region$$);
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region WHERE false$$);
-- a threshold below which there is nothing to hide
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region$$, 'NULL');
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region$$, '0');
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region$$, '-9223372036854775808');
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region$$, '1');
SELECT code FROM busetting.protect_settlement($$SELECT code, 'settled', n FROM region$$, NULL);

-- what was published last week is of last week's counts, all of it
CREATE TABLE mine.last AS SELECT * FROM protect_settlement('SELECT code, ''settled'', n FROM region', '2022-05-18');
CREATE FUNCTION pg_temp.after(published text) RETURNS text LANGUAGE sql AS
	$$ SELECT pg_temp.tried('SELECT code, ''settled'', n + 1 FROM region', '5', '''SELECT code, ''''settled'''', n FROM region;''', quote_nullable(published)) $$;
SELECT pg_temp.after('TABLE last; -- last week''s');
SELECT pg_temp.after(NULL);
SELECT pg_temp.after('SELECT code, measure, CASE code WHEN ''4613'' THEN ''9'' ELSE published END AS published FROM last');
SELECT pg_temp.after('SELECT code, measure, CASE code WHEN ''46'' THEN ''106'' ELSE published END AS published FROM last');
SELECT pg_temp.after('SELECT code, measure, CASE code WHEN ''4601'' THEN ''0..4'' ELSE published END AS published FROM last');
SELECT pg_temp.after('SELECT code, measure, CASE code WHEN ''4615'' THEN ''0..4'' ELSE published END AS published FROM last');
SELECT pg_temp.after('SELECT code, measure, nullif(published, '':'') AS published FROM last');
SELECT pg_temp.after('SELECT code, measure, published FROM last WHERE code <> ''46''');
SELECT pg_temp.after('SELECT code, measure, published FROM last UNION ALL SELECT ''1101'', ''settled'', 9');
SELECT pg_temp.after('SELECT code, measure, published FROM last UNION ALL SELECT ''4601'', ''settled'', 41');
SELECT pg_temp.after('SELECT code, measure, published, published FROM last');
SELECT pg_temp.after('SELECT code, measure, feasible AS value FROM last');
-- and of the municipalities of its date
SELECT pg_temp.tried('SELECT code, ''settled'', n FROM region', '5', $$'VALUES (''1201'', ''settled'', 41)'$$, $$'SELECT ''1201'' AS code, ''settled'' AS measure, 41 AS published'$$);

-- all of it with the rights of who calls
CREATE ROLE protector;
GRANT USAGE ON SCHEMA mine TO protector;
CALL grant_analysis('protector', protection => true);
SET ROLE protector;
SELECT DISTINCT measure FROM busetting.protect_settlement($$SELECT '4601', current_user || ' of ' || session_user, 40$$, '2022-05-18');
SELECT pg_temp.tried($$SELECT code, 'settled', n FROM region$$);
RESET ROLE;
DROP OWNED BY protector;
DROP ROLE protector;
DROP SCHEMA mine CASCADE;
