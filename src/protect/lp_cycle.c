/*
 * lp_cycle.c
 *		The cheapest change of cells that reaches a goal of one cell, by a
 *		linear program over the cells near it.
 *
 * Of all changes that keep every sum and bring the cell to its goal, find the
 * one of least price. Each other cell costs the amount of its change times the
 * price of a change by one: the cost of hiding it, divided by the most that the
 * goal can ask of it (J. P. Kelly, B. L. Golden, A. A. Assad, Cell Suppression:
 * Disclosure Protection for Sensitive Tabular Data, Networks 22, 1992). The
 * cells that change are then hidden.
 *
 * In a large table the program is over a sub-cube through the cell, of the codes
 * that are cheapest to hide, and over the hidden cells: first those nearest, then
 * all of them, if the first are dear. Cells that can only change together are one
 * column, which leaves a fifth of these. In a large table that is no product it is
 * over the cells nearest by sums.
 *
 * Called by augmentation.c. An LpCycles owns scratch space, in the context in
 * which it is created; a program goes with a context of its own.
 */
#include "postgres.h"

#include <math.h>

#include "audit/lp.h"
#include "audit/presolve.h"
#include "audit/table_system.h"
#include "protect/dimension_product.h"
#include "protect/lp_cycle.h"
#include "util/memory.h"
#include "util/random.h"
#include "util/work.h"

/* The price of a hidden cell: not zero, so that few cells change without need. */
#define HIDDEN_PRICE 0.01

/* A change up to this is a rounding error of the LP solver. */
#define CHANGE_TOLERANCE 1e-6

/* Further programs for a change in whole numbers, in which prices are up to so many times as high. */
#define MOST_ATTEMPTS 5
#define PRICE_SPREAD  4

/* The largest multiple of a change in fractions that is tried. */
#define MOST_TIMES 6

/*
 * Cells up to which a program is over the whole table, and over the whole of one that is no product of dimensions;
 * of a larger one it is over so many at most.
 */
#define WHOLE_TABLE		 1500
#define WHOLE_NO_PRODUCT 5000

/* Cells of a sub-cube, and with hidden cells in a first program: about 10 ms. With all of d4 it takes 60. */
#define SUBCUBE_CELLS 300
#define FIRST_CELLS	  2000

/* A first change in whole numbers is cheap enough if it costs no more than so many of the cheapest cell near. */
#define CHEAP_CELLS 4

/* Each class of cells has two columns: how much it goes up, and down. */
#define UP(cell)   (2 * (cell))
#define DOWN(cell) (2 * (cell) + 1)

struct LpCycles
{
	const SuppressionProblem *problem;
	DimensionProduct		 *product;	   /* NULL if the table is none */
	int						 *number;	   /* of each cell near, or -1 */
	bool					 *sum_reached; /* of each sum */
	int						 *near;		   /* cells near, in order */
	int						  nears;
	int						 *sum; /* sums reached */
	int						  sums;
	int64					  most_cost; /* that the change at hand may cost */
	bool					  whole;	 /* must it be in whole numbers? */
	uint64					  random;
};

LpCycles *
lp_cycles_create(const SuppressionProblem *problem)
{
	int		  cells = problem->system->cells;
	int		  sums = problem->system->sums;
	LpCycles *lp_cycles = palloc0(sizeof(LpCycles));

	lp_cycles->problem = problem;
	lp_cycles->random = 1;
	lp_cycles->product = dimension_product_create(problem->system);
	lp_cycles->number = allocate(sizeof(int), cells);
	lp_cycles->near = allocate(sizeof(int), cells);
	lp_cycles->sum_reached = allocate(sizeof(bool), sums);
	lp_cycles->sum = allocate(sizeof(int), sums);
	memset(lp_cycles->sum_reached, 0, Max(sums, 1));
	memset(lp_cycles->number, -1, sizeof(int) * Max(cells, 1));
	return lp_cycles;
}

/* How far a cell can go up and down. A cell that must stay published cannot. */
static void
change_limits(const SuppressionProblem *problem, int cell, Bounds *up, Bounds *down)
{
	int64  value = problem->system->bounds[cell].lower;
	Bounds possible = problem_range(problem, cell);

	*up = *down = (Bounds){0, 0};
	if (!problem->open[cell] && !must_hide(problem, cell))
		return;
	up->upper = possible.upper == NO_UPPER ? NO_UPPER : possible.upper - value;
	down->upper = possible.lower == NO_LOWER ? NO_UPPER : value - possible.lower;
}

/* ---- cells near ---- */

/* Hidden cells may change, and others that may be hidden, at no more than a change may cost. */
static bool
may_change(const LpCycles *lp_cycles, int cell)
{
	const SuppressionProblem *problem = lp_cycles->problem;

	return problem->hidden[cell] || (problem->open[cell] && problem->cost[cell] <= lp_cycles->most_cost);
}

/* Add a cell, and the sums that it is in. */
static void
add_near(LpCycles *lp_cycles, int cell)
{
	const SuppressionProblem *problem = lp_cycles->problem;

	if (lp_cycles->number[cell] >= 0 || !may_change(lp_cycles, cell))
		return;
	lp_cycles->number[cell] = lp_cycles->nears;
	lp_cycles->near[lp_cycles->nears++] = cell;
	for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
	{
		int sum = problem->cell_sum[i];

		if (lp_cycles->sum_reached[sum])
			continue;
		lp_cycles->sum_reached[sum] = true;
		lp_cycles->sum[lp_cycles->sums++] = sum;
	}
}

typedef struct LoopPrice
{
	const Loop *loop;
	int64		price;
} LoopPrice;

static int
compare_loop_prices(const void *a, const void *b)
{
	const LoopPrice *x = a;
	const LoopPrice *y = b;

	return x->price != y->price ? (x->price < y->price ? -1 : 1) : (x->loop > y->loop) - (x->loop < y->loop);
}

/* The price of hiding a cell at a place. */
static int64
price_at(const LpCycles *lp_cycles, int place)
{
	int cell = lp_cycles->product->cell[place];

	if (cell < 0 || !may_change(lp_cycles, cell))
		return NEVER;
	return lp_cycles->problem->hidden[cell] ? 0 : lp_cycles->problem->cost[cell];
}

/* List in code the codes of the cheapest loops through a place along a dimension, up to most. Returns their number. */
static int
choose_codes(const LpCycles *lp_cycles, int place, int d, int most, int *code)
{
	const ProductDimension *dimension = lp_cycles->product->dimension + d;
	int						own = place / dimension->stride % dimension->codes;
	int						loops = dimension->first_loop[own + 1] - dimension->first_loop[own];
	LoopPrice			   *option;
	bool				   *chosen;
	int						count = 0;

	if (dimension->codes <= most)
	{
		for (int i = 0; i < dimension->codes; i++)
			code[i] = i;
		return dimension->codes;
	}
	option = allocate(sizeof(LoopPrice), loops);
	chosen = allocate(sizeof(bool), dimension->codes);
	memset(chosen, 0, dimension->codes);
	code[count++] = own;
	chosen[own] = true;
	for (int i = 0; i < loops; i++)
	{
		option[i] = (LoopPrice){dimension->loop + dimension->first_loop[own] + i, 0};
		for (int j = 0; j < option[i].loop->length && option[i].price < NEVER; j++)
			option[i].price += price_at(lp_cycles, place + (option[i].loop->code[j] - own) * dimension->stride);
	}
	qsort(option, loops, sizeof(LoopPrice), compare_loop_prices);
	for (int i = 0; i < loops && option[i].price < NEVER && count + option[i].loop->length <= most; i++)
		for (int j = 0; j < option[i].loop->length; j++)
			if (!chosen[option[i].loop->code[j]])
			{
				chosen[option[i].loop->code[j]] = true;
				code[count++] = option[i].loop->code[j];
			}
	pfree(option);
	pfree(chosen);
	return count;
}

/* How many codes of each dimension, at most, a sub-cube of SUBCUBE_CELLS can have. */
static int
count_codes(const DimensionProduct *product)
{
	int	   codes = SUBCUBE_CELLS;
	double size;

	do
	{
		size = 1;
		codes--;
		for (int d = 0; d < product->dimensions; d++)
			size *= Min(product->dimension[d].codes, codes);
	} while (size > SUBCUBE_CELLS && codes > 2);
	return codes;
}

/* Add the cells of a sub-cube through a cell. */
static void
add_subcube(LpCycles *lp_cycles, int cell)
{
	const DimensionProduct *product = lp_cycles->product;
	int						most = count_codes(product);
	int					   *code[MAX_PRODUCT_DIMENSIONS];
	int						codes[MAX_PRODUCT_DIMENSIONS];
	int						at[MAX_PRODUCT_DIMENSIONS] = {0};
	int						d;

	for (d = 0; d < product->dimensions; d++)
	{
		code[d] = allocate(sizeof(int), Max(most, product->dimension[d].codes));
		codes[d] = choose_codes(lp_cycles, product->place[cell], d, most, code[d]);
	}
	do
	{
		int here = 0;

		for (d = 0; d < product->dimensions; d++)
			here += code[d][at[d]] * product->dimension[d].stride;
		if (product->cell[here] >= 0)
			add_near(lp_cycles, product->cell[here]);
		for (d = 0; d < product->dimensions && ++at[d] == codes[d]; d++)
			at[d] = 0;
	} while (d < product->dimensions);
	for (d = 0; d < product->dimensions; d++)
		pfree(code[d]);
}

/* Add hidden cells of the sums reached, and so on, up to so many. */
static void
add_hidden(LpCycles *lp_cycles, int most)
{
	const TableSystem *system = lp_cycles->problem->system;

	for (int at = 0; at < lp_cycles->sums && lp_cycles->nears < most; at++)
	{
		int sum = lp_cycles->sum[at];

		work_add(5 * (system->first_part[sum + 1] - system->first_part[sum] + 1));
		for (int i = system->first_part[sum]; i <= system->first_part[sum + 1] && lp_cycles->nears < most; i++)
		{
			int cell = i == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[i];

			if (lp_cycles->problem->hidden[cell])
				add_near(lp_cycles, cell);
		}
	}
}

/* Add the cells of the sums reached, and so on, up to so many. */
static void
add_nearest(LpCycles *lp_cycles, int most)
{
	const TableSystem *system = lp_cycles->problem->system;

	for (int at = 0; at < lp_cycles->sums && lp_cycles->nears < most; at++)
	{
		int sum = lp_cycles->sum[at];

		work_add(5 * (system->first_part[sum + 1] - system->first_part[sum] + 1));
		for (int i = system->first_part[sum]; i < system->first_part[sum + 1] && lp_cycles->nears < most; i++)
			add_near(lp_cycles, system->part_cell[i]);
		add_near(lp_cycles, system->total[sum]);
	}
}

/* Forget all cells near. */
static void
clear_near(LpCycles *lp_cycles)
{
	for (int i = 0; i < lp_cycles->nears; i++)
		lp_cycles->number[lp_cycles->near[i]] = -1;
	for (int i = 0; i < lp_cycles->sums; i++)
		lp_cycles->sum_reached[lp_cycles->sum[i]] = false;
	lp_cycles->nears = lp_cycles->sums = 0;
}

/* ---- cells that change together ---- */

/*
 * Cells that change in step, as they are the only two of a sum, are one class: its
 * changes are those of its root. A class that is alone in a sum cannot change.
 */
typedef struct Classes
{
	int	 *parent; /* of each cell near */
	int8 *sign;	  /* against its parent: 1 or -1 */
	bool *fixed;  /* of each root: it cannot change */
	int	 *column; /* of each root that can change */
	int	  columns;
	/* the sum at hand: its roots and their coefficients, which are 0 in between */
	int	 length;
	int *root;
	int *coefficient;
} Classes;

static int
root_of_class(Classes *classes, int number, int *sign)
{
	int root = number;
	int all = 1;

	while (classes->parent[root] != root)
	{
		all *= classes->sign[root];
		root = classes->parent[root];
	}
	*sign = all;
	while (classes->parent[number] != root && number != root)
	{
		int next = classes->parent[number];
		int own = classes->sign[number];

		classes->parent[number] = root;
		classes->sign[number] = all;
		all *= own;
		number = next;
	}
	return root;
}

/* List the roots of a sum that can change, with their coefficients. */
static void
read_sum(const LpCycles *lp_cycles, Classes *classes, int sum)
{
	const TableSystem *system = lp_cycles->problem->system;
	int				   kept = 0;

	classes->length = 0;
	for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
	{
		bool is_total = i == system->first_part[sum + 1];
		int	 number = lp_cycles->number[is_total ? system->total[sum] : system->part_cell[i]];
		int	 sign;
		int	 root;

		if (number < 0)
			continue;
		root = root_of_class(classes, number, &sign);
		if (classes->fixed[root])
			continue;
		if (classes->coefficient[root] == 0)
			classes->root[classes->length++] = root;
		classes->coefficient[root] += is_total ? -sign : sign;
		/* a root whose coefficient was 0 in between is listed twice */
	}
	work_add(3 * (system->first_part[sum + 1] - system->first_part[sum]));
	for (int i = 0; i < classes->length; i++)
	{
		int	 root = classes->root[i];
		bool twice = false;

		for (int j = 0; j < kept && !twice; j++)
			twice = classes->root[j] == root;
		if (classes->coefficient[root] != 0 && !twice)
			classes->root[kept++] = root;
	}
	classes->length = kept;
}

static void
clear_sum(Classes *classes)
{
	for (int i = 0; i < classes->length; i++)
		classes->coefficient[classes->root[i]] = 0;
}

/* Fix and join what a sum with one or two roots ties. False if it says nothing new. */
static bool
join_classes(Classes *classes)
{
	int a = classes->length > 0 ? classes->root[0] : -1;
	int b = classes->length > 1 ? classes->root[1] : -1;

	if (classes->length == 1)
		classes->fixed[a] = true;
	else if (classes->length == 2 && abs(classes->coefficient[a]) == abs(classes->coefficient[b]))
	{
		classes->parent[Max(a, b)] = Min(a, b);
		classes->sign[Max(a, b)] = classes->coefficient[a] == classes->coefficient[b] ? -1 : 1;
	}
	else
		return false;
	return true;
}

/* Find the classes of the cells near. */
static Classes *
join_near_cells(const LpCycles *lp_cycles, int known)
{
	Classes *classes = palloc0(sizeof(Classes));
	bool	 any = true;

	classes->parent = allocate(sizeof(int), lp_cycles->nears);
	classes->sign = allocate(sizeof(int8), lp_cycles->nears);
	classes->fixed = allocate(sizeof(bool), lp_cycles->nears);
	classes->root = allocate(sizeof(int), 2 * lp_cycles->nears);
	classes->coefficient = allocate(sizeof(int), lp_cycles->nears);
	for (int i = 0; i < lp_cycles->nears; i++)
	{
		classes->parent[i] = i;
		classes->sign[i] = 1;
		classes->fixed[i] = lp_cycles->near[i] == known;
		classes->coefficient[i] = 0;
	}
	while (any)
	{
		any = false;
		for (int i = 0; i < lp_cycles->sums; i++)
		{
			read_sum(lp_cycles, classes, lp_cycles->sum[i]);
			any |= join_classes(classes);
			clear_sum(classes);
		}
	}
	return classes;
}

/* ---- the program ---- */

typedef struct Program
{
	Subproblem	   subproblem;
	LinearProgram *lp;
	Classes		  *classes;
	Bounds		  *limit;	   /* of each column */
	double		  *price;	   /* of each column: of a change by one */
	double		  *asked;	   /* the same as the program has it: by chance higher in further attempts */
	int			   fixed;	   /* the column that the goal asks of, or -1 */
	bool		   reweighted; /* since the last optimum */
} Program;

/* The price of changing a cell by one, of a change of so much in all; it can change no more than limit. */
static double
price_of_change(const SuppressionProblem *problem, int cell, int64 amount, Bounds limit)
{
	if (problem->hidden[cell])
		return HIDDEN_PRICE;
	if (limit.upper != NO_UPPER)
		amount = Min(amount, limit.upper);
	return (double) problem->cost[cell] / Max(amount, 1) + 2 * HIDDEN_PRICE;
}

/* Give each class that can change its columns, with the limits and prices of its cells. */
static void
describe_columns(LpCycles *lp_cycles, Program *program, int64 amount)
{
	Classes *classes = program->classes;

	classes->column = allocate(sizeof(int), lp_cycles->nears);
	program->limit = allocate(sizeof(Bounds), 2 * lp_cycles->nears);
	program->price = allocate(sizeof(double), 2 * lp_cycles->nears);
	for (int i = 0; i < lp_cycles->nears; i++)
		if (classes->parent[i] == i && !classes->fixed[i])
		{
			int column = classes->column[i] = classes->columns++;

			program->limit[UP(column)] = program->limit[DOWN(column)] = (Bounds){0, NO_UPPER};
			program->price[UP(column)] = program->price[DOWN(column)] = 0;
		}
	for (int i = 0; i < lp_cycles->nears; i++)
	{
		int	   sign;
		int	   root = root_of_class(classes, i, &sign);
		Bounds limit[2];

		if (classes->fixed[root])
			continue;
		change_limits(lp_cycles->problem, lp_cycles->near[i], limit, limit + 1);
		for (int down = 0; down < 2; down++)
		{
			int column = (down == 0) == (sign > 0) ? UP(classes->column[root]) : DOWN(classes->column[root]);

			program->limit[column].upper = Min(program->limit[column].upper, limit[down].upper);
			program->price[column] += price_of_change(lp_cycles->problem, lp_cycles->near[i], amount, limit[down]);
		}
	}
}

/* The equations of the sums over the changes of the classes. */
static void
describe_class_sums(const LpCycles *lp_cycles, Program *program)
{
	Classes	   *classes = program->classes;
	Subproblem *subproblem = &program->subproblem;
	int			entries = 0;
	int			at = 0;

	for (int i = 0; i < lp_cycles->nears; i++)
		entries +=
			lp_cycles->problem->cell_first[lp_cycles->near[i] + 1] - lp_cycles->problem->cell_first[lp_cycles->near[i]];
	subproblem->cells = 2 * classes->columns;
	subproblem->first = allocate(sizeof(int), lp_cycles->sums + 1);
	subproblem->entry_cell = allocate(sizeof(int), 2 * entries);
	subproblem->entry_coefficient = allocate(sizeof(int), 2 * entries);
	subproblem->constant = allocate(sizeof(int64), lp_cycles->sums);
	memset(subproblem->constant, 0, sizeof(int64) * lp_cycles->sums);
	for (int i = 0; i < lp_cycles->sums; i++)
	{
		read_sum(lp_cycles, classes, lp_cycles->sum[i]);
		if (classes->length > 0)
			subproblem->first[subproblem->equations++] = at;
		for (int j = 0; j < classes->length; j++)
		{
			int root = classes->root[j];

			subproblem->entry_cell[at] = UP(classes->column[root]);
			subproblem->entry_coefficient[at++] = classes->coefficient[root];
			subproblem->entry_cell[at] = DOWN(classes->column[root]);
			subproblem->entry_coefficient[at++] = -classes->coefficient[root];
		}
		clear_sum(classes);
	}
	subproblem->first[subproblem->equations] = at;
}

static void
ask_price(Program *program, int column, double price)
{
	program->asked[column] = price;
	lp_set_weight(program->lp, column, -price);
}

/* NULL if the cell of number 0 cannot change. */
static Program *
create_program(LpCycles *lp_cycles, int64 amount, int known)
{
	Program *program = palloc0(sizeof(Program));
	int		 sign;

	program->classes = join_near_cells(lp_cycles, known);
	if (program->classes->fixed[root_of_class(program->classes, 0, &sign)])
		return NULL;
	describe_columns(lp_cycles, program, amount);
	describe_class_sums(lp_cycles, program);
	program->lp = lp_create_dual(&program->subproblem, program->limit);
	program->asked = allocate(sizeof(double), program->subproblem.cells);
	for (int column = 0; column < program->subproblem.cells; column++)
		ask_price(program, column, program->price[column]);
	program->fixed = -1;
	return program;
}

/* Ask for other prices, by chance: they lead to another vertex. */
static void
change_prices(LpCycles *lp_cycles, Program *program)
{
	for (int column = 0; column < program->subproblem.cells; column++)
		ask_price(program, column, program->price[column] * (1 + random_below(&lp_cycles->random, PRICE_SPREAD)));
	program->reweighted = true;
}

/* Are the changes, so many times as large, whole numbers that no cell's limits forbid? */
static bool
is_whole(const LpCycles *lp_cycles, const Cycle *cycle, const double *change, int times)
{
	for (int i = 0; i < cycle->length; i++)
	{
		double amount = times * change[i];
		Bounds up;
		Bounds down;

		change_limits(lp_cycles->problem, cycle->cell[i], &up, &down);
		if (fabs(amount - rint(amount)) > times * CHANGE_TOLERANCE || fabs(amount) > CHANGE_LIMIT ||
			(up.upper != NO_UPPER && rint(amount) > up.upper) || (down.upper != NO_UPPER && -rint(amount) > down.upper))
			return false;
	}
	return true;
}

/* The cells that change in the optimum. Where it is not in whole numbers, a multiple of it may be. */
static Cycle *
read_cycle(const LpCycles *lp_cycles, Classes *classes, const double *value)
{
	Cycle  *cycle = palloc(sizeof(Cycle));
	double *change = allocate(sizeof(double), lp_cycles->nears);
	int		times = 1;

	cycle->length = 0;
	cycle->cell = allocate(sizeof(int), lp_cycles->nears);
	for (int i = 0; i < lp_cycles->nears; i++)
	{
		int	   sign;
		int	   root = root_of_class(classes, i, &sign);
		int	   column = classes->fixed[root] ? -1 : classes->column[root];
		double amount = column < 0 ? 0 : sign * (value[UP(column)] - value[DOWN(column)]);

		if (fabs(amount) <= CHANGE_TOLERANCE)
			continue;
		cycle->cell[cycle->length] = lp_cycles->near[i];
		change[cycle->length++] = amount;
	}
	while (times <= MOST_TIMES && !is_whole(lp_cycles, cycle, change, times))
		times++;
	cycle->change = times <= MOST_TIMES ? allocate(sizeof(int64), cycle->length) : NULL;
	for (int i = 0; i < cycle->length && cycle->change; i++)
		cycle->change[i] = (int64) rint(times * change[i]);
	pfree(change);
	return cycle;
}

/* Have the program ask for a change of a column by an amount, and none of its opposite, and solve it. */
static LpResult
run_toward(Program *program, int toward, int against, int64 amount)
{
	LpResult result;

	if (program->fixed != toward)
	{
		/* the cell must not go the other way, too */
		lp_set_bounds(program->lp, toward, (Bounds){amount, amount});
		lp_set_bounds(program->lp, against, (Bounds){0, 0});
		program->reweighted = false;
		program->fixed = toward;
	}
	result = program->reweighted ? lp_run_reweighted(program->lp) : lp_run(program->lp);
	program->reweighted = false;
	return result;
}

/*
 * The cheapest change that brings the cell of number 0 up or down by an amount,
 * and its price. NULL if there is none. Palloc'd in context.
 */
static Cycle *
cheapest_change(const LpCycles *lp_cycles, Program *program, bool up, int64 amount, MemoryContext context,
				double *price)
{
	int			  sign;
	int			  column = program->classes->column[root_of_class(program->classes, 0, &sign)];
	int			  toward = up == (sign > 0) ? UP(column) : DOWN(column);
	int			  against = up == (sign > 0) ? DOWN(column) : UP(column);
	const double *value;
	MemoryContext old;
	Cycle		 *cycle;

	if (amount <= 0 || amount > CHANGE_LIMIT || amount > program->limit[toward].upper ||
		run_toward(program, toward, against, amount) != LP_OPTIMAL)
		return NULL;
	value = lp_values(program->lp);
	*price = 0;
	for (int i = 0; i < program->subproblem.cells; i++)
		*price += program->asked[i] * value[i];
	old = MemoryContextSwitchTo(context);
	cycle = read_cycle(lp_cycles, program->classes, value);
	MemoryContextSwitchTo(old);
	return cycle;
}

/* The cheaper of the changes up and down, by the prices at hand. With up_first, that is solved first. */
static Cycle *
cheaper_change(const LpCycles *lp_cycles, Program *program, Goal goal, bool up_first, MemoryContext context)
{
	Cycle *best = NULL;
	double best_price = 0;

	/* none is cheaper than one that hides nothing and is a witness */
	for (int i = 0; i < 2 && !(best && best->change && cycle_cost(lp_cycles->problem, best) == 0); i++)
	{
		bool   up = up_first == (i == 0);
		double price;
		Cycle *cycle = cheapest_change(lp_cycles, program, up, up ? goal.up : goal.down, context, &price);

		if (cycle && best && price >= best_price)
			cycle_free(cycle);
		else if (cycle)
		{
			if (best)
				cycle_free(best);
			best = cycle;
			best_price = price;
		}
	}
	return best;
}

/* The cheapest of the changes that reach the goal over the cells near. If it must be in whole numbers, try several. */
static Cycle *
change_over_near(LpCycles *lp_cycles, Goal goal, int known)
{
	MemoryContext result_context = CurrentMemoryContext;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "program of a cycle", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Program		 *program = create_program(lp_cycles, Max(goal.up, goal.down), known);
	Cycle		 *best = program ? cheaper_change(lp_cycles, program, goal, true, result_context) : NULL;

	for (int attempt = 0; lp_cycles->whole && best && !best->change && attempt < MOST_ATTEMPTS &&
						  cycle_cost(lp_cycles->problem, best) <= lp_cycles->most_cost;
		 attempt++)
	{
		cycle_free(best);
		change_prices(lp_cycles, program);
		/* from where the last program ended: so the other way comes first every other time */
		best = cheaper_change(lp_cycles, program, goal, attempt % 2 == 1, result_context);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return best;
}

/* Is a change in whole numbers, and does it hide no more than is cheap? */
static bool
is_cheap(const LpCycles *lp_cycles, const Cycle *cycle)
{
	const SuppressionProblem *problem = lp_cycles->problem;
	int64					  cheapest = PG_INT64_MAX / CHEAP_CELLS;

	for (int i = 0; i < lp_cycles->nears; i++)
		if (!problem->hidden[lp_cycles->near[i]])
			cheapest = Min(cheapest, problem->cost[lp_cycles->near[i]]);
	return cycle->change && cycle_cost(problem, cycle) <= CHEAP_CELLS * cheapest;
}

/* A change over a sub-cube and the hidden cells nearest to it, or all of them. */
static Cycle *
find_in_subcube(LpCycles *lp_cycles, int cell, Goal goal, int known)
{
	Cycle *first;
	Cycle *cycle;
	int	   nears;

	add_subcube(lp_cycles, cell);
	add_hidden(lp_cycles, FIRST_CELLS);
	first = change_over_near(lp_cycles, goal, known);
	if (first && is_cheap(lp_cycles, first))
		return first;
	nears = lp_cycles->nears;
	add_hidden(lp_cycles, PG_INT32_MAX);
	if (lp_cycles->nears == nears)
		return first;
	cycle = change_over_near(lp_cycles, goal, known);
	if (!cycle)
		return first;
	/* what keeps a cell from a singleton is found in whole numbers after many attempts, or not at all: take what there is */
	if (known >= 0 && first && first->change && !cycle->change)
	{
		cycle_free(cycle);
		return first;
	}
	if (first)
		cycle_free(first);
	return cycle;
}

/* The cheapest change over all cells that are considered for a cell. */
static Cycle *
find_cheapest(LpCycles *lp_cycles, int cell, Goal goal, int known)
{
	int	   cells = lp_cycles->problem->system->cells;
	bool   has_place = lp_cycles->product && lp_cycles->product->place[cell] >= 0;
	Cycle *cycle = NULL;

	/* the cell itself is number 0 */
	add_near(lp_cycles, cell);
	if (has_place && cells > WHOLE_TABLE)
		cycle = find_in_subcube(lp_cycles, cell, goal, known);
	else if (cells <= WHOLE_NO_PRODUCT)
	{
		for (int other = 0; other < cells; other++)
			add_near(lp_cycles, other);
		cycle = change_over_near(lp_cycles, goal, known);
	}
	else
	{
		add_nearest(lp_cycles, FIRST_CELLS);
		cycle = change_over_near(lp_cycles, goal, known);
		if (!cycle && lp_cycles->nears >= FIRST_CELLS)
		{
			add_nearest(lp_cycles, WHOLE_NO_PRODUCT);
			cycle = change_over_near(lp_cycles, goal, known);
		}
	}
	clear_near(lp_cycles);
	return cycle;
}

Cycle *
lp_cycles_find(LpCycles *lp_cycles, int cell, Goal goal, int known, int64 most_cost, bool whole)
{
	Cycle *cycle;

	lp_cycles->most_cost = most_cost;
	lp_cycles->whole = whole;
	cycle = find_cheapest(lp_cycles, cell, goal, known);
	if (cycle && whole && !cycle->change)
	{
		cycle_free(cycle);
		cycle = NULL;
	}
	return cycle;
}
