/*
 * subproblem.h
 *		Cells that equations tie to each other in cycles, so that presolve alone does
 *		not decide them: what it leaves, ready for network.c and bounding.c.
 *
 * Every equation says: coefficients times cells add up to a constant.  component.c
 * builds subproblems; solve.c has them solved.
 */
#ifndef BUSETTING_SUBPROBLEM_H
#define BUSETTING_SUBPROBLEM_H

#include "type/interval_set.h"

typedef struct Subproblem
{
	int			  cells;
	int			  equations;
	int64		 *known;	   /* of each cell in a solution, or NULL */
	bool		 *wanted;	   /* of each cell: are its bounds asked for? */
	bool		  outer;	   /* see TableSystem */
	int			 *cell;		   /* its number in the presolve */
	Bounds		 *bounds;	   /* no solution lies outside: that is certain */
	IntervalSet **ranges;	   /* gaps of a cell, or NULL */
	bool		 *lower_sharp; /* a solution in integers attains the bound */
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
	/* called with each solution in whole numbers that shows something new, or NULL */
	void (*take)(const struct Subproblem *subproblem, const int64 *value);
	void *take_state;
} Subproblem;

/* Does every equation hold, every cell lie where it can? */
extern bool subproblem_holds(const Subproblem *subproblem, const int64 *value);

/*
 * Bound propagation from the equations of the count cells in changed, or from all
 * equations if that is NULL.  False on a contradiction.
 */
extern bool subproblem_propagate(const Subproblem *subproblem, Bounds *bounds, const int *changed, int count);

/*
 * bounds are a copy of the subproblem's: take out those that the equations and the
 * other bounds imply.  The solutions stay the same, and a linear program has fewer
 * bounds for a vertex to be at.
 */
extern void subproblem_loosen(const Subproblem *subproblem, Bounds *bounds);

#endif /* BUSETTING_SUBPROBLEM_H */
