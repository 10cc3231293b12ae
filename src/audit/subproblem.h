/*
 * subproblem.h
 *		Cells tied to each other in circles, so that arithmetic alone does not
 *		decide them: what a presolve leaves, ready for an optimiser.
 *
 * Every equation says: coefficients times cells add up to a constant.
 */
#ifndef BUSETTING_SUBPROBLEM_H
#define BUSETTING_SUBPROBLEM_H

#include "type/interval_set.h"

typedef struct Subproblem
{
	int			  cells;
	int			  equations;
	int64		 *known;	   /* of each cell in a solution, or NULL */
	bool		  outer;	   /* see TableSystem */
	int			 *cell;		   /* its number in the presolve */
	Bounds		 *bounds;	   /* proven: no solution lies outside */
	IntervalSet **ranges;	   /* gaps of a cell, or NULL */
	bool		 *lower_sharp; /* an integer solution attains the bound */
	bool		 *upper_sharp;
	int64		  work;	 /* that solving it took, in entries of the equations looked at */
	int			 *first; /* of each equation's entries, and one more */
	int			 *entry_cell;
	int			 *entry_coefficient;
	int64		 *constant;
	/* the same entries by cell */
	int *cell_first;
	int *cell_entry; /* index into entry_... */
	int *entry_equation;
} Subproblem;

/* Does every equation hold, every cell lie where it can? */
extern bool subproblem_holds(const Subproblem *subproblem, const int64 *value);

/*
 * Narrow bounds by arithmetic on the equations of the cells that changed (NULL:
 * of all); false on a contradiction.
 */
extern bool subproblem_propagate(const Subproblem *subproblem, Bounds *bounds, const int *changed, int count);

/*
 * Leave out of bounds, which are the subproblem's, what equations and the rest of them
 * imply: the same solutions, with fewer bounds to stand at.
 */
extern void subproblem_loosen(const Subproblem *subproblem, Bounds *bounds);

#endif /* BUSETTING_SUBPROBLEM_H */
