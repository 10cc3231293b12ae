/*
 * chart_figure.sql: what charts of any measure draw: its figures, region by region, and the measure
 * and region that are meant where the caller leaves them open.  Reads reports, and what names things.
 */

CREATE FUNCTION chart_figure(source text, since date, until date, measure text, wanted_level text DEFAULT NULL)
RETURNS TABLE (date date, level text, code text, name text, low bigint, high bigint, hidden boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
SET plan_cache_mode = force_custom_plan	-- for the dates that are asked for
SET jit = off	-- compiling it takes longer than running it
AS $$
#variable_conflict use_column
BEGIN
	IF chart_figure.measure LIKE 'gap%' THEN
		RETURN QUERY
		SELECT f.date, f.level, f.code, f.name, min(f.low) FILTER (WHERE f.agreed) - min(f.high) FILTER (WHERE NOT f.agreed),
			   min(f.high) FILTER (WHERE f.agreed) - min(f.low) FILTER (WHERE NOT f.agreed), bool_or(f.symbol IS NOT NULL)
		FROM (SELECT *, f.measure LIKE 'agreed%' AS agreed FROM report_figure AS f
			  WHERE f.source = chart_figure.source AND f.date BETWEEN since AND until AND (f.level = chart_figure.wanted_level OR chart_figure.wanted_level IS NULL)
				  AND f.measure IN ('agreed' || substr(chart_figure.measure, 4), 'settled' || substr(chart_figure.measure, 4))) AS f
		GROUP BY f.date, f.level, f.code, f.name
		HAVING count(*) = 2;
	ELSE
		RETURN QUERY
		SELECT f.date, f.level, f.code, f.name, f.low, f.high, f.symbol IS NOT NULL
		FROM report_figure AS f
		WHERE f.source = chart_figure.source AND f.date BETWEEN since AND until AND f.measure = chart_figure.measure
			AND (f.level = chart_figure.wanted_level OR chart_figure.wanted_level IS NULL);
	END IF;
END
$$;

COMMENT ON FUNCTION chart_figure(text, date, date, text, text) IS
	'figures of a measure in the publications of a source from one date to another, one a region, with bounds; gap and gap_… are agreed… less settled…';

CREATE FUNCTION chart_measure(source text, date date, wanted text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	stated constant text[] := ARRAY(
		SELECT m.measure
		FROM measure AS m
		JOIN (SELECT DISTINCT f.measure FROM report_figure AS f WHERE f.source = chart_measure.source AND f.date = chart_measure.date) AS f ON f.measure = m.measure
		ORDER BY m.part_of IS NOT NULL, m.measure <> 'settled', m.position);
	gaps constant text[] := ARRAY(
		SELECT 'gap' || substr(s.measure, 7) FROM unnest(stated) WITH ORDINALITY AS s(measure, n)
		WHERE s.measure LIKE 'agreed%' AND 'settled' || substr(s.measure, 7) = ANY (stated) ORDER BY s.n);
BEGIN
	IF wanted = ANY (gaps || stated) THEN
		RETURN wanted;
	ELSIF wanted IS NULL AND cardinality(gaps || stated) > 0 THEN
		RETURN coalesce(gaps[1], stated[1]);
	END IF;
	RAISE invalid_parameter_value USING
		MESSAGE = format('%s of %s states no %s', source, date, coalesce(quote_literal(wanted), 'figure')),
		DETAIL = coalesce('It states ' || nullif(array_to_string(gaps || stated, ', '), '') || '.', 'All its rows are empty.'),
		HINT = 'Give one of these as measure.';
END
$$;

COMMENT ON FUNCTION chart_measure(text, date, text) IS
	'the measure that a chart of a publication is of: the one wanted, else the gap, else what else it states; error where it does not state the one wanted';

CREATE FUNCTION chart_measure_label(measure text, language text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(measure_labels(language) ->> measure, phrases(language) ->> measure,
		(phrases(language) ->> 'gap') || ', ' || lower(measure_labels(language) ->> ('agreed' || substr(measure, 4))), measure)
$$;

COMMENT ON FUNCTION chart_measure_label(text, text) IS 'heading of a measure or a gap, in a language: nb, nn or en';

CREATE FUNCTION chart_region(wanted text, on_date date, OUT region integer, OUT code text, OUT name text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	SELECT o.region, o.code, o.name INTO region, code, name
	FROM region_official AS o
	WHERE in_force(on_date, o.named_since, o.named_until) AND in_force(on_date, o.since, o.until)
		AND CASE WHEN wanted IS NULL THEN o.code = '0' ELSE o.code = wanted OR lower(o.name) = lower(wanted) END
	ORDER BY o.code = wanted DESC, char_length(o.code), o.code COLLATE "C"
	LIMIT 1;
	IF NOT FOUND THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('no region has the code or name %s on %s', quote_literal(wanted), on_date),
			HINT = format('Codes and names are listed by busetting.region_list(%L).', on_date);
	END IF;
END
$$;

COMMENT ON FUNCTION chart_region(text, date) IS 'the region that a chart is of, by its code or official name; the country if none is wanted';
