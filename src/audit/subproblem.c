/*
 * subproblem.c
 *		Integer arithmetic on the equations of a subproblem: bound propagation, bounds
 *		that others imply, and whether values are a solution.
 *
 * Bound propagation narrows each cell of an equation to what the bounds of the others
 * leave it, until nothing changes or the budget is spent (M. W. P. Savelsbergh,
 * Preprocessing and probing techniques for mixed integer programming problems, ORSA
 * Journal on Computing 6, 1994).
 *
 * Called by solve.c and bounding.c.  Owns nothing.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/subproblem.h"
#include "util/compat.h"
#include "util/work.h"

/* Bounds may narrow by one at a time: an equation is looked at so many times on average at most. */
#define MAX_VISITS 20

/* Narrow bounds to ends that lie in no gap.  False if nothing is left. */
static bool
snap(const IntervalSet *ranges, Bounds *a)
{
	int i = 0;
	int j = ranges->count - 1;

	while (i <= j && ranges->range[i].upper < a->lower)
		i++;
	while (j >= i && ranges->range[j].lower > a->upper)
		j--;
	if (i > j)
		return false;
	a->lower = Max(a->lower, ranges->range[i].lower);
	a->upper = Min(a->upper, ranges->range[j].upper);
	return true;
}

/* Add times * coefficient * end to the sum, or count an end that is absent. */
static void
add_end(int64 end, int coefficient, int times, int128 *sum, int *absent)
{
	if (end == NO_LOWER || end == NO_UPPER)
		*absent += times;
	else
		*sum += (int128) times * coefficient * end;
}

static int128
divide_floor(int128 a, int b)
{
	int128 quotient = a / b;

	return quotient - (a % b != 0 && (a % b < 0) != (b < 0));
}

/* Equations to be looked at, in a queue: when a cell changes, all of its equations are put there. */
typedef struct Propagation
{
	const Subproblem *subproblem;
	Bounds			 *bounds;
	int				 *queue; /* ring of equations */
	int				  head;
	int				  waiting;
	bool			 *queued;
} Propagation;

static void
enqueue(Propagation *work, int cell)
{
	const Subproblem *subproblem = work->subproblem;

	for (int i = subproblem->cell_first[cell]; i < subproblem->cell_first[cell + 1]; i++)
	{
		int equation = subproblem->entry_equation[subproblem->cell_entry[i]];

		if (!work->queued[equation])
		{
			work->queued[equation] = true;
			work->queue[(work->head + work->waiting++) % subproblem->equations] = equation;
		}
	}
}

/* The least and the greatest that an equation's terms can come to. */
typedef struct TermSum
{
	int128 least;
	int128 greatest;
	int	   no_least; /* terms without a lower end */
	int	   no_greatest;
} TermSum;

static void
add_term(TermSum *sum, int coefficient, Bounds a, int times)
{
	add_end(coefficient > 0 ? a.lower : a.upper, coefficient, times, &sum->least, &sum->no_least);
	add_end(coefficient > 0 ? a.upper : a.lower, coefficient, times, &sum->greatest, &sum->no_greatest);
}

/* coefficient * cell <= most */
static void
narrow_upper(Bounds *a, int coefficient, int128 most)
{
	int128 end = coefficient > 0 ? divide_floor(most, coefficient) : -divide_floor(most, -coefficient);

	if (coefficient > 0)
		a->upper = Min(end, a->upper);
	else
		a->lower = Max(end, a->lower);
}

/* Narrow the cells of one equation; false if it cannot hold. */
static bool
narrow_equation(Propagation *work, int equation)
{
	const Subproblem *subproblem = work->subproblem;
	int128			  constant = subproblem->constant[equation];
	TermSum			  all = {0};

	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
		add_term(&all, subproblem->entry_coefficient[i], work->bounds[subproblem->entry_cell[i]], 1);
	if (all.no_least > 1 && all.no_greatest > 1)
		return true;
	if ((!all.no_least && all.least > constant) || (!all.no_greatest && all.greatest < constant))
		return false;
	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
	{
		int		coefficient = subproblem->entry_coefficient[i];
		int		cell = subproblem->entry_cell[i];
		Bounds	before = work->bounds[cell];
		Bounds	after = before;
		TermSum others = all;

		add_term(&others, coefficient, before, -1);
		/* constant - greatest <= coefficient * cell <= constant - least */
		if (!others.no_least)
			narrow_upper(&after, coefficient, constant - others.least);
		if (!others.no_greatest)
			narrow_upper(&after, -coefficient, others.greatest - constant);
		if (bounds_equal(after, before))
			continue;
		if (after.lower > after.upper || (subproblem->ranges[cell] && !snap(subproblem->ranges[cell], &after)))
			return false;
		work->bounds[cell] = after;
		/* the equation at hand is not queued again: it has taken what it could */
		enqueue(work, cell);
	}
	return true;
}

bool
subproblem_propagate(const Subproblem *subproblem, Bounds *bounds, const int *changed, int count)
{
	Propagation work = {.subproblem = subproblem, .bounds = bounds};
	bool		possible = true;
	int64		budget = (int64) subproblem->equations * MAX_VISITS;

	work.queue = palloc(sizeof(int) * subproblem->equations);
	work.queued = palloc0(sizeof(bool) * subproblem->equations);
	if (!changed)
	{
		memset(work.queued, true, sizeof(bool) * subproblem->equations);
		work.waiting = subproblem->equations;
		for (int equation = 0; equation < subproblem->equations; equation++)
			work.queue[equation] = equation;
	}
	else
		for (int i = 0; i < count; i++)
			enqueue(&work, changed[i]);
	while (work.waiting > 0 && possible && budget-- > 0)
	{
		int equation = work.queue[work.head];

		work.head = (work.head + 1) % subproblem->equations;
		work.waiting--;
		work_add((subproblem->first[equation + 1] - subproblem->first[equation]) * 10);
		possible = narrow_equation(&work, equation);
		work.queued[equation] = false;
		if ((budget & 255) == 0)
			CHECK_FOR_INTERRUPTS();
	}
	pfree(work.queue);
	pfree(work.queued);
	return possible;
}

/* Do an equation and the bounds of its other cells imply the upper or lower bound of a cell? */
static bool
implies(const Subproblem *subproblem, const Bounds *bounds, int entry, bool upper)
{
	int	   equation = subproblem->entry_equation[entry];
	int	   coefficient = subproblem->entry_coefficient[entry];
	Bounds own = bounds[subproblem->entry_cell[entry]];
	bool   least = upper == (coefficient > 0);
	int128 rest = subproblem->constant[equation];

	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
	{
		Bounds other = bounds[subproblem->entry_cell[i]];
		int64  end = (subproblem->entry_coefficient[i] > 0) == least ? other.lower : other.upper;

		if (i == entry)
			continue;
		if (end == NO_LOWER || end == NO_UPPER)
			return false;
		rest -= (int128) subproblem->entry_coefficient[i] * end;
	}
	rest = coefficient > 0 ? rest : -rest;
	coefficient = Abs(coefficient);
	return upper ? rest <= (int128) coefficient * own.upper : rest >= (int128) coefficient * own.lower;
}

void
subproblem_loosen(const Subproblem *subproblem, Bounds *bounds)
{
	/* most lower bounds are those that cells begin with, most upper ones follow */
	for (int upper = 1; upper >= 0; upper--)
		for (int cell = 0; cell < subproblem->cells; cell++)
			for (int i = subproblem->cell_first[cell]; i < subproblem->cell_first[cell + 1]; i++)
			{
				int64 *end = upper ? &bounds[cell].upper : &bounds[cell].lower;

				if (*end == NO_LOWER || *end == NO_UPPER ||
					!implies(subproblem, bounds, subproblem->cell_entry[i], upper))
					continue;
				*end = upper ? NO_UPPER : NO_LOWER;
				break;
			}
}

bool
subproblem_holds(const Subproblem *subproblem, const int64 *value)
{
	for (int cell = 0; cell < subproblem->cells; cell++)
		if (value[cell] < subproblem->bounds[cell].lower || value[cell] > subproblem->bounds[cell].upper ||
			(subproblem->ranges[cell] && !interval_set_contain(subproblem->ranges[cell], value[cell])))
			return false;
	for (int equation = 0; equation < subproblem->equations; equation++)
	{
		int128 sum = 0;

		for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
			sum += (int128) subproblem->entry_coefficient[i] * value[subproblem->entry_cell[i]];
		if (sum != subproblem->constant[equation])
			return false;
	}
	return true;
}
