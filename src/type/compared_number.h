/*
 * compared_number.h
 *		Where a number that need not be whole stands among the integers.
 */
#ifndef BUSETTING_COMPARED_NUMBER_H
#define BUSETTING_COMPARED_NUMBER_H

#include "postgres.h"

#include "type/bounds.h"

typedef enum NumberKind
{
	NUMBER_MINUS_INFINITY, /* less than all numbers */
	NUMBER_BELOW,		   /* less than all of int8 */
	NUMBER_AMONG,		   /* floor or more, less than the next integer */
	NUMBER_ABOVE,		   /* greater than all of int8 */
	NUMBER_INFINITY		   /* greater than all numbers, as NaN is in SQL */
} NumberKind;

typedef struct NumberPlace
{
	NumberKind kind;
	bool	   whole;
	int64	   floor; /* of NUMBER_AMONG */
} NumberPlace;

extern NumberPlace number_place(Datum number);

/* the sign of bound - number */
static inline int
number_compare_bound(int64 bound, NumberPlace number)
{
	if (number.kind != NUMBER_AMONG)
		return number.kind < NUMBER_AMONG ? 1 : -1;
	if (bound != number.floor)
		return bound < number.floor ? -1 : 1;
	return number.whole ? 0 : -1;
}

/* The order of the types, with the number as an exact value: by the lower bound, then by the upper. */
static inline int
number_compare(Bounds value, NumberPlace number)
{
	int lower;

	if (bounds_has_lower(value))
		lower = number_compare_bound(value.lower, number);
	else
		lower = number.kind == NUMBER_MINUS_INFINITY ? 0 : -1;
	if (lower != 0)
		return lower;
	return bounds_has_upper(value) ? number_compare_bound(value.upper, number) : 1;
}

/* value is certainly less than number */
static inline bool
number_after(Bounds value, NumberPlace number)
{
	return number.kind == NUMBER_INFINITY || (bounds_has_upper(value) && number_compare_bound(value.upper, number) < 0);
}

static inline bool
number_before(Bounds value, NumberPlace number)
{
	return number.kind == NUMBER_MINUS_INFINITY ||
		   (bounds_has_lower(value) && number_compare_bound(value.lower, number) > 0);
}

/* value can be number */
static inline bool
number_within(Bounds value, NumberPlace number)
{
	return number.whole && !number_after(value, number) && !number_before(value, number);
}

#endif /* BUSETTING_COMPARED_NUMBER_H */
