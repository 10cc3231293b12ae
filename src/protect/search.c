/*
 * search.c
 *		The search for a suppression pattern, by all other files of this folder
 *		in turn.
 *
 * First comes a cheap pattern: that of the covering model (covering_model.c),
 * or in large tables one of cycles (cycle_pattern.c). The covering model does
 * not reckon with a-priori bounds and levels. So witnesses are sought for its
 * pattern (witness.c). Where it falls short, more cells are hidden, and
 * superfluous ones are published (augmentation.c).
 *
 * Called by protect.c. Owns same_contributors of the problem, in the caller's
 * context.
 */
#include "postgres.h"

#include "audit/solve.h"
#include "protect/augmentation.h"
#include "protect/covering_model.h"
#include "protect/cycle_pattern.h"
#include "protect/null_space.h"
#include "protect/reader_protection.h"
#include "protect/search.h"
#include "protect/sum_dimensions.h"
#include "protect/witness.h"
#include "util/disjoint_set.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"

/*
 * Percent of the work limit after which augmentation is given up, so that enough
 * is left to build a pattern of cycles instead.
 */
#define AUGMENT_PERCENT 85

/* Cells above which a pattern of cycles is sought first, as the covering model would take too long. */
#define CYCLES_FIRST_CELLS 20000

/* Cells up to which capacity cuts raise the bound of a pattern, as linear programs over all cells are quick. */
#define CAPACITY_CELLS 2000

/* The only part of a sum that is not zero, or -1. The total counts the same contributors as it. */
static int
sole_part(const SuppressionProblem *problem, int sum)
{
	const TableSystem *system = problem->system;
	int				   result = -1;

	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
	{
		if (system->bounds[system->part_cell[i]].lower == 0)
			continue;
		if (result >= 0)
			return -1;
		result = system->part_cell[i];
	}
	return result;
}

static void
join_contributors(int *same_contributors, int cell, int other)
{
	int a = disjoint_set_root(same_contributors, cell);
	int b = disjoint_set_root(same_contributors, other);

	same_contributors[Max(a, b)] = Min(a, b);
}

/*
 * Join the total of a sum with the parts that have the same contributors: its sole
 * part that is not zero. In a total of zero that one contributor is in, he is the
 * one who is alone in a part.
 */
static void
join_total(const SuppressionProblem *problem, int *same_contributors, int sum)
{
	const TableSystem *system = problem->system;
	int				   total = system->total[sum];
	int				   part = sole_part(problem, sum);

	if (part >= 0)
		join_contributors(same_contributors, total, part);
	if (system->bounds[total].lower != 0 || !problem->single[total])
		return;
	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
		if (problem->single[system->part_cell[i]])
			join_contributors(same_contributors, total, system->part_cell[i]);
}

/*
 * Join each total with the parts that count the same contributors: they are one
 * secret. Each set is then represented by its first cell that needs protection, or
 * else by its first cell.
 */
static void
find_same_contributors(SuppressionProblem *problem)
{
	const TableSystem *system = problem->system;
	int				  *same_contributors = allocate(sizeof(int), system->cells);
	int				  *secret = allocate(sizeof(int), system->cells);
	bool			   any = false;

	for (int cell = 0; cell < system->cells; cell++)
	{
		same_contributors[cell] = cell;
		secret[cell] = -1;
		any |= problem->single[cell];
	}
	if (!any)
		return;
	for (int sum = 0; sum < system->sums; sum++)
		join_total(problem, same_contributors, sum);
	for (int cell = 0; cell < system->cells; cell++)
		same_contributors[cell] = disjoint_set_root(same_contributors, cell);
	for (int cell = system->cells - 1; cell >= 0; cell--)
		if (must_hide(problem, cell))
			secret[same_contributors[cell]] = cell;
	for (int cell = 0; cell < system->cells; cell++)
		if (secret[same_contributors[cell]] >= 0)
			same_contributors[cell] = secret[same_contributors[cell]];
	pfree(secret);
	problem->same_contributors = same_contributors;
}

/*
 * Hide all that may be hidden, then publish classes greedily, the dearest first.
 * Returns how many cells cannot be protected even so, listed in below.
 */
static int
publish_greedily(SuppressionProblem *problem, int *below)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "null space of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	NullSpace	 *space;
	int			  count = 0;

	for (int cell = 0; cell < problem->system->cells; cell++)
		problem->hidden[cell] = must_hide(problem, cell) || problem->open[cell];
	space = null_space_create(problem, problem->hidden);
	for (int cell = 0; cell < problem->system->cells; cell++)
		if (must_hide(problem, cell) && null_space_discloses(space, cell))
			below[count++] = cell;
	if (count == 0)
		null_space_publish(space, problem->cost, problem->hidden);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return count;
}

/*
 * Build a pattern of cycles, and augment it. False, with the pattern as before, if
 * the table has no cycles or some cell stays unprotected.
 */
static bool
search_cycle_pattern(SuppressionProblem *problem, int *below)
{
	Witnesses *witnesses = witnesses_create(problem);
	bool	  *before = problem->hidden;

	work_task("looking for cycles to hide");
	witnesses_are_of_cycles(witnesses);
	problem->hidden = allocate(sizeof(bool), problem->system->cells);
	if (cycle_pattern_search(problem, witnesses) && augment(problem, witnesses, AUGMENT_BY_PRODUCTS, below) == 0)
		return true;
	pfree(problem->hidden);
	problem->hidden = before;
	return false;
}

/* Find the pattern. Returns how many cells cannot be protected. */
static int
find_pattern(SuppressionProblem *problem, int *below)
{
	int		   cells = problem->system->cells;
	Witnesses *witnesses;
	int		   count;

	if (cells > CYCLES_FIRST_CELLS && search_cycle_pattern(problem, below))
	{
		problem->bound = covering_model_bound(problem);
		return 0;
	}
	if (!covering_model_search(problem, &problem->bound, problem->hidden))
	{
		if (cells > LARGE_TABLE && search_cycle_pattern(problem, below))
			return 0;
		if ((count = publish_greedily(problem, below)) > 0)
			return count;
	}
	witnesses = witnesses_create(problem);
	/* in dense cubes augmentation takes long: then it gives way to a pattern of cycles */
	if (!problem->system->code)
		return augment(problem, witnesses, AUGMENT, below);
	if (cells <= LARGE_TABLE)
		work_deadline(AUGMENT_PERCENT);
	count = augment(problem, witnesses, AUGMENT_OR_GIVE_UP, below);
	work_deadline(100);
	if (count == AUGMENTATION_GIVEN_UP)
		count = search_cycle_pattern(problem, below) ? 0 : augment(problem, witnesses, AUGMENT, below);
	return count;
}

/* Protect contributors from each other, and then the cells that are hidden for it. */
static int
protect_from_readers(SuppressionProblem *problem, int *below)
{
	int before = problem_count_hidden(problem);
	int count = readers_protect(problem->readers, problem, below);

	if (count > 0 || problem_count_hidden(problem) == before)
		return count;
	return augment(problem, witnesses_create(problem), AUGMENT_ONLY, below);
}

int
pattern_find(SuppressionProblem *problem, Feasible *feasible, int *below)
{
	int count;

	progress_begin("protect: looking for the cells to hide");
	work_begin_protection(problem->system->cells);
	work_task("looking for the cells to hide");
	if (!problem->system->code)
		sum_dimensions_find(problem->system);
	find_same_contributors(problem);
	count = find_pattern(problem, below);
	if (count == 0 && problem->system->cells <= CAPACITY_CELLS)
		problem->bound = covering_model_raise_bound(problem, problem_cost(problem, problem->hidden));
	if (count == 0 && problem->readers)
		count = protect_from_readers(problem, below);
	if (count == 0 && problem->intervals)
	{
		TableSystem published = problem_published(problem);

		work_task("finding the intervals of the hidden cells");
		if (table_system_solve(&published, feasible) == SEARCH_INFEASIBLE)
			elog(ERROR, "the true numbers lie outside the a-priori bounds of the pattern");
	}
	elog(DEBUG1, "protection: " INT64_FORMAT " steps of work", work_done);
	return count;
}
