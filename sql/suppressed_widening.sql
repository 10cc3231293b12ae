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
