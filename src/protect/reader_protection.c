/*
 * reader_protection.c
 *		Protection against readers who are contributors themselves.
 *
 * A reader, alone or with others, knows what they contributed to every cell. So
 * he knows that a cell is at least that, and its number where they are alone.
 * He attacks a victim: another contributor. The p percent rule says how far above
 * the victim's amount his upper bound of it must be. Of every cell that he does
 * not know, he takes what is his off. So there must be one other table, as he
 * knows it possible, in which every hidden cell is at least his amount and the
 * victim's with p percent more. One table for all cells: then the same holds for
 * every union of cells, derived from published sums or not.
 *
 * An attack that the true table itself answers needs nothing. Of the others, each
 * is answered by a table found before, or by a linear program, which hides more
 * cells where it must (reader_change.c). A table that is in whole numbers is
 * checked against all it must meet. If none is, the audit decides whether there
 * is one.
 *
 * A cell that must be hidden must not be known exactly to a contributor of
 * another either. That is an attack too, with the cell in place of the victim.
 *
 * Called by search.c and protect.c. Readers and problem are the caller's. What is
 * allocated goes with a context of its own.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/solve.h"
#include "protect/reader_change.h"
#include "protect/reader_protection.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"

/* Attacks beyond which no more are listed. */
#define MAX_ATTACKS 2000000

/* Bytes that the tables found so far may take; then the oldest make place. */
#define MAX_TABLE_BYTES ((Size) 64 * 1024 * 1024)

/* A p percent rule's p is kept in millionths of a percent, rounded up. */
#define PERCENT_SCALE 1000000

#define NOBODY (-1)

struct Readers
{
	const Contributions *contributions;
	int64				 percent; /* in millionths */
	int					 coalition;
};

typedef struct Attack
{
	int	  member[MAX_COALITION]; /* contributors, NOBODY where there are fewer */
	int	  victim;				 /* contributor, or NOBODY */
	int	  cell;					 /* without a victim: the cell that must not be known */
	int64 lacking;				 /* what the true table lacks to answer it; the largest go first */
} Attack;

typedef struct Search
{
	const Readers		*readers;
	const Contributions *contributions;
	SuppressionProblem	*problem;
	Attack				*attack;
	int					 attacks;
	int					 attacks_allocated;
	int64				 left_out;
	/* of each cell: what the readers of the attack at hand know, and what they must not exclude */
	int64 *own;
	int64 *needed;
	int	  *entries;		/* contributions of these readers */
	int	  *demand_cell; /* cells with an entry in these, in order of their first */
	int	   demand_cells;
	bool  *listed;
	Demand demand;
	/* other tables, as numbers of all cells */
	int			   tables;
	int			   most_tables;
	int			   next_table;
	int64		 **table;
	MemoryContext  context;
	ReaderChanges *changes; /* NULL until needed */
} Search;

Readers *
readers_create(const Contributions *contributions, double percent, int coalition)
{
	Readers *readers = palloc(sizeof(Readers));

	readers->contributions = contributions;
	readers->percent = (int64) (percent * PERCENT_SCALE + 0.999999);
	readers->coalition = Min(coalition, MAX_COALITION);
	return readers;
}

/* An amount with p percent more, rounded up. */
static int64
with_percent(const Readers *readers, int64 amount)
{
	int128 more = (int128) amount * readers->percent;
	int128 scale = (int128) 100 * PERCENT_SCALE;

	return amount + (int64) ((more + scale - 1) / scale);
}

/* ---- the rule ---- */

/*
 * The upper protection level of a cell: p percent of the largest contribution
 * without a waiver, less what is left without it and the largest others of a
 * coalition. Not above zero where the cell is safe.
 */
static int64
protection_level(const Readers *readers, const TableSystem *system, int cell)
{
	const Contributions *contributions = readers->contributions;
	int64				 known = 0;
	int64				 level = 0;
	int					 others = 0;
	bool				 found = false;

	for (int i = contributions->cell_first[cell]; i < contributions->cell_first[cell + 1]; i++)
	{
		const Contribution *one = contributions->cell_entry + i;

		if (!found && !contributions->waived[one->contributor])
		{
			found = true;
			level = with_percent(readers, one->amount);
		}
		else if (others < readers->coalition)
		{
			others++;
			known += one->amount;
		}
	}
	return found ? level + known - system->bounds[cell].lower : 0;
}

void
readers_describe(const Readers *readers, SuppressionProblem *problem)
{
	for (int cell = 0; cell < problem->system->cells; cell++)
	{
		int64 level = protection_level(readers, problem->system, cell);

		if (level <= 0)
			continue;
		problem->primary[cell] = true;
		problem->forced[cell] = false;
		problem->upper_level[cell] = Max(problem->upper_level[cell], level);
		/* below what readers know beforehand no level can lie */
		if (problem->prior[cell].lower != NO_LOWER)
			level = Min(level, Max(problem->system->bounds[cell].lower - problem->prior[cell].lower, 0));
		problem->lower_level[cell] = Max(problem->lower_level[cell], level);
	}
}

/* ---- attacks ---- */

static void
add_attack(Search *search, const int *member, int victim, int cell, int64 lacking)
{
	Attack *attack;

	if (search->attacks >= MAX_ATTACKS)
	{
		search->left_out++;
		return;
	}
	if (search->attacks == search->attacks_allocated)
	{
		search->attacks_allocated *= 2;
		search->attack = repalloc_huge(search->attack, sizeof(Attack) * search->attacks_allocated);
	}
	attack = search->attack + search->attacks++;
	memcpy(attack->member, member, sizeof(attack->member));
	attack->victim = victim;
	attack->cell = cell;
	attack->lacking = lacking;
}

/* List every coalition of so many contributors, from one on, against a victim. */
static void
list_coalitions(Search *search, int *member, int members, int from, int victim, int64 lacking)
{
	if (members == search->readers->coalition)
	{
		add_attack(search, member, victim, -1, lacking);
		return;
	}
	CHECK_FOR_INTERRUPTS();
	for (int contributor = from; contributor < search->contributions->contributors; contributor++)
	{
		if (contributor == victim)
			continue;
		member[members] = contributor;
		list_coalitions(search, member, members + 1, contributor + 1, victim, lacking);
		member[members] = NOBODY;
	}
}

/* What the true table lacks in the victim's cells against these contributors, or not above 0 if nothing. */
static int64
lacking_amount(const Search *search, int victim)
{
	const Contributions *contributions = search->contributions;
	int64				 result = 0;

	for (int i = contributions->first[victim]; i < contributions->first[victim + 1]; i++)
	{
		const Contribution *one = contributions->entry + i;
		int64				known = 0;
		int					others = 0;

		if (!search->problem->hidden[one->cell])
			continue;
		for (int j = contributions->cell_first[one->cell];
			 j < contributions->cell_first[one->cell + 1] && others < search->readers->coalition; j++)
			if (contributions->cell_entry[j].contributor != victim)
			{
				known += contributions->cell_entry[j].amount;
				others++;
			}
		result = Max(result, with_percent(search->readers, one->amount) + known -
								 search->problem->system->bounds[one->cell].lower);
	}
	return result;
}

/* A contributor of whom some attack may learn too much. */
typedef struct Victim
{
	int	  contributor;
	int64 lacking; /* what the true table lacks to answer the strongest attack on him */
} Victim;

static int
compare_victims(const void *a, const void *b)
{
	const Victim *x = a;
	const Victim *y = b;

	return x->lacking != y->lacking ? (x->lacking > y->lacking ? -1 : 1) : x->contributor - y->contributor;
}

/*
 * List the attacks on a victim that the true table does not answer by itself.
 * With one reader these are those of whom some cell has too much, and everybody
 * if the victim alone has too much of one.
 */
static void
list_attacks_on(Search *search, const Victim *victim)
{
	int nobody[MAX_COALITION] = {NOBODY, NOBODY, NOBODY, NOBODY};

	add_attack(search, nobody, victim->contributor, -1, victim->lacking);
	list_coalitions(search, nobody, 0, 0, victim->contributor, victim->lacking);
}

/* List who must not know a cell that must be hidden: every single contributor who is not the only one in it. */
static void
list_attacks_on_cell(Search *search, int cell)
{
	const Contributions *contributions = search->contributions;
	int					 member[MAX_COALITION] = {NOBODY, NOBODY, NOBODY, NOBODY};

	for (member[0] = 0; member[0] < contributions->contributors; member[0]++)
		add_attack(search, member, NOBODY, cell, 0);
}

static int
compare_attacks(const void *a, const void *b)
{
	const Attack *x = a;
	const Attack *y = b;

	if (x->lacking != y->lacking)
		return x->lacking > y->lacking ? -1 : 1;
	if (x->victim != y->victim)
		return x->victim < y->victim ? -1 : 1;
	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	return memcmp(x->member, y->member, sizeof(x->member));
}

static void
list_attacks(Search *search)
{
	Victim *victim = allocate(sizeof(Victim), search->contributions->contributors);
	int		victims = 0;

	for (int contributor = 0; contributor < search->contributions->contributors; contributor++)
	{
		int64 lacking = search->contributions->waived[contributor] ? 0 : lacking_amount(search, contributor);

		if (lacking > 0)
			victim[victims++] = (Victim){contributor, lacking};
	}
	/* where there are too many attacks, those on whom most is at stake are listed */
	qsort(victim, victims, sizeof(Victim), compare_victims);
	for (int i = 0; i < victims; i++)
		list_attacks_on(search, victim + i);
	pfree(victim);
	for (int cell = 0; cell < search->problem->system->cells; cell++)
		if (must_hide(search->problem, cell))
			list_attacks_on_cell(search, cell);
	qsort(search->attack, search->attacks, sizeof(Attack), compare_attacks);
}

/* ---- demands ---- */

/* Note that a cell is bounded. */
static void
list_cell(Search *search, int cell)
{
	if (search->listed[cell])
		return;
	search->listed[cell] = true;
	search->own[cell] = search->needed[cell] = search->entries[cell] = 0;
	search->demand_cell[search->demand_cells++] = cell;
}

/*
 * Do the readers of the attack at hand have all of a listed cell? They do of one that
 * is zero if nobody else is in it, though with nothing.
 */
static bool
has_all(const Search *search, int cell)
{
	const Contributions *contributions = search->contributions;
	int64				 value = search->problem->system->bounds[cell].lower;

	if (value > 0)
		return search->own[cell] == value;
	return search->entries[cell] > 0 &&
		   search->entries[cell] == contributions->cell_first[cell + 1] - contributions->cell_first[cell];
}

/*
 * Find what the readers of an attack know, and what they must take to be
 * possible. With step, a cell in place of the victim must change by so much.
 */
static void
describe_demand(Search *search, const Attack *attack, int64 step)
{
	const Contributions *contributions = search->contributions;
	const Bounds		*bounds = search->problem->system->bounds;

	for (int i = 0; i < search->demand_cells; i++)
		search->listed[search->demand_cell[i]] = false;
	search->demand_cells = 0;
	for (int i = 0; i < MAX_COALITION && attack->member[i] != NOBODY; i++)
		for (int j = contributions->first[attack->member[i]]; j < contributions->first[attack->member[i] + 1]; j++)
		{
			list_cell(search, contributions->entry[j].cell);
			search->own[contributions->entry[j].cell] += contributions->entry[j].amount;
			search->entries[contributions->entry[j].cell]++;
		}
	if (attack->victim != NOBODY)
		for (int j = contributions->first[attack->victim]; j < contributions->first[attack->victim + 1]; j++)
		{
			list_cell(search, contributions->entry[j].cell);
			search->needed[contributions->entry[j].cell] =
				with_percent(search->readers, contributions->entry[j].amount);
		}
	else
		list_cell(search, attack->cell);
	search->demand.cells = search->demand_cells;
	search->demand.cell = search->demand_cell;
	for (int i = 0; i < search->demand_cells; i++)
	{
		int	  cell = search->demand_cell[i];
		int64 value = bounds[cell].lower;

		/* who has all of it knows its number */
		search->demand.bounds[i] =
			has_all(search, cell) ? bounds_exact(value) : (Bounds){search->own[cell] + search->needed[cell], NO_UPPER};
		/* what is published and must not be hidden is not to be protected */
		if (!search->problem->hidden[cell] && !search->problem->open[cell])
			search->demand.bounds[i] = bounds_exact(value);
		if (cell == attack->cell && step > 0)
			search->demand.bounds[i].lower = value + step;
		else if (cell == attack->cell && step < 0)
			search->demand.bounds[i].upper = value + step;
	}
}

/* Does a table, or with NULL the true one, meet the demand? */
static bool
meets_demand(const Search *search, const int64 *table)
{
	for (int i = 0; i < search->demand.cells; i++)
	{
		int	  cell = search->demand.cell[i];
		int64 value = table ? table[cell] : search->problem->system->bounds[cell].lower;

		if (value < search->demand.bounds[i].lower || value > search->demand.bounds[i].upper)
			return false;
	}
	return true;
}

static bool
is_met(Search *search)
{
	work_add(search->demand.cells * (int64) Max(search->tables, 1));
	if (meets_demand(search, NULL))
		return true;
	for (int i = search->tables - 1; i >= 0; i--)
		if (meets_demand(search, search->table[i]))
			return true;
	return false;
}

/* ---- other tables ---- */

/* Keep a table in whole numbers. If there is no place, the oldest goes. */
static void
keep_table(Search *search, const Change *change)
{
	int	   cells = search->problem->system->cells;
	int64 *table;

	if (search->tables < search->most_tables)
		search->table[search->tables++] = MemoryContextAllocHuge(search->context, sizeof(int64) * Max(cells, 1));
	else
		search->next_table = (search->next_table + 1) % search->most_tables;
	table = search->table[search->tables < search->most_tables ? search->tables - 1 : search->next_table];
	for (int cell = 0; cell < cells; cell++)
		table[cell] = search->problem->system->bounds[cell].lower;
	for (int i = 0; i < change->length; i++)
		table[change->cell[i]] = change->value[i];
}

/* Is there a table in whole numbers that meets the demand? The audit decides. */
static bool
is_possible(Search *search)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "audit of a reader", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	TableSystem	  published = problem_published(search->problem);
	bool		  result = true;

	published.known = NULL;
	for (int i = 0; i < search->demand.cells; i++)
	{
		Bounds *bounds = published.bounds + search->demand.cell[i];

		bounds->lower = Max(bounds->lower, search->demand.bounds[i].lower);
		bounds->upper = Min(bounds->upper, search->demand.bounds[i].upper);
		result &= bounds->lower <= bounds->upper;
	}
	result = result && table_system_check(&published, NULL, NULL) == SEARCH_FEASIBLE;
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return result;
}

/* Hide all that may be hidden in the sums of a cell. False if all of it is hidden already. */
static bool
hide_sums_of(SuppressionProblem *problem, int cell)
{
	const TableSystem *system = problem->system;
	bool			   any = false;

	for (int i = problem->cell_first[cell]; i < problem->cell_first[cell + 1]; i++)
	{
		int sum = problem->cell_sum[i];

		for (int j = system->first_part[sum]; j <= system->first_part[sum + 1]; j++)
		{
			int other = j == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[j];

			any |= problem->open[other] && !problem->hidden[other];
			problem->hidden[other] |= problem->open[other];
		}
	}
	return any;
}

/* Hide the cells of a change. */
static void
hide_change(SuppressionProblem *problem, const Change *change)
{
	for (int i = 0; i < change->length; i++)
		problem->hidden[change->cell[i]] = true;
}

/* Hide what the demand at hand needs. False if nothing is enough. */
static bool
meet_demand(Search *search)
{
	SuppressionProblem *problem = search->problem;
	Change			   *change;
	bool				any = true;

	if (!search->changes)
		search->changes = reader_changes_create(problem);
	change = reader_changes_find(search->changes, &search->demand);
	if (!change)
		return false;
	hide_change(problem, change);
	if (change->whole)
	{
		keep_table(search, change);
		return true;
	}
	/* not in whole numbers: hide more around it until some table is */
	while (!is_possible(search) && any)
	{
		any = false;
		for (int i = 0; i < change->length; i++)
			any |= hide_sums_of(problem, change->cell[i]);
	}
	return any || is_possible(search);
}

/* Is a cell the readers' alone? search is a Search. */
static bool
is_all_theirs(const void *search, int cell)
{
	const Search *at_hand = search;

	return at_hand->listed[cell] && has_all(at_hand, cell);
}

/* Answer an attack. False if it cannot be answered. */
static bool
answer(Search *search, const Attack *attack)
{
	int64 step = attack->victim == NOBODY ? 1 : 0;

	describe_demand(search, attack, step);
	if (is_met(search))
		return true;
	if (step == 0)
		return meet_demand(search);
	if (problem_follow_zeros(search->problem, attack->cell, is_all_theirs, search))
		return true;
	describe_demand(search, attack, -step);
	if (is_met(search))
		return true;
	describe_demand(search, attack, step);
	if (meet_demand(search))
		return true;
	describe_demand(search, attack, -step);
	return meet_demand(search);
}

/* The cell of an attack that cannot be answered, for the message. */
static int
attacked_cell(const Search *search, const Attack *attack)
{
	const Contributions *contributions = search->contributions;

	if (attack->victim == NOBODY)
		return attack->cell;
	for (int i = contributions->first[attack->victim]; i < contributions->first[attack->victim + 1]; i++)
		if (must_hide(search->problem, contributions->entry[i].cell))
			return contributions->entry[i].cell;
	return contributions->entry[contributions->first[attack->victim]].cell;
}

static Search *
search_create(const Readers *readers, SuppressionProblem *problem)
{
	int		cells = Max(problem->system->cells, 1);
	Search *search = palloc0(sizeof(Search));

	search->readers = readers;
	search->contributions = readers->contributions;
	search->problem = problem;
	search->context = CurrentMemoryContext;
	search->attacks_allocated = 1024;
	search->attack = allocate(sizeof(Attack), search->attacks_allocated);
	search->own = allocate(sizeof(int64), cells);
	search->needed = allocate(sizeof(int64), cells);
	search->entries = allocate(sizeof(int), cells);
	search->listed = allocate(sizeof(bool), cells);
	memset(search->listed, 0, cells);
	search->demand_cell = allocate(sizeof(int), cells);
	search->demand.bounds = allocate(sizeof(Bounds), cells);
	search->most_tables = Max(MAX_TABLE_BYTES / (sizeof(int64) * cells), 2);
	search->table = allocate(sizeof(int64 *), search->most_tables);
	return search;
}

int
readers_protect(const Readers *readers, SuppressionProblem *problem, int *below)
{
	MemoryContext context =
		AllocSetContextCreate(CurrentMemoryContext, "attacks of contributors", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	Search		 *search = search_create(readers, problem);
	int			  count = 0;

	work_task("protecting contributors from each other");
	list_attacks(search);
	for (int i = 0; i < search->attacks && count == 0; i++)
	{
		progress_report(0, 0);
		if (!answer(search, search->attack + i))
			below[count++] = attacked_cell(search, search->attack + i);
	}
	problem->attacks_left_out = search->left_out;
	elog(DEBUG1, "readers: %d attacks, %d tables, " INT64_FORMAT " left out", search->attacks, search->tables,
		 search->left_out);
	if (search->left_out > 0)
		ereport(WARNING, (errcode(ERRCODE_WARNING),
						  errmsg(INT64_FORMAT " attacks of contributors were not looked at", search->left_out),
						  errdetail("Those on contributors of whom most is at stake came first: %d.", search->attacks),
						  errhint("Ask for smaller coalitions, or protect parts of the table.")));
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return count;
}
