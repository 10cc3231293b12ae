/*
 * table_years.h
 *		A table whose columns are years, below a title that says what they count.
 */
#ifndef BUSETTING_TABLE_YEARS_H
#define BUSETTING_TABLE_YEARS_H

#include "read/table.h"
#include "read/table_header.h"

extern void years_find(Table *table);
extern bool years_next(Table *table);
extern bool years_take(const Table *table, Slice caption, const Slice *labels, int count, Header *header);
extern void years_note(Table *table);

#endif /* BUSETTING_TABLE_YEARS_H */
