/*
 * table_html.h
 *		The tables of a web page.
 */
#ifndef BUSETTING_TABLE_HTML_H
#define BUSETTING_TABLE_HTML_H

#include "read/table.h"

extern bool table_read_html(Table *table);
extern bool html_detect(const Table *table);

#endif /* BUSETTING_TABLE_HTML_H */
