/*
 * int128_text.h
 *		Writing a 128-bit integer, for which neither C nor PostgreSQL has a format.
 *		Called by type's aggregate.c and partition_bounds.c.  Owns nothing.
 */
#ifndef BUSETTING_INT128_TEXT_H
#define BUSETTING_INT128_TEXT_H

#include "postgres.h"

#define INT128_DIGITS 39

/* a sign, the digits, the end */
#define INT128_TEXT_SIZE (INT128_DIGITS + 2)

/* text has at least INT128_TEXT_SIZE bytes; returns the end of what is written, where a zero byte stands */
static inline char *
int128_write(int128 value, char *text)
{
	char	digits[INT128_DIGITS];
	char   *digit = digits + sizeof(digits);
	uint128 rest = value < 0 ? -(uint128) value : (uint128) value;

	if (value < 0)
		*text++ = '-';
	do
		*--digit = '0' + (int) (rest % 10);
	while ((rest /= 10) > 0);
	memcpy(text, digit, digits + sizeof(digits) - digit);
	text += digits + sizeof(digits) - digit;
	*text = '\0';
	return text;
}

#endif /* BUSETTING_INT128_TEXT_H */
