/*
 * cycle.c
 *		Find the cheapest cycle through a cell: a sum of products of loops.
 *
 * A product of loops, one of each dimension (dimension_product.c), is a cycle.
 * The cheapest product through a cell is found by branch and bound, dimension
 * by dimension. A sum of products can be cheaper. So, time and again, the
 * cheapest product is added that cancels the change of the dearest cell. That
 * cell is tabu from then on (F. Glover, Tabu Search, ORSA J. Computing 1,
 * 1989). The cheapest cycle met on the way is returned. Limits are numbers of
 * evaluated cells, not times, so the same table gives the same cycles.
 *
 * Called by cycle_pattern.c and augmentation.c. A CycleFinder owns its arrays,
 * in the context in which it is created.
 */
#include "postgres.h"

#include "audit/presolve.h"
#include "protect/cycle.h"
#include "protect/dimension_product.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"

/* Steps of work (work.h) for evaluating one cell. */
#define PLACE_WORK 5

/* Products added to the first one of a cycle, and thus cells that are tabu. */
#define MAX_ADDED_PRODUCTS 20

/*
 * A product may be added if it makes the cycle dearer by at most one part in so
 * many, so that cells can be exchanged. With half instead of a fifth, large dense
 * cubes lose 2 percent less.
 */
#define COST_RISE_SHARE 2

/*
 * The first product is sought below a price of 16, then below 8 times as much each
 * time, as a low limit prunes more. It may cost up to 4 times the limit of the
 * cycle, as the products added later can make it cheaper.
 */
#define FIRST_PRICE	 16
#define PRICE_FACTOR 8
#define LIMIT_FACTOR 4

/* The largest change of a cell, so that changes fit into an int. */
#define CYCLE_CHANGE_LIMIT (1 << 30)

/* Directions of a cycle: its cell goes up, or down. */
#define DIRECTION_UP   1
#define DIRECTION_DOWN 2

/* What the search knows of a place of the product. */
typedef struct PlaceState
{
	int64 price; /* of hiding its cell */
	int	  up;	 /* largest change in each direction */
	int	  down;
	int	  units; /* its change in the current cycle, in units of the goal */
	int	  at;	 /* its index in changed_place, if units is not 0 */
} PlaceState;

typedef struct LoopOption
{
	const Loop *loop;
	int64		line; /* price of the loop's cells in the line through the given place */
} LoopOption;

struct CycleFinder
{
	const SuppressionProblem *problem;
	DimensionProduct		 *product;
	int						  product_steps; /* for one product */
	PlaceState				 *state;
	int64					  steps;
	int64					 *missed; /* scratch for problem_keeps_sums */
	/* the current cycle */
	Goal  unit; /* size of a unit in each direction */
	int64 cost;
	int	  changed;
	int	 *changed_place;
	/* the product under construction; its first place is given */
	int			length;
	int		   *place;
	int8	   *sign;
	LoopOption *option; /* loops of each level; order says which dimension a level is */
	int		   *first_option;
	int		   *order;
	int64	   *rest;  /* lower bound on the price of the levels from here on */
	int			fixed; /* place that must keep its change, or -1 */
	int			steps_left;
	/* the cheapest product so far */
	int64 best; /* what it adds to the cost of the current cycle */
	int	  best_direction;
	int	  best_length;
	int	 *best_place;
	int8 *best_sign;
};

void
level_goals(const SuppressionProblem *problem, int cell, Goal *goal)
{
	int64  value = problem->system->bounds[cell].lower;
	Bounds aim = problem_required(problem, cell);
	int64  width = problem_required_width(problem, cell);

	memset(goal, 0, sizeof(Goal) * LEVEL_GOALS);
	if (aim.upper > value)
		goal[0].up = aim.upper - value;
	if (aim.lower < value)
		goal[1].down = value - aim.lower;
	if (!is_goal(goal[0]) && !is_goal(goal[1]))
		goal[0] = (Goal){width, width};
}

CycleFinder *
cycle_finder_create(const SuppressionProblem *problem, int product_steps)
{
	int				  cells = problem->system->cells;
	DimensionProduct *product = dimension_product_create(problem->system);
	CycleFinder		 *finder;
	int				  options = 0;
	int				  longest = 1;

	if (!product)
		return NULL;
	finder = palloc0(sizeof(CycleFinder));
	finder->problem = problem;
	finder->product_steps = product_steps;
	finder->product = product;
	for (int d = 0; d < product->dimensions; d++)
	{
		const ProductDimension *dimension = product->dimension + d;
		int						most = 0;

		for (int code = 0; code < dimension->codes; code++)
			most = Max(most, dimension->first_loop[code + 1] - dimension->first_loop[code]);
		options += most;
		longest *= dimension->longest;
	}
	finder->state = allocate(sizeof(PlaceState), product->places);
	finder->missed = allocate(sizeof(int64), problem->system->sums);
	memset(finder->missed, 0, sizeof(int64) * problem->system->sums);
	finder->changed_place = allocate(sizeof(int), product->places);
	finder->place = allocate(sizeof(int), longest);
	finder->sign = allocate(sizeof(int8), longest);
	finder->option = allocate(sizeof(LoopOption), options);
	finder->first_option = palloc(sizeof(int) * (product->dimensions + 1));
	finder->order = palloc(sizeof(int) * (product->dimensions + 1));
	finder->rest = palloc(sizeof(int64) * (product->dimensions + 1));
	finder->best_place = allocate(sizeof(int), longest);
	finder->best_sign = allocate(sizeof(int8), longest);
	for (int place = 0; place < product->places; place++)
		finder->state[place] = (PlaceState){.price = NEVER};
	for (int cell = 0; cell < cells; cell++)
	{
		int64		value = problem->system->bounds[cell].lower;
		Bounds		range = problem_range(problem, cell);
		PlaceState *state = finder->state + product->place[cell];

		if (product->place[cell] < 0)
			continue;
		state->up = range.upper == NO_UPPER ? CYCLE_CHANGE_LIMIT : Min(range.upper - value, CYCLE_CHANGE_LIMIT);
		state->down = range.lower == NO_LOWER ? CYCLE_CHANGE_LIMIT : Min(value - range.lower, CYCLE_CHANGE_LIMIT);
		state->price = must_hide(problem, cell) ? 0 : problem->open[cell] ? problem->cost[cell] : NEVER;
	}
	return finder;
}

void
cycle_finder_set_price(CycleFinder *finder, int cell, int64 price)
{
	if (finder->product->place[cell] >= 0)
		finder->state[finder->product->place[cell]].price = price;
}

int64
cycle_finder_steps(const CycleFinder *finder)
{
	return finder->steps;
}

/* ---- the cheapest product ---- */

/* The directions in which a place can change by so many units. */
static inline int
directions(const CycleFinder *finder, const PlaceState *state, int units)
{
	int	  with = units > 0 ? state->up : state->down;
	int	  against = units > 0 ? state->down : state->up;
	int64 times = abs(units);

	return (with >= times * finder->unit.up ? DIRECTION_UP : 0) |
		   (against >= times * finder->unit.down ? DIRECTION_DOWN : 0);
}

/*
 * Multiply the product under construction by each loop of a level in turn, and go
 * on to the next level. price is the price of the places that the product adds to
 * the current cycle, gain that of the places which it removes. gain cannot exceed
 * the cycle's cost.
 */
static void
extend_product(CycleFinder *finder, int level, int64 price, int64 gain, int direction)
{
	const ProductDimension *dimension = finder->product->dimension + finder->order[level];
	int						before = finder->length;
	int						own;

	if (level == finder->product->dimensions)
	{
		if (price - gain >= finder->best)
			return;
		finder->best = price - gain;
		finder->best_direction = direction;
		finder->best_length = finder->length;
		memcpy(finder->best_place, finder->place, sizeof(int) * finder->length);
		memcpy(finder->best_sign, finder->sign, finder->length);
		return;
	}
	own = finder->place[0] / dimension->stride % dimension->codes;
	for (int i = finder->first_option[level]; i < finder->first_option[level + 1]; i++)
	{
		const LoopOption *option = finder->option + i;
		int64			  most = finder->best + finder->cost - finder->rest[level + 1];
		int64			  price_now = price;
		int64			  gain_now = gain;
		int				  direction_now = direction;

		/* loops are sorted by price: the others cost no less */
		if (price + option->line >= most || finder->steps_left < 0)
			break;
		for (int factor = 0; factor < option->loop->length && direction_now && price_now < most; factor++)
		{
			int shift = (option->loop->code[factor] - own) * dimension->stride;
			int factor_sign = option->loop->sign[factor];

			for (int from = 0; from < before && direction_now && price_now < most; from++)
			{
				int				  place = finder->place[from] + shift;
				int				  sign = finder->sign[from] * factor_sign;
				const PlaceState *state = finder->state + place;

				finder->place[finder->length] = place;
				finder->sign[finder->length++] = sign;
				if (state->units == 0)
					price_now += state->price;
				else if (state->units + sign == 0)
					gain_now += state->price;
				direction_now &= place == finder->fixed ? 0 : directions(finder, state, state->units + sign);
			}
		}
		finder->steps_left -= finder->length - before + 1;
		if (direction_now && price_now < most)
			extend_product(finder, level + 1, price_now, gain_now, direction_now);
		finder->length = before;
	}
}

static int
compare_options(const void *a, const void *b)
{
	const LoopOption *x = a;
	const LoopOption *y = b;

	return x->line != y->line ? (x->line < y->line ? -1 : 1) : (x->loop > y->loop) - (x->loop < y->loop);
}

/* List the loops of a dimension that a product through a place can have, the cheapest first. Returns their number. */
static int
list_options(CycleFinder *finder, int d, int place, int sign, int direction, int64 limit, LoopOption *option)
{
	const ProductDimension *dimension = finder->product->dimension + d;
	int						own = place / dimension->stride % dimension->codes;
	int						count = 0;

	for (int i = dimension->first_loop[own]; i < dimension->first_loop[own + 1]; i++)
	{
		const Loop *loop = dimension->loop + i;
		int64		line = 0;
		int			direction_now = direction;

		for (int j = 0; j < loop->length && line < limit; j++)
		{
			const PlaceState *state = finder->state + place + (loop->code[j] - own) * dimension->stride;

			line += state->units == 0 ? state->price : 0;
			direction_now &= directions(finder, state, state->units + sign * loop->sign[j]);
		}
		finder->steps_left -= loop->length;
		if (direction_now && line < limit)
			option[count++] = (LoopOption){loop, line};
	}
	qsort(option, count, sizeof(LoopOption), compare_options);
	return count;
}

/*
 * Find the product through a place, with this sign there, that adds least to the
 * cost of the current cycle, and less than most. False if there is none.
 */
static bool
find_product(CycleFinder *finder, int place, int sign, int direction, int64 most)
{
	int				  dimensions = finder->product->dimensions;
	const PlaceState *state = finder->state + place;
	int64			  price = state->units == 0 ? state->price : 0;
	int64			  gain = state->units + sign == 0 ? state->price : 0;
	int64			  least[MAX_PRODUCT_DIMENSIONS];

	finder->best = most;
	finder->best_length = 0;
	finder->steps_left = finder->product_steps;
	direction &= directions(finder, state, state->units + sign);
	/* the dimension whose cheapest loop is dearest comes first, as it prunes most */
	for (int d = 0; d < dimensions; d++)
	{
		int at = d;

		if (list_options(finder, d, place, sign, direction, most + finder->cost - price, finder->option) == 0)
			return false;
		least[d] = finder->option[0].line;
		for (; at > 0 && least[finder->order[at - 1]] < least[d]; at--)
			finder->order[at] = finder->order[at - 1];
		finder->order[at] = d;
	}
	finder->first_option[0] = 0;
	for (int i = 0; i < dimensions; i++)
		finder->first_option[i + 1] = finder->first_option[i] + list_options(finder, finder->order[i], place, sign,
																			 direction, most + finder->cost - price,
																			 finder->option + finder->first_option[i]);
	finder->rest[dimensions] = 0;
	for (int i = dimensions - 1; i >= 0; i--)
		finder->rest[i] = finder->rest[i + 1] + least[finder->order[i]];
	finder->length = 1;
	finder->place[0] = place;
	finder->sign[0] = sign;
	extend_product(finder, 0, price, gain, direction);
	finder->steps += finder->product_steps - finder->steps_left;
	work_add((finder->product_steps - finder->steps_left) * PLACE_WORK);
	return finder->best_length > 0;
}

/* ---- the current cycle ---- */

/* Add the cheapest product to the current cycle. */
static void
add_product(CycleFinder *finder)
{
	for (int i = 0; i < finder->best_length; i++)
	{
		int			place = finder->best_place[i];
		PlaceState *state = finder->state + place;

		if (state->units == 0)
		{
			state->at = finder->changed;
			finder->changed_place[finder->changed++] = place;
			finder->cost += state->price;
		}
		state->units += finder->best_sign[i];
		if (state->units == 0)
		{
			int last = finder->changed_place[--finder->changed];

			finder->changed_place[state->at] = last;
			finder->state[last].at = state->at;
			finder->cost -= state->price;
		}
	}
}

static void
clear_cycle(CycleFinder *finder)
{
	for (int i = 0; i < finder->changed; i++)
		finder->state[finder->changed_place[i]].units = 0;
	finder->changed = 0;
	finder->cost = 0;
}

/*
 * The dearest place of the current cycle except one; of equals, the one with the
 * smallest number. -1 if all are free.
 */
static int
find_dearest_place(const CycleFinder *finder, int except)
{
	int result = -1;

	for (int i = 0; i < finder->changed; i++)
	{
		int	  place = finder->changed_place[i];
		int64 price = finder->state[place].price;

		if (price > 0 && place != except &&
			(result < 0 || price > finder->state[result].price ||
			 (price == finder->state[result].price && place < result)))
			result = place;
	}
	return result;
}

/* A copy of the current cycle. NULL if a sum does not hold, as the table is not quite a product. */
static Cycle *
copy_cycle(CycleFinder *finder, int64 unit)
{
	Cycle *cycle = palloc(sizeof(Cycle));

	cycle->length = finder->changed;
	cycle->cell = palloc(sizeof(int) * cycle->length);
	cycle->change = palloc(sizeof(int64) * cycle->length);
	for (int i = 0; i < cycle->length; i++)
	{
		cycle->cell[i] = finder->product->cell[finder->changed_place[i]];
		cycle->change[i] = finder->state[finder->changed_place[i]].units * unit;
	}
	if (problem_keeps_sums(finder->problem, cycle->length, cycle->cell, cycle->change, finder->missed))
		return cycle;
	cycle_free(cycle);
	return NULL;
}

int64
cycle_cost(const SuppressionProblem *problem, const Cycle *cycle)
{
	int64 result = 0;

	for (int i = 0; i < cycle->length; i++)
		result += problem->hidden[cycle->cell[i]] ? 0 : problem->cost[cycle->cell[i]];
	return result;
}

void
cycle_free(Cycle *cycle)
{
	pfree(cycle->cell);
	if (cycle->change)
		pfree(cycle->change);
	pfree(cycle);
}

/* Find the first product of a cycle, with rising limits on its price. */
static bool
find_first_product(CycleFinder *finder, int place, int64 limit)
{
	int64 highest = limit < NEVER / LIMIT_FACTOR ? limit * LIMIT_FACTOR : NEVER;
	int64 most = FIRST_PRICE;

	while (!find_product(finder, place, 1, DIRECTION_UP | DIRECTION_DOWN, Min(most, highest)))
	{
		if (most >= highest)
			return false;
		most = most < NEVER / PRICE_FACTOR ? most * PRICE_FACTOR : NEVER;
	}
	return true;
}

/* No change reaches a unit that stands for no goal, or for one that is too far. */
static void
set_units(CycleFinder *finder, Goal goal)
{
	finder->unit.up =
		goal.up > 0 ? Min(goal.up, CYCLE_CHANGE_LIMIT + INT64CONST(1)) : CYCLE_CHANGE_LIMIT + INT64CONST(1);
	finder->unit.down =
		goal.down > 0 ? Min(goal.down, CYCLE_CHANGE_LIMIT + INT64CONST(1)) : CYCLE_CHANGE_LIMIT + INT64CONST(1);
	finder->fixed = -1;
}

int64
cycle_finder_price(CycleFinder *finder, int cell, Goal goal)
{
	int place = finder->product->place[cell];

	progress_report(0, 0);
	set_units(finder, goal);
	return place >= 0 && find_first_product(finder, place, NEVER) ? finder->best : NEVER;
}

Cycle *
cycle_finder_find(CycleFinder *finder, int cell, Goal goal, int64 limit)
{
	int	   place = finder->product->place[cell];
	Cycle *cycle = NULL;
	int64  best = limit;
	int	   direction;
	int	   tabu = 0;
	int	   tabu_place[MAX_ADDED_PRODUCTS];
	int64  tabu_price[MAX_ADDED_PRODUCTS];

	progress_report(0, 0);
	if (place < 0 || limit <= 0)
		return NULL;
	set_units(finder, goal);
	if (!find_first_product(finder, place, limit))
		return NULL;
	direction = finder->best_direction & DIRECTION_UP ? DIRECTION_UP : DIRECTION_DOWN;
	add_product(finder);
	finder->fixed = place;
	for (;;)
	{
		int			dearest;
		PlaceState *state;

		if (finder->cost < best)
		{
			best = finder->cost;
			if (cycle)
				cycle_free(cycle);
			cycle = copy_cycle(finder, direction == DIRECTION_UP ? goal.up : -goal.down);
		}
		dearest = find_dearest_place(finder, place);
		if (best == 0 || dearest < 0 || tabu == MAX_ADDED_PRODUCTS)
			break;
		state = finder->state + dearest;
		if (abs(state->units) != 1 ||
			!find_product(finder, dearest, -state->units, direction, finder->cost / COST_RISE_SHARE + 1))
			break;
		add_product(finder);
		tabu_place[tabu] = dearest;
		tabu_price[tabu++] = state->price;
		state->price = NEVER;
	}
	clear_cycle(finder);
	for (int i = 0; i < tabu; i++)
		finder->state[tabu_place[i]].price = tabu_price[i];
	return cycle;
}
