/*
 * canonical_order.c
 *		The same table, whatever the order of the rows that it came in.
 *
 * Searches with limits, choices between equals and what an error names follow
 * the numbers of cells and sums.  So both are numbered anew, cells by their
 * keys and sums by their cells, before anything is looked for.
 *
 * Called by audit.c and by protect.c.  Owns nothing: the table in order is palloc'd
 * in the current context.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/canonical_order.h"
#include "util/memory.h"

typedef struct Keyed
{
	const char *key; /* NULL where naming->compare tells */
	int			number;
} Keyed;

static int
compare_keyed(const void *a, const void *b, void *naming)
{
	const Keyed	 *x = a;
	const Keyed	 *y = b;
	const Naming *by = naming;

	CHECK_FOR_INTERRUPTS();
	return by->compare ? by->compare(by->names, x->number, y->number) : strcmp(x->key, y->key);
}

static int
compare_numbers(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

/* Cells of a sum, total first, and its tolerance. */
typedef struct Members
{
	int	  number;
	int	  count;
	int	 *cell;
	int64 tolerance;
} Members;

static int
compare_members(const void *a, const void *b, void *naming)
{
	const Members *x = a;
	const Members *y = b;
	const Naming  *by = naming;

	CHECK_FOR_INTERRUPTS();
	for (int i = 0; i < Min(x->count, y->count); i++)
		if (x->cell[i] != y->cell[i])
			return x->cell[i] - y->cell[i];
	if (x->count != y->count)
		return x->count - y->count;
	if (x->tolerance != y->tolerance)
		return x->tolerance < y->tolerance ? -1 : 1;
	/* the same sum under two names */
	return strcmp(by->sum_text(by->names, x->number), by->sum_text(by->names, y->number));
}

/* Codes of the cells in their order, numbered as they come. */
static void
order_codes(TableSystem *result, const TableSystem *system, const int *original)
{
	int *number = allocate(sizeof(int), system->cells);

	result->dimensions = system->dimensions;
	result->code = allocate(sizeof(int), (Size) system->cells * system->dimensions);
	for (int i = 0; i < system->dimensions; i++)
	{
		int codes = 0;

		memset(number, -1, sizeof(int) * Max(system->cells, 1));
		for (int cell = 0; cell < system->cells; cell++)
		{
			int code = system->code[(Size) original[cell] * system->dimensions + i];

			if (number[code] < 0)
				number[code] = codes++;
			result->code[(Size) cell * system->dimensions + i] = number[code];
		}
	}
	pfree(number);
}

/* Number the cells that have names; returns the new number of each. */
static int *
order_cells(CanonicalOrder *order, const TableSystem *system, const Naming *naming)
{
	Keyed *cell = allocate(sizeof(Keyed), naming->cells);
	int	  *number = allocate(sizeof(int), system->cells);

	for (int i = 0; i < naming->cells; i++)
	{
		CHECK_FOR_INTERRUPTS();
		cell[i] = (Keyed){naming->compare ? NULL : naming->cell_text(naming->names, i), i};
	}
	qsort_arg(cell, naming->cells, sizeof(Keyed), compare_keyed, unconstify(Naming *, naming));
	for (int i = 0; i < naming->cells; i++)
	{
		number[cell[i].number] = i;
		order->cell[i] = cell[i].number;
		table_system_add_cell(order->system, system->bounds[cell[i].number],
							  system->ranges ? system->ranges[cell[i].number] : NULL);
	}
	return number;
}

static Members
members_of(const TableSystem *system, int sum, const int *number, int named)
{
	int		first = system->first_part[sum];
	int		parts = system->first_part[sum + 1] - first;
	Members result = {.number = sum, .count = 1, .cell = allocate(sizeof(int), parts + 1)};

	result.cell[0] = number[system->total[sum]];
	for (int i = first; i < first + parts; i++)
	{
		int cell = system->part_cell[i];

		/* without a name it is the sum's tolerance */
		if (cell >= named)
			result.tolerance = system->bounds[cell].upper;
		else
			result.cell[result.count++] = number[cell];
	}
	qsort(result.cell + 1, result.count - 1, sizeof(int), compare_numbers);
	return result;
}

CanonicalOrder
canonical_order(const TableSystem *system, const Naming *naming)
{
	CanonicalOrder result = {table_system_create(CurrentMemoryContext), allocate(sizeof(int), system->cells),
							 allocate(sizeof(int), system->sums)};
	MemoryContext  context = AllocSetContextCreate(CurrentMemoryContext, "ordering cells", ALLOCSET_DEFAULT_SIZES);
	MemoryContext  old = MemoryContextSwitchTo(context);
	int			  *number = order_cells(&result, system, naming);
	Members		  *sum = allocate(sizeof(Members), system->sums);

	for (int i = 0; i < system->sums; i++)
	{
		CHECK_FOR_INTERRUPTS();
		sum[i] = members_of(system, i, number, naming->cells);
	}
	qsort_arg(sum, system->sums, sizeof(Members), compare_members, unconstify(Naming *, naming));
	for (int i = 0; i < system->sums; i++)
	{
		int at = table_system_add_sum(result.system, sum[i].cell[0], sum[i].tolerance);

		result.sum[at] = sum[i].number;
		for (int j = 1; j < sum[i].count; j++)
			table_system_add_part(result.system, at, sum[i].cell[j]);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	if (system->code)
		order_codes(result.system, system, result.cell);
	table_system_finish(result.system);
	return result;
}
