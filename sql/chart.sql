/*
 * chart.sql: regions by gap, as a picture and as text, and shares of a forecast.  Pictures are
 * SVG made with the server's XML functions, so that every name is escaped.
 */

CREATE FUNCTION busetting_internal.chart_level_label(level text, language text, OUT one text, OUT plural text)
LANGUAGE sql STABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE language WHEN 'nb' THEN coalesce(l.nb, l.en) WHEN 'nn' THEN coalesce(l.nn, l.nb, l.en) ELSE l.en END,
		   CASE language WHEN 'nb' THEN coalesce(l.nb_plural, l.en_plural) WHEN 'nn' THEN coalesce(l.nn_plural, l.nb_plural, l.en_plural) ELSE l.en_plural END
	FROM region_level AS l
	WHERE l.level = chart_level_label.level
$$;

COMMENT ON FUNCTION busetting_internal.chart_level_label(text, text) IS 'what one region of a level is called in a language, and what all are';

CREATE FUNCTION busetting_internal.chart_gap_title(area integer, date date, language text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT format(busetting_internal.phrases(language) ->> 'chart title', upper(left(w.plural, 1)) || substr(w.plural, 2))
	FROM (SELECT r.level FROM region AS r
		  WHERE r.parent = area AND busetting_internal.in_force(chart_gap_title.date, r.since, r.until)
		  LIMIT 1) AS p
	CROSS JOIN LATERAL busetting_internal.chart_level_label(p.level, language) AS w
$$;

COMMENT ON FUNCTION busetting_internal.chart_gap_title(integer, date, text) IS 'title of the chart of the parts of a region by gap, in a language';

/*
 * A row a county, or another part of a region: a circle where settled is, a diamond where agreed is, and the
 * gap between them.  What is hidden is drawn out from its lowest to its highest
 * value, hatched.  Shapes, hatching and numbers tell it without colour.  From
 * 560 pixels of width on, names stand before their rows, else above.
 */
CREATE FUNCTION chart_county_gap(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, width integer DEFAULT 760, region text DEFAULT NULL)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	id constant text := concat_ws('-', 'gap', area.code, width, '');
	labels constant text[] := ARRAY[busetting_internal.chart_measure_label('settled', language), busetting_internal.chart_measure_label('agreed', language)];
	narrow constant boolean := width < 560;
	row_height constant integer := CASE WHEN narrow THEN 50 ELSE 32 END;
	mark_y constant integer := CASE WHEN narrow THEN 34 ELSE 16 END;	-- within the row
	top integer;		-- of the first row, below legend and axis
	plot_left integer;
	plot_right integer;
	scale numeric;		-- pixels a person
	step numeric;		-- between two lines of the axis
	figures jsonb;		-- n, name, settled, agreed, gap: low, high, text
	summary record;
	height integer;
	axis xml;
	rows xml;
	description text;
BEGIN
	PERFORM busetting_internal.check_chart_width(width);

	WITH figure AS (
		SELECT f.*, busetting_internal.number_text(f.low, f.high, phrase, f.measure = 'gap') AS text
		FROM busetting_internal.chart_figure(shown.source, shown.date, shown.date, '{settled,agreed,gap}') AS f
	)
	SELECT jsonb_agg(jsonb_build_object('name', o.name, 'settled', to_jsonb(s), 'agreed', to_jsonb(a), 'gap', to_jsonb(g))
					 ORDER BY coalesce(g.low, g.high) DESC NULLS LAST, o.code COLLATE "C")
	INTO figures
	FROM region_official AS o
	LEFT JOIN figure AS s ON s.level = o.level AND s.code = o.code AND s.measure = 'settled'
	LEFT JOIN figure AS a ON a.level = o.level AND a.code = o.code AND a.measure = 'agreed'
	LEFT JOIN figure AS g ON g.level = o.level AND g.code = o.code AND g.measure = 'gap'
	WHERE o.parent = area.region AND busetting_internal.in_force(shown.date, o.named_since, o.named_until) AND busetting_internal.in_force(shown.date, o.since, o.until)
		AND (s.code IS NOT NULL OR a.code IS NOT NULL
			 -- listed, and not stated
			 OR EXISTS (SELECT FROM coverage AS c WHERE c.source = shown.source AND c.date = shown.date AND c.region = o.region AND c.listed));

	SELECT jsonb_array_length(figures) AS regions, least(max(char_length(f ->> 'name')), 30) AS name_length,
		   greatest(max((m.figure ->> 'high')::bigint), max((m.figure ->> 'low')::bigint), 1) AS highest,
		   coalesce(bool_or((m.figure ->> 'hidden')::boolean), false) AS hidden,
		   max(char_length(f #>> '{gap,text}')) AS gap_length, max(char_length(m.figure ->> 'text')) AS number_length
	INTO summary
	FROM jsonb_array_elements(figures) AS f
	CROSS JOIN LATERAL (VALUES (f -> 'settled'), (f -> 'agreed')) AS m(figure);
	-- room for a number before the first mark and after the last one, for names, and for the gap
	top := CASE WHEN narrow AND summary.hidden THEN 90 ELSE 64 END;
	plot_left := 20 + 8 * coalesce(summary.number_length, 0) + CASE WHEN narrow THEN 0 ELSE 8 * coalesce(summary.name_length, 0) END;
	plot_right := width - 20 - 8 * coalesce(summary.number_length, 0) - CASE WHEN narrow THEN 0 ELSE 10 * coalesce(summary.gap_length, 0) END;
	height := top + row_height * coalesce(summary.regions, 0) + 8;
	scale := (plot_right - plot_left) / summary.highest::numeric;
	step := busetting_internal.svg_step(scale, 20 + 8 * char_length(busetting_internal.number_text(summary.highest, summary.highest, phrase)));

	SELECT xmlagg(xmlconcat(
			   xmlelement(name line, xmlattributes(x.x AS x1, x.x AS x2, top AS y1, height - 8 AS y2,
				   CASE WHEN n = 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
			   busetting_internal.svg_text(x.x, top - 8, busetting_internal.number_text(n * step, n * step, phrase), 'middle', '#595959', size => 12))
		   ORDER BY n)
	INTO axis
	FROM generate_series(0, floor(summary.highest / step)) AS n
	CROSS JOIN LATERAL (SELECT round(plot_left + n * step * scale, 1) AS x) AS x;

	WITH figure AS (
		SELECT f.n, f.figure, f.figure ->> 'name' AS whole_name, f.figure #>> '{settled,text}' AS settled, f.figure #>> '{agreed,text}' AS agreed, (f.figure #>> '{gap,high}')::numeric AS gap_high,
			   CASE WHEN char_length(f.figure ->> 'name') > 30 THEN left(f.figure ->> 'name', 29) || U&'\2026' ELSE f.figure ->> 'name' END AS name,
			   coalesce(f.figure #>> '{gap,text}', CASE WHEN jsonb_typeof(f.figure -> 'gap') = 'object' THEN phrase ->> 'unknown' ELSE phrase ->> 'not stated' END) AS gap_text
		FROM jsonb_array_elements(figures) WITH ORDINALITY AS f(figure, n)
	), mark AS (
		SELECT f.n, m.series, m.text, m.low IS DISTINCT FROM m.high AS hidden,
			   coalesce(m.middle > lag(m.middle) OVER row, m.middle >= lead(m.middle) OVER row, true) AS last,
			   round(plot_left + coalesce(m.low, 0) * scale, 1) AS low_x, round(plot_left + coalesce(m.high, summary.highest) * scale, 1) AS high_x
		FROM figure AS f
		CROSS JOIN LATERAL (
			SELECT v.series, (v.figure ->> 'low')::numeric AS low, (v.figure ->> 'high')::numeric AS high, v.figure ->> 'text' AS text,
				   coalesce((v.figure ->> 'low')::numeric, 0) + coalesce((v.figure ->> 'high')::numeric, summary.highest) AS middle
			FROM (VALUES (1, f.figure -> 'settled'), (2, f.figure -> 'agreed')) AS v(series, figure)
			WHERE v.figure ->> 'text' IS NOT NULL) AS m
		-- agreed is the last where both are the same
		WINDOW row AS (PARTITION BY f.n ORDER BY m.series DESC)
	), drawn AS (
		SELECT n,
			   xmlagg(xmlconcat(
				   busetting_internal.svg_mark(id, series, low_x, high_x, mark_y, mark_y, hidden),
				   busetting_internal.svg_text(CASE WHEN last THEN high_x + 12 ELSE low_x - 12 END, mark_y + 5, text, CASE WHEN NOT last THEN 'end' END,
							CASE series WHEN 1 THEN '#17456e' ELSE '#8a4500' END))
				   ORDER BY series DESC) AS marks,
			   max(low_x) AS gap_right, min(high_x) AS gap_left, count(*) AS marks_count
		FROM mark
		GROUP BY n
	)
	SELECT xmlagg(xmlelement(name g, xmlattributes(format('translate(0,%s)', top + row_height * (f.n - 1)) AS transform),
			   xmlelement(name line, xmlattributes(0 AS x1, width AS x2, 0 AS y1, 0 AS y2, '#ebe9e4' AS stroke)),
			   busetting_internal.svg_text(0, CASE WHEN narrow THEN 18 ELSE 21 END, f.name, weight => CASE WHEN narrow THEN 'bold' END),
			   busetting_internal.svg_text(width, CASE WHEN narrow THEN 18 ELSE 21 END, f.gap_text, 'end', weight => 'bold'),
			   CASE WHEN d.marks_count = 2 AND d.gap_right > d.gap_left THEN
				   xmlelement(name line, xmlattributes(d.gap_left AS x1, d.gap_right AS x2, mark_y AS y1, mark_y AS y2, '#8c8c8c' AS stroke, 3 AS "stroke-width",
					   CASE WHEN f.gap_high < 0 THEN '3 3' END AS "stroke-dasharray"))
			   END,
			   coalesce(d.marks, busetting_internal.svg_text(plot_left, mark_y + 5, phrase ->> 'not stated', fill => '#595959')))
		   ORDER BY f.n),
		   concat(format(phrase ->> 'chart of', busetting_internal.date_text(shown.date, phrase), shown.source),
				  string_agg(' ' || format(phrase ->> 'chart row', f.whole_name, coalesce(f.settled, phrase ->> 'not stated'),
					  coalesce(f.agreed, phrase ->> 'not stated'), f.gap_text), '' ORDER BY f.n))
	INTO rows, description
	FROM figure AS f
	LEFT JOIN drawn AS d USING (n);

	RETURN busetting_internal.svg_picture(id, CASE WHEN area.parent IS NULL THEN busetting_internal.chart_gap_title(area.region, shown.date, language) ELSE concat(area.name, ': ', phrase ->> 'gap') END, description, width, height, xmlconcat(
		axis, rows, busetting_internal.svg_legend(id, labels, phrase, CASE WHEN narrow THEN width - 40 ELSE width END, summary.hidden),
		busetting_internal.svg_text(width, CASE WHEN narrow THEN 17 ELSE top - 8 END, phrase ->> 'gap', 'end', weight => 'bold'),
		CASE WHEN NOT narrow THEN busetting_internal.svg_text(0, top - 8, phrase ->> 'persons', fill => '#595959', size => 12) END));
END
$$;

COMMENT ON FUNCTION chart_county_gap(date, text, text, integer, text) IS
	'chart of the counties, or of the parts of a region, by gap as SVG, as published last on or before a date; in nb, nn or en, of one source if given, so many pixels wide';

/*
 * How much of something is reached: settled, agreed on top of it, and what of both is not certain, each to its
 * upper bound.  The longest is whole shares long; a line stands where all is reached.
 */
CREATE FUNCTION busetting_internal.chart_share(settled_low numeric, settled_high numeric, pipeline_low numeric, pipeline_high numeric, description text, whole numeric DEFAULT 1) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name svg, xmlattributes('0 0 1000 16' AS "viewBox", 'none' AS "preserveAspectRatio", 'img' AS role, description AS "aria-label"),
		xmlelement(name rect, xmlattributes(round(1000 / whole, 1) AS width, 16 AS height, '#eceae5' AS fill)),
		xmlagg(xmlelement(name rect, xmlattributes(round(1000 * least(part.high / whole, 1), 1) AS width, part.y AS y, part.height AS height, part.fill AS fill)) ORDER BY part.n),
		CASE WHEN whole > 1 THEN xmlelement(name rect, xmlattributes(round(1000 / whole, 1) - 2 AS x, 4 AS width, 16 AS height, '#1a1a1a' AS fill)) END)
	FROM (VALUES
		(1, coalesce(pipeline_high, whole), 6, 4, '#8a4500'),
		(2, pipeline_low, 0, 16, '#f2a33c'),
		(3, settled_high, 6, 4, '#0b2239'),
		(4, settled_low, 0, 16, '#17456e')
	) AS part(n, high, y, height, fill)
	WHERE part.high IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.chart_share(numeric, numeric, numeric, numeric, text, numeric) IS 'bar of the share that is settled and agreed, with bounds, as long as a whole number of them that can be more than 1';

CREATE VIEW county_gap_chart AS
SELECT source, date, county, settled, agreed, gap,
	   repeat('█', solid) || repeat('▒', shaded - solid) || repeat('░', greatest(light - shaded, uncertain)) AS bar
FROM (SELECT *, round(40.0 * lower(settled) / longest)::integer AS solid,
			 round(40.0 * lower(pipeline) / longest)::integer AS shaded,
			 round(40.0 * coalesce(upper(pipeline), longest) / longest)::integer AS light,
			 is_suppressed(pipeline)::integer AS uncertain
	  FROM (SELECT *, greatest(max(coalesce(upper(pipeline), lower(pipeline))) OVER (PARTITION BY publication, source, date), 1) AS longest
			FROM county_figure) AS f) AS scaled
ORDER BY date DESC, source COLLATE "C", coalesce(lower(gap), upper(gap)) DESC NULLS LAST, code COLLATE "C";

CALL busetting_internal.flatten_view('county_gap_chart', 'county_figure');

COMMENT ON VIEW county_gap_chart IS 'counties by gap with a bar for the terminal';
COMMENT ON COLUMN county_gap_chart.bar IS 'settled dark, agreed shaded, and light what hidden cells can add to them; as long as the longest of the publication';
