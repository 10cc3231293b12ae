/*
 * component.h
 *		The connected components of what presolve leaves, as subproblems.
 */
#ifndef BUSETTING_COMPONENT_H
#define BUSETTING_COMPONENT_H

#include "audit/presolve.h"

/* Of a presolve that has run; palloc'd in the current context.  False if two sums contradict each other. */
extern bool presolve_subproblems(Presolve *presolve, Subproblem ***subproblems, int *count);

#endif /* BUSETTING_COMPONENT_H */
