/*
 * component.c
 *		The connected components of what presolve leaves.
 *
 * Sums that say the same are dropped.  Cells that sums tie together are one component,
 * found by joining the cells of each sum (union-find: R. E. Tarjan, Efficiency of a good
 * but not linear set union algorithm, Journal of the ACM 22, 1975).  Where cells and sums
 * form a tree, presolve has said all; each of the other components becomes a subproblem.
 *
 * Called by solve.c, once a table.  Subproblems are palloc'd in the current context.
 */
#include "postgres.h"

#include "audit/component.h"
#include "audit/presolve.h"
#include "util/compat.h"
#include "util/disjoint_set.h"
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
	int *cell = presolve->entry_cell + presolve->first[sum];
	int *coefficient = presolve->entry_coefficient + presolve->first[sum];
	int	 length = presolve->length[sum];
	int	 sign;

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

/* Of sums with the same entries keep one.  False if their constants differ. */
static bool
drop_duplicates(Presolve *presolve)
{
	int		live = 0;
	uint32	size = 1;
	int	   *slot;
	uint64 *hash = allocate(sizeof(uint64), presolve->sums);
	bool	possible = true;

	for (int sum = 0; sum < presolve->sums; sum++)
		live += presolve->length[sum] > 0;
	while (size < 2 * (uint32) live)
		size *= 2;
	slot = allocate(sizeof(int), size);
	memset(slot, -1, sizeof(int) * size);
	for (int sum = 0; sum < presolve->sums && possible; sum++)
	{
		int	   length = presolve->length[sum];
		uint32 at;

		if (length == 0)
			continue;
		hash[sum] = normalize(presolve, sum);
		for (at = hash[sum] & (size - 1); slot[at] >= 0; at = (at + 1) & (size - 1))
		{
			int other = slot[at];

			if (hash[other] == hash[sum] && presolve->length[other] == length &&
				memcmp(presolve->entry_cell + presolve->first[other], presolve->entry_cell + presolve->first[sum],
					   sizeof(int) * length) == 0 &&
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

/* Cells tied together by sums, counted at their root. */
typedef struct Component
{
	int			cells;
	int			sums;
	int			entries;
	bool		exact; /* if it is a tree, presolve has said all that follows */
	bool		coarse;
	Subproblem *subproblem;
} Component;

/* A cell that stands for itself and is not known. */
static bool
is_undecided(Presolve *presolve, int cell)
{
	return presolve->parent[cell] == cell && is_hidden(presolve->bounds[cell]);
}

static Subproblem *
subproblem_allocate(const Component *component)
{
	Subproblem *subproblem = palloc0(sizeof(Subproblem));

	subproblem->cell = allocate(sizeof(int), component->cells);
	subproblem->bounds = allocate(sizeof(Bounds), component->cells);
	subproblem->ranges = allocate(sizeof(IntervalSet *), component->cells);
	subproblem->wanted = allocate(sizeof(bool), component->cells);
	subproblem->lower_sharp = allocate(sizeof(bool), component->cells);
	subproblem->upper_sharp = allocate(sizeof(bool), component->cells);
	subproblem->first = allocate(sizeof(int), component->sums + 1);
	subproblem->first[0] = 0;
	subproblem->entry_cell = allocate(sizeof(int), component->entries);
	subproblem->entry_coefficient = allocate(sizeof(int), component->entries);
	subproblem->entry_equation = allocate(sizeof(int), component->entries);
	subproblem->constant = allocate(sizeof(int64), component->sums);
	subproblem->cell_first = allocate(sizeof(int), component->cells + 2);
	subproblem->cell_entry = allocate(sizeof(int), component->entries);
	return subproblem;
}

/* The same entries, by cell. */
static void
subproblem_index(Subproblem *subproblem)
{
	int	 entries = subproblem->first[subproblem->equations];
	int *first = subproblem->cell_first;

	memset(first, 0, sizeof(int) * (subproblem->cells + 2));
	for (int i = 0; i < entries; i++)
		first[subproblem->entry_cell[i] + 2]++;
	for (int cell = 0; cell < subproblem->cells; cell++)
		first[cell + 2] += first[cell + 1];
	for (int i = 0; i < entries; i++)
		subproblem->cell_entry[first[subproblem->entry_cell[i] + 1]++] = i;
}

/* Find the components; joined leads from a cell to the root, whose number the component has. */
static Component *
find_components(Presolve *presolve)
{
	int		  *joined = presolve->joined;
	Component *component = allocate(sizeof(Component), presolve->cells);

	memset(component, 0, sizeof(Component) * presolve->cells);
	for (int cell = 0; cell < presolve->cells; cell++)
	{
		joined[cell] = cell;
		component[cell].exact = true;
	}
	for (int sum = 0; sum < presolve->sums; sum++)
		for (int i = presolve->first[sum]; i < presolve->first[sum] + presolve->length[sum]; i++)
			joined[disjoint_set_root(joined, presolve->entry_cell[i])] =
				disjoint_set_root(joined, presolve->entry_cell[presolve->first[sum]]);
	for (int cell = 0; cell < presolve->cells; cell++)
	{
		Component *own = component + disjoint_set_root(joined, cell);

		if (!is_undecided(presolve, cell))
			continue;
		own->cells++;
		own->coarse |= intervals_of(presolve, cell) && intervals_of(presolve, cell)->coarse;
	}
	for (int sum = 0; sum < presolve->sums; sum++)
	{
		Component *own;

		if (presolve->length[sum] == 0)
			continue;
		own = component + disjoint_set_root(joined, presolve->entry_cell[presolve->first[sum]]);
		own->sums++;
		own->entries += presolve->length[sum];
		own->exact &= !presolve->dirty[sum];
		for (int i = presolve->first[sum]; i < presolve->first[sum] + presolve->length[sum]; i++)
			own->exact &= abs(presolve->entry_coefficient[i]) == 1;
	}
	return component;
}

/* Of each cell that stands for others: are the bounds of any of them asked for? Palloc'd. */
static bool *
find_wanted(Presolve *presolve)
{
	const bool *wanted = presolve->system->wanted;
	bool	   *result = allocate(sizeof(bool), presolve->cells);

	memset(result, wanted == NULL, Max(presolve->cells, 1));
	for (int cell = 0; wanted && cell < presolve->cells; cell++)
		if (wanted[cell])
			result[presolve_root(presolve, cell)] = true;
	return result;
}

bool
presolve_subproblems(Presolve *presolve, Subproblem ***subproblems, int *count)
{
	Component *component;
	bool	  *wanted;

	*count = 0;
	if (!drop_duplicates(presolve))
		return false;
	wanted = find_wanted(presolve);
	component = find_components(presolve);
	for (int cell = 0; cell < presolve->cells; cell++)
		if (component[cell].sums > 0 &&
			(!component[cell].exact || component[cell].entries != component[cell].cells + component[cell].sums - 1))
		{
			component[cell].subproblem = subproblem_allocate(component + cell);
			component[cell].subproblem->outer = presolve->system->outer;
			if (presolve->system->known)
				component[cell].subproblem->known = allocate(sizeof(int64), component[cell].cells);
			(*count)++;
		}
	*subproblems = allocate(sizeof(Subproblem *), *count);
	*count = 0;
	for (int cell = 0; cell < presolve->cells; cell++)
		if (component[cell].subproblem)
			(*subproblems)[(*count)++] = component[cell].subproblem;

	/* position becomes a cell's number in its subproblem */
	for (int cell = 0; cell < presolve->cells; cell++)
	{
		Component  *own = component + disjoint_set_root(presolve->joined, cell);
		Subproblem *subproblem = own->subproblem;

		if (!is_undecided(presolve, cell))
			continue;
		if (own->coarse)
			presolve->lower_sharp[cell] = presolve->upper_sharp[cell] = false;
		if (!subproblem)
			continue;
		presolve->position[cell] = subproblem->cells;
		subproblem->cell[subproblem->cells] = cell;
		if (subproblem->known)
			subproblem->known[subproblem->cells] = presolve->system->known[cell];
		subproblem->wanted[subproblem->cells] = wanted[cell];
		subproblem->bounds[subproblem->cells] = presolve->bounds[cell];
		subproblem->lower_sharp[subproblem->cells] = subproblem->upper_sharp[subproblem->cells] = false;
		subproblem->ranges[subproblem->cells++] = intervals_of(presolve, cell);
	}
	for (int sum = 0; sum < presolve->sums; sum++)
	{
		Subproblem *subproblem;
		int			end;

		if (presolve->length[sum] == 0)
			continue;
		subproblem =
			component[disjoint_set_root(presolve->joined, presolve->entry_cell[presolve->first[sum]])].subproblem;
		if (!subproblem)
			continue;
		end = subproblem->first[subproblem->equations];
		for (int i = presolve->first[sum]; i < presolve->first[sum] + presolve->length[sum]; i++)
		{
			subproblem->entry_cell[end] = presolve->position[presolve->entry_cell[i]];
			subproblem->entry_equation[end] = subproblem->equations;
			subproblem->entry_coefficient[end++] = presolve->entry_coefficient[i];
		}
		subproblem->constant[subproblem->equations++] = presolve_checked(presolve->constant[sum]);
		subproblem->first[subproblem->equations] = end;
	}
	for (int i = 0; i < *count; i++)
		subproblem_index((*subproblems)[i]);
	pfree(component);
	pfree(wanted);
	return true;
}
