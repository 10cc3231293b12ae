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
