/*
 * covering_model.h
 *		A cheap pattern, from what every protected pattern must satisfy.
 */
#ifndef BUSETTING_COVERING_MODEL_H
#define BUSETTING_COVERING_MODEL_H

#include "protect/suppression_problem.h"

/*
 * Look for a cheap pattern.  bound is what any protected pattern costs at least;
 * hidden, of each cell, is one in which every cell can move, and no cell that
 * needs protection only in step with one that somebody knows.  False if none
 * was found.
 */
extern bool covering_model_search(const SuppressionProblem *problem, int64 *bound, bool *hidden);

/* A bound alone, with work that is limited. */
extern int64 covering_model_bound(const SuppressionProblem *problem);

#endif /* BUSETTING_COVERING_MODEL_H */
