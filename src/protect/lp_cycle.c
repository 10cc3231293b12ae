/*
 * lp_cycle.c
 *		The cheapest way for a cell of any table to move, by linear arithmetic.
 *
 * Of all changes of cells that keep every sum, and bring one cell to its goal,
 * take that in which the others cost least, each as much as it changes times
 * what hiding it costs; what changes is then hidden (J. P. Kelly, B. L. Golden,
 * A. A. Assad, Cell Suppression: Disclosure SuppressionProblem for Sensitive Tabular
 * Data, Networks 22, 1992).  It is dearer than cycles that are products, and
 * slower, but there in every table.
 */
#include "postgres.h"

#include <math.h>

#include "audit/lp.h"
#include "audit/presolve.h"
#include "audit/table_system.h"
#include "protect/lp_cycle.h"
#include "util/memory.h"

/* The price of what is hidden already: something, so that no more is changed than need be. */
#define FREE 0.01

/* A change of no more is none. */
#define NO_CHANGE 1e-6

/* Each cell has two columns: how much it goes up, and down. */
#define UP(cell)   (2 * (cell))
#define DOWN(cell) (2 * (cell) + 1)

struct LpCycles
{
	const SuppressionProblem *problem;
	Subproblem				  subproblem;
	LinearProgram			 *lp;
	double					 *price; /* of a change by one of each cell */
};

/* How far a cell can go up and down: what must stay published, not at all. */
static void
room_to_change(const SuppressionProblem *problem, int cell, Bounds *up, Bounds *down)
{
	int64  value = problem->system->bounds[cell].lower;
	Bounds possible = problem_room(problem, cell);

	*up = *down = (Bounds){0, 0};
	if (!problem->open[cell] && !must_hide(problem, cell))
		return;
	up->upper = possible.upper == NO_UPPER ? NO_UPPER : possible.upper - value;
	down->upper = possible.lower == NO_LOWER ? NO_UPPER : value - possible.lower;
}

static void
set_room(LpCycles *lp_cycles, int cell, Bounds up, Bounds down)
{
	lp_set_bounds(lp_cycles->lp, UP(cell), up);
	lp_set_bounds(lp_cycles->lp, DOWN(cell), down);
}

static void
restore_room(LpCycles *lp_cycles, int cell)
{
	Bounds up;
	Bounds down;

	room_to_change(lp_cycles->problem, cell, &up, &down);
	set_room(lp_cycles, cell, up, down);
}

static void
set_price(LpCycles *lp_cycles, int cell, double price)
{
	lp_cycles->price[cell] = price;
	lp_set_weight(lp_cycles->lp, UP(cell), -price);
	lp_set_weight(lp_cycles->lp, DOWN(cell), -price);
}

void
lp_cycles_set_free(LpCycles *lp_cycles, int cell)
{
	set_price(lp_cycles, cell, FREE);
}

/* The sums as equations of what the cells change by. */
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
		room_to_change(problem, cell, bounds + UP(cell), bounds + DOWN(cell));
	lp_cycles->lp = lp_create(&lp_cycles->subproblem, bounds);
	lp_cycles->price = allocate(sizeof(double), cells);
	lp_use_dual(lp_cycles->lp);
	for (int cell = 0; cell < cells; cell++)
		set_price(lp_cycles, cell, problem->hidden[cell] ? FREE : (double) problem->cost[cell]);
	return lp_cycles;
}

/* The cells that change in the linear program's optimum. */
static Cycle *
read_circuit(const LpCycles *lp_cycles)
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

		if (fabs(change) <= NO_CHANGE)
			continue;
		whole &= fabs(change - rint(change)) <= NO_CHANGE && fabs(change) <= CHANGE_LIMIT;
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

/* The cheapest change that brings a cell so far up or down, and what it costs; NULL if there is none. */
static Cycle *
reach_goal(LpCycles *lp_cycles, int cell, int column, int64 amount, double *price)
{
	const double *value;
	bool		  found;

	/* not against itself */
	set_room(lp_cycles, cell, (Bounds){0, 0}, (Bounds){0, 0});
	lp_set_bounds(lp_cycles->lp, column, (Bounds){amount, amount});
	found = lp_run(lp_cycles->lp) == LP_OPTIMAL;
	restore_room(lp_cycles, cell);
	if (!found)
		return NULL;
	value = lp_values(lp_cycles->lp);
	*price = 0;
	for (int i = 0; i < lp_cycles->subproblem.cells; i++)
		*price += lp_cycles->price[i / 2] * value[i] / amount;
	return read_circuit(lp_cycles);
}

Cycle *
lp_cycles_find(LpCycles *lp_cycles, int cell, Goal goal, int known)
{
	Cycle *best = NULL;
	double best_price = 0;
	Bounds up;
	Bounds down;

	room_to_change(lp_cycles->problem, cell, &up, &down);
	if (known >= 0)
		set_room(lp_cycles, known, (Bounds){0, 0}, (Bounds){0, 0});
	for (int way = 0; way < 2; way++)
	{
		int64  amount = way == 0 ? goal.up : goal.down;
		Cycle *cycle = NULL;
		double price;

		if (amount > 0 && amount <= CHANGE_LIMIT && amount <= (way == 0 ? up.upper : down.upper))
			cycle = reach_goal(lp_cycles, cell, way == 0 ? UP(cell) : DOWN(cell), amount, &price);
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
		restore_room(lp_cycles, known);
	return best;
}
