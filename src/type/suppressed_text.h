/*
 * suppressed_text.h
 *		Reading and writing the text form of a value known to lie in
 *		lower..upper.  Pure C: needs no server, so that a fuzzer can run it alone.
 *
 *		39		exact					5..		at least 5
 *		0..4	hidden, 0 to 4			..5		at most 5
 *		:		hidden, at least 0		..		unknown
 *
 * What the casts to json and jsonb write is read too, so that a row that was
 * made json is made a row again: {"lower": 0, "upper": 4}, null for a bound that
 * is not known.
 */
#ifndef BUSETTING_SUPPRESSED_TEXT_H
#define BUSETTING_SUPPRESSED_TEXT_H

#include "type/bounds.h"

/* two numbers of 20 characters, two dots, the end */
#define SUPPRESSED_TEXT_SIZE 43

typedef enum SuppressedTextStatus
{
	SUPPRESSED_TEXT_OK,
	SUPPRESSED_TEXT_MALFORMED,
	SUPPRESSED_TEXT_MALFORMED_OBJECT, /* begins as JSON */
	SUPPRESSED_TEXT_OUT_OF_RANGE,
	SUPPRESSED_TEXT_REVERSED /* lower is greater than upper */
} SuppressedTextStatus;

extern SuppressedTextStatus suppressed_text_read(const char *text, Bounds *result);
extern bool					suppressed_text_is_symbol(const char *text);
extern int					suppressed_text_write(Bounds value, char *text);

#endif /* BUSETTING_SUPPRESSED_TEXT_H */
