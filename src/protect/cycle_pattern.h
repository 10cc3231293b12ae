/*
 * cycle_pattern.h
 *		A pattern made of cycles.
 */
#ifndef BUSETTING_CYCLE_PATTERN_H
#define BUSETTING_CYCLE_PATTERN_H

#include "protect/suppression_problem.h"
#include "protect/witness.h"

/*
 * Look for a cheap pattern in which cycles show of every cell that needs
 * protection what the level asks for, and, if somebody knows a cell, that
 * nobody knows another by it, as far as cycles can.  The pattern is in
 * protection->hidden, and its cycles are handed to proof.  False if no cycles
 * are known of the table.
 */
extern bool cycle_pattern_search(SuppressionProblem *problem, Witnesses *witnesses);

#endif /* BUSETTING_CYCLE_PATTERN_H */
