/*
 * audit_cube.c
 *		audit_cube(): the audit of what GROUP BY with GROUPING SETS, CUBE or
 *		ROLLUP returns, null being a total.
 *
 * The sums are not given but found.  A row belongs to the set of its columns
 * that are not null, and to those that these determine ('county > region': a
 * region lies in one county; the rows that have both say in which).  Where one
 * set is contained in another, and none lies in between, the rows of the finer
 * add up to those of the coarser.  That holds for any hierarchies, several
 * over one column included.
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
#include "utils/json.h"
#include "utils/memutils.h"

#include "audit/audit.h"
#include "audit/audit_cube.h"
#include "util/compat.h"
#include "util/key_dictionary.h"

#define MAX_DIMENSIONS	31

/* The coarse column's value follows from the fine one's. */
typedef struct Hierarchy
{
	int			coarse;
	int			fine;
	int		   *of;				/* fine code to coarse code, or -1 */
	int			allocated;
} Hierarchy;

typedef struct Cube
{
	SumSystem  *system;
	int			dimensions;
	char	   *name[MAX_DIMENSIONS];
	KeyReader	reader[MAX_DIMENSIONS];
	int			column[MAX_DIMENSIONS + 1];	/* of the query; the value's comes after the dimensions' */
	KeyTable   *codes[MAX_DIMENSIONS];
	ValueReader value;
	const Attributes *attributes;
	int			hierarchies;
	Hierarchy  *hierarchy;
	/* by row, which is the cell of that number */
	int			allocated;
	int		   *code;			/* dimensions of them, -1 for null */
	uint32	   *published;		/* the columns that are not null */
	uint32	   *set;			/* and those that follow */
	/* by sum */
	int			sums_allocated;
	uint32	   *over;			/* the columns of its parts */
} Cube;

static int
dimension_number(const Cube *cube, const char *name)
{
	for (int i = 0; i < cube->dimensions; i++)
		if (strcmp(cube->name[i], name) == 0)
			return i;
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_COLUMN),
			 errmsg("column \"%s\" of a hierarchy is not among the columns of the cube", name)));
	return -1;
}

static char *
trimmed(char *text)
{
	char	   *end;

	text += strspn(text, " \t\n");
	end = text + strlen(text);
	while (end > text && strchr(" \t\n", end[-1]))
		*--end = '\0';
	return text;
}

/* 'country > county > region' is two hierarchies. */
static void
read_hierarchies(Cube *cube, ArrayType *array)
{
	Datum	   *element;
	bool	   *null;
	int			count;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &element, &null, &count);
	cube->hierarchy = palloc(sizeof(Hierarchy) * MAX_DIMENSIONS * Max(count, 1));
	for (int i = 0; i < count; i++)
	{
		char	   *rest;
		int			coarse = -1;
		int			levels = 0;

		if (null[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("a hierarchy is null")));
		for (rest = TextDatumGetCString(element[i]); rest;)
		{
			char	   *end = strchr(rest, '>');
			int			fine;

			if (end)
				*end = '\0';
			fine = dimension_number(cube, trimmed(rest));
			if (++levels > MAX_DIMENSIONS || fine == coarse)
				ereport(ERROR,
						(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						 errmsg("hierarchy \"%s\" repeats a column", TextDatumGetCString(element[i]))));
			if (coarse >= 0)
				cube->hierarchy[cube->hierarchies++] = (Hierarchy) {coarse, fine, NULL, 0};
			coarse = fine;
			rest = end ? end + 1 : NULL;
		}
	}
}

static const char *
code_text(const Cube *cube, int dimension, int code)
{
	return key_table_text(cube->codes[dimension], code);
}

static void
learn(Cube *cube, Hierarchy *hierarchy, int coarse, int fine)
{
	if (fine >= hierarchy->allocated)
	{
		int			room = Max(256, 2 * fine);

		hierarchy->of = hierarchy->of ? repalloc_huge(hierarchy->of, sizeof(int) * room) :
			MemoryContextAllocHuge(cube->system->context, sizeof(int) * room);
		memset(hierarchy->of + hierarchy->allocated, -1, sizeof(int) * (room - hierarchy->allocated));
		hierarchy->allocated = room;
	}
	if (hierarchy->of[fine] >= 0 && hierarchy->of[fine] != coarse)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("%s \"%s\" has two values of %s: \"%s\" and \"%s\"",
						cube->name[hierarchy->fine], code_text(cube, hierarchy->fine, fine),
						cube->name[hierarchy->coarse],
						code_text(cube, hierarchy->coarse, hierarchy->of[fine]),
						code_text(cube, hierarchy->coarse, coarse)),
				 errhint("\"%s > %s\" says that the second determines the first.",
						 cube->name[hierarchy->coarse], cube->name[hierarchy->fine])));
	hierarchy->of[fine] = coarse;
}

static void
take_row(void *state, const Source *source, HeapTuple row)
{
	Cube	   *cube = state;
	int			number = cube->system->cells;
	int		   *code;

	if (number == cube->allocated)
	{
		cube->allocated *= 2;
		cube->code = repalloc_huge(cube->code, sizeof(int) * cube->dimensions * (Size) cube->allocated);
		cube->published = repalloc_huge(cube->published, sizeof(uint32) * cube->allocated);
		cube->set = repalloc_huge(cube->set, sizeof(uint32) * cube->allocated);
	}
	code = cube->code + (Size) number * cube->dimensions;
	cube->published[number] = 0;
	for (int i = 0; i < cube->dimensions; i++)
	{
		bool		isnull;
		Datum		value = SPI_getbinval(row, source->columns, cube->column[i], &isnull);

		code[i] = isnull ? -1 : key_table_number(cube->codes[i], &cube->reader[i], value, true, NULL);
		if (!isnull)
			cube->published[number] |= 1u << i;
	}
	for (int i = 0; i < cube->hierarchies; i++)
	{
		Hierarchy  *hierarchy = cube->hierarchy + i;

		if (code[hierarchy->coarse] >= 0 && code[hierarchy->fine] >= 0)
			learn(cube, hierarchy, code[hierarchy->coarse], code[hierarchy->fine]);
	}
	sum_system_add_cell(cube->system,
						value_read(&cube->value, source_value(source, row, cube->column[cube->dimensions])), NULL);
	if (cube->attributes)
		cube->attributes->take(cube->attributes->state, number, source, row);
}

/* Fill in what follows from the hierarchies. */
static void
fill_row(Cube *cube, int row)
{
	int		   *code = cube->code + (Size) row * cube->dimensions;
	bool		changed = true;

	cube->set[row] = cube->published[row];
	while (changed)
	{
		changed = false;
		for (int i = 0; i < cube->hierarchies; i++)
		{
			Hierarchy  *hierarchy = cube->hierarchy + i;
			int			fine = code[hierarchy->fine];

			if (fine < 0 || code[hierarchy->coarse] >= 0)
				continue;
			if (fine >= hierarchy->allocated || hierarchy->of[fine] < 0)
				ereport(ERROR,
						(errcode(ERRCODE_DATA_EXCEPTION),
						 errmsg("the cube does not say which %s %s \"%s\" has", cube->name[hierarchy->coarse],
								cube->name[hierarchy->fine], code_text(cube, hierarchy->fine, fine)),
						 errhint("Have both columns in one of the grouping sets, as ROLLUP (%s, %s) does.",
								 cube->name[hierarchy->coarse], cube->name[hierarchy->fine])));
			code[hierarchy->coarse] = hierarchy->of[fine];
			cube->set[row] |= 1u << hierarchy->coarse;
			changed = true;
		}
	}
}

/* The row's codes in some of its columns, as a key: the cell that it is a part of. */
static void
project(const Cube *cube, int row, uint32 set, int *key)
{
	const int  *code = cube->code + (Size) row * cube->dimensions;

	for (int i = 0; i < cube->dimensions; i++)
		key[i] = set & (1u << i) ? code[i] : -1;
}

static int
add_sum(Cube *cube, int total, uint32 over)
{
	int			sum = sum_system_add_sum(cube->system, total, 0);

	if (sum == cube->sums_allocated)
	{
		cube->sums_allocated *= 2;
		cube->over = repalloc_huge(cube->over, sizeof(uint32) * cube->sums_allocated);
	}
	cube->over[sum] = over;
	return sum;
}

/* Columns and values of a cell as text; all cells may be named at once. */
static const char *
name_cell_text(void *names, int cell)
{
	Cube	   *cube = names;
	StringInfoData text;
	char	   *result;

	initStringInfo(&text);
	for (int i = 0; i < cube->dimensions; i++)
		if (cube->published[cell] & (1u << i))
			appendStringInfo(&text, "%s%s=%s", text.len ? ", " : "", cube->name[i],
							 code_text(cube, i, cube->code[(Size) cell * cube->dimensions + i]));
	result = pstrdup(text.len ? text.data : "total");
	pfree(text.data);
	return result;
}

static const char *
name_sum(void *names, int sum)
{
	Cube	   *cube = names;
	int			total = cube->system->total[sum];
	StringInfoData text;
	uint32		over = cube->over[sum] & ~cube->set[total];

	initStringInfo(&text);
	appendStringInfoString(&text, name_cell_text(names, total));
	appendStringInfoString(&text, over ? " by " : " twice");
	for (int i = 0, listed = 0; i < cube->dimensions; i++)
		if (over & (1u << i))
			appendStringInfo(&text, "%s%s", listed++ ? ", " : "", cube->name[i]);
	return text.data;
}

static Datum
name_cell(void *names, int cell)
{
	Cube	   *cube = names;
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
		escape_json(&text, code_text(cube, i, cube->code[(Size) cell * cube->dimensions + i]));
	}
	appendStringInfoChar(&text, '}');
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(text.data));
}

static int
compare_sets(const void *a, const void *b)
{
	uint32		x = *(const uint32 *) a;
	uint32		y = *(const uint32 *) b;
	int			by_size = pg_popcount32(x) - pg_popcount32(y);

	return by_size != 0 ? by_size : (x > y) - (x < y);
}

/* The different sets of columns, small ones first. */
static uint32 *
column_sets(const Cube *cube, int rows, int *count)
{
	uint32	   *set = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(uint32) * Max(rows, 1));

	/* neighbours are mostly alike */
	*count = 0;
	for (int row = 0; row < rows; row++)
		if (*count == 0 || set[*count - 1] != cube->set[row])
			set[(*count)++] = cube->set[row];
	if (*count > 0)
	{
		int			kept = 1;

		qsort(set, *count, sizeof(uint32), compare_sets);
		for (int i = 1; i < *count; i++)
			if (set[i] != set[kept - 1])
				set[kept++] = set[i];
		*count = kept;
	}
	return set;
}

/* The rows given, of the set fine, add up to those of the next coarser set. */
static void
sum_over(Cube *cube, KeyTable *cells, const int *row, int count, uint32 coarse, uint32 fine,
		 const int *first_cell, int *sum_of)
{
	int			key[MAX_DIMENSIONS];
	int			before = cube->system->sums;

	for (int i = 0; i < count; i++)
	{
		int			total;

		CHECK_FOR_INTERRUPTS();
		project(cube, row[i], coarse, key);
		total = key_table_bytes(cells, key, sizeof(int) * cube->dimensions, false, NULL);
		/* a total that is not in the cube ties nothing */
		if (total < 0)
			continue;
		total = first_cell[total];
		if (sum_of[total] < 0)
			sum_of[total] = add_sum(cube, total, fine);
		sum_system_add_part(cube->system, sum_of[total], row[i]);
	}
	/* sum_of is handed on empty */
	for (int sum = before; sum < cube->system->sums; sum++)
		sum_of[cube->system->total[sum]] = -1;
}

static void
find_sums(Cube *cube)
{
	int			rows = cube->system->cells;
	KeyTable   *cells = key_table_create(false);
	int		   *first_cell = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(int) * Max(rows, 1));
	int		   *sum_of = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(int) * Max(rows, 1));
	int		   *row_of_set = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(int) * Max(rows, 1));
	int		   *first_row;
	int		   *filled;
	uint32	   *set;
	int			sets;

	memset(sum_of, -1, sizeof(int) * Max(rows, 1));
	for (int row = 0; row < rows; row++)
		fill_row(cube, row);
	set = column_sets(cube, rows, &sets);
	first_row = palloc0(sizeof(int) * (sets + 1));
	filled = palloc0(sizeof(int) * (sets + 1));

	/* a cell that the cube has twice, as CUBE (county, region) does, is tied to itself and listed once */
	for (int pass = 0; pass < 2; pass++)
	{
		for (int row = 0; row < rows; row++)
		{
			int			at = (uint32 *) bsearch(&cube->set[row], set, sets, sizeof(uint32), compare_sets) - set;
			int			key[MAX_DIMENSIONS];
			bool		added;
			int			cell;

			CHECK_FOR_INTERRUPTS();
			project(cube, row, cube->set[row], key);
			cell = key_table_bytes(cells, key, sizeof(int) * cube->dimensions, pass == 0, &added);
			if (pass == 0)
			{
				if (added)
					first_cell[cell] = row;
				else
					sum_system_add_part(cube->system,
										add_sum(cube, first_cell[cell], cube->set[row]), row);
			}
			if (first_cell[cell] != row)
				continue;
			if (pass == 0)
				first_row[at + 1]++;
			else
				row_of_set[first_row[at] + filled[at]++] = row;
		}
		for (int i = 0; i < sets && pass == 0; i++)
			first_row[i + 1] += first_row[i];
	}

	for (int coarse = 0; coarse < sets; coarse++)
	{
		uint32	   *next = palloc(sizeof(uint32) * sets);
		int			nexts = 0;

		for (int fine = coarse + 1; fine < sets; fine++)
		{
			bool		between = false;

			if ((set[coarse] & ~set[fine]) != 0)
				continue;
			for (int i = 0; i < nexts && !between; i++)
				between = (next[i] & ~set[fine]) == 0;
			if (between)
				continue;
			next[nexts++] = set[fine];
			sum_over(cube, cells, row_of_set + first_row[fine], filled[fine],
					 set[coarse], set[fine], first_cell, sum_of);
		}
		pfree(next);
	}
}

/*
 * Columns that hierarchies or sums tie are one dimension, and what they have
 * together is the code that a cell has in it.
 */
static void
find_dimensions(Cube *cube)
{
	SumSystem  *system = cube->system;
	uint32		dimension[MAX_DIMENSIONS];	/* the columns that make it up */
	int			key[MAX_DIMENSIONS];

	system->dimensions = cube->dimensions;
	for (int i = 0; i < cube->dimensions; i++)
		dimension[i] = 1u << i;
	for (int i = 0; i < cube->hierarchies + system->sums; i++)
	{
		int			sum = i - cube->hierarchies;
		uint32		together = sum < 0 ? 1u << cube->hierarchy[i].coarse | 1u << cube->hierarchy[i].fine :
			cube->over[sum] & ~cube->set[system->total[sum]];
		int			into = -1;

		for (int j = 0; j < system->dimensions; j++)
		{
			if ((dimension[j] & together) == 0)
				continue;
			if (into < 0)
				into = j;
			else
			{
				dimension[into] |= dimension[j];
				dimension[j--] = dimension[--system->dimensions];
			}
		}
	}
	system->code = MemoryContextAllocHuge(system->context, sizeof(int) * Max(system->cells, 1) * system->dimensions);
	for (int i = 0; i < system->dimensions; i++)
	{
		KeyTable   *codes = key_table_create(false);

		for (int row = 0; row < system->cells; row++)
		{
			project(cube, row, dimension[i], key);
			system->code[(Size) row * system->dimensions + i] =
				key_table_bytes(codes, key, sizeof(int) * cube->dimensions, true, NULL);
		}
	}
}

SumSystem *
audit_read_cube(const char *text, ArrayType *hierarchies, Oid value_type,
				const Attributes *attributes, Naming *naming)
{
	MemoryContext context = CurrentMemoryContext;
	Cube	   *cube = palloc0(sizeof(Cube));
	const char *detail = "Expected are the columns that are grouped by, at most 31, and the value.";
	Source		source;
	int			columns = 0;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	source = source_open("cube", text, 2, attributes ? MaxTupleAttributeNumber : MAX_DIMENSIONS + 1, detail);
	/* what SPI allocates goes at its end; the system stays until the function's */
	MemoryContextSwitchTo(context);
	cube->attributes = attributes;
	for (int column = 1; column <= source.columns->natts; column++)
	{
		if (attributes && attributes->open(attributes->state, &source, column))
			continue;
		if (columns > MAX_DIMENSIONS)
			ereport(ERROR,
					(errcode(ERRCODE_DATATYPE_MISMATCH),
					 errmsg("the query of the cube groups by more than %d columns", MAX_DIMENSIONS)));
		cube->column[columns++] = column;
	}
	if (columns < 2)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the query of the cube does not return a value and what it is grouped by"),
				 errdetail("%s", detail)));
	cube->system = sum_system_create(context);
	cube->dimensions = columns - 1;
	for (int i = 0; i < cube->dimensions; i++)
	{
		cube->name[i] = pstrdup(NameStr(TupleDescAttr(source.columns, cube->column[i] - 1)->attname));
		cube->reader[i] = key_reader(source_type(&source, cube->column[i]));
		cube->codes[i] = key_table_create(cube->reader[i].is_integer);
	}
	cube->value = value_reader(source_type(&source, cube->column[cube->dimensions]), value_type,
							   NameStr(TupleDescAttr(source.columns, cube->column[cube->dimensions] - 1)->attname));
	if (hierarchies)
		read_hierarchies(cube, hierarchies);
	cube->allocated = cube->sums_allocated = 256;
	cube->code = palloc(sizeof(int) * cube->dimensions * cube->allocated);
	cube->published = palloc(sizeof(uint32) * cube->allocated);
	cube->set = palloc(sizeof(uint32) * cube->allocated);
	cube->over = palloc(sizeof(uint32) * cube->sums_allocated);
	source_run(&source, take_row, cube);
	*naming = (Naming) {name_cell, name_cell_text, name_sum, cube, cube->system->cells};
	find_sums(cube);
	find_dimensions(cube);
	sum_system_finish(cube->system);
	SPI_finish();
	return cube->system;
}

/*
 * audit_cube(cube, hierarchies, threshold): the query's last column is the
 * value, those before are what it is grouped by.
 */
PG_FUNCTION_INFO_V1(audit_cube);
Datum
audit_cube(PG_FUNCTION_ARGS)
{
	char	   *cube = audit_argument(fcinfo, 0, "cube");
	Naming		naming;
	SumSystem  *system = audit_read_cube(cube, PG_ARGISNULL(1) ? NULL : PG_GETARG_ARRAYTYPE_P(1),
										 audit_value_type(fcinfo, 2), NULL, &naming);

	return audit_return(fcinfo, system, &naming);
}
