/*
 * aggregate.c
 *		The aggregates sum and avg of both types.  min and max need no state of
 *		their own: they are smaller and larger, one value after the other.
 *
 * The state is the SQL type suppressed_sum.  So it can cross a text or binary
 * boundary (parallel workers, foreign servers, Citus) without a serialization
 * function.  Sums are kept in 128 bits.  Values without a bound are counted, not
 * added.  So no order of rows overflows on its way, and a value that leaves a
 * window frame takes back exactly what it brought.
 *
 * Called from SQL (sql/aggregate.sql).  Owns the form of suppressed_sum as text
 * and in binary.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "type/ratio.h"
#include "type/suppressed.h"
#include "util/compat.h"
#include "util/int128_text.h"

typedef struct SuppressedSum
{
	int64  count;		  /* values added */
	int64  without_lower; /* of these, without a lower bound */
	int64  without_upper;
	int128 lower; /* sum of the lower bounds there are */
	int128 upper;
} SuppressedSum;

#define PG_GETARG_SUM(n) ((SuppressedSum *) PG_GETARG_POINTER(n))

/* ---- the state as a type ---- */

#define SUM_NUMBERS 5

/* Read an integer of at most 38 digits, which an int128 holds whatever they are. */
static bool
int128_read(const char **text, int128 *value)
{
	const char *digit = *text;
	bool		negative = *digit == '-';
	int			count = 0;

	if (negative)
		digit++;
	for (*value = 0; *digit >= '0' && *digit <= '9' && count < INT128_DIGITS - 1; digit++, count++)
		*value = *value * 10 + (*digit - '0');
	if (negative)
		*value = -*value;
	*text = digit;
	return count > 0;
}

/* Can so many values, some of which have no such bound, have this sum of bounds? */
static bool
bound_sum_is_valid(int64 count, int64 absent, int128 sum)
{
	int128 most = ((int128) count - absent) * ((int128) 1 << 63);

	return absent >= 0 && absent <= count && sum >= -most && sum <= most;
}

static bool
sum_is_valid(const SuppressedSum *sum)
{
	return bound_sum_is_valid(sum->count, sum->without_lower, sum->lower) &&
		   bound_sum_is_valid(sum->count, sum->without_upper, sum->upper) &&
		   (sum->without_lower > 0 || sum->without_upper > 0 || sum->lower <= sum->upper);
}

PG_FUNCTION_INFO_V1(suppressed_sum_in);
Datum
suppressed_sum_in(PG_FUNCTION_ARGS)
{
	char		  *text = PG_GETARG_CSTRING(0);
	const char	  *rest = text;
	int128		   number[SUM_NUMBERS];
	SuppressedSum *sum = (SuppressedSum *) palloc0(sizeof(SuppressedSum));
	bool		   valid = *rest++ == '(';

	for (int i = 0; valid && i < SUM_NUMBERS; i++)
		valid = int128_read(&rest, &number[i]) && *rest++ == (i < SUM_NUMBERS - 1 ? ',' : ')') &&
				(i > 2 || (number[i] >= 0 && number[i] <= PG_INT64_MAX));
	if (valid && *rest == '\0')
	{
		sum->count = (int64) number[0];
		sum->without_lower = (int64) number[1];
		sum->without_upper = (int64) number[2];
		sum->lower = number[3];
		sum->upper = number[4];
		if (sum_is_valid(sum))
			PG_RETURN_POINTER(sum);
	}
	ereturn(fcinfo->context, (Datum) 0,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type suppressed_sum: \"%s\"", text),
			 errdetail("A state is (count,without lower,without upper,sum of lower bounds,sum of upper bounds)."),
			 errhint("States are made by aggregates, not by hand.")));
}

PG_FUNCTION_INFO_V1(suppressed_sum_out);
Datum
suppressed_sum_out(PG_FUNCTION_ARGS)
{
	SuppressedSum *sum = PG_GETARG_SUM(0);
	int128		   number[SUM_NUMBERS] = {sum->count, sum->without_lower, sum->without_upper, sum->lower, sum->upper};
	char		  *text = (char *) palloc(SUM_NUMBERS * (INT128_DIGITS + 2) + 2);
	char		  *end = text;

	*end++ = '(';
	for (int i = 0; i < SUM_NUMBERS; i++)
	{
		end = int128_write(number[i], end);
		*end++ = i < SUM_NUMBERS - 1 ? ',' : ')';
	}
	*end = '\0';
	PG_RETURN_CSTRING(text);
}

#define SUM_BINARY_VERSION 1

static int128
int128_receive(StringInfo message)
{
	uint64 high = (uint64) pq_getmsgint64(message);

	return (int128) ((uint128) high << 64 | (uint64) pq_getmsgint64(message));
}

static void
int128_send(StringInfo message, int128 value)
{
	pq_sendint64(message, (uint64) ((uint128) value >> 64));
	pq_sendint64(message, (uint64) value);
}

PG_FUNCTION_INFO_V1(suppressed_sum_recv);
Datum
suppressed_sum_recv(PG_FUNCTION_ARGS)
{
	StringInfo	   message = (StringInfo) PG_GETARG_POINTER(0);
	int			   version = pq_getmsgbyte(message);
	SuppressedSum *sum = (SuppressedSum *) palloc0(sizeof(SuppressedSum));

	sum->count = pq_getmsgint64(message);
	sum->without_lower = pq_getmsgint64(message);
	sum->without_upper = pq_getmsgint64(message);
	sum->lower = int128_receive(message);
	sum->upper = int128_receive(message);
	if (version != SUM_BINARY_VERSION || !sum_is_valid(sum))
		ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
						errmsg("invalid external suppressed_sum, version %d", version),
						errdetail("This server reads version %d, in which counts and sums agree.", SUM_BINARY_VERSION),
						errhint("States are made by aggregates, not by hand.")));
	PG_RETURN_POINTER(sum);
}

PG_FUNCTION_INFO_V1(suppressed_sum_send);
Datum
suppressed_sum_send(PG_FUNCTION_ARGS)
{
	SuppressedSum *sum = PG_GETARG_SUM(0);
	StringInfoData message;

	pq_begintypsend(&message);
	pq_sendbyte(&message, SUM_BINARY_VERSION);
	pq_sendint64(&message, sum->count);
	pq_sendint64(&message, sum->without_lower);
	pq_sendint64(&message, sum->without_upper);
	int128_send(&message, sum->lower);
	int128_send(&message, sum->upper);
	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* ---- transition ---- */

/*
 * Argument 0, to be changed in place, as it is an aggregate's own state.  This
 * is what AggCheckCallContext asks, without a call for every row.
 */
static inline SuppressedSum *
sum_state(FunctionCallInfo fcinfo)
{
	if (unlikely(fcinfo->context == NULL || (!IsA(fcinfo->context, AggState) && !IsA(fcinfo->context, WindowAggState))))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("aggregate support function called in non-aggregate context"),
						errdetail("It changes the state of the aggregate in place."), errhint("Use sum() or avg().")));
	return PG_GETARG_SUM(0);
}

/* Add a value (sign 1), or take back one that was added (sign -1). */
static inline void
sum_add(SuppressedSum *sum, Bounds value, int sign)
{
	sum->count += sign;
	if (likely(bounds_has_lower(value)))
		sum->lower += (int128) value.lower * sign;
	else
		sum->without_lower += sign;
	if (likely(bounds_has_upper(value)))
		sum->upper += (int128) value.upper * sign;
	else
		sum->without_upper += sign;
}

#define TRANSITION(name, value, sign) \
	PG_FUNCTION_INFO_V1(name); \
	Datum name(PG_FUNCTION_ARGS) \
	{ \
		SuppressedSum *sum = sum_state(fcinfo); \
\
		sum_add(sum, value(PG_GETARG_DATUM(1)), sign); \
		PG_RETURN_POINTER(sum); \
	}

TRANSITION(suppressed_int_accumulate, DatumGetSuppressedInt, 1)
TRANSITION(suppressed_int_remove, DatumGetSuppressedInt, -1)
TRANSITION(suppressed_bigint_accumulate, DatumGetSuppressedBigint, 1)
TRANSITION(suppressed_bigint_remove, DatumGetSuppressedBigint, -1)

PG_FUNCTION_INFO_V1(suppressed_sum_combine);
Datum
suppressed_sum_combine(PG_FUNCTION_ARGS)
{
	SuppressedSum *sum = sum_state(fcinfo);
	SuppressedSum *other = PG_GETARG_SUM(1);

	/* of the rest nothing can overflow: 2^63 values of 2^63 are 2^126 */
	if (pg_add_s64_overflow(sum->count, other->count, &sum->count))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("suppressed_sum out of range"),
						errdetail("A state holds at most " INT64_FORMAT " values.", PG_INT64_MAX),
						errhint("States are made by aggregates, not by hand.")));
	sum->without_lower += other->without_lower;
	sum->without_upper += other->without_upper;
	sum->lower += other->lower;
	sum->upper += other->upper;
	PG_RETURN_POINTER(sum);
}

/* ---- results ---- */

static bool
int128_narrow(int128 value, int64 *result)
{
	*result = (int64) value;
	return *result == value;
}

/* sum: suppressed_bigint; NULL where no value was added */
PG_FUNCTION_INFO_V1(suppressed_sum_total);
Datum
suppressed_sum_total(PG_FUNCTION_ARGS)
{
	SuppressedSum *sum = PG_GETARG_SUM(0);
	int64		   lower = 0;
	int64		   upper = 0;
	Bounds		   total;

	if (sum->count == 0)
		PG_RETURN_NULL();
	if ((sum->without_lower == 0 && !int128_narrow(sum->lower, &lower)) ||
		(sum->without_upper == 0 && !int128_narrow(sum->upper, &upper)) ||
		!bounds_join(sum->without_lower == 0, lower, sum->without_upper == 0, upper, &total))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("sum out of range for type suppressed_bigint"),
				 errdetail("A bound of the sum of " INT64_FORMAT " values lies outside bigint.", sum->count),
				 errhint("Sum the bounds apart, as numeric: sum(busetting.lower(x)::numeric).")));
	PG_RETURN_DATUM(SuppressedBigintGetDatum(total));
}

static Datum
int128_numeric(int128 value)
{
	char text[INT128_TEXT_SIZE];

	int128_write(value, text);
	return DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

static RatioBound
mean_bound(int64 absent, int128 sum, Datum count, RatioRounding rounding)
{
	if (absent > 0)
		return (RatioBound){false, false, (Datum) 0};
	return (RatioBound){true, true, ratio_quotient(int128_numeric(sum), count, rounding)};
}

/* avg: numrange; NULL where no value was added */
PG_FUNCTION_INFO_V1(suppressed_sum_mean);
Datum
suppressed_sum_mean(PG_FUNCTION_ARGS)
{
	SuppressedSum *sum = PG_GETARG_SUM(0);
	bool		   exact = sum->without_lower == 0 && sum->without_upper == 0 && sum->lower == sum->upper;
	Datum		   count;

	if (sum->count == 0)
		PG_RETURN_NULL();
	count = int128_numeric(sum->count);
	PG_RETURN_DATUM(ratio_range(mean_bound(sum->without_lower, sum->lower, count, exact ? RATIO_NEAREST : RATIO_DOWN),
								mean_bound(sum->without_upper, sum->upper, count, exact ? RATIO_NEAREST : RATIO_UP)));
}
