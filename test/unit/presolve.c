/*
 * presolve.c
 *		What presolve and bound propagation say of small tables, against all
 *		their solutions.
 *
 * sources: src/audit/presolve.c src/audit/component.c src/audit/subproblem.c src/audit/table_system.c src/type/interval_set.c src/util/work.c
 */
#include "postgres.h"

#include "audit/component.h"
#include "audit/presolve.h"
#include "unit.h"

/* No solution may be lost; where no subproblem is left, the bounds are those of the solutions. */
static void
check_table(const TableSystem *system, int *decided)
{
	Bounds		*hull = palloc(sizeof(Bounds) * system->cells);
	bool		 solvable = enumerate(system, hull);
	Presolve	*presolve = presolve_create(system, NULL);
	Subproblem **subproblems;
	int			 count = 0;
	bool		 consistent = presolve_run(presolve) && presolve_subproblems(presolve, &subproblems, &count);

	check(consistent || !solvable, "a table with solutions is said to have none");
	if (!consistent)
		return;
	for (int i = 0; i < count && solvable; i++)
		check(subproblem_propagate(subproblems[i], subproblems[i]->bounds, NULL, 0), "propagation loses all solutions");
	for (int cell = 0; cell < system->cells && solvable; cell++)
	{
		Feasible found = presolve_feasible(presolve, cell);

		check(found.bounds.lower <= hull[cell].lower && found.bounds.upper >= hull[cell].upper,
			  "cell %d: " INT64_FORMAT ".." INT64_FORMAT " loses a solution", cell, found.bounds.lower,
			  found.bounds.upper);
		if (count > 0)
			continue;
		(*decided)++;
		check(!found.lower_sharp || found.bounds.lower == hull[cell].lower, "cell %d: the lower end is not sharp",
			  cell);
		check(!found.upper_sharp || found.bounds.upper == hull[cell].upper, "cell %d: the upper end is not sharp",
			  cell);
	}
}

/* Hidden cells whose bounds are now and then wrong, so that some tables have no solution. */
static void
test_tables(int inner, int sums, int hidden, bool wrong)
{
	int decided = 0;

	for (int round = 0; round < 400; round++)
	{
		MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "round", ALLOCSET_DEFAULT_SIZES);
		MemoryContext old = MemoryContextSwitchTo(context);
		UnitTable	  table = random_table(inner, sums, 3, hidden);

		if (wrong)
			table.system->bounds[chance(inner)] = (Bounds){2, 3};
		check_table(table.system, &decided);
		MemoryContextSwitchTo(old);
		MemoryContextDelete(context);
	}
	check(decided > 100, "only %d cells were decided", decided);
}

int
main(void)
{
	test_begin("few sums");
	test_tables(6, 2, 60, false);
	test_end();
	test_begin("many sums");
	test_tables(6, 5, 50, false);
	test_end();
	test_begin("tables that may contradict themselves");
	test_tables(5, 4, 50, true);
	test_end();
	return test_finish();
}
