/*
 * naming.h
 *		What the caller calls the cells and sums of a table; all else goes by their
 *		numbers.  audit.c and audit_cube.c fill it in; canonical_order.c, audit.c and
 *		protect.c use it.
 */
#ifndef BUSETTING_NAMING_H
#define BUSETTING_NAMING_H

#include "postgres.h"

/* Names of cells and sums, for the result and for messages. */
typedef struct Naming
{
	Datum (*cell)(void *names, int cell); /* as the first column of the result */
	const char *(*cell_text)(void *names, int cell);
	const char *(*sum_text)(void *names, int sum);
	int (*compare)(void *names, int a, int b); /* two cells: an order that follows from their keys */
	void *names;
	int	  cells; /* those that the caller gave; a tolerance adds more */
} Naming;

#endif /* BUSETTING_NAMING_H */
