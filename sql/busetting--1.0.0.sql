/*
 * guard.sql: the script runs in a superuser's name also where a database's owner
 * installs, and finds names in the schema busetting.  So nothing of another's may
 * be in it, now, while the script runs, or later: a function format(text, regrole)
 * there would be called instead of PostgreSQL's.  The schema is made here, as a
 * member of the extension, by whom nobody else may create in it, and goes with
 * it.  With that seen to, the scripts need not qualify what they call.
 */
DO $$
BEGIN
	-- from here to the end of the block all names are pg_catalog's
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	IF getdatabaseencoding() <> 'UTF8' THEN
		RAISE feature_not_supported USING
			MESSAGE = format('busetting needs a database of encoding UTF8, and this one has %s', getdatabaseencoding()),
			DETAIL = 'No other encoding can hold the names of all regions.',
			HINT = 'CREATE DATABASE ... ENCODING ''UTF8'' LOCALE ''C.UTF-8'' TEMPLATE template0.';
	ELSIF to_regnamespace('busetting') IS NOT NULL THEN
		RAISE duplicate_schema USING
			MESSAGE = 'schema busetting exists',
			DETAIL = (SELECT format('It belongs to %s, and the extension makes its own.', nspowner::regrole) FROM pg_namespace WHERE nspname = 'busetting'),
			HINT = 'Drop it, or rename it: ALTER SCHEMA busetting RENAME TO ...';
	END IF;
	CREATE SCHEMA busetting;

	-- not the schema of btree_gist, in which others may create
	PERFORM set_config('search_path', 'busetting, pg_temp', true);
END
$$;

COMMENT ON SCHEMA busetting IS 'what busetting is used by: types, tables, views and functions';

-- functions that others of the extension call, and the tables behind its views: what is for users stands alone in busetting
CREATE SCHEMA busetting_internal;

COMMENT ON SCHEMA busetting_internal IS 'what busetting keeps for itself: publications as they are read, what views are made of, and functions that its own call';
-- Statistics of both types, and how many rows << >> && @> <@ select.

CREATE FUNCTION busetting_internal.suppressed_typanalyze(internal) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_before_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_before_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_after_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_after_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_overlaps_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_overlaps_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_contains_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_contains_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_contained_by_sel(internal, oid, internal, integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_contained_by_joinsel(internal, oid, internal, smallint, internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.suppressed_typanalyze(internal) IS 'suppressed_int and suppressed_bigint typanalyze';
COMMENT ON FUNCTION busetting_internal.suppressed_before_sel(internal, oid, internal, integer) IS 'restriction selectivity of <<';
COMMENT ON FUNCTION busetting_internal.suppressed_before_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of <<';
COMMENT ON FUNCTION busetting_internal.suppressed_after_sel(internal, oid, internal, integer) IS 'restriction selectivity of >>';
COMMENT ON FUNCTION busetting_internal.suppressed_after_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of >>';
COMMENT ON FUNCTION busetting_internal.suppressed_overlaps_sel(internal, oid, internal, integer) IS 'restriction selectivity of &&';
COMMENT ON FUNCTION busetting_internal.suppressed_overlaps_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of &&';
COMMENT ON FUNCTION busetting_internal.suppressed_contains_sel(internal, oid, internal, integer) IS 'restriction selectivity of @>';
COMMENT ON FUNCTION busetting_internal.suppressed_contains_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of @>';
COMMENT ON FUNCTION busetting_internal.suppressed_contained_by_sel(internal, oid, internal, integer) IS 'restriction selectivity of <@';
COMMENT ON FUNCTION busetting_internal.suppressed_contained_by_joinsel(internal, oid, internal, smallint, internal) IS 'join selectivity of <@';
-- suppressed_int: an integer known to lie in lower..upper.
-- Written once for both types: the makefile fills in the type, its bound and its range.

CREATE TYPE suppressed_int;

CREATE FUNCTION busetting_internal.suppressed_int_in(cstring, oid, integer) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_out(suppressed_int) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_recv(internal, oid, integer) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_send(suppressed_int) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_typmod_in(cstring[]) RETURNS integer
	AS 'MODULE_PATHNAME', 'suppressed_modifier_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_typmod_out(integer) RETURNS cstring
	AS 'MODULE_PATHNAME', 'suppressed_modifier_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE suppressed_int (
	INPUT = busetting_internal.suppressed_int_in,
	OUTPUT = busetting_internal.suppressed_int_out,
	RECEIVE = busetting_internal.suppressed_int_recv,
	SEND = busetting_internal.suppressed_int_send,
	TYPMOD_IN = busetting_internal.suppressed_int_typmod_in,
	TYPMOD_OUT = busetting_internal.suppressed_int_typmod_out,
	ANALYZE = busetting_internal.suppressed_typanalyze,
	CATEGORY = 'N',
	LIKE = pg_catalog.int8
);

COMMENT ON FUNCTION busetting_internal.suppressed_int_in(cstring, oid, integer) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_int_out(suppressed_int) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_int_recv(internal, oid, integer) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_int_send(suppressed_int) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_int_typmod_in(cstring[]) IS 'I/O typmod';
COMMENT ON FUNCTION busetting_internal.suppressed_int_typmod_out(integer) IS 'I/O typmod';
COMMENT ON TYPE suppressed_int IS 'integer of which a lower and an upper bound are known; exact where they are equal';

-- functions

CREATE FUNCTION suppressed_int(lower int4, upper int4) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_make' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION lower(suppressed_int) RETURNS int4
	AS 'MODULE_PATHNAME', 'suppressed_int_lower' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION upper(suppressed_int) RETURNS int4
	AS 'MODULE_PATHNAME', 'suppressed_int_upper' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION is_suppressed(suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME', 'suppressed_int_is_suppressed' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION published(value suppressed_int) RETURNS text
	AS 'MODULE_PATHNAME', 'suppressed_int_published' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION published(value suppressed_int, symbol text) RETURNS text
	AS 'MODULE_PATHNAME', 'suppressed_int_published' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION abs(suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_absolute' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION smaller(suppressed_int, suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_smaller' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION larger(suppressed_int, suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_larger' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION intersection(suppressed_int, suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_intersection' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION share(part suppressed_int, rest suppressed_int) RETURNS numrange
	AS 'MODULE_PATHNAME', 'suppressed_int_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;

COMMENT ON FUNCTION suppressed_int(int4, int4) IS 'value known to lie between two bounds, NULL for one that is not known';
COMMENT ON FUNCTION lower(suppressed_int) IS 'lower bound of value, NULL if not known';
COMMENT ON FUNCTION upper(suppressed_int) IS 'upper bound of value, NULL if not known';
COMMENT ON FUNCTION is_suppressed(suppressed_int) IS 'is the value hidden?';
COMMENT ON FUNCTION published(suppressed_int) IS 'value as printed, ":" where hidden';
COMMENT ON FUNCTION published(suppressed_int, text) IS 'value as printed, with the symbol given where hidden';
COMMENT ON FUNCTION abs(suppressed_int) IS 'absolute value';
COMMENT ON FUNCTION smaller(suppressed_int, suppressed_int) IS 'smaller of two';
COMMENT ON FUNCTION larger(suppressed_int, suppressed_int) IS 'larger of two';
COMMENT ON FUNCTION intersection(suppressed_int, suppressed_int) IS 'what is known of a number of which both are known';
COMMENT ON FUNCTION share(suppressed_int, suppressed_int) IS 'possible values of part / (part + rest)';

-- operators of order

CREATE FUNCTION busetting_internal.suppressed_int_eq(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_ne(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_lt(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_le(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_gt(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_ge(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

CREATE OPERATOR = (
	FUNCTION = busetting_internal.suppressed_int_eq, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR <> (
	FUNCTION = busetting_internal.suppressed_int_ne, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR < (
	FUNCTION = busetting_internal.suppressed_int_lt, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR <= (
	FUNCTION = busetting_internal.suppressed_int_le, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR > (
	FUNCTION = busetting_internal.suppressed_int_gt, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR >= (
	FUNCTION = busetting_internal.suppressed_int_ge, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);

COMMENT ON FUNCTION busetting_internal.suppressed_int_eq(suppressed_int, suppressed_int) IS 'implementation of = operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_ne(suppressed_int, suppressed_int) IS 'implementation of <> operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_lt(suppressed_int, suppressed_int) IS 'implementation of < operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_le(suppressed_int, suppressed_int) IS 'implementation of <= operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_gt(suppressed_int, suppressed_int) IS 'implementation of > operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_ge(suppressed_int, suppressed_int) IS 'implementation of >= operator';
COMMENT ON OPERATOR = (suppressed_int, suppressed_int) IS 'same bounds';
COMMENT ON OPERATOR <> (suppressed_int, suppressed_int) IS 'not the same bounds';
COMMENT ON OPERATOR < (suppressed_int, suppressed_int) IS 'sorts before';
COMMENT ON OPERATOR <= (suppressed_int, suppressed_int) IS 'sorts before or same bounds';
COMMENT ON OPERATOR > (suppressed_int, suppressed_int) IS 'sorts after';
COMMENT ON OPERATOR >= (suppressed_int, suppressed_int) IS 'sorts after or same bounds';

-- operators of what two values can be to each other

CREATE FUNCTION busetting_internal.suppressed_int_before(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_after(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_overlaps(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_contains(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_contained_by(suppressed_int, suppressed_int) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

CREATE OPERATOR << (
	FUNCTION = busetting_internal.suppressed_int_before, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = >>, RESTRICT = busetting_internal.suppressed_before_sel, JOIN = busetting_internal.suppressed_before_joinsel
);
CREATE OPERATOR >> (
	FUNCTION = busetting_internal.suppressed_int_after, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = <<, RESTRICT = busetting_internal.suppressed_after_sel, JOIN = busetting_internal.suppressed_after_joinsel
);
CREATE OPERATOR && (
	FUNCTION = busetting_internal.suppressed_int_overlaps, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = &&, RESTRICT = busetting_internal.suppressed_overlaps_sel, JOIN = busetting_internal.suppressed_overlaps_joinsel
);
CREATE OPERATOR @> (
	FUNCTION = busetting_internal.suppressed_int_contains, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = <@, RESTRICT = busetting_internal.suppressed_contains_sel, JOIN = busetting_internal.suppressed_contains_joinsel
);
CREATE OPERATOR <@ (
	FUNCTION = busetting_internal.suppressed_int_contained_by, LEFTARG = suppressed_int, RIGHTARG = suppressed_int,
	COMMUTATOR = @>, RESTRICT = busetting_internal.suppressed_contained_by_sel, JOIN = busetting_internal.suppressed_contained_by_joinsel
);

COMMENT ON FUNCTION busetting_internal.suppressed_int_before(suppressed_int, suppressed_int) IS 'implementation of << operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_after(suppressed_int, suppressed_int) IS 'implementation of >> operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_overlaps(suppressed_int, suppressed_int) IS 'implementation of && operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_contains(suppressed_int, suppressed_int) IS 'implementation of @> operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_contained_by(suppressed_int, suppressed_int) IS 'implementation of <@ operator';
COMMENT ON OPERATOR << (suppressed_int, suppressed_int) IS 'is certainly less than';
COMMENT ON OPERATOR >> (suppressed_int, suppressed_int) IS 'is certainly greater than';
COMMENT ON OPERATOR && (suppressed_int, suppressed_int) IS 'can be equal';
COMMENT ON OPERATOR @> (suppressed_int, suppressed_int) IS 'can be whatever the other can be';
COMMENT ON OPERATOR <@ (suppressed_int, suppressed_int) IS 'can only be what the other can be';

-- operators of arithmetic

CREATE FUNCTION busetting_internal.suppressed_int_add(suppressed_int, suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_subtract(suppressed_int, suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_negate(suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_multiply(suppressed_int, int4) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_multiplied_by(int4, suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR + (FUNCTION = busetting_internal.suppressed_int_add, LEFTARG = suppressed_int, RIGHTARG = suppressed_int, COMMUTATOR = +);
CREATE OPERATOR - (FUNCTION = busetting_internal.suppressed_int_subtract, LEFTARG = suppressed_int, RIGHTARG = suppressed_int);
CREATE OPERATOR - (FUNCTION = busetting_internal.suppressed_int_negate, RIGHTARG = suppressed_int);
CREATE OPERATOR * (FUNCTION = busetting_internal.suppressed_int_multiply, LEFTARG = suppressed_int, RIGHTARG = int4, COMMUTATOR = *);
CREATE OPERATOR * (FUNCTION = busetting_internal.suppressed_int_multiplied_by, LEFTARG = int4, RIGHTARG = suppressed_int, COMMUTATOR = *);

COMMENT ON FUNCTION busetting_internal.suppressed_int_add(suppressed_int, suppressed_int) IS 'implementation of + operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_subtract(suppressed_int, suppressed_int) IS 'implementation of - operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_negate(suppressed_int) IS 'implementation of - operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_multiply(suppressed_int, int4) IS 'implementation of * operator';
COMMENT ON FUNCTION busetting_internal.suppressed_int_multiplied_by(int4, suppressed_int) IS 'implementation of * operator';
COMMENT ON OPERATOR + (suppressed_int, suppressed_int) IS 'add';
COMMENT ON OPERATOR - (suppressed_int, suppressed_int) IS 'subtract';
COMMENT ON OPERATOR - (NONE, suppressed_int) IS 'negate';
COMMENT ON OPERATOR * (suppressed_int, int4) IS 'multiply';
COMMENT ON OPERATOR * (int4, suppressed_int) IS 'multiply';

-- index classes: order and hash

CREATE FUNCTION busetting_internal.suppressed_int_cmp(suppressed_int, suppressed_int) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.in_range(suppressed_int, suppressed_int, bigint, boolean, boolean) RETURNS boolean
	AS 'MODULE_PATHNAME', 'suppressed_int_in_range' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_hash(suppressed_int) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_hash_extended(suppressed_int, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

CREATE OPERATOR CLASS suppressed_int_ops DEFAULT FOR TYPE suppressed_int USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 busetting_internal.suppressed_int_cmp(suppressed_int, suppressed_int),
	FUNCTION 2 busetting_internal.suppressed_int_sortsupport(internal),
	FUNCTION 3 (suppressed_int, bigint) busetting_internal.in_range(suppressed_int, suppressed_int, bigint, boolean, boolean),
	FUNCTION 4 pg_catalog.btequalimage(oid);
CREATE OPERATOR CLASS suppressed_int_ops DEFAULT FOR TYPE suppressed_int USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 busetting_internal.suppressed_int_hash(suppressed_int),
	FUNCTION 2 busetting_internal.suppressed_int_hash_extended(suppressed_int, bigint);

COMMENT ON FUNCTION busetting_internal.suppressed_int_cmp(suppressed_int, suppressed_int) IS 'less-equal-greater';
COMMENT ON FUNCTION busetting_internal.suppressed_int_sortsupport(internal) IS 'sort support';
COMMENT ON FUNCTION busetting_internal.in_range(suppressed_int, suppressed_int, bigint, boolean, boolean) IS 'window RANGE support';
COMMENT ON FUNCTION busetting_internal.suppressed_int_hash(suppressed_int) IS 'hash';
COMMENT ON FUNCTION busetting_internal.suppressed_int_hash_extended(suppressed_int, bigint) IS 'hash';
COMMENT ON OPERATOR CLASS suppressed_int_ops USING btree IS 'order by lower, then upper bound';
COMMENT ON OPERATOR CLASS suppressed_int_ops USING hash IS 'hash of both bounds';
COMMENT ON OPERATOR FAMILY suppressed_int_ops USING btree IS 'order by lower, then upper bound';
COMMENT ON OPERATOR FAMILY suppressed_int_ops USING hash IS 'hash of both bounds';

-- casts

CREATE FUNCTION busetting_internal.suppressed_int_coerce(suppressed_int, integer) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_int(smallint) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_from_int2' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_int(integer) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_from_int4' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_int(bigint) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_from_int8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_int(numeric) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_from_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 8;
CREATE FUNCTION suppressed_int(int4range) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_from_range' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 9;
CREATE FUNCTION suppressed_int(text) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_from_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_from_text(text, integer) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_from_bpchar(character, integer) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_from_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_from_name(name, integer) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_to_int2(suppressed_int) RETURNS smallint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_to_int4(suppressed_int) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_to_int8(suppressed_int) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_to_numeric(suppressed_int) RETURNS numeric
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 8;
CREATE FUNCTION busetting_internal.suppressed_int_to_range(suppressed_int) RETURNS int4range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 15;
CREATE FUNCTION busetting_internal.suppressed_int_to_json(suppressed_int) RETURNS json
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 12;
CREATE FUNCTION busetting_internal.suppressed_int_to_jsonb(suppressed_int) RETURNS jsonb
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60;

CREATE CAST (suppressed_int AS suppressed_int) WITH FUNCTION busetting_internal.suppressed_int_coerce(suppressed_int, integer) AS IMPLICIT;
CREATE CAST (smallint AS suppressed_int) WITH FUNCTION suppressed_int(smallint) AS IMPLICIT;
CREATE CAST (integer AS suppressed_int) WITH FUNCTION suppressed_int(integer) AS IMPLICIT;
CREATE CAST (bigint AS suppressed_int) WITH FUNCTION suppressed_int(bigint) AS ASSIGNMENT;
CREATE CAST (numeric AS suppressed_int) WITH FUNCTION suppressed_int(numeric) AS ASSIGNMENT;
CREATE CAST (int4range AS suppressed_int) WITH FUNCTION suppressed_int(int4range);
CREATE CAST (text AS suppressed_int) WITH FUNCTION busetting_internal.suppressed_int_from_text(text, integer) AS ASSIGNMENT;
CREATE CAST (character varying AS suppressed_int) WITH FUNCTION busetting_internal.suppressed_int_from_text(text, integer) AS ASSIGNMENT;
CREATE CAST (character AS suppressed_int) WITH FUNCTION busetting_internal.suppressed_int_from_bpchar(character, integer) AS ASSIGNMENT;
CREATE CAST (name AS suppressed_int) WITH FUNCTION busetting_internal.suppressed_int_from_name(name, integer) AS ASSIGNMENT;
CREATE CAST (suppressed_int AS smallint) WITH FUNCTION busetting_internal.suppressed_int_to_int2(suppressed_int);
CREATE CAST (suppressed_int AS integer) WITH FUNCTION busetting_internal.suppressed_int_to_int4(suppressed_int);
CREATE CAST (suppressed_int AS bigint) WITH FUNCTION busetting_internal.suppressed_int_to_int8(suppressed_int);
CREATE CAST (suppressed_int AS numeric) WITH FUNCTION busetting_internal.suppressed_int_to_numeric(suppressed_int);
CREATE CAST (suppressed_int AS int4range) WITH FUNCTION busetting_internal.suppressed_int_to_range(suppressed_int);
CREATE CAST (suppressed_int AS json) WITH FUNCTION busetting_internal.suppressed_int_to_json(suppressed_int);
CREATE CAST (suppressed_int AS jsonb) WITH FUNCTION busetting_internal.suppressed_int_to_jsonb(suppressed_int);

COMMENT ON FUNCTION busetting_internal.suppressed_int_coerce(suppressed_int, integer) IS 'adjust suppressed_int to typmod: hide what the column hides';
COMMENT ON FUNCTION suppressed_int(smallint) IS 'convert int2 to suppressed_int';
COMMENT ON FUNCTION suppressed_int(integer) IS 'convert int4 to suppressed_int';
COMMENT ON FUNCTION suppressed_int(bigint) IS 'convert int8 to suppressed_int';
COMMENT ON FUNCTION suppressed_int(numeric) IS 'convert numeric to suppressed_int';
COMMENT ON FUNCTION suppressed_int(int4range) IS 'convert int4range to suppressed_int';
COMMENT ON FUNCTION suppressed_int(text) IS 'read text as suppressed_int';
COMMENT ON FUNCTION busetting_internal.suppressed_int_from_text(text, integer) IS 'read text as suppressed_int of a typmod';
COMMENT ON FUNCTION busetting_internal.suppressed_int_from_bpchar(character, integer) IS 'read char(n) as suppressed_int of a typmod';
COMMENT ON FUNCTION busetting_internal.suppressed_int_from_name(name, integer) IS 'read name as suppressed_int of a typmod';
COMMENT ON FUNCTION busetting_internal.suppressed_int_to_int2(suppressed_int) IS 'convert exact suppressed_int to int2';
COMMENT ON FUNCTION busetting_internal.suppressed_int_to_int4(suppressed_int) IS 'convert exact suppressed_int to int4';
COMMENT ON FUNCTION busetting_internal.suppressed_int_to_int8(suppressed_int) IS 'convert exact suppressed_int to int8';
COMMENT ON FUNCTION busetting_internal.suppressed_int_to_numeric(suppressed_int) IS 'convert exact suppressed_int to numeric';
COMMENT ON FUNCTION busetting_internal.suppressed_int_to_range(suppressed_int) IS 'convert suppressed_int to int4range';
COMMENT ON FUNCTION busetting_internal.suppressed_int_to_json(suppressed_int) IS 'map suppressed_int to json: a number, or its bounds';
COMMENT ON FUNCTION busetting_internal.suppressed_int_to_jsonb(suppressed_int) IS 'map suppressed_int to jsonb: a number, or its bounds';
COMMENT ON CAST (suppressed_int AS suppressed_int) IS 'hides what the modifier hides';
COMMENT ON CAST (smallint AS suppressed_int) IS 'exact value';
COMMENT ON CAST (integer AS suppressed_int) IS 'exact value';
COMMENT ON CAST (bigint AS suppressed_int) IS 'exact value';
COMMENT ON CAST (numeric AS suppressed_int) IS 'exact value, rounded to a whole number';
COMMENT ON CAST (int4range AS suppressed_int) IS 'value inside the range';
COMMENT ON CAST (text AS suppressed_int) IS 'as the text form is read, ":" as the modifier says';
COMMENT ON CAST (character varying AS suppressed_int) IS 'as the text form is read, ":" as the modifier says';
COMMENT ON CAST (character AS suppressed_int) IS 'as the text form is read, ":" as the modifier says';
COMMENT ON CAST (name AS suppressed_int) IS 'as the text form is read, ":" as the modifier says';
COMMENT ON CAST (suppressed_int AS smallint) IS 'an error where the value is hidden';
COMMENT ON CAST (suppressed_int AS integer) IS 'an error where the value is hidden';
COMMENT ON CAST (suppressed_int AS bigint) IS 'an error where the value is hidden';
COMMENT ON CAST (suppressed_int AS numeric) IS 'an error where the value is hidden';
COMMENT ON CAST (suppressed_int AS int4range) IS 'all that the value can be';
COMMENT ON CAST (suppressed_int AS json) IS 'a number where exact, else an object with lower and upper';
COMMENT ON CAST (suppressed_int AS jsonb) IS 'a number where exact, else an object with lower and upper';
-- suppressed_bigint: an integer known to lie in lower..upper.
-- Written once for both types: the makefile fills in the type, its bound and its range.

CREATE TYPE suppressed_bigint;

CREATE FUNCTION busetting_internal.suppressed_bigint_in(cstring, oid, integer) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_out(suppressed_bigint) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_recv(internal, oid, integer) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_send(suppressed_bigint) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_typmod_in(cstring[]) RETURNS integer
	AS 'MODULE_PATHNAME', 'suppressed_modifier_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_typmod_out(integer) RETURNS cstring
	AS 'MODULE_PATHNAME', 'suppressed_modifier_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE suppressed_bigint (
	INPUT = busetting_internal.suppressed_bigint_in,
	OUTPUT = busetting_internal.suppressed_bigint_out,
	RECEIVE = busetting_internal.suppressed_bigint_recv,
	SEND = busetting_internal.suppressed_bigint_send,
	TYPMOD_IN = busetting_internal.suppressed_bigint_typmod_in,
	TYPMOD_OUT = busetting_internal.suppressed_bigint_typmod_out,
	ANALYZE = busetting_internal.suppressed_typanalyze,
	CATEGORY = 'N',
	INTERNALLENGTH = 16, ALIGNMENT = double
);

COMMENT ON FUNCTION busetting_internal.suppressed_bigint_in(cstring, oid, integer) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_out(suppressed_bigint) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_recv(internal, oid, integer) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_send(suppressed_bigint) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_typmod_in(cstring[]) IS 'I/O typmod';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_typmod_out(integer) IS 'I/O typmod';
COMMENT ON TYPE suppressed_bigint IS 'integer of which a lower and an upper bound are known; exact where they are equal';

-- functions

CREATE FUNCTION suppressed_bigint(lower int8, upper int8) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_make' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION lower(suppressed_bigint) RETURNS int8
	AS 'MODULE_PATHNAME', 'suppressed_bigint_lower' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION upper(suppressed_bigint) RETURNS int8
	AS 'MODULE_PATHNAME', 'suppressed_bigint_upper' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION is_suppressed(suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME', 'suppressed_bigint_is_suppressed' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION published(value suppressed_bigint) RETURNS text
	AS 'MODULE_PATHNAME', 'suppressed_bigint_published' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION published(value suppressed_bigint, symbol text) RETURNS text
	AS 'MODULE_PATHNAME', 'suppressed_bigint_published' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION abs(suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_absolute' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION smaller(suppressed_bigint, suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_smaller' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION larger(suppressed_bigint, suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_larger' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION intersection(suppressed_bigint, suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_intersection' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION share(part suppressed_bigint, rest suppressed_bigint) RETURNS numrange
	AS 'MODULE_PATHNAME', 'suppressed_bigint_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 80;

COMMENT ON FUNCTION suppressed_bigint(int8, int8) IS 'value known to lie between two bounds, NULL for one that is not known';
COMMENT ON FUNCTION lower(suppressed_bigint) IS 'lower bound of value, NULL if not known';
COMMENT ON FUNCTION upper(suppressed_bigint) IS 'upper bound of value, NULL if not known';
COMMENT ON FUNCTION is_suppressed(suppressed_bigint) IS 'is the value hidden?';
COMMENT ON FUNCTION published(suppressed_bigint) IS 'value as printed, ":" where hidden';
COMMENT ON FUNCTION published(suppressed_bigint, text) IS 'value as printed, with the symbol given where hidden';
COMMENT ON FUNCTION abs(suppressed_bigint) IS 'absolute value';
COMMENT ON FUNCTION smaller(suppressed_bigint, suppressed_bigint) IS 'smaller of two';
COMMENT ON FUNCTION larger(suppressed_bigint, suppressed_bigint) IS 'larger of two';
COMMENT ON FUNCTION intersection(suppressed_bigint, suppressed_bigint) IS 'what is known of a number of which both are known';
COMMENT ON FUNCTION share(suppressed_bigint, suppressed_bigint) IS 'possible values of part / (part + rest)';

-- operators of order

CREATE FUNCTION busetting_internal.suppressed_bigint_eq(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_ne(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_lt(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_le(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_gt(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_ge(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

CREATE OPERATOR = (
	FUNCTION = busetting_internal.suppressed_bigint_eq, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR <> (
	FUNCTION = busetting_internal.suppressed_bigint_ne, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR < (
	FUNCTION = busetting_internal.suppressed_bigint_lt, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR <= (
	FUNCTION = busetting_internal.suppressed_bigint_le, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR > (
	FUNCTION = busetting_internal.suppressed_bigint_gt, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR >= (
	FUNCTION = busetting_internal.suppressed_bigint_ge, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);

COMMENT ON FUNCTION busetting_internal.suppressed_bigint_eq(suppressed_bigint, suppressed_bigint) IS 'implementation of = operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_ne(suppressed_bigint, suppressed_bigint) IS 'implementation of <> operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_lt(suppressed_bigint, suppressed_bigint) IS 'implementation of < operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_le(suppressed_bigint, suppressed_bigint) IS 'implementation of <= operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_gt(suppressed_bigint, suppressed_bigint) IS 'implementation of > operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_ge(suppressed_bigint, suppressed_bigint) IS 'implementation of >= operator';
COMMENT ON OPERATOR = (suppressed_bigint, suppressed_bigint) IS 'same bounds';
COMMENT ON OPERATOR <> (suppressed_bigint, suppressed_bigint) IS 'not the same bounds';
COMMENT ON OPERATOR < (suppressed_bigint, suppressed_bigint) IS 'sorts before';
COMMENT ON OPERATOR <= (suppressed_bigint, suppressed_bigint) IS 'sorts before or same bounds';
COMMENT ON OPERATOR > (suppressed_bigint, suppressed_bigint) IS 'sorts after';
COMMENT ON OPERATOR >= (suppressed_bigint, suppressed_bigint) IS 'sorts after or same bounds';

-- operators of what two values can be to each other

CREATE FUNCTION busetting_internal.suppressed_bigint_before(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_after(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_overlaps(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_contains(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_contained_by(suppressed_bigint, suppressed_bigint) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

CREATE OPERATOR << (
	FUNCTION = busetting_internal.suppressed_bigint_before, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = >>, RESTRICT = busetting_internal.suppressed_before_sel, JOIN = busetting_internal.suppressed_before_joinsel
);
CREATE OPERATOR >> (
	FUNCTION = busetting_internal.suppressed_bigint_after, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = <<, RESTRICT = busetting_internal.suppressed_after_sel, JOIN = busetting_internal.suppressed_after_joinsel
);
CREATE OPERATOR && (
	FUNCTION = busetting_internal.suppressed_bigint_overlaps, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = &&, RESTRICT = busetting_internal.suppressed_overlaps_sel, JOIN = busetting_internal.suppressed_overlaps_joinsel
);
CREATE OPERATOR @> (
	FUNCTION = busetting_internal.suppressed_bigint_contains, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = <@, RESTRICT = busetting_internal.suppressed_contains_sel, JOIN = busetting_internal.suppressed_contains_joinsel
);
CREATE OPERATOR <@ (
	FUNCTION = busetting_internal.suppressed_bigint_contained_by, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint,
	COMMUTATOR = @>, RESTRICT = busetting_internal.suppressed_contained_by_sel, JOIN = busetting_internal.suppressed_contained_by_joinsel
);

COMMENT ON FUNCTION busetting_internal.suppressed_bigint_before(suppressed_bigint, suppressed_bigint) IS 'implementation of << operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_after(suppressed_bigint, suppressed_bigint) IS 'implementation of >> operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_overlaps(suppressed_bigint, suppressed_bigint) IS 'implementation of && operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_contains(suppressed_bigint, suppressed_bigint) IS 'implementation of @> operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_contained_by(suppressed_bigint, suppressed_bigint) IS 'implementation of <@ operator';
COMMENT ON OPERATOR << (suppressed_bigint, suppressed_bigint) IS 'is certainly less than';
COMMENT ON OPERATOR >> (suppressed_bigint, suppressed_bigint) IS 'is certainly greater than';
COMMENT ON OPERATOR && (suppressed_bigint, suppressed_bigint) IS 'can be equal';
COMMENT ON OPERATOR @> (suppressed_bigint, suppressed_bigint) IS 'can be whatever the other can be';
COMMENT ON OPERATOR <@ (suppressed_bigint, suppressed_bigint) IS 'can only be what the other can be';

-- operators of arithmetic

CREATE FUNCTION busetting_internal.suppressed_bigint_add(suppressed_bigint, suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_subtract(suppressed_bigint, suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_negate(suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_multiply(suppressed_bigint, int8) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_multiplied_by(int8, suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR + (FUNCTION = busetting_internal.suppressed_bigint_add, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint, COMMUTATOR = +);
CREATE OPERATOR - (FUNCTION = busetting_internal.suppressed_bigint_subtract, LEFTARG = suppressed_bigint, RIGHTARG = suppressed_bigint);
CREATE OPERATOR - (FUNCTION = busetting_internal.suppressed_bigint_negate, RIGHTARG = suppressed_bigint);
CREATE OPERATOR * (FUNCTION = busetting_internal.suppressed_bigint_multiply, LEFTARG = suppressed_bigint, RIGHTARG = int8, COMMUTATOR = *);
CREATE OPERATOR * (FUNCTION = busetting_internal.suppressed_bigint_multiplied_by, LEFTARG = int8, RIGHTARG = suppressed_bigint, COMMUTATOR = *);

COMMENT ON FUNCTION busetting_internal.suppressed_bigint_add(suppressed_bigint, suppressed_bigint) IS 'implementation of + operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_subtract(suppressed_bigint, suppressed_bigint) IS 'implementation of - operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_negate(suppressed_bigint) IS 'implementation of - operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_multiply(suppressed_bigint, int8) IS 'implementation of * operator';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_multiplied_by(int8, suppressed_bigint) IS 'implementation of * operator';
COMMENT ON OPERATOR + (suppressed_bigint, suppressed_bigint) IS 'add';
COMMENT ON OPERATOR - (suppressed_bigint, suppressed_bigint) IS 'subtract';
COMMENT ON OPERATOR - (NONE, suppressed_bigint) IS 'negate';
COMMENT ON OPERATOR * (suppressed_bigint, int8) IS 'multiply';
COMMENT ON OPERATOR * (int8, suppressed_bigint) IS 'multiply';

-- index classes: order and hash

CREATE FUNCTION busetting_internal.suppressed_bigint_cmp(suppressed_bigint, suppressed_bigint) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_sortsupport(internal) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.in_range(suppressed_bigint, suppressed_bigint, bigint, boolean, boolean) RETURNS boolean
	AS 'MODULE_PATHNAME', 'suppressed_bigint_in_range' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_hash(suppressed_bigint) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_hash_extended(suppressed_bigint, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;

CREATE OPERATOR CLASS suppressed_bigint_ops DEFAULT FOR TYPE suppressed_bigint USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 busetting_internal.suppressed_bigint_cmp(suppressed_bigint, suppressed_bigint),
	FUNCTION 2 busetting_internal.suppressed_bigint_sortsupport(internal),
	FUNCTION 3 (suppressed_bigint, bigint) busetting_internal.in_range(suppressed_bigint, suppressed_bigint, bigint, boolean, boolean),
	FUNCTION 4 pg_catalog.btequalimage(oid);
CREATE OPERATOR CLASS suppressed_bigint_ops DEFAULT FOR TYPE suppressed_bigint USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 busetting_internal.suppressed_bigint_hash(suppressed_bigint),
	FUNCTION 2 busetting_internal.suppressed_bigint_hash_extended(suppressed_bigint, bigint);

COMMENT ON FUNCTION busetting_internal.suppressed_bigint_cmp(suppressed_bigint, suppressed_bigint) IS 'less-equal-greater';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_sortsupport(internal) IS 'sort support';
COMMENT ON FUNCTION busetting_internal.in_range(suppressed_bigint, suppressed_bigint, bigint, boolean, boolean) IS 'window RANGE support';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_hash(suppressed_bigint) IS 'hash';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_hash_extended(suppressed_bigint, bigint) IS 'hash';
COMMENT ON OPERATOR CLASS suppressed_bigint_ops USING btree IS 'order by lower, then upper bound';
COMMENT ON OPERATOR CLASS suppressed_bigint_ops USING hash IS 'hash of both bounds';
COMMENT ON OPERATOR FAMILY suppressed_bigint_ops USING btree IS 'order by lower, then upper bound';
COMMENT ON OPERATOR FAMILY suppressed_bigint_ops USING hash IS 'hash of both bounds';

-- casts

CREATE FUNCTION busetting_internal.suppressed_bigint_coerce(suppressed_bigint, integer) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_bigint(smallint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_from_int2' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_bigint(integer) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_from_int4' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_bigint(bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_from_int8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION suppressed_bigint(numeric) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_from_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 8;
CREATE FUNCTION suppressed_bigint(int8range) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_from_range' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 9;
CREATE FUNCTION suppressed_bigint(text) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_from_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_from_text(text, integer) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_from_bpchar(character, integer) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME', 'suppressed_bigint_from_text' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_from_name(name, integer) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_to_int2(suppressed_bigint) RETURNS smallint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_to_int4(suppressed_bigint) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_to_int8(suppressed_bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_to_numeric(suppressed_bigint) RETURNS numeric
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 8;
CREATE FUNCTION busetting_internal.suppressed_bigint_to_range(suppressed_bigint) RETURNS int8range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 15;
CREATE FUNCTION busetting_internal.suppressed_bigint_to_json(suppressed_bigint) RETURNS json
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 12;
CREATE FUNCTION busetting_internal.suppressed_bigint_to_jsonb(suppressed_bigint) RETURNS jsonb
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 60;

CREATE CAST (suppressed_bigint AS suppressed_bigint) WITH FUNCTION busetting_internal.suppressed_bigint_coerce(suppressed_bigint, integer) AS IMPLICIT;
CREATE CAST (smallint AS suppressed_bigint) WITH FUNCTION suppressed_bigint(smallint) AS IMPLICIT;
CREATE CAST (integer AS suppressed_bigint) WITH FUNCTION suppressed_bigint(integer) AS IMPLICIT;
CREATE CAST (bigint AS suppressed_bigint) WITH FUNCTION suppressed_bigint(bigint) AS IMPLICIT;
CREATE CAST (numeric AS suppressed_bigint) WITH FUNCTION suppressed_bigint(numeric) AS ASSIGNMENT;
CREATE CAST (int8range AS suppressed_bigint) WITH FUNCTION suppressed_bigint(int8range);
CREATE CAST (text AS suppressed_bigint) WITH FUNCTION busetting_internal.suppressed_bigint_from_text(text, integer) AS ASSIGNMENT;
CREATE CAST (character varying AS suppressed_bigint) WITH FUNCTION busetting_internal.suppressed_bigint_from_text(text, integer) AS ASSIGNMENT;
CREATE CAST (character AS suppressed_bigint) WITH FUNCTION busetting_internal.suppressed_bigint_from_bpchar(character, integer) AS ASSIGNMENT;
CREATE CAST (name AS suppressed_bigint) WITH FUNCTION busetting_internal.suppressed_bigint_from_name(name, integer) AS ASSIGNMENT;
CREATE CAST (suppressed_bigint AS smallint) WITH FUNCTION busetting_internal.suppressed_bigint_to_int2(suppressed_bigint);
CREATE CAST (suppressed_bigint AS integer) WITH FUNCTION busetting_internal.suppressed_bigint_to_int4(suppressed_bigint);
CREATE CAST (suppressed_bigint AS bigint) WITH FUNCTION busetting_internal.suppressed_bigint_to_int8(suppressed_bigint);
CREATE CAST (suppressed_bigint AS numeric) WITH FUNCTION busetting_internal.suppressed_bigint_to_numeric(suppressed_bigint);
CREATE CAST (suppressed_bigint AS int8range) WITH FUNCTION busetting_internal.suppressed_bigint_to_range(suppressed_bigint);
CREATE CAST (suppressed_bigint AS json) WITH FUNCTION busetting_internal.suppressed_bigint_to_json(suppressed_bigint);
CREATE CAST (suppressed_bigint AS jsonb) WITH FUNCTION busetting_internal.suppressed_bigint_to_jsonb(suppressed_bigint);

COMMENT ON FUNCTION busetting_internal.suppressed_bigint_coerce(suppressed_bigint, integer) IS 'adjust suppressed_bigint to typmod: hide what the column hides';
COMMENT ON FUNCTION suppressed_bigint(smallint) IS 'convert int2 to suppressed_bigint';
COMMENT ON FUNCTION suppressed_bigint(integer) IS 'convert int4 to suppressed_bigint';
COMMENT ON FUNCTION suppressed_bigint(bigint) IS 'convert int8 to suppressed_bigint';
COMMENT ON FUNCTION suppressed_bigint(numeric) IS 'convert numeric to suppressed_bigint';
COMMENT ON FUNCTION suppressed_bigint(int8range) IS 'convert int8range to suppressed_bigint';
COMMENT ON FUNCTION suppressed_bigint(text) IS 'read text as suppressed_bigint';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_from_text(text, integer) IS 'read text as suppressed_bigint of a typmod';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_from_bpchar(character, integer) IS 'read char(n) as suppressed_bigint of a typmod';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_from_name(name, integer) IS 'read name as suppressed_bigint of a typmod';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_to_int2(suppressed_bigint) IS 'convert exact suppressed_bigint to int2';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_to_int4(suppressed_bigint) IS 'convert exact suppressed_bigint to int4';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_to_int8(suppressed_bigint) IS 'convert exact suppressed_bigint to int8';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_to_numeric(suppressed_bigint) IS 'convert exact suppressed_bigint to numeric';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_to_range(suppressed_bigint) IS 'convert suppressed_bigint to int8range';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_to_json(suppressed_bigint) IS 'map suppressed_bigint to json: a number, or its bounds';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_to_jsonb(suppressed_bigint) IS 'map suppressed_bigint to jsonb: a number, or its bounds';
COMMENT ON CAST (suppressed_bigint AS suppressed_bigint) IS 'hides what the modifier hides';
COMMENT ON CAST (smallint AS suppressed_bigint) IS 'exact value';
COMMENT ON CAST (integer AS suppressed_bigint) IS 'exact value';
COMMENT ON CAST (bigint AS suppressed_bigint) IS 'exact value';
COMMENT ON CAST (numeric AS suppressed_bigint) IS 'exact value, rounded to a whole number';
COMMENT ON CAST (int8range AS suppressed_bigint) IS 'value inside the range';
COMMENT ON CAST (text AS suppressed_bigint) IS 'as the text form is read, ":" as the modifier says';
COMMENT ON CAST (character varying AS suppressed_bigint) IS 'as the text form is read, ":" as the modifier says';
COMMENT ON CAST (character AS suppressed_bigint) IS 'as the text form is read, ":" as the modifier says';
COMMENT ON CAST (name AS suppressed_bigint) IS 'as the text form is read, ":" as the modifier says';
COMMENT ON CAST (suppressed_bigint AS smallint) IS 'an error where the value is hidden';
COMMENT ON CAST (suppressed_bigint AS integer) IS 'an error where the value is hidden';
COMMENT ON CAST (suppressed_bigint AS bigint) IS 'an error where the value is hidden';
COMMENT ON CAST (suppressed_bigint AS numeric) IS 'an error where the value is hidden';
COMMENT ON CAST (suppressed_bigint AS int8range) IS 'all that the value can be';
COMMENT ON CAST (suppressed_bigint AS json) IS 'a number where exact, else an object with lower and upper';
COMMENT ON CAST (suppressed_bigint AS jsonb) IS 'a number where exact, else an object with lower and upper';
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
-- Indexes on suppressed_int for what its values can be: GiST and BRIN.
-- Written once for both types, as suppressed_type.sql.in.

CREATE FUNCTION busetting_internal.suppressed_int_merge(suppressed_int, suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_brin_consistent(internal, internal, internal) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_gist_consistent(internal, suppressed_int, smallint, oid, internal) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_gist_union(internal, internal) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_gist_penalty(internal, internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_gist_picksplit(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_gist_same(suppressed_int, suppressed_int, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR CLASS suppressed_int_ops DEFAULT FOR TYPE suppressed_int USING gist AS
	OPERATOR 1 <<,
	OPERATOR 3 &&,
	OPERATOR 5 >>,
	OPERATOR 7 @>,
	OPERATOR 8 <@,
	OPERATOR 18 =,
	FUNCTION 1 busetting_internal.suppressed_int_gist_consistent(internal, suppressed_int, smallint, oid, internal),
	FUNCTION 2 busetting_internal.suppressed_int_gist_union(internal, internal),
	FUNCTION 5 busetting_internal.suppressed_int_gist_penalty(internal, internal, internal),
	FUNCTION 6 busetting_internal.suppressed_int_gist_picksplit(internal, internal),
	FUNCTION 7 busetting_internal.suppressed_int_gist_same(suppressed_int, suppressed_int, internal);
CREATE OPERATOR CLASS suppressed_int_minmax_ops DEFAULT FOR TYPE suppressed_int USING brin AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
CREATE OPERATOR CLASS suppressed_int_inclusion_ops FOR TYPE suppressed_int USING brin AS
	OPERATOR 1 <<,
	OPERATOR 3 &&,
	OPERATOR 5 >>,
	OPERATOR 7 @>,
	OPERATOR 8 <@,
	OPERATOR 18 =,
	FUNCTION 1 pg_catalog.brin_inclusion_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_inclusion_add_value(internal, internal, internal, internal),
	FUNCTION 3 busetting_internal.suppressed_int_brin_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_inclusion_union(internal, internal, internal),
	FUNCTION 11 busetting_internal.suppressed_int_merge(suppressed_int, suppressed_int),
	FUNCTION 13 busetting_internal.suppressed_int_contains(suppressed_int, suppressed_int);

COMMENT ON FUNCTION busetting_internal.suppressed_int_merge(suppressed_int, suppressed_int) IS 'smallest value that includes both';
COMMENT ON FUNCTION busetting_internal.suppressed_int_brin_consistent(internal, internal, internal) IS 'BRIN inclusion support';
COMMENT ON FUNCTION busetting_internal.suppressed_int_gist_consistent(internal, suppressed_int, smallint, oid, internal) IS 'GiST support';
COMMENT ON FUNCTION busetting_internal.suppressed_int_gist_union(internal, internal) IS 'GiST support';
COMMENT ON FUNCTION busetting_internal.suppressed_int_gist_penalty(internal, internal, internal) IS 'GiST support';
COMMENT ON FUNCTION busetting_internal.suppressed_int_gist_picksplit(internal, internal) IS 'GiST support';
COMMENT ON FUNCTION busetting_internal.suppressed_int_gist_same(suppressed_int, suppressed_int, internal) IS 'GiST support';
COMMENT ON OPERATOR CLASS suppressed_int_ops USING gist IS 'what values can be to each other';
COMMENT ON OPERATOR CLASS suppressed_int_minmax_ops USING brin IS 'first and last value in the order by lower, then upper bound';
COMMENT ON OPERATOR CLASS suppressed_int_inclusion_ops USING brin IS 'all that the values can be';
COMMENT ON OPERATOR FAMILY suppressed_int_ops USING gist IS 'what values can be to each other';
COMMENT ON OPERATOR FAMILY suppressed_int_minmax_ops USING brin IS 'first and last value in the order by lower, then upper bound';
COMMENT ON OPERATOR FAMILY suppressed_int_inclusion_ops USING brin IS 'all that the values can be';

-- what only newer servers have a place for
DO $$
DECLARE
	version integer := pg_catalog.current_setting('server_version_num');
BEGIN
	IF version >= 140000 THEN
		ALTER OPERATOR FAMILY busetting.suppressed_int_ops USING gist ADD
			FUNCTION 11 (busetting.suppressed_int, busetting.suppressed_int) busetting_internal.suppressed_int_sortsupport(internal);
	END IF;
	IF version >= 180000 THEN
		CREATE FUNCTION busetting_internal.suppressed_int_skipsupport(internal) RETURNS void
			AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
		COMMENT ON FUNCTION busetting_internal.suppressed_int_skipsupport(internal) IS 'skip support';
		ALTER OPERATOR FAMILY busetting.suppressed_int_ops USING btree ADD
			FUNCTION 6 (busetting.suppressed_int, busetting.suppressed_int) busetting_internal.suppressed_int_skipsupport(internal);
	END IF;
END
$$;
-- Indexes on suppressed_bigint for what its values can be: GiST and BRIN.
-- Written once for both types, as suppressed_type.sql.in.

CREATE FUNCTION busetting_internal.suppressed_bigint_merge(suppressed_bigint, suppressed_bigint) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_brin_consistent(internal, internal, internal) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_gist_consistent(internal, suppressed_bigint, smallint, oid, internal) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_gist_union(internal, internal) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_gist_penalty(internal, internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_gist_picksplit(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_gist_same(suppressed_bigint, suppressed_bigint, internal) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE OPERATOR CLASS suppressed_bigint_ops DEFAULT FOR TYPE suppressed_bigint USING gist AS
	OPERATOR 1 <<,
	OPERATOR 3 &&,
	OPERATOR 5 >>,
	OPERATOR 7 @>,
	OPERATOR 8 <@,
	OPERATOR 18 =,
	FUNCTION 1 busetting_internal.suppressed_bigint_gist_consistent(internal, suppressed_bigint, smallint, oid, internal),
	FUNCTION 2 busetting_internal.suppressed_bigint_gist_union(internal, internal),
	FUNCTION 5 busetting_internal.suppressed_bigint_gist_penalty(internal, internal, internal),
	FUNCTION 6 busetting_internal.suppressed_bigint_gist_picksplit(internal, internal),
	FUNCTION 7 busetting_internal.suppressed_bigint_gist_same(suppressed_bigint, suppressed_bigint, internal);
CREATE OPERATOR CLASS suppressed_bigint_minmax_ops DEFAULT FOR TYPE suppressed_bigint USING brin AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 pg_catalog.brin_minmax_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_minmax_add_value(internal, internal, internal, internal),
	FUNCTION 3 pg_catalog.brin_minmax_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_minmax_union(internal, internal, internal);
CREATE OPERATOR CLASS suppressed_bigint_inclusion_ops FOR TYPE suppressed_bigint USING brin AS
	OPERATOR 1 <<,
	OPERATOR 3 &&,
	OPERATOR 5 >>,
	OPERATOR 7 @>,
	OPERATOR 8 <@,
	OPERATOR 18 =,
	FUNCTION 1 pg_catalog.brin_inclusion_opcinfo(internal),
	FUNCTION 2 pg_catalog.brin_inclusion_add_value(internal, internal, internal, internal),
	FUNCTION 3 busetting_internal.suppressed_bigint_brin_consistent(internal, internal, internal),
	FUNCTION 4 pg_catalog.brin_inclusion_union(internal, internal, internal),
	FUNCTION 11 busetting_internal.suppressed_bigint_merge(suppressed_bigint, suppressed_bigint),
	FUNCTION 13 busetting_internal.suppressed_bigint_contains(suppressed_bigint, suppressed_bigint);

COMMENT ON FUNCTION busetting_internal.suppressed_bigint_merge(suppressed_bigint, suppressed_bigint) IS 'smallest value that includes both';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_brin_consistent(internal, internal, internal) IS 'BRIN inclusion support';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_gist_consistent(internal, suppressed_bigint, smallint, oid, internal) IS 'GiST support';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_gist_union(internal, internal) IS 'GiST support';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_gist_penalty(internal, internal, internal) IS 'GiST support';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_gist_picksplit(internal, internal) IS 'GiST support';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_gist_same(suppressed_bigint, suppressed_bigint, internal) IS 'GiST support';
COMMENT ON OPERATOR CLASS suppressed_bigint_ops USING gist IS 'what values can be to each other';
COMMENT ON OPERATOR CLASS suppressed_bigint_minmax_ops USING brin IS 'first and last value in the order by lower, then upper bound';
COMMENT ON OPERATOR CLASS suppressed_bigint_inclusion_ops USING brin IS 'all that the values can be';
COMMENT ON OPERATOR FAMILY suppressed_bigint_ops USING gist IS 'what values can be to each other';
COMMENT ON OPERATOR FAMILY suppressed_bigint_minmax_ops USING brin IS 'first and last value in the order by lower, then upper bound';
COMMENT ON OPERATOR FAMILY suppressed_bigint_inclusion_ops USING brin IS 'all that the values can be';

-- what only newer servers have a place for
DO $$
DECLARE
	version integer := pg_catalog.current_setting('server_version_num');
BEGIN
	IF version >= 140000 THEN
		ALTER OPERATOR FAMILY busetting.suppressed_bigint_ops USING gist ADD
			FUNCTION 11 (busetting.suppressed_bigint, busetting.suppressed_bigint) busetting_internal.suppressed_bigint_sortsupport(internal);
	END IF;
	IF version >= 180000 THEN
		CREATE FUNCTION busetting_internal.suppressed_bigint_skipsupport(internal) RETURNS void
			AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
		COMMENT ON FUNCTION busetting_internal.suppressed_bigint_skipsupport(internal) IS 'skip support';
		ALTER OPERATOR FAMILY busetting.suppressed_bigint_ops USING btree ADD
			FUNCTION 6 (busetting.suppressed_bigint, busetting.suppressed_bigint) busetting_internal.suppressed_bigint_skipsupport(internal);
	END IF;
END
$$;
-- sum, min, max and avg with sharp bounds.

CREATE TYPE suppressed_sum;

CREATE FUNCTION busetting_internal.suppressed_sum_in(cstring) RETURNS suppressed_sum
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_sum_out(suppressed_sum) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_sum_recv(internal) RETURNS suppressed_sum
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_sum_send(suppressed_sum) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE suppressed_sum (
	INPUT = busetting_internal.suppressed_sum_in,
	OUTPUT = busetting_internal.suppressed_sum_out,
	RECEIVE = busetting_internal.suppressed_sum_recv,
	SEND = busetting_internal.suppressed_sum_send,
	INTERNALLENGTH = 56,
	ALIGNMENT = double
);

COMMENT ON FUNCTION busetting_internal.suppressed_sum_in(cstring) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_sum_out(suppressed_sum) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_sum_recv(internal) IS 'I/O';
COMMENT ON FUNCTION busetting_internal.suppressed_sum_send(suppressed_sum) IS 'I/O';
COMMENT ON TYPE suppressed_sum IS 'transition state of sum and avg: (count,without lower,without upper,sum of lower bounds,sum of upper bounds)';

CREATE FUNCTION busetting_internal.suppressed_int_accumulate(suppressed_sum, suppressed_int) RETURNS suppressed_sum
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_int_remove(suppressed_sum, suppressed_int) RETURNS suppressed_sum
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_accumulate(suppressed_sum, suppressed_bigint) RETURNS suppressed_sum
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_bigint_remove(suppressed_sum, suppressed_bigint) RETURNS suppressed_sum
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_sum_combine(suppressed_sum, suppressed_sum) RETURNS suppressed_sum
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_sum_total(suppressed_sum) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.suppressed_sum_mean(suppressed_sum) RETURNS numrange
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.suppressed_int_accumulate(suppressed_sum, suppressed_int) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.suppressed_int_remove(suppressed_sum, suppressed_int) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_accumulate(suppressed_sum, suppressed_bigint) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.suppressed_bigint_remove(suppressed_sum, suppressed_bigint) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.suppressed_sum_combine(suppressed_sum, suppressed_sum) IS 'aggregate combine function';
COMMENT ON FUNCTION busetting_internal.suppressed_sum_total(suppressed_sum) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.suppressed_sum_mean(suppressed_sum) IS 'aggregate final function';

CREATE AGGREGATE sum(suppressed_int) (
	SFUNC = busetting_internal.suppressed_int_accumulate, STYPE = suppressed_sum, INITCOND = '(0,0,0,0,0)',
	FINALFUNC = busetting_internal.suppressed_sum_total, COMBINEFUNC = busetting_internal.suppressed_sum_combine,
	MSFUNC = busetting_internal.suppressed_int_accumulate, MINVFUNC = busetting_internal.suppressed_int_remove,
	MSTYPE = suppressed_sum, MINITCOND = '(0,0,0,0,0)', MFINALFUNC = busetting_internal.suppressed_sum_total,
	PARALLEL = SAFE
);
CREATE AGGREGATE sum(suppressed_bigint) (
	SFUNC = busetting_internal.suppressed_bigint_accumulate, STYPE = suppressed_sum, INITCOND = '(0,0,0,0,0)',
	FINALFUNC = busetting_internal.suppressed_sum_total, COMBINEFUNC = busetting_internal.suppressed_sum_combine,
	MSFUNC = busetting_internal.suppressed_bigint_accumulate, MINVFUNC = busetting_internal.suppressed_bigint_remove,
	MSTYPE = suppressed_sum, MINITCOND = '(0,0,0,0,0)', MFINALFUNC = busetting_internal.suppressed_sum_total,
	PARALLEL = SAFE
);
CREATE AGGREGATE avg(suppressed_int) (
	SFUNC = busetting_internal.suppressed_int_accumulate, STYPE = suppressed_sum, INITCOND = '(0,0,0,0,0)',
	FINALFUNC = busetting_internal.suppressed_sum_mean, COMBINEFUNC = busetting_internal.suppressed_sum_combine,
	MSFUNC = busetting_internal.suppressed_int_accumulate, MINVFUNC = busetting_internal.suppressed_int_remove,
	MSTYPE = suppressed_sum, MINITCOND = '(0,0,0,0,0)', MFINALFUNC = busetting_internal.suppressed_sum_mean,
	PARALLEL = SAFE
);
CREATE AGGREGATE avg(suppressed_bigint) (
	SFUNC = busetting_internal.suppressed_bigint_accumulate, STYPE = suppressed_sum, INITCOND = '(0,0,0,0,0)',
	FINALFUNC = busetting_internal.suppressed_sum_mean, COMBINEFUNC = busetting_internal.suppressed_sum_combine,
	MSFUNC = busetting_internal.suppressed_bigint_accumulate, MINVFUNC = busetting_internal.suppressed_bigint_remove,
	MSTYPE = suppressed_sum, MINITCOND = '(0,0,0,0,0)', MFINALFUNC = busetting_internal.suppressed_sum_mean,
	PARALLEL = SAFE
);
CREATE AGGREGATE min(suppressed_int) (SFUNC = smaller, STYPE = suppressed_int, COMBINEFUNC = smaller, PARALLEL = SAFE);
CREATE AGGREGATE min(suppressed_bigint) (SFUNC = smaller, STYPE = suppressed_bigint, COMBINEFUNC = smaller, PARALLEL = SAFE);
CREATE AGGREGATE max(suppressed_int) (SFUNC = larger, STYPE = suppressed_int, COMBINEFUNC = larger, PARALLEL = SAFE);
CREATE AGGREGATE max(suppressed_bigint) (SFUNC = larger, STYPE = suppressed_bigint, COMBINEFUNC = larger, PARALLEL = SAFE);

COMMENT ON AGGREGATE sum(suppressed_int) IS 'sum as suppressed_bigint across all suppressed_int input values';
COMMENT ON AGGREGATE sum(suppressed_bigint) IS 'sum as suppressed_bigint across all suppressed_bigint input values';
COMMENT ON AGGREGATE avg(suppressed_int) IS 'the average (arithmetic mean) as numrange of all suppressed_int values';
COMMENT ON AGGREGATE avg(suppressed_bigint) IS 'the average (arithmetic mean) as numrange of all suppressed_bigint values';
COMMENT ON AGGREGATE min(suppressed_int) IS 'minimum value of all suppressed_int input values';
COMMENT ON AGGREGATE min(suppressed_bigint) IS 'minimum value of all suppressed_bigint input values';
COMMENT ON AGGREGATE max(suppressed_int) IS 'maximum value of all suppressed_int input values';
COMMENT ON AGGREGATE max(suppressed_bigint) IS 'maximum value of all suppressed_bigint input values';
/*
 * likeness.sql: how much two texts are alike, for names and headings that are not known.
 */

CREATE FUNCTION busetting_internal.likeness(name text, wanted text) RETURNS double precision
	AS 'MODULE_PATHNAME', 'text_likeness' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION busetting_internal.likeness(text, text) IS
	'how much a known text is like the one that is wanted, by pairs of letters: twice those of the first that stand in the second, over the characters of both';
/*
 * region_tree.sql: whose regions there are.  A tree is a country with its levels of regions, as rows:
 * Norway's come with the extension, others are their users' own.  Every level is of one tree: who asks for
 * counties is not given another country's, and a level and a code are one region on a date.
 */

/*
 * The key of a name: what is left when case, surplus and non-breaking spaces,
 * kinds of dash and brackets are taken away; of Norwegian spelling also the places of
 * code and "kommune", and leading zeros that a code has lost.
 * lower() knows only ASCII in the "C" collation, so that the key does not
 * depend on the database's locale; translate() has the capitals of Norwegian,
 * Sámi and Kven, takes Sámi's own consonants for those that publishers without
 * them write, and drops the soft hyphen and spaces of no width.  Plain spelling has the other
 * Latin, Greek and Cyrillic capitals, and keeps every letter but the Turkish i, and ß, which is ss.
 * Only functions of pg_catalog and no operator: it is safe under any
 * search_path without SET, and so is inlined into the query that calls it.
 * A change here needs region_name to be rewritten.
 */
CREATE FUNCTION region_name_key(name text, level text DEFAULT NULL, spelling text DEFAULT 'norwegian') RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 50
AS $$
SELECT CASE WHEN pg_catalog.texteq(spelling, 'plain') THEN
	pg_catalog.btrim(
	pg_catalog.regexp_replace(
	pg_catalog.replace(pg_catalog.replace(
	pg_catalog.translate(pg_catalog.lower(pg_catalog.normalize(name) COLLATE pg_catalog."C"),
		E'ÆØÅÁÀÄÉÈÊÏŃÓÒÔÖÜČĐŊŠŦŽÂÃÇËÌÍÎÐÑÕÙÚÛÝÞĀĂĄĆĈĊĎĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŅŇŌŎŐŒŔŖŘŚŜŞŢŤŨŪŬŮŰŲŴŶŸŹŻȘȚΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐẀẂẄẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸİıς’()[],;\u00A0\u2007\u2009\u202F\t\r\n/–—−‐‑\u00AD\u200B\u200C\u200D\u2060\uFEFF',
		'æøåáàäéèêïńóòôöüčđŋšŧžâãçëìíîðñõùúûýþāăąćĉċďēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłņňōŏőœŕŗřśŝşţťũūŭůűųŵŷÿźżșțάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяґẁẃẅạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹiiσ''             ------'),
	'ß', 'ss'), 'ẞ', 'ss'),
	' *([- ]) *', '\1', 'g'))
ELSE
	pg_catalog.btrim(
	-- a code that lost its leading zero; a single digit only if a county is meant
	pg_catalog.regexp_replace(
	-- K-4601 Bergen, 4601: Bergen
	pg_catalog.regexp_replace(
	-- Vestland fylkeskommune, Våler kommune i Innlandet, Voss herad
	pg_catalog.regexp_replace(
	-- Bergen (4601)
	pg_catalog.regexp_replace(
	-- Våler i Innlandet, Møre & Romsdal
	pg_catalog.replace(pg_catalog.replace(pg_catalog.btrim(
	pg_catalog.regexp_replace(
	pg_catalog.translate(pg_catalog.lower(pg_catalog.normalize(name) COLLATE pg_catalog."C"),
		E'ÆØÅÁÀÄÉÈÊÏŃÓÒÔÖÜČčĐđŊŋŠšŦŧŽž()[],;\u00A0\u2007\u2009\u202F\t\r\n/–—−‐‑\u00AD\u200B\u200C\u200D\u2060\uFEFF',
		'æøåáàäéèêïńóòôöüccddnnssttzz             ------'),
	' *([- ]) *', '\1', 'g')),
	' i ', ' '), '&', 'og'),
	'^(.*[^0-9 -])[ -]([0-9]{2,4})$', '\2 \1'),
	' (?:herad|(kommune|fylke)(?:skommune)?)( .*)?$', '\2 \1'),
	'^(?:[kf][- ]?)?([0-9]{1,4})(?:[-.: ]+|$)', '\1 '),
	CASE WHEN pg_catalog.texteq(level, 'county') THEN '^([0-9] )' ELSE '^([0-9]{3} )' END, '0\1'))
END
$$;

COMMENT ON FUNCTION region_name_key(text, text, text) IS
	'what is compared of a region''s name in a tree of that spelling; with level county a single digit is a code that lost its zero';

CREATE TABLE region_tree (
	tree text PRIMARY KEY CHECK (tree ~ '^[a-z][a-z0-9_]*$'),
	languages text[] NOT NULL CHECK (cardinality(languages) > 0 AND array_position(languages, NULL) IS NULL AND array_position(languages, '') IS NULL),
	spelling text NOT NULL DEFAULT 'plain' CHECK (spelling IN ('plain', 'norwegian')),
	reference boolean NOT NULL DEFAULT false
);

COMMENT ON TABLE region_tree IS 'countries, or whatever else is divided into regions; add a row for one of your own, and its levels, regions and names';
COMMENT ON COLUMN region_tree.tree IS 'name of the tree, given by a rule: suppression_rule.tree';
COMMENT ON COLUMN region_tree.languages IS 'languages that its regions can have official names in; those of the first are shown';
COMMENT ON COLUMN region_tree.spelling IS
	'how names are compared. plain: whatever their case, dashes and spaces; norwegian: also by what else publishers there do to names and codes, see region_name_key';
COMMENT ON COLUMN region_tree.reference IS 'the row comes with the extension and is not dumped; leave it false';

CREATE TABLE region_level (
	level text PRIMARY KEY CHECK (level ~ '^[a-z][a-z0-9_]*$'),
	tree text NOT NULL REFERENCES region_tree,
	position integer NOT NULL CHECK (position > 0),
	code_pattern text NOT NULL CHECK (code_pattern <> '' AND ('' ~ code_pattern) IS NOT NULL),
	code_digits integer CHECK (code_digits BETWEEN 2 AND 9),
	designations text[] NOT NULL DEFAULT '{}' CHECK (array_position(designations, NULL) IS NULL AND array_position(designations, '') IS NULL),
	en text NOT NULL CHECK (en <> ''),
	en_plural text NOT NULL CHECK (en_plural <> ''),
	nb text CHECK (nb <> ''),
	nb_plural text CHECK (nb_plural <> ''),
	nn text CHECK (nn <> ''),
	nn_plural text CHECK (nn_plural <> ''),
	reference boolean NOT NULL DEFAULT false,
	UNIQUE (tree, level),
	UNIQUE (tree, position)
);

COMMENT ON TABLE region_level IS 'the levels of each tree: of Norway country, county and municipality; two or more';
COMMENT ON COLUMN region_level.level IS 'name of the level, of this tree alone';
COMMENT ON COLUMN region_level.tree IS 'the tree';
COMMENT ON COLUMN region_level.position IS 'place in the tree, the whole first; regions of a level are parts of one of the next above';
COMMENT ON COLUMN region_level.code_pattern IS 'regular expression that the whole of a code matches';
COMMENT ON COLUMN region_level.code_digits IS 'where codes are so many digits: one that lost its leading zero to a spreadsheet is given it back; NULL to leave codes as they are written';
COMMENT ON COLUMN region_level.designations IS 'small words that stand behind or before a name of the level, as fylke; with Norwegian spelling the first is the one that keys have';
COMMENT ON COLUMN region_level.en IS 'what one region of the level is called in English, as a heading';
COMMENT ON COLUMN region_level.en_plural IS 'what several are called in English, in small letters';
COMMENT ON COLUMN region_level.nb IS 'heading in bokmål; NULL for the English one';
COMMENT ON COLUMN region_level.nb_plural IS 'what all are called in bokmål, as a heading: Fylkene';
COMMENT ON COLUMN region_level.nn IS 'heading in nynorsk';
COMMENT ON COLUMN region_level.nn_plural IS 'what all are called in nynorsk';
COMMENT ON COLUMN region_level.reference IS 'the row comes with the extension and is not dumped; leave it false';

CREATE FUNCTION busetting_internal.name_region_level() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM region_level AS l WHERE l.level = NEW.level AND l.tree <> NEW.tree) THEN
		RAISE unique_violation USING
			MESSAGE = format('level %s is of another tree', NEW.level),
			DETAIL = (SELECT format('It is of tree %s.', l.tree) FROM region_level AS l WHERE l.level = NEW.level),
			HINT = format('Give it another name, as %s_%s: what it is called in tables and reports is in other columns.', NEW.tree, NEW.level);
	END IF;
	NEW.designations := ARRAY(SELECT region_name_key(d, NULL, 'plain') FROM unnest(NEW.designations) WITH ORDINALITY AS u(d, n) ORDER BY n);
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.name_region_level() IS 'trigger: a level is of one tree';

CREATE TRIGGER name BEFORE INSERT OR UPDATE ON region_level
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.name_region_level();

INSERT INTO region_tree VALUES ('norway', '{no,se,smj,sma,fkv,en}', 'norwegian', true);

INSERT INTO region_level VALUES
	('country', 'norway', 1, '0', NULL, '{}', 'Country', 'countries', 'Land', 'Landene', 'Land', 'Landa', true),
	('county', 'norway', 2, '[0-9]{2}', 2, '{fylke,fylkeskommune,county}', 'County', 'counties', 'Fylke', 'Fylkene', 'Fylke', 'Fylka', true),
	('municipality', 'norway', 3, '[0-9]{4}', 4, '{kommune,herad,municipality}', 'Municipality', 'municipalities', 'Kommune', 'Kommunene', 'Kommune', 'Kommunane', true);

SELECT pg_extension_config_dump('region_tree', 'WHERE NOT reference');
SELECT pg_extension_config_dump('region_level', 'WHERE NOT reference');
/*
 * region.sql: the regions of the trees in region_tree.sql, each code with the
 * period in which it is in force, their names, and what became of them; and
 * how a name as a publisher writes it finds its region.  Norway's rows are in
 * region_data.sql.
 */

-- tables

CREATE TABLE region (
	id integer GENERATED ALWAYS AS IDENTITY (START WITH 10000) PRIMARY KEY,
	code text NOT NULL,
	level text NOT NULL,
	validity daterange NOT NULL CHECK (NOT isempty(validity)),
	parent integer REFERENCES region,
	since date NOT NULL GENERATED ALWAYS AS (coalesce(lower(validity), '-infinity')) STORED,
	until date NOT NULL GENERATED ALWAYS AS (coalesce(upper(validity), 'infinity')) STORED,
	tree text NOT NULL,
	code_key text NOT NULL GENERATED ALWAYS AS (region_name_key(code, NULL, 'plain')) STORED,
	FOREIGN KEY (tree, level) REFERENCES region_level (tree, level),
	CONSTRAINT region_code_validity_excl EXCLUDE USING gist (code_key WITH =, tree WITH =, validity WITH &&),
	CONSTRAINT region_one_top EXCLUDE USING gist (tree WITH =, validity WITH &&) WHERE (parent IS NULL)
);

CREATE INDEX ON region (parent);

COMMENT ON TABLE region IS
	'countries and their regions, one row for each period of a code; Norway''s are complete from 2000-01-01. '
	'rows with id below 10000 come with the extension and are not dumped: change them by its updates only';
COMMENT ON COLUMN region.id IS 'key; the extension''s own rows have the code as a number, or one of their own where the code was given again, added rows 10000 and up';
COMMENT ON COLUMN region.code IS 'official code, as region_level.code_pattern has it: of Norway 0 for the country, 2 digits for a county, 4 for a municipality';
COMMENT ON COLUMN region.level IS 'a level of region_level: country, county or municipality, or of another tree';
COMMENT ON COLUMN region.validity IS 'dates on which the code is in force; without a lower bound: since when is not recorded, but before 2000';
COMMENT ON COLUMN region.since IS 'first day of validity, for joins: dates compare many times faster than a range';
COMMENT ON COLUMN region.until IS 'first day after it';
COMMENT ON COLUMN region.parent IS 'the region it is part of, of the level above: the county of a municipality, the country of a county';
COMMENT ON COLUMN region.tree IS 'the tree that its level is of, set by itself where it is not given';
COMMENT ON COLUMN region.code_key IS 'the code by which it is found, whatever its case';

/* What no constraint can say, as it is of several rows: codes and parents, of all regions where levels are others. */
CREATE FUNCTION busetting_internal.place_region() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	regions integer[];
	fault record;
BEGIN
	IF TG_LEVEL = 'STATEMENT' THEN
		IF TG_RELID = 'region'::regclass THEN
			regions := ARRAY(SELECT id FROM changed);
		END IF;
		WITH levels AS MATERIALIZED (
			SELECT l.level, l.code_pattern, lag(l.level) OVER (PARTITION BY l.tree ORDER BY l.position) AS above FROM region_level AS l
		)
		SELECT f.problem, f.detail, f.hint
		INTO fault
		FROM region AS r
		JOIN levels AS l ON l.level = r.level
		LEFT JOIN region AS p ON p.id = r.parent
		CROSS JOIN LATERAL (
			SELECT format('code "%s" is none of level %s', r.code, r.level) AS problem, format('Codes of this level are %s.', l.code_pattern) AS detail,
				   'Give another code, or another code_pattern in busetting.region_level.' AS hint
			WHERE r.code !~ ('^(?:' || l.code_pattern || ')$')
			UNION ALL
			SELECT format('region %s is part of none', r.code), format('Regions of level %s are parts of one of level %s.', r.level, l.above), 'Give a region of the level above as its parent.'
			WHERE r.parent IS NULL AND l.above IS NOT NULL
			UNION ALL
			SELECT format('region %s is part of region %s, which is of level %s', r.code, p.code, p.level),
				   coalesce(format('Regions of level %s are parts of one of level ', r.level) || l.above || '.', format('Level %s is the first of tree %s.', r.level, r.tree)),
				   CASE WHEN l.above IS NULL THEN 'Give none as its parent.' ELSE 'Give a region of the level above as its parent.' END
			WHERE p.level <> coalesce(l.above, '')
		) AS f
		WHERE regions IS NULL OR r.id = ANY (regions) OR r.parent = ANY (regions)
		LIMIT 1;
		IF FOUND THEN
			RAISE check_violation USING MESSAGE = fault.problem, DETAIL = fault.detail, HINT = fault.hint;
		END IF;
		RETURN NULL;
	END IF;
	NEW.tree := coalesce(NEW.tree, (SELECT l.tree FROM region_level AS l WHERE l.level = NEW.level));
	IF NOT EXISTS (SELECT FROM region_level AS l WHERE l.level = NEW.level AND l.tree = NEW.tree) THEN
		RAISE foreign_key_violation USING
			MESSAGE = concat(format('there is no level %s', coalesce(quote_ident(NEW.level), 'NULL')), ' of tree ' || quote_ident(NEW.tree)),
			DETAIL = (SELECT format('Levels are %s.', string_agg(format('%s of %s', l.level, l.tree), ', ' ORDER BY l.tree, l.position)) FROM region_level AS l),
			HINT = 'Add a row to busetting.region_level.';
	ELSIF NEW.parent IS NULL AND EXISTS (SELECT FROM region_level AS l JOIN region_level AS a ON a.tree = l.tree AND a.position < l.position WHERE l.level = NEW.level) THEN
		RAISE check_violation USING
			MESSAGE = format('region %s is part of none', NEW.code),
			DETAIL = format('Its level %s is not the first of tree %s.', NEW.level, NEW.tree),
			HINT = 'Give a region of the level above as its parent.';
	ELSIF TG_OP = 'UPDATE' AND NEW.tree <> OLD.tree THEN
		RAISE check_violation USING
			MESSAGE = format('region %s stays in its tree', OLD.code),
			DETAIL = format('It is of tree %s.', OLD.tree),
			HINT = 'Add a region to the other tree.';
	END IF;
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.place_region() IS 'trigger: a region is of the tree of its level, and has a code of it and a parent of the level above';

CREATE TRIGGER place BEFORE INSERT OR UPDATE ON region
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.place_region();
CREATE TRIGGER place_added AFTER INSERT ON region
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.place_region();
CREATE TRIGGER place_changed AFTER UPDATE ON region
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.place_region();
CREATE TRIGGER place AFTER INSERT OR UPDATE OR DELETE ON region_level
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.place_region();

CREATE TABLE region_name (
	region integer NOT NULL REFERENCES region,
	kind text NOT NULL DEFAULT 'other' CHECK (kind IN ('official', 'listed', 'other')),
	language text,
	name text NOT NULL,
	validity daterange NOT NULL DEFAULT '(,)' CHECK (NOT isempty(validity)),
	reference boolean NOT NULL DEFAULT false,
	since date NOT NULL GENERATED ALWAYS AS (coalesce(lower(validity), '-infinity')) STORED,
	until date NOT NULL GENERATED ALWAYS AS (coalesce(upper(validity), 'infinity')) STORED,
	name_key text NOT NULL CONSTRAINT region_name_name_check CHECK (name_key <> ''),
	shown boolean NOT NULL DEFAULT false,
	CHECK (language IS NOT NULL OR kind <> 'official'),
	PRIMARY KEY (region, name, validity),
	EXCLUDE USING gist (region WITH =, name_key WITH =, validity WITH &&),
	CONSTRAINT region_name_one_official
		EXCLUDE USING gist (region WITH =, language WITH =, validity WITH &&) WHERE (kind = 'official'),
	CONSTRAINT region_name_one_listed
		EXCLUDE USING gist (region WITH =, validity WITH &&) WHERE (kind = 'listed')
);

CREATE INDEX ON region_name (name_key);
-- else the names of a region are looked up in the index of the exclusion constraint, which takes many times longer
CREATE INDEX ON region_name (region, language) WHERE kind <> 'listed';
CREATE INDEX ON region_name (region) WHERE shown;

COMMENT ON TABLE region_name IS
	'names of regions; add rows (kind other) for what else a publisher writes';
COMMENT ON COLUMN region_name.region IS 'the region so named';
COMMENT ON COLUMN region_name.kind IS
	'official: adopted, one for each language and date; listed: as national lists print it where that is not the name that is shown; other';
COMMENT ON COLUMN region_name.language IS
	'one of region_tree.languages: no Norwegian, se Northern Sámi, smj Lule Sámi, sma Southern Sámi, fkv Kven, en English, or of another tree; null for a listed name';
COMMENT ON COLUMN region_name.name IS 'the name, of one language unless listed';
COMMENT ON COLUMN region_name.validity IS 'dates on which the name is used, within the region''s own validity';
COMMENT ON COLUMN region_name.since IS 'first day of validity, for joins: dates compare many times faster than a range';
COMMENT ON COLUMN region_name.until IS 'first day after it';
COMMENT ON COLUMN region_name.reference IS 'the row comes with the extension and is not dumped; leave it false';
COMMENT ON COLUMN region_name.name_key IS 'the name by which it is found, set by itself';
COMMENT ON COLUMN region_name.shown IS 'is it the one that tables, reports and pages show, the official one in the first language of its tree? set by itself';

CREATE FUNCTION busetting_internal.key_region_name() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	tree record;
BEGIN
	IF TG_LEVEL = 'STATEMENT' THEN
		-- languages or spelling are others
		UPDATE region_name AS n SET name = n.name
		FROM region AS r JOIN changed AS c ON c.tree = r.tree
		WHERE r.id = n.region AND NOT n.reference;
		RETURN NULL;
	END IF;
	SELECT t.tree, t.languages, t.spelling INTO tree FROM region AS r JOIN region_tree AS t ON t.tree = r.tree WHERE r.id = NEW.region;
	IF NOT FOUND THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('there is no region %s to be named', coalesce(NEW.region::text, 'NULL')),
			DETAIL = format('The name is "%s".', NEW.name),
			HINT = 'Add a region before its names.';
	ELSIF NEW.language <> ALL (tree.languages) THEN
		RAISE check_violation USING
			MESSAGE = format('tree %s has no names in language %s', tree.tree, quote_ident(NEW.language)),
			DETAIL = format('Its languages are %s.', array_to_string(tree.languages, ', ')),
			HINT = 'Give one of these, or another list in busetting.region_tree.';
	END IF;
	NEW.name_key := region_name_key(NEW.name, NULL, tree.spelling);
	NEW.shown := (NEW.kind = 'official' AND NEW.language = tree.languages[1]) IS TRUE;
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.key_region_name() IS 'trigger: by what a name is found, and whether it is the one that is shown';

CREATE TRIGGER key BEFORE INSERT OR UPDATE ON region_name
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.key_region_name();
CREATE TRIGGER key AFTER UPDATE ON region_tree
	REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.key_region_name();

CREATE TABLE region_change (
	on_date date NOT NULL,
	from_region integer NOT NULL REFERENCES region,
	to_region integer NOT NULL REFERENCES region,
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (on_date, from_region, to_region)
);

COMMENT ON TABLE region_change IS
	'which region all or a part of a region became; a new name alone is in region_name, '
	'a county''s loss of single municipalities only in these';
COMMENT ON COLUMN region_change.on_date IS 'first day of the new order';
COMMENT ON COLUMN region_change.from_region IS 'the region until then';
COMMENT ON COLUMN region_change.to_region IS 'the region from then on; the same one where it keeps its code and takes in others';
COMMENT ON COLUMN region_change.reference IS 'the row comes with the extension and is not dumped; leave it false';

-- CREATE EXTENSION brings the reference rows itself: a dump has only what was added

SELECT pg_extension_config_dump('region', 'WHERE id >= 10000');
SELECT pg_extension_config_dump('region_id_seq', '');
SELECT pg_extension_config_dump('region_name', 'WHERE NOT reference');
SELECT pg_extension_config_dump('region_change', 'WHERE NOT reference');

-- views

CREATE VIEW region_change_kind AS
SELECT c.on_date, c.from_region, c.to_region, f.level,
	   f.code AS from_code, t.code AS to_code,
	   CASE WHEN parts > 1 AND sources > 1 THEN 'split and merger'
			WHEN parts > 1 THEN 'split'
			WHEN sources > 1 THEN 'merger'
			ELSE 'renumbering' END AS kind
FROM (SELECT *,
			 count(*) OVER (PARTITION BY on_date, from_region) AS parts,
			 count(*) OVER (PARTITION BY on_date, to_region) AS sources
	  FROM region_change) AS c
JOIN region AS f ON f.id = c.from_region
JOIN region AS t ON t.id = c.to_region;

COMMENT ON VIEW region_change_kind IS
	'changes of regions with their kind: renumbering (one to one), merger (several to one), split (one to several), '
	'split and merger (a part of one joins others)';
COMMENT ON COLUMN region_change_kind.on_date IS 'first day of the new order';
COMMENT ON COLUMN region_change_kind.from_region IS 'the region until then';
COMMENT ON COLUMN region_change_kind.to_region IS 'the region from then on';
COMMENT ON COLUMN region_change_kind.level IS 'county or municipality, or of another tree';
COMMENT ON COLUMN region_change_kind.from_code IS 'code of from_region';
COMMENT ON COLUMN region_change_kind.to_code IS 'code of to_region';
COMMENT ON COLUMN region_change_kind.kind IS 'renumbering, merger, split, or split and merger';

/*
 * Every key that finds a region: its code, and [code] name [county] [kommune],
 * where name is any one of its names, or two or three of as many languages together.  In a tree
 * with plain spelling all designations of a level are found, before and behind the name, and
 * the code behind it; Norwegian spelling has made one of these already.
 */
CREATE VIEW region_lookup AS
WITH tongue AS NOT MATERIALIZED (
	SELECT region, language, name_key, validity FROM region_name WHERE kind <> 'listed'
), spelling AS NOT MATERIALIZED (
	SELECT region, name_key, name_key AS key, validity
	FROM region_name
	WHERE kind <> 'listed'
	UNION ALL
	SELECT region, a.name_key, a.name_key || glue || b.name_key, a.validity * b.validity
	FROM tongue AS a
	JOIN tongue AS b USING (region)
	CROSS JOIN (VALUES ('-'), (' ')) AS v(glue)
	WHERE a.language <> b.language
	UNION ALL
	SELECT region, a.name_key, a.name_key || glue || b.name_key || glue || c.name_key,
		   a.validity * b.validity * c.validity
	FROM tongue AS a
	JOIN tongue AS b USING (region)
	JOIN tongue AS c USING (region)
	CROSS JOIN (VALUES ('-'), (' ')) AS v(glue)
	WHERE a.language <> b.language AND a.language <> c.language AND b.language <> c.language
), qualifier AS NOT MATERIALIZED (
	SELECT id AS region, '' AS key, daterange '(,)' AS validity FROM region
	UNION ALL
	SELECT r.id, ' ' || n.name_key, n.validity
	FROM region AS r
	JOIN region AS p ON p.id = r.parent
	JOIN region_name AS n ON n.region = p.id
	WHERE p.parent IS NOT NULL AND n.kind <> 'listed'
), beside AS NOT MATERIALIZED (
	-- of each level once (OFFSET 0); in a join for itself each were taken for one that leaves few rows
	SELECT l.level, t.spelling = 'plain' AS plain, ARRAY(SELECT d || ' ' FROM unnest(l.designations) AS d WHERE t.spelling = 'plain') AS before,
		   ARRAY[''] || ARRAY(SELECT ' ' || d FROM unnest(CASE t.spelling WHEN 'plain' THEN l.designations ELSE l.designations[:1] END) AS d) AS behind
	FROM region_level AS l
	JOIN region_tree AS t ON t.tree = l.tree
	OFFSET 0
)
SELECT code_key AS key, id AS region_id, level, code, parent AS parent_id, validity, code_key AS name_key, tree
FROM region
UNION ALL
SELECT b.key || s.key || q.key || e.key, r.id, r.level, r.code, r.parent, r.validity * s.validity * q.validity, s.name_key, r.tree
FROM spelling AS s
JOIN region AS r ON r.id = s.region
JOIN qualifier AS q ON q.region = r.id
JOIN beside AS w ON w.level = r.level
CROSS JOIN LATERAL unnest(ARRAY['', r.code_key || ' '] || w.before) AS b(key)
CROSS JOIN LATERAL unnest(w.behind || CASE WHEN w.plain THEN ARRAY[' ' || r.code_key] END) AS e(key)
WHERE NOT isempty(r.validity * s.validity * q.validity);

COMMENT ON VIEW region_lookup IS
	'every key that finds a region, for joins: tree, key = region_name_key(name, NULL, spelling) and validity @> date, and level or parent_id where known; '
	'no row is an unknown name, several regions an ambiguous one';
COMMENT ON COLUMN region_lookup.key IS 'to be compared with region_name_key()';
COMMENT ON COLUMN region_lookup.region_id IS 'the region found';
COMMENT ON COLUMN region_lookup.level IS 'its level: country, county or municipality, or of another tree';
COMMENT ON COLUMN region_lookup.code IS 'its code';
COMMENT ON COLUMN region_lookup.parent_id IS 'the region it is part of';
COMMENT ON COLUMN region_lookup.validity IS 'dates on which the key finds the region';
COMMENT ON COLUMN region_lookup.name_key IS 'the part of the key that is indexed in region_name';
COMMENT ON COLUMN region_lookup.tree IS 'its tree';

/*
 * Whether a region or name is in force on a date.  For joins: dates compare many times faster
 * than a range contains, and the planner takes what is so written for nearly always true, as
 * it is of a name.  Inlined.
 */
CREATE FUNCTION busetting_internal.in_force(on_date date, since date, until date) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
AS $$
	SELECT CASE WHEN on_date OPERATOR(pg_catalog.>=) since AND on_date OPERATOR(pg_catalog.<) until THEN true END IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.in_force(date, date, date) IS 'is a date on or after one, and before another?';

CREATE VIEW region_official AS
SELECT r.id AS region, r.level, r.code, r.parent, n.name,
	   r.since, r.until, n.since AS named_since, n.until AS named_until, r.tree
FROM region AS r
JOIN region_name AS n ON n.region = r.id AND n.shown;

COMMENT ON VIEW region_official IS
	'regions with the names that are shown, of Norway the official Norwegian ones, one row a name: busetting_internal.in_force(date, named_since, named_until)';
COMMENT ON COLUMN region_official.region IS 'key of the region';
COMMENT ON COLUMN region_official.level IS 'country, county or municipality, or of another tree';
COMMENT ON COLUMN region_official.code IS 'official code';
COMMENT ON COLUMN region_official.parent IS 'the region it is part of';
COMMENT ON COLUMN region_official.name IS 'official name in the first language of its tree';
COMMENT ON COLUMN region_official.since IS 'first day of the region';
COMMENT ON COLUMN region_official.until IS 'first day after its last';
COMMENT ON COLUMN region_official.named_since IS 'first day of the name';
COMMENT ON COLUMN region_official.named_until IS 'first day after its last';
COMMENT ON COLUMN region_official.tree IS 'its tree';

/* Counted once for all dates: a query over years of publications asks for each of them. */
CREATE VIEW region_part_count AS
SELECT parent AS region, since, lead(since, 1, 'infinity') OVER w AS until, (sum(change) OVER w)::bigint AS parts
FROM (SELECT r.parent, c.since, sum(c.change) AS change
	  FROM region AS r
	  CROSS JOIN LATERAL (VALUES (r.since, 1), (r.until, -1)) AS c(since, change)
	  WHERE r.parent IS NOT NULL
	  GROUP BY r.parent, c.since) AS c
WINDOW w AS (PARTITION BY parent ORDER BY since);

COMMENT ON VIEW region_part_count IS
	'number of regions in force that are part of each, from one change to the next: busetting_internal.in_force(date, since, until)';
COMMENT ON COLUMN region_part_count.region IS 'the region that they are part of';
COMMENT ON COLUMN region_part_count.since IS 'first day of the number';
COMMENT ON COLUMN region_part_count.until IS 'first day after its last';
COMMENT ON COLUMN region_part_count.parts IS 'number of parts: municipalities of a county, counties of the country, or of another tree';

-- functions

CREATE FUNCTION region_list(on_date date DEFAULT CURRENT_DATE, tree text DEFAULT 'norway')
RETURNS TABLE (region_id integer, level text, code text, name text, listed_name text, parent_id integer)
LANGUAGE sql STABLE PARALLEL SAFE COST 100 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT r.id, r.level, r.code, o.name, coalesce(l.name, o.name), r.parent
	FROM region AS r
	JOIN region_name AS o ON o.region = r.id AND o.shown AND o.validity @> on_date
	LEFT JOIN region_name AS l ON l.region = r.id AND l.kind = 'listed' AND l.validity @> on_date
	WHERE r.validity @> on_date AND r.tree = region_list.tree
	ORDER BY r.code COLLATE "C"
$$;

COMMENT ON FUNCTION region_list(date, text) IS
	'regions of a tree in force on a date, with the official name in its first language and the one in national lists';

/* The level that a region given beside a name is of: of levels between the first and the last, the next above, else the lowest. */
CREATE FUNCTION busetting_internal.region_level_beside(tree text, level text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT m.level
	FROM (SELECT l.level, l.position, min(l.position) OVER () AS first, max(l.position) OVER () AS last FROM region_level AS l WHERE l.tree = region_level_beside.tree) AS m
	LEFT JOIN region_level AS w ON w.level = region_level_beside.level AND w.tree = region_level_beside.tree
	WHERE m.position > m.first AND m.position < m.last
	ORDER BY m.position < coalesce(w.position, m.last) DESC, m.position DESC
	LIMIT 1
$$;

COMMENT ON FUNCTION busetting_internal.region_level_beside(text, text) IS 'level of the region that tells namesakes of a level apart, as county of municipality; NULL in a tree of two levels';

CREATE FUNCTION busetting_internal.region_tree_spelling(tree text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	spelling text := (SELECT t.spelling FROM region_tree AS t WHERE t.tree = region_tree_spelling.tree);
BEGIN
	IF spelling IS NULL THEN
		RAISE undefined_object USING
			MESSAGE = format('there is no region tree %s', coalesce(quote_ident(tree), 'NULL')),
			DETAIL = (SELECT format('Trees are %s.', string_agg(t.tree, ', ' ORDER BY t.tree)) FROM region_tree AS t),
			HINT = 'Add a row to busetting.region_tree.';
	END IF;
	RETURN spelling;
END
$$;

COMMENT ON FUNCTION busetting_internal.region_tree_spelling(text) IS 'how names of a tree are compared; error if there is no such tree';

CREATE FUNCTION region_successor(region integer, on_date date) RETURNS SETOF integer
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 100 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH RECURSIVE successor(id, since) AS (
		SELECT region_successor.region, date '-infinity'
		UNION
		SELECT c.to_region, c.on_date
		FROM successor AS s
		JOIN region_change AS c ON c.from_region = s.id AND c.on_date > s.since
		WHERE c.on_date <= region_successor.on_date
	)
	SELECT DISTINCT r.id
	FROM successor
	JOIN region AS r USING (id)
	WHERE r.validity @> region_successor.on_date
$$;

COMMENT ON FUNCTION region_successor(integer, date) IS
	'regions in force on a later date that hold all or a part of a region';

/* "Kristiansand (f.o.m. 2020)", "Moss (t.o.m. 2019)", "Halden (2020-2023)": services write so whose tables go over reforms. */
CREATE FUNCTION busetting_internal.region_name_years(name text, OUT bare text, OUT since integer, OUT until integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, pg_temp
AS $$
	SELECT coalesce(y[1], name), (coalesce(y[2], y[4]))::integer, (coalesce(y[3], y[5]))::integer
	FROM (SELECT regexp_match(name,
			'^(.*[^[:space:](])[[:space:]]*\([[:space:]]*'
			'(?=[^)]*[0-9])(?:(?:f[.]?o[.]?m[.]?|fr[aå] og med|fr[aå]|from)[[:space:]]*([0-9]{4}))?[[:space:]]*,?[[:space:]]*'
			'(?:(?:t[.]?o[.]?m[.]?|til og med|until)[[:space:]]*([0-9]{4}))?'
			'(?:([0-9]{4})?[[:space:]]*[-–][[:space:]]*([0-9]{4})?)?[[:space:]]*\)[[:space:]]*$', 'i') AS y) AS m
$$;

COMMENT ON FUNCTION busetting_internal.region_name_years(text) IS 'a region''s name without the years behind it, "(f.o.m. 2020)" or "(2020-2023)", and the first and the last of these, NULL where it has none';

CREATE FUNCTION region_id(name text, level text DEFAULT NULL, on_date date DEFAULT CURRENT_DATE, county text DEFAULT NULL, tree text DEFAULT 'norway')
RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
SET plan_cache_mode = force_generic_plan -- planning takes longer than the search
AS $$
DECLARE
	spelling constant text := busetting_internal.region_tree_spelling(tree);
	beside constant text := busetting_internal.region_level_beside(tree, level);
	years record;
	wanted text;
	parts text[];
	county_id integer;
	found integer[];
	meanings text;
	similar_names text;
BEGIN
	IF level IS NOT NULL AND NOT EXISTS (SELECT FROM region_level AS l WHERE l.level = region_id.level AND l.tree = region_id.tree) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('unknown level "%s"', level),
			DETAIL = (SELECT format('Levels are %s.', regexp_replace(string_agg(l.level, ', ' ORDER BY l.position), ', ([^,]*)$', ' and \1')) FROM region_level AS l WHERE l.tree = region_id.tree);
	ELSIF name IS NULL THEN
		RETURN NULL;
	ELSIF on_date IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('no date is given on which to find "%s"', name),
			HINT = 'Give the date of the publication: codes and names change.';
	ELSIF county IS NOT NULL AND beside IS NULL THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('"%s" cannot tell regions apart', county),
			DETAIL = format('Tree %s has no level between its first and its last.', tree),
			HINT = 'Leave the argument county out.';
	ELSIF county IS NOT NULL THEN
		county_id := region_id(county, beside, on_date, NULL, tree);
	END IF;
	years := busetting_internal.region_name_years(name);
	IF date_part('year', on_date) < years.since OR date_part('year', on_date) > years.until THEN
		RAISE no_data_found USING
			MESSAGE = format('%s "%s" is unknown on %s%s', coalesce(level, 'region'), name, on_date, format(' in %s "', beside) || county || '"'),
			DETAIL = concat('It is one', ' from ' || years.since, ' until ' || years.until, '.'),
			HINT = 'Give the date of the publication.';
	END IF;
	wanted := region_name_key(years.bare, level, spelling);

	-- the condition on name_key follows from that on key, and is cheap
	SELECT array_agg(DISTINCT l.region_id) INTO found
	FROM region_lookup AS l
	WHERE l.key = wanted AND strpos(wanted, l.name_key) > 0 AND l.tree = region_id.tree
		AND l.validity @> region_id.on_date
		AND (region_id.level IS NULL OR l.level = region_id.level)
		AND (county_id IS NULL OR l.parent_id = county_id);
	IF cardinality(found) = 1 THEN
		RETURN found[1];
	END IF;

	-- what an ambiguous name means; what an unknown one means on another date, level or in another county
	SELECT string_agg(DISTINCT concat(r.level, ' ', r.code, ' ', n.name, ' in ' || p.name,
									  ' from ' || lower(l.validity), ' before ' || upper(l.validity)), ', ')
	INTO meanings
	FROM region_lookup AS l
	JOIN region AS r ON r.id = l.region_id
	JOIN region_name AS n ON n.region = r.id AND n.shown
	LEFT JOIN region AS u ON u.id = r.parent AND u.parent IS NOT NULL
	LEFT JOIN region_name AS p ON p.region = u.id AND p.shown
	WHERE l.key = wanted AND strpos(wanted, l.name_key) > 0 AND l.tree = region_id.tree
		AND (found IS NULL OR l.region_id = ANY (found) AND l.validity @> region_id.on_date);
	IF found IS NOT NULL THEN
		RAISE too_many_rows USING
			MESSAGE = format('region "%s" is ambiguous on %s', name, on_date),
			DETAIL = format('It can be %s.', meanings),
			HINT = 'Give its level, its county or its code.';
	END IF;

	-- the names that have most pairs of letters in common with it, or with one of its parts
	parts := wanted || CASE WHEN strpos(wanted, '-') > 0 THEN string_to_array(wanted, '-') END;
	SELECT string_agg(concat(s.name, ' (', s.code, ')'), ', ' ORDER BY s.likeness DESC, s.code)
	INTO similar_names
	FROM (SELECT n.name, r.code, k.likeness
		  FROM region_name AS n
		  JOIN region AS r ON r.id = n.region
		  CROSS JOIN LATERAL (SELECT max(busetting_internal.likeness(n.name_key, w.part)) AS likeness FROM unnest(parts) AS w(part)) AS k
		  WHERE n.kind <> 'listed' AND n.validity @> region_id.on_date AND r.validity @> region_id.on_date AND r.tree = region_id.tree
			AND (region_id.level IS NULL OR r.level = region_id.level)
			AND (county_id IS NULL OR r.parent = county_id)
			AND k.likeness > 0.5
			-- "Sør Varanger", beside "Sør-Varanger"
			AND NOT EXISTS (SELECT FROM region_name AS o WHERE o.region = n.region AND strpos(o.name, '-') > 0 AND replace(o.name, '-', ' ') = n.name)
		  ORDER BY k.likeness DESC, r.code
		  LIMIT 3) AS s;
	RAISE no_data_found USING
		MESSAGE = format('%s "%s" is unknown on %s%s',
						 coalesce(level, 'region'), name, on_date, format(' in %s "', beside) || county || '"'),
		DETAIL = coalesce('It is ' || meanings || '.', 'Similar names are ' || similar_names || '.', 'No name is similar.'),
		HINT = CASE WHEN meanings IS NULL
					THEN 'If publishers write a region so, add the name to region_name.'
					ELSE 'Give the date of the publication, and the level and county meant.' END;
END
$$;

COMMENT ON FUNCTION region_id(text, text, date, text, text) IS
	'region of a name or code as publishers write it; no_data_found if unknown, too_many_rows if ambiguous';

CREATE FUNCTION region_code(name text, level text DEFAULT NULL, on_date date DEFAULT CURRENT_DATE, county text DEFAULT NULL, tree text DEFAULT 'norway')
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT r.code
	FROM region_id(name, level, on_date, county, tree) AS found(id)
	JOIN region AS r USING (id)
$$;

COMMENT ON FUNCTION region_code(text, text, date, text, text) IS
	'official code of a name or code as publishers write it; errors as region_id';
/*
 * region_data.sql: the reference rows of region.sql, sorted by code.
 * Periods follow the official classification: municipalities and counties in
 * force from 2000-01-01 on, the end of each code where one has been set.
 * Where no lower bound is given the code was in force before and since when is
 * not recorded.  A reference row's id is its code as a number; of a code that was
 * given again, the later region has it, the earlier one a free number below 10000.
 */

-- a parallel pg_restore lets no triggers fire; here these say of which tree a region is, and by what it is found
SET LOCAL session_replication_role = origin;

-- the country

WITH given (code, validity, name) AS (VALUES
	('0', '(,)', 'Norge')
), added AS (
	INSERT INTO region (id, code, level, validity, parent) OVERRIDING SYSTEM VALUE
	SELECT code::integer, code, 'country', validity::daterange, NULL FROM given
	RETURNING id
)
INSERT INTO region_name (region, kind, language, name, reference)
SELECT id, 'official', 'no', name, true FROM added JOIN given ON code::integer = id;

-- counties

WITH given (code, validity, name) AS (VALUES
	('01', '(,2020-01-01)', 'Østfold'),
	('02', '(,2020-01-01)', 'Akershus'),
	('03', '(,)', 'Oslo'),
	('04', '(,2020-01-01)', 'Hedmark'),
	('05', '(,2020-01-01)', 'Oppland'),
	('06', '(,2020-01-01)', 'Buskerud'),
	('07', '(,2020-01-01)', 'Vestfold'),
	('08', '(,2020-01-01)', 'Telemark'),
	('09', '(,2020-01-01)', 'Aust-Agder'),
	('10', '(,2020-01-01)', 'Vest-Agder'),
	('11', '(,)', 'Rogaland'),
	('12', '(,2020-01-01)', 'Hordaland'),
	('14', '(,2020-01-01)', 'Sogn og Fjordane'),
	('15', '(,)', 'Møre og Romsdal'),
	('16', '(,2018-01-01)', 'Sør-Trøndelag'),
	('17', '(,2018-01-01)', 'Nord-Trøndelag'),
	('18', '(,)', 'Nordland'),
	('19', '(,2020-01-01)', 'Troms'),
	('20', '(,2020-01-01)', 'Finnmark'),
	('30', '[2020-01-01,2024-01-01)', 'Viken'),
	('31', '[2024-01-01,)', 'Østfold'),
	('32', '[2024-01-01,)', 'Akershus'),
	('33', '[2024-01-01,)', 'Buskerud'),
	('34', '[2020-01-01,)', 'Innlandet'),
	('38', '[2020-01-01,2024-01-01)', 'Vestfold og Telemark'),
	('39', '[2024-01-01,)', 'Vestfold'),
	('40', '[2024-01-01,)', 'Telemark'),
	('42', '[2020-01-01,)', 'Agder'),
	('46', '[2020-01-01,)', 'Vestland'),
	('50', '[2018-01-01,)', 'Trøndelag'),
	('54', '[2020-01-01,2024-01-01)', 'Troms og Finnmark'),
	('55', '[2024-01-01,)', 'Troms'),
	('56', '[2024-01-01,)', 'Finnmark')
), added AS (
	INSERT INTO region (id, code, level, validity, parent) OVERRIDING SYSTEM VALUE
	SELECT code::integer, code, 'county', validity::daterange, 0 FROM given
	RETURNING id
)
INSERT INTO region_name (region, kind, language, name, reference)
SELECT id, 'official', 'no', name, true FROM added JOIN given ON code::integer = id;

-- municipalities; the first two digits of the code are the county's

WITH given (code, validity, name) AS (VALUES
	('0101', '(,2020-01-01)', 'Halden'),
	('0104', '(,2020-01-01)', 'Moss'),
	('0105', '(,2020-01-01)', 'Sarpsborg'),
	('0106', '(,2020-01-01)', 'Fredrikstad'),
	('0111', '(,2020-01-01)', 'Hvaler'),
	('0118', '(,2020-01-01)', 'Aremark'),
	('0119', '(,2020-01-01)', 'Marker'),
	('0121', '(,2020-01-01)', 'Rømskog'),
	('0122', '(,2020-01-01)', 'Trøgstad'),
	('0123', '(,2020-01-01)', 'Spydeberg'),
	('0124', '(,2020-01-01)', 'Askim'),
	('0125', '(,2020-01-01)', 'Eidsberg'),
	('0127', '(,2020-01-01)', 'Skiptvet'),
	('0128', '(,2020-01-01)', 'Rakkestad'),
	('0135', '(,2020-01-01)', 'Råde'),
	('0136', '(,2020-01-01)', 'Rygge'),
	('0137', '(,2020-01-01)', 'Våler'),
	('0138', '(,2020-01-01)', 'Hobøl'),
	('0211', '(,2020-01-01)', 'Vestby'),
	('0213', '(,2020-01-01)', 'Ski'),
	('0214', '(,2020-01-01)', 'Ås'),
	('0215', '(,2020-01-01)', 'Frogn'),
	('0216', '(,2020-01-01)', 'Nesodden'),
	('0217', '(,2020-01-01)', 'Oppegård'),
	('0219', '(,2020-01-01)', 'Bærum'),
	('0220', '(,2020-01-01)', 'Asker'),
	('0221', '(,2020-01-01)', 'Aurskog-Høland'),
	('0226', '(,2020-01-01)', 'Sørum'),
	('0227', '(,2020-01-01)', 'Fet'),
	('0228', '(,2020-01-01)', 'Rælingen'),
	('0229', '(,2020-01-01)', 'Enebakk'),
	('0230', '(,2020-01-01)', 'Lørenskog'),
	('0231', '(,2020-01-01)', 'Skedsmo'),
	('0233', '(,2020-01-01)', 'Nittedal'),
	('0234', '(,2020-01-01)', 'Gjerdrum'),
	('0235', '(,2020-01-01)', 'Ullensaker'),
	('0236', '(,2020-01-01)', 'Nes'),
	('0237', '(,2020-01-01)', 'Eidsvoll'),
	('0238', '(,2020-01-01)', 'Nannestad'),
	('0239', '(,2020-01-01)', 'Hurdal'),
	('0301', '(,)', 'Oslo'),
	('0402', '(,2020-01-01)', 'Kongsvinger'),
	('0403', '(,2020-01-01)', 'Hamar'),
	('0412', '(,2020-01-01)', 'Ringsaker'),
	('0415', '(,2020-01-01)', 'Løten'),
	('0417', '(,2020-01-01)', 'Stange'),
	('0418', '(,2020-01-01)', 'Nord-Odal'),
	('0419', '(,2020-01-01)', 'Sør-Odal'),
	('0420', '(,2020-01-01)', 'Eidskog'),
	('0423', '(,2020-01-01)', 'Grue'),
	('0425', '(,2020-01-01)', 'Åsnes'),
	('0426', '(,2020-01-01)', 'Våler'),
	('0427', '(,2020-01-01)', 'Elverum'),
	('0428', '(,2020-01-01)', 'Trysil'),
	('0429', '(,2020-01-01)', 'Åmot'),
	('0430', '(,2020-01-01)', 'Stor-Elvdal'),
	('0432', '(,2020-01-01)', 'Rendalen'),
	('0434', '(,2020-01-01)', 'Engerdal'),
	('0436', '(,2020-01-01)', 'Tolga'),
	('0437', '(,2020-01-01)', 'Tynset'),
	('0438', '(,2020-01-01)', 'Alvdal'),
	('0439', '(,2020-01-01)', 'Folldal'),
	('0441', '(,2020-01-01)', 'Os'),
	('0501', '(,2020-01-01)', 'Lillehammer'),
	('0502', '(,2020-01-01)', 'Gjøvik'),
	('0511', '(,2020-01-01)', 'Dovre'),
	('0512', '(,2020-01-01)', 'Lesja'),
	('0513', '(,2020-01-01)', 'Skjåk'),
	('0514', '(,2020-01-01)', 'Lom'),
	('0515', '(,2020-01-01)', 'Vågå'),
	('0516', '(,2020-01-01)', 'Nord-Fron'),
	('0517', '(,2020-01-01)', 'Sel'),
	('0519', '(,2020-01-01)', 'Sør-Fron'),
	('0520', '(,2020-01-01)', 'Ringebu'),
	('0521', '(,2020-01-01)', 'Øyer'),
	('0522', '(,2020-01-01)', 'Gausdal'),
	('0528', '(,2020-01-01)', 'Østre Toten'),
	('0529', '(,2020-01-01)', 'Vestre Toten'),
	('0532', '(,2020-01-01)', 'Jevnaker'),
	('0533', '(,2020-01-01)', 'Lunner'),
	('0534', '(,2020-01-01)', 'Gran'),
	('0536', '(,2020-01-01)', 'Søndre Land'),
	('0538', '(,2020-01-01)', 'Nordre Land'),
	('0540', '(,2020-01-01)', 'Sør-Aurdal'),
	('0541', '(,2020-01-01)', 'Etnedal'),
	('0542', '(,2020-01-01)', 'Nord-Aurdal'),
	('0543', '(,2020-01-01)', 'Vestre Slidre'),
	('0544', '(,2020-01-01)', 'Øystre Slidre'),
	('0545', '(,2020-01-01)', 'Vang'),
	('0602', '(,2020-01-01)', 'Drammen'),
	('0604', '(,2020-01-01)', 'Kongsberg'),
	('0605', '(,2020-01-01)', 'Ringerike'),
	('0612', '(,2020-01-01)', 'Hole'),
	('0615', '(,2020-01-01)', 'Flå'),
	('0616', '(,2020-01-01)', 'Nes'),
	('0617', '(,2020-01-01)', 'Gol'),
	('0618', '(,2020-01-01)', 'Hemsedal'),
	('0619', '(,2020-01-01)', 'Ål'),
	('0620', '(,2020-01-01)', 'Hol'),
	('0621', '(,2020-01-01)', 'Sigdal'),
	('0622', '(,2020-01-01)', 'Krødsherad'),
	('0623', '(,2020-01-01)', 'Modum'),
	('0624', '(,2020-01-01)', 'Øvre Eiker'),
	('0625', '(,2020-01-01)', 'Nedre Eiker'),
	('0626', '(,2020-01-01)', 'Lier'),
	('0627', '(,2020-01-01)', 'Røyken'),
	('0628', '(,2020-01-01)', 'Hurum'),
	('0631', '(,2020-01-01)', 'Flesberg'),
	('0632', '(,2020-01-01)', 'Rollag'),
	('0633', '(,2020-01-01)', 'Nore og Uvdal'),
	('0701', '(,2020-01-01)', 'Horten'),
	('0702', '(,2018-01-01)', 'Holmestrand'),
	('0704', '(,2020-01-01)', 'Tønsberg'),
	('0706', '(,2017-01-01)', 'Sandefjord'),
	('0709', '(,2018-01-01)', 'Larvik'),
	('0710', '[2017-01-01,2020-01-01)', 'Sandefjord'),
	('0711', '(,2020-01-01)', 'Svelvik'),
	('0712', '[2018-01-01,2020-01-01)', 'Larvik'),
	('0713', '(,2020-01-01)', 'Sande'),
	('0714', '(,2018-01-01)', 'Hof'),
	('0715', '[2018-01-01,2020-01-01)', 'Holmestrand'),
	('0716', '[2002-01-01,2020-01-01)', 'Re'),
	('0718', '(,2002-01-01)', 'Ramnes'),
	('0719', '(,2017-01-01)', 'Andebu'),
	('0720', '(,2017-01-01)', 'Stokke'),
	('0722', '(,2018-01-01)', 'Nøtterøy'),
	('0723', '(,2018-01-01)', 'Tjøme'),
	('0728', '(,2018-01-01)', 'Lardal'),
	('0729', '[2018-01-01,2020-01-01)', 'Færder'),
	('0805', '(,2020-01-01)', 'Porsgrunn'),
	('0806', '(,2020-01-01)', 'Skien'),
	('0807', '(,2020-01-01)', 'Notodden'),
	('0811', '(,2020-01-01)', 'Siljan'),
	('0814', '(,2020-01-01)', 'Bamble'),
	('0815', '(,2020-01-01)', 'Kragerø'),
	('0817', '(,2020-01-01)', 'Drangedal'),
	('0819', '(,2020-01-01)', 'Nome'),
	('0821', '(,2020-01-01)', 'Bø'),
	('0822', '(,2020-01-01)', 'Sauherad'),
	('0826', '(,2020-01-01)', 'Tinn'),
	('0827', '(,2020-01-01)', 'Hjartdal'),
	('0828', '(,2020-01-01)', 'Seljord'),
	('0829', '(,2020-01-01)', 'Kviteseid'),
	('0830', '(,2020-01-01)', 'Nissedal'),
	('0831', '(,2020-01-01)', 'Fyresdal'),
	('0833', '(,2020-01-01)', 'Tokke'),
	('0834', '(,2020-01-01)', 'Vinje'),
	('0901', '(,2020-01-01)', 'Risør'),
	('0904', '(,2020-01-01)', 'Grimstad'),
	('0906', '(,2020-01-01)', 'Arendal'),
	('0911', '(,2020-01-01)', 'Gjerstad'),
	('0912', '(,2020-01-01)', 'Vegårshei'),
	('0914', '(,2020-01-01)', 'Tvedestrand'),
	('0919', '(,2020-01-01)', 'Froland'),
	('0926', '(,2020-01-01)', 'Lillesand'),
	('0928', '(,2020-01-01)', 'Birkenes'),
	('0929', '(,2020-01-01)', 'Åmli'),
	('0935', '(,2020-01-01)', 'Iveland'),
	('0937', '(,2020-01-01)', 'Evje og Hornnes'),
	('0938', '(,2020-01-01)', 'Bygland'),
	('0940', '(,2020-01-01)', 'Valle'),
	('0941', '(,2020-01-01)', 'Bykle'),
	('1001', '(,2020-01-01)', 'Kristiansand'),
	('1002', '(,2020-01-01)', 'Mandal'),
	('1003', '(,2020-01-01)', 'Farsund'),
	('1004', '(,2020-01-01)', 'Flekkefjord'),
	('1014', '(,2020-01-01)', 'Vennesla'),
	('1017', '(,2020-01-01)', 'Songdalen'),
	('1018', '(,2020-01-01)', 'Søgne'),
	('1021', '(,2020-01-01)', 'Marnardal'),
	('1026', '(,2020-01-01)', 'Åseral'),
	('1027', '(,2020-01-01)', 'Audnedal'),
	('1029', '(,2020-01-01)', 'Lindesnes'),
	('1032', '(,2020-01-01)', 'Lyngdal'),
	('1034', '(,2020-01-01)', 'Hægebostad'),
	('1037', '(,2020-01-01)', 'Kvinesdal'),
	('1046', '(,2020-01-01)', 'Sirdal'),
	('1101', '(,)', 'Eigersund'),
	('1102', '(,2020-01-01)', 'Sandnes'),
	('1103', '(,)', 'Stavanger'),
	('1106', '(,)', 'Haugesund'),
	('1108', '[2020-01-01,)', 'Sandnes'),
	('1111', '(,)', 'Sokndal'),
	('1112', '(,)', 'Lund'),
	('1114', '(,)', 'Bjerkreim'),
	('1119', '(,)', 'Hå'),
	('1120', '(,)', 'Klepp'),
	('1121', '(,)', 'Time'),
	('1122', '(,)', 'Gjesdal'),
	('1124', '(,)', 'Sola'),
	('1127', '(,)', 'Randaberg'),
	('1129', '(,2020-01-01)', 'Forsand'),
	('1130', '(,)', 'Strand'),
	('1133', '(,)', 'Hjelmeland'),
	('1134', '(,)', 'Suldal'),
	('1135', '(,)', 'Sauda'),
	('1141', '(,2020-01-01)', 'Finnøy'),
	('1142', '(,2020-01-01)', 'Rennesøy'),
	('1144', '(,)', 'Kvitsøy'),
	('1145', '(,)', 'Bokn'),
	('1146', '(,)', 'Tysvær'),
	('1149', '(,)', 'Karmøy'),
	('1151', '(,)', 'Utsira'),
	('1154', '(,2006-01-01)', 'Vindafjord'),
	('1159', '[2002-01-01,2006-01-01)', 'Ølen'),
	('1160', '[2006-01-01,)', 'Vindafjord'),
	('1201', '(,2020-01-01)', 'Bergen'),
	('1211', '(,2020-01-01)', 'Etne'),
	('1214', '(,2002-01-01)', 'Ølen'),
	('1216', '(,2020-01-01)', 'Sveio'),
	('1219', '(,2020-01-01)', 'Bømlo'),
	('1221', '(,2020-01-01)', 'Stord'),
	('1222', '(,2020-01-01)', 'Fitjar'),
	('1223', '(,2020-01-01)', 'Tysnes'),
	('1224', '(,2020-01-01)', 'Kvinnherad'),
	('1227', '(,2020-01-01)', 'Jondal'),
	('1228', '(,2020-01-01)', 'Odda'),
	('1231', '(,2020-01-01)', 'Ullensvang'),
	('1232', '(,2020-01-01)', 'Eidfjord'),
	('1233', '(,2020-01-01)', 'Ulvik'),
	('1234', '(,2020-01-01)', 'Granvin'),
	('1235', '(,2020-01-01)', 'Voss'),
	('1238', '(,2020-01-01)', 'Kvam'),
	('1241', '(,2020-01-01)', 'Fusa'),
	('1242', '(,2020-01-01)', 'Samnanger'),
	('1243', '(,2020-01-01)', 'Os'),
	('1244', '(,2020-01-01)', 'Austevoll'),
	('1245', '(,2020-01-01)', 'Sund'),
	('1246', '(,2020-01-01)', 'Fjell'),
	('1247', '(,2020-01-01)', 'Askøy'),
	('1251', '(,2020-01-01)', 'Vaksdal'),
	('1252', '(,2020-01-01)', 'Modalen'),
	('1253', '(,2020-01-01)', 'Osterøy'),
	('1256', '(,2020-01-01)', 'Meland'),
	('1259', '(,2020-01-01)', 'Øygarden'),
	('1260', '(,2020-01-01)', 'Radøy'),
	('1263', '(,2020-01-01)', 'Lindås'),
	('1264', '(,2020-01-01)', 'Austrheim'),
	('1265', '(,2020-01-01)', 'Fedje'),
	('1266', '(,2020-01-01)', 'Masfjorden'),
	('1401', '(,2020-01-01)', 'Flora'),
	('1411', '(,2020-01-01)', 'Gulen'),
	('1412', '(,2020-01-01)', 'Solund'),
	('1413', '(,2020-01-01)', 'Hyllestad'),
	('1416', '(,2020-01-01)', 'Høyanger'),
	('1417', '(,2020-01-01)', 'Vik'),
	('1418', '(,2020-01-01)', 'Balestrand'),
	('1419', '(,2020-01-01)', 'Leikanger'),
	('1420', '(,2020-01-01)', 'Sogndal'),
	('1421', '(,2020-01-01)', 'Aurland'),
	('1422', '(,2020-01-01)', 'Lærdal'),
	('1424', '(,2020-01-01)', 'Årdal'),
	('1426', '(,2020-01-01)', 'Luster'),
	('1428', '(,2020-01-01)', 'Askvoll'),
	('1429', '(,2020-01-01)', 'Fjaler'),
	('1430', '(,2020-01-01)', 'Gaular'),
	('1431', '(,2020-01-01)', 'Jølster'),
	('1432', '(,2020-01-01)', 'Førde'),
	('1433', '(,2020-01-01)', 'Naustdal'),
	('1438', '(,2020-01-01)', 'Bremanger'),
	('1439', '(,2020-01-01)', 'Vågsøy'),
	('1441', '(,2020-01-01)', 'Selje'),
	('1443', '(,2020-01-01)', 'Eid'),
	('1444', '(,2020-01-01)', 'Hornindal'),
	('1445', '(,2020-01-01)', 'Gloppen'),
	('1449', '(,2020-01-01)', 'Stryn'),
	('1502', '(,2020-01-01)', 'Molde'),
	('1503', '(,2008-01-01)', 'Kristiansund'),
	('1504', '(,2020-01-01)', 'Ålesund'),
	('1505', '[2008-01-01,)', 'Kristiansund'),
	('1506', '[2020-01-01,)', 'Molde'),
	('1507', '[2020-01-01,2024-01-01)', 'Ålesund'),
	('1508', '[2024-01-01,)', 'Ålesund'),
	('1511', '(,)', 'Vanylven'),
	('1514', '(,)', 'Sande'),
	('1515', '(,)', 'Herøy'),
	('1516', '(,)', 'Ulstein'),
	('1517', '(,)', 'Hareid'),
	('1519', '(,2020-01-01)', 'Volda'),
	('1520', '(,)', 'Ørsta'),
	('1523', '(,2020-01-01)', 'Ørskog'),
	('1524', '(,2020-01-01)', 'Norddal'),
	('1525', '(,)', 'Stranda'),
	('1526', '(,2020-01-01)', 'Stordal'),
	('1528', '(,)', 'Sykkylven'),
	('1529', '(,2020-01-01)', 'Skodje'),
	('1531', '(,)', 'Sula'),
	('1532', '(,)', 'Giske'),
	('1534', '(,2020-01-01)', 'Haram'),
	('1535', '(,)', 'Vestnes'),
	('1539', '(,)', 'Rauma'),
	('1543', '(,2020-01-01)', 'Nesset'),
	('1545', '(,2020-01-01)', 'Midsund'),
	('1546', '(,2020-01-01)', 'Sandøy'),
	('1547', '(,)', 'Aukra'),
	('1548', '(,2020-01-01)', 'Fræna'),
	('1551', '(,2020-01-01)', 'Eide'),
	('1554', '(,)', 'Averøy'),
	('1556', '(,2008-01-01)', 'Frei'),
	('1557', '(,)', 'Gjemnes'),
	('1560', '(,)', 'Tingvoll'),
	('1563', '(,)', 'Sunndal'),
	('1566', '(,)', 'Surnadal'),
	('1567', '(,2019-01-01)', 'Rindal'),
	('1569', '(,2006-01-01)', 'Aure'),
	('1571', '(,2020-01-01)', 'Halsa'),
	('1572', '(,2006-01-01)', 'Tustna'),
	('1573', '(,)', 'Smøla'),
	('1576', '[2006-01-01,)', 'Aure'),
	('1577', '[2020-01-01,)', 'Volda'),
	('1578', '[2020-01-01,)', 'Fjord'),
	('1579', '[2020-01-01,)', 'Hustadvika'),
	('1580', '[2024-01-01,)', 'Haram'),
	('1601', '(,2018-01-01)', 'Trondheim'),
	('1612', '(,2018-01-01)', 'Hemne'),
	('1613', '(,2018-01-01)', 'Snillfjord'),
	('1617', '(,2018-01-01)', 'Hitra'),
	('1620', '(,2018-01-01)', 'Frøya'),
	('1621', '(,2018-01-01)', 'Ørland'),
	('1622', '(,2018-01-01)', 'Agdenes'),
	('1624', '(,2018-01-01)', 'Rissa'),
	('1627', '(,2018-01-01)', 'Bjugn'),
	('1630', '(,2018-01-01)', 'Åfjord'),
	('1632', '(,2018-01-01)', 'Roan'),
	('1633', '(,2018-01-01)', 'Osen'),
	('1634', '(,2018-01-01)', 'Oppdal'),
	('1635', '(,2018-01-01)', 'Rennebu'),
	('1636', '(,2018-01-01)', 'Meldal'),
	('1638', '(,2018-01-01)', 'Orkdal'),
	('1640', '(,2018-01-01)', 'Røros'),
	('1644', '(,2018-01-01)', 'Holtålen'),
	('1648', '(,2018-01-01)', 'Midtre Gauldal'),
	('1653', '(,2018-01-01)', 'Melhus'),
	('1657', '(,2018-01-01)', 'Skaun'),
	('1662', '(,2018-01-01)', 'Klæbu'),
	('1663', '(,2018-01-01)', 'Malvik'),
	('1664', '(,2018-01-01)', 'Selbu'),
	('1665', '(,2018-01-01)', 'Tydal'),
	('1702', '(,2018-01-01)', 'Steinkjer'),
	('1703', '(,2018-01-01)', 'Namsos'),
	('1711', '(,2018-01-01)', 'Meråker'),
	('1714', '(,2018-01-01)', 'Stjørdal'),
	('1717', '(,2018-01-01)', 'Frosta'),
	('1718', '(,2018-01-01)', 'Leksvik'),
	('1719', '(,2018-01-01)', 'Levanger'),
	('1721', '(,2018-01-01)', 'Verdal'),
	('1723', '(,2012-01-01)', 'Mosvik'),
	('1724', '(,2018-01-01)', 'Verran'),
	('1725', '(,2018-01-01)', 'Namdalseid'),
	('1729', '(,2012-01-01)', 'Inderøy'),
	('1736', '(,2018-01-01)', 'Snåsa'),
	('1738', '(,2018-01-01)', 'Lierne'),
	('1739', '(,2018-01-01)', 'Røyrvik'),
	('1740', '(,2018-01-01)', 'Namsskogan'),
	('1742', '(,2018-01-01)', 'Grong'),
	('1743', '(,2018-01-01)', 'Høylandet'),
	('1744', '(,2018-01-01)', 'Overhalla'),
	('1748', '(,2018-01-01)', 'Fosnes'),
	('1749', '(,2018-01-01)', 'Flatanger'),
	('1750', '(,2018-01-01)', 'Vikna'),
	('1751', '(,2018-01-01)', 'Nærøy'),
	('1755', '(,2018-01-01)', 'Leka'),
	('1756', '[2012-01-01,2018-01-01)', 'Inderøy'),
	('1804', '(,)', 'Bodø'),
	('1805', '(,2020-01-01)', 'Narvik'),
	('1806', '[2020-01-01,)', 'Narvik'),
	('1811', '(,)', 'Bindal'),
	('1812', '(,)', 'Sømna'),
	('1813', '(,)', 'Brønnøy'),
	('1815', '(,)', 'Vega'),
	('1816', '(,)', 'Vevelstad'),
	('1818', '(,)', 'Herøy'),
	('1820', '(,)', 'Alstahaug'),
	('1822', '(,)', 'Leirfjord'),
	('1824', '(,)', 'Vefsn'),
	('1825', '(,)', 'Grane'),
	('1826', '(,)', 'Hattfjelldal'),
	('1827', '(,)', 'Dønna'),
	('1828', '(,)', 'Nesna'),
	('1832', '(,)', 'Hemnes'),
	('1833', '(,)', 'Rana'),
	('1834', '(,)', 'Lurøy'),
	('1835', '(,)', 'Træna'),
	('1836', '(,)', 'Rødøy'),
	('1837', '(,)', 'Meløy'),
	('1838', '(,)', 'Gildeskål'),
	('1839', '(,)', 'Beiarn'),
	('1840', '(,)', 'Saltdal'),
	('1841', '(,)', 'Fauske'),
	('1842', '(,2005-01-01)', 'Skjerstad'),
	('1845', '(,)', 'Sørfold'),
	('1848', '(,)', 'Steigen'),
	('1849', '(,2020-01-01)', 'Hamarøy'),
	('1850', '(,2020-01-01)', 'Tysfjord'),
	('1851', '(,)', 'Lødingen'),
	('1852', '(,2020-01-01)', 'Tjeldsund'),
	('1853', '(,)', 'Evenes'),
	('1854', '(,2020-01-01)', 'Ballangen'),
	('1856', '(,)', 'Røst'),
	('1857', '(,)', 'Værøy'),
	('1859', '(,)', 'Flakstad'),
	('1860', '(,)', 'Vestvågøy'),
	('1865', '(,)', 'Vågan'),
	('1866', '(,)', 'Hadsel'),
	('1867', '(,)', 'Bø'),
	('1868', '(,)', 'Øksnes'),
	('1870', '(,)', 'Sortland'),
	('1871', '(,)', 'Andøy'),
	('1874', '(,)', 'Moskenes'),
	('1875', '[2020-01-01,)', 'Hamarøy'),
	('1901', '(,2013-01-01)', 'Harstad'),
	('1902', '(,2020-01-01)', 'Tromsø'),
	('1903', '[2013-01-01,2020-01-01)', 'Harstad'),
	('1911', '(,2020-01-01)', 'Kvæfjord'),
	('1913', '(,2020-01-01)', 'Skånland'),
	('1915', '(,2013-01-01)', 'Bjarkøy'),
	('1917', '(,2020-01-01)', 'Ibestad'),
	('1919', '(,2020-01-01)', 'Gratangen'),
	('1920', '(,2020-01-01)', 'Lavangen'),
	('1922', '(,2020-01-01)', 'Bardu'),
	('1923', '(,2020-01-01)', 'Salangen'),
	('1924', '(,2020-01-01)', 'Målselv'),
	('1925', '(,2020-01-01)', 'Sørreisa'),
	('1926', '(,2020-01-01)', 'Dyrøy'),
	('1927', '(,2020-01-01)', 'Tranøy'),
	('1928', '(,2020-01-01)', 'Torsken'),
	('1929', '(,2020-01-01)', 'Berg'),
	('1931', '(,2020-01-01)', 'Lenvik'),
	('1933', '(,2020-01-01)', 'Balsfjord'),
	('1936', '(,2020-01-01)', 'Karlsøy'),
	('1938', '(,2020-01-01)', 'Lyngen'),
	('1939', '(,2020-01-01)', 'Storfjord'),
	('1940', '(,2020-01-01)', 'Kåfjord'),
	('1941', '(,2020-01-01)', 'Skjervøy'),
	('1942', '(,2020-01-01)', 'Nordreisa'),
	('1943', '(,2020-01-01)', 'Kvænangen'),
	('2002', '(,2020-01-01)', 'Vardø'),
	('2003', '(,2020-01-01)', 'Vadsø'),
	('2004', '(,2020-01-01)', 'Hammerfest'),
	('2011', '(,2020-01-01)', 'Kautokeino'),
	('2012', '(,2020-01-01)', 'Alta'),
	('2014', '(,2020-01-01)', 'Loppa'),
	('2015', '(,2020-01-01)', 'Hasvik'),
	('2017', '(,2020-01-01)', 'Kvalsund'),
	('2018', '(,2020-01-01)', 'Måsøy'),
	('2019', '(,2020-01-01)', 'Nordkapp'),
	('2020', '(,2020-01-01)', 'Porsanger'),
	('2021', '(,2020-01-01)', 'Karasjok'),
	('2022', '(,2020-01-01)', 'Lebesby'),
	('2023', '(,2020-01-01)', 'Gamvik'),
	('2024', '(,2020-01-01)', 'Berlevåg'),
	('2025', '(,2020-01-01)', 'Tana'),
	('2027', '(,2020-01-01)', 'Nesseby'),
	('2028', '(,2020-01-01)', 'Båtsfjord'),
	('2030', '(,2020-01-01)', 'Sør-Varanger'),
	('3001', '[2020-01-01,2024-01-01)', 'Halden'),
	('3002', '[2020-01-01,2024-01-01)', 'Moss'),
	('3003', '[2020-01-01,2024-01-01)', 'Sarpsborg'),
	('3004', '[2020-01-01,2024-01-01)', 'Fredrikstad'),
	('3005', '[2020-01-01,2024-01-01)', 'Drammen'),
	('3006', '[2020-01-01,2024-01-01)', 'Kongsberg'),
	('3007', '[2020-01-01,2024-01-01)', 'Ringerike'),
	('3011', '[2020-01-01,2024-01-01)', 'Hvaler'),
	('3012', '[2020-01-01,2024-01-01)', 'Aremark'),
	('3013', '[2020-01-01,2024-01-01)', 'Marker'),
	('3014', '[2020-01-01,2024-01-01)', 'Indre Østfold'),
	('3015', '[2020-01-01,2024-01-01)', 'Skiptvet'),
	('3016', '[2020-01-01,2024-01-01)', 'Rakkestad'),
	('3017', '[2020-01-01,2024-01-01)', 'Råde'),
	('3018', '[2020-01-01,2024-01-01)', 'Våler'),
	('3019', '[2020-01-01,2024-01-01)', 'Vestby'),
	('3020', '[2020-01-01,2024-01-01)', 'Nordre Follo'),
	('3021', '[2020-01-01,2024-01-01)', 'Ås'),
	('3022', '[2020-01-01,2024-01-01)', 'Frogn'),
	('3023', '[2020-01-01,2024-01-01)', 'Nesodden'),
	('3024', '[2020-01-01,2024-01-01)', 'Bærum'),
	('3025', '[2020-01-01,2024-01-01)', 'Asker'),
	('3026', '[2020-01-01,2024-01-01)', 'Aurskog-Høland'),
	('3027', '[2020-01-01,2024-01-01)', 'Rælingen'),
	('3028', '[2020-01-01,2024-01-01)', 'Enebakk'),
	('3029', '[2020-01-01,2024-01-01)', 'Lørenskog'),
	('3030', '[2020-01-01,2024-01-01)', 'Lillestrøm'),
	('3031', '[2020-01-01,2024-01-01)', 'Nittedal'),
	('3032', '[2020-01-01,2024-01-01)', 'Gjerdrum'),
	('3033', '[2020-01-01,2024-01-01)', 'Ullensaker'),
	('3034', '[2020-01-01,2024-01-01)', 'Nes'),
	('3035', '[2020-01-01,2024-01-01)', 'Eidsvoll'),
	('3036', '[2020-01-01,2024-01-01)', 'Nannestad'),
	('3037', '[2020-01-01,2024-01-01)', 'Hurdal'),
	('3038', '[2020-01-01,2024-01-01)', 'Hole'),
	('3039', '[2020-01-01,2024-01-01)', 'Flå'),
	('3040', '[2020-01-01,2024-01-01)', 'Nesbyen'),
	('3041', '[2020-01-01,2024-01-01)', 'Gol'),
	('3042', '[2020-01-01,2024-01-01)', 'Hemsedal'),
	('3043', '[2020-01-01,2024-01-01)', 'Ål'),
	('3044', '[2020-01-01,2024-01-01)', 'Hol'),
	('3045', '[2020-01-01,2024-01-01)', 'Sigdal'),
	('3046', '[2020-01-01,2024-01-01)', 'Krødsherad'),
	('3047', '[2020-01-01,2024-01-01)', 'Modum'),
	('3048', '[2020-01-01,2024-01-01)', 'Øvre Eiker'),
	('3049', '[2020-01-01,2024-01-01)', 'Lier'),
	('3050', '[2020-01-01,2024-01-01)', 'Flesberg'),
	('3051', '[2020-01-01,2024-01-01)', 'Rollag'),
	('3052', '[2020-01-01,2024-01-01)', 'Nore og Uvdal'),
	('3053', '[2020-01-01,2024-01-01)', 'Jevnaker'),
	('3054', '[2020-01-01,2024-01-01)', 'Lunner'),
	('3101', '[2024-01-01,)', 'Halden'),
	('3103', '[2024-01-01,)', 'Moss'),
	('3105', '[2024-01-01,)', 'Sarpsborg'),
	('3107', '[2024-01-01,)', 'Fredrikstad'),
	('3110', '[2024-01-01,)', 'Hvaler'),
	('3112', '[2024-01-01,)', 'Råde'),
	('3114', '[2024-01-01,)', 'Våler'),
	('3116', '[2024-01-01,)', 'Skiptvet'),
	('3118', '[2024-01-01,)', 'Indre Østfold'),
	('3120', '[2024-01-01,)', 'Rakkestad'),
	('3122', '[2024-01-01,)', 'Marker'),
	('3124', '[2024-01-01,)', 'Aremark'),
	('3201', '[2024-01-01,)', 'Bærum'),
	('3203', '[2024-01-01,)', 'Asker'),
	('3205', '[2024-01-01,)', 'Lillestrøm'),
	('3207', '[2024-01-01,)', 'Nordre Follo'),
	('3209', '[2024-01-01,)', 'Ullensaker'),
	('3212', '[2024-01-01,)', 'Nesodden'),
	('3214', '[2024-01-01,)', 'Frogn'),
	('3216', '[2024-01-01,)', 'Vestby'),
	('3218', '[2024-01-01,)', 'Ås'),
	('3220', '[2024-01-01,)', 'Enebakk'),
	('3222', '[2024-01-01,)', 'Lørenskog'),
	('3224', '[2024-01-01,)', 'Rælingen'),
	('3226', '[2024-01-01,)', 'Aurskog-Høland'),
	('3228', '[2024-01-01,)', 'Nes'),
	('3230', '[2024-01-01,)', 'Gjerdrum'),
	('3232', '[2024-01-01,)', 'Nittedal'),
	('3234', '[2024-01-01,)', 'Lunner'),
	('3236', '[2024-01-01,)', 'Jevnaker'),
	('3238', '[2024-01-01,)', 'Nannestad'),
	('3240', '[2024-01-01,)', 'Eidsvoll'),
	('3242', '[2024-01-01,)', 'Hurdal'),
	('3301', '[2024-01-01,)', 'Drammen'),
	('3303', '[2024-01-01,)', 'Kongsberg'),
	('3305', '[2024-01-01,)', 'Ringerike'),
	('3310', '[2024-01-01,)', 'Hole'),
	('3312', '[2024-01-01,)', 'Lier'),
	('3314', '[2024-01-01,)', 'Øvre Eiker'),
	('3316', '[2024-01-01,)', 'Modum'),
	('3318', '[2024-01-01,)', 'Krødsherad'),
	('3320', '[2024-01-01,)', 'Flå'),
	('3322', '[2024-01-01,)', 'Nesbyen'),
	('3324', '[2024-01-01,)', 'Gol'),
	('3326', '[2024-01-01,)', 'Hemsedal'),
	('3328', '[2024-01-01,)', 'Ål'),
	('3330', '[2024-01-01,)', 'Hol'),
	('3332', '[2024-01-01,)', 'Sigdal'),
	('3334', '[2024-01-01,)', 'Flesberg'),
	('3336', '[2024-01-01,)', 'Rollag'),
	('3338', '[2024-01-01,)', 'Nore og Uvdal'),
	('3401', '[2020-01-01,)', 'Kongsvinger'),
	('3403', '[2020-01-01,)', 'Hamar'),
	('3405', '[2020-01-01,)', 'Lillehammer'),
	('3407', '[2020-01-01,)', 'Gjøvik'),
	('3411', '[2020-01-01,)', 'Ringsaker'),
	('3412', '[2020-01-01,)', 'Løten'),
	('3413', '[2020-01-01,)', 'Stange'),
	('3414', '[2020-01-01,)', 'Nord-Odal'),
	('3415', '[2020-01-01,)', 'Sør-Odal'),
	('3416', '[2020-01-01,)', 'Eidskog'),
	('3417', '[2020-01-01,)', 'Grue'),
	('3418', '[2020-01-01,)', 'Åsnes'),
	('3419', '[2020-01-01,)', 'Våler'),
	('3420', '[2020-01-01,)', 'Elverum'),
	('3421', '[2020-01-01,)', 'Trysil'),
	('3422', '[2020-01-01,)', 'Åmot'),
	('3423', '[2020-01-01,)', 'Stor-Elvdal'),
	('3424', '[2020-01-01,)', 'Rendalen'),
	('3425', '[2020-01-01,)', 'Engerdal'),
	('3426', '[2020-01-01,)', 'Tolga'),
	('3427', '[2020-01-01,)', 'Tynset'),
	('3428', '[2020-01-01,)', 'Alvdal'),
	('3429', '[2020-01-01,)', 'Folldal'),
	('3430', '[2020-01-01,)', 'Os'),
	('3431', '[2020-01-01,)', 'Dovre'),
	('3432', '[2020-01-01,)', 'Lesja'),
	('3433', '[2020-01-01,)', 'Skjåk'),
	('3434', '[2020-01-01,)', 'Lom'),
	('3435', '[2020-01-01,)', 'Vågå'),
	('3436', '[2020-01-01,)', 'Nord-Fron'),
	('3437', '[2020-01-01,)', 'Sel'),
	('3438', '[2020-01-01,)', 'Sør-Fron'),
	('3439', '[2020-01-01,)', 'Ringebu'),
	('3440', '[2020-01-01,)', 'Øyer'),
	('3441', '[2020-01-01,)', 'Gausdal'),
	('3442', '[2020-01-01,)', 'Østre Toten'),
	('3443', '[2020-01-01,)', 'Vestre Toten'),
	('3446', '[2020-01-01,)', 'Gran'),
	('3447', '[2020-01-01,)', 'Søndre Land'),
	('3448', '[2020-01-01,)', 'Nordre Land'),
	('3449', '[2020-01-01,)', 'Sør-Aurdal'),
	('3450', '[2020-01-01,)', 'Etnedal'),
	('3451', '[2020-01-01,)', 'Nord-Aurdal'),
	('3452', '[2020-01-01,)', 'Vestre Slidre'),
	('3453', '[2020-01-01,)', 'Øystre Slidre'),
	('3454', '[2020-01-01,)', 'Vang'),
	('3801', '[2020-01-01,2024-01-01)', 'Horten'),
	('3802', '[2020-01-01,2024-01-01)', 'Holmestrand'),
	('3803', '[2020-01-01,2024-01-01)', 'Tønsberg'),
	('3804', '[2020-01-01,2024-01-01)', 'Sandefjord'),
	('3805', '[2020-01-01,2024-01-01)', 'Larvik'),
	('3806', '[2020-01-01,2024-01-01)', 'Porsgrunn'),
	('3807', '[2020-01-01,2024-01-01)', 'Skien'),
	('3808', '[2020-01-01,2024-01-01)', 'Notodden'),
	('3811', '[2020-01-01,2024-01-01)', 'Færder'),
	('3812', '[2020-01-01,2024-01-01)', 'Siljan'),
	('3813', '[2020-01-01,2024-01-01)', 'Bamble'),
	('3814', '[2020-01-01,2024-01-01)', 'Kragerø'),
	('3815', '[2020-01-01,2024-01-01)', 'Drangedal'),
	('3816', '[2020-01-01,2024-01-01)', 'Nome'),
	('3817', '[2020-01-01,2024-01-01)', 'Midt-Telemark'),
	('3818', '[2020-01-01,2024-01-01)', 'Tinn'),
	('3819', '[2020-01-01,2024-01-01)', 'Hjartdal'),
	('3820', '[2020-01-01,2024-01-01)', 'Seljord'),
	('3821', '[2020-01-01,2024-01-01)', 'Kviteseid'),
	('3822', '[2020-01-01,2024-01-01)', 'Nissedal'),
	('3823', '[2020-01-01,2024-01-01)', 'Fyresdal'),
	('3824', '[2020-01-01,2024-01-01)', 'Tokke'),
	('3825', '[2020-01-01,2024-01-01)', 'Vinje'),
	('3901', '[2024-01-01,)', 'Horten'),
	('3903', '[2024-01-01,)', 'Holmestrand'),
	('3905', '[2024-01-01,)', 'Tønsberg'),
	('3907', '[2024-01-01,)', 'Sandefjord'),
	('3909', '[2024-01-01,)', 'Larvik'),
	('3911', '[2024-01-01,)', 'Færder'),
	('4001', '[2024-01-01,)', 'Porsgrunn'),
	('4003', '[2024-01-01,)', 'Skien'),
	('4005', '[2024-01-01,)', 'Notodden'),
	('4010', '[2024-01-01,)', 'Siljan'),
	('4012', '[2024-01-01,)', 'Bamble'),
	('4014', '[2024-01-01,)', 'Kragerø'),
	('4016', '[2024-01-01,)', 'Drangedal'),
	('4018', '[2024-01-01,)', 'Nome'),
	('4020', '[2024-01-01,)', 'Midt-Telemark'),
	('4022', '[2024-01-01,)', 'Seljord'),
	('4024', '[2024-01-01,)', 'Hjartdal'),
	('4026', '[2024-01-01,)', 'Tinn'),
	('4028', '[2024-01-01,)', 'Kviteseid'),
	('4030', '[2024-01-01,)', 'Nissedal'),
	('4032', '[2024-01-01,)', 'Fyresdal'),
	('4034', '[2024-01-01,)', 'Tokke'),
	('4036', '[2024-01-01,)', 'Vinje'),
	('4201', '[2020-01-01,)', 'Risør'),
	('4202', '[2020-01-01,)', 'Grimstad'),
	('4203', '[2020-01-01,)', 'Arendal'),
	('4204', '[2020-01-01,)', 'Kristiansand'),
	('4205', '[2020-01-01,)', 'Lindesnes'),
	('4206', '[2020-01-01,)', 'Farsund'),
	('4207', '[2020-01-01,)', 'Flekkefjord'),
	('4211', '[2020-01-01,)', 'Gjerstad'),
	('4212', '[2020-01-01,)', 'Vegårshei'),
	('4213', '[2020-01-01,)', 'Tvedestrand'),
	('4214', '[2020-01-01,)', 'Froland'),
	('4215', '[2020-01-01,)', 'Lillesand'),
	('4216', '[2020-01-01,)', 'Birkenes'),
	('4217', '[2020-01-01,)', 'Åmli'),
	('4218', '[2020-01-01,)', 'Iveland'),
	('4219', '[2020-01-01,)', 'Evje og Hornnes'),
	('4220', '[2020-01-01,)', 'Bygland'),
	('4221', '[2020-01-01,)', 'Valle'),
	('4222', '[2020-01-01,)', 'Bykle'),
	('4223', '[2020-01-01,)', 'Vennesla'),
	('4224', '[2020-01-01,)', 'Åseral'),
	('4225', '[2020-01-01,)', 'Lyngdal'),
	('4226', '[2020-01-01,)', 'Hægebostad'),
	('4227', '[2020-01-01,)', 'Kvinesdal'),
	('4228', '[2020-01-01,)', 'Sirdal'),
	('4601', '[2020-01-01,)', 'Bergen'),
	('4602', '[2020-01-01,)', 'Kinn'),
	('4611', '[2020-01-01,)', 'Etne'),
	('4612', '[2020-01-01,)', 'Sveio'),
	('4613', '[2020-01-01,)', 'Bømlo'),
	('4614', '[2020-01-01,)', 'Stord'),
	('4615', '[2020-01-01,)', 'Fitjar'),
	('4616', '[2020-01-01,)', 'Tysnes'),
	('4617', '[2020-01-01,)', 'Kvinnherad'),
	('4618', '[2020-01-01,)', 'Ullensvang'),
	('4619', '[2020-01-01,)', 'Eidfjord'),
	('4620', '[2020-01-01,)', 'Ulvik'),
	('4621', '[2020-01-01,)', 'Voss'),
	('4622', '[2020-01-01,)', 'Kvam'),
	('4623', '[2020-01-01,)', 'Samnanger'),
	('4624', '[2020-01-01,)', 'Bjørnafjorden'),
	('4625', '[2020-01-01,)', 'Austevoll'),
	('4626', '[2020-01-01,)', 'Øygarden'),
	('4627', '[2020-01-01,)', 'Askøy'),
	('4628', '[2020-01-01,)', 'Vaksdal'),
	('4629', '[2020-01-01,)', 'Modalen'),
	('4630', '[2020-01-01,)', 'Osterøy'),
	('4631', '[2020-01-01,)', 'Alver'),
	('4632', '[2020-01-01,)', 'Austrheim'),
	('4633', '[2020-01-01,)', 'Fedje'),
	('4634', '[2020-01-01,)', 'Masfjorden'),
	('4635', '[2020-01-01,)', 'Gulen'),
	('4636', '[2020-01-01,)', 'Solund'),
	('4637', '[2020-01-01,)', 'Hyllestad'),
	('4638', '[2020-01-01,)', 'Høyanger'),
	('4639', '[2020-01-01,)', 'Vik'),
	('4640', '[2020-01-01,)', 'Sogndal'),
	('4641', '[2020-01-01,)', 'Aurland'),
	('4642', '[2020-01-01,)', 'Lærdal'),
	('4643', '[2020-01-01,)', 'Årdal'),
	('4644', '[2020-01-01,)', 'Luster'),
	('4645', '[2020-01-01,)', 'Askvoll'),
	('4646', '[2020-01-01,)', 'Fjaler'),
	('4647', '[2020-01-01,)', 'Sunnfjord'),
	('4648', '[2020-01-01,)', 'Bremanger'),
	('4649', '[2020-01-01,)', 'Stad'),
	('4650', '[2020-01-01,)', 'Gloppen'),
	('4651', '[2020-01-01,)', 'Stryn'),
	('5001', '[2018-01-01,)', 'Trondheim'),
	('5004', '[2018-01-01,2020-01-01)', 'Steinkjer'),
	('5005', '[2018-01-01,2020-01-01)', 'Namsos'),
	('5006', '[2020-01-01,)', 'Steinkjer'),
	('5007', '[2020-01-01,)', 'Namsos'),
	('5011', '[2018-01-01,2020-01-01)', 'Hemne'),
	('5012', '[2018-01-01,2020-01-01)', 'Snillfjord'),
	('5013', '[2018-01-01,2020-01-01)', 'Hitra'),
	('5014', '[2018-01-01,)', 'Frøya'),
	('5015', '[2018-01-01,2020-01-01)', 'Ørland'),
	('5016', '[2018-01-01,2020-01-01)', 'Agdenes'),
	('5017', '[2018-01-01,2020-01-01)', 'Bjugn'),
	('5018', '[2018-01-01,2020-01-01)', 'Åfjord'),
	('5019', '[2018-01-01,2020-01-01)', 'Roan'),
	('5020', '[2018-01-01,)', 'Osen'),
	('5021', '[2018-01-01,)', 'Oppdal'),
	('5022', '[2018-01-01,)', 'Rennebu'),
	('5023', '[2018-01-01,2020-01-01)', 'Meldal'),
	('5024', '[2018-01-01,2020-01-01)', 'Orkdal'),
	('5025', '[2018-01-01,)', 'Røros'),
	('5026', '[2018-01-01,)', 'Holtålen'),
	('5027', '[2018-01-01,)', 'Midtre Gauldal'),
	('5028', '[2018-01-01,)', 'Melhus'),
	('5029', '[2018-01-01,)', 'Skaun'),
	('5030', '[2018-01-01,2020-01-01)', 'Klæbu'),
	('5031', '[2018-01-01,)', 'Malvik'),
	('5032', '[2018-01-01,)', 'Selbu'),
	('5033', '[2018-01-01,)', 'Tydal'),
	('5034', '[2018-01-01,)', 'Meråker'),
	('5035', '[2018-01-01,)', 'Stjørdal'),
	('5036', '[2018-01-01,)', 'Frosta'),
	('5037', '[2018-01-01,)', 'Levanger'),
	('5038', '[2018-01-01,)', 'Verdal'),
	('5039', '[2018-01-01,2020-01-01)', 'Verran'),
	('5040', '[2018-01-01,2020-01-01)', 'Namdalseid'),
	('5041', '[2018-01-01,)', 'Snåsa'),
	('5042', '[2018-01-01,)', 'Lierne'),
	('5043', '[2018-01-01,)', 'Røyrvik'),
	('5044', '[2018-01-01,)', 'Namsskogan'),
	('5045', '[2018-01-01,)', 'Grong'),
	('5046', '[2018-01-01,)', 'Høylandet'),
	('5047', '[2018-01-01,)', 'Overhalla'),
	('5048', '[2018-01-01,2020-01-01)', 'Fosnes'),
	('5049', '[2018-01-01,)', 'Flatanger'),
	('5050', '[2018-01-01,2020-01-01)', 'Vikna'),
	('5051', '[2018-01-01,2020-01-01)', 'Nærøy'),
	('5052', '[2018-01-01,)', 'Leka'),
	('5053', '[2018-01-01,)', 'Inderøy'),
	('5054', '[2018-01-01,)', 'Indre Fosen'),
	('5055', '[2020-01-01,)', 'Heim'),
	('5056', '[2020-01-01,)', 'Hitra'),
	('5057', '[2020-01-01,)', 'Ørland'),
	('5058', '[2020-01-01,)', 'Åfjord'),
	('5059', '[2020-01-01,)', 'Orkland'),
	('5060', '[2020-01-01,)', 'Nærøysund'),
	('5061', '[2019-01-01,)', 'Rindal'),
	('5401', '[2020-01-01,2024-01-01)', 'Tromsø'),
	('5402', '[2020-01-01,2024-01-01)', 'Harstad'),
	('5403', '[2020-01-01,2024-01-01)', 'Alta'),
	('5404', '[2020-01-01,2024-01-01)', 'Vardø'),
	('5405', '[2020-01-01,2024-01-01)', 'Vadsø'),
	('5406', '[2020-01-01,2024-01-01)', 'Hammerfest'),
	('5411', '[2020-01-01,2024-01-01)', 'Kvæfjord'),
	('5412', '[2020-01-01,2024-01-01)', 'Tjeldsund'),
	('5413', '[2020-01-01,2024-01-01)', 'Ibestad'),
	('5414', '[2020-01-01,2024-01-01)', 'Gratangen'),
	('5415', '[2020-01-01,2024-01-01)', 'Lavangen'),
	('5416', '[2020-01-01,2024-01-01)', 'Bardu'),
	('5417', '[2020-01-01,2024-01-01)', 'Salangen'),
	('5418', '[2020-01-01,2024-01-01)', 'Målselv'),
	('5419', '[2020-01-01,2024-01-01)', 'Sørreisa'),
	('5420', '[2020-01-01,2024-01-01)', 'Dyrøy'),
	('5421', '[2020-01-01,2024-01-01)', 'Senja'),
	('5422', '[2020-01-01,2024-01-01)', 'Balsfjord'),
	('5423', '[2020-01-01,2024-01-01)', 'Karlsøy'),
	('5424', '[2020-01-01,2024-01-01)', 'Lyngen'),
	('5425', '[2020-01-01,2024-01-01)', 'Storfjord'),
	('5426', '[2020-01-01,2024-01-01)', 'Kåfjord'),
	('5427', '[2020-01-01,2024-01-01)', 'Skjervøy'),
	('5428', '[2020-01-01,2024-01-01)', 'Nordreisa'),
	('5429', '[2020-01-01,2024-01-01)', 'Kvænangen'),
	('5430', '[2020-01-01,2024-01-01)', 'Kautokeino'),
	('5432', '[2020-01-01,2024-01-01)', 'Loppa'),
	('5433', '[2020-01-01,2024-01-01)', 'Hasvik'),
	('5434', '[2020-01-01,2024-01-01)', 'Måsøy'),
	('5435', '[2020-01-01,2024-01-01)', 'Nordkapp'),
	('5436', '[2020-01-01,2024-01-01)', 'Porsanger'),
	('5437', '[2020-01-01,2024-01-01)', 'Karasjok'),
	('5438', '[2020-01-01,2024-01-01)', 'Lebesby'),
	('5439', '[2020-01-01,2024-01-01)', 'Gamvik'),
	('5440', '[2020-01-01,2024-01-01)', 'Berlevåg'),
	('5441', '[2020-01-01,2024-01-01)', 'Tana'),
	('5442', '[2020-01-01,2024-01-01)', 'Nesseby'),
	('5443', '[2020-01-01,2024-01-01)', 'Båtsfjord'),
	('5444', '[2020-01-01,2024-01-01)', 'Sør-Varanger'),
	('5501', '[2024-01-01,)', 'Tromsø'),
	('5503', '[2024-01-01,)', 'Harstad'),
	('5510', '[2024-01-01,)', 'Kvæfjord'),
	('5512', '[2024-01-01,)', 'Tjeldsund'),
	('5514', '[2024-01-01,)', 'Ibestad'),
	('5516', '[2024-01-01,)', 'Gratangen'),
	('5518', '[2024-01-01,)', 'Lavangen'),
	('5520', '[2024-01-01,)', 'Bardu'),
	('5522', '[2024-01-01,)', 'Salangen'),
	('5524', '[2024-01-01,)', 'Målselv'),
	('5526', '[2024-01-01,)', 'Sørreisa'),
	('5528', '[2024-01-01,)', 'Dyrøy'),
	('5530', '[2024-01-01,)', 'Senja'),
	('5532', '[2024-01-01,)', 'Balsfjord'),
	('5534', '[2024-01-01,)', 'Karlsøy'),
	('5536', '[2024-01-01,)', 'Lyngen'),
	('5538', '[2024-01-01,)', 'Storfjord'),
	('5540', '[2024-01-01,)', 'Kåfjord'),
	('5542', '[2024-01-01,)', 'Skjervøy'),
	('5544', '[2024-01-01,)', 'Nordreisa'),
	('5546', '[2024-01-01,)', 'Kvænangen'),
	('5601', '[2024-01-01,)', 'Alta'),
	('5603', '[2024-01-01,)', 'Hammerfest'),
	('5605', '[2024-01-01,)', 'Sør-Varanger'),
	('5607', '[2024-01-01,)', 'Vadsø'),
	('5610', '[2024-01-01,)', 'Karasjok'),
	('5612', '[2024-01-01,)', 'Kautokeino'),
	('5614', '[2024-01-01,)', 'Loppa'),
	('5616', '[2024-01-01,)', 'Hasvik'),
	('5618', '[2024-01-01,)', 'Måsøy'),
	('5620', '[2024-01-01,)', 'Nordkapp'),
	('5622', '[2024-01-01,)', 'Porsanger'),
	('5624', '[2024-01-01,)', 'Lebesby'),
	('5626', '[2024-01-01,)', 'Gamvik'),
	('5628', '[2024-01-01,)', 'Tana'),
	('5630', '[2024-01-01,)', 'Berlevåg'),
	('5632', '[2024-01-01,)', 'Båtsfjord'),
	('5634', '[2024-01-01,)', 'Vardø'),
	('5636', '[2024-01-01,)', 'Nesseby')
), added AS (
	INSERT INTO region (id, code, level, validity, parent) OVERRIDING SYSTEM VALUE
	SELECT code::integer, code, 'municipality', validity::daterange, left(code, 2)::integer FROM given
	RETURNING id
)
INSERT INTO region_name (region, kind, language, name, reference)
SELECT id, 'official', 'no', name, true FROM added JOIN given ON code::integer = id;

-- whose code the municipality that it became part of has

INSERT INTO region (id, code, level, validity, parent) OVERRIDING SYSTEM VALUE
VALUES (9716, '0716', 'municipality', '(,2002-01-01)', 7);
INSERT INTO region_name (region, kind, language, name, reference) VALUES (9716, 'official', 'no', 'Våle', true);

-- official names in Sámi and Kven; without bounds: as long as the region

INSERT INTO region_name (region, kind, language, name, validity, reference)
SELECT code::integer, 'official', language, name, validity::daterange, true
FROM (VALUES
	('18', 'smj', 'Nordlánnda', '(,)'),
	('19', 'se', 'Romsa', '(,)'),
	('20', 'se', 'Finnmárku', '(,)'),
	('50', 'sma', 'Trööndelage', '(,)'),
	('54', 'se', 'Romsa ja Finnmárku', '(,)'),
	('55', 'se', 'Romsa', '(,)'),
	('55', 'fkv', 'Tromssa', '(,)'),
	('56', 'se', 'Finnmárku', '(,)'),
	('56', 'fkv', 'Finmarkku', '(,)'),
	('1736', 'sma', 'Snåase', '(,)'),
	('1739', 'sma', 'Raarvihke', '(,)'),
	('1826', 'sma', 'Aarborte', '[2020-01-01,)'),
	('1833', 'sma', 'Raane', '[2024-01-01,)'),
	('1841', 'smj', 'Fuossko', '[2017-01-01,)'),
	('1845', 'smj', 'Fuolldá', '[2024-01-01,)'),
	('1849', 'smj', 'Hábmer', '(,)'),
	('1850', 'smj', 'Divtasvuodna', '(,)'),
	('1852', 'se', 'Dielddanuorri', '(,)'),
	('1853', 'se', 'Evenášši', '[2022-01-01,)'),
	('1870', 'se', 'Suortá', '[2018-01-01,)'),
	('1875', 'smj', 'Hábmer', '(,)'),
	('1903', 'se', 'Hárstták', '(,)'),
	('1920', 'se', 'Loabák', '(,)'),
	('1939', 'se', 'Omasvuotna', '(,)'),
	('1939', 'fkv', 'Omasvuono', '(,)'),
	('1940', 'se', 'Gáivuotna', '(,)'),
	('1940', 'fkv', 'Kaivuono', '(,)'),
	('1942', 'se', 'Ráisa', '(,)'),
	('1942', 'fkv', 'Raisi', '(,)'),
	('2004', 'se', 'Hámmerfeasta', '(,)'),
	('2011', 'se', 'Guovdageaidnu', '(,)'),
	('2020', 'se', 'Porsángu', '(,)'),
	('2020', 'fkv', 'Porsanki', '(,)'),
	('2021', 'se', 'Kárášjohka', '(,)'),
	('2025', 'se', 'Deatnu', '(,)'),
	('2027', 'se', 'Unjárga', '(,)'),
	('5001', 'sma', 'Tråante', '[2023-01-01,)'),
	('5005', 'sma', 'Nåavmesjenjaelmie', '(,)'),
	('5007', 'sma', 'Nåavmesjenjaelmie', '(,)'),
	('5025', 'sma', 'Rosse', '[2023-01-01,)'),
	('5037', 'sma', 'Levangke', '[2024-01-01,)'),
	('5041', 'sma', 'Snåase', '(,)'),
	('5043', 'sma', 'Raarvihke', '(,)'),
	('5402', 'se', 'Hárstták', '(,)'),
	('5406', 'se', 'Hámmerfeasta', '(,)'),
	('5412', 'se', 'Dielddanuorri', '(,)'),
	('5415', 'se', 'Loabák', '(,)'),
	('5425', 'se', 'Omasvuotna', '(,)'),
	('5425', 'fkv', 'Omasvuono', '(,)'),
	('5426', 'se', 'Gáivuotna', '(,)'),
	('5426', 'fkv', 'Kaivuono', '(,)'),
	('5428', 'se', 'Ráisa', '(,)'),
	('5428', 'fkv', 'Raisi', '(,)'),
	('5430', 'se', 'Guovdageaidnu', '(,)'),
	('5436', 'se', 'Porsángu', '(,)'),
	('5436', 'fkv', 'Porsanki', '(,)'),
	('5437', 'se', 'Kárášjohka', '(,)'),
	('5441', 'se', 'Deatnu', '(,)'),
	('5442', 'se', 'Unjárga', '(,)'),
	('5503', 'se', 'Hárstták', '(,)'),
	('5512', 'se', 'Dielddanuorri', '(,)'),
	('5516', 'se', 'Rivtták', '(,)'),
	('5518', 'se', 'Loabák', '(,)'),
	('5538', 'se', 'Omasvuotna', '(,)'),
	('5538', 'fkv', 'Omasvuono', '(,)'),
	('5540', 'se', 'Gáivuotna', '(,)'),
	('5540', 'fkv', 'Kaivuono', '(,)'),
	('5544', 'se', 'Ráisa', '(,)'),
	('5544', 'fkv', 'Raisi', '(,)'),
	('5603', 'se', 'Hámmerfeasta', '(,)'),
	('5610', 'se', 'Kárášjohka', '(,)'),
	('5612', 'se', 'Guovdageaidnu', '(,)'),
	('5622', 'se', 'Porsángu', '(,)'),
	('5622', 'fkv', 'Porsanki', '(,)'),
	('5628', 'se', 'Deatnu', '(,)'),
	('5636', 'se', 'Unjárga', '(,)')
) AS given (code, language, name, validity);

-- names in national lists where they are not the official Norwegian one

INSERT INTO region_name (region, kind, name, validity, reference)
SELECT code::integer, 'listed', name, validity::daterange, true
FROM (VALUES
	('18', 'Nordland - Nordlánnda', '(,)'),
	('19', 'Troms - Romsa', '(,)'),
	('20', 'Finnmark - Finnmárku', '(,)'),
	('50', 'Trøndelag - Trööndelage', '(,)'),
	('54', 'Troms og Finnmark - Romsa ja Finnmárku', '(,)'),
	('55', 'Troms - Romsa - Tromssa', '(,)'),
	('56', 'Finnmark - Finnmárku - Finmarkku', '(,)'),
	('0137', 'Våler (Østfold)', '(,)'),
	('0236', 'Nes (Akershus)', '(,)'),
	('0426', 'Våler (Hedmark)', '(,)'),
	('0441', 'Os (Hedmark)', '(,)'),
	('0616', 'Nes (Buskerud)', '(,)'),
	('0713', 'Sande (Vestfold)', '(,)'),
	('0821', 'Bø (Telemark)', '(,)'),
	('1243', 'Os (Hordaland)', '(,)'),
	('1514', 'Sande (Møre og Romsdal)', '(,2020-01-01)'),
	('1515', 'Herøy (Møre og Romsdal)', '(,)'),
	('1736', 'Snåase - Snåsa', '(,)'),
	('1739', 'Raarvihke - Røyrvik', '(,)'),
	('1818', 'Herøy (Nordland)', '(,)'),
	('1826', 'Aarborte - Hattfjelldal', '[2020-01-01,)'),
	('1833', 'Rana - Raane', '[2024-01-01,)'),
	('1841', 'Fauske - Fuossko', '[2017-01-01,)'),
	('1845', 'Sørfold - Fuolldá', '[2024-01-01,)'),
	('1849', 'Hábmer - Hamarøy', '(,)'),
	('1850', 'Tysfjord - Divtasvuodna', '(,)'),
	('1852', 'Dielddanuorri - Tjeldsund', '(,)'),
	('1853', 'Evenes - Evenášši', '[2022-01-01,)'),
	('1867', 'Bø (Nordland)', '(,2020-01-01)'),
	('1870', 'Sortland - Suortá', '[2018-01-01,)'),
	('1875', 'Hábmer - Hamarøy', '(,)'),
	('1903', 'Harstad - Hárstták', '(,)'),
	('1920', 'Loabák - Lavangen', '(,)'),
	('1939', 'Storfjord - Omasvuotna - Omasvuono', '(,)'),
	('1940', 'Gáivuotna - Kåfjord - Kaivuono', '(,)'),
	('1942', 'Nordreisa - Ráisa - Raisi', '(,)'),
	('2004', 'Hammerfest - Hámmerfeasta', '(,)'),
	('2011', 'Guovdageaidnu - Kautokeino', '(,)'),
	('2020', 'Porsanger - Porsángu - Porsanki', '(,)'),
	('2021', 'Kárášjohka - Karasjok', '(,)'),
	('2025', 'Deatnu - Tana', '(,)'),
	('2027', 'Unjárga - Nesseby', '(,)'),
	('3018', 'Våler (Viken)', '(,)'),
	('3114', 'Våler (Østfold)', '(,)'),
	('3419', 'Våler (Innlandet)', '(,)'),
	('5001', 'Trondheim - Tråante', '[2023-01-01,)'),
	('5005', 'Namsos - Nåavmesjenjaelmie', '(,)'),
	('5007', 'Namsos - Nåavmesjenjaelmie', '(,)'),
	('5025', 'Røros - Rosse', '[2023-01-01,)'),
	('5037', 'Levanger - Levangke', '[2024-01-01,)'),
	('5041', 'Snåase - Snåsa', '(,)'),
	('5043', 'Raarvihke - Røyrvik', '(,)'),
	('5402', 'Harstad - Hárstták', '(,)'),
	('5406', 'Hammerfest - Hámmerfeasta', '(,)'),
	('5412', 'Dielddanuorri - Tjeldsund', '(,)'),
	('5415', 'Loabák - Lavangen', '(,)'),
	('5425', 'Storfjord - Omasvuotna - Omasvuono', '(,)'),
	('5426', 'Gáivuotna - Kåfjord - Kaivuono', '(,)'),
	('5428', 'Nordreisa - Ráisa - Raisi', '(,)'),
	('5430', 'Guovdageaidnu - Kautokeino', '(,)'),
	('5436', 'Porsanger - Porsángu - Porsanki', '(,)'),
	('5437', 'Kárášjohka - Karasjok', '(,)'),
	('5441', 'Deatnu - Tana', '(,)'),
	('5442', 'Unjárga - Nesseby', '(,)'),
	('5503', 'Harstad - Hárstták', '(,)'),
	('5512', 'Dielddanuorri - Tjeldsund', '(,)'),
	('5516', 'Gratangen - Rivtták', '(,)'),
	('5518', 'Loabák - Lavangen', '(,)'),
	('5538', 'Storfjord - Omasvuotna - Omasvuono', '(,)'),
	('5540', 'Gáivuotna - Kåfjord - Kaivuono', '(,)'),
	('5544', 'Nordreisa - Ráisa - Raisi', '(,)'),
	('5603', 'Hammerfest - Hámmerfeasta', '(,)'),
	('5610', 'Kárášjohka - Karasjok', '(,)'),
	('5612', 'Guovdageaidnu - Kautokeino', '(,)'),
	('5622', 'Porsanger - Porsángu - Porsanki', '(,)'),
	('5628', 'Deatnu - Tana', '(,)'),
	('5636', 'Unjárga - Nesseby', '(,)')
) AS given (code, name, validity);

-- what publishers also write

INSERT INTO region_name (region, kind, language, name, reference)
SELECT code::integer, 'other', language, name, true
FROM (VALUES
	('0', 'no', 'Noreg'),
	('0', 'no', 'Hele landet'),
	('0', 'no', 'Heile landet'),
	('0', 'no', 'Hele Norge'),
	('0', 'no', 'Heile Noreg'),
	('0', 'no', 'Heile Norge'),
	('0', 'no', 'Landet'),
	('0', 'no', 'Riket'),
	('0', 'no', 'Hele riket'),
	('0', 'no', 'Heile riket'),
	('0', 'se', 'Norga'),
	('0', 'smj', 'Vuodna'),
	('0', 'sma', 'Nöörje'),
	('0', 'fkv', 'Norja'),
	('0', 'en', 'Norway'),
	('0', 'en', 'Whole country'),
	('18', 'se', 'Nordlánda'),
	('20', 'no', 'Finmark'),
	('54', 'fkv', 'Tromssa ja Finmarkku'),
	('56', 'no', 'Finmark')
) AS given (code, language, name);

-- counties and municipalities before 2020

INSERT INTO region_change (on_date, from_region, to_region, reference)
SELECT on_date::date, from_code::integer, to_code::integer, true
FROM (VALUES
	('2002-01-01', '0718', '0716'), -- Ramnes, Re
	('2002-01-01', '1214', '1159'), -- Ølen, Ølen
	('2002-01-01', '9716', '0716'), -- Våle, Re
	('2005-01-01', '1804', '1804'), -- Bodø, Bodø
	('2005-01-01', '1842', '1804'), -- Skjerstad, Bodø
	('2006-01-01', '1154', '1160'), -- Vindafjord, Vindafjord
	('2006-01-01', '1159', '1160'), -- Ølen, Vindafjord
	('2006-01-01', '1569', '1576'), -- Aure, Aure
	('2006-01-01', '1572', '1576'), -- Tustna, Aure
	('2008-01-01', '1503', '1505'), -- Kristiansund, Kristiansund
	('2008-01-01', '1556', '1505'), -- Frei, Kristiansund
	('2012-01-01', '1723', '1756'), -- Mosvik, Inderøy
	('2012-01-01', '1729', '1756'), -- Inderøy, Inderøy
	('2013-01-01', '1901', '1903'), -- Harstad, Harstad
	('2013-01-01', '1915', '1903'), -- Bjarkøy, Harstad
	('2017-01-01', '0706', '0710'), -- Sandefjord, Sandefjord
	('2017-01-01', '0719', '0710'), -- Andebu, Sandefjord
	('2017-01-01', '0720', '0710'), -- Stokke, Sandefjord
	('2018-01-01', '0702', '0715'), -- Holmestrand, Holmestrand
	('2018-01-01', '0709', '0712'), -- Larvik, Larvik
	('2018-01-01', '0714', '0715'), -- Hof, Holmestrand
	('2018-01-01', '0722', '0729'), -- Nøtterøy, Færder
	('2018-01-01', '0723', '0729'), -- Tjøme, Færder
	('2018-01-01', '0728', '0712'), -- Lardal, Larvik
	('2018-01-01', '16', '50'), -- Sør-Trøndelag, Trøndelag
	('2018-01-01', '1601', '5001'), -- Trondheim, Trondheim
	('2018-01-01', '1612', '5011'), -- Hemne, Hemne
	('2018-01-01', '1613', '5012'), -- Snillfjord, Snillfjord
	('2018-01-01', '1617', '5013'), -- Hitra, Hitra
	('2018-01-01', '1620', '5014'), -- Frøya, Frøya
	('2018-01-01', '1621', '5015'), -- Ørland, Ørland
	('2018-01-01', '1622', '5016'), -- Agdenes, Agdenes
	('2018-01-01', '1624', '5054'), -- Rissa, Indre Fosen
	('2018-01-01', '1627', '5017'), -- Bjugn, Bjugn
	('2018-01-01', '1630', '5018'), -- Åfjord, Åfjord
	('2018-01-01', '1632', '5019'), -- Roan, Roan
	('2018-01-01', '1633', '5020'), -- Osen, Osen
	('2018-01-01', '1634', '5021'), -- Oppdal, Oppdal
	('2018-01-01', '1635', '5022'), -- Rennebu, Rennebu
	('2018-01-01', '1636', '5023'), -- Meldal, Meldal
	('2018-01-01', '1638', '5024'), -- Orkdal, Orkdal
	('2018-01-01', '1640', '5025'), -- Røros, Røros
	('2018-01-01', '1644', '5026'), -- Holtålen, Holtålen
	('2018-01-01', '1648', '5027'), -- Midtre Gauldal, Midtre Gauldal
	('2018-01-01', '1653', '5028'), -- Melhus, Melhus
	('2018-01-01', '1657', '5029'), -- Skaun, Skaun
	('2018-01-01', '1662', '5030'), -- Klæbu, Klæbu
	('2018-01-01', '1663', '5031'), -- Malvik, Malvik
	('2018-01-01', '1664', '5032'), -- Selbu, Selbu
	('2018-01-01', '1665', '5033'), -- Tydal, Tydal
	('2018-01-01', '17', '50'), -- Nord-Trøndelag, Trøndelag
	('2018-01-01', '1702', '5004'), -- Steinkjer, Steinkjer
	('2018-01-01', '1703', '5005'), -- Namsos, Namsos
	('2018-01-01', '1711', '5034'), -- Meråker, Meråker
	('2018-01-01', '1714', '5035'), -- Stjørdal, Stjørdal
	('2018-01-01', '1717', '5036'), -- Frosta, Frosta
	('2018-01-01', '1718', '5054'), -- Leksvik, Indre Fosen
	('2018-01-01', '1719', '5037'), -- Levanger, Levanger
	('2018-01-01', '1721', '5038'), -- Verdal, Verdal
	('2018-01-01', '1724', '5039'), -- Verran, Verran
	('2018-01-01', '1725', '5040'), -- Namdalseid, Namdalseid
	('2018-01-01', '1736', '5041'), -- Snåsa, Snåsa
	('2018-01-01', '1738', '5042'), -- Lierne, Lierne
	('2018-01-01', '1739', '5043'), -- Røyrvik, Røyrvik
	('2018-01-01', '1740', '5044'), -- Namsskogan, Namsskogan
	('2018-01-01', '1742', '5045'), -- Grong, Grong
	('2018-01-01', '1743', '5046'), -- Høylandet, Høylandet
	('2018-01-01', '1744', '5047'), -- Overhalla, Overhalla
	('2018-01-01', '1748', '5048'), -- Fosnes, Fosnes
	('2018-01-01', '1749', '5049'), -- Flatanger, Flatanger
	('2018-01-01', '1750', '5050'), -- Vikna, Vikna
	('2018-01-01', '1751', '5051'), -- Nærøy, Nærøy
	('2018-01-01', '1755', '5052'), -- Leka, Leka
	('2018-01-01', '1756', '5053'), -- Inderøy, Inderøy
	('2019-01-01', '1567', '5061') -- Rindal, Rindal
) AS given (on_date, from_code, to_code);

-- counties, 2020-01-01

INSERT INTO region_change (on_date, from_region, to_region, reference)
SELECT '2020-01-01', from_code::integer, to_code::integer, true
FROM (VALUES
	('01', '30'), -- Østfold, Viken
	('02', '30'), -- Akershus, Viken
	('04', '34'), -- Hedmark, Innlandet
	('05', '34'), -- Oppland, Innlandet
	('06', '30'), -- Buskerud, Viken
	('07', '38'), -- Vestfold, Vestfold og Telemark
	('08', '38'), -- Telemark, Vestfold og Telemark
	('09', '42'), -- Aust-Agder, Agder
	('10', '42'), -- Vest-Agder, Agder
	('12', '46'), -- Hordaland, Vestland
	('14', '46'), -- Sogn og Fjordane, Vestland
	('19', '54'), -- Troms, Troms og Finnmark
	('20', '54') -- Finnmark, Troms og Finnmark
) AS given (from_code, to_code);

-- municipalities, 2020-01-01

INSERT INTO region_change (on_date, from_region, to_region, reference)
SELECT '2020-01-01', from_code::integer, to_code::integer, true
FROM (VALUES
	('0101', '3001'), -- Halden, Halden
	('0104', '3002'), -- Moss, Moss
	('0105', '3003'), -- Sarpsborg, Sarpsborg
	('0106', '3004'), -- Fredrikstad, Fredrikstad
	('0111', '3011'), -- Hvaler, Hvaler
	('0118', '3012'), -- Aremark, Aremark
	('0119', '3013'), -- Marker, Marker
	('0121', '3026'), -- Rømskog, Aurskog-Høland
	('0122', '3014'), -- Trøgstad, Indre Østfold
	('0123', '3014'), -- Spydeberg, Indre Østfold
	('0124', '3014'), -- Askim, Indre Østfold
	('0125', '3014'), -- Eidsberg, Indre Østfold
	('0127', '3015'), -- Skiptvet, Skiptvet
	('0128', '3016'), -- Rakkestad, Rakkestad
	('0135', '3017'), -- Råde, Råde
	('0136', '3002'), -- Rygge, Moss
	('0137', '3018'), -- Våler, Våler
	('0138', '3014'), -- Hobøl, Indre Østfold
	('0211', '3019'), -- Vestby, Vestby
	('0213', '3020'), -- Ski, Nordre Follo
	('0214', '3021'), -- Ås, Ås
	('0215', '3022'), -- Frogn, Frogn
	('0216', '3023'), -- Nesodden, Nesodden
	('0217', '3020'), -- Oppegård, Nordre Follo
	('0219', '3024'), -- Bærum, Bærum
	('0220', '3025'), -- Asker, Asker
	('0221', '3026'), -- Aurskog-Høland, Aurskog-Høland
	('0226', '3030'), -- Sørum, Lillestrøm
	('0227', '3030'), -- Fet, Lillestrøm
	('0228', '3027'), -- Rælingen, Rælingen
	('0229', '3028'), -- Enebakk, Enebakk
	('0230', '3029'), -- Lørenskog, Lørenskog
	('0231', '3030'), -- Skedsmo, Lillestrøm
	('0233', '3031'), -- Nittedal, Nittedal
	('0234', '3032'), -- Gjerdrum, Gjerdrum
	('0235', '3033'), -- Ullensaker, Ullensaker
	('0236', '3034'), -- Nes, Nes
	('0237', '3035'), -- Eidsvoll, Eidsvoll
	('0238', '3036'), -- Nannestad, Nannestad
	('0239', '3037'), -- Hurdal, Hurdal
	('0402', '3401'), -- Kongsvinger, Kongsvinger
	('0403', '3403'), -- Hamar, Hamar
	('0412', '3411'), -- Ringsaker, Ringsaker
	('0415', '3412'), -- Løten, Løten
	('0417', '3413'), -- Stange, Stange
	('0418', '3414'), -- Nord-Odal, Nord-Odal
	('0419', '3415'), -- Sør-Odal, Sør-Odal
	('0420', '3416'), -- Eidskog, Eidskog
	('0423', '3417'), -- Grue, Grue
	('0425', '3418'), -- Åsnes, Åsnes
	('0426', '3419'), -- Våler, Våler
	('0427', '3420'), -- Elverum, Elverum
	('0428', '3421'), -- Trysil, Trysil
	('0429', '3422'), -- Åmot, Åmot
	('0430', '3423'), -- Stor-Elvdal, Stor-Elvdal
	('0432', '3424'), -- Rendalen, Rendalen
	('0434', '3425'), -- Engerdal, Engerdal
	('0436', '3426'), -- Tolga, Tolga
	('0437', '3427'), -- Tynset, Tynset
	('0438', '3428'), -- Alvdal, Alvdal
	('0439', '3429'), -- Folldal, Folldal
	('0441', '3430'), -- Os, Os
	('0501', '3405'), -- Lillehammer, Lillehammer
	('0502', '3407'), -- Gjøvik, Gjøvik
	('0511', '3431'), -- Dovre, Dovre
	('0512', '3432'), -- Lesja, Lesja
	('0513', '3433'), -- Skjåk, Skjåk
	('0514', '3434'), -- Lom, Lom
	('0515', '3435'), -- Vågå, Vågå
	('0516', '3436'), -- Nord-Fron, Nord-Fron
	('0517', '3437'), -- Sel, Sel
	('0519', '3438'), -- Sør-Fron, Sør-Fron
	('0520', '3439'), -- Ringebu, Ringebu
	('0521', '3440'), -- Øyer, Øyer
	('0522', '3441'), -- Gausdal, Gausdal
	('0528', '3442'), -- Østre Toten, Østre Toten
	('0529', '3443'), -- Vestre Toten, Vestre Toten
	('0532', '3053'), -- Jevnaker, Jevnaker
	('0533', '3054'), -- Lunner, Lunner
	('0534', '3446'), -- Gran, Gran
	('0536', '3447'), -- Søndre Land, Søndre Land
	('0538', '3448'), -- Nordre Land, Nordre Land
	('0540', '3449'), -- Sør-Aurdal, Sør-Aurdal
	('0541', '3450'), -- Etnedal, Etnedal
	('0542', '3451'), -- Nord-Aurdal, Nord-Aurdal
	('0543', '3452'), -- Vestre Slidre, Vestre Slidre
	('0544', '3453'), -- Øystre Slidre, Øystre Slidre
	('0545', '3454'), -- Vang, Vang
	('0602', '3005'), -- Drammen, Drammen
	('0604', '3006'), -- Kongsberg, Kongsberg
	('0605', '3007'), -- Ringerike, Ringerike
	('0612', '3038'), -- Hole, Hole
	('0615', '3039'), -- Flå, Flå
	('0616', '3040'), -- Nes, Nesbyen
	('0617', '3041'), -- Gol, Gol
	('0618', '3042'), -- Hemsedal, Hemsedal
	('0619', '3043'), -- Ål, Ål
	('0620', '3044'), -- Hol, Hol
	('0621', '3045'), -- Sigdal, Sigdal
	('0622', '3046'), -- Krødsherad, Krødsherad
	('0623', '3047'), -- Modum, Modum
	('0624', '3048'), -- Øvre Eiker, Øvre Eiker
	('0625', '3005'), -- Nedre Eiker, Drammen
	('0626', '3049'), -- Lier, Lier
	('0627', '3025'), -- Røyken, Asker
	('0628', '3025'), -- Hurum, Asker
	('0631', '3050'), -- Flesberg, Flesberg
	('0632', '3051'), -- Rollag, Rollag
	('0633', '3052'), -- Nore og Uvdal, Nore og Uvdal
	('0701', '3801'), -- Horten, Horten
	('0704', '3803'), -- Tønsberg, Tønsberg
	('0710', '3804'), -- Sandefjord, Sandefjord
	('0711', '3005'), -- Svelvik, Drammen
	('0712', '3805'), -- Larvik, Larvik
	('0713', '3802'), -- Sande, Holmestrand
	('0715', '3802'), -- Holmestrand, Holmestrand
	('0716', '3803'), -- Re, Tønsberg
	('0729', '3811'), -- Færder, Færder
	('0805', '3806'), -- Porsgrunn, Porsgrunn
	('0806', '3807'), -- Skien, Skien
	('0807', '3808'), -- Notodden, Notodden
	('0811', '3812'), -- Siljan, Siljan
	('0814', '3813'), -- Bamble, Bamble
	('0815', '3814'), -- Kragerø, Kragerø
	('0817', '3815'), -- Drangedal, Drangedal
	('0819', '3816'), -- Nome, Nome
	('0821', '3817'), -- Bø, Midt-Telemark
	('0822', '3817'), -- Sauherad, Midt-Telemark
	('0826', '3818'), -- Tinn, Tinn
	('0827', '3819'), -- Hjartdal, Hjartdal
	('0828', '3820'), -- Seljord, Seljord
	('0829', '3821'), -- Kviteseid, Kviteseid
	('0830', '3822'), -- Nissedal, Nissedal
	('0831', '3823'), -- Fyresdal, Fyresdal
	('0833', '3824'), -- Tokke, Tokke
	('0834', '3825'), -- Vinje, Vinje
	('0901', '4201'), -- Risør, Risør
	('0904', '4202'), -- Grimstad, Grimstad
	('0906', '4203'), -- Arendal, Arendal
	('0911', '4211'), -- Gjerstad, Gjerstad
	('0912', '4212'), -- Vegårshei, Vegårshei
	('0914', '4213'), -- Tvedestrand, Tvedestrand
	('0919', '4214'), -- Froland, Froland
	('0926', '4215'), -- Lillesand, Lillesand
	('0928', '4216'), -- Birkenes, Birkenes
	('0929', '4217'), -- Åmli, Åmli
	('0935', '4218'), -- Iveland, Iveland
	('0937', '4219'), -- Evje og Hornnes, Evje og Hornnes
	('0938', '4220'), -- Bygland, Bygland
	('0940', '4221'), -- Valle, Valle
	('0941', '4222'), -- Bykle, Bykle
	('1001', '4204'), -- Kristiansand, Kristiansand
	('1002', '4205'), -- Mandal, Lindesnes
	('1003', '4206'), -- Farsund, Farsund
	('1004', '4207'), -- Flekkefjord, Flekkefjord
	('1014', '4223'), -- Vennesla, Vennesla
	('1017', '4204'), -- Songdalen, Kristiansand
	('1018', '4204'), -- Søgne, Kristiansand
	('1021', '4205'), -- Marnardal, Lindesnes
	('1026', '4224'), -- Åseral, Åseral
	('1027', '4225'), -- Audnedal, Lyngdal
	('1029', '4205'), -- Lindesnes, Lindesnes
	('1032', '4225'), -- Lyngdal, Lyngdal
	('1034', '4226'), -- Hægebostad, Hægebostad
	('1037', '4227'), -- Kvinesdal, Kvinesdal
	('1046', '4228'), -- Sirdal, Sirdal
	('1102', '1108'), -- Sandnes, Sandnes
	('1103', '1103'), -- Stavanger, Stavanger
	('1129', '1108'), -- Forsand, Sandnes
	('1141', '1103'), -- Finnøy, Stavanger
	('1142', '1103'), -- Rennesøy, Stavanger
	('1201', '4601'), -- Bergen, Bergen
	('1211', '4611'), -- Etne, Etne
	('1216', '4612'), -- Sveio, Sveio
	('1219', '4613'), -- Bømlo, Bømlo
	('1221', '4614'), -- Stord, Stord
	('1222', '4615'), -- Fitjar, Fitjar
	('1223', '4616'), -- Tysnes, Tysnes
	('1224', '4617'), -- Kvinnherad, Kvinnherad
	('1227', '4618'), -- Jondal, Ullensvang
	('1228', '4618'), -- Odda, Ullensvang
	('1231', '4618'), -- Ullensvang, Ullensvang
	('1232', '4619'), -- Eidfjord, Eidfjord
	('1233', '4620'), -- Ulvik, Ulvik
	('1234', '4621'), -- Granvin, Voss
	('1235', '4621'), -- Voss, Voss
	('1238', '4622'), -- Kvam, Kvam
	('1241', '4624'), -- Fusa, Bjørnafjorden
	('1242', '4623'), -- Samnanger, Samnanger
	('1243', '4624'), -- Os, Bjørnafjorden
	('1244', '4625'), -- Austevoll, Austevoll
	('1245', '4626'), -- Sund, Øygarden
	('1246', '4626'), -- Fjell, Øygarden
	('1247', '4627'), -- Askøy, Askøy
	('1251', '4628'), -- Vaksdal, Vaksdal
	('1252', '4629'), -- Modalen, Modalen
	('1253', '4630'), -- Osterøy, Osterøy
	('1256', '4631'), -- Meland, Alver
	('1259', '4626'), -- Øygarden, Øygarden
	('1260', '4631'), -- Radøy, Alver
	('1263', '4631'), -- Lindås, Alver
	('1264', '4632'), -- Austrheim, Austrheim
	('1265', '4633'), -- Fedje, Fedje
	('1266', '4634'), -- Masfjorden, Masfjorden
	('1401', '4602'), -- Flora, Kinn
	('1411', '4635'), -- Gulen, Gulen
	('1412', '4636'), -- Solund, Solund
	('1413', '4637'), -- Hyllestad, Hyllestad
	('1416', '4638'), -- Høyanger, Høyanger
	('1417', '4639'), -- Vik, Vik
	('1418', '4640'), -- Balestrand, Sogndal
	('1419', '4640'), -- Leikanger, Sogndal
	('1420', '4640'), -- Sogndal, Sogndal
	('1421', '4641'), -- Aurland, Aurland
	('1422', '4642'), -- Lærdal, Lærdal
	('1424', '4643'), -- Årdal, Årdal
	('1426', '4644'), -- Luster, Luster
	('1428', '4645'), -- Askvoll, Askvoll
	('1429', '4646'), -- Fjaler, Fjaler
	('1430', '4647'), -- Gaular, Sunnfjord
	('1431', '4647'), -- Jølster, Sunnfjord
	('1432', '4647'), -- Førde, Sunnfjord
	('1433', '4647'), -- Naustdal, Sunnfjord
	('1438', '4648'), -- Bremanger, Bremanger
	('1439', '4602'), -- Vågsøy, Kinn
	('1441', '4649'), -- Selje, Stad
	('1443', '4649'), -- Eid, Stad
	('1444', '1577'), -- Hornindal, Volda
	('1445', '4650'), -- Gloppen, Gloppen
	('1449', '4651'), -- Stryn, Stryn
	('1502', '1506'), -- Molde, Molde
	('1504', '1507'), -- Ålesund, Ålesund
	('1519', '1577'), -- Volda, Volda
	('1523', '1507'), -- Ørskog, Ålesund
	('1524', '1578'), -- Norddal, Fjord
	('1526', '1578'), -- Stordal, Fjord
	('1529', '1507'), -- Skodje, Ålesund
	('1534', '1507'), -- Haram, Ålesund
	('1543', '1506'), -- Nesset, Molde
	('1545', '1506'), -- Midsund, Molde
	('1546', '1507'), -- Sandøy, Ålesund
	('1548', '1579'), -- Fræna, Hustadvika
	('1551', '1579'), -- Eide, Hustadvika
	('1571', '5055'), -- Halsa, Heim
	('1805', '1806'), -- Narvik, Narvik
	('1849', '1875'), -- Hamarøy, Hamarøy
	('1850', '1806'), -- Tysfjord, Narvik
	('1850', '1875'), -- Tysfjord, Hamarøy
	('1852', '5412'), -- Tjeldsund, Tjeldsund
	('1854', '1806'), -- Ballangen, Narvik
	('1902', '5401'), -- Tromsø, Tromsø
	('1903', '5402'), -- Harstad, Harstad
	('1911', '5411'), -- Kvæfjord, Kvæfjord
	('1913', '5412'), -- Skånland, Tjeldsund
	('1917', '5413'), -- Ibestad, Ibestad
	('1919', '5414'), -- Gratangen, Gratangen
	('1920', '5415'), -- Lavangen, Lavangen
	('1922', '5416'), -- Bardu, Bardu
	('1923', '5417'), -- Salangen, Salangen
	('1924', '5418'), -- Målselv, Målselv
	('1925', '5419'), -- Sørreisa, Sørreisa
	('1926', '5420'), -- Dyrøy, Dyrøy
	('1927', '5421'), -- Tranøy, Senja
	('1928', '5421'), -- Torsken, Senja
	('1929', '5421'), -- Berg, Senja
	('1931', '5421'), -- Lenvik, Senja
	('1933', '5422'), -- Balsfjord, Balsfjord
	('1936', '5423'), -- Karlsøy, Karlsøy
	('1938', '5424'), -- Lyngen, Lyngen
	('1939', '5425'), -- Storfjord, Storfjord
	('1940', '5426'), -- Kåfjord, Kåfjord
	('1941', '5427'), -- Skjervøy, Skjervøy
	('1942', '5428'), -- Nordreisa, Nordreisa
	('1943', '5429'), -- Kvænangen, Kvænangen
	('2002', '5404'), -- Vardø, Vardø
	('2003', '5405'), -- Vadsø, Vadsø
	('2004', '5406'), -- Hammerfest, Hammerfest
	('2011', '5430'), -- Kautokeino, Kautokeino
	('2012', '5403'), -- Alta, Alta
	('2014', '5432'), -- Loppa, Loppa
	('2015', '5433'), -- Hasvik, Hasvik
	('2017', '5406'), -- Kvalsund, Hammerfest
	('2018', '5434'), -- Måsøy, Måsøy
	('2019', '5435'), -- Nordkapp, Nordkapp
	('2020', '5436'), -- Porsanger, Porsanger
	('2021', '5437'), -- Karasjok, Karasjok
	('2022', '5438'), -- Lebesby, Lebesby
	('2023', '5439'), -- Gamvik, Gamvik
	('2024', '5440'), -- Berlevåg, Berlevåg
	('2025', '5441'), -- Tana, Tana
	('2027', '5442'), -- Nesseby, Nesseby
	('2028', '5443'), -- Båtsfjord, Båtsfjord
	('2030', '5444'), -- Sør-Varanger, Sør-Varanger
	('5001', '5001'), -- Trondheim, Trondheim
	('5004', '5006'), -- Steinkjer, Steinkjer
	('5005', '5007'), -- Namsos, Namsos
	('5011', '5055'), -- Hemne, Heim
	('5012', '5055'), -- Snillfjord, Heim
	('5012', '5056'), -- Snillfjord, Hitra
	('5012', '5059'), -- Snillfjord, Orkland
	('5013', '5056'), -- Hitra, Hitra
	('5015', '5057'), -- Ørland, Ørland
	('5016', '5059'), -- Agdenes, Orkland
	('5017', '5057'), -- Bjugn, Ørland
	('5018', '5058'), -- Åfjord, Åfjord
	('5019', '5058'), -- Roan, Åfjord
	('5023', '5059'), -- Meldal, Orkland
	('5024', '5059'), -- Orkdal, Orkland
	('5030', '5001'), -- Klæbu, Trondheim
	('5039', '5006'), -- Verran, Steinkjer
	('5040', '5007'), -- Namdalseid, Namsos
	('5048', '5007'), -- Fosnes, Namsos
	('5050', '5060'), -- Vikna, Nærøysund
	('5051', '5060') -- Nærøy, Nærøysund
) AS given (from_code, to_code);

-- counties, 2024-01-01

INSERT INTO region_change (on_date, from_region, to_region, reference)
SELECT '2024-01-01', from_code::integer, to_code::integer, true
FROM (VALUES
	('30', '31'), -- Viken, Østfold
	('30', '32'), -- Viken, Akershus
	('30', '33'), -- Viken, Buskerud
	('38', '39'), -- Vestfold og Telemark, Vestfold
	('38', '40'), -- Vestfold og Telemark, Telemark
	('54', '55'), -- Troms og Finnmark, Troms
	('54', '56') -- Troms og Finnmark, Finnmark
) AS given (from_code, to_code);

-- municipalities, 2024-01-01

INSERT INTO region_change (on_date, from_region, to_region, reference)
SELECT '2024-01-01', from_code::integer, to_code::integer, true
FROM (VALUES
	('1507', '1508'), -- Ålesund, Ålesund
	('1507', '1580'), -- Ålesund, Haram
	('3001', '3101'), -- Halden, Halden
	('3002', '3103'), -- Moss, Moss
	('3003', '3105'), -- Sarpsborg, Sarpsborg
	('3004', '3107'), -- Fredrikstad, Fredrikstad
	('3005', '3301'), -- Drammen, Drammen
	('3006', '3303'), -- Kongsberg, Kongsberg
	('3007', '3305'), -- Ringerike, Ringerike
	('3011', '3110'), -- Hvaler, Hvaler
	('3012', '3124'), -- Aremark, Aremark
	('3013', '3122'), -- Marker, Marker
	('3014', '3118'), -- Indre Østfold, Indre Østfold
	('3015', '3116'), -- Skiptvet, Skiptvet
	('3016', '3120'), -- Rakkestad, Rakkestad
	('3017', '3112'), -- Råde, Råde
	('3018', '3114'), -- Våler, Våler
	('3019', '3216'), -- Vestby, Vestby
	('3020', '3207'), -- Nordre Follo, Nordre Follo
	('3021', '3218'), -- Ås, Ås
	('3022', '3214'), -- Frogn, Frogn
	('3023', '3212'), -- Nesodden, Nesodden
	('3024', '3201'), -- Bærum, Bærum
	('3025', '3203'), -- Asker, Asker
	('3026', '3226'), -- Aurskog-Høland, Aurskog-Høland
	('3027', '3224'), -- Rælingen, Rælingen
	('3028', '3220'), -- Enebakk, Enebakk
	('3029', '3222'), -- Lørenskog, Lørenskog
	('3030', '3205'), -- Lillestrøm, Lillestrøm
	('3031', '3232'), -- Nittedal, Nittedal
	('3032', '3230'), -- Gjerdrum, Gjerdrum
	('3033', '3209'), -- Ullensaker, Ullensaker
	('3034', '3228'), -- Nes, Nes
	('3035', '3240'), -- Eidsvoll, Eidsvoll
	('3036', '3238'), -- Nannestad, Nannestad
	('3037', '3242'), -- Hurdal, Hurdal
	('3038', '3310'), -- Hole, Hole
	('3039', '3320'), -- Flå, Flå
	('3040', '3322'), -- Nesbyen, Nesbyen
	('3041', '3324'), -- Gol, Gol
	('3042', '3326'), -- Hemsedal, Hemsedal
	('3043', '3328'), -- Ål, Ål
	('3044', '3330'), -- Hol, Hol
	('3045', '3332'), -- Sigdal, Sigdal
	('3046', '3318'), -- Krødsherad, Krødsherad
	('3047', '3316'), -- Modum, Modum
	('3048', '3314'), -- Øvre Eiker, Øvre Eiker
	('3049', '3312'), -- Lier, Lier
	('3050', '3334'), -- Flesberg, Flesberg
	('3051', '3336'), -- Rollag, Rollag
	('3052', '3338'), -- Nore og Uvdal, Nore og Uvdal
	('3053', '3236'), -- Jevnaker, Jevnaker
	('3054', '3234'), -- Lunner, Lunner
	('3801', '3901'), -- Horten, Horten
	('3802', '3903'), -- Holmestrand, Holmestrand
	('3803', '3905'), -- Tønsberg, Tønsberg
	('3804', '3907'), -- Sandefjord, Sandefjord
	('3805', '3909'), -- Larvik, Larvik
	('3806', '4001'), -- Porsgrunn, Porsgrunn
	('3807', '4003'), -- Skien, Skien
	('3808', '4005'), -- Notodden, Notodden
	('3811', '3911'), -- Færder, Færder
	('3812', '4010'), -- Siljan, Siljan
	('3813', '4012'), -- Bamble, Bamble
	('3814', '4014'), -- Kragerø, Kragerø
	('3815', '4016'), -- Drangedal, Drangedal
	('3816', '4018'), -- Nome, Nome
	('3817', '4020'), -- Midt-Telemark, Midt-Telemark
	('3818', '4026'), -- Tinn, Tinn
	('3819', '4024'), -- Hjartdal, Hjartdal
	('3820', '4022'), -- Seljord, Seljord
	('3821', '4028'), -- Kviteseid, Kviteseid
	('3822', '4030'), -- Nissedal, Nissedal
	('3823', '4032'), -- Fyresdal, Fyresdal
	('3824', '4034'), -- Tokke, Tokke
	('3825', '4036'), -- Vinje, Vinje
	('5401', '5501'), -- Tromsø, Tromsø
	('5402', '5503'), -- Harstad, Harstad
	('5403', '5601'), -- Alta, Alta
	('5404', '5634'), -- Vardø, Vardø
	('5405', '5607'), -- Vadsø, Vadsø
	('5406', '5603'), -- Hammerfest, Hammerfest
	('5411', '5510'), -- Kvæfjord, Kvæfjord
	('5412', '5512'), -- Tjeldsund, Tjeldsund
	('5413', '5514'), -- Ibestad, Ibestad
	('5414', '5516'), -- Gratangen, Gratangen
	('5415', '5518'), -- Lavangen, Lavangen
	('5416', '5520'), -- Bardu, Bardu
	('5417', '5522'), -- Salangen, Salangen
	('5418', '5524'), -- Målselv, Målselv
	('5419', '5526'), -- Sørreisa, Sørreisa
	('5420', '5528'), -- Dyrøy, Dyrøy
	('5421', '5530'), -- Senja, Senja
	('5422', '5532'), -- Balsfjord, Balsfjord
	('5423', '5534'), -- Karlsøy, Karlsøy
	('5424', '5536'), -- Lyngen, Lyngen
	('5425', '5538'), -- Storfjord, Storfjord
	('5426', '5540'), -- Kåfjord, Kåfjord
	('5427', '5542'), -- Skjervøy, Skjervøy
	('5428', '5544'), -- Nordreisa, Nordreisa
	('5429', '5546'), -- Kvænangen, Kvænangen
	('5430', '5612'), -- Kautokeino, Kautokeino
	('5432', '5614'), -- Loppa, Loppa
	('5433', '5616'), -- Hasvik, Hasvik
	('5434', '5618'), -- Måsøy, Måsøy
	('5435', '5620'), -- Nordkapp, Nordkapp
	('5436', '5622'), -- Porsanger, Porsanger
	('5437', '5610'), -- Karasjok, Karasjok
	('5438', '5624'), -- Lebesby, Lebesby
	('5439', '5626'), -- Gamvik, Gamvik
	('5440', '5630'), -- Berlevåg, Berlevåg
	('5441', '5628'), -- Tana, Tana
	('5442', '5636'), -- Nesseby, Nesseby
	('5443', '5632'), -- Båtsfjord, Båtsfjord
	('5444', '5605') -- Sør-Varanger, Sør-Varanger
) AS given (from_code, to_code);

-- without statistics region_lookup, and what follows here, get a plan many times slower

ANALYZE region, region_name, region_change;

-- namesakes, as they are told apart by a county's abbreviation, or by a county that was

WITH RECURSIVE abbreviation (county, text) AS (VALUES
	('01', 'Østf.'), ('02', 'Ak.'), ('02', 'Akersh.'), ('04', 'Hedm.'), ('05', 'Oppl.'), ('06', 'Busk.'), ('07', 'Vestf.'), ('08', 'Telem.'),
	('08', 'Telemark'), ('11', 'Rogal.'), ('12', 'Hord.'), ('12', 'Hordal.'), ('14', 'S. og Fj.'), ('15', 'M. og R.'), ('15', 'M.og R.'), ('15', 'M og R'), ('15', 'M&R'), ('15', 'M.R.'), ('14', 'S.og Fj.'), ('14', 'S og Fj'),
	('16', 'S.-Trønd.'), ('17', 'N.-Trønd.'), ('18', 'Nordl.'), ('20', 'Finnm.'), ('34', 'Innl.'), ('46', 'Vestl.')
), namesake AS (
	SELECT o.region, o.name
	FROM region_official AS o
	WHERE o.level = 'municipality' AND EXISTS (
		SELECT FROM region_official AS s JOIN region_official AS t ON t.name = s.name AND t.level = s.level AND t.code > s.code
		WHERE s.name = o.name AND s.level = o.level AND daterange(s.since, s.until) && daterange(t.since, t.until))
), former (region, name, earlier) AS (
	SELECT region, name, region FROM namesake
	UNION
	SELECT f.region, f.name, c.from_region FROM former AS f JOIN region_change AS c ON c.to_region = f.earlier
), county AS (
	SELECT DISTINCT f.region, f.name, r.parent AS own, e.parent AS county
	FROM former AS f
	JOIN region AS r ON r.id = f.region
	JOIN region AS e ON e.id = f.earlier
	JOIN region_official AS o ON o.region = e.id AND o.name = f.name
)
INSERT INTO region_name (region, kind, language, name, reference)
SELECT DISTINCT c.region, 'other', 'no', q.text, true
FROM county AS c
JOIN region_official AS n ON n.region = c.county
CROSS JOIN LATERAL (
	SELECT format('%s (%s)', c.name, a.text)
	FROM abbreviation AS a
	JOIN region_official AS k ON k.code = a.county
	WHERE k.name = n.name AND NOT EXISTS (SELECT FROM region_official AS own WHERE own.region = c.own AND own.name = a.text)
	UNION
	SELECT format('%s (%s)', c.name, n.name) WHERE NOT EXISTS (SELECT FROM region_official AS own WHERE own.region = c.own AND own.name = n.name)
	UNION
	SELECT format('%s - %s', c.name, n.name)
) AS q (text);

-- or by the district

INSERT INTO region_name (region, kind, language, name, reference)
SELECT code::integer, 'other', 'no', name, true
FROM (VALUES
	('0236', 'Nes på Romerike'),
	('0426', 'Våler i Solør'),
	('0441', 'Os i Østerdalen'),
	('0616', 'Nes i Hallingdal'),
	('1867', 'Bø i Vesterålen'),
	('3419', 'Våler i Solør'),
	('3430', 'Os i Østerdalen')
) AS given (code, name);

-- a hyphen of an official name is often written as a space: "Nord Trøndelag"

INSERT INTO region_name (region, kind, language, name, reference)
SELECT DISTINCT o.region, 'other', 'no', replace(o.name, '-', ' '), true
FROM region_official AS o
WHERE o.name ~ '^[^ ]+-[^ ]+$' AND NOT EXISTS (SELECT FROM region_name AS n WHERE n.region = o.region AND n.name = replace(o.name, '-', ' '));

RESET session_replication_role;
/*
 * region_path.sql: what has ground in common with what, from one date to another,
 * through any number of changes.
 */

/*
 * From each region to what became of it, by way of changes from the first to the last; and
 * to itself, by way of none.  On two dates, since and until, those rows hold for which
 * first_change > since AND last_change <= until, and both regions are in force.
 */
CREATE VIEW region_path AS
WITH RECURSIVE path(from_region, to_region, first_change, last_change) AS (
	SELECT id, id, date 'infinity', date '-infinity' FROM region
	UNION
	SELECT p.from_region, c.to_region, least(p.first_change, c.on_date), c.on_date
	FROM path AS p
	JOIN region_change AS c ON c.from_region = p.to_region AND c.on_date > p.last_change
)
SELECT p.from_region, p.to_region, p.first_change, p.last_change,
	   f.level, f.since AS from_since, f.until AS from_until, t.since AS to_since, t.until AS to_until
FROM path AS p
JOIN region AS f ON f.id = p.from_region
JOIN region AS t ON t.id = p.to_region;

COMMENT ON VIEW region_path IS
	'what became of each region, wholly or in part: on two dates the rows with first_change > since, last_change <= until and both regions in force';
COMMENT ON COLUMN region_path.from_region IS 'the region';
COMMENT ON COLUMN region_path.to_region IS 'what all or a part of it became; itself too';
COMMENT ON COLUMN region_path.first_change IS 'when the first change on the way took place, infinity if there is none';
COMMENT ON COLUMN region_path.last_change IS 'when the last change on the way took place, -infinity if there is none';
COMMENT ON COLUMN region_path.level IS 'country, county or municipality';
COMMENT ON COLUMN region_path.from_since IS 'first day of from_region';
COMMENT ON COLUMN region_path.from_until IS 'first day after its last';
COMMENT ON COLUMN region_path.to_since IS 'first day of to_region';
COMMENT ON COLUMN region_path.to_until IS 'first day after its last';
/*
 * region_tile.sql: where regions stand on tile maps: one square a region, near the
 * place that it has on a real map.
 */

CREATE TABLE region_tile (
	map integer NOT NULL REFERENCES region,
	region integer NOT NULL REFERENCES region,
	validity daterange NOT NULL DEFAULT '(,)' CHECK (NOT isempty(validity)),
	x integer NOT NULL CHECK (x BETWEEN 0 AND 200),
	y integer NOT NULL CHECK (y BETWEEN 0 AND 200),
	reference boolean NOT NULL DEFAULT false,
	CHECK (map <> region),
	PRIMARY KEY (map, region, validity)
);

COMMENT ON TABLE region_tile IS
	'places of regions on tile maps; add rows for maps of your own. Computed from municipality centroids, © Kartverket, CC BY 4.0';
COMMENT ON COLUMN region_tile.map IS 'the region that the map is of, the country or a county; regions of each level are a map of their own';
COMMENT ON COLUMN region_tile.region IS 'the region that has the square';
COMMENT ON COLUMN region_tile.validity IS 'dates for which the map is drawn';
COMMENT ON COLUMN region_tile.x IS 'column of the square, 0 is the westernmost';
COMMENT ON COLUMN region_tile.y IS 'row of the square, 0 is the northernmost';
COMMENT ON COLUMN region_tile.reference IS 'the row comes with the extension and is not dumped; leave it false';

SELECT pg_extension_config_dump('region_tile', 'WHERE NOT reference');

/* Of each square the region's code, column and row.  An id of the extension's own regions is the code as a number. */
INSERT INTO region_tile (map, region, validity, x, y, reference)
SELECT m.map, t.tile[1]::integer, m.validity::daterange, t.tile[2]::integer, t.tile[3]::integer, true
FROM (VALUES
	(0, '[2020-01-01,2024-01-01)', '
		03,2,4 11,0,5 15,1,3 18,3,1 30,1,4 34,2,3 38,1,5 42,1,6 46,0,4 50,2,2 54,4,0'),
	(3, '[2020-01-01,2024-01-01)', '
		0301,0,0'),
	(11, '[2020-01-01,2024-01-01)', '
		1101,3,6 1103,3,2 1106,2,0 1108,4,3 1111,4,6 1112,4,5 1114,3,5 1119,2,5 1120,2,4 1121,3,4 1122,4,4 1124,2,3 1127,2,2 1130,3,3 1133,4,2
		1134,4,1 1135,4,0 1144,1,2 1145,2,1 1146,3,1 1149,1,1 1151,0,1 1160,3,0'),
	(15, '[2020-01-01,2024-01-01)', '
		1505,6,1 1506,5,3 1507,3,3 1511,1,5 1514,0,4 1515,0,3 1516,1,4 1517,1,3 1520,2,4 1525,3,5 1528,3,4 1531,2,3 1532,2,2 1535,4,3 1539,5,4
		1547,3,2 1554,5,1 1557,5,2 1560,6,2 1563,6,3 1566,7,2 1573,6,0 1576,7,1 1577,2,5 1578,4,4 1579,4,2'),
	(18, '[2020-01-01,2024-01-01)', '
		1804,5,4 1806,7,2 1811,2,9 1812,1,8 1813,2,8 1815,0,8 1816,2,7 1818,0,7 1820,1,7 1822,2,6 1824,3,7 1825,3,8 1826,4,8 1827,1,6 1828,3,6
		1832,4,7 1833,4,6 1834,2,5 1835,1,5 1836,3,5 1837,4,5 1838,4,4 1839,5,5 1840,5,6 1841,6,5 1845,6,4 1848,5,3 1851,6,2 1853,7,1 1856,0,3
		1857,1,3 1859,3,2 1860,4,2 1865,5,2 1866,5,1 1867,5,0 1868,6,0 1870,6,1 1871,7,0 1874,2,2 1875,6,3'),
	(30, '[2020-01-01,2024-01-01)', '
		3001,8,9 3002,5,7 3003,7,8 3004,6,9 3005,3,5 3006,2,5 3007,4,2 3011,7,9 3012,8,8 3013,8,6 3014,7,6 3015,7,7 3016,8,7 3017,6,8 3018,6,7
		3019,5,6 3020,6,5 3021,6,6 3022,5,5 3023,5,4 3024,5,3 3025,4,5 3026,8,5 3027,7,4 3028,7,5 3029,6,4 3030,8,4 3031,6,3 3032,7,3 3033,8,2
		3034,8,3 3035,8,1 3036,7,2 3037,7,1 3038,4,3 3039,2,2 3040,2,1 3041,2,0 3042,1,0 3043,1,1 3044,0,1 3045,2,3 3046,3,2 3047,3,3 3048,3,4
		3049,4,4 3050,2,4 3051,1,3 3052,1,2 3053,5,2 3054,6,2'),
	(34, '[2020-01-01,2024-01-01)', '
		3401,6,7 3403,4,4 3405,3,4 3407,3,5 3411,4,3 3412,5,4 3413,5,5 3414,5,6 3415,5,7 3416,6,8 3417,6,6 3418,6,5 3419,6,4 3420,6,3 3421,6,2
		3422,5,3 3423,4,2 3424,5,2 3425,6,1 3426,5,1 3427,4,0 3428,4,1 3429,3,1 3430,5,0 3431,2,0 3432,1,0 3433,0,0 3434,0,1 3435,1,1 3436,1,2
		3437,2,1 3438,2,2 3439,3,2 3440,3,3 3441,2,3 3442,4,5 3443,3,6 3446,3,7 3447,2,6 3448,2,5 3449,1,5 3450,2,4 3451,1,4 3452,0,3 3453,1,3
		3454,0,2'),
	(38, '[2020-01-01,2024-01-01)', '
		3801,6,3 3802,5,2 3803,5,3 3804,5,4 3805,4,3 3806,4,4 3807,3,3 3808,2,1 3811,6,4 3812,4,2 3813,3,4 3814,3,5 3815,2,4 3816,2,3 3817,2,2
		3818,1,0 3819,1,1 3820,1,2 3821,1,3 3822,1,4 3823,0,3 3824,0,2 3825,0,1'),
	(42, '[2020-01-01,2024-01-01)', '
		4201,6,1 4202,5,4 4203,5,3 4204,3,4 4205,2,4 4206,0,3 4207,0,2 4211,6,0 4212,5,1 4213,5,2 4214,4,2 4215,4,4 4216,4,3 4217,4,1 4218,3,3
		4219,3,2 4220,3,1 4221,2,0 4222,1,0 4223,2,3 4224,2,1 4225,1,3 4226,2,2 4227,1,2 4228,1,1'),
	(46, '[2020-01-01,2024-01-01)', '
		4601,2,5 4602,3,1 4611,3,8 4612,2,8 4613,0,8 4614,1,8 4615,1,7 4616,2,7 4617,3,7 4618,4,7 4619,5,7 4620,5,6 4621,5,5 4622,4,6 4623,3,6
		4624,2,6 4625,1,6 4626,0,5 4627,1,5 4628,4,5 4629,4,4 4630,3,5 4631,2,4 4632,1,4 4633,0,4 4634,3,4 4635,2,3 4636,1,3 4637,3,3 4638,4,3
		4639,5,4 4640,5,3 4641,6,5 4642,6,4 4643,6,3 4644,5,2 4645,2,2 4646,3,2 4647,4,2 4648,3,0 4649,4,0 4650,4,1 4651,5,1'),
	(50, '[2020-01-01,2024-01-01)', '
		5001,2,5 5006,4,3 5007,3,2 5014,0,4 5020,2,2 5021,0,8 5022,1,7 5025,4,7 5026,3,7 5027,2,7 5028,2,6 5029,1,5 5031,3,5 5032,3,6 5033,4,6
		5034,5,5 5035,4,5 5036,3,4 5037,4,4 5038,5,4 5041,5,3 5042,6,2 5043,6,1 5044,5,1 5045,5,2 5046,4,1 5047,4,2 5049,2,1 5052,3,0 5053,3,3
		5054,2,4 5055,0,6 5056,0,5 5057,1,4 5058,2,3 5059,1,6 5060,3,1 5061,0,7'),
	(54, '[2020-01-01,2024-01-01)', '
		5401,2,3 5402,0,6 5403,5,2 5404,9,0 5405,8,1 5406,5,1 5411,0,7 5412,1,7 5413,1,6 5414,2,7 5415,3,7 5416,3,6 5417,2,6 5418,3,5 5419,2,5
		5420,1,5 5421,1,4 5422,2,4 5423,2,2 5424,3,3 5425,3,4 5426,4,4 5427,4,3 5428,5,4 5429,5,3 5430,6,4 5432,4,2 5433,4,1 5434,5,0 5435,6,0
		5436,6,2 5437,6,3 5438,6,1 5439,7,1 5440,7,0 5441,7,2 5442,8,2 5443,8,0 5444,8,3'),
	(0, '[2020-01-01,2024-01-01)', '
		0301,12,32 1101,2,38 1103,2,35 1106,2,33 1108,3,36 1111,2,39 1112,3,38 1114,3,37 1119,1,38 1120,1,37 1121,2,37 1122,4,36 1124,2,36 1127,1,36
		1130,3,35 1133,4,35 1134,5,34 1135,4,34 1144,1,35 1145,2,34 1146,3,34 1149,1,34 1151,0,34 1160,4,33 1505,8,22 1506,9,24 1507,6,24 1511,4,25
		1514,3,25 1515,3,24 1516,4,24 1517,5,23 1520,5,25 1525,7,26 1528,6,25 1531,5,24 1532,6,23 1535,7,25 1539,9,25 1547,7,23 1554,8,23 1557,8,24
		1560,9,23 1563,10,24 1566,10,23 1573,9,21 1576,9,22 1577,6,26 1578,8,25 1579,7,24 1804,18,11 1806,20,8 1811,15,17 1812,15,16 1813,16,17
		1815,15,15 1816,16,16 1818,15,14 1820,16,15 1822,17,15 1824,17,16 1825,17,17 1826,18,16 1827,16,14 1828,17,14 1832,18,15 1833,18,13
		1834,16,13 1835,16,12 1836,17,13 1837,17,12 1838,17,11 1839,18,12 1840,19,12 1841,19,11 1845,19,10 1848,19,9 1851,19,7 1853,20,7 1856,14,8
		1857,15,8 1859,16,7 1860,17,7 1865,18,8 1866,18,7 1867,17,6 1868,18,5 1870,18,6 1871,19,5 1874,15,7 1875,19,8 3001,15,38 3002,12,36
		3003,14,37 3004,13,38 3005,10,34 3006,9,34 3007,10,31 3011,14,38 3012,15,37 3013,15,35 3014,14,35 3015,14,36 3016,15,36 3017,13,37
		3018,13,36 3019,12,35 3020,13,34 3021,13,35 3022,12,34 3023,12,33 3024,11,33 3025,11,34 3026,15,34 3027,15,33 3028,14,34 3029,13,33
		3030,14,33 3031,13,32 3032,14,32 3033,14,31 3034,15,32 3035,14,30 3036,13,31 3037,13,30 3038,10,32 3039,8,31 3040,8,30 3041,9,30 3042,8,29
		3043,7,29 3044,7,30 3045,8,32 3046,9,31 3047,9,32 3048,9,33 3049,10,33 3050,8,33 3051,7,32 3052,7,31 3053,11,32 3054,12,31 3401,16,31
		3403,13,28 3405,11,28 3407,12,29 3411,13,27 3412,14,28 3413,14,29 3414,15,30 3415,15,31 3416,16,32 3417,16,30 3418,16,29 3419,15,29
		3420,15,28 3421,15,27 3422,14,27 3423,13,26 3424,14,26 3425,15,26 3426,14,25 3427,13,25 3428,12,26 3429,12,25 3430,15,25 3431,11,25
		3432,10,25 3433,8,26 3434,9,26 3435,10,26 3436,10,27 3437,11,26 3438,11,27 3439,12,27 3440,12,28 3441,10,28 3442,13,29 3443,12,30 3446,11,31
		3447,11,30 3448,11,29 3449,10,30 3450,10,29 3451,9,29 3452,9,28 3453,9,27 3454,8,27 3801,11,35 3802,10,35 3803,11,36 3804,11,37 3805,10,36
		3806,10,37 3807,9,36 3808,8,34 3811,12,37 3812,9,35 3813,9,37 3814,10,38 3815,8,36 3816,7,35 3817,8,35 3818,6,32 3819,7,33 3820,7,34
		3821,6,35 3822,7,36 3823,6,36 3824,6,34 3825,6,33 4201,9,38 4202,8,40 4203,8,39 4204,6,40 4205,5,40 4206,4,40 4207,3,39 4211,8,37 4212,8,38
		4213,9,39 4214,7,38 4215,7,40 4216,7,39 4217,7,37 4218,6,39 4219,6,38 4220,6,37 4221,5,36 4222,5,35 4223,5,39 4224,5,37 4225,4,39 4226,5,38
		4227,4,38 4228,4,37 4601,2,30 4602,4,26 4611,5,33 4612,3,33 4613,1,32 4614,2,32 4615,2,31 4616,3,32 4617,4,32 4618,5,32 4619,6,31 4620,6,30
		4621,5,30 4622,5,31 4623,4,31 4624,3,31 4625,1,31 4626,1,30 4627,1,29 4628,4,30 4629,4,29 4630,3,30 4631,2,29 4632,1,28 4633,0,28 4634,3,29
		4635,2,28 4636,2,27 4637,3,28 4638,4,28 4639,5,29 4640,6,28 4641,6,29 4642,7,28 4643,8,28 4644,7,27 4645,3,27 4646,4,27 4647,5,28 4648,3,26
		4649,5,26 4650,5,27 4651,6,27 5001,13,22 5006,14,20 5007,14,19 5014,11,20 5020,13,19 5021,11,24 5022,12,24 5025,15,24 5026,14,24 5027,13,24
		5028,12,23 5029,12,22 5031,13,23 5032,14,23 5033,15,23 5034,15,22 5035,14,22 5036,13,21 5037,14,21 5038,15,21 5041,15,20 5042,17,19
		5043,17,18 5044,16,18 5045,16,19 5046,15,18 5047,15,19 5049,13,18 5052,14,17 5053,13,20 5054,12,21 5055,10,22 5056,10,21 5057,11,21
		5058,12,20 5059,11,22 5060,14,18 5061,11,23 5401,23,3 5402,20,5 5403,27,2 5404,31,2 5405,30,2 5406,27,1 5411,19,6 5412,20,6 5413,21,5
		5414,21,6 5415,21,7 5416,22,7 5417,22,6 5418,23,5 5419,22,5 5420,21,4 5421,22,4 5422,23,4 5423,24,2 5424,24,3 5425,24,4 5426,25,3 5427,25,2
		5428,26,3 5429,26,2 5430,27,3 5432,26,1 5433,26,0 5434,27,0 5435,28,0 5436,28,1 5437,28,2 5438,29,0 5439,30,0 5440,30,1 5441,29,1 5442,29,2
		5443,31,1 5444,30,3'),
	(0, '[2024-01-01,)', '
		03,2,4 11,0,5 15,1,3 18,3,1 31,3,5 32,3,4 33,1,4 34,2,3 39,2,5 40,1,5 42,1,6 46,0,4 50,2,2 55,4,0 56,5,0'),
	(3, '[2024-01-01,)', '
		0301,0,0'),
	(11, '[2024-01-01,)', '
		1101,3,6 1103,3,2 1106,2,0 1108,4,3 1111,4,6 1112,4,5 1114,3,5 1119,2,5 1120,2,4 1121,3,4 1122,4,4 1124,2,3 1127,2,2 1130,3,3 1133,4,2
		1134,4,1 1135,4,0 1144,1,2 1145,2,1 1146,3,1 1149,1,1 1151,0,1 1160,3,0'),
	(15, '[2024-01-01,)', '
		1505,6,1 1506,5,3 1508,3,3 1511,1,5 1514,0,4 1515,0,3 1516,1,4 1517,1,3 1520,2,4 1525,3,5 1528,3,4 1531,2,3 1532,1,2 1535,4,3 1539,5,4
		1547,3,2 1554,5,1 1557,5,2 1560,6,2 1563,6,3 1566,7,2 1573,6,0 1576,7,1 1577,2,5 1578,4,4 1579,4,2 1580,2,2'),
	(18, '[2024-01-01,)', '
		1804,5,4 1806,7,2 1811,2,9 1812,1,8 1813,2,8 1815,0,8 1816,2,7 1818,0,7 1820,1,7 1822,2,6 1824,3,7 1825,3,8 1826,4,8 1827,1,6 1828,3,6
		1832,4,7 1833,4,6 1834,2,5 1835,1,5 1836,3,5 1837,4,5 1838,4,4 1839,5,5 1840,5,6 1841,6,5 1845,6,4 1848,5,3 1851,6,2 1853,7,1 1856,0,3
		1857,1,3 1859,3,2 1860,4,2 1865,5,2 1866,5,1 1867,5,0 1868,6,0 1870,6,1 1871,7,0 1874,2,2 1875,6,3'),
	(31, '[2024-01-01,)', '
		3101,3,3 3103,0,1 3105,2,2 3107,1,3 3110,2,3 3112,1,2 3114,1,1 3116,2,1 3118,2,0 3120,3,2 3122,3,1 3124,4,2'),
	(32, '[2024-01-01,)', '
		3201,1,2 3203,0,3 3205,4,3 3207,2,4 3209,4,2 3212,1,3 3214,1,4 3216,1,5 3218,2,5 3220,3,4 3222,2,3 3224,3,3 3226,5,3 3228,5,2 3230,3,2
		3232,2,2 3234,2,1 3236,1,1 3238,3,1 3240,4,1 3242,3,0'),
	(33, '[2024-01-01,)', '
		3301,4,5 3303,2,4 3305,4,2 3310,4,3 3312,4,4 3314,3,4 3316,3,3 3318,3,2 3320,3,1 3322,2,1 3324,2,0 3326,1,0 3328,1,1 3330,0,1 3332,2,2
		3334,2,3 3336,1,3 3338,1,2'),
	(34, '[2024-01-01,)', '
		3401,6,7 3403,4,4 3405,3,4 3407,3,5 3411,4,3 3412,5,4 3413,5,5 3414,5,6 3415,5,7 3416,6,8 3417,6,6 3418,6,5 3419,6,4 3420,6,3 3421,6,2
		3422,5,3 3423,4,2 3424,5,2 3425,6,1 3426,5,1 3427,4,0 3428,4,1 3429,3,1 3430,5,0 3431,2,0 3432,1,0 3433,0,0 3434,0,1 3435,1,1 3436,1,2
		3437,2,1 3438,2,2 3439,3,2 3440,3,3 3441,2,3 3442,4,5 3443,3,6 3446,3,7 3447,2,6 3448,2,5 3449,1,5 3450,2,4 3451,1,4 3452,0,3 3453,1,3
		3454,0,2'),
	(39, '[2024-01-01,)', '
		3901,2,1 3903,1,0 3905,1,1 3907,1,2 3909,0,2 3911,2,2'),
	(40, '[2024-01-01,)', '
		4001,4,4 4003,3,3 4005,2,1 4010,4,3 4012,3,4 4014,2,5 4016,2,4 4018,2,3 4020,2,2 4022,1,2 4024,1,1 4026,1,0 4028,1,3 4030,1,4 4032,0,3
		4034,0,2 4036,0,1'),
	(42, '[2024-01-01,)', '
		4201,6,1 4202,5,4 4203,5,3 4204,3,4 4205,2,4 4206,0,3 4207,0,2 4211,6,0 4212,5,1 4213,5,2 4214,4,2 4215,4,4 4216,4,3 4217,4,1 4218,3,3
		4219,3,2 4220,3,1 4221,2,0 4222,1,0 4223,2,3 4224,2,1 4225,1,3 4226,2,2 4227,1,2 4228,1,1'),
	(46, '[2024-01-01,)', '
		4601,2,5 4602,3,1 4611,3,8 4612,2,8 4613,0,8 4614,1,8 4615,1,7 4616,2,7 4617,3,7 4618,4,7 4619,5,7 4620,5,6 4621,5,5 4622,4,6 4623,3,6
		4624,2,6 4625,1,6 4626,0,5 4627,1,5 4628,4,5 4629,4,4 4630,3,5 4631,2,4 4632,1,4 4633,0,4 4634,3,4 4635,2,3 4636,1,3 4637,3,3 4638,4,3
		4639,5,4 4640,5,3 4641,6,5 4642,6,4 4643,6,3 4644,5,2 4645,2,2 4646,3,2 4647,4,2 4648,3,0 4649,4,0 4650,4,1 4651,5,1'),
	(50, '[2024-01-01,)', '
		5001,2,5 5006,4,3 5007,3,2 5014,0,4 5020,2,2 5021,0,8 5022,1,7 5025,4,7 5026,3,7 5027,2,7 5028,2,6 5029,1,5 5031,3,5 5032,3,6 5033,4,6
		5034,5,5 5035,4,5 5036,3,4 5037,4,4 5038,5,4 5041,5,3 5042,6,2 5043,6,1 5044,5,1 5045,5,2 5046,4,1 5047,4,2 5049,2,1 5052,3,0 5053,3,3
		5054,2,4 5055,0,6 5056,0,5 5057,1,4 5058,2,3 5059,1,6 5060,3,1 5061,0,7'),
	(55, '[2024-01-01,)', '
		5501,3,1 5503,1,4 5510,0,5 5512,1,5 5514,2,4 5516,2,5 5518,3,5 5520,4,4 5522,3,4 5524,4,3 5526,3,3 5528,2,3 5530,2,2 5532,3,2 5534,4,0
		5536,4,1 5538,4,2 5540,5,1 5542,5,0 5544,6,1 5546,6,0'),
	(56, '[2024-01-01,)', '
		5601,1,3 5603,1,2 5605,5,3 5607,5,2 5610,2,3 5612,1,4 5614,0,3 5616,0,2 5618,1,1 5620,2,1 5622,2,2 5624,3,1 5626,3,0 5628,3,2 5630,4,1
		5632,5,1 5634,6,1 5636,4,2'),
	(0, '[2024-01-01,)', '
		0301,12,32 1101,2,38 1103,2,35 1106,2,33 1108,3,36 1111,2,39 1112,3,38 1114,3,37 1119,1,38 1120,1,37 1121,2,37 1122,4,36 1124,2,36 1127,1,36
		1130,3,35 1133,4,35 1134,5,34 1135,4,34 1144,1,35 1145,2,34 1146,3,34 1149,1,34 1151,0,34 1160,4,33 1505,8,22 1506,9,24 1508,6,24 1511,4,25
		1514,3,25 1515,3,24 1516,4,24 1517,4,23 1520,5,25 1525,7,26 1528,6,25 1531,5,24 1532,5,23 1535,7,25 1539,9,25 1547,7,23 1554,8,23 1557,8,24
		1560,9,23 1563,10,24 1566,10,23 1573,9,21 1576,9,22 1577,6,26 1578,8,25 1579,7,24 1580,6,23 1804,18,11 1806,20,8 1811,15,17 1812,15,16
		1813,16,17 1815,15,15 1816,16,16 1818,15,14 1820,16,15 1822,17,15 1824,17,16 1825,17,17 1826,18,16 1827,16,14 1828,17,14 1832,18,15
		1833,18,13 1834,16,13 1835,16,12 1836,17,13 1837,17,12 1838,17,11 1839,18,12 1840,19,12 1841,19,11 1845,19,10 1848,19,9 1851,19,7 1853,20,7
		1856,14,8 1857,15,8 1859,16,7 1860,17,7 1865,18,8 1866,18,7 1867,17,6 1868,18,5 1870,18,6 1871,19,5 1874,15,7 1875,19,8 3101,15,38
		3103,12,36 3105,14,37 3107,13,38 3110,14,38 3112,13,37 3114,13,36 3116,14,36 3118,14,35 3120,15,36 3122,15,35 3124,15,37 3201,11,33
		3203,11,34 3205,14,33 3207,13,34 3209,14,31 3212,12,33 3214,12,34 3216,12,35 3218,13,35 3220,14,34 3222,13,33 3224,15,33 3226,15,34
		3228,15,32 3230,14,32 3232,13,32 3234,12,31 3236,11,32 3238,13,31 3240,14,30 3242,13,30 3301,10,34 3303,9,34 3305,10,31 3310,10,32
		3312,10,33 3314,9,33 3316,9,32 3318,9,31 3320,8,31 3322,8,30 3324,9,30 3326,8,29 3328,7,29 3330,7,30 3332,8,32 3334,8,33 3336,7,32 3338,7,31
		3401,16,31 3403,13,28 3405,11,28 3407,12,29 3411,13,27 3412,14,28 3413,14,29 3414,15,30 3415,15,31 3416,16,32 3417,16,30 3418,16,29
		3419,15,29 3420,15,28 3421,15,27 3422,14,27 3423,13,26 3424,14,26 3425,15,26 3426,14,25 3427,13,25 3428,12,26 3429,12,25 3430,15,25
		3431,11,25 3432,10,25 3433,8,26 3434,9,26 3435,10,26 3436,10,27 3437,11,26 3438,11,27 3439,12,27 3440,12,28 3441,10,28 3442,13,29 3443,12,30
		3446,11,31 3447,11,30 3448,11,29 3449,10,30 3450,10,29 3451,9,29 3452,9,28 3453,9,27 3454,8,27 3901,11,35 3903,10,35 3905,11,36 3907,11,37
		3909,10,36 3911,12,37 4001,10,37 4003,9,36 4005,8,34 4010,9,35 4012,9,37 4014,10,38 4016,8,36 4018,7,35 4020,8,35 4022,7,34 4024,7,33
		4026,6,32 4028,6,35 4030,7,36 4032,6,36 4034,6,34 4036,6,33 4201,9,38 4202,8,40 4203,8,39 4204,6,40 4205,5,40 4206,4,40 4207,3,39 4211,8,37
		4212,8,38 4213,9,39 4214,7,38 4215,7,40 4216,7,39 4217,7,37 4218,6,39 4219,6,38 4220,6,37 4221,5,36 4222,5,35 4223,5,39 4224,5,37 4225,4,39
		4226,5,38 4227,4,38 4228,4,37 4601,2,30 4602,4,26 4611,5,33 4612,3,33 4613,1,32 4614,2,32 4615,2,31 4616,3,32 4617,4,32 4618,5,32 4619,6,31
		4620,6,30 4621,5,30 4622,5,31 4623,4,31 4624,3,31 4625,1,31 4626,1,30 4627,1,29 4628,4,30 4629,4,29 4630,3,30 4631,2,29 4632,1,28 4633,0,28
		4634,3,29 4635,2,28 4636,2,27 4637,3,28 4638,4,28 4639,5,29 4640,6,28 4641,6,29 4642,7,28 4643,8,28 4644,7,27 4645,3,27 4646,4,27 4647,5,28
		4648,3,26 4649,5,26 4650,5,27 4651,6,27 5001,13,22 5006,14,20 5007,14,19 5014,11,20 5020,13,19 5021,11,24 5022,12,24 5025,15,24 5026,14,24
		5027,13,24 5028,12,23 5029,12,22 5031,13,23 5032,14,23 5033,15,23 5034,15,22 5035,14,22 5036,13,21 5037,14,21 5038,15,21 5041,15,20
		5042,17,19 5043,17,18 5044,16,18 5045,16,19 5046,15,18 5047,15,19 5049,13,18 5052,14,17 5053,13,20 5054,12,21 5055,10,22 5056,10,21
		5057,11,21 5058,12,20 5059,11,22 5060,14,18 5061,11,23 5501,23,3 5503,20,5 5510,19,6 5512,20,6 5514,21,5 5516,21,6 5518,21,7 5520,22,7
		5522,22,6 5524,23,5 5526,22,5 5528,21,4 5530,22,4 5532,23,4 5534,24,2 5536,24,3 5538,24,4 5540,25,3 5542,25,2 5544,26,3 5546,26,2 5601,27,2
		5603,27,1 5605,30,3 5607,30,2 5610,28,2 5612,27,3 5614,26,1 5616,26,0 5618,27,0 5620,28,0 5622,28,1 5624,29,0 5626,30,0 5628,29,1 5630,30,1
		5632,31,1 5634,31,2 5636,29,2')
) AS m(map, validity, tiles)
CROSS JOIN LATERAL (SELECT string_to_array(s.square, ',') AS tile FROM regexp_split_to_table(btrim(m.tiles, E' \t\n'), '\s+') AS s(square)) AS t;
/*
 * measure.sql: what is counted.  A measure is a row here, with what a hidden cell of it
 * stands for in rule_measure; no view, function or line of C names one, but the wide views.
 */

CREATE TABLE measure (
	measure text PRIMARY KEY CHECK (measure ~ '^[a-z][a-z0-9_]*$'),
	id smallint NOT NULL UNIQUE GENERATED BY DEFAULT AS IDENTITY (START WITH 1000),
	part_of text REFERENCES measure CHECK (part_of <> measure),
	breakdown text CHECK (breakdown <> ''),
	position integer NOT NULL,
	nb text NOT NULL,
	nn text NOT NULL,
	en text NOT NULL,
	reference boolean NOT NULL DEFAULT false,
	CHECK (breakdown IS NULL OR part_of IS NOT NULL)
);

COMMENT ON TABLE measure IS 'what is counted; add rows for what else a publisher counts';
COMMENT ON COLUMN measure.measure IS 'name of the measure';
COMMENT ON COLUMN measure.id IS 'key, by which cells have it';
COMMENT ON COLUMN measure.part_of IS 'the measure that it is a part of, NULL if of none';
COMMENT ON COLUMN measure.breakdown IS 'parts of one measure with the same breakdown add up to it; NULL: it is just a part';
COMMENT ON COLUMN measure.position IS 'place in a table';
COMMENT ON COLUMN measure.nb IS 'heading in bokmål';
COMMENT ON COLUMN measure.nn IS 'heading in nynorsk';
COMMENT ON COLUMN measure.en IS 'heading in English';
COMMENT ON COLUMN measure.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO measure (id, measure, part_of, position, nb, nn, en, reference) VALUES
	(1, 'requested', NULL, 10, 'Anmodning', 'Oppmoding', 'Requested', true),
	(2, 'decided', NULL, 20, 'Vedtak', 'Vedtak', 'Decided', true),
	(3, 'decided_collective', 'decided', 30, 'Vedtak, kollektiv beskyttelse', 'Vedtak, kollektivt vern', 'Decided, collective protection', true),
	(4, 'agreed', NULL, 40, 'Avtalt å bosette', 'Avtalt å busetje', 'Agreed', true),
	(5, 'agreed_collective', 'agreed', 50, 'Avtalt, kollektiv beskyttelse', 'Avtalt, kollektivt vern', 'Agreed, collective protection', true),
	(6, 'settled', NULL, 60, 'Bosatt', 'Busett', 'Settled', true),
	(7, 'settled_collective', 'settled', 70, 'Bosatt, kollektiv beskyttelse', 'Busett, kollektivt vern', 'Settled, collective protection', true);

SELECT pg_extension_config_dump('measure', 'WHERE NOT reference');
SELECT pg_extension_config_dump('measure_id_seq', '');

CREATE FUNCTION busetting_internal.measure_labels(language text) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(jsonb_object_agg(measure, CASE language WHEN 'nb' THEN nb WHEN 'nn' THEN nn ELSE en END), '{}') FROM measure
$$;

COMMENT ON FUNCTION busetting_internal.measure_labels(text) IS 'headings of measures, by measure, in a language: nb, nn or en';
/*
 * measure_word.sql: the words of headings, by which a column is known.  What reads tables
 * knows no subject: it is handed these rows.
 */

CREATE TABLE measure_word (
	phrase text NOT NULL CHECK (phrase ~ '[^0-9 ]' AND phrase !~ '(^| )[^ ]{65}|^ | $|  |^([^ ]+ ){8}'),
	role text NOT NULL DEFAULT 'measure' CHECK (role IN ('measure', 'infinitive', 'infinitive marker', 'part', 'beside part', 'of which', 'count', 'filler', 'period', 'numbered period', 'years', 'periods', 'name', 'code', 'another', 'another column', 'another title', 'negation', 'group', 'division', 'value', 'ordinary')),
	measure text REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	part text CHECK (part <> ''),
	object text REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	level text REFERENCES region_level ON UPDATE CASCADE ON DELETE CASCADE,
	language text CHECK (language <> ''),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (phrase, reference),
	CHECK ((measure IS NOT NULL) = (role IN ('measure', 'infinitive'))),
	CHECK ((part IS NOT NULL) = (role IN ('part', 'beside part'))),
	CHECK (object IS NULL OR role = 'measure'),
	CHECK (level IS NULL OR role IN ('name', 'code'))
);
CREATE UNIQUE INDEX ON measure_word (lower(phrase), reference);

COMMENT ON TABLE measure_word IS 'the words of headings, by which a column is known; add rows for how else a publisher words them. A measure''s own name is known without a row';
COMMENT ON COLUMN measure_word.phrase IS 'one to eight words, whatever their case; a row of one''s own takes precedence over one that comes with the extension';
COMMENT ON COLUMN measure_word.role IS
	'measure: names a measure; infinitive: likewise, but not behind an infinitive marker ("å busette"); part: names a part of a measure; beside part: goes with one and means nothing without it; of which: begins a heading of a part of the column before; count: often the first word of a heading; filler: says nothing of what is counted; period: likewise, perhaps with a number before or behind it ("mars", "18. mai"); numbered period: likewise, with its number alone ("uke 12", "3. kvartal"), and by itself heads a column of such periods; years, periods: heads a column that says of which year or other period each row is; name, code: of the column of regions; another: what it stands in counts something else: a column is left out with a notice, below a title the numbers are refused; another column, another title: likewise, in headings or in titles alone; negation: says in titles, beside a word for what is counted, that it is not ("kommuner uten vedtak"); group: of persons, is known in titles alone, below which the numbers are not of all; division: heads a column by which persons are divided, whose rows are not of all; value: of a column with the values of what another column names; ordinary: a word of titles that says nothing of what is counted, or with five letters and more what such words begin with: of other words an import tells that nobody knows what they say of the numbers';
COMMENT ON COLUMN measure_word.measure IS 'the measure that it names';
COMMENT ON COLUMN measure_word.part IS 'the part that it names: what the name of a measure has after that of its whole, as collective in settled_collective';
COMMENT ON COLUMN measure_word.object IS 'the measure whose words may follow and say nothing more, as in "avtalt busett"';
COMMENT ON COLUMN measure_word.level IS 'the level of the regions in the column, NULL if any; one that has a level is known in tables of its tree alone';
COMMENT ON COLUMN measure_word.language IS 'its language, no of Norwegian in both forms; NULL if of several';
COMMENT ON COLUMN measure_word.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO measure_word (role, measure, part, object, level, language, phrase, reference)
SELECT role, measure, part, object, level, language, phrase, true
FROM (VALUES
	('name', NULL, NULL, NULL, 'municipality', 'nb', 'kommuner kommunenavn kommune_navn'),
	('name', NULL, NULL, NULL, 'municipality', 'nn', 'kommunar kommunenamn'),
	('name', NULL, NULL, NULL, 'municipality', 'no', 'kommune'),
	('name', NULL, NULL, NULL, 'municipality', 'en', 'municipality'),
	('name', NULL, NULL, NULL, 'county', 'nb', 'fylker fylkesnavn fylke_navn'),
	('name', NULL, NULL, NULL, 'county', 'nn', 'fylkesnamn'),
	('name', NULL, NULL, NULL, 'county', 'no', 'fylke'),
	('name', NULL, NULL, NULL, 'county', 'en', 'county'),
	('name', NULL, NULL, NULL, NULL, 'nb', 'navn regionnavn radetiketter fylke/kommuner kommune/bydeler'),
	('name', NULL, NULL, NULL, NULL, 'nn', 'namn regionnamn'),
	('name', NULL, NULL, NULL, NULL, 'no', 'fylke/kommune kommune/fylke kommune/bydel bydel'),
	('name', NULL, NULL, NULL, NULL, 'en', 'name region'),
	('code', NULL, NULL, NULL, 'municipality', 'no', 'kommunenr kommunenummer kommunekode komm.nr kommnr komnr kommune_nr kommune_nummer kommune_kode kommune_id'),
	('code', NULL, NULL, NULL, 'county', 'no', 'fylkesnr fylkesnummer fylkenummer fylkeskode fylkenr fylke_nr fylke_kode'),
	('code', NULL, NULL, NULL, NULL, 'no', 'kode nr knr nummer regionkode'),
	('code', NULL, NULL, NULL, NULL, 'en', 'code'),
	('measure', 'requested', NULL, NULL, NULL, 'nb', 'anmodning anmodninger anmodningen anmodningstall anmodet anmodede'),
	('measure', 'requested', NULL, NULL, NULL, 'nn', 'anmodningar anmoda oppmoding oppmodingar oppmodinga oppmodingstal oppmoda'),
	('measure', 'decided', NULL, NULL, NULL, 'nb', 'vedtakstall vedtatt vedtatte'),
	('measure', 'decided', NULL, NULL, NULL, 'nn', 'vedtakstal vedteke vedtekne'),
	('measure', 'decided', NULL, NULL, NULL, 'no', 'vedtak vedtaket kommunevedtak'),
	('measure', 'agreed', NULL, 'settled', NULL, 'nb', 'avtaler'),
	('measure', 'agreed', NULL, 'settled', NULL, 'nn', 'avtalar avtala'),
	('measure', 'agreed', NULL, 'settled', NULL, 'no', 'avtalt avtalte avtale søkt utsøkt utsøkte'),
	('measure', 'agreed', NULL, 'settled', NULL, 'en', 'agreed agreement agreements'),
	('measure', 'requested', NULL, NULL, NULL, 'en', 'request requests'),
	('measure', 'decided', NULL, NULL, NULL, 'en', 'decision decisions'),
	('measure', 'settled', NULL, NULL, NULL, 'nb', 'bosatt bosatte'),
	('measure', 'settled', NULL, NULL, NULL, 'nn', 'busett buset'),
	('measure', 'settled', NULL, NULL, NULL, 'no', 'busatt busatte'),
	('infinitive', 'settled', NULL, NULL, NULL, 'nn', 'busette'),
	('part', NULL, 'collective', NULL, NULL, 'no', 'kollektiv kollektivt kollektive'),
	('part', NULL, 'collective', NULL, NULL, 'en', 'collective'),
	('beside part', NULL, 'collective', NULL, NULL, 'nb', 'ukrainere ukrainske ukrainer'),
	('beside part', NULL, 'collective', NULL, NULL, 'nn', 'ukrainarar ukrainar'),
	('beside part', NULL, 'collective', NULL, NULL, 'no', 'ukraina ukrainsk'),
	('beside part', NULL, 'collective', NULL, NULL, 'en', 'ukraine ukrainian ukrainians'),
	('of which', NULL, NULL, NULL, NULL, 'nb', 'disse'),
	('of which', NULL, NULL, NULL, NULL, 'nn', 'kvarav dera desse'),
	('of which', NULL, NULL, NULL, NULL, 'no', 'herav derav hvorav'),
	('count', NULL, NULL, NULL, NULL, 'nb', 'antall tall'),
	('count', NULL, NULL, NULL, NULL, 'no', 'ant'),
	('count', NULL, NULL, NULL, NULL, 'nn', 'antal talet tal'),
	('count', NULL, NULL, NULL, NULL, 'en', 'number'),
	('infinitive marker', NULL, NULL, NULL, NULL, 'no', 'å'),
	('filler', NULL, NULL, NULL, NULL, 'nb', 'personer flyktninger flyktningene kommunene fra blitt bosette bosettes bosetting bosettinger midlertidige beskyttelse beskytta foreløpig foreløpige'),
	('filler', NULL, NULL, NULL, NULL, 'nn', 'personar flyktningar flyktningane kommunane frå vorte bosettingar busetting busettingar busetjing busetje busettast mellombels vern førebels'),
	('filler', NULL, NULL, NULL, NULL, 'no', 'flyktning kommunen kommunens imdi imdis i på med om for som til ut av er har hittil pr per faktisk faktiske midlertidig totalt alt'),
	('filler', NULL, NULL, NULL, NULL, 'en', 'person persons of to with protection temporary'),
	('filler', NULL, NULL, NULL, NULL, NULL, '- – — /')
) AS w(role, measure, part, object, level, language, phrases), regexp_split_to_table(phrases, ' ') AS phrase;

-- what publishers word in several words, and what counts something else
INSERT INTO measure_word (role, measure, language, phrase, reference)
SELECT role, measure, language, phrase, true
FROM (VALUES
	('measure', 'requested', 'nb', 'bedt om'),
	('measure', 'requested', 'nn', 'bede om'),
	('measure', 'requested', 'nn', 'bedne om'),
	('measure', 'settled', 'nb', 'faktisk bosetting'),
	('measure', 'settled', 'nb', 'faktiske bosettinger'),
	('measure', 'settled', 'nn', 'faktisk busetting'),
	('measure', 'settled', 'nn', 'faktisk busetjing'),
	('measure', 'settled', 'nn', 'faktiske busettingar'),
	('measure', 'settled', 'en', 'actual settlements'),
	('of which', NULL, 'no', 'i parentes'),
	('of which', NULL, 'en', 'of which'),
	('of which', NULL, 'en', 'of these'),
	('of which', NULL, 'en', 'of whom'),
	('filler', NULL, 'en', 'so far'),
	('filler', NULL, 'en', 'this year'),
	('filler', NULL, 'en', 'to date'),
	('filler', NULL, 'en', 'as of'),
	('filler', NULL, 'en', 'to settle'),
	('filler', NULL, 'en', 'to be settled'),
	('filler', NULL, 'en', 'in total'),
	('filler', NULL, 'en', 'by municipality'),
	('filler', NULL, 'en', 'by county'),
	('filler', NULL, 'en', 'first quarter'),
	-- of persons: numbers of municipalities are none
	('filler', NULL, 'nb', 'personer kommuner i fylket har'),
	('filler', NULL, 'nb', 'beskyttelse kommuner i fylket har'),
	('filler', NULL, 'nn', 'personar kommunar i fylket har'),
	('filler', NULL, 'nn', 'vern kommunar i fylket har'),
	('filler', NULL, 'no', 'i år'),
	('filler', NULL, 'no', 'i året'),
	('filler', NULL, 'no', 'per dato'),
	('filler', NULL, 'no', 'pr dato'),
	('filler', NULL, 'no', 'til dato'),
	('filler', NULL, 'no', 'så langt'),
	('filler', NULL, 'no', 'so langt'),
	('filler', NULL, 'no', 'til og med'),
	('filler', NULL, 'no', 'ved utgangen av'),
	('filler', NULL, 'no', 'fram til'),
	('filler', NULL, 'nb', 'frem til'),
	('filler', NULL, 'nb', 'første kvartal'),
	('filler', NULL, 'nn', 'fyrste kvartal'),
	('filler', NULL, 'no', 'andre kvartal'),
	('filler', NULL, 'no', 'tredje kvartal'),
	('filler', NULL, 'no', 'fjerde kvartal'),
	('filler', NULL, 'nb', 'første halvår'),
	('filler', NULL, 'nn', 'fyrste halvår'),
	('filler', NULL, 'no', 'andre halvår'),
	('measure', 'requested', 'da', 'kommunekvote'),
	('measure', 'requested', 'sv', 'länstal'),
	('measure', 'requested', 'sv', 'kommuntal'),
	('measure', 'settled', 'sv', 'mottagna'),
	('measure', 'requested', NULL, 'innvandr_anmodet'),
	('measure', 'decided', NULL, 'innvandr_vedtak'),
	('measure', 'agreed', NULL, 'innvandr_avtalt_bosatt'),
	('measure', 'agreed_collective', NULL, 'ukr_avtalt_bosatt'),
	('measure', 'settled', NULL, 'innvandr_bosatt'),
	('measure', 'settled_collective', NULL, 'ukr_bosatt'),
	-- as pivot tables count rows
	('another', NULL, 'nb', 'antall av'),
	('filler', NULL, 'en', 'sum of'),
	('filler', NULL, 'no', 'sum av'),
	('filler', NULL, 'nb', 'summer av'),
	('filler', NULL, 'nn', 'summar av'),
	('measure', 'settled', 'nb', 'sum bosatt'),
	('measure', 'settled', 'nb', 'sum bosatte'),
	('measure', 'settled', 'nn', 'sum busett'),
	('measure', 'settled', 'nn', 'sum busette'),
	('measure', 'decided', 'no', 'sum vedtak'),
	('measure', 'requested', 'nb', 'sum anmodning'),
	('measure', 'requested', 'nb', 'sum anmodninger'),
	('measure', 'requested', 'nb', 'sum anmodet'),
	('measure', 'agreed', 'no', 'sum avtalt'),
	('another', NULL, 'nn', 'antal av'),
	('another', NULL, 'en', 'count of'),
	('of which', NULL, 'nb', 'antall av disse'),
	('of which', NULL, 'nn', 'antal av desse'),
	('name', NULL, 'en', 'row labels'),
	-- regions, not persons
	('another title', NULL, 'nb', 'antall kommuner'),
	('another title', NULL, 'nb', 'antall fylker'),
	('another title', NULL, 'nb', 'antall bydeler'),
	('another title', NULL, 'nb', 'tallet på kommuner'),
	('another title', NULL, 'nb', 'tall kommuner'),
	('another title', NULL, 'nn', 'antal kommunar'),
	('another title', NULL, 'nn', 'antal fylke'),
	('another title', NULL, 'nn', 'talet på kommunar'),
	('another title', NULL, 'nn', 'tal på kommunar'),
	('another title', NULL, 'nn', 'tal kommunar'),
	('another title', NULL, 'en', 'number of municipalities'),
	('another title', NULL, 'en', 'number of counties'),
	('another title', NULL, 'nb', 'hvor mange kommuner'),
	('another title', NULL, 'nb', 'hvor mange fylker'),
	('another title', NULL, 'nn', 'kor mange kommunar'),
	('another title', NULL, 'nn', 'kor mange fylke'),
	('another title', NULL, 'en', 'how many municipalities'),
	('another title', NULL, 'en', 'how many counties'),
	('another title', NULL, 'no', 'per km2'),
	('another title', NULL, 'no', 'pr km2'),
	('another title', NULL, 'nb', 'på introduksjonsprogram'),
	('another title', NULL, 'nb', 'på introduksjonsprogrammet'),
	('another title', NULL, 'no', 'i introduksjonsprogrammet'),
	('another title', NULL, 'en', 'average age'),
	('another title', NULL, 'en', 'net settlement'),
	('another title', NULL, 'en', 'man years'),
	('another title', NULL, 'nb', 'nr i landet'),
	('another title', NULL, 'nb', 'nummer i landet'),
	('another title', NULL, 'nb', 'nr i fylket'),
	('another title', NULL, 'nb', 'plass i landet'),
	('another title', NULL, 'nb', 'i jobb'),
	('another title', NULL, 'no', 'i arbeid'),
	('another title', NULL, 'no', 'i tusen'),
	('another title', NULL, 'nb', 'tusen personer'),
	('another title', NULL, 'nn', 'tusen personar'),
	('another title', NULL, 'nn', 'delen buset'),
	('another title', NULL, 'nn', 'delen busett'),
	('another title', NULL, 'nn', 'delen busette'),
	('another title', NULL, 'no', 'per innbygger'),
	('another title', NULL, 'no', 'pr innbygger'),
	('another title', NULL, 'nn', 'per innbyggar'),
	('another title', NULL, 'nn', 'per innbyggjar'),
	('another title', NULL, 'no', 'per tusen'),
	('another title', NULL, 'no', 'pr tusen'),
	('another title', NULL, 'no', 'per hundre'),
	('another title', NULL, 'no', 'pr hundre'),
	('another title', NULL, NULL, 'per capita'),
	('another title', NULL, 'en', 'per inhabitant'),
	('another title', NULL, 'en', 'per thousand'),
	('another title', NULL, 'en', 'in thousands'),
	('another title', NULL, 'en', 'per cent'),
	('another title', NULL, 'en', 'share of'),
	('another title', NULL, 'en', 'shares of'),
	('another title', NULL, 'en', 'ratio of'),
	('another title', NULL, 'en', 'rate of'),
	('another title', NULL, 'en', 'housing units'),
	('group', NULL, 'nb', 'nordiske borgere'),
	('group', NULL, 'nn', 'nordiske borgarar'),
	('group', NULL, 'en', 'nordic citizens'),
	('group', NULL, 'en', 'asylum seekers'),
	('group', NULL, 'en', 'labour immigrants'),
	('group', NULL, 'en', 'labour migrants'),
	('group', NULL, 'nb', 'fra mottak'),
	('group', NULL, 'nn', 'frå mottak')
) AS w(role, measure, language, phrase)
UNION ALL
SELECT role, NULL, language, phrase, true
FROM (VALUES
	('filler', 'nb', 'flykninger flykning'),
	('filler', 'no', 'kommunestyret kommunestyre positive positivt t.o.m'),
	('period', 'no', 'januar februar mars april mai juni juli august september oktober november desember'),
	('numbered period', 'no', 'kvartal tertial halvår'),
	('numbered period', 'nb', 'uke uker'),
	('numbered period', 'nn', 'veke veker'),
	('years', 'nb', 'årstall årgang statistikkår rapporteringsår bosettingsår telleår datoår'),
	('years', 'nn', 'årstal busettingsår busetjingsår'),
	('years', 'no', 'år aar'),
	('years', 'en', 'year'),
	('periods', 'nb', 'måned måneden rapporteringsmåned'),
	('periods', 'nn', 'månad månaden rapporteringsmånad'),
	('periods', 'no', 'tid tidsperiode periode mnd dato rapporteringsdato ukenr vekenr'),
	('periods', 'en', 'time time_period period month date'),
	('period', 'en', 'january february march may june july october december'),
	('numbered period', 'en', 'week weeks quarter'),
	('filler', 'nb', 'enhet'),
	('filler', 'nn', 'eining kommunestyra'),
	('filler', 'en', 'unit refugee refugees people under in the from municipal total'),
	-- in titles: what says nothing of the numbers
	('ordinary', 'nb', 'tabell tabeller oversikt oversikter antallet tallene viser vist etter fordelt sortert alfabetisk hele norge norske samlet totalen dagens dette alle også eller hver hvor oppgitt oppdater hentet nedlastet publiser klikk klikke sorter sortere'),
	('ordinary', 'nn', 'tabellar oversyn tala synt heile noreg samla kvar kvart henta lasta'),
	('ordinary', 'no', 'tabellen figur vedlegg kapittel rapport rapporten notat presentasjon side status statistikk situasjonen situasjon landet året årets dag nå no langt var blir ble vart skal kan den det dei de seg ved hos mellom mot innen innan over data datasett datagrunnlag resultat samandrag sammendrag skjema liste ark utskrift utvalg utval uttrekk'),
	('ordinary', 'no', 'statsforvalter statsforvaltar fylkesmann fylkestal kommun kommunefordel bosett busetj bosetj flyktingar flykt oppmod anmod vedtek avtal integrering mangfald mangfold statistisk sentralbyrå direktorat departement myndighet styresmakt kommunestyr'),
	('ordinary', NULL, 'kilde kilder kjelde kjelder source sources merk note fotnote ssb ks udi excel csv html pdf fig tab and that this these are was were has have been its their'),
	('ordinary', 'en', 'click sort table figure chart report appendix annex chapter page overview statistics figures numbers distribution distributed sorted counties municipalities regions country norway norwegian totals all each as at on so far dated shown shows show presentation sheet results'),
	('ordinary', 'en', 'settle reques decis decid agree'),
	('ordinary', 'no', 'jan feb mar apr jun jul aug sep sept okt nov des måneder månader uka uken veka mandag måndag tirsdag tysdag onsdag torsdag fredag lørdag laurdag søndag sundag'),
	-- requests as they were first, shares, figures of regions that are no more, what is planned or left, changes
	('another', 'nb', 'opprinnelig opprinnelige sammenslått prosent andel'),
	('another', 'nn', 'opphavleg opphaveleg opphavlege samanslått prosentdel'),
	('another', 'no', 'prosentvis pst'),
	('another', 'en', 'percent percentage'),
	('another', NULL, '%'),
	-- places in an order, and numbers of rows
	('another', 'no', 'rangering plassering'),
	('another', 'en', 'ranking'),
	('another', 'nb', 'endring endringer forventet forventede planlagt planlagte gjenstår gjenstående differanse'),
	('another', 'nn', 'endringar venta planlagde skilnad attståande gjenståande'),
	('another', 'no', 'avvik prognose prognosar prognoser'),
	('another', 'en', 'change expected planned remaining difference forecast participants capacity'),
	-- in titles, these may say anything
	('another column', 'nn', 'del'),
	('another column', 'no', 'rang plass løpenr løpenummer radnr radnummer'),
	('another column', 'en', 'share rank index rownames row.names obs unnamed initial initially original originally'),
	('another column', NULL, '#'),
	-- in headings, these are not known: shares and means, other units, what is planned or left, changes, who has moved or works
	('another title', 'nb', 'prosenten prosenter andelen andeler andelene gjennomsnitt gjennomsnittet gjennomsnittlig gjennomsnittlige dekningsgrad dekningsgraden bosettingsgrad bosettingsgraden måloppnåelse måloppnåelsen familier husstander husholdninger boliger måltall måltallet anslått anslåtte budsjettert budsjetterte tilskudd tilskuddet kostnader kostnadene utgifter inntekter scenarier scenarioer fremskriving fremskrivinger økning økningen nedgangen ventelister ventende utflyttede fraflyttede sekundærflyttere sekundærflyttinger deltakere deltagere sysselsatte arbeidsledige befolkningen'),
	('another title', 'nn', 'prosentar andelar andelane gjennomsnittleg gjennomsnittlege bosetjingsgrad busettingsgrad busettingsgraden busetjingsgrad busetjingsgraden måloppnåing familiar husstandar hushald bustader måltal måltalet tilskot tilskotet kostnadar kostnadane framskriving framskrivingar auke auken ventande fråflytta utflytta sekundærflyttarar sekundærflyttingar deltakarar sysselsette folketal ventetida'),
	('another title', 'no', 'pct promille prosentandel snitt median medianen kroner kr millioner mill behov behovet mål ventetid ventetiden venteliste ledige forventa forvente prognosen budsjett budsjettet kostnad kostnaden scenarioet estimat estimert estimerte anslag framskrivning vekst veksten reduksjon nedgang gap gapet avslag flyttet flytta flytting utflytting fraflyttet sekundærflytting folketall folkemengde befolkning'),
	('another title', 'en', 'percentages proportion average thousands families households dwellings vacancies vacant need needs target targets waiting estimate estimated projection projections projected budget cost costs grant grants scenario scenarios growth increase decrease reduction moved employed unemployed population'),
	('another title', NULL, '‰ nok (1000) 1.000'),
	-- of regions' inhabitants, of money and time, of what may be received, is proposed or weighed
	('another title', 'nb', 'innbyggere innbyggerne fødsler snittalder snittalderen gjennomsnittsalder årsverkene kapasiteten kvotene foreslått foreslåtte anbefalt anbefalte ventedager vektede karakterer innkvartering innkvarterte resterende restanser elever studenter ansatte'),
	('another title', 'nn', 'innbyggarar innbyggjarar innbyggarane fødslar gjennomsnittsalderen årsverka føreslått føreslåtte tilrådd tilrådde ventedagar karakterar attverande elevar studentar tilsette'),
	('another title', 'no', 'tusen mnok mrd milliarder milliardar medianalder årsverk kapasitet kvote kvoten kvoter saldo netto simulert simulerte vektet vekta poeng indeks'),
	-- not at the end of longer words, as of those who are born in Norway
	('another title', NULL, 'fødte fødde'),
	('another title', 'en', 'thousand billion inhabitants births quota quotas proposed recommended simulated weighted score scores points students pupils employees'),
	('negation', 'nb', 'ikke uten unntatt eksklusive ekskludert fratrukket foruten mangler manglende'),
	('negation', 'nn', 'ikkje utan unnateke fråtrekt utanom manglar manglande'),
	('negation', 'no', 'ingen unntak bortsett eksklusiv ekskl utenom minus'),
	('negation', 'en', 'not without except excluding excl none'),
	-- a heading of them is not known
	('group', 'nb', 'enslige gutter voksne mindreårige overføringsflyktninger kvoteflyktninger familiegjenforente kvinnelige kvinnene barna barnefamilier selvbosatte syrere syriske afghanere afghanske eritreere eritreiske somaliere somaliske irakere iranere kongolesere sudanesere etiopiere'),
	('group', 'nb', 'asylsøkere arbeidsinnvandrere familieinnvandrede familieinnvandrere statsløse funksjonsnedsettelse funksjonsnedsettelser funksjonshemmede'),
	('group', 'nn', 'asylsøkarar arbeidsinnvandrarar familieinnvandrarar statslause funksjonsnedsetjing funksjonsnedsetjingar funksjonshemma'),
	('group', 'no', 'arbeidsinnvandring familieinnvandring familieinnvandra lhbt lhbti lhbtiq'),
	('group', 'en', 'stateless'),
	('group', 'nn', 'einslege gutar vaksne overføringsflyktningar kvoteflyktningar familiegjenforeinte'),
	('group', 'no', 'em ema kvinner menn jenter barn ungdom ungdommer ungdomar asylmottak'),
	('group', NULL, 'syria eritrea afghanistan somalia iran irak iraq kongo congo sudan etiopia ethiopia tyrkia turkey jemen yemen palestina palestine myanmar burma moldova'),
	('group', 'en', 'syrians afghans eritreans somalis women men girls boys children adults minors females males'),
	-- nor is that of a column of what rows are of
	('division', 'nb', 'kjønn aldersgruppe persongruppe målgruppe flyktninggruppe statsborgerskap'),
	('division', 'nn', 'kjøn statsborgarskap'),
	('division', 'no', 'alder gruppe landbakgrunn nasjonalitet innvandringsgrunn'),
	('division', 'en', 'sex gender age group citizenship nationality'),
	('value', 'nb', 'verdi verdier'),
	('value', 'nn', 'verdiar'),
	('value', 'en', 'value values'),
	('value', NULL, 'obs_value')
) AS w(role, language, phrases), regexp_split_to_table(phrases, ' ') AS phrase;

SELECT pg_extension_config_dump('measure_word', 'WHERE NOT reference');

/*
 * All that the C function is told of headings: levels of a tree's regions but the first, those above
 * before those below, with what stands behind their names and the digits of their codes; words, one's own
 * first; measures in their order, each by its name.  Every name is qualified: it is
 * inlined, and evaluated once a call.
 */
CREATE FUNCTION busetting_internal.heading_words(tree text DEFAULT 'norway') RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT array_agg(ARRAY[w.phrase, w.role, w.measure, w.part, w.object, w.level] ORDER BY w.rank, w.position, w.phrase COLLATE "C")
	FROM (SELECT 1, l.position, l.code_digits::text, 'level', NULL, NULL, l.above, l.level
		  FROM (SELECT r.position, r.code_digits, r.level, lag(r.level, 1, r.level) OVER w AS next, nullif(lag(r.level) OVER w, first_value(r.level) OVER w) AS above
				FROM region_level AS r WHERE r.tree = heading_words.tree WINDOW w AS (ORDER BY r.position)) AS l
		  WHERE l.next <> l.level
		  UNION ALL
		  SELECT 2, l.position, d.designation, 'designation', NULL, NULL, NULL, l.level
		  FROM region_level AS l, unnest(l.designations) AS d(designation)
		  WHERE l.tree = heading_words.tree AND l.position > (SELECT min(f.position) FROM region_level AS f WHERE f.tree = heading_words.tree)
		  UNION ALL
		  -- those of Norwegian names are known
		  SELECT 2, 0, p.particle, 'particle', NULL, NULL, NULL, NULL
		  FROM (SELECT DISTINCT w.word
				FROM region_tree AS t
				JOIN region AS r ON r.tree = t.tree
				JOIN region_name AS n ON n.region = r.id
				CROSS JOIN regexp_split_to_table(n.name, '[[:space:]]+') AS w(word)
				WHERE t.tree = heading_words.tree AND t.spelling = 'plain' AND region_name_key(left(w.word, 1), NULL, 'plain') = left(w.word, 1) AND w.word !~ '[0-9]'
				UNION
				SELECT w.word
				FROM region_level AS l, unnest(l.designations) AS d, regexp_split_to_table(d, ' ') AS w(word)
				WHERE l.tree = heading_words.tree) AS p(particle)
		  UNION ALL
		  SELECT CASE WHEN w.reference THEN 4 ELSE 3 END, 0, w.phrase, w.role, w.measure, w.part, w.object, w.level FROM measure_word AS w
		  WHERE w.role NOT IN ('another title', 'negation', 'group', 'division', 'ordinary') AND (w.level IS NULL OR EXISTS (SELECT FROM region_level AS l WHERE l.level = w.level AND l.tree = heading_words.tree))
		  UNION ALL
		  SELECT 5, m.position, m.measure, 'measure name', m.measure,
				 CASE WHEN starts_with(m.measure, m.part_of || '_') THEN substr(m.measure, length(m.part_of) + 2) WHEN m.part_of IS NOT NULL THEN m.measure END, m.part_of, NULL
		  FROM measure AS m) AS w(rank, position, phrase, role, measure, part, object, level)
$$;

COMMENT ON FUNCTION busetting_internal.heading_words(text) IS 'levels of a tree, words and measures as read_table is told them: phrase, role, measure, part, object, level';

-- published tables

CREATE FUNCTION busetting_internal.table_rows(
	content text, columns text[], INOUT form text, symbols text[], names text[], words text[], separators text[] DEFAULT NULL, flag_symbols text[] DEFAULT NULL, problems boolean DEFAULT false, headings text[] DEFAULT NULL,
	OUT table_number integer, OUT line integer, OUT level text, OUT heading text, OUT period text,
	OUT name text, OUT code text, OUT total_of text, OUT measures text[], OUT cells text[], OUT flags text[],
	OUT note text, OUT problem text, OUT detail text, OUT advice text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'published_table_read' LANGUAGE C IMMUTABLE PARALLEL SAFE
	COST 10000 ROWS 400;

COMMENT ON FUNCTION busetting_internal.table_rows(text, text[], text, text[], text[], text[], text[], text[], boolean, text[]) IS 'implementation of read_table, given what headings are made of: heading_words; rows without a name are notes of what is left out and, with problems, say what is wrong';

CREATE FUNCTION busetting_internal.region_code_level(code text, tree text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT min(l.level)
	FROM region_level AS l
	WHERE l.tree = region_code_level.tree AND code ~ ('^(?:' || l.code_pattern || ')$')
		AND l.position > (SELECT min(f.position) FROM region_level AS f WHERE f.tree = region_code_level.tree)
	HAVING count(*) = 1
$$;

COMMENT ON FUNCTION busetting_internal.region_code_level(text, text) IS 'the level of a tree, but the first, whose codes look so; NULL where none do, or those of several';

CREATE FUNCTION busetting_internal.file_rows(
	content bytea, columns text[], INOUT form text, symbols text[], names text[], words text[], separators text[] DEFAULT NULL, flag_symbols text[] DEFAULT NULL, problems boolean DEFAULT false,
	headings text[] DEFAULT NULL, encoding name DEFAULT NULL, sheet text DEFAULT NULL,
	OUT table_number integer, OUT line integer, OUT level text, OUT heading text, OUT period text,
	OUT name text, OUT code text, OUT total_of text, OUT measures text[], OUT cells text[], OUT flags text[],
	OUT note text, OUT problem text, OUT detail text, OUT advice text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'published_file_read' LANGUAGE C STABLE PARALLEL SAFE
	COST 10000 ROWS 400;

COMMENT ON FUNCTION busetting_internal.file_rows(bytea, text[], text, text[], text[], text[], text[], text[], boolean, text[], name, text) IS 'the same as table_rows of a file''s bytes: a workbook, of which a sheet is read, or a text in an encoding';

CREATE FUNCTION busetting.table_text(content bytea, encoding name DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION busetting.table_text(bytea, name) IS
	'the text that a file''s bytes are: of the encoding, or UTF-16 with a byte order mark, UTF-8, else Windows-1252';

/*
 * Of a text and of a file: what they are given and who reads it is all that differs.  Of a dataset, the
 * code says of which level a region is.
 */
DO $do$
DECLARE
	reading constant text := $reading$
CREATE FUNCTION busetting.read_table(
	%s,
	OUT table_number integer, OUT line integer, OUT level text, OUT heading text, OUT period text,
	OUT name text, OUT code text, OUT total_of text,
	OUT requested text, OUT decided text, OUT decided_collective text,
	OUT agreed text, OUT agreed_collective text, OUT settled text, OUT settled_collective text,
	OUT measures text[], OUT cells text[])
	RETURNS SETOF record
	LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 400
AS $$
	SELECT t.form, t.table_number, t.line,
		   CASE WHEN t.form OPERATOR(pg_catalog.<>) ALL ('{json-stat,px,sdmx-csv}') THEN t.level
				ELSE busetting_internal.region_code_level(t.code, tree) END,
		   t.heading, t.period, t.name, t.code, t.total_of,
		   t.cells[pg_catalog.array_position(t.measures, 'requested')], t.cells[pg_catalog.array_position(t.measures, 'decided')],
		   t.cells[pg_catalog.array_position(t.measures, 'decided_collective')], t.cells[pg_catalog.array_position(t.measures, 'agreed')],
		   t.cells[pg_catalog.array_position(t.measures, 'agreed_collective')], t.cells[pg_catalog.array_position(t.measures, 'settled')],
		   t.cells[pg_catalog.array_position(t.measures, 'settled_collective')], t.measures, t.cells
	FROM busetting_internal.%s AS t
	WHERE t.name IS NOT NULL
$$
$reading$;
BEGIN
	EXECUTE format(reading, $$content text, columns text[] DEFAULT NULL, INOUT form text DEFAULT NULL, symbols text[] DEFAULT NULL,
	names text[] DEFAULT NULL, tree text DEFAULT 'norway'$$,
		'table_rows(content, columns, form, symbols, names, (SELECT busetting_internal.heading_words(tree)), NULL, NULL, false)');
	EXECUTE format(reading, $$content bytea, columns text[] DEFAULT NULL, INOUT form text DEFAULT NULL, symbols text[] DEFAULT NULL, encoding name DEFAULT NULL,
	names text[] DEFAULT NULL, tree text DEFAULT 'norway', sheet text DEFAULT NULL$$,
		'file_rows(content, columns, form, symbols, names, (SELECT busetting_internal.heading_words(tree)), NULL, NULL, false, NULL, encoding, sheet)');
END
$do$;

COMMENT ON FUNCTION busetting.read_table(text, text[], text, text[], text[], text) IS
	'rows of the tables in a pasted text, a web page, CSV, JSON-stat, PX or SDMX-CSV, cells as printed, of each measure in cells; total_of is what a total is of, empty where it does not say; symbols are what else the publisher prints for a count; a line below a table that begins with one of names is a row of it or an error; levels are those of the tree';

COMMENT ON FUNCTION busetting.read_table(bytea, text[], text, text[], name, text[], text, text) IS
	'rows of the tables in a file, a workbook or a text of any encoding; sheet is the one to be read where several have a table';
/*
 * symbol.sql: what publishers print where no number stands, and what they mean
 * by it.  The same symbol means one thing here and another there: ":" is hidden
 * for Statistics Norway, not available for Eurostat.
 */

CREATE TABLE symbol_dialect (
	dialect text PRIMARY KEY CHECK (dialect <> ''),
	publisher text NOT NULL CHECK (publisher <> ''),
	document text,
	reference boolean NOT NULL DEFAULT false,
	separators text[] NOT NULL DEFAULT '{}' CHECK (cardinality(separators) <= 8 AND array_position(separators, NULL) IS NULL AND array_to_string(separators, '') !~ '[0-9 ]')
);

COMMENT ON TABLE symbol_dialect IS 'whose symbols symbol_meaning explains; add rows for other publishers';
COMMENT ON COLUMN symbol_dialect.dialect IS 'name of the dialect, given by a rule: suppression_rule.dialect';
COMMENT ON COLUMN symbol_dialect.publisher IS 'who prints the symbols';
COMMENT ON COLUMN symbol_dialect.document IS 'where the publisher explains them, NULL if nowhere';
COMMENT ON COLUMN symbol_dialect.reference IS 'the row comes with the extension and is not dumped; leave it false';
COMMENT ON COLUMN symbol_dialect.separators IS 'what stands between the thousands of a count besides a space, as a comma';

CREATE TABLE symbol_meaning (
	dialect text NOT NULL REFERENCES symbol_dialect ON UPDATE CASCADE ON DELETE CASCADE,
	symbol text NOT NULL CHECK (symbol = btrim(symbol, E' \t\r\n') AND octet_length(symbol) <= 64 AND symbol !~ '^[0-9 ]+$'),
	meaning text NOT NULL CHECK (meaning IN ('hidden', 'not stated', 'zero', 'not applicable')),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dialect, symbol)
);

COMMENT ON TABLE symbol_meaning IS 'what publishers print where no number stands; add rows for other symbols';
COMMENT ON COLUMN symbol_meaning.dialect IS 'whose symbols these are';
COMMENT ON COLUMN symbol_meaning.symbol IS 'what is printed, in words whatever their case; an empty text is an empty cell, or no value and no status';
COMMENT ON COLUMN symbol_meaning.meaning IS
	'hidden: there is a number, kept back to protect persons; not stated, not applicable: both stored as NULL; zero';
COMMENT ON COLUMN symbol_meaning.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO symbol_dialect VALUES
	('imdi', 'Integrerings- og mangfoldsdirektoratet', NULL, true),
	('ssb', 'Statistisk sentralbyrå', 'https://www.ssb.no/diverse/standardtegn-i-tabeller', true),
	('eurostat', 'Eurostat', 'https://ec.europa.eu/eurostat/data/database (flags and special values, 27 January 2025)', true),
	('sdmx', 'SDMX: code lists for observation status, CL_OBS_STATUS 2.2, and for confidentiality, CL_CONF_STATUS', 'https://sdmx.org/?page_id=3215', true),
	('gss', 'Government Statistical Service of the United Kingdom',
	 'https://stats.gov.wales/en-GB/shorthand (the shorthand of the Analysis Function)', true),
	('cdc', 'Centers for Disease Control and Prevention: WONDER, and the notes to the tables of MMWR',
	 'https://wonder.cdc.gov/wonder/help/cmf.html', true),
	('statcan', 'Statistics Canada', 'https://www.statcan.gc.ca/eng/concepts/definitions/guide-symbol', true),
	('destatis', 'Statistische Ämter des Bundes und der Länder (DIN 55301)',
	 'http://www.statistik-portal.de/Statistik-Portal/en/en_zeichen.asp', true),
	('bfs', 'Bundesamt für Statistik, Schweiz', 'https://www.bfs.admin.ch/bfs/en/home/basics/symbols-abbreviations.html', true),
	('cso', 'Central Statistics Office, Ireland',
	 'https://www.cso.ie/en/releasesandpublications/ep/p-syi/statisticalyearbookofireland2021part2/apx/', true),
	('ksh', 'Központi Statisztikai Hivatal', 'https://www.ksh.hu/docs/eng/modsz/modsz00.html', true),
	('statsnz', 'Stats NZ', 'http://www.stats.govt.nz/analytical-reports/digital-divide/standards.htm', true);

/*
 * What a publisher withholds as too unreliable is not hidden: the rule for small
 * numbers says nothing of it.  Marks that stand beside a number (provisional,
 * revised) are none of these, nor are those of a number that rounds to zero.
 */
INSERT INTO symbol_meaning (dialect, symbol, meaning, reference)
SELECT dialect, symbol, meaning, true
FROM (VALUES
	('imdi', 'hidden', ARRAY[':', 'skjult', 'prikket', 'undertrykt', 'anonymisert']),
	('imdi', 'zero', ARRAY['-', '–', '—', '−']),
	('imdi', 'not stated', ARRAY['', '..', 'avventer', 'avventar', 'avventer vedtak', 'avventar vedtak', 'venter på vedtak',
		'ventar på vedtak', 'ikke vedtak', 'ikkje vedtak', 'ikke svart', 'ikkje svart',
		'ikke oppgitt', 'ikkje oppgitt', 'ikke tilgjengelig', 'ikkje tilgjengeleg', 'mangler', 'manglar']),
	('imdi', 'not applicable', ARRAY['.']),
	-- ".", ".." and ":" since 2021; "..." and "-" before
	('ssb', 'hidden', ARRAY[':']),
	('ssb', 'zero', ARRAY['-', '–']),
	('ssb', 'not stated', ARRAY['', '..', '...']),
	('ssb', 'not applicable', ARRAY['.']),
	-- the symbol alone, and with its flag; "c" and "z" until 2025, then "C" and "m"
	('eurostat', 'hidden', ARRAY['c', 'C', ':c', ': c', ':C', ': C', 'N', ':N', ': N']),
	('eurostat', 'not stated', ARRAY['', ':', 'u', ':u', ': u']),
	('eurostat', 'not applicable', ARRAY['z', ':z', ': z', 'm', ':m', ': m']),
	('sdmx', 'hidden', ARRAY['Q', 'CONF_STATUS A', 'CONF_STATUS C', 'CONF_STATUS D', 'CONF_STATUS G', 'CONF_STATUS M', 'CONF_STATUS N',
		'CONF_STATUS O', 'CONF_STATUS S', 'CONF_STATUS T']),
	('sdmx', 'not stated', ARRAY['', 'NaN', 'H', 'J', 'K', 'L', 'O', 'S']),
	('sdmx', 'not applicable', ARRAY['M']),
	('gss', 'hidden', ARRAY['[c]', 'c']),
	('gss', 'not stated', ARRAY['', '[x]', 'x', '[u]', 'u', '[w]', 'w']),
	('gss', 'not applicable', ARRAY['[z]', 'z']),
	('cdc', 'hidden', ARRAY['Suppressed']),
	('cdc', 'zero', ARRAY['-', '—', '---']),
	('cdc', 'not stated', ARRAY['', 'Missing', 'Not Available', 'Unreliable', 'NA', 'NP', 'U']),
	('cdc', 'not applicable', ARRAY['Not Applicable', 'N', 'NN']),
	('statcan', 'hidden', ARRAY['x']),
	('statcan', 'not stated', ARRAY['', '.', '..', 'F']),
	('statcan', 'not applicable', ARRAY['...']),
	-- "." is not known or kept secret: it can be either
	('destatis', 'hidden', ARRAY['.', '·', '•']),
	('destatis', 'zero', ARRAY['-', '–']),
	('destatis', 'not stated', ARRAY['', '...', '…', '/']),
	('destatis', 'not applicable', ARRAY['x', 'X']),
	('bfs', 'hidden', ARRAY['X']),
	('bfs', 'zero', ARRAY['-', '–']),
	('bfs', 'not stated', ARRAY['', '()', '...', '…']),
	('bfs', 'not applicable', ARRAY['*']),
	('cso', 'hidden', ARRAY['*']),
	('cso', 'zero', ARRAY['_']),
	('cso', 'not stated', ARRAY['', '..']),
	('ksh', 'hidden', ARRAY['…', '...']),
	('ksh', 'zero', ARRAY['–', '-']),
	('ksh', 'not stated', ARRAY['', '..']),
	('ksh', 'not applicable', ARRAY['x']),
	('statsnz', 'hidden', ARRAY['C', '..C', 'S']),
	('statsnz', 'zero', ARRAY['-', '–']),
	('statsnz', 'not stated', ARRAY['', '..']),
	('statsnz', 'not applicable', ARRAY['...'])
) AS m(dialect, meaning, symbols), unnest(symbols) AS symbol;

UPDATE symbol_dialect SET separators = CASE dialect WHEN 'destatis' THEN '{.}' WHEN 'bfs' THEN ARRAY['''', '’'] ELSE '{","}' END
WHERE dialect IN ('gss', 'cdc', 'statcan', 'statsnz', 'cso', 'destatis', 'bfs');

CREATE TABLE symbol_flag (
	dialect text NOT NULL REFERENCES symbol_dialect ON UPDATE CASCADE ON DELETE CASCADE,
	flag text NOT NULL CHECK (flag = btrim(flag, E' \t\r\n') AND flag <> '' AND octet_length(flag) <= 32 AND flag !~ '[0-9]'),
	meaning text NOT NULL CHECK (meaning <> ''),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dialect, flag)
);

COMMENT ON TABLE symbol_flag IS 'what publishers print behind a value, or a symbol, to say something of it; add rows for other flags';
COMMENT ON COLUMN symbol_flag.dialect IS 'whose flags these are';
COMMENT ON COLUMN symbol_flag.flag IS 'what is printed; # in it is a number, and () are parentheses around the value';
COMMENT ON COLUMN symbol_flag.meaning IS 'what it says of the value';
COMMENT ON COLUMN symbol_flag.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO symbol_flag (dialect, flag, meaning, reference)
SELECT dialect, flag, meaning, true
FROM (VALUES
	('eurostat', 'b', 'break in time series'), ('eurostat', 'c', 'confidential'), ('eurostat', 'C', 'confidential'),
	('eurostat', 'd', 'definition differs'), ('eurostat', 'e', 'estimated'), ('eurostat', 'f', 'forecast'),
	('eurostat', 'i', 'see metadata'), ('eurostat', 'n', 'not significant'), ('eurostat', 'N', 'not for publication'),
	('eurostat', 'p', 'provisional'), ('eurostat', 'r', 'revised'), ('eurostat', 's', 'estimated by Eurostat'),
	('eurostat', 'u', 'low reliability'), ('eurostat', 'z', 'not applicable'), ('eurostat', 'm', 'not applicable'),
	('gss', '[b]', 'break in time series'), ('gss', '[e]', 'estimated'), ('gss', '[f]', 'forecast'), ('gss', '[p]', 'provisional'),
	('gss', '[r]', 'revised'), ('gss', '[s]', 'statistically significant'), ('gss', '[note #]', 'note'),
	('statcan', 'A', 'excellent'), ('statcan', 'B', 'very good'), ('statcan', 'C', 'good'), ('statcan', 'D', 'acceptable'),
	('statcan', 'E', 'use with caution'), ('statcan', 'p', 'preliminary'), ('statcan', 'r', 'revised'),
	('destatis', 'r', 'revised'), ('destatis', 'p', 'provisional'), ('destatis', 's', 'estimated'), ('destatis', '()', 'limited reliability'),
	('bfs', 'r', 'revised'), ('bfs', 'p', 'provisional'), ('bfs', 'e', 'estimated'), ('bfs', '()', 'limited reliability'),
	('sdmx', 'B', 'break in time series'), ('sdmx', 'C', 'confidential'), ('sdmx', 'D', 'definition differs'), ('sdmx', 'E', 'estimated'),
	('sdmx', 'F', 'forecast'), ('sdmx', 'G', 'experimental'), ('sdmx', 'I', 'imputed'), ('sdmx', 'N', 'not significant'),
	('sdmx', 'P', 'provisional'), ('sdmx', 'U', 'low reliability'), ('sdmx', 'V', 'unvalidated'),
	('statsnz', 'P', 'provisional'), ('statsnz', 'R', 'revised'), ('statsnz', 'E', 'early estimate')
) AS f(dialect, flag, meaning);

SELECT pg_extension_config_dump('symbol_flag', 'WHERE NOT reference');

CREATE TABLE symbol_exception (
	dialect text NOT NULL,
	symbol text NOT NULL,
	measure text NOT NULL REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	beside text NOT NULL REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	meaning text NOT NULL CHECK (meaning = 'not stated'),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dialect, symbol, measure),
	FOREIGN KEY (dialect, symbol) REFERENCES symbol_meaning ON UPDATE CASCADE ON DELETE CASCADE
);

COMMENT ON TABLE symbol_exception IS 'where a symbol of a dialect means something else in a measure: in rows where another measure is 0, or not stated';
COMMENT ON COLUMN symbol_exception.dialect IS 'whose symbol it is';
COMMENT ON COLUMN symbol_exception.symbol IS 'the symbol';
COMMENT ON COLUMN symbol_exception.measure IS 'the measure in whose cells it means something else';
COMMENT ON COLUMN symbol_exception.beside IS 'where this measure of the same row is 0, or not stated';
COMMENT ON COLUMN symbol_exception.meaning IS 'what it means there: not stated';
COMMENT ON COLUMN symbol_exception.reference IS 'the row comes with the extension and is not dumped; leave it false';

-- on the directorate's page "-" stands for a decision beside no request, and 0 for a no beside one
INSERT INTO symbol_exception (dialect, symbol, measure, beside, meaning, reference)
SELECT dialect, symbol, 'decided', 'requested', 'not stated', true FROM symbol_meaning WHERE dialect = 'imdi' AND meaning = 'zero';

SELECT pg_extension_config_dump('symbol_exception', 'WHERE NOT reference');
SELECT pg_extension_config_dump('symbol_dialect', 'WHERE NOT reference');
SELECT pg_extension_config_dump('symbol_meaning', 'WHERE NOT reference');
/*
 * suppression_rule.sql: what a hidden cell of a publication can be, by the
 * publisher's rule and where that is known not to hold.
 */

CREATE DOMAIN hidden_count AS suppressed_int
	CHECK (is_suppressed(VALUE) AND lower(VALUE) >= 0);

COMMENT ON DOMAIN hidden_count IS 'what a hidden count can be: bounds of zero or more';

CREATE TABLE suppression_rule (
	rule text PRIMARY KEY CHECK (rule <> ''),
	dialect text NOT NULL DEFAULT 'imdi' REFERENCES symbol_dialect ON UPDATE CASCADE,
	hidden hidden_count NOT NULL DEFAULT '0..4',
	absent_is_hidden boolean NOT NULL DEFAULT true,
	tolerance integer NOT NULL DEFAULT 0 CHECK (tolerance >= 0),
	reference boolean NOT NULL DEFAULT false,
	tree text NOT NULL DEFAULT 'norway' REFERENCES region_tree
);

COMMENT ON TABLE suppression_rule IS 'what a hidden cell stands for; add rows for other publishers';
COMMENT ON COLUMN suppression_rule.rule IS 'name of the rule, to be given to import_table';
COMMENT ON COLUMN suppression_rule.dialect IS 'whose symbols are used';
COMMENT ON COLUMN suppression_rule.hidden IS 'what a hidden cell can be, ":" if any count, of measures of which rule_measure says nothing';
COMMENT ON COLUMN suppression_rule.absent_is_hidden IS 'is a region that is not listed hidden in all measures? otherwise nothing is known of it';
COMMENT ON COLUMN suppression_rule.tolerance IS 'by how much a published sum may differ from its parts, where numbers are rounded';
COMMENT ON COLUMN suppression_rule.reference IS 'the row comes with the extension and is not dumped; leave it false';
COMMENT ON COLUMN suppression_rule.tree IS 'the tree whose regions the publisher counts: no others are found in a table of this rule';

CREATE TABLE rule_measure (
	rule text NOT NULL REFERENCES suppression_rule ON UPDATE CASCADE ON DELETE CASCADE,
	measure text NOT NULL REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	hidden hidden_count NOT NULL DEFAULT '0..4',
	remainder boolean NOT NULL DEFAULT false,
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (rule, measure)
);

COMMENT ON TABLE rule_measure IS 'what a hidden cell of a measure stands for, where the rule has something else for it than for others';
COMMENT ON COLUMN rule_measure.rule IS 'the rule';
COMMENT ON COLUMN rule_measure.measure IS 'the measure';
COMMENT ON COLUMN rule_measure.hidden IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN rule_measure.remainder IS 'of a part: is it hidden also where the rest of the whole is small?';
COMMENT ON COLUMN rule_measure.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO suppression_rule (rule, reference) VALUES
	('imdi', true),
	('below five', true);

-- a page of the directorate of 2026 hides agreed_collective so in 9 of 11 counties
INSERT INTO rule_measure (rule, measure, remainder, reference) VALUES
	('imdi', 'agreed_collective', true, true),
	('imdi', 'settled_collective', true, true);

/*
 * One rule a publisher, of the same name: what it hides may be any count, and what
 * it leaves out is not known.  WONDER says that it hides one to nine.
 */
INSERT INTO suppression_rule (rule, dialect, hidden, absent_is_hidden, reference)
SELECT dialect, dialect, CASE dialect WHEN 'cdc' THEN '1..9' ELSE ':' END::hidden_count, false, true
FROM symbol_dialect
WHERE dialect <> 'imdi';

SELECT pg_extension_config_dump('suppression_rule', 'WHERE NOT reference');
SELECT pg_extension_config_dump('rule_measure', 'WHERE NOT reference');

CREATE TABLE suppression_exception (
	id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	rule text NOT NULL REFERENCES suppression_rule ON UPDATE CASCADE ON DELETE CASCADE,
	source text CHECK (source <> ''),
	validity daterange NOT NULL DEFAULT '(,)' CHECK (NOT isempty(validity)),
	region integer REFERENCES region,
	measure text NOT NULL REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	hidden hidden_count NOT NULL DEFAULT ':',
	reason text CHECK (reason <> '')
);
CREATE INDEX ON suppression_exception (rule);

COMMENT ON TABLE suppression_exception IS
	'where a rule does not hold: what a hidden cell of a measure stands for, in all regions, in a county or in one cell';
COMMENT ON COLUMN suppression_exception.id IS 'key';
COMMENT ON COLUMN suppression_exception.rule IS 'the rule that does not hold';
COMMENT ON COLUMN suppression_exception.source IS 'the source whose publications are meant, NULL for all of the rule';
COMMENT ON COLUMN suppression_exception.validity IS 'the dates of the publications that are meant';
COMMENT ON COLUMN suppression_exception.region IS
	'its own cell and those of the regions that are its parts: a municipality: its cell; a county: its own cell and those of its municipalities; NULL: all. the nearest counts';
COMMENT ON COLUMN suppression_exception.measure IS 'the measure';
COMMENT ON COLUMN suppression_exception.hidden IS 'what a hidden cell can be there, ":" if any count; of several that apply alike, what one of them allows';
COMMENT ON COLUMN suppression_exception.reason IS 'how that is known';

SELECT pg_extension_config_dump('suppression_exception', '');
SELECT pg_extension_config_dump('suppression_exception_id_seq', '');
/*
 * publication.sql: what publishers print, in long form: one row a cell that is stated, with what it can
 * be.  What ":" stands for is the rule of the publication; it is read once, when
 * the publication comes.  A table that is published again with other figures is
 * a new vintage; the old one stays.
 */

CREATE DOMAIN published_count AS suppressed_int
	CHECK (coalesce(lower(VALUE) >= 0, VALUE IS NULL));

COMMENT ON DOMAIN published_count IS 'a count as published: a number, ":" where it is hidden, or the bounds that are printed in its place';

CREATE TABLE publication (
	id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source text NOT NULL CHECK (source <> ''),
	date date NOT NULL,
	vintage integer NOT NULL DEFAULT 1 CHECK (vintage > 0),
	rule text NOT NULL REFERENCES suppression_rule,
	imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	UNIQUE (source, date, vintage)
);
-- the latest first
CREATE INDEX ON publication (date);

COMMENT ON TABLE publication IS 'who published when, and what its symbol for a hidden number stands for';
COMMENT ON COLUMN publication.id IS 'key';
COMMENT ON COLUMN publication.source IS 'who published, or where';
COMMENT ON COLUMN publication.date IS 'the date for which the numbers hold';
COMMENT ON COLUMN publication.vintage IS '1 as first published, 2 as first corrected, and so on';
COMMENT ON COLUMN publication.rule IS 'what a hidden cell stands for';
COMMENT ON COLUMN publication.imported_at IS 'when it was stored here; since then it is known';

CREATE TABLE busetting_internal.listing (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	region integer NOT NULL REFERENCES region,
	is_total boolean NOT NULL DEFAULT false,
	stated smallint[] NOT NULL DEFAULT '{}',
	hidden smallint[] NOT NULL DEFAULT '{}',
	value suppressed_int[],
	PRIMARY KEY (publication, region, is_total)
);
CREATE INDEX ON busetting_internal.listing (region);

COMMENT ON TABLE busetting_internal.listing IS 'the rows of publications, and the totals that they print below their tables; also those that state nothing';
COMMENT ON COLUMN busetting_internal.listing.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.listing.region IS 'the region';
COMMENT ON COLUMN busetting_internal.listing.is_total IS 'is it a printed total of the region, not a row of its own?';
-- the reading writes its cells once more, side by side: wide views would look up each of them
COMMENT ON COLUMN busetting_internal.listing.stated IS 'the keys of the measures that it states, as of the last reading';
COMMENT ON COLUMN busetting_internal.listing.hidden IS 'the keys of those that are hidden';
COMMENT ON COLUMN busetting_internal.listing.value IS 'what the measures with keys below 1000 can be, each at its key; those that came with the extension are among them';

CREATE TABLE busetting_internal.cell (
	publication integer NOT NULL,
	region integer NOT NULL,
	measure smallint NOT NULL REFERENCES measure (id),
	is_total boolean NOT NULL DEFAULT false,
	hidden boolean NOT NULL,
	loosened boolean NOT NULL DEFAULT false,
	value suppressed_int NOT NULL,
	own boolean NOT NULL DEFAULT false,
	PRIMARY KEY (publication, region, measure, is_total),
	FOREIGN KEY (publication, region, is_total) REFERENCES busetting_internal.listing ON DELETE CASCADE
);

COMMENT ON TABLE busetting_internal.cell IS 'the cells of publications, one row a cell that is stated';
COMMENT ON COLUMN busetting_internal.cell.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.cell.region IS 'the region';
COMMENT ON COLUMN busetting_internal.cell.measure IS 'the measure';
COMMENT ON COLUMN busetting_internal.cell.is_total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN busetting_internal.cell.hidden IS 'is it ":", or are bounds printed in its place?';
COMMENT ON COLUMN busetting_internal.cell.own IS 'are its bounds those that are printed? they hold whatever the rule is';
COMMENT ON COLUMN busetting_internal.cell.loosened IS 'is it any count, as the publication''s own sums refute the rule there?';
COMMENT ON COLUMN busetting_internal.cell.value IS 'the number, or what it can be';

-- apart, as few cells have any
CREATE TABLE busetting_internal.cell_flag (
	publication integer NOT NULL,
	region integer NOT NULL,
	measure smallint NOT NULL REFERENCES measure (id),
	is_total boolean NOT NULL DEFAULT false,
	flags text NOT NULL CHECK (flags <> ''),
	PRIMARY KEY (publication, region, measure, is_total),
	FOREIGN KEY (publication, region, is_total) REFERENCES busetting_internal.listing ON DELETE CASCADE
);

COMMENT ON TABLE busetting_internal.cell_flag IS 'what publishers say of cells, one row a cell of which they say something';
COMMENT ON COLUMN busetting_internal.cell_flag.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.cell_flag.region IS 'the region';
COMMENT ON COLUMN busetting_internal.cell_flag.measure IS 'the measure';
COMMENT ON COLUMN busetting_internal.cell_flag.is_total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN busetting_internal.cell_flag.flags IS 'the flags as printed; what they mean is in symbol_flag';

CREATE TABLE busetting_internal.region_sum (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	region integer NOT NULL,
	measure smallint NOT NULL,
	listed integer NOT NULL,
	absent integer NOT NULL,
	stated integer NOT NULL,
	hidden integer NOT NULL,
	visible bigint NOT NULL,
	total suppressed_bigint NOT NULL,
	total_with_absent suppressed_bigint NOT NULL,
	by_rule suppressed_bigint,
	by_rule_with_absent suppressed_bigint,
	PRIMARY KEY (publication, region, measure)
);

COMMENT ON TABLE busetting_internal.region_sum IS 'what the regions of a region add up to, one row a region that they are parts of and measure that one of them states';
COMMENT ON COLUMN busetting_internal.region_sum.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.region_sum.region IS 'the region that they are parts of';
COMMENT ON COLUMN busetting_internal.region_sum.measure IS 'the measure';
COMMENT ON COLUMN busetting_internal.region_sum.listed IS 'number of its regions that are listed';
COMMENT ON COLUMN busetting_internal.region_sum.absent IS 'number of those that are not';
COMMENT ON COLUMN busetting_internal.region_sum.stated IS 'number of those listed that state the measure';
COMMENT ON COLUMN busetting_internal.region_sum.hidden IS 'number of hidden cells';
COMMENT ON COLUMN busetting_internal.region_sum.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN busetting_internal.region_sum.total IS 'bounds of the sum of those that state the measure';
COMMENT ON COLUMN busetting_internal.region_sum.total_with_absent IS 'the same with those that are not listed';
COMMENT ON COLUMN busetting_internal.region_sum.by_rule IS 'what total were if the rule were kept to, NULL where it is the same';
COMMENT ON COLUMN busetting_internal.region_sum.by_rule_with_absent IS 'likewise of total_with_absent';

CREATE TABLE busetting_internal.absence (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	region integer NOT NULL,
	measure smallint NOT NULL,
	value suppressed_int NOT NULL,
	PRIMARY KEY (publication, region, measure)
);

COMMENT ON TABLE busetting_internal.absence IS 'what a region that is not listed can have by the rule, where it is hidden';
COMMENT ON COLUMN busetting_internal.absence.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.absence.region IS 'the region that it is part of, -1 for all others';
COMMENT ON COLUMN busetting_internal.absence.measure IS 'the measure';
COMMENT ON COLUMN busetting_internal.absence.value IS 'what it can have';

CREATE TABLE busetting_internal.contradiction (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	number integer NOT NULL,
	region integer NOT NULL,
	measure smallint NOT NULL,
	over text NOT NULL CHECK (over IN ('regions', 'printed total', 'parts')),
	breakdown text NOT NULL DEFAULT '',
	kind text NOT NULL CHECK (kind IN ('numbers', 'rule')),
	PRIMARY KEY (publication, number, region, measure, over, breakdown)
);

COMMENT ON TABLE busetting_internal.contradiction IS 'sums of publications that cannot all hold, one row a sum';
COMMENT ON COLUMN busetting_internal.contradiction.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.contradiction.number IS 'the sums of one number contradict each other';
COMMENT ON COLUMN busetting_internal.contradiction.region IS 'the region of the sum''s total';
COMMENT ON COLUMN busetting_internal.contradiction.measure IS 'its measure; of a sum over a part and the rest, the part';
COMMENT ON COLUMN busetting_internal.contradiction.over IS 'regions: of the region; printed total: the same, of the total beside the region''s row; parts: of the measure';
COMMENT ON COLUMN busetting_internal.contradiction.breakdown IS 'the breakdown whose parts are added up, or empty';
COMMENT ON COLUMN busetting_internal.contradiction.kind IS 'numbers: they cannot hold whatever the hidden cells are; rule: they could, if the rule were not kept to';

CREATE TABLE busetting_internal.reading (
	publication integer PRIMARY KEY REFERENCES publication ON DELETE CASCADE,
	version text NOT NULL,
	basis text NOT NULL,
	read_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

COMMENT ON TABLE busetting_internal.reading IS 'by what publications were read';
COMMENT ON COLUMN busetting_internal.reading.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.reading.version IS 'version of the reading: reading_version';
COMMENT ON COLUMN busetting_internal.reading.basis IS 'hash of its rule, its exceptions, the measures and the regions of its date: reading_basis';
COMMENT ON COLUMN busetting_internal.reading.read_at IS 'when it was read';

SELECT pg_extension_config_dump('publication', '');
SELECT pg_extension_config_dump('publication_id_seq', '');
SELECT pg_extension_config_dump('busetting_internal.listing', '');
SELECT pg_extension_config_dump('busetting_internal.cell', '');
SELECT pg_extension_config_dump('busetting_internal.cell_flag', '');
SELECT pg_extension_config_dump('busetting_internal.region_sum', '');
SELECT pg_extension_config_dump('busetting_internal.absence', '');
SELECT pg_extension_config_dump('busetting_internal.contradiction', '');
SELECT pg_extension_config_dump('busetting_internal.reading', '');
/*
 * reading.sql: publications are read when they come, and again when what they are read by
 * changes: their rule, an exception, a measure, a region, or the way of reading itself.
 */

CREATE FUNCTION busetting_internal.hidden_part(hidden suppressed_int, whole suppressed_int, remainder boolean) RETURNS suppressed_int
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.hidden_part(suppressed_int, suppressed_int, boolean) IS
	'bounds of a hidden part of a whole; with remainder it is hidden also where the rest is small';

/* With another version everything is read again, and until then no view shows figures: see publication_current. */
CREATE FUNCTION busetting_internal.reading_version() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
AS $$
	SELECT '2'::pg_catalog.text
$$;

COMMENT ON FUNCTION busetting_internal.reading_version() IS 'version of the way in which publications are read, and of the rows that come with the extension by which they are';

CREATE FUNCTION busetting_internal.refuse_reading(source text, date date) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	RAISE object_not_in_prerequisite_state USING
		MESSAGE = format('the publication of %s by %s is to be read again', date, quote_literal(source)),
		DETAIL = 'It was read by another version of the extension.',
		HINT = 'SELECT busetting.read_publications() reads all that are; so does every job.';
END
$$;

COMMENT ON FUNCTION busetting_internal.refuse_reading(text, date) IS 'error, as what a publication was read as does not hold';

CREATE FUNCTION busetting_internal.reading_basis(INOUT publication integer, OUT basis text) RETURNS SETOF record
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH measures AS MATERIALIZED (
		SELECT string_agg(concat_ws(',', m.id, m.part_of, m.breakdown), ';' ORDER BY m.id) AS text FROM measure AS m
	), rule AS MATERIALIZED (
		SELECT r.rule, r.tree, concat_ws(',', r.rule, r.tree, r.hidden, r.absent_is_hidden, r.tolerance, (
			SELECT string_agg(concat_ws(',', k.measure, k.hidden, k.remainder), ';' ORDER BY k.measure COLLATE "C") FROM rule_measure AS k WHERE k.rule = r.rule)) AS text
		FROM suppression_rule AS r
	), nameless AS MATERIALIZED (
		-- regions and dates without a name to show: triggers keep them out, but not those of a replica
		SELECT g.id, g.since, g.until
		FROM (SELECT r.id, greatest(r.since, lag(n.until, 1, '-infinity') OVER w) AS since, least(r.until, n.since) AS until
			  FROM region AS r JOIN region_name AS n ON n.region = r.id AND n.shown
			  WINDOW w AS (PARTITION BY r.id ORDER BY n.since)
			  UNION ALL
			  SELECT r.id, greatest(r.since, max(n.until)), r.until
			  FROM region AS r LEFT JOIN region_name AS n ON n.region = r.id AND n.shown
			  GROUP BY r.id) AS g
		WHERE g.since < g.until
	), dated AS MATERIALIZED (
		SELECT d.date, d.tree, (SELECT sum(hashint8extended(r.id, r.parent)) FROM region AS r WHERE r.tree = d.tree AND d.date >= r.since AND d.date < r.until) AS regions
		FROM (SELECT DISTINCT p.date, u.tree FROM publication AS p JOIN rule AS u ON u.rule = p.rule WHERE p.id = reading_basis.publication OR reading_basis.publication IS NULL) AS d
	)
	SELECT p.id, md5(concat_ws('|', busetting_internal.reading_version(), measures.text, rule.text, dated.regions, (
		SELECT string_agg(concat_ws(',', x.region, x.measure, x.hidden), ';' ORDER BY x.region, x.measure COLLATE "C", x.hidden)
		FROM suppression_exception AS x
		WHERE x.rule = p.rule AND x.validity @> p.date AND (x.source = p.source OR x.source IS NULL)), (
		SELECT string_agg(n.id::text, ',' ORDER BY n.id)
		FROM nameless AS n
		WHERE p.date >= n.since AND p.date < n.until
			AND (EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = n.id)
				 OR EXISTS (SELECT FROM busetting_internal.region_sum AS s WHERE s.publication = p.id AND s.region = n.id)))))
	FROM publication AS p
	CROSS JOIN measures
	JOIN rule ON rule.rule = p.rule
	JOIN dated ON dated.date = p.date AND dated.tree = rule.tree
	WHERE p.id = reading_basis.publication OR reading_basis.publication IS NULL
$$;

COMMENT ON FUNCTION busetting_internal.reading_basis(integer) IS 'hash of all that a publication, or of NULL each, is read by';

CREATE FUNCTION read_publications(publications integer[] DEFAULT NULL) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE COST 100000
	SET search_path = pg_catalog, busetting, pg_temp;

COMMENT ON FUNCTION read_publications(integer[]) IS
	'read publications again, without an argument all that were read by something else than what holds now; how many that were';

CREATE FUNCTION busetting_internal.read_stale_publications() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;
CREATE FUNCTION busetting_internal.read_new_publications() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;
CREATE FUNCTION busetting_internal.store_settlement() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;

CREATE FUNCTION busetting_internal.store_published_cell() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;

COMMENT ON FUNCTION busetting_internal.store_published_cell() IS 'trigger: store a cell of the view published_cell';

CREATE FUNCTION busetting_internal.store_published_row() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp;

COMMENT ON FUNCTION busetting_internal.store_published_row() IS 'trigger: store a row of the view published_row as cells';
COMMENT ON FUNCTION busetting_internal.read_stale_publications() IS 'trigger: read publications that were read by something else than what holds now';
COMMENT ON FUNCTION busetting_internal.read_new_publications() IS 'trigger: read publications of which rows were stored';
COMMENT ON FUNCTION busetting_internal.store_settlement() IS 'trigger: store a row of a view as cells';

CREATE TRIGGER read AFTER UPDATE OF rule, source, date ON publication
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON measure
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER UPDATE ON suppression_rule
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON rule_measure
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON suppression_exception
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON region
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_stale_publications();

-- a listed region that has no name to show, or is not in force, would not be in every view

CREATE FUNCTION busetting_internal.keep_listed_region() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE
	SET search_path = pg_catalog, busetting, pg_temp
	SET datestyle = ISO;

COMMENT ON FUNCTION busetting_internal.keep_listed_region() IS
	'trigger: error where a region that a publication lists, or a part of it, would have no name to show or not be in force';

-- at the end of the transaction: a name that ends comes before the one that follows it
CREATE CONSTRAINT TRIGGER keep_shown AFTER UPDATE OR DELETE ON region_name
	DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN (OLD.shown) EXECUTE FUNCTION busetting_internal.keep_listed_region();
CREATE CONSTRAINT TRIGGER keep_listed AFTER UPDATE OF validity ON region
	DEFERRABLE INITIALLY DEFERRED
	FOR EACH ROW WHEN (OLD.validity <> NEW.validity) EXECUTE FUNCTION busetting_internal.keep_listed_region();
/*
 * vintage.sql: which publications and vintages are shown, and what a revision
 * changed.
 */

/*
 * Views read with their owner's rights, and the row-level security of publication is none of the
 * owner's.  Functions in them run as who asks: so every view has publications from here, with
 * the rows that policies show to who asks, as if there were no others.  The planner takes what
 * is so written for nearly always true, as it is without policies.  Both views stand on the table
 * itself: how far pg_dump walks from a view grows with each that it stands on.
 */
CREATE FUNCTION busetting_internal.visible_publication() RETURNS SETOF integer
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT id FROM publication
$$;

COMMENT ON FUNCTION busetting_internal.visible_publication() IS 'publications that row-level security shows to who asks';

CREATE VIEW busetting_internal.publication_visible AS
SELECT id, source, date, vintage, rule, imported_at
FROM publication
WHERE CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR id IN (SELECT busetting_internal.visible_publication()) THEN true END IS NOT NULL;

COMMENT ON VIEW busetting_internal.publication_visible IS 'publications, all vintages, as far as row-level security shows them to who asks';

CREATE FUNCTION busetting_internal.as_known_on() RETURNS timestamptz
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.as_known_on() IS
	'time as of which publications are shown: the setting busetting.as_known_on, infinity where it is empty';

/*
 * What was read by another version of the extension is refused: figures that do not hold are worse than
 * none.  One look-up a publication; of one that lists nothing nothing is read.
 */
CREATE VIEW publication_current AS
SELECT p.id, p.source, p.date, p.vintage, p.rule, p.imported_at
FROM publication AS p
WHERE p.imported_at <= busetting_internal.as_known_on()
	AND CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR p.id IN (SELECT busetting_internal.visible_publication()) THEN
		CASE WHEN (SELECT r.version FROM busetting_internal.reading AS r WHERE r.publication = p.id) = busetting_internal.reading_version()
				 OR NOT EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id OFFSET 0) THEN true
			 ELSE busetting_internal.refuse_reading(p.source, p.date) END END IS NOT NULL
	-- one index look-up each (OFFSET 0): a join would read all publications for one
	AND NOT EXISTS (
		SELECT FROM publication AS later
		WHERE later.source = p.source AND later.date = p.date AND later.vintage > p.vintage
			AND later.imported_at <= busetting_internal.as_known_on()
			AND CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR later.id IN (SELECT busetting_internal.visible_publication()) THEN true END IS NOT NULL
		OFFSET 0)
-- views on it have the latest first without sorting their rows
ORDER BY p.date DESC;

COMMENT ON VIEW publication_current IS
	'the latest vintage of each source and date, as known on the time of the setting busetting.as_known_on';

CREATE VIEW publication_reading AS
SELECT p.id AS publication, r.basis, r.read_at
FROM publication AS p
JOIN busetting_internal.reading AS r ON r.publication = p.id
WHERE CASE WHEN NOT (SELECT row_security_active('publication'::regclass)) OR p.id IN (SELECT busetting_internal.visible_publication()) THEN true END IS NOT NULL;

COMMENT ON VIEW publication_reading IS 'by what publications were read, all vintages, and when';
COMMENT ON COLUMN publication_reading.basis IS 'hash of its rule, its exceptions, the measures and the regions of its date';
COMMENT ON COLUMN publication_reading.read_at IS 'when it was read';

/* Each vintage against the one before it, cell by cell. */
CREATE VIEW revision AS
SELECT p.source, p.date, p.vintage, p.imported_at, p.id AS publication, p.previous AS previous_publication,
	   r.level, r.code, n.name, c.is_total AS total, m.measure, c.previous, c.value,
	   CASE WHEN c.previous IS NULL THEN 'added'
			WHEN c.value IS NULL THEN 'removed'
			WHEN c.value = ':' THEN 'hidden'
			WHEN c.previous = ':' THEN 'shown'
			ELSE 'changed' END AS change,
	   c.value - c.previous AS difference
FROM (SELECT *, lag(id) OVER (PARTITION BY source, date ORDER BY vintage) AS previous FROM busetting_internal.publication_visible) AS p
CROSS JOIN LATERAL (
	SELECT o.is_total, o.region, o.measure,
		   max(CASE WHEN o.hidden AND NOT o.own THEN ':' ELSE o.value END) FILTER (WHERE o.publication = p.previous) AS previous,
		   max(CASE WHEN o.hidden AND NOT o.own THEN ':' ELSE o.value END) FILTER (WHERE o.publication = p.id) AS value
	FROM busetting_internal.cell AS o
	WHERE o.publication IN (p.id, p.previous)
	GROUP BY o.is_total, o.region, o.measure
) AS c
JOIN measure AS m ON m.id = c.measure
JOIN region AS r ON r.id = c.region
JOIN region_name AS n ON n.region = c.region AND n.shown AND busetting_internal.in_force(p.date, n.since, n.until)
WHERE p.previous IS NOT NULL AND p.imported_at <= busetting_internal.as_known_on()
	-- IS DISTINCT FROM names no operator: a dump of it could not be restored by pg_upgrade
	AND (c.value = c.previous) IS NOT TRUE;

COMMENT ON VIEW revision IS 'what each new vintage of a publication changed, as published, one row a cell';
COMMENT ON COLUMN revision.vintage IS 'the vintage that made the change';
COMMENT ON COLUMN revision.previous_publication IS 'the vintage before it';
COMMENT ON COLUMN revision.total IS 'is it a sum that the publication prints, not the region''s own row?';
COMMENT ON COLUMN revision.previous IS 'as published before, NULL if not stated';
COMMENT ON COLUMN revision.value IS 'as published now, NULL if not stated';
COMMENT ON COLUMN revision.change IS 'added, removed, hidden (a number before), shown (hidden before) or changed';
COMMENT ON COLUMN revision.difference IS 'value less previous; what follows without the rule where one of them is hidden';
/*
 * view.sql: the cells of publications and what they add up to, long and wide.  Publications are
 * read when they come: views only add up and join, and stand on tables and on
 * publication_current, on nothing else.
 *
 * Each view joins all that it has of a publication for each publication by itself (ORDER BY keeps it
 * so), the latest first: whoever asks for the last hundred rows waits for these alone,
 * and for one region's history for that region's.  That a name is of the date is a condition on
 * both sides of a join: so written, names are hashed once, and not once a publication.
 */

-- long

CREATE VIEW figure AS
SELECT p.id AS publication, p.source, p.date, r.level, r.code, n.name, m.measure, c.is_total AS total,
	   CASE WHEN c.hidden AND NOT c.own THEN ':' ELSE c.value END AS published, c.value, c.hidden, c.loosened, c.region, r.parent, f.flags
FROM publication_current AS p
JOIN busetting_internal.cell AS c ON c.publication = p.id
LEFT JOIN busetting_internal.cell_flag AS f ON f.publication = c.publication AND f.region = c.region AND f.measure = c.measure AND f.is_total = c.is_total
JOIN measure AS m ON m.id = c.measure
JOIN region AS r ON r.id = c.region
-- all names at once (OFFSET 0): looking up one for each cell takes as long as all the rest
JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n
	ON n.region = c.region AND busetting_internal.in_force(p.date, n.since, n.until);

COMMENT ON VIEW figure IS 'every cell that publications state, their latest vintage, with what it can be';
COMMENT ON COLUMN figure.total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN figure.published IS 'the cell as published: a number, or ":"';
COMMENT ON COLUMN figure.value IS 'the number, or what a hidden one can be';
COMMENT ON COLUMN figure.flags IS 'what the publisher says of it, as printed: see symbol_flag; NULL where nothing';
COMMENT ON COLUMN figure.hidden IS 'is it ":"?';
COMMENT ON COLUMN figure.loosened IS 'do the publication''s own sums refute its rule there? then it can be any count';
COMMENT ON COLUMN figure.parent IS 'key of the region that it is part of';

/*
 * A region's sums are looked up for it: so its history is read alone.  What a reader's own condition sees of a sum is
 * that of the publication at hand (OFFSET 0): below, it might come before the condition on publication.
 */
DO $$
DECLARE
	summed constant text := $summed$
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT r.level, r.code, n.name, m.measure, s.region, s.total, s.visible, s.hidden, s.listed, s.absent, s.listed - s.stated AS not_stated, s.total_with_absent, %s AS absent_names
	FROM region AS r
	JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
	CROSS JOIN LATERAL (
		SELECT s.region, s.measure, s.listed, s.absent, s.stated, s.hidden, s.visible, s.total, s.total_with_absent
		FROM busetting_internal.region_sum AS s
		WHERE s.publication = p.id AND s.region = r.id
		OFFSET 0) AS s
	JOIN measure AS m ON m.id = s.measure
	%s
	ORDER BY s.region
) AS s
ORDER BY p.date DESC
$summed$;
	-- not each municipality is asked for its sums
	whole constant text := 'WHERE r.id IN (SELECT o.parent FROM region AS o)';
BEGIN
	EXECUTE 'CREATE VIEW region_total AS
		SELECT p.id AS publication, p.source, p.date, s.level, s.code, s.name, s.measure,
			   s.total, s.visible, s.hidden, s.listed, s.absent, s.total_with_absent, s.not_stated, s.region' || format(summed, 'NULL::text[]', whole);
	EXECUTE 'CREATE VIEW county_total AS
		SELECT p.id AS publication, p.source, p.date, s.code, s.name AS county, s.measure,
			   s.total, s.visible, s.hidden::bigint AS hidden, s.listed::bigint AS municipalities, s.absent::bigint AS absent,
			   s.absent_names, s.total_with_absent, s.not_stated::bigint AS not_stated, s.region' || format(summed, 'CASE WHEN s.absent > 0 THEN a.names END', $names$
	CROSS JOIN LATERAL (
		SELECT ARRAY(
			SELECT a.name
			FROM region AS o
			JOIN region_name AS a ON a.region = o.id AND a.shown AND busetting_internal.in_force(p.date, a.since, a.until)
			WHERE o.parent = r.id AND busetting_internal.in_force(p.date, o.since, o.until) AND NOT EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = o.id OFFSET 0)
			ORDER BY o.code COLLATE "C") AS names
		-- of all measures at once
		OFFSET 0) AS a
	WHERE r.level = 'county'$names$);
	EXECUTE 'CREATE VIEW report_total AS
		SELECT p.id::bigint AS publication, p.source, p.date, s.level, s.code, s.name, s.measure,
			   CASE WHEN NOT is_suppressed(s.total_with_absent) THEN lower(s.total_with_absent) END AS value,
			   CASE WHEN is_suppressed(s.total_with_absent) THEN CASE WHEN s.hidden > 0 THEN '':'' ELSE ''..'' END END AS symbol,
			   lower(s.total_with_absent) AS low, upper(s.total_with_absent) AS high, s.visible, s.hidden::bigint AS hidden, s.listed::bigint AS listed,
			   s.absent::bigint AS absent, s.not_stated::bigint AS not_stated' || format(summed, 'NULL::text[]', whole);
END
$$;

COMMENT ON VIEW region_total IS 'sums of the regions that a publication lists, one row a region that they are parts of and measure';
COMMENT ON COLUMN region_total.total IS 'bounds of the sum of the regions listed; what one does not state is not in it';
COMMENT ON COLUMN region_total.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN region_total.hidden IS 'number of hidden cells';
COMMENT ON COLUMN region_total.listed IS 'number of its regions that are listed';
COMMENT ON COLUMN region_total.absent IS 'number of its regions that are not listed';
COMMENT ON COLUMN region_total.total_with_absent IS 'bounds of the sum: those absent counted by the rule, and what one that is listed does not state as any count';
COMMENT ON COLUMN region_total.not_stated IS 'number of regions that are listed but do not state the measure';

COMMENT ON VIEW county_total IS 'sums of the municipalities that a publication lists, one row a county and measure';
COMMENT ON COLUMN county_total.total IS 'bounds of the sum of the municipalities listed; what one does not state is not in it';
COMMENT ON COLUMN county_total.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN county_total.hidden IS 'number of hidden cells';
COMMENT ON COLUMN county_total.municipalities IS 'number of municipalities listed';
COMMENT ON COLUMN county_total.absent IS 'number of the county''s municipalities that are not listed';
COMMENT ON COLUMN county_total.absent_names IS 'their names';
COMMENT ON COLUMN county_total.total_with_absent IS 'bounds of the county''s sum: those absent counted by the rule, and what one that is listed does not state as any count';
COMMENT ON COLUMN county_total.not_stated IS 'number of municipalities that are listed but do not state the measure';

COMMENT ON VIEW report_total IS 'what the regions of a region add up to, one row a region and measure, in plain types';
COMMENT ON COLUMN report_total.value IS 'the sum; NULL where it is not certain';
COMMENT ON COLUMN report_total.symbol IS '":" where it is not certain for hidden cells; ".." where it is not for regions alone that are absent or do not state the measure';
COMMENT ON COLUMN report_total.low IS 'it is at least this';
COMMENT ON COLUMN report_total.high IS 'it is at most this; NULL where there is no limit';
COMMENT ON COLUMN report_total.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN report_total.hidden IS 'number of hidden cells';
COMMENT ON COLUMN report_total.listed IS 'number of regions listed';
COMMENT ON COLUMN report_total.absent IS 'number of regions that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN report_total.not_stated IS 'number of regions that are listed but do not state the measure; in the sum they can have any count';

/*
 * Published against summed.  A region can have a row and a printed total; each is compared.  What a
 * region that is listed does not state can be any count.  One text for all levels, for counties
 * and for what contradicts, as none of these stands on another.
 */
DO $$
DECLARE
	compared constant text := $compared$
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT r.level, r.code, n.name, m.measure, s.value::suppressed_bigint AS published, s.is_total, s.region, s.hidden, s.absent, s.listed - s.stated AS not_stated, s.visible,
		   s.value + suppressed_bigint(-u.tolerance, u.tolerance) AS rounded, s.total, s.with_absent
	FROM suppression_rule AS u
	CROSS JOIN region AS r
	JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
	CROSS JOIN LATERAL (
		SELECT s.region, s.measure, s.listed, s.absent, s.stated, s.hidden, s.visible, o.value, o.is_total,
			   coalesce(s.by_rule, s.total) AS total, coalesce(s.by_rule_with_absent, s.total_with_absent) AS with_absent
		FROM busetting_internal.region_sum AS s
		JOIN busetting_internal.cell AS o ON o.publication = s.publication AND o.region = s.region AND o.measure = s.measure
		WHERE s.publication = p.id AND s.region = r.id
		OFFSET 0) AS s
	JOIN measure AS m ON m.id = s.measure
	-- as above
	WHERE u.rule = p.rule AND r.id IN (SELECT o.parent FROM region AS o) AND %s
	ORDER BY s.region
) AS s
CROSS JOIN LATERAL (
	SELECT s.rounded && s.with_absent AS consistent,
		   CASE WHEN s.rounded >> s.with_absent THEN lower(s.published) - upper(s.with_absent)
				WHEN s.rounded << s.with_absent THEN upper(s.published) - lower(s.with_absent)
				ELSE 0 END AS deviation
) AS d
ORDER BY p.date DESC
$compared$;
	counts constant text := 's.published, s.is_total AS printed_total, s.total, s.with_absent AS total_with_absent, s.hidden::bigint AS hidden, s.absent::bigint AS absent';
	left_over constant text := 's.rounded - s.visible AS left_for_hidden, s.with_absent - s.visible AS rule_allows, d.consistent, d.deviation';
BEGIN
	EXECUTE format('CREATE VIEW total_reconciliation AS SELECT p.id AS publication, p.source, p.date, s.level, s.code, s.name, s.measure, %s, %s', counts, left_over) || format(compared, 'true');
	EXECUTE format('CREATE VIEW reconciliation AS SELECT p.id AS publication, p.source, p.date, s.level, s.code, s.name, s.measure, %s, s.not_stated::bigint AS not_stated, %s, s.region', counts, left_over)
		|| format(compared, 'true');
	EXECUTE format('CREATE VIEW county_reconciliation AS SELECT p.id AS publication, p.source, p.date, s.code, s.name AS county, s.measure, %s, %s', counts, left_over)
		|| format(compared, 'r.level = ''county''');
END
$$;

COMMENT ON VIEW total_reconciliation IS 'the figure that is published of a region against the sum of its parts by the rule';

DO $$
DECLARE
	compared text;
BEGIN
	FOREACH compared IN ARRAY '{total_reconciliation,reconciliation,county_reconciliation}'::text[] LOOP
		EXECUTE (
			SELECT string_agg(format('COMMENT ON COLUMN %I.%I IS %L', compared, c.name, c.comment), ';')
			FROM (VALUES
				('published', 'the region''s own figure'),
				('printed_total', 'does it stand as the total of a table, not as a row?'),
				('total', 'bounds of the sum of the parts listed, as the rule has it'),
				('total_with_absent', 'the same with the parts that are not listed, counted by the rule, and what one that is listed does not state as any count'),
				('hidden', 'number of hidden cells'),
				('absent', 'number of parts that are not listed'),
				('left_for_hidden', 'what the hidden cells and the absent parts must have together'),
				('rule_allows', 'what they can have by the rule'),
				('consistent', 'can the published figure be the sum, within the rule''s tolerance?'),
				('deviation', 'by how much the published figure misses the nearest possible sum; 0 if consistent')) AS c(name, comment));
	END LOOP;
END
$$;

COMMENT ON VIEW reconciliation IS 'the same as total_reconciliation, with the number of parts that do not state the measure';
COMMENT ON COLUMN reconciliation.not_stated IS 'number of parts that are listed but do not state the measure';
COMMENT ON VIEW county_reconciliation IS 'the figure that is published of a county against the sum of its municipalities by the rule';

/* What was found when the publication was read, one row a sum; what the sum's total is and what its regions can be stands beside it. */
CREATE VIEW contradiction AS
SELECT p.id AS publication, p.source, p.date, r.level, r.code, n.name, m.measure, o.value::suppressed_bigint AS published, w.possible AS sum,
	   CASE WHEN o.value + t.slack >> w.possible THEN lower(o.value) - upper(w.possible)
			WHEN o.value + t.slack << w.possible THEN upper(o.value) - lower(w.possible)
			ELSE 0 END AS deviation,
	   s.hidden::bigint AS hidden, s.absent::bigint AS absent, w.possible - s.visible AS rule_allows, o.value + t.slack - s.visible AS left_for_hidden,
	   x.number, x.kind, CASE WHEN x.over = 'parts' THEN coalesce(nullif(x.breakdown, ''), 'part') ELSE x.over END AS over
FROM publication_current AS p
JOIN busetting_internal.contradiction AS x ON x.publication = p.id
JOIN suppression_rule AS u ON u.rule = p.rule
JOIN measure AS m ON m.id = x.measure
JOIN region AS r ON r.id = x.region
JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n
	ON n.region = x.region AND busetting_internal.in_force(p.date, n.since, n.until)
LEFT JOIN busetting_internal.region_sum AS s ON s.publication = p.id AND s.region = x.region AND s.measure = x.measure AND x.over <> 'parts'
LEFT JOIN LATERAL (
	SELECT c.value FROM busetting_internal.cell AS c
	WHERE c.publication = p.id AND c.region = x.region AND c.measure = x.measure
	ORDER BY c.is_total <> (x.over = 'printed total') LIMIT 1) AS o ON true
CROSS JOIN LATERAL (SELECT suppressed_bigint(-u.tolerance, u.tolerance) AS slack) AS t
CROSS JOIN LATERAL (SELECT coalesce(s.by_rule_with_absent, s.total_with_absent) AS possible) AS w;

COMMENT ON VIEW contradiction IS 'sums of a publication that cannot all hold, one row a sum; those of one number contradict each other, and any of them alone could hold, unless it is alone';
COMMENT ON COLUMN contradiction.published IS 'the figure that is published of the region; of a sum of a part and the rest, that of the part';
COMMENT ON COLUMN contradiction.sum IS 'what its regions can add up to by the rule; NULL of a sum of parts';
COMMENT ON COLUMN contradiction.deviation IS 'by how much the published figure misses that; 0 where it is refuted only together with other sums';
COMMENT ON COLUMN contradiction.hidden IS 'number of hidden cells';
COMMENT ON COLUMN contradiction.absent IS 'number of regions that are not listed';
COMMENT ON COLUMN contradiction.rule_allows IS 'what these can hold together by the rule';
COMMENT ON COLUMN contradiction.left_for_hidden IS 'what they must hold together; below zero where the visible numbers alone are too many';
COMMENT ON COLUMN contradiction.number IS 'the sums of one publication and number contradict each other';
COMMENT ON COLUMN contradiction.kind IS 'numbers: whatever the hidden cells are; rule: by what the rule says of hidden cells';
COMMENT ON COLUMN contradiction.over IS 'what is added up: regions; printed total: the same, against the total beside the region''s row; part: the part and the rest; else the parts of that breakdown';

/* Two publications at a time, and a publication by itself where a region has a row and a total. */
CREATE VIEW publication_reconciliation AS
SELECT a.date, r.level, r.code, n.name, m.measure, a.source, c.value::suppressed_bigint AS value, b.source AS other_source, c.other_value::suppressed_bigint AS other_value,
	   c.value && c.other_value AS consistent,
	   c.value - c.other_value AS difference
FROM publication_current AS a
JOIN publication_current AS b ON b.date = a.date AND b.id >= a.id
	AND (b.id > a.id OR EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = a.id AND l.is_total
								AND EXISTS (SELECT FROM busetting_internal.listing AS k WHERE k.publication = a.id AND k.region = l.region AND NOT k.is_total)))
CROSS JOIN LATERAL (
	SELECT c.region, c.measure, c.value, o.value AS other_value
	FROM busetting_internal.cell AS c
	JOIN busetting_internal.cell AS o ON o.region = c.region AND o.measure = c.measure
	WHERE c.publication = a.id AND o.publication = b.id AND (b.id > a.id OR o.is_total AND NOT c.is_total)
	OFFSET 0
) AS c
JOIN measure AS m ON m.id = c.measure
JOIN region AS r ON r.id = c.region
JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n
	ON n.region = c.region AND busetting_internal.in_force(a.date, n.since, n.until);

COMMENT ON VIEW publication_reconciliation IS 'what two publications, or a publication''s row and its total, say of the same region, date and measure';
COMMENT ON COLUMN publication_reconciliation.consistent IS 'can both be true?';
COMMENT ON COLUMN publication_reconciliation.difference IS 'value less other_value';

-- wide, of the measures that come with the extension

DO $do$
DECLARE
	-- of each measure, from rows c of one publication, grouped by region
	published text := $$max(CASE WHEN c.hidden AND NOT c.own THEN ':' ELSE c.value END) FILTER (WHERE c.measure = %1$s) AS %2$I$$;
	own text := $$coalesce(max(c.value) FILTER (WHERE c.measure = %1$s AND NOT c.is_total), max(c.value) FILTER (WHERE c.measure = %1$s)) AS %2$I$$;
	row_only text := $$max(c.value) FILTER (WHERE c.measure = %1$s) AS %2$I$$;
	-- what a reader's own condition sees is of the publication at hand
	side_by_side text := $$CASE WHEN l.publication = p.id THEN l.value[%1$s] END AS %2$I$$;
	counted text := $$g.%2$I::published_count AS %2$I$$;
	columns text := $$g.%2$I$$;
	named constant text := $$JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)$$;
	derived constant text := $$
		   g.agreed - g.settled AS gap,
		   g.agreed_collective - g.settled_collective AS gap_collective,
		   g.settled + g.agreed AS pipeline,
		   share(g.settled, g.agreed) AS progress$$;
	total record;
BEGIN
	SELECT string_agg(format(published, id, measure), ', ' ORDER BY position), string_agg(format(own, id, measure), ', ' ORDER BY position),
		   string_agg(format(row_only, id, measure), ', ' ORDER BY position), string_agg(format(side_by_side, id, measure), ', ' ORDER BY position), string_agg(format(counted, id, measure), ', ' ORDER BY position),
		   string_agg(format(columns, id, measure), ', ' ORDER BY position)
	INTO published, own, row_only, side_by_side, counted, columns
	FROM measure;

	FOR total IN SELECT * FROM (VALUES ('settlement', 'NOT l.is_total'), ('settlement_total', 'l.is_total')) AS t(name, condition) LOOP
		EXECUTE format($view$
			CREATE VIEW %I AS
			SELECT l.publication, l.region, %s
			FROM busetting_internal.publication_visible AS p
			JOIN busetting_internal.listing AS l ON l.publication = p.id
			LEFT JOIN LATERAL (
				SELECT %s
				FROM busetting_internal.cell AS c
				WHERE c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total) AS g ON true
			WHERE %s$view$, total.name, counted, published, total.condition);
	END LOOP;

	EXECUTE format($view$
		CREATE VIEW settlement_bounds AS
		SELECT p.id AS publication, p.source, p.date, r.id AS region, r.level, r.code, n.name, r.parent, %s, ROW(p.id, g.region, %s)::settlement AS published
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT c.region, %s, %s
			FROM busetting_internal.cell AS c
			WHERE c.publication = p.id AND NOT c.is_total
			GROUP BY c.region
			UNION ALL
			SELECT l.region, %s
			FROM busetting_internal.listing AS l
			WHERE l.publication = p.id AND NOT l.is_total AND l.stated = '{}') AS g
		JOIN region AS r ON r.id = g.region
		JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n
			ON n.region = r.id AND busetting_internal.in_force(p.date, n.since, n.until)$view$,
		columns, regexp_replace(columns, '(g\.\w+)', '\1_published', 'g'), row_only, regexp_replace(published, '( AS \w+)', '\1_published', 'g'),
		(SELECT string_agg('NULL, NULL', ', ') FROM measure));

	EXECUTE format($view$
		CREATE VIEW municipality_gap AS
		SELECT p.id AS publication, p.source, p.date, g.code, g.name AS municipality, g.county_code, g.county, %s, %s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT r.code, n.name, u.code AS county_code, un.name AS county, %s
			FROM busetting_internal.listing AS l
			JOIN region AS r ON r.id = l.region AND r.level = 'municipality'
			JOIN region AS u ON u.id = r.parent
			%s
			%s
			WHERE l.publication = p.id AND NOT l.is_total
			ORDER BY l.region) AS g
		ORDER BY p.date DESC$view$, columns, derived, side_by_side, named, regexp_replace(regexp_replace(named, '\mn\M', 'un', 'g'), 'r\.id', 'u.id', 'g'));

	EXECUTE format($view$
		CREATE VIEW county_gap AS
		SELECT p.id AS publication, p.source, p.date, g.code, g.county, %s, %s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT r.code, n.name AS county, %s
			FROM region AS r
			%s
			JOIN busetting_internal.listing AS l ON l.publication = p.id AND l.region = r.id
			LEFT JOIN busetting_internal.cell AS c ON c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total
			WHERE r.level = 'county'
			GROUP BY r.id, n.name) AS g
		ORDER BY p.date DESC$view$, columns, derived, own, named);

	EXECUTE format($view$
		CREATE VIEW national_gap AS
		SELECT p.id AS publication, p.source, p.date, g.counties, %s, %s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT count(*) AS counties, %s
			FROM (SELECT l.region, %s
				  FROM region AS r
				  JOIN busetting_internal.listing AS l ON l.publication = p.id AND l.region = r.id
				  LEFT JOIN busetting_internal.cell AS c ON c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total
				  WHERE r.level = 'county'
				  GROUP BY l.region) AS g
			HAVING count(*) > 0) AS g
		ORDER BY p.date DESC$view$, columns, derived, regexp_replace(columns, '(g\.(\w+))', 'sum(\1) + CASE WHEN count(\1) < count(*) THEN '':''::suppressed_bigint ELSE 0 END AS \2', 'g'), own);
END
$do$;

COMMENT ON VIEW settlement IS 'the cells of publications as published, one row a region; NULL where nothing is stated. Rows can be inserted, updated and deleted';
COMMENT ON VIEW settlement_total IS 'the totals that publications print below their tables, as published';
COMMENT ON COLUMN settlement.region IS 'the region: a municipality, a county or the country';
COMMENT ON COLUMN settlement_total.region IS 'the region of which it is the total: a county or the country';
COMMENT ON VIEW settlement_bounds IS 'cells of publications, their latest vintage, with the bounds that the publication''s rule gives them';
COMMENT ON COLUMN settlement_bounds.parent IS 'key of the region that it is part of';
COMMENT ON COLUMN settlement_bounds.published IS 'the cells as published';
COMMENT ON VIEW municipality_gap IS 'agreed less settled, municipality by municipality, with bounds';
COMMENT ON VIEW county_gap IS 'agreed less settled as counties'' own figures are published, their row or else the total that is printed of them, with bounds';
COMMENT ON VIEW national_gap IS 'agreed less settled, summed over the counties that a publication lists; what one of them does not state can be any count';
COMMENT ON COLUMN national_gap.counties IS 'number of counties listed';

CREATE TRIGGER store INSTEAD OF INSERT OR UPDATE OR DELETE ON settlement
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.store_settlement('row');
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON settlement
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_new_publications();
CREATE TRIGGER store INSTEAD OF INSERT OR UPDATE OR DELETE ON settlement_total
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.store_settlement('total');
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON settlement_total
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_new_publications();
/*
 * title.sql: what the lines above a table say of its numbers: of which date they are, that they are
 * no persons, and that they are not of all.
 */

/* Headings and titles in small letters, whatever the database's locale is; inlined, with every name qualified. */
CREATE FUNCTION busetting_internal.small_letters(line text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
	SELECT pg_catalog.translate(pg_catalog.lower(line COLLATE pg_catalog."C"), 'ÆØÅÄÖÁÉÈÊÓÒÔČĐŊŠŦŽ', 'æøåäöáéèêóòôčđŋšŧž')
$$;

COMMENT ON FUNCTION busetting_internal.small_letters(text) IS 'text in small letters, those of the languages of Norway and its neighbours too';

/* The months, in full and short, as a part of a pattern. */
CREATE FUNCTION busetting_internal.title_months() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT '(januar|january|jan|februar|february|feb|mars|march|mar|april|apr|mai|may|juni|june|jun|juli|july|jul|august|aug|september|sept|sep|oktober|october|okt|oct|november|nov|desember|december|des|dec)'
$$;

COMMENT ON FUNCTION busetting_internal.title_months() IS 'pattern of the names of months, in Norwegian and English';

/* Years of two digits behind a month or an apostrophe, "jan-22" and "'21", in full. */
CREATE FUNCTION busetting_internal.title_years(line text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN line !~ '[[:alpha:]][.]?[[:space:]]?[-''’‘´`]?[[:space:]]?[0-9]{2}(?![0-9])|[''’‘´`][0-9]{2}(?![0-9])' THEN line
				ELSE regexp_replace(regexp_replace(regexp_replace(line, m.pattern || '[.]?[[:space:]]?[-''’‘´`][[:space:]]?([0-9]{2})(?![0-9])', '\1 20\2', 'g'),
									'([0-9][.][[:space:]]?)' || m.pattern || '[.]?[[:space:]]([12][0-9])(?![0-9.:,/-]|[[:space:]]+[[:alpha:]])', '\1\2 20\3', 'g'),
									'(^|[[:space:](/])[''’‘´`]([0-9]{2})(?![0-9])', '\1 20\2', 'g') END
	FROM (SELECT '\m' || busetting_internal.title_months() AS pattern) AS m
$$;

COMMENT ON FUNCTION busetting_internal.title_years(text) IS 'a line in small letters with its years of two digits in full';

/*
 * The periods that a line names, the exact ones first: 18.05.2022, 18.05.22, 18. mai 2022, 2022-05-18; uke 20 2022; mai
 * 2022, 1. kvartal 2022; 2022.  Where no year stands beside one, it is of the line's or of the one given.  Of "uke 1-20" and
 * "januar-mai" it is the last, by whose end all of them are counted.  alone says that what is counted between its ends is
 * less than what is counted from the year's beginning on: "i mai", "februar-mai", "Q3", "2018-2022".
 */
CREATE FUNCTION busetting_internal.title_dates(line text, default_year integer DEFAULT NULL, OUT rank integer, OUT dates daterange, OUT alone boolean, OUT period text) RETURNS SETOF record
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000 ROWS 2
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH word AS (
		-- a pattern that nothing can be of is not compiled
		SELECT w.*, CASE WHEN strpos(w.text, '.') > 0 THEN w.text END AS pointed, CASE WHEN strpos(w.text, '/') > 0 THEN w.text END AS slashed, CASE WHEN w.text ~ '[-–—]' THEN w.text END AS dashed,
			   -- forms that are rare: 20220430, 2022.04.30, 110522; 2022-04, 04/2022, "måned 4"
			   CASE WHEN w.text ~ '[0-9]{6}|(19|20)[0-9]{2}[-–./m][0-9]|[0-9][./-](19|20)[0-9]|mån|mnd|month' THEN w.text END AS rare
		FROM (
			-- alone, "may" is no month
			SELECT regexp_replace(t.text, '\m(in|during|until|through|by) may\M(?![ ,/]+[12][0-9]{3})', '\1 mai', 'g') AS text, coalesce(substring(line FROM '(?<![0-9.,-])(19[89][0-9]|20[0-4][0-9])(?![0-9.,]?[0-9]|-[0-9])'), default_year::text) AS year,
				   busetting_internal.title_months() || '[.]?' AS months,
				   -- where no year stands beside them
				   '(januar|january|februar|february|mars|march|april|mai|juni|june|juli|july|august|september|oktober|october|november|desember|december)' AS whole_months,
				   '(?:\m(i|in|during|under|løpet av|laupet av)[[:space:]]+)?' AS during, '[[:space:]]*(?:[-–—]|til og med|til|t[.]?o[.]?m[.]?|to)[[:space:]]*' AS until, '(?:[ ,/]+([12][0-9]{3}))' AS ending
			FROM busetting_internal.title_years(busetting_internal.small_letters(line)) AS t(text)) AS w
	), found AS (
		-- day, month, year; what it begins with, and the word before it
		SELECT 1 AS rank, m[4]::integer AS day, m[3] AS month, m[2] AS year, NULL AS first, NULL AS during, m[1] AS period FROM word, regexp_matches(dashed, '(?<![0-9])(([12][0-9]{3})-([0-9]{2})-([0-9]{2}))(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[2]::integer, m[3], m[4], NULL, NULL, m[1] FROM word, regexp_matches(pointed, '(?<![0-9])(([0-9]{1,2})[.][[:space:]]?([0-9]{1,2})[.][[:space:]]?([12][0-9]{3}))(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[2]::integer, m[3], '20' || m[4], NULL, NULL, m[1] FROM word, regexp_matches(pointed, '(?<![0-9.])(([0-9]{2})[.]([0-9]{2})[.]([0-9]{2}))(?![0-9.]?[0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[2]::integer, m[3], coalesce(m[4], year), NULL, NULL, m[1] FROM word, regexp_matches(text, '(?<![0-9])(([0-9]{1,2})[.]?[[:space:]]' || months || ending || '?)(?![[:alnum:]])', 'g') AS m
		UNION ALL
		-- 30/6-22, 30/6/2022, which may have the month first, and behind a word for it 30.6.22 and 30/6
		SELECT 1, m[2 + swap]::integer, m[3 - swap], CASE WHEN length(m[4]) = 2 THEN '20' ELSE '' END || m[4], NULL, NULL, m[1] FROM word, regexp_matches(slashed, '(?<![0-9/])(([0-9]{1,2})/([0-9]{1,2})[-/. ]{1,2}((?:20)?[0-9]{2}))(?![0-9/])', 'g') AS m, generate_series(0, 1) AS swap
		UNION ALL
		SELECT 1, m[2]::integer, m[3], coalesce('20' || m[4], year), NULL, NULL, m[1] FROM word, regexp_matches(coalesce(pointed, slashed), '\m(?:per|pr[.]?|til og med|t[.]?o[.]?m[.]?|(?:fra|fre)m til|dato|status|as of|at)[[:space:]]+(([0-9]{1,2})(?:[.]|/)([0-9]{1,2})(?:[.]([0-9]{2}))?)(?![0-9]|[.,/][[:space:]]?[0-9]|[[:space:]]?[12][0-9]{3}|-[0-9])', 'g') AS m
		UNION ALL
		SELECT 1, m[2]::integer, m[3], '20' || m[4], NULL, NULL, m[1] FROM word, regexp_matches(pointed, '(?<![0-9.])((1[3-9]|2[0-9]|3[01])[.]([0-9])[.]([0-9]{2}))(?![0-9.]?[0-9])', 'g') AS m
		UNION ALL
		SELECT 1, coalesce(m[4], m[6])::integer, coalesce(m[3], m[5]), m[2], NULL, NULL, m[1] FROM word, regexp_matches(rare, '(?<![0-9.,/-])(((?:19|20)[0-9]{2})(?:[./]([0-9]{1,2})[./]([0-9]{1,2})|([0-9]{2})([0-9]{2})))(?![0-9]|[.,/-][0-9])', 'g') AS m
		UNION ALL
		-- of six digits, alone or behind a word for it, the year stands at the end or the beginning
		SELECT 1, m[3 + swap]::integer, m[3], '20' || m[3 - swap], NULL, NULL, m[1]
		FROM word, regexp_matches(rare, '(?:^[[:space:](]*|\m(?:per|pr[.]?|til og med|t[.]?o[.]?m[.]?|dato|status|uttrekk|data|tall|tal|oppdatert|hentet|versjon|as of|at)[[:space:]:]+)(([0-9]{2})([0-9]{2})([0-9]{2}))(?:$|[[:space:].,;)]+(?![0-9]))') AS m, generate_series(-1, 1, 2) AS swap
		UNION ALL
		SELECT 3, 1, m[4], m[2], NULL, NULL, m[1] FROM word, regexp_matches(rare, '(?<![0-9.,/–-])(((?:19|20)([0-9]{2}))[-./m](0?[1-9]|1[0-2]))(?![0-9]|[.,/–-][0-9])', 'g') AS m WHERE m[4]::integer <= m[3]::integer
		UNION ALL
		SELECT 3, 1, m[2], m[3], NULL, NULL, m[1] FROM word, regexp_matches(rare, '(?<![0-9.,/–-]|tabell |table |figur |figure |vedlegg |kapittel )((0?[1-9]|1[0-2])[-./]((?:19|20)[0-9]{2}))(?![0-9]|[.,/–-][0-9])', 'g') AS m
		UNION ALL
		SELECT 3, 1, m[2], coalesce(m[3], year), NULL, NULL, m[1] FROM word, regexp_matches(rare, '\m((?:måned|månad|mnd|month)[.]?[[:space:]]+(?:nr[.]?[[:space:]]+)?(0?[1-9]|1[0-2])' || ending || '?)(?![0-9.,]?[0-9]|[-–])', 'g') AS m
		UNION ALL
		SELECT 2, coalesce(m[4], m[3])::integer, NULL, coalesce(m[5], year), CASE WHEN m[4] IS NOT NULL THEN m[3] END, m[1], m[2]
		FROM word, regexp_matches(text, during || '(\m(?:uke|uka|uken|uker|veke|veka|veker|week|weeks)[[:space:]]([0-9]{1,2})(?:' || until || '([0-9]{1,2}))?' || ending || '?)(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 3, 1, m[4], coalesce(m[5], year), m[3], m[1], m[2]
		FROM word, regexp_matches(text, '(?<![0-9][.]?[[:space:]])' || during || '(\m(?:' || months || until || ')?' || months || ending || ')(?![0-9])', 'g') AS m
		UNION ALL
		SELECT 3, 1, m[4], year, m[3], m[1], m[2]
		FROM word, regexp_matches(text, '(?<![0-9][.]?[[:space:]])' || during || '(\m(?:' || months || until || ')?' || whole_months || '\M)(?![.]?' || ending || '|' || until || months || ')', 'g') AS m
		UNION ALL
		-- two short ones say enough: "jan-jun"
		SELECT 3, 1, m[3], year, m[2], NULL, m[1]
		FROM word, regexp_matches(text, '(\m' || months || until || months || ')(?![[:alnum:]]|[ ,/]+[12][0-9]{3})', 'g') AS m
		WHERE m[3] !~ '^[a-z]{4,}$' OR m[2] !~ '^[a-z]{4,}$'
		UNION ALL
		-- "tertial 2", "Q3", "2022K3"; of tables, that is their number
		SELECT CASE WHEN m[3] ~ '^[kq]' THEN 3 ELSE 4 END, m[4]::integer, m[3], coalesce(m[2], m[5], year), NULL, NULL, m[1]
		FROM word, regexp_matches(text, '(?<![[:alnum:]]|tabell |table |figur |figure |vedlegg )((?:([12][0-9]{3})[ -]?)?(kvartal|tertial|halvår|quarter|[qkth])[[:space:]]?([1-4])' || ending || '?)(?![0-9.,]?[0-9]|[[:alpha:]])', 'g') AS m
		UNION ALL
		SELECT CASE WHEN m[4] ~ '^[kq]' THEN 3 ELSE 4 END, coalesce(array_position('{1,2,3,4}', m[3]), array_position('{første,andre,tredje,fjerde}', m[3]), 1), m[4], coalesce(m[5], year), NULL, m[1], m[2]
		FROM word, regexp_matches(text, during || '(\m([1-4]|første|fyrste|andre|tredje|fjerde)[.]?[[:space:]]?(kvartal|kv|tertial|halvår|quarter)[.]?' || ending || '?)(?![[:alnum:]])', 'g') AS m
		UNION ALL
		SELECT 5, coalesce(m[3], m[2])::integer, NULL, m[2], CASE WHEN m[3] <> m[2] THEN m[2] END, NULL, m[1]
		FROM word, regexp_matches(text, '(?<![0-9.,-])((19[89][0-9]|20[0-4][0-9])(?:[[:space:]]*(?:[-–—/+&,]|og|and|til|to|til og med|t[.]?o[.]?m[.]?|through|vs[.]?|versus|mot|(?:sammenlignet|sammenliknet|samanlikna) med|compared (?:to|with))[[:space:]]*(19[89][0-9]|20[0-4][0-9]))*)(?![0-9.,]?[0-9]|-[0-9])', 'g') AS m
		UNION ALL
		-- a school year
		SELECT 5, m[2]::integer + 1, NULL, m[2], m[2], NULL, m[1]
		FROM word, regexp_matches(coalesce(slashed, dashed), '(?<![0-9.,-])((19[89][0-9]|20[0-4][0-9])(?:/|–)([0-9]{2}))(?![0-9.,]?[0-9]|[-/][0-9])', 'g') AS m
		WHERE m[3]::integer = (m[2]::integer + 1) % 100
		UNION ALL
		-- "2010-12" is no month of a year before 2012
		SELECT 5, (left(m[2], 2) || m[3])::integer, NULL, m[2], m[2], NULL, m[1]
		FROM word, regexp_matches(dashed, '(?<![0-9.,/-])((19[89][0-9]|20[0-4][0-9])[-–]([0-9]{2}))(?![0-9.,]?[0-9]|[-/–][0-9])', 'g') AS m
		WHERE m[3]::integer > right(m[2], 2)::integer AND NOT (m[1] LIKE '%–%' AND m[3]::integer = right(m[2], 2)::integer + 1)
	), numbered AS (
		SELECT f.rank, f.day, f.year::integer AS year, f.during, f.period, f.first, f.month AS unit,
			   CASE WHEN f.month ~ '^(kv|k$|q)' THEN 3 WHEN f.month ~ '^t' THEN 4 WHEN f.month ~ '^h' THEN 6 END AS months,
			   CASE WHEN f.month ~ '^[0-9]' THEN f.month::integer ELSE array_position('{jan,feb,mar,apr,mai,jun,jul,aug,sep,okt,nov,des}', translate(left(f.month, 3), 'yc', 'is')) END AS month
		FROM found AS f
		WHERE f.year IS NOT NULL
	), begun AS (
		SELECT n.*, CASE WHEN n.month BETWEEN 1 AND 12 AND n.day BETWEEN 1 AND 31 THEN make_date(n.year, n.month, 1) END AS begins FROM numbered AS n
	)
	SELECT b.rank, d.dates,
		   CASE WHEN b.rank = 5 THEN b.first IS NOT NULL
				WHEN b.first IS NOT NULL THEN b.first !~ '^(jan|0?1$)'
				-- "2. kvartal" is of it alone, with "i" before it or not
				WHEN b.months IS NOT NULL THEN NOT d.dates @> make_date(b.year, 1, 4)
				ELSE b.during IS NOT NULL AND NOT d.dates @> make_date(b.year, 1, 4) END,
		   b.period
	FROM begun AS b
	CROSS JOIN LATERAL (
		SELECT CASE
			WHEN b.months IS NOT NULL THEN CASE WHEN b.day * b.months <= 12 THEN daterange((make_date(b.year, 1, 1) + (b.day - 1) * b.months * interval '1 month')::date, (make_date(b.year, 1, 1) + b.day * b.months * interval '1 month')::date) END
			WHEN b.rank = 1 THEN CASE WHEN date_part('month', b.begins + b.day - 1) = date_part('month', b.begins) THEN daterange(b.begins + b.day - 1, b.begins + b.day) END
			WHEN b.rank = 2 THEN busetting_internal.period_dates(format('%sU%s', b.year, lpad(b.day::text, 2, '0')))
			WHEN b.rank = 3 THEN daterange(b.begins, (b.begins + interval '1 month')::date)
			WHEN b.rank = 5 THEN daterange(make_date(b.year, 1, 1), make_date(greatest(b.day, b.year) + 1, 1, 1))
		END AS dates) AS d
	WHERE d.dates IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.title_dates(text, integer) IS 'periods that a line names, in Norwegian or English, by rank: 1 a day, 2 a week, 3 a month or quarter, 4 more of them, 5 years; and whether what is counted in it is not counted from the beginning of the year';

/* A sentence of prose may speak of shares, of plans and of others; a title that does is of them. */
CREATE FUNCTION busetting_internal.title_is_prose(line text) RETURNS boolean
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT line ~ '[.]$' AND line ~ '([[:space:]][^[:space:]]+){6}'
$$;

COMMENT ON FUNCTION busetting_internal.title_is_prose(text) IS 'is a line a sentence, which may say anything, and no title?';

/* All of a title; of prose, what it says that is shown: "Tabellen viser andelen som er bosatt.", "Andelen er vist nedenfor." */
CREATE FUNCTION busetting_internal.title_said(line text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN NOT busetting_internal.title_is_prose(line) THEN busetting_internal.small_letters(line)
				ELSE (SELECT string_agg(w.text, '; ')
					  FROM regexp_split_to_table(busetting_internal.small_letters(line), '(?<=[^0-9[:space:]][.!?])[[:space:]]+') AS s(text)
					  CROSS JOIN LATERAL (
						  SELECT m[1] FROM regexp_matches(s.text, '\m(?:viser|vises|syner|vist|synt|angir|angjev|oppgir|oppgis|gjengir|shows?|shown|gives?|presents?)((?:[[:space:]]+[^[:space:].,;]+){1,4})', 'g') AS m
						  UNION ALL
						  SELECT substring(s.text FROM '^((?:[^[:space:]]+[[:space:]]+){1,2})')
						  WHERE s.text ~ '\m(vises|vist|synt|framgår|fremgår|går fram|går frem|kjem fram|nedenfor|nedanfor|shown|below)\M') AS w(text)) END
$$;

COMMENT ON FUNCTION busetting_internal.title_said(text) IS 'small letters of a title, or of what prose says that a table shows';

/*
 * Notes say much of what is no number of the table: of them, the sentences alone that say what its numbers are, and a short
 * line that is no sentence, as titles are none.  What is said of numbers in brackets, of hidden ones or of how they were made
 * is of other numbers, or of none; a date alone may be that of the page.  What is the title of the next table as well is of
 * that, unless it speaks of the numbers.
 */
CREATE FUNCTION busetting_internal.note_statements(line text, titled boolean) RETURNS SETOF text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT rtrim(btrim(s.text), CASE WHEN strpos(s.text, '(') = 0 THEN ' .)' ELSE ' .' END)
	FROM (SELECT regexp_replace(line, '^[^[:alpha:]]*(?:[Mm]erk|MERK|[Oo]bs|OBS|NB|[Nn]oter?|[Ff]otnoter?|[Mm]erknad(?:er|ar)?|[Kk]ommentar|[Ff]orklaring|[Nn]otes?|[Ff]ootnotes?|[Rr]emarks?)[[:space:]]*[0-9]*[[:space:]]*[:.)–-][[:space:]]*(?=[[:alpha:]])', '') AS text) AS n
	-- a point between digits, or behind a day, ends no sentence
	CROSS JOIN LATERAL regexp_split_to_table(n.text, '(?<=[^0-9][.:;!?]|[0-9]{4}[.;])[[:space:]]+(?=[A-ZÆØÅ])|[,;(–—][[:space:]]*(?=(?:[Tt]all|[Tt]al|[Tt]allene|[Tt]ala|[Ff]igures|[Nn]umbers|[Pp]er|[Pp]r|[Aa]s of)\M)') AS s(text)
	CROSS JOIN LATERAL (SELECT regexp_replace(busetting_internal.small_letters(s.text), '^[^[:alpha:]%‰]+', '') AS text) AS l
	WHERE (l.text ~ ('^(alle |dei |de |these |the |all )*(tall|tallene|tallet|tal|tala|talet|figures?|numbers?|data|dataene|dataa|statistikken|tabellen|oversikten|oversikta|oversynet|the overview|the table)( i tabellen| her| over| ovenfor| ovanfor| in the table| above)?'
					 || ' ((er|gjelder|gjeld|viser|omfatter|omfattar|is|are|cover|covers|shows?|apply to|applies to|refers? to|per|pr|(i|in) (prosent|pst|promille|tusen|hundre|1[ .]?000|percent|per cent|thousand))\M|(for|frå|fra|from) ([^ ]+ ){0,3}(19|20)[0-9]{2}[.)]*$)')
		   OR l.text ~ '^(gjelder|gjeld|omfatter|omfattar|applies to|refers to) (bare|berre|kun|only)\M' OR l.text ~ '^(bare|berre|kun|only)( [^ ]+){1,3}$'
		   OR NOT (titled AND s.text = n.text) AND (l.text ~ '^(inkluderer|inkluderar|omfatter|omfattar|gjelder|gjeld|includes?|covers?|does|do) (ikke|ikkje|not)\M'
		   -- what is counted, and its unit
		   OR l.text ~ '^(antall |antal |tal |number of )?(bosatt|boset|buset|settle|vedt|anmod|oppmod|avtal|reques|deci|agree)[[:alpha:]]*( [[:alpha:]]+)?([[:space:]]*[:=]| (er|is|are|som|as|i|in|vises|vist|oppgis|oppgitt|oppgjeve|shown|given)\M).*(prosent|pst|%|promille|‰|andel|\mdel av|tusen|kroner|per ?cent|share|thousand)'
		   OR l.text ~ '^(enhet|måleenhet|eining|måleeining|unit|beløp|beløpene|beløpa|amounts?)\M'
		   OR l.text ~ '^(per|pr|status|uttrekk|as of|as at)[ .:]+([^ ]+ ){0,3}[^ ]*(19|20)[0-9]{2}[.)]*$'
		   -- a short line that is no sentence and has no number but of years, days and units
		   OR s.text = n.text AND length(l.text) < 80 AND regexp_replace(busetting_internal.small_letters(s.text), '^[^[:alnum:]+]*[0-9]{0,2}[^[:alnum:]]*(?=[[:alpha:]%‰])|\m[0-9]{1,2}[./-][ ]?[0-9]{1,2}[./-]?[ ]?([12][0-9])?[0-9]{2}\M|\m(19|20)[0-9]{2}(-[0-9]{2}){0,2}\M|(uke|veke|week|kvartal|tertial) [0-9]{1,2}\M|[0-9]{1,2}[.] ?[a-z]|\m10{0,2}[ .,]?0{2,3}\M|[[:alpha:]][0-9]\M', '', 'g') !~ '[0-9]'
				-- what stands behind a bullet or ends with a colon belongs to other lines
				AND n.text !~ '^[0-9]{2,}|^[[:space:]]*[•·–—-] |:[[:space:]]*$'
				-- nor does a line that goes on with a sentence
				AND (n.text ~ '^[^[:lower:]]*[[:upper:]]' OR n.text !~ '[[:space:]][^[:space:]]+[[:space:]]|^[^(]*[)]')
				AND l.text ~ '[[:alpha:]%‰]' AND l.text !~ '([[:space:]][^[:space:]]+){8}'
				AND l.text !~ '\m(er|var|vart|ble|blei|blir|har|hadde|skal|skulle|kan|kunne|må|vil|bor|bur|kom|får|fikk|fekk|gir|vises|vist|finnes|finst|inngår|inneheld|regnes|telles|is|are|was|were|has|have|had|will|can|may|must|do|does)\M|^(les|se|sjå|klikk|last|gå|tilbake|neste|forrige|førre|meld|søk|del|skriv|kontakt|relater|read|see|more|next|previous|share|print|contact|related|search)[[:alpha:]]*\M'
				AND (l.text !~ '(19|20)[0-9]{2}|[0-9][./-][ ]?[0-9]|[0-9][.]? (jan|feb|mar|apr|ma|ju|au|se|o|no|de)' OR l.text ~ '^(per|pr|status|tall|tal|data|figures|uttrekk|uke|veke|week|periode|år|bosatt|boset|buset|settle|vedtak|anmod|oppmod|gjelder|gjeld|i|in|for|fra|frå|from)\M')))
		AND (l.text !~ '\m(også|òg|inkluder|inkl|medregn|medrekn|både|also|includ|both|parentes|klamme|kursiv|feit|fet|uthev|utheva|merk|raud|rød|grå|bracket|italic|bold|korriger|revider|rett|endra|endret|oppdater|hent|publiser|beregn|berekn|avrund|kvalitetssikr|corrected|revised|updated|rounded|skjul|prikk|personvern|anonym|hidden|suppress|privacy)|\m(under|færre enn|mindre enn|fewer than|less than|below) (fem|five|ti|ten|[0-9]+)\M'
			 OR l.text ~ '^(inkluderer|inkluderar|includes?|does|do) (ikke|ikkje|not)\M')
$$;

COMMENT ON FUNCTION busetting_internal.note_statements(text, boolean) IS 'sentences of a note that say what the numbers of a table are, in Norwegian or English, or a short line that is none';

/* A month alone, or a negation, says something of the numbers only beside what they count. */
CREATE FUNCTION busetting_internal.title_names_measure(line text) RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT l.words ~ '\m(bosett|buset|settle)' OR EXISTS (SELECT FROM measure_word AS w WHERE w.measure IS NOT NULL AND strpos(l.words, format(' %s ', busetting_internal.small_letters(w.phrase))) > 0)
	FROM (SELECT format(' %s ', regexp_replace(busetting_internal.small_letters(line), '[^[:alnum:]_]+', ' ', 'g')) AS words) AS l
$$;

COMMENT ON FUNCTION busetting_internal.title_names_measure(text) IS 'has a line a word for what is counted, in Norwegian or English, or by the words of headings?';

/*
 * What lines say of the numbers below them, by the words of headings: parts and groups, of a part its name; what counts
 * something else; who is not counted.  Of phrases one in the other, the longer holds.  A longer Norwegian word is also the
 * end of others: "integreringstilskudd".  Years of age are a group, unless a part is of them; what begins with a number is a
 * part before years alone.
 */
CREATE FUNCTION busetting_internal.title_words(lines text[], OUT number bigint, OUT phrase text, OUT role text, OUT part text) RETURNS SETOF record
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH word AS MATERIALIZED (
		SELECT w.phrase, w.role, w.part, w.text, CASE WHEN w.language IN ('nb', 'nn', 'no') AND w.role NOT IN ('part', 'beside part', 'negation') AND length(w.text) > 6 AND strpos(btrim(w.text), ' ') = 0 THEN ltrim(w.text) ELSE w.text END AS ending
		FROM (
			SELECT m.phrase, m.role, m.part, m.language,
				   ' ' || btrim(replace(replace(replace(replace(replace(replace(replace(busetting_internal.small_letters(m.phrase), '.', ' '), ',', ' '), '-', ' '), '–', ' '), '(', ' '), ')', ' '), '/', ' ')) || ' ' AS text
			FROM measure_word AS m
			WHERE m.role IN ('part', 'beside part', 'group', 'another', 'another title', 'negation')
				-- one's own takes precedence
				AND (NOT m.reference OR busetting_internal.small_letters(m.phrase) NOT IN (SELECT busetting_internal.small_letters(o.phrase) FROM measure_word AS o WHERE NOT o.reference))) AS w
	), line AS MATERIALIZED (
		SELECT l.number, l.line, t.sort, format(' %s ', btrim(regexp_replace(t.text, '[][:space:].,;:()/"''!?«»–—*|-]+', ' ', 'g'))) AS text
		FROM unnest(lines) WITH ORDINALITY AS l(line, number)
		CROSS JOIN LATERAL (
			-- who is counted, prose may say as well
			VALUES ('persons', busetting_internal.small_letters(l.line)), ('another', busetting_internal.title_said(l.line)), ('negation', CASE WHEN NOT busetting_internal.title_is_prose(l.line) THEN busetting_internal.small_letters(l.line) END)) AS t(sort, text)
		WHERE t.text <> ''
	), found AS (
		SELECT l.number, w.phrase, w.role, w.part, w.text
		FROM word AS w
		JOIN line AS l ON strpos(l.text, w.ending) > 0 AND l.sort = CASE w.role WHEN 'negation' THEN 'negation' WHEN 'another' THEN 'another' WHEN 'another title' THEN 'another' ELSE 'persons' END
		WHERE w.role <> 'part' OR w.text !~ '^ [0-9]' OR substr(l.text, strpos(l.text, w.text) + length(w.text)) ~ '^(år|year)'
	), age AS (
		SELECT l.number, m[1] AS phrase, format(' %s ', regexp_replace(m[1], '[[:space:]–—-]+', ' ', 'g')) AS text
		FROM line AS l
		CROSS JOIN LATERAL regexp_matches(busetting_internal.small_letters(l.line),
			'(\m(?:over|under|fra|frå|minst|inntil|opptil|above|below|aged|from)[[:space:]]+[0-9]{1,2}[[:space:]]*(?:år|years?)\M|(?<![0-9.,])[0-9]{1,2}[[:space:]]*(?:[-–—]|til|to)[[:space:]]*[0-9]{1,3}[[:space:]]*(?:år|years?)\M|(?<![0-9.,])[0-9]{1,2}[+][[:space:]]*(?:år|years?)\M|(?<![0-9.,])[0-9]{1,2}[[:space:]]*(?:år|years?)[[:space:]]+(?:og|eller|and|or)[[:space:]]+(?:over|eldre|oppover|yngre|under|older|above|younger)\M|(?<![0-9.,])[0-9]{1,2}[[:space:]-]*åring(?:er|ar)?\M)', 'g') AS m
		WHERE l.sort = 'persons'
	)
	SELECT f.number, f.phrase, f.role, f.part
	FROM found AS f
	WHERE NOT EXISTS (SELECT FROM found AS o WHERE o.number = f.number AND o.text <> f.text AND strpos(o.text, ltrim(f.text)) > 0)
	UNION ALL
	SELECT a.number, a.phrase, 'group', NULL
	FROM age AS a
	WHERE NOT EXISTS (SELECT FROM found AS f WHERE f.number = a.number AND f.role = 'part' AND strpos(a.text, rtrim(f.text)) > 0)
$$;

COMMENT ON FUNCTION busetting_internal.title_words(text[]) IS 'parts and groups that lines name, what else they say that numbers are of, and words for who is not counted, by the words of headings';

/* "fra Eritrea": where those who are counted come from; IMDi, months and other words that are known are no such place, nor are offices. */
CREATE FUNCTION busetting_internal.title_origin(line text) RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT m[1]
	FROM regexp_match(line, '(?<!(?:[Tt]al|[Tt]all|[Dd]ata|[Ss]tatistikk|[Tt]abell|[Rr]apport|[Mm]elding|[Ff]igures|[Nn]umbers|[Ss]tatistics|[Tt]able|[Rr]eport)[[:space:]])\m((?:[Ff]ra|[Ff]rå|[Ff]rom)[[:space:]]+([A-ZÆØÅ][a-zæøå]+))') AS m
	WHERE busetting_internal.small_letters(m[2]) !~ '^(statist|statsf|integrering|utlending|fylke|kommun|husbank|nor(ge|eg|way)$|verden|heile|hele)|(direktorat|departement|byrå)(et)?$'
		AND NOT busetting_internal.title_is_prose(line)
		AND NOT EXISTS (SELECT FROM measure_word AS w WHERE busetting_internal.small_letters(w.phrase) = busetting_internal.small_letters(m[2]))
		AND (busetting_internal.title_names_measure(line) OR busetting_internal.small_letters(line) ~ '(flyktning|person|refugee|people|innvandr)')
$$;

COMMENT ON FUNCTION busetting_internal.title_origin(text) IS 'words by which a title says from where those come whom it counts, in Norwegian or English; else NULL';

/*
 * What a line says that the numbers are of, where that is less or more than the year so far: a month or a week alone, the last
 * one, several years.  Words of one's own that name the period say what they count.
 */
CREATE FUNCTION busetting_internal.title_alone(line text, on_date date) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH line AS (
		SELECT busetting_internal.small_letters(line) AS text
	)
	SELECT f.period
	FROM line AS l
	CROSS JOIN LATERAL (
		SELECT d.period, d.rank
		FROM busetting_internal.title_dates(line, date_part('year', on_date)::integer) AS d
		-- of "hittil i mai" the month is what counts
		WHERE d.alone AND (d.rank = 5 OR regexp_replace(l.text, '\m(?:hittil|så langt|so langt|so far)[[:space:]]+(?:i|in)[[:space:]]+(?!år|this year|the year|[12][0-9]{3})', '', 'g')
			!~ '\m(per|pr|hittil|så langt|so langt|til nå|til no|status|til og med|t[.]?o[.]?m|fram til|frem til|utgangen|so far|to date|as of|until|through)\M')
		UNION ALL
		-- since a year before
		SELECT m[1], 6
		FROM regexp_matches(l.text, '\m((?:siden|sidan|since|fra og med|frå og med|f[.]?o[.]?m[.]?|from)[[:space:]]+(?:((?:19|20)[0-9]{2})(?![0-9]|[[:space:]]*[-–])|(?:the[[:space:]]+)?(?:oppstart|start|begynn|byrj|krig|invasjon|beginning|war|invasion)[[:alpha:]]*))', 'g') AS m
		WHERE m[2] IS NULL OR m[2]::integer < date_part('year', on_date)
		UNION ALL
		SELECT m[1], 6
		FROM regexp_matches(l.text, '\m((?:(?:skole|skule|studie|barnehage)år(?:et)?|(?:school|academic) year)[[:space:]]+(?:19|20)[0-9]{2}[[:space:]]?[/–-][[:space:]]?(?:(?:19|20)?[0-9]{2}))', 'g') AS m
		UNION ALL
		-- from the beginning of which year on, it has to say
		SELECT m[1], 6
		FROM regexp_matches(CASE WHEN strpos(l.text, 'umul') > 0 THEN l.text END, '\m((?:akkumulert|kumulert|kumulativ|accumulated|cumulative)[[:alpha:]]*)', 'g') AS m
		WHERE l.text !~ '\m((i|this|the) år|hittil|så langt|so langt|so far|this year|per|pr|as of|til og med|t[.]?o[.]?m|januar|jan)\M' AND strpos(l.text, date_part('year', on_date)::text) = 0
		UNION ALL
		SELECT m[1], 6
		FROM regexp_matches(l.text, '((?:(?:siste|sist|forrige|førre|foregående|last|past)[[:space:]]+(?:(?:[0-9]+|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|two|three|four|five|six|seven|eight|nine|ten)[[:space:]]+)?|(?:alle|flere|fleire|begge|all|several|both)[[:space:]]+(?:de[[:space:]]+)?)(?:år|åra|årene|året|years|year))(?![[:alnum:]])', 'g') AS m
		UNION ALL
		SELECT m[1], 6
		FROM regexp_matches(l.text, '((?:[0-9]+|to|tre|fire|fem|seks|two|three|four|five|ten)[ -]?(?:års|year)[ -]?(?:period|sum|samla|samle)[a-zæøå]*)', 'g') AS m
		UNION ALL
		SELECT m[1], 6
		FROM regexp_matches(l.text, '\m((?:(?:siste|sist|forrige|førre|denne|hver|kvar|last|past|this|every|each|per|pr[.]?)[[:space:]]+(?:(?:[0-9]+|to|tre|fire|seks|tolv|two|three|four|six|twelve)[[:space:]]+)?(?:uke|uka|uken|uker|ukene|veke|veka|veker|vekene|måned|måneden|måneder|månedene|månad|månaden|månader|månadene|månadane|kvartal|kvartalet|kvartalene|døgn|døgnet|døgnene|dag|dagen|dager|dagene|dagar|dagane|week|weeks|month|months|quarter|quarters|day|days)|i fjor|last year)\M)(?![[:space:]]*[0-9])', 'g') AS m) AS f
	WHERE (busetting_internal.title_names_measure(line)
		   -- or says nothing else
		   OR NOT EXISTS (SELECT FROM regexp_split_to_table(replace(l.text, f.period, ' '), '[^[:alnum:]]+') AS o(word)
						  WHERE o.word <> '' AND NOT EXISTS (SELECT FROM measure_word AS w WHERE w.role IN ('filler', 'count', 'period', 'numbered period') AND busetting_internal.small_letters(w.phrase) = o.word)))
		AND NOT EXISTS (SELECT FROM measure_word AS w WHERE NOT w.reference AND strpos(l.text, busetting_internal.small_letters(w.phrase)) > 0 AND strpos(busetting_internal.small_letters(w.phrase), f.period) > 0)
	ORDER BY f.rank, f.period COLLATE "C"
	LIMIT 1
$$;

COMMENT ON FUNCTION busetting_internal.title_alone(text, date) IS 'period that a line says what it counts is of, where it does not begin with the year of a date or has several years; else NULL';

/*
 * Problems of what stands above a table on a date, its lines in order; columns has those of a header set apart by tabs, NULL of a title.  Of titles the most
 * exact dates hold, and of several, one will do; each column of a header has its own.  dated says that columns or rows are of years:
 * these are compared elsewhere.  When a page was changed or printed says nothing of its table.  Numbers that come with the
 * extension are of the year so far.  A part is named in vain where not all measures are of it, and none stands beside its own such part.
 */
CREATE FUNCTION busetting_internal.title_problem(lines text[], columns text[], on_date date, dated boolean, parted boolean, measures text[], OUT number bigint, OUT problem text, OUT advice text) RETURNS SETOF record
LANGUAGE sql STABLE PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
	WITH RECURSIVE line AS (
		-- said is what is not the day and hour that a browser prints at the top of a page
		SELECT l.line, l.columns, l.columns IS NOT NULL AS header, l.number, t.printed, substr(l.line, length(coalesce(t.printed, '')) + 1) AS said,
			   busetting_internal.small_letters(l.line) ~ '(oppdater|updated|publiser|published|utskrift|printed|hent[ea]|nedlast|lasta? ned|lastet ned|retrieved|downloaded|kilde|kjelde|source|https?:|©|copyright)' AS sourced
		FROM unnest(lines, columns) WITH ORDINALITY AS l(line, columns, number)
		LEFT JOIN LATERAL (
			-- that of the date says as much as any
			SELECT p.text
			FROM (SELECT CASE WHEN l.columns IS NULL THEN substring(l.line FROM '^[[:space:]]*[0-9]{1,2}[./][0-9]{1,2}[./](?:[12][0-9])?[0-9]{2},?[[:space:]]+[0-9]{1,2}[:.][0-9]{2}(?![0-9.:])(?:[[:space:]]*[AaPp][Mm]\M)?') END) AS p(text)
			WHERE p.text IS NOT NULL AND NOT EXISTS (SELECT FROM busetting_internal.title_dates(p.text) AS d WHERE d.dates @> on_date)) AS t(printed) ON true
	), piece AS (
		-- those alone that may name a period, or a year that counts; beside where it is from and when it was made, other sentences may
		SELECT l.line, l.number, l.header, p.text, c.place
		FROM line AS l
		CROSS JOIN LATERAL regexp_split_to_table(coalesce(l.columns, l.said), E'\t') WITH ORDINALITY AS c(text, place)
		CROSS JOIN LATERAL regexp_split_to_table(c.text, CASE WHEN l.header OR NOT l.sourced THEN E'\t' ELSE '(?<=[^0-9][.;!?]|[0-9]{4}[.;])[[:space:]]+(?=[A-ZÆØÅ])|[,;(][[:space:]]*(?=(?:[Pp]er|[Pp]r|[Tt]all|[Tt]al|[Tt]allene|[Tt]ala|[Aa]s of|[Ff]igures|[Nn]umbers)\M)' END) AS p(text)
		WHERE (busetting_internal.small_letters(p.text) ~ '([0-9][./] ?[0-9]|[0-9]-[0-9]|jan|feb|mar|apr|mai|may|ju[nl]|aug|sep|o[kc]t|nov|de[sc]|uke|uka|veke|week|month|månad|måned|døgn|da[gy]|kv|quarter|tertial|\m[qth][ ]?[1-4]|halvår|fjor|year|år|siden|sidan|since|[ck]umul|[0-9]{6}|mnd|[''’‘´`][0-9]{2})'
			   OR p.text ~ '(19|20)[0-9]{2}' AND NOT (dated AND l.header))
			AND NOT (l.sourced AND (l.header OR busetting_internal.small_letters(p.text) ~ '(oppdater|updated|publiser|published|utskrift|printed|hent[ea]|nedlast|lasta? ned|lastet ned|retrieved|downloaded|sist endr|last changed|last modified|kilde|kjelde|source|https?:|©|copyright)'))
	), stamp AS (
		-- numbers that were fetched long before a date are not of that, nor may those be that were fetched long after its year
		SELECT l.line, l.number
		FROM line AS l
		CROSS JOIN LATERAL busetting_internal.title_dates(coalesce(l.printed, l.line), date_part('year', on_date)::integer) AS d
		WHERE NOT l.header AND NOT dated AND l.line ~ '[0-9]'
			AND (l.printed IS NOT NULL OR busetting_internal.small_letters(l.line) ~ '(oppdater|updated|hent[ea]|nedlast|lasta? ned|lastet ned|retrieved|downloaded)' AND busetting_internal.small_letters(l.line) !~ '(kilde|kjelde|source|https?:|©|copyright)')
		GROUP BY l.line, l.number
		HAVING NOT bool_or(d.dates && daterange(on_date - 31, greatest((date_trunc('year', on_date) + interval '1 year')::date, on_date + 92)))
	), alone AS (
		SELECT DISTINCT ON (p.number) p.line, p.number, a.period
		FROM piece AS p
		CROSS JOIN LATERAL busetting_internal.title_alone(p.text, on_date) AS a(period)
		WHERE a.period IS NOT NULL AND NOT (dated AND a.period ~ '^[0-9]{4}') AND EXISTS (SELECT FROM measure AS m WHERE m.measure = ANY (measures) AND m.reference)
		ORDER BY p.number, p.place
	), period AS (
		-- the years of columns are compared where their rows are, and so are columns of other years, or of parts of one
		SELECT p.line, p.number, p.header, p.place, d.rank, d.dates @> on_date AS holds
		FROM piece AS p
		-- in a heading, or alone, "11.05." is a day without a word for it
		CROSS JOIN LATERAL busetting_internal.title_dates(CASE WHEN p.header OR p.text ~ '^[[:space:](]*[0-9]{1,2}[./][0-9]{1,2}[.)]*[[:space:]]*$' THEN regexp_replace(p.text, '(?<![0-9.,/-] ?)([0-9]{1,2}[./][0-9]{1,2})[.]?(?![[:space:]]*[0-9./,-]*[0-9]|%)', ' per \1 ', 'g') ELSE p.text END, date_part('year', on_date)::integer) AS d
		WHERE CASE WHEN p.header THEN NOT dated OR NOT parted AND d.rank < 5 AND d.dates && daterange(date_trunc('year', on_date)::date, (date_trunc('year', on_date) + interval '1 year')::date) ELSE NOT dated END
	), exact AS (
		SELECT t.*, min(t.rank) OVER (PARTITION BY CASE WHEN t.header THEN t.number END, CASE WHEN t.header THEN t.place END) AS most FROM period AS t
	), other AS (
		SELECT c.line, c.number
		FROM (SELECT e.line, e.number FROM exact AS e WHERE e.header AND e.rank = e.most GROUP BY e.line, e.number, e.place HAVING NOT bool_or(e.holds)) AS c
		UNION
		(SELECT e.line, e.number
		 FROM exact AS e
		 WHERE NOT e.header AND e.rank = e.most
			AND NOT EXISTS (SELECT FROM exact AS h WHERE h.holds AND h.rank = h.most AND (h.header AND h.rank <= e.rank OR NOT h.header))
		 ORDER BY e.number DESC
		 LIMIT 1)
	), counted AS (
		-- what the table has, and of what that is a part
		SELECT m.measure AS of, m.measure, m.part_of FROM measure AS m WHERE m.measure = ANY (measures)
		UNION ALL
		SELECT c.of, m.measure, m.part_of FROM counted AS c JOIN measure AS m ON m.measure = c.part_of
	), part AS (
		SELECT c.of, c.part_of, CASE WHEN starts_with(c.measure, c.part_of || '_') THEN substr(c.measure, length(c.part_of) + 2) ELSE c.measure END AS part
		FROM counted AS c
		WHERE c.part_of IS NOT NULL
	), title AS MATERIALIZED (
		SELECT array_agg(l.line ORDER BY l.number) AS lines, array_agg(l.number ORDER BY l.number) AS numbers,
			   (SELECT string_agg(busetting_internal.small_letters(h.line), ' ') FROM line AS h WHERE h.header) AS headers
		FROM line AS l
		WHERE NOT l.header
	), said AS MATERIALIZED (
		SELECT t.numbers[w.number] AS number, w.phrase, w.role, w.part, (strpos(t.headers, busetting_internal.small_letters(w.phrase)) > 0) IS TRUE AS headed
		FROM title AS t
		CROSS JOIN LATERAL busetting_internal.title_words(t.lines) AS w
	)
	SELECT o.number, format('"%s" is not of %s', o.line, on_date),
		   format('Give the date that the table is of; if the line says nothing of it, name it in skip: skip => %L.', ARRAY[o.line])
	FROM other AS o
	WHERE NOT EXISTS (SELECT FROM alone AS a WHERE a.number = o.number)
	UNION ALL
	SELECT s.number, format('"%s" is not of %s', s.line, on_date),
		   format('Give the date that the table is of; if the line says nothing of it, name it in skip: skip => %L.', ARRAY[s.line])
	FROM stamp AS s
	UNION ALL
	SELECT a.number, format('"%s" says that the numbers are of "%s" alone, not of the year so far', a.line, a.period),
		   format('Take the numbers from the beginning of the year on, or name measures of your own in columns; if these are of the year so far, name the line in skip: skip => %L.', ARRAY[a.line])
	FROM alone AS a
	UNION ALL
	-- not where a column of the table is of it, and the title of both: "antall og andel"
	(SELECT DISTINCT ON (l.number) l.number, format('"%s" says that the numbers are of "%s"', l.line, s.phrase),
			format('Leave the table out; if the line says nothing of the numbers, name it in skip: skip => %L.', ARRAY[l.line])
	 FROM line AS l
	 JOIN said AS s ON s.number = l.number
	 WHERE s.role LIKE 'another%' AND NOT (s.headed AND busetting_internal.small_letters(l.line) ~ '(\m(antall|antal|tal|number|og|and|samt)\M|[,/&])')
	 ORDER BY l.number, length(s.phrase) DESC, s.phrase COLLATE "C")
	UNION ALL
	(SELECT DISTINCT ON (l.number) l.number, format('"%s" says "%s" of what is counted', l.line, s.phrase),
			format('Leave the table out if its numbers are of others than its columns say; if they are as the columns say, name the line in skip: skip => %L.', ARRAY[l.line])
	 FROM line AS l
	 JOIN said AS s ON s.number = l.number
	 WHERE s.role = 'negation' AND NOT s.headed AND busetting_internal.title_names_measure(l.line)
	 ORDER BY l.number, s.phrase COLLATE "C")
	UNION ALL
	(SELECT DISTINCT ON (g.number) g.number, format('"%s" says that the numbers are of "%s", not of all', g.line, g.phrase),
			format('If there are measures of these, remove the line and name them in columns; else leave the table out; if the numbers are of all, name the line in skip: skip => %L.', ARRAY[g.line])
	 FROM (SELECT l.number, l.line, s.phrase
		   FROM line AS l
		   JOIN said AS s ON s.number = l.number
		   WHERE s.role IN ('part', 'beside part', 'group')
			AND (s.part IS NULL
				 OR EXISTS (SELECT FROM unnest(measures) AS m(measure) WHERE NOT EXISTS (SELECT FROM part AS p WHERE p.of = m.measure AND p.part = s.part))
					AND NOT EXISTS (SELECT FROM part AS p WHERE p.part = s.part AND p.part_of = ANY (measures)))
		   UNION ALL
		   SELECT l.number, l.line, busetting_internal.title_origin(l.line) FROM line AS l WHERE NOT l.header AND l.line ~ '[Ff]r(a|å|om)[[:space:]]+[A-ZÆØÅ]') AS g
	 WHERE g.phrase IS NOT NULL
	 ORDER BY g.number, length(g.phrase) DESC, g.phrase COLLATE "C")
$$;

COMMENT ON FUNCTION busetting_internal.title_problem(text[], text[], date, boolean, boolean, text[]) IS 'where the lines above a table name other dates than the one given, periods that do not begin with the year, something else that is counted, who is not counted, or a part or group that its measures are not of';

/*
 * What a line says of the numbers is known where all of its words are: words of headings and titles, or of names of regions.
 * Numbers, dates and words of two letters are judged elsewhere; prose may speak of anything.
 */
CREATE FUNCTION busetting_internal.title_unknown_words(lines text[], tree text, OUT number bigint, OUT words text) RETURNS SETOF record
LANGUAGE sql STABLE STRICT PARALLEL SAFE COST 1000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH word AS MATERIALIZED (
		SELECT l.number, w.place, w.word
		FROM unnest(lines) WITH ORDINALITY AS l(line, number)
		CROSS JOIN LATERAL regexp_split_to_table(busetting_internal.small_letters(l.line), '[][:space:].,;:()/"''!?«»–—*|+&%#=<>_-]+') WITH ORDINALITY AS w(word, place)
		-- what begins small or with a bullet goes on with a sentence
		WHERE l.line ~ '^[^[:lower:]•·*-]' AND l.line !~ '[[:lower:]][.!?:][[:space:]]+[[:upper:]][[:lower:]].*[[:space:]].*[[:space:]].*[[:space:]]' AND NOT busetting_internal.title_is_prose(l.line) AND length(w.word) > 2 AND w.word !~ '[0-9]' AND w.word ~ '[[:alpha:]]'
	), known AS MATERIALIZED (
		SELECT DISTINCT w.word, m.role = 'ordinary' AND length(w.word) > 4 AS begins
		FROM measure_word AS m
		CROSS JOIN LATERAL regexp_split_to_table(busetting_internal.small_letters(m.phrase), '[][:space:].,;:()/"''!?«»–—*|+&%#=<>_-]+') AS w(word)
		WHERE EXISTS (SELECT FROM word)
		UNION
		SELECT w.word, false
		FROM region_level AS v
		CROSS JOIN LATERAL unnest(v.designations || v.level) AS d(designation)
		CROSS JOIN LATERAL regexp_split_to_table(busetting_internal.small_letters(d.designation), ' ') AS w(word)
		WHERE v.tree = title_unknown_words.tree
	), strange AS MATERIALIZED (
		SELECT w.*, ' ' || region_name_key(w.word, NULL, t.spelling) || ' ' AS key
		FROM word AS w
		JOIN region_tree AS t ON t.tree = title_unknown_words.tree
		WHERE NOT EXISTS (SELECT FROM known AS k WHERE k.word = w.word)
			AND NOT EXISTS (SELECT FROM known AS k WHERE k.begins AND starts_with(w.word, k.word))
	), name AS MATERIALIZED (
		SELECT DISTINCT format(' %s ', translate(n.name_key, '-/.,()', '      ')) AS words
		FROM region_name AS n
		JOIN region AS r ON r.id = n.region AND r.tree = title_unknown_words.tree
		WHERE EXISTS (SELECT FROM strange)
	)
	SELECT s.number, string_agg(s.word, ' ' ORDER BY s.place)
	FROM strange AS s
	-- "Vestlands" is of Vestland
	WHERE NOT EXISTS (SELECT FROM name AS n WHERE strpos(n.words, s.key) > 0 OR strpos(n.words, rtrim(rtrim(s.key), 's') || ' ') > 0)
	GROUP BY s.number
$$;

COMMENT ON FUNCTION busetting_internal.title_unknown_words(text[], text) IS 'of lines above a table, by their numbers, the words that are neither of headings and titles nor of names of regions';
/*
 * preview.sql: from a pasted text to rows that can be stored, with what is
 * wrong with them.
 */

/*
 * Bounds that are printed in the place of a count: "1-9", "0..4", "<5", "≤ 4", ">=100", "5+".  Every name and
 * operator is qualified, so that it is safe to inline under any search_path.
 */
CREATE FUNCTION busetting_internal.printed_bounds(cell text) RETURNS suppressed_int
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE
		WHEN b[2] IS NULL AND c[1] IN ('<=', '≤') THEN suppressed_int(0, c[2]::integer)
		WHEN b[2] IS NULL AND c[1] IN ('>=', '≥') THEN suppressed_int(c[2]::integer, NULL)
		WHEN b[2] IS NULL AND c[1] = '<' AND c[2]::integer > 0 THEN suppressed_int(0, c[2]::integer - 1)
		WHEN b[2] IS NULL AND c[1] = '>' THEN suppressed_int(c[2]::integer + 1, NULL)
		WHEN cell ~ '^[0-9]{1,9}[+]$' THEN suppressed_int(rtrim(cell, '+')::integer, NULL)
		WHEN b[2] = '..' AND b[1] || b[3] <> '' OR b[1] <> '' AND b[3] <> ''
		THEN CASE WHEN b[3] = '' OR coalesce(nullif(b[1], ''), '0')::integer <= b[3]::integer
				  THEN suppressed_int(coalesce(nullif(b[1], ''), '0')::integer, nullif(b[3], '')::integer) END
	END
	FROM (SELECT regexp_match(cell, '^([0-9]{0,9}) *([.][.]|-|–) *([0-9]{0,9})$') AS b, regexp_match(cell, '^(<=?|>=?|≤|≥) *([0-9]{1,9})$') AS c) AS m
$$;

COMMENT ON FUNCTION busetting_internal.printed_bounds(text) IS 'bounds that a publisher prints in the place of a count, NULL for anything else';

/* A cell as a value: a number, what the symbol means, or the bounds that are printed. */
CREATE FUNCTION busetting_internal.cell_value(cell text, hidden text[], zero text[], missing text[]) RETURNS suppressed_int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE
		WHEN cell ~ '^[0-9]+$' THEN cell::suppressed_int
		WHEN cell = ANY (hidden) THEN ':'::suppressed_int
		WHEN cell = ANY (zero) THEN '0'::suppressed_int
		WHEN (cell = ANY (missing)) IS NOT TRUE THEN busetting_internal.printed_bounds(cell)
	END
$$;

COMMENT ON FUNCTION busetting_internal.cell_value(text, text[], text[], text[]) IS 'value of a cell as printed, given the symbols of hidden, of zero and of what is not stated';

/* The periods of statistical services: 2022, 2022M05, 2022K2 (or Q), 2022U20 (or W), 2022-05-18. */
CREATE FUNCTION busetting_internal.period_dates(period text) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE
		WHEN period ~ '-' THEN (SELECT daterange(d, d + 1)
			FROM (SELECT (year + (substr(period, 6, 2)::integer - 1) * interval '1 month')::date + substr(period, 9)::integer - 1 AS d) AS day
			WHERE date_part('month', d) = substr(period, 6, 2)::integer)
		WHEN period ~ '^[0-9]{4}$' THEN daterange(year, (year + interval '1 year')::date)
		WHEN period ~ '^[0-9]{4}M(0[1-9]|1[0-2])$' THEN daterange((year + (number - 1) * interval '1 month')::date, (year + number * interval '1 month')::date)
		WHEN period ~ '^[0-9]{4}[KQ][1-4]$' THEN daterange((year + (number - 1) * interval '3 months')::date, (year + number * interval '3 months')::date)
		WHEN period ~ '^[0-9]{4}[UW](0[1-9]|[1-4][0-9]|5[0-3])$' THEN daterange(week + 7 * (number - 1), week + 7 * number)
	END
	FROM (SELECT y.year, y.year + 4 - date_part('isodow', y.year + 3)::integer AS week, CASE WHEN period !~ '-' THEN substr(period, 6)::integer END AS number
		  FROM (SELECT make_date(left(period, 4)::integer, 1, 1) AS year) AS y
		  WHERE period ~ '^[1-9][0-9]{3}([MKQUW][0-9]+|-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$') AS p
$$;

COMMENT ON FUNCTION busetting_internal.period_dates(text) IS 'dates of a period as statistical services write it, NULL where it is none';

/* A period with its year, if that is not said: "U20", as a column "Uke 20" is of, and "05-18". */
CREATE FUNCTION busetting_internal.period_in_year(period text, year integer) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN period OPERATOR(pg_catalog.~) '^[MKU][0-9]' THEN pg_catalog.concat(year, period)
				WHEN period OPERATOR(pg_catalog.~) '^[0-9]{2}-' THEN pg_catalog.concat(year, '-', period)
				ELSE period END
$$;

COMMENT ON FUNCTION busetting_internal.period_in_year(text, integer) IS 'a period with a year in the place of one that is not said';

/* Why a name finds no single region, in region_id's own words. */
CREATE FUNCTION busetting_internal.region_problem(name text, level text, on_date date, county text, tree text, OUT problem text, OUT advice text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	detail text;
BEGIN
	PERFORM region_id(name, level, on_date, county, tree);
EXCEPTION WHEN no_data_found OR too_many_rows THEN
	GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, advice = PG_EXCEPTION_HINT;
	advice := concat_ws(' ', detail, advice);
END
$$;

COMMENT ON FUNCTION busetting_internal.region_problem(text, text, date, text, text) IS 'message of region_id where a name is unknown or ambiguous, else NULL';

CREATE TYPE preview_row AS (
	form text,
	line integer,
	name text,
	region integer,
	total boolean,
	requested suppressed_int,
	decided suppressed_int,
	decided_collective suppressed_int,
	agreed suppressed_int,
	agreed_collective suppressed_int,
	settled suppressed_int,
	settled_collective suppressed_int,
	problem text,
	advice text,
	measures text[],
	counts suppressed_int[],
	flags text[],
	detail text
);

COMMENT ON TYPE preview_row IS 'a row of a pasted table as it would be stored, and what is wrong with it';
COMMENT ON COLUMN preview_row.form IS 'the form in which the content was read: text, csv, html, json-stat, px, sdmx-csv, xlsx or ods';
COMMENT ON COLUMN preview_row.line IS 'line of the text on which the row begins; of a workbook, the row of the sheet; of a dataset, the number of the row';
COMMENT ON COLUMN preview_row.name IS 'the region as it is written';
COMMENT ON COLUMN preview_row.region IS 'the region it is, NULL if it could not be found';
COMMENT ON COLUMN preview_row.total IS 'is the row the table''s own total of the region, not a row of it?';
COMMENT ON COLUMN preview_row.problem IS 'why the row cannot be stored, NULL if it can';
COMMENT ON COLUMN preview_row.advice IS 'what to do about it; of a row without a region and without a problem, what is left out';
COMMENT ON COLUMN preview_row.flags IS 'what the publisher says of the counts in their places, NULL where nothing';
COMMENT ON COLUMN preview_row.detail IS 'more of the problem';
COMMENT ON COLUMN preview_row.measures IS 'all measures that the table has, also those without a column here';
COMMENT ON COLUMN preview_row.counts IS 'what it has of each; NULL where it is not stated';

/*
 * Are the numbers in a column that is left out another year than that of a date, or another month, week or quarter where the label says
 * that they are such?
 */
CREATE FUNCTION busetting_internal.numbers_of_other_date(label text, numbers integer[], date date) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(CASE WHEN 1990 <= ALL (numbers) AND 2049 >= ALL (numbers) THEN date_part('year', date) <> ANY (numbers)
						 WHEN l.text ~ '(mnd|m[åa]ned|m[åa]nad|month)' AND 12 >= ALL (numbers) THEN date_part('month', date) <> ANY (numbers)
						 WHEN l.text ~ '(uke|veke|week)' AND 53 >= ALL (numbers) THEN date_part('week', date) <> ANY (numbers)
						 WHEN l.text ~ '(kvartal|quarter)' AND 4 >= ALL (numbers) THEN date_part('quarter', date) <> ANY (numbers) END, false)
	FROM (SELECT busetting_internal.small_letters(label) AS text) AS l
$$;

COMMENT ON FUNCTION busetting_internal.numbers_of_other_date(text, integer[], date) IS 'are the numbers of a column years, months, weeks or quarters, one of which does not hold a date?';

/* Does a text of a column that is left out say that its row is of another date, or that its numbers are shares, planned or the like? */
CREATE FUNCTION busetting_internal.text_is_of_other(text text, date date) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT (SELECT NOT bool_or(d.dates @> date) FROM busetting_internal.title_dates(text, date_part('year', date)::integer) AS d) IS TRUE
		OR EXISTS (SELECT FROM busetting_internal.title_words(ARRAY[text]) AS w WHERE w.role LIKE 'another%')
$$;

COMMENT ON FUNCTION busetting_internal.text_is_of_other(text, date) IS 'does a cell of a column that is left out name another date, or something else that is counted?';

/*
 * What a column that is left out says, "Merknad: a, b, c, d, e": of more than four texts, those that say that the numbers are of something
 * else, of a group or of another date come first, and four are told.
 */
CREATE FUNCTION busetting_internal.column_texts_first(said text, date date) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH value AS MATERIALIZED (
		SELECT v.text, v.place
		FROM regexp_split_to_table(substr(said, length(split_part(said, ': ', 1)) + 3), ', ') WITH ORDINALITY AS v(text, place)
	), other AS MATERIALIZED (
		SELECT w.number AS place
		FROM (SELECT array_agg(v.text ORDER BY v.place) AS texts FROM value AS v) AS a
		CROSS JOIN LATERAL busetting_internal.title_words(a.texts) AS w
		WHERE w.role LIKE 'another%' OR w.role IN ('part', 'beside part', 'group')
		UNION
		-- which dates a text names takes long
		SELECT v.place
		FROM (SELECT v.text, v.place FROM value AS v
			  WHERE busetting_internal.small_letters(v.text) ~ ('(19|20)[0-9]{2}|[0-9][./-][0-9]|[0-9][.]? ?' || busetting_internal.title_months() || '|(uke|veke|week|kvartal|tertial|halvår)[[:alpha:]]* [0-9]')
			  ORDER BY v.place
			  LIMIT 50) AS v
		WHERE (SELECT NOT bool_or(d.dates @> date) FROM busetting_internal.title_dates(v.text, date_part('year', date)::integer) AS d) IS TRUE
	)
	SELECT split_part(said, ': ', 1) || ': ' || string_agg(o.text, ', ' ORDER BY o.rank)
	FROM (SELECT v.text, row_number() OVER (ORDER BY v.place IN (SELECT t.place FROM other AS t) DESC, v.place) AS rank FROM value AS v) AS o
	WHERE o.rank <= 4
$$;

COMMENT ON FUNCTION busetting_internal.column_texts_first(text, date) IS 'of what a column that is left out says, the four texts that say most of the numbers';

/*
 * What is said of a heading that nobody knows: the known ones that are most like it, and how it is taught.  What is said
 * not to be counted is none of these.
 */
CREATE FUNCTION busetting_internal.heading_problem(heading text, OUT detail text, OUT advice text)
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH wanted AS (
		SELECT busetting_internal.small_letters(btrim(regexp_replace(heading, '[[:space:]:]+', ' ', 'g'))) AS text
	), alike AS (
		SELECT w.phrase, w.measure, busetting_internal.likeness(busetting_internal.small_letters(w.phrase), wanted.text) AS likeness
		FROM wanted
		CROSS JOIN measure_word AS w
		WHERE w.measure IS NOT NULL
		ORDER BY likeness DESC, w.phrase COLLATE "C"
		LIMIT 3
	), known AS (
		SELECT o.word, o.place, k.measure, k.role
		FROM wanted
		CROSS JOIN regexp_split_to_table(wanted.text, ' ') WITH ORDINALITY AS o(word, place)
		JOIN measure_word AS k ON busetting_internal.small_letters(k.phrase) = rtrim(o.word, '.,:;')
	), rest AS (
		-- of "avtala busett", what is not known says which it is
		SELECT coalesce(string_agg(o.word, ' ' ORDER BY o.place), wanted.text) AS text
		FROM wanted
		LEFT JOIN regexp_split_to_table(wanted.text, ' ') WITH ORDINALITY AS o(word, place) ON NOT EXISTS (SELECT FROM known AS k WHERE k.place = o.place)
		GROUP BY wanted.text
	), other AS (
		-- of a group, not counted, something else, regions, years, a remark, or with more in one word ("tilleggsanmodning"): no measure
		SELECT wanted.text ~ '(kommentar|merknad|notat|forklaring|fotnote|kilde|kjelde|comment|remark|note|source|ansvarlig|kontakt)' OR wanted.text ~ '(år|året|dato|date|year)$'
			   OR EXISTS (SELECT FROM known AS k WHERE k.role = ANY ('{part,beside part,group,division,negation,another,another column,another title,name,code,years,periods}'))
			   OR EXISTS (SELECT FROM busetting_internal.title_words(ARRAY[heading]) AS n WHERE n.role IN ('group', 'negation') OR n.role LIKE 'another%')
			   OR EXISTS (SELECT FROM measure_word AS m WHERE m.measure IS NOT NULL AND length(m.phrase) > 5 AND length(wanted.text) > length(m.phrase) + 3
						  AND right(wanted.text, length(m.phrase) + 1) ~ '^[^ ]' AND right(wanted.text, length(m.phrase)) = busetting_internal.small_letters(m.phrase)) AS limited
		FROM wanted
	), meant AS (
		SELECT w.measure
		FROM rest
		CROSS JOIN measure_word AS w
		-- beside a word for the same measure, it is another: "bosatt i mottak";
		WHERE w.measure IS NOT NULL AND busetting_internal.likeness(busetting_internal.small_letters(w.phrase), rest.text) > 0.5 AND length(rest.text) <= length(w.phrase) + 3
			AND (rest.text = (SELECT text FROM wanted) OR NOT EXISTS (SELECT FROM known AS k WHERE k.measure = w.measure))
			AND NOT (SELECT limited FROM other)
		ORDER BY busetting_internal.likeness(busetting_internal.small_letters(w.phrase), rest.text) DESC, w.phrase COLLATE "C"
		LIMIT 1
	)
	SELECT coalesce('Known words that are most like it: ' || string_agg(format('%s (%s)', a.phrase, a.measure), ', ' ORDER BY a.likeness DESC, a.phrase COLLATE "C") FILTER (WHERE a.measure IS NOT NULL) || '.', 'No known word is like it.'),
		   CASE WHEN busetting_internal.title_alone(heading, '2000-06-15') IS NOT NULL THEN 'What is counted in a period alone is none of the measures: leave it out, with all that is unknown, columns => ''{-}'', or name a measure of your own in columns.'
				WHEN EXISTS (SELECT FROM measure_word AS d WHERE d.role IN ('years', 'periods', 'numbered period') AND busetting_internal.small_letters(d.phrase) = w.text)
					THEN 'It says of what period each row is: put tabs between the columns, and it is read.'
				WHEN EXISTS (SELECT FROM measure_word AS d WHERE d.role = 'division' AND busetting_internal.small_letters(d.phrase) = w.text)
					THEN 'It says of what each row is: hand over the rows of all persons alone; then leave the column out, columns => ''{-}''.'
				WHEN w.text !~ '[^0-9 ]' OR w.text ~ '(^| )[^ ]{65}|^([^ ]+ ){8}' THEN 'Name the columns in the argument columns; or leave out all that is unknown: columns => ''{-}''.'
				-- none is proposed by name
				WHEN (SELECT limited FROM other) THEN format('If it counts something else or others, say so: INSERT INTO busetting.measure_word (phrase, role) VALUES (%L, ''another''); or leave out all that is unknown: columns => ''{-}''.', w.text)
				WHEN NOT EXISTS (SELECT FROM meant) THEN format('If it counts something else, say so: INSERT INTO busetting.measure_word (phrase, role) VALUES (%L, ''another''); if it is a measure, name that: (phrase, measure) VALUES (%L, …); or leave out all that is unknown: columns => ''{-}''.', w.text, w.text)
				ELSE format('If it is a measure, say which: INSERT INTO busetting.measure_word (phrase, measure) VALUES (%L, %L); or leave out all that is unknown: columns => ''{-}''.', w.text, (SELECT m.measure FROM meant AS m))
		   END
	FROM wanted AS w
	LEFT JOIN alike AS a ON a.likeness > 0.5
	GROUP BY w.text
$$;

COMMENT ON FUNCTION busetting_internal.heading_problem(text) IS 'of a heading that is not known, the known words most like it and the statement that teaches it';

/* Names of the regions that others are parts of, as they stand above these: not those that such a part has, too. */
CREATE FUNCTION busetting_internal.heading_names(on_date date, tree text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH region_now AS MATERIALIZED (
		SELECT r.id, r.code, r.parent FROM region AS r WHERE r.tree = heading_names.tree AND r.parent IS NOT NULL AND busetting_internal.in_force(on_date, r.since, r.until)
	), named AS MATERIALIZED (
		SELECT n.name, n.name_key, r.code, r.id IN (SELECT parent FROM region_now) AS above
		FROM region_now AS r
		JOIN region_name AS n ON n.region = r.id AND busetting_internal.in_force(on_date, n.since, n.until)
	)
	SELECT array_agg(v.name)
	FROM named AS n
	CROSS JOIN LATERAL (VALUES (n.name), (n.code || ' ' || n.name)) AS v(name)
	WHERE n.above AND NOT EXISTS (SELECT FROM named AS p WHERE p.name_key = n.name_key AND NOT p.above)
$$;

COMMENT ON FUNCTION busetting_internal.heading_names(date, text) IS 'names of the regions that others are parts of on a date, but for those that one of the parts has, too';

/*
 * The rows of preview_table, given the symbols: a function of its own, so that an
 * error's context is short.  exceptions has, by measure and symbol, beside which measure the
 * symbol says nothing: where that is 0 or not stated.  Regions are those of one tree.  A total is of the
 * region that it names; if it names none, of the region that stands above it or is given, if it is no sum of
 * all the rows above; else of what the rows of its table have in common: of counties, or of municipalities of every
 * county, the country, of all municipalities of one county, that county.  Nothing else is guessed.
 */
CREATE FUNCTION busetting_internal.preview_rows(content text, file bytea, encoding name, sheet text, date date, level text, county_name text, county integer, columns text[], form text,
	hidden text[], zero text[], missing text[], exceptions jsonb, separators text[], flag_symbols text[], tolerance integer, skip text[], tree text, dates date[])
RETURNS SETOF preview_row
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
SET jit = off	-- compiling it takes longer than running it
SET plan_cache_mode = force_generic_plan	-- so does planning it: once a session will do
AS $$
#variable_conflict use_column
BEGIN
	RETURN QUERY
	WITH tree AS MATERIALIZED (
		SELECT t.spelling, busetting_internal.region_level_beside(t.tree, NULL) AS beside FROM region_tree AS t WHERE t.tree = preview_rows.tree
	), level AS MATERIALIZED (
		-- below the first and above the last are those of headings
		SELECT l.level, l.position, l.code_pattern, l.position = min(l.position) OVER () AS first, l.position = max(l.position) OVER () AS last
		FROM region_level AS l WHERE l.tree = preview_rows.tree
	), given AS MATERIALIZED (
		SELECT hidden || zero || missing AS symbols, busetting_internal.heading_words(preview_rows.tree) AS words, busetting_internal.heading_names(date, preview_rows.tree) AS headings,
			   ARRAY(SELECT n.name FROM region AS r JOIN region_name AS n ON n.region = r.id WHERE r.tree = preview_rows.tree) || ARRAY(SELECT r.code FROM region AS r WHERE r.tree = preview_rows.tree AND r.validity @> date) AS names
	), everything AS MATERIALIZED (
		-- of the text or of the file, whichever is given
		SELECT t.* FROM given AS g, busetting_internal.table_rows(content, columns, form, g.symbols, g.names, g.words, separators, flag_symbols, true, g.headings) WITH ORDINALITY AS t
		UNION ALL
		SELECT t.* FROM given AS g, busetting_internal.file_rows(file, columns, form, g.symbols, g.names, g.words, separators, flag_symbols, true, g.headings, encoding, sheet) WITH ORDINALITY AS t
	), row AS MATERIALIZED (
		-- a number before the name, or in a column of codes
		SELECT t.*, CASE WHEN t.total_of IS NULL AND t.code IS DISTINCT FROM t.name THEN coalesce(substring(t.code FROM '^([0-9]{1,4})[.)]?$'), nullif(t.code, ''), substring(t.name FROM '^[0-9]{1,3}(?=[.)]? )')) END AS number
		FROM everything AS t
		WHERE t.name IS NOT NULL
	), ranked AS (
		-- the numbers from 1 on count rows: they are no codes, by which the regions are known
		SELECT n.table_number
		FROM (SELECT p.table_number, bool_and(p.number IS NOT NULL) AND min(p.number) = 1 AND max(p.number) = count(*) AND count(DISTINCT p.number) = count(*) AS counted
			  FROM (SELECT t.table_number, t.period, CASE WHEN t.number ~ '^[0-9]{1,4}$' THEN t.number::integer END AS number FROM row AS t WHERE t.total_of IS NULL) AS p
			  GROUP BY p.table_number, p.period) AS n
		GROUP BY n.table_number
		HAVING bool_and(n.counted)
	), read AS MATERIALIZED (
		SELECT t.form, t.table_number, t.line, t.level, t.heading, busetting_internal.period_in_year(t.period, date_part('year', date)::integer) AS period, CASE WHEN r.table_number IS NULL THEN t.name ELSE regexp_replace(t.name, '^[0-9]{1,3}[.)]? +', '') END AS name,
			   CASE WHEN r.table_number IS NULL THEN t.code END AS code, t.total_of, t.measures, t.cells, t.flags, t.ordinality,
			   (t.name = ANY (skip)) IS TRUE OR (concat_ws(' ', t.code, t.name) = ANY (skip)) IS TRUE AS skipped
		FROM row AS t
		LEFT JOIN ranked AS r USING (table_number)
	), period AS MATERIALIZED (
		SELECT count(*) AS periods, array_agg(p.period) FILTER (WHERE busetting_internal.period_dates(p.period) @> date) AS held,
			   string_agg(p.period, ', ' ORDER BY p.period) AS names,
			   bool_or(busetting_internal.period_dates(p.period) IS NOT NULL) AS dated,
			   array_agg(p.period ORDER BY p.period) FILTER (WHERE NOT EXISTS (SELECT FROM unnest(dates) AS d WHERE busetting_internal.period_dates(p.period) @> d)) AS others
		FROM (SELECT DISTINCT period FROM read WHERE period IS NOT NULL AND NOT skipped) AS p
	), written AS MATERIALIZED (
		SELECT t.*, CASE WHEN (period.periods > 1 OR period.dated) AND period.held IS NULL THEN period.names END AS other_periods,
			   concat_ws(' ', nullif(t.code, ''), nullif(t.name, t.code)) AS region_text, coalesce(preview_rows.level, CASE WHEN t.form <> ALL ('{json-stat,px,sdmx-csv}') THEN t.level
					ELSE busetting_internal.region_code_level(t.code, preview_rows.tree) END) AS wanted,
			   date_part('year', date) < y.since OR date_part('year', date) > y.until AS of_other_years,
			   CASE WHEN t.total_of IS NULL
					-- without the years behind it, where these hold the date
					THEN concat_ws(' ', nullif(t.code, ''), nullif(CASE WHEN date_part('year', date) < y.since OR date_part('year', date) > y.until THEN t.name ELSE y.bare END, t.code))
					WHEN t.code !~ '^0*$' AND EXISTS (SELECT FROM level AS l WHERE NOT l.first AND NOT l.last AND t.code ~ ('^(?:' || l.code_pattern || ')$')) THEN t.code
					ELSE t.total_of END AS region_key,
			   y.bare,
			   -- nothing but the symbols of what is not stated
			   NOT EXISTS (SELECT FROM unnest(t.cells) AS s(cell) WHERE s.cell <> '' AND (s.cell = ANY (missing)) IS NOT TRUE) AS states_nothing,
			   -- nor any person
			   NOT EXISTS (SELECT FROM unnest(t.cells) AS s(cell) WHERE s.cell NOT IN ('', '0') AND (s.cell = ANY (zero) OR s.cell = ANY (missing)) IS NOT TRUE) AS states_none
		FROM read AS t
		CROSS JOIN LATERAL busetting_internal.region_name_years(t.name) AS y
		CROSS JOIN period
		WHERE (period.periods = 0 OR period.held IS NULL OR t.period IS NULL OR t.period = ANY (period.held)) AND (skip IS NULL OR NOT t.skipped)
	), heading AS (
		-- what stands above rows may be a title as well
		SELECT h.heading, min(r.id) AS county
		FROM (SELECT w.heading, region_name_key(w.heading, tree.beside, tree.spelling) AS key FROM (SELECT DISTINCT heading FROM written WHERE heading IS NOT NULL) AS w CROSS JOIN tree) AS h
		JOIN region_name AS n ON n.validity @> date
		JOIN region AS r ON r.id = n.region AND r.tree = preview_rows.tree AND r.validity @> date
		JOIN level AS v ON v.level = r.level AND NOT v.first AND NOT v.last
		WHERE h.key IN (n.name_key, r.code_key, r.code_key || ' ' || n.name_key)
			OR EXISTS (SELECT FROM region_level AS l CROSS JOIN unnest(l.designations) AS d WHERE l.level = r.level AND h.key IN (n.name_key || ' ' || d, d || ' ' || n.name_key))
		GROUP BY h.heading
		HAVING count(DISTINCT r.id) = 1
	), headed AS MATERIALIZED (
		SELECT w.*, region_name_key(w.region_key, w.wanted, tree.spelling) AS key, h.county AS heading_county, CASE WHEN w.code <> '' THEN region_name_key(w.bare, NULL, tree.spelling) END AS bare_key, coalesce(h.county, preview_rows.county) AS county, (h.county <> preview_rows.county) IS TRUE AS elsewhere,
			   CASE WHEN h.county IS NULL THEN county_name ELSE w.heading END AS county_written
		FROM written AS w
		CROSS JOIN tree
		LEFT JOIN heading AS h ON h.heading = w.heading
	), few AS MATERIALIZED (
		SELECT CASE WHEN count(*) <= 100 THEN string_agg(k.key, E'\n') END AS keys
		FROM (SELECT key FROM headed UNION SELECT bare_key FROM headed) AS k
	), called AS MATERIALIZED (
		-- regions by all that they are called on any date; where little is written, by that which has a name from there
		SELECT l.key, l.region_id, l.level, l.parent_id, l.validity
		FROM region_lookup AS l
		WHERE l.tree = preview_rows.tree AND ((SELECT keys FROM few) IS NULL OR strpos((SELECT keys FROM few), l.name_key) > 0)
	), place AS MATERIALIZED (
		-- a name that is no municipality's can be the county's or the country's, as a total
		SELECT w.ordinality,
			   array_agg(DISTINCT l.region_id) FILTER (WHERE w.total_of IS NULL AND l.level = coalesce(w.wanted, l.level)) AS wanted,
			   array_agg(DISTINCT l.region_id) FILTER (
				   WHERE v.first OR NOT v.last AND (v.position < u.position OR w.total_of IS NOT NULL)) AS total
		FROM headed AS w
		JOIN called AS l ON l.key = w.key AND l.validity @> date
		JOIN level AS v ON v.level = l.level
		LEFT JOIN level AS u ON u.level = w.wanted
		WHERE NOT w.elsewhere AND (w.county IS NULL OR w.county IN (l.parent_id, l.region_id) OR v.first)
		GROUP BY w.ordinality
	), coded AS (
		-- where no region is so called on any date, the code decides
		SELECT w.ordinality, min(r.id) AS region
		FROM headed AS w
		JOIN region AS r ON r.code = w.code AND r.tree = preview_rows.tree AND r.validity @> date AND r.level = coalesce(w.wanted, r.level)
		WHERE w.total_of IS NULL AND w.code <> '' AND w.name <> w.code AND w.of_other_years IS NOT TRUE AND NOT w.elsewhere
			AND (w.county IS NULL OR w.county IN (r.parent, r.id))
			AND NOT EXISTS (SELECT FROM place AS p WHERE p.ordinality = w.ordinality)
			AND NOT EXISTS (SELECT FROM called AS l WHERE l.key = w.bare_key)
		GROUP BY w.ordinality
	), ended AS (
		-- regions of other dates alone, which state something for another period and nothing for this
		SELECT w.ordinality
		FROM headed AS w
		JOIN (SELECT DISTINCT r.name, r.code
			  FROM read AS r
			  CROSS JOIN period AS p
			  WHERE p.periods > 1 AND EXISTS (SELECT FROM unnest(r.cells) AS s(cell) WHERE s.cell <> '' AND (s.cell = ANY (missing)) IS NOT TRUE)) AS o
			ON o.name = w.name AND o.code IS NOT DISTINCT FROM w.code
		JOIN called AS l ON l.key = w.key
		WHERE w.states_nothing AND w.total_of IS NULL
		GROUP BY w.ordinality
		HAVING NOT bool_or(l.validity @> date)
	), named AS MATERIALIZED (
		SELECT w.*, CASE WHEN cardinality(coalesce(p.wanted, p.total)) = 1 THEN (coalesce(p.wanted, p.total))[1] ELSE d.region END AS region,
			   ARRAY(SELECT CASE WHEN (exceptions -> k.measure ? k.cell) IS NOT TRUE
									OR busetting_internal.cell_value(w.cells[array_position(w.measures, exceptions -> k.measure ->> k.cell)], hidden, zero, missing) <> 0
								 THEN busetting_internal.cell_value(k.cell, hidden, zero, missing) END
					 FROM unnest(w.measures, w.cells) WITH ORDINALITY AS k(measure, cell, place)
					 ORDER BY k.place) AS counts,
			   w.total_of IS NOT NULL OR (p.wanted IS NULL AND p.total IS NOT NULL) AS is_total,
			   w.region_key = '' AND row_number() OVER (PARTITION BY w.table_number, w.county, w.region_key, w.period ORDER BY w.ordinality) > 1 AS again
		FROM headed AS w
		LEFT JOIN place AS p USING (ordinality)
		LEFT JOIN coded AS d USING (ordinality)
	), covered AS (
		-- what the rows of a table have in common
		SELECT t.table_number, CASE WHEN t.of_first OR t.parents = (SELECT count(*) FROM region AS r WHERE r.tree = preview_rows.tree AND r.level = t.parent_level AND r.validity @> date)
									THEN (SELECT r.id FROM region AS r WHERE r.tree = preview_rows.tree AND r.parent IS NULL AND r.validity @> date)
									WHEN t.parents = 1 AND t.regions = (SELECT count(*) FROM region AS r WHERE r.parent = t.parent AND r.validity @> date) THEN t.parent END AS region
		FROM (SELECT n.table_number, bool_or(p.parent IS NULL) AS of_first, count(DISTINCT p.id) AS parents, min(p.id) AS parent, count(DISTINCT r.id) AS regions,
					 CASE WHEN count(DISTINCT p.level) = 1 THEN min(p.level) END AS parent_level
			  FROM named AS n
			  JOIN region AS r ON r.id = n.region
			  JOIN region AS p ON p.id = r.parent
			  WHERE NOT n.is_total AND EXISTS (SELECT FROM named WHERE region_key = '')
			  GROUP BY n.table_number) AS t
	), grand AS MATERIALIZED (
		-- below a county that is not the first: a sum of all rows above, or of that county's?  NULL where it may be either
		SELECT t.ordinality, CASE WHEN t.own AND NOT t.whole THEN false
								  WHEN t.whole AND NOT t.own THEN true
								  -- all counties above have a total, and this can be that of the last
								  WHEN t.told AND (t.own OR t.more) THEN false END AS whole
		FROM (
			SELECT n.ordinality, bool_and(f.own) AS own, bool_and(f.whole) AS whole, bool_and(f.more) AS more,
				   NOT EXISTS (SELECT FROM named AS o
							   WHERE o.heading_county <> n.heading_county AND o.ordinality < n.ordinality AND o.period IS NOT DISTINCT FROM n.period AND o.measures && n.measures
								AND NOT EXISTS (SELECT FROM named AS s
												WHERE s.is_total AND s.ordinality < n.ordinality AND s.period IS NOT DISTINCT FROM n.period AND s.measures && n.measures
													AND o.heading_county = CASE WHEN s.region_key = '' THEN s.heading_county ELSE s.region END)) AS told
			FROM named AS n
			CROSS JOIN LATERAL unnest(n.measures, n.counts) AS k(measure, count)
			CROSS JOIN LATERAL (
				-- a sum of hidden counts has no end
				SELECT sum(lower(v.count)) FILTER (WHERE r.heading_county = n.heading_county) AS own_least,
					   CASE WHEN bool_and(upper(v.count) IS NOT NULL) FILTER (WHERE r.heading_county = n.heading_county) THEN sum(upper(v.count)) FILTER (WHERE r.heading_county = n.heading_county) END AS own_most,
					   sum(lower(v.count)) AS least, CASE WHEN bool_and(upper(v.count) IS NOT NULL) THEN sum(upper(v.count)) END AS most
				FROM named AS r
				CROSS JOIN LATERAL unnest(r.measures, r.counts) AS v(measure, count)
				WHERE r.ordinality < n.ordinality AND NOT r.is_total AND r.period IS NOT DISTINCT FROM n.period AND v.measure = k.measure) AS s
			CROSS JOIN LATERAL (
				SELECT coalesce(upper(k.count) < s.own_least - tolerance OR lower(k.count) > s.own_most + tolerance, false) IS FALSE AS own,
					   coalesce(upper(k.count) < s.least - tolerance OR lower(k.count) > s.most + tolerance, false) IS FALSE AS whole,
					   coalesce(upper(k.count) >= s.own_least - tolerance AND upper(k.count) < s.least - tolerance, true) AS more) AS f
			WHERE n.region_key = '' AND NOT n.again AND n.heading_county IS NOT NULL
				AND EXISTS (SELECT FROM named AS o WHERE o.heading_county <> n.heading_county AND o.ordinality < n.ordinality AND o.period IS NOT DISTINCT FROM n.period AND o.measures && n.measures)
			GROUP BY n.ordinality, n.heading_county, n.period, n.measures) AS t
	), placed AS MATERIALIZED (
		-- below the total of the last county can stand that of the country
		SELECT n.*, count(*) FILTER (WHERE n.region_key <> '' AND n.region IS NULL) OVER (ORDER BY n.ordinality) AS unknown_names,
			   CASE WHEN n.region_key <> '' THEN n.region
						 WHEN n.again OR n.county IS NULL OR n.wanted = (SELECT r.level FROM region AS r WHERE r.id = n.county) THEN c.region
						 WHEN a.whole THEN nullif(c.region, n.county)
						 WHEN a.whole IS NULL AND a.ordinality IS NOT NULL THEN NULL
						 ELSE n.county END AS region_id
		FROM named AS n
		LEFT JOIN covered AS c USING (table_number)
		LEFT JOIN grand AS a ON a.ordinality = n.ordinality
	), repeated AS (
		-- a region twice: in one table, or with another figure; a total may be printed again
		SELECT p.ordinality, min(q.line) AS earlier_line, (array_agg(d.figures ORDER BY q.line))[1] AS figures
		FROM (SELECT region_id, is_total FROM placed WHERE region_id IS NOT NULL GROUP BY region_id, is_total HAVING count(*) > 1) AS t
		JOIN placed AS p USING (region_id, is_total)
		JOIN (SELECT DISTINCT ON (region_id, is_total, table_number, measures) * FROM placed ORDER BY region_id, is_total, table_number, measures, ordinality) AS q USING (region_id, is_total)
		LEFT JOIN LATERAL (
			SELECT format('Of %s it has "%s" there, and "%s" here.', a.measure, b.cell, a.cell) AS figures
			FROM unnest(p.measures, p.cells) AS a(measure, cell)
			JOIN unnest(q.measures, q.cells) AS b(measure, cell) USING (measure)
			WHERE a.cell <> b.cell
			LIMIT 1) AS d ON true
		WHERE q.ordinality < p.ordinality AND p.measures && q.measures
			AND (NOT p.is_total AND p.table_number = q.table_number OR d.figures IS NOT NULL)
		GROUP BY p.ordinality
	), partial AS MATERIALIZED (
		-- totals of no region that are the sums of the rows above them, all of which are known: from the last total on, or of the whole table
		SELECT t.ordinality, min(f.rows) AS rows
		FROM placed AS t
		CROSS JOIN LATERAL (
			SELECT 0 AS ordinality
			UNION
			SELECT max(b.ordinality) FROM placed AS b WHERE b.table_number = t.table_number AND b.period IS NOT DISTINCT FROM t.period AND b.is_total AND b.ordinality < t.ordinality) AS b
		CROSS JOIN LATERAL (
			SELECT min(s.rows) AS rows
			FROM unnest(t.measures, t.counts) AS k(measure, count)
			CROSS JOIN LATERAL (
				SELECT count(*) AS rows, sum(lower(v.count)) AS sum, bool_and(coalesce(lower(v.count) = upper(v.count), false)) AS exact
				FROM placed AS n
				CROSS JOIN LATERAL unnest(n.measures, n.counts) AS v(measure, count)
				WHERE n.table_number = t.table_number AND n.period IS NOT DISTINCT FROM t.period AND NOT n.is_total AND n.ordinality > b.ordinality AND n.ordinality < t.ordinality AND v.measure = k.measure) AS s
			HAVING bool_and(coalesce(s.exact AND s.rows > 1 AND lower(k.count) = s.sum AND upper(k.count) = s.sum, false)) AND bool_or(s.sum > 0)) AS f
		WHERE t.region_id IS NULL AND t.region_key = '' AND t.is_total
		GROUP BY t.ordinality
	), judged AS MATERIALIZED (
		SELECT c.*, w.problem AS what, CASE WHEN w.problem IS NULL AND c.summed IS NOT NULL THEN format('row "%s" is left out: it is the sum of the %s rows above it, and names no region', c.region_text, c.summed) ELSE w.advice END AS what_to_do
		FROM (
			SELECT p.*, p.region_id IS NULL AND (p.states_none AND p.of_other_years IS TRUE OR p.states_nothing AND e.ordinality IS NOT NULL) AS ended, u.rows AS summed
			FROM placed AS p
			LEFT JOIN partial AS u USING (ordinality)
			LEFT JOIN ended AS e USING (ordinality)) AS c
		LEFT JOIN repeated AS r USING (ordinality)
		LEFT JOIN LATERAL (
			SELECT CASE WHEN strpos(c.other_periods, ',') > 0 THEN format('none of the periods %s holds %s', c.other_periods, date)
						ELSE format('the period %s does not hold %s', c.other_periods, date) END AS problem,
				   CASE WHEN strpos(c.other_periods, ',') > 0 THEN 'Give a date that one of them holds, or store each of them with busetting.import_periods.'
						ELSE 'Give a date that it holds.' END AS advice
			WHERE c.other_periods IS NOT NULL
			UNION ALL
			SELECT format('"%s" may be a year, and is no region of this table', c.name),
				   'If it is a code, head its column kommunenr or give the column as code: columns => ''{code,settled}''; a table of years is none of regions.'
			WHERE c.code IS NULL AND c.name ~ '^(199[0-9]|20[0-4][0-9])$'
			UNION ALL
			SELECT format('it is not clear of which region "%s" is the total', c.region_text),
				   format('Name the region beside it as "Vestland i alt"; if it is all of a county, write that above the rows or give the argument county; if it is of no region, leave it out: skip => %L.', ARRAY[c.region_text])
			WHERE c.region_id IS NULL AND c.region_key = '' AND c.summed IS NULL
			UNION ALL
			SELECT format('the code %s is of %s, and "%s" is %s', c.code, o.name, c.bare, n.code),
				   'Correct the one that is wrong; or have the rows known by one of both, with - for the other in the argument columns.'
			FROM (SELECT min(v.name) AS name
				  FROM region AS g
				  JOIN region_name AS v ON v.region = g.id AND v.validity @> date AND v.kind = 'official'
				  WHERE g.tree = preview_rows.tree AND g.code = c.code AND g.validity @> date) AS o,
				 (SELECT string_agg(DISTINCT g.code, ', ') AS code
				  FROM called AS l
				  JOIN region AS g ON g.id = l.region_id
				  WHERE l.key = c.bare_key AND l.validity @> date) AS n
			WHERE c.region_id IS NULL AND c.code <> '' AND c.bare <> c.code AND o.name IS NOT NULL AND n.code IS NOT NULL AND strpos(n.code, c.code) = 0
			UNION ALL
			-- which names are like it takes long, and is of use for a few only
			SELECT coalesce(p.problem, format('"%s" is no region of this table', c.region_text)),
				   CASE WHEN c.unknown_names > 50 THEN 'Of the first 50 such names it is said which are like them.'
						-- æ, ø and å of code pages of DOS, read as Windows'
						WHEN c.region_text ~ '[‘›†]' THEN concat_ws(' ', p.advice, 'If the file is of code page 865 or 850, convert it before: iconv -f CP865 -t UTF-8.')
						WHEN starts_with(p.advice, 'No name is similar.') THEN concat_ws(' ', p.advice, format('If it is no region, leave the row out: skip => %L.', ARRAY[c.region_text]))
						ELSE p.advice END
			FROM (SELECT c.unknown_names <= 50 AS few, tree.beside FROM tree) AS u
			LEFT JOIN LATERAL busetting_internal.region_problem(CASE WHEN u.few THEN c.region_key END, CASE WHEN c.total_of IS NULL THEN c.wanted ELSE u.beside END,
								date, CASE WHEN c.elsewhere THEN county_name ELSE c.county_written END, preview_rows.tree) AS p ON u.few
			WHERE c.region_id IS NULL AND c.region_key <> '' AND NOT c.ended
			UNION ALL
			SELECT format('%s stands twice, first on line %s', c.region_text, r.earlier_line),
				   concat_ws(' ', r.figures, 'A publication has one row a region: import the other table under another source or date.')
			WHERE c.region_id IS NOT NULL AND r.earlier_line IS NOT NULL
			UNION ALL
			SELECT format('unknown symbol "%s"', s.symbol),
				   'Say what it means by a row of busetting.symbol_meaning, or give the rule of the publisher whose symbol it is.'
			FROM unnest(c.cells) AS s(symbol)
			WHERE s.symbol !~ '^[0-9]+$' AND (s.symbol = ANY (hidden || zero || missing)) IS NOT TRUE AND busetting_internal.printed_bounds(s.symbol) IS NULL
			UNION ALL
			(SELECT format('%s %s is larger than %s %s', m.measure, k.count, m.part_of, w.whole),
					'The columns may stand in another order than their headers say: name them in the argument columns.'
			 FROM unnest(c.measures, c.counts) AS k(measure, count)
			 JOIN measure AS m ON m.measure = k.measure
			 CROSS JOIN LATERAL (SELECT c.counts[array_position(c.measures, m.part_of)] AS whole) AS w
			 WHERE k.count >> w.whole
			 ORDER BY m.position)
			LIMIT 1
		) AS w ON true
	), merged AS MATERIALIZED (
		-- the rows of one region, of several tables or years' columns, are one
		SELECT min(j.ordinality) AS ordinality, j.form, min(j.line) AS line, min(j.region_text) AS region_text, j.region_id, j.is_total, j.what, j.what_to_do,
			   bool_and(j.ended) AS ended,
			   array_agg(j.ordinality) AS rows
		FROM judged AS j
		GROUP BY j.form, j.region_id, j.is_total, j.what, j.what_to_do, CASE WHEN j.region_id IS NULL OR j.what IS NOT NULL THEN j.table_number END, CASE WHEN j.region_id IS NULL OR j.what IS NOT NULL THEN j.line END
	), title AS MATERIALIZED (
		SELECT e.form, e.table_number, e.line, w.text, w.label, c.columns, e.detail AS kind, w.text = ANY (skip) IS TRUE AS skipped, e.ordinality,
			   EXISTS (SELECT FROM everything AS u WHERE u.advice = 'unknown heading' AND u.detail = w.label) AS unknown,
			   -- what a column that is left out says, if it divides persons
			   w.label IS NOT NULL AND (EXISTS (SELECT FROM measure_word AS d WHERE d.role = 'division' AND busetting_internal.small_letters(d.phrase) = busetting_internal.small_letters(w.label))
										OR e.detail = 'columns' AND EXISTS (SELECT FROM busetting_internal.title_words(ARRAY[w.text]) AS g WHERE g.role IN ('part', 'beside part', 'group'))) AS divides
		FROM everything AS e
		CROSS JOIN LATERAL (
			SELECT p.text, CASE WHEN e.detail IN ('column', 'columns', 'numbers') THEN split_part(x.text, ': ', 1) END AS label
			FROM (SELECT CASE WHEN e.detail = 'columns' AND cardinality(string_to_array(h.text, ', ')) > 4 THEN busetting_internal.column_texts_first(h.text, date) ELSE h.text END AS text
				  FROM (SELECT btrim(regexp_replace(e.heading, '(<[^>]*>|[;|[:space:]])+', ' ', 'g')) AS text) AS h OFFSET 0) AS x
			-- a caption may be a note
			CROSS JOIN LATERAL (SELECT e.detail = 'note' OR e.detail = 'caption' AND (busetting_internal.title_is_prose(x.text) OR busetting_internal.small_letters(x.text) ~ '^[^[:alpha:]]*(kilde|kjelde|source|note|merk|fotnot|forklaring|teiknforklaring|tegnforklaring|symbol)') AS note) AS k
			CROSS JOIN LATERAL (
				SELECT x.text WHERE NOT k.note
				UNION ALL
				SELECT s FROM busetting_internal.note_statements(x.text, e.form = 'html' AND strpos(e.heading, E'\t') > 0 OR EXISTS (SELECT FROM everything AS n WHERE n.detail = 'title' AND n.table_number > e.table_number AND n.line = e.line)) AS s WHERE k.note) AS p(text)) AS w
		-- of a header without the columns that the caller leaves out
		CROSS JOIN LATERAL (
			SELECT string_agg(btrim(regexp_replace(p.text, '(<[^>]*>|[[:space:]])+', ' ', 'g')), E'\t' ORDER BY p.place) AS columns
			FROM regexp_split_to_table(ltrim(e.heading, ' |'), CASE WHEN e.heading ~ '[;|\t]' THEN '[;|\t]' WHEN e.heading ~ ' {2}' THEN ' {2,}' WHEN e.form = 'csv' THEN ',' ELSE '\n' END) WITH ORDINALITY AS p(text, place)
			WHERE columns[p.place] IS DISTINCT FROM '-'
				AND NOT EXISTS (SELECT FROM everything AS n WHERE n.name IS NULL AND n.note = format('column "%s" is left out', btrim(p.text)))) AS c
		WHERE e.name IS NULL AND e.heading IS NOT NULL
	), apart AS MATERIALIZED (
		-- columns that are left out, and say of the rows that they are of a group, or of another year or part of it
		SELECT t.*
		FROM title AS t
		WHERE NOT t.skipped AND NOT t.unknown
			AND (t.divides
				 OR t.kind = 'numbers' AND busetting_internal.numbers_of_other_date(t.label, string_to_array(substr(t.text, length(t.label) + 3), ', ')::integer[], date)
				 OR t.kind IN ('column', 'columns') AND EXISTS (SELECT FROM unnest(string_to_array(substr(t.text, length(t.label) + 3), ', ')) AS v(text) WHERE busetting_internal.text_is_of_other(v.text, date)))
	), titled AS (
		SELECT t.form, nullif(t.lines[p.number], 0) AS line, p.problem, p.advice, t.ordinality
		FROM (SELECT o.table_number, min(o.form) AS form, array_agg(o.line ORDER BY o.line, o.ordinality) AS lines, array_agg(o.text ORDER BY o.line, o.ordinality) AS texts,
					 array_agg(CASE WHEN o.kind = 'header' THEN coalesce(o.columns, '') END ORDER BY o.line, o.ordinality) AS columns, min(o.ordinality) AS ordinality, true AS dated
			  FROM title AS o
			  WHERE NOT o.skipped AND NOT o.divides AND NOT o.unknown AND o.kind <> ALL ('{columns,numbers,caption,note}') AND NOT EXISTS (SELECT FROM apart AS a WHERE a.ordinality = o.ordinality)
			  GROUP BY o.table_number
			  UNION ALL
			  -- what is said in or below a table holds against what its titles say; its columns may have what that is of, but their dates are their own
			  SELECT o.table_number, o.form, ARRAY[o.line], o.text || h.texts, ARRAY[NULL::text] || array_fill(''::text, ARRAY[cardinality(h.texts)]), o.ordinality,
					 -- one year alone over the rows below it is theirs
					 o.kind = 'note' OR o.text !~ '^[^0-9]*(19|20)[0-9]{2}[^0-9]*$'
			  FROM title AS o
			  CROSS JOIN LATERAL (SELECT coalesce(array_agg(h.text), '{}') AS texts FROM title AS h WHERE h.table_number = o.table_number AND h.kind = 'header') AS h
			  WHERE NOT o.skipped AND (o.kind = 'caption'
				OR o.kind = 'note' AND NOT EXISTS (SELECT FROM title AS c WHERE c.table_number = o.table_number AND c.kind = 'caption' AND strpos(c.text, o.text) > 0))) AS t
		JOIN (SELECT r.table_number, bool_or(r.period IS NOT NULL) AS dated, coalesce(bool_or(r.period !~ '^[0-9]{4}$'), false) AS parted, array_agg(DISTINCT m.measure) AS measures
			  FROM read AS r
			  CROSS JOIN LATERAL unnest(r.measures) AS m(measure)
			  GROUP BY r.table_number) AS r USING (table_number)
		CROSS JOIN LATERAL busetting_internal.title_problem(t.texts, t.columns, date, r.dated AND t.dated, r.parted, r.measures) AS p
		UNION ALL
		-- "Kommuner med vedtak" above counties: so many municipalities
		SELECT o.form, nullif(o.line, 0), format('"%s" says that the numbers are of "%s"', o.text, w.words),
			   format('Leave the table out; if the line says nothing of the numbers, name it in skip: skip => %L.', ARRAY[o.text]), o.ordinality
		FROM title AS o
		JOIN LATERAL substring(busetting_internal.small_letters(o.text) FROM '^[^[:alpha:]]*([[:alpha:]]+) (?:med|som|uten|utan|der|kor|hvor|har|with|without|that|which|having|who)\M') AS w(words) ON w.words IS NOT NULL
		WHERE NOT o.skipped AND o.kind IN ('title', 'caption')
			AND EXISTS (SELECT
						FROM placed AS p
						JOIN region AS r ON r.id = p.region_id
						JOIN region_level AS a ON a.tree = r.tree AND a.level = r.level
						JOIN region_level AS b ON b.tree = r.tree AND b.position > a.position
						WHERE p.table_number = o.table_number AND NOT p.is_total
							AND (w.words = regexp_replace(b.level, 'y$', 'ies') OR EXISTS (SELECT FROM measure_word AS m WHERE m.role = 'name' AND m.level = b.level AND busetting_internal.small_letters(m.phrase) = w.words)))
	), told AS (
		SELECT e.form, e.line, e.detail, e.advice, e.ordinality, count(*) FILTER (WHERE e.advice = 'unknown heading') OVER (ORDER BY e.ordinality) AS unknown_headings, CASE WHEN w.whole IS NULL THEN e.problem END AS problem, CASE WHEN w.whole IS NULL THEN e.note ELSE format('column "%s" is left out', e.detail) END AS note
		FROM everything AS e
		-- a column that divides persons, of which all rows are of the whole
		LEFT JOIN LATERAL (
			SELECT true AS whole
			FROM measure_word AS d
			WHERE d.role = 'division' AND busetting_internal.small_letters(d.phrase) = busetting_internal.small_letters(e.detail)
				AND NOT EXISTS (SELECT FROM title AS t WHERE t.label = e.detail AND t.line = e.line)
			LIMIT 1) AS w ON e.advice = 'unknown heading' AND (SELECT count(*) FROM everything AS u WHERE u.advice = 'unknown heading') <= 16
		WHERE e.name IS NULL AND e.heading IS NULL
			-- one's own measures are no reference, and who has looked at the header says so
			AND (e.advice = 'given heading' AND (e.detail = ANY (skip) OR EXISTS (SELECT FROM measure AS m WHERE NOT m.reference AND m.measure = substring(e.problem FROM ' is given as ([^ ,]+)')))) IS NOT TRUE
	), strange AS (
		-- of each table in one row; what is known to say something else has a problem of its own
		SELECT t.table_number, min(t.form) AS form, max(nullif(t.line, 0)) AS line, count(*) AS lines, min(t.ordinality) AS ordinality,
			   string_agg(concat('"', t.text, '"', CASE WHEN busetting_internal.small_letters(t.text) <> t.words THEN ' (' || t.words || ')' END), ', ' ORDER BY t.rank) FILTER (WHERE t.rank <= 5) AS texts
		FROM (SELECT o.table_number, o.form, o.line, o.text, o.words, o.ordinality, row_number() OVER (PARTITION BY o.table_number ORDER BY o.line DESC, o.ordinality DESC) AS rank
			  FROM (SELECT l.table_number, array_agg(l.form) AS forms, array_agg(l.line) AS lines, array_agg(l.text) AS texts, array_agg(l.ordinality) AS ordinalities
					FROM title AS l
					WHERE NOT l.skipped AND l.kind IN ('title', 'caption') AND NOT EXISTS (SELECT FROM titled AS d WHERE d.line = nullif(l.line, 0))
						AND EXISTS (SELECT FROM read AS r WHERE r.table_number = l.table_number)
					GROUP BY l.table_number) AS l
			  CROSS JOIN LATERAL busetting_internal.title_unknown_words(l.texts, preview_rows.tree) AS u
			  CROSS JOIN LATERAL (VALUES (l.table_number, l.forms[u.number], l.lines[u.number], l.texts[u.number], u.words, l.ordinalities[u.number])) AS o(table_number, form, line, text, words, ordinality)) AS t
		GROUP BY t.table_number
	), given_heading AS (
		-- headings of a group, of who is not counted or of something else, over columns that the caller gave as measures of all
		SELECT o.form, o.line, o.ordinality, h.text, g.measure, w.phrase
		FROM title AS o
		CROSS JOIN LATERAL regexp_split_to_table(o.columns, E'\t') WITH ORDINALITY AS h(text, place)
		JOIN measure AS g ON g.reference AND g.measure = regexp_replace((array_remove(preview_rows.columns, '-'))[h.place], ' [0-9]{4}$', '')
		CROSS JOIN LATERAL (
			SELECT n.phrase
			FROM busetting_internal.title_words(ARRAY[h.text]) AS n
			WHERE n.role IN ('group', 'negation') OR n.role LIKE 'another%' OR n.role = 'part' AND g.part_of IS NULL AND h.text !~ '[(]|parentes|herav|derav'
			ORDER BY length(n.phrase) DESC, n.phrase COLLATE "C"
			LIMIT 1) AS w
		WHERE o.kind = 'header' AND NOT o.skipped AND strpos(o.columns, E'\t') > 0 AND (h.text = ANY (skip)) IS NOT TRUE
			AND NOT EXISTS (SELECT FROM everything AS e WHERE e.advice = 'given heading' AND e.detail = h.text)
	), figures AS (
		SELECT m.*, k.measures, k.counts, CASE WHEN array_to_string(k.flags, '') <> '' THEN k.flags END AS flags
		FROM merged AS m
		LEFT JOIN (
			SELECT d.first, array_agg(d.measure ORDER BY d.position, d.measure) AS measures, array_agg(d.count ORDER BY d.position, d.measure) AS counts, array_agg(coalesce(d.flag, '') ORDER BY d.position, d.measure) AS flags
			FROM (SELECT DISTINCT ON (r.first, k.measure) r.first, k.measure, k.count, k.flag, o.position
				  FROM (SELECT ordinality AS first, unnest(rows) AS ordinality FROM merged) AS r
				  JOIN judged AS j USING (ordinality)
				  CROSS JOIN LATERAL unnest(j.measures, j.counts, j.flags) AS k(measure, count, flag)
				  LEFT JOIN measure AS o ON o.measure = k.measure
				  ORDER BY r.first, k.measure, coalesce(k.flag, '') = '', j.ordinality) AS d
			GROUP BY d.first) AS k ON k.first = m.ordinality
	)
	SELECT t.form, t.line, t.region_text, t.region_id, t.is_total,
		   t.counts[array_position(t.measures, 'requested')], t.counts[array_position(t.measures, 'decided')], t.counts[array_position(t.measures, 'decided_collective')],
		   t.counts[array_position(t.measures, 'agreed')], t.counts[array_position(t.measures, 'agreed_collective')], t.counts[array_position(t.measures, 'settled')],
		   t.counts[array_position(t.measures, 'settled_collective')], t.problem, t.advice, t.measures, t.counts, t.flags, t.detail
	FROM (
		SELECT f.form, f.line, f.region_text, f.region_id, f.is_total, f.measures, f.counts, f.flags, f.what AS problem, NULL AS detail,
			   CASE WHEN f.ended AND f.what IS NULL THEN format('row "%s" is left out: on %s it was no region, and it states nothing', f.region_text, date) ELSE f.what_to_do END AS advice,
			   f.ordinality
		FROM figures AS f
		UNION ALL
		SELECT e.form, e.line, NULL, NULL, NULL, NULL, NULL, NULL, e.problem, CASE WHEN e.advice = 'given heading' THEN NULL WHEN e.advice <> 'unknown heading' THEN concat_ws(' ', e.detail, n.detail) ELSE h.detail END,
			   CASE WHEN e.problem IS NULL THEN e.note || coalesce('; its rows say "' || c.says || '"', '') WHEN e.advice = 'unknown heading' THEN CASE WHEN e.unknown_headings > 20 THEN 'Of the first 20 such headings it is said which words are like them; to leave out all that is unknown: columns => ''{-}''.' ELSE h.advice END
					WHEN e.advice = 'given heading' AND e.problem ~ ' names the rows of a table beside' THEN format('Give the columns of all tables, or put one below the other, each with its header; if it names rows that are not wanted, say so: skip => %L.', ARRAY[e.detail])
					WHEN e.advice = 'given heading' THEN format('Give the column as its header says, or as "-"; if it is as given, say so: skip => %L.', ARRAY[e.detail])
					ELSE concat_ws(' ', e.advice, f.advice, n.advice) END, e.ordinality
		FROM told AS e
		-- not where it says nothing
		LEFT JOIN (SELECT DISTINCT t.line, t.label, substr(t.text, length(t.label) + 3) AS says FROM title AS t WHERE t.kind = 'column' AND (t.skipped OR NOT t.divides)) AS c
			ON c.line = e.line AND e.note IN (format('column "%s" is left out', c.label), format('column "%s:" is left out', c.label))
		LEFT JOIN LATERAL (
			-- OFFSET 0: else the function is called first
			SELECT p.detail, p.advice FROM busetting_internal.heading_problem(e.detail) AS p WHERE e.advice = 'unknown heading' AND e.unknown_headings <= 20 OFFSET 0) AS h ON true
		-- "51 b": which rules know the flag
		LEFT JOIN LATERAL (
			SELECT format('Behind a number, "%s" is a flag by these rules: %s; give one as in rule => %L, or add a row to busetting.symbol_flag.', s.flag, string_agg(r.rule, ', ' ORDER BY r.rule COLLATE "C"), min(r.rule COLLATE "C")) AS advice
			FROM symbol_flag AS s
			JOIN suppression_rule AS r USING (dialect)
			WHERE s.flag = substring(e.problem FROM '^cell "[0-9]+ ?([^0-9" ]+)" of .* is neither')
			GROUP BY s.flag) AS f ON true
		-- what is nearest to a header may be one of a heading that nobody knows
		LEFT JOIN LATERAL (
			SELECT string_agg(p.detail, ' ') AS detail, string_agg(format('"%s" is no heading that is known. %s', o.label, p.advice), ' ') AS advice
			FROM regexp_split_to_table(substring(e.detail FROM '^Line [0-9]+, "(.*)", comes nearest to a header: it has a word for the names of regions, and none'), '[;|\t]| {2,}') WITH ORDINALITY AS s(text, place)
			CROSS JOIN LATERAL btrim(s.text, ' "') AS o(label)
			CROSS JOIN LATERAL busetting_internal.heading_problem(o.label) AS p
			WHERE s.place > 1 AND o.label ~ '[[:alpha:]]' AND o.label !~ '…' AND NOT EXISTS (SELECT FROM measure_word AS w WHERE busetting_internal.small_letters(w.phrase) = busetting_internal.small_letters(o.label))
			HAVING count(*) = 1) AS n ON e.problem = 'no table found'
		UNION ALL
		SELECT t.form, t.line, NULL, NULL, NULL, NULL, NULL, NULL, t.problem, NULL, t.advice, t.ordinality FROM titled AS t
		UNION ALL
		SELECT s.form, s.line, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'unknown title',
			   concat('not understood above the table: ', s.texts, CASE WHEN s.lines > 5 THEN format(' and %s more', s.lines - 5) END), s.ordinality
		FROM strange AS s
		UNION ALL
		SELECT g.form, g.line, NULL, NULL, NULL, NULL, NULL, NULL, format('column "%s" is given as %s, and its header says "%s"', g.text, g.measure, g.phrase), NULL,
			   format('Give the column as its header says, or as "-"; if it is as given, say so: skip => %L.', ARRAY[g.text]), g.ordinality
		FROM given_heading AS g
		UNION ALL
		SELECT t.form, t.line, NULL, NULL, NULL, NULL, NULL, NULL, format('column "%s" is left out, and its rows are of "%s"', t.label, substr(t.text, length(t.label) + 3)), NULL,
			   format(CASE WHEN t.divides THEN 'Hand over the rows of all persons alone; if these are, say so: skip => %L; if there are measures of them, name those in the argument columns, with - for this column.'
						   ELSE 'Give the date that the rows are of, or leave out those of another or of something else; if the column says nothing of the numbers, say so: skip => %L.' END, ARRAY[t.text]),
			   t.ordinality
		FROM apart AS t
		UNION ALL
		SELECT r.form, r.line, r.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL, format('row "%s" is left out, as skip says', r.name), r.ordinality
		FROM read AS r
		WHERE r.skipped
		UNION ALL
		SELECT (SELECT min(r.form) FROM read AS r), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
			   format('what is of %s is left out', array_to_string(p.others, ', ')), 0
		FROM period AS p
		WHERE p.held IS NOT NULL AND p.others IS NOT NULL
		UNION ALL
		-- nothing says whether the figures of May are those of May alone; those of a day are as of that day
		SELECT (SELECT min(r.form) FROM read AS r), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'part of a year',
			   format('figures of parts of a year, as of %s, are stored as counted from its beginning on', p.held[1]), 0
		FROM period AS p
		CROSS JOIN LATERAL busetting_internal.period_dates(p.held[1]) AS d(dates)
		WHERE upper(d.dates) - lower(d.dates) BETWEEN 2 AND 364
		UNION ALL
		SELECT NULL, NULL, s.name, NULL, NULL, NULL, NULL, NULL, format('no row is called "%s", which is to be left out', s.name), NULL, 'Write the name in skip as it stands in the table.', NULL
		FROM unnest(skip) AS s(name)
		WHERE NOT EXISTS (SELECT FROM read AS r WHERE r.skipped AND (r.name = s.name OR concat_ws(' ', r.code, r.name) = s.name))
			AND NOT EXISTS (SELECT FROM title AS t WHERE t.text = s.name OR preview_rows.columns IS NOT NULL AND t.kind = 'header' AND s.name = ANY (string_to_array(t.columns, E'\t')))
			AND NOT EXISTS (SELECT FROM everything AS g WHERE g.advice = 'given heading' AND g.detail = s.name)
	) AS t
	-- what is said of one place is so always in the same order
	ORDER BY t.ordinality, t.problem COLLATE "C", t.advice COLLATE "C";
END
$$;

COMMENT ON FUNCTION busetting_internal.preview_rows(text, bytea, name, text, date, text, text, integer, text[], text, text[], text[], text[], jsonb, text[], text[], integer, text[], text, date[]) IS
	'implementation of preview_table';

/* What a rule says of reading; an error where there is no such rule. */
CREATE FUNCTION busetting_internal.rule_reading(rule text, OUT tree text, OUT hidden text[], OUT zero text[], OUT missing text[], OUT exceptions jsonb, OUT separators text[], OUT flag_symbols text[], OUT tolerance integer)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	SELECT r.tree, array_agg(symbol) FILTER (WHERE meaning = 'hidden'),
		   array_agg(symbol) FILTER (WHERE meaning = 'zero'),
		   array_agg(symbol) FILTER (WHERE meaning IN ('not stated', 'not applicable'))
	INTO tree, hidden, zero, missing
	FROM suppression_rule AS r
	LEFT JOIN symbol_meaning AS s USING (dialect)
	WHERE r.rule = rule_reading.rule
	GROUP BY r.rule;
	IF NOT FOUND THEN
		RAISE undefined_object USING
			MESSAGE = format('rule "%s" does not exist', rule_reading.rule),
			DETAIL = (SELECT format('Rules are %s.', string_agg(quote_ident(r.rule), ', ' ORDER BY r.rule)) FROM suppression_rule AS r),
			HINT = 'Describe what the publisher hides by a row of busetting.suppression_rule.';
	END IF;
	-- those first that make a symbol hidden
	SELECT d.separators, r.tolerance, ARRAY(
			SELECT f.flag
			FROM symbol_flag AS f
			LEFT JOIN symbol_meaning AS m ON m.dialect = f.dialect AND m.symbol = f.flag AND m.meaning = 'hidden'
			WHERE f.dialect = d.dialect
			ORDER BY m.symbol IS NULL, f.flag COLLATE "C")
	INTO separators, tolerance, flag_symbols
	FROM suppression_rule AS r
	JOIN symbol_dialect AS d USING (dialect)
	WHERE r.rule = rule_reading.rule;
	SELECT jsonb_object_agg(e.measure, e.symbols)
	INTO exceptions
	FROM (SELECT x.measure, jsonb_object_agg(x.symbol, x.beside) AS symbols
		  FROM suppression_rule AS r
		  JOIN symbol_exception AS x USING (dialect)
		  WHERE r.rule = rule_reading.rule
		  GROUP BY x.measure) AS e;
END
$$;

COMMENT ON FUNCTION busetting_internal.rule_reading(text) IS 'tree of a rule, symbols by meaning, exceptions, separators and flags of its dialect, tolerance of its sums; error if there is no such rule';

CREATE FUNCTION busetting_internal.content_periods(content text, file bytea, rule text, columns text[], form text, encoding name, sheet text) RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH given AS MATERIALIZED (
		SELECT r.hidden || r.zero || r.missing AS symbols, r.separators, r.flag_symbols, busetting_internal.heading_words(r.tree) AS words,
			   ARRAY(SELECT n.name FROM region AS o JOIN region_name AS n ON n.region = o.id WHERE o.tree = r.tree) AS names
		FROM busetting_internal.rule_reading(rule) AS r
	)
	SELECT array_agg(DISTINCT t.period ORDER BY t.period)
	FROM (SELECT t.period FROM given AS g, busetting_internal.table_rows(content, columns, form, g.symbols, g.names, g.words, g.separators, g.flag_symbols, true) AS t
		  UNION ALL
		  SELECT t.period FROM given AS g, busetting_internal.file_rows(file, columns, form, g.symbols, g.names, g.words, g.separators, g.flag_symbols, true, NULL, encoding, sheet) AS t) AS t
	WHERE t.period IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.content_periods(text, bytea, text, text[], text, name, text) IS 'periods that the tables of a text or a file are of, NULL where these name none';

/* Of a text or a file, whichever is not NULL: an argument that a text has not is NULL. */
CREATE FUNCTION busetting_internal.preview_content(content text, file bytea, date date, rule text, level text, county text, columns text[], form text, skip text[],
	encoding name, sheet text, dates date[] DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	r constant record := busetting_internal.rule_reading(rule);
	county_id integer;
BEGIN
	IF preview_content.county IS NOT NULL THEN
		county_id := region_id(preview_content.county, busetting_internal.region_level_beside(r.tree, preview_content.level), preview_content.date, NULL, r.tree);
	END IF;
	RETURN QUERY
	WITH read AS MATERIALIZED (
		SELECT p.*
		FROM busetting_internal.preview_rows(content, file, encoding, sheet, date, level, county, county_id, columns, form, r.hidden, r.zero, r.missing, r.exceptions, r.separators, r.flag_symbols, r.tolerance, skip, r.tree,
			coalesce(dates, ARRAY[date])) WITH ORDINALITY AS p
	), sum AS (
		-- of rows of one level, what they are at least in what they are parts of; some may be left out
		SELECT a.region, o.level, k.measure, sum(lower(k.count)) AS least
		FROM read AS p
		CROSS JOIN LATERAL unnest(p.measures, p.counts) AS k(measure, count)
		JOIN region AS o ON o.id = p.region
		CROSS JOIN LATERAL (SELECT o.parent UNION ALL SELECT u.parent FROM region AS u WHERE u.id = o.parent) AS a(region)
		WHERE NOT p.total AND p.problem IS NULL
		GROUP BY a.region, o.level, k.measure
	), short AS (
		SELECT DISTINCT ON (p.ordinality) p.ordinality, format('%s %s of "%s" is less than its rows, which are %s at least', k.measure, k.count, p.name, s.least) AS problem,
			   format('Correct the number that is wrong; if this one is not the sum of these rows, leave it out: skip => %L.', ARRAY[p.name]) AS advice
		FROM read AS p
		CROSS JOIN LATERAL unnest(p.measures, p.counts) AS k(measure, count)
		JOIN sum AS s ON s.region = p.region AND s.measure = k.measure
		WHERE p.problem IS NULL AND s.least - r.tolerance > upper(k.count)
		ORDER BY p.ordinality, k.measure, s.least DESC
	)
	SELECT p.form, p.line, p.name, p.region, p.total, p.requested, p.decided, p.decided_collective, p.agreed, p.agreed_collective, p.settled, p.settled_collective,
		   coalesce(p.problem, s.problem), CASE WHEN s.problem IS NULL THEN p.advice ELSE s.advice END, p.measures, p.counts, p.flags, p.detail
	FROM read AS p
	LEFT JOIN short AS s USING (ordinality)
	ORDER BY p.ordinality;
END
$$;

COMMENT ON FUNCTION busetting_internal.preview_content(text, bytea, date, text, text, text, text[], text, text[], name, text, date[]) IS
	'implementation of preview_table, of a text or a file; dates are those for which others of its periods are stored';

CREATE FUNCTION preview_table(content text, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, skip text[] DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
AS $$
	SELECT * FROM busetting_internal.preview_content(content, NULL, date, rule, level, county, columns, form, skip, NULL, NULL)
$$;

COMMENT ON FUNCTION preview_table(text, date, text, text, text, text[], text, text[]) IS
	'rows of a pasted table as import_table would store them, with what is wrong';
/*
 * import.sql: storing a pasted table as a publication, all or nothing.  The
 * same table again changes nothing; other figures are a new vintage.
 */

CREATE VIEW published_row AS
SELECT p.id AS publication, l.region, l.is_total AS total, c.measures, c.counts, c.flags
FROM busetting_internal.publication_visible AS p
JOIN busetting_internal.listing AS l ON l.publication = p.id
CROSS JOIN LATERAL (
	SELECT array_agg(m.measure ORDER BY m.position, m.id) AS measures, array_agg(CASE WHEN c.hidden AND NOT c.own THEN ':' ELSE c.value END ORDER BY m.position, m.id) AS counts,
		   CASE WHEN count(f.flags) > 0 THEN array_agg(f.flags ORDER BY m.position, m.id) END AS flags
	FROM busetting_internal.cell AS c
	JOIN measure AS m ON m.id = c.measure
	LEFT JOIN busetting_internal.cell_flag AS f ON f.publication = c.publication AND f.region = c.region AND f.measure = c.measure AND f.is_total = c.is_total
	WHERE c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total) AS c;

COMMENT ON VIEW published_row IS 'rows of publications as published, all vintages and measures; rows can be inserted';
COMMENT ON COLUMN published_row.total IS 'is it a printed total of the region, not its row?';
COMMENT ON COLUMN published_row.measures IS 'the measures that it states; NULL if none';
COMMENT ON COLUMN published_row.flags IS 'what the publisher says of each, NULL where nothing';
COMMENT ON COLUMN published_row.counts IS 'a number of each, ":", or the bounds that are printed';

CREATE TRIGGER store INSTEAD OF INSERT ON published_row
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.store_published_row();
CREATE TRIGGER read AFTER INSERT ON published_row
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_new_publications();

CREATE FUNCTION busetting_internal.publication_has(publication integer, rows preview_row[]) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH given AS (
		SELECT r.total, r.region, k.measure, k.count, nullif(k.flag, '')
		FROM unnest(rows) AS r
		LEFT JOIN LATERAL unnest(r.measures, r.counts, r.flags) AS k(measure, count, flag) ON k.count IS NOT NULL
	), stored AS (
		SELECT r.total, r.region, k.measure, k.count, k.flag
		FROM published_row AS r
		LEFT JOIN LATERAL unnest(r.measures, r.counts, r.flags) AS k(measure, count, flag) ON true
		WHERE r.publication = publication_has.publication
	)
	SELECT NOT EXISTS (TABLE given EXCEPT TABLE stored) AND NOT EXISTS (TABLE stored EXCEPT TABLE given)
$$;

COMMENT ON FUNCTION busetting_internal.publication_has(integer, preview_row[]) IS 'are the cells of a publication these and no others?';

/* What cannot be read comes first, in the order in which it was found. */
CREATE FUNCTION busetting_internal.refuse_rows(rows preview_row[], content text, file bytea, encoding name, of text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	wrong record;
BEGIN
	SELECT r.form, r.line, r.name, r.problem, r.advice, r.detail INTO wrong
	FROM unnest(rows) WITH ORDINALITY AS r
	WHERE r.problem IS NOT NULL
	ORDER BY r.name IS NOT NULL, CASE WHEN r.name IS NULL THEN r.ordinality END, r.line LIMIT 1;
	IF NOT FOUND THEN
		IF EXISTS (SELECT FROM unnest(rows) AS r WHERE r.region IS NOT NULL) THEN
			RETURN;
		END IF;
		RAISE bad_copy_file_format USING
			MESSAGE = concat(of, 'no row of the content is left to be stored'),
			HINT = 'Look at it with busetting.preview_table.';
	END IF;
	IF content IS NULL AND wrong.line IS NOT NULL AND (wrong.form IN ('json-stat', 'px', 'xlsx', 'ods')) IS NOT TRUE THEN
		content := table_text(file, encoding);
	END IF;
	RAISE bad_copy_file_format USING
		MESSAGE = concat(of, CASE WHEN wrong.line IS NOT NULL THEN format('%s %s: ', CASE WHEN wrong.form IN ('json-stat', 'xlsx', 'ods') OR wrong.form = 'px' AND wrong.name IS NOT NULL THEN 'row' ELSE 'line' END, wrong.line) END, wrong.problem),
		DETAIL = concat_ws(' ', CASE WHEN wrong.form IN ('json-stat', 'px') AND wrong.line IS NOT NULL AND wrong.name IS NOT NULL
					  THEN format('The rows of the dataset are its regions; row %s is "%s".', wrong.line, wrong.name)
					  WHEN wrong.form IN ('xlsx', 'ods') AND wrong.line IS NOT NULL AND wrong.name IS NOT NULL
					  THEN format('Row %s of the sheet is of "%s".', wrong.line, wrong.name)
					  WHEN wrong.line IS NOT NULL AND (wrong.form IN ('json-stat', 'px', 'xlsx', 'ods')) IS NOT TRUE
					  THEN format('Line %s is "%s".', wrong.line,
								  left(btrim(left(CASE WHEN strpos(content, E'\r') = 0 THEN split_part(content, E'\n', wrong.line)
										 ELSE split_part(replace(replace(content, E'\r\n', E'\n'), E'\r', E'\n'), E'\n', wrong.line) END, 1000)), 160)) END, wrong.detail),
		HINT = wrong.advice;
END
$$;

COMMENT ON FUNCTION busetting_internal.refuse_rows(preview_row[], text, bytea, name, text) IS 'error of the first problem of rows, or where there is none of a region';

CREATE FUNCTION busetting_internal.tell_left_out(rows preview_row[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	left_out record;
BEGIN
	SELECT count(*) AS number, string_agg(r.advice, '; ' ORDER BY r.line NULLS FIRST) FILTER (WHERE r.rank <= 20) AS text INTO left_out
	FROM (SELECT l.line, l.advice, row_number() OVER (ORDER BY l.line NULLS FIRST) AS rank
		  FROM (SELECT DISTINCT o.line, o.advice FROM unnest(rows) AS o WHERE o.region IS NULL AND o.advice IS NOT NULL AND o.detail IS NULL) AS l) AS r;
	IF left_out.number > 0 THEN
		RAISE NOTICE USING
			MESSAGE = format('%s of the content %s left out', CASE left_out.number WHEN 1 THEN 'one piece' ELSE left_out.number || ' pieces' END, CASE left_out.number WHEN 1 THEN 'is' ELSE 'are' END),
			DETAIL = left_out.text || CASE WHEN left_out.number > 20 THEN '; and more, which preview_table shows.' ELSE '.' END;
	END IF;
	FOR left_out IN SELECT o.advice AS text FROM unnest(rows) AS o WHERE o.detail = 'unknown title' ORDER BY o.line LOOP
		RAISE NOTICE USING
			MESSAGE = left_out.text,
			HINT = 'If it says that the numbers are of something else, of others or of another time, delete the publication. A line that says nothing of them is named in skip, or its words are taught: INSERT INTO busetting.measure_word (phrase, role) VALUES (''…'', ''ordinary'').';
	END LOOP;
	SELECT min(o.advice) AS text INTO left_out FROM unnest(rows) AS o WHERE o.detail = 'part of a year' AND o.problem IS NULL;
	IF left_out.text IS NOT NULL THEN
		RAISE NOTICE USING
			MESSAGE = left_out.text,
			DETAIL = 'Views compare what is settled with what is asked for in the year.',
			HINT = 'Where the figures of each part are of it alone, add them up before they are imported.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.tell_left_out(preview_row[]) IS 'notices of what is left out of an import, of lines above a table that nobody knows, and of periods that are parts of a year';

/* The same again changes nothing. */
CREATE FUNCTION busetting_internal.store_rows(rows preview_row[], source text, date date, rule text) RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	listed constant preview_row[] := ARRAY(SELECT r FROM unnest(rows) AS r WHERE r.region IS NOT NULL ORDER BY r.line);
	publication_id integer;
	new_vintage integer;
	latest record;
BEGIN
	-- another session may store the same publication meanwhile: then look again at what it stored
	LOOP
		SELECT p.id, p.vintage, p.rule INTO latest
		FROM publication AS p
		WHERE p.source = store_rows.source AND p.date = store_rows.date
		ORDER BY p.vintage DESC
		LIMIT 1;
		IF latest.id IS NOT NULL AND busetting_internal.publication_has(latest.id, listed) THEN
			RAISE NOTICE USING
				MESSAGE = format('the publication of %s on %s is stored already: nothing was changed', source, date),
				DETAIL = format('It is publication %s, vintage %s, read by the rule "%s".', latest.id, latest.vintage, latest.rule),
				HINT = CASE WHEN rule = latest.rule
							THEN 'A corrected table of the same source and date is stored as a new vintage.'
							ELSE 'To read it by another rule, update the column rule of busetting.publication.' END;
			RETURN latest.id;
		ELSIF new_vintage > coalesce(latest.vintage, 0) AND row_security_active('publication'::regclass) THEN
			RAISE insufficient_privilege USING
				MESSAGE = format('a publication of %s on %s is stored that %s may not see', source, date, current_user),
				DETAIL = 'A new vintage is compared with the last, which row-level security hides.',
				HINT = 'Import as a role whose policies show it.';
		END IF;
		new_vintage := coalesce(latest.vintage, 0) + 1;
		INSERT INTO publication (source, date, vintage, rule)
		VALUES (store_rows.source, store_rows.date, new_vintage, store_rows.rule)
		ON CONFLICT DO NOTHING
		RETURNING id INTO publication_id;
		EXIT WHEN FOUND;
	END LOOP;
	-- two tables may print the same total
	INSERT INTO published_row
	SELECT DISTINCT publication_id, r.region, r.total, r.measures, r.counts, r.flags
	FROM unnest(listed) AS r;
	RETURN publication_id;
END
$$;

COMMENT ON FUNCTION busetting_internal.store_rows(preview_row[], text, date, text) IS 'store rows as a publication, or find them stored already; its id';

/* Of a text or a file, whichever is not NULL; see preview_content. */
CREATE FUNCTION busetting_internal.import_content(content text, file bytea, source text, date date, rule text, level text, county text, columns text[], form text,
	skip text[], encoding name, sheet text)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	periods text[];
	rows preview_row[];
BEGIN
	IF date IS NULL AND source <> '' THEN
		periods := busetting_internal.content_periods(content, file, rule, columns, form, encoding, sheet);
	END IF;
	IF content IS NULL AND file IS NULL OR date IS NULL OR coalesce(source, '') = '' THEN
		RAISE null_value_not_allowed USING
			MESSAGE = CASE WHEN periods IS NULL THEN 'content, source or date of the table is not given' ELSE 'the date of the table is not given' END,
			DETAIL = CASE WHEN periods IS NULL THEN 'A publication is known by its source and date.'
						  ELSE format('The table is of %s; a publication is of one date.', array_to_string(periods, ', ')) END,
			HINT = CASE WHEN periods IS NULL THEN 'Write import_table(content, source => ..., date => ...).'
						ELSE 'Give a date that one of them holds, or store each of them with busetting.import_periods.' END;
	END IF;
	SELECT array_agg(r) INTO rows FROM busetting_internal.preview_content(content, file, date, rule, level, county, columns, form, skip, encoding, sheet) AS r;
	PERFORM busetting_internal.refuse_rows(rows, content, file, encoding, NULL);
	PERFORM busetting_internal.tell_left_out(rows);
	RETURN busetting_internal.store_rows(rows, source, date, rule);
END
$$;

COMMENT ON FUNCTION busetting_internal.import_content(text, bytea, text, date, text, text, text, text[], text, text[], name, text) IS
	'implementation of import_table, of a text or a file';

CREATE FUNCTION import_table(content text, source text, date date DEFAULT NULL, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, skip text[] DEFAULT NULL)
RETURNS integer
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000
AS $$
	SELECT busetting_internal.import_content(content, NULL, source, date, rule, level, county, columns, form, skip, NULL, NULL)
$$;

COMMENT ON FUNCTION import_table(text, text, date, text, text, text, text[], text, text[]) IS
	'store a pasted table as a publication, all or nothing, or find it stored already; its id';
/*
 * import_file.sql: the same of a file's bytes as of text, whatever their encoding, and of workbooks.
 */

CREATE FUNCTION preview_table(content bytea, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, encoding name DEFAULT NULL, skip text[] DEFAULT NULL,
	sheet text DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
AS $$
	SELECT * FROM busetting_internal.preview_content(NULL, content, date, rule, level, county, columns, form, skip, encoding, sheet)
$$;

COMMENT ON FUNCTION preview_table(bytea, date, text, text, text, text[], text, name, text[], text) IS
	'rows of a file as import_table would store them, with what is wrong; sheet is the one of a workbook to be read where several have a table';

CREATE FUNCTION import_table(content bytea, source text, date date DEFAULT NULL, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, encoding name DEFAULT NULL, skip text[] DEFAULT NULL,
	sheet text DEFAULT NULL)
RETURNS integer
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000
AS $$
	SELECT busetting_internal.import_content(NULL, content, source, date, rule, level, county, columns, form, skip, encoding, sheet)
$$;

COMMENT ON FUNCTION import_table(bytea, text, date, text, text, text, text[], text, name, text[], text) IS
	'store a file, a workbook or a text, as a publication, all or nothing; its id';
/*
 * import_periods.sql: a table of several periods, as of columns of years, stored as a publication each.
 */

/* A publication a period: all are looked at before one is stored. */
CREATE FUNCTION busetting_internal.import_periods_content(content text, file bytea, source text, dates date[], rule text, level text, county text, columns text[], form text,
	skip text[], encoding name, sheet text, OUT period text, OUT date date, OUT publication integer)
RETURNS SETOF record
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 10
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	periods text[];
	wrong text;
	year integer;
	rows preview_row[];
	read preview_row[];
	ends integer[] := '{0}';
BEGIN
	IF content IS NULL AND file IS NULL OR coalesce(source, '') = '' THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'content or source of the table is not given',
			DETAIL = 'A publication is known by its source and date; the dates are those of the periods.',
			HINT = 'Write import_periods(content, source => ...).';
	END IF;
	periods := busetting_internal.content_periods(content, file, rule, columns, form, encoding, sheet);
	-- the dates say of which year a week is, if nothing else does
	SELECT min(date_part('year', d)) INTO year FROM unnest(dates) AS d HAVING min(date_part('year', d)) = max(date_part('year', d));
	SELECT p INTO wrong FROM unnest(periods) AS p WHERE p <> busetting_internal.period_in_year(p, 2000) LIMIT 1;
	IF wrong IS NOT NULL AND year IS NULL THEN
		RAISE bad_copy_file_format USING
			MESSAGE = format('it is not known of which year "%s" is', wrong),
			DETAIL = format('The tables are of %s.', array_to_string(periods, ', ')),
			HINT = 'Give a date of each period that is to be stored, all of one year: dates => ''{2022-05-11,2022-05-18}''.';
	END IF;
	periods := CASE WHEN periods IS NOT NULL THEN ARRAY(SELECT busetting_internal.period_in_year(p, year) FROM unnest(periods) AS p) END;
	SELECT p INTO wrong FROM unnest(periods) AS p WHERE busetting_internal.period_dates(p) IS NULL LIMIT 1;
	IF periods IS NULL OR wrong IS NOT NULL THEN
		RAISE bad_copy_file_format USING
			MESSAGE = CASE WHEN periods IS NULL THEN 'the tables of the content name no periods' ELSE format('it is not known of which dates "%s" is', wrong) END,
			DETAIL = 'A period is a year, or written as 2022M05, 2022K2 or 2022U20.',
			HINT = 'Give the date to busetting.import_table; busetting.preview_table shows what it would store.';
	END IF;
	-- the last date of each, if none is chosen
	IF dates IS NULL THEN
		dates := ARRAY(SELECT upper(busetting_internal.period_dates(p)) - 1 FROM unnest(periods) AS p);
		SELECT p INTO wrong FROM unnest(periods) AS p WHERE upper(busetting_internal.period_dates(p)) - 1 > current_date LIMIT 1;
		IF wrong IS NOT NULL THEN
			RAISE bad_copy_file_format USING
				MESSAGE = format('%s is not over, and the date of its figures is not given', wrong),
				DETAIL = format('The tables are of %s. What holds for a period is stored for its last date, if none is given.', array_to_string(periods, ', ')),
				HINT = 'Give a date of each period that is to be stored: dates => ''{2021-12-31,2022-05-18}''.';
		END IF;
	END IF;
	SELECT CASE WHEN d.date IS NULL THEN 'a date is NULL'
				WHEN cardinality(d.held) IS NULL THEN format('none of the periods %s holds %s', array_to_string(periods, ', '), d.date)
				WHEN cardinality(d.held) > 1 THEN format('the periods %s hold %s', array_to_string(d.held, ', '), d.date)
				WHEN d.again THEN format('two dates are of the period %s', d.held[1]) END INTO wrong
	FROM (SELECT g.date, h.held, count(*) OVER (PARTITION BY h.held) > 1 AS again, g.ordinality
		  FROM unnest(dates) WITH ORDINALITY AS g(date, ordinality)
		  CROSS JOIN LATERAL (SELECT array_agg(p ORDER BY p) AS held FROM unnest(periods) AS p WHERE busetting_internal.period_dates(p) @> g.date) AS h) AS d
	WHERE d.date IS NULL OR cardinality(d.held) IS DISTINCT FROM 1 OR d.again
	ORDER BY d.ordinality
	LIMIT 1;
	IF wrong IS NOT NULL OR cardinality(dates) = 0 THEN
		RAISE invalid_parameter_value USING
			MESSAGE = coalesce(wrong, 'no date is given'),
			DETAIL = 'Each date is of one period, and each period has one date.',
			HINT = CASE WHEN wrong LIKE 'the periods%' THEN 'Give a table of years alone, or of months.' ELSE 'Leave out dates to store every period for its last date.' END;
	END IF;

	dates := ARRAY(SELECT d FROM unnest(dates) AS d ORDER BY d);
	FOREACH date IN ARRAY dates LOOP
		read := ARRAY(SELECT r FROM busetting_internal.preview_content(content, file, import_periods_content.date, rule, level, county, columns, form, skip, encoding, sheet, dates) AS r);
		PERFORM busetting_internal.refuse_rows(read, content, file, encoding, format('of %s: ', import_periods_content.date));
		rows := rows || read;
		ends := ends || cardinality(rows);
	END LOOP;
	PERFORM busetting_internal.tell_left_out(rows);
	FOR i IN 1 .. cardinality(dates) LOOP
		date := dates[i];
		period := (SELECT p FROM unnest(periods) AS p WHERE busetting_internal.period_dates(p) @> dates[i]);
		publication := busetting_internal.store_rows(rows[ends[i] + 1:ends[i + 1]], source, dates[i], rule);
		RETURN NEXT;
	END LOOP;
END
$$;

COMMENT ON FUNCTION busetting_internal.import_periods_content(text, bytea, text, date[], text, text, text, text[], text, text[], name, text) IS
	'implementation of import_periods, of a text or a file';

CREATE FUNCTION import_periods(content text, source text, dates date[] DEFAULT NULL, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, skip text[] DEFAULT NULL,
	OUT period text, OUT date date, OUT publication integer)
RETURNS SETOF record
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 10
AS $$
	SELECT * FROM busetting_internal.import_periods_content(content, NULL, source, dates, rule, level, county, columns, form, skip, NULL, NULL)
$$;

COMMENT ON FUNCTION import_periods(text, text, date[], text, text, text, text[], text, text[]) IS
	'store a publication for each period of a pasted table, as of columns of years, all or nothing: of the last date of each, or those that dates are of';

CREATE FUNCTION import_periods(content bytea, source text, dates date[] DEFAULT NULL, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL, encoding name DEFAULT NULL, skip text[] DEFAULT NULL,
	sheet text DEFAULT NULL, OUT period text, OUT date date, OUT publication integer)
RETURNS SETOF record
LANGUAGE sql VOLATILE PARALLEL UNSAFE COST 100000 ROWS 10
AS $$
	SELECT * FROM busetting_internal.import_periods_content(NULL, content, source, dates, rule, level, county, columns, form, skip, encoding, sheet)
$$;

COMMENT ON FUNCTION import_periods(bytea, text, date[], text, text, text, text[], text, name, text[], text) IS
	'store a publication for each period of a file, a workbook or a text, all or nothing';
/*
 * publication_change.sql: what is done to publications that are stored: one is deleted, one cell
 * is corrected, a source gets another name.  One call each, all or nothing.
 */

CREATE FUNCTION busetting_internal.latest_publication(source text, date date, OUT id integer, OUT vintage integer, OUT rule text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	SELECT p.id, p.vintage, p.rule INTO id, vintage, rule
	FROM publication AS p
	WHERE p.source = latest_publication.source AND p.date = latest_publication.date
	ORDER BY p.vintage DESC
	LIMIT 1;
	IF NOT FOUND THEN
		RAISE no_data_found USING
			MESSAGE = format('there is no publication of %s by %s', coalesce(date::text, 'NULL'), coalesce(quote_literal(source), 'NULL')),
			DETAIL = coalesce((SELECT format('There is one of %s by %s.', p.date, quote_literal(p.source)) FROM publication AS p
							   WHERE p.source = latest_publication.source OR p.date = latest_publication.date
							   ORDER BY p.source = latest_publication.source DESC, abs(p.date - latest_publication.date), p.source LIMIT 1), 'There is none of that source or date.'),
			HINT = 'Sources and dates are listed in busetting.publication.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.latest_publication(text, date) IS 'the latest vintage of a source and date; error if there is none';

CREATE FUNCTION delete_publication(source text, date date, vintage integer DEFAULT NULL) RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	latest constant record := busetting_internal.latest_publication(source, date);
	deleted integer;
BEGIN
	DELETE FROM publication AS p
	WHERE p.source = delete_publication.source AND p.date = delete_publication.date AND (p.vintage = delete_publication.vintage OR delete_publication.vintage IS NULL);
	GET DIAGNOSTICS deleted = ROW_COUNT;
	IF deleted = 0 AND EXISTS (SELECT FROM publication AS p WHERE p.source = delete_publication.source AND p.date = delete_publication.date AND p.vintage = coalesce(delete_publication.vintage, p.vintage)) THEN
		RAISE insufficient_privilege USING
			MESSAGE = format('the publication of %s by %s is not for %s to delete', date, quote_literal(source), current_user),
			DETAIL = 'Policies of busetting.publication show it, and do not let this role delete it.',
			HINT = 'Make a policy for DELETE, or for ALL, which it meets.';
	ELSIF deleted = 0 THEN
		RAISE no_data_found USING
			MESSAGE = format('the publication of %s by %s has no vintage %s', date, quote_literal(source), vintage),
			DETAIL = format('Its latest is %s.', latest.vintage),
			HINT = 'Leave the vintage out to delete all.';
	END IF;
	RETURN deleted;
END
$$;

COMMENT ON FUNCTION delete_publication(text, date, integer) IS 'delete what a source published for a date, all vintages or the one given, with its cells and findings; number of vintages deleted';

/* As a correction of the publisher is: a new vintage, which differs in one cell. */
CREATE FUNCTION correct_cell(source text, date date, region text, measure text, value text, total boolean DEFAULT false, level text DEFAULT NULL, county text DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	latest constant record := busetting_internal.latest_publication(source, date);
	corrected constant integer := region_id(region, level, date, county, (SELECT u.tree FROM suppression_rule AS u WHERE u.rule = latest.rule));
	number constant suppressed_int := value;
	publication_id integer;
	rows published_row[];
BEGIN
	IF number <> ':' AND (is_suppressed(number) OR lower(number) < 0) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('no publisher prints %s', quote_literal(value)),
			DETAIL = 'A cell is a count, ":" where it is hidden, or NULL where it is not stated.',
			HINT = 'What ":" can be is said by the rule, or by a row of busetting.suppression_exception.';
	ELSIF NOT EXISTS (SELECT FROM measure AS m WHERE m.measure = correct_cell.measure) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('unknown measure %s', coalesce(quote_literal(measure), 'NULL')),
			DETAIL = (SELECT format('Measures are %s.', string_agg(m.measure, ', ' ORDER BY m.position)) FROM measure AS m),
			HINT = 'Give one of these, or add a row to busetting.measure.';
	END IF;
	SELECT array_agg(r) INTO rows FROM published_row AS r WHERE r.publication = latest.id;
	IF NOT EXISTS (SELECT FROM unnest(rows) AS r WHERE r.region = corrected AND r.total = correct_cell.total) THEN
		RAISE no_data_found USING
			MESSAGE = format('%s of %s has no %s of %s', source, date, CASE WHEN total THEN 'total' ELSE 'row' END, region),
			HINT = CASE WHEN EXISTS (SELECT FROM unnest(rows) AS r WHERE r.region = corrected) THEN format('Write total => %s.', CASE WHEN total THEN 'false' ELSE 'true' END)
						ELSE 'Import the whole table again, with the row: it becomes a new vintage.' END;
	ELSIF (SELECT r.counts[array_position(r.measures, correct_cell.measure)] = number OR (number IS NULL AND array_position(r.measures, correct_cell.measure) IS NULL)
		   FROM unnest(rows) AS r WHERE r.region = corrected AND r.total = correct_cell.total) THEN
		RETURN latest.id;	-- as an import of the same table, it changes nothing
	END IF;

	INSERT INTO publication (source, date, vintage, rule) VALUES (source, date, latest.vintage + 1, latest.rule) RETURNING id INTO publication_id;
	INSERT INTO published_row (publication, region, total, measures, counts, flags)
	SELECT publication_id, r.region, r.total, c.measures, c.counts, c.flags
	FROM unnest(rows) AS r
	CROSS JOIN LATERAL (
		SELECT array_agg(k.measure ORDER BY k.measure) AS measures, array_agg(k.count ORDER BY k.measure) AS counts, array_agg(k.flag ORDER BY k.measure) AS flags
		FROM (SELECT m.measure, m.count, m.flag FROM unnest(r.measures, r.counts, r.flags) AS m(measure, count, flag)
			  WHERE NOT (r.region = corrected AND r.total = correct_cell.total AND m.measure = correct_cell.measure)
			  UNION ALL
			  SELECT correct_cell.measure, number, NULL WHERE r.region = corrected AND r.total = correct_cell.total AND number IS NOT NULL) AS k) AS c;
	RETURN publication_id;
END
$$;

COMMENT ON FUNCTION correct_cell(text, date, text, text, text, boolean, text, text) IS
	'store a new vintage of a publication in which one cell is another: a number, ":" or NULL for not stated; key of the publication that has it now';

CREATE FUNCTION rename_source(source text, new_source text) RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	taken date := (SELECT min(p.date) FROM publication AS p JOIN publication AS o ON o.source = new_source AND o.date = p.date WHERE p.source = rename_source.source AND p.source <> new_source);
	renamed integer;
BEGIN
	IF coalesce(new_source, '') = '' THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'the new name of the source is not given',
			HINT = 'Write rename_source(''old'', ''new'').';
	ELSIF taken IS NOT NULL THEN
		RAISE unique_violation USING
			MESSAGE = format('both %s and %s published for %s', quote_literal(source), quote_literal(new_source), taken),
			HINT = format('Delete one of them first: SELECT busetting.delete_publication(%L, %L).', source, taken);
	END IF;
	-- exceptions of the source go on to hold for it
	UPDATE suppression_exception AS e SET source = new_source WHERE e.source = rename_source.source;
	UPDATE publication AS p SET source = new_source WHERE p.source = rename_source.source;
	GET DIAGNOSTICS renamed = ROW_COUNT;
	IF renamed = 0 THEN
		RAISE no_data_found USING
			MESSAGE = format('there is no publication by %s', coalesce(quote_literal(source), 'NULL')),
			DETAIL = coalesce((SELECT format('There are some by %s.', string_agg(DISTINCT quote_literal(p.source), ', ')) FROM publication AS p), 'There is none at all.'),
			HINT = 'Sources are listed in busetting.publication.';
	END IF;
	RETURN renamed;
END
$$;

COMMENT ON FUNCTION rename_source(text, text) IS 'give another name to a source, in its publications of all dates and in exceptions to rules; number of publications that have it';
/*
 * trend.sql: what changed between two publications of a source.  A number that is
 * hidden in both is known within its bounds in both, and so is the change.
 */

/*
 * The regions in the geography of the later publication.  Where regions changed between the two,
 * what a region had is the sum of the regions it was made of, if all of these went into it as a
 * whole; else it cannot be compared.  Which publications are compared is all that differs: one
 * text for each, as the planner, given all pairs to choose from, may compare them all first.
 */
DO $do$
DECLARE
	change text := $change$
SELECT p.id AS publication, p.source, p.date, p.previous AS since_publication, p.since,
	   c.region, c.level, c.code, c.name, c.comparable,
	   c.settled, c.settled - c.settled_before AS settled_change,
	   c.settled_collective, c.settled_collective - c.settled_collective_before AS settled_collective_change,
	   c.agreed, c.agreed - c.agreed_before AS agreed_change,
	   c.agreed_collective, c.agreed_collective - c.agreed_collective_before AS agreed_collective_change,
	   c.agreed - c.settled AS gap, (c.agreed - c.settled) - (c.agreed_before - c.settled_before) AS gap_change,
	   c.agreed_collective - c.settled_collective AS gap_collective,
	   (c.agreed_collective - c.settled_collective) - (c.agreed_collective_before - c.settled_collective_before) AS gap_collective_change
FROM (%s) AS p
CROSS JOIN LATERAL (
	SELECT EXISTS (SELECT FROM region_change AS c WHERE c.on_date > p.since AND c.on_date <= p.date) AS changed
	OFFSET 0
) AS regions
CROSS JOIN LATERAL (
	SELECT n.name, c.*
	FROM (
		SELECT l.region, r.level, r.code, true AS comparable, <now>, <before>
		FROM busetting_internal.listing AS l
		JOIN region AS r ON r.id = l.region
		LEFT JOIN busetting_internal.listing AS e ON e.publication = p.previous AND e.region = l.region AND NOT e.is_total
		WHERE l.publication = p.id AND NOT l.is_total AND NOT regions.changed
		UNION ALL
		SELECT l.region, r.level, r.code, bool_and(coalesce(o.comparable, true)), <now>, <what it was made of>
		FROM busetting_internal.listing AS l
		JOIN region AS r ON r.id = l.region
		LEFT JOIN (
			SELECT u.to_region, k.measure, bool_and(u.successors = 1) AS comparable,
				   CASE WHEN bool_and(u.successors = 1) THEN sum(e.value) + CASE WHEN count(e.value) < count(*) THEN ':'::suppressed_bigint ELSE 0 END END AS value
			FROM (SELECT DISTINCT w.from_region, w.to_region, count(*) OVER (PARTITION BY w.from_region) AS successors
				  FROM (SELECT DISTINCT w.from_region, w.to_region
						FROM region_path AS w
						WHERE w.first_change > p.since AND w.last_change <= p.date
							AND busetting_internal.in_force(p.since, w.from_since, w.from_until) AND busetting_internal.in_force(p.date, w.to_since, w.to_until)) AS w) AS u
			CROSS JOIN (SELECT id AS measure FROM measure) AS k
			LEFT JOIN busetting_internal.cell AS e ON e.publication = p.previous AND e.region = u.from_region AND e.measure = k.measure AND NOT e.is_total
			GROUP BY u.to_region, k.measure
			HAVING EXISTS (SELECT FROM busetting_internal.listing AS h WHERE h.publication = p.previous AND h.region = ANY (array_agg(u.from_region)) AND NOT h.is_total)
		) AS o ON o.to_region = l.region
		WHERE l.publication = p.id AND NOT l.is_total AND regions.changed
		GROUP BY l.publication, l.region, l.is_total, r.level, r.code
	) AS c
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = c.region AND busetting_internal.in_force(CASE WHEN n.region = c.region THEN p.date END, n.since, n.until)
	ORDER BY c.region
) AS c
$change$;
	-- what a reader's own condition sees is of the publications at hand
	now text := 'CASE WHEN l.publication = p.id THEN l.value[%1$s]::suppressed_bigint END AS %2$I';
	before text := 'CASE WHEN e.publication = p.previous THEN e.value[%1$s]::suppressed_bigint END AS %2$s_before';
	made_of text := 'max(o.value) FILTER (WHERE o.measure = %1$s) AS %2$s_before';
BEGIN
	SELECT string_agg(format(now, id, measure), ', ' ORDER BY position), string_agg(format(before, id, measure), ', ' ORDER BY position),
		   string_agg(format(made_of, id, measure), ', ' ORDER BY position)
	INTO now, before, made_of
	FROM measure
	WHERE measure IN ('agreed', 'agreed_collective', 'settled', 'settled_collective');
	change := replace(replace(replace(change, '<now>', now), '<before>', before), '<what it was made of>', made_of);
	EXECUTE 'CREATE VIEW gap_between AS' || format(change, $pair$
		SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
		FROM publication_current AS n
		JOIN publication_current AS o ON o.source = n.source AND o.date < n.date
	$pair$);

	-- the one before is looked up: who asks for one date does not read all
	EXECUTE 'CREATE VIEW gap_trend AS' || format(change, $pair$
		SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
		FROM publication_current AS n
		CROSS JOIN LATERAL (SELECT o.id, o.date FROM publication_current AS o WHERE o.source = n.source AND o.date < n.date ORDER BY o.date DESC LIMIT 1) AS o
	$pair$) || 'ORDER BY p.date DESC';

	EXECUTE format('CREATE FUNCTION gap_trend(since date, until date DEFAULT ''infinity'') RETURNS SETOF gap_trend
		LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
		SET search_path = pg_catalog, busetting, pg_temp
		SET jit = off
		AS %L', format(change, $pair$
		SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
		FROM (SELECT source, max(date) AS date, max(date) FILTER (WHERE date <= gap_trend.since) AS since
			  FROM publication_current
			  WHERE date <= gap_trend.until
			  GROUP BY source) AS s
		JOIN publication_current AS n ON n.source = s.source AND n.date = s.date
		JOIN publication_current AS o ON o.source = s.source AND o.date = s.since AND o.date < n.date
	$pair$));
END
$do$;

COMMENT ON VIEW gap_between IS 'what changed between any two publications of a source, region by region';
COMMENT ON COLUMN gap_between.since_publication IS 'the earlier publication';
COMMENT ON COLUMN gap_between.since IS 'its date';
COMMENT ON COLUMN gap_between.comparable IS 'is the region what it was, or the sum of what it is made of? otherwise no change is given';
COMMENT ON COLUMN gap_between.settled_change IS 'change of settled, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.settled_collective_change IS 'change of settled_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.agreed_change IS 'change of agreed, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.agreed_collective_change IS 'change of agreed_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_between.gap_change IS 'change of gap, likewise';
COMMENT ON COLUMN gap_between.gap_collective_change IS 'change of gap_collective, likewise';

COMMENT ON VIEW gap_trend IS 'what each publication changed since the one before it of the same source, region by region';
COMMENT ON COLUMN gap_trend.since_publication IS 'the earlier publication';
COMMENT ON COLUMN gap_trend.since IS 'its date';
COMMENT ON COLUMN gap_trend.comparable IS 'is the region what it was, or the sum of what it is made of? otherwise no change is given';
COMMENT ON COLUMN gap_trend.settled_change IS 'change of settled, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_trend.settled_collective_change IS 'change of settled_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_trend.agreed_change IS 'change of agreed, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_trend.agreed_collective_change IS 'change of agreed_collective, with bounds; NULL where one of the two is not stated';
COMMENT ON COLUMN gap_trend.gap_change IS 'change of gap, likewise';
COMMENT ON COLUMN gap_trend.gap_collective_change IS 'change of gap_collective, likewise';

COMMENT ON FUNCTION gap_trend(date, date) IS
	'what changed from the last publication of each source on or before a date to the last on or before another';

/* Long, of every measure. */
CREATE VIEW trend AS
SELECT p.id AS publication, p.source, p.date, p.previous AS since_publication, p.since,
	   c.level, c.code, c.name, c.measure, c.comparable, c.value, c.value - c.before AS change, c.hidden, c.region
FROM (SELECT n.id, n.source, n.date, o.id AS previous, o.date AS since
	  FROM publication_current AS n
	  CROSS JOIN LATERAL (SELECT o.id, o.date FROM publication_current AS o WHERE o.source = n.source AND o.date < n.date ORDER BY o.date DESC LIMIT 1) AS o) AS p
CROSS JOIN LATERAL (
	SELECT EXISTS (SELECT FROM region_change AS c WHERE c.on_date > p.since AND c.on_date <= p.date) AS changed
	OFFSET 0
) AS regions
CROSS JOIN LATERAL (
	SELECT c.level, c.code, n.name, m.measure, c.region, c.comparable, c.value, c.before, c.hidden
	FROM (
		SELECT c.region, r.level, r.code, c.measure, true AS comparable, c.value::suppressed_bigint AS value, e.value::suppressed_bigint AS before, c.hidden
		FROM busetting_internal.cell AS c
		JOIN region AS r ON r.id = c.region
		LEFT JOIN busetting_internal.cell AS e ON e.publication = p.previous AND e.region = c.region AND e.measure = c.measure AND NOT e.is_total
		WHERE c.publication = p.id AND NOT c.is_total AND NOT regions.changed
		UNION ALL
		SELECT c.region, r.level, r.code, c.measure, coalesce(o.comparable, true), c.value, o.value, c.hidden
		FROM busetting_internal.cell AS c
		JOIN region AS r ON r.id = c.region
		LEFT JOIN (
			SELECT u.to_region, k.measure, bool_and(u.successors = 1) AS comparable,
				   CASE WHEN bool_and(u.successors = 1) THEN sum(e.value) + CASE WHEN count(e.value) < count(*) THEN ':'::suppressed_bigint ELSE 0 END END AS value
			FROM (SELECT DISTINCT w.from_region, w.to_region, count(*) OVER (PARTITION BY w.from_region) AS successors
				  FROM (SELECT DISTINCT w.from_region, w.to_region
						FROM region_path AS w
						WHERE w.first_change > p.since AND w.last_change <= p.date
							AND busetting_internal.in_force(p.since, w.from_since, w.from_until) AND busetting_internal.in_force(p.date, w.to_since, w.to_until)) AS w) AS u
			CROSS JOIN (SELECT id AS measure FROM measure) AS k
			LEFT JOIN busetting_internal.cell AS e ON e.publication = p.previous AND e.region = u.from_region AND e.measure = k.measure AND NOT e.is_total
			GROUP BY u.to_region, k.measure
			HAVING count(e.region) > 0
		) AS o ON o.to_region = c.region AND o.measure = c.measure
		WHERE c.publication = p.id AND NOT c.is_total AND regions.changed
	) AS c
	JOIN measure AS m ON m.id = c.measure
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = c.region AND busetting_internal.in_force(CASE WHEN n.region = c.region THEN p.date END, n.since, n.until)
	ORDER BY c.region
) AS c
ORDER BY p.date DESC;

COMMENT ON VIEW trend IS 'what each publication changed since the one before it of the same source, one row a region and measure';
COMMENT ON COLUMN trend.since_publication IS 'the earlier publication';
COMMENT ON COLUMN trend.since IS 'its date';
COMMENT ON COLUMN trend.comparable IS 'is the region what it was, or the sum of what it is made of? otherwise no change is given';
COMMENT ON COLUMN trend.value IS 'the number, or what a hidden one can be';
COMMENT ON COLUMN trend.change IS 'what it changed by, with bounds; NULL where it was not stated before';
COMMENT ON COLUMN trend.hidden IS 'is it hidden?';
/*
 * coverage.sql: who is in a publication and who is not.
 */

/* The regions of which a publication should have a row: those of every region of which it lists a part. */
CREATE VIEW coverage AS
SELECT p.id AS publication, p.source, p.date, c.region, c.level, c.code, c.name, c.listed, c.hidden, c.not_stated,
	   l.last_date, NOT c.present AND l.last_date IS NOT NULL AS late
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT o.id AS region, o.level, o.code, n.name, s.region IS NOT NULL AS listed, coalesce(s.stated <> '{}', false) AS present,
		   CASE WHEN s.hidden <> '{}' THEN ARRAY(SELECT m.measure FROM measure AS m WHERE m.id = ANY (s.hidden) ORDER BY m.position) ELSE '{}' END AS hidden,
		   CASE WHEN s.region IS NULL THEN NULL
				WHEN cardinality(s.stated) = cardinality(l.measures) THEN '{}'
				ELSE ARRAY(SELECT m.measure FROM measure AS m WHERE m.id = ANY (l.measures) AND m.id <> ALL (s.stated) ORDER BY m.position) END AS not_stated
	FROM region AS o
	JOIN region_name AS n ON n.region = o.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = o.id THEN p.date END, n.since, n.until)
	LEFT JOIN busetting_internal.listing AS s ON s.publication = p.id AND s.region = o.id AND NOT s.is_total
	-- of what it is a part of: the measures that are added up, and whether a part of that is listed
	CROSS JOIN LATERAL (
		SELECT ARRAY(SELECT t.measure FROM busetting_internal.region_sum AS t WHERE t.publication = p.id AND t.region = o.parent) AS measures,
			   EXISTS (SELECT FROM region AS r
					   CROSS JOIN LATERAL (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = r.id AND NOT l.is_total OFFSET 0) AS l
					   WHERE r.parent = o.parent OFFSET 0) AS is_due
		OFFSET 0) AS l
	WHERE busetting_internal.in_force(p.date, o.since, o.until) AND l.is_due
	ORDER BY o.id
) AS c
CROSS JOIN LATERAL (
	SELECT CASE WHEN NOT c.present THEN (
		SELECT e.date
		FROM publication_current AS e
		WHERE e.source = p.source AND e.date < p.date
			AND EXISTS (SELECT FROM busetting_internal.listing AS s WHERE s.publication = e.id AND s.region = c.region AND NOT s.is_total AND s.stated <> '{}')
		ORDER BY e.date DESC
		LIMIT 1
	) END AS last_date
	-- once, though it stands in two columns
	OFFSET 0
) AS l
ORDER BY p.date DESC;

COMMENT ON VIEW coverage IS 'who is listed in a publication, who is absent, hidden or late, one row a region that should be there';
COMMENT ON COLUMN coverage.listed IS 'does the publication list the region? otherwise it is absent';
COMMENT ON COLUMN coverage.hidden IS 'the measures that are hidden';
COMMENT ON COLUMN coverage.not_stated IS 'the measures that others in its county state, but not this region; NULL where it is absent';
COMMENT ON COLUMN coverage.last_date IS 'where it states nothing: when it last stated something to the same source';
COMMENT ON COLUMN coverage.late IS 'does it state nothing, having stated something earlier?';
/*
 * region_series.sql: publications of any date in the geography of one date, so
 * that series go on through reforms.
 */

/*
 * Municipalities are taken to the date by what became of them.  What went as a whole into one
 * region is added up there; where a part of one went elsewhere, nobody knows how much, and the
 * region cannot be compared.  One that is not listed counts by the rule, one that does not state
 * a measure can have any count.  Dates between which nothing changed share one mapping.
 */
CREATE FUNCTION region_series(geography date, level text DEFAULT 'municipality')
RETURNS TABLE (publication integer, source text, date date, code text, name text, comparable boolean,
	municipalities bigint, absent bigint,
	requested suppressed_bigint, decided suppressed_bigint, decided_collective suppressed_bigint,
	agreed suppressed_bigint, agreed_collective suppressed_bigint, settled suppressed_bigint, settled_collective suppressed_bigint,
	gap suppressed_bigint, gap_collective suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
-- compiling it takes longer than running it
SET jit = off
AS $$
#variable_conflict use_column
BEGIN
	IF geography IS NULL OR level IS NULL OR level NOT IN ('municipality', 'county') THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('cannot give a series by %s on %s', coalesce(quote_literal(level), 'NULL'), coalesce(geography::text, 'NULL')),
			DETAIL = 'Levels are municipality and county; the geography is a date.',
			HINT = 'Write region_series(''2024-01-01'', ''county'').';
	END IF;
	RETURN QUERY
	WITH dated AS MATERIALIZED (
		SELECT p.id, p.source, p.date, min(p.date) OVER (PARTITION BY (SELECT max(c.on_date) FROM region_change AS c WHERE c.on_date <= p.date)) AS era
		FROM publication_current AS p
	), path AS MATERIALIZED (
		SELECT * FROM region_path AS w WHERE w.level = 'municipality'
	), became AS (
		SELECT e.era, w.from_region AS part, w.to_region AS region
		FROM (SELECT DISTINCT era FROM dated) AS e
		JOIN path AS w ON e.era <= region_series.geography AND w.first_change > e.era AND w.last_change <= region_series.geography
			AND busetting_internal.in_force(e.era, w.from_since, w.from_until) AND busetting_internal.in_force(region_series.geography, w.to_since, w.to_until)
		UNION
		SELECT e.era, w.to_region, w.from_region
		FROM (SELECT DISTINCT era FROM dated) AS e
		JOIN path AS w ON e.era > region_series.geography AND w.first_change > region_series.geography AND w.last_change <= e.era
			AND busetting_internal.in_force(region_series.geography, w.from_since, w.from_until) AND busetting_internal.in_force(e.era, w.to_since, w.to_until)
	), placed AS (
		SELECT DISTINCT b.era, b.part, CASE region_series.level WHEN 'county' THEN r.parent ELSE b.region END AS region
		FROM became AS b
		JOIN region AS r ON r.id = b.region
	), mapping AS MATERIALIZED (
		SELECT m.era, m.part, m.region, count(*) OVER (PARTITION BY m.era, m.part) = 1 AS whole FROM placed AS m
	), cell AS MATERIALIZED (
		SELECT l.publication, l.region,
			   l.value[1] AS requested, l.value[2] AS decided, l.value[3] AS decided_collective, l.value[4] AS agreed, l.value[5] AS agreed_collective,
			   l.value[6] AS settled, l.value[7] AS settled_collective
		FROM dated AS d
		JOIN busetting_internal.listing AS l ON l.publication = d.id AND NOT l.is_total
		JOIN region AS r ON r.id = l.region AND r.level = 'municipality'
	), absence AS MATERIALIZED (
		-- what one that is not listed can have
		SELECT a.publication, a.region,
			   max(a.value) FILTER (WHERE a.measure = 1) AS requested, max(a.value) FILTER (WHERE a.measure = 2) AS decided, max(a.value) FILTER (WHERE a.measure = 3) AS decided_collective, max(a.value) FILTER (WHERE a.measure = 4) AS agreed, max(a.value) FILTER (WHERE a.measure = 5) AS agreed_collective, max(a.value) FILTER (WHERE a.measure = 6) AS settled, max(a.value) FILTER (WHERE a.measure = 7) AS settled_collective
		FROM busetting_internal.absence AS a
		JOIN dated AS d ON d.id = a.publication
		GROUP BY a.publication, a.region
	), summed AS (
		SELECT d.id AS publication, d.source, d.date, m.region, bool_and(m.whole) AS comparable,
			   count(s.region) AS municipalities, count(*) - count(s.region) AS absent,
			   CASE WHEN count(s.requested) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.requested, g.requested, ':') ELSE coalesce(s.requested, ':') END) END AS requested,
			   CASE WHEN count(s.decided) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.decided, g.decided, ':') ELSE coalesce(s.decided, ':') END) END AS decided,
			   CASE WHEN count(s.decided_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.decided_collective, g.decided_collective, ':') ELSE coalesce(s.decided_collective, ':') END) END AS decided_collective,
			   CASE WHEN count(s.agreed) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.agreed, g.agreed, ':') ELSE coalesce(s.agreed, ':') END) END AS agreed,
			   CASE WHEN count(s.agreed_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.agreed_collective, g.agreed_collective, ':') ELSE coalesce(s.agreed_collective, ':') END) END AS agreed_collective,
			   CASE WHEN count(s.settled) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.settled, g.settled, ':') ELSE coalesce(s.settled, ':') END) END AS settled,
			   CASE WHEN count(s.settled_collective) > 0 THEN sum(CASE WHEN s.region IS NULL THEN coalesce(a.settled_collective, g.settled_collective, ':') ELSE coalesce(s.settled_collective, ':') END) END AS settled_collective
		FROM dated AS d
		JOIN mapping AS m ON m.era = d.era
		LEFT JOIN cell AS s ON s.publication = d.id AND s.region = m.part
		JOIN region AS r ON r.id = m.part
		LEFT JOIN absence AS a ON a.publication = d.id AND a.region = r.parent
		LEFT JOIN absence AS g ON g.publication = d.id AND g.region = -1
		GROUP BY d.id, d.source, d.date, m.region
		HAVING count(s.region) > 0
	)
	SELECT s.publication, s.source, s.date, o.code, o.name, s.comparable, s.municipalities, s.absent, v.*,
		   v.agreed - v.settled, v.agreed_collective - v.settled_collective
	FROM summed AS s
	JOIN region_official AS o ON o.region = s.region AND busetting_internal.in_force(region_series.geography, o.named_since, o.named_until)
	CROSS JOIN LATERAL (
		SELECT CASE WHEN s.comparable THEN s.requested END AS requested,
			   CASE WHEN s.comparable THEN s.decided END AS decided,
			   CASE WHEN s.comparable THEN s.decided_collective END AS decided_collective,
			   CASE WHEN s.comparable THEN s.agreed END AS agreed,
			   CASE WHEN s.comparable THEN s.agreed_collective END AS agreed_collective,
			   CASE WHEN s.comparable THEN s.settled END AS settled,
			   CASE WHEN s.comparable THEN s.settled_collective END AS settled_collective
	) AS v;
END
$$;

COMMENT ON FUNCTION region_series(date, text) IS
	'figures of all publications by the municipalities or counties of one date, added up from municipalities; NULL where they cannot be compared';
/*
 * figure.sql: one figure a county and one for the country, whatever a publication
 * lists: its own where it has one, else what its parts add up to, and how many
 * hidden cells are in it.
 */
DO $do$
DECLARE
	/*
	 * Of each region and measure what counts: the row, else the total that is printed of it, else, of a
	 * region without a row, what its parts add up to, with those that are not listed.
	 */
	counted constant text := $$
		SELECT DISTINCT ON (f.region, f.measure) f.*
		FROM (SELECT l.region, c.measure, c.is_total::integer AS rank, true AS own, c.value::suppressed_bigint AS value, c.hidden::integer::bigint AS hidden, NULL::bigint AS listed, 0::bigint AS absent, 0::bigint AS not_stated, o.level
			  FROM region AS o
			  JOIN busetting_internal.listing AS l ON l.publication = p.id AND l.region = o.id
			  LEFT JOIN busetting_internal.cell AS c ON c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total
			  WHERE %1$s
			  UNION ALL
			  SELECT s.region, s.measure, 2, false, s.total_with_absent, s.hidden, s.listed, s.absent, s.listed - s.stated, o.level
			  FROM region AS o
			  JOIN busetting_internal.region_sum AS s ON s.publication = p.id AND s.region = o.id
			  WHERE %1$s AND o.level = 'county'
				  AND NOT EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = s.region AND NOT l.is_total)) AS f
		ORDER BY f.region, f.measure, f.rank$$;
	-- of each measure; what one of the regions added up does not state can be any count
	added constant text := $$sum(f.value) FILTER (WHERE f.measure = %1$s) + CASE WHEN count(*) FILTER (WHERE f.measure = %1$s) < <regions> THEN ':'::suppressed_bigint ELSE 0 END AS %2$I,
		(sum(f.hidden) FILTER (WHERE f.measure = %1$s))::bigint AS %2$s_hidden, (sum(f.absent) FILTER (WHERE f.measure = %1$s))::bigint AS %2$s_absent,
		(sum(f.not_stated) FILTER (WHERE f.measure = %1$s))::bigint + <regions> - count(*) FILTER (WHERE f.measure = %1$s) AS %2$s_not_stated$$;
	counts constant text := ', g.%1$s_hidden + g.%2$s_hidden AS %3$s_hidden, g.%1$s_absent + g.%2$s_absent AS %3$s_absent, g.%1$s_not_stated + g.%2$s_not_stated AS %3$s_not_stated';
	derived constant text := 'g.agreed - g.settled AS gap' || format(counts, 'agreed', 'settled', 'gap')
		|| ', g.agreed_collective - g.settled_collective AS gap_collective' || format(counts, 'agreed_collective', 'settled_collective', 'gap_collective')
		|| ', g.settled + g.agreed AS pipeline' || format(counts, 'settled', 'agreed', 'pipeline')
		|| ', share(g.settled, g.agreed) AS progress' || format(counts, 'settled', 'agreed', 'progress');
	measures text;
	columns text;
BEGIN
	SELECT string_agg(format(added, id, measure), ', ' ORDER BY position),
		   string_agg(format('g.%1$I, g.%1$s_hidden, g.%1$s_absent, g.%1$s_not_stated', measure), ', ' ORDER BY position)
	INTO measures, columns
	FROM measure;

	EXECUTE format($view$
		CREATE VIEW county_figure AS
		SELECT p.id AS publication, p.source, p.date, g.code, g.county, g.own,
			   CASE WHEN NOT g.own THEN g.listed END AS listed, CASE WHEN NOT g.own THEN g.absent END AS absent,
			   CASE WHEN NOT g.own AND g.absent > 0 THEN ARRAY(
				   SELECT a.name
				   FROM region AS o
				   JOIN region_name AS a ON a.region = o.id AND a.shown AND busetting_internal.in_force(p.date, a.since, a.until)
				   WHERE o.parent = g.region AND busetting_internal.in_force(p.date, o.since, o.until)
					   AND NOT EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = o.id OFFSET 0)
				   ORDER BY o.code COLLATE "C") END AS absent_names, %1$s, %2$s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT r.code, n.name AS county, r.id AS region, g.*
			FROM region AS r
			JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
			CROSS JOIN LATERAL (
				SELECT bool_or(f.own) AS own, max(f.listed) AS listed, max(f.absent) AS absent, %3$s
				FROM (%4$s) AS f
				HAVING count(*) > 0) AS g
			WHERE r.level = 'county'
			ORDER BY r.id) AS g
		ORDER BY p.date DESC
	$view$, columns, derived, replace(measures, '<regions>', '1'), format(counted, 'o.id = r.id'));

	EXECUTE format($view$
		CREATE VIEW country_figure AS
		SELECT p.id AS publication, p.source, p.date, g.own, CASE WHEN NOT g.own THEN g.listed END AS listed, CASE WHEN NOT g.own THEN a.absent END AS absent,
			   CASE WHEN NOT g.own THEN a.absent_names END AS absent_names, %1$s, %2$s
		FROM publication_current AS p
		CROSS JOIN LATERAL (
			SELECT bool_or(f.level = 'country') AS own, count(DISTINCT f.region) AS listed, array_agg(f.region) AS regions, %3$s
			FROM (%4$s) AS f
			WHERE f.level = 'country' OR NOT EXISTS (SELECT FROM busetting_internal.listing AS l JOIN region AS r ON r.id = l.region AND r.level = 'country' WHERE l.publication = p.id)
			HAVING count(*) > 0) AS g
		CROSS JOIN LATERAL (
			SELECT count(*) AS absent, array_agg(n.name ORDER BY r.code COLLATE "C") AS absent_names
			FROM region AS r
			JOIN region_name AS n ON n.region = r.id AND n.shown AND busetting_internal.in_force(p.date, n.since, n.until)
			WHERE r.level = 'county' AND busetting_internal.in_force(p.date, r.since, r.until) AND r.id <> ALL (g.regions)) AS a
		ORDER BY p.date DESC
	$view$, columns, derived, replace(measures, '<regions>', 'count(DISTINCT f.region)'), format(counted, $$o.level IN ('county', 'country')$$));
END
$do$;

COMMENT ON VIEW county_figure IS
	'figures of counties: their own row, else the sums of their municipalities; a total printed below these is in county_reconciliation';
COMMENT ON COLUMN county_figure.own IS 'is it the county''s own figure? otherwise it is the sum of its municipalities';
COMMENT ON COLUMN county_figure.listed IS 'number of municipalities in the sum';
COMMENT ON COLUMN county_figure.absent IS 'number of the county''s municipalities that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN county_figure.absent_names IS 'their names';
COMMENT ON VIEW country_figure IS
	'figures of the country: its own row, else the sums of the counties that are listed; a total printed below these is in total_reconciliation';
COMMENT ON COLUMN country_figure.own IS 'is it the country''s own figure? otherwise it is the sum of the counties listed';
COMMENT ON COLUMN country_figure.listed IS 'number of counties in the sum';
COMMENT ON COLUMN country_figure.absent IS 'number of counties that are not listed; they are not in the sum';
COMMENT ON COLUMN country_figure.absent_names IS 'their names';

CREATE VIEW comparison AS
SELECT p.id AS publication, p.source, p.date, c.level, c.code, c.name, c.measure, c.printed_total, c.other_publication, c.other_source, c.other_kind, c.published, c.other,
	   c.hidden, c.absent, c.not_stated, c.left_for_hidden, c.consistent,
	   CASE WHEN c.consistent THEN 0
			WHEN c.rounded >> c.other THEN lower(c.published) - upper(c.other)
			ELSE upper(c.published) - lower(c.other) END AS deviation
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT r.level, r.code, n.name, m.measure, c.printed_total, c.other_publication, c.other_source, c.other_kind, c.published, c.other,
		   c.hidden, c.absent, c.not_stated, c.left_for_hidden, c.rounded, c.consistent
	FROM (
		SELECT o.region, o.measure, o.is_total AS printed_total, p.id AS other_publication, NULL AS other_source, 'sum' AS other_kind, o.value::suppressed_bigint AS published, w.possible AS other,
			   s.hidden::bigint AS hidden, s.absent::bigint AS absent, (s.listed - s.stated)::bigint AS not_stated, w.rounded - s.visible AS left_for_hidden, w.rounded, w.rounded && w.possible AS consistent
		FROM busetting_internal.region_sum AS s
		JOIN busetting_internal.cell AS o ON o.publication = s.publication AND o.region = s.region AND o.measure = s.measure
		JOIN suppression_rule AS u ON u.rule = p.rule
		CROSS JOIN LATERAL (SELECT coalesce(s.by_rule_with_absent, s.total_with_absent) AS possible, o.value + suppressed_bigint(-u.tolerance, u.tolerance) AS rounded) AS w
		WHERE s.publication = p.id
		UNION ALL
		SELECT c.region, c.measure, c.is_total, b.id, b.source, CASE WHEN o.is_total THEN 'total' ELSE 'row' END, c.value, o.value, NULL, NULL, NULL, NULL, c.value, c.value && o.value
		FROM publication_current AS b
		JOIN busetting_internal.cell AS c ON c.publication = p.id
		JOIN busetting_internal.cell AS o ON o.publication = b.id AND o.region = c.region AND o.measure = c.measure AND (b.id > p.id OR o.is_total AND NOT c.is_total)
		WHERE b.date = p.date AND b.id >= p.id
			AND (b.id > p.id OR EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.is_total
										AND EXISTS (SELECT FROM busetting_internal.listing AS k WHERE k.publication = p.id AND k.region = l.region AND NOT k.is_total)))
	) AS c
	JOIN measure AS m ON m.id = c.measure
	JOIN region AS r ON r.id = c.region
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = r.id AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
	ORDER BY c.region
) AS c
ORDER BY p.date DESC;

COMMENT ON VIEW comparison IS
	'published figures against the sum of their regions and against other publications, one row a figure and what it is compared with';
COMMENT ON COLUMN comparison.printed_total IS 'does the figure stand as the total of a table of municipalities, not as a row of counties?';
COMMENT ON COLUMN comparison.other_publication IS 'the publication that it is compared with; its own where it is with the sum of municipalities, or its row with its total';
COMMENT ON COLUMN comparison.other_source IS 'the other publication''s source; NULL where the figure is compared with the sum of municipalities';
COMMENT ON COLUMN comparison.other_kind IS 'what it is compared with: sum, or the other publication''s row or total';
COMMENT ON COLUMN comparison.published IS 'the figure as published';
COMMENT ON COLUMN comparison.other IS 'the sum, or what the other publication has';
COMMENT ON COLUMN comparison.hidden IS 'number of hidden cells in the sum';
COMMENT ON COLUMN comparison.absent IS 'number of municipalities that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN comparison.not_stated IS 'number of municipalities that are listed but do not state the measure; they can have any count';
COMMENT ON COLUMN comparison.left_for_hidden IS 'what these have together if the published figure is right';
COMMENT ON COLUMN comparison.consistent IS 'can both be true?';
COMMENT ON COLUMN comparison.deviation IS 'by how much the published figure misses the nearest that the other can be; 0 if consistent';

CREATE VIEW publication_list AS
SELECT p.id AS publication, p.source, p.date, p.rule, listed.counties, listed.municipalities, listed.regions
FROM busetting_internal.publication_visible AS p
CROSS JOIN LATERAL (
	SELECT count(*) FILTER (WHERE r.level = 'county') AS counties, count(*) FILTER (WHERE r.level = 'municipality') AS municipalities, count(*) AS regions
	FROM busetting_internal.listing AS s
	JOIN region AS r ON r.id = s.region
	WHERE s.publication = p.id AND NOT s.is_total
) AS listed
ORDER BY p.date DESC;

COMMENT ON VIEW publication_list IS 'the publications there are, and how much they list';
COMMENT ON COLUMN publication_list.rule IS 'what a hidden cell stands for: suppression_rule.rule';
COMMENT ON COLUMN publication_list.counties IS 'number of counties listed';
COMMENT ON COLUMN publication_list.municipalities IS 'number of municipalities listed';
COMMENT ON COLUMN publication_list.regions IS 'number of regions listed, of whatever level and tree';

-- long, of every measure and region, in plain types

CREATE VIEW report_figure AS
SELECT p.id::bigint AS publication, p.source, p.date, f.level, f.code, f.name, f.measure, f.own,
	   CASE WHEN NOT is_suppressed(f.value) THEN lower(f.value) END AS value, CASE WHEN is_suppressed(f.value) THEN CASE WHEN f.hidden > 0 THEN ':' ELSE '..' END END AS symbol,
	   lower(f.value) AS low, upper(f.value) AS high, f.hidden, f.listed, f.absent, f.not_stated, f.flags
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT f.level, f.code, n.name, m.measure, f.own, f.value, f.hidden, f.listed, f.absent, f.not_stated, f.flags
	FROM (
		SELECT c.region, r.level, r.code, c.measure, true AS own, c.value::suppressed_bigint AS value, c.hidden::integer::bigint AS hidden, NULL::bigint AS listed, 0::bigint AS absent, 0::bigint AS not_stated, f.flags
		FROM busetting_internal.cell AS c
		JOIN region AS r ON r.id = c.region
		LEFT JOIN busetting_internal.cell_flag AS f ON f.publication = c.publication AND f.region = c.region AND f.measure = c.measure AND f.is_total = c.is_total
		WHERE c.publication = p.id
			AND NOT (c.is_total AND EXISTS (SELECT FROM busetting_internal.cell AS o
											WHERE o.publication = p.id AND o.region = c.region AND o.measure = c.measure AND NOT o.is_total OFFSET 0))
		UNION ALL
		SELECT s.region, r.level, r.code, s.measure, false, s.total_with_absent, s.hidden, s.listed, s.absent, s.listed - s.stated, NULL
		FROM busetting_internal.region_sum AS s
		JOIN region AS r ON r.id = s.region
		WHERE s.publication = p.id
			AND NOT EXISTS (SELECT FROM busetting_internal.cell AS o WHERE o.publication = p.id AND o.region = s.region AND o.measure = s.measure OFFSET 0)
	) AS f
	JOIN measure AS m ON m.id = f.measure
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = f.region AND busetting_internal.in_force(CASE WHEN n.region = f.region THEN p.date END, n.since, n.until)
	ORDER BY f.region
) AS f
ORDER BY p.date DESC;

COMMENT ON VIEW report_figure IS 'one figure a region and measure: its row, else its printed total, else what its regions add up to, in plain types';
COMMENT ON COLUMN report_figure.own IS 'is it the region''s own figure? otherwise it is the sum of its regions';
COMMENT ON COLUMN report_figure.value IS 'the number; NULL where hidden';
COMMENT ON COLUMN report_figure.symbol IS '":" where it is hidden, or hidden cells are in the sum; ".." where the sum is not certain for regions alone that are absent or do not state the measure';
COMMENT ON COLUMN report_figure.flags IS 'what the publisher says of it, as printed: see symbol_flag; NULL where nothing, and of a sum';
COMMENT ON COLUMN report_figure.low IS 'it is at least this';
COMMENT ON COLUMN report_figure.high IS 'it is at most this; NULL where there is no limit';
COMMENT ON COLUMN report_figure.hidden IS 'number of hidden cells in it';
COMMENT ON COLUMN report_figure.listed IS 'number of regions in the sum';
COMMENT ON COLUMN report_figure.absent IS 'number of regions that are not listed; they are in the sum by the rule';
COMMENT ON COLUMN report_figure.not_stated IS 'number of regions that are listed but do not state the measure; in the sum they can have any count';
/*
 * forecast.sql: how many persons were announced, and how far a publication has
 * come towards it.  Announcements stand side by side: what one has to do with
 * another is recorded only where it is told, and nothing is added up.
 */

CREATE TABLE forecast (
	told_by text NOT NULL CHECK (told_by <> ''),
	announced_by text CHECK (announced_by <> ''),
	announced_on date NOT NULL,
	label text NOT NULL CHECK (label <> ''),
	persons integer NOT NULL CHECK (persons > 0),
	period daterange NOT NULL CHECK (NOT isempty(period)),
	part_of text,
	of_all boolean NOT NULL DEFAULT true,
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (told_by, announced_on, label),
	FOREIGN KEY (told_by, announced_on, part_of) REFERENCES forecast,
	CHECK (part_of <> label)
);

COMMENT ON TABLE forecast IS 'numbers of persons as announced for the country, each by itself; add rows for later ones';
COMMENT ON COLUMN forecast.told_by IS 'the source that tells of it, as publication.source';
COMMENT ON COLUMN forecast.announced_by IS 'who announced it, NULL if not known';
COMMENT ON COLUMN forecast.announced_on IS 'when it was announced';
COMMENT ON COLUMN forecast.label IS 'what was announced, as it is written in the source';
COMMENT ON COLUMN forecast.persons IS 'the number announced';
COMMENT ON COLUMN forecast.period IS 'dates for which it was announced';
COMMENT ON COLUMN forecast.part_of IS 'label of the announcement that it is told to be a part of; NULL where nothing is told';
COMMENT ON COLUMN forecast.of_all IS 'is it of all who are settled? one of a group, or a part, is not measured against all';
COMMENT ON COLUMN forecast.reference IS 'the row comes with the extension and is not dumped; leave it false';

/*
 * The slide of 18 May 2022.  It says "+" between the first two, and IMDi's own
 * announcement 35 000; of the other three it does not say whether one is part
 * of another, and the press release does not settle it either.  They are of groups of persons,
 * whom no table counts by themselves.
 */
INSERT INTO forecast VALUES
	('KS', 'IMDi', '2022-03-17', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose',
	 35000, '[2022-01-01,2023-01-01)', NULL, true, true),
	('KS', 'IMDi', '2022-03-17', '30 000 – foreløpig prognose',
	 30000, '[2022-01-01,2023-01-01)', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose', false, true),
	('KS', 'IMDi', '2022-03-17', '5000 - Opprinnelige prognose',
	 5000, '[2022-01-01,2023-01-01)', '30 000 – foreløpig prognose + 5000 - Opprinnelige prognose', false, true),
	('KS', 'Regjeringen', '2022-03-17', '5250 ekstra gjennom ulike samarbeidsordninger',
	 5250, '[2022-01-01,2023-01-01)', NULL, false, true),
	('KS', 'Regjeringen', '2022-03-17', '2750 fra Moldova',
	 2750, '[2022-01-01,2023-01-01)', NULL, false, true),
	('KS', 'Regjeringen', '2022-03-17', '550 medisinsk grunnlag med familie',
	 550, '[2022-01-01,2023-01-01)', NULL, false, true);

SELECT pg_extension_config_dump('forecast', 'WHERE NOT reference');

/*
 * The country's own row or total where a publication has one, else the sum of the
 * counties; one that is not listed or not stated can be any count.
 */
CREATE VIEW forecast_progress AS
SELECT f.told_by, f.announced_by, f.announced_on, f.label, f.persons, f.part_of,
	   n.publication, n.source, n.date, n.settled, n.settled_hidden, n.settled_absent, n.agreed, n.agreed_hidden, n.agreed_absent,
	   CASE WHEN n.settled IS NOT NULL AND f.of_all AND f.part_of IS NULL
			THEN numrange(lower(n.settled) / f.persons::numeric, upper(n.settled) / f.persons::numeric, '[]') END AS settled_share, n.settled_hidden AS settled_share_hidden,
	   CASE WHEN s.pipeline IS NOT NULL AND f.of_all AND f.part_of IS NULL
			THEN numrange(lower(s.pipeline) / f.persons::numeric, upper(s.pipeline) / f.persons::numeric, '[]') END AS pipeline_share, s.hidden AS pipeline_share_hidden,
	   CASE WHEN f.of_all AND f.part_of IS NULL THEN f.persons - s.pipeline END AS remaining, s.hidden AS remaining_hidden
FROM forecast AS f
JOIN (
	SELECT p.id AS publication, p.source, p.date, c.settled, c.settled_hidden, c.settled_absent, c.agreed, c.agreed_hidden, c.agreed_absent
	FROM publication_current AS p
	CROSS JOIN LATERAL (
		SELECT coalesce(max(k.own) FILTER (WHERE k.measure = 6), max(k.summed) FILTER (WHERE k.measure = 6)) AS settled,
			   coalesce(max(k.hidden) FILTER (WHERE k.measure = 6), 0) AS settled_hidden, coalesce(max(k.absent) FILTER (WHERE k.measure = 6), 0) AS settled_absent,
			   coalesce(max(k.own) FILTER (WHERE k.measure = 4), max(k.summed) FILTER (WHERE k.measure = 4)) AS agreed,
			   coalesce(max(k.hidden) FILTER (WHERE k.measure = 4), 0) AS agreed_hidden, coalesce(max(k.absent) FILTER (WHERE k.measure = 4), 0) AS agreed_absent
		FROM (SELECT c.measure,
					 max(c.value) FILTER (WHERE r.level = 'country')::suppressed_bigint AS own,
					 sum(c.value) FILTER (WHERE r.level = 'county')
						+ CASE WHEN count(*) FILTER (WHERE r.level = 'county') < o.counties THEN ':'::suppressed_bigint ELSE 0 END AS summed,
					 CASE WHEN bool_or(r.level = 'country') THEN count(*) FILTER (WHERE r.level = 'country' AND c.hidden) ELSE count(*) FILTER (WHERE c.hidden) END AS hidden,
					 CASE WHEN bool_or(r.level = 'country') THEN 0 ELSE o.counties - count(*) END AS absent
			  FROM (SELECT DISTINCT ON (l.region, c.measure) l.region, c.measure, c.value, c.hidden
					FROM region AS r
					JOIN busetting_internal.listing AS l ON l.publication = p.id AND l.region = r.id
					LEFT JOIN busetting_internal.cell AS c ON c.publication = p.id AND c.region = l.region AND c.is_total = l.is_total AND c.measure IN (4, 6)
					WHERE r.level IN ('country', 'county')
					ORDER BY l.region, c.measure, l.is_total) AS c
			  JOIN region AS r ON r.id = c.region
			  CROSS JOIN (SELECT count(*) AS counties FROM region AS o WHERE o.level = 'county' AND busetting_internal.in_force(p.date, o.since, o.until)) AS o
			  GROUP BY c.measure, o.counties) AS k
		HAVING count(*) > 0
	) AS c
	WHERE EXISTS (SELECT FROM forecast AS f WHERE f.period @> p.date)
) AS n ON f.period @> n.date
CROSS JOIN LATERAL (SELECT n.settled + n.agreed AS pipeline, n.settled_hidden + n.agreed_hidden AS hidden) AS s;

COMMENT ON VIEW forecast_progress IS 'how much of each forecast the publications of its period have reached, with bounds';
COMMENT ON COLUMN forecast_progress.publication IS 'the publication it is compared with';
COMMENT ON COLUMN forecast_progress.source IS 'its source';
COMMENT ON COLUMN forecast_progress.date IS 'its date';
COMMENT ON COLUMN forecast_progress.settled IS 'settled in the country; without upper bound where a county is missing';
COMMENT ON COLUMN forecast_progress.agreed IS 'agreed in the country, likewise';
COMMENT ON COLUMN forecast_progress.settled_absent IS 'number of counties that are not listed or do not state it; 0 where the country has its own figure';
COMMENT ON COLUMN forecast_progress.agreed_absent IS 'likewise of agreed';
COMMENT ON COLUMN forecast_progress.settled_share IS 'settled / persons; NULL of a part and of a group, whom no publication counts by themselves';
COMMENT ON COLUMN forecast_progress.pipeline_share IS '(settled + agreed) / persons, likewise';
COMMENT ON COLUMN forecast_progress.remaining IS 'persons less settled and agreed; negative where more are agreed than were announced; NULL of a part and of a group';
/*
 * grant.sql: what the state pays, and what a publication says of the grant for
 * places that were decided and not used.
 */

CREATE TABLE grant_rate (
	kind text NOT NULL CHECK (kind <> ''),
	validity daterange NOT NULL CHECK (NOT isempty(validity)),
	rate bigint NOT NULL CHECK (rate >= 0),
	announced_by text CHECK (announced_by <> ''),
	announced_on date,
	label text CHECK (label <> ''),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (kind, validity),
	CONSTRAINT grant_rate_one EXCLUDE USING gist (kind WITH =, validity WITH &&)
);

COMMENT ON TABLE grant_rate IS 'kroner that are paid for each of a kind; add rows for later rates';
COMMENT ON COLUMN grant_rate.kind IS 'what is paid for: "unused place" is read by unused_place_grant';
COMMENT ON COLUMN grant_rate.validity IS 'dates for which the rate holds; one rate a kind and date';
COMMENT ON COLUMN grant_rate.rate IS 'kroner for each';
COMMENT ON COLUMN grant_rate.announced_by IS 'who announced it, NULL if not known';
COMMENT ON COLUMN grant_rate.announced_on IS 'when it was announced, NULL if not known';
COMMENT ON COLUMN grant_rate.label IS 'what was announced, as it is written in the source';
COMMENT ON COLUMN grant_rate.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO grant_rate VALUES
	('unused place', '[2022-01-01,2023-01-01)', 50000, 'Regjeringen', '2022-03-25',
	 'Regjeringen foreslår kr 50 000 pr ubenyttede plass i kommunen', true);

SELECT pg_extension_config_dump('grant_rate', 'WHERE NOT reference');

/* Places beyond what is requested are not paid for, nor those that were never decided. */
CREATE FUNCTION unused_places(requested suppressed_int, decided suppressed_int, settled suppressed_int) RETURNS suppressed_int
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 4
AS $$
	SELECT busetting.larger(busetting.smaller(requested, decided) OPERATOR(busetting.-) settled, 0::busetting.suppressed_int)
$$;

COMMENT ON FUNCTION unused_places(suppressed_int, suppressed_int, suppressed_int) IS
	'places that are requested and decided and not used; NULL where one of the three is not stated';

/*
 * A county's municipalities are added up, not its totals: one that settles more
 * than it decided uses nobody else's places.  What one of them does not state
 * can be any count, so that the sum has bounds even then.
 */
CREATE VIEW unused_place_grant AS
SELECT p.id AS publication, p.source, p.date, u.level, u.code, u.name, u.unused_places, u.hidden AS unused_places_hidden, u.listed - u.stated AS not_stated, u.absent,
	   g.rate, u.unused_places * g.rate AS amount, u.hidden AS amount_hidden
FROM publication_current AS p
CROSS JOIN LATERAL (
	SELECT r.level, r.code, n.name, u.hidden, u.listed, u.stated, a.absent, v.unused_places
	FROM (
		SELECT coalesce(m.region, m.parent) AS region, count(*) AS listed, count(m.unused) AS stated, sum(m.possible) AS possible, sum(m.hidden)::bigint AS hidden
		FROM (
			SELECT w.region, w.parent, unused_places(w.requested, w.decided, w.settled) AS unused,
				   unused_places(coalesce(w.requested, ':'), coalesce(w.decided, ':'), coalesce(w.settled, ':')) AS possible, w.hidden
			FROM (SELECT l.region, r.parent, l.value[1] AS requested, l.value[2] AS decided, l.value[6] AS settled,
						 (1 = ANY (l.hidden))::integer + (2 = ANY (l.hidden))::integer + (6 = ANY (l.hidden))::integer AS hidden
				  FROM busetting_internal.listing AS l
				  JOIN region AS r ON r.id = l.region
				  WHERE l.publication = p.id AND NOT l.is_total AND r.level = 'municipality') AS w
		) AS m
		GROUP BY GROUPING SETS ((m.parent, m.region), (m.parent))
	) AS u
	JOIN region AS r ON r.id = u.region
	JOIN (SELECT n.region, n.name, n.since, n.until FROM region_name AS n WHERE n.shown OFFSET 0) AS n ON n.region = r.id AND busetting_internal.in_force(CASE WHEN n.region = r.id THEN p.date END, n.since, n.until)
	CROSS JOIN LATERAL (
		SELECT CASE r.level WHEN 'county' THEN (SELECT count(*) FROM region AS o WHERE o.parent = r.id AND busetting_internal.in_force(p.date, o.since, o.until)) - u.listed ELSE 0 END AS absent
		OFFSET 0
	) AS a
	CROSS JOIN LATERAL (
		SELECT CASE WHEN u.stated > 0
					THEN u.possible + CASE WHEN a.absent = 0 THEN 0
										   ELSE a.absent * coalesce((
											   SELECT unused_places(max(k.value) FILTER (WHERE k.measure = 1), max(k.value) FILTER (WHERE k.measure = 2), max(k.value) FILTER (WHERE k.measure = 6))
											   -- of the county where there is something else than for all
											   FROM (SELECT DISTINCT ON (k.measure) k.measure, k.value FROM busetting_internal.absence AS k
													 WHERE k.publication = p.id AND k.region IN (u.region, -1) AND k.measure IN (1, 2, 6)
													 ORDER BY k.measure, k.region = -1) AS k), ':')::suppressed_bigint END END AS unused_places
		OFFSET 0
	) AS v
	ORDER BY u.region
) AS u
LEFT JOIN grant_rate AS g ON g.kind = 'unused place'
	AND busetting_internal.in_force(p.date, coalesce(lower(g.validity), '-infinity'), coalesce(upper(g.validity), 'infinity'))
ORDER BY p.date DESC;

COMMENT ON VIEW unused_place_grant IS
	'places unused on a publication''s date and the grant for them, municipality by municipality and summed by county, with bounds';
COMMENT ON COLUMN unused_place_grant.level IS 'municipality, or county: the sum of its municipalities';
COMMENT ON COLUMN unused_place_grant.unused_places IS
	'larger(smaller(requested, decided) - settled, 0); NULL where not stated, which is not 0';
COMMENT ON COLUMN unused_place_grant.unused_places_hidden IS 'number of hidden cells that it is worked out of';
COMMENT ON COLUMN unused_place_grant.not_stated IS 'number of municipalities listed without one of the three; they can have any number of places';
COMMENT ON COLUMN unused_place_grant.absent IS 'number of the county''s municipalities that are not listed; they are counted by the rule';
COMMENT ON COLUMN unused_place_grant.rate IS 'kroner for each place, NULL where no rate holds on the date';
COMMENT ON COLUMN unused_place_grant.amount IS 'kroner, unused_places * rate';
COMMENT ON COLUMN unused_place_grant.amount_hidden IS 'number of hidden cells that it is worked out of';
/*
 * column_comment.sql: what the columns are that views have in common, said once.
 * A view that means something else by a name has a comment of its own.
 */
DO $$
DECLARE
	described record;
BEGIN
	FOR described IN
		SELECT c.oid::regclass AS view, a.attname AS name, coalesce(m.comment, format(counted.comment, substring(a.attname from '(.*)' || counted.suffix || '$'))) AS comment
		FROM pg_class AS c
		JOIN pg_attribute AS a ON a.attrelid = c.oid
		LEFT JOIN (VALUES
			('_hidden', 'number of hidden cells in %s'),
			('_absent', 'number of regions in %s that are not listed'),
			('_not_stated', 'number of regions in %s that are listed but do not state it')) AS counted(suffix, comment) ON a.attname LIKE '%_' || replace(counted.suffix, '_', '\_')
		LEFT JOIN (VALUES
			('publication', 'key of the publication'),
			('source', 'who published, or where'),
			('date', 'the date for which the numbers hold'),
			('region', 'key of the region'),
			('level', 'country, county or municipality'),
			('code', 'official code of the region'),
			('name', 'official name of the region'),
			('municipality', 'official name of the municipality'),
			('county_code', 'official code of the county'),
			('county', 'official name of the county'),
			('measure', 'the measure that the row is of'),
			('requested', 'persons the state asks to settle this year'),
			('decided', 'persons decided to be settled; 0 is a no, NULL no decision'),
			('decided_collective', 'of decided, with temporary collective protection'),
			('agreed', 'persons agreed to be settled who have not moved in yet'),
			('agreed_collective', 'of agreed, with temporary collective protection'),
			('settled', 'persons who have moved in'),
			('settled_collective', 'of settled, with temporary collective protection'),
			('gap', 'agreed less settled'),
			('gap_collective', 'agreed_collective less settled_collective'),
			('pipeline', 'settled and agreed together'),
			('progress', 'settled / (settled + agreed)'),
			('told_by', 'the source that tells of the announcement'),
			('announced_by', 'who announced it, NULL if not known'),
			('announced_on', 'when it was announced'),
			('label', 'what was announced, as it is written in the source'),
			('persons', 'the number announced'),
			('part_of', 'label of the announcement that it is told to be a part of')
		) AS m(name, comment) ON m.name = a.attname
		WHERE c.relnamespace = 'busetting'::regnamespace AND c.relkind = 'v' AND col_description(c.oid, a.attnum) IS NULL
			AND (m.comment IS NOT NULL OR counted.comment IS NOT NULL)
	LOOP
		EXECUTE format('COMMENT ON COLUMN %s.%I IS %L', described.view, described.name, described.comment);
	END LOOP;
END
$$;
/*
 * report.sql: views in plain types, for tools that know no others.  A view has
 * the rights of its owner: who may read a report need not be able to read what
 * it is made of, and the only functions in it calculate with their arguments.
 */

/* What stands behind SELECT, and the comments on it, in a report of a view or table. */
CREATE FUNCTION busetting_internal.report_columns(source regclass, report text, keys text[], OUT columns text, OUT comments text)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH attribute AS (
		SELECT a.attname AS x, a.attnum,
			   EXISTS (SELECT FROM pg_attribute AS h WHERE h.attrelid = source AND h.attname = a.attname || '_hidden' AND NOT h.attisdropped) AS counted,
			   coalesce(col_description(a.attrelid, a.attnum), a.attname) AS comment,
			   CASE WHEN a.attname = ANY (keys) THEN 'text'
					ELSE format_type(coalesce(nullif(t.typbasetype, 0), t.oid), CASE t.typbasetype WHEN 0 THEN a.atttypmod ELSE t.typtypmod END)
			   END AS type
		FROM pg_attribute AS a
		JOIN pg_type AS t ON t.oid = a.atttypid
		WHERE a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped
	)
	SELECT string_agg(format(replace(c.expression, '<symbol>', CASE WHEN a.counted THEN $symbol$CASE WHEN %2$I > 0 THEN ':' ELSE '..' END$symbol$ ELSE $symbol$':'$symbol$ END)
							 || ' AS %3$I', a.x, a.x || '_hidden', a.x || c.suffix), ', ' ORDER BY a.attnum, c.position),
		   string_agg(format('COMMENT ON COLUMN %s.%I IS %L', report, a.x || c.suffix,
							 format(replace(c.comment, '<where>', CASE WHEN a.counted THEN ', or hidden cells are in it; ".." where it is not certain for regions alone that are absent or do not state it' ELSE '' END), a.x, a.comment)), ';')
	FROM attribute AS a
	CROSS JOIN LATERAL (
		VALUES ('suppressed', 1, '', 'CASE WHEN NOT busetting.is_suppressed(%1$I) THEN %1$I::bigint END', '%2$s; NULL where hidden'),
			   ('suppressed', 2, '_symbol', 'CASE WHEN busetting.is_suppressed(%1$I) THEN <symbol> END', '":" where %1$s is hidden<where>'),
			   ('suppressed', 3, '_low', 'busetting.lower(%1$I)::bigint', '%1$s is at least this'),
			   ('suppressed', 4, '_high', 'busetting.upper(%1$I)::bigint', '%1$s is at most this; NULL where there is no limit'),
			   ('numrange', 1, '', '(CASE WHEN pg_catalog.lower(%1$I) = pg_catalog.upper(%1$I) THEN pg_catalog.lower(%1$I) END)::numeric(38,6)', '%2$s; NULL where hidden'),
			   ('numrange', 2, '_symbol', 'CASE WHEN pg_catalog.lower(%1$I) < pg_catalog.upper(%1$I) OR pg_catalog.lower_inf(%1$I) OR pg_catalog.upper_inf(%1$I) THEN <symbol> END', '":" where %1$s is hidden<where>'),
			   -- bounds are rounded away from what is possible
			   ('numrange', 3, '_low', '(CASE WHEN pg_catalog.lower(%1$I) = pg_catalog.upper(%1$I) THEN pg_catalog.lower(%1$I) ELSE pg_catalog.floor(pg_catalog.lower(%1$I) * 1000000) / 1000000 END)::numeric(38,6)', '%1$s is at least this'),
			   ('numrange', 4, '_high', '(CASE WHEN pg_catalog.lower(%1$I) = pg_catalog.upper(%1$I) THEN pg_catalog.upper(%1$I) ELSE pg_catalog.ceil(pg_catalog.upper(%1$I) * 1000000) / 1000000 END)::numeric(38,6)', '%1$s is at most this; NULL where there is no limit'),
			   ('daterange', 1, '_from', 'pg_catalog.lower(%1$I)', '%2$s: the first'),
			   ('daterange', 2, '_before', 'pg_catalog.upper(%1$I)', '%2$s: the first after it'),
			   ('array', 1, '', 'pg_catalog.array_to_string(%1$I, '', '')', '%2$s'),
			   ('count', 1, '', '%1$I::bigint', '%2$s'),
			   ('plain', 1, '', '%1$I', '%2$s'),
			   ('other', 1, '', '%1$I::text', '%2$s')
	) AS c(kind, position, suffix, expression, comment)
	WHERE c.kind = CASE WHEN a.type ~ '^(busetting\.)?suppressed_(int|bigint)' THEN 'suppressed'
						WHEN a.type IN ('numrange', 'daterange') THEN a.type
						WHEN a.type LIKE '%[]' THEN 'array'
						WHEN a.type IN ('smallint', 'integer') THEN 'count'
						WHEN a.type ~ '^(bigint|numeric|real$|double precision$|date$|boolean)' OR a.type = 'text' AND a.x <> ALL (keys) THEN 'plain'
						ELSE 'other' END;
$$;

COMMENT ON FUNCTION busetting_internal.report_columns(regclass, text, text[]) IS 'columns of a report of a view or table in plain types, and the statements that comment on them';

/* A key that is misspelt would be left a number. */
CREATE FUNCTION busetting_internal.check_report_keys(source regclass, keys text[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	names constant text[] := ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = source AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum);
	unknown constant text := (SELECT string_agg(quote_ident(k), ', ') FROM unnest(keys) AS k WHERE k <> ALL (names));
BEGIN
	IF unknown IS NOT NULL THEN
		RAISE undefined_column USING
			MESSAGE = format('there is no column %s to be a key', unknown),
			DETAIL = format('Columns are %s.', (SELECT string_agg(quote_ident(n), ', ' ORDER BY place) FROM unnest(names) WITH ORDINALITY AS n(n, place))),
			HINT = 'Give the columns that are to become text, or no keys.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_report_keys(regclass, text[]) IS 'error where a key of a report is no column of what it is made of';

CREATE PROCEDURE create_report(name text, source regclass, keys text[] DEFAULT '{}', schema regnamespace DEFAULT NULL)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	place constant regnamespace := coalesce(schema, (SELECT relnamespace::regnamespace FROM pg_class WHERE oid = source));
	report constant text := format('%s.%I', place, name);
	part record;
BEGIN
	IF name IS NULL OR source IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'name or source of the report is not given',
			HINT = 'Write create_report(''name'', ''view''), with schema => ''schema'' where it is not to stand beside the view.';
	ELSIF NOT has_schema_privilege(place, 'CREATE') THEN
		RAISE insufficient_privilege USING
			MESSAGE = format('permission denied to create a report in schema %s', place),
			HINT = 'Give a schema of your own: schema => ''public'', or one made by CREATE SCHEMA.';
	END IF;
	PERFORM busetting_internal.check_report_keys(source, keys);
	SELECT * INTO part FROM busetting_internal.report_columns(source, report, keys);
	EXECUTE format('CREATE VIEW %s AS SELECT %s FROM %s', report, part.columns, source);
	EXECUTE format('COMMENT ON VIEW %s IS %L', report, coalesce(obj_description(source, 'pg_class'), source::text) || ', in plain types');
	EXECUTE part.comments;
END
$$;

COMMENT ON PROCEDURE create_report(text, regclass, text[], regnamespace) IS
	'create a view of a view or table in plain types, beside it or in the schema given; columns that are keys become text';

/*
 * The query is run under the caller's search_path, so all else has its schema.  What columns it has
 * is known once there is a view of it, which then gives way to the report.
 */
CREATE PROCEDURE create_query_report(schema regnamespace, name text, query text, keys text[] DEFAULT '{}')
LANGUAGE plpgsql
AS $$
DECLARE
	report text;
	part record;
BEGIN
	IF schema IS NULL OR name IS NULL OR query IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'schema, name or query of the report is not given',
			HINT = 'Write create_query_report(''schema'', ''name'', ''SELECT …'').';
	END IF;
	report := pg_catalog.format('%s.%I', schema, name);
	query := pg_catalog.rtrim(query, E' \t\n\r;');
	EXECUTE pg_catalog.format(E'CREATE VIEW %s AS SELECT * FROM (%s\n) AS query', report, query);
	PERFORM busetting_internal.check_report_keys(report::pg_catalog.regclass, keys);
	SELECT c.columns, c.comments INTO part FROM busetting_internal.report_columns(report::pg_catalog.regclass, report, keys) AS c;
	EXECUTE pg_catalog.format('DROP VIEW %s', report);
	EXECUTE pg_catalog.format(E'CREATE VIEW %s AS SELECT %s FROM (%s\n) AS query', report, part.columns, query);
	EXECUTE part.comments;
END
$$;

COMMENT ON PROCEDURE create_query_report(regnamespace, text, text, text[]) IS
	'create a view of a query in plain types, in a schema of one''s own; columns that are keys become text';

/* The conditions on its keys go down to the publications, as it is grouped by them. */
CREATE PROCEDURE create_measure_report(schema regnamespace, name text, measures text[])
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	report text := format('%s.%I', schema, name);
	unknown text := (SELECT string_agg(coalesce(quote_ident(u), 'NULL'), ', ') FROM (SELECT unnest(measures) EXCEPT SELECT m.measure FROM measure AS m) AS u(u));
	twice text := (SELECT string_agg(m, ', ') FROM (SELECT m FROM unnest(measures) AS m GROUP BY m HAVING count(*) > 1 ORDER BY m) AS t);
	columns text;
	comments text;
BEGIN
	IF schema IS NULL OR name IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'schema or name of the report is not given',
			HINT = 'Write create_measure_report(''schema'', ''name'', ''{measure,…}'').';
	ELSIF unknown IS NOT NULL OR coalesce(cardinality(measures), 0) = 0 THEN
		RAISE undefined_object USING
			MESSAGE = coalesce('there is no measure ' || unknown, 'the report has no measures'),
			DETAIL = (SELECT format('Measures are %s.', string_agg(m.measure, ', ' ORDER BY m.position)) FROM measure AS m),
			HINT = 'Add a measure of your own by a row of busetting.measure.';
	ELSIF twice IS NOT NULL THEN
		RAISE duplicate_column USING
			MESSAGE = format('measures are given more than once: %s', twice),
			HINT = 'Give each measure once.';
	END IF;
	SELECT string_agg(format('max(f.%s) FILTER (WHERE f.measure = %L) AS %I', c.source, m.measure, m.measure || c.suffix), ', ' ORDER BY w.place, c.place),
		   string_agg(format('COMMENT ON COLUMN %s.%I IS %L', report, m.measure || c.suffix, format(c.comment, m.measure, m.en)), ';')
	INTO columns, comments
	FROM unnest(measures) WITH ORDINALITY AS w(measure, place)
	JOIN measure AS m ON m.measure = w.measure
	CROSS JOIN (VALUES (1, 'value', '', '%2$s; NULL where hidden'),
					   (2, 'symbol', '_symbol', '":" where %1$s is hidden, or hidden cells are in it; ".." where it is not certain for regions alone that are absent or do not state it'),
					   (3, 'low', '_low', '%1$s is at least this'),
					   (4, 'high', '_high', '%1$s is at most this; NULL where there is no limit'),
					   (5, 'hidden', '_hidden', 'number of hidden cells in it'),
					   (6, 'absent', '_absent', 'number of regions in it that are not listed'),
					   (7, 'not_stated', '_not_stated', 'number of regions in it that are listed but do not state it')) AS c(place, source, suffix, comment);

	EXECUTE format('CREATE VIEW %s AS SELECT f.publication, f.source, f.date, f.level, f.code, f.name, %s FROM busetting.report_figure AS f WHERE f.measure = ANY (%L::text[]) GROUP BY f.publication, f.source, f.date, f.level, f.code, f.name',
		report, columns, measures);
	EXECUTE format('COMMENT ON VIEW %s IS %L', report, 'figures of regions, one row a region, in plain types');
	EXECUTE comments;
END
$$;

COMMENT ON PROCEDURE create_measure_report(regnamespace, text, text[]) IS
	'create a view of measures side by side in a schema of one''s own: one row a publication and region, in plain types';

CALL create_report('report_publication', 'publication_list');
CALL create_report('report_municipality', 'municipality_gap');
CALL create_report('report_county', 'county_figure');
CALL create_report('report_national', 'country_figure');
CALL create_report('report_trend', 'gap_trend');
CALL create_report('report_reconciliation', 'comparison');
CALL create_report('report_forecast', 'forecast_progress');
CALL create_report('report_grant', 'unused_place_grant');

/*
 * The extension's own reports have the text of the view that they are made of, and do not stand on it: from a
 * user's view on a report pg_dump walks every way to what the extension has made, and each
 * column taken from a view is a way.  The latest come first, as they do in what they are made of.
 */
CREATE PROCEDURE busetting_internal.flatten_view(name regclass, source regclass)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	EXECUTE format('CREATE OR REPLACE VIEW busetting.%s AS %s', name,
		replace(rtrim(pg_get_viewdef(name), ';'), 'FROM ' || source::text, format('FROM (%s) AS %s ORDER BY date DESC', rtrim(pg_get_viewdef(source), ';'), source)));
END
$$;

COMMENT ON PROCEDURE busetting_internal.flatten_view(regclass, regclass) IS 'put the text of a view that another is made of in the place of its name';

CALL busetting_internal.flatten_view('report_publication', 'publication_list');
CALL busetting_internal.flatten_view('report_municipality', 'municipality_gap');
CALL busetting_internal.flatten_view('report_county', 'county_figure');
CALL busetting_internal.flatten_view('report_national', 'country_figure');
CALL busetting_internal.flatten_view('report_trend', 'gap_trend');
CALL busetting_internal.flatten_view('report_reconciliation', 'comparison');
CALL busetting_internal.flatten_view('report_forecast', 'forecast_progress');
CALL busetting_internal.flatten_view('report_grant', 'unused_place_grant');

-- long; report_figure and report_total are in figure.sql

CALL create_report('report_trend_figure', 'trend');
CALL busetting_internal.flatten_view('report_trend_figure', 'trend');

/*
 * The last date of a view is asked for before anything else of it.  Of a join PostgreSQL works max() out from all rows; of a
 * UNION ALL it takes the first row of what is in order, and stops there.  So each view that has the latest
 * first is one, of itself and of nothing.  A UNION ALL lets a reader's condition through its security barrier: that is why
 * these views read what a publication has for the publication at hand, and not in a join.
 */
DO $$
DECLARE
	dated record;
BEGIN
	FOR dated IN
		SELECT c.oid::regclass AS view, rtrim(v.definition, ';') AS definition,
			   (SELECT string_agg('NULL::' || format_type(a.atttypid, a.atttypmod), ', ' ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0) AS nothing
		FROM pg_class AS c
		CROSS JOIN LATERAL (SELECT pg_get_viewdef(c.oid) AS definition) AS v
		WHERE c.relnamespace = 'busetting'::regnamespace AND c.relkind = 'v' AND c.relname <> 'publication_current' AND v.definition ~ 'ORDER BY (\w+\.)?date DESC;$'
	LOOP
		EXECUTE format('CREATE OR REPLACE VIEW %s AS SELECT * FROM (%s) AS v UNION ALL SELECT %s FROM publication WHERE false', dated.view, dated.definition, dated.nothing);
	END LOOP;
END
$$;
/*
 * phrase.sql: what reports say to people, in Norwegian (nb, nn) and English,
 * and how numbers and dates are written there.
 */

CREATE FUNCTION busetting_internal.phrases(language text) RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF language IS NULL OR language NOT IN ('nb', 'nn', 'en') THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('unknown language %s', coalesce(quote_ident(language), 'NULL')),
			DETAIL = 'Reports are written in nb (bokmål), nn (nynorsk) and en (English).';
	END IF;
	RETURN (
		SELECT jsonb_object_agg(key, CASE language WHEN 'nb' THEN nb WHEN 'nn' THEN nn ELSE en END)
		FROM (VALUES
			-- measures and regions
			('gap', 'Gap', 'Gap', 'Gap'),
			('gap_collective', 'Gap, kollektiv beskyttelse', 'Gap, kollektivt vern', 'Gap, collective protection'),
			('progress', 'Andel bosatt', 'Del busett', 'Share settled'),
			('date', 'Dato', 'Dato', 'Date'),
			('source', 'Kilde', 'Kjelde', 'Source'),
			('measure', 'Størrelse', 'Storleik', 'Measure'),
			-- numbers and dates
			('thousands', U&'\00A0', U&'\00A0', ','),
			('decimal', ',', ',', '.'),
			('percent', U&'\00A0%', U&'\00A0%', '%'),
			('to', ' til ', ' til ', ' to '),
			('at least', 'minst ', 'minst ', 'at least '),
			('at most', 'høyst ', 'høgst ', 'at most '),
			('unknown', 'ukjent', 'ukjent', 'unknown'),
			('not stated', 'ikke oppgitt', 'ikkje oppgitt', 'not stated'),
			('months', 'januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember',
				'januar,februar,mars,april,mai,juni,juli,august,september,oktober,november,desember',
				'January,February,March,April,May,June,July,August,September,October,November,December'),
			('day', '. ', '. ', ' '),
			-- the chart of gaps; what its regions are called comes first
			('chart title', '%s etter gapet mellom avtalt og bosatt', '%s etter gapet mellom avtalt og busett', '%s by the gap between agreed and settled'),
			('chart of', 'Per %s. Kilde: %s.', 'Per %s. Kjelde: %s.', 'As of %s. Source: %s.'),
			('chart row', '%s: bosatt %s, avtalt %s, gap %s.', '%s: busett %s, avtalt %s, gap %s.', '%s: settled %s, agreed %s, gap %s.'),
			('hidden legend', 'skjult tall: et sted i feltet', 'skjult tal: ein stad i feltet', 'hidden number: somewhere within'),
			('persons', 'personer', 'personar', 'persons'),
			-- maps and other charts of a measure
			('hidden tile', 'skjult: fra lavest til høyest', 'skjult: frå lågast til høgast', 'hidden: from lowest to highest'),
			('tile hidden', ' (skjult)', ' (skjult)', ' (hidden)'),
			('map of', '%s områder, skjult i %s, ikke oppgitt i %s.', '%s område, skjult i %s, ikkje oppgitt i %s.', '%s regions, hidden in %s, not stated in %s.'),
			('map of, 1', '%s område, skjult i %s, ikke oppgitt i %s.', '%s område, skjult i %s, ikkje oppgitt i %s.', '%s region, hidden in %s, not stated in %s.'),
			('map credit', 'Plassering etter data fra © Kartverket, CC BY 4.0', 'Plassering etter data frå © Kartverket, CC BY 4.0', 'Places computed from data of © Kartverket, CC BY 4.0'),
			('exact legend', 'kjent tall', 'kjent tal', 'known number'),
			('interval legend', 'skjult: lavest til høyest', 'skjult: lågast til høgast', 'hidden: lowest to highest'),
			-- the page
			('contents', 'Innhold', 'Innhald', 'Contents'),
			('title in', 'Bosetting av flyktninger i %s per %s', 'Busetjing av flyktningar i %s per %s', 'Settlement of refugees in %s as of %s'),
			('title of', '%s: %s per %s', '%s: %s per %s', '%s: %s as of %s'),
			('parts listed', 'Tallene gjelder %s av %s områder.', 'Tala gjeld %s av %s område.', 'The figures are of %s of %s regions.'),
			('nothing stated', 'Ingen tall er oppgitt.', 'Ingen tal er oppgitte.', 'No number is stated.'),
			('nothing hidden', 'Ingen tall er skjult.', 'Ingen tal er skjulte.', 'No number is hidden.'),
			('some hidden', '%s av %s tall er skjult, fordi de er små eller små tall ellers kunne regnes ut.', '%s av %s tal er skjulte, fordi dei er små eller små tal elles kunne reknast ut.',
				'%s of %s numbers are hidden, because they are small or would give small ones away.'),
			('some hidden, 1', '%s av %s tall er skjult, fordi det er lite eller små tall ellers kunne regnes ut.', '%s av %s tal er skjult, fordi det er lite eller små tal elles kunne reknast ut.',
				'%s of %s numbers is hidden, because it is small or would give small ones away.'),
			('some hidden, 1 of 1', 'Det eneste tallet er skjult, fordi det er lite.', 'Det einaste talet er skjult, fordi det er lite.', 'The only number is hidden, because it is small.'),
			('totals uncertain', 'Summene er derfor bare kjent innenfor grenser: %s.', 'Summane er difor berre kjende innanfor grenser: %s.', 'So totals are known only within bounds: %s.'),
			('totals certain', 'Summene er likevel kjent.', 'Summane er likevel kjende.', 'The totals are known all the same.'),
			('absent counted', 'Områder som mangler, er regnet med etter kildens regel.', 'Område som manglar, er rekna med etter regelen til kjelda.', 'Regions that are absent are counted by the publisher''s rule.'),
			('off by', ' (høyst %s feil)', ' (høgst %s feil)', ' (off by %s at most)'),
			('map', 'Kart', 'Kart', 'Map'),
			('intervals', 'Område for område: %s', 'Område for område: %s', 'Region by region: %s'),
			('multiples', 'Hvert område for seg: %s', 'Kvart område for seg: %s', 'Each region by itself: %s'),
			('group forecast', 'Disse gjelder en del eller en gruppe. Hvor mange av de bosatte som hører til den, er ikke oppgitt.',
				'Desse gjeld ein del eller ei gruppe. Kor mange av dei busette som høyrer til ho, er ikkje oppgitt.',
				'These are of a part or a group. How many of those settled belong to it is not stated.'),
			('sum of parts', 'summen av delene', 'summen av delane', 'the sum of its parts'),
			('sum of groups', 'summen av gruppene', 'summen av gruppene', 'the sum of its groups'),
			('part and rest', 'en del av det hele', 'ein del av det heile', 'a part of the whole'),
			('contradictions', 'Summer som ikke kan stemme alle sammen:', 'Summar som ikkje kan stemme alle saman:', 'Sums that cannot all hold:'),
			('more contradictions', 'og %s til, i visningen contradiction.', 'og %s til, i visinga contradiction.', 'and %s more, in the view contradiction.'),
			('parts absent', '%s: %s av %s mangler: %s.', '%s: %s av %s manglar: %s.', '%s: %s of %s are absent: %s.'),
			('parts absent, 1', '%s: %s av %s mangler: %s.', '%s: %s av %s manglar: %s.', '%s: %s of %s is absent: %s.'),
			('reading', 'Små tall er skjult hos kilden. Et skjult tall står her med det laveste og det høyeste det kan være, for eksempel 0–4, og en sum med alt den kan være. En strek betyr at tallet ikke er oppgitt.',
				'Små tal er skjulte hos kjelda. Eit skjult tal står her med det lågaste og det høgaste det kan vere, til dømes 0–4, og ein sum med alt han kan vere. Ein strek tyder at talet ikkje er oppgitt.',
				'Small numbers are hidden by the publisher. A hidden number is shown as the lowest and the highest that it can be, such as 0–4, and a total as all that it can be. A dash means that the number is not stated.'),
			('reading gap', 'Gapet er avtalt minus bosatt; de som er avtalt, har ikke flyttet inn ennå.', 'Gapet er avtalt minus busett; dei som er avtalte, har ikkje flytta inn enno.', 'The gap is agreed less settled; those agreed have not moved in yet.'),
			('title', 'Bosetting av flyktninger per %s', 'Busetjing av flyktningar per %s', 'Settlement of refugees as of %s'),
			('lead', '%s personer er bosatt, og det er avtalt å bosette %s til.', '%s personar er busette, og det er avtalt å busetje %s til.', '%s persons are settled, and %s more are agreed.'),
			('lead, 1', '%s person er bosatt, og det er avtalt å bosette %s til.', '%s person er busett, og det er avtalt å busetje %s til.', '%s person is settled, and %s more are agreed.'),
			('lead, of 1', '%s personer er bosatt, og det er avtalt å bosette %s til.', '%s personar er busette, og det er avtalt å busetje %s til.', '%s persons are settled, and %s more is agreed.'),
			('lead, 1 of 1', '%s person er bosatt, og det er avtalt å bosette %s til.', '%s person er busett, og det er avtalt å busetje %s til.', '%s person is settled, and %s more is agreed.'),
			('largest gap', 'Gapet mellom avtalt og bosatt er størst i %s (%s).', 'Gapet mellom avtalt og busett er størst i %s (%s).', 'The gap between agreed and settled is largest in %s (%s).'),
			('largest gap listed', 'Av dem som er oppgitt, er gapet mellom avtalt og bosatt størst i %s (%s).', 'Av dei som er oppgitte, er gapet mellom avtalt og busett størst i %s (%s).', 'Of those listed, the gap between agreed and settled is largest in %s (%s).'),
			('forecasts', 'Framdrift mot prognosene', 'Framdrift mot prognosane', 'Progress against the forecasts'),
			('forecasts apart', 'Hver prognose står for seg. Kilden sier ikke alltid hva som er en del av hva, så de legges ikke sammen.',
				'Kvar prognose står for seg. Kjelda seier ikkje alltid kva som er ein del av kva, så dei blir ikkje lagde saman.',
				'Each forecast stands by itself. The source does not always say what is a part of what, so they are not added up.'),
			('announced', '%s personer, varslet %s', '%s personar, varsla %s', '%s persons, announced %s'),
			('announced, 1', '%s person, varslet %s', '%s person, varsla %s', '%s person, announced %s'),
			('announced by', ' av %s', ' av %s', ' by %s'),
			('reached', 'bosatt: %s, med avtalte: %s', 'busett: %s, med avtalte: %s', 'settled: %s, with agreed: %s'),
			('reconciliation', 'Det som ikke stemmer', 'Det som ikkje stemmer', 'What does not add up'),
			('consistent', '%s av %s tall som kan sammenliknes, stemmer.', '%s av %s tal som kan samanliknast, stemmer.', '%s of %s figures that can be compared agree.'),
			('consistent, 1', '%s av %s tall som kan sammenliknes, stemmer.', '%s av %s tal som kan samanliknast, stemmer.', '%s of %s figures that can be compared agrees.'),
			('consistent, of 1', 'Det eneste tallet som kan sammenliknes, stemmer ikke.', 'Det einaste talet som kan samanliknast, stemmer ikkje.', 'The only figure that can be compared does not agree.'),
			('consistent, 1 of 1', 'Det eneste tallet som kan sammenliknes, stemmer.', 'Det einaste talet som kan samanliknast, stemmer.', 'The only figure that can be compared agrees.'),
			('region', 'Område', 'Område', 'Region'),
			('published', 'Oppgitt', 'Oppgitt', 'Published'),
			('compared with', 'Sammenliknet med', 'Samanlikna med', 'Compared with'),
			('other', 'Der', 'Der', 'There'),
			('deviations', 'Tall som ikke kan være riktige på samme tid', 'Tal som ikkje kan vere rette på same tid', 'Figures that cannot both be right'),
			('deviation', 'Avvik', 'Avvik', 'Deviation'),
			('absent', 'Hvem som mangler', 'Kven som manglar', 'Who is absent'),
			('last time', ' (sist %s)', ' (sist %s)', ' (last %s)'),
			('trend', 'Utviklingen', 'Utviklinga', 'Over time'),
			('trend latest', 'De siste %s av %s publiseringer.', 'Dei siste %s av %s publiseringar.', 'The last %s of %s publications.'),
			('trend broken', 'Linjene er brutt der tallet ikke er oppgitt, og der summen er av andre områder enn før.',
				'Linjene er brotne der talet ikkje er oppgitt, og der summen er av andre område enn før.',
				'The lines are broken where the number is not stated, and where the sum is of other regions than before.'),
			('tables', 'Tabellene', 'Tabellane', 'The tables'),
			('all of', '%s', '%s', 'The %s'),
			('all of in', '%s i %s', '%s i %s', 'The %s of %s'),
			('publications', 'Publiseringene fra %s', 'Publiseringane frå %s', 'The publications of %s')
		) AS phrase(key, nb, nn, en)
	);
END
$$;

COMMENT ON FUNCTION busetting_internal.phrases(text) IS 'what reports say, by key, in a language: nb, nn or en';

/* "1 of 4 numbers is hidden": a phrase of which there is one of its own for one, of one, or one of one. */
CREATE FUNCTION busetting_internal.counted_phrase(phrase jsonb, key text, n bigint, of_all bigint DEFAULT NULL) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(phrase ->> CASE WHEN n = 1 AND of_all = 1 THEN key || ', 1 of 1' END, phrase ->> CASE WHEN n = 1 THEN key || ', 1' WHEN of_all = 1 THEN key || ', of 1' END, phrase ->> key)
$$;

COMMENT ON FUNCTION busetting_internal.counted_phrase(jsonb, text, bigint, bigint) IS 'phrase of a number, and where it is of others of how many, in the singular where it has one';

/* In PL/pgSQL, as a page has thousands of numbers: a function in SQL that sets search_path is planned anew by each query. */
CREATE FUNCTION busetting_internal.exact_number_text(number numeric, phrase jsonb, signed boolean, decimals integer) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	rounded constant numeric := round(number, decimals);
BEGIN
	RETURN CASE WHEN rounded < 0 THEN U&'\2212' WHEN signed AND rounded > 0 THEN '+' ELSE '' END ||
		translate(to_char(abs(rounded), 'FM999,999,999,999,999,990' || CASE WHEN decimals > 0 THEN rpad('.', decimals + 1, '0') ELSE '' END),
				  ',.', (phrase ->> 'thousands') || (phrase ->> 'decimal'));
END
$$;

COMMENT ON FUNCTION busetting_internal.exact_number_text(numeric, jsonb, boolean, integer) IS 'a number as it is written for people, in the language of the phrases';

/* 4 009, or what is known of a hidden number: 55–59, −6 til −2, minst 12 */
CREATE FUNCTION busetting_internal.number_text(low numeric, high numeric, phrase jsonb, signed boolean DEFAULT false, suffix text DEFAULT '', decimals integer DEFAULT 0)
RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 20
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	-- a number that is known is rounded to the nearest, bounds away from what is possible
	known constant boolean := round(low, 9) = round(high, 9);
	unit constant numeric := 10::numeric ^ decimals;
	lowest constant text := busetting_internal.exact_number_text(CASE WHEN known OR decimals = 0 THEN low ELSE floor(low * unit) / unit END, phrase, signed, decimals);
	highest constant text := CASE WHEN known THEN lowest ELSE busetting_internal.exact_number_text(CASE WHEN decimals = 0 THEN high ELSE ceil(high * unit) / unit END, phrase, signed, decimals) END;
BEGIN
	RETURN CASE WHEN lowest = highest THEN lowest
				WHEN highest IS NULL THEN (phrase ->> 'at least') || lowest
				WHEN lowest IS NULL THEN (phrase ->> 'at most') || highest
				WHEN signed OR low < 0 THEN lowest || (phrase ->> 'to') || highest
				ELSE lowest || U&'\2013' || highest END || suffix;
END
$$;

COMMENT ON FUNCTION busetting_internal.number_text(numeric, numeric, jsonb, boolean, text, integer) IS
	'a number that lies between two bounds as it is written for people, in the language of the phrases; NULL where neither is known';

CREATE FUNCTION busetting_internal.date_text(date date, phrase jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT extract(day FROM date) || (phrase ->> 'day') || split_part(phrase ->> 'months', ',', extract(month FROM date)::integer)
		|| ' ' || extract(year FROM date)
$$;

COMMENT ON FUNCTION busetting_internal.date_text(date, jsonb) IS 'a date as it is written for people, in the language of the phrases';
/*
 * chart_figure.sql: what the page and charts draw: which publication, region and measure is meant
 * where the caller leaves it open, and its figures, of any measure.  Reads reports, and what names
 * things, so that who may read these can draw them.
 */

CREATE FUNCTION busetting_internal.chart_publication(on_date date, wanted text DEFAULT NULL, OUT source text, OUT date date)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	SELECT p.source, p.date INTO source, date
	FROM report_publication AS p
	WHERE p.date = (SELECT max(l.date) FROM report_publication AS l
					WHERE l.date <= on_date AND (wanted IS NULL OR l.source = wanted))
		AND (wanted IS NULL OR p.source = wanted)
	ORDER BY p.counties DESC, p.municipalities DESC, p.regions DESC, p.source
	LIMIT 1;
	IF NOT FOUND THEN
		RAISE no_data_found USING
			MESSAGE = format('nothing is published on or before %s%s', coalesce(on_date::text, 'NULL'), ' by ' || quote_literal(wanted)),
			DETAIL = coalesce((SELECT format('The first publication is of %s.', min(p.date)) FROM report_publication AS p
							   WHERE wanted IS NULL OR p.source = wanted HAVING count(*) > 0),
							  (SELECT format('There are some by %s.', string_agg(l.name, ', ' ORDER BY l.name))
							   FROM (SELECT DISTINCT quote_literal(p.source) COLLATE "C" AS name FROM report_publication AS p ORDER BY 1 LIMIT 10) AS l HAVING count(*) > 0),
							  'There is no publication.'),
			HINT = 'What is published is listed in busetting.report_publication.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_publication(date, text) IS
	'the publication that a date is shown by: the latest until then, of a source if one is wanted, with most counties';

/* A gap is of what is agreed and what is settled: gap_x of agreed_x and settled_x. */
CREATE FUNCTION busetting_internal.chart_figure(source text, since date, until date, measures text[] DEFAULT NULL, wanted_level text DEFAULT NULL)
RETURNS TABLE (date date, level text, code text, name text, measure text, low bigint, high bigint, hidden boolean, own boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
SET plan_cache_mode = force_custom_plan	-- for the dates that are asked for
SET jit = off	-- compiling it takes longer than running it
AS $$
#variable_conflict use_column
DECLARE
	needed constant text[] := measures || ARRAY(
		SELECT w.whole || substr(g.gap, 4) FROM unnest(measures) AS g(gap), unnest('{agreed,settled}'::text[]) AS w(whole) WHERE g.gap LIKE 'gap%');
BEGIN
	RETURN QUERY
	WITH figure AS MATERIALIZED (
		SELECT f.date, f.level, f.code, f.name, f.measure, f.low, f.high, f.symbol IS NOT NULL AS hidden, f.own
		FROM report_figure AS f
		WHERE f.source = chart_figure.source AND f.date BETWEEN since AND until AND (f.measure = ANY (needed) OR measures IS NULL)
			AND (f.level = wanted_level OR wanted_level IS NULL)
	)
	SELECT f.* FROM figure AS f WHERE f.measure = ANY (measures) OR measures IS NULL
	UNION ALL
	SELECT a.date, a.level, a.code, a.name, g.gap, a.low - s.high, a.high - s.low, a.hidden OR s.hidden, a.own AND s.own
	FROM figure AS a
	CROSS JOIN LATERAL (SELECT 'gap' || substr(a.measure, 7) AS gap, 'settled' || substr(a.measure, 7) AS settled) AS g
	JOIN figure AS s ON s.date = a.date AND s.level = a.level AND s.code = a.code AND s.measure = g.settled
	WHERE a.measure LIKE 'agreed%' AND (g.gap = ANY (measures) OR measures IS NULL);
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_figure(text, date, date, text[], text) IS
	'figures of measures, or of all, in the publications of a source from one date to another, one a region and measure, with bounds; gap and gap_… are agreed… less settled…';

CREATE FUNCTION busetting_internal.chart_measure_label(measure text, language text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(busetting_internal.measure_labels(language) ->> measure, busetting_internal.phrases(language) ->> measure,
		(busetting_internal.phrases(language) ->> 'gap') || ', ' || lower(busetting_internal.measure_labels(language) ->> ('agreed' || substr(measure, 4))), measure)
$$;

COMMENT ON FUNCTION busetting_internal.chart_measure_label(text, text) IS 'heading of a measure or a gap, in a language: nb, nn or en';

/* Parts of what is stated come last; a gap stands behind what it is worked out of. */
CREATE FUNCTION busetting_internal.chart_measures(source text, date date, language text DEFAULT 'nb')
RETURNS TABLE (measure text, label text, part_of text, place bigint)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH stated AS MATERIALIZED (
		SELECT m.measure, CASE WHEN m.part_of = ANY (array_agg(m.measure) OVER ()) THEN m.part_of END AS part_of, m.position
		FROM measure AS m
		JOIN (SELECT DISTINCT f.measure FROM report_figure AS f WHERE f.source = chart_measures.source AND f.date = chart_measures.date) AS f ON f.measure = m.measure
	)
	SELECT m.measure, busetting_internal.chart_measure_label(m.measure, language), m.part_of, row_number() OVER (ORDER BY m.part_of IS NOT NULL, m.position, m.n, m.measure)
	FROM (SELECT s.measure, s.part_of, s.position, 1 AS n FROM stated AS s
		  UNION ALL
		  SELECT 'gap' || substr(a.measure, 7), CASE WHEN a.part_of LIKE 'agreed%' THEN 'gap' || substr(a.part_of, 7) END, greatest(a.position, s.position), 2
		  FROM stated AS a
		  JOIN stated AS s ON s.measure = 'settled' || substr(a.measure, 7)
		  WHERE a.measure LIKE 'agreed%') AS m
$$;

COMMENT ON FUNCTION busetting_internal.chart_measures(text, date, text) IS 'the measures and gaps that a publication states, with their headings in a language, numbered in the order in which they are shown';

CREATE FUNCTION busetting_internal.chart_measure(source text, date date, wanted text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	stated constant text[] := ARRAY(SELECT m.measure FROM busetting_internal.chart_measures(source, date) AS m
									ORDER BY m.part_of IS NOT NULL, m.measure <> 'gap', m.measure <> 'settled', m.place);
BEGIN
	IF wanted = ANY (stated) OR wanted IS NULL AND cardinality(stated) > 0 THEN
		RETURN coalesce(wanted, stated[1]);
	END IF;
	RAISE invalid_parameter_value USING
		MESSAGE = format('%s of %s states no %s', source, date, coalesce(wanted, 'figure')),
		DETAIL = coalesce('It states ' || nullif(array_to_string(stated, ', '), '') || '.', 'All its rows are empty.'),
		HINT = 'Give one of these as measure.';
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_measure(text, date, text) IS
	'the measure that a chart of a publication is of: the one wanted, else the gap, else what it states first; error where it does not state the one wanted';

CREATE FUNCTION busetting_internal.chart_region(source text, date date, wanted text DEFAULT NULL, OUT region integer, OUT code text, OUT name text, OUT parent integer)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
BEGIN
	SELECT o.region, o.code, o.name, o.parent INTO region, code, name, parent
	FROM region_official AS o
	WHERE busetting_internal.in_force(date, o.named_since, o.named_until) AND busetting_internal.in_force(date, o.since, o.until)
		AND CASE WHEN wanted IS NOT NULL THEN
					(o.code = wanted OR lower(o.name) = lower(wanted))
					AND o.tree = (SELECT l.tree FROM region_level AS l JOIN report_figure AS f ON f.level = l.level WHERE f.source = chart_region.source AND f.date = chart_region.date LIMIT 1)
				 ELSE o.region = (
					WITH RECURSIVE above(id, parent) AS (
						(SELECT r.id, r.parent
						 FROM report_figure AS f
						 JOIN region AS r ON r.code = f.code AND r.level = f.level AND busetting_internal.in_force(f.date, r.since, r.until)
						 WHERE f.source = chart_region.source AND f.date = chart_region.date
						 LIMIT 1)
						UNION ALL
						SELECT r.id, r.parent FROM above AS a JOIN region AS r ON r.id = a.parent)
					SELECT a.id FROM above AS a WHERE a.parent IS NULL) END
	ORDER BY o.code = wanted DESC, char_length(o.code), o.code COLLATE "C"
	LIMIT 1;
	IF NOT FOUND AND wanted IS NOT NULL THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('no region has the code or name %s on %s', quote_literal(wanted), date),
			HINT = format('Codes and names are listed by busetting.region_list(%s).', concat_ws(', ', quote_literal(date), (
				SELECT quote_literal(nullif(l.tree, 'norway')) FROM region_level AS l JOIN report_figure AS f ON f.level = l.level WHERE f.source = chart_region.source AND f.date = chart_region.date LIMIT 1)));
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_region(text, date, text) IS 'the region that a chart is of, by its code or official name; if none is wanted, the one that has all that the publication lists, as the country';

/* The lowest region that has all that the publication lists: the county where it lists one county's municipalities only. */
CREATE FUNCTION busetting_internal.chart_area(source text, date date) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH RECURSIVE listed AS MATERIALIZED (
		SELECT DISTINCT r.id, r.parent
		FROM report_figure AS f
		JOIN region AS r ON r.code = f.code AND r.level = f.level AND busetting_internal.in_force(f.date, r.since, r.until)
		WHERE f.source = chart_area.source AND f.date = chart_area.date AND f.own
	), above(listed, region, parent, distance) AS (
		SELECT l.id, l.id, l.parent, 0 FROM listed AS l
		UNION ALL
		SELECT a.listed, r.id, r.parent, a.distance + 1 FROM above AS a JOIN region AS r ON r.id = a.parent
	)
	SELECT r.code
	FROM above AS a
	JOIN region AS r ON r.id = a.region
	-- of one that has no parts, what it is a part of
	WHERE EXISTS (SELECT FROM region AS o WHERE o.parent = a.region AND busetting_internal.in_force(chart_area.date, o.since, o.until))
	GROUP BY r.code
	HAVING count(*) = (SELECT count(*) FROM listed)
	ORDER BY sum(a.distance)
	LIMIT 1
$$;

COMMENT ON FUNCTION busetting_internal.chart_area(text, date) IS 'code of the lowest region that has all that a publication lists';

/*
 * The region's own figure; else, of the highest region, what those of its parts add up to that are
 * listed, and of another what its parts can add up to, with those that are not listed.
 */
CREATE FUNCTION busetting_internal.chart_total(source text, since date, until date, area integer, measures text[] DEFAULT NULL)
RETURNS TABLE (date date, measure text, low bigint, high bigint, hidden boolean, basis text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	its_code constant text := (SELECT r.code FROM region AS r WHERE r.id = area);
	its_level constant text := (SELECT r.level FROM region AS r WHERE r.id = area);
	is_root constant boolean := (SELECT r.parent IS NULL FROM region AS r WHERE r.id = area);
	part_level constant text := (SELECT min(r.level) FROM region AS r WHERE r.parent = area AND busetting_internal.in_force(chart_total.until, r.since, r.until));
BEGIN
	RETURN QUERY
	WITH own AS MATERIALIZED (
		SELECT f.date, f.measure, f.low, f.high, f.hidden
		FROM busetting_internal.chart_figure(source, since, until, measures, its_level) AS f
		WHERE f.code = its_code AND (f.own OR NOT is_root)
	), summed AS (
		SELECT f.date, f.measure, CASE WHEN count(f.low) = count(*) THEN sum(f.low) END::bigint AS low, CASE WHEN count(f.high) = count(*) THEN sum(f.high) END::bigint AS high,
			   bool_or(f.hidden) AS hidden, string_agg(f.code, ' ' ORDER BY f.code COLLATE "C") AS basis
		FROM busetting_internal.chart_figure(source, since, until, measures, part_level) AS f
		JOIN region AS r ON r.parent = area AND r.code = f.code AND r.level = f.level AND busetting_internal.in_force(f.date, r.since, r.until)
		WHERE is_root
		GROUP BY f.date, f.measure
	)
	SELECT o.date, o.measure, o.low, o.high, o.hidden, 'own' FROM own AS o
	UNION ALL
	SELECT s.* FROM summed AS s WHERE NOT EXISTS (SELECT FROM own AS o WHERE o.date = s.date AND o.measure = s.measure);
END
$$;

COMMENT ON FUNCTION busetting_internal.chart_total(text, date, date, integer, text[]) IS
	'the figures of a region over dates, its own or what its parts add up to; basis is what is added up: it is another where other parts are listed';

/* The last 53: a year of weekly tables, and the one a year before. */
CREATE FUNCTION busetting_internal.chart_dates(source text, until date) RETURNS date[]
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT array_agg(d.date ORDER BY d.date)
	FROM (SELECT DISTINCT p.date FROM report_publication AS p WHERE p.source = chart_dates.source AND p.date <= until ORDER BY p.date DESC LIMIT 53) AS d
$$;

COMMENT ON FUNCTION busetting_internal.chart_dates(text, date) IS 'dates of the last 53 publications of a source until a date';
/*
 * svg.sql: what pictures are made of, with the server's XML functions, so that every
 * name is escaped: labels, the legend, the lines of a scale, and the frame.
 */

/* A label, with a seam of the colour that it lies on, where lines run behind it. */
CREATE FUNCTION busetting_internal.svg_text(x numeric, y numeric, text text, anchor text DEFAULT NULL, fill text DEFAULT NULL, weight text DEFAULT NULL, size integer DEFAULT NULL, seam text DEFAULT '#ffffff')
RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name text, xmlattributes(x AS x, y AS y, anchor AS "text-anchor", fill AS fill, weight AS "font-weight", size AS "font-size",
		seam AS stroke, 4 AS "stroke-width", 'stroke' AS "paint-order"), text)
$$;

COMMENT ON FUNCTION busetting_internal.svg_text(numeric, numeric, text, text, text, text, integer, text) IS 'text of a picture';

/* 1, 2 or 5 with zeros, and at least so many pixels. */
CREATE FUNCTION busetting_internal.svg_step(scale numeric, pixels integer) RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT min(m * 10::numeric ^ e)
	FROM unnest('{1,2,5}'::integer[]) AS m, generate_series(0, 18) AS e
	WHERE m * 10::numeric ^ e * scale >= pixels
$$;

COMMENT ON FUNCTION busetting_internal.svg_step(numeric, integer) IS 'round number between two lines of a scale of so many pixels a unit, at least so many pixels apart';

/* A circle for the first series, a diamond for the second; drawn out from its lowest to its highest value, and hatched, where it is hidden. */
CREATE FUNCTION busetting_internal.svg_mark(id text, series integer, left_x numeric, right_x numeric, top_y numeric, bottom_y numeric, hidden boolean) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE series
		   WHEN 1 THEN
			   xmlelement(name rect, xmlattributes(left_x - 6 AS x, top_y - 6 AS y, right_x - left_x + 12 AS width, bottom_y - top_y + 12 AS height, 6 AS rx,
				   '#17456e' AS stroke, 1.5 AS "stroke-width", CASE WHEN hidden THEN 'url(#' || id || series || ')' ELSE '#17456e' END AS fill))
		   ELSE
			   xmlelement(name polygon, xmlattributes(
				   format('%s,%s %s,%s %s,%s %s,%s %s,%s %s,%s %s,%s %s,%s', left_x - 7, top_y, left_x, top_y - 7, right_x, top_y - 7, right_x + 7, top_y,
						  right_x + 7, bottom_y, right_x, bottom_y + 7, left_x, bottom_y + 7, left_x - 7, bottom_y) AS points,
				   '#b85c00' AS stroke, 1.5 AS "stroke-width", CASE WHEN hidden THEN 'url(#' || id || series || ')' ELSE '#f2a33c' END AS fill))
		   END
$$;

COMMENT ON FUNCTION busetting_internal.svg_mark(text, integer, numeric, numeric, numeric, numeric, boolean) IS 'mark of a series, 1 or 2, in the picture of an identifier, as long and high as what is known of it';

/* Of one or two series.  What does not fit beside each other stands below. */
CREATE FUNCTION busetting_internal.svg_legend(id text, labels text[], phrase jsonb, width integer, hidden boolean) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlagg(xmlconcat(busetting_internal.svg_mark(id, e.series, e.x + 7, e.x + 7 + e.length, e.y, e.y, e.length > 0), busetting_internal.svg_text(e.x + 20 + e.length, e.y + 5, e.label)) ORDER BY e.n)
	FROM (SELECT e.n, e.series, e.label, e.length, CASE WHEN e.below THEN 0 ELSE e.x END AS x, CASE WHEN e.below THEN 38 ELSE 12 END AS y
		  FROM (SELECT l.n, l.series, l.label, l.length, l.x, l.x + 24 + l.length + 8 * char_length(l.label) > width AND l.n > 1 AS below
				FROM (SELECT l.*, coalesce(sum(38 + l.length + 8 * char_length(l.label)) OVER (ORDER BY l.n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS x
					  FROM (SELECT n, n::integer AS series, label, 0 AS length FROM unnest(labels) WITH ORDINALITY AS l(label, n)
							UNION ALL
							SELECT 3, 1, phrase ->> 'hidden legend', 14 WHERE hidden) AS l) AS l) AS e) AS e
$$;

COMMENT ON FUNCTION busetting_internal.svg_legend(text, text[], jsonb, integer, boolean) IS 'what the marks of a picture of one or two series mean, of hidden numbers too if there are any';

CREATE FUNCTION busetting_internal.svg_picture(id text, title text, description text, width integer, height integer, drawn xml) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name svg, xmlattributes('http://www.w3.org/2000/svg' AS xmlns, format('0 0 %s %s', width, height) AS "viewBox",
			width AS width, height AS height, 'img' AS role, id || 'title ' || id || 'desc' AS "aria-labelledby",
			'system-ui, -apple-system, ''Segoe UI'', Roboto, ''Liberation Sans'', Arial, sans-serif' AS "font-family", 14 AS "font-size", '#1a1a1a' AS fill),
		xmlelement(name title, xmlattributes(id || 'title' AS id), title),
		xmlelement(name "desc", xmlattributes(id || 'desc' AS id), description),
		xmlelement(name defs, (
			SELECT xmlagg(xmlelement(name pattern, xmlattributes(id || p.series AS id, 5 AS width, 5 AS height,
					   'userSpaceOnUse' AS "patternUnits", p.turn AS "patternTransform"),
				   xmlelement(name rect, xmlattributes(5 AS width, 5 AS height, '#ffffff' AS fill)),
				   xmlelement(name rect, xmlattributes(2 AS width, 5 AS height, p.colour AS fill))))
			FROM (VALUES (1, '#17456e', 'rotate(45)'), (2, '#d9822b', 'rotate(-45)')) AS p(series, colour, turn))),
		drawn)
$$;

COMMENT ON FUNCTION busetting_internal.svg_picture(text, text, text, integer, integer, xml) IS 'a picture with its title, its text alternative and the hatchings of hidden numbers; identifiers in it begin with the one given';

CREATE FUNCTION busetting_internal.check_chart_width(width integer) RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF width IS NULL OR width NOT BETWEEN 300 AND 4000 THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('width %s of a chart is out of range', coalesce(width::text, 'NULL')),
			DETAIL = 'A width is 300 to 4000 pixels.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_chart_width(integer) IS 'fail unless a chart can be so many pixels wide';
/*
 * chart.sql: regions by gap, as a picture and as text, and shares of a forecast.  Pictures are
 * SVG made with the server's XML functions, so that every name is escaped.
 */

CREATE FUNCTION busetting_internal.chart_level_label(level text, language text, OUT one text, OUT plural text)
LANGUAGE sql STABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE language WHEN 'nb' THEN coalesce(l.nb, l.en) WHEN 'nn' THEN coalesce(l.nn, l.nb, l.en) ELSE l.en END,
		   CASE language WHEN 'nb' THEN coalesce(l.nb_plural, l.en_plural) WHEN 'nn' THEN coalesce(l.nn_plural, l.nb_plural, l.en_plural) ELSE l.en_plural END
	FROM region_level AS l
	WHERE l.level = chart_level_label.level
$$;

COMMENT ON FUNCTION busetting_internal.chart_level_label(text, text) IS 'what one region of a level is called in a language, and what all are';

CREATE FUNCTION busetting_internal.chart_gap_title(area integer, date date, language text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT format(busetting_internal.phrases(language) ->> 'chart title', upper(left(w.plural, 1)) || substr(w.plural, 2))
	FROM (SELECT r.level FROM region AS r
		  WHERE r.parent = area AND busetting_internal.in_force(chart_gap_title.date, r.since, r.until)
		  LIMIT 1) AS p
	CROSS JOIN LATERAL busetting_internal.chart_level_label(p.level, language) AS w
$$;

COMMENT ON FUNCTION busetting_internal.chart_gap_title(integer, date, text) IS 'title of the chart of the parts of a region by gap, in a language';

/*
 * A row a county, or another part of a region: a circle where settled is, a diamond where agreed is, and the
 * gap between them.  What is hidden is drawn out from its lowest to its highest
 * value, hatched.  Shapes, hatching and numbers tell it without colour.  From
 * 560 pixels of width on, names stand before their rows, else above.
 */
CREATE FUNCTION chart_county_gap(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, width integer DEFAULT 760, region text DEFAULT NULL)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	id constant text := concat_ws('-', 'gap', area.code, width, '');
	labels constant text[] := ARRAY[busetting_internal.chart_measure_label('settled', language), busetting_internal.chart_measure_label('agreed', language)];
	narrow constant boolean := width < 560;
	row_height constant integer := CASE WHEN narrow THEN 50 ELSE 32 END;
	mark_y constant integer := CASE WHEN narrow THEN 34 ELSE 16 END;	-- within the row
	top integer;		-- of the first row, below legend and axis
	plot_left integer;
	plot_right integer;
	scale numeric;		-- pixels a person
	step numeric;		-- between two lines of the axis
	figures jsonb;		-- n, name, settled, agreed, gap: low, high, text
	summary record;
	height integer;
	axis xml;
	rows xml;
	description text;
BEGIN
	PERFORM busetting_internal.check_chart_width(width);

	WITH figure AS (
		SELECT f.*, busetting_internal.number_text(f.low, f.high, phrase, f.measure = 'gap') AS text
		FROM busetting_internal.chart_figure(shown.source, shown.date, shown.date, '{settled,agreed,gap}') AS f
	)
	SELECT jsonb_agg(jsonb_build_object('name', o.name, 'settled', to_jsonb(s), 'agreed', to_jsonb(a), 'gap', to_jsonb(g))
					 ORDER BY coalesce(g.low, g.high) DESC NULLS LAST, o.code COLLATE "C")
	INTO figures
	FROM region_official AS o
	LEFT JOIN figure AS s ON s.level = o.level AND s.code = o.code AND s.measure = 'settled'
	LEFT JOIN figure AS a ON a.level = o.level AND a.code = o.code AND a.measure = 'agreed'
	LEFT JOIN figure AS g ON g.level = o.level AND g.code = o.code AND g.measure = 'gap'
	WHERE o.parent = area.region AND busetting_internal.in_force(shown.date, o.named_since, o.named_until) AND busetting_internal.in_force(shown.date, o.since, o.until)
		AND (s.code IS NOT NULL OR a.code IS NOT NULL
			 -- listed, and not stated
			 OR EXISTS (SELECT FROM coverage AS c WHERE c.source = shown.source AND c.date = shown.date AND c.region = o.region AND c.listed));

	SELECT jsonb_array_length(figures) AS regions, least(max(char_length(f ->> 'name')), 30) AS name_length,
		   greatest(max((m.figure ->> 'high')::bigint), max((m.figure ->> 'low')::bigint), 1) AS highest,
		   coalesce(bool_or((m.figure ->> 'hidden')::boolean), false) AS hidden,
		   max(char_length(f #>> '{gap,text}')) AS gap_length, max(char_length(m.figure ->> 'text')) AS number_length
	INTO summary
	FROM jsonb_array_elements(figures) AS f
	CROSS JOIN LATERAL (VALUES (f -> 'settled'), (f -> 'agreed')) AS m(figure);
	-- room for a number before the first mark and after the last one, for names, and for the gap
	top := CASE WHEN narrow AND summary.hidden THEN 90 ELSE 64 END;
	plot_left := 20 + 8 * coalesce(summary.number_length, 0) + CASE WHEN narrow THEN 0 ELSE 8 * coalesce(summary.name_length, 0) END;
	plot_right := width - 20 - 8 * coalesce(summary.number_length, 0) - CASE WHEN narrow THEN 0 ELSE 10 * coalesce(summary.gap_length, 0) END;
	height := top + row_height * coalesce(summary.regions, 0) + 8;
	scale := (plot_right - plot_left) / summary.highest::numeric;
	step := busetting_internal.svg_step(scale, 20 + 8 * char_length(busetting_internal.number_text(summary.highest, summary.highest, phrase)));

	SELECT xmlagg(xmlconcat(
			   xmlelement(name line, xmlattributes(x.x AS x1, x.x AS x2, top AS y1, height - 8 AS y2,
				   CASE WHEN n = 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
			   busetting_internal.svg_text(x.x, top - 8, busetting_internal.number_text(n * step, n * step, phrase), 'middle', '#595959', size => 12))
		   ORDER BY n)
	INTO axis
	FROM generate_series(0, floor(summary.highest / step)) AS n
	CROSS JOIN LATERAL (SELECT round(plot_left + n * step * scale, 1) AS x) AS x;

	WITH figure AS (
		SELECT f.n, f.figure, f.figure ->> 'name' AS whole_name, f.figure #>> '{settled,text}' AS settled, f.figure #>> '{agreed,text}' AS agreed, (f.figure #>> '{gap,high}')::numeric AS gap_high,
			   CASE WHEN char_length(f.figure ->> 'name') > 30 THEN left(f.figure ->> 'name', 29) || U&'\2026' ELSE f.figure ->> 'name' END AS name,
			   coalesce(f.figure #>> '{gap,text}', CASE WHEN jsonb_typeof(f.figure -> 'gap') = 'object' THEN phrase ->> 'unknown' ELSE phrase ->> 'not stated' END) AS gap_text
		FROM jsonb_array_elements(figures) WITH ORDINALITY AS f(figure, n)
	), mark AS (
		SELECT f.n, m.series, m.text, m.low IS DISTINCT FROM m.high AS hidden,
			   coalesce(m.middle > lag(m.middle) OVER row, m.middle >= lead(m.middle) OVER row, true) AS last,
			   round(plot_left + coalesce(m.low, 0) * scale, 1) AS low_x, round(plot_left + coalesce(m.high, summary.highest) * scale, 1) AS high_x
		FROM figure AS f
		CROSS JOIN LATERAL (
			SELECT v.series, (v.figure ->> 'low')::numeric AS low, (v.figure ->> 'high')::numeric AS high, v.figure ->> 'text' AS text,
				   coalesce((v.figure ->> 'low')::numeric, 0) + coalesce((v.figure ->> 'high')::numeric, summary.highest) AS middle
			FROM (VALUES (1, f.figure -> 'settled'), (2, f.figure -> 'agreed')) AS v(series, figure)
			WHERE v.figure ->> 'text' IS NOT NULL) AS m
		-- agreed is the last where both are the same
		WINDOW row AS (PARTITION BY f.n ORDER BY m.series DESC)
	), drawn AS (
		SELECT n,
			   xmlagg(xmlconcat(
				   busetting_internal.svg_mark(id, series, low_x, high_x, mark_y, mark_y, hidden),
				   busetting_internal.svg_text(CASE WHEN last THEN high_x + 12 ELSE low_x - 12 END, mark_y + 5, text, CASE WHEN NOT last THEN 'end' END,
							CASE series WHEN 1 THEN '#17456e' ELSE '#8a4500' END))
				   ORDER BY series DESC) AS marks,
			   max(low_x) AS gap_right, min(high_x) AS gap_left, count(*) AS marks_count
		FROM mark
		GROUP BY n
	)
	SELECT xmlagg(xmlelement(name g, xmlattributes(format('translate(0,%s)', top + row_height * (f.n - 1)) AS transform),
			   xmlelement(name line, xmlattributes(0 AS x1, width AS x2, 0 AS y1, 0 AS y2, '#ebe9e4' AS stroke)),
			   busetting_internal.svg_text(0, CASE WHEN narrow THEN 18 ELSE 21 END, f.name, weight => CASE WHEN narrow THEN 'bold' END),
			   busetting_internal.svg_text(width, CASE WHEN narrow THEN 18 ELSE 21 END, f.gap_text, 'end', weight => 'bold'),
			   CASE WHEN d.marks_count = 2 AND d.gap_right > d.gap_left THEN
				   xmlelement(name line, xmlattributes(d.gap_left AS x1, d.gap_right AS x2, mark_y AS y1, mark_y AS y2, '#8c8c8c' AS stroke, 3 AS "stroke-width",
					   CASE WHEN f.gap_high < 0 THEN '3 3' END AS "stroke-dasharray"))
			   END,
			   coalesce(d.marks, busetting_internal.svg_text(plot_left, mark_y + 5, phrase ->> 'not stated', fill => '#595959')))
		   ORDER BY f.n),
		   concat(format(phrase ->> 'chart of', busetting_internal.date_text(shown.date, phrase), shown.source),
				  string_agg(' ' || format(phrase ->> 'chart row', f.whole_name, coalesce(f.settled, phrase ->> 'not stated'),
					  coalesce(f.agreed, phrase ->> 'not stated'), f.gap_text), '' ORDER BY f.n))
	INTO rows, description
	FROM figure AS f
	LEFT JOIN drawn AS d USING (n);

	RETURN busetting_internal.svg_picture(id, CASE WHEN area.parent IS NULL THEN busetting_internal.chart_gap_title(area.region, shown.date, language) ELSE concat(area.name, ': ', phrase ->> 'gap') END, description, width, height, xmlconcat(
		axis, rows, busetting_internal.svg_legend(id, labels, phrase, CASE WHEN narrow THEN width - 40 ELSE width END, summary.hidden),
		busetting_internal.svg_text(width, CASE WHEN narrow THEN 17 ELSE top - 8 END, phrase ->> 'gap', 'end', weight => 'bold'),
		CASE WHEN NOT narrow THEN busetting_internal.svg_text(0, top - 8, phrase ->> 'persons', fill => '#595959', size => 12) END));
END
$$;

COMMENT ON FUNCTION chart_county_gap(date, text, text, integer, text) IS
	'chart of the counties, or of the parts of a region, by gap as SVG, as published last on or before a date; in nb, nn or en, of one source if given, so many pixels wide';

/*
 * How much of something is reached: settled, agreed on top of it, and what of both is not certain, each to its
 * upper bound.  The longest is whole shares long; a line stands where all is reached.
 */
CREATE FUNCTION busetting_internal.chart_share(settled_low numeric, settled_high numeric, pipeline_low numeric, pipeline_high numeric, description text, whole numeric DEFAULT 1) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name svg, xmlattributes('0 0 1000 16' AS "viewBox", 'none' AS "preserveAspectRatio", 'img' AS role, description AS "aria-label"),
		xmlelement(name rect, xmlattributes(round(1000 / whole, 1) AS width, 16 AS height, '#eceae5' AS fill)),
		xmlagg(xmlelement(name rect, xmlattributes(round(1000 * least(part.high / whole, 1), 1) AS width, part.y AS y, part.height AS height, part.fill AS fill)) ORDER BY part.n),
		CASE WHEN whole > 1 THEN xmlelement(name rect, xmlattributes(round(1000 / whole, 1) - 2 AS x, 4 AS width, 16 AS height, '#1a1a1a' AS fill)) END)
	FROM (VALUES
		(1, coalesce(pipeline_high, whole), 6, 4, '#8a4500'),
		(2, pipeline_low, 0, 16, '#f2a33c'),
		(3, settled_high, 6, 4, '#0b2239'),
		(4, settled_low, 0, 16, '#17456e')
	) AS part(n, high, y, height, fill)
	WHERE part.high IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.chart_share(numeric, numeric, numeric, numeric, text, numeric) IS 'bar of the share that is settled and agreed, with bounds, as long as a whole number of them that can be more than 1';

CREATE VIEW county_gap_chart AS
SELECT source, date, county, settled, agreed, gap,
	   repeat('█', solid) || repeat('▒', shaded - solid) || repeat('░', greatest(light - shaded, uncertain)) AS bar
FROM (SELECT *, round(40.0 * lower(settled) / longest)::integer AS solid,
			 round(40.0 * lower(pipeline) / longest)::integer AS shaded,
			 round(40.0 * coalesce(upper(pipeline), longest) / longest)::integer AS light,
			 is_suppressed(pipeline)::integer AS uncertain
	  FROM (SELECT *, greatest(max(coalesce(upper(pipeline), lower(pipeline))) OVER (PARTITION BY publication, source, date), 1) AS longest
			FROM county_figure) AS f) AS scaled
ORDER BY date DESC, source COLLATE "C", coalesce(lower(gap), upper(gap)) DESC NULLS LAST, code COLLATE "C";

CALL busetting_internal.flatten_view('county_gap_chart', 'county_figure');

COMMENT ON VIEW county_gap_chart IS 'counties by gap with a bar for the terminal';
COMMENT ON COLUMN county_gap_chart.bar IS 'settled dark, agreed shaded, and light what hidden cells can add to them; as long as the longest of the publication';
/*
 * chart_trend.sql: figures of a region over the publications of a source, as a picture.
 */

/*
 * One or two lines over the dates, each as thick as what is not known of its number, hatched.  A line
 * is broken where a number is not stated, and where the sum is of other regions than before.
 * Dates are written where there is room, and marked there by shapes that tell the lines apart
 * without colour.  Figures: date, series, low, high, hidden, basis.
 */
CREATE FUNCTION busetting_internal.svg_trend(id text, dates date[], figures jsonb, labels text[], title text, source text, phrase jsonb, width integer) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH RECURSIVE number AS MATERIALIZED (
		SELECT d.date, s.series::integer, f.low, f.high, f.hidden, num_nonnulls(f.low, f.high) > 0 AS stated, busetting_internal.number_text(f.low, f.high, phrase) AS text,
			   -- the pieces of its line
			   count(*) FILTER (WHERE num_nonnulls(f.low, f.high) = 0 OR f.other_basis) OVER (PARTITION BY s.series ORDER BY d.date) AS piece
		FROM unnest(dates) AS d(date)
		CROSS JOIN unnest(labels) WITH ORDINALITY AS s(label, series)
		LEFT JOIN (SELECT f.*, f.basis IS DISTINCT FROM lag(f.basis) OVER (PARTITION BY f.series ORDER BY f.date) AS other_basis
				   FROM jsonb_to_recordset(figures) AS f(date date, series integer, low bigint, high bigint, hidden boolean, basis text)) AS f ON f.date = d.date AND f.series = s.series
	), summary AS (
		SELECT min(date) AS first, max(date) AS last, width < 560 AS narrow, coalesce(bool_or(hidden), false) AS hidden,
			   greatest(max(high), max(low), 1) AS highest,
			   -- how long what is written on the right can be
			   coalesce(max(char_length(text)) FILTER (WHERE date = (SELECT max(d) FROM unnest(dates) AS d)), 0) AS text_length
		FROM number
		HAVING min(date) < max(date)
	), layout AS MATERIALIZED (
		SELECT s.*, t.top, t.bottom, l.plot_left, l.plot_right, (l.plot_right - l.plot_left) / (s.last - s.first)::numeric AS pixels_a_day,
			   (t.bottom - t.top) / s.highest::numeric AS pixels_a_person, busetting_internal.svg_step((t.bottom - t.top) / s.highest::numeric, 40) AS step
		FROM summary AS s
		CROSS JOIN LATERAL (SELECT y + 30 AS top, y + 250 AS bottom FROM (SELECT CASE WHEN s.narrow AND s.hidden THEN 60 ELSE 34 END AS y) AS y) AS t
		CROSS JOIN LATERAL (SELECT greatest(16 + 8 * char_length(busetting_internal.number_text(s.highest, s.highest, phrase)), 32) AS plot_left,
								   width - greatest(18 + 9 * s.text_length, 32) AS plot_right) AS l
	), point AS MATERIALIZED (
		SELECT n.*, round(l.plot_left + (n.date - l.first) * l.pixels_a_day, 1) AS x,
			   round(l.bottom - coalesce(n.low, 0) * l.pixels_a_person, 1) AS low_y,
			   round(l.bottom - coalesce(n.high, l.highest) * l.pixels_a_person, 1) AS high_y,
			   row_number() OVER piece = 1 OR row_number() OVER piece = count(*) OVER (PARTITION BY n.series, n.piece) AS at_end
		FROM number AS n
		CROSS JOIN layout AS l
		WHERE n.stated
		WINDOW piece AS (PARTITION BY n.series, n.piece ORDER BY n.date)
	), label(date) AS (
		-- from the last on, each the next that leaves the room of one between them
		SELECT last FROM layout
		UNION ALL
		SELECT (SELECT max(d) FROM unnest(dates) AS d WHERE d <= b.date - ceil(64 / l.pixels_a_day)::integer)
		FROM label AS b, layout AS l
		WHERE b.date IS NOT NULL
	), dated AS (
		SELECT b.date, round(l.plot_left + (b.date - l.first) * l.pixels_a_day, 1) AS x,
			   extract(year FROM b.date) IS DISTINCT FROM extract(year FROM lag(b.date) OVER (ORDER BY b.date)) AS new_year
		FROM label AS b, layout AS l
		WHERE b.date IS NOT NULL
	)
	SELECT busetting_internal.svg_picture(id, title, concat_ws(' ',
			format(phrase ->> 'chart of', busetting_internal.date_text(l.last, phrase), source),
			(SELECT string_agg(format('%s: %s.', busetting_internal.date_text(d.date, phrase), d.texts), ' ' ORDER BY d.date)
			 FROM (SELECT n.date, string_agg(concat(lower(labels[n.series]), ' ', coalesce(n.text, phrase ->> 'not stated')), ', ' ORDER BY n.series) AS texts
				   FROM number AS n WHERE n.date IN (l.first, l.last) GROUP BY n.date) AS d)), width, l.bottom + 44, xmlconcat(
		(SELECT xmlagg(xmlconcat(
				xmlelement(name line, xmlattributes(l.plot_left AS x1, l.plot_right AS x2, y.y AS y1, y.y AS y2, CASE WHEN n = 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
				busetting_internal.svg_text(l.plot_left - 10, y.y + 4, busetting_internal.number_text(n * l.step, n * l.step, phrase), 'end', '#595959', size => 12)) ORDER BY n)
		 FROM generate_series(0, floor(l.highest / l.step)) AS n, LATERAL (SELECT round(l.bottom - n * l.step * l.pixels_a_person, 1) AS y) AS y),
		(SELECT xmlagg(xmlconcat(
				xmlelement(name line, xmlattributes(d.x AS x1, d.x AS x2, l.bottom AS y1, l.bottom + 5 AS y2, '#6b6b6b' AS stroke)),
				busetting_internal.svg_text(d.x, l.bottom + 20, concat(extract(day FROM d.date), phrase ->> 'day', left(split_part(phrase ->> 'months', ',', extract(month FROM d.date)::integer), 3)),
						 'middle', '#595959', size => 12),
				CASE WHEN d.new_year THEN busetting_internal.svg_text(d.x, l.bottom + 36, extract(year FROM d.date)::text, 'middle', '#595959', size => 12) END) ORDER BY d.date)
		 FROM dated AS d),
		(SELECT xmlagg(xmlelement(name polygon, xmlattributes(p.outline AS points, 2 AS "stroke-width", 'round' AS "stroke-linejoin",
				CASE p.series WHEN 1 THEN '#17456e' ELSE '#b85c00' END AS stroke,
				CASE WHEN p.hidden THEN 'url(#' || id || p.series || ')' ELSE 'none' END AS fill)) ORDER BY p.series DESC, p.piece)
		 FROM (SELECT p.series, p.piece, bool_or(p.hidden) AS hidden,
					  concat_ws(' ', string_agg(p.x || ',' || p.high_y, ' ' ORDER BY p.date), string_agg(p.x || ',' || p.low_y, ' ' ORDER BY p.date DESC)) AS outline
			   FROM point AS p
			   GROUP BY p.series, p.piece) AS p),
		(SELECT xmlagg(busetting_internal.svg_mark(id, p.series, p.x, p.x, p.high_y, p.low_y, p.hidden) ORDER BY p.series, p.date)
		 FROM point AS p
		 WHERE p.at_end OR p.date IN (SELECT date FROM label)),
		(SELECT xmlagg(busetting_internal.svg_text(l.plot_right + 14, t.y + 5, t.text, fill => CASE t.series WHEN 1 THEN '#17456e' ELSE '#8a4500' END, weight => 'bold') ORDER BY t.series DESC)
		 FROM (SELECT p.series, p.text, CASE WHEN abs(m.middle - o.middle) < 18
				   THEN (m.middle + o.middle) / 2 + CASE WHEN (m.middle, p.series) > (o.middle, o.series) THEN 9 ELSE -9 END
				   ELSE m.middle END AS y
			   FROM point AS p
			   CROSS JOIN LATERAL (SELECT (p.low_y + p.high_y) / 2 AS middle) AS m
			   LEFT JOIN LATERAL (SELECT q.series, (q.low_y + q.high_y) / 2 AS middle FROM point AS q WHERE q.date = p.date AND q.series <> p.series) AS o ON true
			   WHERE p.date = l.last) AS t),
		busetting_internal.svg_legend(id, labels, phrase, width, l.hidden)))
	FROM layout AS l
$$;

COMMENT ON FUNCTION busetting_internal.svg_trend(text, date[], jsonb, text[], text, text, jsonb, integer) IS 'picture of one or two series of figures over dates, so many pixels wide; NULL of less than two dates';

CREATE FUNCTION chart_trend(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, width integer DEFAULT 760, region text DEFAULT NULL, measure text DEFAULT NULL)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	dates constant date[] := busetting_internal.chart_dates(shown.source, shown.date);
	measures text[] := ARRAY[busetting_internal.chart_measure(shown.source, shown.date, measure)];
	labels text[];
BEGIN
	PERFORM busetting_internal.check_chart_width(width);
	-- a gap is the distance of two lines
	IF measures[1] LIKE 'gap%' THEN
		measures := ARRAY['settled' || substr(measures[1], 4), 'agreed' || substr(measures[1], 4)];
	END IF;
	labels := ARRAY(SELECT busetting_internal.chart_measure_label(m.measure, language) FROM unnest(measures) WITH ORDINALITY AS m(measure, n) ORDER BY m.n);
	RETURN (SELECT busetting_internal.svg_trend(concat_ws('-', 'trend', area.code, measures[1], width, ''), dates,
							 jsonb_agg(to_jsonb(f) || jsonb_build_object('series', array_position(measures, f.measure))), labels,
							 concat(area.name, ': ', array_to_string(labels, ', ')), shown.source, phrase, width)
			FROM busetting_internal.chart_total(shown.source, dates[1], shown.date, area.region, measures) AS f);
END
$$;

COMMENT ON FUNCTION chart_trend(date, text, text, integer, text, text) IS
	'chart of settled and agreed, or of another measure, over the last 53 publications until a date as SVG, NULL if there are less than two; of the country or the region given, in nb, nn or en, of one source if given, so many pixels wide';
/*
 * chart_map.sql: tile maps.  One square a region, in its place by region_tile; its colour is the
 * class of its figure.  A hidden figure is striped in the colours of its lowest and its
 * highest value, an absent one is an outline.  Classes differ in lightness and negative ones have a
 * bar, so that they can be told apart without colour, and in print.
 */

/* A round number of at most the one given: 1, 1.5, 2, 3, 5 or 7 with zeros. */
CREATE FUNCTION busetting_internal.round_down(number bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT max(r.number)::bigint
	FROM (SELECT trunc(m * 10::numeric ^ e) AS number FROM unnest('{1,1.5,2,3,5,7}'::numeric[]) AS m, generate_series(0, 18) AS e) AS r
	WHERE r.number <= round_down.number
$$;

COMMENT ON FUNCTION busetting_internal.round_down(bigint) IS 'a round number of at most the one given, which is 1 or more';

/*
 * Where classes begin, ascending; what is below the first is a class too.  Each has about the same
 * number of figures.  Where there are negative ones a class begins at 0.
 */
CREATE FUNCTION busetting_internal.chart_class_start(numbers bigint[]) RETURNS bigint[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH number AS (
		SELECT n FROM unnest(numbers) AS n WHERE n IS NOT NULL
	), quantile AS (
		SELECT s.share, (SELECT percentile_disc(s.share) WITHIN GROUP (ORDER BY n) FROM number WHERE n > 0) AS positive
		FROM unnest(CASE WHEN EXISTS (SELECT FROM number WHERE n < 0) THEN '{0.4,0.7,0.9}' ELSE '{0.2,0.4,0.6,0.8}' END::float8[]) AS s(share)
	), start AS (
		SELECT busetting_internal.round_down(positive) AS start FROM quantile WHERE positive > 1
		UNION
		SELECT 0 FROM number WHERE n < 0
		UNION
		-- the negative ones are two classes where they are many
		SELECT 1 - busetting_internal.round_down(-percentile_disc(0.5) WITHIN GROUP (ORDER BY n)) FROM number WHERE n < -1 HAVING count(*) > 3
	)
	SELECT coalesce(array_agg(start ORDER BY start), '{}') FROM start WHERE start IS NOT NULL
$$;

COMMENT ON FUNCTION busetting_internal.chart_class_start(bigint[]) IS 'numbers at which classes of a map begin, ascending, for the figures that are on it';

/* Classes are numbered from 0, as width_bucket does. */
CREATE FUNCTION busetting_internal.chart_class(starts bigint[])
RETURNS TABLE (class integer, first bigint, last bigint, colour text, ink text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100 ROWS 6
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT c.class, starts[c.class], starts[c.class + 1] - 1,
		   CASE WHEN c.class < n.negative THEN (CASE WHEN n.negative = 1 THEN '{#eda04f}' ELSE '{#cf6a12,#f9d3a9}' END::text[])[c.class + 1]
				ELSE ('{#dfeaf5,#a9c8e6,#659fd0,#2a6aa4,#0e3355}'::text[])[p.shade] END,
		   CASE WHEN c.class >= n.negative AND p.shade > 3 THEN '#fefefe' ELSE '#111111' END
	FROM generate_series(0, cardinality(starts)) AS c(class)
	CROSS JOIN (SELECT coalesce(array_position(starts, 0::bigint), 0) AS negative) AS n
	-- few classes are spread over the shades
	CROSS JOIN LATERAL (SELECT 1 + round((c.class - n.negative) * 4.0 / greatest(cardinality(starts) - n.negative, 1))::integer AS shade) AS p
$$;

COMMENT ON FUNCTION busetting_internal.chart_class(bigint[]) IS 'the classes of a map that begin at numbers: from, to, colour, and the colour of text on it';

/* Tiles: panel, x, y, name, low, high, stated.  Titles: one a panel. */
CREATE FUNCTION busetting_internal.svg_map(id text, tiles jsonb, titles text[], heading text, description text, phrase jsonb, signed boolean, width integer) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH tile AS MATERIALIZED (
		SELECT t.* FROM jsonb_to_recordset(tiles) AS t(panel integer, x integer, y integer, name text, low bigint, high bigint, stated boolean)
	), basis AS MATERIALIZED (
		SELECT busetting_internal.chart_class_start(CASE WHEN count(*) FILTER (WHERE t.low = t.high) >= 5 THEN array_agg(t.low) FILTER (WHERE t.low = t.high)
												ELSE array_agg(t.low) || array_agg(t.high) END) AS starts, max(t.x) + 1 AS columns, max(t.y) + 1 AS rows,
			   bool_or(t.stated AND t.low IS DISTINCT FROM t.high) AS hidden, bool_or(NOT t.stated) AS absent
		FROM tile AS t
	), layout AS MATERIALIZED (
		SELECT b.*, p.across, p.panel_width, s.side, 28 + b.rows * s.side + 16 AS panel_height,
			   24 + CASE WHEN p.across THEN 1 ELSE cardinality(titles) END * (28 + b.rows * s.side + 16) AS legend_top
		FROM basis AS b
		CROSS JOIN LATERAL (SELECT a.across, CASE WHEN a.across THEN (width - 24) / 2 ELSE width END AS panel_width
							FROM (SELECT cardinality(titles) > 1 AND width >= 560 AS across) AS a) AS p
		CROSS JOIN LATERAL (SELECT greatest(least(p.panel_width / b.columns, 640 / b.rows, 72), 6) AS side) AS s
	), class AS MATERIALIZED (
		SELECT c.*, concat(CASE WHEN c.first IS NULL AND NOT EXISTS (SELECT FROM tile WHERE low < 0 OR stated AND low IS NULL) THEN busetting_internal.number_text(0, c.last, phrase)
								WHEN c.first IS NULL AND c.last IS NULL THEN busetting_internal.number_text(0, 0, phrase)
								ELSE busetting_internal.number_text(c.first, c.last, phrase) END) AS label
		FROM basis AS b, LATERAL busetting_internal.chart_class(b.starts) AS c
	), drawn AS MATERIALIZED (
		SELECT t.*, l.side, (CASE WHEN l.across THEN t.panel * (l.panel_width + 24) ELSE 0 END) + t.x * l.side AS left_x,
			   24 + 28 + (CASE WHEN l.across THEN 0 ELSE t.panel * l.panel_height END) + t.y * l.side AS top_y,
			   low.class AS low_class, low.colour AS low_colour, low.ink, high.class AS high_class, high.colour AS high_colour, t.high < 0 AS negative
		FROM tile AS t
		CROSS JOIN layout AS l
		LEFT JOIN class AS low ON t.stated AND low.class = CASE WHEN t.low IS NULL THEN 0 ELSE width_bucket(t.low, l.starts) END
		LEFT JOIN class AS high ON t.stated AND high.class = CASE WHEN t.high IS NULL THEN cardinality(l.starts) ELSE width_bucket(t.high, l.starts) END
	), legend AS (
		SELECT xmlagg(xmlconcat(
				xmlelement(name rect, xmlattributes(p.x AS x, p.y AS y, 22 AS width, 16 AS height, e.fill AS fill, e.stroke AS stroke, e.dash AS "stroke-dasharray")),
				CASE WHEN e.negative THEN xmlelement(name rect, xmlattributes(p.x + 6 AS x, p.y + 7 AS y, 10 AS width, 2.5 AS height, '#111111' AS fill)) END,
				busetting_internal.svg_text(p.x + 28, p.y + 13, e.label, size => 12)) ORDER BY e.n) AS drawn,
			   max(p.y) + 28 AS height
		FROM (SELECT e.*, row_number() OVER (ORDER BY e.n) - 1 AS place
			  FROM (SELECT c.class AS n, c.label, c.colour AS fill, '#8c8c8c' AS stroke, NULL AS dash, coalesce(c.last < 0, false) AS negative FROM class AS c
					UNION ALL
					SELECT 100, phrase ->> 'hidden tile', 'url(#' || id || 'legend)', '#8c8c8c', NULL, false FROM basis WHERE hidden
					UNION ALL
					SELECT 101, phrase ->> 'not stated', 'none', '#6b6b6b', '3 2', false FROM basis WHERE absent) AS e) AS e
		CROSS JOIN layout AS l
		-- as many beside each other as there is room for
		CROSS JOIN LATERAL (SELECT greatest(width / (44 + 7 * (SELECT max(char_length(label)) FROM class)), 1) AS in_line,
								   44 + 7 * (SELECT max(char_length(label)) FROM class) AS pitch) AS r
		CROSS JOIN LATERAL (SELECT CASE WHEN e.n >= 100 THEN 0 ELSE (e.place % r.in_line) * r.pitch END AS x,
								   l.legend_top + 22 * CASE WHEN e.n < 100 THEN e.place / r.in_line
									   ELSE ceil((SELECT count(*) FROM class) / r.in_line::numeric) + CASE WHEN e.n = 101 AND l.hidden THEN 1 ELSE 0 END END AS y) AS p
	)
	SELECT xmlelement(name svg, xmlattributes('http://www.w3.org/2000/svg' AS xmlns, format('0 0 %s %s', width, g.height + 18) AS "viewBox",
			width AS width, g.height + 18 AS height, 'img' AS role, id || 'title ' || id || 'desc' AS "aria-labelledby",
			'system-ui, -apple-system, ''Segoe UI'', Roboto, ''Liberation Sans'', Arial, sans-serif' AS "font-family", 14 AS "font-size", '#1a1a1a' AS fill),
		xmlelement(name title, xmlattributes(id || 'title' AS id), heading),
		xmlelement(name "desc", xmlattributes(id || 'desc' AS id), description),
		xmlelement(name defs, (
			SELECT xmlagg(xmlelement(name pattern, xmlattributes(id || h.name AS id, h.size AS width, h.size AS height, 'userSpaceOnUse' AS "patternUnits", 'rotate(45)' AS "patternTransform"),
				xmlelement(name rect, xmlattributes(h.size AS width, h.size AS height, h.low_colour AS fill)),
				xmlelement(name rect, xmlattributes(h.size / 2.0 AS width, h.size AS height, h.high_colour AS fill))) ORDER BY h.name)
			FROM (SELECT DISTINCT d.low_class || '-' || d.high_class AS name, CASE WHEN d.low_class = d.high_class THEN '#fffffe' ELSE d.low_colour END AS low_colour,
						 d.high_colour, greatest(least(d.side / 4, 8), 4) AS size
				  FROM drawn AS d WHERE d.low IS DISTINCT FROM d.high AND d.stated
				  UNION ALL
				  SELECT 'legend', '#fffffe', '#659fd0', 6) AS h)),
		(SELECT xmlagg(busetting_internal.svg_text(CASE WHEN l.across THEN (n - 1) * (l.panel_width + 24) ELSE 0 END, 40 + CASE WHEN l.across THEN 0 ELSE (n - 1) * l.panel_height END - 6,
				t.title, weight => 'bold') ORDER BY n)
		 FROM unnest(titles) WITH ORDINALITY AS t(title, n)),
		(SELECT xmlagg(xmlelement(name g, NULL,
				xmlelement(name title, NULL, concat(d.name, ': ', CASE WHEN d.stated THEN coalesce(busetting_internal.number_text(d.low, d.high, phrase, signed), phrase ->> 'unknown') ELSE phrase ->> 'not stated' END,
					CASE WHEN d.stated AND d.low IS DISTINCT FROM d.high THEN phrase ->> 'tile hidden' END)),
				xmlelement(name rect, xmlattributes(d.left_x + 1 AS x, d.top_y + 1 AS y, d.side - 2 AS width, d.side - 2 AS height,
					CASE WHEN NOT d.stated THEN 'none' WHEN d.low = d.high THEN d.low_colour ELSE format('url(#%s%s-%s)', id, d.low_class, d.high_class) END AS fill,
					CASE WHEN d.stated THEN '#8c8c8c' ELSE '#6b6b6b' END AS stroke, CASE WHEN NOT d.stated THEN '3 2' END AS "stroke-dasharray", 0.75 AS "stroke-width")),
				CASE WHEN d.negative AND (d.side < 36 OR s.numbers IS NULL) THEN xmlelement(name rect, xmlattributes(d.left_x + d.side * 0.3 AS x, d.top_y + d.side * CASE WHEN d.side < 36 THEN 0.5 ELSE 0.7 END - 1 AS y, round(d.side * 0.4, 1) AS width, 2 AS height, '#111111' AS fill)) END,
				CASE WHEN d.side >= 36 THEN xmlconcat(
					busetting_internal.svg_text(d.left_x + d.side / 2.0, s.baseline, s.name, 'middle', s.ink, size => 12, seam => s.seam),
					(SELECT xmlagg(busetting_internal.svg_text(d.left_x + d.side / 2.0, s.baseline + 1 + 15 * k.line, k.text, 'middle', s.ink, 'bold', 12, s.seam) ORDER BY k.line)
					 FROM unnest(s.numbers) WITH ORDINALITY AS k(text, line))) END) ORDER BY d.panel, d.y, d.x)
		 FROM drawn AS d
		 CROSS JOIN LATERAL (
			SELECT CASE WHEN char_length(d.name) * 7.8 <= d.side - 2 THEN d.name ELSE regexp_replace(left(d.name, ((d.side - 10) / 8)::integer), '[ -]+(o|og|i)?$', '') || '.' END AS name,
				   n.numbers, d.top_y + d.side / 2.0 - CASE cardinality(n.numbers) WHEN 2 THEN 10 ELSE 3 END AS baseline,
				   CASE WHEN d.low = d.high THEN d.ink WHEN d.stated THEN '#111111' END AS ink,
				   CASE WHEN d.low = d.high THEN d.low_colour WHEN d.stated THEN '#fffffe' ELSE '#ffffff' END AS seam
			-- in two lines, or left out where there is no room: the title has it
			FROM (SELECT CASE WHEN NOT d.stated THEN NULL
							  WHEN char_length(b.number) * 8 <= d.side - 2 THEN ARRAY[b.number]
							  WHEN d.side >= 46 AND greatest(char_length(b.pieces[1]), char_length(b.pieces[2])) * 8 <= d.side - 2 THEN b.pieces
							  WHEN d.side >= 46 AND greatest(char_length(b.low) + 1, char_length(b.pieces[2])) * 8 <= d.side - 2 THEN ARRAY[b.low || U&'\2013', b.pieces[2]] END AS numbers
				  FROM (SELECT a.number, regexp_match(a.number, CASE WHEN strpos(a.number, U&'\2013') > 0 THEN U&'^(.*\2013)(.*)$' ELSE '^(.*) (.*)$' END) AS pieces, busetting_internal.number_text(d.low, d.low, phrase) AS low
						FROM (SELECT CASE WHEN d.high IS NULL AND d.low IS NOT NULL THEN U&'\2265' || busetting_internal.number_text(d.low, d.low, phrase, signed)
										  WHEN d.low IS NULL AND d.high IS NOT NULL THEN U&'\2264' || busetting_internal.number_text(d.high, d.high, phrase, signed)
										  ELSE busetting_internal.number_text(d.low, d.high, phrase, signed AND d.low = d.high) END AS number) AS a) AS b) AS n) AS s),
		g.drawn,
		CASE WHEN phrase ? 'map credit' THEN busetting_internal.svg_text(0, g.height + 12, phrase ->> 'map credit', fill => '#595959', size => 12) END)
	FROM layout AS l
	CROSS JOIN legend AS g
$$;

COMMENT ON FUNCTION busetting_internal.svg_map(text, jsonb, text[], text, text, jsonb, boolean, integer) IS 'picture of one or two tile maps, so many pixels wide';

CREATE FUNCTION chart_map(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, measure text DEFAULT NULL, region text DEFAULT NULL,
	level text DEFAULT NULL, width integer DEFAULT 760, other_measure text DEFAULT NULL, other_date date DEFAULT NULL)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	drawn_measure constant text := busetting_internal.chart_measure(shown.source, shown.date, measure);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	panels jsonb := jsonb_build_array(jsonb_build_object('panel', 0, 'date', shown.date, 'measure', drawn_measure));
	tiles jsonb;
	of_the_extension boolean;	-- are places that come with the extension, and have their credit?
	titles text[];
	heading text;
BEGIN
	PERFORM busetting_internal.check_chart_width(width);
	IF other_measure IS NOT NULL OR other_date IS NOT NULL THEN
		panels := panels || jsonb_build_object('panel', 1,
			'date', (SELECT p.date FROM busetting_internal.chart_publication(coalesce(other_date, shown.date), shown.source) AS p),
			'measure', coalesce(other_measure, drawn_measure));
		PERFORM busetting_internal.chart_measure(shown.source, (panels #>> '{1,date}')::date, panels #>> '{1,measure}');
		-- the earlier date, or the one given first, is on the left
		IF (panels #>> '{1,date}')::date < shown.date THEN
			panels := jsonb_build_array(panels -> 1 || '{"panel": 0}', panels -> 0 || '{"panel": 1}');
		END IF;
	END IF;

	WITH panel AS MATERIALIZED (
		SELECT p.* FROM jsonb_to_recordset(panels) AS p(panel integer, date date, measure text)
	), figure AS MATERIALIZED (
		SELECT p.panel, f.* FROM panel AS p CROSS JOIN LATERAL busetting_internal.chart_figure(shown.source, p.date, p.date, ARRAY[p.measure]) AS f
	)
	SELECT jsonb_agg(jsonb_build_object('panel', p.panel, 'x', t.x, 'y', t.y, 'name', o.name, 'low', f.low, 'high', f.high, 'stated', f.code IS NOT NULL)), bool_or(t.reference)
	INTO tiles, of_the_extension
	FROM panel AS p
	JOIN region_tile AS t ON t.map = area.region AND t.validity @> p.date
	JOIN region_official AS o ON o.region = t.region AND busetting_internal.in_force(p.date, o.named_since, o.named_until)
		AND CASE WHEN chart_map.level IS NULL THEN o.parent = area.region ELSE o.level = chart_map.level END
	LEFT JOIN figure AS f ON f.panel = p.panel AND f.code = o.code AND f.level = o.level;
	IF tiles IS NULL THEN
		RAISE no_data_found USING
			MESSAGE = format('there is no tile map of %s%s', area.name, ' by ' || level),
			DETAIL = format('No row of busetting.region_tile is of map %s for %s.', area.region, shown.date),
			HINT = 'Add a row for each region, with its column and row.';
	END IF;
	SELECT array_agg(concat(busetting_internal.chart_measure_label(p.measure, language), CASE WHEN other_date IS NOT NULL THEN ', ' || busetting_internal.date_text(p.date, phrase) END) ORDER BY p.panel)
	INTO titles
	FROM jsonb_to_recordset(panels) AS p(panel integer, date date, measure text);
	heading := concat_ws(', ', area.name, array_to_string(titles, ' / '));
	RETURN busetting_internal.svg_map(concat_ws('-', 'map', area.code, level, drawn_measure, other_measure, width, ''), tiles, titles, heading,
		concat(format(phrase ->> 'chart of', busetting_internal.date_text(shown.date, phrase), shown.source), ' ',
			   (SELECT format(busetting_internal.counted_phrase(phrase, 'map of', count(*)), count(*), count(*) FILTER (WHERE t.stated AND t.low IS DISTINCT FROM t.high), count(*) FILTER (WHERE NOT t.stated))
				FROM jsonb_to_recordset(tiles) AS t(low bigint, high bigint, stated boolean))),
		CASE WHEN of_the_extension THEN phrase ELSE phrase - 'map credit' END, drawn_measure LIKE 'gap%', width);
END
$$;

COMMENT ON FUNCTION chart_map(date, text, text, text, text, text, integer, text, date) IS
	'tile map of a measure or the gap as SVG, as published last on or before a date: of the country or of the region given, by its parts or by the level given; '
	'with another measure or date two maps beside each other, in the same classes; places: © Kartverket, CC BY 4.0';
/*
 * chart_interval.sql: the parts of a region as intervals, and its parts over time as
 * small multiples.  Both are of any measure.
 */

/*
 * A row a region, sorted: a dot where the number is known, and a hatched bar from its lowest to its
 * highest value where it is hidden.  A bar that has no end runs to the edge.
 */
CREATE FUNCTION chart_intervals(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, measure text DEFAULT NULL, region text DEFAULT NULL,
	width integer DEFAULT 760)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	drawn_measure constant text := busetting_internal.chart_measure(shown.source, shown.date, measure);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	signed constant boolean := drawn_measure LIKE 'gap%';
	id constant text := concat_ws('-', 'intervals', area.code, drawn_measure, width, '');
	row_height constant integer := 22;
	figures jsonb;
	drawing xml;
BEGIN
	PERFORM busetting_internal.check_chart_width(width);
	SELECT jsonb_agg(jsonb_build_object('name', f.name, 'low', f.low, 'high', f.high, 'text', busetting_internal.number_text(f.low, f.high, phrase, signed))
					 ORDER BY f.high DESC NULLS FIRST, f.low DESC NULLS LAST, f.code COLLATE "C")
	INTO figures
	FROM busetting_internal.chart_figure(shown.source, shown.date, shown.date, ARRAY[drawn_measure]) AS f
	JOIN region_official AS o ON o.code = f.code AND o.level = f.level AND o.parent = area.region AND busetting_internal.in_force(shown.date, o.named_since, o.named_until);
	IF figures IS NULL THEN
		RAISE no_data_found USING
			MESSAGE = format('%s of %s has no figures of parts of %s', shown.source, shown.date, area.name),
			HINT = 'Give the region of which it lists parts.';
	END IF;

	WITH figure AS MATERIALIZED (
		SELECT f.n, f.figure ->> 'name' AS name, (f.figure ->> 'low')::numeric AS low, (f.figure ->> 'high')::numeric AS high, coalesce(f.figure ->> 'text', phrase ->> 'unknown') AS text
		FROM jsonb_array_elements(figures) WITH ORDINALITY AS f(figure, n)
	), extent AS (
		SELECT least(min(low), min(high), 0) AS lowest, greatest(max(high), max(low), least(min(low), min(high), 0) + 1) AS highest, count(*) AS rows,
			   max(char_length(text)) AS text_length, least(max(char_length(name)), CASE WHEN width < 560 THEN 14 ELSE 28 END) AS name_length,
			   bool_or(low IS DISTINCT FROM high) AS hidden
		FROM figure
	), layout AS MATERIALIZED (
		SELECT e.*, x.plot_left, x.plot_right, (x.plot_right - x.plot_left) / (e.highest - e.lowest) AS scale, 46 AS top
		FROM extent AS e
		CROSS JOIN LATERAL (SELECT 14 + 8 * e.name_length AS plot_left, width - 16 - 8 * e.text_length AS plot_right) AS x
	), line AS (
		SELECT n * s.step AS number, round(l.plot_left + (n * s.step - l.lowest) * l.scale, 1) AS x
		FROM layout AS l
		CROSS JOIN LATERAL (SELECT busetting_internal.svg_step(l.scale, 14 + 8 * greatest(char_length(busetting_internal.number_text(l.highest, l.highest, phrase)), char_length(busetting_internal.number_text(l.lowest, l.lowest, phrase)))) AS step) AS s
		CROSS JOIN LATERAL generate_series(ceil(l.lowest / s.step), floor(l.highest / s.step)) AS n
	)
	SELECT busetting_internal.svg_picture(id, concat(area.name, ': ', busetting_internal.chart_measure_label(drawn_measure, language)),
			concat(format(phrase ->> 'chart of', busetting_internal.date_text(shown.date, phrase), shown.source), ' ', (SELECT string_agg(f.name || ': ' || f.text, '; ' ORDER BY f.n) FROM figure AS f), '.'),
			width, (l.top + row_height * l.rows + 10)::integer, xmlconcat(
		(SELECT xmlagg(xmlconcat(
				xmlelement(name line, xmlattributes(x.x AS x1, x.x AS x2, l.top AS y1, l.top + row_height * l.rows + 4 AS y2, CASE x.number WHEN 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
				busetting_internal.svg_text(x.x, l.top - 6, busetting_internal.number_text(x.number, x.number, phrase), 'middle', '#595959', size => 12)) ORDER BY x.number)
		 FROM line AS x),
		xmlelement(name circle, xmlattributes(7 AS cx, 12 AS cy, 5 AS r, '#17456e' AS fill)),
		busetting_internal.svg_text(19, 17, phrase ->> 'exact legend', size => 12),
		CASE WHEN l.hidden THEN xmlconcat(busetting_internal.svg_mark(id, 1, h.x + 7, h.x + 27, 12, 12, true), busetting_internal.svg_text(h.x + 40, 17, phrase ->> 'interval legend', size => 12)) END,
		(SELECT xmlagg(xmlelement(name g, NULL,
				xmlelement(name title, NULL, f.name || ': ' || f.text),
				busetting_internal.svg_text(0, y.y + 5, CASE WHEN char_length(f.name) > l.name_length THEN rtrim(left(f.name, l.name_length - 1)) || '.' ELSE f.name END, size => 13),
				CASE WHEN f.low = f.high THEN xmlelement(name circle, xmlattributes(x.low AS cx, y.y AS cy, 5 AS r, '#17456e' AS fill))
					 ELSE xmlelement(name rect, xmlattributes(x.low - 3 AS x, y.y - 6 AS y, x.high - x.low + 6 AS width, 12 AS height, 3 AS rx, 'url(#' || id || '1)' AS fill, '#17456e' AS stroke)) END,
				busetting_internal.svg_text(width, y.y + 5, f.text, 'end', weight => 'bold', size => 13)) ORDER BY f.n)
		 FROM figure AS f
		 CROSS JOIN LATERAL (SELECT l.top + row_height * (f.n - 0.5) AS y) AS y
		 CROSS JOIN LATERAL (SELECT round(l.plot_left + (coalesce(f.low, l.lowest) - l.lowest) * l.scale, 1) AS low, round(l.plot_left + (coalesce(f.high, l.highest) - l.lowest) * l.scale, 1) AS high) AS x)))
	INTO drawing
	FROM layout AS l
	CROSS JOIN LATERAL (SELECT 32 + 7 * char_length(phrase ->> 'exact legend') AS x) AS h;
	RETURN drawing;
END
$$;

COMMENT ON FUNCTION chart_intervals(date, text, text, text, text, integer) IS
	'the parts of the country or of the region given as intervals, sorted, of a measure or the gap, as SVG; as published last on or before a date';

/*
 * A small picture a region, all in the same scale: its line over the last 53 publications, as
 * thick as what is not known of it, broken where nothing is stated.
 */
CREATE FUNCTION chart_multiples(on_date date, language text DEFAULT 'nb', source text DEFAULT NULL, measure text DEFAULT NULL, region text DEFAULT NULL,
	width integer DEFAULT 760)
RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	drawn_measure constant text := busetting_internal.chart_measure(shown.source, shown.date, measure);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
	signed constant boolean := drawn_measure LIKE 'gap%';
	id constant text := concat_ws('-', 'multiples', area.code, drawn_measure, width, '');
	dates constant date[] := busetting_internal.chart_dates(shown.source, shown.date);
	drawing xml;
BEGIN
	PERFORM busetting_internal.check_chart_width(width);
	WITH figure AS MATERIALIZED (
		SELECT f.* FROM busetting_internal.chart_figure(shown.source, dates[1], shown.date, ARRAY[drawn_measure],
			(SELECT min(r.level) FROM region AS r WHERE r.parent = area.region AND busetting_internal.in_force(shown.date, r.since, r.until))) AS f
	), point AS MATERIALIZED (
		SELECT d.date, d.n, o.code, o.name, f.low::numeric AS low, f.high::numeric AS high, f.code IS NOT NULL AS stated
		FROM unnest(dates) WITH ORDINALITY AS d(date, n)
		-- the regions of the last date, under the codes that they have had as long
		JOIN region_official AS o ON o.parent = area.region AND busetting_internal.in_force(shown.date, o.named_since, o.named_until) AND busetting_internal.in_force(d.date, o.since, o.until)
		LEFT JOIN figure AS f ON f.date = d.date AND f.code = o.code AND f.level = o.level
	), piece AS MATERIALIZED (
		SELECT p.*, count(*) FILTER (WHERE NOT p.stated) OVER (PARTITION BY p.code ORDER BY p.date) AS piece FROM point AS p
	), panel AS MATERIALIZED (
		SELECT p.code, p.name, row_number() OVER (ORDER BY p.code COLLATE "C") - 1 AS n,
			   (array_agg(busetting_internal.number_text(p.low, p.high, phrase, signed) ORDER BY p.n DESC))[1] AS last, bool_or(p.date = shown.date AND p.stated) AS stated
		FROM point AS p
		GROUP BY p.code, p.name
		HAVING count(*) FILTER (WHERE p.stated) > 0
	), extent AS (
		SELECT least(min(low), min(high), 0) AS lowest, greatest(max(high), max(low), least(min(low), min(high), 0) + 1) AS highest, min(date) AS first, max(date) AS last FROM point WHERE stated
	), layout AS MATERIALIZED (
		SELECT e.*, c.in_line, (width - 12 * (c.in_line - 1)) / c.in_line AS panel_width, 128 AS panel_height, a.axis,
			   (width - 12 * (c.in_line - 1)) / c.in_line - a.axis - 6 AS plot_width, 62 AS plot_height, (SELECT count(*) FROM panel) AS panels
		FROM extent AS e
		CROSS JOIN LATERAL (SELECT greatest(width / 180, 2) AS in_line) AS c
		CROSS JOIN LATERAL (SELECT 8 + 8 * greatest(char_length(busetting_internal.number_text(e.highest, e.highest, phrase)), char_length(busetting_internal.number_text(e.lowest, e.lowest, phrase))) AS axis) AS a
		WHERE e.first < e.last
	), placed AS MATERIALIZED (
		SELECT p.code, p.date, p.piece, p.low = p.high AS exact, round(o.x + (p.date - l.first) * (l.plot_width - 4) / (l.last - l.first)::numeric + 2, 1) AS x,
			   round(o.y + l.plot_height * (l.highest - coalesce(p.low, l.lowest)) / (l.highest - l.lowest), 1) AS low_y,
			   round(o.y + l.plot_height * (l.highest - coalesce(p.high, l.highest)) / (l.highest - l.lowest), 1) AS high_y
		FROM piece AS p
		JOIN panel AS q ON q.code = p.code
		CROSS JOIN layout AS l
		CROSS JOIN LATERAL (SELECT (q.n % l.in_line) * (l.panel_width + 12) + l.axis AS x, (q.n / l.in_line) * l.panel_height + 48 AS y) AS o
		WHERE p.stated
	)
	SELECT busetting_internal.svg_picture(id, concat(area.name, ': ', busetting_internal.chart_measure_label(drawn_measure, language)),
			concat(format(phrase ->> 'chart of', busetting_internal.date_text(shown.date, phrase), shown.source), ' ',
				   (SELECT string_agg(concat(q.name, ': ', coalesce(q.last, phrase ->> 'not stated')), '; ' ORDER BY q.n) FROM panel AS q), '.'),
			width, (ceil(l.panels / l.in_line::numeric) * l.panel_height + 4)::integer, xmlconcat(
		(SELECT xmlagg(xmlconcat(
				busetting_internal.svg_text(o.x, o.y + 14, CASE WHEN char_length(q.name) * 7.5 > l.panel_width THEN rtrim(left(q.name, (l.panel_width / 7.5)::integer - 1)) || '.' ELSE q.name END, size => 12),
				busetting_internal.svg_text(o.x, o.y + 29, coalesce(q.last, CASE WHEN q.stated THEN phrase ->> 'unknown' ELSE phrase ->> 'not stated' END), fill => '#17456e', weight => 'bold', size => 12),
				(SELECT xmlagg(xmlconcat(
						xmlelement(name line, xmlattributes(o.x + l.axis AS x1, o.x + l.panel_width AS x2, g.y AS y1, g.y AS y2, CASE g.number WHEN 0 THEN '#6b6b6b' ELSE '#dedbd5' END AS stroke)),
						-- numbers that would lie on that of 0 are left out
						CASE WHEN g.number = 0 OR abs(g.y - z.y) >= 14 THEN busetting_internal.svg_text(o.x + l.axis - 6, g.y + 4, busetting_internal.number_text(g.number, g.number, phrase), 'end', '#595959', size => 12) END) ORDER BY g.number)
				 FROM (SELECT DISTINCT number, round(o.y + 48 + l.plot_height * (l.highest - number) / (l.highest - l.lowest), 1) AS y FROM unnest(ARRAY[l.lowest, 0, l.highest]) AS number) AS g
				 CROSS JOIN (SELECT o.y + 48 + l.plot_height * l.highest / (l.highest - l.lowest) AS y) AS z),
				CASE WHEN q.n >= l.panels - l.in_line THEN xmlconcat(
					busetting_internal.svg_text(o.x + l.axis, o.y + 48 + l.plot_height + 15, to_char(l.first, 'MM.YY'), NULL, '#595959', size => 12),
					CASE WHEN l.plot_width >= 92 THEN busetting_internal.svg_text(o.x + l.panel_width, o.y + 48 + l.plot_height + 15, to_char(l.last, 'MM.YY'), 'end', '#595959', size => 12) END) END) ORDER BY q.n)
		 FROM panel AS q
		 CROSS JOIN LATERAL (SELECT (q.n % l.in_line) * (l.panel_width + 12) AS x, (q.n / l.in_line) * l.panel_height AS y) AS o),
		(SELECT xmlagg(xmlelement(name polygon, xmlattributes(b.outline AS points, '#17456e' AS stroke, 1.5 AS "stroke-width", 'round' AS "stroke-linejoin",
				CASE WHEN b.exact THEN 'none' ELSE 'url(#' || id || '1)' END AS fill)) ORDER BY b.code, b.piece)
		 FROM (SELECT p.code, p.piece, bool_and(coalesce(p.exact, false)) AS exact,
					  -- one date alone is a short line
					  concat_ws(' ', string_agg(p.x - q.half || ',' || p.high_y, ' ' ORDER BY p.date), string_agg(p.x + q.half || ',' || p.high_y, ' ' ORDER BY p.date) FILTER (WHERE q.half > 0),
						  string_agg(p.x + q.half || ',' || p.low_y, ' ' ORDER BY p.date DESC), string_agg(p.x - q.half || ',' || p.low_y, ' ' ORDER BY p.date) FILTER (WHERE q.half > 0)) AS outline
			   FROM placed AS p
			   JOIN (SELECT code, piece, CASE count(*) WHEN 1 THEN 2 ELSE 0 END AS half FROM placed GROUP BY code, piece) AS q USING (code, piece)
			   GROUP BY p.code, p.piece) AS b)))
	INTO drawing
	FROM layout AS l;
	RETURN drawing;
END
$$;

COMMENT ON FUNCTION chart_multiples(date, text, text, text, text, integer) IS
	'the parts of the country or of the region given over the last 53 publications of a source, a small picture each in the same scale, with bands, as SVG; NULL of one date';
/*
 * chart_text.sql: charts for a terminal: bars with bounds of any measure, and a tile map.
 */

CREATE VIEW figure_chart AS
SELECT source, date, level, code, name, measure, total, value,
	   repeat('█', solid) || repeat('░', greatest(light - solid, hidden::integer)) AS bar
FROM (SELECT *, round(40.0 * lower(value) / longest)::integer AS solid, round(40.0 * coalesce(upper(value), longest) / longest)::integer AS light
	  FROM (SELECT *, greatest(max(coalesce(upper(value), lower(value))) OVER (PARTITION BY publication, source, date, measure, level, total), 1) AS longest
			FROM figure) AS f) AS scaled
ORDER BY date DESC, source COLLATE "C", measure, level, total, coalesce(upper(value), longest) DESC, code COLLATE "C";

CALL busetting_internal.flatten_view('figure_chart', 'figure');

COMMENT ON VIEW figure_chart IS 'every figure that publications state with a bar for the terminal, largest first';
COMMENT ON COLUMN figure_chart.total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN figure_chart.value IS 'the number, or what a hidden one can be';
COMMENT ON COLUMN figure_chart.bar IS 'dark up to the lowest that it can be, light up to the highest; as long as the longest of the publication, measure and level';

/* Two lines a square: its name, and its number or bounds; a dash where nothing is stated. */
CREATE FUNCTION county_map(on_date date, measure text DEFAULT NULL, source text DEFAULT NULL, region text DEFAULT NULL) RETURNS TABLE (map text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 20
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling it takes longer than running it
AS $$
DECLARE
	shown constant record := busetting_internal.chart_publication(on_date, source);
	drawn_measure constant text := busetting_internal.chart_measure(shown.source, shown.date, measure);
	area constant record := busetting_internal.chart_region(shown.source, shown.date, region);
BEGIN
	RETURN QUERY
	WITH given AS MATERIALIZED (
		SELECT * FROM busetting_internal.chart_figure(shown.source, shown.date, shown.date, ARRAY[drawn_measure])
	), square AS MATERIALIZED (
		SELECT t.x, t.y, o.name, CASE WHEN f.code IS NULL THEN '-' ELSE suppressed_bigint(f.low, f.high)::text END AS number
		FROM region_tile AS t
		JOIN region_official AS o ON o.region = t.region AND o.parent = area.region AND busetting_internal.in_force(shown.date, o.named_since, o.named_until)
		LEFT JOIN given AS f ON f.code = o.code AND f.level = o.level
		WHERE t.map = area.region AND t.validity @> shown.date
	)
	SELECT rtrim(string_agg(rpad(CASE l.line WHEN 1 THEN left(coalesce(s.name, ''), b.width) WHEN 2 THEN coalesce(s.number, '') ELSE '' END, b.width + 1), '' ORDER BY x.x))
	-- a name is cut, a figure never
	FROM (SELECT max(a.x) AS columns, max(a.y) AS rows, greatest(9, max(length(a.number))) AS width FROM square AS a) AS b
	CROSS JOIN LATERAL generate_series(0, b.columns) AS x(x)
	CROSS JOIN LATERAL generate_series(0, b.rows) AS y(y)
	CROSS JOIN generate_series(1, 3) AS l(line)
	LEFT JOIN square AS s ON s.x = x.x AND s.y = y.y
	-- an empty line between two rows of squares
	WHERE l.line < 3 OR y.y < b.rows
	GROUP BY y.y, l.line
	ORDER BY y.y, l.line;
	IF NOT FOUND THEN
		RAISE no_data_found USING
			MESSAGE = format('there is no tile map of %s', area.name),
			DETAIL = format('No row of busetting.region_tile is of map %s for %s.', area.region, shown.date),
			HINT = 'Add a row for each region, with its column and row.';
	END IF;
END
$$;

COMMENT ON FUNCTION county_map(date, text, text, text) IS
	'tile map for the terminal of the counties, or of the parts of the region given: a measure or the gap, as published last on or before a date; places: © Kartverket, CC BY 4.0';
/*
 * page.sql: a publication as one page to look at, print and keep: no script, and
 * nothing from elsewhere.  Made with the server's XML functions, so that every
 * name is escaped.
 */

CREATE FUNCTION busetting_internal.html_style() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT '
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --faint: #595959; --rule: #e3e0da; --shade: rgba(0,0,0,.25); }
html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; color: var(--ink); background: var(--ground); -webkit-text-size-adjust: 100%; }
body { max-width: 800px; margin: 0 auto; padding: 24px 16px 48px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 8px; overflow-wrap: anywhere; }
h2 { font-size: 21px; line-height: 1.3; margin: 40px 0 8px; padding-top: 12px; border-top: 3px solid var(--ink); overflow-wrap: anywhere; }
h3 { font-size: 16px; margin: 24px 0 4px; overflow-wrap: anywhere; }
p { margin: 0 0 12px; max-width: 42em; overflow-wrap: anywhere; }
a { color: inherit; }
.source, .note { color: var(--faint); }
.lead { font-size: 19px; }
.note { font-size: 14px; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 24px 0 0; }
dl div { border-top: 1px solid var(--ink); padding-top: 6px; min-width: 0; }
dt { font-size: 14px; color: var(--faint); overflow-wrap: anywhere; }
dd { margin: 0; overflow-wrap: anywhere; }
dd.number { font-size: 30px; line-height: 1.25; font-weight: bold; }
dd.part { font-size: 14px; color: var(--faint); }
nav { margin: 24px 0 0; font-size: 14px; }
nav li { display: inline-block; margin: 0 16px 4px 0; }
figure { margin: 16px 0 0; }
svg { display: block; max-width: 100%; height: auto; }
.narrow { display: none; }
ul { margin: 0; padding: 0; list-style: none; }
main li { margin: 0 0 18px; }
.group li { margin: 0 0 4px; font-size: 14px; }
li svg { width: 100%; height: 16px; margin: 4px 0; }
.scroll { overflow: auto; margin: 24px 0 0;
	background: linear-gradient(to right, var(--ground) 40%, transparent) 0 0 / 40px 100% no-repeat local, linear-gradient(to left, var(--ground) 40%, transparent) 100% 0 / 40px 100% no-repeat local,
		linear-gradient(to right, var(--shade), transparent) 0 0 / 14px 100% no-repeat scroll, linear-gradient(to left, var(--shade), transparent) 100% 0 / 14px 100% no-repeat scroll; }
table { border-collapse: collapse; font-size: 14px; line-height: 1.35; font-variant-numeric: tabular-nums; width: 100%; }
caption { text-align: left; font-weight: bold; font-size: 16px; padding-bottom: 6px; }
th, td { padding: 5px 0 5px 14px; text-align: right; vertical-align: top; border-bottom: 1px solid var(--rule); }
td { white-space: nowrap; }
thead th { vertical-align: bottom; border-bottom: 1px solid var(--ink); font-weight: normal; color: var(--faint); min-width: 56px; }
tbody th { font-weight: normal; }
.trend tbody th { white-space: nowrap; }
th:first-child { text-align: left; padding-left: 0; }
.text { text-align: left; white-space: normal; }
.hidden { font-style: italic; }
@media screen {
	.trend .scroll { max-height: 420px; }
	.trend thead th { position: sticky; top: 0; background: var(--ground); }
}
@media screen and (max-width: 799px) {
	.wide { display: none; }
	.narrow { display: block; }
	.narrow svg { width: 100%; max-width: 480px; }
	h1 { font-size: 25px; }
	.lead { font-size: 17px; }
	dl { grid-template-columns: 1fr 1fr; }
	dd.number { font-size: 25px; }
}
@media screen and (prefers-color-scheme: dark) {
	:root { --ground: #15181c; --ink: #ececec; --faint: #a9adb3; --rule: #3a3f45; --shade: rgba(255,255,255,.35); }
	svg [stroke="#ffffff"] { stroke: #15181c; }
	svg pattern [fill="#ffffff"] { fill: #15181c; }
	svg[fill="#1a1a1a"], svg [fill="#1a1a1a"] { fill: #ececec; }
	svg [fill="#595959"] { fill: #a9adb3; }
	svg [stroke="#dedbd5"], svg [stroke="#ebe9e4"] { stroke: #3a3f45; }
	svg [stroke="#6b6b6b"] { stroke: #8d9299; }
	svg [fill="#eceae5"] { fill: #33383e; }
	svg [fill="#17456e"] { fill: #7db4e8; }
	svg [stroke="#17456e"] { stroke: #7db4e8; }
	svg [fill="#0b2239"] { fill: #cfe4f7; }
	svg [fill="#8a4500"] { fill: #f2a33c; }
	svg [stroke="#b85c00"] { stroke: #f2a33c; }
}
@page { size: A4; margin: 12mm; }
@media print {
	:root { color-scheme: light; }
	html { font-size: 10pt; }
	body { max-width: none; padding: 0; }
	nav { display: none; }
	h1 { font-size: 20pt; }
	h2 { font-size: 13pt; margin-top: 16pt; }
	h2, h3, caption, .note { break-after: avoid; }
	figure, li, tr, dl { break-inside: avoid; }
	ul { columns: 2; margin: 0; font-size: 8pt; }
	thead { display: table-header-group; }
	.scroll { overflow: visible; background: none; margin-top: 10pt; }
	.tall svg { max-height: 220mm; width: auto; }
	table { font-size: 7.5pt; line-height: 1.1; }
	caption { font-size: 9pt; padding-bottom: 2pt; }
	th, td { padding: 0.5pt 0 0.5pt 6pt; }
	thead th { min-width: 0; }
	.columns { columns: 2; column-gap: 8mm; }
	.many table { font-size: 6.9pt; line-height: 1.05; }
	.many th, .many td { padding: .2pt 0 .2pt 4pt; }
	.many .scroll { margin-top: 6pt; }
	* { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
'
$$;

COMMENT ON FUNCTION busetting_internal.html_style() IS 'style sheet of report_html';

/* A table that a narrow screen scrolls by itself; header and cells are xml. */
CREATE FUNCTION busetting_internal.html_table(caption text, header xml, body xml) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name div, xmlattributes('scroll' AS class, 'region' AS role, 0 AS tabindex, caption AS "aria-label"),
		xmlelement(name table, xmlelement(name caption, caption),
			xmlelement(name thead, xmlelement(name tr, header)), xmlelement(name tbody, body)))
$$;

COMMENT ON FUNCTION busetting_internal.html_table(text, xml, xml) IS 'table of a page';

CREATE FUNCTION busetting_internal.html_number(low numeric, high numeric, symbol text, phrase jsonb, signed boolean DEFAULT false) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name td, xmlattributes(CASE WHEN symbol IS NOT NULL THEN 'hidden' END AS class),
		coalesce(busetting_internal.number_text(low, high, phrase, signed), CASE WHEN symbol IS NULL THEN U&'\2013' ELSE phrase ->> 'unknown' END))
$$;

COMMENT ON FUNCTION busetting_internal.html_number(numeric, numeric, text, jsonb, boolean) IS 'cell of a table that holds a number; a dash if it is not stated';

/* Rows: n, name, measure, low, high, hidden.  A column that none of them states is left out. */
CREATE FUNCTION busetting_internal.html_measures(caption text, name_header text, figures jsonb, columns jsonb, phrase jsonb) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH given AS MATERIALIZED (
		SELECT * FROM jsonb_to_recordset(figures) AS f(n integer, name text, measure text, low bigint, high bigint, hidden boolean)
	), shown AS MATERIALIZED (
		SELECT c.* FROM jsonb_to_recordset(columns) AS c(measure text, label text, place integer)
		WHERE EXISTS (SELECT FROM given AS f WHERE f.measure = c.measure)
	), line AS (
		SELECT r.n, xmlelement(name tr, xmlelement(name th, xmlattributes('row' AS scope), r.name),
					  xmlagg(busetting_internal.html_number(f.low, f.high, CASE WHEN f.hidden THEN ':' END, phrase, c.measure LIKE 'gap%') ORDER BY c.place)) AS line
		FROM (SELECT DISTINCT n, name FROM given) AS r
		CROSS JOIN shown AS c
		LEFT JOIN given AS f ON f.n = r.n AND f.measure = c.measure
		GROUP BY r.n, r.name
	)
	SELECT busetting_internal.html_table(caption,
		xmlconcat(xmlelement(name th, xmlattributes('col' AS scope), name_header),
			(SELECT xmlagg(xmlelement(name th, xmlattributes('col' AS scope), c.label) ORDER BY c.place) FROM shown AS c)),
		xmlagg(line ORDER BY n))
	FROM line
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.html_measures(text, text, jsonb, jsonb, jsonb) IS 'table of figures, one row a region or date, one column a measure that is stated';

/* A picture in two widths: for a desk and paper, and for a telephone. */
CREATE FUNCTION busetting_internal.html_figure(wide xml, narrow xml, class text DEFAULT NULL) RETURNS xml
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN wide IS NOT NULL THEN
		xmlelement(name figure, xmlattributes(class AS class),
			xmlelement(name div, xmlattributes('wide' AS class), wide), xmlelement(name div, xmlattributes('narrow' AS class), narrow)) END
$$;

COMMENT ON FUNCTION busetting_internal.html_figure(xml, xml, text) IS 'picture of a page in two widths';

/* A section, NULL where it has no content. */
CREATE FUNCTION busetting_internal.html_section(id text, heading text, content xml) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN content IS NOT NULL AND content::text <> '' THEN jsonb_build_object('id', id, 'heading', heading,
		'section', xmlelement(name section, xmlattributes(id AS id, id AS class), xmlelement(name h2, heading), content)::text) END
$$;

COMMENT ON FUNCTION busetting_internal.html_section(text, text, xml) IS 'section of a page with its identifier and heading, for the contents; NULL where it has no content';

/* What one region of a level is called, and what all that are part of one are: "Fylkene", "Kommunene i Vestland". */
CREATE FUNCTION busetting_internal.page_level(level text, language text, area text, is_root boolean, OUT one text, OUT caption text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT w.one, CASE WHEN is_root THEN format(busetting_internal.phrases(language) ->> 'all of', w.plural) ELSE format(busetting_internal.phrases(language) ->> 'all of in', w.plural, area) END
	FROM busetting_internal.chart_level_label(level, language) AS w
$$;

COMMENT ON FUNCTION busetting_internal.page_level(text, text, text, boolean) IS 'what regions of a level are called in a language: one, and those of an area as a caption';

/* What a reader sees first: what is settled and agreed, where the gap is largest, and who is in it. */
CREATE FUNCTION busetting_internal.page_lead(source text, date date, area integer, totals jsonb, figures jsonb, phrase jsonb) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH part AS MATERIALIZED (
		SELECT f.* FROM jsonb_to_recordset(figures) AS f(region integer, parent integer, code text, name text, measure text, low bigint, high bigint) WHERE f.parent = area
	), total AS (
		SELECT t.* FROM jsonb_to_recordset(totals) AS t(measure text, low bigint, high bigint, basis text)
	), sentences AS (
		SELECT concat_ws(' ',
			(SELECT format(busetting_internal.counted_phrase(phrase, 'lead', CASE WHEN s.low = s.high THEN s.low END, CASE WHEN a.low = a.high THEN a.low END), busetting_internal.number_text(s.low, s.high, phrase), busetting_internal.number_text(a.low, a.high, phrase)) FROM total AS s, total AS a WHERE s.measure = 'settled' AND a.measure = 'agreed' AND s.low IS NOT NULL AND a.low IS NOT NULL),
			-- said only where none of the others can have a larger one; those absent may
			(SELECT format(phrase ->> CASE WHEN EXISTS (SELECT FROM region AS r
														WHERE r.parent = area AND busetting_internal.in_force(page_lead.date, r.since, r.until)
															AND NOT EXISTS (SELECT FROM part AS p WHERE p.region = r.id AND p.measure = 'gap'))
										   THEN 'largest gap listed' ELSE 'largest gap' END, c.name, busetting_internal.number_text(c.low, c.high, phrase, true))
			 FROM (SELECT p.name, p.low, p.high,
						  max(coalesce(p.high::float8, 'infinity')) OVER (ORDER BY p.low DESC NULLS LAST, p.code COLLATE "C" ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS others
				   FROM part AS p WHERE p.measure = 'gap'
				   ORDER BY p.low DESC NULLS LAST, p.code COLLATE "C"
				   LIMIT 1) AS c
			 WHERE c.low >= c.others),
			(SELECT format(phrase ->> 'parts listed', count(c.region), count(*))
			 FROM region AS r
			 LEFT JOIN (SELECT DISTINCT region FROM part) AS c ON c.region = r.id
			 WHERE r.parent = area AND busetting_internal.in_force(page_lead.date, r.since, r.until) AND NOT EXISTS (SELECT FROM total WHERE basis = 'own')
			 HAVING count(c.region) < count(*) AND count(c.region) > 0)) AS text
	)
	-- a number can begin with "at least"
	SELECT nullif(upper(left(text, 1)) || substr(text, 2), '') FROM sentences
$$;

COMMENT ON FUNCTION busetting_internal.page_lead(text, date, integer, jsonb, jsonb, jsonb) IS 'the sentences at the top of a page';

/* How many numbers are hidden, why, and how far off a total may be for that. */
CREATE FUNCTION busetting_internal.page_uncertainty(totals jsonb, figures jsonb, columns jsonb, absent boolean, phrase jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN c.hidden = 0 THEN phrase ->> 'nothing hidden'
				ELSE format(busetting_internal.counted_phrase(phrase, 'some hidden', c.hidden, c.cells), busetting_internal.number_text(c.hidden, c.hidden, phrase), busetting_internal.number_text(c.cells, c.cells, phrase)) || ' ' ||
					 CASE WHEN t.totals IS NULL THEN phrase ->> 'totals certain' ELSE concat_ws(' ', format(phrase ->> 'totals uncertain', t.totals), CASE WHEN absent THEN phrase ->> 'absent counted' END) END END
	FROM (SELECT count(*) AS cells, count(*) FILTER (WHERE f.hidden) AS hidden
		  FROM jsonb_to_recordset(figures) AS f(measure text, hidden boolean, own boolean) WHERE f.own AND f.measure NOT LIKE 'gap%') AS c
	CROSS JOIN (SELECT string_agg(format('%s %s%s', lower(k.label), busetting_internal.number_text(t.low, t.high, phrase),
						   CASE WHEN t.low IS NOT NULL AND t.high IS NOT NULL THEN format(phrase ->> 'off by', busetting_internal.number_text(t.high - t.low, t.high - t.low, phrase)) END), ', ' ORDER BY k.place) AS totals
				FROM jsonb_to_recordset(totals) AS t(measure text, low bigint, high bigint)
				JOIN jsonb_to_recordset(columns) AS k(measure text, label text, part_of text, place integer) ON k.measure = t.measure
				WHERE t.low IS DISTINCT FROM t.high AND t.measure NOT LIKE 'gap%' AND k.part_of IS NULL) AS t
	WHERE c.cells > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_uncertainty(jsonb, jsonb, jsonb, boolean, jsonb) IS 'what is uncertain in a publication, and why';

/* Measures of which nothing is a whole are figures; their parts stand below them. */
CREATE FUNCTION busetting_internal.page_figures(totals jsonb, columns jsonb, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH total AS MATERIALIZED (
		SELECT t.measure, k.label, k.part_of, k.place, t.low, t.high, busetting_internal.number_text(t.low, t.high, phrase, t.measure LIKE 'gap%') AS text
		FROM jsonb_to_recordset(totals) AS t(measure text, low bigint, high bigint)
		JOIN jsonb_to_recordset(columns) AS k(measure text, label text, part_of text, place integer) ON k.measure = t.measure
	), item AS (
		SELECT coalesce(array_position('{settled,agreed,gap}'::text[], t.measure), 5) AS n, t.place, t.label, coalesce(t.text, phrase ->> 'unknown') AS text,
			   (SELECT xmlagg(xmlelement(name dd, xmlattributes('part' AS class), concat(p.label, ': ', p.text)) ORDER BY p.place) FROM total AS p WHERE p.part_of = t.measure AND p.text IS NOT NULL) AS parts
		FROM total AS t WHERE t.part_of IS NULL
		UNION ALL
		SELECT 4, 0, phrase ->> 'progress', busetting_internal.number_text(100 * lower(s.share), 100 * upper(s.share), phrase, suffix => phrase ->> 'percent', decimals => 1), NULL
		FROM (SELECT share(suppressed_bigint(s.low, s.high), suppressed_bigint(a.low, a.high)) AS share FROM total AS s, total AS a WHERE s.measure = 'settled' AND a.measure = 'agreed') AS s
		WHERE s.share IS NOT NULL
	)
	SELECT xmlelement(name dl, xmlagg(xmlelement(name div, xmlelement(name dt, i.label), xmlelement(name dd, xmlattributes('number' AS class), i.text), i.parts) ORDER BY i.n, i.place))
	FROM item AS i
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_figures(jsonb, jsonb, jsonb) IS 'headline figures of a page';

/* Progress against the forecasts: settled, agreed, and what of it is not certain.  What is of a part or a group is only named. */
CREATE FUNCTION busetting_internal.page_forecasts(source text, date date, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH forecast AS MATERIALIZED (
		SELECT f.*, f.settled_share_low IS NOT NULL OR f.pipeline_share_low IS NOT NULL AS measured,
			   coalesce(busetting_internal.number_text(100 * f.settled_share_low, 100 * f.settled_share_high, phrase, suffix => phrase ->> 'percent', decimals => 1), phrase ->> 'not stated') AS settled_text,
			   coalesce(busetting_internal.number_text(100 * f.pipeline_share_low, 100 * f.pipeline_share_high, phrase, suffix => phrase ->> 'percent', decimals => 1), phrase ->> 'not stated') AS pipeline_text,
			   -- all bars have one scale
			   ceil(greatest(max(greatest(f.settled_share_low, f.settled_share_high, f.pipeline_share_low, f.pipeline_share_high)) OVER (), 1) * 10) / 10 AS whole
		FROM report_forecast AS f
		WHERE f.source = page_forecasts.source AND f.date = page_forecasts.date
	)
	SELECT xmlconcat(xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'forecasts apart'),
		xmlelement(name ul, xmlagg(xmlelement(name li,
			xmlelement(name strong, f.label), xmlelement(name br),
			concat(format(busetting_internal.counted_phrase(phrase, 'announced', f.persons), busetting_internal.number_text(f.persons, f.persons, phrase), busetting_internal.date_text(f.announced_on, phrase)), format(phrase ->> 'announced by', f.announced_by)),
			busetting_internal.chart_share(f.settled_share_low, f.settled_share_high, f.pipeline_share_low, f.pipeline_share_high, format(phrase ->> 'reached', f.settled_text, f.pipeline_text), f.whole),
			xmlelement(name span, format(phrase ->> 'reached', f.settled_text, f.pipeline_text)))
			ORDER BY f.persons DESC, f.label COLLATE "C") FILTER (WHERE f.measured)),
		CASE WHEN bool_or(NOT f.measured) THEN
			xmlconcat(xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'group forecast'),
				xmlelement(name ul, xmlattributes('group' AS class), xmlagg(xmlelement(name li, xmlelement(name strong, f.label), ' ',
					concat(format(busetting_internal.counted_phrase(phrase, 'announced', f.persons), busetting_internal.number_text(f.persons, f.persons, phrase), busetting_internal.date_text(f.announced_on, phrase)), format(phrase ->> 'announced by', f.announced_by)))
					ORDER BY f.persons DESC, f.label COLLATE "C") FILTER (WHERE NOT f.measured))) END)
	FROM forecast AS f
	HAVING bool_or(f.measured)
$$;

COMMENT ON FUNCTION busetting_internal.page_forecasts(text, date, jsonb) IS 'section of a page: progress against the forecasts';

/* Sums that contradict each other only together, and groups that do not add up: no two figures of them can be compared. */
CREATE FUNCTION busetting_internal.page_contradictions(source text, date date, language text, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH conflict AS (
		SELECT min(x.code COLLATE "C") AS code, x.number,
			   string_agg(format('%s: %s (%s)', x.name, busetting_internal.chart_measure_label(x.measure, language),
						  phrase ->> CASE WHEN x.over IN ('regions', 'printed total') THEN 'sum of parts' WHEN x.over = 'part' THEN 'part and rest' ELSE 'sum of groups' END),
						  ', ' ORDER BY x.code COLLATE "C", x.measure COLLATE "C", x.over COLLATE "C") AS sums
		FROM contradiction AS x
		WHERE x.source = page_contradictions.source AND x.date = page_contradictions.date
		GROUP BY x.number
		HAVING count(*) > 1 OR bool_and(x.deviation = 0)
	)
	-- a rule that a publisher does not keep to is broken in many regions: ten are told
	SELECT xmlconcat(xmlelement(name p, phrase ->> 'contradictions'),
		xmlelement(name ul, xmlagg(xmlelement(name li, c.sums) ORDER BY c.place) FILTER (WHERE c.place <= 10)),
		CASE WHEN count(*) > 10 THEN xmlelement(name p, format(phrase ->> 'more contradictions', count(*) - 10)) END)
	FROM (SELECT o.sums, row_number() OVER (ORDER BY o.code, o.number) AS place FROM conflict AS o) AS c
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_contradictions(text, date, text, jsonb) IS 'of the section of what does not add up: sums that cannot all hold';

CREATE FUNCTION busetting_internal.page_reconciliation(source text, date date, language text, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlconcat(
		xmlelement(name p, format(busetting_internal.counted_phrase(phrase, 'consistent', count(*) FILTER (WHERE r.consistent), count(*)), count(*) FILTER (WHERE r.consistent), count(*))),
		CASE WHEN count(*) FILTER (WHERE NOT r.consistent) > 0 THEN
			busetting_internal.html_table(phrase ->> 'deviations',
				xmlconcat(xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'region'),
					xmlelement(name th, xmlattributes('col' AS scope, 'text' AS class), phrase ->> 'measure'),
					xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'published'),
					xmlelement(name th, xmlattributes('col' AS scope, 'text' AS class), phrase ->> 'compared with'),
					xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'other'),
					xmlelement(name th, xmlattributes('col' AS scope), phrase ->> 'deviation')),
				xmlagg(xmlelement(name tr,
					xmlelement(name th, xmlattributes('row' AS scope), r.name),
					xmlelement(name td, xmlattributes('text' AS class), busetting_internal.chart_measure_label(r.measure, language)),
					busetting_internal.html_number(r.published_low, r.published_high, r.published_symbol, phrase),
					xmlelement(name td, xmlattributes('text' AS class), coalesce(r.other_source, phrase ->> 'sum of parts')),
					busetting_internal.html_number(r.other_low, r.other_high, r.other_symbol, phrase),
					busetting_internal.html_number(r.deviation, r.deviation, NULL, phrase, signed => true))
					ORDER BY abs(r.deviation) DESC, r.code COLLATE "C", r.measure) FILTER (WHERE NOT r.consistent)) END)
	FROM report_reconciliation AS r
	WHERE r.source = page_reconciliation.source AND r.date = page_reconciliation.date
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_reconciliation(text, date, text, jsonb) IS 'section of a page: what does not add up';

CREATE FUNCTION busetting_internal.page_absent(source text, date date, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlagg(xmlelement(name p, format(busetting_internal.counted_phrase(phrase, 'parts absent', a.absent), a.name, a.absent, a.regions, a.names)) ORDER BY char_length(a.code), a.code COLLATE "C")
	FROM (SELECT o.code, o.name, count(*) FILTER (WHERE a.absent) AS absent, count(*) AS regions,
				 string_agg(c.name || CASE WHEN c.last_date IS NULL THEN '' ELSE format(phrase ->> 'last time', busetting_internal.date_text(c.last_date, phrase)) END, ', ' ORDER BY c.code COLLATE "C") FILTER (WHERE a.absent) AS names
		  FROM coverage AS c
		  JOIN region AS r ON r.id = c.region
		  JOIN region_official AS o ON o.region = r.parent AND busetting_internal.in_force(c.date, o.named_since, o.named_until)
		  -- not listed, or listed without a number, and it had some before
		  CROSS JOIN LATERAL (SELECT NOT c.listed OR c.late AS absent) AS a
		  WHERE c.source = page_absent.source AND c.date = page_absent.date
		  GROUP BY o.code, o.name
		  HAVING bool_or(a.absent)) AS a
$$;

COMMENT ON FUNCTION busetting_internal.page_absent(text, date, jsonb) IS 'section of a page: who is absent';

/* What the publications of the source say of the region, one row a date. */
CREATE FUNCTION busetting_internal.page_trend(source text, date date, language text, area integer, code text, columns jsonb, phrase jsonb) RETURNS xml
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	dates constant date[] := busetting_internal.chart_dates(source, page_trend.date);
	of_all constant bigint := (SELECT count(DISTINCT p.date) FROM report_publication AS p WHERE p.source = page_trend.source AND p.date <= page_trend.date);
	rows jsonb;
	broken boolean;
BEGIN
	IF cardinality(dates) < 2 THEN
		RETURN NULL;
	END IF;
	SELECT jsonb_agg(jsonb_build_object('n', dates[cardinality(dates)] - f.date, 'name', busetting_internal.date_text(f.date, phrase), 'measure', f.measure, 'low', f.low, 'high', f.high, 'hidden', f.hidden)),
		   bool_or(f.basis <> f.before) OR count(*) FILTER (WHERE f.measure = f.first) < cardinality(dates)
	INTO rows, broken
	FROM (SELECT f.*, lag(f.basis) OVER (PARTITION BY f.measure ORDER BY f.date) AS before, min(f.measure) OVER () AS first
		  FROM busetting_internal.chart_total(source, dates[1], page_trend.date, area) AS f) AS f;
	RETURN xmlconcat(
		CASE WHEN cardinality(dates) < of_all THEN xmlelement(name p, xmlattributes('note' AS class), format(phrase ->> 'trend latest', cardinality(dates), of_all)) END,
		CASE WHEN broken THEN xmlelement(name p, xmlattributes('note' AS class), phrase ->> 'trend broken') END,
		busetting_internal.html_figure(chart_trend(page_trend.date, language, source, 768, code), chart_trend(page_trend.date, language, source, 328, code)),
		CASE WHEN EXISTS (SELECT FROM busetting_internal.chart_figure(source, page_trend.date, page_trend.date) AS f JOIN region AS r ON r.parent = area AND r.code = f.code AND busetting_internal.in_force(f.date, r.since, r.until)) THEN
			xmlconcat(xmlelement(name h3, format(phrase ->> 'multiples', busetting_internal.chart_measure_label(busetting_internal.chart_measure(source, page_trend.date), language))),
				busetting_internal.html_figure(chart_multiples(page_trend.date, language, source, region => code, width => 768), chart_multiples(page_trend.date, language, source, region => code, width => 328))) END,
		busetting_internal.html_measures(format(phrase ->> 'publications', source), phrase ->> 'date', rows, columns, phrase));
END
$$;

COMMENT ON FUNCTION busetting_internal.page_trend(text, date, text, integer, text, jsonb, jsonb) IS 'section of a page: the region over the last publications of the source; NULL of one';

CREATE FUNCTION busetting_internal.page_maps(source text, date date, language text, main_measure text, code text, area integer, figures jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlagg(busetting_internal.html_figure(chart_map(page_maps.date, language, source, region => code, level => t.level, width => 768),
							  chart_map(page_maps.date, language, source, region => code, level => t.level, width => 328), 'tall') ORDER BY t.regions)
	FROM (SELECT r.level, count(DISTINCT r.id) AS regions
		  FROM region_tile AS t
		  JOIN region AS r ON r.id = t.region
		  JOIN jsonb_to_recordset(figures) AS f(region integer, measure text) ON f.region = r.id AND f.measure = main_measure
		  WHERE t.map = area AND t.validity @> page_maps.date
		  GROUP BY r.level
		  -- a map of which only a corner is known says less than that county's own
		  HAVING 2 * count(DISTINCT r.id) >= (SELECT count(*) FROM region_tile AS a JOIN region AS o ON o.id = a.region WHERE a.map = area AND a.validity @> page_maps.date AND o.level = r.level)
			  AND count(DISTINCT r.id) > 1) AS t
$$;

COMMENT ON FUNCTION busetting_internal.page_maps(text, date, text, text, text, integer, jsonb) IS 'section of a page: tile maps of the levels of which the publication states half of the regions or more';

/* Up to two regions of which single parts are listed, as intervals and maps; of more this were too long. */
CREATE FUNCTION busetting_internal.page_intervals(source text, date date, language text, main_measure text, area integer, figures jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlagg(xmlconcat(xmlelement(name h3, w.name),
			CASE WHEN w.id <> area AND w.mapped THEN busetting_internal.html_figure(chart_map(page_intervals.date, language, source, region => w.code, width => 768), chart_map(page_intervals.date, language, source, region => w.code, width => 328)) END,
			busetting_internal.html_figure(chart_intervals(page_intervals.date, language, source, region => w.code, width => 768), chart_intervals(page_intervals.date, language, source, region => w.code, width => 328), 'tall')) ORDER BY w.code COLLATE "C")
	FROM (SELECT r.id, r.code, o.name, EXISTS (SELECT FROM region_tile AS t WHERE t.map = r.id AND t.validity @> page_intervals.date) AS mapped,
				 count(*) FILTER (WHERE f.lowest) OVER () AS regions, f.lowest
		  FROM (SELECT f.parent, bool_or(NOT EXISTS (SELECT FROM region AS o WHERE o.parent = f.region AND busetting_internal.in_force(page_intervals.date, o.since, o.until))) AS lowest
				FROM jsonb_to_recordset(figures) AS f(region integer, parent integer, measure text)
				WHERE f.measure = main_measure
				GROUP BY f.parent) AS f
		  JOIN region AS r ON r.id = f.parent
		  JOIN region_official AS o ON o.region = r.id AND busetting_internal.in_force(page_intervals.date, o.named_since, o.named_until)
		  -- what has a gap is in the chart of gaps
		  WHERE f.lowest OR f.parent = area AND main_measure NOT LIKE 'gap%') AS w
	WHERE w.regions <= 2 OR NOT w.lowest
$$;

COMMENT ON FUNCTION busetting_internal.page_intervals(text, date, text, text, integer, jsonb) IS 'section of a page: the regions that have no parts, where they are of one region or two, and what has no gap, as intervals';

CREATE FUNCTION busetting_internal.page_tables(date date, language text, area integer, figures jsonb, columns jsonb, phrase jsonb) RETURNS xml
LANGUAGE sql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT xmlelement(name div, xmlattributes(CASE WHEN sum(t.regions) > 100 THEN 'many' || CASE WHEN (SELECT count(*) FROM jsonb_array_elements(columns)) <= 4 THEN ' columns' ELSE '' END END AS class), xmlagg(t.drawn ORDER BY t.depth, t.code COLLATE "C"))
	FROM (SELECT o.parent IS NOT NULL AND f.parent <> area AS depth, o.code, count(DISTINCT f.region) AS regions,
				 busetting_internal.html_measures(v.caption, v.one,
					 jsonb_agg(jsonb_build_object('n', f.n, 'name', f.name, 'measure', f.measure, 'low', f.low, 'high', f.high, 'hidden', f.hidden)), columns, phrase) AS drawn
		  FROM (SELECT f.*, dense_rank() OVER (ORDER BY f.code COLLATE "C") AS n
				FROM jsonb_to_recordset(figures) AS f(region integer, parent integer, level text, code text, name text, measure text, low bigint, high bigint, hidden boolean)) AS f
		  LEFT JOIN region_official AS o ON o.region = f.parent AND busetting_internal.in_force(page_tables.date, o.named_since, o.named_until)
		  CROSS JOIN LATERAL busetting_internal.page_level(f.level, page_tables.language, o.name, o.parent IS NULL) AS v
		  -- the region of the page itself is in the headline, and what it is part of is not its subject
		  WHERE f.region <> area AND f.parent IS NOT NULL
		  GROUP BY f.parent, f.level, o.parent, o.code, o.name, v.caption, v.one) AS t
	HAVING count(*) > 0
$$;

COMMENT ON FUNCTION busetting_internal.page_tables(date, text, integer, jsonb, jsonb, jsonb) IS 'section of a page: a table of the parts of each region';

CREATE FUNCTION report_html(on_date date DEFAULT CURRENT_DATE, language text DEFAULT 'nb', source text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling what is drawn takes longer than drawing it
AS $$
DECLARE
	phrase constant jsonb := busetting_internal.phrases(language);
	shown constant record := busetting_internal.chart_publication(on_date, source);
	area integer;		-- the region that the page is of
	area_code text;
	area_name text;
	is_root boolean;
	absent_counted boolean;	-- are regions that are not listed in totals, by the rule?
	columns jsonb;		-- of its measures: measure, label, part_of, place
	figures jsonb;		-- region, parent, level, code, name, measure, low, high, hidden, own
	totals jsonb;		-- of the area: measure, low, high, basis
	main_measure text;
	title text;
	reading text;
	sections jsonb[];
BEGIN
	SELECT jsonb_agg(to_jsonb(m)) INTO columns FROM busetting_internal.chart_measures(shown.source, shown.date, language) AS m;
	SELECT jsonb_agg(to_jsonb(f) || jsonb_build_object('region', r.id, 'parent', r.parent))
	INTO figures
	FROM busetting_internal.chart_figure(shown.source, shown.date, shown.date) AS f
	JOIN region AS r ON r.code = f.code AND r.level = f.level AND busetting_internal.in_force(f.date, r.since, r.until);
	IF figures IS NOT NULL THEN
		main_measure := busetting_internal.chart_measure(shown.source, shown.date);
		SELECT r.region, r.code, r.name, r.parent IS NULL INTO area, area_code, area_name, is_root FROM busetting_internal.chart_region(shown.source, shown.date, busetting_internal.chart_area(shown.source, shown.date)) AS r;
		absent_counted := EXISTS (SELECT FROM coverage AS c JOIN region AS r ON r.id = c.region WHERE c.source = shown.source AND c.date = shown.date AND NOT c.listed AND (r.parent <> area OR NOT is_root));
		SELECT jsonb_agg(to_jsonb(t)) INTO totals FROM busetting_internal.chart_total(shown.source, shown.date, shown.date, area) AS t;
		title := CASE WHEN columns @> '[{"measure": "settled"}]' THEN
					  CASE WHEN is_root THEN format(phrase ->> 'title', busetting_internal.date_text(shown.date, phrase)) ELSE format(phrase ->> 'title in', area_name, busetting_internal.date_text(shown.date, phrase)) END
					  ELSE format(phrase ->> 'title of', area_name, busetting_internal.chart_measure_label(main_measure, language), busetting_internal.date_text(shown.date, phrase)) END;
		reading := concat_ws(' ', phrase ->> 'reading', CASE WHEN columns @> '[{"measure": "gap"}]' THEN phrase ->> 'reading gap' END);
		sections := ARRAY[
			CASE WHEN main_measure = 'gap' AND figures @> jsonb_build_array(jsonb_build_object('parent', area)) THEN
				busetting_internal.html_section('gap', CASE WHEN is_root THEN busetting_internal.chart_gap_title(area, shown.date, language) ELSE format('%s: %s', area_name, busetting_internal.chart_measure_label('gap', language)) END,
					busetting_internal.html_figure(chart_county_gap(shown.date, language, shown.source, 768, area_code), chart_county_gap(shown.date, language, shown.source, 328, area_code), 'tall')) END,
			busetting_internal.html_section('map', phrase ->> 'map', busetting_internal.page_maps(shown.source, shown.date, language, main_measure, area_code, area, figures)),
			busetting_internal.html_section('intervals', format(phrase ->> 'intervals', busetting_internal.chart_measure_label(main_measure, language)), busetting_internal.page_intervals(shown.source, shown.date, language, main_measure, area, figures)),
			CASE WHEN is_root THEN busetting_internal.html_section('forecasts', phrase ->> 'forecasts', busetting_internal.page_forecasts(shown.source, shown.date, phrase)) END,
			busetting_internal.html_section('reconciliation', phrase ->> 'reconciliation', xmlconcat(busetting_internal.page_reconciliation(shown.source, shown.date, language, phrase),
				busetting_internal.page_contradictions(shown.source, shown.date, language, phrase))),
			busetting_internal.html_section('absent', phrase ->> 'absent', busetting_internal.page_absent(shown.source, shown.date, phrase)),
			busetting_internal.html_section('trend', phrase ->> 'trend', busetting_internal.page_trend(shown.source, shown.date, language, area, area_code, columns, phrase)),
			busetting_internal.html_section('tables', phrase ->> 'tables', xmlconcat(xmlelement(name p, xmlattributes('note' AS class), reading), busetting_internal.page_tables(shown.date, language, area, figures, columns, phrase)))];
	ELSE
		title := format(phrase ->> 'title', busetting_internal.date_text(shown.date, phrase));
	END IF;

	RETURN E'<!DOCTYPE html>\n' || xmlserialize(CONTENT xmlelement(name html, xmlattributes(language AS lang),
		xmlelement(name head,
			xmlelement(name meta, xmlattributes('utf-8' AS charset)),
			xmlelement(name meta, xmlattributes('viewport' AS name, 'width=device-width, initial-scale=1' AS content)),
			xmlelement(name title, title),
			xmlelement(name style, busetting_internal.html_style())),
		xmlelement(name body,
			xmlelement(name header,
				xmlelement(name h1, title),
				xmlelement(name p, xmlattributes('source' AS class), concat(phrase ->> 'source', ': ', shown.source)),
				(SELECT xmlelement(name p, xmlattributes('lead' AS class), l.lead) FROM (SELECT busetting_internal.page_lead(shown.source, shown.date, area, totals, figures, phrase) AS lead) AS l WHERE l.lead IS NOT NULL),
				xmlelement(name p, xmlattributes('uncertain' AS class), coalesce(busetting_internal.page_uncertainty(totals, figures, columns, absent_counted, phrase), phrase ->> 'nothing stated')),
				busetting_internal.page_figures(totals, columns, phrase),
				-- the contents, of a long page
				(SELECT xmlelement(name nav, xmlattributes(phrase ->> 'contents' AS "aria-label"), xmlelement(name ul,
							xmlagg(xmlelement(name li, xmlelement(name a, xmlattributes('#' || (s.section ->> 'id') AS href), s.section ->> 'heading')) ORDER BY s.n)))
				 FROM unnest(sections) WITH ORDINALITY AS s(section, n)
				 WHERE s.section IS NOT NULL
				 HAVING count(*) > 3)),
			xmlelement(name main, (SELECT xmlagg((s.section ->> 'section')::xml ORDER BY s.n) FROM unnest(sections) WITH ORDINALITY AS s(section, n) WHERE s.section IS NOT NULL)))) AS text);
END
$$;

COMMENT ON FUNCTION report_html(date, text, text) IS
	'page of the figures published last on or before a date: headline figures, what is uncertain, charts, maps, forecasts, reconciliation, who is absent, the last publications, tables; in nb, nn or en';
/*
 * export.sql: a publication back in the forms in which publishers put tables on
 * the web.  Both forms hold the cells as published, a symbol of the
 * publication's own dialect where there is no number, and can be imported again.
 */

CREATE VIEW published_cell AS
SELECT p.id AS publication, c.region, c.is_total AS total, m.measure, (CASE WHEN c.hidden AND NOT c.own THEN ':' ELSE c.value END)::published_count AS value, f.flags
FROM busetting_internal.publication_visible AS p
JOIN busetting_internal.cell AS c ON c.publication = p.id
JOIN measure AS m ON m.id = c.measure
LEFT JOIN busetting_internal.cell_flag AS f ON f.publication = c.publication AND f.region = c.region AND f.measure = c.measure AND f.is_total = c.is_total;

COMMENT ON VIEW published_cell IS 'every cell that publications state, all vintages, as published; cells of any measure can be inserted, updated and deleted';
COMMENT ON COLUMN published_cell.total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN published_cell.flags IS 'what the publisher says of it, as printed; NULL where nothing';
COMMENT ON COLUMN published_cell.value IS 'a number, or ":"';

CREATE TRIGGER store INSTEAD OF INSERT OR UPDATE OR DELETE ON published_cell
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.store_published_cell();
CREATE TRIGGER read AFTER INSERT OR UPDATE OR DELETE ON published_cell
	FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.read_new_publications();

CREATE FUNCTION busetting_internal.publication_symbol(publication integer, meaning text, preferred text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT s.symbol
	FROM publication AS p
	JOIN suppression_rule AS r USING (rule)
	JOIN symbol_meaning AS s USING (dialect)
	WHERE p.id = publication_symbol.publication AND s.meaning = publication_symbol.meaning
	ORDER BY s.symbol <> preferred, s.symbol = '', octet_length(s.symbol), s.symbol COLLATE "C"
	LIMIT 1
$$;

COMMENT ON FUNCTION busetting_internal.publication_symbol(integer, text, text) IS
	'symbol of a meaning in the dialect of a publication, the preferred one if that is a symbol of it';

/* The errors of all forms. */
CREATE FUNCTION busetting_internal.check_export(publication integer, language text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	languages text[] := (SELECT t.languages FROM publication AS p JOIN suppression_rule AS u ON u.rule = p.rule JOIN region_tree AS t ON t.tree = u.tree WHERE p.id = check_export.publication);
BEGIN
	IF languages IS NULL THEN
		RAISE no_data_found USING
			MESSAGE = format('publication %s does not exist', coalesce(publication::text, 'NULL')),
			HINT = 'Publications are listed in busetting.publication.';
	ELSIF language <> ALL (languages) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('unknown language %s', quote_ident(language)),
			DETAIL = format('Languages of names are %s.', regexp_replace(array_to_string(languages, ', '), ', ([^,]*)$', ' and \1'));
	END IF;
	RETURN languages[1] = 'no' AND (language <> 'en') IS NOT FALSE;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_export(integer, text) IS 'is what stands beside names in Norwegian? error if there is no such publication or language of names';

/*
 * Every cell of the table that a publication is: each of its regions, and then
 * each of its totals, under each measure that is stated of any.  The name is in
 * the language given where the region has an official one, else in the first of its tree; a
 * total's says so in words that are read again as such.
 */
CREATE FUNCTION busetting_internal.publication_cell(publication integer, language text DEFAULT NULL,
	OUT region_number bigint, OUT code text, OUT name text, OUT total boolean,
	OUT measure_number bigint, OUT measure text, OUT heading text, OUT value suppressed_int, OUT symbol text, OUT flags text)
RETURNS SETOF record
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH cell AS (
		SELECT r.code, s.total,
			   concat(coalesce(o.name, n.name), CASE WHEN s.total THEN CASE WHEN w.norwegian THEN ' i alt' ELSE ' total' END END) AS name,
			   m.position, m.measure,
			   CASE WHEN w.norwegian THEN m.nb ELSE m.en END AS heading,
			   v.value, v.flags, count(v.value) OVER (PARTITION BY m.measure) AS stated
		FROM publication AS p
		CROSS JOIN (SELECT busetting_internal.check_export(publication_cell.publication, publication_cell.language) AS norwegian OFFSET 0) AS w
		JOIN (SELECT false AS total, r.* FROM settlement AS r
			  UNION ALL
			  SELECT true, t.* FROM settlement_total AS t) AS s ON s.publication = p.id
		JOIN region AS r ON r.id = s.region
		JOIN region_name AS n ON n.region = r.id AND n.shown AND n.validity @> p.date
		LEFT JOIN region_name AS o
			ON o.region = r.id AND o.kind = 'official' AND o.language = publication_cell.language AND o.validity @> p.date
		CROSS JOIN measure AS m
		LEFT JOIN published_cell AS v ON v.publication = p.id AND v.region = s.region AND v.total = s.total AND v.measure = m.measure
		WHERE p.id = publication_cell.publication
	)
	SELECT dense_rank() OVER (ORDER BY c.total, c.code COLLATE "C"), c.code, c.name, c.total,
		   dense_rank() OVER (ORDER BY c.position), c.measure, c.heading,
		   c.value, CASE WHEN c.value = ':' THEN hidden.symbol END, c.flags
	FROM cell AS c
	CROSS JOIN (SELECT coalesce(busetting_internal.publication_symbol(publication_cell.publication, 'hidden', ':'), ':') AS symbol) AS hidden
	WHERE c.stated > 0
	ORDER BY 1, 5
$$;

COMMENT ON FUNCTION busetting_internal.publication_cell(integer, text) IS
	'cells of a publication and of its totals by region and measure stated, numbered from 1; symbol where hidden without printed bounds, NULL in both where not stated';

/* As they are read. */
CREATE FUNCTION busetting_internal.flagged_text(value text, flags text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 4
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE WHEN strpos(flags, '()') > 0 THEN replace(flags, '()', '(' || value || ')') ELSE concat_ws(' ', value, flags) END
$$;

COMMENT ON FUNCTION busetting_internal.flagged_text(text, text) IS 'a cell''s text with the flags beside it, if any';

CREATE FUNCTION publication_csv(publication integer, separator text DEFAULT ';', language text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	in_norwegian constant boolean := busetting_internal.check_export(publication, language);
	not_stated text := coalesce(busetting_internal.publication_symbol(publication, 'not stated', ''), '');
	lines text;
BEGIN
	IF separator IS NULL OR separator NOT IN (',', ';', E'\t') THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('separator %s is not supported', coalesce(quote_ident(separator), 'NULL')),
			DETAIL = 'A separator is a comma, a semicolon or a tab.';
	END IF;
	WITH cell AS MATERIALIZED (
		SELECT * FROM busetting_internal.publication_cell(publication_csv.publication, publication_csv.language)
	), field AS (
		SELECT 0::bigint AS row_number, measure_number AS column_number, heading AS field FROM cell WHERE region_number = 1
		UNION ALL
		SELECT 0, n.number, n.heading
		FROM (VALUES (-1, 'Kode', 'Code'), (0, 'Navn', 'Name')) AS v(number, norwegian, english)
		CROSS JOIN LATERAL (SELECT v.number, CASE WHEN in_norwegian THEN v.norwegian ELSE v.english END AS heading) AS n
		UNION ALL
		SELECT region_number, -1, code FROM cell WHERE measure_number = 1
		UNION ALL
		SELECT region_number, 0, name FROM cell WHERE measure_number = 1
		UNION ALL
		SELECT region_number, measure_number, busetting_internal.flagged_text(coalesce(symbol, value::text, not_stated), flags)
		FROM cell
	), line AS (
		SELECT row_number, string_agg(CASE WHEN field ~ '["\r\n]' OR strpos(field, separator) > 0
										   THEN '"' || replace(field, '"', '""') || '"' ELSE field END,
									  separator ORDER BY column_number) AS line
		FROM field
		GROUP BY row_number
	)
	SELECT string_agg(line || E'\n', '' ORDER BY row_number) INTO lines FROM line;
	RETURN lines;
END
$$;

COMMENT ON FUNCTION publication_csv(integer, text, text) IS
	'a publication as CSV with a header: code, name and the measures stated';

CREATE FUNCTION publication_json_stat(publication integer, language text DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	norwegian constant boolean := busetting_internal.check_export(publication, language);
	not_stated text := nullif(busetting_internal.publication_symbol(publication, 'not stated', '..'), '');
	dataset jsonb;
BEGIN
	WITH cell AS MATERIALIZED (
		SELECT *, row_number() OVER (ORDER BY region_number, measure_number) - 1 AS number,
			   -- a region can have a row and a total: a code is there once
			   code || CASE WHEN total THEN '-total' ELSE '' END AS key,
			   CASE WHEN value IS NULL THEN not_stated WHEN NOT is_suppressed(value) THEN flags ELSE busetting_internal.flagged_text(coalesce(symbol, value::text), flags) END AS status
		FROM busetting_internal.publication_cell(publication_json_stat.publication, publication_json_stat.language)
	), region_dimension AS (
		SELECT count(*) AS size, coalesce(jsonb_agg(key ORDER BY number), '[]') AS index, jsonb_object_agg(key, name) AS label
		FROM cell WHERE measure_number = 1
	), measure_dimension AS (
		SELECT count(*) AS size, coalesce(jsonb_agg(measure ORDER BY number), '[]') AS index, jsonb_object_agg(measure, heading) AS label,
			   jsonb_object_agg(measure, jsonb_build_object('decimals', 0, 'label', CASE WHEN norwegian THEN 'personer' ELSE 'persons' END)) AS unit
		FROM cell WHERE region_number = 1
	), cube AS (
		SELECT coalesce(jsonb_agg(CASE WHEN NOT is_suppressed(value) THEN lower(value) END ORDER BY number), '[]') AS value,
			   jsonb_object_agg(number, status) FILTER (WHERE status IS NOT NULL) AS status,
			   jsonb_object_agg(status, CASE WHEN is_suppressed(value) AND norwegian THEN 'skjult'
											 WHEN is_suppressed(value) THEN 'hidden'
											 WHEN value IS NOT NULL THEN status
											 WHEN norwegian THEN 'ikke oppgitt' ELSE 'not stated' END)
				   FILTER (WHERE status IS NOT NULL) AS status_label
		FROM cell
	)
	SELECT jsonb_strip_nulls(jsonb_build_object(
			   'version', '2.0', 'class', 'dataset',
			   'label', p.source || ', ' || p.date, 'source', p.source, 'updated', p.date,
			   'id', ARRAY['region', 'measure'],
			   'size', ARRAY[r.size, m.size],
			   'role', '{"geo": ["region"], "metric": ["measure"]}'::jsonb,
			   'dimension', jsonb_build_object(
				   'region', jsonb_build_object('label', 'Region', 'category', jsonb_build_object('index', r.index, 'label', r.label)),
				   'measure', jsonb_build_object('label', CASE WHEN norwegian THEN 'Statistikkvariabel' ELSE 'Measure' END,
					   'category', jsonb_build_object('index', m.index, 'label', m.label, 'unit', m.unit))),
			   'value', c.value, 'status', c.status,
			   'extension', CASE WHEN c.status IS NOT NULL
								 THEN jsonb_build_object('status', jsonb_build_object('label', c.status_label)) END))
	INTO dataset
	FROM publication AS p, region_dimension AS r, measure_dimension AS m, cube AS c
	WHERE p.id = publication_json_stat.publication;
	RETURN dataset;
END
$$;

COMMENT ON FUNCTION publication_json_stat(integer, text) IS
	'a publication as a JSON-stat 2 dataset of the dimensions region and measure, symbols as status';
/*
 * export_form.sql: a publication in the forms of statistical offices: SDMX-CSV, with the codes of why a value
 * is not there, and PX, with its symbols.
 */

/* The code of CL_OBS_STATUS for the flags of a cell, the first that has one; A, normal, where none has. */
CREATE FUNCTION busetting_internal.flag_status(flags text, dialect text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 100
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT coalesce(
		CASE WHEN flag_status.dialect = 'sdmx' THEN substring(flags FROM '^[A-Z](?= |$)') END,
		(SELECT s.code
		 FROM symbol_flag AS f
		 JOIN (VALUES ('break', 'B'), ('definition differs', 'D'), ('estimate', 'E'), ('early estimate', 'E'), ('forecast', 'F'), ('provisional', 'P'),
			   ('preliminary', 'P'), ('low reliability', 'U'), ('limited reliability', 'U'), ('use with caution', 'U'), ('not significant', 'N')) AS s(meaning, code)
			 ON starts_with(f.meaning, s.meaning)
		 WHERE f.dialect = flag_status.dialect AND strpos(flags, f.flag) > 0
		 ORDER BY strpos(flags, f.flag), f.flag COLLATE "C", s.code
		 LIMIT 1),
		'A')
$$;

COMMENT ON FUNCTION busetting_internal.flag_status(text, text) IS 'code of SDMX''s list of observation status for flags of a dialect, A where it has none';

CREATE FUNCTION publication_sdmx_csv(publication integer, language text DEFAULT NULL) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
	WITH field AS (
		SELECT c.region_number, c.measure_number,
			   format('BUSETTING:%s(1.0)', coalesce(nullif(btrim(regexp_replace(upper(p.source), '[^A-Z0-9]+', '_', 'g'), '_'), ''), 'TABLE')) AS flow,
			   -- a region can have a row and a total: a code is there once
			   concat(c.code, CASE WHEN c.total THEN '-total' END, ': ', c.name) AS region,
			   concat(upper(c.measure), ': ', c.heading) AS measure, p.date::text AS period,
			   CASE WHEN NOT is_suppressed(c.value) THEN c.value::text END AS value,
			   CASE WHEN c.value IS NULL THEN 'O' WHEN is_suppressed(c.value) THEN 'Q' WHEN c.flags IS NOT NULL THEN busetting_internal.flag_status(c.flags, u.dialect) ELSE 'A' END AS status,
			   CASE WHEN is_suppressed(c.value) THEN 'C' ELSE 'F' END AS confidentiality,
			   coalesce(c.flags, '') AS flags, CASE WHEN c.value <> ':' AND is_suppressed(c.value) THEN c.value::text ELSE '' END AS comment
		FROM busetting_internal.publication_cell(publication_sdmx_csv.publication, publication_sdmx_csv.language) AS c
		JOIN publication AS p ON p.id = publication_sdmx_csv.publication
		JOIN suppression_rule AS u USING (rule)
	), line AS (
		SELECT f.region_number, f.measure_number, string_agg(CASE WHEN v.text ~ '[",\r\n]' THEN '"' || replace(v.text, '"', '""') || '"' ELSE v.text END, ',' ORDER BY v.number) AS text
		FROM field AS f
		CROSS JOIN LATERAL unnest(ARRAY[f.flow, f.region, f.measure, f.period, coalesce(f.value, ''), f.status, f.confidentiality, f.flags, f.comment]) WITH ORDINALITY AS v(text, number)
		GROUP BY f.region_number, f.measure_number
	)
	SELECT concat(E'DATAFLOW,REF_AREA: Region,INDICATOR: Measure,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,OBS_FLAG,OBS_COMMENT\n',
				  (SELECT string_agg(l.text || E'\n', '' ORDER BY l.region_number, l.measure_number) FROM line AS l))
	-- also of a publication that there is not
	FROM (SELECT busetting_internal.check_export(publication_sdmx_csv.publication, publication_sdmx_csv.language) AS checked OFFSET 0) AS c
	WHERE c.checked IS NOT NULL
$$;

COMMENT ON FUNCTION publication_sdmx_csv(integer, text) IS
	'a publication as SDMX-CSV 1.0: hidden cells with OBS_STATUS Q and CONF_STATUS C, flags as OBS_STATUS and as printed; the rule sdmx reads it again';

/* A text of a PX file, which has no quote and no line end in it. */
CREATE FUNCTION busetting_internal.px_text(content text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 4
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT '"' || regexp_replace(replace(content, '"', ''''), '[\r\n]+', ' ', 'g') || '"'
$$;

COMMENT ON FUNCTION busetting_internal.px_text(text) IS 'a text in the quotes of a PX file';

CREATE FUNCTION publication_px(publication integer, language text DEFAULT NULL) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	norwegian constant boolean := busetting_internal.check_export(publication, language);
	hidden constant text := coalesce(busetting_internal.publication_symbol(publication, 'hidden', ':'), ':');
	not_stated constant text := coalesce(nullif(busetting_internal.publication_symbol(publication, 'not stated', '..'), ''), '..');
	region constant text := 'region';
	measure constant text := CASE WHEN norwegian THEN 'statistikkvariabel' ELSE 'measure' END;
	persons constant text := CASE WHEN norwegian THEN 'personer' ELSE 'persons' END;
	file text;
BEGIN
	WITH cell AS MATERIALIZED (
		SELECT c.*, busetting_internal.px_text(concat(CASE WHEN count(*) OVER (PARTITION BY c.measure, c.name) > 1 THEN c.code || ' ' END, c.name)) AS region_text,
			   busetting_internal.px_text(c.heading) AS measure_text, count(*) OVER (PARTITION BY c.region_number) AS width
		FROM busetting_internal.publication_cell(publication_px.publication, publication_px.language) AS c
	), list AS (
		-- a line each, as a line of a PX file has at most 256 characters
		SELECT string_agg(c.region_text, E',\n' ORDER BY c.region_number) FILTER (WHERE c.measure_number = 1) AS regions,
			   string_agg(busetting_internal.px_text(c.code || CASE WHEN c.total THEN '-total' ELSE '' END), E',\n' ORDER BY c.region_number) FILTER (WHERE c.measure_number = 1) AS codes,
			   string_agg(c.measure_text, E',\n' ORDER BY c.measure_number) FILTER (WHERE c.region_number = 1) AS measures,
			   string_agg(busetting_internal.px_text(c.measure), E',\n' ORDER BY c.measure_number) FILTER (WHERE c.region_number = 1) AS measure_codes,
			   string_agg(format(E'UNITS(%s)="%s";\n', c.measure_text, persons), '' ORDER BY c.measure_number) FILTER (WHERE c.region_number = 1) AS units,
			   concat(string_agg(format(E'CELLNOTE(%s,%s)="%s";\n', c.region_text, c.measure_text, c.value), '' ORDER BY c.region_number, c.measure_number)
						  FILTER (WHERE c.value <> ':' AND is_suppressed(c.value)),
					  string_agg(format(E'DATANOTECELL(%s,%s)=%s;\n', c.region_text, c.measure_text, busetting_internal.px_text(c.flags)), '' ORDER BY c.region_number, c.measure_number)
						  FILTER (WHERE c.flags IS NOT NULL)) AS notes,
			   string_agg(CASE WHEN c.value IS NULL THEN '".."' WHEN is_suppressed(c.value) THEN '"."' ELSE c.value::text END
						  || CASE WHEN c.measure_number = c.width THEN E'\n' ELSE ' ' END, '' ORDER BY c.region_number, c.measure_number) AS data
		FROM cell AS c
	)
	SELECT concat(E'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="utf-8";\nLANGUAGE="', CASE WHEN norwegian THEN 'no' ELSE 'en' END, E'";\n',
		'CREATION-DATE="', to_char(p.imported_at AT TIME ZONE 'UTC', 'YYYYMMDD HH24:MI'), E'";\n',
		E'DECIMALS=0;\nSHOWDECIMALS=0;\n',
		'MATRIX="', coalesce(nullif(left(btrim(regexp_replace(upper(p.source), '[^A-Z0-9]+', '_', 'g'), '_'), 20), ''), 'TABLE'), E'";\n',
		E'SUBJECT-CODE="BUSETTING";\nSUBJECT-AREA=', CASE WHEN norwegian THEN '"Bosetting"' ELSE '"Settlement"' END, E';\n',
		'TITLE=', busetting_internal.px_text(concat(p.source, ', ', p.date)), E';\n',
		'CONTENTS=', busetting_internal.px_text(p.source), E';\n',
		'UNITS="', persons, E'";\n',
		'STUB="', region, E'";\nHEADING="', measure, E'";\nCONTVARIABLE="', measure, E'";\n',
		format(E'VALUES("%s")=\n%s;\nVALUES("%s")=\n%s;\nCODES("%s")=\n%s;\nCODES("%s")=\n%s;\n', region, l.regions, measure, l.measures, region, l.codes, measure, l.measure_codes),
		l.units, 'SOURCE=', busetting_internal.px_text(p.source), E';\n',
		'DATASYMBOL1=', busetting_internal.px_text(hidden), E';\nDATASYMBOL2=', busetting_internal.px_text(not_stated), E';\n',
		l.notes, E'DATA=\n', l.data, E';\n')
	INTO file
	FROM publication AS p, list AS l
	WHERE p.id = publication_px.publication AND l.data IS NOT NULL;
	RETURN file;
END
$$;

COMMENT ON FUNCTION publication_px(integer, text) IS
	'a publication as a PX file in UTF-8, hidden cells as its symbol 1; flags and printed bounds as notes of cells; NULL where it lists nothing';
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
-- Primary rules: is a cell sensitive in itself?  Definitions are those of A. Hundepool et al., Handbook on Statistical
-- Disclosure Control (version 1.2, 2010; second edition, 2024), section 4.2 on magnitude tables, which tabulates the
-- sensitivity rules: minimum frequency (of contributors, here few_contributors; of a count, in frequency tables, which are its
-- chapter 5, below_minimum_frequency), (n,k) dominance and p percent.  Its p percent is (p,q) with q = 100, and so p < 100.

CREATE FUNCTION busetting_internal.check_minimum(counted bigint, minimum bigint)
	RETURNS void LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		IF (minimum >= 1) IS NOT TRUE THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('a minimum of %s is not a rule', coalesce(minimum::text, 'null')),
				DETAIL = 'It must be at least 1: what is below it is sensitive.',
				HINT = 'below_minimum_frequency(persons, 5) and few_contributors(firms, 3) are examples.';
		ELSIF counted < 0 THEN
			RAISE invalid_parameter_value USING
				MESSAGE = 'a count below zero is not possible',
				DETAIL = 'Persons and contributors are counted from zero.',
				HINT = 'Where it is not known, the count is NULL, and so is whether it is sensitive: protect takes that for sensitive.';
		END IF;
	END
	$$;

CREATE FUNCTION below_minimum_frequency(frequency bigint, minimum bigint DEFAULT 5, zeros_public boolean DEFAULT true)
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		PERFORM busetting_internal.check_minimum(frequency, minimum);
		RETURN frequency < minimum AND (frequency > 0 OR NOT zeros_public);
	END
	$$;

CREATE FUNCTION few_contributors(contributors bigint, minimum bigint DEFAULT 3)
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		PERFORM busetting_internal.check_minimum(contributors, minimum);
		RETURN contributors > 0 AND contributors < minimum;
	END
	$$;

-- Numbers of these types are counts too, and never the keys of contributors, which the aggregate of this name counts.
CREATE FUNCTION few_contributors(contributors integer, minimum bigint DEFAULT 3)
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT few_contributors(contributors::bigint, minimum)';
CREATE FUNCTION few_contributors(contributors smallint, minimum bigint DEFAULT 3)
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT few_contributors(contributors::bigint, minimum)';

COMMENT ON FUNCTION few_contributors(integer, bigint) IS 'few_contributors of a bigint, which a count is';
COMMENT ON FUNCTION few_contributors(smallint, bigint) IS 'few_contributors of a bigint, which a count is';
COMMENT ON FUNCTION busetting_internal.check_minimum(bigint, bigint) IS 'refuse a minimum that is no rule and a count that cannot be';
COMMENT ON FUNCTION below_minimum_frequency(bigint, bigint, boolean) IS
	'minimum frequency rule: fewer than the minimum, and not zero unless zeros are not public; '
	'null where the frequency is: not known, which protect takes for sensitive';
COMMENT ON FUNCTION few_contributors(bigint, bigint) IS 
	'rule of few contributors: some, but fewer than the minimum; null where their number is: not known, which protect takes for sensitive';

-- the state of the concentration rules: total, number of contributions kept, percentage, the largest contributions

-- one group, one rule: of several the last would count, whichever that is
CREATE FUNCTION busetting_internal.check_one_rule(state numeric[], other numeric[])
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		IF state[2] <> other[2] OR state[3] <> other[3] THEN
			RAISE invalid_parameter_value USING
				MESSAGE = 'contributions of one group have two rules',
				DETAIL = format('They are the %s largest and %s percent, and the %s largest and %s percent.',
					least(state[2], other[2]), CASE WHEN (state[2], state[3]) <= (other[2], other[3]) THEN state[3] ELSE other[3] END,
					greatest(state[2], other[2]), CASE WHEN (state[2], state[3]) <= (other[2], other[3]) THEN other[3] ELSE state[3] END),
				HINT = 'Give all rows of a group the same rule, or group by what the rule is of.';
		END IF;
		RETURN true;
	END
	$$;

COMMENT ON FUNCTION busetting_internal.check_one_rule(numeric[], numeric[]) IS 'refuse two rules for the contributions of one group';

CREATE FUNCTION busetting_internal.largest_accum(state numeric[], contribution numeric, kept integer, percent numeric)
	RETURNS numeric[] LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		IF (kept >= 1) IS NOT TRUE THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('the dominance of %s contributions is not a rule', coalesce(kept::text, 'null')),
				DETAIL = 'The number of largest contributions must be at least 1.',
				HINT = 'dominance(turnover, 1, 75): the largest is more than 75 percent of all.';
		ELSIF (percent > 0 AND percent < 100) IS NOT TRUE THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('a percentage of %s is not a rule', coalesce(percent::text, 'null')),
				DETAIL = 'It must be greater than 0 and less than 100.',
				HINT = 'dominance(turnover, 1, 75) and p_percent(turnover, 10) are examples.';
		ELSIF NOT (contribution >= 0 AND contribution - contribution = 0) THEN	-- less than zero, infinite or no number
			RAISE invalid_parameter_value USING
				MESSAGE = 'a contribution has no share of a total',
				DETAIL = 'Contributions must be numbers of at least zero: with others no concentration rule is defined.',
				HINT = 'Where amounts can be negative, use few_contributors(count(turnover)).';
		ELSIF state[2] <> kept OR state[3] <> percent THEN
			PERFORM busetting_internal.check_one_rule(state, ARRAY[0, kept, percent]);
		END IF;
		RETURN ARRAY[coalesce(state[1], 0) + coalesce(contribution, 0), kept, percent] ||
			ARRAY(SELECT c FROM unnest(state[4:] || contribution) AS c WHERE c IS NOT NULL ORDER BY c DESC LIMIT kept);
	END
	$$;

CREATE FUNCTION busetting_internal.largest_two_accum(state numeric[], contribution numeric, percent numeric)
	RETURNS numeric[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT busetting_internal.largest_accum(state, contribution, 2, percent)';

CREATE FUNCTION busetting_internal.largest_combine(state numeric[], other numeric[])
	RETURNS numeric[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
		SELECT CASE WHEN state IS NULL THEN other WHEN other IS NULL THEN state
			WHEN busetting_internal.check_one_rule(state, other) THEN ARRAY[state[1] + other[1], state[2], state[3]] ||
				ARRAY(SELECT c FROM unnest(state[4:] || other[4:]) AS c ORDER BY c DESC LIMIT state[2]) END
	$$;

CREATE FUNCTION busetting_internal.dominance_final(state numeric[])
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT coalesce((SELECT sum(c) FROM unnest(state[4:]) AS c) * 100 > state[3] * state[1], false)';

CREATE FUNCTION busetting_internal.p_percent_final(state numeric[])
	RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT coalesce((state[1] - state[4] - coalesce(state[5], 0)) * 100 < state[3] * state[4], false)';

COMMENT ON FUNCTION busetting_internal.largest_accum(numeric[], numeric, integer, numeric) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.largest_two_accum(numeric[], numeric, numeric) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.largest_combine(numeric[], numeric[]) IS 'aggregate combine function';
COMMENT ON FUNCTION busetting_internal.dominance_final(numeric[]) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.p_percent_final(numeric[]) IS 'aggregate final function';

CREATE AGGREGATE dominance(contribution numeric, n integer, k numeric)
	(SFUNC = busetting_internal.largest_accum, STYPE = numeric[], COMBINEFUNC = busetting_internal.largest_combine, FINALFUNC = busetting_internal.dominance_final, PARALLEL = SAFE);

CREATE AGGREGATE p_percent(contribution numeric, p numeric)
	(SFUNC = busetting_internal.largest_two_accum, STYPE = numeric[], COMBINEFUNC = busetting_internal.largest_combine, FINALFUNC = busetting_internal.p_percent_final, PARALLEL = SAFE);

COMMENT ON AGGREGATE dominance(numeric, integer, numeric) IS
	'(n,k) dominance rule: the n largest contributions are more than k percent of all; like sum it leaves out those that are null; '
	'each row is a contributor: where one can have several, give him as the fourth argument';
COMMENT ON AGGREGATE p_percent(numeric, numeric) IS
	'p percent rule: all but the two largest contributions are less than p percent of the largest, so that the second knows it too well; '
	'like sum it leaves out those that are null; each row is a contributor: where one can have several, give him as the third argument';

/*
 * The same rules by contributor: what one contributor has in all rows of a group is one contribution.  So they
 * hold in margins too, where grouping sets put the rows of several cells together.
 */
CREATE FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement, boolean)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement, boolean, integer)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.dominance_accumulate(internal, numeric, integer, numeric, anyelement)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.dominance_accumulate(internal, numeric, integer, numeric, anyelement, numeric)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.few_contributors_accumulate(internal, anyelement)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.few_contributors_accumulate(internal, numeric, integer, anyelement)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.contributor_sums_combine(internal, internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.contributor_sums_serialize(internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.contributor_sums_deserialize(bytea, internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION busetting_internal.p_percent_result(internal)
	RETURNS boolean AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.p_percent_level_result(internal)
	RETURNS numeric AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.dominance_result(internal)
	RETURNS boolean AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.dominance_level_result(internal)
	RETURNS numeric AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION busetting_internal.few_contributors_result(internal)
	RETURNS boolean AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement, boolean) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.p_percent_accumulate(internal, numeric, numeric, anyelement, boolean, integer) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.dominance_accumulate(internal, numeric, integer, numeric, anyelement) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.dominance_accumulate(internal, numeric, integer, numeric, anyelement, numeric) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.few_contributors_accumulate(internal, anyelement) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.few_contributors_accumulate(internal, numeric, integer, anyelement) IS 'aggregate transition function';
COMMENT ON FUNCTION busetting_internal.contributor_sums_combine(internal, internal) IS 'aggregate combine function';
COMMENT ON FUNCTION busetting_internal.contributor_sums_serialize(internal) IS 'aggregate serialization function';
COMMENT ON FUNCTION busetting_internal.contributor_sums_deserialize(bytea, internal) IS 'aggregate deserialization function';
COMMENT ON FUNCTION busetting_internal.p_percent_result(internal) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.p_percent_level_result(internal) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.dominance_result(internal) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.dominance_level_result(internal) IS 'aggregate final function';
COMMENT ON FUNCTION busetting_internal.few_contributors_result(internal) IS 'aggregate final function';

CREATE AGGREGATE p_percent(amount numeric, p numeric, contributor anyelement)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent(amount numeric, p numeric, contributor anyelement, waived boolean)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent(amount numeric, p numeric, contributor anyelement, waived boolean, n integer)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent_level(amount numeric, p numeric, contributor anyelement)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_level_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent_level(amount numeric, p numeric, contributor anyelement, waived boolean)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_level_result, PARALLEL = SAFE);
CREATE AGGREGATE p_percent_level(amount numeric, p numeric, contributor anyelement, waived boolean, n integer)
	(SFUNC = busetting_internal.p_percent_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.p_percent_level_result, PARALLEL = SAFE);
CREATE AGGREGATE dominance(amount numeric, n integer, k numeric, contributor anyelement)
	(SFUNC = busetting_internal.dominance_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.dominance_result, PARALLEL = SAFE);
CREATE AGGREGATE dominance(amount numeric, n integer, k numeric, contributor anyelement, weight numeric)
	(SFUNC = busetting_internal.dominance_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.dominance_result, PARALLEL = SAFE);
CREATE AGGREGATE dominance_level(amount numeric, n integer, k numeric, contributor anyelement)
	(SFUNC = busetting_internal.dominance_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.dominance_level_result, PARALLEL = SAFE);
CREATE AGGREGATE dominance_level(amount numeric, n integer, k numeric, contributor anyelement, weight numeric)
	(SFUNC = busetting_internal.dominance_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.dominance_level_result, PARALLEL = SAFE);
CREATE AGGREGATE few_contributors(contributor anyelement)
	(SFUNC = busetting_internal.few_contributors_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.few_contributors_result, PARALLEL = SAFE);
CREATE AGGREGATE few_contributors(amount numeric, minimum integer, contributor anyelement)
	(SFUNC = busetting_internal.few_contributors_accumulate, STYPE = internal, COMBINEFUNC = busetting_internal.contributor_sums_combine, SERIALFUNC = busetting_internal.contributor_sums_serialize,
	DESERIALFUNC = busetting_internal.contributor_sums_deserialize, FINALFUNC = busetting_internal.few_contributors_result, PARALLEL = SAFE);

COMMENT ON AGGREGATE p_percent(numeric, numeric, anyelement) IS
	'p percent rule by contributor: all but what the two largest have is less than p percent of what the largest has; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent(numeric, numeric, anyelement, boolean) IS
	'p percent rule by contributor: all but what the two largest have is less than p percent of what the largest has; who has a waiver in all his rows needs no protection; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent(numeric, numeric, anyelement, boolean, integer) IS
	'p percent rule by contributor: all but what the two largest have is less than p percent of what the largest has; who has a waiver in all his rows needs no protection; n - 1 others put together what they know; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent_level(numeric, numeric, anyelement) IS
	'upper protection level of the p percent rule by contributor, null where the cell is safe; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent_level(numeric, numeric, anyelement, boolean) IS
	'upper protection level of the p percent rule by contributor, null where the cell is safe; who has a waiver in all his rows needs no protection; an amount that is null is left out';
COMMENT ON AGGREGATE p_percent_level(numeric, numeric, anyelement, boolean, integer) IS
	'upper protection level of the p percent rule by contributor, null where the cell is safe; who has a waiver in all his rows needs no protection; n - 1 others put together what they know; an amount that is null is left out';
COMMENT ON AGGREGATE dominance(numeric, integer, numeric, anyelement) IS
	'(n,k) dominance rule by contributor: what the n largest have is more than k percent of all; an amount that is null is left out';
COMMENT ON AGGREGATE dominance(numeric, integer, numeric, anyelement, numeric) IS
	'(n,k) dominance rule by contributor: what the n largest have is more than k percent of all; the total is weighted, what they have is not; an amount that is null is left out';
COMMENT ON AGGREGATE dominance_level(numeric, integer, numeric, anyelement) IS
	'upper protection level of the (n,k) dominance rule by contributor, null where the cell is safe; an amount that is null is left out';
COMMENT ON AGGREGATE dominance_level(numeric, integer, numeric, anyelement, numeric) IS
	'upper protection level of the (n,k) dominance rule by contributor, null where the cell is safe; the total is weighted, what they have is not; an amount that is null is left out';
COMMENT ON AGGREGATE few_contributors(anyelement) IS
	'rule of few contributors, who are counted once each: fewer than 3; a contributor who is null is an error';
COMMENT ON AGGREGATE few_contributors(numeric, integer, anyelement) IS
	'rule of few contributors, who are counted once each: fewer than the minimum; an amount that is null is left out';
-- Group disclosure: a row in which all of a group, or all but k, are of one class tells the class of its members.  The rule is
-- k-disclosure of counts, as in FindDifferenceCells of the R package SSBtools: of a group and a part of it, both not empty, the
-- difference is at most k.  With k = 1 the one who is not of the part learns that all others are.

CREATE FUNCTION k_disclosure(parent bigint, child bigint, k bigint DEFAULT 0)
	RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS $$
	BEGIN
		IF (k >= 0) IS NOT TRUE THEN
			RAISE invalid_parameter_value USING
				MESSAGE = format('a difference of %s is not a rule', coalesce(k::text, 'null')),
				DETAIL = 'It must be at least 0: what is no larger is sensitive.',
				HINT = 'k_disclosure(20, 20) and k_disclosure(21, 20, 1) are examples.';
		ELSIF parent < 0 OR child < 0 OR child > parent THEN
			RAISE invalid_parameter_value USING
				MESSAGE = 'a part that is larger than its group, or less than nothing, is not possible',
				DETAIL = 'Persons are counted from zero, those of a part are in the group, too.',
				HINT = 'The group comes first: k_disclosure(group, part, k).';
		END IF;
		RETURN parent > 0 AND child > 0 AND parent - child <= k;
	END
	$$;

CREATE FUNCTION k_disclosure_level(parent bigint, child bigint, k bigint DEFAULT 0)
	RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
	SET search_path = pg_catalog, busetting, pg_temp
	AS 'SELECT CASE WHEN k_disclosure(parent, child, k) IS NOT FALSE THEN coalesce(k + 1 - (parent - child), k + 1)::numeric END';

COMMENT ON FUNCTION k_disclosure(bigint, bigint, bigint) IS
	'k-disclosure: of a group and a part of it, both not empty, the difference is at most k; null where one is: not known, which protect takes for sensitive';
COMMENT ON FUNCTION k_disclosure_level(bigint, bigint, bigint) IS
	'how much larger than it is readers must take the difference of a group and its part to be, so that it may be more than k; null where it is not sensitive';
-- Which cells to hide so that nothing hidden can be worked out.

CREATE FUNCTION protect(cells text, sums text, threshold bigint DEFAULT 5, level text DEFAULT 'value',
		amount numeric DEFAULT NULL, symbols integer DEFAULT 1, zeros text DEFAULT 'published',
		singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell text, status text, conf_status text, published suppressed_bigint, feasible suppressed_bigint)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION protect(text, text, bigint, text, numeric, integer, text, boolean, text, boolean, text, integer) IS
	'the table to publish, from queries of the true counts and of the sums that tie them';

CREATE FUNCTION protect_cube(cube text, hierarchies text[] DEFAULT '{}', threshold bigint DEFAULT 5,
		level text DEFAULT 'value', amount numeric DEFAULT NULL, symbols integer DEFAULT 1,
		zeros text DEFAULT 'published', singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		value text DEFAULT NULL, contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell jsonb, status text, conf_status text, published suppressed_bigint, feasible suppressed_bigint)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

-- of linked tables
CREATE FUNCTION protect_cube(cubes text[], hierarchies text[] DEFAULT '{}', threshold bigint DEFAULT 5,
		level text DEFAULT 'value', amount numeric DEFAULT NULL, symbols integer DEFAULT 1,
		zeros text DEFAULT 'published', singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		value text DEFAULT NULL, contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell jsonb, status text, conf_status text, published suppressed_bigint, feasible suppressed_bigint)
	AS 'MODULE_PATHNAME', 'protect_linked_cubes' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION protect_cube(text, text[], bigint, text, numeric, integer, text, boolean, text, boolean, text, text, integer) IS
	'the table to publish, from the true counts of a query with GROUPING SETS, CUBE or ROLLUP, null being a total';

COMMENT ON FUNCTION protect_cube(text[], text[], bigint, text, numeric, integer, text, boolean, text, boolean, text, text, integer) IS
	'the tables to publish, from the true counts of linked cubes: several queries whose cells are the same where all their codes are, a column that one does not have being a total';

-- of amounts with decimals: bounds are numrange, as the types hold whole numbers
CREATE FUNCTION protect_amounts(cells text, sums text, decimals integer, threshold numeric DEFAULT NULL, level text DEFAULT 'value',
		amount numeric DEFAULT NULL, symbols integer DEFAULT 1, zeros text DEFAULT 'published',
		singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell text, status text, conf_status text, published numrange, feasible numrange)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

CREATE FUNCTION protect_cube_amounts(cube text, decimals integer, hierarchies text[] DEFAULT '{}', threshold numeric DEFAULT NULL,
		level text DEFAULT 'value', amount numeric DEFAULT NULL, symbols integer DEFAULT 1,
		zeros text DEFAULT 'published', singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		value text DEFAULT NULL, contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell jsonb, status text, conf_status text, published numrange, feasible numrange)
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

CREATE FUNCTION protect_cube_amounts(cubes text[], decimals integer, hierarchies text[] DEFAULT '{}', threshold numeric DEFAULT NULL,
		level text DEFAULT 'value', amount numeric DEFAULT NULL, symbols integer DEFAULT 1,
		zeros text DEFAULT 'published', singles boolean DEFAULT false, cost text DEFAULT 'value', intervals boolean DEFAULT true,
		value text DEFAULT NULL, contributors text DEFAULT NULL, coalition integer DEFAULT 1)
	RETURNS TABLE (cell jsonb, status text, conf_status text, published numrange, feasible numrange)
	AS 'MODULE_PATHNAME', 'protect_linked_cubes_amounts' LANGUAGE C STABLE PARALLEL UNSAFE COST 100000 ROWS 1000;

COMMENT ON FUNCTION protect_amounts(text, text, integer, numeric, text, numeric, integer, text, boolean, text, boolean, text, integer) IS
	'the table to publish, as protect makes it, from queries of the true amounts, which have at most so many decimals, and of the sums that tie them';
COMMENT ON FUNCTION protect_cube_amounts(text, integer, text[], numeric, text, numeric, integer, text, boolean, text, boolean, text, text, integer) IS
	'the table to publish, as protect_cube makes it, from the true amounts of a cube, which have at most so many decimals';
COMMENT ON FUNCTION protect_cube_amounts(text[], integer, text[], numeric, text, numeric, integer, text, boolean, text, boolean, text, text, integer) IS
	'the tables to publish, as protect_cube makes them, from the true amounts of linked cubes, which have at most so many decimals';

CREATE FUNCTION protection_summary(OUT cells bigint, OUT primary_cells bigint, OUT secondary_cells bigint,
		OUT lost numeric, OUT cost numeric, OUT bound numeric, OUT attacks_left_out bigint)
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL RESTRICTED COST 1;

COMMENT ON FUNCTION protection_summary() IS
	'how many cells the last protection in this session hides, what is lost by the secondary ones, what that costs at least, and how many attacks of contributors were too many to be looked at';
/*
 * series.sql: the publications of a series of any table as one table, in which what is hidden of any of them is to stay hidden.
 *
 * Readers have all publications, and know of each number in them whether it has risen, by 1 at least, fallen or stayed since the
 * one before.  A number that has stayed is one cell for as long as it stays: what is published of it once is known of it
 * always.  Numbers that have changed are tied by a cell for the change, which is at least 1.  Where a reform lies between two
 * publications, what became one region, or one became, is added up.  Of earlier publications only cells are kept that are hidden,
 * and sums in which these are, so that a year of weeks is not much larger than one.
 *
 * What is kept from readers for ever is the small numbers.  A large one that was hidden to protect them may come out
 * later, once it protects nothing: else from week to week more and more would be hidden.
 *
 * protect_series and protect_settlement call this with the numbers of all publications, and what ties them.
 */

CREATE TYPE series_number AS (publication integer, age integer, period text, is_new boolean, key text, n bigint, printed boolean, hidden boolean, cell text);

COMMENT ON TYPE series_number IS 'a number of a publication of a series';
COMMENT ON COLUMN series_number.publication IS 'number of the publication in the series';
COMMENT ON COLUMN series_number.age IS 'number of its period';
COMMENT ON COLUMN series_number.period IS 'its period, for messages';
COMMENT ON COLUMN series_number.is_new IS 'it is the publication that is to be protected';
COMMENT ON COLUMN series_number.key IS 'what is compared from period to period';
COMMENT ON COLUMN series_number.n IS 'how many';
COMMENT ON COLUMN series_number.printed IS 'it is in the publication, and not only what is left beside a part';
COMMENT ON COLUMN series_number.hidden IS 'it was hidden in an earlier publication, or followed from nothing that was not';
COMMENT ON COLUMN series_number.cell IS 'name of the cell that stands for it, which is one for as long as a number stays';

CREATE TYPE series_part AS (publication integer, total text, part text, kind text);

COMMENT ON TYPE series_part IS 'a part of a sum of a publication';
COMMENT ON COLUMN series_part.publication IS 'number of the publication in the series';
COMMENT ON COLUMN series_part.total IS 'cell of the total';
COMMENT ON COLUMN series_part.part IS 'cell of the part';
COMMENT ON COLUMN series_part.kind IS 'which sum of the total it is';

CREATE TYPE series_side AS (age integer, reform integer, publication integer, measure text, is_later boolean, cells text[], n bigint);

COMMENT ON TYPE series_side IS 'cells of a publication that are comparable only if they are added up';
COMMENT ON COLUMN series_side.age IS 'number of the period before the reform';
COMMENT ON COLUMN series_side.reform IS 'which reform';
COMMENT ON COLUMN series_side.publication IS 'number of the publication in the series';
COMMENT ON COLUMN series_side.measure IS 'what is counted';
COMMENT ON COLUMN series_side.is_later IS 'the publication is after the reform';
COMMENT ON COLUMN series_side.cells IS 'the cells';
COMMENT ON COLUMN series_side.n IS 'how many they are together';

CREATE TYPE protected_cell AS (cell text, status text, published suppressed_bigint, feasible suppressed_bigint);

COMMENT ON TYPE protected_cell IS 'a cell of a series as protect returns it';
COMMENT ON COLUMN protected_cell.cell IS 'its name';
COMMENT ON COLUMN protected_cell.status IS 'free, primary or secondary';
COMMENT ON COLUMN protected_cell.published IS 'what goes out';
COMMENT ON COLUMN protected_cell.feasible IS 'what readers can find out';

/*
 * Queries of the cells and sums of a series for protect, or for audit without the new publication.  known are cells that count
 * as published.
 */
CREATE FUNCTION busetting_internal.series_table(numbers series_number[], sides series_side[], parts series_part[], threshold bigint, known text[], with_new boolean,
	OUT cells text, OUT sums text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH number AS MATERIALIZED (
		SELECT n.*, bool_or(n.printed AND n.hidden AND n.n = 0) OVER (PARTITION BY n.publication) IS NOT TRUE AS zeros_published
		FROM unnest(numbers) AS n WHERE with_new OR NOT n.is_new
	), cell AS MATERIALIZED (
		SELECT n.cell, n.n, bool_or(n.is_new) AS is_new, bool_or(n.printed) AS printed,
			bool_or(NOT n.hidden) IS TRUE OR n.cell = ANY (known) AS known,
			-- a zero of the new publication stays
			CASE WHEN n.n = 0 AND bool_or(n.is_new AND n.printed) THEN NULL WHEN n.n > 0 AND bool_or(n.printed AND n.zeros_published) THEN 1 ELSE 0 END AS least
		FROM number AS n GROUP BY n.cell, n.n
	), side AS MATERIALIZED (
		SELECT s.*, array_to_string(s.cells, ' + ') AS cell FROM unnest(sides) AS s WHERE s.publication IN (SELECT n.publication FROM number AS n)
	), pair AS (
		SELECT a.cell AS a, b.cell AS b, a.n AS before, b.n AS after
		FROM number AS a
		JOIN number AS b ON b.key = a.key
		WHERE a.printed AND b.printed AND b.publication > a.publication AND b.age <= a.age + 1 AND b.cell <> a.cell
		UNION SELECT a.cell, b.cell, a.n, b.n
		FROM side AS a
		JOIN side AS b ON b.age = a.age AND b.reform = a.reform AND b.measure = a.measure
		WHERE b.is_later AND NOT a.is_later AND b.cell <> a.cell
	), tie AS MATERIALIZED (
		-- where one number is known, the other is known to be less or more
		SELECT p.*, a.known IS TRUE AS a_known, b.known IS TRUE AS b_known
		FROM pair AS p LEFT JOIN cell AS a ON a.cell = p.a LEFT JOIN cell AS b ON b.cell = p.b
	), bound AS (
		SELECT t.b AS cell, max(t.before + 1) FILTER (WHERE t.after > t.before) AS least, min(t.before - 1) FILTER (WHERE t.after < t.before) AS most
		FROM tie AS t WHERE t.a_known AND NOT t.b_known GROUP BY t.b
		UNION ALL
		SELECT t.a, max(t.after + 1) FILTER (WHERE t.before > t.after), min(t.after - 1) FILTER (WHERE t.before < t.after)
		FROM tie AS t WHERE t.b_known AND NOT t.a_known GROUP BY t.a
	), bounds AS (
		SELECT b.cell, max(b.least) AS least, min(b.most) AS most FROM bound AS b GROUP BY b.cell
	), link AS (
		SELECT CASE WHEN t.a_known THEN 'known of ' ELSE '' END || t.a AS a, CASE WHEN t.b_known THEN 'known of ' ELSE '' END || t.b AS b, t.before, t.after,
			'change of ' || t.a || ' to ' || t.b AS change
		FROM tie AS t WHERE (NOT t.a_known AND NOT t.b_known) OR (t.a_known <> t.b_known AND t.before = t.after)
	), part AS (
		SELECT p.publication, t.is_new, p.total, p.part, p.kind
		FROM unnest(parts) AS p JOIN (SELECT DISTINCT n.publication, n.is_new FROM number AS n) AS t ON t.publication = p.publication
	), whole AS (
		SELECT p.total, p.kind, p.is_new, t.known AS total_known, t.n - coalesce(sum(c.n) FILTER (WHERE c.known), 0) AS left_over,
			coalesce(sum(c.n) FILTER (WHERE c.known), 0) AS known_parts, array_agg(p.part ORDER BY p.part) FILTER (WHERE NOT c.known) AS unknown_parts,
			array_agg(p.part ORDER BY p.part) AS parts, p.publication
		FROM part AS p JOIN cell AS t ON t.cell = p.total JOIN cell AS c ON c.cell = p.part
		GROUP BY p.publication, p.total, p.kind, p.is_new, t.known, t.n
	), compact AS (
		-- what is known of an earlier sum is one number, and a sum that stays is one
		SELECT DISTINCT ON (w.total, w.kind, w.total_known, w.unknown_parts, w.left_over, w.known_parts) w.*,
			w.publication || ' ' || w.total || ' over ' || w.kind AS sum
		FROM whole AS w WHERE NOT w.is_new AND (NOT w.total_known OR w.unknown_parts IS NOT NULL)
		ORDER BY w.total, w.kind, w.total_known, w.unknown_parts, w.left_over, w.known_parts, w.publication
	), all_cells AS (
		SELECT c.cell, c.n, CASE WHEN c.is_new AND c.printed THEN c.n ELSE 0 END AS cost, false AS hide, c.known AS publish,
			NOT c.known AND c.n > 0 AND c.n < threshold AS sensitive, greatest(c.least, b.least) AS least, b.most
		FROM cell AS c LEFT JOIN bounds AS b ON b.cell = c.cell
		WHERE c.is_new OR NOT c.known
		UNION ALL SELECT l.change, abs(l.after - l.before), 0, false, false, false, 1, NULL FROM link AS l WHERE l.after <> l.before
		UNION ALL SELECT s.cell, s.n, 0, false, false, false, 0, NULL FROM (SELECT DISTINCT s.cell, s.n FROM side AS s WHERE cardinality(s.cells) > 1) AS s
		UNION ALL SELECT 'known of ' || k.cell, k.n, 0, false, true, false, NULL, NULL
			FROM (SELECT c.cell, c.n FROM side AS s CROSS JOIN unnest(s.cells) AS u JOIN cell AS c ON c.cell = u WHERE cardinality(s.cells) > 1 AND c.known
				UNION SELECT CASE WHEN t.a_known THEN t.a ELSE t.b END, t.before FROM tie AS t WHERE t.a_known <> t.b_known AND t.before = t.after) AS k
		UNION ALL SELECT 'known in ' || c.sum, CASE WHEN c.total_known THEN c.left_over ELSE c.known_parts END, 0, false, true, false, NULL, NULL
			FROM compact AS c WHERE c.total_known OR c.known_parts > 0 OR c.unknown_parts IS NULL
	), all_sums AS (
		SELECT w.publication || ' ' || w.total || ' over ' || w.kind AS sum, w.total, u.part FROM whole AS w CROSS JOIN unnest(w.parts) AS u (part) WHERE w.is_new
		UNION ALL SELECT c.sum, CASE WHEN c.total_known THEN 'known in ' || c.sum ELSE c.total END, u.part FROM compact AS c CROSS JOIN unnest(c.unknown_parts) AS u (part)
		UNION ALL SELECT c.sum, c.total, 'known in ' || c.sum FROM compact AS c WHERE NOT c.total_known AND (c.known_parts > 0 OR c.unknown_parts IS NULL)
		UNION ALL SELECT l.change, CASE WHEN l.after >= l.before THEN l.b ELSE l.a END, u.part
			FROM link AS l CROSS JOIN LATERAL (VALUES (CASE WHEN l.after >= l.before THEN l.a ELSE l.b END), (CASE WHEN l.after <> l.before THEN l.change END)) AS u (part)
			WHERE u.part IS NOT NULL
		UNION ALL SELECT s.cell, s.cell, CASE WHEN c.known THEN 'known of ' ELSE '' END || c.cell
			FROM (SELECT DISTINCT s.cell, s.cells FROM side AS s WHERE cardinality(s.cells) > 1) AS s CROSS JOIN unnest(s.cells) AS u JOIN cell AS c ON c.cell = u
	)
	SELECT
		(SELECT CASE WHEN with_new
			THEN format('SELECT * FROM unnest(%L::text[], %L::bigint[], %L::bigint[], %L::boolean[], %L::boolean[], %L::boolean[], %L::bigint[], %L::bigint[]) AS c(cell, n, cost, hide, publish, sensitive, least, most)',
				array_agg(c.cell), array_agg(c.n), array_agg(c.cost), array_agg(c.hide), array_agg(c.publish), array_agg(c.sensitive), array_agg(c.least), array_agg(c.most))
			ELSE format('SELECT * FROM unnest(%L::text[], %L::text[])', array_agg(c.cell),
				array_agg(CASE WHEN c.publish OR c.least = c.most THEN c.n::text ELSE concat(c.least, '..', c.most) END)) END
		FROM all_cells AS c),
		(SELECT format('SELECT * FROM unnest(%L::text[], %L::text[], %L::text[])', array_agg(s.sum), array_agg(s.total), array_agg(s.part)) FROM all_sums AS s)
$$;

COMMENT ON FUNCTION busetting_internal.series_table(series_number[], series_side[], series_part[], bigint, text[], boolean) IS
	'a series as one table: queries of its cells and sums as protect takes them, or without the new publication as audit does';

/* What small numbers readers of the earlier publications know. */
CREATE FUNCTION busetting_internal.audit_series(numbers series_number[], sides series_side[], parts series_part[], threshold bigint) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
DECLARE
	series record;
	result text[];
	older text[];
BEGIN
	IF NOT EXISTS (SELECT FROM unnest(numbers) AS n WHERE NOT n.is_new) THEN
		RETURN '{}';
	END IF;
	-- a number that has stayed since it was published
	older := ARRAY(SELECT n.cell FROM unnest(numbers) AS n WHERE n.n > 0 AND n.n < threshold GROUP BY n.cell
		HAVING bool_or(n.printed AND NOT n.hidden) AND (bool_or(n.hidden) OR bool_or(n.is_new)));
	series := busetting_internal.series_table(numbers, sides, parts, threshold, '{}', false);
	result := ARRAY(SELECT a.cell FROM audit(series.cells, series.sums) AS a
		JOIN unnest(numbers) AS n ON n.cell = a.cell
		WHERE a.disclosed AND n.n > 0 AND n.n < threshold);
	RETURN ARRAY(SELECT DISTINCT k FROM unnest(older || result) AS k ORDER BY k);
END
$$;

COMMENT ON FUNCTION busetting_internal.audit_series(series_number[], series_side[], series_part[], bigint) IS
	'cells of a series that are small, and known to readers of the earlier publications';

/* The period of the first publication with which something is known. */
CREATE FUNCTION busetting_internal.audit_series_since(numbers series_number[], sides series_side[], parts series_part[], threshold bigint) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	publication record;
BEGIN
	FOR publication IN SELECT n.publication, min(n.period) AS period FROM unnest(numbers) AS n WHERE NOT n.is_new GROUP BY n.publication ORDER BY n.publication LOOP
		IF busetting_internal.audit_series(ARRAY(SELECT number FROM unnest(numbers) AS number WHERE number.publication <= publication.publication), sides, parts, threshold) <> '{}' THEN
			RETURN publication.period;
		END IF;
	END LOOP;
	-- small, and published
	RETURN publication.period;
END
$$;

COMMENT ON FUNCTION busetting_internal.audit_series_since(series_number[], series_side[], series_part[], bigint) IS 'period of the publication from which on readers know something of what was hidden';

CREATE FUNCTION busetting_internal.name_series_cells(cells text[]) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT array_to_string(cells[:20], ', ') || CASE WHEN cardinality(cells) > 20 THEN format(' and %s more', cardinality(cells) - 20) ELSE '' END
$$;

COMMENT ON FUNCTION busetting_internal.name_series_cells(text[]) IS 'cells for a message: at most 20 by name';

/* Protect the new publication of a series, but for what readers of the earlier ones know: an error, or given up. */
CREATE FUNCTION busetting_internal.protect_numbers(numbers series_number[], sides series_side[], parts series_part[], threshold bigint, give_up boolean,
	OUT known text[], OUT cells protected_cell[])
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
DECLARE
	more text[];
	series record;
	message text;
	detail text;
BEGIN
	known := busetting_internal.audit_series(numbers, sides, parts, threshold);
	IF known <> '{}' AND give_up IS NOT TRUE THEN
		RAISE data_exception USING
			MESSAGE = format('small numbers are known from earlier publications: %s', cardinality(known)),
			DETAIL = format('Whoever has read all of them, and knows which numbers have risen, fallen or stayed, knows: %s. The first came out with that of %s.',
				busetting_internal.name_series_cells(known), busetting_internal.audit_series_since(numbers, sides, parts, threshold)),
			HINT = 'What went out cannot be taken back. With give_up => true these numbers stay hidden, and all others are protected from those who know them.';
	END IF;
	LOOP
		BEGIN
			series := busetting_internal.series_table(numbers, sides, parts, threshold, known, true);
			cells := ARRAY(SELECT ROW(p.cell, p.status, p.published, p.feasible)::protected_cell FROM protect(series.cells, series.sums, threshold => NULL) AS p);
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
			DETAIL = format('Whoever has read all publications, and knows which numbers have risen, fallen or stayed, knows: %s.', busetting_internal.name_series_cells(known));
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.protect_numbers(series_number[], series_side[], series_part[], bigint, boolean) IS
	'the cells of a series as protect returns them, and those that are given up as readers know them';
-- Of a series of publications of any table the next one: what is hidden of any of them stays hidden from who has all.

CREATE TYPE series_cell AS (cell text, n text, published text, period text, revision text);

COMMENT ON TYPE series_cell IS 'a cell as the queries of protect_series give it';
COMMENT ON COLUMN series_cell.cell IS 'its key';
COMMENT ON COLUMN series_cell.n IS 'what was counted';
COMMENT ON COLUMN series_cell.published IS 'what went out of it';
COMMENT ON COLUMN series_cell.period IS 'of which publication, a date or a whole number; null in the one that is to be protected';
COMMENT ON COLUMN series_cell.revision IS 'which publication of its period';

CREATE TYPE series_change AS (period text, before text, after text);

COMMENT ON TYPE series_change IS 'a cell that has become another one, or a part of it';
COMMENT ON COLUMN series_change.period IS 'when: the publication of that period or the next one has it; null in the one that is to be protected';
COMMENT ON COLUMN series_change.before IS 'key of the cell in publications before';
COMMENT ON COLUMN series_change.after IS 'key of the cell in publications since';

-- Periods as texts that sort as they do: dates as they are, numbers with zeros before them.
CREATE FUNCTION busetting_internal.series_order(period text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE WHEN period OPERATOR(pg_catalog.~) '^\d+$' THEN pg_catalog.lpad(period, 18, '0') ELSE period END
$$;

COMMENT ON FUNCTION busetting_internal.series_order(text) IS 'a period of a series as a text that sorts by time';

-- What a query returns, each row as an object.  It runs under the caller's search_path, so that no operator may stand here.
CREATE FUNCTION busetting_internal.series_rows(query text, what text) RETURNS SETOF json
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
AS $$
DECLARE
	given record;
BEGIN
	IF query IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = pg_catalog.format('the query of the %s is null', what),
			HINT = 'The first of a series is made by protect.';
	END IF;
	FOR given IN EXECUTE query LOOP
		RETURN NEXT pg_catalog.row_to_json(given);
	END LOOP;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_rows(text, text) IS 'rows of a query of the caller, each as an object';

-- The columns of a row in their order, of which there must be so many.
CREATE FUNCTION busetting_internal.series_columns(given json, columns integer, what text, detail text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	result text[] := ARRAY(SELECT e.value FROM json_each_text(given) WITH ORDINALITY AS e ORDER BY e.ordinality);
BEGIN
	IF cardinality(result) <> columns THEN
		RAISE datatype_mismatch USING
			MESSAGE = format('the query of the %s returns %s columns', what, cardinality(result)),
			DETAIL = detail;
	ELSIF array_position(result, NULL) IS NOT NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('column %s of the %s is null', array_position(result, NULL), what),
			DETAIL = detail;
	END IF;
	RETURN result;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_columns(json, integer, text, text) IS 'the columns of a row of series_rows in their order';

-- A row of the earlier publications, by the names of its columns.
CREATE FUNCTION busetting_internal.earlier_series_cell(given json) RETURNS series_cell
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	missing text := (SELECT n.name FROM unnest(ARRAY['cell', 'n', 'published', 'period']) AS n (name) WHERE NOT given::jsonb ? n.name LIMIT 1);
BEGIN
	IF missing IS NOT NULL OR given->>'period' IS NULL THEN
		RAISE undefined_column USING
			MESSAGE = CASE WHEN missing IS NULL THEN 'the period of an earlier publication is null' ELSE format('the query of the earlier publications has no column "%s"', missing) END,
			DETAIL = 'Expected are columns of the names cell, n, published and period, and perhaps revision.',
			HINT = 'n is what was counted, published what went out of it.';
	END IF;
	RETURN ROW(given->>'cell', given->>'n', given->>'published', given->>'period', given->>'revision')::series_cell;
END
$$;

COMMENT ON FUNCTION busetting_internal.earlier_series_cell(json) IS 'a row of the earlier publications, by the names of its columns';

-- A row of the changes, by the names of its columns.
CREATE FUNCTION busetting_internal.series_change_row(given json) RETURNS series_change
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	missing text := (SELECT n.name FROM unnest(ARRAY['period', 'before', 'after']) AS n (name) WHERE NOT given::jsonb ? n.name LIMIT 1);
BEGIN
	IF missing IS NOT NULL THEN
		RAISE undefined_column USING
			MESSAGE = format('the query of the changes has no column "%s"', missing),
			DETAIL = 'Expected are columns of the names period, before and after: when a cell became another, its key before, and that of what it became.';
	END IF;
	RETURN ROW(given->>'period', given->>'before', given->>'after')::series_change;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_change_row(json) IS 'a row of the changes, by the names of its columns';

-- Refuse what is no series, each for its own reason.  A count is in no message.
CREATE FUNCTION busetting_internal.check_series_cells(cells series_cell[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	wrong record;
BEGIN
	SELECT coalesce(c.period || coalesce(', revision ' || c.revision, ''), 'the new publication') AS publication, coalesce(c.cell, 'null') AS cell,
		(c.n ~ '^\d{1,16}(\.0+)?$') IS NOT TRUE AS no_count, count(*) OVER (PARTITION BY c.period, c.revision, c.cell) > 1 AS twice, c.*
	INTO wrong
	FROM unnest(cells) AS c
	ORDER BY c.cell IS NOT NULL, (c.n ~ '^\d{1,16}(\.0+)?$') IS TRUE, count(*) OVER (PARTITION BY c.period, c.revision, c.cell) = 1,
		(c.period ~ '^(\d{1,18}|\d{4}-\d\d-\d\d.*)$') IS NOT FALSE, (c.revision ~ '^\d{1,9}$') IS NOT FALSE
	LIMIT 1;
	IF NOT EXISTS (SELECT FROM unnest(cells) AS c WHERE c.period IS NULL) THEN
		RAISE no_data_found USING
			MESSAGE = 'there are no cells to protect',
			HINT = 'What a reader works out of the earlier publications alone, audit tells.';
	ELSIF wrong.no_count THEN
		RAISE data_exception USING
			MESSAGE = format('the count of cell "%s" of %s is none', wrong.cell, wrong.publication),
			DETAIL = 'Expected are whole numbers of at least zero.',
			HINT = 'Protection starts from the true numbers, of earlier publications as they were then.';
	ELSIF wrong.twice THEN
		RAISE cardinality_violation USING
			MESSAGE = format('cell "%s" occurs more than once in %s', wrong.cell, wrong.publication),
			HINT = 'A corrected table of a period is a publication of its own, told from the first by a column named revision.';
	ELSIF (wrong.period ~ '^(\d{1,18}|\d{4}-\d\d-\d\d.*)$') IS FALSE OR (wrong.revision ~ '^\d{1,9}$') IS FALSE THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('the order of publication "%s" is not known', wrong.publication),
			DETAIL = 'A period is a date, a timestamp or a whole number, a revision a whole number.';
	END IF;
	SELECT c.* INTO wrong FROM (SELECT c.cell, c.n::numeric::bigint AS n, c.period, c.published::suppressed_bigint AS published FROM unnest(cells) AS c WHERE c.period IS NOT NULL) AS c
	WHERE c.published IS NULL OR NOT c.published @> c.n OR (is_suppressed(c.published) AND c.published NOT IN (':', '1..')) ORDER BY c.period, c.cell LIMIT 1;
	IF FOUND AND wrong.published IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = format('what was published of cell "%s" of %s is null', wrong.cell, wrong.period),
			HINT = 'A hidden number is ":".';
	ELSIF FOUND AND wrong.published @> wrong.n THEN
		RAISE data_exception USING
			MESSAGE = format('cell "%s" of %s was published as %s, which tells readers more than that it is hidden', wrong.cell, wrong.period, wrong.published),
			HINT = 'Give hidden numbers as ":", if that is what went out.';
	ELSIF FOUND THEN
		RAISE data_exception USING
			MESSAGE = format('cell "%s" of %s was published as %s, but its count is another number', wrong.cell, wrong.period, wrong.published),
			HINT = 'Give the counts from which the earlier table was made, as they were then.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_series_cells(series_cell[]) IS 'refuse cells that are not those of publications of a series';

CREATE FUNCTION busetting_internal.series_numbers(cells series_cell[]) RETURNS SETOF series_number
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH number AS (
		SELECT c.cell AS key, c.n::numeric::bigint AS n, c.period IS NULL AS is_new, c.period, is_suppressed(c.published::suppressed_bigint) AS hidden,
			dense_rank() OVER (ORDER BY c.period IS NULL, busetting_internal.series_order(c.period) COLLATE "C", coalesce(c.revision::integer, -1))::integer AS publication,
			dense_rank() OVER (ORDER BY c.period IS NULL, busetting_internal.series_order(c.period) COLLATE "C")::integer AS age,
			c.cell || coalesce(' of ' || c.period || coalesce(' revision ' || c.revision, ''), '') AS name
		FROM unnest(cells) AS c
	), change AS (
		SELECT n.*, CASE WHEN lag(n.publication) OVER w = n.publication - 1 AND lag(n.n) OVER w = n.n THEN 0 ELSE 1 END AS changed
		FROM number AS n
		WINDOW w AS (PARTITION BY n.key ORDER BY n.publication)
	), run AS (
		SELECT c.*, sum(c.changed) OVER (PARTITION BY c.key ORDER BY c.publication) AS run FROM change AS c
	)
	-- the newest publication names a cell, as it is the one that is protected
	SELECT r.publication, r.age, r.period, r.is_new, r.key, r.n, true, r.hidden,
		last_value(r.name) OVER (PARTITION BY r.key, r.run ORDER BY r.publication ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
	FROM run AS r
$$;

COMMENT ON FUNCTION busetting_internal.series_numbers(series_cell[]) IS 'numbers of a publication and those before it; one that stays is one cell';

/*
 * What mergers, splits and new keys tie: of each group of cells that became each other, those of a publication before and of one
 * after are added up.
 */
CREATE FUNCTION busetting_internal.series_sides(numbers series_number[], changes series_change[]) RETURNS SETOF series_side
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 100
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
DECLARE
	wrong record;
	newest integer := (SELECT max(n.age) FROM unnest(numbers) AS n);
	ages json := (SELECT json_object_agg(a.period, a.age) FROM (SELECT DISTINCT c.period, (SELECT min(n.age) FROM unnest(numbers) AS n
		WHERE busetting_internal.series_order(n.period) >= busetting_internal.series_order(c.period) COLLATE "C") AS age FROM unnest(changes) AS c WHERE c.period IS NOT NULL) AS a);
BEGIN
	SELECT c.* INTO wrong FROM unnest(changes) AS c
	WHERE c.before IS NULL OR c.after IS NULL OR (c.period ~ '^(\d{1,18}|\d{4}-\d\d-\d\d.*)$') IS FALSE
	ORDER BY c.before IS NOT NULL, c.after IS NOT NULL, c.period LIMIT 1;
	IF FOUND THEN
		RAISE invalid_parameter_value USING
			MESSAGE = CASE WHEN wrong.before IS NULL OR wrong.after IS NULL THEN 'a key of the changes is null' ELSE format('the order of period "%s" of the changes is not known', wrong.period) END,
			DETAIL = 'Expected are columns of the names period, a date, a timestamp or a whole number, before and after: a cell''s key before it, and that of what it became.';
	END IF;
	-- a key that stands for one thing before and for another after cannot be followed
	SELECT k.key, n.name, k.is_after INTO wrong
	FROM (SELECT c.before AS key, coalesce((ages->>c.period)::integer, newest) AS later, false AS is_after FROM unnest(changes) AS c
		UNION SELECT c.after, coalesce((ages->>c.period)::integer, newest), true FROM unnest(changes) AS c) AS k
	JOIN (SELECT n.key, n.age, coalesce(n.period, 'the new publication') AS name FROM unnest(numbers) AS n) AS n ON n.key = k.key
	WHERE (n.age >= k.later) <> k.is_after
	ORDER BY k.key, n.age LIMIT 1;
	IF FOUND THEN
		RAISE data_exception USING
			MESSAGE = format('cell "%s" is one of %s, %s', wrong.key, wrong.name, CASE WHEN wrong.is_after THEN 'before it came to be by the changes' ELSE 'though by the changes it had become another' END),
			HINT = 'What a merger or a split leaves is another cell than before: give it another key.';
	END IF;
	RETURN QUERY
	WITH RECURSIVE change AS (
		SELECT DISTINCT coalesce((ages->>c.period)::integer, newest) AS later, c.before, c.after FROM unnest(changes) AS c
	), edge AS (
		SELECT c.later, 'before ' || c.before AS x, 'after ' || c.after AS y FROM change AS c
		UNION SELECT c.later, 'after ' || c.after, 'before ' || c.before FROM change AS c
	), reached AS (
		SELECT e.later, e.x AS start, e.x AS node FROM edge AS e
		UNION SELECT r.later, r.start, e.y FROM reached AS r JOIN edge AS e ON e.later = r.later AND e.x = r.node
	), member AS (
		SELECT r.later, r.node, dense_rank() OVER (ORDER BY min(r.start) COLLATE "C")::integer AS reform FROM reached AS r GROUP BY r.later, r.node
	), side AS (
		SELECT m.later, m.reform, m.node LIKE 'after %' AS is_later, regexp_replace(m.node, '^(before|after) ', '') AS key,
			count(*) OVER (PARTITION BY m.later, m.reform, m.node LIKE 'after %') AS keys
		FROM member AS m
	)
	SELECT s.later - 1, s.reform, n.publication, '', s.is_later, array_agg(n.cell ORDER BY n.cell COLLATE "C"), sum(n.n)::bigint
	FROM side AS s JOIN unnest(numbers) AS n ON n.key = s.key AND n.age = s.later - 1 + s.is_later::integer
	GROUP BY s.later, s.reform, n.publication, s.is_later, s.keys
	HAVING count(*) = s.keys;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_sides(series_number[], series_change[]) IS
	'sums over cells that changes between two periods of a series tie together, in publications before and after it';

/* A sum is one of each publication that has its total and a part.  What a publication has no cell of is no part of it then. */
CREATE FUNCTION busetting_internal.series_parts(numbers series_number[], sums series_part[]) RETURNS SETOF series_part
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
DECLARE
	wrong record;
	result series_part[];
BEGIN
	SELECT n.cell INTO wrong FROM unnest(numbers) AS n GROUP BY n.cell HAVING count(DISTINCT n.key) > 1 ORDER BY n.cell LIMIT 1;
	IF FOUND THEN
		RAISE cardinality_violation USING
			MESSAGE = format('two cells would be named "%s"', wrong.cell),
			DETAIL = 'A cell of an earlier publication has the name of its key and its period.',
			HINT = 'Give the cells keys that do not end with a period.';
	END IF;
	SELECT s.kind, u.cell INTO wrong
	FROM unnest(sums) AS s CROSS JOIN LATERAL (VALUES (s.total), (s.part)) AS u (cell)
	WHERE u.cell NOT IN (SELECT n.key FROM unnest(numbers) AS n)
	ORDER BY s.kind, u.cell LIMIT 1;
	IF FOUND THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('cell "%s" of sum "%s" is not among the cells', wrong.cell, wrong.kind),
			HINT = 'A part that is missing is a cell too, with its number or zero.';
	END IF;
	SELECT s.kind, coalesce(t.period, 'the new publication') AS publication INTO wrong
	FROM unnest(sums) AS s
	JOIN unnest(numbers) AS t ON t.key = s.total
	JOIN unnest(numbers) AS p ON p.key = s.part AND p.publication = t.publication
	GROUP BY t.publication, t.period, s.total, s.kind, t.n HAVING sum(p.n) <> t.n
	ORDER BY t.publication, s.kind LIMIT 1;
	IF FOUND THEN
		RAISE data_exception USING
			MESSAGE = 'the true numbers do not add up',
			DETAIL = format('In %s this sum does not hold: "%s".', wrong.publication, wrong.kind),
			HINT = 'A part that is missing is a cell too, with its number or zero.';
	END IF;
	RETURN QUERY
	SELECT t.publication, t.cell, p.cell, s.kind
	FROM unnest(sums) AS s
	JOIN unnest(numbers) AS t ON t.key = s.total
	JOIN unnest(numbers) AS p ON p.key = s.part AND p.publication = t.publication;
END
$$;

COMMENT ON FUNCTION busetting_internal.series_parts(series_number[], series_part[]) IS 'the sums of each publication of a series, which must hold';

CREATE FUNCTION busetting_internal.protect_series_cells(cells series_cell[], sums series_part[], threshold bigint, give_up boolean, changes series_change[])
RETURNS TABLE (cell text, status text, published suppressed_bigint, feasible suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
#variable_conflict use_column
DECLARE
	numbers series_number[];
	protected record;
BEGIN
	IF (threshold >= 1) IS NOT TRUE THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('threshold %s hides nothing', coalesce(threshold::text, 'null')),
			DETAIL = 'Numbers below the threshold are hidden, but for zeros: it must be at least 1.';
	END IF;
	PERFORM busetting_internal.check_series_cells(cells);
	numbers := ARRAY(SELECT number FROM busetting_internal.series_numbers(cells) AS number);
	protected := busetting_internal.protect_numbers(numbers, ARRAY(SELECT side FROM busetting_internal.series_sides(numbers, changes) AS side), ARRAY(SELECT tie FROM busetting_internal.series_parts(numbers, sums) AS tie), threshold, give_up);
	RETURN QUERY
	SELECT c.cell, CASE WHEN given_up."is" THEN 'known' ELSE p.status END,
		CASE WHEN given_up."is" OR p.status <> 'free' THEN ':' ELSE p.published END, CASE WHEN NOT given_up."is" THEN p.feasible END
	FROM unnest(cells) WITH ORDINALITY AS c
	JOIN unnest(protected.cells) AS p ON p.cell = c.cell
	CROSS JOIN LATERAL (SELECT p.cell = ANY (protected.known)) AS given_up ("is")
	WHERE c.period IS NULL
	ORDER BY c.ordinality;
END
$$;

COMMENT ON FUNCTION busetting_internal.protect_series_cells(series_cell[], series_part[], bigint, boolean, series_change[]) IS 'what protect_series makes of what its queries return';

CREATE FUNCTION protect_series(cells text, sums text, earlier text, threshold bigint DEFAULT 5, give_up boolean DEFAULT false, changes text DEFAULT NULL)
RETURNS TABLE (cell text, status text, published suppressed_bigint, feasible suppressed_bigint)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 100000 ROWS 1000
AS $$
DECLARE
	these busetting.series_cell[] := ARRAY(SELECT ROW(c[1], c[2], NULL, NULL, NULL)::busetting.series_cell FROM busetting_internal.series_rows(cells, 'cells') AS r
		CROSS JOIN LATERAL busetting_internal.series_columns(r, 2, 'cells', 'Expected are a cell''s key and its count.') AS c);
	ties busetting.series_part[] := ARRAY(SELECT ROW(NULL, c[2], c[3], c[1])::busetting.series_part FROM busetting_internal.series_rows(sums, 'sums') AS r
		CROSS JOIN LATERAL busetting_internal.series_columns(r, 3, 'sums', 'Expected are a sum''s key, the key of its total and the key of a part.') AS c);
	before busetting.series_cell[] := ARRAY(SELECT busetting_internal.earlier_series_cell(r) FROM busetting_internal.series_rows(earlier, 'earlier publications') AS r);
	became busetting.series_change[] := ARRAY(SELECT busetting_internal.series_change_row(r) FROM busetting_internal.series_rows(coalesce(changes, 'SELECT 1 LIMIT 0'), 'changes') AS r);
BEGIN
	RETURN QUERY SELECT p.cell, p.status, p.published, p.feasible
	FROM busetting_internal.protect_series_cells(pg_catalog.array_cat(these, before), ties, threshold, give_up, became) AS p;
END
$$;

COMMENT ON FUNCTION protect_series(text, text, text, bigint, boolean, text) IS
	'the table to publish after others of the same cells, from queries of the true counts, the sums that tie them, and the counts and tables before it';
/*
 * settlement_count.sql: true counts of municipalities as a caller's query gives them, checked, with their totals and the
 * sums that tie them.
 *
 * The caller's queries run first, in functions that set no search_path and name all that they call by its schema: under the
 * caller's search_path, as those of audit and protect do.  What they return goes on as values, to functions
 * with a search_path of their own, in which nothing of the caller's is looked up.  How many values an array has
 * the planner does not know: it would join thousands of them one by one, were nested loops not off; and a plan that costs so much would be compiled.
 */

CREATE TYPE settlement_figure AS (code text, measure text, value suppressed_bigint, period date, revision integer);

COMMENT ON TYPE settlement_figure IS 'a count of a municipality, or what was published of it';
COMMENT ON COLUMN settlement_figure.code IS 'code of the region';
COMMENT ON COLUMN settlement_figure.measure IS 'what is counted';
COMMENT ON COLUMN settlement_figure.value IS 'how many';
COMMENT ON COLUMN settlement_figure.period IS 'date of the counts of an earlier publication; null where there is one at most';
COMMENT ON COLUMN settlement_figure.revision IS 'of several publications of one period which; null where there is one';

CREATE FUNCTION busetting_internal.settlement_figures(query text, what text, value text DEFAULT NULL) RETURNS SETOF settlement_figure
	AS 'MODULE_PATHNAME' LANGUAGE C STABLE PARALLEL UNSAFE COST 10000 ROWS 1000;

COMMENT ON FUNCTION busetting_internal.settlement_figures(text, text, text) IS
	'rows of a query of code, measure and value, run with the caller''s rights and search_path; what it is of is for messages, value the name of that column';

/* Counts of which anything could be wrong, and how: each refusal says what is true of them. */
CREATE FUNCTION busetting_internal.check_settlement_counts(counts settlement_figure[], on_date date, what text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	wrong record;
	lost text;
	elsewhen text;
BEGIN
	IF on_date IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'the date is null',
			HINT = 'Give the date of the counts: codes of municipalities are valid for a time.';
	END IF;
	SELECT string_agg(DISTINCT coalesce(c.code, 'null'), ', ' ORDER BY coalesce(c.code, 'null')),
		string_agg(DISTINCT c.code || coalesce(' until ' || e.until, ' from ' || e.since), ', ' ORDER BY c.code || coalesce(' until ' || e.until, ' from ' || e.since))
	INTO lost, elsewhen
	FROM unnest(counts) AS c
	LEFT JOIN LATERAL (
		SELECT max(upper(r.validity)) FILTER (WHERE upper(r.validity) <= on_date) AS until, min(lower(r.validity)) FILTER (WHERE lower(r.validity) > on_date) AS since
		FROM region AS r
		WHERE r.code = c.code AND r.level = 'municipality'
	) AS e ON true
	WHERE NOT EXISTS (SELECT FROM region AS r WHERE r.code = c.code AND r.level = 'municipality' AND r.validity @> on_date);
	IF lost IS NOT NULL AND elsewhen IS NOT NULL AND what LIKE 'earlier counts%' THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('in the %s are no municipalities on %s: %s', what, on_date, lost),
			DETAIL = format('They were or will be: %s.', elsewhen),
			HINT = 'Give earlier_counts and earlier a column period, the date of the counts: codes are valid for a time.';
	ELSIF lost IS NOT NULL THEN
		RAISE foreign_key_violation USING
			MESSAGE = format('no municipalities on %s: %s', on_date, lost),
			DETAIL = coalesce('They were or will be: ' || elsewhen || '.', 'Codes and the dates for which they are valid are in busetting.region.'),
			HINT = 'Expected are the code of a municipality, a measure and a count; give the date for which the codes are valid.';
	END IF;
	SELECT * INTO wrong FROM unnest(counts) AS c
	WHERE coalesce(c.measure, '') = '' OR c.value IS NULL OR is_suppressed(c.value) OR lower(c.value) < 0 OR c.measure LIKE '%\_rest'
	ORDER BY c.code, c.measure LIMIT 1;
	IF FOUND THEN
		RAISE data_exception USING
			MESSAGE = CASE
				WHEN coalesce(wrong.measure, '') = '' THEN format('a measure of %s is not named in the %s', wrong.code, what)
				WHEN wrong.measure LIKE '%\_rest' THEN format('measure "%s" of the %s has the name of what is left beside a collective part', wrong.measure, what)
				WHEN wrong.value IS NULL THEN format('%s of %s is null in the %s', wrong.measure, wrong.code, what)
				WHEN is_suppressed(wrong.value) THEN format('%s of %s is hidden in the %s', wrong.measure, wrong.code, what)
				ELSE format('%s of %s is below zero in the %s', wrong.measure, wrong.code, what) END,
			HINT = 'Protection starts from the true numbers: of each municipality and measure a count, zero included.';
	END IF;
	SELECT c.code, c.measure, count(*) AS times INTO wrong
	FROM unnest(counts) AS c GROUP BY c.code, c.measure HAVING count(*) > 1 ORDER BY c.code, c.measure LIMIT 1;
	IF FOUND THEN
		RAISE cardinality_violation USING
			MESSAGE = format('%s of %s is counted %s times in the %s', wrong.measure, wrong.code, wrong.times, what),
			HINT = 'Add up what belongs together: SELECT code, measure, sum(n) ... GROUP BY code, measure.';
	END IF;
	-- of what is tied by other words than these, readers would work out more than is reckoned with
	WITH RECURSIVE given AS (SELECT DISTINCT c.measure FROM unnest(counts) AS c),
	within AS (
		SELECT m.measure AS part, m.part_of AS whole FROM measure AS m WHERE m.part_of IS NOT NULL
		UNION SELECT w.part, m.part_of FROM within AS w JOIN measure AS m ON m.measure = w.whole WHERE m.part_of IS NOT NULL)
	SELECT w.part, w.whole INTO wrong FROM within AS w
	WHERE w.part IN (TABLE given) AND w.whole IN (TABLE given) AND w.part <> w.whole || '_collective'
	ORDER BY w.part, w.whole LIMIT 1;
	IF FOUND THEN
		RAISE feature_not_supported USING
			MESSAGE = format('%s is a part of %s, and the %s have both', wrong.part, wrong.whole, what),
			DETAIL = 'Of parts only those with collective protection, named as their whole with _collective, are protected together with it.',
			HINT = 'Give one of the two, or have protect take all cells, with sums that tie the part to its whole.';
	END IF;
	SELECT string_agg(format('"%s"', u.measure), ', ' ORDER BY u.measure) AS names INTO wrong
	FROM (SELECT DISTINCT c.measure FROM unnest(counts) AS c EXCEPT SELECT m.measure FROM measure AS m) AS u;
	IF wrong.names IS NOT NULL AND what = 'counts' THEN
		RAISE WARNING USING
			MESSAGE = format('no measures that are known: %s', wrong.names),
			DETAIL = 'What is tied to others only by its meaning is protected as if it were not.',
			HINT = 'Known measures are in busetting.measure.';
	END IF;
	-- a part and its whole are stated together, and go together
	SELECT coalesce(p.code, w.code) AS code, coalesce(p.measure, w.measure || '_collective') AS part, coalesce(w.measure, left(p.measure, -11)) AS whole,
		p.value AS part_value, w.value AS whole_value
	INTO wrong
	FROM (SELECT * FROM unnest(counts) AS c WHERE c.measure LIKE '%\_collective'
		AND EXISTS (SELECT FROM unnest(counts) AS o WHERE o.measure = left(c.measure, -11))) AS p
	FULL JOIN (SELECT * FROM unnest(counts) AS c
		WHERE EXISTS (SELECT FROM unnest(counts) AS o WHERE o.measure = c.measure || '_collective')) AS w
		ON w.code = p.code AND p.measure = w.measure || '_collective'
	WHERE p.value IS NULL OR w.value IS NULL OR p.value >> w.value
	ORDER BY 1, 2 LIMIT 1;
	IF FOUND AND wrong.part_value IS NOT NULL AND wrong.whole_value IS NOT NULL THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s is more than %s in the %s', wrong.part, wrong.code, wrong.whole, what);
	ELSIF FOUND THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s is missing in the %s, which have its %s', CASE WHEN wrong.part_value IS NULL THEN wrong.part ELSE wrong.whole END, wrong.code, what,
				CASE WHEN wrong.part_value IS NULL THEN wrong.whole ELSE wrong.part END),
			DETAIL = 'What is left of a measure beside its collective part can be worked out where both are known, and has totals only where all municipalities have both.',
			HINT = 'Give both of each municipality, zero included, or one of them of none.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_settlement_counts(settlement_figure[], date, text) IS
	'refuse counts that cannot be protected, each for its own reason: no municipalities on the date, not numbers, stated twice, a part without its whole';

CREATE FUNCTION busetting_internal.settlement_count(counts settlement_figure[], on_date date)
RETURNS TABLE (level text, code text, parent text, measure text, n bigint, printed boolean)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH municipality AS (
		SELECT r.code, p.code AS county, c.measure, lower(c.value)::bigint AS n
		FROM unnest(settlement_count.counts) AS c
		JOIN region AS r ON r.code = c.code AND r.level = 'municipality' AND r.validity @> settlement_count.on_date
		JOIN region AS p ON p.id = r.parent
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
$$;

COMMENT ON FUNCTION busetting_internal.settlement_count(settlement_figure[], date) IS
	'counts of municipalities with their county totals, the country''s, and what is left beside a collective part';

CREATE FUNCTION busetting_internal.settlement_count_sum(counts settlement_figure[], on_date date)
RETURNS TABLE (sum text, total text, part text)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH cell AS MATERIALIZED (SELECT * FROM busetting_internal.settlement_count(settlement_count_sum.counts, settlement_count_sum.on_date))
	SELECT t.code || ' ' || t.measure || ' over regions', t.code || ' ' || t.measure, c.code || ' ' || c.measure
	FROM cell AS t
	JOIN cell AS c ON c.parent = t.code AND c.measure = t.measure
	UNION ALL
	SELECT t.code || ' ' || t.measure || ' of collective and rest', t.code || ' ' || t.measure, c.code || ' ' || c.measure
	FROM cell AS t
	JOIN cell AS c ON c.code = t.code AND c.measure IN (t.measure || '_collective', t.measure || '_rest')
$$;

COMMENT ON FUNCTION busetting_internal.settlement_count_sum(settlement_figure[], date) IS 'sums that tie the cells of settlement_count, as protect takes them';

-- Functions in PL/pgSQL that have no search_path of their own: expressions hold no operator, and only names with a schema.
CREATE FUNCTION busetting_internal.settlement_count(counts text, on_date date)
RETURNS TABLE (level text, code text, parent text, measure text, n bigint, printed boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 10000 ROWS 1000
AS $$
DECLARE
	figures busetting.settlement_figure[] := ARRAY(SELECT f FROM busetting_internal.settlement_figures(counts, 'counts') AS f);
BEGIN
	PERFORM busetting_internal.check_settlement_counts(figures, on_date, 'counts');
	RETURN QUERY SELECT c.level, c.code, c.parent, c.measure, c.n, c.printed FROM busetting_internal.settlement_count(figures, on_date) AS c;
END
$$;

COMMENT ON FUNCTION busetting_internal.settlement_count(text, date) IS
	'the same of a query of municipality code, measure and count';

CREATE FUNCTION busetting_internal.settlement_count_sum(counts text, on_date date)
RETURNS TABLE (sum text, total text, part text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 10000 ROWS 1000
AS $$
DECLARE
	figures busetting.settlement_figure[] := ARRAY(SELECT f FROM busetting_internal.settlement_figures(counts, 'counts') AS f);
BEGIN
	PERFORM busetting_internal.check_settlement_counts(figures, on_date, 'counts');
	RETURN QUERY SELECT s.sum, s.total, s.part FROM busetting_internal.settlement_count_sum(figures, on_date) AS s;
END
$$;

COMMENT ON FUNCTION busetting_internal.settlement_count_sum(text, date) IS 'the same of a query of municipality code, measure and count';

/*
 * settlement_series.sql: the tables of settlement of a series, as numbers, sums and reforms of series.sql.
 */

/* What was published is of the counts, cell by cell: all of them, each once, and as numbers that these are. */
CREATE FUNCTION busetting_internal.check_settlement_published(published settlement_figure[], counts settlement_figure[], on_date date, what text) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
SET datestyle = ISO
AS $$
DECLARE
	wrong record;
BEGIN
	SELECT p.code, p.measure, array_agg(p.value ORDER BY p.value) AS value INTO wrong
	FROM unnest(published) AS p GROUP BY p.code, p.measure HAVING count(*) > 1 ORDER BY p.code, p.measure LIMIT 1;
	IF FOUND THEN
		RAISE cardinality_violation USING
			MESSAGE = format('%s of %s is %s times in the %s: %s', wrong.measure, wrong.code, cardinality(wrong.value), what, array_to_string(wrong.value, ', ', 'null')),
			HINT = 'Expected is the table of each week once, as protect_settlement returned it; of several, each with its period.';
	END IF;
	SELECT coalesce(p.code, c.code) AS code, coalesce(p.measure, c.measure) AS measure, p.value, c.n, p.code IS NOT NULL AS is_published INTO wrong
	FROM (SELECT * FROM busetting_internal.settlement_count(counts, on_date) WHERE printed) AS c
	FULL JOIN unnest(published) AS p ON p.code = c.code AND p.measure = c.measure
	WHERE c.n IS NULL OR p.value IS NULL OR NOT p.value @> c.n OR (is_suppressed(p.value) AND p.value NOT IN (':', '1..'))
	ORDER BY 1, 2 LIMIT 1;
	IF NOT FOUND THEN
		RETURN;
	ELSIF wrong.n IS NULL THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s is in the %s, but not in its counts', coalesce(wrong.measure, 'null'), coalesce(wrong.code, 'null'), what),
			HINT = 'Give the counts from which that table was made, all of them.';
	ELSIF NOT wrong.is_published THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s is not in the %s, but in its counts', wrong.measure, wrong.code, what),
			HINT = 'Give the table as protect_settlement returned it, with its counties and the country: what has gone out cannot be guessed.';
	ELSIF wrong.value IS NULL THEN
		RAISE data_exception USING
			MESSAGE = format('what was published of %s of %s is null', wrong.measure, wrong.code),
			HINT = 'A hidden number is ":".';
	ELSIF wrong.value @> wrong.n THEN
		RAISE data_exception USING
			MESSAGE = format('%s of %s was published as %s, which tells readers more than that it is hidden', wrong.measure, wrong.code, wrong.value),
			DETAIL = 'This week is protected against readers to whom what was hidden can be any count.',
			HINT = 'Give hidden numbers as ":", if that is what went out.';
	ELSE
		RAISE data_exception USING
			MESSAGE = format('%s of %s was published as %s, but the earlier counts make it another number', wrong.measure, wrong.code, wrong.value),
			HINT = 'Give the counts from which the earlier table was made, as they were then.';
	END IF;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_settlement_published(settlement_figure[], settlement_figure[], date, text) IS
	'refuse an earlier table that was not made of the counts that are said to be its';


/* Each earlier publication is checked by itself, with the codes of its own date. */
CREATE FUNCTION busetting_internal.check_settlement_series(counts settlement_figure[], on_date date, earlier_counts settlement_figure[], earlier settlement_figure[]) RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
SET datestyle = ISO
AS $$
DECLARE
	publication record;
	words text;
BEGIN
	IF EXISTS (SELECT FROM unnest(counts) AS c WHERE c.period IS NOT NULL OR c.revision IS NOT NULL) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = 'the counts have a period of their own',
			HINT = 'Their date is on_date; periods are those of earlier_counts and earlier.';
	ELSIF EXISTS (SELECT FROM unnest(earlier_counts || earlier) AS c WHERE c.period > on_date) THEN
		RAISE invalid_parameter_value USING
			MESSAGE = format('an earlier publication is of %s, after %s', (SELECT max(c.period) FROM unnest(earlier_counts || earlier) AS c), on_date),
			HINT = 'A publication is protected together with those before it.';
	END IF;
	FOR publication IN
		SELECT coalesce(c.period, p.period) AS period, coalesce(c.revision, p.revision) AS revision, c.counts, p.published
		FROM (SELECT f.period, f.revision, array_agg(f) AS counts FROM unnest(earlier_counts) AS f GROUP BY f.period, f.revision) AS c
		FULL JOIN (SELECT f.period, f.revision, array_agg(f) AS published FROM unnest(earlier) AS f GROUP BY f.period, f.revision) AS p
			ON coalesce(p.period, '-infinity') = coalesce(c.period, '-infinity') AND coalesce(p.revision, -1) = coalesce(c.revision, -1)
		ORDER BY 1, 2
	LOOP
		words := coalesce(' of ' || publication.period, '') || coalesce(', revision ' || publication.revision, '');
		PERFORM busetting_internal.check_settlement_counts(coalesce(publication.counts, '{}'), coalesce(publication.period, on_date), 'earlier counts' || words);
		PERFORM busetting_internal.check_settlement_published(coalesce(publication.published, '{}'), coalesce(publication.counts, '{}'), coalesce(publication.period, on_date),
			'earlier table' || words);
	END LOOP;
END
$$;

COMMENT ON FUNCTION busetting_internal.check_settlement_series(settlement_figure[], date, settlement_figure[], settlement_figure[]) IS
	'refuse earlier publications that are not those of their counts';

/* publication: its number in the series; age: that of its period. */
CREATE TYPE settlement_number AS (publication integer, age integer, date date, is_new boolean, region integer, code text, parent text,
	level text, measure text, n bigint, printed boolean, hidden boolean, cell text);

COMMENT ON TYPE settlement_number IS 'a number of a publication of a series';
COMMENT ON COLUMN settlement_number.publication IS 'number of the publication in the series';
COMMENT ON COLUMN settlement_number.age IS 'number of its period';
COMMENT ON COLUMN settlement_number.date IS 'date of its counts';
COMMENT ON COLUMN settlement_number.is_new IS 'it is the publication that is to be protected';
COMMENT ON COLUMN settlement_number.region IS 'region in busetting.region';
COMMENT ON COLUMN settlement_number.code IS 'code of the region';
COMMENT ON COLUMN settlement_number.parent IS 'code of the region that it is a part of';
COMMENT ON COLUMN settlement_number.level IS 'level of the region';
COMMENT ON COLUMN settlement_number.measure IS 'what is counted';
COMMENT ON COLUMN settlement_number.n IS 'how many';
COMMENT ON COLUMN settlement_number.printed IS 'it is in the publication, and not only what is left beside a part';
COMMENT ON COLUMN settlement_number.hidden IS 'it was hidden in an earlier publication, or followed from nothing that was not';
COMMENT ON COLUMN settlement_number.cell IS 'name of the cell that stands for it, which is one for as long as a number stays';

CREATE FUNCTION busetting_internal.settlement_numbers(counts settlement_figure[], on_date date, earlier_counts settlement_figure[], earlier settlement_figure[])
RETURNS SETOF settlement_number
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
SET datestyle = ISO
AS $$
	WITH given AS (
		SELECT f.period, f.revision, false AS is_new, array_agg(f) AS counts FROM unnest(earlier_counts) AS f GROUP BY f.period, f.revision
		UNION ALL SELECT NULL, NULL, true, settlement_numbers.counts
	), publication AS (
		SELECT row_number() OVER w::integer AS publication, dense_rank() OVER (ORDER BY g.is_new, coalesce(g.period, '-infinity'))::integer AS age,
			coalesce(g.period, on_date) AS date, g.*
		FROM given AS g
		WINDOW w AS (ORDER BY g.is_new, coalesce(g.period, '-infinity'), coalesce(g.revision, -1))
	), number AS (
		SELECT p.publication, p.age, p.date, p.is_new, r.id AS region, c.code, c.parent, c.level, c.measure, c.n, c.printed,
			CASE WHEN c.printed AND NOT p.is_new THEN is_suppressed(e.value) END AS hidden,
			c.code || ' ' || c.measure || CASE WHEN p.is_new THEN '' ELSE coalesce(' on ' || p.period, ' before') || coalesce(' revision ' || p.revision, '') END AS name
		FROM publication AS p
		CROSS JOIN LATERAL busetting_internal.settlement_count(p.counts, p.date) AS c
		JOIN region AS r ON r.code = c.code AND r.validity @> p.date
		LEFT JOIN unnest(earlier) AS e ON NOT p.is_new AND e.code = c.code AND e.measure = c.measure
			AND coalesce(e.period, '-infinity') = coalesce(p.period, '-infinity') AND coalesce(e.revision, -1) = coalesce(p.revision, -1)
	), change AS (
		SELECT n.*, CASE WHEN lag(n.publication) OVER w = n.publication - 1 AND lag(n.n) OVER w = n.n THEN 0 ELSE 1 END AS changed,
			regexp_replace(n.measure, '_(collective|rest)$', '') AS whole
		FROM number AS n
		WINDOW w AS (PARTITION BY n.region, n.measure ORDER BY n.publication)
	), with_rest AS (
		-- what is left beside a part is known where both are, and stays where both do; else nobody sees whether it has
		SELECT c.*, bool_or(c.hidden) OVER w AS any_hidden, CASE WHEN c.printed THEN c.changed ELSE max(c.changed) FILTER (WHERE c.printed) OVER w END AS starts
		FROM change AS c
		WINDOW w AS (PARTITION BY c.publication, c.region, c.whole)
	), run AS (
		SELECT c.*, sum(c.starts) OVER (PARTITION BY c.region, c.measure ORDER BY c.publication) AS run FROM with_rest AS c
	)
	-- the newest publication names a cell, as it is the one that is protected
	SELECT r.publication, r.age, r.date, r.is_new, r.region, r.code, r.parent, r.level, r.measure, r.n, r.printed, CASE WHEN r.printed THEN r.hidden ELSE r.any_hidden END,
		last_value(r.name) OVER (PARTITION BY r.region, r.measure, r.run ORDER BY r.publication ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
	FROM run AS r
$$;

COMMENT ON FUNCTION busetting_internal.settlement_numbers(settlement_figure[], date, settlement_figure[], settlement_figure[]) IS
	'numbers of a publication and those before it, with their totals and what is left beside collective parts';

/* Regions of earlier dates and what became of them by the later one, in groups that are added up on either side. */
CREATE FUNCTION busetting_internal.settlement_reform(numbers settlement_number[])
RETURNS TABLE (age integer, reform integer, is_later boolean, region integer)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 100
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	WITH RECURSIVE age AS (
		SELECT n.age, min(n.date) AS date, lead(min(n.date)) OVER (ORDER BY n.age) AS later FROM unnest(numbers) AS n GROUP BY n.age
	), edge AS (
		SELECT a.age, c.from_region AS x, c.to_region AS y FROM age AS a JOIN region_change AS c ON c.on_date > a.date AND c.on_date <= a.later
		UNION SELECT a.age, c.to_region, c.from_region FROM age AS a JOIN region_change AS c ON c.on_date > a.date AND c.on_date <= a.later
	), reached AS (
		SELECT e.age, e.x AS reform, e.x AS region FROM edge AS e
		UNION SELECT r.age, r.reform, e.y FROM reached AS r JOIN edge AS e ON e.age = r.age AND e.x = r.region
	), member AS (
		SELECT r.age, min(r.reform) AS reform, r.region, a.date, a.later FROM reached AS r JOIN age AS a ON a.age = r.age GROUP BY r.age, r.region, a.date, a.later
	)
	SELECT m.age, m.reform, s.is_later, m.region
	FROM member AS m
	JOIN region AS r ON r.id = m.region
	CROSS JOIN (VALUES (false), (true)) AS s (is_later)
	WHERE r.validity @> CASE WHEN s.is_later THEN m.later ELSE m.date END
$$;

COMMENT ON FUNCTION busetting_internal.settlement_reform(settlement_number[]) IS
	'regions that a reform between two periods of a series ties together, before and after it';

/* What a reform between two periods made one, or made of one, is added up on either side. */
CREATE FUNCTION busetting_internal.settlement_sides(numbers settlement_number[])
RETURNS SETOF series_side
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 100
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	SELECT r.age, r.reform, n.publication, n.measure, r.is_later, array_agg(n.cell ORDER BY n.cell), sum(n.n)::bigint
	FROM (SELECT s.*, count(*) OVER (PARTITION BY s.age, s.reform, s.is_later) AS regions FROM busetting_internal.settlement_reform(numbers) AS s) AS r
	JOIN unnest(numbers) AS n ON n.region = r.region AND n.age = r.age + r.is_later::integer AND n.printed
	GROUP BY r.age, r.reform, n.publication, n.measure, r.is_later, r.regions
	HAVING count(*) = r.regions
$$;

COMMENT ON FUNCTION busetting_internal.settlement_sides(settlement_number[]) IS
	'sums over regions that a reform ties together, in publications before and after it';

CREATE FUNCTION busetting_internal.settlement_parts(numbers settlement_number[])
RETURNS SETOF series_part
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET enable_nestloop = off
SET jit = off
AS $$
	SELECT t.publication, t.cell, p.cell, 'regions'
	FROM unnest(numbers) AS t JOIN unnest(numbers) AS p ON p.publication = t.publication AND p.measure = t.measure AND p.parent = t.code
	UNION ALL
	SELECT t.publication, t.cell, p.cell, 'parts'
	FROM unnest(numbers) AS t JOIN unnest(numbers) AS p ON p.publication = t.publication AND p.code = t.code AND p.measure IN (t.measure || '_collective', t.measure || '_rest')
$$;

COMMENT ON FUNCTION busetting_internal.settlement_parts(settlement_number[]) IS
	'sums of publications over regions, and of a measure''s collective part and the rest';
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
/*
 * job.sql: the frame of what runs unattended.  A job is a procedure which has run_job() call
 * one function: that does its work in one transaction, so that nothing is half done
 * however it ends, and the record of the run is in job_run even where the work is not.
 */

CREATE TABLE job_run (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	job text NOT NULL,
	started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	ended_at timestamptz,
	outcome text NOT NULL DEFAULT 'running'
		CHECK (outcome IN ('running', 'succeeded', 'skipped', 'failed', 'cancelled', 'interrupted')),
	message text,
	run_by name NOT NULL DEFAULT current_user,
	process_id integer NOT NULL DEFAULT pg_backend_pid(),
	CHECK ((ended_at IS NULL) = (outcome IN ('running', 'interrupted')))
);
CREATE INDEX ON job_run (job, started_at);

COMMENT ON TABLE job_run IS 'runs of jobs, kept for 90 days';
COMMENT ON COLUMN job_run.id IS 'key';
COMMENT ON COLUMN job_run.job IS 'name of the job''s procedure';
COMMENT ON COLUMN job_run.started_at IS 'when it started';
COMMENT ON COLUMN job_run.ended_at IS 'when it ended; null while it runs, and where nothing was left to tell';
COMMENT ON COLUMN job_run.outcome IS
	'running, succeeded, skipped as another run of the job was under way (one row for all in a row), failed, cancelled, '
	'or interrupted: its session or the server ended before it';
COMMENT ON COLUMN job_run.message IS 'what was done, or why not';
COMMENT ON COLUMN job_run.run_by IS 'role that ran it';
COMMENT ON COLUMN job_run.process_id IS 'server process that ran it';

SELECT pg_extension_config_dump('job_run', '');
SELECT pg_extension_config_dump('job_run_id_seq', '');

/* What jobs store is of all publications: a role that row-level security shows a part would store that. */
CREATE FUNCTION busetting_internal.job_start(job text) RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	run bigint;
BEGIN
	IF row_security_active('publication'::regclass) THEN
		RAISE insufficient_privilege USING
			MESSAGE = format('%s needs all publications, and %s may not see all', job, current_user),
			DETAIL = 'Row-level security of busetting.publication is active for this role.',
			HINT = 'Let a role run it that is not subject to policies: ALTER ROLE ... BYPASSRLS.';
	END IF;
	INSERT INTO job_run (job) VALUES (job_start.job) RETURNING id INTO run;
	RETURN run;
END
$$;

/*
 * The lock is that of the transaction: whatever ends that lets go of it.  Runs that still say
 * they are running in a process that is gone, or in this one, are not; one that has not come
 * to its lock yet, and lives, is left alone.
 */
CREATE FUNCTION busetting_internal.job_lock(run bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	this job_run := (SELECT r FROM job_run AS r WHERE r.id = run);
BEGIN
	IF NOT pg_try_advisory_xact_lock('busetting.job_run'::regclass::oid::integer, hashtext(this.job)) THEN
		RETURN false;
	END IF;
	UPDATE job_run AS r
	SET outcome = 'interrupted', message = 'its session or the server ended before it'
	WHERE r.job = this.job AND r.outcome = 'running' AND r.id <> run
		AND (r.process_id = pg_backend_pid()
			 OR NOT EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.pid = r.process_id));
	DELETE FROM job_run AS r WHERE r.job = this.job AND r.started_at < now() - interval '90 days';
	RETURN true;
END
$$;

CREATE FUNCTION busetting_internal.job_end(run bigint, outcome text, message text) RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	UPDATE job_run AS r
	SET ended_at = clock_timestamp(), outcome = job_end.outcome, message = job_end.message
	WHERE r.id = run
$$;

/* The last of the runs that were skipped one after another stands for all of them: a run that hangs does not fill the table. */
CREATE FUNCTION busetting_internal.job_skip(run bigint) RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	this job_run := (SELECT r FROM job_run AS r WHERE r.id = run);
	before record;
BEGIN
	WITH gone AS (
		DELETE FROM job_run AS r
		WHERE r.job = this.job AND r.outcome = 'skipped' AND r.id < run
			AND r.id > (SELECT coalesce(max(o.id), 0) FROM job_run AS o WHERE o.job = this.job AND o.outcome <> 'skipped' AND o.id < run)
		RETURNING r.message
	)
	SELECT count(*) AS runs, coalesce(sum(coalesce(substring(g.message from '[(]([0-9]+) times')::integer, 1)), 0) AS times INTO before FROM gone AS g;
	PERFORM busetting_internal.job_end(run, 'skipped', 'another run of it is under way' || CASE WHEN before.runs > 0 THEN format(' (%s times)', before.times + 1) ELSE '' END);
END
$$;

CREATE FUNCTION busetting_internal.refuse_transaction_block(job text) RETURNS void
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;

/*
 * A procedure that ends transactions cannot SET search_path: every name is qualified here, and
 * there is no operator.  It cannot be called within a transaction block either.
 */
CREATE PROCEDURE busetting_internal.run_job(job text, work text)
LANGUAGE plpgsql
AS $$
DECLARE
	run bigint;
	result text;
	state text;
	message text;
	detail text;
	hint text;
	context text;
BEGIN
	-- loads the library: where a parallel query is the first that needs it, settings of the extension are a WARNING
	PERFORM busetting_internal.refuse_transaction_block(job);
	run := busetting_internal.job_start(job);
	COMMIT;
	BEGIN
		IF busetting_internal.job_lock(run) THEN
			-- what is stored is what is known now, whatever the session that runs the job is looking at
			PERFORM pg_catalog.set_config('busetting.as_known_on', '', true);
			PERFORM busetting.read_publications();
			EXECUTE work INTO result;
			PERFORM busetting_internal.job_end(run, 'succeeded', result);
		ELSE
			PERFORM busetting_internal.job_skip(run);
		END IF;
		RETURN;
	EXCEPTION WHEN OTHERS OR query_canceled OR assert_failure THEN
		GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL,
			hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
	END;
	PERFORM busetting_internal.job_end(run,
		CASE WHEN pg_catalog.texteq(state, '57014') THEN 'cancelled' ELSE 'failed' END,
		pg_catalog.regexp_replace(pg_catalog.concat_ws(E'\n', message, detail, hint, context), E'\n+', E'\n', 'g'));
	COMMIT;
	-- for the caller, whom it failed as well
	RAISE EXCEPTION USING
		ERRCODE = state,
		MESSAGE = message,
		DETAIL = CASE WHEN pg_catalog.texteq(detail, '') THEN 'Nothing that it did was kept.' ELSE detail END,
		HINT = CASE WHEN pg_catalog.texteq(hint, '') THEN pg_catalog.format('It is run %s in busetting.job_run.', run) ELSE hint END;
END
$$;

COMMENT ON FUNCTION busetting_internal.job_start(text) IS 'record that a run of a job starts; its id';
COMMENT ON FUNCTION busetting_internal.job_lock(bigint) IS 'take the lock of a run''s job until the transaction ends, if no other run has it';
COMMENT ON FUNCTION busetting_internal.job_end(bigint, text, text) IS 'record how a run of a job ended';
COMMENT ON FUNCTION busetting_internal.job_skip(bigint) IS 'record that a run of a job was skipped, in the place of those just before it that were';
COMMENT ON FUNCTION busetting_internal.refuse_transaction_block(text) IS 'error where the procedure that calls it cannot end its transaction';
COMMENT ON PROCEDURE busetting_internal.run_job(text, text) IS
	'run a query that does a job''s work and returns a message: alone, all or nothing, and recorded in job_run';

/* Logical replication brings rows and not what sequences have given out: a row stored on the replica would get a number that is taken. */
CREATE PROCEDURE align_sequences()
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	this record;
	highest bigint;
BEGIN
	FOR this IN
		SELECT c.oid::regclass AS name, a.attname AS key, s.seqrelid::regclass AS sequence, s.seqstart AS first
		FROM pg_depend AS d
		JOIN pg_sequence AS s ON s.seqrelid = d.objid
		JOIN pg_class AS c ON c.oid = d.refobjid AND c.relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)
		JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
		WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype = 'i'
	LOOP
		EXECUTE format('SELECT max(%I) FROM %s', this.key, this.name) INTO highest;
		PERFORM setval(this.sequence, greatest(coalesce(highest, 0) + 1, this.first), false);
	END LOOP;
END
$$;

COMMENT ON PROCEDURE align_sequences() IS 'let the keys of new rows go on after those that are there: once on a replica that is to store rows of its own, or run jobs';
/*
 * finding.sql: what is wrong with what was published.  A publication is checked once, and again when its
 * rule is changed; what is found is kept, and told on the channel "busetting" when it is new.
 */

CREATE TABLE finding (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	found_at timestamptz NOT NULL DEFAULT now(),
	kind text NOT NULL CHECK (kind IN ('late', 'absent', 'inconsistent', 'revised', 'disclosing')),
	severity text NOT NULL CHECK (severity IN ('information', 'warning', 'error')),
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	code text NOT NULL DEFAULT '',
	measure text NOT NULL DEFAULT '',
	message text NOT NULL,
	UNIQUE (publication, kind, code, measure)
);

COMMENT ON TABLE finding IS 'what check_publications found, each thing once; no value of a hidden cell is in it';
COMMENT ON COLUMN finding.id IS 'key';
COMMENT ON COLUMN finding.found_at IS 'when it was found';
COMMENT ON COLUMN finding.kind IS
	'late: the next publication of the source is due; absent: regions that are not listed; inconsistent: figures that cannot all be true; '
	'revised: other figures than before; disclosing: hidden cells that can be worked out';
COMMENT ON COLUMN finding.severity IS 'information, warning or error';
COMMENT ON COLUMN finding.publication IS 'the publication, of a late one the last before it';
COMMENT ON COLUMN finding.code IS 'code of the region it is about, empty where it is about all';
COMMENT ON COLUMN finding.measure IS 'the measure it is about, empty where it is about all';
COMMENT ON COLUMN finding.message IS 'what was found';

CREATE TABLE publication_check (
	publication integer PRIMARY KEY REFERENCES publication ON DELETE CASCADE,
	rule text NOT NULL,
	checked_at timestamptz NOT NULL DEFAULT now()
);

COMMENT ON TABLE publication_check IS 'publications that check_publications has checked';
COMMENT ON COLUMN publication_check.publication IS 'the publication';
COMMENT ON COLUMN publication_check.rule IS 'hash of what it was read by then: publication_reading.basis';
COMMENT ON COLUMN publication_check.checked_at IS 'when it was checked';

SELECT pg_extension_config_dump('finding', '');
SELECT pg_extension_config_dump('finding_id_seq', '');
SELECT pg_extension_config_dump('publication_check', '');

CREATE FUNCTION busetting_internal.publication_finding(publication integer)
RETURNS TABLE (kind text, severity text, code text, measure text, message text)
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 10
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH this AS (
		SELECT p.*, CASE WHEN rule.absent_is_hidden THEN 'information' ELSE 'warning' END AS severity
		FROM publication AS p
		JOIN suppression_rule AS rule USING (rule)
		WHERE p.id = publication_finding.publication
	)
	-- of whatever it lists a part of
	SELECT 'absent', this.severity, o.code, '',
		   format('%s of %s %s%s are not listed: %s', c.absent, c.regions, c.en_plural, CASE WHEN o.parent IS NOT NULL THEN ' of ' || o.name END, c.names)
	FROM this
	CROSS JOIN LATERAL (
		SELECT r.parent, min(l.en_plural) AS en_plural, count(*) AS regions, count(*) FILTER (WHERE NOT c.listed) AS absent,
			   string_agg(c.name, ', ' ORDER BY c.code COLLATE "C") FILTER (WHERE NOT c.listed) AS names
		FROM coverage AS c
		JOIN region AS r ON r.id = c.region
		JOIN region_level AS l ON l.level = r.level
		WHERE c.publication = this.id AND r.parent IS NOT NULL
		GROUP BY r.parent
	) AS c
	JOIN region_official AS o ON o.region = c.parent AND busetting_internal.in_force(this.date, o.named_since, o.named_until)
	WHERE c.absent > 0
	UNION ALL
	-- of hidden cells no more than what is published of their sum
	SELECT 'inconsistent', 'error', r.code, r.measure,
		   format('%s %s is published as %s, its %s add up to %s: %s too %s', r.name, r.measure, r.published,
				  (SELECT l.en_plural FROM region_level AS l JOIN region_level AS o ON o.tree = l.tree AND o.level = r.level AND o.position < l.position ORDER BY l.position LIMIT 1), r.total_with_absent,
				  abs(r.deviation), CASE WHEN r.deviation > 0 THEN 'much' ELSE 'little' END)
	FROM total_reconciliation AS r
	WHERE r.publication = publication_finding.publication AND NOT r.consistent
	UNION ALL
	-- and what contradicts only together, or is no sum of regions that the view above compares
	SELECT 'inconsistent', 'error', min(x.code COLLATE "C"), min(x.measure COLLATE "C"),
		   format(CASE count(*) WHEN 1 THEN '%2$sdoes not hold%3$s' ELSE '%1$s sums cannot all hold%3$s: %2$s' END, count(*),
				  string_agg(format('%s %s %s', x.name, x.measure, CASE x.over WHEN 'regions' THEN 'over regions' WHEN 'printed total' THEN 'as printed over regions' WHEN 'part' THEN 'and the rest' ELSE 'by ' || x.over END),
							 ', ' ORDER BY x.code COLLATE "C", x.measure, x.over) || CASE count(*) WHEN 1 THEN ' ' ELSE '' END,
				  CASE min(x.kind) WHEN 'rule' THEN ' by the rule' ELSE '' END)
	FROM contradiction AS x
	WHERE x.publication = publication_finding.publication
	GROUP BY x.number
	HAVING count(*) > 1 OR bool_and(x.deviation = 0)
	UNION ALL
	SELECT 'inconsistent', 'warning', r.code, r.measure,
		   format('%s %s is %s here, but %s', r.name, r.measure, r.other_value, string_agg(format('%s in %s', r.value, r.source), ', ' ORDER BY r.source, r.value))
	FROM (SELECT DISTINCT r.code, r.name, r.measure, r.other_value, r.value, CASE WHEN r.source = this.source THEN 'its row' ELSE format('"%s"', r.source) END AS source
		  FROM this
		  JOIN publication_reconciliation AS r ON r.other_source = this.source AND r.date = this.date AND NOT r.consistent) AS r
	GROUP BY r.code, r.name, r.measure, r.other_value
	UNION ALL
	-- what is hidden only now is known from before
	SELECT 'revised', CASE WHEN bool_or(r.change = 'hidden') THEN 'warning' ELSE 'information' END, '', '',
		   format('%s figures differ from vintage %s: %s', sum(r.figures), min(r.vintage) - 1, string_agg(format('%s %s', r.figures, r.change), ', ' ORDER BY r.change))
	FROM (SELECT change, count(*) AS figures, min(vintage) AS vintage
		  FROM revision AS r
		  WHERE r.publication = publication_finding.publication
		  GROUP BY change) AS r
	HAVING count(*) > 0
$$;

CREATE FUNCTION busetting_internal.disclosure_finding(publication integer)
RETURNS TABLE (kind text, severity text, code text, measure text, message text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE COST 1000000 ROWS 1
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	problem text;
	detail text;
	hint text;
BEGIN
	RETURN QUERY
	SELECT 'disclosing', 'error', '', '',
		   format('%s of %s hidden cells can be worked out: %s', count(*) FILTER (WHERE a.disclosed), count(*),
				  string_agg(a.code || ' ' || a.name || ' ' || a.measure, ', ' ORDER BY a.code, a.measure) FILTER (WHERE a.disclosed))
	FROM audit_settlement(disclosure_finding.publication) AS a
	HAVING count(*) FILTER (WHERE a.disclosed) > 0;
EXCEPTION
	WHEN data_exception THEN
		GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
		RETURN QUERY SELECT 'inconsistent', 'error', '', '', concat(problem, ': ' || nullif(detail, ''), ' ' || nullif(hint, ''));
	WHEN insufficient_privilege THEN
		RAISE;
	WHEN OTHERS THEN
		RETURN QUERY SELECT 'disclosing', 'warning', '', '', 'what it discloses cannot be worked out: ' || SQLERRM;
END
$$;

CREATE FUNCTION busetting_internal.late_finding(on_date date)
RETURNS TABLE (publication integer, kind text, severity text, code text, measure text, message text)
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 ROWS 10
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
	-- what is usual is the median of the last ten times between two dates; half of that more is late
	SELECT s.publication, 'late', 'warning', '', '',
		   format('nothing from %s since %s: usually every %s days, the next was due on %s', s.source, s.date, s.usual, s.date + s.usual)
	FROM (SELECT source, max(publication) FILTER (WHERE recency = 1) AS publication, max(date) AS date,
				 percentile_disc(0.5) WITHIN GROUP (ORDER BY days) AS usual, count(days) AS times
		  FROM (SELECT source, date, max(id) AS publication, date - lag(date) OVER earlier AS days,
					   row_number() OVER (PARTITION BY source ORDER BY date DESC) AS recency
				FROM publication
				GROUP BY source, date
				WINDOW earlier AS (PARTITION BY source ORDER BY date)) AS p
		  WHERE recency <= 10
		  GROUP BY source) AS s
	WHERE s.times > 1 AND late_finding.on_date - s.date > 1.5 * s.usual
$$;

-- A run stops after 20 seconds and keeps what it has; the next goes on, so that a backlog of years is no obstacle.
CREATE FUNCTION busetting_internal.find_problems(on_date date DEFAULT CURRENT_DATE) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	stop_at timestamptz := clock_timestamp() + interval '20 seconds';
	last_finding bigint := (SELECT coalesce(max(id), 0) FROM finding);
	this record;
	checked integer := 0;
	left_over integer := 0;
	found bigint;
BEGIN
	INSERT INTO finding (publication, kind, severity, code, measure, message)
	SELECT * FROM busetting_internal.late_finding(on_date)
	ON CONFLICT DO NOTHING;
	FOR this IN
		SELECT p.id, coalesce(r.basis, '') AS rule
		FROM publication AS p
		LEFT JOIN publication_reading AS r ON r.publication = p.id
		LEFT JOIN publication_check AS c ON c.publication = p.id
		WHERE c.rule IS DISTINCT FROM coalesce(r.basis, '')
		ORDER BY p.date DESC, p.id
	LOOP
		IF clock_timestamp() > stop_at THEN
			left_over := left_over + 1;
			CONTINUE;
		END IF;
		BEGIN
			INSERT INTO finding (publication, kind, severity, code, measure, message)
			SELECT this.id, f.*
			FROM (SELECT * FROM busetting_internal.publication_finding(this.id) UNION ALL SELECT * FROM busetting_internal.disclosure_finding(this.id)) AS f
			ON CONFLICT DO NOTHING;
			INSERT INTO publication_check (publication, rule) VALUES (this.id, this.rule)
			ON CONFLICT (publication) DO UPDATE SET rule = excluded.rule, checked_at = excluded.checked_at;
			checked := checked + 1;
		EXCEPTION WHEN foreign_key_violation THEN
			-- it was deleted meanwhile
		END;
	END LOOP;

	-- everybody may listen: no more than what kind of thing it is
	SELECT count(pg_notify('busetting', json_build_object('finding', f.id, 'kind', f.kind, 'severity', f.severity, 'publication', f.publication)::text))
	INTO found
	FROM finding AS f
	WHERE f.id > last_finding;
	RETURN concat(format('publications checked: %s, new findings: %s', checked, found),
				  CASE WHEN left_over > 0 THEN format(', left for the next run: %s', left_over) END);
END
$$;

CREATE PROCEDURE check_publications(on_date date DEFAULT CURRENT_DATE)
LANGUAGE plpgsql
AS $$
BEGIN
	CALL busetting_internal.run_job('check_publications', pg_catalog.format('SELECT busetting_internal.find_problems(%L)', on_date));
END
$$;

COMMENT ON FUNCTION busetting_internal.publication_finding(integer) IS 'what is wrong with a publication: regions that are not listed, figures that cannot all be true, figures other than before';
COMMENT ON FUNCTION busetting_internal.disclosure_finding(integer) IS 'does a publication give hidden cells away? which, but not what they are';
COMMENT ON FUNCTION busetting_internal.late_finding(date) IS 'sources from which nothing came for longer than usual';
COMMENT ON FUNCTION busetting_internal.find_problems(date) IS 'check the publications that are not checked yet, keep and tell what is found; the work of check_publications';
COMMENT ON PROCEDURE check_publications(date) IS
	'look for publications that are late, incomplete, inconsistent, revised or disclosing; what is new goes to finding and the channel busetting';
/*
 * report_copy.sql: copies of the report views, for who reads many reports often.  They are tables
 * and not materialized views, as these only their owner may refresh, who is a superuser where
 * the extension was installed as trusted.
 */

CREATE TABLE copied_report (
	report text PRIMARY KEY,
	refreshed_at timestamptz,
	changed_at timestamptz,
	number_of_rows bigint NOT NULL DEFAULT 0
);

COMMENT ON TABLE copied_report IS 'report views of which there is a copy';
COMMENT ON COLUMN copied_report.report IS 'name of the view; that of its copy ends in _copy';
COMMENT ON COLUMN copied_report.refreshed_at IS 'when the copy was last made the same as the view';
COMMENT ON COLUMN copied_report.changed_at IS 'when that last changed it';
COMMENT ON COLUMN copied_report.number_of_rows IS 'number of rows that it then had';

CREATE TABLE copied_date (
	date date PRIMARY KEY,
	basis text NOT NULL
);

COMMENT ON TABLE copied_date IS 'dates whose publications are in the copies of the reports';
COMMENT ON COLUMN copied_date.date IS 'the date';
COMMENT ON COLUMN copied_date.basis IS 'hash of all that the reports of that date were made of';

INSERT INTO copied_report (report)
SELECT relname FROM pg_catalog.pg_class
WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'v' AND relname LIKE 'report\_%';

/* What a row is of is its key: it tells refreshing, replication and tools that make classes of tables which row is which. */
DO $$
DECLARE
	copied record;
BEGIN
	FOR copied IN
		SELECT r.report, k.columns
		FROM copied_report AS r
		LEFT JOIN (VALUES ('report_publication', 'publication'),
						  ('report_national', 'publication'),
						  ('report_county', 'publication, code'),
						  ('report_municipality', 'publication, code'),
						  ('report_grant', 'publication, level, code'),
						  ('report_trend', 'publication, level, code'),
						  ('report_trend_figure', 'publication, level, code, measure'),
						  ('report_figure', 'publication, level, code, measure'),
						  ('report_total', 'publication, level, code, measure'),
						  ('report_reconciliation', 'publication, level, code, measure, printed_total, other_publication, other_kind'),
						  ('report_forecast', 'publication, told_by, announced_on, label')) AS k(report, columns) USING (report)
	LOOP
		EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING COMMENTS, PRIMARY KEY (%s))', copied.report || '_copy', copied.report, copied.columns);
		EXECUTE format('COMMENT ON TABLE %I IS %L', copied.report || '_copy', format('%s as it was when refresh_reports last ran', copied.report));
		EXECUTE format('CREATE INDEX ON %I (date)', copied.report || '_copy');
	END LOOP;
END
$$;

CREATE VIEW report_freshness AS
SELECT report, number_of_rows, refreshed_at::date AS refreshed_on, to_char(refreshed_at, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS refreshed,
	   to_char(changed_at, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS changed,
	   (extract(epoch FROM clock_timestamp() - refreshed_at) / 60)::numeric(38,6) AS minutes_old
FROM copied_report
-- copies are nobody's who may not see all publications, nor is how many rows they have
WHERE NOT row_security_active('publication'::regclass);

COMMENT ON VIEW report_freshness IS 'how old the copies of the reports are';
COMMENT ON COLUMN report_freshness.report IS 'name of the report; that of its copy ends in _copy';
COMMENT ON COLUMN report_freshness.number_of_rows IS 'number of rows of the copy';
COMMENT ON COLUMN report_freshness.refreshed_on IS 'day on which the copy was last made the same as the report; NULL: never';
COMMENT ON COLUMN report_freshness.refreshed IS 'the time of that';
COMMENT ON COLUMN report_freshness.changed IS 'when that last changed the copy';
COMMENT ON COLUMN report_freshness.minutes_old IS 'minutes since it was refreshed';

/*
 * What a report has of a date is made of its publications, of those before them of the same sources, and of
 * tables that have nothing of publications.  When a publication was read stands for its cells.
 */
CREATE FUNCTION busetting_internal.report_basis(OUT date date, OUT basis text) RETURNS SETOF record
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	hashes text;
	of_all text;
BEGIN
	SELECT string_agg(format('(SELECT sum(hashtextextended(t::text, 0)) FROM %s AS t)', c.oid::regclass), ', ' ORDER BY c.relname)
	INTO hashes
	FROM pg_depend AS d
	JOIN pg_class AS c ON c.oid = d.objid
	WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'e' AND c.relkind = 'r' AND c.relnamespace = 'busetting'::regnamespace
		AND d.refclassid = 'pg_extension'::regclass AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting')
		-- but for publications, and what jobs write
		AND c.relname !~ '^(publication|job_run|finding|publication_check|archived_page|copied_report|copied_date|report_.*_copy)$';
	EXECUTE format('SELECT md5(concat_ws('','', (SELECT extversion FROM pg_extension WHERE extname = %L), %s))', 'busetting', hashes)
	INTO of_all;
	RETURN QUERY
	WITH shown AS MATERIALIZED (
		SELECT c.id, lag(c.id) OVER (PARTITION BY c.source ORDER BY c.date) AS previous FROM publication_current AS c
	), reading AS MATERIALIZED (
		SELECT r.publication, concat_ws(' ', r.publication, r.basis, extract(epoch FROM r.read_at)) AS text FROM publication_reading AS r
	)
	SELECT p.date, md5(concat_ws(',', of_all, string_agg(concat_ws(' ', p.id, p.source, p.vintage, p.rule, s.id, r.text, s.previous, e.text), ',' ORDER BY p.id)))
	FROM publication AS p
	LEFT JOIN shown AS s ON s.id = p.id
	LEFT JOIN reading AS r ON r.publication = p.id
	LEFT JOIN reading AS e ON e.publication = s.previous
	GROUP BY p.date;
END
$$;

/*
 * All copies in one statement: they are all of one moment, and readers see them all before or all
 * after it.  Only dates of which something has changed are looked at, and only what differs is
 * written.  Rows are told apart by GROUP BY, which takes NULL for NULL and does not hang on a
 * good estimate of what is in a view.  What differs is gone before the new is added, as both have one key;
 * two rows of one are an error.
 */
CREATE FUNCTION busetting_internal.copy_reports() RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling so long a statement takes longer than running it
AS $$
DECLARE
	changed date[];
	of_changed text;
	reports text;
	results text;
	result record;
	added bigint := 0;
	removed bigint := 0;
BEGIN
	LOOP
		-- of all dates the views are read as a whole
		SELECT array_agg(date), CASE WHEN count(*) < (SELECT count(DISTINCT p.date) FROM publication AS p) THEN format('WHERE date = ANY (%L)', array_agg(date)) END
		INTO changed, of_changed
		FROM busetting_internal.report_basis() AS b
		FULL JOIN copied_date AS c USING (date)
		WHERE b.basis IS DISTINCT FROM c.basis;
		IF changed IS NULL THEN
			UPDATE copied_report SET refreshed_at = now();
			RETURN 'nothing has changed';
		END IF;
		SELECT string_agg(format($copy$
				fresh_%3$s AS MATERIALIZED (
					SELECT * FROM %1$I %5$s
				), differing_%3$s AS MATERIALIZED (
					SELECT %4$s, array_agg(place) FILTER (WHERE place IS NOT NULL) AS places, count(*) - count(place) AS fresh
					FROM (SELECT %4$s, NULL::tid AS place FROM fresh_%3$s UNION ALL SELECT %4$s, ctid FROM %2$I %5$s) AS r
					GROUP BY %4$s
					HAVING count(*) <> 2 OR count(place) <> 1
				), gone_%3$s AS (
					DELETE FROM %2$I WHERE ctid = ANY (ARRAY(SELECT unnest(places) FROM differing_%3$s)) RETURNING 1
				), added_%3$s AS (
					INSERT INTO %2$I (%4$s) SELECT %4$s FROM differing_%3$s CROSS JOIN generate_series(1, fresh) WHERE (SELECT count(*) FROM gone_%3$s) >= 0 RETURNING 1
				)$copy$, report, report || '_copy', n, columns, of_changed), ', '),
			   string_agg(format('SELECT %1$L, (SELECT count(*) FROM gone_%2$s), (SELECT count(*) FROM added_%2$s)', report, n), ' UNION ALL ')
		INTO reports, results
		FROM (SELECT r.report, row_number() OVER (ORDER BY r.report) AS n,
					 (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
					  WHERE attrelid = format('busetting.%I', r.report)::regclass AND attnum > 0) AS columns
			  FROM copied_report AS r) AS c;
		EXECUTE format($copy$
			WITH %s, result(report, gone, added) AS (%s), kept AS (
				UPDATE copied_report AS c
				SET refreshed_at = now(), number_of_rows = c.number_of_rows + r.added - r.gone,
					changed_at = CASE WHEN r.gone + r.added > 0 OR c.refreshed_at IS NULL THEN now() ELSE c.changed_at END
				FROM result AS r
				WHERE r.report = c.report
			), basis AS MATERIALIZED (
				SELECT * FROM busetting_internal.report_basis()
			), forgotten AS (
				DELETE FROM copied_date AS c WHERE NOT EXISTS (SELECT FROM basis AS b WHERE b.date = c.date)
			), remembered AS (
				INSERT INTO copied_date AS c SELECT b.date, b.basis FROM basis AS b WHERE b.date = ANY (%L)
				ON CONFLICT (date) DO UPDATE SET basis = excluded.basis
			)
			SELECT sum(added) AS added, sum(gone) AS gone,
				   -- what was stored between this statement and the one that looked for changes
				   EXISTS (SELECT FROM basis AS b FULL JOIN copied_date AS c USING (date)
						   WHERE b.basis IS DISTINCT FROM c.basis AND date <> ALL (%L)) AS more
			FROM result$copy$, reports, results, changed, changed)
		INTO result;
		added := added + result.added;
		removed := removed + result.gone;
		EXIT WHEN NOT result.more;
	END LOOP;
	RETURN (SELECT format('%s reports of %s rows: %s rows added, %s removed', count(*), sum(r.number_of_rows), added, removed) FROM copied_report AS r);
END
$$;

CREATE PROCEDURE refresh_reports()
LANGUAGE plpgsql
AS $$
BEGIN
	CALL busetting_internal.run_job('refresh_reports', 'SELECT busetting_internal.copy_reports()');
END
$$;

COMMENT ON FUNCTION busetting_internal.report_basis() IS 'hash of all that reports of a date are made of: while it is the same, so are they';
COMMENT ON FUNCTION busetting_internal.copy_reports() IS 'make the copies of the reports the same as these; the work of refresh_reports';
COMMENT ON PROCEDURE refresh_reports() IS 'make the copies of the reports the same as these; who reads them meanwhile is not blocked';
/*
 * dashboard.sql: questions to the reports for Grafana, Metabase, Superset and whatever else takes a
 * query, as rows, and a Grafana dashboard of them.  A role that grant_reports() has been called for can
 * run them all.  They ask for any measure, and show both bounds: what is hidden is nowhere its lower bound alone.
 */

CREATE VIEW dashboard_question AS
SELECT q.number, q.title, q.shape, q.description, q.query
FROM (VALUES
	(1, 'All counties together', 'table', 'Sums of the counties that are listed, of each measure.', $q$
SELECT measure, sum(low) AS "at least", CASE WHEN count(high) = count(*) THEN sum(high) END AS "at most", sum(hidden) AS hidden, count(*) AS counties
FROM busetting.report_figure
WHERE source = :'source' AND date = :'date' AND level = 'county'
GROUP BY measure
ORDER BY measure$q$),
	(2, 'The measure by county', 'bar chart', 'What is certain, and on top of it what hidden cells can add.', $q$
SELECT name, low AS "at least", high - low AS "and up to so many more"
FROM busetting.report_figure
WHERE source = :'source' AND date = :'date' AND measure = :'measure' AND level = 'county'
ORDER BY high DESC NULLS FIRST, code$q$),
	(3, 'The measure over time', 'time series', 'Both bounds, of the county or of all counties together.', $q$
SELECT date::timestamp AS time, sum(low) AS "at least", CASE WHEN count(high) = count(*) THEN sum(high) END AS "at most"
FROM busetting.report_figure
WHERE source = :'source' AND measure = :'measure' AND level = 'county' AND (code = :'county' OR :'county' = '0')
GROUP BY date
ORDER BY date$q$),
	(4, 'The measure by municipality', 'table', 'Municipalities of the county, or all.', $q$
SELECT code, name, coalesce(value::text, symbol) AS published, low AS "at least", high AS "at most"
FROM busetting.report_figure
WHERE source = :'source' AND date = :'date' AND measure = :'measure' AND level = 'municipality' AND (left(code, 2) = :'county' OR :'county' = '0')
ORDER BY high DESC NULLS FIRST, low DESC, code$q$),
	(5, 'The municipalities with most people waiting', 'table', 'Who is agreed has not moved in yet.', $q$
SELECT code, name, coalesce(value::text, symbol) AS agreed, low AS "at least", high AS "at most"
FROM busetting.report_figure
WHERE source = :'source' AND date = :'date' AND measure = 'agreed' AND level = 'municipality' AND (left(code, 2) = :'county' OR :'county' = '0')
ORDER BY low DESC NULLS LAST, high DESC, code
LIMIT 25$q$),
	(6, 'What changed most since the publication before', 'table', 'Of what is hidden a change has bounds too.', $q$
SELECT since, level, code, name, value_low AS "at least", value_high AS "at most", change_low AS "changed by at least", change_high AS "changed by at most"
FROM busetting.report_trend_figure
WHERE source = :'source' AND date = :'date' AND measure = :'measure' AND comparable
ORDER BY greatest(abs(change_low), abs(change_high)) DESC NULLS LAST, code
LIMIT 25$q$),
	(7, 'How much of each forecast is reached', 'table', 'Of those that are of all who are settled; one of a part or a group is not measured.', $q$
SELECT label, persons, settled_low AS "settled at least", settled_high AS "settled at most", round(floor(1000 * settled_share_low) / 10, 1) AS "percent at least", round(ceil(1000 * settled_share_high) / 10, 1) AS "percent at most"
FROM busetting.report_forecast
WHERE source = :'source' AND date = :'date'
ORDER BY settled_share_low IS NULL, persons DESC, label$q$),
	(8, 'What does not add up', 'table', 'Of all sources and dates.', $q$
SELECT date, source, level, name, measure, published_low AS "published at least", published_high AS "published at most", coalesce(other_source, 'sum of its parts') AS "compared with",
	   other_low AS "there at least", other_high AS "there at most", deviation
FROM busetting.report_reconciliation
WHERE NOT consistent
ORDER BY date DESC, source, level, code, measure$q$),
	(9, 'Places not used and the grant for them, by county', 'table', 'Of all sources and dates.', $q$
SELECT date, source, name, unused_places_low AS "places at least", unused_places_high AS "places at most", amount_low AS "kroner at least", amount_high AS "kroner at most", not_stated
FROM busetting.report_grant
WHERE level = 'county'
ORDER BY date DESC, amount_high DESC NULLS LAST, name$q$),
	(10, 'How old the copies of the reports are', 'table', 'Copies are made by refresh_reports.', $q$
SELECT report, number_of_rows, refreshed, round(minutes_old) AS minutes_old
FROM busetting.report_freshness
ORDER BY report$q$)
) AS q(number, title, shape, description, query);

COMMENT ON VIEW dashboard_question IS
	'questions to the reports, for dashboards; source, date (the latest first), measure and county (0 for all) are given as in psql, :''source''';
COMMENT ON COLUMN dashboard_question.number IS 'place on a dashboard';
COMMENT ON COLUMN dashboard_question.title IS 'what is asked';
COMMENT ON COLUMN dashboard_question.shape IS 'how it is best shown: table, bar chart or time series';
COMMENT ON COLUMN dashboard_question.description IS 'what to know when reading the answer';
COMMENT ON COLUMN dashboard_question.query IS 'the question, SQL';

/* Variables are filled in by Grafana, as SQL strings. */
CREATE FUNCTION grafana_dashboard(title text DEFAULT 'Settlement of refugees') RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE COST 1000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH variable(n, name, label, query) AS (VALUES
		(1, 'source', 'Source', 'SELECT source FROM busetting.report_publication GROUP BY source ORDER BY max(date) DESC, source'),
		(2, 'date', 'Date', 'SELECT DISTINCT date::text FROM busetting.report_publication WHERE source = ${source:sqlstring} ORDER BY 1 DESC'),
		(3, 'measure', 'Measure', 'SELECT DISTINCT measure FROM busetting.report_figure WHERE source = ${source:sqlstring} AND date = ${date:sqlstring} ORDER BY measure DESC'),
		(4, 'county', 'County', 'SELECT ''All'' AS __text, ''0'' AS __value UNION ALL (SELECT name, code FROM busetting.report_figure WHERE source = ${source:sqlstring} AND date = ${date:sqlstring} AND level = ''county'' GROUP BY name, code ORDER BY code)')
	), datasource AS (
		SELECT jsonb_build_object('type', 'grafana-postgresql-datasource', 'uid', '${database}') AS datasource
	)
	SELECT jsonb_build_object(
		'uid', 'busetting', 'title', title, 'tags', jsonb_build_array('busetting'), 'schemaVersion', 39, 'version', 1, 'editable', true,
		'description', 'Reports of the PostgreSQL extension busetting. What is hidden is shown with both bounds.',
		'time', '{"from": "now-2y", "to": "now"}'::jsonb, 'timezone', 'browser', 'refresh', '5m',
		'templating', jsonb_build_object('list',
			'[{"name": "database", "label": "Database", "type": "datasource", "query": "grafana-postgresql-datasource"}]'::jsonb ||
			(SELECT jsonb_agg(jsonb_build_object('name', v.name, 'label', v.label, 'type', 'query', 'query', v.query, 'datasource', d.datasource, 'refresh', 1, 'sort', 0) ORDER BY v.n) FROM variable AS v)),
		'panels', (
			SELECT jsonb_agg(jsonb_build_object('id', q.number, 'title', q.title, 'description', q.description,
				'type', CASE q.shape WHEN 'bar chart' THEN 'barchart' WHEN 'time series' THEN 'timeseries' ELSE 'table' END,
				'datasource', d.datasource, 'gridPos', jsonb_build_object('x', 12 * ((q.number - 1) % 2), 'y', 10 * ((q.number - 1) / 2), 'w', 12, 'h', 10),
				'targets', jsonb_build_array(jsonb_build_object('refId', 'A', 'datasource', d.datasource, 'editorMode', 'code', 'rawQuery', true,
					'format', CASE q.shape WHEN 'time series' THEN 'time_series' ELSE 'table' END, 'rawSql', regexp_replace(btrim(q.query, E'\n'), ':''(\w+)''', '${\1:sqlstring}', 'g'))),
				'options', CASE q.shape WHEN 'bar chart' THEN '{"orientation": "horizontal", "stacking": "normal", "xField": "name", "showValue": "auto"}'::jsonb ELSE '{}' END) ORDER BY q.number)
			FROM dashboard_question AS q))
	FROM datasource AS d
$$;

COMMENT ON FUNCTION grafana_dashboard(text) IS 'dashboard for Grafana, to be imported, of the questions in dashboard_question';
/*
 * archived_page.sql: the page of a date as it first was, kept whatever is corrected later.
 */

CREATE TABLE archived_page (
	date date,
	language text,
	page text NOT NULL,
	archived_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (date, language)
);

COMMENT ON TABLE archived_page IS 'pages of report_html as they were when archive_report first kept them';
COMMENT ON COLUMN archived_page.date IS 'the publications'' date';
COMMENT ON COLUMN archived_page.language IS 'nb, nn or en';
COMMENT ON COLUMN archived_page.page IS 'the page, HTML';
COMMENT ON COLUMN archived_page.archived_at IS 'when it was kept';

SELECT pg_extension_config_dump('archived_page', '');

/*
 * A date's tables come one by one: without a date given, the latest is kept of which nothing
 * came for an hour.
 */
CREATE FUNCTION busetting_internal.archive_pages(on_date date DEFAULT NULL) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	kept integer;
	latest date := (SELECT max(date) FROM publication WHERE date <= coalesce(on_date, 'infinity'));
BEGIN
	IF latest IS NULL THEN
		RETURN concat('nothing is published', ' on or before ' || on_date);
	ELSIF on_date IS NULL AND EXISTS (SELECT FROM publication WHERE date = latest AND imported_at > now() - interval '1 hour') THEN
		RETURN format('not yet: a table of %s came less than an hour ago', latest);
	END IF;
	INSERT INTO archived_page (date, language, page)
	SELECT latest, language, report_html(latest, language)
	FROM unnest('{nb,nn,en}'::text[]) AS language
	WHERE NOT EXISTS (SELECT FROM archived_page AS a WHERE a.date = latest AND a.language = language.language);
	GET DIAGNOSTICS kept = ROW_COUNT;
	RETURN format('%s pages of %s kept', kept, latest);
END
$$;

CREATE PROCEDURE archive_report(on_date date DEFAULT NULL)
LANGUAGE plpgsql
AS $$
BEGIN
	CALL busetting_internal.run_job('archive_report', pg_catalog.format('SELECT busetting_internal.archive_pages(%L)', on_date));
END
$$;

COMMENT ON FUNCTION busetting_internal.archive_pages(date) IS 'keep the pages of the last publications on or before a date, once; the work of archive_report';
COMMENT ON PROCEDURE archive_report(date) IS
	'keep the pages of the last publications on or before a date, once; without a date, of the latest of which nothing came for an hour';
/*
 * unaccompanied.sql: measures of unaccompanied minors, as rows alone.  They come behind the wide
 * views, which keep the columns that they have.
 */

INSERT INTO measure (id, measure, part_of, breakdown, position, nb, nn, en, reference) VALUES
	(8, 'requested_unaccompanied', 'requested', NULL, 11, 'Anmodning, enslige mindreårige', 'Oppmoding, einslege mindreårige', 'Requested, unaccompanied minors', true),
	(9, 'requested_unaccompanied_under_15', 'requested_unaccompanied', 'age', 12, 'Anmodning, enslige mindreårige under 15 år', 'Oppmoding, einslege mindreårige under 15 år', 'Requested, unaccompanied minors under 15', true),
	(10, 'requested_unaccompanied_15_17', 'requested_unaccompanied', 'age', 13, 'Anmodning, enslige mindreårige 15–17 år', 'Oppmoding, einslege mindreårige 15–17 år', 'Requested, unaccompanied minors of 15 to 17', true),
	(11, 'decided_unaccompanied', 'decided', NULL, 31, 'Vedtak, enslige mindreårige', 'Vedtak, einslege mindreårige', 'Decided, unaccompanied minors', true),
	(12, 'settled_unaccompanied', 'settled', NULL, 71, 'Bosatt, enslige mindreårige', 'Busett, einslege mindreårige', 'Settled, unaccompanied minors', true);

INSERT INTO rule_measure (rule, measure, reference)
SELECT 'imdi', measure, true FROM measure WHERE measure LIKE '%\_unaccompanied%';

INSERT INTO measure_word (role, part, language, phrase, reference) VALUES
	('part', 'unaccompanied', 'nb', 'enslige mindreårige', true),
	('part', 'unaccompanied', 'nn', 'einslege mindreårige', true),
	('part', 'unaccompanied', 'nb', 'enslige barn og unge', true),
	('part', 'unaccompanied', 'nn', 'einslege barn og unge', true),
	('part', 'unaccompanied', 'en', 'unaccompanied minors', true),
	('part', 'unaccompanied', 'en', 'unaccompanied', true),
	('part', 'under_15', NULL, 'under 15', true),
	('part', '15_17', NULL, '15–17', true),
	('part', '15_17', NULL, '15-17', true);
/*
 * shipped.sql: rows that come with the extension stay as they are.  They are not dumped, and a
 * restored database would have them as they were shipped, whatever they had been changed to.
 */

CREATE FUNCTION busetting_internal.keep_shipped_row() RETURNS trigger
	AS 'MODULE_PATHNAME' LANGUAGE C VOLATILE PARALLEL UNSAFE;

COMMENT ON FUNCTION busetting_internal.keep_shipped_row() IS 'trigger: error where a row that comes with the extension is changed, deleted or added, unless by the extension''s own script, or where its table is truncated';

DO $$
DECLARE
	kept record;
BEGIN
	FOR kept IN SELECT * FROM (VALUES
		('measure', 'reference', 'Add a row of your own.'),
		('measure_word', 'reference', 'Add a row of your own for the same phrase: it takes precedence.'),
		('suppression_rule', 'reference', 'Add a rule of your own, and give its name to import_table. Where a rule does not hold, add a row of busetting.suppression_exception, for a source or a time.'),
		('rule_measure', 'reference', 'Add a rule of your own, or a row of busetting.suppression_exception, for a source or a time.'),
		('symbol_dialect', 'reference', 'Add a dialect of your own.'),
		('symbol_meaning', 'reference', 'Add a dialect and a rule of your own, and give the rule''s name to import_table.'),
		('symbol_flag', 'reference', 'Add a dialect and a rule of your own, and give the rule''s name to import_table.'),
		('symbol_exception', 'reference', 'Add a dialect and a rule of your own, and give the rule''s name to import_table.'),
		('region_tree', 'reference', 'Add a tree of your own.'),
		('region_level', 'reference', 'Add a tree of your own, with its levels.'),
		('region_name', 'reference', 'Add a name of your own.'),
		('region_change', 'reference', 'Add changes of your own.'),
		('region_tile', 'reference', 'Add rows for maps of your own.'),
		('forecast', 'reference', 'Add a forecast of your own.'),
		('grant_rate', 'reference', 'Add a rate of your own, for other dates.'),
		('region', 'id < 10000', 'Add a region of your own.')) AS k(name, condition, hint)
	LOOP
		EXECUTE format('CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON %I FOR EACH ROW WHEN (OLD.%s) EXECUTE FUNCTION busetting_internal.keep_shipped_row(%L)', kept.name, kept.condition, kept.hint);
		EXECUTE format('CREATE TRIGGER keep_from_being_added BEFORE INSERT ON %I FOR EACH ROW WHEN (NEW.%s) EXECUTE FUNCTION busetting_internal.keep_shipped_row(%L)', kept.name, kept.condition, kept.hint);
		EXECUTE format('CREATE TRIGGER keep_from_truncation BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION busetting_internal.keep_shipped_row(%L)', kept.name, kept.condition);
	END LOOP;
END
$$;

-- a key that is taken, said in words: what to do instead
CREATE FUNCTION busetting_internal.refuse_shipped_name() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM suppression_rule WHERE rule = NEW.rule AND reference) THEN
		RAISE unique_violation USING
			MESSAGE = format('rule "%s" comes with the extension', NEW.rule),
			DETAIL = 'What it says stays as it was shipped.',
			HINT = 'Give your rule another name, and that name to import_table. Where the rule does not hold for a source or a time, add a row of busetting.suppression_exception.';
	END IF;
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.refuse_shipped_name() IS 'trigger: error where a rule has the name of one that comes with the extension';

CREATE TRIGGER refuse_name BEFORE INSERT ON suppression_rule FOR EACH ROW WHEN (NOT NEW.reference) EXECUTE FUNCTION busetting_internal.refuse_shipped_name();
/*
 * privilege.sql: everybody may use the types: whatever calculates with its
 * arguments and reads nothing.  All else is the installer's to grant: reports to
 * who reads them, publications to who works with them, and what undoes
 * protection to nobody by itself.  A trusted extension's objects belong to the
 * superuser in whose name the script runs; whoever installs it is given them
 * all, but for the right to have triggers on them: a superuser's ALTER EXTENSION
 * UPDATE would run these.  The tables that hold publications, and what is made of
 * them, are the installer's own, as only a table's owner gives it policies.
 */

CREATE PROCEDURE grant_reports(reader regrole)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF reader IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'the role is not given',
			HINT = 'Write CALL grant_reports(''role'').';
	END IF;
	EXECUTE (
		SELECT format('GRANT SELECT ON %s TO %s', string_agg(oid::regclass::text, ', '), reader)
		FROM pg_class
		WHERE relnamespace = 'busetting'::regnamespace AND relname LIKE 'report\_%' AND relkind IN ('v', 'r')
	);
	-- what the page and the charts say beside that: what contradicts, who is listed, and what names and places are
	EXECUTE format('GRANT SELECT ON busetting.contradiction, busetting.coverage, busetting.measure, busetting.region, busetting.region_level, busetting.region_name, busetting.region_official, busetting.region_tile, busetting.dashboard_question, busetting.county_gap_chart, busetting.figure_chart TO %s', reader);
	EXECUTE (
		SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s', string_agg(oid::regprocedure::text, ', '), reader)
		FROM pg_proc
		WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND provolatile = 's'
			AND proname ~ '^(chart_.*|page_.*|county_map|report_html|grafana_dashboard|measure_labels|report_columns|check_report_keys)$'
	);
	-- these make views with the rights of who calls them
	EXECUTE format('GRANT EXECUTE ON PROCEDURE busetting.create_report, busetting.create_query_report, busetting.create_measure_report TO %s', reader);
	-- where row-level security is active, views ask in the reader's name which rows that are
	EXECUTE format('GRANT SELECT (id) ON busetting.publication TO %s', reader);
END
$$;

COMMENT ON PROCEDURE grant_reports(regrole) IS 'let a role read the reports and what names their regions and measures, and draw the page and the charts of them';

CREATE PROCEDURE grant_analysis(analyst regrole, protection boolean DEFAULT false)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF analyst IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'the role is not given',
			HINT = 'Write CALL grant_analysis(''role'').';
	END IF;
	EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA busetting, busetting_internal TO %s', analyst);
	EXECUTE (
		SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s', string_agg(oid::regprocedure::text, ', '), analyst)
		FROM pg_proc
		WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)
			AND (provolatile = 's' AND proname !~ '^(audit|protect)' OR protection AND proname ~ '^(audit|narrowed|protect)')
	);
	EXECUTE format('GRANT EXECUTE ON PROCEDURE busetting.create_report, busetting.create_query_report, busetting.create_measure_report TO %s', analyst);
END
$$;

COMMENT ON PROCEDURE grant_analysis(regrole, boolean) IS
	'let a role read all that is published and use the functions that read it; with protection those too that audit, which undoes protection, and protect';

/* publication, the tables that have something of publications, and what is made or told of all of them. */
CREATE VIEW busetting_internal.policy_table AS
SELECT 'busetting.publication'::regclass AS name, NULL AS condition
UNION ALL
SELECT conrelid::regclass, 'publication IN (SELECT id FROM busetting.publication)'
FROM pg_catalog.pg_constraint
WHERE contype = 'f' AND confrelid IN ('busetting.publication'::regclass, 'busetting_internal.listing'::regclass)
UNION ALL
SELECT oid::regclass, 'NOT row_security_active(''busetting.publication''::regclass)'
FROM pg_catalog.pg_class
WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'r' AND relname ~ '^(report_.*_copy|copied_report|copied_date|archived_page|job_run)$';

COMMENT ON VIEW busetting_internal.policy_table IS 'tables to which row-level security of publication extends, which whoever installs the extension owns';
COMMENT ON COLUMN busetting_internal.policy_table.condition IS 'of the policy that extends it; NULL of publication itself';

/*
 * pg_dump leaves out what is set on an extension's tables, policies too.  A database that is restored would show
 * everything to whoever had been granted to read some.  So that there are policies is a row, which is dumped: where it
 * comes in, row-level security is enabled, and whom no policy lets read reads nothing.  A constraint does it, as it is
 * looked at also where triggers are off (pg_restore --disable-triggers), and by a subscriber of replication.
 */
CREATE FUNCTION busetting_internal.close_tables() RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	open regclass;
BEGIN
	FOR open IN
		SELECT DISTINCT c.oid FROM busetting_internal.policy_table AS t JOIN pg_class AS c ON c.oid = t.name WHERE NOT c.relrowsecurity
	LOOP
		EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', open);
	END LOOP;
	IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'busetting.publication'::regclass) THEN
		RAISE WARNING USING
			MESSAGE = 'publications are shown to nobody but the owner of busetting.publication and superusers',
			DETAIL = 'Where they come from they are under policies, which pg_dump leaves out.',
			HINT = 'Create the policies again, and CALL busetting.extend_policies().';
	END IF;
	RETURN true;
END
$$;

COMMENT ON FUNCTION busetting_internal.close_tables() IS 'enable row-level security on all tables that have something of publications; true';

CREATE TABLE busetting_internal.policies_extended (
	extended boolean PRIMARY KEY DEFAULT true CHECK (extended AND busetting_internal.close_tables())
);

COMMENT ON TABLE busetting_internal.policies_extended IS 'one row where policies are extended: a restored database shows publications to nobody until it has policies again';
COMMENT ON COLUMN busetting_internal.policies_extended.extended IS 'true';

SELECT pg_extension_config_dump('busetting_internal.policies_extended', '');

CREATE FUNCTION busetting_internal.keep_one_row() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM busetting_internal.policies_extended) THEN
		PERFORM busetting_internal.close_tables();
		RETURN NULL;
	END IF;
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.keep_one_row() IS 'trigger: a row that is restored may be there already';

CREATE TRIGGER keep_one_row BEFORE INSERT ON busetting_internal.policies_extended
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.keep_one_row();
-- in what is replicated or restored as a replica, too
ALTER TABLE busetting_internal.policies_extended ENABLE ALWAYS TRIGGER keep_one_row;

/* Copies and pages are made of all publications, and what is told of them and of the runs of jobs counts these. */
CREATE PROCEDURE extend_policies()
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
SET client_min_messages = warning	-- the first time no policy is there to be dropped
AS $$
DECLARE
	extended record;
BEGIN
	IF NOT (SELECT relrowsecurity FROM pg_class WHERE oid = 'busetting.publication'::regclass) THEN
		RAISE object_not_in_prerequisite_state USING
			MESSAGE = 'row-level security of busetting.publication is not enabled',
			HINT = 'ALTER TABLE busetting.publication ENABLE ROW LEVEL SECURITY, and give it policies, before they are extended.';
	END IF;
	FOR extended IN SELECT DISTINCT t.name, t.condition FROM busetting_internal.policy_table AS t WHERE t.condition IS NOT NULL LOOP
		EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', extended.name);
		EXECUTE format('DROP POLICY IF EXISTS publication ON %s', extended.name);
		EXECUTE format('CREATE POLICY publication ON %s USING (%s)', extended.name, extended.condition);
	END LOOP;
	INSERT INTO busetting_internal.policies_extended VALUES (true);
END
$$;

COMMENT ON PROCEDURE extend_policies() IS
	'let row-level security of publication hold for all tables that have something of publications: the views have it by themselves; error where it is not enabled';

/*
 * The last call of the install script and of every upgrade script. New are the members to which no script has given
 * privileges. All others keep what was granted and revoked since: were they granted again here, pg_dump would take all
 * of it for the extension's own and leave it out.
 */
CREATE PROCEDURE busetting_internal.give_privileges()
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	extension oid;
	installer regrole;
	name regclass;
	new record;
BEGIN
	SELECT e.oid, e.extowner INTO extension, installer FROM pg_extension AS e WHERE e.extname = 'busetting';

	-- A condition of who asks must not see a row before the condition on publication has left it out.  Views
	-- that have nothing of publications are open to the planner.  A view that is replaced has lost it.
	FOR name IN
		WITH RECURSIVE dependent(id) AS (
			SELECT 'busetting.publication'::regclass::oid
			UNION
			SELECT r.ev_class
			FROM dependent AS d
			JOIN pg_depend AS p ON p.refclassid = 'pg_class'::regclass AND p.refobjid = d.id AND p.classid = 'pg_rewrite'::regclass
			JOIN pg_rewrite AS r ON r.oid = p.objid
			JOIN pg_depend AS m ON m.classid = 'pg_class'::regclass AND m.objid = r.ev_class AND m.refobjid = extension AND m.deptype = 'e'
		)
		SELECT id FROM dependent WHERE id <> 'busetting.publication'::regclass
	LOOP
		EXECUTE format('ALTER VIEW %s SET (security_barrier)', name);
	END LOOP;

	FOR name IN
		SELECT DISTINCT t.name
		FROM busetting_internal.policy_table AS t
		JOIN pg_class AS c ON c.oid = t.name AND c.relowner <> installer
		JOIN pg_depend AS m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid AND m.refobjid = extension AND m.deptype = 'e'
	LOOP
		EXECUTE format('ALTER TABLE %s OWNER TO %s', name, installer);
	END LOOP;

	SELECT string_agg(m.objid::regnamespace::text, ', ') FILTER (WHERE m.classid = 'pg_namespace'::regclass) AS schemas,
		   string_agg(c.oid::regclass::text, ', ') FILTER (WHERE c.relkind IN ('r', 'p', 'v', 'm')) AS tables,
		   string_agg(c.oid::regclass::text, ', ') FILTER (WHERE c.relkind = 'S') AS sequences,
		   string_agg(p.oid::regprocedure::text, ', ') AS routines,
		   string_agg(p.oid::regprocedure::text, ', ') FILTER (WHERE
			   -- views call these in the name of who reads them; one reads a setting, one what he may read, one is an error
			   p.provolatile <> 'i' AND p.proname NOT IN ('as_known_on', 'visible_publication', 'refuse_reading')
			   -- true counts, what readers know of them, and what narrows what a publisher hid
			   OR p.proname ~ '^(audit|narrowed|protect)') AS closed
	INTO new
	FROM pg_depend AS m
	LEFT JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
	LEFT JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
	WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = extension AND m.deptype = 'e'
		AND NOT EXISTS (SELECT FROM pg_init_privs AS i WHERE i.classoid = m.classid AND i.objoid = m.objid AND i.objsubid = 0);
	-- what functions call they find in the caller's name; what is in the second schema has grants of its own
	IF new.schemas IS NOT NULL THEN
		EXECUTE format('GRANT USAGE ON SCHEMA %s TO PUBLIC', new.schemas);
		EXECUTE format('GRANT USAGE ON SCHEMA %s TO %s WITH GRANT OPTION', new.schemas, installer);
	END IF;
	IF new.tables IS NOT NULL THEN
		EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES ON %s TO %s WITH GRANT OPTION', new.tables, installer);
	END IF;
	IF new.sequences IS NOT NULL THEN
		EXECUTE format('GRANT ALL ON SEQUENCE %s TO %s WITH GRANT OPTION', new.sequences, installer);
	END IF;
	IF new.closed IS NOT NULL THEN
		EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', new.closed);
	END IF;
	IF new.routines IS NOT NULL THEN
		EXECUTE format('GRANT ALL ON ROUTINE %s TO %s WITH GRANT OPTION', new.routines, installer);
	END IF;

	-- a new table is under policies from the beginning, where the others are
	IF EXISTS (SELECT FROM busetting_internal.policies_extended) AND (SELECT relrowsecurity FROM pg_class WHERE oid = 'busetting.publication'::regclass) THEN
		CALL busetting.extend_policies();
	END IF;
END
$$;

COMMENT ON PROCEDURE busetting_internal.give_privileges() IS
	'end of a script of the extension: close to everybody what is not for all, and give the installer what is new';

CALL busetting_internal.give_privileges();
