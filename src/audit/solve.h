/*
 * solve.h
 *		The feasibility interval of every cell of a table, and whether there is a table at all.
 */
#ifndef BUSETTING_SOLVE_H
#define BUSETTING_SOLVE_H

#include "audit/search_outcome.h"
#include "audit/table_system.h"

/*
 * The feasibility interval of every cell: feasible has system->cells entries, which
 * are set unless the sums contradict each other.
 */
extern SearchOutcome table_system_solve(const TableSystem *system, Feasible *feasible);

/*
 * Can the sums marked in among, NULL for all, hold together?  work counts up what
 * finding that out took, in entries of the sums looked at; it may be NULL.
 */
extern SearchOutcome table_system_check(const TableSystem *system, const bool *among, int64 *work);

#endif /* BUSETTING_SOLVE_H */
