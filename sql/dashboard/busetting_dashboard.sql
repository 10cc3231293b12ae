-- Questions to the reports, for Metabase, Superset and whatever else takes a query: each paragraph is one,
-- with its title and how it is best shown.  A role that grant_reports() has been called for can run them all.
-- A hidden number is NULL and has a symbol, ":", and bounds, _low and _high: show these, and do not
-- sum the column itself.  busetting_dashboard.json has the same as a Grafana dashboard.

-- The country, latest publication (stat)
SELECT source, date, settled_low, settled_high, agreed_low, agreed_high, gap_low, gap_high, round(100 * progress_low, 1) AS progress_percent
FROM busetting.report_national
WHERE gap_low IS NOT NULL
ORDER BY date DESC, listed DESC NULLS FIRST, source
LIMIT 1;

-- Settled, agreed and not certain, by county (bar chart)
WITH latest AS (
	SELECT source, date FROM busetting.report_county WHERE gap_low IS NOT NULL GROUP BY source, date ORDER BY date DESC, count(*) DESC, source LIMIT 1
)
SELECT county, settled_low AS settled, agreed_low AS agreed, pipeline_high - pipeline_low AS "not certain"
FROM busetting.report_county
JOIN latest USING (source, date)
ORDER BY gap_high DESC NULLS LAST, code;

-- Counties by gap (table)
WITH latest AS (
	SELECT source, date FROM busetting.report_county WHERE gap_low IS NOT NULL GROUP BY source, date ORDER BY date DESC, count(*) DESC, source LIMIT 1
)
SELECT code, county, coalesce(settled::text, settled_symbol) AS settled, coalesce(agreed::text, agreed_symbol) AS agreed,
	   gap_low, gap_high, settled_hidden + agreed_hidden AS hidden, absent
FROM busetting.report_county
JOIN latest USING (source, date)
ORDER BY gap_high DESC NULLS LAST, code;

-- Settled and agreed over time (time series)
SELECT date::timestamp AS time, source, settled_low AS settled, agreed_low AS agreed, gap_low AS gap
FROM busetting.report_national
ORDER BY time, source;

-- What changed most since the publication before (table)
WITH latest AS (
	SELECT source, date FROM busetting.report_trend WHERE gap_change_low IS NOT NULL GROUP BY source, date ORDER BY date DESC, count(*) DESC, source LIMIT 1
)
SELECT since, level, code, name, gap_low, gap_high, gap_change_low, gap_change_high
FROM busetting.report_trend
JOIN latest USING (source, date)
ORDER BY abs(gap_change_low + gap_change_high) DESC NULLS LAST, code
LIMIT 25;

-- The municipalities with most people waiting (table)
WITH latest AS (
	SELECT source, date FROM busetting.report_municipality WHERE gap_low IS NOT NULL GROUP BY source, date ORDER BY date DESC, count(*) DESC, source LIMIT 1
)
SELECT code, municipality, county, coalesce(settled::text, settled_symbol) AS settled, coalesce(agreed::text, agreed_symbol) AS agreed, gap_low, gap_high
FROM busetting.report_municipality
JOIN latest USING (source, date)
ORDER BY gap_low DESC NULLS LAST, code
LIMIT 25;

-- How much of each forecast is reached (bar gauge)
SELECT label, persons, settled_low AS settled, agreed_low AS agreed, round(100 * settled_share_low, 1) AS "settled, percent"
FROM busetting.report_forecast
WHERE (source, date) = (SELECT source, date FROM busetting.report_forecast ORDER BY date DESC, settled_low DESC NULLS LAST, source LIMIT 1)
ORDER BY persons DESC, label;

-- What does not add up (table)
SELECT date, source, level, name, measure, published_low, published_high, coalesce(other_source, 'sum of its municipalities') AS "compared with",
	   other_low, other_high, deviation
FROM busetting.report_reconciliation
WHERE NOT consistent
ORDER BY date DESC, source, level, code, measure;

-- Places not used and the grant for them, by county (table)
SELECT date, source, name, unused_places, amount_low, amount_high, not_stated
FROM busetting.report_grant
WHERE level = 'county'
ORDER BY date DESC, amount_high DESC NULLS LAST, name;

-- How old the copies of the reports are (table)
SELECT report, number_of_rows, refreshed, round(minutes_old) AS minutes_old
FROM busetting.report_freshness
ORDER BY report;
