/*
 * selectivity.c
 *		How many rows << >> && @> <@ select: what ANALYZE keeps of a column of
 *		either type beside the standard statistics, and the estimators.
 *
 * The standard statistics have the most common values, with which an operator
 * is simply tried.  They also have a histogram in the order of the type, which
 * says nothing of upper bounds.  Two things are kept of the other values: the
 * distribution of the exact ones, and a sample of the hidden ones, with which the
 * operator is tried too.
 *
 * Called by ANALYZE (typanalyze of both types) and by the planner (RESTRICT and
 * JOIN of the operators).  Owns two kinds of pg_statistic slot, named below.
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

#include "type/suppressed.h"
#include "util/compat.h"

/*
 * Two kinds of pg_statistic slot, from the range that is left to private use.
 *
 * The distribution of exact values: stavalues has numbers (bigint), rising,
 * stanumbers for each the fraction of values below it and of those not above it.
 *
 * A sample of hidden values: stavalues has them in the order of the type,
 * stanumbers the fraction of values that each stands for.
 *
 * Fractions are of all values that are not NULL and not among the most common.
 */
#define KIND_EXACT	27401
#define KIND_HIDDEN 27402

/* Of hidden values so many times the statistics target are kept. */
#define HIDDEN_DETAIL 10

static Bounds
datum_bounds(Datum value, int type_length)
{
	return type_length == sizeof(Bounds) ? DatumGetSuppressedBigint(value) : DatumGetSuppressedInt(value);
}

/* palloc'd where the type is passed by reference */
static Datum
bounds_datum(Bounds value, int type_length)
{
	int64 packed = 0;

	if (type_length == sizeof(Bounds))
		return SuppressedBigintGetDatum(value);
	if (!suppressed_int_narrow(value, &packed))
		elog(ERROR, "suppressed_int out of range");
	return Int64GetDatum(packed);
}

/* ---- ANALYZE ---- */

typedef struct StandardAnalysis
{
	AnalyzeAttrComputeStatsFunc compute;
	void					   *extra_data;
} StandardAnalysis;

static int
compare_bounds(const void *a, const void *b)
{
	return bounds_compare(*(const Bounds *) a, *(const Bounds *) b);
}

static int
free_slot(const VacAttrStats *stats)
{
	int slot = 0;

	while (slot < STATISTIC_NUM_SLOTS && stats->stakind[slot] != 0)
		slot++;
	return slot;
}

/*
 * The distance from a value of a sorted sample to the next one to keep: at most
 * share, and towards either end at most half of what is left.  That keeps
 * estimates within a factor of two in the long tail which counts have, down to
 * single values of the sample.
 */
static int
next_distance(int place, int count, int share)
{
	return Max(1, Min(share, Min(place, (count - 1 - place) / 2)));
}

/* Begin a slot with room for count values; false where all are taken. */
static bool
begin_slot(VacAttrStats *stats, int kind, int count, int *slot)
{
	*slot = free_slot(stats);
	if (count == 0 || *slot == STATISTIC_NUM_SLOTS)
		return false;
	stats->stakind[*slot] = kind;
	stats->staop[*slot] = InvalidOid;
	stats->stacoll[*slot] = InvalidOid;
	stats->stavalues[*slot] = (Datum *) MemoryContextAlloc(stats->anl_context, count * sizeof(Datum));
	stats->stanumbers[*slot] = (float4 *) MemoryContextAlloc(stats->anl_context, 2 * count * sizeof(float4));
	return true;
}

static void
store_exact(VacAttrStats *stats, const Bounds *exact, int count, int total)
{
	int share = count / Max(analyze_target(stats), 1);
	int kept = 0;
	int slot;

	if (!begin_slot(stats, KIND_EXACT, count, &slot))
		return;
	for (int place = 0; place < count; kept++)
	{
		int below = place;
		int upto = place + 1;
		int next = place + next_distance(place, count, share);

		while (below > 0 && bounds_equal(exact[below - 1], exact[place]))
			below--;
		while (upto < count && bounds_equal(exact[upto], exact[place]))
			upto++;
		stats->stavalues[slot][kept] = Int64GetDatum(exact[place].lower);
		stats->stanumbers[slot][2 * kept] = (float4) below / total;
		stats->stanumbers[slot][2 * kept + 1] = (float4) upto / total;
		place = Max(upto, next);
	}
	stats->numvalues[slot] = kept;
	stats->numnumbers[slot] = 2 * kept;
	stats->statypid[slot] = INT8OID;
	stats->statyplen[slot] = sizeof(int64);
	stats->statypbyval[slot] = FLOAT8PASSBYVAL;
	stats->statypalign[slot] = 'd';
}

static void
store_hidden(VacAttrStats *stats, const Bounds *hidden, int count, int total)
{
	int			  share = count / Max(analyze_target(stats) * HIDDEN_DETAIL, 1);
	int			  kept = 0;
	int			  slot;
	MemoryContext caller = CurrentMemoryContext;

	if (!begin_slot(stats, KIND_HIDDEN, count, &slot))
		return;
	MemoryContextSwitchTo(stats->anl_context);
	for (int place = 0; place < count; kept++)
	{
		int distance = next_distance(place, count, share);

		/* the value in the middle of those it stands for */
		stats->stavalues[slot][kept] = bounds_datum(hidden[place + distance / 2], stats->attrtype->typlen);
		stats->stanumbers[slot][kept] = (float4) distance / total;
		place += distance;
	}
	MemoryContextSwitchTo(caller);
	stats->numvalues[slot] = kept;
	stats->numnumbers[slot] = kept;
}

/* The standard statistics, and the distributions of what is not among the most common values. */
static void
compute_statistics(VacAttrStats *stats, AnalyzeAttrFetchFunc fetch, int sample_rows, double total_rows)
{
	StandardAnalysis *standard = (StandardAnalysis *) stats->extra_data;
	int				  length = stats->attrtype->typlen;
	Bounds			 *common = NULL;
	int				  common_count = 0;
	Bounds			 *exact = (Bounds *) palloc(sample_rows * sizeof(Bounds));
	Bounds			 *hidden = (Bounds *) palloc(sample_rows * sizeof(Bounds));
	int				  exact_count = 0;
	int				  hidden_count = 0;

	stats->extra_data = standard->extra_data;
	standard->compute(stats, fetch, sample_rows, total_rows);
	if (!stats->stats_valid)
		return;

	for (int slot = 0; slot < free_slot(stats); slot++)
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
		bool   null;
		Datum  datum = fetch(stats, row, &null);
		Bounds value;

		analyze_delay_point();
		if (null)
			continue;
		value = datum_bounds(datum, length);
		if (common_count > 0 && bsearch(&value, common, common_count, sizeof(Bounds), compare_bounds) != NULL)
			continue;
		if (bounds_is_exact(value))
			exact[exact_count++] = value;
		else
			hidden[hidden_count++] = value;
	}
	qsort(exact, exact_count, sizeof(Bounds), compare_bounds);
	qsort(hidden, hidden_count, sizeof(Bounds), compare_bounds);
	store_exact(stats, exact, exact_count, exact_count + hidden_count);
	store_hidden(stats, hidden, hidden_count, exact_count + hidden_count);
}

/* typanalyze of both types */
PG_FUNCTION_INFO_V1(suppressed_typanalyze);
Datum
suppressed_typanalyze(PG_FUNCTION_ARGS)
{
	VacAttrStats	 *stats = (VacAttrStats *) PG_GETARG_POINTER(0);
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
	[BEFORE] = AFTER, [AFTER] = BEFORE, [OVERLAPS] = OVERLAPS, [CONTAINS] = CONTAINED_BY, [CONTAINED_BY] = CONTAINS};

/* without statistics: what core takes for the same operators of ranges */
static const double default_fraction[] = {[BEFORE] = DEFAULT_INEQ_SEL,
										  [AFTER] = DEFAULT_INEQ_SEL,
										  [OVERLAPS] = 0.01,
										  [CONTAINS] = 0.005,
										  [CONTAINED_BY] = 0.005};

typedef struct ColumnStatistics
{
	int			 type_length;
	double		 null_fraction;
	AttStatsSlot common; /* each without values where there are none */
	AttStatsSlot histogram;
	AttStatsSlot exact;
	AttStatsSlot hidden;
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
	return false; /* keeps the compiler quiet */
}

static void
read_slot(AttStatsSlot *slot, HeapTuple statistics, int kind)
{
	if (!get_attstatsslot(slot, statistics, kind, InvalidOid,
						  ATTSTATSSLOT_VALUES | (kind == STATISTIC_KIND_HISTOGRAM ? 0 : ATTSTATSSLOT_NUMBERS)))
		memset(slot, 0, sizeof(*slot));
}

/* False where there are no statistics, or the user may not see what the operator would. */
static bool
read_statistics(ColumnStatistics *column, VariableStatData *variable, Oid operator_oid)
{
	if (!HeapTupleIsValid(variable->statsTuple) || !statistic_proc_security_check(variable, get_opcode(operator_oid)))
		return false;
	column->type_length = get_typlen(variable->atttype);
	column->null_fraction = ((Form_pg_statistic) GETSTRUCT(variable->statsTuple))->stanullfrac;
	read_slot(&column->common, variable->statsTuple, STATISTIC_KIND_MCV);
	read_slot(&column->histogram, variable->statsTuple, STATISTIC_KIND_HISTOGRAM);
	read_slot(&column->exact, variable->statsTuple, KIND_EXACT);
	read_slot(&column->hidden, variable->statsTuple, KIND_HIDDEN);
	return true;
}

static void
free_statistics(ColumnStatistics *column)
{
	free_attstatsslot(&column->common);
	free_attstatsslot(&column->histogram);
	free_attstatsslot(&column->exact);
	free_attstatsslot(&column->hidden);
}

/* The fraction of exact values below a number, or, if inclusive, not above it. */
static double
exact_fraction(const AttStatsSlot *distribution, int64 number, bool inclusive)
{
	const Datum	 *value = distribution->values;
	const float4 *below = distribution->numbers; /* of value[i] at below[2 * i] */
	const float4 *upto = distribution->numbers + 1;
	int			  low = 0;
	int			  high = distribution->nvalues; /* the first kept that is not below number */

	while (low < high)
	{
		int middle = (low + high) / 2;

		if (DatumGetInt64(value[middle]) < number)
			low = middle + 1;
		else
			high = middle;
	}
	if (high < distribution->nvalues && DatumGetInt64(value[high]) == number)
		return inclusive ? upto[2 * high] : below[2 * high];
	if (high == 0)
		return 0;
	low = high - 1;
	if (high == distribution->nvalues)
		return upto[2 * low];
	return upto[2 * low] + (below[2 * high] - upto[2 * low]) * ((double) number - DatumGetInt64(value[low])) /
							   ((double) DatumGetInt64(value[high]) - DatumGetInt64(value[low]));
}

/* The fraction of exact values for which value RELATIONSHIP constant holds. */
static double
exact_selectivity(const AttStatsSlot *distribution, Relationship relationship, Bounds constant)
{
	double all = exact_fraction(distribution, PG_INT64_MAX, true);
	double before = bounds_has_lower(constant) ? exact_fraction(distribution, constant.lower, false) : 0;
	double not_after = bounds_has_upper(constant) ? exact_fraction(distribution, constant.upper, true) : all;

	switch (relationship)
	{
		case BEFORE:
			return before;
		case AFTER:
			return all - not_after;
		case CONTAINS:
			return bounds_is_exact(constant) ? not_after - before : 0;
		case OVERLAPS:
		case CONTAINED_BY:
			return not_after - before;
	}
	return 0; /* keeps the compiler quiet */
}

/* The sum of the fractions that are stored for the values with which the operator holds. */
static double
sample_selectivity(const AttStatsSlot *sample, int type_length, Relationship relationship, Bounds constant)
{
	double result = 0;

	for (int i = 0; i < sample->nvalues; i++)
		if (holds(datum_bounds(sample->values[i], type_length), relationship, constant))
			result += sample->numbers[i];
	return result;
}

static double
common_fraction(const ColumnStatistics *column)
{
	double result = 0;

	for (int i = 0; i < column->common.nvalues; i++)
		result += column->common.numbers[i];
	return result;
}

/* The fraction of a column's rows for which value RELATIONSHIP constant holds. */
static double
row_fraction(const ColumnStatistics *column, Relationship relationship, Bounds constant)
{
	double rest = 1 - column->null_fraction - common_fraction(column);

	return sample_selectivity(&column->common, column->type_length, relationship, constant) +
		   Max(rest, 0) * (exact_selectivity(&column->exact, relationship, constant) +
						   sample_selectivity(&column->hidden, column->type_length, relationship, constant));
}

/* Arguments of a restriction estimator: root, operator, its arguments, relation. */
static double
restriction_selectivity(FunctionCallInfo fcinfo, Relationship relationship)
{
	Oid				 operator_oid = PG_GETARG_OID(1);
	double			 result = default_fraction[relationship];
	VariableStatData variable;
	ColumnStatistics column;
	Node			*other;
	bool			 variable_is_left;

	if (!get_restriction_variable((PlannerInfo *) PG_GETARG_POINTER(0), (List *) PG_GETARG_POINTER(2),
								  PG_GETARG_INT32(3), &variable, &other, &variable_is_left))
		return result;
	if (IsA(other, Const))
	{
		Const *constant = (Const *) other;

		if (constant->constisnull)
			result = 0; /* the operators are strict */
		else if (read_statistics(&column, &variable, operator_oid))
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
	double rest = 1 - right->null_fraction - common_fraction(right);
	double result = 0;

	for (int i = 0; i < right->common.nvalues; i++)
		result += right->common.numbers[i] *
				  row_fraction(left, relationship, datum_bounds(right->common.values[i], right->type_length));
	for (int i = 0; i < right->histogram.nvalues; i++)
		result += Max(rest, 0) / right->histogram.nvalues *
				  row_fraction(left, relationship, datum_bounds(right->histogram.values[i], right->type_length));
	return result;
}

/* Arguments of a join estimator: root, operator, its arguments, join type, join. */
static double
join_selectivity(FunctionCallInfo fcinfo, Relationship relationship)
{
	Oid				 operator_oid = PG_GETARG_OID(1);
	JoinType		 join_type = (JoinType) PG_GETARG_INT16(3);
	double			 result = default_fraction[relationship];
	VariableStatData left_variable;
	VariableStatData right_variable;
	ColumnStatistics left;
	ColumnStatistics right;
	bool			 reversed;

	get_join_variables((PlannerInfo *) PG_GETARG_POINTER(0), (List *) PG_GETARG_POINTER(2),
					   (SpecialJoinInfo *) PG_GETARG_POINTER(4), &left_variable, &right_variable, &reversed);
	if (read_statistics(&left, &left_variable, operator_oid))
	{
		if (read_statistics(&right, &right_variable, operator_oid))
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
	Datum suppressed_##name##_sel(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_FLOAT8(restriction_selectivity(fcinfo, relationship)); \
	} \
	PG_FUNCTION_INFO_V1(suppressed_##name##_joinsel); \
	Datum suppressed_##name##_joinsel(PG_FUNCTION_ARGS) \
	{ \
		PG_RETURN_FLOAT8(join_selectivity(fcinfo, relationship)); \
	}

ESTIMATORS(before, BEFORE)
ESTIMATORS(after, AFTER)
ESTIMATORS(overlaps, OVERLAPS)
ESTIMATORS(contains, CONTAINS)
ESTIMATORS(contained_by, CONTAINED_BY)
