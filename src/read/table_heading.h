/*
 * table_heading.h
 *		What a line above rows says of them: the region that theirs are parts of.
 */
#ifndef BUSETTING_TABLE_HEADING_H
#define BUSETTING_TABLE_HEADING_H

#include "read/table.h"
#include "read/table_line.h"

extern Slice heading_find(const Table *table, const Line *line, bool *alone);
extern Slice heading_find_text(const Table *table, Slice text, bool *alone);

#endif /* BUSETTING_TABLE_HEADING_H */
