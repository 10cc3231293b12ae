/*
 * table_text_header.h
 *		The header of a table in pasted text, over as many lines as it takes.
 */
#ifndef BUSETTING_TABLE_TEXT_HEADER_H
#define BUSETTING_TABLE_TEXT_HEADER_H

#include "read/table.h"
#include "read/table_header.h"
#include "read/table_line.h"

typedef struct TextHeader
{
	HeaderWord words[HEADER_WORDS];
	int		   count;	   /* > 0 while a header is read */
	int		   number;	   /* of its line, where it begins */
	int		   row_pieces; /* of the line below, between runs of spaces */
	int		   lines;
	int		   own_line;   /* of them, the one that it begins with, below lines that stood above it */
	int		   tab_lines;  /* lines with tabs between */
	int		   wide_lines; /* lines with runs of spaces between */
	bool	   continues;  /* it stands below an open table */
	Slice	   heading;	   /* the line above, if it is like a name */

	/* lines of header words that may turn out to be the top of a header */
	HeaderWord above[HEADER_WORDS];
	int		   above_count;
	int		   above_lines;
	bool	   above_names;	  /* the last of them begins with a word for names or codes */
	bool	   above_unknown; /* or of other words too, set apart as the columns of a header are */
	int		   above_wide;	  /* lines of them with runs of spaces between */
} TextHeader;

extern bool text_header_starts(const Words *words, const Line *line);
extern bool text_header_continues(const TextHeader *header, const Words *words, const Line *line);
extern void text_header_start(TextHeader *header, const Line *line, Slice heading, bool continues);
extern void text_header_add(TextHeader *header, const Line *line);
extern bool text_header_runs_together(const Words *words, const Line *line);
extern void text_header_watch(TextHeader *header, const Words *words, const Line *line);
extern bool text_header_finish(TextHeader *header, Table *table);

#endif /* BUSETTING_TABLE_TEXT_HEADER_H */
