/*
 * cycle_pattern.c
 *		The pattern made of cycles, and what makes it cheaper.
 *
 * Each cell that needs protection gets the cheapest cycle through it
 * (cycle.c), the dearest first; what is hidden already costs nothing.  Then
 * cells are published again for as long as other cycles cost less than they
 * do, and at last cycles are taken away at random and looked for again, which
 * is kept unless it costs more (G. Schrimpf et al., Record Breaking Optimization
 * Results Using the Ruin and Recreate Principle, J. Computational Physics 159,
 * 2000).  Looks at cells are counted, not time: it comes out the same every time.
 */
#include "postgres.h"

#include "audit/presolve.h"
#include "protect/cycle.h"
#include "protect/cycle_pattern.h"
#include "util/memory.h"
#include "util/random.h"

/* Looks that making the pattern cheaper may take: so many, and so many for each cell. */
#define IMPROVE_LOOKS INT64CONST(50000000)
#define CELL_LOOKS	  INT64CONST(4000)

/* Cells around which cycles are taken away together, at most, and how often until the list of them is made anew. */
#define MAX_RUIN 4
#define RUINS	 1000

/* Goals of a cell: those of the level, and to be shown apart from cells that somebody knows. */
#define APART	  LEVEL_GOALS
#define MAX_GOALS (LEVEL_GOALS + 1)

typedef struct CycleList
{
	int		count;
	int		allocated;
	Cycle **cycle;
} CycleList;

/* What was done since the pattern was last good, to be undone. */
typedef struct Deed
{
	Cycle *cycle;
	bool   added;
} Deed;

/* A goal that another cycle shows now, or none. */
typedef struct Shift
{
	int	   goal;
	Cycle *from;
} Shift;

typedef struct CyclePattern
{
	const SuppressionProblem *problem;
	CycleFinder				 *finder;
	bool					 *hidden; /* the protection's */
	int64					  cost;	  /* of all that is hidden beside the primary cells */
	/* of each cell, MAX_GOALS of them; a goal that is none is all 0 */
	Goal	  *goal;
	Cycle	 **shown_by; /* NULL if it is not; never of APART */
	CycleList *through;	 /* cycles of each cell */
	int		   pending;	 /* goals that are to be looked at */
	int		   pending_allocated;
	int		  *pending_goal;
	int		   deeds;
	int		   deeds_allocated;
	Deed	  *deed;
	int		   shifts;
	int		   shifts_allocated;
	Shift	  *shift;
	int		  *common; /* room for cells */
	uint64	   random;
} CyclePattern;

/* One more in an array that grows by doubling. */
static void *
grown(void *array, Size size, int count, int *allocated)
{
	if (count < *allocated)
		return array;
	*allocated = Max(16, 2 * count);
	return array ? repalloc_huge(array, size * *allocated) : allocate(size, *allocated);
}

/* ---- cycles of the pattern ---- */

static void
set_hidden(CyclePattern *pattern, int cell, bool hidden)
{
	int64 cost = pattern->problem->cost[cell];

	pattern->hidden[cell] = hidden;
	pattern->cost += hidden ? cost : -cost;
	cycle_finder_set_price(pattern->finder, cell, hidden ? 0 : cost);
}

static void
put_circuit(CyclePattern *pattern, Cycle *cycle)
{
	for (int i = 0; i < cycle->length; i++)
	{
		CycleList *through = pattern->through + cycle->cell[i];

		through->cycle = grown(through->cycle, sizeof(Cycle *), through->count, &through->allocated);
		through->cycle[through->count++] = cycle;
		if (!pattern->hidden[cycle->cell[i]])
			set_hidden(pattern, cycle->cell[i], true);
	}
}

static void
take_circuit(CyclePattern *pattern, const Cycle *cycle)
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
note_deed(CyclePattern *pattern, Cycle *cycle, bool added)
{
	pattern->deed = grown(pattern->deed, sizeof(Deed), pattern->deeds, &pattern->deeds_allocated);
	pattern->deed[pattern->deeds++] = (Deed){cycle, added};
}

static void
show_by(CyclePattern *pattern, int goal, Cycle *cycle)
{
	pattern->shift = grown(pattern->shift, sizeof(Shift), pattern->shifts, &pattern->shifts_allocated);
	pattern->shift[pattern->shifts++] = (Shift){goal, pattern->shown_by[goal]};
	pattern->shown_by[goal] = cycle;
}

static void
add_pending(CyclePattern *pattern, int goal)
{
	pattern->pending_goal = grown(pattern->pending_goal, sizeof(int), pattern->pending, &pattern->pending_allocated);
	pattern->pending_goal[pattern->pending++] = goal;
}

/* A new cycle shows what no other does. */
static void
add_circuit(CyclePattern *pattern, Cycle *cycle)
{
	put_circuit(pattern, cycle);
	note_deed(pattern, cycle, true);
	for (int i = 0; i < cycle->length; i++)
		for (int j = 0; j < APART; j++)
		{
			int goal = cycle->cell[i] * MAX_GOALS + j;

			if (is_goal(pattern->goal[goal]) && !pattern->shown_by[goal] &&
				reaches(pattern->goal[goal], cycle->change[i]))
				show_by(pattern, goal, cycle);
		}
}

static void
remove_circuit(CyclePattern *pattern, Cycle *cycle)
{
	take_circuit(pattern, cycle);
	note_deed(pattern, cycle, false);
	for (int i = 0; i < cycle->length; i++)
		for (int j = 0; j < MAX_GOALS; j++)
		{
			int goal = cycle->cell[i] * MAX_GOALS + j;

			if (!is_goal(pattern->goal[goal]) || (j != APART && pattern->shown_by[goal] != cycle))
				continue;
			if (j != APART)
				show_by(pattern, goal, NULL);
			add_pending(pattern, goal);
		}
}

static void
remove_circuits_through(CyclePattern *pattern, int cell)
{
	const CycleList *through = pattern->through + cell;

	while (through->count > 0)
		remove_circuit(pattern, through->cycle[through->count - 1]);
}

/* The pattern is good: what is gone is gone. */
static void
settle_cycle(CyclePattern *pattern)
{
	for (int i = 0; i < pattern->deeds; i++)
		if (!pattern->deed[i].added)
			cycle_free(pattern->deed[i].cycle);
	pattern->deeds = pattern->shifts = pattern->pending = 0;
}

/* Back to when it was. */
static void
undo(CyclePattern *pattern)
{
	while (pattern->deeds > 0)
	{
		Deed *deed = pattern->deed + --pattern->deeds;

		if (deed->added)
		{
			take_circuit(pattern, deed->cycle);
			cycle_free(deed->cycle);
		}
		else
			put_circuit(pattern, deed->cycle);
	}
	while (pattern->shifts > 0)
	{
		Shift *shift = pattern->shift + --pattern->shifts;

		pattern->shown_by[shift->goal] = shift->from;
	}
	pattern->pending = 0;
}

/* ---- showing goals ---- */

static bool
change_of(const Cycle *cycle, int cell, int64 *change)
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
 * Cells known to somebody without whom none of a cell's cycles is, in
 * common; returns how many.  Those who know it without the table do not count.
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
			if (change_of(through->cycle[i], pattern->common[j], &change))
				pattern->common[kept++] = pattern->common[j];
		count = kept;
	}
	return count;
}

/* Show a goal by a new cycle that costs less than limit.  False if there is none. */
static bool
show_anew(CyclePattern *pattern, int goal, int64 limit)
{
	int	   cell = goal / MAX_GOALS;
	int	   banned = goal % MAX_GOALS == APART ? find_common(pattern, cell) : 0;
	Cycle *cycle;

	for (int i = 0; i < banned; i++)
		cycle_finder_set_price(pattern->finder, pattern->common[i], NEVER);
	cycle = cycle_finder_find(pattern->finder, cell, pattern->goal[goal], limit);
	for (int i = 0; i < banned; i++)
		cycle_finder_set_price(pattern->finder, pattern->common[i], 0);
	if (!cycle)
		return false;
	add_circuit(pattern, cycle);
	return true;
}

/* Is it shown, or can it be by a cycle that there is? */
static bool
is_shown(CyclePattern *pattern, int goal)
{
	int				 cell = goal / MAX_GOALS;
	const CycleList *through = pattern->through + cell;
	int64			 change;

	if (goal % MAX_GOALS == APART)
		return find_common(pattern, cell) == 0;
	for (int i = 0; i < through->count && !pattern->shown_by[goal]; i++)
		if (change_of(through->cycle[i], cell, &change) && reaches(pattern->goal[goal], change))
			show_by(pattern, goal, through->cycle[i]);
	return pattern->shown_by[goal] != NULL;
}

/* Show what is pending, and at last that it is apart, so that all costs less than limit.  False if that does not come out. */
static bool
show_pending(CyclePattern *pattern, int64 limit)
{
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < pattern->pending; i++)
		{
			int goal = pattern->pending_goal[i];

			if ((goal % MAX_GOALS == APART) == (pass == 1) && !is_shown(pattern, goal) &&
				!show_anew(pattern, goal, limit - pattern->cost))
				return false;
		}
	return true;
}

/* ---- the pattern ---- */

/* A goal, and what it costs to show it. */
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

/* Show all goals that can be.  Those that cannot are goals no longer. */
static void
build(CyclePattern *pattern)
{
	int		goals = pattern->problem->system->cells * MAX_GOALS;
	Demand *demand = allocate(sizeof(Demand), goals);
	int		count = 0;

	/* what costs nothing at once, and of the others what it would */
	for (int goal = 0; goal < goals; goal++)
	{
		int64 before = pattern->cost;

		if (!is_goal(pattern->goal[goal]))
			continue;
		if (!is_shown(pattern, goal) && !show_anew(pattern, goal, NEVER))
			demand[count++] = (Demand){goal, NEVER};
		else if (pattern->cost > before)
			demand[count++] = (Demand){goal, pattern->cost - before};
		if (pattern->cost > before)
			undo(pattern);
		else
			settle_cycle(pattern);
	}
	qsort(demand, count, sizeof(Demand), compare_demands);
	/* that a cell is apart is looked at when it is shown */
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < (pass == 0 ? count : goals); i++)
		{
			int goal = pass == 0 ? demand[i].goal : i;

			if ((goal % MAX_GOALS == APART) != (pass == 1) || !is_goal(pattern->goal[goal]))
				continue;
			if (!is_shown(pattern, goal) && !show_anew(pattern, goal, NEVER))
				pattern->goal[goal] = (Goal){0};
			settle_cycle(pattern);
		}
	pfree(demand);
}

/* Publish a cell, if what is hidden in its place costs less. */
static bool
publish_cell(CyclePattern *pattern, int cell)
{
	int64 before = pattern->cost;
	bool  result;

	remove_circuits_through(pattern, cell);
	cycle_finder_set_price(pattern->finder, cell, NEVER);
	result = show_pending(pattern, before);
	if (result)
		settle_cycle(pattern);
	else
		undo(pattern);
	if (!pattern->hidden[cell])
		cycle_finder_set_price(pattern->finder, cell, pattern->problem->cost[cell]);
	return result;
}

/* Take away the cycles through a cell, and some near it, and look for others in another order. */
static void
ruin(CyclePattern *pattern, int cell)
{
	const CycleList *through = pattern->through + cell;
	int64			 before = pattern->cost;

	for (int i = random_below(&pattern->random, MAX_RUIN); i > 0 && through->count > 0; i--)
	{
		const Cycle *cycle = through->cycle[random_below(&pattern->random, through->count)];
		int			 other = cycle->cell[random_below(&pattern->random, cycle->length)];

		if (!must_hide(pattern->problem, other))
			remove_circuits_through(pattern, other);
	}
	remove_circuits_through(pattern, cell);
	for (int i = pattern->pending - 1; i > 0; i--)
	{
		int j = random_below(&pattern->random, i + 1);
		int goal = pattern->pending_goal[i];

		pattern->pending_goal[i] = pattern->pending_goal[j];
		pattern->pending_goal[j] = goal;
	}
	/* no dearer will do: another pattern may lead further */
	if (show_pending(pattern, before + 1))
		settle_cycle(pattern);
	else
		undo(pattern);
}

static void
improve(CyclePattern *pattern)
{
	int	  cells = pattern->problem->system->cells;
	int64 end = cycle_finder_looks(pattern->finder) + IMPROVE_LOOKS + CELL_LOOKS * cells;
	int	 *list = allocate(sizeof(int), cells);
	bool  any = true;
	int	  count;

	while (any && cycle_finder_looks(pattern->finder) < end)
	{
		any = false;
		count = problem_list_secondary(pattern->problem, list);
		for (int i = 0; i < count && cycle_finder_looks(pattern->finder) < end; i++)
			if (pattern->hidden[list[i]])
				any |= publish_cell(pattern, list[i]);
		elog(DEBUG1, "cycles: cost " INT64_FORMAT, pattern->cost);
	}
	while (cycle_finder_looks(pattern->finder) < end && (count = problem_list_secondary(pattern->problem, list)) > 0)
		for (int i = 0; i < RUINS && cycle_finder_looks(pattern->finder) < end; i++)
		{
			int cell = list[random_below(&pattern->random, count)];

			if (pattern->hidden[cell])
				ruin(pattern, cell);
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
	pattern->shown_by = allocate(sizeof(Cycle *), (Size) cells * MAX_GOALS);
	memset(pattern->shown_by, 0, sizeof(Cycle *) * cells * MAX_GOALS);
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
	CycleFinder	 *finder = cycle_finder_create(problem);

	if (finder)
	{
		CyclePattern *pattern = cycle_pattern_create(problem, finder);

		build(pattern);
		elog(DEBUG1, "cycles: cost " INT64_FORMAT ", " INT64_FORMAT " looks", pattern->cost,
			 cycle_finder_looks(finder));
		improve(pattern);
		for (int cell = 0; cell < problem->system->cells; cell++)
			for (int i = 0; i < pattern->through[cell].count; i++)
			{
				Cycle *cycle = pattern->through[cell].cycle[i];

				/* once, where it is first met */
				if (cycle->cell[0] == cell && !witnesses_add(witnesses, cycle->length, cycle->cell, cycle->change))
					elog(ERROR, "a cycle does not prove what it is hidden for");
			}
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return finder != NULL;
}
