/*
 * covering_model.c
 *		What every protected pattern must satisfy, and the cheapest that does.
 *
 * Take any sum, or combination of sums, over the hidden cells: if it has one
 * hidden cell, that cell is known.  So where one is hidden, another must be:
 * the shares of the others come to that cell's at least.  (These are the
 * bridgeless inequalities of Fischetti and Salazar, "Solving the Cell Suppression
 * Problem on Tabular Data with Linear Constraints", Management Science 47, 2001.)
 * Sums themselves are written down as they are missed; combinations come from
 * patterns that turn out to expose a cell (null_space_cuts).
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "audit/lp.h"
#include "audit/presolve.h"
#include "protect/covering_model.h"
#include "protect/null_space.h"
#include "util/memory.h"
#include "util/work.h"

/* runs of the linear program for a bound alone */
#define BOUND_RUNS 75

/* by how much a row must be missed to be written down */
#define MISSED 1e-4

#define MAX_CUT_ROUNDS 100

/* what rows may come to: where combinations are long, the program takes long and much memory, and proves little more */
#define MAX_ROW_ENTRIES INT64CONST(3000000)

/* a share of no more is nothing */
#define NO_SHARE 1e-6

/* Programs that are solved in whole numbers, and the branches that may take. */
#define WHOLE_COLUMNS 15000
#define WHOLE_PARTS	  150
#define SMALL_COLUMNS 600
#define MAX_BRANCHES  2000

/* Percent of a protection's limit of work up to which relaxations are solved, and programs in whole numbers. */
#define RELAX_PERCENT 40
#define WHOLE_PERCENT 16

/* multipliers are rounded to multiples of one over this */
#define SCALE (INT64CONST(1) << 20)

typedef struct CoverRow
{
	int	 length;
	int *column;
	int	 minus; /* the column whose share the others must come to, or -1 for 1 */
} CoverRow;

typedef struct CoveringModel
{
	const SuppressionProblem *problem;
	MemoryContext			  context;
	LinearProgram			 *lp;
	int						  columns;
	int						 *column_of; /* of each cell, -1 where there is nothing to choose */
	int						 *cell_of;
	int64					 *cost;
	int64					  fixed; /* cost of cells that are hidden for certain */
	int						  rows;
	int						  rows_allocated;
	CoverRow				 *row;
	int64					  entries;	   /* of all rows */
	int						 *coefficient; /* room for a row */
	bool					  has_single;
	int						  known;	  /* counts as published while cuts are taken, or -1 */
	bool					  impossible; /* a row that nothing can satisfy */
} CoveringModel;

/* What minus is at hand: the cell's column, or -1 if it is hidden for certain. */
static void
add_covering_row(CoveringModel *model, const int *column, int length, int minus)
{
	MemoryContext old = MemoryContextSwitchTo(model->context);
	CoverRow	 *row;

	model->impossible |= minus < 0 && length == 0;
	if (model->rows == model->rows_allocated)
	{
		model->rows_allocated *= 2;
		model->row = repalloc_huge(model->row, sizeof(CoverRow) * model->rows_allocated);
	}
	row = model->row + model->rows++;
	model->entries += length;
	row->minus = minus;
	row->length = length + (minus >= 0);
	row->column = allocate(sizeof(int), row->length);
	memcpy(row->column, column, sizeof(int) * length);
	if (minus >= 0)
		row->column[length] = minus;
	for (int i = 0; i < row->length; i++)
		model->coefficient[i] = i < length ? 1 : -1;
	lp_add_row(model->lp, row->length, row->column, model->coefficient, minus >= 0 ? 0 : 1);
	MemoryContextSwitchTo(old);
}

/* Cells of a sum that can be chosen, in column; how many of it are hidden for certain. */
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
	int			   cells = problem->system->cells;
	int			   sums = problem->system->sums;
	CoveringModel *model = palloc0(sizeof(CoveringModel));
	int			  *column;

	model->problem = problem;
	model->context = CurrentMemoryContext;
	model->known = -1;
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
	model->rows_allocated = 256;
	model->row = palloc(sizeof(CoverRow) * model->rows_allocated);
	model->lp = lp_create_choice(model->columns, model->cost);
	column = allocate(sizeof(int), cells);
	for (int sum = 0; sum < sums; sum++)
	{
		int certain;
		int length = sum_columns(model, sum, column, &certain);

		if (certain == 1)
			add_covering_row(model, column, length, -1);
	}
	pfree(column);
	return model;
}

/* Write down the sums that the shares miss: of each the column that misses most.  Returns how many. */
static int
add_missed(CoveringModel *model)
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
		if (most < 0 || 2 * share_of[column[most]] - all < MISSED)
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
 * The relaxation's multipliers prove a bound whatever they are, if not negative:
 * the rows' leasts times them, and what is over of a column's cost, where that
 * is negative, once.
 */
static int64
proven_bound(const CoveringModel *model)
{
	int64 *over = allocate(sizeof(int64), model->columns);
	int128 bound = 0;

	for (int column = 0; column < model->columns; column++)
		over[column] = 0;
	for (int i = 0; i < model->rows; i++)
	{
		const CoverRow *row = model->row + i;
		double			multiplier = lp_multipliers(model->lp)[i];
		int64			scaled = multiplier > 0 && multiplier < 1e9 ? (int64) (multiplier * SCALE) : 0;

		if (row->minus < 0)
			bound += scaled;
		for (int j = 0; j < row->length; j++)
			over[row->column[j]] -= row->column[j] == row->minus ? -scaled : scaled;
	}
	for (int column = 0; column < model->columns; column++)
	{
		int128 rest = (int128) model->cost[column] * SCALE + over[column];

		if (rest < 0)
			bound += rest;
	}
	pfree(over);
	/* costs are whole: so is the least */
	return model->fixed + (bound > 0 ? (int64) ((bound + SCALE - 1) / SCALE) : 0);
}

/* Solve the linear relaxation in so many runs, and keep the bound that it proves.  False if it came to no end. */
static bool
solve_relaxation(CoveringModel *model, int *runs, int64 *bound)
{
	for (int round = 0; round < MAX_CUT_ROUNDS && !model->impossible && model->entries < MAX_ROW_ENTRIES; round++)
	{
		int		 allowed = Min(*runs, lp_runs(model->lp, work_left(RELAX_PERCENT)));
		int		 left = allowed;
		LpResult result = lp_choose(model->lp, &left);

		*runs -= allowed - left;
		if (result == LP_OPTIMAL || left <= 0)
			*bound = Max(*bound, proven_bound(model));
		if (result != LP_OPTIMAL)
			return false;
		if (add_missed(model) == 0)
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

/*
 * Where a cell needs protection, nobody who knows another must know it: see what
 * is exposed once that other counts as published.
 */
static int
learn_from_singles(CoveringModel *model, const bool *hidden, bool *exposed)
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

/* Write down what a pattern fails to satisfy.  Returns how many rows that were. */
static int
learn(CoveringModel *model, const bool *hidden)
{
	const SuppressionProblem *problem = model->problem;
	bool					 *exposed = allocate(sizeof(bool), problem->system->cells);
	int						  cuts = 0;

	if (null_space_exposed(problem, hidden, exposed) > 0)
		cuts = null_space_cuts(problem, hidden, exposed, -1, take_cut, model);
	else if (model->has_single)
		cuts = learn_from_singles(model, hidden, exposed);
	pfree(exposed);
	return cuts;
}

/* What the shares, or the choice in whole numbers, hide. */
static void
take_pattern(const CoveringModel *model, double least, bool *hidden)
{
	const double *share = lp_values(model->lp);

	for (int cell = 0; cell < model->problem->system->cells; cell++)
		hidden[cell] =
			must_hide(model->problem, cell) || (model->column_of[cell] >= 0 && share[model->column_of[cell]] > least);
}

/* From what the relaxation hides in part, publish again what it hides least. */
static void
round_off(CoveringModel *model, bool *hidden)
{
	const SuppressionProblem *problem = model->problem;
	int						  cells = problem->system->cells;
	const double			 *share = lp_values(model->lp);
	int64					 *weight = allocate(sizeof(int64), cells);

	for (int cell = 0; cell < cells; cell++)
	{
		double part = model->column_of[cell] < 0 ? 0 : share[model->column_of[cell]];

		weight[cell] = problem->cost[cell] + (int64) rint((1 - part) * 1000) * problem->cost[cell];
		/* where it would take long, only what is hidden in part */
		if (model->columns > WHOLE_COLUMNS && part > 1 - NO_SHARE)
			weight[cell] = -1;
	}
	null_space_publish(null_space_create(problem, hidden), weight, hidden);
	pfree(weight);
}

/* Publish what can be of a pattern that is protected, in the order of the weights; keep it if it is the cheaper one. */
static void
try_pattern(const SuppressionProblem *problem, const int64 *weight, bool *tried, bool *hidden)
{
	null_space_publish(null_space_create(problem, tried), weight, tried);
	if (problem_cost(problem, tried) < problem_cost(problem, hidden))
		memcpy(hidden, tried, problem->system->cells);
}

/*
 * The choice in whole numbers is not protected, and there is no time to learn what
 * else it must satisfy.  From a pattern that is, publish first what the choice does
 * not hide; and from all that can be hidden, what is dear.
 */
static void
approach(const CoveringModel *model, const bool *whole, bool *hidden)
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
	try_pattern(problem, weight, tried, hidden);
	for (int cell = 0; cell < cells; cell++)
		tried[cell] = must_hide(problem, cell) || problem->open[cell];
	try_pattern(problem, problem->cost, tried, hidden);
	pfree(weight);
	pfree(tried);
}

/* How many columns the relaxation neither hides nor publishes. */
static int
count_parts(const CoveringModel *model)
{
	const double *share = lp_values(model->lp);
	int			  result = 0;

	for (int column = 0; column < model->columns; column++)
		result += share[column] > NO_SHARE && share[column] < 1 - NO_SHARE;
	return result;
}

bool
covering_model_search(const SuppressionProblem *problem, int64 *bound, bool *hidden)
{
	MemoryContext  context = AllocSetContextCreate(CurrentMemoryContext, "covers of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext  old = MemoryContextSwitchTo(context);
	CoveringModel *model = covering_model_create(problem);
	bool		  *whole = allocate(sizeof(bool), problem->system->cells);
	bool		   found = false;
	bool		   any_whole = false;
	bool		   decided = false;
	int			   runs = PG_INT32_MAX;

	*bound = model->fixed;
	/* until what the relaxation hides, if only in part, is protected */
	for (int round = 0; round < MAX_CUT_ROUNDS && !found && solve_relaxation(model, &runs, bound); round++)
	{
		take_pattern(model, NO_SHARE, hidden);
		found = learn(model, hidden) == 0;
		elog(DEBUG1, "relaxation %d: bound " INT64_FORMAT ", %d of %d columns in part", round, *bound,
			 count_parts(model), model->columns);
	}
	if (found)
		round_off(model, hidden);
	elog(DEBUG1, "rounded off: " INT64_FORMAT, problem_cost(problem, hidden));
	/* then in whole numbers, until the cheapest choice is protected */
	for (int round = 0; round < MAX_CUT_ROUNDS && found && model->columns <= WHOLE_COLUMNS &&
						(model->columns <= SMALL_COLUMNS || count_parts(model) <= WHOLE_PARTS) &&
						*bound < problem_cost(problem, hidden);
		 round++)
	{
		int64  work = work_left(WHOLE_PERCENT);
		double least;

		if (work == 0 || !solve_relaxation(model, &runs, bound) ||
			lp_choose_whole(model->lp, MAX_BRANCHES, work, problem_cost(problem, hidden), &least) != LP_OPTIMAL)
			break;
		any_whole = true;
		*bound = Max(*bound, model->fixed + (int64) ceil(least - 1e-6 * (1 + fabs(least))));
		take_pattern(model, 0.5, whole);
		elog(DEBUG1, "in whole numbers %d: bound " INT64_FORMAT ", cost " INT64_FORMAT, round, *bound,
			 problem_cost(problem, whole));
		if (learn(model, whole) > 0)
			continue;
		if (problem_cost(problem, whole) < problem_cost(problem, hidden))
			memcpy(hidden, whole, problem->system->cells);
		decided = true;
		break;
	}
	if (any_whole && !decided && work_left(WHOLE_PERCENT) == 0)
		approach(model, whole, hidden);
	elog(DEBUG1, "cover: cost " INT64_FORMAT ", " INT64_FORMAT " steps of work", problem_cost(problem, hidden),
		 work_done);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return found;
}

int64
covering_model_bound(const SuppressionProblem *problem)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "covers of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	int			  runs = BOUND_RUNS;
	int64		  bound = 0;

	solve_relaxation(covering_model_create(problem), &runs, &bound);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return bound;
}
