/*
 * dashboard.sql: questions to the reports for Grafana, Metabase, Superset and whatever else takes a
 * query, as rows, and a Grafana dashboard of them.  A role that grant_reports() has been called for can
 * run them all.  They ask for any measure, and show both bounds: what is hidden is nowhere its lower bound alone.
 */

CREATE VIEW dashboard_question AS
SELECT q.number, q.title, q.shape, q.description, q.query
FROM (VALUES
	(1, 'All counties together', 'table', 'Sums of the counties that are listed, of each measure.', $q$
SELECT measure, sum(low) AS "at least", CASE WHEN count(high) = count(*) THEN sum(high) END AS "at most", sum(hidden) AS hidden, count(*) AS counties
FROM busetting.report_figure
WHERE source = :'source' AND date = :'date' AND level = 'county'
GROUP BY measure
ORDER BY measure$q$),
	(2, 'The measure by county', 'bar chart', 'What is certain, and on top of it what hidden cells can add.', $q$
SELECT name, low AS "at least", high - low AS "and up to so many more"
FROM busetting.report_figure
WHERE source = :'source' AND date = :'date' AND measure = :'measure' AND level = 'county'
ORDER BY high DESC NULLS FIRST, code$q$),
	(3, 'The measure over time', 'time series', 'Both bounds, of the county or of all counties together.', $q$
SELECT date::timestamp AS time, sum(low) AS "at least", CASE WHEN count(high) = count(*) THEN sum(high) END AS "at most"
FROM busetting.report_figure
WHERE source = :'source' AND measure = :'measure' AND level = 'county' AND (code = :'county' OR :'county' = '0')
GROUP BY date
ORDER BY date$q$),
	(4, 'The measure by municipality', 'table', 'Municipalities of the county, or all.', $q$
SELECT code, name, coalesce(value::text, symbol) AS published, low AS "at least", high AS "at most"
FROM busetting.report_figure
WHERE source = :'source' AND date = :'date' AND measure = :'measure' AND level = 'municipality' AND (left(code, 2) = :'county' OR :'county' = '0')
ORDER BY high DESC NULLS FIRST, low DESC, code$q$),
	(5, 'The municipalities with most people waiting', 'table', 'Who is agreed has not moved in yet.', $q$
SELECT code, name, coalesce(value::text, symbol) AS agreed, low AS "at least", high AS "at most"
FROM busetting.report_figure
WHERE source = :'source' AND date = :'date' AND measure = 'agreed' AND level = 'municipality' AND (left(code, 2) = :'county' OR :'county' = '0')
ORDER BY low DESC NULLS LAST, high DESC, code
LIMIT 25$q$),
	(6, 'What changed most since the publication before', 'table', 'Of what is hidden a change has bounds too.', $q$
SELECT since, level, code, name, value_low AS "at least", value_high AS "at most", change_low AS "changed by at least", change_high AS "changed by at most"
FROM busetting.report_trend_figure
WHERE source = :'source' AND date = :'date' AND measure = :'measure' AND comparable
ORDER BY greatest(abs(change_low), abs(change_high)) DESC NULLS LAST, code
LIMIT 25$q$),
	(7, 'How much of each forecast is reached', 'table', 'Of those that are of all who are settled; one of a part or a group is not measured.', $q$
SELECT label, persons, settled_low AS "settled at least", settled_high AS "settled at most", round(floor(1000 * settled_share_low) / 10, 1) AS "percent at least", round(ceil(1000 * settled_share_high) / 10, 1) AS "percent at most"
FROM busetting.report_forecast
WHERE source = :'source' AND date = :'date'
ORDER BY settled_share_low IS NULL, persons DESC, label$q$),
	(8, 'What does not add up', 'table', 'Of all sources and dates.', $q$
SELECT date, source, level, name, measure, published_low AS "published at least", published_high AS "published at most", coalesce(other_source, 'sum of its parts') AS "compared with",
	   other_low AS "there at least", other_high AS "there at most", deviation
FROM busetting.report_reconciliation
WHERE NOT consistent
ORDER BY date DESC, source, level, code, measure$q$),
	(9, 'Places not used and the grant for them, by county', 'table', 'Of all sources and dates.', $q$
SELECT date, source, name, unused_places_low AS "places at least", unused_places_high AS "places at most", amount_low AS "kroner at least", amount_high AS "kroner at most", not_stated
FROM busetting.report_grant
WHERE level = 'county'
ORDER BY date DESC, amount_high DESC NULLS LAST, name$q$),
	(10, 'How old the copies of the reports are', 'table', 'Copies are made by refresh_reports.', $q$
SELECT report, number_of_rows, refreshed, round(minutes_old) AS minutes_old
FROM busetting.report_freshness
ORDER BY report$q$)
) AS q(number, title, shape, description, query);

COMMENT ON VIEW dashboard_question IS
	'questions to the reports, for dashboards; source, date (the latest first), measure and county (0 for all) are given as in psql, :''source''';
COMMENT ON COLUMN dashboard_question.number IS 'place on a dashboard';
COMMENT ON COLUMN dashboard_question.title IS 'what is asked';
COMMENT ON COLUMN dashboard_question.shape IS 'how it is best shown: table, bar chart or time series';
COMMENT ON COLUMN dashboard_question.description IS 'what to know when reading the answer';
COMMENT ON COLUMN dashboard_question.query IS 'the question, SQL';

/* Variables are filled in by Grafana, as SQL strings. */
CREATE FUNCTION grafana_dashboard(title text DEFAULT 'Settlement of refugees') RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH variable(n, name, label, query) AS (VALUES
		(1, 'source', 'Source', 'SELECT source FROM busetting.report_publication GROUP BY source ORDER BY max(date) DESC, source'),
		(2, 'date', 'Date', 'SELECT DISTINCT date::text FROM busetting.report_publication WHERE source = ${source:sqlstring} ORDER BY 1 DESC'),
		(3, 'measure', 'Measure', 'SELECT DISTINCT measure FROM busetting.report_figure WHERE source = ${source:sqlstring} AND date = ${date:sqlstring} ORDER BY measure DESC'),
		(4, 'county', 'County', 'SELECT ''All'' AS __text, ''0'' AS __value UNION ALL (SELECT name, code FROM busetting.report_figure WHERE source = ${source:sqlstring} AND date = ${date:sqlstring} AND level = ''county'' GROUP BY name, code ORDER BY code)')
	), datasource AS (
		SELECT jsonb_build_object('type', 'grafana-postgresql-datasource', 'uid', '${database}') AS datasource
	)
	SELECT jsonb_build_object(
		'uid', 'busetting', 'title', title, 'tags', jsonb_build_array('busetting'), 'schemaVersion', 39, 'version', 1, 'editable', true,
		'description', 'Reports of the PostgreSQL extension busetting. What is hidden is shown with both bounds.',
		'time', '{"from": "now-2y", "to": "now"}'::jsonb, 'timezone', 'browser', 'refresh', '5m',
		'templating', jsonb_build_object('list',
			'[{"name": "database", "label": "Database", "type": "datasource", "query": "grafana-postgresql-datasource"}]'::jsonb ||
			(SELECT jsonb_agg(jsonb_build_object('name', v.name, 'label', v.label, 'type', 'query', 'query', v.query, 'datasource', d.datasource, 'refresh', 1, 'sort', 0) ORDER BY v.n) FROM variable AS v)),
		'panels', (
			SELECT jsonb_agg(jsonb_build_object('id', q.number, 'title', q.title, 'description', q.description,
				'type', CASE q.shape WHEN 'bar chart' THEN 'barchart' WHEN 'time series' THEN 'timeseries' ELSE 'table' END,
				'datasource', d.datasource, 'gridPos', jsonb_build_object('x', 12 * ((q.number - 1) % 2), 'y', 10 * ((q.number - 1) / 2), 'w', 12, 'h', 10),
				'targets', jsonb_build_array(jsonb_build_object('refId', 'A', 'datasource', d.datasource, 'editorMode', 'code', 'rawQuery', true,
					'format', CASE q.shape WHEN 'time series' THEN 'time_series' ELSE 'table' END, 'rawSql', regexp_replace(btrim(q.query, E'\n'), ':''(\w+)''', '${\1:sqlstring}', 'g'))),
				'options', CASE q.shape WHEN 'bar chart' THEN '{"orientation": "horizontal", "stacking": "normal", "xField": "name", "showValue": "auto"}'::jsonb ELSE '{}' END) ORDER BY q.number)
			FROM dashboard_question AS q))
	FROM datasource AS d
$$;

COMMENT ON FUNCTION grafana_dashboard(text) IS 'dashboard for Grafana, to be imported, of the questions in dashboard_question';
