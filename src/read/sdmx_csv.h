/*
 * sdmx_csv.h
 *		Reading SDMX-CSV into rows.
 */
#ifndef BUSETTING_SDMX_CSV_H
#define BUSETTING_SDMX_CSV_H

#include "postgres.h"

#include "read/table.h"

extern bool sdmx_csv_detect(Slice content);
extern void sdmx_csv_read(Table *table);

#endif /* BUSETTING_SDMX_CSV_H */
