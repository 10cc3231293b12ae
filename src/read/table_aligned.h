/*
 * table_aligned.h
 *		Cells that are known by their places on the line, where those above and below stand in columns.
 */
#ifndef BUSETTING_TABLE_ALIGNED_H
#define BUSETTING_TABLE_ALIGNED_H

#include "read/table.h"
#include "read/table_line.h"

/* The least and the greatest of something. */
typedef struct Range
{
	int least;
	int greatest;
} Range;

/* Where the cells of a column begin and end, in characters; the sum of both is twice their middle. */
typedef struct AlignedColumn
{
	Range left;
	Range right;
	Range sum;
} AlignedColumn;

/* What the complete rows of a table, or of a page of it, have shown; all 0 before the first. */
typedef struct Alignment
{
	int			  rows;
	bool		  seen_below; /* those below the line being read are among them */
	bool		  open;		  /* a row leaves a place empty before a cell */
	bool		  open_below; /* it is known whether one below the line being read does */
	Range		  name_end;
	Range		  gap; /* between the name and the first cell */
	AlignedColumn columns[TABLE_COLUMNS];
} Alignment;

extern void alignment_see_row(Alignment *alignment, const Table *table, const Line *line);
extern bool
alignment_split(const Alignment *alignment, const Table *table, const Line *line, Slice *fields, bool *open);

#endif /* BUSETTING_TABLE_ALIGNED_H */
