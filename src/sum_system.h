/*
 * sum_system.h
 *		Cells and the sums that tie them: what audit and protect work on.
 *
 * A cell is a dense number, 0 .. cells-1, and what the reader knows of it
 * beforehand.  A sum says: its parts add up to its total.  A sum with a
 * tolerance (rounded figures) has one more part, a cell of its own in
 * -tolerance .. tolerance, so that nothing else needs to know of tolerances.
 *
 * Everything is palloc'd in the context given to sum_system_create.
 */
#ifndef BUSETTING_SUM_SYSTEM_H
#define BUSETTING_SUM_SYSTEM_H

#include "ranges.h"

/*
 * Finite bounds must lie within this distance of zero.  It leaves room to add
 * up all the cells of a sum without leaving int8.
 */
#define CELL_LIMIT	INT64CONST(9007199254740992)	/* 2^53 */

typedef struct SumSystem
{
	MemoryContext context;
	int			cells;
	int			cells_allocated;
	Bounds	   *bounds;			/* of each cell, NO_LOWER and NO_UPPER if absent */
	Ranges	  **ranges;			/* of each cell, NULL where all of bounds is possible;
								 * itself NULL while no cell has gaps */
	const int64 *known;			/* a table that agrees, or NULL */
	bool		outer;			/* outer bounds will do for large blocks: they are not solved */
	int			sums;
	int			sums_allocated;
	int		   *total;			/* of each sum */
	int			parts;
	int			parts_allocated;
	int		   *part_sum;		/* of each part, until sum_system_finish */
	int		   *part_cell;
	/* of a table that is a product of dimensions: codes of each cell; NULL of others */
	int			dimensions;
	int		   *code;
	/* after sum_system_finish: part_cell sorted by sum */
	int		   *first_part;		/* of each sum, and one more */
} SumSystem;

extern SumSystem *sum_system_create(MemoryContext context);
extern int	sum_system_add_cell(SumSystem *system, Bounds bounds, Ranges *ranges);
extern int	sum_system_add_sum(SumSystem *system, int total, int64 tolerance);
extern void sum_system_add_part(SumSystem *system, int sum, int cell);
extern void sum_system_finish(SumSystem *system);

/* A cell of the result: what is feasible, and which end an integer table attains for certain. */
typedef struct Feasible
{
	Bounds		bounds;
	bool		lower_sharp;
	bool		upper_sharp;
} Feasible;

/*
 * solve: the feasibility interval of every cell (the array has system->cells
 * entries).  Returns false if the sums cannot all hold.  If among is not NULL,
 * only the sums marked in it count, and if feasible is NULL only whether all
 * can hold is found out.
 */
extern bool sum_system_solve(const SumSystem *system, const bool *among, Feasible *feasible);

/*
 * Sums that cannot all hold: their numbers, palloc'd; call it only when that is
 * so.  *minimal: any one less could hold.
 */
extern int *sum_system_conflict(const SumSystem *system, int *count, bool *minimal);

/*
 * Called now and then by what takes long: cancel, and a NOTICE at intervals.
 * With of = 0 there is no news of how far it is.
 */
extern void sum_system_progress(int64 decided, int64 of);

/* What is at work from now on, for the NOTICE while there is no other news. */
extern void sum_system_progress_begin(const char *task);

#endif							/* BUSETTING_SUM_SYSTEM_H */
