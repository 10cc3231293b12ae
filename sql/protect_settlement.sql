-- A publishable table of counties and municipalities from true counts, and of a series of publications the next one.

CREATE TYPE protected_settlement_cell AS (cell text, status text, published suppressed_bigint, feasible suppressed_bigint);

COMMENT ON TYPE protected_settlement_cell IS 'a cell of a series as protect returns it';
COMMENT ON COLUMN protected_settlement_cell.cell IS 'its name';
COMMENT ON COLUMN protected_settlement_cell.status IS 'free, primary or secondary';
COMMENT ON COLUMN protected_settlement_cell.published IS 'what goes out';
COMMENT ON COLUMN protected_settlement_cell.feasible IS 'what readers can find out';

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
	known text[];
	more text[];
	series record;
	found protected_settlement_cell[];
	message text;
	detail text;
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
	known := busetting_internal.audit_settlement_series(numbers, threshold);
	IF known <> '{}' AND give_up IS NOT TRUE THEN
		RAISE data_exception USING
			MESSAGE = format('small numbers are known from earlier publications: %s', cardinality(known)),
			DETAIL = format('Whoever has read all of them, and knows which numbers have risen, fallen or stayed, knows: %s. The first came out with that of %s.',
				busetting_internal.name_settlement_cells(known), busetting_internal.audit_settlement_since(numbers, threshold)),
			HINT = 'What went out cannot be taken back. With give_up => true these numbers stay hidden, and all others are protected from those who know them.';
	END IF;
	LOOP
		BEGIN
			series := busetting_internal.settlement_series(numbers, threshold, known, true);
			found := ARRAY(SELECT ROW(p.cell, p.status, p.published, p.feasible)::protected_settlement_cell FROM protect(series.cells, series.sums, threshold => NULL) AS p);
			EXIT;
		EXCEPTION WHEN data_exception THEN
			GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
			-- what readers learn with every cell hidden is known to them, too
			more := ARRAY(SELECT m.name[1] FROM regexp_matches(detail, '"([^"]+)"', 'g') AS m (name));
			IF give_up IS NOT TRUE OR message NOT LIKE 'the table cannot be protected %' OR more <@ known THEN
				RAISE;
			END IF;
			known := known || more;
		END;
	END LOOP;
	IF known <> '{}' THEN
		RAISE NOTICE USING
			MESSAGE = format('small numbers are given up, as readers know them: %s', cardinality(known)),
			DETAIL = format('Whoever has read all publications, and knows which numbers have risen, fallen or stayed, knows: %s.', busetting_internal.name_settlement_cells(known));
	END IF;
	RETURN QUERY
	SELECT c.level, c.code, n.name, c.measure, CASE WHEN given_up."is" THEN 'known' ELSE p.status END,
		CASE WHEN given_up."is" OR p.status <> 'free' THEN ':' ELSE p.published END, CASE WHEN NOT given_up."is" THEN p.feasible END
	FROM unnest(found) AS p
	CROSS JOIN LATERAL (SELECT p.cell = ANY (known)) AS given_up ("is")
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

REVOKE EXECUTE ON FUNCTION protect_settlement(text, date, bigint, text, text, boolean) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION busetting_internal.protect_settlement_figures(settlement_figure[], date, bigint, settlement_figure[], settlement_figure[], boolean) FROM PUBLIC;
