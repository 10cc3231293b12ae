/*
 * modifier.h
 *		The modifier (lower, upper) of both types: the interval in which a column
 *		hides, the lower bound in the upper 15 bits, the upper bound in the lower 16.
 */
#ifndef BUSETTING_MODIFIER_H
#define BUSETTING_MODIFIER_H

#include "postgres.h"

#include "fmgr.h"

#include "type/bounds.h"

#define MODIFIER_MAXIMUM 32767

/* What ":" is where no rule says more. */
#define AT_LEAST_ZERO ((Bounds){0, NO_UPPER})

static inline bool
modifier_read(int32 modifier, Bounds *rule)
{
	if (modifier < 0)
		return false;
	*rule = (Bounds){modifier >> 16, modifier & 0xFFFF};
	return true;
}

/* What lies inside the interval becomes the interval, so that a small number never reaches the disk. */
static inline Bounds
modifier_hide(int32 modifier, Bounds value)
{
	Bounds rule;

	return modifier_read(modifier, &rule) && bounds_contain(rule, value) ? rule : value;
}

/* What the publisher's symbol stands for. */
static inline Bounds
modifier_symbol(int32 modifier)
{
	Bounds rule;

	return modifier_read(modifier, &rule) ? rule : AT_LEAST_ZERO;
}

extern bool output_is_restored(void);
extern void modifier_bounds_are_read(void);
extern bool modifier_argument_is_symbol(FunctionCallInfo fcinfo);

#endif /* BUSETTING_MODIFIER_H */
