/*
 * program.c
 *		The smallest and largest value of each cell of a block, by linear programs.
 *
 * The solver computes in floating point.  Nothing it says is believed:
 *
 * A bound is proven in integers.  For any multipliers y of the equations
 * A x = b, cell = y b + (e - y A) x holds for every solution x, so the cell is
 * at most y b plus what the cells' bounds allow the rest.  The solver's multipliers
 * only serve as a good y: they are scaled and rounded to integers first, and
 * everything after is exact.  A bad rounding makes the bound wider, never
 * narrower, and the last step, down to an integer, loses no integer solution.
 *
 * That a bound is attained is shown by a solution in integers: the solver's
 * vertex, rounded, counts only if every equation holds exactly.
 *
 * Most cells need no program of their own: each solution found is looked
 * through for cells that stand at a proven bound, and the first programs move
 * all undecided cells at once.  Where vertices are not in integers, or fall
 * into a gap, a short search by branching follows; if it is given up, the
 * bound stays the relaxation's and is not called sharp.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "block.h"
#include "solver.h"
#include "sum_system.h"

/* Nodes of one search by branching; and what all searches of a block may take, in nodes times cells. */
#define MAX_NODES		400
#define SEARCH_BUDGET	1000000
#define SMALL_BLOCK		100

/*
 * Scales that make multipliers integers.  Those of tables are halves, thirds,
 * ... : the first scale, 16!!-like, makes them exact, the second is fine.
 */
static const int64 scales[] = {1, 720720, INT64CONST(1) << 40};

/* Larger multipliers could leave int128; they do not occur in tables. */
#define MAX_MULTIPLIER	1048576.0

/* how near a vertex must come to a bound to count as at it */
#define TOUCHING	1e-8

typedef enum Proof
{
	PROVEN,
	PROVEN_INFEASIBLE,
	UNPROVEN
} Proof;

typedef struct Program
{
	Block	   *block;
	Solver	   *solver;
	bool		found;			/* a solution in integers */
	int64	   *least;			/* of each cell among those found */
	int64	   *greatest;
	bool	   *low_done;		/* nothing more to find out */
	bool	   *high_done;
	double	   *multiplier;
	int64	   *integer;		/* scaled multipliers */
	int64	   *value;			/* rounded vertex */
	Bounds	   *current;		/* what the solver has */
	int			programs;		/* solved for the relaxation */
	int			budget;			/* nodes left to search */
	int			open;			/* bounds the relaxation has not decided */
} Program;

/* Give the solver bounds, where they differ from what it has. */
static void
pass_bounds(Program *program, const Bounds *bounds)
{
	for (int cell = 0; cell < program->block->cells; cell++)
		if (program->current[cell].lower != bounds[cell].lower ||
			program->current[cell].upper != bounds[cell].upper)
		{
			program->current[cell] = bounds[cell];
			solver_set_bounds(program->solver, cell, bounds[cell]);
		}
}

/*
 * The greatest value that direction * cell (or nothing, if cell < 0) minus
 * integer multiples of the equations allows: see the top of the file.  False
 * if an unbounded cell stands in the way.
 */
static bool
combine(const Block *block, const Bounds *bounds, int cell, int direction,
		const int64 *integer, int64 scale, int128 *result)
{
	int128		sum = 0;

	for (int equation = 0; equation < block->equations; equation++)
		sum += (int128) integer[equation] * block->constant[equation];
	for (int other = 0; other < block->cells; other++)
	{
		int128		rest = other == cell ? (int128) direction * scale : 0;
		int64		end;

		for (int i = block->cell_first[other]; i < block->cell_first[other + 1]; i++)
		{
			int			entry = block->cell_entry[i];

			rest -= (int128) block->entry_coefficient[entry] * integer[block->entry_equation[entry]];
		}
		if (rest == 0)
			continue;
		end = rest > 0 ? bounds[other].upper : bounds[other].lower;
		if (end == NO_LOWER || end == NO_UPPER)
			return false;
		sum += rest * end;
	}
	*result = sum;
	return true;
}

/* Round multipliers at each scale and keep the best bound that they prove. */
static bool
prove(Program *program, const Bounds *bounds, int cell, int direction, int128 *best)
{
	const Block *block = program->block;
	bool		proven = false;

	for (int equation = 0; equation < block->equations; equation++)
		if (!(fabs(program->multiplier[equation]) < MAX_MULTIPLIER))
			return false;
	for (int i = 0; i < (int) lengthof(scales); i++)
	{
		int128		bound;

		for (int equation = 0; equation < block->equations; equation++)
			program->integer[equation] = (int64) rint(program->multiplier[equation] * scales[i]);
		if (!combine(block, bounds, cell, direction, program->integer, scales[i], &bound))
			continue;
		/* towards minus infinity: no integer lies between */
		bound = bound / scales[i] - (bound % scales[i] < 0);
		if (!proven || bound < *best)
			*best = bound;
		proven = true;
		/* whole numbers at the first scale: no other can be better */
		if (i == 0)
		{
			bool		whole = true;

			for (int equation = 0; equation < block->equations && whole; equation++)
				whole = fabs(program->multiplier[equation] - program->integer[equation]) < 1e-9;
			if (whole)
				break;
		}
	}
	return proven;
}

static bool
prove_infeasible(Program *program, const Bounds *bounds)
{
	int128		bound;

	/* nothing, plus multiples of equations that hold, cannot be less than nothing */
	if (!solver_explain(program->solver, program->multiplier))
		return false;
	if (prove(program, bounds, -1, 0, &bound) && bound < 0)
		return true;
	for (int equation = 0; equation < program->block->equations; equation++)
		program->multiplier[equation] = -program->multiplier[equation];
	return prove(program, bounds, -1, 0, &bound) && bound < 0;
}

static void
note_low(Program *program, int cell)
{
	program->open -= !program->low_done[cell];
	program->low_done[cell] = true;
}

static void
note_high(Program *program, int cell)
{
	program->open -= !program->high_done[cell];
	program->high_done[cell] = true;
}

/* Where solutions found meet proven bounds, the bound is sharp. */
static void
compare(Program *program, int cell)
{
	Block	   *block = program->block;

	if (!program->found)
		return;
	if (program->least[cell] == block->bounds[cell].lower)
		block->lower_sharp[cell] = true;
	if (program->greatest[cell] == block->bounds[cell].upper)
		block->upper_sharp[cell] = true;
}

/* Look through the solver's vertex.  True if it is a solution in integers. */
static bool
harvest(Program *program)
{
	Block	   *block = program->block;

	for (int cell = 0; cell < block->cells; cell++)
	{
		double		value = solver_values(program->solver)[cell];

		if (!(fabs(value) < 4e18))
			return false;
		program->value[cell] = (int64) rint(value);
	}
	if (!block_holds(block, program->value))
		return false;
	for (int cell = 0; cell < block->cells; cell++)
	{
		if (!program->found || program->value[cell] < program->least[cell])
			program->least[cell] = program->value[cell];
		if (!program->found || program->value[cell] > program->greatest[cell])
			program->greatest[cell] = program->value[cell];
	}
	program->found = true;
	for (int cell = 0; cell < block->cells; cell++)
		compare(program, cell);
	return true;
}

/* ---- the linear relaxation ---- */

/*
 * A bound that the relaxation attains is done with: it cannot prove a narrower
 * one.  Whether it does is a guess from floating point, at a distance far below
 * what fractions in tables differ by; the bound itself stays proven.
 */
static void
touch(Program *program)
{
	Block	   *block = program->block;

	program->programs++;
	for (int cell = 0; cell < block->cells; cell++)
	{
		double		value = solver_values(program->solver)[cell];

		if (!program->high_done[cell] && block->bounds[cell].upper != NO_UPPER &&
			value > (double) block->bounds[cell].upper - TOUCHING)
			note_high(program, cell);
		if (!program->low_done[cell] && block->bounds[cell].lower != NO_LOWER &&
			value < (double) block->bounds[cell].lower + TOUCHING)
			note_low(program, cell);
	}
	harvest(program);
}

/* Move all undecided cells at once, as long as that decides many. */
static void
move_together(Program *program, int direction)
{
	Block	   *block = program->block;
	bool	   *done = direction > 0 ? program->high_done : program->low_done;

	for (;;)
	{
		int			before = program->open;
		int			moved = 0;

		for (int cell = 0; cell < block->cells; cell++)
		{
			solver_set_weight(program->solver, cell, done[cell] ? 0 : direction);
			moved += !done[cell];
		}
		if (moved == 0 || solver_run(program->solver) != SOLVER_OPTIMAL)
			break;
		touch(program);
		if (before - program->open < Max(2, moved / 50))
			break;
	}
	for (int cell = 0; cell < block->cells; cell++)
		solver_set_weight(program->solver, cell, 0);
}

/* A bound of a cell is proven: keep it.  False on a contradiction. */
static bool
keep_limit(Program *program, int cell, int direction, int128 limit)
{
	Bounds	   *bounds = program->block->bounds + cell;

	if (direction > 0 && limit < bounds->upper)
		bounds->upper = (int64) limit;
	if (direction < 0 && -limit > bounds->lower)
		bounds->lower = (int64) -limit;
	compare(program, cell);
	return bounds->lower <= bounds->upper;
}

/* One program: how far can this cell go?  False on a contradiction. */
static bool
move_one(Program *program, int cell, int direction)
{
	Block	   *block = program->block;
	bool		possible = true;

	solver_set_weight(program->solver, cell, direction);
	if (solver_run(program->solver) == SOLVER_OPTIMAL)
	{
		int128		limit;

		memcpy(program->multiplier, solver_multipliers(program->solver), sizeof(double) * block->equations);
		/* from the boxes that the solver has, so that the order of the cells plays no part */
		if (prove(program, program->current, cell, direction, &limit))
			possible = keep_limit(program, cell, direction, limit);
		touch(program);
	}
	if (direction > 0)
		note_high(program, cell);
	else
		note_low(program, cell);
	solver_set_weight(program->solver, cell, 0);
	return possible;
}

/* False if there is certainly no solution. */
static bool
relax(Program *program, bool only_feasibility, int64 done, int64 of)
{
	Block	   *block = program->block;

	sum_system_progress(done, of);
	if (solver_run(program->solver) == SOLVER_INFEASIBLE && prove_infeasible(program, block->bounds))
		return false;
	harvest(program);
	if (only_feasibility)
		return true;
	move_together(program, 1);
	sum_system_progress(done + block->cells - program->open / 2, of);
	move_together(program, -1);
	for (int direction = 1; direction >= -1; direction -= 2)
		for (int cell = 0; cell < block->cells; cell++)
		{
			if (direction > 0 ? program->high_done[cell] : program->low_done[cell])
				continue;
			sum_system_progress(done + block->cells - program->open / 2, of);
			if (!move_one(program, cell, direction))
				return false;
		}
	return block_propagate(block, block->bounds, NULL, 0);
}

/* ---- the search in integers ---- */

/*
 * The cell to branch on: one in a gap, or else the one farthest from an
 * integer; and the two halves.  -1 if there is none.
 */
static int
branch_cell(Program *program, const Bounds *bounds, Bounds *below, Bounds *above)
{
	const Block *block = program->block;
	int			result = -1;
	double		farthest = 1e-6;

	for (int cell = 0; cell < block->cells; cell++)
	{
		double		value = solver_values(program->solver)[cell];
		const Ranges *ranges = block->ranges[cell];

		for (int i = 0; ranges && i + 1 < ranges->count; i++)
			if (value > ranges->range[i].upper + 1e-6 && value < ranges->range[i + 1].lower - 1e-6)
			{
				*below = (Bounds) {bounds[cell].lower, ranges->range[i].upper};
				*above = (Bounds) {ranges->range[i + 1].lower, bounds[cell].upper};
				return cell;
			}
		if (fabs(value - rint(value)) > farthest)
		{
			farthest = fabs(value - rint(value));
			*below = (Bounds) {bounds[cell].lower, (int64) floor(value)};
			*above = (Bounds) {(int64) ceil(value), bounds[cell].upper};
			result = cell;
		}
	}
	return result;
}

typedef struct Branch
{
	struct Branch *next;
	int128		limit;			/* what its parent proved of direction * cell */
	Bounds		bounds[FLEXIBLE_ARRAY_MEMBER];
} Branch;

static Branch *
branch_create(Program *program, const Bounds *bounds, int128 limit, Branch *next)
{
	Branch	   *node = palloc(offsetof(Branch, bounds) + sizeof(Bounds) * program->block->cells);

	node->next = next;
	node->limit = limit;
	memcpy(node->bounds, bounds, sizeof(Bounds) * program->block->cells);
	return node;
}

/*
 * Search for the greatest direction * cell in integers and outside the gaps
 * (with cell < 0: for any solution).  *limit comes in as what is proven and
 * goes out as what is proven after the search.
 */
static Proof
search(Program *program, int cell, int direction, int128 *limit)
{
	Block	   *block = program->block;
	Branch	   *stack = branch_create(program, block->bounds, *limit, NULL);
	int128		open_limit = PG_INT64_MIN;	/* of nodes that were given up */
	bool		gave_up = false;
	int			nodes = 0;
	int128		best = 0;
	bool		has_best = false;

	if (cell >= 0)
		solver_set_weight(program->solver, cell, direction);
	while (stack)
	{
		Branch	   *node = stack;
		SolverResult result;
		Bounds		below,
					above;
		int			on;

		stack = node->next;
		if (program->found)
		{
			best = cell < 0 ? 0 : direction > 0 ? program->greatest[cell] : -(int128) program->least[cell];
			has_best = true;
			if (cell < 0)
				break;
		}
		if (has_best && node->limit <= best)
		{
			pfree(node);
			continue;
		}
		if (++nodes > MAX_NODES || --program->budget < 0)
		{
			gave_up = true;
			open_limit = Max(open_limit, node->limit);
			pfree(node);
			continue;
		}
		if (!block_propagate(block, node->bounds, NULL, 0))
		{
			pfree(node);
			continue;
		}
		pass_bounds(program, node->bounds);
		result = solver_run(program->solver);
		if (result == SOLVER_INFEASIBLE && prove_infeasible(program, node->bounds))
		{
			pfree(node);
			continue;
		}
		if (result == SOLVER_OPTIMAL)
		{
			int128		bound;

			if (cell >= 0)
			{
				memcpy(program->multiplier, solver_multipliers(program->solver), sizeof(double) * block->equations);
				if (prove(program, node->bounds, cell, direction, &bound))
					node->limit = Min(node->limit, bound);
			}
			if (!harvest(program) && !(has_best && node->limit <= best) &&
				(on = branch_cell(program, node->bounds, &below, &above)) >= 0)
			{
				if (above.lower <= above.upper)
				{
					stack = branch_create(program, node->bounds, node->limit, stack);
					stack->bounds[on] = above;
				}
				if (below.lower <= below.upper)
				{
					stack = branch_create(program, node->bounds, node->limit, stack);
					stack->bounds[on] = below;
				}
				pfree(node);
				continue;
			}
			/* found a solution that is as good as the node's limit? */
			if (program->found && cell >= 0 &&
				node->limit <= (direction > 0 ? program->greatest[cell] : -(int128) program->least[cell]))
			{
				pfree(node);
				continue;
			}
			if (has_best && node->limit <= best)
			{
				pfree(node);
				continue;
			}
		}
		gave_up = true;
		open_limit = Max(open_limit, node->limit);
		pfree(node);
	}
	while (stack)
	{
		Branch	   *node = stack;

		stack = node->next;
		pfree(node);
	}
	if (cell >= 0)
		solver_set_weight(program->solver, cell, 0);
	pass_bounds(program, block->bounds);
	if (cell < 0)
		return program->found ? PROVEN : gave_up ? UNPROVEN : PROVEN_INFEASIBLE;
	if (program->found)
		best = direction > 0 ? program->greatest[cell] : -(int128) program->least[cell];
	if (!program->found && !gave_up)
		return PROVEN_INFEASIBLE;
	if (gave_up)
		*limit = Min(*limit, program->found ? Max(open_limit, best) : open_limit);
	else
		*limit = best;
	return PROVEN;
}

/* What is proven beforehand of direction * cell. */
static int128
known_limit(const Block *block, int cell, int direction)
{
	int64		end = direction > 0 ? block->bounds[cell].upper : block->bounds[cell].lower;

	if (end == NO_LOWER || end == NO_UPPER)
		return (int128) PG_INT64_MAX + 1;
	return (int128) direction * end;
}


/*
 * Find integer solutions at the bounds that none has attained yet, or better
 * bounds.  False if there is no solution.
 */
static bool
sharpen(Program *program, bool only_feasibility)
{
	Block	   *block = program->block;
	int128		limit = 0;

	if (!program->found && search(program, -1, 0, &limit) == PROVEN_INFEASIBLE)
		return false;
	if (only_feasibility || !program->found)
		return true;
	for (int cell = 0; cell < block->cells; cell++)
		compare(program, cell);
	for (int direction = 1; direction >= -1; direction -= 2)
		for (int cell = 0; cell < block->cells && program->budget > 0; cell++)
		{
			if (direction > 0 ? block->upper_sharp[cell] : block->lower_sharp[cell])
				continue;
			sum_system_progress(0, 0);
			limit = known_limit(block, cell, direction);
			if (search(program, cell, direction, &limit) == PROVEN_INFEASIBLE ||
				!keep_limit(program, cell, direction, limit))
				return false;
		}
	return true;
}

bool
program_solve(Block *block, bool only_feasibility, int64 done, int64 of)
{
	Program		program = {.block = block};

	program.least = palloc(sizeof(int64) * block->cells);
	program.greatest = palloc(sizeof(int64) * block->cells);
	program.low_done = palloc0(sizeof(bool) * block->cells);
	program.high_done = palloc0(sizeof(bool) * block->cells);
	program.multiplier = palloc(sizeof(double) * block->equations);
	program.integer = palloc(sizeof(int64) * block->equations);
	program.value = palloc(sizeof(int64) * block->cells);
	program.current = palloc(sizeof(Bounds) * block->cells);
	program.open = 2 * block->cells;
	memcpy(program.current, block->bounds, sizeof(Bounds) * block->cells);
	program.solver = solver_create(block, block->bounds);

	if (!relax(&program, only_feasibility, done, of))
		return false;
	/* where programs take long, search no longer than the relaxation took */
	program.budget = SEARCH_BUDGET / block->cells;
	if (block->cells > SMALL_BLOCK)
		program.budget = Min(program.budget, Max(program.programs, MAX_NODES / 4));
	return sharpen(&program, only_feasibility);
}
