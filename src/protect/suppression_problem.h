/*
 * suppression_problem.h
 *		A table to protect: what is secret in it, what hiding a cell costs, and what
 *		a reader knows; and the pattern of hidden cells that is looked for.
 */
#ifndef BUSETTING_SUPPRESSION_PROBLEM_H
#define BUSETTING_SUPPRESSION_PROBLEM_H

#include "audit/table_system.h"

/* What must not follow from the published table. */
typedef enum Level
{
	LEVEL_VALUE,  /* the number of a primary cell */
	LEVEL_SMALL,  /* that it is below the threshold */
	LEVEL_WIDTH,  /* it to within less than a width */
	LEVEL_PERCENT /* it to within less than a percentage on either side */
} Level;

/* Room for a walk through cells that are zero. */
typedef struct ZeroWalk
{
	int64  number;	/* of the walk */
	int64 *visited; /* of each cell: the last walk that came by */
	int	  *cell;	/* those of the walk at hand */
} ZeroWalk;

typedef struct SuppressionProblem
{
	TableSystem *system; /* its bounds are the true numbers */
	/* of each cell */
	bool	 *primary;			 /* to be hidden and protected */
	bool	 *forced;			 /* to be hidden, for reasons of its own */
	bool	 *open;				 /* can be hidden to protect others */
	bool	 *single;			 /* known to its one contributor */
	int		 *same_contributors; /* first of the secrets, or else of the cells, that count the same
								 * contributors; NULL where nobody knows a cell */
	ZeroWalk *walk;				 /* with cell of the same contributors */
	int64	 *cost;				 /* of hiding it */
	Bounds	 *prior;			 /* what a reader knows of it once it is hidden, but for the gap */
	bool	 *hidden;			 /* the pattern */
	int64	  bound;			 /* what any pattern costs at least */
	/* sums of each cell, its own included */
	int *cell_first;
	int *cell_sum;
	/* what is asked for */
	int64  gap;		  /* hidden, what is not primary is zero or no less than this, as its symbol
								 * tells; 0 where none does */
	bool   intervals; /* of all cells, and not only whether the pattern holds */
	Level  level;
	double amount;	  /* of LEVEL_WIDTH and LEVEL_PERCENT */
	int64  threshold; /* of LEVEL_SMALL */
} SuppressionProblem;

/* A table in which nothing is secret yet, palloc'd. */
extern SuppressionProblem *problem_create(TableSystem *system);

/* What a pattern costs, beside the primary cells. */
extern int64 problem_cost(const SuppressionProblem *problem, const bool *hidden);

extern int problem_count_hidden(const SuppressionProblem *problem);

/* Does it satisfy the level that a reader cannot tell a hidden cell from any number within found? */
extern bool problem_satisfies(const SuppressionProblem *problem, int cell, Bounds found);

/* What does: how far below and above its number a cell must be possible, and over what width. */
extern Bounds problem_aim(const SuppressionProblem *problem, int cell);
extern int64  problem_width(const SuppressionProblem *problem, int cell);

/* Where a hidden cell can be, on that side of its gap on which its number is. */
extern Bounds problem_room(const SuppressionProblem *problem, int cell);

/* Of bounds within prior those on one side of the gap, that of its number if it can be there; none: upper is below lower. */
extern Bounds problem_side(const SuppressionProblem *problem, int cell, Bounds wanted);

/* The cells that are hidden but need not be, the dearest first; returns how many. */
extern int problem_list_secondary(const SuppressionProblem *problem, int *list);

/* Do changes of cells keep every sum?  missed is room for all sums, zero, and is again. */
extern bool
problem_keeps_sums(const SuppressionProblem *problem, int length, const int *cell, const int64 *change, int64 *missed);

/* Who is alone in a cell knows of these without the table: the same contributors are in them, or nobody is. */
extern bool problem_is_known(const SuppressionProblem *problem, int single, int cell);

/* The table as it would be published, with bounds palloc'd. */
extern TableSystem problem_published(const SuppressionProblem *problem);

/* Hidden whatever the pattern, and protected. */
static inline bool
must_hide(const SuppressionProblem *problem, int cell)
{
	return problem->primary[cell] || problem->forced[cell];
}

static inline bool
is_secondary(const SuppressionProblem *problem, int cell)
{
	return problem->hidden[cell] && !problem->primary[cell];
}

#endif /* BUSETTING_SUPPRESSION_PROBLEM_H */
