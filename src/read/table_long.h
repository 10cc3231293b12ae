/*
 * table_long.h
 *		A table in long form: one row a value, and a column that names what it counts.
 */
#ifndef BUSETTING_TABLE_LONG_H
#define BUSETTING_TABLE_LONG_H

#include "read/table_header.h"

#define LONG_COLUMNS 64 /* of such a table, at most */
#define LONG_KINDS	 64 /* that its column of kinds names, at most */
#define LONG_SAMPLE	 50 /* rows that are looked at to see what columns hold */

/* What a column of kinds names. */
typedef struct Kind
{
	char   text[128];
	size_t length;
	Column column; /* COLUMN_IGNORED where its rows are left out */
} Kind;

/* What is seen of a column's cells. */
typedef struct LongColumn
{
	bool names_kind; /* a cell names a measure, or something else that is known */
	bool kinds;		 /* all do */
	bool periods;	 /* all are periods */
	bool codes;		 /* all are codes of regions */
	bool cells;		 /* all can be values */
	bool filler;	 /* all say nothing of what is counted */
	bool numbers;	 /* all are whole numbers, none is empty */
	bool empty;		 /* no cell has anything in it */
} LongColumn;

typedef struct LongTable
{
	int			count;
	int			rows;  /* seen so far */
	const char *where; /* its header */
	Slice		labels[LONG_COLUMNS];
	LongColumn	seen[LONG_COLUMNS];
	int			name; /* columns, -1 where there is none */
	int			code;
	int			heading; /* of the names of regions above */
	int			period;
	int			kind;
	int			unit;
	Column		counted;				/* what the label of the values says; COLUMN_UNKNOWN where it does not */
	int			unsure;					/* a column of values, but for its label, which nobody knows */
	bool		values[LONG_COLUMNS];	/* which columns hold them */
	short		years[LONG_COLUMNS];	/* that labels are, 0 for others */
	bool		left_out[LONG_COLUMNS]; /* which columns are no part of the table: row numbers, ranks, shares */
	bool		checked;				/* are all columns known? */
	Level		level;
	Kind		kinds[LONG_KINDS];
	int			kind_count;
} LongTable;

extern bool long_is_code(Slice text);
extern bool long_begin(LongTable *found, const Words *words, const Slice *fields, int count);
extern void long_see(LongTable *found, const Table *table, const Slice *fields, int count);
extern bool long_end(LongTable *found, const Words *words);
extern bool long_put_row(LongTable *found, Table *table, int line, const char *where, const Slice *fields);

#endif /* BUSETTING_TABLE_LONG_H */
