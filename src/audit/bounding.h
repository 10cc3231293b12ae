/*
 * bounding.h
 *		The bounds of a subproblem by linear programs.
 */
#ifndef BUSETTING_BOUNDING_H
#define BUSETTING_BOUNDING_H

#include "audit/subproblem.h"

/* Solve by linear programs. */
extern bool bounding_solve(Subproblem *subproblem, bool only_feasibility, int64 done, int64 of);

#endif /* BUSETTING_BOUNDING_H */
