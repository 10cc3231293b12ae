/*
 * exchange.c
 *		Exchange: publish secondary cells, and hide others that cost less in
 *		their place.
 *
 * A form of ruin and recreate (G. Schrimpf and others, J. Computational Physics
 * 159, 2000). A secondary cell is published, and with it those that are then
 * known, as the other of two cells of a sum is. The cells that lack a witness
 * without them get other cells hidden, by the cheapest changes (lp_cycle.c) in
 * which these have no part. The exchange is kept if that costs less in all, and
 * undone otherwise. First each cell is tried, the dearest first, until none is
 * left that can be exchanged. Then cells are inserted: one is hidden, and those of
 * its sums are exchanged, and those of the sums of what was published by that; all
 * of it is undone unless it costs less in the end. So one cell can take the place of
 * many, none of which could be exchanged alone. Last come pairs of cells by chance,
 * the same on every machine.
 *
 * Called by augmentation.c. What it allocates goes with contexts of its own.
 */
#include "postgres.h"

#include "audit/presolve.h"
#include "protect/cycle.h"
#include "protect/exchange.h"
#include "protect/lp_cycle.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/random.h"
#include "util/work.h"

/* Steps of work for each cell of a table, and at most. */
#define WORK_OF_CELL INT64CONST(1200000)
#define MOST_WORK	 INT64CONST(3000000000)

typedef struct Exchange
{
	SuppressionProblem *problem;
	Witnesses		   *witnesses;
	LpCycles		   *lp_cycles; /* NULL until needed */
	int					published;
	int				   *published_cell;
	int64				left; /* of what they cost, less what is hidden for them */
	int					hidden;
	int				   *hidden_cell;
} Exchange;

/* Publish a cell for the trial at hand, and do not hide it again. */
static void
publish(Exchange *exchange, int cell)
{
	exchange->problem->hidden[cell] = exchange->problem->open[cell] = false;
	exchange->published_cell[exchange->published++] = cell;
	exchange->left += exchange->problem->cost[cell];
}

/* The only hidden cell of a sum, or -1. */
static int
sole_hidden_cell(const SuppressionProblem *problem, int sum)
{
	const TableSystem *system = problem->system;
	int				   result = problem->hidden[system->total[sum]] ? system->total[sum] : -1;

	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
	{
		if (!problem->hidden[system->part_cell[i]])
			continue;
		if (result >= 0)
			return -1;
		result = system->part_cell[i];
	}
	return result;
}

/* Publish a secondary cell, and with it those that are known by it: they are the only hidden ones of a sum. */
static void
publish_with_known(Exchange *exchange, int cell)
{
	const SuppressionProblem *problem = exchange->problem;

	if (!problem->hidden[cell])
		return;
	publish(exchange, cell);
	for (int at = exchange->published - 1; at < exchange->published; at++)
	{
		int published = exchange->published_cell[at];

		for (int i = problem->cell_first[published]; i < problem->cell_first[published + 1]; i++)
		{
			int sum = problem->cell_sum[i];
			int known = sole_hidden_cell(problem, sum);

			work_add(problem->system->first_part[sum + 1] - problem->system->first_part[sum]);
			if (known >= 0 && !must_hide(problem, known))
				publish(exchange, known);
		}
	}
}

/* Hide the cells of a cycle in whole numbers, if they cost less than what is left. */
static bool
hide_in_place(Exchange *exchange, const Cycle *cycle)
{
	SuppressionProblem *problem = exchange->problem;
	int64				cost = cycle_cost(problem, cycle);

	if (!cycle->change || cost >= exchange->left)
		return false;
	exchange->left -= cost;
	for (int i = 0; i < cycle->length; i++)
		if (!problem->hidden[cycle->cell[i]])
		{
			problem->hidden[cycle->cell[i]] = true;
			exchange->hidden_cell[exchange->hidden++] = cycle->cell[i];
		}
	return witnesses_add(exchange->witnesses, cycle->length, cycle->cell, cycle->change);
}

/* Hide more for a cell that lacks a witness now. state is an Exchange. */
static bool
hide_for(void *state, int below)
{
	Exchange *exchange = state;
	Goal	  goal[LEVEL_GOALS];

	if (!exchange->lp_cycles)
		exchange->lp_cycles = lp_cycles_create(exchange->problem);
	level_goals(exchange->problem, below, goal);
	for (int i = 0; i < LEVEL_GOALS; i++)
	{
		Cycle *cycle;
		bool   hidden;

		if (!is_goal(goal[i]) || witnesses_satisfy(exchange->witnesses, below))
			continue;
		cycle = lp_cycles_find(exchange->lp_cycles, below, goal[i], -1, exchange->left - 1, true);
		if (!cycle)
			return false;
		hidden = hide_in_place(exchange, cycle);
		cycle_free(cycle);
		if (!hidden)
			return false;
	}
	return witnesses_satisfy(exchange->witnesses, below);
}

/* Publish these secondary cells if others that cost less can take their place. */
static bool
exchange_these(Exchange *exchange, const int *cell, int count)
{
	SuppressionProblem *problem = exchange->problem;
	Replacement			replacement = {hide_for, exchange, exchange->hidden_cell, &exchange->hidden};
	bool				result;

	progress_report(0, 0);
	work_add(problem->system->cells);
	exchange->published = exchange->hidden = 0;
	exchange->left = 0;
	for (int i = 0; i < count; i++)
		publish_with_known(exchange, cell[i]);
	if (exchange->published == 0)
		return false;
	result = witnesses_publish(exchange->witnesses, exchange->published_cell, exchange->published, &replacement);
	for (int i = 0; i < exchange->published; i++)
		problem->open[exchange->published_cell[i]] = true;
	return result;
}

/* Exchange each of the secondary cells, beginning with the dearest. Returns whether any was. */
static bool
exchange_singly(Exchange *exchange, int *list, int64 end)
{
	int	 count = problem_list_secondary(exchange->problem, list);
	bool any = false;

	for (int i = 0; i < count && work_done < end; i++)
		any |= exchange_these(exchange, list + i, 1);
	elog(DEBUG1, "exchange: cost " INT64_FORMAT ", " INT64_FORMAT " steps of work",
		 problem_cost(exchange->problem, exchange->problem->hidden), work_done);
	return any;
}

/* ---- insertion ---- */

/* Add the secondary cells of the sums of a cell to a set. Returns what those cost that were not in it. */
static int64
add_secondary_near(const SuppressionProblem *problem, int cell, bool *set)
{
	const TableSystem *system = problem->system;
	int64			   cost = 0;

	for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
	{
		int sum = problem->cell_sum[i];

		work_add(system->first_part[sum + 1] - system->first_part[sum]);
		for (int j = system->first_part[sum]; j <= system->first_part[sum + 1]; j++)
		{
			int other = j == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[j];

			if (other == cell || set[other] || !problem->hidden[other] || must_hide(problem, other))
				continue;
			set[other] = true;
			cost += problem->cost[other];
		}
	}
	return cost;
}

/* Exchange the cells of a set, and then those near what was published by that, the dearest first, until it is empty. */
static void
exchange_set(Exchange *exchange, bool *set, int *list)
{
	const SuppressionProblem *problem = exchange->problem;
	bool					  any = true;

	while (any)
	{
		int count = problem_list_secondary(problem, list);

		any = false;
		for (int i = 0; i < count; i++)
		{
			if (!set[list[i]] || !problem->hidden[list[i]])
				continue;
			set[list[i]] = false;
			if (!exchange_these(exchange, list + i, 1))
				continue;
			for (int j = 0; j < exchange->published; j++)
				add_secondary_near(problem, exchange->published_cell[j], set);
			any = true;
		}
	}
}

/* Does what has been inserted satisfy its level too, perhaps with a little more hidden? It may cost less than limit. */
static bool
satisfies(Exchange *exchange, int cell, int64 limit)
{
	const SuppressionProblem *problem = exchange->problem;

	exchange->hidden = 0;
	exchange->left = limit - problem_cost(problem, problem->hidden);
	return exchange->left > 0 &&
		   (!problem->hidden[cell] || witnesses_satisfy(exchange->witnesses, cell) || hide_for(exchange, cell));
}

/* Hide a cell if with it so many others need not be hidden that all costs less. near is a set that is empty. */
static bool
insert_in_place(Exchange *exchange, int cell, bool *near, int *list)
{
	SuppressionProblem *problem = exchange->problem;
	int64				before = problem_cost(problem, problem->hidden);

	if (add_secondary_near(problem, cell, near) <= problem->cost[cell])
		return false;
	witnesses_mark(exchange->witnesses);
	witnesses_hide(exchange->witnesses, cell);
	exchange_set(exchange, near, list);
	if (satisfies(exchange, cell, before))
	{
		witnesses_go_on(exchange->witnesses);
		return true;
	}
	witnesses_return(exchange->witnesses);
	return false;
}

/* Insert each cell that may be hidden. Returns whether any was. */
static bool
exchange_by_insertion(Exchange *exchange, int *list, int64 end)
{
	SuppressionProblem *problem = exchange->problem;
	int					cells = problem->system->cells;
	bool			   *near = allocate(sizeof(bool), cells);
	bool				any = false;

	for (int cell = 0; cell < cells && work_done < end; cell++)
	{
		if (problem->hidden[cell] || !problem->open[cell])
			continue;
		memset(near, 0, cells);
		work_add(cells / 16);
		any |= insert_in_place(exchange, cell, near, list);
	}
	pfree(near);
	elog(DEBUG1, "insertion: cost " INT64_FORMAT ", " INT64_FORMAT " steps of work",
		 problem_cost(problem, problem->hidden), work_done);
	return any;
}

/* ---- pairs ---- */

/* Exchange pairs of secondary cells. */
static void
exchange_pairs(Exchange *exchange, int *list, int64 end)
{
	uint64 random = 1;
	int	   count = problem_list_secondary(exchange->problem, list);

	/* until each ordered pair has had a chance in vain */
	for (int64 failures = 0; failures < (int64) count * (count - 1) && work_done < end; failures++)
	{
		int pair[2];

		for (int i = 0; i < 2; i++)
			pair[i] = list[random_below(&random, count)];
		if (!exchange_these(exchange, pair, 2))
			continue;
		count = problem_list_secondary(exchange->problem, list);
		failures = 0;
	}
	elog(DEBUG1, "exchange of pairs: cost " INT64_FORMAT ", " INT64_FORMAT " steps of work",
		 problem_cost(exchange->problem, exchange->problem->hidden), work_done);
}

void
exchange_cells(SuppressionProblem *problem, Witnesses *witnesses, int64 work)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "exchange of cells", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	int			  cells = problem->system->cells;
	int64		  end = work_done + Min(Min(MOST_WORK, cells * WORK_OF_CELL), work);
	int			 *list = allocate(sizeof(int), cells);
	Exchange	  exchange = {.problem = problem, .witnesses = witnesses};

	exchange.published_cell = allocate(sizeof(int), cells);
	exchange.hidden_cell = allocate(sizeof(int), cells);
	while (work_done < end && problem_cost(problem, problem->hidden) > problem->bound &&
		   exchange_singly(&exchange, list, end))
		;
	/* with singletons, what would be superfluous without them often protects from them */
	while (!problem->same_contributors && work_done < end && problem_cost(problem, problem->hidden) > problem->bound &&
		   exchange_by_insertion(&exchange, list, end))
		;
	if (problem_cost(problem, problem->hidden) > problem->bound)
		exchange_pairs(&exchange, list, end);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}
