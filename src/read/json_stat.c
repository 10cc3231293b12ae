/*
 * json_stat.c
 *		Reading a JSON-stat dataset (version 2, and what is alike in 1) into rows.
 *
 * A dataset is a cube: "id" names its dimensions, "size" says how long each is,
 * and "value" holds the cells, the last dimension running fastest.  One dimension
 * has the regions, which become rows, one has the measures, which become columns;
 * each combination of the others (years, say) is a table of its own, with their
 * labels as its heading.
 *
 * The text is parsed by jsonb, which guards against depth and bad syntax.
 *
 * Called by published_table.c.  Owns the Dataset of one call, in the caller's memory;
 * of each row only what put_row copies is left.
 */
#include "postgres.h"

#include "common/int.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "read/json_stat.h"
#include "read/table_cell.h"
#include "read/table_header.h"
#include "read/table_line.h"
#include "util/compat.h"

#define JSON_BYTES		(8 * 1024 * 1024) /* of a dataset; jsonb takes many times as much */
#define JSON_DIMENSIONS 16
#define JSON_DEPTH		32

typedef struct Dimension
{
	Slice  id;
	Slice  label;
	int	   size;
	int64  stride; /* between the cells of two neighbours */
	Slice *codes;
	Slice *labels;
} Dimension;

typedef struct Dataset
{
	Dimension	 dimensions[JSON_DIMENSIONS];
	int			 count;
	int			 region;				 /* which dimension has the regions */
	int			 measure;				 /* the measures, or -1 if there is but one */
	int			 time;					 /* the periods, or -1 */
	Column		 columns[TABLE_COLUMNS]; /* of the measures */
	int			 column_count;
	const Words *words;
	JsonbValue	*value;
	JsonbValue	*status; /* may be NULL */
} Dataset;

static void json_stat_fail(const char *detail, const char *format, ...) __attribute__((noreturn, format(printf, 2, 3)));

static void
json_stat_fail(const char *detail, const char *format, ...)
{
	char	message[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("%s", message), errdetail("%s", detail),
					errhint("Ask the publisher's service for JSON-stat 2, and take its answer as it is.")));
}

/* ---------- looking into jsonb ---------- */

static bool
is_object(const JsonbValue *value)
{
	return value != NULL && value->type == jbvBinary && JsonContainerIsObject(value->val.binary.data);
}

static bool
is_array(const JsonbValue *value)
{
	return value != NULL && value->type == jbvBinary && JsonContainerIsArray(value->val.binary.data);
}

static int
json_length(const JsonbValue *value)
{
	return JsonContainerSize(value->val.binary.data);
}

static JsonbValue *
object_find(const JsonbValue *object, Slice key)
{
	JsonbValue wanted = {.type = jbvString};

	if (!is_object(object))
		return NULL;
	wanted.val.string.val = (char *) key.data;
	wanted.val.string.len = key.length;
	return findJsonbValueFromContainer(object->val.binary.data, JB_FOBJECT, &wanted);
}

static JsonbValue *
object_get(const JsonbValue *object, const char *key)
{
	return object_find(object, (Slice){key, strlen(key)});
}

static JsonbValue *
array_get(const JsonbValue *array, int i)
{
	return getIthJsonbValueFromContainer(array->val.binary.data, i);
}

/* A string; data is NULL where it is none. */
static Slice
json_string(const JsonbValue *value)
{
	if (value == NULL || value->type != jbvString)
		return (Slice){NULL, 0};
	return (Slice){value->val.string.val, value->val.string.len};
}

static bool
is_digits(Slice text)
{
	size_t i;

	for (i = 0; i < text.length; i++)
		if (!is_digit(text.data[i]))
			return false;
	return true;
}

/* A whole number of 0 or more; -1 where it is none. */
static int
json_count(const JsonbValue *value)
{
	Slice clean;
	char  buffer[CELL_SIZE];
	char *digits;

	if (value == NULL || value->type != jbvNumeric)
		return -1;
	digits = numeric_normalize(value->val.numeric);
	if (digits[0] == '-' || cell_clean((Slice){digits, strlen(digits)}, NULL, buffer, &clean) != NULL ||
		strspn(digits, "0123456789") != strlen(digits))
		return -1;
	return (int) strtol(digits, NULL, 10);
}

/* ---------- the dataset ---------- */

static int
compare_slices(const void *a, const void *b)
{
	const Slice *x = a;
	const Slice *y = b;

	return x->length != y->length ? (x->length > y->length) - (x->length < y->length) :
									memcmp(x->data, y->data, x->length);
}

/* Categories with one code would be rows, tables or columns that nobody can tell apart. */
static void
dimension_check_codes(const Dimension *dimension)
{
	Slice *sorted = palloc(sizeof(Slice) * dimension->size);
	int	   i;

	memcpy(sorted, dimension->codes, sizeof(Slice) * dimension->size);
	qsort(sorted, dimension->size, sizeof(Slice), compare_slices);
	for (i = 1; i < dimension->size; i++)
		if (compare_slices(&sorted[i - 1], &sorted[i]) == 0)
			json_stat_fail("Each category of a dimension has a code of its own.",
						   "dimension \"%.*s\" has category \"%.*s\" twice", (int) slice_clip(dimension->id, 120),
						   dimension->id.data, (int) slice_clip(sorted[i], 120), sorted[i].data);
	pfree(sorted);
}

/* The categories of a dimension: their codes in order, and their labels. */
static void
dimension_read(Dimension *dimension, const JsonbValue *object)
{
	JsonbValue *category = object_get(object, "category");
	JsonbValue *index = object_get(category, "index");
	JsonbValue *labels = object_get(category, "label");
	int			length;
	int			i;

	dimension->label = json_string(object_get(object, "label"));
	if (!is_array(index) && !is_object(index))
		index = dimension->size == 1 && is_object(labels) ? labels : NULL;
	length = dimension->size;
	if (index == NULL || json_length(index) != length)
		json_stat_fail(
			"The object \"category\" of a dimension has an \"index\" of as many categories as \"size\" says.",
			"dimension \"%.*s\" does not have %d categories", (int) slice_clip(dimension->id, 120), dimension->id.data,
			dimension->size);

	dimension->codes = palloc0(sizeof(Slice) * Max(length, 1));
	dimension->labels = palloc0(sizeof(Slice) * Max(length, 1));
	if (is_array(index))
	{
		for (i = 0; i < length; i++)
			dimension->codes[i] = json_string(array_get(index, i));
	}
	else
	{
		JsonbIterator	  *iterator = JsonbIteratorInit(index->val.binary.data);
		JsonbValue		   key;
		JsonbValue		   value;
		JsonbIteratorToken token;

		/* a dimension of one category may have its label only */
		while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
			if (token == WJB_KEY)
			{
				(void) JsonbIteratorNext(&iterator, &value, true);
				i = index == labels ? 0 : json_count(&value);
				if (i >= 0 && i < length)
					dimension->codes[i] = json_string(&key);
			}
	}
	for (i = 0; i < length; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (dimension->codes[i].data == NULL)
			json_stat_fail("The \"index\" is a list of codes, or says of each code its place from 0.",
						   "dimension \"%.*s\" has no category %d", (int) slice_clip(dimension->id, 120),
						   dimension->id.data, i);
		dimension->labels[i] = json_string(object_find(labels, dimension->codes[i]));
		if (dimension->labels[i].data == NULL)
			dimension->labels[i] = dimension->codes[i];
	}
	dimension_check_codes(dimension);
}

/* The dimension that has a role, or -1. */
static int
dataset_find_role(const Dataset *dataset, const JsonbValue *roles, const char *role)
{
	JsonbValue *ids = object_get(roles, role);
	Slice		id = is_array(ids) ? json_string(array_get(ids, 0)) : (Slice){NULL, 0};
	int			i;

	for (i = 0; i < dataset->count; i++)
		if (id.data != NULL && compare_slices(&id, &dataset->dimensions[i].id) == 0)
			return i;
	return -1;
}

/* What a category measures. */
static Column
category_column(const Words *words, const Dimension *dimension, int i, Column previous)
{
	Column column = header_column(words, dimension->labels[i], previous);

	return column_is_single(column) ? column : header_column(words, dimension->codes[i], previous);
}

/* Find the dimension of the regions: by its role, or by its name. */
static void
dataset_find_regions(Dataset *dataset, const JsonbValue *roles)
{
	int i;

	dataset->region = dataset_find_role(dataset, roles, "geo");
	for (i = 0; i < dataset->count && dataset->region < 0; i++)
		if (header_column(dataset->words, dataset->dimensions[i].id, COLUMN_UNKNOWN) == COLUMN_NAME ||
			(dataset->dimensions[i].label.data != NULL &&
			 header_column(dataset->words, dataset->dimensions[i].label, COLUMN_UNKNOWN) == COLUMN_NAME))
			dataset->region = i;
	if (dataset->region < 0)
		json_stat_fail(
			"The dimension of the regions has the role \"geo\", or is called region, kommune, fylke or the like.",
			"the dataset has no dimension of regions");
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
 * Find the dimension of the measures: by its role, or by what its categories are.
 * It must not be passed over because its first one is of another subject: the label
 * of the dataset would be taken for what all of them count.
 */
static void
dataset_find_measure_dimension(Dataset *dataset, const JsonbValue *roles)
{
	int i;

	dataset->measure = dataset_find_role(dataset, roles, "metric");
	if (dataset->measure == dataset->region)
		json_stat_fail("One dimension has the regions, another the measures.", "a dimension has regions and measures");
	if (dataset->measure >= 0)
		return;
	for (i = 0; i < dataset->count; i++)
	{
		if (i == dataset->region || !dimension_names_measure(dataset->words, &dataset->dimensions[i]))
			continue;
		if (dataset->measure >= 0)
			json_stat_fail(
				"The dimension of the measures has the role \"metric\", or is the only one whose categories name some.",
				"dimensions \"%.*s\" and \"%.*s\" both have measures",
				(int) slice_clip(dataset->dimensions[dataset->measure].id, 120),
				dataset->dimensions[dataset->measure].id.data, (int) slice_clip(dataset->dimensions[i].id, 120),
				dataset->dimensions[i].id.data);
		dataset->measure = i;
	}
}

/* What a measure is: those that there are. */
static const char *
measure_detail(const Words *words)
{
	char buffer[480];

	(void) words_list_measures(words, buffer, sizeof(buffer));
	return psprintf("A measure is one of %s; the words for them are in busetting.measure_word.", buffer);
}

static const char measure_hint[] = "Give the measures in order, with \"-\" for one to be left out: columns => "
								   "'{name,settled,-}'; or leave out all that are unknown: columns => '{-}'.";

/* The measures that the caller lists, if any: false where there are none. */
static bool
dataset_take_given_measures(Dataset *dataset, const Table *table)
{
	int size = dataset->column_count;
	int given = 0;
	int i;

	for (i = 0; i < table->given_count; i++)
		if (column_is_single(table->given[i]) || table->given[i] == COLUMN_IGNORED)
		{
			if (given < size)
				dataset->columns[given] = table->given[i];
			given++;
		}
		else if (column_is_measured(table->given[i]))
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the dataset has no column of two measures"),
							errdetail("A cell of a dataset is one number."), errhint("%s", measure_hint)));
	if (given > 0 && given != size)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("the dataset has %d measures, the list of columns %d", size, given),
						errdetail("The columns other than name and code are the dataset's measures, in order."),
						errhint("%s", measure_hint)));
	return given > 0;
}

/* What one category measures, or the dataset where it is the label that says: by its own words. */
static Column
dataset_read_measure(const Dataset *dataset, int i, Slice label, bool skip_unknown)
{
	Column previous = i > 0 ? dataset->columns[i - 1] : COLUMN_UNKNOWN;
	Column result;
	int	   j;

	if (dataset->measure >= 0)
		result = category_column(dataset->words, &dataset->dimensions[dataset->measure], i, previous);
	else
		result = label.data != NULL ? header_column(dataset->words, label, previous) : COLUMN_UNKNOWN;
	if (!column_is_single(result) && skip_unknown)
		return COLUMN_IGNORED;
	if (!column_is_single(result))
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 errmsg("unknown measure \"%.*s\"", (int) slice_clip(label, 120), label.data != NULL ? label.data : ""),
				 errdetail("%s", measure_detail(dataset->words)), errhint("%s", measure_hint)));
	for (j = 0; j < i; j++)
		if (dataset->columns[j] == result)
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
							errmsg("the dataset has measure %s twice", dataset->words->measures[result].name),
							errdetail("%s", measure_detail(dataset->words)), errhint("%s", measure_hint)));
	return result;
}

/* Find the dimension of the measures, and which they are. */
static void
dataset_find_measures(Dataset *dataset, const Table *table, const JsonbValue *root, const JsonbValue *roles)
{
	Slice label = json_string(object_get(root, "label"));
	bool  known = false;
	int	  i;

	dataset_find_measure_dimension(dataset, roles);
	dataset->column_count = dataset->measure < 0 ? 1 : dataset->dimensions[dataset->measure].size;
	if (dataset->column_count > TABLE_COLUMNS)
		json_stat_fail(psprintf("A table has at most %d columns.", TABLE_COLUMNS), "the dataset has %d measures",
					   dataset->column_count);
	if (dataset_take_given_measures(dataset, table))
		return;
	for (i = 0; i < dataset->column_count; i++)
	{
		if (dataset->measure >= 0)
			label = dataset->dimensions[dataset->measure].labels[i];
		dataset->columns[i] = dataset_read_measure(dataset, i, label, table->skip_unknown);
		known |= dataset->columns[i] != COLUMN_IGNORED;
	}
	if (!known)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the dataset has no measure that is known"),
						errdetail("%s", measure_detail(dataset->words)), errhint("%s", measure_hint)));
}

/* Find the dimension of the periods, by its role or by what services call it. */
static void
dataset_find_periods(Dataset *dataset, const JsonbValue *roles)
{
	static const char *const names[] = {"tid", "time", "time_period", "år", "year", "period", "periode", NULL};
	int						 i;

	dataset->time = dataset_find_role(dataset, roles, "time");
	if (dataset->time >= 0 && (dataset->time == dataset->region || dataset->time == dataset->measure))
		json_stat_fail("One dimension has the periods, others the regions and the measures.",
					   "the dimension of the periods is that of the %s",
					   dataset->time == dataset->region ? "regions" : "measures");
	for (i = 0; i < dataset->count && dataset->time < 0; i++)
		if (i != dataset->region && i != dataset->measure && word_is_one_of(dataset->dimensions[i].id, names))
			dataset->time = i;
}

/* Are all places of "value" or "status" in the dataset, so that no cell is lost? */
static void
dataset_check_places(const JsonbValue *values, int64 cells)
{
	JsonbIterator	  *iterator;
	JsonbValue		   key;
	JsonbValue		   value;
	JsonbIteratorToken token;

	if (is_array(values) && json_length(values) != cells)
		json_stat_fail("\"value\", and \"status\" if it is a list, hold one for each combination of categories.",
					   "the dataset has a list of %d cells instead of " INT64_FORMAT, json_length(values), cells);
	if (!is_object(values))
		return;
	iterator = JsonbIteratorInit(values->val.binary.data);
	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
		if (token == WJB_KEY)
		{
			Slice  text = json_string(&key);
			int64  place = 0;
			size_t i;

			CHECK_FOR_INTERRUPTS();
			(void) JsonbIteratorNext(&iterator, &value, true);
			for (i = 0; i < text.length && is_digit(text.data[i]) && place < cells; i++)
				place = place * 10 + (text.data[i] - '0');
			if (text.length == 0 || i < text.length || place >= cells || (i > 1 && text.data[0] == '0'))
				json_stat_fail("The cells of an object are numbered from 0, by the combinations of categories.",
							   "the dataset has no cell \"%.*s\"", (int) slice_clip(text, 60), text.data);
		}
}

/* A member of the dataset, which version 1 has among the dimensions. */
static JsonbValue *
dataset_get(const JsonbValue *root, const JsonbValue *dimension, const char *name)
{
	JsonbValue *member = object_get(root, name);

	return member ? member : object_get(dimension, name);
}

/* Names and sizes of the dimensions, each of a name of its own; returns the number of cells. */
static int64
dataset_read_sizes(Dataset *dataset, const JsonbValue *ids, const JsonbValue *sizes)
{
	int64 cells = 1;
	int	  i;

	/* the last dimension runs fastest */
	for (i = dataset->count - 1; i >= 0; i--)
	{
		Dimension *d = &dataset->dimensions[i];

		d->id = json_string(array_get(ids, i));
		d->size = json_count(array_get(sizes, i));
		d->stride = cells;
		if (d->id.data == NULL || d->size < 0)
			json_stat_fail("\"id\" is a list of names, \"size\" a list of whole numbers.",
						   "dimension %d has no name or no size", i + 1);
		if (pg_mul_s64_overflow(cells, d->size, &cells) || cells > PG_INT32_MAX)
			json_stat_fail("A dataset has at most 2147483647 cells.", "the dataset is too large");
	}
	if (cells == 0)
		json_stat_fail("All its dimensions have categories.", "the dataset has no cells");
	for (i = 1; i < dataset->count; i++)
	{
		int j;

		for (j = 0; j < i; j++)
			if (compare_slices(&dataset->dimensions[i].id, &dataset->dimensions[j].id) == 0)
				json_stat_fail("Each dimension has a name of its own.", "the dataset has dimension \"%.*s\" twice",
							   (int) slice_clip(dataset->dimensions[i].id, 120), dataset->dimensions[i].id.data);
	}
	return cells;
}

/* Read all but the cells. */
static void
dataset_read(Dataset *dataset, const Table *table, const JsonbValue *root)
{
	JsonbValue *dimension;
	JsonbValue *ids;
	JsonbValue *sizes;
	JsonbValue *roles;
	Slice class;
	int64 cells;
	int	  i;

	/* version 1 wraps the dataset, and has its ids among the dimensions */
	if (object_get(root, "dimension") == NULL && is_object(object_get(root, "dataset")))
		root = object_get(root, "dataset");
	class = json_string(object_get(root, "class"));
	if (class.data != NULL && !slice_equals(class, "dataset"))
		json_stat_fail("Only a dataset has rows; a collection has links to datasets.",
					   "the JSON-stat is of class \"%.*s\"", (int) slice_clip(class, 60), class.data);
	dimension = object_get(root, "dimension");
	ids = dataset_get(root, dimension, "id");
	sizes = dataset_get(root, dimension, "size");
	roles = dataset_get(root, dimension, "role");
	dataset->value = object_get(root, "value");
	dataset->status = object_get(root, "status");
	if (!is_object(dimension) || !is_array(ids) || !is_array(sizes) ||
		(!is_array(dataset->value) && !is_object(dataset->value)))
		json_stat_fail("A dataset has \"id\", \"size\", \"dimension\" and \"value\".",
					   "the JSON is no JSON-stat dataset");
	dataset->count = json_length(ids);
	if (dataset->count != json_length(sizes) || dataset->count == 0 || dataset->count > JSON_DIMENSIONS)
		json_stat_fail("\"id\" and \"size\" are lists of equal length, of 1 to 16 dimensions.",
					   "the dataset has %d dimensions and %d sizes", dataset->count, json_length(sizes));

	cells = dataset_read_sizes(dataset, ids, sizes);
	dataset_check_places(dataset->value, cells);
	if (dataset->status != NULL && dataset->status->type != jbvNull && dataset->status->type != jbvString &&
		!is_array(dataset->status) && !is_object(dataset->status))
		json_stat_fail("It is a text, a list or an object.", "the dataset has a status that is none");
	dataset_check_places(dataset->status, cells);
	for (i = 0; i < dataset->count; i++)
		dimension_read(&dataset->dimensions[i], object_find(dimension, dataset->dimensions[i].id));
	dataset_find_regions(dataset, roles);
	dataset_find_measures(dataset, table, root, roles);
	dataset_find_periods(dataset, roles);
}

/* ---------- the rows ---------- */

/* What stands at a place of "value" or "status"; NULL if nothing does. */
static JsonbValue *
cell_find(const JsonbValue *values, int64 place)
{
	char		key[24];
	JsonbValue *found = NULL;

	if (is_array(values))
		found = place < json_length(values) ? array_get(values, place) : NULL;
	else if (is_object(values))
	{
		snprintf(key, sizeof(key), INT64_FORMAT, place);
		found = object_get(values, key);
	}
	return found != NULL && found->type == jbvNull ? NULL : found;
}

/*
 * The cell at a place, in a buffer of CELL_SIZE bytes.  A number is a number,
 * whatever its status; the status says why there is none.
 */
static Slice
dataset_read_cell(const Dataset *dataset, const Symbols *symbols, int64 place, Slice region, Column column,
				  char *buffer)
{
	JsonbValue *value = cell_find(dataset->value, place);
	Slice		cell;
	Slice		clean;
	const char *wrong;

	if (value == NULL)
	{
		JsonbValue *status = dataset->status;

		if (status != NULL && status->type != jbvString)
			status = cell_find(status, place);
		cell = json_string(status);
		if (status != NULL && status->type != jbvNull && (cell.data == NULL || cell.length > CELL_SIZE))
			json_stat_fail("A status is a text of at most 64 bytes.", "the status of cell " INT64_FORMAT " is no text",
						   place);
		if (cell.data == NULL)
			return (Slice){"", 0};
		/* the service's own status, if it is no symbol that is known in print */
		if (cell_clean(cell, symbols, buffer, &clean) == NULL)
		{
			if (clean.length > 0 && is_digits(clean))
				json_stat_fail("It would be taken for a count; a status says why there is none.",
							   "the status of cell " INT64_FORMAT " is the number %.*s", place, (int) clean.length,
							   clean.data);
			return clean;
		}
		memcpy(buffer, cell.data, cell.length);
		return (Slice){buffer, cell.length};
	}
	if (value->type == jbvNumeric)
	{
		cell.data = numeric_normalize(value->val.numeric);
		cell.length = strlen(cell.data);
	}
	else
		cell = json_string(value);
	wrong = cell.data == NULL ? "is no cell" : cell_clean(cell, symbols, buffer, &clean);
	if (wrong != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
				 errmsg("cell \"%.*s\" of %s, %.*s, %s", (int) slice_clip(cell, 60), cell.data != NULL ? cell.data : "",
						dataset->words->measures[column].name, (int) slice_clip(region, 80), region.data, wrong),
				 errdetail("A cell is a count from 0 to 2147483647, or null with a status."),
				 errhint("Leave the measure out: columns => '{name,settled,-}'.")));
	return clean;
}

/* Hand over one row, of the region at a place of the dataset. */
static void
dataset_put_row(const Dataset *dataset, Table *table, int region, int64 place, Slice heading, Slice period, int line)
{
	const Dimension *regions = &dataset->dimensions[dataset->region];
	TableRow		 row = {.table_number = table->number, .line = line, .heading = heading, .period = period};
	char			 cells[TABLE_COLUMNS][CELL_SIZE];
	char			 code[NAME_SIZE];
	char			 name[NAME_SIZE];
	int				 i;

	if (regions->codes[region].length >= NAME_SIZE - 1 ||
		!code_clean(regions->codes[region], table->words->short_codes, code, &row.code) ||
		!name_clean(regions->labels[region], name, &row.name) || row.name.length == 0)
		json_stat_fail("A region has a code and a name of at most 254 bytes.",
					   "region %d has no code or name that can be read", region + 1);
	(void) name_is_total(row.name, &row.total_of);
	for (i = 0; i < dataset->column_count; i++)
	{
		Column column = dataset->columns[i];
		int64  at = place + (dataset->measure < 0 ? 0 : i * dataset->dimensions[dataset->measure].stride);

		if (column_is_single(column))
		{
			row.measures[row.count] = column;
			row.cells[row.count] = dataset_read_cell(dataset, &table->symbols, at, row.name, column, cells[row.count]);
			row.count++;
		}
	}
	table->put_row(table->receiver, &row);
}

/* The labels of the dimensions that make this table one of several. */
static Slice
dataset_heading(const Dataset *dataset, const int *position, char *buffer)
{
	size_t length = 0;
	int	   i;

	for (i = 0; i < dataset->count; i++)
		if (i != dataset->region && i != dataset->measure && dataset->dimensions[i].size > 1)
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

static void
dataset_put_rows(const Dataset *dataset, Table *table)
{
	MemoryContext row_context =
		AllocSetContextCreate(CurrentMemoryContext, "row of a JSON-stat dataset", ALLOCSET_SMALL_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(row_context);
	int			  position[JSON_DIMENSIONS] = {0};
	char		  buffer[NAME_SIZE];
	int			  line = 0;
	int			  i;

	do
	{
		Slice heading = dataset_heading(dataset, position, buffer);
		Slice period =
			dataset->time < 0 ? (Slice){NULL, 0} : dataset->dimensions[dataset->time].codes[position[dataset->time]];
		int64 place = 0;

		for (i = 0; i < dataset->count; i++)
			place += position[i] * dataset->dimensions[i].stride;
		for (i = 0; i < dataset->dimensions[dataset->region].size; i++)
		{
			CHECK_FOR_INTERRUPTS();
			if (i == 0)
				table->number++;
			if (line == TABLE_ROWS)
				json_stat_fail("A publication has a row for each region.", "the dataset has more than %d rows",
							   TABLE_ROWS);
			dataset_put_row(dataset, table, i, place + i * dataset->dimensions[dataset->region].stride, heading, period,
							++line);
			MemoryContextReset(row_context);
		}
		/* the next combination of the other dimensions */
		for (i = dataset->count - 1; i >= 0; i--)
		{
			if (i == dataset->region || i == dataset->measure)
				continue;
			if (++position[i] < dataset->dimensions[i].size)
				break;
			position[i] = 0;
		}
	} while (i >= 0);
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(row_context);
}

/* Is the content a JSON object? */
bool
json_stat_detect(Slice content)
{
	Slice  text = content;
	Space  space;
	size_t gap;

	while ((gap = space_match(text.data, content.data + content.length, &space)) > 0)
		text.data += gap;
	return text.data < content.data + content.length && *text.data == '{';
}

/*
 * Datasets are flat: what is nested deeply is something else, and costs the parser
 * its stack.  Returns how many keys the text has; each has a colon behind it.
 */
static int64
json_check_depth(Slice text)
{
	bool   string = false;
	int	   depth = 0;
	int	   line = 1;
	int64  keys = 0;
	size_t i;

	for (i = 0; i < text.length; i++)
	{
		char c = text.data[i];

		if (c == '"')
			string = !string;
		else if (string)
			i += c == '\\';
		else if (c == '[' || c == '{')
			depth++;
		else if (c == ']' || c == '}')
			depth--;
		else
			keys += c == ':';
		line += c == '\n';
		if (depth > JSON_DEPTH)
			json_stat_fail("A dataset has at most 32 levels.", "line %d: the JSON is nested too deeply", line);
	}
	return keys;
}

/* Of a key that stands twice in an object jsonb keeps the last, which may be of another number. */
static void
json_check_keys(Jsonb *jsonb, int64 keys)
{
	JsonbIterator	  *iterator = JsonbIteratorInit(&jsonb->root);
	JsonbValue		   value;
	JsonbIteratorToken token;

	while ((token = JsonbIteratorNext(&iterator, &value, false)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		keys -= token == WJB_KEY;
	}
	if (keys > 0)
		json_stat_fail("Each key of an object stands once.", "the JSON has a key twice");
}

/* Read the dataset that table->content is; errors are thrown. */
void
json_stat_read(Table *table)
{
	Slice	   text = slice_trim(table->content);
	Dataset	   dataset = {.words = table->words};
	JsonbValue root = {.type = jbvBinary};
	Jsonb	  *jsonb;
	int64	   keys;

	if (text.length > JSON_BYTES)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the JSON-stat dataset is too long"),
						errdetail("It has %zu bytes, at most %d can be read.", text.length, JSON_BYTES),
						errhint("Ask the publisher's service for fewer measures or periods.")));
	keys = json_check_depth(text);
	jsonb = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(pnstrdup(text.data, text.length))));
	root.val.binary.data = &jsonb->root;
	root.val.binary.len = VARSIZE_ANY_EXHDR(jsonb);
	if (!is_object(&root))
		json_stat_fail("A dataset is a JSON object.", "the JSON is no JSON-stat dataset");
	json_check_keys(jsonb, keys);
	dataset_read(&dataset, table, &root);
	dataset_put_rows(&dataset, table);
}
