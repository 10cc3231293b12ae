/*
 * capacity_cut.h
 *		Cuts for a covering model: what a choice of hidden cells lacks for cells to
 *		reach their levels in linear arithmetic.
 *
 * covering_model.c calls this. All that is allocated is freed at the end.
 */
#ifndef BUSETTING_CAPACITY_CUT_H
#define BUSETTING_CAPACITY_CUT_H

#include "protect/suppression_problem.h"

/*
 * In every protected pattern, coefficients times hidden cells add up to at least
 * least, if the cell protected is hidden. It is in none of the cells. The
 * coefficients are from 1 to least.
 */
typedef void (*CapacityTaker)(void *state, int protected_cell, int length, const int *cell, const int64 *coefficient,
							  int64 least);

/*
 * For each hidden cell that cannot reach its level while each cell changes by no
 * more than its share of what its a-priori bounds allow, call take with a cut that
 * the shares violate. share is from 0 to 1. Returns the number of cuts. Past end
 * (work.h) no more are sought.
 */
extern int
capacity_cuts_find(const SuppressionProblem *problem, const double *share, int64 end, CapacityTaker take, void *state);

#endif /* BUSETTING_CAPACITY_CUT_H */
