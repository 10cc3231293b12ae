/*
 * read_table.c
 *		Fuzzes the table reader, without a server.
 *
 * sources: src/read/table*.c
 *
 * The first byte of the input says what the caller gives; the rest is the content.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "read/table.h"
#include "read/table_cell.h"
#include "read/table_names.h"
#include "read/table_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

/* What every row promises. */
static void
check_row(void *receiver, const TableRow *row)
{
	Table *table = receiver;
	int	   i;

	check(row->table_number >= 1 && row->table_number == table->number);
	check(row->line >= 1);
	check(row->name.length > 0 && row->name.length <= NAME_SIZE);
	check(memchr(row->name.data, '\n', row->name.length) == NULL);
	check(row->total_of.length < row->name.length || strcmp(row->total_of.data, "landet") == 0);
	for (i = 0; i < MEASURES; i++)
	{
		bool column = false;
		int	 j;

		for (j = 0; j < table->column_count; j++)
		{
			int pair = COLUMN_DECIDED + 2 * ((int) table->columns[j] - COLUMN_DECIDED_PAIR);

			column = column || table->columns[j] == (Column) i ||
					 (table->columns[j] >= COLUMN_DECIDED_PAIR && (i == pair || i == pair + 1));
		}
		check(column == (row->cells[i].data != NULL));
		check(row->cells[i].length <= CELL_SIZE);
	}
}

static void
check_interrupts(void)
{
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const Column		 given[] = {COLUMN_CODE, COLUMN_NAME, COLUMN_SETTLED, COLUMN_IGNORED, COLUMN_AGREED_PAIR};
	static const Slice		 symbols[] = {{"c", 1}, {": c", 3}, {"Ikke spurt", 10}, {"n.p.", 4}, {"12 b", 4}};
	static Slice			 names[] = {{"bergen", 6}, {"voss", 4}, {"indre østfold", 14}, {"4601", 4}};
	static const char *const forms[] = {NULL, "text", "csv", "html"};
	Table					 table = {.put_row = check_row, .check_interrupts = check_interrupts};
	char					*content;

	if (size == 0)
		return 0;
	/* a copy of exactly its size, so that reading behind the end is seen */
	content = malloc(size > 1 ? size - 1 : 1);
	memcpy(content, data + 1, size - 1);
	table.receiver = &table;
	table.content = (Slice){content, size - 1};
	if (data[0] & 1)
	{
		table.given_count = data[0] & 2 ? 5 : 2;
		memcpy(table.given, given + (data[0] & 2 ? 0 : 1), table.given_count * sizeof(Column));
	}
	table.skip_unknown = (data[0] & 33) == 32;
	if (data[0] & 16)
		symbols_begin(&table.symbols, symbols, sizeof(symbols) / sizeof(symbols[0]));
	if (data[0] & 64)
		names_begin(&table.names, names, sizeof(names) / sizeof(names[0]));
	table.form = forms[(data[0] >> 2) % 4];
	if (table_read(&table))
		check(table.number > 0);
	else
		check(table.error.message[0] != '\0' && table.error.detail[0] != '\0' && table.error.hint[0] != '\0');
	free(content);
	return 0;
}
