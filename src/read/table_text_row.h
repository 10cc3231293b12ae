/*
 * table_text_row.h
 *		A row of pasted text, over as many lines as it takes.
 */
#ifndef BUSETTING_TABLE_TEXT_ROW_H
#define BUSETTING_TABLE_TEXT_ROW_H

#include "read/table.h"
#include "read/table_line.h"

/* A row, or the name of one, that is not complete until the line after it is seen. */
typedef struct TextRow
{
	int			line;
	const char *where;
	char		name[NAME_SIZE * 2];
	size_t		name_length; /* 0 if there is no row */
	bool		doubtful;	 /* the line above may be a row of its own */
	int			blanks;		 /* blank lines before it */
	Slice		code;
	Token		cells[LINE_TOKENS];
	int			count;
	int			cell_lines;
} TextRow;

extern int	text_row_width(const Table *table);
extern bool text_row_is_name(const TextRow *row);
extern bool text_row_may_wait(const TextRow *row, const Table *table);
extern bool text_row_goes_on(const TextRow *row, Slice name);
extern bool text_row_is_plain(const TextRow *row, const Table *table);
extern bool text_row_is_whole(const TextRow *row, const Table *table);
extern bool text_row_begin(TextRow *row, Table *table, const Line *line, Slice name);
extern bool text_row_add_cells(TextRow *row, Table *table, const Line *line, int from);
extern bool text_row_goes_on_below(const TextRow *row, const Table *table, Slice below);
extern bool text_row_add_name(TextRow *row, Table *table, Slice name);
extern bool text_row_begin_fields(TextRow *row, Table *table, const Line *line, const Slice *fields);
extern bool text_row_put_fields(TextRow *row, Table *table, const Line *line, Slice *fields);
extern bool text_row_finish(TextRow *row, Table *table);

#endif /* BUSETTING_TABLE_TEXT_ROW_H */
