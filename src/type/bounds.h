/*
 * bounds.h
 *		The algebra of integers known only to lie in lower..upper (interval
 *		arithmetic: R. E. Moore, Interval Analysis, 1966), for integers and
 *		absent bounds.
 *
 * Both SQL types compute here, in int8 bounds; suppressed_int only narrows the
 * result.  So does the audit.  No catalog, no palloc, no ereport: a function that
 * can fail returns false and leaves the message to its caller.  Installed for
 * other extensions.
 *
 * The two limits of int8 stand for "no bound".  They do so only where the two
 * bounds differ, so that every exact number can be held, the limits included:
 *
 *		{MIN, x}, x > MIN		at most x		("..x")
 *		{x, MAX}, x < MAX		at least x		("x..")
 *		{MIN, MAX}				unknown			("..")
 *		{MIN, MIN}, {MAX, MAX}	exact
 *
 * So a finite bound of a value that is not exact is never at a limit; a result
 * that would need it is out of range.
 */
#ifndef BUSETTING_BOUNDS_H
#define BUSETTING_BOUNDS_H

#include "postgres.h"

#include "common/int.h"

#define NO_LOWER PG_INT64_MIN
#define NO_UPPER PG_INT64_MAX

typedef struct Bounds
{
	int64 lower;
	int64 upper;
} Bounds;

static inline bool
bounds_is_exact(Bounds a)
{
	return a.lower == a.upper;
}

static inline bool
bounds_has_lower(Bounds a)
{
	return a.lower != NO_LOWER || bounds_is_exact(a);
}

static inline bool
bounds_has_upper(Bounds a)
{
	return a.upper != NO_UPPER || bounds_is_exact(a);
}

/* What every stored value satisfies; recv checks it of what comes from outside. */
static inline bool
bounds_is_valid(Bounds a)
{
	return a.lower <= a.upper;
}

static inline Bounds
bounds_exact(int64 value)
{
	return (Bounds){value, value};
}

/*
 * Join a lower and an upper bound that were computed apart.  Each may be
 * absent, or have left the range of int8 (overflow).
 */
static inline bool
bounds_join(bool has_lower, int64 lower, bool has_upper, int64 upper, Bounds *result)
{
	bool exact = has_lower && has_upper && lower == upper;

	if (!exact && ((has_lower && (lower == NO_LOWER || lower == NO_UPPER)) ||
				   (has_upper && (upper == NO_LOWER || upper == NO_UPPER))))
		return false;
	result->lower = has_lower ? lower : NO_LOWER;
	result->upper = has_upper ? upper : NO_UPPER;
	return true;
}

/*
 * Identity and order.  Where the lower bounds are equal at the limit, an exact
 * minimum sorts after "no lower bound": subtracting one more than the limit
 * rotates the upper bound of {MIN, MIN} to the top and keeps all other order.
 */
static inline bool
bounds_equal(Bounds a, Bounds b)
{
	return a.lower == b.lower && a.upper == b.upper;
}

static inline int
bounds_compare(Bounds a, Bounds b)
{
	uint64 a_upper = (uint64) a.upper + (uint64) PG_INT64_MAX;
	uint64 b_upper = (uint64) b.upper + (uint64) PG_INT64_MAX;

	if (a.lower != b.lower)
		return a.lower < b.lower ? -1 : 1;
	return (a_upper > b_upper) - (a_upper < b_upper);
}

/* a is certainly less than b: an absent bound never is */
static inline bool
bounds_before(Bounds a, Bounds b)
{
	return bounds_has_upper(a) && bounds_has_lower(b) && a.upper < b.lower;
}

/* a can equal b */
static inline bool
bounds_overlap(Bounds a, Bounds b)
{
	return !bounds_before(a, b) && !bounds_before(b, a);
}

/*
 * Every number that b can be, a can be.  Absent bounds compare as the limits
 * that hold their place; only an exact limit needs a second look, as it would
 * pass for an absent bound.
 */
static inline bool
bounds_contain(Bounds a, Bounds b)
{
	if (bounds_is_exact(a))
		return bounds_equal(a, b);
	return a.lower <= b.lower && b.upper <= a.upper;
}

static inline bool
bounds_add(Bounds a, Bounds b, Bounds *result)
{
	bool  has_lower = bounds_has_lower(a) && bounds_has_lower(b);
	bool  has_upper = bounds_has_upper(a) && bounds_has_upper(b);
	int64 lower = 0;
	int64 upper = 0;

	if ((has_lower && pg_add_s64_overflow(a.lower, b.lower, &lower)) ||
		(has_upper && pg_add_s64_overflow(a.upper, b.upper, &upper)))
		return false;
	return bounds_join(has_lower, lower, has_upper, upper, result);
}

static inline bool
bounds_subtract(Bounds a, Bounds b, Bounds *result)
{
	bool  has_lower = bounds_has_lower(a) && bounds_has_upper(b);
	bool  has_upper = bounds_has_upper(a) && bounds_has_lower(b);
	int64 lower = 0;
	int64 upper = 0;

	if ((has_lower && pg_sub_s64_overflow(a.lower, b.upper, &lower)) ||
		(has_upper && pg_sub_s64_overflow(a.upper, b.lower, &upper)))
		return false;
	return bounds_join(has_lower, lower, has_upper, upper, result);
}

static inline bool
bounds_negate(Bounds a, Bounds *result)
{
	return bounds_subtract(bounds_exact(0), a, result);
}

/* Times a known factor; nothing is unknown about zero times an unknown number. */
static inline bool
bounds_multiply(Bounds a, int64 factor, Bounds *result)
{
	bool  has_lower = bounds_has_lower(a);
	bool  has_upper = bounds_has_upper(a);
	int64 lower = 0;
	int64 upper = 0;

	if (factor == 0)
	{
		*result = bounds_exact(0);
		return true;
	}
	if ((has_lower && pg_mul_s64_overflow(a.lower, factor, &lower)) ||
		(has_upper && pg_mul_s64_overflow(a.upper, factor, &upper)))
		return false;
	if (factor > 0)
		return bounds_join(has_lower, lower, has_upper, upper, result);
	return bounds_join(has_upper, upper, has_lower, lower, result);
}

/*
 * Join bounds that were computed apart to the smallest value with all that lies
 * between them, in a type whose limits are given.  Where a value that is not
 * exact would have a bound at a limit, it is wider: by one number, or by all that
 * lies outside of the type.  So nothing that can be stored makes it fail.
 */
static inline Bounds
bounds_join_wider(bool has_lower, int64 lower, bool has_upper, int64 upper, int64 minimum, int64 maximum)
{
	if (has_lower && has_upper && lower == upper)
		return bounds_exact(lower);
	return (Bounds){!has_lower || lower == minimum ? NO_LOWER : Min(lower, maximum - 1),
					!has_upper || upper == maximum ? NO_UPPER : Max(upper, minimum + 1)};
}

/*
 * The smaller of two numbers: below either upper bound, above both lower ones.
 * The limits are those of the type.
 */
static inline Bounds
bounds_smaller(Bounds a, Bounds b, int64 minimum, int64 maximum)
{
	bool  has_upper = bounds_has_upper(a) || bounds_has_upper(b);
	int64 upper = !bounds_has_upper(a) ? b.upper : !bounds_has_upper(b) ? a.upper : Min(a.upper, b.upper);

	return bounds_join_wider(bounds_has_lower(a) && bounds_has_lower(b), Min(a.lower, b.lower), has_upper, upper,
							 minimum, maximum);
}

static inline Bounds
bounds_larger(Bounds a, Bounds b, int64 minimum, int64 maximum)
{
	bool  has_lower = bounds_has_lower(a) || bounds_has_lower(b);
	int64 lower = !bounds_has_lower(a) ? b.lower : !bounds_has_lower(b) ? a.lower : Max(a.lower, b.lower);

	return bounds_join_wider(has_lower, lower, bounds_has_upper(a) && bounds_has_upper(b), Max(a.upper, b.upper),
							 minimum, maximum);
}

/* What is known of a number of which both are known; they must overlap. */
static inline Bounds
bounds_intersect(Bounds a, Bounds b)
{
	if (bounds_is_exact(a))
		return a;
	if (bounds_is_exact(b))
		return b;
	return (Bounds){Max(a.lower, b.lower), Min(a.upper, b.upper)};
}

/*
 * The smallest interval with all that a or b can be.  Each bound is another
 * value's, so the result is valid whatever they are; exact limits of different
 * values merge into absent bounds, which is wider but never wrong.
 */
static inline Bounds
bounds_merge(Bounds a, Bounds b)
{
	return (Bounds){Min(a.lower, b.lower), Max(a.upper, b.upper)};
}

static inline bool
bounds_absolute(Bounds a, Bounds *result)
{
	Bounds negative;

	if (bounds_has_lower(a) && a.lower >= 0)
	{
		*result = a;
		return true;
	}
	if (bounds_has_upper(a) && a.upper <= 0)
		return bounds_negate(a, result);
	/* zero lies inside, so no sign is known */
	if (!bounds_has_lower(a) || !bounds_has_upper(a))
		return bounds_join(true, 0, false, 0, result);
	return bounds_negate((Bounds){a.lower, 0}, &negative) &&
		   bounds_join(true, 0, true, Max(negative.upper, a.upper), result);
}

#endif /* BUSETTING_BOUNDS_H */
