/*
 * local_search.h
 *		A local search for other tables of whole numbers that agree with what is
 *		published.
 *
 * Each cell is its true number plus a combination of the coordinates of the
 * null space. So every sum holds whatever the coordinates are, and only bounds
 * of cells can be violated. null_space.c fills in the coefficients, witness.c
 * calls the search. Everything is palloc'd in the context in which
 * local_search_create is called.
 */
#ifndef BUSETTING_LOCAL_SEARCH_H
#define BUSETTING_LOCAL_SEARCH_H

#include "type/bounds.h"

typedef struct LocalSearch
{
	int cells;
	int coordinates;
	/* coefficients by cell, and the same by coordinate */
	int	   *row_first;
	int	   *row_coordinate;
	int	   *row_coefficient;
	int	   *column_first;
	int	   *column_cell;
	int	   *column_coefficient;
	Bounds *bounds; /* of each cell */
	int64  *base;	/* the true table */
	int64  *value;	/* the current table */
	/* cells whose value differs from base */
	int	 changed;
	int *changed_cell;
	int *changed_at; /* of each cell: index in changed_cell, or -1 */
	/* cells whose value violates their bounds */
	int	   outside;
	int	  *outside_cell;
	int	  *outside_at;
	int64  steps;	  /* so far */
	int64 *last_step; /* of each coordinate: the step that last changed it */
	bool  *usable;	  /* of each coordinate: all its coefficients are small */
	uint64 random;
} LocalSearch;

extern LocalSearch *local_search_create(int cells, int coordinates, int entries);

/* Fill in row_first, row_coordinate and row_coefficient, bounds and base. Then finish. */
extern void local_search_finish(LocalSearch *search);

/* Return to the true table. */
extern void local_search_return(LocalSearch *search);

/*
 * Search for a table in which the cell lies within bounds, from the current one.
 * False, and back at the true table, if none is found within budget, a number of
 * evaluated cells.
 */
extern bool local_search_reach(LocalSearch *search, int cell, Bounds bounds, int64 *budget);

#endif /* BUSETTING_LOCAL_SEARCH_H */
