-- What can be worked out of every hidden cell.

CREATE FUNCTION audit(cells text, sums text, threshold bigint DEFAULT NULL)
	RETURNS TABLE (cell text, published suppressed_bigint, feasible suppressed_bigint,
		disclosed boolean, small boolean, large boolean, width bigint, sharp boolean)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION audit(text, text, bigint) IS 'smallest and largest feasible value of every hidden cell, from queries of cells and of the sums that tie them';

-- narrows what a publisher hid: not for everyone
REVOKE EXECUTE ON FUNCTION audit(text, text, bigint) FROM PUBLIC;
