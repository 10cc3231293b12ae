/*
 * suppressed_index.h
 *		What indexes ask of suppressed_int and suppressed_bigint, beside the order
 *		and the hash in suppressed_type.h: BRIN, GiST and skip scans of btrees.
 *
 * Included once by suppressed_int.c and once by suppressed_bigint.c; the head of
 * suppressed_type.h lists the words that they define.  All functions are strict;
 * results passed by reference are palloc'd in the current memory context.
 */
#include "access/brin_tuple.h"
#include "access/gist.h"
#include "access/skey.h"
#include "access/stratnum.h"
#include "utils/fmgrprotos.h"

#include "type/index_group.h"
#include "util/compat.h"

/* The Datum of a group of values.  Where these reach the type's limits, it has no bound. */
static Datum
group_datum(Bounds group)
{
	return result_datum(true, bounds_join_wider(bounds_has_lower(group), group.lower, bounds_has_upper(group),
												group.upper, BOUND_MINIMUM, BOUND_MAXIMUM));
}

/* the smallest value that includes both */
PG_FUNCTION_INFO_V1(TYPE(merge));
Datum
TYPE(merge)(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(group_datum(bounds_merge(GETARG(0), GETARG(1))));
}

/* ---- BRIN: core's inclusion class, but for what it asks of operators ---- */

PG_FUNCTION_INFO_V1(TYPE(brin_consistent));
Datum
TYPE(brin_consistent)(PG_FUNCTION_ARGS)
{
	BrinValues *column = (BrinValues *) PG_GETARG_POINTER(1);
	ScanKey		key = (ScanKey) PG_GETARG_POINTER(2);

	/* before PostgreSQL 14 IS NULL and ranges of NULLs are the class's business */
	if (column->bv_allnulls || (key->sk_flags & SK_ISNULL))
		return brin_inclusion_consistent(fcinfo);
	PG_RETURN_BOOL(index_group_may_satisfy(VALUE(column->bv_values[0]), key->sk_strategy, VALUE(key->sk_argument)));
}

/* ---- GiST: a key is the merge of the values below it ---- */

PG_FUNCTION_INFO_V1(TYPE(gist_consistent));
Datum
TYPE(gist_consistent)(PG_FUNCTION_ARGS)
{
	GISTENTRY	  *entry = (GISTENTRY *) PG_GETARG_POINTER(0);
	Bounds		   query = GETARG(1);
	StrategyNumber strategy = (StrategyNumber) PG_GETARG_UINT16(2);
	bool		  *recheck = (bool *) PG_GETARG_POINTER(4);

	*recheck = false;
	if (GIST_LEAF(entry))
		PG_RETURN_BOOL(index_value_satisfies(VALUE(entry->key), strategy, query));
	PG_RETURN_BOOL(index_group_may_satisfy(VALUE(entry->key), strategy, query));
}

PG_FUNCTION_INFO_V1(TYPE(gist_union));
Datum
TYPE(gist_union)(PG_FUNCTION_ARGS)
{
	GistEntryVector *entries = (GistEntryVector *) PG_GETARG_POINTER(0);
	Bounds			 group = VALUE(entries->vector[0].key);

	for (int i = 1; i < entries->n; i++)
		group = bounds_merge(group, VALUE(entries->vector[i].key));
	PG_RETURN_DATUM(group_datum(group));
}

PG_FUNCTION_INFO_V1(TYPE(gist_penalty));
Datum
TYPE(gist_penalty)(PG_FUNCTION_ARGS)
{
	GISTENTRY *group = (GISTENTRY *) PG_GETARG_POINTER(0);
	GISTENTRY *value = (GISTENTRY *) PG_GETARG_POINTER(1);
	float	  *penalty = (float *) PG_GETARG_POINTER(2);

	*penalty = index_group_penalty(VALUE(group->key), VALUE(value->key));
	PG_RETURN_POINTER(penalty);
}

PG_FUNCTION_INFO_V1(TYPE(gist_picksplit));
Datum
TYPE(gist_picksplit)(PG_FUNCTION_ARGS)
{
	GistEntryVector *entries = (GistEntryVector *) PG_GETARG_POINTER(0);
	GIST_SPLITVEC	*split = (GIST_SPLITVEC *) PG_GETARG_POINTER(1);
	int				 count = entries->n - FirstOffsetNumber;
	GroupMember		*members = (GroupMember *) palloc(count * sizeof(GroupMember));
	Bounds			 left;
	Bounds			 right;

	for (int i = 0; i < count; i++)
	{
		members[i].place = FirstOffsetNumber + i;
		members[i].value = VALUE(entries->vector[members[i].place].key);
	}
	split->spl_nleft = index_group_split(members, count);
	split->spl_nright = count - split->spl_nleft;
	split->spl_left = (OffsetNumber *) palloc(split->spl_nleft * sizeof(OffsetNumber));
	split->spl_right = (OffsetNumber *) palloc(split->spl_nright * sizeof(OffsetNumber));

	left = members[0].value;
	for (int i = 0; i < split->spl_nleft; i++)
	{
		left = bounds_merge(left, members[i].value);
		split->spl_left[i] = members[i].place;
	}
	right = members[split->spl_nleft].value;
	for (int i = 0; i < split->spl_nright; i++)
	{
		right = bounds_merge(right, members[split->spl_nleft + i].value);
		split->spl_right[i] = members[split->spl_nleft + i].place;
	}
	split->spl_ldatum = group_datum(left);
	split->spl_rdatum = group_datum(right);
	pfree(members);
	PG_RETURN_POINTER(split);
}

PG_FUNCTION_INFO_V1(TYPE(gist_same));
Datum
TYPE(gist_same)(PG_FUNCTION_ARGS)
{
	bool *same = (bool *) PG_GETARG_POINTER(2);

	*same = bounds_equal(GETARG(0), GETARG(1));
	PG_RETURN_POINTER(same);
}

/* ---- btree skip scans: the value after or before another in the order of the type ---- */

#ifdef HAVE_SKIP_SUPPORT

#include "utils/skipsupport.h"

/*
 * Among the values with one lower bound the exact one is first and the one
 * without an upper bound last; but with no lower bound (the lower limit) all
 * come before the exact limit.
 */
static Datum
value_after(Relation index, Datum existing, bool *overflow)
{
	Bounds value = VALUE(existing);

	*overflow = false;
	if (!bounds_has_lower(value))
	{
		if (!bounds_has_upper(value))
			return group_datum(bounds_exact(BOUND_MINIMUM));
	}
	else if (value.lower == BOUND_MINIMUM || !bounds_has_upper(value))
		return group_datum(bounds_exact(value.lower + 1));
	else if (value.lower == BOUND_MAXIMUM)
	{
		*overflow = true;
		return (Datum) 0;
	}
	value.upper++;
	return group_datum(value);
}

static Datum
value_before(Relation index, Datum existing, bool *overflow)
{
	Bounds value = VALUE(existing);

	*overflow = false;
	if (!bounds_has_lower(value) && value.upper == (int64) BOUND_MINIMUM + 1)
	{
		*overflow = true;
		return (Datum) 0;
	}
	if (bounds_is_exact(value))
	{
		if (value.lower == BOUND_MINIMUM)
			return group_datum((Bounds){NO_LOWER, NO_UPPER});
		if (value.lower == (int64) BOUND_MINIMUM + 1)
			return group_datum(bounds_exact(BOUND_MINIMUM));
		return group_datum((Bounds){value.lower - 1, NO_UPPER});
	}
	value.upper = bounds_has_upper(value) ? value.upper - 1 : (int64) BOUND_MAXIMUM - 1;
	return group_datum(value);
}

PG_FUNCTION_INFO_V1(TYPE(skipsupport));
Datum
TYPE(skipsupport)(PG_FUNCTION_ARGS)
{
	SkipSupport support = (SkipSupport) PG_GETARG_POINTER(0);

	support->low_elem = group_datum((Bounds){NO_LOWER, (int64) BOUND_MINIMUM + 1});
	support->high_elem = group_datum(bounds_exact(BOUND_MAXIMUM));
	support->decrement = value_before;
	support->increment = value_after;
	PG_RETURN_VOID();
}

#endif /* HAVE_SKIP_SUPPORT */
