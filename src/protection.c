/*
 * protection.c
 *		Which cells to hide so that nothing hidden can be worked out.
 *
 * A cheap pattern in which every cell can move is looked for first (cover.c), or
 * in large tables one of circuits (pattern.c).
 * What the reader knows beforehand plays no part in that.  The audit, which
 * takes it in, then says whether the pattern holds; where it does not, cells
 * nearby are hidden too until it does, and those that prove superfluous are
 * published again.
 */
#include "postgres.h"

#include <math.h>

#include "lib/binaryheap.h"

#include "cover.h"
#include "kernel.h"
#include "pattern.h"
#include "proof.h"
#include "reduction.h"

/* Rounds in which a repair hides one cell for each that falls below its level, not one in each of its sums. */
#define GENTLE_ROUNDS	8

/*
 * In tables larger than this, what is hidden for all cells that fall below is
 * looked for together; in tables that are huge, circuits are looked for at once.
 */
#define LARGE_TABLE		5000
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
hide_around(Protection *protection, int cell, bool each)
{
	int			best = -1;

	for (int i = protection->cell_first[cell]; i < protection->cell_first[cell + 1]; i++)
	{
		int			other = cheapest(protection, protection->cell_sum[i]);

		if (other < 0)
			continue;
		if (each)
			protection->hidden[other] = true;
		if (best < 0 || protection->cost[other] < protection->cost[best])
			best = other;
	}
	if (best >= 0)
		protection->hidden[best] = true;
	return best >= 0;
}

/* A sum with one hidden cell protects nothing: hide the cheapest other, until there is none such. */
static void
hide_partners(Protection *protection)
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
			protection->hidden[other] = changed = true;
		}
	}
}

/* A cell to hide, and the sums that wait for one and have it. */
typedef struct Offer
{
	double		price;			/* for each of those sums, to the second power */
	int			cell;
	int			sums;
} Offer;

static int
compare_offers(Datum a, Datum b, void *arg)
{
	const Offer *x = (const Offer *) DatumGetPointer(a);
	const Offer *y = (const Offer *) DatumGetPointer(b);

	/* the cheapest on top */
	return x->price != y->price ? (x->price < y->price ? 1 : -1) : y->cell - x->cell;
}

/* What it takes to hide a cell, for each sum that waits: sums without hidden cells will want some of their own. */
static Offer
make_offer(const Protection *protection, const bool *waits, const int *hidden, int cell)
{
	Offer		offer = {.cell = cell};
	int			fresh = 1;

	for (int i = protection->cell_first[cell]; i < protection->cell_first[cell + 1]; i++)
	{
		offer.sums += waits[protection->cell_sum[i]];
		fresh += hidden[protection->cell_sum[i]] == 0;
	}
	offer.price = (protection->cost[cell] + 1.0) * fresh * fresh / Max(offer.sums * offer.sums, 1);
	return offer;
}

/* Hide one more cell in each sum of cells that fall below their level, in several of them at once if that is cheap. */
static bool
extend_sums(Protection *protection, const int *below, int count)
{
	const SumSystem *system = protection->system;
	bool	   *waits = allocate(sizeof(bool), system->sums);
	int		   *hidden = allocate(sizeof(int), system->sums);
	Offer	   *offer = allocate(sizeof(Offer), system->cells);
	binaryheap *heap = binaryheap_allocate(Max(system->cells, 1), compare_offers, NULL);
	bool		any = false;
	int			left = 0;

	memset(waits, 0, Max(system->sums, 1));
	memset(hidden, 0, sizeof(int) * Max(system->sums, 1));
	for (int cell = 0; cell < system->cells; cell++)
		for (int i = protection->cell_first[cell]; i < protection->cell_first[cell + 1]; i++)
			hidden[protection->cell_sum[i]] += protection->hidden[cell];
	for (int i = 0; i < count; i++)
		for (int j = protection->cell_first[below[i]]; j < protection->cell_first[below[i] + 1]; j++)
			waits[protection->cell_sum[j]] = true;
	for (int cell = 0; cell < system->cells; cell++)
	{
		if (!protection->open[cell] || protection->hidden[cell])
			continue;
		offer[cell] = make_offer(protection, waits, hidden, cell);
		if (offer[cell].sums > 0)
			binaryheap_add_unordered(heap, PointerGetDatum(offer + cell));
	}
	binaryheap_build(heap);
	/* a part of them, for what is hidden may protect cells of other sums too */
	for (int sum = 0; sum < system->sums; sum++)
		left += waits[sum];
	left = left / 4 + 1;
	while (!binaryheap_empty(heap) && left > 0)
	{
		Offer	   *best = (Offer *) DatumGetPointer(binaryheap_remove_first(heap));
		Offer		now = make_offer(protection, waits, hidden, best->cell);

		if (now.sums == 0)
			continue;
		if (now.price > best->price)
		{
			*best = now;
			binaryheap_add(heap, PointerGetDatum(best));
			continue;
		}
		protection->hidden[best->cell] = any = true;
		left -= now.sums;
		for (int i = protection->cell_first[best->cell]; i < protection->cell_first[best->cell + 1]; i++)
		{
			waits[protection->cell_sum[i]] = false;
			hidden[protection->cell_sum[i]]++;
		}
	}
	binaryheap_free(heap);
	pfree(waits);
	pfree(offer);
	return any;
}

/* Publish again what can be of these cells: all at once, or else by halves. */
static void
publish_what_is_superfluous(Protection *protection, Proof *proof, const int *cell, int count)
{
	sum_system_progress(0, 0);
	if (count == 0 || proof_publish(proof, cell, count) || count == 1)
		return;
	publish_what_is_superfluous(protection, proof, cell, count / 2);
	publish_what_is_superfluous(protection, proof, cell + count / 2, count - count / 2);
}

/* Publish again what is superfluous, the dearest first. */
static void
publish_superfluous(Protection *protection, Proof *proof)
{
	int		   *list = allocate(sizeof(int), protection->system->cells);
	int			length = protection_list_secondary(protection, list);

	publish_what_is_superfluous(protection, proof, list, length);
	pfree(list);
}

/* Hide more near cells that fall below their level.  False if there is nothing, and all that there is is hidden. */
static bool
hide_more(Protection *protection, const int *below, int count, int round)
{
	int			cells = protection->system->cells;
	bool		any = false;

	if (cells > LARGE_TABLE)
		any = extend_sums(protection, below, count);
	else
	{
		for (int i = 0; i < count; i++)
			any |= hide_around(protection, below[i], round >= GENTLE_ROUNDS);
		hide_partners(protection);
	}
	for (int cell = 0; cell < cells && !any; cell++)
		protection->hidden[cell] |= protection->open[cell];
	return any;
}

/* Hide more until the pattern is proven.  Returns how many cells cannot be protected. */
static int
extend(Protection *protection, Proof *proof, int *below)
{
	int			count;

	for (int round = 0; (count = proof_extend(proof, PROOF_USUAL, below)) > 0; round++)
	{
		if (hide_more(protection, below, count, round))
			continue;
		while ((count = proof_extend(proof, PROOF_EXACT, below)) > 0)
		{
			int			secrets = 0;

			/* what follows from the rest even now is published, unless it is secret */
			for (int i = 0; i < count; i++)
			{
				protection->hidden[below[i]] = must_hide(protection, below[i]);
				if (protection->hidden[below[i]])
					below[secrets++] = below[i];
			}
			if (secrets > 0)
				return secrets;
		}
		break;
	}
	return 0;
}

static int
count_hidden(const Protection *protection)
{
	int			result = 0;

	for (int cell = 0; cell < protection->system->cells; cell++)
		result += protection->hidden[cell];
	return result;
}

/*
 * A pattern that is proven, without what is superfluous if that is wanted; then
 * for those who know a cell too.  In large tables these are reckoned with in
 * linear arithmetic only (kernel.c): more would take too long.
 */
static int
repair(Protection *protection, Proof *proof, bool less, int *below)
{
	bool		large = protection->system->cells > LARGE_TABLE;
	int			count = extend(protection, proof, below);

	/* what the proof can do without may keep a cell apart from one that somebody knows */
	if (count == 0 && less && !(large && protection->twin) &&
		protection_cost(protection, protection->hidden) > protection->bound)
		publish_superfluous(protection, proof);
	if (large)
		return count;
	for (int round = 0, known; count == 0 && (known = proof_singles(proof, below)) > 0; round++)
	{
		int			before = count_hidden(protection);

		hide_more(protection, below, known, round);
		count = extend(protection, proof, below);
		if (count == 0 && count_hidden(protection) <= before)
			return proof_singles(proof, below);
	}
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

/* Is it known soon that a pattern holds, but for few of its cells? */
static bool
nearly_holds(const Protection *protection, Proof *proof, int *below)
{
	return proof_extend(proof, PROOF_BRIEF, below) <= count_hidden(protection) / FEW_PARTS;
}

/*
 * A pattern of circuits, with more where circuits are not enough, that is
 * proven and costs less than limit.  False, and all as before, if there is none.
 */
static bool
find_circuits(Protection *protection, int64 limit, int *below)
{
	Proof	   *proof = proof_create(protection);
	bool	   *before = protection->hidden;
	int			missing;

	protection->hidden = allocate(sizeof(bool), protection->system->cells);
	missing = pattern_search(protection, proof);
	/* a repair does not see who knows what; and what circuits can do without in large tables is published */
	if ((missing == 0 || (missing > 0 && !protection->twin)) &&
		repair(protection, proof, protection->system->cells <= LARGE_TABLE, below) == 0 &&
		protection_cost(protection, protection->hidden) < limit)
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

	if (cells > HUGE_TABLE && find_circuits(protection, PG_INT64_MAX, below))
	{
		protection->bound = cover_bound(protection);
		return 0;
	}
	if (!cover_search(protection, &protection->bound, protection->hidden) &&
		(count = publish_what_can_be(protection, below)) > 0)
		return count;
	proof = proof_create(protection);
	/* where much does not hold, circuits cost less than its repair by far, and take less time */
	if (cells > LARGE_TABLE && cells <= HUGE_TABLE && !nearly_holds(protection, proof, below) &&
		find_circuits(protection, PG_INT64_MAX, below))
		return 0;
	if ((count = repair(protection, proof, true, below)) > 0)
		return count;
	if (cells <= LARGE_TABLE && protection_cost(protection, protection->hidden) > protection->bound)
		find_circuits(protection, protection_cost(protection, protection->hidden), below);
	return 0;
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
