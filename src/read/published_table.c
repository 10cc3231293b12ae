/*
 * published_table.c
 *		busetting.read_table: the rows of the tables in a pasted text.
 *
 * The reading is done in table_reader.c and the rooms below it, in json_stat.c, px.c and sdmx_csv.c;
 * here are the SQL arguments, the result rows and the errors.  The words of headings
 * are an argument, too (heading_words.c).
 *
 * Called from SQL, by preview_table above all.  Owns the Table of one call, and the
 * tuplestore of its rows; what outlives a row is made in the context of the call.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "read/decoding.h"
#include "read/heading_words.h"
#include "read/json_stat.h"
#include "read/px.h"
#include "read/px_decoding.h"
#include "read/sdmx_csv.h"
#include "read/table.h"
#include "read/table_cell.h"
#include "read/table_html_title.h"
#include "read/table_names.h"
#include "read/table_reader.h"
#include "read/table_title.h"
#include "read/workbook.h"
#include "read/workbook_table.h"
#include "util/compat.h"

/* The text with letters and the signs above them as one character each, as it is where it has no such signs. */
static text *
text_compose(text *content)
{
	const char *at = VARDATA_ANY(content);
	const char *end = at + VARSIZE_ANY_EXHDR(content);

	for (; at + 1 < end; at++)
		if ((at[0] == '\xCC' && (unsigned char) at[1] >= 0x80) || (at[0] == '\xCD' && (unsigned char) at[1] < 0xB0))
			return DatumGetTextPP(
				DirectFunctionCall2(unicode_normalize_func, PointerGetDatum(content), CStringGetTextDatum("NFC")));
	return content;
}

/* The result's columns, in the order of the SQL declaration. */
enum
{
	RESULT_FORM,
	RESULT_TABLE_NUMBER,
	RESULT_LINE,
	RESULT_LEVEL,
	RESULT_HEADING,
	RESULT_PERIOD,
	RESULT_NAME,
	RESULT_CODE,
	RESULT_TOTAL_OF,
	RESULT_MEASURES,
	RESULT_CELLS,
	RESULT_FLAGS,
	RESULT_NOTE,
	RESULT_PROBLEM,
	RESULT_DETAIL,
	RESULT_ADVICE,
	RESULT_COLUMNS
};

/* Where the rows go. */
typedef struct TableResult
{
	Table			*table;
	const char		*form; /* of the content, where that is not the table's */
	Tuplestorestate *store;
	TupleDesc		 descriptor;
	MemoryContext	 context;			 /* lives as long as this; a reader calls from one of its own */
	MemoryContext	 row_context;		 /* reset at each row */
	Datum			*levels;			 /* their names, by number */
	Datum			 measures;			 /* of the table the latest row was of; in context */
	int				 order[TABLE_CELLS]; /* of its cells, by their measures */
	int				 measures_count;	 /* what they are of the latest row */
	int				 measures_of[TABLE_CELLS];
	int				 problems; /* of rows of a page that were told of */
	TitleCursor		 titles;
	int				 titled;	 /* the table whose titles were told last */
	int				 last_line;	 /* of the latest row */
	const char		*last_start; /* likewise, its place in the content */
	bool			 all;		 /* what is left out, and what is wrong, is a row, not a notice or an error */
	const char		*sheet;		 /* name of the sheet that is read; NULL where it is none */
} TableResult;

/* Report what the reader found wrong. */
static void
table_report(const TableError *error)
{
	ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("%s", error->message), errdetail("%s", error->detail),
					errhint("%s", error->hint)));
}

/* A text column of the result; NULL where there is no text. */
static void
result_put_text(Datum *values, bool *nulls, int column, Slice text)
{
	nulls[column] = text.data == NULL;
	if (text.data != NULL)
		values[column] = PointerGetDatum(cstring_to_text_with_len(text.data, text.length));
}

/* The form of the content, where it is known. */
static void
result_put_form(const TableResult *result, Datum *values, bool *nulls)
{
	const char *form = result->form != NULL ? result->form : result->table->form;

	if (form != NULL)
		result_put_text(values, nulls, RESULT_FORM, (Slice){form, strlen(form)});
}

/* An array of texts, in the order of the measures; in the current context. */
static Datum
texts_get_datum(const Datum *texts, const int *order, int count)
{
	Datum *ordered = palloc(sizeof(Datum) * Max(count, 1));
	int	   i;

	for (i = 0; i < count; i++)
		ordered[i] = texts[order[i]];
	return PointerGetDatum(construct_array(ordered, count, TEXTOID, -1, false, TYPALIGN_INT));
}

/* The measures of a table, of which the row is the first. */
static void
result_take_measures(TableResult *result, const TableRow *row)
{
	Datum names[TABLE_CELLS];
	int	  i;
	int	  j;

	for (i = 0; i < row->count; i++)
	{
		names[i] = CStringGetTextDatum(result->table->words->measures[row->measures[i]].name);
		for (j = i; j > 0 && row->measures[result->order[j - 1]] > row->measures[i]; j--)
			result->order[j] = result->order[j - 1];
		result->order[j] = i;
	}
	if (result->measures_count >= 0)
		pfree(DatumGetPointer(result->measures));
	result->measures = texts_get_datum(names, result->order, row->count);
	result->measures_count = row->count;
	memcpy(result->measures_of, row->measures, sizeof(int) * row->count);
}

/* A line above a table or of its header, or what is said like one: a row with a heading and no name. */
static void
result_put_title(TableResult *result, int table_number, int line, const char *kind, Slice text)
{
	Datum values[RESULT_COLUMNS] = {0};
	bool  nulls[RESULT_COLUMNS];

	memset(nulls, true, sizeof(nulls));
	result_put_form(result, values, nulls);
	nulls[RESULT_TABLE_NUMBER] = nulls[RESULT_LINE] = false;
	values[RESULT_TABLE_NUMBER] = Int32GetDatum(table_number);
	values[RESULT_LINE] = Int32GetDatum(line);
	result_put_text(values, nulls, RESULT_HEADING, text);
	result_put_text(values, nulls, RESULT_DETAIL, (Slice){kind, strlen(kind)});
	tuplestore_putvalues(result->store, result->descriptor, values, nulls);
}

static const char *const title_kinds[] = {
	[TITLE_ABOVE] = "title", [TITLE_HEADER] = "header", [TITLE_BELOW] = "note", [TITLE_CAPTION] = "caption"};

/* Is each line that is left out below a table of the form told of by the reader? */
static bool
form_is_noted(const Table *table)
{
	return table->form == NULL || (strcmp(table->form, "html") != 0 && strcmp(table->form, "text") != 0);
}

/* The lines above a table, and those of its header; what a dataset says of itself, or a sheet is called says as much. */
static void
result_put_titles(TableResult *result, const TableRow *row)
{
	TitleList	list = {.count = 0};
	const char *header = result->table->header;
	Slice		title = slice_trim(result->table->title);
	int			previous = result->titled;
	bool		noted = previous > 0 && !form_is_noted(result->table);
	int			i;

	result->titled = row->table_number;
	if (header == NULL && row->start != NULL)
		header = titles_find_header(result->table, row->start);
	if (header == NULL && title.length == 0)
		return;
	if (result->sheet != NULL)
		titles_add(&list, 0, TITLE_ABOVE, (Slice){result->sheet, strlen(result->sheet)});
	if (header == NULL)
		result_put_title(result, row->table_number, 0, "title", title);
	else if (result->table->form != NULL && strcmp(result->table->form, "html") == 0)
		html_titles_find(&result->titles, result->table, result->last_start, row->start, &list);
	else
		titles_find(&result->titles, result->table->content, header, result->last_line,
					result->table->below_header > 0 ? result->table->below_header : row->line, &list);
	for (i = 0; i < list.count; i++)
	{
		const Title *above = &list.titles[i];

		result_put_title(result, row->table_number, above->line, title_kinds[above->kind],
						 (Slice){above->text, above->length});
		/* what stands between two tables may speak of either */
		if (noted && above->kind == TITLE_ABOVE)
			result_put_title(result, previous, above->line, title_kinds[TITLE_BELOW],
							 (Slice){above->text, above->length});
	}
}

/* The first lines below the last table. */
static void
result_put_notes(TableResult *result)
{
	Table	 *table = result->table;
	TitleList list = {.count = 0};
	int		  i;

	if (result->titled == 0 || form_is_noted(table))
		return;
	if (strcmp(table->form, "html") == 0)
		html_titles_find_below(&result->titles, table, result->last_start, &list);
	else
		titles_find_below(&result->titles, table->content, result->last_line, &list);
	for (i = 0; i < list.count; i++)
		result_put_title(result, result->titled, list.titles[i].line, title_kinds[list.titles[i].kind],
						 (Slice){list.titles[i].text, list.titles[i].length});
}

static void
result_put_row(void *receiver, const TableRow *row)
{
	TableResult	 *result = receiver;
	Datum		  values[RESULT_COLUMNS];
	bool		  nulls[RESULT_COLUMNS] = {false};
	Datum		  cells[TABLE_CELLS];
	Datum		  flags[TABLE_CELLS];
	bool		  flagged = false;
	MemoryContext caller = CurrentMemoryContext;
	int			  i;

	/* the measures are the same in most rows of a table: build them once */
	if (row->count != result->measures_count ||
		memcmp(row->measures, result->measures_of, sizeof(int) * row->count) != 0)
	{
		MemoryContextSwitchTo(result->context);
		result_take_measures(result, row);
	}

	MemoryContextReset(result->row_context);
	MemoryContextSwitchTo(result->row_context);
	if (result->all && row->table_number != result->titled)
		result_put_titles(result, row);
	result->last_line = row->line;
	result->last_start = row->start;
	result_put_form(result, values, nulls);
	values[RESULT_TABLE_NUMBER] = Int32GetDatum(row->table_number);
	values[RESULT_LINE] = Int32GetDatum(row->line);
	nulls[RESULT_LEVEL] = row->level == LEVEL_NONE;
	if (row->level != LEVEL_NONE)
		values[RESULT_LEVEL] = result->levels[row->level];
	result_put_text(values, nulls, RESULT_HEADING, row->heading);
	result_put_text(values, nulls, RESULT_PERIOD, row->period);
	result_put_text(values, nulls, RESULT_NAME, row->name);
	result_put_text(values, nulls, RESULT_CODE, row->code);
	result_put_text(values, nulls, RESULT_TOTAL_OF, row->total_of);
	for (i = 0; i < row->count; i++)
		cells[i] = PointerGetDatum(cstring_to_text_with_len(row->cells[i].data, row->cells[i].length));
	values[RESULT_MEASURES] = result->measures;
	values[RESULT_CELLS] = texts_get_datum(cells, result->order, row->count);
	for (i = 0; i < row->count; i++)
		flagged = flagged || row->flags[i].data != NULL;
	for (i = 0; i < row->count && flagged; i++)
		flags[i] = PointerGetDatum(
			cstring_to_text_with_len(row->flags[i].data != NULL ? row->flags[i].data : "", row->flags[i].length));
	nulls[RESULT_FLAGS] = !flagged;
	if (flagged)
		values[RESULT_FLAGS] = texts_get_datum(flags, result->order, row->count);
	nulls[RESULT_NOTE] = nulls[RESULT_PROBLEM] = nulls[RESULT_DETAIL] = nulls[RESULT_ADVICE] = true;
	tuplestore_putvalues(result->store, result->descriptor, values, nulls);
	MemoryContextSwitchTo(caller);
}

/* A row that says something of the content: what is left out, or what is wrong. */
static void
result_put_remark(TableResult *result, int line, int column, const char *text, const char *detail, const char *advice)
{
	Datum		  values[RESULT_COLUMNS] = {0};
	bool		  nulls[RESULT_COLUMNS];
	MemoryContext caller = CurrentMemoryContext;

	MemoryContextReset(result->row_context);
	MemoryContextSwitchTo(result->row_context);
	memset(nulls, true, sizeof(nulls));
	if (result->table->form != NULL)
		result_put_form(result, values, nulls);
	nulls[RESULT_LINE] = line == 0;
	values[RESULT_LINE] = Int32GetDatum(line);
	result_put_text(values, nulls, column, (Slice){text, strlen(text)});
	if (detail != NULL)
		result_put_text(values, nulls, RESULT_DETAIL, (Slice){detail, strlen(detail)});
	if (advice != NULL)
		result_put_text(values, nulls, RESULT_ADVICE, (Slice){advice, strlen(advice)});
	tuplestore_putvalues(result->store, result->descriptor, values, nulls);
	MemoryContextSwitchTo(caller);
}

/*
 * What is said in or below a table of its numbers, and in a column that the caller leaves out, is looked at as what is said
 * above it is.  A file's may come before its table.  True where that is all that is to be said.
 */
static bool
result_put_said(TableResult *result, int line, Note what, Slice text)
{
	if (what == NOTE_COLUMN_TEXT || what == NOTE_COLUMN_TEXTS || what == NOTE_COLUMN_NUMBERS)
	{
		if (result->all)
			result_put_title(result, result->table->number, line,
							 what == NOTE_COLUMN_TEXT	 ? "column" :
							 what == NOTE_COLUMN_NUMBERS ? "numbers" :
														   "columns",
							 text);
		return true;
	}
	if (result->all && what == NOTE_REMARK)
		result_put_title(result, result->table->number + (result->table->rows == 0), line, title_kinds[TITLE_BELOW],
						 text);
	if (result->all && (what == NOTE_TITLE || what == NOTE_LINE || what == NOTE_COMMENT))
		result_put_title(result, Max(result->table->number, 1), line,
						 title_kinds[what == NOTE_TITLE ? TITLE_CAPTION : TITLE_BELOW], text);
	return what == NOTE_TITLE || what == NOTE_REMARK;
}

/* The header of a column that the caller gave says another measure: "decided settled Vedtak"; or names rows: "name - Kommune". */
static void
result_put_given(TableResult *result, int line, Slice text)
{
	char *named = pnstrdup(text.data, text.length);
	char *given = strchr(named, ' ');
	char *label = strchr(given + 1, ' ');
	char *message;

	*given++ = *label++ = '\0';
	message = strcmp(given, "-") == 0 ?
				  psprintf("column \"%s\" is left out, and names the rows of a table beside, which are left out, too",
						   label) :
			  strcmp(named, "-") == 0 ?
				  psprintf("column \"%s\" is given as %s, and counts something else by its header", label, given) :
				  psprintf("column \"%s\" is given as %s, and is %s by its header", label, given, named);
	if (result->all)
		result_put_remark(result, line, RESULT_PROBLEM, message, label, "given heading");
	else
		ereport(NOTICE, (errmsg("%s%s", line > 0 ? psprintf("line %d: ", line) : "", message)));
	pfree(message);
	pfree(named);
}

/* Is it what somebody wrote below or beside a table? */
static bool
note_is_prose(Note what)
{
	return what == NOTE_LINE || what == NOTE_COMMENT;
}

/* Something is left out.  Where a column was, as nobody knows it, and nobody asked for that, it is wrong. */
static void
result_put_note(void *receiver, int line, Note what, Slice text)
{
	static const char *const names[] = {
		[NOTE_LINE] = "line",
		[NOTE_COLUMN] = "column",
		[NOTE_UNKNOWN_COLUMN] = "column",
		[NOTE_UNKNOWN_PART] = "the part in",
		[NOTE_KIND] = "kind",
		[NOTE_UNKNOWN_KIND] = "kind",
		[NOTE_MARK] = "the mark in",
		[NOTE_UNIT] = "row of unit",
		[NOTE_DIMENSION] = "the division by",
		[NOTE_REST] = "all of",
		[NOTE_TABLE] = "table",
		[NOTE_HIDDEN] = "hidden table",
		[NOTE_DATASET] = "dataset",
		[NOTE_COMMENT] = "comment",
	};
	TableResult *result = receiver;
	char		*message;
	bool		 unknown = what == NOTE_UNKNOWN_COLUMN || what == NOTE_UNKNOWN_PART || what == NOTE_UNKNOWN_KIND;

	if (result_put_said(result, line, what, text))
		return;
	if (what == NOTE_GIVEN)
	{
		result_put_given(result, line, text);
		return;
	}
	if (what == NOTE_HIDDEN_ROWS)
	{
		message = pnstrdup(text.data, text.length);
		if (result->all)
			result_put_remark(result, line, RESULT_NOTE, message, NULL, NULL);
		else
			ereport(NOTICE, (errmsg("line %d: %s", line, message)));
		pfree(message);
		return;
	}
	text.length = slice_clip(text, 120);
	if (!result->all)
	{
		/* what the caller has asked to leave out is no news, nor is prose below a table, nor what headings say */
		if (!result->table->skip_unknown && !note_is_prose(what) && what != NOTE_DIVISION)
			ereport(NOTICE, (errmsg("%s%s \"%.*s\" is left out", line > 0 ? psprintf("line %d: ", line) : "",
									names[what], (int) text.length, text.data)));
		return;
	}
	if (what == NOTE_DIVISION)
	{
		message = psprintf("the numbers are divided by \"%.*s\"", (int) text.length, text.data);
		result_put_remark(result, line, RESULT_PROBLEM, message, "None of its categories is known to be the whole.",
						  "Take a dataset of all persons, or one that has their total, too.");
	}
	else if (result->table->unknown_wrong && unknown)
	{
		message = psprintf(what == NOTE_UNKNOWN_KIND ? "unknown kind \"%.*s\"" : "unknown column header \"%.*s\"",
						   (int) text.length, text.data);
		result_put_remark(result, line, RESULT_PROBLEM, message, pnstrdup(text.data, text.length), "unknown heading");
	}
	else
	{
		/* numbers of a group alone are not those of all, unless the caller says what they count */
		bool wrong = what == NOTE_REST && result->table->given_count == 0;

		message = psprintf("%s \"%.*s\" is left out", names[what], (int) text.length, text.data);
		result_put_remark(
			result, line, wrong ? RESULT_PROBLEM : RESULT_NOTE, message,
			wrong ? "The dataset has no other category, and this one is not known to be the whole." : NULL,
			wrong ? "Take a dataset of all persons; if these are all, or there are measures of them, name "
					"the measures: columns => '{name,settled}'." :
					NULL);
	}
	pfree(message);
}

static void
result_check_interrupts(void)
{
	CHECK_FOR_INTERRUPTS();
}

/*
 * Prepare the caller for rows in a tuplestore, which lives in the memory of the
 * query.
 */
static void
result_begin(FunctionCallInfo fcinfo, TableResult *result)
{
	ReturnSetInfo *set = (ReturnSetInfo *) fcinfo->resultinfo;
	MemoryContext  caller;
	TupleDesc	   descriptor;

	if (set == NULL || !IsA(set, ReturnSetInfo) || !(set->allowedModes & SFRM_Materialize))
		ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
						errmsg("set-valued function called in context that cannot accept a set")));
	caller = MemoryContextSwitchTo(set->econtext->ecxt_per_query_memory);
	if (get_call_result_type(fcinfo, NULL, &descriptor) != TYPEFUNC_COMPOSITE || descriptor->natts != RESULT_COLUMNS)
		elog(ERROR, "unexpected result type of function %u", fcinfo->flinfo->fn_oid);
	result->descriptor = BlessTupleDesc(descriptor);
	result->store = tuplestore_begin_heap((set->allowedModes & SFRM_Materialize_Random) != 0, false, work_mem);
	MemoryContextSwitchTo(caller);
	set->returnMode = SFRM_Materialize;
	set->setResult = result->store;
	set->setDesc = result->descriptor;

	result->context = CurrentMemoryContext;
	result->row_context = AllocSetContextCreate(result->context, "row of a published table", ALLOCSET_SMALL_SIZES);
	result->measures_count = -1;
}

/* The number of a measure, -1 where there is none of that name. */
static int
measure_find(const Words *words, const char *name, size_t length)
{
	int i;

	for (i = 0; i < words->measure_count; i++)
		if (strncmp(words->measures[i].name, name, length) == 0 && words->measures[i].name[length] == '\0')
			return i;
	return -1;
}

/* Take the year or other period from the end of "settled 2021"; 0 where there is none. */
static Period
column_take_period(char *name)
{
	char  *space = strrchr(name, ' ');
	Period period = space != NULL && space != name ? period_read_code((Slice){space + 1, strlen(space + 1)}) : 0;

	if (period > 0)
		*space = '\0';
	return period;
}

/* The column of a name that a caller gave, and of which year it is, 0 where that is not said. */
static Column
column_from_text(const Words *words, text *name, Period *year)
{
	static const Column others[] = {COLUMN_NAME,  COLUMN_CODE, COLUMN_HEADING, COLUMN_PERIOD, COLUMN_YEAR,
									COLUMN_MONTH, COLUMN_WEEK, COLUMN_QUARTER, COLUMN_IGNORED};
	char			   *string = text_to_cstring(name);
	Period				named = column_take_period(string);
	const char		   *plus = strchr(string, '+');
	int					measure = measure_find(words, string, plus != NULL ? (size_t) (plus - string) : strlen(string));
	int					part;
	char				buffer[480];
	size_t				i;

	*year = named;
	for (i = 0; i < lengthof(others) && named == 0; i++)
		if (strcmp(string, column_name(words, others[i], NULL)) == 0)
			return others[i];
	if (measure >= 0 && plus == NULL)
		return measure;
	if (measure >= 0 && strcmp(plus, "+-") == 0)
		return COLUMN_PARTED + measure;
	part = plus != NULL ? measure_find(words, plus + 1, strlen(plus + 1)) : -1;
	if (measure >= 0 && part >= 0 && words->measures[part].whole == measure)
		return COLUMN_PAIR + part;
	(void) words_list_measures(words, buffer, sizeof(buffer));
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unknown column \"%s\"", text_to_cstring(name)),
					errdetail("A column is name, code, heading, period, year, month, week, quarter, or a measure: %s; "
							  "or a measure and its part as "
							  "settled+settled_collective, settled+- where the part is to be left out; a year or "
							  "another period may follow, settled 2021.",
							  buffer),
					errhint("Write \"-\" or NULL for a column that is to be left out.")));
	return COLUMN_UNKNOWN;
}

/* The columns that the caller gave, as the reader wants them. */
static void
columns_from_array(ArrayType *array, Table *table)
{
	Datum	   *names;
	bool	   *nulls;
	int			count;
	int			i;
	const char *problem;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &count);
	if (count > TABLE_COLUMNS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("too many columns: %d", count),
						errdetail("A table has at most %d columns.", TABLE_COLUMNS),
						errhint("Give the columns that the table has, in order.")));
	if (count == 1 && nulls[0])
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the list of columns has nothing but NULL"),
						errhint("Write '{-}' to leave out all columns that are unknown, or no list at all.")));
	for (i = 0; i < count; i++)
		table->given[i] = nulls[i] ? COLUMN_IGNORED :
									 column_from_text(table->words, DatumGetTextPP(names[i]), &table->given_years[i]);
	/* nothing but what is to be left out: all that is not known */
	if (count == 1 && table->given[0] == COLUMN_IGNORED)
	{
		table->skip_unknown = true;
		return;
	}
	table->given_count = count;
	problem = table_check_columns(table->words, table->given, table->given_years, count);
	if (problem != NULL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the list of columns %s", problem),
						errdetail("A table has one column \"name\", or \"code\" where there are no names, and each "
								  "measure at most once."),
						errhint("Give the columns in order: '{name,settled,agreed}'.")));
}

/* What the caller says is printed in the place of counts. */
static void
symbols_from_array(ArrayType *array, Table *table)
{
	Datum *names;
	bool  *nulls;
	Slice *texts;
	int	   given;
	int	   count = 0;
	int	   i;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &given);
	texts = palloc(sizeof(Slice) * Max(given, 1));
	for (i = 0; i < given; i++)
	{
		text *name = nulls[i] ? NULL : DatumGetTextPP(names[i]);

		if (name == NULL || VARSIZE_ANY_EXHDR(name) == 0)
			continue; /* an empty cell is always read */
		if (VARSIZE_ANY_EXHDR(name) > CELL_SIZE)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
							errmsg("symbol \"%s\" is too long", text_to_cstring(name)),
							errdetail("A symbol has at most %d bytes.", CELL_SIZE),
							errhint("Give what the publisher prints in a cell, as '{:,..}'.")));
		texts[count++] = (Slice){VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)};
	}
	symbols_begin(&table->symbols, texts, count);
}

/* Texts of an SQL array, but those that are NULL or empty; returns how many. */
static int
slices_from_array(ArrayType *array, const Slice **slices)
{
	Datum *values;
	bool  *nulls;
	Slice *texts;
	int	   given;
	int	   count = 0;
	int	   i;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls, &given);
	texts = palloc(sizeof(Slice) * Max(given, 1));
	for (i = 0; i < given; i++)
		if (!nulls[i] && VARSIZE_ANY_EXHDR(DatumGetTextPP(values[i])) > 0)
			texts[count++] =
				(Slice){VARDATA_ANY(DatumGetTextPP(values[i])), VARSIZE_ANY_EXHDR(DatumGetTextPP(values[i]))};
	*slices = texts;
	return count;
}

/* Names that the caller knows rows by, or what stands above them. */
static Names
names_from_array(ArrayType *array)
{
	Names  result;
	Datum *names;
	bool  *nulls;
	Slice *folded;
	int	   given;
	int	   count = 0;
	int	   i;

	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &given);
	folded = palloc(sizeof(Slice) * Max(given, 1));
	for (i = 0; i < given; i++)
	{
		text *name = nulls[i] ? NULL : DatumGetTextPP(names[i]);
		char  buffer[NAME_SIZE];
		Slice key;

		if (name != NULL && names_fold((Slice){VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)}, buffer, &key) &&
			key.length > 0)
			folded[count++] = (Slice){pnstrdup(key.data, key.length), key.length};
	}
	names_begin(&result, folded, count);
	return result;
}

static Names
names_from_argument(FunctionCallInfo fcinfo, int argument)
{
	return PG_ARGISNULL(argument) ? (Names){NULL, 0} : names_from_array(PG_GETARG_ARRAYTYPE_P(argument));
}

/* The line that an error is of, 0 where it does not say; *message is behind it. */
static int
error_line(const TableError *error, const char **message)
{
	char *end;
	long  line;

	*message = error->message;
	if (strncmp(error->message, "line ", 5) != 0)
		return 0;
	line = strtol(error->message + 5, &end, 10);
	if (end == error->message + 5 || strncmp(end, ": ", 2) != 0)
		return 0;
	*message = end + 2;
	return (int) line;
}

/* A problem; the line itself is shown by who asked. */
static void
result_put_error(TableResult *result, const TableError *error)
{
	const char *message;
	int			line = error_line(error, &message);
	const char *detail = error->detail;
	char		quoted[32];

	snprintf(quoted, sizeof(quoted), "Line %d is \"", line);
	if (line > 0 && strncmp(detail, quoted, strlen(quoted)) == 0 && strstr(detail + strlen(quoted), "\". ") != NULL)
		detail = strstr(detail + strlen(quoted), "\". ") + 3;
	result_put_remark(result, line, RESULT_PROBLEM, message, detail, error->hint);
}

#define PROBLEMS 50 /* that are told of one content, at most */

/* A row of a page cannot be read: the reading goes on behind it, but not for ever. */
static bool
result_put_problem(void *receiver, const TableError *error)
{
	TableResult *result = receiver;

	if (++result->problems > PROBLEMS)
		return false;
	result_put_error(result, error);
	return true;
}

/*
 * Read all that can be read, and say of the rest what is wrong with it: the content is read again
 * without a line that stopped it, and without columns that nobody knows.
 */
static void
content_read_all(TableResult *result, Table *table)
{
	Table		given = *table;
	int			skipped[PROBLEMS];
	TableError *errors = palloc(sizeof(TableError) * PROBLEMS);
	int			count = 0;
	int			lines = 0;
	int			i;

	while (count < PROBLEMS)
	{
		const char *message;
		int			line;

		*table = given;
		result->problems = result->titled = result->last_line = 0;
		result->last_start = NULL;
		result->titles = (TitleCursor){0};
		table->skipped_lines = skipped;
		table->skipped_count = lines;
		if (table_read(table))
		{
			result_put_notes(result);
			break;
		}
		line = error_line(&table->error, &message);
		if (count == 0 && !given.skip_unknown && strncmp(message, "unknown column header", 21) == 0 &&
			table->error.message[0] != '\0')
		{
			given.skip_unknown = given.unknown_wrong = true;
			tuplestore_clear(result->store);
			continue;
		}
		/* that nothing is left is no wonder */
		if (line == 0 && count > 0)
			break;
		errors[count++] = table->error;
		/* there is no end to it */
		if (table->all_rows > TABLE_ROWS)
		{
			tuplestore_clear(result->store);
			break;
		}
		/* what cannot be left out by its line ends the reading */
		if (line == 0 || table->form == NULL || strcmp(table->form, "html") == 0 ||
			strncmp(message, "the header ", 11) == 0 || table_skips_line(table, line))
			break;
		skipped[lines++] = line;
		if (count < PROBLEMS)
			tuplestore_clear(result->store);
	}
	for (i = 0; i < count; i++)
		result_put_error(result, &errors[i]);
	if (count == PROBLEMS || result->problems > PROBLEMS)
		result_put_remark(result, 0, RESULT_PROBLEM, "there are more problems than are told", NULL,
						  "Correct these first.");
}

static const char *const forms[] = {"text", "csv", "html", "json-stat", "px", "sdmx-csv", "xlsx", "ods", NULL};

/* The form that the caller gives, NULL where it is to be recognised. */
static const char *
form_from_argument(FunctionCallInfo fcinfo)
{
	char *form = PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2));
	int	  i;

	for (i = 0; form != NULL && forms[i] != NULL; i++)
		if (strcmp(form, forms[i]) == 0)
			return forms[i];
	if (form != NULL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unknown form \"%s\"", form),
						errdetail("A form is text, csv, html, json-stat, px, sdmx-csv, xlsx or ods."),
						errhint("Leave the form out to have it recognised.")));
	return NULL;
}

/* What the arguments after the content say: columns, form, symbols and so on. */
static Table *
table_from_arguments(FunctionCallInfo fcinfo, TableResult *result)
{
	Table *table = palloc0(sizeof(Table));
	int	   i;

	if (PG_ARGISNULL(5))
		ereport(ERROR, (errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("the words of headings are not given"),
						errhint("Call busetting.read_table, which hands over the rows of busetting.measure_word.")));
	table->form = form_from_argument(fcinfo);
	table->words = words_from_array(PG_GETARG_ARRAYTYPE_P(5));
	result->levels = palloc(sizeof(Datum) * (table->words->level_count + 1));
	for (i = 0; i < table->words->level_count; i++)
		result->levels[i + 1] = CStringGetTextDatum(table->words->levels[i].name);
	if (!PG_ARGISNULL(1))
		columns_from_array(PG_GETARG_ARRAYTYPE_P(1), table);
	if (!PG_ARGISNULL(3))
		symbols_from_array(PG_GETARG_ARRAYTYPE_P(3), table);
	table->symbols.particle_count = particles_from_array(PG_GETARG_ARRAYTYPE_P(5), &table->symbols.particles);
	if (!PG_ARGISNULL(6))
		table->symbols.separator_count = slices_from_array(PG_GETARG_ARRAYTYPE_P(6), &table->symbols.separators);
	if (!PG_ARGISNULL(7))
		table->symbols.flag_count = slices_from_array(PG_GETARG_ARRAYTYPE_P(7), &table->symbols.flags);
	table->names = names_from_argument(fcinfo, 4);
	table->headings = names_from_argument(fcinfo, 9);
	table->receiver = result;
	table->put_row = result_put_row;
	table->put_note = result_put_note;
	table->check_interrupts = result_check_interrupts;
	result->table = table;
	result->all = !PG_ARGISNULL(8) && PG_GETARG_BOOL(8);
	if (result->all)
		table->put_problem = result_put_problem;
	return table;
}

/*
 * Read the content into the result.  It is UTF-8, as the database is: names of regions
 * can be stored in no other.
 */
static void
content_read(TableResult *result, Table *table, Slice content)
{
	table->content = content;
	if (table->form == NULL)
		table->form = json_stat_detect(content) ? "json-stat" :
					  px_detect(content)		? "px" :
					  sdmx_csv_detect(content)	? "sdmx-csv" :
												  NULL;
	if (table->form != NULL && strcmp(table->form, "json-stat") == 0)
		json_stat_read(table);
	else if (table->form != NULL && strcmp(table->form, "px") == 0)
		px_read(table);
	else if (table->form != NULL && strcmp(table->form, "sdmx-csv") == 0)
		sdmx_csv_read(table);
	else if (result->all)
		content_read_all(result, table);
	else if (!table_read(table))
		table_report(&table->error);
}

/* Read a text, whose letters may be written as two characters. */
static void
text_read(TableResult *result, Table *table, text *content)
{
	if (table->form != NULL && (strcmp(table->form, "xlsx") == 0 || strcmp(table->form, "ods") == 0))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("a text is no workbook"),
						errdetail("A workbook is bytes, which begin as those of a ZIP archive do."),
						errhint("Hand the file over as bytea: pg_read_binary_file(...), or decode(..., 'base64').")));
	content = text_compose(content);
	content_read(result, table, (Slice){VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content)});
}

/* Say what is to be said of a sheet; that another one has no table is told to who asks for all. */
static void
result_put_sheet_remark(TableResult *result, const SheetRemark *remark)
{
	if (remark->comment)
		result_put_note(result, remark->row, NOTE_COMMENT, (Slice){remark->text, strlen(remark->text)});
	else if (result->all)
		result_put_remark(result, remark->row, remark->problem ? RESULT_PROBLEM : RESULT_NOTE, remark->text,
						  remark->detail, remark->advice);
	else if (remark->problem)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						remark->row > 0 ? errmsg("row %d: %s", remark->row, remark->text) : errmsg("%s", remark->text),
						remark->detail != NULL ? errdetail("%s", remark->detail) : 0,
						remark->advice != NULL ? errhint("%s", remark->advice) : 0));
}

/* Read the sheet of a workbook that has the table. */
static void
workbook_read_table(TableResult *result, Table *table, Slice bytes, const char *name)
{
	WorkbookTable sheet = workbook_table_find(table, bytes, name);
	text		 *content;
	int			  i;

	result->form = sheet.form;
	result->sheet = sheet.name;
	if (sheet.text.data != NULL)
	{
		content = text_compose(cstring_to_text_with_len(sheet.text.data, sheet.text.length));
		table->form = "csv";
		table->delimiter = ';';
		/* what makes it uncertain comes first, where it is an error */
		for (i = 0; i < sheet.remark_count && !result->all; i++)
			result_put_sheet_remark(result, &sheet.remarks[i]);
		content_read(result, table, (Slice){VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content)});
	}
	for (i = 0; i < sheet.remark_count && (result->all || sheet.text.data == NULL); i++)
		result_put_sheet_remark(result, &sheet.remarks[i]);
}

/* Read a file's bytes: of a workbook, or of a text in some encoding. */
static void
bytes_read(TableResult *result, Table *table, Slice bytes, const char *encoding, const char *sheet)
{
	bool workbook = workbook_detect(bytes.data, bytes.length);

	if (!workbook && sheet != NULL)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("the content has no sheets"),
						errdetail("Workbooks have, .xlsx and .ods."), errhint("Leave the argument sheet out.")));
	if (workbook)
		workbook_read_table(result, table, bytes, sheet);
	else if (encoding == NULL && px_detect(bytes))
		text_read(result, table, px_decode(bytes.data, (int) bytes.length));
	else
		text_read(result, table, bytes_decode(bytes.data, (int) bytes.length, encoding));
}

/* Does an error say that the content is wrong, not what was asked of it? */
static bool
error_is_of_content(const ErrorData *error)
{
	switch (error->sqlerrcode)
	{
		case ERRCODE_BAD_COPY_FILE_FORMAT:
		case ERRCODE_INVALID_TEXT_REPRESENTATION:
		case ERRCODE_CHARACTER_NOT_IN_REPERTOIRE:
		case ERRCODE_UNTRANSLATABLE_CHARACTER:
		case ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE:
		case ERRCODE_PROGRAM_LIMIT_EXCEEDED:
			return true;
		default:
			return false;
	}
}

/* Its detail, and where in the content the parser of JSON was. */
static const char *
error_detail(const ErrorData *error)
{
	const char *context = error->context != NULL ? error->context : "";

	if (strncmp(context, "JSON data", 9) != 0)
		return error->detail;
	return psprintf("%s%s%.*s", error->detail != NULL ? error->detail : "", error->detail != NULL ? " " : "",
					(int) strcspn(context, "\n"), context);
}

/* What is to be read: a text, or a file's bytes where it is NULL. */
typedef struct Given
{
	text	   *content;
	Slice		bytes;
	const char *encoding;
	const char *sheet;
} Given;

static void
given_read(TableResult *result, Table *table, const Given *given)
{
	if (given->content != NULL)
		text_read(result, table, given->content);
	else
		bytes_read(result, table, given->bytes, given->encoding, given->sheet);
}

/*
 * The same where what is wrong is to be a row: that of a content which cannot be read, too.  Nothing but memory is held
 * where the error comes from, which goes with its context.
 */
static void
given_read_all(TableResult *result, Table *table, const Given *given)
{
	MemoryContext caller = CurrentMemoryContext;

	PG_TRY();
	{
		given_read(result, table, given);
	}
	PG_CATCH();
	{
		ErrorData *error;

		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		if (!error_is_of_content(error))
			PG_RE_THROW();
		FlushErrorState();
		result_put_remark(result, 0, RESULT_PROBLEM, error->message, error_detail(error),
						  error->hint != NULL ? error->hint : "Copy the content again, to its end.");
	}
	PG_END_TRY();
}

/* Read what is given, as the arguments after it say. */
static void
given_take(FunctionCallInfo fcinfo, TableResult *result, const Given *given)
{
	Table *table = table_from_arguments(fcinfo, result);

	if (result->all)
		given_read_all(result, table, given);
	else
		given_read(result, table, given);
}

/*
 * read_table(content text, columns text[], form text, symbols text[], names text[], words text[], separators text[], flags text[], problems
 * boolean, headings text[]): the rows of all tables of the content.  Columns that are not NULL take the place of the headers', "-" alone leaves out those whose
 * headers are unknown; a form that is not NULL is not recognised but given; symbols can stand in cells besides those
 * that all publishers use; a line that begins with one of names is a row or an error; words are what headings are made
 * of, see heading_words.c; separators and flags are the publisher's, see table_cell.h.  With problems, what is wrong is no
 * error but a row; a line of one of headings, regions that others are parts of, stands above the rows of these.  No rows for content NULL.
 */
PG_FUNCTION_INFO_V1(published_table_read);
Datum
published_table_read(PG_FUNCTION_ARGS)
{
	TableResult result = {0};

	result_begin(fcinfo, &result);
	if (!PG_ARGISNULL(0))
		given_take(fcinfo, &result, &(Given){.content = PG_GETARG_TEXT_PP(0)});
	return (Datum) 0;
}

/* The same of a file's bytes, with two arguments more: encoding name, sheet text. */
PG_FUNCTION_INFO_V1(published_file_read);
Datum
published_file_read(PG_FUNCTION_ARGS)
{
	TableResult result = {0};

	result_begin(fcinfo, &result);
	if (!PG_ARGISNULL(0))
	{
		bytea *content = PG_GETARG_BYTEA_PP(0);

		given_take(fcinfo, &result,
				   &(Given){.bytes = {VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content)},
							.encoding = PG_ARGISNULL(10) ? NULL : NameStr(*PG_GETARG_NAME(10)),
							.sheet = PG_ARGISNULL(11) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(11))});
	}
	return (Datum) 0;
}
