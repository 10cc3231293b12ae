/*
 * cycle.h
 *		The cheapest cycle through a cell: a change of cells by whole numbers
 *		that keeps every sum.  Where its cells are hidden it proves, by being
 *		possible, that they cannot be known.
 *
 * Everything is palloc'd in the context in which cycle_finder_create is called; a
 * cycle in that of cycle_finder_find.
 */
#ifndef BUSETTING_CYCLE_H
#define BUSETTING_CYCLE_H

#include "protect/suppression_problem.h"

typedef struct CycleFinder CycleFinder;

/* A price that nothing is worth. */
#define NEVER (PG_INT64_MAX / 4)

/* A change of a cell that will do: so far up, or so far down; 0 where that way does not. */
typedef struct Goal
{
	int64 up;
	int64 down;
} Goal;

/* Goals that are the level's: to be shown so far up, and so far down. */
#define LEVEL_GOALS 2

/* What is to be shown of a cell; a goal that is none is all 0. */
extern void level_goals(const SuppressionProblem *problem, int cell, Goal *goal);

typedef struct Cycle
{
	int	   length;
	int	  *cell;
	int64 *change; /* of each, from its number; NULL if not in whole numbers */
} Cycle;

/* NULL if the table is not one of which cycles are known. */
extern CycleFinder *cycle_finder_create(const SuppressionProblem *problem);

/* What hiding a cell costs from now on: 0 where it is hidden already. */
extern void cycle_finder_set_price(CycleFinder *finder, int cell, int64 price);

/*
 * A cheap cycle that costs less than limit and reaches the goal of a cell, or
 * NULL if none was found.
 */
extern Cycle *cycle_finder_find(CycleFinder *finder, int cell, Goal goal, int64 limit);

/* Looks at cells, so far: what the work is measured by. */
extern int64 cycle_finder_looks(const CycleFinder *finder);

extern void cycle_free(Cycle *cycle);

static inline bool
is_goal(Goal goal)
{
	return goal.up > 0 || goal.down > 0;
}

static inline bool
reaches(Goal goal, int64 change)
{
	return (goal.up > 0 && change >= goal.up) || (goal.down > 0 && change <= -goal.down);
}

#endif /* BUSETTING_CYCLE_H */
