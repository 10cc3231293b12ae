/*
 * table_years.c
 *		A table whose columns are years, or one of values, below a title that says what they count.
 *
 *		Bosatte flyktninger 2020-2022		Bosatte flyktninger 2022
 *		Kommune;2020;2021;2022*				Kommune;Antall
 *
 * Of the lines above the header one names a measure, in words that are all known; none
 * names another, or counts something else.  Then the columns are given by these lines, as if
 * the caller had named them.  There is but one such header: another may stand below another
 * title.
 *
 * Called by table_reader.c, before the form is recognised.  Owns nothing.
 */
#include <string.h>

#include "read/table_header.h"
#include "read/table_names.h"
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

/* A line without the empty fields at its end, which spreadsheets add. */
static Slice
line_drop_padding(Slice line)
{
	while (line.length > 0 && strchr("\t; ", line.data[line.length - 1]) != NULL)
		line.length--;
	if (line.length > 2 && line.data[0] == '"' &&
		memchr(line.data + 1, '"', line.length - 1) == line.data + line.length - 1)
		return slice_trim((Slice){line.data + 1, line.length - 2});
	return line;
}

/* What sets the columns of a line apart: a tab, ";", "|", as a space, two of these, or a comma; NUL where nothing does. */
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
	return memchr(line.data, ',', line.length) != NULL ? ',' : '\0';
}

/* The next label of a line, which loses it; between spaces, so many set it apart. */
static Slice
label_take(Slice *line, char delimiter, size_t spaces)
{
	Slice  label;
	size_t stop = 0;

	while (stop < line->length &&
		   (line->data[stop] != delimiter ||
			(delimiter == ' ' && spaces > 1 && (stop + 1 == line->length || line->data[stop + 1] != ' '))))
		stop++;
	label = slice_trim((Slice){line->data, stop});
	if (label.length > 1 && label.data[0] == '"' && label.data[label.length - 1] == '"')
		label = slice_trim((Slice){label.data + 1, label.length - 2});
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

/* A title without its number: "Tabell 2.1: Bosatte". */
static Slice
title_drop_number(Slice title)
{
	Slice  rest = title;
	Slice  number;
	size_t i;

	if (!word_is_one_of(label_take(&rest, ' ', 1), (const char *const[]){"tabell", "table", NULL}))
		return title;
	number = label_take(&rest, ' ', 1);
	for (i = 0; i < number.length && (is_digit(number.data[i]) || strchr(".-:", number.data[i]) != NULL); i++)
		;
	return number.length > 0 && is_digit(number.data[0]) && i == number.length ? rest : title;
}

/* A title without the region that its rows are of: "Bosatte i Vestland". */
static Slice
title_drop_place(const Table *table, Slice title)
{
	char   buffer[NAME_SIZE];
	Slice  key;
	size_t last = title.length;

	while (last > 3 && memcmp(title.data + last - 3, " i ", 3) != 0)
		last--;
	if (last > 3 &&
		names_fold(words_drop_designation(table->words, (Slice){title.data + last, title.length - last}), buffer,
				   &key) &&
		(names_know(&table->headings, key) || names_know(&table->names, key)))
		return (Slice){title.data, last - 3};
	return title;
}

/* A line above the header: does it leave no doubt about what is counted?  *measure is what lines so far name. */
static bool
title_take(const Table *table, Slice title, Column *measure)
{
	const Words *words = table->words;
	Slice		 text = title_drop_number(header_drop_rows(words, title, false));
	bool		 another;
	bool		 name;
	bool		 named;
	Column		 column;

	text = title_drop_place(table, title_drop_years(header_drop_rows(words, title_drop_years(text), true)));
	column = header_kind(words, text, &another);
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

/* The line that has the labels, without what encloses it. */
static Slice
header_line(Slice line, char delimiter)
{
	if (delimiter == '|' && line.length > 1 && line.data[0] == '|')
		line = (Slice){line.data + 1, line.length - 1};
	if (delimiter == '|' && line.length > 1 && line.data[line.length - 1] == '|')
		line.length--;
	return line;
}

/* The labels of a line; returns how many, 0 where there are too many. */
static int
header_labels(Slice line, char delimiter, Slice *labels)
{
	int count = 0;

	for (line = header_line(line, delimiter); line.length > 0 && count < TABLE_COLUMNS; count++)
		labels[count] = label_take(&line, delimiter, 2);
	return line.length == 0 ? count : 0;
}

/* Does the label say that its column has values, of whatever: "Antall", "Totalt"? */
static bool
label_is_of_values(const Words *words, Slice label)
{
	return header_is_of_values(words, label) || header_is_filler(words, label);
}

/* Say of the labels of the line that gave the columns what is not read of them. */
void
years_note(Table *table)
{
	const char *at = table->header;
	int			number = table->titled_lines;
	Slice		labels[TABLE_COLUMNS];
	Slice		line;
	int			count;
	int			i;

	if (number == 0)
		return;
	line = line_drop_padding(above_take_line(&at, table->content.data + table->content.length));
	count = header_labels(line, line_find_delimiter(line), labels);
	for (i = 0; i < count && i < table->given_count; i++)
		if (table->given[i] == COLUMN_IGNORED)
			table_note(table, number, NOTE_COLUMN, labels[i]);
		else if (table->given_years[i] != 0 && header_is_marked(labels[i]))
			table_note(table, number, NOTE_MARK, labels[i]);
}

/*
 * Are there labels of names or codes, and of years or else of one column of values?  Then the columns are these.  Beside years, a
 * column of values is their sum.
 */
static bool
labels_take(const Words *words, const Slice *labels, int count, Column measure, Header *header)
{
	bool left_out[TABLE_COLUMNS] = {false};
	int	 years = 0;
	int	 values = -1;
	int	 i;

	(void) header_from_cells(words, labels, count, header);
	for (i = 0; i < count; i++)
	{
		Column column = header->columns[i];
		bool   only;
		Period year = header_period(words, labels[i], &only);

		if (column_is_measured(column))
			return false;
		if (only)
			years++;
		else if (column == COLUMN_UNKNOWN && !header->another[i] &&
				 (values >= 0 || !label_is_of_values(words, labels[i])))
			return false;
		else if (column == COLUMN_UNKNOWN && !header->another[i])
			values = i;
		header->years[i] = only ? year : 0;
		header->columns[i] = only ? measure : column == COLUMN_UNKNOWN ? COLUMN_IGNORED : column;
		left_out[i] = header->columns[i] == COLUMN_IGNORED;
	}
	if (years == 0 && values >= 0)
	{
		header->columns[values] = measure;
		left_out[values] = false;
	}
	memcpy(header->left_out, left_out, sizeof(left_out));
	memcpy(header->another, left_out, sizeof(left_out));
	header->wrong = false;
	return table_check_columns(words, header->columns, header->years, count) == NULL;
}

/* The same of the labels of a line, which are then the given columns. */
static bool
header_take(Table *table, Slice line, char delimiter, Column measure)
{
	Slice  labels[TABLE_COLUMNS];
	int	   count = header_labels(line, delimiter, labels);
	Header header;

	table->given_count = 0;
	if (!labels_take(table->words, labels, count, measure, &header))
		return false;
	memcpy(table->given, header.columns, count * sizeof(Column));
	memcpy(table->given_years, header.years, count * sizeof(Period));
	table->given_count = count;
	return true;
}

/* The header of labels below a caption that says what they count; false where it is none. */
bool
years_take(const Table *table, Slice caption, const Slice *labels, int count, Header *header)
{
	Column measure = COLUMN_UNKNOWN;

	return caption.length > 0 && title_take(table, caption, &measure) && measure != COLUMN_UNKNOWN &&
		   labels_take(table->words, labels, count, measure, header);
}

/* A header whose columns the lines above it give, and the rows below. */
typedef struct Part
{
	Slice  line; /* the header */
	char   delimiter;
	int	   number; /* of its line */
	int	   titles; /* of that of the first title */
	Column measure;
} Part;

typedef enum PartFound
{
	PART_NONE,
	PART_WRONG, /* it is not certain what a header counts */
	PART_FOUND
} PartFound;

/* Has the line two labels at most before one that can be of names?  Asked of each row, it is quick. */
static bool
line_may_head(const Words *words, Slice line, char delimiter)
{
	Slice rest = header_line(line, delimiter);
	int	  i;

	for (i = 0; i < 2 && rest.length > 0; i++)
		if (header_may_name(words, label_take(&rest, delimiter, 2)))
			return true;
	return false;
}

/*
 * Do the lines from a place to the header leave no doubt about what is counted?  Above the first one there is nothing else; of those
 * between two tables, the first that names it is the first of the titles.
 */
static bool
part_take_titles(const Table *table, const char *at, int number, bool first, Part *part)
{
	int above = 0;

	part->measure = COLUMN_UNKNOWN;
	part->titles = 1;
	for (; at < part->line.data; number++)
	{
		Slice  line = line_drop_padding(above_take_line(&at, part->line.data));
		Column measure = part->measure;
		bool   sure;

		if (line.length == 0)
			continue;
		sure = title_take(table, line, &measure);
		if (!first && part->measure == COLUMN_UNKNOWN)
		{
			if (!sure || measure == COLUMN_UNKNOWN)
				continue;
			part->titles = number;
		}
		if (!sure || ++above > LINES_ABOVE)
			return false;
		part->measure = measure;
	}
	return part->measure != COLUMN_UNKNOWN;
}

/*
 * Find the next such header from the place on, behind so many lines, and move the place behind it.  The first one stands above all rows.  What
 * sets columns apart in the first one, a comma too, does so in others.
 */
static PartFound
part_find(Table *table, const char **at, int *lines, const Part *before, Part *part)
{
	const char *end = table->content.data + table->content.length;
	const char *from = *at; /* behind the rows above */
	int			from_number = *lines + 1;
	int			above = 0;

	while (*at < end && (before != NULL || above <= LINES_ABOVE))
	{
		part->line = line_drop_padding(above_take_line(at, end));
		part->number = ++*lines;
		if (part->line.length == 0)
			continue;
		part->delimiter = line_find_delimiter(part->line);
		if (part->delimiter != '\0' && (before == NULL || line_may_head(table->words, part->line, part->delimiter)) &&
			header_take(table, part->line, part->delimiter, 0))
			return part_take_titles(table, from, from_number, before == NULL, part) ? PART_FOUND : PART_WRONG;
		/* a comma may stand in a title, too */
		if (part->delimiter == '\0' || (part->delimiter == ',' && (before == NULL || before->delimiter != ',')))
			above++;
		else if (before == NULL)
			return PART_NONE;
		else
		{
			from = *at;
			from_number = *lines + 1;
		}
	}
	return PART_NONE;
}

/* Have the part read, up to the titles of the next one, if there is one. */
static void
part_begin(Table *table, const Part *part, const Part *next)
{
	(void) header_take(table, part->line, part->delimiter, part->measure);
	table->header = part->line.data;
	table->titled_lines = part->number;
	table->last_line = next != NULL ? next->titles - 1 : 0;
}

/* Give the table its columns, where its first lines are such a title and a header; there may be others below, each with its own. */
void
years_find(Table *table)
{
	const char *at = table->content.data;
	int			lines = 0;
	Part		first;
	Part		second;
	Part		other;
	PartFound	found = part_find(table, &at, &lines, NULL, &first);
	PartFound	more = found == PART_FOUND ? part_find(table, &at, &lines, &first, &second) : PART_WRONG;
	PartFound	last = more;

	while (last == PART_FOUND)
		last = part_find(table, &at, &lines, &first, &other);
	table->given_count = 0;
	if (last != PART_WRONG)
		part_begin(table, &first, more == PART_FOUND ? &second : NULL);
}

/* Give it those of the next title and header; false where there is none. */
bool
years_next(Table *table)
{
	const char *end = table->content.data + table->content.length;
	const char *at = table->header;
	int			lines = table->titled_lines;
	Part		part = {.delimiter = line_find_delimiter(line_drop_padding(above_take_line(&at, end)))};
	Part		next;
	Part		before = part;

	if (table->last_line == 0 || part_find(table, &at, &lines, &before, &part) != PART_FOUND)
		return false;
	part_begin(table, &part, part_find(table, &at, &lines, &before, &next) == PART_FOUND ? &next : NULL);
	return true;
}
