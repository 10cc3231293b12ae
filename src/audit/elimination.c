/*
 * elimination.c
 *		Sparse elimination of sums in GF(p), numbers modulo a prime.
 *
 * In such numbers nothing is lost to rounding.  The next pivot is an entry of a short row
 * whose column few others have (H. M. Markowitz, The elimination form of the inverse and
 * its application to linear programming, Management Science 3, 1957).
 *
 * A rank modulo a prime can be less than the rank in whole numbers.  So what follows from
 * it is only an idea: who uses it must check in whole numbers what an answer rests on.
 *
 * Called by protect's null_space.c.  Owns nothing: everything is palloc'd in the context in
 * which it is called.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/elimination.h"
#include "audit/presolve.h"
#include "util/memory.h"
#include "util/work.h"

/* rows looked at for a pivot */
#define MAX_ROWS_TRIED 4

/* steps of work for an entry of a row that is subtracted */
#define ENTRY_WORK 3

uint32
inverse(uint32 a)
{
	int64 r0 = PRIME;
	int64 r1 = a;
	int64 t0 = 0;
	int64 t1 = 1;

	while (r1 != 0)
	{
		int64 quotient = r0 / r1;
		int64 rest = r0 - quotient * r1;
		int64 t = t0 - quotient * t1;

		r0 = r1;
		r1 = rest;
		t0 = t1;
		t1 = t;
	}
	return t0 < 0 ? t0 + (int64) PRIME : t0;
}

/* ---- rows ---- */

void
numbers_add(Numbers *numbers, int number)
{
	if (numbers->count == numbers->allocated)
	{
		int length = Max(8, 2 * numbers->allocated);

		numbers->number =
			numbers->number ? repalloc_huge(numbers->number, sizeof(int) * length) : allocate(sizeof(int), length);
		numbers->allocated = length;
	}
	numbers->number[numbers->count++] = number;
}

void
row_add(Row *row, int column, uint32 value)
{
	if (row->length == row->allocated)
	{
		int length = Max(8, 2 * row->allocated);

		row->entry = row->entry ? repalloc_huge(row->entry, sizeof(Entry) * length) : allocate(sizeof(Entry), length);
		row->allocated = length;
	}
	row->entry[row->length++] = (Entry){column, value};
}

void
row_free(Row *row)
{
	if (row->entry)
		pfree(row->entry);
	*row = (Row){0};
}

int
row_find(const Row *row, int column)
{
	for (int i = 0; i < row->length; i++)
		if (row->entry[i].column == column)
			return i;
	return -1;
}

void
row_subtract(Row *row, const Row *other, uint32 factor, int number, Numbers *holder, int *position, Numbers *lost)
{
	int before = row->length;
	int kept = 0;

	work_add((before + other->length) * ENTRY_WORK);
	for (int i = 0; i < before; i++)
		position[row->entry[i].column] = i;
	for (int i = 0; i < other->length; i++)
	{
		int	   column = other->entry[i].column;
		uint32 value = times(factor, other->entry[i].value);

		if (position[column] >= 0)
			row->entry[position[column]].value = minus(row->entry[position[column]].value, value);
		else
		{
			row_add(row, column, minus(0, value));
			if (holder)
				numbers_add(holder + column, number);
		}
	}
	for (int i = 0; i < before; i++)
		position[row->entry[i].column] = -1;
	for (int i = 0; i < row->length; i++)
	{
		if (row->entry[i].value != 0)
			row->entry[kept++] = row->entry[i];
		else if (lost)
			numbers_add(lost, row->entry[i].column);
	}
	row->length = kept;
}

/* ---- elimination of the sums ---- */

static void
list_insert(Elimination *work, int sum)
{
	int length = work->row[sum].length;

	if (length == 0)
		return;
	work->next[sum] = work->longest[length];
	work->previous[sum] = -1;
	if (work->longest[length] >= 0)
		work->previous[work->longest[length]] = sum;
	work->longest[length] = sum;
	work->shortest = Min(work->shortest, length);
}

static void
list_remove(Elimination *work, int sum)
{
	if (work->previous[sum] >= 0)
		work->next[work->previous[sum]] = work->next[sum];
	else
		work->longest[work->row[sum].length] = work->next[sum];
	if (work->next[sum] >= 0)
		work->previous[work->next[sum]] = work->previous[sum];
}

static void
forget_holder(Numbers *holder, int sum)
{
	work_add(holder->count);
	for (int i = 0; i < holder->count; i++)
		if (holder->number[i] == sum)
		{
			holder->number[i] = holder->number[--holder->count];
			return;
		}
}

/* An entry of a short row whose column few others have (Markowitz).  False at the end. */
static bool
find_pivot(Elimination *work, int *sum, int *column)
{
	int64 best = PG_INT64_MAX;
	int	  tried = 0;

	while (work->shortest <= work->columns && work->longest[work->shortest] < 0)
		work->shortest++;
	for (int length = work->shortest; length <= work->columns && tried < MAX_ROWS_TRIED; length++)
		for (int i = work->longest[length]; i >= 0 && tried < MAX_ROWS_TRIED; i = work->next[i])
		{
			const Row *row = work->row + i;

			tried++;
			for (int j = 0; j < length; j++)
			{
				int64 fill = (int64) (length - 1) * (work->holder[row->entry[j].column].count - 1);

				if (fill < best)
				{
					best = fill;
					*sum = i;
					*column = row->entry[j].column;
				}
			}
			if (best <= (int64) (length - 1) * (length - 1))
				tried = MAX_ROWS_TRIED;
		}
	return best < PG_INT64_MAX;
}

void
eliminate(Elimination *work)
{
	Numbers lost = {0};
	int		sum = -1;
	int		column = -1;

	while (find_pivot(work, &sum, &column))
	{
		Row	  *row = work->row + sum;
		uint32 scale = inverse(row->entry[row_find(row, column)].value);

		CHECK_FOR_INTERRUPTS();
		list_remove(work, sum);
		work->pivot_sum[work->pivots] = sum;
		work->pivot_column[work->pivots++] = column;
		work->basic[column] = true;
		for (int i = 0; i < row->length; i++)
		{
			row->entry[i].value = times(row->entry[i].value, scale);
			forget_holder(work->holder + row->entry[i].column, sum);
		}
		for (int i = 0; work->carried && i < work->carried[sum].length; i++)
			work->carried[sum].entry[i].value = times(work->carried[sum].entry[i].value, scale);
		for (int i = 0; i < work->holder[column].count; i++)
		{
			int	   other = work->holder[column].number[i];
			Row	  *changed = work->row + other;
			uint32 multiple = changed->entry[row_find(changed, column)].value;

			list_remove(work, other);
			lost.count = 0;
			row_subtract(changed, row, multiple, other, work->holder, work->position, &lost);
			if (work->carried)
				row_subtract(work->carried + other, work->carried + sum, multiple, other, NULL, work->carried_position,
							 NULL);
			for (int j = 0; j < lost.count; j++)
				if (lost.number[j] != column)
					forget_holder(work->holder + lost.number[j], other);
			list_insert(work, other);
		}
		work->holder[column].count = 0;
	}
}

Elimination *
elimination_create(const TableSystem *system, const int *column_of, int columns)
{
	Elimination *work = palloc0(sizeof(Elimination));

	work->sums = system->sums;
	work->columns = columns;
	work->row = allocate(sizeof(Row), work->sums);
	memset(work->row, 0, sizeof(Row) * work->sums);
	work->holder = allocate(sizeof(Numbers), columns);
	memset(work->holder, 0, sizeof(Numbers) * columns);
	work->position = allocate(sizeof(int), columns);
	memset(work->position, -1, sizeof(int) * columns);
	work->longest = allocate(sizeof(int), columns + 1);
	memset(work->longest, -1, sizeof(int) * (columns + 1));
	work->next = allocate(sizeof(int), work->sums);
	work->previous = allocate(sizeof(int), work->sums);
	work->shortest = columns + 1;
	work->pivot_sum = allocate(sizeof(int), work->sums);
	work->pivot_column = allocate(sizeof(int), work->sums);
	work->basic = allocate(sizeof(bool), columns);
	memset(work->basic, 0, sizeof(bool) * columns);
	for (int sum = 0; sum < work->sums; sum++)
	{
		for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
		{
			bool is_total = i == system->first_part[sum + 1];
			int	 column = column_of[is_total ? system->total[sum] : system->part_cell[i]];

			if (column < 0)
				continue;
			row_add(work->row + sum, column, is_total ? PRIME - 1 : 1);
			numbers_add(work->holder + column, sum);
		}
		list_insert(work, sum);
	}
	return work;
}
