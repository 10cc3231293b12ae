/*
 * tableau.c
 *		The linear programs of a block of moderate size, on a full tableau.
 *
 * All bounds of all cells are asked of one system of equations.  The simplex
 * method on a full tableau suits that: to go on to the next cell costs nothing,
 * and each row tells of its own cell whether the vertex is its end.  An LP
 * library factors a basis and looks at one objective at a time; on tables of
 * some hundred cells a step of it takes several times as long (test/bench/audit.sh).
 * It is left to blocks that are too large for this.
 *
 * Row and columns: cell of the row + entries * cells of the columns = constant.
 * The columns' cells stand at bounds.
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "audit/table_system.h"
#include "audit/tableau.h"
#include "util/progress.h"
#include "util/work.h"

/* A tableau larger than this is no faster than the library. */
#define MAX_ENTRIES		100000

/* Larger numbers need finer tolerances than those here. */
#define MAX_NUMBER		1e7

#define FEASIBLE		1e-9	/* outside a bound by less is inside */
#define PIVOT			1e-7	/* an entry of less is not divided by */
#define NOTHING			1e-11	/* an entry of less is zero */

/* Steps after which the tableau is computed afresh, and those of one program. */
#define MAX_AGE			400
#define MAX_STEPS		20000

/* Steps that move nothing, after which the smallest cell goes first: no circles. */
#define MAX_STANDING	50

struct Tableau
{
	const Echelon *echelon;
	int			cells;
	int			rows;
	int			columns;
	int			width;			/* columns, and the constant */
	double	   *low;			/* of each cell */
	double	   *high;
	int		   *row_cell;
	int		   *column_cell;
	int		   *place;			/* of each cell: its row, or -1 - its column */
	double	   *entry;
	double	   *value;			/* of each row's cell */
	double	   *level;			/* of each column's cell */
	double	   *gain;			/* what a unit more of each column's cell brings */
	double	   *taken;			/* of each row: its entry in the column at hand */
	double	   *room;			/* and how far its cell can go the way that it goes then */
	int			age;
	int			standing;
};

static double *
row_entries(const Tableau *tableau, int row)
{
	return tableau->entry + (Size) row * tableau->width;
}

/* Read a column, once: its entries lie far from each other. */
static void
take_column(Tableau *tableau, int column)
{
	for (int i = 0; i < tableau->rows; i++)
		tableau->taken[i] = row_entries(tableau, i)[column];
}

/* The cell of the column, which is taken, takes the row, and the row's cell the column. */
static void
exchange(Tableau *tableau, int row, int column)
{
	double	   *restrict pivot_row = row_entries(tableau, row);
	double		pivot = pivot_row[column];
	int			width = tableau->width;
	int			swap = tableau->row_cell[row];
	int			changed = 0;

	/* what rounding leaves of nothing would fill the tableau */
	for (int k = 0; k < width; k++)
		pivot_row[k] = fabs(pivot_row[k]) < NOTHING ? 0 : pivot_row[k] / pivot;
	pivot_row[column] = 1 / pivot;
	for (int i = 0; i < tableau->rows; i++)
	{
		double	   *restrict entry = row_entries(tableau, i);
		double		factor = tableau->taken[i];

		if (i == row || factor == 0)
			continue;
		entry[column] = 0;
		if (fabs(factor) < NOTHING)
			continue;
		for (int k = 0; k < width; k++)
			entry[k] -= factor * pivot_row[k];
		changed++;
	}
	work_add((int64) changed * width / 2);
	tableau->row_cell[row] = tableau->column_cell[column];
	tableau->column_cell[column] = swap;
	tableau->place[tableau->row_cell[row]] = row;
	tableau->place[swap] = -1 - column;
	tableau->age++;
}

/* Values of the rows from the levels of the columns. */
static void
compute_values(Tableau *tableau)
{
	for (int i = 0; i < tableau->rows; i++)
	{
		const double *entry = row_entries(tableau, i);
		double		value = entry[tableau->columns];

		for (int k = 0; k < tableau->columns; k++)
			value -= entry[k] * tableau->level[k];
		tableau->value[i] = value;
	}
}

/* The echelon itself is the first tableau. */
static void
load(Tableau *tableau)
{
	const Echelon *echelon = tableau->echelon;
	int			column = 0;

	memset(tableau->place, -1, sizeof(int) * tableau->cells);
	for (int row = 0; row < tableau->rows; row++)
	{
		tableau->row_cell[row] = echelon->solved[row];
		tableau->place[echelon->solved[row]] = row;
	}
	for (int cell = 0; cell < tableau->cells; cell++)
		if (tableau->place[cell] < 0)
		{
			tableau->column_cell[column] = cell;
			tableau->place[cell] = -1 - column++;
		}
	memset(tableau->entry, 0, sizeof(double) * tableau->rows * tableau->width);
	for (int row = 0; row < tableau->rows; row++)
	{
		double	   *entry = row_entries(tableau, row);

		for (int i = echelon->first[row]; i < echelon->first[row + 1]; i++)
			if (echelon->entry_cell[i] != echelon->solved[row])
				entry[-1 - tableau->place[echelon->entry_cell[i]]] = echelon->entry_coefficient[i];
		entry[tableau->columns] = (double) echelon->constant[row];
	}
	tableau->age = 0;
}

/* Compute the tableau afresh, with the cells in rows that are now: rounding has added up. */
static bool
refresh(Tableau *tableau)
{
	bool	   *in_row = palloc(sizeof(bool) * tableau->cells);
	double	   *level = palloc(sizeof(double) * tableau->cells);
	bool		good = true;

	for (int cell = 0; cell < tableau->cells; cell++)
		in_row[cell] = tableau->place[cell] >= 0;
	for (int k = 0; k < tableau->columns; k++)
		level[tableau->column_cell[k]] = tableau->level[k];
	load(tableau);
	for (int k = 0; k < tableau->columns; k++)
	{
		int			row = -1;

		if (!in_row[tableau->column_cell[k]])
			continue;
		for (int i = 0; i < tableau->rows; i++)
			if (!in_row[tableau->row_cell[i]] &&
				(row < 0 || fabs(row_entries(tableau, i)[k]) > fabs(row_entries(tableau, row)[k])))
				row = i;
		good = row >= 0 && fabs(row_entries(tableau, row)[k]) > PIVOT;
		if (!good)
			break;
		take_column(tableau, k);
		exchange(tableau, row, k);
	}
	for (int k = 0; k < tableau->columns && good; k++)
		tableau->level[k] = level[tableau->column_cell[k]];
	compute_values(tableau);
	tableau->age = 0;
	pfree(in_row);
	pfree(level);
	return good;
}

static void
set_bounds(Tableau *tableau, int cell, Bounds bounds)
{
	tableau->low[cell] = bounds.lower == NO_LOWER ? -HUGE_VAL : (double) bounds.lower;
	tableau->high[cell] = bounds.upper == NO_UPPER ? HUGE_VAL : (double) bounds.upper;
}

Tableau *
tableau_create(const CellBlock *block, const Echelon *echelon, const Bounds *bounds)
{
	Tableau    *tableau;

	if ((int64) echelon->equations * (block->cells - echelon->equations + 1) > MAX_ENTRIES)
		return NULL;
	for (int equation = 0; equation < echelon->equations; equation++)
		if (fabs((double) echelon->constant[equation]) > MAX_NUMBER)
			return NULL;
	for (int cell = 0; cell < block->cells; cell++)
		if ((bounds[cell].lower != NO_LOWER && fabs((double) bounds[cell].lower) > MAX_NUMBER) ||
			(bounds[cell].upper != NO_UPPER && fabs((double) bounds[cell].upper) > MAX_NUMBER))
			return NULL;
	tableau = palloc0(sizeof(Tableau));
	tableau->echelon = echelon;
	tableau->cells = block->cells;
	tableau->rows = echelon->equations;
	tableau->columns = block->cells - echelon->equations;
	tableau->width = tableau->columns + 1;
	tableau->low = palloc(sizeof(double) * block->cells);
	tableau->high = palloc(sizeof(double) * block->cells);
	tableau->row_cell = palloc(sizeof(int) * tableau->rows);
	tableau->column_cell = palloc(sizeof(int) * tableau->width);
	tableau->place = palloc(sizeof(int) * block->cells);
	tableau->entry = palloc(sizeof(double) * tableau->rows * tableau->width);
	tableau->value = palloc(sizeof(double) * tableau->rows);
	tableau->level = palloc(sizeof(double) * tableau->width);
	tableau->gain = palloc(sizeof(double) * tableau->width);
	tableau->taken = palloc(sizeof(double) * tableau->rows);
	tableau->room = palloc(sizeof(double) * tableau->rows);
	for (int cell = 0; cell < block->cells; cell++)
		set_bounds(tableau, cell, bounds[cell]);
	load(tableau);
	for (int k = 0; k < tableau->columns; k++)
	{
		int			cell = tableau->column_cell[k];

		tableau->level[k] = tableau->low[cell] > -HUGE_VAL ? tableau->low[cell] :
			tableau->high[cell] < HUGE_VAL ? tableau->high[cell] : 0;
	}
	compute_values(tableau);
	return tableau;
}

/* Set the cell of the column, which is taken, to another level. */
static void
shift(Tableau *tableau, int column, double level)
{
	double		way = level - tableau->level[column];

	for (int i = 0; i < tableau->rows; i++)
		tableau->value[i] -= tableau->taken[i] * way;
	tableau->level[column] = level;
}

void
tableau_set_bounds(Tableau *tableau, int cell, Bounds bounds)
{
	int			column = -1 - tableau->place[cell];

	set_bounds(tableau, cell, bounds);
	if (column < 0)
		return;
	take_column(tableau, column);
	if (tableau->level[column] < tableau->low[cell])
		shift(tableau, column, tableau->low[cell]);
	if (tableau->level[column] > tableau->high[cell])
		shift(tableau, column, tableau->high[cell]);
}

/* ---- steps ---- */

static bool
can_move(const Tableau *tableau, int column, int direction)
{
	int			cell = tableau->column_cell[column];

	return direction > 0 ? tableau->level[column] < tableau->high[cell] :
		tableau->level[column] > tableau->low[cell];
}

/* The bound that stops a row's cell; one outside its bounds stops at the near one. */
static double
stop_of(const Tableau *tableau, int row, bool up)
{
	int			cell = tableau->row_cell[row];
	double		value = tableau->value[row];

	if (up)
		return value < tableau->low[cell] - FEASIBLE ? tableau->low[cell] :
			value > tableau->high[cell] + FEASIBLE ? HUGE_VAL : tableau->high[cell];
	return value > tableau->high[cell] + FEASIBLE ? tableau->high[cell] :
		value < tableau->low[cell] - FEASIBLE ? -HUGE_VAL : tableau->low[cell];
}

/*
 * Move a column's cell until it or a row's cell comes to a bound: of rows that
 * stop it at almost the same place the one with the largest entry (P. Harris,
 * Pivot selection methods of the Devex LP code, 1973).  False if nothing stops it.
 */
static bool
step(Tableau *tableau, int column, int direction)
{
	int			cell = tableau->column_cell[column];
	double		own = direction > 0 ? tableau->high[cell] - tableau->level[column] :
		tableau->level[column] - tableau->low[cell];
	double		way = HUGE_VAL;
	double		level;
	double		stop;
	int			row = -1;

	work_add(10 * tableau->rows + 2 * tableau->columns);
	take_column(tableau, column);
	for (int i = 0; i < tableau->rows; i++)
	{
		double		entry = tableau->taken[i];
		bool		up = direction > 0 ? entry < 0 : entry > 0;

		if (fabs(entry) < PIVOT)
			continue;
		/* none where the cell is a little outside already */
		tableau->room[i] = Max(up ? stop_of(tableau, i, up) - tableau->value[i] :
							   tableau->value[i] - stop_of(tableau, i, up), 0);
		way = Min(way, (tableau->room[i] + FEASIBLE) / fabs(entry));
	}
	if (own <= way)
	{
		if (own == HUGE_VAL)
			return false;
		shift(tableau, column, direction > 0 ? tableau->high[cell] : tableau->low[cell]);
		tableau->standing = 0;
		return true;
	}
	for (int i = 0; i < tableau->rows; i++)
	{
		double		size = fabs(tableau->taken[i]);

		if (size >= PIVOT && tableau->room[i] <= way * size &&
			(row < 0 || (tableau->standing > MAX_STANDING ? tableau->row_cell[i] < tableau->row_cell[row] :
						 size > fabs(tableau->taken[row]))))
			row = i;
	}
	stop = stop_of(tableau, row, direction > 0 ? tableau->taken[row] < 0 : tableau->taken[row] > 0);
	way = tableau->room[row] / fabs(tableau->taken[row]);
	tableau->standing = way > FEASIBLE ? 0 : tableau->standing + 1;
	level = tableau->level[column] + direction * way;
	shift(tableau, column, level);
	exchange(tableau, row, column);
	tableau->value[row] = level;
	tableau->level[column] = stop;
	return true;
}

/* The column to move, and where to, so that the gain is greatest; -1 if there is none. */
static int
choose_step(const Tableau *tableau, int *direction)
{
	double		best_gain = FEASIBLE;
	int			best = -1;

	for (int k = 0; k < tableau->columns; k++)
	{
		double		gain = fabs(tableau->gain[k]);
		int			way = tableau->gain[k] > 0 ? 1 : -1;

		if (gain <= best_gain || !can_move(tableau, k, way))
			continue;
		if (tableau->standing > MAX_STANDING && best >= 0 &&
			tableau->column_cell[k] > tableau->column_cell[best])
			continue;
		best = k;
		best_gain = tableau->standing > MAX_STANDING ? FEASIBLE : gain;
		*direction = way;
	}
	return best;
}

/* 1 if a row's cell is below its bounds, -1 if above. */
static int
outside(const Tableau *tableau, int row)
{
	int			cell = tableau->row_cell[row];

	return tableau->value[row] < tableau->low[cell] - FEASIBLE ? 1 :
		tableau->value[row] > tableau->high[cell] + FEASIBLE ? -1 : 0;
}

/* What brings the cells that are outside their bounds nearer; false if none is. */
static bool
gain_feasibility(Tableau *tableau)
{
	bool		any = false;

	for (int i = 0; i < tableau->rows; i++)
	{
		int			sign = outside(tableau, i);
		const double *entry = row_entries(tableau, i);

		if (sign == 0)
			continue;
		if (!any)
			memset(tableau->gain, 0, sizeof(double) * tableau->width);
		any = true;
		for (int k = 0; k < tableau->columns; k++)
			tableau->gain[k] -= sign * entry[k];
	}
	return any;
}

/* What moves the cells. */
static void
gain_objective(Tableau *tableau, const int *cell, const double *weight, int count)
{
	memset(tableau->gain, 0, sizeof(double) * tableau->width);
	for (int i = 0; i < count; i++)
	{
		int			place = tableau->place[cell[i]];
		const double *entry;

		if (place < 0)
		{
			tableau->gain[-1 - place] += weight[i];
			continue;
		}
		entry = row_entries(tableau, place);
		for (int k = 0; k < tableau->columns; k++)
			tableau->gain[k] -= weight[i] * entry[k];
	}
}

SolverResult
tableau_run(Tableau *tableau, const int *cell, const double *weight, int count)
{
	tableau->standing = 0;
	for (int steps = 0; steps < MAX_STEPS; steps++)
	{
		bool		infeasible = gain_feasibility(tableau);
		int			way;
		int			column;

		if ((steps & 63) == 63)
			progress_report(0, 0);
		if (!infeasible)
			gain_objective(tableau, cell, weight, count);
		column = choose_step(tableau, &way);
		if (column < 0)
			return infeasible ? SOLVER_INFEASIBLE : SOLVER_OPTIMAL;
		if (!step(tableau, column, way))
			return infeasible ? SOLVER_UNDECIDED : SOLVER_UNBOUNDED;
		if (tableau->age > MAX_AGE && !refresh(tableau))
			return SOLVER_UNDECIDED;
	}
	return SOLVER_UNDECIDED;
}

bool
tableau_is_end(const Tableau *tableau, int cell, int direction)
{
	int			place = tableau->place[cell];
	const double *entry;

	if (place < 0)
		return !can_move(tableau, -1 - place, direction);
	entry = row_entries(tableau, place);
	for (int k = 0; k < tableau->columns; k++)
		if (fabs(entry[k]) > FEASIBLE && can_move(tableau, k, (entry[k] > 0 ? -1 : 1) * direction))
			return false;
	return true;
}

void
tableau_values(const Tableau *tableau, double *value)
{
	for (int cell = 0; cell < tableau->cells; cell++)
		value[cell] = tableau->place[cell] < 0 ? tableau->level[-1 - tableau->place[cell]] :
			tableau->value[tableau->place[cell]];
}

/* Add a row: it is a sum of multiples of the echelon's, which the cells solved for there show. */
static void
add_multipliers(const Tableau *tableau, int row, int sign, double *multiplier)
{
	const double *entry = row_entries(tableau, row);

	for (int equation = 0; equation < tableau->rows; equation++)
	{
		int			cell = tableau->echelon->solved[equation];

		if (cell == tableau->row_cell[row])
			multiplier[equation] += sign;
		else if (tableau->place[cell] < 0)
			multiplier[equation] += sign * entry[-1 - tableau->place[cell]];
	}
}

void
tableau_multipliers(const Tableau *tableau, int cell, int direction, double *multiplier)
{
	memset(multiplier, 0, sizeof(double) * tableau->rows);
	if (tableau->place[cell] >= 0)
		add_multipliers(tableau, tableau->place[cell], direction, multiplier);
}

void
tableau_explain(const Tableau *tableau, double *multiplier)
{
	memset(multiplier, 0, sizeof(double) * tableau->rows);
	for (int i = 0; i < tableau->rows; i++)
		if (outside(tableau, i) != 0)
			add_multipliers(tableau, i, outside(tableau, i), multiplier);
}
