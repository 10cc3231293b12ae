/*
 * cube.h
 *		A table that is a cube: what a query with GROUPING SETS, CUBE or ROLLUP
 *		returns, null being a total.  cube_columns.c reads it, cube_sums.c finds
 *		its sums, audit_cube.c names its cells.
 */
#ifndef BUSETTING_CUBE_H
#define BUSETTING_CUBE_H

#include "audit/table_system.h"
#include "util/key_dictionary.h"

#define MAX_DIMENSIONS 31

/* The coarse column's value follows from the fine one's. */
typedef struct Hierarchy
{
	int	 coarse;
	int	 fine;
	int *of; /* fine code to coarse code, or -1 */
} Hierarchy;

typedef struct Cube
{
	TableSystem	  *system; /* a cell of it is a row, of the same number */
	int			   dimensions;
	const char	  *name[MAX_DIMENSIONS];
	KeyDictionary *codes[MAX_DIMENSIONS];
	const char	  *value;	 /* the column that is counted; NULL in a cube without rows */
	const char	  *left_out; /* columns that are neither; NULL if there are none */
	bool		   linked;	 /* of several cubes together */
	int			   hierarchies;
	Hierarchy	  *hierarchy;
	/* by row */
	int	   *code;	   /* dimensions of them, -1 for null */
	uint32 *published; /* the columns that are not null */
	/* what cube_find_sums finds: by row, and by sum */
	uint32 *set; /* the columns that are not null, and those that follow */
	int		sums_allocated;
	uint32 *over;	 /* the columns of its parts */
	int		missing; /* subtotals that are not there, though parts of them are */
	bool	unmade;	 /* there are sums that lack parts */
} Cube;

/* A code as text, palloc'd. */
static inline const char *
cube_code_text(const Cube *cube, int dimension, int code)
{
	return key_dictionary_text(cube->codes[dimension], code);
}

static inline int *
cube_row_codes(const Cube *cube, int row)
{
	return cube->code + (Size) row * cube->dimensions;
}

#endif /* BUSETTING_CUBE_H */
