/*
 * local_search.c
 *		Other tables in whole numbers, by a local search.
 *
 * To bring a cell where it is wanted, change a coordinate; cells that leave
 * their bounds by that are brought back by changing others, the one that
 * leaves least outside first, as in searches for the satisfaction of clauses
 * (B. Selman, H. Kautz, B. Cohen, Noise Strategies for Improving Local Search,
 * AAAI 1994; coordinates that have just changed wait, after F. Glover, Tabu
 * Search, 1989).  What is found is a proof; that nothing is found says nothing.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/presolve.h"
#include "protect/local_search.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/random.h"
#include "util/work.h"

/* Steps for which a coordinate that has changed waits. */
#define WAIT	6

/* Coordinates of a cell that are tried in a step. */
#define MAX_TRIED		24

/* A coordinate that some cell has more of leads nowhere near. */
#define MAX_COEFFICIENT	8

/* Steps of work for a look at a cell. */
#define LOOK_WORK		3

/* Numbers beyond this are not looked for. */
#define FAR		(INT64CONST(1) << 40)

Moves *
moves_create(int cells, int coordinates, int entries)
{
	Moves	   *moves = palloc0(sizeof(Moves));

	moves->cells = cells;
	moves->coordinates = coordinates;
	moves->row_first = allocate(sizeof(int), cells + 1);
	moves->row_coordinate = allocate(sizeof(int), entries);
	moves->row_coefficient = allocate(sizeof(int), entries);
	moves->column_first = allocate(sizeof(int), coordinates + 2);
	moves->column_cell = allocate(sizeof(int), entries);
	moves->column_coefficient = allocate(sizeof(int), entries);
	moves->bounds = allocate(sizeof(Bounds), cells);
	moves->base = allocate(sizeof(int64), cells);
	moves->value = allocate(sizeof(int64), cells);
	moves->changed_cell = allocate(sizeof(int), cells);
	moves->changed_at = allocate(sizeof(int), cells);
	moves->outside_cell = allocate(sizeof(int), cells);
	moves->outside_at = allocate(sizeof(int), cells);
	moves->last_step = allocate(sizeof(int64), coordinates);
	moves->usable = allocate(sizeof(bool), coordinates);
	memset(moves->changed_at, -1, sizeof(int) * Max(cells, 1));
	memset(moves->outside_at, -1, sizeof(int) * Max(cells, 1));
	moves->random = 1;
	return moves;
}

void
moves_finish(Moves *moves)
{
	int		   *first = moves->column_first;

	memset(first, 0, sizeof(int) * (moves->coordinates + 2));
	for (int i = 0; i < moves->row_first[moves->cells]; i++)
		first[moves->row_coordinate[i] + 2]++;
	for (int i = 0; i < moves->coordinates; i++)
		first[i + 2] += first[i + 1];
	for (int cell = 0; cell < moves->cells; cell++)
		for (int i = moves->row_first[cell]; i < moves->row_first[cell + 1]; i++)
		{
			int			at = first[moves->row_coordinate[i] + 1]++;

			moves->column_cell[at] = cell;
			moves->column_coefficient[at] = moves->row_coefficient[i];
		}
	for (int i = 0; i < moves->coordinates; i++)
	{
		moves->last_step[i] = -WAIT;
		moves->usable[i] = true;
		for (int j = first[i]; j < first[i + 1]; j++)
			moves->usable[i] &= Abs(moves->column_coefficient[j]) <= MAX_COEFFICIENT;
	}
	memcpy(moves->value, moves->base, sizeof(int64) * moves->cells);
}

/* A set of cells as a list, and the place of each in it. */
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
	int			last;

	if (at[cell] < 0)
		return;
	last = list[--(*count)];
	list[at[cell]] = last;
	at[last] = at[cell];
	at[cell] = -1;
}

/* How far outside its bounds a number is. */
static inline int64
miss(Bounds bounds, int64 value)
{
	return value < bounds.lower ? bounds.lower - value : value > bounds.upper ? value - bounds.upper : 0;
}

static inline void
set_value(Moves *moves, int cell, int64 value)
{
	moves->value[cell] = value;
	if (value != moves->base[cell])
		set_add(moves->changed_cell, &moves->changed, moves->changed_at, cell);
	else
		set_remove(moves->changed_cell, &moves->changed, moves->changed_at, cell);
	if (miss(moves->bounds[cell], value) > 0)
		set_add(moves->outside_cell, &moves->outside, moves->outside_at, cell);
	else
		set_remove(moves->outside_cell, &moves->outside, moves->outside_at, cell);
}

void
moves_return(Moves *moves)
{
	while (moves->changed > 0)
	{
		int			cell = moves->changed_cell[moves->changed - 1];

		set_value(moves, cell, moves->base[cell]);
	}
}

/* What a change of a coordinate leaves outside, compared with now. */
static int64
gain(const Moves *moves, int coordinate, int64 amount)
{
	int64		result = 0;

	for (int i = moves->column_first[coordinate]; i < moves->column_first[coordinate + 1]; i++)
	{
		int			cell = moves->column_cell[i];
		Bounds		bounds = moves->bounds[cell];
		int64		value = moves->value[cell];

		result += miss(bounds, value + amount * moves->column_coefficient[i]) - miss(bounds, value);
	}
	return result;
}

static void
change(Moves *moves, int coordinate, int64 amount)
{
	for (int i = moves->column_first[coordinate]; i < moves->column_first[coordinate + 1]; i++)
		set_value(moves, moves->column_cell[i],
				  moves->value[moves->column_cell[i]] + amount * moves->column_coefficient[i]);
}

/* One step: bring some cell that is outside nearer. */
static bool
step(Moves *moves, int64 *budget)
{
	int			cell = moves->outside_cell[draw(&moves->random, moves->outside)];
	int64		value = moves->value[cell];
	int64		need = value < moves->bounds[cell].lower ? moves->bounds[cell].lower - value :
		moves->bounds[cell].upper - value;
	int64		best = PG_INT64_MAX;
	int			best_coordinate = -1;
	int64		best_amount = 0;
	int			ties = 0;
	bool		waits = false;

	int			length = moves->row_first[cell + 1] - moves->row_first[cell];
	int			start = length > MAX_TRIED ? draw(&moves->random, length) : 0;

	for (int j = 0; j < Min(length, MAX_TRIED); j++)
	{
		int			i = moves->row_first[cell] + (start + j) % length;
		int			coordinate = moves->row_coordinate[i];
		int			coefficient = moves->row_coefficient[i];
		int64		all = need / coefficient;
		int64		sign = (need > 0) == (coefficient > 0) ? 1 : -1;

		if (!moves->usable[coordinate])
			continue;
		if (all * coefficient != need)
			all += sign;
		for (int part = 0; part < (all == sign ? 1 : 2); part++)
		{
			int64		amount = part == 0 ? all : sign;
			int64		outcome = gain(moves, coordinate, amount);

			*budget -= moves->column_first[coordinate + 1] - moves->column_first[coordinate];
			/* who has just moved waits, unless that is all that is missing */
			if (moves->last_step[coordinate] > moves->steps - WAIT && outcome >= 0)
			{
				waits = true;
				continue;
			}
			if (outcome > best || (outcome == best && draw(&moves->random, ++ties) != 0))
				continue;
			if (outcome < best)
				ties = 1;
			best = outcome;
			best_coordinate = coordinate;
			best_amount = amount;
		}
	}
	if (best_coordinate < 0)
		return waits;
	if (Abs(moves->value[cell] + best_amount) > FAR)
		return false;
	moves->last_step[best_coordinate] = ++moves->steps;
	change(moves, best_coordinate, best_amount);
	return true;
}

bool
moves_reach(Moves *moves, int cell, Bounds bounds, int64 *budget)
{
	Bounds		own = moves->bounds[cell];
	int64		before = *budget;

	moves->bounds[cell] = bounds;
	set_value(moves, cell, moves->value[cell]);
	moves->steps += WAIT;
	while (moves->outside > 0 && *budget >= 0 && step(moves, budget))
		;
	work_add((before - *budget) * LOOK_WORK);
	moves->bounds[cell] = own;
	if (moves->outside > 0)
	{
		moves_return(moves);
		set_value(moves, cell, moves->value[cell]);
		return false;
	}
	return true;
}
