/*
 * chart_figure.sql: what the page and charts draw: which publication, region and measure is meant
 * where the caller leaves it open, and its figures, of any measure.  Reads reports, and what names
 * things, so that who may read these can draw them.
 */

CREATE FUNCTION busetting_internal.chart_publication(on_date date, wanted text DEFAULT NULL, OUT source text, OUT date date)
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
	ORDER BY p.counties DESC, p.municipalities DESC, p.regions DESC, p.source
	LIMIT 1;
	IF NOT FOUND THEN
		RAISE no_data_found USING
			MESSAGE = format('nothing is published on or before %s%s', coalesce(on_date::text, 'NULL'), ' by ' || quote_literal(wanted)),
			DETAIL = coalesce((SELECT format('The first publication is of %s.', min(p.date)) FROM report_publication AS p
							   WHERE wanted IS NULL OR p.source = wanted HAVING count(*) > 0),
							  (SELECT format('There are some by %s.', string_agg(l.name, ', ' ORDER BY l.name))
							   FROM (SELECT DISTINCT quote_literal(p.source) COLLATE "C" AS name FROM report_publication AS p ORDER BY 1 LIMIT 10) AS l HAVING count(*) > 0),
							  'There is no publication.'),
			HINT = 'What is published is listed in busetting.report_publication.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_publication(date, text) IS
	'the publication that a date is shown by: the latest until then, of a source if one is wanted, with most counties';

/* A gap is of what is agreed and what is settled: gap_x of agreed_x and settled_x. */
CREATE FUNCTION busetting_internal.chart_figure(source text, since date, until date, measures text[] DEFAULT NULL, wanted_level text DEFAULT NULL)
RETURNS TABLE (date date, level text, code text, name text, measure text, low bigint, high bigint, hidden boolean, own boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
SET plan_cache_mode = force_custom_plan	-- for the dates that are asked for
SET jit = off	-- compiling it takes longer than running it
AS $$
#variable_conflict use_column
DECLARE
	needed constant text[] := measures || ARRAY(
		SELECT w.whole || substr(g.gap, 4) FROM unnest(measures) AS g(gap), unnest('{agreed,settled}'::text[]) AS w(whole) WHERE g.gap LIKE 'gap%');
BEGIN
	RETURN QUERY
	WITH figure AS MATERIALIZED (
		SELECT f.date, f.level, f.code, f.name, f.measure, f.low, f.high, f.symbol IS NOT NULL AS hidden, f.own
		FROM report_figure AS f
		WHERE f.source = chart_figure.source AND f.date BETWEEN since AND until AND (f.measure = ANY (needed) OR measures IS NULL)
			AND (f.level = wanted_level OR wanted_level IS NULL)
	)
	SELECT f.* FROM figure AS f WHERE f.measure = ANY (measures) OR measures IS NULL
	UNION ALL
	SELECT a.date, a.level, a.code, a.name, g.gap, a.low - s.high, a.high - s.low, a.hidden OR s.hidden, a.own AND s.own
	FROM figure AS a
	CROSS JOIN LATERAL (SELECT 'gap' || substr(a.measure, 7) AS gap, 'settled' || substr(a.measure, 7) AS settled) AS g
	JOIN figure AS s ON s.date = a.date AND s.level = a.level AND s.code = a.code AND s.measure = g.settled
	WHERE a.measure LIKE 'agreed%' AND (g.gap = ANY (measures) OR measures IS NULL);
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_figure(text, date, date, text[], text) IS
	'figures of measures, or of all, in the publications of a source from one date to another, one a region and measure, with bounds; gap and gap_… are agreed… less settled…';

CREATE FUNCTION busetting_internal.chart_measure_label(measure text, language text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(busetting_internal.measure_labels(language) ->> measure, busetting_internal.phrases(language) ->> measure,
		(busetting_internal.phrases(language) ->> 'gap') || ', ' || lower(busetting_internal.measure_labels(language) ->> ('agreed' || substr(measure, 4))), measure)
$$;

COMMENT ON FUNCTION busetting_internal.chart_measure_label(text, text) IS 'heading of a measure or a gap, in a language: nb, nn or en';

/* Parts of what is stated come last; a gap stands behind what it is worked out of. */
CREATE FUNCTION busetting_internal.chart_measures(source text, date date, language text DEFAULT 'nb')
RETURNS TABLE (measure text, label text, part_of text, place bigint)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH stated AS MATERIALIZED (
		SELECT m.measure, CASE WHEN m.part_of = ANY (array_agg(m.measure) OVER ()) THEN m.part_of END AS part_of, m.position
		FROM measure AS m
		JOIN (SELECT DISTINCT f.measure FROM report_figure AS f WHERE f.source = chart_measures.source AND f.date = chart_measures.date) AS f ON f.measure = m.measure
	)
	SELECT m.measure, busetting_internal.chart_measure_label(m.measure, language), m.part_of, row_number() OVER (ORDER BY m.part_of IS NOT NULL, m.position, m.n, m.measure)
	FROM (SELECT s.measure, s.part_of, s.position, 1 AS n FROM stated AS s
		  UNION ALL
		  SELECT 'gap' || substr(a.measure, 7), CASE WHEN a.part_of LIKE 'agreed%' THEN 'gap' || substr(a.part_of, 7) END, greatest(a.position, s.position), 2
		  FROM stated AS a
		  JOIN stated AS s ON s.measure = 'settled' || substr(a.measure, 7)
		  WHERE a.measure LIKE 'agreed%') AS m
$$;

COMMENT ON FUNCTION busetting_internal.chart_measures(text, date, text) IS 'the measures and gaps that a publication states, with their headings in a language, numbered in the order in which they are shown';

CREATE FUNCTION busetting_internal.chart_measure(source text, date date, wanted text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	stated constant text[] := ARRAY(SELECT m.measure FROM busetting_internal.chart_measures(source, date) AS m
									ORDER BY m.part_of IS NOT NULL, m.measure <> 'gap', m.measure <> 'settled', m.place);
BEGIN
	IF wanted = ANY (stated) OR wanted IS NULL AND cardinality(stated) > 0 THEN
		RETURN coalesce(wanted, stated[1]);
	END IF;
	RAISE invalid_parameter_value USING
		MESSAGE = format('%s of %s states no %s', source, date, coalesce(wanted, 'figure')),
		DETAIL = coalesce('It states ' || nullif(array_to_string(stated, ', '), '') || '.', 'All its rows are empty.'),
		HINT = 'Give one of these as measure.';
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_measure(text, date, text) IS
	'the measure that a chart of a publication is of: the one wanted, else the gap, else what it states first; error where it does not state the one wanted';

CREATE FUNCTION busetting_internal.chart_region(source text, date date, wanted text DEFAULT NULL, OUT region integer, OUT code text, OUT name text, OUT parent integer)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	SELECT o.region, o.code, o.name, o.parent INTO region, code, name, parent
	FROM region_official AS o
	WHERE busetting_internal.in_force(date, o.named_since, o.named_until) AND busetting_internal.in_force(date, o.since, o.until)
		AND CASE WHEN wanted IS NOT NULL THEN
					(o.code = wanted OR lower(o.name) = lower(wanted))
					AND o.tree = (SELECT l.tree FROM region_level AS l JOIN report_figure AS f ON f.level = l.level WHERE f.source = chart_region.source AND f.date = chart_region.date LIMIT 1)
				 ELSE o.region = (
					WITH RECURSIVE above(id, parent) AS (
						(SELECT r.id, r.parent
						 FROM report_figure AS f
						 JOIN region AS r ON r.code = f.code AND r.level = f.level AND busetting_internal.in_force(f.date, r.since, r.until)
						 WHERE f.source = chart_region.source AND f.date = chart_region.date
						 LIMIT 1)
						UNION ALL
						SELECT r.id, r.parent FROM above AS a JOIN region AS r ON r.id = a.parent)
					SELECT a.id FROM above AS a WHERE a.parent IS NULL) END
	ORDER BY o.code = wanted DESC, char_length(o.code), o.code COLLATE "C"
	LIMIT 1;
	IF NOT FOUND AND wanted IS NOT NULL THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('no region has the code or name %s on %s', quote_literal(wanted), date),
			HINT = format('Codes and names are listed by busetting.region_list(%s).', concat_ws(', ', quote_literal(date), (
				SELECT quote_literal(nullif(l.tree, 'norway')) FROM region_level AS l JOIN report_figure AS f ON f.level = l.level WHERE f.source = chart_region.source AND f.date = chart_region.date LIMIT 1)));
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_region(text, date, text) IS 'the region that a chart is of, by its code or official name; if none is wanted, the one that has all that the publication lists, as the country';

/* The lowest region that has all that the publication lists: the county where it lists one county's municipalities only. */
CREATE FUNCTION busetting_internal.chart_area(source text, date date) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH RECURSIVE listed AS MATERIALIZED (
		SELECT DISTINCT r.id, r.parent
		FROM report_figure AS f
		JOIN region AS r ON r.code = f.code AND r.level = f.level AND busetting_internal.in_force(f.date, r.since, r.until)
		WHERE f.source = chart_area.source AND f.date = chart_area.date AND f.own
	), above(listed, region, parent, distance) AS (
		SELECT l.id, l.id, l.parent, 0 FROM listed AS l
		UNION ALL
		SELECT a.listed, r.id, r.parent, a.distance + 1 FROM above AS a JOIN region AS r ON r.id = a.parent
	)
	SELECT r.code
	FROM above AS a
	JOIN region AS r ON r.id = a.region
	-- of one that has no parts, what it is a part of
	WHERE EXISTS (SELECT FROM region AS o WHERE o.parent = a.region AND busetting_internal.in_force(chart_area.date, o.since, o.until))
	GROUP BY r.code
	HAVING count(*) = (SELECT count(*) FROM listed)
	ORDER BY sum(a.distance)
	LIMIT 1
$$;

COMMENT ON FUNCTION busetting_internal.chart_area(text, date) IS 'code of the lowest region that has all that a publication lists';

/*
 * The region's own figure; else, of the highest region, what those of its parts add up to that are
 * listed, and of another what its parts can add up to, with those that are not listed.
 */
CREATE FUNCTION busetting_internal.chart_total(source text, since date, until date, area integer, measures text[] DEFAULT NULL)
RETURNS TABLE (date date, measure text, low bigint, high bigint, hidden boolean, basis text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	its_code constant text := (SELECT r.code FROM region AS r WHERE r.id = area);
	its_level constant text := (SELECT r.level FROM region AS r WHERE r.id = area);
	is_root constant boolean := (SELECT r.parent IS NULL FROM region AS r WHERE r.id = area);
	part_level constant text := (SELECT min(r.level) FROM region AS r WHERE r.parent = area AND busetting_internal.in_force(chart_total.until, r.since, r.until));
BEGIN
	RETURN QUERY
	WITH own AS MATERIALIZED (
		SELECT f.date, f.measure, f.low, f.high, f.hidden
		FROM busetting_internal.chart_figure(source, since, until, measures, its_level) AS f
		WHERE f.code = its_code AND (f.own OR NOT is_root)
	), summed AS (
		SELECT f.date, f.measure, CASE WHEN count(f.low) = count(*) THEN sum(f.low) END::bigint AS low, CASE WHEN count(f.high) = count(*) THEN sum(f.high) END::bigint AS high,
			   bool_or(f.hidden) AS hidden, string_agg(f.code, ' ' ORDER BY f.code COLLATE "C") AS basis
		FROM busetting_internal.chart_figure(source, since, until, measures, part_level) AS f
		JOIN region AS r ON r.parent = area AND r.code = f.code AND r.level = f.level AND busetting_internal.in_force(f.date, r.since, r.until)
		WHERE is_root
		GROUP BY f.date, f.measure
	)
	SELECT o.date, o.measure, o.low, o.high, o.hidden, 'own' FROM own AS o
	UNION ALL
	SELECT s.* FROM summed AS s WHERE NOT EXISTS (SELECT FROM own AS o WHERE o.date = s.date AND o.measure = s.measure);
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_total(text, date, date, integer, text[]) IS
	'the figures of a region over dates, its own or what its parts add up to; basis is what is added up: it is another where other parts are listed';

/* The last 53: a year of weekly tables, and the one a year before. */
CREATE FUNCTION busetting_internal.chart_dates(source text, until date) RETURNS date[]
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT array_agg(d.date ORDER BY d.date)
	FROM (SELECT DISTINCT p.date FROM report_publication AS p WHERE p.source = chart_dates.source AND p.date <= until ORDER BY p.date DESC LIMIT 53) AS d
$$;

COMMENT ON FUNCTION busetting_internal.chart_dates(text, date) IS 'dates of the last 53 publications of a source until a date';
