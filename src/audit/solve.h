/*
 * solve.h
 *		The feasibility interval of every cell of a table.
 */
#ifndef BUSETTING_SOLVE_H
#define BUSETTING_SOLVE_H

#include "audit/table_system.h"

/*
 * solve: the feasibility interval of every cell (the array has system->cells
 * entries).  Returns false if the sums cannot all hold.  If among is not NULL,
 * only the sums marked in it count, and if feasible is NULL only whether all
 * can hold is found out.
 */
extern bool sum_system_solve(const SumSystem *system, const bool *among, Feasible *feasible);

#endif							/* BUSETTING_SOLVE_H */
