/*
 * json_stat.h
 *		Reading a JSON-stat dataset into rows.
 */
#ifndef BUSETTING_JSON_STAT_H
#define BUSETTING_JSON_STAT_H

#include "postgres.h"

#include "read/table.h"

extern bool json_stat_detect(Slice content);
extern void json_stat_read(Table *table);

#endif /* BUSETTING_JSON_STAT_H */
