/*
 * presolve.c
 *		What follows from the sums by integer arithmetic alone.
 *
 * Known cells become constants, a sum with one hidden cell decides it, a sum
 * with two makes one cell of them (x = sign * y + offset), and every other sum
 * narrows each of its cells to what the others leave.  Sums are visited from
 * the parts upwards and back until nothing changes.  Where cells and sums form
 * a tree that is the exact answer, gaps included; what is left over are blocks
 * in which they form circles.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "audit/presolve.h"
#include "util/compat.h"
#include "util/memory.h"
#include "util/work.h"

/* Bounds that creep by one at a time are left to the optimiser after so many sweeps. */
#define MAX_SWEEPS	40

static int
entry_limit(const TableSystem *system, const bool *among, int sum)
{
	return among && !among[sum] ? 0 : system->first_part[sum + 1] - system->first_part[sum] + 1;
}

/* Height of a sum: one more than the highest sum whose total is a part of it. */
static void
find_heights(Reduction *reduction)
{
	const TableSystem *system = reduction->system;
	int		   *waiting = allocate(sizeof(int), reduction->sums);
	int		   *queue = allocate(sizeof(int), reduction->sums);
	int			tail = 0;

	/* how many sums below it a sum still waits for; a circle of totals keeps height 0 */
	memset(waiting, 0, sizeof(int) * reduction->sums);
	for (int sum = 0; sum < reduction->sums; sum++)
	{
		int			total = system->total[sum];

		if (reduction->first[sum] < reduction->first[sum + 1])
			for (int i = reduction->cell_first[total]; i < reduction->cell_first[total + 1]; i++)
				if (system->total[reduction->cell_sum[i]] != total)
					waiting[reduction->cell_sum[i]]++;
	}
	for (int sum = 0; sum < reduction->sums; sum++)
		if (waiting[sum] == 0)
			queue[tail++] = sum;
	for (int head = 0; head < tail; head++)
	{
		int			sum = queue[head];
		int			total = system->total[sum];

		if (reduction->first[sum] == reduction->first[sum + 1])
			continue;
		for (int i = reduction->cell_first[total]; i < reduction->cell_first[total + 1]; i++)
		{
			int			above = reduction->cell_sum[i];

			if (system->total[above] == total)
				continue;
			reduction->height[above] = Max(reduction->height[above], reduction->height[sum] + 1);
			if (--waiting[above] == 0)
				queue[tail++] = above;
		}
	}
	pfree(waiting);
	pfree(queue);
}

/* Each cell is by itself, and what is known of it is what was published. */
static void
create_cells(Reduction *reduction)
{
	const TableSystem *system = reduction->system;
	int			cells = reduction->cells = system->cells;

	reduction->parent = allocate(sizeof(int), cells);
	reduction->sign = allocate(sizeof(int8), cells);
	reduction->offset = allocate(sizeof(int64), cells);
	reduction->next = allocate(sizeof(int), cells);
	reduction->bounds = allocate(sizeof(Bounds), cells);
	reduction->lower_sharp = allocate(sizeof(bool), cells);
	reduction->upper_sharp = allocate(sizeof(bool), cells);
	reduction->position = allocate(sizeof(int), cells);
	reduction->joined = allocate(sizeof(int), cells);
	for (int cell = 0; cell < cells; cell++)
	{
		reduction->parent[cell] = reduction->next[cell] = cell;
		reduction->sign[cell] = 1;
		reduction->offset[cell] = 0;
		reduction->lower_sharp[cell] = reduction->upper_sharp[cell] = true;
		reduction->position[cell] = -1;
	}
	memcpy(reduction->bounds, system->bounds, sizeof(Bounds) * cells);
	if (system->ranges)
	{
		reduction->ranges = allocate(sizeof(IntervalSet *), cells);
		memcpy(reduction->ranges, system->ranges, sizeof(IntervalSet *) * cells);
	}
}

/* Known cells go into a sum's constant at once, hidden ones become entries. */
static void
create_sums(Reduction *reduction, const bool *among)
{
	const TableSystem *system = reduction->system;
	int			sums = reduction->sums = system->sums;
	int64		entries = 0;

	reduction->first = allocate(sizeof(int), sums + 1);
	reduction->length = allocate(sizeof(int), sums);
	reduction->constant = allocate(sizeof(int128), sums);
	reduction->height = allocate(sizeof(int), sums);
	reduction->dirty = allocate(sizeof(bool), sums);
	for (int sum = 0; sum < sums; sum++)
		entries += entry_limit(system, among, sum);
	if (entries > PG_INT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many parts of sums to audit at once")));
	reduction->entry_cell = allocate(sizeof(int), entries);
	reduction->entry_coefficient = allocate(sizeof(int), entries);

	entries = 0;
	for (int sum = 0; sum < sums; sum++)
	{
		int			limit = entry_limit(system, among, sum);

		reduction->first[sum] = entries;
		reduction->constant[sum] = 0;
		reduction->height[sum] = 0;
		reduction->dirty[sum] = limit > 0;
		reduction->dirty_count += limit > 0;
		for (int i = 0; i < limit; i++)
		{
			bool		is_total = i + 1 == limit;
			int			cell = is_total ? system->total[sum] : system->part_cell[system->first_part[sum] + i];
			int			coefficient = is_total ? -1 : 1;

			if (is_hidden(system->bounds[cell]))
			{
				reduction->entry_cell[entries] = cell;
				reduction->entry_coefficient[entries++] = coefficient;
			}
			else
				reduction->constant[sum] -= (int128) coefficient * system->bounds[cell].lower;
		}
		reduction->length[sum] = entries - reduction->first[sum];
	}
	reduction->first[sums] = entries;
}

/* The sums of each cell, in one counting pass. */
static void
index_sums(Reduction *reduction)
{
	int			entries = reduction->first[reduction->sums];
	int		   *first = reduction->cell_first = allocate(sizeof(int), reduction->cells + 2);

	memset(first, 0, sizeof(int) * (reduction->cells + 2));
	for (int i = 0; i < entries; i++)
		first[reduction->entry_cell[i] + 2]++;
	for (int cell = 0; cell < reduction->cells; cell++)
		first[cell + 2] += first[cell + 1];
	reduction->cell_sum = allocate(sizeof(int), entries);
	for (int sum = 0; sum < reduction->sums; sum++)
		for (int i = reduction->first[sum]; i < reduction->first[sum + 1]; i++)
			reduction->cell_sum[first[reduction->entry_cell[i] + 1]++] = sum;
}

/* Palloc'd in the current context, which is to be a passing one. */
Reduction *
reduction_create(const TableSystem *system, const bool *among)
{
	Reduction  *reduction = palloc0(sizeof(Reduction));

	reduction->system = system;
	reduction->scratch = AllocSetContextCreate(CurrentMemoryContext, "sets of a sum",
											   ALLOCSET_DEFAULT_SIZES);
	create_cells(reduction);
	create_sums(reduction, among);
	index_sums(reduction);
	find_heights(reduction);
	return reduction;
}

pg_noreturn static void
report_too_large(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("sums of cells are too large to audit"),
			 errdetail("They must stay within 2^62 of zero.")));
}

int64
reduction_checked(int128 value)
{
	if (value > ((int128) 1 << 62) || value < -((int128) 1 << 62))
		report_too_large();
	return (int64) value;
}

/* The root of a cell, and cell = *sign * root + *offset; shortens the path. */
static int
find_root(Reduction *reduction, int cell, int *sign, int64 *offset)
{
	int			parent = reduction->parent[cell];

	if (parent != cell && reduction->parent[parent] != parent)
	{
		int			parent_sign;
		int64		parent_offset;
		int			root = find_root(reduction, parent, &parent_sign, &parent_offset);

		reduction->offset[cell] = reduction_checked((int128) reduction->sign[cell] * parent_offset +
										  reduction->offset[cell]);
		reduction->sign[cell] *= parent_sign;
		reduction->parent[cell] = root;
	}
	*sign = reduction->sign[cell];
	*offset = reduction->offset[cell];
	return reduction->parent[cell];
}

/* Something new is known of a root cell: its sums must be looked at again. */
static void
mark_sums(Reduction *reduction, int root, int except)
{
	int			cell = root;

	do
	{
		for (int i = reduction->cell_first[cell]; i < reduction->cell_first[cell + 1]; i++)
		{
			int			sum = reduction->cell_sum[i];

			if (sum != except && reduction->length[sum] > 0 && !reduction->dirty[sum])
			{
				reduction->dirty[sum] = true;
				reduction->dirty_count++;
			}
		}
		cell = reduction->next[cell];
	} while (cell != root);
}

/*
 * What a root cell can be is in possible (and in ranges, if given) too.  False
 * if nothing is left.  The sum that says so need not be looked at again, but
 * for taking out a cell that is known now.
 */
static bool
narrow(Reduction *reduction, int root, Bounds possible, const IntervalSet *ranges, int except)
{
	Bounds		before = reduction->bounds[root];
	Bounds		after = {Max(before.lower, possible.lower), Min(before.upper, possible.upper)};
	IntervalSet	   *own = interval_set_of(reduction, root);
	int			count = own ? own->count : 1;

	if (after.lower > after.upper)
		return false;
	if (own || (ranges && (ranges->count > 1 || ranges->coarse)))
	{
		IntervalSet	   *inside = interval_set_single(after);

		if (own)
			inside = interval_set_intersect(own, inside);
		if (ranges)
			inside = interval_set_intersect(inside, ranges);
		if (inside->count == 0)
			return false;
		after = interval_set_hull(inside);
		/* a set without gaps is plain bounds again, unless it only hides that it is coarse */
		if (inside->count == 1 && !inside->coarse)
			reduction->ranges[root] = NULL;
		else if (CurrentMemoryContext == reduction->scratch)
		{
			MemoryContext old = MemoryContextSwitchTo(MemoryContextGetParent(reduction->scratch));

			reduction->ranges[root] = interval_set_copy(inside);
			MemoryContextSwitchTo(old);
		}
		else
			reduction->ranges[root] = inside;
		own = interval_set_of(reduction, root);
	}
	reduction->bounds[root] = after;
	if (after.lower != before.lower || after.upper != before.upper || (own ? own->count : 1) != count)
		mark_sums(reduction, root, is_hidden(after) ? except : -1);
	return true;
}

/* Two roots turn out to be one: x = sign * y + offset.  False if they cannot be. */
static bool
unite(Reduction *reduction, int x, int y, int sign, int64 offset, int except)
{
	Bounds		of_x = reduction->bounds[x];
	IntervalSet	   *interval_set_x = interval_set_of(reduction, x);
	int64		offset_back = sign > 0 ? -offset : offset;
	int			swap = reduction->next[x];

	reduction->parent[x] = y;
	reduction->sign[x] = sign;
	reduction->offset[x] = offset;
	reduction->next[x] = reduction->next[y];
	reduction->next[y] = swap;
	mark_sums(reduction, y, except);
	return narrow(reduction, y, bounds_map(of_x, sign, offset_back),
				  interval_set_x ? interval_set_map(interval_set_x, sign, offset_back) : NULL, except);
}

static int64
greatest_common_divisor(int64 a, int64 b)
{
	while (b != 0)
	{
		int64		rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

/* Write a sum in root cells, each once, known ones in the constant.  False if it cannot hold. */
static bool
simplify(Reduction *reduction, int sum)
{
	int			first = reduction->first[sum];
	int			length = 0;
	int			kept = 0;
	int64		divisor = 0;

	for (int i = first; i < first + reduction->length[sum]; i++)
	{
		int			sign;
		int64		offset;
		int			root = find_root(reduction, reduction->entry_cell[i], &sign, &offset);
		int			coefficient = reduction->entry_coefficient[i];

		reduction->constant[sum] -= (int128) coefficient * offset;
		coefficient *= sign;
		if (!is_hidden(reduction->bounds[root]))
			reduction->constant[sum] -= (int128) coefficient * reduction->bounds[root].lower;
		else if (reduction->position[root] >= 0)
			reduction->entry_coefficient[reduction->position[root]] += coefficient;
		else
		{
			reduction->position[root] = first + length;
			reduction->entry_cell[first + length] = root;
			reduction->entry_coefficient[first + length++] = coefficient;
		}
	}
	for (int i = first; i < first + length; i++)
	{
		reduction->position[reduction->entry_cell[i]] = -1;
		if (reduction->entry_coefficient[i] != 0)
		{
			divisor = greatest_common_divisor(reduction->entry_coefficient[i], divisor);
			reduction->entry_cell[first + kept] = reduction->entry_cell[i];
			reduction->entry_coefficient[first + kept++] = reduction->entry_coefficient[i];
		}
	}
	reduction->length[sum] = kept;
	if (kept == 0)
		return reduction->constant[sum] == 0;
	if (divisor > 1)
	{
		if (reduction->constant[sum] % divisor != 0)
			return false;
		for (int i = first; i < first + kept; i++)
			reduction->entry_coefficient[i] /= divisor;
		reduction->constant[sum] /= divisor;
	}
	return true;
}

/* numerator / coefficient, rounded up or down */
static int128
divide(int128 numerator, int coefficient, bool up)
{
	int128		quotient = numerator / coefficient;
	int128		rest = numerator % coefficient;

	if (rest != 0 && up == ((rest < 0) == (coefficient < 0)))
		quotient += up ? 1 : -1;
	return quotient;
}

/* The least and the greatest that coefficients times cells can add up to. */
typedef struct Span
{
	int128		least;
	int128		greatest;
	int			no_least;		/* cells without the bound that it needs */
	int			no_greatest;
} Span;

static void
span_add(Span *span, Bounds a, int coefficient, int times)
{
	int64		low = coefficient > 0 ? a.lower : a.upper;
	int64		high = coefficient > 0 ? a.upper : a.lower;

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
	bool		has_top = !span->no_least;	/* of coefficient * cell */
	bool		has_bottom = !span->no_greatest;
	int128		top = constant - span->least;
	int128		bottom = constant - span->greatest;
	Bounds		result = {NO_LOWER, NO_UPPER};

	if (coefficient > 0 ? has_bottom : has_top)
		result.lower = reduction_checked(divide(coefficient > 0 ? bottom : top, coefficient, true));
	if (coefficient > 0 ? has_top : has_bottom)
		result.upper = reduction_checked(divide(coefficient > 0 ? top : bottom, coefficient, false));
	return result;
}

/*
 * Narrow every cell of a sum to what the others leave it.  With coefficients
 * of 1 and -1 once is enough; otherwise the sum itself has to be seen again.
 */
static bool
filter_bounds(Reduction *reduction, int sum, bool units)
{
	int			first = reduction->first[sum];
	int			end = first + reduction->length[sum];
	Span		all = {0};

	for (int i = first; i < end; i++)
		span_add(&all, reduction->bounds[reduction->entry_cell[i]], reduction->entry_coefficient[i], 1);
	/* nothing can follow, whatever the cell */
	if (all.no_least > 1 && all.no_greatest > 1)
		return true;
	for (int i = first; i < end; i++)
	{
		int			cell = reduction->entry_cell[i];
		int			coefficient = reduction->entry_coefficient[i];
		Span		others = all;

		span_add(&others, reduction->bounds[cell], coefficient, -1);
		/* narrowing cells already visited only makes "all" an outer span: still right */
		if (!narrow(reduction, cell, span_leaves(&others, reduction->constant[sum], coefficient), NULL,
					units ? sum : -1))
			return false;
	}
	return true;
}

/*
 * The same where some cells have gaps: the cells without are one range, those
 * with gaps are added from the left and from the right, so that each sees the
 * sum of all others.  Exact if all coefficients are 1 or -1.
 */
static bool
filter_ranges(Reduction *reduction, int sum)
{
	int			first = reduction->first[sum];
	int			length = reduction->length[sum];
	MemoryContext old = MemoryContextSwitchTo(reduction->scratch);
	IntervalSet	  **set = palloc(sizeof(IntervalSet *) * length);
	IntervalSet	  **from_left = palloc(sizeof(IntervalSet *) * (length + 1));
	IntervalSet	  **from_right = palloc(sizeof(IntervalSet *) * (length + 1));
	Span		plain = {0};
	bool		possible = true;

	from_left[0] = from_right[length] = interval_set_single(bounds_exact(0));
	for (int i = 0; i < length; i++)
	{
		int			cell = reduction->entry_cell[first + i];

		set[i] = interval_set_of(reduction, cell);
		if (set[i])
		{
			set[i] = interval_set_map(set[i], reduction->entry_coefficient[first + i], 0);
			from_left[i + 1] = interval_set_sum(from_left[i], set[i]);
		}
		else
		{
			span_add(&plain, reduction->bounds[cell], reduction->entry_coefficient[first + i], 1);
			from_left[i + 1] = from_left[i];
		}
	}
	for (int i = length - 1; i >= 0; i--)
		from_right[i] = set[i] ? interval_set_sum(from_right[i + 1], set[i]) : from_right[i + 1];

	for (int i = 0; i < length && possible; i++)
	{
		int			cell = reduction->entry_cell[first + i];
		int			coefficient = reduction->entry_coefficient[first + i];
		Span		others = plain;
		IntervalSet	   *rest;
		Bounds		range;

		if (!set[i])
			span_add(&others, reduction->bounds[cell], coefficient, -1);
		/* coefficient * cell = constant - plain others - others with gaps */
		range.lower = others.no_greatest ? NO_LOWER :
			reduction_checked(reduction->constant[sum] - others.greatest);
		range.upper = others.no_least ? NO_UPPER : reduction_checked(reduction->constant[sum] - others.least);
		rest = set[i] ? interval_set_sum(from_left[i], from_right[i + 1]) : from_left[length];
		rest = interval_set_sum(interval_set_single(range), interval_set_map(rest, -1, 0));
		possible = narrow(reduction, cell, (Bounds) {NO_LOWER, NO_UPPER},
						  interval_set_map(rest, coefficient, 0), sum);
		possible = possible && narrow(reduction, cell, interval_set_hull(interval_set_map(rest, coefficient, 0)),
									  NULL, sum);
	}
	MemoryContextSwitchTo(old);
	MemoryContextReset(reduction->scratch);
	return possible;
}

/* Take from one sum what follows from it alone.  False if it cannot hold. */
static bool
settle(Reduction *reduction, int sum)
{
	int		   *cell = reduction->entry_cell + reduction->first[sum];
	int		   *coefficient = reduction->entry_coefficient + reduction->first[sum];
	int128	   *constant = reduction->constant + sum;
	bool		gaps = false;
	bool		units = true;

	work_add(20 * reduction->length[sum]);
	if (!simplify(reduction, sum))
		return false;
	if (reduction->length[sum] == 0)
		return true;
	if (reduction->length[sum] == 1)
	{
		/* simplify has divided by the coefficient, or by its negative */
		int64		value = reduction_checked(*constant * coefficient[0]);

		reduction->length[sum] = 0;
		return narrow(reduction, cell[0], bounds_exact(value), NULL, sum) &&
			(!interval_set_of(reduction, cell[0]) || interval_set_contain(interval_set_of(reduction, cell[0]), value));
	}
	for (int i = 0; i < reduction->length[sum]; i++)
	{
		gaps |= interval_set_of(reduction, cell[i]) != NULL;
		units &= coefficient[i] == 1 || coefficient[i] == -1;
	}
	if (reduction->length[sum] == 2 && units)
	{
		reduction->length[sum] = 0;
		return unite(reduction, cell[0], cell[1], -coefficient[0] * coefficient[1],
					 reduction_checked(*constant * coefficient[0]), sum);
	}
	return gaps && units ? filter_ranges(reduction, sum) :
		filter_bounds(reduction, sum, units);
}

/* Sums by height, in one counting pass. */
static int *
by_height(Reduction *reduction)
{
	int		   *order = allocate(sizeof(int), reduction->sums);
	int		   *first;
	int			top = 0;

	for (int sum = 0; sum < reduction->sums; sum++)
		top = Max(top, reduction->height[sum]);
	first = allocate(sizeof(int), top + 2);
	memset(first, 0, sizeof(int) * (top + 2));
	for (int sum = 0; sum < reduction->sums; sum++)
		first[reduction->height[sum] + 1]++;
	for (int height = 0; height < top; height++)
		first[height + 1] += first[height];
	for (int sum = 0; sum < reduction->sums; sum++)
		order[first[reduction->height[sum]]++] = sum;
	pfree(first);
	return order;
}

/* False if the sums cannot all hold (which it may fail to notice; the blocks will). */
bool
reduction_run(Reduction *reduction)
{
	int		   *order = by_height(reduction);
	bool		possible = true;

	for (int sweep = 0; sweep < MAX_SWEEPS && reduction->dirty_count > 0 && possible; sweep++)
		for (int i = 0; i < reduction->sums && possible; i++)
		{
			int			sum = order[sweep % 2 == 0 ? i : reduction->sums - 1 - i];

			if (!reduction->dirty[sum])
				continue;
			reduction->dirty[sum] = false;
			reduction->dirty_count--;
			possible = settle(reduction, sum);
			if ((i & 255) == 0)
				CHECK_FOR_INTERRUPTS();
		}
	pfree(order);
	/* where the sweeps ended early, a sum may still name cells that are one by now */
	for (int sum = 0; sum < reduction->sums && possible && reduction->dirty_count > 0; sum++)
		if (reduction->dirty[sum])
			possible = simplify(reduction, sum);
	return possible;
}

/* What a solved block has found. */
void
reduction_take(Reduction *reduction, const CellBlock *block)
{
	for (int i = 0; i < block->cells; i++)
	{
		reduction->bounds[block->cell[i]] = block->bounds[i];
		/* false already where coarse sets leave no proof */
		reduction->lower_sharp[block->cell[i]] &= block->lower_sharp[i];
		reduction->upper_sharp[block->cell[i]] &= block->upper_sharp[i];
	}
}

Feasible
reduction_feasible(Reduction *reduction, int cell)
{
	int			sign;
	int64		offset;
	int			root = find_root(reduction, cell, &sign, &offset);
	Feasible	result;

	result.bounds = bounds_map(reduction->bounds[root], sign, offset);
	result.lower_sharp = sign > 0 ? reduction->lower_sharp[root] : reduction->upper_sharp[root];
	result.upper_sharp = sign > 0 ? reduction->upper_sharp[root] : reduction->lower_sharp[root];
	return result;
}
