/*
 * publication.c
 *		A publication in memory, and the sums that tie its cells.
 *
 * The trees of regions and of measures say what adds up: the regions of a region to the
 * region, a part and the rest to the whole, all parts of a breakdown to the whole.  What
 * is not stated can be any count; a region that is not listed is hidden by the rule, or
 * can be any count too.  Cells and sums stand in the order of their keys, so
 * that what is found of them does not depend on that of rows.
 *
 * Called by reading.c and by the audit of publications.  Owns nothing beyond the memory
 * context it is called in.
 */
#include "postgres.h"

#include "executor/spi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "catalog/pg_type.h"

#include "publication/publication.h"
#include "type/suppressed.h"
#include "util/compat.h"

#define ANY_COUNT ((Bounds){0, NO_UPPER})

/* ---- loading ---- */

/* SPI leaves its own memory context as the current one. */
static void
run(const char *query, int32 id, bool as_of_now)
{
	MemoryContext context = CurrentMemoryContext;
	Oid			  type = INT4OID;
	Datum		  value = Int32GetDatum(id);

	if (SPI_execute_with_args(query, 1, &type, &value, NULL, !as_of_now, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not read publication %d", id);
	MemoryContextSwitchTo(context);
}

static Datum
column(uint64 row, int number, bool *null)
{
	bool  none;
	Datum result = SPI_getbinval(SPI_tuptable->vals[row], SPI_tuptable->tupdesc, number, &none);

	if (null)
		*null = none;
	else if (none)
		elog(ERROR, "column %d of a publication is null", number);
	return result;
}

/* What SPI has read goes with it; results stay in the caller's context. */
static void *
allocate_in(MemoryContext context, Size size)
{
	return MemoryContextAllocZero(context, Max(size, 1));
}

static int
measure_index(const PublishedTable *publication, int16 id)
{
	for (int i = 0; i < publication->measures; i++)
		if (publication->measure[i].id == id)
			return i;
	elog(ERROR, "measure %d is not known", id);
	return -1;
}

static int
region_index(const PublishedTable *publication, int32 id)
{
	int low = 0;
	int high = publication->regions - 1;

	while (low <= high)
	{
		int middle = (low + high) / 2;

		if (publication->region[middle].id == id)
			return middle;
		if (publication->region[middle].id < id)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return -1;
}

static int
measure_depth(const PublishedTable *publication, int measure)
{
	int depth = 0;

	for (int i = publication->measure[measure].whole; i >= 0 && depth < publication->measures;
		 i = publication->measure[i].whole)
		depth++;
	return depth;
}

static void
load_measures(PublishedTable *publication, MemoryContext context)
{
	int count = 0;

	run("SELECT m.id, w.id, m.breakdown, coalesce(k.hidden, r.hidden)::busetting.suppressed_int, coalesce(k.remainder, "
		"false), m.measure "
		"FROM busetting.publication AS p "
		"JOIN busetting.suppression_rule AS r ON r.rule = p.rule "
		"CROSS JOIN busetting.measure AS m "
		"LEFT JOIN busetting.rule_measure AS k ON k.rule = p.rule AND k.measure = m.measure "
		"LEFT JOIN busetting.measure AS w ON w.measure = m.part_of "
		"WHERE p.id = $1 ORDER BY m.id",
		publication->id, publication->as_of_now);
	publication->measures = (int) SPI_processed;
	publication->measure = allocate_in(context, sizeof(Measure) * SPI_processed);
	publication->by_depth = allocate_in(context, sizeof(int) * SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
		publication->measure[i].id = DatumGetInt16(column(i, 1, NULL));
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		Measure *measure = &publication->measure[i];
		bool	 null;
		Datum	 value = column(i, 2, &null);

		measure->whole = null ? -1 : measure_index(publication, DatumGetInt16(value));
		value = column(i, 3, &null);
		if (!null)
			measure->breakdown = MemoryContextStrdup(context, TextDatumGetCString(value));
		measure->hidden = DatumGetSuppressedInt(column(i, 4, NULL));
		measure->remainder = DatumGetBool(column(i, 5, NULL));
		measure->name = MemoryContextStrdup(context, TextDatumGetCString(column(i, 6, NULL)));
	}
	publication->int_type = SPI_gettypeid(SPI_tuptable->tupdesc, 4);
	for (int depth = 0; count < publication->measures; depth++)
		for (int i = 0; i < publication->measures; i++)
			if (measure_depth(publication, i) == depth)
				publication->by_depth[count++] = i;
}

/* A region of another tree would be added up to another country, one without a name would be in no view. */
static void
check_region(const PublishedTable *publication, uint64 row)
{
	bool  of_its_tree;
	bool  named;
	Datum stranger = column(row, 6, &of_its_tree);
	Datum nameless = column(row, 10, &named);

	if (!of_its_tree)
		ereport(ERROR, (errcode(ERRCODE_CHECK_VIOLATION),
						errmsg("publication %d has region %s of tree \"%s\"", publication->id,
							   TextDatumGetCString(stranger), TextDatumGetCString(column(row, 7, NULL))),
						errdetail("Its rule \"%s\" is of tree \"%s\".", TextDatumGetCString(column(row, 9, NULL)),
								  TextDatumGetCString(column(row, 8, NULL))),
						errhint("A publication is of one tree: busetting.suppression_rule.tree.")));
	if (!named)
		ereport(ERROR,
				(errcode(ERRCODE_CHECK_VIOLATION),
				 errmsg("region %s has no name on %s", TextDatumGetCString(nameless),
						TextDatumGetCString(column(row, 11, NULL))),
				 errdetail("Publication %d lists it, or a part of it.", publication->id),
				 errhint("Add a row to busetting.region_name: kind official, in the first language of tree \"%s\".",
						 TextDatumGetCString(column(row, 7, NULL)))));
}

static void
load_regions(PublishedTable *publication, MemoryContext context)
{
	run("WITH RECURSIVE listed AS MATERIALIZED ("
		"	SELECT l.region, bool_or(NOT l.is_total) AS has_row FROM busetting_internal.listing AS l WHERE "
		"l.publication = $1 GROUP BY l.region"
		"), above(id) AS ("
		"	SELECT region FROM listed UNION SELECT r.parent FROM above AS a JOIN busetting.region AS r ON r.id = a.id "
		"WHERE r.parent IS NOT NULL"
		"), there AS ("
		"	SELECT id FROM above"
		"	UNION"
		"	SELECT r.id FROM above AS a JOIN busetting.region AS r ON r.parent = a.id"
		"	JOIN busetting.publication AS p ON p.id = $1"
		"	WHERE p.date >= r.since AND p.date < r.until"
		") "
		"SELECT r.id, r.parent, coalesce(l.has_row, false), l.region IS NOT NULL, p.date >= r.since AND p.date < "
		"r.until, CASE WHEN l.region IS NOT NULL AND r.tree <> u.tree THEN r.code END, r.tree, u.tree, u.rule, "
		"CASE WHEN a.id IS NOT NULL AND n.region IS NULL THEN r.code END, p.date::text "
		"FROM there AS t JOIN busetting.region AS r ON r.id = t.id "
		"JOIN busetting.publication AS p ON p.id = $1 JOIN busetting.suppression_rule AS u ON u.rule = p.rule "
		"LEFT JOIN listed AS l ON l.region = r.id LEFT JOIN above AS a ON a.id = r.id "
		"LEFT JOIN busetting.region_name AS n ON n.region = r.id AND n.shown AND p.date >= n.since AND p.date < "
		"n.until "
		"ORDER BY r.id",
		publication->id, publication->as_of_now);
	publication->regions = (int) SPI_processed;
	publication->region = allocate_in(context, sizeof(PublishedRegion) * SPI_processed);
	publication->place = allocate_in(context, sizeof(Place) * SPI_processed * publication->measures);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		check_region(publication, i);
		publication->region[i].id = DatumGetInt32(column(i, 1, NULL));
		publication->region[i].row = DatumGetBool(column(i, 3, NULL));
		publication->region[i].listed = DatumGetBool(column(i, 4, NULL));
		publication->region[i].in_force = DatumGetBool(column(i, 5, NULL));
	}
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		bool  null;
		Datum parent = column(i, 2, &null);

		publication->region[i].parent = null ? -1 : region_index(publication, DatumGetInt32(parent));
	}
	for (int i = 0; i < publication->regions; i++)
	{
		PublishedRegion *region = &publication->region[i];

		for (int above = region->parent; above >= 0 && region->depth < publication->regions;
			 above = publication->region[above].parent)
			region->depth++;
		for (int above = region->listed ? region->parent : -1; above >= 0 && !publication->region[above].below;
			 above = publication->region[above].parent)
			publication->region[above].below = true;
	}
}

static void
load_cells(PublishedTable *publication)
{
	run("SELECT c.region, c.measure, c.is_total, c.hidden, c.value, c.loosened, c.own "
		"FROM busetting_internal.cell AS c WHERE c.publication = $1",
		publication->id, publication->as_of_now);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		int			   region = region_index(publication, DatumGetInt32(column(i, 1, NULL)));
		int			   measure = measure_index(publication, DatumGetInt16(column(i, 2, NULL)));
		PublishedCell *cell;

		if (region < 0)
			elog(ERROR, "a region of publication %d is not listed", publication->id);
		cell = &place_of(publication, region, measure)->cell[DatumGetBool(column(i, 3, NULL)) ? 1 : 0];
		cell->stated = true;
		cell->hidden = DatumGetBool(column(i, 4, NULL));
		cell->value = DatumGetSuppressedInt(column(i, 5, NULL));
		cell->loosened = cell->was_loosened = DatumGetBool(column(i, 6, NULL));
		cell->own = DatumGetBool(column(i, 7, NULL));
	}
}

static void
load_exceptions(PublishedTable *publication, MemoryContext context)
{
	run("SELECT x.region, m.id, x.hidden::busetting.suppressed_int "
		"FROM busetting.publication AS p "
		"JOIN busetting.suppression_exception AS x ON x.rule = p.rule AND x.validity @> p.date AND (x.source = "
		"p.source OR x.source IS NULL) "
		"JOIN busetting.measure AS m ON m.measure = x.measure "
		"WHERE p.id = $1",
		publication->id, publication->as_of_now);
	publication->exceptions = (int) SPI_processed;
	publication->exception = allocate_in(context, sizeof(RuleException) * SPI_processed);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		RuleException *exception = &publication->exception[i];
		Datum		   region = column(i, 1, &exception->everywhere);

		exception->region = exception->everywhere ? 0 : DatumGetInt32(region);
		exception->measure = measure_index(publication, DatumGetInt16(column(i, 2, NULL)));
		exception->hidden = DatumGetSuppressedInt(column(i, 3, NULL));
	}
}

PublishedTable *
publication_load(int32 id, bool as_of_now)
{
	MemoryContext	context = CurrentMemoryContext;
	PublishedTable *publication;

	run("SELECT r.absent_is_hidden, r.tolerance, '0'::busetting.suppressed_bigint "
		"FROM busetting.publication AS p JOIN busetting.suppression_rule AS r ON r.rule = p.rule WHERE p.id = $1",
		id, as_of_now);
	if (SPI_processed == 0)
		return NULL;
	publication = allocate_in(context, sizeof(PublishedTable));
	publication->id = id;
	publication->as_of_now = as_of_now;
	publication->absent_is_hidden = DatumGetBool(column(0, 1, NULL));
	publication->tolerance = DatumGetInt32(column(0, 2, NULL));
	publication->bigint_type = SPI_gettypeid(SPI_tuptable->tupdesc, 3);
	load_measures(publication, context);
	load_regions(publication, context);
	load_cells(publication);
	load_exceptions(publication, context);
	return publication;
}

/* ---- what the rule says ---- */

/* How near an exception is to a region: its own before its parent's before those of all; 0 is none. */
static int
exception_rank(const PublishedTable *publication, const RuleException *exception, int region, int parent, int measure)
{
	if (exception->measure != measure)
		return 0;
	if (exception->everywhere)
		return 1;
	if (region >= 0 && exception->region == publication->region[region].id)
		return 3;
	return parent >= 0 && exception->region == publication->region[parent].id ? 2 : 0;
}

/* What a hidden cell is by the rule, or by the exceptions that are nearest: what one of them allows. */
static Bounds
rule_bounds(const PublishedTable *publication, int region, int parent, int measure)
{
	Bounds result = publication->measure[measure].hidden;
	int	   nearest = 0;

	for (int i = 0; i < publication->exceptions; i++)
	{
		const RuleException *exception = &publication->exception[i];
		int					 rank = exception_rank(publication, exception, region, parent, measure);

		if (rank > nearest)
			result = exception->hidden;
		else if (rank > 0 && rank == nearest)
			result = (Bounds){Min(result.lower, exception->hidden.lower), Max(result.upper, exception->hidden.upper)};
		nearest = Max(nearest, rank);
	}
	return result;
}

/*
 * Bounds of a hidden part, where part is what the symbol stands for and remainder says
 * whether a small rest hides it too.  Never more than the whole can be, never below zero.
 */
Bounds
hidden_part_bounds(Bounds part, Bounds whole, bool remainder)
{
	part.lower = Max(part.lower, 0);
	/* no overflow: the bounds are those of int4, and an absent one is not computed with */
	if (remainder)
	{
		int64 least = bounds_has_lower(whole) && bounds_has_upper(part) ? Max(whole.lower - part.upper, 0) : 0;

		part.upper = bounds_has_upper(whole) ? Max(part.upper, whole.upper - part.lower) : NO_UPPER;
		part.lower = Min(part.lower, least);
	}
	part.upper = Min(part.upper, whole.upper);
	part.lower = Min(part.lower, part.upper);
	return part;
}

Bounds
publication_value(const PublishedTable *publication, int kind, int region, int measure, bool by_rule)
{
	const Measure *what = &publication->measure[measure];
	const Place	  *place = place_of(publication, region, measure);
	bool		   loosened = kind < 0 ? place->loosened : place->cell[kind].loosened;
	Bounds		   bounds;
	Bounds		   whole = ANY_COUNT;

	if (kind >= 0 && (!place->cell[kind].hidden || place->cell[kind].own))
		return place->cell[kind].value;
	if (kind < 0 && !publication->absent_is_hidden)
		return ANY_COUNT;
	bounds = loosened && !by_rule ? ANY_COUNT :
									rule_bounds(publication, region, publication->region[region].parent, measure);
	if (what->whole < 0)
		return bounds;
	if ((by_rule || !place->untied) && (kind < 0 || place_of(publication, region, what->whole)->cell[kind].stated))
		whole = publication_value(publication, kind, region, what->whole, by_rule);
	return hidden_part_bounds(bounds, whole, what->remainder);
}

Bounds
absent_value(const PublishedTable *publication, int parent, int measure)
{
	const Measure *what = &publication->measure[measure];
	Bounds		   bounds = rule_bounds(publication, -1, parent, measure);

	for (int r = 0; parent >= 0 && r < publication->regions; r++)
		if (publication->region[r].parent == parent && place_of(publication, r, measure)->loosened)
			bounds = ANY_COUNT;
	if (what->whole < 0)
		return bounds;
	return hidden_part_bounds(bounds, absent_value(publication, parent, what->whole), what->remainder);
}

/* ---- the system ---- */

/* Which cell speaks for a place: the row's where it states the measure, else the printed total's; -1: none. */
static int
speaking(const Place *place)
{
	return place->cell[0].stated ? 0 : place->cell[1].stated ? 1 : -1;
}

static int
add_cell(PublishedTable *publication, SystemCellKind kind, int region, int measure)
{
	publication->cell[publication->cells] = (SystemCell){kind, region, measure};
	return publication->cells++;
}

/* From the bottom up: has a place a figure of its own, or parts that add up to one? */
static void
mark_stated(PublishedTable *publication, int region)
{
	int parent = publication->region[region].parent;

	for (int m = 0; m < publication->measures; m++)
	{
		Place *place = place_of(publication, region, m);

		place->placed = place->summed || speaking(place) >= 0;
		if (place->placed && parent >= 0)
			place_of(publication, parent, m)->summed = true;
		if (speaking(place) >= 0 && parent >= 0)
			place_of(publication, parent, m)->stated_below = true;
	}
}

/* From the top down: a sum tells something only below a figure that is stated. */
static void
mark_told(PublishedTable *publication, int region)
{
	const PublishedRegion *own = publication->region + region;
	bool				   can_be_absent = !own->listed && !own->below && publication->absent_is_hidden;

	for (int m = 0; m < publication->measures; m++)
	{
		Place *place = place_of(publication, region, m);
		Place *above = own->parent >= 0 ? place_of(publication, own->parent, m) : NULL;
		bool   added = above && above->placed && above->summed;

		place->placed = speaking(place) >= 0 || (added && (own->in_force || own->listed));
		place->absent = can_be_absent && above && above->stated_below;
	}
}

/* Mark where there are cells: those that are stated, and all that add up with them to a figure that is stated. */
static void
mark_places(PublishedTable *publication)
{
	int deepest = 0;

	for (int r = 0; r < publication->regions; r++)
		deepest = Max(deepest, publication->region[r].depth);
	for (int depth = deepest; depth >= 0; depth--)
		for (int r = 0; r < publication->regions; r++)
			if (publication->region[r].depth == depth)
				mark_stated(publication, r);
	for (int depth = 0; depth <= deepest; depth++)
		for (int r = 0; r < publication->regions; r++)
			if (publication->region[r].depth == depth)
				mark_told(publication, r);
}

static PublishedSum *
add_sum(PublishedTable *publication, SumKind kind, int region, int measure, const char *breakdown, int total, int room)
{
	PublishedSum *sum = &publication->sum[publication->sums++];

	*sum = (PublishedSum){.kind = kind, .region = region, .measure = measure, .breakdown = breakdown, .total = total};
	sum->part = palloc(sizeof(int) * Max(room, 1));
	return sum;
}

static void
tie_regions(PublishedTable *publication, int region, int measure, const int *child, int children)
{
	Place *place = place_of(publication, region, measure);

	if (!place->placed || !place->summed)
		return;
	for (int printed = 0; printed <= (place->has_printed ? 1 : 0); printed++)
	{
		PublishedSum *sum = add_sum(publication, printed ? SUM_PRINTED : SUM_OVER_REGIONS, region, measure, NULL,
									printed ? place->printed : place->number, children);

		for (int i = 0; i < children; i++)
		{
			Place *part = place_of(publication, child[i], measure);

			if (part->placed)
				sum->part[sum->parts++] = part->number;
		}
	}
}

/* Is a breakdown of the whole stated in the region, and is this the first of its measures? */
static bool
leads_breakdown(const PublishedTable *publication, int region, int measure)
{
	const Measure *what = &publication->measure[measure];

	for (int m = 0; m < publication->measures; m++)
	{
		const Measure *other = &publication->measure[m];

		if (other->whole == what->whole && other->breakdown && strcmp(other->breakdown, what->breakdown) == 0 &&
			place_of(publication, region, m)->placed)
			return m == measure;
	}
	return false;
}

static void
tie_breakdown(PublishedTable *publication, int region, int measure)
{
	const Measure *what = &publication->measure[measure];
	PublishedSum  *sum;

	if (!leads_breakdown(publication, region, measure))
		return;
	sum = add_sum(publication, SUM_OF_PARTS, region, what->whole, what->breakdown,
				  place_of(publication, region, what->whole)->number, publication->measures);
	for (int m = 0; m < publication->measures; m++)
	{
		const Measure *other = &publication->measure[m];
		Place		  *part = place_of(publication, region, m);

		if (other->whole != what->whole || !other->breakdown || strcmp(other->breakdown, what->breakdown) != 0)
			continue;
		if (!part->placed)
		{
			/* one that is not stated can be any count */
			part->placed = true;
			part->number = add_cell(publication, CELL_OF_PLACE, region, m);
		}
		sum->part[sum->parts++] = part->number;
	}
}

static void
tie_parts(PublishedTable *publication, int region, int measure)
{
	const Measure *what = &publication->measure[measure];
	Place		  *place = place_of(publication, region, measure);
	PublishedSum  *sum;

	if (what->whole < 0 || !place->placed || !place_of(publication, region, what->whole)->placed)
		return;
	if (what->breakdown)
	{
		tie_breakdown(publication, region, measure);
		return;
	}
	sum = add_sum(publication, SUM_OF_PARTS, region, measure, NULL, place_of(publication, region, what->whole)->number,
				  2);
	place->rest = add_cell(publication, CELL_REST, region, measure);
	place->has_rest = true;
	sum->part[sum->parts++] = place->number;
	sum->part[sum->parts++] = place->rest;
}

void
publication_tie(PublishedTable *publication)
{
	int	 places = publication->regions * publication->measures;
	int *child = palloc(sizeof(int) * Max(publication->regions, 1));

	mark_places(publication);
	publication->cell = palloc(sizeof(SystemCell) * Max(3 * places, 1));
	publication->sum = palloc(sizeof(PublishedSum) * Max(3 * places, 1));
	for (int r = 0; r < publication->regions; r++)
		for (int m = 0; m < publication->measures; m++)
		{
			Place *place = place_of(publication, r, m);

			if (!place->placed)
				continue;
			place->number = add_cell(publication, CELL_OF_PLACE, r, m);
			place->has_printed = place->cell[0].stated && place->cell[1].stated;
			if (place->has_printed)
				place->printed = add_cell(publication, CELL_PRINTED, r, m);
		}
	for (int r = 0; r < publication->regions; r++)
	{
		int children = 0;

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < publication->regions; i++)
			if (publication->region[i].parent == r)
				child[children++] = i;
		for (int m = 0; m < publication->measures; m++)
		{
			if (children > 0)
				tie_regions(publication, r, m, child, children);
			tie_parts(publication, r, m);
		}
	}
	pfree(child);
}

/* A part that is hidden where it or the rest is small, beside what the whole is: in whose sum it stands. */
static Bounds
part_bounds(const PublishedTable *publication, Bounds bounds, int region, int measure, bool loose, Bounds *other,
			bool *has_other)
{
	Place *whole = place_of(publication, region, publication->measure[measure].whole);
	Bounds all = ANY_COUNT;
	Bounds second;
	bool   second_given;

	if (whole->placed && !place_of(publication, region, measure)->untied)
		all = system_cell_bounds(publication, whole->number, loose, &second, &second_given);
	else if (place_of(publication, region, measure)->absent)
		return publication_value(publication, -1, region, measure, false);
	if (bounds_is_exact(all) && bounds_has_upper(bounds))
	{
		Bounds small = hidden_part_bounds(bounds, all, false);

		*other = (Bounds){all.lower - small.upper, all.lower - small.lower};
		*has_other = true;
		return bounds;
	}
	if (bounds_has_upper(bounds))
		bounds.lower = Min(bounds.lower, Max(all.lower - bounds.upper, 0));
	bounds.upper = NO_UPPER;
	return bounds;
}

Bounds
system_cell_bounds(const PublishedTable *publication, int cell, bool loose, Bounds *other, bool *has_other)
{
	const SystemCell *what = &publication->cell[cell];
	const Place		 *place = place_of(publication, what->region, what->measure);
	const Measure	 *measure = &publication->measure[what->measure];
	int				  kind = what->kind == CELL_PRINTED ? 1 : speaking(place);
	Bounds			  bounds;

	*has_other = false;
	if (what->kind == CELL_REST)
		return ANY_COUNT;
	if (kind >= 0 && (!place->cell[kind].hidden || place->cell[kind].own))
		return place->cell[kind].value;
	if (loose || (kind >= 0 ? place->cell[kind].loosened : !place->absent || place->loosened))
		return ANY_COUNT;
	bounds = rule_bounds(publication, what->region, publication->region[what->region].parent, what->measure);
	bounds.lower = Max(bounds.lower, 0);
	if (measure->whole >= 0 && measure->remainder && what->kind == CELL_PRINTED)
		return publication_value(publication, 1, what->region, what->measure, false);
	if (measure->whole >= 0 && measure->remainder)
		return part_bounds(publication, bounds, what->region, what->measure, loose, other, has_other);
	return bounds;
}

bool *
system_cell_loosened(const PublishedTable *publication, int cell)
{
	const SystemCell *what = &publication->cell[cell];
	Place			 *place = place_of(publication, what->region, what->measure);
	int				  kind = what->kind == CELL_PRINTED ? 1 : speaking(place);

	if (what->kind == CELL_REST)
		return NULL;
	if (kind >= 0)
		return place->cell[kind].hidden && !place->cell[kind].own ? &place->cell[kind].loosened : NULL;
	return place->absent ? &place->loosened : NULL;
}

/* Loosen what the rule says of the cells of a sum; false if there was nothing to loosen. */
bool
loosen_sum(PublishedTable *publication, const PublishedSum *sum)
{
	bool found = false;

	for (int i = -1; i < sum->parts; i++)
	{
		bool *loosened = system_cell_loosened(publication, i < 0 ? sum->total : sum->part[i]);

		if (loosened && !*loosened)
			found = *loosened = true;
	}
	return found;
}

/* Leave the sum out, and with it what a part's own bound says of its whole. */
void
drop_sum(PublishedTable *publication, PublishedSum *sum)
{
	sum->dropped = true;
	if (sum->kind == SUM_OF_PARTS)
		for (int i = 0; i < sum->parts; i++)
		{
			SystemCell *cell = &publication->cell[sum->part[i]];

			place_of(publication, cell->region, cell->measure)->untied = true;
		}
}

/* What was found when the publication was read: sums that contradict each other, and so what of absent regions is loosened. */
void
publication_load_contradictions(PublishedTable *publication)
{
	run("SELECT x.region, x.measure, x.over, x.breakdown, x.kind, x.kind = 'rule' OR count(*) OVER (PARTITION BY "
		"x.number) > 1 "
		"FROM busetting_internal.contradiction AS x WHERE x.publication = $1",
		publication->id, publication->as_of_now);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		int	  region = region_index(publication, DatumGetInt32(column(i, 1, NULL)));
		int	  measure = measure_index(publication, DatumGetInt16(column(i, 2, NULL)));
		char *over = TextDatumGetCString(column(i, 3, NULL));
		char *breakdown = TextDatumGetCString(column(i, 4, NULL));
		bool  numbers = strcmp(TextDatumGetCString(column(i, 5, NULL)), "numbers") == 0;

		for (int s = 0; s < publication->sums; s++)
		{
			PublishedSum *sum = &publication->sum[s];

			if (sum->region != region || sum->measure != measure || strcmp(sum_over(sum->kind), over) != 0 ||
				strcmp(sum->breakdown ? sum->breakdown : "", breakdown) != 0)
				continue;
			if (DatumGetBool(column(i, 6, NULL)))
				loosen_sum(publication, sum);
			if (numbers)
				drop_sum(publication, sum);
		}
	}
}

const char *
sum_over(SumKind kind)
{
	return kind == SUM_OVER_REGIONS ? "regions" : kind == SUM_PRINTED ? "printed total" : "parts";
}
