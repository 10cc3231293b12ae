/*
 * audit.c
 *		audit(): the feasibility interval of every hidden cell of a table that is given
 *		as two queries, of cells and of the sums that tie them.
 *
 * It reads cells and sums by key (audit_read), has the table solved in an order that does not
 * depend on that of the rows (audit_return), and names the sums that contradict each other
 * (report_conflict).
 *
 * Called from SQL (sql/audit.sql).  audit_cube.c, publication's audit_publication.c and
 * protect's protect.c share its ways of reading values and returning rows.  Owns
 * nothing: what it reads lives in the function's context, and what SPI allocates ends
 * with SPI_finish.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "audit/audit.h"
#include "audit/canonical_order.h"
#include "audit/iis.h"
#include "audit/solve.h"
#include "type/suppressed.h"
#include "type/suppressed_text.h"
#include "util/key_dictionary.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"
#include "util/compat.h"

#define BATCH		   10000 /* rows fetched at once */
#define MAX_NAMED_SUMS 50	 /* sums named in a message */
#define FEW_NUMBERS	   3	 /* numbers that can be multiples of anything by chance */

/* ---- arguments ---- */

Oid
audit_value_type(FunctionCallInfo fcinfo, int column)
{
	TupleDesc columns;

	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "the audit's result must be a row type");
	return TupleDescAttr(columns, column - 1)->atttypid;
}

/* ---- rows of a query ---- */

/* Columns beyond least up to most are optional. */
Source
source_open(const char *what, const char *text, int least, int most, const char *detail)
{
	Source	   source = {.what = what};
	SPIPlanPtr plan = SPI_prepare(text, 0, NULL);

	if (plan && list_length(SPI_plan_get_plan_sources(plan)) > 1)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("the query of the %s is more than one statement: %s", what, text),
						errdetail("%s", detail), errhint("Join what several statements give by UNION ALL.")));
	if (!plan || !SPI_is_cursor_plan(plan))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("the query of the %s returns no rows: %s", what, text), errdetail("%s", detail),
						errhint("A whole table is written TABLE name.")));
	source.portal = SPI_cursor_open(NULL, plan, NULL, NULL, true);
	source.columns = source.portal->tupDesc;
	if (source.columns->natts < least || source.columns->natts > most)
		ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
						errmsg("the query of the %s returns %d columns", what, source.columns->natts),
						errdetail("%s", detail)));
	return source;
}

/* The type of a column; of a domain, its base type. */
Oid
source_type(const Source *source, int column)
{
	return getBaseType(TupleDescAttr(source->columns, column - 1)->atttypid);
}

Datum
source_value(const Source *source, HeapTuple row, int column)
{
	bool  isnull;
	Datum result = SPI_getbinval(row, source->columns, column, &isnull);

	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("column %s of the %s is null", SPI_fname(source->columns, column), source->what),
				 column != source->value_column ?
					 errhint("It tells rows apart: write coalesce(%s::text, 'total') where null stands for a total.",
							 quote_identifier(SPI_fname(source->columns, column))) :
				 source->is_true ? errhint("Protection starts from the true numbers: write 0 where there is none.") :
								   errhint("A hidden value is written \":\", one of which nothing is known \"..\".")));
	return result;
}

/* Hand each row to take, in a context that is emptied now and then. */
void
source_run(Source *source, RowTaker take, void *state)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "rows to audit", ALLOCSET_DEFAULT_SIZES);

	for (;;)
	{
		MemoryContext old;

		SPI_cursor_fetch(source->portal, true, BATCH);
		if (SPI_processed == 0)
			break;
		old = MemoryContextSwitchTo(context);
		for (uint64 i = 0; i < SPI_processed; i++)
			take(state, source, SPI_tuptable->vals[i]);
		MemoryContextSwitchTo(old);
		MemoryContextReset(context);
		SPI_freetuptable(SPI_tuptable);
		CHECK_FOR_INTERRUPTS();
	}
	SPI_freetuptable(SPI_tuptable);
	SPI_cursor_close(source->portal);
	MemoryContextDelete(context);
}

/* ---- cells and sums by key ---- */

typedef struct Input
{
	TableSystem		 *system;
	int				  decimals; /* of all values */
	KeyDictionary	 *cells;
	KeyDictionary	 *sums;
	KeyReader		  cell_key;
	ValueReader		  value;
	int				  other_column; /* 0 if there is none */
	ValueReader		  other;
	const Attributes *attributes;
	KeyReader		  sum_key;
	KeyReader		  total_key;
	KeyReader		  part_key;
	ValueReader		  tolerance;
	int64			 *tolerance_of; /* each sum's, or NO_TOLERANCE */
	int				  tolerances_allocated;
} Input;

/* The column is null, or there is none: the sum holds exactly. */
#define NO_TOLERANCE (-1)

static void
take_cell(void *state, const Source *source, HeapTuple row)
{
	Input *input = state;
	bool   added;
	bool   isnull;
	int	   cell = key_dictionary_number(input->cells, &input->cell_key, source_value(source, row, 1), true, &added);
	Bounds bounds = value_read(&input->value, source_value(source, row, 2));
	IntervalSet *ranges = NULL;

	if (!added)
		ereport(ERROR, (errcode(ERRCODE_CARDINALITY_VIOLATION),
						errmsg("cell \"%s\" occurs more than once", key_dictionary_text(input->cells, cell)),
						errhint("A cell that is published twice is two cells, tied by a sum of one part.")));
	if (input->other_column > 0)
	{
		Datum other = SPI_getbinval(row, source->columns, input->other_column, &isnull);

		if (!isnull)
		{
			MemoryContext old = MemoryContextSwitchTo(input->system->context);

			ranges = interval_set_union(bounds, value_read(&input->other, other));
			bounds = interval_set_hull(ranges);
			if (ranges->count == 1)
				ranges = NULL;
			MemoryContextSwitchTo(old);
		}
	}
	table_system_add_cell(input->system, bounds, ranges);
	if (input->attributes)
		input->attributes->take(input->attributes->state, cell, source, row);
}

static int
known_cell(Input *input, const KeyReader *reader, Datum key, int sum)
{
	int cell = key_dictionary_number(input->cells, reader, key, false, NULL);

	if (cell < 0)
	{
		/* the key as text: read it into a table of its own */
		KeyDictionary *lost = key_dictionary_create(input->cell_key.as_integer && reader->is_integer);

		ereport(ERROR,
				(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
				 errmsg("cell \"%s\" of sum \"%s\" is not among the cells",
						key_dictionary_text(lost, key_dictionary_number(lost, reader, key, true, NULL)),
						key_dictionary_text(input->sums, sum)),
				 input->attributes ?
					 errhint("A part that is missing is a cell too, with its number or zero.") :
					 errhint("A cell that is not published is given as \"..\" or, if it is a count, as \":\".")));
	}
	return cell;
}

/* A sum's tolerance as a row states it. */
static int64
read_tolerance(const Input *input, const Source *source, HeapTuple row, int sum)
{
	bool   isnull = true;
	Datum  given = source->columns->natts > 3 ? SPI_getbinval(row, source->columns, 4, &isnull) : (Datum) 0;
	Bounds tolerance;

	if (isnull)
		return NO_TOLERANCE;
	tolerance = value_read(&input->tolerance, given);
	if (!bounds_is_exact(tolerance))
		ereport(
			ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("tolerance of sum \"%s\" is not one number", key_dictionary_text(input->sums, sum)),
			 errdetail(
				 "It says by how much the total may differ from its parts: zero, or more where figures are rounded.")));
	if (tolerance.lower < 0)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("tolerance %s of sum \"%s\" is negative", value_text(tolerance.lower, input->decimals),
							   key_dictionary_text(input->sums, sum))));
	return tolerance.lower;
}

static void
keep_tolerance(Input *input, int sum, int64 tolerance)
{
	if (sum == input->tolerances_allocated)
	{
		input->tolerances_allocated = Max(256, 2 * sum);
		input->tolerance_of =
			input->tolerance_of ?
				repalloc_huge(input->tolerance_of, sizeof(int64) * input->tolerances_allocated) :
				MemoryContextAllocHuge(input->system->context, sizeof(int64) * input->tolerances_allocated);
	}
	input->tolerance_of[sum] = tolerance;
}

static const char *
tolerance_text(const Input *input, int64 tolerance)
{
	return tolerance == NO_TOLERANCE ? "null" : value_text(tolerance, input->decimals);
}

static void
take_part(void *state, const Source *source, HeapTuple row)
{
	Input		*input = state;
	TableSystem *system = input->system;
	bool		 added;
	int			 sum = key_dictionary_number(input->sums, &input->sum_key, source_value(source, row, 1), true, &added);
	int			 total = known_cell(input, &input->total_key, source_value(source, row, 2), sum);
	int			 part = known_cell(input, &input->part_key, source_value(source, row, 3), sum);

	int64 tolerance = read_tolerance(input, source, row, sum);

	if (added)
	{
		table_system_add_sum(system, total, tolerance);
		keep_tolerance(input, sum, tolerance);
	}
	else if (system->total[sum] != total)
		ereport(ERROR, (errcode(ERRCODE_CARDINALITY_VIOLATION),
						errmsg("sum \"%s\" has two totals, \"%s\" and \"%s\"", key_dictionary_text(input->sums, sum),
							   key_dictionary_text(input->cells, system->total[sum]),
							   key_dictionary_text(input->cells, total))));
	else if (input->tolerance_of[sum] != tolerance)
		ereport(ERROR, (errcode(ERRCODE_CARDINALITY_VIOLATION),
						errmsg("sum \"%s\" has two tolerances, %s and %s", key_dictionary_text(input->sums, sum),
							   tolerance_text(input, Min(input->tolerance_of[sum], tolerance)),
							   tolerance_text(input, Max(input->tolerance_of[sum], tolerance))),
						errhint("Give the sum the same tolerance in each of its rows.")));
	table_system_add_part(system, sum, part);
}

/* A cell must not be counted twice in one sum. */
static void
check_parts(const Input *input)
{
	const TableSystem *system = input->system;
	int				  *last = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(int) * Max(system->cells, 1));

	memset(last, -1, sizeof(int) * system->cells);
	for (int sum = 0; sum < system->sums; sum++)
	{
		last[system->total[sum]] = sum;
		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
		{
			int cell = system->part_cell[i];

			if (last[cell] == sum)
				ereport(ERROR, (errcode(ERRCODE_CARDINALITY_VIOLATION), errmsg("cell \"%s\" occurs twice in sum \"%s\"",
																			   key_dictionary_text(input->cells, cell),
																			   key_dictionary_text(input->sums, sum))));
			last[cell] = sum;
		}
	}
	pfree(last);
}

static Datum
name_cell(void *names, int cell)
{
	return CStringGetTextDatum(key_dictionary_text(((Input *) names)->cells, cell));
}

static const char *
name_cell_text(void *names, int cell)
{
	return key_dictionary_text(((Input *) names)->cells, cell);
}

static int
compare_cells(void *names, int a, int b)
{
	return key_dictionary_compare(((Input *) names)->cells, a, b);
}

static const char *
name_sum(void *names, int sum)
{
	return key_dictionary_text(((Input *) names)->sums, sum);
}

/* ---- the result ---- */

/* What all published numbers are multiples of; 1 where they are few. */
static int64
common_base(const TableSystem *system, int cells)
{
	int64 base = 0;
	int	  numbers = 0;

	for (int cell = 0; cell < cells; cell++)
	{
		int64 number = system->bounds[cell].lower;

		if (!bounds_is_exact(system->bounds[cell]) || number == 0)
			continue;
		numbers++;
		while (number != 0)
		{
			int64 rest = base % number;

			base = number;
			number = rest;
		}
	}
	return numbers < FEW_NUMBERS ? 1 : Abs(base);
}

/* Advise tolerances only where numbers look rounded: they would make the intervals of exact counts too wide. */
static int
hint_conflict(const TableSystem *system, int cells, const ValueForm *form)
{
	int64 base = common_base(system, cells);

	if (base > 1)
		return errhint("All numbers are multiples of %s: if they are rounded, have audit take the sums with a "
					   "tolerance, which is their fourth column.",
					   value_text(base, form->decimals));
	if (form->is_amount)
		return errhint("Correct the numbers, or the ranges of the hidden cells in these sums.");
	return errhint("Correct the numbers, or what is said of the hidden cells in these sums: \":\" is any count, \"..\" "
				   "any number.");
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

pg_noreturn static void
report_conflict(const CanonicalOrder *order, const Naming *naming, const ValueForm *form)
{
	const TableSystem *system = order->system;
	bool			   minimal;
	int				   count;
	int				  *sum = iis_find(system, &count, &minimal);
	const char		 **name = allocate(sizeof(char *), count);
	StringInfoData	   list;

	for (int i = 0; i < count; i++)
		name[i] = naming->sum_text(naming->names, order->sum[sum[i]]);
	qsort(name, count, sizeof(char *), compare_names);
	initStringInfo(&list);
	for (int i = 0; i < Min(count, MAX_NAMED_SUMS); i++)
		appendStringInfo(&list, "%s\"%s\"", i == 0 ? "" : ", ", name[i]);
	if (count > MAX_NAMED_SUMS)
		appendStringInfoString(&list, ", ...");
	ereport(
		ERROR,
		(errcode(ERRCODE_DATA_EXCEPTION), errmsg("the publication contradicts itself"),
		 count == 1			   ? errdetail("This sum cannot hold: %s.", list.data) :
		 minimal && count == 2 ? errdetail("These 2 sums cannot both hold, though each of them can: %s.", list.data) :
		 minimal ? errdetail("These %d sums cannot all hold, though any %d of them can: %s.", count, count - 1,
							 list.data) :
				   errdetail("These %d sums cannot all hold, and perhaps fewer of them cannot: %s.", count, list.data),
		 hint_conflict(system, naming->cells, form)));
}

Tuplestorestate *
audit_open_result(FunctionCallInfo fcinfo, TupleDesc *columns)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext  old;

	if (!result || !IsA(result, ReturnSetInfo) || !(result->allowedModes & SFRM_Materialize))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED), errmsg("an audit must be called where a set of rows can be")));
	old = MemoryContextSwitchTo(result->econtext->ecxt_per_query_memory);
	if (get_call_result_type(fcinfo, NULL, columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "the audit's result must be a row type");
	*columns = CreateTupleDescCopy(*columns);
	result->returnMode = SFRM_Materialize;
	result->setDesc = *columns;
	result->setResult = tuplestore_begin_heap((result->allowedModes & SFRM_Materialize_Random) != 0, false, work_mem);
	MemoryContextSwitchTo(old);
	return result->setResult;
}

static Datum
width_datum(const ValueForm *form, Bounds found)
{
	int64 width = found.upper - found.lower;

	return form->is_amount ? value_numeric(width, form->decimals) : Int64GetDatum(width);
}

Datum
audit_return(FunctionCallInfo fcinfo, TableSystem *system, const Naming *naming, const ValueForm *form,
			 const int64 *threshold)
{
	Feasible	 *feasible = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(Feasible) * Max(system->cells, 1));
	MemoryContext row_context =
		AllocSetContextCreate(CurrentMemoryContext, "a row of the audit", ALLOCSET_DEFAULT_SIZES);
	CanonicalOrder	 order = canonical_order(system, naming);
	int				*number = allocate(sizeof(int), naming->cells);
	Tuplestorestate *rows;
	TupleDesc		 columns;

	/* of the table in the order of the rows only names are still needed */
	pfree(system->bounds);
	pfree(system->part_cell);
	pfree(system->first_part);
	progress_begin("audit: simplifying the sums");
	work_begin_audit(system->cells);
	if (table_system_solve(order.system, feasible) == SEARCH_INFEASIBLE)
		report_conflict(&order, naming, form);
	if (work_is_spent())
		ereport(NOTICE,
				(errmsg("the audit has come to its limit of work"),
				 errdetail("Every interval holds, but those that are not sharp may be wider than they need be."),
				 errhint("Audit fewer cells at once, or raise busetting.work_limit, which is %d.", work_limit)));
	elog(DEBUG1, "audit: " INT64_FORMAT " steps of work", work_done);
	for (int i = 0; i < naming->cells; i++)
		number[order.cell[i]] = i;
	rows = audit_open_result(fcinfo, &columns);
	for (int cell = 0; cell < naming->cells; cell++)
	{
		Feasible	  answer = feasible[number[cell]];
		Bounds		  published = order.system->bounds[number[cell]];
		Bounds		  found = answer.bounds;
		bool		  no_lower = found.lower == NO_LOWER;
		bool		  no_upper = found.upper == NO_UPPER;
		Datum		  value[8];
		bool		  null[8] = {false};
		MemoryContext old;

		if (bounds_is_exact(published))
			continue;
		old = MemoryContextSwitchTo(row_context);
		value[0] = naming->cell(naming->names, cell);
		value[1] = value_datum(form, published);
		value[2] = value_datum(form, found);
		value[3] = BoolGetDatum(found.lower == found.upper);
		null[4] = null[5] = !threshold;
		value[4] = BoolGetDatum(threshold && !no_upper && found.upper < *threshold);
		value[5] = BoolGetDatum(threshold && !no_lower && found.lower >= *threshold);
		null[6] = no_lower || no_upper;
		value[6] = null[6] ? (Datum) 0 : width_datum(form, found);
		value[7] = BoolGetDatum(answer.lower_sharp && answer.upper_sharp);
		tuplestore_putvalues(rows, columns, value, null);
		MemoryContextSwitchTo(old);
		MemoryContextReset(row_context);
	}
	MemoryContextDelete(row_context);
	return (Datum) 0;
}

char *
audit_argument(FunctionCallInfo fcinfo, int number, const char *what)
{
	if (PG_ARGISNULL(number))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("the query of the %s is null", what)));
	return text_to_cstring(PG_GETARG_TEXT_PP(number));
}

ArrayType *
audit_array_argument(FunctionCallInfo fcinfo, int number, const char *what)
{
	if (PG_ARGISNULL(number))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("the array of the %s is null", what)));
	return PG_GETARG_ARRAYTYPE_P(number);
}

int64 *
audit_threshold(FunctionCallInfo fcinfo)
{
	int64 *result = palloc(sizeof(int64));

	if (PG_ARGISNULL(2))
		return NULL;
	*result = PG_GETARG_INT64(2);
	return result;
}

TableSystem *
audit_read(const char *cells_text, const char *sums_text, const ValueForm *form, const Attributes *attributes,
		   Naming *naming)
{
	MemoryContext context = CurrentMemoryContext;
	Source		  cells;
	Source		  sums;
	Input		 *input = palloc0(sizeof(Input));
	bool		  as_integer;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	cells = source_open(
		"cells", cells_text, 2, attributes ? MaxTupleAttributeNumber : 3,
		attributes ?
			"Expected are a cell's key, its true number and optionally columns that are known by their names." :
			"Expected are a cell's key, its value and optionally a second value that it can have instead.");
	cells.value_column = 2;
	cells.is_true = attributes != NULL;
	sums = source_open(
		"sums", sums_text, 3, 4,
		"Expected are a sum's key, the key of its total, the key of a part and optionally the sum's tolerance.");
	input->attributes = attributes;
	input->decimals = form->decimals;
	input->cell_key = key_reader(source_type(&cells, 1));
	input->value = value_reader(source_type(&cells, 2), form, SPI_fname(cells.columns, 2));
	if (attributes)
	{
		for (int column = 3; column <= cells.columns->natts; column++)
			if (!attributes->open(attributes->state, &cells, column))
				ereport(ERROR,
						(errcode(ERRCODE_UNDEFINED_COLUMN),
						 errmsg("column \"%s\" of the cells is not known", SPI_fname(cells.columns, column)),
						 errdetail("The first two are a cell's key and its number; the others may be sensitive, lower, "
								   "conf_status, publish, hide, cost, contributors, least and most.")));
	}
	else if (cells.columns->natts > 2)
	{
		input->other_column = 3;
		input->other = value_reader(source_type(&cells, 3), form, SPI_fname(cells.columns, 3));
	}
	input->sum_key = key_reader(source_type(&sums, 1));
	input->total_key = key_reader(source_type(&sums, 2));
	input->part_key = key_reader(source_type(&sums, 3));
	if (sums.columns->natts > 3)
		input->tolerance = value_reader(source_type(&sums, 4), form, SPI_fname(sums.columns, 4));
	as_integer = input->cell_key.is_integer && input->total_key.is_integer && input->part_key.is_integer;
	input->cell_key.as_integer = as_integer;

	/* what SPI allocates goes at its end; the system stays until the function's */
	MemoryContextSwitchTo(context);
	input->system = table_system_create(context);
	input->cells = key_dictionary_create(as_integer);
	input->sums = key_dictionary_create(input->sum_key.is_integer);
	*naming = (Naming){name_cell, name_cell_text, name_sum, compare_cells, input, 0};
	source_run(&cells, take_cell, input);
	naming->cells = input->system->cells;
	source_run(&sums, take_part, input);
	table_system_finish(input->system);
	check_parts(input);
	SPI_finish();
	return input->system;
}

/*
 * audit(cells, sums, threshold): both queries run with the caller's rights.
 * cells: key, value, and optionally a second value where the cell lies in
 * either.  sums: sum, key of its total, key of a part, and optionally the
 * sum's tolerance.
 */
PG_FUNCTION_INFO_V1(audit);
Datum
audit(PG_FUNCTION_ARGS)
{
	char		*cells = audit_argument(fcinfo, 0, "cells");
	char		*sums = audit_argument(fcinfo, 1, "sums");
	ValueForm	 form = value_form_counts(audit_value_type(fcinfo, 2));
	Naming		 naming;
	TableSystem *system = audit_read(cells, sums, &form, NULL, &naming);

	return audit_return(fcinfo, system, &naming, &form, audit_threshold(fcinfo));
}

/* audit_amounts(cells, sums, decimals, threshold): the same of amounts with so many decimals. */
PG_FUNCTION_INFO_V1(audit_amounts);
Datum
audit_amounts(PG_FUNCTION_ARGS)
{
	char		*cells = audit_argument(fcinfo, 0, "cells");
	char		*sums = audit_argument(fcinfo, 1, "sums");
	ValueForm	 form = value_form_amounts(fcinfo, 2);
	int64		 threshold = PG_ARGISNULL(3) ? 0 : value_units_up(PG_GETARG_DATUM(3), form.decimals);
	Naming		 naming;
	TableSystem *system = audit_read(cells, sums, &form, NULL, &naming);

	return audit_return(fcinfo, system, &naming, &form, PG_ARGISNULL(3) ? NULL : &threshold);
}
