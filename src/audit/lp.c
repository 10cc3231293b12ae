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
 * Each call runs between lp_enter and lp_leave: without a hook, an error
 * in any of them, a getter's wrong number included, would abort the server.  The
 * hook jumps back there; GLPK's environment is then given up as a whole,
 * and only after that an ERROR is raised.  A run goes in slices of iterations,
 * between which interrupts are served.  In a long run they are served where GLPK
 * calls back.  Most end nothing, and the run goes on as if there had been none; of
 * one that raises an error the error is caught there, and thrown on after leaving
 * by the hook's way.  So PostgreSQL's own longjmp never crosses GLPK's frames.
 *
 * Called by bounding.c (a program over the cells of a subproblem) and by protect's
 * lp_cycle.c and covering_model.c.  Owns GLPK's environment, which is one for the
 * process, and the statics below: the list of all programs that live, the place to jump
 * to, and what GLPK said last.  A program is freed by a callback of its memory context.
 */
#include "postgres.h"

#include <math.h>
#include <setjmp.h>

#include <glpk.h>

#include "audit/independent.h"
#include "audit/lp.h"
#include "audit/table_system.h"
#include "util/memory.h"
#include "util/progress.h"
#include "util/work.h"

/* Iterations of a slice at least, and iterations times rows and columns: in larger programs each takes longer. */
#define SLICE	   200
#define SLICE_WORK 4000000

/* Milliseconds between two messages of GLPK on how far it is. */
#define WORD_INTERVAL 100

/* Steps of work for a pivot, times rows and columns. */
#define PIVOT_WORK 18

/* Steps to choose a branch, or for a round of cuts, for each entry and fractional column; with more there are no cuts. */
#define BRANCH_WORK	 4
#define MAX_CUT_WORK INT64CONST(100000000)

/* A fraction of no more counts as none. */
#define NOTHING 1e-6

/* After so many slices without an optimum a program is given up as undecided. */
#define MAX_SLICES 5000

struct LinearProgram
{
	glp_prob			 *problem; /* NULL once given up */
	const Subproblem	 *subproblem;
	glp_smcp			  parameters;
	int					 *row; /* of each equation, 0 while it is left out */
	int					  left_out;
	bool				  has_optimum;
	bool				  thinned;
	double				 *value;		  /* of each cell at the last optimum */
	double				 *multiplier;	  /* of each equation there */
	int					  columns;		  /* of a choice */
	int					  rows;			  /* of a choice */
	int					  rows_allocated; /* of their multipliers */
	int					 *column;		  /* of a row on its way to GLPK, from 1 */
	double				 *coefficient;
	LinearProgram		 *next; /* all that live, for the hook to forget */
	MemoryContextCallback callback;
};

int lp_memory = 1024;

static LinearProgram *living = NULL;
static sigjmp_buf	  failed;
static bool			  interrupted = false; /* an interrupt has raised an error, which is to be thrown on */
static char			  message[256];

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
lp_listen(void *info, const char *text)
{
	serve_interrupts();
	if (strncmp(text, "Error detected", 14) != 0)
		strlcpy(message, text, sizeof(message));
	return 1;
}

static void
lp_jump(void *info)
{
	siglongjmp(failed, 1);
}

/* Forget everything that GLPK holds: after an internal error, or in its middle, nothing of it may be touched. */
static void
lp_give_up(void)
{
	for (LinearProgram *lp = living; lp; lp = lp->next)
		lp->problem = NULL;
	living = NULL;
	glp_error_hook(NULL, NULL);
	glp_free_env();
	if (interrupted)
	{
		interrupted = false;
		PG_RE_THROW();
	}
	message[strcspn(message, "\r\n")] = '\0';
	ereport(ERROR, (errcode(strstr(message, "memory") ? ERRCODE_OUT_OF_MEMORY : ERRCODE_INTERNAL_ERROR),
					errmsg("the linear program of the audit failed: %s", message),
					errhint("Audit fewer cells at once, or raise busetting.solver_memory.")));
}

static void
lp_leave(void)
{
	glp_error_hook(NULL, NULL);
	glp_term_hook(NULL, NULL);
}

/* A macro, because setjmp must be called by the function whose frame lives on. */
#define lp_enter() \
	do \
	{ \
		if (sigsetjmp(failed, 0) != 0) \
			lp_give_up(); \
		glp_term_hook(lp_listen, NULL); \
		glp_error_hook(lp_jump, NULL); \
		glp_mem_limit(lp_memory); \
	} while (0)

static void
lp_destroy(void *argument)
{
	LinearProgram *lp = argument;

	if (!lp->problem)
		return;
	for (LinearProgram **link = &living; *link; link = &(*link)->next)
		if (*link == lp)
		{
			*link = lp->next;
			break;
		}
	glp_delete_prob(lp->problem);
	/* with the last problem the library's own memory goes too */
	if (!living)
		glp_free_env();
}

static void
set_column(glp_prob *problem, int column, Bounds a)
{
	bool low = a.lower != NO_LOWER;
	bool high = a.upper != NO_UPPER;

	glp_set_col_bnds(problem, column,
					 low && high ? (a.lower == a.upper ? GLP_FX : GLP_DB) :
					 low		 ? GLP_LO :
					 high		 ? GLP_UP :
								   GLP_FR,
					 low ? (double) a.lower : 0.0, high ? (double) a.upper : 0.0);
}

static void
set_row(LinearProgram *lp, int equation)
{
	const Subproblem *subproblem = lp->subproblem;
	int				  row = lp->row[equation];
	int				  length = subproblem->first[equation + 1] - subproblem->first[equation];

	for (int i = 0; i < length; i++)
	{
		lp->column[i + 1] = subproblem->entry_cell[subproblem->first[equation] + i] + 1;
		lp->coefficient[i + 1] = subproblem->entry_coefficient[subproblem->first[equation] + i];
	}
	glp_set_mat_row(lp->problem, row, length, lp->column, lp->coefficient);
	glp_set_row_bnds(lp->problem, row, GLP_FX, (double) subproblem->constant[equation],
					 (double) subproblem->constant[equation]);
}

static void
load_subproblem(LinearProgram *lp, const Bounds *bounds, int rows)
{
	const Subproblem *subproblem = lp->subproblem;

	lp_enter();
	glp_term_out(GLP_ON);
	lp->problem = glp_create_prob();
	lp->next = living;
	living = lp;
	glp_set_obj_dir(lp->problem, GLP_MAX);
	if (subproblem->cells > 0)
		glp_add_cols(lp->problem, subproblem->cells);
	if (rows > 0)
		glp_add_rows(lp->problem, rows);
	for (int equation = 0; equation < subproblem->equations; equation++)
		if (lp->row[equation] != 0)
			set_row(lp, equation);
	for (int cell = 0; cell < subproblem->cells; cell++)
		set_column(lp->problem, cell + 1, bounds[cell]);
	if (lp->parameters.meth == GLP_PRIMAL)
		glp_adv_basis(lp->problem, 0);
	lp_leave();
}

/* Parameters and the callback that frees it, for a program of either kind. */
static void
prepare(LinearProgram *lp, int method)
{
	glp_init_smcp(&lp->parameters);
	lp->parameters.msg_lev = GLP_MSG_ON;
	lp->parameters.out_frq = WORD_INTERVAL;
	lp->parameters.meth = method;
	lp->parameters.it_lim = SLICE;
	lp->callback.func = lp_destroy;
	lp->callback.arg = lp;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &lp->callback);
}

/* Number the rows of the equations that are needed, as far as that is known beforehand. Returns how many. */
static int
number_rows(LinearProgram *lp)
{
	const Subproblem *subproblem = lp->subproblem;
	bool			 *needed = allocate(sizeof(bool), subproblem->equations);
	int				  rows = 0;

	/* from a basis of slacks the dual simplex method leaves equations alone that follow from others */
	memset(needed, true, subproblem->equations);
	lp->thinned = lp->parameters.meth == GLP_DUALP || subproblem_independent(subproblem, needed);
	for (int equation = 0; equation < subproblem->equations; equation++)
		lp->row[equation] = needed[equation] ? ++rows : 0;
	lp->left_out = subproblem->equations - rows;
	pfree(needed);
	return rows;
}

static LinearProgram *
create_by_method(const Subproblem *subproblem, const Bounds *bounds, int method)
{
	LinearProgram *lp = palloc0(sizeof(LinearProgram));
	int			   longest = 0;

	lp->subproblem = subproblem;
	lp->row = palloc(sizeof(int) * subproblem->equations);
	for (int equation = 0; equation < subproblem->equations; equation++)
		longest = Max(longest, subproblem->first[equation + 1] - subproblem->first[equation]);
	lp->value = palloc(sizeof(double) * subproblem->cells);
	lp->multiplier = palloc(sizeof(double) * subproblem->equations);
	lp->column = palloc(sizeof(int) * (longest + 1));
	lp->coefficient = palloc(sizeof(double) * (longest + 1));
	prepare(lp, method);
	/* cells have two bounds mostly: a step of the dual method passes several of them */
	if (method == GLP_DUALP)
		lp->parameters.r_test = GLP_RT_FLIP;
	/* each slice begins without the weights of steepest edges: longer slices where they are affordable */
	lp->parameters.it_lim = Max(SLICE, SLICE_WORK / (subproblem->cells + subproblem->equations + 1));
	load_subproblem(lp, bounds, number_rows(lp));
	return lp;
}

LinearProgram *
lp_create(const Subproblem *subproblem, const Bounds *bounds)
{
	return create_by_method(subproblem, bounds, GLP_PRIMAL);
}

LinearProgram *
lp_create_dual(const Subproblem *subproblem, const Bounds *bounds)
{
	return create_by_method(subproblem, bounds, GLP_DUALP);
}

/* Start again from a basis of slacks, which cannot be singular. */
static void
start_over(LinearProgram *lp)
{
	lp_enter();
	glp_std_basis(lp->problem);
	lp_leave();
}

void
lp_use_dual(LinearProgram *lp)
{
	lp->parameters.meth = GLP_DUALP;
	start_over(lp);
}

void
lp_set_bounds(LinearProgram *lp, int cell, Bounds bounds)
{
	lp_enter();
	set_column(lp->problem, cell + 1, bounds);
	lp_leave();
}

void
lp_set_weight(LinearProgram *lp, int cell, double weight)
{
	lp_enter();
	glp_set_obj_coef(lp->problem, cell + 1, weight);
	lp_leave();
}

/* Pivots times the sum of rows and columns. */
static int64
pivot_entries(glp_prob *problem, int pivots)
{
	return (int64) pivots * (glp_get_num_rows(problem) + glp_get_num_cols(problem));
}

/* One slice of the simplex method; returns GLPK's code. */
static int
run_slice(LinearProgram *lp, int *status)
{
	volatile int64 work;
	int			   before;
	int			   result;

	lp_enter();
	before = glp_get_it_cnt(lp->problem);
	result = glp_simplex(lp->problem, &lp->parameters);
	*status = glp_get_status(lp->problem);
	work = pivot_entries(lp->problem, glp_get_it_cnt(lp->problem) - before) * PIVOT_WORK;
	lp_leave();
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
thin(LinearProgram *lp)
{
	const Subproblem *subproblem = lp->subproblem;
	int				 *out = palloc(sizeof(int) * (subproblem->equations + 1));

	lp->thinned = true;
	lp_enter();
	for (int equation = 0; equation < subproblem->equations; equation++)
		if (glp_get_row_stat(lp->problem, equation + 1) == GLP_BS)
		{
			out[++lp->left_out] = equation + 1;
			lp->row[equation] = 0;
		}
		else
			lp->row[equation] = equation + 1 - lp->left_out;
	if (lp->left_out > 0)
		glp_del_rows(lp->problem, lp->left_out, out);
	lp_leave();
	pfree(out);
}

static void
append_row(LinearProgram *lp, int equation)
{
	lp->row[equation] = glp_add_rows(lp->problem, 1);
	set_row(lp, equation);
	lp->left_out--;
}

static void
read_optimum(LinearProgram *lp)
{
	lp_enter();
	for (int cell = 0; cell < lp->subproblem->cells; cell++)
		lp->value[cell] = glp_get_col_prim(lp->problem, cell + 1);
	for (int equation = 0; equation < lp->subproblem->equations; equation++)
		lp->multiplier[equation] = lp->row[equation] == 0 ? 0.0 : glp_get_row_dual(lp->problem, lp->row[equation]);
	lp_leave();
}

/* Take equations back that the optimum misses.  True if there were any. */
static bool
take_back(LinearProgram *lp)
{
	const Subproblem *subproblem = lp->subproblem;
	int				  before = lp->left_out;

	lp_enter();
	for (int equation = 0; equation < subproblem->equations && lp->left_out > 0; equation++)
	{
		double rest = (double) subproblem->constant[equation];

		if (lp->row[equation] != 0)
			continue;
		for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
			rest -= subproblem->entry_coefficient[i] * lp->value[subproblem->entry_cell[i]];
		if (fabs(rest) <= 1e-6 * (1 + fabs((double) subproblem->constant[equation])))
			continue;
		append_row(lp, equation);
	}
	lp_leave();
	return lp->left_out < before;
}

/* Go on from where the last run ended, in slices, which are counted down. */
static LpResult
run_slices(LinearProgram *lp, int *slices)
{
	int retries = 0;

	while ((*slices)-- > 0)
	{
		int status;
		int result = run_slice(lp, &status);

		progress_report(0, 0);
		if (result == GLP_EITLIM)
			continue;
		if (result != 0)
		{
			/* a singular or ill-conditioned basis, or the search has failed */
			if (retries++ > 0)
				return LP_UNDECIDED;
			start_over(lp);
			continue;
		}
		return status == GLP_OPT	? LP_OPTIMAL :
			   status == GLP_NOFEAS ? LP_INFEASIBLE :
			   status == GLP_UNBND	? LP_UNBOUNDED :
									  LP_UNDECIDED;
	}
	return LP_UNDECIDED;
}

LpResult
lp_run(LinearProgram *lp)
{
	if (lp->has_optimum && !lp->thinned)
		thin(lp);
	do
	{
		int		 slices = MAX_SLICES;
		LpResult result = run_slices(lp, &slices);

		if (result != LP_OPTIMAL)
			return result;
		read_optimum(lp);
	} while (take_back(lp));
	lp->has_optimum = true;
	return LP_OPTIMAL;
}

LpResult
lp_run_reweighted(LinearProgram *lp)
{
	int		 method = lp->parameters.meth;
	LpResult result;

	lp->parameters.meth = GLP_PRIMAL;
	result = lp_run(lp);
	lp->parameters.meth = method;
	return result;
}

const double *
lp_values(const LinearProgram *lp)
{
	return lp->value;
}

const double *
lp_multipliers(const LinearProgram *lp)
{
	return lp->multiplier;
}

/*
 * Let every equation miss its constant at a price: the multipliers of the
 * cheapest way to miss them show why they cannot all be met.  The copy holds
 * all equations, those left out too, in rows of its own.
 */
bool
lp_explain(LinearProgram *lp, double *multiplier)
{
	const Subproblem *subproblem = lp->subproblem;
	LinearProgram	 *copy = palloc0(sizeof(LinearProgram));

	*copy = *lp;
	copy->row = palloc(sizeof(int) * subproblem->equations);
	memcpy(copy->row, lp->row, sizeof(int) * subproblem->equations);
	copy->value = palloc(sizeof(double) * subproblem->cells);
	copy->multiplier = multiplier;
	copy->thinned = true;
	copy->problem = NULL;
	copy->callback.arg = copy;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &copy->callback);
	lp_enter();
	copy->problem = glp_create_prob();
	copy->next = living;
	living = copy;
	glp_copy_prob(copy->problem, lp->problem, GLP_OFF);
	for (int cell = 0; cell < subproblem->cells; cell++)
		glp_set_obj_coef(copy->problem, cell + 1, 0.0);
	for (int equation = 0; equation < subproblem->equations; equation++)
	{
		if (copy->row[equation] == 0)
			append_row(copy, equation);
		for (int sign = -1; sign <= 1; sign += 2)
		{
			int	   column = glp_add_cols(copy->problem, 1);
			int	   row[2] = {0, copy->row[equation]};
			double value[2] = {0, sign};

			glp_set_mat_col(copy->problem, column, 1, row, value);
			glp_set_col_bnds(copy->problem, column, GLP_LO, 0.0, 0.0);
			glp_set_obj_coef(copy->problem, column, -1.0);
		}
	}
	glp_std_basis(copy->problem);
	lp_leave();
	return lp_run(copy) == LP_OPTIMAL;
}

/* ---- choosing columns ---- */

static void
load_choice(LinearProgram *lp, int columns, const int64 *cost)
{
	lp_enter();
	glp_term_out(GLP_ON);
	lp->problem = glp_create_prob();
	lp->next = living;
	living = lp;
	glp_set_obj_dir(lp->problem, GLP_MIN);
	if (columns > 0)
		glp_add_cols(lp->problem, columns);
	for (int column = 0; column < columns; column++)
	{
		glp_set_col_bnds(lp->problem, column + 1, GLP_DB, 0.0, 1.0);
		glp_set_obj_coef(lp->problem, column + 1, (double) cost[column]);
		glp_set_col_kind(lp->problem, column + 1, GLP_IV);
	}
	lp_leave();
}

LinearProgram *
lp_create_choice(int columns, const int64 *cost)
{
	LinearProgram *lp = palloc0(sizeof(LinearProgram));

	lp->columns = columns;
	lp->value = palloc(sizeof(double) * (columns + 1));
	lp->column = palloc(sizeof(int) * (columns + 1));
	lp->coefficient = palloc(sizeof(double) * (columns + 1));
	prepare(lp, GLP_DUALP);
	load_choice(lp, columns, cost);
	return lp;
}

void
lp_add_row(LinearProgram *lp, int length, const int *column, const int *coefficient, int least)
{
	volatile int row;

	for (int i = 0; i < length; i++)
	{
		lp->column[i + 1] = column[i] + 1;
		lp->coefficient[i + 1] = coefficient[i];
	}
	if (lp->rows == lp->rows_allocated)
	{
		lp->rows_allocated = Max(256, 2 * lp->rows_allocated);
		lp->multiplier = lp->multiplier ? repalloc_huge(lp->multiplier, sizeof(double) * lp->rows_allocated) :
										  palloc(sizeof(double) * lp->rows_allocated);
	}
	lp->rows++;
	lp_enter();
	row = glp_add_rows(lp->problem, 1);
	glp_set_row_bnds(lp->problem, row, GLP_LO, (double) least, 0.0);
	glp_set_mat_row(lp->problem, row, length, lp->column, lp->coefficient);
	lp_leave();
}

static void
read_choice(LinearProgram *lp)
{
	lp_enter();
	for (int column = 0; column < lp->columns; column++)
		lp->value[column] = glp_get_col_prim(lp->problem, column + 1);
	for (int row = 0; row < lp->rows; row++)
		lp->multiplier[row] = glp_get_row_dual(lp->problem, row + 1);
	lp_leave();
}

LpResult
lp_choose(LinearProgram *lp, int *runs)
{
	LpResult result = run_slices(lp, runs);

	if (result == LP_OPTIMAL || *runs <= 0)
		read_choice(lp);
	return result;
}

int
lp_runs(const LinearProgram *lp, int64 work)
{
	return Min(work / ((int64) SLICE * (lp->rows + lp->columns + 1) * PIVOT_WORK), PG_INT32_MAX);
}

/* The limits of a search for whole numbers, what it has taken, and what it has found. */
typedef struct Watch
{
	int	   branches;  /* at most */
	int64  most_work; /* too */
	int64  work;
	int64  branch_work; /* of it, beside pivots */
	double bound;
	bool   found;
} Watch;

/* Entries times columns that are neither 0 nor 1 at the optimum, in steps. */
static int64
search_work(glp_prob *choice)
{
	int parts = 0;

	for (int column = 1; column <= glp_get_num_cols(choice); column++)
	{
		double value = glp_get_col_prim(choice, column);

		parts += value > NOTHING && value < 1 - NOTHING;
	}
	return (int64) parts * glp_get_num_nz(choice) * BRANCH_WORK;
}

static void
watch_branch(glp_tree *tree, void *info)
{
	Watch *watch = info;
	int	   node = glp_ios_best_node(tree);
	int	   total;

	serve_interrupts();
	if (node != 0)
		watch->bound = glp_ios_node_bound(tree, node);
	glp_ios_tree_size(tree, NULL, NULL, &total);
	/* each column in part is looked at through all entries */
	if (glp_ios_reason(tree) == GLP_IBRANCH || (glp_ios_reason(tree) == GLP_ICUTGEN && total == 1))
		watch->branch_work += search_work(glp_ios_get_prob(tree));
	watch->work =
		watch->branch_work + pivot_entries(glp_ios_get_prob(tree), glp_get_it_cnt(glp_ios_get_prob(tree))) * PIVOT_WORK;
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
	glp_prob *copy = glp_create_prob();
	double	  left = most - glp_get_obj_val(problem) + 1e-6;
	int		  count = 0;
	int		  columns = 0;

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
run_whole(LinearProgram *lp, Watch *watch, double most, int *kept, int *dropped)
{
	glp_iocp  parameters;
	glp_prob *choice;
	int		  status;

	lp_enter();
	choice = copy_cheap(lp->problem, most, kept, dropped);
	glp_init_iocp(&parameters);
	parameters.msg_lev = GLP_MSG_ON;
	parameters.out_frq = WORD_INTERVAL;
	parameters.out_dly = 0;
	parameters.cb_func = watch_branch;
	parameters.cb_info = watch;
	watch->bound = glp_get_obj_val(lp->problem);
	glp_simplex(choice, &lp->parameters);
	/* of the cuts that the library has, those that bring these programs to an end; it is not interrupted in them */
	parameters.gmi_cuts = search_work(choice) > MAX_CUT_WORK ? GLP_OFF : GLP_ON;
	/* counted from here: the copy has brought along what its original has done */
	glp_set_it_cnt(choice, 0);
	glp_intopt(choice, &parameters);
	status = glp_mip_status(choice);
	if (status == GLP_OPT)
		watch->bound = glp_mip_obj_val(choice);
	watch->found = status == GLP_OPT || status == GLP_FEAS;
	memset(lp->value, 0, sizeof(double) * lp->columns);
	for (int column = 1; column <= glp_get_num_cols(choice) && watch->found; column++)
		lp->value[kept[column] - 1] = glp_mip_col_val(choice, column);
	glp_delete_prob(choice);
	lp_leave();
}

LpResult
lp_choose_whole(LinearProgram *lp, int branches, int64 work, int64 most, double *bound)
{
	Watch watch = {.branches = branches, .most_work = work};
	int	 *kept = palloc(sizeof(int) * (lp->columns + 1));
	int	 *dropped = palloc(sizeof(int) * (lp->columns + 1));

	run_whole(lp, &watch, (double) most, kept, dropped);
	pfree(kept);
	pfree(dropped);
	work_add(watch.work);
	*bound = watch.bound;
	return watch.found ? LP_OPTIMAL : LP_UNDECIDED;
}
