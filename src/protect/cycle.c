/*
 * cycle.c
 *		Cycles as sums of products of loops.
 *
 * A product of loops, one of each dimension of the table (dimension_product.c), is a
 * cycle.  The cheapest one through a cell is found by branch and bound,
 * dimension by dimension.  Others are cheaper still: time and again the
 * product that best takes away the dearest cell is added, which may then never
 * come back, as in tabu search (F. Glover, Tabu Search, ORSA J. Computing 1,
 * 1989); the cheapest cycle on the way is the one that counts.  All that is
 * bounded by counting, not by time: it comes out the same every time.
 */
#include "postgres.h"

#include "audit/presolve.h"
#include "protect/cycle.h"
#include "protect/dimension_product.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"

/* Looks at cells that the search for one product may take. */
#define PRODUCT_BUDGET 50000

/* Steps of work for a look. */
#define PLACE_LOOK_WORK 5

/* Products that are added to the first. */
#define MAX_PRODUCTS 20

/* A cycle may become dearer in a step by one part of so many. */
#define DEARER 5

/* The first product is looked for below this price, then below so many times it, and no more than so many times the limit. */
#define FIRST_PRICE	 16
#define PRICE_FACTOR 8
#define LIMIT_FACTOR 4

/* Changes are less than this. */
#define CYCLE_CHANGE_LIMIT (1 << 30)

/* Ways for a cycle to go: the cell that it is for goes up, or down. */
#define WAY_UP	 1
#define WAY_DOWN 2

/* A place of the product. */
typedef struct Spot
{
	int64 price; /* of hiding it */
	int	  up;	 /* how far it can change */
	int	  down;
	int	  units; /* by which it does in the cycle at hand */
	int	  at;	 /* in the list of those that do */
} Spot;

typedef struct Option
{
	const Loop *loop;
	int64		line; /* price of the cells that differ in its dimension alone */
} Option;

struct CycleFinder
{
	const SuppressionProblem *problem;
	DimensionProduct		 *product;
	Spot					 *spot;
	int64					  looks;
	int64					 *missed; /* room for problem_keeps_sums */
	/* the cycle at hand */
	Goal  unit; /* what a unit is, up and down */
	int64 cost;
	int	  changed;
	int	 *changed_place;
	/* the product being put together: places, of which the first is given */
	int		length;
	int	   *place;
	int8   *sign;
	Option *option; /* by level, which is a dimension in the order below */
	int	   *first_option;
	int	   *order;
	int64  *rest;  /* price of the dimensions from here on, at least */
	int		fixed; /* a place that must not change, or -1 */
	int		looks_left;
	/* the best so far */
	int64 best; /* what it adds to the cost */
	int	  best_way;
	int	  best_length;
	int	 *best_place;
	int8 *best_sign;
};

void
level_goals(const SuppressionProblem *problem, int cell, Goal *goal)
{
	int64  value = problem->system->bounds[cell].lower;
	Bounds aim = problem_aim(problem, cell);
	int64  width = problem_width(problem, cell);

	memset(goal, 0, sizeof(Goal) * LEVEL_GOALS);
	if (aim.upper > value)
		goal[0].up = aim.upper - value;
	if (aim.lower < value)
		goal[1].down = value - aim.lower;
	if (!is_goal(goal[0]) && !is_goal(goal[1]))
		goal[0] = (Goal){width, width};
}

CycleFinder *
cycle_finder_create(const SuppressionProblem *problem)
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
	finder->spot = allocate(sizeof(Spot), product->places);
	finder->missed = allocate(sizeof(int64), problem->system->sums);
	memset(finder->missed, 0, sizeof(int64) * problem->system->sums);
	finder->changed_place = allocate(sizeof(int), product->places);
	finder->place = allocate(sizeof(int), longest);
	finder->sign = allocate(sizeof(int8), longest);
	finder->option = allocate(sizeof(Option), options);
	finder->first_option = palloc(sizeof(int) * (product->dimensions + 1));
	finder->order = palloc(sizeof(int) * (product->dimensions + 1));
	finder->rest = palloc(sizeof(int64) * (product->dimensions + 1));
	finder->best_place = allocate(sizeof(int), longest);
	finder->best_sign = allocate(sizeof(int8), longest);
	for (int place = 0; place < product->places; place++)
		finder->spot[place] = (Spot){.price = NEVER};
	for (int cell = 0; cell < cells; cell++)
	{
		int64  value = problem->system->bounds[cell].lower;
		Bounds room = problem_room(problem, cell);
		Spot  *spot = finder->spot + product->place[cell];

		if (product->place[cell] < 0)
			continue;
		spot->up = room.upper == NO_UPPER ? CYCLE_CHANGE_LIMIT : Min(room.upper - value, CYCLE_CHANGE_LIMIT);
		spot->down = room.lower == NO_LOWER ? CYCLE_CHANGE_LIMIT : Min(value - room.lower, CYCLE_CHANGE_LIMIT);
		spot->price = must_hide(problem, cell) ? 0 : problem->open[cell] ? problem->cost[cell] : NEVER;
	}
	return finder;
}

void
cycle_finder_set_price(CycleFinder *finder, int cell, int64 price)
{
	if (finder->product->place[cell] >= 0)
		finder->spot[finder->product->place[cell]].price = price;
}

int64
cycle_finder_looks(const CycleFinder *finder)
{
	return finder->looks;
}

/* ---- the cheapest product ---- */

/* The ways in which a place can change by so many units. */
static inline int
ways(const CycleFinder *finder, const Spot *spot, int units)
{
	int	  with = units > 0 ? spot->up : spot->down;
	int	  against = units > 0 ? spot->down : spot->up;
	int64 times = abs(units);

	return (with >= times * finder->unit.up ? WAY_UP : 0) | (against >= times * finder->unit.down ? WAY_DOWN : 0);
}

/*
 * Multiply what is there by each loop of a level in turn, and go on.  price is
 * what its places cost that the cycle does not have yet, gain what those cost
 * that it will have no longer; no more than the cycle's cost can be gained.
 */
static void
extend_product(CycleFinder *finder, int level, int64 price, int64 gain, int way)
{
	const ProductDimension *dimension = finder->product->dimension + finder->order[level];
	int						before = finder->length;
	int						own;

	if (level == finder->product->dimensions)
	{
		if (price - gain >= finder->best)
			return;
		finder->best = price - gain;
		finder->best_way = way;
		finder->best_length = finder->length;
		memcpy(finder->best_place, finder->place, sizeof(int) * finder->length);
		memcpy(finder->best_sign, finder->sign, finder->length);
		return;
	}
	own = finder->place[0] / dimension->stride % dimension->codes;
	for (int i = finder->first_option[level]; i < finder->first_option[level + 1]; i++)
	{
		const Option *option = finder->option + i;
		int64		  most = finder->best + finder->cost - finder->rest[level + 1];
		int64		  price_now = price;
		int64		  gain_now = gain;
		int			  way_now = way;

		/* those that follow cost no less */
		if (price + option->line >= most || finder->looks_left < 0)
			break;
		for (int j = 0; j < option->loop->length * before && way_now && price_now < most; j++)
		{
			int			factor = j / before;
			int			from = j % before;
			int			place = finder->place[from] + (option->loop->code[factor] - own) * dimension->stride;
			int			sign = finder->sign[from] * option->loop->sign[factor];
			const Spot *spot = finder->spot + place;

			finder->place[finder->length] = place;
			finder->sign[finder->length++] = sign;
			if (spot->units == 0)
				price_now += spot->price;
			else if (spot->units + sign == 0)
				gain_now += spot->price;
			way_now &= place == finder->fixed ? 0 : ways(finder, spot, spot->units + sign);
		}
		finder->looks_left -= finder->length - before + 1;
		if (way_now && price_now < most)
			extend_product(finder, level + 1, price_now, gain_now, way_now);
		finder->length = before;
	}
}

static int
compare_options(const void *a, const void *b)
{
	const Option *x = a;
	const Option *y = b;

	return x->line != y->line ? (x->line < y->line ? -1 : 1) : (x->loop > y->loop) - (x->loop < y->loop);
}

/* The loops of a dimension that a product through a place can have, those of cheap lines first; returns how many. */
static int
list_options(CycleFinder *finder, int d, int place, int sign, int way, int64 limit, Option *option)
{
	const ProductDimension *dimension = finder->product->dimension + d;
	int						own = place / dimension->stride % dimension->codes;
	int						count = 0;

	for (int i = dimension->first_loop[own]; i < dimension->first_loop[own + 1]; i++)
	{
		const Loop *loop = dimension->loop + i;
		int64		line = 0;
		int			way_now = way;

		for (int j = 0; j < loop->length && line < limit; j++)
		{
			const Spot *spot = finder->spot + place + (loop->code[j] - own) * dimension->stride;

			line += spot->units == 0 ? spot->price : 0;
			way_now &= ways(finder, spot, spot->units + sign * loop->sign[j]);
		}
		finder->looks_left -= loop->length;
		if (way_now && line < limit)
			option[count++] = (Option){loop, line};
	}
	qsort(option, count, sizeof(Option), compare_options);
	return count;
}

/* The product through a place, with this sign there, that adds least to the cost, and less than most.  False if there is none. */
static bool
find_product(CycleFinder *finder, int place, int sign, int way, int64 most)
{
	int			dimensions = finder->product->dimensions;
	const Spot *spot = finder->spot + place;
	int64		price = spot->units == 0 ? spot->price : 0;
	int64		gain = spot->units + sign == 0 ? spot->price : 0;
	int64		least[MAX_PRODUCT_DIMENSIONS];

	finder->best = most;
	finder->best_length = 0;
	finder->looks_left = PRODUCT_BUDGET;
	way &= ways(finder, spot, spot->units + sign);
	/* the dimension comes first of which the cheapest line is dearest */
	for (int d = 0; d < dimensions; d++)
	{
		int at = d;

		if (list_options(finder, d, place, sign, way, most + finder->cost - price, finder->option) == 0)
			return false;
		least[d] = finder->option[0].line;
		for (; at > 0 && least[finder->order[at - 1]] < least[d]; at--)
			finder->order[at] = finder->order[at - 1];
		finder->order[at] = d;
	}
	finder->first_option[0] = 0;
	for (int i = 0; i < dimensions; i++)
		finder->first_option[i + 1] = finder->first_option[i] + list_options(finder, finder->order[i], place, sign, way,
																			 most + finder->cost - price,
																			 finder->option + finder->first_option[i]);
	finder->rest[dimensions] = 0;
	for (int i = dimensions - 1; i >= 0; i--)
		finder->rest[i] = finder->rest[i + 1] + least[finder->order[i]];
	finder->length = 1;
	finder->place[0] = place;
	finder->sign[0] = sign;
	extend_product(finder, 0, price, gain, way);
	finder->looks += PRODUCT_BUDGET - finder->looks_left;
	work_add((PRODUCT_BUDGET - finder->looks_left) * PLACE_LOOK_WORK);
	return finder->best_length > 0;
}

/* ---- the cycle at hand ---- */

/* Add the best product to it. */
static void
add_product(CycleFinder *finder)
{
	for (int i = 0; i < finder->best_length; i++)
	{
		int	  place = finder->best_place[i];
		Spot *spot = finder->spot + place;

		if (spot->units == 0)
		{
			spot->at = finder->changed;
			finder->changed_place[finder->changed++] = place;
			finder->cost += spot->price;
		}
		spot->units += finder->best_sign[i];
		if (spot->units == 0)
		{
			int last = finder->changed_place[--finder->changed];

			finder->changed_place[spot->at] = last;
			finder->spot[last].at = spot->at;
			finder->cost -= spot->price;
		}
	}
}

static void
clear(CycleFinder *finder)
{
	for (int i = 0; i < finder->changed; i++)
		finder->spot[finder->changed_place[i]].units = 0;
	finder->changed = 0;
	finder->cost = 0;
}

/* The dearest of its places but the one given, of equals the first in the product; -1 if none costs anything. */
static int
find_dearest(const CycleFinder *finder, int except)
{
	int result = -1;

	for (int i = 0; i < finder->changed; i++)
	{
		int	  place = finder->changed_place[i];
		int64 price = finder->spot[place].price;

		if (price > 0 && place != except &&
			(result < 0 || price > finder->spot[result].price ||
			 (price == finder->spot[result].price && place < result)))
			result = place;
	}
	return result;
}

/* A copy of it, or NULL where the table is no product after all, and a sum does not hold. */
static Cycle *
copy_circuit(CycleFinder *finder, int64 unit)
{
	Cycle *cycle = palloc(sizeof(Cycle));

	cycle->length = finder->changed;
	cycle->cell = palloc(sizeof(int) * cycle->length);
	cycle->change = palloc(sizeof(int64) * cycle->length);
	for (int i = 0; i < cycle->length; i++)
	{
		cycle->cell[i] = finder->product->cell[finder->changed_place[i]];
		cycle->change[i] = finder->spot[finder->changed_place[i]].units * unit;
	}
	if (problem_keeps_sums(finder->problem, cycle->length, cycle->cell, cycle->change, finder->missed))
		return cycle;
	cycle_free(cycle);
	return NULL;
}

void
cycle_free(Cycle *cycle)
{
	pfree(cycle->cell);
	if (cycle->change)
		pfree(cycle->change);
	pfree(cycle);
}

/* The first product: at a low price it is found sooner. */
static bool
find_first(CycleFinder *finder, int place, int64 limit)
{
	int64 highest = limit < NEVER / LIMIT_FACTOR ? limit * LIMIT_FACTOR : NEVER;
	int64 most = FIRST_PRICE;

	while (!find_product(finder, place, 1, WAY_UP | WAY_DOWN, Min(most, highest)))
	{
		if (most >= highest)
			return false;
		most = most < NEVER / PRICE_FACTOR ? most * PRICE_FACTOR : NEVER;
	}
	return true;
}

Cycle *
cycle_finder_find(CycleFinder *finder, int cell, Goal goal, int64 limit)
{
	int	   place = finder->product->place[cell];
	Cycle *cycle = NULL;
	int64  best = limit;
	int	   way;
	int	   banned = 0;
	int	   banned_place[MAX_PRODUCTS];
	int64  banned_price[MAX_PRODUCTS];

	progress_report(0, 0);
	if (place < 0 || limit <= 0)
		return NULL;
	/* no room is so large as what is no goal, or too far */
	finder->unit.up =
		goal.up > 0 ? Min(goal.up, CYCLE_CHANGE_LIMIT + INT64CONST(1)) : CYCLE_CHANGE_LIMIT + INT64CONST(1);
	finder->unit.down =
		goal.down > 0 ? Min(goal.down, CYCLE_CHANGE_LIMIT + INT64CONST(1)) : CYCLE_CHANGE_LIMIT + INT64CONST(1);
	finder->fixed = -1;
	if (!find_first(finder, place, limit))
		return NULL;
	way = finder->best_way & WAY_UP ? WAY_UP : WAY_DOWN;
	add_product(finder);
	finder->fixed = place;
	for (;;)
	{
		int	  dearest;
		Spot *spot;

		if (finder->cost < best)
		{
			best = finder->cost;
			if (cycle)
				cycle_free(cycle);
			cycle = copy_circuit(finder, way == WAY_UP ? goal.up : -goal.down);
		}
		dearest = find_dearest(finder, place);
		if (best == 0 || dearest < 0 || banned == MAX_PRODUCTS)
			break;
		spot = finder->spot + dearest;
		if (abs(spot->units) != 1 || !find_product(finder, dearest, -spot->units, way, finder->cost / DEARER + 1))
			break;
		add_product(finder);
		banned_place[banned] = dearest;
		banned_price[banned++] = spot->price;
		spot->price = NEVER;
	}
	clear(finder);
	for (int i = 0; i < banned; i++)
		finder->spot[banned_place[i]].price = banned_price[i];
	return cycle;
}
