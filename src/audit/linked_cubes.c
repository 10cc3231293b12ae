/*
 * linked_cubes.c
 *		Linked tables: several cubes that share cells, as the query of one cube.
 *
 * What one table gives away of a cell that another has too, both give away.  So they
 * are audited and protected as one system.  Cells are the same where all their codes
 * are.  A column that a query does not have is one that it adds over: null, as in
 * totals.  Cells that two queries return with the same number are one; that they must
 * not differ is found out where the cube is read.
 *
 * Called by audit_cube.c and protect.c, which hand the query to audit_read_cube().
 * Owns nothing.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/plancache.h"

#include "audit/linked_cubes.h"
#include "util/memory.h"

/* One of the queries: its statement, without what ends it, and its columns. */
typedef struct LinkedCube
{
	const char *statement;
	TupleDesc	columns;
} LinkedCube;

/* A column of all cubes together: its name, and the type that it has in the first cube that has it. */
typedef struct LinkedColumn
{
	const char *name;
	const char *type;
	int			cube;
} LinkedColumn;

static LinkedCube
prepare_cube(const char *query, int number)
{
	SPIPlanPtr		  plan = SPI_prepare(query, 0, NULL);
	List			 *sources = plan ? SPI_plan_get_plan_sources(plan) : NIL;
	CachedPlanSource *source;
	RawStmt			 *statement;
	LinkedCube		  result;

	/* a query that can be a part of another: what begins with SELECT, WITH, VALUES or TABLE */
	if (list_length(sources) != 1 || !SPI_is_cursor_plan(plan) ||
		!IsA(((CachedPlanSource *) linitial(sources))->raw_parse_tree->stmt, SelectStmt))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("linked cube %d is not one query that returns rows: %s", number, query),
						errhint("A whole table is written TABLE name.")));
	source = linitial(sources);
	statement = source->raw_parse_tree;
	query += statement->stmt_location;
	result.statement = statement->stmt_len > 0 ? pnstrdup(query, statement->stmt_len) : query;
	result.columns = source->resultDesc;
	for (int i = 0; i < result.columns->natts; i++)
		for (int j = 0; j < i; j++)
			if (strcmp(SPI_fname(result.columns, i + 1), SPI_fname(result.columns, j + 1)) == 0)
				ereport(ERROR, (errcode(ERRCODE_DUPLICATE_COLUMN),
								errmsg("two columns of linked cube %d are named \"%s\"", number,
									   SPI_fname(result.columns, i + 1)),
								errhint("Name them apart, with AS: columns of linked cubes are the same where their "
										"names are.")));
	return result;
}

static bool
cube_has(const LinkedCube *cube, const char *name)
{
	return SPI_fnumber(cube->columns, name) > 0;
}

/* The columns of all cubes, in the order in which they come; the number of them. */
static int
gather_columns(const LinkedCube *cubes, int count, LinkedColumn **result)
{
	LinkedColumn *columns;
	int			  all = 0;
	int			  found = 0;

	for (int cube = 0; cube < count; cube++)
		all += cubes[cube].columns->natts;
	columns = allocate(sizeof(LinkedColumn), all);
	for (int cube = 0; cube < count; cube++)
	{
		TupleDesc tuple = cubes[cube].columns;

		for (int i = 0; i < tuple->natts; i++)
		{
			Form_pg_attribute attribute = TupleDescAttr(tuple, i);
			const char		 *name = NameStr(attribute->attname);
			int				  at = 0;

			CHECK_FOR_INTERRUPTS();
			while (at < found && strcmp(columns[at].name, name) != 0)
				at++;
			if (at == found)
				columns[found++] = (LinkedColumn){name, format_type_be_qualified(attribute->atttypid), cube};
		}
	}
	*result = columns;
	return found;
}

/* Columns of a cube by name, others as null, separated by commas. */
static void
append_columns(StringInfo query, const LinkedCube *cube, const LinkedColumn *columns, int count)
{
	for (int i = 0; i < count; i++)
	{
		const char *name = quote_identifier(columns[i].name);

		if (cube == NULL || cube_has(cube, columns[i].name))
			appendStringInfo(query, "%s%s", i > 0 ? ", " : "", name);
		else
			appendStringInfo(query, "%sNULL::%s AS %s", i > 0 ? ", " : "", columns[i].type, name);
	}
}

/* Rows are numbered, so that those that one cube has twice stay two, which is an error. */
static void
append_cube(StringInfo query, const LinkedCube *cube, const LinkedColumn *columns, int count)
{
	appendStringInfoString(query, "SELECT ");
	append_columns(query, cube, columns, count);
	appendStringInfoString(query, ", pg_catalog.row_number() OVER (PARTITION BY ");
	for (int i = 0; i < cube->columns->natts; i++)
		appendStringInfo(query, "%s%s", i > 0 ? ", " : "", quote_identifier(SPI_fname(cube->columns, i + 1)));
	/* a comment may end the statement */
	appendStringInfo(query, ") AS \"number of row\" FROM (%s\n) AS cube", cube->statement);
}

char *
linked_cubes_query(ArrayType *cubes, ColumnTest is_attribute)
{
	MemoryContext  context = CurrentMemoryContext;
	Datum		  *element;
	bool		  *null;
	int			   count;
	int			   columns;
	LinkedCube	  *cube;
	LinkedColumn  *column;
	StringInfoData query;

	deconstruct_array(cubes, TEXTOID, -1, false, TYPALIGN_INT, &element, &null, &count);
	if (count == 0)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("there are no linked cubes"),
						errdetail("Expected is an array of at least one query.")));
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	cube = allocate(sizeof(LinkedCube), count);
	for (int i = 0; i < count; i++)
	{
		if (null[i])
			ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("linked cube %d is null", i + 1)));
		cube[i] = prepare_cube(TextDatumGetCString(element[i]), i + 1);
	}
	columns = gather_columns(cube, count, &column);
	for (int i = 0; i < columns; i++)
		for (int other = 0; is_attribute && is_attribute(column[i].name) && other < count; other++)
			if (!cube_has(cube + other, column[i].name))
				ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
								errmsg("linked cube %d has no column \"%s\", which cube %d has", other + 1,
									   column[i].name, column[i].cube + 1),
								errdetail("What is said of a cell must be the same in all cubes that have it.")));
	initStringInfo(&query);
	appendStringInfoString(&query, "SELECT ");
	append_columns(&query, NULL, column, columns);
	appendStringInfoString(&query, " FROM (");
	for (int i = 0; i < count; i++)
	{
		if (i > 0)
			appendStringInfoString(&query, "\nUNION ");
		append_cube(&query, cube + i, column, columns);
	}
	appendStringInfoString(&query, ") AS linked");
	MemoryContextSwitchTo(context);
	query.data = pstrdup(query.data);
	SPI_finish();
	return query.data;
}
