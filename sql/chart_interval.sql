/*
 * chart_interval.sql: the parts of a region as intervals, and its parts over time as
 * small multiples.  Both are of any measure.
 */

/*
 * A row a region, sorted: a dot where the number is known, and a hatched bar from its lowest to its
 * highest value where it is hidden.  A bar that has no end runs to the edge.
 */
CREATE FUNCTION chart_intervals(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, measure text DEFAULT NULL, region text DEFAULT NULL,
	width integer DEFAULT 760)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	drawn_measure constant text := busetting_internal.chart_measure(shown.source, shown.date, measure);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	signed constant boolean := drawn_measure LIKE 'gap%';
	id constant text := concat_ws('-', 'intervals', area.code, drawn_measure, width, '');
	row_height constant integer := 22;
	figures jsonb;
	drawing xml;
BEGIN
	PERFORM busetting_internal.check_chart_width(width);
	SELECT jsonb_agg(jsonb_build_object('name', f.name, 'low', f.low, 'high', f.high, 'text', busetting_internal.number_text(f.low, f.high, phrase, signed))
					 ORDER BY f.high DESC NULLS FIRST, f.low DESC NULLS LAST, f.code COLLATE "C")
	INTO figures
	FROM busetting_internal.chart_figure(shown.source, shown.date, shown.date, ARRAY[drawn_measure]) AS f
	JOIN region_official AS o ON o.code = f.code AND o.level = f.level AND o.parent = area.region AND busetting_internal.in_force(shown.date, o.named_since, o.named_until);
	IF figures IS NULL THEN
		RAISE no_data_found USING
			MESSAGE = format('%s of %s has no figures of parts of %s', shown.source, shown.date, area.name),
			HINT = 'Give the region of which it lists parts.';
	END IF;

	WITH figure AS MATERIALIZED (
		SELECT f.n, f.figure ->> 'name' AS name, (f.figure ->> 'low')::numeric AS low, (f.figure ->> 'high')::numeric AS high, coalesce(f.figure ->> 'text', phrase ->> 'unknown') AS text
		FROM jsonb_array_elements(figures) WITH ORDINALITY AS f(figure, n)
	), extent AS (
		SELECT least(min(low), min(high), 0) AS lowest, greatest(max(high), max(low), least(min(low), min(high), 0) + 1) AS highest, count(*) AS rows,
			   max(char_length(text)) AS text_length, least(max(char_length(name)), CASE WHEN width < 560 THEN 14 ELSE 28 END) AS name_length,
			   bool_or(low IS DISTINCT FROM high) AS hidden
		FROM figure
	), layout AS MATERIALIZED (
		SELECT e.*, x.plot_left, x.plot_right, (x.plot_right - x.plot_left) / (e.highest - e.lowest) AS scale, 46 AS top
		FROM extent AS e
		CROSS JOIN LATERAL (SELECT 14 + 8 * e.name_length AS plot_left, width - 16 - 8 * e.text_length AS plot_right) AS x
	), line AS (
		SELECT n * s.step AS number, round(l.plot_left + (n * s.step - l.lowest) * l.scale, 1) AS x
		FROM layout AS l
		CROSS JOIN LATERAL (SELECT busetting_internal.svg_step(l.scale, 14 + 8 * greatest(char_length(busetting_internal.number_text(l.highest, l.highest, phrase)), char_length(busetting_internal.number_text(l.lowest, l.lowest, phrase)))) AS step) AS s
		CROSS JOIN LATERAL generate_series(ceil(l.lowest / s.step), floor(l.highest / s.step)) AS n
	)
	SELECT busetting_internal.svg_picture(id, concat(area.name, ': ', busetting_internal.chart_measure_label(drawn_measure, language)),
			concat(format(phrase ->> 'chart of', busetting_internal.date_text(shown.date, phrase), shown.source), ' ', (SELECT string_agg(f.name || ': ' || f.text, '; ' ORDER BY f.n) FROM figure AS f), '.'),
			width, (l.top + row_height * l.rows + 10)::integer, xmlconcat(
		(SELECT xmlagg(xmlconcat(
				xmlelement(name line, xmlattributes(x.x AS x1, x.x AS x2, l.top AS y1, l.top + row_height * l.rows + 4 AS y2, CASE x.number WHEN 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
				busetting_internal.svg_text(x.x, l.top - 6, busetting_internal.number_text(x.number, x.number, phrase), 'middle', '#595959', size => 12)) ORDER BY x.number)
		 FROM line AS x),
		xmlelement(name circle, xmlattributes(7 AS cx, 12 AS cy, 5 AS r, '#17456e' AS fill)),
		busetting_internal.svg_text(19, 17, phrase ->> 'exact legend', size => 12),
		CASE WHEN l.hidden THEN xmlconcat(busetting_internal.svg_mark(id, 1, h.x + 7, h.x + 27, 12, 12, true), busetting_internal.svg_text(h.x + 40, 17, phrase ->> 'interval legend', size => 12)) END,
		(SELECT xmlagg(xmlelement(name g, NULL,
				xmlelement(name title, NULL, f.name || ': ' || f.text),
				busetting_internal.svg_text(0, y.y + 5, CASE WHEN char_length(f.name) > l.name_length THEN rtrim(left(f.name, l.name_length - 1)) || '.' ELSE f.name END, size => 13),
				CASE WHEN f.low = f.high THEN xmlelement(name circle, xmlattributes(x.low AS cx, y.y AS cy, 5 AS r, '#17456e' AS fill))
					 ELSE xmlelement(name rect, xmlattributes(x.low - 3 AS x, y.y - 6 AS y, x.high - x.low + 6 AS width, 12 AS height, 3 AS rx, 'url(#' || id || '1)' AS fill, '#17456e' AS stroke)) END,
				busetting_internal.svg_text(width, y.y + 5, f.text, 'end', weight => 'bold', size => 13)) ORDER BY f.n)
		 FROM figure AS f
		 CROSS JOIN LATERAL (SELECT l.top + row_height * (f.n - 0.5) AS y) AS y
		 CROSS JOIN LATERAL (SELECT round(l.plot_left + (coalesce(f.low, l.lowest) - l.lowest) * l.scale, 1) AS low, round(l.plot_left + (coalesce(f.high, l.highest) - l.lowest) * l.scale, 1) AS high) AS x)))
	INTO drawing
	FROM layout AS l
	CROSS JOIN LATERAL (SELECT 32 + 7 * char_length(phrase ->> 'exact legend') AS x) AS h;
	RETURN drawing;
END
$$;

COMMENT ON FUNCTION chart_intervals(date, text, text, text, text, integer) IS
	'the parts of the country or of the region given as intervals, sorted, of a measure or the gap, as SVG; as published last on or before a date';

/*
 * A small picture a region, all in the same scale: its line over the last 53 publications, as
 * thick as what is not known of it, broken where nothing is stated.
 */
CREATE FUNCTION chart_multiples(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, measure text DEFAULT NULL, region text DEFAULT NULL,
	width integer DEFAULT 760)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	drawn_measure constant text := busetting_internal.chart_measure(shown.source, shown.date, measure);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	signed constant boolean := drawn_measure LIKE 'gap%';
	id constant text := concat_ws('-', 'multiples', area.code, drawn_measure, width, '');
	dates constant date[] := busetting_internal.chart_dates(shown.source, shown.date);
	drawing xml;
BEGIN
	PERFORM busetting_internal.check_chart_width(width);
	WITH figure AS MATERIALIZED (
		SELECT f.* FROM busetting_internal.chart_figure(shown.source, dates[1], shown.date, ARRAY[drawn_measure],
			(SELECT min(r.level) FROM region AS r WHERE r.parent = area.region AND busetting_internal.in_force(shown.date, r.since, r.until))) AS f
	), point AS MATERIALIZED (
		SELECT d.date, d.n, o.code, o.name, f.low::numeric AS low, f.high::numeric AS high, f.code IS NOT NULL AS stated
		FROM unnest(dates) WITH ORDINALITY AS d(date, n)
		-- the regions of the last date, under the codes that they have had as long
		JOIN region_official AS o ON o.parent = area.region AND busetting_internal.in_force(shown.date, o.named_since, o.named_until) AND busetting_internal.in_force(d.date, o.since, o.until)
		LEFT JOIN figure AS f ON f.date = d.date AND f.code = o.code AND f.level = o.level
	), piece AS MATERIALIZED (
		SELECT p.*, count(*) FILTER (WHERE NOT p.stated) OVER (PARTITION BY p.code ORDER BY p.date) AS piece FROM point AS p
	), panel AS MATERIALIZED (
		SELECT p.code, p.name, row_number() OVER (ORDER BY p.code COLLATE "C") - 1 AS n,
			   (array_agg(busetting_internal.number_text(p.low, p.high, phrase, signed) ORDER BY p.n DESC))[1] AS last, bool_or(p.date = shown.date AND p.stated) AS stated
		FROM point AS p
		GROUP BY p.code, p.name
		HAVING count(*) FILTER (WHERE p.stated) > 0
	), extent AS (
		SELECT least(min(low), min(high), 0) AS lowest, greatest(max(high), max(low), least(min(low), min(high), 0) + 1) AS highest, min(date) AS first, max(date) AS last FROM point WHERE stated
	), layout AS MATERIALIZED (
		SELECT e.*, c.in_line, (width - 12 * (c.in_line - 1)) / c.in_line AS panel_width, 128 AS panel_height, a.axis,
			   (width - 12 * (c.in_line - 1)) / c.in_line - a.axis - 6 AS plot_width, 62 AS plot_height, (SELECT count(*) FROM panel) AS panels
		FROM extent AS e
		CROSS JOIN LATERAL (SELECT greatest(width / 180, 2) AS in_line) AS c
		CROSS JOIN LATERAL (SELECT 8 + 8 * greatest(char_length(busetting_internal.number_text(e.highest, e.highest, phrase)), char_length(busetting_internal.number_text(e.lowest, e.lowest, phrase))) AS axis) AS a
		WHERE e.first < e.last
	), placed AS MATERIALIZED (
		SELECT p.code, p.date, p.piece, p.low = p.high AS exact, round(o.x + (p.date - l.first) * (l.plot_width - 4) / (l.last - l.first)::numeric + 2, 1) AS x,
			   round(o.y + l.plot_height * (l.highest - coalesce(p.low, l.lowest)) / (l.highest - l.lowest), 1) AS low_y,
			   round(o.y + l.plot_height * (l.highest - coalesce(p.high, l.highest)) / (l.highest - l.lowest), 1) AS high_y
		FROM piece AS p
		JOIN panel AS q ON q.code = p.code
		CROSS JOIN layout AS l
		CROSS JOIN LATERAL (SELECT (q.n % l.in_line) * (l.panel_width + 12) + l.axis AS x, (q.n / l.in_line) * l.panel_height + 48 AS y) AS o
		WHERE p.stated
	)
	SELECT busetting_internal.svg_picture(id, concat(area.name, ': ', busetting_internal.chart_measure_label(drawn_measure, language)),
			concat(format(phrase ->> 'chart of', busetting_internal.date_text(shown.date, phrase), shown.source), ' ',
				   (SELECT string_agg(concat(q.name, ': ', coalesce(q.last, phrase ->> 'not stated')), '; ' ORDER BY q.n) FROM panel AS q), '.'),
			width, (ceil(l.panels / l.in_line::numeric) * l.panel_height + 4)::integer, xmlconcat(
		(SELECT xmlagg(xmlconcat(
				busetting_internal.svg_text(o.x, o.y + 14, CASE WHEN char_length(q.name) * 7.5 > l.panel_width THEN rtrim(left(q.name, (l.panel_width / 7.5)::integer - 1)) || '.' ELSE q.name END, size => 12),
				busetting_internal.svg_text(o.x, o.y + 29, coalesce(q.last, CASE WHEN q.stated THEN phrase ->> 'unknown' ELSE phrase ->> 'not stated' END), fill => '#17456e', weight => 'bold', size => 12),
				(SELECT xmlagg(xmlconcat(
						xmlelement(name line, xmlattributes(o.x + l.axis AS x1, o.x + l.panel_width AS x2, g.y AS y1, g.y AS y2, CASE g.number WHEN 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
						-- numbers that would lie on that of 0 are left out
						CASE WHEN g.number = 0 OR abs(g.y - z.y) >= 14 THEN busetting_internal.svg_text(o.x + l.axis - 6, g.y + 4, busetting_internal.number_text(g.number, g.number, phrase), 'end', '#595959', size => 12) END) ORDER BY g.number)
				 FROM (SELECT DISTINCT number, round(o.y + 48 + l.plot_height * (l.highest - number) / (l.highest - l.lowest), 1) AS y FROM unnest(ARRAY[l.lowest, 0, l.highest]) AS number) AS g
				 CROSS JOIN (SELECT o.y + 48 + l.plot_height * l.highest / (l.highest - l.lowest) AS y) AS z),
				CASE WHEN q.n >= l.panels - l.in_line THEN xmlconcat(
					busetting_internal.svg_text(o.x + l.axis, o.y + 48 + l.plot_height + 15, to_char(l.first, 'MM.YY'), NULL, '#595959', size => 12),
					CASE WHEN l.plot_width >= 92 THEN busetting_internal.svg_text(o.x + l.panel_width, o.y + 48 + l.plot_height + 15, to_char(l.last, 'MM.YY'), 'end', '#595959', size => 12) END) END) ORDER BY q.n)
		 FROM panel AS q
		 CROSS JOIN LATERAL (SELECT (q.n % l.in_line) * (l.panel_width + 12) AS x, (q.n / l.in_line) * l.panel_height AS y) AS o),
		(SELECT xmlagg(xmlelement(name polygon, xmlattributes(b.outline AS points, '#17456e' AS stroke, 1.5 AS "stroke-width", 'round' AS "stroke-linejoin",
				CASE WHEN b.exact THEN 'none' ELSE 'url(#' || id || '1)' END AS fill)) ORDER BY b.code, b.piece)
		 FROM (SELECT p.code, p.piece, bool_and(coalesce(p.exact, false)) AS exact,
					  -- one date alone is a short line
					  concat_ws(' ', string_agg(p.x - q.half || ',' || p.high_y, ' ' ORDER BY p.date), string_agg(p.x + q.half || ',' || p.high_y, ' ' ORDER BY p.date) FILTER (WHERE q.half > 0),
						  string_agg(p.x + q.half || ',' || p.low_y, ' ' ORDER BY p.date DESC), string_agg(p.x - q.half || ',' || p.low_y, ' ' ORDER BY p.date) FILTER (WHERE q.half > 0)) AS outline
			   FROM placed AS p
			   JOIN (SELECT code, piece, CASE count(*) WHEN 1 THEN 2 ELSE 0 END AS half FROM placed GROUP BY code, piece) AS q USING (code, piece)
			   GROUP BY p.code, p.piece) AS b)))
	INTO drawing
	FROM layout AS l;
	RETURN drawing;
END
$$;

COMMENT ON FUNCTION chart_multiples(date, text, text, text, text, integer) IS
	'the parts of the country or of the region given over the last 53 publications of a source, a small picture each in the same scale, with bands, as SVG; NULL of one date';
