/*
 * random.h
 *		Numbers by chance, which are the same every time: the state is the caller's.
 *
 * A linear congruential generator (the constants are those of MMIX: D. E. Knuth, The Art
 * of Computer Programming 2, 3.3.4), good enough to break ties and spread searches.
 * Called by protect's searches.
 */
#ifndef BUSETTING_RANDOM_H
#define BUSETTING_RANDOM_H

#include "postgres.h"

/* One of 0 .. of - 1. */
static inline uint32
random_below(uint64 *state, uint32 of)
{
	*state = *state * UINT64CONST(6364136223846793005) + UINT64CONST(1442695040888963407);
	return (*state >> 33) % of;
}

#endif /* BUSETTING_RANDOM_H */
