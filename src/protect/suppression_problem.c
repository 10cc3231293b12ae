/*
 * suppression_problem.c
 *		The cell suppression problem: costs, what a level demands of a cell,
 *		what a reader knows of a hidden cell, and the table as published.
 *
 * The terms are those of M. Fischetti and J. J. Salazar, "Solving the Cell
 * Suppression Problem on Tabular Data with Linear Constraints", Management
 * Science 47, 2001. Called by all files of this folder. Owns the arrays of a
 * problem, in the context of problem_create.
 */
#include "postgres.h"

#include <math.h>

#include "protect/suppression_problem.h"
#include "util/compat.h"
#include "util/memory.h"

SuppressionProblem *
problem_create(TableSystem *system)
{
	SuppressionProblem *problem = palloc0(sizeof(SuppressionProblem));
	int				   *first = allocate(sizeof(int), system->cells + 2);

	problem->system = system;
	problem->primary = allocate(sizeof(bool), system->cells);
	problem->forced = allocate(sizeof(bool), system->cells);
	problem->open = allocate(sizeof(bool), system->cells);
	problem->single = allocate(sizeof(bool), system->cells);
	problem->hidden = allocate(sizeof(bool), system->cells);
	problem->cost = allocate(sizeof(int64), system->cells);
	problem->prior = allocate(sizeof(Bounds), system->cells);
	problem->upper_level = allocate(sizeof(int64), system->cells);
	problem->lower_level = allocate(sizeof(int64), system->cells);
	problem->walk = palloc(sizeof(ZeroWalk));
	problem->walk->number = 0;
	problem->walk->visited = allocate(sizeof(int64), system->cells);
	problem->walk->cell = allocate(sizeof(int), system->cells);
	memset(problem->walk->visited, 0, sizeof(int64) * Max(system->cells, 1));
	memset(problem->upper_level, 0, sizeof(int64) * Max(system->cells, 1));
	memset(problem->lower_level, 0, sizeof(int64) * Max(system->cells, 1));
	memset(problem->primary, 0, Max(system->cells, 1));
	memset(problem->forced, 0, Max(system->cells, 1));
	memset(problem->open, 0, Max(system->cells, 1));
	memset(problem->single, 0, Max(system->cells, 1));
	memset(problem->hidden, 0, Max(system->cells, 1));

	memset(first, 0, sizeof(int) * (system->cells + 2));
	for (int i = 0; i < system->parts; i++)
		first[system->part_cell[i] + 2]++;
	for (int sum = 0; sum < system->sums; sum++)
		first[system->total[sum] + 2]++;
	for (int cell = 0; cell < system->cells; cell++)
		first[cell + 2] += first[cell + 1];
	problem->cell_sum = allocate(sizeof(int), system->parts + system->sums);
	for (int sum = 0; sum < system->sums; sum++)
	{
		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
			problem->cell_sum[first[system->part_cell[i] + 1]++] = sum;
		problem->cell_sum[first[system->total[sum] + 1]++] = sum;
	}
	problem->cell_first = first;
	return problem;
}

int64
problem_cost(const SuppressionProblem *problem, const bool *hidden)
{
	int64 result = 0;

	for (int cell = 0; cell < problem->system->cells; cell++)
		if (hidden[cell] && !problem->primary[cell])
			result += problem->cost[cell];
	return result;
}

int
problem_count_hidden(const SuppressionProblem *problem)
{
	int result = 0;

	for (int cell = 0; cell < problem->system->cells; cell++)
		result += problem->hidden[cell];
	return result;
}

/* The lower and upper protection level of LEVEL_PERCENT. */
static int64
percent_reach(const SuppressionProblem *problem, int cell)
{
	return (int64) ceil((double) Abs(problem->system->bounds[cell].lower) * problem->amount / 100);
}

static int
compare_cost(const void *a, const void *b, void *problem)
{
	int			 x = *(const int *) a;
	int			 y = *(const int *) b;
	const int64 *cost = ((const SuppressionProblem *) problem)->cost;

	return cost[x] != cost[y] ? (cost[x] < cost[y] ? 1 : -1) : x - y;
}

int
problem_list_secondary(const SuppressionProblem *problem, int *list)
{
	int count = 0;

	for (int cell = 0; cell < problem->system->cells; cell++)
		if (problem->hidden[cell] && !must_hide(problem, cell))
			list[count++] = cell;
	qsort_arg(list, count, sizeof(int), compare_cost, (void *) problem);
	return count;
}

bool
problem_satisfies(const SuppressionProblem *problem, int cell, Bounds found)
{
	int64  value = problem->system->bounds[cell].lower;
	Bounds aim = problem_required(problem, cell);

	return (found.lower == NO_LOWER || found.upper == NO_UPPER ||
			(double) found.upper - (double) found.lower >= problem_required_width(problem, cell)) &&
		   (aim.lower == value || found.lower <= aim.lower) && (aim.upper == value || found.upper >= aim.upper);
}

Bounds
problem_required(const SuppressionProblem *problem, int cell)
{
	int64  value = problem->system->bounds[cell].lower;
	Bounds aim = {value, value};

	if (!problem->primary[cell])
		return aim;
	if (problem->level == LEVEL_SMALL)
		aim.upper = Max(value, problem->threshold);
	if (problem->level == LEVEL_PERCENT)
		aim = (Bounds){value - percent_reach(problem, cell), value + percent_reach(problem, cell)};
	aim.lower = Min(aim.lower, value - problem->lower_level[cell]);
	aim.upper = Max(aim.upper, value + problem->upper_level[cell]);
	return aim;
}

int64
problem_required_width(const SuppressionProblem *problem, int cell)
{
	return problem->primary[cell] && problem->level == LEVEL_WIDTH ? (int64) ceil(problem->amount) : 1;
}

bool
problem_keeps_sums(const SuppressionProblem *problem, int length, const int *cell, const int64 *change, int64 *missed)
{
	bool result = true;

	for (int i = 0; i < length; i++)
		for (int j = problem->cell_first[cell[i]]; j < problem->cell_first[cell[i] + 1]; j++)
			missed[problem->cell_sum[j]] +=
				problem->system->total[problem->cell_sum[j]] == cell[i] ? -change[i] : change[i];
	for (int i = 0; i < length; i++)
		for (int j = problem->cell_first[cell[i]]; j < problem->cell_first[cell[i] + 1]; j++)
		{
			result &= missed[problem->cell_sum[j]] == 0;
			missed[problem->cell_sum[j]] = 0;
		}
	return result;
}

/*
 * Start from a cell that is zero and follow its totals upwards through zeros, until
 * one is known. Cells can be reached in several ways, so each is visited once.
 */
bool
problem_follow_zeros(const SuppressionProblem *problem, int cell, CellKnown known, const void *state)
{
	ZeroWalk *walk = problem->walk;
	int		  length = 0;

	if (known(state, cell))
		return true;
	if (problem->system->bounds[cell].lower != 0)
		return false;
	walk->number++;
	walk->visited[cell] = walk->number;
	walk->cell[length++] = cell;
	for (int i = 0; i < length; i++)
		for (int j = problem->cell_first[walk->cell[i]]; j < problem->cell_first[walk->cell[i] + 1]; j++)
		{
			int total = problem->system->total[problem->cell_sum[j]];

			if (known(state, total))
				return true;
			if (problem->system->bounds[total].lower != 0 || walk->visited[total] == walk->number)
				continue;
			walk->visited[total] = walk->number;
			walk->cell[length++] = total;
		}
	return false;
}

/* What a singleton's contributor has. */
typedef struct Ownership
{
	const int *same_contributors;
	int		   his;
} Ownership;

static bool
is_his(const void *state, int cell)
{
	const Ownership *ownership = state;

	return ownership->same_contributors[cell] == ownership->his;
}

bool
problem_is_known(const SuppressionProblem *problem, int single, int cell)
{
	Ownership ownership = {problem->same_contributors, problem->same_contributors[single]};

	return problem_follow_zeros(problem, cell, is_his, &ownership);
}

/* Does the symbol of a hidden cell say that it is zero or at least gap? */
static bool
has_gap(const SuppressionProblem *problem, int cell)
{
	return problem->gap > 1 && !problem->primary[cell];
}

Bounds
problem_side(const SuppressionProblem *problem, int cell, Bounds wanted)
{
	bool above = wanted.upper >= problem->gap && (problem->system->bounds[cell].lower > 0 || wanted.lower > 0);

	if (!has_gap(problem, cell))
		return wanted;
	if (above)
		wanted.lower = Max(wanted.lower, problem->gap);
	else
		wanted.upper = Min(wanted.upper, 0);
	return wanted;
}

Bounds
problem_range(const SuppressionProblem *problem, int cell)
{
	return problem_side(problem, cell, problem->prior[cell]);
}

TableSystem
problem_published(const SuppressionProblem *problem)
{
	TableSystem result = *problem->system;
	int64	   *known = allocate(sizeof(int64), result.cells);

	result.bounds = allocate(sizeof(Bounds), result.cells);
	result.known = known;
	for (int cell = 0; cell < result.cells; cell++)
	{
		known[cell] = problem->system->bounds[cell].lower;
		result.bounds[cell] = problem->hidden[cell] ? problem->prior[cell] : problem->system->bounds[cell];
	}
	if (problem->gap > 1)
	{
		IntervalSet *ranges = interval_set_union(bounds_exact(0), (Bounds){problem->gap, NO_UPPER});

		result.ranges = allocate(sizeof(IntervalSet *), result.cells);
		for (int cell = 0; cell < result.cells; cell++)
			result.ranges[cell] = problem->hidden[cell] && has_gap(problem, cell) ? ranges : NULL;
	}
	return result;
}
