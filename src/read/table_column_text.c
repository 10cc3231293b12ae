/*
 * table_column_text.c
 *		What the cells of columns that are left out say of the rows.
 *
 *		Kommune;Gruppe;Bosatte
 *		Bergen;Enslige mindreårige;51
 *
 * Who leaves such a column out would take the numbers for those of all.  So what it says is
 * told beside its label, but for words for the whole; numbers are told apart, as they are of nothing but a group's code or a
 * year.  Of many texts, the first ones are told.
 *
 * Called by table_header.c and table_long.c, which know the columns, and by table.c for each row;
 * the former tells it.  Owns nothing: what is seen is kept in the caller's Table.
 */
#include <string.h>

#include "read/table_column_text.h"

static size_t
text_keep(Slice text, char *buffer)
{
	size_t length = slice_clip(text, TEXT_BYTES);

	memcpy(buffer, text.data, length);
	return length;
}

/* All columns have been told of. */
void
column_texts_clear(ColumnTexts *texts)
{
	texts->count = texts->said_count = texts->used = 0;
}

/* A column of the table that begins is left out. */
void
column_texts_add(ColumnTexts *texts, int column, int line, Slice label)
{
	ColumnText *text;

	if (texts->count == TEXT_COLUMNS)
		return;
	text = &texts->columns[texts->count++];
	text->column = column;
	text->line = line;
	text->label_length = text_keep(label, text->label);
	text->number_count = 0;
}

/* A number that may be a code of a group, or a year; of the first few, one stands for all that are the same. */
static void
column_text_take_number(ColumnText *text, Slice cell)
{
	short number = 0;
	int	  i;

	for (i = 0; i < (int) cell.length; i++)
		number = (short) (10 * number + (cell.data[i] - '0'));
	for (i = 0; i < text->number_count; i++)
		if (text->numbers[i] == number)
			return;
	if (text->number_count < TEXT_NUMBERS)
		text->numbers[text->number_count++] = number;
}

/* Does the text say nothing of a part: a number, a symbol, "Totalt"? */
static bool
text_says_nothing(const Symbols *symbols, Slice text)
{
	char  buffer[CELL_SIZE];
	Slice cell;

	return (cell_clean(text, symbols, buffer, &cell) == NULL && !cell_is_bounds(text)) || category_is_whole(text, text);
}

/* A row's cell in a column that may be left out. */
void
column_texts_take(ColumnTexts *texts, const Symbols *symbols, int column, Slice cell)
{
	ColumnText *text = NULL;
	int			i;

	for (i = 0; i < texts->count && text == NULL; i++)
		if (texts->columns[i].column == column)
			text = &texts->columns[i];
	if (text == NULL)
		return;
	cell = slice_trim(cell);
	if (cell.length > 0 && cell.length <= 4 && slice_is_digits(cell))
		column_text_take_number(text, cell);
	cell.length = slice_clip(cell, TEXT_BYTES);
	if (cell.length == 0 || texts->said_count == TEXT_COUNT || texts->used + cell.length > TEXT_POOL)
		return;
	for (i = 0; i < texts->said_count; i++)
	{
		const ColumnSaid *said = &texts->said[i];

		if (said->column == text - texts->columns &&
			slices_equal(cell, (Slice){texts->pool + said->start, said->length}))
			return;
	}
	if (text_says_nothing(symbols, cell))
		return;
	texts->said[texts->said_count++] = (ColumnSaid){(int) (text - texts->columns), texts->used, (int) cell.length};
	texts->used += (int) text_keep(cell, texts->pool + texts->used);
}
