/*
 * witness.h
 *		Witnesses: other tables of whole numbers that agree with everything
 *		published.
 *
 * A reader cannot tell a witness from the true table. So a hidden cell
 * satisfies its level once witnesses show it far enough from its true number.
 * search.c, augmentation.c and cycle_pattern.c call this. A Witnesses and all
 * its tables live in the memory context in which witnesses_create is called.
 *
 * A singleton is a hidden cell with one contributor, who knows its number. To
 * him a witness that changes the singleton is false, so it protects nothing
 * from him. A cell that needs protection is separated from a singleton by
 * witnesses that leave the singleton at its true number, and show the cell far
 * enough from its own for its level.
 */
#ifndef BUSETTING_WITNESS_H
#define BUSETTING_WITNESS_H

#include "protect/suppression_problem.h"

typedef struct Witnesses Witnesses;

/* How much to do to find witnesses. */
typedef enum WitnessEffort
{
	WITNESS_USUAL, /* a local search, then audits of small subproblems, or of all if few cells are hidden */
	WITNESS_EXACT  /* audits of all subproblems: a cell without a witness is disclosed then */
} WitnessEffort;

/* Nobody has looked for a witness yet. Palloc'd in the current context. */
extern Witnesses *witnesses_create(SuppressionProblem *problem);

/* The pattern is one of cycles: then superfluous cells are looked for over these, and other products. */
extern void witnesses_are_of_cycles(Witnesses *witnesses);

/*
 * Add the table with these changes as a witness. False if a sum would not hold, or
 * a cell is not hidden or leaves its a-priori bounds.
 */
extern bool witnesses_add(Witnesses *witnesses, int length, const int *cell, const int64 *change);

/* Do the witnesses so far satisfy a cell's level? And do those that separate it from a singleton? */
extern bool witnesses_satisfy(const Witnesses *witnesses, int cell);
extern bool witnesses_separate(const Witnesses *witnesses, int cell, int single);

/*
 * Look for witnesses of the hidden cells that do not satisfy their level yet.
 * Returns how many are left, and lists them in below. Past the deadline (work.h)
 * this and the functions below look no further. Then a cell that is left may still
 * be protected.
 */
extern int witnesses_extend(Witnesses *witnesses, WitnessEffort effort, int *below);

/*
 * Which cells may a singleton's contributor learn? Of a pattern that satisfies
 * every level, list each pair of a cell that needs protection and a singleton, whose
 * contributor is not kept from it at its level: the cells in below, the singletons in known. A
 * cell can be listed more than once. Both arrays hold as many entries as the
 * system has cells, and no more pairs are listed. Returns their number.
 */
extern int witnesses_check_singles(Witnesses *witnesses, int *below, int *known);

/*
 * Audit these pairs as the singleton's contributor would. Returns how many are
 * left in below and known: the pairs that the audit does not separate, and those
 * that it did not reach within so many steps of work.
 */
extern int witnesses_audit_singles(Witnesses *witnesses, int64 work, int *below, int *known, int count);

/*
 * Of the pairs of the first singleton in known, keep those that an audit does not
 * separate even with every cell hidden that may be hidden. Returns their number.
 */
extern int witnesses_unprotectable(Witnesses *witnesses, int *below, int *known, int count);

/*
 * Can cells be published with witnesses for all others? Not where an audit has
 * shown some of them safe, and none may follow: these would be left without proof.
 */
extern bool witnesses_can_publish(const Witnesses *witnesses);

/*
 * Cells that are hidden in the place of published ones. hide is called for a cell
 * that lacks a witness; it hides more until the cell satisfies its level, or returns
 * false. cell lists what it has hidden, count says how many.
 */
typedef struct Replacement
{
	bool (*hide)(void *state, int below);
	void	  *state;
	const int *cell;
	const int *count;
} Replacement;

/*
 * Publish hidden cells if every other hidden cell still satisfies its level, by the
 * replacement, which may be NULL, where need be. If one does not, return false and
 * leave all as before.
 */
extern bool witnesses_publish(Witnesses *witnesses, const int *cell, int count, const Replacement *replacement);

/*
 * Remember the pattern and its witnesses, to return to them after some of the hiding and publishing that follows below, or to go
 * on from what they are then. No other function that looks for witnesses is called in between.
 */
extern void witnesses_mark(Witnesses *witnesses);
extern void witnesses_return(Witnesses *witnesses);
extern void witnesses_go_on(Witnesses *witnesses);

/* Hide one more cell. */
extern void witnesses_hide(Witnesses *witnesses, int cell);

#endif /* BUSETTING_WITNESS_H */
