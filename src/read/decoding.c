/*
 * decoding.c
 *		busetting.table_text: the text that the bytes of a file are.
 *
 * Called by published_table.c and, as table_text, from SQL.  Owns nothing but the text it
 * returns.
 */
#include "postgres.h"

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "read/decoding.h"
#include "read/table.h"
#include "util/compat.h"

/*
 * UTF-16, which spreadsheets call Unicode text, as UTF-8.  It begins with the byte
 * order mark, which is left out.
 */
static char *
utf16_to_utf8(const unsigned char *bytes, int length, int *result_length)
{
	int	  high = bytes[0] == 0xFE ? 0 : 1; /* which byte of two is the high one */
	char *result = palloc(length / 2 * 3 + 1);
	char *end = result;
	int	  at;

	if (length > 2 * TABLE_BYTES)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the content is too long"),
						errdetail("It has %d bytes, at most %d of UTF-16 are read at once.", length, 2 * TABLE_BYTES),
						errhint("Check that this is the right file, or divide it into publications.")));
	if (length % 2 != 0)
		ereport(ERROR, (errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
						errmsg("the content ends within a character of UTF-16, at byte %d", length),
						errdetail("A character has two bytes, or four."), errhint("Copy the file again, to its end.")));
	for (at = 2; at < length; at += 2)
	{
		pg_wchar c = bytes[at + high] << 8 | bytes[at + 1 - high];

		if (is_utf16_surrogate_first(c) && at + 2 < length)
		{
			pg_wchar second = bytes[at + 2 + high] << 8 | bytes[at + 3 - high];

			if (is_utf16_surrogate_second(second))
			{
				c = surrogate_pair_to_codepoint(c, second);
				at += 2;
			}
		}
		if (c == 0 || is_utf16_surrogate_first(c) || is_utf16_surrogate_second(c))
			ereport(ERROR, (errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
							errmsg("the content has no character of UTF-16 at byte %d", at + 1),
							errdetail("It begins as UTF-16 does, with a byte order mark."),
							errhint("Save the file as text or CSV of UTF-8.")));
		unicode_to_utf8(c, (unsigned char *) end);
		end += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	}
	*result_length = end - result;
	return result;
}

/* Where in the content a byte is: its line, from 1. */
static int
line_at(const char *bytes, int at)
{
	int line = 1;
	int i;

	for (i = 0; i < at; i++)
		line += bytes[i] == '\n';
	return line;
}

/* Is all of the content of the encoding?  If not, say where. */
static void
check_encoding(const char *bytes, int length, int encoding)
{
	/* which bytes Windows-1252 does not use; all others are characters of it */
	static const char unused[] = "\x81\x8D\x8F\x90\x9D";
	int				  at = 0;

	if (encoding == PG_WIN1252)
		while (at < length && strchr(unused, bytes[at]) == NULL)
			at++;
	else if (pg_verify_mbstr(encoding, bytes, length, true))
		at = length;
	else
		for (;;)
		{
			int character = pg_encoding_mblen(encoding, bytes + at);

			if (character > length - at || !pg_verify_mbstr(encoding, bytes + at, character, true))
				break;
			at += character;
		}
	if (at < length)
		ereport(ERROR,
				(errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
				 errmsg("line %d: byte %d, 0x%02x, is no character of encoding %s", line_at(bytes, at), at + 1,
						(unsigned char) bytes[at], pg_encoding_to_char(encoding)),
				 errdetail("A file that does not say its encoding is read as UTF8, or as WIN1252 where it cannot be."),
				 errhint("Name the encoding that the file has: encoding => 'LATIN1'.")));
}

/*
 * The bytes of a file as text.  Without an encoding they are UTF-16 if they begin as it does,
 * UTF-8 if they can be, else what Norwegian offices write besides, Windows-1252, of which
 * Latin-1's text is part.
 */
text *
bytes_decode(const char *bytes, int length, const char *encoding_name)
{
	int encoding;

	if (encoding_name != NULL)
	{
		encoding = pg_char_to_encoding(encoding_name);
		if (encoding < 0)
			ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("unknown encoding \"%s\"", encoding_name),
							errdetail("Encodings are those of PostgreSQL, as UTF8, LATIN1 and WIN1252."),
							errhint("Leave the encoding out to have it recognised.")));
	}
	else if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
	{
		bytes = utf16_to_utf8((const unsigned char *) bytes, length, &length);
		encoding = PG_UTF8;
	}
	else
		encoding = pg_verify_mbstr(PG_UTF8, bytes, length, true) ? PG_UTF8 : PG_WIN1252;
	if (length > TABLE_BYTES)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("line %d: the content is too long", line_at(bytes, TABLE_BYTES)),
						errdetail("It has %d bytes, at most %d are read at once.", length, TABLE_BYTES),
						errhint("Check that this is the right file, or divide it into publications.")));
	CHECK_FOR_INTERRUPTS();
	/* converting wants a zero byte at the end, and none before */
	bytes = pnstrdup(bytes, length);
	if (strlen(bytes) < (size_t) length)
		ereport(ERROR, (errcode(ERRCODE_CHARACTER_NOT_IN_REPERTOIRE),
						errmsg("line %d: the content has a zero byte at position %d", line_at(bytes, strlen(bytes)),
							   (int) strlen(bytes) + 1),
						errdetail("Text has none; the files of spreadsheets do."),
						errhint("Save the file as text or CSV of UTF-8, or as .xlsx or .ods for read_table.")));
	check_encoding(bytes, length, encoding);
	CHECK_FOR_INTERRUPTS();
	return cstring_to_text(pg_any_to_server(bytes, length, encoding));
}

/* table_text(content bytea, encoding name): the bytes of a file as text.  NULL for content NULL. */
PG_FUNCTION_INFO_V1(table_text);
Datum
table_text(PG_FUNCTION_ARGS)
{
	bytea *content;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	content = PG_GETARG_BYTEA_PP(0);
	PG_RETURN_TEXT_P(bytes_decode(VARDATA_ANY(content), VARSIZE_ANY_EXHDR(content),
								  PG_ARGISNULL(1) ? NULL : NameStr(*PG_GETARG_NAME(1))));
}
