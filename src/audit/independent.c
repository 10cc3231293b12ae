/*
 * independent.c
 *		Which equations of a block say anything that the others do not.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "audit/independent.h"
#include "audit/subproblem.h"

/* What looking for independent equations may take, in steps of a word each. */
#define MAX_WORDS	INT64CONST(100000000)

static int
compare_lengths(const void *a, const void *b, void *state)
{
	const int  *first = ((const CellBlock *) state)->first;
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	int			difference = (first[x + 1] - first[x]) - (first[y + 1] - first[y]);

	return difference != 0 ? difference : x - y;
}

/* Elimination in sets of cells: an equation of which nothing is left is a sum of those before it. */
bool
block_independent(const CellBlock *block, bool *needed)
{
	int			words = (block->cells + 63) / 64;
	int		   *order = palloc(sizeof(int) * block->equations);
	int		   *pivot = palloc(sizeof(int) * block->cells);	/* row that begins with the cell */
	uint64	   *rows;
	int			kept = 0;

	memset(needed, true, sizeof(bool) * block->equations);
	if ((int64) block->equations * Min(block->equations, block->cells) * words > MAX_WORDS)
		return false;
	rows = palloc(sizeof(uint64) * words * (Min(block->equations, block->cells) + 1));
	memset(pivot, -1, sizeof(int) * block->cells);
	for (int equation = 0; equation < block->equations; equation++)
		order[equation] = equation;
	qsort_arg(order, block->equations, sizeof(int), compare_lengths, (void *) block);
	for (int i = 0; i < block->equations; i++)
	{
		uint64	   *row = rows + (Size) kept * words;
		int			word = 0;

		CHECK_FOR_INTERRUPTS();
		memset(row, 0, sizeof(uint64) * words);
		for (int j = block->first[order[i]]; j < block->first[order[i] + 1]; j++)
			row[block->entry_cell[j] / 64] ^= (uint64) (block->entry_coefficient[j] & 1) << block->entry_cell[j] % 64;
		while (word < words)
		{
			int			cell;

			if (row[word] == 0)
			{
				word++;
				continue;
			}
			cell = word * 64 + pg_rightmost_one_pos64(row[word]);
			if (pivot[cell] < 0)
			{
				pivot[cell] = kept++;
				break;
			}
			for (int k = word; k < words; k++)
				row[k] ^= rows[(Size) pivot[cell] * words + k];
		}
		needed[order[i]] = word < words;
	}
	pfree(order);
	pfree(pivot);
	pfree(rows);
	return true;
}
