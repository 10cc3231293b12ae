/*
 * table_html_title.c
 *		What stands above and below the tables of a web page, as a reader sees it.
 *
 * Lines of the source are none of the page: all of it may stand on one, or a heading on
 * several.  A line here is what stands between elements that begin one, and a row of
 * a table's header; a row with text in one cell alone may be a title.  So is what a table
 * says of itself to those who do not see it, and a figure's caption below its table.
 *
 * Called by published_table.c, once a table, and once at the end.  Owns nothing: the caller keeps the TitleCursor.
 */
#include <string.h>

#include "read/table_html_markup.h"
#include "read/table_html_title.h"

typedef struct HtmlTitles
{
	Markup		markup;
	Unseen		unseen; /* what is not seen is no title */
	const char *after;	/* the row that is passed over; NULL for none */
	TitleList  *list;
	Title		title; /* the line being read */
	const char *counted;
	int			lines;	/* before counted */
	bool		in_row; /* of the table's header */
	int			cells;	/* of the row, so far */
	int			filled; /* of these, with text */
	int			latest; /* that has */
	bool		below;	/* of the last table */
	bool		figure; /* another has begun since that table */
	bool		caption;
	bool		aside; /* in the caption of another figure */
} HtmlTitles;

/* The line of the source on which a place is; places come in order. */
static int
titles_line(HtmlTitles *reading, const char *place)
{
	reading->lines += markup_count_lines(&reading->markup, &reading->counted, place);
	return reading->lines + 1;
}

/* Add a character that stands at a place; spaces are one, and so is what sets cells apart. */
static void
title_add(HtmlTitles *reading, const char *place, const char *text, size_t length)
{
	Title *title = &reading->title;
	Space  space;

	if (reading->after != NULL || reading->unseen.depth > 0)
		return;
	if (space_match(text, text + length, &space) > 0)
	{
		bool apart = space == SPACE_TAB && reading->in_row;

		if (apart && title->length > 0 && title->text[title->length - 1] == ' ')
			title->length--;
		text = apart ? "\t" : " ";
		length = title->length > 0 && strchr(" \t", title->text[title->length - 1]) == NULL;
	}
	else
	{
		if (title->length == 0)
			title->line = titles_line(reading, place);
		reading->filled += reading->filled == 0 || reading->latest != reading->cells;
		reading->latest = reading->cells;
	}
	if (title->length + length > TITLE_BYTES)
		return;
	memcpy(title->text + title->length, text, length);
	title->length += length;
}

/* The line ends. */
static void
title_end(HtmlTitles *reading)
{
	Title *title = &reading->title;

	if (reading->below)
		title->kind = reading->caption ? TITLE_CAPTION : TITLE_BELOW;
	else
		title->kind = reading->in_row && reading->filled > 1 ? TITLE_HEADER : TITLE_ABOVE;
	if (!reading->aside)
		titles_add(reading->list, title->line, title->kind, (Slice){title->text, title->length});
	title->length = 0;
	reading->filled = 0;
}

/* Add the character that stands at a place; returns the place behind it. */
static const char *
title_add_next(HtmlTitles *reading, const char *place, const char *end)
{
	const char *next = place;
	char		character[4];
	size_t		length = 0;

	if (*place == '&')
	{
		next += entity_read(place, end, character, &length);
		title_add(reading, place, character, length);
		return next;
	}
	do
		next++;
	while (next < end && ((unsigned char) *next & 0xC0) == 0x80);
	title_add(reading, place, place, next - place);
	return next;
}

/* A line that an attribute is. */
static void
title_add_attribute(HtmlTitles *reading, Slice value)
{
	const char *place = value.data;

	while (place < value.data + value.length)
		place = title_add_next(reading, place, value.data + value.length);
	title_end(reading);
}

/* A tag that ends a line may begin the caption of a figure, or a table with texts of its own. */
static void
titles_read_caption(HtmlTitles *reading, const Tag *tag)
{
	reading->figure = reading->figure || (tag_is(tag, "figure") && !tag->closes);
	if (tag_is(tag, "figcaption"))
	{
		reading->caption = !tag->closes && !reading->figure;
		reading->aside = !tag->closes && reading->figure && reading->below;
	}
	if (tag_is(tag, "table") && !reading->below)
	{
		title_add_attribute(reading, tag->label);
		title_add_attribute(reading, tag->summary);
	}
}

/* A tag comes, of the table below a place or of what is above it. */
static bool
titles_read_tag(HtmlTitles *reading, const Tag *tag, const char *header)
{
	bool digits = false;

	unseen_follow(&reading->unseen, tag, NULL);
	if (reading->after != NULL && tag->start > reading->after && tag_is(tag, "tr table"))
		reading->after = NULL;
	if (!tag->closes && tag_is(tag, "script style textarea iframe"))
		return markup_skip_raw(&reading->markup, tag, &digits);
	if (tag_is(tag, "tr table caption title") || (!reading->in_row && element_effect(tag) == EFFECT_BREAK))
	{
		title_end(reading);
		reading->in_row = tag->start > header && tag_is(tag, "tr") && !tag->closes;
		reading->cells = 0;
		titles_read_caption(reading, tag);
	}
	else if (tag_is(tag, "td th") || element_effect(tag) == EFFECT_BREAK)
	{
		title_add(reading, tag->start, tag_is(tag, "td th") ? "\t" : " ", 1);
		reading->cells += !tag->closes && tag_is(tag, "td th");
	}
	return true;
}

/* Read what a "<" begins, at behind it. */
static bool
titles_read_markup(HtmlTitles *reading, const char *header)
{
	bool comment;
	Tag	 tag;

	reading->markup.table->check_interrupts();
	if (!markup_skip_comment(&reading->markup, &comment))
		return false;
	if (comment)
		return true;
	if (markup_is_tag(&reading->markup))
		return markup_read_tag(&reading->markup, &tag) && titles_read_tag(reading, &tag, header);
	title_add(reading, reading->markup.at - 1, "<", 1);
	return true;
}

/* Read up to a place, the header's rows from another on.  The table has been read so far: there is nothing that cannot be. */
static void
titles_read(HtmlTitles *reading, TitleCursor *cursor, const char *header, const char *before)
{
	Markup	   *markup = &reading->markup;
	const char *start = markup->table->content.data;
	bool		ok = true;

	markup->at = reading->counted = start + cursor->at;
	markup->end = start + markup->table->content.length;
	reading->lines = cursor->lines;
	while (ok && markup->at < before)
	{
		if (*markup->at != '<')
		{
			markup->at = title_add_next(reading, markup->at, markup->end);
			continue;
		}
		markup->at++;
		ok = titles_read_markup(reading, header);
	}
	title_end(reading);
	cursor->at = before - start;
	cursor->lines = titles_line(reading, before) - 1;
}

/* Find what stands between a row, the last of the table above or NULL, and another, the table's first. */
void
html_titles_find(TitleCursor *cursor, Table *table, const char *after, const char *before, TitleList *list)
{
	HtmlTitles reading = {.markup = {.table = table}, .after = after, .list = list};

	titles_read(&reading, cursor, table->header, before);
}

/* Find what stands below a row, the last of all. */
void
html_titles_find_below(TitleCursor *cursor, Table *table, const char *after, TitleList *list)
{
	const char *end = table->content.data + table->content.length;
	HtmlTitles	reading = {.markup = {.table = table}, .after = after, .list = list, .below = true};

	/* rows of tables that are not read are set apart by tabs */
	titles_read(&reading, cursor, after, end);
}
