/*
 * independent.c
 *		Which equations of a subproblem say something that the others do not, as far as
 *		parity tells.
 *
 * Gaussian elimination in GF(2), a row being a set of cells in 64-bit words.  Short
 * equations come first, because they make the sparser linear program.  The rank modulo 2
 * can be less than the rank in whole numbers.  So an equation that is marked as not needed
 * may be needed after all: lp.c checks each optimum against the equations left out, and
 * takes back those that it misses.
 *
 * The rank modulo a large prime, which elimination.c finds, does not take its place:
 * the pivots that keep rows sparse are not those of short equations.  Other equations
 * are left out then, programs end in other vertices, and other bounds are found sharp.
 *
 * Called by lp.c when it creates a program.  Owns nothing.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "audit/independent.h"
#include "audit/subproblem.h"

/* What the elimination may take, in words looked at; beyond, it is not tried. */
#define MAX_WORDS INT64CONST(100000000)

static int
compare_lengths(const void *a, const void *b, void *state)
{
	const int *first = ((const Subproblem *) state)->first;
	int		   x = *(const int *) a;
	int		   y = *(const int *) b;
	int		   difference = (first[x + 1] - first[x]) - (first[y + 1] - first[y]);

	return difference != 0 ? difference : x - y;
}

/* An equation of which nothing is left is a sum of shorter ones, modulo 2. */
bool
subproblem_independent(const Subproblem *subproblem, bool *needed)
{
	int		words = (subproblem->cells + 63) / 64;
	int	   *order = palloc(sizeof(int) * subproblem->equations);
	int	   *pivot = palloc(sizeof(int) * subproblem->cells); /* row that begins with the cell */
	uint64 *rows;
	int		kept = 0;

	memset(needed, true, sizeof(bool) * subproblem->equations);
	if ((int64) subproblem->equations * Min(subproblem->equations, subproblem->cells) * words > MAX_WORDS)
		return false;
	rows = palloc(sizeof(uint64) * words * (Min(subproblem->equations, subproblem->cells) + 1));
	memset(pivot, -1, sizeof(int) * subproblem->cells);
	for (int equation = 0; equation < subproblem->equations; equation++)
		order[equation] = equation;
	qsort_arg(order, subproblem->equations, sizeof(int), compare_lengths, (void *) subproblem);
	for (int i = 0; i < subproblem->equations; i++)
	{
		uint64 *row = rows + (Size) kept * words;
		int		word = 0;

		CHECK_FOR_INTERRUPTS();
		memset(row, 0, sizeof(uint64) * words);
		for (int j = subproblem->first[order[i]]; j < subproblem->first[order[i] + 1]; j++)
			row[subproblem->entry_cell[j] / 64] ^= (uint64) (subproblem->entry_coefficient[j] & 1)
												   << subproblem->entry_cell[j] % 64;
		while (word < words)
		{
			int cell;

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
