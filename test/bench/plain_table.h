/*
 * plain_table.h
 *		The table that plain_glpk.c and plain_clp.c are given.
 *
 * Reads "c <key> <lower> <upper>" per cell ("-" for no bound) and
 * "p <sum> <total> <part>" per part, keys being numbers from 0.  Hidden cells
 * are columns from 1, sums are rows from 1, known cells are in the constants.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "processor_seconds.h"

#define MOST 2000000

static double low[MOST], high[MOST], constant[MOST];
static int	  column[MOST], total_of[MOST];
static int	  cells, hidden, sums, entries;
static int	  row[4 * MOST], of[4 * MOST];
static double coefficient[4 * MOST];

static double
read_bound(const char *text, double absent)
{
	return strcmp(text, "-") == 0 ? absent : atof(text);
}

static void
read_table(void)
{
	char kind;

	memset(total_of, -1, sizeof(total_of));
	while (scanf(" %c", &kind) == 1)
	{
		if (kind == 'c')
		{
			int	 key;
			char lower[32], upper[32];

			if (scanf("%d %31s %31s", &key, lower, upper) != 3)
				exit(1);
			low[key] = read_bound(lower, -HUGE_VAL);
			high[key] = read_bound(upper, HUGE_VAL);
			if (low[key] != high[key])
				column[key] = ++hidden;
			cells = key >= cells ? key + 1 : cells;
		}
		else
		{
			int sum, member[2];

			if (scanf("%d %d %d", &sum, &member[0], &member[1]) != 3)
				exit(1);
			sums = sum >= sums ? sum + 1 : sums;
			for (int i = total_of[sum] == -1 ? 0 : 1; i < 2; i++)
			{
				double sign = i == 0 ? -1 : 1;

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
}

/* Least and greatest of a cell, towards the inside. */
static void
write_interval(int cell, const double *end)
{
	printf("%d %.0f %.0f\n", cell, ceil(end[0] - 1e-6) + 0.0, floor(end[1] + 1e-6) + 0.0);
}
