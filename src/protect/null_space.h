/*
 * null_space.h
 *		How the hidden cells of a system of sums can move together.
 *
 * Changes of the hidden cells that keep every sum are the null space of the sums.
 * A cell that none of them moves is no secret.  Cells that only move in step
 * with each other are a class: once one is published, all are known.
 *
 * Everything is palloc'd in the context in which null_space_create is called.
 */
#ifndef BUSETTING_NULL_SPACE_H
#define BUSETTING_NULL_SPACE_H

#include "protect/local_search.h"
#include "protect/suppression_problem.h"

typedef struct NullSpace NullSpace;

/* The null space of the sums where the cells marked in hidden are hidden. */
extern NullSpace *null_space_create(const SuppressionProblem *problem, const bool *hidden);

/* Can a hidden cell move, and not only in step with one that somebody knows? */
extern bool null_space_protects(const NullSpace *space, int cell);

/* Is a hidden cell known, or to somebody whom the table is to keep it from? */
extern bool null_space_tells(const NullSpace *space, int cell);

/*
 * Publish classes, the dearest first, for as long as no cell that needs
 * protection loses it: what stays is the pattern, in hidden.  Costs are weight's;
 * a cell of negative weight stays hidden.
 * Call it once.
 */
extern void null_space_publish(NullSpace *space, const int64 *weight, bool *hidden);

/* Mark the hidden cells that cannot move; returns how many. */
extern int null_space_exposed(const SuppressionProblem *problem, const bool *hidden, bool *exposed);

/*
 * For each hidden cell that is marked as exposed: cells that could be hidden, of
 * which one must be if the cell is not to be known.  known is a cell that counts
 * as published, or -1.  Returns how many there are.
 */
typedef void (*CutTaker)(void *state, int exposed, const int *cell, int length);
extern int null_space_cuts(const SuppressionProblem *problem, const bool *hidden, const bool *exposed, int known,
						   CutTaker take, void *state);

/*
 * The moves of the hidden cells, within bounds, from the true numbers; number
 * is each cell's there, -1 where it is published.
 */
extern LocalSearch *
null_space_local_search(const SuppressionProblem *problem, const bool *hidden, const Bounds *bounds, int *number);

#endif /* BUSETTING_NULL_SPACE_H */
