/*
 * lp.c
 *		The only file that knows the LP library: GLPK.
 *
 * GLPK was chosen over CLP by measuring: warm-started, it takes a third to a
 * seventh of CLP's time on tables (test/bench/plain_clp.c).  And it can be made safe in a
 * server: it is C, it reports every internal error, its own out of memory
 * included, to a hook, and giving up its environment frees all that it holds.
 * CLP would throw C++ exceptions through C frames.
 *
 * Each call runs between solver_enter and solver_leave: without a hook, an error
 * in any of them, a getter's wrong number included, would abort the server.  The
 * hook jumps back there; GLPK's environment is then given up as a whole,
 * and only after that an ERROR is raised.  A run goes in slices of iterations,
 * between which interrupts are served.  In a long run they are served where GLPK
 * calls back.  Most end nothing, and the run goes on as if there had been none; of
 * one that raises an error the error is caught there, and thrown on after leaving
 * by the hook's way.  So PostgreSQL's own longjmp never crosses GLPK's frames.
 */
#include "postgres.h"

#include <math.h>
#include <setjmp.h>

#include <glpk.h>

#include "audit/independent.h"
#include "audit/lp.h"
#include "audit/table_system.h"
#include "util/progress.h"
#include "util/work.h"

/* Iterations of a slice, and these times rows and columns: larger programs take longer for each. */
#define SLICE		200
#define SLICE_WORK	4000000

/* milliseconds between two words of GLPK's on how far it is */
#define WORD_INTERVAL	100

/* Steps of work for a pivot, times rows and columns. */
#define PIVOT_WORK		18

/* For where to branch, or a round of cuts, times entries and columns in part; and those above which there are no cuts. */
#define BRANCH_WORK		4
#define MAX_CUT_WORK	INT64CONST(100000000)

/* a share of no more is nothing */
#define NOTHING		1e-6

/* after so many slices without an end the program is given up as undecided */
#define MAX_SLICES	5000

struct Solver
{
	glp_prob   *problem;		/* NULL once given up */
	const Subproblem *subproblem;
	glp_smcp	parameters;
	int		   *row;			/* of each equation, 0 while it is left out */
	int			left_out;
	bool		has_optimum;
	bool		thinned;
	double	   *value;			/* of each cell at the last optimum */
	double	   *multiplier;		/* of each equation there */
	int			columns;		/* of a choice */
	int			rows;			/* of a choice, and room for their multipliers */
	int			rows_allocated;
	int		   *column;			/* room for a row, from 1 */
	double	   *coefficient;
	Solver	   *next;			/* all that live, for the hook to forget */
	MemoryContextCallback callback;
};

int			solver_memory = 1024;

static Solver *living = NULL;
static sigjmp_buf failed;
static bool interrupted = false;	/* an interrupt has raised an error, which is to be thrown on */
static char message[256];

/* Serve interrupts in the middle of GLPK's frames. */
static void
serve_interrupts(void)
{
	PG_TRY();
	{
		progress_report(0, 0);
	}
	PG_CATCH();
	{
		interrupted = true;
	}
	PG_END_TRY();
	if (interrupted)
		siglongjmp(failed, 1);
}

/*
 * Keep what GLPK says, from its terminal: before it fails, it says why and then where.
 * It also says how far it is: that is a time to serve interrupts.
 */
static int
solver_listen(void *info, const char *text)
{
	serve_interrupts();
	if (strncmp(text, "Error detected", 14) != 0)
		strlcpy(message, text, sizeof(message));
	return 1;
}

static void
solver_jump(void *info)
{
	siglongjmp(failed, 1);
}

/* Forget everything that GLPK holds: after an internal error, or in its middle, nothing of it may be touched. */
static void
solver_give_up(void)
{
	for (Solver *solver = living; solver; solver = solver->next)
		solver->problem = NULL;
	living = NULL;
	glp_error_hook(NULL, NULL);
	glp_free_env();
	if (interrupted)
	{
		interrupted = false;
		PG_RE_THROW();
	}
	message[strcspn(message, "\r\n")] = '\0';
	ereport(ERROR,
			(errcode(strstr(message, "memory") ? ERRCODE_OUT_OF_MEMORY : ERRCODE_INTERNAL_ERROR),
			 errmsg("the linear program of the audit failed: %s", message),
			 errhint("Audit fewer cells at once, or raise busetting.solver_memory.")));
}

static void
solver_leave(void)
{
	glp_error_hook(NULL, NULL);
	glp_term_hook(NULL, NULL);
}

/* A macro, because setjmp must be called by the function whose frame lives on. */
#define solver_enter() \
	do { \
		if (sigsetjmp(failed, 0) != 0) \
			solver_give_up(); \
		glp_term_hook(solver_listen, NULL); \
		glp_error_hook(solver_jump, NULL); \
		glp_mem_limit(solver_memory); \
	} while (0)

static void
solver_destroy(void *argument)
{
	Solver	   *solver = argument;

	if (!solver->problem)
		return;
	for (Solver **link = &living; *link; link = &(*link)->next)
		if (*link == solver)
		{
			*link = solver->next;
			break;
		}
	glp_delete_prob(solver->problem);
	/* with the last problem the library's own memory goes too */
	if (!living)
		glp_free_env();
}

static void
set_column(glp_prob *problem, int column, Bounds a)
{
	bool		low = a.lower != NO_LOWER;
	bool		high = a.upper != NO_UPPER;

	glp_set_col_bnds(problem, column,
					 low && high ? (a.lower == a.upper ? GLP_FX : GLP_DB) :
					 low ? GLP_LO : high ? GLP_UP : GLP_FR,
					 low ? (double) a.lower : 0.0, high ? (double) a.upper : 0.0);
}

static void
set_row(Solver *solver, int equation)
{
	const Subproblem *subproblem = solver->subproblem;
	int			row = solver->row[equation];
	int			length = subproblem->first[equation + 1] - subproblem->first[equation];

	for (int i = 0; i < length; i++)
	{
		solver->column[i + 1] = subproblem->entry_cell[subproblem->first[equation] + i] + 1;
		solver->coefficient[i + 1] = subproblem->entry_coefficient[subproblem->first[equation] + i];
	}
	glp_set_mat_row(solver->problem, row, length, solver->column, solver->coefficient);
	glp_set_row_bnds(solver->problem, row, GLP_FX,
					 (double) subproblem->constant[equation], (double) subproblem->constant[equation]);
}

static void
load(Solver *solver, const Bounds *bounds, int rows)
{
	const Subproblem *subproblem = solver->subproblem;

	solver_enter();
	glp_term_out(GLP_ON);
	solver->problem = glp_create_prob();
	solver->next = living;
	living = solver;
	glp_set_obj_dir(solver->problem, GLP_MAX);
	if (subproblem->cells > 0)
		glp_add_cols(solver->problem, subproblem->cells);
	if (rows > 0)
		glp_add_rows(solver->problem, rows);
	for (int equation = 0; equation < subproblem->equations; equation++)
		if (solver->row[equation] != 0)
			set_row(solver, equation);
	for (int cell = 0; cell < subproblem->cells; cell++)
		set_column(solver->problem, cell + 1, bounds[cell]);
	glp_adv_basis(solver->problem, 0);
	solver_leave();
}

/* What a program of either kind begins with. */
static void
prepare(Solver *solver, int method)
{
	glp_init_smcp(&solver->parameters);
	solver->parameters.msg_lev = GLP_MSG_ON;
	solver->parameters.out_frq = WORD_INTERVAL;
	solver->parameters.meth = method;
	solver->parameters.it_lim = SLICE;
	solver->callback.func = solver_destroy;
	solver->callback.arg = solver;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &solver->callback);
}

/* Number the rows of the equations that are needed, as far as that is known beforehand. */
static int
number_rows(Solver *solver)
{
	const Subproblem *subproblem = solver->subproblem;
	bool	   *needed = palloc(sizeof(bool) * subproblem->equations);
	int			rows = 0;

	solver->thinned = subproblem_independent(subproblem, needed);
	for (int equation = 0; equation < subproblem->equations; equation++)
		solver->row[equation] = needed[equation] ? ++rows : 0;
	solver->left_out = subproblem->equations - rows;
	pfree(needed);
	return rows;
}

Solver *
solver_create(const Subproblem *subproblem, const Bounds *bounds)
{
	Solver	   *solver = palloc0(sizeof(Solver));
	int			longest = 0;
	int			rows;

	solver->subproblem = subproblem;
	solver->row = palloc(sizeof(int) * subproblem->equations);
	rows = number_rows(solver);
	for (int equation = 0; equation < subproblem->equations; equation++)
		longest = Max(longest, subproblem->first[equation + 1] - subproblem->first[equation]);
	solver->value = palloc(sizeof(double) * subproblem->cells);
	solver->multiplier = palloc(sizeof(double) * subproblem->equations);
	solver->column = palloc(sizeof(int) * (longest + 1));
	solver->coefficient = palloc(sizeof(double) * (longest + 1));
	prepare(solver, GLP_PRIMAL);
	/* a run that is taken up again has forgotten which ways are steep */
	solver->parameters.it_lim = Max(SLICE, SLICE_WORK / (subproblem->cells + subproblem->equations + 1));
	load(solver, bounds, rows);
	return solver;
}

/* Start again from a basis of slacks, which cannot be singular. */
static void
start_over(Solver *solver)
{
	solver_enter();
	glp_std_basis(solver->problem);
	solver_leave();
}

void
solver_use_dual(Solver *solver)
{
	solver->parameters.meth = GLP_DUALP;
	start_over(solver);
}

void
solver_set_bounds(Solver *solver, int cell, Bounds bounds)
{
	solver_enter();
	set_column(solver->problem, cell + 1, bounds);
	solver_leave();
}

void
solver_set_weight(Solver *solver, int cell, double weight)
{
	solver_enter();
	glp_set_obj_coef(solver->problem, cell + 1, weight);
	solver_leave();
}

/* Pivots times rows and columns. */
static int64
pivot_entries(glp_prob *problem, int pivots)
{
	return (int64) pivots * (glp_get_num_rows(problem) + glp_get_num_cols(problem));
}

/* One slice; the library's return code. */
static int
run_slice(Solver *solver, int *status)
{
	volatile int64 work;
	int			before;
	int			result;

	solver_enter();
	before = glp_get_it_cnt(solver->problem);
	result = glp_simplex(solver->problem, &solver->parameters);
	*status = glp_get_status(solver->problem);
	work = pivot_entries(solver->problem, glp_get_it_cnt(solver->problem) - before) * PIVOT_WORK;
	solver_leave();
	work_add(work);
	return result;
}

/*
 * Sums of tables follow from each other in great part.  Where that was not known
 * beforehand, an equation whose own variable is still in the basis at the first
 * optimum is one that the others do not need: leave it out.  Should a later
 * solution miss it, it comes back.
 */
static void
thin(Solver *solver)
{
	const Subproblem *subproblem = solver->subproblem;
	int		   *out = palloc(sizeof(int) * (subproblem->equations + 1));

	solver->thinned = true;
	solver_enter();
	for (int equation = 0; equation < subproblem->equations; equation++)
		if (glp_get_row_stat(solver->problem, equation + 1) == GLP_BS)
		{
			out[++solver->left_out] = equation + 1;
			solver->row[equation] = 0;
		}
		else
			solver->row[equation] = equation + 1 - solver->left_out;
	if (solver->left_out > 0)
		glp_del_rows(solver->problem, solver->left_out, out);
	solver_leave();
	pfree(out);
}

static void
add_row(Solver *solver, int equation)
{
	solver->row[equation] = glp_add_rows(solver->problem, 1);
	set_row(solver, equation);
	solver->left_out--;
}

/* Read the optimum. */
static void
read_optimum(Solver *solver)
{
	solver_enter();
	for (int cell = 0; cell < solver->subproblem->cells; cell++)
		solver->value[cell] = glp_get_col_prim(solver->problem, cell + 1);
	for (int equation = 0; equation < solver->subproblem->equations; equation++)
		solver->multiplier[equation] = solver->row[equation] == 0 ? 0.0 :
			glp_get_row_dual(solver->problem, solver->row[equation]);
	solver_leave();
}

/* Take equations back that the optimum misses.  True if there were any. */
static bool
take_back(Solver *solver)
{
	const Subproblem *subproblem = solver->subproblem;
	int			before = solver->left_out;

	solver_enter();
	for (int equation = 0; equation < subproblem->equations && solver->left_out > 0; equation++)
	{
		double		rest = (double) subproblem->constant[equation];

		if (solver->row[equation] != 0)
			continue;
		for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
			rest -= subproblem->entry_coefficient[i] * solver->value[subproblem->entry_cell[i]];
		if (fabs(rest) <= 1e-6 * (1 + fabs((double) subproblem->constant[equation])))
			continue;
		add_row(solver, equation);
	}
	solver_leave();
	return solver->left_out < before;
}

/* From where the last run ended to the end of this one, in slices, which are counted down. */
static SolverResult
run(Solver *solver, int *slices)
{
	int			retries = 0;

	while ((*slices)-- > 0)
	{
		int			status;
		int			result = run_slice(solver, &status);

		progress_report(0, 0);
		if (result == GLP_EITLIM)
			continue;
		if (result != 0)
		{
			/* a singular or ill-conditioned basis, or the search has failed */
			if (retries++ > 0)
				return SOLVER_UNDECIDED;
			start_over(solver);
			continue;
		}
		return status == GLP_OPT ? SOLVER_OPTIMAL :
			status == GLP_NOFEAS ? SOLVER_INFEASIBLE :
			status == GLP_UNBND ? SOLVER_UNBOUNDED : SOLVER_UNDECIDED;
	}
	return SOLVER_UNDECIDED;
}

SolverResult
solver_run(Solver *solver)
{
	if (solver->has_optimum && !solver->thinned)
		thin(solver);
	do
	{
		int			slices = MAX_SLICES;
		SolverResult result = run(solver, &slices);

		if (result != SOLVER_OPTIMAL)
			return result;
		read_optimum(solver);
	} while (take_back(solver));
	solver->has_optimum = true;
	return SOLVER_OPTIMAL;
}

const double *
solver_values(const Solver *solver)
{
	return solver->value;
}

const double *
solver_multipliers(const Solver *solver)
{
	return solver->multiplier;
}

/*
 * Let every equation miss its constant at a price: the multipliers of the
 * cheapest way to miss them show why they cannot all be met.  The copy holds
 * all equations, those left out too, in rows of its own.
 */
bool
solver_explain(Solver *solver, double *multiplier)
{
	const Subproblem *subproblem = solver->subproblem;
	Solver	   *copy = palloc0(sizeof(Solver));

	*copy = *solver;
	copy->row = palloc(sizeof(int) * subproblem->equations);
	memcpy(copy->row, solver->row, sizeof(int) * subproblem->equations);
	copy->value = palloc(sizeof(double) * subproblem->cells);
	copy->multiplier = multiplier;
	copy->thinned = true;
	copy->problem = NULL;
	copy->callback.arg = copy;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &copy->callback);
	solver_enter();
	copy->problem = glp_create_prob();
	copy->next = living;
	living = copy;
	glp_copy_prob(copy->problem, solver->problem, GLP_OFF);
	for (int cell = 0; cell < subproblem->cells; cell++)
		glp_set_obj_coef(copy->problem, cell + 1, 0.0);
	for (int equation = 0; equation < subproblem->equations; equation++)
	{
		if (copy->row[equation] == 0)
			add_row(copy, equation);
		for (int sign = -1; sign <= 1; sign += 2)
		{
			int			column = glp_add_cols(copy->problem, 1);
			int			row[2] = {0, copy->row[equation]};
			double		value[2] = {0, sign};

			glp_set_mat_col(copy->problem, column, 1, row, value);
			glp_set_col_bnds(copy->problem, column, GLP_LO, 0.0, 0.0);
			glp_set_obj_coef(copy->problem, column, -1.0);
		}
	}
	glp_std_basis(copy->problem);
	solver_leave();
	return solver_run(copy) == SOLVER_OPTIMAL;
}

/* ---- choosing columns ---- */

static void
load_choice(Solver *solver, int columns, const int64 *cost)
{
	solver_enter();
	glp_term_out(GLP_ON);
	solver->problem = glp_create_prob();
	solver->next = living;
	living = solver;
	glp_set_obj_dir(solver->problem, GLP_MIN);
	if (columns > 0)
		glp_add_cols(solver->problem, columns);
	for (int column = 0; column < columns; column++)
	{
		glp_set_col_bnds(solver->problem, column + 1, GLP_DB, 0.0, 1.0);
		glp_set_obj_coef(solver->problem, column + 1, (double) cost[column]);
		glp_set_col_kind(solver->problem, column + 1, GLP_IV);
	}
	solver_leave();
}

Solver *
solver_create_choice(int columns, const int64 *cost)
{
	Solver	   *solver = palloc0(sizeof(Solver));

	solver->columns = columns;
	solver->value = palloc(sizeof(double) * (columns + 1));
	solver->column = palloc(sizeof(int) * (columns + 1));
	solver->coefficient = palloc(sizeof(double) * (columns + 1));
	prepare(solver, GLP_DUALP);
	load_choice(solver, columns, cost);
	return solver;
}

void
solver_add_row(Solver *solver, int length, const int *column, const int *coefficient, int least)
{
	volatile int row;

	for (int i = 0; i < length; i++)
	{
		solver->column[i + 1] = column[i] + 1;
		solver->coefficient[i + 1] = coefficient[i];
	}
	if (solver->rows == solver->rows_allocated)
	{
		solver->rows_allocated = Max(256, 2 * solver->rows_allocated);
		solver->multiplier = solver->multiplier ?
			repalloc_huge(solver->multiplier, sizeof(double) * solver->rows_allocated) :
			palloc(sizeof(double) * solver->rows_allocated);
	}
	solver->rows++;
	solver_enter();
	row = glp_add_rows(solver->problem, 1);
	glp_set_row_bnds(solver->problem, row, GLP_LO, (double) least, 0.0);
	glp_set_mat_row(solver->problem, row, length, solver->column, solver->coefficient);
	solver_leave();
}

static void
read_choice(Solver *solver)
{
	solver_enter();
	for (int column = 0; column < solver->columns; column++)
		solver->value[column] = glp_get_col_prim(solver->problem, column + 1);
	for (int row = 0; row < solver->rows; row++)
		solver->multiplier[row] = glp_get_row_dual(solver->problem, row + 1);
	solver_leave();
}

SolverResult
solver_choose(Solver *solver, int *runs)
{
	SolverResult result = run(solver, runs);

	if (result == SOLVER_OPTIMAL || *runs <= 0)
		read_choice(solver);
	return result;
}

int
solver_runs(const Solver *solver, int64 work)
{
	return Min(work / ((int64) SLICE * (solver->rows + solver->columns + 1) * PIVOT_WORK), PG_INT32_MAX);
}

/* A search for whole numbers, as it is watched, and what came of it. */
typedef struct Watch
{
	int			branches;		/* at most */
	int64		most_work;		/* too */
	int64		work;
	int64		branch_work;	/* of it, beside pivots */
	double		bound;
	bool		found;
} Watch;

/* Entries times columns that are neither 0 nor 1 at the optimum, in steps. */
static int64
search_work(glp_prob *choice)
{
	int			parts = 0;

	for (int column = 1; column <= glp_get_num_cols(choice); column++)
	{
		double		value = glp_get_col_prim(choice, column);

		parts += value > NOTHING && value < 1 - NOTHING;
	}
	return (int64) parts * glp_get_num_nz(choice) * BRANCH_WORK;
}

static void
watch_branch(glp_tree *tree, void *info)
{
	Watch	   *watch = info;
	int			node = glp_ios_best_node(tree);
	int			total;

	serve_interrupts();
	if (node != 0)
		watch->bound = glp_ios_node_bound(tree, node);
	glp_ios_tree_size(tree, NULL, NULL, &total);
	/* each column in part is looked at through all entries */
	if (glp_ios_reason(tree) == GLP_IBRANCH || (glp_ios_reason(tree) == GLP_ICUTGEN && total == 1))
		watch->branch_work += search_work(glp_ios_get_prob(tree));
	watch->work = watch->branch_work +
		pivot_entries(glp_ios_get_prob(tree), glp_get_it_cnt(glp_ios_get_prob(tree))) * PIVOT_WORK;
	if (total > watch->branches || watch->work > watch->most_work)
		glp_ios_terminate(tree);
}

/*
 * The choice without the columns that the relaxation shows to cost more than most:
 * those left are listed in kept, from 1.
 */
static glp_prob *
copy_cheap(glp_prob *problem, double most, int *kept, int *dropped)
{
	glp_prob   *copy = glp_create_prob();
	double		left = most - glp_get_obj_val(problem) + 1e-6;
	int			count = 0;
	int			columns = 0;

	glp_copy_prob(copy, problem, GLP_OFF);
	for (int column = 1; column <= glp_get_num_cols(problem); column++)
	{
		if (glp_get_col_dual(problem, column) > left)
			dropped[++count] = column;
		else
			kept[++columns] = column;
	}
	if (count > 0)
		glp_del_cols(copy, count, dropped);
	return copy;
}

static void
run_whole(Solver *solver, Watch *watch, double most, int *kept, int *dropped)
{
	glp_iocp	parameters;
	glp_prob   *choice;
	int			status;

	solver_enter();
	choice = copy_cheap(solver->problem, most, kept, dropped);
	glp_init_iocp(&parameters);
	parameters.msg_lev = GLP_MSG_ON;
	parameters.out_frq = WORD_INTERVAL;
	parameters.out_dly = 0;
	parameters.cb_func = watch_branch;
	parameters.cb_info = watch;
	watch->bound = glp_get_obj_val(solver->problem);
	glp_simplex(choice, &solver->parameters);
	/* of the cuts that the library has, those that bring these programs to an end; it is not interrupted in them */
	parameters.gmi_cuts = search_work(choice) > MAX_CUT_WORK ? GLP_OFF : GLP_ON;
	/* counted from here: the copy has brought along what its original has done */
	glp_set_it_cnt(choice, 0);
	glp_intopt(choice, &parameters);
	status = glp_mip_status(choice);
	if (status == GLP_OPT)
		watch->bound = glp_mip_obj_val(choice);
	watch->found = status == GLP_OPT || status == GLP_FEAS;
	memset(solver->value, 0, sizeof(double) * solver->columns);
	for (int column = 1; column <= glp_get_num_cols(choice) && watch->found; column++)
		solver->value[kept[column] - 1] = glp_mip_col_val(choice, column);
	glp_delete_prob(choice);
	solver_leave();
}

SolverResult
solver_choose_whole(Solver *solver, int branches, int64 work, int64 most, double *bound)
{
	Watch		watch = {.branches = branches, .most_work = work};
	int		   *kept = palloc(sizeof(int) * (solver->columns + 1));
	int		   *dropped = palloc(sizeof(int) * (solver->columns + 1));

	run_whole(solver, &watch, (double) most, kept, dropped);
	pfree(kept);
	pfree(dropped);
	work_add(watch.work);
	*bound = watch.bound;
	return watch.found ? SOLVER_OPTIMAL : SOLVER_UNDECIDED;
}
