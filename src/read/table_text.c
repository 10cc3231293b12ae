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
 *		name			may be the first part of a name ("Troms og"), or a heading
 *		anything else	prose, which ends the table
 *
 * Nothing is guessed.  A line that looks like a row, but is not of the table's
 * width or has a cell that is none, is an error, as is a row behind the table's
 * end: no row is dropped silently (table_left_out.c).  Single spaces within a
 * count ("1 266") are read where the number of columns leaves one way to do it.
 * What stands no farther below a row than rows do from each other is taken for
 * one sooner.
 *
 * Called by table_reader.c.  Owns the Text of one call: the line being read, and what
 * has been seen above it.
 */
#include <string.h>

#include "read/table_aligned.h"
#include "read/table_apart.h"
#include "read/table_cell.h"
#include "read/table_header.h"
#include "read/table_heading.h"
#include "read/table_left_out.h"
#include "read/table_line.h"
#include "read/table_list.h"
#include "read/table_names.h"
#include "read/table_page.h"
#include "read/table_text.h"
#include "read/table_text_header.h"
#include "read/table_text_row.h"

typedef struct Text
{
	Table	   *table;
	bool		begun;			   /* a header, or the first line under given columns, has been seen */
	bool		open;			   /* between a header and the prose that ends the table */
	Slice		last_name;		   /* the line above, if it is like a name */
	const char *page_number;	   /* a number below a row, that may be the page's */
	bool		page_number_close; /* with no blank line between */
	bool		row_new_page;	   /* the row begins a page */
	int			row_blanks;		   /* so many blank lines there are between rows, at most */
	bool		known_name;		   /* the row's is one that the caller knows */
	const char *closing;		   /* the line above, if it ended the table where a row may begin a cell a line */
	const char *behind_name;	   /* the line above, if it is a known name behind the end of a table */
	LeftOut		above;			   /* a row above the first header; without a name if there is none */
	bool		apart;			   /* a blank line has set text apart from the rows above it */
	RowShape	shape;			   /* of the rows of the table, and of its header */
	RowForm		form;			   /* of the rows of the table */
	int			row_number;		   /* that the next row would have, if numbers stand before them; -1 for none */
	TextHeader	header;
	TextRow		row;
	Alignment	alignment; /* of the rows of the table on this page */
	Pages		pages;
	Line		line;
	const char *at;	   /* behind the line */
	Slice		code;  /* that stands on a line of its own, before the name; empty for none */
	const char *taken; /* up to here, lines below have been taken for the rest of a name */
} Text;

/* The next line below that has something in it; false where there is none. */
static bool
text_peek_line(const Text *text, Line *below)
{
	const Table *table = text->table;
	const char	*end = table->content.data + table->content.length;
	const char	*at = text->at;
	bool		 new_page = false;

	below->count = 0;
	while (at < end && below->count == 0)
		at = line_read(below, &table->symbols, at, end, &new_page);
	return below->count > 0;
}

/* Does the line stand as close below a row as rows do? */
static bool
text_is_close(const Text *text)
{
	return (text->table->rows > 0 || text->row.count > 0) && !text->line.new_page &&
		   text->line.blanks <= text->row_blanks;
}

/* Where the line stands, if it is left out. */
static LinePlace
text_place(const Text *text)
{
	const Table *table = text->table;

	if (!text->open)
		return text->apart ? PLACE_APART : PLACE_BEHIND;
	if (table->rows == 0 && text->row.count == 0)
		return table->given_count > 0 ? PLACE_ABOVE : text->line.blanks <= 1 ? PLACE_CLOSE : PLACE_APART;
	return text_is_close(text) ? PLACE_CLOSE : PLACE_APART;
}

/* The line is read as no row: is that certain?  Else say what it would be as one. */
static bool
text_may_be_row(const Text *text, LeftOut *row)
{
	return text->begun && left_out_may_be_row(&text->line, text->table, &text->shape, text_place(text), row);
}

/* The line could be a row, and cannot be read. */
static bool
text_fail_left_out(Text *text, const LeftOut *row)
{
	return left_out_fail(text->table, text->line.tokens[0].text.data, row, text->open ? PLACE_CLOSE : PLACE_APART);
}

static bool
text_check_left_out(Text *text)
{
	LeftOut row;

	return !text_may_be_row(text, &row) || text_fail_left_out(text, &row);
}

/* The line is read as no cells, and the row above waits for some: is it one that cannot be read? */
static bool
text_check_waiting(Text *text)
{
	const Table	  *table = text->table;
	const TextRow *row = &text->row;
	const Line	  *line = &text->line;
	Slice		   cell = tokens_span(line->tokens, 0, line->count);
	int			   i;

	if (!text->open || row->name_length == 0 || !text_row_may_wait(row, table) || line->count > SYMBOL_WORDS ||
		line->blanks > (row->count < text_row_width(table)) || left_out_is_note(line))
		return true;
	for (i = 0; i < line->count && !left_out_is_number(&line->tokens[i]); i++)
		;
	if (i == line->count && row->count == 0 && !text->known_name &&
		(table->rows == 0 || row->blanks > text->row_blanks))
		return true;
	return left_out_fail(text->table, line->tokens[0].text.data, &(LeftOut){.cell = cell}, PLACE_CLOSE);
}

/* Words that do not go on with the name above: a cell, "under 5" or "12 (uavklart)"? */
static bool
text_check_words(Text *text, Slice words)
{
	const Token *tokens = text->line.tokens;
	bool		 number = tokens[0].kind == TOKEN_DIGITS && text->line.count > 1;
	Slice		 word = tokens[number].text;

	return !(slice_starts_lower(word) || (number && word.data[0] == '(')) || !text_row_is_name(&text->row) ||
		   text_row_goes_on(&text->row, words) || text_check_waiting(text);
}

/* The row that the line begins shows how rows look, unless it stands apart and looks otherwise. */
static bool
text_see_row(Text *text, Slice name)
{
	int i;

	if (!row_form_check(&text->form, text->table, &text->line, name))
		return false;
	row_form_add(&text->form, &text->line, name);
	text->shape.first = text->line.tokens[0].text;
	text->apart = false;
	text->row_new_page = text->line.new_page;
	for (i = 1; i < text->line.count; i++)
		text->shape.gaps = text->shape.gaps || text->line.tokens[i].gap == SPACE_TAB || text->line.tokens[i].wide;
	return true;
}

/* A number on its own was no page's: a row goes on below it, or it stands among lines of the page. */
static bool
text_fail_number(Text *text)
{
	return table_fail(text->table, text->page_number,
					  "A number on its own, below a row that is complete, belongs to none.",
					  "Remove it if it is a page number, or correct the row above.", "the number belongs to no row");
}

/* Is the line a number alone that is the page's, or perhaps, if it stands below a row that lacks a cell? */
static bool
text_is_page_number(const Text *text, bool *doubtful)
{
	const TextRow *row = &text->row;
	PageNumber	   number = pages_find_number(&text->pages, &text->line);

	*doubtful = !text_row_is_whole(row, text->table);
	/* where cells have lines of their own, the last one of the only page may be a cell */
	return number != PAGE_NUMBER_NONE &&
		   (!*doubtful ||
			(row->count > 0 ? row->cells[0].gap != SPACE_LINE : number == PAGE_NUMBER_COUNTED && row->name_length > 0));
}

/* A number at the bottom of a page, below a row that lacks a cell: the page's, or that cell? */
static bool
text_fail_page_number(Text *text)
{
	return table_fail(text->table, text->line.tokens[0].text.data,
					  "It stands where the number of a page does, and the row above it lacks a cell.",
					  "Remove it if it is the page's, and complete the row.",
					  "it is not clear whether the number is the page's or a cell");
}

/* A row begins or goes on with the line. */
static bool
text_add_cells(Text *text, int from)
{
	if (text->page_number != NULL && !text->row_new_page)
		return text_fail_number(text);
	text->page_number = NULL;
	if (text->table->rows == 0 || text->row.blanks > text->row_blanks)
		text->row_blanks = text->row.blanks;
	return text_row_add_cells(&text->row, text->table, &text->line, from);
}

/* What stands below the line is the rest of the row's name, where its column is too narrow for it: "Møre og", "Romsdal". */
static bool
text_take_name_below(Text *text)
{
	const Table *table = text->table;
	const char	*end = table->content.data + table->content.length;
	const char	*at = text->at;
	bool		 new_page = false;
	Line		 below;

	/* between tabs, names are whole */
	while (at < end && !text->line.tabs)
	{
		Slice name;

		at = line_read(&below, &table->symbols, at, end, &new_page);
		if (below.count == 0 || below.new_page || below.tabs || below.cells < below.count ||
			!tokens_are_name(below.tokens, below.count, true) || text_header_starts(table->words, &below))
			return true;
		name = tokens_span(below.tokens, 0, below.count);
		if (!text_row_goes_on_below(&text->row, table, name))
			return true;
		if (!text_row_add_name(&text->row, text->table, name))
			return false;
		text->taken = at;
	}
	return true;
}

/* A name without cells, where no row follows: one that has lost them, or a title. */
static bool
text_check_name(Text *text)
{
	const TextRow *row = &text->row;
	const Table	  *table = text->table;

	if (!text_row_is_name(row) ||
		(table->rows == 0 ? table->given_count > 0 || !text->known_name : row->blanks > text->row_blanks))
		return true;
	return table_fail(
		text->table, row->where, "The line stands below a row as rows do.",
		table->rows == 0 && text->line.cells == text->line.count ?
			"Complete the row; of a PDF whose columns were written one below the other, take pdftotext -layout." :
			"Complete the row, or set the line apart by blank lines if it is none.",
		"row \"%.*s\" has no cells", (int) row->name_length, row->name);
}

/* Prose ends the table, except where it stands between given columns and the first row. */
static bool
text_read_prose(Text *text)
{
	LeftOut row;
	bool	doubtful = text_may_be_row(text, &row);

	/* what is wrong with the row above comes first */
	if ((!doubtful && !text_check_waiting(text)) || !text_check_name(text) ||
		!text_row_finish(&text->row, text->table) || (doubtful && !text_fail_left_out(text, &row)))
		return false;
	if (text->row.cell_lines > 1 && text->line.count <= SYMBOL_WORDS && text_place(text) == PLACE_CLOSE &&
		!left_out_is_note(&text->line))
		text->closing = text->line.tokens[0].text.data;
	if (text->table->given_count == 0 || text->table->rows > 0)
		text->open = false;
	text->page_number = text->behind_name = NULL;
	return true;
}

/* A line behind the end of a table. */
static bool
text_read_behind(Text *text)
{
	const Line *line = &text->line;
	const char *closing = text->closing;
	const char *name = line->blanks == 0 ? text->behind_name : NULL;
	LeftOut		row;

	text->closing = NULL;
	text->behind_name = text->begun && text->table->rows > 0 && line->count <= NAME_WORDS &&
								names_match(&text->table->names, line->tokens, line->count) == line->count ?
							line->tokens[0].text.data :
							NULL;
	if (name != NULL && left_out_is_cells(line, text->table, &row))
		return left_out_fail(text->table, name, &row, PLACE_BEHIND);
	if (closing != NULL && line->cells == 0 &&
		(line->tokens[0].kind == TOKEN_DIGITS || line->tokens[0].kind == TOKEN_SYMBOL))
		return table_fail(text->table, closing, "A line of cells follows, and above it are rows of a cell a line.",
						  "Write the name with a capital letter, or remove the lines if they are no row.",
						  "it is not clear whether a row begins on this line");
	return text_check_left_out(text);
}

/* Have the cells of the line, of words, lost what set them apart: "Alver39315937"? */
static bool
text_check_run_together(Text *text)
{
	const Line *line = &text->line;
	Slice		last = line->tokens[line->count - 1].text;
	int			run = 0;

	while (run < (int) last.length && strchr("0123456789:", last.data[last.length - 1 - run]) != NULL)
		run++;
	if (run < 2 || run < text_row_width(text->table) || run == (int) last.length || line->count > 4 ||
		!(slice_starts_upper(last) || slice_starts_lower(last)))
		return true;
	return table_fail(text->table, last.data, "Cells are set apart by spaces, tabs or lines.",
					  "Copy the table again so that its cells keep apart, or put tabs between them.",
					  "the cells of \"%.*s\" run together", (int) slice_clip(last, 80), last.data);
}

/* A line without cells: a heading, the first part of a name, or prose. */
static bool
text_read_words(Text *text)
{
	const Line *line = &text->line;
	Slice		name = tokens_span(line->tokens, 0, line->count);
	LeftOut		row;

	if (!text_check_run_together(text))
		return false;
	if (left_out_runs_together(line, text->table, &row))
		return left_out_fail(text->table, name.data, &row, PLACE_CLOSE);
	if (line->overflow || left_out_has_note_word(line) ||
		!tokens_are_name(line->tokens, line->count, text_row_is_name(&text->row) || text_is_close(text)))
		return text_read_prose(text);
	if (!text_check_words(text, name))
		return false;
	if (left_out_has_word(line, text->table, &text->shape, &row))
		return left_out_fail(text->table, name.data, &row, PLACE_CLOSE);
	if (text->row.count > 0 && !text_row_finish(&text->row, text->table))
		return false;
	/* "Vestland fylke", between the rows of municipalities */
	if (words_drop_designation(text->table->words, name).length < name.length && !table_is_of_first_level(text->table))
	{
		text->row.name_length = 0;
		table_set_heading(text->table, name);
		return true;
	}
	/* one that stands above it and does not go on here has lost its cells, or is a title */
	if (!text_row_goes_on(&text->row, name) && !text_check_name(text))
		return false;
	text->row_new_page = line->new_page;
	text->known_name = names_match(&text->table->names, line->tokens, line->count) == line->count;
	if (!text_row_begin(&text->row, text->table, line, name))
		return false;
	if (text->code.length > 0)
		text->row.code = text->code;
	text->code.length = 0;
	return true;
}

/* Is the line, of one number, the code or rank of the row that the next line begins? */
static bool
text_is_code_above_name(const Text *text)
{
	const Table	  *table = text->table;
	const TextRow *row = &text->row;
	Line		   below;

	if (table->name_column != 1 || text->line.count != 1 || text->line.tokens[0].kind != TOKEN_DIGITS ||
		(row->name_length > 0 && (row->count == 0 || text_row_may_wait(row, table))))
		return false;
	return text_peek_line(text, &below) && below.cells == below.count &&
		   tokens_are_name(below.tokens, below.count, false);
}

/* A line of nothing but cells. */
static bool
text_read_cells(Text *text)
{
	const Line	*line = &text->line;
	const Token *first = &line->tokens[0];
	bool		 doubtful;

	if (first->kind == TOKEN_RULE)
		return true;
	if (text_is_page_number(text, &doubtful))
		return !doubtful || text_fail_page_number(text);
	if (text_is_code_above_name(text))
	{
		text->code = first->text;
		return text_row_finish(&text->row, text->table);
	}
	if (line->count == 1 && first->kind == TOKEN_DIGITS && text_row_is_plain(&text->row, text->table))
	{
		/* the page's, if it is the first on its page, or no row follows on it */
		if (!line->new_page)
		{
			text->page_number = first->text.data;
			text->page_number_close = line->blanks == 0;
		}
		return true;
	}
	if (text->row.name_length > 0)
		return text_add_cells(text, 0) && (text->row.cell_lines > 1 || text->row.count < text_row_width(text->table) ||
										   text_take_name_below(text));
	if (line->count == 1 && first->kind == TOKEN_DATE)
		return true;
	if (!text_check_left_out(text) || text->table->header_wrong)
		return false;
	if (line->count == 1 && first->kind == TOKEN_DIGITS && line->blanks > text->row_blanks)
		return table_fail(text->table, first->text.data, "A number on its own, set apart from rows, belongs to none.",
						  "Remove it if it is a page number, or write the name of a region before it.",
						  "the number belongs to no row");
	return table_fail(text->table, first->text.data, "A row begins with the name of a region.",
					  "Write the name before its cells, or remove the line.", "a row has no name");
}

/* Is the line, which ends in cells, a row?  Else it is prose that ends in a number. */
static bool
text_is_row(const Text *text)
{
	const Line	*line = &text->line;
	const Token *first = &line->tokens[line->cells];
	int			 cells = line->count - line->cells;
	int			 width = text_row_width(text->table);
	int			 starts[TABLE_COLUMNS];

	if (cells == 1 && first->kind == TOKEN_DATE && width != 1)
		return false;
	/* "Bosatte 2022:", above a list */
	if (cells == 1 && first->text.length > 1 && first->text.data[first->text.length - 1] == ':')
		return false;
	if (left_out_has_note_word(line) && !text_is_close(text))
		return false;
	if (tokens_are_name(line->tokens, line->cells, text_row_is_name(&text->row) || text_is_close(text)))
		return true;
	/* of prose, only what is exactly as wide as a row can be one: "alver 39 31" */
	return tokens_are_counts(first, cells) && line->cells <= 4 && (width > 1 || line->cells == 1) &&
		   slice_starts_lower(line->tokens[0].text) && tokens_divide(first, cells, width, starts) > 0;
}

/* How many words stand before the name of the line's row: a number or a code, or the region that it is a part of. */
static int
text_count_before_name(const Text *text)
{
	const Table *table = text->table;
	const Line	*line = &text->line;
	Slice		 first = line->tokens[0].text;
	int			 count;

	if (table->name_column != 1 || table->columns[0] != COLUMN_HEADING)
		return table->name_column > 0 && line->tokens[0].kind == TOKEN_DIGITS;
	/* "Oslo Oslo" */
	if (line->cells == 2 && line->tokens[1].text.length == first.length &&
		memcmp(line->tokens[1].text.data, first.data, first.length) == 0)
		return 1;
	count = names_match(&table->headings, line->tokens, line->cells);
	return count < line->cells ? count : 0;
}

/* A line that ends in cells: a row, or prose. */
static bool
text_read_row(Text *text)
{
	Table	   *table = text->table;
	TextRow	   *row = &text->row;
	const Line *line = &text->line;
	int			name = text_count_before_name(text);

	if (!text_is_row(text))
		return text_read_prose(text);
	if (!text_check_words(text, tokens_span(line->tokens, 0, line->cells)) ||
		(row->count > 0 && !text_row_finish(row, table)))
		return false;
	if (!text_see_row(text, tokens_span(line->tokens, name, line->cells)) ||
		!text_row_begin(row, table, line, tokens_span(line->tokens, name, line->cells)))
		return false;
	if (name > 0)
		row->code = tokens_span(line->tokens, 0, name);
	return text_take_name_below(text) && text_add_cells(text, line->cells);
}

/* The line as a heading of the table below it: "Vestland", "Vestland per 18.05". */
static Slice
line_as_name(const Line *line)
{
	static const char *const until[] = {"per", "pr", "pr.", NULL};
	int						 count = line->cells;

	if (count == line->count - 1 && line->tokens[count].kind == TOKEN_DATE && count > 1 &&
		word_is_one_of(line->tokens[count - 1].text, until))
		count--;
	else if (count < line->count)
		count = 0;
	return count > 0 && tokens_are_name(line->tokens, count, false) ? tokens_span(line->tokens, 0, count) :
																	  (Slice){NULL, 0};
}

/* Is it what a level but the last is called, with a colon: "Fylke:"? */
static bool
is_label(const Words *words, Slice word)
{
	static const char *const labels[] = {"region:", NULL};

	return word_is_one_of(word, labels) ||
		   (word.length > 1 && word.data[word.length - 1] == ':' && words_designate(words, word));
}

/* "Fylke: Vestland": the county of the rows below it; data is NULL for any other line. */
static Slice
line_label(const Words *words, const Line *line)
{
	int i;

	if (line->count < 2 || line->cells < line->count || !is_label(words, line->tokens[0].text) ||
		!tokens_are_name(line->tokens + 1, line->count - 1, false))
		return (Slice){NULL, 0};
	for (i = 1; i < line->count; i++)
		if (header_says(words, line->tokens[i].text))
			return (Slice){NULL, 0};
	return tokens_span(line->tokens, 1, line->count);
}

/*
 * Does the line stand above rows, and is none itself: does one follow that is more than
 * cells, and no further heading?
 */
static bool
text_heads_rows(const Text *text)
{
	Line below;

	return text_peek_line(text, &below) && below.cells > 0 && !slice_starts_lower(below.tokens[0].text) &&
		   names_match(&text->table->headings, below.tokens, below.count) == 0;
}

/* The region of the rows below the line, which says nothing else; data is NULL for any other line. */
static Slice
text_find_heading(const Text *text)
{
	bool  alone;
	Slice heading = heading_find(text->table, &text->line, &alone);

	if (heading.data == NULL || (alone && (!text->open || table_is_of_first_level(text->table))) ||
		!text_heads_rows(text))
		return (Slice){NULL, 0};
	return heading;
}

/* The county of the rows below it, on a line of its own. */
static bool
text_read_label(Text *text, Slice label)
{
	if (text->open && (!text_check_name(text) || !text_row_finish(&text->row, text->table)))
		return false;
	if (text->open && !table_is_of_first_level(text->table))
		table_set_heading(text->table, label);
	text->row.name_length = 0;
	text->header.above_count = 0;
	text->page_number = NULL;
	text->last_name = label;
	return true;
}

/* The region of the rows below, where its name stands with nothing in the other fields; data is NULL where it does not. */
static Slice
text_find_heading_field(const Text *text, const Slice *fields)
{
	const Table *table = text->table;
	const Slice	 none = {NULL, 0};
	Slice		 heading;
	bool		 alone;
	int			 i;

	for (i = 0; i < table->column_count; i++)
		if (i != table->name_column && slice_trim(fields[i]).length > 0)
			return none;
	if (table_is_of_first_level(table))
		return none;
	heading = heading_find_text(table, slice_trim(fields[table->name_column]), &alone);
	return heading.data != NULL && text_heads_rows(text) ? heading : none;
}

/* A line with as many fields as the table has columns: each is whole, and may be empty. */
static bool
text_read_fields(Text *text, Slice *fields)
{
	Slice heading = text_find_heading_field(text, fields);

	if (heading.data != NULL)
		return text_read_label(text, heading);
	if (text->row.count > 0 && !text_row_finish(&text->row, text->table))
		return false;
	return text_see_row(text, slice_trim(fields[text->table->name_column])) &&
		   text_row_begin_fields(&text->row, text->table, &text->line, fields) && text_take_name_below(text) &&
		   text_row_put_fields(&text->row, text->table, &text->line, fields);
}

/* What came of dividing a line into fields by what stands between. */
typedef enum Split
{
	SPLIT_NONE, /* they are not as many as the columns */
	SPLIT_FIELDS,
	SPLIT_WRONG /* they are, and one of them is an error */
} Split;

/* See of the rows below the line, to the end of the page or of the table, where their cells stand, or whether one leaves a place empty. */
static void
text_see_rows_below(Text *text, bool open)
{
	Table	   *table = text->table;
	Alignment  *alignment = &text->alignment;
	const char *end = table->content.data + table->content.length;
	const char *at = text->at;
	bool		new_page = false;
	Slice		fields[TABLE_COLUMNS];
	Line		below;

	for (below.number = text->line.number + 1; at < end && !(open && alignment->open); below.number++)
	{
		at = line_read(&below, &table->symbols, at, end, &new_page);
		table->check_interrupts();
		if (below.count == 0 || table_skips_line(table, below.number))
			continue;
		if (below.new_page || text_header_starts(table->words, &below))
			break;
		list_clean_line(&below, table);
		line_join_words(&below, &table->symbols, false);
		if (!open)
			alignment_see_row(alignment, table, &below);
		else if (!alignment_split(alignment, table, &below, fields, &alignment->open))
			alignment->open = false;
	}
	*(open ? &alignment->open_below : &alignment->seen_below) = true;
}

/* Does the row go on with cells on the line right below it? */
static bool
text_has_cells_below(const Text *text)
{
	const Table *table = text->table;
	const char	*end = table->content.data + table->content.length;
	bool		 new_page = false;
	Line		 below;

	if (text->at == end)
		return false;
	line_read(&below, &table->symbols, text->at, end, &new_page);
	return below.count > 0 && !below.new_page && below.cells == 0 && below.tokens[0].kind != TOKEN_RULE;
}

/* The fields of a row that has fewer cells than columns, by their places. */
static Split
text_split_aligned(Text *text, Slice *fields)
{
	const Line *line = &text->line;
	Alignment  *alignment = &text->alignment;
	bool		open;

	if (line->count < 2 || line->cells == 0)
		return SPLIT_NONE;
	if (!alignment->seen_below)
		text_see_rows_below(text, false);
	if (!alignment_split(alignment, text->table, line, fields, &open))
		return SPLIT_NONE;
	if (text_has_cells_below(text))
	{
		table_fail(text->table, line->tokens[0].text.data,
				   "Where its cells stand, one is empty; or it goes on with the cells on the line below.",
				   "Write the row on one line, or remove the line below if it is a page's number.",
				   "it is not clear where row \"%.*s\" ends", (int) slice_clip(fields[text->table->name_column], 80),
				   fields[text->table->name_column].data);
		return SPLIT_WRONG;
	}
	alignment->open = alignment->open || open;
	if (!alignment->open && !alignment->open_below)
		text_see_rows_below(text, true);
	return alignment->open ? SPLIT_FIELDS : SPLIT_NONE;
}

/* The fields between tabs; of lists side by side, the last may be shorter. */
static bool
text_split_tabs(const Text *text, Slice *fields)
{
	const Table *table = text->table;
	int			 count = table->column_count;
	int			 i;

	if (line_split_tabs(&text->line, fields, count))
		return true;
	count -= table->list_width;
	if (count <= 0 || !line_split_tabs(&text->line, fields, count))
		return false;
	for (i = count; i < table->column_count; i++)
		fields[i] = (Slice){text->line.stop, 0};
	return true;
}

/* The fields of the line, where tabs or runs of spaces set them apart. */
static Split
text_split_line(Text *text, Slice *fields)
{
	const Table *table = text->table;
	const Line	*line = &text->line;
	bool		 clean;

	if (table->column_count == 0)
		return SPLIT_NONE;
	if (line->tabs)
		return text_split_tabs(text, fields) ? SPLIT_FIELDS : SPLIT_NONE;
	if (!line_split_wide(line, table, fields, &clean))
		return text_split_aligned(text, fields);
	if (clean)
	{
		alignment_see_row(&text->alignment, table, line);
		return SPLIT_FIELDS;
	}
	/* spaces say which cells there are, where the header's or other rows' do */
	return text->shape.gaps && !text_check_left_out(text) ? SPLIT_WRONG : SPLIT_NONE;
}

/* A line of a table whose names do not come first, and that tabs do not divide. */
static bool
text_read_undivided(Text *text)
{
	const Line *line = &text->line;

	if (text->table->rows > 0 && !line->tabs && (line->cells == line->count || left_out_is_note(line)))
		return text_read_prose(text);
	return table_fail(
		text->table, line->tokens[0].text.data,
		"Without tabs, a row begins with a name, with a code and a name, or with both names that the header has.",
		"Put tabs between the cells, or give the columns in another order.", "the name is not in the first column");
}

/* Are there numbers among the words before the line's cells, but for a code that begins it? */
static bool
line_has_number_in_name(const Line *line)
{
	int i;

	for (i = line->count > 1 && line->tokens[1].kind == TOKEN_WORD; i < line->cells; i++)
		if (line->tokens[i].kind == TOKEN_DIGITS || line->tokens[i].kind == TOKEN_WRONG)
			return true;
	return line->cells > 0 && line->tokens[0].kind == TOKEN_WRONG;
}

/* Is the line the first half of a name beside whose two lines, in the middle, its cells stand: with its dash they are too many? */
static bool
text_is_half_above_cells(const Text *text, const Line *below)
{
	const Table *table = text->table;

	return !below->new_page && below->cells == 0 && below->count >= text_row_width(table) &&
		   tokens_are_counts(below->tokens, below->count) &&
		   tokens_count_cells(below->tokens, below->count) == text_row_width(table);
}

/*
 * Is the line the first half of a double name, "Kárásjohka -", and not a row with a dash
 * in the place of a count?  A row has more cells, and the name of a region.
 */
static bool
text_is_half_name(const Text *text)
{
	const Table *table = text->table;
	const Line	*line = &text->line;
	const Token *last = &line->tokens[line->count - 1];
	Line		 below;

	if (line->cells == 0 || line->cells != line->count - 1 || line->tabs || last->wide ||
		!word_is_one_of(last->text, (const char *const[]){"-", "–", "/", NULL}) || text_row_width(table) <= 1 ||
		text_row_is_name(&text->row) || !tokens_are_name(line->tokens, line->cells, false) ||
		!text_peek_line(text, &below))
		return false;
	if (!below.new_page && below.cells == below.count)
	{
		Slice first = tokens_span(line->tokens, 0, line->cells);
		Slice second = tokens_span(below.tokens, 0, below.count);

		return names_know_joined(&table->names, first, " - ", second) ||
			   names_know_joined(&table->names, second, " - ", first);
	}
	return text_is_half_above_cells(text, &below) ||
		   (names_match(&table->names, line->tokens, line->cells) == 0 && !below.new_page && below.cells > 0 &&
			tokens_count_cells(&below.tokens[below.cells], below.count - below.cells) >= text_row_width(table) &&
			tokens_are_name(below.tokens, below.cells, false));
}

/* Can the line begin a row, where one column stands before the names? */
static bool
text_may_begin_row(const Text *text)
{
	const Table *table = text->table;
	const Line	*line = &text->line;
	int			 column = table->columns[0];

	/* a county may stand beside its first row alone */
	return column == COLUMN_CODE || column == COLUMN_IGNORED ||
		   (column == COLUMN_HEADING &&
			(text_count_before_name(text) > 0 || names_match(&table->names, line->tokens, line->cells) == line->cells));
}

/* A line of an open table. */
static bool
text_read_row_line(Text *text)
{
	const Table *table = text->table;
	const Line	*line = &text->line;
	Slice		 fields[TABLE_COLUMNS];
	Split		 split = text_split_line(text, fields);

	if (split != SPLIT_NONE)
		return split == SPLIT_FIELDS && text_read_fields(text, fields);
	if (table->name_column > 1 || (table->name_column == 1 && !text_may_begin_row(text)))
		return text_read_undivided(text);
	if (line->cells == 0)
		return text_read_cells(text);
	if (text_is_half_name(text))
		text->line.cells = line->count;
	if (line_has_number_in_name(line))
		return text_read_prose(text);
	if (line->cells == line->count)
		return text_read_words(text);
	return text_read_row(text);
}

/* The lines of a header are all there: the table below it begins, if it is one. */
static void
text_end_header(Text *text)
{
	int i;

	text->header.row_pieces = 1;
	for (i = 1; i < text->line.count; i++)
		text->header.row_pieces += text->line.tokens[i].wide;
	text->open = text_header_finish(&text->header, text->table);
	text->alignment = (Alignment){.rows = 0};
	text->begun = text->begun || text->open;
	text->apart = false;
	text->shape = (RowShape){.gaps = text->header.tab_lines + text->header.wide_lines > 0};
	text->form = (RowForm){.rows = 0};
	text->last_name = (Slice){NULL, 0};
}

/* A header begins, and with it the table above it ends. */
static bool
text_begin_header(Text *text)
{
	if (text->open && text->table->rows == 0 && !text_check_name(text))
		return false;
	if (text->open && !text_row_finish(&text->row, text->table))
		return false;
	text->page_number = NULL;
	text->behind_name = NULL;
	text->row.name_length = 0;
	text_header_start(&text->header, &text->line, text->last_name, text->open);
	text->open = false;
	return true;
}

/* A line that is of no header. */
static bool
text_read_other(Text *text)
{
	const Line *line = &text->line;
	bool		ok;

	if (!text->begun && text_header_runs_together(text->table->words, line))
		text->table->run_together = line->tokens[0].text;
	if (!text->begun && text->above.name.data == NULL && !left_out_is_above(line, text->table, &text->above))
		text->above = (LeftOut){.cells = 0};
	text_header_watch(&text->header, text->table->words, line);
	if (line_is_page_footer(line))
		return true;
	if (text->open)
	{
		Line below = {.count = 0};

		(void) text_peek_line(text, &below);
		text->row_number = list_drop_row_number(&text->line, &below, text->table, text->row_number);
		text->shape.list = list_clean_line(&text->line, text->table) || text->shape.list;
		line_join_words(&text->line, &text->table->symbols, text->row.name_length > 0);
	}
	ok = text->open ? text_read_row_line(text) : text_read_behind(text);
	/* above a header, words of it are no name */
	if (text->header.above_count == 0)
		text->last_name = line_as_name(line);
	return ok;
}

static bool
text_read_line(Text *text)
{
	const Line *line = &text->line;
	Slice		label;

	if (text->header.count > 0)
	{
		bool alone;

		if (heading_find(text->table, line, &alone).data == NULL &&
			text_header_continues(&text->header, text->table->words, line))
		{
			text_header_add(&text->header, line);
			return true;
		}
		text_end_header(text);
		if (text->open && text->above.name.data != NULL && text->above.cells >= text_row_width(text->table))
			return left_out_fail_above(text->table, &text->above);
	}
	if (text->page_number != NULL && text->page_number_close && !line->new_page)
		return text_fail_number(text);
	text->apart = text->apart || line->blanks > text->row_blanks || line->new_page;
	if (line->new_page)
		text->alignment = (Alignment){.rows = 0};
	label = line_label(text->table->words, line);
	if (label.data == NULL)
		label = text_find_heading(text);
	if (label.data != NULL)
		return text_read_label(text, label);
	return text_header_starts(text->table->words, line) ? text_begin_header(text) : text_read_other(text);
}

/* Read all tables of the content. */
bool
table_read_text(Table *table)
{
	Text		text = {.table = table, .row_number = -1};
	const char *at = table->content.data;
	const char *end = at + table->content.length;
	bool		new_page = false;

	pages_begin(&text.pages, table->content);
	if (table->given_count > 0)
	{
		text.begun = text.open = true;
		table_begin(table, table->given, table->given_count, LEVEL_NONE, (Slice){NULL, 0}, false);
	}
	for (text.line.number = 1; at < end; text.line.number++)
	{
		at = text.at = line_read(&text.line, &table->symbols, at, end, &new_page);
		table->check_interrupts();
		if (table_skips_line(table, text.line.number) || (text.taken != NULL && at <= text.taken))
		{
			/* what follows stands on the same page */
			new_page = new_page || (text.line.count > 0 && text.line.new_page);
			continue;
		}
		if (text.line.count == 0)
		{
			text.line.blanks++;
			continue;
		}
		if (line_is_rule(&text.line))
			continue;
		if (pages_own_line(&text.pages, table, &text.line))
		{
			new_page = new_page || text.line.new_page;
			continue;
		}
		if (!text_read_line(&text))
			return false;
		text.line.blanks = 0;
	}
	if (text.page_number != NULL && text.page_number_close && !new_page)
		return text_fail_number(&text);
	if (text.open && text.row.count > 0)
		return text_row_finish(&text.row, table);
	return !text.open || text_check_name(&text);
}
