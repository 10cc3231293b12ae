/*
 * suppression_problem.c
 *		A table to protect: what hiding a cell costs, what its level asks for, and
 *		what is published of a pattern.
 */
#include "postgres.h"

#include <math.h>

#include "protect/suppression_problem.h"
#include "util/memory.h"

Protection *
protection_create(TableSystem *system)
{
	Protection *protection = palloc0(sizeof(Protection));
	int		   *first = allocate(sizeof(int), system->cells + 2);

	protection->system = system;
	protection->primary = allocate(sizeof(bool), system->cells);
	protection->forced = allocate(sizeof(bool), system->cells);
	protection->open = allocate(sizeof(bool), system->cells);
	protection->single = allocate(sizeof(bool), system->cells);
	protection->hidden = allocate(sizeof(bool), system->cells);
	protection->cost = allocate(sizeof(int64), system->cells);
	protection->prior = allocate(sizeof(Bounds), system->cells);
	memset(protection->primary, 0, Max(system->cells, 1));
	memset(protection->forced, 0, Max(system->cells, 1));
	memset(protection->open, 0, Max(system->cells, 1));
	memset(protection->single, 0, Max(system->cells, 1));
	memset(protection->hidden, 0, Max(system->cells, 1));

	memset(first, 0, sizeof(int) * (system->cells + 2));
	for (int i = 0; i < system->parts; i++)
		first[system->part_cell[i] + 2]++;
	for (int sum = 0; sum < system->sums; sum++)
		first[system->total[sum] + 2]++;
	for (int cell = 0; cell < system->cells; cell++)
		first[cell + 2] += first[cell + 1];
	protection->cell_sum = allocate(sizeof(int), system->parts + system->sums);
	for (int sum = 0; sum < system->sums; sum++)
	{
		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
			protection->cell_sum[first[system->part_cell[i] + 1]++] = sum;
		protection->cell_sum[first[system->total[sum] + 1]++] = sum;
	}
	protection->cell_first = first;
	return protection;
}

int64
protection_cost(const Protection *protection, const bool *hidden)
{
	int64		result = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		if (hidden[cell] && !protection->primary[cell])
			result += protection->cost[cell];
	return result;
}

int
protection_count_hidden(const Protection *protection)
{
	int			result = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		result += protection->hidden[cell];
	return result;
}

/* How far on either side LEVEL_PERCENT asks for. */
static int64
percent_reach(const Protection *protection, int cell)
{
	return (int64) ceil((double) protection->system->bounds[cell].lower * protection->amount / 100);
}

static int
compare_cost(const void *a, const void *b, void *protection)
{
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	const int64 *cost = ((const Protection *) protection)->cost;

	return cost[x] != cost[y] ? (cost[x] < cost[y] ? 1 : -1) : x - y;
}

int
protection_list_secondary(const Protection *protection, int *list)
{
	int			count = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		if (protection->hidden[cell] && !must_hide(protection, cell))
			list[count++] = cell;
	qsort_arg(list, count, sizeof(int), compare_cost, (void *) protection);
	return count;
}

bool
protection_satisfies(const Protection *protection, int cell, Bounds found)
{
	int64		value = protection->system->bounds[cell].lower;
	Bounds		aim = protection_aim(protection, cell);

	return (found.lower == NO_LOWER || found.upper == NO_UPPER ||
			(double) found.upper - (double) found.lower >= protection_width(protection, cell)) &&
		(aim.lower == value || found.lower <= aim.lower) && (aim.upper == value || found.upper >= aim.upper);
}

Bounds
protection_aim(const Protection *protection, int cell)
{
	int64		value = protection->system->bounds[cell].lower;
	Bounds		aim = {value, value};

	if (!protection->primary[cell])
		return aim;
	if (protection->level == LEVEL_SMALL)
		aim.upper = Max(value, protection->threshold);
	if (protection->level == LEVEL_PERCENT)
		aim = (Bounds) {value - percent_reach(protection, cell), value + percent_reach(protection, cell)};
	return aim;
}

int64
protection_width(const Protection *protection, int cell)
{
	return protection->primary[cell] && protection->level == LEVEL_WIDTH ? (int64) ceil(protection->amount) : 1;
}

bool
protection_keeps_sums(const Protection *protection, int length, const int *cell, const int64 *change, int64 *missed)
{
	bool		result = true;

	for (int i = 0; i < length; i++)
		for (int j = protection->cell_first[cell[i]]; j < protection->cell_first[cell[i] + 1]; j++)
			missed[protection->cell_sum[j]] += protection->system->total[protection->cell_sum[j]] == cell[i] ?
				-change[i] : change[i];
	for (int i = 0; i < length; i++)
		for (int j = protection->cell_first[cell[i]]; j < protection->cell_first[cell[i] + 1]; j++)
		{
			result &= missed[protection->cell_sum[j]] == 0;
			missed[protection->cell_sum[j]] = 0;
		}
	return result;
}

/*
 * A total is all his, so he knows that its other parts are zero, and the parts of
 * these.  So go up from a zero, through totals that are zero, to one that is his.
 * Sums may go round in circles and meet again: each cell is visited once.
 */
bool
protection_is_known(const Protection *protection, int single, int cell)
{
	ZeroWalk   *walk = protection->walk;
	int			his = protection->twin[single];
	int			length = 0;

	if (protection->twin[cell] == his)
		return true;
	if (protection->system->bounds[cell].lower != 0)
		return false;
	walk->number++;
	walk->visited[cell] = walk->number;
	walk->cell[length++] = cell;
	for (int i = 0; i < length; i++)
		for (int j = protection->cell_first[walk->cell[i]]; j < protection->cell_first[walk->cell[i] + 1]; j++)
		{
			int			total = protection->system->total[protection->cell_sum[j]];

			if (protection->twin[total] == his)
				return true;
			if (protection->system->bounds[total].lower != 0 || walk->visited[total] == walk->number)
				continue;
			walk->visited[total] = walk->number;
			walk->cell[length++] = total;
		}
	return false;
}

/* Can a reader tell of the cell, once it is hidden, that it is zero or no less than the gap's end? */
static bool
has_gap(const Protection *protection, int cell)
{
	return protection->gap > 1 && !protection->primary[cell];
}

Bounds
protection_side(const Protection *protection, int cell, Bounds wanted)
{
	bool		above = wanted.upper >= protection->gap &&
		(protection->system->bounds[cell].lower > 0 || wanted.lower > 0);

	if (!has_gap(protection, cell))
		return wanted;
	if (above)
		wanted.lower = Max(wanted.lower, protection->gap);
	else
		wanted.upper = Min(wanted.upper, 0);
	return wanted;
}

Bounds
protection_room(const Protection *protection, int cell)
{
	return protection_side(protection, cell, protection->prior[cell]);
}

TableSystem
protection_published(const Protection *protection)
{
	TableSystem	result = *protection->system;
	int64	   *known = allocate(sizeof(int64), result.cells);

	result.bounds = allocate(sizeof(Bounds), result.cells);
	result.known = known;
	for (int cell = 0; cell < result.cells; cell++)
	{
		known[cell] = protection->system->bounds[cell].lower;
		result.bounds[cell] = protection->hidden[cell] ? protection->prior[cell] : protection->system->bounds[cell];
	}
	if (protection->gap > 1)
	{
		IntervalSet	   *ranges = interval_set_union(bounds_exact(0), (Bounds) {protection->gap, NO_UPPER});

		result.ranges = allocate(sizeof(IntervalSet *), result.cells);
		for (int cell = 0; cell < result.cells; cell++)
			result.ranges[cell] = protection->hidden[cell] && has_gap(protection, cell) ? ranges : NULL;
	}
	return result;
}
