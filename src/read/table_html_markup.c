/*
 * table_html_markup.c
 *		The markup of a web page: tags, what elements mean, characters by name.
 *
 * Called by table_html.c, which puts tables together from what is read here.
 * Owns nothing: a tag is read into the caller's Tag, a character into its buffer.
 *
 * Not a browser: no tree is built.  A tag is read with those of its attributes
 * that say how its text is seen.  All that is known of elements, of styles and of
 * characters stands in three tables: elements[], disguises[] and entities[].
 * An element that is in none of them may be a mark: it is unsure.
 */
#include <string.h>

#include "read/table_html_markup.h"

#define ENTITY_SIZE 10	   /* bytes of a name or number of a character */
#define REPLACEMENT 0xFFFD /* for what is no character */

/* ---------- tags ---------- */

/* Is the tag one of the names, which have a space between? */
bool
tag_is(const Tag *tag, const char *names)
{
	size_t length;

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
	int	   span = 0;
	size_t i;

	for (i = 0; i < value.length && is_digit(value.data[i]) && span < 1000; i++)
		span = span * 10 + (value.data[i] - '0');
	return span > 0 ? span : 1;
}

/* A copy in small letters without spaces, at most as long as the buffer, with a NUL behind it. */
static const char *
value_fold(Slice value, char *buffer, size_t size)
{
	size_t length = 0;
	size_t i;

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
	size_t zeros = strspn(text, "0.");

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
	int						 i;

	for (i = 0; usual[i] != NULL; i++)
		if (strcmp(text, usual[i]) == 0)
			return false;
	return true;
}

/* What can hide a text, show it elsewhere or show it otherwise. */
static const struct
{
	const char *property;
	bool (*disguises)(const char *text);
} disguises[] = {{"font-size", value_is_zero},
				 {"font", value_is_zero},
				 {"width", value_is_zero},
				 {"height", value_is_zero},
				 {"max-width", value_is_zero},
				 {"max-height", value_is_zero},
				 {"zoom", value_is_zero},
				 {"scale", value_is_zero},
				 {"text-indent", value_is_far},
				 {"left", value_is_far},
				 {"right", value_is_far},
				 {"top", value_is_far},
				 {"margin-left", value_is_far},
				 {"color", value_is_transparent},
				 {"-webkit-text-fill-color", value_is_transparent},
				 {"position", value_is_apart},
				 {"clip", value_is_given},
				 {"clip-path", value_is_given},
				 {"transform", value_is_given},
				 {"filter", value_is_given},
				 {"content-visibility", value_is_given},
				 {"unicode-bidi", value_is_given},
				 {"-webkit-text-security", value_is_given},
				 {"content", value_is_given}};

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
	{
		tag->invisible = strcmp(text, "hidden") == 0 || strcmp(text, "collapse") == 0;
		tag->shown = strcmp(text, "visible") == 0;
	}
	else if (strcmp(name, "opacity") == 0)
		tag->invisible = text[0] != '\0' && text[strspn(text, "0.%")] == '\0';
	else if (strncmp(name, "text-decoration", 15) == 0)
	{
		bool struck = strstr(text, "line-through") != NULL;

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
	size_t i;

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
			declaration_apply(tag, (Slice){at, colon - at}, (Slice){colon + 1, stop - colon - 1});
		at = stop + (stop < end);
	}
	if ((tag->hidden || tag->invisible || tag->struck || tag->raised) && style_is_involved(style))
		tag->disguised = true;
}

/*
 * What the names of an element's classes say, as those of well-known style sheets do.  "d-none" beside "d-md-block" is seen on
 * some screens.
 */
static void
classes_apply(Tag *tag, Slice classes)
{
	static const char *const spoken[] = {"visually-hidden",	   "visuallyhidden",	"sr-only",
										 "screen-reader-text", "screenreader-only", NULL};
	const char				*at = classes.data;
	const char				*end = classes.data + classes.length;
	bool					 hidden = false;
	bool					 somewhere = false;

	while (at < end)
	{
		Slice name = {at, 0};
		int	  i;

		while (at < end && strchr(" \t\r\n\f", *at) == NULL)
			at++;
		name.length = at - name.data;
		at += at < end;
		for (i = 0; spoken[i] != NULL; i++)
			tag->spoken = tag->spoken || slice_equals(name, spoken[i]);
		hidden = hidden || slice_equals(name, "d-none");
		somewhere = somewhere || (name.length > 2 && memcmp(name.data, "d-", 2) == 0 && !slice_equals(name, "d-none"));
	}
	tag->hidden = tag->hidden || (hidden && !somewhere);
}

/* What an attribute says of the element. */
static void
attribute_apply(Tag *tag, Slice attribute, Slice value)
{
	char  buffer[16];
	char  folded[16];
	Slice name = slice_fold(attribute, buffer, sizeof(buffer));

	tag->attributes = true;
	if (slice_equals(name, "colspan"))
		tag->columns = span_read(value);
	else if (slice_equals(name, "rowspan"))
		tag->rows = span_read(value);
	else if (slice_equals(name, "hidden"))
		tag->hidden = true;
	else if (slice_equals(name, "class"))
		classes_apply(tag, value);
	else if (slice_equals(name, "title"))
		tag->title = value;
	else if (slice_equals(name, "aria-label"))
		tag->label = value;
	else if (slice_equals(name, "summary"))
		tag->summary = value;
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
	char quote = '\0';

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
	Slice name = {at, 0};
	Slice value = {"", 0};

	while (at < end && *at != '=' && *at != '>' && !is_tag_space(*at))
		at++;
	name.length = at - name.data;
	while (at < end && is_tag_space(*at) && *at != '/')
		at++;
	if (at < end && *at == '=')
		at = attribute_value_read(&value, at + 1, end);
	else if (name.length == 0)
		at++; /* a stray "=" */
	attribute_apply(tag, name, value);
	return at;
}

/*
 * Read the tag that begins behind a "<".  Returns the place behind it, or NULL
 * where the content ends within.
 */
static const char *
tag_read(Tag *tag, const char *at, const char *end)
{
	size_t length = 0;

	*tag = (Tag){.start = at - 1, .columns = 1, .rows = 1};
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

/* ---------- elements ---------- */

static const struct
{
	Effect		effect;
	const char *names;
} elements[] = {
	/* of the table itself, and of the page around it */
	{EFFECT_TEXT, "table thead tbody tfoot tr td th caption colgroup col html body"},
	{EFFECT_TEXT, "b strong i em u ins span font mark tt code kbd samp var data time abbr bdi nobr wbr label"},
	{EFFECT_BREAK,
	 "br hr p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 pre center blockquote address article aside section "
	 "main nav header footer form fieldset legend figure figcaption details summary menu"},
	{EFFECT_UNSURE, "small sub a"},
	{EFFECT_ASIDE,
	 "sup rt del s strike noscript svg canvas img picture object embed video audio iframe meter progress"},
	{EFFECT_FIELD, "select textarea input math bdo"},
	{EFFECT_NEVER, "script style template title datalist rp meta link base param source track area"}};

/* What an element, by its begin tag, does to the text of the cell it stands in. */
Effect
element_effect(const Tag *tag)
{
	Effect effect = EFFECT_UNSURE;
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
		if (tag_is(tag, elements[i].names))
			effect = elements[i].effect;
	/* a row or a cell is seen to as a whole */
	if (effect == EFFECT_NEVER || tag_is(tag, elements[0].names))
		return effect;
	/* seen or not, its text makes the cell doubtful */
	if (tag->disguised && effect < EFFECT_ASIDE)
		return EFFECT_UNSURE;
	if (tag->hidden || tag->invisible)
		return EFFECT_NEVER;
	/* a box to tick, or a field with nothing in it */
	if (tag_is(tag, "input"))
		return tag->filled && !tag->box ? EFFECT_FIELD : EFFECT_TEXT;
	if (effect != EFFECT_FIELD && (tag->struck || tag->raised))
		return EFFECT_ASIDE;
	return effect == EFFECT_TEXT && tag->attributes ? EFFECT_UNSURE : effect;
}

/* May the numbers in the element be none, or others than are written? */
bool
tag_is_doubtful(const Tag *tag)
{
	return !tag->closes && (tag->struck || tag->disguised);
}

/* Is it certain that nothing is seen of the element? */
Sight
tag_sight(const Tag *tag)
{
	if (tag->closes || tag->disguised)
		return SIGHT_SEEN;
	return tag->hidden ? SIGHT_REMOVED : tag->invisible ? SIGHT_INVISIBLE : SIGHT_SEEN;
}

/* Has the element no end tag, ever? */
bool
element_is_void(const Tag *tag)
{
	return tag_is(tag, "br hr wbr img input meta link col base param source track area embed");
}

/* Does it hold text in which nothing is a tag but its own end? */
bool
element_is_raw(const Tag *tag)
{
	return tag_is(tag, "script style textarea title iframe");
}

/* Can its end tag be left out, so that its end is not known without its neighbours? */
bool
element_may_stay_open(const Tag *tag)
{
	return tag_is(tag, "p li dt dd rt rp option optgroup");
}

/* Does a tag end an element of a name that has no end tag? */
static bool
tag_ends(const Tag *tag, const char *name)
{
	static const char sections[] = "thead tbody tfoot";
	Tag				  open = {.start = NULL};

	memcpy(open.name, name, TAG_SIZE);
	if (tag_is(&open, sections))
		return tag_is(tag, sections) || tag_is(tag, "table");
	if (tag_is(&open, "tr"))
		return tag_is(tag, sections) || tag_is(tag, "tr table");
	return element_may_stay_open(&open) &&
		   (tag_is(tag, sections) || tag_is(tag, "tr table") || element_effect(tag) == EFFECT_BREAK);
}

/* A tag comes: does an element begin that is not seen, if it is one of some names, or does it end?  Without names, it may be any. */
void
unseen_follow(Unseen *unseen, const Tag *tag, const char *begins)
{
	if (unseen->depth > 0 && tag_ends(tag, unseen->name))
		unseen->depth = 0;
	else if (unseen->depth > 0 && strcmp(tag->name, unseen->name) == 0)
		unseen->depth += tag->closes ? -1 : 1;
	if (unseen->depth > 0)
		return;
	unseen->sight = SIGHT_SEEN;
	if (tag_sight(tag) == SIGHT_SEEN || element_is_void(tag) || element_is_raw(tag) ||
		(begins != NULL && !tag_is(tag, begins)))
		return;
	memcpy(unseen->name, tag->name, TAG_SIZE);
	unseen->depth = 1;
	unseen->sight = tag_sight(tag);
}

/* ---------- what is passed over ---------- */

/* How many lines end between a place, which is moved on, and a later one. */
int
markup_count_lines(const Markup *markup, const char **counted, const char *place)
{
	int	  lines = 0;
	Space space;

	while (*counted < place)
	{
		size_t length = space_match(*counted, markup->end, &space);

		lines += length > 0 && space == SPACE_LINE;
		*counted += length > 0 ? length : 1;
	}
	return lines;
}

/* The content ends within something that begins at a place. */
bool
markup_fail_cut(const Markup *markup, const char *where, const char *within)
{
	return table_fail(markup->table, where, "The content ends before that is closed.",
					  "Copy the page again, to its end.", "the content ends within %s", within);
}

/* Read the tag behind a "<"; false where the content ends within. */
bool
markup_read_tag(Markup *markup, Tag *tag)
{
	markup->at = tag_read(tag, markup->at, markup->end);
	if (markup->at != NULL)
		return true;
	markup_fail_cut(markup, tag->start, "a tag");
	return false;
}

/* Does what a "<" begins, at behind it, have a tag's name? */
bool
markup_is_tag(const Markup *markup)
{
	char first = markup->at < markup->end ? small_letter(*markup->at) : '\0';

	return first == '/' || (first >= 'a' && first <= 'z');
}

/* Pass over a comment or a declaration, at behind its "<"; *found says whether there is one. */
bool
markup_skip_comment(Markup *markup, bool *found)
{
	const char *start = markup->at - 1;
	const char *end = markup->end;
	const char *close = markup->at;

	*found = close < end && (*close == '!' || *close == '?');
	if (!*found)
		return true;
	if (end - close >= 3 && memcmp(close, "!--", 3) == 0)
	{
		for (close += 3; close + 3 <= end && memcmp(close, "-->", 3) != 0; close++)
			;
		markup->at = close + 3;
		return close + 3 <= end || markup_fail_cut(markup, start, "a comment");
	}
	close = memchr(close, '>', end - close);
	if (close == NULL)
		return markup_fail_cut(markup, start, "a tag");
	markup->at = close + 1;
	return true;
}

/* Raw text has no tags but its end: go to that, and say whether there is a digit in it. */
bool
markup_skip_raw(Markup *markup, const Tag *open, bool *digits)
{
	size_t length = strlen(open->name);

	while (markup->at < markup->end)
	{
		Tag	   tag;
		size_t i = 0;

		*digits = *digits || is_digit(*markup->at);
		if (*markup->at++ != '<' || markup->at == markup->end || *markup->at != '/' ||
			(size_t) (markup->end - markup->at) < length + 1)
			continue;
		while (i < length && small_letter(markup->at[1 + i]) == open->name[i])
			i++;
		if (i < length)
			continue;
		if (!markup_read_tag(markup, &tag))
			return false;
		if (strcmp(tag.name, open->name) == 0)
			return true;
		markup->table->check_interrupts();
	}
	return markup_fail_cut(markup, open->start, open->name);
}

/*
 * Leave out all up to the end tag, and say whether there is a digit in it.  What
 * was never closed ends with its cell.
 */
bool
markup_skip_element(Markup *markup, const Tag *open, bool *digits)
{
	int depth = 1;
	int tables = tag_is(open, "table"); /* that are open within it, and itself */

	while (markup->at < markup->end)
	{
		Tag tag;

		*digits = *digits || is_digit(*markup->at);
		if (*markup->at++ != '<')
			continue;
		if (markup->at == markup->end || strchr("!?", *markup->at) != NULL)
			continue;
		if (!markup_read_tag(markup, &tag))
			return false;
		markup->table->check_interrupts();
		if (strcmp(tag.name, open->name) == 0 && !tag.empty)
			depth += tag.closes ? -1 : 1;
		if (depth == 0)
			return true;
		if (tag_is(&tag, "table") && (tables > 0 || !tag.closes))
			tables += tag.closes ? -1 : 1;
		else if (tables == 0 && tag_is(&tag, "td th tr thead tbody tfoot table") && !tag_is(open, "template"))
		{
			markup->at = tag.start;
			return true;
		}
	}
	return markup_fail_cut(markup, open->start, open->name);
}

/* ---------- characters ---------- */

/* Those that stand in tables of numbers and Norwegian or Sámi names. */
static const struct
{
	const char *name;
	const char *character;
} entities[] = {{"amp", "&"},		{"lt", "<"},		{"gt", ">"},		{"quot", "\""},		  {"apos", "'"},
				{"nbsp", "\u00A0"}, {"ensp", "\u2002"}, {"emsp", "\u2003"}, {"thinsp", "\u2009"}, {"shy", "\u00AD"},
				{"ndash", "–"},		{"mdash", "—"},		{"minus", "−"},		{"hellip", "…"},	  {"middot", "·"},
				{"bull", "•"},		{"le", "≤"},		{"ge", "≥"},		{"colon", ":"},		  {"period", "."},
				{"lpar", "("},		{"rpar", ")"},		{"lbrack", "["},	{"rbrack", "]"},	  {"ast", "*"},
				{"dagger", "†"},	{"Dagger", "‡"},	{"sup1", "¹"},		{"sup2", "²"},		  {"sup3", "³"},
				{"sect", "§"},		{"laquo", "«"},		{"raquo", "»"},		{"lsquo", "‘"},		  {"rsquo", "’"},
				{"ldquo", "“"},		{"rdquo", "”"},		{"aring", "å"},		{"Aring", "Å"},		  {"aelig", "æ"},
				{"AElig", "Æ"},		{"oslash", "ø"},	{"Oslash", "Ø"},	{"auml", "ä"},		  {"Auml", "Ä"},
				{"ouml", "ö"},		{"Ouml", "Ö"},		{"uuml", "ü"},		{"Uuml", "Ü"},		  {"aacute", "á"},
				{"Aacute", "Á"},	{"eacute", "é"},	{"Eacute", "É"},	{"egrave", "è"},	  {"ograve", "ò"},
				{"ocirc", "ô"},		{"iuml", "ï"},		{"ccaron", "č"},	{"Ccaron", "Č"},	  {"dstrok", "đ"},
				{"Dstrok", "Đ"},	{"eng", "ŋ"},		{"ENG", "Ŋ"},		{"scaron", "š"},	  {"Scaron", "Š"},
				{"tstrok", "ŧ"},	{"Tstrok", "Ŧ"},	{"zcaron", "ž"},	{"Zcaron", "Ž"}};

static size_t
character_encode(unsigned long code, char *character)
{
	if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = REPLACEMENT;
	if (code < 0x80)
	{
		character[0] = code;
		return 1;
	}
	if (code < 0x800)
	{
		character[0] = 0xC0 | code >> 6;
		character[1] = 0x80 | (code & 0x3F);
		return 2;
	}
	if (code < 0x10000)
	{
		character[0] = 0xE0 | code >> 12;
		character[1] = 0x80 | (code >> 6 & 0x3F);
		character[2] = 0x80 | (code & 0x3F);
		return 3;
	}
	character[0] = 0xF0 | code >> 18;
	character[1] = 0x80 | (code >> 12 & 0x3F);
	character[2] = 0x80 | (code >> 6 & 0x3F);
	character[3] = 0x80 | (code & 0x3F);
	return 4;
}

/* The code of "#160" or "#xA0"; false where that is no number. */
static bool
number_read(const char *text, size_t length, unsigned long *code)
{
	bool   hexadecimal = length > 1 && (text[1] == 'x' || text[1] == 'X');
	size_t i = hexadecimal ? 2 : 1;

	*code = 0;
	if (i == length)
		return false;
	for (; i < length; i++)
	{
		static const char digits[] = "0123456789abcdef0123456789ABCDEF";
		const char		 *digit = memchr(digits, text[i], sizeof(digits) - 1);

		if (digit == NULL || (!hexadecimal && (digit - digits) % 16 > 9))
			return false;
		*code = *code * (hexadecimal ? 16 : 10) + (digit - digits) % 16;
	}
	return true;
}

/*
 * Read the entity at an "&" into at most 4 bytes of UTF-8.  Returns its length;
 * of what is none, only the "&" is read.
 */
size_t
entity_read(const char *at, const char *end, char *character, size_t *length)
{
	const char	 *name = at + 1;
	size_t		  used = 0;
	size_t		  i;
	unsigned long code;

	while (name + used < end && used <= ENTITY_SIZE && name[used] != ';')
		used++;
	if (name + used < end && used > 0 && used <= ENTITY_SIZE)
	{
		if (name[0] == '#' && number_read(name, used, &code))
		{
			*length = character_encode(code, character);
			return used + 2;
		}
		for (i = 0; i < sizeof(entities) / sizeof(entities[0]); i++)
			if (strlen(entities[i].name) == used && memcmp(entities[i].name, name, used) == 0)
			{
				*length = strlen(entities[i].character);
				memcpy(character, entities[i].character, *length);
				return used + 2;
			}
	}
	character[0] = '&';
	*length = 1;
	return 1;
}
