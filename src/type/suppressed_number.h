/*
 * suppressed_number.h
 *		Comparing suppressed_int and suppressed_bigint with numbers that need not
 *		be whole; compared_number.c says why there is a type for these.
 *
 * Included once by suppressed_int.c and once by suppressed_bigint.c; the head of
 * suppressed_type.h lists the words that they define.  All functions are strict.
 */
#include "type/compared_number.h"

/* value VERB number, and number VERB value, each of what the two are to each other */
#define BESIDE_NUMBER(type_verb_number, number_verb_type, left, right) \
	PG_FUNCTION_INFO_V1(type_verb_number); \
	Datum type_verb_number(PG_FUNCTION_ARGS) \
	{ \
		Bounds		value = GETARG(0); \
		NumberPlace number = number_place(PG_GETARG_DATUM(1)); \
\
		PG_RETURN_BOOL(left); \
	} \
	PG_FUNCTION_INFO_V1(number_verb_type); \
	Datum number_verb_type(PG_FUNCTION_ARGS) \
	{ \
		NumberPlace number = number_place(PG_GETARG_DATUM(0)); \
		Bounds		value = GETARG(1); \
\
		PG_RETURN_BOOL(right); \
	}

BESIDE_NUMBER(TYPE(eq_number), NUMBER_TYPE(eq), number_compare(value, number) == 0, number_compare(value, number) == 0)
BESIDE_NUMBER(TYPE(ne_number), NUMBER_TYPE(ne), number_compare(value, number) != 0, number_compare(value, number) != 0)
BESIDE_NUMBER(TYPE(lt_number), NUMBER_TYPE(lt), number_compare(value, number) < 0, number_compare(value, number) > 0)
BESIDE_NUMBER(TYPE(le_number), NUMBER_TYPE(le), number_compare(value, number) <= 0, number_compare(value, number) >= 0)
BESIDE_NUMBER(TYPE(gt_number), NUMBER_TYPE(gt), number_compare(value, number) > 0, number_compare(value, number) < 0)
BESIDE_NUMBER(TYPE(ge_number), NUMBER_TYPE(ge), number_compare(value, number) >= 0, number_compare(value, number) <= 0)
BESIDE_NUMBER(TYPE(before_number), NUMBER_TYPE(before), number_after(value, number), number_before(value, number))
BESIDE_NUMBER(TYPE(after_number), NUMBER_TYPE(after), number_before(value, number), number_after(value, number))
BESIDE_NUMBER(TYPE(overlaps_number), NUMBER_TYPE(overlaps), number_within(value, number), number_within(value, number))
BESIDE_NUMBER(TYPE(contains_number), NUMBER_TYPE(contains), number_within(value, number),
			  number_compare(value, number) == 0)
BESIDE_NUMBER(TYPE(contained_by_number), NUMBER_TYPE(contained_by), number_compare(value, number) == 0,
			  number_within(value, number))
