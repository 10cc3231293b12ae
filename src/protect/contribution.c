/*
 * contribution.c
 *		Read who contributed how much to each cell of a table.
 *
 * The query runs with the caller's rights, as those of the cells and sums do.
 * Several rows of a contributor in a cell are one contribution. Totals of which
 * the query has no row get the contributors of their parts, sum by sum. So the
 * rows of the inner cells suffice. Then every cell's contributions must add up
 * to its number: a contributor who is missing would not be protected.
 *
 * Called by protect.c. Owns the Contributions, in the context of the call.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"

#include "audit/audit.h"
#include "audit/audit_cube.h"
#include "protect/contribution.h"
#include "util/compat.h"
#include "util/key_dictionary.h"
#include "util/memory.h"

/* The largest number of contributions, so that indexes stay within int. */
#define MAX_CONTRIBUTIONS 100000000

/* Weighted amounts are kept in thousandths. */
#define THOUSAND 1000

/* What is gathered while the rows are read. */
typedef struct Gathering
{
	const Naming  *naming;
	int			  *cell_of; /* of each cell as the caller gave it: its number in the order */
	KeyDictionary *cells;	/* by the text of their names */
	KeyDictionary *contributors;
	KeyReader	   contributor_reader;
	ValueReader	   amount_reader;
	ValueReader	   weight_reader;
	bool		   is_cube;
	int			   key_columns;
	int			   waived;	 /* column, or 0 */
	int			   weight;	 /* column, or 0 */
	int128		  *weighted; /* of each cell with rows, in thousandths of a unit; without rows -1 */
	Contribution  *entry;
	int			   entries;
	int			   allocated;
	bool		  *is_waived; /* of each contributor */
	int			   waived_allocated;
	MemoryContext  context;
} Gathering;

/* ---- rows ---- */

/* The text of a column, or NULL. */
static char *
column_text(const Source *source, HeapTuple row, int column)
{
	Oid	  output;
	bool  varlena;
	bool  isnull;
	Datum value = SPI_getbinval(row, source->columns, column, &isnull);

	getTypeOutputInfo(source_type(source, column), &output, &varlena);
	return isnull ? NULL : OidOutputFunctionCall(output, value);
}

/* The name of a cell, as naming gives it. */
static const char *
row_cell_text(const Gathering *gathering, const Source *source, HeapTuple row)
{
	StringInfoData text;

	if (!gathering->is_cube)
	{
		source_value(source, row, 1); /* an error if it is null */
		return column_text(source, row, 1);
	}
	initStringInfo(&text);
	for (int column = 1; column <= gathering->key_columns; column++)
	{
		char *code = column_text(source, row, column);

		if (code)
			cube_append_code(&text, SPI_fname(source->columns, column), code);
	}
	return text.len > 0 ? text.data : CUBE_TOTAL;
}

static int
row_cell(Gathering *gathering, const Source *source, HeapTuple row)
{
	const char *text = row_cell_text(gathering, source, row);
	int			cell = key_dictionary_bytes(gathering->cells, text, strlen(text), false, NULL);

	if (cell < 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION), errmsg("cell \"%s\" of the contributors is not in the table", text),
				 errhint("The contributors' query gives the keys of the cells as the query of the cells does.")));
	return gathering->cell_of[cell];
}

static void
add_entry(Gathering *gathering, int cell, int contributor, int64 amount)
{
	if (gathering->entries == gathering->allocated)
	{
		if (gathering->allocated >= MAX_CONTRIBUTIONS)
			ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
							errmsg("more than %d contributions to the cells of a table", MAX_CONTRIBUTIONS)));
		gathering->allocated *= 2;
		gathering->entry = repalloc_huge(gathering->entry, sizeof(Contribution) * gathering->allocated);
	}
	gathering->entry[gathering->entries++] = (Contribution){cell, contributor, amount};
}

/* A contributor waives his protection if all his rows do; a null is no waiver. */
static void
take_waiver(Gathering *gathering, const Source *source, HeapTuple row, int contributor, bool is_new)
{
	bool  isnull = true;
	Datum waived = gathering->waived > 0 ? SPI_getbinval(row, source->columns, gathering->waived, &isnull) : (Datum) 0;

	if (contributor >= gathering->waived_allocated)
	{
		gathering->waived_allocated *= 2;
		gathering->is_waived = repalloc_huge(gathering->is_waived, sizeof(bool) * gathering->waived_allocated);
	}
	gathering->is_waived[contributor] =
		(is_new || gathering->is_waived[contributor]) && !isnull && DatumGetBool(waived);
}

/* Who contributed: that nobody knows who it was is no answer, as two such rows may be of one contributor. */
static Datum
row_contributor(const Source *source, HeapTuple row, int column)
{
	bool  isnull;
	Datum result = SPI_getbinval(row, source->columns, column, &isnull);

	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("contributor is null"),
				 errdetail("Whether rows without a contributor are of one or of several is not known."),
				 errhint("Give each such row a contributor of its own, if they are of several: coalesce(%s, row_id).",
						 quote_identifier(SPI_fname(source->columns, column)))));
	return result;
}

/* Add a row's amount, weighted, to what its cell should have. */
static void
take_weight(Gathering *gathering, const Source *source, HeapTuple row, int cell, int64 amount)
{
	bool  isnull = false;
	Datum weight;
	int64 weighted;

	if (gathering->weight == 0)
		return;
	weight = SPI_getbinval(row, source->columns, gathering->weight, &isnull);
	if (isnull)
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("a weight of the contributors is null"),
						errhint("Of who is not sampled the weight is 1.")));
	if (source_type(source, gathering->weight) != NUMERICOID)
		weight = DirectFunctionCall1(int8_numeric, Int64GetDatum(value_read(&gathering->weight_reader, weight).lower));
	weighted = value_weighted(amount, weight);
	if (weighted < 0)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("a weight of the contributors is not possible"),
				 errdetail("A contributor stands for himself and others: it must be at least 1, and what is "
						   "weighted within the limit of a cell."),
				 errhint("Of who is not sampled the weight is 1.")));
	gathering->weighted[cell] = Max(gathering->weighted[cell], 0) + weighted;
}

static void
take_contribution(void *state, const Source *source, HeapTuple row)
{
	Gathering *gathering = state;
	int		   column = gathering->key_columns + 1;
	int		   cell = row_cell(gathering, source, row);
	bool	   is_new;
	int		   contributor = key_dictionary_number(gathering->contributors, &gathering->contributor_reader,
												   row_contributor(source, row, column), true, &is_new);
	Bounds	   amount = value_read(&gathering->amount_reader, source_value(source, row, column + 1));

	if (!bounds_is_exact(amount) || amount.lower < 0)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("column %s of the contributors must be a number of at least zero",
							   SPI_fname(source->columns, column + 1))));
	take_waiver(gathering, source, row, contributor, is_new);
	take_weight(gathering, source, row, cell, amount.lower);
	add_entry(gathering, cell, contributor, amount.lower);
}

/* ---- order ---- */

static int
compare_by_cell(const void *a, const void *b)
{
	const Contribution *x = a;
	const Contribution *y = b;

	return x->cell != y->cell ? (x->cell < y->cell ? -1 : 1) :
								(x->contributor > y->contributor) - (x->contributor < y->contributor);
}

static int
compare_by_contributor(const void *a, const void *b)
{
	const Contribution *x = a;
	const Contribution *y = b;

	return x->contributor != y->contributor ? (x->contributor < y->contributor ? -1 : 1) :
											  (x->cell > y->cell) - (x->cell < y->cell);
}

static int
compare_largest_first(const void *a, const void *b)
{
	const Contribution *x = a;
	const Contribution *y = b;

	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	if (x->amount != y->amount)
		return x->amount > y->amount ? -1 : 1;
	return (x->contributor > y->contributor) - (x->contributor < y->contributor);
}

/* Sort by cell, and make one of several entries of a contributor in a cell. */
static void
join_entries(Gathering *gathering)
{
	Contribution *entry = gathering->entry;
	int			  count = 0;

	qsort(entry, gathering->entries, sizeof(Contribution), compare_by_cell);
	for (int i = 0; i < gathering->entries; i++)
	{
		if (count > 0 && compare_by_cell(entry + count - 1, entry + i) == 0)
			entry[count - 1].amount += entry[i].amount;
		else
			entry[count++] = entry[i];
		if (entry[count - 1].amount > CELL_LIMIT)
			ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
							errmsg("amounts of a contributor in a cell are too large to add up")));
	}
	gathering->entries = count;
}

/* Where the entries of each cell begin. They are sorted by cell. */
static int *
index_cells(const Contribution *entry, int entries, int cells)
{
	int *first = allocate(sizeof(int), cells + 1);
	int	 at = 0;

	for (int cell = 0; cell <= cells; cell++)
	{
		while (at < entries && entry[at].cell < cell)
			at++;
		first[cell] = at;
	}
	return first;
}

/* ---- totals ---- */

/* Are the contributors of all parts of a sum known? */
static bool
parts_are_known(const TableSystem *system, int sum, const bool *known)
{
	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
		if (!known[system->part_cell[i]])
			return false;
	return true;
}

/* Give the total of a sum the contributors of its parts. */
static void
add_parts(Gathering *gathering, const TableSystem *system, int sum, int **mine, int *mines)
{
	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
	{
		int part = system->part_cell[i];

		for (int j = 0; j < mines[part]; j++)
		{
			Contribution one = gathering->entry[mine[part][j]];

			add_entry(gathering, system->total[sum], one.contributor, one.amount);
		}
	}
}

/*
 * Derive the contributors of totals of which no row was given, in rounds: a
 * round derives those whose parts are known.
 */
static void
derive_totals(Gathering *gathering, const TableSystem *system)
{
	bool *known = allocate(sizeof(bool), system->cells);
	bool  changed = true;

	memset(known, 0, Max(system->cells, 1));
	for (int i = 0; i < gathering->entries; i++)
		known[gathering->entry[i].cell] = true;
	for (int cell = 0; cell < system->cells; cell++)
		known[cell] |= system->bounds[cell].lower == 0;
	while (changed)
	{
		int	 *first = index_cells(gathering->entry, gathering->entries, system->cells);
		int **mine = allocate(sizeof(int *), system->cells);
		int	 *mines = allocate(sizeof(int), system->cells);
		int	 *index = allocate(sizeof(int), gathering->entries);
		bool *now = allocate(sizeof(bool), system->cells);

		CHECK_FOR_INTERRUPTS();
		changed = false;
		memcpy(now, known, sizeof(bool) * system->cells);
		for (int i = 0; i < gathering->entries; i++)
			index[i] = i;
		for (int cell = 0; cell < system->cells; cell++)
		{
			mine[cell] = index + first[cell];
			mines[cell] = first[cell + 1] - first[cell];
		}
		for (int sum = 0; sum < system->sums; sum++)
		{
			if (now[system->total[sum]] || !parts_are_known(system, sum, known))
				continue;
			add_parts(gathering, system, sum, mine, mines);
			now[system->total[sum]] = changed = true;
		}
		memcpy(known, now, sizeof(bool) * system->cells);
		join_entries(gathering);
		pfree(first);
		pfree(mine);
		pfree(mines);
		pfree(index);
		pfree(now);
	}
	pfree(known);
}

/*
 * Do the contributions of a cell add up to its number? Weighted ones do if it is
 * within a unit of them, as it may be rounded; those of a total that has no rows
 * do if those of its parts do.
 */
static bool
adds_up(const Gathering *gathering, const Contributions *contributions, int64 number, int cell)
{
	int	   entries = contributions->cell_first[cell + 1] - contributions->cell_first[cell];
	int128 all = 0;

	for (int i = 0; i < entries; i++)
		all += contributions->cell_entry[contributions->cell_first[cell] + i].amount;
	if (gathering->weight == 0)
		return all == number;
	if (gathering->weighted[cell] < 0)
		return entries > 0 || number == 0;
	/* each was rounded down */
	return all <= number && gathering->weighted[cell] <= ((int128) number + 1) * THOUSAND &&
		   gathering->weighted[cell] + entries >= ((int128) number - 1) * THOUSAND;
}

/* Refuse cells whose contributions do not add up to their number. */
static void
check_totals(const Gathering *gathering, const Contributions *contributions, const CanonicalOrder *order,
			 const Naming *naming)
{
	for (int cell = 0; cell < naming->cells; cell++)
	{
		if (!adds_up(gathering, contributions, order->system->bounds[cell].lower, cell))
			ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION),
							errmsg("the amounts of the contributors of cell \"%s\" do not add up to its number",
								   naming->cell_text(naming->names, order->cell[cell])),
							errhint("Each inner cell needs all its contributors; totals get those of their parts.")));
	}
}

/* ---- all of it ---- */

/* Is the last column one that is known by its name? */
static bool
open_named_column(Gathering *gathering, const Source *source, int column, const ValueForm *form)
{
	const char *name = SPI_fname(source->columns, column);
	Oid			type = source_type(source, column);

	if (gathering->waived == 0 && strcmp(name, "waived") == 0)
	{
		if (type != BOOLOID)
			ereport(ERROR,
					(errcode(ERRCODE_DATATYPE_MISMATCH),
					 errmsg("column waived of the contributors is of type %s, not boolean", format_type_be(type))));
		gathering->waived = column;
		return true;
	}
	if (gathering->weight == 0 && strcmp(name, "weight") == 0)
	{
		ValueForm whole = value_form_counts(form->suppressed_bigint);

		if (type != NUMERICOID && type != INT8OID && type != INT4OID && type != INT2OID)
			ereport(ERROR,
					(errcode(ERRCODE_DATATYPE_MISMATCH),
					 errmsg("column weight of the contributors is of type %s, not numeric", format_type_be(type))));
		gathering->weight_reader = value_reader(type, &whole, name);
		gathering->weight = column;
		return true;
	}
	return false;
}

static void
open_columns(Gathering *gathering, const Source *source, const ValueForm *form)
{
	int columns = source->columns->natts;

	while (columns > 3 && open_named_column(gathering, source, columns, form))
		columns--;
	gathering->key_columns = columns - 2;
	if (gathering->is_cube ? gathering->key_columns < 1 : gathering->key_columns != 1)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("the query of the contributors returns %d columns", source->columns->natts),
				 errdetail("Expected are the key of a cell, or the columns of a cube, a contributor, an amount and "
						   "optionally a boolean named waived and a number named weight.")));
	gathering->contributor_reader = key_reader(source_type(source, columns - 1));
	gathering->contributor_reader.as_integer = false;
	gathering->amount_reader = value_reader(source_type(source, columns), form, SPI_fname(source->columns, columns));
}

static void
run_query(Gathering *gathering, const char *query, const ValueForm *form)
{
	Source source;
	int	   column;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	source = source_open("contributors", query, 3, MaxTupleAttributeNumber,
						 "Expected are the key of a cell, or the columns of a cube, a contributor, an amount and "
						 "optionally a boolean named waived and a number named weight.");
	open_columns(gathering, &source, form);
	column = gathering->key_columns + 1;
	MemoryContextSwitchTo(gathering->context);
	gathering->contributors =
		key_dictionary_create_of(source_type(&source, column), TupleDescAttr(source.columns, column - 1)->attcollation);
	source_run(&source, take_contribution, gathering);
	SPI_finish();
}

static int
compare_contributor_names(const void *a, const void *b, void *names)
{
	return key_dictionary_compare(names, *(const int *) a, *(const int *) b);
}

/* Number contributors by their names, so that the order of the rows has no say. */
static void
number_by_name(Gathering *gathering)
{
	int	  contributors = key_dictionary_count(gathering->contributors);
	int	 *by_name = allocate(sizeof(int), contributors);
	int	 *number = allocate(sizeof(int), contributors);
	bool *is_waived = allocate(sizeof(bool), contributors);

	for (int i = 0; i < contributors; i++)
		by_name[i] = i;
	qsort_arg(by_name, contributors, sizeof(int), compare_contributor_names, gathering->contributors);
	for (int i = 0; i < contributors; i++)
	{
		number[by_name[i]] = i;
		is_waived[i] = gathering->is_waived[by_name[i]];
	}
	for (int i = 0; i < gathering->entries; i++)
		gathering->entry[i].contributor = number[gathering->entry[i].contributor];
	gathering->is_waived = is_waived;
	pfree(by_name);
	pfree(number);
}

static Contributions *
arrange(Gathering *gathering, const TableSystem *system)
{
	Contributions *result = palloc0(sizeof(Contributions));
	int			   entries = gathering->entries;

	result->contributors = key_dictionary_count(gathering->contributors);
	result->waived = gathering->is_waived;
	result->cell_entry = gathering->entry;
	qsort(result->cell_entry, entries, sizeof(Contribution), compare_largest_first);
	result->cell_first = index_cells(result->cell_entry, entries, system->cells);
	result->entry = allocate(sizeof(Contribution), entries);
	memcpy(result->entry, result->cell_entry, sizeof(Contribution) * entries);
	qsort(result->entry, entries, sizeof(Contribution), compare_by_contributor);
	result->first = allocate(sizeof(int), result->contributors + 1);
	for (int contributor = 0, at = 0; contributor <= result->contributors; contributor++)
	{
		while (at < entries && result->entry[at].contributor < contributor)
			at++;
		result->first[contributor] = at;
	}
	return result;
}

Contributions *
contributions_read(const char *query, bool is_cube, const ValueForm *form, const CanonicalOrder *order,
				   const Naming *naming)
{
	Gathering	   gathering = {.naming = naming, .is_cube = is_cube, .allocated = 1024, .waived_allocated = 1024};
	Contributions *result;

	gathering.context = CurrentMemoryContext;
	gathering.entry = allocate(sizeof(Contribution), gathering.allocated);
	gathering.is_waived = allocate(sizeof(bool), gathering.waived_allocated);
	gathering.weighted = allocate(sizeof(int128), naming->cells);
	gathering.cell_of = allocate(sizeof(int), naming->cells);
	for (int cell = 0; cell < naming->cells; cell++)
	{
		gathering.cell_of[order->cell[cell]] = cell;
		gathering.weighted[cell] = -1;
	}
	gathering.cells = key_dictionary_create(false);
	for (int cell = 0; cell < naming->cells; cell++)
	{
		const char *text = naming->cell_text(naming->names, cell);

		key_dictionary_bytes(gathering.cells, text, strlen(text), true, NULL);
	}
	run_query(&gathering, query, form);
	number_by_name(&gathering);
	join_entries(&gathering);
	derive_totals(&gathering, order->system);
	result = arrange(&gathering, order->system);
	check_totals(&gathering, result, order, naming);
	key_dictionary_free(gathering.cells);
	return result;
}
