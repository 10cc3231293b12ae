-- What can be worked out of every hidden cell.

CREATE FUNCTION audit(cells text, sums text, threshold bigint DEFAULT NULL)
	RETURNS TABLE (cell text, published suppressed_bigint, feasible suppressed_bigint,
		disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION audit(text, text, bigint) IS 'smallest and largest feasible value of every hidden cell, from queries of cells and of the sums that tie them';

-- of amounts with decimals: bounds are numrange, as the types hold whole numbers
CREATE FUNCTION audit_amounts(cells text, sums text, decimals integer, threshold numeric DEFAULT NULL)
	RETURNS TABLE (cell text, published numrange, feasible numrange,
		disclosed boolean, small boolean, large boolean, width numeric, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION audit_amounts(text, text, integer, numeric) IS 'the same of amounts, which have at most so many decimals';

CREATE FUNCTION audit_cube(cube text, hierarchies text[] DEFAULT '{}', threshold bigint DEFAULT NULL, value text DEFAULT NULL)
	RETURNS TABLE (cell jsonb, published suppressed_bigint, feasible suppressed_bigint,
		disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;
-- of linked tables
CREATE FUNCTION audit_cube(cubes text[], hierarchies text[] DEFAULT '{}', threshold bigint DEFAULT NULL, value text DEFAULT NULL)
	RETURNS TABLE (cell jsonb, published suppressed_bigint, feasible suppressed_bigint,
		disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
	AS 'MODULE_PATHNAME', 'audit_linked_cubes' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;
CREATE FUNCTION audit_cube_amounts(cube text, decimals integer, hierarchies text[] DEFAULT '{}', threshold numeric DEFAULT NULL, value text DEFAULT NULL)
	RETURNS TABLE (cell jsonb, published numrange, feasible numrange,
		disclosed boolean, small boolean, large boolean, width numeric, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;
CREATE FUNCTION audit_cube_amounts(cubes text[], decimals integer, hierarchies text[] DEFAULT '{}', threshold numeric DEFAULT NULL, value text DEFAULT NULL)
	RETURNS TABLE (cell jsonb, published numrange, feasible numrange,
		disclosed boolean, small boolean, large boolean, width numeric, sharp boolean)
	AS 'MODULE_PATHNAME', 'audit_linked_cubes_amounts' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;
CREATE FUNCTION narrowed(value suppressed_bigint, total suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;

COMMENT ON FUNCTION audit_cube(text, text[], bigint, text) IS 'smallest and largest feasible value of every hidden cell of a query with GROUPING SETS, CUBE or ROLLUP, null being a total';
COMMENT ON FUNCTION audit_cube(text[], text[], bigint, text) IS 'the same of linked cubes: several queries whose cells are the same where all their codes are, a column that one does not have being a total';
COMMENT ON FUNCTION audit_cube_amounts(text, integer, text[], numeric, text) IS 'the same of a cube of amounts, which have at most so many decimals';
COMMENT ON FUNCTION audit_cube_amounts(text[], integer, text[], numeric, text) IS 'the same of linked cubes of amounts, which have at most so many decimals';
COMMENT ON FUNCTION narrowed(suppressed_bigint, suppressed_bigint) IS 'what the value can be when those of its partition add up to the total';

-- the settlement tables themselves

CREATE FUNCTION busetting_internal.settlement_cell(publication integer)
	RETURNS TABLE (cell text, value suppressed_bigint, other suppressed_bigint, region integer, measure text, hidden boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
	SET search_path = pg_catalog, busetting, pg_temp;

COMMENT ON FUNCTION busetting_internal.settlement_cell(integer) IS
	'cells of a publication as audit takes them: measures and the rests of those that have a part, of the regions listed and of those that add up with them';

CREATE FUNCTION busetting_internal.publication_sum(publication integer)
	RETURNS TABLE (region integer, measure text, over text, breakdown text, total text, part text, tolerance bigint)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
	SET search_path = pg_catalog, busetting, pg_temp;

COMMENT ON FUNCTION busetting_internal.publication_sum(integer) IS 'sums of a publication but those whose numbers contradict each other, one row a part';

CREATE FUNCTION busetting_internal.settlement_sum(publication integer)
RETURNS TABLE (sum text, total text, part text, tolerance bigint)
LANGUAGE sql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT concat_ws(' ', r.code, n.name, s.measure, CASE s.over WHEN 'regions' THEN 'over regions' WHEN 'parts' THEN 'and the rest' ELSE 'as printed over regions' END, s.breakdown), s.total, s.part, s.tolerance
	FROM busetting_internal.publication_sum(settlement_sum.publication) AS s
	JOIN publication AS p ON p.id = settlement_sum.publication
	JOIN region AS r ON r.id = s.region
	JOIN region_name AS n ON n.region = r.id AND n.shown AND n.validity @> p.date
$$;

COMMENT ON FUNCTION busetting_internal.settlement_sum(integer) IS
	'sums that tie the cells of a publication as audit takes them, but those that contradict each other';

CREATE FUNCTION audit_settlement(publication integer, threshold bigint DEFAULT NULL)
RETURNS TABLE (level text, code text, name text, measure text, published suppressed_bigint, feasible suppressed_bigint,
	disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
#variable_conflict use_column
BEGIN
	IF NOT EXISTS (SELECT FROM publication AS p WHERE p.id = audit_settlement.publication) THEN
		RAISE undefined_object USING
			MESSAGE = format('publication %s does not exist', coalesce(audit_settlement.publication::text, 'null')),
			HINT = 'Publications and their ids are in busetting.publication.';
	END IF;
	RETURN QUERY
	SELECT r.level, r.code, n.name, c.measure, a.published, a.feasible, a.disclosed, a.small, a.large, a.width, a.sharp
	FROM audit(format('SELECT cell, value, other FROM busetting_internal.settlement_cell(%s)', audit_settlement.publication),
			   format('SELECT sum, total, part, tolerance FROM busetting_internal.settlement_sum(%s)', audit_settlement.publication),
			   audit_settlement.threshold) AS a
	JOIN busetting_internal.settlement_cell(audit_settlement.publication) AS c USING (cell)
	JOIN publication AS p ON p.id = audit_settlement.publication
	JOIN region AS r ON r.id = c.region
	JOIN region_name AS n ON n.region = r.id AND n.shown AND n.validity @> p.date
	WHERE c.hidden;
END
$$;

COMMENT ON FUNCTION audit_settlement(integer, bigint) IS
	'smallest and largest feasible value of every hidden cell of a publication, by its totals and its rule';
