/*
 * table_list.h
 *		Rows of a list: a bullet before the name, a colon or dots behind it.
 */
#ifndef BUSETTING_TABLE_LIST_H
#define BUSETTING_TABLE_LIST_H

#include "read/table.h"
#include "read/table_line.h"

extern int	list_drop_row_number(Line *line, const Line *below, const Table *table, int next);
extern bool list_clean_line(Line *line, const Table *table);

#endif /* BUSETTING_TABLE_LIST_H */
