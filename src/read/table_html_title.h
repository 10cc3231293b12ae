/*
 * table_html_title.h
 *		What stands above and below the tables of a web page, as a reader sees it.
 */
#ifndef BUSETTING_TABLE_HTML_TITLE_H
#define BUSETTING_TABLE_HTML_TITLE_H

#include "read/table.h"
#include "read/table_title.h"

extern void html_titles_find(TitleCursor *cursor, Table *table, const char *after, const char *before, TitleList *list);
extern void html_titles_find_below(TitleCursor *cursor, Table *table, const char *after, TitleList *list);

#endif /* BUSETTING_TABLE_HTML_TITLE_H */
