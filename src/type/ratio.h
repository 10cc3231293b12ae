/*
 * ratio.h
 *		Quotients of bounds, as numrange.
 */
#ifndef BUSETTING_RATIO_H
#define BUSETTING_RATIO_H

#include "postgres.h"

/* One end of a range of quotients: an exact numeric, or none */
typedef struct RatioBound
{
	bool  known;
	bool  inclusive;
	Datum value; /* numeric */
} RatioBound;

/* What becomes of a quotient that has no end: an end of an interval must not leave out what is possible. */
typedef enum RatioRounding
{
	RATIO_DOWN,
	RATIO_NEAREST, /* of an exact number, as SQL's division */
	RATIO_UP
} RatioRounding;

extern Datum ratio_quotient(Datum numerator, Datum denominator, RatioRounding rounding);
extern Datum ratio_range(RatioBound lower, RatioBound upper);

#endif /* BUSETTING_RATIO_H */
