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

/* Percent of the limit of work up to which a pattern that falls short is repaired, before one of circuits is looked for. */
#define REPAIR_PERCENT	85

/* In tables larger than this, circuits are looked for at once. */
#define HUGE_TABLE		20000

/* Of hidden cells one in so many is few. */
#define FEW_PARTS		50

/* The part of a sum that is all of its total, the others being zero; -1 if there is none. */
static int
sole_part(const Protection *protection, int sum)
{
	const TableSystem *system = protection->system;
	int			result = -1;

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

/* The first of a cell's twins so far; shortens the way to it. */
static int
first_twin(int *twin, int cell)
{
	while (twin[cell] != cell)
		cell = twin[cell] = twin[twin[cell]];
	return cell;
}

/*
 * A total with one part that is not zero counts the same contributors: the two
 * are one secret, for which the first stands that needs protection.
 */
static void
find_twins(Protection *protection)
{
	const TableSystem *system = protection->system;
	int		   *twin = allocate(sizeof(int), system->cells);
	int		   *secret = allocate(sizeof(int), system->cells);
	bool		any = false;

	for (int cell = 0; cell < system->cells; cell++)
	{
		twin[cell] = cell;
		secret[cell] = -1;
		any |= protection->single[cell];
	}
	if (!any)
		return;
	for (int sum = 0; sum < system->sums; sum++)
	{
		int			part = sole_part(protection, sum);
		int			a;
		int			b;

		if (part < 0)
			continue;
		a = first_twin(twin, part);
		b = first_twin(twin, system->total[sum]);
		twin[Max(a, b)] = Min(a, b);
	}
	for (int cell = 0; cell < system->cells; cell++)
		twin[cell] = first_twin(twin, cell);
	for (int cell = system->cells - 1; cell >= 0; cell--)
		if (must_hide(protection, cell))
			secret[twin[cell]] = cell;
	for (int cell = 0; cell < system->cells; cell++)
		if (secret[twin[cell]] >= 0)
			twin[cell] = secret[twin[cell]];
	pfree(secret);
	protection->twin = twin;
	protection->walk = palloc(sizeof(ZeroWalk));
	protection->walk->number = 0;
	protection->walk->visited = allocate(sizeof(int64), system->cells);
	protection->walk->cell = allocate(sizeof(int), system->cells);
	memset(protection->walk->visited, 0, sizeof(int64) * Max(system->cells, 1));
}

/*
 * Hide everything, and publish again what can be, the dearest first.  Returns
 * how many cells cannot be protected even with everything hidden.
 */
static int
publish_what_can_be(Protection *protection, int *below)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "kernel of sums",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Kernel	   *kernel;
	int			count = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		protection->hidden[cell] = must_hide(protection, cell) || protection->open[cell];
	kernel = kernel_create(protection, protection->hidden);
	for (int cell = 0; cell < protection->system->cells; cell++)
		if (must_hide(protection, cell) && kernel_tells(kernel, cell))
			below[count++] = cell;
	if (count == 0)
		kernel_publish(kernel, protection->cost, protection->hidden);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return count;
}

/* Is it known soon that a pattern holds, but for few of its cells? */
static bool
nearly_holds(const Protection *protection, Proof *proof, int *below)
{
	return proof_extend(proof, PROOF_BRIEF, below) <= protection_count_hidden(protection) / FEW_PARTS;
}

/* A pattern of circuits, with more where circuits are not enough, that is proven.  False, and all as before, if there is none. */
static bool
find_circuits(Protection *protection, int *below)
{
	Proof	   *proof = proof_create(protection);
	bool	   *before = protection->hidden;

	work_task("looking for circuits to hide");
	protection->hidden = allocate(sizeof(bool), protection->system->cells);
	if (pattern_search(protection, proof) && repair(protection, proof, false, below) == 0)
		return true;
	pfree(protection->hidden);
	protection->hidden = before;
	return false;
}

/* Find the pattern; returns how many cells cannot be protected. */
static int
find_pattern(Protection *protection, int *below)
{
	int			cells = protection->system->cells;
	Proof	   *proof;
	int			count;

	if (cells > HUGE_TABLE && find_circuits(protection, below))
	{
		protection->bound = cover_bound(protection);
		return 0;
	}
	if (!cover_search(protection, &protection->bound, protection->hidden))
	{
		if (cells > LARGE_TABLE && find_circuits(protection, below))
			return 0;
		if ((count = publish_what_can_be(protection, below)) > 0)
			return count;
	}
	proof = proof_create(protection);
	/* where much does not hold, circuits cost less than its repair by far, and take less time */
	if (cells > LARGE_TABLE && cells <= HUGE_TABLE && !nearly_holds(protection, proof, below) &&
		find_circuits(protection, below))
		return 0;
	/* nor is it where repair takes too long, which it does in dense tables */
	if (cells <= LARGE_TABLE && protection->system->code)
		work_deadline(REPAIR_PERCENT);
	count = repair(protection, proof, true, below);
	work_deadline(100);
	if (count == AUGMENTATION_LATE)
		count = find_circuits(protection, below) ? 0 : repair(protection, proof, true, below);
	return count;
}

int
protection_find(Protection *protection, Feasible *feasible, int *below)
{
	int			count;

	progress_begin("protect: looking for the cells to hide");
	work_begin_protection(protection->system->cells);
	work_task("looking for the cells to hide");
	find_twins(protection);
	count = find_pattern(protection, below);
	if (count == 0 && protection->intervals)
	{
		TableSystem	published = protection_published(protection);

		work_task("finding the intervals of the hidden cells");
		if (!table_system_solve(&published, NULL, feasible))
			elog(ERROR, "the true numbers contradict what a reader knows of them");
	}
	elog(DEBUG1, "protection: " INT64_FORMAT " steps of work", work_done);
	return count;
}
