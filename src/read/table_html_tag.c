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

/* A copy in small letters without spaces, at most as long as the buffer, with a NUL behind it. */
static const char *
value_fold(Slice value, char *buffer, size_t size)
{
	size_t		length = 0;
	size_t		i;

	for (i = 0; i < value.length && length + 1 < size; i++)
		if (strchr(" \t\r\n\f", value.data[i]) == NULL)
			buffer[length++] = small_letter(value.data[i]);
	buffer[length] = '\0';
	return buffer;
}

/* What a declaration of a style says of the text. */
static void
declaration_apply(Tag *tag, Slice property, Slice value)
{
	char		buffer[32];
	char		folded[64];
	const char *name = value_fold(property, buffer, sizeof(buffer));
	const char *text = value_fold(value, folded, sizeof(folded));

	if (strcmp(name, "display") == 0)
		tag->hidden = tag->hidden || strncmp(text, "none", 4) == 0;
	else if (strcmp(name, "visibility") == 0)
		tag->invisible = strncmp(text, "hidden", 6) == 0 || strncmp(text, "collapse", 8) == 0;
	else if (strcmp(name, "opacity") == 0)
		tag->invisible = text[0] != '\0' && text[strspn(text, "0.%")] == '\0';
	else if (strncmp(name, "text-decoration", 15) == 0)
		tag->struck = tag->struck || strstr(text, "line-through") != NULL;
	else if (strcmp(name, "vertical-align") == 0)
		tag->raised = strncmp(text, "super", 5) == 0;
}

/* What a style says, declaration by declaration. */
static void
style_apply(Tag *tag, Slice style)
{
	const char *at = style.data;
	const char *end = style.data + style.length;

	while (at < end)
	{
		const char *semicolon = memchr(at, ';', end - at);
		const char *stop = semicolon != NULL ? semicolon : end;
		const char *colon = memchr(at, ':', stop - at);

		if (colon != NULL)
			declaration_apply(tag, (Slice) {at, colon - at}, (Slice) {colon + 1, stop - colon - 1});
		at = stop + (stop < end);
	}
}

/* What an attribute says of the element. */
static void
attribute_apply(Tag *tag, Slice attribute, Slice value)
{
	char		buffer[16];
	char		folded[16];
	Slice		name = slice_fold(attribute, buffer, sizeof(buffer));

	tag->attributes = true;
	if (slice_equals(name, "colspan"))
		tag->columns = span_read(value);
	else if (slice_equals(name, "rowspan"))
		tag->rows = span_read(value);
	else if (slice_equals(name, "hidden"))
		tag->hidden = true;
	else if (slice_equals(name, "style"))
		style_apply(tag, value);
	else if (slice_equals(name, "value"))
		tag->filled = value.length > 0;
	else if (slice_equals(name, "type"))
	{
		(void) value_fold(value, folded, sizeof(folded));
		tag->hidden = tag->hidden || strcmp(folded, "hidden") == 0;
		tag->box = strcmp(folded, "checkbox") == 0 || strcmp(folded, "radio") == 0;
	}
}

/* Read the value of an attribute, at behind its "="; returns the place behind it. */
static const char *
value_read(Slice *value, const char *at, const char *end)
{
	char		quote = '\0';

	while (at < end && is_tag_space(*at) && *at != '/')
		at++;
	if (at < end && (*at == '"' || *at == '\''))
		quote = *at++;
	value->data = at;
	while (at < end && (quote ? *at != quote : *at != '>' && (!is_tag_space(*at) || *at == '/')))
		at++;
	value->length = at - value->data;
	return at + (quote && at < end);
}

/* Read an attribute, which is there; returns the place behind it. */
static const char *
attribute_read(Tag *tag, const char *at, const char *end)
{
	Slice		name = {at, 0};
	Slice		value = {"", 0};

	while (at < end && *at != '=' && *at != '>' && !is_tag_space(*at))
		at++;
	name.length = at - name.data;
	while (at < end && is_tag_space(*at) && *at != '/')
		at++;
	if (at < end && *at == '=')
		at = value_read(&value, at + 1, end);
	else if (name.length == 0)
		at++;					/* a stray "=" */
	attribute_apply(tag, name, value);
	return at;
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
		while (at < end && is_tag_space(*at))
			tag->empty = *at++ == '/';
		if (at == end)
			return NULL;
		if (*at == '>')
			return at + 1;
		tag->empty = false;
		at = attribute_read(tag, at, end);
	}
}
