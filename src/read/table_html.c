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
 * header names no names or no measure is layout or of another subject.  Scripts,
 * styles, comments and superscripts (footnote marks) are left out, and what is
 * hidden within a cell (sort keys); but not a hidden row, which a reader could unfold.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_header.h"
#include "read/table_html.h"
#include "read/table_html_entity.h"
#include "read/table_html_tag.h"
#include "read/table_line.h"

#define CELL_TEXT	(NAME_SIZE + 64)	/* bytes of a cell's text */

typedef struct HtmlCell
{
	char		text[CELL_TEXT];
	size_t		length;
	bool		cut;			/* there was more text */
	bool		header;			/* th */
	int			columns;
	int			rows;
} HtmlCell;

typedef struct Html
{
	Table	   *table;
	const char *at;
	const char *end;
	int			line;			/* of counted */
	const char *counted;

	/* the innermost table */
	const char *table_at;		/* NULL outside of tables */
	bool		open;			/* its columns are known */
	bool		foreign;		/* it is not of our subject */
	bool		in_head;
	int			header_rows;
	int			width;			/* of the header */
	HtmlCell	headers[TABLE_COLUMNS];
	HtmlCell	carried[TABLE_COLUMNS];	/* cells that span rows below; rows = how many */

	/* its latest row */
	const char *row_at;			/* NULL outside of rows */
	int			row_line;
	HtmlCell	cells[TABLE_COLUMNS];
	int			count;			/* may be more than fit */
	bool		in_cell;

	/* a title above a table */
	HtmlCell	title;
	bool		in_title;
} Html;

/* ---------- text ---------- */

/* Where text goes: to the cell, to the title, or nowhere. */
static HtmlCell *
html_sink(Html *html)
{
	if (html->in_cell && html->count <= TABLE_COLUMNS)
		return &html->cells[html->count - 1];
	return html->in_title ? &html->title : NULL;
}

/* Add text; spaces as the page's author typed them are one space. */
static void
cell_add(HtmlCell *cell, const char *text, size_t length)
{
	if (cell == NULL)
		return;
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
		if (cell->text[cell->length - 1] == ' ')
			cell->length--;
		cell->text[cell->length++] = '\n';
	}
}

static Slice
cell_slice(const HtmlCell *cell)
{
	return (Slice) {cell->text, cell->length};
}

/* ---------- rows ---------- */

/* What the title above a table says of it, if it is like a name. */
static Slice
html_heading(const Html *html)
{
	Slice		title = cell_slice(&html->title);
	bool		new_page = false;
	Line		line;

	line_read(&line, NULL, title.data, title.data + title.length, &new_page);
	return !html->title.cut && line.count > 0 && line.count <= 5 &&
		tokens_are_name(line.tokens, line.count, false) ? title : (Slice) {NULL, 0};
}

/*
 * Lay the row's cells out under the columns, with those that come down from rows
 * above.  Returns the number of columns, more than fit included.
 */
static int
row_lay_out(Html *html, const HtmlCell **fields, bool *spans)
{
	int			column = 0;
	int			cell = 0;

	*spans = false;
	while (column < TABLE_COLUMNS)
	{
		HtmlCell   *carried = &html->carried[column];
		const HtmlCell *next;
		int			i;

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
	/* cells from above may stand behind the last of the row's own */
	return cell < html->count ? TABLE_COLUMNS + 1 : column;
}

/* Begin the table below the header rows; if they are no header of ours, pass it over. */
static void
html_begin_table(Html *html, int width, bool given)
{
	Table	   *table = html->table;
	Slice		cells[TABLE_COLUMNS];
	Header		header = {0};
	Slice		heading = html_heading(html);
	const char *problem;
	bool		found;
	int			i;

	for (i = 0; i < html->width; i++)
		cells[i] = cell_slice(&html->headers[i]);
	found = header_from_cells(cells, html->width, &header);
	if (header.level != LEVEL_MUNICIPALITY)
		heading.length = 0;
	html->open = true;
	if (given && (found || width == table->given_count))
	{
		table_begin(table, table->given, table->given_count, header.level, heading, false);
		return;
	}
	if (given || !found)
	{
		html->open = false;
		html->foreign = true;
		return;
	}
	if (table->skip_unknown)
		header_skip_unknown(&header);
	table_begin(table, header.columns, header.count, header.level, heading, false);
	problem = header.wrong ? NULL : table_check_columns(header.columns, header.count);
	if (header.wrong)
		table->header_wrong = !table_fail_header(table, html->table_at, header.unknown);
	else if (problem != NULL)
		table->header_wrong = !table_fail_columns(table, html->table_at, problem);
}

/* A row of data. */
static bool
html_put_row(Html *html, const HtmlCell **cells, int width, bool spans)
{
	Table	   *table = html->table;
	Slice		fields[TABLE_COLUMNS];
	Header		header;
	int			filled = 0;
	int			i;

	for (i = 0; i < width && i < TABLE_COLUMNS; i++)
	{
		fields[i] = slice_trim(cell_slice(cells[i]));
		if (fields[i].length > 0)
			filled = i + 1;
		if (cells[i]->cut)
			return table_fail(table, html->row_at, "A cell has at most 254 bytes.",
							  "Name the columns of the table, with \"-\" for those to be left out, and remove long texts.",
							  "the text of a cell is too long");
	}
	if (filled == 0)
		return true;
	if (html->count == 1 && html->cells[0].columns > 1)
	{
		/* over all columns: a county above its municipalities, or a note */
		Slice		heading;

		html->title = html->cells[0];
		heading = html_heading(html);
		if (heading.length > 0 && table->level != LEVEL_COUNTY)
			table_set_heading(table, heading);
		return true;
	}
	if (filled > table->name_column && header_may_name(fields[table->name_column]) &&
		header_from_cells(fields, filled, &header) && (!header.wrong || table->skip_unknown))
	{
		/* again, or another one */
		if (table->skip_unknown)
			header_skip_unknown(&header);
		if (table->given_count == 0 && table_check_columns(header.columns, header.count) == NULL)
			table_begin(table, header.columns, header.count, header.level, (Slice) {NULL, 0}, true);
		return true;
	}
	if (spans)
		return !table->header_wrong &&
			table_fail(table, html->row_at, "In a row, each cell is of one column.",
					   "Copy the table as text, and write each cell by itself.",
					   "a cell of row \"%.*s\" spans several columns",
					   (int) slice_clip(fields[0], 80), fields[0].data);
	if (filled > table->column_count || width < table->column_count)
		return !table->header_wrong &&
			table_fail_width(table, html->row_at, fields[0],
							 (width < table->column_count ? width : filled) - 1, table->column_count - 1);
	return table_put_row(table, html->row_line, html->row_at, fields);
}

/* The row is complete: it is part of the header, or a row of data. */
static bool
html_end_row(Html *html)
{
	const HtmlCell *cells[TABLE_COLUMNS];
	bool		given = html->table->given_count > 0;
	bool		all_headers = true;
	bool		below = false;	/* a header cell comes down into this row */
	bool		spans;
	bool		ok = true;
	int			width;
	int			i;

	if (html->row_at == NULL)
		return true;
	for (i = 0; i < html->count && i < TABLE_COLUMNS; i++)
		all_headers = all_headers && html->cells[i].header;
	for (i = 0; i < html->width; i++)
		below = below || html->carried[i].rows > 0;
	width = html->foreign || html->count == 0 ? 0 : row_lay_out(html, cells, &spans);

	if (width == 0)
		;
	else if (html->open)
		ok = html_put_row(html, cells, width, spans);
	else if (html->count == 1 && html->cells[0].columns > 1 && html->header_rows == 0)
		html->title = html->cells[0];
	else if (width <= TABLE_COLUMNS &&
			 (all_headers || html->in_head || (html->header_rows > 0 ? below : !given)))
	{
		for (i = 0; i < width; i++)
		{
			/* a cell that spans rows is there once */
			if (html->header_rows > 0 && cells[i] == &html->carried[i])
				continue;
			cell_add(&html->headers[i], " ", 1);
			cell_add(&html->headers[i], cells[i]->text, cells[i]->length);
		}
		html->header_rows++;
		html->width = width > html->width ? width : html->width;
	}
	else
	{
		html_begin_table(html, width, given);
		if (html->open)
			ok = html_put_row(html, cells, width, spans);
	}
	html->row_at = NULL;
	html->count = 0;
	html->in_cell = false;
	return ok;
}

static void
html_reset_table(Html *html, const char *table_at)
{
	int			i;

	html->table_at = table_at;
	html->open = html->foreign = html->in_head = html->in_cell = false;
	html->row_at = NULL;
	html->header_rows = html->width = html->count = 0;
	for (i = 0; i < TABLE_COLUMNS; i++)
		html->headers[i].length = html->carried[i].rows = 0;
}

/* ---------- tags ---------- */

static bool
html_fail_cut(Html *html, const char *where, const char *within)
{
	return table_fail(html->table, where, "The content ends before that is closed.",
					  "Copy the page again, to its end.", "the content ends within %s", within);
}

/* Leave out all up to the end tag; raw text has no tags but that. */
static bool
html_skip_element(Html *html, const Tag *open, bool raw)
{
	int			depth = 1;

	while (depth > 0)
	{
		const char *next = memchr(html->at, '<', html->end - html->at);
		Tag			tag;

		if (next == NULL || next + 1 == html->end)
			return html_fail_cut(html, open->start, open->name);
		html->at = next + 1;
		if (raw)
		{
			size_t		length = strlen(open->name);
			size_t		i;

			if (*html->at != '/' || (size_t) (html->end - html->at) < length + 1)
				continue;
			for (i = 0; i < length && small_letter(html->at[1 + i]) == open->name[i]; i++)
				;
			if (i < length)
				continue;
		}
		else if (strchr("!?", *html->at) != NULL)
			continue;
		html->at = tag_read(&tag, html->at, html->end);
		if (html->at == NULL)
			return html_fail_cut(html, tag.start, "a tag");
		if (strcmp(tag.name, open->name) == 0 && !tag.empty)
			depth += tag.closes ? -1 : 1;
		/* an element that was never closed ends with its cell */
		else if (tag.closes && tag_is(&tag, "td th tr table"))
		{
			html->at = tag.start;
			return true;
		}
		html->table->check_interrupts();
	}
	return true;
}

/* The line on which a place is; places come in order. */
static int
html_line(Html *html, const char *place)
{
	Space		space;

	while (html->counted < place)
	{
		size_t		length = space_match(html->counted, html->end, &space);

		html->line += length > 0 && space == SPACE_LINE;
		html->counted += length > 0 ? length : 1;
	}
	return html->line;
}

/* What a tag begins or ends. */
static bool
html_read_tag(Html *html, const Tag *tag)
{
	if (tag_is(tag, "table"))
	{
		bool		within = html->table_at != NULL && !tag->closes;

		/* layout may hold tables, a table of ours may not */
		if (within && html->header_rows > 0 && !html->open && !html->foreign)
			html_begin_table(html, html->width, html->table->given_count > 0);
		if (within && html->open)
			return table_fail(html->table, tag->start, "A cell holds a count, a symbol or a name.",
							  "Copy only the table that is wanted.", "a table stands within a table");
		if (!html_end_row(html))
			return false;
		html_reset_table(html, tag->closes ? NULL : tag->start);
		if (tag->closes)
			html->title.length = 0;
		return true;
	}
	if (tag_is(tag, "h1 h2 h3 h4 h5 h6 caption"))
	{
		html->in_title = !tag->closes && !html->in_cell;
		if (html->in_title)
			html->title = (HtmlCell) {.length = 0};
		return true;
	}
	if (html->table_at == NULL)
		return true;

	if (tag_is(tag, "tr td th thead tbody tfoot"))
		html->in_title = false;
	if (tag_is(tag, "thead tbody tfoot"))
	{
		if (!html_end_row(html))
			return false;
		html->in_head = tag_is(tag, "thead") && !tag->closes;
	}
	else if (tag_is(tag, "tr"))
	{
		if (!html_end_row(html))
			return false;
		if (!tag->closes)
		{
			html->row_at = tag->start;
			html->row_line = html_line(html, tag->start);
		}
	}
	else if (tag_is(tag, "td th"))
	{
		html->in_cell = !tag->closes;
		if (tag->closes)
			return true;
		if (html->row_at == NULL)
		{
			html->row_at = tag->start;
			html->row_line = html_line(html, tag->start);
		}
		if (html->count++ < TABLE_COLUMNS)
			html->cells[html->count - 1] = (HtmlCell) {
				.header = tag_is(tag, "th"), .columns = tag->columns, .rows = tag->rows
			};
	}
	return true;
}

/* Read what a "<" begins, at behind it. */
static bool
html_read_markup(Html *html)
{
	const char *start = html->at - 1;
	size_t		left = html->end - html->at;
	Tag			tag;

	if (left >= 3 && memcmp(html->at, "!--", 3) == 0)
	{
		const char *close = html->at + 3;

		while (close + 3 <= html->end && memcmp(close, "-->", 3) != 0)
			close++;
		if (close + 3 > html->end)
			return html_fail_cut(html, start, "a comment");
		html->at = close + 3;
		return true;
	}
	if (left > 0 && (*html->at == '!' || *html->at == '?'))
	{
		const char *close = memchr(html->at, '>', left);

		if (close == NULL)
			return html_fail_cut(html, start, "a tag");
		html->at = close + 1;
		return true;
	}
	if (left == 0 || (*html->at != '/' && (small_letter(*html->at) < 'a' || small_letter(*html->at) > 'z')))
	{
		cell_add(html_sink(html), "<", 1);	/* as in "<5" */
		return true;
	}
	html->at = tag_read(&tag, html->at, html->end);
	if (html->at == NULL)
		return html_fail_cut(html, tag.start, "a tag");
	if (!tag.closes && !tag.empty)
	{
		bool		raw = tag_is(&tag, "script style textarea title");

		if (raw || tag_is(&tag, "template svg select sup") ||
			(tag.hidden && html->in_cell &&
			 !tag_is(&tag, "table thead tbody tfoot tr td th br hr img input wbr link meta col")))
			return html_skip_element(html, &tag, raw);
	}
	if (tag_is(&tag, "br p div li ul ol dd dt dl"))
		cell_break(html_sink(html));
	return html_read_tag(html, &tag);
}

/* Read all tables of the content. */
bool
table_read_html(Table *table)
{
	Html		html = {.table = table, .line = 1};

	html.at = html.counted = table->content.data;
	html.end = html.at + table->content.length;
	while (html.at < html.end)
	{
		const char *start = html.at;

		if (*start == '<')
		{
			table->check_interrupts();
			html.at++;
			if (!html_read_markup(&html))
				return false;
		}
		else if (*start == '&')
		{
			char		character[4];
			size_t		length;

			html.at += entity_read(start, html.end, character, &length);
			cell_add(html_sink(&html), character, length);
		}
		else
		{
			/* all of a character at once */
			do
				html.at++;
			while (html.at < html.end && ((unsigned char) *html.at & 0xC0) == 0x80);
			cell_add(html_sink(&html), start, html.at - start);
		}
	}
	if (html.table_at != NULL && (html.open || html.header_rows > 0 || html.count > 0))
		return html_fail_cut(&html, html.table_at, "a table");
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
		size_t		i = 0;

		while (i < strlen(wanted) && at + i < end && small_letter(at[i]) == wanted[i])
			i++;
		if (i == strlen(wanted) && at + i < end && (at[i] == '>' || is_tag_space(at[i])))
			return true;
		at++;
	}
	return false;
}
