/*
 * table_title.c
 *		The lines above a table, those of its header, and those below it.
 *
 * What a title says of the numbers, the date that they are of or that they are thousands, is
 * not in the rows: who asks for a preview is told where it differs from what he has said.
 *
 * Called by published_table.c, once a table.  Owns nothing: the caller keeps the TitleCursor.
 */
#include <string.h>

#include "read/table_title.h"

/* The line at the cursor, which is moved behind it. */
static Slice
line_take(TitleCursor *cursor, Slice content)
{
	size_t start = cursor->at;
	size_t end = start;

	while (end < content.length && content.data[end] != '\n' && content.data[end] != '\r')
		end++;
	cursor->at = end + (end < content.length);
	if (end + 1 < content.length && content.data[end] == '\r' && content.data[end + 1] == '\n')
		cursor->at++;
	cursor->lines++;
	return slice_trim((Slice){content.data + start, end - start});
}

/* Add a line that has something in it, where there is room or one above it makes room. */
void
titles_add(TitleList *list, int line, TitleKind kind, Slice text)
{
	Title *titles = list->titles;
	Title *title;
	bool   above = kind == TITLE_ABOVE;

	text = slice_trim(text);
	if (text.length == 0 ||
		(!above && list->count - list->above == (kind == TITLE_HEADER ? TITLE_LINES : 2 * TITLE_LINES)))
		return;
	if (above && list->above == TITLE_LINES)
		memmove(titles, titles + 1, sizeof(Title) * (TITLE_LINES - 1));
	else
	{
		int place = above ? list->above : list->count;

		memmove(titles + place + 1, titles + place, sizeof(Title) * (list->count++ - place));
		list->above += above;
	}
	title = &titles[above ? list->above - 1 : list->count - 1];
	*title = (Title){.line = line, .kind = kind, .length = slice_clip(text, TITLE_BYTES)};
	memcpy(title->text, text.data, title->length);
}

/* How many labels do delimiters or runs of spaces set apart on a line?  0 where one is empty. */
static int
line_count_labels(Slice line)
{
	int	   delimiters = 0;
	int	   runs = 0;
	bool   empty = true;
	size_t i;

	if (line.length > 1 && line.data[0] == '|' && line.data[line.length - 1] == '|')
		line = slice_trim((Slice){line.data + 1, line.length - 2});
	for (i = 0; i < line.length; i++)
	{
		bool delimiter = memchr("\t;|", line.data[i], 3) != NULL;

		if (delimiter && empty)
			return 0;
		delimiters += delimiter;
		empty = delimiter || (empty && line.data[i] == ' ');
		runs += i > 1 && line.data[i] != ' ' && line.data[i - 1] == ' ' && line.data[i - 2] == ' ';
	}
	return empty ? 0 : 1 + (delimiters > 0 ? delimiters : runs);
}

/*
 * The header of a table whose columns the caller gave, above its first row: the next line that has something in it, if
 * it has a label for each column.  Where it has not, all lines above are titles, up to the row's own.
 */
const char *
titles_find_header(const Table *table, const char *row)
{
	const char *content = table->content.data;
	const char *start = row;
	const char *above;
	Slice		line = {NULL, 0};

	while (start > content && start[-1] != '\n' && start[-1] != '\r')
		start--;
	for (above = start; above > content && line.length == 0;)
	{
		const char *end = --above;

		while (above > content && above[-1] != '\n' && above[-1] != '\r')
			above--;
		line = slice_trim((Slice){above, end - above});
	}
	return line.length > 0 && line_count_labels(line) == table->column_count ? above : start;
}

/*
 * Find the lines that have something in them between the line after, the last row of the table above, and the line before,
 * the first row of the table.
 */
void
titles_find(TitleCursor *cursor, Slice content, const char *header, int after, int before, TitleList *list)
{
	while (cursor->at < content.length && cursor->lines + 1 < before)
	{
		bool  of_header = content.data + cursor->at >= header;
		Slice text = line_take(cursor, content);

		if (cursor->lines > after)
			titles_add(list, cursor->lines, of_header ? TITLE_HEADER : TITLE_ABOVE, text);
	}
}

/* Find the first lines that have something in them below the line after, the last row of the last table. */
void
titles_find_below(TitleCursor *cursor, Slice content, int after, TitleList *list)
{
	while (cursor->at < content.length && list->count < 2 * TITLE_LINES)
	{
		Slice text = line_take(cursor, content);

		if (cursor->lines > after)
			titles_add(list, cursor->lines, TITLE_BELOW, text);
	}
}
