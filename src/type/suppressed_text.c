/*
 * suppressed_text.c
 *		Reading and writing the text form; suppressed_text.h has the forms.
 *
 * Called by the input and output functions of both types (suppressed_type.h), and
 * without a server by test/fuzz and test/unit.  Calls no function of the server and
 * allocates nothing: errors are a status, for which the caller has the words.
 */
#include "postgres.h"

#include "type/suppressed_text.h"

static inline bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/*
 * Read an integer with an optional sign, if one stands at *text, and advance
 * *text behind it.  Digits are summed negatively, as the minimum has no
 * positive counterpart.
 */
static SuppressedTextStatus
read_integer(const char **text, bool *found, int64 *value)
{
	const char *digit = *text;
	bool		negative = *digit == '-';
	bool		overflow = false;
	int64		sum = 0;

	if (*digit == '-' || *digit == '+')
		digit++;
	*found = *digit >= '0' && *digit <= '9';
	if (!*found)
		return digit == *text ? SUPPRESSED_TEXT_OK : SUPPRESSED_TEXT_MALFORMED;
	for (; *digit >= '0' && *digit <= '9'; digit++)
		overflow = overflow || pg_mul_s64_overflow(sum, 10, &sum) || pg_sub_s64_overflow(sum, *digit - '0', &sum);
	*text = digit;
	if (overflow || (!negative && sum == PG_INT64_MIN))
		return SUPPRESSED_TEXT_OUT_OF_RANGE;
	*value = negative ? sum : -sum;
	return SUPPRESSED_TEXT_OK;
}

static inline const char *
skip_space(const char *text)
{
	while (is_space(*text))
		text++;
	return text;
}

/* Bounds that were read apart, as a value.  *result is set only where OK is returned. */
static SuppressedTextStatus
join_read(bool has_lower, int64 lower, bool has_upper, int64 upper, Bounds *result)
{
	if (has_lower && has_upper && lower > upper)
		return SUPPRESSED_TEXT_REVERSED;
	if (!bounds_join(has_lower, lower, has_upper, upper, result))
		return SUPPRESSED_TEXT_OUT_OF_RANGE;
	return SUPPRESSED_TEXT_OK;
}

/* Read a whole number as JSON has it, or null, and advance *text behind it. */
static SuppressedTextStatus
read_json_integer(const char **text, bool *known, int64 *value)
{
	const char *digit = *text + (**text == '-');

	if (strncmp(*text, "null", 4) == 0)
	{
		*text += 4;
		*known = false;
		return SUPPRESSED_TEXT_OK;
	}
	/* JSON has no plus sign and no zeros before a number */
	if (*digit < '0' || *digit > '9' || (digit[0] == '0' && digit[1] >= '0' && digit[1] <= '9'))
		return SUPPRESSED_TEXT_MALFORMED_OBJECT;
	return read_integer(text, known, value);
}

/* The object that the casts to json and jsonb write; its two keys may stand in either order. */
static SuppressedTextStatus
read_object(const char *text, Bounds *result)
{
	static const char *const key[2] = {"\"lower\"", "\"upper\""};
	bool					 found[2] = {false, false};
	bool					 known[2] = {false, false};
	int64					 bound[2] = {0, 0};
	SuppressedTextStatus	 status[2] = {SUPPRESSED_TEXT_OK, SUPPRESSED_TEXT_OK};

	for (int i = 0; i < 2; i++)
	{
		int which;

		/* behind the brace that opens it, or the comma */
		text = skip_space(text + 1);
		which = strncmp(text, key[1], strlen(key[1])) == 0;
		if (found[which] || strncmp(text, key[which], strlen(key[which])) != 0)
			return SUPPRESSED_TEXT_MALFORMED_OBJECT;
		found[which] = true;
		text = skip_space(text + strlen(key[which]));
		if (*text != ':')
			return SUPPRESSED_TEXT_MALFORMED_OBJECT;
		text = skip_space(text + 1);
		status[which] = read_json_integer(&text, &known[which], &bound[which]);
		text = skip_space(text);
		if (status[which] == SUPPRESSED_TEXT_MALFORMED_OBJECT || *text != (i == 0 ? ',' : '}'))
			return SUPPRESSED_TEXT_MALFORMED_OBJECT;
	}
	if (*skip_space(text + 1) != '\0')
		return SUPPRESSED_TEXT_MALFORMED_OBJECT;
	if (status[0] != SUPPRESSED_TEXT_OK || status[1] != SUPPRESSED_TEXT_OK)
		return SUPPRESSED_TEXT_OUT_OF_RANGE;
	return join_read(known[0], bound[0], known[1], bound[1], result);
}

/* text must end with a zero byte; *result is set only where OK is returned */
SuppressedTextStatus
suppressed_text_read(const char *text, Bounds *result)
{
	bool				 has_lower = true;
	bool				 has_upper = false;
	int64				 lower = 0;
	int64				 upper = 0;
	SuppressedTextStatus lower_status = SUPPRESSED_TEXT_OK;
	SuppressedTextStatus upper_status = SUPPRESSED_TEXT_OK;

	text = skip_space(text);
	if (*text == ':')
		text++;
	else if (*text == '{')
		return read_object(text, result);
	else
	{
		lower_status = read_integer(&text, &has_lower, &lower);
		if (text[0] == '.' && text[1] == '.')
		{
			text += 2;
			upper_status = read_integer(&text, &has_upper, &upper);
		}
		else if (!has_lower)
			return SUPPRESSED_TEXT_MALFORMED;
		else
		{
			has_upper = true;
			upper = lower;
		}
	}

	/* a malformed text is no number, however long its digits */
	if (*skip_space(text) != '\0' || lower_status == SUPPRESSED_TEXT_MALFORMED ||
		upper_status == SUPPRESSED_TEXT_MALFORMED)
		return SUPPRESSED_TEXT_MALFORMED;
	if (lower_status != SUPPRESSED_TEXT_OK || upper_status != SUPPRESSED_TEXT_OK)
		return SUPPRESSED_TEXT_OUT_OF_RANGE;
	return join_read(has_lower, lower, has_upper, upper, result);
}

/* Is the text ":", and not "0..", which is the same value? */
bool
suppressed_text_is_symbol(const char *text)
{
	return *skip_space(text) == ':';
}

/* two digits at a time: a division takes longer than a look */
static const char digit_pairs[] = "00010203040506070809"
								  "10111213141516171819"
								  "20212223242526272829"
								  "30313233343536373839"
								  "40414243444546474849"
								  "50515253545556575859"
								  "60616263646566676869"
								  "70717273747576777879"
								  "80818283848586878889"
								  "90919293949596979899";

static inline char *
write_integer(int64 value, char *text)
{
	char   digits[20];
	char  *digit = digits + sizeof(digits);
	uint64 rest = value < 0 ? -(uint64) value : (uint64) value;

	if (value < 0)
		*text++ = '-';
	for (; rest >= 100; rest /= 100)
		memcpy(digit -= 2, digit_pairs + rest % 100 * 2, 2);
	if (rest >= 10)
		memcpy(digit -= 2, digit_pairs + rest * 2, 2);
	else
		*--digit = '0' + rest;
	for (; digit < digits + sizeof(digits); digit++)
		*text++ = *digit;
	return text;
}

/* text must have room for SUPPRESSED_TEXT_SIZE bytes; returns the length */
int
suppressed_text_write(Bounds value, char *text)
{
	char *end = text;

	if (value.lower == 0 && !bounds_has_upper(value))
		*end++ = ':';
	else
	{
		if (bounds_has_lower(value))
			end = write_integer(value.lower, end);
		if (!bounds_is_exact(value))
		{
			*end++ = '.';
			*end++ = '.';
			if (bounds_has_upper(value))
				end = write_integer(value.upper, end);
		}
	}
	*end = '\0';
	return end - text;
}
