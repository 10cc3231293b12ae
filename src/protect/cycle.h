/*
 * cycle.h
 *		The cheapest cycle through a cell of a table that is a product of
 *		dimensions.
 *
 * A cycle is a change of cells by whole numbers that keeps every sum. If its
 * cells are hidden, and stay within their a-priori bounds, it is a witness for
 * each of them. cycle_pattern.c, augmentation.c, lp_cycle.c and exchange.c call
 * this. Everything is palloc'd in the context in which cycle_finder_create is
 * called, a cycle in that of cycle_finder_find.
 */
#ifndef BUSETTING_CYCLE_H
#define BUSETTING_CYCLE_H

#include "protect/suppression_problem.h"

typedef struct CycleFinder CycleFinder;

/* The price of a cell that must not be hidden. */
#define NEVER (PG_INT64_MAX / 4)

/*
 * A change of a cell that suffices: up by at least so much, or down by at least so
 * much. 0 rules that direction out.
 */
typedef struct Goal
{
	int64 up;
	int64 down;
} Goal;

/* Goals of a level: one upwards, one downwards. A cell must reach both. */
#define LEVEL_GOALS 2

/* The changes that a cell's level demands. A goal that is not needed is all 0. */
extern void level_goals(const SuppressionProblem *problem, int cell, Goal *goal);

typedef struct Cycle
{
	int	   length;
	int	  *cell;
	int64 *change; /* change of each cell from its true number; NULL if it is not in whole numbers */
} Cycle;

/* How many cells the search for one product may evaluate: it finds cheaper ones with more, by far in large dense cubes. */
#define QUICK_PRODUCT	 50000
#define THOROUGH_PRODUCT 200000

/* NULL if the table is no product of dimensions. */
extern CycleFinder *cycle_finder_create(const SuppressionProblem *problem, int product_steps);

/* Set the price of a cell in further cycles: 0 if it is hidden already. */
extern void cycle_finder_set_price(CycleFinder *finder, int cell, int64 price);

/* Find a cheap cycle that costs less than limit and reaches the goal of a cell. NULL if none is found. */
extern Cycle *cycle_finder_find(CycleFinder *finder, int cell, Goal goal, int64 limit);

/* The price of the cheapest product that reaches the goal of a cell: a cycle costs no more. NEVER if none is found. */
extern int64 cycle_finder_price(CycleFinder *finder, int cell, Goal goal);

/* Cells evaluated so far, by which the search is limited. */
extern int64 cycle_finder_steps(const CycleFinder *finder);

/* What hiding the cells costs that are not hidden yet. */
extern int64 cycle_cost(const SuppressionProblem *problem, const Cycle *cycle);

extern void cycle_free(Cycle *cycle);

static inline bool
is_goal(Goal goal)
{
	return goal.up > 0 || goal.down > 0;
}

static inline bool
reaches_goal(Goal goal, int64 change)
{
	return (goal.up > 0 && change >= goal.up) || (goal.down > 0 && change <= -goal.down);
}

#endif /* BUSETTING_CYCLE_H */
