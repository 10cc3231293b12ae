-- Reports in plain types: what they hold, for whom they are.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
SET jit = off;
-- of nothing there are reports too
SELECT string_agg(format('SELECT %L AS report, count(*) FROM %I', relname, relname), ' UNION ALL ' ORDER BY relname) AS empty FROM pg_class
WHERE relnamespace = 'busetting'::regnamespace AND relname LIKE 'report\_%' AND relkind = 'v' AND relname <> 'report_freshness' \gset
:empty;
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
\set year_end `cat test/data/imdi-vestland-2022-year-end.csv`
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS presentation;
SELECT import_table(E'Fylke;settled_collective;agreed_collective\nVestland;300;498', 'KS, text of slide 4', '2022-05-18') AS slide;
SELECT import_table(:'year_end', 'IMDi', '2022-12-31', level => 'municipality') AS year_end;
SELECT import_table(E'Navn;settled;agreed\nNorge;4010;:\nVestland;483;668', 'country', '2022-05-18') AS country;

-- every column is of a plain type, and says what it is
CREATE TEMPORARY VIEW report AS SELECT oid, relname AS name FROM pg_class
	WHERE relnamespace = 'busetting'::regnamespace AND relname LIKE 'report\_%' AND relkind IN ('v', 'r');
SELECT r.name, count(*) AS columns, count(col_description(a.attrelid, a.attnum)) AS commented, obj_description(r.oid)
FROM report AS r JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 GROUP BY r.oid, r.name ORDER BY r.name;
SELECT format_type(a.atttypid, a.atttypmod) AS type FROM report AS r JOIN pg_attribute AS a ON a.attrelid = r.oid AND a.attnum > 0 GROUP BY 1 ORDER BY 1;

-- a number that is hidden is no number: a sum of what can be seen is one, and says what it left out
SELECT municipality, settled, settled_symbol, settled_low, settled_high, agreed, agreed_symbol, agreed_low, agreed_high,
	   gap, gap_symbol, gap_low, gap_high, progress, progress_symbol, progress_low, progress_high
FROM report_municipality WHERE source = 'KS' AND municipality IN ('Alver', 'Askvoll', 'Bømlo') ORDER BY municipality;
SELECT sum(settled) AS visible, count(settled_symbol) AS hidden, sum(settled_low) AS low, sum(settled_high) AS high, count(requested_low) AS stated
FROM report_municipality WHERE source = 'KS';
-- not stated is neither hidden nor 0
SELECT municipality, decided, decided_symbol, decided_low, agreed, agreed_symbol, agreed_low FROM report_municipality
WHERE source = 'IMDi' AND municipality IN ('Ulvik', 'Bergen') ORDER BY code;
SELECT count(*) AS differing FROM report_municipality AS r JOIN municipality_gap AS g USING (source, date, code)
WHERE suppressed_int(r.settled_low::int, r.settled_high::int) IS DISTINCT FROM coalesce(g.settled, '..')
	OR suppressed_int(r.agreed_collective_low::int, r.agreed_collective_high::int) IS DISTINCT FROM coalesce(g.agreed_collective, '..')
	OR suppressed_bigint(r.gap_low, r.gap_high) IS DISTINCT FROM coalesce(g.gap, '..')
	OR (r.settled IS NULL) <> (g.settled IS NULL OR is_suppressed(g.settled)) OR (r.settled_symbol = ':') IS DISTINCT FROM nullif(is_suppressed(g.settled), false);

-- a county has its own figure, or the sum of its municipalities with the number of hidden cells; the country likewise
SELECT source, county, own, listed, absent, settled, settled_low, settled_high, settled_hidden, settled_collective_low, settled_collective_high,
	   settled_collective_hidden, gap, gap_low, agreed_hidden, gap_hidden, gap_collective_hidden, pipeline_hidden, progress_hidden
FROM report_county WHERE county = 'Vestland' ORDER BY source COLLATE "C";
SELECT source, date, own, listed, absent, settled, settled_hidden, agreed, agreed_symbol, agreed_low, agreed_hidden, gap, gap_low, gap_high, gap_hidden, pipeline_hidden, progress
FROM report_national ORDER BY source COLLATE "C";

-- what changed: a change of a hidden number has bounds too
SELECT import_table(E'Navn;settled;agreed\nVestland;490;670\nBergen;55;:\nFedje;:;12\nOs;7;8', 'KS', '2022-05-25') AS later;
SELECT publication, source, date, since_publication, since, level, code, name, comparable, settled, settled_change, settled_change_symbol, settled_change_low, settled_change_high,
	   agreed_low, agreed_change, agreed_change_low, agreed_change_high, gap_change_low, gap_change_high, settled_collective_low, settled_collective_change_low
FROM report_trend ORDER BY source, level, code \gx
DELETE FROM publication WHERE date = '2022-05-25';

-- what agrees with what
SELECT source, date, code, name, measure, printed_total, other_source, other_kind, published, other, other_low, other_high, hidden, absent, left_for_hidden, consistent, deviation
FROM report_reconciliation ORDER BY source COLLATE "C", other_source COLLATE "C" NULLS FIRST, measure COLLATE "C";
-- forecasts and grants
SELECT persons, source, settled, settled_hidden, agreed_hidden, settled_share, pipeline_share, pipeline_share_symbol, pipeline_share_low, pipeline_share_high, remaining, remaining_high
FROM report_forecast WHERE persons = 35000 ORDER BY source COLLATE "C";
SELECT level, name, unused_places, amount, amount_symbol, amount_low, amount_high, amount_hidden, unused_places_hidden, rate, not_stated FROM report_grant
WHERE source = 'IMDi' AND (level = 'county' OR amount_high > 5000000) ORDER BY level, name COLLATE "C";

SELECT import_table(E'Kommune;requested;decided;settled\nBergen;20;:;:\nFedje;:;9;2\nVoss;9;9;9', 'grant', '2022-06-01') AS hidden;
SELECT name, unused_places_low, unused_places_high, unused_places_hidden, amount_high, amount_hidden, not_stated FROM report_grant WHERE source = 'grant' ORDER BY level, code;
DELETE FROM publication WHERE source = 'grant';

CALL grant_reports(NULL);
CALL grant_analysis(NULL);
-- who may only read reports reads these, and nothing else of the schema but the keys of publications
CREATE ROLE report_reader;
CALL grant_reports('report_reader');
SELECT c.relname, c.relkind FROM pg_class AS c
WHERE c.relnamespace = 'busetting'::regnamespace AND c.relkind NOT IN ('i', 'S') AND c.relkind <> 'c'
	AND has_table_privilege('report_reader', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
ORDER BY c.relname;
SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
WHERE c.relnamespace = 'busetting'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
	AND c.oid NOT IN (SELECT oid FROM report) AND has_column_privilege('report_reader', c.oid, a.attnum, 'SELECT, INSERT, UPDATE, REFERENCES')
	AND NOT has_table_privilege('report_reader', c.oid, 'SELECT');
SELECT count(*) AS sequences FROM pg_class AS c WHERE c.relnamespace = 'busetting'::regnamespace
	AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege('report_reader', c.oid, 'SELECT, USAGE, UPDATE') END;
-- functions that it can call are immutable, they calculate with their arguments, but for one that reads a setting, one that reads what they may read,
-- and what draws the page and the charts in the reader's name.  No other in SQL reads a relation
SELECT p.oid::regprocedure AS callable FROM pg_proc AS p WHERE p.pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)
	AND has_function_privilege('report_reader', p.oid, 'EXECUTE')
	AND (p.provolatile <> 'i' AND p.proname NOT IN ('as_known_on', 'visible_publication') OR p.prosecdef
		 OR p.proname <> 'visible_publication' AND EXISTS (SELECT FROM pg_class AS c WHERE c.relnamespace = 'busetting'::regnamespace AND p.prosrc ~* ('\m(from|join|table|into|update)\s+' || c.relname || '\M')))
ORDER BY p.oid::regprocedure::text COLLATE "C";
SET ROLE report_reader;
SELECT count(*), sum(settled) FROM report_county WHERE source = 'KS';
SELECT (SELECT count(*) FROM report_municipality) AS municipalities, (SELECT count(*) FROM report_national) AS national, (SELECT count(*) FROM report_forecast) AS forecasts,
	(SELECT count(*) FROM report_grant) AS grants, (SELECT count(*) FROM report_reconciliation) AS reconciled;
-- the page and each chart
SELECT length(report_html('2022-05-18', 'en')) > 10000 AS page, chart_county_gap('2022-05-18') IS DOCUMENT AS gap, chart_map('2022-05-18') IS DOCUMENT AS map, chart_intervals('2022-05-18') IS DOCUMENT AS intervals,
	chart_trend('2022-05-18') IS NULL AS no_trend, chart_multiples('2022-05-18') IS NULL AS no_multiples, jsonb_array_length(grafana_dashboard() -> 'panels') > 3 AS dashboard,
	(SELECT count(*) FROM county_map('2022-05-18')) > 3 AS map_of_text, (SELECT count(*) FROM county_gap_chart) > 0 AS bars, (SELECT count(*) FROM figure_chart) > 0 AS all_bars;
TABLE settlement;
TABLE county_gap;
TABLE region_change;
SELECT import_table(E'Fylke;settled\nVestland;3', 'x', '2022-05-18');
SELECT * FROM audit_settlement(1);
SELECT region_code('Bergen');
DELETE FROM report_county;
CALL grant_reports('report_reader');
RESET ROLE;

-- an analyst reads all and changes nothing; what undoes protection is not among it
CREATE ROLE analyst;
CALL grant_analysis('analyst');
SET ROLE analyst;
SELECT county, gap FROM county_gap WHERE source = 'KS' AND county = 'Vestland';
SELECT region_code('Bergen'), left(publication_csv(2), 4);
SELECT count(*) FROM audit_settlement(1);
DELETE FROM publication;
RESET ROLE;
-- by choice it is
CALL grant_analysis('analyst', protection => true);
SET ROLE analyst;
SELECT (SELECT count(*) FROM audit_settlement(1)) > 0 AS audits, (SELECT count(*) FROM audit_cube($$VALUES ('a', '5'::suppressed_int), ('b', ':'), (NULL, '9')$$)) AS cubes,
	(SELECT string_agg(narrowed::text, ' ') FROM (SELECT narrowed(v, 9) OVER () FROM unnest('{5,:}'::suppressed_bigint[]) AS v) AS n) AS narrowed,
	(SELECT count(*) FROM protect_cube($$VALUES ('a', 3), ('b', 7), ('c', 9), (NULL, 19)$$)) > 0 AS protects, (SELECT cells FROM protection_summary()) > 0 AS summary;
RESET ROLE;

-- a report of one's own: everything becomes plain
CREATE VIEW public.mine AS SELECT 7 AS id, 3::smallint AS small, 'a'::name AS name, '0..4'::suppressed_int AS "number", '5'::published_count AS cell, '..'::suppressed_bigint AS nothing,
	numrange(0.25, NULL) AS share, daterange '[2022-01-01,2023-01-01)' AS year, ARRAY['a', 'b'] AS names, 1.5 AS factor, 2.25::numeric(6,2) AS price, 'x'::varchar(3) AS code, '{}'::jsonb AS j;
COMMENT ON COLUMN public.mine."number" IS 'persons, 100% sure';
CALL create_report('my report', 'public.mine', keys => '{id}');
\d public."my report"
SELECT * FROM public."my report" \gx
SELECT attname, col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = 'public."my report"'::regclass AND attname LIKE 'number%' ORDER BY attnum;
SELECT obj_description('public."my report"'::regclass);
CALL create_report('my report', 'public.mine');
-- a key that is no column is not left out in silence
CALL create_report('keyed', 'public.mine', keys => '{id,place}');
-- of a view of the extension, in one's own schema; its keys join with those of the tables
CREATE SCHEMA "of mine";
CALL create_report('week', 'municipality_gap', schema => '"of mine"');
-- of a query, which finds its tables as its caller does; comments and a semicolon at its end
CREATE SCHEMA nearer;
CREATE TABLE nearer.mine (id integer, number suppressed_int, share numrange);
INSERT INTO nearer.mine VALUES (7, '0..4', '[0.25,0.5]'), (8, 39, '[1,1]');
SET search_path = nearer, busetting;
CALL create_query_report('"of mine"', 'queried', E'WITH m AS (SELECT * FROM mine)\nSELECT id, number, - number AS "less ""%s", share FROM m -- all', keys => '{id}');
CALL create_query_report('"of mine"', 'queried', 'SELECT 1 AS one; DROP TABLE nearer.mine;');
CALL create_query_report('"of mine"', 'wrong', 'SELECT absent FROM mine');
CALL create_query_report('"of mine"', NULL, 'SELECT 1 AS one');
CALL create_query_report('"of mine"', 'keyed', 'SELECT 1 AS one', keys => '{One}');
-- numbers as they are, small and large; bounds rounded away from what is possible, 2/3 to 8/3
CALL create_query_report('"of mine"', 'numbers', 'SELECT 0.00000012 AS share, 1e12 AS amount, 0.5::real AS half, numrange(2.0 / 3, 8.0 / 3) AS average, numrange(2.0 / 3, 2.0 / 3, ''[]'') AS exact, numrange(9223372036854775807 / 3.0, 9e18) AS large');
SELECT * FROM "of mine".numbers \gx
SET search_path = busetting, public;
SELECT * FROM "of mine".queried ORDER BY id;
SELECT attname, format_type(atttypid, atttypmod), col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = '"of mine".queried'::regclass AND attnum BETWEEN 1 AND 3;
-- who may read reports makes some of his own, in a schema of his own; elsewhere he is told so
CREATE SCHEMA reader AUTHORIZATION report_reader;
SET ROLE report_reader;
CALL create_report('mine', 'report_county');
CALL create_report('mine', 'report_county', schema => 'reader');
CALL create_measure_report('reader', 'measured', '{settled}');
CALL create_query_report('reader', 'queried', 'SELECT sum(settled_low) AS low, sum(settled_high) AS high FROM busetting.report_county');
CALL create_query_report('busetting', 'queried', 'SELECT 1 AS one');
SELECT (SELECT count(*) FROM reader.mine) = (SELECT count(*) FROM report_county) AS all_of_it, (SELECT count(*) FROM reader.measured) > 0 AS measured, (SELECT count(*) FROM reader.queried) AS queried;
RESET ROLE;
DROP SCHEMA nearer, reader CASCADE;
SELECT count(*) = (SELECT count(*) FROM municipality_gap) AS whole FROM "of mine".week AS w JOIN publication AS p ON p.id = w.publication;
SELECT count(*) > 0 AS joined FROM report_figure AS f JOIN publication AS p ON p.id = f.publication;

-- measures side by side, whichever they are
CREATE SCHEMA "the office";
CALL create_measure_report('"the office"', 'settled minors', '{settled_unaccompanied,settled,agreed}');
SELECT name, settled_unaccompanied, settled, agreed, agreed_symbol, agreed_low, agreed_high, agreed_hidden
FROM "the office"."settled minors" WHERE source = 'KS' AND level = 'county' ORDER BY code COLLATE "C" LIMIT 3;
-- the same as the report that comes with the extension
SELECT count(*), count(*) FILTER (WHERE (f.settled, f.settled_symbol, f.settled_low, f.settled_high, f.settled_hidden) IS DISTINCT FROM (c.settled, c.settled_symbol, c.settled_low, c.settled_high, c.settled_hidden)) AS different
FROM report_county AS c JOIN "the office"."settled minors" AS f ON f.publication = c.publication AND f.level = 'county' AND f.code = c.code;
SELECT attname, col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid = '"the office"."settled minors"'::regclass AND attname LIKE 'settled_una%' ORDER BY attnum;
CALL create_measure_report('public', 'wrong', '{settled,moved}');
CALL create_measure_report('public', 'wrong', '{}');
CALL create_measure_report('public', 'wrong', NULL);
CALL create_measure_report('public', 'wrong', '{settled,NULL}');
CALL create_measure_report(NULL, 'wrong', '{settled}');
CALL create_measure_report('public', 'wrong', '{settled,settled}');
ROLLBACK;
