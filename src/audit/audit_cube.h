/*
 * audit_cube.h
 *		Reading a table that is a cube: a query with GROUPING SETS, CUBE or ROLLUP.
 */
#ifndef BUSETTING_AUDIT_CUBE_H
#define BUSETTING_AUDIT_CUBE_H

#include "lib/stringinfo.h"

#include "audit/audit.h"

/*
 * As audit_read, of audit_cube's one query, or that of linked cubes, and its hierarchies; value is the column that is
 * counted, or NULL.
 */
extern TableSystem *audit_read_cube(const char *cube, bool linked, ArrayType *hierarchies, const char *value,
									const ValueForm *form, const Attributes *attributes, Naming *naming);

/* The name of a cell as text is each of its columns that is not null, or else CUBE_TOTAL. */
#define CUBE_TOTAL "total"
extern void cube_append_code(StringInfo text, const char *column, const char *code);

#endif /* BUSETTING_AUDIT_CUBE_H */
