/*
 * bounding.c
 *		The smallest and largest value of each cell of a subproblem, by linear
 *		programs and branch and bound.
 *
 * The LP library computes in floating point.  Nothing that it says is believed:
 *
 * A bound is a safe dual bound (A. Neumaier, O. Shcherbina, Safe bounds in linear
 * and mixed-integer linear programming, Mathematical Programming 99, 2004).  For any
 * multipliers y of the equations A x = b, cell = y b + (e - y A) x holds for every
 * solution x.  So the cell is at most y b plus what the bounds of the cells allow the
 * rest.  The multipliers of the linear program only serve as a good y: they are scaled
 * and rounded to integers first, and everything after is exact.  A bad rounding makes
 * the bound wider, never narrower.  The last step, down to an integer, loses no
 * solution in integers.
 *
 * That a bound is attained is shown by a solution in integers: the vertex of the linear
 * program, rounded, counts only if every equation holds exactly.
 *
 * Most cells need no program of their own.  Each solution found is looked through for
 * cells that stand at a proven bound, and the first programs maximize many undecided
 * cells at once.  Where a vertex is not in integers, or lies in a gap, branch and bound
 * follows (A. H. Land, A. G. Doig, Econometrica 28, 1960) with a limit of nodes.  If it
 * is given up, the bound stays that of the relaxation and is not called sharp.
 *
 * Called by solve.c, for each subproblem that is no network.  Owns nothing: all memory,
 * the linear program included, goes with the context of the subproblem, which is the
 * current one.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "audit/bounding.h"
#include "audit/diophantine.h"
#include "audit/lp.h"
#include "audit/subproblem.h"
#include "audit/table_system.h"
#include "util/progress.h"
#include "util/work.h"

/* Nodes of one search; and what all searches of a subproblem may take, in nodes times cells. */
#define MAX_NODES			400
#define SEARCH_BUDGET		1000000
#define SMALL_PROBLEM		100
#define LARGE_PROBLEM_NODES 50

/* Steps to find out whether whole numbers meet the equations at all; small subproblems need few. */
#define WHOLE_STEPS INT64CONST(20000000)

/*
 * Scales that make multipliers integers, each tried in turn.  Those of tables are
 * whole, or else halves, thirds and so on, which 720720 = lcm(1 .. 16) makes exact; the
 * last scale is merely fine.
 */
static const int64 scales[] = {1, 720720, INT64CONST(1) << 40};

/* Larger multipliers could leave int128; they do not occur in tables. */
#define MAX_MULTIPLIER 1048576.0

/* A vertex that comes so near to a bound counts as at it. */
#define AT_BOUND 1e-8

/* Of the cells of an equation that are maximized together, so many more may go up than down, or down than up. */
#define MAX_SURPLUS 4

/* A bound that is nearer than that weighs no more. */
#define LEAST_DISTANCE 0.3

/* A program over many cells is worth another one if it decides one bound for so many of them. */
#define CELLS_PER_BOUND 10

typedef struct Bounding
{
	Subproblem	  *subproblem;
	LinearProgram *lp;
	double		  *vertex; /* the last optimum */
	bool		   found;  /* a solution in integers */
	int64		  *least;  /* of each cell among those found */
	int64		  *greatest;
	double		  *seen_low; /* of each cell among the optima */
	double		  *seen_high;
	bool		  *low_done; /* nothing more to find out */
	bool		  *high_done;
	double		  *multiplier;	/* of each equation at that optimum */
	int64		  *integer;		/* scaled multipliers */
	int128		  *rest;		/* of each cell: its coefficient, less multiples of the equations */
	int64		  *value;		/* rounded vertex */
	Bounds		  *start;		/* of each cell before any program was run */
	Bounds		  *current;		/* those that the linear program has */
	int			   budget;		/* nodes left to search */
	int64		   whole_steps; /* left to ask whether there are whole numbers */
	int			   open;		/* bounds the relaxation has not decided */
} Bounding;

/* Hand the linear program those bounds that differ from what it has. */
static void
pass_bounds(Bounding *bounding, const Bounds *bounds)
{
	for (int cell = 0; cell < bounding->subproblem->cells; cell++)
		if (bounding->current[cell].lower != bounds[cell].lower || bounding->current[cell].upper != bounds[cell].upper)
		{
			bounding->current[cell] = bounds[cell];
			lp_set_bounds(bounding->lp, cell, bounds[cell]);
		}
}

/* Maximize the weighted cells; without any cell, find some vertex. */
static LpResult
run_program(Bounding *bounding, const int *cell, const double *weight, int count)
{
	LpResult result;

	bounding->subproblem->work += (int64) bounding->subproblem->cells * bounding->subproblem->equations;
	for (int i = 0; i < count; i++)
		lp_set_weight(bounding->lp, cell[i], weight[i]);
	result = lp_run(bounding->lp);
	if (result == LP_OPTIMAL)
		memcpy(bounding->vertex, lp_values(bounding->lp), sizeof(double) * bounding->subproblem->cells);
	for (int i = 0; i < count; i++)
		lp_set_weight(bounding->lp, cell[i], 0);
	return result;
}

/*
 * The greatest value of direction * scale * cell (of 0, if cell < 0) that integer
 * multiples of the equations allow: see the head of the file.  False if they leave
 * a coefficient to a cell without the bound that it needs.
 */
static bool
bound_combination(Bounding *bounding, const Bounds *bounds, int cell, int direction, int64 scale, int128 *result)
{
	const Subproblem *subproblem = bounding->subproblem;
	const int		 *first = subproblem->first;
	int128			  sum = 0;

	work_add(2 * subproblem->cells + subproblem->equations);
	memset(bounding->rest, 0, sizeof(int128) * subproblem->cells);
	if (cell >= 0)
		bounding->rest[cell] = (int128) direction * scale;
	for (int equation = 0; equation < subproblem->equations; equation++)
	{
		int64 multiple = bounding->integer[equation];

		if (multiple == 0)
			continue;
		work_add(3 * (first[equation + 1] - first[equation]));
		sum += (int128) multiple * subproblem->constant[equation];
		for (int i = first[equation]; i < first[equation + 1]; i++)
			bounding->rest[subproblem->entry_cell[i]] -= (int128) subproblem->entry_coefficient[i] * multiple;
	}
	for (int other = 0; other < subproblem->cells; other++)
	{
		int64 end;

		if (bounding->rest[other] == 0)
			continue;
		end = bounding->rest[other] > 0 ? bounds[other].upper : bounds[other].lower;
		if (end == NO_LOWER || end == NO_UPPER)
			return false;
		sum += bounding->rest[other] * end;
	}
	*result = sum;
	return true;
}

/* The safe dual bound of direction * cell: round the multipliers at each scale and keep the best. */
static bool
prove_bound(Bounding *bounding, const Bounds *bounds, int cell, int direction, int128 *best)
{
	int	 equations = bounding->subproblem->equations;
	bool proven = false;

	for (int equation = 0; equation < equations; equation++)
		if (!(fabs(bounding->multiplier[equation]) < MAX_MULTIPLIER))
			return false;
	for (int i = 0; i < (int) lengthof(scales); i++)
	{
		int128 bound;
		bool   whole = i == 0;

		for (int equation = 0; equation < equations; equation++)
		{
			bounding->integer[equation] = (int64) rint(bounding->multiplier[equation] * scales[i]);
			whole &= fabs(bounding->multiplier[equation] - bounding->integer[equation]) < 1e-9;
		}
		if (!bound_combination(bounding, bounds, cell, direction, scales[i], &bound))
			continue;
		/* towards minus infinity: no integer lies between */
		bound = bound / scales[i] - (bound % scales[i] < 0);
		if (!proven || bound < *best)
			*best = bound;
		proven = true;
		/* whole numbers at the first scale: no other can be better */
		if (whole)
			break;
	}
	return proven;
}

/* The safe dual bound of direction * cell at the last optimum, which maximized it. */
static bool
prove_end(Bounding *bounding, const Bounds *bounds, int cell, int direction, int128 *best)
{
	memcpy(bounding->multiplier, lp_multipliers(bounding->lp), sizeof(double) * bounding->subproblem->equations);
	return prove_bound(bounding, bounds, cell, direction, best);
}

static bool
prove_infeasible(Bounding *bounding, const Bounds *bounds)
{
	int128 bound;

	/* nothing, plus multiples of equations that hold, cannot be less than nothing */
	if (!lp_explain(bounding->lp, bounding->multiplier))
		return false;
	if (prove_bound(bounding, bounds, -1, 0, &bound) && bound < 0)
		return true;
	for (int equation = 0; equation < bounding->subproblem->equations; equation++)
		bounding->multiplier[equation] = -bounding->multiplier[equation];
	return prove_bound(bounding, bounds, -1, 0, &bound) && bound < 0;
}

/* A proven bound that a solution found attains is sharp. */
static void
mark_sharp(Bounding *bounding, int cell)
{
	Subproblem *subproblem = bounding->subproblem;

	if (!bounding->found)
		return;
	if (bounding->least[cell] == subproblem->bounds[cell].lower)
		subproblem->lower_sharp[cell] = true;
	if (bounding->greatest[cell] == subproblem->bounds[cell].upper)
		subproblem->upper_sharp[cell] = true;
}

/* Are the values at hand a solution in integers?  Then note what each cell attains in it. */
static bool
take_values(Bounding *bounding)
{
	Subproblem *subproblem = bounding->subproblem;
	bool		news = false;

	work_add(3 * subproblem->first[subproblem->equations] + 4 * subproblem->cells);
	if (!subproblem_holds(subproblem, bounding->value))
		return false;
	for (int cell = 0; cell < subproblem->cells && !news; cell++)
		news = !bounding->found || bounding->value[cell] < bounding->least[cell] ||
			   bounding->value[cell] > bounding->greatest[cell];
	if (news && subproblem->take)
		subproblem->take(subproblem, bounding->value);
	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		if (!bounding->found || bounding->value[cell] < bounding->least[cell])
			bounding->least[cell] = bounding->value[cell];
		if (!bounding->found || bounding->value[cell] > bounding->greatest[cell])
			bounding->greatest[cell] = bounding->value[cell];
	}
	bounding->found = true;
	for (int cell = 0; cell < subproblem->cells; cell++)
		mark_sharp(bounding, cell);
	return true;
}

/* The same of the linear program's vertex, rounded. */
static bool
note_attained(Bounding *bounding)
{
	for (int cell = 0; cell < bounding->subproblem->cells; cell++)
	{
		double value = bounding->vertex[cell];

		if (!(fabs(value) < 4e18))
			return false;
		bounding->value[cell] = (int64) rint(value);
	}
	return take_values(bounding);
}

/* ---- the linear relaxation ---- */

static void
note_end(Bounding *bounding, int cell, int direction)
{
	bool *done = direction > 0 ? bounding->high_done : bounding->low_done;

	bounding->open -= !done[cell];
	done[cell] = true;
}

static bool
end_is_open(const Bounding *bounding, int cell, int direction)
{
	return !(direction > 0 ? bounding->high_done : bounding->low_done)[cell];
}

/*
 * A bound that the relaxation attains is done with: the relaxation cannot give a
 * narrower one.  That it attains it is a guess from floating point, at a distance far
 * below what fractions in tables differ by.  A wrong guess leaves the bound wider.
 */
static void
note_seen(Bounding *bounding)
{
	Subproblem *subproblem = bounding->subproblem;

	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		if (end_is_open(bounding, cell, 1) && subproblem->bounds[cell].upper != NO_UPPER &&
			bounding->seen_high[cell] > (double) subproblem->bounds[cell].upper - AT_BOUND)
			note_end(bounding, cell, 1);
		if (end_is_open(bounding, cell, -1) && subproblem->bounds[cell].lower != NO_LOWER &&
			bounding->seen_low[cell] < (double) subproblem->bounds[cell].lower + AT_BOUND)
			note_end(bounding, cell, -1);
	}
}

/* Note what an optimum of the relaxation shows. */
static void
note_optimum(Bounding *bounding)
{
	for (int cell = 0; cell < bounding->subproblem->cells; cell++)
	{
		double value = bounding->vertex[cell];

		if (value > bounding->seen_high[cell])
			bounding->seen_high[cell] = value;
		if (value < bounding->seen_low[cell])
			bounding->seen_low[cell] = value;
	}
	note_seen(bounding);
	note_attained(bounding);
}

/* A bound of a cell that is not decided, and how far from it the vertex is. */
typedef struct OpenEnd
{
	double distance;
	int	   cell;
	int	   direction;
} OpenEnd;

static int
compare_open_ends(const void *a, const void *b)
{
	const OpenEnd *x = a;
	const OpenEnd *y = b;

	return x->distance != y->distance ? (x->distance < y->distance ? -1 : 1) :
		   x->cell != y->cell		  ? x->cell - y->cell :
										x->direction - y->direction;
}

static int
list_open_ends(const Bounding *bounding, OpenEnd *candidate)
{
	const Subproblem *subproblem = bounding->subproblem;
	int				  count = 0;

	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		if (end_is_open(bounding, cell, 1) && subproblem->bounds[cell].upper != NO_UPPER)
			candidate[count++] = (OpenEnd){(double) subproblem->bounds[cell].upper - bounding->vertex[cell], cell, 1};
		if (end_is_open(bounding, cell, -1) && subproblem->bounds[cell].lower != NO_LOWER)
			candidate[count++] = (OpenEnd){bounding->vertex[cell] - (double) subproblem->bounds[cell].lower, cell, -1};
	}
	qsort(candidate, count, sizeof(OpenEnd), compare_open_ends);
	return count;
}

/* Can a cell go its way beside those chosen before, by the surplus of its equations?  If so, it is counted there. */
static bool
join(const Subproblem *subproblem, int *surplus, const OpenEnd *candidate)
{
	for (int pass = 0; pass < 2; pass++)
		for (int i = subproblem->cell_first[candidate->cell]; i < subproblem->cell_first[candidate->cell + 1]; i++)
		{
			int	 entry = subproblem->cell_entry[i];
			int	 sign = subproblem->entry_coefficient[entry] > 0 ? candidate->direction : -candidate->direction;
			int *equation_surplus = surplus + subproblem->entry_equation[entry];

			if (pass == 1)
				*equation_surplus += sign;
			else if (*equation_surplus * sign >= MAX_SURPLUS)
				return false;
		}
	return true;
}

/*
 * Drive many undecided cells towards their bounds in one program, as long as that
 * decides many.  They are chosen so that they do not stand in each other's way: what
 * one adds to an equation another takes off.  The nearest come first and weigh most.
 */
static void
maximize_together(Bounding *bounding)
{
	const Subproblem *subproblem = bounding->subproblem;
	OpenEnd			 *candidate = palloc(sizeof(OpenEnd) * 2 * subproblem->cells);
	int				 *cell = palloc(sizeof(int) * subproblem->cells);
	double			 *weight = palloc(sizeof(double) * subproblem->cells);
	bool			 *is_chosen = palloc(sizeof(bool) * subproblem->cells);
	int				 *surplus = palloc(sizeof(int) * subproblem->equations);
	int				  before;
	int				  chosen;

	do
	{
		int candidates = list_open_ends(bounding, candidate);

		before = bounding->open;
		chosen = 0;
		memset(is_chosen, 0, sizeof(bool) * subproblem->cells);
		memset(surplus, 0, sizeof(int) * subproblem->equations);
		for (int i = 0; i < candidates; i++)
		{
			if (is_chosen[candidate[i].cell] || !join(subproblem, surplus, candidate + i))
				continue;
			is_chosen[candidate[i].cell] = true;
			cell[chosen] = candidate[i].cell;
			weight[chosen++] = candidate[i].direction / (candidate[i].distance + LEAST_DISTANCE);
		}
		if (chosen == 0 || run_program(bounding, cell, weight, chosen) != LP_OPTIMAL)
			break;
		note_optimum(bounding);
	} while (before - bounding->open >= Max(2, chosen / CELLS_PER_BOUND) && !work_is_spent());
	pfree(candidate);
	pfree(cell);
	pfree(weight);
	pfree(is_chosen);
	pfree(surplus);
}

/* Keep a proven bound of direction * cell.  False on a contradiction. */
static bool
keep_limit(Bounding *bounding, int cell, int direction, int128 limit)
{
	Bounds *bounds = bounding->subproblem->bounds + cell;

	if (direction > 0 && limit < bounds->upper)
		bounds->upper = (int64) limit;
	if (direction < 0 && -limit > bounds->lower)
		bounds->lower = (int64) -limit;
	mark_sharp(bounding, cell);
	return bounds->lower <= bounds->upper;
}

/* The last optimum is as far as the cell goes.  False on a contradiction. */
static bool
take_end(Bounding *bounding, int cell, int direction)
{
	Subproblem *subproblem = bounding->subproblem;
	int128		limit;

	note_end(bounding, cell, direction);
	/* from the bounds at the start, so that the order of the cells plays no part */
	return !prove_end(bounding, bounding->start, cell, direction, &limit) ||
		   (keep_limit(bounding, cell, direction, limit) &&
			subproblem_propagate(subproblem, subproblem->bounds, &cell, 1));
}

/* One program: how far can this cell go?  False on a contradiction. */
static bool
maximize_one(Bounding *bounding, int cell, int direction)
{
	double	 weight = direction;
	LpResult result = run_program(bounding, &cell, &weight, 1);

	if (result == LP_OPTIMAL)
	{
		if (!take_end(bounding, cell, direction))
			return false;
		note_optimum(bounding);
	}
	note_end(bounding, cell, direction);
	return true;
}

/*
 * The undecided bound that the last optimum is nearest to: the way there is
 * short, and where it is short for one cell it mostly is for others.
 */
static int
nearest_open(const Bounding *bounding, int *direction)
{
	const Subproblem *subproblem = bounding->subproblem;
	double			  nearest = 0;
	int				  result = -1;

	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		double up = (double) subproblem->bounds[cell].upper - bounding->vertex[cell];
		double down = bounding->vertex[cell] - (double) subproblem->bounds[cell].lower;

		if (end_is_open(bounding, cell, 1) && (result < 0 || up < nearest))
		{
			nearest = up;
			result = cell;
			*direction = 1;
		}
		if (end_is_open(bounding, cell, -1) && (result < 0 || down < nearest))
		{
			nearest = down;
			result = cell;
			*direction = -1;
		}
	}
	return result;
}

/* What the equations have shown so far, where they have not contradicted each other. */
static SearchOutcome
outcome_so_far(const Bounding *bounding)
{
	return bounding->found ? SEARCH_FEASIBLE : SEARCH_UNDECIDED;
}

static SearchOutcome
solve_relaxations(Bounding *bounding, bool only_feasibility, int64 done, int64 of)
{
	Subproblem *subproblem = bounding->subproblem;
	LpResult	result;

	progress_report(done, of);
	result = run_program(bounding, NULL, NULL, 0);
	if (result == LP_INFEASIBLE && prove_infeasible(bounding, subproblem->bounds))
		return SEARCH_INFEASIBLE;
	if (result == LP_OPTIMAL)
		note_optimum(bounding);
	if (only_feasibility)
		return outcome_so_far(bounding);
	if (result == LP_OPTIMAL)
		maximize_together(bounding);
	/* past the limit of an audit's work the other bounds stay as wide as they are */
	while (bounding->open > 0 && !work_is_spent())
	{
		int direction = 1;
		int cell = nearest_open(bounding, &direction);

		progress_report(done + subproblem->cells - bounding->open / 2, of);
		if (!maximize_one(bounding, cell, direction))
			return SEARCH_INFEASIBLE;
	}
	if (!subproblem_propagate(subproblem, subproblem->bounds, NULL, 0))
		return SEARCH_INFEASIBLE;
	return outcome_so_far(bounding);
}

/* ---- the search in integers ---- */

/*
 * The cell to branch on: one in a gap, or else the one farthest from an
 * integer; and the two halves.  -1 if there is none.
 */
static int
branch_cell(Bounding *bounding, const Bounds *bounds, Bounds *below, Bounds *above)
{
	const Subproblem *subproblem = bounding->subproblem;
	int				  result = -1;
	double			  farthest = 1e-6;

	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		double			   value = bounding->vertex[cell];
		const IntervalSet *ranges = subproblem->ranges[cell];

		for (int i = 0; ranges && i + 1 < ranges->count; i++)
			if (value > ranges->range[i].upper + 1e-6 && value < ranges->range[i + 1].lower - 1e-6)
			{
				*below = (Bounds){bounds[cell].lower, ranges->range[i].upper};
				*above = (Bounds){ranges->range[i + 1].lower, bounds[cell].upper};
				return cell;
			}
		if (fabs(value - rint(value)) > farthest)
		{
			farthest = fabs(value - rint(value));
			*below = (Bounds){bounds[cell].lower, (int64) floor(value)};
			*above = (Bounds){(int64) ceil(value), bounds[cell].upper};
			result = cell;
		}
	}
	return result;
}

typedef struct Branch
{
	struct Branch *next;
	int128		   limit; /* upper bound of direction * cell that its parent has found */
	int			   on;	  /* the cell branched on, -1 if none */
	Bounds		   bounds[FLEXIBLE_ARRAY_MEMBER];
} Branch;

static Branch *
branch_create(Bounding *bounding, const Bounds *bounds, int128 limit, int on, Branch *next)
{
	Branch *node = palloc(offsetof(Branch, bounds) + sizeof(Bounds) * bounding->subproblem->cells);

	node->next = next;
	node->limit = limit;
	node->on = on;
	memcpy(node->bounds, bounds, sizeof(Bounds) * bounding->subproblem->cells);
	return node;
}

/* Among the tables found so far, the greatest direction * cell. */
static int128
found_end(const Bounding *bounding, int cell, int direction)
{
	return cell < 0 ? 0 : direction > 0 ? bounding->greatest[cell] : -(int128) bounding->least[cell];
}

/* Can the branch hold a table that is better than those found? */
static bool
is_open_branch(const Bounding *bounding, const Branch *node, int cell, int direction)
{
	return !bounding->found || node->limit > found_end(bounding, cell, direction);
}

/* Visit a branch, and put its halves on the stack.  False if it has to be given up. */
static bool
visit(Bounding *bounding, Branch *node, int cell, int direction, Branch **stack)
{
	double	 weight = direction;
	LpResult result;
	int128	 bound;
	Bounds	 below, above;
	int		 on;

	if (node->on >= 0 && !subproblem_propagate(bounding->subproblem, node->bounds, &node->on, 1))
		return true;
	pass_bounds(bounding, node->bounds);
	result = run_program(bounding, &cell, &weight, cell < 0 ? 0 : 1);
	if (result == LP_INFEASIBLE)
		return prove_infeasible(bounding, node->bounds);
	if (result != LP_OPTIMAL)
		return false;
	if (cell >= 0 && prove_end(bounding, node->bounds, cell, direction, &bound))
		node->limit = Min(node->limit, bound);
	if (!note_attained(bounding) && is_open_branch(bounding, node, cell, direction) &&
		(on = branch_cell(bounding, node->bounds, &below, &above)) >= 0)
	{
		/* the nearer half comes first */
		bool   up = (double) above.lower - bounding->vertex[on] < bounding->vertex[on] - (double) below.upper;
		Bounds half[] = {up ? below : above, up ? above : below};

		/* where there is no bound, halves could go on for ever */
		if ((below.lower == NO_LOWER || above.upper == NO_UPPER) &&
			diophantine_solve(bounding->subproblem, node->bounds, &bounding->whole_steps) == SEARCH_INFEASIBLE)
			return true;
		for (int i = 0; i < 2; i++)
			if (half[i].lower <= half[i].upper)
			{
				*stack = branch_create(bounding, node->bounds, node->limit, on, *stack);
				(*stack)->bounds[on] = half[i];
			}
		return true;
	}
	return !is_open_branch(bounding, node, cell, direction);
}

/*
 * Branch and bound, depth first, for the greatest direction * cell in integers and
 * outside the gaps; with cell < 0 for any solution.  *limit is the bound proven before
 * the search, and after it the one proven by it.
 */
static SearchOutcome
search(Bounding *bounding, int cell, int direction, int128 *limit)
{
	Branch *stack = branch_create(bounding, bounding->subproblem->bounds, *limit, -1, NULL);
	int128	open_limit = PG_INT64_MIN; /* of branches that were given up */
	bool	gave_up = false;
	int		nodes = 0;

	while (stack)
	{
		Branch *node = stack;

		stack = node->next;
		if (is_open_branch(bounding, node, cell, direction) &&
			(++nodes > MAX_NODES || --bounding->budget < 0 || !visit(bounding, node, cell, direction, &stack)))
		{
			gave_up = true;
			open_limit = Max(open_limit, node->limit);
		}
		pfree(node);
	}
	pass_bounds(bounding, bounding->subproblem->bounds);
	if (bounding->found)
		*limit = Min(*limit, Max(open_limit, found_end(bounding, cell, direction)));
	return bounding->found || gave_up ? outcome_so_far(bounding) : SEARCH_INFEASIBLE;
}

/* The upper bound of direction * cell that is proven so far. */
static int128
known_limit(const Subproblem *subproblem, int cell, int direction)
{
	int64 end = direction > 0 ? subproblem->bounds[cell].upper : subproblem->bounds[cell].lower;

	if (end == NO_LOWER || end == NO_UPPER)
		return (int128) PG_INT64_MAX + 1;
	return (int128) direction * end;
}

/*
 * Find solutions in integers at the bounds that none has attained yet, or narrower
 * bounds.
 */
static SearchOutcome
sharpen(Bounding *bounding, bool only_feasibility)
{
	Subproblem *subproblem = bounding->subproblem;
	int128		limit = 0;

	if (!bounding->found && search(bounding, -1, 0, &limit) == SEARCH_INFEASIBLE)
		return SEARCH_INFEASIBLE;
	if (only_feasibility || !bounding->found)
		return outcome_so_far(bounding);
	for (int cell = 0; cell < subproblem->cells; cell++)
		mark_sharp(bounding, cell);
	for (int direction = 1; direction >= -1; direction -= 2)
		for (int cell = 0; cell < subproblem->cells && bounding->budget > 0 && !work_is_spent(); cell++)
		{
			if (!subproblem->wanted[cell] ||
				(direction > 0 ? subproblem->upper_sharp[cell] : subproblem->lower_sharp[cell]))
				continue;
			progress_report(0, 0);
			limit = known_limit(subproblem, cell, direction);
			(void) search(bounding, cell, direction, &limit);
			if (!keep_limit(bounding, cell, direction, limit))
				return SEARCH_INFEASIBLE;
		}
	return SEARCH_FEASIBLE;
}

SearchOutcome
bounding_solve(Subproblem *subproblem, bool only_feasibility, int64 done, int64 of)
{
	Bounding bounding = {.subproblem = subproblem};

	bounding.least = palloc(sizeof(int64) * subproblem->cells);
	bounding.greatest = palloc(sizeof(int64) * subproblem->cells);
	bounding.seen_low = palloc(sizeof(double) * subproblem->cells);
	bounding.seen_high = palloc(sizeof(double) * subproblem->cells);
	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		bounding.seen_low[cell] = HUGE_VAL;
		bounding.seen_high[cell] = -HUGE_VAL;
	}
	bounding.low_done = palloc0(sizeof(bool) * subproblem->cells);
	bounding.high_done = palloc0(sizeof(bool) * subproblem->cells);
	bounding.multiplier = palloc(sizeof(double) * subproblem->equations);
	bounding.integer = palloc(sizeof(int64) * subproblem->equations);
	bounding.rest = palloc(sizeof(int128) * subproblem->cells);
	bounding.value = palloc(sizeof(int64) * subproblem->cells);
	bounding.start = palloc(sizeof(Bounds) * subproblem->cells);
	bounding.current = palloc(sizeof(Bounds) * subproblem->cells);
	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		bounding.low_done[cell] = bounding.high_done[cell] = !subproblem->wanted[cell];
		bounding.open += 2 * subproblem->wanted[cell];
	}
	bounding.vertex = palloc0(sizeof(double) * subproblem->cells);
	memcpy(bounding.start, subproblem->bounds, sizeof(Bounds) * subproblem->cells);
	memcpy(bounding.current, subproblem->bounds, sizeof(Bounds) * subproblem->cells);
	subproblem_loosen(subproblem, bounding.current);
	bounding.whole_steps = WHOLE_STEPS;
	if (diophantine_solve(subproblem, subproblem->bounds, &bounding.whole_steps) == SEARCH_INFEASIBLE)
		return SEARCH_INFEASIBLE;
	bounding.lp = lp_create(subproblem, bounding.current);

	if (subproblem->known)
	{
		memcpy(bounding.value, subproblem->known, sizeof(int64) * subproblem->cells);
		take_values(&bounding);
	}
	if (solve_relaxations(&bounding, only_feasibility, done, of) == SEARCH_INFEASIBLE)
		return SEARCH_INFEASIBLE;
	/* the larger the subproblem, the longer a program takes: so fewer nodes */
	bounding.budget = SEARCH_BUDGET / subproblem->cells;
	if (subproblem->cells > SMALL_PROBLEM)
		bounding.budget = Min(bounding.budget, LARGE_PROBLEM_NODES);
	return sharpen(&bounding, only_feasibility);
}
