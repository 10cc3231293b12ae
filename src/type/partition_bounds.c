/*
 * partition_bounds.c
 *		narrowed(value, total) OVER (PARTITION BY ...): what a cell can be when
 *		the partition's values add up to the total.
 *
 * The first row of a partition adds up the bounds of all; each row then takes
 * its own out again.  One pass, and exact: parts of one sum are not tied in
 * any other way.
 */
#include "postgres.h"

#include "fmgr.h"
#include "windowapi.h"

#include "type/suppressed.h"

/* The bounds of all values of a partition, added up. */
typedef struct PartitionSum
{
	bool		ready;
	bool		has_total;
	bool		lacks_total;	/* in a row */
	Bounds		total;
	int64		no_lower;		/* values without the bound */
	int64		no_upper;
	int128		lower;
	int128		upper;
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
	int64		rows = WinGetPartitionRowCount(window);

	sum->ready = true;
	for (int64 row = 0; row < rows; row++)
	{
		bool		isnull;
		bool		isout;
		Datum		value = WinGetFuncArgInPartition(window, 0, row, WINDOW_SEEK_HEAD, false, &isnull, &isout);

		if (!isnull)
			partition_add(sum, DatumGetSuppressedBigint(value), 1);
		value = WinGetFuncArgInPartition(window, 1, row, WINDOW_SEEK_HEAD, row == rows - 1, &isnull, &isout);
		if (isnull)
		{
			sum->lacks_total = true;
			continue;
		}
		if (sum->has_total && !bounds_equal(sum->total, DatumGetSuppressedBigint(value)))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("a partition of narrowed() has more than one total"),
					 errhint("Partition by what the total is of.")));
		sum->has_total = true;
		sum->total = DatumGetSuppressedBigint(value);
	}
	if (sum->has_total && sum->lacks_total)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a partition of narrowed() has a total in some rows and null in others"),
				 errhint("Give all rows of a partition its total, or none.")));
}

/* The part of a bound that fits int8; beyond that there is none. */
static int64
clamp(int128 value)
{
	return value <= NO_LOWER ? NO_LOWER : value >= NO_UPPER ? NO_UPPER : (int64) value;
}

/* NULL is not stated: no part of the sum.  A partition without a total narrows nothing. */
PG_FUNCTION_INFO_V1(narrowed);
Datum
narrowed(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	PartitionSum *sum = WinGetPartitionLocalMemory(window, sizeof(PartitionSum));
	PartitionSum rest;
	bool		isnull;
	Datum		argument;
	Bounds		value;
	Bounds		narrow;

	if (!sum->ready)
		partition_read(window, sum);
	argument = WinGetFuncArgCurrent(window, 0, &isnull);
	if (isnull)
		PG_RETURN_NULL();
	value = DatumGetSuppressedBigint(argument);
	if (!sum->has_total)
		PG_RETURN_DATUM(SuppressedBigintGetDatum(value));

	rest = *sum;
	partition_add(&rest, value, -1);
	narrow.lower = bounds_has_lower(value) ? value.lower : NO_LOWER;
	narrow.upper = bounds_has_upper(value) ? value.upper : NO_UPPER;
	if (bounds_has_lower(sum->total) && !rest.no_upper)
		narrow.lower = Max(narrow.lower, clamp(sum->total.lower - rest.upper));
	if (bounds_has_upper(sum->total) && !rest.no_lower)
		narrow.upper = Min(narrow.upper, clamp(sum->total.upper - rest.lower));
	if (narrow.lower > narrow.upper)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("the values of a partition cannot add up to its total"),
				 errdetail("They add up to %s or more, %s or less.",
						   sum->no_lower ? "anything" : psprintf(INT64_FORMAT, clamp(sum->lower)),
						   sum->no_upper ? "anything" : psprintf(INT64_FORMAT, clamp(sum->upper)))));
	PG_RETURN_DATUM(SuppressedBigintGetDatum(narrow));
}
