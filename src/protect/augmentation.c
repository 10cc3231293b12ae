/*
 * augmentation.c
 *		Cells that fall below their level, or are known to somebody, brought above it.
 *
 * Cycles through them are hidden until the pattern is proven (witness.c): the
 * cheapest in linear arithmetic (lp_cycle.c), or in large tables, where these take
 * long, products of loops (cycle.c).  Where there is none, cells of the same
 * sums are hidden.  What then proves superfluous is published again.
 */
#include "postgres.h"

#include "lib/binaryheap.h"

#include "audit/presolve.h"
#include "protect/augmentation.h"
#include "protect/cycle.h"
#include "protect/lp_cycle.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"

/* Rounds that hide one cell for each that falls below its level, not one in each of its sums. */
#define GENTLE_ROUNDS 8

/* Rounds that hide nothing more for those who know a cell, at most. */
#define MAX_SINGLETON_ROUNDS 100

/* Percent of the limit of work up to which what is superfluous is published again. */
#define PUBLISH_PERCENT 45

/* Steps that audits may take before cycles are looked for. */
#define AUDIT_WORK INT64CONST(1500000000)

/* LP cycles that are looked for in a round, at most, times cells to the second power. */
#define DETOUR_WORK INT64CONST(4000000000)

/* ---- cells of the same sums ---- */

/* The cheapest cell that can still be hidden in a sum, or -1. */
static int
cheapest(const SuppressionProblem *problem, int sum)
{
	const TableSystem *system = problem->system;
	int				   result = -1;

	for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
	{
		int cell = i == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[i];

		if (problem->hidden[cell] || !problem->open[cell])
			continue;
		if (result < 0 || problem->cost[cell] < problem->cost[result] ||
			(cell < result && problem->cost[cell] == problem->cost[result]))
			result = cell;
	}
	return result;
}

/* Hide what protects a cell better: the cheapest in its sums, or of each of them.  False if there is nothing. */
static bool
hide_around(SuppressionProblem *problem, int cell, bool each)
{
	int best = -1;

	for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
	{
		int other = cheapest(problem, problem->cell_sum[i]);

		if (other < 0)
			continue;
		if (each)
			problem->hidden[other] = true;
		if (best < 0 || problem->cost[other] < problem->cost[best])
			best = other;
	}
	if (best >= 0)
		problem->hidden[best] = true;
	return best >= 0;
}

/* A sum with one hidden cell protects nothing: hide the cheapest other, until there is none such. */
static void
hide_partners(SuppressionProblem *problem)
{
	const TableSystem *system = problem->system;
	bool			   changed = true;

	while (changed)
	{
		changed = false;
		for (int sum = 0; sum < system->sums; sum++)
		{
			int hidden = problem->hidden[system->total[sum]];
			int other;

			for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
				hidden += problem->hidden[system->part_cell[i]];
			if (hidden != 1 || (other = cheapest(problem, sum)) < 0)
				continue;
			problem->hidden[other] = changed = true;
		}
	}
}

/* A cell to hide, and the sums that wait for one and have it. */
typedef struct Offer
{
	double price; /* for each of those sums, to the second power */
	int	   cell;
	int	   sums;
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
make_offer(const SuppressionProblem *problem, const bool *waits, const int *hidden, int cell)
{
	Offer offer = {.cell = cell};
	int	  fresh = 1;

	for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
	{
		offer.sums += waits[problem->cell_sum[i]];
		fresh += hidden[problem->cell_sum[i]] == 0;
	}
	offer.price = (problem->cost[cell] + 1.0) * fresh * fresh / Max(offer.sums * offer.sums, 1);
	return offer;
}

/* Hide one more cell in each sum of cells that fall below their level, in several of them at once if that is cheap. */
static bool
extend_sums(SuppressionProblem *problem, const int *below, int count)
{
	const TableSystem *system = problem->system;
	bool			  *waits = allocate(sizeof(bool), system->sums);
	int				  *hidden = allocate(sizeof(int), system->sums);
	Offer			  *offer = allocate(sizeof(Offer), system->cells);
	binaryheap		  *heap = binaryheap_allocate(Max(system->cells, 1), compare_offers, NULL);
	bool			   any = false;
	int				   left = 0;

	memset(waits, 0, Max(system->sums, 1));
	memset(hidden, 0, sizeof(int) * Max(system->sums, 1));
	for (int cell = 0; cell < system->cells; cell++)
		for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
			hidden[problem->cell_sum[i]] += problem->hidden[cell];
	for (int i = 0; i < count; i++)
		for (int j = problem->cell_first[below[i]]; j < problem->cell_first[below[i] + 1]; j++)
			waits[problem->cell_sum[j]] = true;
	for (int cell = 0; cell < system->cells; cell++)
	{
		if (!problem->open[cell] || problem->hidden[cell])
			continue;
		offer[cell] = make_offer(problem, waits, hidden, cell);
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
		Offer *best = (Offer *) DatumGetPointer(binaryheap_remove_first(heap));
		Offer  now = make_offer(problem, waits, hidden, best->cell);

		if (now.sums == 0)
			continue;
		if (now.price > best->price)
		{
			*best = now;
			binaryheap_add(heap, PointerGetDatum(best));
			continue;
		}
		problem->hidden[best->cell] = any = true;
		left -= now.sums;
		for (int i = problem->cell_first[best->cell]; i < problem->cell_first[best->cell + 1]; i++)
		{
			waits[problem->cell_sum[i]] = false;
			hidden[problem->cell_sum[i]]++;
		}
	}
	binaryheap_free(heap);
	pfree(waits);
	pfree(offer);
	return any;
}

/* ---- cycles ---- */

typedef struct Search
{
	CycleFinder *finder;	/* NULL if the table is no product */
	LpCycles	*lp_cycles; /* NULL until one is wanted */
	int			 lp_cycles_left;
} Search;

/* For so many cells. */
static Search
search_create(const SuppressionProblem *problem, int count)
{
	int64  cells = Max(problem->system->cells, 1);
	Search search = {cycle_finder_create(problem), NULL, Min(DETOUR_WORK / (cells * cells), PG_INT32_MAX)};

	for (int cell = 0; search.finder && cell < problem->system->cells; cell++)
		if (problem->hidden[cell])
			cycle_finder_set_price(search.finder, cell, 0);
	/* where LP cycles are all that there is, and too few, what is near is hidden for all of them */
	if (!search.finder && count > search.lp_cycles_left)
		search.lp_cycles_left = 0;
	return search;
}

/* A cycle that is a product of loops, without the cell that somebody knows if it is not -1; NULL if none was found. */
static Cycle *
find_product_cycle(Search *search, int cell, Goal goal, int known)
{
	Cycle *cycle;

	if (!search->finder)
		return NULL;
	if (known >= 0)
		cycle_finder_set_price(search->finder, known, NEVER);
	cycle = cycle_finder_find(search->finder, cell, goal, NEVER);
	if (known >= 0)
		cycle_finder_set_price(search->finder, known, 0);
	return cycle;
}

static Cycle *
find_detour(Search *search, const SuppressionProblem *problem, int cell, Goal goal, int known)
{
	if (search->lp_cycles_left-- <= 0)
		return NULL;
	if (!search->lp_cycles)
		search->lp_cycles = lp_cycles_create(problem);
	return lp_cycles_find(search->lp_cycles, cell, goal, known);
}

/* In large tables products are found sooner, in small ones LP cycles are cheaper. */
static Cycle *
find_circuit(Search *search, const SuppressionProblem *problem, int cell, Goal goal, int known)
{
	bool   large = problem->system->cells > LARGE_TABLE;
	Cycle *cycle = large ? find_product_cycle(search, cell, goal, known) : NULL;

	if (!cycle)
		cycle = find_detour(search, problem, cell, goal, known);
	return cycle || large ? cycle : find_product_cycle(search, cell, goal, known);
}

/* Hide a cycle; in whole numbers it is a proof.  False if there is nothing in it. */
static bool
hide_circuit(Search *search, SuppressionProblem *problem, Witnesses *witnesses, const Cycle *cycle)
{
	bool any = false;

	for (int i = 0; i < cycle->length; i++)
	{
		int cell = cycle->cell[i];

		if (problem->hidden[cell])
			continue;
		problem->hidden[cell] = any = true;
		if (search->finder)
			cycle_finder_set_price(search->finder, cell, 0);
		if (search->lp_cycles)
			lp_cycles_set_free(search->lp_cycles, cell);
	}
	if (cycle->change)
		any |= witnesses_add(witnesses, cycle->length, cycle->cell, cycle->change);
	return any;
}

/*
 * Hide cycles through cells that fall below their level or, with known, may be
 * known to who is alone in known[i].  Returns for how many there are none, which
 * are left in below and known.
 */
static int
hide_circuits(SuppressionProblem *problem, Witnesses *witnesses, int *below, int *known, int count)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "more cycles", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Search		  search = search_create(problem, count);
	int			  left = 0;

	for (int i = 0; i < count; i++)
	{
		Goal goal[LEVEL_GOALS] = {{1, 1}};
		bool shown = true;

		/* by the cycles so far */
		if (known ? witnesses_is_apart(witnesses, below[i], known[i]) : witnesses_holds(witnesses, below[i]))
			continue;
		if (work_is_spent())
			shown = false;
		if (!known)
			level_goals(problem, below[i], goal);
		for (int j = 0; j < LEVEL_GOALS && shown; j++)
		{
			Cycle *cycle;

			if (!is_goal(goal[j]))
				continue;
			cycle = find_circuit(&search, problem, below[i], goal[j], known ? known[i] : -1);
			shown = cycle && hide_circuit(&search, problem, witnesses, cycle);
			if (cycle)
				cycle_free(cycle);
		}
		if (shown)
			continue;
		if (known)
			known[left] = known[i];
		below[left++] = below[i];
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return left;
}

/* ---- until it holds ---- */

/* Hide what is near cells.  False if there is nothing, and all that there is is hidden. */
static bool
hide_near(SuppressionProblem *problem, const int *below, int count, int round)
{
	int	 cells = problem->system->cells;
	bool any = false;

	if (cells > LARGE_TABLE)
		any = extend_sums(problem, below, count);
	else
	{
		for (int i = 0; i < count; i++)
			any |= hide_around(problem, below[i], round >= GENTLE_ROUNDS);
		hide_partners(problem);
	}
	for (int cell = 0; cell < cells && !any; cell++)
		problem->hidden[cell] |= problem->open[cell];
	return any;
}

/* Publish again what can be of these cells: all at once, or else by halves, until there is too little time left. */
static void
publish_what_is_superfluous(SuppressionProblem *problem, Witnesses *witnesses, const int *cell, int count)
{
	progress_report(0, 0);
	work_add(problem->system->cells);
	if (count == 0 || work_left(PUBLISH_PERCENT) == 0 || witnesses_publish(witnesses, cell, count) || count == 1)
		return;
	publish_what_is_superfluous(problem, witnesses, cell, count / 2);
	publish_what_is_superfluous(problem, witnesses, cell + count / 2, count - count / 2);
}

/* Publish again what is superfluous, the dearest first. */
static void
publish_superfluous(SuppressionProblem *problem, Witnesses *witnesses)
{
	int *list = allocate(sizeof(int), problem->system->cells);
	int	 length = problem_list_secondary(problem, list);

	publish_what_is_superfluous(problem, witnesses, list, length);
	pfree(list);
}

/* Hide more until the pattern is proven.  Returns how many cells cannot be protected, or AUGMENTATION_LATE. */
static int
extend(SuppressionProblem *problem, Witnesses *witnesses, int *below)
{
	int count;

	for (int round = 0; (count = witnesses_extend(witnesses, WITNESS_USUAL, below)) > 0; round++)
	{
		int	 left;
		bool any;

		if (work_is_spent())
			return AUGMENTATION_LATE;
		left = hide_circuits(problem, witnesses, below, NULL, count);
		any = left < count;

		/* in small tables what is hidden for some may be enough for all */
		if (left > 0 && (!any || problem->system->cells > LARGE_TABLE))
			any |= hide_near(problem, below, left, round);
		if (any)
			continue;
		while ((count = witnesses_extend(witnesses, WITNESS_EXACT, below)) > 0)
		{
			int secrets = 0;

			if (work_is_spent())
				return AUGMENTATION_LATE;
			/* what follows from the rest even now is published, unless it is secret */
			for (int i = 0; i < count; i++)
			{
				problem->hidden[below[i]] = must_hide(problem, below[i]);
				if (problem->hidden[below[i]])
					below[secrets++] = below[i];
			}
			if (secrets > 0)
				return secrets;
		}
		break;
	}
	return 0;
}

int
augment(SuppressionProblem *problem, Witnesses *witnesses, bool less, int *below)
{
	int *known = allocate(sizeof(int), problem->system->cells);
	int	 count;

	work_task("proving that no hidden cell can be worked out");
	count = extend(problem, witnesses, below);
	/* in large tables what the proof can do without mostly keeps cells apart from those that somebody knows */
	if (count == 0 && less && !(problem->system->cells > LARGE_TABLE && problem->same_contributors) &&
		problem_cost(problem, problem->hidden) > problem->bound)
	{
		work_task("publishing again what need not be hidden");
		publish_superfluous(problem, witnesses);
	}
	if (problem->same_contributors)
		work_task("keeping cells from those who are alone in others");
	for (int round = 0, left; count == 0 && (left = witnesses_singles(witnesses, below, known)) > 0; round++)
	{
		int before = problem_count_hidden(problem);

		if (work_is_spent())
			return AUGMENTATION_LATE;
		/* in small tables an audit is sooner done than cycles are found; where it is not, it gets its share */
		if (problem->system->cells <= LARGE_TABLE)
			left = witnesses_audit_singles(witnesses, AUDIT_WORK, below, known, left);
		left = hide_circuits(problem, witnesses, below, known, left);
		left = witnesses_audit_singles(witnesses, PG_INT64_MAX, below, known, left);
		if (left > 0)
			hide_near(problem, below, left, round);
		if (round == 0 && left > 0 && (count = witnesses_hopeless_single(witnesses, below, known, left)) > 0)
			return work_is_spent() ? AUGMENTATION_LATE : count;
		count = extend(problem, witnesses, below);
		if (count == 0 && problem_count_hidden(problem) <= before && (left > 0 || round > MAX_SINGLETON_ROUNDS))
		{
			count = witnesses_audit_singles(witnesses, PG_INT64_MAX, below, known,
											witnesses_singles(witnesses, below, known));
			return count > 0 && work_is_spent() ? AUGMENTATION_LATE : count;
		}
	}
	return work_is_spent() && problem->same_contributors ? AUGMENTATION_LATE : count;
}
