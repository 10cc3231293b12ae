/*
 * index_group.c
 *		Groups of values under one index entry, for GiST and BRIN.
 *
 * A group is described by the smallest interval that includes its values.  GiST
 * puts a value where the interval grows least (A. Guttman, R-trees, SIGMOD 1984).
 * A full page is sorted by lower and by upper bounds, and halved in the order
 * that leaves the two intervals shorter.
 *
 * Called by the support functions in suppressed_index.h.  Owns nothing.
 */
#include "postgres.h"

#include "type/index_group.h"

/* Does value OPERATOR query hold, the operator being that of the strategy? */
bool
index_value_satisfies(Bounds value, StrategyNumber strategy, Bounds query)
{
	switch (strategy)
	{
		case RTLeftStrategyNumber:
			return bounds_before(value, query);
		case RTRightStrategyNumber:
			return bounds_before(query, value);
		case RTOverlapStrategyNumber:
			return bounds_overlap(value, query);
		case RTContainsStrategyNumber:
			return bounds_contain(value, query);
		case RTContainedByStrategyNumber:
			return bounds_contain(query, value);
		case RTEqualStrategyNumber:
			return bounds_equal(value, query);
	}
	elog(ERROR, "unrecognized strategy number: %d", strategy);
}

/* Can it hold for a value in the group?  The group's own bounds belong to its values. */
bool
index_group_may_satisfy(Bounds group, StrategyNumber strategy, Bounds query)
{
	switch (strategy)
	{
		case RTLeftStrategyNumber:
			return bounds_has_lower(query) && group.lower < query.lower;
		case RTRightStrategyNumber:
			return bounds_has_upper(query) && group.upper > query.upper;
		case RTOverlapStrategyNumber:
		case RTContainedByStrategyNumber:
			return bounds_overlap(group, query);
		case RTContainsStrategyNumber:
		case RTEqualStrategyNumber:
			return bounds_contain(group, query);
	}
	elog(ERROR, "unrecognized strategy number: %d", strategy);
}

/* Absent bounds count as the limits, so that they are far from all others. */
static double
width(Bounds a)
{
	return (double) a.upper - (double) a.lower;
}

/*
 * How much worse the group gets by taking the value in: by the room it grows,
 * or, where it need not grow, less for a narrower group.
 */
float
index_group_penalty(Bounds group, Bounds value)
{
	double growth = width(bounds_merge(group, value)) - width(group);

	if (growth > 0)
		return 1 + growth;
	return 1 - 1 / (1 + width(group));
}

static int
compare_lower_ends(const void *a, const void *b)
{
	return bounds_compare(((const GroupMember *) a)->value, ((const GroupMember *) b)->value);
}

static int
compare_upper(const void *a, const void *b)
{
	int64 left = ((const GroupMember *) a)->value.upper;
	int64 right = ((const GroupMember *) b)->value.upper;

	return left != right ? (left > right) - (left < right) : compare_lower_ends(a, b);
}

static double
split_width(const GroupMember *members, int count)
{
	Bounds left = members[0].value;
	Bounds right = members[count - 1].value;

	for (int i = 0; i < count; i++)
		if (i < count / 2)
			left = bounds_merge(left, members[i].value);
		else
			right = bounds_merge(right, members[i].value);
	return width(left) + width(right);
}

/*
 * Arrange the members (two or more) so that the first of them, as many as are
 * returned, make one group and the others the second: by halves of the order
 * of lower or of upper bounds, whichever leaves the groups narrower.
 */
int
index_group_split(GroupMember *members, int count)
{
	double by_upper;

	qsort(members, count, sizeof(GroupMember), compare_upper);
	by_upper = split_width(members, count);
	qsort(members, count, sizeof(GroupMember), compare_lower_ends);
	if (by_upper < split_width(members, count))
		qsort(members, count, sizeof(GroupMember), compare_upper);
	return count / 2;
}
