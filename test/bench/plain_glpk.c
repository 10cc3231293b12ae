/*
 * plain_glpk.c
 *		What the audit is measured against: two warm-started linear programs per
 *		hidden cell, over the whole table, with nothing taken out beforehand.
 *
 * Reads "c <key> <lower> <upper>" per cell ("-" for no bound) and
 * "p <sum> <total> <part>" per part, keys being numbers from 0; writes
 * "<key> <lower> <upper>" per hidden cell and the time taken on stderr.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <glpk.h>

#define MOST	2000000

static double low[MOST],
			high[MOST],
			constant[MOST];
static int	column[MOST],
			total_of[MOST];
static int	row[4 * MOST],
			of[4 * MOST];
static double coefficient[4 * MOST];

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

static double
read_bound(const char *text, double absent)
{
	return strcmp(text, "-") == 0 ? absent : atof(text);
}

int
main(void)
{
	int			cells = 0;
	int			hidden = 0;
	int			sums = 0;
	int			entries = 0;
	char		kind;
	glp_prob   *problem;
	glp_smcp	parameters;
	double		start;
	int			programs = 0;

	memset(total_of, -1, sizeof(total_of));
	while (scanf(" %c", &kind) == 1)
	{
		if (kind == 'c')
		{
			int			key;
			char		lower[32],
						upper[32];

			if (scanf("%d %31s %31s", &key, lower, upper) != 3)
				return 1;
			low[key] = read_bound(lower, -HUGE_VAL);
			high[key] = read_bound(upper, HUGE_VAL);
			if (low[key] != high[key])
				column[key] = ++hidden;
			cells = key >= cells ? key + 1 : cells;
		}
		else
		{
			int			sum,
						member[2];

			if (scanf("%d %d %d", &sum, &member[0], &member[1]) != 3)
				return 1;
			sums = sum >= sums ? sum + 1 : sums;
			for (int i = total_of[sum] == -1 ? 0 : 1; i < 2; i++)
			{
				double		sign = i == 0 ? -1 : 1;

				if (column[member[i]])
				{
					row[++entries] = sum + 1;
					of[entries] = column[member[i]];
					coefficient[entries] = sign;
				}
				else
					constant[sum] -= sign * low[member[i]];
			}
			total_of[sum] = member[0];
		}
	}

	start = seconds();
	glp_term_out(GLP_OFF);
	problem = glp_create_prob();
	glp_add_rows(problem, sums);
	glp_add_cols(problem, hidden);
	for (int sum = 0; sum < sums; sum++)
		glp_set_row_bnds(problem, sum + 1, GLP_FX, constant[sum], constant[sum]);
	for (int cell = 0; cell < cells; cell++)
		if (column[cell])
			glp_set_col_bnds(problem, column[cell],
							 isinf(low[cell]) ? (isinf(high[cell]) ? GLP_FR : GLP_UP) :
							 isinf(high[cell]) ? GLP_LO : GLP_DB, low[cell], high[cell]);
	glp_load_matrix(problem, entries, row, of, coefficient);
	glp_init_smcp(&parameters);
	parameters.msg_lev = GLP_MSG_OFF;
	glp_adv_basis(problem, 0);
	for (int cell = 0; cell < cells; cell++)
	{
		double		end[2];

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
		printf("%d %.0f %.0f\n", cell, ceil(end[0] - 1e-6), floor(end[1] + 1e-6));
	}
	fprintf(stderr, "%d programs, %.3f s\n", programs, seconds() - start);
	return 0;
}
