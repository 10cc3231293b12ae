/*
 * cube_columns.h
 *		Reading a cube: which columns are codes, and which is counted.
 */
#ifndef BUSETTING_CUBE_COLUMNS_H
#define BUSETTING_CUBE_COLUMNS_H

#include "utils/array.h"

#include "audit/audit.h"
#include "audit/cube.h"

/*
 * The columns and rows of a query, each row a cell of cube->system.  value is
 * the name of the column that is counted, or NULL: the one that is no code.
 */
extern void cube_read(Cube *cube, const char *text, ArrayType *hierarchies, const char *value, const ValueForm *form,
					  const Attributes *attributes);

#endif /* BUSETTING_CUBE_COLUMNS_H */
