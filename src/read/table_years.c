/*
 * table_years.c
 *		A table whose columns are years, below a title that says what they count.
 *
 *		Bosatte flyktninger 2020-2022
 *		Kommune;2020;2021;2022
 *
 * Of the lines above the header one names a measure, in words that are all known; none
 * names another, or counts something else.  Then the columns are given by these lines, as if
 * the caller had named them.
 *
 * Called by table_reader.c, before the form is recognised.  Owns nothing.
 */
#include <string.h>

#include "read/table_header.h"
#include "read/table_years.h"

#define LINES_ABOVE 8 /* with something in them, at most */

/* The line at *at, which is moved behind it. */
static Slice
above_take_line(const char **at, const char *end)
{
	const char *start = *at;
	const char *stop = start;

	while (stop < end && *stop != '\n' && *stop != '\r')
		stop++;
	*at = stop + (stop < end);
	if (*at < end && *stop == '\r' && **at == '\n')
		(*at)++;
	return slice_trim((Slice){start, stop - start});
}

/* What sets the columns of a line apart: a tab, ";", "|" or, as a space, two of these; NUL where nothing does. */
static char
line_find_delimiter(Slice line)
{
	static const char delimiters[] = {'\t', ';', '|'};
	size_t			  i;

	for (i = 0; i < sizeof(delimiters); i++)
		if (memchr(line.data, delimiters[i], line.length) != NULL)
			return delimiters[i];
	for (i = 1; i < line.length; i++)
		if (line.data[i - 1] == ' ' && line.data[i] == ' ')
			return ' ';
	return '\0';
}

/* The next label of a line, which loses it. */
static Slice
label_take(Slice *line, char delimiter)
{
	Slice  label;
	size_t stop = 0;

	while (stop < line->length && (line->data[stop] != delimiter ||
								   (delimiter == ' ' && (stop + 1 == line->length || line->data[stop + 1] != ' '))))
		stop++;
	label = slice_trim((Slice){line->data, stop});
	stop += stop < line->length;
	*line = (Slice){line->data + stop, line->length - stop};
	if (delimiter == ' ')
		*line = slice_trim(*line);
	return label;
}

/* A title without the years at its end: "Bosatte 2020–2022". */
static Slice
title_drop_years(Slice title)
{
	size_t last = title.length;

	/* bytes above 127 are those of a dash, if a digit follows */
	while (last > 0 && (is_digit(title.data[last - 1]) || strchr("-/,.() ", title.data[last - 1]) != NULL ||
						(title.data[last - 1] & 0x80 && last < title.length &&
						 (is_digit(title.data[last]) || title.data[last] & 0x80 || title.data[last] == ' '))))
		last--;
	while (last < title.length && title.data[last] & 0x80)
		last++;
	return slice_trim((Slice){title.data, last});
}

/* A line above the header: does it leave no doubt about what is counted?  *measure is what lines so far name. */
static bool
title_take(const Words *words, Slice title, Column *measure)
{
	Slice  text = title_drop_years(title);
	bool   another;
	bool   name;
	bool   named;
	Column column = header_kind(words, text, &another);

	header_find_words(words, title, &name, &named);
	/* "Avtalte, bosatte" may be of both */
	if (another || (column == COLUMN_UNKNOWN ? named :
											   memchr(text.data, ',', text.length) != NULL ||
												   (*measure != COLUMN_UNKNOWN && *measure != column)))
		return false;
	if (column != COLUMN_UNKNOWN)
		*measure = column;
	return true;
}

/* Has the line labels of names or codes and of years, and no others?  Then they are the given columns. */
static bool
header_take(Table *table, Slice line, char delimiter, Column measure)
{
	bool has_name = false;
	bool has_code = false;

	if (delimiter == '|' && line.length > 1 && line.data[0] == '|')
		line = (Slice){line.data + 1, line.length - 1};
	if (delimiter == '|' && line.length > 1 && line.data[line.length - 1] == '|')
		line.length--;
	table->given_count = 0;
	while (line.length > 0 && table->given_count < TABLE_COLUMNS)
	{
		Slice	label = label_take(&line, delimiter);
		short  *year = &table->given_years[table->given_count];
		Column *column = &table->given[table->given_count++];
		bool	only;
		bool	named;
		bool	counted;

		*year = header_year(table->words, label, &only);
		header_find_words(table->words, label, &named, &counted);
		*column = only ? measure : header_column(table->words, label, COLUMN_UNKNOWN);
		if (only)
			continue;
		*year = 0;
		if (*column != COLUMN_NAME)
			*column = named && !counted ? COLUMN_CODE : COLUMN_UNKNOWN;
		if (*column == COLUMN_UNKNOWN || (*column == COLUMN_NAME ? has_name : has_code))
			return false;
		has_name = has_name || *column == COLUMN_NAME;
		has_code = has_code || *column == COLUMN_CODE;
	}
	return line.length == 0 &&
		   table_check_columns(table->words, table->given, table->given_years, table->given_count) == NULL;
}

/* Give the table its columns, where its first lines are such a title and a header of years. */
void
years_find(Table *table)
{
	const char *at = table->content.data;
	const char *end = at + table->content.length;
	Column		measure = COLUMN_UNKNOWN;
	int			above = 0;
	int			number;

	for (number = 1; at < end && above <= LINES_ABOVE; number++)
	{
		Slice line = above_take_line(&at, end);
		char  delimiter;

		if (line.length == 0)
			continue;
		delimiter = line_find_delimiter(line);
		if (delimiter == '\0')
		{
			above++;
			if (!title_take(table->words, line, &measure))
				return;
			continue;
		}
		if (measure == COLUMN_UNKNOWN || !header_take(table, line, delimiter, measure))
		{
			table->given_count = 0;
			return;
		}
		table->header = line.data;
		table->titled_lines = number;
		return;
	}
}
