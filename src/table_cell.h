/*
 * table_cell.h
 *		What a space, a word, a cell and a name are in a published table.
 */
#ifndef BUSETTING_TABLE_CELL_H
#define BUSETTING_TABLE_CELL_H

#include "table.h"

typedef enum TokenKind
{
	TOKEN_WORD,
	TOKEN_DIGITS,				/* a count, or a group of its digits */
	TOKEN_SYMBOL,				/* stands in the place of a count */
	TOKEN_MARK,					/* of a footnote, on its own: "1)" */
	TOKEN_DATE,					/* "18.05", "7.12.2021", also with a colon */
	TOKEN_WRONG,				/* meant as a number, but no count: "-5", "39,5" */
	TOKEN_RULE					/* a line of dashes or the like */
} TokenKind;

typedef enum Space
{
	SPACE_NONE,
	SPACE_PLAIN,
	SPACE_NARROW,				/* no-break, narrow or thin: may group the digits of a count */
	SPACE_TAB,
	SPACE_PAGE,					/* form feed */
	SPACE_LINE
} Space;

extern size_t space_match(const char *at, const char *end, Space *space);
extern Slice slice_trim(Slice text);
extern Slice slice_trim_marks(Slice text);
extern bool slice_equals(Slice text, const char *word);
extern size_t slice_clip(Slice text, size_t size);
extern Slice slice_fold(Slice text, char *buffer, size_t size);
extern bool slice_starts_upper(Slice text);
extern bool slice_starts_lower(Slice text);

extern TokenKind token_classify(Slice token);
extern const char *cell_clean(Slice cell, char *buffer, Slice *result);
extern bool name_clean(Slice name, char *buffer, Slice *result);
extern bool name_is_total(Slice name);

#endif							/* BUSETTING_TABLE_CELL_H */
