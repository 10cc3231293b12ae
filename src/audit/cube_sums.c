/*
 * cube_sums.c
 *		The sums of a cube, which are not given but found.
 *
 * A row belongs to the set of its columns that are not null, and to those that
 * these determine ('county > region': a region lies in one county; the rows that
 * have both say in which).  Where one set is contained in another, and none lies
 * in between, a step leads from the coarser to the finer: the cells of the finer
 * add up to those of the coarser.  That holds for any hierarchies, several over
 * one column included.
 *
 * What two sets have in common is a set too, though no row may be of it.
 *
 * What was not published is not zero.  A subtotal that is not there, though
 * parts of it are, stands in a sum as its parts.  A cell of which the finer set
 * has no part at all, and which is not zero, has parts that are not there: no
 * other sum over that set holds in which they could be.  Single parts that are
 * not there are zero, as GROUP BY has no row for what does not occur.
 *
 * Called by audit_read_cube(), for audit_cube() and protect_cube(), once, after
 * cube_read().  The search has a memory context of its own; the sums found live in that
 * of cube->system.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/builtins.h"

#include "audit/cube_sums.h"
#include "type/suppressed_text.h"
#include "util/compat.h"
#include "util/memory.h"

/* Sets of columns, those included that others have in common. */
#define MAX_SETS 100000

/* Cells that may stand for subtotals that are not there, over all sums. */
#define MAX_STAND_INS 20000000

/* Cells of one set of columns; those that are not there come last. */
typedef struct CellSet
{
	uint32 columns;
	int	   cells;
	int	   allocated;
	int	  *cell;
	/* cells whose parts are not there, in this set and those that contain it */
	int	 withheld_cells;
	int	 withheld_allocated;
	int *withheld;
} CellSet;

/* From a set to one that it is contained in, with none in between. */
typedef struct Step
{
	int	 coarse;
	int	 fine;
	int *total_of; /* of each cell of the fine set */
	/* cells of the fine set by their total; found where subtotals are not there */
	int	  parts;
	int	 *part;
	int	 *first_part; /* of each total that is not there, by number from the rows' cells on */
	bool *untrue;	  /* of each cell: parts may be lacking; NULL where none are */
} Step;

typedef struct Search
{
	Cube		  *cube;
	KeyDictionary *keys;  /* of cells, by their codes */
	int			   cells; /* those that are there */
	int			   all_cells;
	int			   cells_allocated;
	int			  *row; /* of each cell: the row that speaks for it, -1 if it is not there */
	int			   sets;
	CellSet		  *set;
	int			   steps;
	Step		  *step;
	int			  *sum_of; /* of each cell, -1 but within a step */
	/* of cells that are not there */
	int	 *stand_in; /* step whose parts stand in for it, -1 if none can */
	bool *used;
	int64 stand_ins;
} Search;

/* ---- codes ---- */

/* Two rows of the same codes in linked cubes: of two cubes they are one row where they say the same. */
pg_noreturn static void
report_cubes_differ(const Cube *cube, int row, const char *codes)
{
	int	 other = 0;
	char one[SUPPRESSED_TEXT_SIZE];
	char two[SUPPRESSED_TEXT_SIZE];

	while (memcmp(cube_row_codes(cube, other), cube_row_codes(cube, row), sizeof(int) * cube->dimensions) != 0)
		other++;
	/* in the same order whatever that of the rows is */
	if (cube->system->bounds[row].lower < cube->system->bounds[other].lower)
	{
		int swap = row;

		row = other;
		other = swap;
	}
	suppressed_text_write(cube->system->bounds[other], one);
	suppressed_text_write(cube->system->bounds[row], two);
	ereport(ERROR, (errcode(ERRCODE_CARDINALITY_VIOLATION), errmsg("linked cubes have two rows of a cell: %s", codes),
					strcmp(one, two) != 0 ?
						errdetail("It is %s in one and %s in the other.", one, two) :
						errdetail("It is %s in both; another column differs, or one cube has the row twice.", one),
					errhint("Have the cubes count the same rows. A null of the data is taken for a total: group by "
							"coalesce(column, 'unknown').")));
}

/* Two rows of the same codes: a null of the data beside a subtotal's, or a row twice. */
pg_noreturn static void
report_rows_alike(const Cube *cube, int row)
{
	const int	  *code = cube_row_codes(cube, row);
	StringInfoData codes;
	StringInfoData nulls;
	const char	  *first = NULL;
	uint32		   ever = 0;

	for (int i = 0; i < cube->system->cells; i++)
		ever |= cube->published[i];
	initStringInfo(&codes);
	initStringInfo(&nulls);
	for (int i = 0; i < cube->dimensions; i++)
	{
		if (code[i] >= 0)
			appendStringInfo(&codes, "%s%s = \"%s\"", codes.len ? ", " : "", cube->name[i],
							 cube_code_text(cube, i, code[i]));
		else if (ever & (1u << i))
		{
			appendStringInfo(&nulls, "%s\"%s\"", first ? " or " : "", cube->name[i]);
			first = first ? first : quote_identifier(cube->name[i]);
		}
	}
	if (cube->linked)
		report_cubes_differ(cube, row, codes.len ? codes.data : "the total");
	if (!first)
		ereport(ERROR, (errcode(ERRCODE_CARDINALITY_VIOLATION),
						errmsg("a cell of the cube occurs more than once: %s", codes.len ? codes.data : "the total"),
						errhint("Have all codes in the query that cells are grouped by; SELECT DISTINCT leaves out "
								"rows that are the same.")));
	ereport(ERROR,
			(errcode(ERRCODE_CARDINALITY_VIOLATION),
			 errmsg("column %s of the cube is null in two rows of the same codes", nulls.data),
			 errdetail("Their codes are: %s. Null stands for a total; a null of the data cannot be told from it, nor a "
					   "total that comes twice.",
					   codes.len ? codes.data : "none"),
			 errhint("Group by coalesce(%s::text, 'unknown'), or select CASE WHEN GROUPING(%s) = 0 THEN "
					 "coalesce(%s::text, 'unknown') END. Of totals that come twice take one, with SELECT DISTINCT.",
					 first, first, first)));
}

static void
check_rows_differ(const Cube *cube)
{
	KeyDictionary *keys = key_dictionary_create(false);
	int			   alike = -1;

	for (int row = 0; row < cube->system->cells; row++)
	{
		bool added;

		CHECK_FOR_INTERRUPTS();
		key_dictionary_bytes(keys, cube_row_codes(cube, row), sizeof(int) * cube->dimensions, true, &added);
		/* the finest says most of where the null is */
		if (!added && (alike < 0 || pg_popcount32(cube->published[row]) > pg_popcount32(cube->published[alike])))
			alike = row;
	}
	if (alike >= 0)
		report_rows_alike(cube, alike);
	key_dictionary_free(keys);
}

pg_noreturn static void
report_two_parents(const Cube *cube, const Hierarchy *hierarchy, int fine, int one, int other)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION),
			 errmsg("%s \"%s\" has two values of %s: \"%s\" and \"%s\"", cube->name[hierarchy->fine],
					cube_code_text(cube, hierarchy->fine, fine), cube->name[hierarchy->coarse],
					cube_code_text(cube, hierarchy->coarse, one), cube_code_text(cube, hierarchy->coarse, other)),
			 errhint("\"%s > %s\" says that the second determines the first.", cube->name[hierarchy->coarse],
					 cube->name[hierarchy->fine])));
}

static void
learn_hierarchy(Cube *cube, Hierarchy *hierarchy)
{
	int codes = key_dictionary_count(cube->codes[hierarchy->fine]);

	hierarchy->of = allocate(sizeof(int), codes);
	memset(hierarchy->of, -1, sizeof(int) * codes);
	for (int row = 0; row < cube->system->cells; row++)
	{
		const int *code = cube_row_codes(cube, row);
		int		   coarse = code[hierarchy->coarse];
		int		   fine = code[hierarchy->fine];

		if (coarse < 0 || fine < 0)
			continue;
		if (hierarchy->of[fine] >= 0 && hierarchy->of[fine] != coarse)
			report_two_parents(cube, hierarchy, fine, hierarchy->of[fine], coarse);
		hierarchy->of[fine] = coarse;
	}
}

/* Fill in what follows from the hierarchies. */
static void
fill_row(Cube *cube, int row)
{
	int *code = cube_row_codes(cube, row);
	bool changed = true;

	cube->set[row] = cube->published[row];
	while (changed)
	{
		changed = false;
		for (int i = 0; i < cube->hierarchies; i++)
		{
			Hierarchy *hierarchy = cube->hierarchy + i;
			int		   fine = code[hierarchy->fine];

			if (fine < 0 || hierarchy->of[fine] == code[hierarchy->coarse])
				continue;
			if (code[hierarchy->coarse] >= 0)
				report_two_parents(cube, hierarchy, fine, hierarchy->of[fine], code[hierarchy->coarse]);
			code[hierarchy->coarse] = hierarchy->of[fine];
			cube->set[row] |= 1u << hierarchy->coarse;
			changed = true;
		}
	}
}

/* A region whose county no row says. */
static void
check_hierarchy(const Cube *cube, const Hierarchy *hierarchy)
{
	for (int fine = 0; fine < key_dictionary_count(cube->codes[hierarchy->fine]); fine++)
		if (hierarchy->of[fine] < 0)
			ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION),
							errmsg("the cube does not say which %s %s \"%s\" has", cube->name[hierarchy->coarse],
								   cube->name[hierarchy->fine], cube_code_text(cube, hierarchy->fine, fine)),
							errhint("Have both columns in one of the grouping sets, as ROLLUP (%s, %s) does, and "
									"coalesce(%s::text, 'unknown') where the data can be null.",
									quote_identifier(cube->name[hierarchy->coarse]),
									quote_identifier(cube->name[hierarchy->fine]),
									quote_identifier(cube->name[hierarchy->coarse]))));
}

static void
fill_rows(Cube *cube)
{
	cube->set = MemoryContextAllocHuge(cube->system->context, sizeof(uint32) * Max(cube->system->cells, 1));
	for (int i = 0; i < cube->hierarchies; i++)
	{
		learn_hierarchy(cube, cube->hierarchy + i);
		check_hierarchy(cube, cube->hierarchy + i);
	}
	for (int row = 0; row < cube->system->cells; row++)
	{
		CHECK_FOR_INTERRUPTS();
		fill_row(cube, row);
	}
}

/* ---- cells ---- */

static int
compare_sets(const void *a, const void *b)
{
	uint32 x = *(const uint32 *) a;
	uint32 y = *(const uint32 *) b;
	int	   by_size = pg_popcount32(x) - pg_popcount32(y);

	return by_size != 0 ? by_size : (x > y) - (x < y);
}

static int
unique_sets(uint32 *set, int count)
{
	int kept = 0;

	qsort(set, count, sizeof(uint32), compare_sets);
	for (int i = 0; i < count; i++)
		if (kept == 0 || set[i] != set[kept - 1])
			set[kept++] = set[i];
	return kept;
}

/*
 * Add what sets have in common: of (county, sex) and (county, age) the counties, of
 * which each is two sums of cells that are there, though it is none itself.
 */
static int
add_common_sets(uint32 **set, int count)
{
	int before;

	do
	{
		int more = count;

		before = count;
		for (int i = 0; i < before; i++)
		{
			CHECK_FOR_INTERRUPTS();
			*set = repalloc_huge(*set, sizeof(uint32) * (more + before));
			for (int j = 0; j < i; j++)
				(*set)[more++] = (*set)[i] & (*set)[j];
			if (more > MAX_SETS || i == before - 1)
				more = unique_sets(*set + before, more - before) + before;
			if (more > MAX_SETS + before)
				ereport(ERROR,
						(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("the cube has too many sets of columns"),
						 errdetail("Those that it has, and what they have in common, may be %d.", MAX_SETS)));
		}
		count = unique_sets(*set, more);
	} while (count > before);
	return count;
}

/* The different sets of columns, small ones first. */
static void
find_sets(Search *search)
{
	const Cube *cube = search->cube;
	int			rows = cube->system->cells;
	uint32	   *set = allocate(sizeof(uint32), rows);
	int			count = 0;

	/* neighbours are mostly alike */
	for (int row = 0; row < rows; row++)
		if (count == 0 || set[count - 1] != cube->set[row])
			set[count++] = cube->set[row];
	search->sets = add_common_sets(&set, unique_sets(set, count));
	search->set = allocate(sizeof(CellSet), search->sets);
	for (int i = 0; i < search->sets; i++)
		search->set[i] = (CellSet){.columns = set[i]};
	pfree(set);
}

static CellSet *
set_of(const Search *search, uint32 columns)
{
	int low = 0;
	int high = search->sets - 1;

	while (low < high)
	{
		int middle = (low + high) / 2;

		if (compare_sets(&search->set[middle].columns, &columns) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return search->set + low;
}

static void
append(int **array, int *count, int *allocated, int value)
{
	if (*count == *allocated)
	{
		*allocated = Max(64, *allocated * 2);
		*array = *array ? repalloc_huge(*array, sizeof(int) * *allocated) : allocate(sizeof(int), *allocated);
	}
	(*array)[(*count)++] = value;
}

static void
add_cube_cell(Search *search, CellSet *set, int row)
{
	append(&search->row, &search->all_cells, &search->cells_allocated, row);
	append(&set->cell, &set->cells, &set->allocated, search->all_cells - 1);
}

static inline const int *
codes_of_row(const Search *search, int cell)
{
	return key_dictionary_key(search->keys, cell);
}

/* The codes of a cell in some columns, as a key. */
static void
project(const Search *search, int cell, uint32 columns, int *key)
{
	const int *code = codes_of_row(search, cell);

	for (int i = 0; i < search->cube->dimensions; i++)
		key[i] = columns & (1u << i) ? code[i] : -1;
}

static int
add_cube_sum(Cube *cube, int total, uint32 over)
{
	int sum = table_system_add_sum(cube->system, total, 0);

	if (sum == cube->sums_allocated)
	{
		cube->sums_allocated = Max(256, cube->sums_allocated * 2);
		cube->over = cube->over ? repalloc_huge(cube->over, sizeof(uint32) * cube->sums_allocated) :
								  MemoryContextAllocHuge(cube->system->context, sizeof(uint32) * cube->sums_allocated);
	}
	cube->over[sum] = over;
	return sum;
}

/*
 * Cells of the rows.  One that the cube has twice, as CUBE (county, region) has
 * every region, is tied to itself; the row that says most speaks for it, in
 * whatever order they come.
 */
static void
find_cells(Search *search)
{
	Cube *cube = search->cube;
	int	  rows = cube->system->cells;
	int	 *cell_of = allocate(sizeof(int), rows);

	search->row = allocate(sizeof(int), rows);
	search->cells_allocated = rows;
	for (int row = 0; row < rows; row++)
	{
		bool added;

		CHECK_FOR_INTERRUPTS();
		cell_of[row] =
			key_dictionary_bytes(search->keys, cube_row_codes(cube, row), sizeof(int) * cube->dimensions, true, &added);
		if (added)
			add_cube_cell(search, set_of(search, cube->set[row]), row);
		else if (compare_sets(&cube->published[row], &cube->published[search->row[cell_of[row]]]) > 0)
			search->row[cell_of[row]] = row;
	}
	search->cells = search->all_cells;
	for (int row = 0; row < rows; row++)
		if (search->row[cell_of[row]] != row)
			table_system_add_part(cube->system, add_cube_sum(cube, search->row[cell_of[row]], cube->set[row]), row);
	pfree(cell_of);
}

/* ---- steps ---- */

static void
find_steps(Search *search)
{
	int allocated = 64;

	search->step = palloc(sizeof(Step) * allocated);
	for (int coarse = 0; coarse < search->sets; coarse++)
	{
		int first = search->steps;

		for (int fine = coarse + 1; fine < search->sets; fine++)
		{
			uint32 columns = search->set[fine].columns;
			bool   between = (search->set[coarse].columns & ~columns) != 0;

			CHECK_FOR_INTERRUPTS();
			for (int i = first; i < search->steps && !between; i++)
				between = (search->set[search->step[i].fine].columns & ~columns) == 0;
			if (between)
				continue;
			if (search->steps == allocated)
				search->step = repalloc_huge(search->step, sizeof(Step) * (allocated *= 2));
			search->step[search->steps++] = (Step){.coarse = coarse, .fine = fine};
		}
	}
}

/* The total of each cell; one that is not there becomes a cell without a row.  Fine sets are complete first. */
static void
find_totals(Search *search)
{
	int key[MAX_DIMENSIONS];

	for (int i = search->steps - 1; i >= 0; i--)
	{
		Step	*step = search->step + i;
		CellSet *coarse = search->set + step->coarse;
		CellSet *fine = search->set + step->fine;

		step->total_of = allocate(sizeof(int), fine->cells);
		for (int j = 0; j < fine->cells; j++)
		{
			bool added;

			CHECK_FOR_INTERRUPTS();
			project(search, fine->cell[j], coarse->columns, key);
			step->total_of[j] =
				key_dictionary_bytes(search->keys, key, sizeof(int) * search->cube->dimensions, true, &added);
			if (added)
				add_cube_cell(search, coarse, -1);
		}
	}
}

/* ---- parts that are not there ---- */

static bool
is_zero(const Search *search, int cell)
{
	Bounds bounds = search->row[cell] >= 0 ? search->cube->system->bounds[search->row[cell]] : (Bounds){0, 1};

	return bounds.lower == 0 && bounds.upper == 0;
}

static void
add_withheld(CellSet *set, int cell)
{
	append(&set->withheld, &set->withheld_cells, &set->withheld_allocated, cell);
}

/* The columns of a cell, those included that follow. */
static uint32
columns_of(const Search *search, int cell)
{
	const int *code = codes_of_row(search, cell);
	uint32	   columns = 0;

	for (int i = 0; i < search->cube->dimensions; i++)
		if (code[i] >= 0)
			columns |= 1u << i;
	return columns;
}

static int
compare_rows_of_cells(const void *a, const void *b, void *search)
{
	int	   x = *(const int *) a;
	int	   y = *(const int *) b;
	uint32 x_columns = columns_of(search, x);
	uint32 y_columns = columns_of(search, y);

	return x_columns != y_columns ? (x_columns > y_columns) - (x_columns < y_columns) : x - y;
}

/* By the sets that they are of, and each once. */
static void
sort_withheld(Search *search, CellSet *set)
{
	int kept = 0;

	if (set->withheld_cells == 0)
		return;
	qsort_arg(set->withheld, set->withheld_cells, sizeof(int), compare_rows_of_cells, search);
	for (int j = 0; j < set->withheld_cells; j++)
		if (kept == 0 || set->withheld[j] != set->withheld[kept - 1])
			set->withheld[kept++] = set->withheld[j];
	set->withheld_cells = kept;
}

/*
 * Cells that are not zero, and have no part in the next set.  The sets of steps are
 * ascending: coarse ones are done first.
 */
static void
find_withheld(Search *search)
{
	bool *has_part = allocate(sizeof(bool), search->all_cells);

	memset(has_part, false, sizeof(bool) * search->all_cells);
	for (int i = 0; i < search->steps; i++)
	{
		Step	*step = search->step + i;
		CellSet *coarse = search->set + step->coarse;
		CellSet *fine = search->set + step->fine;

		CHECK_FOR_INTERRUPTS();
		if (i == 0 || step[-1].coarse != step->coarse)
			sort_withheld(search, coarse);
		for (int j = 0; j < coarse->withheld_cells; j++)
			add_withheld(fine, coarse->withheld[j]);
		for (int j = 0; j < fine->cells; j++)
			has_part[step->total_of[j]] = true;
		for (int j = 0; j < coarse->cells; j++)
		{
			if (!has_part[coarse->cell[j]] && !is_zero(search, coarse->cell[j]))
				add_withheld(fine, coarse->cell[j]);
			has_part[coarse->cell[j]] = false;
		}
	}
	for (int i = 0; i < search->sets; i++)
		sort_withheld(search, search->set + i);
	pfree(has_part);
}

/* Mark the totals of a step that a part could have which is withheld: where both have a column, their codes agree. */
static void
mark_untrue(Search *search, Step *step)
{
	const CellSet *coarse = search->set + step->coarse;
	const CellSet *fine = search->set + step->fine;
	int			   key[MAX_DIMENSIONS];

	step->untrue = allocate(sizeof(bool), search->all_cells);
	memset(step->untrue, false, sizeof(bool) * search->all_cells);
	/* by the columns in common, of which there are few sets */
	for (int first = 0; first < fine->withheld_cells;)
	{
		uint32		   columns = columns_of(search, fine->withheld[first]);
		uint32		   common = columns & coarse->columns;
		KeyDictionary *keys = key_dictionary_create(false);

		for (; first < fine->withheld_cells && columns_of(search, fine->withheld[first]) == columns; first++)
		{
			project(search, fine->withheld[first], common, key);
			key_dictionary_bytes(keys, key, sizeof(int) * search->cube->dimensions, true, NULL);
		}
		for (int j = 0; j < coarse->cells; j++)
		{
			CHECK_FOR_INTERRUPTS();
			project(search, coarse->cell[j], common, key);
			if (key_dictionary_bytes(keys, key, sizeof(int) * search->cube->dimensions, false, NULL) >= 0)
				step->untrue[coarse->cell[j]] = true;
		}
		key_dictionary_free(keys);
	}
}

/* ---- subtotals that are not there ---- */

/* The cells of a step's fine set, by totals that are not there. */
static void
sort_parts(Search *search, Step *step)
{
	const CellSet *fine = search->set + step->fine;
	int			   absent = search->all_cells - search->cells;
	int			  *first = allocate(sizeof(int), absent + 2);

	memset(first, 0, sizeof(int) * (absent + 2));
	for (int j = 0; j < fine->cells; j++)
		if (step->total_of[j] >= search->cells)
			first[step->total_of[j] - search->cells + 2]++;
	for (int i = 0; i < absent; i++)
		first[i + 2] += first[i + 1];
	step->part = allocate(sizeof(int), first[absent + 1]);
	for (int j = 0; j < fine->cells; j++)
		if (step->total_of[j] >= search->cells)
			step->part[first[step->total_of[j] - search->cells + 1]++] = fine->cell[j];
	step->first_part = first;
}

static inline const int *
parts_of(const Search *search, const Step *step, int cell, int *count)
{
	int absent = cell - search->cells;

	*count = step->first_part[absent + 1] - step->first_part[absent];
	return step->part + step->first_part[absent];
}

/* Can the parts of a step stand for a cell that is not there? */
static bool
can_stand_in(const Search *search, const Step *step, int cell)
{
	int		   count;
	const int *part = parts_of(search, step, cell, &count);

	if (count == 0 || (step->untrue && step->untrue[cell]))
		return false;
	for (int i = 0; i < count; i++)
		if (part[i] >= search->cells && search->stand_in[part[i] - search->cells] < 0)
			return false;
	return true;
}

/* For each cell that is not there the first step whose parts can stand for it; fine sets first. */
static void
find_stand_ins(Search *search)
{
	int absent = search->all_cells - search->cells;

	search->stand_in = allocate(sizeof(int), absent);
	search->used = allocate(sizeof(bool), absent);
	memset(search->stand_in, -1, sizeof(int) * absent);
	memset(search->used, false, sizeof(bool) * absent);
	for (int i = 0; i < search->steps; i++)
		sort_parts(search, search->step + i);
	for (int i = search->steps - 1; i >= 0; i--)
	{
		const CellSet *coarse = search->set + search->step[i].coarse;

		for (int j = 0; j < coarse->cells; j++)
		{
			int cell = coarse->cell[j];

			CHECK_FOR_INTERRUPTS();
			if (cell >= search->cells && can_stand_in(search, search->step + i, cell))
				search->stand_in[cell - search->cells] = i;
		}
	}
}

/* Cells whose use was the first, that have other parts to stand in for them. */
typedef struct Fresh
{
	int	 count;
	int	 allocated;
	int *cell;
} Fresh;

static void
add_part(Search *search, int sum, int cell, Fresh *fresh)
{
	const Step *step;
	const int  *part;
	int			count;

	if (cell < search->cells)
	{
		table_system_add_part(search->cube->system, sum, search->row[cell]);
		return;
	}
	check_stack_depth();
	step = search->step + search->stand_in[cell - search->cells];
	search->cube->over[sum] |= search->set[step->fine].columns;
	if (!search->used[cell - search->cells])
	{
		search->used[cell - search->cells] = true;
		append(&fresh->cell, &fresh->count, &fresh->allocated, cell);
	}
	part = parts_of(search, step, cell, &count);
	search->stand_ins += count;
	if (search->stand_ins > MAX_STAND_INS)
		ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("too many subtotals are missing in the cube"),
						errdetail("Their parts stand in for them, in %d places at most.", MAX_STAND_INS),
						errhint("Have the missing subtotals in the query: as \"..\" where they were not published.")));
	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		add_part(search, sum, part[i], fresh);
	}
}

/* Is each part there, or others in its stead? */
static bool
has_all_parts(const Search *search, const int *part, int count)
{
	for (int i = 0; i < count; i++)
		if (part[i] >= search->cells && search->stand_in[part[i] - search->cells] < 0)
			return false;
	return true;
}

/*
 * A sum, and then one for each other way in which subtotals that it has not
 * used before are made up: they tie the ways to each other.
 */
static void
add_sum_of_parts(Search *search, int total, uint32 over, const int *part, int count)
{
	Fresh fresh = {0};
	int	  sum = add_cube_sum(search->cube, search->row[total], over);

	check_stack_depth();
	for (int i = 0; i < count; i++)
		add_part(search, sum, part[i], &fresh);
	for (int i = 0; i < fresh.count; i++)
	{
		int cell = fresh.cell[i];
		int first = search->stand_in[cell - search->cells];

		for (int other = first + 1; other < search->steps; other++)
		{
			if (search->step[other].coarse != search->step[first].coarse ||
				!can_stand_in(search, search->step + other, cell))
				continue;
			search->stand_in[cell - search->cells] = other;
			add_sum_of_parts(search, total, over, part, count);
		}
		search->stand_in[cell - search->cells] = first;
	}
	if (fresh.cell)
		pfree(fresh.cell);
}

/* ---- sums ---- */

/* The sums of a step where all cells are there. */
static void
sum_step(Search *search, const Step *step)
{
	const CellSet *fine = search->set + step->fine;
	TableSystem	  *system = search->cube->system;
	int			   before = system->sums;

	for (int j = 0; j < fine->cells; j++)
	{
		int total = step->total_of[j];

		CHECK_FOR_INTERRUPTS();
		if (step->untrue && step->untrue[total])
		{
			search->cube->unmade = true;
			continue;
		}
		if (search->sum_of[total] < 0)
			search->sum_of[total] = add_cube_sum(search->cube, search->row[total], fine->columns);
		table_system_add_part(system, search->sum_of[total], search->row[fine->cell[j]]);
	}
	/* it is handed on empty */
	for (int j = 0; j < fine->cells && system->sums > before; j++)
		search->sum_of[step->total_of[j]] = -1;
}

/* The same where some are not. */
static void
sum_step_with_absent(Search *search, const Step *step)
{
	const CellSet *coarse = search->set + step->coarse;
	const CellSet *fine = search->set + step->fine;
	int			  *first = allocate(sizeof(int), search->all_cells + 2);
	int			  *part = allocate(sizeof(int), fine->cells);

	memset(first, 0, sizeof(int) * (search->all_cells + 2));
	for (int j = 0; j < fine->cells; j++)
		first[step->total_of[j] + 2]++;
	for (int i = 0; i < search->all_cells; i++)
		first[i + 2] += first[i + 1];
	for (int j = 0; j < fine->cells; j++)
		part[first[step->total_of[j] + 1]++] = fine->cell[j];
	for (int j = 0; j < coarse->cells; j++)
	{
		int total = coarse->cell[j];
		int count = first[total + 1] - first[total];

		if (total >= search->cells || count == 0)
			continue;
		if ((step->untrue && step->untrue[total]) || !has_all_parts(search, part + first[total], count))
			search->cube->unmade = true;
		else
			add_sum_of_parts(search, total, fine->columns, part + first[total], count);
	}
	pfree(first);
	pfree(part);
}

/*
 * Columns that hierarchies or sums tie are one dimension, and what they have
 * together is the code that a cell has in it.
 */
static void
find_dimensions(const Cube *cube)
{
	TableSystem *system = cube->system;
	uint32		 dimension[MAX_DIMENSIONS]; /* the columns that make it up */
	int			 key[MAX_DIMENSIONS];

	system->dimensions = cube->dimensions;
	for (int i = 0; i < cube->dimensions; i++)
		dimension[i] = 1u << i;
	for (int i = 0; i < cube->hierarchies + system->sums; i++)
	{
		int	   sum = i - cube->hierarchies;
		uint32 together = sum < 0 ? 1u << cube->hierarchy[i].coarse | 1u << cube->hierarchy[i].fine :
									cube->over[sum] & ~cube->set[system->total[sum]];
		int	   into = -1;

		for (int j = 0; j < system->dimensions; j++)
		{
			if ((dimension[j] & together) == 0)
				continue;
			if (into < 0)
				into = j;
			else
			{
				dimension[into] |= dimension[j];
				dimension[j--] = dimension[--system->dimensions];
			}
		}
	}
	system->code = MemoryContextAllocHuge(system->context, sizeof(int) * Max(system->cells, 1) * system->dimensions);
	for (int i = 0; i < system->dimensions; i++)
	{
		KeyDictionary *codes = key_dictionary_create(false);

		for (int row = 0; row < system->cells; row++)
		{
			const int *code = cube_row_codes(cube, row);

			for (int j = 0; j < cube->dimensions; j++)
				key[j] = dimension[i] & (1u << j) ? code[j] : -1;
			system->code[(Size) row * system->dimensions + i] =
				key_dictionary_bytes(codes, key, sizeof(int) * cube->dimensions, true, NULL);
		}
		key_dictionary_free(codes);
	}
}

void
cube_find_sums(Cube *cube)
{
	Search		  search = {.cube = cube};
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "sums of a cube", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);

	check_rows_differ(cube);
	fill_rows(cube);
	search.keys = key_dictionary_create(false);
	find_sets(&search);
	find_cells(&search);
	find_steps(&search);
	find_totals(&search);
	find_withheld(&search);
	for (int i = 0; i < search.steps; i++)
		if (search.set[search.step[i].fine].withheld_cells > 0)
			mark_untrue(&search, search.step + i);
	cube->missing = search.all_cells - search.cells;
	if (cube->missing > 0)
		find_stand_ins(&search);
	search.sum_of = allocate(sizeof(int), search.all_cells);
	memset(search.sum_of, -1, sizeof(int) * search.all_cells);
	for (int i = 0; i < search.steps; i++)
		if (cube->missing > 0)
			sum_step_with_absent(&search, search.step + i);
		else
			sum_step(&search, search.step + i);
	find_dimensions(cube);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}
