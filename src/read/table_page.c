/*
 * table_page.c
 *		Lines at the top and the bottom of pages that are of the page, not of the table.
 *
 * A program that prints writes its title, the date, the address and the number of the
 * page on every one, and "pdftotext" sets pages apart by form feeds:
 *
 *		Sogndal   7   :   19
 *		https://www.example.org/                    2/3
 *		^L18.05.2022             Bosetting av flyktninger
 *		Solund    :   :    8
 *
 * Such lines stand at the same place of the page before or after, the same but for their
 * numbers.  A line that begins as a row does, or is a header, is never taken for one.  A number
 * alone is the page's where it counts the pages and belongs to no row.
 *
 * Called by table_text.c, by each line.  Owns nothing: the caller keeps the Pages.
 */
#include <string.h>

#include "read/table_header.h"
#include "read/table_names.h"
#include "read/table_page.h"
#include "read/table_text_header.h"

#define PAGE_LINES	  4 /* that a page has of its own at its top, or at its bottom, at most */
#define NUMBER_DIGITS 4 /* of a page's number, at most */

/* The page that begins at a place. */
static Slice
page_from(const char *start, const char *end)
{
	const char *stop = start != NULL ? memchr(start, '\f', end - start) : NULL;

	return (Slice){start, (stop != NULL ? stop : end) - start};
}

/* Prepare to read a text's lines from its first on. */
void
pages_begin(Pages *pages, Slice content)
{
	pages->end = content.data + content.length;
	pages->above = (Slice){NULL, 0};
	pages->page = page_from(content.data, pages->end);
	pages->lines = 0;
	pages->at_top = true;
}

/* The page behind the one that is read; data is NULL where there is none. */
static Slice
pages_next(const Pages *pages)
{
	const char *stop = pages->page.data + pages->page.length;

	return stop < pages->end ? page_from(stop + 1, pages->end) : (Slice){NULL, 0};
}

/* A line of a page from its top, the first being 0, that has something in it; data is NULL where there are not so many. */
static Slice
page_line_from_top(Slice page, int number)
{
	const char *at = page.data;
	const char *end = page.data + page.length;

	while (at < end)
	{
		const char *stop = at;
		Slice		line;

		while (stop < end && *stop != '\n' && *stop != '\r')
			stop++;
		line = slice_trim((Slice){at, stop - at});
		if (line.length > 0 && number-- == 0)
			return line;
		at = stop + (stop < end);
	}
	return (Slice){NULL, 0};
}

/* Likewise from its bottom, the last being 0. */
static Slice
page_line_from_bottom(Slice page, int number)
{
	const char *end = page.data + page.length;

	while (end > page.data)
	{
		const char *start = end;
		Slice		line;

		while (start > page.data && start[-1] != '\n' && start[-1] != '\r')
			start--;
		line = slice_trim((Slice){start, end - start});
		if (line.length > 0 && number-- == 0)
			return line;
		end = start > page.data ? start - 1 : start;
	}
	return (Slice){NULL, 0};
}

/* The next of what is compared of a line: a character, '0' for a number, ' ' for spaces; '\0' at its end. */
static char
line_next(Slice line, size_t *at)
{
	size_t start = *at;
	Space  space;
	size_t gap;

	while (*at < line.length && is_digit(line.data[*at]))
		(*at)++;
	if (*at > start)
		return '0';
	while (*at < line.length && (gap = space_match(line.data + *at, line.data + line.length, &space)) > 0)
		*at += gap;
	if (*at > start)
		return ' ';
	return *at < line.length ? line.data[(*at)++] : '\0';
}

/* Are the lines the same but for their numbers? */
static bool
lines_are_alike(Slice left, Slice right)
{
	size_t a = 0;
	size_t b = 0;
	char   next;

	if (left.data == NULL || right.data == NULL)
		return false;
	do
	{
		next = line_next(left, &a);
		if (next != line_next(right, &b))
			return false;
	} while (next != '\0');
	return true;
}

/* Has the line a letter?  Numbers alone may be cells, but for "2/3" and "10:12". */
static bool
line_says_more_than_cells(Slice line)
{
	const char *slash;
	size_t		i;

	if (line.data == NULL)
		return false;
	slash = memchr(line.data, '/', line.length);
	if (slash != NULL && slash > line.data && slash + 1 < line.data + line.length && is_digit(slash[-1]) &&
		is_digit(slash[1]))
		return true;
	for (i = 0; i < line.length; i++)
		if ((line.data[i] >= 'A' && line.data[i] <= 'Z') || (line.data[i] >= 'a' && line.data[i] <= 'z') ||
			(i > 0 && i + 1 < line.length && line.data[i] == ':' && is_digit(line.data[i - 1]) &&
			 is_digit(line.data[i + 1])))
			return true;
	return false;
}

/* Does a line stand so on another page, so far from the top or the bottom? */
static bool
page_has_line(Slice other, Slice line, int number, bool top)
{
	return other.data != NULL &&
		   lines_are_alike(line, top ? page_line_from_top(other, number) : page_line_from_bottom(other, number));
}

static bool
pages_repeat_line(const Pages *pages, Slice line, int number, bool top)
{
	return line_says_more_than_cells(line) &&
		   (page_has_line(pages_next(pages), line, number, top) || page_has_line(pages->above, line, number, top));
}

/* The number that the line is, alone: at most NUMBER_DIGITS digits; -1 for any other. */
static int
line_number(Slice line)
{
	int	   number = 0;
	size_t i;

	if (line.data == NULL || line.length == 0 || line.length > NUMBER_DIGITS)
		return -1;
	for (i = 0; i < line.length; i++)
	{
		if (!is_digit(line.data[i]))
			return -1;
		number = number * 10 + (line.data[i] - '0');
	}
	return number;
}

/* Is the line a number alone, which the page before or after has at its place, less or more by one? */
static bool
pages_count_line(const Pages *pages, Slice line, int place)
{
	int	  number = line_number(line);
	Slice next = pages_next(pages);
	int	  above = line_number(pages->above.data != NULL ? page_line_from_bottom(pages->above, place) : pages->above);
	int	  below = line_number(next.data != NULL ? page_line_from_bottom(next, place) : next);

	return number >= 0 && ((above >= 0 && number == above + 1) || (below >= 0 && number == below - 1));
}

/* How many lines of the page stand below the line, of those that are looked at? */
static int
pages_count_below(const Pages *pages, const Line *line)
{
	const char *page_end = pages->page.data + pages->page.length;
	Slice		rest = {line->stop, page_end > line->stop ? page_end - line->stop : 0};
	int			below = 0;

	while (below < PAGE_LINES && page_line_from_top(rest, below).data != NULL)
		below++;
	return below;
}

/* Are the page's last lines its own, so many of them? */
static bool
pages_end_with(const Pages *pages, int lines)
{
	int i;

	for (i = 0; i < lines; i++)
	{
		Slice line = page_line_from_bottom(pages->page, i);

		if (!pages_repeat_line(pages, line, i, false) && !pages_count_line(pages, line, i))
			return false;
	}
	return lines <= PAGE_LINES;
}

/* Is the line a number alone that may be the page's: does it count the pages, or end, set apart, the only page? */
PageNumber
pages_find_number(const Pages *pages, const Line *line)
{
	Slice text = line->tokens[0].text;
	int	  below = pages_count_below(pages, line);
	bool  ended = pages->page.data + pages->page.length < pages->end;

	if (line->count != 1 || line_number(text) < 0 || line->blanks == 0)
		return PAGE_NUMBER_NONE;
	if (pages_count_line(pages, text, below))
		return pages_end_with(pages, below) ? PAGE_NUMBER_COUNTED : PAGE_NUMBER_NONE;
	return below == 0 && ended && pages->above.data == NULL && slice_trim(pages_next(pages)).length == 0 ?
			   PAGE_NUMBER_LAST :
			   PAGE_NUMBER_NONE;
}

/* May the line be of a header, or begin a row? */
static bool
line_may_be_of_table(const Table *table, const Line *line)
{
	bool known = true;
	bool wide = false;
	bool name;
	bool measure;
	int	 i;

	header_find_words(table->words, tokens_span(line->tokens, 0, line->count), &name, &measure);
	if (line->overflow || measure || text_header_starts(table->words, line) ||
		names_match(&table->names, line->tokens, line->count) > 0)
		return true;
	for (i = 0; i < line->count; i++)
	{
		known = known && header_knows(table->words, line->tokens[i].text);
		wide = wide || line->tokens[i].gap == SPACE_TAB || line->tokens[i].wide;
	}
	return known && (wide || name);
}

/* Is it the page's number and how many pages there are, "1/2"? */
static bool
word_numbers_page(Slice word)
{
	const char *slash = memchr(word.data, '/', word.length);
	Slice		of;
	int			number;

	if (slash == NULL)
		return false;
	of = (Slice){slash + 1, word.data + word.length - slash - 1};
	number = line_number((Slice){word.data, slash - word.data});
	return number > 0 && number <= line_number(of);
}

static bool
word_begins_with(Slice word, const char *beginning)
{
	size_t length = strlen(beginning);

	return word.length > length && memcmp(word.data, beginning, length) == 0;
}

/* An address, perhaps with the number of the page, as a browser prints it below a page: no row begins so. */
static bool
line_is_address(const Line *line)
{
	Slice first = line->tokens[0].text;
	int	  i;

	if (line->count > 2 || (!word_begins_with(first, "https://") && !word_begins_with(first, "http://")))
		return false;
	for (i = 1; i < line->count; i++)
		if (line_number(line->tokens[i].text) < 0 && !word_numbers_page(line->tokens[i].text))
			return false;
	return true;
}

/* Is the line "1/1" alone, set apart, the last of its page but for an address? */
static bool
pages_number_line(const Pages *pages, const Line *line)
{
	return line->count == 1 && line->blanks > 0 && word_numbers_page(line->tokens[0].text) &&
		   pages_count_below(pages, line) == 0;
}

/* Is the line, the next that has something in it, one of the page? */
bool
pages_own_line(Pages *pages, const Table *table, const Line *line)
{
	Slice text = tokens_span(line->tokens, 0, line->count);

	while (text.data > pages->page.data + pages->page.length)
	{
		pages->above = pages->page;
		pages->page = pages_next(pages);
		pages->lines = 0;
		pages->at_top = true;
	}
	/* of the last page, no other has the like */
	if (slice_trim(pages_next(pages)).length == 0 && (line_is_address(line) || pages_number_line(pages, line)))
		return true;
	/* the only page */
	if (pages->above.data == NULL && pages->page.data + pages->page.length == pages->end)
		return false;
	if (line_may_be_of_table(table, line))
		return pages->at_top = false;
	pages->at_top = pages->at_top && pages->lines < PAGE_LINES && pages_repeat_line(pages, text, pages->lines, true);
	pages->lines++;
	return pages->at_top || (line_number(text) < 0 && pages_end_with(pages, pages_count_below(pages, line) + 1));
}
