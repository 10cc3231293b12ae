/*
 * px_note.h
 *		What a PX file says of single cells: flags, and bounds of what is hidden.
 */
#ifndef BUSETTING_PX_NOTE_H
#define BUSETTING_PX_NOTE_H

#include "postgres.h"

#include "read/dataset.h"

typedef struct CellNote
{
	Slice *subjects; /* a category of each dimension */
	int	   subject_count;
	Slice  text;
	bool   flag; /* what is shown beside the number, not words about it */
	int	   line;
	int64  place; /* of its cell, or -1 */
} CellNote;

typedef struct CellNotes
{
	CellNote *notes; /* by place, once they are placed */
	int		  count;
	int		  room;
} CellNotes;

extern void cell_notes_add(CellNotes *notes, const CellNote *note);
extern void
cell_notes_place(CellNotes *notes, const Dataset *dataset, Slice *const *categories, const Slice *cells, Table *table);
extern const CellNote *cell_notes_find(const CellNotes *notes, int64 place, bool flag);

#endif /* BUSETTING_PX_NOTE_H */
