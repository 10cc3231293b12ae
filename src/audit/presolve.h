/*
 * presolve.h
 *		What follows from the sums by integer arithmetic, and what is left.
 */
#ifndef BUSETTING_PRESOLVE_H
#define BUSETTING_PRESOLVE_H

#include "audit/subproblem.h"
#include "audit/table_system.h"

typedef struct Presolve
{
	const TableSystem *system;
	MemoryContext	   scratch;
	/* cells: cell = sign * parent + offset; the fields below parent are the roots' */
	int			  cells;
	int			 *parent;
	int8		 *sign;
	int64		 *offset;
	int			 *next; /* ring of the cells that are one */
	Bounds		 *bounds;
	IntervalSet **ranges;	   /* NULL while no cell has gaps */
	bool		 *lower_sharp; /* an integer table attains it */
	bool		 *upper_sharp;
	/* sums: entries are root cells and coefficients, known cells taken out */
	int		sums;
	int	   *first;	/* where the entries of each sum begin, and one more */
	int	   *length; /* entries left; 0: nothing left to say */
	int	   *entry_cell;
	int	   *entry_coefficient;
	int128 *constant;
	int	   *height; /* one more than that of the highest sum below */
	bool   *dirty;	/* to be looked at again */
	int		dirty_count;
	/* sums of each cell */
	int *cell_first;
	int *cell_sum;
	int *position; /* of a cell in the sum at hand, or -1 */
	int *joined;   /* see presolve_subproblems */
} Presolve;

static inline bool
is_hidden(Bounds a)
{
	return a.lower != a.upper;
}

static inline IntervalSet *
intervals_of(Presolve *presolve, int root)
{
	return presolve->ranges ? presolve->ranges[root] : NULL;
}

/* The number, unless it is too large: then an error. */
extern int64 presolve_checked(int128 value);

/* Over the sums marked in among; NULL marks all. */
extern Presolve *presolve_create(const TableSystem *system, const bool *among);

extern bool		presolve_run(Presolve *presolve);
extern void		presolve_take(Presolve *presolve, const Subproblem *subproblem);
extern Feasible presolve_feasible(Presolve *presolve, int cell);

/* The cell that stands for this one. */
extern int presolve_root(Presolve *presolve, int cell);

/* The number of a cell, if its root has this one. */
extern int64 presolve_value(Presolve *presolve, int cell, int64 root_value);

#endif /* BUSETTING_PRESOLVE_H */
