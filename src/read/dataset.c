/*
 * dataset.c
 *		A cube of categories and its cells, of whatever form, into rows.
 *
 * One dimension has the regions, which become rows, one has the measures, which become
 * columns; each combination of the others (years, say) is a table of its own, with their
 * labels as its heading.  Of a dimension that says which category stands for all others
 * together, or is called so, it is that one.
 *
 * Called by json_stat.c, px.c and sdmx_csv.c, which make the dimensions and find the cells.
 * Owns nothing: of each row only what put_row copies is left.
 */
#include "postgres.h"

#include "common/int.h"
#include "fmgr.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "read/dataset.h"
#include "read/table_cell.h"
#include "read/table_header.h"
#include "read/table_line.h"
#include "util/compat.h"

#define DRAFT_MEASURES 16 /* that a hint gives as columns, at most */

void
dataset_begin(Dataset *dataset, const Table *table, const char *hint)
{
	int i;

	memset(dataset, 0, sizeof(*dataset));
	dataset->words = table->words;
	dataset->hint = hint;
	dataset->region = dataset->measure = dataset->time = -1;
	for (i = 0; i < DATASET_DIMENSIONS; i++)
		dataset->dimensions[i].whole = -1;
}

/* What stands between quotes, in which each quote is written twice: with each of them once. */
Slice
quoted_text(Slice text)
{
	char  *copy;
	size_t length = 0;
	size_t i;

	if (text.length == 0 || memchr(text.data, '"', text.length) == NULL)
		return text;
	copy = palloc(text.length);
	for (i = 0; i < text.length; i++)
	{
		copy[length++] = text.data[i];
		i += text.data[i] == '"';
	}
	return (Slice){copy, length};
}

/* Is it bounds, as exports write them: "1..99", "..9", "5.."?  "2021-2022" may be years. */
bool
text_is_bounds(Slice text)
{
	return text.length >= 3 && memchr(text.data, '.', text.length) != NULL && cell_is_bounds(text);
}

/* Refuse a file: a line of it, or where that is 0 all of it. */
void
dataset_refuse(int line, const char *hint, const char *detail, const char *format, ...)
{
	char	message[512];
	int		used = line > 0 ? snprintf(message, sizeof(message), "line %d: ", line) : 0;
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message + used, sizeof(message) - used, format, arguments);
	va_end(arguments);
	ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("%s", message), errdetail("%s", detail),
					errhint("%s", hint)));
}

/* Of qsort and bsearch, in an order that is any. */
int
compare_slices(const void *a, const void *b)
{
	const Slice *x = a;
	const Slice *y = b;

	return x->length != y->length ? (x->length > y->length) - (x->length < y->length) :
									memcmp(x->data, y->data, x->length);
}

/* Categories with one code would be rows, tables or columns that nobody can tell apart. */
void
dataset_check_codes(const Dataset *dataset, const Dimension *dimension)
{
	Slice *sorted = palloc(sizeof(Slice) * dimension->size);
	int	   i;

	memcpy(sorted, dimension->codes, sizeof(Slice) * dimension->size);
	qsort(sorted, dimension->size, sizeof(Slice), compare_slices);
	for (i = 1; i < dimension->size; i++)
		if (compare_slices(&sorted[i - 1], &sorted[i]) == 0)
			dataset_fail(dataset, "Each category of a dimension has a code of its own.",
						 "dimension \"%.*s\" has category \"%.*s\" twice", (int) slice_clip(dimension->id, 120),
						 dimension->id.data, (int) slice_clip(sorted[i], 120), sorted[i].data);
	pfree(sorted);
}

/* Where the cells of each dimension stand; returns the number of cells.  Each dimension has a name of its own. */
int64
dataset_set_strides(Dataset *dataset)
{
	int64 cells = 1;
	int	  i;
	int	  j;

	/* the last dimension runs fastest */
	for (i = dataset->count - 1; i >= 0; i--)
	{
		dataset->dimensions[i].stride = cells;
		if (pg_mul_s64_overflow(cells, dataset->dimensions[i].size, &cells) || cells > PG_INT32_MAX)
			dataset_fail(dataset, "A dataset has at most 2147483647 cells.", "the dataset is too large");
	}
	if (cells == 0)
		dataset_fail(dataset, "All its dimensions have categories.", "the dataset has no cells");
	for (i = 1; i < dataset->count; i++)
		for (j = 0; j < i; j++)
			if (slices_equal(dataset->dimensions[i].id, dataset->dimensions[j].id))
				dataset_fail(dataset, "Each dimension has a name of its own.",
							 "the dataset has dimension \"%.*s\" twice",
							 (int) slice_clip(dataset->dimensions[i].id, 120), dataset->dimensions[i].id.data);
	return cells;
}

/* ---------- what the dimensions are ---------- */

/* What a category measures. */
static Column
category_column(const Words *words, const Dimension *dimension, int i, Column previous)
{
	Column column = header_column(words, dimension->labels[i], previous);

	return column_is_single(column) ? column : header_column(words, dimension->codes[i], previous);
}

/* Find the dimension of the regions, where its role does not say it, by its name. */
bool
dataset_find_regions(Dataset *dataset)
{
	int i;

	for (i = 0; i < dataset->count && dataset->region < 0; i++)
		if (header_column(dataset->words, dataset->dimensions[i].id, COLUMN_UNKNOWN) == COLUMN_NAME ||
			(dataset->dimensions[i].label.data != NULL &&
			 header_column(dataset->words, dataset->dimensions[i].label, COLUMN_UNKNOWN) == COLUMN_NAME))
			dataset->region = i;
	return dataset->region >= 0;
}

/* Does any category of the dimension name a measure? */
static bool
dimension_names_measure(const Words *words, const Dimension *dimension)
{
	int i;

	for (i = 0; i < dimension->size; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (column_is_single(category_column(words, dimension, i, COLUMN_UNKNOWN)))
			return true;
	}
	return false;
}

/*
 * Find the dimension of the measures, where its role does not say it, by what its categories are.
 * It must not be passed over because its first one is of another subject: the label
 * of the dataset would be taken for what all of them count.
 */
static void
dataset_find_measure_dimension(Dataset *dataset)
{
	int i;

	if (dataset->measure == dataset->region)
		dataset_fail(dataset, "One dimension has the regions, another the measures.",
					 "a dimension has regions and measures");
	if (dataset->measure >= 0)
		return;
	for (i = 0; i < dataset->count; i++)
	{
		if (i == dataset->region || !dimension_names_measure(dataset->words, &dataset->dimensions[i]))
			continue;
		if (dataset->measure >= 0)
			dataset_fail(
				dataset,
				"The dimension of the measures has the role \"metric\", or is the only one whose categories name some.",
				"dimensions \"%.*s\" and \"%.*s\" both have measures",
				(int) slice_clip(dataset->dimensions[dataset->measure].id, 120),
				dataset->dimensions[dataset->measure].id.data, (int) slice_clip(dataset->dimensions[i].id, 120),
				dataset->dimensions[i].id.data);
		dataset->measure = i;
	}
}

/* Is any measure known by the words that the dataset has for it? */
bool
dataset_knows_measures(const Dataset *dataset)
{
	int i;

	if (dataset->measure >= 0)
		return dimension_names_measure(dataset->words, &dataset->dimensions[dataset->measure]);
	for (i = 0; i < dataset->count; i++)
		if (i != dataset->region && dimension_names_measure(dataset->words, &dataset->dimensions[i]))
			return true;
	return dataset->label.data != NULL &&
		   column_is_single(header_column(dataset->words, dataset->label, COLUMN_UNKNOWN));
}

/* What a measure is: those that there are. */
static const char *
measure_detail(const Words *words)
{
	char buffer[480];

	(void) words_list_measures(words, buffer, sizeof(buffer));
	return psprintf("A measure is one of %s; the words for them are in busetting.measure_word.", buffer);
}

/* What a category of the measures is called, or the dataset, where that says what it counts; data may be NULL. */
static Slice
measure_label(const Dataset *dataset, int i)
{
	return dataset->measure < 0 ? dataset->label : dataset->dimensions[dataset->measure].labels[i];
}

/* Of what its numbers are, where that is no person. */
static Slice
measure_unit(const Dataset *dataset, int i)
{
	const Dimension *measures = dataset->measure < 0 ? NULL : &dataset->dimensions[dataset->measure];
	Slice			 unit = measures != NULL && measures->units != NULL ? measures->units[i] : dataset->unit;

	return unit.length == 0 || header_is_filler(dataset->words, unit) ? (Slice){NULL, 0} : unit;
}

/* What one category measures, or the dataset where it is the label that says, by its own words. */
static Column
measure_column(const Dataset *dataset, int i, Column previous)
{
	if (dataset->measure >= 0)
		return category_column(dataset->words, &dataset->dimensions[dataset->measure], i, previous);
	return dataset->label.data != NULL ? header_column(dataset->words, dataset->label, previous) : COLUMN_UNKNOWN;
}

/* The columns of a dataset as a caller gives them: - for what is not known, or in the place of another; NULL where they are many. */
static const char *
draft_columns(const Dataset *dataset, const Column *columns)
{
	StringInfoData text;
	int			   i;

	if (dataset->column_count > DRAFT_MEASURES)
		return NULL;
	initStringInfo(&text);
	appendStringInfoString(&text, "columns => '{name");
	for (i = 0; i < dataset->column_count; i++)
		appendStringInfo(&text, ",%s", column_is_single(columns[i]) ? dataset->words->measures[columns[i]].name : "-");
	appendStringInfoString(&text, "}'");
	return text.data;
}

/* What to do about the measures of a dataset: the columns that name those that are known. */
static const char *
measure_hint(const Dataset *dataset)
{
	Column		columns[TABLE_COLUMNS];
	const char *draft;
	bool		known = false;
	int			i;
	int			j;

	for (i = 0; i < dataset->column_count; i++)
	{
		columns[i] =
			measure_unit(dataset, i).data != NULL ? COLUMN_IGNORED : measure_column(dataset, i, COLUMN_UNKNOWN);
		for (j = 0; j < i; j++)
			if (columns[j] == columns[i])
				columns[i] = COLUMN_IGNORED;
		known = known || column_is_single(columns[i]);
	}
	draft = draft_columns(dataset, columns);
	if (draft == NULL)
		return "Give the measures in order, with \"-\" for one to be left out; or leave out all that are unknown: "
			   "columns => '{-}'.";
	return known ?
			   psprintf("Give the measures in order, with \"-\" for one to be left out: %s; or leave out all that are "
						"unknown: columns => '{-}'.",
						draft) :
			   psprintf("If it counts a measure, give that in the place of a \"-\": %s.", draft);
}

/* Say it where the dataset's words for a measure that the caller gave name another, or its numbers are not of persons. */
static void
dataset_note_given(const Dataset *dataset, Table *table, int i)
{
	Slice label = measure_label(dataset, i);
	Slice unit = measure_unit(dataset, i);
	bool  another = false;

	if (label.data != NULL)
		(void) header_kind(dataset->words, label, &another);
	if (unit.data != NULL)
	{
		char *text = psprintf("%.*s (%.*s)", (int) slice_clip(label, 120), label.data != NULL ? label.data : "",
							  (int) slice_clip(unit, 60), unit.data);

		label = (Slice){text, strlen(text)};
		another = true;
	}
	header_note_given_column(table, 0, dataset->columns[i], measure_column(dataset, i, COLUMN_UNKNOWN), another, label);
}

/* The measures that the caller lists, if any: false where there are none. */
static bool
dataset_take_given_measures(Dataset *dataset, Table *table)
{
	int size = dataset->column_count;
	int given = 0;
	int i;

	for (i = 0; i < table->given_count; i++)
		if (table->given_years[i] != 0)
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the dataset has no columns of years"),
							errdetail("Its periods are one of its dimensions."),
							errhint("Name the measures without years: columns => '{name,settled}'.")));
		else if (column_is_single(table->given[i]) || table->given[i] == COLUMN_IGNORED)
		{
			if (given < size)
				dataset->columns[given] = table->given[i];
			given++;
		}
		else if (column_is_measured(table->given[i]))
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the dataset has no column of two measures"),
							errdetail("A cell of a dataset is one number."), errhint("%s", measure_hint(dataset))));
	if (given > 0 && given != size)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("the dataset has %d measures, the list of columns %d", size, given),
						errdetail("The columns other than name and code are the dataset's measures, in order."),
						errhint("%s", measure_hint(dataset))));
	for (i = 0; i < given; i++)
		dataset_note_given(dataset, table, i);
	return given > 0;
}

/* What is said of a column that is left out: it counts something else, or nobody knows what. */
static Column
dataset_leave_out(Table *table, Note what, Slice label)
{
	table_note(table, 0, what, label.data != NULL ? label : (Slice){"", 0});
	return COLUMN_IGNORED;
}

/* What one category measures, beside those before it; what is of no use is told, and left out. */
static Column
dataset_read_measure(const Dataset *dataset, int i, Table *table)
{
	Slice  label = measure_label(dataset, i);
	Slice  unit = measure_unit(dataset, i);
	Column result = measure_column(dataset, i, i > 0 && !dataset->unordered ? dataset->columns[i - 1] : COLUMN_UNKNOWN);
	bool   another = false;
	int	   j;

	if (!column_is_single(result) && label.data != NULL)
		(void) header_kind(dataset->words, label, &another);
	if (!column_is_single(result) && (another || table->skip_unknown))
		return dataset_leave_out(table, another ? NOTE_COLUMN : NOTE_UNKNOWN_COLUMN, label);
	if (!column_is_single(result))
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 label.data != NULL ? errmsg("unknown measure \"%.*s\"", (int) slice_clip(label, 120), label.data) :
									  errmsg("the dataset does not say what it counts"),
				 errdetail("%s", measure_detail(dataset->words)), errhint("%s", measure_hint(dataset))));
	if (unit.data != NULL)
		return dataset_leave_out(table, NOTE_UNIT, unit);
	for (j = 0; j < i; j++)
		if (dataset->columns[j] == result)
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
							errmsg("the dataset has measure %s twice", dataset->words->measures[result].name),
							errdetail("%s", measure_detail(dataset->words)), errhint("%s", measure_hint(dataset))));
	return result;
}

/* Find the dimension of the measures, and which they are. */
static void
dataset_find_measures(Dataset *dataset, Table *table)
{
	bool known = false;
	int	 i;

	dataset_find_measure_dimension(dataset);
	dataset->column_count = dataset->measure < 0 ? 1 : dataset->dimensions[dataset->measure].size;
	if (dataset->column_count > TABLE_COLUMNS)
		dataset_fail(dataset, psprintf("A table has at most %d columns.", TABLE_COLUMNS), "the dataset has %d measures",
					 dataset->column_count);
	if (dataset_take_given_measures(dataset, table))
		return;
	/* where all that is wrong is told, the unknown measure is one thing of many */
	if (table->put_problem != NULL && !table->skip_unknown)
		table->skip_unknown = table->unknown_wrong = true;
	for (i = 0; i < dataset->column_count; i++)
	{
		dataset->columns[i] = dataset_read_measure(dataset, i, table);
		known |= dataset->columns[i] != COLUMN_IGNORED;
	}
	if (!known)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the dataset has no measure that is known"),
						errdetail("%s", measure_detail(dataset->words)), errhint("%s", measure_hint(dataset))));
}

/* Find the dimension of the periods, where its role does not say it, by what services call it. */
static void
dataset_find_periods(Dataset *dataset)
{
	static const char *const names[] = {"tid", "time", "time_period", "år", "year", "period", "periode", NULL};
	int						 i;

	if (dataset->time >= 0 && (dataset->time == dataset->region || dataset->time == dataset->measure))
		dataset_fail(dataset, "One dimension has the periods, others the regions and the measures.",
					 "the dimension of the periods is that of the %s",
					 dataset->time == dataset->region ? "regions" : "measures");
	for (i = 0; i < dataset->count && dataset->time < 0; i++)
		if (i != dataset->region && i != dataset->measure && word_is_one_of(dataset->dimensions[i].id, names))
			dataset->time = i;
}

/* ---------- the rows ---------- */

/* Of a dimension there is one category only, as of men: nobody would know, where that is not said. */
void
dataset_note_rest(Table *table, Slice dimension, Slice code, Slice label)
{
	char *text;

	if (label.length == 0 || category_is_whole(code, label))
		return;
	text = psprintf("%.*s\" but \"%.*s", (int) slice_clip(dimension, 60), dimension.data, (int) slice_clip(label, 50),
					label.data);
	table_note(table, 0, NOTE_REST, (Slice){text, strlen(text)});
}

/* Is it a number as programs write one: "51", "51.0", "5.1e1"? */
static bool
is_number(Slice text)
{
	const char *at = text.data + (text.length > 0 && text.data[0] == '-');
	const char *end = text.data + text.length;
	const char *digits = at;

	while (at < end && is_digit(*at))
		at++;
	if (at == digits || (at > digits + 1 && *digits == '0'))
		return false;
	if (at < end && *at == '.')
		for (at++; at < end && is_digit(*at);)
			at++;
	if (at == end)
		return true;
	if (*at != 'e' && *at != 'E')
		return false;
	at += 1 + (at + 1 < end && (at[1] == '-' || at[1] == '+'));
	return at < end && slice_is_digits((Slice){at, end - at});
}

/*
 * A value in a buffer of CELL_SIZE bytes; NULL, or what is wrong with it.  A point is one of decimals,
 * whatever the publisher prints between thousands.
 */
static const char *
number_clean(Slice value, const Symbols *given, char *buffer, Slice *clean)
{
	Symbols symbols = *given;

	symbols.separator_count = 0;
	if (value.length > CELL_SIZE)
		return "is too long";
	if (is_number(value))
	{
		Datum number = DirectFunctionCall3(numeric_in, CStringGetDatum(pnstrdup(value.data, value.length)),
										   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));

		value.data = numeric_normalize(DatumGetNumeric(number));
		value.length = strlen(value.data);
	}
	return cell_clean(value, &symbols, buffer, clean);
}

/*
 * Why there is no value: the service's own status, if it is no symbol that is known in print.  It may have flags
 * behind it, in the other buffer; what the form itself says of flags comes first.
 */
static Slice
dataset_read_status(const Dataset *dataset, const Symbols *symbols, int64 place, Slice status, char *buffer,
					char *flag_buffer, Slice *flags)
{
	Slice clean;
	Slice behind;

	if (status.data == NULL)
		return (Slice){"", 0};
	if (status.length > CELL_SIZE)
		dataset_fail(dataset, "A status is a text of at most 64 bytes.",
					 "the status of cell " INT64_FORMAT " is no text", place);
	if (cell_clean_flagged(status, symbols, buffer, &clean, flag_buffer, &behind) == NULL)
	{
		if (flags->data == NULL)
			*flags = behind;
		if (clean.length > 0 && slice_is_digits(clean))
			dataset_fail(dataset, "It would be taken for a count; a status says why there is none.",
						 "the status of cell " INT64_FORMAT " is the number %.*s", place, (int) clean.length,
						 clean.data);
		return clean;
	}
	memcpy(buffer, status.data, status.length);
	return (Slice){buffer, status.length};
}

/* A cell of the dataset is none. */
static void
dataset_fail_cell(const Dataset *dataset, Table *table, const DatasetCell *cell, Slice region, Column column,
				  const char *wrong)
{
	Column		columns[TABLE_COLUMNS];
	const char *draft;
	int			others = 0;
	int			i;

	for (i = 0; i < dataset->column_count; i++)
	{
		columns[i] = dataset->columns[i] == column ? COLUMN_IGNORED : dataset->columns[i];
		others += column_is_single(columns[i]);
	}
	draft = others > 0 ? draft_columns(dataset, columns) : NULL;
	snprintf(table->error.message, sizeof(table->error.message), "cell \"%.*s\" of %s, %.*s, %s",
			 (int) slice_clip(cell->value, 60), cell->value.data != NULL ? cell->value.data : "",
			 table->words->measures[column].name, (int) slice_clip(region, 80), region.data, wrong);
	snprintf(table->error.detail, sizeof(table->error.detail),
			 "A cell is a count from 0 to 2147483647, or null with a status.");
	snprintf(table->error.hint, sizeof(table->error.hint), "%s%s.",
			 others == 0 ? "Take a dataset of whole numbers" : "Leave the measure out",
			 draft != NULL && strlen(draft) < sizeof(table->error.hint) / 2 ? psprintf(": %s", draft) : "");
}

/*
 * Put the cell at a place in a row, and its flags; the buffers are of CELL_SIZE bytes.  A number is a number, whatever its
 * status.  False where it is wrong, with table->error filled in.
 */
static bool
dataset_read_cell(const Dataset *dataset, Table *table, int64 place, Column column, char *buffer, char *flag_buffer,
				  TableRow *row)
{
	DatasetCell cell = {{NULL, 0}, {NULL, 0}, {NULL, 0}, false};
	const char *wrong = NULL;

	dataset->find_cell(dataset, place, &cell);
	row->measures[row->count] = column;
	if (cell.wrong)
		wrong = "is no cell";
	else if (cell.value.data == NULL)
		row->cells[row->count] =
			dataset_read_status(dataset, &table->symbols, place, cell.status, buffer, flag_buffer, &cell.flags);
	else
		wrong = number_clean(cell.value, &table->symbols, buffer, &row->cells[row->count]);
	row->flags[row->count] = cell.flags;
	row->count++;
	if (wrong != NULL)
		dataset_fail_cell(dataset, table, &cell, row->name, column, wrong);
	return wrong == NULL;
}

/* A label without the code that it begins with: "4601 Bergen". */
static Slice
label_drop_code(Slice label, Slice code)
{
	Space  space;
	size_t gap;

	if (label.length <= code.length + 1 || memcmp(label.data, code.data, code.length) != 0)
		return label;
	gap = space_match(label.data + code.length, label.data + label.length, &space);
	return gap > 0 ? (Slice){label.data + code.length + gap, label.length - code.length - gap} : label;
}

/* Hand over one row, of the region at a place of the dataset. */
static void
dataset_put_row(const Dataset *dataset, Table *table, int region, int64 place, TableRow *row)
{
	const Dimension *regions = &dataset->dimensions[dataset->region];
	Slice			 label = regions->labels[region];
	char			 cells[TABLE_COLUMNS][CELL_SIZE];
	char			 flags[TABLE_COLUMNS][CELL_SIZE];
	char			 code[NAME_SIZE];
	char			 name[NAME_SIZE];
	int				 i;

	if (!regions->uncoded)
		label = label_drop_code(label, regions->codes[region]);
	if (regions->codes[region].length >= NAME_SIZE - 1 ||
		(!regions->uncoded && !code_clean(regions->codes[region], table->words->short_codes, code, &row->code)) ||
		!name_clean(label, name, &row->name) || row->name.length == 0)
		dataset_fail(dataset, "A region has a code and a name of at most 254 bytes.",
					 "region %d has no code or name that can be read", region + 1);
	(void) name_is_total(row->name, &row->total_of);
	for (i = 0; i < dataset->column_count; i++)
	{
		Column column = dataset->columns[i];
		int64  at = place + (dataset->measure < 0 ? 0 : i * dataset->dimensions[dataset->measure].stride);

		if (!column_is_single(column) ||
			dataset_read_cell(dataset, table, at, column, cells[row->count], flags[row->count], row))
			continue;
		/* the row is told, and left out */
		if (table->put_problem != NULL && table->put_problem(table->receiver, &table->error))
			return;
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("%s", table->error.message),
						errdetail("%s", table->error.detail), errhint("%s", table->error.hint)));
	}
	table->put_row(table->receiver, row);
}

/* Is each category of the dimension a table of its own? */
static bool
dimension_divides(const Dataset *dataset, int i)
{
	return i != dataset->region && i != dataset->measure && (i == dataset->time || dataset->dimensions[i].whole < 0);
}

/* The labels of the dimensions that make this table one of several. */
static Slice
dataset_heading(const Dataset *dataset, const int *position, char *buffer)
{
	size_t length = 0;
	int	   i;

	for (i = 0; i < dataset->count; i++)
		if (dimension_divides(dataset, i) && dataset->dimensions[i].size > 1)
		{
			Slice  label = dataset->dimensions[i].labels[position[i]];
			size_t clipped = slice_clip(label, NAME_SIZE - length > 2 ? NAME_SIZE - length - 2 : 0);

			if (length > 0 && clipped > 0)
			{
				memcpy(buffer + length, ", ", 2);
				length += 2;
			}
			memcpy(buffer + length, label.data, clipped);
			length += clipped;
		}
	return (Slice){length > 0 ? buffer : NULL, length};
}

/* Hand over the rows of one combination of the other dimensions. */
static void
dataset_put_table(const Dataset *dataset, Table *table, const int *position, MemoryContext row_context)
{
	const Dimension *regions = &dataset->dimensions[dataset->region];
	char			 buffer[NAME_SIZE];
	Slice			 heading = dataset_heading(dataset, position, buffer);
	int64			 place = 0;
	bool			 begun = false;
	int				 i;

	for (i = 0; i < dataset->count; i++)
		place += position[i] * dataset->dimensions[i].stride;
	for (i = 0; i < regions->size; i++)
	{
		TableRow row = {.heading = heading};
		int		 line = dataset->find_line != NULL ? dataset->find_line(dataset, i, position) : table->all_rows + 1;

		CHECK_FOR_INTERRUPTS();
		if (line == 0)
			continue;
		if (table->all_rows++ == TABLE_ROWS)
			dataset_fail(dataset, "A publication has a row for each region.", "the dataset has more than %d rows",
						 TABLE_ROWS);
		table->number += !begun;
		begun = true;
		row.table_number = table->number;
		row.line = line;
		if (dataset->time >= 0)
			row.period = dataset->dimensions[dataset->time].codes[position[dataset->time]];
		dataset_put_row(dataset, table, i, place + i * regions->stride, &row);
		MemoryContextReset(row_context);
	}
}

/* Where the form does not say which category stands for all, the one that is called so does: "Begge kjønn", beside its parts. */
static void
dataset_find_wholes(Dataset *dataset)
{
	static const char *const both[] = {"begge kjønn", "begge kjønnene", "begge kjønna",
									   "both sexes",  "both genders",	NULL};
	int						 i;
	int						 j;

	for (i = 0; i < dataset->count; i++)
	{
		Dimension *dimension = &dataset->dimensions[i];
		int		   found = 0;

		if (i == dataset->region || i == dataset->measure || i == dataset->time || dimension->whole >= 0 ||
			dimension->size < 2)
			continue;
		for (j = 0; j < dimension->size; j++)
			if (word_is_one_of(dimension->labels[j], both) || category_is_called_whole(dimension->labels[j]))
			{
				dimension->whole = j;
				found++;
			}
		if (found > 1)
			dimension->whole = -1;
	}
}

/* Hand over the rows of all combinations of the other dimensions. */
static void
dataset_put_tables(const Dataset *dataset, Table *table)
{
	MemoryContext row_context = AllocSetContextCreate(CurrentMemoryContext, "row of a dataset", ALLOCSET_SMALL_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(row_context);
	int			  position[DATASET_DIMENSIONS] = {0};
	int			  i;

	for (i = 0; i < dataset->count; i++)
	{
		const Dimension *dimension = &dataset->dimensions[i];

		if (i == dataset->region || i == dataset->measure || i == dataset->time)
			continue;
		if (dimension->whole >= 0)
			position[i] = dimension->whole;
		if (dimension->size > 1)
			table_note(table, 0, dimension->whole >= 0 ? NOTE_DIMENSION : NOTE_DIVISION, dimension->id);
		else if (dimension->whole < 0)
			dataset_note_rest(table, dimension->id, dimension->codes[0], dimension->labels[0]);
	}
	do
	{
		dataset_put_table(dataset, table, position, row_context);
		for (i = dataset->count - 1; i >= 0; i--)
		{
			if (!dimension_divides(dataset, i))
				continue;
			if (++position[i] < dataset->dimensions[i].size)
				break;
			position[i] = 0;
		}
	} while (i >= 0);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(row_context);
}

/* Find what the dimensions are, and hand over the rows. */
void
dataset_put(Dataset *dataset, Table *table)
{
	if (!dataset_find_regions(dataset))
		dataset_fail(
			dataset,
			"The dimension of the regions has the role \"geo\", or is called region, kommune, fylke or the like.",
			"the dataset has no dimension of regions");
	dataset_find_measures(dataset, table);
	dataset_find_periods(dataset);
	dataset_find_wholes(dataset);
	table->title = dataset->title;
	dataset_put_tables(dataset, table);
}
