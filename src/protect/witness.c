/*
 * witness.c
 *		Proof that a pattern holds, by tables that a reader cannot rule out.
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
#include "protect/null_space.h"
#include "protect/witness.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/work.h"

/* Looks at cells that the search for one table may take, for one of few, and those that fail in a round, or a brief one. */
#define REACH_BUDGET	INT64CONST(100000)
#define LONG_BUDGET		INT64CONST(5000000)
#define FAIL_BUDGET		INT64CONST(500000000)
#define BRIEF_BUDGET	INT64CONST(20000000)

/* So many cells are few. */
#define FEW				20

/* LocalSearch multiply and add: what is so far is left to the audit, so that nothing overflows. */
#define FAR				(INT64CONST(1) << 40)

/* Parts of a width that are gone one after the other: more bring no cell nearer to what is out of reach. */
#define MAX_STEPS		64

/* LocalSearch that the way to a number is split into. */
#define MAX_PARTS		8

/* Hidden cells that are audited all when some are not proven. */
#define EXACT_CELLS		2000

/* What audits of patterns on trial may take: audits times cells. */
#define TRIAL_BUDGET	5000

/* Cells published since the moves were computed, in parts of all that they have, until they are afresh. */
#define STALE			16

/* tables in which a cell is lowest and highest */
#define TRUE_TABLE		(-1)
#define AUDITED			(-2)

typedef struct Table
{
	int			length;
	int		   *cell;			/* those that differ from the true one */
	int64	   *value;
	int			gone;			/* the trial that has published a cell of it, or 0 */
} Table;

/* Tables that a cell is in, and where. */
typedef struct Place
{
	int			table;
	int			at;
} Place;

typedef struct Places
{
	int			count;
	int			allocated;
	Place	   *place;
} Places;

/* What is shown of a cell, to be restored. */
typedef struct Shown
{
	int			cell;
	Bounds		seen;
	int			low_table;
	int			high_table;
} Shown;

struct Proof
{
	SuppressionProblem *problem;
	MemoryContext context;
	Bounds	   *seen;			/* of each cell, in the tables found */
	int		   *low_table;		/* in which it is */
	int		   *high_table;
	Table	   *table;
	int			tables;
	int			tables_allocated;
	Places	   *places;			/* of each cell */
	MemoryContext local_search_context;
	LocalSearch	   *search;			/* NULL if not those of the pattern */
	int		   *number;			/* of each cell in moves */
	int		   *cell_of;
	bool		far;			/* is a number of the table? */
	int			published;		/* since the moves were computed */
	int			trials;			/* of publishing cells */
	int64		reach_budget;	/* looks at cells that the search for one table may take */
	int64		fail_budget;	/* and all that fail */
	int			audits;			/* left */
	Feasible   *feasible;
	/* cells that audits say are not known to who is alone in another one */
	int			audited;
	int			audited_allocated;
	int		   *audited_cell;
	int		   *audited_single;
	int64	   *missed;			/* room for problem_keeps_sums, once it is needed */
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
	places->place[places->count++] = (Place) {table, at};
}

static Bounds
true_bounds(const Proof *proof, int cell)
{
	return proof->problem->system->bounds[cell];
}

Proof *
proof_create(SuppressionProblem *problem)
{
	int			cells = problem->system->cells;
	Proof	   *proof = palloc0(sizeof(Proof));

	proof->problem = problem;
	proof->context = CurrentMemoryContext;
	proof->seen = allocate(sizeof(Bounds), cells);
	proof->low_table = allocate(sizeof(int), cells);
	proof->high_table = allocate(sizeof(int), cells);
	proof->places = allocate(sizeof(Places), cells);
	memset(proof->places, 0, sizeof(Places) * Max(cells, 1));
	proof->number = allocate(sizeof(int), cells);
	proof->cell_of = allocate(sizeof(int), cells);
	proof->feasible = allocate(sizeof(Feasible), cells);
	proof->tables_allocated = 256;
	proof->table = palloc(sizeof(Table) * proof->tables_allocated);
	proof->audited_allocated = 16;
	proof->audited_cell = palloc(sizeof(int) * proof->audited_allocated);
	proof->audited_single = palloc(sizeof(int) * proof->audited_allocated);
	proof->local_search_context = AllocSetContextCreate(CurrentMemoryContext, "moves of cells", ALLOCSET_DEFAULT_SIZES);
	proof->audits = TRIAL_BUDGET / Max(cells, 1);
	for (int cell = 0; cell < cells; cell++)
	{
		proof->seen[cell] = true_bounds(proof, cell);
		proof->low_table[cell] = proof->high_table[cell] = TRUE_TABLE;
	}
	return proof;
}

static void
compute_moves(Proof *proof)
{
	SuppressionProblem *problem = proof->problem;
	int			cells = problem->system->cells;
	MemoryContext old;
	Bounds	   *bounds;

	MemoryContextReset(proof->local_search_context);
	old = MemoryContextSwitchTo(proof->local_search_context);
	bounds = allocate(sizeof(Bounds), cells);
	for (int cell = 0; cell < cells; cell++)
		bounds[cell] = problem->hidden[cell] ? problem_room(problem, cell) : true_bounds(proof, cell);
	proof->search = null_space_local_search(problem, problem->hidden, bounds, proof->number);
	for (int cell = 0; cell < cells; cell++)
		if (proof->number[cell] >= 0)
			proof->cell_of[proof->number[cell]] = cell;
	proof->far = false;
	for (int number = 0; number < proof->search->cells; number++)
		if (proof->search->base[number] > FAR || proof->search->base[number] < -FAR)
			proof->far = true;
	proof->published = 0;
	MemoryContextSwitchTo(old);
}

/* A table with so many cells that differ, which table_set then says one by one. */
static Table *
table_create(Proof *proof, int length)
{
	Table	   *table;

	if (proof->tables == proof->tables_allocated)
	{
		proof->tables_allocated *= 2;
		proof->table = repalloc_huge(proof->table, sizeof(Table) * proof->tables_allocated);
	}
	table = proof->table + proof->tables++;
	table->gone = 0;
	table->length = length;
	table->cell = allocate(sizeof(int), length);
	table->value = allocate(sizeof(int64), length);
	return table;
}

static void
table_set(Proof *proof, Table *table, int at, int cell, int64 value)
{
	int			number = table - proof->table;

	table->cell[at] = cell;
	table->value[at] = value;
	places_add(proof->places + cell, number, at);
	if (value < proof->seen[cell].lower)
	{
		proof->seen[cell].lower = value;
		proof->low_table[cell] = number;
	}
	if (value > proof->seen[cell].upper)
	{
		proof->seen[cell].upper = value;
		proof->high_table[cell] = number;
	}
}

/* Keep the table that moves have come to. */
static void
keep_table(Proof *proof)
{
	const LocalSearch *search = proof->search;
	MemoryContext old = MemoryContextSwitchTo(proof->context);
	Table	   *table = table_create(proof, search->changed);

	for (int i = 0; i < search->changed; i++)
		table_set(proof, table, i, proof->cell_of[search->changed_cell[i]], search->value[search->changed_cell[i]]);
	MemoryContextSwitchTo(old);
}

bool
proof_add(Proof *proof, int length, const int *cell, const int64 *change)
{
	const SuppressionProblem *problem = proof->problem;
	MemoryContext old = MemoryContextSwitchTo(proof->context);
	bool		result;

	if (!proof->missed)
	{
		proof->missed = allocate(sizeof(int64), problem->system->sums);
		memset(proof->missed, 0, sizeof(int64) * problem->system->sums);
	}
	result = problem_keeps_sums(problem, length, cell, change, proof->missed);
	for (int i = 0; i < length; i++)
	{
		int64		value = true_bounds(proof, cell[i]).lower + change[i];

		Bounds		room = problem_room(problem, cell[i]);

		result &= problem->hidden[cell[i]] && value >= room.lower && value <= room.upper;
	}
	if (result)
	{
		Table	   *table = table_create(proof, length);

		for (int i = 0; i < length; i++)
			table_set(proof, table, i, cell[i], true_bounds(proof, cell[i]).lower + change[i]);
	}
	MemoryContextSwitchTo(old);
	return result;
}

bool
proof_holds(const Proof *proof, int cell)
{
	return problem_satisfies(proof->problem, cell, proof->seen[cell]);
}

/* What is too far for one move may be reached by several, one after the other. */
static bool
reach_by_steps(LocalSearch *search, int number, Bounds wanted, int64 again, int64 *budget)
{
	Bounds		near = wanted;
	int64		value = search->base[number];
	int64		way = wanted.lower > value ? wanted.lower - value : wanted.upper - value;
	int64		part = way / MAX_PARTS + (way > 0 ? 1 : -1);

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
reach(Proof *proof, int cell, int64 at_least, int64 at_most)
{
	LocalSearch	   *search = proof->search;
	int			number = proof->number[cell];
	Bounds		wanted = proof->problem->prior[cell];
	int64		budget = Min(proof->reach_budget, proof->fail_budget);
	int64		before = budget;
	bool		found;

	wanted.lower = Max(wanted.lower, at_least);
	wanted.upper = Min(wanted.upper, at_most);
	wanted = problem_side(proof->problem, cell, wanted);
	if (wanted.lower > wanted.upper || budget <= 0 || proof->far || at_least > FAR || at_most < -FAR)
		return false;
	found = local_search_reach(search, number, wanted, &budget) || reach_by_steps(search, number, wanted, proof->reach_budget, &budget);
	if (found)
		keep_table(proof);
	else
		proof->fail_budget -= before - budget;
	local_search_return(search);
	return found;
}

/* Show a cell as far from its number as the level asks.  False if that does not come out. */
static bool
prove(Proof *proof, int cell)
{
	const SuppressionProblem *problem = proof->problem;
	Bounds	   *seen = proof->seen + cell;
	Bounds		aim = problem_aim(problem, cell);

	CHECK_FOR_INTERRUPTS();
	if (aim.upper > seen->upper)
		reach(proof, cell, aim.upper, NO_UPPER);
	if (aim.lower < seen->lower)
		reach(proof, cell, NO_LOWER, aim.lower);
	/* whatever adds to the width, as far as moves go */
	for (int64 part = Min(problem_width(problem, cell), FAR); part >= 1 && !proof_holds(proof, cell); part /= 2)
		for (int step = 0; step < MAX_STEPS && !proof_holds(proof, cell) &&
			 (reach(proof, cell, Min(seen->upper, FAR) + part, NO_UPPER) ||
			  reach(proof, cell, NO_LOWER, Max(seen->lower, -FAR) - part)); step++)
			;
	return proof_holds(proof, cell);
}

/* What the audit says of cells that no table was found for; returns how many are still not proven. */
static int
audit(Proof *proof, bool exact, int *cell, int count)
{
	const SuppressionProblem *problem = proof->problem;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "audit of a pattern", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	TableSystem	published = problem_published(problem);
	int			left = 0;

	published.outer = !exact;
	if (!table_system_solve(&published, NULL, proof->feasible))
		elog(ERROR, "the true numbers contradict what a reader knows of them");
	/* past the deadline it has not solved all: then only what a table attains counts */
	exact &= !work_is_spent();
	for (int i = 0; i < count; i++)
	{
		Feasible	found = proof->feasible[cell[i]];
		Bounds	   *seen = proof->seen + cell[i];

		/* ends that a table in whole numbers attains, or, of all that was solved, what the audit stands for */
		if ((exact || found.lower_sharp) && found.bounds.lower < seen->lower)
		{
			seen->lower = found.bounds.lower;
			proof->low_table[cell[i]] = AUDITED;
		}
		if ((exact || found.upper_sharp) && found.bounds.upper > seen->upper)
		{
			seen->upper = found.bounds.upper;
			proof->high_table[cell[i]] = AUDITED;
		}
		if (!proof_holds(proof, cell[i]))
			cell[left++] = cell[i];
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return left;
}

int
proof_extend(Proof *proof, ProofEffort effort, int *below)
{
	const SuppressionProblem *problem = proof->problem;
	int			count = 0;

	proof->search = NULL;
	proof->fail_budget = effort == PROOF_BRIEF ? BRIEF_BUDGET : FAIL_BUDGET;
	proof->reach_budget = REACH_BUDGET;
	for (int cell = 0; cell < problem->system->cells; cell++)
	{
		if (!problem->hidden[cell] || proof_holds(proof, cell))
			continue;
		if (!proof->search)
			compute_moves(proof);
		if (work_is_spent() || !prove(proof, cell))
			below[count++] = cell;
	}
	if (count <= FEW && effort != PROOF_BRIEF)
	{
		int			few = count;

		count = 0;
		proof->reach_budget = LONG_BUDGET;
		for (int i = 0; i < few; i++)
			if (work_is_spent() || !prove(proof, below[i]))
				below[count++] = below[i];
	}
	if (count > 0 && effort != PROOF_BRIEF && !work_is_spent())
		count = audit(proof, effort == PROOF_EXACT || proof->search->cells <= EXACT_CELLS, below, count);
	elog(DEBUG1, "proof: " INT64_FORMAT " beside the primary cells, %d tables, %d cells not proven",
		 problem_cost(problem, problem->hidden), proof->tables, count);
	return count;
}

/* ---- who knows a cell ---- */

/* Is the cell changed in a table that is none of those which somebody knows to be wrong? */
static bool
shown_apart(const Proof *proof, int cell, const bool *knows)
{
	const Places *places = proof->places + cell;

	work_add(places->count + 1);
	for (int i = 0; i < places->count; i++)
		if (!proof->table[places->place[i].table].gone && !knows[places->place[i].table])
			return true;
	return false;
}

/* The tables that who is alone in a cell knows to be wrong, palloc'd. */
static bool *
known_wrong(const Proof *proof, int single)
{
	bool	   *knows = palloc0(Max(proof->tables, 1));

	for (int i = 0; i < proof->places[single].count; i++)
		knows[proof->places[single].place[i].table] = true;
	return knows;
}

bool
proof_is_apart(const Proof *proof, int cell, int single)
{
	bool	   *knows = known_wrong(proof, single);
	bool		result = shown_apart(proof, cell, knows);

	pfree(knows);
	return result;
}

/* Does an audit say that a cell is not known to who is alone in another one? */
static bool
is_audited(const Proof *proof, int cell, int single)
{
	for (int i = 0; i < proof->audited; i++)
		if (proof->audited_cell[i] == cell && proof->audited_single[i] == single)
			return true;
	return false;
}

int
proof_singles(Proof *proof, int *below, int *known)
{
	const SuppressionProblem *problem = proof->problem;
	int			cells = problem->system->cells;
	int			total = 0;

	if (!problem->same_contributors)
		return 0;
	compute_moves(proof);
	for (int single = 0; single < cells && !work_is_spent(); single++)
	{
		Bounds	   *bounds;
		Bounds		before;
		bool	   *knows;
		int			first = total;
		int			count;

		if (!problem->single[single] || !problem->hidden[single])
			continue;
		CHECK_FOR_INTERRUPTS();
		work_add(2 * cells + proof->tables / 8);
		knows = known_wrong(proof, single);
		for (int other = 0; other < cells && total < cells; other++)
			if (problem->hidden[other] && must_hide(problem, other) &&
				!shown_apart(proof, other, knows) && !problem_is_known(problem, single, other) &&
				!is_audited(proof, other, single))
				below[total++] = other;
		pfree(knows);
		if (total == first)
			continue;
		/* of these, those that no table of which the number is known moves */
		bounds = proof->search->bounds + proof->number[single];
		before = *bounds;
		*bounds = true_bounds(proof, single);
		count = total;
		total = first;
		for (int i = first; i < count; i++)
		{
			int			cell = below[i];
			int64		value = true_bounds(proof, cell).lower;

			proof->fail_budget = proof->reach_budget = REACH_BUDGET;
			if (reach(proof, cell, value + 1, NO_UPPER) || reach(proof, cell, NO_LOWER, value - 1))
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
add_audited(Proof *proof, int cell, int single)
{
	if (proof->audited == proof->audited_allocated)
	{
		proof->audited_allocated *= 2;
		proof->audited_cell = repalloc_huge(proof->audited_cell, sizeof(int) * proof->audited_allocated);
		proof->audited_single = repalloc_huge(proof->audited_single, sizeof(int) * proof->audited_allocated);
	}
	proof->audited_cell[proof->audited] = cell;
	proof->audited_single[proof->audited++] = single;
}

/*
 * Of these cells, those that the audit cannot show to be unknown to who is alone
 * in known[i]; the others are noted if they are to be.  Exact, they are known, but
 * for those that no audit is left for after so much work.
 */
static int
audit_singles(Proof *proof, bool exact, bool note, int64 work, int *below, int *known, int count)
{
	int64		start = work_done;
	int			left = 0;

	for (int i = 0, next; i < count; i = next)
	{
		int			single = known[i];
		MemoryContext context;
		MemoryContext old;
		TableSystem	published;

		if (work_done - start > work || work_is_spent())
		{
			next = i + 1;
			known[left] = known[i];
			below[left++] = below[i];
			continue;
		}
		context = AllocSetContextCreate(CurrentMemoryContext, "audit of a pattern", ALLOCSET_DEFAULT_SIZES);
		old = MemoryContextSwitchTo(context);
		published = problem_published(proof->problem);
		published.bounds[single] = true_bounds(proof, single);
		if (published.ranges)
			published.ranges[single] = NULL;
		published.outer = !exact;
		if (!table_system_solve(&published, NULL, proof->feasible))
			elog(ERROR, "the true numbers contradict what a reader knows of them");
		exact &= !work_is_spent();
		MemoryContextSwitchTo(old);
		MemoryContextDelete(context);
		for (next = i; next < count && known[next] == single; next++)
		{
			int			cell = below[next];
			Feasible	found = proof->feasible[cell];
			int64		value = true_bounds(proof, cell).lower;

			/* another end than its number that a table attains */
			if (((exact || found.lower_sharp) && found.bounds.lower < value) ||
				((exact || found.upper_sharp) && found.bounds.upper > value))
			{
				if (note)
					add_audited(proof, cell, single);
				continue;
			}
			known[left] = single;
			below[left++] = cell;
		}
	}
	return left;
}

int
proof_audit_singles(Proof *proof, int64 work, int *below, int *known, int count)
{
	return audit_singles(proof, proof->search->cells <= EXACT_CELLS, true, work, below, known, count);
}

int
proof_hopeless_single(Proof *proof, int *below, int *known, int count)
{
	SuppressionProblem *problem = proof->problem;
	int			cells = problem->system->cells;
	bool	   *hidden = problem->hidden;
	int			few = 0;

	while (few < count && known[few] == known[0])
		few++;
	problem->hidden = allocate(sizeof(bool), cells);
	for (int cell = 0; cell < cells; cell++)
		problem->hidden[cell] = hidden[cell] || problem->open[cell];
	few = audit_singles(proof, true, false, PG_INT64_MAX, below, known, few);
	pfree(problem->hidden);
	problem->hidden = hidden;
	return few;
}

/* ---- publishing ---- */

/* What the tables that are left show of a cell. */
static void
look_again(Proof *proof, int cell)
{
	const Places *places = proof->places + cell;
	Bounds	   *seen = proof->seen + cell;

	work_add(4 * places->count);
	*seen = true_bounds(proof, cell);
	proof->low_table[cell] = proof->high_table[cell] = TRUE_TABLE;
	for (int i = 0; i < places->count; i++)
	{
		const Table *table = proof->table + places->place[i].table;
		int64		value = table->value[places->place[i].at];

		if (table->gone)
			continue;
		if (value < seen->lower)
		{
			seen->lower = value;
			proof->low_table[cell] = places->place[i].table;
		}
		if (value > seen->upper)
		{
			seen->upper = value;
			proof->high_table[cell] = places->place[i].table;
		}
	}
}

static bool
is_gone(const Proof *proof, int table)
{
	return table == AUDITED || (table >= 0 && proof->table[table].gone);
}

/* Cells that were shown by tables that are gone, or by an audit of more hidden cells; returns how many. */
static int
find_affected(Proof *proof, Shown *shown)
{
	int			count = 0;

	work_add(proof->problem->system->cells);
	for (int cell = 0; cell < proof->problem->system->cells; cell++)
	{
		if (!proof->problem->hidden[cell] ||
			!(is_gone(proof, proof->low_table[cell]) || is_gone(proof, proof->high_table[cell])))
			continue;
		shown[count++] = (Shown) {cell, proof->seen[cell], proof->low_table[cell], proof->high_table[cell]};
		look_again(proof, cell);
	}
	return count;
}

/* Prove again what has lost its proof.  Returns how many cells could not be. */
static int
prove_again(Proof *proof, const Shown *shown, int count)
{
	int		   *cell = allocate(sizeof(int), count);
	int			left = 0;

	for (int i = 0; i < count && (left == 0 || (proof->audits > 0 && !work_is_spent())); i++)
	{
		proof->fail_budget = proof->reach_budget = REACH_BUDGET;
		if (!proof_holds(proof, shown[i].cell) && !prove(proof, shown[i].cell))
			cell[left++] = shown[i].cell;
	}
	if (left > 0 && proof->audits-- > 0 && !work_is_spent())
		left = audit(proof, proof->search->cells <= EXACT_CELLS, cell, left);
	pfree(cell);
	return left;
}

bool
proof_publish(Proof *proof, const int *cell, int count)
{
	SuppressionProblem *problem = proof->problem;
	Shown	   *shown = allocate(sizeof(Shown), problem->system->cells);
	int			trial = ++proof->trials;
	int			affected;
	bool		result;

	if (!proof->search || proof->published > proof->search->cells / STALE)
		compute_moves(proof);
	for (int i = 0; i < count; i++)
	{
		const Places *places = proof->places + cell[i];

		problem->hidden[cell[i]] = false;
		proof->search->bounds[proof->number[cell[i]]] = true_bounds(proof, cell[i]);
		for (int j = 0; j < places->count; j++)
			if (!proof->table[places->place[j].table].gone)
				proof->table[places->place[j].table].gone = trial;
	}
	affected = find_affected(proof, shown);
	result = prove_again(proof, shown, affected) == 0;
	if (result)
		proof->published += count;
	for (int i = 0; i < count && !result; i++)
	{
		const Places *places = proof->places + cell[i];

		problem->hidden[cell[i]] = true;
		proof->search->bounds[proof->number[cell[i]]] = problem_room(problem, cell[i]);
		for (int j = 0; j < places->count; j++)
			if (proof->table[places->place[j].table].gone == trial)
				proof->table[places->place[j].table].gone = 0;
	}
	for (int i = 0; i < affected && !result; i++)
	{
		proof->seen[shown[i].cell] = shown[i].seen;
		proof->low_table[shown[i].cell] = shown[i].low_table;
		proof->high_table[shown[i].cell] = shown[i].high_table;
	}
	pfree(shown);
	return result;
}
