/*
 * protect.c
 *		protect(), protect_cube() and protection_summary(): true counts in, a
 *		table to publish out.
 *
 * Reads the arguments and the table, as audit and audit_cube do, and describes
 * the suppression problem: which cells are primary, what the symbols tell a
 * reader, which level is asked for. search.c finds the pattern. Called from SQL
 * (sql/protect.sql). Everything lives in the context of the call, except the
 * summary of the last call, which is kept for the session.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "audit/audit.h"
#include "audit/audit_cube.h"
#include "audit/canonical_order.h"
#include "audit/linked_cubes.h"
#include "audit/presolve.h"
#include "protect/cell_columns.h"
#include "protect/contribution.h"
#include "protect/reader_protection.h"
#include "protect/search.h"
#include "protect/suppression_problem.h"
#include "type/suppressed.h"
#include "util/memory.h"
#include "util/compat.h"

#define CONCENTRATION_STATUS 'M' /* of CL_CONF_STATUS: a measure of concentration */

#define MAX_NAMED_CELLS 20 /* cells that a message names; the others are counted */

/* The largest sum of all costs, so that sums of costs stay within int8. */
#define MAX_COST ((int64) 1 << 62)

/* Whether cells that are zero are hidden, and what readers conclude from it. */
typedef enum Zeros
{
	ZEROS_PUBLISHED, /* published, so that no hidden cell is zero */
	ZEROS_HIDDEN,	 /* hidden if they are small */
	ZEROS_IGNORED	 /* published, but the reader is taken not to conclude anything from it */
} Zeros;

/* The arguments after those for the table. */
typedef struct Options
{
	ValueForm form;
	bool	  has_threshold;
	int64	  threshold;
	Level	  level;
	double	  amount;
	bool	  two_symbols;
	Zeros	  zeros;
	bool	  singles;
	bool	  cost_is_value;
	bool	  intervals;	/* put into the result */
	bool	  is_cube;		/* the table is one */
	char	 *contributors; /* query of them, with LEVEL_CONTRIBUTOR */
	int		  coalition;	/* how many of them put together what they know */
} Options;

/* What protection_summary() says of the last call in this session. */
typedef struct Summary
{
	bool  any;
	int64 cells;
	int64 primary;
	int64 secondary;
	int64 lost;
	int64 cost;
	int64 bound;
	int	  decimals; /* of these three */
	bool  has_readers;
	int64 left_out; /* attacks of these */
} Summary;

static Summary last_summary;

/* ---- arguments ---- */

/* The index of an argument in a list of allowed words. An error if it is not one of them. */
static int
word_number(FunctionCallInfo fcinfo, int argument, const char *name, const char *const *word, int words)
{
	char		  *given = PG_ARGISNULL(argument) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(argument));
	StringInfoData allowed;

	for (int i = 0; i < words && given; i++)
		if (strcmp(given, word[i]) == 0)
			return i;
	initStringInfo(&allowed);
	for (int i = 0; i < words; i++)
		appendStringInfo(&allowed, "%s\"%s\"", i == 0 ? "" : i + 1 == words ? " or " : ", ", word[i]);
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					given ? errmsg("%s \"%s\" is not known", name, given) : errmsg("%s is null", name),
					errdetail("It must be %s.", allowed.data)));
	return -1;
}

/* A number that is an argument, in units, rounded up. A threshold above every number cannot overflow. */
static int64
argument_units(FunctionCallInfo fcinfo, int argument, const ValueForm *form)
{
	return form->is_amount ? value_units_up(PG_GETARG_DATUM(argument), form->decimals) :
							 Min(PG_GETARG_INT64(argument), CELL_LIMIT + 1);
}

static Options
read_options(FunctionCallInfo fcinfo, int argument, ValueForm form)
{
	static const char *const levels[] = {"value", "small", "width", "percent", "contributor"};
	static const char *const zeros[] = {"published", "hidden", "ignored"};
	static const char *const costs[] = {"value", "cells"};
	Options					 options = {.form = form};
	bool					 has_amount = !PG_ARGISNULL(argument + 2);

	options.has_threshold = !PG_ARGISNULL(argument);
	options.threshold = options.has_threshold ? argument_units(fcinfo, argument, &form) : 0;
	if (options.has_threshold && options.threshold < 1)
		ereport(
			ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("threshold %s hides nothing", value_text(options.threshold, form.decimals)),
			 errdetail("Numbers below the threshold are hidden: it must be at least %s.", value_text(1, form.decimals)),
			 errhint("Without one, NULL, only cells that are sensitive by the column of that name are protected.")));
	options.level = word_number(fcinfo, argument + 1, "level", levels, lengthof(levels));
	if (has_amount)
		options.amount =
			DatumGetFloat8(DirectFunctionCall1(numeric_float8, NumericGetDatum(PG_GETARG_NUMERIC(argument + 2))));
	if (has_amount != (options.level >= LEVEL_WIDTH))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg(has_amount ? "level \"%s\" takes no amount" : "level \"%s\" needs an amount",
							   levels[options.level]),
						errdetail("The amount is the least width of an interval, the least percentage on either "
								  "side of the number, or the p of a p percent rule.")));
	if (has_amount && !(options.amount > 0 && options.amount <= CELL_LIMIT))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("amount must be greater than zero and at most " INT64_FORMAT, CELL_LIMIT)));
	if (options.level == LEVEL_WIDTH)
		options.amount *= (double) value_units(form.decimals);
	if (options.level == LEVEL_SMALL && !options.has_threshold)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("level \"small\" needs a threshold")));
	if (PG_ARGISNULL(argument + 3) || PG_GETARG_INT32(argument + 3) < 1 || PG_GETARG_INT32(argument + 3) > 2)
		ereport(
			ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("symbols must be 1 or 2"),
			 errdetail(
				 "One symbol stands for all hidden cells, or one for the primary and one for the secondary ones.")));
	options.two_symbols = PG_GETARG_INT32(argument + 3) == 2;
	options.zeros = word_number(fcinfo, argument + 4, "zeros", zeros, lengthof(zeros));
	if (PG_ARGISNULL(argument + 5))
		ereport(
			ERROR,
			(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED), errmsg("singles is null"),
			 errdetail(
				 "It must be true or false: whether cells are protected from the only contributor of another cell.")));
	options.singles = PG_GETARG_BOOL(argument + 5);
	options.cost_is_value = word_number(fcinfo, argument + 6, "cost", costs, lengthof(costs)) == 0;
	options.intervals = PG_ARGISNULL(argument + 7) || PG_GETARG_BOOL(argument + 7);
	if (options.two_symbols && options.level == LEVEL_SMALL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("level \"small\" cannot be combined with symbols => 2"),
				 errdetail("The symbol of the primary cells says what the level keeps secret: that they are small.")));
	return options;
}

/* ---- the table ---- */

/* A number that readers know to lie elsewhere, or a negative one of which they know no least. */
static void
check_count(const Naming *naming, int cell, Bounds value, Bounds known)
{
	if (!bounds_is_exact(value))
		ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION),
						errmsg("count of cell \"%s\" is hidden", naming->cell_text(naming->names, cell)),
						errhint("Protection starts from the true numbers; audit takes hidden ones.")));
	if (value.lower < 0 && known.lower == NO_LOWER)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("count of cell \"%s\" is negative", naming->cell_text(naming->names, cell)),
				 errhint("Amounts that can be negative need a column named least: what readers know each of them "
						 "to be at least.")));
	if (value.lower < known.lower || value.upper > known.upper)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("cell \"%s\" lies outside of what readers know of it", naming->cell_text(naming->names, cell)),
				 errdetail("Its columns least and most must be true of it.")));
}

/* Check numbers and sums. Set each tolerance cell to what its sum's parts lack. */
static void
check_counts(TableSystem *system, const Naming *naming, const CellColumns *given)
{
	for (int cell = 0; cell < naming->cells; cell++)
		check_count(naming, cell, system->bounds[cell], given[cell].known);
	for (int sum = 0; sum < system->sums; sum++)
	{
		int128 rest = system->bounds[system->total[sum]].lower;
		int	   tolerance = -1;

		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
		{
			if (system->part_cell[i] < naming->cells)
				rest -= system->bounds[system->part_cell[i]].lower;
			else
				tolerance = system->part_cell[i];
		}
		if (tolerance < 0 ? rest != 0 :
							rest < system->bounds[tolerance].lower || rest > system->bounds[tolerance].upper)
			ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("the true numbers do not add up"),
							errdetail("This sum does not hold: \"%s\".", naming->sum_text(naming->names, sum)),
							errhint("A part that is missing is a cell too, with its number or zero.")));
	}
}

/* ---- the suppression problem ---- */

/* What holds for all cells that a symbol stands for. A reader knows no more from the symbol. */
typedef struct Symbol
{
	bool primary;
	bool all_small; /* all below the threshold, none of them a zero that is published for being zero */
	bool any_zero;
} Symbol;

static Bounds
symbol_tells(const Options *options, const Symbol *symbol)
{
	bool no_zero = options->zeros == ZEROS_PUBLISHED && !symbol->any_zero;

	if (options->two_symbols && options->has_threshold)
	{
		if (!symbol->primary && !symbol->any_zero)
			return (Bounds){options->threshold, NO_UPPER};
		if (symbol->primary && symbol->all_small)
			return (Bounds){options->zeros == ZEROS_HIDDEN ? 0 : 1, options->threshold - 1};
	}
	return (Bounds){no_zero ? 1 : 0, NO_UPPER};
}

/* A zero is hidden as others are where readers are said to reckon with it. */
static bool
may_be_hidden(const Options *options, int64 value, Bounds known)
{
	return value != 0 || options->zeros == ZEROS_HIDDEN || (known.lower <= 0 && known.lower != NO_LOWER);
}

static bool
is_small(const Options *options, int64 value)
{
	return options->has_threshold && Abs(value) < options->threshold && (value != 0 || options->zeros == ZEROS_HIDDEN);
}

/* Set of one cell whether it is primary, whether it may be hidden, its cost, and whether it is a singleton. */
static void
describe_cell(SuppressionProblem *problem, int cell, const CellColumns *given, const ColumnReader *columns,
			  const Options *options)
{
	int64 value = problem->system->bounds[cell].lower;

	problem->primary[cell] = is_small(options, value) || given->sensitive;
	problem->forced[cell] = given->hide && !problem->primary[cell];
	problem->open[cell] = !given->publish && may_be_hidden(options, value, given->known);
	problem->cost[cell] = given->cost >= 0		 ? given->cost :
						  options->cost_is_value ? Abs(value) :
												   value_units(options->form.decimals);
	problem->upper_level[cell] = given->upper_level;
	problem->lower_level[cell] = given->lower_level;
	if (!options->singles)
		problem->single[cell] = false;
	else if (given->contributors >= 0)
		problem->single[cell] = given->contributors == 1;
	else
		/* a null may mean a single contributor */
		problem->single[cell] = columns->contributors > 0 ? value > 0 : value == 1;
}

/* Set the a-priori bounds: what readers know beforehand, or else what the symbols say. */
static void
describe_symbols(SuppressionProblem *problem, const int *original, const ColumnReader *columns, const Options *options,
				 int named)
{
	Symbol symbol[2] = {{false, true, false}, {true, true, false}}; /* secondary, primary */
	Bounds tells[2];

	for (int cell = 0; cell < named; cell++)
	{
		int64  value = problem->system->bounds[cell].lower;
		Bounds known = columns->given[original[cell]].known;

		/* of a cell of which readers know the least, the symbol says nothing that others say */
		if (!must_hide(problem, cell) || known.lower != NO_LOWER)
			continue;
		symbol[problem->primary[cell]].all_small &= is_small(options, value);
		symbol[problem->primary[cell]].any_zero |= value == 0 && !is_small(options, value);
	}
	if (!options->two_symbols)
		symbol[0].any_zero = symbol[1].any_zero |= symbol[0].any_zero;
	for (int i = 0; i < 2; i++)
		tells[i] = symbol_tells(options, symbol + i);
	/* a cell below the threshold that is not zero would have the primary symbol */
	if (options->two_symbols && options->has_threshold && symbol[0].any_zero)
		problem->gap = options->threshold;
	for (int cell = 0; cell < named; cell++)
	{
		Bounds known = columns->given[original[cell]].known;
		Bounds says = tells[problem->primary[cell]];

		problem->prior[cell] =
			(Bounds){known.lower == NO_LOWER ? says.lower : known.lower, Min(says.upper, known.upper)};
	}
}

/* A sum's tolerance: what its parts lack is hidden, at no cost. */
static void
describe_tolerance(SuppressionProblem *problem, int cell, int64 rest)
{
	problem->prior[cell] = problem->system->bounds[cell];
	problem->system->bounds[cell] = bounds_exact(rest);
	problem->open[cell] = true;
	problem->cost[cell] = 0;
}

/* What the total of a sum has more than its named parts. */
static int64
sum_rest(const TableSystem *system, int sum, int named)
{
	int128 rest = system->bounds[system->total[sum]].lower;

	for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
		if (system->part_cell[i] < named)
			rest -= system->bounds[system->part_cell[i]].lower;
	return (int64) rest;
}

static SuppressionProblem *
describe_problem(TableSystem *system, const int *original, const ColumnReader *columns, const Options *options,
				 int named)
{
	SuppressionProblem *problem = problem_create(system);
	int128				all = 0;

	problem->level = options->level;
	problem->intervals = options->intervals;
	problem->amount = options->amount;
	problem->threshold = options->threshold;
	for (int cell = 0; cell < named; cell++)
	{
		describe_cell(problem, cell, columns->given + original[cell], columns, options);
		all += problem->cost[cell];
	}
	if (all > MAX_COST)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("the costs of all cells are too large to add up")));
	describe_symbols(problem, original, columns, options, named);
	for (int sum = 0; sum < system->sums; sum++)
		for (int i = system->first_part[sum]; i < system->first_part[sum + 1]; i++)
			if (system->part_cell[i] >= named)
				describe_tolerance(problem, system->part_cell[i], sum_rest(system, sum, named));
	return problem;
}

static const char *
name_cells(const Naming *naming, const int *original, const int *cell, int count)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < Min(count, MAX_NAMED_CELLS); i++)
		appendStringInfo(&list, "%s\"%s\"", i == 0 ? "" : ", ", naming->cell_text(naming->names, original[cell[i]]));
	if (count > MAX_NAMED_CELLS)
		appendStringInfo(&list, " and %d more", count - MAX_NAMED_CELLS);
	return list.data;
}

/* Refuse cells that must be published by one column and hidden by the threshold or another one. */
static void
check_published(const SuppressionProblem *problem, const Naming *naming, const int *original,
				const ColumnReader *columns)
{
	int	 named = naming->cells;
	int *both = allocate(sizeof(int), problem->system->cells);
	int	 count = 0;

	for (int cell = 0; cell < named; cell++)
		if (must_hide(problem, cell) && columns->given[original[cell]].publish)
			both[count++] = cell;
	if (count > 0)
		ereport(
			ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION), errmsg("cells that must stay published are to be hidden"),
			 errdetail("The threshold, or the column sensitive or hide, demands that these be hidden: %s.",
					   name_cells(naming, original, both, count)),
			 errhint("With threshold => NULL only cells that are sensitive by the column of that name are primary.")));
	pfree(both);
}

pg_noreturn static void
report_impossible(const Naming *naming, const int *original, const int *cell, int count)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION), errmsg("the table cannot be protected with what must stay published"),
			 errdetail(
				 "Even with every cell hidden that may be hidden, a reader learns more than the level allows about %s.",
				 name_cells(naming, original, cell, count)),
			 errhint("Allow more cells to be hidden, for example with zeros => 'hidden'; publish fewer totals; or ask "
					 "for less, with symbols => 1, a smaller amount or a lower level.")));
}

/* Refuse a level that no pattern reaches, as readers know more beforehand of what is hidden. */
static void
check_prior(const SuppressionProblem *problem, const Naming *naming, const int *original)
{
	int *known = allocate(sizeof(int), problem->system->cells);
	int	 count = 0;

	for (int cell = 0; cell < problem->system->cells; cell++)
		if (must_hide(problem, cell) && !problem_satisfies(problem, cell, problem->prior[cell]))
			known[count++] = cell;
	if (count > 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION), errmsg("the table cannot be protected with what must stay published"),
				 errdetail("Whatever is hidden, readers know beforehand more than the level allows about %s.",
						   name_cells(naming, original, known, count)),
				 errhint("They know what the symbols say, and that a hidden number is at least 1 where zeros are "
						 "published. Ask for less, with a smaller amount or a lower level, or for zeros => 'hidden' or "
						 "symbols => 1.")));
	pfree(known);
}

static void
summarize(const SuppressionProblem *problem, int named, int decimals)
{
	last_summary = (Summary){.any = true,
							 .cells = named,
							 .cost = problem_cost(problem, problem->hidden),
							 .bound = problem->bound,
							 .decimals = decimals,
							 .has_readers = problem->readers != NULL,
							 .left_out = problem->attacks_left_out};
	for (int cell = 0; cell < named; cell++)
	{
		last_summary.primary += problem->primary[cell];
		if (!is_secondary(problem, cell))
			continue;
		last_summary.secondary++;
		last_summary.lost += Abs(problem->system->bounds[cell].lower);
	}
}

/* The code of CL_CONF_STATUS. Of a primary cell it is that of its rule: as stated, or that of the threshold. */
static const char *
conf_status(const CellColumns *given, bool primary, bool hidden)
{
	if (!hidden)
		return "F";
	if (!primary)
		return "D";
	if (given->sensitive && given->conf_status != '\0')
		return psprintf("%c", given->conf_status);
	return given->sensitive ? "C" : "A";
}

/* The last two arguments, which are those of contributors. */
static void
read_contributor_options(FunctionCallInfo fcinfo, int argument, Options *options)
{
	options->contributors = PG_ARGISNULL(argument) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(argument));
	options->coalition = PG_ARGISNULL(argument + 1) ? 0 : PG_GETARG_INT32(argument + 1);
	if ((options->level == LEVEL_CONTRIBUTOR) != (options->contributors != NULL))
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg(options->contributors ? "contributors are given, but the level is not \"contributor\"" :
													   "level \"contributor\" needs contributors"),
						errdetail("They are a query of a cell's key, a contributor and an amount."),
						errhint("level => 'contributor', amount => 10 protects them from each other by the rule of 10 "
								"percent.")));
	if (options->coalition < 1 || options->coalition > MAX_COALITION)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("coalition must be a number from 1 to %d", MAX_COALITION),
						errdetail("So many contributors put together what they know, as n - 1 do in a rule with n.")));
}

/* Add what contributors know, and what of them must not become known. */
static void
describe_contributors(SuppressionProblem *problem, const CanonicalOrder *order, const Naming *naming,
					  const ColumnReader *columns, const Options *options)
{
	Readers *readers =
		readers_create(contributions_read(options->contributors, options->is_cube, &columns->form, order, naming),
					   options->amount, options->coalition);

	readers_describe(readers, problem);
	problem->readers = readers;
	for (int cell = 0; cell < naming->cells; cell++)
	{
		CellColumns *given = columns->given + order->cell[cell];

		if (!problem->primary[cell] || given->sensitive || problem->upper_level[cell] == 0)
			continue;
		given->sensitive = true;
		given->conf_status = CONCENTRATION_STATUS;
	}
}

static void
protect_return(FunctionCallInfo fcinfo, TableSystem *given, const Naming *naming, const ColumnReader *columns,
			   const Options *options)
{
	Naming				by_name = *naming;
	CanonicalOrder		order;
	SuppressionProblem *problem;
	TableSystem		   *system;
	Feasible		   *feasible = allocate(sizeof(Feasible), given->cells);
	int				   *below = allocate(sizeof(int), given->cells);
	int				   *original;
	int				   *number = allocate(sizeof(int), given->cells);
	MemoryContext		row_context;
	Tuplestorestate	   *rows;
	TupleDesc			result;
	int					count;

	if (!options->has_threshold && columns->sensitive == 0 && columns->hide == 0 && !options->contributors)
		ereport(WARNING,
				(errcode(ERRCODE_WARNING), errmsg("nothing is hidden, as nothing says what is sensitive"),
				 errdetail("There is no threshold, and no column of the cells is named sensitive or hide."),
				 errhint("Give a threshold, or a column named sensitive that says of each cell whether it is.")));
	if (options->form.is_amount && options->singles && columns->contributors == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("singles need a column contributors of the cells"),
				 errdetail("It has the number of contributors of each cell, which its amount does not tell.")));
	check_counts(given, naming, columns->given);
	/* sort cells by name, so that the same table gives the same pattern, from a query or a cube */
	by_name.compare = NULL;
	order = canonical_order(given, &by_name);
	system = order.system;
	original = order.cell;
	problem = describe_problem(system, original, columns, options, naming->cells);
	if (options->contributors)
		describe_contributors(problem, &order, naming, columns, options);
	check_published(problem, naming, original, columns);
	check_prior(problem, naming, original);
	count = pattern_find(problem, feasible, below);
	if (count > 0)
		report_impossible(naming, original, below, count);
	for (int cell = 0; cell < naming->cells; cell++)
		number[original[cell]] = cell;
	summarize(problem, naming->cells, options->form.decimals);
	rows = audit_open_result(fcinfo, &result);
	row_context = AllocSetContextCreate(CurrentMemoryContext, "a row of the table", ALLOCSET_DEFAULT_SIZES);
	for (int i = 0; i < naming->cells; i++)
	{
		int			  cell = number[i];
		bool		  primary = problem->primary[cell];
		bool		  hidden = problem->hidden[cell];
		MemoryContext old = MemoryContextSwitchTo(row_context);
		Datum		  value[5];
		bool		  null[5] = {false};

		CHECK_FOR_INTERRUPTS();
		value[0] = naming->cell(naming->names, i);
		value[1] = CStringGetTextDatum(primary ? "primary" : hidden ? "secondary" : "free");
		value[2] = CStringGetTextDatum(conf_status(columns->given + i, primary, hidden));
		value[3] = value_datum(&options->form, hidden ? problem->prior[cell] : system->bounds[cell]);
		null[4] = hidden && !options->intervals;
		value[4] =
			value_datum(&options->form, hidden && options->intervals ? feasible[cell].bounds : system->bounds[cell]);
		tuplestore_putvalues(rows, result, value, null);
		MemoryContextSwitchTo(old);
		MemoryContextReset(row_context);
	}
	MemoryContextDelete(row_context);
}

/* options_argument: the number of the threshold, with which the options begin. */
static Datum
protect_table(FunctionCallInfo fcinfo, ValueForm form, int options_argument)
{
	char		 *cells = audit_argument(fcinfo, 0, "cells");
	char		 *sums = audit_argument(fcinfo, 1, "sums");
	Options		  options = read_options(fcinfo, options_argument, form);
	ColumnReader *columns = cell_columns_create(form);
	Attributes	  attributes = cell_columns_attributes(columns);
	TableSystem	 *system;
	Naming		  naming;

	read_contributor_options(fcinfo, options_argument + 8, &options);
	system = audit_read(cells, sums, &form, &attributes, &naming);
	protect_return(fcinfo, system, &naming, columns, &options);
	return (Datum) 0;
}

/*
 * protect(cells, sums, threshold, ...). Each row of cells has a key and a count,
 * and any of the columns named in open_cell_column. The sums are those of audit().
 */
PG_FUNCTION_INFO_V1(protect);
Datum
protect(PG_FUNCTION_ARGS)
{
	return protect_table(fcinfo, value_form_counts(audit_value_type(fcinfo, 4)), 2);
}

/* protect_amounts(cells, sums, decimals, threshold, ...): the same of amounts with so many decimals. */
PG_FUNCTION_INFO_V1(protect_amounts);
Datum
protect_amounts(PG_FUNCTION_ARGS)
{
	return protect_table(fcinfo, value_form_amounts(fcinfo, 2), 3);
}

/* hierarchies_argument: its number; the options follow it. */
static Datum
protect_cube_query(FunctionCallInfo fcinfo, const char *cube, bool linked, ValueForm form, int hierarchies_argument)
{
	int			  value_argument = hierarchies_argument + 9;
	Options		  options = read_options(fcinfo, hierarchies_argument + 1, form);
	ColumnReader *columns = cell_columns_create(form);
	Attributes	  attributes = cell_columns_attributes(columns);
	TableSystem	 *system;
	Naming		  naming;

	read_contributor_options(fcinfo, value_argument + 1, &options);
	options.is_cube = true;
	system = audit_read_cube(cube, linked,
							 PG_ARGISNULL(hierarchies_argument) ? NULL : PG_GETARG_ARRAYTYPE_P(hierarchies_argument),
							 PG_ARGISNULL(value_argument) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(value_argument)),
							 &form, &attributes, &naming);
	protect_return(fcinfo, system, &naming, columns, &options);
	return (Datum) 0;
}

/* protect_cube(cube, hierarchies, threshold, ...): the same for a cube, as audit_cube() takes it. */
PG_FUNCTION_INFO_V1(protect_cube);
Datum
protect_cube(PG_FUNCTION_ARGS)
{
	return protect_cube_query(fcinfo, audit_argument(fcinfo, 0, "cube"), false,
							  value_form_counts(audit_value_type(fcinfo, 4)), 1);
}

/* protect_cube_amounts(cube, decimals, hierarchies, threshold, ...): the same of amounts with so many decimals. */
PG_FUNCTION_INFO_V1(protect_cube_amounts);
Datum
protect_cube_amounts(PG_FUNCTION_ARGS)
{
	return protect_cube_query(fcinfo, audit_argument(fcinfo, 0, "cube"), false, value_form_amounts(fcinfo, 1), 2);
}

/* The query of an array of linked cubes. */
static const char *
linked_query(FunctionCallInfo fcinfo)
{
	return linked_cubes_query(audit_array_argument(fcinfo, 0, "cubes"), cell_columns_known);
}

/* protect_cube(cubes, ...): the same for an array of linked cubes. */
PG_FUNCTION_INFO_V1(protect_linked_cubes);
Datum
protect_linked_cubes(PG_FUNCTION_ARGS)
{
	return protect_cube_query(fcinfo, linked_query(fcinfo), true, value_form_counts(audit_value_type(fcinfo, 4)), 1);
}

PG_FUNCTION_INFO_V1(protect_linked_cubes_amounts);
Datum
protect_linked_cubes_amounts(PG_FUNCTION_ARGS)
{
	return protect_cube_query(fcinfo, linked_query(fcinfo), true, value_form_amounts(fcinfo, 1), 2);
}

/* protection_summary(): what the last call in this session has hidden, and the bound on the cost of any pattern. */
PG_FUNCTION_INFO_V1(protection_summary);
Datum
protection_summary(PG_FUNCTION_ARGS)
{
	TupleDesc columns;
	Datum	  value[7];
	bool	  null[7] = {false};

	if (!last_summary.any)
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("no table has been protected in this session"),
						errhint("Call protect or protect_cube first.")));
	if (get_call_result_type(fcinfo, NULL, &columns) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "the summary must be a row type");
	value[0] = Int64GetDatum(last_summary.cells);
	value[1] = Int64GetDatum(last_summary.primary);
	value[2] = Int64GetDatum(last_summary.secondary);
	value[3] = value_numeric(last_summary.lost, last_summary.decimals);
	value[4] = value_numeric(last_summary.cost, last_summary.decimals);
	value[5] = value_numeric(last_summary.bound, last_summary.decimals);
	value[6] = Int64GetDatum(last_summary.left_out);
	null[6] = !last_summary.has_readers;
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(columns), value, null)));
}
