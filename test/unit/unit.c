/*
 * unit.c
 *		Checks that print TAP, numbers by chance, and small tables.
 */
#include "postgres.h"

#include "unit.h"

#define MAX_NOTES 10

static const char *test_name;
static int		   tests;
static int		   failed_tests;
static int		   problems;

void
test_begin(const char *name)
{
	test_name = name;
	problems = 0;
}

void
test_end(void)
{
	printf("%sok %d - %s\n", problems > 0 ? "not " : "", ++tests, test_name);
	failed_tests += problems > 0;
}

int
test_finish(void)
{
	printf("1..%d\n", tests);
	return failed_tests > 0;
}

void
check(bool good, const char *format, ...)
{
	va_list arguments;

	if (good || problems++ >= MAX_NOTES)
		return;
	va_start(arguments, format);
	printf("# ");
	vprintf(format, arguments);
	printf("\n");
	va_end(arguments);
}

bool
test_failed(void)
{
	return problems > 0;
}

int
chance(int of)
{
	static uint64 state = 2022;

	state = state * UINT64CONST(6364136223846793005) + UINT64CONST(1442695040888963407);
	return (int) ((state >> 33) % of);
}

static UnitTable
table_begin(int cells)
{
	UnitTable table;

	table.system = table_system_create(CurrentMemoryContext);
	table.true_value = palloc0(sizeof(int) * cells);
	table.hidden = palloc0(sizeof(bool) * cells);
	return table;
}

static int
table_add_cell(UnitTable *table, int value, int most, bool hidden)
{
	int cell = table_system_add_cell(table->system, hidden ? (Bounds){0, most} : bounds_exact(value), NULL);

	table->true_value[cell] = value;
	table->hidden[cell] = hidden;
	return cell;
}

UnitTable
random_table(int inner, int sums, int most, int hidden_percent)
{
	UnitTable table = table_begin(inner + sums);

	for (int cell = 0; cell < inner; cell++)
		table_add_cell(&table, chance(most + 1), most, chance(100) < hidden_percent);
	for (int sum = 0; sum < sums; sum++)
	{
		int	  value = 0;
		bool  any = false;
		bool *part = palloc0(sizeof(bool) * inner);
		int	  total;

		while (!any)
			for (int cell = 0; cell < inner; cell++)
				any |= part[cell] = chance(2);
		for (int cell = 0; cell < inner; cell++)
			value += part[cell] ? table.true_value[cell] : 0;
		total = table_add_cell(&table, value, most * inner, chance(100) < hidden_percent / 3);
		table_system_add_sum(table.system, total, 0);
		for (int cell = 0; cell < inner; cell++)
			if (part[cell])
				table_system_add_part(table.system, sum, cell);
	}
	table_system_finish(table.system);
	return table;
}

UnitTable
two_way_table(int rows, int columns, int most, int hidden_percent)
{
	/* the last row and the last column are totals */
	int		  width = columns + 1;
	UnitTable table = table_begin((rows + 1) * width);
	int		 *value = palloc0(sizeof(int) * (rows + 1) * width);

	for (int row = 0; row < rows; row++)
		for (int column = 0; column < columns; column++)
		{
			int number = chance(most + 1);

			value[row * width + column] = number;
			value[row * width + columns] += number;
			value[rows * width + column] += number;
			value[rows * width + columns] += number;
		}
	for (int row = 0; row <= rows; row++)
		for (int column = 0; column <= columns; column++)
			table_add_cell(&table, value[row * width + column], most,
						   row < rows && column < columns && chance(100) < hidden_percent);
	for (int row = 0; row <= rows; row++)
	{
		int sum = table_system_add_sum(table.system, row * width + columns, 0);

		for (int column = 0; column < columns; column++)
			table_system_add_part(table.system, sum, row * width + column);
	}
	for (int column = 0; column <= columns; column++)
	{
		int sum = table_system_add_sum(table.system, rows * width + column, 0);

		for (int row = 0; row < rows; row++)
			table_system_add_part(table.system, sum, row * width + column);
	}
	table_system_finish(table.system);
	return table;
}

/* ---- enumeration ---- */

typedef struct Enumeration
{
	const TableSystem *system;
	int64			  *value;
	Bounds			  *hull;
	bool			   any;
} Enumeration;

static bool
sums_hold(const Enumeration *work)
{
	const TableSystem *system = work->system;

	for (int sum = 0; sum < system->sums; sum++)
	{
		int64 value = 0;

		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
			value += work->value[system->part_cell[i]];
		if (value != work->value[system->total[sum]])
			return false;
	}
	return true;
}

/* A sum of which all cells up to one are set, wrong already? */
static bool
can_hold(const Enumeration *work, int set)
{
	const TableSystem *system = work->system;

	for (int sum = 0; sum < system->sums; sum++)
	{
		int64 value = 0;
		bool  whole = system->total[sum] <= set;

		for (int i = system->first_part[sum]; i < system->first_part[sum + 1] && whole; i++)
		{
			whole = system->part_cell[i] <= set;
			value += whole ? work->value[system->part_cell[i]] : 0;
		}
		if (whole && value != work->value[system->total[sum]])
			return false;
	}
	return true;
}

static void
enumerate_from(Enumeration *work, int cell)
{
	if (cell == work->system->cells)
	{
		if (!sums_hold(work))
			return;
		for (int i = 0; i < cell; i++)
		{
			work->hull[i].lower = work->any ? Min(work->hull[i].lower, work->value[i]) : work->value[i];
			work->hull[i].upper = work->any ? Max(work->hull[i].upper, work->value[i]) : work->value[i];
		}
		work->any = true;
		return;
	}
	for (int64 value = work->system->bounds[cell].lower; value <= work->system->bounds[cell].upper; value++)
	{
		work->value[cell] = value;
		if (can_hold(work, cell))
			enumerate_from(work, cell + 1);
	}
}

bool
enumerate(const TableSystem *system, Bounds *hull)
{
	Enumeration work = {.system = system, .hull = hull};

	work.value = palloc(sizeof(int64) * system->cells);
	enumerate_from(&work, 0);
	pfree(work.value);
	return work.any;
}
