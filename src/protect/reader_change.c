/*
 * reader_change.c
 *		The cheapest change of a table that a reader with knowledge of his own
 *		takes to be possible, by linear programs.
 *
 * Every cell that is hidden or may be hidden has two columns, how much it goes
 * up and how much down. A demand bounds some of them. The cost of hiding a cell
 * is fixed, whatever its change, while a linear program pays for the amount. So
 * the price of a change by one is the cost divided by the amount that is
 * expected. After each program that is the amount found (slope scaling: D. Kim,
 * P. M. Pardalos, A Solution Approach to the Fixed Charge Network Flow Problem
 * Using a Dynamic Slope Scaling Procedure, Operations Research Letters 24,
 * 1999). The cheapest of the changes found counts.
 *
 * Called by reader_protection.c. Owns the programs and their scratch space.
 */
#include "postgres.h"

#include <math.h>

#include "audit/lp.h"
#include "protect/reader_change.h"
#include "util/memory.h"
#include "util/work.h"

/* Programs for one demand. */
#define SLOPE_ROUNDS 3

/* The price of changing a hidden cell, relative to the mean cost of hiding one: small, so that no cell changes without need. */
#define LEAST_PRICE 1e-4

/* A change below this is a rounding error of the linear program. */
#define LEAST_CHANGE 1e-6

#define UPWARDS(column)	  (2 * (column))
#define DOWNWARDS(column) (2 * (column) + 1)

struct ReaderChanges
{
	const SuppressionProblem *problem;
	int						  columns; /* cells that can change */
	int						 *column;  /* of each cell, or -1 */
	int						 *cell;	   /* of each column */
	Subproblem				  subproblem;
	LinearProgram			 *lp;
	double					  mean_cost;
	int64					 *missed; /* scratch for problem_keeps_sums, an entry a sum */
};

/* How far a cell can go up and down within bounds of its number. */
static void
limits_of_change(int64 value, Bounds possible, Bounds *up, Bounds *down)
{
	*up = *down = (Bounds){0, 0};
	up->upper = possible.upper == NO_UPPER ? NO_UPPER : Max(possible.upper - value, 0);
	down->upper = possible.lower == NO_LOWER ? NO_UPPER : Max(value - possible.lower, 0);
	/* beyond its number on one side: then it must go there */
	if (possible.lower != NO_LOWER && possible.lower > value)
		up->lower = possible.lower - value;
	if (possible.upper != NO_UPPER && possible.upper < value)
		down->lower = value - possible.upper;
}

static void
set_limits(ReaderChanges *changes, int column, Bounds possible)
{
	Bounds up;
	Bounds down;

	limits_of_change(changes->problem->system->bounds[changes->cell[column]].lower, possible, &up, &down);
	lp_set_bounds(changes->lp, UPWARDS(column), up);
	lp_set_bounds(changes->lp, DOWNWARDS(column), down);
}

/* The equations of the sums over the changes. */
static void
describe_equations(ReaderChanges *changes)
{
	const TableSystem *system = changes->problem->system;
	Subproblem		  *subproblem = &changes->subproblem;
	int				   entries = 2 * (system->parts + system->sums);
	int				   at = 0;

	subproblem->cells = 2 * changes->columns;
	subproblem->first = allocate(sizeof(int), system->sums + 1);
	subproblem->entry_cell = allocate(sizeof(int), entries);
	subproblem->entry_coefficient = allocate(sizeof(int), entries);
	subproblem->constant = allocate(sizeof(int64), system->sums);
	for (int sum = 0; sum < system->sums; sum++)
	{
		int first = at;

		for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
		{
			bool is_total = i == system->first_part[sum + 1];
			int	 column = changes->column[is_total ? system->total[sum] : system->part_cell[i]];

			if (column < 0)
				continue;
			subproblem->entry_cell[at] = UPWARDS(column);
			subproblem->entry_coefficient[at++] = is_total ? -1 : 1;
			subproblem->entry_cell[at] = DOWNWARDS(column);
			subproblem->entry_coefficient[at++] = is_total ? 1 : -1;
		}
		if (at == first)
			continue;
		subproblem->first[subproblem->equations] = first;
		subproblem->constant[subproblem->equations++] = 0;
	}
	subproblem->first[subproblem->equations] = at;
}

ReaderChanges *
reader_changes_create(const SuppressionProblem *problem)
{
	int			   cells = problem->system->cells;
	ReaderChanges *changes = palloc0(sizeof(ReaderChanges));
	Bounds		  *bounds;
	double		   cost = 0;

	changes->problem = problem;
	changes->column = allocate(sizeof(int), cells);
	changes->cell = allocate(sizeof(int), cells);
	changes->missed = allocate(sizeof(int64), problem->system->sums);
	memset(changes->missed, 0, sizeof(int64) * Max(problem->system->sums, 1));
	for (int cell = 0; cell < cells; cell++)
	{
		changes->column[cell] = -1;
		if (!problem->open[cell] && !must_hide(problem, cell))
			continue;
		changes->column[cell] = changes->columns;
		changes->cell[changes->columns++] = cell;
		cost += problem->cost[cell];
	}
	changes->mean_cost = 1 + cost / Max(changes->columns, 1);
	describe_equations(changes);
	bounds = allocate(sizeof(Bounds), 2 * changes->columns);
	for (int column = 0; column < changes->columns; column++)
	{
		int cell = changes->cell[column];

		limits_of_change(problem->system->bounds[cell].lower, problem_range(problem, cell), bounds + UPWARDS(column),
						 bounds + DOWNWARDS(column));
	}
	changes->lp = lp_create(&changes->subproblem, bounds);
	lp_use_dual(changes->lp);
	return changes;
}

/* The largest amount that a demand asks some cell to change by. */
static double
demanded_amount(const ReaderChanges *changes, const Demand *demand)
{
	double result = 1;

	for (int i = 0; i < demand->cells; i++)
	{
		int64 value = changes->problem->system->bounds[demand->cell[i]].lower;

		if (demand->bounds[i].lower != NO_LOWER)
			result = Max(result, (double) demand->bounds[i].lower - (double) value);
		if (demand->bounds[i].upper != NO_UPPER)
			result = Max(result, (double) value - (double) demand->bounds[i].upper);
	}
	return result;
}

/* The price of a change by one, if so much is expected. */
static double
price_of(const ReaderChanges *changes, int cell, double expected)
{
	const SuppressionProblem *problem = changes->problem;

	return LEAST_PRICE +
		   (problem->hidden[cell] ? 0 : (problem->cost[cell] + 1) / changes->mean_cost / Max(expected, 1));
}

/* Prices for the first program: the amount that is expected is the one demanded, or what the cell can lose. */
static void
set_first_prices(ReaderChanges *changes, double amount)
{
	const SuppressionProblem *problem = changes->problem;

	for (int column = 0; column < changes->columns; column++)
	{
		int	   cell = changes->cell[column];
		Bounds range = problem_range(problem, cell);
		double below = range.lower == NO_LOWER ? amount : (double) (problem->system->bounds[cell].lower - range.lower);

		lp_set_weight(changes->lp, UPWARDS(column), -price_of(changes, cell, amount));
		lp_set_weight(changes->lp, DOWNWARDS(column), -price_of(changes, cell, Min(amount, below)));
	}
}

/* Prices by what the last program found. Cells that it left alone keep theirs. */
static void
set_next_prices(ReaderChanges *changes, const double *value)
{
	for (int i = 0; i < 2 * changes->columns; i++)
		if (value[i] > LEAST_CHANGE)
			lp_set_weight(changes->lp, i, -price_of(changes, changes->cell[i / 2], value[i]));
}

/* What it costs to hide the cells that change and are not hidden yet. */
static double
cost_of(const ReaderChanges *changes, const double *value)
{
	double result = 0;

	for (int column = 0; column < changes->columns; column++)
		if (fabs(value[UPWARDS(column)] - value[DOWNWARDS(column)]) > LEAST_CHANGE &&
			!changes->problem->hidden[changes->cell[column]])
			result += changes->problem->cost[changes->cell[column]] + 1;
	return result;
}

/* Is a change in whole numbers a table that the reader takes to be possible? */
static bool
is_witness(ReaderChanges *changes, const Change *change, const Demand *demand)
{
	const SuppressionProblem *problem = changes->problem;
	int64					 *difference = allocate(sizeof(int64), change->length);
	bool					  result = true;

	for (int i = 0; i < change->length; i++)
	{
		Bounds range = problem_range(problem, change->cell[i]);

		difference[i] = change->value[i] - problem->system->bounds[change->cell[i]].lower;
		result &= change->value[i] >= range.lower && change->value[i] <= range.upper;
	}
	result = result && problem_keeps_sums(problem, change->length, change->cell, difference, changes->missed);
	for (int i = 0; i < demand->cells && result; i++)
	{
		int64 value = problem->system->bounds[demand->cell[i]].lower;

		for (int j = 0; j < change->length; j++)
			if (change->cell[j] == demand->cell[i])
				value = change->value[j];
		result = value >= demand->bounds[i].lower && value <= demand->bounds[i].upper;
	}
	pfree(difference);
	return result;
}

static Change *
read_change(ReaderChanges *changes, const double *value, const Demand *demand)
{
	Change *change = palloc(sizeof(Change));

	change->length = 0;
	change->cell = allocate(sizeof(int), changes->columns);
	change->value = allocate(sizeof(int64), changes->columns);
	for (int column = 0; column < changes->columns; column++)
	{
		double difference = value[UPWARDS(column)] - value[DOWNWARDS(column)];
		int	   cell = changes->cell[column];

		if (fabs(difference) <= LEAST_CHANGE || fabs(difference) > CELL_LIMIT)
			continue;
		change->cell[change->length] = cell;
		change->value[change->length++] = changes->problem->system->bounds[cell].lower + (int64) rint(difference);
	}
	change->whole = is_witness(changes, change, demand);
	return change;
}

/* Bound the cells of a demand, or with NULL bounds as without one. False if a cell that cannot change would have to. */
static bool
set_demand(ReaderChanges *changes, const Demand *demand, bool on)
{
	const SuppressionProblem *problem = changes->problem;
	bool					  result = true;

	for (int i = 0; i < demand->cells; i++)
	{
		int	   cell = demand->cell[i];
		int	   column = changes->column[cell];
		int64  value = problem->system->bounds[cell].lower;
		Bounds range;

		if (column < 0)
		{
			result &= value >= demand->bounds[i].lower && value <= demand->bounds[i].upper;
			continue;
		}
		range = problem_range(problem, cell);
		if (on)
			range = (Bounds){Max(range.lower, demand->bounds[i].lower), Min(range.upper, demand->bounds[i].upper)};
		result &= range.lower <= range.upper;
		if (range.lower <= range.upper)
			set_limits(changes, column, range);
	}
	return result;
}

Change *
reader_changes_find(ReaderChanges *changes, const Demand *demand)
{
	Change *best = NULL;
	double	best_cost = 0;

	if (set_demand(changes, demand, true))
	{
		set_first_prices(changes, demanded_amount(changes, demand));
		for (int round = 0; round < SLOPE_ROUNDS; round++)
		{
			const double *value;
			double		  cost;
			Change		 *found;

			if (lp_run(changes->lp) != LP_OPTIMAL)
				break;
			value = lp_values(changes->lp);
			cost = cost_of(changes, value);
			found = read_change(changes, value, demand);
			if (!best || (found->whole && !best->whole) || (found->whole == best->whole && cost < best_cost))
			{
				best = found;
				best_cost = cost;
			}
			if (cost == 0)
				break;
			set_next_prices(changes, value);
		}
	}
	set_demand(changes, demand, false);
	return best;
}
