/*
 * proof.h
 *		Proof that a pattern holds: other tables in whole numbers which a reader
 *		cannot tell from the true one, and in which a cell is far enough from its number.
 */
#ifndef BUSETTING_PROOF_H
#define BUSETTING_PROOF_H

#include "protection.h"

typedef struct Proof Proof;

/* Nothing is proven yet.  Palloc'd in the current context. */
extern Proof *proof_create(Protection *protection);

/*
 * Prove what is not yet proven of the cells that are hidden by now.  Returns
 * how many are not proven, which are in below.  With exact, blocks are audited
 * however large they are, so that what is not proven is disclosed.
 */
extern int	proof_extend(Proof *proof, bool exact, int *below);

/* Publish hidden cells if all else can still be proven; false, and all as before, if not. */
extern bool proof_publish(Proof *proof, const int *cell, int count);

#endif							/* BUSETTING_PROOF_H */
