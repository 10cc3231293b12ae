/*
 * audit_failures.c
 *		Functions that provoke what the LP library does when it fails, for
 *		audit_failures.pl: no query can make it happen at will.
 */
#include "../../src/audit/lp.c"
#include "../../src/audit/independent.c"
#include "../../src/util/work.c"

#include "fmgr.h"

PG_MODULE_MAGIC;

/* progress.c's, which is not in this module */
void
progress_report(int64 decided, int64 of)
{
}

/* x + y = 3, x = 2, both from 0 to 9 */
static Subproblem *
small_subproblem(void)
{
	static int	  first[] = {0, 2, 3}, entry_cell[] = {0, 1, 0}, entry_coefficient[] = {1, 1, 1};
	static int64  constant[] = {3, 2};
	static Bounds bounds[] = {{0, 9}, {0, 9}};
	Subproblem	 *subproblem = palloc0(sizeof(Subproblem));

	subproblem->cells = subproblem->equations = 2;
	subproblem->first = first;
	subproblem->entry_cell = entry_cell;
	subproblem->entry_coefficient = entry_coefficient;
	subproblem->constant = constant;
	subproblem->bounds = bounds;
	return subproblem;
}

/* A call that the library refuses with an error of its own. */
PG_FUNCTION_INFO_V1(provoke_internal_error);
Datum
provoke_internal_error(PG_FUNCTION_ARGS)
{
	Subproblem	  *subproblem = small_subproblem();
	LinearProgram *lp = lp_create(subproblem, subproblem->bounds);

	lp_enter();
	glp_set_col_bnds(lp->problem, 1000, GLP_DB, 0, 1);
	lp_leave();
	PG_RETURN_NULL();
}

/* Its memory ends while it works. */
PG_FUNCTION_INFO_V1(provoke_out_of_memory);
Datum
provoke_out_of_memory(PG_FUNCTION_ARGS)
{
	Subproblem	  *subproblem = small_subproblem();
	LinearProgram *lp = lp_create(subproblem, subproblem->bounds);

	lp_enter();
	glp_mem_limit(1);
	glp_add_cols(lp->problem, 1000000);
	lp_leave();
	PG_RETURN_NULL();
}

/* PostgreSQL's memory ends while the library has a program. */
PG_FUNCTION_INFO_V1(provoke_palloc_failure);
Datum
provoke_palloc_failure(PG_FUNCTION_ARGS)
{
	Subproblem	  *subproblem = small_subproblem();
	LinearProgram *lp = lp_create(subproblem, subproblem->bounds);

	if (lp_run(lp) == LP_OPTIMAL)
		MemoryContextAllocHuge(CurrentMemoryContext, (Size) 1 << 50);
	PG_RETURN_NULL();
}

/* A basis that is singular; the answer must be right all the same. */
PG_FUNCTION_INFO_V1(survive_singular_basis);
Datum
survive_singular_basis(PG_FUNCTION_ARGS)
{
	Subproblem	  *subproblem = small_subproblem();
	LinearProgram *lp = lp_create(subproblem, subproblem->bounds);
	int			   row[] = {0, 1, 2};
	double		   same[] = {0, 1, 1};

	/* y's column becomes x's, so that a basis of both has none */
	glp_set_mat_col(lp->problem, 2, 2, row, same);
	glp_set_row_bnds(lp->problem, 2, GLP_FX, 3, 3);
	for (int i = 1; i <= 2; i++)
	{
		glp_set_row_stat(lp->problem, i, GLP_NS);
		glp_set_col_stat(lp->problem, i, GLP_BS);
	}
	lp_set_weight(lp, 0, 1);
	if (lp_run(lp) != LP_OPTIMAL)
		elog(ERROR, "no optimum");
	PG_RETURN_FLOAT8(lp_values(lp)[0]);
}

/*
 * x + y = 3, x + z = 4, and their sum, which is left out.  While it
 * is explained why x and y cannot be 1 or less, the sum comes back, in the copy
 * that is explained alone: the linear program goes on with its own rows.
 */
PG_FUNCTION_INFO_V1(explain_contradiction);
Datum
explain_contradiction(PG_FUNCTION_ARGS)
{
	static int first[] = {0, 2, 4, 7}, entry_cell[] = {0, 1, 0, 2, 0, 1, 2},
			   entry_coefficient[] = {1, 1, 1, 1, 2, 1, 1};
	static int64   constant[] = {3, 4, 7};
	static Bounds  bounds[] = {{0, 9}, {0, 9}, {0, 9}};
	Subproblem	  *subproblem = palloc0(sizeof(Subproblem));
	LinearProgram *lp;
	double		   multiplier[3];

	subproblem->cells = subproblem->equations = 3;
	subproblem->first = first;
	subproblem->entry_cell = entry_cell;
	subproblem->entry_coefficient = entry_coefficient;
	subproblem->constant = constant;
	subproblem->bounds = bounds;
	lp = lp_create(subproblem, bounds);
	if (lp_run(lp) != LP_OPTIMAL || lp_run(lp) != LP_OPTIMAL)
		elog(ERROR, "no optimum");
	for (int cell = 0; cell < 2; cell++)
		lp_set_bounds(lp, cell, (Bounds){0, 1});
	if (lp_run(lp) != LP_INFEASIBLE || !lp_explain(lp, multiplier))
		elog(ERROR, "no contradiction");
	for (int cell = 0; cell < 2; cell++)
		lp_set_bounds(lp, cell, (Bounds){0, 9});
	lp_set_weight(lp, 0, 1);
	if (lp_run(lp) != LP_OPTIMAL)
		elog(ERROR, "no optimum afterwards");
	PG_RETURN_FLOAT8(lp_values(lp)[0]);
}
