/*
 * reduction.h
 *		What follows from the sums by integer arithmetic, and what is left.
 */
#ifndef BUSETTING_REDUCTION_H
#define BUSETTING_REDUCTION_H

#include "block.h"
#include "sum_system.h"

typedef struct Reduction Reduction;

extern Reduction *reduction_create(const SumSystem *system, const bool *among);
extern bool reduction_run(Reduction *reduction);
extern bool reduction_blocks(Reduction *reduction, Block ***blocks, int *count);
extern void reduction_take(Reduction *reduction, const Block *block);
extern Feasible reduction_feasible(Reduction *reduction, int cell);

#endif							/* BUSETTING_REDUCTION_H */
