/*
 * px_decoding.c
 *		The text that the bytes of a PX file are: its own keywords name the encoding.
 *
 * Called by published_table.c, where the caller names none.  Owns nothing but the text it returns.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "read/decoding.h"
#include "read/px_decoding.h"
#include "read/table.h"
#include "util/compat.h"

#define KEYWORD_BYTES 65536 /* of the file that are looked through for its encoding */

/* What a keyword without subject says, where it is a text on its line. */
static Slice
bytes_find(Slice bytes, const char *keyword)
{
	const char *at = bytes.data;
	const char *end = at + Min(bytes.length, KEYWORD_BYTES);
	size_t		length = strlen(keyword);

	for (; (size_t) (end - at) > length + 2; at++)
		if ((at == bytes.data || strchr("\r\n;\xBF", at[-1]) != NULL) && memcmp(at, keyword, length) == 0 &&
			at[length] == '=' && at[length + 1] == '"')
		{
			const char *quote = memchr(at + length + 2, '"', end - at - length - 2);

			return quote == NULL ? (Slice){NULL, 0} : (Slice){at + length + 2, quote - at - length - 2};
		}
	return (Slice){NULL, 0};
}

/* The upper half of code page 850, of DOS, which the server does not know. */
/* clang-format off */
static const unsigned short code_page_850[128] = {
	0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE, 0x00EC, 0x00C4, 0x00C5,
	0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6, 0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192,
	0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA, 0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x00C1, 0x00C2, 0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557, 0x255D, 0x00A2, 0x00A5, 0x2510,
	0x2514, 0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256C, 0x00A4,
	0x00F0, 0x00D0, 0x00CA, 0x00CB, 0x00C8, 0x0131, 0x00CD, 0x00CE, 0x00CF, 0x2518, 0x250C, 0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580,
	0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE, 0x00DE, 0x00DA, 0x00DB, 0x00D9, 0x00FD, 0x00DD, 0x00AF, 0x00B4,
	0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6, 0x00A7, 0x00F7, 0x00B8, 0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0};
/* clang-format on */

static text *
cp850_decode(const char *bytes, int length)
{
	StringInfoData utf8;
	int			   i;

	initStringInfo(&utf8);
	for (i = 0; i < length; i++)
	{
		unsigned char byte = bytes[i];
		unsigned char character[4];

		if (byte < 0x80)
		{
			appendStringInfoChar(&utf8, bytes[i]);
			continue;
		}
		unicode_to_utf8(code_page_850[byte - 0x80], character);
		appendBinaryStringInfo(&utf8, (const char *) character, pg_utf_mblen(character));
	}
	return bytes_decode(utf8.data, utf8.len, "UTF8");
}

/*
 * The bytes of a PX file as text: of the encoding that CODEPAGE names; without one it is
 * that of Windows if CHARSET is ANSI, else that of DOS, unless it is UTF-8.
 */
text *
px_decode(const char *bytes, int length)
{
	Slice page = bytes_find((Slice){bytes, length}, "CODEPAGE");
	char *name;

	if (page.data == NULL && bytes_find((Slice){bytes, length}, "CHARSET").data == NULL &&
		!pg_verify_mbstr(PG_UTF8, bytes, length, true))
		return cp850_decode(bytes, length);
	if (page.data == NULL || (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0))
		return bytes_decode(bytes, length, NULL);
	name = pnstrdup(page.data, Min(page.length, NAMEDATALEN));
	if (pg_strcasecmp(name, "cp850") == 0 || pg_strcasecmp(name, "ibm850") == 0 || pg_strcasecmp(name, "850") == 0)
		return cp850_decode(bytes, length);
	/* who says so often writes quotes and dashes of Windows, too */
	if (pg_char_to_encoding(name) == PG_LATIN1)
		name = "WIN1252";
	if (pg_char_to_encoding(name) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the encoding \"%s\" of CODEPAGE is unknown", name),
				 errdetail("Encodings are those of PostgreSQL, as UTF8, LATIN1 and WIN1252, and CP850."),
				 errhint("Name the encoding that the file has: encoding => 'LATIN1'.")));
	return bytes_decode(bytes, length, name);
}
