-- Numbers that need not be whole beside both types: settled > 40.0, and float8 parameters.
-- Nothing but numeric and floats becomes a compared_number by itself, so that integers meet
-- the operators of the types, and other types none.

CREATE TYPE compared_number;

CREATE FUNCTION busetting_internal.compared_number_in(cstring, oid, integer) RETURNS compared_number
	AS 'numeric_in' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.compared_number_out(compared_number) RETURNS cstring
	AS 'numeric_out' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.compared_number_recv(internal, oid, integer) RETURNS compared_number
	AS 'numeric_recv' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.compared_number_send(compared_number) RETURNS bytea
	AS 'numeric_send' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE compared_number (
	INPUT = busetting_internal.compared_number_in,
	OUTPUT = busetting_internal.compared_number_out,
	RECEIVE = busetting_internal.compared_number_recv,
	SEND = busetting_internal.compared_number_send,
	LIKE = pg_catalog.numeric
);

COMMENT ON FUNCTION busetting_internal.compared_number_in(cstring, oid, integer) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.compared_number_out(compared_number) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.compared_number_recv(internal, oid, integer) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.compared_number_send(compared_number) IS 'I/O';
COMMENT ON TYPE compared_number IS 'numeric or float beside a suppressed_int or suppressed_bigint; for operators, not for columns';

CREATE FUNCTION busetting_internal.compared_number(double precision) RETURNS compared_number
	AS 'MODULE_PATHNAME', 'compared_number_from_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
CREATE FUNCTION busetting_internal.compared_number(real) RETURNS compared_number
	AS 'MODULE_PATHNAME', 'compared_number_from_float4' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;

CREATE CAST (numeric AS compared_number) WITHOUT FUNCTION AS IMPLICIT;
CREATE CAST (double precision AS compared_number) WITH FUNCTION busetting_internal.compared_number(double precision) AS IMPLICIT;
CREATE CAST (real AS compared_number) WITH FUNCTION busetting_internal.compared_number(real) AS IMPLICIT;

COMMENT ON FUNCTION busetting_internal.compared_number(double precision) IS 'convert float8 to compared_number';
COMMENT ON FUNCTION busetting_internal.compared_number(real) IS 'convert float4 to compared_number';
COMMENT ON CAST (numeric AS compared_number) IS 'same number';
COMMENT ON CAST (double precision AS compared_number) IS 'same number, as an integer sees it';
COMMENT ON CAST (real AS compared_number) IS 'same number, as an integer sees it';

CREATE FUNCTION busetting_internal.compared_number_support(internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION busetting_internal.compared_number_support(internal) IS 'planner support for comparisons with numbers that need not be whole';

-- each operator of both types, with the number on the right and on the left
DO $$
DECLARE
	type text;
	o record;
BEGIN
	FOREACH type IN ARRAY ARRAY['suppressed_int', 'suppressed_bigint'] LOOP
		FOR o IN
			SELECT * FROM (VALUES
				('eq', '=', '=', '<>', 'eqsel', 'eqjoinsel', 'is exactly', 'is exactly'),
				('ne', '<>', '<>', '=', 'neqsel', 'neqjoinsel', 'is not exactly', 'is not exactly'),
				('lt', '<', '>', '>=', 'scalarltsel', 'scalarltjoinsel', 'sorts before', 'sorts before'),
				('le', '<=', '>=', '>', 'scalarlesel', 'scalarlejoinsel', 'sorts before or is exactly', 'sorts before or is exactly'),
				('gt', '>', '<', '<=', 'scalargtsel', 'scalargtjoinsel', 'sorts after', 'sorts after'),
				('ge', '>=', '<=', '<', 'scalargesel', 'scalargejoinsel', 'sorts after or is exactly', 'sorts after or is exactly'),
				('before', '<<', '>>', NULL, 'matchingsel', 'matchingjoinsel', 'is certainly less than', 'is certainly less than'),
				('after', '>>', '<<', NULL, 'matchingsel', 'matchingjoinsel', 'is certainly greater than', 'is certainly greater than'),
				('overlaps', '&&', '&&', NULL, 'matchingsel', 'matchingjoinsel', 'can be', 'is one that can be'),
				('contains', '@>', '<@', NULL, 'matchingsel', 'matchingjoinsel', 'can be', 'is all that can be'),
				('contained_by', '<@', '@>', NULL, 'matchingsel', 'matchingjoinsel', 'can only be', 'is one that can be')
			) AS t (verb, operator, commutator, negator, restriction, joining, value_left, number_left)
		LOOP
			EXECUTE pg_catalog.format($sql$
				CREATE FUNCTION busetting_internal.%1$s_%2$s_number(busetting.%1$s, busetting.compared_number) RETURNS boolean
					AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 SUPPORT busetting_internal.compared_number_support;
				CREATE FUNCTION busetting_internal.number_%2$s_%1$s(busetting.compared_number, busetting.%1$s) RETURNS boolean
					AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 SUPPORT busetting_internal.compared_number_support;
				CREATE OPERATOR busetting.%3$s (
					FUNCTION = busetting_internal.%1$s_%2$s_number, LEFTARG = busetting.%1$s, RIGHTARG = busetting.compared_number,
					COMMUTATOR = OPERATOR(busetting.%4$s), %5$s RESTRICT = pg_catalog.%6$s, JOIN = pg_catalog.%7$s
				);
				CREATE OPERATOR busetting.%3$s (
					FUNCTION = busetting_internal.number_%2$s_%1$s, LEFTARG = busetting.compared_number, RIGHTARG = busetting.%1$s,
					COMMUTATOR = OPERATOR(busetting.%4$s), %5$s RESTRICT = pg_catalog.%6$s, JOIN = pg_catalog.%7$s
				);
				COMMENT ON FUNCTION busetting_internal.%1$s_%2$s_number(busetting.%1$s, busetting.compared_number) IS 'implementation of %3$s operator';
				COMMENT ON FUNCTION busetting_internal.number_%2$s_%1$s(busetting.compared_number, busetting.%1$s) IS 'implementation of %3$s operator';
				COMMENT ON OPERATOR busetting.%3$s (busetting.%1$s, busetting.compared_number) IS '%8$s';
				COMMENT ON OPERATOR busetting.%3$s (busetting.compared_number, busetting.%1$s) IS '%9$s';
			$sql$, type, o.verb, o.operator, o.commutator, 'NEGATOR = OPERATOR(busetting.' || o.negator || '),', o.restriction, o.joining, o.value_left, o.number_left);
		END LOOP;
	END LOOP;
END
$$;
