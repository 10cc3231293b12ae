/*
 * compared_number.c
 *		Comparing both types with numeric, double precision and real: settled > 40.0,
 *		as programs send that know no other numbers.
 *
 * An operator of suppressed_int and numeric would make settled > 5 ambiguous, as
 * an int4 can become both.  So the other side is a type of its own,
 * compared_number, to which numeric and floats are cast implicitly and nothing
 * else is.  It is stored as numeric is.
 *
 * Numbers are compared as what they are, not rounded: 51 < 51.5 < 52.  Where the
 * planner knows the number, compared_number_support asks the same of an integer,
 * for which there are indexes and statistics: settled > 51.5 is settled >= 52.
 *
 * Called from SQL (sql/compared_number.sql), by the planner, and by the
 * comparisons in suppressed_number.h.  Owns nothing.
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"

#include "type/compared_number.h"
#include "type/suppressed.h"
#include "type/type_operator.h"
#include "util/compat.h"

static bool
numeric_is_less(Datum a, Datum b)
{
	return DatumGetBool(DirectFunctionCall2(numeric_lt, a, b));
}

/* number is a numeric, or of the type compared_number */
NumberPlace
number_place(Datum number)
{
	Datum		zero = DirectFunctionCall1(int8_numeric, Int64GetDatum(0));
	Datum		floor;
	NumberPlace result = {NUMBER_AMONG, true, 0};

	if (numeric_is_nan(DatumGetNumeric(number)))
		return (NumberPlace){NUMBER_INFINITY, false, 0};
	if (numeric_is_inf(DatumGetNumeric(number)))
		return (NumberPlace){numeric_is_less(number, zero) ? NUMBER_MINUS_INFINITY : NUMBER_INFINITY, false, 0};
	floor = DirectFunctionCall1(numeric_floor, number);
	result.whole = !numeric_is_less(floor, number);
	if (numeric_is_less(number, DirectFunctionCall1(int8_numeric, Int64GetDatum(PG_INT64_MIN))))
		result.kind = NUMBER_BELOW;
	else if (numeric_is_less(DirectFunctionCall1(int8_numeric, Int64GetDatum(PG_INT64_MAX)), number))
		result.kind = NUMBER_ABOVE;
	else
		result.floor = DatumGetInt64(DirectFunctionCall1(numeric_int8, floor));
	return result;
}

/* ---- from floats, which core makes numeric with 15 digits: too few to compare with integers ---- */

static Datum
number_from_float(float8 value)
{
	char *text;

	if (isnan(value))
		text = "NaN";
	else if (isinf(value))
		text = value > 0 ? NUMERIC_INFINITY : NUMERIC_MINUS_INFINITY;
	else if (value == floor(value))
		text = psprintf("%.0f", value);
	else
		text = psprintf("%.17g", value);
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

PG_FUNCTION_INFO_V1(compared_number_from_float8);
Datum
compared_number_from_float8(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(number_from_float(PG_GETARG_FLOAT8(0)));
}

PG_FUNCTION_INFO_V1(compared_number_from_float4);
Datum
compared_number_from_float4(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(number_from_float(PG_GETARG_FLOAT4(0)));
}

/* ---- for the planner: the same asked of an integer ---- */

typedef enum Verb
{
	VERB_EQ,
	VERB_NE,
	VERB_LT,
	VERB_LE,
	VERB_GT,
	VERB_GE,
	VERB_BEFORE,
	VERB_AFTER,
	VERB_OVERLAPS,
	VERB_CONTAINS,
	VERB_CONTAINED_BY
} Verb;

static const struct
{
	const char *name; /* in those of functions */
	const char *operator_name;
	Verb		commuted;
} verbs[] = {[VERB_EQ] = {"eq", "=", VERB_EQ},
			 [VERB_NE] = {"ne", "<>", VERB_NE},
			 [VERB_LT] = {"lt", "<", VERB_GT},
			 [VERB_LE] = {"le", "<=", VERB_GE},
			 [VERB_GT] = {"gt", ">", VERB_LT},
			 [VERB_GE] = {"ge", ">=", VERB_LE},
			 [VERB_BEFORE] = {"before", "<<", VERB_AFTER},
			 [VERB_AFTER] = {"after", ">>", VERB_BEFORE},
			 [VERB_OVERLAPS] = {"overlaps", "&&", VERB_OVERLAPS},
			 [VERB_CONTAINS] = {"contains", "@>", VERB_CONTAINED_BY},
			 [VERB_CONTAINED_BY] = {"contained_by", "<@", VERB_CONTAINS}};

/* The number lies between floor and the next integer: those above it begin there. */
static bool
ask_next(Verb *verb, int64 floor, int64 *integer)
{
	*integer = floor + 1;
	switch (*verb)
	{
		case VERB_LT:
		case VERB_LE:
			*verb = VERB_LT;
			return true;
		case VERB_GT:
		case VERB_GE:
			*verb = VERB_GE;
			return true;
		case VERB_BEFORE:
			return true;
		case VERB_AFTER:
			*integer = floor;
			return true;
		default:
			return false; /* no integer is where the number is */
	}
}

/* The number lies beyond a limit of the type; below it are values without a lower bound only. */
static bool
ask_limit(Verb *verb, bool is_below, int64 limit, int64 *integer)
{
	*integer = limit;
	switch (*verb)
	{
		case VERB_LT:
		case VERB_LE:
			*verb = is_below ? VERB_LT : VERB_LE;
			return true;
		case VERB_GT:
		case VERB_GE:
			*verb = is_below ? VERB_GE : VERB_GT;
			return true;
		default:
			return false;
	}
}

/*
 * Ask of an integer of minimum..maximum, the limits of the type, what is asked of
 * the number.  False where no integer can be asked the same.
 */
static bool
ask_integer(NumberPlace number, int64 minimum, int64 maximum, Verb *verb, int64 *integer)
{
	if (number.kind == NUMBER_MINUS_INFINITY)
		return false;
	if (number.kind == NUMBER_BELOW || (number.kind == NUMBER_AMONG && number.floor < minimum))
		return ask_limit(verb, true, minimum, integer);
	if (number.kind != NUMBER_AMONG || number.floor > maximum || (number.floor == maximum && !number.whole))
		return ask_limit(verb, false, maximum, integer);
	if (!number.whole)
		return ask_next(verb, number.floor, integer);
	*integer = number.floor;
	return true;
}

static Node *
integer_constant(Oid type, bool is_int, int64 integer)
{
	if (is_int)
		return (Node *) makeConst(type, -1, InvalidOid, sizeof(int64),
								  Int64GetDatum(suppressed_int_pack((int32) integer, (int32) integer)), false,
								  FLOAT8PASSBYVAL);
	return (Node *) makeConst(type, -1, InvalidOid, sizeof(Bounds), SuppressedBigintGetDatum(bounds_exact(integer)),
							  false, false);
}

/* The verb of one of the functions that have this support: type_verb_number, or number_verb_type. */
static bool
function_verb(Oid function, const char *type, bool number_is_left, Verb *verb)
{
	const char *name = get_func_name(function);

	for (size_t i = 0; i < lengthof(verbs); i++)
	{
		if (strcmp(name, number_is_left ? psprintf("number_%s_%s", verbs[i].name, type) :
										  psprintf("%s_%s_number", type, verbs[i].name)) == 0)
		{
			*verb = number_is_left ? verbs[i].commuted : (Verb) i;
			return true;
		}
	}
	return false;
}

static Node *
asked_of_integer(const FuncExpr *call)
{
	bool   number_is_left = get_typlen(exprType(linitial(call->args))) < 0;
	Const *number = (Const *) (number_is_left ? linitial(call->args) : lsecond(call->args));
	Node  *value = (Node *) (number_is_left ? lsecond(call->args) : linitial(call->args));
	Oid	   type = exprType(value);
	bool   is_int = get_typlen(type) == sizeof(int64);
	Verb   verb;
	int64  integer;
	Oid	   operator_oid;

	if (!IsA(number, Const) || number->constisnull ||
		!function_verb(call->funcid, is_int ? "suppressed_int" : "suppressed_bigint", number_is_left, &verb))
		return NULL;
	if (!ask_integer(number_place(number->constvalue), is_int ? PG_INT32_MIN : PG_INT64_MIN,
					 is_int ? PG_INT32_MAX : PG_INT64_MAX, &verb, &integer))
		return NULL;
	operator_oid = type_operator(type, verbs[verb].operator_name);
	if (!OidIsValid(operator_oid))
		return NULL;
	return (Node *) make_opclause(operator_oid, BOOLOID, false, (Expr *) value,
								  (Expr *) integer_constant(type, is_int, integer), InvalidOid, InvalidOid);
}

/* planner support function: an expression in the planner's memory, or NULL to leave it as it is */
PG_FUNCTION_INFO_V1(compared_number_support);
Datum
compared_number_support(PG_FUNCTION_ARGS)
{
	Node *request = (Node *) PG_GETARG_POINTER(0);

	if (!IsA(request, SupportRequestSimplify))
		PG_RETURN_POINTER(NULL);
	PG_RETURN_POINTER(asked_of_integer(((SupportRequestSimplify *) request)->fcall));
}
