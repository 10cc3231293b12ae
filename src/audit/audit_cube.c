/*
 * audit_cube.c
 *		audit_cube(): the audit of a cube, and what it has in common with
 *		protect_cube(): names of cells and sums, and a notice of what was found.
 *
 * Called from SQL (sql/audit.sql), and by protect.c for a cube to protect.  Owns nothing:
 * the cube lives in the function's context.
 */
#include "postgres.h"

#include "executor/spi.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/json.h"

#include "audit/audit.h"
#include "audit/audit_cube.h"
#include "audit/cube_columns.h"
#include "audit/cube_sums.h"
#include "audit/linked_cubes.h"
#include "util/compat.h"

/* ---- names ---- */

/* A text that others follow, in quotes where it could be taken for more than itself. */
static void
append_name(StringInfo text, const char *name)
{
	Size length = strlen(name);

	if (length > 0 && !strpbrk(name, "\",=") && name[0] != ' ' && name[length - 1] != ' ')
	{
		appendBinaryStringInfo(text, name, length);
		return;
	}
	appendStringInfoChar(text, '"');
	for (const char *at = name; *at; at++)
	{
		if (*at == '"')
			appendStringInfoChar(text, '"');
		appendStringInfoChar(text, *at);
	}
	appendStringInfoChar(text, '"');
}

void
cube_append_code(StringInfo text, const char *column, const char *code)
{
	if (text->len > 0)
		appendStringInfoString(text, ", ");
	append_name(text, column);
	appendStringInfoChar(text, '=');
	append_name(text, code);
}

/* Columns and values of a cell as text, no two cells the same; all cells may be named at once. */
static const char *
name_cube_cell_text(void *names, int cell)
{
	Cube		  *cube = names;
	StringInfoData text;
	char		  *result;

	initStringInfo(&text);
	for (int i = 0; i < cube->dimensions; i++)
	{
		if (!(cube->published[cell] & (1u << i)))
			continue;
		cube_append_code(&text, cube->name[i], cube_code_text(cube, i, cube_row_codes(cube, cell)[i]));
	}
	result = pstrdup(text.len ? text.data : CUBE_TOTAL);
	pfree(text.data);
	return result;
}

static const char *
name_cube_sum(void *names, int sum)
{
	Cube		  *cube = names;
	int			   total = cube->system->total[sum];
	StringInfoData text;
	uint32		   over = cube->over[sum] & ~cube->set[total];

	initStringInfo(&text);
	appendStringInfoString(&text, name_cube_cell_text(names, total));
	appendStringInfoString(&text, over ? " by " : " twice");
	for (int i = 0, listed = 0; i < cube->dimensions; i++)
		if (over & (1u << i))
			appendStringInfo(&text, "%s%s", listed++ ? ", " : "", cube->name[i]);
	return text.data;
}

/*
 * By their codes as text, totals last: an error then names sums of few cells.  Columns
 * that follow from others count only where they are given.
 */
static int
compare_rows(void *names, int a, int b)
{
	const Cube *cube = names;

	for (int i = 0; i < cube->dimensions; i++)
	{
		int x = cube->published[a] & (1u << i) ? cube_row_codes(cube, a)[i] : -1;
		int y = cube->published[b] & (1u << i) ? cube_row_codes(cube, b)[i] : -1;

		if (x == y)
			continue;
		return x < 0 ? 1 : y < 0 ? -1 : key_dictionary_compare(cube->codes[i], x, y);
	}
	return 0;
}

static Datum
name_cube_cell(void *names, int cell)
{
	Cube		  *cube = names;
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfoChar(&text, '{');
	for (int i = 0; i < cube->dimensions; i++)
	{
		if (!(cube->published[cell] & (1u << i)))
			continue;
		if (text.len > 1)
			appendStringInfoString(&text, ", ");
		escape_json(&text, cube->name[i]);
		appendStringInfoString(&text, ": ");
		escape_json(&text, cube_code_text(cube, i, cube_row_codes(cube, cell)[i]));
	}
	appendStringInfoChar(&text, '}');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(text.data));
}

/* ---- what was found ---- */

static const char *
name_dimensions(const Cube *cube)
{
	StringInfoData list;

	initStringInfo(&list);
	appendStringInfoString(&list, cube->dimensions == 1 ? "dimension " : "dimensions ");
	for (int i = 0; i < cube->dimensions; i++)
		appendStringInfo(&list, "%s\"%s\"", i == 0 ? "" : i + 1 == cube->dimensions ? " and " : ", ", cube->name[i]);
	return list.data;
}

/* Whoever asks for an audit sees whether it was of the table that he means. */
static void
report_found(const Cube *cube)
{
	int			   sums = cube->system->sums;
	StringInfoData left;

	initStringInfo(&left);
	if (cube->left_out)
		appendStringInfo(&left, "Left out as no codes: %s. ", cube->left_out);
	if (cube->missing > 0)
		appendStringInfo(&left, "Subtotals that are not there: %d; their parts stand for them. ", cube->missing);
	if (cube->unmade)
		appendStringInfoString(&left, "Sums that lack parts are left out. ");
	if (left.len > 0)
		left.data[--left.len] = '\0';
	if (cube->system->cells > 1 && sums == 0)
		ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION),
						errmsg("no sum was found in the cube: value \"%s\", by %s", cube->value, name_dimensions(cube)),
						left.len > 0 ? errdetail("%s", left.data) : 0,
						errhint("Have totals in the query, as GROUP BY CUBE or ROLLUP does: rows in which the column "
								"that is added over is null.")));
	ereport(NOTICE, (errmsg("cube: value \"%s\", by %s, %d %s found", cube->value, name_dimensions(cube), sums,
							sums == 1 ? "sum" : "sums"),
					 left.len > 0 ? errdetail("%s", left.data) : 0));
}

TableSystem *
audit_read_cube(const char *text, bool linked, ArrayType *hierarchies, const char *value, const ValueForm *form,
				const Attributes *attributes, Naming *naming)
{
	MemoryContext context = CurrentMemoryContext;
	Cube		 *cube = palloc0(sizeof(Cube));

	cube->system = table_system_create(context);
	cube->linked = linked;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	cube_read(cube, text, hierarchies, value, form, attributes);
	/* what SPI allocates goes at its end; the system stays until the function's */
	MemoryContextSwitchTo(context);
	*naming = (Naming){name_cube_cell, name_cube_cell_text, name_cube_sum, compare_rows, cube, cube->system->cells};
	if (cube->system->cells > 0)
	{
		cube_find_sums(cube);
		report_found(cube);
	}
	table_system_finish(cube->system);
	SPI_finish();
	return cube->system;
}

/* The array of linked cubes as one query. */
static const char *
published_query(FunctionCallInfo fcinfo)
{
	return linked_cubes_query(audit_array_argument(fcinfo, 0, "cubes"), NULL);
}

/* hierarchies_argument: its number; the threshold and the value's name follow it. */
static Datum
audit_cube_query(FunctionCallInfo fcinfo, const char *cube, bool linked, ValueForm form, int hierarchies_argument,
				 const int64 *threshold)
{
	int			 value_argument = hierarchies_argument + 2;
	Naming		 naming;
	TableSystem *system = audit_read_cube(
		cube, linked, PG_ARGISNULL(hierarchies_argument) ? NULL : PG_GETARG_ARRAYTYPE_P(hierarchies_argument),
		PG_ARGISNULL(value_argument) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(value_argument)), &form, NULL, &naming);

	return audit_return(fcinfo, system, &naming, &form, threshold);
}

/*
 * audit_cube(cube, hierarchies, threshold, value): value is the column that is
 * counted, the others are what is grouped by.
 */
PG_FUNCTION_INFO_V1(audit_cube);
Datum
audit_cube(PG_FUNCTION_ARGS)
{
	return audit_cube_query(fcinfo, audit_argument(fcinfo, 0, "cube"), false,
							value_form_counts(audit_value_type(fcinfo, 2)), 1, audit_threshold(fcinfo));
}

/* audit_cube(cubes, ...): the same for an array of linked cubes. */
PG_FUNCTION_INFO_V1(audit_linked_cubes);
Datum
audit_linked_cubes(PG_FUNCTION_ARGS)
{
	return audit_cube_query(fcinfo, published_query(fcinfo), true, value_form_counts(audit_value_type(fcinfo, 2)), 1,
							audit_threshold(fcinfo));
}

/* The same of amounts with so many decimals. */
static Datum
audit_cube_of_amounts(FunctionCallInfo fcinfo, const char *cube, bool linked)
{
	ValueForm form = value_form_amounts(fcinfo, 1);
	int64	  threshold = PG_ARGISNULL(3) ? 0 : value_units_up(PG_GETARG_DATUM(3), form.decimals);

	return audit_cube_query(fcinfo, cube, linked, form, 2, PG_ARGISNULL(3) ? NULL : &threshold);
}

/* audit_cube_amounts(cube, decimals, hierarchies, threshold, value) */
PG_FUNCTION_INFO_V1(audit_cube_amounts);
Datum
audit_cube_amounts(PG_FUNCTION_ARGS)
{
	return audit_cube_of_amounts(fcinfo, audit_argument(fcinfo, 0, "cube"), false);
}

PG_FUNCTION_INFO_V1(audit_linked_cubes_amounts);
Datum
audit_linked_cubes_amounts(PG_FUNCTION_ARGS)
{
	return audit_cube_of_amounts(fcinfo, published_query(fcinfo), true);
}
