/*
 * diophantine.h
 *		Are there whole numbers that meet the equations of a subproblem?
 */
#ifndef BUSETTING_DIOPHANTINE_H
#define BUSETTING_DIOPHANTINE_H

#include "audit/search_outcome.h"
#include "audit/subproblem.h"

/*
 * Do whole numbers meet the equations, wherever the cells that bounds do not fix may
 * lie?  It counts steps down, and is undecided when none are left.
 */
extern SearchOutcome diophantine_solve(const Subproblem *subproblem, const Bounds *bounds, int64 *steps);

#endif /* BUSETTING_DIOPHANTINE_H */
