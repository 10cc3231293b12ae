/*
 * svg.sql: what pictures are made of, with the server's XML functions, so that every
 * name is escaped: labels, the legend, the lines of a scale, and the frame.
 */

/* A label, with a seam of the colour that it lies on, where lines run behind it. */
CREATE FUNCTION svg_text(x numeric, y numeric, text text, anchor text DEFAULT NULL, fill text DEFAULT NULL, weight text DEFAULT NULL, size integer DEFAULT NULL, seam text DEFAULT '#ffffff')
RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name text, xmlattributes(x AS x, y AS y, anchor AS "text-anchor", fill AS fill, weight AS "font-weight", size AS "font-size",
		seam AS stroke, 4 AS "stroke-width", 'stroke' AS "paint-order"), text)
$$;

COMMENT ON FUNCTION svg_text(numeric, numeric, text, text, text, text, integer, text) IS 'text of a picture';

/* 1, 2 or 5 with zeros, and at least so many pixels. */
CREATE FUNCTION svg_step(scale numeric, pixels integer) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT min(m * 10::numeric ^ e)
	FROM unnest('{1,2,5}'::integer[]) AS m, generate_series(0, 18) AS e
	WHERE m * 10::numeric ^ e * scale >= pixels
$$;

COMMENT ON FUNCTION svg_step(numeric, integer) IS 'round number between two lines of a scale of so many pixels a unit, at least so many pixels apart';

/* A circle for settled, a diamond for agreed; drawn out from its lowest to its highest value, and hatched, where it is hidden. */
CREATE FUNCTION svg_mark(id text, measure text, left_x numeric, right_x numeric, top_y numeric, bottom_y numeric, hidden boolean) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE measure
		   WHEN 'settled' THEN
			   xmlelement(name rect, xmlattributes(left_x - 6 AS x, top_y - 6 AS y, right_x - left_x + 12 AS width, bottom_y - top_y + 12 AS height, 6 AS rx,
				   '#17456e' AS stroke, 1.5 AS "stroke-width", CASE WHEN hidden THEN 'url(#' || id || measure || ')' ELSE '#17456e' END AS fill))
		   ELSE
			   xmlelement(name polygon, xmlattributes(
				   format('%s,%s %s,%s %s,%s %s,%s %s,%s %s,%s %s,%s %s,%s', left_x - 7, top_y, left_x, top_y - 7, right_x, top_y - 7, right_x + 7, top_y,
						  right_x + 7, bottom_y, right_x, bottom_y + 7, left_x, bottom_y + 7, left_x - 7, bottom_y) AS points,
				   '#b85c00' AS stroke, 1.5 AS "stroke-width", CASE WHEN hidden THEN 'url(#' || id || measure || ')' ELSE '#f2a33c' END AS fill))
		   END
$$;

COMMENT ON FUNCTION svg_mark(text, text, numeric, numeric, numeric, numeric, boolean) IS 'mark of settled or agreed in the picture of an identifier, as long and high as what is known of it';

CREATE FUNCTION svg_legend(id text, phrase jsonb, narrow boolean, hidden boolean) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlconcat(
		svg_mark(id, 'settled', 7, 7, 12, 12, false), svg_text(19, 17, phrase ->> 'settled'),
		svg_mark(id, 'agreed', 97, 97, 12, 12, false), svg_text(110, 17, phrase ->> 'agreed'),
		CASE WHEN hidden THEN xmlconcat(
			svg_mark(id, 'settled', h.x + 7, h.x + 21, h.y - 4, h.y - 4, true), svg_text(h.x + 34, h.y + 1, phrase ->> 'hidden legend')) END)
	FROM (SELECT CASE WHEN narrow THEN 0 ELSE 270 END AS x, CASE WHEN narrow THEN 42 ELSE 16 END AS y) AS h
$$;

COMMENT ON FUNCTION svg_legend(text, jsonb, boolean, boolean) IS 'what the marks of a picture of settled and agreed mean, of hidden numbers too if there are any';

CREATE FUNCTION svg_picture(id text, title text, description text, width integer, height integer, drawn xml) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name svg, xmlattributes('http://www.w3.org/2000/svg' AS xmlns, format('0 0 %s %s', width, height) AS "viewBox",
			width AS width, height AS height, 'img' AS role, id || 'title ' || id || 'desc' AS "aria-labelledby",
			'system-ui, -apple-system, ''Segoe UI'', Roboto, ''Liberation Sans'', Arial, sans-serif' AS "font-family", 14 AS "font-size", '#1a1a1a' AS fill),
		xmlelement(name title, xmlattributes(id || 'title' AS id), title),
		xmlelement(name "desc", xmlattributes(id || 'desc' AS id), description),
		xmlelement(name defs, (
			SELECT xmlagg(xmlelement(name pattern, xmlattributes(id || p.measure AS id, 5 AS width, 5 AS height,
					   'userSpaceOnUse' AS "patternUnits", p.turn AS "patternTransform"),
				   xmlelement(name rect, xmlattributes(5 AS width, 5 AS height, '#ffffff' AS fill)),
				   xmlelement(name rect, xmlattributes(2 AS width, 5 AS height, p.colour AS fill))))
			FROM (VALUES ('settled', '#17456e', 'rotate(45)'), ('agreed', '#d9822b', 'rotate(-45)')) AS p(measure, colour, turn))),
		drawn)
$$;

COMMENT ON FUNCTION svg_picture(text, text, text, integer, integer, xml) IS 'a picture with its title, its text alternative and the hatchings of hidden numbers; identifiers in it begin with the one given';

CREATE FUNCTION check_chart_width(width integer) RETURNS void
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

COMMENT ON FUNCTION check_chart_width(integer) IS 'fail unless a chart can be so many pixels wide';
