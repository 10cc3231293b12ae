/*
 * search.h
 *		The search for a suppression pattern.
 *
 * Called by protect.c. Changes the pattern of the problem, which is the
 * caller's; what it allocates goes with the caller's memory context.
 */
#ifndef BUSETTING_SEARCH_H
#define BUSETTING_SEARCH_H

#include "audit/solve.h"
#include "protect/suppression_problem.h"

/*
 * Find a pattern. Returns how many cells cannot be protected, listed in below. If
 * none, feasible holds the feasibility interval of every cell, if the problem asks
 * for intervals. Both arrays have an entry for each cell of the system.
 */
extern int pattern_find(SuppressionProblem *problem, Feasible *feasible, int *below);

#endif /* BUSETTING_SEARCH_H */
