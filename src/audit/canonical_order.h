/*
 * canonical_order.h
 *		A table in an order that follows from its cells and sums alone.
 */
#ifndef BUSETTING_CANONICAL_ORDER_H
#define BUSETTING_CANONICAL_ORDER_H

#include "audit/naming.h"
#include "audit/table_system.h"

/* A table in order, and what each of its cells and sums was in the one given. */
typedef struct CanonicalOrder
{
	TableSystem *system;
	int			*cell;
	int			*sum;
} CanonicalOrder;

/* Cells in the order of naming->compare, or without it in that of their names; the table given stays. */
extern CanonicalOrder canonical_order(const TableSystem *system, const Naming *naming);

#endif /* BUSETTING_CANONICAL_ORDER_H */
