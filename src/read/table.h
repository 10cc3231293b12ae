/*
 * table.h
 *		What reading a published table is made of: text, columns, rows, errors.
 *
 * The rooms of the table reader are pure C without allocation, so that a
 * fuzzer can run them alone.  Arrows go one way:
 *
 *		table_reader.c			chooses the form
 *		table_text.c			a table as it is pasted from a page, slide or PDF
 *		table_text_header.c		its header, over lines
 *		table_text_groups.c		likewise, headings of several columns
 *		table_text_row.c		its rows, over lines
 *		table_aligned.c			its cells by their places, where some are empty
 *		table_left_out.c		could a line that is left out be a row?
 *		table_page.c			is a line the page's own, at its top or bottom?
 *		table_heading.c			the region that the rows below a line are of
 *		table_list.c			what stands around the names and cells of a list
 *		table_names.c			names that the caller knows
 *		table_line.c			its lines, words of which some are cells
 *		table_csv.c				fields between delimiters
 *		table_long.c			a row a value
 *		table_html.c			the tables of a web page
 *		table_html_title.c		what stands above them
 *		table_html_markup.c		its tags, elements and characters written by name
 *		table.c					fields under columns become a row
 *		table_header.c			what a column's header calls the column
 *		table_column_text.c		what columns that are left out say of the rows
 *		table_words.c			words that the caller knows
 *		table_cell.c			what a word, a cell, a name is
 *		table_title.c			the lines above a table
 *		table_years.c			columns of years below a title that says what they count
 *		table_period.c			the cells of a column of periods
 *		table_slice.c			pieces of text
 *
 * Everything is UTF-8 and bounded by a length; nothing need end in NUL.
 * A function that can fail returns false with table->error filled in.
 */
#ifndef BUSETTING_TABLE_H
#define BUSETTING_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "read/table_cell.h"
#include "read/table_column_text.h"
#include "read/table_period.h"
#include "read/table_words.h"

#define TABLE_BYTES		 (64 * 1024 * 1024)	 /* of the content, at most */
#define TABLE_ROWS		 1000000			 /* of all tables of the content, at most */
#define TABLE_COLUMNS	 512				 /* at most so many columns */
#define TABLE_CELLS		 (2 * TABLE_COLUMNS) /* in a row, as a column may hold two */
#define COLUMN_NAME_SIZE 160

/* Names that rows can have, as the caller knows them; see names_begin. */
typedef struct Names
{
	const Slice *folded; /* in order */
	int			 count;
} Names;

/*
 * What a column holds: a measure, by its number among those of the caller's words, or a
 * measure and in parentheses its part, "780 (199)", by the number of the part, or by that of
 * the measure where the part is left out; or something else.
 */
typedef int Column;

#define COLUMN_PAIR	   10000 /* is added to the number of the part */
#define COLUMN_PARTED  20000 /* is added to the number of the measure, where its part is left out */
#define COLUMN_UNKNOWN (-1)
#define COLUMN_IGNORED (-2)
#define COLUMN_NAME	   (-3)
#define COLUMN_CODE	   (-4)
#define COLUMN_HEADING (-5) /* the county, in a table of municipalities */
#define COLUMN_PERIOD  (-6) /* what time each row is of */
#define COLUMN_YEAR	   (-7) /* what year */
#define COLUMN_MONTH   (-8) /* what month, whose year may stand in a column of years */
#define COLUMN_WEEK	   (-9)
#define COLUMN_QUARTER (-10)

/* Does a column hold numbers? */
static inline bool
column_is_measured(Column column)
{
	return column >= 0;
}

/* Does it hold periods? */
static inline bool
column_is_of_periods(Column column)
{
	return column <= COLUMN_PERIOD && column >= COLUMN_QUARTER;
}

/* Does it hold one a row? */
static inline bool
column_is_single(Column column)
{
	return column >= 0 && column < COLUMN_PAIR;
}

/* One and a part of it? */
static inline bool
column_is_pair(Column column)
{
	return column >= COLUMN_PAIR && column < COLUMN_PARTED;
}

/* One, beside a part that is left out? */
static inline bool
column_is_parted(Column column)
{
	return column >= COLUMN_PARTED;
}

/* What is wrong with columns of which two hold one measure. */
#define COLUMNS_TWICE "has a measure twice"

#define DRAFT_SIZE 96

/* Number of a level of regions among those of the caller's words, from 1. */
typedef int Level;

#define LEVEL_NONE 0

/* A row read; valid only during the call of put_row. */
typedef struct TableRow
{
	int			table_number; /* from 1 */
	int			line;		  /* from 1, where the row begins */
	const char *start;		  /* likewise in the content; NULL where that is not known */
	Level		level;
	Slice		heading; /* data is NULL where there is none */
	Slice		period;	 /* code of the time to which the row belongs; likewise */
	Slice		name;
	Slice		total_of; /* of a total: of what, empty if it does not say; else data is NULL */
	Slice		code;	  /* data is NULL where there is no such column */
	int			count;	  /* of its cells; the same for all rows of a table, as are their measures */
	int			measures[TABLE_CELLS];
	Slice		cells[TABLE_CELLS];
	Slice		flags[TABLE_CELLS]; /* of the cells; data is NULL where one has none */
} TableRow;

/* What is left out. */
typedef enum Note
{
	NOTE_LINE,			 /* a line below a table */
	NOTE_TITLE,			 /* a text in a table that is in no row of it */
	NOTE_REMARK,		 /* one beside the header of a table that begins, like those below tables */
	NOTE_COLUMN,		 /* a column that counts something else */
	NOTE_UNKNOWN_COLUMN, /* one of which nobody knows what it counts */
	NOTE_COLUMN_TEXT,	 /* what all cells of such a column say that say anything, behind its label */
	NOTE_COLUMN_TEXTS,	 /* likewise, of several texts */
	NOTE_COLUMN_NUMBERS, /* likewise, of short numbers */
	NOTE_GIVEN, /* the header of a column that the caller gave says another measure: what that is, which he gave, its label */
	NOTE_UNKNOWN_PART, /* the part beside what a column counts, likewise */
	NOTE_KIND,		   /* rows of what is named in a column of kinds */
	NOTE_UNKNOWN_KIND,
	NOTE_MARK,		  /* what a mark at a year says */
	NOTE_UNIT,		  /* rows of a unit that counts no persons */
	NOTE_DIMENSION,	  /* what a dataset divides its numbers by, beside all together */
	NOTE_REST,		  /* the categories of a dimension that has but one */
	NOTE_DIVISION,	  /* a dimension of whose categories none is the whole: nothing is left out, and none is of all */
	NOTE_TABLE,		  /* a table of regions on a page, of which nobody knows what it counts */
	NOTE_HIDDEN,	  /* one that the page does not show */
	NOTE_HIDDEN_ROWS, /* rows that it does not show: what is to be said of them */
	NOTE_COMMENT,	  /* on a cell of a sheet */
	NOTE_DATASET	  /* one of several that is of another subject, or elsewhere */
} Note;

typedef struct TableError
{
	char message[512];
	char detail[768];
	char hint[256];
} TableError;

/* One reading. */
typedef struct Table
{
	/* given by the caller */
	Slice		 content;
	const char	*form; /* 'text', 'csv', 'html'; NULL to have it recognised, which fills it in */
	Symbols		 symbols;
	Names		 names;
	Names		 headings; /* of the regions that others are parts of, to stand above their rows */
	const Words *words;
	Column		 given[TABLE_COLUMNS];		 /* the caller's own columns, if any */
	Period		 given_years[TABLE_COLUMNS]; /* what they are of, 0 where that is not said */
	int			 given_count;
	bool		 skip_unknown;	/* leave out the columns whose headers are not known */
	bool		 unknown_wrong; /* and say that they are wrong */
	char		 delimiter;		/* of CSV, where the caller knows it; else 0 */
	void (*put_row)(void *receiver, const TableRow *row);
	void (*put_note)(void *receiver, int line, Note what, Slice text); /* of what is left out; may be NULL */
	/* of a row that cannot be read, whether to go on behind it; may be NULL, as for no */
	bool (*put_problem)(void *receiver, const TableError *error);
	int		   titled_lines;  /* so many at the beginning are a title and a header that give the columns */
	int		   last_line;	  /* of those whose rows have these columns, 0 where all have */
	const int *skipped_lines; /* to be read as if they were not there */
	int		   skipped_count;
	void (*check_interrupts)(void);
	void *receiver;

	/* the table being read */
	Column		columns[TABLE_COLUMNS];
	Period		years[TABLE_COLUMNS]; /* that the headers of columns name, 0 for none */
	int			column_count;
	int			name_column;   /* where the name stands */
	int			list_width;	   /* of so many columns is a list beside which others stand; of all, where none do */
	bool		heading_below; /* beside others, a region has been named below their header */
	const char *header;		   /* where its header stands in the content, NULL where it has none */
	int			below_header;  /* the line behind it, 0 where that is the first row's */
	Slice		title;		   /* of a dataset, what it says of itself; data is NULL where there is none */
	Slice		run_together;  /* what would be a header, were its words apart */
	char draft[DRAFT_SIZE];	   /* the columns of the header as the caller may give them; empty where that is too long */
	bool header_wrong;		   /* the header is in error, which is told once a row follows */
	int	 widest;			   /* columns of a table that is passed over as it has too many */
	bool hidden;			   /* one is passed over that a page does not show */
	int	 number;			   /* of tables that have at least one row */
	int	 rows;				   /* of the table being read */
	ColumnTexts texts;		   /* of its columns that are left out */
	int			all_rows;
	Level		level;
	char		heading[NAME_SIZE];
	size_t		heading_length;

	TableError error;
} Table;

extern const char *column_name(const Words *words, Column column, char *buffer);
extern void table_begin(Table *table, const Column *columns, int count, Level level, Slice heading, bool continues);
extern bool table_repeats(const Table *table, const Column *columns, int count, Level level);
extern void table_drop_titled(Table *table);
extern void table_set_years(Table *table, const Period *years);
extern void table_note(Table *table, int line, Note what, Slice text);
extern bool table_skips_line(const Table *table, int line);
extern void table_set_heading(Table *table, Slice heading);
extern bool table_is_of_first_level(const Table *table);
extern const char *table_check_columns(const Words *words, const Column *columns, const Period *years, int count);
extern bool		   table_put_row(Table *table, int line, const char *where, const Slice *fields);
extern bool table_fail(Table *table, const char *where, const char *detail, const char *hint, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
extern bool table_fail_header(Table *table, const char *where, Slice unknown);
extern bool table_fail_columns(Table *table, const char *where, const char *problem);
extern bool table_fail_width(Table *table, const char *where, Slice name, int cells, int wanted);
extern bool table_fail_behind(Table *table, const char *where);

#endif /* BUSETTING_TABLE_H */
