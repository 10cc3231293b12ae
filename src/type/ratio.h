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
	bool		known;
	bool		inclusive;
	Datum		value;			/* numeric */
} RatioBound;

extern Datum ratio_quotient(Datum numerator, Datum denominator);
extern Datum ratio_range(RatioBound lower, RatioBound upper);

#endif							/* BUSETTING_RATIO_H */
