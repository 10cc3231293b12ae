/*
 * table_apart.h
 *		A line that reads as a row, but blank lines set it apart from the rows.
 */
#ifndef BUSETTING_TABLE_APART_H
#define BUSETTING_TABLE_APART_H

#include "read/table.h"
#include "read/table_line.h"

/* How the rows of a table look that begin on a line with cells. */
typedef struct RowForm
{
	int	 rows;
	int	 blanks;	 /* so many blank lines there are between two, at most */
	bool wide;		 /* each has more than one space before its cells */
	bool designated; /* one is called as "Bergen kommune" is */
} RowForm;

extern bool row_form_check(const RowForm *form, Table *table, const Line *line, Slice name);
extern void row_form_add(RowForm *form, const Line *line, Slice name);

#endif /* BUSETTING_TABLE_APART_H */
