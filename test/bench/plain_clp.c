/*
 * plain_clp.c
 *		The same as plain_glpk.c with CLP: why src/audit/lp.c uses GLPK.
 */
#include <coin/Clp_C_Interface.h>

#include "plain_table.h"

int
main(void)
{
	Clp_Simplex *model = Clp_newModel();
	double		*lower;
	double		*upper;
	double		*weight;
	double		*value;
	int			*first; /* entry of each column */
	int			*entry_row;
	double		 start;
	int			 programs = 0;

	read_table();
	lower = malloc(sizeof(double) * hidden);
	upper = malloc(sizeof(double) * hidden);
	weight = calloc(hidden, sizeof(double));
	value = malloc(sizeof(double) * entries);
	first = calloc(hidden + 2, sizeof(int));
	entry_row = malloc(sizeof(int) * entries);
	start = processor_seconds();
	/* entries by column, in one counting pass */
	for (int i = 1; i <= entries; i++)
		first[of[i] + 1]++;
	for (int i = 1; i <= hidden + 1; i++)
		first[i] += first[i - 1];
	for (int i = 1; i <= entries; i++)
	{
		int at = first[of[i]]++;

		entry_row[at] = row[i] - 1;
		value[at] = coefficient[i];
	}
	for (int cell = 0; cell < cells; cell++)
		if (column[cell])
		{
			lower[column[cell] - 1] = isinf(low[cell]) ? -1e308 : low[cell];
			upper[column[cell] - 1] = isinf(high[cell]) ? 1e308 : high[cell];
		}
	Clp_setLogLevel(model, 0);
	Clp_loadProblem(model, hidden, sums, first, entry_row, value, lower, upper, weight, constant, constant);
	for (int cell = 0; cell < cells; cell++)
	{
		double end[2];

		if (!column[cell])
			continue;
		weight[column[cell] - 1] = 1;
		Clp_chgObjCoefficients(model, weight);
		for (int i = 0; i < 2; i++)
		{
			Clp_setOptimizationDirection(model, i == 0 ? 1 : -1);
			Clp_primal(model, 0);
			programs++;
			end[i] = Clp_status(model) == 0 ? Clp_objectiveValue(model) : i == 0 ? -HUGE_VAL : HUGE_VAL;
		}
		weight[column[cell] - 1] = 0;
		write_interval(cell, end);
	}
	fprintf(stderr, "%d programs, %.3f s\n", programs, processor_seconds() - start);
	return 0;
}
