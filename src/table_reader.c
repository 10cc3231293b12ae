/*
 * table_reader.c
 *		Reads the tables of a text, in the form it has.
 */
#include <stdio.h>
#include <string.h>

#include "table_cell.h"
#include "table_form.h"

/*
 * Read all tables of table->content and hand their rows to put_row.  The form
 * is 'text', 'csv' or NULL, which recognises it.
 */
bool
table_read(Table *table, const char *form)
{
	char		delimiter = form == NULL || strcmp(form, "csv") == 0 ? csv_detect(table) : '\0';
	bool		csv = delimiter != '\0' || (form != NULL && strcmp(form, "csv") == 0);

	if (csv ? !table_read_csv(table, delimiter != '\0' ? delimiter : ',') : !table_read_text(table))
		return false;
	if (table->number > 0)
		return true;
	snprintf(table->error.message, sizeof(table->error.message), "no table found");
	snprintf(table->error.detail, sizeof(table->error.detail),
			 "A table begins with a header: FYLKE, KOMMUNE, name or the like for the names, then what each column counts, such as vedtak, bosatte, avtalt å bosette.");
	snprintf(table->error.hint, sizeof(table->error.hint),
			 "For a table without a header, give its columns in order: columns => '{name,settled,agreed}'.");
	return false;
}
