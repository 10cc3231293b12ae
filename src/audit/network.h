/*
 * network.h
 *		The feasibility intervals of a subproblem that is a network of flows.
 */
#ifndef BUSETTING_NETWORK_H
#define BUSETTING_NETWORK_H

#include "audit/search_outcome.h"
#include "audit/subproblem.h"

/*
 * Tighten bounds to what is feasible, in place, each of them sharp; SEARCH_NOT_APPLICABLE
 * if the subproblem is no network.  With only_feasibility the bounds stay; done and of
 * are for the progress report.
 */
extern SearchOutcome network_solve(Subproblem *subproblem, bool only_feasibility, int64 done, int64 of);

#endif /* BUSETTING_NETWORK_H */
