/*
 * table_html_tag.c
 *		The tags of a web page: their names, and what their attributes say of a cell.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_html_tag.h"

/* Is the tag one of the names, which have a space between? */
bool
tag_is(const Tag *tag, const char *names)
{
	size_t		length;

	for (; *names != '\0'; names += length + (names[length] != '\0'))
	{
		length = strcspn(names, " ");
		if (strlen(tag->name) == length && memcmp(names, tag->name, length) == 0)
			return true;
	}
	return false;
}

bool
is_tag_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '/';
}

char
small_letter(char c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

/* A number of columns or rows that a cell spans. */
static int
span_read(Slice value)
{
	int			span = 0;
	size_t		i;

	for (i = 0; i < value.length && value.data[i] >= '0' && value.data[i] <= '9' && span < 1000; i++)
		span = span * 10 + (value.data[i] - '0');
	return span > 0 ? span : 1;
}

/* Does a style say "display:none"? */
static bool
style_hides(Slice style)
{
	static const char wanted[] = "display:none";
	size_t		matched = 0;
	size_t		i;

	for (i = 0; i < style.length && wanted[matched] != '\0'; i++)
	{
		char		c = small_letter(style.data[i]);

		if (c == ' ')
			continue;
		matched = c == wanted[matched] ? matched + 1 : c == wanted[0] ? 1 : 0;
	}
	return wanted[matched] == '\0';
}

/*
 * Read the tag that begins behind a "<".  Returns the place behind it, or NULL
 * where the content ends within.
 */
const char *
tag_read(Tag *tag, const char *at, const char *end)
{
	size_t		length = 0;

	*tag = (Tag) {.start = at - 1, .columns = 1, .rows = 1};
	if (at < end && *at == '/')
	{
		tag->closes = true;
		at++;
	}
	for (; at < end && *at != '>' && !is_tag_space(*at); at++)
		if (length + 1 < TAG_SIZE)
			tag->name[length++] = small_letter(*at);
	for (;;)
	{
		Slice		name;
		Slice		value = {"", 0};
		char		folded[8];
		char		quote = '\0';

		while (at < end && is_tag_space(*at))
			tag->empty = *at++ == '/';
		if (at == end)
			return NULL;
		if (*at == '>')
			return at + 1;
		tag->empty = false;
		name.data = at;
		while (at < end && *at != '=' && *at != '>' && !is_tag_space(*at))
			at++;
		name.length = at - name.data;
		while (at < end && is_tag_space(*at) && *at != '/')
			at++;
		if (at < end && *at == '=')
		{
			at++;
			while (at < end && is_tag_space(*at) && *at != '/')
				at++;
			if (at < end && (*at == '"' || *at == '\''))
				quote = *at++;
			value.data = at;
			while (at < end && (quote ? *at != quote : *at != '>' && (!is_tag_space(*at) || *at == '/')))
				at++;
			value.length = at - value.data;
			if (quote && at < end)
				at++;
		}
		else if (name.length == 0)
			at++;				/* a stray "=" */
		name = slice_fold(name, folded, sizeof(folded));
		if (slice_equals(name, "colspan"))
			tag->columns = span_read(value);
		else if (slice_equals(name, "rowspan"))
			tag->rows = span_read(value);
		else if (slice_equals(name, "hidden"))
			tag->hidden = true;
		else if (slice_equals(name, "style"))
			tag->hidden = tag->hidden || style_hides(value);
	}
}
