/*
 * sum_dimensions.h
 *		Finding the dimensions of a table in its sums alone.
 */
#ifndef BUSETTING_SUM_DIMENSIONS_H
#define BUSETTING_SUM_DIMENSIONS_H

#include "audit/table_system.h"

/* Give each cell of a table without codes its codes, where the sums run along two dimensions or more. */
extern void sum_dimensions_find(TableSystem *system);

#endif /* BUSETTING_SUM_DIMENSIONS_H */
