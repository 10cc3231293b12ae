/*
 * cube_columns.c
 *		The columns of a cube: which are codes, which is counted, and the rows.
 *
 * A column that is taken for a code and is none turns sums off, and with them
 * protection.  So none is guessed at: a code is a column that its rows need to be told
 * apart, or that says no more than one that they need; what is a number and no code must
 * be the value.
 *
 * Called by audit_read_cube(), for audit_cube() and protect_cube(), inside SPI.  Owns
 * nothing: codes and cells live in the context of cube->system.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "audit/cube_columns.h"
#include "type/suppressed_text.h"
#include "util/memory.h"

#define MAX_CUBE_COLUMNS (MAX_DIMENSIONS + 1)

/* How a column is kept until it is known what it is. */
typedef enum Form
{
	FORM_INTEGER,
	FORM_CODE,
	FORM_BOUNDS /* it certainly is the value */
} Form;

typedef struct Column
{
	int			   number; /* of the query */
	const char	  *name;
	Form		   form;
	bool		   is_number;	  /* of a type of numbers */
	bool		   is_suppressed; /* of a type that no code has */
	bool		   in_hierarchy;
	int			   nulls;
	KeyReader	   reader;
	KeyDictionary *codes;
	ValueReader	   value; /* of form bounds */
	/* by row, one of these */
	int64  *integer;
	int	   *code;
	Bounds *bounds;
} Column;

typedef struct Reading
{
	Cube			 *cube;
	int				  columns;
	Column			  column[MAX_CUBE_COLUMNS];
	int				  value; /* of the columns, or -1 */
	const ValueForm	 *form;
	const Attributes *attributes;
	int				  rows;
	int				  allocated;
	uint32			 *given; /* by row: columns that are not null */
} Reading;

/* ---- names of columns ---- */

/* Names as they stand in a message: "a", "b" and "c". */
static const char *
name_columns(const Reading *reading, uint32 mask)
{
	StringInfoData list;
	const char	  *last = NULL;

	initStringInfo(&list);
	for (int i = 0; i < reading->columns; i++)
	{
		if (!(mask & (1u << i)))
			continue;
		if (last)
			appendStringInfo(&list, "%s\"%s\"", list.len ? ", " : "", last);
		last = reading->column[i].name;
	}
	if (last)
		appendStringInfo(&list, "%s\"%s\"", list.len ? " and " : "", last);
	return list.data;
}

static uint32
all_columns(const Reading *reading)
{
	return reading->columns == 32 ? PG_UINT32_MAX : (1u << reading->columns) - 1;
}

static int
column_of_name(const Reading *reading, const char *name)
{
	for (int i = 0; i < reading->columns; i++)
		if (strcmp(reading->column[i].name, name) == 0)
			return i;
	return -1;
}

static void
skip_blanks(const char **text)
{
	*text += strspn(*text, " \t\r\n");
}

/* The next name of a hierarchy, in double quotes or as it stands; it ends before a '>' or at the end. */
static char *
next_name(const char **rest, const char *hierarchy)
{
	StringInfoData name;
	const char	  *at = *rest;

	initStringInfo(&name);
	skip_blanks(&at);
	if (*at == '"')
	{
		for (at++; *at && (*at != '"' || at[1] == '"'); at++)
		{
			at += *at == '"';
			appendStringInfoChar(&name, *at);
		}
		if (*at != '"')
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("hierarchy \"%s\" has a quote that does not end", hierarchy)));
		at++;
		skip_blanks(&at);
	}
	else
	{
		Size length = strcspn(at, ">");

		appendBinaryStringInfo(&name, at, length);
		at += length;
		while (name.len > 0 && strchr(" \t\r\n", name.data[name.len - 1]))
			name.data[--name.len] = '\0';
	}
	if (name.len == 0 || (*at && *at != '>'))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("hierarchy \"%s\" is not understood", hierarchy),
				 errdetail("It names columns, the coarse one first, as \"county > region\"; a name with a \">\" stands "
						   "in double quotes.")));
	*rest = at;
	return name.data;
}

/* 'county > county > region' is two hierarchies; here of columns, later of dimensions. */
static void
read_hierarchy(Reading *reading, const char *text)
{
	Cube  *cube = reading->cube;
	uint32 seen = 0;
	int	   coarse = -1;

	for (const char *rest = text;; rest++)
	{
		char *name = next_name(&rest, text);
		int	  fine = column_of_name(reading, name);

		if (fine < 0)
			ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
							errmsg("column \"%s\" of a hierarchy is not among the columns of the cube", name),
							errdetail("Its columns are %s.", name_columns(reading, all_columns(reading)))));
		if (fine == reading->value)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("column \"%s\" of a hierarchy is the value of the cube", name)));
		if (seen & (1u << fine))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("hierarchy \"%s\" repeats a column", text)));
		seen |= 1u << fine;
		reading->column[fine].in_hierarchy = true;
		if (coarse >= 0)
			cube->hierarchy[cube->hierarchies++] = (Hierarchy){coarse, fine, NULL};
		coarse = fine;
		if (*rest != '>')
			break;
	}
}

static void
read_hierarchies(Reading *reading, ArrayType *array)
{
	Datum *element;
	bool  *null;
	int	   count;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &element, &null, &count);
	reading->cube->hierarchy = allocate(sizeof(Hierarchy) * MAX_CUBE_COLUMNS, count);
	for (int i = 0; i < count; i++)
	{
		if (null[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a hierarchy is null")));
		read_hierarchy(reading, TextDatumGetCString(element[i]));
	}
}

/* ---- rows ---- */

static bool
is_number_type(Oid type)
{
	return type == INT2OID || type == INT4OID || type == INT8OID || type == NUMERICOID || type == FLOAT4OID ||
		   type == FLOAT8OID;
}

static void
open_column(Reading *reading, Source *source, int number, const char *wanted)
{
	Column	   *column;
	Oid			type = source_type(source, number);
	const char *name = SPI_fname(source->columns, number);
	bool		is_value = wanted && strcmp(name, wanted) == 0;

	if (!is_value && reading->attributes && reading->attributes->open(reading->attributes->state, source, number))
		return;
	if (reading->columns == MAX_CUBE_COLUMNS)
		ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
						errmsg("the query of the cube groups by more than %d columns", MAX_DIMENSIONS)));
	if (column_of_name(reading, name) >= 0)
		ereport(ERROR, (errcode(ERRCODE_DUPLICATE_COLUMN), errmsg("two columns of the cube are named \"%s\"", name),
						errhint("Name them apart, with AS: cells are named by their columns.")));
	column = reading->column + reading->columns;
	column->number = number;
	column->name = name;
	column->reader = key_reader(type);
	column->is_suppressed = type == reading->form->suppressed_bigint ||
							type == suppressed_int_type(reading->form->suppressed_bigint) ||
							(reading->form->is_amount && type == NUMRANGEOID);
	column->is_number = column->is_suppressed || is_number_type(type);
	if (is_value || (!wanted && column->is_suppressed))
	{
		column->form = FORM_BOUNDS;
		column->value = value_reader(type, reading->form, name);
	}
	else
	{
		column->form = column->reader.is_integer ? FORM_INTEGER : FORM_CODE;
		column->codes = key_dictionary_create_of(type, TupleDescAttr(source->columns, number - 1)->attcollation);
	}
	if (is_value)
	{
		reading->value = reading->columns;
		source->value_column = number;
	}
	reading->columns++;
}

static void
make_room(Reading *reading)
{
	reading->allocated = reading->allocated ? reading->allocated * 2 : 256;
	for (int i = 0; i < reading->columns; i++)
	{
		Column *column = reading->column + i;

#define GROW(array) \
	((array) = (array) ? \
				   repalloc_huge(array, sizeof(*(array)) * reading->allocated) : \
				   MemoryContextAllocHuge(reading->cube->system->context, sizeof(*(array)) * reading->allocated))
		if (column->form == FORM_INTEGER)
			GROW(column->integer);
		else if (column->form == FORM_CODE)
			GROW(column->code);
		else
			GROW(column->bounds);
	}
	GROW(reading->given);
}

static int64
integer_of(const KeyReader *reader, Datum value)
{
	return reader->type == INT2OID ? DatumGetInt16(value) :
		   reader->type == INT4OID ? DatumGetInt32(value) :
									 DatumGetInt64(value);
}

static void
take_row(void *state, const Source *source, HeapTuple tuple)
{
	Reading *reading = state;
	int		 row = reading->rows;

	if (row == reading->allocated)
		make_room(reading);
	reading->given[row] = 0;
	for (int i = 0; i < reading->columns; i++)
	{
		Column *column = reading->column + i;
		bool	null;
		Datum	value = SPI_getbinval(tuple, source->columns, column->number, &null);

		if (!null)
			reading->given[row] |= 1u << i;
		else if (i == reading->value)
			source_value(source, tuple, column->number); /* it says what is wrong */
		else
			column->nulls++;
		if (column->form == FORM_INTEGER)
			column->integer[row] = null ? 0 : integer_of(&column->reader, value);
		else if (column->form == FORM_CODE)
			column->code[row] = null ? -1 : key_dictionary_number(column->codes, &column->reader, value, true, NULL);
		else
			column->bounds[row] = null ? (Bounds){0, 0} : value_read(&column->value, value);
	}
	reading->rows++;
	if (reading->attributes)
		reading->attributes->take(reading->attributes->state, row, source, tuple);
}

/* ---- what a column says ---- */

/* What a row says in one of its columns; null is apart, in the row's mask. */
static inline int64
said(const Column *column, int row)
{
	return column->form == FORM_INTEGER ? column->integer[row] :
		   column->form == FORM_CODE	? column->code[row] :
										  column->bounds[row].lower;
}

/* Rows by what they say in some columns. */
typedef struct Rows
{
	const Reading *reading;
	uint32		   mask;
	KeyDictionary *keys;
} Rows;

/* Rows that say the same have one number, in the order in which they come. */
static int
number_row(Rows *rows, int row)
{
	const Reading *reading = rows->reading;
	int64		   key[MAX_CUBE_COLUMNS + 1];
	int			   length = 0;
	bool		   added;

	CHECK_FOR_INTERRUPTS();
	key[length++] = reading->given[row] & rows->mask;
	for (int i = 0; i < reading->columns; i++)
		if (rows->mask & (1u << i))
			key[length++] = said(reading->column + i, row);
	return key_dictionary_bytes(rows->keys, key, sizeof(int64) * length, true, &added);
}

/* Do these columns tell all rows apart? */
static bool
tell_apart(const Reading *reading, uint32 mask)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "telling rows apart", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Rows		  rows = {reading, mask, key_dictionary_create(false)};
	int			  row = 0;

	while (row < reading->rows && number_row(&rows, row) == row)
		row++;
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return row == reading->rows;
}

/* Does a column follow from others?  So does one that is the same in all rows. */
static bool
follows_from(const Reading *reading, int number, uint32 mask)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "what follows", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Rows		  rows = {reading, mask, key_dictionary_create(false)};
	int			 *first = allocate(sizeof(int), reading->rows);
	int			  keys = 0;
	int			  row;

	for (row = 0; row < reading->rows; row++)
	{
		int key = number_row(&rows, row);

		if (key == keys)
			first[keys++] = row;
		if (said(reading->column + number, row) != said(reading->column + number, first[key]) ||
			((reading->given[row] ^ reading->given[first[key]]) & (1u << number)))
			break;
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return row == reading->rows;
}

/* Is null in the same rows as another column: a code and its name? */
static bool
has_companion(const Reading *reading, int number)
{
	uint32 differ = 1u << number;

	for (int row = 0; row < reading->rows; row++)
	{
		bool given = (reading->given[row] & (1u << number)) != 0;

		differ |= given ? ~reading->given[row] : reading->given[row];
	}
	return (all_columns(reading) & ~differ) != 0;
}

/* Is each of its texts the text of a count? */
static bool
is_text_of_counts(const Column *column)
{
	if (!column->reader.is_text)
		return false;
	for (int code = 0; code < key_dictionary_count(column->codes); code++)
	{
		char  *text = key_dictionary_text(column->codes, code);
		Bounds bounds;
		bool   is_count = suppressed_text_read(text, &bounds) == SUPPRESSED_TEXT_OK;

		CHECK_FOR_INTERRUPTS();
		pfree(text);
		if (!is_count)
			return false;
	}
	return true;
}

/* ---- which column is what ---- */

/* Columns that have no totals. */
static uint32
never_null(const Reading *reading)
{
	uint32 result = 0;

	for (int i = 0; i < reading->columns; i++)
		if (reading->column[i].nulls == 0 && !reading->column[i].in_hierarchy)
			result |= 1u << i;
	return result;
}

/* Numbers that are null here and there, but not as a code is in totals: rows are told apart without them. */
static uint32
gappy_numbers(const Reading *reading, uint32 without)
{
	uint32 result = 0;

	for (int i = 0; i < reading->columns; i++)
	{
		const Column *column = reading->column + i;

		if (!column->is_number || column->in_hierarchy || (without & (1u << i)) || column->nulls == 0 ||
			column->nulls == reading->rows)
			continue;
		if (tell_apart(reading, all_columns(reading) & ~without & ~(1u << i)) && !has_companion(reading, i))
			result |= 1u << i;
	}
	return result;
}

static void
choose_value(Reading *reading)
{
	uint32 never = never_null(reading);
	uint32 candidates = gappy_numbers(reading, never);
	int	   count;

	for (int i = 0; i < reading->columns; i++)
		if (reading->column[i].is_suppressed ||
			((never & (1u << i)) && (reading->column[i].is_number || is_text_of_counts(reading->column + i))))
			candidates |= 1u << i;
	count = pg_popcount32(candidates);
	if (count == 0)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN), errmsg("the cube has no column that can be its value"),
						errdetail("Of its columns, %s, each is null in some row, as codes are in totals, or no number.",
								  name_columns(reading, all_columns(reading))),
						errhint("Say which it is, as value => 'n', to be told what is wrong with it.")));
	if (count > 1)
		ereport(ERROR, (errcode(ERRCODE_AMBIGUOUS_COLUMN),
						errmsg("columns %s of the cube can each be its value", name_columns(reading, candidates)),
						errdetail("A number is taken for a code if it is null in totals, or named in a hierarchy."),
						errhint("Say which it is: value => '%s'. Of the others those that are no codes are left out.",
								reading->column[pg_leftmost_one_pos32(candidates)].name)));
	reading->value = pg_leftmost_one_pos32(candidates);
}

/* Does a column follow from each of these alone? */
static bool
follows_from_each(const Reading *reading, int number, uint32 columns)
{
	for (int i = 0; i < reading->columns; i++)
		if ((columns & (1u << i)) && i != number && !follows_from(reading, number, 1u << i))
			return false;
	return true;
}

/*
 * Of columns without totals, those that rows are not told apart by: other
 * numbers, names, remarks.  base are the codes with totals.
 */
static uint32
superfluous_columns(const Reading *reading, uint32 base, uint32 columns)
{
	uint32 helpers = 0;
	uint32 needed = 0;

	if (columns == 0 || tell_apart(reading, base))
		return columns;
	for (int i = 0; i < reading->columns; i++)
		if ((columns & (1u << i)) && tell_apart(reading, base | (1u << i)))
			helpers |= 1u << i;
	if (pg_popcount32(helpers) == 1)
		return columns & ~helpers;
	/* several that do: the code is the one that says least, and its names say the same */
	for (int i = 0; i < reading->columns; i++)
		if ((helpers & (1u << i)) && follows_from_each(reading, i, helpers))
			return columns & ~(1u << i);
	for (int i = 0; i < reading->columns; i++)
		if ((columns & (1u << i)) && !tell_apart(reading, base | (columns & ~(1u << i))))
			needed |= 1u << i;
	if (needed != columns && !tell_apart(reading, base | needed) && tell_apart(reading, base | columns))
		ereport(ERROR, (errcode(ERRCODE_AMBIGUOUS_COLUMN),
						errmsg("which of columns %s of the cube are codes is not certain",
							   name_columns(reading, columns & ~needed)),
						errdetail("Rows are told apart by some of them, but not by one set of them alone."),
						errhint("Leave out of the query what is no code.")));
	return columns & ~needed;
}

/* Columns that are neither codes nor the value. */
static uint32
left_out(const Reading *reading)
{
	uint32 value = 1u << reading->value;
	uint32 doubtful = (never_null(reading) | gappy_numbers(reading, value | never_null(reading))) & ~value;
	uint32 codes = all_columns(reading) & ~value & ~doubtful;
	uint32 superfluous = superfluous_columns(reading, codes, doubtful);
	uint32 kept = doubtful & ~superfluous;
	uint32 result = 0;

	for (int i = 0; i < reading->columns; i++)
	{
		const Column *column = reading->column + i;

		/* what follows from codes without totals is their name, and does no harm */
		if (!(superfluous & (1u << i)) || follows_from(reading, i, kept))
			continue;
		if (!column->is_number)
			ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION),
							errmsg("column \"%s\" of the cube is neither a code nor a number", column->name),
							errdetail("Rows are told apart without it, and it is not null in totals."),
							errhint("Leave it out of the query; the name of a code is null where the code is.")));
		result |= 1u << i;
	}
	return result;
}

/* ---- from columns to the cube ---- */

/* The value of a column that was kept as a code, from the code's text. */
static Bounds
bounds_of_code(const Column *column, const ValueReader *reader, int code)
{
	char *text = key_dictionary_text(column->codes, code);

	return value_read(reader, reader->is_numeric ?
								  DirectFunctionCall3(numeric_in, CStringGetDatum(text), ObjectIdGetDatum(InvalidOid),
													  Int32GetDatum(-1)) :
								  CStringGetTextDatum(text));
}

static void
add_cells(Reading *reading)
{
	Column	   *column = reading->column + reading->value;
	int			codes = column->form == FORM_CODE ? key_dictionary_count(column->codes) : 0;
	Bounds	   *of_code = allocate(sizeof(Bounds), codes);
	ValueReader value = value_reader(column->reader.type, reading->form, column->name);
	ValueReader integer = value_reader(INT8OID, reading->form, column->name);

	if (column->nulls > 0)
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("column %s of the cube is null", column->name),
						errhint("A hidden value is written \":\", one of which nothing is known \"..\".")));
	for (int code = 0; code < codes; code++)
		of_code[code] = bounds_of_code(column, &value, code);
	for (int row = 0; row < reading->rows; row++)
		table_system_add_cell(reading->cube->system,
							  column->form == FORM_CODE	   ? of_code[column->code[row]] :
							  column->form == FORM_INTEGER ? value_read(&integer, Int64GetDatum(column->integer[row])) :
															 column->bounds[row],
							  NULL);
	pfree(of_code);
}

static void
add_dimension(Reading *reading, int number, int dimension)
{
	static const KeyReader bigint_reader = {.type = INT8OID, .is_integer = true, .as_integer = true};
	Column				  *column = reading->column + number;
	Cube				  *cube = reading->cube;

	cube->name[dimension] = column->name;
	cube->codes[dimension] = column->codes;
	for (int row = 0; row < reading->rows; row++)
	{
		bool given = (reading->given[row] & (1u << number)) != 0;

		cube_row_codes(cube, row)[dimension] =
			!given ?
				-1 :
			column->form == FORM_CODE ?
				column->code[row] :
				key_dictionary_number(column->codes, &bigint_reader, Int64GetDatum(column->integer[row]), true, NULL);
		if (given)
			cube->published[row] |= 1u << dimension;
	}
}

static void
add_dimensions(Reading *reading, uint32 columns)
{
	Cube *cube = reading->cube;
	int	  dimension_of[MAX_CUBE_COLUMNS] = {0};

	cube->dimensions = pg_popcount32(columns);
	cube->code = allocate(sizeof(int) * Max(cube->dimensions, 1), reading->rows);
	cube->published = allocate(sizeof(uint32), reading->rows);
	memset(cube->published, 0, sizeof(uint32) * reading->rows);
	for (int i = 0, dimension = 0; i < reading->columns; i++)
	{
		dimension_of[i] = dimension;
		if (columns & (1u << i))
			add_dimension(reading, i, dimension++);
	}
	for (int i = 0; i < cube->hierarchies; i++)
	{
		Hierarchy *hierarchy = cube->hierarchy + i;

		hierarchy->coarse = dimension_of[hierarchy->coarse];
		hierarchy->fine = dimension_of[hierarchy->fine];
	}
}

static void
close_columns(Reading *reading)
{
	for (int i = 0; i < reading->columns; i++)
	{
		Column *column = reading->column + i;
		void   *array = column->form == FORM_INTEGER ? (void *) column->integer :
						column->form == FORM_CODE	 ? (void *) column->code :
													   (void *) column->bounds;

		if (array)
			pfree(array);
	}
	if (reading->given)
		pfree(reading->given);
}

void
cube_read(Cube *cube, const char *text, ArrayType *hierarchies, const char *value, const ValueForm *form,
		  const Attributes *attributes)
{
	MemoryContext context = cube->system->context;
	const char	 *detail = "Expected are the columns that are grouped by, at most 31, and the value.";
	Reading		 *reading = palloc0(sizeof(Reading));
	Source		  source = source_open("cube", text, 2, MaxTupleAttributeNumber, detail);
	MemoryContext old = MemoryContextSwitchTo(context);
	uint32		  out = 0;

	source.is_true = attributes != NULL;
	reading->cube = cube;
	reading->value = -1;
	reading->form = form;
	reading->attributes = attributes;
	for (int number = 1; number <= source.columns->natts; number++)
		open_column(reading, &source, number, value);
	if (value && reading->value < 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN), errmsg("the cube has no column \"%s\" to be its value", value),
				 errdetail("Its columns are %s.", name_columns(reading, all_columns(reading)))));
	if (reading->columns < 2)
		ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
						errmsg("the query of the cube does not return a value and what it is grouped by"),
						errdetail("%s", detail)));
	if (hierarchies)
		read_hierarchies(reading, hierarchies);
	source_run(&source, take_row, reading);
	/* SPI has left us in a context of its own */
	MemoryContextSwitchTo(context);
	if (reading->rows > 0)
	{
		if (reading->value < 0)
			choose_value(reading);
		cube->value = reading->column[reading->value].name;
		out = left_out(reading);
		cube->left_out = out ? name_columns(reading, out) : NULL;
		add_cells(reading);
		add_dimensions(reading, all_columns(reading) & ~out & ~(1u << reading->value));
		close_columns(reading);
	}
	MemoryContextSwitchTo(old);
}
