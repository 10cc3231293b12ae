/*
 * plain_glpk.c
 *		What the audit is measured against: two warm-started linear programs per
 *		hidden cell, over the whole table, with nothing taken out beforehand.
 *
 * Writes "<key> <lower> <upper>" per hidden cell, and the time taken on stderr.
 */
#include <glpk.h>

#include "plain_table.h"

int
main(void)
{
	glp_prob *problem;
	glp_smcp  parameters;
	double	  start;
	int		  programs = 0;

	read_table();
	start = processor_seconds();
	glp_term_out(GLP_OFF);
	problem = glp_create_prob();
	glp_add_rows(problem, sums);
	glp_add_cols(problem, hidden);
	for (int sum = 0; sum < sums; sum++)
		glp_set_row_bnds(problem, sum + 1, GLP_FX, constant[sum], constant[sum]);
	for (int cell = 0; cell < cells; cell++)
		if (column[cell])
			glp_set_col_bnds(problem, column[cell],
							 isinf(low[cell])  ? (isinf(high[cell]) ? GLP_FR : GLP_UP) :
							 isinf(high[cell]) ? GLP_LO :
												 GLP_DB,
							 low[cell], high[cell]);
	glp_load_matrix(problem, entries, row, of, coefficient);
	glp_init_smcp(&parameters);
	parameters.msg_lev = GLP_MSG_OFF;
	glp_adv_basis(problem, 0);
	for (int cell = 0; cell < cells; cell++)
	{
		double end[2];

		if (!column[cell])
			continue;
		glp_set_obj_coef(problem, column[cell], 1);
		for (int i = 0; i < 2; i++)
		{
			glp_set_obj_dir(problem, i == 0 ? GLP_MIN : GLP_MAX);
			if (glp_simplex(problem, &parameters) != 0)
				return 2;
			programs++;
			end[i] = glp_get_status(problem) == GLP_OPT ? glp_get_obj_val(problem) : i == 0 ? -HUGE_VAL : HUGE_VAL;
		}
		glp_set_obj_coef(problem, column[cell], 0);
		write_interval(cell, end);
	}
	fprintf(stderr, "%d programs, %.3f s\n", programs, processor_seconds() - start);
	return 0;
}
