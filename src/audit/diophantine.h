/*
 * diophantine.h
 *		Are there whole numbers that meet the equations of a subproblem?
 */
#ifndef BUSETTING_DIOPHANTINE_H
#define BUSETTING_DIOPHANTINE_H

#include "audit/subproblem.h"

/*
 * False if no whole numbers meet the equations, wherever the cells that bounds do not
 * fix may lie.  It counts steps down; with none left there might be some.
 */
extern bool subproblem_allows_whole(const Subproblem *subproblem, const Bounds *bounds, int64 *steps);

#endif /* BUSETTING_DIOPHANTINE_H */
