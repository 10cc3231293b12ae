/*
 * table_cell.c
 *		What a space, a word, a cell and a name are in a published table.
 *
 *		cell	=  [count | symbol] mark*
 *		count	=  digits, or 1 to 3 of them and then groups of 3, each after one space
 *		symbol	=  ":" "-" "." ".." "x" "[c]" "<5" "0..4" and their like
 *		mark	=  "*" "**" "†" "¹" and, set apart or after a letter, "1)"
 */
#include <stdio.h>
#include <string.h>

#include "table_cell.h"

#define INT4_DIGITS		"2147483647"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/*
 * The length of the space at a place, 0 where there is none.  What has no width
 * but must not survive in a name (byte order mark, zero width space) is a space.
 */
size_t
space_match(const char *at, const char *end, Space *space)
{
	size_t		left = end - at;
	unsigned char first = left > 0 ? at[0] : 0;
	unsigned char second = left > 1 ? at[1] : 0;
	unsigned char third = left > 2 ? at[2] : 0;

	*space = SPACE_PLAIN;
	switch (first)
	{
		case ' ':
		case '\v':
			return 1;
		case '\t':
			*space = SPACE_TAB;
			return 1;
		case '\f':
			*space = SPACE_PAGE;
			return 1;
		case '\n':
			*space = SPACE_LINE;
			return 1;
		case '\r':
			*space = SPACE_LINE;
			return second == '\n' ? 2 : 1;
		case 0xC2:
			if (second == 0xA0)
			{
				*space = SPACE_NARROW;
				return 2;
			}
			break;
		case 0xE2:
			if (second == 0x80 && (third == 0x89 || third == 0xAF))
			{
				*space = SPACE_NARROW;
				return 3;
			}
			if ((second == 0x80 && third >= 0x80 && third <= 0x8B) ||
				(second == 0x81 && third == 0xA0))
				return 3;
			break;
		case 0xE3:
			if (second == 0x80 && third == 0x80)
				return 3;
			break;
		case 0xEF:
			if (second == 0xBB && third == 0xBF)
				return 3;
			break;
	}
	*space = SPACE_NONE;
	return 0;
}

/* Without the spaces at both ends. */
Slice
slice_trim(Slice text)
{
	const char *end = text.data + text.length;
	const char *last = text.data;	/* behind the last character that is no space */
	const char *at;
	Space		space;
	size_t		length;

	while ((length = space_match(text.data, end, &space)) > 0)
		text.data += length;
	for (at = last = text.data; at < end; at += length)
	{
		length = space_match(at, end, &space);
		if (length == 0)
		{
			length = 1;
			last = at + 1;
		}
	}
	text.length = last - text.data;
	return text;
}

/* The length of a footnote mark that ends the text: *, dagger, a superscript digit. */
static size_t
mark_at_end(Slice text)
{
	const unsigned char *end = (const unsigned char *) text.data + text.length;

	if (text.length >= 1 && end[-1] == '*')
		return 1;
	if (text.length >= 2 && end[-2] == 0xC2 && (end[-1] == 0xB9 || end[-1] == 0xB2 || end[-1] == 0xB3))
		return 2;
	if (text.length >= 3 && end[-3] == 0xE2 &&
		((end[-2] == 0x80 && (end[-1] == 0xA0 || end[-1] == 0xA1)) ||
		 (end[-2] == 0x81 && (end[-1] == 0xB0 || (end[-1] >= 0xB4 && end[-1] <= 0xB9)))))
		return 3;
	return 0;
}

/* The length of a "1)" or "12)" that ends the text, with a leading "(" if there is one. */
static size_t
numbered_mark_at_end(Slice text)
{
	const char *end = text.data + text.length;
	size_t		length = 1;

	if (text.length < 2 || end[-1] != ')')
		return 0;
	while (length < text.length && length < 3 && is_digit(end[-1 - (long) length]))
		length++;
	return length > 1 ? length : 0;
}

/*
 * Without the footnote marks at its end.  A "1)" is one only where it cannot be
 * digits of a number: on its own, after a letter or after another mark.
 */
Slice
slice_trim_marks(Slice text)
{
	for (;;)
	{
		size_t		length;
		Slice		rest;

		text = slice_trim(text);
		length = mark_at_end(text);
		if (length == 0)
		{
			/* "*)" */
			rest = (Slice) {text.data, text.length > 0 ? text.length - 1 : 0};
			if (text.length > 1 && text.data[text.length - 1] == ')' && mark_at_end(rest) > 0)
				length = 1 + mark_at_end(rest);
		}
		if (length == 0)
		{
			length = numbered_mark_at_end(text);
			if (length > 0 && length < text.length)
			{
				char		before = text.data[text.length - length - 1];

				if (is_digit(before) || before == '(' || before == '.' || before == ',')
					length = 0;
			}
		}
		if (length == 0 || length >= text.length)
			return text;
		text.length -= length;
	}
}

bool
slice_equals(Slice text, const char *word)
{
	return text.length == strlen(word) && memcmp(text.data, word, text.length) == 0;
}

/* How many bytes of the text fit into a size, without cutting a character. */
size_t
slice_clip(Slice text, size_t size)
{
	if (text.length <= size)
		return text.length;
	while (size > 0 && ((unsigned char) text.data[size] & 0xC0) == 0x80)
		size--;
	return size;
}

/* In small letters, of ASCII and Latin-1, whatever the locale; empty if it does not fit. */
Slice
slice_fold(Slice text, char *buffer, size_t size)
{
	size_t		i;
	size_t		length = 0;

	if (text.length > size)
		return (Slice) {buffer, 0};
	for (i = 0; i < text.length; i++)
	{
		unsigned char c = text.data[i];
		unsigned char before = i > 0 ? text.data[i - 1] : 0;

		if (c == 0xC2 && i + 1 < text.length && (unsigned char) text.data[i + 1] == 0xAD)
		{
			i++;				/* soft hyphen */
			continue;
		}
		if ((c >= 'A' && c <= 'Z') || (before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97))
			c += 0x20;
		buffer[length++] = c;
	}
	return (Slice) {buffer, length};
}

/* Letters outside Latin-1 (as in Sámi names) count as either. */
static bool
starts_foreign(Slice text)
{
	unsigned char c = text.length > 1 ? text.data[0] : 0;

	return c >= 0xC4 && c <= 0xD1;
}

bool
slice_starts_upper(Slice text)
{
	unsigned char c = text.length > 0 ? text.data[0] : 0;
	unsigned char next = text.length > 1 ? text.data[1] : 0;

	return (c >= 'A' && c <= 'Z') || (c == 0xC3 && next >= 0x80 && next <= 0x9E) ||
		starts_foreign(text);
}

bool
slice_starts_lower(Slice text)
{
	unsigned char c = text.length > 0 ? text.data[0] : 0;
	unsigned char next = text.length > 1 ? text.data[1] : 0;

	return (c >= 'a' && c <= 'z') || (c == 0xC3 && next >= 0x9F) || starts_foreign(text);
}

static bool
slice_in(Slice text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (slice_equals(text, *words))
			return true;
	return false;
}

/* What publishers write in the place of a count. */
static const char *const symbols[] = {
	":", "-", "--", "–", "—", "−", ".", "..", "...", "…", "*", "**", "***", "#", "/", "?", "~",
	"x", "X", "n/a", "N/A", "NA", "n.a.", "i.o.", NULL
};

/* "[c]", "[low]" */
static bool
is_bracketed(Slice text)
{
	size_t		i;

	if (text.length < 3 || text.length > 16 || text.data[0] != '[' || text.data[text.length - 1] != ']')
		return false;
	for (i = 1; i + 1 < text.length; i++)
		if (!is_letter(text.data[i]) && text.data[i] != ':' && text.data[i] != '.')
			return false;
	return true;
}

static size_t
digits_length(const char *at, const char *end)
{
	const char *start = at;

	while (at < end && is_digit(*at))
		at++;
	return at - start;
}

static size_t
literal_length(const char *at, const char *end, const char *literal)
{
	size_t		length = strlen(literal);

	return (size_t) (end - at) >= length && memcmp(at, literal, length) == 0 ? length : 0;
}

/* Bounds in the place of a count: "<5" "≤4" "0..4" "5.." "..5" "1-4" "1–4" */
static bool
is_bounds(Slice text)
{
	const char *at = text.data;
	const char *end = text.data + text.length;
	size_t		lower;
	size_t		upper;
	size_t		between;

	if (at < end && (*at == '<' || *at == '>'))
		return ++at < end && at + digits_length(at, end) == end;
	if ((between = literal_length(at, end, "≤")) > 0 || (between = literal_length(at, end, "≥")) > 0)
		return (at += between) < end && at + digits_length(at, end) == end;
	lower = digits_length(at, end);
	at += lower;
	if ((between = literal_length(at, end, "..")) > 0)
	{
		upper = digits_length(at + between, end);
		return lower + upper > 0 && at + between + upper == end;
	}
	if ((between = literal_length(at, end, "-")) > 0 || (between = literal_length(at, end, "–")) > 0)
	{
		upper = digits_length(at + between, end);
		return lower > 0 && upper > 0 && at + between + upper == end;
	}
	return false;
}

static bool
is_symbol(Slice text)
{
	return text.length > 0 && (slice_in(text, symbols) || is_bracketed(text) || is_bounds(text));
}

/* "18.05", "17.03:", "7.12.2021", "18.05.22" */
static bool
is_date(Slice text)
{
	const char *at = text.data;
	const char *end = text.data + text.length;
	int			parts = 0;
	size_t		last = 0;

	while (at < end && parts < 3)
	{
		last = digits_length(at, end);
		if (last == 0 || last > (parts == 2 ? 4 : 2))
			return false;
		parts++;
		at += last;
		if (at == end || *at != '.')
			break;
		at++;
	}
	while (at < end && (*at == ':' || *at == ',' || *at == ')'))
		at++;
	if (at != end)
		return false;
	/* "18.5" may as well be a number with a decimal */
	return parts == 3 || (parts == 2 && (last == 2 || end[-1] == ':' || end[-1] == '.'));
}

/* What a word between spaces is, in a line of a pasted table. */
TokenKind
token_classify(Slice token)
{
	const char *end = token.data + token.length;
	unsigned char first = token.data[0];
	Slice		bare;
	size_t		i;
	bool		digit = false;
	bool		same = true;

	/* most words are recognised by how they begin */
	if (is_letter(first) && token.length > 1 && token.data[1] != '/' && token.data[1] != '.' &&
		first != 'N')
		return TOKEN_WORD;
	if (digits_length(token.data, end) == token.length)
		return TOKEN_DIGITS;
	if (is_symbol(token))
		return TOKEN_SYMBOL;
	if (numbered_mark_at_end(token) == token.length || slice_equals(token, "*)") ||
		mark_at_end(token) == token.length)
		return TOKEN_MARK;
	for (i = 1; i < token.length; i++)
		same = same && token.data[i] == token.data[0];
	if (same && token.length >= 3 && strchr("-=_.*+#~", first) != NULL)
		return TOKEN_RULE;
	if (is_date(token))
		return TOKEN_DATE;
	bare = slice_trim_marks(token);
	if (bare.length < token.length && bare.length > 0)
	{
		TokenKind	kind = token_classify(bare);

		return kind == TOKEN_DIGITS || kind == TOKEN_SYMBOL || kind == TOKEN_WRONG ? kind : TOKEN_WORD;
	}
	/* signs, points, commas and the like among digits */
	for (i = 0; i < token.length; i++)
	{
		unsigned char c = token.data[i];

		if (is_digit(c))
			digit = true;
		else if (strchr("+-.,:;%()'/*<>=", c) == NULL &&
				 literal_length(token.data + i, end, "−") == 0 &&
				 literal_length(token.data + i, end, "–") == 0 && (c & 0xC0) != 0x80)
			return TOKEN_WORD;
	}
	return digit ? TOKEN_WRONG : TOKEN_WORD;
}

/* Digits and the single spaces between them; false where that is no count. */
static bool
count_clean(Slice text, char *buffer, size_t *length)
{
	const char *at = text.data;
	const char *end = text.data + text.length;
	int			groups = 0;

	*length = 0;
	while (at < end)
	{
		size_t		digits = digits_length(at, end);
		Space		space;
		size_t		gap;

		if (digits == 0 || (groups > 0 && (digits != 3 || buffer[0] == '0')) || *length + digits > CELL_SIZE)
			return false;
		memcpy(buffer + *length, at, digits);
		*length += digits;
		at += digits;
		if (at == end)
			return true;
		if (groups == 0 && digits > 3)
			return false;
		gap = space_match(at, end, &space);
		if (gap == 0 || (space != SPACE_PLAIN && space != SPACE_NARROW))
			return false;
		at += gap;
		groups++;
	}
	return false;
}

/*
 * A cell without its footnote marks and the spaces within its number, in a
 * buffer of CELL_SIZE bytes; the empty cell is empty.  Returns NULL, or what is
 * wrong with the cell.
 */
const char *
cell_clean(Slice cell, char *buffer, Slice *result)
{
	Slice		text = slice_trim(cell);
	size_t		length;
	size_t		i;
	bool		digits = false;
	bool		only_number = true;

	*result = (Slice) {buffer, 0};
	if (text.length == 0)
		return NULL;
	/* "*" alone is a symbol, behind something a mark */
	if (!is_symbol(text))
		text = slice_trim_marks(text);
	if (count_clean(text, buffer, &length))
	{
		if (length > 1 && buffer[0] == '0')
			return "begins with a zero";
		if (length > strlen(INT4_DIGITS) ||
			(length == strlen(INT4_DIGITS) && memcmp(buffer, INT4_DIGITS, length) > 0))
			return "is larger than 2147483647";
		result->length = length;
		return NULL;
	}
	if (is_symbol(text))
	{
		if (text.length > CELL_SIZE)
			return "is too long";
		memcpy(buffer, text.data, text.length);
		result->length = text.length;
		return NULL;
	}
	for (i = 0; i < text.length; i++)
	{
		digits = digits || is_digit(text.data[i]);
		only_number = only_number && (is_digit(text.data[i]) || strchr(".,", text.data[i]) != NULL ||
									  (i == 0 && strchr("-+", text.data[i]) != NULL));
	}
	if (digits && (text.data[0] == '-' || literal_length(text.data, text.data + text.length, "−") > 0))
		return "is negative";
	if (digits && only_number && text.data[0] != '+')
		return "has a decimal comma or point";
	return "is neither a count nor a symbol";
}

/*
 * A name in a buffer of NAME_SIZE bytes: one space between words, no footnote
 * mark, no soft hyphen.  False where it is too long.
 */
bool
name_clean(Slice name, char *buffer, Slice *result)
{
	const char *at;
	const char *end;
	bool		pending_space = false;
	size_t		length = 0;

	name = slice_trim_marks(name);
	end = name.data + name.length;
	for (at = name.data; at < end;)
	{
		Space		space;
		size_t		gap = space_match(at, end, &space);

		if (gap > 0)
		{
			pending_space = true;
			at += gap;
			continue;
		}
		if (literal_length(at, end, "\xC2\xAD") > 0)
		{
			at += 2;
			continue;
		}
		if (length + 2 > NAME_SIZE)
			return false;
		if (pending_space)
			buffer[length++] = ' ';
		pending_space = false;
		buffer[length++] = *at++;
	}
	*result = (Slice) {buffer, length};
	return true;
}

/* "Totalt", "Sum fylke", "I alt", "Heile landet", "Vestland totalt" */
bool
name_is_total(Slice name)
{
	static const char *const first[] = {"sum", "total", "totalt", "totalsum", "totale", "landet", NULL};
	static const char *const whole[] = {
		"i alt", "hele landet", "heile landet", "hele fylket", "heile fylket",
		"alle kommuner", "alle kommunar", "alle fylker", "alle fylke", NULL
	};
	static const char *const last[] = {" totalt", " total", " i alt", " sum", " samlet", " samla", NULL};
	char		buffer[NAME_SIZE];
	Slice		text = slice_fold(name, buffer, sizeof(buffer));
	Slice		word = text;
	const char *space = memchr(text.data, ' ', text.length);
	int			i;

	if (text.length > 0 && text.data[text.length - 1] == ':')
		text.length--;
	word.length = space != NULL ? (size_t) (space - text.data) : text.length;
	if (slice_in(word, first) || slice_in(text, whole))
		return true;
	for (i = 0; last[i] != NULL; i++)
	{
		size_t		length = strlen(last[i]);

		if (text.length > length && memcmp(text.data + text.length - length, last[i], length) == 0)
			return true;
	}
	return false;
}
