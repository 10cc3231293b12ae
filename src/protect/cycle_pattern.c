/*
 * cycle_pattern.c
 *		Build a suppression pattern of cycles, and make it cheaper.
 *
 * Each cell that needs protection gets the cheapest cycle through it (cycle.c),
 * beginning with the cell whose cycle is dearest. Cells that are hidden already
 * cost nothing. Meanwhile the others are priced by the square of their cost: cheap
 * ones will mostly serve many cycles, dear ones few. Then each secondary cell is
 * published if cycles without it cost less. At last, cycles are removed at random and sought again; the new ones
 * are kept unless they cost more (G. Schrimpf et al., Record Breaking
 * Optimization Results Using the Ruin and Recreate Principle, J. Computational
 * Physics 159, 2000). Limits are numbers of evaluated cells, not times, so the
 * same table gives the same pattern.
 *
 * Called by search.c. Sets the pattern of the problem. All else lives in a
 * context of its own that is deleted at the end.
 */
#include "postgres.h"

#include "audit/presolve.h"
#include "protect/cycle.h"
#include "protect/cycle_pattern.h"
#include "util/memory.h"
#include "util/random.h"

/*
 * Cells that may be evaluated to make the pattern cheaper: a constant number,
 * which suffices for small tables, and a number for each cell of the table.
 */
#define IMPROVE_STEPS		 INT64CONST(50000000)
#define IMPROVE_STEPS_A_CELL INT64CONST(8000)

/*
 * Cells whose cycles are removed in one step of ruin and recreate; few, so that
 * most steps succeed. And steps until the list of secondary cells is made anew.
 */
#define MAX_RUIN	 4
#define RUINS_A_LIST 1000

/*
 * The square of a cost is divided by so much, to be a price while the first cycles
 * are sought; by more if the dearest cell would have a price above the largest.
 */
#define SQUARE_SHARE  16
#define LARGEST_PRICE 1e15

/* Goals of a cell: those of its level, and last that no singleton is in all of its cycles. */
#define APART	  LEVEL_GOALS
#define MAX_GOALS (LEVEL_GOALS + 1)

typedef struct CycleList
{
	int		count;
	int		allocated;
	Cycle **cycle;
} CycleList;

/* A cycle added or removed since the pattern was last kept, for roll_back_changes. */
typedef struct Change
{
	Cycle *cycle;
	bool   added;
} Change;

/* The cycle that reached a goal before, or NULL, for roll_back_changes. */
typedef struct GoalChange
{
	int	   goal;
	Cycle *from;
} GoalChange;

typedef struct CyclePattern
{
	const SuppressionProblem *problem;
	CycleFinder				 *finder;
	bool					 *hidden;  /* of the problem */
	int64					  cost;	   /* of the secondary cells */
	double					  divisor; /* of squares of costs that are prices, or 0 while costs are */
	/* of each cell MAX_GOALS entries; all 0 if it has no such goal */
	Goal	   *goal;
	Cycle	  **reached_by; /* of each goal: a cycle that reaches it, or NULL; unused for APART */
	CycleList  *through;	/* of each cell: the cycles that it is in */
	int			pending;	/* goals that a removed cycle may have reached */
	int			pending_allocated;
	int		   *pending_goal;
	int			changes;
	int			changes_allocated;
	Change	   *change;
	int			goal_changes;
	int			goal_changes_allocated;
	GoalChange *goal_change;
	int		   *common; /* scratch space, an entry a cell */
	uint64		random;
} CyclePattern;

/* Make room for one more element: double an array that is full. */
static void *
grow_array(void *array, Size size, int count, int *allocated)
{
	if (count < *allocated)
		return array;
	*allocated = Max(16, 2 * count);
	return array ? repalloc_huge(array, size * *allocated) : allocate(size, *allocated);
}

/* ---- cycles of the pattern ---- */

/* The price of hiding a cell. */
static int64
price_of_hiding(const CyclePattern *pattern, int cell)
{
	double cost = (double) pattern->problem->cost[cell];

	return pattern->divisor > 0 ? (int64) (cost * cost / pattern->divisor) + 1 : pattern->problem->cost[cell];
}

static void
set_hidden(CyclePattern *pattern, int cell, bool hidden)
{
	int64 cost = pattern->problem->cost[cell];

	pattern->hidden[cell] = hidden;
	pattern->cost += hidden ? cost : -cost;
	cycle_finder_set_price(pattern->finder, cell, hidden ? 0 : price_of_hiding(pattern, cell));
}

/* From now on, cells that are not hidden are priced by the squares of costs, or by costs. */
static void
price_by_squares(CyclePattern *pattern, bool squares)
{
	const SuppressionProblem *problem = pattern->problem;
	double					  dearest = 0;

	for (int cell = 0; cell < problem->system->cells; cell++)
		if (problem->open[cell])
			dearest = Max(dearest, (double) problem->cost[cell]);
	pattern->divisor = squares ? Max(SQUARE_SHARE, dearest * dearest / LARGEST_PRICE) : 0;
	for (int cell = 0; cell < problem->system->cells; cell++)
		if (problem->open[cell] && !pattern->hidden[cell])
			cycle_finder_set_price(pattern->finder, cell, price_of_hiding(pattern, cell));
}

static void
attach_cycle(CyclePattern *pattern, Cycle *cycle)
{
	for (int i = 0; i < cycle->length; i++)
	{
		CycleList *through = pattern->through + cycle->cell[i];

		through->cycle = grow_array(through->cycle, sizeof(Cycle *), through->count, &through->allocated);
		through->cycle[through->count++] = cycle;
		if (!pattern->hidden[cycle->cell[i]])
			set_hidden(pattern, cycle->cell[i], true);
	}
}

static void
detach_cycle(CyclePattern *pattern, const Cycle *cycle)
{
	for (int i = 0; i < cycle->length; i++)
	{
		CycleList *through = pattern->through + cycle->cell[i];
		int		   at = through->count - 1;

		while (through->cycle[at] != cycle)
			at--;
		through->count--;
		memmove(through->cycle + at, through->cycle + at + 1, sizeof(Cycle *) * (through->count - at));
		if (through->count == 0 && !must_hide(pattern->problem, cycle->cell[i]))
			set_hidden(pattern, cycle->cell[i], false);
	}
}

static void
log_change(CyclePattern *pattern, Cycle *cycle, bool added)
{
	pattern->change = grow_array(pattern->change, sizeof(Change), pattern->changes, &pattern->changes_allocated);
	pattern->change[pattern->changes++] = (Change){cycle, added};
}

static void
set_reached_by(CyclePattern *pattern, int goal, Cycle *cycle)
{
	pattern->goal_change =
		grow_array(pattern->goal_change, sizeof(GoalChange), pattern->goal_changes, &pattern->goal_changes_allocated);
	pattern->goal_change[pattern->goal_changes++] = (GoalChange){goal, pattern->reached_by[goal]};
	pattern->reached_by[goal] = cycle;
}

static void
add_pending(CyclePattern *pattern, int goal)
{
	pattern->pending_goal =
		grow_array(pattern->pending_goal, sizeof(int), pattern->pending, &pattern->pending_allocated);
	pattern->pending_goal[pattern->pending++] = goal;
}

/* Add a cycle to the pattern. It reaches the goals that no other cycle reaches. */
static void
add_cycle(CyclePattern *pattern, Cycle *cycle)
{
	attach_cycle(pattern, cycle);
	log_change(pattern, cycle, true);
	for (int i = 0; i < cycle->length; i++)
		for (int j = 0; j < APART; j++)
		{
			int goal = cycle->cell[i] * MAX_GOALS + j;

			if (is_goal(pattern->goal[goal]) && !pattern->reached_by[goal] &&
				reaches_goal(pattern->goal[goal], cycle->change[i]))
				set_reached_by(pattern, goal, cycle);
		}
}

static void
remove_cycle(CyclePattern *pattern, Cycle *cycle)
{
	detach_cycle(pattern, cycle);
	log_change(pattern, cycle, false);
	for (int i = 0; i < cycle->length; i++)
		for (int j = 0; j < MAX_GOALS; j++)
		{
			int goal = cycle->cell[i] * MAX_GOALS + j;

			if (!is_goal(pattern->goal[goal]) || (j != APART && pattern->reached_by[goal] != cycle))
				continue;
			if (j != APART)
				set_reached_by(pattern, goal, NULL);
			add_pending(pattern, goal);
		}
}

static void
remove_cycles_through(CyclePattern *pattern, int cell)
{
	const CycleList *through = pattern->through + cell;

	while (through->count > 0)
		remove_cycle(pattern, through->cycle[through->count - 1]);
}

/* Keep the changes since the last call: free the cycles that were removed. */
static void
keep_changes(CyclePattern *pattern)
{
	for (int i = 0; i < pattern->changes; i++)
		if (!pattern->change[i].added)
			cycle_free(pattern->change[i].cycle);
	pattern->changes = pattern->goal_changes = pattern->pending = 0;
}

/* Return to the pattern of the last keep_changes. */
static void
roll_back_changes(CyclePattern *pattern)
{
	while (pattern->changes > 0)
	{
		Change *change = pattern->change + --pattern->changes;

		if (change->added)
		{
			detach_cycle(pattern, change->cycle);
			cycle_free(change->cycle);
		}
		else
			attach_cycle(pattern, change->cycle);
	}
	while (pattern->goal_changes > 0)
	{
		GoalChange *goal_change = pattern->goal_change + --pattern->goal_changes;

		pattern->reached_by[goal_change->goal] = goal_change->from;
	}
	pattern->pending = 0;
}

/* ---- reaching goals ---- */

static bool
find_change(const Cycle *cycle, int cell, int64 *change)
{
	for (int i = 0; i < cycle->length; i++)
		if (cycle->cell[i] == cell)
		{
			*change = cycle->change[i];
			return true;
		}
	return false;
}

/*
 * List in common the singletons that are in all cycles of a cell, so that these do
 * not separate it. Singletons whose contributor knows the cell without the table
 * do not count. Returns their number.
 */
static int
find_common(const CyclePattern *pattern, int cell)
{
	const SuppressionProblem *problem = pattern->problem;
	const CycleList			 *through = pattern->through + cell;
	int						  count = 0;
	int64					  change;

	if (through->count == 0)
		return 0;
	for (int i = 0; i < through->cycle[0]->length; i++)
	{
		int other = through->cycle[0]->cell[i];

		if (problem->single[other] && !problem_is_known(problem, other, cell))
			pattern->common[count++] = other;
	}
	for (int i = 1; i < through->count && count > 0; i++)
	{
		int kept = 0;

		for (int j = 0; j < count; j++)
			if (find_change(through->cycle[i], pattern->common[j], &change))
				pattern->common[kept++] = pattern->common[j];
		count = kept;
	}
	return count;
}

/* Reach a goal by a new cycle that costs less than limit. False if there is none. */
static bool
reach_by_new_cycle(CyclePattern *pattern, int goal, int64 limit)
{
	int	   cell = goal / MAX_GOALS;
	int	   excluded = goal % MAX_GOALS == APART ? find_common(pattern, cell) : 0;
	Cycle *cycle;

	for (int i = 0; i < excluded; i++)
		cycle_finder_set_price(pattern->finder, pattern->common[i], NEVER);
	cycle = cycle_finder_find(pattern->finder, cell, pattern->goal[goal], limit);
	for (int i = 0; i < excluded; i++)
		cycle_finder_set_price(pattern->finder, pattern->common[i], 0);
	if (!cycle)
		return false;
	add_cycle(pattern, cycle);
	return true;
}

/* Does a cycle of the pattern reach a goal? */
static bool
is_reached(CyclePattern *pattern, int goal)
{
	int				 cell = goal / MAX_GOALS;
	const CycleList *through = pattern->through + cell;
	int64			 change;

	if (goal % MAX_GOALS == APART)
		return find_common(pattern, cell) == 0;
	for (int i = 0; i < through->count && !pattern->reached_by[goal]; i++)
		if (find_change(through->cycle[i], cell, &change) && reaches_goal(pattern->goal[goal], change))
			set_reached_by(pattern, goal, through->cycle[i]);
	return pattern->reached_by[goal] != NULL;
}

/*
 * Reach the pending goals, those of APART last, within a cost of the pattern below
 * limit. False if one cannot be reached.
 */
static bool
reach_pending(CyclePattern *pattern, int64 limit)
{
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < pattern->pending; i++)
		{
			int goal = pattern->pending_goal[i];

			if ((goal % MAX_GOALS == APART) == (pass == 1) && !is_reached(pattern, goal) &&
				!reach_by_new_cycle(pattern, goal, limit - pattern->cost))
				return false;
		}
	return true;
}

/* ---- the pattern ---- */

/* A goal, and the price of its cheapest cycle. */
typedef struct Demand
{
	int	  goal;
	int64 cost;
} Demand;

static int
compare_demands(const void *a, const void *b)
{
	const Demand *x = a;
	const Demand *y = b;

	return x->cost != y->cost ? (x->cost < y->cost ? 1 : -1) : x->goal - y->goal;
}

/* Reach all goals that can be reached, the dearest first. The others are dropped, and left to augmentation. */
static void
reach_all_goals(CyclePattern *pattern)
{
	int		goals = pattern->problem->system->cells * MAX_GOALS;
	Demand *demand = allocate(sizeof(Demand), goals);
	int		count = 0;

	/* keep what costs nothing, and note the price of the others: of one product, which is found sooner than a cycle */
	for (int goal = 0; goal < goals; goal++)
	{
		int64 price;

		if (goal % MAX_GOALS == APART || !is_goal(pattern->goal[goal]) || is_reached(pattern, goal))
			continue;
		price = cycle_finder_price(pattern->finder, goal / MAX_GOALS, pattern->goal[goal]);
		if (price > 0 || !reach_by_new_cycle(pattern, goal, NEVER))
			demand[count++] = (Demand){goal, price};
		keep_changes(pattern);
	}
	elog(DEBUG1, "cycles: priced, " INT64_FORMAT " cells evaluated", cycle_finder_steps(pattern->finder));
	qsort(demand, count, sizeof(Demand), compare_demands);
	/* goals of APART come last, as they depend on the cycles of the others */
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < (pass == 0 ? count : goals); i++)
		{
			int goal = pass == 0 ? demand[i].goal : i;

			if ((goal % MAX_GOALS == APART) != (pass == 1) || !is_goal(pattern->goal[goal]))
				continue;
			if (!is_reached(pattern, goal) && !reach_by_new_cycle(pattern, goal, NEVER))
				pattern->goal[goal] = (Goal){0};
			keep_changes(pattern);
		}
	pfree(demand);
}

/* Publish a cell if cycles without it make the pattern cheaper. */
static bool
publish_cell(CyclePattern *pattern, int cell)
{
	int64 before = pattern->cost;
	bool  result;

	remove_cycles_through(pattern, cell);
	cycle_finder_set_price(pattern->finder, cell, NEVER);
	result = reach_pending(pattern, before);
	if (result)
		keep_changes(pattern);
	else
		roll_back_changes(pattern);
	if (!pattern->hidden[cell])
		cycle_finder_set_price(pattern->finder, cell, pattern->problem->cost[cell]);
	return result;
}

/* Remove the cycles through a cell, and some through cells near it, and reach their goals again in random order. */
static void
ruin_and_recreate(CyclePattern *pattern, int cell)
{
	const CycleList *through = pattern->through + cell;
	int64			 before = pattern->cost;

	for (int i = random_below(&pattern->random, MAX_RUIN); i > 0 && through->count > 0; i--)
	{
		const Cycle *cycle = through->cycle[random_below(&pattern->random, through->count)];
		int			 other = cycle->cell[random_below(&pattern->random, cycle->length)];

		if (!must_hide(pattern->problem, other))
			remove_cycles_through(pattern, other);
	}
	remove_cycles_through(pattern, cell);
	for (int i = pattern->pending - 1; i > 0; i--)
	{
		int j = random_below(&pattern->random, i + 1);
		int goal = pattern->pending_goal[i];

		pattern->pending_goal[i] = pattern->pending_goal[j];
		pattern->pending_goal[j] = goal;
	}
	/* a pattern of the same cost is accepted, as it may lead to a cheaper one */
	if (reach_pending(pattern, before + 1))
		keep_changes(pattern);
	else
		roll_back_changes(pattern);
}

static void
improve_pattern(CyclePattern *pattern)
{
	int	  cells = pattern->problem->system->cells;
	int64 end = cycle_finder_steps(pattern->finder) + IMPROVE_STEPS + IMPROVE_STEPS_A_CELL * cells;
	int	 *list = allocate(sizeof(int), cells);
	bool  any = true;
	int	  count;

	while (any && cycle_finder_steps(pattern->finder) < end)
	{
		any = false;
		count = problem_list_secondary(pattern->problem, list);
		for (int i = 0; i < count && cycle_finder_steps(pattern->finder) < end; i++)
			if (pattern->hidden[list[i]])
				any |= publish_cell(pattern, list[i]);
		elog(DEBUG1, "cycles: cost " INT64_FORMAT, pattern->cost);
	}
	while (cycle_finder_steps(pattern->finder) < end && (count = problem_list_secondary(pattern->problem, list)) > 0)
		for (int i = 0; i < RUINS_A_LIST && cycle_finder_steps(pattern->finder) < end; i++)
		{
			int cell = list[random_below(&pattern->random, count)];

			if (pattern->hidden[cell])
				ruin_and_recreate(pattern, cell);
		}
	pfree(list);
}

static CyclePattern *
cycle_pattern_create(SuppressionProblem *problem, CycleFinder *finder)
{
	int			  cells = problem->system->cells;
	CyclePattern *pattern = palloc0(sizeof(CyclePattern));

	pattern->problem = problem;
	pattern->finder = finder;
	pattern->hidden = problem->hidden;
	pattern->goal = allocate(sizeof(Goal), (Size) cells * MAX_GOALS);
	memset(pattern->goal, 0, sizeof(Goal) * cells * MAX_GOALS);
	pattern->reached_by = allocate(sizeof(Cycle *), (Size) cells * MAX_GOALS);
	memset(pattern->reached_by, 0, sizeof(Cycle *) * cells * MAX_GOALS);
	pattern->through = allocate(sizeof(CycleList), cells);
	memset(pattern->through, 0, sizeof(CycleList) * cells);
	pattern->common = allocate(sizeof(int), cells);
	for (int cell = 0; cell < cells; cell++)
	{
		pattern->hidden[cell] = must_hide(problem, cell);
		if (pattern->hidden[cell])
			level_goals(problem, cell, pattern->goal + cell * MAX_GOALS);
		if (pattern->hidden[cell] && problem->same_contributors)
			pattern->goal[cell * MAX_GOALS + APART] = (Goal){1, 1};
		if (pattern->hidden[cell] && !problem->primary[cell])
			pattern->cost += problem->cost[cell];
	}
	return pattern;
}

bool
cycle_pattern_search(SuppressionProblem *problem, Witnesses *witnesses)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "pattern of cycles", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	CycleFinder	 *finder = cycle_finder_create(problem, THOROUGH_PRODUCT);

	if (finder)
	{
		CyclePattern *pattern = cycle_pattern_create(problem, finder);

		price_by_squares(pattern, true);
		reach_all_goals(pattern);
		price_by_squares(pattern, false);
		elog(DEBUG1, "cycles: cost " INT64_FORMAT ", " INT64_FORMAT " cells evaluated", pattern->cost,
			 cycle_finder_steps(finder));
		improve_pattern(pattern);
		for (int cell = 0; cell < problem->system->cells; cell++)
			for (int i = 0; i < pattern->through[cell].count; i++)
			{
				Cycle *cycle = pattern->through[cell].cycle[i];

				/* hand over each cycle once, at its first cell */
				if (cycle->cell[0] == cell && !witnesses_add(witnesses, cycle->length, cycle->cell, cycle->change))
					elog(ERROR, "a cycle of the pattern breaks a sum or leaves the a-priori bounds of a cell");
			}
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return finder != NULL;
}
