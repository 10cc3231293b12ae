/*
 * protection.c
 *		Which cells to hide so that nothing hidden can be worked out.
 *
 * A cheap pattern in which every cell can move is looked for first (cover.c), or
 * in large tables one of circuits (pattern.c).  What the reader knows beforehand
 * plays no part in a cover: where it does not hold for that (proof.c), more is
 * hidden until it does, and what proves superfluous is published (repair.c).
 */
#include "postgres.h"

#include <math.h>

#include "cover.h"
#include "kernel.h"
#include "pattern.h"
#include "proof.h"
#include "reduction.h"
#include "repair.h"

/* In tables larger than this, circuits are looked for at once. */
#define HUGE_TABLE		20000

/* Of hidden cells one in so many is few. */
#define FEW_PARTS		50

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

int
protection_count_hidden(const Protection *protection)
{
	int			result = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		result += protection->hidden[cell];
	return result;
}

/* How far on either side LEVEL_PERCENT asks for. */
static int64
percent_reach(const Protection *protection, int cell)
{
	return (int64) ceil((double) protection->system->bounds[cell].lower * protection->amount / 100);
}

static int
compare_cost(const void *a, const void *b, void *protection)
{
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	const int64 *cost = ((const Protection *) protection)->cost;

	return cost[x] != cost[y] ? (cost[x] < cost[y] ? 1 : -1) : x - y;
}

int
protection_list_secondary(const Protection *protection, int *list)
{
	int			count = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		if (protection->hidden[cell] && !must_hide(protection, cell))
			list[count++] = cell;
	qsort_arg(list, count, sizeof(int), compare_cost, (void *) protection);
	return count;
}

bool
protection_satisfies(const Protection *protection, int cell, Bounds found)
{
	int64		value = protection->system->bounds[cell].lower;
	Bounds		aim = protection_aim(protection, cell);

	return (found.lower == NO_LOWER || found.upper == NO_UPPER ||
			(double) found.upper - (double) found.lower >= protection_width(protection, cell)) &&
		(aim.lower == value || found.lower <= aim.lower) && (aim.upper == value || found.upper >= aim.upper);
}

Bounds
protection_aim(const Protection *protection, int cell)
{
	int64		value = protection->system->bounds[cell].lower;
	Bounds		aim = {value, value};

	if (!protection->primary[cell])
		return aim;
	if (protection->level == LEVEL_SMALL)
		aim.upper = Max(value, protection->threshold);
	if (protection->level == LEVEL_PERCENT)
		aim = (Bounds) {value - percent_reach(protection, cell), value + percent_reach(protection, cell)};
	return aim;
}

int64
protection_width(const Protection *protection, int cell)
{
	return protection->primary[cell] && protection->level == LEVEL_WIDTH ? (int64) ceil(protection->amount) : 1;
}

bool
protection_keeps_sums(const Protection *protection, int length, const int *cell, const int64 *change, int64 *missed)
{
	bool		result = true;

	for (int i = 0; i < length; i++)
		for (int j = protection->cell_first[cell[i]]; j < protection->cell_first[cell[i] + 1]; j++)
			missed[protection->cell_sum[j]] += protection->system->total[protection->cell_sum[j]] == cell[i] ?
				-change[i] : change[i];
	for (int i = 0; i < length; i++)
		for (int j = protection->cell_first[cell[i]]; j < protection->cell_first[cell[i] + 1]; j++)
		{
			result &= missed[protection->cell_sum[j]] == 0;
			missed[protection->cell_sum[j]] = 0;
		}
	return result;
}

/* Levels of totals are no more than this; sums may go round in circles. */
#define MAX_LEVELS	20

static bool
is_known(const Protection *protection, int single, int cell, int level)
{
	if (protection->twin[cell] == protection->twin[single])
		return true;
	/* a total is all his, so he knows that the other parts are zero */
	if (protection->system->bounds[cell].lower != 0 || level == MAX_LEVELS)
		return false;
	for (int i = protection->cell_first[cell]; i < protection->cell_first[cell + 1]; i++)
	{
		int			total = protection->system->total[protection->cell_sum[i]];

		if (total != cell && is_known(protection, single, total, level + 1))
			return true;
	}
	return false;
}

bool
protection_is_known(const Protection *protection, int single, int cell)
{
	return is_known(protection, single, cell, 0);
}

SumSystem
protection_published(const Protection *protection)
{
	SumSystem	result = *protection->system;

	int64	   *known = allocate(sizeof(int64), result.cells);

	result.bounds = allocate(sizeof(Bounds), result.cells);
	result.known = known;
	for (int cell = 0; cell < result.cells; cell++)
	{
		known[cell] = protection->system->bounds[cell].lower;
		result.bounds[cell] = protection->hidden[cell] ? protection->prior[cell] : protection->system->bounds[cell];
	}
	return result;
}

/* The part of a sum that is all of its total, the others being zero; -1 if there is none. */
static int
sole_part(const Protection *protection, int sum)
{
	const SumSystem *system = protection->system;
	int			result = -1;

	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
	{
		if (system->bounds[system->part_cell[i]].lower == 0)
			continue;
		if (result >= 0)
			return -1;
		result = system->part_cell[i];
	}
	return result;
}

/*
 * A total with one part that is not zero counts the same contributors: the two
 * are one secret, for which the first stands that needs protection.
 */
static void
find_twins(Protection *protection)
{
	const SumSystem *system = protection->system;
	int		   *twin = allocate(sizeof(int), system->cells);
	int		   *secret = allocate(sizeof(int), system->cells);
	bool		any = false;
	bool		changed = true;

	for (int cell = 0; cell < system->cells; cell++)
	{
		twin[cell] = cell;
		secret[cell] = -1;
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

			if (part < 0 || twin[part] == twin[total])
				continue;
			twin[part] = twin[total] = Min(twin[part], twin[total]);
			changed = true;
		}
	}
	for (int cell = system->cells - 1; cell >= 0; cell--)
		if (must_hide(protection, cell))
			secret[twin[cell]] = cell;
	for (int cell = 0; cell < system->cells; cell++)
		if (secret[twin[cell]] >= 0)
			twin[cell] = secret[twin[cell]];
	pfree(secret);
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
		if (must_hide(protection, cell) && kernel_tells(kernel, cell))
			below[count++] = cell;
	if (count == 0)
		kernel_publish(kernel, protection->cost, protection->hidden);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return count;
}

/* Is it known soon that a pattern holds, but for few of its cells? */
static bool
nearly_holds(const Protection *protection, Proof *proof, int *below)
{
	return proof_extend(proof, PROOF_BRIEF, below) <= protection_count_hidden(protection) / FEW_PARTS;
}

/* A pattern of circuits, with more where circuits are not enough, that is proven.  False, and all as before, if there is none. */
static bool
find_circuits(Protection *protection, int *below)
{
	Proof	   *proof = proof_create(protection);
	bool	   *before = protection->hidden;

	protection->hidden = allocate(sizeof(bool), protection->system->cells);
	if (pattern_search(protection, proof) && repair(protection, proof, false, below) == 0)
		return true;
	pfree(protection->hidden);
	protection->hidden = before;
	return false;
}

/* Find the pattern; returns how many cells cannot be protected. */
static int
find_pattern(Protection *protection, int *below)
{
	int			cells = protection->system->cells;
	Proof	   *proof;
	int			count;

	if (cells > HUGE_TABLE && find_circuits(protection, below))
	{
		protection->bound = cover_bound(protection);
		return 0;
	}
	if (!cover_search(protection, &protection->bound, protection->hidden))
	{
		if (cells > LARGE_TABLE && find_circuits(protection, below))
			return 0;
		if ((count = publish_what_can_be(protection, below)) > 0)
			return count;
	}
	proof = proof_create(protection);
	/* where much does not hold, circuits cost less than its repair by far, and take less time */
	if (cells > LARGE_TABLE && cells <= HUGE_TABLE && !nearly_holds(protection, proof, below) &&
		find_circuits(protection, below))
		return 0;
	return repair(protection, proof, true, below);
}

int
protection_find(Protection *protection, Feasible *feasible, int *below)
{
	int			count;

	sum_system_progress_begin("protect: looking for the cells to hide");
	find_twins(protection);
	count = find_pattern(protection, below);
	if (count == 0 && protection->intervals)
	{
		SumSystem	published = protection_published(protection);

		if (!sum_system_solve(&published, NULL, feasible))
			elog(ERROR, "the true numbers contradict what a reader knows of them");
	}
	return count;
}
