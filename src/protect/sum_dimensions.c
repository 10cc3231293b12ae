/*
 * sum_dimensions.c
 *		Find the dimensions of a table in its sums, where nobody names them.
 *
 * In a cube each sum runs along one dimension: its cells differ in one code. Two
 * sums are parallel if a third, across, takes the total of one to the total of the
 * other, and the parts of the one each add up, with others, to another part of the
 * other. The sum across then runs along another dimension. Parallel sums are one
 * class. Classes that meet in a cell and of which none runs across the other are
 * one dimension, as the levels of a hierarchy are.
 *
 * The code of a cell in a dimension is the set of cells that sums of the other
 * dimensions tie to it. Where two cells of one sum have the same code, dimensions
 * have been told apart that are one, as counties and groups of them may be, and
 * are joined.
 *
 * So any sums get codes that agree with them. Whether these fill enough of a product
 * of dimensions is for dimension_product.c to say. Called by search.c. What it
 * allocates goes, but for the codes.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/presolve.h"
#include "protect/dimension_product.h"
#include "protect/sum_dimensions.h"
#include "util/disjoint_set.h"
#include "util/memory.h"
#include "util/work.h"

/* Classes of parallel sums, at most: they have a matrix. A cube has one for each total of each hierarchy. */
#define MAX_CLASSES 4000

/* The sums of each cell: as a part of them, or as their total. */
typedef struct SumsOfCells
{
	int *first; /* of each cell, and the end of the last */
	int *sum;
} SumsOfCells;

/* A sum, and one that runs across it. */
typedef struct SumPair
{
	int sum;
	int across;
} SumPair;

typedef struct SumSearch
{
	TableSystem *system;
	SumsOfCells	 of_part;
	SumsOfCells	 of_total;
	int			*parent; /* of each sum: the class of its parallels, by union-find */
	int			*taken;	 /* of each cell: the last match that took it */
	int			 matches;
	SumPair		*pair;
	int64		 pairs;
	int			 classes;
	int			*class_of;	   /* of each sum */
	bool		*crosses;	   /* matrix of classes: sums of one run across sums of the other */
	int			*dimension_of; /* of each class, by union-find, and in the end numbered */
	int			 dimensions;
	int			*code; /* of each dimension, of each cell */
} SumSearch;

/* ---- sets that are joined ---- */

/* The smallest member represents a set. */
static void
join_sets(int *parent, int a, int b)
{
	a = disjoint_set_root(parent, a);
	b = disjoint_set_root(parent, b);
	parent[Max(a, b)] = Min(a, b);
}

static void
begin_sets(int *parent, int count)
{
	for (int i = 0; i < count; i++)
		parent[i] = i;
}

/* Number the sets by their smallest members. Returns how many there are. */
static int
number_sets(int *parent, int count, int *number)
{
	int sets = 0;

	for (int i = 0; i < count; i++)
		number[i] = disjoint_set_root(parent, i) == i ? sets++ : number[disjoint_set_root(parent, i)];
	return sets;
}

/* ---- parallel sums ---- */

static SumsOfCells
list_sums(const TableSystem *system, bool by_total)
{
	SumsOfCells result;
	int			entries = by_total ? system->sums : system->parts;

	result.first = allocate(sizeof(int), system->cells + 2);
	result.sum = allocate(sizeof(int), entries);
	memset(result.first, 0, sizeof(int) * (system->cells + 2));
	for (int i = 0; i < entries; i++)
		result.first[(by_total ? system->total[i] : system->part_cell[i]) + 2]++;
	for (int cell = 0; cell < system->cells; cell++)
		result.first[cell + 2] += result.first[cell + 1];
	for (int sum = 0; sum < system->sums; sum++)
		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
		{
			int cell = by_total ? system->total[sum] : system->part_cell[i];

			result.sum[result.first[cell + 1]++] = sum;
			if (by_total)
				break;
		}
	return result;
}

static bool
is_part_of(const SumSearch *search, int cell, int sum)
{
	for (int i = search->of_part.first[cell]; i < search->of_part.first[cell + 1]; i++)
		if (search->of_part.sum[i] == sum)
			return true;
	return false;
}

/* The part of another sum that a cell alone is a part of, besides its own total; or -1. */
static int
part_above(const SumSearch *search, int cell, int own_total, int other)
{
	int result = -1;

	for (int i = search->of_part.first[cell]; i < search->of_part.first[cell + 1]; i++)
	{
		int total = search->system->total[search->of_part.sum[i]];

		work_add(5);
		if (total == own_total || total == result || !is_part_of(search, total, other))
			continue;
		if (result >= 0)
			return -1;
		result = total;
	}
	return result;
}

/* Is each part of a sum a part of another part of the other? */
static bool
are_parallel(SumSearch *search, int sum, int other)
{
	const TableSystem *system = search->system;

	search->matches++;
	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
	{
		int above = part_above(search, system->part_cell[i], system->total[sum], other);

		if (above < 0 || search->taken[above] == search->matches)
			return false;
		search->taken[above] = search->matches;
	}
	return true;
}

/* Join a sum with those that another one across takes its total to. */
static void
join_parallels(SumSearch *search, int sum, int across)
{
	int total = search->system->total[across];

	for (int i = search->of_total.first[total]; i < search->of_total.first[total + 1]; i++)
	{
		int other = search->of_total.sum[i];

		if (other == across || !are_parallel(search, sum, other))
			continue;
		join_sets(search->parent, sum, other);
		if (search->pairs == 0 || search->pair[search->pairs - 1].sum != sum ||
			search->pair[search->pairs - 1].across != across)
			search->pair[search->pairs++] = (SumPair){sum, across};
	}
}

static void
find_parallels(SumSearch *search)
{
	const TableSystem *system = search->system;
	int64			   most = 0;

	search->parent = allocate(sizeof(int), system->sums);
	begin_sets(search->parent, system->sums);
	search->taken = allocate(sizeof(int), system->cells);
	memset(search->taken, 0, sizeof(int) * system->cells);
	for (int sum = 0; sum < system->sums; sum++)
		most += search->of_part.first[system->total[sum] + 1] - search->of_part.first[system->total[sum]];
	search->pair = allocate(sizeof(SumPair), most);
	for (int sum = 0; sum < system->sums; sum++)
	{
		int total = system->total[sum];

		CHECK_FOR_INTERRUPTS();
		for (int i = search->of_part.first[total]; i < search->of_part.first[total + 1]; i++)
			join_parallels(search, sum, search->of_part.sum[i]);
	}
	search->class_of = allocate(sizeof(int), system->sums);
	search->classes = number_sets(search->parent, system->sums, search->class_of);
}

/* ---- dimensions ---- */

/* Join the classes of two sums that meet in a cell, unless some of them run across each other. */
static void
join_levels(SumSearch *search, int sum, int other)
{
	int a = search->class_of[sum];
	int b = search->class_of[other];

	work_add(2);
	if (a != b && !search->crosses[(Size) a * search->classes + b])
		join_sets(search->dimension_of, a, b);
}

/* The i-th sum of a cell, as a part or as the total, or -1. */
static int
sum_of_cell(const SumSearch *search, int cell, int i)
{
	int parts = search->of_part.first[cell + 1] - search->of_part.first[cell];
	int totals = search->of_total.first[cell + 1] - search->of_total.first[cell];

	if (i < parts)
		return search->of_part.sum[search->of_part.first[cell] + i];
	return i < parts + totals ? search->of_total.sum[search->of_total.first[cell] + i - parts] : -1;
}

static void
join_classes_of_dimensions(SumSearch *search)
{
	search->crosses = allocate(sizeof(bool), (Size) search->classes * search->classes);
	memset(search->crosses, 0, (Size) search->classes * search->classes);
	for (int64 i = 0; i < search->pairs; i++)
	{
		int a = search->class_of[search->pair[i].sum];
		int b = search->class_of[search->pair[i].across];

		search->crosses[(Size) a * search->classes + b] = search->crosses[(Size) b * search->classes + a] = true;
	}
	search->dimension_of = allocate(sizeof(int), search->classes);
	begin_sets(search->dimension_of, search->classes);
	for (int cell = 0; cell < search->system->cells; cell++)
		for (int i = 0; sum_of_cell(search, cell, i) >= 0; i++)
			for (int j = 0; j < i; j++)
				join_levels(search, sum_of_cell(search, cell, i), sum_of_cell(search, cell, j));
}

static int
dimension_root(SumSearch *search, int sum)
{
	return disjoint_set_root(search->dimension_of, search->class_of[sum]);
}

/* ---- codes ---- */

/* Set the codes of a dimension: cells that sums of the others tie have the same. */
static void
find_codes(SumSearch *search, int dimension, int *code)
{
	const TableSystem *system = search->system;
	int				  *parent = allocate(sizeof(int), system->cells);

	begin_sets(parent, system->cells);
	work_add(2 * system->parts);
	for (int sum = 0; sum < system->sums; sum++)
		if (dimension_root(search, sum) != dimension)
			for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
				join_sets(parent, system->total[sum], system->part_cell[i]);
	number_sets(parent, system->cells, code);
	pfree(parent);
}

/* Two cells of a sum of the dimension that have the same code. False if there are none. */
static bool
find_same_code(SumSearch *search, int dimension, const int *code, int *cell)
{
	const TableSystem *system = search->system;
	int				  *owner = allocate(sizeof(int), system->cells); /* of each code: a cell of the sum at hand */
	int				  *owner_sum = allocate(sizeof(int), system->cells);
	bool			   result = false;

	memset(owner_sum, -1, sizeof(int) * system->cells);
	for (int sum = 0; sum < system->sums && !result; sum++)
	{
		if (dimension_root(search, sum) != dimension)
			continue;
		for (int i = system->first_part[sum]; i <= system->first_part[sum + 1] && !result; i++)
		{
			int member = i == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[i];

			result = owner_sum[code[member]] == sum;
			cell[0] = owner[code[member]];
			cell[1] = member;
			owner_sum[code[member]] = sum;
			owner[code[member]] = member;
		}
	}
	pfree(owner);
	pfree(owner_sum);
	return result;
}

/* Join a dimension with those along which a shortest way leads from one cell to the other. */
static void
join_along_way(SumSearch *search, int dimension, const int *end)
{
	const TableSystem *system = search->system;
	int				  *from = allocate(sizeof(int), system->cells); /* sum by which a cell was reached, or -1 */
	int				  *before = allocate(sizeof(int), system->cells);
	int				  *queue = allocate(sizeof(int), system->cells);
	int				   length = 0;

	memset(from, -1, sizeof(int) * system->cells);
	queue[length++] = end[0];
	from[end[0]] = system->sums;
	for (int at = 0; at < length && from[end[1]] < 0; at++)
	{
		int cell = queue[at];

		for (int i = 0, sum; (sum = sum_of_cell(search, cell, i)) >= 0; i++)
		{
			if (dimension_root(search, sum) == dimension)
				continue;
			work_add(system->first_part[sum + 1] - system->first_part[sum]);
			for (int j = system->first_part[sum]; j <= system->first_part[sum + 1]; j++)
			{
				int member = j == system->first_part[sum + 1] ? system->total[sum] : system->part_cell[j];

				if (from[member] >= 0)
					continue;
				from[member] = sum;
				before[member] = cell;
				queue[length++] = member;
			}
		}
	}
	for (int cell = end[1]; cell != end[0]; cell = before[cell])
		join_sets(search->dimension_of, dimension, search->class_of[from[cell]]);
	pfree(from);
	pfree(before);
	pfree(queue);
}

static void
count_dimensions(SumSearch *search)
{
	search->dimensions = 0;
	for (int i = 0; i < search->classes; i++)
		search->dimensions += disjoint_set_root(search->dimension_of, i) == i;
}

/* Find the codes of all dimensions. False, with dimensions joined, if two cells of a sum have the same. */
static bool
have_codes(SumSearch *search)
{
	int	 cells = search->system->cells;
	int	 end[2];
	int	 found = 0;
	bool joined = false;

	/* the sums of the last part of a key have the first totals: as in a cube, it comes last */
	for (int dimension = search->classes - 1; dimension >= 0 && !joined; dimension--)
	{
		if (disjoint_set_root(search->dimension_of, dimension) != dimension)
			continue;
		find_codes(search, dimension, search->code + (Size) cells * found);
		joined = find_same_code(search, dimension, search->code + (Size) cells * found, end);
		if (joined)
			join_along_way(search, dimension, end);
		found++;
	}
	return !joined;
}

void
sum_dimensions_find(TableSystem *system)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "dimensions of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	SumSearch	  search = {.system = system};

	search.of_part = list_sums(system, false);
	search.of_total = list_sums(system, true);
	find_parallels(&search);
	if (search.classes >= 2 && search.classes <= MAX_CLASSES)
	{
		join_classes_of_dimensions(&search);
		count_dimensions(&search);
		if (search.dimensions <= MAX_PRODUCT_DIMENSIONS)
			search.code = allocate(sizeof(int), (Size) system->cells * search.dimensions);
		while (search.code && !have_codes(&search))
			count_dimensions(&search);
	}
	MemoryContextSwitchTo(old);
	if (search.code && search.dimensions >= 2)
	{
		system->dimensions = search.dimensions;
		system->code = allocate(sizeof(int), (Size) system->cells * search.dimensions);
		for (int cell = 0; cell < system->cells; cell++)
			for (int d = 0; d < search.dimensions; d++)
				system->code[(Size) cell * search.dimensions + d] = search.code[(Size) d * system->cells + cell];
		elog(DEBUG1, "dimensions of the sums: %d", search.dimensions);
	}
	MemoryContextDelete(context);
}
