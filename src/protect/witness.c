/*
 * witness.c
 *		Witnesses that a pattern holds, by tables that a reader cannot rule out.
 *
 * That a hidden cell can move is linear arithmetic; that there is another whole
 * number for it is more: where it can only move by a third, or together with a
 * cell that would have to fall below zero, it is disclosed.  So each hidden cell
 * is shown in other tables of whole numbers, found by moves from the true one;
 * a table is a proof for all cells that it changes.  Where none is found, and
 * the part of the table is small, the audit says how it is.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/presolve.h"
#include "audit/solve.h"
#include "audit/table_system.h"
#include "protect/null_space.h"
#include "protect/witness.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/work.h"

/* Looks at cells that the search for one table may take, for one of few, and those that fail in a round, or a brief one. */
#define REACH_BUDGET INT64CONST(100000)
#define LONG_BUDGET	 INT64CONST(5000000)
#define FAIL_BUDGET	 INT64CONST(500000000)
#define BRIEF_BUDGET INT64CONST(20000000)

/* So many cells are few. */
#define FEW 20

/* Parts of a width that are gone one after the other: more bring no cell nearer to what is out of reach. */
#define MAX_WIDTH_STEPS 64

/* LocalSearch that the way to a number is split into. */
#define MAX_PARTS 8

/* Hidden cells that are audited all when some are not proven. */
#define EXACT_CELLS 2000

/* What audits of patterns on trial may take: audits times cells. */
#define TRIAL_BUDGET 5000

/* Cells published since the moves were computed, in parts of all that they have, until they are afresh. */
#define STALE_SHARE 16

/* tables in which a cell is lowest and highest */
#define TRUE_TABLE (-1)
#define AUDITED	   (-2)

typedef struct Table
{
	int	   length;
	int	  *cell; /* those that differ from the true one */
	int64 *value;
	int	   gone; /* the trial that has published a cell of it, or 0 */
} Table;

/* Tables that a cell is in, and where. */
typedef struct Place
{
	int table;
	int at;
} Place;

typedef struct Places
{
	int	   count;
	int	   allocated;
	Place *place;
} Places;

/* What is shown of a cell, to be restored. */
typedef struct Shown
{
	int	   cell;
	Bounds seen;
	int	   low_table;
	int	   high_table;
} Shown;

struct Witnesses
{
	SuppressionProblem *problem;
	MemoryContext		context;
	Bounds			   *seen;	   /* of each cell, in the tables found */
	int				   *low_table; /* in which it is */
	int				   *high_table;
	Table			   *table;
	int					tables;
	int					tables_allocated;
	Places			   *places; /* of each cell */
	MemoryContext		local_search_context;
	LocalSearch		   *search; /* NULL if not those of the pattern */
	int				   *number; /* of each cell in moves */
	int				   *cell_of;
	bool				far;		  /* is a number of the table? */
	int					published;	  /* since the moves were computed */
	int					trials;		  /* of publishing cells */
	int64				reach_budget; /* looks at cells that the search for one table may take */
	int64				fail_budget;  /* and all that fail */
	int					audits;		  /* left */
	Feasible		   *feasible;
	/* cells that audits say are not known to who is alone in another one */
	int	   audited;
	int	   audited_allocated;
	int	  *audited_cell;
	int	  *audited_single;
	int64 *missed; /* room for problem_keeps_sums, once it is needed */
};

static void
places_add(Places *places, int table, int at)
{
	if (places->count == places->allocated)
	{
		places->allocated = Max(4, 2 * places->allocated);
		places->place = places->place ? repalloc_huge(places->place, sizeof(Place) * places->allocated) :
										allocate(sizeof(Place), places->allocated);
	}
	places->place[places->count++] = (Place){table, at};
}

static Bounds
true_bounds(const Witnesses *witnesses, int cell)
{
	return witnesses->problem->system->bounds[cell];
}

Witnesses *
witnesses_create(SuppressionProblem *problem)
{
	int		   cells = problem->system->cells;
	Witnesses *witnesses = palloc0(sizeof(Witnesses));

	witnesses->problem = problem;
	witnesses->context = CurrentMemoryContext;
	witnesses->seen = allocate(sizeof(Bounds), cells);
	witnesses->low_table = allocate(sizeof(int), cells);
	witnesses->high_table = allocate(sizeof(int), cells);
	witnesses->places = allocate(sizeof(Places), cells);
	memset(witnesses->places, 0, sizeof(Places) * Max(cells, 1));
	witnesses->number = allocate(sizeof(int), cells);
	witnesses->cell_of = allocate(sizeof(int), cells);
	witnesses->feasible = allocate(sizeof(Feasible), cells);
	witnesses->tables_allocated = 256;
	witnesses->table = palloc(sizeof(Table) * witnesses->tables_allocated);
	witnesses->audited_allocated = 16;
	witnesses->audited_cell = palloc(sizeof(int) * witnesses->audited_allocated);
	witnesses->audited_single = palloc(sizeof(int) * witnesses->audited_allocated);
	witnesses->local_search_context =
		AllocSetContextCreate(CurrentMemoryContext, "tables of whole numbers", ALLOCSET_DEFAULT_SIZES);
	witnesses->audits = TRIAL_BUDGET / Max(cells, 1);
	for (int cell = 0; cell < cells; cell++)
	{
		witnesses->seen[cell] = true_bounds(witnesses, cell);
		witnesses->low_table[cell] = witnesses->high_table[cell] = TRUE_TABLE;
	}
	return witnesses;
}

static void
compute_moves(Witnesses *witnesses)
{
	SuppressionProblem *problem = witnesses->problem;
	int					cells = problem->system->cells;
	MemoryContext		old;
	Bounds			   *bounds;

	MemoryContextReset(witnesses->local_search_context);
	old = MemoryContextSwitchTo(witnesses->local_search_context);
	bounds = allocate(sizeof(Bounds), cells);
	for (int cell = 0; cell < cells; cell++)
		bounds[cell] = problem->hidden[cell] ? problem_room(problem, cell) : true_bounds(witnesses, cell);
	witnesses->search = null_space_local_search(problem, problem->hidden, bounds, witnesses->number);
	for (int cell = 0; cell < cells; cell++)
		if (witnesses->number[cell] >= 0)
			witnesses->cell_of[witnesses->number[cell]] = cell;
	witnesses->far = false;
	for (int number = 0; number < witnesses->search->cells; number++)
		if (witnesses->search->base[number] > CHANGE_LIMIT || witnesses->search->base[number] < -CHANGE_LIMIT)
			witnesses->far = true;
	witnesses->published = 0;
	MemoryContextSwitchTo(old);
}

/* A table with so many cells that differ, which table_set then says one by one. */
static Table *
table_create(Witnesses *witnesses, int length)
{
	Table *table;

	if (witnesses->tables == witnesses->tables_allocated)
	{
		witnesses->tables_allocated *= 2;
		witnesses->table = repalloc_huge(witnesses->table, sizeof(Table) * witnesses->tables_allocated);
	}
	table = witnesses->table + witnesses->tables++;
	table->gone = 0;
	table->length = length;
	table->cell = allocate(sizeof(int), length);
	table->value = allocate(sizeof(int64), length);
	return table;
}

static void
table_set(Witnesses *witnesses, Table *table, int at, int cell, int64 value)
{
	int number = table - witnesses->table;

	table->cell[at] = cell;
	table->value[at] = value;
	places_add(witnesses->places + cell, number, at);
	if (value < witnesses->seen[cell].lower)
	{
		witnesses->seen[cell].lower = value;
		witnesses->low_table[cell] = number;
	}
	if (value > witnesses->seen[cell].upper)
	{
		witnesses->seen[cell].upper = value;
		witnesses->high_table[cell] = number;
	}
}

/* Keep the table that moves have come to. */
static void
keep_table(Witnesses *witnesses)
{
	const LocalSearch *search = witnesses->search;
	MemoryContext	   old = MemoryContextSwitchTo(witnesses->context);
	Table			  *table = table_create(witnesses, search->changed);

	for (int i = 0; i < search->changed; i++)
		table_set(witnesses, table, i, witnesses->cell_of[search->changed_cell[i]],
				  search->value[search->changed_cell[i]]);
	MemoryContextSwitchTo(old);
}

bool
witnesses_add(Witnesses *witnesses, int length, const int *cell, const int64 *change)
{
	const SuppressionProblem *problem = witnesses->problem;
	MemoryContext			  old = MemoryContextSwitchTo(witnesses->context);
	bool					  result;

	if (!witnesses->missed)
	{
		witnesses->missed = allocate(sizeof(int64), problem->system->sums);
		memset(witnesses->missed, 0, sizeof(int64) * problem->system->sums);
	}
	result = problem_keeps_sums(problem, length, cell, change, witnesses->missed);
	for (int i = 0; i < length; i++)
	{
		int64 value = true_bounds(witnesses, cell[i]).lower + change[i];

		Bounds room = problem_room(problem, cell[i]);

		result &= problem->hidden[cell[i]] && value >= room.lower && value <= room.upper;
	}
	if (result)
	{
		Table *table = table_create(witnesses, length);

		for (int i = 0; i < length; i++)
			table_set(witnesses, table, i, cell[i], true_bounds(witnesses, cell[i]).lower + change[i]);
	}
	MemoryContextSwitchTo(old);
	return result;
}

bool
witnesses_holds(const Witnesses *witnesses, int cell)
{
	return problem_satisfies(witnesses->problem, cell, witnesses->seen[cell]);
}

/* What is too far for one move may be reached by several, one after the other. */
static bool
reach_by_steps(LocalSearch *search, int number, Bounds wanted, int64 again, int64 *budget)
{
	Bounds near = wanted;
	int64  value = search->base[number];
	int64  way = wanted.lower > value ? wanted.lower - value : wanted.upper - value;
	int64  part = way / MAX_PARTS + (way > 0 ? 1 : -1);

	*budget = again;
	while (search->value[number] < wanted.lower || search->value[number] > wanted.upper)
	{
		value = search->value[number] + part;
		near.lower = way > 0 ? Min(value, wanted.lower) : wanted.lower;
		near.upper = way > 0 ? wanted.upper : Max(value, wanted.upper);
		if (Abs(way) <= 1 || !local_search_reach(search, number, near, budget))
			return false;
	}
	return true;
}

/* Look for a table in which the cell is no less than at_least, or no more than at_most. */
static bool
reach_level(Witnesses *witnesses, int cell, int64 at_least, int64 at_most)
{
	LocalSearch *search = witnesses->search;
	int			 number = witnesses->number[cell];
	Bounds		 wanted = witnesses->problem->prior[cell];
	int64		 budget = Min(witnesses->reach_budget, witnesses->fail_budget);
	int64		 before = budget;
	bool		 found;

	wanted.lower = Max(wanted.lower, at_least);
	wanted.upper = Min(wanted.upper, at_most);
	wanted = problem_side(witnesses->problem, cell, wanted);
	if (wanted.lower > wanted.upper || budget <= 0 || witnesses->far || at_least > CHANGE_LIMIT ||
		at_most < -CHANGE_LIMIT)
		return false;
	found = local_search_reach(search, number, wanted, &budget) ||
			reach_by_steps(search, number, wanted, witnesses->reach_budget, &budget);
	if (found)
		keep_table(witnesses);
	else
		witnesses->fail_budget -= before - budget;
	local_search_return(search);
	return found;
}

/* Show a cell as far from its number as the level asks.  False if that does not come out. */
static bool
find_witness(Witnesses *witnesses, int cell)
{
	const SuppressionProblem *problem = witnesses->problem;
	Bounds					 *seen = witnesses->seen + cell;
	Bounds					  aim = problem_aim(problem, cell);

	CHECK_FOR_INTERRUPTS();
	if (aim.upper > seen->upper)
		reach_level(witnesses, cell, aim.upper, NO_UPPER);
	if (aim.lower < seen->lower)
		reach_level(witnesses, cell, NO_LOWER, aim.lower);
	/* whatever adds to the width, as far as moves go */
	for (int64 part = Min(problem_width(problem, cell), CHANGE_LIMIT); part >= 1 && !witnesses_holds(witnesses, cell);
		 part /= 2)
		for (int step = 0; step < MAX_WIDTH_STEPS && !witnesses_holds(witnesses, cell) &&
						   (reach_level(witnesses, cell, Min(seen->upper, CHANGE_LIMIT) + part, NO_UPPER) ||
							reach_level(witnesses, cell, NO_LOWER, Max(seen->lower, -CHANGE_LIMIT) - part));
			 step++)
			;
	return witnesses_holds(witnesses, cell);
}

/* What the audit says of cells that no table was found for; returns how many are still not proven. */
static int
audit_pattern(Witnesses *witnesses, bool exact, int *cell, int count)
{
	const SuppressionProblem *problem = witnesses->problem;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "audit of a pattern", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	TableSystem	  published = problem_published(problem);
	int			  left = 0;

	published.outer = !exact;
	if (table_system_solve(&published, witnesses->feasible) == SEARCH_INFEASIBLE)
		elog(ERROR, "the true numbers contradict what a reader knows of them");
	/* past the deadline it has not solved all: then only what a table attains counts */
	exact &= !work_is_spent();
	for (int i = 0; i < count; i++)
	{
		Feasible found = witnesses->feasible[cell[i]];
		Bounds	*seen = witnesses->seen + cell[i];

		/* ends that a table in whole numbers attains, or, of all that was solved, what the audit stands for */
		if ((exact || found.lower_sharp) && found.bounds.lower < seen->lower)
		{
			seen->lower = found.bounds.lower;
			witnesses->low_table[cell[i]] = AUDITED;
		}
		if ((exact || found.upper_sharp) && found.bounds.upper > seen->upper)
		{
			seen->upper = found.bounds.upper;
			witnesses->high_table[cell[i]] = AUDITED;
		}
		if (!witnesses_holds(witnesses, cell[i]))
			cell[left++] = cell[i];
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return left;
}

int
witnesses_extend(Witnesses *witnesses, WitnessEffort effort, int *below)
{
	const SuppressionProblem *problem = witnesses->problem;
	int						  count = 0;

	witnesses->search = NULL;
	witnesses->fail_budget = effort == WITNESS_BRIEF ? BRIEF_BUDGET : FAIL_BUDGET;
	witnesses->reach_budget = REACH_BUDGET;
	for (int cell = 0; cell < problem->system->cells; cell++)
	{
		if (!problem->hidden[cell] || witnesses_holds(witnesses, cell))
			continue;
		if (!witnesses->search)
			compute_moves(witnesses);
		if (work_is_spent() || !find_witness(witnesses, cell))
			below[count++] = cell;
	}
	if (count <= FEW && effort != WITNESS_BRIEF)
	{
		int few = count;

		count = 0;
		witnesses->reach_budget = LONG_BUDGET;
		for (int i = 0; i < few; i++)
			if (work_is_spent() || !find_witness(witnesses, below[i]))
				below[count++] = below[i];
	}
	if (count > 0 && effort != WITNESS_BRIEF && !work_is_spent())
		count =
			audit_pattern(witnesses, effort == WITNESS_EXACT || witnesses->search->cells <= EXACT_CELLS, below, count);
	elog(DEBUG1, "witnesses: " INT64_FORMAT " beside the primary cells, %d tables, %d cells not proven",
		 problem_cost(problem, problem->hidden), witnesses->tables, count);
	return count;
}

/* ---- who knows a cell ---- */

/* Is the cell changed in a table that is none of those which somebody knows to be wrong? */
static bool
shown_apart(const Witnesses *witnesses, int cell, const bool *knows)
{
	const Places *places = witnesses->places + cell;

	work_add(places->count + 1);
	for (int i = 0; i < places->count; i++)
		if (!witnesses->table[places->place[i].table].gone && !knows[places->place[i].table])
			return true;
	return false;
}

/* The tables that who is alone in a cell knows to be wrong, palloc'd. */
static bool *
known_wrong(const Witnesses *witnesses, int single)
{
	bool *knows = palloc0(Max(witnesses->tables, 1));

	for (int i = 0; i < witnesses->places[single].count; i++)
		knows[witnesses->places[single].place[i].table] = true;
	return knows;
}

bool
witnesses_is_apart(const Witnesses *witnesses, int cell, int single)
{
	bool *knows = known_wrong(witnesses, single);
	bool  result = shown_apart(witnesses, cell, knows);

	pfree(knows);
	return result;
}

/* Does an audit say that a cell is not known to who is alone in another one? */
static bool
is_audited(const Witnesses *witnesses, int cell, int single)
{
	for (int i = 0; i < witnesses->audited; i++)
		if (witnesses->audited_cell[i] == cell && witnesses->audited_single[i] == single)
			return true;
	return false;
}

int
witnesses_singles(Witnesses *witnesses, int *below, int *known)
{
	const SuppressionProblem *problem = witnesses->problem;
	int						  cells = problem->system->cells;
	int						  total = 0;

	if (!problem->same_contributors)
		return 0;
	compute_moves(witnesses);
	for (int single = 0; single < cells && !work_is_spent(); single++)
	{
		Bounds *bounds;
		Bounds	before;
		bool   *knows;
		int		first = total;
		int		count;

		if (!problem->single[single] || !problem->hidden[single])
			continue;
		CHECK_FOR_INTERRUPTS();
		work_add(2 * cells + witnesses->tables / 8);
		knows = known_wrong(witnesses, single);
		for (int other = 0; other < cells && total < cells; other++)
			if (problem->hidden[other] && must_hide(problem, other) && !shown_apart(witnesses, other, knows) &&
				!problem_is_known(problem, single, other) && !is_audited(witnesses, other, single))
				below[total++] = other;
		pfree(knows);
		if (total == first)
			continue;
		/* of these, those that no table of which the number is known moves */
		bounds = witnesses->search->bounds + witnesses->number[single];
		before = *bounds;
		*bounds = true_bounds(witnesses, single);
		count = total;
		total = first;
		for (int i = first; i < count; i++)
		{
			int	  cell = below[i];
			int64 value = true_bounds(witnesses, cell).lower;

			witnesses->fail_budget = witnesses->reach_budget = REACH_BUDGET;
			if (reach_level(witnesses, cell, value + 1, NO_UPPER) || reach_level(witnesses, cell, NO_LOWER, value - 1))
				continue;
			known[total] = single;
			below[total++] = cell;
		}
		*bounds = before;
	}
	return total;
}

/* An audit says that these cells are not known to who is alone in one. */
static void
add_audited(Witnesses *witnesses, int cell, int single)
{
	if (witnesses->audited == witnesses->audited_allocated)
	{
		witnesses->audited_allocated *= 2;
		witnesses->audited_cell = repalloc_huge(witnesses->audited_cell, sizeof(int) * witnesses->audited_allocated);
		witnesses->audited_single =
			repalloc_huge(witnesses->audited_single, sizeof(int) * witnesses->audited_allocated);
	}
	witnesses->audited_cell[witnesses->audited] = cell;
	witnesses->audited_single[witnesses->audited++] = single;
}

/*
 * Of these cells, those that the audit cannot show to be unknown to who is alone
 * in known[i]; the others are noted if they are to be.  Exact, they are known, but
 * for those that no audit is left for after so much work.
 */
static int
audit_singles(Witnesses *witnesses, bool exact, bool note, int64 work, int *below, int *known, int count)
{
	int64 start = work_done;
	int	  left = 0;

	for (int i = 0, next; i < count; i = next)
	{
		int			  single = known[i];
		MemoryContext context;
		MemoryContext old;
		TableSystem	  published;

		if (work_done - start > work || work_is_spent())
		{
			next = i + 1;
			known[left] = known[i];
			below[left++] = below[i];
			continue;
		}
		context = AllocSetContextCreate(CurrentMemoryContext, "audit of a pattern", ALLOCSET_DEFAULT_SIZES);
		old = MemoryContextSwitchTo(context);
		published = problem_published(witnesses->problem);
		published.bounds[single] = true_bounds(witnesses, single);
		if (published.ranges)
			published.ranges[single] = NULL;
		published.outer = !exact;
		if (table_system_solve(&published, witnesses->feasible) == SEARCH_INFEASIBLE)
			elog(ERROR, "the true numbers contradict what a reader knows of them");
		exact &= !work_is_spent();
		MemoryContextSwitchTo(old);
		MemoryContextDelete(context);
		for (next = i; next < count && known[next] == single; next++)
		{
			int		 cell = below[next];
			Feasible found = witnesses->feasible[cell];
			int64	 value = true_bounds(witnesses, cell).lower;

			/* another end than its number that a table attains */
			if (((exact || found.lower_sharp) && found.bounds.lower < value) ||
				((exact || found.upper_sharp) && found.bounds.upper > value))
			{
				if (note)
					add_audited(witnesses, cell, single);
				continue;
			}
			known[left] = single;
			below[left++] = cell;
		}
	}
	return left;
}

int
witnesses_audit_singles(Witnesses *witnesses, int64 work, int *below, int *known, int count)
{
	return audit_singles(witnesses, witnesses->search->cells <= EXACT_CELLS, true, work, below, known, count);
}

int
witnesses_hopeless_single(Witnesses *witnesses, int *below, int *known, int count)
{
	SuppressionProblem *problem = witnesses->problem;
	int					cells = problem->system->cells;
	bool			   *hidden = problem->hidden;
	int					few = 0;

	while (few < count && known[few] == known[0])
		few++;
	problem->hidden = allocate(sizeof(bool), cells);
	for (int cell = 0; cell < cells; cell++)
		problem->hidden[cell] = hidden[cell] || problem->open[cell];
	few = audit_singles(witnesses, true, false, PG_INT64_MAX, below, known, few);
	pfree(problem->hidden);
	problem->hidden = hidden;
	return few;
}

/* ---- publishing ---- */

/* What the tables that are left show of a cell. */
static void
look_again(Witnesses *witnesses, int cell)
{
	const Places *places = witnesses->places + cell;
	Bounds		 *seen = witnesses->seen + cell;

	work_add(4 * places->count);
	*seen = true_bounds(witnesses, cell);
	witnesses->low_table[cell] = witnesses->high_table[cell] = TRUE_TABLE;
	for (int i = 0; i < places->count; i++)
	{
		const Table *table = witnesses->table + places->place[i].table;
		int64		 value = table->value[places->place[i].at];

		if (table->gone)
			continue;
		if (value < seen->lower)
		{
			seen->lower = value;
			witnesses->low_table[cell] = places->place[i].table;
		}
		if (value > seen->upper)
		{
			seen->upper = value;
			witnesses->high_table[cell] = places->place[i].table;
		}
	}
}

static bool
is_gone(const Witnesses *witnesses, int table)
{
	return table == AUDITED || (table >= 0 && witnesses->table[table].gone);
}

/* Cells that were shown by tables that are gone, or by an audit of more hidden cells; returns how many. */
static int
find_affected(Witnesses *witnesses, Shown *shown)
{
	int count = 0;

	work_add(witnesses->problem->system->cells);
	for (int cell = 0; cell < witnesses->problem->system->cells; cell++)
	{
		if (!witnesses->problem->hidden[cell] ||
			!(is_gone(witnesses, witnesses->low_table[cell]) || is_gone(witnesses, witnesses->high_table[cell])))
			continue;
		shown[count++] = (Shown){cell, witnesses->seen[cell], witnesses->low_table[cell], witnesses->high_table[cell]};
		look_again(witnesses, cell);
	}
	return count;
}

/* Prove again what has lost its proof.  Returns how many cells could not be. */
static int
prove_again(Witnesses *witnesses, const Shown *shown, int count)
{
	int *cell = allocate(sizeof(int), count);
	int	 left = 0;

	for (int i = 0; i < count && (left == 0 || (witnesses->audits > 0 && !work_is_spent())); i++)
	{
		witnesses->fail_budget = witnesses->reach_budget = REACH_BUDGET;
		if (!witnesses_holds(witnesses, shown[i].cell) && !find_witness(witnesses, shown[i].cell))
			cell[left++] = shown[i].cell;
	}
	if (left > 0 && witnesses->audits-- > 0 && !work_is_spent())
		left = audit_pattern(witnesses, witnesses->search->cells <= EXACT_CELLS, cell, left);
	pfree(cell);
	return left;
}

bool
witnesses_publish(Witnesses *witnesses, const int *cell, int count)
{
	SuppressionProblem *problem = witnesses->problem;
	Shown			   *shown = allocate(sizeof(Shown), problem->system->cells);
	int					trial = ++witnesses->trials;
	int					affected;
	bool				result;

	if (!witnesses->search || witnesses->published > witnesses->search->cells / STALE_SHARE)
		compute_moves(witnesses);
	for (int i = 0; i < count; i++)
	{
		const Places *places = witnesses->places + cell[i];

		problem->hidden[cell[i]] = false;
		witnesses->search->bounds[witnesses->number[cell[i]]] = true_bounds(witnesses, cell[i]);
		for (int j = 0; j < places->count; j++)
			if (!witnesses->table[places->place[j].table].gone)
				witnesses->table[places->place[j].table].gone = trial;
	}
	affected = find_affected(witnesses, shown);
	result = prove_again(witnesses, shown, affected) == 0;
	if (result)
		witnesses->published += count;
	for (int i = 0; i < count && !result; i++)
	{
		const Places *places = witnesses->places + cell[i];

		problem->hidden[cell[i]] = true;
		witnesses->search->bounds[witnesses->number[cell[i]]] = problem_room(problem, cell[i]);
		for (int j = 0; j < places->count; j++)
			if (witnesses->table[places->place[j].table].gone == trial)
				witnesses->table[places->place[j].table].gone = 0;
	}
	for (int i = 0; i < affected && !result; i++)
	{
		witnesses->seen[shown[i].cell] = shown[i].seen;
		witnesses->low_table[shown[i].cell] = shown[i].low_table;
		witnesses->high_table[shown[i].cell] = shown[i].high_table;
	}
	pfree(shown);
	return result;
}
