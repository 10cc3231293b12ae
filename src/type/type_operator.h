/*
 * type_operator.h
 *		An operator of a type with itself, by its name, in the schema of the type.
 *
 * The functions behind operators are in another schema, so support functions, which
 * the planner hands such a function, cannot ask for operators beside it.
 * Called by the support functions of comparisons.
 */
#ifndef BUSETTING_TYPE_OPERATOR_H
#define BUSETTING_TYPE_OPERATOR_H

#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "parser/parse_type.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

static inline Oid
type_schema(Oid type)
{
	Type row = typeidType(type);
	Oid	 schema = ((Form_pg_type) GETSTRUCT(row))->typnamespace;

	ReleaseSysCache(row);
	return schema;
}

/* InvalidOid where there is none; the list is made in the current memory context */
static inline Oid
type_operator(Oid type, const char *name)
{
	return OpernameGetOprid(list_make2(makeString(get_namespace_name(type_schema(type))), makeString(pstrdup(name))),
							type, type);
}

#endif /* BUSETTING_TYPE_OPERATOR_H */
