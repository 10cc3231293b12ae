-- A publishable table of counties and municipalities from true counts, and the next week's.

CREATE FUNCTION settlement_count(counts text, on_date date)
RETURNS TABLE (level text, code text, parent text, measure text, n bigint, printed boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	lost text;
BEGIN
	EXECUTE format('SELECT string_agg(DISTINCT coalesce(c.code, ''null''), '', '') FROM (%s) AS c(code, measure, n)
		WHERE NOT EXISTS (SELECT FROM busetting.region AS r WHERE r.code = c.code AND r.level = ''municipality'' AND r.validity @> %L::date)',
		counts, on_date) INTO lost;
	IF lost IS NOT NULL THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('no municipalities on %s: %s', to_char(on_date, 'YYYY-MM-DD'), lost),
			HINT = 'Expected are the code of a municipality, a measure and a count; give the date for which the codes are valid.';
	END IF;
	RETURN QUERY EXECUTE format($query$
		WITH given AS (
			SELECT c.code, c.measure, c.n::bigint AS n FROM (%s) AS c(code, measure, n)
		), municipality AS (
			SELECT r.code, p.code AS county, g.measure, g.n
			FROM given AS g
			JOIN busetting.region AS r ON r.code = g.code AND r.level = 'municipality' AND r.validity @> %L::date
			JOIN busetting.region AS p ON p.id = r.parent
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
	$query$, counts, on_date);
END
$$;

COMMENT ON FUNCTION settlement_count(text, date) IS
	'counts of municipalities with their county totals, the country''s, and what is left beside a collective part';

CREATE FUNCTION settlement_count_sum(counts text, on_date date)
RETURNS TABLE (sum text, total text, part text)
LANGUAGE sql STABLE PARALLEL UNSAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH cell AS MATERIALIZED (SELECT * FROM settlement_count(settlement_count_sum.counts, settlement_count_sum.on_date))
	SELECT t.code || ' ' || t.measure || ' over regions', t.code || ' ' || t.measure, c.code || ' ' || c.measure
	FROM cell AS t
	JOIN cell AS c ON c.parent = t.code AND c.measure = t.measure
	UNION ALL
	SELECT t.code || ' ' || t.measure || ' of collective and rest', t.code || ' ' || t.measure, c.code || ' ' || c.measure
	FROM cell AS t
	JOIN cell AS c ON c.code = t.code AND c.measure IN (t.measure || '_collective', t.measure || '_rest')
$$;

COMMENT ON FUNCTION settlement_count_sum(text, date) IS 'sums that tie the cells of settlement_count, as protect takes them';

CREATE FUNCTION protect_settlement(counts text, on_date date DEFAULT current_date, threshold bigint DEFAULT 5,
	earlier_counts text DEFAULT NULL, earlier text DEFAULT NULL)
RETURNS TABLE (level text, code text, name text, measure text, status text, published suppressed_bigint, feasible suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	cells text := format('SELECT code || '' '' || measure AS cell, n, CASE WHEN printed THEN n ELSE 0 END AS cost, false AS hide, false AS publish
		FROM busetting.settlement_count(%L, %L)', counts, on_date);
	sums text := format('SELECT sum, total, part FROM busetting.settlement_count_sum(%L, %L)', counts, on_date);
BEGIN
	IF (earlier_counts IS NULL) <> (earlier IS NULL) THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'an earlier table is its counts and what was published of them, both or none';
	END IF;
	IF earlier IS NOT NULL THEN
		-- the earlier table stands as it is; what was hidden stays hidden; a reader may guess which numbers have not changed
		cells := cells || format($query$
			UNION ALL SELECT 'earlier ' || e.code || ' ' || e.measure, e.n, 0, coalesce(busetting.is_suppressed(p.published), false), NOT coalesce(busetting.is_suppressed(p.published), NOT e.printed)
			FROM busetting.settlement_count(%1$L, %2$L) AS e
			LEFT JOIN (SELECT code, measure, published FROM (%3$s) AS p) AS p ON p.code = e.code AND p.measure = e.measure
			UNION ALL SELECT 'change ' || c.code || ' ' || c.measure, abs(c.n - e.n), 0, false, false
			FROM busetting.settlement_count(%4$L, %2$L) AS c
			JOIN busetting.settlement_count(%1$L, %2$L) AS e ON e.code = c.code AND e.measure = c.measure$query$,
			earlier_counts, on_date, earlier, counts);
		sums := sums || format($query$
			UNION ALL SELECT 'earlier ' || sum, 'earlier ' || total, 'earlier ' || part FROM busetting.settlement_count_sum(%1$L, %2$L)
			UNION ALL SELECT 'change of ' || c.code || ' ' || c.measure,
				CASE WHEN c.n >= e.n THEN '' ELSE 'earlier ' END || c.code || ' ' || c.measure, k.part || c.code || ' ' || c.measure
			FROM busetting.settlement_count(%3$L, %2$L) AS c
			JOIN busetting.settlement_count(%1$L, %2$L) AS e ON e.code = c.code AND e.measure = c.measure
			CROSS JOIN LATERAL (VALUES ('change '), (CASE WHEN c.n >= e.n THEN 'earlier ' ELSE '' END)) AS k(part)$query$,
			earlier_counts, on_date, counts);
	END IF;
	RETURN QUERY
	SELECT c.level, c.code, n.name, c.measure, p.status, p.published, p.feasible
	FROM protect(format('SELECT *, n > 0 AND n < %s AND cell NOT LIKE ''change %%'' AND NOT publish AS sensitive FROM (%s) AS cell', threshold, cells), sums, threshold => NULL) AS p
	JOIN settlement_count(protect_settlement.counts, protect_settlement.on_date) AS c ON p.cell = c.code || ' ' || c.measure
	JOIN region AS r ON r.code = c.code AND r.validity @> protect_settlement.on_date
	JOIN region_name AS n ON n.region = r.id AND n.kind = 'official' AND n.language = 'no' AND n.validity @> protect_settlement.on_date
	WHERE c.printed
	ORDER BY c.measure, CASE c.level WHEN 'country' THEN '' ELSE c.code END;
END
$$;

COMMENT ON FUNCTION protect_settlement(text, date, bigint, text, text) IS
	'the table of counties and municipalities to publish, from a query of the true counts, and of an earlier table where there is one';

REVOKE EXECUTE ON FUNCTION protect_settlement(text, date, bigint, text, text) FROM PUBLIC;
