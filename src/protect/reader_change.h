/*
 * reader_change.h
 *		The cheapest change of a table that a reader with knowledge of his own
 *		takes to be possible.
 *
 * reader_protection.c calls this. Everything is palloc'd in the context in which
 * reader_changes_create is called, a change in that of reader_changes_find.
 */
#ifndef BUSETTING_READER_CHANGE_H
#define BUSETTING_READER_CHANGE_H

#include "protect/suppression_problem.h"

typedef struct ReaderChanges ReaderChanges;

/* What a reader knows and what he must take to be possible: bounds of some cells, within which another table must be. */
typedef struct Demand
{
	int		cells;
	int	   *cell;
	Bounds *bounds;
} Demand;

/* Another table: the cells that differ from the true one, and their numbers. */
typedef struct Change
{
	int	   length;
	int	  *cell;
	int64 *value;
	bool   whole; /* in whole numbers, all sums checked; else the numbers are rounded */
} Change;

extern ReaderChanges *reader_changes_create(const SuppressionProblem *problem);

/*
 * Among the tables that meet a demand, one that differs from the true table in
 * cells that cost little to hide. NULL if there is none.
 */
extern Change *reader_changes_find(ReaderChanges *changes, const Demand *demand);

#endif /* BUSETTING_READER_CHANGE_H */
