/*
 * null_space.c
 *		Which hidden cells can change together, against elimination in fractions.
 *
 * sources: src/protect/null_space.c src/protect/suppression_problem.c src/protect/local_search.c src/audit/elimination.c src/audit/table_system.c src/type/interval_set.c src/util/work.c
 */
#include "postgres.h"

#include <math.h>

#include "protect/null_space.h"
#include "protect/suppression_problem.h"
#include "unit.h"

/* The rank of the sums over the hidden cells but one (-1: over all), in doubles: entries are small. */
static int
rank_without(const TableSystem *system, const bool *hidden, int left_out)
{
	double *row = palloc0(sizeof(double) * system->sums * system->cells);
	int		rank = 0;

	for (int sum = 0; sum < system->sums; sum++)
	{
		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
			if (hidden[system->part_cell[i]] && system->part_cell[i] != left_out)
				row[sum * system->cells + system->part_cell[i]] += 1;
		if (hidden[system->total[sum]] && system->total[sum] != left_out)
			row[sum * system->cells + system->total[sum]] -= 1;
	}
	for (int column = 0; column < system->cells && rank < system->sums; column++)
	{
		int pivot = rank;

		for (int sum = rank; sum < system->sums; sum++)
			if (fabs(row[sum * system->cells + column]) > fabs(row[pivot * system->cells + column]))
				pivot = sum;
		if (fabs(row[pivot * system->cells + column]) < 1e-6)
			continue;
		for (int i = 0; i < system->cells; i++)
		{
			double swapped = row[pivot * system->cells + i];

			row[pivot * system->cells + i] = row[rank * system->cells + i];
			row[rank * system->cells + i] = swapped;
		}
		for (int sum = rank + 1; sum < system->sums; sum++)
		{
			double factor = row[sum * system->cells + column] / row[rank * system->cells + column];

			for (int i = 0; i < system->cells; i++)
				row[sum * system->cells + i] -= factor * row[rank * system->cells + i];
		}
		rank++;
	}
	pfree(row);
	return rank;
}

/* A hidden cell cannot change where the sums lose a rank without it. */
static void
check_table(const UnitTable *table, int *exposed_cells)
{
	TableSystem		   *system = table->system;
	bool			   *exposed = palloc0(sizeof(bool) * system->cells);
	int					all = rank_without(system, table->hidden, -1);
	int					count = 0;
	SuppressionProblem *problem;
	NullSpace		   *space;

	for (int cell = 0; cell < system->cells; cell++)
		system->bounds[cell] = bounds_exact(table->true_value[cell]);
	problem = problem_create(system);
	for (int cell = 0; cell < system->cells; cell++)
	{
		problem->hidden[cell] = table->hidden[cell];
		problem->primary[cell] = table->hidden[cell];
		problem->cost[cell] = 1;
	}
	space = null_space_create(problem, table->hidden);
	count = null_space_exposed(problem, table->hidden, exposed);
	for (int cell = 0; cell < system->cells; cell++)
	{
		bool fixed = table->hidden[cell] && rank_without(system, table->hidden, cell) < all;

		count -= fixed;
		check(!table->hidden[cell] || exposed[cell] == fixed, "cell %d: exposed %d, should be %d", cell, exposed[cell],
			  fixed);
		check(!table->hidden[cell] || null_space_discloses(space, cell) == fixed, "cell %d: tells %d, should be %d",
			  cell, !fixed, fixed);
		*exposed_cells += fixed;
	}
	check(count == 0, "%d cells too many", count);
}

static void
test_tables(bool two_way)
{
	int exposed = 0;

	for (int round = 0; round < 400; round++)
	{
		MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "round", ALLOCSET_DEFAULT_SIZES);
		MemoryContext old = MemoryContextSwitchTo(context);
		UnitTable	  table = two_way ? two_way_table(2 + chance(4), 2 + chance(4), 4, 40) : random_table(10, 5, 4, 50);

		check_table(&table, &exposed);
		MemoryContextSwitchTo(old);
		MemoryContextDelete(context);
	}
	check(exposed > 100, "only %d cells were exposed", exposed);
}

int
main(void)
{
	test_begin("cells that cannot change, in two-way tables");
	test_tables(true);
	test_end();
	test_begin("cells that cannot change, in tables of any sums");
	test_tables(false);
	test_end();
	return test_finish();
}
