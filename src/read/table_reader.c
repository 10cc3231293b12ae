/*
 * table_reader.c
 *		Reads the tables of a text, in the form it has.
 *
 * Called by published_table.c, and by the fuzzer.  Owns nothing: all that is kept of
 * a reading stands in the caller's Table.
 */
#include <stdio.h>
#include <string.h>

#include "read/table_cell.h"
#include "read/table_csv.h"
#include "read/table_html.h"
#include "read/table_reader.h"
#include "read/table_text.h"

/* Read all tables of table->content, in the form given or recognised, and hand their rows to put_row. */
bool
table_read(Table *table)
{
	char   delimiter = '\0';
	size_t used;
	bool   ok;

	if (table->content.length > TABLE_BYTES)
		return table_fail(table, table->content.data + TABLE_BYTES, "At most 64 MB are read at once.",
						  "Check that this is the right text, or divide it into publications.",
						  "the content is too long");
	if (table->form == NULL && html_detect(table))
		table->form = "html";
	if (table->form == NULL || strcmp(table->form, "csv") == 0)
	{
		delimiter = csv_detect(table);
		if (table->form == NULL)
			table->form = delimiter != '\0' ? "csv" : "text";
	}
	if (strcmp(table->form, "html") == 0)
		ok = table_read_html(table);
	else if (strcmp(table->form, "csv") == 0)
		ok = table_read_csv(table, delimiter != '\0' ? delimiter : ',');
	else
		ok = table_read_text(table);
	if (!ok || table->number > 0)
		return ok;
	if (table->run_together.length > 0)
		return table_fail(table, table->run_together.data, "Cells are set apart by spaces, tabs or lines.",
						  "Copy the table again so that its cells keep apart, or put tabs between them.",
						  "the header \"%.*s\" runs together", (int) slice_clip(table->run_together, 120),
						  table->run_together.data);
	snprintf(table->error.message, sizeof(table->error.message), "no table found");
	used = snprintf(table->error.detail, sizeof(table->error.detail),
					"A table begins with a header: a word for the names, then what each column counts: ");
	used += words_list_measures(table->words, table->error.detail + used, sizeof(table->error.detail) - used - 64);
	snprintf(table->error.detail + used, sizeof(table->error.detail) - used,
			 "; the words for them are in busetting.measure_word.");
	snprintf(table->error.hint, sizeof(table->error.hint),
			 "For a table without a header, give its columns in order: columns => '{name,settled,agreed}'.");
	return false;
}
