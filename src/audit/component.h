/*
 * component.h
 *		The connected components of what presolve leaves, as subproblems.
 */
#ifndef BUSETTING_COMPONENT_H
#define BUSETTING_COMPONENT_H

#include "audit/presolve.h"

/* Room for them is palloc'd in the current context; false if two sums contradict each other. */
extern bool presolve_subproblems(Presolve *presolve, Subproblem ***subproblems, int *count);

#endif /* BUSETTING_COMPONENT_H */
