/*
 * svg.sql: what pictures are made of, with the server's XML functions, so that every
 * name is escaped: labels, the legend, the lines of a scale, and the frame.
 */

/* A label, with a seam of the colour that it lies on, where lines run behind it. */
CREATE FUNCTION busetting_internal.svg_text(x numeric, y numeric, text text, anchor text DEFAULT NULL, fill text DEFAULT NULL, weight text DEFAULT NULL, size integer DEFAULT NULL, seam text DEFAULT '#ffffff')
RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name text, xmlattributes(x AS x, y AS y, anchor AS "text-anchor", fill AS fill, weight AS "font-weight", size AS "font-size",
		seam AS stroke, 4 AS "stroke-width", 'stroke' AS "paint-order"), text)
$$;

COMMENT ON FUNCTION busetting_internal.svg_text(numeric, numeric, text, text, text, text, integer, text) IS 'text of a picture';

/* 1, 2 or 5 with zeros, and at least so many pixels. */
CREATE FUNCTION busetting_internal.svg_step(scale numeric, pixels integer) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT min(m * 10::numeric ^ e)
	FROM unnest('{1,2,5}'::integer[]) AS m, generate_series(0, 18) AS e
	WHERE m * 10::numeric ^ e * scale >= pixels
$$;

COMMENT ON FUNCTION busetting_internal.svg_step(numeric, integer) IS 'round number between two lines of a scale of so many pixels a unit, at least so many pixels apart';

/* A circle for the first series, a diamond for the second; drawn out from its lowest to its highest value, and hatched, where it is hidden. */
CREATE FUNCTION busetting_internal.svg_mark(id text, series integer, left_x numeric, right_x numeric, top_y numeric, bottom_y numeric, hidden boolean) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE series
		   WHEN 1 THEN
			   xmlelement(name rect, xmlattributes(left_x - 6 AS x, top_y - 6 AS y, right_x - left_x + 12 AS width, bottom_y - top_y + 12 AS height, 6 AS rx,
				   '#17456e' AS stroke, 1.5 AS "stroke-width", CASE WHEN hidden THEN 'url(#' || id || series || ')' ELSE '#17456e' END AS fill))
		   ELSE
			   xmlelement(name polygon, xmlattributes(
				   format('%s,%s %s,%s %s,%s %s,%s %s,%s %s,%s %s,%s %s,%s', left_x - 7, top_y, left_x, top_y - 7, right_x, top_y - 7, right_x + 7, top_y,
						  right_x + 7, bottom_y, right_x, bottom_y + 7, left_x, bottom_y + 7, left_x - 7, bottom_y) AS points,
				   '#b85c00' AS stroke, 1.5 AS "stroke-width", CASE WHEN hidden THEN 'url(#' || id || series || ')' ELSE '#f2a33c' END AS fill))
		   END
$$;

COMMENT ON FUNCTION busetting_internal.svg_mark(text, integer, numeric, numeric, numeric, numeric, boolean) IS 'mark of a series, 1 or 2, in the picture of an identifier, as long and high as what is known of it';

/* Of one or two series.  What does not fit beside each other stands below. */
CREATE FUNCTION busetting_internal.svg_legend(id text, labels text[], phrase jsonb, width integer, hidden boolean) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlagg(xmlconcat(busetting_internal.svg_mark(id, e.series, e.x + 7, e.x + 7 + e.length, e.y, e.y, e.length > 0), busetting_internal.svg_text(e.x + 20 + e.length, e.y + 5, e.label)) ORDER BY e.n)
	FROM (SELECT e.n, e.series, e.label, e.length, CASE WHEN e.below THEN 0 ELSE e.x END AS x, CASE WHEN e.below THEN 38 ELSE 12 END AS y
		  FROM (SELECT l.n, l.series, l.label, l.length, l.x, l.x + 24 + l.length + 8 * char_length(l.label) > width AND l.n > 1 AS below
				FROM (SELECT l.*, coalesce(sum(38 + l.length + 8 * char_length(l.label)) OVER (ORDER BY l.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS x
					  FROM (SELECT n, n::integer AS series, label, 0 AS length FROM unnest(labels) WITH ORDINALITY AS l(label, n)
							UNION ALL
							SELECT 3, 1, phrase ->> 'hidden legend', 14 WHERE hidden) AS l) AS l) AS e) AS e
$$;

COMMENT ON FUNCTION busetting_internal.svg_legend(text, text[], jsonb, integer, boolean) IS 'what the marks of a picture of one or two series mean, of hidden numbers too if there are any';

CREATE FUNCTION busetting_internal.svg_picture(id text, title text, description text, width integer, height integer, drawn xml) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name svg, xmlattributes('http://www.w3.org/2000/svg' AS xmlns, format('0 0 %s %s', width, height) AS "viewBox",
			width AS width, height AS height, 'img' AS role, id || 'title ' || id || 'desc' AS "aria-labelledby",
			'system-ui, -apple-system, ''Segoe UI'', Roboto, ''Liberation Sans'', Arial, sans-serif' AS "font-family", 14 AS "font-size", '#1a1a1a' AS fill),
		xmlelement(name title, xmlattributes(id || 'title' AS id), title),
		xmlelement(name "desc", xmlattributes(id || 'desc' AS id), description),
		xmlelement(name defs, (
			SELECT xmlagg(xmlelement(name pattern, xmlattributes(id || p.series AS id, 5 AS width, 5 AS height,
					   'userSpaceOnUse' AS "patternUnits", p.turn AS "patternTransform"),
				   xmlelement(name rect, xmlattributes(5 AS width, 5 AS height, '#ffffff' AS fill)),
				   xmlelement(name rect, xmlattributes(2 AS width, 5 AS height, p.colour AS fill))))
			FROM (VALUES (1, '#17456e', 'rotate(45)'), (2, '#d9822b', 'rotate(-45)')) AS p(series, colour, turn))),
		drawn)
$$;

COMMENT ON FUNCTION busetting_internal.svg_picture(text, text, text, integer, integer, xml) IS 'a picture with its title, its text alternative and the hatchings of hidden numbers; identifiers in it begin with the one given';

CREATE FUNCTION busetting_internal.check_chart_width(width integer) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF width IS NULL OR width NOT BETWEEN 300 AND 4000 THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('width %s of a chart is out of range', coalesce(width::text, 'NULL')),
			DETAIL = 'A width is 300 to 4000 pixels.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_chart_width(integer) IS 'fail unless a chart can be so many pixels wide';
