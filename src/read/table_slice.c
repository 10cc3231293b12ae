/*
 * table_slice.c
 *		Pieces of UTF-8 text: their spaces, footnote marks and letters.
 *
 *		mark	=  "*" "**" "*)" "†" "¹" and, set apart or after a letter, "1)"
 *
 * Called by all of this folder.  Owns nothing: a slice points into somebody's text.
 */
#include <string.h>

#include "read/table_slice.h"

/* marks that may end one word */
#define MARKS_MOST 16

/* The spaces of Unicode's general punctuation, E2 80 and E2 81 in UTF-8. */
static Space
punctuation_space(unsigned char second, unsigned char third)
{
	if (second == 0x80 && (third == 0x89 || third == 0xAF))
		return SPACE_NARROW;
	if (second == 0x80 && third >= 0x80 && third <= 0x8A)
		return SPACE_PLAIN;
	if ((second == 0x80 && third >= 0x8B && third <= 0x8D) || (second == 0x81 && third == 0xA0))
		return SPACE_ZERO;
	return SPACE_NONE;
}

/* The kind and the length of a space that is not of ASCII. */
static size_t
space_match_wide(const char *at, size_t left, Space *space)
{
	unsigned char first = at[0];
	unsigned char second = left > 1 ? at[1] : 0;
	unsigned char third = left > 2 ? at[2] : 0;

	if (first == 0xC2 && second == 0xA0)
	{
		*space = SPACE_NARROW;
		return 2;
	}
	if (first == 0xE2)
		*space = punctuation_space(second, third);
	else if (first == 0xE3 && second == 0x80 && third == 0x80)
		*space = SPACE_PLAIN;
	else if (first == 0xEF && second == 0xBB && third == 0xBF)
		*space = SPACE_ZERO;
	return *space == SPACE_NONE ? 0 : 3;
}

/* See space_match.  What has no width (byte order mark, zero width space) is a space of its own kind. */
size_t
space_match_any(const char *at, const char *end, Space *space)
{
	*space = SPACE_NONE;
	if (at >= end)
		return 0;
	switch (*at)
	{
		case ' ':
		case '\v':
			*space = SPACE_PLAIN;
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
			return end - at > 1 && at[1] == '\n' ? 2 : 1;
		default:
			return space_match_wide(at, end - at, space);
	}
}

/* The length of the space that ends the text, 0 where there is none. */
static size_t
space_at_end(Slice text)
{
	const char *end = text.data + text.length;
	const char *at = end;
	Space		space;

	/* back to where its character begins */
	while (at > text.data && end - at < 3)
	{
		at--;
		if (((unsigned char) *at & 0xC0) != 0x80)
			break;
	}
	return at < end && space_match(at, end, &space) == (size_t) (end - at) ? end - at : 0;
}

/*
 * Without the spaces at both ends; what lies between is not looked at, as it may be long.
 * What is not there stays so: C has no arithmetic with NULL, not even of 0.
 */
Slice
slice_trim(Slice text)
{
	Space  space;
	size_t length;

	if (text.data == NULL)
		return text;
	while ((length = space_match(text.data, text.data + text.length, &space)) > 0)
	{
		text.data += length;
		text.length -= length;
	}
	while ((length = space_at_end(text)) > 0)
		text.length -= length;
	return text;
}

/*
 * Without what is not seen: soft hyphens and what has no width.  In the buffer, or
 * as it is if there is none, or it does not fit.
 */
Slice
slice_drop_invisible(Slice text, char *buffer, size_t size)
{
	const char *end;
	const char *at;
	size_t		length = 0;
	bool		found = false;

	if (text.length == 0 || text.length > size)
		return text;
	end = text.data + text.length;
	for (at = text.data; at < end;)
	{
		Space  space;
		size_t gap = space_match(at, end, &space);

		if (gap > 0 && space == SPACE_ZERO)
			at += gap;
		else if (end - at > 1 && memcmp(at, "\xC2\xAD", 2) == 0)
			at += 2;
		else
		{
			buffer[length++] = *at++;
			continue;
		}
		found = true;
	}
	return found ? (Slice){buffer, length} : text;
}

/* The length of a footnote mark that ends the text: *, dagger, a superscript digit. */
size_t
slice_mark_at_end(Slice text)
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
size_t
slice_number_mark_at_end(Slice text)
{
	const char *end = text.data + text.length;
	size_t		length = 1;

	if (text.length < 2 || end[-1] != ')')
		return 0;
	while (length < text.length && length < 3 && is_digit(end[-1 - (long) length]))
		length++;
	return length > 1 ? length : 0;
}

/* Does a parenthesis stand open at the end of the text? */
static bool
slice_is_open(Slice text)
{
	size_t i = text.length;

	while (i > 0 && text.data[i - 1] != '(' && text.data[i - 1] != ')')
		i--;
	return i > 0 && text.data[i - 1] == '(';
}

/* The length of a mark that ends in a parenthesis: "*)", or "1)" where it cannot be digits of a number. */
static size_t
slice_closed_mark_at_end(Slice text)
{
	Slice  rest = {text.data, text.length > 0 ? text.length - 1 : 0};
	size_t sign;
	size_t length;
	char   before;

	if (text.length < 2 || text.data[text.length - 1] != ')')
		return 0;
	sign = slice_mark_at_end(rest);
	length = sign > 0 ? sign + 1 : slice_number_mark_at_end(text);
	rest.length = text.length - length;
	/* "(<5)" and "(*)" are parts of a count */
	if (length == 0 || slice_is_open(rest))
		return 0;
	before = rest.length > 0 ? rest.data[rest.length - 1] : ' ';
	return sign == 0 && (is_digit(before) || before == '.' || before == ',') ? 0 : length;
}

/*
 * Without the footnote marks at its end.  A "1)" is one only on its own, after a
 * letter or after another mark.  What ends in more marks than a word has stays as it
 * is: millions of them would be gone through once for each heading that is compared.
 */
Slice
slice_trim_marks(Slice text)
{
	Slice bare = slice_trim(text);
	int	  marks;

	for (marks = 0; marks <= MARKS_MOST; marks++)
	{
		size_t length = slice_mark_at_end(bare);

		if (length == 0)
			length = slice_closed_mark_at_end(bare);
		if (length == 0 || length >= bare.length)
			return bare;
		bare = slice_trim((Slice){bare.data, bare.length - length});
	}
	return slice_trim(text);
}

bool
slices_equal(Slice a, Slice b)
{
	return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

bool
slice_equals(Slice text, const char *word)
{
	return text.length == strlen(word) && memcmp(text.data, word, text.length) == 0;
}

bool
slice_is_digits(Slice text)
{
	size_t i;

	for (i = 0; i < text.length; i++)
		if (!is_digit(text.data[i]))
			return false;
	return true;
}

bool
slice_has_digit(Slice text)
{
	size_t i;

	for (i = 0; i < text.length; i++)
		if (is_digit(text.data[i]))
			return true;
	return false;
}

/* Is it a number that may be a year: 1900 to 2099? */
bool
slice_is_year(Slice text)
{
	return text.length == 4 && (memcmp(text.data, "19", 2) == 0 || memcmp(text.data, "20", 2) == 0) &&
		   is_digit(text.data[2]) && is_digit(text.data[3]);
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

/* The small letter of a capital of two bytes: Latin Extended-A, Greek or Cyrillic; else the letter itself. */
static int
letter_fold(int letter)
{
	if (letter >= 0x100 && letter < 0x178 && letter != 0x130 && letter != 0x138)
		return (letter >= 0x139 && letter <= 0x148) ? letter + (letter & 1) : letter | 1;
	if (letter >= 0x179 && letter <= 0x17E)
		return letter + (letter & 1);
	if ((letter >= 0x391 && letter <= 0x3AB) || (letter >= 0x410 && letter <= 0x42F))
		return letter + 0x20;
	if (letter >= 0x400 && letter <= 0x40F)
		return letter + 0x50;
	switch (letter)
	{
		case 0x178:
			return 0xFF;
		case 0x386:
			return 0x3AC;
		case 0x388:
		case 0x389:
		case 0x38A:
			return letter + 0x25;
		case 0x38C:
			return 0x3CC;
		case 0x38E:
		case 0x38F:
			return letter + 0x3F;
		default:
			return letter;
	}
}

/* In small letters, of ASCII, Latin, Greek and Cyrillic, whatever the locale; empty if it does not fit. */
Slice
slice_fold(Slice text, char *buffer, size_t size)
{
	size_t i;
	size_t length = 0;

	if (text.length > size)
		return (Slice){buffer, 0};
	for (i = 0; i < text.length; i++)
	{
		unsigned char c = text.data[i];
		unsigned char before = i > 0 ? text.data[i - 1] : 0;

		if (c == 0xC2 && i + 1 < text.length && (unsigned char) text.data[i + 1] == 0xAD)
		{
			i++; /* soft hyphen */
			continue;
		}
		if ((c >= 'A' && c <= 'Z') || (before == 0xC3 && c >= 0x80 && c <= 0x9E && c != 0x97))
			c += 0x20;
		if (before >= 0xC4 && before <= 0xD1 && c >= 0x80 && c <= 0xBF)
		{
			int letter = letter_fold((before & 0x1F) << 6 | (c & 0x3F));

			buffer[length - 1] = 0xC0 | letter >> 6;
			c = 0x80 | (letter & 0x3F);
		}
		buffer[length++] = c;
	}
	return (Slice){buffer, length};
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

	return (c >= 'A' && c <= 'Z') || (c == 0xC3 && next >= 0x80 && next <= 0x9E) || starts_foreign(text);
}

bool
slice_starts_lower(Slice text)
{
	unsigned char c = text.length > 0 ? text.data[0] : 0;
	unsigned char next = text.length > 1 ? text.data[1] : 0;

	return (c >= 'a' && c <= 'z') || (c == 0xC3 && next >= 0x9F) || starts_foreign(text);
}

bool
word_is_one_of(Slice word, const char *const *words)
{
	char  buffer[32];
	Slice folded = slice_fold(word, buffer, sizeof(buffer));

	for (; *words != NULL; words++)
		if (slice_equals(folded, *words))
			return true;
	return false;
}
