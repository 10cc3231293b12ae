/*
 * lp_cycle.c
 *		The cheapest change of cells that reaches a goal of one cell, by a
 *		linear program.
 *
 * Of all changes that keep every sum and bring the cell to its goal, find the
 * one of least price. Each other cell costs the amount of its change times the
 * cost of hiding it. The cells that change are then hidden (J. P. Kelly, B. L.
 * Golden, A. A. Assad, Cell Suppression: Disclosure Protection for Sensitive
 * Tabular Data, Networks 22, 1992). This is slower than products of loops
 * (cycle.c), but it works in every table.
 *
 * Called by augmentation.c. An LpCycles owns its linear program (audit/lp.c),
 * in the context in which it is created.
 */
#include "postgres.h"

#include <math.h>

#include "audit/lp.h"
#include "audit/presolve.h"
#include "audit/table_system.h"
#include "protect/lp_cycle.h"
#include "util/memory.h"

/* The price of a hidden cell: not zero, so that no cell changes without need. */
#define HIDDEN_PRICE 0.01

/* A change up to this is a rounding error of the LP solver. */
#define CHANGE_TOLERANCE 1e-6

/* Each cell has two columns: how much it goes up, and down. */
#define UP(cell)   (2 * (cell))
#define DOWN(cell) (2 * (cell) + 1)

struct LpCycles
{
	const SuppressionProblem *problem;
	Subproblem				  subproblem;
	LinearProgram			 *lp;
	double					 *price; /* of each cell: price of a change by one */
};

/* How far a cell can go up and down. A cell that must stay published cannot. */
static void
change_limits(const SuppressionProblem *problem, int cell, Bounds *up, Bounds *down)
{
	int64  value = problem->system->bounds[cell].lower;
	Bounds possible = problem_range(problem, cell);

	*up = *down = (Bounds){0, 0};
	if (!problem->open[cell] && !must_hide(problem, cell))
		return;
	up->upper = possible.upper == NO_UPPER ? NO_UPPER : possible.upper - value;
	down->upper = possible.lower == NO_LOWER ? NO_UPPER : value - possible.lower;
}

static void
set_change_limits(LpCycles *lp_cycles, int cell, Bounds up, Bounds down)
{
	lp_set_bounds(lp_cycles->lp, UP(cell), up);
	lp_set_bounds(lp_cycles->lp, DOWN(cell), down);
}

static void
restore_change_limits(LpCycles *lp_cycles, int cell)
{
	Bounds up;
	Bounds down;

	change_limits(lp_cycles->problem, cell, &up, &down);
	set_change_limits(lp_cycles, cell, up, down);
}

static void
set_price(LpCycles *lp_cycles, int cell, double price)
{
	lp_cycles->price[cell] = price;
	lp_set_weight(lp_cycles->lp, UP(cell), -price);
	lp_set_weight(lp_cycles->lp, DOWN(cell), -price);
}

void
lp_cycles_set_hidden(LpCycles *lp_cycles, int cell)
{
	set_price(lp_cycles, cell, HIDDEN_PRICE);
}

/* The equations of the sums over the changes. */
static void
describe_program(Subproblem *subproblem, const TableSystem *system)
{
	int entries = 2 * (system->parts + system->sums);
	int at = 0;

	subproblem->cells = 2 * system->cells;
	subproblem->equations = system->sums;
	subproblem->first = allocate(sizeof(int), system->sums + 1);
	subproblem->entry_cell = allocate(sizeof(int), entries);
	subproblem->entry_coefficient = allocate(sizeof(int), entries);
	subproblem->constant = allocate(sizeof(int64), system->sums);
	for (int sum = 0; sum < system->sums; sum++)
	{
		subproblem->first[sum] = at;
		subproblem->constant[sum] = 0;
		for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
		{
			bool is_total = i == system->first_part[sum + 1];
			int	 cell = is_total ? system->total[sum] : system->part_cell[i];

			subproblem->entry_cell[at] = UP(cell);
			subproblem->entry_coefficient[at++] = is_total ? -1 : 1;
			subproblem->entry_cell[at] = DOWN(cell);
			subproblem->entry_coefficient[at++] = is_total ? 1 : -1;
		}
	}
	subproblem->first[system->sums] = at;
}

LpCycles *
lp_cycles_create(const SuppressionProblem *problem)
{
	int		  cells = problem->system->cells;
	LpCycles *lp_cycles = palloc0(sizeof(LpCycles));
	Bounds	 *bounds = allocate(sizeof(Bounds), 2 * cells);

	lp_cycles->problem = problem;
	describe_program(&lp_cycles->subproblem, problem->system);
	for (int cell = 0; cell < cells; cell++)
		change_limits(problem, cell, bounds + UP(cell), bounds + DOWN(cell));
	lp_cycles->lp = lp_create(&lp_cycles->subproblem, bounds);
	lp_cycles->price = allocate(sizeof(double), cells);
	lp_use_dual(lp_cycles->lp);
	for (int cell = 0; cell < cells; cell++)
		set_price(lp_cycles, cell, problem->hidden[cell] ? HIDDEN_PRICE : (double) problem->cost[cell]);
	return lp_cycles;
}

/* The cells that change in the optimum. */
static Cycle *
read_cycle(const LpCycles *lp_cycles)
{
	const double *value = lp_values(lp_cycles->lp);
	int			  cells = lp_cycles->problem->system->cells;
	Cycle		 *cycle = palloc(sizeof(Cycle));
	bool		  whole = true;

	cycle->length = 0;
	cycle->cell = allocate(sizeof(int), cells);
	cycle->change = allocate(sizeof(int64), cells);
	for (int cell = 0; cell < cells; cell++)
	{
		double change = value[UP(cell)] - value[DOWN(cell)];

		if (fabs(change) <= CHANGE_TOLERANCE)
			continue;
		whole &= fabs(change - rint(change)) <= CHANGE_TOLERANCE && fabs(change) <= CHANGE_LIMIT;
		cycle->cell[cycle->length] = cell;
		cycle->change[cycle->length++] = whole ? (int64) rint(change) : 0;
	}
	if (!whole)
	{
		pfree(cycle->change);
		cycle->change = NULL;
	}
	return cycle;
}

/*
 * The cheapest change that brings a cell up or down by an amount, and its price
 * for a change by one. NULL if there is none.
 */
static Cycle *
cheapest_change(LpCycles *lp_cycles, int cell, int column, int64 amount, double *price)
{
	const double *value;
	bool		  found;

	/* the cell must not go the other way, too */
	set_change_limits(lp_cycles, cell, (Bounds){0, 0}, (Bounds){0, 0});
	lp_set_bounds(lp_cycles->lp, column, (Bounds){amount, amount});
	found = lp_run(lp_cycles->lp) == LP_OPTIMAL;
	restore_change_limits(lp_cycles, cell);
	if (!found)
		return NULL;
	value = lp_values(lp_cycles->lp);
	*price = 0;
	for (int i = 0; i < lp_cycles->subproblem.cells; i++)
		*price += lp_cycles->price[i / 2] * value[i] / amount;
	return read_cycle(lp_cycles);
}

Cycle *
lp_cycles_find(LpCycles *lp_cycles, int cell, Goal goal, int known)
{
	Cycle *best = NULL;
	double best_price = 0;
	Bounds up;
	Bounds down;

	change_limits(lp_cycles->problem, cell, &up, &down);
	if (known >= 0)
		set_change_limits(lp_cycles, known, (Bounds){0, 0}, (Bounds){0, 0});
	for (int direction = 0; direction < 2; direction++)
	{
		int64  amount = direction == 0 ? goal.up : goal.down;
		Cycle *cycle = NULL;
		double price;

		if (amount > 0 && amount <= CHANGE_LIMIT && amount <= (direction == 0 ? up.upper : down.upper))
			cycle = cheapest_change(lp_cycles, cell, direction == 0 ? UP(cell) : DOWN(cell), amount, &price);
		if (cycle && best && price >= best_price)
			cycle_free(cycle);
		else if (cycle)
		{
			if (best)
				cycle_free(best);
			best = cycle;
			best_price = price;
		}
	}
	if (known >= 0)
		restore_change_limits(lp_cycles, known);
	return best;
}
