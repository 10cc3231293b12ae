/*
 * search.c
 *		Which cells to hide so that nothing hidden can be worked out.
 *
 * A cheap pattern in which every cell can move is looked for first
 * (covering_model.c), or in large tables one of cycles (cycle_pattern.c).  What
 * the reader knows beforehand plays no part in the covering model: where its
 * pattern does not hold for that (witness.c), more is hidden until it does, and
 * what proves superfluous is published (augmentation.c).
 */
#include "postgres.h"

#include "audit/solve.h"
#include "protect/augmentation.h"
#include "protect/covering_model.h"
#include "protect/cycle_pattern.h"
#include "protect/null_space.h"
#include "protect/search.h"
#include "protect/witness.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"

/* Percent of the limit of work up to which a pattern that falls short is repaired, before one of cycles is looked for. */
#define REPAIR_PERCENT 85

/* In tables larger than this, cycles are looked for at once. */
#define HUGE_TABLE 20000

/* Of hidden cells one in so many is few. */
#define FEW_PARTS 50

/* The part of a sum that is all of its total, the others being zero; -1 if there is none. */
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

/* The first of a cell's cells of the same contributors so far; shortens the way to it. */
static int
first_twin(int *same_contributors, int cell)
{
	while (same_contributors[cell] != cell)
		cell = same_contributors[cell] = same_contributors[same_contributors[cell]];
	return cell;
}

/*
 * A total with one part that is not zero counts the same contributors: the two
 * are one secret, for which the first stands that needs protection.
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
	{
		int part = sole_part(problem, sum);
		int a;
		int b;

		if (part < 0)
			continue;
		a = first_twin(same_contributors, part);
		b = first_twin(same_contributors, system->total[sum]);
		same_contributors[Max(a, b)] = Min(a, b);
	}
	for (int cell = 0; cell < system->cells; cell++)
		same_contributors[cell] = first_twin(same_contributors, cell);
	for (int cell = system->cells - 1; cell >= 0; cell--)
		if (must_hide(problem, cell))
			secret[same_contributors[cell]] = cell;
	for (int cell = 0; cell < system->cells; cell++)
		if (secret[same_contributors[cell]] >= 0)
			same_contributors[cell] = secret[same_contributors[cell]];
	pfree(secret);
	problem->same_contributors = same_contributors;
	problem->walk = palloc(sizeof(ZeroWalk));
	problem->walk->number = 0;
	problem->walk->visited = allocate(sizeof(int64), system->cells);
	problem->walk->cell = allocate(sizeof(int), system->cells);
	memset(problem->walk->visited, 0, sizeof(int64) * Max(system->cells, 1));
}

/*
 * Hide everything, and publish again what can be, the dearest first.  Returns
 * how many cells cannot be protected even with everything hidden.
 */
static int
publish_what_can_be(SuppressionProblem *problem, int *below)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "null space of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	NullSpace	 *space;
	int			  count = 0;

	for (int cell = 0; cell < problem->system->cells; cell++)
		problem->hidden[cell] = must_hide(problem, cell) || problem->open[cell];
	space = null_space_create(problem, problem->hidden);
	for (int cell = 0; cell < problem->system->cells; cell++)
		if (must_hide(problem, cell) && null_space_tells(space, cell))
			below[count++] = cell;
	if (count == 0)
		null_space_publish(space, problem->cost, problem->hidden);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return count;
}

/* Is it known soon that a pattern holds, but for few of its cells? */
static bool
nearly_holds(const SuppressionProblem *problem, Witnesses *witnesses, int *below)
{
	return witnesses_extend(witnesses, WITNESS_BRIEF, below) <= problem_count_hidden(problem) / FEW_PARTS;
}

/* A pattern of cycles, with more where cycles are not enough, that is proven.  False, and all as before, if there is none. */
static bool
find_circuits(SuppressionProblem *problem, int *below)
{
	Witnesses *witnesses = witnesses_create(problem);
	bool	  *before = problem->hidden;

	work_task("looking for circuits to hide");
	problem->hidden = allocate(sizeof(bool), problem->system->cells);
	if (cycle_pattern_search(problem, witnesses) && augment(problem, witnesses, false, below) == 0)
		return true;
	pfree(problem->hidden);
	problem->hidden = before;
	return false;
}

/* Find the pattern; returns how many cells cannot be protected. */
static int
find_pattern(SuppressionProblem *problem, int *below)
{
	int		   cells = problem->system->cells;
	Witnesses *witnesses;
	int		   count;

	if (cells > HUGE_TABLE && find_circuits(problem, below))
	{
		problem->bound = covering_model_bound(problem);
		return 0;
	}
	if (!covering_model_search(problem, &problem->bound, problem->hidden))
	{
		if (cells > LARGE_TABLE && find_circuits(problem, below))
			return 0;
		if ((count = publish_what_can_be(problem, below)) > 0)
			return count;
	}
	witnesses = witnesses_create(problem);
	/* where much does not hold, cycles cost less than its augmentation by far, and take less time */
	if (cells > LARGE_TABLE && cells <= HUGE_TABLE && !nearly_holds(problem, witnesses, below) &&
		find_circuits(problem, below))
		return 0;
	/* nor is it where augmentation takes too long, which it does in dense tables */
	if (cells <= LARGE_TABLE && problem->system->code)
		work_deadline(REPAIR_PERCENT);
	count = augment(problem, witnesses, true, below);
	work_deadline(100);
	if (count == AUGMENTATION_LATE)
		count = find_circuits(problem, below) ? 0 : augment(problem, witnesses, true, below);
	return count;
}

int
pattern_find(SuppressionProblem *problem, Feasible *feasible, int *below)
{
	int count;

	progress_begin("protect: looking for the cells to hide");
	work_begin_protection(problem->system->cells);
	work_task("looking for the cells to hide");
	find_same_contributors(problem);
	count = find_pattern(problem, below);
	if (count == 0 && problem->intervals)
	{
		TableSystem published = problem_published(problem);

		work_task("finding the intervals of the hidden cells");
		if (table_system_solve(&published, feasible) == SEARCH_INFEASIBLE)
			elog(ERROR, "the true numbers contradict what a reader knows of them");
	}
	elog(DEBUG1, "protection: " INT64_FORMAT " steps of work", work_done);
	return count;
}
