/*
 * network.c
 *		The bounds that flows give, against all solutions of two-way tables.
 *
 * sources: src/audit/network.c src/audit/presolve.c src/audit/component.c src/audit/subproblem.c src/audit/table_system.c src/type/interval_set.c src/util/progress.c src/util/work.c
 */
#include "postgres.h"

#include "audit/component.h"
#include "audit/network.h"
#include "unit.h"

static void
check_table(const TableSystem *system, int *networks)
{
	Bounds		*hull = palloc(sizeof(Bounds) * system->cells);
	bool		 solvable = enumerate(system, hull);
	Presolve	*presolve = presolve_create(system, NULL);
	Subproblem **subproblems;
	int			 count = 0;
	bool		 consistent = presolve_run(presolve) && presolve_subproblems(presolve, &subproblems, &count);

	for (int i = 0; i < count && consistent; i++)
	{
		consistent = subproblem_propagate(subproblems[i], subproblems[i]->bounds, NULL, 0);
		if (consistent)
		{
			SearchOutcome outcome = network_solve(subproblems[i], false, 0, 0);

			check(outcome == SEARCH_FEASIBLE || outcome == SEARCH_INFEASIBLE,
				  "a two-way table is said to be no network");
			consistent = outcome == SEARCH_FEASIBLE;
		}
		if (consistent)
			presolve_take(presolve, subproblems[i]);
		(*networks)++;
	}
	check(consistent == solvable, "consistent: %d, solutions: %d", consistent, solvable);
	for (int cell = 0; cell < system->cells && consistent && solvable; cell++)
	{
		Feasible found = presolve_feasible(presolve, cell);

		check(bounds_equal(found.bounds, hull[cell]),
			  "cell %d: " INT64_FORMAT ".." INT64_FORMAT ", should be " INT64_FORMAT ".." INT64_FORMAT, cell,
			  found.bounds.lower, found.bounds.upper, hull[cell].lower, hull[cell].upper);
		check(found.lower_sharp && found.upper_sharp, "cell %d is not sharp", cell);
	}
}

static void
test_tables(int rows, int columns, int hidden, bool wrong)
{
	int networks = 0;

	for (int round = 0; round < 300; round++)
	{
		MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "round", ALLOCSET_DEFAULT_SIZES);
		MemoryContext old = MemoryContextSwitchTo(context);
		UnitTable	  table = two_way_table(rows, columns, 3, hidden);

		if (wrong)
		{
			int cell = chance(table.system->cells);

			if (!table.hidden[cell])
				table.system->bounds[cell] = bounds_exact(table.true_value[cell] + 1);
		}
		check_table(table.system, &networks);
		MemoryContextSwitchTo(old);
		MemoryContextDelete(context);
	}
	check(networks > 20, "only %d networks were left to solve", networks);
}

int
main(void)
{
	test_begin("tables of 3 times 3");
	test_tables(3, 3, 80, false);
	test_end();
	test_begin("tables of 3 times 4");
	test_tables(3, 4, 70, false);
	test_end();
	test_begin("tables with a wrong number");
	test_tables(3, 3, 80, true);
	test_end();
	return test_finish();
}
