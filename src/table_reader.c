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
 * is 'text', 'csv', 'html' or NULL, which recognises it.
 */
bool
table_read(Table *table, const char *form)
{
	char		delimiter = '\0';
	bool		ok;

	if (form != NULL ? strcmp(form, "html") == 0 : html_detect(table))
		ok = table_read_html(table);
	else
	{
		if (form == NULL || strcmp(form, "csv") == 0)
			delimiter = csv_detect(table);
		if (delimiter == '\0' && form != NULL && strcmp(form, "csv") == 0)
			delimiter = ',';
		ok = delimiter != '\0' ? table_read_csv(table, delimiter) : table_read_text(table);
	}
	if (!ok || table->number > 0)
		return ok;
	snprintf(table->error.message, sizeof(table->error.message), "no table found");
	snprintf(table->error.detail, sizeof(table->error.detail),
			 "A table begins with a header: FYLKE, KOMMUNE, name or the like for the names, then what each column counts, such as vedtak, bosatte, avtalt å bosette.");
	snprintf(table->error.hint, sizeof(table->error.hint),
			 "For a table without a header, give its columns in order: columns => '{name,settled,agreed}'.");
	return false;
}
