/*
 * suppression_rule.c
 *		What a published cell can be.
 *
 * A hidden one is what the publication's rule says, unless something else stands in the
 * rule's place there.  A publisher that hides a part (of all settled, those with collective
 * protection) also hides it where the rest is small: a small rest would give
 * away the hidden number of the others.  With all known, the part then lies in
 * {lower..upper} or in {all - upper..all - lower}; its bounds are those of both.
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "type/suppressed.h"
#include "type/suppressed_int.h"
#include "util/compat.h"

/* The value of a key in a jsonb object of suppressed_int as text, false where there is none */
static bool
find_bounds(Jsonb *object, const char *key, Datum *bounds)
{
	JsonbValue	wanted = {.type = jbvString};
	JsonbValue *found;

	wanted.val.string.val = unconstify(char *, key);
	wanted.val.string.len = strlen(key);
	found = findJsonbValueFromContainer(&object->root, JB_FOBJECT, &wanted);
	if (found == NULL)
		return false;
	if (found->type != jbvString)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bounds of \"%s\" are no string", key),
				 errdetail("What stands in a rule's place is the text form of suppressed_int."),
				 errhint("Write {\"%s\": \"0..9\"}.", key)));
	*bounds = DirectFunctionCall3(suppressed_int_in,
								  CStringGetDatum(pnstrdup(found->val.string.val, found->val.string.len)),
								  ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	return true;
}

/* What a symbol stands for; the arguments from first on are those of hidden_bounds. */
static Datum
rule_or_loosened(FunctionCallInfo fcinfo, int first)
{
	int			region = first + 2;
	int			parent = first + 3;
	Datum		bounds;

	if (!PG_ARGISNULL(first + 1) && !PG_ARGISNULL(first + 4))
	{
		Jsonb	   *loosened = PG_GETARG_JSONB_P(first + 1);
		const char *measure = text_to_cstring(PG_GETARG_TEXT_PP(first + 4));

		if ((!PG_ARGISNULL(parent) && find_bounds(loosened, psprintf("%d!%s", PG_GETARG_INT32(parent), measure), &bounds)) ||
			(!PG_ARGISNULL(region) && find_bounds(loosened, psprintf("%d %s", PG_GETARG_INT32(region), measure), &bounds)) ||
			(!PG_ARGISNULL(parent) && find_bounds(loosened, psprintf("%d/%s", PG_GETARG_INT32(parent), measure), &bounds)) ||
			find_bounds(loosened, measure, &bounds))
			return bounds;
	}
	if (PG_ARGISNULL(first))
		PG_RETURN_NULL();
	return PG_GETARG_DATUM(first);
}

/*
 * hidden_bounds(hidden, loosened, region, parent, measure): hidden, what the
 * symbol stands for by the rule, or what stands in its place.  loosened is NULL,
 * or has that: where a total refutes the rule (46!settled), in one cell (4601
 * settled), in a county (46/settled), or everywhere (settled).  region and
 * parent may be NULL.
 */
PG_FUNCTION_INFO_V1(hidden_bounds);
Datum
hidden_bounds(PG_FUNCTION_ARGS)
{
	return rule_or_loosened(fcinfo, 0);
}

/* read_cell(cell, hidden, ...): the cell, or where it is ":" its hidden_bounds */
PG_FUNCTION_INFO_V1(read_cell);
Datum
read_cell(PG_FUNCTION_ARGS)
{
	Bounds		cell;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	cell = DatumGetSuppressedInt(PG_GETARG_DATUM(0));
	if (cell.lower == 0 && cell.upper == NO_UPPER)
		return rule_or_loosened(fcinfo, 1);
	return PG_GETARG_DATUM(0);
}

/*
 * hidden_part(hidden, whole, remainder): bounds of a hidden part, where hidden
 * is what the symbol stands for, whole the column it is a part of (NULL: not
 * stated) and remainder says whether a small rest hides it too.  Never more
 * than the whole can be, never below zero.
 */
PG_FUNCTION_INFO_V1(hidden_part);
Datum
hidden_part(PG_FUNCTION_ARGS)
{
	Bounds		whole = {0, NO_UPPER};
	Bounds		part;
	int64		packed;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	part = DatumGetSuppressedInt(PG_GETARG_DATUM(0));
	part.lower = Max(part.lower, 0);
	if (!PG_ARGISNULL(1))
		whole = DatumGetSuppressedInt(PG_GETARG_DATUM(1));

	/* no overflow: the bounds there are fit int4, and an absent one is not computed with */
	if (PG_GETARG_BOOL(2))
	{
		int64		least = bounds_has_lower(whole) && bounds_has_upper(part) ?
			Max(whole.lower - part.upper, 0) : 0;

		part.upper = bounds_has_upper(whole) ? Max(part.upper, whole.upper - part.lower) : NO_UPPER;
		part.lower = Min(part.lower, least);
	}
	part.upper = Min(part.upper, whole.upper);
	part.lower = Min(part.lower, part.upper);
	if (!suppressed_int_narrow(part, &packed))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("suppressed_int out of range"),
				 errdetail("A whole of " INT64_FORMAT " leaves no room for the bounds of a part.", whole.upper),
				 errhint("No region has so many people: correct the whole.")));
	PG_RETURN_INT64(packed);
}
