/*
 * dimension_product.c
 *		Find the dimensions of a table and their loops, from the codes and sums
 *		of its cells.
 *
 * Every sum of a product runs along one dimension. From these, the sums over
 * the codes of each dimension are derived. A depth-first search lists the loops
 * of each code. Called by cycle.c and sparse_search.c. Owns the arrays of a DimensionProduct,
 * in the caller's context.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/presolve.h"
#include "protect/dimension_product.h"
#include "util/disjoint_set.h"
#include "util/memory.h"
#include "util/work.h"

/*
 * Places of the product for each cell, which limits its memory; and codes of a
 * dimension, which limits its loops, as their number grows with the square of the
 * codes.
 */
#define MAX_SPARSE 16
#define MAX_CODES  4096

/*
 * Loops of three and more codes that are kept for a code, and steps of the search
 * for them. Pairs are always kept. Longer loops are needed only where hierarchies
 * meet.
 */
#define MAX_LOOPS	   256
#define MAX_LOOP_STEPS 20000

/* The sums over the codes of one dimension. The first code of each is its total. */
typedef struct CodeSums
{
	int	 sums;
	int *first; /* of each sum, and the end of the last */
	int *code;
	/* sums of each code */
	int *code_first;
	int *code_sum;
} CodeSums;

/* A sum of the table, with the dimension that it runs along and the code of its total there; to be sorted. */
typedef struct DimensionSum
{
	int dimension;
	int total;
	int sum;
} DimensionSum;

static int
compare_dimension_sums(const void *a, const void *b)
{
	const DimensionSum *x = a;
	const DimensionSum *y = b;

	return x->dimension != y->dimension ? x->dimension - y->dimension :
		   x->total != y->total			? x->total - y->total :
										  x->sum - y->sum;
}

static const int *
codes_of_cell(const TableSystem *system, int cell)
{
	return system->code + (Size) cell * system->dimensions;
}

/*
 * The dimension that a sum runs along. -1 if its parts have the same codes as the
 * total; -2 if it runs along several.
 */
static int
dimension_of_sum(const TableSystem *system, int sum)
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

/*
 * Sums of the table that have the same total in a dimension and share a part there
 * are one sum of the dimension. Its parts are all parts of these.
 */
static void
join_sums(const TableSystem *system, const DimensionSum *sum_of, int count, int codes, CodeSums *result)
{
	int *parent = palloc(sizeof(int) * count);
	int *owner = palloc(sizeof(int) * codes);
	int	 d = sum_of->dimension;

	memset(owner, -1, sizeof(int) * codes);
	for (int i = 0; i < count; i++)
	{
		parent[i] = i;
		for (int j = system->first_part[sum_of[i].sum]; j < system->first_part[sum_of[i].sum + 1]; j++)
		{
			int code = codes_of_cell(system, system->part_cell[j])[d];

			if (owner[code] < 0)
				owner[code] = i;
			parent[disjoint_set_root(parent, owner[code])] = disjoint_set_root(parent, i);
		}
	}
	for (int i = 0; i < count; i++)
	{
		int length = result->first[result->sums];

		if (disjoint_set_root(parent, i) != i)
			continue;
		result->code[length++] = sum_of->total;
		for (int code = 0; code < codes; code++)
			if (owner[code] >= 0 && disjoint_set_root(parent, owner[code]) == i)
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
	int			   *violation; /* of each sum: total of the changes */
	int8		   *sign;	   /* of each code: its change, 0 if it is not in the loop */
	int				limit;	   /* codes in the loops that are sought */
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

		search->violation[sum] += sums->code[sums->first[sum]] == code ? -sign : sign;
	}
}

/* A sum of the loop's codes that does not hold, or -1. */
static int
find_violated(const LoopSearch *search)
{
	const CodeSums *sums = search->sums;

	for (int i = 0; i < search->length; i++)
		for (int j = sums->code_first[search->code[i]]; j < sums->code_first[search->code[i] + 1]; j++)
			if (search->violation[sums->code_sum[j]] != 0)
				return sums->code_sum[j];
	return -1;
}

static void
add_loop(LoopSearch *search)
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
	int				violated = find_violated(search);

	work_add(20);

	if (violated < 0 && search->length == search->limit)
		add_loop(search);
	if (violated < 0 || search->length == search->limit)
		return;
	for (int i = sums->first[violated]; i < sums->first[violated + 1]; i++)
	{
		int code = sums->code[i];
		int sign = (search->violation[violated] > 0) == (i == sums->first[violated]) ? 1 : -1;

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

/* List all loops of two codes and some longer ones, for each code the shortest first. */
static void
find_loops(ProductDimension *dimension, const CodeSums *sums)
{
	LoopSearch search = {.sums = sums, .allocated = 256};

	search.violation = palloc0(sizeof(int) * Max(sums->sums, 1));
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
		/* a code in no sum is a loop of its own */
		if (find_violated(&search) < 0)
			add_loop(&search);
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
	pfree(search.violation);
	pfree(search.sign);
}

/* ---- the product ---- */

/* Give each cell its place. False if the product has too many places. */
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
		/* two cells with the same codes get no place */
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
	DimensionSum	 *sum_of;
	int				  count = 0;

	if (!system->code || system->cells == 0)
		return NULL;
	product->dimensions = system->dimensions;
	product->dimension = palloc0(sizeof(ProductDimension) * product->dimensions);
	if (!find_places(product, system))
		return NULL;
	sum_of = allocate(sizeof(DimensionSum), system->sums);
	for (int sum = 0; sum < system->sums; sum++)
	{
		int d = dimension_of_sum(system, sum);

		if (d == -2)
			return NULL;
		if (d >= 0)
			sum_of[count++] = (DimensionSum){d, codes_of_cell(system, system->total[sum])[d], sum};
	}
	qsort(sum_of, count, sizeof(DimensionSum), compare_dimension_sums);
	for (int d = 0, from = 0; d < product->dimensions; d++)
	{
		ProductDimension *dimension = product->dimension + d;
		CodeSums		  sums = {0};
		int				  end = from;
		int				  entries = 0;

		while (end < count && sum_of[end].dimension == d)
			entries += system->first_part[sum_of[end].sum + 1] - system->first_part[sum_of[end].sum] + 1, end++;
		sums.first = allocate(sizeof(int), end - from + 1);
		sums.first[0] = 0;
		sums.code = allocate(sizeof(int), entries);
		while (from < end)
		{
			int same = 1;

			while (from + same < end && sum_of[from + same].total == sum_of[from].total)
				same++;
			join_sums(system, sum_of + from, same, dimension->codes, &sums);
			from += same;
		}
		find_sums_of_codes(&sums, dimension->codes);
		find_loops(dimension, &sums);
	}
	return product;
}
