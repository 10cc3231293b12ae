/*
 * independent.h
 *		Which equations of a subproblem say anything that the others do not.
 */
#ifndef BUSETTING_INDEPENDENT_H
#define BUSETTING_INDEPENDENT_H

#include "audit/subproblem.h"

/*
 * Mark equations that the others are sums of, modulo two at least, the shortest ones
 * that will do.  False, and all are marked, where finding them would take long.
 */
extern bool subproblem_independent(const Subproblem *subproblem, bool *needed);

#endif /* BUSETTING_INDEPENDENT_H */
