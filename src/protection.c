/*
 * protection.c
 *		Which cells to hide so that nothing hidden can be worked out.
 *
 * A cheap pattern in which every cell can move is looked for first (cover.c).
 * What the reader knows beforehand plays no part in that.  The audit, which
 * takes it in, then says whether the pattern holds; where it does not, cells
 * nearby are hidden too until it does, and those that prove superfluous are
 * published again.
 */
#include "postgres.h"

#include <math.h>

#include "cover.h"
#include "kernel.h"
#include "reduction.h"

/* Rounds in which a repair hides one cell for each that falls below its level, not one in each of its sums. */
#define GENTLE_ROUNDS	8

/* Work that trying to publish again what a repair has hidden may take: audits times cells. */
#define TRIAL_BUDGET	20000

Protection *
protection_create(SumSystem *system)
{
	Protection *protection = palloc0(sizeof(Protection));
	int		   *first = allocate(sizeof(int), system->cells + 2);

	protection->system = system;
	protection->primary = allocate(sizeof(bool), system->cells);
	protection->forced = allocate(sizeof(bool), system->cells);
	protection->open = allocate(sizeof(bool), system->cells);
	protection->single = allocate(sizeof(bool), system->cells);
	protection->hidden = allocate(sizeof(bool), system->cells);
	protection->cost = allocate(sizeof(int64), system->cells);
	protection->prior = allocate(sizeof(Bounds), system->cells);
	memset(protection->primary, 0, Max(system->cells, 1));
	memset(protection->forced, 0, Max(system->cells, 1));
	memset(protection->open, 0, Max(system->cells, 1));
	memset(protection->single, 0, Max(system->cells, 1));
	memset(protection->hidden, 0, Max(system->cells, 1));

	memset(first, 0, sizeof(int) * (system->cells + 2));
	for (int i = 0; i < system->parts; i++)
		first[system->part_cell[i] + 2]++;
	for (int sum = 0; sum < system->sums; sum++)
		first[system->total[sum] + 2]++;
	for (int cell = 0; cell < system->cells; cell++)
		first[cell + 2] += first[cell + 1];
	protection->cell_sum = allocate(sizeof(int), system->parts + system->sums);
	for (int sum = 0; sum < system->sums; sum++)
	{
		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
			protection->cell_sum[first[system->part_cell[i] + 1]++] = sum;
		protection->cell_sum[first[system->total[sum] + 1]++] = sum;
	}
	protection->cell_first = first;
	return protection;
}

int64
protection_cost(const Protection *protection, const bool *hidden)
{
	int64		result = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		if (hidden[cell] && !protection->primary[cell])
			result += protection->cost[cell];
	return result;
}

/* What a reader may find out at most, of a primary cell with this number. */
static bool
satisfies(const Protection *protection, int cell, Bounds found)
{
	int64		value = protection->system->bounds[cell].lower;
	double		width = found.lower == NO_LOWER || found.upper == NO_UPPER ? HUGE_VAL :
		(double) found.upper - (double) found.lower;
	double		reach = ceil((double) value * protection->amount / 100);

	if (width == 0)
		return false;
	if (!protection->primary[cell])
		return true;
	switch (protection->level)
	{
		case LEVEL_VALUE:
			break;
		case LEVEL_SMALL:
			return value >= protection->threshold || found.upper >= protection->threshold;
		case LEVEL_WIDTH:
			return width >= protection->amount;
		case LEVEL_PERCENT:
			return (found.lower == NO_LOWER || value - found.lower >= reach) &&
				(found.upper == NO_UPPER || found.upper - value >= reach);
	}
	return true;
}

/*
 * The table as it would be published, to be audited.  Where no number is at an
 * end of what its symbol tells, a cell that moves at all can move (by less than
 * one if need be): the kernel has proven that already.
 */
static SumSystem
published(const Protection *protection, Bounds *bounds)
{
	SumSystem	result = *protection->system;

	result.moves = protection->level == LEVEL_VALUE && !protection->intervals;

	for (int cell = 0; cell < result.cells; cell++)
	{
		int64		value = protection->system->bounds[cell].lower;

		bounds[cell] = protection->hidden[cell] ? protection->prior[cell] : protection->system->bounds[cell];
		if (protection->hidden[cell])
			result.moves &= bounds[cell].lower < value && value < bounds[cell].upper;
	}
	result.bounds = bounds;
	return result;
}

/* What a reader can find out; returns how many cells fall below the level, and which. */
static int
audit_pattern(const Protection *protection, Feasible *feasible, int *below)
{
	Bounds	   *bounds = allocate(sizeof(Bounds), protection->system->cells);
	SumSystem	system = published(protection, bounds);
	int			count = 0;

	if (!sum_system_solve(&system, NULL, feasible))
		elog(ERROR, "the true numbers contradict what a reader knows of them");
	for (int cell = 0; cell < system.cells; cell++)
		if (protection->hidden[cell] && !satisfies(protection, cell, feasible[cell].bounds))
			below[count++] = cell;
	pfree(bounds);
	elog(DEBUG1, "audit: " INT64_FORMAT " beside the primary cells, %d below the level",
		 protection_cost(protection, protection->hidden), count);
	return count;
}

/* The cheapest cell that can still be hidden in a sum, or -1. */
static int
cheapest(const Protection *protection, int sum)
{
	const SumSystem *system = protection->system;
	int			result = -1;

	for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
	{
		int			cell = i == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[i];

		if (protection->hidden[cell] || !protection->open[cell])
			continue;
		if (result < 0 || protection->cost[cell] < protection->cost[result] ||
			(cell < result && protection->cost[cell] == protection->cost[result]))
			result = cell;
	}
	return result;
}

/* Hide what protects a cell better: the cheapest in its sums, or of each of them.  False if there is nothing. */
static bool
hide_around(Protection *protection, int cell, bool each, bool *added)
{
	int			best = -1;

	for (int i = protection->cell_first[cell]; i < protection->cell_first[cell + 1]; i++)
	{
		int			other = cheapest(protection, protection->cell_sum[i]);

		if (other < 0)
			continue;
		if (each)
			protection->hidden[other] = added[other] = true;
		if (best < 0 || protection->cost[other] < protection->cost[best])
			best = other;
	}
	if (best >= 0)
		protection->hidden[best] = added[best] = true;
	return best >= 0;
}

/* A sum with one hidden cell protects nothing: hide the cheapest other, until there is none such. */
static void
hide_partners(Protection *protection, bool *added)
{
	const SumSystem *system = protection->system;
	bool		changed = true;

	while (changed)
	{
		changed = false;
		for (int sum = 0; sum < system->sums; sum++)
		{
			int			hidden = protection->hidden[system->total[sum]];
			int			other;

			for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
				hidden += protection->hidden[system->part_cell[i]];
			if (hidden != 1 || (other = cheapest(protection, sum)) < 0)
				continue;
			protection->hidden[other] = added[other] = changed = true;
		}
	}
}

/* What the trials of publishing again share. */
typedef struct Trial
{
	Protection *protection;
	Feasible   *feasible;
	int		   *below;
	int			budget;			/* audits left */
} Trial;

/* Publish again what can be, of cells that a repair has hidden: all at once, or else by halves. */
static void
publish_superfluous(Trial *trial, const int *cell, int count)
{
	Protection *protection = trial->protection;

	if (count == 0 || trial->budget-- <= 0)
		return;
	for (int i = 0; i < count; i++)
		protection->hidden[cell[i]] = false;
	if (audit_pattern(protection, trial->feasible, trial->below) == 0)
		return;
	for (int i = 0; i < count; i++)
		protection->hidden[cell[i]] = true;
	if (count == 1)
		return;
	publish_superfluous(trial, cell, count / 2);
	publish_superfluous(trial, cell + count / 2, count - count / 2);
}

static int
compare_cost(const void *a, const void *b, void *protection)
{
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	const int64 *cost = ((const Protection *) protection)->cost;

	return cost[x] != cost[y] ? (cost[x] < cost[y] ? 1 : -1) : x - y;
}

/* Hide more until the audit finds nothing; then less.  Returns how many cells cannot be protected. */
static int
repair(Protection *protection, Feasible *feasible, int *below)
{
	int			cells = protection->system->cells;
	bool	   *added = allocate(sizeof(bool), cells);
	int		   *list = allocate(sizeof(int), cells);
	Trial		trial = {protection, feasible, below, TRIAL_BUDGET / Max(cells, 1)};
	int			count;
	int			length = 0;

	memset(added, 0, Max(cells, 1));
	for (int round = 0; (count = audit_pattern(protection, feasible, below)) > 0; round++)
	{
		bool		any = false;
		bool		all = false;

		for (int i = 0; i < count; i++)
			any |= hide_around(protection, below[i], round >= GENTLE_ROUNDS, added);
		/* nothing near it is left: all that there is */
		for (int cell = 0; cell < cells && !any; cell++)
			if (protection->open[cell] && !protection->hidden[cell])
				protection->hidden[cell] = added[cell] = all = true;
		if (!any && !all)
			return count;
		hide_partners(protection, added);
	}
	for (int cell = 0; cell < cells; cell++)
		if (added[cell])
			list[length++] = cell;
	if (length > 0)
	{
		qsort_arg(list, length, sizeof(int), compare_cost, protection);
		publish_superfluous(&trial, list, length);
		count = audit_pattern(protection, feasible, below);
	}
	pfree(added);
	pfree(list);
	return count;
}

/* The part of a sum that is all of its total, the others being published zeros; -1 if there is none. */
static int
sole_part(const Protection *protection, int sum)
{
	const SumSystem *system = protection->system;
	int			result = -1;

	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
	{
		int			cell = system->part_cell[i];

		if (!protection->open[cell] && !must_hide(protection, cell) && system->bounds[cell].lower == 0)
			continue;
		if (result >= 0)
			return -1;
		result = cell;
	}
	return result;
}

/* A total with one part that is not zero counts the same contributors: the two are one secret. */
static void
find_twins(Protection *protection)
{
	const SumSystem *system = protection->system;
	int		   *twin = allocate(sizeof(int), system->cells);
	bool		any = false;
	bool		changed = true;

	for (int cell = 0; cell < system->cells; cell++)
	{
		twin[cell] = cell;
		any |= protection->single[cell];
	}
	if (!any)
		return;
	while (changed)
	{
		changed = false;
		for (int sum = 0; sum < system->sums; sum++)
		{
			int			total = system->total[sum];
			int			part = sole_part(protection, sum);
			int			least;

			/* only what needs protection is a secret, and can stand for others */
			if (part < 0 || twin[part] == twin[total] || !must_hide(protection, part) || !must_hide(protection, total))
				continue;
			least = Min(twin[part], twin[total]);
			twin[part] = twin[total] = least;
			changed = true;
		}
	}
	protection->twin = twin;
}

/*
 * Hide everything, and publish again what can be, the dearest first.  Returns
 * how many cells cannot be protected even with everything hidden.
 */
static int
publish_what_can_be(Protection *protection, int *below)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "kernel of sums",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Kernel	   *kernel;
	int			count = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		protection->hidden[cell] = must_hide(protection, cell) || protection->open[cell];
	kernel = kernel_create(protection, protection->hidden);
	for (int cell = 0; cell < protection->system->cells; cell++)
		if (must_hide(protection, cell) && !kernel_protects(kernel, cell))
			below[count++] = cell;
	if (count == 0)
		kernel_publish(kernel, protection->cost, protection->hidden);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return count;
}

int
protection_find(Protection *protection, Feasible *feasible, int *below)
{
	int			count = 0;

	sum_system_progress_begin("protect: looking for the cells to hide");
	find_twins(protection);
	if (!cover_search(protection, &protection->bound, protection->hidden))
		count = publish_what_can_be(protection, below);
	return count > 0 ? count : repair(protection, feasible, below);
}
