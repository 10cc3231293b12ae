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
#define LARGE_SUBPROBLEM 200

/*
 * Tighten bounds to what is feasible, in place, and say which are sharp.
 * False if the equations contradict each other.  With only_feasibility the
 * bounds stay; done and of are for the progress report.
 */
static bool
subproblem_solve(Subproblem *subproblem, bool only_feasibility, int64 done, int64 of)
{
	bool consistent;

	if (!subproblem_propagate(subproblem, subproblem->bounds, NULL, 0))
		return false;
	if (subproblem->outer && subproblem->cells > LARGE_SUBPROBLEM)
		return true;
	if (network_solve(subproblem, only_feasibility, &consistent, done, of))
	{
		elog(DEBUG1, "a network of %d cells and %d sums", subproblem->cells, subproblem->equations);
		/* flows are whole numbers */
		subproblem->shown = consistent;
		return consistent;
	}
	elog(DEBUG1, "a program of %d cells and %d sums", subproblem->cells, subproblem->equations);
	return bounding_solve(subproblem, only_feasibility, done, of);
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

/* Solve subproblems one after the other, as far as they do not contradict themselves; shown and work as of a subproblem. */
static bool
solve_blocks(Presolve *presolve, Subproblem **subproblems, int count, bool only_feasibility, bool *shown, int64 *work)
{
	MemoryContext context = CurrentMemoryContext;
	int64		  cells = 0;
	int64		  done = 0;
	bool		  consistent = true;

	for (int i = 0; i < count; i++)
		cells += subproblems[i]->cells;
	for (int i = 0; i < count && consistent; i++)
	{
		MemoryContext subproblem_context =
			AllocSetContextCreate(context, "solving a subproblem", ALLOCSET_DEFAULT_SIZES);

		MemoryContextSwitchTo(subproblem_context);
		consistent = subproblem_solve(subproblems[i], only_feasibility, done, cells);
		MemoryContextSwitchTo(context);
		MemoryContextDelete(subproblem_context);
		if (consistent)
			presolve_take(presolve, subproblems[i]);
		*shown &= subproblems[i]->shown;
		*work += subproblems[i]->work;
		done += subproblems[i]->cells;
	}
	return consistent;
}

static bool
solve_table(const TableSystem *system, const bool *among, Feasible *feasible, bool *shown, int64 *work)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "solving sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Presolve	 *presolve = presolve_create(system, among);
	Subproblem	**subproblems;
	int			  count;
	bool		  consistent = presolve_run(presolve) && presolve_subproblems(presolve, &subproblems, &count);

	*work += (int64) system->cells + system->parts;
	*shown = consistent && !has_coarse_set(presolve);
	consistent = consistent && solve_blocks(presolve, subproblems, count, feasible == NULL, shown, work);
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
	bool  shown;
	int64 work = 0;

	return solve_table(system, among, feasible, &shown, &work);
}

Consistency
table_system_consistency(const TableSystem *system, const bool *among, int64 *work)
{
	bool shown;

	if (!solve_table(system, among, NULL, &shown, work))
		return SUMS_CONTRADICT;
	return shown ? SUMS_HOLD : SUMS_UNDECIDED;
}
