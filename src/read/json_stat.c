/*
 * json_stat.c
 *		Reading JSON-stat, version 1 or 2, into rows.
 *
 * A dataset is a cube: "id" names its dimensions, "size" says how long each is,
 * and "value" holds the cells, the last dimension running fastest.  A bundle of version 1 has
 * several, each a member; so has a collection of version 2, of whose items those are read that
 * are here and not elsewhere.
 *
 * The text is parsed by jsonb, which guards against depth and bad syntax.
 *
 * Called by published_table.c.  What becomes of the cube is dataset.c's.  Owns the datasets
 * of one call, in the caller's memory.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "read/dataset.h"
#include "read/json_stat.h"
#include "read/table_cell.h"
#include "util/compat.h"

#define JSON_BYTES	  (8 * 1024 * 1024) /* of a dataset; jsonb takes many times as much */
#define JSON_DEPTH	  32
#define JSON_DATASETS 1000 /* of a bundle, at most */

static const char json_hint[] = "Ask the publisher's service for JSON-stat 2, and take its answer as it is.";

/* Where the cells of a dataset are. */
typedef struct JsonCells
{
	JsonbValue *value;
	JsonbValue *status; /* may be NULL */
} JsonCells;

/* The datasets of a content. */
typedef struct Bundle
{
	Slice		names[JSON_DATASETS]; /* data may be NULL */
	JsonbValue *datasets[JSON_DATASETS];
	int			count;
} Bundle;

#define json_stat_fail(...) dataset_refuse(0, json_hint, __VA_ARGS__)

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

/*
 * What the numbers of categories are of; NULL where it says nothing.  Of numbers in thousands, the unit is that.
 */
static Slice *
dimension_read_units(const Dimension *dimension, const JsonbValue *units)
{
	Slice *result;
	int	   i;

	if (!is_object(units))
		return NULL;
	result = palloc0(sizeof(Slice) * dimension->size);
	for (i = 0; i < dimension->size; i++)
	{
		JsonbValue *unit = object_find(units, dimension->codes[i]);
		int			thousands = json_count(object_get(unit, "multiplier"));

		result[i] = json_string(object_get(unit, "base"));
		if (result[i].data == NULL)
			result[i] = json_string(object_get(unit, "label"));
		if (object_get(unit, "multiplier") != NULL && thousands != 0)
			result[i] = (Slice){"a power of ten", 14};
	}
	return result;
}

/* The categories of a dimension: their codes in order, and their labels. */
static void
dimension_read(const Dataset *dataset, Dimension *dimension, const JsonbValue *object)
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
	dimension->units = dimension_read_units(dimension, object_get(category, "unit"));
	dataset_check_codes(dataset, dimension);
}

/* The dimension that has a role, or -1. */
static int
dataset_find_role(const Dataset *dataset, const JsonbValue *roles, const char *role)
{
	JsonbValue *ids = object_get(roles, role);
	Slice		id = is_array(ids) ? json_string(array_get(ids, 0)) : (Slice){NULL, 0};
	int			i;

	for (i = 0; i < dataset->count; i++)
		if (id.data != NULL && slices_equal(id, dataset->dimensions[i].id))
			return i;
	return -1;
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

/* Names and sizes of the dimensions; returns the number of cells. */
static int64
dataset_read_sizes(Dataset *dataset, const JsonbValue *ids, const JsonbValue *sizes)
{
	int i;

	for (i = 0; i < dataset->count; i++)
	{
		Dimension *d = &dataset->dimensions[i];

		d->id = json_string(array_get(ids, i));
		d->size = json_count(array_get(sizes, i));
		if (d->id.data == NULL || d->size < 0)
			json_stat_fail("\"id\" is a list of names, \"size\" a list of whole numbers.",
						   "dimension %d has no name or no size", i + 1);
	}
	return dataset_set_strides(dataset);
}

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

/* The value of a dataset at a place, and why there is none, or what its status says of a number. */
static void
json_find_cell(const Dataset *dataset, int64 place, DatasetCell *cell)
{
	const JsonCells *cells = dataset->source;
	JsonbValue		*value = cell_find(cells->value, place);
	JsonbValue		*status = cells->status;

	if (status != NULL && status->type != jbvString)
		status = cell_find(status, place);
	if (value != NULL && value->type == jbvNumeric)
	{
		cell->value.data = numeric_normalize(value->val.numeric);
		cell->value.length = strlen(cell->value.data);
		cell->flags = json_string(status);
		return;
	}
	cell->value = json_string(value);
	cell->wrong = value != NULL && cell->value.data == NULL;
	if (value != NULL)
		return;
	cell->status = json_string(status);
	if (status != NULL && status->type != jbvNull && cell->status.data == NULL)
		json_stat_fail("A status is a text of at most 64 bytes.", "the status of cell " INT64_FORMAT " is no text",
					   place);
}

/* Read all but the cells. */
static void
dataset_read(Dataset *dataset, JsonCells *cells, const JsonbValue *root)
{
	JsonbValue *dimension = object_get(root, "dimension");
	JsonbValue *ids = dataset_get(root, dimension, "id");
	JsonbValue *sizes = dataset_get(root, dimension, "size");
	JsonbValue *roles = dataset_get(root, dimension, "role");
	int64		count;
	int			i;

	cells->value = object_get(root, "value");
	cells->status = object_get(root, "status");
	if (!is_object(dimension) || !is_array(ids) || !is_array(sizes) ||
		(!is_array(cells->value) && !is_object(cells->value)))
		json_stat_fail("A dataset has \"id\", \"size\", \"dimension\" and \"value\".",
					   "the JSON is no JSON-stat dataset");
	dataset->count = json_length(ids);
	if (dataset->count != json_length(sizes) || dataset->count == 0 || dataset->count > DATASET_DIMENSIONS)
		json_stat_fail("\"id\" and \"size\" are lists of equal length, of 1 to 16 dimensions.",
					   "the dataset has %d dimensions and %d sizes", dataset->count, json_length(sizes));

	count = dataset_read_sizes(dataset, ids, sizes);
	dataset_check_places(cells->value, count);
	if (cells->status != NULL && cells->status->type != jbvNull && cells->status->type != jbvString &&
		!is_array(cells->status) && !is_object(cells->status))
		json_stat_fail("It is a text, a list or an object.", "the dataset has a status that is none");
	dataset_check_places(cells->status, count);
	for (i = 0; i < dataset->count; i++)
		dimension_read(dataset, &dataset->dimensions[i], object_find(dimension, dataset->dimensions[i].id));
	dataset->title = dataset->label = json_string(object_get(root, "label"));
	dataset->region = dataset_find_role(dataset, roles, "geo");
	dataset->measure = dataset_find_role(dataset, roles, "metric");
	dataset->time = dataset_find_role(dataset, roles, "time");
	dataset->source = cells;
	dataset->find_cell = json_find_cell;
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
	/* not "{|", as a wiki's table begins */
	return text.data < content.data + content.length && *text.data == '{' &&
		   (text.data + 1 == content.data + content.length || text.data[1] != '|');
}

/* Are its lines objects of their own, one a row, as programs write them? */
static bool
json_is_lines(Slice text)
{
	const char *end = memchr(text.data, '\n', text.length);
	Slice		first = slice_trim((Slice){text.data, end != NULL ? (size_t) (end - text.data) : 0});
	Slice		rest = end != NULL ? slice_trim((Slice){end, text.length - (end - text.data)}) : first;

	return first.length > 1 && first.data[first.length - 1] == '}' && rest.length > 0 && rest.data[0] == '{';
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

/* A dataset is left out. */
static void
note_dataset(Table *table, Slice name)
{
	table_note(table, 0, NOTE_DATASET, name.data != NULL ? name : (Slice){"", 0});
}

static void
bundle_add(Bundle *bundle, Slice name, JsonbValue *dataset)
{
	if (bundle->count == JSON_DATASETS)
		json_stat_fail(psprintf("At most %d are read at once.", JSON_DATASETS), "the JSON has too many datasets");
	bundle->names[bundle->count] = name;
	bundle->datasets[bundle->count++] = dataset;
}

/* The items of a collection: datasets that are here, and links to others, which are left out. */
static void
bundle_add_items(Bundle *bundle, Table *table, const JsonbValue *items)
{
	int i;

	for (i = 0; is_array(items) && i < json_length(items); i++)
	{
		JsonbValue *item = array_get(items, i);

		CHECK_FOR_INTERRUPTS();
		if (object_get(item, "dimension") != NULL)
			bundle_add(bundle, json_string(object_get(item, "label")), item);
		else
			note_dataset(table, json_string(object_get(item, "href")));
	}
	if (bundle->count == 0)
		json_stat_fail("A link does not say what is behind it.", "the collection has no dataset but links to some");
}

/* The datasets of version 1: each member that has dimensions is one. */
static void
bundle_add_members(Bundle *bundle, const JsonbValue *root)
{
	JsonbIterator	  *iterator = JsonbIteratorInit(root->val.binary.data);
	JsonbValue		   key;
	JsonbValue		   value;
	JsonbIteratorToken token;

	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
		if (token == WJB_KEY)
		{
			JsonbValue *member = object_find(root, json_string(&key));

			(void) JsonbIteratorNext(&iterator, &value, true);
			if (object_get(member, "dimension") != NULL)
				bundle_add(bundle, json_string(&key), member);
		}
}

/* The datasets of the content, one or more. */
static Bundle *
bundle_find(Table *table, JsonbValue *root)
{
	Bundle *bundle = palloc0(sizeof(Bundle));
	Slice class = json_string(object_get(root, "class"));

	if (class.data != NULL && slice_equals(class, "collection"))
		bundle_add_items(bundle, table, object_get(object_get(root, "link"), "item"));
	else if (class.data != NULL && !slice_equals(class, "dataset"))
		json_stat_fail("A dataset has rows, and so has a collection of datasets.", "the JSON-stat is of class \"%.*s\"",
					   (int) slice_clip(class, 60), class.data);
	else if (object_get(root, "dimension") == NULL)
		bundle_add_members(bundle, root);
	if (bundle->count == 0)
		bundle_add(bundle, (Slice){NULL, 0}, root);
	return bundle;
}

/* Tell of all texts of a note: one, a list of them, or those of each category. */
static void
note_put(Table *table, const JsonbValue *note)
{
	JsonbIterator	  *iterator;
	JsonbValue		   value;
	JsonbIteratorToken token;

	if (json_string(note).data != NULL)
		table_note(table, 0, NOTE_LINE, json_string(note));
	if (!is_object(note) && !is_array(note))
		return;
	iterator = JsonbIteratorInit(note->val.binary.data);
	while ((token = JsonbIteratorNext(&iterator, &value, false)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if ((token == WJB_ELEM || token == WJB_VALUE) && value.type == jbvString)
			table_note(table, 0, NOTE_LINE, json_string(&value));
	}
}

/* Tell of what a dataset says in words of itself, its dimensions and their categories. */
static void
dataset_put_notes(const Dataset *dataset, Table *table, const JsonbValue *root)
{
	int i;

	note_put(table, object_get(root, "note"));
	for (i = 0; i < dataset->count; i++)
	{
		const JsonbValue *dimension = object_find(object_get(root, "dimension"), dataset->dimensions[i].id);

		note_put(table, object_get(dimension, "note"));
		note_put(table, object_get(object_get(dimension, "category"), "note"));
	}
}

/* Read the datasets that table->content has; errors are thrown. */
void
json_stat_read(Table *table)
{
	Slice	   text = slice_trim(table->content);
	Dataset	  *dataset = palloc(sizeof(Dataset));
	JsonbValue root = {.type = jbvBinary};
	Jsonb	  *jsonb;
	Bundle	  *bundle;
	int64	   keys;
	int		   passed = 0;
	int		   i;

	if (text.length > JSON_BYTES)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the JSON-stat dataset is too long"),
						errdetail("It has %zu bytes, at most %d can be read.", text.length, JSON_BYTES),
						errhint("Ask the publisher's service for fewer measures or periods.")));
	if (json_is_lines(text))
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("JSON lines, an object for each row, are not read"),
				 errdetail("Of JSON, a JSON-stat dataset is read."),
				 errhint("Write the rows as CSV: a header, and a line for each.")));
	keys = json_check_depth(text);
	jsonb = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(pnstrdup(text.data, text.length))));
	root.val.binary.data = &jsonb->root;
	root.val.binary.len = VARSIZE_ANY_EXHDR(jsonb);
	if (!is_object(&root))
		json_stat_fail("A dataset is a JSON object.", "the JSON is no JSON-stat dataset");
	json_check_keys(jsonb, keys);
	bundle = bundle_find(table, &root);
	for (i = 0; i < bundle->count; i++)
	{
		JsonCells cells;

		dataset_begin(dataset, table, json_hint);
		dataset_read(dataset, &cells, bundle->datasets[i]);
		/* of another subject; the last one says so, where all are */
		if (!dataset_find_regions(dataset) && passed + 1 < bundle->count)
		{
			passed++;
			note_dataset(table, bundle->names[i]);
			continue;
		}
		dataset_put(dataset, table);
		dataset_put_notes(dataset, table, bundle->datasets[i]);
	}
}
