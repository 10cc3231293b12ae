/*
 * table_column_text.h
 *		What the cells of columns that are left out say of the rows.
 */
#ifndef BUSETTING_TABLE_COLUMN_TEXT_H
#define BUSETTING_TABLE_COLUMN_TEXT_H

#include "read/table_cell.h"

#define TEXT_COLUMNS 16 /* that are looked at, at most */
#define TEXT_VALUES	 4	/* different ones that are kept of a column */
#define TEXT_BYTES	 96 /* of one, and of a label */

/* A column that is left out. */
typedef struct ColumnText
{
	int	   column;
	int	   line; /* of its header */
	char   label[TEXT_BYTES];
	size_t label_length;
	char   values[TEXT_VALUES][TEXT_BYTES];
	size_t lengths[TEXT_VALUES];
	int	   count;
	short  numbers[TEXT_VALUES]; /* different ones of up to four digits, which may be codes or years */
	int	   number_count;
} ColumnText;

/* Those of the table being read. */
typedef struct ColumnTexts
{
	ColumnText columns[TEXT_COLUMNS];
	int		   count;
} ColumnTexts;

extern void column_texts_add(ColumnTexts *texts, int column, int line, Slice label);
extern void column_texts_take(ColumnTexts *texts, const Symbols *symbols, int column, Slice cell);

#endif /* BUSETTING_TABLE_COLUMN_TEXT_H */
