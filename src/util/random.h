/*
 * random.h
 *		Numbers by chance, which are the same every time.
 */
#ifndef BUSETTING_RANDOM_H
#define BUSETTING_RANDOM_H

#include "postgres.h"

/* One of 0 to of - 1. */
static inline uint32
random_below(uint64 *state, uint32 of)
{
	*state = *state * UINT64CONST(6364136223846793005) + UINT64CONST(1442695040888963407);
	return (*state >> 33) % of;
}

#endif /* BUSETTING_RANDOM_H */
