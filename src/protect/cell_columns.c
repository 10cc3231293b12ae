/*
 * cell_columns.c
 *		Read the columns that the query of the cells can have beside a cell's key
 *		and number.
 *
 * audit_read and audit_read_cube ask of each further column whether it is one of
 * these, by its name, and then hand over the rows. Called by protect.c. Owns the
 * ColumnReader, in the context of cell_columns_create.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "protect/cell_columns.h"
#include "util/compat.h"
#include "util/memory.h"

/* The codes of a primary cell in CL_CONF_STATUS, SDMX's list of confidentiality status. */
#define PRIMARY_STATUS "AOTGMC"

typedef enum ColumnKind
{
	COLUMN_SENSITIVE, /* boolean or a level */
	COLUMN_BOOLEAN,
	COLUMN_LEVEL,
	COLUMN_NUMBER,
	COLUMN_STATUS
} ColumnKind;

typedef struct KnownColumn
{
	const char *name;
	ColumnKind	kind;
	Size		place; /* of the column's number in a ColumnReader */
} KnownColumn;

/* The type of a column is none of those that it can have. */
pg_noreturn static void
report_type(const Source *source, int column, const char *expected)
{
	ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
					errmsg("column %s of the %s is of type %s, not %s", SPI_fname(source->columns, column),
						   source->what, format_type_be(source_type(source, column)), expected)));
}

static void
check_type(ColumnReader *reader, const Source *source, int column, ColumnKind kind)
{
	Oid	 type = source_type(source, column);
	bool is_level = type == NUMERICOID || type == INT8OID || type == INT4OID || type == INT2OID;

	if (kind == COLUMN_SENSITIVE)
	{
		reader->is_level = is_level;
		if (!is_level && type != BOOLOID)
			report_type(source, column, "boolean or a level, which is numeric");
	}
	else if (kind == COLUMN_LEVEL && !is_level)
		report_type(source, column, "numeric");
	else if (kind == COLUMN_BOOLEAN && type != BOOLOID)
		report_type(source, column, "boolean");
	else if (kind == COLUMN_STATUS && type != TEXTOID && type != VARCHAROID && type != BPCHAROID)
		report_type(source, column, "text");
}

/* Those that are known by their names, numbers first; where the reader keeps them. */
static const KnownColumn known[] = {
	{"cost", COLUMN_NUMBER, offsetof(ColumnReader, cost)},
	{"contributors", COLUMN_NUMBER, offsetof(ColumnReader, contributors)},
	{"least", COLUMN_NUMBER, offsetof(ColumnReader, least)},
	{"most", COLUMN_NUMBER, offsetof(ColumnReader, most)},
	{"lower", COLUMN_LEVEL, offsetof(ColumnReader, lower)},
	{"sensitive", COLUMN_SENSITIVE, offsetof(ColumnReader, sensitive)},
	{"publish", COLUMN_BOOLEAN, offsetof(ColumnReader, publish)},
	{"hide", COLUMN_BOOLEAN, offsetof(ColumnReader, hide)},
	{"conf_status", COLUMN_STATUS, offsetof(ColumnReader, conf_status)},
};

bool
cell_columns_known(const char *name)
{
	for (int i = 0; i < (int) lengthof(known); i++)
		if (strcmp(name, known[i].name) == 0)
			return true;
	return false;
}

/* A number of contributors has no decimals. */
static void
open_number(ColumnReader *reader, const Source *source, int column, int number)
{
	ValueForm form = reader->form;

	if (known[number].place == offsetof(ColumnReader, contributors))
		form.decimals = 0;
	reader->number_reader[number] = value_reader(source_type(source, column), &form, known[number].name);
}

static bool
open_cell_column(void *state, const Source *source, int column)
{
	ColumnReader *reader = state;
	const char	 *name = SPI_fname(source->columns, column);

	for (int i = 0; i < (int) lengthof(known); i++)
	{
		int *number = (int *) ((char *) reader + known[i].place);

		if (strcmp(name, known[i].name) != 0)
			continue;
		if (*number > 0)
			ereport(ERROR, (errcode(ERRCODE_DUPLICATE_COLUMN),
							errmsg("two columns of the %s are named \"%s\"", source->what, name)));
		*number = column;
		check_type(reader, source, column, known[i].kind);
		if (known[i].kind == COLUMN_NUMBER)
			open_number(reader, source, column, i);
		return true;
	}
	return false;
}

/* ---- rows ---- */

/* The boolean in a row's column; null stands for a null there. False if there is no such column. */
static bool
boolean_or(const Source *source, HeapTuple row, int column, bool null)
{
	bool  isnull;
	Datum value;

	if (column == 0)
		return false;
	value = SPI_getbinval(row, source->columns, column, &isnull);
	return isnull ? null : DatumGetBool(value);
}

/* The number in a row's column, or otherwise if it is null or there is no such column. */
static int64
number_or(const Source *source, HeapTuple row, int column, const ValueReader *reader, bool is_count, int64 otherwise)
{
	bool   isnull = true;
	Datum  value = column > 0 ? SPI_getbinval(row, source->columns, column, &isnull) : (Datum) 0;
	Bounds number;

	if (isnull)
		return otherwise;
	number = value_read(reader, value);
	if (!bounds_is_exact(number) || (is_count && number.lower < 0))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg(is_count ? "column %s of the %s must be a number of at least zero" :
										  "column %s of the %s must be a number",
							   SPI_fname(source->columns, column), source->what)));
	return number.lower;
}

/* A protection level, rounded up to units; -1 if it is null or there is no such column. */
static int64
level_or_none(const ColumnReader *reader, const Source *source, HeapTuple row, int column)
{
	bool  isnull = true;
	Datum value = column > 0 ? SPI_getbinval(row, source->columns, column, &isnull) : (Datum) 0;
	Oid	  type = column > 0 ? source_type(source, column) : InvalidOid;
	int64 result;
	bool  is_negative;

	if (isnull)
		return -1;
	if (type != NUMERICOID)
		value = DirectFunctionCall1(int8_numeric, Int64GetDatum(type == INT8OID ? DatumGetInt64(value) :
																type == INT4OID ? DatumGetInt32(value) :
																				  DatumGetInt16(value)));
	is_negative =
		DatumGetBool(DirectFunctionCall2(numeric_lt, value, DirectFunctionCall1(int8_numeric, Int64GetDatum(0))));
	result = value_units_up(value, reader->form.decimals);
	if (is_negative || result < 0 || result > CELL_LIMIT)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("a level in column %s of the %s is not possible", SPI_fname(source->columns, column),
							   source->what),
						errdetail("It is how far from its number readers must take a cell to be: at least zero, at "
								  "most %s.",
								  value_text(CELL_LIMIT, reader->form.decimals)),
						errhint("A cell that is not sensitive has the level NULL.")));
	return result;
}

/* The status in a row's column, one of a primary cell. */
static char
status_or_none(const Source *source, HeapTuple row, int column)
{
	bool  isnull = true;
	Datum value = column > 0 ? SPI_getbinval(row, source->columns, column, &isnull) : (Datum) 0;
	char *status;

	if (isnull)
		return '\0';
	status = TextDatumGetCString(value);
	if (strlen(status) != 1 || !strchr(PRIMARY_STATUS, *status))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 /* a text that is no code could be a number that is to be hidden */
				 strlen(status) == 1 ?
					 errmsg("conf_status \"%s\" of the %s is none of a sensitive cell", status, source->what) :
					 errmsg("a conf_status of the %s is none of a sensitive cell", source->what),
				 errdetail("It says by which rule the cell is sensitive: A small count, O dominance by one unit, "
						   "T by two, G by one or two, M another measure of concentration, C another reason.")));
	return *status;
}

static void
take_cell_columns(void *state, int cell, const Source *source, HeapTuple row)
{
	ColumnReader *reader = state;
	CellColumns	 *given;
	int64		  level = reader->is_level ? level_or_none(reader, source, row, reader->sensitive) : 0;
	int64		  lower = level_or_none(reader, source, row, reader->lower);

	if (cell >= reader->allocated)
	{
		reader->allocated *= 2;
		reader->given = repalloc_huge(reader->given, sizeof(CellColumns) * reader->allocated);
	}
	given = reader->given + cell;
	*given = (CellColumns){
		/* a null counts as sensitive and as to be hidden, so that nothing is published by mistake; of levels it is none */
		.sensitive = reader->is_level ? level >= 0 : boolean_or(source, row, reader->sensitive, true),
		.publish = boolean_or(source, row, reader->publish, false),
		.hide = boolean_or(source, row, reader->hide, true),
		.conf_status = status_or_none(source, row, reader->conf_status),
		.upper_level = Max(level, 0),
		.lower_level = lower >= 0 ? lower : Max(level, 0),
		.cost = number_or(source, row, reader->cost, &reader->number_reader[0], true, -1),
		.contributors = number_or(source, row, reader->contributors, &reader->number_reader[1], true, -1),
		.known = {number_or(source, row, reader->least, &reader->number_reader[2], false, NO_LOWER),
				  number_or(source, row, reader->most, &reader->number_reader[3], false, NO_UPPER)}};
}

ColumnReader *
cell_columns_create(ValueForm form)
{
	ColumnReader *result = palloc0(sizeof(ColumnReader));

	result->form = form;
	result->allocated = 256;
	result->given = palloc(sizeof(CellColumns) * result->allocated);
	return result;
}

Attributes
cell_columns_attributes(ColumnReader *reader)
{
	return (Attributes){open_cell_column, take_cell_columns, reader};
}
