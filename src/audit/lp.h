/*
 * lp.h
 *		A linear program over the cells of a subproblem.
 *
 * What comes back is floating point and proves nothing; see bounding.c for the
 * integer arithmetic that does.  A solver belongs to the memory context in
 * which it is created and goes with it, whatever ends it.
 */
#ifndef BUSETTING_LP_H
#define BUSETTING_LP_H

#include "audit/subproblem.h"

typedef struct Solver Solver;

typedef enum SolverResult
{
	SOLVER_OPTIMAL,
	SOLVER_INFEASIBLE,
	SOLVER_UNBOUNDED,
	SOLVER_UNDECIDED			/* numerical trouble: nothing is known */
} SolverResult;

/* megabytes that a solver may take; a GUC */
extern int	solver_memory;

extern Solver *solver_create(const Subproblem *subproblem, const Bounds *bounds);
extern void solver_set_bounds(Solver *solver, int cell, Bounds bounds);
extern void solver_set_weight(Solver *solver, int cell, double weight);

/* Bounds will change from run to run, and the weights are not positive: start from zero by the dual simplex method. */
extern void solver_use_dual(Solver *solver);

/* Maximize the weighted cells, starting from where the last run ended. */
extern SolverResult solver_run(Solver *solver);

/* After SOLVER_OPTIMAL: of each cell and of each equation, until the next run. */
extern const double *solver_values(const Solver *solver);
extern const double *solver_multipliers(const Solver *solver);

/* After SOLVER_INFEASIBLE: multipliers of the equations that show the contradiction. */
extern bool solver_explain(Solver *solver, double *multiplier);

/*
 * Choosing columns, each from 0 (no) to 1 (yes), so that every row, coefficients
 * times columns, comes to its least or more, and the cost is the smallest.
 */
extern Solver *solver_create_choice(int columns, const int64 *cost);
extern void solver_add_row(Solver *solver, int length, const int *column, const int *coefficient, int least);

/*
 * The linear relaxation, starting from where the last run ended: values and
 * multipliers.  It counts down the runs that it may take, and is undecided when
 * none are left; the multipliers are of use then too.
 */
extern SolverResult solver_choose(Solver *solver, int *runs);

/* Runs that so much work is enough for. */
extern int	solver_runs(const Solver *solver, int64 work);

/*
 * Whole numbers, after the relaxation's optimum: values, and in bound what the
 * cost is at least.  After so many branches, or so much work, the best choice found has to do.
 * There must be a choice that costs no more than most.
 */
extern SolverResult solver_choose_whole(Solver *solver, int branches, int64 work, int64 most, double *bound);

#endif							/* BUSETTING_LP_H */
