/*
 * solve.c
 *		The feasibility interval of every cell of a table: presolve first, then each
 *		subproblem that it leaves by the engine that fits it.
 *
 * network.c is tried first, because flows give exact answers quickly; what is no
 * network goes to bounding.c, by linear programs.
 *
 * Called by audit.c for its answer, by iis.c to find contradictions, by
 * publication/reading.c to check what was read, and by protect's search.c and
 * witness.c to see what a reader of a protected table can work out.  Owns nothing:
 * what a table takes goes with a memory context of its own, and what a subproblem
 * takes with one below it.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "audit/bounding.h"
#include "audit/component.h"
#include "audit/network.h"
#include "audit/presolve.h"
#include "audit/solve.h"
#include "audit/subproblem.h"
#include "util/memory.h"

/* Subproblems with more cells are not solved where outer bounds will do. */
#define LARGE_SUBPROBLEM 200

/*
 * Tighten bounds to what is feasible, in place, and say which are sharp.  With
 * only_feasibility the bounds stay; done and of are for the progress report.
 */
static SearchOutcome
subproblem_solve(Subproblem *subproblem, bool only_feasibility, int64 done, int64 of)
{
	SearchOutcome outcome;

	if (!subproblem_propagate(subproblem, subproblem->bounds, NULL, 0))
		return SEARCH_INFEASIBLE;
	if (subproblem->outer && subproblem->cells > LARGE_SUBPROBLEM)
		return SEARCH_UNDECIDED;
	outcome = network_solve(subproblem, only_feasibility, done, of);
	if (outcome == SEARCH_NOT_APPLICABLE)
	{
		elog(DEBUG1, "linear programs over %d cells and %d equations", subproblem->cells, subproblem->equations);
		return bounding_solve(subproblem, only_feasibility, done, of);
	}
	elog(DEBUG1, "a network of %d cells and %d equations", subproblem->cells, subproblem->equations);
	return outcome;
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

/* Hand on a solution of a subproblem: the cells of the table that differ from the known one. */
static void
hand_on(const Subproblem *subproblem, const int64 *value)
{
	Presolve		  *presolve = subproblem->take_state;
	const TableSystem *system = presolve->system;
	int				  *changed = allocate(sizeof(int), system->cells);
	int64			  *changed_value = allocate(sizeof(int64), system->cells);
	int				   count = 0;

	for (int i = 0; i < subproblem->cells; i++)
	{
		int cell = subproblem->cell[i];

		do
		{
			int64 now = presolve_value(presolve, cell, value[i]);

			if (now != system->known[cell])
			{
				changed[count] = cell;
				changed_value[count++] = now;
			}
			cell = presolve->next[cell];
		} while (cell != subproblem->cell[i]);
	}
	system->taker->take(system->taker->state, count, changed, changed_value);
	pfree(changed);
	pfree(changed_value);
}

/* Solve subproblems one after the other, up to one that is infeasible. */
static SearchOutcome
solve_subproblems(Presolve *presolve, Subproblem **subproblems, int count, bool only_feasibility, int64 *work)
{
	MemoryContext context = CurrentMemoryContext;
	SearchOutcome all = SEARCH_FEASIBLE;
	int64		  cells = 0;
	int64		  done = 0;

	for (int i = 0; i < count; i++)
		cells += subproblems[i]->cells;
	for (int i = 0; i < count && all != SEARCH_INFEASIBLE; i++)
	{
		MemoryContext subproblem_context =
			AllocSetContextCreate(context, "solving a subproblem", ALLOCSET_DEFAULT_SIZES);
		SearchOutcome outcome;

		MemoryContextSwitchTo(subproblem_context);
		subproblems[i]->take = presolve->system->taker ? hand_on : NULL;
		subproblems[i]->take_state = presolve;
		outcome = subproblem_solve(subproblems[i], only_feasibility, done, cells);
		MemoryContextSwitchTo(context);
		MemoryContextDelete(subproblem_context);
		if (outcome != SEARCH_INFEASIBLE)
			presolve_take(presolve, subproblems[i]);
		if (outcome != SEARCH_FEASIBLE)
			all = outcome;
		*work += subproblems[i]->work;
		done += subproblems[i]->cells;
	}
	return all;
}

/* With feasible NULL only whether the sums can all hold. */
static SearchOutcome
solve_table(const TableSystem *system, const bool *among, Feasible *feasible, int64 *work)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "solving sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Presolve	 *presolve = presolve_create(system, among);
	Subproblem	**subproblems;
	int			  count;
	SearchOutcome outcome = SEARCH_INFEASIBLE;

	*work += (int64) system->cells + system->parts;
	if (presolve_run(presolve) && presolve_subproblems(presolve, &subproblems, &count))
	{
		bool coarse = has_coarse_set(presolve);

		outcome = solve_subproblems(presolve, subproblems, count, feasible == NULL, work);
		if (outcome == SEARCH_FEASIBLE && coarse)
			outcome = SEARCH_UNDECIDED;
	}
	if (outcome != SEARCH_INFEASIBLE && feasible)
		for (int cell = 0; cell < system->cells; cell++)
			feasible[cell] = presolve_feasible(presolve, cell);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return outcome;
}

SearchOutcome
table_system_solve(const TableSystem *system, Feasible *feasible)
{
	int64 work = 0;

	return solve_table(system, NULL, feasible, &work);
}

SearchOutcome
table_system_check(const TableSystem *system, const bool *among, int64 *work)
{
	int64 ignored = 0;

	return solve_table(system, among, NULL, work ? work : &ignored);
}
