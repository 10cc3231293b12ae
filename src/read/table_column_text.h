/*
 * table_column_text.h
 *		What the cells of columns that are left out say of the rows.
 */
#ifndef BUSETTING_TABLE_COLUMN_TEXT_H
#define BUSETTING_TABLE_COLUMN_TEXT_H

#include "read/table_cell.h"

#define TEXT_COLUMNS 16	  /* that are looked at, at most */
#define TEXT_COUNT	 256  /* different ones that are kept of all columns */
#define TEXT_BYTES	 96	  /* of one, and of a label */
#define TEXT_POOL	 8192 /* of all */
#define TEXT_NUMBERS 4	  /* different ones that are kept of a column */

/* A column that is left out. */
typedef struct ColumnText
{
	int	   column;
	int	   line; /* of its header */
	char   label[TEXT_BYTES];
	size_t label_length;
	short  numbers[TEXT_NUMBERS]; /* different ones of up to four digits, which may be codes or years */
	int	   number_count;
} ColumnText;

/* What some cells of one say. */
typedef struct ColumnSaid
{
	int column; /* by its number among those that are looked at */
	int start;	/* in the pool */
	int length;
} ColumnSaid;

/* Those of the table being read. */
typedef struct ColumnTexts
{
	ColumnText columns[TEXT_COLUMNS];
	int		   count;
	ColumnSaid said[TEXT_COUNT];
	int		   said_count;
	char	   pool[TEXT_POOL];
	int		   used;
} ColumnTexts;

extern void column_texts_clear(ColumnTexts *texts);
extern void column_texts_add(ColumnTexts *texts, int column, int line, Slice label);
extern void column_texts_take(ColumnTexts *texts, const Symbols *symbols, int column, Slice cell);

#endif /* BUSETTING_TABLE_COLUMN_TEXT_H */
