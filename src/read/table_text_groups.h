/*
 * table_text_groups.h
 *		Headings of groups of columns in pasted text, by their places.
 */
#ifndef BUSETTING_TABLE_TEXT_GROUPS_H
#define BUSETTING_TABLE_TEXT_GROUPS_H

#include "read/table.h"
#include "read/table_header.h"

extern bool text_groups_read(const Table *table, const HeaderWord *words, int count, int columns, Header *header,
							 const char **problem);

#endif /* BUSETTING_TABLE_TEXT_GROUPS_H */
