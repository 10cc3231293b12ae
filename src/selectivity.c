/*
 * selectivity.c
 *		How many rows << >> && @> <@ select: what ANALYZE keeps of a column of
 *		either type beside the standard statistics, and the estimators.
 *
 * The standard statistics have the most common values, with which an operator
 * is simply tried, and a histogram in the order of the type, which says nothing
 * of upper bounds.  So of the other values three distributions are kept: of the
 * exact ones, and of the lower and of the upper bounds of the hidden ones.
 * Every operator is a sum of differences of these.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_statistic.h"
#include "catalog/pg_type.h"
#include "commands/vacuum.h"
#include "nodes/pathnodes.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/selfuncs.h"

#include "suppressed.h"

/*
 * Two kinds of pg_statistic slot, from the range that is left to private use:
 * the distribution of exact values; those of the lower and, behind it, of the
 * upper bounds of hidden values.  stavalues (bigint) has bounds, rising, with
 * the limits for absent ones; stanumbers has two fractions for each, of the
 * values whose bound is below it, and of those whose bound is not above it.  A
 * distribution begins where nothing is below.
 */
#define KIND_EXACT	27401
#define KIND_HIDDEN	27402

static Bounds
datum_bounds(Datum value, int type_length)
{
	return type_length == sizeof(Bounds) ? DatumGetSuppressedBigint(value) : DatumGetSuppressedInt(value);
}

/* ---- ANALYZE ---- */

typedef struct StandardAnalysis
{
	AnalyzeAttrComputeStatsFunc compute;
	void	   *extra_data;
} StandardAnalysis;

static int
compare_bounds(const void *a, const void *b)
{
	return bounds_compare(*(const Bounds *) a, *(const Bounds *) b);
}

static int
compare_numbers(const void *a, const void *b)
{
	int64		left = *(const int64 *) a;
	int64		right = *(const int64 *) b;

	return (left > right) - (left < right);
}

static int
free_slot(const VacAttrStats *stats)
{
	int			slot = 0;

	while (slot < STATISTIC_NUM_SLOTS && stats->stakind[slot] != 0)
		slot++;
	return slot;
}

/*
 * Append the distribution of count bounds, which get sorted, as fractions of
 * total.  Between the places kept lies at most a target's share of them, and
 * towards either end at most half of what is left: that keeps an estimate
 * within a factor of two in the long tail which counts have, down to single
 * values of the sample.
 */
static void
append_distribution(VacAttrStats *stats, int slot, int64 *bound, int count, int total)
{
	int			target = Max(analyze_target(stats), 1);
	int			share = (count + target - 1) / target;
	int			first = 0;		/* bound that is not absent */
	int			last = count - 1;
	int			kept = stats->numvalues[slot];

	qsort(bound, count, sizeof(int64), compare_numbers);
	while (first < count - 1 && bound[first] == NO_LOWER)
		first++;
	while (last > first && bound[last] == NO_UPPER)
		last--;

	for (int place = 0; place < count; kept++)
	{
		int			below = place;
		int			upto = place + 1;
		int			step = Min(share, Min(place - first, (last - place) / 2));

		while (below > 0 && bound[below - 1] == bound[place])
			below--;
		while (upto < count && bound[upto] == bound[place])
			upto++;
		stats->stavalues[slot][kept] = Int64GetDatum(bound[place]);
		stats->stanumbers[slot][2 * kept] = (float4) below / total;
		stats->stanumbers[slot][2 * kept + 1] = (float4) upto / total;
		place = Max(upto, place + step);
	}
	stats->numvalues[slot] = kept;
	stats->numnumbers[slot] = 2 * kept;
}

/* A slot with room for the distributions of count bounds; false where all are taken. */
static bool
add_slot(VacAttrStats *stats, int kind, int count, int *slot)
{
	*slot = free_slot(stats);
	if (count == 0 || *slot == STATISTIC_NUM_SLOTS)
		return false;
	stats->stakind[*slot] = kind;
	stats->staop[*slot] = InvalidOid;
	stats->stacoll[*slot] = InvalidOid;
	stats->stavalues[*slot] = (Datum *) MemoryContextAlloc(stats->anl_context, count * sizeof(Datum));
	stats->stanumbers[*slot] = (float4 *) MemoryContextAlloc(stats->anl_context, 2 * count * sizeof(float4));
	stats->numvalues[*slot] = 0;
	stats->statypid[*slot] = INT8OID;
	stats->statyplen[*slot] = sizeof(int64);
	stats->statypbyval[*slot] = FLOAT8PASSBYVAL;
	stats->statypalign[*slot] = 'd';
	return true;
}

/* The standard statistics, and the distributions of what is not among the most common values. */
static void
compute_statistics(VacAttrStats *stats, AnalyzeAttrFetchFunc fetch, int sample_rows, double total_rows)
{
	StandardAnalysis *standard = (StandardAnalysis *) stats->extra_data;
	int			length = stats->attrtype->typlen;
	Bounds	   *common = NULL;
	int			common_count = 0;
	int64	   *exact = (int64 *) palloc(sample_rows * sizeof(int64));
	int64	   *lower = (int64 *) palloc(sample_rows * sizeof(int64));
	int64	   *upper = (int64 *) palloc(sample_rows * sizeof(int64));
	int			exact_count = 0;
	int			hidden_count = 0;
	int			slot;

	stats->extra_data = standard->extra_data;
	standard->compute(stats, fetch, sample_rows, total_rows);
	if (!stats->stats_valid)
		return;

	for (slot = 0; slot < free_slot(stats); slot++)
		if (stats->stakind[slot] == STATISTIC_KIND_MCV)
		{
			common_count = stats->numvalues[slot];
			common = (Bounds *) palloc(common_count * sizeof(Bounds));
			for (int i = 0; i < common_count; i++)
				common[i] = datum_bounds(stats->stavalues[slot][i], length);
			qsort(common, common_count, sizeof(Bounds), compare_bounds);
		}

	for (int row = 0; row < sample_rows; row++)
	{
		bool		null;
		Datum		datum = fetch(stats, row, &null);
		Bounds		value;

		analyze_delay_point();
		if (null)
			continue;
		value = datum_bounds(datum, length);
		if (common_count > 0 &&
			bsearch(&value, common, common_count, sizeof(Bounds), compare_bounds) != NULL)
			continue;
		if (bounds_is_exact(value))
			exact[exact_count++] = value.lower;
		else
		{
			lower[hidden_count] = value.lower;
			upper[hidden_count++] = value.upper;
		}
	}

	if (add_slot(stats, KIND_EXACT, exact_count, &slot))
		append_distribution(stats, slot, exact, exact_count, exact_count + hidden_count);
	if (add_slot(stats, KIND_HIDDEN, 2 * hidden_count, &slot))
	{
		append_distribution(stats, slot, lower, hidden_count, exact_count + hidden_count);
		append_distribution(stats, slot, upper, hidden_count, exact_count + hidden_count);
	}
}

/* typanalyze of both types */
PG_FUNCTION_INFO_V1(suppressed_typanalyze);
Datum
suppressed_typanalyze(PG_FUNCTION_ARGS)
{
	VacAttrStats *stats = (VacAttrStats *) PG_GETARG_POINTER(0);
	StandardAnalysis *standard;

	if (!std_typanalyze(stats))
		PG_RETURN_BOOL(false);
	standard = (StandardAnalysis *) palloc(sizeof(StandardAnalysis));
	standard->compute = stats->compute_stats;
	standard->extra_data = stats->extra_data;
	stats->compute_stats = compute_statistics;
	stats->extra_data = standard;
	PG_RETURN_BOOL(true);
}

/* ---- estimates ---- */

typedef enum Relationship
{
	BEFORE,
	AFTER,
	OVERLAPS,
	CONTAINS,
	CONTAINED_BY
} Relationship;

/* what b is to a, where a is that to b */
static const Relationship commuted[] = {
	[BEFORE] = AFTER, [AFTER] = BEFORE, [OVERLAPS] = OVERLAPS,
	[CONTAINS] = CONTAINED_BY, [CONTAINED_BY] = CONTAINS
};

/* without statistics: what core takes for the same operators of ranges */
static const double default_fraction[] = {
	[BEFORE] = DEFAULT_INEQ_SEL, [AFTER] = DEFAULT_INEQ_SEL, [OVERLAPS] = 0.01,
	[CONTAINS] = 0.005, [CONTAINED_BY] = 0.005
};

/* A distribution as it stands in a slot */
typedef struct Distribution
{
	int			count;
	const Datum *value;
	const float4 *number;
} Distribution;

typedef struct ColumnStatistics
{
	int			type_length;
	double		null_fraction;
	AttStatsSlot common;		/* each without values where there are none */
	AttStatsSlot histogram;
	AttStatsSlot exact_slot;
	AttStatsSlot hidden_slot;
	Distribution exact;
	Distribution lower;
	Distribution upper;
} ColumnStatistics;

static bool
holds(Bounds left, Relationship relationship, Bounds right)
{
	switch (relationship)
	{
		case BEFORE:
			return bounds_before(left, right);
		case AFTER:
			return bounds_before(right, left);
		case OVERLAPS:
			return bounds_overlap(left, right);
		case CONTAINS:
			return bounds_contain(left, right);
		case CONTAINED_BY:
			return bounds_contain(right, left);
	}
	return false;				/* keeps the compiler quiet */
}

static void
read_slot(AttStatsSlot *slot, HeapTuple statistics, int kind)
{
	if (!get_attstatsslot(slot, statistics, kind, InvalidOid,
						  ATTSTATSSLOT_VALUES |
						  (kind == STATISTIC_KIND_HISTOGRAM ? 0 : ATTSTATSSLOT_NUMBERS)))
		memset(slot, 0, sizeof(*slot));
}

/* The distribution that begins at a place of the slot. */
static Distribution
read_distribution(const AttStatsSlot *slot, int begin)
{
	int			end = begin;

	if (begin < slot->nvalues)
		end++;
	while (end < slot->nvalues && slot->numbers[2 * end] > 0)
		end++;
	return (Distribution) {end - begin, slot->values + begin, slot->numbers + 2 * begin};
}

/* False where there are no statistics, or the user may not see what the operator would. */
static bool
read_statistics(ColumnStatistics *column, VariableStatData *variable, Oid operator)
{
	if (!HeapTupleIsValid(variable->statsTuple) ||
		!statistic_proc_security_check(variable, get_opcode(operator)))
		return false;
	column->type_length = get_typlen(variable->atttype);
	column->null_fraction = ((Form_pg_statistic) GETSTRUCT(variable->statsTuple))->stanullfrac;
	read_slot(&column->common, variable->statsTuple, STATISTIC_KIND_MCV);
	read_slot(&column->histogram, variable->statsTuple, STATISTIC_KIND_HISTOGRAM);
	read_slot(&column->exact_slot, variable->statsTuple, KIND_EXACT);
	read_slot(&column->hidden_slot, variable->statsTuple, KIND_HIDDEN);
	column->exact = read_distribution(&column->exact_slot, 0);
	column->lower = read_distribution(&column->hidden_slot, 0);
	column->upper = read_distribution(&column->hidden_slot, column->lower.count);
	return true;
}

static void
free_statistics(ColumnStatistics *column)
{
	free_attstatsslot(&column->common);
	free_attstatsslot(&column->histogram);
	free_attstatsslot(&column->exact_slot);
	free_attstatsslot(&column->hidden_slot);
}

/* The fraction of values whose bound is below a number, or, if inclusive, not above it. */
static double
fraction(const Distribution *distribution, int64 number, bool inclusive)
{
	const Datum *value = distribution->value;
	const float4 *upto = distribution->number + 1;	/* of value[i] at upto[2 * i] */
	const float4 *below = distribution->number;
	int			low = 0;
	int			high = distribution->count; /* the first kept that is not below number */

	while (low < high)
	{
		int			middle = (low + high) / 2;

		if (DatumGetInt64(value[middle]) < number)
			low = middle + 1;
		else
			high = middle;
	}
	if (high < distribution->count && DatumGetInt64(value[high]) == number)
		return inclusive ? upto[2 * high] : below[2 * high];
	if (high == 0)
		return 0;
	if (high == distribution->count)
		return upto[2 * (high - 1)];
	return upto[2 * (high - 1)] + (below[2 * high] - upto[2 * (high - 1)]) *
		((double) number - DatumGetInt64(value[high - 1])) /
		((double) DatumGetInt64(value[high]) - DatumGetInt64(value[high - 1]));
}

/*
 * The fraction of a column's values, most common ones left out, for which
 * value RELATIONSHIP constant holds.  Containment neglects the hidden values
 * that lie around, or within, the constant on both sides.
 */
static double
uncommon_fraction(const ColumnStatistics *column, Relationship relationship, Bounds constant)
{
	double		before = 0;
	double		not_after = 1;

	if (bounds_has_lower(constant))
		before = fraction(&column->exact, constant.lower, false) + fraction(&column->upper, constant.lower, false);
	if (bounds_has_upper(constant))
		not_after = fraction(&column->exact, constant.upper, true) + fraction(&column->lower, constant.upper, true);

	switch (relationship)
	{
		case BEFORE:
			return before;
		case AFTER:
			return 1 - not_after;
		case OVERLAPS:
			return not_after - before;
		case CONTAINS:
			if (bounds_is_exact(constant))
				return not_after - before;
			return Max(0, fraction(&column->lower, constant.lower, true) - fraction(&column->upper, constant.upper, false));
		case CONTAINED_BY:
			return Max(0, fraction(&column->upper, constant.upper, true) - fraction(&column->lower, constant.lower, false)) +
				fraction(&column->exact, constant.upper, true) - fraction(&column->exact, constant.lower, false);
	}
	return 0;					/* keeps the compiler quiet */
}

/* The fraction of a column's rows for which value RELATIONSHIP constant holds. */
static double
row_fraction(const ColumnStatistics *column, Relationship relationship, Bounds constant)
{
	double		common = 0;
	double		rest = 1 - column->null_fraction;
	double		uncommon;

	for (int i = 0; i < column->common.nvalues; i++)
	{
		rest -= column->common.numbers[i];
		if (holds(datum_bounds(column->common.values[i], column->type_length), relationship, constant))
			common += column->common.numbers[i];
	}
	if (column->exact.count == 0 && column->lower.count == 0)
		return common;
	uncommon = uncommon_fraction(column, relationship, constant);
	CLAMP_PROBABILITY(uncommon);
	CLAMP_PROBABILITY(rest);
	return common + rest * uncommon;
}

/* Arguments of a restriction estimator: root, operator, its arguments, relation. */
static double
restriction_selectivity(FunctionCallInfo fcinfo, Relationship relationship)
{
	Oid			operator = PG_GETARG_OID(1);
	double		result = default_fraction[relationship];
	VariableStatData variable;
	ColumnStatistics column;
	Node	   *other;
	bool		variable_is_left;

	if (!get_restriction_variable((PlannerInfo *) PG_GETARG_POINTER(0), (List *) PG_GETARG_POINTER(2),
								  PG_GETARG_INT32(3), &variable, &other, &variable_is_left))
		return result;
	if (IsA(other, Const))
	{
		Const	   *constant = (Const *) other;

		if (constant->constisnull)
			result = 0;			/* the operators are strict */
		else if (read_statistics(&column, &variable, operator))
		{
			result = row_fraction(&column, variable_is_left ? relationship : commuted[relationship],
								  datum_bounds(constant->constvalue, constant->constlen));
			free_statistics(&column);
		}
	}
	ReleaseVariableStats(variable);
	CLAMP_PROBABILITY(result);
	return result;
}

/* The histogram of the standard statistics serves as a sample of the right side's values. */
static double
join_fraction(const ColumnStatistics *left, Relationship relationship, const ColumnStatistics *right)
{
	double		result = 0;
	double		rest = 1 - right->null_fraction;

	for (int i = 0; i < right->common.nvalues; i++)
	{
		rest -= right->common.numbers[i];
		result += right->common.numbers[i] *
			row_fraction(left, relationship, datum_bounds(right->common.values[i], right->type_length));
	}
	for (int i = 0; i < right->histogram.nvalues; i++)
		result += Max(rest, 0) / right->histogram.nvalues *
			row_fraction(left, relationship, datum_bounds(right->histogram.values[i], right->type_length));
	return result;
}

/* Arguments of a join estimator: root, operator, its arguments, join type, join. */
static double
join_selectivity(FunctionCallInfo fcinfo, Relationship relationship)
{
	Oid			operator = PG_GETARG_OID(1);
	JoinType	join_type = (JoinType) PG_GETARG_INT16(3);
	double		result = default_fraction[relationship];
	VariableStatData left_variable;
	VariableStatData right_variable;
	ColumnStatistics left;
	ColumnStatistics right;
	bool		reversed;

	get_join_variables((PlannerInfo *) PG_GETARG_POINTER(0), (List *) PG_GETARG_POINTER(2),
					   (SpecialJoinInfo *) PG_GETARG_POINTER(4), &left_variable, &right_variable, &reversed);
	if (read_statistics(&left, &left_variable, operator))
	{
		if (read_statistics(&right, &right_variable, operator))
		{
			result = join_fraction(&left, relationship, &right);
			free_statistics(&right);
		}
		free_statistics(&left);
	}
	if (join_type == JOIN_SEMI || join_type == JOIN_ANTI)
	{
		/* a row is selected once, however many it meets on the inner side */
		RelOptInfo *inner = reversed ? left_variable.rel : right_variable.rel;

		if (inner != NULL)
			result *= inner->rows;
	}
	ReleaseVariableStats(left_variable);
	ReleaseVariableStats(right_variable);
	CLAMP_PROBABILITY(result);
	return result;
}

#define ESTIMATORS(name, relationship) \
PG_FUNCTION_INFO_V1(suppressed_##name##_sel); \
Datum \
suppressed_##name##_sel(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_FLOAT8(restriction_selectivity(fcinfo, relationship)); \
} \
PG_FUNCTION_INFO_V1(suppressed_##name##_joinsel); \
Datum \
suppressed_##name##_joinsel(PG_FUNCTION_ARGS) \
{ \
	PG_RETURN_FLOAT8(join_selectivity(fcinfo, relationship)); \
}

ESTIMATORS(before, BEFORE)
ESTIMATORS(after, AFTER)
ESTIMATORS(overlaps, OVERLAPS)
ESTIMATORS(contains, CONTAINS)
ESTIMATORS(contained_by, CONTAINED_BY)
