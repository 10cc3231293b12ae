/*
 * witness.h
 *		Witnesses that a pattern holds: other tables in whole numbers which a reader
 *		cannot tell from the true one, and in which a cell is far enough from its number.
 */
#ifndef BUSETTING_WITNESS_H
#define BUSETTING_WITNESS_H

#include "protect/suppression_problem.h"

typedef struct Witnesses Witnesses;

/* What to do for a proof. */
typedef enum WitnessEffort
{
	WITNESS_BRIEF, /* tables that are found soon */
	WITNESS_USUAL, /* tables, and audits of small subproblems */
	WITNESS_EXACT  /* audits however large, so that what is not proven is disclosed */
} WitnessEffort;

/* Nothing is proven yet.  Palloc'd in the current context. */
extern Witnesses *witnesses_create(SuppressionProblem *problem);

/* A table that proves something: changes of hidden cells that keep every sum.  False if these are none such. */
extern bool witnesses_add(Witnesses *witnesses, int length, const int *cell, const int64 *change);

/* Is enough shown of a cell by now, or that who is alone in another one does not know it? */
extern bool witnesses_holds(const Witnesses *witnesses, int cell);
extern bool witnesses_is_apart(const Witnesses *witnesses, int cell, int single);

/*
 * Prove what is not yet proven of the cells that are hidden by now.  Returns
 * how many are not proven, which are in below.  Past the deadline (work.h) nothing
 * more is proven, here and below, so that it says nothing of them.
 */
extern int witnesses_extend(Witnesses *witnesses, WitnessEffort effort, int *below);

/*
 * Cells of a proven pattern that need protection and that no table was found for
 * of which who is alone in another hidden cell does not know that it is wrong.
 * Returns how many there are, in below, which has room for all cells, as known
 * has, which says in whose; a cell may be there more than once.
 */
extern int witnesses_singles(Witnesses *witnesses, int *below, int *known);

/*
 * Of these cells those that may be known by what the audit says, too: they are left
 * in below and known, as are those that it has not come to after so much work.
 */
extern int witnesses_audit_singles(Witnesses *witnesses, int64 work, int *below, int *known, int count);

/* Of these cells those that the first who may know any of them knows even if all is hidden that can be. */
extern int witnesses_hopeless_single(Witnesses *witnesses, int *below, int *known, int count);

/* Publish hidden cells if all else can still be proven; false, and all as before, if not. */
extern bool witnesses_publish(Witnesses *witnesses, const int *cell, int count);

#endif /* BUSETTING_WITNESS_H */
