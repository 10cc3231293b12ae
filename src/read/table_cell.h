/*
 * table_cell.h
 *		What a word, a cell and a name are in a published table.
 */
#ifndef BUSETTING_TABLE_CELL_H
#define BUSETTING_TABLE_CELL_H

#include "read/table_slice.h"

#define NAME_SIZE 256 /* bytes of a name, or of a heading */
#define CELL_SIZE 64  /* bytes of a cell */

/* How the caller's publisher prints cells; see symbols_begin. */
typedef struct Symbols
{
	const Slice *texts; /* what else stands in the place of counts */
	int			 count;
	bool		 begins[256]; /* the bytes with which one begins, in small and capital letters */
	const Slice *separators;  /* what stands between the thousands of a count, besides a space */
	int			 separator_count;
	const Slice *flags; /* what stands behind a value and says something of it; "#" is a number, "()" is around it */
	int			 flag_count;
	const Slice *particles; /* small words that stand in names, folded */
	int			 particle_count;
} Symbols;

typedef enum TokenKind
{
	TOKEN_WORD,
	TOKEN_DIGITS, /* a count, or a group of its digits */
	TOKEN_SYMBOL, /* stands in the place of a count */
	TOKEN_PART,	  /* "(199)": of the count before it */
	TOKEN_MARK,	  /* of a footnote, on its own: "1)" */
	TOKEN_DATE,	  /* "18.05", "7.12.2021", also with a colon */
	TOKEN_WRONG,  /* meant as a number, but no count: "-5", "39,5" */
	TOKEN_RULE	  /* a line of dashes or the like */
} TokenKind;

extern const char cell_unknown[];

extern void		   symbols_begin(Symbols *symbols, const Slice *texts, int count);
extern TokenKind   token_classify(Slice token, const Symbols *given);
extern const char *cell_clean(Slice cell, const Symbols *given, char *buffer, Slice *result);
extern const char *
cell_clean_flagged(Slice cell, const Symbols *given, char *buffer, Slice *result, char *flag_buffer, Slice *flags);
extern bool cell_is_bounds(Slice text);
extern bool cell_is_written(Slice cell);
extern bool cell_is_words(Slice cell, const Symbols *given);
extern bool cell_has_part(Slice cell);
extern void cell_split_part(Slice *cell, Slice *part);
extern bool code_clean(Slice code, unsigned short_codes, char *buffer, Slice *result);
extern bool name_clean(Slice name, char *buffer, Slice *result);
extern bool name_is_total(Slice name, Slice *of);
extern bool category_is_called_whole(Slice label);
extern bool category_is_whole(Slice code, Slice label);

#endif /* BUSETTING_TABLE_CELL_H */
