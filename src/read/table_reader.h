/*
 * table_reader.h
 *		Reading a table of whichever form.
 */
#ifndef BUSETTING_TABLE_READER_H
#define BUSETTING_TABLE_READER_H

#include "read/table.h"

extern bool table_read(Table *table);

#endif /* BUSETTING_TABLE_READER_H */
