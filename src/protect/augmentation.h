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

/* Cells above which the cells below their level are augmented together. */
#define LARGE_TABLE 5000

typedef enum AugmentationMode
{
	AUGMENT,			/* to the end */
	AUGMENT_OR_GIVE_UP, /* if the deadline (work.h) passes, or too many cells of a large table lack a witness at first */
	AUGMENT_ONLY,		/* publish nothing again, as some cells are hidden for other reasons */
	AUGMENT_BY_PRODUCTS /* after a pattern of cycles: hide products of loops first */
} AugmentationMode;

/*
 * Hide more cells until witnesses satisfy the level of every hidden cell, then
 * publish superfluous cells again, then hide more until no singleton's contributor
 * may learn a cell. Returns how many cells cannot be protected, listed in below, or
 * AUGMENTATION_GIVEN_UP.
 */
#define AUGMENTATION_GIVEN_UP (-1)

extern int augment(SuppressionProblem *problem, Witnesses *witnesses, AugmentationMode mode, int *below);

#endif /* BUSETTING_AUGMENTATION_H */
