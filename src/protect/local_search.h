/*
 * local_search.h
 *		Other tables in whole numbers that agree with what is published: how the
 *		hidden cells can move together, away from the numbers that they have.
 *
 * A move changes coordinates, of which every cell is a combination, so that all
 * sums hold whatever the move; only the bounds of cells can be missed.
 *
 * Everything is palloc'd in the context in which local_search_create is called.
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
	int64  *base;	/* a table that agrees */
	int64  *value;	/* the table reached */
	/* cells that are not as in base */
	int	 changed;
	int *changed_cell;
	int *changed_at; /* of each cell, or -1 */
	/* cells outside their bounds */
	int	   outside;
	int	  *outside_cell;
	int	  *outside_at;
	int64  steps;	  /* all that were made */
	int64 *last_step; /* at which a coordinate changed */
	bool  *usable;	  /* of each coordinate: it has small coefficients only */
	uint64 random;
} LocalSearch;

extern LocalSearch *local_search_create(int cells, int coordinates, int entries);

/* Add a cell's coefficients in turn, cell by cell; then finish. */
extern void local_search_finish(LocalSearch *search);

/* Back to the base. */
extern void local_search_return(LocalSearch *search);

/*
 * Find a table, from the one in value, in which the cell lies within bounds.
 * False, with value the base, if none was found in so many looks at a cell.
 */
extern bool local_search_reach(LocalSearch *search, int cell, Bounds bounds, int64 *budget);

#endif /* BUSETTING_LOCAL_SEARCH_H */
