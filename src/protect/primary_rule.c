/*
 * primary_rule.c
 *		The aggregates of primary rules by contributor: p_percent, dominance and
 *		few_contributors, and the protection levels p_percent_level and
 *		dominance_level.
 *
 * A contributor can have several rows in a cell, and more in its totals. So the
 * rules add up by contributor first (contributor_sums.c), and hold in any
 * grouping, CUBE and ROLLUP included. Definitions and upper protection levels
 * are those of A. Hundepool et al., Handbook on Statistical Disclosure Control,
 * second edition, 2024, chapter 4. A cell is sensitive where its level is above
 * zero.
 *
 * Called from SQL (sql/primary_rule.sql). A state lives in the context of its
 * aggregate.
 */
#include "postgres.h"

#include "lib/binaryheap.h"
#include "utils/builtins.h"

#include "protect/contributor_sums.h"
#include "type/ratio.h"
#include "util/compat.h"

/* ---- numbers ---- */

static Numeric
sum_of(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_add, NumericGetDatum(a), NumericGetDatum(b)));
}

static Numeric
difference(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_sub, NumericGetDatum(a), NumericGetDatum(b)));
}

static Numeric
product(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_mul, NumericGetDatum(a), NumericGetDatum(b)));
}

static int
compare(Numeric a, Numeric b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(a), NumericGetDatum(b)));
}

static Numeric
whole(int32 value)
{
	return DatumGetNumeric(DirectFunctionCall1(int4_numeric, Int32GetDatum(value)));
}

static const char *
text_of(Numeric number)
{
	return number ? DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(number))) : "null";
}

static bool
is_finite(Numeric number)
{
	return !numeric_is_nan(number) && !numeric_is_inf(number);
}

static bool
same_number(Numeric a, Numeric b)
{
	return (VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0) || compare(a, b) == 0;
}

/* ---- arguments ---- */

/* A whole number of the rule, or 0, which none is, for NULL. */
static int32
count_or_zero(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? 0 : PG_GETARG_INT32(argument);
}

/* The same for a message. */
static const char *
count_text(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? "null" : psprintf("%d", PG_GETARG_INT32(argument));
}

static Numeric
numeric_or_null(FunctionCallInfo fcinfo, int argument)
{
	return argument >= PG_NARGS() || PG_ARGISNULL(argument) ? NULL : PG_GETARG_NUMERIC(argument);
}

static void
check_percent(Numeric percent)
{
	if (!percent || !is_finite(percent) || compare(percent, whole(0)) <= 0 || compare(percent, whole(100)) >= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a percentage of %s is not a rule", text_of(percent)),
				 errdetail("It must be greater than 0 and less than 100."),
				 errhint("dominance(turnover, 1, 75, firm) and p_percent(turnover, 10, firm) are examples.")));
}

static void
check_amount(Numeric amount)
{
	if (!is_finite(amount) || compare(amount, whole(0)) < 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a contribution has no share of a total"),
						errdetail("Contributions must be numbers of at least zero: with others no concentration rule "
								  "is defined."),
						errhint("Where amounts can be negative, use few_contributors(firm).")));
}

static void
check_weight(Numeric weight)
{
	if (!weight || !is_finite(weight) || compare(weight, whole(0)) <= 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("a sampling weight of %s is not possible", text_of(weight)),
						errdetail("A respondent stands for himself and others: the weight must be greater than 0."),
						errhint("Of what is not sampled the weight is 1.")));
}

static MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("aggregate support function called in non-aggregate context"),
						errdetail("It changes the state of the aggregate in place."),
						errhint("Use p_percent(), dominance() or few_contributors().")));
	return context;
}

/* One group, one rule: of several the last would count, whichever that is. */
static void
check_same_rule(const ContributorSums *sums, PrimaryRule rule)
{
	if (sums->rule.kept == rule.kept && (rule.percent == NULL || same_number(sums->rule.percent, rule.percent)))
		return;
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("contributions of one group have two rules"),
					errhint("Give all rows of a group the same rule, or group by what the rule is of.")));
}

/* The state of the group, created with its first row. argument is the contributor's. */
static ContributorSums *
group_state(FunctionCallInfo fcinfo, int argument, PrimaryRule rule)
{
	MemoryContext	 context = aggregate_context(fcinfo);
	ContributorSums *sums = PG_ARGISNULL(0) ? NULL : (ContributorSums *) PG_GETARG_POINTER(0);

	if (sums)
		check_same_rule(sums, rule);
	else
		sums =
			contributor_sums_create(context, get_fn_expr_argtype(fcinfo->flinfo, argument), PG_GET_COLLATION(), rule);
	return sums;
}

/* Who contributed. That nobody knows who it was is no answer: two such rows may be of one contributor. */
static Datum
contributor_of_row(FunctionCallInfo fcinfo, int argument)
{
	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("contributor is null"),
				 errdetail("Whether rows without a contributor are of one or of several is not known."),
				 errhint("Leave out rows that are nobody's with FILTER (WHERE firm IS NOT NULL), or give each row a "
						 "contributor of its own: coalesce(firm, row_id).")));
	return PG_GETARG_DATUM(argument);
}

/* ---- transition ---- */

/* p_percent_accumulate(state, amount, p, contributor [, waived [, n]]) */
PG_FUNCTION_INFO_V1(p_percent_accumulate);
Datum
p_percent_accumulate(PG_FUNCTION_ARGS)
{
	Numeric			 amount = numeric_or_null(fcinfo, 1);
	bool			 waived = PG_NARGS() > 4 && !PG_ARGISNULL(4) && PG_GETARG_BOOL(4);
	PrimaryRule		 rule = {.kept = 2, .percent = numeric_or_null(fcinfo, 2)};
	ContributorSums *sums;

	if (PG_NARGS() > 5)
		rule.kept = count_or_zero(fcinfo, 5);
	if (rule.kept < 2)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("a p percent rule with n = %s is not a rule", count_text(fcinfo, 5)),
						errdetail("n - 1 contributors who put together what they know are against one: n must be at "
								  "least 2."),
						errhint("p_percent(turnover, 10, firm) is the rule with n = 2.")));
	if (PG_ARGISNULL(0))
		check_percent(rule.percent);
	else if (!rule.percent)
		check_percent(NULL);
	sums = group_state(fcinfo, 3, rule);
	if (amount)
	{
		check_amount(amount);
		contributor_sums_add(sums, contributor_of_row(fcinfo, 3), amount, waived);
	}
	PG_RETURN_POINTER(sums);
}

/* dominance_accumulate(state, amount, n, k, contributor [, weight]) */
PG_FUNCTION_INFO_V1(dominance_accumulate);
Datum
dominance_accumulate(PG_FUNCTION_ARGS)
{
	Numeric			 amount = numeric_or_null(fcinfo, 1);
	PrimaryRule		 rule = {.kept = count_or_zero(fcinfo, 2), .percent = numeric_or_null(fcinfo, 3)};
	ContributorSums *sums;

	if (rule.kept < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the dominance of %s contributions is not a rule", count_text(fcinfo, 2)),
				 errdetail("The number of largest contributions must be at least 1."),
				 errhint("dominance(turnover, 1, 75, firm): the largest firm has more than 75 percent of all.")));
	if (PG_ARGISNULL(0))
		check_percent(rule.percent);
	else if (!rule.percent)
		check_percent(NULL);
	sums = group_state(fcinfo, 4, rule);
	if (amount)
	{
		check_amount(amount);
		contributor_sums_add(sums, contributor_of_row(fcinfo, 4), amount, false);
		if (PG_NARGS() > 5)
		{
			Numeric weight = numeric_or_null(fcinfo, 5);

			check_weight(weight);
			contributor_sums_add_weighted(sums, product(amount, weight));
		}
	}
	PG_RETURN_POINTER(sums);
}

/* few_contributors_accumulate(state, contributor), and (state, amount, minimum, contributor) */
PG_FUNCTION_INFO_V1(few_contributors_accumulate);
Datum
few_contributors_accumulate(PG_FUNCTION_ARGS)
{
	bool			 with_amount = PG_NARGS() > 2;
	int				 contributor = with_amount ? 3 : 1;
	PrimaryRule		 rule = {.kept = 3};
	ContributorSums *sums;

	if (with_amount)
		rule.kept = count_or_zero(fcinfo, 2);
	if (rule.kept < 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("a minimum of %s is not a rule", count_text(fcinfo, 2)),
						errdetail("It must be at least 1: what is below it is sensitive."),
						errhint("few_contributors(turnover, 3, firm) is an example.")));
	sums = group_state(fcinfo, contributor, rule);
	if (!with_amount || !PG_ARGISNULL(1))
		contributor_sums_add(sums, contributor_of_row(fcinfo, contributor), NULL, false);
	PG_RETURN_POINTER(sums);
}

/* ---- parallel aggregation ---- */

PG_FUNCTION_INFO_V1(contributor_sums_combine);
Datum
contributor_sums_combine(PG_FUNCTION_ARGS)
{
	MemoryContext	 context = aggregate_context(fcinfo);
	ContributorSums *sums = PG_ARGISNULL(0) ? NULL : (ContributorSums *) PG_GETARG_POINTER(0);
	ContributorSums *other = PG_ARGISNULL(1) ? NULL : (ContributorSums *) PG_GETARG_POINTER(1);

	if (!other)
	{
		if (!sums)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(sums);
	}
	if (sums)
		check_same_rule(sums, other->rule);
	else
		sums = contributor_sums_create(context, other->type, other->collation, other->rule);
	contributor_sums_merge(sums, other);
	PG_RETURN_POINTER(sums);
}

PG_FUNCTION_INFO_V1(contributor_sums_serialize);
Datum
contributor_sums_serialize(PG_FUNCTION_ARGS)
{
	aggregate_context(fcinfo);
	PG_RETURN_BYTEA_P(contributor_sums_write((ContributorSums *) PG_GETARG_POINTER(0)));
}

PG_FUNCTION_INFO_V1(contributor_sums_deserialize);
Datum
contributor_sums_deserialize(PG_FUNCTION_ARGS)
{
	aggregate_context(fcinfo);
	PG_RETURN_POINTER(contributor_sums_read(CurrentMemoryContext, PG_GETARG_BYTEA_PP(0)));
}

/* ---- results ---- */

/* The largest contributors are on top of a heap of the smallest of them. */
static int
compare_contributors(Datum a, Datum b, void *arg)
{
	return compare(((ContributorSum *) DatumGetPointer(b))->amount, ((ContributorSum *) DatumGetPointer(a))->amount);
}

/* The total of a list, and of its contributors but one, who may be NULL, the sum of so many largest. */
static Numeric
sum_largest(const ContributorSum *list, int64 count, const ContributorSum *but, int64 kept, Numeric *total)
{
	binaryheap *heap;
	Numeric		result = whole(0);

	*total = whole(0);
	for (int64 i = 0; i < count; i++)
	{
		Numeric before = *total;

		*total = sum_of(before, list[i].amount);
		pfree(before);
	}
	kept = Min(kept, count);
	if (kept == 0)
		return result;
	heap = binaryheap_allocate(kept, compare_contributors, NULL);
	for (int64 i = 0; i < count; i++)
	{
		if (list + i == but)
			continue;
		if (heap->bh_size < kept)
			binaryheap_add(heap, PointerGetDatum(list + i));
		else if (compare(list[i].amount, ((ContributorSum *) DatumGetPointer(binaryheap_first(heap)))->amount) > 0)
			binaryheap_replace_first(heap, PointerGetDatum(list + i));
	}
	while (!binaryheap_empty(heap))
		result = sum_of(result, ((ContributorSum *) DatumGetPointer(binaryheap_remove_first(heap)))->amount);
	return result;
}

/*
 * Of p percent the upper protection level times 100: p times the largest
 * contribution s without a waiver, less 100 times what is left of the total
 * without s and the n - 1 largest others. NULL where everybody has a waiver.
 */
static Numeric
p_percent_excess(const ContributorSums *sums)
{
	int64			count = contributor_sums_count(sums);
	ContributorSum *list = contributor_sums_list(sums);
	ContributorSum *victim = NULL;
	Numeric			total;
	Numeric			known;

	for (int64 i = 0; i < count; i++)
		if (!list[i].waived && (!victim || compare(list[i].amount, victim->amount) > 0))
			victim = list + i;
	if (!victim)
		return NULL;
	known = sum_of(victim->amount, sum_largest(list, count, victim, sums->rule.kept - 1, &total));
	return difference(product(sums->rule.percent, victim->amount), product(whole(100), difference(total, known)));
}

/* Of (n,k) dominance the upper protection level times k: 100 times the n largest, less k times the total. */
static Numeric
dominance_excess(const ContributorSums *sums)
{
	ContributorSum *list = contributor_sums_list(sums);
	Numeric			total;
	Numeric			largest = sum_largest(list, contributor_sums_count(sums), NULL, sums->rule.kept, &total);

	return difference(product(whole(100), largest),
					  product(sums->rule.percent, sums->weighted ? sums->weighted : total));
}

/* Argument 0 in a context that is emptied after the result; NULL if no row had an amount. */
static ContributorSums *
final_state(FunctionCallInfo fcinfo)
{
	aggregate_context(fcinfo);
	return PG_ARGISNULL(0) ? NULL : (ContributorSums *) PG_GETARG_POINTER(0);
}

static bool
is_excess(Numeric excess)
{
	return excess && compare(excess, whole(0)) > 0;
}

PG_FUNCTION_INFO_V1(p_percent_result);
Datum
p_percent_result(PG_FUNCTION_ARGS)
{
	ContributorSums *sums = final_state(fcinfo);

	PG_RETURN_BOOL(sums && is_excess(p_percent_excess(sums)));
}

/* The level of protection of a number in excess of its rule, rounded up; NULL where it is not. */
static Datum
level_result(FunctionCallInfo fcinfo, Numeric excess, Numeric divisor)
{
	if (!is_excess(excess))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(ratio_quotient(NumericGetDatum(excess), NumericGetDatum(divisor), RATIO_UP));
}

PG_FUNCTION_INFO_V1(p_percent_level_result);
Datum
p_percent_level_result(PG_FUNCTION_ARGS)
{
	ContributorSums *sums = final_state(fcinfo);

	return level_result(fcinfo, sums ? p_percent_excess(sums) : NULL, sums ? whole(100) : NULL);
}

PG_FUNCTION_INFO_V1(dominance_result);
Datum
dominance_result(PG_FUNCTION_ARGS)
{
	ContributorSums *sums = final_state(fcinfo);

	PG_RETURN_BOOL(sums && is_excess(dominance_excess(sums)));
}

PG_FUNCTION_INFO_V1(dominance_level_result);
Datum
dominance_level_result(PG_FUNCTION_ARGS)
{
	ContributorSums *sums = final_state(fcinfo);

	return level_result(fcinfo, sums ? dominance_excess(sums) : NULL, sums ? sums->rule.percent : NULL);
}

PG_FUNCTION_INFO_V1(few_contributors_result);
Datum
few_contributors_result(PG_FUNCTION_ARGS)
{
	ContributorSums *sums = final_state(fcinfo);
	int64			 count = sums ? contributor_sums_count(sums) : 0;

	PG_RETURN_BOOL(count > 0 && count < sums->rule.kept);
}
