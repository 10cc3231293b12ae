/*
 * covering_model.h
 *		The covering model: a cheap pattern, and a bound on the cost of any
 *		protected one.
 *
 * Called by search.c. Writes only what its arguments point to; all else is
 * freed at the end.
 */
#ifndef BUSETTING_COVERING_MODEL_H
#define BUSETTING_COVERING_MODEL_H

#include "protect/suppression_problem.h"

/*
 * Look for a cheap pattern. bound becomes a lower bound on the cost of any
 * protected pattern. hidden becomes a pattern in which no cell is disclosed by
 * linear arithmetic, not even to the contributor of a singleton. False if none is
 * found.
 */
extern bool covering_model_search(const SuppressionProblem *problem, int64 *bound, bool *hidden);

/* The bound of the problem, raised by capacity cuts (capacity_cut.h) up to a cost, with limited work. */
extern int64 covering_model_raise_bound(const SuppressionProblem *problem, int64 cost);

/* The bound alone, with limited work. */
extern int64 covering_model_bound(const SuppressionProblem *problem);

#endif /* BUSETTING_COVERING_MODEL_H */
