/*
 * table_system.c
 *		Building a system of cells and sums.
 *
 * Called by audit.c, audit_cube.c and cube_sums.c for what a query returns, by
 * canonical_order.c for the same table in order, and by publication's reading.c.  Owns
 * nothing: everything lives in the context given to table_system_create.
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "audit/table_system.h"

TableSystem *
table_system_create(MemoryContext context)
{
	TableSystem *system = MemoryContextAllocZero(context, sizeof(TableSystem));

	system->context = context;
	system->cells_allocated = system->sums_allocated = system->parts_allocated = 256;
	system->bounds = MemoryContextAlloc(context, sizeof(Bounds) * 256);
	system->total = MemoryContextAlloc(context, sizeof(int) * 256);
	system->part_sum = MemoryContextAlloc(context, sizeof(int) * 256);
	system->part_cell = MemoryContextAlloc(context, sizeof(int) * 256);
	return system;
}

/* Twice as many; a dense number must stay an int. */
static int
doubled(int allocated)
{
	if (allocated > PG_INT32_MAX / 2)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many cells or parts of sums to audit at once"),
				 errdetail("At most %d are possible.", PG_INT32_MAX)));
	return allocated * 2;
}

int
table_system_add_cell(TableSystem *system, Bounds bounds, IntervalSet *ranges)
{
	if (system->cells == system->cells_allocated)
	{
		system->cells_allocated = doubled(system->cells_allocated);
		system->bounds = repalloc_huge(system->bounds, sizeof(Bounds) * system->cells_allocated);
		if (system->ranges)
			system->ranges = repalloc_huge(system->ranges, sizeof(IntervalSet *) * system->cells_allocated);
	}
	if (ranges && !system->ranges)
	{
		system->ranges = MemoryContextAllocHuge(system->context, sizeof(IntervalSet *) * system->cells_allocated);
		memset(system->ranges, 0, sizeof(IntervalSet *) * system->cells);
	}
	system->bounds[system->cells] = bounds;
	if (system->ranges)
		system->ranges[system->cells] = ranges;
	return system->cells++;
}

int
table_system_add_sum(TableSystem *system, int total, int64 tolerance)
{
	int sum = system->sums++;

	if (sum == system->sums_allocated)
	{
		system->sums_allocated = doubled(system->sums_allocated);
		system->total = repalloc_huge(system->total, sizeof(int) * system->sums_allocated);
	}
	system->total[sum] = total;
	if (tolerance > 0)
		table_system_add_part(system, sum, table_system_add_cell(system, (Bounds){-tolerance, tolerance}, NULL));
	return sum;
}

void
table_system_add_part(TableSystem *system, int sum, int cell)
{
	if (system->parts == system->parts_allocated)
	{
		system->parts_allocated = doubled(system->parts_allocated);
		system->part_sum = repalloc_huge(system->part_sum, sizeof(int) * system->parts_allocated);
		system->part_cell = repalloc_huge(system->part_cell, sizeof(int) * system->parts_allocated);
	}
	system->part_sum[system->parts] = sum;
	system->part_cell[system->parts++] = cell;
}

/* All parts are there: sort them by sum, in one counting pass. */
void
table_system_finish(TableSystem *system)
{
	int *sorted = MemoryContextAllocHuge(system->context, sizeof(int) * Max(system->parts, 1));
	int *first = MemoryContextAllocHuge(system->context, sizeof(int) * (system->sums + 2));

	memset(first, 0, sizeof(int) * (system->sums + 2));
	for (int i = 0; i < system->parts; i++)
		first[system->part_sum[i] + 2]++;
	for (int sum = 0; sum < system->sums; sum++)
		first[sum + 2] += first[sum + 1];
	for (int i = 0; i < system->parts; i++)
		sorted[first[system->part_sum[i] + 1]++] = system->part_cell[i];
	pfree(system->part_sum);
	pfree(system->part_cell);
	system->part_sum = NULL;
	system->part_cell = sorted;
	system->first_part = first;
}
