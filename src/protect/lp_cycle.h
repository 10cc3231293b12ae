/*
 * lp_cycle.h
 *		The cheapest change of cells that reaches a goal of one cell, in any
 *		table, by a linear program.
 *
 * augmentation.c and exchange.c call this. Everything is palloc'd in the context in which
 * lp_cycles_create is called.
 */
#ifndef BUSETTING_LP_CYCLE_H
#define BUSETTING_LP_CYCLE_H

#include "protect/cycle.h"
#include "protect/suppression_problem.h"

typedef struct LpCycles LpCycles;

extern LpCycles *lp_cycles_create(const SuppressionProblem *problem);

/*
 * The cheapest change that reaches the goal of a cell. It leaves out the cell
 * known, if that is not negative, and published cells that by themselves cost more
 * than most_cost. NULL if none is found. If the change is not in
 * whole numbers, it is no witness; hiding its cells is still likely to help. With
 * whole, others are tried then, and none is returned that is not in whole numbers.
 */
extern Cycle *lp_cycles_find(LpCycles *lp_cycles, int cell, Goal goal, int known, int64 most_cost, bool whole);

#endif /* BUSETTING_LP_CYCLE_H */
