/*
 * presolve.c
 *		What follows from the sums by integer arithmetic alone.
 *
 * Known cells become constants, a sum with one hidden cell decides it, a sum with two
 * makes one cell of them (x = sign * y + offset), and every other sum narrows each of its
 * cells to what the others leave (presolve and bound propagation: E. D. Andersen, K. D.
 * Andersen, Presolving in linear programming, Mathematical Programming 71, 1995).  Sums
 * are visited from the parts upwards and back until nothing changes.  Where cells and sums
 * form a tree that is the exact answer, gaps included.  What is left over are subproblems,
 * in which they form cycles: component.c finds them.
 *
 * Called by solve.c; protect's files use is_hidden() of the header.  A presolve lives in
 * the context in which it is created, and the sets of a sum in one below it, which is
 * emptied after each.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "audit/presolve.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/work.h"

/* Bounds that narrow by one at a time are left to the subproblems after so many sweeps. */
#define MAX_SWEEPS 40

static int
entry_limit(const TableSystem *system, const bool *among, int sum)
{
	return among && !among[sum] ? 0 : system->first_part[sum + 1] - system->first_part[sum] + 1;
}

/* Height of a sum: one more than the highest sum whose total is a part of it. */
static void
find_heights(Presolve *presolve)
{
	const TableSystem *system = presolve->system;
	int				  *waiting = allocate(sizeof(int), presolve->sums);
	int				  *queue = allocate(sizeof(int), presolve->sums);
	int				   tail = 0;

	/* how many sums below it a sum still waits for; totals in a cycle keep height 0 */
	memset(waiting, 0, sizeof(int) * presolve->sums);
	for (int sum = 0; sum < presolve->sums; sum++)
	{
		int total = system->total[sum];

		if (presolve->first[sum] < presolve->first[sum + 1])
			for (int i = presolve->cell_first[total]; i < presolve->cell_first[total + 1]; i++)
				if (system->total[presolve->cell_sum[i]] != total)
					waiting[presolve->cell_sum[i]]++;
	}
	for (int sum = 0; sum < presolve->sums; sum++)
		if (waiting[sum] == 0)
			queue[tail++] = sum;
	for (int head = 0; head < tail; head++)
	{
		int sum = queue[head];
		int total = system->total[sum];

		if (presolve->first[sum] == presolve->first[sum + 1])
			continue;
		for (int i = presolve->cell_first[total]; i < presolve->cell_first[total + 1]; i++)
		{
			int above = presolve->cell_sum[i];

			if (system->total[above] == total)
				continue;
			presolve->height[above] = Max(presolve->height[above], presolve->height[sum] + 1);
			if (--waiting[above] == 0)
				queue[tail++] = above;
		}
	}
	pfree(waiting);
	pfree(queue);
}

/* At first each cell is its own root, and its bounds are what was published. */
static void
create_cells(Presolve *presolve)
{
	const TableSystem *system = presolve->system;
	int				   cells = presolve->cells = system->cells;

	presolve->parent = allocate(sizeof(int), cells);
	presolve->sign = allocate(sizeof(int8), cells);
	presolve->offset = allocate(sizeof(int64), cells);
	presolve->next = allocate(sizeof(int), cells);
	presolve->bounds = allocate(sizeof(Bounds), cells);
	presolve->lower_sharp = allocate(sizeof(bool), cells);
	presolve->upper_sharp = allocate(sizeof(bool), cells);
	presolve->position = allocate(sizeof(int), cells);
	presolve->joined = allocate(sizeof(int), cells);
	for (int cell = 0; cell < cells; cell++)
	{
		presolve->parent[cell] = presolve->next[cell] = cell;
		presolve->sign[cell] = 1;
		presolve->offset[cell] = 0;
		presolve->lower_sharp[cell] = presolve->upper_sharp[cell] = true;
		presolve->position[cell] = -1;
	}
	memcpy(presolve->bounds, system->bounds, sizeof(Bounds) * cells);
	if (system->ranges)
	{
		presolve->ranges = allocate(sizeof(IntervalSet *), cells);
		memcpy(presolve->ranges, system->ranges, sizeof(IntervalSet *) * cells);
	}
}

/* Known cells go into a sum's constant at once, hidden ones become entries. */
static void
create_sums(Presolve *presolve, const bool *among)
{
	const TableSystem *system = presolve->system;
	int				   sums = presolve->sums = system->sums;
	int64			   entries = 0;

	presolve->first = allocate(sizeof(int), sums + 1);
	presolve->length = allocate(sizeof(int), sums);
	presolve->constant = allocate(sizeof(int128), sums);
	presolve->height = allocate(sizeof(int), sums);
	presolve->dirty = allocate(sizeof(bool), sums);
	for (int sum = 0; sum < sums; sum++)
		entries += entry_limit(system, among, sum);
	if (entries > PG_INT32_MAX)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many parts of sums to audit at once")));
	presolve->entry_cell = allocate(sizeof(int), entries);
	presolve->entry_coefficient = allocate(sizeof(int), entries);

	entries = 0;
	for (int sum = 0; sum < sums; sum++)
	{
		int limit = entry_limit(system, among, sum);

		presolve->first[sum] = entries;
		presolve->constant[sum] = 0;
		presolve->height[sum] = 0;
		presolve->dirty[sum] = limit > 0;
		presolve->dirty_count += limit > 0;
		for (int i = 0; i < limit; i++)
		{
			bool is_total = i + 1 == limit;
			int	 cell = is_total ? system->total[sum] : system->part_cell[system->first_part[sum] + i];
			int	 coefficient = is_total ? -1 : 1;

			if (is_hidden(system->bounds[cell]))
			{
				presolve->entry_cell[entries] = cell;
				presolve->entry_coefficient[entries++] = coefficient;
			}
			else
				presolve->constant[sum] -= (int128) coefficient * system->bounds[cell].lower;
		}
		presolve->length[sum] = entries - presolve->first[sum];
	}
	presolve->first[sums] = entries;
}

/* The sums of each cell, in one counting pass. */
static void
index_sums(Presolve *presolve)
{
	int	 entries = presolve->first[presolve->sums];
	int *first = presolve->cell_first = allocate(sizeof(int), presolve->cells + 2);

	memset(first, 0, sizeof(int) * (presolve->cells + 2));
	for (int i = 0; i < entries; i++)
		first[presolve->entry_cell[i] + 2]++;
	for (int cell = 0; cell < presolve->cells; cell++)
		first[cell + 2] += first[cell + 1];
	presolve->cell_sum = allocate(sizeof(int), entries);
	for (int sum = 0; sum < presolve->sums; sum++)
		for (int i = presolve->first[sum]; i < presolve->first[sum + 1]; i++)
			presolve->cell_sum[first[presolve->entry_cell[i] + 1]++] = sum;
}

/* Palloc'd in the current context, which the caller is to delete afterwards. */
Presolve *
presolve_create(const TableSystem *system, const bool *among)
{
	Presolve *presolve = palloc0(sizeof(Presolve));

	presolve->system = system;
	presolve->scratch = AllocSetContextCreate(CurrentMemoryContext, "sets of a sum", ALLOCSET_DEFAULT_SIZES);
	create_cells(presolve);
	create_sums(presolve, among);
	index_sums(presolve);
	find_heights(presolve);
	return presolve;
}

pg_noreturn static void
report_too_large(void)
{
	ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("sums of cells are too large to audit"),
					errdetail("They must stay within 2^62 of zero.")));
}

int64
presolve_checked(int128 value)
{
	if (value > ((int128) 1 << 62) || value < -((int128) 1 << 62))
		report_too_large();
	return (int64) value;
}

/* The root of a cell, and cell = *sign * root + *offset; shortens the path. */
static int
root_of_cell(Presolve *presolve, int cell, int *sign, int64 *offset)
{
	int parent = presolve->parent[cell];

	if (parent != cell && presolve->parent[parent] != parent)
	{
		int	  parent_sign;
		int64 parent_offset;
		int	  root = root_of_cell(presolve, parent, &parent_sign, &parent_offset);

		presolve->offset[cell] =
			presolve_checked((int128) presolve->sign[cell] * parent_offset + presolve->offset[cell]);
		presolve->sign[cell] *= parent_sign;
		presolve->parent[cell] = root;
	}
	*sign = presolve->sign[cell];
	*offset = presolve->offset[cell];
	return presolve->parent[cell];
}

/* A root cell has changed: mark its sums, but one, to be looked at again. */
static void
mark_sums(Presolve *presolve, int root, int except)
{
	int cell = root;

	do
	{
		for (int i = presolve->cell_first[cell]; i < presolve->cell_first[cell + 1]; i++)
		{
			int sum = presolve->cell_sum[i];

			if (sum != except && presolve->length[sum] > 0 && !presolve->dirty[sum])
			{
				presolve->dirty[sum] = true;
				presolve->dirty_count++;
			}
		}
		cell = presolve->next[cell];
	} while (cell != root);
}

/*
 * A root cell lies in possible, and in ranges if they are given: intersect that with
 * what is known of it.  False if nothing is left.  except is the sum that says so, which
 * need not be looked at again unless the cell is now known and can be taken out of it.
 */
static bool
narrow(Presolve *presolve, int root, Bounds possible, const IntervalSet *ranges, int except)
{
	Bounds		 before = presolve->bounds[root];
	Bounds		 after = {Max(before.lower, possible.lower), Min(before.upper, possible.upper)};
	IntervalSet *own = intervals_of(presolve, root);
	int			 count = own ? own->count : 1;

	if (after.lower > after.upper)
		return false;
	if (own || (ranges && (ranges->count > 1 || ranges->coarse)))
	{
		IntervalSet *inside = interval_set_single(after);

		if (own)
			inside = interval_set_intersect(own, inside);
		if (ranges)
			inside = interval_set_intersect(inside, ranges);
		if (inside->count == 0)
			return false;
		after = interval_set_hull(inside);
		/* a set without gaps is plain bounds again, unless it only hides that it is coarse */
		if (inside->count == 1 && !inside->coarse)
			presolve->ranges[root] = NULL;
		else if (CurrentMemoryContext == presolve->scratch)
		{
			MemoryContext old = MemoryContextSwitchTo(MemoryContextGetParent(presolve->scratch));

			presolve->ranges[root] = interval_set_copy(inside);
			MemoryContextSwitchTo(old);
		}
		else
			presolve->ranges[root] = inside;
		own = intervals_of(presolve, root);
	}
	presolve->bounds[root] = after;
	if (after.lower != before.lower || after.upper != before.upper || (own ? own->count : 1) != count)
		mark_sums(presolve, root, is_hidden(after) ? except : -1);
	return true;
}

/* Make one cell of two roots: x = sign * y + offset.  False if no value fits both. */
static bool
unite(Presolve *presolve, int x, int y, int sign, int64 offset, int except)
{
	Bounds		 of_x = presolve->bounds[x];
	IntervalSet *interval_set_x = intervals_of(presolve, x);
	int64		 offset_back = sign > 0 ? -offset : offset;
	int			 swap = presolve->next[x];

	presolve->parent[x] = y;
	presolve->sign[x] = sign;
	presolve->offset[x] = offset;
	presolve->next[x] = presolve->next[y];
	presolve->next[y] = swap;
	mark_sums(presolve, y, except);
	return narrow(presolve, y, bounds_map(of_x, sign, offset_back),
				  interval_set_x ? interval_set_map(interval_set_x, sign, offset_back) : NULL, except);
}

static int64
greatest_common_divisor(int64 a, int64 b)
{
	while (b != 0)
	{
		int64 rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

/* Write a sum in root cells, each once, known ones in the constant.  False if it cannot hold. */
static bool
simplify(Presolve *presolve, int sum)
{
	int	  first = presolve->first[sum];
	int	  length = 0;
	int	  kept = 0;
	int64 divisor = 0;

	for (int i = first; i < first + presolve->length[sum]; i++)
	{
		int	  sign;
		int64 offset;
		int	  root = root_of_cell(presolve, presolve->entry_cell[i], &sign, &offset);
		int	  coefficient = presolve->entry_coefficient[i];

		presolve->constant[sum] -= (int128) coefficient * offset;
		coefficient *= sign;
		if (!is_hidden(presolve->bounds[root]))
			presolve->constant[sum] -= (int128) coefficient * presolve->bounds[root].lower;
		else if (presolve->position[root] >= 0)
			presolve->entry_coefficient[presolve->position[root]] += coefficient;
		else
		{
			presolve->position[root] = first + length;
			presolve->entry_cell[first + length] = root;
			presolve->entry_coefficient[first + length++] = coefficient;
		}
	}
	for (int i = first; i < first + length; i++)
	{
		presolve->position[presolve->entry_cell[i]] = -1;
		if (presolve->entry_coefficient[i] != 0)
		{
			divisor = greatest_common_divisor(presolve->entry_coefficient[i], divisor);
			presolve->entry_cell[first + kept] = presolve->entry_cell[i];
			presolve->entry_coefficient[first + kept++] = presolve->entry_coefficient[i];
		}
	}
	presolve->length[sum] = kept;
	if (kept == 0)
		return presolve->constant[sum] == 0;
	if (divisor > 1)
	{
		if (presolve->constant[sum] % divisor != 0)
			return false;
		for (int i = first; i < first + kept; i++)
			presolve->entry_coefficient[i] /= divisor;
		presolve->constant[sum] /= divisor;
	}
	return true;
}

/* numerator / coefficient, rounded up or down */
static int128
divide(int128 numerator, int coefficient, bool up)
{
	int128 quotient = numerator / coefficient;
	int128 rest = numerator % coefficient;

	if (rest != 0 && up == ((rest < 0) == (coefficient < 0)))
		quotient += up ? 1 : -1;
	return quotient;
}

/* The least and the greatest that coefficients times cells can add up to. */
typedef struct Span
{
	int128 least;
	int128 greatest;
	int	   no_least; /* cells without the bound that it needs */
	int	   no_greatest;
} Span;

static void
span_add(Span *span, Bounds a, int coefficient, int times)
{
	int64 low = coefficient > 0 ? a.lower : a.upper;
	int64 high = coefficient > 0 ? a.upper : a.lower;

	if (low == NO_LOWER || low == NO_UPPER)
		span->no_least += times;
	else
		span->least += (int128) times * coefficient * low;
	if (high == NO_LOWER || high == NO_UPPER)
		span->no_greatest += times;
	else
		span->greatest += (int128) times * coefficient * high;
}

/* What a cell can be when the others of its sum span the rest. */
static Bounds
span_leaves(const Span *span, int128 constant, int coefficient)
{
	bool   has_top = !span->no_least; /* of coefficient * cell */
	bool   has_bottom = !span->no_greatest;
	int128 top = constant - span->least;
	int128 bottom = constant - span->greatest;
	Bounds result = {NO_LOWER, NO_UPPER};

	if (coefficient > 0 ? has_bottom : has_top)
		result.lower = presolve_checked(divide(coefficient > 0 ? bottom : top, coefficient, true));
	if (coefficient > 0 ? has_top : has_bottom)
		result.upper = presolve_checked(divide(coefficient > 0 ? top : bottom, coefficient, false));
	return result;
}

/*
 * Narrow every cell of a sum to what the others leave it.  With coefficients
 * of 1 and -1 once is enough; otherwise the sum itself has to be seen again.
 */
static bool
filter_bounds(Presolve *presolve, int sum, bool unit_coefficients)
{
	int	 first = presolve->first[sum];
	int	 end = first + presolve->length[sum];
	Span all = {0};

	for (int i = first; i < end; i++)
		span_add(&all, presolve->bounds[presolve->entry_cell[i]], presolve->entry_coefficient[i], 1);
	/* nothing can follow, whatever the cell */
	if (all.no_least > 1 && all.no_greatest > 1)
		return true;
	for (int i = first; i < end; i++)
	{
		int	 cell = presolve->entry_cell[i];
		int	 coefficient = presolve->entry_coefficient[i];
		Span others = all;

		span_add(&others, presolve->bounds[cell], coefficient, -1);
		/* narrowing cells already visited only makes "all" an outer span: still right */
		if (!narrow(presolve, cell, span_leaves(&others, presolve->constant[sum], coefficient), NULL,
					unit_coefficients ? sum : -1))
			return false;
	}
	return true;
}

/*
 * The same where some cells have gaps.  The cells without gaps add up to one range.
 * The sets of the others are added up from the left and from the right, so that each
 * cell sees the sum of all others.  Exact if all coefficients are 1 or -1.
 */
static bool
filter_ranges(Presolve *presolve, int sum)
{
	int			  first = presolve->first[sum];
	int			  length = presolve->length[sum];
	MemoryContext old = MemoryContextSwitchTo(presolve->scratch);
	IntervalSet **set = palloc(sizeof(IntervalSet *) * length);
	IntervalSet **from_left = palloc(sizeof(IntervalSet *) * (length + 1));
	IntervalSet **from_right = palloc(sizeof(IntervalSet *) * (length + 1));
	Span		  plain = {0};
	bool		  possible = true;

	from_left[0] = from_right[length] = interval_set_single(bounds_exact(0));
	for (int i = 0; i < length; i++)
	{
		int cell = presolve->entry_cell[first + i];

		set[i] = intervals_of(presolve, cell);
		if (set[i])
		{
			set[i] = interval_set_map(set[i], presolve->entry_coefficient[first + i], 0);
			from_left[i + 1] = interval_set_sum(from_left[i], set[i]);
		}
		else
		{
			span_add(&plain, presolve->bounds[cell], presolve->entry_coefficient[first + i], 1);
			from_left[i + 1] = from_left[i];
		}
	}
	for (int i = length - 1; i >= 0; i--)
		from_right[i] = set[i] ? interval_set_sum(from_right[i + 1], set[i]) : from_right[i + 1];

	for (int i = 0; i < length && possible; i++)
	{
		int			 cell = presolve->entry_cell[first + i];
		int			 coefficient = presolve->entry_coefficient[first + i];
		Span		 others = plain;
		IntervalSet *rest;
		Bounds		 range;

		if (!set[i])
			span_add(&others, presolve->bounds[cell], coefficient, -1);
		/* coefficient * cell = constant - plain others - others with gaps */
		range.lower = others.no_greatest ? NO_LOWER : presolve_checked(presolve->constant[sum] - others.greatest);
		range.upper = others.no_least ? NO_UPPER : presolve_checked(presolve->constant[sum] - others.least);
		rest = set[i] ? interval_set_sum(from_left[i], from_right[i + 1]) : from_left[length];
		rest = interval_set_sum(interval_set_single(range), interval_set_map(rest, -1, 0));
		possible = narrow(presolve, cell, (Bounds){NO_LOWER, NO_UPPER}, interval_set_map(rest, coefficient, 0), sum);
		possible =
			possible && narrow(presolve, cell, interval_set_hull(interval_set_map(rest, coefficient, 0)), NULL, sum);
	}
	MemoryContextSwitchTo(old);
	MemoryContextReset(presolve->scratch);
	return possible;
}

/* Take from one sum what follows from it alone.  False if it cannot hold. */
static bool
settle_sum(Presolve *presolve, int sum)
{
	int	   *cell = presolve->entry_cell + presolve->first[sum];
	int	   *coefficient = presolve->entry_coefficient + presolve->first[sum];
	int128 *constant = presolve->constant + sum;
	bool	gaps = false;
	bool	unit_coefficients = true;

	work_add(20 * presolve->length[sum]);
	if (!simplify(presolve, sum))
		return false;
	if (presolve->length[sum] == 0)
		return true;
	if (presolve->length[sum] == 1)
	{
		/* simplify has divided by the coefficient, or by its negative */
		int64 value = presolve_checked(*constant * coefficient[0]);

		presolve->length[sum] = 0;
		return narrow(presolve, cell[0], bounds_exact(value), NULL, sum) &&
			   (!intervals_of(presolve, cell[0]) || interval_set_contain(intervals_of(presolve, cell[0]), value));
	}
	for (int i = 0; i < presolve->length[sum]; i++)
	{
		gaps |= intervals_of(presolve, cell[i]) != NULL;
		unit_coefficients &= coefficient[i] == 1 || coefficient[i] == -1;
	}
	if (presolve->length[sum] == 2 && unit_coefficients)
	{
		presolve->length[sum] = 0;
		return unite(presolve, cell[0], cell[1], -coefficient[0] * coefficient[1],
					 presolve_checked(*constant * coefficient[0]), sum);
	}
	return gaps && unit_coefficients ? filter_ranges(presolve, sum) : filter_bounds(presolve, sum, unit_coefficients);
}

/* Sums by height, in one counting pass. */
static int *
by_height(Presolve *presolve)
{
	int *order = allocate(sizeof(int), presolve->sums);
	int *first;
	int	 top = 0;

	for (int sum = 0; sum < presolve->sums; sum++)
		top = Max(top, presolve->height[sum]);
	first = allocate(sizeof(int), top + 2);
	memset(first, 0, sizeof(int) * (top + 2));
	for (int sum = 0; sum < presolve->sums; sum++)
		first[presolve->height[sum] + 1]++;
	for (int height = 0; height < top; height++)
		first[height + 1] += first[height];
	for (int sum = 0; sum < presolve->sums; sum++)
		order[first[presolve->height[sum]]++] = sum;
	pfree(first);
	return order;
}

/* False if the sums cannot all hold; true if that was not seen here, but may be in the subproblems. */
bool
presolve_run(Presolve *presolve)
{
	int *order = by_height(presolve);
	bool possible = true;

	for (int sweep = 0; sweep < MAX_SWEEPS && presolve->dirty_count > 0 && possible; sweep++)
		for (int i = 0; i < presolve->sums && possible; i++)
		{
			int sum = order[sweep % 2 == 0 ? i : presolve->sums - 1 - i];

			if (!presolve->dirty[sum])
				continue;
			presolve->dirty[sum] = false;
			presolve->dirty_count--;
			possible = settle_sum(presolve, sum);
			if ((i & 255) == 0)
				CHECK_FOR_INTERRUPTS();
		}
	pfree(order);
	/* where the sweeps ended early, a sum may still name cells that have been made one */
	for (int sum = 0; sum < presolve->sums && possible && presolve->dirty_count > 0; sum++)
		if (presolve->dirty[sum])
			possible = simplify(presolve, sum);
	return possible;
}

/* Take over what solving a subproblem has found. */
void
presolve_take(Presolve *presolve, const Subproblem *subproblem)
{
	for (int i = 0; i < subproblem->cells; i++)
	{
		presolve->bounds[subproblem->cell[i]] = subproblem->bounds[i];
		/* false already where sets are coarse: they hold numbers that the cell cannot be */
		presolve->lower_sharp[subproblem->cell[i]] &= subproblem->lower_sharp[i];
		presolve->upper_sharp[subproblem->cell[i]] &= subproblem->upper_sharp[i];
	}
}

Feasible
presolve_feasible(Presolve *presolve, int cell)
{
	int		 sign;
	int64	 offset;
	int		 root = root_of_cell(presolve, cell, &sign, &offset);
	Feasible result;

	result.bounds = bounds_map(presolve->bounds[root], sign, offset);
	result.lower_sharp = sign > 0 ? presolve->lower_sharp[root] : presolve->upper_sharp[root];
	result.upper_sharp = sign > 0 ? presolve->upper_sharp[root] : presolve->lower_sharp[root];
	return result;
}

int64
presolve_value(Presolve *presolve, int cell, int64 root_value)
{
	int	  sign;
	int64 offset;

	root_of_cell(presolve, cell, &sign, &offset);
	return sign * root_value + offset;
}

int
presolve_root(Presolve *presolve, int cell)
{
	int	  sign;
	int64 offset;

	return root_of_cell(presolve, cell, &sign, &offset);
}
