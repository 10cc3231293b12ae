/*
 * bounding.c
 *		The bounds that linear programs give, against all solutions of small tables
 *		whose sums cross each other in every way.
 *
 * sources: src/audit/bounding.c src/audit/diophantine.c src/audit/lp.c src/audit/independent.c src/audit/presolve.c src/audit/component.c src/audit/subproblem.c src/audit/table_system.c src/type/interval_set.c src/util/progress.c src/util/work.c
 */
#include "postgres.h"

#include "audit/bounding.h"
#include "audit/component.h"
#include "unit.h"

static void
check_table(const TableSystem *system, int *programs)
{
	Bounds		*hull = palloc(sizeof(Bounds) * system->cells);
	bool		 solvable = enumerate(system, hull);
	Presolve	*presolve = presolve_create(system, NULL);
	Subproblem **subproblems;
	int			 count = 0;
	bool		 consistent = presolve_run(presolve) && presolve_subproblems(presolve, &subproblems, &count);

	for (int i = 0; i < count && consistent; i++)
	{
		consistent = subproblem_propagate(subproblems[i], subproblems[i]->bounds, NULL, 0) &&
					 bounding_solve(subproblems[i], false, 0, 0) != SEARCH_INFEASIBLE;
		if (consistent)
			presolve_take(presolve, subproblems[i]);
		(*programs)++;
	}
	check(consistent == solvable, "consistent: %d, solutions: %d", consistent, solvable);
	for (int cell = 0; cell < system->cells && consistent && solvable; cell++)
	{
		Feasible found = presolve_feasible(presolve, cell);

		check(found.bounds.lower <= hull[cell].lower && found.bounds.upper >= hull[cell].upper,
			  "cell %d: " INT64_FORMAT ".." INT64_FORMAT " loses a solution", cell, found.bounds.lower,
			  found.bounds.upper);
		check(!found.lower_sharp || found.bounds.lower == hull[cell].lower, "cell %d: the lower end is not sharp",
			  cell);
		check(!found.upper_sharp || found.bounds.upper == hull[cell].upper, "cell %d: the upper end is not sharp",
			  cell);
	}
}

static void
test_tables(int inner, int sums, bool wrong)
{
	int programs = 0;

	for (int round = 0; round < 300; round++)
	{
		MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "round", ALLOCSET_DEFAULT_SIZES);
		MemoryContext old = MemoryContextSwitchTo(context);
		UnitTable	  table = random_table(inner, sums, 3, 80);

		if (wrong)
			table.system->bounds[chance(inner)] = (Bounds){2, 3};
		check_table(table.system, &programs);
		MemoryContextSwitchTo(old);
		MemoryContextDelete(context);
	}
	check(programs > 30, "only %d programs were left to solve", programs);
}

int
main(void)
{
	test_begin("eight cells in four sums");
	test_tables(8, 4, false);
	test_end();
	test_begin("eight cells in six sums");
	test_tables(8, 6, false);
	test_end();
	test_begin("tables that may contradict themselves");
	test_tables(7, 4, true);
	test_end();
	return test_finish();
}
