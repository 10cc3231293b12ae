/*
 * null_space.c
 *		The null space of the sums over the hidden cells, by sparse elimination.
 *
 * The elimination (audit/elimination.c) computes modulo a prime, so nothing is
 * lost to rounding. A cell can change modulo the prime exactly if it can change
 * in rational numbers, unless the prime divides a determinant of the sums.
 * These are small, as the coefficients are 1 and -1. The result is a necessary
 * condition only. Witnesses or an audit show that a pattern holds.
 *
 * The cells without a pivot are the coordinates of the null space. Each hidden
 * cell has a row: its coefficients in the coordinates. A cell with an empty row
 * cannot change. Cells whose rows are multiples of each other form a class,
 * which keeps one row. Classes are found by hashing: the images of a row under
 * three random linear functions have the same ratios exactly for multiples, up
 * to chance.
 *
 * To publish a class, its row is set to zero: one coordinate is eliminated from
 * every row that has it. Classes whose rows become multiples are then merged.
 * This is the greedy method of Langsrud, "Secondary Cell Suppression by
 * Gaussian Elimination: An Algorithm Suitable for Handling Issues with Zeros
 * and Singletons", PSD 2024. It is applied to the hidden cells, which are fewer
 * than the published ones, and weighs the cells of a class together, which he
 * does not.
 *
 * Called by covering_model.c, search.c and witness.c. A NullSpace lives in the
 * caller's context; each elimination has a context of its own, deleted when it
 * is done.
 */
#include "postgres.h"

#include "lib/pairingheap.h"
#include "miscadmin.h"

#include "audit/elimination.h"
#include "audit/presolve.h"
#include "protect/null_space.h"
#include "util/memory.h"
#include "util/random.h"

/* Cells that change in a fixed ratio to each other. */
typedef struct Class
{
	Row	   row;		 /* coefficients in the coordinates */
	uint32 image[3]; /* of the row under the random functions */
	uint64 key;		 /* ratios of the images: the same for multiples */
	int	   next;	 /* class in the same bucket, -1 at the end */
	int	   first;	 /* cell of a list linked by next_cell */
	int	   last;
	int	   least; /* smallest number of a cell in it */
	int64  weight;
	int	   secret;	 /* number of cells that need protection */
	bool   kept;	 /* has a cell that must stay hidden */
	bool   single;	 /* has a singleton that needs protection */
	bool   outsider; /* has a singleton that needs none */
	bool   gone;	 /* published, or merged into another class */
} Class;

struct NullSpace
{
	const SuppressionProblem *problem;
	bool					  has_single;
	int						  classes;
	Class *class;
	int		*of;		/* class of each cell, or -1 */
	int		*next_cell; /* of each cell: the next one of its class */
	int		 coordinates;
	uint32	*random[3]; /* coefficients of the random functions */
	Numbers *holder;	/* of each coordinate: classes that have it, or had it */
	int		 buckets;
	int		*bucket;
	int		*position; /* of a coordinate in the row being computed, or -1 */
};

/* ---- classes ---- */

static uint64
class_key(const Class *class)
{
	uint32 scale;

	/* the first image is zero with a chance of one in 2^31 only */
	scale = inverse(class->image[0]);
	return (uint64) times(class->image[1], scale) << 32 | times(class->image[2], scale);
}

static int *
class_bucket(NullSpace *space, uint64 key)
{
	return space->bucket + ((key ^ (key >> 32)) & (space->buckets - 1));
}

/* The class with the key, or -1. */
static int
class_find(NullSpace *space, uint64 key)
{
	int result = *class_bucket(space, key);

	while (result >= 0 && space->class[result].key != key)
		result = space->class[result].next;
	return result;
}

static void
class_insert(NullSpace *space, int number)
{
	Class *class = space->class + number;
	int *bucket = class_bucket(space, class->key);

	class->next = *bucket;
	*bucket = number;
}

static void
class_remove(NullSpace *space, int number)
{
	int *link = class_bucket(space, space->class[number].key);

	while (*link != number)
		link = &space->class[*link].next;
	*link = space->class[number].next;
}

static void
class_add_cell(NullSpace *space, int number, int cell)
{
	Class *class = space->class + number;
	const SuppressionProblem *problem = space->problem;

	space->of[cell] = number;
	space->next_cell[cell] = -1;
	if (class->first < 0)
		class->first = class->least = cell;
	else
		space->next_cell[class->last] = cell;
	class->last = cell;
	class->least = Min(class->least, cell);
	/* cells with the same contributors count once: who knows one of them knows the others without the table */
	class->secret +=
		must_hide(problem, cell) && (!problem->same_contributors || problem->same_contributors[cell] == cell);
	class->kept |= must_hide(problem, cell);
	class->single |= problem->single[cell] && must_hide(problem, cell);
	class->outsider |= problem->single[cell] && !must_hide(problem, cell);
	space->has_single |= problem->single[cell];
}

/* Merge the second class into the first, whose row it is a multiple of. */
static void
class_unite(NullSpace *space, int number, int other)
{
	Class *class = space->class + number;
	Class *gone = space->class + other;

	for (int cell = gone->first; cell >= 0; cell = space->next_cell[cell])
		space->of[cell] = number;
	space->next_cell[class->last] = gone->first;
	class->last = gone->last;
	class->least = Min(class->least, gone->least);
	class->weight += gone->weight;
	class->secret += gone->secret;
	class->kept |= gone->kept;
	class->single |= gone->single;
	class->outsider |= gone->outsider;
	gone->gone = true;
	row_free(&gone->row);
}

static void
find_images(const NullSpace *space, Class *class)
{
	for (int i = 0; i < 3; i++)
	{
		uint64 sum = 0;

		for (int j = 0; j < class->row.length; j++)
			sum += times(class->row.entry[j].value, space->random[i][class->row.entry[j].column]);
		class->image[i] = sum % PRIME;
	}
}

static int
class_create(NullSpace *space, Row row)
{
	Class class = {.row = row, .first = -1};
	int number;

	find_images(space, &class);
	class.key = class_key(&class);
	number = class_find(space, class.key);
	if (number >= 0)
	{
		row_free(&class.row);
		return number;
	}
	number = space->classes++;
	space->class[number] = class;
	class_insert(space, number);
	for (int i = 0; i < row.length; i++)
		numbers_add(space->holder + row.entry[i].column, number);
	return number;
}

/* Number the columns without a pivot: these are the coordinates. */
static void
create_coordinates(NullSpace *space, const Elimination *work, int *coordinate)
{
	for (int column = 0; column < work->columns; column++)
		coordinate[column] = work->basic[column] ? -1 : space->coordinates++;
	space->holder = allocate(sizeof(Numbers), space->coordinates);
	memset(space->holder, 0, sizeof(Numbers) * Max(space->coordinates, 1));
	space->position = allocate(sizeof(int), space->coordinates);
	memset(space->position, -1, sizeof(int) * Max(space->coordinates, 1));
	for (int i = 0; i < 3; i++)
	{
		uint64 state = i;

		space->random[i] = allocate(sizeof(uint32), space->coordinates);
		for (int j = 0; j < space->coordinates; j++)
			space->random[i][j] = 1 + random_below(&state, PRIME - 1);
	}
}

/*
 * The row of a pivot's column: minus the rows of the other columns in its sum. The
 * row of a column is that of its class times factor. *image becomes the row's
 * image under the first random function; value and used are scratch space.
 */
static Row
pivot_row(NullSpace *space, const Row *sum, int column, const int *cell_of, const uint32 *factor, uint32 *value,
		  int *used, uint32 *image)
{
	Row result = {0};
	int count = 0;

	for (int i = 0; i < sum->length; i++)
	{
		int		   other = sum->entry[i].column;
		const Row *of_other;
		uint32	   multiple;

		if (other == column || space->of[cell_of[other]] < 0)
			continue;
		of_other = &space->class[space->of[cell_of[other]]].row;
		multiple = times(sum->entry[i].value, factor[other]);
		for (int j = 0; j < of_other->length; j++)
		{
			int at = of_other->entry[j].column;

			if (space->position[at] < 0)
			{
				space->position[at] = count;
				value[count] = 0;
				used[count++] = at;
			}
			value[space->position[at]] = minus(value[space->position[at]], times(multiple, of_other->entry[j].value));
		}
	}
	*image = 0;
	for (int i = 0; i < count; i++)
	{
		if (value[i] != 0)
		{
			row_add(&result, used[i], value[i]);
			*image = reduced(*image + (uint64) times(value[i], space->random[0][used[i]]));
		}
		space->position[used[i]] = -1;
	}
	return result;
}

/*
 * Compute the row of each hidden cell, by back substitution from the last pivot to
 * the first, and put the cell into its class. A cell's row is that of its class
 * times factor.
 */
static void
find_classes(NullSpace *space, Elimination *work, const int *cell_of)
{
	uint32 *factor = allocate(sizeof(uint32), work->columns);
	uint32 *value = allocate(sizeof(uint32), work->columns);
	int	   *used = allocate(sizeof(int), work->columns);
	int	   *coordinate = allocate(sizeof(int), work->columns);

	create_coordinates(space, work, coordinate);
	for (int column = 0; column < work->columns; column++)
		if (!work->basic[column])
		{
			Row row = {0};

			row_add(&row, coordinate[column], 1);
			class_add_cell(space, class_create(space, row), cell_of[column]);
			factor[column] = 1;
		}
	for (int pivot = work->pivots - 1; pivot >= 0; pivot--)
	{
		int	   column = work->pivot_column[pivot];
		uint32 image;
		int class;
		Row row = pivot_row(space, work->row + work->pivot_sum[pivot], column, cell_of, factor, value, used, &image);

		if ((pivot & 63) == 0)
			CHECK_FOR_INTERRUPTS();
		if (row.length == 0)
			continue;
		class = class_create(space, row);
		factor[column] = times(image, inverse(space->class[class].image[0]));
		class_add_cell(space, class, cell_of[column]);
	}
	pfree(factor);
	pfree(value);
	pfree(used);
	pfree(coordinate);
}

NullSpace *
null_space_create(const SuppressionProblem *problem, const bool *hidden)
{
	int			  cells = problem->system->cells;
	NullSpace	 *space = palloc0(sizeof(NullSpace));
	int			 *column_of = allocate(sizeof(int), cells);
	int			 *cell_of = allocate(sizeof(int), cells);
	int			  columns = 0;
	Elimination	 *work;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "elimination of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old;

	for (int cell = 0; cell < cells; cell++)
	{
		column_of[cell] = hidden[cell] ? columns : -1;
		if (hidden[cell])
			cell_of[columns++] = cell;
	}
	space->problem = problem;
	space->of = allocate(sizeof(int), cells);
	memset(space->of, -1, sizeof(int) * Max(cells, 1));
	space->next_cell = allocate(sizeof(int), cells);
	space->class = allocate(sizeof(Class), columns);
	for (space->buckets = 1; space->buckets < columns; space->buckets *= 2)
		;
	space->bucket = allocate(sizeof(int), space->buckets);
	memset(space->bucket, -1, sizeof(int) * space->buckets);

	old = MemoryContextSwitchTo(context);
	work = elimination_create(problem->system, column_of, columns);
	eliminate(work);
	MemoryContextSwitchTo(old);
	find_classes(space, work, cell_of);
	MemoryContextDelete(context);
	pfree(column_of);
	pfree(cell_of);
	return space;
}

/* Does a class hold a cell that needs protection together with another cell that a contributor knows? */
static bool
class_discloses(const Class *class)
{
	return (class->single && class->secret > 1) || (class->outsider && class->secret > 0);
}

bool
null_space_protects(const NullSpace *space, int cell)
{
	int class = space->of[cell];

	return class >= 0 && !class_discloses(space->class + class);
}

bool
null_space_discloses(const NullSpace *space, int cell)
{
	int class = space->of[cell];

	if (class < 0)
		return true;
	for (int other = space->class[class].first; other >= 0; other = space->next_cell[other])
		if (space->problem->single[other] && !problem_is_known(space->problem, other, cell))
			return true;
	return false;
}

/* ---- publishing ---- */

/*
 * A class that can be published. The dearest is on top of the heap; of equals, the
 * one with the smallest cell number.
 */
typedef struct Candidate
{
	pairingheap_node node;
	const Class *class;
	bool queued; /* is in the heap */
} Candidate;

typedef struct Candidates
{
	pairingheap *heap;
	Candidate	*of; /* of each class */
} Candidates;

static int
compare_candidates(const pairingheap_node *a, const pairingheap_node *b, void *unused)
{
	const Class *x = pairingheap_const_container(Candidate, node, a)->class;
	const Class *y = pairingheap_const_container(Candidate, node, b)->class;

	if (x->weight != y->weight)
		return x->weight > y->weight ? 1 : -1;
	return x->least < y->least ? 1 : -1;
}

static void
candidates_remove(Candidates *candidates, int class)
{
	if (candidates->of[class].queued)
		pairingheap_remove(candidates->heap, &candidates->of[class].node);
	candidates->of[class].queued = false;
}

/* Put a class into the heap, or at its new place there after its weight has changed. */
static void
candidates_put(Candidates *candidates, int class)
{
	candidates_remove(candidates, class);
	pairingheap_add(candidates->heap, &candidates->of[class].node);
	candidates->of[class].queued = true;
}

/* The images and the key of a class after multiple times another class's row is subtracted. */
static Class
project_class(const Class *class, const Class *published, uint32 multiple)
{
	Class result = *class;

	for (int i = 0; i < 3; i++)
		result.image[i] = minus(class->image[i], times(multiple, published->image[i]));
	result.key = class_key(&result);
	return result;
}

/* A class, and the key that it will have once another one is published. */
typedef struct Merging
{
	uint64 key;
	const Class *class;
} Merging;

static int
compare_merging(const void *a, const void *b)
{
	uint64 x = ((const Merging *) a)->key;
	uint64 y = ((const Merging *) b)->key;

	return (x > y) - (x < y);
}

/*
 * Would publishing a class by eliminating this coordinate merge classes so that a
 * cell is disclosed to a singleton's contributor?
 */
static bool
publishing_discloses(NullSpace *space, int number, int at)
{
	Class *class = space->class + number;
	Numbers *holder = space->holder + class->row.entry[at].column;
	uint32	 scale = inverse(class->row.entry[at].value);
	Merging *merging = allocate(sizeof(Merging), 2 * holder->count);
	int		 count = 0;
	bool	 result = false;

	for (int i = 0; i < holder->count; i++)
	{
		Class *other = space->class + holder->number[i];
		int	   entry = other->gone || other == class ? -1 : row_find(&other->row, class->row.entry[at].column);
		Class  left;
		int	   same;

		if (entry < 0)
			continue;
		left = project_class(other, class, times(other->row.entry[entry].value, scale));
		merging[count++] = (Merging){left.key, other};
		same = class_find(space, left.key);
		if (same >= 0)
			merging[count++] = (Merging){left.key, space->class + same};
	}
	qsort(merging, count, sizeof(Merging), compare_merging);
	for (int i = 0; i < count && !result;)
	{
		Class  all = {0};
		uint64 key = merging[i].key;

		/* a class that two others become multiples of counts twice, which errs on the safe side */
		for (; i < count && merging[i].key == key; i++)
		{
			all.secret += merging[i].class->secret;
			all.single |= merging[i].class->single;
			all.outsider |= merging[i].class->outsider;
		}
		result = class_discloses(&all);
	}
	pfree(merging);
	return result;
}

/* The entry of a class's row whose coordinate is in the fewest rows: eliminating it changes least. */
static int
rarest_coordinate(const NullSpace *space, const Class *class)
{
	int best = 0;

	for (int i = 1; i < class->row.length; i++)
		if (space->holder[class->row.entry[i].column].count < space->holder[class->row.entry[best].column].count)
			best = i;
	return best;
}

/* Publish a class by eliminating this coordinate from all other rows. */
static void
publish_class(NullSpace *space, Candidates *candidates, int number, int at)
{
	Class *class = space->class + number;
	int		 coordinate = class->row.entry[at].column;
	uint32	 scale = inverse(class->row.entry[at].value);
	Numbers *holder = space->holder + coordinate;

	class_remove(space, number);
	class->gone = true;
	for (int i = 0; i < holder->count; i++)
	{
		int	   other = holder->number[i];
		Class *changed = space->class + other;
		int	   entry = changed->gone ? -1 : row_find(&changed->row, coordinate);
		uint32 multiple;
		int	   same;

		if (entry < 0)
			continue;
		multiple = times(changed->row.entry[entry].value, scale);
		class_remove(space, other);
		*changed = project_class(changed, class, multiple);
		same = class_find(space, changed->key);
		if (same >= 0)
		{
			/* keep the class that is already in the table of keys */
			class_unite(space, same, other);
			candidates_remove(candidates, other);
			if (space->class[same].kept)
				candidates_remove(candidates, same);
			else
				candidates_put(candidates, same);
			continue;
		}
		row_subtract(&changed->row, &class->row, multiple, other, space->holder, space->position, NULL);
		class_insert(space, other);
	}
	pfree(holder->number);
	*holder = (Numbers){0};
	row_free(&class->row);
}

void
null_space_publish(NullSpace *space, const int64 *weight, bool *hidden)
{
	Candidates candidates;
	int64	   published = 0;

	candidates.heap = pairingheap_allocate(compare_candidates, NULL);
	candidates.of = allocate(sizeof(Candidate), space->classes);
	for (int i = 0; i < space->classes; i++)
	{
		Class *class = space->class + i;

		class->weight = 0;
		for (int cell = class->first; cell >= 0; cell = space->next_cell[cell])
		{
			class->weight += space->problem->primary[cell] ? 0 : weight[cell];
			class->kept |= weight[cell] < 0;
		}
		candidates.of[i] = (Candidate){.class = class};
		if (!class->kept && !class->gone)
			candidates_put(&candidates, i);
	}
	while (!pairingheap_is_empty(candidates.heap))
	{
		Candidate *first = pairingheap_container(Candidate, node, pairingheap_first(candidates.heap));
		int		   number = first - candidates.of;
		Class *class = space->class + number;
		int at;

		if ((++published & 63) == 0)
			CHECK_FOR_INTERRUPTS();
		candidates_remove(&candidates, number);
		at = rarest_coordinate(space, class);
		if (space->has_single && publishing_discloses(space, number, at))
		{
			/* it cannot be published later either, when more is published */
			class->kept = true;
			continue;
		}
		for (int cell = class->first; cell >= 0; cell = space->next_cell[cell])
		{
			hidden[cell] = false;
			space->of[cell] = -1;
		}
		publish_class(space, &candidates, number, at);
	}
	pairingheap_free(candidates.heap);
	pfree(candidates.of);
}

/* ---- exposed cells and cuts ---- */

/*
 * Mark the hidden cells that cannot change. No rows are needed for that, only each
 * cell's image under one random function.
 */
static int
find_exposed(const Elimination *work, const int *cell_of, bool *exposed)
{
	uint32 *image = allocate(sizeof(uint32), work->columns);
	uint64	state = 7;
	int		count = 0;

	for (int column = 0; column < work->columns; column++)
		image[column] = work->basic[column] ? 0 : 1 + random_below(&state, PRIME - 1);
	for (int pivot = work->pivots - 1; pivot >= 0; pivot--)
	{
		const Row *sum = work->row + work->pivot_sum[pivot];
		int		   column = work->pivot_column[pivot];
		uint32	   rest = 0;

		if ((pivot & 1023) == 0)
			CHECK_FOR_INTERRUPTS();

		for (int i = 0; i < sum->length; i++)
			if (sum->entry[i].column != column)
				rest = minus(rest, times(sum->entry[i].value, image[sum->entry[i].column]));
		image[column] = rest;
	}
	for (int column = 0; column < work->columns; column++)
		if (image[column] == 0)
		{
			exposed[cell_of[column]] = true;
			count++;
		}
	pfree(image);
	return count;
}

int
null_space_exposed(const SuppressionProblem *problem, const bool *hidden, bool *exposed)
{
	int			  cells = problem->system->cells;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "elimination of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	int			 *column_of = allocate(sizeof(int), cells);
	int			 *cell_of = allocate(sizeof(int), cells);
	int			  columns = 0;
	int			  count;
	Elimination	 *work;

	for (int cell = 0; cell < cells; cell++)
	{
		exposed[cell] = false;
		column_of[cell] = hidden[cell] ? columns : -1;
		if (hidden[cell])
			cell_of[columns++] = cell;
	}
	work = elimination_create(problem->system, column_of, columns);
	eliminate(work);
	count = find_exposed(work, cell_of, exposed);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return count;
}

/*
 * Have the elimination carry two things along in each row: the exposed cells,
 * numbered from 0, and the sums that it combines, numbered after them.
 */
static void
carry_exposed(Elimination *work, const TableSystem *system, const int *number, int count)
{
	work->carried = allocate(sizeof(Row), work->sums);
	memset(work->carried, 0, sizeof(Row) * work->sums);
	work->carried_position = allocate(sizeof(int), count + work->sums);
	memset(work->carried_position, -1, sizeof(int) * Max(count + work->sums, 1));
	for (int sum = 0; sum < work->sums; sum++)
	{
		for (int i = system->first_part[sum]; i <= system->first_part[sum + 1]; i++)
		{
			bool is_total = i == system->first_part[sum + 1];
			int	 at = number[is_total ? system->total[sum] : system->part_cell[i]];

			if (at >= 0)
				row_add(work->carried + sum, at, is_total ? PRIME - 1 : 1);
		}
		row_add(work->carried + sum, count + sum, 1);
	}
}

/* Eliminate the exposed cells from each other's rows. own is the row that is left with each of them, or -1. */
static void
separate_exposed(Elimination *work, int exposed, int *own)
{
	bool *taken = allocate(sizeof(bool), work->sums);

	memset(taken, 0, work->sums);
	for (int i = 0; i < exposed; i++)
	{
		int	   best = -1;
		uint32 scale;

		/* the combination of the fewest sums */
		for (int sum = 0; sum < work->sums; sum++)
			if (work->row[sum].length == 0 && !taken[sum] && row_find(work->carried + sum, i) >= 0 &&
				(best < 0 || work->carried[sum].length < work->carried[best].length))
				best = sum;
		own[i] = best;
		if (best < 0)
			continue;
		CHECK_FOR_INTERRUPTS();
		taken[best] = true;
		scale = inverse(work->carried[best].entry[row_find(work->carried + best, i)].value);
		for (int j = 0; j < work->carried[best].length; j++)
			work->carried[best].entry[j].value = times(work->carried[best].entry[j].value, scale);
		for (int sum = 0; sum < work->sums; sum++)
		{
			int at = sum == best || work->row[sum].length > 0 ? -1 : row_find(work->carried + sum, i);

			if (at >= 0)
				row_subtract(work->carried + sum, work->carried + best, work->carried[sum].entry[at].value, sum, NULL,
							 work->carried_position, NULL);
		}
	}
	pfree(taken);
}

/* The cells of a combination of sums that may be hidden. value is zero for all cells, before and after. */
static int
find_cut(const SuppressionProblem *problem, const bool *hidden, const Row *sums, int first, uint32 *value, int *cut)
{
	const TableSystem *system = problem->system;
	Numbers			   seen = {0};
	int				   length = 0;

	for (int i = 0; i < sums->length; i++)
	{
		int sum = sums->entry[i].column - first;

		if (sum < 0)
			continue;
		for (int j = system->first_part[sum]; j <= system->first_part[sum + 1]; j++)
		{
			bool is_total = j == system->first_part[sum + 1];
			int	 cell = is_total ? system->total[sum] : system->part_cell[j];

			if (hidden[cell] || !problem->open[cell])
				continue;
			if (value[cell] == 0)
				numbers_add(&seen, cell);
			value[cell] = minus(value[cell], is_total ? sums->entry[i].value : minus(0, sums->entry[i].value));
		}
	}
	for (int i = 0; i < seen.count; i++)
	{
		if (value[seen.number[i]] != 0)
			cut[length++] = seen.number[i];
		/* a cell can be listed twice, if its coefficient was zero in between */
		value[seen.number[i]] = 0;
	}
	return length;
}

/*
 * Eliminate all hidden cells but the exposed ones. What is left are combinations
 * of sums over exposed and published cells.
 */
int
null_space_cuts(const SuppressionProblem *problem, const bool *hidden, const bool *exposed, int known, CutTaker take,
				void *state)
{
	const TableSystem *system = problem->system;
	int				   cells = system->cells;
	MemoryContext	   context = AllocSetContextCreate(CurrentMemoryContext, "cuts of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext	   old = MemoryContextSwitchTo(context);
	int				  *column_of = allocate(sizeof(int), cells);
	int				  *number = allocate(sizeof(int), cells);
	int				  *cell_of = allocate(sizeof(int), cells);
	int				   columns = 0;
	int				   count = 0;
	int				   cuts = 0;
	Elimination		  *work;

	for (int cell = 0; cell < cells; cell++)
	{
		column_of[cell] = number[cell] = -1;
		if (!hidden[cell] || cell == known)
			continue;
		if (exposed[cell])
		{
			cell_of[count] = cell;
			number[cell] = count++;
		}
		else
			column_of[cell] = columns++;
	}
	if (count > 0)
	{
		int	   *own = allocate(sizeof(int), count);
		uint32 *value = allocate(sizeof(uint32), cells);
		int	   *cut = allocate(sizeof(int), cells);

		memset(value, 0, sizeof(uint32) * cells);
		work = elimination_create(problem->system, column_of, columns);
		carry_exposed(work, system, number, count);
		eliminate(work);
		separate_exposed(work, count, own);
		for (int i = 0; i < count; i++)
		{
			int length = own[i] < 0 ? 0 : find_cut(problem, hidden, work->carried + own[i], count, value, cut);

			if (own[i] < 0)
				continue;
			MemoryContextSwitchTo(old);
			take(state, cell_of[i], cut, length);
			MemoryContextSwitchTo(context);
			cuts++;
		}
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return cuts;
}

/* ---- local search ---- */

/* The rows of all hidden cells, by back substitution. */
static Row *
find_rows(const Elimination *work, int *coordinates)
{
	Row *row = allocate(sizeof(Row), work->columns);
	int *position;

	memset(row, 0, sizeof(Row) * Max(work->columns, 1));
	*coordinates = 0;
	for (int column = 0; column < work->columns; column++)
		if (!work->basic[column])
			row_add(row + column, (*coordinates)++, 1);
	position = allocate(sizeof(int), *coordinates);
	memset(position, -1, sizeof(int) * Max(*coordinates, 1));
	for (int pivot = work->pivots - 1; pivot >= 0; pivot--)
	{
		const Row *sum = work->row + work->pivot_sum[pivot];
		int		   column = work->pivot_column[pivot];

		for (int i = 0; i < sum->length; i++)
		{
			CHECK_FOR_INTERRUPTS();
			if (sum->entry[i].column != column)
				row_subtract(row + column, row + sum->entry[i].column, sum->entry[i].value, 0, NULL, position, NULL);
		}
	}
	pfree(position);
	return row;
}

/*
 * A coefficient modulo the prime is taken for the whole number next to zero. Where
 * all coefficients are small, as the local search demands, every sum holds
 * exactly: what it comes to is a multiple of the prime and smaller than it.
 */
LocalSearch *
null_space_local_search(const SuppressionProblem *problem, const bool *hidden, const Bounds *bounds, int *number)
{
	int			  cells = problem->system->cells;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "elimination of sums", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	int			 *cell_of = allocate(sizeof(int), cells);
	int			  columns = 0;
	int			  coordinates;
	int			  entries = 0;
	Elimination	 *work;
	Row			 *row;
	LocalSearch	 *search;

	for (int cell = 0; cell < cells; cell++)
	{
		number[cell] = hidden[cell] ? columns : -1;
		if (hidden[cell])
			cell_of[columns++] = cell;
	}
	work = elimination_create(problem->system, number, columns);
	eliminate(work);
	row = find_rows(work, &coordinates);
	for (int column = 0; column < columns; column++)
		entries += row[column].length;
	MemoryContextSwitchTo(old);
	search = local_search_create(columns, coordinates, entries);
	entries = 0;
	for (int column = 0; column < columns; column++)
	{
		search->row_first[column] = entries;
		for (int i = 0; i < row[column].length; i++)
		{
			uint32 value = row[column].entry[i].value;

			search->row_coordinate[entries] = row[column].entry[i].column;
			search->row_coefficient[entries++] = value > PRIME / 2 ? (int) value - (int) PRIME : (int) value;
		}
		search->bounds[column] = bounds[cell_of[column]];
		search->base[column] = problem->system->bounds[cell_of[column]].lower;
	}
	search->row_first[columns] = entries;
	local_search_finish(search);
	MemoryContextDelete(context);
	return search;
}
