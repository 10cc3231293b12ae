/*
 * diophantine.c
 *		Are there whole numbers that meet the equations of a subproblem at all?
 *
 * Bounds play no part here, but for cells that they fix: 2 a + 2 b = 5 has no
 * solution wherever a and b lie, and branching on cells without bounds would not
 * find that out in any number of steps.  The matrix is brought to Hermite normal
 * form, equation by equation: columns are subtracted from each other until one is
 * left that has an entry there, which decides that column's unknown.  These steps
 * turn whole numbers into whole numbers and back, so that there is a solution if,
 * and only if, every division comes out even (G. H. Bradley, Algorithms for
 * Hermite and Smith normal matrices, Mathematics of Computation 25, 1971).
 *
 * Called by bounding.c, before it runs any linear program, and where it branches on a cell
 * without a bound.  Owns nothing: the matrix goes with a memory context of its own.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "audit/diophantine.h"
#include "audit/subproblem.h"
#include "util/compat.h"

/* A matrix with more entries is not looked at. */
#define MAX_MATRIX_ENTRIES 1000000

/* No table has larger coefficients; products of two stay within int64. */
#define MAX_MATRIX_COEFFICIENT (INT64CONST(1) << 31)

typedef struct Hermite
{
	int	   rows;
	int	   columns;
	int64 *entry; /* column by column */
	int64 *constant;
	int	  *open; /* columns that have no equation yet */
	int	   opens;
	int64 *steps; /* that are left */
} Hermite;

static int64 *
column_of(const Hermite *hermite, int column)
{
	return hermite->entry + (Size) column * hermite->rows;
}

/* The equations of the subproblem over the cells that are not fixed.  False if a constant is too large. */
static bool
fill(Hermite *hermite, const Subproblem *subproblem, const Bounds *bounds)
{
	int *column = palloc(sizeof(int) * subproblem->cells);

	for (int cell = 0; cell < subproblem->cells; cell++)
		column[cell] = bounds[cell].lower == bounds[cell].upper ? -1 : hermite->columns++;
	hermite->entry = palloc0(sizeof(int64) * Max((Size) hermite->columns * hermite->rows, 1));
	hermite->constant = palloc(sizeof(int64) * hermite->rows);
	hermite->open = palloc(sizeof(int) * Max(hermite->columns, 1));
	for (int row = 0; row < hermite->rows; row++)
	{
		int128 constant = subproblem->constant[row];

		for (int i = subproblem->first[row]; i < subproblem->first[row + 1]; i++)
		{
			int cell = subproblem->entry_cell[i];

			if (column[cell] < 0)
				constant -= (int128) subproblem->entry_coefficient[i] * bounds[cell].lower;
			else
				column_of(hermite, column[cell])[row] = subproblem->entry_coefficient[i];
		}
		if (constant > PG_INT64_MAX || constant < PG_INT64_MIN)
			return false;
		hermite->constant[row] = (int64) constant;
	}
	while (hermite->opens < hermite->columns)
	{
		hermite->open[hermite->opens] = hermite->opens;
		hermite->opens++;
	}
	return true;
}

/* The open column with the smallest entry in a row, as its place among them; -1 if there is none. */
static int
smallest(const Hermite *hermite, int row, int *others)
{
	int	  result = -1;
	int64 least = 0;

	*others = -1;
	for (int i = 0; i < hermite->opens; i++)
	{
		int64 size = Abs(column_of(hermite, hermite->open[i])[row]);

		if (size == 0)
			continue;
		(*others)++;
		if (result < 0 || size < least)
		{
			result = i;
			least = size;
		}
	}
	return result;
}

/* column -= multiple * other, from a row on.  False if an entry becomes too large. */
static bool
subtract(Hermite *hermite, int row, int64 *column, const int64 *other, int64 multiple)
{
	if (Abs(multiple) > MAX_MATRIX_COEFFICIENT)
		return false;
	for (int i = row; i < hermite->rows; i++)
	{
		column[i] -= multiple * other[i];
		if (Abs(column[i]) > MAX_MATRIX_COEFFICIENT)
			return false;
	}
	*hermite->steps -= hermite->rows - row;
	return *hermite->steps >= 0;
}

/*
 * Leave one open column an entry in a row: its place among them, -1 if none has any.
 * False if numbers become too large or steps too many.
 */
static bool
reduce(Hermite *hermite, int row, int *pivot)
{
	int others;

	while ((*pivot = smallest(hermite, row, &others)) >= 0 && others > 0)
	{
		const int64 *divisor = column_of(hermite, hermite->open[*pivot]);

		*hermite->steps -= hermite->opens;
		for (int i = 0; i < hermite->opens; i++)
		{
			int64 *column = column_of(hermite, hermite->open[i]);

			if (i != *pivot && column[row] != 0 && !subtract(hermite, row, column, divisor, column[row] / divisor[row]))
				return false;
		}
		CHECK_FOR_INTERRUPTS();
	}
	return true;
}

/* An unknown is decided: it goes into the constants.  False if one becomes too large. */
static bool
decide(Hermite *hermite, int row, const int64 *column)
{
	int64 value = hermite->constant[row] / column[row];

	for (int i = row; i < hermite->rows; i++)
	{
		int128 constant = hermite->constant[i] - (int128) value * column[i];

		if (constant > PG_INT64_MAX || constant < PG_INT64_MIN)
			return false;
		hermite->constant[i] = (int64) constant;
	}
	return true;
}

static SearchOutcome
solve_equations(Hermite *hermite)
{
	for (int row = 0; row < hermite->rows; row++)
	{
		int			 pivot;
		const int64 *column;

		if (!reduce(hermite, row, &pivot))
			return SEARCH_UNDECIDED;
		if (pivot < 0)
		{
			if (hermite->constant[row] != 0)
				return SEARCH_INFEASIBLE;
			continue;
		}
		column = column_of(hermite, hermite->open[pivot]);
		if (hermite->constant[row] % column[row] != 0)
			return SEARCH_INFEASIBLE;
		if (!decide(hermite, row, column))
			return SEARCH_UNDECIDED;
		hermite->open[pivot] = hermite->open[--hermite->opens];
	}
	return SEARCH_FEASIBLE;
}

SearchOutcome
diophantine_solve(const Subproblem *subproblem, const Bounds *bounds, int64 *steps)
{
	Hermite		  hermite = {.rows = subproblem->equations, .steps = steps};
	MemoryContext context;
	MemoryContext old;
	SearchOutcome result;

	if ((int64) subproblem->cells * subproblem->equations > MAX_MATRIX_ENTRIES || *steps <= 0)
		return SEARCH_UNDECIDED;
	context = AllocSetContextCreate(CurrentMemoryContext, "Hermite normal form", ALLOCSET_DEFAULT_SIZES);
	old = MemoryContextSwitchTo(context);
	result = fill(&hermite, subproblem, bounds) ? solve_equations(&hermite) : SEARCH_UNDECIDED;
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return result;
}
