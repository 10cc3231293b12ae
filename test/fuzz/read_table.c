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
#include "read/table_words.h"

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
	check(row->count > 0 && row->count <= TABLE_CELLS);
	for (i = 0; i < row->count; i++)
	{
		bool column = false;
		int	 j;

		check(row->measures[i] >= 0 && row->measures[i] < table->words->measure_count);
		for (j = 0; j < table->column_count; j++)
		{
			int part = table->columns[j] - COLUMN_PAIR;

			column =
				column || table->columns[j] == row->measures[i] ||
				(part >= 0 && (row->measures[i] == part || row->measures[i] == table->words->measures[part].whole));
		}
		check(column && row->cells[i].data != NULL);
		check(row->cells[i].length <= CELL_SIZE);
		for (j = 0; j < i; j++)
			check(row->measures[i] != row->measures[j]);
	}
}

/* The words of headings: of each role at least one, and a phrase. */
static const Measure measures[] = {{"requested", -1, -1},
								   {"agreed", -1, -1},
								   {"agreed_collective", 1, 0},
								   {"settled", -1, -1},
								   {"settled_collective", 3, 0}};

#define WORD(text, role, measure, object, part, level, longest) \
	{ \
		{text, sizeof(text) - 1}, role, measure, object, part, level, longest, false \
	}

static Word list[] = {WORD("kommune", ROLE_NAME, -1, -1, -1, 2, 1),
					  WORD("fylke", ROLE_NAME, -1, -1, -1, 1, 1),
					  WORD("navn", ROLE_NAME, -1, -1, -1, 0, 1),
					  WORD("kommunenr", ROLE_CODE, -1, -1, -1, 2, 1),
					  WORD("nr", ROLE_CODE, -1, -1, -1, 0, 1),
					  WORD("anmodning", ROLE_MEASURE, 0, -1, -1, 0, 2),
					  WORD("anmodning enslige", ROLE_MEASURE, 0, -1, -1, 0, 1),
					  WORD("enslige", ROLE_FRAGMENT, -1, -1, -1, 0, 1),
					  WORD("avtalt", ROLE_MEASURE, 1, 3, -1, 0, 1),
					  WORD("bosatt", ROLE_MEASURE, 3, -1, -1, 0, 1),
					  WORD("settled_collective", ROLE_MEASURE_NAME, 4, -1, -1, 0, 1),
					  WORD("busette", ROLE_INFINITIVE, 3, -1, -1, 0, 1),
					  WORD("å", ROLE_MARKER, -1, -1, -1, 0, 1),
					  WORD("kollektiv", ROLE_PART, -1, -1, 0, 0, 1),
					  WORD("ukrainere", ROLE_BESIDE_PART, -1, -1, 0, 0, 1),
					  WORD("herav", ROLE_OF_WHICH, -1, -1, -1, 0, 1),
					  WORD("antall", ROLE_COUNT, -1, -1, -1, 0, 1),
					  WORD("med", ROLE_FILLER, -1, -1, -1, 0, 1),
					  WORD("beskyttelse", ROLE_FILLER, -1, -1, -1, 0, 1),
					  {{"uke", 3}, ROLE_FILLER, -1, -1, -1, 0, 1, true}};

static const LevelInfo levels[] = {{"county", 0, false, 2}, {"municipality", 1, true, 4}};

static void
check_interrupts(void)
{
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const Column		 given[] = {COLUMN_CODE, COLUMN_NAME, 3, COLUMN_IGNORED, COLUMN_PAIR + 2};
	static const PeriodWord	 periods[] = {{{"år", sizeof("år") - 1}, true}, {{"uke", sizeof("uke") - 1}, false}};
	static Words			 words = {.measures = measures,
									  .measure_count = sizeof(measures) / sizeof(measures[0]),
									  .levels = levels,
									  .level_count = sizeof(levels) / sizeof(levels[0]),
									  .periods = periods,
									  .period_count = sizeof(periods) / sizeof(periods[0])};
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
	if (words.count == 0)
		words_begin(&words, list, sizeof(list) / sizeof(list[0]));
	table.words = &words;
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
