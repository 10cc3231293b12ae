/*
 * local_search.c
 *		A local search for other tables of whole numbers.
 *
 * Each step takes a cell that violates its bounds, and changes the coordinate
 * that brings it back and leaves the least violation of all bounds. The cells
 * are chosen at random, as in searches for satisfiability (B. Selman, H. Kautz,
 * B. Cohen, Noise Strategies for Improving Local Search, AAAI 1994). A
 * coordinate that has just changed is tabu for some steps (F. Glover, Tabu
 * Search, ORSA J. Computing 1, 1989). A table that is found is a witness. If
 * none is found, there may be one all the same.
 *
 * Called by null_space.c, which creates a search, and witness.c. Owns its
 * arrays, in the context in which it is created.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/presolve.h"
#include "audit/table_system.h"
#include "protect/local_search.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/random.h"
#include "util/work.h"

/* Steps for which a coordinate is tabu after a change. */
#define TABU_STEPS 6

/* Coordinates of a cell that a step tries, from a random one on. More make a step slower than they make it better. */
#define MAX_COORDINATES_TRIED 24

/*
 * The largest coefficient of a usable coordinate. A larger one would change a cell
 * by so much that its bounds are hardly met again.
 */
#define MAX_COEFFICIENT 8

/* Steps of work (work.h) for evaluating one cell. */
#define CELL_WORK 3

LocalSearch *
local_search_create(int cells, int coordinates, int entries)
{
	LocalSearch *search = palloc0(sizeof(LocalSearch));

	search->cells = cells;
	search->coordinates = coordinates;
	search->row_first = allocate(sizeof(int), cells + 1);
	search->row_coordinate = allocate(sizeof(int), entries);
	search->row_coefficient = allocate(sizeof(int), entries);
	search->column_first = allocate(sizeof(int), coordinates + 2);
	search->column_cell = allocate(sizeof(int), entries);
	search->column_coefficient = allocate(sizeof(int), entries);
	search->bounds = allocate(sizeof(Bounds), cells);
	search->base = allocate(sizeof(int64), cells);
	search->value = allocate(sizeof(int64), cells);
	search->changed_cell = allocate(sizeof(int), cells);
	search->changed_at = allocate(sizeof(int), cells);
	search->outside_cell = allocate(sizeof(int), cells);
	search->outside_at = allocate(sizeof(int), cells);
	search->last_step = allocate(sizeof(int64), coordinates);
	search->usable = allocate(sizeof(bool), coordinates);
	memset(search->changed_at, -1, sizeof(int) * Max(cells, 1));
	memset(search->outside_at, -1, sizeof(int) * Max(cells, 1));
	search->random = 1;
	return search;
}

void
local_search_finish(LocalSearch *search)
{
	int *first = search->column_first;

	memset(first, 0, sizeof(int) * (search->coordinates + 2));
	for (int i = 0; i < search->row_first[search->cells]; i++)
		first[search->row_coordinate[i] + 2]++;
	for (int i = 0; i < search->coordinates; i++)
		first[i + 2] += first[i + 1];
	for (int cell = 0; cell < search->cells; cell++)
		for (int i = search->row_first[cell]; i < search->row_first[cell + 1]; i++)
		{
			int at = first[search->row_coordinate[i] + 1]++;

			search->column_cell[at] = cell;
			search->column_coefficient[at] = search->row_coefficient[i];
		}
	for (int i = 0; i < search->coordinates; i++)
	{
		search->last_step[i] = -TABU_STEPS;
		search->usable[i] = true;
		for (int j = first[i]; j < first[i + 1]; j++)
			search->usable[i] &= Abs(search->column_coefficient[j]) <= MAX_COEFFICIENT;
	}
	memcpy(search->value, search->base, sizeof(int64) * search->cells);
}

/* A set of cells: a list, and the index of each cell in it. */
static inline void
set_add(int *list, int *count, int *at, int cell)
{
	if (at[cell] >= 0)
		return;
	at[cell] = *count;
	list[(*count)++] = cell;
}

static inline void
set_remove(int *list, int *count, int *at, int cell)
{
	int last;

	if (at[cell] < 0)
		return;
	last = list[--(*count)];
	list[at[cell]] = last;
	at[last] = at[cell];
	at[cell] = -1;
}

/* The distance of a number from its bounds. */
static inline int64
violation(Bounds bounds, int64 value)
{
	return value < bounds.lower ? bounds.lower - value : value > bounds.upper ? value - bounds.upper : 0;
}

static inline void
set_value(LocalSearch *search, int cell, int64 value)
{
	search->value[cell] = value;
	if (value != search->base[cell])
		set_add(search->changed_cell, &search->changed, search->changed_at, cell);
	else
		set_remove(search->changed_cell, &search->changed, search->changed_at, cell);
	if (violation(search->bounds[cell], value) > 0)
		set_add(search->outside_cell, &search->outside, search->outside_at, cell);
	else
		set_remove(search->outside_cell, &search->outside, search->outside_at, cell);
}

void
local_search_return(LocalSearch *search)
{
	while (search->changed > 0)
	{
		int cell = search->changed_cell[search->changed - 1];

		set_value(search, cell, search->base[cell]);
	}
}

/* By how much a change of a coordinate changes the sum of all violations. */
static int64
change_in_violation(const LocalSearch *search, int coordinate, int64 amount)
{
	int64 result = 0;

	for (int i = search->column_first[coordinate]; i < search->column_first[coordinate + 1]; i++)
	{
		int	   cell = search->column_cell[i];
		Bounds bounds = search->bounds[cell];
		int64  value = search->value[cell];

		result += violation(bounds, value + amount * search->column_coefficient[i]) - violation(bounds, value);
	}
	return result;
}

static void
change_coordinate(LocalSearch *search, int coordinate, int64 amount)
{
	for (int i = search->column_first[coordinate]; i < search->column_first[coordinate + 1]; i++)
		set_value(search, search->column_cell[i],
				  search->value[search->column_cell[i]] + amount * search->column_coefficient[i]);
}

/* One step: pick a violating cell at random, and change the best of its coordinates. */
static bool
improve_cell(LocalSearch *search, int64 *budget)
{
	int	  cell = search->outside_cell[random_below(&search->random, search->outside)];
	int64 value = search->value[cell];
	int64 need =
		value < search->bounds[cell].lower ? search->bounds[cell].lower - value : search->bounds[cell].upper - value;
	int64 best = PG_INT64_MAX;
	int	  best_coordinate = -1;
	int64 best_amount = 0;
	int	  ties = 0;
	bool  any_tabu = false;

	int length = search->row_first[cell + 1] - search->row_first[cell];
	int start = length > MAX_COORDINATES_TRIED ? random_below(&search->random, length) : 0;

	for (int j = 0; j < Min(length, MAX_COORDINATES_TRIED); j++)
	{
		int	  i = search->row_first[cell] + (start + j) % length;
		int	  coordinate = search->row_coordinate[i];
		int	  coefficient = search->row_coefficient[i];
		int64 all = need / coefficient;
		int64 sign = (need > 0) == (coefficient > 0) ? 1 : -1;

		if (!search->usable[coordinate])
			continue;
		if (all * coefficient != need)
			all += sign;
		for (int part = 0; part < (all == sign ? 1 : 2); part++)
		{
			int64 amount = part == 0 ? all : sign;
			int64 outcome = change_in_violation(search, coordinate, amount);

			*budget -= search->column_first[coordinate + 1] - search->column_first[coordinate];
			/* a tabu coordinate may change only if that reduces the violations */
			if (search->last_step[coordinate] > search->steps - TABU_STEPS && outcome >= 0)
			{
				any_tabu = true;
				continue;
			}
			if (outcome > best || (outcome == best && random_below(&search->random, ++ties) != 0))
				continue;
			if (outcome < best)
				ties = 1;
			best = outcome;
			best_coordinate = coordinate;
			best_amount = amount;
		}
	}
	if (best_coordinate < 0)
		return any_tabu;
	if (Abs(search->value[cell] + best_amount) > CHANGE_LIMIT)
		return false;
	search->last_step[best_coordinate] = ++search->steps;
	change_coordinate(search, best_coordinate, best_amount);
	return true;
}

bool
local_search_reach(LocalSearch *search, int cell, Bounds bounds, int64 *budget)
{
	Bounds own = search->bounds[cell];
	int64  before = *budget;

	search->bounds[cell] = bounds;
	set_value(search, cell, search->value[cell]);
	search->steps += TABU_STEPS;
	while (search->outside > 0 && *budget >= 0 && improve_cell(search, budget))
		;
	work_add((before - *budget) * CELL_WORK);
	search->bounds[cell] = own;
	if (search->outside > 0)
	{
		local_search_return(search);
		set_value(search, cell, search->value[cell]);
		return false;
	}
	return true;
}
