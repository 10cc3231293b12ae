/*
 * iis.c
 *		A minimal set of sums that cannot all hold: an irreducible infeasible subsystem.
 *
 * Halving comes first (U. Junker, QuickXplain, AAAI 2004).  Sums that cannot hold with
 * those already held responsible need no look at the rest.  Otherwise what one half
 * contributes is found with the other half in place, and the other way round.  It takes
 * about k log(n / k) trials for k culprits among n sums.
 *
 * Whether sums can hold in whole numbers is not always found out.  Halving takes undecided
 * sums for sums that can, and may so keep one that is not needed.  So a deletion filter
 * follows (J. W. Chinneck, E. W. Dravnieks, ORSA Journal on Computing 3, 1991): each culprit
 * is left out in turn, and stays if the others are then shown to hold, by a table in whole
 * numbers.  Only if that is so of each of them is the set called minimal.  Trials on a
 * large table could take hours: when the budget is spent, what is left is returned as it is.
 *
 * Called by audit.c, which names the sums in its error, and by publication's reading.c.
 * Owns nothing: the result is palloc'd in the current context.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/iis.h"
#include "audit/solve.h"
#include "audit/table_system.h"

typedef struct Search
{
	const TableSystem *system;
	bool			  *among; /* sums in place */
	int				  *culprit;
	int				   culprits;
	int64			   work; /* that trials have taken */
} Search;

/* The work of some seconds of trials, in entries of the sums looked at. */
#define BUDGET INT64CONST(60000000)

static bool
is_spent(const Search *search)
{
	return search->work >= BUDGET;
}

static void
place(Search *search, const int *sum, int count, bool in_place)
{
	for (int i = 0; i < count; i++)
		search->among[sum[i]] = in_place;
}

/*
 * Those of the sums given that are needed for a contradiction with the sums in place.
 * added: since the last trial sums came in place that could contradict each other.
 */
static void
find_culprits(Search *search, const int *sum, int count, bool added)
{
	int half = count / 2;
	int before;

	CHECK_FOR_INTERRUPTS();
	if (added && !is_spent(search) &&
		table_system_check(search->system, search->among, &search->work) == SEARCH_INFEASIBLE)
		return;
	if (count == 1 || is_spent(search))
	{
		memcpy(search->culprit + search->culprits, sum, sizeof(int) * count);
		search->culprits += count;
		return;
	}
	place(search, sum, half, true);
	before = search->culprits;
	find_culprits(search, sum + half, count - half, true);
	place(search, sum, half, false);
	place(search, search->culprit + before, search->culprits - before, true);
	find_culprits(search, sum, half, search->culprits > before);
	place(search, search->culprit + before, search->culprits - before, false);
}

/*
 * Leave out each culprit in turn; the sums in place are the culprits.  True if each
 * is shown to be needed.
 */
static bool
filter_culprits(Search *search)
{
	bool minimal = true;
	int	 kept = 0;

	for (int i = 0; i < search->culprits; i++)
	{
		int			  sum = search->culprit[i];
		SearchOutcome others = SEARCH_UNDECIDED;

		CHECK_FOR_INTERRUPTS();
		search->among[sum] = false;
		if (!is_spent(search))
			others = table_system_check(search->system, search->among, &search->work);
		if (others == SEARCH_INFEASIBLE)
			continue;
		/* fewer can hold where more can: what is shown here stays so when others go */
		minimal &= others == SEARCH_FEASIBLE;
		search->among[sum] = true;
		search->culprit[kept++] = sum;
	}
	search->culprits = kept;
	return minimal;
}

static int
compare_sums(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

int *
iis_find(const TableSystem *system, int *count, bool *minimal)
{
	Search search = {.system = system};
	int	  *sum = palloc(sizeof(int) * system->sums);

	search.among = palloc0(sizeof(bool) * system->sums);
	search.culprit = palloc(sizeof(int) * system->sums);
	for (int i = 0; i < system->sums; i++)
		sum[i] = i;
	find_culprits(&search, sum, system->sums, false);
	place(&search, search.culprit, search.culprits, true);
	*minimal = filter_culprits(&search);
	qsort(search.culprit, search.culprits, sizeof(int), compare_sums);
	*count = search.culprits;
	return search.culprit;
}
