/*
 * sheet.h
 *		A sheet of a workbook: its cells, and what is to be said of them.
 */
#ifndef BUSETTING_SHEET_H
#define BUSETTING_SHEET_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "read/table.h"

#define SHEET_ROWS	1048576 /* as many as programs know */
#define SHEET_CELLS 4000000 /* that are not empty, at most */

/* Something to be said of a row of the sheet. */
typedef struct SheetRemark
{
	int			row;	 /* from 1; 0 where it is of the sheet */
	bool		problem; /* the sheet is not certain to say what it seems to; else what is left out */
	const char *text;
	const char *detail;	 /* NULL where there is none */
	const char *advice;	 /* likewise */
	bool		comment; /* the text is one that somebody wrote on a cell: it may say what the numbers are */
} SheetRemark;

typedef struct SheetCell
{
	int	   row; /* from 0, as is the column */
	int	   column;
	size_t at; /* where its text begins */
	int	   length;
} SheetCell;

/* Cells that are shown as one. */
typedef struct SheetMerge
{
	int row;
	int column;
	int rows;
	int columns;
} SheetMerge;

typedef struct Sheet
{
	MemoryContext  context; /* in which all of it lives */
	const char	  *name;
	StringInfoData text;  /* of all cells */
	SheetCell	  *cells; /* in order, by row and column */
	int			   count;
	int			   room;
	SheetMerge	  *merges;
	int			   merge_count;
	int			   merge_room;
	bool		  *hidden_columns; /* TABLE_COLUMNS of them */
	int			  *hidden_rows;	   /* in order */
	int			   hidden_count;
	int			   hidden_room;
	SheetRemark	  *remarks;
	int			   remark_count;
	int			   remark_room;
} Sheet;

extern Sheet *sheet_make(const char *name);
extern void	  sheet_put(Sheet *sheet, int row, int column, const char *text, size_t length);
extern void	  sheet_put_doubt(Sheet *sheet, int row, int column, const char *text, const char *why);
extern char	 *sheet_formula(const char *formula);
extern void	  sheet_merge(Sheet *sheet, SheetMerge merge);
extern void	  sheet_hide_row(Sheet *sheet, int row);
extern void	  sheet_hide_columns(Sheet *sheet, int first, int last);
extern void sheet_remark(Sheet *sheet, int row, bool problem, const char *text, const char *detail, const char *advice);
extern void sheet_comment(Sheet *sheet, int row, const char *text);
extern Slice sheet_write(Sheet *sheet, const Symbols *symbols, bool names_known);

#endif /* BUSETTING_SHEET_H */
