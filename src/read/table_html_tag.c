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

/* Is the value zero, of whatever unit? */
static bool
value_is_zero(const char *text)
{
	size_t		zeros = strspn(text, "0.");

	return memchr(text, '0', zeros) != NULL && (text[zeros] < '1' || text[zeros] > '9');
}

static bool
value_is_far(const char *text)
{
	return text[0] == '-' && strspn(text + 1, "0123456789") >= 3;
}

static bool
value_is_transparent(const char *text)
{
	return strcmp(text, "transparent") == 0;
}

static bool
value_is_apart(const char *text)
{
	return strcmp(text, "absolute") == 0 || strcmp(text, "fixed") == 0;
}

/* Does it say other than that all is as ever? */
static bool
value_is_given(const char *text)
{
	static const char *const usual[] = {"none", "auto", "normal", "visible", "initial", "inherit", "unset", NULL};
	int			i;

	for (i = 0; usual[i] != NULL; i++)
		if (strcmp(text, usual[i]) == 0)
			return false;
	return true;
}

/* What can hide a text, show it elsewhere or show it otherwise. */
static const struct
{
	const char *property;
	bool		(*disguises) (const char *text);
}			disguises[] =
{
	{"font-size", value_is_zero}, {"font", value_is_zero}, {"width", value_is_zero}, {"height", value_is_zero},
	{"max-width", value_is_zero}, {"max-height", value_is_zero}, {"zoom", value_is_zero}, {"scale", value_is_zero},
	{"text-indent", value_is_far}, {"left", value_is_far}, {"right", value_is_far}, {"top", value_is_far},
	{"margin-left", value_is_far}, {"color", value_is_transparent}, {"-webkit-text-fill-color", value_is_transparent},
	{"position", value_is_apart}, {"clip", value_is_given}, {"clip-path", value_is_given}, {"transform", value_is_given},
	{"filter", value_is_given}, {"content-visibility", value_is_given}, {"unicode-bidi", value_is_given},
	{"-webkit-text-security", value_is_given}, {"content", value_is_given}
};

/* "none", also "none !important": the value without what comes behind a "!". */
static const char *
value_read_keyword(Slice value, char *buffer, size_t size)
{
	(void) value_fold(value, buffer, size);
	buffer[strcspn(buffer, "!")] = '\0';
	return buffer;
}

/* What a declaration of a style says of the text. */
static void
declaration_apply(Tag *tag, Slice property, Slice value)
{
	char		buffer[32];
	char		folded[64];
	const char *name = value_fold(property, buffer, sizeof(buffer));
	const char *text = value_read_keyword(value, folded, sizeof(folded));
	size_t		i;

	if (strcmp(name, "display") == 0)
	{
		tag->hidden = tag->hidden || strcmp(text, "none") == 0;
		tag->displayed = tag->displayed || strcmp(text, "none") != 0;
	}
	else if (strcmp(name, "visibility") == 0)
		tag->invisible = strcmp(text, "hidden") == 0 || strcmp(text, "collapse") == 0;
	else if (strcmp(name, "opacity") == 0)
		tag->invisible = text[0] != '\0' && text[strspn(text, "0.%")] == '\0';
	else if (strncmp(name, "text-decoration", 15) == 0)
	{
		bool		struck = strstr(text, "line-through") != NULL;

		tag->disguised = tag->disguised || (tag->struck && !struck);
		tag->struck = tag->struck || struck;
	}
	else if (strcmp(name, "vertical-align") == 0)
		tag->raised = strcmp(text, "super") == 0;
	for (i = 0; i < sizeof(disguises) / sizeof(disguises[0]); i++)
		if (strcmp(name, disguises[i].property) == 0 && disguises[i].disguises(text))
			tag->disguised = true;
}

/* Does the style have what only a whole reading of it could make out: quotes, comments, escapes? */
static bool
style_is_involved(Slice style)
{
	size_t		i;

	for (i = 0; i < style.length; i++)
		if (strchr("\"'\\(){}*&", style.data[i]) != NULL)
			return true;
	return false;
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
	if ((tag->hidden || tag->invisible || tag->struck || tag->raised) && style_is_involved(style))
		tag->disguised = true;
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
attribute_value_read(Slice *value, const char *at, const char *end)
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
		at = attribute_value_read(&value, at + 1, end);
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
		{
			tag->disguised = tag->disguised || (tag->hidden && tag->displayed);
			return at + 1;
		}
		tag->empty = false;
		at = attribute_read(tag, at, end);
	}
}
