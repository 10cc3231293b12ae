/*
 * capacity_cut.c
 *		Find capacity cuts by linear programs over the hidden cells.
 *
 * Each hidden cell can change by no more than its a-priori bounds allow. The
 * largest change of one cell that keeps every sum is the optimum of a linear
 * program. Where it falls short of the cell's level, the multipliers of the sums
 * say what is lacking: each cell's capacity times its reduced cost adds up to that
 * optimum, so more of these cells must be hidden. These are the capacity constraints
 * of M. Fischetti and J. J. Salazar, Solving the Cell Suppression Problem on
 * Tabular Data with Linear Constraints, Management Science 47, 2001, strengthened
 * as no coefficient need exceed what is lacking. The multipliers are rounded to
 * whole numbers; whatever they are, the cut is true.
 *
 * Called by covering_model.c. Everything lives in a context of its own that is
 * deleted at the end.
 */
#include "postgres.h"

#include <math.h>

#include "audit/lp.h"
#include "audit/presolve.h"
#include "protect/capacity_cut.h"
#include "protect/cycle.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/work.h"

/* Multipliers are rounded to multiples of one part in so many: those of tables are mostly whole, halves or thirds. */
#define MULTIPLIER_PARTS 12

/* A whole share: bounds of the program are whole numbers. */
#define WHOLE_SHARE 720

/* What a program's optimum may lack of a level by rounding, in parts of a change by one. */
#define TOLERANCE 1e-4

/*
 * Programs that move all cells at once, which shows of most of them that they reach
 * their levels; they end when one shows so of less than one in so many.
 */
#define MAX_COMMON	 8
#define COMMON_SHARE 20

/* A change that a level asks for beyond this is too large for a cut. */
#define MAX_AMOUNT (INT64CONST(1) << 30)

typedef struct CapacityCuts
{
	const SuppressionProblem *problem;
	const double			 *share;
	CapacityTaker			  take;
	void					 *state;
	Subproblem				  subproblem;
	LinearProgram			 *lp;
	int						 *column_of; /* of each cell, or -1 */
	int						 *cell_of;
	int						 *sum_of;	/* of each equation */
	double					 *highest;	/* of each column: its largest change so far */
	double					 *lowest;	/* and its smallest */
	int64					  most;		/* the largest amount that a level asks for */
	int						 *reduced;	/* scratch: of each cell, reduced cost in MULTIPLIER_PARTS */
	int64					 *capacity; /* scratch: of each cell, its coefficient */
	int						 *touched;	/* scratch: cells whose coefficient is not 0 */
	int						 *list;		/* scratch: cells of sums */
	int						  touches;
} CapacityCuts;

/* How far a cell can go up or down, up to a limit. */
static int64
capacity_of(const CapacityCuts *cuts, int cell, bool up, int64 limit)
{
	int64  value = cuts->problem->system->bounds[cell].lower;
	Bounds range = cuts->problem->prior[cell];

	if (up)
		return range.upper == NO_UPPER ? limit : Min(range.upper - value, limit);
	return range.lower == NO_LOWER ? limit : Min(value - range.lower, limit);
}

static bool
may_hide(const SuppressionProblem *problem, int cell)
{
	return problem->open[cell] || must_hide(problem, cell);
}

/* The amounts by which a goal asks a cell to change in both directions together; 0 if there is none. */
static int64
amount_of(Goal goal)
{
	return Max(goal.up, goal.down);
}

/* ---- the program ---- */

static void
list_hidden_columns(CapacityCuts *cuts)
{
	int cells = cuts->problem->system->cells;

	cuts->column_of = allocate(sizeof(int), cells);
	cuts->cell_of = allocate(sizeof(int), cells);
	for (int cell = 0; cell < cells; cell++)
	{
		Goal goal[LEVEL_GOALS];

		cuts->column_of[cell] = -1;
		if (cuts->share[cell] * WHOLE_SHARE < 1)
			continue;
		cuts->column_of[cell] = cuts->subproblem.cells;
		cuts->cell_of[cuts->subproblem.cells++] = cell;
		level_goals(cuts->problem, cell, goal);
		for (int i = 0; i < LEVEL_GOALS; i++)
			if (amount_of(goal[i]) <= MAX_AMOUNT)
				cuts->most = Max(cuts->most, amount_of(goal[i]));
	}
	cuts->highest = allocate(sizeof(double), cuts->subproblem.cells);
	cuts->lowest = allocate(sizeof(double), cuts->subproblem.cells);
	for (int column = 0; column < cuts->subproblem.cells; column++)
		cuts->highest[column] = cuts->lowest[column] = 0;
}

static void
describe_hidden_sums(CapacityCuts *cuts)
{
	const TableSystem *system = cuts->problem->system;
	Subproblem		  *subproblem = &cuts->subproblem;
	int				   entries = system->first_part[system->sums] + system->sums;
	int				   at = 0;

	cuts->sum_of = allocate(sizeof(int), system->sums);
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
			int	 column = cuts->column_of[is_total ? system->total[sum] : system->part_cell[i]];

			if (column < 0)
				continue;
			subproblem->entry_cell[at] = column;
			subproblem->entry_coefficient[at++] = is_total ? -1 : 1;
		}
		if (at == first)
			continue;
		cuts->sum_of[subproblem->equations] = sum;
		subproblem->constant[subproblem->equations] = 0;
		subproblem->first[subproblem->equations++] = first;
	}
	subproblem->first[subproblem->equations] = at;
	work_add(entries);
}

static CapacityCuts *
capacity_cuts_create(const SuppressionProblem *problem, const double *share)
{
	CapacityCuts *cuts = palloc0(sizeof(CapacityCuts));
	Bounds		 *bounds;

	cuts->problem = problem;
	cuts->share = share;
	cuts->reduced = allocate(sizeof(int), problem->system->cells);
	cuts->capacity = allocate(sizeof(int64), problem->system->cells);
	cuts->touched = allocate(sizeof(int), problem->system->cells);
	cuts->list = allocate(sizeof(int), problem->system->first_part[problem->system->sums] + problem->system->sums);
	memset(cuts->reduced, 0, sizeof(int) * problem->system->cells);
	memset(cuts->capacity, 0, sizeof(int64) * problem->system->cells);
	list_hidden_columns(cuts);
	describe_hidden_sums(cuts);
	bounds = allocate(sizeof(Bounds), cuts->subproblem.cells);
	for (int column = 0; column < cuts->subproblem.cells; column++)
	{
		int	  cell = cuts->cell_of[column];
		int64 part = (int64) rint(Min(share[cell], 1) * WHOLE_SHARE);

		bounds[column] = (Bounds){-capacity_of(cuts, cell, false, cuts->most) * part,
								  capacity_of(cuts, cell, true, cuts->most) * part};
	}
	cuts->lp = lp_create(&cuts->subproblem, bounds);
	return cuts;
}

/* Solve the program, and keep what its optimum shows of all cells. */
static bool
solve(CapacityCuts *cuts)
{
	const double *value;

	if (cuts->subproblem.equations == 0 || lp_run(cuts->lp) != LP_OPTIMAL)
		return false;
	value = lp_values(cuts->lp);
	for (int column = 0; column < cuts->subproblem.cells; column++)
	{
		cuts->highest[column] = Max(cuts->highest[column], value[column] / WHOLE_SHARE);
		cuts->lowest[column] = Min(cuts->lowest[column], value[column] / WHOLE_SHARE);
	}
	return true;
}

/* How much a cell can change towards a goal, as far as programs have shown. */
static double
reached(const CapacityCuts *cuts, int cell, Goal goal)
{
	int column = cuts->column_of[cell];

	return (goal.up > 0 ? cuts->highest[column] : 0) - (goal.down > 0 ? cuts->lowest[column] : 0);
}

/* What programs have not shown yet, of what the share of a cell asks for. */
static bool
is_short(const CapacityCuts *cuts, int cell, Goal goal)
{
	return is_goal(goal) && amount_of(goal) <= MAX_AMOUNT &&
		   reached(cuts, cell, goal) < amount_of(goal) * Min(cuts->share[cell], 1) - TOLERANCE;
}

/* Move all cells that are short at once. Returns how many were. */
static int
move_all(CapacityCuts *cuts, int round)
{
	int count = 0;

	for (int column = 0; column < cuts->subproblem.cells; column++)
	{
		Goal   goal[LEVEL_GOALS];
		double weight = 0;

		level_goals(cuts->problem, cuts->cell_of[column], goal);
		for (int i = 0; i < LEVEL_GOALS; i++)
			if (is_short(cuts, cuts->cell_of[column], goal[i]))
			{
				bool up = goal[i].up > 0 && (goal[i].down == 0 || (column + round) % 2 == 0);

				weight = up ? 1 : -1;
				count++;
			}
		lp_set_weight(cuts->lp, column, weight);
	}
	if (count > 0)
		solve(cuts);
	return count;
}

/* ---- cuts ---- */

/*
 * Add to the coefficients what the multipliers of the last optimum say of a change
 * of a cell up, or down. False if they say nothing of it.
 */
static bool
add_multipliers(CapacityCuts *cuts, int cell, bool up, int64 amount)
{
	const TableSystem *system = cuts->problem->system;
	const double	  *multiplier = lp_multipliers(cuts->lp);
	int64			   needed = amount * MULTIPLIER_PARTS;
	int				   count = 0;
	bool			   result;

	for (int equation = 0; equation < cuts->subproblem.equations; equation++)
	{
		int sum = cuts->sum_of[equation];
		int scaled = fabs(multiplier[equation]) < 1e5 ? (int) rint(multiplier[equation] * MULTIPLIER_PARTS) : 0;

		if (scaled == 0)
			continue;
		work_add(2 * (system->first_part[sum + 1] - system->first_part[sum]));
		for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
		{
			bool is_total = i == system->first_part[sum + 1];
			int	 other = is_total ? system->total[sum] : system->part_cell[i];

			if (cuts->reduced[other] == 0)
				cuts->list[count++] = other;
			cuts->reduced[other] -= is_total ? -scaled : scaled;
		}
	}
	/* the weight of the cell itself is 1 up, -1 down: with it its reduced cost must be none */
	result = cuts->reduced[cell] == (up ? -MULTIPLIER_PARTS : MULTIPLIER_PARTS);
	for (int i = 0; i < count; i++)
	{
		int	  other = cuts->list[i];
		int64 reduced = cuts->reduced[other];
		int64 change;

		cuts->reduced[other] = 0;
		if (reduced == 0 || other == cell || !may_hide(cuts->problem, other) || !result)
			continue;
		/* no more than what is asked for counts, also of a cell that adds a part of what it changes */
		change = Min(capacity_of(cuts, other, reduced > 0, needed) * Abs(reduced), needed);
		if (change > 0 && cuts->capacity[other] == 0)
			cuts->touched[cuts->touches++] = other;
		cuts->capacity[other] += change;
	}
	return result;
}

static int64
common_divisor(int64 a, int64 b)
{
	while (b != 0)
	{
		int64 rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* Hand over the cut of the coefficients, which are then 0 again. True if the shares violate it. */
static bool
hand_over(CapacityCuts *cuts, int cell, int64 amount)
{
	int64  least = amount * MULTIPLIER_PARTS;
	double have = 0;
	int	   kept = 0;
	bool   violated;

	for (int i = 0; i < cuts->touches; i++)
	{
		int other = cuts->touched[i];

		if (cuts->capacity[other] == 0)
			continue;
		if (must_hide(cuts->problem, other))
		{
			least -= cuts->capacity[other];
			cuts->capacity[other] = 0;
		}
		else
			cuts->touched[kept++] = other;
	}
	for (int i = 0; i < kept; i++)
	{
		int64 *coefficient = cuts->capacity + cuts->touched[i];

		*coefficient = Min(*coefficient, Max(least, 0));
		have += *coefficient * cuts->share[cuts->touched[i]];
	}
	violated = least > 0 && have < least * Min(cuts->share[cell], 1) - TOLERANCE;
	if (violated)
	{
		int64 *coefficient = allocate(sizeof(int64), kept);

		int64 divisor = least;

		for (int i = 0; i < kept; i++)
			divisor = common_divisor(divisor, cuts->capacity[cuts->touched[i]]);
		for (int i = 0; i < kept; i++)
			coefficient[i] = cuts->capacity[cuts->touched[i]] / divisor;
		cuts->take(cuts->state, cell, kept, cuts->touched, coefficient, least / divisor);
		pfree(coefficient);
	}
	for (int i = 0; i < kept; i++)
		cuts->capacity[cuts->touched[i]] = 0;
	cuts->touches = 0;
	return violated;
}

/* Move one cell as far as it can towards a goal. Hand over a cut if that is too short. */
static bool
move_one(CapacityCuts *cuts, int cell, Goal goal)
{
	int64 amount = amount_of(goal);
	bool  known = true;

	cuts->touches = 0;
	for (int up = 1; up >= 0 && is_short(cuts, cell, goal); up--)
	{
		int64 own = capacity_of(cuts, cell, up, amount);

		if ((up ? goal.up : goal.down) == 0)
			continue;
		lp_set_weight(cuts->lp, cuts->column_of[cell], up ? 1 : -1);
		known &= solve(cuts);
		/* where its own bounds stop the cell, they say how far it goes */
		if (known && (up ? cuts->highest : cuts->lowest)[cuts->column_of[cell]] * (up ? 1 : -1) >=
						 own * Min(cuts->share[cell], 1) - TOLERANCE)
			amount -= own;
		else if (known)
			known = add_multipliers(cuts, cell, up, amount);
	}
	lp_set_weight(cuts->lp, cuts->column_of[cell], 0);
	if (known && amount > 0 && is_short(cuts, cell, goal))
		return hand_over(cuts, cell, amount);
	for (int i = 0; i < cuts->touches; i++)
		cuts->capacity[cuts->touched[i]] = 0;
	return false;
}

int
capacity_cuts_find(const SuppressionProblem *problem, const double *share, int64 end, CapacityTaker take, void *state)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "capacity cuts", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	CapacityCuts *cuts = capacity_cuts_create(problem, share);
	int			  before = PG_INT32_MAX;
	int			  count;
	int			  found = 0;

	cuts->take = take;
	cuts->state = state;
	for (int round = 0; round < MAX_COMMON && (count = move_all(cuts, round)) < before - before / COMMON_SHARE; round++)
		before = count;
	for (int column = 0; column < cuts->subproblem.cells; column++)
		lp_set_weight(cuts->lp, column, 0);
	for (int column = 0; column < cuts->subproblem.cells && work_done < end; column++)
	{
		Goal goal[LEVEL_GOALS];

		level_goals(problem, cuts->cell_of[column], goal);
		for (int i = 0; i < LEVEL_GOALS; i++)
			if (is_short(cuts, cuts->cell_of[column], goal[i]))
				found += move_one(cuts, cuts->cell_of[column], goal[i]);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return found;
}
