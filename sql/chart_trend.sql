/*
 * chart_trend.sql: settled and agreed of the country over the publications of a
 * source, as a picture.
 */

/* The last 53: a year of weekly tables, and the one a year before.  Reads reports only, as who draws it may not read more. */
CREATE FUNCTION trend_figures(source text, until date) RETURNS SETOF report_national
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000 ROWS 53
SET search_path = pg_catalog, busetting, pg_temp
SET plan_cache_mode = force_custom_plan	-- for the dates that are asked for
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	since date := (
		SELECT min(p.date)
		FROM (SELECT p.date
			  FROM report_publication AS p
			  WHERE p.source = trend_figures.source AND p.date <= until
			  ORDER BY p.date DESC
			  LIMIT 53) AS p);
BEGIN
	RETURN QUERY
	SELECT n.*
	FROM report_national AS n
	WHERE n.source = trend_figures.source AND n.date BETWEEN since AND until;
END
$$;

COMMENT ON FUNCTION trend_figures(text, date) IS 'the country in the last 53 publications of a source until a date';

/*
 * Two lines over the dates, each as thick as what is not known of its number, hatched.  A line
 * is broken where a number is not stated, and where the sum is of other counties than before.
 * Dates are written where there is room, and marked there by shapes that tell the lines apart
 * without colour.
 */
CREATE FUNCTION svg_trend(figures jsonb, phrase jsonb, width integer) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH RECURSIVE plotted AS MATERIALIZED (
		SELECT f.*, concat_ws(' ', f.own, f.listed, f.absent_names) IS DISTINCT FROM lag(concat_ws(' ', f.own, f.listed, f.absent_names)) OVER (ORDER BY f.date) AS other_basis
		FROM jsonb_populate_recordset(NULL::report_national, figures) AS f
	), number AS MATERIALIZED (
		SELECT f.date, f.source, m.measure, m.low, m.high, m.symbol IS NOT NULL AS hidden, num_nonnulls(m.low, m.high) > 0 AS stated,
			   number_text(m.low, m.high, phrase) AS text,
			   -- the pieces of its line
			   count(*) FILTER (WHERE f.other_basis OR num_nonnulls(m.low, m.high) = 0) OVER (PARTITION BY m.measure ORDER BY f.date) AS piece
		FROM plotted AS f
		CROSS JOIN LATERAL (VALUES
			('settled', f.settled_low, f.settled_high, f.settled_symbol),
			('agreed', f.agreed_low, f.agreed_high, f.agreed_symbol)
		) AS m(measure, low, high, symbol)
	), summary AS (
		SELECT min(date) AS first, max(date) AS last, min(source) AS source, width < 560 AS narrow, bool_or(hidden) AS hidden,
			   greatest(max(high), max(low), 1) AS highest, 'trend-' || width || '-' AS id,
			   -- how long what is written on the right can be
			   coalesce(max(char_length(text)) FILTER (WHERE date = (SELECT max(date) FROM plotted)), 0) AS text_length
		FROM number
		HAVING min(date) < max(date)
	), layout AS MATERIALIZED (
		SELECT s.*, t.top, t.bottom, l.plot_left, l.plot_right, (l.plot_right - l.plot_left) / (s.last - s.first)::numeric AS pixels_a_day,
			   (t.bottom - t.top) / s.highest::numeric AS pixels_a_person, svg_step((t.bottom - t.top) / s.highest::numeric, 40) AS step
		FROM summary AS s
		CROSS JOIN LATERAL (SELECT y + 30 AS top, y + 250 AS bottom FROM (SELECT CASE WHEN s.narrow AND s.hidden THEN 60 ELSE 34 END AS y) AS y) AS t
		CROSS JOIN LATERAL (SELECT greatest(16 + 8 * char_length(number_text(s.highest, s.highest, phrase)), 32) AS plot_left,
								   width - greatest(18 + 9 * s.text_length, 32) AS plot_right) AS l
	), point AS MATERIALIZED (
		SELECT n.*, round(l.plot_left + (n.date - l.first) * l.pixels_a_day, 1) AS x,
			   round(l.bottom - coalesce(n.low, 0) * l.pixels_a_person, 1) AS low_y,
			   round(l.bottom - coalesce(n.high, l.highest) * l.pixels_a_person, 1) AS high_y,
			   row_number() OVER piece = 1 OR row_number() OVER piece = count(*) OVER (PARTITION BY n.measure, n.piece) AS at_end
		FROM number AS n
		CROSS JOIN layout AS l
		WHERE n.stated
		WINDOW piece AS (PARTITION BY n.measure, n.piece ORDER BY n.date)
	), label(date) AS (
		-- from the last on, each the next that leaves the room of one between them
		SELECT last FROM layout
		UNION ALL
		SELECT (SELECT max(f.date) FROM plotted AS f WHERE f.date <= b.date - ceil(64 / l.pixels_a_day)::integer)
		FROM label AS b, layout AS l
		WHERE b.date IS NOT NULL
	), dated AS (
		SELECT b.date, round(l.plot_left + (b.date - l.first) * l.pixels_a_day, 1) AS x,
			   extract(year FROM b.date) IS DISTINCT FROM extract(year FROM lag(b.date) OVER (ORDER BY b.date)) AS new_year
		FROM label AS b, layout AS l
		WHERE b.date IS NOT NULL
	)
	SELECT svg_picture(l.id, phrase ->> 'trend title', concat_ws(' ',
			format(phrase ->> 'chart of', date_text(l.last, phrase), l.source),
			(SELECT string_agg(format(phrase ->> 'trend row', date_text(f.date, phrase),
						coalesce(number_text(f.settled_low, f.settled_high, phrase), phrase ->> 'not stated'),
						coalesce(number_text(f.agreed_low, f.agreed_high, phrase), phrase ->> 'not stated')), ' ' ORDER BY f.date)
			 FROM plotted AS f WHERE f.date IN (l.first, l.last))), width, l.bottom + 44, xmlconcat(
		(SELECT xmlagg(xmlconcat(
				xmlelement(name line, xmlattributes(l.plot_left AS x1, l.plot_right AS x2, y.y AS y1, y.y AS y2, CASE WHEN n = 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
				svg_text(l.plot_left - 10, y.y + 4, number_text(n * l.step, n * l.step, phrase), 'end', '#595959', size => 12)) ORDER BY n)
		 FROM generate_series(0, floor(l.highest / l.step)) AS n, LATERAL (SELECT round(l.bottom - n * l.step * l.pixels_a_person, 1) AS y) AS y),
		(SELECT xmlagg(xmlconcat(
				xmlelement(name line, xmlattributes(d.x AS x1, d.x AS x2, l.bottom AS y1, l.bottom + 5 AS y2, '#6b6b6b' AS stroke)),
				svg_text(d.x, l.bottom + 20, concat(extract(day FROM d.date), phrase ->> 'day', left(split_part(phrase ->> 'months', ',', extract(month FROM d.date)::integer), 3)),
						 'middle', '#595959', size => 12),
				CASE WHEN d.new_year THEN svg_text(d.x, l.bottom + 36, extract(year FROM d.date)::text, 'middle', '#595959', size => 12) END) ORDER BY d.date)
		 FROM dated AS d),
		(SELECT xmlagg(xmlelement(name polygon, xmlattributes(p.outline AS points, 2 AS "stroke-width", 'round' AS "stroke-linejoin",
				CASE p.measure WHEN 'settled' THEN '#17456e' ELSE '#b85c00' END AS stroke,
				CASE WHEN p.hidden THEN 'url(#' || l.id || p.measure || ')' ELSE 'none' END AS fill)) ORDER BY p.measure, p.piece)
		 FROM (SELECT p.measure, p.piece, bool_or(p.hidden) AS hidden,
					  concat_ws(' ', string_agg(p.x || ',' || p.high_y, ' ' ORDER BY p.date), string_agg(p.x || ',' || p.low_y, ' ' ORDER BY p.date DESC)) AS outline
			   FROM point AS p
			   GROUP BY p.measure, p.piece) AS p),
		(SELECT xmlagg(svg_mark(l.id, p.measure, p.x, p.x, p.high_y, p.low_y, p.hidden) ORDER BY p.measure DESC, p.date)
		 FROM point AS p
		 WHERE p.at_end OR p.date IN (SELECT date FROM label)),
		(SELECT xmlagg(svg_text(l.plot_right + 14, t.y + 5, t.text, fill => CASE t.measure WHEN 'settled' THEN '#17456e' ELSE '#8a4500' END, weight => 'bold') ORDER BY t.measure)
		 FROM (SELECT p.measure, p.text, CASE WHEN abs(m.middle - o.middle) < 18
				   THEN (m.middle + o.middle) / 2 + CASE WHEN (m.middle, p.measure) > (o.middle, o.measure) THEN 9 ELSE -9 END
				   ELSE m.middle END AS y
			   FROM point AS p
			   CROSS JOIN LATERAL (SELECT (p.low_y + p.high_y) / 2 AS middle) AS m
			   LEFT JOIN LATERAL (SELECT q.measure, (q.low_y + q.high_y) / 2 AS middle FROM point AS q WHERE q.date = p.date AND q.measure <> p.measure) AS o ON true
			   WHERE p.date = l.last) AS t),
		svg_legend(l.id, phrase, l.narrow, l.hidden),
		svg_text(0, l.top - 16, phrase ->> 'persons', fill => '#595959', size => 12)))
	FROM layout AS l
$$;

COMMENT ON FUNCTION svg_trend(jsonb, jsonb, integer) IS 'picture of rows of report_national over their dates, so many pixels wide; NULL of less than two';

CREATE FUNCTION chart_trend(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, width integer DEFAULT 760) RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	phrase constant jsonb := phrases(language);
	shown constant record := chart_publication(on_date, source);
BEGIN
	PERFORM check_chart_width(width);
	RETURN (SELECT svg_trend(jsonb_agg(to_jsonb(f)), phrase, width) FROM trend_figures(shown.source, shown.date) AS f);
END
$$;

COMMENT ON FUNCTION chart_trend(date, text, text, integer) IS
	'chart of settled and agreed over the last 53 publications until a date as SVG, NULL if there are less than two; in nb, nn or en, of one source if given, so many pixels wide';
