/*
 * table_line.h
 *		A line of pasted text: its words, which of them are cells, and what the
 *		line can be.
 */
#ifndef BUSETTING_TABLE_LINE_H
#define BUSETTING_TABLE_LINE_H

#include "read/table.h"
#include "read/table_cell.h"

#define LINE_TOKENS	 256 /* a longer line is prose */
#define SYMBOL_WORDS 4	 /* at most so many words in a symbol */

typedef struct Token
{
	Slice	  text;
	TokenKind kind;
	Space	  gap;		/* before it; SPACE_LINE if it is the line's first */
	bool	  wide;		/* several spaces before it */
	bool	  particle; /* a small word that the caller knows in names */
} Token;

typedef struct Line
{
	int			number;
	const char *start;
	const char *stop;	  /* where it ends */
	int			blanks;	  /* blank lines before it; kept by the caller */
	bool		new_page; /* a form feed before it */
	bool		tabs;
	bool		overflow; /* more tokens than fit */
	int			count;
	int			cells; /* index of the first token that is a cell */
	Token		tokens[LINE_TOKENS];
} Line;

extern const char *line_read(Line *line, const Symbols *symbols, const char *at, const char *end, bool *new_page);
extern void		   line_join_words(Line *line, const Symbols *symbols, bool named);
extern bool		   line_is_page_footer(const Line *line);
extern bool		   line_is_rule(const Line *line);
extern bool		   line_split_tabs(const Line *line, Slice *fields, int count);
extern bool		   field_is_clean(Slice field, Column column, const Symbols *symbols);
extern bool		   line_split_wide(const Line *line, const Table *table, Slice *fields, bool *clean);

extern Slice tokens_span(const Token *tokens, int from, int to);
extern bool	 tokens_are_name(const Token *tokens, int count, bool continued);
extern bool	 tokens_are_counts(const Token *tokens, int count);
extern int	 tokens_count_cells(const Token *tokens, int count);
extern bool	 tokens_can_join(const Token *left, const Token *right);
extern int	 tokens_divide(const Token *tokens, int count, int cells, int *starts);

#endif /* BUSETTING_TABLE_LINE_H */
