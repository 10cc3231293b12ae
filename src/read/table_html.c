/*
 * table_html.c
 *		The tables of a web page.
 *
 * Not a browser: tags are recognised one by one, what is between them is text,
 * and the only structure kept is that of the innermost table:
 *
 *		table	=  header-row+ row*		each of cells, th or td, end tags optional
 *
 * A column's header is all header cells above it, spans included.  A table whose
 * header names no names or no measure is layout or of another subject.  What a
 * browser shows as no part of a cell's text is left out (table_html_markup.c), and
 * so are rows and tables that it does not show, which is told.  Where that leaves a doubt
 * about a number, the cell is an error.
 *
 * Called by table_reader.c.  Owns the Html of one call: the innermost table, its header,
 * its latest row and the title above it.
 */
#include <stdio.h>
#include <string.h>

#include "read/table_cell.h"
#include "read/table_header.h"
#include "read/table_heading.h"
#include "read/table_html.h"
#include "read/table_html_markup.h"
#include "read/table_left_out.h"
#include "read/table_line.h"
#include "read/table_years.h"

#define CELL_TEXT (NAME_SIZE + 64) /* bytes of a cell's text */

typedef struct HtmlCell
{
	char   text[CELL_TEXT];
	size_t length;
	bool   cut;	   /* there was more text */
	bool   header; /* th */
	int	   columns;
	int	   rows;
	Slice  source; /* with its tags */
	Slice  said;   /* of a header, to who points at it */

	/* is its text a number? */
	bool unsure;	/* an element has begun in it that may be a mark */
	bool edge;		/* what comes next may be no part of the number before it */
	bool aside;		/* a number in it is no part of its text */
	bool picture;	/* it shows something that is no text */
	bool disguised; /* a number in it may be hidden, elsewhere or otherwise than it is written */
	bool doubtful;	/* its text may not be the number that a reader sees */
} HtmlCell;

typedef struct Html
{
	Table	   *table;
	Markup		markup; /* where it is read */
	int			line;	/* of counted */
	const char *counted;

	/* a line goes through what stands within so many elements, and in none of the tables */
	int struck;

	Unseen unseen; /* of tables, and of what they stand in */

	/* the innermost table */
	const char *table_at; /* NULL outside of tables */
	int			depth;	  /* how many it stands within, and itself */
	bool		open;	  /* its columns are known */
	bool		foreign;  /* it is not of our subject */
	bool		passed;	  /* a row of it has been passed over */
	bool		in_head;
	bool		doubtful;		  /* a line goes through it, or it is disguised */
	bool		section_doubtful; /* likewise of its thead, tbody or tfoot */
	Sight		section_sight;	  /* of its thead, tbody or tfoot */
	bool		titled;			  /* rows so far have a text in one cell at most */
	bool		header_hidden;	  /* the header's rows are not seen */
	bool		told;			  /* what is said to who points at its header has been told */
	int			hidden_rows;
	int			hidden_line; /* of the first one */
	HtmlCell	hidden;		 /* its name */
	int			header_rows;
	int			width; /* of the header */
	HtmlCell	headers[TABLE_COLUMNS];
	HtmlCell	carried[TABLE_COLUMNS]; /* cells that span rows below; rows = how many */

	/* its latest row */
	const char *row_at; /* NULL outside of rows */
	int			row_line;
	bool		row_doubtful; /* a line goes through it, or it is disguised */
	Sight		row_sight;
	bool		row_in_unseen; /* likewise its table */
	bool		cells_hidden;  /* likewise one of its cells, which takes no place */
	bool		row_shown;	   /* something in it may be seen all the same */
	HtmlCell	cells[TABLE_COLUMNS];
	int			count; /* may be more than fit */
	bool		in_cell;

	/* text in the table, but in no cell of it */
	HtmlCell loose;

	/* a title above a table */
	HtmlCell title;
	bool	 in_title;
	bool	 captioned; /* the title is the table's own */
} Html;

/* ---------- text ---------- */

/* Where text goes: to the cell, to the title, or nowhere. */
static HtmlCell *
html_sink(Html *html)
{
	if (html->in_cell && html->count <= TABLE_COLUMNS)
		return &html->cells[html->count - 1];
	if (html->in_title)
		return &html->title;
	return html->open && !html->in_cell ? &html->loose : NULL;
}

/* A character comes that is no space: does it go on with a number that may have ended? */
static void
cell_check_edge(HtmlCell *cell, char first)
{
	Slice before = slice_trim((Slice){cell->text, cell->length});

	cell->doubtful =
		cell->doubtful || (before.length > 0 && is_digit(before.data[before.length - 1]) && is_digit(first));
	cell->edge = false;
}

/* Add a character; spaces as the page's author typed them are one space. */
static void
cell_add(HtmlCell *cell, const char *text, size_t length)
{
	Space space;

	if (cell == NULL)
		return;
	if (cell->edge && space_match(text, text + length, &space) == 0)
		cell_check_edge(cell, *text);
	if (length == 1 && strchr(" \t\r\n\f", *text) != NULL)
	{
		if (cell->length == 0 || cell->text[cell->length - 1] == ' ' || cell->text[cell->length - 1] == '\n')
			return;
		text = " ";
	}
	if (cell->length + length > CELL_TEXT)
	{
		cell->cut = true;
		return;
	}
	memcpy(cell->text + cell->length, text, length);
	cell->length += length;
}

/* A line break, which never is a space within a number. */
static void
cell_break(HtmlCell *cell)
{
	if (cell != NULL && cell->length > 0 && cell->length < CELL_TEXT)
	{
		if (strchr(" \n", cell->text[cell->length - 1]) != NULL)
			cell->length--;
		cell->text[cell->length++] = '\n';
	}
}

static Slice
cell_slice(const HtmlCell *cell)
{
	return (Slice){cell->text, cell->length};
}

/* ---------- rows ---------- */

/* What the title above a table says of it, if it is like a name. */
static Slice
html_heading(const Html *html)
{
	Slice		title = slice_trim(cell_slice(&html->title));
	const char *end = title.data + title.length;
	bool		new_page = false;
	bool		alone;
	Slice		heading = html->title.cut ? (Slice){NULL, 0} : heading_find_text(html->table, title, &alone);
	Line		line;

	if (heading.data != NULL)
		return heading;
	return line_read(&line, NULL, title.data, end, &new_page) == end && !html->title.cut && line.count > 0 &&
				   line.count <= 5 && tokens_are_name(line.tokens, line.count, false) ?
			   title :
			   (Slice){NULL, 0};
}

/*
 * Lay the row's cells out under the columns, with those that come down from rows
 * above.  Returns the number of columns, more than fit included.
 */
static int
row_lay_out(Html *html, const HtmlCell **fields, bool *spans)
{
	static const HtmlCell empty;
	int					  column = 0;
	int					  cell = 0;

	*spans = false;
	while (column < TABLE_COLUMNS)
	{
		HtmlCell	   *carried = &html->carried[column];
		const HtmlCell *next;
		int				i;

		if (carried->rows > 0)
		{
			carried->rows--;
			fields[column++] = carried;
			continue;
		}
		if (cell == html->count || cell == TABLE_COLUMNS)
			break;
		next = &html->cells[cell++];
		*spans = *spans || next->columns > 1;
		for (i = 0; i < next->columns && column < TABLE_COLUMNS; i++, column++)
		{
			if (next->rows > 1)
			{
				html->carried[column] = *next;
				html->carried[column].rows = next->rows - 1;
			}
			fields[column] = next;
		}
		if (i < next->columns)
			return TABLE_COLUMNS + 1;
	}
	for (int behind = column; behind < TABLE_COLUMNS; behind++)
		fields[behind] = &empty;
	/* cells from above may stand behind the last of the row's own */
	return cell < html->count ? TABLE_COLUMNS + 1 : column;
}

/* Tell of a table that has names of regions and is passed over, as nobody knows what it counts or nobody sees it, by its header. */
static void
html_tell_foreign(Html *html, Note what, const Header *header, const Slice *cells)
{
	char   told[CELL_TEXT];
	size_t length = 0;
	bool   named = false;
	int	   i;

	for (i = 0; i < header->count && i < html->width; i++)
		named = named || (header->columns[i] == COLUMN_NAME && cells[i].length > 0);
	for (i = 0; i < html->width && named; i++)
		if (cells[i].length > 0 && length + cells[i].length + 1 < sizeof(told))
		{
			memcpy(told + length, cells[i].data, cells[i].length);
			length += cells[i].length;
			told[length++] = ' ';
		}
	if (named && html->width > 1)
		table_note(html->table, html->row_line, what, slice_trim((Slice){told, length}));
}

/* A row of a table that is not seen: the first one is its header. */
static void
html_hide_table(Html *html, const HtmlCell **cells, int width)
{
	Slice  fields[TABLE_COLUMNS] = {{NULL, 0}};
	Header header = {0};
	int	   i;

	if (html->foreign || width > TABLE_COLUMNS)
		return;
	for (i = 0; i < width; i++)
		fields[i] = slice_trim(cell_slice(cells[i]));
	html->width = width;
	html->foreign = true;
	(void) header_from_cells(html->table->words, fields, width, &header);
	html_tell_foreign(html, NOTE_HIDDEN, &header, fields);
	html->table->hidden = true;
}

/* A row that is not seen is no row. */
static void
html_hide_row(Html *html)
{
	int i;

	if (html->foreign)
		return;
	if (html->hidden_rows++ == 0)
	{
		html->hidden_line = html->row_line;
		html->hidden.length = 0;
		if (html->count > 0)
			html->hidden = html->cells[0];
	}
	/* what spans rows may span others than in the source */
	for (i = 0; i < TABLE_COLUMNS && html->row_sight == SIGHT_REMOVED; i++)
		html->doubtful = html->doubtful || html->carried[i].rows > 0;
}

/* Tell of the rows that were not seen. */
static void
html_tell_hidden(Html *html)
{
	Slice name = slice_trim(cell_slice(&html->hidden));
	char  told[160];

	if (html->hidden_rows == 0)
		return;
	snprintf(told, sizeof(told),
			 name.length == 0		? "hidden rows are left out: %d%.*s" :
			 html->hidden_rows == 1 ? "%d hidden row is left out: \"%.*s\"" :
									  "%d hidden rows are left out, the first is \"%.*s\"",
			 html->hidden_rows, (int) slice_clip(name, 80), name.data);
	table_note(html->table, html->hidden_line, NOTE_HIDDEN_ROWS, (Slice){told, strlen(told)});
	html->hidden_rows = 0;
}

/* Begin the table below the header rows; if they are no header of ours, pass it over. */
static void
html_begin_table(Html *html, int width, bool given)
{
	Table	   *table = html->table;
	Slice		cells[TABLE_COLUMNS] = {0};
	Header		header = {0};
	Slice		heading = html_heading(html);
	const char *problem;
	char		told[HEADER_PROBLEM];
	bool		found;
	int			i;

	for (i = 0; i < html->width; i++)
		cells[i] = cell_slice(&html->headers[i]);
	found = header_from_cells(table->words, cells, html->width, &header);
	if (!found && !given && html->captioned && !html->title.cut)
		found = years_take(table, slice_trim(cell_slice(&html->title)), cells, html->width, &header);
	if (!words_level_has_above(table->words, header.level))
		heading.length = 0;
	html->open = true;
	table->header = html->table_at;
	if (given && (found || width == table->given_count))
	{
		header_note_given(table, &header, html->row_line);
		table_begin(table, table->given, table->given_count, header.level, heading, false);
		return;
	}
	if (given || !found)
	{
		html->open = false;
		html->foreign = true;
		html_tell_foreign(html, NOTE_TABLE, &header, cells);
		return;
	}
	header_leave_out(table, &header);
	table_begin(table, header.columns, header.count, header.level, heading, false);
	table_set_years(table, header.years);
	header_note_left_out(table, &header, html->row_line);
	problem = header.wrong ? NULL : table_check_columns(table->words, header.columns, header.years, header.count);
	if (header.wrong)
		table->header_wrong = !table_fail_header(table, html->table_at, header.unknown);
	else if (problem != NULL)
		table->header_wrong =
			!table_fail_columns(table, html->table_at, header_describe(table->words, &header, problem, told));
}

/* A cell of which it is not certain that its text is the number that a reader sees. */
static bool
html_fail_cell(Html *html, const HtmlCell *cell, const char *column)
{
	Slice source = slice_trim(cell->source);

	return table_fail(html->table, cell->source.data,
					  "Of a number, what is deleted, raised, small, linked, styled or a form's field may be no part.",
					  "Write the number alone into the cell, or copy the table as text.",
					  "cell \"%.*s\" of %s may show another number than its text has", (int) slice_clip(source, 100),
					  source.data, column);
}

/* Are the row's numbers those that a reader sees? */
static bool
html_check_cells(Html *html, const HtmlCell **cells, const Slice *fields)
{
	const Table *table = html->table;
	char		 buffer[COLUMN_NAME_SIZE];
	int			 i;

	for (i = 0; i < table->column_count; i++)
	{
		const HtmlCell *cell = cells[i];
		Column			column = table->columns[i];

		if (column_is_measured(column) &&
			(cell->doubtful || html->row_doubtful || (cell->disguised && slice_has_digit(fields[i])) ||
			 ((cell->aside || cell->picture) && fields[i].length == 0)))
			return html_fail_cell(html, cell, column_name(table->words, column, buffer));
	}
	return true;
}

/* The fields that the row's cells are, trimmed; false where one is too long. */
static bool
html_get_fields(Html *html, const HtmlCell **cells, int width, Slice *fields, int *filled)
{
	int i;

	*filled = 0;
	for (i = 0; i < width && i < TABLE_COLUMNS; i++)
	{
		fields[i] = slice_trim(cell_slice(cells[i]));
		if (fields[i].length > 0)
			*filled = i + 1;
		if (cells[i]->cut)
			return table_fail(
				html->table, html->row_at, "A cell has at most 254 bytes.",
				"Name the columns of the table, with \"-\" for those to be left out, and remove long texts.",
				"the text of a cell is too long");
	}
	return true;
}

/* A count beside two rows: of which of them it is, or that of both, the page does not say. */
static bool
html_check_spans(Html *html, const HtmlCell **cells, const Slice *fields)
{
	const Table *table = html->table;
	char		 buffer[COLUMN_NAME_SIZE];
	int			 i;

	for (i = 0; i < table->column_count; i++)
		if (column_is_measured(table->columns[i]) && fields[i].length > 0 &&
			(cells[i]->rows > 1 || cells[i] == &html->carried[i]))
			return table_fail(html->table, html->row_at, "A count is of one row.",
							  "Copy the table as text, and write each row's own count into it.",
							  "cell \"%.*s\" of %s spans several rows", (int) slice_clip(fields[i], 60), fields[i].data,
							  column_name(table->words, table->columns[i], buffer));
	return true;
}

/* A row without text: it is none, unless what it had is deleted. */
static bool
html_check_empty(Html *html, const HtmlCell **cells, int width)
{
	int i;

	for (i = 0; i < width && i < TABLE_COLUMNS; i++)
		if (cells[i]->aside)
			return html_fail_cell(html, cells[i], "a row without text");
	return true;
}

/* Is it certain that the line, at a place, is no row? */
static bool
html_check_line(Html *html, const Line *line, const char *place)
{
	Table	*table = html->table;
	RowShape rows = {.gaps = false};
	LeftOut	 row;
	Slice	 text;

	if (line->count == 0 || !left_out_may_be_row(line, table, &rows, PLACE_APART, &row))
		return true;
	text = tokens_span(line->tokens, 0, line->count);
	return !table->header_wrong &&
		   table_fail(table, place, "It begins as a row does, but is in no cells of its own.",
					  "Write each cell of the row by itself, or remove the text if it is no row.",
					  "the text \"%.*s\" may be a row", (int) slice_clip(text, 100), text.data);
}

/* Text of a table that is read as no row, at a place: is that certain of each line of it, and of all together? */
static bool
html_check_left_out(Html *html, const HtmlCell *cell, const char *place)
{
	const Symbols *symbols = &html->table->symbols;
	char		   together[CELL_TEXT];
	const char	  *at = cell->text;
	const char	  *end = cell->text + cell->length;
	bool		   new_page = false;
	int			   lines = 0;
	size_t		   i;
	Line		   line;

	while (at < end)
	{
		at = line_read(&line, symbols, at, end, &new_page);
		if (!html_check_line(html, &line, place))
			return false;
		lines++;
	}
	if (lines < 2)
		return true;
	for (i = 0; i < cell->length; i++)
		together[i] = cell->text[i] == '\n' ? ' ' : cell->text[i];
	line_read(&line, symbols, together, together + cell->length, &new_page);
	return html_check_line(html, &line, place);
}

/* A text below rows says something of them, or of those that follow: above them all, it is one of the titles. */
static void
html_tell_title(Html *html, Slice text)
{
	text = slice_trim(text);
	if (text.length > 0 && html->table->rows > 0)
		table_note(html->table, html->row_line, NOTE_TITLE, text);
}

/* A cell over all columns: a county above its municipalities, or a note. */
static bool
html_put_title(Html *html)
{
	Slice heading;

	html->title = html->cells[0];
	html_tell_title(html, cell_slice(&html->cells[0]));
	heading = html_heading(html);
	if (heading.length > 0 && !table_is_of_first_level(html->table))
		table_set_heading(html->table, heading);
	return heading.length > 0 || html_check_left_out(html, &html->cells[0], html->row_at);
}

/* Has the row one text only, the name of a region above those of the table?  Then it is the heading of the rows below. */
static bool
html_take_heading(Html *html, const Slice *fields, int filled)
{
	Table *table = html->table;
	Slice  heading;
	bool   alone;
	int	   i = 0;
	int	   j;

	while (i < filled && fields[i].length == 0)
		i++;
	/* what spans columns is there once in each */
	if (i == filled || !words_level_has_above(table->words, table->level))
		return false;
	for (j = i; j < filled; j++)
		if (fields[j].length > 0 && fields[j].data != fields[i].data)
			return false;
	heading = heading_find_text(table, fields[i], &alone);
	if (heading.data == NULL)
		return false;
	html_tell_title(html, fields[i]);
	table_set_heading(table, heading);
	return true;
}

/* Is the row a header, once more or of another table?  Then begin that. */
static bool
html_begin_again(Html *html, const Slice *fields, int filled)
{
	Table *table = html->table;
	Header header;

	if (filled <= table->name_column || !header_may_name(table->words, fields[table->name_column]) ||
		!header_from_cells(table->words, fields, filled, &header) || (header.wrong && !table->skip_unknown))
		return false;
	header_leave_out(table, &header);
	if (table->given_count == 0 &&
		table_check_columns(table->words, header.columns, header.years, header.count) == NULL)
	{
		table_begin(table, header.columns, header.count, header.level, (Slice){NULL, 0}, true);
		table_set_years(table, header.years);
	}
	return true;
}

/* What is said to who points at a header may say more than the header does. */
static void
html_tell_said(Html *html)
{
	const Table *table = html->table;
	int			 i;

	html->told = true;
	for (i = 0; i < html->width && i < table->column_count; i++)
	{
		Slice		said = slice_trim(html->headers[i].said);
		HtmlCell	text = {.length = 0};
		const char *at = said.data;

		if (said.length == 0 || !column_is_measured(table->columns[i]))
			continue;
		while (at < said.data + said.length)
		{
			char   character[4] = {*at};
			size_t length = 1;

			at += *at == '&' ? entity_read(at, said.data + said.length, character, &length) : 1;
			cell_add(&text, character, length);
		}
		if (!slice_equals(slice_trim(cell_slice(&text)), ""))
			table_note(html->table, html->row_line, NOTE_TITLE, slice_trim(cell_slice(&text)));
	}
}

/* A row of data. */
static bool
html_put_row(Html *html, const HtmlCell **cells, int width, bool spans)
{
	Table *table = html->table;
	Slice  fields[TABLE_COLUMNS];
	int	   filled;

	if (!html_get_fields(html, cells, width, fields, &filled))
		return false;
	if (filled == 0)
		return html_check_empty(html, cells, width);
	if (html->count == 1 && html->cells[0].columns > 1 && (width == html->cells[0].columns || width > TABLE_COLUMNS))
		return html_put_title(html);
	if (html_begin_again(html, fields, filled) || html_take_heading(html, fields, filled))
		return true;
	if (table->header_wrong)
		return false;
	if (spans)
		return table_fail(table, html->row_at, "In a row, each cell is of one column.",
						  "Copy the table as text, and write each cell by itself.",
						  "a cell of row \"%.*s\" spans several columns", (int) slice_clip(fields[0], 80),
						  fields[0].data);
	if (filled > table->column_count || width < table->column_count)
		return table_fail_width(table, html->row_at, fields[0], (width < table->column_count ? width : filled) - 1,
								table->column_count - 1);
	if (!html_check_cells(html, cells, fields) || !html_check_spans(html, cells, fields) ||
		!table_put_row(table, html->row_line, html->row_at, fields))
		return false;
	if (!html->told)
		html_tell_said(html);
	return true;
}

/* Which of the columns holds what the rows are known by, names or else codes; -1 if none does. */
static int
columns_find_region(const Column *columns, int count)
{
	int code = -1;
	int i;

	for (i = count - 1; i >= 0; i--)
		if (columns[i] == COLUMN_CODE)
			code = i;
	for (i = 0; i < count; i++)
		if (columns[i] == COLUMN_NAME)
			return i;
	return code;
}

/* Does the row stand below a header that is complete, and begin with a name? */
static bool
html_is_below_header(const Html *html, const HtmlCell **cells, int width)
{
	const Table *table = html->table;
	Slice		 headers[TABLE_COLUMNS];
	Header		 header;
	int			 region;
	int			 i;

	for (i = 0; i < html->width; i++)
		headers[i] = cell_slice(&html->headers[i]);
	if (html->header_rows == 0 || !header_from_cells(table->words, headers, html->width, &header))
		return false;
	header_leave_out(table, &header);
	if (table->given_count == 0 &&
		(header.wrong || table_check_columns(table->words, header.columns, header.years, header.count) != NULL))
		return false;
	region = table->given_count > 0 ? columns_find_region(table->given, table->given_count) :
									  columns_find_region(header.columns, header.count);
	return region >= 0 && region < width && !header_may_name(table->words, cell_slice(cells[region]));
}

/* Does the row hold a count behind its first cell?  A year is none. */
static bool
html_has_counts(const HtmlCell **cells, int width)
{
	char  buffer[CELL_SIZE];
	Slice clean;
	int	  i;

	for (i = 1; i < width; i++)
		if (cell_clean(cell_slice(cells[i]), NULL, buffer, &clean) == NULL && clean.length > 0 &&
			is_digit(clean.data[0]) && (clean.length != 4 || clean.data[0] < '1' || clean.data[0] > '2'))
			return true;
	return false;
}

/* Are all cells of the row those of a header? */
static bool
html_row_is_header(const Html *html)
{
	int i;

	for (i = 0; i < html->count && i < TABLE_COLUMNS && html->cells[i].header; i++)
		;
	return html->in_head || (html->count > 0 && i == html->count);
}

/* Is the row part of the header of a table that has not begun? */
static bool
html_is_header(const Html *html, const HtmlCell **cells, int width, bool below)
{
	/* a total may stand in the table's head, too */
	if (html->header_rows > 0 && !below && (html_has_counts(cells, width) || html_is_below_header(html, cells, width)))
		return false;
	return html_row_is_header(html) || (html->header_rows > 0 ? below : html->table->given_count == 0);
}

/* The row is part of the header: what it says of each column goes below what has been said. */
static void
html_add_header(Html *html, const HtmlCell **cells, int width)
{
	int i;

	for (i = 0; i < width; i++)
	{
		/* a cell that spans rows is there once */
		if (html->header_rows > 0 && cells[i] == &html->carried[i])
			continue;
		cell_add(&html->headers[i], " ", 1);
		cell_add(&html->headers[i], cells[i]->text, cells[i]->length);
		if (cells[i]->said.length > 0)
			html->headers[i].said = cells[i]->said;
	}
	html->header_rows++;
	html->width = width > html->width ? width : html->width;
}

/* Does the row name regions and a measure by itself? */
static bool
html_is_whole_header(const Words *words, const HtmlCell **cells, int width)
{
	Slice  fields[TABLE_COLUMNS] = {{NULL, 0}};
	Header header;
	int	   region;
	int	   i;

	if (width > TABLE_COLUMNS)
		return false;
	for (i = 0; i < width; i++)
		fields[i] = cell_slice(cells[i]);
	if (!header_from_cells(words, fields, width, &header))
		return false;
	region = columns_find_region(header.columns, header.count);
	for (i = 0; i < header.count && !column_is_measured(header.columns[i]); i++)
		;
	return region >= 0 && slice_trim(fields[region]).length > 0 && i < header.count;
}

/* Forget the rows of the header so far. */
static void
html_forget_header(Html *html)
{
	int i;

	html->header_rows = html->width = 0;
	for (i = 0; i < TABLE_COLUMNS; i++)
		html->headers[i].length = html->headers[i].said.length = 0;
}

/*
 * A row before the table has begun: if it is a header below rows that were none, as
 * are titles in the first of several cells, forget those.
 */
static void
html_start_over(Html *html, const HtmlCell **cells, int width, bool below)
{
	int texts = 0;
	int i;

	if ((html->foreign || html->header_rows > 0) && html->titled && !below &&
		html_is_whole_header(html->table->words, cells, width))
	{
		html->foreign = false;
		html_forget_header(html);
	}
	for (i = 0; i < width && i < TABLE_COLUMNS; i++)
		texts += slice_trim(cell_slice(cells[i])).length > 0 && (i == 0 || cells[i] != cells[i - 1]);
	html->titled = html->titled && texts <= 1;
}

/* A table that is passed over: does it go on with the one above, without a header of its own? */
static bool
html_check_headerless(Html *html)
{
	Table *table = html->table;
	Slice  fields[TABLE_COLUMNS];
	bool   number = false;
	int	   i;

	if (table->number == 0 || html->header_rows != 1 || html->width != table->column_count)
		return true;
	for (i = 0; i < html->width; i++)
	{
		fields[i] = slice_trim(cell_slice(&html->headers[i]));
		number = number || (i > table->name_column && slice_has_digit(fields[i]));
	}
	return !number || !left_out_is_named(fields[table->name_column], table) ||
		   table_fail(table, html->table_at,
					  "It begins as the rows of the table above do, and a table begins with a header.",
					  "Copy both as one table, or write the header above each.",
					  "a table without a header begins with \"%.*s\"", (int) slice_clip(fields[table->name_column], 80),
					  fields[table->name_column].data);
}

/*
 * A row of a table that is passed over: below rows of several texts, of which each
 * may say something of its column, it is not certain what a header heads.
 */
static bool
html_pass_over(Html *html, const HtmlCell **cells, int width)
{
	bool first = !html->passed;

	html->passed = true;
	if (first && !html_check_headerless(html))
		return false;
	return !html_is_whole_header(html->table->words, cells, width) ||
		   table_fail(html->table, html->row_at,
					  "What stands above it in the table may be of its columns, or a table of its own.",
					  "Copy the table from its header on, or as text.",
					  "a header stands below other rows of its table");
}

/* A row of one cell above the header is the table's title, if only it is like one; what stands above the table may say more. */
static void
html_take_title(Html *html)
{
	HtmlCell before = html->title;

	html->title = html->cells[0];
	if (html_heading(html).length == 0)
		html->title = before;
}

/* The text of the cell that is open ends at a place. */
static void
html_end_cell(Html *html, const char *place)
{
	if (html->in_cell && html->count <= TABLE_COLUMNS)
	{
		HtmlCell *cell = &html->cells[html->count - 1];

		cell->source.length = place - cell->source.data;
	}
	html->in_cell = false;
}

/* Does a header cell come down into the row? */
static bool
html_header_comes_down(const Html *html)
{
	int i;

	for (i = 0; i < html->width; i++)
		if (html->carried[i].rows > 0)
			return true;
	return false;
}

/* A row above the data: a title, part of the header, or the first of them, which begins the table. */
static void
html_read_header_row(Html *html, const HtmlCell **cells, int width, bool below)
{
	/* a header that is seen takes the place of one that is not */
	if (html->header_hidden && html->row_sight == SIGHT_SEEN && html_row_is_header(html))
		html_forget_header(html);
	html->header_hidden = html->row_sight != SIGHT_SEEN;
	html_start_over(html, cells, width, below);
	if (html->open || html->foreign)
		return;
	if (html->count == 1 && html->header_rows == 0 && (html->cells[0].columns > 1 || html->cells[0].rows == 1))
		html_take_title(html);
	else if (width <= TABLE_COLUMNS && html_is_header(html, cells, width, below))
		html_add_header(html, cells, width);
	else
		html_begin_table(html, width, html->table->given_count > 0);
	if (html->count > TABLE_COLUMNS && html->foreign && html->count > html->table->widest)
		html->table->widest = html->count;
}

/* The row cannot be read: is the reading to go on behind it? */
static bool
html_go_on(Html *html)
{
	Table *table = html->table;

	return !table->header_wrong && table->put_problem != NULL && table->put_problem(table->receiver, &table->error);
}

/*
 * A row is not seen, or only some of it may be: is it left out?  A header may be known from one that
 * is not seen, as of a table whose rows are scrolled below a header of their own.
 */
static bool
html_leave_row(Html *html, const HtmlCell **cells, int width)
{
	if (html->row_sight == SIGHT_SEEN || html->row_shown)
		return false;
	if (html->row_in_unseen)
		html_hide_table(html, cells, width);
	else if (html->open || !html_row_is_header(html) || html->count == 1 || html->table->given_count > 0)
		html_hide_row(html);
	else if (html->header_rows == 0 || html->header_hidden)
		return false;
	return true;
}

/* The row is complete at a place: it is part of the header, or a row of data. */
static bool
html_end_row(Html *html, const char *place)
{
	const HtmlCell *cells[TABLE_COLUMNS];
	bool			spans = false;
	bool			below;
	bool			ok = true;
	int				width;

	if (!html_check_left_out(html, &html->loose, place))
		return false;
	html_tell_title(html, cell_slice(&html->loose));
	html->loose.length = 0;
	if (html->row_at == NULL)
		return true;
	html_end_cell(html, place);
	below = html_header_comes_down(html);
	width = html->count == 0 || (html->row_sight == SIGHT_REMOVED && html->open) ? 0 : row_lay_out(html, cells, &spans);

	if (html->count == 0 && html->cells_hidden && html->open)
		html_hide_row(html);
	if (html->count > 0 && html_leave_row(html, cells, width))
		width = 0;
	if (width > 0 && !html->open)
		html_read_header_row(html, cells, width, below);
	if (width > 0 && html->foreign)
		ok = html_pass_over(html, cells, width);
	else if (width > 0 && html->open)
		ok = html_put_row(html, cells, width, spans) || html_go_on(html);
	html->row_at = NULL;
	html->count = 0;
	return ok;
}

static void
html_reset_table(Html *html, const char *table_at)
{
	int i;

	html->table_at = table_at;
	html->open = html->foreign = html->passed = html->in_head = html->in_cell = false;
	html->doubtful = html->section_doubtful = html->header_hidden = html->told = false;
	html->section_sight = SIGHT_SEEN;
	html->row_at = NULL;
	html->titled = true;
	html->header_rows = html->width = html->count = 0;
	for (i = 0; i < TABLE_COLUMNS; i++)
		html->headers[i].length = html->headers[i].said.length = html->carried[i].rows = 0;
}

/* ---------- tags ---------- */

/* The line on which a place is; places come in order. */
static int
html_line(Html *html, const char *place)
{
	html->line += markup_count_lines(&html->markup, &html->counted, place);
	return html->line;
}

/* A table begins or ends. */
static bool
html_read_table(Html *html, const Tag *tag)
{
	bool within = html->table_at != NULL && !tag->closes;

	/* layout may hold tables, a table of ours may not */
	if (within && html->header_rows > 0 && !html->open && !html->foreign)
		html_begin_table(html, html->width, html->table->given_count > 0);
	if (within && html->open)
		return table_fail(html->table, tag->start, "A cell holds a count, a symbol or a name.",
						  "Copy only the table that is wanted.", "a table stands within a table");
	if (!html_end_row(html, tag->start))
		return false;
	html_tell_hidden(html);
	/* its only row was taken for a header */
	if (tag->closes && !html->open && !html->foreign && !html_check_headerless(html))
		return false;
	html->captioned = false;
	if (!tag->closes)
		html->depth++;
	else if (html->depth > 0)
		html->depth--;
	/* behind a table within a layout, that may go on with a table of its own */
	html_reset_table(html, html->depth > 0 ? tag->start : NULL);
	html->doubtful = tag_is_doubtful(tag);
	if (tag->closes)
		html->title.length = 0;
	return true;
}

/* A row begins, by its tag or by its first cell. */
static void
html_begin_row(Html *html, const Tag *tag)
{
	html->row_at = tag->start;
	html->row_line = html_line(html, tag->start);
	html->row_doubtful =
		html->struck > 0 || html->doubtful || html->section_doubtful || (tag_is(tag, "tr") && tag_is_doubtful(tag));
	html->row_sight = tag_is(tag, "tr") ? tag_sight(tag) : SIGHT_SEEN;
	if (html->row_sight < html->section_sight)
		html->row_sight = html->section_sight;
	if (html->row_sight < html->unseen.sight)
		html->row_sight = html->unseen.sight;
	html->row_in_unseen = html->unseen.depth > 0;
	html->row_shown = html->cells_hidden = false;
}

/* A cell begins. */
static bool
html_begin_cell(Html *html, const Tag *tag)
{
	HtmlCell cell = {.header = tag_is(tag, "th"),
					 .columns = tag->columns,
					 .rows = tag->rows,
					 .source = {html->markup.at, 0},
					 .said = tag->title,
					 .doubtful = tag->struck,
					 /* of a slash, a browser takes no notice here */
					 .disguised = tag->disguised || (tag->empty && (tag->hidden || tag->invisible))};
	bool	 digits = false;

	html_end_cell(html, tag->start);
	if (html->row_at == NULL)
		html_begin_row(html, tag);
	/* one that takes no place is none */
	if (tag->hidden && !cell.disguised)
	{
		html->cells_hidden = true;
		return markup_skip_element(&html->markup, tag, &digits);
	}
	if (html->count++ < TABLE_COLUMNS)
		html->cells[html->count - 1] = cell;
	html->in_cell = true;
	return !tag->invisible || cell.disguised || markup_skip_element(&html->markup, tag, &digits);
}

/* A title above a table begins or ends; one that is not seen is none. */
static void
html_read_title(Html *html, const Tag *tag)
{
	html->in_title = !tag->closes && !html->in_cell && html->unseen.depth == 0;
	html->captioned = html->in_title ? tag_is(tag, "caption") : html->captioned;
	if (html->in_title)
		html->title = (HtmlCell){.length = 0};
}

/* What a tag of the table's structure begins or ends. */
static bool
html_read_tag(Html *html, const Tag *tag)
{
	if (tag_is(tag, "table"))
		return html_read_table(html, tag);
	/* these stand in no cell, and end one that is open */
	if (tag_is(tag, "caption col colgroup") && !tag->closes)
		html_end_cell(html, tag->start);
	if (tag_is(tag, "h1 h2 h3 h4 h5 h6 caption"))
	{
		html_read_title(html, tag);
		return true;
	}
	if (html->table_at == NULL && tag_is(tag, "del s strike"))
		html->struck = tag->closes ? (html->struck > 0 ? html->struck - 1 : 0) : html->struck + 1;
	if (html->table_at == NULL || !tag_is(tag, "tr td th thead tbody tfoot"))
		return true;

	html->in_title = false;
	if (tag_is(tag, "td th"))
	{
		if (!tag->closes)
			return html_begin_cell(html, tag);
		html_end_cell(html, tag->start);
		return true;
	}
	if (!html_end_row(html, tag->start))
		return false;
	if (!tag_is(tag, "tr"))
	{
		html->in_head = tag_is(tag, "thead") && !tag->closes;
		html->section_doubtful = tag_is_doubtful(tag);
		html->section_sight = tag_sight(tag);
	}
	else if (!tag->closes)
		html_begin_row(html, tag);
	return true;
}

/* Leave out an element that is no part of the text it stands in, which is not certain of every number. */
static bool
html_leave_out(Html *html, const Tag *tag, Effect effect)
{
	HtmlCell *cell = html_sink(html);
	bool	  digits = element_is_void(tag) && effect == EFFECT_FIELD;

	if (!element_is_void(tag) && !tag->empty &&
		!(element_is_raw(tag) ? markup_skip_raw(&html->markup, tag, &digits) :
								markup_skip_element(&html->markup, tag, &digits)))
		return false;
	if (cell == NULL)
		return true;
	/* "<del/>" begins a deletion: a browser takes no notice of the slash */
	cell->disguised = cell->disguised || (tag->empty && !element_is_void(tag) && !tag_is(tag, "svg math"));
	if (effect == EFFECT_ASIDE)
	{
		cell->edge = true;
		cell->aside = cell->aside || digits;
		cell->picture = cell->picture || element_is_void(tag) || !digits;
	}
	else if (digits && (effect == EFFECT_FIELD || element_may_stay_open(tag)))
		cell->doubtful = true;
	return true;
}

/* Does a tag begin something in a cell that is not seen, and is no mark of anything? */
static bool
html_is_aside(const Html *html, const Tag *tag)
{
	return html->open && html->in_cell && !tag->closes && !element_is_void(tag) &&
		   (tag_is(tag, "table") ? tag_sight(tag) != SIGHT_SEEN : tag->spoken && element_effect(tag) <= EFFECT_UNSURE);
}

/* Pass over what is not seen of a cell; a number said there may be its own. */
static bool
html_skip_aside(Html *html, const Tag *tag)
{
	HtmlCell *cell = html_sink(html);
	bool	  digits = false;

	if (!markup_skip_element(&html->markup, tag, &digits))
		return false;
	if (cell != NULL && digits)
		cell->disguised = true;
	return true;
}

/* What a tag says of who sees its element and what it stands in. */
static void
html_read_sight(Html *html, const Tag *tag)
{
	unseen_follow(&html->unseen, tag, html->table_at == NULL ? NULL : "table");
	if (tag->shown && !tag->closes && html->row_at != NULL && html->row_sight == SIGHT_INVISIBLE)
		html->row_shown = html->row_doubtful = true;
	if (html->in_cell && !html->open && !tag->closes && tag->title.length > 0 && html->count <= TABLE_COLUMNS)
		html->cells[html->count - 1].said = tag->title;
}

/* What a tag does to the text around it. */
static bool
html_read_element(Html *html, const Tag *tag)
{
	HtmlCell *cell = html_sink(html);
	Effect	  effect = element_effect(tag);
	bool	  everywhere = element_is_raw(tag) || tag_is(tag, "template svg select");

	if (html_is_aside(html, tag))
		return html_skip_aside(html, tag);
	if (!tag->closes && effect >= EFFECT_ASIDE && (cell != NULL || everywhere))
		return html_leave_out(html, tag, effect);
	html_read_sight(html, tag);
	if (cell != NULL && effect == EFFECT_UNSURE && !tag->closes)
		cell->unsure = true;
	if (cell != NULL && tag->disguised && !tag->closes && !element_is_void(tag))
		cell->disguised = true;
	if (cell != NULL && (effect == EFFECT_UNSURE || (tag->closes && cell->unsure)))
		cell->edge = true;
	if (effect == EFFECT_BREAK)
		cell_break(cell);
	return html_read_tag(html, tag);
}

/* Read what a "<" begins, at behind it. */
static bool
html_read_markup(Html *html)
{
	bool comment;
	Tag	 tag;

	if (!markup_skip_comment(&html->markup, &comment))
		return false;
	if (comment)
		return true;
	if (!markup_is_tag(&html->markup))
	{
		cell_add(html_sink(html), "<", 1); /* as in "<5" */
		return true;
	}
	return markup_read_tag(&html->markup, &tag) && html_read_element(html, &tag);
}

/* Read a character, which begins no markup. */
static void
html_read_character(Html *html)
{
	Markup	   *markup = &html->markup;
	const char *start = markup->at;
	char		character[4];
	size_t		length;

	if (*start == '&')
	{
		markup->at += entity_read(start, markup->end, character, &length);
		cell_add(html_sink(html), character, length);
		return;
	}
	/* all of its bytes at once */
	do
		markup->at++;
	while (markup->at < markup->end && ((unsigned char) *markup->at & 0xC0) == 0x80);
	cell_add(html_sink(html), start, markup->at - start);
}

/* Read all tables of the content. */
bool
table_read_html(Table *table)
{
	const char *start = table->content.data;
	Html		html = {.table = table, .line = 1, .counted = start};
	Markup	   *markup = &html.markup;

	*markup = (Markup){table, start, start + table->content.length};
	while (markup->at < markup->end)
	{
		if (*markup->at != '<')
		{
			html_read_character(&html);
			continue;
		}
		table->check_interrupts();
		markup->at++;
		if (!html_read_markup(&html))
			return false;
	}
	if (html.table_at != NULL && (html.open || html.header_rows > 0 || html.count > 0))
		return markup_fail_cut(markup, html.table_at, "a table");
	return true;
}

/* Is the content a web page, or a piece of one with a table in it? */
bool
html_detect(const Table *table)
{
	const char *at = table->content.data;
	const char *end = at + table->content.length;

	while ((at = memchr(at, '<', end - at)) != NULL)
	{
		static const char wanted[] = "<table";
		size_t			  i = 0;

		while (i < strlen(wanted) && at + i < end && small_letter(at[i]) == wanted[i])
			i++;
		if (i == strlen(wanted) && at + i < end && (at[i] == '>' || is_tag_space(at[i])))
			return true;
		at++;
	}
	return false;
}
