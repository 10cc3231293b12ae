/*
 * contribution.h
 *		Who contributed how much to each cell of a table.
 *
 * contribution.c reads it from a query of the caller. reader_protection.c works
 * on it. Everything is palloc'd in the context in which contributions_read is
 * called. A true amount leaves these files in no message and no result.
 */
#ifndef BUSETTING_CONTRIBUTION_H
#define BUSETTING_CONTRIBUTION_H

#include "audit/canonical_order.h"
#include "audit/naming.h"
#include "audit/table_system.h"
#include "audit/value.h"

typedef struct Contribution
{
	int	  cell;
	int	  contributor;
	int64 amount; /* of all his rows there, at least zero */
} Contribution;

typedef struct Contributions
{
	int			  contributors;
	bool		 *waived;	  /* of each contributor: he needs no protection */
	int			 *first;	  /* of each contributor's entries, and one more */
	Contribution *entry;	  /* by contributor, then by cell */
	int			 *cell_first; /* of each cell's entries, and one more */
	Contribution *cell_entry; /* by cell, the largest first */
} Contributions;

/*
 * Read a query of cells, contributors and amounts. The last columns are the
 * contributor, the amount, and those that are named waived, whether the
 * contributor waives his protection, and weight: the number of a cell is then
 * that of the weighted amounts. The columns before are the key of the cell, or
 * those of a cube. Cells of the result are those of the order. A total of which no row is
 * given has the contributors of its parts.
 */
extern Contributions *contributions_read(const char *query, bool is_cube, const ValueForm *form,
										 const CanonicalOrder *order, const Naming *naming);

#endif /* BUSETTING_CONTRIBUTION_H */
