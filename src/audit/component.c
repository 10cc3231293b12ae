/*
 * component.c
 *		What a reduction leaves, in pieces: sums that say the same are dropped, cells
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
normalize(Reduction *reduction, int sum)
{
	int		   *cell = reduction->entry_cell + reduction->first[sum];
	int		   *coefficient = reduction->entry_coefficient + reduction->first[sum];
	int			length = reduction->length[sum];
	int			sign;

	for (int i = 0; i < length; i++)
		reduction->position[cell[i]] = coefficient[i];
	qsort(cell, length, sizeof(int), compare_entries);
	sign = reduction->position[cell[0]] < 0 ? -1 : 1;
	for (int i = 0; i < length; i++)
	{
		coefficient[i] = sign * reduction->position[cell[i]];
		reduction->position[cell[i]] = -1;
	}
	reduction->constant[sum] *= sign;
	return hash_combine64(hash_bytes_extended((unsigned char *) cell, sizeof(int) * length, 0),
						  hash_bytes_extended((unsigned char *) coefficient, sizeof(int) * length, 0));
}

/* Of sums that say the same keep one.  False if they say it of different constants. */
static bool
drop_duplicates(Reduction *reduction)
{
	int			live = 0;
	uint32		size = 1;
	int		   *slot;
	uint64	   *hash = allocate(sizeof(uint64), reduction->sums);
	bool		possible = true;

	for (int sum = 0; sum < reduction->sums; sum++)
		live += reduction->length[sum] > 0;
	while (size < 2 * (uint32) live)
		size *= 2;
	slot = allocate(sizeof(int), size);
	memset(slot, -1, sizeof(int) * size);
	for (int sum = 0; sum < reduction->sums && possible; sum++)
	{
		int			length = reduction->length[sum];
		uint32		at;

		if (length == 0)
			continue;
		hash[sum] = normalize(reduction, sum);
		for (at = hash[sum] & (size - 1); slot[at] >= 0; at = (at + 1) & (size - 1))
		{
			int			other = slot[at];

			if (hash[other] == hash[sum] && reduction->length[other] == length &&
				memcmp(reduction->entry_cell + reduction->first[other],
					   reduction->entry_cell + reduction->first[sum], sizeof(int) * length) == 0 &&
				memcmp(reduction->entry_coefficient + reduction->first[other],
					   reduction->entry_coefficient + reduction->first[sum], sizeof(int) * length) == 0)
			{
				possible = reduction->constant[other] == reduction->constant[sum];
				reduction->length[sum] = 0;
				break;
			}
		}
		if (reduction->length[sum] > 0)
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
is_open(Reduction *reduction, int cell)
{
	return reduction->parent[cell] == cell && is_hidden(reduction->bounds[cell]);
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
find_components(Reduction *reduction)
{
	int		   *joined = reduction->joined;
	Component  *component = allocate(sizeof(Component), reduction->cells);

	memset(component, 0, sizeof(Component) * reduction->cells);
	for (int cell = 0; cell < reduction->cells; cell++)
	{
		joined[cell] = cell;
		component[cell].exact = true;
	}
	for (int sum = 0; sum < reduction->sums; sum++)
		for (int i = reduction->first[sum]; i < reduction->first[sum] + reduction->length[sum]; i++)
			joined[component_root(joined, reduction->entry_cell[i])] =
				component_root(joined, reduction->entry_cell[reduction->first[sum]]);
	for (int cell = 0; cell < reduction->cells; cell++)
	{
		Component  *own = component + component_root(joined, cell);

		if (!is_open(reduction, cell))
			continue;
		own->cells++;
		own->coarse |= interval_set_of(reduction, cell) && interval_set_of(reduction, cell)->coarse;
	}
	for (int sum = 0; sum < reduction->sums; sum++)
	{
		Component  *own;

		if (reduction->length[sum] == 0)
			continue;
		own = component + component_root(joined, reduction->entry_cell[reduction->first[sum]]);
		own->sums++;
		own->entries += reduction->length[sum];
		own->exact &= !reduction->dirty[sum];
		for (int i = reduction->first[sum]; i < reduction->first[sum] + reduction->length[sum]; i++)
			own->exact &= abs(reduction->entry_coefficient[i]) == 1;
	}
	return component;
}

/*
 * The blocks that are left, palloc'd in the current context.  False if equal
 * sums have different constants.
 */
bool
reduction_blocks(Reduction *reduction, CellBlock ***blocks, int *count)
{
	Component  *component;

	*count = 0;
	if (!drop_duplicates(reduction))
		return false;
	component = find_components(reduction);
	for (int cell = 0; cell < reduction->cells; cell++)
		if (component[cell].sums > 0 &&
			(!component[cell].exact ||
			 component[cell].entries != component[cell].cells + component[cell].sums - 1))
		{
			component[cell].block = block_allocate(component + cell);
			component[cell].block->outer = reduction->system->outer;
			if (reduction->system->known)
				component[cell].block->known = allocate(sizeof(int64), component[cell].cells);
			(*count)++;
		}
	*blocks = allocate(sizeof(CellBlock *), *count);
	*count = 0;
	for (int cell = 0; cell < reduction->cells; cell++)
		if (component[cell].block)
			(*blocks)[(*count)++] = component[cell].block;

	/* position becomes a cell's number in its block */
	for (int cell = 0; cell < reduction->cells; cell++)
	{
		Component  *own = component + component_root(reduction->joined, cell);
		CellBlock  *block = own->block;

		if (!is_open(reduction, cell))
			continue;
		if (own->coarse)
			reduction->lower_sharp[cell] = reduction->upper_sharp[cell] = false;
		if (!block)
			continue;
		reduction->position[cell] = block->cells;
		block->cell[block->cells] = cell;
		if (block->known)
			block->known[block->cells] = reduction->system->known[cell];
		block->bounds[block->cells] = reduction->bounds[cell];
		block->lower_sharp[block->cells] = block->upper_sharp[block->cells] = false;
		block->ranges[block->cells++] = interval_set_of(reduction, cell);
	}
	for (int sum = 0; sum < reduction->sums; sum++)
	{
		CellBlock  *block;
		int			end;

		if (reduction->length[sum] == 0)
			continue;
		block = component[component_root(reduction->joined,
										 reduction->entry_cell[reduction->first[sum]])].block;
		if (!block)
			continue;
		end = block->first[block->equations];
		for (int i = reduction->first[sum]; i < reduction->first[sum] + reduction->length[sum]; i++)
		{
			block->entry_cell[end] = reduction->position[reduction->entry_cell[i]];
			block->entry_equation[end] = block->equations;
			block->entry_coefficient[end++] = reduction->entry_coefficient[i];
		}
		block->constant[block->equations++] = reduction_checked(reduction->constant[sum]);
		block->first[block->equations] = end;
	}
	for (int i = 0; i < *count; i++)
		block_index((*blocks)[i]);
	pfree(component);
	return true;
}
