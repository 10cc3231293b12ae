/*
 * diophantine.c
 *		Whether whole numbers can meet equations, against all of them that are near.
 *
 * sources: src/audit/diophantine.c
 */
#include "postgres.h"

#include "audit/diophantine.h"
#include "unit.h"

#define CELLS	  3
#define EQUATIONS 2

/* Coefficients up to 4 and constants up to 12 have a solution this near, if they have any. */
#define FAR 40

typedef struct Equations
{
	int	   coefficient[EQUATIONS][CELLS];
	int	   constant[EQUATIONS];
	Bounds bounds[CELLS];
} Equations;

/* Cells that are fixed now and then, and coefficients that have a factor in common. */
static Equations
random_equations(void)
{
	Equations result;

	for (int equation = 0; equation < EQUATIONS; equation++)
	{
		result.constant[equation] = chance(25) - 12;
		for (int cell = 0; cell < CELLS; cell++)
			result.coefficient[equation][cell] = chance(3) == 0 ? chance(9) - 4 : 2 * (chance(5) - 2);
	}
	for (int cell = 0; cell < CELLS; cell++)
	{
		int value = chance(7) - 3;

		result.bounds[cell] = chance(4) == 0 ? (Bounds){value, value} : (Bounds){NO_LOWER, NO_UPPER};
	}
	return result;
}

static SearchOutcome
search(const Equations *equations, int64 steps)
{
	int		   first[EQUATIONS + 1] = {0};
	int		   entry_cell[EQUATIONS * CELLS];
	int		   entry_coefficient[EQUATIONS * CELLS];
	int64	   constant[EQUATIONS];
	Subproblem subproblem = {.cells = CELLS,
							 .equations = EQUATIONS,
							 .first = first,
							 .entry_cell = entry_cell,
							 .entry_coefficient = entry_coefficient,
							 .constant = constant};
	int		   entries = 0;

	for (int equation = 0; equation < EQUATIONS; equation++)
	{
		for (int cell = 0; cell < CELLS; cell++)
			if (equations->coefficient[equation][cell] != 0)
			{
				entry_cell[entries] = cell;
				entry_coefficient[entries++] = equations->coefficient[equation][cell];
			}
		first[equation + 1] = entries;
		constant[equation] = equations->constant[equation];
	}
	return diophantine_solve(&subproblem, equations->bounds, &steps);
}

static bool
try_cell(const Equations *equations, int *value, int cell)
{
	Bounds bounds;

	if (cell == CELLS)
	{
		for (int equation = 0; equation < EQUATIONS; equation++)
		{
			int rest = equations->constant[equation];

			for (int i = 0; i < CELLS; i++)
				rest -= equations->coefficient[equation][i] * value[i];
			if (rest != 0)
				return false;
		}
		return true;
	}
	bounds = equations->bounds[cell];
	for (value[cell] = Max(bounds.lower, -FAR); value[cell] <= Min(bounds.upper, FAR); value[cell]++)
		if (try_cell(equations, value, cell + 1))
			return true;
	return false;
}

int
main(void)
{
	int solvable = 0;
	int unsolvable = 0;

	test_begin("whole numbers meet equations if any near ones do, and only then");
	for (int round = 0; round < 1000; round++)
	{
		Equations equations = random_equations();
		int		  value[CELLS];
		bool	  expected = try_cell(&equations, value, 0);

		check(search(&equations, 1000000) == (expected ? SEARCH_FEASIBLE : SEARCH_INFEASIBLE),
			  "round %d: it should be %s", round, expected ? "possible" : "impossible");
		check(search(&equations, 0) == SEARCH_UNDECIDED, "round %d: without steps nothing is decided", round);
		solvable += expected;
		unsolvable += !expected;
	}
	check(solvable > 100 && unsolvable > 100, "%d of 1000 are solvable", solvable);
	test_end();
	return test_finish();
}
