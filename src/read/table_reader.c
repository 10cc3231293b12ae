/*
 * table_reader.c
 *		Reads the tables of a text, in the form it has.
 *
 * Called by published_table.c, and by the fuzzer.  Owns nothing: all that is kept of
 * a reading stands in the caller's Table.
 */
#include <stdio.h>
#include <string.h>

#include "read/table_cell.h"
#include "read/table_csv.h"
#include "read/table_header.h"
#include "read/table_html.h"
#include "read/table_reader.h"
#include "read/table_text.h"
#include "read/table_years.h"

#define NEAR_LINES 200 /* of a content without a table, so many are looked at */

/* What words of headings a line has. */
typedef struct NearLine
{
	int	  number;
	Slice text;
	bool  name;	   /* one for names or codes */
	bool  measure; /* one that names a measure */
} NearLine;

/* The line at *at, which is moved behind it. */
static NearLine
near_line_take(const Table *table, const char **at, int number)
{
	const char *end = table->content.data + table->content.length;
	const char *stop = *at;
	NearLine	line = {.number = number};

	while (stop < end && *stop != '\n' && *stop != '\r')
		stop++;
	line.text = slice_trim((Slice){*at, stop - *at});
	header_find_words(table->words, line.text, &line.name, &line.measure);
	*at = stop + (stop < end);
	*at += *at < end && stop[0] == '\r' && **at == '\n';
	return line;
}

/* The line among the first ones that is most like a header. */
static NearLine
table_find_nearest(const Table *table)
{
	const char *at = table->content.data;
	const char *end = at + table->content.length;
	NearLine	nearest = {0};
	int			number;

	for (number = 1; number <= NEAR_LINES && at < end; number++)
	{
		NearLine line = near_line_take(table, &at, number);

		/* of lines that are as near, one with names has columns that can be named */
		if (line.name * 3 + line.measure * 2 > nearest.name * 3 + nearest.measure * 2)
			nearest = line;
	}
	return nearest;
}

/* How many fields stand between tabs or semicolons on a line? */
static int
line_count_fields(Slice line)
{
	int	   labels = 1;
	size_t i;

	for (i = 0; i < line.length; i++)
		labels += line.data[i] == '\t' || line.data[i] == ';';
	return labels;
}

/* Does a line below the one of the names' header say what is counted, with a number alone on the next line that has something in it? */
static bool
table_has_columns_below(const Table *table, int above)
{
	const char *at = table->content.data;
	const char *end = at + table->content.length;
	bool		measure = false;
	int			number;

	for (number = 1; number <= NEAR_LINES && at < end; number++)
	{
		NearLine line = near_line_take(table, &at, number);

		if (number <= above || line.text.length == 0)
			continue;
		if (measure && token_classify(line.text, &table->symbols) == TOKEN_DIGITS)
			return true;
		measure = line.measure;
	}
	return false;
}

/*
 * Writes the columns of a line of labels between tabs or other delimiters as the argument columns takes them: - for
 * each of which only the user knows what it counts, with the year that it is of.  Returns whether there are such labels, and room for them.
 */
static bool
line_draft_columns(const Words *words, Slice line, char *draft, size_t size)
{
	const char *delimiter = line.data;
	const char *end = line.data + line.length;
	bool		has_name = false;
	bool		has_code = false;
	size_t		used = 0;

	while (delimiter < end && *delimiter != '\t' && *delimiter != ';')
		delimiter++;
	if (delimiter == end)
		return false;
	for (const char *at = line.data, *stop; at <= end; at = stop + 1)
	{
		Slice		label;
		const char *kind = "-";
		bool		named;
		bool		counted;
		bool		only_year;
		short		year;

		for (stop = at; stop < end && *stop != *delimiter;)
			stop++;
		label = slice_trim((Slice){at, stop - at});
		header_find_words(words, label, &named, &counted);
		year = header_year(words, label, &only_year);
		if (header_periods(words, label) != COLUMN_UNKNOWN)
			kind = column_name(words, header_periods(words, label), NULL);
		else if (!has_name && header_column(words, label, COLUMN_UNKNOWN) == COLUMN_NAME)
			kind = "name";
		else if (!has_code && named && header_column(words, label, COLUMN_UNKNOWN) != COLUMN_NAME)
			kind = "code";
		has_name = has_name || kind[0] == 'n';
		has_code = has_code || kind[0] == 'c';
		used += snprintf(draft + used, size - used, only_year ? "%s%s %d" : "%s%s", used > 0 ? "," : "", kind, year);
		if (used >= size)
			return false;
	}
	return has_name || has_code;
}

/* Is the content in a form that has tables and is not read?  Then say so. */
static bool
table_fail_other_form(Table *table)
{
	Slice		text = slice_trim(table->content);
	TableError *error = &table->error;
	bool		wiki = text.length > 1 && text.data[0] == '{' && text.data[1] == '|';

	if (!wiki && (text.length < 2 || text.data[0] != '[' || strchr("{[\r\n ", text.data[1]) == NULL))
		return false;
	snprintf(error->message, sizeof(error->message),
			 wiki ? "a wiki's table is not read" : "a list in JSON is not read");
	snprintf(error->detail, sizeof(error->detail),
			 wiki ? "It is written as wikis write tables." : "Of JSON, a JSON-stat dataset is read.");
	snprintf(error->hint, sizeof(error->hint),
			 wiki ? "Copy the table from the page that shows it, or write it as CSV." :
					"Write the rows as CSV: a header, and a line for each.");
	return true;
}

/* Is the content the source of a web page, with lists or paragraphs? */
static bool
table_is_page(const Table *table)
{
	static const char *const wanted[] = {"</li>", "</ul>", "</ol>", "</dl>", "</dd>", "</p>", "</div>", "</pre>"};
	const char				*at = table->content.data;
	const char				*end = at + table->content.length;
	size_t					 i;

	for (; (at = memchr(at, '<', end - at)) != NULL; at++)
		for (i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
			if ((size_t) (end - at) >= strlen(wanted[i]) && memcmp(at, wanted[i], strlen(wanted[i])) == 0)
				return true;
	return false;
}

/* No table was found: what was looked at, and what was missing. */
static bool
table_fail_none(Table *table)
{
	NearLine nearest = table_find_nearest(table);
	char	*detail = table->error.detail;
	size_t	 size = sizeof(table->error.detail);
	size_t	 used = 0;
	char	 draft[128];
	int		 labels = table->widest > 0 ? table->widest : line_count_fields(nearest.text);

	snprintf(table->error.message, sizeof(table->error.message), "no table found");
	if (nearest.name || nearest.measure)
		used = snprintf(detail, size, "Line %d, \"%.*s\", comes nearest to a header: it has a word for %s, and %s. ",
						nearest.number, (int) slice_clip(nearest.text, 120), nearest.text.data,
						nearest.name ? "the names of regions" : "what is counted",
						nearest.name && nearest.measure ?
							"one for what is counted, but is no line of columns with rows below" :
						nearest.name ? "none for what is counted" :
									   "none for the names of regions");
	used += snprintf(detail + used, size - used,
					 "A table begins with a header: a word for the names, then what each column counts: ");
	used += words_list_measures(table->words, detail + used, size - used - 64);
	snprintf(detail + used, size - used, "; the words for them are in busetting.measure_word.");
	if (labels > TABLE_COLUMNS)
	{
		snprintf(table->error.message, sizeof(table->error.message),
				 "a table of %d columns is too wide: at most %d are read", labels, TABLE_COLUMNS);
		snprintf(table->error.hint, sizeof(table->error.hint),
				 "Remove columns that are not needed, or write a row for each value: name, kind, value.");
	}
	else if (nearest.name && !nearest.measure && labels == 1 && table_has_columns_below(table, nearest.number))
		snprintf(table->error.hint, sizeof(table->error.hint),
				 "Of a PDF whose columns were written one below the other, take pdftotext -layout.");
	else if (nearest.name && !nearest.measure && line_draft_columns(table->words, nearest.text, draft, sizeof(draft)))
		snprintf(table->error.hint, sizeof(table->error.hint),
				 "If line %d is the header, remove it%s and name its columns, with a measure in the place of a -: "
				 "columns => '{%s}'.",
				 nearest.number, nearest.number > 1 ? " and all above it" : "", draft);
	else if (table->hidden)
		snprintf(table->error.hint, sizeof(table->error.hint),
				 "The page does not show a table that it has: open what hides it, and copy what is seen.");
	else if (!html_detect(table) && table_is_page(table))
		snprintf(table->error.hint, sizeof(table->error.hint),
				 "The content is the source of a web page without a table: open the page, and copy what it shows.");
	else
		snprintf(table->error.hint, sizeof(table->error.hint),
				 "For a table without a header, give its columns in order: columns => '{name,settled,agreed}'.");
	return false;
}

/* Read the lines that have the columns given, or all. */
static bool
table_read_part(Table *table, char delimiter)
{
	bool ok;

	years_note(table);
	ok = strcmp(table->form, "html") == 0 ? table_read_html(table) :
		 strcmp(table->form, "csv") == 0  ? table_read_csv(table, delimiter) :
											table_read_text(table);
	header_tell_column_texts(table);
	return ok;
}

/* Read all tables of table->content, in the form given or recognised, and hand their rows to put_row. */
bool
table_read(Table *table)
{
	char delimiter = '\0';
	bool ok;

	if (table->content.length > TABLE_BYTES)
		return table_fail(table, table->content.data + TABLE_BYTES, "At most 64 MB are read at once.",
						  "Check that this is the right text, or divide it into publications.",
						  "the content is too long");
	if (table->form == NULL && html_detect(table))
		table->form = "html";
	if (table->given_count == 0 && (table->form == NULL || strcmp(table->form, "html") != 0))
		years_find(table);
	if (table->form == NULL || strcmp(table->form, "csv") == 0)
	{
		delimiter = table->delimiter != '\0' ? table->delimiter : csv_detect(table);
		if (table->form == NULL)
			table->form = delimiter != '\0' ? "csv" : "text";
	}
	do
		ok = table_read_part(table, delimiter != '\0' ? delimiter : ',');
	while (ok && table->titled_lines > 0 && years_next(table));
	if (!ok || table->number > 0)
		return ok;
	if (table->run_together.length > 0)
		return table_fail(table, table->run_together.data, "Cells are set apart by spaces, tabs or lines.",
						  "Copy the table again so that its cells keep apart, or put tabs between them.",
						  "the header \"%.*s\" runs together", (int) slice_clip(table->run_together, 120),
						  table->run_together.data);
	return !table_fail_other_form(table) && table_fail_none(table);
}
