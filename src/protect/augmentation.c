/*
 * augmentation.c
 *		Augmentation: hide more cells until a pattern is protected.
 *
 * A cycle is hidden through each cell that is below its level or that a
 * singleton's contributor may learn. In small tables that is the cheapest
 * change by a linear program (lp_cycle.c). In large ones, where this takes
 * long, it is a product of loops (cycle.c). Where neither exists, cells that
 * share a sum with it are hidden. Afterwards, secondary cells that are
 * superfluous are published again. witness.c decides which cells satisfy their
 * level.
 *
 * Called by search.c. Changes the pattern of the problem. The cycles live in a
 * context of their own, deleted after each round.
 */
#include "postgres.h"

#include "lib/binaryheap.h"

#include "audit/presolve.h"
#include "protect/augmentation.h"
#include "protect/cycle.h"
#include "protect/exchange.h"
#include "protect/lp_cycle.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"

/*
 * Rounds in which each cell below its level gets one more hidden cell. Later
 * rounds hide one in each of its sums, so that it ends.
 */
#define GENTLE_ROUNDS 8

/*
 * Rounds for singletons after which the search stops if a round hides nothing new.
 * The pairs that are left are then audited.
 */
#define MAX_SINGLETON_ROUNDS 100

/* Of a large table's hidden cells, one in so many may lack a witness at first; with more, augmentation is given up. */
#define FEW_SHARE 2

/* Steps of work for each cell, of so many at least, in which superfluous cells of a pattern of cycles are published. */
#define CYCLES_PUBLISH_WORK	 INT64CONST(120000)
#define CYCLES_PUBLISH_CELLS 50000

/* Superfluous cells are looked for again if they were one part in so many of the cost. */
#define AGAIN_SHARE 200

/* Percent of the work limit up to which superfluous cells are published. The rest is for singletons and intervals. */
#define PUBLISH_PERCENT 45

/* Steps of work (about a nanosecond each) that audits for singletons may take in a round before cycles are sought. */
#define AUDIT_WORK INT64CONST(1500000000)

/*
 * LP cycles that are sought in a round, times the square of a program's cells, as
 * a linear program takes about as many steps: 4,000 cycles in a table of 1,000
 * cells, 1,000 in larger ones.
 */
#define LP_CYCLE_WORK  INT64CONST(4000000000)
#define LP_CYCLE_CELLS INT64CONST(2000)

/* ---- cells that share a sum ---- */

/* The cheapest cell of a sum that is published and may be hidden, or -1. */
static int
cheapest_in_sum(const SuppressionProblem *problem, int sum)
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

/* Hide the cheapest cell of a cell's sums, or with each, the cheapest of each of its sums. False if there is none. */
static bool
hide_in_sums_of(SuppressionProblem *problem, int cell, bool each)
{
	int best = -1;

	for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
	{
		int other = cheapest_in_sum(problem, problem->cell_sum[i]);

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

/* Where a sum has one hidden cell only, hide the cheapest other. Repeat until there is no such sum. */
static void
hide_second_in_sums(SuppressionProblem *problem)
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
			if (hidden != 1 || (other = cheapest_in_sum(problem, sum)) < 0)
				continue;
			problem->hidden[other] = changed = true;
		}
	}
}

/*
 * A cell that may be hidden, with the waiting sums that it is in: those of cells
 * below their level that have none yet.
 */
typedef struct RatedCell
{
	double price; /* of hiding it, divided by the square of sums */
	int	   cell;
	int	   sums;
} RatedCell;

static int
compare_rated_cells(Datum a, Datum b, void *arg)
{
	const RatedCell *x = (const RatedCell *) DatumGetPointer(a);
	const RatedCell *y = (const RatedCell *) DatumGetPointer(b);

	/* the cheapest is on top of the heap */
	return x->price != y->price ? (x->price < y->price ? 1 : -1) : y->cell - x->cell;
}

/* Rate a cell. A sum that has no hidden cell yet makes it dearer, as it will need a second one. */
static RatedCell
rate_cell(const SuppressionProblem *problem, const bool *waiting, const int *hidden, int cell)
{
	RatedCell rated = {.cell = cell};
	int		  fresh = 1;

	for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
	{
		rated.sums += waiting[problem->cell_sum[i]];
		fresh += hidden[problem->cell_sum[i]] == 0;
	}
	rated.price = (problem->cost[cell] + 1.0) * fresh * fresh / Max(rated.sums * rated.sums, 1);
	return rated;
}

/*
 * Hide one more cell in each sum of the cells below their level. A cell in several
 * of these sums counts for all of them.
 */
static bool
extend_sums(SuppressionProblem *problem, const int *below, int count)
{
	const TableSystem *system = problem->system;
	bool			  *waiting = allocate(sizeof(bool), system->sums);
	int				  *hidden = allocate(sizeof(int), system->sums);
	RatedCell		  *rated = allocate(sizeof(RatedCell), system->cells);
	binaryheap		  *heap = binaryheap_allocate(Max(system->cells, 1), compare_rated_cells, NULL);
	bool			   any = false;
	int				   left = 0;

	memset(waiting, 0, Max(system->sums, 1));
	memset(hidden, 0, sizeof(int) * Max(system->sums, 1));
	for (int cell = 0; cell < system->cells; cell++)
		for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
			hidden[problem->cell_sum[i]] += problem->hidden[cell];
	for (int i = 0; i < count; i++)
		for (int j = problem->cell_first[below[i]]; j < problem->cell_first[below[i] + 1]; j++)
			waiting[problem->cell_sum[j]] = true;
	for (int cell = 0; cell < system->cells; cell++)
	{
		if (!problem->open[cell] || problem->hidden[cell])
			continue;
		rated[cell] = rate_cell(problem, waiting, hidden, cell);
		if (rated[cell].sums > 0)
			binaryheap_add_unordered(heap, PointerGetDatum(rated + cell));
	}
	binaryheap_build(heap);
	/* cover a quarter of the sums in a round, as a hidden cell can protect cells of other sums, too */
	for (int sum = 0; sum < system->sums; sum++)
		left += waiting[sum];
	left = left / 4 + 1;
	while (!binaryheap_empty(heap) && left > 0)
	{
		RatedCell *best = (RatedCell *) DatumGetPointer(binaryheap_remove_first(heap));
		RatedCell  now = rate_cell(problem, waiting, hidden, best->cell);

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
			waiting[problem->cell_sum[i]] = false;
			hidden[problem->cell_sum[i]]++;
		}
	}
	binaryheap_free(heap);
	pfree(waiting);
	pfree(rated);
	return any;
}

/* ---- cycles ---- */

typedef struct CycleSearch
{
	bool		 products_first;
	bool		 whole;		/* LP cycles must be in whole numbers */
	CycleFinder *finder;	/* NULL if the table is no product */
	LpCycles	*lp_cycles; /* NULL until needed */
	int			 lp_cycles_left;
} CycleSearch;

/* Begin a round for so many cells. */
static CycleSearch
cycle_search_create(const SuppressionProblem *problem, bool products_first, bool whole, int count)
{
	int64		cells = Max(Min(problem->system->cells, LP_CYCLE_CELLS), 1);
	CycleSearch search = {products_first, whole, cycle_finder_create(problem, QUICK_PRODUCT), NULL,
						  Min(LP_CYCLE_WORK / (cells * cells), PG_INT32_MAX)};

	for (int cell = 0; search.finder && cell < problem->system->cells; cell++)
		if (problem->hidden[cell])
			cycle_finder_set_price(search.finder, cell, 0);
	/* with LP cycles only, and too few for all cells, use none: hide cells that share a sum */
	if (!search.finder && count > search.lp_cycles_left)
		search.lp_cycles_left = 0;
	return search;
}

/* A cycle by a product of loops. It leaves out the cell known, if not -1. NULL if none is found. */
static Cycle *
find_product_cycle(CycleSearch *search, int cell, Goal goal, int known)
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
find_lp_cycle(CycleSearch *search, const SuppressionProblem *problem, int cell, Goal goal, int known)
{
	if (search->lp_cycles_left-- <= 0)
		return NULL;
	if (!search->lp_cycles)
		search->lp_cycles = lp_cycles_create(problem);
	return lp_cycles_find(search->lp_cycles, cell, goal, known, PG_INT64_MAX, search->whole);
}

/* In dense tables products are found sooner, in others LP cycles are cheaper. */
static Cycle *
find_cycle(CycleSearch *search, const SuppressionProblem *problem, int cell, Goal goal, int known)
{
	Cycle *cycle = search->products_first ? find_product_cycle(search, cell, goal, known) : NULL;

	if (!cycle)
		cycle = find_lp_cycle(search, problem, cell, goal, known);
	return cycle || search->products_first ? cycle : find_product_cycle(search, cell, goal, known);
}

/*
 * Hide the cells of a cycle. If it is in whole numbers, it is a witness, too.
 * False if it adds neither a cell nor a witness.
 */
static bool
hide_cycle(CycleSearch *search, SuppressionProblem *problem, Witnesses *witnesses, const Cycle *cycle)
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
	}
	if (cycle->change)
		any |= witnesses_add(witnesses, cycle->length, cycle->cell, cycle->change);
	return any;
}

static int
compare_goals(const void *a, const void *b, void *problem)
{
	int	 x = *(const int *) a;
	int	 y = *(const int *) b;
	Goal of_x[LEVEL_GOALS];
	Goal of_y[LEVEL_GOALS];

	level_goals(problem, x, of_x);
	level_goals(problem, y, of_y);
	return of_x[0].up != of_y[0].up ? (of_x[0].up > of_y[0].up ? -1 : 1) : x - y;
}

/*
 * Hide a cycle through each cell of below. Without known, these are below their
 * level. With known, the contributor of known[i] may learn below[i]. With whole,
 * only cycles in whole numbers will do. Returns how many have no cycle; these are
 * left in below and known.
 */
static int
hide_cycles(SuppressionProblem *problem, Witnesses *witnesses, AugmentationMode mode, bool whole, int *below,
			int *known, int count)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "cycles of a round", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	CycleSearch	  search = cycle_search_create(problem, mode == AUGMENT_BY_PRODUCTS, whole, count);
	int			  left = 0;

	/* what is hidden for the one that asks for most can serve the others */
	if (!known)
		qsort_arg(below, count, sizeof(int), compare_goals, problem);
	for (int i = 0; i < count; i++)
	{
		Goal goal[LEVEL_GOALS];
		bool reached = true;

		/* an earlier cycle may have sufficed */
		if (known ? witnesses_separate(witnesses, below[i], known[i]) : witnesses_satisfy(witnesses, below[i]))
			continue;
		if (work_is_spent())
			reached = false;
		level_goals(problem, below[i], goal);
		for (int j = 0; j < LEVEL_GOALS && reached; j++)
		{
			Cycle *cycle;

			if (!is_goal(goal[j]))
				continue;
			cycle = find_cycle(&search, problem, below[i], goal[j], known ? known[i] : -1);
			reached = cycle && hide_cycle(&search, problem, witnesses, cycle);
			if (cycle)
				cycle_free(cycle);
		}
		if (reached)
			continue;
		if (known)
			known[left] = known[i];
		below[left++] = below[i];
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return left;
}

/* ---- augmentation ---- */

/* Hide cells that share a sum with these. If there are none, hide all that may be hidden, and return false. */
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
			any |= hide_in_sums_of(problem, below[i], round >= GENTLE_ROUNDS);
		hide_second_in_sums(problem);
	}
	for (int cell = 0; cell < cells && !any; cell++)
		problem->hidden[cell] |= problem->open[cell];
	return any;
}

/* Publish these cells if the others stay protected, or else try each half, until so much work is done. */
static void
publish_by_halves(SuppressionProblem *problem, Witnesses *witnesses, const int *cell, int count, int64 end)
{
	progress_report(0, 0);
	work_add(problem->system->cells);
	if (count == 0 || work_done >= end || witnesses_publish(witnesses, cell, count, NULL) || count == 1)
		return;
	publish_by_halves(problem, witnesses, cell, count / 2, end);
	publish_by_halves(problem, witnesses, cell + count / 2, count - count / 2, end);
}

/* Publish superfluous cells, beginning with the dearest, as long as what is left is worth looking at again. */
static void
publish_superfluous(SuppressionProblem *problem, Witnesses *witnesses, int64 end)
{
	int	 *list = allocate(sizeof(int), problem->system->cells);
	int64 before;
	int64 cost = problem_cost(problem, problem->hidden);

	do
	{
		before = cost;
		publish_by_halves(problem, witnesses, list, problem_list_secondary(problem, list), end);
		cost = problem_cost(problem, problem->hidden);
		elog(DEBUG1, "published: cost " INT64_FORMAT ", " INT64_FORMAT " steps of work", cost, work_done);
	} while (before - cost > before / AGAIN_SHARE && work_done < end);
	pfree(list);
}

/*
 * Hide more until every hidden cell satisfies its level. Returns how many cells
 * cannot be protected, or AUGMENTATION_GIVEN_UP.
 */
static int
extend_until_satisfied(SuppressionProblem *problem, Witnesses *witnesses, AugmentationMode mode, int *below)
{
	int count;

	for (int round = 0; (count = witnesses_extend(witnesses, WITNESS_USUAL, below)) > 0; round++)
	{
		int	 left;
		bool any;

		if (work_is_spent() || (round == 0 && mode == AUGMENT_OR_GIVE_UP && problem->system->cells > LARGE_TABLE &&
								count > problem_count_hidden(problem) / FEW_SHARE))
			return AUGMENTATION_GIVEN_UP;
		left = hide_cycles(problem, witnesses, mode, round > 0, below, NULL, count);
		any = left < count;

		/* look again before hiding more: what was hidden for some cells may be enough for all */
		if (left > 0 && !any)
			any |= hide_near(problem, below, left, round);
		if (any)
			continue;
		while ((count = witnesses_extend(witnesses, WITNESS_EXACT, below)) > 0)
		{
			int secrets = 0;

			if (work_is_spent())
				return AUGMENTATION_GIVEN_UP;
			/* a secondary cell that is disclosed even now is published */
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

/* Hide what keeps cells from singletons who know them; returns how many are left. */
static int
separate_singletons(SuppressionProblem *problem, Witnesses *witnesses, AugmentationMode mode, int *below, int *known,
					int left, int round)
{
	/* in small tables an audit is faster than the search for cycles, so it goes first, within AUDIT_WORK */
	if (problem->system->cells <= LARGE_TABLE)
		left = witnesses_audit_singles(witnesses, AUDIT_WORK, below, known, left);
	/* what this hides in fractions is audited in the next round, which takes too long in large tables */
	left = hide_cycles(problem, witnesses, mode, problem->system->cells > LARGE_TABLE, below, known, left);
	left = witnesses_audit_singles(witnesses, PG_INT64_MAX, below, known, left);
	if (left > 0)
		hide_near(problem, below, left, round);
	return left;
}

/*
 * Hide more until no singleton knows another cell.  Returns how many cells cannot
 * be kept from them, or AUGMENTATION_GIVEN_UP.
 */
static int
protect_from_singletons(SuppressionProblem *problem, Witnesses *witnesses, AugmentationMode mode, int *below)
{
	int *known = allocate(sizeof(int), problem->system->cells);
	int	 count = 0;

	work_task("protecting cells from the contributors of singletons");
	for (int round = 0, left; count == 0 && (left = witnesses_check_singles(witnesses, below, known)) > 0; round++)
	{
		int before = problem_count_hidden(problem);

		if (work_is_spent())
			return AUGMENTATION_GIVEN_UP;
		left = separate_singletons(problem, witnesses, mode, below, known, left, round);
		if (round == 0 && left > 0 && (count = witnesses_unprotectable(witnesses, below, known, left)) > 0)
			return work_is_spent() ? AUGMENTATION_GIVEN_UP : count;
		count = extend_until_satisfied(problem, witnesses, mode, below);
		if (count == 0 && problem_count_hidden(problem) <= before && (left > 0 || round > MAX_SINGLETON_ROUNDS))
		{
			count = witnesses_audit_singles(witnesses, PG_INT64_MAX, below, known,
											witnesses_check_singles(witnesses, below, known));
			return count > 0 && work_is_spent() ? AUGMENTATION_GIVEN_UP : count;
		}
	}
	return work_is_spent() ? AUGMENTATION_GIVEN_UP : count;
}

/* The work after which no more superfluous cells are published. */
static int64
publish_end(const SuppressionProblem *problem, AugmentationMode mode)
{
	int64 left = work_left(PUBLISH_PERCENT);

	if (mode == AUGMENT_BY_PRODUCTS)
		left = Min(left, CYCLES_PUBLISH_WORK * Max(problem->system->cells, CYCLES_PUBLISH_CELLS));
	return left == PG_INT64_MAX ? left : work_done + left;
}

int
augment(SuppressionProblem *problem, Witnesses *witnesses, AugmentationMode mode, int *below)
{
	/* in large tables superfluous cells mostly separate others from singletons */
	bool keep = mode == AUGMENT_ONLY || (problem->system->cells > LARGE_TABLE && problem->same_contributors);
	int	 count;

	work_task("checking that no hidden cell can be worked out");
	count = extend_until_satisfied(problem, witnesses, mode, below);
	if (count == 0 && !keep && problem_cost(problem, problem->hidden) > problem->bound &&
		witnesses_can_publish(witnesses))
	{
		work_task("publishing superfluous cells again");
		publish_superfluous(problem, witnesses, publish_end(problem, mode));
		/* in dense cubes most changes by a linear program are not in whole numbers */
		if (mode != AUGMENT_BY_PRODUCTS)
			exchange_cells(problem, witnesses, work_left(PUBLISH_PERCENT));
	}
	if (count != 0 || !problem->same_contributors)
		return work_is_spent() && problem->same_contributors ? AUGMENTATION_GIVEN_UP : count;
	return protect_from_singletons(problem, witnesses, mode, below);
}
