/*
 * lp.h
 *		Linear programs: over the cells of a subproblem, and for choosing columns.
 *
 * What comes back is in floating point and shows nothing for certain; see bounding.c for
 * the safe dual bounds that do.  A linear program belongs to the memory context in which
 * it is created and goes with it, whatever ends it.
 */
#ifndef BUSETTING_LP_H
#define BUSETTING_LP_H

#include "audit/subproblem.h"

typedef struct LinearProgram LinearProgram;

typedef enum LpResult
{
	LP_OPTIMAL,
	LP_INFEASIBLE,
	LP_UNBOUNDED,
	LP_UNDECIDED /* numerical trouble: nothing is known */
} LpResult;

/* megabytes that a linear program may take; a GUC */
extern int lp_memory;

extern LinearProgram *lp_create(const Subproblem *subproblem, const Bounds *bounds);

/* The same by the dual simplex method, from a basis of slacks: for weights that are not positive. */
extern LinearProgram *lp_create_dual(const Subproblem *subproblem, const Bounds *bounds);

/* Bounds will change from run to run, and the weights are not positive: go on by the dual simplex method, from zero. */
extern void lp_use_dual(LinearProgram *lp);

extern void lp_set_bounds(LinearProgram *lp, int cell, Bounds bounds);
extern void lp_set_weight(LinearProgram *lp, int cell, double weight);

/* Maximize the weighted cells, starting from where the last run ended. */
extern LpResult lp_run(LinearProgram *lp);

/* The same after nothing but weights have changed: the last optimum is feasible still, so the primal method goes on from it. */
extern LpResult lp_run_reweighted(LinearProgram *lp);

/* After LP_OPTIMAL: of each cell and of each equation, until the next run. */
extern const double *lp_values(const LinearProgram *lp);
extern const double *lp_multipliers(const LinearProgram *lp);

/* After LP_INFEASIBLE: multipliers of the equations that show the contradiction, a Farkas certificate up to its sign. */
extern bool lp_explain(LinearProgram *lp, double *multiplier);

/*
 * A covering model: choose columns, each from 0 (no) to 1 (yes), so that in every row
 * coefficients times columns add up to at least the row's least, at the smallest cost.
 */
extern LinearProgram *lp_create_choice(int columns, const int64 *cost);
extern void			  lp_add_row(LinearProgram *lp, int length, const int *column, const int *coefficient, int least);

/*
 * The linear relaxation, starting from where the last run ended; lp_values and
 * lp_multipliers say what it found.  It counts down the runs that it may take, and is
 * undecided when none are left; the multipliers are of use then too.
 */
extern LpResult lp_choose(LinearProgram *lp, int *runs);

/* How many runs so much work is enough for. */
extern int lp_runs(const LinearProgram *lp, int64 work);

/*
 * Whole numbers, after the relaxation's optimum: values, and in bound what the
 * cost is at least.  After so many branches, or so much work, the best choice found has to do.
 * There must be a choice that costs no more than most.
 */
extern LpResult lp_choose_whole(LinearProgram *lp, int branches, int64 work, int64 most, double *bound);

#endif /* BUSETTING_LP_H */
