/*
 * ratio.c
 *		Quotients of bounds, as numrange, and the function share(part, rest).
 *
 * An end of a range must leave out nothing that is possible.  So a quotient that
 * has no end as a decimal is rounded away from the middle of the range.
 *
 * Called from SQL (share) and by avg in aggregate.c.  Owns nothing.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/typcache.h"

#include "type/ratio.h"
#include "type/suppressed.h"
#include "type/suppressed_text.h"
#include "util/compat.h"

/* numerator / denominator, both numeric and the denominator above zero, in the scale that SQL's division has */
Datum
ratio_quotient(Datum numerator, Datum denominator, RatioRounding rounding)
{
	Datum quotient = DirectFunctionCall2(numeric_div, numerator, denominator);
	int	  excess;
	Datum last_place;

	if (rounding == RATIO_NEAREST)
		return quotient;
	excess = DatumGetInt32(
		DirectFunctionCall2(numeric_cmp, DirectFunctionCall2(numeric_mul, quotient, denominator), numerator));
	if (rounding == RATIO_DOWN ? excess <= 0 : excess >= 0)
		return quotient;
	last_place = DirectFunctionCall3(
		numeric_in, CStringGetDatum(psprintf("1e-%d", DatumGetInt32(DirectFunctionCall1(numeric_scale, quotient)))),
		ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	return DirectFunctionCall2(rounding == RATIO_DOWN ? numeric_sub : numeric_add, quotient, last_place);
}

/* the numrange between two bounds, palloc'd in the current context */
Datum
ratio_range(RatioBound lower, RatioBound upper)
{
	RangeBound low = {lower.value, !lower.known, lower.inclusive, true};
	RangeBound high = {upper.value, !upper.known, upper.inclusive, false};

	return RangeTypePGetDatum(range_make(lookup_type_cache(NUMRANGEOID, TYPECACHE_RANGE_INFO), &low, &high, false));
}

static Datum
numeric_from(int64 value)
{
	return DirectFunctionCall1(int8_numeric, Int64GetDatum(value));
}

static Datum
numeric_from_sum(int64 a, int64 b)
{
	int64 sum;

	if (pg_add_s64_overflow(a, b, &sum))
		return DirectFunctionCall2(numeric_add, numeric_from(a), numeric_from(b));
	return numeric_from(sum);
}

/*
 * The extreme of part / (part + rest) where part is at one of its bounds and
 * rest at the opposite one.  An absent bound leaves a limit that is approached
 * but never reached: 1 where the part grows, 0 where the rest does.
 */
static RatioBound
share_extreme(bool part_known, int64 part, bool rest_known, int64 rest, RatioRounding rounding)
{
	if (!part_known)
		return (RatioBound){true, rest_known && rest == 0, numeric_from(1)};
	if (!rest_known)
		return (RatioBound){true, part == 0, numeric_from(0)};
	return (RatioBound){true, true, ratio_quotient(numeric_from(part), numeric_from_sum(part, rest), rounding)};
}

static void
ensure_count(Bounds value)
{
	char text[SUPPRESSED_TEXT_SIZE];

	if (bounds_has_lower(value) && value.lower >= 0)
		return;
	suppressed_text_write(value, text);
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("share of a value that may be negative: %s", text),
					errdetail("A share is taken of counts, which are zero or more."),
					errhint("Where negative values cannot occur, say so: intersection(value, ':').")));
}

/*
 * share(part, rest): the possible values of part / (part + rest), with the
 * case that both are zero left out; NULL where nothing else is possible.  The
 * quotient rises with the part and falls with the rest, so its extremes are at
 * opposite bounds.
 */
static Datum
share(FunctionCallInfo fcinfo, Bounds part, Bounds rest)
{
	bool	   part_zero;
	bool	   rest_zero;
	RatioBound lower;
	RatioBound upper;

	ensure_count(part);
	ensure_count(rest);
	part_zero = bounds_equal(part, bounds_exact(0));
	rest_zero = bounds_equal(rest, bounds_exact(0));
	if (part_zero && rest_zero)
		PG_RETURN_NULL();
	/* a part or a rest that alone is zero makes the share certain: 0 or 1 */
	if (part_zero)
		lower = upper = (RatioBound){true, true, numeric_from(0)};
	else if (rest_zero)
		lower = upper = (RatioBound){true, true, numeric_from(1)};
	else if (bounds_is_exact(part) && bounds_is_exact(rest))
		lower = upper = share_extreme(true, part.lower, true, rest.lower, RATIO_NEAREST);
	else
	{
		lower = share_extreme(true, part.lower, bounds_has_upper(rest), rest.upper, RATIO_DOWN);
		upper = share_extreme(bounds_has_upper(part), part.upper, true, rest.lower, RATIO_UP);
	}
	PG_RETURN_DATUM(ratio_range(lower, upper));
}

PG_FUNCTION_INFO_V1(suppressed_int_share);
Datum
suppressed_int_share(PG_FUNCTION_ARGS)
{
	return share(fcinfo, DatumGetSuppressedInt(PG_GETARG_DATUM(0)), DatumGetSuppressedInt(PG_GETARG_DATUM(1)));
}

PG_FUNCTION_INFO_V1(suppressed_bigint_share);
Datum
suppressed_bigint_share(PG_FUNCTION_ARGS)
{
	return share(fcinfo, DatumGetSuppressedBigint(PG_GETARG_DATUM(0)), DatumGetSuppressedBigint(PG_GETARG_DATUM(1)));
}
