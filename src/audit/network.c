/*
 * network.c
 *		The smallest and largest value of each cell of a subproblem that is a network
 *		of flows: two-way tables, also with a hierarchy over one of the two.
 *
 * Where every cell stands in at most two equations, with opposite signs once equations
 * are negated as needed, a cell is an arc between two equations, and a table is a flow.
 * In a two-way table with groups, the cells of groups stand in three equations, but then
 * some of those equations follow from others and are left out.  That they follow is
 * tested in whole numbers, with the constants, because an equation that is left out is
 * never looked at again: the rank modulo a prime would not be enough here.
 *
 * All is in integers and exact.  From one flow, a cell is pushed as far as the others
 * let it, along shortest augmenting paths with distance labels (R. K. Ahuja, J. B. Orlin,
 * Distance-directed augmenting path algorithms for maximum flow and parametric maximum
 * flow problems, Naval Research Logistics 38, 1991).  Either it reaches its bound, or a
 * cut shows that it cannot go on.  Each flow on the way is a table that agrees with the
 * publication.  A cell that one of them leaves at a proven bound needs no push of its own.
 *
 * Called by solve.c, for each subproblem.  Owns nothing: all memory goes with the context
 * of the subproblem, which is the current one.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "audit/network.h"
#include "audit/subproblem.h"
#include "audit/table_system.h"
#include "util/progress.h"
#include "util/work.h"

/* The capacity of an arc without a bound: more than any sum of bounds. */
#define UNLIMITED (PG_INT64_MAX / 4)

/* A cell as its node sees it: beside each other in memory, as pushes look through all of a node. */
typedef struct Arc
{
	int64 out; /* residual capacity from the node */
	int64 in;  /* and to it */
	int	  end; /* the other node */
	int	  cell;
} Arc;

typedef struct Network
{
	Subproblem *subproblem;
	int			nodes; /* an equation each, and the outside */
	int		   *tail;  /* of each cell: more of it takes from here */
	int		   *head;  /* and gives here */
	int64	   *flow;  /* of each cell */
	int		   *first; /* arcs at each node, and one more */
	Arc		   *arc;
	int		   *tail_arc; /* of each cell: its arc at its tail */
	int		   *head_arc; /* and at its head */
	int64	   *excess;	  /* of each node: what it must still send on, or get if negative */
	bool	   *low_done;
	bool	   *high_done;
	int			open;
	bool		feasible; /* flow meets all equations: what it attains counts */
	/* of a push */
	bool  unlimited;   /* there was a path without any bound */
	int	 *distance;	   /* to the node aimed at, or less */
	int	 *at_distance; /* nodes at each distance */
	int	 *next_arc;
	int	 *path; /* arc by which a node was reached */
	int64 steps;
} Network;

/* ---- is it one? ---- */

typedef struct Recognition
{
	Subproblem *subproblem;
	bool	   *included;
	int		   *count;	  /* entries of each cell in included equations */
	int64	   *multiple; /* of each equation, in a test */
	int		   *touched;
	int			touches;
	bool	   *is_touched;
	int		   *wanted;	   /* of each cell: its coefficient in the equation tested */
	int		   *crossings; /* of each equation: cells in three or more equations */
} Recognition;

/* Of two equations of a cell, does a split it up rather than b?  A smaller share of its cells is in three equations. */
static bool
splits_up(const Recognition *r, int a, int b)
{
	const Subproblem *subproblem = r->subproblem;

	return (int64) r->crossings[a] * (subproblem->first[b + 1] - subproblem->first[b]) <
		   (int64) r->crossings[b] * (subproblem->first[a + 1] - subproblem->first[a]);
}

/* What the multiples known so far leave of a cell's coefficient in the equation tested. */
static int64
left_over(const Recognition *r, int cell)
{
	const Subproblem *subproblem = r->subproblem;
	int64			  rest = r->wanted[cell];

	for (int i = subproblem->cell_first[cell]; i < subproblem->cell_first[cell + 1]; i++)
	{
		int entry = subproblem->cell_entry[i];
		int equation = subproblem->entry_equation[entry];

		if (r->is_touched[equation])
			rest -= r->multiple[equation] * subproblem->entry_coefficient[entry];
	}
	return rest;
}

/*
 * A cell that is in one included equation whose multiple is not known forces that multiple; at first, when
 * nothing is known, the better of two is tried.  False if the multiples known do not fit the cell.
 */
static bool
force_multiple(Recognition *r, int cell, bool at_first)
{
	const Subproblem *subproblem = r->subproblem;
	int64			  rest = left_over(r, cell);
	int				  unknown = -1;
	int				  unknowns = 0;
	int				  other;

	for (int i = subproblem->cell_first[cell]; i < subproblem->cell_first[cell + 1]; i++)
	{
		int entry = subproblem->cell_entry[i];

		other = subproblem->entry_equation[entry];
		if (r->included[other] && !r->is_touched[other] &&
			(unknowns++ == 0 || splits_up(r, other, subproblem->entry_equation[unknown])))
			unknown = entry;
	}
	if (unknowns == 0)
		return rest == 0;
	if ((unknowns > 1 && !at_first) || rest == 0)
		return true;
	other = subproblem->entry_equation[unknown];
	r->multiple[other] = rest * subproblem->entry_coefficient[unknown];
	r->is_touched[other] = true;
	r->touched[r->touches++] = other;
	return true;
}

/* Do the multiples leave nothing of the cells of an equation? */
static bool
nothing_left(const Recognition *r, int equation)
{
	const Subproblem *subproblem = r->subproblem;

	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
		if (left_over(r, subproblem->entry_cell[i]) != 0)
			return false;
	return true;
}

/*
 * Is an equation a combination of those included?  Their multiples are forced, cell by
 * cell, so that only the part of the table that it speaks of is visited.  Whether they
 * fit is checked at the end.  *consistent becomes false if it follows, but its constant
 * is another one.
 */
static bool
follows(Recognition *r, int equation, bool *consistent)
{
	Subproblem *subproblem = r->subproblem;
	bool		possible = true;
	int128		constant = 0;

	r->touches = 0;
	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
		r->wanted[subproblem->entry_cell[i]] = subproblem->entry_coefficient[i];
	/* spread from the equation to those whose multiples it forces, and on from there */
	for (int pass = -1; pass < r->touches && possible; pass++)
	{
		int from = pass < 0 ? equation : r->touched[pass];

		for (int i = subproblem->first[from]; i < subproblem->first[from + 1] && possible; i++)
			possible = force_multiple(r, subproblem->entry_cell[i], pass < 0);
	}
	/* a cell of two equations without a multiple was left open: nothing of it may be left */
	possible = possible && nothing_left(r, equation);
	for (int i = 0; i < r->touches; i++)
	{
		possible = possible && nothing_left(r, r->touched[i]);
		constant += (int128) r->multiple[r->touched[i]] * subproblem->constant[r->touched[i]];
	}
	for (int i = 0; i < r->touches; i++)
		r->is_touched[r->touched[i]] = false;
	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
		r->wanted[subproblem->entry_cell[i]] = 0;
	if (possible && constant != subproblem->constant[equation])
		*consistent = false;
	return possible;
}

static bool
include(Recognition *r, int equation)
{
	Subproblem *subproblem = r->subproblem;

	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
		if (r->count[subproblem->entry_cell[i]] == 2)
			return false;
	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
		r->count[subproblem->entry_cell[i]]++;
	r->included[equation] = true;
	return true;
}

static bool
touches_included(const Recognition *r, int equation)
{
	const Subproblem *subproblem = r->subproblem;

	for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
		if (r->count[subproblem->entry_cell[i]] > 0)
			return true;
	return false;
}

/*
 * Choose equations so that every cell is in two at most and the others follow:
 * SEARCH_UNDECIDED if that can be done, and SEARCH_INFEASIBLE if it can, but one of
 * the others follows with another constant.
 */
static SearchOutcome
choose_equations(Recognition *r)
{
	Subproblem *subproblem = r->subproblem;
	int		   *waiting = palloc(sizeof(int) * subproblem->equations);
	bool	   *ready = palloc(sizeof(bool) * subproblem->equations);
	int			waits = 0;
	bool		consistent = true;

	for (int equation = 0; equation < subproblem->equations; equation++)
	{
		bool needed = false;

		for (int i = subproblem->first[equation]; i < subproblem->first[equation + 1]; i++)
		{
			int cell = subproblem->entry_cell[i];

			if (abs(subproblem->entry_coefficient[i]) != 1)
				return SEARCH_NOT_APPLICABLE;
			needed |= subproblem->cell_first[cell + 1] - subproblem->cell_first[cell] <= 2;
		}
		if (!needed)
			waiting[waits++] = equation;
		else if (!include(r, equation))
			return SEARCH_NOT_APPLICABLE;
	}
	/*
	 * Of the others first leave out all that follow.  Then take in those that
	 * have cells with the ones taken in before, so that groups come in before
	 * groups of groups, and look again.
	 */
	while (waits > 0 && consistent)
	{
		int before = waits;
		int kept = 0;

		for (int i = 0; i < waits && consistent; i++)
		{
			CHECK_FOR_INTERRUPTS();
			if (!follows(r, waiting[i], &consistent))
				waiting[kept++] = waiting[i];
		}
		waits = kept;
		if (waits < before)
			continue;
		for (int i = 0; i < waits; i++)
			ready[i] = touches_included(r, waiting[i]);
		kept = 0;
		for (int i = 0; i < waits; i++)
			if (!ready[i] || !include(r, waiting[i]))
				waiting[kept++] = waiting[i];
		if (kept == waits)
			return SEARCH_NOT_APPLICABLE;
		waits = kept;
	}
	return consistent ? SEARCH_UNDECIDED : SEARCH_INFEASIBLE;
}

/* Negate equations so that the two of a cell have opposite signs.  False if that cannot be. */
static bool
orient(Network *network, const Recognition *r)
{
	Subproblem *subproblem = network->subproblem;
	int8	   *sign = palloc0(subproblem->equations);
	int		   *queue = palloc(sizeof(int) * subproblem->equations);

	for (int start = 0; start < subproblem->equations; start++)
	{
		int tail = 0;

		if (!r->included[start] || sign[start] != 0)
			continue;
		sign[start] = 1;
		queue[tail++] = start;
		for (int head = 0; head < tail; head++)
			for (int i = subproblem->first[queue[head]]; i < subproblem->first[queue[head] + 1]; i++)
			{
				int cell = subproblem->entry_cell[i];

				for (int j = subproblem->cell_first[cell]; j < subproblem->cell_first[cell + 1]; j++)
				{
					int entry = subproblem->cell_entry[j];
					int other = subproblem->entry_equation[entry];
					int needed =
						-sign[queue[head]] * subproblem->entry_coefficient[i] * subproblem->entry_coefficient[entry];

					if (!r->included[other] || other == queue[head])
						continue;
					if (sign[other] == 0)
					{
						sign[other] = needed;
						queue[tail++] = other;
					}
					else if (sign[other] != needed)
						return false;
				}
			}
	}
	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		network->tail[cell] = network->head[cell] = subproblem->equations;
		for (int j = subproblem->cell_first[cell]; j < subproblem->cell_first[cell + 1]; j++)
		{
			int entry = subproblem->cell_entry[j];
			int equation = subproblem->entry_equation[entry];

			if (!r->included[equation])
				continue;
			if (sign[equation] * subproblem->entry_coefficient[entry] > 0)
				network->tail[cell] = equation;
			else
				network->head[cell] = equation;
		}
	}
	for (int equation = 0; equation < subproblem->equations; equation++)
		network->excess[equation] = r->included[equation] ? sign[equation] * subproblem->constant[equation] : 0;
	pfree(sign);
	pfree(queue);
	return true;
}

/* SEARCH_UNDECIDED if it is a network, in which a flow is still to be found. */
static SearchOutcome
recognize(Network *network)
{
	Subproblem	 *subproblem = network->subproblem;
	Recognition	  r = {.subproblem = subproblem};
	SearchOutcome chosen;

	r.included = palloc0(sizeof(bool) * subproblem->equations);
	r.count = palloc0(sizeof(int) * subproblem->cells);
	r.multiple = palloc0(sizeof(int64) * subproblem->equations);
	r.touched = palloc(sizeof(int) * subproblem->equations);
	r.is_touched = palloc0(sizeof(bool) * subproblem->equations);
	r.wanted = palloc0(sizeof(int) * subproblem->cells);
	r.crossings = palloc0(sizeof(int) * subproblem->equations);
	for (int entry = 0; entry < subproblem->first[subproblem->equations]; entry++)
	{
		int cell = subproblem->entry_cell[entry];

		r.crossings[subproblem->entry_equation[entry]] +=
			subproblem->cell_first[cell + 1] - subproblem->cell_first[cell] > 2;
	}
	for (int cell = 0; cell < subproblem->cells; cell++)
		if (subproblem->ranges[cell])
			return SEARCH_NOT_APPLICABLE;
	chosen = choose_equations(&r);
	return chosen == SEARCH_UNDECIDED && !orient(network, &r) ? SEARCH_NOT_APPLICABLE : chosen;
}

/* ---- pushing ---- */

/* How much can still flow along a cell from a node: as more of the cell from its tail, as less of it from its head. */
static int64
residual_capacity(const Network *network, int cell, int from)
{
	Bounds bounds = network->subproblem->bounds[cell];

	if (network->tail[cell] == from)
		return bounds.upper == NO_UPPER ? UNLIMITED : bounds.upper - network->flow[cell];
	return bounds.lower == NO_LOWER ? UNLIMITED : network->flow[cell] - bounds.lower;
}

static int
other_end(const Network *network, int cell, int node)
{
	return network->tail[cell] == node ? network->head[cell] : network->tail[cell];
}

/* The flow of a cell has changed: a proven bound that it is at is decided. */
static void
note_flow(Network *network, int cell)
{
	Bounds bounds = network->subproblem->bounds[cell];

	if (!network->feasible)
		return;
	if (network->flow[cell] == bounds.upper && !network->high_done[cell])
	{
		network->high_done[cell] = true;
		network->open--;
	}
	if (network->flow[cell] == bounds.lower && !network->low_done[cell])
	{
		network->low_done[cell] = true;
		network->open--;
	}
}

/* The flow of a cell has changed, or its bounds have. */
static void
refresh_arcs(Network *network, int cell)
{
	Arc *tail = network->arc + network->tail_arc[cell];
	Arc *head = network->arc + network->head_arc[cell];

	tail->out = head->in = residual_capacity(network, cell, network->tail[cell]);
	tail->in = head->out = residual_capacity(network, cell, network->head[cell]);
}

static void
shift(Network *network, int cell, int from, int64 amount)
{
	network->flow[cell] += network->tail[cell] == from ? amount : -amount;
	refresh_arcs(network, cell);
	note_flow(network, cell);
}

/* Lower bounds of the distances to the target, which will do: 0, 1 next to it, 2 elsewhere. */
static void
measure_distances(Network *network, int target, int except)
{
	int nodes = network->nodes;

	for (int i = 0; i < nodes; i++)
		network->distance[i] = 2;
	network->distance[target] = 0;
	for (int i = network->first[target]; i < network->first[target + 1]; i++)
	{
		const Arc *arc = network->arc + i;

		if (arc->in > 0 && arc->cell != except && arc->end != target)
			network->distance[arc->end] = 1;
	}
	memset(network->at_distance, 0, sizeof(int) * (nodes + 2));
	for (int i = 0; i < nodes; i++)
		network->at_distance[network->distance[i]]++;
}

/* The residual capacity of the path found from source to target. */
static int64
path_capacity(const Network *network, int source, int target)
{
	int64 amount = UNLIMITED;

	for (int node = target; node != source;)
	{
		int from = other_end(network, network->path[node], node);

		amount = Min(amount, residual_capacity(network, network->path[node], from));
		node = from;
	}
	return amount;
}

static void
path_shift(Network *network, int source, int target, int64 amount)
{
	for (int node = target; node != source;)
	{
		int cell = network->path[node];
		int from = other_end(network, cell, node);

		shift(network, cell, from, amount);
		node = from;
	}
}

/*
 * Send up to limit from source to target over all cells but one; returns what was
 * sent, and says in unlimited whether any amount could be sent.
 */
static int64
push(Network *network, int source, int target, int except, int64 limit)
{
	int	  nodes = network->nodes;
	int	  node = source;
	int64 sent = 0;

	network->unlimited = false;
	if (source == target)
		return 0;
	CHECK_FOR_INTERRUPTS();
	work_add(4 * nodes);
	measure_distances(network, target, except);
	memcpy(network->next_arc, network->first, sizeof(int) * nodes);

	while (network->distance[source] < nodes && sent < limit)
	{
		bool advanced = false;

		if ((++network->steps & 0xffff) == 0)
			CHECK_FOR_INTERRUPTS();
		work_add(20);
		for (; network->next_arc[node] < network->first[node + 1]; network->next_arc[node]++)
		{
			const Arc *arc = network->arc + network->next_arc[node];

			if (arc->out > 0 && arc->cell != except && network->distance[arc->end] == network->distance[node] - 1)
			{
				network->path[arc->end] = arc->cell;
				node = arc->end;
				advanced = true;
				break;
			}
		}
		if (advanced && node == target)
		{
			int64 amount = path_capacity(network, source, target);

			network->unlimited = amount >= UNLIMITED && limit >= UNLIMITED;
			if (network->unlimited)
				break;
			amount = Min(amount, limit - sent);
			path_shift(network, source, target, amount);
			sent += amount;
			node = source;
		}
		else if (!advanced)
		{
			int nearest = nodes;

			for (int i = network->first[node]; i < network->first[node + 1]; i++)
			{
				const Arc *arc = network->arc + i;

				if (arc->out > 0 && arc->cell != except)
					nearest = Min(nearest, network->distance[arc->end] + 1);
			}
			/* no node is left at a distance that every path must pass: the target is cut off */
			if (--network->at_distance[network->distance[node]] == 0)
				break;
			network->distance[node] = nearest;
			network->at_distance[nearest]++;
			network->next_arc[node] = network->first[node];
			if (node != source)
				node = other_end(network, network->path[node], node);
		}
	}
	return sent;
}

/* Find a flow.  False if there is none. */
static bool
find_flow(Network *network)
{
	Subproblem *subproblem = network->subproblem;
	int			outside = subproblem->equations;
	int			node = 0;

	/* excess is so far what a node must send in all: take off what the cells carry at first */
	network->excess[outside] = 0;
	for (int equation = 0; equation < outside; equation++)
		network->excess[outside] -= network->excess[equation];
	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		Bounds bounds = subproblem->bounds[cell];

		network->flow[cell] = bounds.lower != NO_LOWER ? bounds.lower : bounds.upper != NO_UPPER ? bounds.upper : 0;
		network->excess[network->tail[cell]] -= network->flow[cell];
		network->excess[network->head[cell]] += network->flow[cell];
	}
	/* greedily along single cells, then along paths */
	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		int	  tail = network->tail[cell];
		int	  head = network->head[cell];
		int64 amount = Min(Min(network->excess[tail], -network->excess[head]), residual_capacity(network, cell, tail));

		if (tail == head || amount <= 0)
			continue;
		network->flow[cell] += amount;
		network->excess[tail] -= amount;
		network->excess[head] += amount;
	}
	for (int cell = 0; cell < subproblem->cells; cell++)
		refresh_arcs(network, cell);
	for (int source = 0; source < network->nodes; source++)
	{
		node = 0;
		while (network->excess[source] > 0)
		{
			int64 sent;

			while (node < network->nodes && network->excess[node] >= 0)
				node++;
			if (node == network->nodes)
				return false;
			sent = push(network, source, node, -1, Min(network->excess[source], -network->excess[node]));
			network->excess[source] -= sent;
			network->excess[node] += sent;
			node++;
		}
	}
	for (int i = 0; i < network->nodes; i++)
		if (network->excess[i] != 0)
			return false;
	network->feasible = true;
	for (int cell = 0; cell < subproblem->cells; cell++)
		note_flow(network, cell);
	return true;
}

/* The greatest value of a cell, or the least. */
static void
extreme(Network *network, int cell, bool up)
{
	Bounds *bounds = network->subproblem->bounds + cell;
	int64	wish = up ? (bounds->upper == NO_UPPER ? UNLIMITED : bounds->upper - network->flow[cell]) :
						(bounds->lower == NO_LOWER ? UNLIMITED : network->flow[cell] - bounds->lower);
	/* what a cell gains must come back to its tail by another path */
	int	  from = up ? network->head[cell] : network->tail[cell];
	int	  to = up ? network->tail[cell] : network->head[cell];
	int64 sent = push(network, from, to, cell, wish);

	/* what was sent before an unlimited path opened counts, too */
	network->flow[cell] += up ? sent : -sent;
	if (!network->unlimited)
	{
		if (up)
			bounds->upper = network->flow[cell];
		else
			bounds->lower = network->flow[cell];
	}
	refresh_arcs(network, cell);
	note_flow(network, cell);
	if (sent != 0 && network->subproblem->take)
		network->subproblem->take(network->subproblem, network->flow);
	if (up ? !network->high_done[cell] : !network->low_done[cell])
	{
		network->open--;
		if (up)
			network->high_done[cell] = true;
		else
			network->low_done[cell] = true;
	}
}

/* Arcs by node. */
static void
index_arcs(Network *network)
{
	Subproblem *subproblem = network->subproblem;

	memset(network->first, 0, sizeof(int) * (network->nodes + 2));
	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		network->first[network->tail[cell] + 2]++;
		network->first[network->head[cell] + 2]++;
	}
	for (int node = 0; node < network->nodes; node++)
		network->first[node + 2] += network->first[node + 1];
	for (int cell = 0; cell < subproblem->cells; cell++)
	{
		network->tail_arc[cell] = network->first[network->tail[cell] + 1]++;
		network->head_arc[cell] = network->first[network->head[cell] + 1]++;
		network->arc[network->tail_arc[cell]] = (Arc){.end = network->head[cell], .cell = cell};
		network->arc[network->head_arc[cell]] = (Arc){.end = network->tail[cell], .cell = cell};
	}
}

SearchOutcome
network_solve(Subproblem *subproblem, bool only_feasibility, int64 done, int64 of)
{
	Network		  network = {.subproblem = subproblem};
	SearchOutcome recognized;

	network.nodes = subproblem->equations + 1;
	network.tail = palloc_extended(sizeof(int) * subproblem->cells, MCXT_ALLOC_HUGE);
	network.head = palloc_extended(sizeof(int) * subproblem->cells, MCXT_ALLOC_HUGE);
	network.flow = palloc_extended(sizeof(int64) * subproblem->cells, MCXT_ALLOC_HUGE);
	network.arc = palloc_extended(sizeof(Arc) * 2 * subproblem->cells, MCXT_ALLOC_HUGE);
	network.tail_arc = palloc_extended(sizeof(int) * subproblem->cells, MCXT_ALLOC_HUGE);
	network.head_arc = palloc_extended(sizeof(int) * subproblem->cells, MCXT_ALLOC_HUGE);
	network.low_done = palloc_extended(subproblem->cells, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	network.high_done = palloc_extended(subproblem->cells, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	network.first = palloc(sizeof(int) * (network.nodes + 2));
	network.excess = palloc(sizeof(int64) * network.nodes);
	network.distance = palloc(sizeof(int) * network.nodes);
	network.at_distance = palloc(sizeof(int) * (network.nodes + 2));
	network.next_arc = palloc(sizeof(int) * network.nodes);
	network.path = palloc(sizeof(int) * network.nodes);
	network.open = 2 * subproblem->cells;
	recognized = recognize(&network);
	if (recognized != SEARCH_UNDECIDED)
		return recognized;
	index_arcs(&network);
	if (!find_flow(&network))
		return SEARCH_INFEASIBLE;
	for (int cell = 0; cell < subproblem->cells && !only_feasibility; cell++)
	{
		if (!subproblem->wanted[cell])
			continue;
		if (!network.high_done[cell])
			extreme(&network, cell, true);
		if (!network.low_done[cell])
			extreme(&network, cell, false);
		if ((cell & 63) == 0)
			progress_report(done + subproblem->cells - network.open / 2, of);
		subproblem->lower_sharp[cell] = subproblem->upper_sharp[cell] = true;
	}
	/* flows are whole numbers */
	return SEARCH_FEASIBLE;
}
