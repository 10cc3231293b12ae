/*
 * cycle.c
 *		Cycles of a two-way table, against all changes of its cells by one.
 *
 * sources: src/protect/cycle.c src/protect/dimension_product.c src/protect/suppression_problem.c src/audit/table_system.c src/type/interval_set.c src/util/progress.c src/util/work.c
 */
#include "postgres.h"

#include "protect/cycle.h"
#include "unit.h"

#define ROWS	3
#define COLUMNS 3
#define WIDTH	(COLUMNS + 1)

/* The cheapest change by one up or down of the inner cells that moves a cell and leaves no number negative. */
static int64
cheapest_change(const SuppressionProblem *problem, int cell, Goal goal)
{
	int64 best = NEVER;
	int	  count = 1;

	for (int i = 0; i < ROWS * COLUMNS; i++)
		count *= 3;
	for (int number = 0; number < count; number++)
	{
		int64 change[(ROWS + 1) * WIDTH] = {0};
		int64 cost = 0;
		bool  possible = true;
		int	  rest = number;

		for (int i = 0; i < ROWS * COLUMNS; i++, rest /= 3)
		{
			int by = rest % 3 - 1;

			change[i / COLUMNS * WIDTH + i % COLUMNS] = by;
			change[i / COLUMNS * WIDTH + COLUMNS] += by;
			change[ROWS * WIDTH + i % COLUMNS] += by;
			change[ROWS * WIDTH + COLUMNS] += by;
		}
		if (!reaches_goal(goal, change[cell]))
			continue;
		for (int i = 0; i < (ROWS + 1) * WIDTH && possible; i++)
		{
			cost += change[i] == 0 || i == cell ? 0 : problem->cost[i];
			possible =
				(change[i] == 0 || problem->open[i] || i == cell) && problem->system->bounds[i].lower + change[i] >= 0;
		}
		if (possible)
			best = Min(best, cost);
	}
	return best;
}

static void
check_table(const UnitTable *table, int *found_cycles, int *optimal)
{
	TableSystem		   *system = table->system;
	SuppressionProblem *problem;
	CycleFinder		   *finder;
	Goal				goal = {1, 1};
	int					cell = chance(ROWS) * WIDTH + chance(COLUMNS);
	Cycle			   *cycle;
	int64				best;
	int64				cost = 0;
	bool				reached = false;
	int64			   *missed = palloc0(sizeof(int64) * system->sums);

	system->dimensions = 2;
	system->code = palloc(sizeof(int) * 2 * system->cells);
	for (int i = 0; i < system->cells; i++)
	{
		system->bounds[i] = bounds_exact(table->true_value[i]);
		system->code[2 * i] = i / WIDTH;
		system->code[2 * i + 1] = i % WIDTH;
	}
	problem = problem_create(system);
	for (int i = 0; i < system->cells; i++)
	{
		problem->cost[i] = table->true_value[i] + 1;
		problem->open[i] = table->true_value[i] > 0;
		problem->prior[i] = (Bounds){0, NO_UPPER};
	}
	problem->primary[cell] = true;
	finder = cycle_finder_create(problem, QUICK_PRODUCT);
	check(finder != NULL, "a two-way table is said to be no product");
	if (!finder)
		return;
	for (int i = 0; i < system->cells; i++)
		cycle_finder_set_price(finder, i, i == cell ? 0 : problem->open[i] ? problem->cost[i] : NEVER);
	cycle = cycle_finder_find(finder, cell, goal, NEVER);
	best = cheapest_change(problem, cell, goal);
	if (!cycle)
		return;
	(*found_cycles)++;
	for (int i = 0; i < cycle->length; i++)
	{
		int at = cycle->cell[i];

		check(cycle->change != NULL, "a cycle without its changes");
		check(at == cell || problem->open[at], "cell %d must stay published", at);
		check(table->true_value[at] + cycle->change[i] >= 0, "cell %d becomes negative", at);
		cost += at == cell ? 0 : problem->cost[at];
		reached |= at == cell && reaches_goal(goal, cycle->change[i]);
	}
	check(reached, "the cell does not reach its goal");
	check(problem_keeps_sums(problem, cycle->length, cycle->cell, cycle->change, missed), "a sum is lost");
	check(cost >= best, "cost " INT64_FORMAT ", though none costs less than " INT64_FORMAT, cost, best);
	*optimal += cost == best;
}

int
main(void)
{
	int found = 0;
	int optimal = 0;

	test_begin("cycles keep every sum, and reach what they are for");
	for (int round = 0; round < 200 && !test_failed(); round++)
	{
		MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "round", ALLOCSET_DEFAULT_SIZES);
		MemoryContext old = MemoryContextSwitchTo(context);
		UnitTable	  table = two_way_table(ROWS, COLUMNS, 4, 0);

		check_table(&table, &found, &optimal);
		MemoryContextSwitchTo(old);
		MemoryContextDelete(context);
	}
	check(found > 100, "only %d cycles were found", found);
	check(optimal * 10 > found * 9, "only %d of %d are the cheapest", optimal, found);
	test_end();
	return test_finish();
}
