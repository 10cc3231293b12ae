/*
 * table_system.h
 *		Cells and the sums that tie them: what audit and protect work on.
 *
 * A cell is a dense number, 0 .. cells-1, and what the reader knows of it
 * beforehand.  A sum says: its parts add up to its total.  A sum with a
 * tolerance (rounded figures) has one more part, a cell of its own in
 * -tolerance .. tolerance, so that nothing else needs to know of tolerances.
 *
 * Everything is palloc'd in the context given to table_system_create.
 */
#ifndef BUSETTING_TABLE_SYSTEM_H
#define BUSETTING_TABLE_SYSTEM_H

#include "type/interval_set.h"

/*
 * Finite bounds must lie within this distance of zero, so that many cells can be added
 * up without leaving int8.
 */
#define CELL_LIMIT INT64CONST(9007199254740992) /* 2^53 */

/* Changes of cells lie within this distance of zero, so that sums of them stay within int8. */
#define CHANGE_LIMIT (INT64CONST(1) << 40)

/* Told of each table of whole numbers that an audit finds: the cells that differ from the known table. */
typedef struct TableTaker
{
	void (*take)(void *state, int count, const int *cell, const int64 *value);
	void *state;
} TableTaker;

typedef struct TableSystem
{
	MemoryContext context;
	int			  cells;
	int			  cells_allocated;
	Bounds		 *bounds; /* of each cell, NO_LOWER and NO_UPPER if absent */
	IntervalSet **ranges; /* of each cell, NULL where all of bounds is possible;
								 * itself NULL while no cell has gaps */
	const int64	 *known;  /* a table that agrees, or NULL */
	TableTaker	 *taker;  /* of tables found beside that, or NULL */
	const bool	 *wanted; /* cells whose bounds are asked for; NULL: all */
	bool		  outer;  /* outer bounds will do for large subproblems: they are not solved */
	int			  sums;
	int			  sums_allocated;
	int			 *total; /* of each sum */
	int			  parts;
	int			  parts_allocated;
	int			 *part_sum; /* of each part, until table_system_finish */
	int			 *part_cell;
	/* of a table that is a product of dimensions: codes of each cell; NULL of others */
	int	 dimensions;
	int *code;
	/* after table_system_finish: part_cell sorted by sum */
	int *first_part; /* of each sum, and one more */
} TableSystem;

extern TableSystem *table_system_create(MemoryContext context);
extern int			table_system_add_cell(TableSystem *system, Bounds bounds, IntervalSet *ranges);
extern int			table_system_add_sum(TableSystem *system, int total, int64 tolerance);
extern void			table_system_add_part(TableSystem *system, int sum, int cell);
extern void			table_system_finish(TableSystem *system);

/* A cell of the result: its feasibility interval, and which ends a table in whole numbers certainly attains. */
typedef struct Feasible
{
	Bounds bounds;
	bool   lower_sharp;
	bool   upper_sharp;
} Feasible;

#endif /* BUSETTING_TABLE_SYSTEM_H */
