/*
 * table_aligned.c
 *		Cells that are known by their places on the line, where those above and below stand in columns.
 *
 * A row that has fewer cells than its table has columns can be read only where the places
 * of its cells leave no doubt: the complete rows have each column at one edge, or around
 * one middle, apart from the columns beside it, and each cell of the row stands so
 * below those of exactly one.
 *
 * Two kinds of text look like columns, and are none.  Where a fixed number of spaces is
 * between all cells, the gap behind a name does not depend on its length.  Where a tool
 * has set out words in columns after empty cells were lost, it is always the last ones that
 * seem to be missing: such a row is read only where another leaves a place empty before a
 * cell.
 *
 * Called by table_text.c, which owns the Alignment and shows it the rows.
 */
#include "read/table_aligned.h"
#include "read/table_left_out.h"

#define ALIGNED 1 /* characters by which edges of a column may differ, as pdftotext rounds them */

/* A piece of a line, between runs of spaces. */
typedef struct Piece
{
	int from; /* its tokens */
	int to;
	int left; /* its characters */
	int right;
} Piece;

/* A form feed takes no place. */
static int
characters_between(const char *at, const char *end)
{
	int characters = 0;

	for (; at < end; at++)
		characters += ((unsigned char) *at & 0xC0) != 0x80 && *at != '\f';
	return characters;
}

/* The pieces of the line; returns how many there are, -1 if more than fit. */
static int
line_find_pieces(const Line *line, Piece *pieces, int fit)
{
	int count = 0;
	int first = 0;
	int i;

	for (i = 1; i <= line->count; i++)
	{
		Slice text;

		if (i < line->count && !line->tokens[i].wide)
			continue;
		if (count == fit)
			return -1;
		text = tokens_span(line->tokens, first, i);
		pieces[count].from = first;
		pieces[count].to = i;
		pieces[count].left = characters_between(line->start, text.data);
		pieces[count].right = pieces[count].left + characters_between(text.data, text.data + text.length) - 1;
		count++;
		first = i;
	}
	return count;
}

/* Are the pieces before the cells a name, and what stands before the name a number? */
static bool
pieces_are_named(const Table *table, const Line *line, const Piece *pieces, int count)
{
	const Piece *name = &pieces[table->name_column];

	return count > table->name_column &&
		   (table->name_column == 0 ||
			(table->name_column == 1 && pieces[0].to == 1 && line->tokens[0].kind == TOKEN_DIGITS)) &&
		   tokens_are_name(&line->tokens[name->from], name->to - name->from, false);
}

static void
range_add(Range *range, int number, bool first)
{
	range->least = first || number < range->least ? number : range->least;
	range->greatest = first || number > range->greatest ? number : range->greatest;
}

static int
range_width(Range range)
{
	return range.greatest - range.least;
}

static void
column_add(AlignedColumn *column, const Piece *piece, bool first)
{
	range_add(&column->left, piece->left, first);
	range_add(&column->right, piece->right, first);
	range_add(&column->sum, piece->left + piece->right, first);
}

static bool
column_is_aligned(const AlignedColumn *column)
{
	return range_width(column->left) <= ALIGNED || range_width(column->right) <= ALIGNED ||
		   range_width(column->sum) <= ALIGNED;
}

/* If the line is a complete row, see where its cells stand. */
void
alignment_see_row(Alignment *alignment, const Table *table, const Line *line)
{
	Slice fields[TABLE_COLUMNS];
	Piece pieces[TABLE_COLUMNS];
	bool  clean;
	bool  first = alignment->rows == 0;
	int	  i;

	if (line->tabs || line->overflow || !line_split_wide(line, table, fields, &clean) || !clean ||
		table->name_column + 1 >= table->column_count)
		return;
	if (!pieces_are_named(table, line, pieces, line_find_pieces(line, pieces, TABLE_COLUMNS)))
		return;
	for (i = table->name_column + 1; i < table->column_count; i++)
		column_add(&alignment->columns[i], &pieces[i], first);
	i = table->name_column;
	range_add(&alignment->name_end, pieces[i].right, first);
	range_add(&alignment->gap, pieces[i + 1].left - pieces[i].right, first);
	alignment->rows++;
}

/* Do all the rows have their columns in the same places, whatever their names are? */
static bool
alignment_is_sure(const Alignment *alignment, const Table *table)
{
	int end = alignment->name_end.greatest;
	int i;

	if (alignment->rows < 2 || range_width(alignment->gap) == 0)
		return false;
	for (i = table->name_column + 1; i < table->column_count; i++)
	{
		const AlignedColumn *column = &alignment->columns[i];

		if (!column_is_aligned(column) || column->left.least <= end + 1)
			return false;
		end = column->right.greatest;
	}
	return true;
}

/* The one column below whose cells the piece stands; -1 where that is not certain. */
static int
alignment_find_column(const Alignment *alignment, const Table *table, const Piece *piece)
{
	int found = -1;
	int i;

	for (i = table->name_column + 1; i < table->column_count; i++)
	{
		AlignedColumn column = alignment->columns[i];

		if (piece->right < column.left.least || piece->left > column.right.greatest)
			continue;
		column_add(&column, piece, false);
		if (found >= 0 || !column_is_aligned(&column))
			return -1;
		found = i;
	}
	return found;
}

/*
 * The fields of a row with fewer cells than columns, by where they stand; those without a
 * cell are empty, and *open says whether such a one has a cell behind it.  False where it
 * is no such row, or one that leaves a doubt.
 */
bool
alignment_split(const Alignment *alignment, const Table *table, const Line *line, Slice *fields, bool *open)
{
	Piece pieces[TABLE_COLUMNS];
	int	  name = table->name_column;
	int	  count = line_find_pieces(line, pieces, table->column_count - 1);
	int	  last = name;
	bool  measured = false;
	int	  i;

	if (line->tabs || line->overflow || count < name + 2 || !pieces_are_named(table, line, pieces, count) ||
		left_out_has_note_word(line) || !alignment_is_sure(alignment, table) ||
		pieces[name].right + 1 >= alignment->columns[name + 1].left.least)
		return false;
	for (i = 0; i < table->column_count; i++)
		fields[i] = (Slice){line->stop, 0};
	for (i = 0; i < count; i++)
	{
		int column = i <= name ? i : alignment_find_column(alignment, table, &pieces[i]);

		if (column < i || (i > name && column <= last))
			return false;
		fields[column] = tokens_span(line->tokens, pieces[i].from, pieces[i].to);
		if (!field_is_clean(fields[column], table->columns[column], &table->symbols))
			return false;
		measured = measured || column_is_measured(table->columns[column]);
		last = column;
	}
	*open = last > count - 1;
	return measured;
}
