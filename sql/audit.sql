-- What can be worked out of every hidden cell.

CREATE FUNCTION audit(cells text, sums text, threshold bigint DEFAULT NULL)
	RETURNS TABLE (cell text, published suppressed_bigint, feasible suppressed_bigint,
		disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION audit(text, text, bigint) IS 'smallest and largest feasible value of every hidden cell, from queries of cells and of the sums that tie them';

-- narrows what a publisher hid: not for everyone
REVOKE EXECUTE ON FUNCTION audit(text, text, bigint) FROM PUBLIC;

CREATE FUNCTION audit_cube(cube text, hierarchies text[] DEFAULT '{}', threshold bigint DEFAULT NULL, value text DEFAULT NULL)
	RETURNS TABLE (cell jsonb, published suppressed_bigint, feasible suppressed_bigint,
		disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;
CREATE FUNCTION narrowed(value suppressed_bigint, total suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;

COMMENT ON FUNCTION audit_cube(text, text[], bigint, text) IS 'smallest and largest feasible value of every hidden cell of a query with GROUPING SETS, CUBE or ROLLUP, null being a total';
COMMENT ON FUNCTION narrowed(suppressed_bigint, suppressed_bigint) IS 'what the value can be when those of its partition add up to the total';

REVOKE EXECUTE ON FUNCTION audit_cube(text, text[], bigint, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION narrowed(suppressed_bigint, suppressed_bigint) FROM PUBLIC;

-- the settlement tables themselves

CREATE FUNCTION settlement_cell(publication integer)
RETURNS TABLE (cell text, value suppressed_bigint, other suppressed_bigint, region integer, measure text, hidden boolean)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH rule AS (
		SELECT p.date, m.*, m.measure = ANY (r.remainder) AS remainder, r.absent_is_hidden, e.exceptions
		FROM publication AS p
		JOIN suppression_rule AS r USING (rule)
		LEFT JOIN publication_rule AS e ON e.publication = p.id
		CROSS JOIN LATERAL (VALUES
			('requested', NULL, r.requested),
			('decided', NULL, r.decided), ('decided_collective', 'decided', r.decided_collective),
			('agreed', NULL, r.agreed), ('agreed_collective', 'agreed', r.agreed_collective),
			('settled', NULL, r.settled), ('settled_collective', 'settled', r.settled_collective)
		) AS m(measure, whole, bounds)
		WHERE p.id = settlement_cell.publication
	), stated AS (
		SELECT s.region, r.parent, m.measure, m.value
		-- a total speaks where there is no row
		FROM (SELECT * FROM settlement AS o
			  UNION ALL
			  SELECT * FROM settlement_total AS t
			  WHERE NOT EXISTS (SELECT FROM settlement AS o WHERE o.publication = t.publication AND o.region = t.region)) AS s
		JOIN region AS r ON r.id = s.region
		CROSS JOIN LATERAL (VALUES
			('requested', s.requested),
			('decided', s.decided), ('decided_collective', s.decided_collective),
			('agreed', s.agreed), ('agreed_collective', s.agreed_collective),
			('settled', s.settled), ('settled_collective', s.settled_collective)
		) AS m(measure, value)
		WHERE s.publication = settlement_cell.publication AND m.value IS NOT NULL
	), place AS (
		-- municipalities only where one of their county states the measure: others tell nothing
		SELECT r.id AS region, rule.measure, rule.whole, rule.remainder,
			   hidden_bounds(rule.bounds, rule.exceptions, r.id, r.parent, rule.measure) AS bounds,
			   CASE WHEN s.value IS NOT NULL THEN s.value
					WHEN r.level = 'municipality' AND rule.absent_is_hidden
						AND NOT EXISTS (SELECT FROM stated AS o WHERE o.region = r.id) THEN ':' END AS stated
		FROM rule
		JOIN region AS r ON r.validity @> rule.date
		LEFT JOIN stated AS s ON s.region = r.id AND s.measure = rule.measure
		WHERE r.level <> 'municipality' OR (r.parent, rule.measure) IN (SELECT parent, measure FROM stated)
	)
	SELECT p.region || ' ' || p.measure,
		   CASE WHEN p.stated IS NULL THEN ':'
				WHEN p.stated <> ':' THEN p.stated
				WHEN p.remainder AND coalesce(is_suppressed(w.value), true) THEN hidden_part(p.bounds, w.value, true)
				ELSE p.bounds END,
		   -- all but a few: a second range, where all is known
		   CASE WHEN p.stated = ':' AND p.remainder AND NOT is_suppressed(w.value)
				THEN w.value - hidden_part(p.bounds, w.value, false) END,
		   p.region, p.measure, coalesce(p.stated = ':', false)
	FROM place AS p
	LEFT JOIN LATERAL (
		SELECT CASE WHEN o.stated = ':' THEN o.bounds ELSE o.stated END AS value
		FROM place AS o WHERE o.region = p.region AND o.measure = p.whole
	) AS w ON true
	UNION ALL
	SELECT p.region || ' ' || p.whole || '_rest', ':', NULL, p.region, p.whole || '_rest', false
	FROM place AS p WHERE p.whole IS NOT NULL
$$;

COMMENT ON FUNCTION settlement_cell(integer) IS
	'cells of a publication as audit takes them: measures and the rests of those that have a part, of the regions listed and of those that add up with them';

CREATE FUNCTION settlement_sum(publication integer)
RETURNS TABLE (sum text, total text, part text, tolerance bigint)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH cell AS MATERIALIZED (
		SELECT c.cell, c.region, c.measure, r.parent, r.code || ' ' || n.name || ' ' AS place, rule.tolerance::bigint
		FROM settlement_cell(settlement_sum.publication) AS c
		JOIN publication AS p ON p.id = settlement_sum.publication
		JOIN suppression_rule AS rule USING (rule)
		JOIN region AS r ON r.id = c.region
		JOIN region_name AS n ON n.region = r.id AND n.kind = 'official' AND n.language = 'no' AND n.validity @> p.date
	)
	SELECT t.place || t.measure || ' over regions', t.cell, c.cell, t.tolerance
	FROM cell AS t
	JOIN cell AS c ON c.parent = t.region AND c.measure = t.measure
	UNION ALL
	SELECT t.place || t.measure || ' of collective and rest', t.cell, c.cell, 0
	FROM cell AS t
	JOIN cell AS c ON c.region = t.region AND c.measure IN (t.measure || '_collective', t.measure || '_rest')
$$;

COMMENT ON FUNCTION settlement_sum(integer) IS
	'sums that tie the cells of a publication as audit takes them: of regions, and of the collective part and the rest';

CREATE FUNCTION audit_settlement(publication integer, threshold bigint DEFAULT NULL)
RETURNS TABLE (level text, code text, name text, measure text, published suppressed_bigint, feasible suppressed_bigint,
	disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	problem text;
	detail text;
	hint text;
BEGIN
	IF NOT EXISTS (SELECT FROM publication AS p WHERE p.id = audit_settlement.publication) THEN
		RAISE undefined_object USING
			MESSAGE = format('publication %s does not exist', coalesce(audit_settlement.publication::text, 'null')),
			HINT = 'Publications and their ids are in busetting.publication.';
	END IF;
	RETURN QUERY
	SELECT r.level, r.code, n.name, c.measure, a.published, a.feasible, a.disclosed, a.small, a.large, a.width, a.sharp
	FROM audit(format('SELECT cell, value, other FROM busetting.settlement_cell(%s)', audit_settlement.publication),
			   format('SELECT sum, total, part, tolerance FROM busetting.settlement_sum(%s)', audit_settlement.publication),
			   audit_settlement.threshold) AS a
	JOIN settlement_cell(audit_settlement.publication) AS c USING (cell)
	JOIN publication AS p ON p.id = audit_settlement.publication
	JOIN region AS r ON r.id = c.region
	JOIN region_name AS n ON n.region = r.id AND n.kind = 'official' AND n.language = 'no' AND n.validity @> p.date
	WHERE c.hidden;
EXCEPTION
	WHEN data_exception THEN
		GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
		-- what audit says of tables in general does not help with a publication, which has a rule
		IF SQLSTATE = '22000' AND problem = 'the publication contradicts itself' THEN
			hint := 'Totals that contradict the rule by themselves are in busetting.contradiction. Where the publisher did not keep to the rule, '
				|| 'a row of busetting.suppression_exception says what its hidden cells can be there; numbers that contradict each other must be corrected.';
		END IF;
		RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = problem, DETAIL = detail, HINT = hint;
END
$$;

COMMENT ON FUNCTION audit_settlement(integer, bigint) IS
	'smallest and largest feasible value of every hidden cell of a publication, by its totals and its rule';

REVOKE EXECUTE ON FUNCTION audit_settlement(integer, bigint) FROM PUBLIC;
