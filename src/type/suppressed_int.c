/*
 * suppressed_int.c
 *		The type suppressed_int: an integer known to lie in lower..upper, with
 *		int4 bounds.
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

#define TYPE(verb)			  suppressed_int_##verb
#define NUMBER_TYPE(verb)	  number_##verb##_suppressed_int
#define TYPE_NAME			  "suppressed_int"
#define VALUE(datum)		  DatumGetSuppressedInt(datum)
#define HASH(seed)			  hash_mix((uint64) PG_GETARG_INT64(0), seed)
#define NARROW(bounds, datum) int_narrow_datum(bounds, datum)
#define COMPARE(fcinfo)		  int_compare(PG_GETARG_INT64(0), PG_GETARG_INT64(1))
#define BOUND_TYPE			  int32
#define BOUND_GETARG(n)		  PG_GETARG_INT32(n)
#define BOUND_VALUE(datum)	  ((int64) DatumGetInt32(datum))
#define BOUND_DATUM(value)	  Int32GetDatum((int32) (value))
#define BOUND_NETWORK(value)  ((int32) pg_ntoh32(value))
#define BOUND_MINIMUM		  PG_INT32_MIN
#define BOUND_MAXIMUM		  PG_INT32_MAX
#define RANGE_TYPE			  INT4RANGEOID
#define OUT_OF_RANGE_HINT	  errhint("Use suppressed_bigint: cast to it before computing.")

static inline bool
int_narrow_datum(Bounds value, Datum *datum)
{
	int64 packed;

	if (!suppressed_int_narrow(value, &packed))
		return false;
	*datum = Int64GetDatum(packed);
	return true;
}

static inline int
int_compare(int64 a, int64 b)
{
	return (a > b) - (a < b);
}

#include "type/suppressed_type.h"
#include "type/suppressed_index.h"
#include "type/suppressed_number.h"

/* ---- sorting: the packed form is its own key ---- */

#if PG_VERSION_NUM < 150000 || SIZEOF_DATUM < 8
static int
int_sort_compare(Datum a, Datum b, SortSupport support)
{
	return int_compare(DatumGetInt64(a), DatumGetInt64(b));
}
#endif

PG_FUNCTION_INFO_V1(suppressed_int_sortsupport);
Datum
suppressed_int_sortsupport(PG_FUNCTION_ARGS)
{
	SortSupport support = (SortSupport) PG_GETARG_POINTER(0);

#if PG_VERSION_NUM < 150000 || SIZEOF_DATUM < 8
	support->comparator = int_sort_compare;
#else
	support->comparator = ssup_datum_signed_cmp;
#endif
	PG_RETURN_VOID();
}

PG_FUNCTION_INFO_V1(suppressed_int_from_suppressed_bigint);
Datum
suppressed_int_from_suppressed_bigint(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(result_datum(true, DatumGetSuppressedBigint(PG_GETARG_DATUM(0))));
}
