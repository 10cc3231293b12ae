/*
 * px_note.c
 *		What a PX file says of single cells: flags, and bounds of what is hidden.
 *
 *		DATANOTECELL("Bergen","Bosatte")="b";		shown beside the number
 *		CELLNOTE("Vestland","Bosatte")="1..99";	in words: of use where they are bounds
 *
 * A note names a category of each dimension.  One of many cells, with "*" in the place of a
 * category, is left out like other notes, and told.
 *
 * Called by px.c.  Owns the notes of one call, in the caller's memory.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "read/px_note.h"
#include "read/table_cell.h"
#include "util/compat.h"

/* A category by its text, which stands first: so it is compared as a slice. */
typedef struct Category
{
	Slice text;
	int	  number;
} Category;

void
cell_notes_add(CellNotes *notes, const CellNote *note)
{
	if (notes->count == notes->room)
	{
		notes->room = notes->room == 0 ? 64 : 2 * notes->room;
		notes->notes = notes->notes == NULL ? palloc(sizeof(CellNote) * notes->room) :
											  repalloc_huge(notes->notes, sizeof(CellNote) * notes->room);
	}
	notes->notes[notes->count++] = *note;
}

/* What is told of a cell in two ways stays in the order of the file. */
static int
compare_notes(const void *a, const void *b)
{
	const CellNote *x = a;
	const CellNote *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	return (x->line > y->line) - (x->line < y->line);
}

/* The categories of a dimension in the order of their texts. */
static Category *
sort_categories(const Slice *texts, int size)
{
	Category *sorted = palloc_extended(sizeof(Category) * size, MCXT_ALLOC_HUGE);
	int		  i;

	for (i = 0; i < size; i++)
		sorted[i] = (Category){texts[i], i};
	qsort(sorted, size, sizeof(Category), compare_slices);
	return sorted;
}

/* The cell that a note is of, -1 where it is of none or of several. */
static int64
note_place(const CellNote *note, const Dataset *dataset, Category *const *sorted)
{
	int64 place = 0;
	int	  i;

	if (note->subject_count != dataset->count)
		return -1;
	for (i = 0; i < dataset->count; i++)
	{
		Category		wanted = {note->subjects[i], 0};
		const Category *found =
			bsearch(&wanted, sorted[i], dataset->dimensions[i].size, sizeof(Category), compare_slices);

		if (found == NULL)
			return -1;
		place += found->number * dataset->dimensions[i].stride;
	}
	return place;
}

/* The flag or the bounds of a cell; NULL where it has none. */
const CellNote *
cell_notes_find(const CellNotes *notes, int64 place, bool flag)
{
	int low = 0;
	int high = notes->count;

	while (low < high)
	{
		int middle = low + (high - low) / 2;

		if (notes->notes[middle].place < place)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < notes->count && notes->notes[low].place == place; low++)
		if (notes->notes[low].flag == flag)
			return &notes->notes[low];
	return NULL;
}

/* Is the note one that is kept beside its cell: a flag, or bounds where there is no number? */
static bool
note_is_kept(const CellNote *note, const Slice *cells)
{
	Slice cell;

	if (note->place < 0 || note->text.length == 0 || note->text.length > CELL_SIZE)
		return false;
	cell = cells[note->place];
	return note->flag || (text_is_bounds(note->text) && (cell.length == 0 || !is_digit(cell.data[0])));
}

/*
 * Find the cell of each note, given all cells, and the categories of each dimension in the language of the
 * notes.  What is of no single cell, or is neither a flag nor bounds, is told to be left out; so is a second one of a cell.
 */
void
cell_notes_place(CellNotes *notes, const Dataset *dataset, Slice *const *categories, const Slice *cells, Table *table)
{
	Category *sorted[DATASET_DIMENSIONS];
	int		  count = 0;
	int		  i;

	if (notes->count == 0)
		return;
	for (i = 0; i < dataset->count; i++)
		sorted[i] = sort_categories(categories[i], dataset->dimensions[i].size);
	for (i = 0; i < notes->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		notes->notes[i].place = note_place(&notes->notes[i], dataset, sorted);
	}
	qsort(notes->notes, notes->count, sizeof(CellNote), compare_notes);
	for (i = 0; i < notes->count; i++)
	{
		CellNote note = notes->notes[i];

		if (note_is_kept(&note, cells) &&
			cell_notes_find(&(CellNotes){.notes = notes->notes, .count = count}, note.place, note.flag) == NULL)
			notes->notes[count++] = note;
		else
			table_note(table, note.line, NOTE_LINE, note.text);
	}
	notes->count = count;
}
