/*
 * reader_protection.h
 *		Protection against readers who are contributors themselves.
 *
 * search.c calls readers_protect, protect.c the rest. A Readers lives in the
 * context in which readers_create is called.
 */
#ifndef BUSETTING_READER_PROTECTION_H
#define BUSETTING_READER_PROTECTION_H

#include "protect/contribution.h"
#include "protect/suppression_problem.h"

/* Contributors who put together what they know, at most. */
#define MAX_COALITION 4

typedef struct Readers Readers;

/*
 * Readers who know their own contributions, against whom the p percent rule
 * holds. So many of them put together what they know.
 */
extern Readers *readers_create(const Contributions *contributions, double percent, int coalition);

/* Make primary what the rule says, and set the upper and lower protection levels. */
extern void readers_describe(const Readers *readers, SuppressionProblem *problem);

/*
 * Hide more until no reader learns more of another contributor than the rule
 * allows. Returns how many cells cannot be protected, listed in below.
 */
extern int readers_protect(const Readers *readers, SuppressionProblem *problem, int *below);

#endif /* BUSETTING_READER_PROTECTION_H */
