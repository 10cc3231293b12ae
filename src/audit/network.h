/*
 * network.h
 *		A subproblem that is a network of flows.
 */
#ifndef BUSETTING_NETWORK_H
#define BUSETTING_NETWORK_H

#include "audit/subproblem.h"

/* Solve as a network of flows; false if the subproblem is none.  *consistent as for subproblem_solve. */
extern bool network_solve(Subproblem *subproblem, bool only_feasibility, bool *consistent, int64 done, int64 of);

#endif /* BUSETTING_NETWORK_H */
