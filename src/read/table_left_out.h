/*
 * table_left_out.h
 *		Could a line that is read as no row be one?
 */
#ifndef BUSETTING_TABLE_LEFT_OUT_H
#define BUSETTING_TABLE_LEFT_OUT_H

#include "read/table.h"
#include "read/table_line.h"

/* Where the line stands. */
typedef enum LinePlace
{
	PLACE_ABOVE,  /* the first row, among what may be titles */
	PLACE_CLOSE,  /* below the rows, as rows do from each other */
	PLACE_BEHIND, /* below prose that ended the table, but no blank line */
	PLACE_APART	  /* below a blank line */
} LinePlace;

/* How the rows above the line look. */
typedef struct RowShape
{
	bool  gaps;	 /* tabs or runs of spaces between their cells */
	bool  list;	 /* bullets before their names */
	Slice first; /* the word that the latest begins with */
} RowShape;

/* What the line would be as a row. */
typedef struct LeftOut
{
	Slice name;
	Slice cell; /* that cannot be read; data is NULL if all can */
	int	  cells;
} LeftOut;

extern bool	   left_out_is_bullet(const Token *token);
extern bool	   left_out_is_number(const Token *token);
extern bool	   left_out_has_note_word(const Line *line);
extern bool	   left_out_is_note(const Line *line);
extern bool	   left_out_runs_together(const Line *line, const Table *table, LeftOut *row);
extern bool	   left_out_is_cells(const Line *line, const Table *table, LeftOut *row);
extern bool	   left_out_is_named(Slice field, const Table *table);
extern LeftOut left_out_from_fields(const Table *table, const Slice *fields, int count);
extern bool
left_out_may_be_row(const Line *line, const Table *table, const RowShape *rows, LinePlace place, LeftOut *row);
extern bool left_out_has_word(const Line *line, const Table *table, const RowShape *rows, LeftOut *row);
extern bool left_out_fail(Table *table, const char *where, const LeftOut *row, LinePlace place);
extern bool left_out_is_above(const Line *line, const Table *table, LeftOut *row);
extern void left_out_are_above(const Slice *fields, int count, const Table *table, LeftOut *row);
extern bool left_out_fail_above(Table *table, const LeftOut *row);

#endif /* BUSETTING_TABLE_LEFT_OUT_H */
