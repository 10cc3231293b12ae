/*
 * tableau.h
 *		The linear programs of a block of moderate size, on a full tableau.
 *
 * As for lp.h, what comes back is floating point and proves nothing.
 */
#ifndef BUSETTING_TABLEAU_H
#define BUSETTING_TABLEAU_H

#include "audit/echelon.h"
#include "audit/lp.h"

typedef struct Tableau Tableau;

/* NULL if the block is too large or its numbers are.  Palloc'd in the current context. */
extern Tableau *tableau_create(const CellBlock *block, const Echelon *echelon, const Bounds *bounds);
extern void tableau_set_bounds(Tableau *tableau, int cell, Bounds bounds);

/* Maximize the weighted cells; without any find some vertex. */
extern SolverResult tableau_run(Tableau *tableau, const int *cell, const double *weight, int count);

/* Does the vertex show that the cell cannot go farther? */
extern bool tableau_is_end(const Tableau *tableau, int cell, int direction);

/* Of each cell at the vertex. */
extern void tableau_values(const Tableau *tableau, double *value);

/* Multipliers of the echelon's equations that show how far direction * cell goes. */
extern void tableau_multipliers(const Tableau *tableau, int cell, int direction, double *multiplier);

/* After SOLVER_INFEASIBLE: those that show the contradiction. */
extern void tableau_explain(const Tableau *tableau, double *multiplier);

#endif							/* BUSETTING_TABLEAU_H */
