/*
 * page.sql: a publication as one page to look at, print and keep: no script, and
 * nothing from elsewhere.  Made with the server's XML functions, so that every
 * name is escaped.
 */

CREATE FUNCTION busetting_internal.html_style() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT '
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --faint: #595959; --rule: #e3e0da; --shade: rgba(0,0,0,.25); }
html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; color: var(--ink); background: var(--ground); -webkit-text-size-adjust: 100%; }
body { max-width: 800px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 21px; line-height: 1.3; margin: 40px 0 8px; padding-top: 12px; border-top: 3px solid var(--ink); overflow-wrap: anywhere; }
h3 { font-size: 16px; margin: 24px 0 4px; overflow-wrap: anywhere; }
p { margin: 0 0 12px; max-width: 42em; overflow-wrap: anywhere; }
a { color: inherit; }
.source, .note { color: var(--faint); }
.lead { font-size: 19px; }
.note { font-size: 14px; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 24px 0 0; }
dl div { border-top: 1px solid var(--ink); padding-top: 6px; min-width: 0; }
dt { font-size: 14px; color: var(--faint); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
dd.number { font-size: 30px; line-height: 1.25; font-weight: bold; }
dd.part { font-size: 14px; color: var(--faint); }
nav { margin: 24px 0 0; font-size: 14px; }
nav li { display: inline-block; margin: 0 16px 4px 0; }
figure { margin: 16px 0 0; }
svg { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
ul { margin: 0; padding: 0; list-style: none; }
main li { margin: 0 0 18px; }
.group li { margin: 0 0 4px; font-size: 14px; }
li svg { width: 100%; height: 16px; margin: 4px 0; }
.scroll { overflow: auto; margin: 24px 0 0;
	background: linear-gradient(to right, var(--ground) 40%, transparent) 0 0 / 40px 100% no-repeat local, linear-gradient(to left, var(--ground) 40%, transparent) 100% 0 / 40px 100% no-repeat local,
		linear-gradient(to right, var(--shade), transparent) 0 0 / 14px 100% no-repeat scroll, linear-gradient(to left, var(--shade), transparent) 100% 0 / 14px 100% no-repeat scroll; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.35; font-variant-numeric: tabular-nums; width: 100%; }
caption { text-align: left; font-weight: bold; font-size: 16px; padding-bottom: 6px; }
th, td { padding: 5px 0 5px 14px; text-align: right; vertical-align: top; border-bottom: 1px solid var(--rule); }
td { white-space: nowrap; }
thead th { vertical-align: bottom; border-bottom: 1px solid var(--ink); font-weight: normal; color: var(--faint); min-width: 56px; }
tbody th { font-weight: normal; }
.trend tbody th { white-space: nowrap; }
th:first-child { text-align: left; padding-left: 0; }
.text { text-align: left; white-space: normal; }
.hidden { font-style: italic; }
@media screen {
	.trend .scroll { max-height: 420px; }
	.trend thead th { position: sticky; top: 0; background: var(--ground); }
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
@media screen and (prefers-color-scheme: dark) {
	:root { --ground: #15181c; --ink: #ececec; --faint: #a9adb3; --rule: #3a3f45; --shade: rgba(255,255,255,.35); }
	svg [stroke="#ffffff"] { stroke: #15181c; }
	svg pattern [fill="#ffffff"] { fill: #15181c; }
	svg[fill="#1a1a1a"], svg [fill="#1a1a1a"] { fill: #ececec; }
	svg [fill="#595959"] { fill: #a9adb3; }
	svg [stroke="#dedbd5"], svg [stroke="#ebe9e4"] { stroke: #3a3f45; }
	svg [stroke="#6b6b6b"] { stroke: #8d9299; }
	svg [fill="#eceae5"] { fill: #33383e; }
	svg [fill="#17456e"] { fill: #7db4e8; }
	svg [stroke="#17456e"] { stroke: #7db4e8; }
	svg [fill="#0b2239"] { fill: #cfe4f7; }
	svg [fill="#8a4500"] { fill: #f2a33c; }
	svg [stroke="#b85c00"] { stroke: #f2a33c; }
}
@page { size: A4; margin: 12mm; }
@media print {
	:root { color-scheme: light; }
	html { font-size: 10pt; }
	body { max-width: none; padding: 0; }
	nav { display: none; }
	h1 { font-size: 20pt; }
	h2 { font-size: 13pt; margin-top: 16pt; }
	h2, h3, caption, .note { break-after: avoid; }
	figure, li, tr, dl { break-inside: avoid; }
	ul { columns: 2; margin: 0; font-size: 8pt; }
	thead { display: table-header-group; }
	.scroll { overflow: visible; background: none; margin-top: 10pt; }
	.tall svg { max-height: 220mm; width: auto; }
	table { font-size: 7.5pt; line-height: 1.1; }
	caption { font-size: 9pt; padding-bottom: 2pt; }
	th, td { padding: 0.5pt 0 0.5pt 6pt; }
	thead th { min-width: 0; }
	.columns { columns: 2; column-gap: 8mm; }
	.many table { font-size: 6.9pt; line-height: 1.05; }
	.many th, .many td { padding: .2pt 0 .2pt 4pt; }
	.many .scroll { margin-top: 6pt; }
	* { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
'
$$;

COMMENT ON FUNCTION busetting_internal.html_style() IS 'style sheet of report_html';

/* A table that a narrow screen scrolls by itself; header and cells are xml. */
CREATE FUNCTION busetting_internal.html_table(caption text, header xml, body xml) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name div, xmlattributes('scroll' AS class, 'region' AS role, 0 AS tabindex, caption AS "aria-label"),
		xmlelement(name table, xmlelement(name caption, caption),
			xmlelement(name thead, xmlelement(name tr, header)), xmlelement(name tbody, body)))
$$;

COMMENT ON FUNCTION busetting_internal.html_table(text, xml, xml) IS 'table of a page';

CREATE FUNCTION busetting_internal.html_number(low numeric, high numeric, symbol text, phrase jsonb, signed boolean DEFAULT false) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name td, xmlattributes(CASE WHEN symbol IS NOT NULL THEN 'hidden' END AS class),
		coalesce(busetting_internal.number_text(low, high, phrase, signed), CASE WHEN symbol IS NULL THEN U&'\2013' ELSE phrase ->> 'unknown' END))
$$;

COMMENT ON FUNCTION busetting_internal.html_number(numeric, numeric, text, jsonb, boolean) IS 'cell of a table that holds a number; a dash if it is not stated';

/* Rows: n, name, measure, low, high, hidden.  A column that none of them states is left out. */
CREATE FUNCTION busetting_internal.html_measures(caption text, name_header text, figures jsonb, columns jsonb, phrase jsonb) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH given AS MATERIALIZED (
		SELECT * FROM jsonb_to_recordset(figures) AS f(n integer, name text, measure text, low bigint, high bigint, hidden boolean)
	), shown AS MATERIALIZED (
		SELECT c.* FROM jsonb_to_recordset(columns) AS c(measure text, label text, place integer)
		WHERE EXISTS (SELECT FROM given AS f WHERE f.measure = c.measure)
	), line AS (
		SELECT r.n, xmlelement(name tr, xmlelement(name th, xmlattributes('row' AS scope), r.name),
					  xmlagg(busetting_internal.html_number(f.low, f.high, CASE WHEN f.hidden THEN ':' END, phrase, c.measure LIKE 'gap%') ORDER BY c.place)) AS line
		FROM (SELECT DISTINCT n, name FROM given) AS r
		CROSS JOIN shown AS c
		LEFT JOIN given AS f ON f.n = r.n AND f.measure = c.measure
		GROUP BY r.n, r.name
	)
	SELECT busetting_internal.html_table(caption,
		xmlconcat(xmlelement(name th, xmlattributes('col' AS scope), name_header),
			(SELECT xmlagg(xmlelement(name th, xmlattributes('col' AS scope), c.label) ORDER BY c.place) FROM shown AS c)),
		xmlagg(line ORDER BY n))
	FROM line
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.html_measures(text, text, jsonb, jsonb, jsonb) IS 'table of figures, one row a region or date, one column a measure that is stated';

/* A picture in two widths: for a desk and paper, and for a telephone. */
CREATE FUNCTION busetting_internal.html_figure(wide xml, narrow xml, class text DEFAULT NULL) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN wide IS NOT NULL THEN
		xmlelement(name figure, xmlattributes(class AS class),
			xmlelement(name div, xmlattributes('wide' AS class), wide), xmlelement(name div, xmlattributes('narrow' AS class), narrow)) END
$$;

COMMENT ON FUNCTION busetting_internal.html_figure(xml, xml, text) IS 'picture of a page in two widths';

/* A section, NULL where it has no content. */
CREATE FUNCTION busetting_internal.html_section(id text, heading text, content xml) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN content IS NOT NULL AND content::text <> '' THEN jsonb_build_object('id', id, 'heading', heading,
		'section', xmlelement(name section, xmlattributes(id AS id, id AS class), xmlelement(name h2, heading), content)::text) END
$$;

COMMENT ON FUNCTION busetting_internal.html_section(text, text, xml) IS 'section of a page with its identifier and heading, for the contents; NULL where it has no content';

/* What one region of a level is called, and what all that are part of one are: "Fylkene", "Kommunene i Vestland". */
CREATE FUNCTION busetting_internal.page_level(level text, language text, area text, is_root boolean, OUT one text, OUT caption text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT w.one, CASE WHEN is_root THEN format(busetting_internal.phrases(language) ->> 'all of', w.plural) ELSE format(busetting_internal.phrases(language) ->> 'all of in', w.plural, area) END
	FROM busetting_internal.chart_level_label(level, language) AS w
$$;

COMMENT ON FUNCTION busetting_internal.page_level(text, text, text, boolean) IS 'what regions of a level are called in a language: one, and those of an area as a caption';

/* What a reader sees first: what is settled and agreed, where the gap is largest, and who is in it. */
CREATE FUNCTION busetting_internal.page_lead(source text, date date, area integer, totals jsonb, figures jsonb, phrase jsonb) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH part AS MATERIALIZED (
		SELECT f.* FROM jsonb_to_recordset(figures) AS f(region integer, parent integer, code text, name text, measure text, low bigint, high bigint) WHERE f.parent = area
	), total AS (
		SELECT t.* FROM jsonb_to_recordset(totals) AS t(measure text, low bigint, high bigint, basis text)
	), sentences AS (
		SELECT concat_ws(' ',
			(SELECT format(busetting_internal.counted_phrase(phrase, 'lead', CASE WHEN s.low = s.high THEN s.low END, CASE WHEN a.low = a.high THEN a.low END), busetting_internal.number_text(s.low, s.high, phrase), busetting_internal.number_text(a.low, a.high, phrase)) FROM total AS s, total AS a WHERE s.measure = 'settled' AND a.measure = 'agreed' AND s.low IS NOT NULL AND a.low IS NOT NULL),
			-- said only where none of the others can have a larger one; those absent may
			(SELECT format(phrase ->> CASE WHEN EXISTS (SELECT FROM region AS r
														WHERE r.parent = area AND busetting_internal.in_force(page_lead.date, r.since, r.until)
															AND NOT EXISTS (SELECT FROM part AS p WHERE p.region = r.id AND p.measure = 'gap'))
										   THEN 'largest gap listed' ELSE 'largest gap' END, c.name, busetting_internal.number_text(c.low, c.high, phrase, true))
			 FROM (SELECT p.name, p.low, p.high,
						  max(coalesce(p.high::float8, 'infinity')) OVER (ORDER BY p.low DESC NULLS LAST, p.code COLLATE "C" ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS others
				   FROM part AS p WHERE p.measure = 'gap'
				   ORDER BY p.low DESC NULLS LAST, p.code COLLATE "C"
				   LIMIT 1) AS c
			 WHERE c.low >= c.others),
			(SELECT format(phrase ->> 'parts listed', count(c.region), count(*))
			 FROM region AS r
			 LEFT JOIN (SELECT DISTINCT region FROM part) AS c ON c.region = r.id
			 WHERE r.parent = area AND busetting_internal.in_force(page_lead.date, r.since, r.until) AND NOT EXISTS (SELECT FROM total WHERE basis = 'own')
			 HAVING count(c.region) < count(*) AND count(c.region) > 0)) AS text
	)
	-- a number can begin with "at least"
	SELECT nullif(upper(left(text, 1)) || substr(text, 2), '') FROM sentences
$$;

COMMENT ON FUNCTION busetting_internal.page_lead(text, date, integer, jsonb, jsonb, jsonb) IS 'the sentences at the top of a page';

/* How many numbers are hidden, why, and how far off a total may be for that. */
CREATE FUNCTION busetting_internal.page_uncertainty(totals jsonb, figures jsonb, columns jsonb, absent boolean, phrase jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN c.hidden = 0 THEN phrase ->> 'nothing hidden'
				ELSE format(busetting_internal.counted_phrase(phrase, 'some hidden', c.hidden, c.cells), busetting_internal.number_text(c.hidden, c.hidden, phrase), busetting_internal.number_text(c.cells, c.cells, phrase)) || ' ' ||
					 CASE WHEN t.totals IS NULL THEN phrase ->> 'totals certain' ELSE concat_ws(' ', format(phrase ->> 'totals uncertain', t.totals), CASE WHEN absent THEN phrase ->> 'absent counted' END) END END
	FROM (SELECT count(*) AS cells, count(*) FILTER (WHERE f.hidden) AS hidden
		  FROM jsonb_to_recordset(figures) AS f(measure text, hidden boolean, own boolean) WHERE f.own AND f.measure NOT LIKE 'gap%') AS c
	CROSS JOIN (SELECT string_agg(format('%s %s%s', lower(k.label), busetting_internal.number_text(t.low, t.high, phrase),
						   CASE WHEN t.low IS NOT NULL AND t.high IS NOT NULL THEN format(phrase ->> 'off by', busetting_internal.number_text(t.high - t.low, t.high - t.low, phrase)) END), ', ' ORDER BY k.place) AS totals
				FROM jsonb_to_recordset(totals) AS t(measure text, low bigint, high bigint)
				JOIN jsonb_to_recordset(columns) AS k(measure text, label text, part_of text, place integer) ON k.measure = t.measure
				WHERE t.low IS DISTINCT FROM t.high AND t.measure NOT LIKE 'gap%' AND k.part_of IS NULL) AS t
	WHERE c.cells > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_uncertainty(jsonb, jsonb, jsonb, boolean, jsonb) IS 'what is uncertain in a publication, and why';

/* Measures of which nothing is a whole are figures; their parts stand below them. */
CREATE FUNCTION busetting_internal.page_figures(totals jsonb, columns jsonb, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH total AS MATERIALIZED (
		SELECT t.measure, k.label, k.part_of, k.place, t.low, t.high, busetting_internal.number_text(t.low, t.high, phrase, t.measure LIKE 'gap%') AS text
		FROM jsonb_to_recordset(totals) AS t(measure text, low bigint, high bigint)
		JOIN jsonb_to_recordset(columns) AS k(measure text, label text, part_of text, place integer) ON k.measure = t.measure
	), item AS (
		SELECT coalesce(array_position('{settled,agreed,gap}'::text[], t.measure), 5) AS n, t.place, t.label, coalesce(t.text, phrase ->> 'unknown') AS text,
			   (SELECT xmlagg(xmlelement(name dd, xmlattributes('part' AS class), concat(p.label, ': ', p.text)) ORDER BY p.place) FROM total AS p WHERE p.part_of = t.measure AND p.text IS NOT NULL) AS parts
		FROM total AS t WHERE t.part_of IS NULL
		UNION ALL
		SELECT 4, 0, phrase ->> 'progress', busetting_internal.number_text(100 * lower(s.share), 100 * upper(s.share), phrase, suffix => phrase ->> 'percent', decimals => 1), NULL
		FROM (SELECT share(suppressed_bigint(s.low, s.high), suppressed_bigint(a.low, a.high)) AS share FROM total AS s, total AS a WHERE s.measure = 'settled' AND a.measure = 'agreed') AS s
		WHERE s.share IS NOT NULL
	)
	SELECT xmlelement(name dl, xmlagg(xmlelement(name div, xmlelement(name dt, i.label), xmlelement(name dd, xmlattributes('number' AS class), i.text), i.parts) ORDER BY i.n, i.place))
	FROM item AS i
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_figures(jsonb, jsonb, jsonb) IS 'headline figures of a page';

/* Progress against the forecasts: settled, agreed, and what of it is not certain.  What is of a part or a group is only named. */
CREATE FUNCTION busetting_internal.page_forecasts(source text, date date, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH forecast AS MATERIALIZED (
		SELECT f.*, f.settled_share_low IS NOT NULL OR f.pipeline_share_low IS NOT NULL AS measured,
			   coalesce(busetting_internal.number_text(100 * f.settled_share_low, 100 * f.settled_share_high, phrase, suffix => phrase ->> 'percent', decimals => 1), phrase ->> 'not stated') AS settled_text,
			   coalesce(busetting_internal.number_text(100 * f.pipeline_share_low, 100 * f.pipeline_share_high, phrase, suffix => phrase ->> 'percent', decimals => 1), phrase ->> 'not stated') AS pipeline_text,
			   -- all bars have one scale
			   ceil(greatest(max(greatest(f.settled_share_low, f.settled_share_high, f.pipeline_share_low, f.pipeline_share_high)) OVER (), 1) * 10) / 10 AS whole
		FROM report_forecast AS f
		WHERE f.source = page_forecasts.source AND f.date = page_forecasts.date
	)
	SELECT xmlconcat(xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'forecasts apart'),
		xmlelement(name ul, xmlagg(xmlelement(name li,
			xmlelement(name strong, f.label), xmlelement(name br),
			concat(format(busetting_internal.counted_phrase(phrase, 'announced', f.persons), busetting_internal.number_text(f.persons, f.persons, phrase), busetting_internal.date_text(f.announced_on, phrase)), format(phrase ->> 'announced by', f.announced_by)),
			busetting_internal.chart_share(f.settled_share_low, f.settled_share_high, f.pipeline_share_low, f.pipeline_share_high, format(phrase ->> 'reached', f.settled_text, f.pipeline_text), f.whole),
			xmlelement(name span, format(phrase ->> 'reached', f.settled_text, f.pipeline_text)))
			ORDER BY f.persons DESC, f.label COLLATE "C") FILTER (WHERE f.measured)),
		CASE WHEN bool_or(NOT f.measured) THEN
			xmlconcat(xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'group forecast'),
				xmlelement(name ul, xmlattributes('group' AS class), xmlagg(xmlelement(name li, xmlelement(name strong, f.label), ' ',
					concat(format(busetting_internal.counted_phrase(phrase, 'announced', f.persons), busetting_internal.number_text(f.persons, f.persons, phrase), busetting_internal.date_text(f.announced_on, phrase)), format(phrase ->> 'announced by', f.announced_by)))
					ORDER BY f.persons DESC, f.label COLLATE "C") FILTER (WHERE NOT f.measured))) END)
	FROM forecast AS f
	HAVING bool_or(f.measured)
$$;

COMMENT ON FUNCTION busetting_internal.page_forecasts(text, date, jsonb) IS 'section of a page: progress against the forecasts';

/* Sums that contradict each other only together, and groups that do not add up: no two figures of them can be compared. */
CREATE FUNCTION busetting_internal.page_contradictions(source text, date date, language text, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH conflict AS (
		SELECT min(x.code COLLATE "C") AS code, x.number,
			   string_agg(format('%s: %s (%s)', x.name, busetting_internal.chart_measure_label(x.measure, language),
						  phrase ->> CASE WHEN x.over IN ('regions', 'printed total') THEN 'sum of parts' WHEN x.over = 'part' THEN 'part and rest' ELSE 'sum of groups' END),
						  ', ' ORDER BY x.code COLLATE "C", x.measure COLLATE "C", x.over COLLATE "C") AS sums
		FROM contradiction AS x
		WHERE x.source = page_contradictions.source AND x.date = page_contradictions.date
		GROUP BY x.number
		HAVING count(*) > 1 OR bool_and(x.deviation = 0)
	)
	-- a rule that a publisher does not keep to is broken in many regions: ten are told
	SELECT xmlconcat(xmlelement(name p, phrase ->> 'contradictions'),
		xmlelement(name ul, xmlagg(xmlelement(name li, c.sums) ORDER BY c.place) FILTER (WHERE c.place <= 10)),
		CASE WHEN count(*) > 10 THEN xmlelement(name p, format(phrase ->> 'more contradictions', count(*) - 10)) END)
	FROM (SELECT o.sums, row_number() OVER (ORDER BY o.code, o.number) AS place FROM conflict AS o) AS c
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_contradictions(text, date, text, jsonb) IS 'of the section of what does not add up: sums that cannot all hold';

CREATE FUNCTION busetting_internal.page_reconciliation(source text, date date, language text, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlconcat(
		xmlelement(name p, format(busetting_internal.counted_phrase(phrase, 'consistent', count(*) FILTER (WHERE r.consistent), count(*)), count(*) FILTER (WHERE r.consistent), count(*))),
		CASE WHEN count(*) FILTER (WHERE NOT r.consistent) > 0 THEN
			busetting_internal.html_table(phrase ->> 'deviations',
				xmlconcat(xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'region'),
					xmlelement(name th, xmlattributes('col' AS scope, 'text' AS class), phrase ->> 'measure'),
					xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'published'),
					xmlelement(name th, xmlattributes('col' AS scope, 'text' AS class), phrase ->> 'compared with'),
					xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'other'),
					xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'deviation')),
				xmlagg(xmlelement(name tr,
					xmlelement(name th, xmlattributes('row' AS scope), r.name),
					xmlelement(name td, xmlattributes('text' AS class), busetting_internal.chart_measure_label(r.measure, language)),
					busetting_internal.html_number(r.published_low, r.published_high, r.published_symbol, phrase),
					xmlelement(name td, xmlattributes('text' AS class), coalesce(r.other_source, phrase ->> 'sum of parts')),
					busetting_internal.html_number(r.other_low, r.other_high, r.other_symbol, phrase),
					busetting_internal.html_number(r.deviation, r.deviation, NULL, phrase, signed => true))
					ORDER BY abs(r.deviation) DESC, r.code COLLATE "C", r.measure) FILTER (WHERE NOT r.consistent)) END)
	FROM report_reconciliation AS r
	WHERE r.source = page_reconciliation.source AND r.date = page_reconciliation.date
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_reconciliation(text, date, text, jsonb) IS 'section of a page: what does not add up';

CREATE FUNCTION busetting_internal.page_absent(source text, date date, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlagg(xmlelement(name p, format(busetting_internal.counted_phrase(phrase, 'parts absent', a.absent), a.name, a.absent, a.regions, a.names)) ORDER BY char_length(a.code), a.code COLLATE "C")
	FROM (SELECT o.code, o.name, count(*) FILTER (WHERE a.absent) AS absent, count(*) AS regions,
				 string_agg(c.name || CASE WHEN c.last_date IS NULL THEN '' ELSE format(phrase ->> 'last time', busetting_internal.date_text(c.last_date, phrase)) END, ', ' ORDER BY c.code COLLATE "C") FILTER (WHERE a.absent) AS names
		  FROM coverage AS c
		  JOIN region AS r ON r.id = c.region
		  JOIN region_official AS o ON o.region = r.parent AND busetting_internal.in_force(c.date, o.named_since, o.named_until)
		  -- not listed, or listed without a number, and it had some before
		  CROSS JOIN LATERAL (SELECT NOT c.listed OR c.late AS absent) AS a
		  WHERE c.source = page_absent.source AND c.date = page_absent.date
		  GROUP BY o.code, o.name
		  HAVING bool_or(a.absent)) AS a
$$;

COMMENT ON FUNCTION busetting_internal.page_absent(text, date, jsonb) IS 'section of a page: who is absent';

/* What the publications of the source say of the region, one row a date. */
CREATE FUNCTION busetting_internal.page_trend(source text, date date, language text, area integer, code text, columns jsonb, phrase jsonb) RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	dates constant date[] := busetting_internal.chart_dates(source, page_trend.date);
	of_all constant bigint := (SELECT count(DISTINCT p.date) FROM report_publication AS p WHERE p.source = page_trend.source AND p.date <= page_trend.date);
	rows jsonb;
	broken boolean;
BEGIN
	IF cardinality(dates) < 2 THEN
		RETURN NULL;
	END IF;
	SELECT jsonb_agg(jsonb_build_object('n', dates[cardinality(dates)] - f.date, 'name', busetting_internal.date_text(f.date, phrase), 'measure', f.measure, 'low', f.low, 'high', f.high, 'hidden', f.hidden)),
		   bool_or(f.basis <> f.before) OR count(*) FILTER (WHERE f.measure = f.first) < cardinality(dates)
	INTO rows, broken
	FROM (SELECT f.*, lag(f.basis) OVER (PARTITION BY f.measure ORDER BY f.date) AS before, min(f.measure) OVER () AS first
		  FROM busetting_internal.chart_total(source, dates[1], page_trend.date, area) AS f) AS f;
	RETURN xmlconcat(
		CASE WHEN cardinality(dates) < of_all THEN xmlelement(name p, xmlattributes('note' AS class), format(phrase ->> 'trend latest', cardinality(dates), of_all)) END,
		CASE WHEN broken THEN xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'trend broken') END,
		busetting_internal.html_figure(chart_trend(page_trend.date, language, source, 768, code), chart_trend(page_trend.date, language, source, 328, code)),
		CASE WHEN EXISTS (SELECT FROM busetting_internal.chart_figure(source, page_trend.date, page_trend.date) AS f JOIN region AS r ON r.parent = area AND r.code = f.code AND busetting_internal.in_force(f.date, r.since, r.until)) THEN
			xmlconcat(xmlelement(name h3, format(phrase ->> 'multiples', busetting_internal.chart_measure_label(busetting_internal.chart_measure(source, page_trend.date), language))),
				busetting_internal.html_figure(chart_multiples(page_trend.date, language, source, region => code, width => 768), chart_multiples(page_trend.date, language, source, region => code, width => 328))) END,
		busetting_internal.html_measures(format(phrase ->> 'publications', source), phrase ->> 'date', rows, columns, phrase));
END
$$;

COMMENT ON FUNCTION busetting_internal.page_trend(text, date, text, integer, text, jsonb, jsonb) IS 'section of a page: the region over the last publications of the source; NULL of one';

CREATE FUNCTION busetting_internal.page_maps(source text, date date, language text, main_measure text, code text, area integer, figures jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlagg(busetting_internal.html_figure(chart_map(page_maps.date, language, source, region => code, level => t.level, width => 768),
							  chart_map(page_maps.date, language, source, region => code, level => t.level, width => 328), 'tall') ORDER BY t.regions)
	FROM (SELECT r.level, count(DISTINCT r.id) AS regions
		  FROM region_tile AS t
		  JOIN region AS r ON r.id = t.region
		  JOIN jsonb_to_recordset(figures) AS f(region integer, measure text) ON f.region = r.id AND f.measure = main_measure
		  WHERE t.map = area AND t.validity @> page_maps.date
		  GROUP BY r.level
		  -- a map of which only a corner is known says less than that county's own
		  HAVING 2 * count(DISTINCT r.id) >= (SELECT count(*) FROM region_tile AS a JOIN region AS o ON o.id = a.region WHERE a.map = area AND a.validity @> page_maps.date AND o.level = r.level)
			  AND count(DISTINCT r.id) > 1) AS t
$$;

COMMENT ON FUNCTION busetting_internal.page_maps(text, date, text, text, text, integer, jsonb) IS 'section of a page: tile maps of the levels of which the publication states half of the regions or more';

/* Up to two regions of which single parts are listed, as intervals and maps; of more this were too long. */
CREATE FUNCTION busetting_internal.page_intervals(source text, date date, language text, main_measure text, area integer, figures jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlagg(xmlconcat(xmlelement(name h3, w.name),
			CASE WHEN w.id <> area AND w.mapped THEN busetting_internal.html_figure(chart_map(page_intervals.date, language, source, region => w.code, width => 768), chart_map(page_intervals.date, language, source, region => w.code, width => 328)) END,
			busetting_internal.html_figure(chart_intervals(page_intervals.date, language, source, region => w.code, width => 768), chart_intervals(page_intervals.date, language, source, region => w.code, width => 328), 'tall')) ORDER BY w.code COLLATE "C")
	FROM (SELECT r.id, r.code, o.name, EXISTS (SELECT FROM region_tile AS t WHERE t.map = r.id AND t.validity @> page_intervals.date) AS mapped,
				 count(*) FILTER (WHERE f.lowest) OVER () AS regions, f.lowest
		  FROM (SELECT f.parent, bool_or(NOT EXISTS (SELECT FROM region AS o WHERE o.parent = f.region AND busetting_internal.in_force(page_intervals.date, o.since, o.until))) AS lowest
				FROM jsonb_to_recordset(figures) AS f(region integer, parent integer, measure text)
				WHERE f.measure = main_measure
				GROUP BY f.parent) AS f
		  JOIN region AS r ON r.id = f.parent
		  JOIN region_official AS o ON o.region = r.id AND busetting_internal.in_force(page_intervals.date, o.named_since, o.named_until)
		  -- what has a gap is in the chart of gaps
		  WHERE f.lowest OR f.parent = area AND main_measure NOT LIKE 'gap%') AS w
	WHERE w.regions <= 2 OR NOT w.lowest
$$;

COMMENT ON FUNCTION busetting_internal.page_intervals(text, date, text, text, integer, jsonb) IS 'section of a page: the regions that have no parts, where they are of one region or two, and what has no gap, as intervals';

CREATE FUNCTION busetting_internal.page_tables(date date, language text, area integer, figures jsonb, columns jsonb, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name div, xmlattributes(CASE WHEN sum(t.regions) > 100 THEN 'many' || CASE WHEN (SELECT count(*) FROM jsonb_array_elements(columns)) <= 4 THEN ' columns' ELSE '' END END AS class), xmlagg(t.drawn ORDER BY t.depth, t.code COLLATE "C"))
	FROM (SELECT o.parent IS NOT NULL AND f.parent <> area AS depth, o.code, count(DISTINCT f.region) AS regions,
				 busetting_internal.html_measures(v.caption, v.one,
					 jsonb_agg(jsonb_build_object('n', f.n, 'name', f.name, 'measure', f.measure, 'low', f.low, 'high', f.high, 'hidden', f.hidden)), columns, phrase) AS drawn
		  FROM (SELECT f.*, dense_rank() OVER (ORDER BY f.code COLLATE "C") AS n
				FROM jsonb_to_recordset(figures) AS f(region integer, parent integer, level text, code text, name text, measure text, low bigint, high bigint, hidden boolean)) AS f
		  LEFT JOIN region_official AS o ON o.region = f.parent AND busetting_internal.in_force(page_tables.date, o.named_since, o.named_until)
		  CROSS JOIN LATERAL busetting_internal.page_level(f.level, page_tables.language, o.name, o.parent IS NULL) AS v
		  -- the region of the page itself is in the headline, and what it is part of is not its subject
		  WHERE f.region <> area AND f.parent IS NOT NULL
		  GROUP BY f.parent, f.level, o.parent, o.code, o.name, v.caption, v.one) AS t
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_tables(date, text, integer, jsonb, jsonb, jsonb) IS 'section of a page: a table of the parts of each region';

CREATE FUNCTION report_html(on_date date DEFAULT CURRENT_DATE, language text DEFAULT 'nb', source text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling what is drawn takes longer than drawing it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	area integer;		-- the region that the page is of
	area_code text;
	area_name text;
	is_root boolean;
	absent_counted boolean;	-- are regions that are not listed in totals, by the rule?
	columns jsonb;		-- of its measures: measure, label, part_of, place
	figures jsonb;		-- region, parent, level, code, name, measure, low, high, hidden, own
	totals jsonb;		-- of the area: measure, low, high, basis
	main_measure text;
	title text;
	reading text;
	sections jsonb[];
BEGIN
	SELECT jsonb_agg(to_jsonb(m)) INTO columns FROM busetting_internal.chart_measures(shown.source, shown.date, language) AS m;
	SELECT jsonb_agg(to_jsonb(f) || jsonb_build_object('region', r.id, 'parent', r.parent))
	INTO figures
	FROM busetting_internal.chart_figure(shown.source, shown.date, shown.date) AS f
	JOIN region AS r ON r.code = f.code AND r.level = f.level AND busetting_internal.in_force(f.date, r.since, r.until);
	IF figures IS NOT NULL THEN
		main_measure := busetting_internal.chart_measure(shown.source, shown.date);
		SELECT r.region, r.code, r.name, r.parent IS NULL INTO area, area_code, area_name, is_root FROM busetting_internal.chart_region(shown.source, shown.date, busetting_internal.chart_area(shown.source, shown.date)) AS r;
		absent_counted := EXISTS (SELECT FROM coverage AS c JOIN region AS r ON r.id = c.region WHERE c.source = shown.source AND c.date = shown.date AND NOT c.listed AND (r.parent <> area OR NOT is_root));
		SELECT jsonb_agg(to_jsonb(t)) INTO totals FROM busetting_internal.chart_total(shown.source, shown.date, shown.date, area) AS t;
		title := CASE WHEN columns @> '[{"measure": "settled"}]' THEN
					  CASE WHEN is_root THEN format(phrase ->> 'title', busetting_internal.date_text(shown.date, phrase)) ELSE format(phrase ->> 'title in', area_name, busetting_internal.date_text(shown.date, phrase)) END
					  ELSE format(phrase ->> 'title of', area_name, busetting_internal.chart_measure_label(main_measure, language), busetting_internal.date_text(shown.date, phrase)) END;
		reading := concat_ws(' ', phrase ->> 'reading', CASE WHEN columns @> '[{"measure": "gap"}]' THEN phrase ->> 'reading gap' END);
		sections := ARRAY[
			CASE WHEN main_measure = 'gap' AND figures @> jsonb_build_array(jsonb_build_object('parent', area)) THEN
				busetting_internal.html_section('gap', CASE WHEN is_root THEN busetting_internal.chart_gap_title(area, shown.date, language) ELSE format('%s: %s', area_name, busetting_internal.chart_measure_label('gap', language)) END,
					busetting_internal.html_figure(chart_county_gap(shown.date, language, shown.source, 768, area_code), chart_county_gap(shown.date, language, shown.source, 328, area_code), 'tall')) END,
			busetting_internal.html_section('map', phrase ->> 'map', busetting_internal.page_maps(shown.source, shown.date, language, main_measure, area_code, area, figures)),
			busetting_internal.html_section('intervals', format(phrase ->> 'intervals', busetting_internal.chart_measure_label(main_measure, language)), busetting_internal.page_intervals(shown.source, shown.date, language, main_measure, area, figures)),
			CASE WHEN is_root THEN busetting_internal.html_section('forecasts', phrase ->> 'forecasts', busetting_internal.page_forecasts(shown.source, shown.date, phrase)) END,
			busetting_internal.html_section('reconciliation', phrase ->> 'reconciliation', xmlconcat(busetting_internal.page_reconciliation(shown.source, shown.date, language, phrase),
				busetting_internal.page_contradictions(shown.source, shown.date, language, phrase))),
			busetting_internal.html_section('absent', phrase ->> 'absent', busetting_internal.page_absent(shown.source, shown.date, phrase)),
			busetting_internal.html_section('trend', phrase ->> 'trend', busetting_internal.page_trend(shown.source, shown.date, language, area, area_code, columns, phrase)),
			busetting_internal.html_section('tables', phrase ->> 'tables', xmlconcat(xmlelement(name p, xmlattributes('note' AS class), reading), busetting_internal.page_tables(shown.date, language, area, figures, columns, phrase)))];
	ELSE
		title := format(phrase ->> 'title', busetting_internal.date_text(shown.date, phrase));
	END IF;

	RETURN E'<!DOCTYPE html>\n' || xmlserialize(CONTENT xmlelement(name html, xmlattributes(language AS lang),
		xmlelement(name head,
			xmlelement(name meta, xmlattributes('utf-8' AS charset)),
			xmlelement(name meta, xmlattributes('viewport' AS name, 'width=device-width, initial-scale=1' AS content)),
			xmlelement(name title, title),
			xmlelement(name style, busetting_internal.html_style())),
		xmlelement(name body,
			xmlelement(name header,
				xmlelement(name h1, title),
				xmlelement(name p, xmlattributes('source' AS class), concat(phrase ->> 'source', ': ', shown.source)),
				(SELECT xmlelement(name p, xmlattributes('lead' AS class), l.lead) FROM (SELECT busetting_internal.page_lead(shown.source, shown.date, area, totals, figures, phrase) AS lead) AS l WHERE l.lead IS NOT NULL),
				xmlelement(name p, xmlattributes('uncertain' AS class), coalesce(busetting_internal.page_uncertainty(totals, figures, columns, absent_counted, phrase), phrase ->> 'nothing stated')),
				busetting_internal.page_figures(totals, columns, phrase),
				-- the contents, of a long page
				(SELECT xmlelement(name nav, xmlattributes(phrase ->> 'contents' AS "aria-label"), xmlelement(name ul,
							xmlagg(xmlelement(name li, xmlelement(name a, xmlattributes('#' || (s.section ->> 'id') AS href), s.section ->> 'heading')) ORDER BY s.n)))
				 FROM unnest(sections) WITH ORDINALITY AS s(section, n)
				 WHERE s.section IS NOT NULL
				 HAVING count(*) > 3)),
			xmlelement(name main, (SELECT xmlagg((s.section ->> 'section')::xml ORDER BY s.n) FROM unnest(sections) WITH ORDINALITY AS s(section, n) WHERE s.section IS NOT NULL)))) AS text);
END
$$;

COMMENT ON FUNCTION report_html(date, text, text) IS
	'page of the figures published last on or before a date: headline figures, what is uncertain, charts, maps, forecasts, reconciliation, who is absent, the last publications, tables; in nb, nn or en';
