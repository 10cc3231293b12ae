-- What can be worked out of every hidden cell.

CREATE FUNCTION audit(cells text, sums text, threshold bigint DEFAULT NULL)
	RETURNS TABLE (cell text, published suppressed_bigint, feasible suppressed_bigint,
		disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION audit(text, text, bigint) IS 'smallest and largest feasible value of every hidden cell, from queries of cells and of the sums that tie them';

-- narrows what a publisher hid: not for everyone
REVOKE EXECUTE ON FUNCTION audit(text, text, bigint) FROM PUBLIC;

CREATE FUNCTION audit_cube(cube text, hierarchies text[] DEFAULT '{}', threshold bigint DEFAULT NULL)
	RETURNS TABLE (cell jsonb, published suppressed_bigint, feasible suppressed_bigint,
		disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;
CREATE FUNCTION narrowed(value suppressed_bigint, total suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE WINDOW;

COMMENT ON FUNCTION audit_cube(text, text[], bigint) IS 'smallest and largest feasible value of every hidden cell of a query with GROUPING SETS, CUBE or ROLLUP, null being a total';
COMMENT ON FUNCTION narrowed(suppressed_bigint, suppressed_bigint) IS 'what the value can be when those of its partition add up to the total';

REVOKE EXECUTE ON FUNCTION audit_cube(text, text[], bigint) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION narrowed(suppressed_bigint, suppressed_bigint) FROM PUBLIC;
