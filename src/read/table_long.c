/*
 * table_long.c
 *		A table in long form: one row a value, and a column that names what it counts.
 *
 *		Kommunenummer;Kommune;År;Bosetting;Antall
 *		4601;Bergen;2022;Faktisk bosetting;718
 *		4601;Bergen;2022;Vedtak om bosetting;1000
 *
 * Which column holds what is seen from its first rows: the kinds are where measures are
 * named, the periods where all cells are years and the like.  Values stand in one column, or in one
 * of each year.  A column of which this cannot be said is an error, as it may divide what is
 * counted: by sex, by age.
 *
 * Called by table_csv.c, by the header and each row of such a table.  Owns nothing: what
 * is found is kept in the caller's LongTable.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_long.h"
#include "read/table_period.h"

/* "4601", "K4601", "46", "F46": can it be the code of a region? */
bool
long_is_code(Slice text)
{
	size_t i = text.length > 1 && strchr("KF", text.data[0]) != NULL ? 1 : 0;
	size_t from = i;

	while (i < text.length && is_digit(text.data[i]))
		i++;
	return i == text.length && i - from >= 1 && i - from <= 4;
}

/* Take a label; false where no table in long form has it. */
static bool
long_add_label(LongTable *found, const Words *words, const Header *header, int column, Slice label)
{
	bool only;

	found->labels[column] = label;
	found->seen[column] = (LongColumn){
		.kinds = true, .periods = true, .codes = true, .cells = true, .filler = true, .numbers = true, .empty = true};
	found->years[column] = header_year(words, label, &only);
	if (!only)
		found->years[column] = 0;
	/* before all others, row numbers have none */
	found->left_out[column] = label.length == 0 ||
							  (header->columns[column] == COLUMN_UNKNOWN && header->another[column]) ||
							  /* the codes of what the regions are parts of */
							  header->columns[column] == COLUMN_IGNORED;
	if (!column_is_measured(header->columns[column]))
		return label.length > 0 || column == 0;
	/* the values of a table of one measure */
	if (found->counted != COLUMN_UNKNOWN || !column_is_single(header->columns[column]) || header->years[column] != 0)
		return false;
	found->counted = header->columns[column];
	found->values[column] = true;
	return true;
}

/* Can the record be the header of such a table?  It has a column of names or codes, and at most one that names a measure. */
bool
long_begin(LongTable *found, const Words *words, const Slice *fields, int count)
{
	Header header;
	int	   i;

	if (count < 3 || count > LONG_COLUMNS)
		return false;
	memset(found, 0, sizeof(*found));
	(void) header_from_cells(words, fields, count, &header);
	found->name = found->code = found->heading = found->period = found->kind = found->unit = found->unsure = -1;
	found->counted = COLUMN_UNKNOWN;
	found->count = count;
	found->level = header.level;
	for (i = 0; i < count; i++)
	{
		if (!long_add_label(found, words, &header, i, slice_trim(fields[i])))
			return false;
		if (found->left_out[i])
			continue;
		if (header.columns[i] == COLUMN_NAME && found->name < 0)
			found->name = i;
		else if (header.columns[i] == COLUMN_CODE)
			found->code = i;
		/* of two columns of names, one may hold codes */
		else if (header.columns[i] == COLUMN_HEADING || header.columns[i] == COLUMN_NAME)
			found->heading = i;
	}
	return found->name >= 0 || found->code >= 0;
}

/* See what the columns of a row hold. */
void
long_see(LongTable *found, const Table *table, const Slice *fields, int count)
{
	char  buffer[CELL_SIZE];
	char  period_buffer[PERIOD_SIZE];
	Slice period;
	Slice cell;
	int	  i;

	found->rows++;
	for (i = 0; i < found->count && i < count; i++)
	{
		LongColumn *seen = &found->seen[i];
		Slice		text = slice_trim(fields[i]);
		bool		another;
		bool		kind;

		seen->numbers = seen->numbers && text.length > 0 && slice_is_digits(text);
		if (text.length == 0)
			continue;
		seen->empty = false;
		kind = header_kind(table->words, text, &another) != COLUMN_UNKNOWN;
		seen->names_kind = seen->names_kind || kind;
		seen->kinds = seen->kinds && (kind || another);
		seen->periods = seen->periods && period_clean(text, false, period_buffer, &period);
		seen->codes = seen->codes && long_is_code(text);
		seen->cells = seen->cells && cell_clean(text, &table->symbols, buffer, &cell) == NULL;
		seen->filler = seen->filler && (another || header_is_filler(table->words, text));
	}
}

/* Of columns of names and codes: which is which? */
static void
long_end_region(LongTable *found)
{
	if (found->name >= 0 && found->heading >= 0 && found->code < 0)
	{
		int name = found->seen[found->name].codes ? found->heading : found->name;
		int code = found->seen[found->name].codes ? found->name : found->heading;

		if (found->seen[code].codes && !found->seen[code].empty)
		{
			found->name = name;
			found->code = code;
			found->heading = -1;
		}
	}
}

/* Is it known what the column holds: names, codes, periods, kinds, or nothing of the table? */
static bool
long_is_placed(const LongTable *found, int column)
{
	return column == found->name || column == found->code || column == found->heading || column == found->period ||
		   column == found->kind || found->left_out[column];
}

/* Which columns hold the values: those that are headed by years, the one whose header says so, or the only one that can. */
static bool
long_end_value(LongTable *found, const Words *words)
{
	int years = 0;
	int labelled = 0;
	int candidates = 0;
	int last = -1;
	int i;

	for (i = 0; i < found->count; i++)
	{
		if (long_is_placed(found, i))
			continue;
		found->values[i] = found->values[i] || found->years[i] != 0 || header_is_of_values(words, found->labels[i]) ||
						   (header_is_filler(words, found->labels[i]) && found->seen[i].cells && !found->seen[i].empty);
		years += found->years[i] != 0;
		labelled += found->values[i] && found->years[i] == 0;
		if (found->seen[i].cells && !found->seen[i].empty)
		{
			candidates++;
			last = i;
		}
	}
	if (years + labelled == 0 && candidates == 1)
	{
		found->unsure = last;
		found->values[last] = true;
		return true;
	}
	return years > 0 ? labelled == 0 && found->period < 0 : labelled == 1;
}

/* Which columns hold the kinds and the periods; false where two name measures. */
static bool
long_end_kind(LongTable *found, const Words *words)
{
	int i;

	for (i = 0; i < found->count; i++)
	{
		const LongColumn *seen = &found->seen[i];

		if (long_is_placed(found, i) || found->values[i])
			continue;
		if (seen->names_kind && found->kind >= 0)
			return false;
		if (seen->names_kind)
			found->kind = i;
		else if (seen->periods && !seen->empty && found->period < 0 && found->years[i] == 0 &&
				 !header_is_of_values(words, found->labels[i]))
			found->period = i;
	}
	return found->kind >= 0;
}

/* All rows have been seen that are looked at: is it such a table, with a column of kinds and one of values? */
bool
long_end(LongTable *found, const Words *words)
{
	int i;

	if (found->labels[0].length == 0 && !found->seen[0].numbers)
		return false;
	long_end_region(found);
	if (!long_end_kind(found, words) || !long_end_value(found, words) ||
		(found->counted != COLUMN_UNKNOWN && !found->seen[found->kind].kinds))
		return false;
	for (i = 0; i < found->count; i++)
		if (!long_is_placed(found, i) && !found->values[i] && found->seen[i].filler && !found->seen[i].empty)
			found->unit = i;
	return true;
}

/* What is counted by a row, from its column of kinds. */
static Kind *
long_find_kind(LongTable *found, Table *table, int line, Slice text)
{
	Kind *kind;
	bool  another;
	int	  i;

	for (i = 0; i < found->kind_count; i++)
		if (found->kinds[i].length == text.length && memcmp(found->kinds[i].text, text.data, text.length) == 0)
			return &found->kinds[i];
	if (found->kind_count == LONG_KINDS || text.length > sizeof(kind->text))
		return NULL;
	kind = &found->kinds[found->kind_count++];
	memcpy(kind->text, text.data, text.length);
	kind->length = text.length;
	kind->column = header_kind(table->words, text, &another);
	if (kind->column == COLUMN_UNKNOWN && (another || table->skip_unknown))
	{
		kind->column = COLUMN_IGNORED;
		table_note(table, line, another ? NOTE_KIND : NOTE_UNKNOWN_KIND, text);
	}
	return kind;
}

/* Does nobody know what the column says of the values? */
static bool
long_is_unknown(const LongTable *found, int column)
{
	return !long_is_placed(found, column) && !found->values[column] && column != found->unit;
}

static bool
long_fail_column(const LongTable *found, Table *table, const char *where, int column)
{
	return table_fail(table, where, "One row a value, it may be divided by that column, as by sex or by age.",
					  "Leave out all that is unknown, columns => '{-}', if it says nothing of the values.",
					  "it is not known what the column \"%.*s\" says", (int) slice_clip(found->labels[column], 120),
					  found->labels[column].data);
}

/* Is it known of each column what it says of the values?  What says nothing is told, once. */
static bool
long_check_columns(LongTable *found, Table *table, int line)
{
	Slice label;
	int	  i;

	if (found->checked)
		return true;
	found->checked = true;
	for (i = 0; i < found->count && !table->skip_unknown; i++)
		if (!found->seen[i].empty && long_is_unknown(found, i))
			return long_fail_column(found, table, found->where, i);
	label = found->unsure >= 0 ? found->labels[found->unsure] : (Slice){"", 0};
	if (found->unsure >= 0)
		return table_fail(table, found->where, "The column of the values is headed by a word for them, as \"Antall\".",
						  "If it counts persons, say so by a row of busetting.measure_word (phrase, role) with the "
						  "role 'value'.",
						  "it is not known whether the column \"%.*s\" counts persons", (int) slice_clip(label, 120),
						  label.data);
	header_tell_column_texts(table);
	for (i = 0; i < found->count; i++)
		if (found->left_out[i])
			table_note(table, line, NOTE_COLUMN, found->labels[i]);
		else if (!found->seen[i].empty && long_is_unknown(found, i))
		{
			table_note(table, line, NOTE_UNKNOWN_COLUMN, found->labels[i]);
			column_texts_add(&table->texts, i, line, found->labels[i]);
		}
	return true;
}

/* Hand over a row of such a table. */
bool
long_put_row(LongTable *found, Table *table, int line, const char *where, const Slice *fields)
{
	Column others[] = {COLUMN_NAME, COLUMN_CODE, COLUMN_HEADING, COLUMN_PERIOD};
	int	   places[] = {found->name, found->code, found->heading, found->period};
	Kind  *kind = long_find_kind(found, table, line, slice_trim(fields[found->kind]));
	Column columns[LONG_COLUMNS];
	Slice  row[LONG_COLUMNS];
	Period years[LONG_COLUMNS] = {0};
	int	   count = 0;
	int	   i;

	if (!long_check_columns(found, table, line))
		return false;
	if (kind == NULL || kind->column == COLUMN_UNKNOWN)
		return table_fail(table, where, "The column names what each row counts.",
						  "Say which measure it is by a row of busetting.measure_word, or leave out all that is "
						  "unknown: columns => '{-}'.",
						  "unknown kind \"%.*s\"", (int) slice_clip(slice_trim(fields[found->kind]), 120),
						  slice_trim(fields[found->kind]).data);
	if (found->counted != COLUMN_UNKNOWN && kind->column != COLUMN_IGNORED && kind->column != found->counted)
		return table_fail(table, where, "The heading of the values names one measure, and the row another.",
						  "Correct the heading or the row.", "\"%.*s\" is not what the values are said to count",
						  (int) slice_clip(slice_trim(fields[found->kind]), 120), slice_trim(fields[found->kind]).data);
	if (found->unit >= 0 && !header_is_filler(table->words, fields[found->unit]))
	{
		table_note(table, line, NOTE_UNIT, slice_trim(fields[found->unit]));
		return true;
	}
	if (kind->column == COLUMN_IGNORED)
		return true;
	for (i = 0; i < found->count; i++)
	{
		/* empty in the rows that were looked at */
		if (found->seen[i].empty && slice_trim(fields[i]).length > 0 && long_is_unknown(found, i))
			return long_fail_column(found, table, where, i);
		column_texts_take(&table->texts, &table->symbols, i, fields[i]);
	}
	if (found->period >= 0 && header_periods(table->words, found->labels[found->period]) == COLUMN_YEAR)
		others[3] = COLUMN_YEAR;
	for (i = 0; i < 4; i++)
		if (places[i] >= 0)
		{
			columns[count] = others[i];
			row[count++] = fields[places[i]];
		}
	for (i = 0; i < found->count; i++)
		if (found->values[i])
		{
			years[count] = found->years[i];
			columns[count] = kind->column;
			row[count++] = fields[i];
		}
	table_begin(table, columns, count, found->level, (Slice){NULL, 0}, true);
	table_set_years(table, years);
	return table_put_row(table, line, where, row);
}
