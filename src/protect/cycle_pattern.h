/*
 * cycle_pattern.h
 *		A suppression pattern made of cycles.
 *
 * Called by search.c. Changes the pattern of the problem and adds witnesses;
 * all else is freed at the end.
 */
#ifndef BUSETTING_CYCLE_PATTERN_H
#define BUSETTING_CYCLE_PATTERN_H

#include "protect/suppression_problem.h"
#include "protect/witness.h"

/*
 * Look for a cheap pattern in which cycles satisfy the level of every cell that
 * needs protection and, as far as possible, separate it from every singleton. The
 * pattern is problem->hidden, and its cycles become witnesses. False if the table
 * is no product of dimensions.
 */
extern bool cycle_pattern_search(SuppressionProblem *problem, Witnesses *witnesses);

#endif /* BUSETTING_CYCLE_PATTERN_H */
