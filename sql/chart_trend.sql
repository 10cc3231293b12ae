/*
 * chart_trend.sql: figures of a region over the publications of a source, as a picture.
 */

/*
 * One or two lines over the dates, each as thick as what is not known of its number, hatched.  A line
 * is broken where a number is not stated, and where the sum is of other regions than before.
 * Dates are written where there is room, and marked there by shapes that tell the lines apart
 * without colour.  Figures: date, series, low, high, hidden, basis.
 */
CREATE FUNCTION busetting_internal.svg_trend(id text, dates date[], figures jsonb, labels text[], title text, source text, phrase jsonb, width integer) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH RECURSIVE number AS MATERIALIZED (
		SELECT d.date, s.series::integer, f.low, f.high, f.hidden, num_nonnulls(f.low, f.high) > 0 AS stated, busetting_internal.number_text(f.low, f.high, phrase) AS text,
			   -- the pieces of its line
			   count(*) FILTER (WHERE num_nonnulls(f.low, f.high) = 0 OR f.other_basis) OVER (PARTITION BY s.series ORDER BY d.date) AS piece
		FROM unnest(dates) AS d(date)
		CROSS JOIN unnest(labels) WITH ORDINALITY AS s(label, series)
		LEFT JOIN (SELECT f.*, f.basis IS DISTINCT FROM lag(f.basis) OVER (PARTITION BY f.series ORDER BY f.date) AS other_basis
				   FROM jsonb_to_recordset(figures) AS f(date date, series integer, low bigint, high bigint, hidden boolean, basis text)) AS f ON f.date = d.date AND f.series = s.series
	), summary AS (
		SELECT min(date) AS first, max(date) AS last, width < 560 AS narrow, coalesce(bool_or(hidden), false) AS hidden,
			   greatest(max(high), max(low), 1) AS highest,
			   -- how long what is written on the right can be
			   coalesce(max(char_length(text)) FILTER (WHERE date = (SELECT max(d) FROM unnest(dates) AS d)), 0) AS text_length
		FROM number
		HAVING min(date) < max(date)
	), layout AS MATERIALIZED (
		SELECT s.*, t.top, t.bottom, l.plot_left, l.plot_right, (l.plot_right - l.plot_left) / (s.last - s.first)::numeric AS pixels_a_day,
			   (t.bottom - t.top) / s.highest::numeric AS pixels_a_person, busetting_internal.svg_step((t.bottom - t.top) / s.highest::numeric, 40) AS step
		FROM summary AS s
		CROSS JOIN LATERAL (SELECT y + 30 AS top, y + 250 AS bottom FROM (SELECT CASE WHEN s.narrow AND s.hidden THEN 60 ELSE 34 END AS y) AS y) AS t
		CROSS JOIN LATERAL (SELECT greatest(16 + 8 * char_length(busetting_internal.number_text(s.highest, s.highest, phrase)), 32) AS plot_left,
								   width - greatest(18 + 9 * s.text_length, 32) AS plot_right) AS l
	), point AS MATERIALIZED (
		SELECT n.*, round(l.plot_left + (n.date - l.first) * l.pixels_a_day, 1) AS x,
			   round(l.bottom - coalesce(n.low, 0) * l.pixels_a_person, 1) AS low_y,
			   round(l.bottom - coalesce(n.high, l.highest) * l.pixels_a_person, 1) AS high_y,
			   row_number() OVER piece = 1 OR row_number() OVER piece = count(*) OVER (PARTITION BY n.series, n.piece) AS at_end
		FROM number AS n
		CROSS JOIN layout AS l
		WHERE n.stated
		WINDOW piece AS (PARTITION BY n.series, n.piece ORDER BY n.date)
	), label(date) AS (
		-- from the last on, each the next that leaves the room of one between them
		SELECT last FROM layout
		UNION ALL
		SELECT (SELECT max(d) FROM unnest(dates) AS d WHERE d <= b.date - ceil(64 / l.pixels_a_day)::integer)
		FROM label AS b, layout AS l
		WHERE b.date IS NOT NULL
	), dated AS (
		SELECT b.date, round(l.plot_left + (b.date - l.first) * l.pixels_a_day, 1) AS x,
			   extract(year FROM b.date) IS DISTINCT FROM extract(year FROM lag(b.date) OVER (ORDER BY b.date)) AS new_year
		FROM label AS b, layout AS l
		WHERE b.date IS NOT NULL
	)
	SELECT busetting_internal.svg_picture(id, title, concat_ws(' ',
			format(phrase ->> 'chart of', busetting_internal.date_text(l.last, phrase), source),
			(SELECT string_agg(format('%s: %s.', busetting_internal.date_text(d.date, phrase), d.texts), ' ' ORDER BY d.date)
			 FROM (SELECT n.date, string_agg(concat(lower(labels[n.series]), ' ', coalesce(n.text, phrase ->> 'not stated')), ', ' ORDER BY n.series) AS texts
				   FROM number AS n WHERE n.date IN (l.first, l.last) GROUP BY n.date) AS d)), width, l.bottom + 44, xmlconcat(
		(SELECT xmlagg(xmlconcat(
				xmlelement(name line, xmlattributes(l.plot_left AS x1, l.plot_right AS x2, y.y AS y1, y.y AS y2, CASE WHEN n = 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
				busetting_internal.svg_text(l.plot_left - 10, y.y + 4, busetting_internal.number_text(n * l.step, n * l.step, phrase), 'end', '#595959', size => 12)) ORDER BY n)
		 FROM generate_series(0, floor(l.highest / l.step)) AS n, LATERAL (SELECT round(l.bottom - n * l.step * l.pixels_a_person, 1) AS y) AS y),
		(SELECT xmlagg(xmlconcat(
				xmlelement(name line, xmlattributes(d.x AS x1, d.x AS x2, l.bottom AS y1, l.bottom + 5 AS y2, '#6b6b6b' AS stroke)),
				busetting_internal.svg_text(d.x, l.bottom + 20, concat(extract(day FROM d.date), phrase ->> 'day', left(split_part(phrase ->> 'months', ',', extract(month FROM d.date)::integer), 3)),
						 'middle', '#595959', size => 12),
				CASE WHEN d.new_year THEN busetting_internal.svg_text(d.x, l.bottom + 36, extract(year FROM d.date)::text, 'middle', '#595959', size => 12) END) ORDER BY d.date)
		 FROM dated AS d),
		(SELECT xmlagg(xmlelement(name polygon, xmlattributes(p.outline AS points, 2 AS "stroke-width", 'round' AS "stroke-linejoin",
				CASE p.series WHEN 1 THEN '#17456e' ELSE '#b85c00' END AS stroke,
				CASE WHEN p.hidden THEN 'url(#' || id || p.series || ')' ELSE 'none' END AS fill)) ORDER BY p.series DESC, p.piece)
		 FROM (SELECT p.series, p.piece, bool_or(p.hidden) AS hidden,
					  concat_ws(' ', string_agg(p.x || ',' || p.high_y, ' ' ORDER BY p.date), string_agg(p.x || ',' || p.low_y, ' ' ORDER BY p.date DESC)) AS outline
			   FROM point AS p
			   GROUP BY p.series, p.piece) AS p),
		(SELECT xmlagg(busetting_internal.svg_mark(id, p.series, p.x, p.x, p.high_y, p.low_y, p.hidden) ORDER BY p.series, p.date)
		 FROM point AS p
		 WHERE p.at_end OR p.date IN (SELECT date FROM label)),
		(SELECT xmlagg(busetting_internal.svg_text(l.plot_right + 14, t.y + 5, t.text, fill => CASE t.series WHEN 1 THEN '#17456e' ELSE '#8a4500' END, weight => 'bold') ORDER BY t.series DESC)
		 FROM (SELECT p.series, p.text, CASE WHEN abs(m.middle - o.middle) < 18
				   THEN (m.middle + o.middle) / 2 + CASE WHEN (m.middle, p.series) > (o.middle, o.series) THEN 9 ELSE -9 END
				   ELSE m.middle END AS y
			   FROM point AS p
			   CROSS JOIN LATERAL (SELECT (p.low_y + p.high_y) / 2 AS middle) AS m
			   LEFT JOIN LATERAL (SELECT q.series, (q.low_y + q.high_y) / 2 AS middle FROM point AS q WHERE q.date = p.date AND q.series <> p.series) AS o ON true
			   WHERE p.date = l.last) AS t),
		busetting_internal.svg_legend(id, labels, phrase, width, l.hidden)))
	FROM layout AS l
$$;

COMMENT ON FUNCTION busetting_internal.svg_trend(text, date[], jsonb, text[], text, text, jsonb, integer) IS 'picture of one or two series of figures over dates, so many pixels wide; NULL of less than two dates';

CREATE FUNCTION chart_trend(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, width integer DEFAULT 760, region text DEFAULT NULL, measure text DEFAULT NULL)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	dates constant date[] := busetting_internal.chart_dates(shown.source, shown.date);
	measures text[] := ARRAY[busetting_internal.chart_measure(shown.source, shown.date, measure)];
	labels text[];
BEGIN
	PERFORM busetting_internal.check_chart_width(width);
	-- a gap is the distance of two lines
	IF measures[1] LIKE 'gap%' THEN
		measures := ARRAY['settled' || substr(measures[1], 4), 'agreed' || substr(measures[1], 4)];
	END IF;
	labels := ARRAY(SELECT busetting_internal.chart_measure_label(m.measure, language) FROM unnest(measures) WITH ORDINALITY AS m(measure, n) ORDER BY m.n);
	RETURN (SELECT busetting_internal.svg_trend(concat_ws('-', 'trend', area.code, measures[1], width, ''), dates,
							 jsonb_agg(to_jsonb(f) || jsonb_build_object('series', array_position(measures, f.measure))), labels,
							 concat(area.name, ': ', array_to_string(labels, ', ')), shown.source, phrase, width)
			FROM busetting_internal.chart_total(shown.source, dates[1], shown.date, area.region, measures) AS f);
END
$$;

COMMENT ON FUNCTION chart_trend(date, text, text, integer, text, text) IS
	'chart of settled and agreed, or of another measure, over the last 53 publications until a date as SVG, NULL if there are less than two; of the country or the region given, in nb, nn or en, of one source if given, so many pixels wide';
