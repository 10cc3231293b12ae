/*
 * null_space.h
 *		The null space of the sums over the hidden cells: all changes of hidden
 *		cells that keep every sum.
 *
 * A cell that no vector of the null space changes is disclosed. Cells that
 * every vector changes in one fixed ratio form a class: if one of them is
 * published, all are known. covering_model.c and search.c use it to find
 * patterns and cuts, witness.c to search for witnesses.
 *
 * Everything is palloc'd in the context in which null_space_create is called.
 */
#ifndef BUSETTING_NULL_SPACE_H
#define BUSETTING_NULL_SPACE_H

#include "protect/local_search.h"
#include "protect/suppression_problem.h"

typedef struct NullSpace NullSpace;

/* Compute the null space for the pattern in hidden. */
extern NullSpace *null_space_create(const SuppressionProblem *problem, const bool *hidden);

/* Can a hidden cell change, and does its class disclose no cell to a singleton's contributor? */
extern bool null_space_protects(const NullSpace *space, int cell);

/* Is a hidden cell disclosed to everybody, or to the contributor of a singleton in its class? */
extern bool null_space_discloses(const NullSpace *space, int cell);

/*
 * Publish classes greedily, the dearest first, as long as every cell that needs
 * protection stays protected. hidden becomes the pattern that is left. weight is
 * the cost of each cell; a cell of negative weight stays hidden. Can be called
 * once.
 */
extern void null_space_publish(NullSpace *space, const int64 *weight, bool *hidden);

/* Mark the hidden cells that cannot change. Returns how many. */
extern int null_space_exposed(const SuppressionProblem *problem, const bool *hidden, bool *exposed);

/*
 * For each hidden cell marked as exposed, call take with a cut: cells of which one
 * at least must be hidden to protect it. The cell known, if not -1, counts as
 * published. Returns the number of cuts.
 */
typedef void (*CutTaker)(void *state, int exposed, const int *cell, int length);
extern int null_space_cuts(const SuppressionProblem *problem, const bool *hidden, const bool *exposed, int known,
						   CutTaker take, void *state);

/*
 * A local search over the null space, from the true numbers and within bounds.
 * number becomes each cell's index there, -1 if published.
 */
extern LocalSearch *
null_space_local_search(const SuppressionProblem *problem, const bool *hidden, const Bounds *bounds, int *number);

#endif /* BUSETTING_NULL_SPACE_H */
