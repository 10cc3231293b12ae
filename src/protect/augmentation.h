/*
 * augmentation.h
 *		A pattern that falls short, extended until it is proven.
 */
#ifndef BUSETTING_AUGMENTATION_H
#define BUSETTING_AUGMENTATION_H

#include "protect/suppression_problem.h"
#include "protect/witness.h"

/* In tables larger than this, what is hidden for all cells that fall below their level is looked for together. */
#define LARGE_TABLE 5000

/*
 * Hide more until the pattern is proven, and publish what is superfluous if that
 * is wanted; then for those who know a cell too.  Returns the number of cells
 * that cannot be protected, which are in below, or AUGMENTATION_LATE where the
 * deadline (work.h) has come before all was proven.
 */
#define AUGMENTATION_LATE (-1)

extern int augment(SuppressionProblem *problem, Witnesses *witnesses, bool less, int *below);

#endif /* BUSETTING_AUGMENTATION_H */
