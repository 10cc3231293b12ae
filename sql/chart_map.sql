/*
 * chart_map.sql: tile maps.  One square a region, in its place by region_tile; its colour is the
 * class of its figure.  A hidden figure is striped in the colours of its lowest and its
 * highest value, an absent one is an outline.  Classes differ in lightness and negative ones have a
 * bar, so that they can be told apart without colour, and in print.
 */

/* A round number of at most the one given: 1, 1.5, 2, 3, 5 or 7 with zeros. */
CREATE FUNCTION busetting_internal.round_down(number bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT max(r.number)::bigint
	FROM (SELECT trunc(m * 10::numeric ^ e) AS number FROM unnest('{1,1.5,2,3,5,7}'::numeric[]) AS m, generate_series(0, 18) AS e) AS r
	WHERE r.number <= round_down.number
$$;

COMMENT ON FUNCTION busetting_internal.round_down(bigint) IS 'a round number of at most the one given, which is 1 or more';

/*
 * Where classes begin, ascending; what is below the first is a class too.  Each has about the same
 * number of figures.  Where there are negative ones a class begins at 0.
 */
CREATE FUNCTION busetting_internal.chart_class_start(numbers bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH number AS (
		SELECT n FROM unnest(numbers) AS n WHERE n IS NOT NULL
	), quantile AS (
		SELECT s.share, (SELECT percentile_disc(s.share) WITHIN GROUP (ORDER BY n) FROM number WHERE n > 0) AS positive
		FROM unnest(CASE WHEN EXISTS (SELECT FROM number WHERE n < 0) THEN '{0.4,0.7,0.9}' ELSE '{0.2,0.4,0.6,0.8}' END::float8[]) AS s(share)
	), start AS (
		SELECT busetting_internal.round_down(positive) AS start FROM quantile WHERE positive > 1
		UNION
		SELECT 0 FROM number WHERE n < 0
		UNION
		-- the negative ones are two classes where they are many
		SELECT 1 - busetting_internal.round_down(-percentile_disc(0.5) WITHIN GROUP (ORDER BY n)) FROM number WHERE n < -1 HAVING count(*) > 3
	)
	SELECT coalesce(array_agg(start ORDER BY start), '{}') FROM start WHERE start IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.chart_class_start(bigint[]) IS 'numbers at which classes of a map begin, ascending, for the figures that are on it';

/* Classes are numbered from 0, as width_bucket does. */
CREATE FUNCTION busetting_internal.chart_class(starts bigint[])
RETURNS TABLE (class integer, first bigint, last bigint, colour text, ink text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 6
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT c.class, starts[c.class], starts[c.class + 1] - 1,
		   CASE WHEN c.class < n.negative THEN (CASE WHEN n.negative = 1 THEN '{#eda04f}' ELSE '{#cf6a12,#f9d3a9}' END::text[])[c.class + 1]
				ELSE ('{#dfeaf5,#a9c8e6,#659fd0,#2a6aa4,#0e3355}'::text[])[p.shade] END,
		   CASE WHEN c.class >= n.negative AND p.shade > 3 THEN '#fefefe' ELSE '#111111' END
	FROM generate_series(0, cardinality(starts)) AS c(class)
	CROSS JOIN (SELECT coalesce(array_position(starts, 0::bigint), 0) AS negative) AS n
	-- few classes are spread over the shades
	CROSS JOIN LATERAL (SELECT 1 + round((c.class - n.negative) * 4.0 / greatest(cardinality(starts) - n.negative, 1))::integer AS shade) AS p
$$;

COMMENT ON FUNCTION busetting_internal.chart_class(bigint[]) IS 'the classes of a map that begin at numbers: from, to, colour, and the colour of text on it';

/* Tiles: panel, x, y, name, low, high, stated.  Titles: one a panel. */
CREATE FUNCTION busetting_internal.svg_map(id text, tiles jsonb, titles text[], heading text, description text, phrase jsonb, signed boolean, width integer) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH tile AS MATERIALIZED (
		SELECT t.* FROM jsonb_to_recordset(tiles) AS t(panel integer, x integer, y integer, name text, low bigint, high bigint, stated boolean)
	), basis AS MATERIALIZED (
		SELECT busetting_internal.chart_class_start(CASE WHEN count(*) FILTER (WHERE t.low = t.high) >= 5 THEN array_agg(t.low) FILTER (WHERE t.low = t.high)
												ELSE array_agg(t.low) || array_agg(t.high) END) AS starts, max(t.x) + 1 AS columns, max(t.y) + 1 AS rows,
			   bool_or(t.stated AND t.low IS DISTINCT FROM t.high) AS hidden, bool_or(NOT t.stated) AS absent
		FROM tile AS t
	), layout AS MATERIALIZED (
		SELECT b.*, p.across, p.panel_width, s.side, 28 + b.rows * s.side + 16 AS panel_height,
			   24 + CASE WHEN p.across THEN 1 ELSE cardinality(titles) END * (28 + b.rows * s.side + 16) AS legend_top
		FROM basis AS b
		CROSS JOIN LATERAL (SELECT a.across, CASE WHEN a.across THEN (width - 24) / 2 ELSE width END AS panel_width
							FROM (SELECT cardinality(titles) > 1 AND width >= 560 AS across) AS a) AS p
		CROSS JOIN LATERAL (SELECT greatest(least(p.panel_width / b.columns, 640 / b.rows, 72), 6) AS side) AS s
	), class AS MATERIALIZED (
		SELECT c.*, concat(CASE WHEN c.first IS NULL AND NOT EXISTS (SELECT FROM tile WHERE low < 0 OR stated AND low IS NULL) THEN busetting_internal.number_text(0, c.last, phrase)
								WHEN c.first IS NULL AND c.last IS NULL THEN busetting_internal.number_text(0, 0, phrase)
								ELSE busetting_internal.number_text(c.first, c.last, phrase) END) AS label
		FROM basis AS b, LATERAL busetting_internal.chart_class(b.starts) AS c
	), drawn AS MATERIALIZED (
		SELECT t.*, l.side, (CASE WHEN l.across THEN t.panel * (l.panel_width + 24) ELSE 0 END) + t.x * l.side AS left_x,
			   24 + 28 + (CASE WHEN l.across THEN 0 ELSE t.panel * l.panel_height END) + t.y * l.side AS top_y,
			   low.class AS low_class, low.colour AS low_colour, low.ink, high.class AS high_class, high.colour AS high_colour, t.high < 0 AS negative
		FROM tile AS t
		CROSS JOIN layout AS l
		LEFT JOIN class AS low ON t.stated AND low.class = CASE WHEN t.low IS NULL THEN 0 ELSE width_bucket(t.low, l.starts) END
		LEFT JOIN class AS high ON t.stated AND high.class = CASE WHEN t.high IS NULL THEN cardinality(l.starts) ELSE width_bucket(t.high, l.starts) END
	), legend AS (
		SELECT xmlagg(xmlconcat(
				xmlelement(name rect, xmlattributes(p.x AS x, p.y AS y, 22 AS width, 16 AS height, e.fill AS fill, e.stroke AS stroke, e.dash AS "stroke-dasharray")),
				CASE WHEN e.negative THEN xmlelement(name rect, xmlattributes(p.x + 6 AS x, p.y + 7 AS y, 10 AS width, 2.5 AS height, '#111111' AS fill)) END,
				busetting_internal.svg_text(p.x + 28, p.y + 13, e.label, size => 12)) ORDER BY e.n) AS drawn,
			   max(p.y) + 28 AS height
		FROM (SELECT e.*, row_number() OVER (ORDER BY e.n) - 1 AS place
			  FROM (SELECT c.class AS n, c.label, c.colour AS fill, '#8c8c8c' AS stroke, NULL AS dash, coalesce(c.last < 0, false) AS negative FROM class AS c
					UNION ALL
					SELECT 100, phrase ->> 'hidden tile', 'url(#' || id || 'legend)', '#8c8c8c', NULL, false FROM basis WHERE hidden
					UNION ALL
					SELECT 101, phrase ->> 'not stated', 'none', '#6b6b6b', '3 2', false FROM basis WHERE absent) AS e) AS e
		CROSS JOIN layout AS l
		-- as many beside each other as there is room for
		CROSS JOIN LATERAL (SELECT greatest(width / (44 + 7 * (SELECT max(char_length(label)) FROM class)), 1) AS in_line,
								   44 + 7 * (SELECT max(char_length(label)) FROM class) AS pitch) AS r
		CROSS JOIN LATERAL (SELECT CASE WHEN e.n >= 100 THEN 0 ELSE (e.place % r.in_line) * r.pitch END AS x,
								   l.legend_top + 22 * CASE WHEN e.n < 100 THEN e.place / r.in_line
									   ELSE ceil((SELECT count(*) FROM class) / r.in_line::numeric) + CASE WHEN e.n = 101 AND l.hidden THEN 1 ELSE 0 END END AS y) AS p
	)
	SELECT xmlelement(name svg, xmlattributes('http://www.w3.org/2000/svg' AS xmlns, format('0 0 %s %s', width, g.height + 18) AS "viewBox",
			width AS width, g.height + 18 AS height, 'img' AS role, id || 'title ' || id || 'desc' AS "aria-labelledby",
			'system-ui, -apple-system, ''Segoe UI'', Roboto, ''Liberation Sans'', Arial, sans-serif' AS "font-family", 14 AS "font-size", '#1a1a1a' AS fill),
		xmlelement(name title, xmlattributes(id || 'title' AS id), heading),
		xmlelement(name "desc", xmlattributes(id || 'desc' AS id), description),
		xmlelement(name defs, (
			SELECT xmlagg(xmlelement(name pattern, xmlattributes(id || h.name AS id, h.size AS width, h.size AS height, 'userSpaceOnUse' AS "patternUnits", 'rotate(45)' AS "patternTransform"),
				xmlelement(name rect, xmlattributes(h.size AS width, h.size AS height, h.low_colour AS fill)),
				xmlelement(name rect, xmlattributes(h.size / 2.0 AS width, h.size AS height, h.high_colour AS fill))) ORDER BY h.name)
			FROM (SELECT DISTINCT d.low_class || '-' || d.high_class AS name, CASE WHEN d.low_class = d.high_class THEN '#fffffe' ELSE d.low_colour END AS low_colour,
						 d.high_colour, greatest(least(d.side / 4, 8), 4) AS size
				  FROM drawn AS d WHERE d.low IS DISTINCT FROM d.high AND d.stated
				  UNION ALL
				  SELECT 'legend', '#fffffe', '#659fd0', 6) AS h)),
		(SELECT xmlagg(busetting_internal.svg_text(CASE WHEN l.across THEN (n - 1) * (l.panel_width + 24) ELSE 0 END, 40 + CASE WHEN l.across THEN 0 ELSE (n - 1) * l.panel_height END - 6,
				t.title, weight => 'bold') ORDER BY n)
		 FROM unnest(titles) WITH ORDINALITY AS t(title, n)),
		(SELECT xmlagg(xmlelement(name g, NULL,
				xmlelement(name title, NULL, concat(d.name, ': ', CASE WHEN d.stated THEN coalesce(busetting_internal.number_text(d.low, d.high, phrase, signed), phrase ->> 'unknown') ELSE phrase ->> 'not stated' END,
					CASE WHEN d.stated AND d.low IS DISTINCT FROM d.high THEN phrase ->> 'tile hidden' END)),
				xmlelement(name rect, xmlattributes(d.left_x + 1 AS x, d.top_y + 1 AS y, d.side - 2 AS width, d.side - 2 AS height,
					CASE WHEN NOT d.stated THEN 'none' WHEN d.low = d.high THEN d.low_colour ELSE format('url(#%s%s-%s)', id, d.low_class, d.high_class) END AS fill,
					CASE WHEN d.stated THEN '#8c8c8c' ELSE '#6b6b6b' END AS stroke, CASE WHEN NOT d.stated THEN '3 2' END AS "stroke-dasharray", 0.75 AS "stroke-width")),
				CASE WHEN d.negative AND (d.side < 36 OR s.numbers IS NULL) THEN xmlelement(name rect, xmlattributes(d.left_x + d.side * 0.3 AS x, d.top_y + d.side * CASE WHEN d.side < 36 THEN 0.5 ELSE 0.7 END - 1 AS y, round(d.side * 0.4, 1) AS width, 2 AS height, '#111111' AS fill)) END,
				CASE WHEN d.side >= 36 THEN xmlconcat(
					busetting_internal.svg_text(d.left_x + d.side / 2.0, s.baseline, s.name, 'middle', s.ink, size => 12, seam => s.seam),
					(SELECT xmlagg(busetting_internal.svg_text(d.left_x + d.side / 2.0, s.baseline + 1 + 15 * k.line, k.text, 'middle', s.ink, 'bold', 12, s.seam) ORDER BY k.line)
					 FROM unnest(s.numbers) WITH ORDINALITY AS k(text, line))) END) ORDER BY d.panel, d.y, d.x)
		 FROM drawn AS d
		 CROSS JOIN LATERAL (
			SELECT CASE WHEN char_length(d.name) * 7.8 <= d.side - 2 THEN d.name ELSE regexp_replace(left(d.name, ((d.side - 10) / 8)::integer), '[ -]+(o|og|i)?$', '') || '.' END AS name,
				   n.numbers, d.top_y + d.side / 2.0 - CASE cardinality(n.numbers) WHEN 2 THEN 10 ELSE 3 END AS baseline,
				   CASE WHEN d.low = d.high THEN d.ink WHEN d.stated THEN '#111111' END AS ink,
				   CASE WHEN d.low = d.high THEN d.low_colour WHEN d.stated THEN '#fffffe' ELSE '#ffffff' END AS seam
			-- in two lines, or left out where there is no room: the title has it
			FROM (SELECT CASE WHEN NOT d.stated THEN NULL
							  WHEN char_length(b.number) * 8 <= d.side - 2 THEN ARRAY[b.number]
							  WHEN d.side >= 46 AND greatest(char_length(b.pieces[1]), char_length(b.pieces[2])) * 8 <= d.side - 2 THEN b.pieces
							  WHEN d.side >= 46 AND greatest(char_length(b.low) + 1, char_length(b.pieces[2])) * 8 <= d.side - 2 THEN ARRAY[b.low || U&'\2013', b.pieces[2]] END AS numbers
				  FROM (SELECT a.number, regexp_match(a.number, CASE WHEN strpos(a.number, U&'\2013') > 0 THEN U&'^(.*\2013)(.*)$' ELSE '^(.*) (.*)$' END) AS pieces, busetting_internal.number_text(d.low, d.low, phrase) AS low
						FROM (SELECT CASE WHEN d.high IS NULL AND d.low IS NOT NULL THEN U&'\2265' || busetting_internal.number_text(d.low, d.low, phrase, signed)
										  WHEN d.low IS NULL AND d.high IS NOT NULL THEN U&'\2264' || busetting_internal.number_text(d.high, d.high, phrase, signed)
										  ELSE busetting_internal.number_text(d.low, d.high, phrase, signed AND d.low = d.high) END AS number) AS a) AS b) AS n) AS s),
		g.drawn,
		CASE WHEN phrase ? 'map credit' THEN busetting_internal.svg_text(0, g.height + 12, phrase ->> 'map credit', fill => '#595959', size => 12) END)
	FROM layout AS l
	CROSS JOIN legend AS g
$$;

COMMENT ON FUNCTION busetting_internal.svg_map(text, jsonb, text[], text, text, jsonb, boolean, integer) IS 'picture of one or two tile maps, so many pixels wide';

CREATE FUNCTION chart_map(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, measure text DEFAULT NULL, region text DEFAULT NULL,
	level text DEFAULT NULL, width integer DEFAULT 760, other_measure text DEFAULT NULL, other_date date DEFAULT NULL)
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
	panels jsonb := jsonb_build_array(jsonb_build_object('panel', 0, 'date', shown.date, 'measure', drawn_measure));
	tiles jsonb;
	of_the_extension boolean;	-- are places that come with the extension, and have their credit?
	titles text[];
	heading text;
BEGIN
	PERFORM busetting_internal.check_chart_width(width);
	IF other_measure IS NOT NULL OR other_date IS NOT NULL THEN
		panels := panels || jsonb_build_object('panel', 1,
			'date', (SELECT p.date FROM busetting_internal.chart_publication(coalesce(other_date, shown.date), shown.source) AS p),
			'measure', coalesce(other_measure, drawn_measure));
		PERFORM busetting_internal.chart_measure(shown.source, (panels #>> '{1,date}')::date, panels #>> '{1,measure}');
		-- the earlier date, or the one given first, is on the left
		IF (panels #>> '{1,date}')::date < shown.date THEN
			panels := jsonb_build_array(panels -> 1 || '{"panel": 0}', panels -> 0 || '{"panel": 1}');
		END IF;
	END IF;

	WITH panel AS MATERIALIZED (
		SELECT p.* FROM jsonb_to_recordset(panels) AS p(panel integer, date date, measure text)
	), figure AS MATERIALIZED (
		SELECT p.panel, f.* FROM panel AS p CROSS JOIN LATERAL busetting_internal.chart_figure(shown.source, p.date, p.date, ARRAY[p.measure]) AS f
	)
	SELECT jsonb_agg(jsonb_build_object('panel', p.panel, 'x', t.x, 'y', t.y, 'name', o.name, 'low', f.low, 'high', f.high, 'stated', f.code IS NOT NULL)), bool_or(t.reference)
	INTO tiles, of_the_extension
	FROM panel AS p
	JOIN region_tile AS t ON t.map = area.region AND t.validity @> p.date
	JOIN region_official AS o ON o.region = t.region AND busetting_internal.in_force(p.date, o.named_since, o.named_until)
		AND CASE WHEN chart_map.level IS NULL THEN o.parent = area.region ELSE o.level = chart_map.level END
	LEFT JOIN figure AS f ON f.panel = p.panel AND f.code = o.code AND f.level = o.level;
	IF tiles IS NULL THEN
		RAISE no_data_found USING
			MESSAGE = format('there is no tile map of %s%s', area.name, ' by ' || level),
			DETAIL = format('No row of busetting.region_tile is of map %s for %s.', area.region, shown.date),
			HINT = 'Add a row for each region, with its column and row.';
	END IF;
	SELECT array_agg(concat(busetting_internal.chart_measure_label(p.measure, language), CASE WHEN other_date IS NOT NULL THEN ', ' || busetting_internal.date_text(p.date, phrase) END) ORDER BY p.panel)
	INTO titles
	FROM jsonb_to_recordset(panels) AS p(panel integer, date date, measure text);
	heading := concat_ws(', ', area.name, array_to_string(titles, ' / '));
	RETURN busetting_internal.svg_map(concat_ws('-', 'map', area.code, level, drawn_measure, other_measure, width, ''), tiles, titles, heading,
		concat(format(phrase ->> 'chart of', busetting_internal.date_text(shown.date, phrase), shown.source), ' ',
			   (SELECT format(busetting_internal.counted_phrase(phrase, 'map of', count(*)), count(*), count(*) FILTER (WHERE t.stated AND t.low IS DISTINCT FROM t.high), count(*) FILTER (WHERE NOT t.stated))
				FROM jsonb_to_recordset(tiles) AS t(low bigint, high bigint, stated boolean))),
		CASE WHEN of_the_extension THEN phrase ELSE phrase - 'map credit' END, drawn_measure LIKE 'gap%', width);
END
$$;

COMMENT ON FUNCTION chart_map(date, text, text, text, text, text, integer, text, date) IS
	'tile map of a measure or the gap as SVG, as published last on or before a date: of the country or of the region given, by its parts or by the level given; '
	'with another measure or date two maps beside each other, in the same classes; places: © Kartverket, CC BY 4.0';
