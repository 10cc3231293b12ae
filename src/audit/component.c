/*
 * component.c
 *		What a presolve leaves, in pieces: sums that say the same are dropped, cells
 *		that sums tie together are components.  Where these are trees, arithmetic has
 *		said all; each of the others becomes a block.
 */
#include "postgres.h"

#include "audit/component.h"
#include "audit/presolve.h"
#include "util/compat.h"
#include "util/memory.h"

static int
compare_entries(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

/* Sort a sum's entries by cell and make the first coefficient positive. */
static uint64
normalize(Presolve *presolve, int sum)
{
	int		   *cell = presolve->entry_cell + presolve->first[sum];
	int		   *coefficient = presolve->entry_coefficient + presolve->first[sum];
	int			length = presolve->length[sum];
	int			sign;

	for (int i = 0; i < length; i++)
		presolve->position[cell[i]] = coefficient[i];
	qsort(cell, length, sizeof(int), compare_entries);
	sign = presolve->position[cell[0]] < 0 ? -1 : 1;
	for (int i = 0; i < length; i++)
	{
		coefficient[i] = sign * presolve->position[cell[i]];
		presolve->position[cell[i]] = -1;
	}
	presolve->constant[sum] *= sign;
	return hash_combine64(hash_bytes_extended((unsigned char *) cell, sizeof(int) * length, 0),
						  hash_bytes_extended((unsigned char *) coefficient, sizeof(int) * length, 0));
}

/* Of sums that say the same keep one.  False if they say it of different constants. */
static bool
drop_duplicates(Presolve *presolve)
{
	int			live = 0;
	uint32		size = 1;
	int		   *slot;
	uint64	   *hash = allocate(sizeof(uint64), presolve->sums);
	bool		possible = true;

	for (int sum = 0; sum < presolve->sums; sum++)
		live += presolve->length[sum] > 0;
	while (size < 2 * (uint32) live)
		size *= 2;
	slot = allocate(sizeof(int), size);
	memset(slot, -1, sizeof(int) * size);
	for (int sum = 0; sum < presolve->sums && possible; sum++)
	{
		int			length = presolve->length[sum];
		uint32		at;

		if (length == 0)
			continue;
		hash[sum] = normalize(presolve, sum);
		for (at = hash[sum] & (size - 1); slot[at] >= 0; at = (at + 1) & (size - 1))
		{
			int			other = slot[at];

			if (hash[other] == hash[sum] && presolve->length[other] == length &&
				memcmp(presolve->entry_cell + presolve->first[other],
					   presolve->entry_cell + presolve->first[sum], sizeof(int) * length) == 0 &&
				memcmp(presolve->entry_coefficient + presolve->first[other],
					   presolve->entry_coefficient + presolve->first[sum], sizeof(int) * length) == 0)
			{
				possible = presolve->constant[other] == presolve->constant[sum];
				presolve->length[sum] = 0;
				break;
			}
		}
		if (presolve->length[sum] > 0)
			slot[at] = sum;
	}
	pfree(slot);
	pfree(hash);
	return possible;
}

/* What ties cells together, found by joining the cells of each sum. */
typedef struct Component
{
	int			cells;
	int			sums;
	int			entries;
	bool		exact;			/* arithmetic has said all that follows if this is a tree */
	bool		coarse;
	CellBlock  *block;
} Component;

static int
component_root(int *joined, int cell)
{
	while (joined[cell] != cell)
		cell = joined[cell] = joined[joined[cell]];
	return cell;
}

/* A cell that stands for itself and is not known. */
static bool
is_open(Presolve *presolve, int cell)
{
	return presolve->parent[cell] == cell && is_hidden(presolve->bounds[cell]);
}

static CellBlock *
block_allocate(const Component *component)
{
	CellBlock  *block = palloc0(sizeof(CellBlock));

	block->cell = allocate(sizeof(int), component->cells);
	block->bounds = allocate(sizeof(Bounds), component->cells);
	block->ranges = allocate(sizeof(IntervalSet *), component->cells);
	block->lower_sharp = allocate(sizeof(bool), component->cells);
	block->upper_sharp = allocate(sizeof(bool), component->cells);
	block->first = allocate(sizeof(int), component->sums + 1);
	block->first[0] = 0;
	block->entry_cell = allocate(sizeof(int), component->entries);
	block->entry_coefficient = allocate(sizeof(int), component->entries);
	block->entry_equation = allocate(sizeof(int), component->entries);
	block->constant = allocate(sizeof(int64), component->sums);
	block->cell_first = allocate(sizeof(int), component->cells + 2);
	block->cell_entry = allocate(sizeof(int), component->entries);
	return block;
}

/* The same entries, by cell. */
static void
block_index(CellBlock *block)
{
	int			entries = block->first[block->equations];
	int		   *first = block->cell_first;

	memset(first, 0, sizeof(int) * (block->cells + 2));
	for (int i = 0; i < entries; i++)
		first[block->entry_cell[i] + 2]++;
	for (int cell = 0; cell < block->cells; cell++)
		first[cell + 2] += first[cell + 1];
	for (int i = 0; i < entries; i++)
		block->cell_entry[first[block->entry_cell[i] + 1]++] = i;
}

/* Find the components; joined of a cell leads to the number of its component. */
static Component *
find_components(Presolve *presolve)
{
	int		   *joined = presolve->joined;
	Component  *component = allocate(sizeof(Component), presolve->cells);

	memset(component, 0, sizeof(Component) * presolve->cells);
	for (int cell = 0; cell < presolve->cells; cell++)
	{
		joined[cell] = cell;
		component[cell].exact = true;
	}
	for (int sum = 0; sum < presolve->sums; sum++)
		for (int i = presolve->first[sum]; i < presolve->first[sum] + presolve->length[sum]; i++)
			joined[component_root(joined, presolve->entry_cell[i])] =
				component_root(joined, presolve->entry_cell[presolve->first[sum]]);
	for (int cell = 0; cell < presolve->cells; cell++)
	{
		Component  *own = component + component_root(joined, cell);

		if (!is_open(presolve, cell))
			continue;
		own->cells++;
		own->coarse |= intervals_of(presolve, cell) && intervals_of(presolve, cell)->coarse;
	}
	for (int sum = 0; sum < presolve->sums; sum++)
	{
		Component  *own;

		if (presolve->length[sum] == 0)
			continue;
		own = component + component_root(joined, presolve->entry_cell[presolve->first[sum]]);
		own->sums++;
		own->entries += presolve->length[sum];
		own->exact &= !presolve->dirty[sum];
		for (int i = presolve->first[sum]; i < presolve->first[sum] + presolve->length[sum]; i++)
			own->exact &= abs(presolve->entry_coefficient[i]) == 1;
	}
	return component;
}

/*
 * The blocks that are left, palloc'd in the current context.  False if equal
 * sums have different constants.
 */
bool
presolve_subproblems(Presolve *presolve, CellBlock ***blocks, int *count)
{
	Component  *component;

	*count = 0;
	if (!drop_duplicates(presolve))
		return false;
	component = find_components(presolve);
	for (int cell = 0; cell < presolve->cells; cell++)
		if (component[cell].sums > 0 &&
			(!component[cell].exact ||
			 component[cell].entries != component[cell].cells + component[cell].sums - 1))
		{
			component[cell].block = block_allocate(component + cell);
			component[cell].block->outer = presolve->system->outer;
			if (presolve->system->known)
				component[cell].block->known = allocate(sizeof(int64), component[cell].cells);
			(*count)++;
		}
	*blocks = allocate(sizeof(CellBlock *), *count);
	*count = 0;
	for (int cell = 0; cell < presolve->cells; cell++)
		if (component[cell].block)
			(*blocks)[(*count)++] = component[cell].block;

	/* position becomes a cell's number in its block */
	for (int cell = 0; cell < presolve->cells; cell++)
	{
		Component  *own = component + component_root(presolve->joined, cell);
		CellBlock  *block = own->block;

		if (!is_open(presolve, cell))
			continue;
		if (own->coarse)
			presolve->lower_sharp[cell] = presolve->upper_sharp[cell] = false;
		if (!block)
			continue;
		presolve->position[cell] = block->cells;
		block->cell[block->cells] = cell;
		if (block->known)
			block->known[block->cells] = presolve->system->known[cell];
		block->bounds[block->cells] = presolve->bounds[cell];
		block->lower_sharp[block->cells] = block->upper_sharp[block->cells] = false;
		block->ranges[block->cells++] = intervals_of(presolve, cell);
	}
	for (int sum = 0; sum < presolve->sums; sum++)
	{
		CellBlock  *block;
		int			end;

		if (presolve->length[sum] == 0)
			continue;
		block = component[component_root(presolve->joined,
										 presolve->entry_cell[presolve->first[sum]])].block;
		if (!block)
			continue;
		end = block->first[block->equations];
		for (int i = presolve->first[sum]; i < presolve->first[sum] + presolve->length[sum]; i++)
		{
			block->entry_cell[end] = presolve->position[presolve->entry_cell[i]];
			block->entry_equation[end] = block->equations;
			block->entry_coefficient[end++] = presolve->entry_coefficient[i];
		}
		block->constant[block->equations++] = presolve_checked(presolve->constant[sum]);
		block->first[block->equations] = end;
	}
	for (int i = 0; i < *count; i++)
		block_index((*blocks)[i]);
	pfree(component);
	return true;
}
