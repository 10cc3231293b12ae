/*
 * sheet.c
 *		A sheet of a workbook: its cells, and what is to be said of them.
 *
 * The readers of workbooks put the cells in, as they are seen; sheet_write() makes CSV of them,
 * a line a row, so that whatever holds for a spreadsheet that was saved as CSV holds for the
 * workbook: titles above a table, headers of several lines, several tables, notes below.  What
 * CSV cannot say is a remark: cells that are shown as one, what is hidden, cells of which it is
 * not certain what number a reader sees.
 *
 * Called by spreadsheet_xlsx.c, spreadsheet_ods.c and workbook.c.  A sheet lives in the context
 * in which it was made.
 */
#include "postgres.h"

#include <ctype.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "read/sheet.h"
#include "read/table_cell.h"
#include "util/compat.h"

#define SHEET_MERGES  100000
#define SHEET_REMARKS 50
#define COMMENT_BYTES 1000 /* of a comment, at most */
#define LISTED_ROWS	  8	   /* that a remark names, at most */

#define SHEET_HINT "Save the sheet that is wanted as a workbook of its own, or as CSV."

Sheet *
sheet_make(const char *name)
{
	Sheet *sheet = palloc0(sizeof(Sheet));

	sheet->context = CurrentMemoryContext;
	sheet->name = pstrdup(name);
	initStringInfo(&sheet->text);
	sheet->hidden_columns = palloc0(sizeof(bool) * TABLE_COLUMNS);
	return sheet;
}

/* An array that has room for one more. */
static void *
array_reserve(const Sheet *sheet, void *array, int count, int *room, size_t size)
{
	if (count < *room)
		return array;
	*room = Max(64, *room * 2);
	return array == NULL ? MemoryContextAllocHuge(sheet->context, size * *room) : repalloc_huge(array, size * *room);
}

/* Say something of a row, from 1; the texts must live as long as the sheet. */
void
sheet_remark(Sheet *sheet, int row, bool problem, const char *text, const char *detail, const char *advice)
{
	if (sheet->remark_count == SHEET_REMARKS)
		return;
	sheet->remarks =
		array_reserve(sheet, sheet->remarks, sheet->remark_count, &sheet->remark_room, sizeof(SheetRemark));
	sheet->remarks[sheet->remark_count++] = (SheetRemark){row, problem, text, detail, advice, false};
}

/* A comment on a cell of a row, from 0. */
void
sheet_comment(Sheet *sheet, int row, const char *text)
{
	MemoryContext caller = MemoryContextSwitchTo(sheet->context);
	int			  count = sheet->remark_count;

	while (isspace((unsigned char) *text))
		text++;
	if (*text != '\0')
		sheet_remark(sheet, row + 1, false, pnstrdup(text, slice_clip((Slice){text, strlen(text)}, COMMENT_BYTES)),
					 NULL, NULL);
	if (sheet->remark_count > count)
		sheet->remarks[count].comment = true;
	MemoryContextSwitchTo(caller);
}

/* The name of a column: A, B, ... AA; in the current context. */
static char *
column_letters(int column)
{
	char  letters[8];
	char *at = letters + sizeof(letters) - 1;

	*at = '\0';
	for (column++; column > 0; column = (column - 1) / 26)
		*--at = 'A' + (column - 1) % 26;
	return pstrdup(at);
}

/* Put a cell in, at a row and a column from 0; spaces around it are none of it, and without anything else it is empty. */
void
sheet_put(Sheet *sheet, int row, int column, const char *text, size_t length)
{
	Slice	   seen = slice_trim((Slice){text, length});
	SheetCell *last = sheet->count > 0 ? &sheet->cells[sheet->count - 1] : NULL;

	if (seen.length == 0)
		return;
	if (row < 0 || row >= SHEET_ROWS || column < 0)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("sheet \"%s\" has a cell behind its last row or column", sheet->name),
						errdetail("A sheet has at most %d rows.", SHEET_ROWS), errhint(SHEET_HINT)));
	if (last != NULL && (row < last->row || (row == last->row && column <= last->column)))
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("cell %s%d of sheet \"%s\" stands out of its order", column_letters(column), row + 1,
							   sheet->name),
						errdetail("Cells stand by row and column, each once."), errhint(SHEET_HINT)));
	if (sheet->count == SHEET_CELLS || sheet->text.len + seen.length > TABLE_BYTES)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("sheet \"%s\" is too long", sheet->name),
						errdetail("At most %d cells and %d MB of text are read at once.", SHEET_CELLS,
								  TABLE_BYTES / 1024 / 1024),
						errhint("Divide it into publications.")));
	sheet->cells = array_reserve(sheet, sheet->cells, sheet->count, &sheet->room, sizeof(SheetCell));
	sheet->cells[sheet->count++] = (SheetCell){row, column, sheet->text.len, (int) seen.length};
	appendBinaryStringInfo(&sheet->text, seen.data, (int) seen.length);
}

/* Likewise, where a reader may see something else than the text. */
void
sheet_put_doubt(Sheet *sheet, int row, int column, const char *text, const char *why)
{
	MemoryContext caller = MemoryContextSwitchTo(sheet->context);

	sheet_put(sheet, row, column, text, strlen(text));
	if (sheet->remark_count < SHEET_REMARKS)
		sheet_remark(sheet, row + 1, true,
					 psprintf("cell %s%d, \"%.*s\", may show another number than it holds", column_letters(column),
							  row + 1, (int) slice_clip((Slice){text, strlen(text)}, 60), text),
					 pstrdup(why),
					 "Give the cell a plain number format and its own number, or copy the table as text.");
	MemoryContextSwitchTo(caller);
}

/* A formula that was never computed, as it is written: it is no count, whatever it begins with. */
char *
sheet_formula(const char *formula)
{
	size_t length = slice_clip((Slice){formula, strcspn(formula, "(;\"")}, 30);

	return psprintf("=%.*s, never computed", (int) length, formula);
}

void
sheet_merge(Sheet *sheet, SheetMerge merge)
{
	if (sheet->merge_count == SHEET_MERGES)
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("sheet \"%s\" has too many merged cells", sheet->name),
				 errdetail("At most %d are read.", SHEET_MERGES), errhint(SHEET_HINT)));
	sheet->merges = array_reserve(sheet, sheet->merges, sheet->merge_count, &sheet->merge_room, sizeof(SheetMerge));
	sheet->merges[sheet->merge_count++] = merge;
}

/* A row, from 0, is not shown; rows come in order. */
void
sheet_hide_row(Sheet *sheet, int row)
{
	if (row < 0 || row >= SHEET_ROWS || (sheet->hidden_count > 0 && sheet->hidden_rows[sheet->hidden_count - 1] >= row))
		return;
	sheet->hidden_rows =
		array_reserve(sheet, sheet->hidden_rows, sheet->hidden_count, &sheet->hidden_room, sizeof(int));
	sheet->hidden_rows[sheet->hidden_count++] = row;
}

/* Columns, from 0, are not shown. */
void
sheet_hide_columns(Sheet *sheet, int first, int last)
{
	int i;

	for (i = Max(first, 0); i <= last && i < TABLE_COLUMNS; i++)
		sheet->hidden_columns[i] = true;
}

static Slice
sheet_cell_text(const Sheet *sheet, const SheetCell *cell)
{
	return (Slice){sheet->text.data + cell->at, cell->length};
}

/* ---------- what is hidden ---------- */

/* Rows that have cells and are not shown. */
static void
sheet_tell_hidden_rows(Sheet *sheet)
{
	StringInfoData list;
	int			   rows = 0;
	int			   first = 0;
	int			   cell = 0;
	int			   i;

	initStringInfo(&list);
	for (i = 0; i < sheet->hidden_count; i++)
	{
		int row = sheet->hidden_rows[i];

		while (cell < sheet->count && sheet->cells[cell].row < row)
			cell++;
		if (cell == sheet->count || sheet->cells[cell].row > row)
			continue;
		if (rows++ == 0)
			first = row + 1;
		if (rows <= LISTED_ROWS)
			appendStringInfo(&list, "%s%d", rows > 1 ? ", " : "", row + 1);
	}
	if (rows > 0)
		sheet_remark(sheet, first, true, rows == 1 ? "the row is hidden" : psprintf("%d rows are hidden", rows),
					 psprintf("They are %s%s: a reader of the sheet does not see them.", list.data,
							  rows > LISTED_ROWS ? " and more" : ""),
					 "Show all rows of the sheet, as by taking away its filters, or delete these, and save it.");
}

/* Columns likewise. */
static void
sheet_tell_hidden_columns(Sheet *sheet)
{
	bool filled[TABLE_COLUMNS] = {false};
	int	 i;

	for (i = 0; i < sheet->count; i++)
		if (sheet->cells[i].column < TABLE_COLUMNS)
			filled[sheet->cells[i].column] = true;
	for (i = 0; i < TABLE_COLUMNS; i++)
		if (filled[i] && sheet->hidden_columns[i])
			sheet_remark(sheet, 0, true, psprintf("column %s is hidden", column_letters(i)),
						 "A reader of the sheet does not see it.",
						 "Show the column in the sheet, or delete it, and save it.");
}

/* ---------- cells that are shown as one ---------- */

/* The first cell at a place or behind it. */
static int
sheet_find(const Sheet *sheet, int row, int column)
{
	int low = 0;
	int high = sheet->count;

	while (low < high)
	{
		int				 middle = low + (high - low) / 2;
		const SheetCell *cell = &sheet->cells[middle];

		if (cell->row < row || (cell->row == row && cell->column < column))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Is the text what stands below a header: a count that is no year, or a symbol? */
static bool
text_is_count(Slice text, const Symbols *symbols)
{
	char  buffer[CELL_SIZE];
	Slice clean;

	if (text.length > CELL_SIZE || cell_clean(text, symbols, buffer, &clean) != NULL || clean.length == 0)
		return false;
	return !slice_is_year(clean);
}

/* Is the row one of data: does it hold a count outside of the columns? */
static bool
row_has_counts(const Sheet *sheet, int row, int from, int to, const Symbols *symbols)
{
	int i;

	for (i = sheet_find(sheet, row, 0); i < sheet->count && sheet->cells[i].row == row; i++)
		if ((sheet->cells[i].column < from || sheet->cells[i].column > to) &&
			text_is_count(sheet_cell_text(sheet, &sheet->cells[i]), symbols))
			return true;
	return false;
}

static int
compare_places(const void *a, const void *b)
{
	const SheetCell *x = a;
	const SheetCell *y = b;

	return x->row != y->row		  ? (x->row > y->row) - (x->row < y->row) :
		   x->column != y->column ? (x->column > y->column) - (x->column < y->column) :
									(x->at > y->at) - (x->at < y->at);
}

/* What cells that go over several rows add to the sheet. */
typedef struct Spread
{
	SheetCell *cells;
	int		   count;
	int		   room;
	int64	   rows; /* looked at */
} Spread;

/* A cell of data that goes over several: a text is of each row, a count is of nobody knows which. */
static void
sheet_spread(Sheet *sheet, const SheetMerge *merge, SheetCell cell, bool count, const Symbols *symbols, Spread *spread)
{
	int last = sheet->cells[sheet->count - 1].row;

	if (count)
	{
		sheet_remark(
			sheet, merge->row + 1, true,
			psprintf("cell %s%d, \"%.*s\", goes over several cells", column_letters(merge->column), merge->row + 1,
					 (int) slice_clip(sheet_cell_text(sheet, &cell), 60), sheet->text.data + cell.at),
			"A count is of one row and one column.", "Divide the cell, and write each row's own count into it.");
		return;
	}
	for (cell.row++; cell.row < merge->row + merge->rows && cell.row <= last; cell.row++)
	{
		CHECK_FOR_INTERRUPTS();
		if (spread->rows++ == SHEET_CELLS)
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
							errmsg("the merged cells of sheet \"%s\" go over too many rows", sheet->name),
							errdetail("At most %d are read.", SHEET_CELLS), errhint(SHEET_HINT)));
		if (!row_has_counts(sheet, cell.row, merge->column, merge->column + merge->columns - 1, symbols))
			continue;
		spread->cells = array_reserve(sheet, spread->cells, spread->count, &spread->room, sizeof(SheetCell));
		spread->cells[spread->count++] = cell;
	}
}

/* The cells of the sheet and those added, in order; of two in one place, as where merged cells overlap, the first. */
static void
sheet_add(Sheet *sheet, const Spread *spread)
{
	int count = sheet->count + spread->count;
	int i;

	if (spread->count == 0)
		return;
	sheet->cells = repalloc_huge(sheet->cells, sizeof(SheetCell) * count);
	memcpy(sheet->cells + sheet->count, spread->cells, sizeof(SheetCell) * spread->count);
	qsort(sheet->cells, count, sizeof(SheetCell), compare_places);
	sheet->count = 1;
	for (i = 1; i < count; i++)
	{
		const SheetCell *before = &sheet->cells[sheet->count - 1];

		if (before->row != sheet->cells[i].row || before->column != sheet->cells[i].column)
			sheet->cells[sheet->count++] = sheet->cells[i];
	}
}

/* Cells that cover others, and what goes over several rows of data. */
static void
sheet_spread_all(Sheet *sheet, const Symbols *symbols)
{
	Spread spread = {NULL, 0, 0, 0};
	int	   i;

	for (i = 0; i < sheet->merge_count; i++)
	{
		const SheetMerge *merge = &sheet->merges[i];
		int				  at = sheet_find(sheet, merge->row, merge->column);
		bool			  count;

		CHECK_FOR_INTERRUPTS();
		if (at == sheet->count || sheet->cells[at].row != merge->row || sheet->cells[at].column != merge->column)
			continue;
		count = text_is_count(sheet_cell_text(sheet, &sheet->cells[at]), symbols);
		if (count || (merge->rows > 1 &&
					  row_has_counts(sheet, merge->row, merge->column, merge->column + merge->columns - 1, symbols)))
			sheet_spread(sheet, merge, sheet->cells[at], count, symbols, &spread);
	}
	sheet_add(sheet, &spread);
}

/* ---------- as CSV ---------- */

/* A field, in quotes where it needs them; a line stays one. */
static void
sheet_write_field(StringInfo out, Slice text)
{
	bool   quoted = false;
	size_t i;

	for (i = 0; i < text.length; i++)
		quoted = quoted || strchr(";\"\t", text.data[i]) != NULL;
	if (quoted)
		appendStringInfoChar(out, '"');
	for (i = 0; i < text.length; i++)
	{
		char c = text.data[i];

		if (c == '"')
			appendStringInfoChar(out, '"');
		appendStringInfoChar(out, c == '\n' || c == '\r' || c == '\t' || c == '\0' ? ' ' : c);
	}
	if (quoted)
		appendStringInfoChar(out, '"');
}

/* Is the row's only text in the first column, below an empty row? */
static bool
row_is_apart(const Sheet *sheet, int i, int first)
{
	const SheetCell *cell = &sheet->cells[i];

	return cell->column == first && (i + 1 == sheet->count || sheet->cells[i + 1].row > cell->row) &&
		   (i == 0 || sheet->cells[i - 1].row + 1 < cell->row);
}

/* A row of the sheet, from the cell on; returns the first cell behind it. */
static int
sheet_write_row(const Sheet *sheet, StringInfo out, int i, int first, int last)
{
	int row = sheet->cells[i].row;
	int column;

	for (column = first; column <= last; column++)
	{
		if (column > first)
			appendStringInfoChar(out, ';');
		if (i < sheet->count && sheet->cells[i].row == row && sheet->cells[i].column == column)
			sheet_write_field(out, sheet_cell_text(sheet, &sheet->cells[i++]));
	}
	return i;
}

/*
 * The sheet as CSV between semicolons, a line a row, of as many fields as it has columns from the
 * first to the last that have anything in them; in the current context.  Where names are not known,
 * a text alone behind an empty row is a note: it is a field by itself.  What CSV cannot say is among
 * the remarks.
 */
Slice
sheet_write(Sheet *sheet, const Symbols *symbols, bool names_known)
{
	StringInfoData out;
	int			   first = PG_INT32_MAX;
	int			   last = -1;
	int			   row = 0;
	int			   i;

	sheet_tell_hidden_rows(sheet);
	sheet_tell_hidden_columns(sheet);
	sheet_spread_all(sheet, symbols);
	for (i = 0; i < sheet->count; i++)
	{
		first = Min(first, sheet->cells[i].column);
		last = Max(last, sheet->cells[i].column);
	}
	if (last - first >= TABLE_COLUMNS)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("sheet \"%s\" has %d columns", sheet->name, last - first + 1),
						errdetail("At most %d are read.", TABLE_COLUMNS), errhint(SHEET_HINT)));
	initStringInfo(&out);
	for (i = 0; i < sheet->count; row++)
	{
		CHECK_FOR_INTERRUPTS();
		for (; row < sheet->cells[i].row; row++)
			appendStringInfoChar(&out, '\n');
		i = sheet_write_row(sheet, &out, i, first, !names_known && row_is_apart(sheet, i, first) ? first : last);
		appendStringInfoChar(&out, '\n');
		if (out.len > TABLE_BYTES)
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("sheet \"%s\" is too long", sheet->name),
							errdetail("At most %d MB of text are read at once.", TABLE_BYTES / 1024 / 1024),
							errhint("Divide it into publications.")));
	}
	return (Slice){out.data, out.len};
}
