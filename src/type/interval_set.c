/*
 * interval_set.c
 *		Sets of integers with gaps: union, intersection, sums of two sets.
 *
 * The sum of two sets has every sum of one number of each (Minkowski sum): each
 * range of one is added to each range of the other, and what then touches is
 * joined.  Sets that grow too large are made coarser: they lose gaps, never
 * numbers.
 *
 * Called by audit, protect and the reading of publications, for cells whose
 * remainder is hidden too.  Results are palloc'd in the current memory context.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "type/interval_set.h"
#include "util/work.h"

/* Above this many pairs a sum is made of coarser sets, of so many ranges; past the limit of work, of few. */
#define MAX_PAIRS (1 << 22)
#define COARSE	  2048
#define COARSEST  32

/* Steps of work for a pair. */
#define PAIR_WORK 130

static IntervalSet *
interval_set_allocate(int count)
{
	IntervalSet *result = palloc(offsetof(IntervalSet, range) + count * sizeof(Bounds));

	result->count = 0;
	result->coarse = false;
	return result;
}

static int
compare_lower(const void *a, const void *b)
{
	int64 x = ((const Bounds *) a)->lower;
	int64 y = ((const Bounds *) b)->lower;

	return (x > y) - (x < y);
}

static int
compare_size(const void *a, const void *b)
{
	uint64 x = *(const uint64 *) a;
	uint64 y = *(const uint64 *) b;

	return (x > y) - (x < y);
}

/* The numbers missing between two ranges. */
static uint64
gap_after(const IntervalSet *a, int i)
{
	return (uint64) a->range[i + 1].lower - (uint64) a->range[i].upper - 1;
}

/* Close the narrowest gaps until at most limit ranges are left: more numbers, never fewer. */
static void
interval_set_coarsen(IntervalSet *a, int limit)
{
	uint64 *gaps;
	uint64	widest_closed;
	int		to_close = a->count - limit;
	int		last = 0;

	if (to_close <= 0)
		return;
	gaps = palloc(sizeof(uint64) * (a->count - 1));
	for (int i = 0; i + 1 < a->count; i++)
		gaps[i] = gap_after(a, i);
	qsort(gaps, a->count - 1, sizeof(uint64), compare_size);
	widest_closed = gaps[to_close - 1];
	pfree(gaps);
	for (int i = 1; i < a->count; i++)
	{
		if ((uint64) a->range[i].lower - (uint64) a->range[last].upper - 1 <= widest_closed)
			a->range[last].upper = a->range[i].upper;
		else
			a->range[++last] = a->range[i];
	}
	a->count = last + 1;
	a->coarse = true;
}

/* Sort, and join what touches or overlaps. */
static IntervalSet *
interval_set_normalize(IntervalSet *a)
{
	int last = 0;

	if (a->count == 0)
		return a;
	qsort(a->range, a->count, sizeof(Bounds), compare_lower);
	for (int i = 1; i < a->count; i++)
	{
		if (a->range[last].upper == NO_UPPER || a->range[i].lower <= a->range[last].upper + 1)
			a->range[last].upper = Max(a->range[last].upper, a->range[i].upper);
		else
			a->range[++last] = a->range[i];
	}
	a->count = last + 1;
	interval_set_coarsen(a, MAX_INTERVALS);
	return a;
}

IntervalSet *
interval_set_single(Bounds a)
{
	IntervalSet *result = interval_set_allocate(1);

	result->range[result->count++] = a;
	return result;
}

IntervalSet *
interval_set_union(Bounds a, Bounds b)
{
	IntervalSet *result = interval_set_allocate(2);

	result->range[result->count++] = a;
	result->range[result->count++] = b;
	return interval_set_normalize(result);
}

IntervalSet *
interval_set_copy(const IntervalSet *a)
{
	IntervalSet *result = interval_set_allocate(a->count);

	memcpy(result, a, offsetof(IntervalSet, range) + a->count * sizeof(Bounds));
	return result;
}

/* sign * a + offset, sign being 1 or -1 */
IntervalSet *
interval_set_map(const IntervalSet *a, int sign, int64 offset)
{
	IntervalSet *result = interval_set_allocate(a->count);

	result->count = a->count;
	result->coarse = a->coarse;
	for (int i = 0; i < a->count; i++)
		result->range[sign > 0 ? i : a->count - 1 - i] = bounds_map(a->range[i], sign, offset);
	return result;
}

/* All sums of a number of a and a number of b. */
IntervalSet *
interval_set_sum(const IntervalSet *a, const IntervalSet *b)
{
	IntervalSet *x = interval_set_copy(a);
	IntervalSet *y = interval_set_copy(b);
	IntervalSet *result;

	if ((int64) x->count * y->count > MAX_PAIRS || work_is_spent())
	{
		interval_set_coarsen(x, work_is_spent() ? COARSEST : COARSE);
		interval_set_coarsen(y, work_is_spent() ? COARSEST : COARSE);
	}
	work_add((int64) x->count * y->count * PAIR_WORK);
	result = interval_set_allocate(x->count * y->count);
	result->coarse = x->coarse || y->coarse;
	for (int i = 0; i < x->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < y->count; j++)
			result->range[result->count++] =
				(Bounds){end_add(x->range[i].lower, y->range[j].lower), end_add(x->range[i].upper, y->range[j].upper)};
	}
	pfree(x);
	pfree(y);
	return interval_set_normalize(result);
}

/* What is in both; may be empty. */
IntervalSet *
interval_set_intersect(const IntervalSet *a, const IntervalSet *b)
{
	IntervalSet *result = interval_set_allocate(a->count + b->count);
	int			 i = 0;
	int			 j = 0;

	result->coarse = a->coarse || b->coarse;
	while (i < a->count && j < b->count)
	{
		Bounds both = {Max(a->range[i].lower, b->range[j].lower), Min(a->range[i].upper, b->range[j].upper)};

		if (both.lower <= both.upper)
			result->range[result->count++] = both;
		if (a->range[i].upper < b->range[j].upper)
			i++;
		else
			j++;
	}
	return result;
}

bool
interval_set_contain(const IntervalSet *a, int64 value)
{
	int low = 0;
	int high = a->count - 1;

	while (low < high)
	{
		int middle = (low + high) / 2;

		if (a->range[middle].upper < value)
			low = middle + 1;
		else
			high = middle;
	}
	return a->count > 0 && a->range[low].lower <= value && value <= a->range[low].upper;
}

Bounds
interval_set_hull(const IntervalSet *a)
{
	return (Bounds){a->range[0].lower, a->range[a->count - 1].upper};
}
