/*
 * witness.c
 *		Find and keep witnesses for the hidden cells.
 *
 * That a hidden cell can change in linear arithmetic is not enough. It is
 * disclosed, too, if it can only change by a third, or only together with a
 * cell that would fall below zero. So each hidden cell needs a witness in whole
 * numbers. A local search finds it from the true table (local_search.c, over
 * the null space of null_space.c), and one witness serves every cell that it
 * changes. Where the search finds none, the audit of the table decides, if the
 * table is small enough.
 *
 * search.c and augmentation.c ask for witnesses, cycle_pattern.c adds its
 * cycles as such. The witnesses live in the context of witnesses_create. The
 * local search has a context of its own below that. It is reset whenever the
 * null space is computed again. Each audit has one that goes with it.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/presolve.h"
#include "audit/solve.h"
#include "audit/table_system.h"
#include "protect/null_space.h"
#include "protect/sparse_search.h"
#include "protect/witness.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/work.h"

/*
 * Budgets of the local search, in cells evaluated (about 3 ns each): for one
 * witness; for one witness where few cells are left; for all failing searches of a
 * round. A search that succeeds mostly does so at once, so the first is small (0.3
 * ms). The total, about 1.5 s, keeps a pattern that does not hold from being
 * searched at length.
 */
#define REACH_BUDGET INT64CONST(100000)
#define LONG_BUDGET	 INT64CONST(5000000)
#define FAIL_BUDGET	 INT64CONST(500000000)

/* For one witness while cells are published: most trials fail, and what succeeds does so at once. */
#define TRIAL_REACH_BUDGET INT64CONST(12000)

/* Cells left without a witness that are searched for again with LONG_BUDGET, at most 15 ms a search. */
#define FEW_CELLS 20

/*
 * Times that the interval of a cell is widened by the same amount before a smaller
 * one is tried. The first amount is the width that the level asks for, so few are
 * needed.
 */
#define MAX_WIDTH_STEPS 64

/*
 * Parts into which a change that the search does not reach at once is split. Each
 * part is a search of its own, so there are few.
 */
#define MAX_APPROACH_STEPS 8

/*
 * Hidden cells up to which an audit solves every subproblem exactly, and up to
 * which the many audits for singletons do. Above, large subproblems get outer
 * bounds only, as exact ones take too long.
 */
#define AUDIT_ALL_CELLS		5000
#define AUDIT_SINGLES_CELLS 2000

/*
 * One in so many hidden cells of a large cube has a witness, or more, or the audit is left out: in a dense cube it
 * would take minutes, and prove that the pattern does not hold. Cycles are sought then.
 */
#define HOPELESS_SHARE 10

/*
 * Audits while superfluous cells are published, in audits times cells of the
 * table: five in a table of 1,000 cells, none above 5,000, where local search
 * alone decides.
 */
#define TRIAL_BUDGET 5000

/*
 * Share of the hidden cells, one in so many, that may be published before the null
 * space is computed again. Computing it costs more than the few coordinates that
 * are out of date.
 */
#define STALE_SHARE 16

/*
 * Cells of a cube above which cells are published by a search over changes of few cells (sparse_search.c),
 * as the null space of a large cube is dense.
 */
#define DENSE_NULL_SPACE 20000

/* The trial of a witness that is dropped for good. */
#define FOR_GOOD PG_INT32_MAX

/* Where a cell's lowest and highest number comes from, if not from a witness. */
#define TRUE_TABLE (-1)
#define AUDITED	   (-2)

typedef struct Table
{
	int	   length;
	int	  *cell; /* cells that differ from the true table */
	int64 *value;
	int	   dropped;	 /* number of the trial that published one of its cells, or 0 */
	int	   extremes; /* lowest and highest numbers of cells that come from it */
} Table;

/* The witnesses that change a cell, and where in each. */
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

/* What the witnesses showed of a cell, saved while cells are published on trial. */
typedef struct SavedRange
{
	int	   cell;
	Bounds seen;
	int	   lowest_table;
	int	   highest_table;
} SavedRange;

/* All that witnesses_return has to restore. */
typedef struct Mark
{
	int		trials; /* before it */
	int		tables;
	bool   *hidden; /* of each cell, as the next three */
	Bounds *seen;
	int	   *lowest_table;
	int	   *highest_table;
} Mark;

struct Witnesses
{
	SuppressionProblem *problem;
	MemoryContext		context;
	Bounds			   *seen;		  /* of each cell: its smallest and largest number in the witnesses */
	int				   *lowest_table; /* of each cell: the witness with the smallest */
	int				   *highest_table;
	Table			   *table;
	int					tables;
	int					tables_allocated;
	Places			   *places; /* of each cell */
	MemoryContext		local_search_context;
	LocalSearch		   *search; /* over the null space of the pattern; NULL until computed */
	bool				sparse; /* is it over few changes of the null space only? */
	int				   *number; /* of each cell in search, or -1 */
	int				   *cell_of;
	bool				of_cycles;	  /* is the pattern one of cycles? */
	bool				too_large;	  /* a number is too large for the search */
	int					published;	  /* cells, since search was created */
	int					trials;		  /* so far, of publishing cells */
	int64				reach_budget; /* REACH_BUDGET or LONG_BUDGET */
	int64				fail_budget;  /* what failing searches may still take */
	int					audits;		  /* that are left for trials */
	bool				any_audited;  /* has the extreme of a cell ever come from an audit? */
	Feasible		   *feasible;
	/* pairs of a cell and a singleton that an audit has separated */
	int			audited;
	int			audited_allocated;
	int		   *audited_cell;
	int		   *audited_single;
	int64	   *missed; /* scratch for problem_keeps_sums, allocated when first needed */
	SavedRange *saved;	/* scratch of a trial */
	Mark	   *mark;	/* where witnesses_return goes back to, allocated when first needed */
	bool		marked;
	int		   *failures; /* of each cell: trials of a replacement that it has ended */
};

static void
places_append(Places *places, int table, int at)
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
	witnesses->lowest_table = allocate(sizeof(int), cells);
	witnesses->highest_table = allocate(sizeof(int), cells);
	witnesses->places = allocate(sizeof(Places), cells);
	memset(witnesses->places, 0, sizeof(Places) * Max(cells, 1));
	witnesses->number = allocate(sizeof(int), cells);
	witnesses->cell_of = allocate(sizeof(int), cells);
	witnesses->feasible = allocate(sizeof(Feasible), cells);
	witnesses->failures = allocate(sizeof(int), cells);
	memset(witnesses->failures, 0, sizeof(int) * Max(cells, 1));
	witnesses->tables_allocated = 256;
	witnesses->table = palloc(sizeof(Table) * witnesses->tables_allocated);
	witnesses->audited_allocated = 16;
	witnesses->audited_cell = palloc(sizeof(int) * witnesses->audited_allocated);
	witnesses->audited_single = palloc(sizeof(int) * witnesses->audited_allocated);
	witnesses->local_search_context =
		AllocSetContextCreate(CurrentMemoryContext, "local search", ALLOCSET_DEFAULT_SIZES);
	witnesses->audits = TRIAL_BUDGET / Max(cells, 1);
	for (int cell = 0; cell < cells; cell++)
	{
		witnesses->seen[cell] = true_bounds(witnesses, cell);
		witnesses->lowest_table[cell] = witnesses->highest_table[cell] = TRUE_TABLE;
	}
	return witnesses;
}

void
witnesses_are_of_cycles(Witnesses *witnesses)
{
	witnesses->of_cycles = true;
}

/* Is a witness dropped for good? Not if witnesses_return can bring it back. */
static bool
is_forgettable(const Witnesses *witnesses, const Table *table)
{
	return table->dropped == FOR_GOOD ||
		   (table->dropped && !(witnesses->marked && table->dropped > witnesses->mark->trials));
}

/* Forget witnesses that are dropped: outside of a trial, they are so for good. */
static void
forget_dropped(Witnesses *witnesses)
{
	for (int cell = 0; cell < witnesses->problem->system->cells; cell++)
	{
		Places *places = witnesses->places + cell;
		int		kept = 0;

		for (int i = 0; i < places->count; i++)
			if (!is_forgettable(witnesses, witnesses->table + places->place[i].table))
				places->place[kept++] = places->place[i];
		places->count = kept;
	}
	for (int i = 0; i < witnesses->tables; i++)
	{
		Table *table = witnesses->table + i;

		if (!is_forgettable(witnesses, table) || table->length == 0)
			continue;
		pfree(table->cell);
		pfree(table->value);
		table->length = 0;
	}
}

/* A local search over the witnesses, and over products of loops. */
static LocalSearch *
create_sparse_search(Witnesses *witnesses, const Bounds *bounds)
{
	Changes *changes = changes_create(witnesses->problem);
	int64	*change = allocate(sizeof(int64), witnesses->problem->system->cells);

	for (int i = 0; i < witnesses->tables; i++)
	{
		const Table *table = witnesses->table + i;

		if (table->dropped)
			continue;
		for (int j = 0; j < table->length; j++)
			change[j] = table->value[j] - true_bounds(witnesses, table->cell[j]).lower;
		changes_add(changes, table->length, table->cell, change);
	}
	changes_add_products(changes);
	return changes_search(changes, bounds, witnesses->number);
}

static void
create_search(Witnesses *witnesses, bool sparse)
{
	SuppressionProblem *problem = witnesses->problem;
	int					cells = problem->system->cells;
	MemoryContext		old;
	Bounds			   *bounds;

	forget_dropped(witnesses);
	MemoryContextReset(witnesses->local_search_context);
	old = MemoryContextSwitchTo(witnesses->local_search_context);
	bounds = allocate(sizeof(Bounds), cells);
	for (int cell = 0; cell < cells; cell++)
		bounds[cell] = problem->hidden[cell] ? problem_range(problem, cell) : true_bounds(witnesses, cell);
	if (sparse)
		witnesses->search = create_sparse_search(witnesses, bounds);
	else
		witnesses->search = null_space_local_search(problem, problem->hidden, bounds, witnesses->number);
	witnesses->sparse = sparse;
	for (int cell = 0; cell < cells; cell++)
		if (witnesses->number[cell] >= 0)
			witnesses->cell_of[witnesses->number[cell]] = cell;
	witnesses->too_large = false;
	for (int number = 0; number < witnesses->search->cells; number++)
		if (witnesses->search->base[number] > CHANGE_LIMIT || witnesses->search->base[number] < -CHANGE_LIMIT)
			witnesses->too_large = true;
	witnesses->published = 0;
	MemoryContextSwitchTo(old);
}

/* A cell's lowest number, or its highest, comes from another table now, or from none. */
static void
set_extreme(Witnesses *witnesses, int *extreme, int table)
{
	if (*extreme >= 0)
		witnesses->table[*extreme].extremes--;
	if (table >= 0)
		witnesses->table[table].extremes++;
	witnesses->any_audited |= table == AUDITED;
	*extreme = table;
}

/* A new witness that changes so many cells. table_set then gives them one by one. */
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
	table->dropped = table->extremes = 0;
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
	places_append(witnesses->places + cell, number, at);
	if (witnesses_satisfy(witnesses, cell))
		return;
	if (value < witnesses->seen[cell].lower)
	{
		witnesses->seen[cell].lower = value;
		set_extreme(witnesses, witnesses->lowest_table + cell, number);
	}
	if (value > witnesses->seen[cell].upper)
	{
		witnesses->seen[cell].upper = value;
		set_extreme(witnesses, witnesses->highest_table + cell, number);
	}
}

/* Keep the table that the local search has reached as a witness. */
static void
add_table(Witnesses *witnesses)
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

		Bounds range = problem_range(problem, cell[i]);

		result &= problem->hidden[cell[i]] && value >= range.lower && value <= range.upper;
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
witnesses_satisfy(const Witnesses *witnesses, int cell)
{
	return problem_satisfies(witnesses->problem, cell, witnesses->seen[cell]);
}

/* Reach a number that is too far for one search in several, each from the table that the last one reached. */
static bool
reach_by_steps(LocalSearch *search, int number, Bounds wanted, int64 again, int64 *budget)
{
	Bounds near = wanted;
	int64  value = search->base[number];
	int64  way = wanted.lower > value ? wanted.lower - value : wanted.upper - value;
	int64  part = way / MAX_APPROACH_STEPS + (way > 0 ? 1 : -1);

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

/* Look for a witness in which the cell is at least at_least and at most at_most. Adds its number to seen. */
static bool
reach_level(Witnesses *witnesses, int cell, int64 at_least, int64 at_most, Bounds *seen)
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
	/* a cell hidden since the search was made is not in it */
	if (number < 0 || wanted.lower > wanted.upper || budget <= 0 || witnesses->too_large || at_least > CHANGE_LIMIT ||
		at_most < -CHANGE_LIMIT)
		return false;
	found = local_search_reach(search, number, wanted, &budget) ||
			reach_by_steps(search, number, wanted, witnesses->reach_budget, &budget);
	if (found)
	{
		add_table(witnesses);
		seen->lower = Min(seen->lower, search->value[number]);
		seen->upper = Max(seen->upper, search->value[number]);
	}
	else
		witnesses->fail_budget -= before - budget;
	local_search_return(search);
	return found;
}

/*
 * Look for witnesses until a cell satisfies its level, beyond what of it is seen
 * already. False if they do not suffice.
 */
static bool
find_witness(Witnesses *witnesses, int cell, Bounds *seen)
{
	const SuppressionProblem *problem = witnesses->problem;
	Bounds					  aim = problem_required(problem, cell);

	CHECK_FOR_INTERRUPTS();
	if (aim.upper > seen->upper)
		reach_level(witnesses, cell, aim.upper, NO_UPPER, seen);
	if (aim.lower < seen->lower)
		reach_level(witnesses, cell, NO_LOWER, aim.lower, seen);
	/* widen the interval by the largest amount that works, then by smaller ones */
	for (int64 part = Min(problem_required_width(problem, cell), CHANGE_LIMIT);
		 part >= 1 && !problem_satisfies(problem, cell, *seen); part /= 2)
		for (int step = 0; step < MAX_WIDTH_STEPS && !problem_satisfies(problem, cell, *seen) &&
						   (reach_level(witnesses, cell, Min(seen->upper, CHANGE_LIMIT) + part, NO_UPPER, seen) ||
							reach_level(witnesses, cell, NO_LOWER, Max(seen->lower, -CHANGE_LIMIT) - part, seen));
			 step++)
			;
	return problem_satisfies(problem, cell, *seen);
}

/* Keep a table that an audit has found, if it shows something of a cell that does not satisfy its level. */
static void
take_table(void *state, int count, const int *cell, const int64 *value)
{
	Witnesses *witnesses = state;
	bool	   news = false;
	int64	  *change;

	for (int i = 0; i < count && !news; i++)
		news = (value[i] < witnesses->seen[cell[i]].lower || value[i] > witnesses->seen[cell[i]].upper) &&
			   !witnesses_satisfy(witnesses, cell[i]);
	if (!news)
		return;
	change = allocate(sizeof(int64), count);
	for (int i = 0; i < count; i++)
		change[i] = value[i] - true_bounds(witnesses, cell[i]).lower;
	witnesses_add(witnesses, count, cell, change);
	pfree(change);
}

/* An end of an interval that no table of whole numbers is known to attain. */
static bool
has_blunt_end(Feasible found)
{
	return (!found.lower_sharp && found.bounds.lower != NO_LOWER) ||
		   (!found.upper_sharp && found.bounds.upper != NO_UPPER);
}

/*
 * Audit a published table for the intervals of these cells, in feasible. The others are only looked at where
 * they may help: with exact, if an end of these cells is not known to be attained.
 */
static void
audit_cells(Witnesses *witnesses, TableSystem *published, bool exact, const int *cell, int count)
{
	bool *wanted = allocate(sizeof(bool), published->cells);
	bool  blunt = false;

	memset(wanted, 0, Max(published->cells, 1));
	for (int i = 0; i < count; i++)
		wanted[cell[i]] = true;
	published->wanted = wanted;
	for (int pass = 0; pass < 2 && (pass == 0 || blunt); pass++)
	{
		if (table_system_solve(published, witnesses->feasible) == SEARCH_INFEASIBLE)
			elog(ERROR, "the true numbers lie outside the a-priori bounds of the pattern");
		for (int i = 0; i < count && exact && !work_is_spent(); i++)
			blunt |= has_blunt_end(witnesses->feasible[cell[i]]);
		published->wanted = NULL;
	}
	pfree(wanted);
}

/* Audit the pattern for cells without a witness. Returns how many still do not satisfy their level, first in cell. */
static int
audit_pattern(Witnesses *witnesses, bool all, bool exact, int *cell, int count)
{
	const SuppressionProblem *problem = witnesses->problem;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "audit of a pattern", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	TableSystem	  published = problem_published(problem);
	TableTaker	  taker = {take_table, witnesses};
	int			  left = 0;

	published.outer = !all;
	published.taker = &taker;
	audit_cells(witnesses, &published, exact, cell, count);
	/* past the deadline the audit is incomplete: then only ends that a table attains count */
	all &= !work_is_spent();
	exact &= all;
	for (int i = 0; i < count; i++)
	{
		Feasible found = witnesses->feasible[cell[i]];
		Bounds	*seen = witnesses->seen + cell[i];

		/*
		 * An end counts if a table of whole numbers attains it, or if there is none: what goes on for ever in
		 * fractions does in whole numbers. With exact, it counts if no table is known to miss it.
		 */
		if ((exact || found.lower_sharp || (all && found.bounds.lower == NO_LOWER)) && found.bounds.lower < seen->lower)
		{
			seen->lower = found.bounds.lower;
			set_extreme(witnesses, witnesses->lowest_table + cell[i], AUDITED);
		}
		if ((exact || found.upper_sharp || (all && found.bounds.upper == NO_UPPER)) && found.bounds.upper > seen->upper)
		{
			seen->upper = found.bounds.upper;
			set_extreme(witnesses, witnesses->highest_table + cell[i], AUDITED);
		}
		if (!witnesses_satisfy(witnesses, cell[i]))
			cell[left++] = cell[i];
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return left;
}

/* Do too many cells lack a witness, in the first pattern of a large cube, for an audit to be of use? */
static bool
is_hopeless(const Witnesses *witnesses, int count)
{
	const SuppressionProblem *problem = witnesses->problem;
	int						  hidden = problem_count_hidden(problem);

	return !witnesses->of_cycles && problem->system->code && problem->system->cells > AUDIT_ALL_CELLS &&
		   count > hidden - hidden / HOPELESS_SHARE;
}

int
witnesses_extend(Witnesses *witnesses, WitnessEffort effort, int *below)
{
	const SuppressionProblem *problem = witnesses->problem;
	int						  count = 0;

	witnesses->search = NULL;
	witnesses->fail_budget = FAIL_BUDGET;
	witnesses->reach_budget = REACH_BUDGET;
	for (int cell = 0; cell < problem->system->cells; cell++)
	{
		if (!problem->hidden[cell] || witnesses_satisfy(witnesses, cell))
			continue;
		if (!witnesses->search)
			create_search(witnesses, false);
		if (work_is_spent() || !find_witness(witnesses, cell, witnesses->seen + cell))
			below[count++] = cell;
	}
	if (count <= FEW_CELLS)
	{
		int few = count;

		count = 0;
		witnesses->reach_budget = LONG_BUDGET;
		for (int i = 0; i < few; i++)
			if (work_is_spent() || !find_witness(witnesses, below[i], witnesses->seen + below[i]))
				below[count++] = below[i];
	}
	if (count > 0 && !work_is_spent() && (effort == WITNESS_EXACT || !is_hopeless(witnesses, count)))
	{
		bool all = effort == WITNESS_EXACT || witnesses->search->cells <= AUDIT_ALL_CELLS;

		count = audit_pattern(witnesses, all, all, below, count);
	}
	elog(DEBUG1,
		 "witnesses: cost " INT64_FORMAT ", %d tables, %d cells without a witness, " INT64_FORMAT " steps of work",
		 problem_cost(problem, problem->hidden), witnesses->tables, count, work_done);
	return count;
}

/* ---- what a singleton's contributor knows ---- */

/* The witnesses, of so many that there were, that somebody knows to be false. */
typedef struct FalseTables
{
	int	  tables;
	bool *is_false;
} FalseTables;

/* What the witnesses show of a cell that are not marked as false, up to where that satisfies its level. */
static Bounds
seen_by_single(const Witnesses *witnesses, int cell, const FalseTables *known)
{
	const Places *places = witnesses->places + cell;
	Bounds		  seen = true_bounds(witnesses, cell);

	work_add(places->count + 1);
	for (int i = 0; i < places->count && !problem_satisfies(witnesses->problem, cell, seen); i++)
	{
		const Table *table = witnesses->table + places->place[i].table;

		if (table->dropped || (places->place[i].table < known->tables && known->is_false[places->place[i].table]))
			continue;
		seen.lower = Min(seen.lower, table->value[places->place[i].at]);
		seen.upper = Max(seen.upper, table->value[places->place[i].at]);
	}
	return seen;
}

/* Mark the witnesses that a singleton's contributor knows to be false, as they change it. Palloc'd. */
static FalseTables
known_false_tables(const Witnesses *witnesses, int single)
{
	FalseTables result = {witnesses->tables, palloc0(Max(witnesses->tables, 1))};

	for (int i = 0; i < witnesses->places[single].count; i++)
		result.is_false[witnesses->places[single].place[i].table] = true;
	return result;
}

bool
witnesses_separate(const Witnesses *witnesses, int cell, int single)
{
	FalseTables known = known_false_tables(witnesses, single);
	Bounds		seen = seen_by_single(witnesses, cell, &known);

	pfree(known.is_false);
	return problem_satisfies(witnesses->problem, cell, seen);
}

/* Has an audit separated a cell from a singleton? */
static bool
is_audited(const Witnesses *witnesses, int cell, int single)
{
	for (int i = 0; i < witnesses->audited; i++)
		if (witnesses->audited_cell[i] == cell && witnesses->audited_single[i] == single)
			return true;
	return false;
}

/*
 * Search for witnesses that leave a singleton at its number. Returns how many of
 * these cells still lack some, first in below.
 */
static int
find_separating(Witnesses *witnesses, int single, const FalseTables *known, int *below, int count)
{
	Bounds *bounds = witnesses->search->bounds + witnesses->number[single];
	Bounds	before = *bounds;
	int		left = 0;

	*bounds = true_bounds(witnesses, single);
	for (int i = 0; i < count; i++)
	{
		Bounds seen = seen_by_single(witnesses, below[i], known);

		witnesses->fail_budget = witnesses->reach_budget = REACH_BUDGET;
		if (!find_witness(witnesses, below[i], &seen))
			below[left++] = below[i];
	}
	*bounds = before;
	return left;
}

int
witnesses_check_singles(Witnesses *witnesses, int *below, int *known)
{
	const SuppressionProblem *problem = witnesses->problem;
	int						  cells = problem->system->cells;
	int						  total = 0;

	if (!problem->same_contributors)
		return 0;
	create_search(witnesses, false);
	for (int single = 0; single < cells && !work_is_spent(); single++)
	{
		FalseTables known_false;
		int			count = 0;

		if (!problem->single[single] || !problem->hidden[single])
			continue;
		CHECK_FOR_INTERRUPTS();
		work_add(2 * cells + witnesses->tables / 8);
		known_false = known_false_tables(witnesses, single);
		for (int other = 0; other < cells && total + count < cells; other++)
			if (problem->hidden[other] && must_hide(problem, other) &&
				!problem_satisfies(problem, other, seen_by_single(witnesses, other, &known_false)) &&
				!problem_is_known(problem, single, other) && !is_audited(witnesses, other, single))
				below[total + count++] = other;
		if (count > 0)
			count = find_separating(witnesses, single, &known_false, below + total, count);
		for (int i = 0; i < count; i++)
			known[total++] = single;
		pfree(known_false.is_false);
	}
	return total;
}

/* Record that an audit has separated a cell from a singleton. */
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

/* Who takes the tables that an audit finds: they leave a singleton at its number. */
typedef struct SingleTaker
{
	Witnesses *witnesses;
	Bounds	  *seen; /* of each cell: what tables that leave the singleton show, or what is enough of it */
} SingleTaker;

/* Keep a table that shows more of a cell that is to be separated. state is a SingleTaker. */
static void
take_separating(void *state, int count, const int *cell, const int64 *value)
{
	SingleTaker *taker = state;
	Witnesses	*witnesses = taker->witnesses;
	bool		 news = false;
	int64		*change;

	for (int i = 0; i < count && !news; i++)
		news = (value[i] < taker->seen[cell[i]].lower || value[i] > taker->seen[cell[i]].upper) &&
			   !problem_satisfies(witnesses->problem, cell[i], taker->seen[cell[i]]);
	if (!news)
		return;
	change = allocate(sizeof(int64), count);
	for (int i = 0; i < count; i++)
		change[i] = value[i] - true_bounds(witnesses, cell[i]).lower;
	if (witnesses_add(witnesses, count, cell, change))
		for (int i = 0; i < count; i++)
		{
			Bounds *seen = taker->seen + cell[i];

			seen->lower = Min(seen->lower, value[i]);
			seen->upper = Max(seen->upper, value[i]);
		}
	pfree(change);
}

/* Of cells that a singleton may know, list first those that the witnesses do not separate from it. Returns how many. */
static int
list_unseen(const Witnesses *witnesses, int single, int *below, int count)
{
	FalseTables known = known_false_tables(witnesses, single);
	int			left = 0;

	for (int i = 0; i < count; i++)
		if (!problem_satisfies(witnesses->problem, below[i], seen_by_single(witnesses, below[i], &known)))
			below[left++] = below[i];
	pfree(known.is_false);
	return left;
}

/* Audit cells that a singleton may know, with the singleton published. As audit_singles. */
static int
audit_single(Witnesses *witnesses, int single, bool exact, bool record, int *below, int count)
{
	const SuppressionProblem *problem = witnesses->problem;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "audit of a pattern", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	TableSystem	  published = problem_published(problem);
	FalseTables	  known_false = known_false_tables(witnesses, single);
	SingleTaker	  single_taker = {witnesses, allocate(sizeof(Bounds), published.cells)};
	TableTaker	  taker = {take_separating, &single_taker};
	int			  left = 0;

	for (int cell = 0; cell < published.cells; cell++)
		single_taker.seen[cell] = (Bounds){NO_LOWER, NO_UPPER};
	for (int i = 0; i < count; i++)
		single_taker.seen[below[i]] = seen_by_single(witnesses, below[i], &known_false);
	published.bounds[single] = true_bounds(witnesses, single);
	if (published.ranges)
		published.ranges[single] = NULL;
	published.outer = !exact;
	published.taker = record ? &taker : NULL;
	audit_cells(witnesses, &published, exact, below, count);
	exact &= !work_is_spent();
	for (int i = 0; i < count; i++)
	{
		Feasible found = witnesses->feasible[below[i]];
		Bounds	 seen = single_taker.seen[below[i]];

		/* the audit finds other numbers that a table attains */
		if (exact || found.lower_sharp)
			seen.lower = Min(seen.lower, found.bounds.lower);
		if (exact || found.upper_sharp)
			seen.upper = Max(seen.upper, found.bounds.upper);
		if (!problem_satisfies(problem, below[i], seen))
			below[left++] = below[i];
		else if (record)
			add_audited(witnesses, below[i], single);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return left;
}

/*
 * Audit pairs of a cell and a singleton, with the singleton published. Returns how
 * many are not separated, first in below and known. If record is set, those that
 * are separated are remembered. Pairs that are not reached within so many steps of
 * work count as not separated, even if exact.
 */
static int
audit_singles(Witnesses *witnesses, bool exact, bool record, int64 work, int *below, int *known, int count)
{
	int64 start = work_done;
	int	  left = 0;

	for (int i = 0, next; i < count; i = next)
	{
		int single = known[i];
		int unseen;

		for (next = i + 1; next < count && known[next] == single; next++)
			;
		unseen = list_unseen(witnesses, single, below + i, next - i);
		if (unseen > 0 && work_done - start <= work && !work_is_spent())
		{
			unseen = audit_single(witnesses, single, exact, record, below + i, unseen);
			exact &= !work_is_spent();
		}
		for (int j = 0; j < unseen; j++)
		{
			known[left] = single;
			below[left++] = below[i + j];
		}
	}
	return left;
}

int
witnesses_audit_singles(Witnesses *witnesses, int64 work, int *below, int *known, int count)
{
	return audit_singles(witnesses, witnesses->search->cells <= AUDIT_SINGLES_CELLS, true, work, below, known, count);
}

int
witnesses_unprotectable(Witnesses *witnesses, int *below, int *known, int count)
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

static void
forget_seen(Witnesses *witnesses, int cell)
{
	witnesses->seen[cell] = true_bounds(witnesses, cell);
	set_extreme(witnesses, witnesses->lowest_table + cell, TRUE_TABLE);
	set_extreme(witnesses, witnesses->highest_table + cell, TRUE_TABLE);
}

/* Compute seen from the witnesses that are left, as far as that is needed to satisfy the level. */
static void
recompute_seen(Witnesses *witnesses, int cell)
{
	const Places *places = witnesses->places + cell;
	Bounds		 *seen = witnesses->seen + cell;

	forget_seen(witnesses, cell);
	/* few of the last witnesses are dropped */
	for (int i = places->count - 1; i >= 0 && !witnesses_satisfy(witnesses, cell); i--)
	{
		const Table *table = witnesses->table + places->place[i].table;
		int64		 value = table->value[places->place[i].at];

		work_add(4);
		if (table->dropped)
			continue;
		if (value < seen->lower)
		{
			seen->lower = value;
			set_extreme(witnesses, witnesses->lowest_table + cell, places->place[i].table);
		}
		if (value > seen->upper)
		{
			seen->upper = value;
			set_extreme(witnesses, witnesses->highest_table + cell, places->place[i].table);
		}
	}
}

static bool
is_dropped(const Witnesses *witnesses, int table)
{
	return table == AUDITED || (table >= 0 && witnesses->table[table].dropped);
}

static int
compare_saved_cells(const void *a, const void *b)
{
	return ((const SavedRange *) a)->cell - ((const SavedRange *) b)->cell;
}

/* Save and forget what the witnesses showed of a cell, if it is hidden and its extremes came from a dropped one. */
static int
save_range(Witnesses *witnesses, int cell, SavedRange *saved, int count)
{
	if (!witnesses->problem->hidden[cell] || !(is_dropped(witnesses, witnesses->lowest_table[cell]) ||
											   is_dropped(witnesses, witnesses->highest_table[cell])))
		return count;
	saved[count] =
		(SavedRange){cell, witnesses->seen[cell], witnesses->lowest_table[cell], witnesses->highest_table[cell]};
	forget_seen(witnesses, cell);
	return count + 1;
}

/*
 * Save and forget what was seen of the cells whose extremes came from a witness that publishing these cells
 * has dropped, or from an audit of the larger pattern. Returns their number.
 */
static int
find_affected(Witnesses *witnesses, const int *cell, int published, SavedRange *saved)
{
	int cells = witnesses->problem->system->cells;
	int count = 0;

	if (witnesses->any_audited)
	{
		work_add(cells);
		for (int i = 0; i < cells; i++)
			count = save_range(witnesses, i, saved, count);
		return count;
	}
	for (int i = 0; i < published; i++)
	{
		const Places *places = witnesses->places + cell[i];

		for (int j = 0; j < places->count; j++)
		{
			const Table *table = witnesses->table + places->place[j].table;

			work_add(1);
			if (table->extremes == 0)
				continue;
			work_add(2 * table->length);
			for (int k = 0; k < table->length; k++)
				count = save_range(witnesses, table->cell[k], saved, count);
		}
	}
	qsort(saved, count, sizeof(SavedRange), compare_saved_cells);
	return count;
}

/* Look for new witnesses of a cell, or have cells hidden that give it some. False if it has none. */
static bool
restore_witness(Witnesses *witnesses, int cell, const Replacement *replacement)
{
	witnesses->fail_budget = witnesses->reach_budget = TRIAL_REACH_BUDGET;
	recompute_seen(witnesses, cell);
	return witnesses_satisfy(witnesses, cell) || find_witness(witnesses, cell, witnesses->seen + cell) ||
		   (replacement && replacement->hide(replacement->state, cell));
}

/* Cells that have ended more trials come first. */
static int
compare_failures(const void *a, const void *b, void *arg)
{
	const int *failures = arg;
	int		   x = ((const SavedRange *) a)->cell;
	int		   y = ((const SavedRange *) b)->cell;

	return failures[x] != failures[y] ? (failures[x] > failures[y] ? -1 : 1) : x - y;
}

/*
 * Restore the witnesses of these cells. In small tables an audit decides of the
 * cells that are left. False if a cell has no witness.
 */
static bool
restore_witnesses(Witnesses *witnesses, SavedRange *saved, int count, const Replacement *replacement)
{
	int *cell = allocate(sizeof(int), count);
	int	 left = 0;

	/* linear programs are dear: a trial that fails is to fail soon */
	if (replacement)
		qsort_arg(saved, count, sizeof(SavedRange), compare_failures, witnesses->failures);
	for (int i = 0; i < count && (left == 0 || (witnesses->audits > 0 && !work_is_spent())); i++)
		if (!restore_witness(witnesses, saved[i].cell, replacement))
			cell[left++] = saved[i].cell;
	if (left > 0 && witnesses->audits-- > 0 && !work_is_spent())
		left = audit_pattern(witnesses, true, true, cell, left);
	if (left > 0 && replacement)
		witnesses->failures[cell[0]]++;
	pfree(cell);
	return left == 0;
}

/*
 * As find_affected and restore_witnesses, cell by cell: the first that has no witness ends it, before more are
 * looked at. Returns how many were looked at.
 */
static int
restore_affected(Witnesses *witnesses, const int *cell, int published, SavedRange *saved, bool *restored)
{
	int count = 0;

	*restored = true;
	for (int i = 0; i < published; i++)
	{
		const Places *places = witnesses->places + cell[i];

		for (int j = 0; j < places->count; j++)
		{
			int number = places->place[j].table;

			work_add(1);
			if (witnesses->table[number].extremes == 0)
				continue;
			work_add(2 * witnesses->table[number].length);
			for (int k = 0; k < witnesses->table[number].length; k++)
			{
				int before = count;

				count = save_range(witnesses, witnesses->table[number].cell[k], saved, count);
				if (count == before || restore_witness(witnesses, saved[before].cell, NULL))
					continue;
				*restored = false;
				return count;
			}
		}
	}
	return count;
}

/* Drop the witnesses that change a cell, on trial or for good. */
static void
drop_tables(Witnesses *witnesses, int cell, int trial)
{
	const Places *places = witnesses->places + cell;

	for (int i = 0; i < places->count; i++)
		if (!witnesses->table[places->place[i].table].dropped)
			witnesses->table[places->place[i].table].dropped = trial;
}

static void
undrop_tables(Witnesses *witnesses, int cell, int trial)
{
	const Places *places = witnesses->places + cell;

	for (int i = 0; i < places->count; i++)
		if (witnesses->table[places->place[i].table].dropped == trial)
			witnesses->table[places->place[i].table].dropped = 0;
}

/* Publish a cell, or hide it again; the local search follows, if it knows the cell. */
static void
hide_or_publish(Witnesses *witnesses, int cell, bool hidden)
{
	int number = witnesses->number[cell];

	witnesses->problem->hidden[cell] = hidden;
	if (number >= 0)
		witnesses->search->bounds[number] =
			hidden ? problem_range(witnesses->problem, cell) : true_bounds(witnesses, cell);
}

/* Publish again what was hidden in a trial that has failed, and forget the witnesses that need it. */
static void
revoke_replacement(Witnesses *witnesses, const Replacement *replacement)
{
	for (int i = 0; i < *replacement->count; i++)
	{
		hide_or_publish(witnesses, replacement->cell[i], false);
		drop_tables(witnesses, replacement->cell[i], FOR_GOOD);
	}
	if (*replacement->count == 0)
		return;
	for (int cell = 0; cell < witnesses->problem->system->cells; cell++)
		if ((witnesses->lowest_table[cell] >= 0 && is_dropped(witnesses, witnesses->lowest_table[cell])) ||
			(witnesses->highest_table[cell] >= 0 && is_dropped(witnesses, witnesses->highest_table[cell])))
			recompute_seen(witnesses, cell);
}

/* Forget the witnesses found last, of a trial that has failed in a large table, where they would take much memory. */
static void
forget_last(Witnesses *witnesses, int tables)
{
	while (witnesses->tables > tables && witnesses->table[witnesses->tables - 1].extremes == 0)
	{
		Table *table = witnesses->table + --witnesses->tables;

		/* they are the last of each of their cells, too */
		for (int i = 0; i < table->length; i++)
			witnesses->places[table->cell[i]].count--;
		pfree(table->cell);
		pfree(table->value);
	}
}

bool
witnesses_can_publish(const Witnesses *witnesses)
{
	for (int cell = 0; cell < witnesses->problem->system->cells && witnesses->audits <= 0; cell++)
		if (witnesses->problem->hidden[cell] &&
			(witnesses->lowest_table[cell] == AUDITED || witnesses->highest_table[cell] == AUDITED))
			return false;
	return true;
}

/* Hide the cells of a trial that has failed again, and see of all what was seen before. */
static void
undo_trial(Witnesses *witnesses, const int *cell, int count, const SavedRange *saved, int affected)
{
	for (int i = 0; i < count; i++)
	{
		hide_or_publish(witnesses, cell[i], true);
		undrop_tables(witnesses, cell[i], witnesses->trials);
	}
	for (int i = 0; i < affected; i++)
	{
		witnesses->seen[saved[i].cell] = saved[i].seen;
		set_extreme(witnesses, witnesses->lowest_table + saved[i].cell, saved[i].lowest_table);
		set_extreme(witnesses, witnesses->highest_table + saved[i].cell, saved[i].highest_table);
	}
}

/* Is a search over changes of few cells the better one while cells are published? */
static bool
prefers_sparse(const Witnesses *witnesses)
{
	const TableSystem *system = witnesses->problem->system;

	return witnesses->of_cycles || (system->code && system->cells > DENSE_NULL_SPACE);
}

bool
witnesses_publish(Witnesses *witnesses, const int *cell, int count, const Replacement *replacement)
{
	SavedRange *saved;
	int			trial = ++witnesses->trials;
	bool		sparse = prefers_sparse(witnesses);
	int			affected;
	int			tables;
	bool		result;

	if (!witnesses->saved)
		witnesses->saved =
			MemoryContextAllocHuge(witnesses->context, sizeof(SavedRange) * Max(witnesses->problem->system->cells, 1));
	saved = witnesses->saved;
	if (!witnesses->search || witnesses->sparse != sparse ||
		witnesses->published > witnesses->search->cells / STALE_SHARE)
		create_search(witnesses, sparse);
	tables = witnesses->tables;
	for (int i = 0; i < count; i++)
	{
		hide_or_publish(witnesses, cell[i], false);
		drop_tables(witnesses, cell[i], trial);
	}
	if (sparse && !witnesses->any_audited && witnesses->audits <= 0 && !replacement)
		affected = restore_affected(witnesses, cell, count, saved, &result);
	else
	{
		affected = find_affected(witnesses, cell, count, saved);
		result = restore_witnesses(witnesses, saved, affected, replacement);
	}
	if (result)
		witnesses->published += count + (replacement ? *replacement->count : 0);
	/* if one is hidden again, what was seen of it counts no more */
	for (int i = 0; i < count && result; i++)
		forget_seen(witnesses, cell[i]);
	if (!result)
		undo_trial(witnesses, cell, count, saved, affected);
	if (!result && replacement)
		revoke_replacement(witnesses, replacement);
	if (!result && sparse)
		forget_last(witnesses, tables);
	return result;
}

/* ---- going back ---- */

void
witnesses_mark(Witnesses *witnesses)
{
	int	  cells = witnesses->problem->system->cells;
	Mark *mark = witnesses->mark;

	if (!mark)
	{
		MemoryContext old = MemoryContextSwitchTo(witnesses->context);

		mark = witnesses->mark = palloc(sizeof(Mark));
		mark->hidden = allocate(sizeof(bool), cells);
		mark->seen = allocate(sizeof(Bounds), cells);
		mark->lowest_table = allocate(sizeof(int), cells);
		mark->highest_table = allocate(sizeof(int), cells);
		MemoryContextSwitchTo(old);
	}
	work_add(cells);
	memcpy(mark->hidden, witnesses->problem->hidden, sizeof(bool) * cells);
	memcpy(mark->seen, witnesses->seen, sizeof(Bounds) * cells);
	memcpy(mark->lowest_table, witnesses->lowest_table, sizeof(int) * cells);
	memcpy(mark->highest_table, witnesses->highest_table, sizeof(int) * cells);
	mark->trials = witnesses->trials;
	mark->tables = witnesses->tables;
	witnesses->marked = true;
}

/* Does a witness change hidden cells only? */
static bool
is_of_pattern(const Witnesses *witnesses, const Table *table)
{
	for (int i = 0; i < table->length; i++)
		if (!witnesses->problem->hidden[table->cell[i]])
			return false;
	return true;
}

void
witnesses_return(Witnesses *witnesses)
{
	const Mark *mark = witnesses->mark;

	work_add(witnesses->problem->system->cells + witnesses->tables);
	for (int cell = 0; cell < witnesses->problem->system->cells; cell++)
	{
		if (witnesses->problem->hidden[cell] != mark->hidden[cell])
			hide_or_publish(witnesses, cell, mark->hidden[cell]);
		witnesses->seen[cell] = mark->seen[cell];
		set_extreme(witnesses, witnesses->lowest_table + cell, mark->lowest_table[cell]);
		set_extreme(witnesses, witnesses->highest_table + cell, mark->highest_table[cell]);
	}
	for (int i = 0; i < witnesses->tables; i++)
	{
		Table *table = witnesses->table + i;

		/* what was found since the mark is true of the pattern then, too, if that hides all of it */
		if (table->length == 0)
			continue;
		if (i >= mark->tables)
			table->dropped = is_of_pattern(witnesses, table) ? 0 : FOR_GOOD;
		else if (table->dropped > mark->trials && table->dropped != FOR_GOOD)
			table->dropped = 0;
	}
	witnesses->marked = false;
}

void
witnesses_go_on(Witnesses *witnesses)
{
	witnesses->marked = false;
}

void
witnesses_hide(Witnesses *witnesses, int cell)
{
	hide_or_publish(witnesses, cell, true);
}
