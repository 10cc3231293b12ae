/*
 * exchange.h
 *		Publish secondary cells in whose place others that cost less can be hidden.
 *
 * Called by augmentation.c. Changes the pattern of the problem; what it allocates
 * goes with a context of its own.
 */
#ifndef BUSETTING_EXCHANGE_H
#define BUSETTING_EXCHANGE_H

#include "protect/suppression_problem.h"
#include "protect/witness.h"

/*
 * Of a pattern in which every hidden cell satisfies its level, make a cheaper one
 * in which it does, within so many steps of work.
 */
extern void exchange_cells(SuppressionProblem *problem, Witnesses *witnesses, int64 work);

#endif /* BUSETTING_EXCHANGE_H */
