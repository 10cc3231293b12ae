/*
 * table_csv.h
 *		A table of fields between delimiters.
 */
#ifndef BUSETTING_TABLE_CSV_H
#define BUSETTING_TABLE_CSV_H

#include "read/table.h"

extern bool table_read_csv(Table *table, char delimiter);

/* The delimiter; 0 if the content is no such table. */
extern char csv_detect(Table *table);

#endif /* BUSETTING_TABLE_CSV_H */
