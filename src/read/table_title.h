/*
 * table_title.h
 *		The lines above a table, and those of its header.
 */
#ifndef BUSETTING_TABLE_TITLE_H
#define BUSETTING_TABLE_TITLE_H

#include "read/table.h"

#define TITLE_LINES 8	 /* above a table that are looked at, and of its header, at most */
#define TITLE_BYTES 2000 /* of a line, at most */

/* Where a reading of titles has come to; all 0 at the beginning of the content. */
typedef struct TitleCursor
{
	size_t at;
	int	   lines; /* before the place */
} TitleCursor;

typedef enum TitleKind
{
	TITLE_ABOVE,
	TITLE_HEADER,
	TITLE_BELOW,
	TITLE_CAPTION /* below its table, or in it */
} TitleKind;

typedef struct Title
{
	int		  line; /* from 1 */
	TitleKind kind;
	size_t	  length;
	char	  text[TITLE_BYTES];
} Title;

/* Those of a table: the last above the place of its header, and the first from there on; or the first below it. */
typedef struct TitleList
{
	Title titles[2 * TITLE_LINES];
	int	  count;
	int	  above; /* of them */
} TitleList;

extern void		   titles_add(TitleList *list, int line, TitleKind kind, Slice text);
extern const char *titles_find_header(const Table *table, const char *row);
extern void titles_find(TitleCursor *cursor, Slice content, const char *header, int after, int before, TitleList *list);
extern void titles_find_below(TitleCursor *cursor, Slice content, int after, TitleList *list);

#endif /* BUSETTING_TABLE_TITLE_H */
