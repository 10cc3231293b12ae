/*
 * px.h
 *		Reading a PX file (PC-Axis) into rows.
 */
#ifndef BUSETTING_PX_H
#define BUSETTING_PX_H

#include "postgres.h"

#include "read/table.h"

extern bool px_detect(Slice content);
extern void px_read(Table *table);

#endif /* BUSETTING_PX_H */
