/*
 * iis.h
 *		Which sums of a table contradict each other.
 */
#ifndef BUSETTING_IIS_H
#define BUSETTING_IIS_H

#include "audit/table_system.h"

/*
 * Sums that cannot all hold: their numbers, palloc'd; call it only when that is
 * so.  *minimal: it is shown that all of them but any one can hold.
 */
extern int *iis_find(const TableSystem *system, int *count, bool *minimal);

#endif /* BUSETTING_IIS_H */
