/*
 * repair.h
 *		A pattern that falls short, extended until it is proven.
 */
#ifndef BUSETTING_REPAIR_H
#define BUSETTING_REPAIR_H

#include "proof.h"
#include "protection.h"

/* In tables larger than this, what is hidden for all cells that fall below their level is looked for together. */
#define LARGE_TABLE		5000

/*
 * Hide more until the pattern is proven, and publish what is superfluous if that
 * is wanted; then for those who know a cell too.  Returns the number of cells
 * that cannot be protected, which are in below.
 */
extern int	repair(Protection *protection, Proof *proof, bool less, int *below);

#endif							/* BUSETTING_REPAIR_H */
