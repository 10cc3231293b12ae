/*
 * sparse_search.c
 *		A local search for other tables, over given changes of few cells each.
 *
 * The changes are listed one after the other, and turned into the rows of the
 * local search. Products of loops (dimension_product.c) are found by a
 * depth-first search, dimension by dimension, that begins with another loop each
 * time. A hash of its cells tells whether a product is new.
 *
 * Called by witness.c. Owns the arrays of Changes, in the caller's context.
 */
#include "postgres.h"

#include "common/hashfn.h"

#include "audit/presolve.h"
#include "protect/dimension_product.h"
#include "protect/sparse_search.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/random.h"
#include "util/work.h"

/* Products through a cell that are sought, and cells that the search for one may evaluate. */
#define PRODUCTS_OF_CELL 8
#define PRODUCT_STEPS	 4000

/* Steps of work (work.h) for evaluating one cell. */
#define STEP_WORK 5

struct Changes
{
	const SuppressionProblem *problem;
	int						  count;
	int						  allocated;
	int						 *first; /* entry of each change, and the end of the last */
	int						  entries_allocated;
	int						 *cell;
	int						 *coefficient;
};

/* The product under construction. Its first place is given. */
typedef struct FreeProduct
{
	const DimensionProduct *product;
	const bool			   *hidden;
	int						length;
	int					   *place;
	int8				   *sign;
	int						steps_left;
	uint64					random;
} FreeProduct;

Changes *
changes_create(const SuppressionProblem *problem)
{
	Changes *changes = palloc0(sizeof(Changes));

	changes->problem = problem;
	changes->allocated = 1024;
	changes->first = allocate(sizeof(int), changes->allocated + 1);
	changes->first[0] = 0;
	changes->entries_allocated = 16 * changes->allocated;
	changes->cell = allocate(sizeof(int), changes->entries_allocated);
	changes->coefficient = allocate(sizeof(int), changes->entries_allocated);
	return changes;
}

/* The smallest change of a cell, if all others are multiples of it, or else 1. */
static int64
common_unit(int length, const int64 *change)
{
	int64 unit = Abs(change[0]);

	for (int i = 1; i < length; i++)
		unit = Min(unit, Abs(change[i]));
	for (int i = 0; i < length; i++)
		if (change[i] % unit != 0)
			return 1;
	return unit;
}

/* A multiple of a change is as good as the change, and the search wants small coefficients. */
void
changes_add(Changes *changes, int length, const int *cell, const int64 *change)
{
	int	  at = changes->first[changes->count];
	int64 unit = common_unit(length, change);

	for (int i = 0; i < length; i++)
		if (Abs(change[i] / unit) > PG_INT32_MAX)
			return;
	if (changes->count == changes->allocated)
	{
		changes->allocated *= 2;
		changes->first = repalloc_huge(changes->first, sizeof(int) * ((Size) changes->allocated + 1));
	}
	if (at + length > changes->entries_allocated)
	{
		changes->entries_allocated = 2 * changes->entries_allocated + length;
		changes->cell = repalloc_huge(changes->cell, sizeof(int) * (Size) changes->entries_allocated);
		changes->coefficient = repalloc_huge(changes->coefficient, sizeof(int) * (Size) changes->entries_allocated);
	}
	for (int i = 0; i < length; i++)
	{
		changes->cell[at + i] = cell[i];
		changes->coefficient[at + i] = (int) (change[i] / unit);
	}
	changes->first[++changes->count] = at + length;
}

/* ---- products of hidden cells ---- */

/* Multiply the product by a loop through its first place. False if a place of it is no hidden cell. */
static bool
multiply(FreeProduct *found, const ProductDimension *dimension, const Loop *loop)
{
	int before = found->length;
	int own = found->place[0] / dimension->stride % dimension->codes;

	for (int factor = 0; factor < loop->length; factor++)
		for (int from = 0; from < before; from++)
		{
			int place = found->place[from] + (loop->code[factor] - own) * dimension->stride;
			int cell = found->product->cell[place];

			found->steps_left--;
			if (cell < 0 || !found->hidden[cell])
			{
				found->length = before;
				return false;
			}
			found->place[found->length] = place;
			found->sign[found->length++] = found->sign[from] * loop->sign[factor];
		}
	return true;
}

/* Complete a product of hidden cells, from a dimension on. Of each dimension, the first loop is taken by chance. */
static bool
complete_product(FreeProduct *found, int d)
{
	const ProductDimension *dimension = found->product->dimension + d;
	int						before = found->length;
	int						own;
	int						first;
	int						count;
	int						start;

	if (d == found->product->dimensions)
		return true;
	own = found->place[0] / dimension->stride % dimension->codes;
	first = dimension->first_loop[own];
	count = dimension->first_loop[own + 1] - first;
	if (count == 0)
		return false;
	start = random_below(&found->random, count);
	for (int i = 0; i < count && found->steps_left > 0; i++)
	{
		if (!multiply(found, dimension, dimension->loop + first + (start + i) % count))
			continue;
		if (complete_product(found, d + 1))
			return true;
		found->length = before;
	}
	return false;
}

/* Is a product not in the set of hashes yet? Then it is added. The size of the set is a power of two. */
static bool
is_new_product(const FreeProduct *found, uint64 *set, uint64 size)
{
	uint64 hash = 0;

	for (int i = 0; i < found->length; i++)
		hash += hash_bytes_uint32_extended(found->place[i], 1);
	hash = Max(hash, 1);
	for (uint64 at = hash;; at++)
	{
		uint64 *slot = set + (at & (size - 1));

		if (*slot == hash)
			return false;
		if (*slot != 0)
			continue;
		*slot = hash;
		return true;
	}
}

static void
take_product(Changes *changes, const FreeProduct *found)
{
	int	  *cell = palloc(sizeof(int) * found->length);
	int64 *change = palloc(sizeof(int64) * found->length);

	for (int i = 0; i < found->length; i++)
	{
		cell[i] = found->product->cell[found->place[i]];
		change[i] = found->sign[i];
	}
	changes_add(changes, found->length, cell, change);
	pfree(cell);
	pfree(change);
}

void
changes_add_products(Changes *changes)
{
	const SuppressionProblem *problem = changes->problem;
	DimensionProduct		 *product = dimension_product_create(problem->system);
	FreeProduct				  found = {.product = product, .hidden = problem->hidden};
	int						  longest = 1;
	uint64					  size = 1024;
	uint64					 *set;

	if (!product)
		return;
	for (int d = 0; d < product->dimensions; d++)
		longest *= product->dimension[d].longest;
	found.place = allocate(sizeof(int), longest);
	found.sign = allocate(sizeof(int8), longest);
	while (size < UINT64CONST(2) * PRODUCTS_OF_CELL * problem->system->cells)
		size *= 2;
	set = allocate(sizeof(uint64), size);
	memset(set, 0, sizeof(uint64) * size);
	found.random = 1;
	for (int cell = 0; cell < problem->system->cells; cell++)
	{
		bool any = problem->hidden[cell] && product->place[cell] >= 0;

		progress_report(0, 0);
		for (int i = 0; i < PRODUCTS_OF_CELL && any; i++)
		{
			found.place[0] = product->place[cell];
			found.sign[0] = 1;
			found.length = 1;
			found.steps_left = PRODUCT_STEPS;
			any = complete_product(&found, 0);
			work_add((int64) (PRODUCT_STEPS - found.steps_left) * STEP_WORK);
			if (any && is_new_product(&found, set, size))
				take_product(changes, &found);
		}
	}
	pfree(set);
}

/* ---- the local search ---- */

LocalSearch *
changes_search(const Changes *changes, const Bounds *bounds, int *number)
{
	const SuppressionProblem *problem = changes->problem;
	int						  cells = problem->system->cells;
	int						  entries = changes->first[changes->count];
	int						  columns = 0;
	int						 *next = allocate(sizeof(int), cells + 1); /* entry of each cell */
	LocalSearch				 *search;

	for (int cell = 0; cell < cells; cell++)
		number[cell] = problem->hidden[cell] ? columns++ : -1;
	search = local_search_create(columns, changes->count, entries);
	memset(search->row_first, 0, sizeof(int) * (columns + 1));
	for (int i = 0; i < entries; i++)
		search->row_first[number[changes->cell[i]] + 1]++;
	for (int i = 0; i < columns; i++)
		search->row_first[i + 1] += search->row_first[i];
	memcpy(next, search->row_first, sizeof(int) * columns);
	for (int change = 0; change < changes->count; change++)
		for (int i = changes->first[change]; i < changes->first[change + 1]; i++)
		{
			int at = next[number[changes->cell[i]]]++;

			search->row_coordinate[at] = change;
			search->row_coefficient[at] = changes->coefficient[i];
		}
	pfree(next);
	for (int cell = 0; cell < cells; cell++)
	{
		if (number[cell] < 0)
			continue;
		search->bounds[number[cell]] = bounds[cell];
		search->base[number[cell]] = problem->system->bounds[cell].lower;
	}
	local_search_finish(search);
	return search;
}
