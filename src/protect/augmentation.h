/*
 * augmentation.h
 *		Hide more cells until a pattern is protected.
 *
 * Called by search.c. Changes the pattern of the problem; what it allocates
 * goes with the caller's memory context.
 */
#ifndef BUSETTING_AUGMENTATION_H
#define BUSETTING_AUGMENTATION_H

#include "protect/suppression_problem.h"
#include "protect/witness.h"

/*
 * Cells above which the cells below their level are augmented together, and cycles
 * of products are sought before LP cycles: a linear program of more cells takes
 * too long.
 */
#define LARGE_TABLE 5000

/*
 * Hide more cells until witnesses satisfy the level of every hidden cell. With
 * less, then publish superfluous cells again. Then hide more until no singleton's
 * contributor may learn a cell. Returns how many cells cannot be protected, listed
 * in below, or AUGMENTATION_LATE if the deadline (work.h) has passed before that.
 */
#define AUGMENTATION_LATE (-1)

extern int augment(SuppressionProblem *problem, Witnesses *witnesses, bool less, int *below);

#endif /* BUSETTING_AUGMENTATION_H */
