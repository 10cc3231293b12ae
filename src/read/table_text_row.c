/*
 * table_text_row.c
 *		A row of pasted text, over as many lines as it takes.
 *
 * A name is put together only where it is broken without doubt ("Troms og" and
 * "Finnmark"); two lines of names may be two rows of which one has lost its
 * cells.  Cells are put together as they come, and divided when all are there.
 *
 * Called by table_text.c, which owns the TextRow and hands it line by line.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_names.h"
#include "read/table_text_row.h"

/* The number of cells behind the name. */
int
text_row_width(const Table *table)
{
	return table->column_count - table->name_column - 1;
}

/* Is there a name, but no cell yet? */
bool
text_row_is_name(const TextRow *row)
{
	return row->name_length > 0 && row->count == 0;
}

/* Is the row complete, and on one line, with no doubt about its cells? */
bool
text_row_is_plain(const TextRow *row, const Table *table)
{
	int i;

	for (i = 1; i < row->count; i++)
		if (tokens_can_join(&row->cells[i - 1], &row->cells[i]))
			return false;
	return row->count == text_row_width(table) && row->count > 1 && row->cell_lines == 1;
}

/* Has the row, on one line or on one for each cell, all its cells, or have those of the last one been handed over? */
bool
text_row_is_whole(const TextRow *row, const Table *table)
{
	int width = text_row_width(table);
	int starts[TABLE_COLUMNS + 1];
	int lines = 0;
	int i;

	if (row->name_length == 0)
		return table->rows > 0;
	for (i = 0; i < row->count; i++)
		lines += row->cells[i].gap == SPACE_LINE;
	if (lines == width && row->count == width)
		return true;
	return row->cell_lines == 1 &&
		   (width == 1 ? tokens_divide(row->cells, row->count, 1, starts) == 1 : text_row_is_plain(row, table));
}

/*
 * Can the row have fewer cells than it takes?  One whose cells have lines of
 * their own can, where two on a line can be one number.
 */
bool
text_row_may_wait(const TextRow *row, const Table *table)
{
	int width = text_row_width(table);
	int least = 0;
	int i;

	if (row->count < width)
		return true;
	for (i = 0; i < row->count; i++)
		least += i == 0 || !tokens_can_join(&row->cells[i - 1], &row->cells[i]);
	return row->cells[0].gap == SPACE_LINE && least < width;
}

/* Is the name broken here without doubt ("Troms og", "Finnmark")? */
static bool
names_belong_together(Slice above, Slice below)
{
	static const char *const unfinished[] = {"og",	   "and",	"i",	 "av",	 "ved",	  "på",		"nordre", "søre",
											 "søndre", "indre", "ytre",	 "øvre", "nedre", "midtre", "vestre", "østre",
											 "austre", "store", "gamle", "nye",	 "st.",	  "sum",	"hele",	  "heile",
											 "alle",   "bydel", "–",	 "/",	 "-",	  NULL};
	static const char *const connecting[] = {
		"og",	  "and",		   "i",		  "av",	   "ved",	 "på",			 "for", "fylke",
		"fylket", "fylkeskommune", "kommune", "herad", "county", "municipality", "of",	NULL};
	const char *end = above.data + above.length;
	const char *word = end;
	size_t		first = 0;

	while (first < below.length && below.data[first] != ' ')
		first++;
	while (word > above.data && word[-1] != ' ')
		word--;
	return above.length > 0 &&
		   (word_is_one_of((Slice){word, end - word}, unfinished) || end[-1] == '-' || end[-1] == '/' ||
			below.data[0] == '(' || below.data[0] == '/' || word_is_one_of((Slice){below.data, first}, connecting));
}

/* Does the name go on with that of the row, which has no cells yet? */
bool
text_row_goes_on(const TextRow *row, Slice name)
{
	return text_row_is_name(row) && names_belong_together((Slice){row->name, row->name_length}, name);
}

/* Is a name that the caller knows made of that of the row and what stands below it?  Of two languages, either may be first. */
static bool
name_is_known_with(const TextRow *row, const Table *table, Slice below)
{
	Slice name = {row->name, row->name_length};
	bool  hyphen =
		name.length > 1 && strchr("-/", name.data[name.length - 1]) != NULL && name.data[name.length - 2] != ' ';

	return name.length > 0 && (names_know_joined(&table->names, name, hyphen ? "" : " ", below) ||
							   names_know_joined(&table->names, name, " - ", below) ||
							   names_know_joined(&table->names, below, " - ", name));
}

/* Does the name go on below, though its cells stand beside its first line? */
bool
text_row_goes_on_below(const TextRow *row, const Table *table, Slice below)
{
	Slice name = {row->name, row->name_length};
	Slice of;

	return name_is_known_with(row, table, below) ||
		   (names_belong_together(name, below) && !name_is_total(name, &of) && !name_is_total(below, &of));
}

/* Put a line's name behind the one that is there. */
bool
text_row_add_name(TextRow *row, Table *table, Slice name)
{
	bool hyphen = row->name_length > 0 && row->name[row->name_length - 1] == '-';
	bool space = row->name_length > 0 && row->name[row->name_length - 1] != '/';

	if (hyphen)
	{
		/* "Sør-" "Varanger" keeps its hyphen, "Kvinnhe-" "rad" does not */
		space = row->name_length > 1 && row->name[row->name_length - 2] == ' ';
		if (!space && !slice_starts_upper(name))
			row->name_length--;
	}
	if (row->name_length + name.length + 1 > sizeof(row->name))
		return table_fail(table, row->where, "A name has at most 254 bytes.", "Check that the name is one name.",
						  "the name is too long");
	if (space)
		row->name[row->name_length++] = ' ';
	memcpy(row->name + row->name_length, name.data, name.length);
	row->name_length += name.length;
	return true;
}

/* Begin a row with the line, or go on with the name that is there. */
bool
text_row_begin(TextRow *row, Table *table, const Line *line, Slice name)
{
	bool above = text_row_is_name(row);

	if (text_row_goes_on(row, name))
		return text_row_add_name(row, table, name);
	/* between given columns and the first row, there may be titles */
	row->doubtful = above && !(table->given_count > 0 && table->rows == 0);
	if (!above || line->blanks < row->blanks)
		row->blanks = line->blanks;
	row->line = line->number;
	row->where = line->tokens[0].text.data;
	row->name_length = 0;
	row->count = row->cell_lines = 0;
	row->code = (Slice){NULL, 0};
	return text_row_add_name(row, table, name);
}

static bool
row_fail_doubtful(const TextRow *row, Table *table)
{
	return table_fail(table, row->where,
					  "The line above it has no cells and may be a row, a heading or the first part of the name.",
					  "Write a name on one line, and complete or remove the line without cells; write a heading as "
					  "\"Vestland fylke\".",
					  "it is not clear whether row \"%.*s\" begins on this line", (int) row->name_length, row->name);
}

/* Add the line's cells from one on. */
bool
text_row_add_cells(TextRow *row, Table *table, const Line *line, int from)
{
	int i;

	if (table->header_wrong)
		return false;
	if (row->doubtful)
		return row_fail_doubtful(row, table);
	if (row->count + line->count - from > LINE_TOKENS)
		return table_fail_width(table, row->where, (Slice){row->name, row->name_length},
								row->count + line->count - from, text_row_width(table));
	for (i = from; i < line->count; i++)
		row->cells[row->count++] = line->tokens[i];
	row->cell_lines++;
	return true;
}

/* Begin the row that the line's fields are; the name may have begun on a line above. */
bool
text_row_begin_fields(TextRow *row, Table *table, const Line *line, const Slice *fields)
{
	Slice name = slice_trim(fields[table->name_column]);

	return (row->name_length > 0 && name.length == 0) || text_row_begin(row, table, line, name);
}

/* Hand over the row that has begun with the line's fields. */
bool
text_row_put_fields(TextRow *row, Table *table, const Line *line, Slice *fields)
{
	if (table->header_wrong)
		return false;
	if (row->doubtful)
		return row_fail_doubtful(row, table);
	fields[table->name_column] = (Slice){row->name, row->name_length};
	row->name_length = 0;
	return table_put_row(table, row->line, line->tokens[0].text.data, fields);
}

/* A cell a line. */
static int
row_divide_lines(const TextRow *row, int *starts)
{
	int cells = 0;
	int i;

	for (i = 0; i < row->count; i++)
		if (row->cells[i].gap == SPACE_LINE)
			starts[cells++] = i;
	return 1;
}

/*
 * In how many ways the cells can be divided.  With a cell a line, a space within
 * a count must not pass for the space between two.
 */
static int
row_divide(const TextRow *row, int width, int *starts)
{
	int	 ways = tokens_divide(row->cells, row->count, width, starts);
	bool single = false;
	bool joined = false;
	int	 i;

	for (i = 0; i < row->count; i++)
	{
		single =
			single || (row->cells[i].gap == SPACE_LINE && (i + 1 == row->count || row->cells[i + 1].gap == SPACE_LINE));
		joined =
			joined || (i > 0 && row->cells[i].gap != SPACE_LINE && tokens_can_join(&row->cells[i - 1], &row->cells[i]));
	}
	/* as many lines as cells: each is one */
	if (row->cell_lines == width && row->cells[0].gap == SPACE_LINE && ways > 0)
		return row_divide_lines(row, starts);
	if (joined && ((ways == 0 && row->count >= width) || (row->count == width && single)))
		return 2;
	return ways;
}

/* The lines of the row are all there: hand it over, or say why it is none. */
bool
text_row_finish(TextRow *row, Table *table)
{
	Slice name = {row->name, row->name_length};
	Slice fields[TABLE_COLUMNS];
	int	  starts[TABLE_COLUMNS + 1];
	int	  width = text_row_width(table);
	int	  ways;
	int	  i;

	row->name_length = 0;
	if (row->count == 0)
		return true; /* only prose, or the heading of the next table */
	ways = row_divide(row, width, starts);
	if (ways == 0)
		return table_fail_width(table, row->where, name, tokens_count_cells(row->cells, row->count), width);
	if (ways > 1)
		return table_fail(table, row->where, "A space may stand between two cells or within a number.",
						  "Put tabs between the cells, or remove the spaces within the numbers.",
						  "row \"%.*s\" can be read in more than one way", (int) slice_clip(name, 80), name.data);
	starts[width] = row->count;
	for (i = 0; i < table->column_count; i++)
	{
		int cell = i - table->name_column - 1;

		fields[i] = i < table->name_column	? row->code :
					i == table->name_column ? name :
											  tokens_span(row->cells, starts[cell], starts[cell + 1]);
	}
	row->count = 0;
	return table_put_row(table, row->line, row->where, fields);
}
