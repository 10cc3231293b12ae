/*
 * suppressed_bigint.c
 *		The type suppressed_bigint: as suppressed_int, with int8 bounds.  Sums of
 *		suppressed_int are of this type, as sums of int are bigint.
 *
 * Defines the words in which the two types differ, and includes the functions that
 * they share (suppressed_type.h, suppressed_number.h, suppressed_index.h).  Called
 * from SQL.  Owns the sort support of the type.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "port/pg_bswap.h"
#include "utils/sortsupport.h"

#include "type/suppressed.h"

#define TYPE(verb)			  suppressed_bigint_##verb
#define NUMBER_TYPE(verb)	  number_##verb##_suppressed_bigint
#define TYPE_NAME			  "suppressed_bigint"
#define VALUE(datum)		  DatumGetSuppressedBigint(datum)
#define HASH(seed)			  hash_mix((uint64) GETARG(0).upper, hash_mix((uint64) GETARG(0).lower, seed))
#define NARROW(bounds, datum) (*(datum) = SuppressedBigintGetDatum(bounds), true)
#define COMPARE(fcinfo)		  bounds_compare(GETARG(0), GETARG(1))
#define BOUND_TYPE			  int64
#define BOUND_GETARG(n)		  PG_GETARG_INT64(n)
#define BOUND_VALUE(datum)	  DatumGetInt64(datum)
#define BOUND_DATUM(value)	  Int64GetDatum(value)
#define BOUND_NETWORK(value)  ((int64) pg_ntoh64(value))
#define BOUND_MINIMUM		  PG_INT64_MIN
#define BOUND_MAXIMUM		  PG_INT64_MAX
#define RANGE_TYPE			  INT8RANGEOID
#define OUT_OF_RANGE_HINT \
	errhint( \
		"Counts of this size have no type here; add numeric bounds taken by busetting.lower() and busetting.upper().")

#include "type/suppressed_type.h"
#include "type/suppressed_index.h"
#include "type/suppressed_number.h"

PG_FUNCTION_INFO_V1(suppressed_bigint_from_suppressed_int);
Datum
suppressed_bigint_from_suppressed_int(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(SuppressedBigintGetDatum(DatumGetSuppressedInt(PG_GETARG_DATUM(0))));
}

/* ---- sorting: the lower bound is an abbreviation that settles most comparisons ---- */

static int
bigint_sort_compare(Datum a, Datum b, SortSupport support)
{
	return bounds_compare(DatumGetSuppressedBigint(a), DatumGetSuppressedBigint(b));
}

#if SIZEOF_DATUM == 8
static int
bigint_abbreviated_compare(Datum a, Datum b, SortSupport support)
{
	int64 left = DatumGetInt64(a);
	int64 right = DatumGetInt64(b);

	return (left > right) - (left < right);
}

static Datum
bigint_abbreviate(Datum original, SortSupport support)
{
	return Int64GetDatum(DatumGetSuppressedBigint(original).lower);
}

/* it costs next to nothing, so it is kept however many lower bounds are equal */
static bool
bigint_abbreviation_abort(int count, SortSupport support)
{
	return false;
}
#endif

PG_FUNCTION_INFO_V1(suppressed_bigint_sortsupport);
Datum
suppressed_bigint_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport support = (SortSupport) PG_GETARG_POINTER(0);

	support->comparator = bigint_sort_compare;
#if SIZEOF_DATUM == 8
	if (support->abbreviate)
	{
		support->comparator = bigint_abbreviated_compare;
		support->abbrev_converter = bigint_abbreviate;
		support->abbrev_abort = bigint_abbreviation_abort;
		support->abbrev_full_comparator = bigint_sort_compare;
	}
#endif
	PG_RETURN_VOID();
}
