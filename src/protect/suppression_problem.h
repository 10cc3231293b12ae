/*
 * suppression_problem.h
 *		The cell suppression problem: which cells are primary, what hiding a
 *		cell costs, what a reader knows, which level is asked for; and the
 *		pattern, the set of hidden cells, that solves it.
 *
 * protect.c describes the problem. search.c solves it with all other files of
 * this folder. A problem owns its arrays, palloc'd in the context in which
 * problem_create is called. It does not own the table system.
 */
#ifndef BUSETTING_SUPPRESSION_PROBLEM_H
#define BUSETTING_SUPPRESSION_PROBLEM_H

#include "audit/table_system.h"

/* What a reader must not find out about a primary cell. */
typedef enum Level
{
	LEVEL_VALUE,	  /* its number */
	LEVEL_SMALL,	  /* that it is below the threshold */
	LEVEL_WIDTH,	  /* an interval for it narrower than a width */
	LEVEL_PERCENT,	  /* an end of its interval nearer than a percentage of its number */
	LEVEL_CONTRIBUTOR /* what a contributor has of it, to within a percentage: see reader_protection.h */
} Level;

/* Scratch space for problem_follow_zeros. */
typedef struct ZeroWalk
{
	int64  number;	/* of this search */
	int64 *visited; /* of each cell: the last search that visited it */
	int	  *cell;	/* queue of cells to visit */
} ZeroWalk;

/* Does somebody know a cell, as all of it is his? */
typedef bool (*CellKnown)(const void *state, int cell);

/* Contributors against whom cells are protected, too: see reader_protection.h. */
struct Readers;

typedef struct SuppressionProblem
{
	TableSystem *system; /* with the true numbers as bounds */
	/* of each cell */
	bool *primary; /* must be hidden, and protected to the level */
	bool *forced;  /* must be hidden for another reason, and must not be disclosed */
	bool *open;	   /* may be hidden to protect others */
	bool *single;  /* has one contributor, who knows its number */

	/*
	 * Cells with equal entries count the same contributors, as a total and its only
	 * part that is not zero do: who knows one of them knows the others without the
	 * table. The entry is the first cell of them that must be hidden, or else the first
	 * of all. NULL if no cell is a singleton. search.c sets it.
	 */
	int *same_contributors;

	ZeroWalk			 *walk;
	int64				 *upper_level; /* of a primary cell, beside what the level below asks: upper protection level */
	int64				 *lower_level; /* and lower protection level; 0 where only its number must not come out */
	int64				 *cost;		   /* of hiding it */
	Bounds				 *prior;	   /* a-priori bounds, once it is hidden; see gap, too */
	bool				 *hidden;	   /* the pattern */
	int64				  bound;	   /* no protected pattern costs less */
	const struct Readers *readers;	   /* only with LEVEL_CONTRIBUTOR, else NULL */
	int64				  attacks_left_out; /* by them, as there were too many */
	/* sums of each cell, as total or as part */
	int *cell_first;
	int *cell_sum;
	/* what is asked for */
	int64  gap; /* with two symbols, the secondary symbol says: zero, or at least this; 0 if it says no such thing */
	bool   intervals; /* compute the intervals of the final pattern, too */
	Level  level;
	double amount;	  /* of LEVEL_WIDTH and LEVEL_PERCENT */
	int64  threshold; /* of LEVEL_SMALL */
} SuppressionProblem;

/* A problem in which no cell is primary yet, palloc'd. */
extern SuppressionProblem *problem_create(TableSystem *system);

/* The cost of a pattern without its primary cells, which have to be hidden in any. */
extern int64 problem_cost(const SuppressionProblem *problem, const bool *hidden);

extern int problem_count_hidden(const SuppressionProblem *problem);

/* Does a hidden cell satisfy its level if every number within found is possible? */
extern bool problem_satisfies(const SuppressionProblem *problem, int cell, Bounds found);

/* What the level demands of a cell's interval: the ends that it must reach, and its least width. */
extern Bounds problem_required(const SuppressionProblem *problem, int cell);
extern int64  problem_required_width(const SuppressionProblem *problem, int cell);

/* The a-priori bounds of a hidden cell, on the side of the gap on which its number is. */
extern Bounds problem_range(const SuppressionProblem *problem, int cell);

/*
 * The part of wanted, which lies within prior, on one side of the gap: the side of
 * the cell's number if wanted reaches it. If the part is empty, upper is below
 * lower.
 */
extern Bounds problem_side(const SuppressionProblem *problem, int cell, Bounds wanted);

/* List the secondary cells that may be published, the dearest first. Returns their number. */
extern int problem_list_secondary(const SuppressionProblem *problem, int *list);

/* Do these changes of cells keep every sum? missed is scratch space with an entry a sum, zero before and after. */
extern bool
problem_keeps_sums(const SuppressionProblem *problem, int length, const int *cell, const int64 *change, int64 *missed);

/*
 * Is a cell known, or zero in a total that is? In a total that is zero all parts are,
 * and in one of which somebody has all, so are the parts that are not his.
 */
extern bool problem_follow_zeros(const SuppressionProblem *problem, int cell, CellKnown known, const void *state);

/* Does a singleton's contributor know a cell without the table? He does if it has the same contributors, or none. */
extern bool problem_is_known(const SuppressionProblem *problem, int single, int cell);

/* The table as published with the pattern. Its bounds are palloc'd. */
extern TableSystem problem_published(const SuppressionProblem *problem);

/* Must be hidden in every pattern, and not be disclosed. */
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
