/*
 * iis.c
 *		A minimal set of sums that cannot all hold.
 *
 * Halving: sums that cannot hold with those already held responsible need no
 * look at the rest; else what one half contributes is found with the other
 * half in place, and the other way round.  It takes about k log(n / k) trials
 * for k culprits among n sums.  A total that contradicts a whole large table
 * could take hours: when the budget is spent, what is left is named as it is.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/iis.h"
#include "audit/solve.h"
#include "audit/table_system.h"

typedef struct Search
{
	const SumSystem *system;
	bool	   *among;			/* sums in place */
	int		   *culprit;
	int			culprits;
	int64		budget;			/* cells and parts still to be looked at */
} Search;

/* About as many cells and parts as a minute's trials look at. */
#define BUDGET	INT64CONST(200000000)

static void
place(Search *search, const int *sum, int count, bool in_place)
{
	for (int i = 0; i < count; i++)
		search->among[sum[i]] = in_place;
}

/*
 * Those of the sums given that are needed for a contradiction with the sums in
 * place.  added: something came in place since that could be enough by itself.
 */
static void
find_culprits(Search *search, const int *sum, int count, bool added)
{
	int			half = count / 2;
	int			before;

	CHECK_FOR_INTERRUPTS();
	if (added && search->budget > 0)
	{
		search->budget -= search->system->cells + search->system->parts;
		if (!sum_system_solve(search->system, search->among, NULL))
			return;
	}
	if (count == 1 || search->budget <= 0)
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

static int
compare_sums(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

int *
sum_system_conflict(const SumSystem *system, int *count, bool *minimal)
{
	Search		search = {.system = system, .budget = BUDGET};
	int		   *sum = palloc(sizeof(int) * system->sums);

	search.among = palloc0(sizeof(bool) * system->sums);
	search.culprit = palloc(sizeof(int) * system->sums);
	for (int i = 0; i < system->sums; i++)
		sum[i] = i;
	find_culprits(&search, sum, system->sums, false);
	qsort(search.culprit, search.culprits, sizeof(int), compare_sums);
	*count = search.culprits;
	*minimal = search.budget > 0;
	return search.culprit;
}
