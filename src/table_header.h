/*
 * table_header.h
 *		What the words above a column call it.
 */
#ifndef BUSETTING_TABLE_HEADER_H
#define BUSETTING_TABLE_HEADER_H

#include "table.h"

#define HEADER_WORDS	512		/* at most so many words in a header */

/* A word of a header that is read as one flow of words. */
typedef struct HeaderWord
{
	Slice		text;
	bool		apart;			/* set apart from the word before it, by a tab or a run of spaces */
} HeaderWord;

extern bool header_begins(const HeaderWord *words, int count);
extern bool header_knows(Slice word);
extern Column header_column(Slice cell, Column previous, Level *level);
extern int	header_columns(const HeaderWord *words, int count, Column *columns, Level *level,
						   Slice *unknown, bool *named);

#endif							/* BUSETTING_TABLE_HEADER_H */
