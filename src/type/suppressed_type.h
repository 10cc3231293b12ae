/*
 * suppressed_type.h
 *		The functions that suppressed_int and suppressed_bigint share.
 *
 * Included once by suppressed_int.c and once by suppressed_bigint.c, which
 * define what differs:
 *
 *		TYPE(verb)			the C name of a function: suppressed_int_verb
 *		NUMBER_TYPE(verb)	the same of one whose other argument comes first:
 *							number_verb_suppressed_int
 *		TYPE_NAME			"suppressed_int"
 *		VALUE(datum)		Bounds of a Datum of the type
 *		HASH(seed)			64 bits of hash of argument 0, over all of its bits
 *		NARROW(bounds, datum)	the Datum of bounds; false where they do not fit
 *		COMPARE(fcinfo)		arguments 0 and 1 in the order of the type, as int
 *		BOUND_TYPE			C type of one bound, with
 *		BOUND_GETARG(n), BOUND_DATUM(value), BOUND_VALUE(datum),
 *		BOUND_NETWORK(value) (to and from network byte order),
 *		BOUND_MINIMUM, BOUND_MAXIMUM
 *		RANGE_TYPE			oid of the range type of the bounds
 *
 * Results passed by reference are palloc'd in the current memory context.
 * All functions are strict but TYPE(make).
 */
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "type/modifier.h"
#include "type/suppressed_text.h"
#include "util/compat.h"

#define GETARG(n) VALUE(PG_GETARG_DATUM(n))

#define SUPPRESSED_BINARY_VERSION 1

/* Bounds that left even int8 are NULL, and cannot be shown. */
pg_noreturn static void
out_of_range(const Bounds *value)
{
	char text[SUPPRESSED_TEXT_SIZE];

	if (value != NULL)
		suppressed_text_write(*value, text);
	ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					value != NULL ? errmsg("value \"%s\" is out of range for type %s", text, TYPE_NAME) :
									errmsg("%s out of range", TYPE_NAME),
					errdetail("Bounds lie between " INT64_FORMAT " and " INT64_FORMAT
							  ", and only an exact value is at one of these.",
							  (int64) BOUND_MINIMUM, (int64) BOUND_MAXIMUM),
					OUT_OF_RANGE_HINT));
}

/* Ensure that bounds were computed and fit the type, and make them a Datum */
static inline Datum
result_datum(bool computed, Bounds value)
{
	Datum result;

	if (unlikely(!computed || !NARROW(value, &result)))
		out_of_range(computed ? &value : NULL);
	return result;
}

/* Ensure that a value is one number, and return it */
static int64
exact_number(Bounds value, const char *target)
{
	char text[SUPPRESSED_TEXT_SIZE];

	if (!bounds_is_exact(value))
	{
		suppressed_text_write(value, text);
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("cannot cast suppressed value %s to type %s", text, target),
						errdetail("Only an exact value is a number."),
						errhint("Take a bound with busetting.lower() or busetting.upper(), or select values WHERE NOT "
								"busetting.is_suppressed(value).")));
	}
	return value.lower;
}

/* ---- input and output ---- */

/* Read a text, ":" as the modifier has it.  An error goes to context, if there is one that keeps it. */
static Datum
value_read_text(const char *text, int32 modifier, Node *context)
{
	Bounds value;
	Datum  result;

	switch (suppressed_text_read(text, &value))
	{
		case SUPPRESSED_TEXT_OK:
			if (bounds_equal(value, AT_LEAST_ZERO))
			{
				if (suppressed_text_is_symbol(text))
					value = modifier_symbol(modifier);
				else
					modifier_bounds_are_read();
			}
			if (NARROW(modifier_hide(modifier, value), &result))
				return result;
			pg_fallthrough;
		case SUPPRESSED_TEXT_OUT_OF_RANGE:
			ereturn(context, (Datum) 0,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("value \"%s\" is out of range for type %s", text, TYPE_NAME),
					 errdetail("Bounds lie between " INT64_FORMAT " and " INT64_FORMAT
							   ", and only an exact value is at one of these.",
							   (int64) BOUND_MINIMUM, (int64) BOUND_MAXIMUM),
					 errhint("Leave a bound out where it is not known: 5.. is at least 5.")));
		case SUPPRESSED_TEXT_REVERSED:
			ereturn(context, (Datum) 0,
					(errcode(ERRCODE_DATA_EXCEPTION), errmsg("lower bound is greater than upper bound: \"%s\"", text),
					 errdetail("In lower..upper the smaller number stands first."),
					 errhint("Exchange the two bounds.")));
		case SUPPRESSED_TEXT_MALFORMED_OBJECT:
			ereturn(
				context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type %s: \"%s\"", TYPE_NAME, text),
				 errdetail(
					 "A JSON object has the keys \"lower\" and \"upper\" and no others, each a whole number or null."),
				 errhint("Write {\"lower\": 0, \"upper\": 4}, as the casts to json and jsonb do, or 0..4.")));
		case SUPPRESSED_TEXT_MALFORMED:
			break;
	}
	ereturn(context, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"", TYPE_NAME, text),
			 errdetail("A value is a whole number (39), bounds (0..4, 5.., ..5, ..) or \":\"."),
			 errhint("Other symbols of publishers are read by busetting.import_table().")));
}

PG_FUNCTION_INFO_V1(TYPE(in));
Datum
TYPE(in)(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(value_read_text(PG_GETARG_CSTRING(0), PG_GETARG_INT32(2), fcinfo->context));
}

/*
 * From a string, with the modifier where there is a second argument.  Were there
 * no such cast, PostgreSQL would read the string without the modifier, and ":"
 * in a column of text would not be what the rule says.
 */
PG_FUNCTION_INFO_V1(TYPE(from_text));
Datum
TYPE(from_text)(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(
		value_read_text(text_to_cstring(PG_GETARG_TEXT_PP(0)), PG_NARGS() > 1 ? PG_GETARG_INT32(1) : -1, NULL));
}

PG_FUNCTION_INFO_V1(TYPE(from_name));
Datum
TYPE(from_name)(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(value_read_text(NameStr(*PG_GETARG_NAME(0)), PG_GETARG_INT32(1), NULL));
}

PG_FUNCTION_INFO_V1(TYPE(out));
Datum
TYPE(out)(PG_FUNCTION_ARGS)
{
	Bounds value = GETARG(0);
	char  *text;

	if (bounds_equal(value, AT_LEAST_ZERO) && output_is_restored())
		PG_RETURN_CSTRING(pstrdup("0.."));
	text = (char *) palloc(SUPPRESSED_TEXT_SIZE);
	suppressed_text_write(value, text);
	PG_RETURN_CSTRING(text);
}

/*
 * binary form: a version byte, lower, upper; an absent bound is the type's
 * limit.  Both bounds are taken at once, and the message is made here and not
 * in a StringInfo: COPY spends its time there.
 */
PG_FUNCTION_INFO_V1(TYPE(recv));
Datum
TYPE(recv)(PG_FUNCTION_ARGS)
{
	StringInfo message = (StringInfo) PG_GETARG_POINTER(0);
	int32	   modifier = PG_GETARG_INT32(2);
	int		   version = pq_getmsgbyte(message);
	BOUND_TYPE bound[2];
	BOUND_TYPE lower;
	BOUND_TYPE upper;
	Bounds	   value;

	if (version != SUPPRESSED_BINARY_VERSION)
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("unsupported version %d in external %s", version, TYPE_NAME),
						errdetail("This server reads version %d.", SUPPRESSED_BINARY_VERSION),
						errhint("Send the value as text.")));
	memcpy(bound, pq_getmsgbytes(message, sizeof(bound)), sizeof(bound));
	lower = BOUND_NETWORK(bound[0]);
	upper = BOUND_NETWORK(bound[1]);
	if (lower > upper)
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid bounds in external %s: " INT64_FORMAT " is greater than " INT64_FORMAT,
							   TYPE_NAME, (int64) lower, (int64) upper),
						errdetail("The lower bound is sent first."),
						errhint("Send the smaller bound first, or the value as text.")));
	value.lower = lower == BOUND_MINIMUM && lower != upper ? NO_LOWER : lower;
	value.upper = upper == BOUND_MAXIMUM && lower != upper ? NO_UPPER : upper;
	PG_RETURN_DATUM(result_datum(true, modifier_hide(modifier, value)));
}

PG_FUNCTION_INFO_V1(TYPE(send));
Datum
TYPE(send)(PG_FUNCTION_ARGS)
{
	Bounds	   value = GETARG(0);
	BOUND_TYPE lower = bounds_has_lower(value) ? value.lower : BOUND_MINIMUM;
	BOUND_TYPE upper = bounds_has_upper(value) ? value.upper : BOUND_MAXIMUM;
	BOUND_TYPE bound[2] = {BOUND_NETWORK(lower), BOUND_NETWORK(upper)};
	bytea	  *message = (bytea *) palloc(VARHDRSZ + 1 + sizeof(bound));

	SET_VARSIZE(message, VARHDRSZ + 1 + sizeof(bound));
	*VARDATA(message) = SUPPRESSED_BINARY_VERSION;
	memcpy(VARDATA(message) + 1, bound, sizeof(bound));
	PG_RETURN_BYTEA_P(message);
}

/* length coercion: to a column with a modifier */
PG_FUNCTION_INFO_V1(TYPE(coerce));
Datum
TYPE(coerce)(PG_FUNCTION_ARGS)
{
	Bounds value = GETARG(0);
	int32  modifier = PG_GETARG_INT32(1);

	if (bounds_equal(value, AT_LEAST_ZERO) && modifier_argument_is_symbol(fcinfo))
		value = modifier_symbol(modifier);
	PG_RETURN_DATUM(result_datum(true, modifier_hide(modifier, value)));
}

/* ---- constructor and accessors ---- */

/* from two bounds, of which each may be NULL: not known */
PG_FUNCTION_INFO_V1(TYPE(make));
Datum
TYPE(make)(PG_FUNCTION_ARGS)
{
	bool   has_lower = !PG_ARGISNULL(0);
	bool   has_upper = !PG_ARGISNULL(1);
	int64  lower = has_lower ? BOUND_GETARG(0) : 0;
	int64  upper = has_upper ? BOUND_GETARG(1) : 0;
	Bounds value;

	if (has_lower && has_upper && lower > upper)
		ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION),
						errmsg("lower bound " INT64_FORMAT " is greater than upper bound " INT64_FORMAT, lower, upper),
						errdetail("The first argument is the lower bound."),
						errhint("Exchange the two bounds, or pass NULL for one that is not known.")));
	PG_RETURN_DATUM(result_datum(bounds_join(has_lower, lower, has_upper, upper, &value), value));
}

PG_FUNCTION_INFO_V1(TYPE(lower));
Datum
TYPE(lower)(PG_FUNCTION_ARGS)
{
	Bounds value = GETARG(0);

	if (!bounds_has_lower(value))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(BOUND_DATUM(value.lower));
}

PG_FUNCTION_INFO_V1(TYPE(upper));
Datum
TYPE(upper)(PG_FUNCTION_ARGS)
{
	Bounds value = GETARG(0);

	if (!bounds_has_upper(value))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(BOUND_DATUM(value.upper));
}

PG_FUNCTION_INFO_V1(TYPE(is_suppressed));
Datum
TYPE(is_suppressed)(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!bounds_is_exact(GETARG(0)));
}

/* as a publisher prints it: the number, or the symbol (":" where none is given) */
PG_FUNCTION_INFO_V1(TYPE(published));
Datum
TYPE(published)(PG_FUNCTION_ARGS)
{
	Bounds value = GETARG(0);
	char   text[SUPPRESSED_TEXT_SIZE];

	if (bounds_is_exact(value))
		PG_RETURN_TEXT_P(cstring_to_text_with_len(text, suppressed_text_write(value, text)));
	if (PG_NARGS() > 1)
		PG_RETURN_DATUM(PG_GETARG_DATUM(1));
	PG_RETURN_TEXT_P(cstring_to_text(":"));
}

/* ---- identity and order ---- */

#define COMPARISON(verb, c_operator) \
	PG_FUNCTION_INFO_V1(TYPE(verb)); \
	Datum TYPE(verb)(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_BOOL(COMPARE(fcinfo) c_operator 0); \
	}

COMPARISON(eq, ==)
COMPARISON(ne, !=)
COMPARISON(lt, <)
COMPARISON(le, <=)
COMPARISON(gt, >)
COMPARISON(ge, >=)

PG_FUNCTION_INFO_V1(TYPE(cmp));
Datum
TYPE(cmp)(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(COMPARE(fcinfo));
}

PG_FUNCTION_INFO_V1(TYPE(hash));
Datum
TYPE(hash)(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT32((uint32) HASH(0));
}

PG_FUNCTION_INFO_V1(TYPE(hash_extended));
Datum
TYPE(hash_extended)(PG_FUNCTION_ARGS)
{
	PG_RETURN_UINT64(HASH(PG_GETARG_INT64(1)));
}

/* ---- what two values can be to each other ---- */

#define RELATION(verb, relation) \
	PG_FUNCTION_INFO_V1(TYPE(verb)); \
	Datum TYPE(verb)(PG_FUNCTION_ARGS) \
	{ \
		Bounds left = GETARG(0); \
		Bounds right = GETARG(1); \
\
		PG_RETURN_BOOL(relation); \
	}

RELATION(before, bounds_before(left, right))
RELATION(after, bounds_before(right, left))
RELATION(overlaps, bounds_overlap(left, right))
RELATION(contains, bounds_contain(left, right))
RELATION(contained_by, bounds_contain(right, left))

/* ---- arithmetic ---- */

#define ARITHMETIC(verb, computation) \
	PG_FUNCTION_INFO_V1(TYPE(verb)); \
	Datum TYPE(verb)(PG_FUNCTION_ARGS) \
	{ \
		Bounds result; \
\
		PG_RETURN_DATUM(result_datum(computation, result)); \
	}

ARITHMETIC(add, bounds_add(GETARG(0), GETARG(1), &result))
ARITHMETIC(subtract, bounds_subtract(GETARG(0), GETARG(1), &result))
ARITHMETIC(negate, bounds_negate(GETARG(0), &result))
ARITHMETIC(multiply, bounds_multiply(GETARG(0), BOUND_GETARG(1), &result))
ARITHMETIC(multiplied_by, bounds_multiply(GETARG(1), BOUND_GETARG(0), &result))
ARITHMETIC(absolute, bounds_absolute(GETARG(0), &result))

/* Never out of range: min and max take what is stored, whatever it is. */
#define EXTREME(verb) \
	PG_FUNCTION_INFO_V1(TYPE(verb)); \
	Datum TYPE(verb)(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_DATUM(result_datum(true, bounds_##verb(GETARG(0), GETARG(1), BOUND_MINIMUM, BOUND_MAXIMUM))); \
	}

EXTREME(smaller)
EXTREME(larger)

/* what is known of one number of which both are known */
PG_FUNCTION_INFO_V1(TYPE(intersection));
Datum
TYPE(intersection)(PG_FUNCTION_ARGS)
{
	Bounds left = GETARG(0);
	Bounds right = GETARG(1);
	char   left_text[SUPPRESSED_TEXT_SIZE];
	char   right_text[SUPPRESSED_TEXT_SIZE];

	if (!bounds_overlap(left, right))
	{
		suppressed_text_write(left, left_text);
		suppressed_text_write(right, right_text);
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION), errmsg("%s and %s cannot be the same number", left_text, right_text),
				 errdetail("The two have no number in common."), errhint("Test with the operator && first.")));
	}
	PG_RETURN_DATUM(result_datum(true, bounds_intersect(left, right)));
}

/*
 * in_range for RANGE frames: is the value within the offset of the base, in
 * the order of the type?  Both bounds of the base move by the offset.  The
 * order is that of the lower bounds first, so a lower bound that leaves int8 is
 * beyond every value, as in core's in_range_int8_int8; an upper bound that does
 * is beyond every value with the same lower bound.
 */
PG_FUNCTION_INFO_V1(TYPE(in_range));
Datum
TYPE(in_range)(PG_FUNCTION_ARGS)
{
	Bounds value = GETARG(0);
	Bounds base = GETARG(1);
	int64  offset = PG_GETARG_INT64(2);
	bool   preceding = PG_GETARG_BOOL(3);
	bool   less = PG_GETARG_BOOL(4);
	Bounds limit = base;

	if (offset < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PRECEDING_OR_FOLLOWING_SIZE),
						errmsg("invalid preceding or following size in window function: " INT64_FORMAT, offset),
						errdetail("The offset of a RANGE frame is zero or more."),
						errhint("Exchange PRECEDING and FOLLOWING to look the other way.")));
	if (preceding)
		offset = -offset;
	if (bounds_has_lower(base) && pg_add_s64_overflow(base.lower, offset, &limit.lower))
		PG_RETURN_BOOL(preceding ? !less : less);
	if (bounds_has_upper(base) && pg_add_s64_overflow(base.upper, offset, &limit.upper))
		limit.upper = preceding ? NO_LOWER + 1 : NO_UPPER;
	PG_RETURN_BOOL(less ? bounds_compare(value, limit) <= 0 : bounds_compare(value, limit) >= 0);
}

/* ---- casts ---- */

#define FROM_INTEGER(verb, argument) \
	PG_FUNCTION_INFO_V1(TYPE(verb)); \
	Datum TYPE(verb)(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_DATUM(result_datum(true, bounds_exact(argument))); \
	}

FROM_INTEGER(from_int2, PG_GETARG_INT16(0))
FROM_INTEGER(from_int4, PG_GETARG_INT32(0))
FROM_INTEGER(from_int8, PG_GETARG_INT64(0))
FROM_INTEGER(from_numeric, DatumGetInt64(DirectFunctionCall1(numeric_int8, PG_GETARG_DATUM(0))))

/* the narrower integers are reached through int8's own checked casts */
#define TO_INTEGER(verb, target, cast) \
	PG_FUNCTION_INFO_V1(TYPE(verb)); \
	Datum TYPE(verb)(PG_FUNCTION_ARGS) \
	{ \
		Datum number = Int64GetDatum(exact_number(GETARG(0), target)); \
\
		PG_RETURN_DATUM(cast); \
	}

TO_INTEGER(to_int2, "smallint", DirectFunctionCall1(int82, number))
TO_INTEGER(to_int4, "integer", DirectFunctionCall1(int84, number))
TO_INTEGER(to_int8, "bigint", number)
TO_INTEGER(to_numeric, "numeric", DirectFunctionCall1(int8_numeric, number))

PG_FUNCTION_INFO_V1(TYPE(to_range));
Datum
TYPE(to_range)(PG_FUNCTION_ARGS)
{
	Bounds	   value = GETARG(0);
	RangeBound lower = {BOUND_DATUM(value.lower), !bounds_has_lower(value), true, true};
	RangeBound upper = {BOUND_DATUM(value.upper), !bounds_has_upper(value), true, false};

	PG_RETURN_RANGE_P(range_make(lookup_type_cache(RANGE_TYPE, TYPECACHE_RANGE_INFO), &lower, &upper, false));
}

PG_FUNCTION_INFO_V1(TYPE(from_range));
Datum
TYPE(from_range)(PG_FUNCTION_ARGS)
{
	RangeType *range = PG_GETARG_RANGE_P(0);
	RangeBound lower;
	RangeBound upper;
	bool	   empty;
	int64	   first;
	int64	   last = 0;
	Bounds	   value = {0, 0};

	range_deserialize(lookup_type_cache(RangeTypeGetOid(range), TYPECACHE_RANGE_INFO), range, &lower, &upper, &empty);
	if (empty)
		ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("cannot cast an empty range to type %s", TYPE_NAME),
						errdetail("A hidden number can be at least one number."),
						errhint("Use NULL where nothing is stated.")));
	/* a canonical range of integers includes its lower and excludes its upper bound */
	first = lower.infinite ? 0 : BOUND_VALUE(lower.val);
	PG_RETURN_DATUM(result_datum((upper.infinite || !pg_sub_s64_overflow(BOUND_VALUE(upper.val), 1, &last)) &&
									 bounds_join(!lower.infinite, first, !upper.infinite, last, &value),
								 value));
}

/* a JSON number where exact, else {"lower": …, "upper": …} with null for an absent bound */
PG_FUNCTION_INFO_V1(TYPE(to_json));
Datum
TYPE(to_json)(PG_FUNCTION_ARGS)
{
	Bounds		   value = GETARG(0);
	StringInfoData json;

	initStringInfo(&json);
	if (bounds_is_exact(value))
		appendStringInfo(&json, INT64_FORMAT, value.lower);
	else
	{
		appendStringInfoString(&json, "{\"lower\": ");
		if (bounds_has_lower(value))
			appendStringInfo(&json, INT64_FORMAT, value.lower);
		else
			appendStringInfoString(&json, "null");
		appendStringInfoString(&json, ", \"upper\": ");
		if (bounds_has_upper(value))
			appendStringInfo(&json, INT64_FORMAT, value.upper);
		else
			appendStringInfoString(&json, "null");
		appendStringInfoChar(&json, '}');
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(json.data, json.len));
}

PG_FUNCTION_INFO_V1(TYPE(to_jsonb));
Datum
TYPE(to_jsonb)(PG_FUNCTION_ARGS)
{
	text *json = DatumGetTextPP(TYPE(to_json)(fcinfo));

	PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(text_to_cstring(json))));
}
