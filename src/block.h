/*
 * block.h
 *		Cells tied to each other in circles, so that arithmetic alone does not
 *		decide them: what a reduction leaves, ready for an optimiser.
 *
 * Every equation says: coefficients times cells add up to a constant.
 */
#ifndef BUSETTING_BLOCK_H
#define BUSETTING_BLOCK_H

#include "ranges.h"

typedef struct CellBlock
{
	int			cells;
	int			equations;
	int64	   *known;			/* of each cell in a solution, or NULL */
	bool		outer;			/* see SumSystem */
	int		   *cell;			/* its number in the reduction */
	Bounds	   *bounds;			/* proven: no solution lies outside */
	Ranges	  **ranges;			/* gaps of a cell, or NULL */
	bool	   *lower_sharp;	/* an integer solution attains the bound */
	bool	   *upper_sharp;
	int		   *first;			/* of each equation's entries, and one more */
	int		   *entry_cell;
	int		   *entry_coefficient;
	int64	   *constant;
	/* the same entries by cell */
	int		   *cell_first;
	int		   *cell_entry;		/* index into entry_... */
	int		   *entry_equation;
} CellBlock;

/*
 * Tighten bounds to what is feasible, in place, and say which are sharp.
 * False if the equations contradict each other.  With only_feasibility the
 * bounds stay; done and of are for the progress report.
 */
extern bool block_solve(CellBlock *block, bool only_feasibility, int64 done, int64 of);

/* Does every equation hold, every cell lie where it can? */
extern bool block_holds(const CellBlock *block, const int64 *value);

/*
 * Narrow bounds by arithmetic on the equations of the cells that changed (NULL:
 * of all); false on a contradiction.
 */
extern bool block_propagate(const CellBlock *block, Bounds *bounds, const int *changed, int count);

/*
 * Leave out of bounds, which are the block's, what equations and the rest of them
 * imply: the same solutions, with fewer bounds to stand at.
 */
extern void block_loosen(const CellBlock *block, Bounds *bounds);

/*
 * Mark equations that the others are sums of, modulo two at least, the shortest ones
 * that will do.  False, and all are marked, where finding them would take long.
 */
extern bool block_independent(const CellBlock *block, bool *needed);

/* Solve as a network of flows; false if the block is none.  *consistent as for block_solve. */
extern bool network_solve(CellBlock *block, bool only_feasibility, bool *consistent, int64 done, int64 of);

/* Solve by linear programs. */
extern bool program_solve(CellBlock *block, bool only_feasibility, int64 done, int64 of);

#endif							/* BUSETTING_BLOCK_H */
