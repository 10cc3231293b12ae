/*
 * linked_cubes.h
 *		Linked tables: several cubes that share cells, as the query of one cube.
 */
#ifndef BUSETTING_LINKED_CUBES_H
#define BUSETTING_LINKED_CUBES_H

#include "utils/array.h"

/* Is it the name of a column of a certain kind? */
typedef bool (*ColumnTest)(const char *name);

/*
 * One query for an array of queries of cubes, palloc'd.  is_attribute says which names are of columns that
 * say something of a cell beside its codes and number; NULL if there are none.
 */
extern char *linked_cubes_query(ArrayType *cubes, ColumnTest is_attribute);

#endif /* BUSETTING_LINKED_CUBES_H */
