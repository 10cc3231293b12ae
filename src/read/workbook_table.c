/*
 * workbook_table.c
 *		The sheet of a workbook that has the table: the one that is named, or the only one.
 *
 * Whether a sheet has a table is seen by reading it.  Where two have, the reader has to say which,
 * also where one of them is hidden; those without a table are left out, and that is said.
 *
 * Called by published_table.c.  What it returns lives in the caller's context.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "read/table_reader.h"
#include "read/workbook.h"
#include "read/workbook_table.h"
#include "util/compat.h"

#define SHEET_FORM_ADVICE "Name the sheet that is wanted: sheet => "

static void
pass_row(void *receiver, const TableRow *row)
{
}

/* Does the text have a table, be it one that cannot be read to its end? */
static bool
text_has_table(const Table *given, Slice text)
{
	Table *table = palloc(sizeof(Table));
	bool   found;

	*table = *given;
	table->content = text;
	table->form = "csv";
	table->delimiter = ';';
	table->put_row = pass_row;
	table->put_note = NULL;
	found = table_read(table) || table->number > 0 || strcmp(table->error.message, "no table found") != 0;
	pfree(table);
	return found;
}

/* The names of the sheets, for which some of them hold true. */
static char *
sheets_list(const Workbook *workbook, const bool *wanted)
{
	StringInfoData list;
	int			   i;

	initStringInfo(&list);
	for (i = 0; i < workbook_sheets(workbook) && list.len < 300; i++)
		if (wanted == NULL || wanted[i])
			appendStringInfo(&list, "%s\"%s\"%s", list.len > 0 ? ", " : "", workbook_name(workbook, i),
							 workbook_is_hidden(workbook, i) ? " (hidden)" : "");
	return list.data;
}

/* Which of the sheets are tables; the texts of those are kept, and the remarks. */
typedef struct Sheets
{
	int		count;
	bool   *tables;
	Sheet **sheets;
	Slice  *texts;
	int		tables_count;
	int		hidden_count;
	int		first; /* of those with a table, -1 where there is none */
} Sheets;

static Sheets
sheets_look(const Table *table, Workbook *workbook)
{
	Sheets found = {.count = workbook_sheets(workbook), .first = -1};
	int	   i;

	found.tables = palloc0(sizeof(bool) * found.count);
	found.sheets = palloc0(sizeof(Sheet *) * found.count);
	found.texts = palloc0(sizeof(Slice) * found.count);
	for (i = 0; i < found.count; i++)
	{
		found.sheets[i] = workbook_read(workbook, i);
		found.texts[i] = sheet_write(found.sheets[i], &table->symbols, table->names.count > 0);
		/* the only sheet is the one that is meant */
		found.tables[i] = found.count == 1 || text_has_table(table, found.texts[i]);
		if (!found.tables[i])
		{
			pfree((char *) found.texts[i].data);
			continue;
		}
		if (found.first < 0)
			found.first = i;
		found.tables_count++;
		found.hidden_count += workbook_is_hidden(workbook, i);
	}
	return found;
}

/* The sheets that are not read. */
static void
sheets_remark(Sheet *sheet, const Workbook *workbook, const Sheets *found, int chosen)
{
	int i;

	for (i = 0; i < found->count; i++)
		if (i != chosen)
			sheet_remark(sheet, 0, false,
						 psprintf("%ssheet \"%s\" %s", workbook_is_hidden(workbook, i) ? "the hidden " : "",
								  workbook_name(workbook, i), found->tables[i] ? "has a table" : "has no table"),
						 NULL, NULL);
}

/* Choose the sheet, by its name or as the only one with a table; -1 where that cannot be, and why is remarked. */
static int
sheet_choose(Sheet *remarks, const Workbook *workbook, const Sheets *found)
{
	const char *first = found->first >= 0 ? workbook_name(workbook, found->first) : "";
	char	   *advice = psprintf(SHEET_FORM_ADVICE "'%s'.", first);

	if (found->tables_count == 1 && (found->hidden_count == 0 || found->count == 1))
		return found->first;
	if (found->tables_count == 0)
		sheet_remark(
			remarks, 0, true, "no sheet of the workbook has a table",
			psprintf("Its sheets are %s.", sheets_list(workbook, NULL)),
			psprintf(SHEET_FORM_ADVICE "'%s', and it is said what its table lacks.", workbook_name(workbook, 0)));
	else if (found->tables_count == 1)
		sheet_remark(remarks, 0, true, psprintf("the sheet \"%s\" is hidden", first),
					 "No other sheet has a table; a reader of the workbook does not see it.", advice);
	else
		sheet_remark(remarks, 0, true, psprintf("%d sheets of the workbook have a table", found->tables_count),
					 psprintf("They are %s.", sheets_list(workbook, found->tables)), advice);
	return -1;
}

/*
 * The sheet of a workbook that is to be read, as CSV, and what is to be said of it; the table is what the caller
 * gives.  name is NULL for the only sheet that has a table.
 */
WorkbookTable
workbook_table_find(const Table *table, Slice bytes, const char *name)
{
	Workbook	 *workbook = workbook_open(bytes.data, bytes.length);
	WorkbookTable result = {.form = workbook_form(workbook)};
	Sheet		 *sheet = sheet_make("");
	int			  chosen = name != NULL ? workbook_find(workbook, name) : -1;

	if (name != NULL && chosen < 0)
		sheet_remark(sheet, 0, true, psprintf("the workbook has no sheet \"%s\"", name),
					 psprintf("Its sheets are %s.", sheets_list(workbook, NULL)), "Write the name as it stands there.");
	else if (name != NULL)
	{
		sheet = workbook_read(workbook, chosen);
		result.text = sheet_write(sheet, &table->symbols, table->names.count > 0);
	}
	else
	{
		Sheets found = sheets_look(table, workbook);

		chosen = sheet_choose(sheet, workbook, &found);
		if (chosen >= 0)
		{
			sheet = found.sheets[chosen];
			result.text = found.texts[chosen];
		}
		sheets_remark(sheet, workbook, &found, chosen);
	}
	if (chosen >= 0)
		result.name = pstrdup(workbook_name(workbook, chosen));
	result.remarks = sheet->remarks;
	result.remark_count = sheet->remark_count;
	workbook_close(workbook);
	return result;
}
