/*
 * dimension_product.c
 *		The dimensions of a table, from the codes and the sums of its cells.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/presolve.h"
#include "protect/dimension_product.h"
#include "util/memory.h"
#include "util/work.h"

/* Places for each cell that there may be, and codes of a dimension. */
#define MAX_SPARSE 16
#define MAX_CODES  4096

/* Loops of more than two codes that are kept of a code, and steps that looking for them may take. */
#define MAX_LOOPS	   256
#define MAX_LOOP_STEPS 20000

/* The sums of one dimension: of each its codes, the total's first. */
typedef struct CodeSums
{
	int	 sums;
	int *first; /* of each sum, and one more */
	int *code;
	/* sums of each code */
	int *code_first;
	int *code_sum;
} CodeSums;

/* A sum of the table, to be sorted by the dimension in which it adds up, and its total there. */
typedef struct Along
{
	int dimension;
	int total;
	int sum;
} Along;

static int
compare_along(const void *a, const void *b)
{
	const Along *x = a;
	const Along *y = b;

	return x->dimension != y->dimension ? x->dimension - y->dimension :
		   x->total != y->total			? x->total - y->total :
										  x->sum - y->sum;
}

static const int *
codes_of_cell(const TableSystem *system, int cell)
{
	return system->code + (Size) cell * system->dimensions;
}

/* The dimension in which all parts of a sum differ from its total; -1: none, -2: several. */
static int
dimension_of(const TableSystem *system, int sum)
{
	const int *total = codes_of_cell(system, system->total[sum]);
	int		   result = -1;

	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
		for (int d = 0; d < system->dimensions; d++)
			if (codes_of_cell(system, system->part_cell[i])[d] != total[d])
			{
				if (result >= 0 && result != d)
					return -2;
				result = d;
			}
	return result;
}

/* ---- the sums of a dimension ---- */

static int
root_of_code(int *parent, int i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

/*
 * Sums of the table with this total in the dimension that share a part there
 * are one sum of the dimension, of which each has the parts that there are.
 */
static void
join_sums(const TableSystem *system, const Along *along, int count, int codes, CodeSums *result)
{
	int *parent = palloc(sizeof(int) * count);
	int *owner = palloc(sizeof(int) * codes);
	int	 d = along->dimension;

	memset(owner, -1, sizeof(int) * codes);
	for (int i = 0; i < count; i++)
	{
		parent[i] = i;
		for (int j = system->first_part[along[i].sum]; j < system->first_part[along[i].sum + 1]; j++)
		{
			int code = codes_of_cell(system, system->part_cell[j])[d];

			if (owner[code] < 0)
				owner[code] = i;
			parent[root_of_code(parent, owner[code])] = root_of_code(parent, i);
		}
	}
	for (int i = 0; i < count; i++)
	{
		int length = result->first[result->sums];

		if (root_of_code(parent, i) != i)
			continue;
		result->code[length++] = along->total;
		for (int code = 0; code < codes; code++)
			if (owner[code] >= 0 && root_of_code(parent, owner[code]) == i)
				result->code[length++] = code;
		result->first[++result->sums] = length;
	}
	pfree(parent);
	pfree(owner);
}

static void
find_sums_of_codes(CodeSums *sums, int codes)
{
	int *first = palloc0(sizeof(int) * (codes + 2));
	int	 entries = sums->first[sums->sums];

	for (int i = 0; i < entries; i++)
		first[sums->code[i] + 2]++;
	for (int code = 0; code < codes; code++)
		first[code + 2] += first[code + 1];
	sums->code_sum = palloc(sizeof(int) * Max(entries, 1));
	for (int sum = 0; sum < sums->sums; sum++)
		for (int i = sums->first[sum]; i < sums->first[sum + 1]; i++)
			sums->code_sum[first[sums->code[i] + 1]++] = sum;
	sums->code_first = first;
}

/* ---- loops ---- */

typedef struct LoopSearch
{
	const CodeSums *sums;
	int			   *off;   /* by how much each sum is missed */
	int8		   *sign;  /* of each code, 0 if it is not in the loop */
	int				limit; /* codes of the loops looked for */
	int				length;
	int				code[MAX_LOOP];
	int				steps;
	int				found;
	int				allocated;
	Loop		   *loop;
} LoopSearch;

static void
change_code(LoopSearch *search, int code, int sign)
{
	const CodeSums *sums = search->sums;

	search->sign[code] += sign;
	for (int i = sums->code_first[code]; i < sums->code_first[code + 1]; i++)
	{
		int sum = sums->code_sum[i];

		search->off[sum] += sums->code[sums->first[sum]] == code ? -sign : sign;
	}
}

/* A sum of the codes that is missed, or -1. */
static int
find_missed(const LoopSearch *search)
{
	const CodeSums *sums = search->sums;

	for (int i = 0; i < search->length; i++)
		for (int j = sums->code_first[search->code[i]]; j < sums->code_first[search->code[i] + 1]; j++)
			if (search->off[sums->code_sum[j]] != 0)
				return sums->code_sum[j];
	return -1;
}

static void
keep_loop(LoopSearch *search)
{
	Loop *loop;

	if (search->found == search->allocated)
	{
		search->allocated *= 2;
		search->loop = repalloc_huge(search->loop, sizeof(Loop) * search->allocated);
	}
	loop = search->loop + search->found++;
	loop->length = search->length - 1;
	for (int i = 1; i < search->length; i++)
	{
		loop->code[i - 1] = search->code[i];
		loop->sign[i - 1] = search->sign[search->code[i]];
	}
}

static void
extend_loop(LoopSearch *search, int most)
{
	const CodeSums *sums = search->sums;
	int				missed = find_missed(search);

	work_add(20);

	if (missed < 0 && search->length == search->limit)
		keep_loop(search);
	if (missed < 0 || search->length == search->limit)
		return;
	for (int i = sums->first[missed]; i < sums->first[missed + 1]; i++)
	{
		int code = sums->code[i];
		int sign = (search->off[missed] > 0) == (i == sums->first[missed]) ? 1 : -1;

		if (search->sign[code] != 0)
			continue;
		if (search->found >= most || search->steps++ > MAX_LOOP_STEPS)
			return;
		search->code[search->length++] = code;
		change_code(search, code, sign);
		extend_loop(search, most);
		change_code(search, code, -sign);
		search->length--;
	}
}

/* All loops of two codes, and some of more: short ones first. */
static void
find_loops(ProductDimension *dimension, const CodeSums *sums)
{
	LoopSearch search = {.sums = sums, .allocated = 256};

	search.off = palloc0(sizeof(int) * Max(sums->sums, 1));
	search.sign = palloc0(dimension->codes);
	search.loop = palloc(sizeof(Loop) * search.allocated);
	dimension->first_loop = palloc(sizeof(int) * (dimension->codes + 1));
	for (int code = 0; code < dimension->codes; code++)
	{
		int first = search.found;

		CHECK_FOR_INTERRUPTS();
		dimension->first_loop[code] = first;
		search.length = 1;
		search.code[0] = code;
		search.steps = 0;
		change_code(&search, code, 1);
		/* a code that is in no sum */
		if (find_missed(&search) < 0)
			keep_loop(&search);
		else
			for (search.limit = 2; search.limit <= MAX_LOOP; search.limit++)
				extend_loop(&search, search.limit == 2 ? PG_INT32_MAX : first + MAX_LOOPS);
		change_code(&search, code, -1);
	}
	dimension->first_loop[dimension->codes] = search.found;
	dimension->loop = search.loop;
	dimension->longest = 1;
	for (int i = 0; i < search.found; i++)
		dimension->longest = Max(dimension->longest, search.loop[i].length + 1);
	pfree(search.off);
	pfree(search.sign);
}

/* ---- the product ---- */

/* Where the cells are.  False if that takes too much room. */
static bool
find_places(DimensionProduct *product, const TableSystem *system)
{
	int64 places = 1;

	for (int d = 0; d < system->dimensions; d++)
	{
		ProductDimension *dimension = product->dimension + d;

		for (int cell = 0; cell < system->cells; cell++)
			dimension->codes = Max(dimension->codes, codes_of_cell(system, cell)[d] + 1);
		dimension->stride = (int) places;
		places *= dimension->codes;
		if (dimension->codes > MAX_CODES || places > (int64) MAX_SPARSE * system->cells)
			return false;
	}
	product->places = (int) places;
	product->cell = allocate(sizeof(int), product->places);
	memset(product->cell, -1, sizeof(int) * product->places);
	product->place = allocate(sizeof(int), system->cells);
	for (int cell = 0; cell < system->cells; cell++)
	{
		int place = 0;

		for (int d = 0; d < system->dimensions; d++)
			place += product->dimension[d].stride * codes_of_cell(system, cell)[d];
		product->place[cell] = place;
		/* what is in the table twice has no place */
		product->cell[place] = product->cell[place] == -1 ? cell : -2;
	}
	for (int cell = 0; cell < system->cells; cell++)
		if (product->cell[product->place[cell]] == -2)
			product->place[cell] = -1;
	for (int place = 0; place < product->places; place++)
		product->cell[place] = Max(product->cell[place], -1);
	return true;
}

DimensionProduct *
dimension_product_create(const TableSystem *system)
{
	DimensionProduct *product = palloc0(sizeof(DimensionProduct));
	Along			 *along;
	int				  count = 0;

	if (!system->code || system->cells == 0)
		return NULL;
	product->dimensions = system->dimensions;
	product->dimension = palloc0(sizeof(ProductDimension) * product->dimensions);
	if (!find_places(product, system))
		return NULL;
	along = allocate(sizeof(Along), system->sums);
	for (int sum = 0; sum < system->sums; sum++)
	{
		int d = dimension_of(system, sum);

		if (d == -2)
			return NULL;
		if (d >= 0)
			along[count++] = (Along){d, codes_of_cell(system, system->total[sum])[d], sum};
	}
	qsort(along, count, sizeof(Along), compare_along);
	for (int d = 0, from = 0; d < product->dimensions; d++)
	{
		ProductDimension *dimension = product->dimension + d;
		CodeSums		  sums = {0};
		int				  end = from;
		int				  entries = 0;

		while (end < count && along[end].dimension == d)
			entries += system->first_part[along[end].sum + 1] - system->first_part[along[end].sum] + 1, end++;
		sums.first = allocate(sizeof(int), end - from + 1);
		sums.first[0] = 0;
		sums.code = allocate(sizeof(int), entries);
		while (from < end)
		{
			int same = 1;

			while (from + same < end && along[from + same].total == along[from].total)
				same++;
			join_sums(system, along + from, same, dimension->codes, &sums);
			from += same;
		}
		find_sums_of_codes(&sums, dimension->codes);
		find_loops(dimension, &sums);
	}
	return product;
}
