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
extern bool table_system_solve(const TableSystem *system, const bool *among, Feasible *feasible);

/* Can the sums marked in among, NULL for all, hold together? */
typedef enum Consistency
{
	SUMS_CONTRADICT, /* proven */
	SUMS_HOLD,		 /* a table in whole numbers is known */
	SUMS_UNDECIDED	 /* neither was found */
} Consistency;

/* work counts what finding that out took, in entries of the sums looked at. */
extern Consistency table_system_consistency(const TableSystem *system, const bool *among, int64 *work);

#endif /* BUSETTING_SOLVE_H */
