/*
 * lp_cycle.h
 *		The cheapest way for a cell of any table to move, by linear arithmetic.
 *
 * Everything is palloc'd in the context in which lp_cycles_create is called.
 */
#ifndef BUSETTING_LP_CYCLE_H
#define BUSETTING_LP_CYCLE_H

#include "protect/cycle.h"
#include "protect/suppression_problem.h"

typedef struct LpCycles LpCycles;

extern LpCycles *lp_cycles_create(const SuppressionProblem *problem);

/* A cell that is hidden by now costs nothing. */
extern void lp_cycles_set_free(LpCycles *lp_cycles, int cell);

/*
 * The cheapest change that brings a cell to the goal, without the cell that
 * somebody knows, if known is not negative; NULL if there is none.  Where it is
 * not in whole numbers it proves nothing, but in the cells that it changes.
 */
extern Cycle *lp_cycles_find(LpCycles *lp_cycles, int cell, Goal goal, int known);

#endif /* BUSETTING_LP_CYCLE_H */
