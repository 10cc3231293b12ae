/*
 * table_html_title.h
 *		What stands above the tables of a web page, as a reader sees it.
 */
#ifndef BUSETTING_TABLE_HTML_TITLE_H
#define BUSETTING_TABLE_HTML_TITLE_H

#include "read/table.h"
#include "read/table_title.h"

extern void html_titles_find(TitleCursor *cursor, Table *table, const char *after, const char *before, TitleList *list);

#endif /* BUSETTING_TABLE_HTML_TITLE_H */
