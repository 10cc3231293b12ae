/*
 * compat.h
 *		Every difference between PostgreSQL 13 and 19 in one place, so that the
 *		other files read as if there were one PostgreSQL.
 */
#ifndef BUSETTING_COMPAT_H
#define BUSETTING_COMPAT_H

#include "postgres.h"

#include "fmgr.h"

#if PG_VERSION_NUM < 130000
#error "busetting needs PostgreSQL 13 or newer"
#endif

#ifndef HAVE_INT128
#error "busetting needs a compiler with 128-bit integers, so that no sum overflows on its way"
#endif

/*
 * The makefile hides every name from other modules.  What SQL calls must be
 * seen by the server, which fmgr.h takes care of since 16.
 */
#if PG_VERSION_NUM < 160000
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#undef PG_FUNCTION_INFO_V1
#define PG_FUNCTION_INFO_V1(funcname) \
	extern PGDLLEXPORT Datum				  funcname(PG_FUNCTION_ARGS); \
	extern PGDLLEXPORT const Pg_finfo_record *CppConcat(pg_finfo_, funcname)(void); \
	const Pg_finfo_record					 *CppConcat(pg_finfo_, funcname)(void) \
	{ \
		static const Pg_finfo_record my_finfo = {1}; \
		return &my_finfo; \
	} \
	extern int no_such_variable
#endif

/* Soft errors (pg_input_is_valid) came with 16; before, an error is an error. */
#if PG_VERSION_NUM < 160000
#define ereturn(context, dummy_value, ...) \
	do \
	{ \
		ereport(ERROR, __VA_ARGS__); \
		return dummy_value; \
	} while (0)
#endif

/* Range constructors take an error context since 16. */
#if PG_VERSION_NUM >= 160000
#define range_make(type, lower, upper, empty) make_range(type, lower, upper, empty, NULL)
#else
#define range_make(type, lower, upper, empty) make_range(type, lower, upper, empty)
#endif

/* The numbers of all types have names since 14. */
#if PG_VERSION_NUM < 140000
#define NUMRANGEOID 3906
#endif

/* numeric has infinities since 14; before, these take their place beside float's. */
#if PG_VERSION_NUM >= 140000
#define NUMERIC_INFINITY	   "Infinity"
#define NUMERIC_MINUS_INFINITY "-Infinity"
#else
#define NUMERIC_INFINITY	   "NaN"
#define NUMERIC_MINUS_INFINITY "-1e1000"
#define numeric_is_inf(number) \
	DatumGetBool(DirectFunctionCall2(numeric_eq, NumericGetDatum(number), \
									 DirectFunctionCall3(numeric_in, CStringGetDatum(NUMERIC_MINUS_INFINITY), \
														 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1))))
#endif

/* The layout of variable-length values has a header of its own since 16. */
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

/* Skip scans of a btree over its leading column came with 18. */
#if PG_VERSION_NUM >= 180000
#define HAVE_SKIP_SUPPORT
#endif

/* What ANALYZE tells a type's own statistics moved in 17, the delay point changed in 18. */
#if PG_VERSION_NUM >= 170000
#define analyze_target(stats) ((stats)->attstattarget)
#else
#define analyze_target(stats) ((stats)->attr->attstattarget)
#endif
#if PG_VERSION_NUM >= 180000
#define analyze_delay_point() vacuum_delay_point(true)
#else
#define analyze_delay_point() vacuum_delay_point()
#endif

/* The absolute value of any number went with 16. */
#ifndef Abs
#define Abs(x) ((x) >= 0 ? (x) : -(x))
#endif

/* Functions that never return are marked before all else since 18. */
#ifndef pg_noreturn
#define pg_noreturn pg_attribute_noreturn()
#endif

/* A case that goes on in the next says so in a word of its own since 19. */
#ifndef pg_fallthrough
#define pg_fallthrough __attribute__((fallthrough))
#endif

/* Reading a date and time says more of a time zone's error since 16. */
#if PG_VERSION_NUM >= 160000
#define decode_datetime(field, type, fields, kind, tm, fraction, zone) \
	DecodeDateTime(field, type, fields, kind, tm, fraction, zone, &(DateTimeErrorExtra){0})
#else
#define decode_datetime DecodeDateTime
#endif

/* A subscriber asks its publisher for all digits of floats since 15; before, whatever a walsender writes may be for one. */
#if PG_VERSION_NUM >= 150000
#define writes_for_subscriber() (am_walsender && extra_float_digits >= 3)
#else
#define writes_for_subscriber() am_walsender
#endif

/* The hash functions moved to common/ in 13 and kept their place since. */
#include "common/hashfn.h"

#endif /* BUSETTING_COMPAT_H */
