-- A publishable table of counties and municipalities from true counts, and of a series of publications the next one.

CREATE FUNCTION busetting_internal.protect_settlement_figures(counts settlement_figure[], on_date date, threshold bigint,
	earlier_counts settlement_figure[], earlier settlement_figure[], give_up boolean)
RETURNS TABLE (level text, code text, name text, measure text, status text, published suppressed_bigint, feasible suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
SET datestyle = ISO
AS $$
#variable_conflict use_column
DECLARE
	numbers settlement_number[];
	protected record;
BEGIN
	IF (threshold >= 1) IS NOT TRUE THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('threshold %s hides nothing', coalesce(threshold::text, 'null')),
			DETAIL = 'Numbers below the threshold are hidden, but for zeros: it must be at least 1.',
			HINT = 'IMDi hides numbers below 5, which is the default.';
	ELSIF (earlier_counts IS NULL) <> (earlier IS NULL) THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'an earlier table is its counts and what was published of them, both or none',
			HINT = 'Give earlier_counts, a query of that week''s counts, and earlier, one of the table that protect_settlement made of them.';
	END IF;
	PERFORM busetting_internal.check_settlement_counts(counts, on_date, 'counts');
	PERFORM busetting_internal.check_settlement_series(counts, on_date, earlier_counts, earlier);
	numbers := ARRAY(SELECT number FROM busetting_internal.settlement_numbers(counts, on_date, earlier_counts, earlier) AS number);
	protected := busetting_internal.protect_numbers(
		ARRAY(SELECT ROW(n.publication, n.age, n.date::text, n.is_new, n.region || ' ' || n.measure, n.n, n.printed, n.hidden, n.cell)::series_number FROM unnest(numbers) AS n),
		ARRAY(SELECT side FROM busetting_internal.settlement_sides(numbers) AS side), ARRAY(SELECT tie FROM busetting_internal.settlement_parts(numbers) AS tie), threshold, give_up);
	RETURN QUERY
	SELECT c.level, c.code, n.name, c.measure, CASE WHEN given_up."is" THEN 'known' ELSE p.status END,
		CASE WHEN given_up."is" OR p.status <> 'free' THEN ':' ELSE p.published END, CASE WHEN NOT given_up."is" THEN p.feasible END
	FROM unnest(protected.cells) AS p
	CROSS JOIN LATERAL (SELECT p.cell = ANY (protected.known)) AS given_up ("is")
	JOIN busetting_internal.settlement_count(counts, on_date) AS c ON p.cell = c.code || ' ' || c.measure
	JOIN region AS r ON r.code = c.code AND r.validity @> on_date
	JOIN region_name AS n ON n.region = r.id AND n.shown AND n.validity @> on_date
	WHERE c.printed
	ORDER BY c.measure, CASE c.level WHEN 'country' THEN '' ELSE c.code END;
END
$$;

COMMENT ON FUNCTION busetting_internal.protect_settlement_figures(settlement_figure[], date, bigint, settlement_figure[], settlement_figure[], boolean) IS
	'what protect_settlement makes of what its queries return';

CREATE FUNCTION protect_settlement(counts text, on_date date DEFAULT current_date, threshold bigint DEFAULT 5,
	earlier_counts text DEFAULT NULL, earlier text DEFAULT NULL, give_up boolean DEFAULT false)
RETURNS TABLE (level text, code text, name text, measure text, status text, published suppressed_bigint, feasible suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
AS $$
DECLARE
	these busetting.settlement_figure[] := ARRAY(SELECT f FROM busetting_internal.settlement_figures(counts, 'counts') AS f);
	before busetting.settlement_figure[];
	table_before busetting.settlement_figure[];
BEGIN
	IF earlier_counts IS NOT NULL THEN
		before := ARRAY(SELECT f FROM busetting_internal.settlement_figures(earlier_counts, 'earlier counts') AS f);
	END IF;
	IF earlier IS NOT NULL THEN
		table_before := ARRAY(SELECT f FROM busetting_internal.settlement_figures(earlier, 'earlier table', 'published') AS f);
	END IF;
	RETURN QUERY
	SELECT p.level, p.code, p.name, p.measure, p.status, p.published, p.feasible
	FROM busetting_internal.protect_settlement_figures(these, on_date, threshold, before, table_before, give_up) AS p;
END
$$;

COMMENT ON FUNCTION protect_settlement(text, date, bigint, text, text, boolean) IS
	'the table of counties and municipalities to publish, from a query of the true counts, and of the earlier publications of a series';
