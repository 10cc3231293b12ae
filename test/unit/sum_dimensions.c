/*
 * sum_dimensions.c
 *		Dimensions found in the sums of tables that are products of hierarchies,
 *		some of their inner cells left out, and in sums by chance.
 *
 * sources: src/protect/sum_dimensions.c src/protect/dimension_product.c src/audit/table_system.c src/type/interval_set.c src/util/progress.c src/util/work.c
 */
#include "postgres.h"

#include "protect/dimension_product.h"
#include "protect/sum_dimensions.h"
#include "unit.h"

#define MOST_CODES 24

/* The sums of one dimension: code 0 is the total of all. */
typedef struct Hierarchy
{
	int codes;
	int sums;
	int total[MOST_CODES];
	int parts[MOST_CODES];
	int part[MOST_CODES][MOST_CODES];
} Hierarchy;

static void
add_part(Hierarchy *hierarchy, int sum, int code)
{
	hierarchy->part[sum][hierarchy->parts[sum]++] = code;
}

/* Categories and their total. */
static Hierarchy
flat(int categories)
{
	Hierarchy result = {.codes = categories + 1, .sums = 1};

	for (int i = 1; i <= categories; i++)
		add_part(&result, 0, i);
	return result;
}

/* Leaves in two kinds of groups: by halves, and by remainders, each kind adding up to the total. */
static Hierarchy
linked(int halves, int remainders, int leaves)
{
	Hierarchy result = {.codes = 1 + halves + remainders + leaves, .sums = 2 + halves + remainders};

	for (int i = 0; i < halves + remainders; i++)
	{
		add_part(&result, i < halves ? 0 : 1, 1 + i);
		result.total[2 + i] = 1 + i;
	}
	for (int i = 0; i < leaves; i++)
	{
		int code = 1 + halves + remainders + i;

		add_part(&result, 2 + i * halves / leaves, code);
		add_part(&result, 2 + halves + i % remainders, code);
	}
	return result;
}

/* Is there a cell at a place? Totals of what is there are, all others as is_there says. */
static bool
exists(const Hierarchy *dimension, int dimensions, const bool *is_there, int place)
{
	int stride = 1;

	if (is_there[place])
		return true;
	for (int d = 0; d < dimensions; stride *= dimension[d].codes, d++)
		for (int sum = 0; sum < dimension[d].sums; sum++)
			if (dimension[d].total[sum] == place / stride % dimension[d].codes)
				for (int i = 0; i < dimension[d].parts[sum]; i++)
					if (exists(dimension, dimensions, is_there,
							   place + (dimension[d].part[sum][i] - dimension[d].total[sum]) * stride))
						return true;
	return false;
}

/* The product of the dimensions, with about so many percent of its innermost cells, in an order by chance. */
static TableSystem *
product(const Hierarchy *dimension, int dimensions, int percent)
{
	TableSystem *system = table_system_create(CurrentMemoryContext);
	int			 places = 1;
	int			 stride = 1;
	bool		*is_there;
	int			*cell;
	int			*order;

	for (int d = 0; d < dimensions; d++)
		places *= dimension[d].codes;
	is_there = palloc0(places);
	cell = palloc(sizeof(int) * places);
	order = palloc(sizeof(int) * places);
	for (int place = 0; place < places; place++)
	{
		bool inner = true;

		stride = 1;
		for (int d = 0; d < dimensions; stride *= dimension[d].codes, d++)
			for (int sum = 0; sum < dimension[d].sums; sum++)
				inner &= dimension[d].total[sum] != place / stride % dimension[d].codes;
		is_there[place] = inner && chance(100) < percent;
		cell[place] = -1;
		order[place] = place;
	}
	for (int i = places - 1; i > 0; i--)
	{
		int j = chance(i + 1);
		int swapped = order[i];

		order[i] = order[j];
		order[j] = swapped;
	}
	for (int i = 0; i < places; i++)
		if (exists(dimension, dimensions, is_there, order[i]))
			cell[order[i]] = table_system_add_cell(system, bounds_exact(0), NULL);
	stride = 1;
	for (int d = 0; d < dimensions; stride *= dimension[d].codes, d++)
		for (int place = 0; place < places; place++)
			for (int sum = 0; sum < dimension[d].sums; sum++)
			{
				int number;

				if (cell[place] < 0 || dimension[d].total[sum] != place / stride % dimension[d].codes)
					continue;
				number = table_system_add_sum(system, cell[place], 0);
				for (int i = 0; i < dimension[d].parts[sum]; i++)
				{
					int part = cell[place + (dimension[d].part[sum][i] - dimension[d].total[sum]) * stride];

					if (part >= 0)
						table_system_add_part(system, number, part);
				}
			}
	table_system_finish(system);
	return system;
}

/* Each sum runs along one dimension, in which all its cells have other codes. */
static void
check_codes(const TableSystem *system)
{
	for (int sum = 0; sum < system->sums; sum++)
	{
		const int *total = system->code + system->total[sum] * system->dimensions;
		int		   along = -1;

		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
		{
			const int *part = system->code + system->part_cell[i] * system->dimensions;
			int		   differ = 0;

			for (int d = 0; d < system->dimensions; d++)
				if (part[d] != total[d])
				{
					check(along < 0 || along == d, "sum %d runs along two dimensions", sum);
					along = d;
					differ++;
				}
			check(differ == 1, "a part of sum %d differs from its total in %d codes", sum, differ);
			for (int j = system->first_part[sum]; j < i && along >= 0; j++)
				check(part[along] != system->code[system->part_cell[j] * system->dimensions + along],
					  "two parts of sum %d have the same code", sum);
		}
	}
}

/* Dimensions are found, as many as there are, and each cell has a place of its own. */
static void
check_product(const Hierarchy *dimension, int dimensions, int percent)
{
	TableSystem		 *system = product(dimension, dimensions, percent);
	DimensionProduct *found;

	sum_dimensions_find(system);
	check(system->code != NULL, "no dimensions are found");
	check(!system->code || system->dimensions == dimensions, "%d dimensions are found", system->dimensions);
	if (!system->code)
		return;
	check_codes(system);
	found = dimension_product_create(system);
	check(found != NULL, "what is found is no product");
	for (int cell = 0; cell < system->cells && found; cell++)
		check(found->place[cell] >= 0, "cell %d has no place", cell);
	for (int d = 0; d < dimensions && found; d++)
	{
		bool any = false;

		for (int i = 0; i < dimensions; i++)
			any |= found->dimension[d].codes == dimension[i].codes;
		check(any || percent < 100, "a dimension has %d codes", found->dimension[d].codes);
	}
}

int
main(void)
{
	const Hierarchy three[] = {flat(3), flat(5), flat(4)};
	const Hierarchy two[] = {linked(4, 3, 14), flat(6)};
	const Hierarchy deep[] = {linked(2, 3, 9), flat(2), linked(2, 2, 6)};

	test_begin("dimensions of full tables are found in their sums");
	check_product(three, 3, 100);
	check_product(two, 2, 100);
	check_product(deep, 3, 100);
	test_end();
	test_begin("dimensions are found where cells are missing");
	for (int round = 0; round < 10; round++)
	{
		check_product(three, 3, 70);
		check_product(two, 2, 80);
		check_product(deep, 3, 80);
	}
	test_end();
	test_begin("codes of sums by chance agree with them");
	for (int round = 0; round < 300; round++)
	{
		UnitTable table = random_table(4 + chance(12), 2 + chance(8), 5, 30);

		sum_dimensions_find(table.system);
		if (table.system->code)
			check_codes(table.system);
	}
	test_end();
	test_begin("a hierarchy alone has no dimensions");
	{
		TableSystem *system = product(two, 1, 100);

		sum_dimensions_find(system);
		check(system->code == NULL, "%d dimensions are found", system->dimensions);
	}
	test_end();
	return test_finish();
}
