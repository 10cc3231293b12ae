/*
 * bounding.h
 *		The feasibility intervals of a subproblem by linear programs.
 */
#ifndef BUSETTING_BOUNDING_H
#define BUSETTING_BOUNDING_H

#include "audit/search_outcome.h"
#include "audit/subproblem.h"

/*
 * Tighten bounds in place and mark those that a table in whole numbers attains.  With
 * only_feasibility the bounds stay; done and of are for the progress report.
 */
extern SearchOutcome bounding_solve(Subproblem *subproblem, bool only_feasibility, int64 done, int64 of);

#endif /* BUSETTING_BOUNDING_H */
