/*
 * interval_set.c
 *		Interval sets against sets of numbers that are written out.
 *
 * sources: src/type/interval_set.c src/util/work.c
 */
#include "postgres.h"

#include "type/interval_set.h"
#include "unit.h"

/* numbers from -SPAN to SPAN, as set members */
#define SPAN 40

typedef struct Members
{
	bool in[2 * SPAN + 1];
} Members;

static IntervalSet *
random_set(Members *members)
{
	int			 a = chance(20) - 10;
	int			 b = a + chance(6);
	int			 c = chance(20) - 10;
	int			 d = c + chance(6);
	IntervalSet *set = interval_set_union((Bounds){a, b}, (Bounds){c, d});

	memset(members, 0, sizeof(Members));
	for (int i = a; i <= b; i++)
		members->in[i + SPAN] = true;
	for (int i = c; i <= d; i++)
		members->in[i + SPAN] = true;
	return set;
}

static void
compare(const IntervalSet *set, const Members *members, const char *what)
{
	for (int i = -SPAN; i <= SPAN; i++)
		check((set && interval_set_contain(set, i)) == members->in[i + SPAN], "%s: %d", what, i);
	for (int i = 0; set && i < set->count; i++)
	{
		check(set->range[i].lower <= set->range[i].upper, "%s: range %d is empty", what, i);
		check(i == 0 || set->range[i - 1].upper + 1 < set->range[i].lower, "%s: ranges %d and %d touch", what, i - 1,
			  i);
	}
}

static void
test_sets(void)
{
	for (int round = 0; round < 3000; round++)
	{
		Members		 a;
		Members		 b;
		Members		 expected;
		IntervalSet *x = random_set(&a);
		IntervalSet *y = random_set(&b);
		int			 sign = chance(2) ? 1 : -1;
		int			 offset = chance(9) - 4;

		compare(x, &a, "union");
		for (int i = 0; i <= 2 * SPAN; i++)
			expected.in[i] = a.in[i] && b.in[i];
		compare(interval_set_intersect(x, y), &expected, "intersection");
		memset(&expected, 0, sizeof(expected));
		for (int i = 0; i <= 2 * SPAN; i++)
			for (int j = 0; j <= 2 * SPAN; j++)
				if (a.in[i] && b.in[j])
					expected.in[i + j - SPAN] = true;
		compare(interval_set_sum(x, y), &expected, "sum");
		memset(&expected, 0, sizeof(expected));
		for (int i = 0; i <= 2 * SPAN; i++)
			if (a.in[i])
				expected.in[sign * (i - SPAN) + offset + SPAN] = true;
		compare(interval_set_map(x, sign, offset), &expected, "map");
	}
}

static void
test_unbounded(void)
{
	IntervalSet *a = interval_set_union((Bounds){0, 4}, (Bounds){9, NO_UPPER});
	IntervalSet *b = interval_set_map(a, -1, 0);
	IntervalSet *all = interval_set_sum(a, b);

	check(a->count == 2 && a->range[1].upper == NO_UPPER, "no upper bound");
	check(b->count == 2 && b->range[0].lower == NO_LOWER && b->range[0].upper == -9, "no lower bound");
	check(all->count == 1 && all->range[0].lower == NO_LOWER && all->range[0].upper == NO_UPPER,
		  "both are gone in a sum");
	check(bounds_equal(interval_set_hull(a), (Bounds){0, NO_UPPER}), "hull");
}

/* Sums of sets with far gaps grow beyond what is kept; then nothing may be lost. */
static void
test_coarse(void)
{
	IntervalSet *sum = interval_set_single(bounds_exact(0));
	int64		 step = 1;

	for (int i = 0; i < 14; i++, step *= 3)
		sum = interval_set_sum(sum, interval_set_union(bounds_exact(0), bounds_exact(step * 2)));
	check(sum->count <= MAX_INTERVALS, "%d ranges", sum->count);
	check(sum->coarse, "it is not marked");
	for (int round = 0; round < 2000; round++)
	{
		int64 member = 0;

		step = 1;
		for (int i = 0; i < 14; i++, step *= 3)
			member += chance(2) ? step * 2 : 0;
		check(interval_set_contain(sum, member), INT64_FORMAT " is lost", member);
	}
}

int
main(void)
{
	test_begin("unions, intersections, sums and images of sets");
	test_sets();
	test_end();
	test_begin("sets without bounds");
	test_unbounded();
	test_end();
	test_begin("a set of too many ranges keeps every member");
	test_coarse();
	test_end();
	return test_finish();
}
