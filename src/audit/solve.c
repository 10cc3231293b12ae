/*
 * solve.c
 *		The feasibility interval of every cell of a table: presolve, then each
 *		subproblem that it leaves by the engine that fits it.
 *
 * Called by the audit's and protection's entry points and by the search for
 * contradictions.  Owns nothing: each subproblem is solved in a memory context
 * of its own, which goes with it.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "audit/bounding.h"
#include "audit/component.h"
#include "audit/network.h"
#include "audit/presolve.h"
#include "audit/solve.h"
#include "audit/subproblem.h"

/* Blocks so large are not solved where outer bounds will do. */
#define LARGE_BLOCK	200

/*
 * Tighten bounds to what is feasible, in place, and say which are sharp.
 * False if the equations contradict each other.  With only_feasibility the
 * bounds stay; done and of are for the progress report.
 */
static bool
block_solve(CellBlock *block, bool only_feasibility, int64 done, int64 of)
{
	bool		consistent;

	if (!block_propagate(block, block->bounds, NULL, 0))
		return false;
	if (block->outer && block->cells > LARGE_BLOCK)
		return true;
	if (network_solve(block, only_feasibility, &consistent, done, of))
	{
		elog(DEBUG1, "a network of %d cells and %d sums", block->cells, block->equations);
		/* flows are whole numbers */
		block->shown = consistent;
		return consistent;
	}
	elog(DEBUG1, "a program of %d cells and %d sums", block->cells, block->equations);
	return program_solve(block, only_feasibility, done, of);
}

/* A set of a cell that was too long to be kept holds numbers that the cell cannot be. */
static bool
has_coarse_set(const Presolve *presolve)
{
	for (int cell = 0; cell < presolve->cells && presolve->ranges; cell++)
		if (presolve->ranges[cell] && presolve->ranges[cell]->coarse)
			return true;
	return false;
}

/* Solve blocks one after the other, as far as they do not contradict themselves; shown and work as of a block. */
static bool
solve_blocks(Presolve *presolve, CellBlock **blocks, int count, bool only_feasibility, bool *shown, int64 *work)
{
	MemoryContext context = CurrentMemoryContext;
	int64		cells = 0;
	int64		done = 0;
	bool		consistent = true;

	for (int i = 0; i < count; i++)
		cells += blocks[i]->cells;
	for (int i = 0; i < count && consistent; i++)
	{
		MemoryContext block_context = AllocSetContextCreate(context, "solving a block",
															ALLOCSET_DEFAULT_SIZES);

		MemoryContextSwitchTo(block_context);
		consistent = block_solve(blocks[i], only_feasibility, done, cells);
		MemoryContextSwitchTo(context);
		MemoryContextDelete(block_context);
		if (consistent)
			presolve_take(presolve, blocks[i]);
		*shown &= blocks[i]->shown;
		*work += blocks[i]->work;
		done += blocks[i]->cells;
	}
	return consistent;
}

static bool
solve(const TableSystem *system, const bool *among, Feasible *feasible, bool *shown, int64 *work)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "solving sums",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Presolve  *presolve = presolve_create(system, among);
	CellBlock **blocks;
	int			count;
	bool		consistent = presolve_run(presolve) && presolve_subproblems(presolve, &blocks, &count);

	*work += (int64) system->cells + system->parts;
	*shown = consistent && !has_coarse_set(presolve);
	consistent = consistent && solve_blocks(presolve, blocks, count, feasible == NULL, shown, work);
	if (consistent && feasible)
		for (int cell = 0; cell < system->cells; cell++)
			feasible[cell] = presolve_feasible(presolve, cell);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return consistent;
}

bool
table_system_solve(const TableSystem *system, const bool *among, Feasible *feasible)
{
	bool		shown;
	int64		work = 0;

	return solve(system, among, feasible, &shown, &work);
}

Consistency
table_system_consistency(const TableSystem *system, const bool *among, int64 *work)
{
	bool		shown;

	if (!solve(system, among, NULL, &shown, work))
		return SUMS_CONTRADICT;
	return shown ? SUMS_HOLD : SUMS_UNDECIDED;
}
