/*
 * independent.h
 *		Which equations of a subproblem say anything that the others do not.
 */
#ifndef BUSETTING_INDEPENDENT_H
#define BUSETTING_INDEPENDENT_H

#include "audit/subproblem.h"

/*
 * Mark equations of which the others are sums modulo 2, the shortest that will do.
 * False, with all of them marked, where the elimination would take long.
 */
extern bool subproblem_independent(const Subproblem *subproblem, bool *needed);

#endif /* BUSETTING_INDEPENDENT_H */
