/*
 * search.h
 *		The search for a suppression pattern.
 */
#ifndef BUSETTING_SEARCH_H
#define BUSETTING_SEARCH_H

#include "audit/solve.h"
#include "protect/suppression_problem.h"

/*
 * Find the pattern.  Returns the number of cells that cannot be protected, which
 * are in below; with none, feasible says what a reader can find out.  Both have
 * room for all cells of the system.
 */
extern int pattern_find(SuppressionProblem *problem, Feasible *feasible, int *below);

#endif /* BUSETTING_SEARCH_H */
