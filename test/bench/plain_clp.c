/*
 * plain_clp.c
 *		The same as plain_glpk.c with CLP: why src/solver.c uses GLPK.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <coin/Clp_C_Interface.h>

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
	Clp_Simplex *m = Clp_newModel();
	Clp_setLogLevel(m,0);
	int *st=calloc(hidden+2,sizeof(int)); int*ri=malloc(sizeof(int)*(entries+1)); double*v=malloc(sizeof(double)*(entries+1));
	for(int i=1;i<=entries;i++) st[of[i]+0]++;
	for(int i=1;i<=hidden;i++) st[i]+=st[i-1];
	for(int i=entries;i>=1;i--){int p=--st[of[i]]; ri[p]=row[i]-1; v[p]=coefficient[i];}
	/* st[of] now start for col of (1-based) */
	double*cl=malloc(8*hidden),*cu=malloc(8*hidden),*ob=calloc(hidden,8);
	for(int c=0;c<cells;c++) if(column[c]){cl[column[c]-1]=isinf(low[c])?-1e308:low[c];cu[column[c]-1]=isinf(high[c])?1e308:high[c];}
	int *st2=malloc(sizeof(int)*(hidden+1)); for(int i=0;i<hidden;i++) st2[i]=st[i+1]; st2[hidden]=entries;
	Clp_loadProblem(m,hidden,sums,st2,ri,v,cl,cu,ob,constant,constant);
	for (int cell = 0; cell < cells; cell++)
	{
		double end[2];
		if (!column[cell]) continue;
		ob[column[cell]-1]=1; Clp_chgObjCoefficients(m,ob);
		for(int i=0;i<2;i++){ Clp_setOptimizationDirection(m,i==0?1:-1); Clp_primal(m,0); programs++; end[i]=Clp_status(m)==0?Clp_objectiveValue(m):i==0?-HUGE_VAL:HUGE_VAL;}
		ob[column[cell]-1]=0;
		printf("%d %.0f %.0f\n", cell, ceil(end[0] - 1e-6), floor(end[1] + 1e-6));
	}
	fprintf(stderr, "%d programs, %.3f s\n", programs, seconds() - start);
	return 0;
}
