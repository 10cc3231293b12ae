/*
 * partition_bounds.c
 *		narrowed(value, total) OVER (PARTITION BY ...): what a cell can be when
 *		the partition's values add up to the total.
 *
 * The first row of a partition adds up the bounds of all.  Each row then takes
 * its own out again; what is left of the total is what the row can be.  This is
 * bound propagation over a single sum: one pass, and exact, as the parts of one
 * sum are tied in no other way.
 *
 * Called from SQL, as a window function.  Owns one PartitionSum a partition, in
 * the memory that the executor keeps for it.
 */
#include "postgres.h"

#include "fmgr.h"
#include "windowapi.h"

#include "type/suppressed.h"
#include "util/compat.h"
#include "util/int128_text.h"

/* The bounds of all values of a partition, added up. */
typedef struct PartitionSum
{
	bool   ready;
	bool   has_total;
	bool   lacks_total; /* in a row */
	Bounds total;
	int64  no_lower; /* values without the bound */
	int64  no_upper;
	int128 lower;
	int128 upper;
} PartitionSum;

static void
partition_add(PartitionSum *sum, Bounds value, int times)
{
	if (bounds_has_lower(value))
		sum->lower += (int128) times * value.lower;
	else
		sum->no_lower += times;
	if (bounds_has_upper(value))
		sum->upper += (int128) times * value.upper;
	else
		sum->no_upper += times;
}

static void
partition_read(WindowObject window, PartitionSum *sum)
{
	int64 rows = WinGetPartitionRowCount(window);

	sum->ready = true;
	for (int64 row = 0; row < rows; row++)
	{
		bool  isnull;
		bool  isout;
		Datum value = WinGetFuncArgInPartition(window, 0, row, WINDOW_SEEK_HEAD, false, &isnull, &isout);

		if (!isnull)
			partition_add(sum, DatumGetSuppressedBigint(value), 1);
		value = WinGetFuncArgInPartition(window, 1, row, WINDOW_SEEK_HEAD, row == rows - 1, &isnull, &isout);
		if (isnull)
		{
			sum->lacks_total = true;
			continue;
		}
		if (sum->has_total && !bounds_equal(sum->total, DatumGetSuppressedBigint(value)))
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("a partition of narrowed() has more than one total"),
							errhint("Partition by what the total is of.")));
		sum->has_total = true;
		sum->total = DatumGetSuppressedBigint(value);
	}
	if (sum->has_total && sum->lacks_total)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("a partition of narrowed() has a total in some rows and null in others"),
						errhint("Give all rows of a partition its total, or none.")));
}

/* One side of what a partition adds up to, for an error's detail. */
static char *
sum_text(int64 absent, int128 sum)
{
	char *text = (char *) palloc(INT128_TEXT_SIZE);

	if (absent > 0)
		return "anything";
	int128_write(sum, text);
	return text;
}

pg_noreturn static void
bound_out_of_range(int128 bound, const char *side)
{
	char text[INT128_TEXT_SIZE];

	int128_write(bound, text);
	ereport(
		ERROR,
		(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("suppressed_bigint out of range"),
		 errdetail("For the partition to add up to its total, a value of it would have to be %s or %s.", text, side),
		 errhint("Counts of this size have no type here: look for a total or a value that was read wrongly.")));
}

/*
 * What a value can be so that the partition adds up to the total.  A bound
 * outside of int8 on the far side says nothing, and is left out; one on the near
 * side leaves no value that could be told.
 */
static Bounds
narrowed_value(const PartitionSum *sum, Bounds value)
{
	PartitionSum rest = *sum;
	bool		 has_lower = bounds_has_lower(value);
	bool		 has_upper = bounds_has_upper(value);
	int128		 lower = value.lower;
	int128		 upper = value.upper;

	partition_add(&rest, value, -1);
	if (bounds_has_lower(sum->total) && rest.no_upper == 0)
	{
		int128 least = sum->total.lower - rest.upper;

		lower = has_lower ? Max(lower, least) : least;
		has_lower = true;
	}
	if (bounds_has_upper(sum->total) && rest.no_lower == 0)
	{
		int128 most = sum->total.upper - rest.lower;

		upper = has_upper ? Min(upper, most) : most;
		has_upper = true;
	}
	if (has_lower && has_upper && lower > upper)
		ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("the values of a partition cannot add up to its total"),
						errdetail("They add up to %s or more, %s or less.", sum_text(sum->no_lower, sum->lower),
								  sum_text(sum->no_upper, sum->upper))));
	if (has_lower && lower > PG_INT64_MAX)
		bound_out_of_range(lower, "more");
	if (has_upper && upper < PG_INT64_MIN)
		bound_out_of_range(upper, "less");
	return bounds_join_wider(has_lower && lower >= PG_INT64_MIN, (int64) lower, has_upper && upper <= PG_INT64_MAX,
							 (int64) upper, PG_INT64_MIN, PG_INT64_MAX);
}

/* NULL is not stated: no part of the sum.  A partition without a total narrows nothing. */
PG_FUNCTION_INFO_V1(narrowed);
Datum
narrowed(PG_FUNCTION_ARGS)
{
	WindowObject  window = PG_WINDOW_OBJECT();
	PartitionSum *sum = WinGetPartitionLocalMemory(window, sizeof(PartitionSum));
	bool		  isnull;
	Datum		  argument;
	Bounds		  value;

	if (!sum->ready)
		partition_read(window, sum);
	argument = WinGetFuncArgCurrent(window, 0, &isnull);
	if (isnull)
		PG_RETURN_NULL();
	value = DatumGetSuppressedBigint(argument);
	PG_RETURN_DATUM(SuppressedBigintGetDatum(sum->has_total ? narrowed_value(sum, value) : value));
}
