/*
 * covering_model.c
 *		The covering model: rows that every protected pattern satisfies, and the
 *		cheapest choice of cells that satisfies them.
 *
 * In any sum, and in any combination of sums, over the hidden cells, a single
 * hidden cell would be known. So if one is hidden, another must be. In the
 * linear relaxation, the shares of the other cells add up to at least its
 * share. These are the bridgeless inequalities of M. Fischetti and J. J.
 * Salazar, "Solving the Cell Suppression Problem on Tabular Data with Linear
 * Constraints", Management Science 47, 2001. Sums are added to the model when
 * the relaxation violates them. Combinations of sums are cuts from patterns
 * that disclose a cell (null_space_cuts). Multipliers of the relaxation give a
 * safe dual bound, as by A. Neumaier and O. Shcherbina, "Safe bounds in linear
 * and mixed-integer linear programming", Mathematical Programming 99, 2004.
 *
 * Called by search.c. A model lives in a context of its own that is deleted at
 * the end.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "audit/lp.h"
#include "audit/presolve.h"
#include "protect/capacity_cut.h"
#include "protect/covering_model.h"
#include "protect/cycle.h"
#include "protect/null_space.h"
#include "util/memory.h"
#include "util/work.h"

/*
 * Runs of the linear program for a bound alone. Wherever it stops it proves one, and
 * the pattern is there already, so the work for it is kept short.
 */
#define BOUND_RUNS 75

/* The amount by which the relaxation must violate a row for it to be added: well above the rounding of shares. */
#define MIN_VIOLATION 1e-4

/* Rounds of adding rows and solving again. A large model is ended by its work limit before. */
#define MAX_CUT_ROUNDS 100

/*
 * Entries of all rows. Cuts over long combinations of sums make the linear program
 * slow and large, and raise the bound little.
 */
#define MAX_ROW_ENTRIES INT64CONST(3000000)

/* Distance from 0 up to which a share counts as 0, and from 1 as 1: differences like these are rounding by the solver. */
#define SHARE_TOLERANCE 1e-6

/*
 * Size of the models that are solved in whole numbers: up to 15,000 columns if at
 * most 250 of them are fractional in the relaxation, up to 600 columns always. And
 * branches of one such search.
 */
#define INTEGER_COLUMNS		   15000
#define INTEGER_FRACTIONAL	   250
#define ALWAYS_INTEGER_COLUMNS 600
#define MAX_BRANCHES		   2000

/*
 * Percent of the work limit (work.h) up to which relaxations are solved, and
 * models in whole numbers. The rest is for witnesses and augmentation. Then the
 * bound is raised, up to another.
 */
#define RELAX_PERCENT	40
#define RAISE_PERCENT	80
#define INTEGER_PERCENT 16

/*
 * Steps of work in which capacity cuts raise the bound, and rounds after which that
 * ends if they do not raise it by one part in so many.
 */
#define RAISE_WORK	INT64CONST(1200000000)
#define IDLE_ROUNDS 3
#define RISE_SHARE	1000

/* Multipliers are rounded to multiples of 2^-20, so that the bound is computed exactly in whole numbers. */
#define MULTIPLIER_SCALE (INT64CONST(1) << 20)

/* The largest coefficient of a row, so that the bound is computed without overflow. */
#define COEFFICIENT_SCALE 1000

/* Coefficients times shares of columns add up to at least so much. */
typedef struct CoverRow
{
	int	 length;
	int *column;
	int *coefficient;
	int	 least;
} CoverRow;

typedef struct CoveringModel
{
	const SuppressionProblem *problem;
	MemoryContext			  context;
	LinearProgram			 *lp;
	int						  columns;
	int						 *column_of; /* of each cell, or -1 if it is hidden or published in any pattern */
	int						 *cell_of;
	int64					 *cost;
	int64					  fixed; /* cost of the cells that are hidden in any pattern */
	int						  rows;
	int						  rows_allocated;
	CoverRow				 *row;
	int64					  entries;	   /* of all rows */
	int						 *coefficient; /* scratch space for one row, and its columns */
	int						 *row_column;
	bool					  has_single;
	int						  percent;	  /* of the work limit, up to which relaxations are solved */
	int						  known;	  /* singleton that counts as published while cuts are taken, or -1 */
	bool					  impossible; /* no choice satisfies all rows */
} CoveringModel;

/* Add a row of the columns and coefficients in scratch space. */
static void
add_row(CoveringModel *model, int length, int least)
{
	MemoryContext old = MemoryContextSwitchTo(model->context);
	CoverRow	 *row;

	if (model->rows == model->rows_allocated)
	{
		model->rows_allocated *= 2;
		model->row = repalloc_huge(model->row, sizeof(CoverRow) * model->rows_allocated);
	}
	row = model->row + model->rows++;
	model->entries += length;
	row->least = least;
	row->length = length;
	row->column = allocate(sizeof(int), length);
	row->coefficient = allocate(sizeof(int), length);
	memcpy(row->column, model->row_column, sizeof(int) * length);
	memcpy(row->coefficient, model->coefficient, sizeof(int) * length);
	lp_add_row(model->lp, length, row->column, row->coefficient, least);
	MemoryContextSwitchTo(old);
}

/* One of these columns at least. minus is the column of the cell that it protects, or -1 if this is hidden in any pattern. */
static void
add_covering_row(CoveringModel *model, const int *column, int length, int minus)
{
	model->impossible |= minus < 0 && length == 0;
	for (int i = 0; i < length; i++)
	{
		model->row_column[i] = column[i];
		model->coefficient[i] = 1;
	}
	if (minus >= 0)
	{
		model->row_column[length] = minus;
		model->coefficient[length++] = -1;
	}
	add_row(model, length, minus >= 0 ? 0 : 1);
}

/* How far a cell can go up, or down, up to a limit. */
static int64
capacity(const SuppressionProblem *problem, int cell, bool up, int64 limit)
{
	int64  value = problem->system->bounds[cell].lower;
	Bounds range = problem_range(problem, cell);

	if (up)
		return range.upper == NO_UPPER ? limit : Min(range.upper - value, limit);
	return range.lower == NO_LOWER ? limit : Min(value - range.lower, limit);
}

/*
 * A change of so much, of an amount that is asked for, as a coefficient. Large
 * amounts are scaled; rounding up leaves the row true.
 */
static int
coefficient_of(int64 change, int64 amount)
{
	if (amount <= COEFFICIENT_SCALE)
		return (int) change;
	return (int) (((int128) change * COEFFICIENT_SCALE + amount - 1) / amount);
}

/*
 * A sum in which a cell, hidden in any pattern, is to reach a goal: the other cells
 * must be able to change by as much. Each can by no more than its a-priori bounds
 * allow. If the goal may be reached in either direction, or in part in both, what
 * they can in both counts.
 */
static void
add_capacity_row(CoveringModel *model, int sum, int cell, Goal goal)
{
	const SuppressionProblem *problem = model->problem;
	const TableSystem		 *system = problem->system;
	int64					  amount = Max(goal.up, goal.down);
	int						  least = coefficient_of(amount, amount);
	int						  length = 0;

	for (int i = system->first_part[sum]; i <= system->first_part[sum + 1] && least > 0; i++)
	{
		int	  other = i == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[i];
		bool  along = (other == system->total[sum]) != (cell == system->total[sum]);
		int64 change = 0;

		if (other == cell)
			continue;
		if (goal.up > 0)
			change += capacity(problem, other, along, amount);
		if (goal.down > 0)
			change += capacity(problem, other, !along, amount);
		change = Min(change, amount);
		if (must_hide(problem, other))
			least -= coefficient_of(change, amount);
		else if (model->column_of[other] >= 0 && change > 0)
		{
			model->row_column[length] = model->column_of[other];
			model->coefficient[length++] = coefficient_of(change, amount);
		}
	}
	if (least <= 0)
		return;
	for (int i = 0; i < length; i++)
		model->coefficient[i] = Min(model->coefficient[i], least);
	model->impossible |= length == 0;
	add_row(model, length, least);
}

/* What the level of a cell that is hidden in any pattern asks of each of its sums. */
static void
add_capacity_rows(CoveringModel *model, int sum, int cell)
{
	const SuppressionProblem *problem = model->problem;
	Goal					  goal[LEVEL_GOALS];

	level_goals(problem, cell, goal);
	for (int i = 0; i < LEVEL_GOALS; i++)
	{
		int64 amount = Max(goal[i].up, goal[i].down);

		if (!is_goal(goal[i]))
			continue;
		add_capacity_row(model, sum, cell, goal[i]);
		if (goal[i].up == 0 || goal[i].down == 0)
			continue;
		/* what the cell cannot do in one direction, it must in the other */
		for (int up = 0; up < 2; up++)
		{
			int64 other = amount - capacity(problem, cell, !up, amount);

			if (other > 0)
				add_capacity_row(model, sum, cell, (Goal){up ? other : 0, up ? 0 : other});
		}
	}
}

/*
 * List the columns of a sum's cells. Returns their number, and in certain how many
 * other cells of it are hidden in any pattern.
 */
static int
sum_columns(const CoveringModel *model, int sum, int *column, int *certain)
{
	const TableSystem *system = model->problem->system;
	int				   length = 0;

	*certain = 0;
	for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
	{
		int cell = i == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[i];

		if (must_hide(model->problem, cell))
			(*certain)++;
		else if (model->column_of[cell] >= 0)
			column[length++] = model->column_of[cell];
	}
	return length;
}

static CoveringModel *
covering_model_create(const SuppressionProblem *problem)
{
	const TableSystem *system = problem->system;
	int				   cells = system->cells;
	CoveringModel	  *model = palloc0(sizeof(CoveringModel));

	model->problem = problem;
	model->context = CurrentMemoryContext;
	model->known = -1;
	model->percent = RELAX_PERCENT;
	model->column_of = allocate(sizeof(int), cells);
	model->cell_of = allocate(sizeof(int), cells);
	model->cost = allocate(sizeof(int64), cells);
	for (int cell = 0; cell < cells; cell++)
	{
		model->column_of[cell] = -1;
		model->has_single |= problem->single[cell];
		model->fixed += problem->forced[cell] ? problem->cost[cell] : 0;
		if (!problem->open[cell] || must_hide(problem, cell))
			continue;
		model->column_of[cell] = model->columns;
		model->cost[model->columns] = problem->cost[cell];
		model->cell_of[model->columns++] = cell;
	}
	model->coefficient = allocate(sizeof(int), model->columns + 1);
	model->row_column = allocate(sizeof(int), model->columns + 1);
	model->rows_allocated = 256;
	model->row = palloc(sizeof(CoverRow) * model->rows_allocated);
	model->lp = lp_create_choice(model->columns, model->cost);
	for (int sum = 0; sum < system->sums; sum++)
		for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
		{
			int cell = i == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[i];

			if (must_hide(problem, cell))
				add_capacity_rows(model, sum, cell);
		}
	return model;
}

/* Add the sums that the relaxation violates, each for the column with the largest share. Returns how many. */
static int
add_violated_sums(CoveringModel *model)
{
	const TableSystem *system = model->problem->system;
	int				  *column = allocate(sizeof(int), system->cells);
	const double	  *share_of = lp_values(model->lp);
	int				   added = 0;

	for (int sum = 0; sum < system->sums; sum++)
	{
		int	   certain;
		int	   length = sum_columns(model, sum, column, &certain);
		double all = 0;
		int	   most = -1;
		int	   minus;

		if (certain > 0)
			continue;
		for (int i = 0; i < length; i++)
		{
			double share = share_of[column[i]];

			all += share;
			if (most < 0 || share > share_of[column[most]])
				most = i;
		}
		if (most < 0 || 2 * share_of[column[most]] - all < MIN_VIOLATION)
			continue;
		minus = column[most];
		column[most] = column[length - 1];
		add_covering_row(model, column, length - 1, minus);
		added++;
	}
	pfree(column);
	return added;
}

/*
 * The safe dual bound. Multipliers that are not negative prove a bound, however
 * inexact: the right sides of the rows times the multipliers, plus the reduced
 * costs that are negative, as no share exceeds 1.
 */
static int64
safe_dual_bound(const CoveringModel *model)
{
	int64 *over = allocate(sizeof(int64), model->columns);
	int128 bound = 0;

	for (int column = 0; column < model->columns; column++)
		over[column] = 0;
	for (int i = 0; i < model->rows; i++)
	{
		const CoverRow *row = model->row + i;
		double			multiplier = lp_multipliers(model->lp)[i];
		int64			scaled = multiplier > 0 && multiplier < 1e9 ? (int64) (multiplier * MULTIPLIER_SCALE) : 0;

		bound += (int128) scaled * row->least;
		for (int j = 0; j < row->length; j++)
			over[row->column[j]] -= scaled * row->coefficient[j];
	}
	for (int column = 0; column < model->columns; column++)
	{
		int128 rest = (int128) model->cost[column] * MULTIPLIER_SCALE + over[column];

		if (rest < 0)
			bound += rest;
	}
	pfree(over);
	/* costs are whole numbers, so round up */
	return model->fixed + (bound > 0 ? (int64) ((bound + MULTIPLIER_SCALE - 1) / MULTIPLIER_SCALE) : 0);
}

/*
 * Solve the relaxation in at most so many runs, adding violated sums, and raise
 * the bound. False if it was not solved to the end.
 */
static bool
solve_relaxation(CoveringModel *model, int *runs, int64 *bound)
{
	for (int round = 0; round < MAX_CUT_ROUNDS && !model->impossible && model->entries < MAX_ROW_ENTRIES; round++)
	{
		int		 allowed = Min(*runs, lp_runs(model->lp, work_left(model->percent)));
		int		 left = allowed;
		LpResult result = lp_choose(model->lp, &left);

		*runs -= allowed - left;
		if (result == LP_OPTIMAL || left <= 0)
			*bound = Max(*bound, safe_dual_bound(model));
		if (result != LP_OPTIMAL)
			return false;
		if (add_violated_sums(model) == 0)
			return true;
	}
	return false;
}

static void
take_cut(void *state, int exposed, const int *cell, int length)
{
	CoveringModel *model = state;
	int			  *column = allocate(sizeof(int), length);
	int			   kept = 0;

	for (int i = 0; i < length; i++)
		if (cell[i] != model->known)
			column[kept++] = model->column_of[cell[i]];
	add_covering_row(model, column, kept, model->column_of[exposed]);
	pfree(column);
}

/* Take what a choice of cells lacks for a cell to reach its level. */
static void
take_capacity_cut(void *state, int protected_cell, int length, const int *cell, const int64 *coefficient, int64 least)
{
	CoveringModel *model = state;
	int			   minus = model->column_of[protected_cell];
	int			   needed = coefficient_of(least, least);

	model->impossible |= minus < 0 && length == 0;
	for (int i = 0; i < length; i++)
	{
		model->row_column[i] = model->column_of[cell[i]];
		model->coefficient[i] = coefficient_of(coefficient[i], least);
	}
	if (minus >= 0)
	{
		model->row_column[length] = minus;
		model->coefficient[length++] = -needed;
	}
	add_row(model, length, minus >= 0 ? 0 : needed);
}

/* Add the capacity cuts that the relaxation violates. Returns how many. */
static int
add_capacity_cuts(CoveringModel *model, int64 end)
{
	const SuppressionProblem *problem = model->problem;
	int						  cells = problem->system->cells;
	double					 *share = allocate(sizeof(double), cells);
	int						  cuts;

	for (int cell = 0; cell < cells; cell++)
		share[cell] = must_hide(problem, cell)	  ? 1 :
					  model->column_of[cell] >= 0 ? lp_values(model->lp)[model->column_of[cell]] :
													0;
	cuts = capacity_cuts_find(problem, share, end, take_capacity_cut, model);
	pfree(share);
	return cuts;
}

/* Count each singleton as published in turn, and add cuts for the cells that this discloses to its contributor. */
static int
add_singleton_cuts(CoveringModel *model, const bool *hidden, bool *exposed)
{
	const SuppressionProblem *problem = model->problem;
	int						  cells = problem->system->cells;
	bool					 *without = allocate(sizeof(bool), cells);
	NullSpace				 *space = null_space_create(problem, hidden);
	int						  cuts = 0;

	memcpy(without, hidden, cells);
	for (int single = 0; single < cells; single++)
	{
		if (!problem->single[single] || !hidden[single] || null_space_protects(space, single))
			continue;
		without[single] = false;
		if (null_space_exposed(problem, without, exposed) > 0)
		{
			for (int cell = 0; cell < cells; cell++)
				exposed[cell] = exposed[cell] && must_hide(problem, cell) && !problem_is_known(problem, single, cell);
			model->known = single;
			cuts += null_space_cuts(problem, without, exposed, single, take_cut, model);
			model->known = -1;
		}
		without[single] = true;
	}
	pfree(without);
	return cuts;
}

/* Add cuts that a pattern violates. Returns how many. 0 means that it discloses no cell by linear arithmetic. */
static int
add_cuts(CoveringModel *model, const bool *hidden)
{
	const SuppressionProblem *problem = model->problem;
	bool					 *exposed = allocate(sizeof(bool), problem->system->cells);
	int						  cuts = 0;

	if (null_space_exposed(problem, hidden, exposed) > 0)
		cuts = null_space_cuts(problem, hidden, exposed, -1, take_cut, model);
	else if (model->has_single)
		cuts = add_singleton_cuts(model, hidden, exposed);
	pfree(exposed);
	return cuts;
}

/* The pattern of the cells whose share is above least. */
static void
read_pattern(const CoveringModel *model, double least, bool *hidden)
{
	const double *share = lp_values(model->lp);

	for (int cell = 0; cell < model->problem->system->cells; cell++)
		hidden[cell] =
			must_hide(model->problem, cell) || (model->column_of[cell] >= 0 && share[model->column_of[cell]] > least);
}

/*
 * Round the relaxation to a pattern: hide every cell with a share, then publish
 * greedily, beginning with small shares.
 */
static void
round_relaxation(CoveringModel *model, bool *hidden)
{
	const SuppressionProblem *problem = model->problem;
	int						  cells = problem->system->cells;
	const double			 *share = lp_values(model->lp);
	int64					 *weight = allocate(sizeof(int64), cells);

	for (int cell = 0; cell < cells; cell++)
	{
		double part = model->column_of[cell] < 0 ? 0 : share[model->column_of[cell]];

		weight[cell] = problem->cost[cell] + (int64) rint((1 - part) * 1000) * problem->cost[cell];
		/* what has a whole share stays hidden: to publish does not reckon with capacities, and takes time */
		if (part > 1 - SHARE_TOLERANCE)
			weight[cell] = -1;
	}
	null_space_publish(null_space_create(problem, hidden), weight, hidden);
	pfree(weight);
}

/*
 * Publish greedily from a protected pattern, in the order of the weights. Keep the
 * result if it is cheaper than hidden.
 */
static void
publish_and_compare(const SuppressionProblem *problem, const int64 *weight, bool *tried, bool *hidden)
{
	null_space_publish(null_space_create(problem, tried), weight, tried);
	if (problem_cost(problem, tried) < problem_cost(problem, hidden))
		memcpy(hidden, tried, problem->system->cells);
}

/*
 * The best choice in whole numbers is not protected, and no work is left for more
 * cuts. Try two other patterns: one that hides the choice and the best pattern so
 * far, published greedily outside the choice first; and one from all cells, the
 * dearest published first.
 */
static void
complete_choice(const CoveringModel *model, const bool *whole, bool *hidden)
{
	const SuppressionProblem *problem = model->problem;
	int						  cells = problem->system->cells;
	int64					 *weight = allocate(sizeof(int64), cells);
	bool					 *tried = allocate(sizeof(bool), cells);

	for (int cell = 0; cell < cells; cell++)
	{
		tried[cell] = hidden[cell] || whole[cell];
		weight[cell] = problem->cost[cell] * (whole[cell] ? 1 : 1000);
	}
	publish_and_compare(problem, weight, tried, hidden);
	for (int cell = 0; cell < cells; cell++)
		tried[cell] = must_hide(problem, cell) || problem->open[cell];
	publish_and_compare(problem, problem->cost, tried, hidden);
	pfree(weight);
	pfree(tried);
}

/* Columns whose share is neither 0 nor 1. */
static int
count_fractional(const CoveringModel *model)
{
	const double *share = lp_values(model->lp);
	int			  result = 0;

	for (int column = 0; column < model->columns; column++)
		result += share[column] > SHARE_TOLERANCE && share[column] < 1 - SHARE_TOLERANCE;
	return result;
}

bool
covering_model_search(const SuppressionProblem *problem, int64 *bound, bool *hidden)
{
	MemoryContext  context = AllocSetContextCreate(CurrentMemoryContext, "covering model", ALLOCSET_DEFAULT_SIZES);
	MemoryContext  old = MemoryContextSwitchTo(context);
	CoveringModel *model = covering_model_create(problem);
	bool		  *whole = allocate(sizeof(bool), problem->system->cells);
	bool		   found = false;
	bool		   any_integer = false;
	bool		   decided = false;
	int			   runs = PG_INT32_MAX;

	*bound = model->fixed;
	/* add cuts until the pattern of all cells with a share discloses nothing */
	for (int round = 0; round < MAX_CUT_ROUNDS && !found && solve_relaxation(model, &runs, bound); round++)
	{
		read_pattern(model, SHARE_TOLERANCE, hidden);
		found = add_cuts(model, hidden) == 0;
		elog(DEBUG1, "relaxation %d: bound " INT64_FORMAT ", %d of %d columns fractional", round, *bound,
			 count_fractional(model), model->columns);
	}
	if (found)
		round_relaxation(model, hidden);
	elog(DEBUG1, "rounded relaxation: cost " INT64_FORMAT, problem_cost(problem, hidden));
	/* then the same in whole numbers, until the cheapest choice discloses nothing */
	for (int round = 0; round < MAX_CUT_ROUNDS && found && model->columns <= INTEGER_COLUMNS &&
						(model->columns <= ALWAYS_INTEGER_COLUMNS || count_fractional(model) <= INTEGER_FRACTIONAL) &&
						*bound < problem_cost(problem, hidden);
		 round++)
	{
		int64  work = work_left(INTEGER_PERCENT);
		double least;

		if (work == 0 || !solve_relaxation(model, &runs, bound) ||
			lp_choose_whole(model->lp, MAX_BRANCHES, work, problem_cost(problem, hidden), &least) != LP_OPTIMAL)
			break;
		any_integer = true;
		*bound = Max(*bound, model->fixed + (int64) ceil(least - 1e-6 * (1 + fabs(least))));
		read_pattern(model, 0.5, whole);
		elog(DEBUG1, "in whole numbers %d: bound " INT64_FORMAT ", cost " INT64_FORMAT, round, *bound,
			 problem_cost(problem, whole));
		if (add_cuts(model, whole) > 0)
			continue;
		if (problem_cost(problem, whole) < problem_cost(problem, hidden))
			memcpy(hidden, whole, problem->system->cells);
		decided = true;
		break;
	}
	if (any_integer && !decided && work_left(INTEGER_PERCENT) == 0)
		complete_choice(model, whole, hidden);
	elog(DEBUG1, "covering model: cost " INT64_FORMAT ", " INT64_FORMAT " steps of work", problem_cost(problem, hidden),
		 work_done);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return found;
}

int64
covering_model_bound(const SuppressionProblem *problem)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "covering model", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	int			  runs = BOUND_RUNS;
	int64		  bound = 0;

	solve_relaxation(covering_model_create(problem), &runs, &bound);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return bound;
}

int64
covering_model_raise_bound(const SuppressionProblem *problem, int64 cost)
{
	MemoryContext  context = AllocSetContextCreate(CurrentMemoryContext, "covering model", ALLOCSET_DEFAULT_SIZES);
	MemoryContext  old = MemoryContextSwitchTo(context);
	CoveringModel *model = covering_model_create(problem);
	int64		   end = work_done + Min(RAISE_WORK, work_left(RAISE_PERCENT));
	int64		   bound = problem->bound;
	int			   runs = PG_INT32_MAX;
	int			   idle = 0;

	model->percent = RAISE_PERCENT;
	while (bound < cost && idle < IDLE_ROUNDS && work_done < end && solve_relaxation(model, &runs, &bound))
	{
		int64 before = bound;

		if (add_capacity_cuts(model, end) == 0 || !solve_relaxation(model, &runs, &bound))
			break;
		elog(DEBUG1, "capacity cuts: bound " INT64_FORMAT ", %d rows, " INT64_FORMAT " steps of work", bound,
			 model->rows, work_done);
		idle = bound - before > before / RISE_SHARE ? 0 : idle + 1;
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return bound;
}
