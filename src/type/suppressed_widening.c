/*
 * suppressed_widening.c
 *		Comparing a suppressed_int with a suppressed_bigint, for the planner.
 *
 * A driver that sends an int8 parameter asks value = $1 of a suppressed_int
 * column.  The operator to which both can be cast is that of suppressed_bigint,
 * and no index or statistic of the column fits it.  Where the planner knows the
 * other side, and it fits suppressed_int, the same is asked in suppressed_int.
 *
 * Called by the planner, as the support function of the comparisons of
 * suppressed_bigint.  Owns nothing.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_cast.h"
#include "catalog/pg_type.h"
#include "nodes/makefuncs.h"
#include "nodes/nodeFuncs.h"
#include "nodes/supportnodes.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "type/suppressed.h"
#include "type/type_operator.h"
#include "util/compat.h"

/* the functions of suppressed_bigint that have this support, and their operators */
static const struct
{
	const char *function;
	const char *operator_name;
} comparison[] = {
	{"suppressed_bigint_eq", "="},		  {"suppressed_bigint_ne", "<>"},		   {"suppressed_bigint_lt", "<"},
	{"suppressed_bigint_le", "<="},		  {"suppressed_bigint_gt", ">"},		   {"suppressed_bigint_ge", ">="},
	{"suppressed_bigint_before", "<<"},	  {"suppressed_bigint_after", ">>"},	   {"suppressed_bigint_overlaps", "&&"},
	{"suppressed_bigint_contains", "@>"}, {"suppressed_bigint_contained_by", "<@"}};

/* What the implicit cast widens, or NULL. */
static Node *
widened(Node *node, Oid narrow_type, Oid wide_type)
{
	FuncExpr *call = (FuncExpr *) node;
	HeapTuple cast;
	bool	  is_cast;

	if (!IsA(node, FuncExpr) || call->funcresulttype != wide_type || list_length(call->args) != 1)
		return NULL;
	cast = SearchSysCache2(CASTSOURCETARGET, ObjectIdGetDatum(narrow_type), ObjectIdGetDatum(wide_type));
	if (!HeapTupleIsValid(cast))
		return NULL;
	is_cast = ((Form_pg_cast) GETSTRUCT(cast))->castfunc == call->funcid;
	ReleaseSysCache(cast);
	return is_cast ? linitial(call->args) : NULL;
}

/* The same constant in the narrower type, or NULL where it does not fit. */
static Node *
narrowed_constant(Node *node, Oid narrow_type)
{
	Const *constant = (Const *) node;
	int64  packed;

	if (!IsA(node, Const) || constant->constisnull ||
		!suppressed_int_narrow(DatumGetSuppressedBigint(constant->constvalue), &packed))
		return NULL;
	return (Node *) makeConst(narrow_type, -1, InvalidOid, sizeof(int64), Int64GetDatum(packed), false,
							  FLOAT8PASSBYVAL);
}

static Node *
narrowed_comparison(const FuncExpr *call)
{
	char *function = get_func_name(call->funcid);
	Node *left = linitial(call->args);
	Node *right = lsecond(call->args);
	Oid	  wide_type = exprType(left);
	Oid	  narrow_type = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("suppressed_int"),
										ObjectIdGetDatum(type_schema(wide_type)));
	Node *narrow_left = widened(left, narrow_type, wide_type);
	Node *narrow_right = widened(right, narrow_type, wide_type);

	if (narrow_left != NULL && narrow_right == NULL)
		narrow_right = narrowed_constant(right, narrow_type);
	else if (narrow_left == NULL && narrow_right != NULL)
		narrow_left = narrowed_constant(left, narrow_type);
	if (narrow_left == NULL || narrow_right == NULL)
		return NULL;
	for (size_t i = 0; i < lengthof(comparison); i++)
	{
		if (strcmp(function, comparison[i].function) == 0)
		{
			Oid operator_oid = type_operator(narrow_type, comparison[i].operator_name);

			if (OidIsValid(operator_oid))
				return (Node *) make_opclause(operator_oid, BOOLOID, false, (Expr *) narrow_left, (Expr *) narrow_right,
											  InvalidOid, InvalidOid);
		}
	}
	return NULL;
}

/* planner support function: an expression in the planner's memory, or NULL to leave it as it is */
PG_FUNCTION_INFO_V1(suppressed_bigint_support);
Datum
suppressed_bigint_support(PG_FUNCTION_ARGS)
{
	Node *request = (Node *) PG_GETARG_POINTER(0);

	if (!IsA(request, SupportRequestSimplify))
		PG_RETURN_POINTER(NULL);
	PG_RETURN_POINTER(narrowed_comparison(((SupportRequestSimplify *) request)->fcall));
}
