/*
 * echelon.c
 *		Gauss-Jordan elimination in whole numbers.
 *
 * Sums of tables mostly can be solved one after another for cells with the
 * coefficient 1 or -1; equations that follow from others vanish.  Where that
 * does not work out there is no echelon.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/echelon.h"
#include "util/compat.h"
#include "util/work.h"

/* Coefficients beyond this are not those of tables. */
#define MAX_COEFFICIENT		1000

/* and these leave room for sums of them */
#define MAX_CONSTANT		(INT64CONST(1) << 60)

typedef struct Elimination
{
	const CellBlock *block;
	int16	   *entry;			/* equations times cells */
	int64	   *constant;
	int		   *solved;			/* of each equation, -1 while it is not */
	int		   *touched;		/* room for the cells of an equation */
} Elimination;

static int16 *
row_of(const Elimination *elimination, int equation)
{
	return elimination->entry + (Size) equation * elimination->block->cells;
}

/* The cell to solve an equation for: of few equations.  -1 if none will do, -2 if nothing is left. */
static int
choose_cell(const Elimination *elimination, int equation)
{
	const CellBlock *block = elimination->block;
	const int16 *entry = row_of(elimination, equation);
	int			best = -2;
	int			best_count = PG_INT32_MAX;

	for (int cell = 0; cell < block->cells; cell++)
	{
		int			count = block->cell_first[cell + 1] - block->cell_first[cell];

		if (entry[cell] == 0)
			continue;
		if (best == -2)
			best = -1;
		if (Abs(entry[cell]) == 1 && count < best_count)
		{
			best = cell;
			best_count = count;
		}
	}
	return best;
}

/* Take an equation, solved for the cell, out of all others.  False if numbers become too large. */
static bool
eliminate(Elimination *elimination, int equation, int cell)
{
	const CellBlock *block = elimination->block;
	int16	   *pivot = row_of(elimination, equation);
	int			touched = 0;

	for (int i = 0; i < block->cells; i++)
		if (pivot[i] != 0)
			elimination->touched[touched++] = i;
	if (pivot[cell] < 0)
	{
		for (int i = 0; i < touched; i++)
			pivot[elimination->touched[i]] *= -1;
		elimination->constant[equation] *= -1;
	}
	for (int other = 0; other < block->equations; other++)
	{
		int16	   *entry = row_of(elimination, other);
		int			factor = entry[cell];
		int128		constant;

		if (factor == 0 || other == equation)
			continue;
		work_add(touched);
		for (int i = 0; i < touched; i++)
		{
			int			at = elimination->touched[i];
			int			result = entry[at] - factor * pivot[at];

			if (Abs(result) > MAX_COEFFICIENT)
				return false;
			entry[at] = result;
		}
		constant = elimination->constant[other] - (int128) factor * elimination->constant[equation];
		if (constant > MAX_CONSTANT || constant < -MAX_CONSTANT)
			return false;
		elimination->constant[other] = (int64) constant;
	}
	elimination->solved[equation] = cell;
	return true;
}

static Echelon *
collect(const Elimination *elimination)
{
	const CellBlock *block = elimination->block;
	Echelon    *echelon = palloc0(sizeof(Echelon));
	int			entries = 0;

	for (int equation = 0; equation < block->equations; equation++)
		for (int cell = 0; cell < block->cells && elimination->solved[equation] >= 0; cell++)
			entries += row_of(elimination, equation)[cell] != 0;
	echelon->solved = palloc(sizeof(int) * block->equations);
	echelon->constant = palloc(sizeof(int64) * block->equations);
	echelon->first = palloc(sizeof(int) * (block->equations + 1));
	echelon->entry_cell = palloc(sizeof(int) * entries);
	echelon->entry_coefficient = palloc(sizeof(int) * entries);
	echelon->first[0] = 0;
	for (int equation = 0; equation < block->equations; equation++)
	{
		const int16 *entry = row_of(elimination, equation);
		int			end = echelon->first[echelon->equations];

		if (elimination->solved[equation] < 0)
			continue;
		for (int cell = 0; cell < block->cells; cell++)
			if (entry[cell] != 0)
			{
				echelon->entry_cell[end] = cell;
				echelon->entry_coefficient[end++] = entry[cell];
			}
		echelon->solved[echelon->equations] = elimination->solved[equation];
		echelon->constant[echelon->equations++] = elimination->constant[equation];
		echelon->first[echelon->equations] = end;
	}
	return echelon;
}

Echelon *
echelon_create(const CellBlock *block, bool *consistent)
{
	Elimination elimination = {.block = block};
	Echelon    *result = NULL;
	bool		good = true;
	bool		waits = true;

	*consistent = true;
	elimination.entry = palloc_extended(sizeof(int16) * block->cells * block->equations,
										MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	elimination.constant = palloc(sizeof(int64) * block->equations);
	elimination.solved = palloc(sizeof(int) * block->equations);
	elimination.touched = palloc(sizeof(int) * block->cells);
	for (int equation = 0; equation < block->equations; equation++)
	{
		elimination.constant[equation] = block->constant[equation];
		elimination.solved[equation] = -1;
		good &= Abs(block->constant[equation]) <= MAX_CONSTANT;
		for (int i = block->first[equation]; i < block->first[equation + 1]; i++)
		{
			good &= Abs(block->entry_coefficient[i]) <= MAX_COEFFICIENT;
			if (good)
				row_of(&elimination, equation)[block->entry_cell[i]] = block->entry_coefficient[i];
		}
	}
	/* an equation without a cell to solve it for may get one from another */
	while (good && waits)
	{
		bool		solved = false;

		waits = false;
		for (int equation = 0; equation < block->equations && good; equation++)
		{
			int			cell = elimination.solved[equation] >= 0 ? -2 : choose_cell(&elimination, equation);

			CHECK_FOR_INTERRUPTS();
			waits |= cell == -1;
			if (cell < 0)
				continue;
			good = eliminate(&elimination, equation, cell);
			solved = true;
		}
		good &= solved || !waits;
	}
	for (int equation = 0; equation < block->equations && good; equation++)
		if (elimination.solved[equation] < 0 && elimination.constant[equation] != 0)
			*consistent = false;
	if (good && *consistent)
		result = collect(&elimination);
	pfree(elimination.entry);
	pfree(elimination.constant);
	pfree(elimination.solved);
	pfree(elimination.touched);
	return result;
}
