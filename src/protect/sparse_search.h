/*
 * sparse_search.h
 *		A local search for other tables, over given changes of few cells each.
 *
 * The local search needs changes that keep every sum. A basis of the null space
 * (null_space.c) gives all of them, but in a large cube each has many cells,
 * which makes a step slow. Witnesses that were found are such changes, too, and
 * so are products of loops. They need not give all changes, and may depend on
 * each other. witness.c calls this. Everything is palloc'd in the context of
 * changes_create, the local search in that of changes_search.
 */
#ifndef BUSETTING_SPARSE_SEARCH_H
#define BUSETTING_SPARSE_SEARCH_H

#include "protect/local_search.h"
#include "protect/suppression_problem.h"

typedef struct Changes Changes;

extern Changes *changes_create(const SuppressionProblem *problem);

/* Add a change that keeps every sum, of hidden cells only. */
extern void changes_add(Changes *changes, int length, const int *cell, const int64 *change);

/* Add some products of loops through each hidden cell that change hidden cells only. None if the table is no product. */
extern void changes_add_products(Changes *changes);

/* The local search, with a coordinate for each change. number becomes that of each hidden cell, or -1. */
extern LocalSearch *changes_search(const Changes *changes, const Bounds *bounds, int *number);

#endif /* BUSETTING_SPARSE_SEARCH_H */
