/*
 * suppressed_text.c
 *		Fuzzes reading and writing the text form, without a server, and the order
 *		of suppressed_int's packed form beside that of the bounds.
 *
 * sources: src/type/suppressed_text.c
 *
 * The input is read as a text; its first bytes also as two values, so that every
 * value is written, not only those a text was found for.
 */
#include "postgres.h"

#include "type/suppressed.h"
#include "type/suppressed_text.h"

int LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static int
sign(int number)
{
	return (number > 0) - (number < 0);
}

/* What is written reads back as the same value, and fits; returns its length. */
static size_t
check_written(Bounds value)
{
	char   text[SUPPRESSED_TEXT_SIZE];
	Bounds again;
	int	   length = suppressed_text_write(value, text);

	check(length > 0 && length < SUPPRESSED_TEXT_SIZE && strlen(text) == (size_t) length);
	check(suppressed_text_read(text, &again) == SUPPRESSED_TEXT_OK);
	check(bounds_equal(value, again));
	return length;
}

static void
check_packed(Bounds a, Bounds b)
{
	int64 packed_a;
	int64 packed_b;

	if (!suppressed_int_narrow(a, &packed_a) || !suppressed_int_narrow(b, &packed_b))
		return;
	check(bounds_equal(suppressed_int_unpack(packed_a), a));
	check(sign(bounds_compare(a, b)) == (packed_a > packed_b) - (packed_a < packed_b));
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	char  *text = malloc(size + 1);
	Bounds value[2];

	memcpy(text, data, size);
	text[size] = '\0';
	if (suppressed_text_read(text, &value[0]) == SUPPRESSED_TEXT_OK)
	{
		check(bounds_is_valid(value[0]));
		/* no text of a value is shorter than the one that is written */
		check(check_written(value[0]) <= strlen(text));
	}
	free(text);

	if (size >= sizeof(value))
	{
		memcpy(value, data, sizeof(value));
		for (int i = 0; i < 2; i++)
		{
			if (!bounds_is_valid(value[i]))
				return 0;
			check_written(value[i]);
		}
		check(sign(bounds_compare(value[0], value[1])) == -sign(bounds_compare(value[1], value[0])));
		check((bounds_compare(value[0], value[1]) == 0) == bounds_equal(value[0], value[1]));
		check_packed(value[0], value[1]);
	}
	return 0;
}
