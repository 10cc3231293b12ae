/*
 * table_text.c
 *		A table as it is pasted from a page, a slide or a PDF.
 *
 *		content	=  (prose | header row*)*
 *		header	=  name-header column-header+		over as many lines as it takes
 *		row		=  name cell{columns}				likewise
 *
 * The words at the end of a line that can be cells are its cells, what stands
 * before them is the name:
 *
 *		name cells		begins a row; more cells may follow on the next lines
 *		cells			goes on with the row
 *		name			may be the first part of a name ("Troms og"), or prose
 *		anything else	prose, which ends the table
 *
 * Nothing is guessed.  A line that looks like a row, but is not of the table's
 * width or has a cell that is none, is an error, as is a row behind the table's
 * end: no row is dropped silently.  Single spaces within a count ("1 266") are
 * read where the number of columns leaves one way to do it.
 */
#include <stdio.h>
#include <string.h>

#include "table_form.h"
#include "table_header.h"
#include "table_line.h"

/* A row, or the name of one, that is not complete until the line after it is seen. */
typedef struct Pending
{
	int			line;
	const char *where;
	char		name[NAME_SIZE * 2];
	size_t		name_length;	/* 0 if nothing is pending */
	bool		doubtful;		/* the line above may be a row of its own */
	Slice		code;
	Token		cells[LINE_TOKENS];
	int			count;
	int			cell_lines;
} Pending;

typedef struct Reader
{
	Table	   *table;
	bool		open;			/* between a header and the prose that ends the table */
	bool		continues;		/* the header being read stands below an open table */
	bool		given;			/* the caller gave the columns */
	int			name_column;
	int			cell_columns;	/* columns behind the name */
	Slice		last_name;		/* the line above, if it is like a name */
	const char *page_number;	/* a number below a row, that may be the page's */

	HeaderWord	header[HEADER_WORDS];
	int			header_count;	/* > 0 while a header is read */
	int			header_lines;	/* of column headers */
	int			tab_lines;		/* of them with tabs between */
	int			wide_lines;		/* of them with runs of spaces between */
	Slice		heading;		/* the line above the header */
	Slice		unknown;		/* the column header that was not understood */
	const char *problem;		/* with the header's columns, told at the first row */
	const char *header_at;		/* of the latest header */

	Pending		pending;
	Line		line;
} Reader;

/* Where the name stands, and how many cells are behind it. */
static void
reader_set_columns(Reader *reader)
{
	const Table *table = reader->table;

	reader->name_column = 0;
	while (reader->name_column < table->column_count &&
		   table->columns[reader->name_column] != COLUMN_NAME)
		reader->name_column++;
	reader->cell_columns = table->column_count - reader->name_column - 1;
}

/* What was wrong with the header is told once there is a row below it. */
static bool
reader_check_header(Reader *reader)
{
	if (reader->unknown.length > 0)
		return table_fail_header(reader->table, reader->unknown.data, reader->unknown);
	if (reader->problem != NULL)
		return table_fail_columns(reader->table, reader->header_at, reader->problem);
	return true;
}

/* Hand over a row whose name and cells are known. */
static bool
reader_put_row(Reader *reader, Slice name, Slice code, const Token *tokens, int count,
			   const int *starts, int line, const char *where)
{
	Table	   *table = reader->table;
	Slice		fields[TABLE_COLUMNS];
	int			cell = 0;
	int			i;

	for (i = 0; i < table->column_count; i++)
	{
		if (table->columns[i] == COLUMN_NAME)
			fields[i] = name;
		else if (i < reader->name_column)
			fields[i] = code;
		else
		{
			int			stop = cell + 1 < reader->cell_columns ? starts[cell + 1] : count;

			fields[i] = tokens_span(tokens, starts[cell++], stop);
		}
	}
	return table_put_row(table, line, where, fields);
}

/* The cells of the pending row are all there: it is right, or an error. */
static bool
pending_finish(Reader *reader)
{
	Pending    *pending = &reader->pending;
	Slice		name = {pending->name, pending->name_length};
	int			starts[TABLE_COLUMNS];
	int			single_lines = 0;
	int			joined_lines = 0;
	int			ways;
	int			i;

	if (pending->count == 0)
	{
		/* only prose, or the heading of the next table */
		pending->name_length = 0;
		return true;
	}
	pending->name_length = 0;
	ways = tokens_divide(pending->cells, pending->count, reader->cell_columns, starts);

	/* with a cell a line, a space within a count must not pass for the space between two */
	for (i = 0; i < pending->count; i++)
	{
		bool		alone = pending->cells[i].gap == SPACE_LINE &&
			(i + 1 == pending->count || pending->cells[i + 1].gap == SPACE_LINE);

		single_lines += alone;
		joined_lines += i > 0 && pending->cells[i].gap != SPACE_LINE &&
			tokens_can_join(&pending->cells[i - 1], &pending->cells[i]);
	}
	if (pending->count == reader->cell_columns && (ways == 0 || (joined_lines > 0 && single_lines > 0)))
		ways = 2;
	if (ways == 0)
		return table_fail_width(reader->table, pending->where, name, pending->count,
								reader->cell_columns);
	if (ways > 1)
		return table_fail(reader->table, pending->where,
						  "A space may stand between two cells or within a number.",
						  "Put tabs between the cells, or remove the spaces within the numbers.",
						  "row \"%.*s\" can be read in more than one way",
						  (int) slice_clip(name, 80), name.data);
	return reader_put_row(reader, name, pending->code, pending->cells, pending->count, starts,
						  pending->line, pending->where);
}

/* Is the name broken here without doubt ("Troms og", "Finnmark")? */
static bool
names_belong_together(Slice above, Slice below)
{
	static const char *const unfinished[] = {
		"og", "and", "i", "av", "ved", "på", "nordre", "søre", "søndre", "indre", "ytre", "øvre",
		"nedre", "midtre", "vestre", "østre", "austre", "store", "gamle", "nye", "st.", "sum",
		"hele", "heile", "alle", "bydel", "–", "/", "-", NULL
	};
	const char *end = above.data + above.length;
	const char *word = end;

	while (word > above.data && word[-1] != ' ')
		word--;
	return above.length > 0 &&
		(word_is_one_of((Slice) {word, end - word}, unfinished) || end[-1] == '-' || end[-1] == '/' ||
		 below.data[0] == '(' || below.data[0] == '/' ||
		 (slice_starts_lower(below) && !slice_starts_upper(below)));
}

/* Put a line's name behind the one that is pending. */
static bool
pending_add_name(Reader *reader, Slice name)
{
	Pending    *pending = &reader->pending;
	bool		hyphen = pending->name_length > 0 && pending->name[pending->name_length - 1] == '-';
	bool		space = pending->name_length > 0 && pending->name[pending->name_length - 1] != '/';

	if (hyphen)
	{
		/* "Sør-" "Varanger" keeps its hyphen, "Kvinnhe-" "rad" does not */
		space = pending->name_length > 1 && pending->name[pending->name_length - 2] == ' ';
		if (!space && !slice_starts_upper(name))
			pending->name_length--;
	}
	if (pending->name_length + name.length + 1 > sizeof(pending->name))
		return table_fail(reader->table, pending->where, "A name has at most 254 bytes.",
						  "Check that the name is one name.", "the name is too long");
	if (space)
		pending->name[pending->name_length++] = ' ';
	memcpy(pending->name + pending->name_length, name.data, name.length);
	pending->name_length += name.length;
	return true;
}

/* Begin a row, or go on with the name of the pending one. */
static bool
pending_begin(Reader *reader, Slice name)
{
	Pending    *pending = &reader->pending;
	const Line *line = &reader->line;
	bool		above = pending->name_length > 0;

	if (above && pending->count == 0 &&
		names_belong_together((Slice) {pending->name, pending->name_length}, name))
		return pending_add_name(reader, name);
	pending->doubtful = above && pending->count == 0 &&
		!(reader->given && reader->table->rows == 0);
	pending->line = line->number;
	pending->where = line->tokens[0].text.data;
	pending->name_length = pending->count = pending->cell_lines = 0;
	pending->code = (Slice) {NULL, 0};
	return pending_add_name(reader, name);
}

static bool
pending_add_cells(Reader *reader, int from)
{
	Pending    *pending = &reader->pending;
	const Line *line = &reader->line;
	int			i;

	if (!reader_check_header(reader))
		return false;
	if (pending->doubtful)
		return table_fail(reader->table, pending->where,
						  "The line above it has no cells and may be a row, a heading or the first part of the name.",
						  "Write a name on one line, and complete or remove the line without cells.",
						  "it is not clear whether row \"%.*s\" begins on this line",
						  (int) pending->name_length, pending->name);
	if (pending->count + line->count - from > LINE_TOKENS)
		return table_fail_width(reader->table, pending->where,
								(Slice) {pending->name, pending->name_length},
								pending->count + line->count - from, reader->cell_columns);
	for (i = from; i < line->count; i++)
	{
		pending->cells[pending->count] = line->tokens[i];
		if (i == from)
			pending->cells[pending->count].gap = SPACE_LINE;
		pending->count++;
	}
	pending->cell_lines++;
	return true;
}

/* ---------- headers ---------- */

/* The words of the line, as far as they fit, behind those of the header above. */
static void
header_add_line(Reader *reader)
{
	const Line *line = &reader->line;
	bool		wide = false;
	int			i;

	for (i = 0; i < line->count && reader->header_count < HEADER_WORDS; i++)
	{
		const Token *token = &line->tokens[i];
		HeaderWord *above = reader->header_count > 0 ? &reader->header[reader->header_count - 1] : NULL;

		/* a word broken at the end of the line */
		if (i == 0 && above != NULL && above->text.length > 1 &&
			above->text.data[above->text.length - 1] == '-')
		{
			above->text.length = token->text.data + token->text.length - above->text.data;
			continue;
		}
		wide = wide || token->wide;
		reader->header[reader->header_count++] =
			(HeaderWord) {token->text, token->gap == SPACE_TAB || token->wide};
	}
	if (line->count > 1 || reader->header_lines > 0)
		reader->header_lines++;
	reader->tab_lines += line->tabs;
	reader->wide_lines += wide && !line->tabs;
}

/* Does the line begin a header? */
static bool
header_starts(const Reader *reader)
{
	const Line *line = &reader->line;
	HeaderWord	words[3];
	int			count = line->count < 3 ? line->count : 3;
	int			i;

	for (i = 0; i < count; i++)
		words[i] = (HeaderWord) {line->tokens[i].text,
			line->tokens[i].gap == SPACE_TAB || line->tokens[i].wide};
	return header_begins(words, count);
}

/* Does the line go on with the header above it? */
static bool
header_continues(const Reader *reader)
{
	const Line *line = &reader->line;
	Slice		above = reader->header[reader->header_count - 1].text;
	Slice		first = line->tokens[0].text;
	Slice		last = line->tokens[line->count - 1].text;
	int			i;

	for (i = line->cells; i < line->count; i++)
		if (!header_knows(line->tokens[i].text))
			return false;
	return header_knows(first) || last.data[last.length - 1] == ':' ||
		(above.length > 1 && above.data[above.length - 1] == '-') ||
		(slice_starts_lower(first) && !slice_starts_upper(first));
}

static void
header_start(Reader *reader)
{
	reader->continues = reader->open;
	reader->open = false;
	reader->heading = reader->last_name;
	reader->header_count = reader->header_lines = reader->tab_lines = reader->wide_lines = 0;
	reader->unknown = (Slice) {NULL, 0};
	reader->problem = NULL;
	header_add_line(reader);
}

/* The header is complete: open the table below it. */
static void
header_finish(Reader *reader)
{
	Table	   *table = reader->table;
	Column		columns[TABLE_COLUMNS];
	Level		level = LEVEL_NONE;
	int			count;
	Slice		unknown = {NULL, 0};
	bool		named;

	count = header_columns(reader->header, reader->header_count, columns, &level, &unknown, &named);
	reader->header_count = 0;
	if (reader->given)
	{
		count = table->given_count;
		memcpy(columns, table->given, sizeof(columns));
	}
	else if (!named)
		return;					/* no measure is named: a line of prose */
	else if (count < 0)
	{
		reader->unknown = unknown;
		count = 0;
	}
	else if ((reader->wide_lines > 0 && reader->header_lines > 1) || reader->tab_lines > 1)
		reader->problem = "is set in columns over several lines";
	else
		reader->problem = table_check_columns(columns, count);

	reader->header_at = reader->header[0].text.data;
	if (level != LEVEL_MUNICIPALITY)
		reader->heading = (Slice) {NULL, 0};
	table_begin(table, columns, count, level, reader->heading, reader->continues);
	reader_set_columns(reader);
	reader->open = true;
}

/* ---------- lines ---------- */

/* The row that is pending ends here. */
static bool
reader_end_row(Reader *reader)
{
	bool		ok = pending_finish(reader);

	reader->pending.count = 0;
	return ok;
}

/* Prose ends the table, except where it stands between given columns and the first row. */
static bool
reader_read_prose(Reader *reader)
{
	if (!reader_end_row(reader))
		return false;
	if (!(reader->given && reader->table->rows == 0))
		reader->open = false;
	reader->page_number = NULL;
	return true;
}

/* A line without cells: the first part of a name, or prose. */
static bool
reader_read_words(Reader *reader)
{
	const Line *line = &reader->line;
	const Pending *pending = &reader->pending;
	bool		continued = pending->name_length > 0 && pending->count == 0;
	Slice		last = line->tokens[line->count - 1].text;
	int			run = 0;

	/* "Alver39315937" */
	while (run < (int) last.length && strchr("0123456789:", last.data[last.length - 1 - run]) != NULL)
		run++;
	if (run >= 2 && run >= reader->cell_columns && run < (int) last.length && line->count <= 4 &&
		(slice_starts_upper(last) || slice_starts_lower(last)))
		return table_fail(reader->table, last.data, "Cells are set apart by spaces, tabs or lines.",
						  "Copy the table again so that its cells keep apart, or put tabs between them.",
						  "the cells of \"%.*s\" run together", (int) slice_clip(last, 80), last.data);
	if (line->overflow || !tokens_are_name(line->tokens, line->count, continued))
		return reader_read_prose(reader);
	if (pending->count > 0 && !reader_end_row(reader))
		return false;
	return pending_begin(reader, tokens_span(line->tokens, 0, line->count));
}

/* Is the pending row complete, and on one line, with no doubt about its cells? */
static bool
pending_is_plain(const Reader *reader)
{
	const Pending *pending = &reader->pending;
	int			i;

	for (i = 1; i < pending->count; i++)
		if (tokens_can_join(&pending->cells[i - 1], &pending->cells[i]))
			return false;
	return pending->count == reader->cell_columns && reader->cell_columns > 1 &&
		pending->cell_lines == 1;
}

/* A line of nothing but cells. */
static bool
reader_read_cells(Reader *reader)
{
	const Line *line = &reader->line;
	const Token *first = &line->tokens[0];

	if (first->kind == TOKEN_RULE)
		return true;
	if (line->count == 1 && first->kind == TOKEN_DIGITS && pending_is_plain(reader))
	{
		/* the page's, if it is the first on its page, or no row follows on it */
		if (!line->new_page)
			reader->page_number = first->text.data;
		return true;
	}
	if (reader->pending.name_length > 0)
		return pending_add_cells(reader, 0);
	if (line->count == 1 && (first->kind == TOKEN_DATE || first->kind == TOKEN_SYMBOL))
		return true;
	return reader_check_header(reader) &&
		table_fail(reader->table, first->text.data, "A row begins with the name of a region.",
				   "Write the name before its cells, or remove the line.", "a row has no name");
}

/* A line whose cells are followed by words: a row with a bad cell, or prose. */
static bool
reader_read_mixed(Reader *reader, int first)
{
	const Line *line = &reader->line;
	const Token *wrong = NULL;
	int			valid = 0;
	int			i;

	for (i = first; i < line->count; i++)
	{
		if (line->tokens[i].kind == TOKEN_WORD && wrong == NULL)
			wrong = &line->tokens[i];
		valid += line->tokens[i].kind == TOKEN_DIGITS || line->tokens[i].kind == TOKEN_SYMBOL;
	}
	if (line->overflow || !tokens_are_name(line->tokens, first, false) ||
		(line->count - first != reader->cell_columns && valid < reader->cell_columns - 1))
		return reader_read_prose(reader);
	return reader_check_header(reader) &&
		table_fail(reader->table, wrong->text.data,
				   "A cell is a count from 0 to 2147483647 or a symbol such as \":\".",
				   "Correct the cell, or remove the line if it is no row.",
				   "cell \"%.*s\" is neither a count nor a symbol",
				   (int) slice_clip(wrong->text, 60), wrong->text.data);
}

/* A line that ends in cells: a row, or prose that ends in a number. */
static bool
reader_read_row(Reader *reader)
{
	const Line *line = &reader->line;
	Pending    *pending = &reader->pending;
	int			cells = line->count - line->cells;
	const Token *first = &line->tokens[line->cells];
	bool		continued = pending->name_length > 0 && pending->count == 0;
	int			starts[TABLE_COLUMNS];
	int			name = 0;

	if (cells == 1 && first->kind == TOKEN_DATE && reader->cell_columns != 1)
		return reader_read_prose(reader);
	/* of prose, only what is exactly as wide as a row can be one: "alver 39 31" */
	if (!tokens_are_name(line->tokens, line->cells, continued) &&
		!(tokens_are_counts(first, cells) && line->cells <= 4 &&
		  (reader->cell_columns > 1 || line->cells == 1) &&
		  slice_starts_lower(line->tokens[0].text) &&
		  tokens_divide(first, cells, reader->cell_columns, starts) > 0))
		return reader_read_prose(reader);

	if (pending->count > 0 && !reader_end_row(reader))
		return false;
	if (reader->name_column > 0 && line->tokens[0].kind == TOKEN_DIGITS)
		name = 1;
	if (!pending_begin(reader, tokens_span(line->tokens, name, line->cells)))
		return false;
	if (name > 0)
		pending->code = line->tokens[0].text;
	if (reader->page_number != NULL && !line->new_page)
		return table_fail(reader->table, reader->page_number,
						  "A number on its own, below a row that is complete, belongs to none.",
						  "Remove it if it is a page number, or correct the row above.",
						  "the number belongs to no row");
	reader->page_number = NULL;
	return pending_add_cells(reader, line->cells);
}

/* A line with as many tabs as the table: each field is whole, and may be empty. */
static bool
reader_read_fields(Reader *reader, Slice *fields)
{
	Pending    *pending = &reader->pending;
	const Line *line = &reader->line;
	Slice	   *name = &fields[reader->name_column];

	*name = slice_trim(*name);
	if (pending->count > 0 && !reader_end_row(reader))
		return false;
	if (pending->name_length == 0 || name->length > 0)
	{
		if (!pending_begin(reader, *name))
			return false;
	}
	if (pending->doubtful && !pending_add_cells(reader, line->count))
		return false;
	*name = (Slice) {pending->name, pending->name_length};
	pending->name_length = 0;
	return reader_check_header(reader) &&
		table_put_row(reader->table, pending->line, line->tokens[0].text.data, fields);
}

/* The fields between the tabs of a line; more than the table has only if they are empty. */
static bool
line_split(const Reader *reader, Slice *fields)
{
	const char *at = reader->line.start;
	const char *end = reader->line.end;
	int			count = reader->table->column_count;
	int			i;

	for (i = 0;; i++)
	{
		const char *tab = memchr(at, '\t', end - at);
		Slice		field = {at, (tab != NULL ? tab : end) - at};

		if (i < count)
			fields[i] = field;
		else if (slice_trim(field).length > 0)
			return false;
		if (tab == NULL)
			break;
		at = tab + 1;
	}
	/* tabs at the end are not of the line's words */
	for (; i + 1 < count && end < reader->table->content.data + reader->table->content.length && *end == '\t'; end++)
		fields[++i] = (Slice) {end, 0};
	return i + 1 >= count;
}

/* Behind the end of a table: a line that would have been a row of it is an error. */
static bool
reader_check_prose(Reader *reader)
{
	const Line *line = &reader->line;
	int			starts[TABLE_COLUMNS];
	bool		named = line->cells == 0 ? reader->last_name.length > 0 :
		tokens_are_name(line->tokens, line->cells, false);

	if (reader->header_at == NULL || reader->cell_columns < 2 || !named || line->overflow ||
		!tokens_are_counts(&line->tokens[line->cells], line->count - line->cells) ||
		tokens_divide(&line->tokens[line->cells], line->count - line->cells,
					  reader->cell_columns, starts) == 0)
		return true;
	return table_fail_behind(reader->table, line->tokens[0].text.data);
}

static bool
reader_read_line(Reader *reader)
{
	const Line *line = &reader->line;
	Slice		fields[TABLE_COLUMNS];
	bool		ok;
	int			first = 0;

	if (reader->header_count > 0)
	{
		if (header_continues(reader))
		{
			header_add_line(reader);
			return true;
		}
		header_finish(reader);
		reader->last_name = (Slice) {NULL, 0};
	}
	if (header_starts(reader))
	{
		if (reader->open && !reader_end_row(reader))
			return false;
		reader->page_number = NULL;
		reader->pending.name_length = 0;
		header_start(reader);
		return true;
	}
	if (line_is_page_footer(line))
		return true;

	/* a code before the name is no cell */
	if (line->count > 1 && line->tokens[0].kind == TOKEN_DIGITS && line->tokens[1].kind == TOKEN_WORD)
		first = 1;
	while (first < line->cells && line->tokens[first].kind != TOKEN_DIGITS && line->tokens[first].kind != TOKEN_WRONG)
		first++;

	if (!reader->open)
		ok = reader_check_prose(reader);
	else if (line->tabs && reader->unknown.length == 0 && line_split(reader, fields))
		ok = reader_read_fields(reader, fields);
	else if (reader->name_column > 1 ||
			 (reader->name_column == 1 && reader->table->columns[0] != COLUMN_CODE))
		ok = table_fail(reader->table, line->tokens[0].text.data,
						"Without tabs, a row begins with a name, or with a code and a name.",
						"Put tabs between the cells, or give the columns in another order.",
						"the name is not in the first column");
	else if (line->cells == 0)
		ok = reader_read_cells(reader);
	else if (first < line->cells)
		ok = reader_read_mixed(reader, first);
	else if (line->cells == line->count)
		ok = reader_read_words(reader);
	else
		ok = reader_read_row(reader);

	reader->last_name = line->cells == line->count && tokens_are_name(line->tokens, line->count, false) ?
		tokens_span(line->tokens, 0, line->count) : (Slice) {NULL, 0};
	return ok;
}

/* Read all tables of the content. */
bool
table_read_text(Table *table)
{
	Reader		reader = {.table = table};
	const char *at = table->content.data;
	const char *end = at + table->content.length;
	bool		new_page = false;

	if (table->given_count > 0)
	{
		reader.given = reader.open = true;
		reader.header_at = at;
		table_begin(table, table->given, table->given_count, LEVEL_NONE, (Slice) {NULL, 0}, false);
		reader_set_columns(&reader);
	}
	for (reader.line.number = 1; at < end; reader.line.number++)
	{
		at = line_read(&reader.line, at, end, &new_page);
		table->check_interrupts();
		if (reader.line.count > 0 && !reader_read_line(&reader))
			return false;
	}
	if (reader.header_count > 0)
		header_finish(&reader);
	if (reader.open && reader.pending.count > 0)
		return reader_end_row(&reader);
	if (reader.open && reader.pending.name_length > 0 && !reader.pending.doubtful && table->rows > 0)
		return table_fail(table, reader.pending.where, "The content ends here.",
						  "Complete the row, or remove the line if it is none.",
						  "row \"%.*s\" has no cells",
						  (int) reader.pending.name_length, reader.pending.name);
	return true;
}
