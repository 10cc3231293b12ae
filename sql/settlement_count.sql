/*
 * settlement_count.sql: true counts of municipalities as a caller's query gives them, checked, with their totals and the
 * sums that tie them.
 *
 * The caller's queries run first, in functions that set no search_path and name all that they call by its schema: under the
 * caller's search_path, as those of audit and protect do.  What they return goes on as values, to functions
 * with a search_path of their own, in which nothing of the caller's is looked up.  How many values an array has
 * the planner does not know: it would join thousands of them one by one, were nested loops not off; and a plan that costs so much would be compiled.
 */

CREATE TYPE settlement_figure AS (code text, measure text, value suppressed_bigint, period date, revision integer);

COMMENT ON TYPE settlement_figure IS 'a count of a municipality, or what was published of it';
COMMENT ON COLUMN settlement_figure.code IS 'code of the region';
COMMENT ON COLUMN settlement_figure.measure IS 'what is counted';
COMMENT ON COLUMN settlement_figure.value IS 'how many';
COMMENT ON COLUMN settlement_figure.period IS 'date of the counts of an earlier publication; null where there is one at most';
COMMENT ON COLUMN settlement_figure.revision IS 'of several publications of one period which; null where there is one';

CREATE FUNCTION busetting_internal.settlement_figures(query text, what text, value text DEFAULT NULL) RETURNS SETOF settlement_figure
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 10000 ROWS 1000;

COMMENT ON FUNCTION busetting_internal.settlement_figures(text, text, text) IS
	'rows of a query of code, measure and value, run with the caller''s rights and search_path; what it is of is for messages, value the name of that column';

/* Counts of which anything could be wrong, and how: each refusal says what is true of them. */
CREATE FUNCTION busetting_internal.check_settlement_counts(counts settlement_figure[], on_date date, what text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	wrong record;
	lost text;
	elsewhen text;
BEGIN
	IF on_date IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'the date is null',
			HINT = 'Give the date of the counts: codes of municipalities are valid for a time.';
	END IF;
	SELECT string_agg(DISTINCT coalesce(c.code, 'null'), ', ' ORDER BY coalesce(c.code, 'null')),
		string_agg(DISTINCT c.code || coalesce(' until ' || e.until, ' from ' || e.since), ', ' ORDER BY c.code || coalesce(' until ' || e.until, ' from ' || e.since))
	INTO lost, elsewhen
	FROM unnest(counts) AS c
	LEFT JOIN LATERAL (
		SELECT max(upper(r.validity)) FILTER (WHERE upper(r.validity) <= on_date) AS until, min(lower(r.validity)) FILTER (WHERE lower(r.validity) > on_date) AS since
		FROM region AS r
		WHERE r.code = c.code AND r.level = 'municipality'
	) AS e ON true
	WHERE NOT EXISTS (SELECT FROM region AS r WHERE r.code = c.code AND r.level = 'municipality' AND r.validity @> on_date);
	IF lost IS NOT NULL AND elsewhen IS NOT NULL AND what LIKE 'earlier counts%' THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('in the %s are no municipalities on %s: %s', what, on_date, lost),
			DETAIL = format('They were or will be: %s.', elsewhen),
			HINT = 'Give earlier_counts and earlier a column period, the date of the counts: codes are valid for a time.';
	ELSIF lost IS NOT NULL THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('no municipalities on %s: %s', on_date, lost),
			DETAIL = coalesce('They were or will be: ' || elsewhen || '.', 'Codes and the dates for which they are valid are in busetting.region.'),
			HINT = 'Expected are the code of a municipality, a measure and a count; give the date for which the codes are valid.';
	END IF;
	SELECT * INTO wrong FROM unnest(counts) AS c
	WHERE coalesce(c.measure, '') = '' OR c.value IS NULL OR is_suppressed(c.value) OR lower(c.value) < 0 OR c.measure LIKE '%\_rest'
	ORDER BY c.code, c.measure LIMIT 1;
	IF FOUND THEN
		RAISE data_exception USING
			MESSAGE = CASE
				WHEN coalesce(wrong.measure, '') = '' THEN format('a measure of %s is not named in the %s', wrong.code, what)
				WHEN wrong.measure LIKE '%\_rest' THEN format('measure "%s" of the %s has the name of what is left beside a collective part', wrong.measure, what)
				WHEN wrong.value IS NULL THEN format('%s of %s is null in the %s', wrong.measure, wrong.code, what)
				WHEN is_suppressed(wrong.value) THEN format('%s of %s is hidden in the %s', wrong.measure, wrong.code, what)
				ELSE format('%s of %s is below zero in the %s', wrong.measure, wrong.code, what) END,
			HINT = 'Protection starts from the true numbers: of each municipality and measure a count, zero included.';
	END IF;
	SELECT c.code, c.measure, count(*) AS times INTO wrong
	FROM unnest(counts) AS c GROUP BY c.code, c.measure HAVING count(*) > 1 ORDER BY c.code, c.measure LIMIT 1;
	IF FOUND THEN
		RAISE cardinality_violation USING
			MESSAGE = format('%s of %s is counted %s times in the %s', wrong.measure, wrong.code, wrong.times, what),
			HINT = 'Add up what belongs together: SELECT code, measure, sum(n) ... GROUP BY code, measure.';
	END IF;
	-- of what is tied by other words than these, readers would work out more than is reckoned with
	WITH RECURSIVE given AS (SELECT DISTINCT c.measure FROM unnest(counts) AS c),
	within AS (
		SELECT m.measure AS part, m.part_of AS whole FROM measure AS m WHERE m.part_of IS NOT NULL
		UNION SELECT w.part, m.part_of FROM within AS w JOIN measure AS m ON m.measure = w.whole WHERE m.part_of IS NOT NULL)
	SELECT w.part, w.whole INTO wrong FROM within AS w
	WHERE w.part IN (TABLE given) AND w.whole IN (TABLE given) AND w.part <> w.whole || '_collective'
	ORDER BY w.part, w.whole LIMIT 1;
	IF FOUND THEN
		RAISE feature_not_supported USING
			MESSAGE = format('%s is a part of %s, and the %s have both', wrong.part, wrong.whole, what),
			DETAIL = 'Of parts only those with collective protection, named as their whole with _collective, are protected together with it.',
			HINT = 'Give one of the two, or have protect take all cells, with sums that tie the part to its whole.';
	END IF;
	SELECT string_agg(format('"%s"', u.measure), ', ' ORDER BY u.measure) AS names INTO wrong
	FROM (SELECT DISTINCT c.measure FROM unnest(counts) AS c EXCEPT SELECT m.measure FROM measure AS m) AS u;
	IF wrong.names IS NOT NULL AND what = 'counts' THEN
		RAISE WARNING USING
			MESSAGE = format('no measures that are known: %s', wrong.names),
			DETAIL = 'What is tied to others only by its meaning is protected as if it were not.',
			HINT = 'Known measures are in busetting.measure.';
	END IF;
	-- a part and its whole are stated together, and go together
	SELECT coalesce(p.code, w.code) AS code, coalesce(p.measure, w.measure || '_collective') AS part, coalesce(w.measure, left(p.measure, -11)) AS whole,
		p.value AS part_value, w.value AS whole_value
	INTO wrong
	FROM (SELECT * FROM unnest(counts) AS c WHERE c.measure LIKE '%\_collective'
		AND EXISTS (SELECT FROM unnest(counts) AS o WHERE o.measure = left(c.measure, -11))) AS p
	FULL JOIN (SELECT * FROM unnest(counts) AS c
		WHERE EXISTS (SELECT FROM unnest(counts) AS o WHERE o.measure = c.measure || '_collective')) AS w
		ON w.code = p.code AND p.measure = w.measure || '_collective'
	WHERE p.value IS NULL OR w.value IS NULL OR p.value >> w.value
	ORDER BY 1, 2 LIMIT 1;
	IF FOUND AND wrong.part_value IS NOT NULL AND wrong.whole_value IS NOT NULL THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s is more than %s in the %s', wrong.part, wrong.code, wrong.whole, what);
	ELSIF FOUND THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s is missing in the %s, which have its %s', CASE WHEN wrong.part_value IS NULL THEN wrong.part ELSE wrong.whole END, wrong.code, what,
				CASE WHEN wrong.part_value IS NULL THEN wrong.whole ELSE wrong.part END),
			DETAIL = 'What is left of a measure beside its collective part can be worked out where both are known, and has totals only where all municipalities have both.',
			HINT = 'Give both of each municipality, zero included, or one of them of none.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_settlement_counts(settlement_figure[], date, text) IS
	'refuse counts that cannot be protected, each for its own reason: no municipalities on the date, not numbers, stated twice, a part without its whole';

CREATE FUNCTION busetting_internal.settlement_count(counts settlement_figure[], on_date date)
RETURNS TABLE (level text, code text, parent text, measure text, n bigint, printed boolean)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH municipality AS (
		SELECT r.code, p.code AS county, c.measure, lower(c.value)::bigint AS n
		FROM unnest(settlement_count.counts) AS c
		JOIN region AS r ON r.code = c.code AND r.level = 'municipality' AND r.validity @> settlement_count.on_date
		JOIN region AS p ON p.id = r.parent
	), part AS (
		-- what is left of a measure beside its collective part can be worked out where both are known
		SELECT m.code, m.county, w.measure || '_rest' AS measure, w.n - m.n AS n
		FROM municipality AS m
		JOIN municipality AS w ON w.code = m.code AND m.measure = w.measure || '_collective'
	), lowest AS (
		SELECT code, county, measure, n, true AS printed FROM municipality
		UNION ALL SELECT code, county, measure, n, false FROM part
	)
	SELECT 'municipality', code, county, measure, n, printed FROM lowest
	UNION ALL SELECT 'county', county, '0', measure, sum(n)::bigint, bool_and(printed) FROM lowest GROUP BY county, measure
	UNION ALL SELECT 'country', '0', NULL, measure, sum(n)::bigint, bool_and(printed) FROM lowest GROUP BY measure
		HAVING count(DISTINCT county) > 1
$$;

COMMENT ON FUNCTION busetting_internal.settlement_count(settlement_figure[], date) IS
	'counts of municipalities with their county totals, the country''s, and what is left beside a collective part';

CREATE FUNCTION busetting_internal.settlement_count_sum(counts settlement_figure[], on_date date)
RETURNS TABLE (sum text, total text, part text)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH cell AS MATERIALIZED (SELECT * FROM busetting_internal.settlement_count(settlement_count_sum.counts, settlement_count_sum.on_date))
	SELECT t.code || ' ' || t.measure || ' over regions', t.code || ' ' || t.measure, c.code || ' ' || c.measure
	FROM cell AS t
	JOIN cell AS c ON c.parent = t.code AND c.measure = t.measure
	UNION ALL
	SELECT t.code || ' ' || t.measure || ' of collective and rest', t.code || ' ' || t.measure, c.code || ' ' || c.measure
	FROM cell AS t
	JOIN cell AS c ON c.code = t.code AND c.measure IN (t.measure || '_collective', t.measure || '_rest')
$$;

COMMENT ON FUNCTION busetting_internal.settlement_count_sum(settlement_figure[], date) IS 'sums that tie the cells of settlement_count, as protect takes them';

-- Functions in PL/pgSQL that have no search_path of their own: expressions hold no operator, and only names with a schema.
CREATE FUNCTION busetting_internal.settlement_count(counts text, on_date date)
RETURNS TABLE (level text, code text, parent text, measure text, n bigint, printed boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 10000 ROWS 1000
AS $$
DECLARE
	figures busetting.settlement_figure[] := ARRAY(SELECT f FROM busetting_internal.settlement_figures(counts, 'counts') AS f);
BEGIN
	PERFORM busetting_internal.check_settlement_counts(figures, on_date, 'counts');
	RETURN QUERY SELECT c.level, c.code, c.parent, c.measure, c.n, c.printed FROM busetting_internal.settlement_count(figures, on_date) AS c;
END
$$;

COMMENT ON FUNCTION busetting_internal.settlement_count(text, date) IS
	'the same of a query of municipality code, measure and count';

CREATE FUNCTION busetting_internal.settlement_count_sum(counts text, on_date date)
RETURNS TABLE (sum text, total text, part text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 10000 ROWS 1000
AS $$
DECLARE
	figures busetting.settlement_figure[] := ARRAY(SELECT f FROM busetting_internal.settlement_figures(counts, 'counts') AS f);
BEGIN
	PERFORM busetting_internal.check_settlement_counts(figures, on_date, 'counts');
	RETURN QUERY SELECT s.sum, s.total, s.part FROM busetting_internal.settlement_count_sum(figures, on_date) AS s;
END
$$;

COMMENT ON FUNCTION busetting_internal.settlement_count_sum(text, date) IS 'the same of a query of municipality code, measure and count';

