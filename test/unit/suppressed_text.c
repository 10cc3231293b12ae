/*
 * suppressed_text.c
 *		The text form: what is written is read back, and nothing else than the
 *		forms of its head is read.
 *
 * sources: src/type/suppressed_text.c
 */
#include "postgres.h"

#include "type/suppressed_text.h"
#include "unit.h"

static int64
random_bound(void)
{
	static const int64 far[] = {PG_INT64_MIN + 1, PG_INT64_MAX - 1, PG_INT32_MIN, PG_INT32_MAX, 0, -1, 1};

	return chance(3) == 0 ? far[chance(lengthof(far))] : chance(2000) - 1000;
}

static void
test_round_trip(void)
{
	for (int round = 0; round < 20000; round++)
	{
		int64  a = random_bound();
		int64  b = random_bound();
		Bounds value = {Min(a, b), Max(a, b)};
		Bounds back;
		char   text[SUPPRESSED_TEXT_SIZE];

		if (value.lower != value.upper && chance(4) == 0)
			value.lower = NO_LOWER;
		if (value.lower != value.upper && chance(4) == 0)
			value.upper = NO_UPPER;
		check(suppressed_text_write(value, text) == (int) strlen(text), "length of %s", text);
		check(suppressed_text_read(text, &back) == SUPPRESSED_TEXT_OK && bounds_equal(back, value),
			  INT64_FORMAT ".." INT64_FORMAT " as %s", value.lower, value.upper, text);
	}
}

/* The forms, word by word, and what they mean. */
static void
test_forms(void)
{
	static const struct
	{
		const char *text;
		Bounds		value;
	} form[] = {
		{"39", {39, 39}},
		{"-39", {-39, -39}},
		{"0..4", {0, 4}},
		{"-4..-1", {-4, -1}},
		{":", {0, NO_UPPER}},
		{"0..", {0, NO_UPPER}},
		{"5..", {5, NO_UPPER}},
		{"..5", {NO_LOWER, 5}},
		{"..", {NO_LOWER, NO_UPPER}},
		{" 7 ", {7, 7}},
		{"{\"lower\": 0, \"upper\": 4}", {0, 4}},
		{" {\"upper\":null,\n\"lower\":-5} ", {-5, NO_UPPER}},
		{"{\"lower\": null, \"upper\": null}", {NO_LOWER, NO_UPPER}},
	};
	static const struct
	{
		const char			*text;
		SuppressedTextStatus status;
	} wrong[] = {
		{"", SUPPRESSED_TEXT_MALFORMED},
		{"x", SUPPRESSED_TEXT_MALFORMED},
		{"5...", SUPPRESSED_TEXT_MALFORMED},
		{"::", SUPPRESSED_TEXT_MALFORMED},
		{"4..0", SUPPRESSED_TEXT_REVERSED},
		{"9223372036854775808", SUPPRESSED_TEXT_OUT_OF_RANGE},
		{"1 2", SUPPRESSED_TEXT_MALFORMED},
		{"{}", SUPPRESSED_TEXT_MALFORMED_OBJECT},
		{"{\"lower\": 0}", SUPPRESSED_TEXT_MALFORMED_OBJECT},
		{"{\"lower\": 0, \"lower\": 4}", SUPPRESSED_TEXT_MALFORMED_OBJECT},
		{"{\"lower\": 4, \"upper\": 0}", SUPPRESSED_TEXT_REVERSED},
		{"{\"lower\": 0, \"upper\": 9223372036854775807}", SUPPRESSED_TEXT_OUT_OF_RANGE},
		{"1.5", SUPPRESSED_TEXT_MALFORMED},
		{"--1", SUPPRESSED_TEXT_MALFORMED},
		{".", SUPPRESSED_TEXT_MALFORMED},
	};
	Bounds value;

	for (int i = 0; i < (int) lengthof(form); i++)
		check(suppressed_text_read(form[i].text, &value) == SUPPRESSED_TEXT_OK && bounds_equal(value, form[i].value),
			  "%s", form[i].text);
	for (int i = 0; i < (int) lengthof(wrong); i++)
		check(suppressed_text_read(wrong[i].text, &value) == wrong[i].status, "%s", wrong[i].text);
}

/* Short texts of the form's characters: what is read is written and read as the same. */
static void
test_every_text(void)
{
	static const char letters[] = "05-.: ";
	int				  count = 1;
	int				  accepted = 0;

	for (int length = 1; length <= 6; length++)
	{
		count *= lengthof(letters) - 1;
		for (int number = 0; number < count; number++)
		{
			char   text[8] = "";
			char   written[SUPPRESSED_TEXT_SIZE];
			Bounds value;
			Bounds back;
			int	   rest = number;

			for (int i = 0; i < length; i++, rest /= lengthof(letters) - 1)
				text[i] = letters[rest % (lengthof(letters) - 1)];
			if (suppressed_text_read(text, &value) != SUPPRESSED_TEXT_OK)
				continue;
			accepted++;
			check(bounds_is_valid(value), "\"%s\" is not valid", text);
			suppressed_text_write(value, written);
			check(suppressed_text_read(written, &back) == SUPPRESSED_TEXT_OK && bounds_equal(back, value),
				  "\"%s\" as %s", text, written);
		}
	}
	check(accepted > 100, "%d texts were read", accepted);
}

int
main(void)
{
	test_begin("what is written is read back");
	test_round_trip();
	test_end();
	test_begin("the forms, and what is none");
	test_forms();
	test_end();
	test_begin("every short text of the form's characters");
	test_every_text();
	test_end();
	return test_finish();
}
