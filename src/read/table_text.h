/*
 * table_text.h
 *		A table as it is pasted from a page, slide or PDF.
 */
#ifndef BUSETTING_TABLE_TEXT_H
#define BUSETTING_TABLE_TEXT_H

#include "read/table.h"

extern bool table_read_text(Table *table);

#endif /* BUSETTING_TABLE_TEXT_H */
