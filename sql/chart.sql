/*
 * chart.sql: counties by gap, as a picture and as text.  The picture is SVG made
 * with the server's XML functions, so that every name is escaped.
 */

CREATE FUNCTION chart_publication(on_date date, wanted text DEFAULT NULL, OUT source text, OUT date date)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	SELECT p.source, p.date INTO source, date
	FROM report_publication AS p
	WHERE p.date = (SELECT max(l.date) FROM report_publication AS l
					WHERE l.date <= on_date AND (wanted IS NULL OR l.source = wanted))
		AND (wanted IS NULL OR p.source = wanted)
	ORDER BY p.counties DESC, p.municipalities DESC, p.source
	LIMIT 1;
	IF NOT FOUND THEN
		RAISE no_data_found USING
			MESSAGE = format('nothing is published on or before %s%s', coalesce(on_date::text, 'NULL'), ' by ' || quote_literal(wanted)),
			DETAIL = coalesce((SELECT format('The first publication is of %s.', min(p.date)) FROM report_publication AS p
							   WHERE wanted IS NULL OR p.source = wanted HAVING count(*) > 0), 'There is no publication.'),
			HINT = 'What is published is listed in busetting.report_publication.';
	END IF;
END
$$;

COMMENT ON FUNCTION chart_publication(date, text) IS
	'the publication that a date is shown by: the latest until then, of a source if one is wanted, with most counties';

/*
 * A row a county: a circle where settled is, a diamond where agreed is, and the
 * gap between them.  What is hidden is drawn out from its lowest to its highest
 * value, hatched.  Shapes, hatching and numbers tell it without colour.  From
 * 560 pixels of width on, names stand before their rows, else above.
 */
CREATE FUNCTION chart_county_gap(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, width integer DEFAULT 760)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	phrase constant jsonb := phrases(language);
	shown constant record := chart_publication(on_date, source);
	id constant text := 'county-gap-' || width || '-';
	narrow constant boolean := width < 560;
	row_height constant integer := CASE WHEN narrow THEN 50 ELSE 32 END;
	mark_y constant integer := CASE WHEN narrow THEN 34 ELSE 16 END;	-- within the row
	top integer;		-- of the first row, below legend and axis
	plot_left integer;
	plot_right integer;
	scale numeric;		-- pixels a person
	step numeric;		-- between two lines of the axis
	summary record;
	height integer;
	axis xml;
	rows xml;
	description text;
BEGIN
	PERFORM check_chart_width(width);

	SELECT count(*) AS counties, least(max(char_length(c.county)), 30) AS name_length,
		   greatest(max(c.settled_high), max(c.settled_low), max(c.agreed_high), max(c.agreed_low), 1) AS highest,
		   count(c.settled_symbol) + count(c.agreed_symbol) > 0 AS hidden,
		   max(char_length(number_text(c.gap_low, c.gap_high, phrase, signed => true))) AS gap_length,
		   max(greatest(char_length(number_text(c.settled_low, c.settled_high, phrase)), char_length(number_text(c.agreed_low, c.agreed_high, phrase)))) AS number_length
	INTO summary
	FROM report_county AS c
	WHERE c.source = shown.source AND c.date = shown.date;
	-- room for a number before the first mark and after the last one, for names, and for the gap
	top := CASE WHEN NOT narrow THEN 64 WHEN summary.hidden THEN 90 ELSE 64 END;
	plot_left := 20 + 8 * coalesce(summary.number_length, 0) + CASE WHEN narrow THEN 0 ELSE 8 * coalesce(summary.name_length, 0) END;
	plot_right := width - 20 - 8 * coalesce(summary.number_length, 0) - CASE WHEN narrow THEN 0 ELSE 10 * coalesce(summary.gap_length, 0) END;
	height := top + row_height * summary.counties + 8;
	scale := (plot_right - plot_left) / summary.highest::numeric;
	step := svg_step(scale, 50);

	SELECT xmlagg(xmlconcat(
			   xmlelement(name line, xmlattributes(x.x AS x1, x.x AS x2, top AS y1, height - 8 AS y2,
				   CASE WHEN n = 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
			   svg_text(x.x, top - 8, number_text(n * step, n * step, phrase), 'middle', '#595959', size => 12))
		   ORDER BY n)
	INTO axis
	FROM generate_series(0, floor(summary.highest / step)) AS n
	CROSS JOIN LATERAL (SELECT round(plot_left + n * step * scale, 1) AS x) AS x;

	WITH figure AS (
		SELECT c.*, row_number() OVER (ORDER BY coalesce(c.gap_low, c.gap_high) DESC NULLS LAST, c.code COLLATE "C") AS n,
			   CASE WHEN char_length(c.county) > 30 THEN left(c.county, 29) || U&'\2026' ELSE c.county END AS name,
			   coalesce(number_text(c.gap_low, c.gap_high, phrase, signed => true),
						CASE WHEN c.gap_symbol IS NOT NULL THEN phrase ->> 'unknown' ELSE phrase ->> 'not stated' END) AS gap_text
		FROM report_county AS c
		WHERE c.source = shown.source AND c.date = shown.date
	), mark AS (
		SELECT f.n, m.measure, number_text(m.low, m.high, phrase) AS text,
			   m.low IS DISTINCT FROM m.high AS hidden, m.other IS NULL OR m.middle > m.other OR (m.middle = m.other AND m.measure = 'agreed') AS last,
			   round(plot_left + coalesce(m.low, 0) * scale, 1) AS low_x,
			   round(plot_left + coalesce(m.high, summary.highest) * scale, 1) AS high_x
		FROM figure AS f
		CROSS JOIN LATERAL (VALUES
			('agreed', agreed_low, agreed_high, agreed_low + coalesce(agreed_high, summary.highest), settled_low + coalesce(settled_high, summary.highest)),
			('settled', settled_low, settled_high, settled_low + coalesce(settled_high, summary.highest), agreed_low + coalesce(agreed_high, summary.highest))
		) AS m(measure, low, high, middle, other)
		WHERE m.low IS NOT NULL OR m.high IS NOT NULL
	), drawn AS (
		SELECT n,
			   xmlagg(xmlconcat(
				   svg_mark(id, measure, low_x, high_x, mark_y, mark_y, hidden),
				   svg_text(CASE WHEN last THEN high_x + 12 ELSE low_x - 12 END, mark_y + 5, text, CASE WHEN NOT last THEN 'end' END,
							CASE measure WHEN 'settled' THEN '#17456e' ELSE '#8a4500' END))
				   ORDER BY measure) AS marks,
			   max(low_x) AS gap_right, min(high_x) AS gap_left, count(*) AS marks_count
		FROM mark
		GROUP BY n
	)
	SELECT xmlagg(xmlelement(name g, xmlattributes(format('translate(0,%s)', top + row_height * (f.n - 1)) AS transform),
			   xmlelement(name line, xmlattributes(0 AS x1, width AS x2, 0 AS y1, 0 AS y2, '#ebe9e4' AS stroke)),
			   svg_text(0, CASE WHEN narrow THEN 18 ELSE 21 END, f.name, weight => CASE WHEN narrow THEN 'bold' END),
			   svg_text(width, CASE WHEN narrow THEN 18 ELSE 21 END, f.gap_text, 'end', weight => 'bold'),
			   CASE WHEN d.marks_count = 2 AND d.gap_right > d.gap_left THEN
				   xmlelement(name line, xmlattributes(d.gap_left AS x1, d.gap_right AS x2, mark_y AS y1, mark_y AS y2, '#8c8c8c' AS stroke, 3 AS "stroke-width",
					   CASE WHEN f.gap_high < 0 THEN '3 3' END AS "stroke-dasharray"))
			   END,
			   coalesce(d.marks, svg_text(plot_left, mark_y + 5, phrase ->> 'not stated', fill => '#595959')))
		   ORDER BY f.n),
		   concat(format(phrase ->> 'chart of', date_text(shown.date, phrase), shown.source),
				  string_agg(' ' || format(phrase ->> 'chart row', f.county, coalesce(number_text(f.settled_low, f.settled_high, phrase), phrase ->> 'not stated'),
					  coalesce(number_text(f.agreed_low, f.agreed_high, phrase), phrase ->> 'not stated'), f.gap_text), '' ORDER BY f.n))
	INTO rows, description
	FROM figure AS f
	LEFT JOIN drawn AS d USING (n);

	RETURN svg_picture(id, phrase ->> 'chart title', description, width, height, xmlconcat(
		axis, rows, svg_legend(id, phrase, narrow, summary.hidden),
		svg_text(width, CASE WHEN narrow THEN 17 ELSE top - 8 END, phrase ->> 'gap', 'end', weight => 'bold'),
		CASE WHEN NOT narrow THEN svg_text(0, top - 8, phrase ->> 'persons', fill => '#595959', size => 12) END));
END
$$;

COMMENT ON FUNCTION chart_county_gap(date, text, text, integer) IS
	'chart of the counties by gap as SVG, as published last on or before a date; in nb, nn or en, of one source if given, so many pixels wide';

/* How much of something is reached: settled, agreed on top of it, and what of both is not certain, each to its upper bound. */
CREATE FUNCTION chart_share(settled_low numeric, settled_high numeric, pipeline_low numeric, pipeline_high numeric, description text) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name svg, xmlattributes('0 0 1000 16' AS "viewBox", 'none' AS "preserveAspectRatio", 'img' AS role, description AS "aria-label"),
		xmlelement(name rect, xmlattributes(1000 AS width, 16 AS height, '#eceae5' AS fill)),
		xmlagg(xmlelement(name rect, xmlattributes(round(1000 * least(part.high, 1), 1) AS width, part.y AS y, part.height AS height, part.fill AS fill)) ORDER BY part.n))
	FROM (VALUES
		(1, coalesce(pipeline_high, 1), 6, 4, '#8a4500'),
		(2, pipeline_low, 0, 16, '#f2a33c'),
		(3, settled_high, 6, 4, '#0b2239'),
		(4, settled_low, 0, 16, '#17456e')
	) AS part(n, high, y, height, fill)
	WHERE part.high IS NOT NULL
$$;

COMMENT ON FUNCTION chart_share(numeric, numeric, numeric, numeric, text) IS 'bar of the share that is settled and agreed, with bounds';

CREATE VIEW county_gap_chart AS
SELECT source, date, county, settled, agreed, gap,
	   repeat(U&'\2588', solid) || repeat(U&'\2592', shaded - solid) || repeat(U&'\2591', greatest(light - shaded, uncertain)) AS bar
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
