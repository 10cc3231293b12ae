/*
 * page.sql: a publication as one page to look at, print and keep: no script, and
 * nothing from elsewhere.  Made with the server's XML functions, so that every
 * name is escaped.
 */

CREATE FUNCTION html_style() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT '
html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; color: #1a1a1a; background: #fff; -webkit-text-size-adjust: 100%; }
body { max-width: 800px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 21px; line-height: 1.3; margin: 40px 0 8px; padding-top: 12px; border-top: 3px solid #1a1a1a; }
p { margin: 0 0 12px; max-width: 42em; }
.source, .note { color: #595959; }
.lead { font-size: 19px; }
.note { font-size: 14px; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 24px 0 0; }
dl div { border-top: 1px solid #1a1a1a; padding-top: 6px; }
dt { font-size: 14px; color: #595959; }
dd { margin: 0; }
dd.number { font-size: 30px; line-height: 1.25; font-weight: bold; }
dd.part { font-size: 14px; color: #595959; }
figure { margin: 16px 0 0; }
svg { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
ul { margin: 0; padding: 0; list-style: none; }
li { margin: 0 0 18px; }
li svg { width: 100%; height: 16px; margin: 4px 0; }
.scroll { overflow: auto; margin: 24px 0 0; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.35; font-variant-numeric: tabular-nums; width: 100%; }
caption { text-align: left; font-weight: bold; font-size: 16px; padding-bottom: 6px; }
th, td { padding: 5px 0 5px 14px; text-align: right; vertical-align: top; border-bottom: 1px solid #e3e0da; }
td { white-space: nowrap; }
thead th { vertical-align: bottom; border-bottom: 1px solid #1a1a1a; font-weight: normal; color: #595959; min-width: 56px; }
tbody th { font-weight: normal; }
.trend tbody th { white-space: nowrap; }
th:first-child { text-align: left; padding-left: 0; }
.text { text-align: left; white-space: normal; }
.hidden { font-style: italic; }
@media screen {
	.trend .scroll { max-height: 420px; }
	thead th { position: sticky; top: 0; background: #fff; }
}
@media screen and (max-width: 799px) {
	.wide { display: none; }
	.narrow { display: block; }
	.narrow svg { width: 100%; max-width: 480px; }
	h1 { font-size: 25px; }
	.lead { font-size: 17px; }
	dl { grid-template-columns: 1fr 1fr; }
	dd.number { font-size: 25px; }
}
@page { size: A4; margin: 15mm; }
@media print {
	html { font-size: 10pt; }
	body { max-width: none; padding: 0; }
	h1 { font-size: 20pt; }
	h2 { font-size: 13pt; margin-top: 20pt; }
	h2, caption { break-after: avoid; }
	figure, li, tr, dl { break-inside: avoid; }
	thead { display: table-header-group; }
	.scroll { overflow: visible; }
	table { font-size: 8pt; }
	th, td { padding: 2pt 0 2pt 6pt; }
	* { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
'
$$;

COMMENT ON FUNCTION html_style() IS 'style sheet of report_html';

/* A table that a narrow screen scrolls by itself; header and cells are xml. */
CREATE FUNCTION html_table(caption text, header xml, body xml) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name div, xmlattributes('scroll' AS class, 'region' AS role, 0 AS tabindex, caption AS "aria-label"),
		xmlelement(name table, xmlelement(name caption, caption),
			xmlelement(name thead, xmlelement(name tr, header)), xmlelement(name tbody, body)))
$$;

COMMENT ON FUNCTION html_table(text, xml, xml) IS 'table of a page';

CREATE FUNCTION html_number(low numeric, high numeric, symbol text, phrase jsonb, signed boolean DEFAULT false) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name td, xmlattributes(CASE WHEN symbol IS NOT NULL THEN 'hidden' END AS class),
		coalesce(number_text(low, high, phrase, signed), CASE WHEN symbol IS NULL THEN U&'\2013' ELSE phrase ->> 'unknown' END))
$$;

COMMENT ON FUNCTION html_number(numeric, numeric, text, jsonb, boolean) IS 'cell of a table that holds a number; a dash if it is not stated';

/* Rows are those of report views with a name; a column that none of them states is left out. */
CREATE FUNCTION html_measures(caption text, name_header text, figures jsonb, phrase jsonb) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH cell AS (
		SELECT f.n, f.figure ->> 'name' AS name, m.measure, m.column_number,
			   (f.figure ->> (m.measure || '_low'))::numeric AS low, (f.figure ->> (m.measure || '_high'))::numeric AS high,
			   f.figure ->> (m.measure || '_symbol') AS symbol
		FROM jsonb_array_elements(figures) WITH ORDINALITY AS f(figure, n)
		CROSS JOIN unnest('{requested,decided,decided_collective,settled,agreed,gap,settled_collective,agreed_collective,gap_collective}'::text[])
			WITH ORDINALITY AS m(measure, column_number)
	), stated AS (
		SELECT measure, column_number FROM cell GROUP BY measure, column_number HAVING count(low) + count(high) > 0
	), line AS (
		SELECT n, xmlelement(name tr, xmlelement(name th, xmlattributes('row' AS scope), name),
					  xmlagg(html_number(low, high, symbol, phrase, measure LIKE 'gap%') ORDER BY column_number)) AS line
		FROM cell
		JOIN stated USING (measure, column_number)
		GROUP BY n, name
	)
	SELECT html_table(caption,
		xmlconcat(xmlelement(name th, xmlattributes('col' AS scope), name_header),
			(SELECT xmlagg(xmlelement(name th, xmlattributes('col' AS scope), phrase ->> measure) ORDER BY column_number) FROM stated)),
		xmlagg(line ORDER BY n))
	FROM line
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION html_measures(text, text, jsonb, jsonb) IS 'table of rows of a report view';

CREATE FUNCTION report_html(on_date date DEFAULT CURRENT_DATE, language text DEFAULT 'nb', source text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	phrase constant jsonb := phrases(language);
	shown constant record := chart_publication(on_date, source);
	country report_national;
	title text;
	lead text;
	figures xml;
	forecasts xml;
	comparisons record;
	absent xml;
	trend record;
	tables xml;
BEGIN
	title := format(phrase ->> 'title', date_text(shown.date, phrase));
	SELECT * INTO country FROM report_national AS n WHERE n.source = shown.source AND n.date = shown.date;

	-- headline figures
	SELECT concat_ws(' ',
			   format(phrase ->> 'lead', number_text(country.settled_low, country.settled_high, phrase), number_text(country.agreed_low, country.agreed_high, phrase)),
			   -- said only where none of the others can have a larger one
			   (SELECT format(phrase ->> 'largest gap', c.county, number_text(c.gap_low, c.gap_high, phrase, true))
				FROM (SELECT c.county, c.code, c.gap_low, c.gap_high,
							 max(coalesce(c.gap_high::float8, 'infinity')) OVER (ORDER BY c.gap_low DESC NULLS LAST, c.code COLLATE "C" ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS others
					  FROM report_county AS c
					  WHERE c.source = shown.source AND c.date = shown.date AND (c.gap IS NOT NULL OR c.gap_symbol IS NOT NULL)
					  ORDER BY c.gap_low DESC NULLS LAST, c.code COLLATE "C"
					  LIMIT 1) AS c
				WHERE c.gap_low >= coalesce(c.others, c.gap_low)),
			   CASE WHEN country.absent > 0 THEN format(phrase ->> 'counties listed', country.listed, country.listed + country.absent) END)
	INTO lead
	WHERE country.settled_low IS NOT NULL AND country.agreed_low IS NOT NULL;
	lead := upper(left(lead, 1)) || substr(lead, 2);	-- a number can begin with "at least"
	SELECT xmlelement(name dl, xmlagg(xmlelement(name div,
			   xmlelement(name dt, phrase ->> f.label),
			   xmlelement(name dd, xmlattributes('number' AS class),
				   CASE WHEN f.label = 'progress' THEN number_text(100 * f.low, 100 * f.high, phrase, suffix => phrase ->> 'percent', decimals => 1)
						ELSE number_text(f.low, f.high, phrase, f.label = 'gap') END),
			   CASE WHEN f.part_low IS NOT NULL OR f.part_high IS NOT NULL THEN
				   xmlelement(name dd, xmlattributes('part' AS class),
					   format(phrase ->> 'of which collective', number_text(f.part_low, f.part_high, phrase, f.label = 'gap'))) END)
		   ORDER BY f.n))
	INTO figures
	FROM (VALUES
		(1, 'settled', country.settled_low::numeric, country.settled_high::numeric, country.settled_collective_low, country.settled_collective_high),
		(2, 'agreed', country.agreed_low, country.agreed_high, country.agreed_collective_low, country.agreed_collective_high),
		(3, 'gap', country.gap_low, country.gap_high, country.gap_collective_low, country.gap_collective_high),
		(4, 'progress', country.progress_low, country.progress_high, NULL, NULL),
		(5, 'requested', country.requested_low, country.requested_high, NULL, NULL),
		(6, 'decided', country.decided_low, country.decided_high, country.decided_collective_low, country.decided_collective_high)
	) AS f(n, label, low, high, part_low, part_high)
	WHERE f.low IS NOT NULL OR f.high IS NOT NULL;

	-- progress against the forecasts: settled, agreed, and what of it is not certain
	SELECT xmlelement(name ul, xmlagg(xmlelement(name li,
			   xmlelement(name strong, f.label), xmlelement(name br),
			   concat(format(phrase ->> 'announced', number_text(f.persons, f.persons, phrase), date_text(f.announced_on, phrase)),
					  format(phrase ->> 'announced by', f.announced_by)),
			   chart_share(f.settled_share_low, f.settled_share_high, f.pipeline_share_low, f.pipeline_share_high,
				   format(phrase ->> 'reached', s.settled, s.pipeline)),
			   format(phrase ->> 'reached', s.settled, s.pipeline))
		   ORDER BY f.persons DESC, f.label COLLATE "C"))
	INTO forecasts
	FROM report_forecast AS f
	CROSS JOIN LATERAL (
		SELECT coalesce(number_text(100 * f.settled_share_low, 100 * f.settled_share_high, phrase, suffix => phrase ->> 'percent', decimals => 1), phrase ->> 'not stated') AS settled,
			   coalesce(number_text(100 * f.pipeline_share_low, 100 * f.pipeline_share_high, phrase, suffix => phrase ->> 'percent', decimals => 1), phrase ->> 'not stated') AS pipeline
	) AS s
	WHERE f.source = shown.source AND f.date = shown.date AND f.settled_share_low IS NOT NULL
	HAVING count(*) > 0;

	-- what does not reconcile
	SELECT count(*) FILTER (WHERE r.consistent) AS consistent, count(*) AS compared,
		   xmlagg(xmlelement(name tr,
			   xmlelement(name th, xmlattributes('row' AS scope), r.name),
			   xmlelement(name td, xmlattributes('text' AS class), phrase ->> r.measure),
			   html_number(r.published_low, r.published_high, r.published_symbol, phrase),
			   xmlelement(name td, xmlattributes('text' AS class), coalesce(r.other_source, phrase ->> 'sum of municipalities')),
			   html_number(r.other_low, r.other_high, r.other_symbol, phrase),
			   html_number(r.deviation, r.deviation, NULL, phrase, signed => true))
			   ORDER BY abs(r.deviation) DESC, r.code COLLATE "C", r.measure) FILTER (WHERE NOT r.consistent) AS rows
	INTO comparisons
	FROM report_reconciliation AS r
	WHERE r.source = shown.source AND r.date = shown.date;

	-- who is absent
	SELECT xmlagg(xmlelement(name p, sentence) ORDER BY n, code COLLATE "C")
	INTO absent
	FROM (SELECT 1 AS n, '' AS code, format(phrase ->> 'counties absent', country.absent_names) AS sentence
		  WHERE country.absent > 0
		  UNION ALL
		  SELECT 2, o.code, format(phrase ->> 'municipalities absent', o.name, count(*) FILTER (WHERE a.absent), count(*),
						string_agg(c.name || CASE WHEN c.last_date IS NULL THEN '' ELSE format(phrase ->> 'last time', date_text(c.last_date, phrase)) END, ', ' ORDER BY c.code COLLATE "C") FILTER (WHERE a.absent))
		  FROM coverage AS c
		  JOIN region AS r ON r.id = c.region
		  JOIN region_official AS o ON o.region = r.parent AND in_force(c.date, o.named_since, o.named_until)
		  -- not listed, or listed without a number, and it had some before
		  CROSS JOIN LATERAL (SELECT NOT c.listed OR c.late AS absent) AS a
		  WHERE c.source = shown.source AND c.date = shown.date AND c.level = 'municipality'
		  GROUP BY o.code, o.name
		  HAVING bool_or(a.absent)) AS a;

	-- the publications there are
	SELECT count(*) AS publications, jsonb_agg(to_jsonb(f) || jsonb_build_object('name', date_text(f.date, phrase)) ORDER BY f.date DESC) AS figures,
		   count(DISTINCT concat_ws(' ', f.own, f.listed, f.absent_names)) > 1 AS broken,
		   (SELECT count(DISTINCT p.date) FROM report_publication AS p WHERE p.source = shown.source AND p.date <= shown.date) AS of_all
	INTO trend
	FROM trend_figures(shown.source, shown.date) AS f;

	-- the tables themselves
	SELECT xmlagg(t.drawn ORDER BY t.n, t.code COLLATE "C")
	INTO tables
	FROM (SELECT 1 AS n, '' AS code, html_measures(phrase ->> 'counties', phrase ->> 'county',
				 jsonb_agg(to_jsonb(c) || jsonb_build_object('name', c.county) ORDER BY c.code COLLATE "C"), phrase) AS drawn
		  FROM report_county AS c
		  WHERE c.source = shown.source AND c.date = shown.date
		  HAVING count(*) > 0
		  UNION ALL
		  SELECT 2, m.county_code, html_measures(format(phrase ->> 'municipalities of', m.county), phrase ->> 'municipality',
				 jsonb_agg(to_jsonb(m) || jsonb_build_object('name', m.municipality) ORDER BY m.code COLLATE "C"), phrase)
		  FROM report_municipality AS m
		  WHERE m.source = shown.source AND m.date = shown.date
		  GROUP BY m.county_code, m.county) AS t;

	RETURN E'<!DOCTYPE html>\n' || xmlserialize(CONTENT xmlelement(name html, xmlattributes(language AS lang),
		xmlelement(name head,
			xmlelement(name meta, xmlattributes('utf-8' AS charset)),
			xmlelement(name meta, xmlattributes('viewport' AS name, 'width=device-width, initial-scale=1' AS content)),
			xmlelement(name title, title),
			xmlelement(name style, html_style())),
		xmlelement(name body,
			xmlelement(name header,
				xmlelement(name h1, title),
				xmlelement(name p, xmlattributes('source' AS class), concat(phrase ->> 'source', ': ', shown.source)),
				CASE WHEN lead IS NOT NULL THEN xmlelement(name p, xmlattributes('lead' AS class), lead) END,
				figures),
			xmlelement(name main,
				xmlelement(name section,
					xmlelement(name h2, phrase ->> 'chart title'),
					xmlelement(name figure,
						xmlelement(name div, xmlattributes('wide' AS class), chart_county_gap(shown.date, language, shown.source, 768)),
						xmlelement(name div, xmlattributes('narrow' AS class), chart_county_gap(shown.date, language, shown.source, 328)))),
				xmlelement(name section,
					xmlelement(name h2, phrase ->> 'forecasts'),
					CASE WHEN forecasts IS NULL THEN xmlelement(name p, phrase ->> 'no forecast')
						 ELSE xmlconcat(xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'forecasts apart'), forecasts) END),
				xmlelement(name section,
					xmlelement(name h2, phrase ->> 'reconciliation'),
					xmlelement(name p, CASE comparisons.compared WHEN 0 THEN phrase ->> 'nothing to compare'
						ELSE format(phrase ->> 'consistent', comparisons.consistent, comparisons.compared) END),
					CASE WHEN comparisons.rows IS NOT NULL THEN
						html_table(phrase ->> 'deviations',
							xmlconcat(xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'region'),
								xmlelement(name th, xmlattributes('col' AS scope, 'text' AS class), phrase ->> 'measure'),
								xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'published'),
								xmlelement(name th, xmlattributes('col' AS scope, 'text' AS class), phrase ->> 'compared with'),
								xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'other'),
								xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'deviation')),
							comparisons.rows) END),
				xmlelement(name section,
					xmlelement(name h2, phrase ->> 'absent'),
					coalesce(absent, xmlelement(name p, phrase ->> 'nobody absent'))),
				xmlelement(name section, xmlattributes('trend' AS class),
					xmlelement(name h2, phrase ->> 'trend'),
					CASE WHEN trend.publications < 2 THEN xmlelement(name p, phrase ->> 'first')
						 ELSE xmlconcat(
							CASE WHEN trend.publications < trend.of_all THEN
								xmlelement(name p, xmlattributes('note' AS class), format(phrase ->> 'trend latest', trend.publications, trend.of_all)) END,
							CASE WHEN trend.broken THEN xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'trend broken') END,
							xmlelement(name figure,
								xmlelement(name div, xmlattributes('wide' AS class), svg_trend(trend.figures, phrase, 768)),
								xmlelement(name div, xmlattributes('narrow' AS class), svg_trend(trend.figures, phrase, 328))),
							html_measures(format(phrase ->> 'publications', shown.source), phrase ->> 'date', trend.figures, phrase)) END),
				xmlelement(name section,
					xmlelement(name h2, phrase ->> 'tables'),
					xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'reading'),
					tables)))) AS text);
END
$$;

COMMENT ON FUNCTION report_html(date, text, text) IS
	'page of the figures published last on or before a date: headline figures, chart of counties, forecasts, reconciliation, tables; in nb, nn or en';
