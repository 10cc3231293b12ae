/*
 * table_html_entity.c
 *		Characters that a web page writes by name or number: "&aring;", "&#160;".
 */
#include <string.h>

#include "read/table_html_entity.h"
#include "read/table_html_tag.h"

#define ENTITY_SIZE		10		/* bytes of a name or number */
#define REPLACEMENT		0xFFFD	/* for what is no character */

/* Those that stand in tables of numbers and Norwegian or Sámi names. */
static const struct
{
	const char *name;
	const char *character;
}			entities[] =
{
	{"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"},
	{"nbsp", "\u00A0"}, {"ensp", "\u2002"}, {"emsp", "\u2003"}, {"thinsp", "\u2009"},
	{"shy", "\u00AD"}, {"ndash", "–"}, {"mdash", "—"}, {"minus", "−"}, {"hellip", "…"},
	{"middot", "·"}, {"bull", "•"}, {"le", "≤"}, {"ge", "≥"}, {"colon", ":"}, {"period", "."},
	{"lpar", "("}, {"rpar", ")"}, {"lbrack", "["}, {"rbrack", "]"}, {"ast", "*"},
	{"dagger", "†"}, {"Dagger", "‡"}, {"sup1", "¹"}, {"sup2", "²"}, {"sup3", "³"}, {"sect", "§"},
	{"laquo", "«"}, {"raquo", "»"}, {"lsquo", "‘"}, {"rsquo", "’"}, {"ldquo", "“"}, {"rdquo", "”"},
	{"aring", "å"}, {"Aring", "Å"}, {"aelig", "æ"}, {"AElig", "Æ"}, {"oslash", "ø"}, {"Oslash", "Ø"},
	{"auml", "ä"}, {"Auml", "Ä"}, {"ouml", "ö"}, {"Ouml", "Ö"}, {"uuml", "ü"}, {"Uuml", "Ü"},
	{"aacute", "á"}, {"Aacute", "Á"}, {"eacute", "é"}, {"Eacute", "É"}, {"egrave", "è"},
	{"ograve", "ò"}, {"ocirc", "ô"}, {"iuml", "ï"}, {"ccaron", "č"}, {"Ccaron", "Č"},
	{"dstrok", "đ"}, {"Dstrok", "Đ"}, {"eng", "ŋ"}, {"ENG", "Ŋ"}, {"scaron", "š"}, {"Scaron", "Š"},
	{"tstrok", "ŧ"}, {"Tstrok", "Ŧ"}, {"zcaron", "ž"}, {"Zcaron", "Ž"}
};

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
	bool		hexadecimal = length > 1 && (text[1] == 'x' || text[1] == 'X');
	size_t		i = hexadecimal ? 2 : 1;

	*code = 0;
	if (i == length)
		return false;
	for (; i < length; i++)
	{
		static const char digits[] = "0123456789abcdef0123456789ABCDEF";
		const char *digit = memchr(digits, text[i], sizeof(digits) - 1);

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
	const char *name = at + 1;
	size_t		used = 0;
	size_t		i;
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
