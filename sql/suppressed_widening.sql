-- From suppressed_int to suppressed_bigint and back.

CREATE FUNCTION suppressed_bigint(suppressed_int) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_from_suppressed_int' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_int(suppressed_bigint) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_from_suppressed_bigint' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE CAST (suppressed_int AS suppressed_bigint) WITH FUNCTION suppressed_bigint(suppressed_int) AS IMPLICIT;
CREATE CAST (suppressed_bigint AS suppressed_int) WITH FUNCTION suppressed_int(suppressed_bigint) AS ASSIGNMENT;

COMMENT ON FUNCTION suppressed_bigint(suppressed_int) IS 'convert suppressed_int to suppressed_bigint';
COMMENT ON FUNCTION suppressed_int(suppressed_bigint) IS 'convert suppressed_bigint to suppressed_int';
COMMENT ON CAST (suppressed_int AS suppressed_bigint) IS 'same bounds';
COMMENT ON CAST (suppressed_bigint AS suppressed_int) IS 'same bounds, an error where one does not fit';

-- comparing a suppressed_int with an int8 parameter or another suppressed_bigint constant, by the indexes of suppressed_int

CREATE FUNCTION busetting_internal.suppressed_bigint_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_support(internal) IS 'planner support for comparisons of suppressed_bigint';

DO $$
DECLARE
	verb text;
BEGIN
	FOREACH verb IN ARRAY ARRAY['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'before', 'after', 'overlaps', 'contains', 'contained_by'] LOOP
		EXECUTE pg_catalog.format('ALTER FUNCTION busetting_internal.suppressed_bigint_%s(busetting.suppressed_bigint, busetting.suppressed_bigint)
			SUPPORT busetting_internal.suppressed_bigint_support', verb);
	END LOOP;
END
$$;
