/*
 * echelon.h
 *		The equations of a block, each solved for a cell of its own.
 */
#ifndef BUSETTING_ECHELON_H
#define BUSETTING_ECHELON_H

#include "audit/subproblem.h"

/*
 * Equation i says: cell solved[i] and coefficients times cells that are solved
 * for nowhere add up to a constant.
 */
typedef struct Echelon
{
	int			equations;
	int		   *solved;
	int		   *first;			/* of each equation's entries, and one more */
	int		   *entry_cell;
	int		   *entry_coefficient;
	int64	   *constant;
} Echelon;

/*
 * NULL if numbers become too large; palloc'd in the current context.
 * *consistent: equations that say the same of their cells have the same constant.
 */
extern Echelon *echelon_create(const CellBlock *block, bool *consistent);

#endif							/* BUSETTING_ECHELON_H */
