-- The last date of a view is its first row, not the largest of all its rows.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
INSERT INTO publication (source, date, rule) SELECT 'weekly', date '2022-01-05' + 7 * week, 'imdi' FROM generate_series(0, 519) AS week;
INSERT INTO settlement (publication, region, requested, agreed, settled) SELECT id, 4601, 60, 9, ':' FROM publication WHERE date < '2022-03-01';
ANALYZE;
CREATE FUNCTION pg_temp.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	plan text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
		plan := plan || line || E'\n';
	END LOOP;
	RETURN plan;
END
$$;
-- all but that of forecasts, of which few publications have any
SELECT count(*) > 20 AS views, string_agg(c.relname, ' ') FILTER (WHERE pg_temp.plan(format('SELECT max(date) FROM %s', c.oid::regclass)) !~ '^Result.*Limit') AS read_whole
FROM pg_class AS c
WHERE c.relkind = 'v' AND c.relnamespace = 'busetting'::regnamespace AND c.relname <> 'report_forecast' AND pg_get_viewdef(c.oid) ~ 'UNION ALL.*WHERE false;$';
SELECT max(date) FROM municipality_gap;
SELECT max(date) FROM report_municipality WHERE code = '4601';
SELECT max(date) FROM report_municipality WHERE code = '0301';
ROLLBACK;
