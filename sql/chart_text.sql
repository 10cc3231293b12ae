/*
 * chart_text.sql: charts for a terminal: bars with bounds of any measure, and a tile map.
 */

CREATE VIEW figure_chart AS
SELECT source, date, level, code, name, measure, total, value,
	   repeat('█', solid) || repeat('░', greatest(light - solid, hidden::integer)) AS bar
FROM (SELECT *, round(40.0 * lower(value) / longest)::integer AS solid, round(40.0 * coalesce(upper(value), longest) / longest)::integer AS light
	  FROM (SELECT *, greatest(max(coalesce(upper(value), lower(value))) OVER (PARTITION BY publication, source, date, measure, level, total), 1) AS longest
			FROM figure) AS f) AS scaled
ORDER BY date DESC, source COLLATE "C", measure, level, total, coalesce(upper(value), longest) DESC, code COLLATE "C";

CALL busetting_internal.flatten_view('figure_chart', 'figure');

COMMENT ON VIEW figure_chart IS 'every figure that publications state with a bar for the terminal, largest first';
COMMENT ON COLUMN figure_chart.total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN figure_chart.value IS 'the number, or what a hidden one can be';
COMMENT ON COLUMN figure_chart.bar IS 'dark up to the lowest that it can be, light up to the highest; as long as the longest of the publication, measure and level';

/* Two lines a square: its name, and its number or bounds; a dash where nothing is stated. */
CREATE FUNCTION county_map(on_date date, measure text DEFAULT NULL, source text DEFAULT NULL, region text DEFAULT NULL) RETURNS TABLE (map text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 20
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	shown constant record := busetting_internal.chart_publication(on_date, source);
	drawn_measure constant text := busetting_internal.chart_measure(shown.source, shown.date, measure);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
BEGIN
	RETURN QUERY
	WITH given AS MATERIALIZED (
		SELECT * FROM busetting_internal.chart_figure(shown.source, shown.date, shown.date, ARRAY[drawn_measure])
	), square AS MATERIALIZED (
		SELECT t.x, t.y, o.name, CASE WHEN f.code IS NULL THEN '-' ELSE suppressed_bigint(f.low, f.high)::text END AS number
		FROM region_tile AS t
		JOIN region_official AS o ON o.region = t.region AND o.parent = area.region AND busetting_internal.in_force(shown.date, o.named_since, o.named_until)
		LEFT JOIN given AS f ON f.code = o.code AND f.level = o.level
		WHERE t.map = area.region AND t.validity @> shown.date
	)
	SELECT rtrim(string_agg(rpad(CASE l.line WHEN 1 THEN left(coalesce(s.name, ''), b.width) WHEN 2 THEN coalesce(s.number, '') ELSE '' END, b.width + 1), '' ORDER BY x.x))
	-- a name is cut, a figure never
	FROM (SELECT max(a.x) AS columns, max(a.y) AS rows, greatest(9, max(length(a.number))) AS width FROM square AS a) AS b
	CROSS JOIN LATERAL generate_series(0, b.columns) AS x(x)
	CROSS JOIN LATERAL generate_series(0, b.rows) AS y(y)
	CROSS JOIN generate_series(1, 3) AS l(line)
	LEFT JOIN square AS s ON s.x = x.x AND s.y = y.y
	-- an empty line between two rows of squares
	WHERE l.line < 3 OR y.y < b.rows
	GROUP BY y.y, l.line
	ORDER BY y.y, l.line;
	IF NOT FOUND THEN
		RAISE no_data_found USING
			MESSAGE = format('there is no tile map of %s', area.name),
			DETAIL = format('No row of busetting.region_tile is of map %s for %s.', area.region, shown.date),
			HINT = 'Add a row for each region, with its column and row.';
	END IF;
END
$$;

COMMENT ON FUNCTION county_map(date, text, text, text) IS
	'tile map for the terminal of the counties, or of the parts of the region given: a measure or the gap, as published last on or before a date; places: © Kartverket, CC BY 4.0';
