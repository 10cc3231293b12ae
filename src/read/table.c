/*
 * table.c
 *		Fields under the columns of a table become a row; what is wrong with
 *		them becomes an error that says where.
 *
 * Called by the readers of all forms, by each row and each error.  Fills in the error of
 * the caller's Table, and hands rows to its put_row; owns nothing else.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "read/table.h"
#include "read/table_cell.h"
#include "read/table_period.h"

#define QUOTED_LINE 160 /* bytes of a line that an error shows */

/* The name of a column as a caller writes it, in a buffer of COLUMN_NAME_SIZE bytes or its own. */
const char *
column_name(const Words *words, Column column, char *buffer)
{
	const Measure *part;

	switch (column)
	{
		case COLUMN_UNKNOWN:
			return "?";
		case COLUMN_IGNORED:
			return "-";
		case COLUMN_NAME:
			return "name";
		case COLUMN_CODE:
			return "code";
		case COLUMN_HEADING:
			return "heading";
		case COLUMN_PERIOD:
			return "period";
		case COLUMN_YEAR:
			return "year";
		case COLUMN_MONTH:
			return "month";
		case COLUMN_WEEK:
			return "week";
		case COLUMN_QUARTER:
			return "quarter";
		default:
			if (column_is_parted(column))
			{
				snprintf(buffer, COLUMN_NAME_SIZE, "%s+-", words->measures[column - COLUMN_PARTED].name);
				return buffer;
			}
			if (!column_is_pair(column))
				return words->measures[column].name;
			part = &words->measures[column - COLUMN_PAIR];
			snprintf(buffer, COLUMN_NAME_SIZE, "%s+%s", words->measures[part->whole].name, part->name);
			return buffer;
	}
}

/*
 * Fill in the error and return false.  The place is a pointer into the content;
 * its line is counted here, once, and shown.
 */
bool
table_fail(Table *table, const char *where, const char *detail, const char *hint, const char *format, ...)
{
	const char *start = table->content.data;
	const char *end = table->content.data + table->content.length;
	const char *at = start;
	const char *stop;
	int			line = 1;
	int			used;
	Slice		text;
	Space		space;
	va_list		arguments;

	while (at < where)
	{
		size_t length = space_match(at, end, &space);

		at += length > 0 ? length : 1;
		if (length > 0 && space == SPACE_LINE)
		{
			line++;
			start = at;
		}
	}
	for (stop = start; stop < end && *stop != '\n' && *stop != '\r'; stop++)
		;
	text = slice_trim((Slice){start, stop - start});

	used = snprintf(table->error.message, sizeof(table->error.message), "line %d: ", line);
	va_start(arguments, format);
	vsnprintf(table->error.message + used, sizeof(table->error.message) - used, format, arguments);
	va_end(arguments);
	snprintf(table->error.detail, sizeof(table->error.detail), "Line %d is \"%.*s%s\". %s", line,
			 (int) slice_clip(text, QUOTED_LINE), text.data, text.length > QUOTED_LINE ? "…" : "", detail);
	snprintf(table->error.hint, sizeof(table->error.hint), "%s", hint);
	return false;
}

/* Has the header that was read last more columns of names than one, as of tables side by side? */
static bool
draft_names_twice(const char *draft)
{
	const char *at = draft;
	int			names = 0;

	for (; *at != '\0'; at += strcspn(at, ","), at += *at == ',')
		names += strcspn(at, ",") == 4 && memcmp(at, "name", 4) == 0;
	return names > 1;
}

/* Is none of the columns of a draft a measure? */
static bool
draft_has_no_measure(const char *draft)
{
	size_t length = strcspn(draft, ",");

	for (; *draft != '\0'; draft += length + (draft[length] == ','), length = strcspn(draft, ","))
		if (strncmp(draft, "-,", 2) != 0 && strncmp(draft, "name,", 5) != 0 && strncmp(draft, "code,", 5) != 0 &&
			strcmp(draft, "-") != 0 && strcmp(draft, "name") != 0 && strcmp(draft, "code") != 0)
			return false;
	return true;
}

/* How the columns of the header that was read last are given. */
static const char *
table_advise_columns(const Table *table, char *buffer, size_t size)
{
	if (draft_names_twice(table->draft))
	{
		snprintf(
			buffer, size,
			"Put tables that stand side by side one below the other, each with its header; if both columns name the "
			"same rows, give the columns in order, with \"-\" for one of these.");
		return buffer;
	}
	if (table->draft[0] != '\0' && draft_has_no_measure(table->draft))
	{
		snprintf(
			buffer, size,
			"Give the columns in order, with a measure in the place of the \"-\" of one that counts it: columns => "
			"'{%s}'.",
			table->draft);
		return buffer;
	}
	snprintf(
		buffer, size,
		"Give the columns in order, with \"-\" for one to be left out: columns => '{%s}'; or leave out all that are "
		"unknown: columns => '{-}'.",
		table->draft[0] != '\0' ? table->draft : "name,settled,-");
	return buffer;
}

/* A header that has no meaning here. */
bool
table_fail_header(Table *table, const char *where, Slice unknown)
{
	char   detail[480] = "A header names a measure: ";
	char   hint[256];
	size_t used = strlen(detail);

	used += words_list_measures(table->words, detail + used, sizeof(detail) - used - 64);
	snprintf(detail + used, sizeof(detail) - used, "; the words for them are in busetting.measure_word.");
	return table_fail(table, where, detail, table_advise_columns(table, hint, sizeof(hint)),
					  "unknown column header \"%.*s\"", (int) slice_clip(unknown, 120), unknown.data);
}

/* Columns that are no table, each of which is known; see table_check_columns. */
bool
table_fail_columns(Table *table, const char *where, const char *problem)
{
	char hint[256];

	return table_fail(table, where, "A table has one column of names or codes, and each measure at most once.",
					  table_advise_columns(table, hint, sizeof(hint)), "the header %s", problem);
}

/* A row with too many or too few cells. */
bool
table_fail_width(Table *table, const char *where, Slice name, int cells, int wanted)
{
	char   detail[320] = "The columns are";
	size_t used = strlen(detail);
	int	   i;

	for (i = 0; i < table->column_count && used < sizeof(detail); i++)
	{
		char buffer[COLUMN_NAME_SIZE];

		used += snprintf(detail + used, sizeof(detail) - used, "%s %s", i > 0 ? "," : "",
						 column_name(table->words, table->columns[i], buffer));
	}
	if (used + 2 > sizeof(detail))
		used = sizeof(detail) - 2;
	snprintf(detail + used, sizeof(detail) - used, ".");
	return table_fail(
		table, where, detail,
		"Complete the row or correct the header; an empty cell can be read between tabs or other delimiters, or "
		"where no doubt is left below which cells it would stand.",
		"row \"%.*s\" has %d cell%s instead of %d", (int) slice_clip(name, 80), name.data, cells, cells == 1 ? "" : "s",
		wanted);
}

/* A row that would be lost. */
bool
table_fail_behind(Table *table, const char *where)
{
	return table_fail(
		table, where, "The text between the table and this line ended the table.",
		"Repeat the table's header above the row, or remove the text between; remove this line if it is no row.",
		"a row stands behind the end of the table");
}

/* The measures that a column holds, none, one or two; returns how many. */
static int
column_measures(const Words *words, Column column, int *measures)
{
	if (!column_is_measured(column))
		return 0;
	if (!column_is_pair(column))
	{
		measures[0] = column_is_parted(column) ? column - COLUMN_PARTED : column;
		return 1;
	}
	measures[0] = words->measures[column - COLUMN_PAIR].whole;
	measures[1] = column - COLUMN_PAIR;
	return 2;
}

/* Do two columns hold the same measure? */
static bool
columns_overlap(const Words *words, Column left, Column right)
{
	int a[2];
	int b[2];
	int in_a = column_measures(words, left, a);
	int in_b = column_measures(words, right, b);
	int i;
	int j;

	for (i = 0; i < in_a; i++)
		for (j = 0; j < in_b; j++)
			if (a[i] == b[j])
				return true;
	return false;
}

/* The place of a column, -1 where there is none. */
static int
columns_find(const Column *columns, int count, Column column)
{
	int i;

	for (i = 0; i < count; i++)
		if (columns[i] == column)
			return i;
	return -1;
}

/* What is wrong with them as to periods, which a row or a column has, or NULL. */
static const char *
columns_check_periods(const Column *columns, const Period *years, int count)
{
	bool of_years = false;
	int	 of_periods = 0;
	bool year = false; /* of rows, which may have a part of it in another column */
	bool part = false;
	int	 i;

	for (i = 0; i < count; i++)
	{
		of_years = of_years || (years != NULL && years[i] != 0);
		of_periods += column_is_of_periods(columns[i]);
		year = year || columns[i] == COLUMN_YEAR;
		part = part || (column_is_of_periods(columns[i]) && columns[i] != COLUMN_YEAR);
	}
	if (of_periods > 1 && !(of_periods == 2 && year && part))
		return "has two columns of periods";
	return of_years && of_periods > 0 ? "has columns of years, and one of periods" : NULL;
}

/*
 * How many columns a list has beside which others stand that have the same: "Kommune Bosatt Kommune Bosatt", perhaps
 * with an empty column between; all of them, where there is but one.
 */
static int
columns_list_width(const Column *columns, const Period *years, int count)
{
	int first = columns_find(columns, count, COLUMN_NAME);
	int second = first < 0 ? -1 : columns_find(columns + first + 1, count - first - 1, COLUMN_NAME);
	int width = second + 1;
	int i;

	if (second < 0)
		return count;
	for (i = width; i < count; i++)
		if (columns[i] != columns[i - width] || (years != NULL && years[i] != years[i - width]))
			return count;
	/* the last one may be without the column between */
	for (i = count % width; i > 0 && i < width; i++)
		if (columns[i] != COLUMN_IGNORED)
			return count;
	return width;
}

/* What is wrong with columns, of which some may be of years, or NULL. */
const char *
table_check_columns(const Words *words, const Column *columns, const Period *years, int all)
{
	int	 count = columns_list_width(columns, years, all);
	bool measure = false;
	bool named = false;
	int	 i;
	int	 j;

	for (i = 0; i < count; i++)
	{
		Column column = columns[i];

		measure = measure || column_is_measured(column);
		/* without names, codes are what rows are known by */
		named = named || column == COLUMN_NAME || column == COLUMN_CODE;
		for (j = 0; j < i; j++)
		{
			/* one that names no year may be of any */
			if (columns_overlap(words, column, columns[j]) &&
				(years == NULL || years[i] == years[j] || years[i] == 0 || years[j] == 0))
				return COLUMNS_TWICE;
			if (column == columns[j] && !column_is_measured(column) && column != COLUMN_IGNORED)
				return column == COLUMN_NAME	? "has two columns of names, and not the same beside each" :
					   column == COLUMN_CODE	? "has two columns of codes" :
					   column == COLUMN_HEADING ? "has two columns of headings" :
												  "has columns that are unknown";
		}
	}
	if (!named)
		return "has no column of names";
	return measure ? columns_check_periods(columns, years, count) : "has no measure";
}

/* The heading of the rows that follow, without "fylke" or the like; empty for none. */
void
table_set_heading(Table *table, Slice heading)
{
	Slice clean = {NULL, 0};

	table->heading_below = table->list_width < table->column_count;
	table->heading_length = 0;
	if (heading.length == 0 || !name_clean(heading, table->heading, &clean))
		return;
	clean = words_drop_designation(table->words, clean);
	table->heading_length = clean.length;
	memmove(table->heading, clean.data, clean.length);
}

/* Is the table of regions that stand below no others? */
bool
table_is_of_first_level(const Table *table)
{
	return table->level != LEVEL_NONE && !words_level_has_above(table->words, table->level);
}

/* Does a header with these columns only repeat that of the table being read? */
bool
table_repeats(const Table *table, const Column *columns, int count, Level level)
{
	return table->rows > 0 && table->level == level && table->column_count == count &&
		   memcmp(table->columns, columns, count * sizeof(Column)) == 0;
}

/*
 * Begin a table.  A header that only repeats the one of the table above it, as at
 * the top of a page, goes on with that table.
 */
void
table_begin(Table *table, const Column *columns, int count, Level level, Slice heading, bool continues)
{
	if (columns == table->given)
		memcpy(table->years, table->given_years, sizeof(table->years));
	else
		memset(table->years, 0, sizeof(table->years));
	table->header_wrong = false;
	if (continues && heading.length == 0 && table_repeats(table, columns, count, level))
		return;
	memmove(table->columns, columns, count * sizeof(Column));
	table->column_count = count;
	table->name_column = columns_find(columns, count, COLUMN_NAME);
	if (table->name_column < 0)
		table->name_column = columns_find(columns, count, COLUMN_CODE);
	/* of a header that is wrong, nothing is read */
	if (table->name_column < 0)
		table->name_column = 0;
	table->list_width = columns_list_width(columns, table->years, count);
	table->level = level;
	table_set_heading(table, heading);
	table->heading_below = false;
	table->rows = 0;
}

/* A header of its own comes: columns that the content's first lines gave are those of the table above it. */
void
table_drop_titled(Table *table)
{
	if (table->titled_lines > 0)
		table->given_count = 0;
}

/* The years of the columns of the table that has begun. */
void
table_set_years(Table *table, const Period *years)
{
	memcpy(table->years, years, sizeof(Period) * table->column_count);
	table->list_width = columns_list_width(table->columns, table->years, table->column_count);
}

/* Say what is left out. */
void
table_note(Table *table, int line, Note what, Slice text)
{
	if (table->put_note != NULL)
		table->put_note(table->receiver, line, what, text);
}

/* Is the line to be read as if it were not there? */
bool
table_skips_line(const Table *table, int line)
{
	int i;

	for (i = 0; i < table->skipped_count; i++)
		if (table->skipped_lines[i] == line)
			return true;
	return line <= table->titled_lines || (table->last_line > 0 && line > table->last_line);
}

/* What a row's fields are cleaned into. */
typedef struct RowText
{
	char cells[TABLE_CELLS][CELL_SIZE];
	char flags[TABLE_CELLS][CELL_SIZE];
	char period[PERIOD_SIZE];
	char name[NAME_SIZE];
	char code[NAME_SIZE];
	char heading[NAME_SIZE];
} RowText;

/* Clean one cell of a measure, and add it to the row. */
static bool
row_put_cell(Table *table, const char *where, Slice cell, int measure, RowText *text, TableRow *row)
{
	int			at = row->count;
	const char *wrong =
		cell_clean_flagged(cell, &table->symbols, text->cells[at], &row->cells[at], text->flags[at], &row->flags[at]);

	row->measures[row->count++] = measure;
	if (wrong == NULL)
		return true;
	return table_fail(
		table, where, "A cell is a count from 0 to 2147483647, a symbol such as \":\", or empty.",
		cell_has_part(cell) ?
			"Name both measures of the column, columns => '{name,settled+settled_collective}', or leave the part out: "
			"'{name,settled+-}'." :
		wrong == cell_unknown ?
			"Correct the cell; if it is a symbol, say what it means by a row of busetting.symbol_meaning." :
			"Correct the cell; the decimals and the sign of a count cannot be read.",
		"cell \"%.*s\" of %s %s", (int) slice_clip(cell, 60), cell.data, table->words->measures[measure].name, wrong);
}

/* The period of the row, which one column holds, or one of years and one of parts of them. */
static bool
row_put_period(Table *table, const char *where, const Slice *fields, RowText *text, TableRow *row)
{
	Slice year = {NULL, 0};
	Slice part = {NULL, 0};
	char  letter = '\0';
	Slice field;
	Slice total;
	int	  i;

	for (i = 0; i < table->column_count; i++)
	{
		Column column = table->columns[i];

		if (column == COLUMN_YEAR)
			year = slice_trim(fields[i]);
		else if (column_is_of_periods(column))
		{
			part = slice_trim(fields[i]);
			letter = column == COLUMN_MONTH ? 'M' : column == COLUMN_WEEK ? 'U' : column == COLUMN_QUARTER ? 'K' : '\0';
		}
	}
	if ((year.data == NULL && part.data == NULL) ||
		(part.data == NULL ? period_clean(year, true, text->period, &row->period) :
		 year.data == NULL ? period_clean(part, false, text->period, &row->period) :
							 period_clean_part(year, part, letter, text->period, &row->period)))
		return true;
	field = part.data == NULL || (part.length == 0 && year.length > 0) ? year : part;
	return table_fail(table, where,
					  "A period is a year, 2022M05, 2022K2, 2022U20, \"mai 2022\", or a date: 2022-05-18, 18.05.2022.",
					  name_is_total(field, &total) ?
						  "A total of several periods is of no date: remove its row." :
						  "Write it so; or leave out the column by its place if all rows are of one period: columns => "
						  "'{name,-,settled}'.",
					  "it is not known of which dates \"%.*s%s%.*s\" is", (int) slice_clip(field, 60), field.data,
					  field.data == part.data && year.length > 0 ? " " : "",
					  field.data == part.data ? (int) slice_clip(year, 60) : 0, year.data != NULL ? year.data : "");
}

/* Clean a field that holds no measure and no period. */
static bool
row_put_text(Table *table, const char *where, Slice field, Column column, RowText *text, TableRow *row)
{
	bool fits = true;

	if (column == COLUMN_NAME)
		fits = name_clean(field, text->name, &row->name);
	else if (column == COLUMN_CODE)
		fits = code_clean(field, table->words->short_codes, text->code, &row->code);
	else if (column == COLUMN_HEADING)
		fits = name_clean(field, text->heading, &row->heading);
	return fits || table_fail(table, where, "A name or code has at most 254 bytes.", "Check that the name is one name.",
							  "the %s is too long", column_name(table->words, column, NULL));
}

/* Clean a field that holds one, or one and a part of it. */
static bool
row_put_measure(Table *table, const char *where, Slice field, Column column, RowText *text, TableRow *row)
{
	Slice whole = field;
	Slice part;
	Slice clean;
	char  buffer[CELL_SIZE];
	int	  measures[2] = {0};

	(void) column_measures(table->words, column, measures);
	if (column_is_single(column))
		return row_put_cell(table, where, field, measures[0], text, row);
	cell_split_part(&whole, &part);
	/* what is left out has to be a part */
	if (column_is_parted(column))
		return row_put_cell(table, where, cell_clean(part, &table->symbols, buffer, &clean) == NULL ? whole : field,
							measures[0], text, row);
	return row_put_cell(table, where, whole, measures[0], text, row) &&
		   row_put_cell(table, where, part, measures[1], text, row);
}

/* What the row is of: its name, or its code where it has none; false where it has neither. */
static bool
row_take_name(Table *table, const RowText *text, TableRow *row)
{
	if (table->columns[table->name_column] == COLUMN_CODE)
		row->name = row->code;
	/* the total of a county stands in its column, beside no municipality */
	if (row->name.length == 0 && row->code.length == 0 && row->heading.data == text->heading)
	{
		row->name = row->heading;
		row->heading.length = 0;
	}
	if (row->heading.length == 0)
		row->heading.data = NULL;
	if (row->name.length == 0 && row->code.data != NULL)
		row->name = row->code;
	return row->name.length > 0;
}

/* The cells of the columns of one year, 0 for those of none, or all. */
static bool
row_put_year(Table *table, const char *where, const Slice *fields, Period year, bool all, RowText *text, TableRow *row)
{
	int i;

	row->count = 0;
	if (year != 0)
		row->period = period_write(year, text->period);
	for (i = 0; i < table->column_count; i++)
		if (column_is_measured(table->columns[i]) && (all || table->years[i] == year) &&
			!row_put_measure(table, where, slice_trim(fields[i]), table->columns[i], text, row))
			return false;
	return true;
}

/* The next year that a column is of, after one; -1 where there is none. */
static int
table_next_year(const Table *table, int after)
{
	int next = -1;
	int i;

	for (i = 0; i < table->column_count; i++)
		if (column_is_measured(table->columns[i]) && table->years[i] > after && (next < 0 || table->years[i] < next))
			next = table->years[i];
	return next;
}

/* A row whose fields are as many as the columns.  Of columns of several years, it is one for each; where there is one year only, columns that name none are of it too. */
static bool
row_put_list(Table *table, int line, const char *where, const Slice *fields)
{
	RowText	 text;
	TableRow row = {.line = line, .start = where, .level = table->level};
	int		 year = table_next_year(table, 0);
	bool	 all = year < 0 || table_next_year(table, year) < 0;
	int		 i;

	if (table->header_wrong)
		return false;
	if (table->heading_length > 0)
		row.heading = (Slice){table->heading, table->heading_length};
	for (i = 0; i < table->column_count; i++)
		if (table->columns[i] == COLUMN_IGNORED)
			column_texts_take(&table->texts, &table->symbols, i, fields[i]);
		else if (!column_is_measured(table->columns[i]) &&
				 !row_put_text(table, where, slice_trim(fields[i]), table->columns[i], &text, &row))
			return false;
	if (!row_put_period(table, where, fields, &text, &row))
		return false;
	if (!row_take_name(table, &text, &row))
		return table_fail(table, where, "A row begins with the name of a region.",
						  "Write the name before its cells, or remove the line.", "a row has no name");
	(void) name_is_total(row.name, &row.total_of);
	for (year = !all	 ? table_next_year(table, -1) :
				year > 0 ? year :
						   0;
		 year >= 0; year = all ? -1 : table_next_year(table, year))
	{
		if (!row_put_year(table, where, fields, year, all, &text, &row))
			return false;
		if (table->all_rows++ == TABLE_ROWS)
			return table_fail(table, where, "A publication has a row for each region.",
							  "Check that this is the right text, or divide it into publications.",
							  "the content has more than %d rows", TABLE_ROWS);
		if (table->rows++ == 0)
			table->number++;
		row.table_number = table->number;
		table->put_row(table->receiver, &row);
	}
	return true;
}

/* How many of so many fields from one on have something in them? */
static int
fields_count_filled(const Table *table, const Slice *fields, int from, int count)
{
	int filled = 0;
	int i;

	for (i = from; i < from + count && i < table->column_count; i++)
		filled += slice_trim(fields[i]).length > 0;
	return filled;
}

/* The rows of lists that stand side by side: each list is read as if the columns of the others were left out. */
static bool
row_put_beside(Table *table, int line, const char *where, const Slice *fields)
{
	Column columns[TABLE_COLUMNS];
	int	   count = table->column_count;
	int	   width = table->list_width;
	int	   name = table->name_column;
	bool   ok = true;
	int	   from;
	int	   i;

	memcpy(columns, table->columns, count * sizeof(Column));
	for (from = 0; ok && from < count; from += width)
	{
		int filled = fields_count_filled(table, fields, from, width);

		if (filled == 0 && from > 0)
			continue;
		if (filled == 1 || table->heading_below)
			return table_fail(table, where, "Lists stand side by side here, each with names of its own.",
							  "Hand over one list at a time, or write one below the other.",
							  "it is not clear of which list the line is");
		for (i = 0; i < count; i++)
			table->columns[i] = i < from || i >= from + width ? COLUMN_IGNORED : columns[i];
		table->name_column = from + name;
		ok = row_put_list(table, line, where, fields);
		memcpy(table->columns, columns, count * sizeof(Column));
		table->name_column = name;
	}
	return ok;
}

/* Hand over a row, or those of lists side by side; the fields are as many as the columns. */
bool
table_put_row(Table *table, int line, const char *where, const Slice *fields)
{
	return table->list_width < table->column_count ? row_put_beside(table, line, where, fields) :
													 row_put_list(table, line, where, fields);
}
