/*
 * interval_set.h
 *		Sets of integers with gaps: sorted ranges that neither touch nor overlap.
 *
 * A cell whose remainder is hidden too lies in {0..4} or {all-4..all}.  Sums of
 * such cells are computed here, exactly.  NO_LOWER and NO_UPPER always stand
 * for "no bound": the audit refuses exact numbers that large.
 */
#ifndef BUSETTING_INTERVAL_SET_H
#define BUSETTING_INTERVAL_SET_H

#include "type/bounds.h"

/* A set that needs more ranges loses its narrowest gaps and is marked coarse. */
#define MAX_INTERVALS 4096

typedef struct IntervalSet
{
	int	   count;
	bool   coarse; /* holds numbers that the set does not */
	Bounds range[FLEXIBLE_ARRAY_MEMBER];
} IntervalSet;

extern IntervalSet *interval_set_single(Bounds a);
extern IntervalSet *interval_set_union(Bounds a, Bounds b);
extern IntervalSet *interval_set_copy(const IntervalSet *a);
extern IntervalSet *interval_set_map(const IntervalSet *a, int sign, int64 offset);
extern IntervalSet *interval_set_sum(const IntervalSet *a, const IntervalSet *b);
extern IntervalSet *interval_set_intersect(const IntervalSet *a, const IntervalSet *b);
extern bool			interval_set_contain(const IntervalSet *a, int64 value);
extern Bounds		interval_set_hull(const IntervalSet *a);

/* Ends of a range, moved and added; an absent bound stays absent. */
static inline int64
end_add(int64 a, int64 b)
{
	int64 result;

	if (a == NO_LOWER || b == NO_LOWER)
		return NO_LOWER;
	if (a == NO_UPPER || b == NO_UPPER)
		return NO_UPPER;
	if (pg_add_s64_overflow(a, b, &result))
		return a < 0 ? NO_LOWER : NO_UPPER;
	return result;
}

static inline int64
end_negate(int64 a)
{
	return a == NO_LOWER ? NO_UPPER : a == NO_UPPER ? NO_LOWER : -a;
}

/* sign * a + offset */
static inline Bounds
bounds_map(Bounds a, int sign, int64 offset)
{
	if (sign < 0)
		a = (Bounds){end_negate(a.upper), end_negate(a.lower)};
	return (Bounds){end_add(a.lower, offset), end_add(a.upper, offset)};
}

#endif /* BUSETTING_INTERVAL_SET_H */
