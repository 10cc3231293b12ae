/*
 * reading.c
 *		read_publications: what the cells of a publication can be, what its regions
 *		add up to, and which of its sums cannot all hold.
 *
 * A rule is a claim.  Where a publication's sums cannot all hold, minimal sets of them are
 * looked for, component by component.  Where they contradict each other whatever the hidden
 * cells are, it is the numbers: these sums are left out.  Where they do by the rule
 * alone, the rule is not kept to in their hidden cells, which then can be any count.
 * So it goes on until nothing contradicts, and then every audit of the publication answers.
 *
 * Called by triggers, by the import and by jobs.  What is read is stored with the rights of the
 * tables' owner, as foreign keys look rows up: a reading is of all that a publication has,
 * whatever who caused it may see.  Owns the rows of busetting_internal.region_sum,
 * absence, contradiction and reading, and the bounds in cell.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/rls.h"

#include "audit/iis.h"
#include "audit/solve.h"
#include "publication/owner.h"
#include "publication/publication.h"
#include "type/suppressed.h"
#include "type/suppressed_text.h"
#include "util/work.h"
#include "util/compat.h"
#include "util/disjoint_set.h"

/* ---- contradictions ---- */

/* Sums of one component, as a system of its own. */
typedef struct Component
{
	PublishedTable *publication;
	int				sums;
	int			   *sum;
	int			   *number; /* of each cell of the publication in the system, or -1; all are -1 between systems */
	int				cells;
	int			   *cell; /* those that are in the system */
} Component;

static int
component_cell(Component *component, TableSystem *system, int cell, bool loose)
{
	Bounds		 bounds;
	Bounds		 other;
	bool		 has_other;
	IntervalSet *set = NULL;

	if (component->number[cell] >= 0)
		return component->number[cell];
	bounds = system_cell_bounds(component->publication, cell, loose, &other, &has_other);
	if (has_other)
	{
		set = interval_set_union(bounds, other);
		bounds = interval_set_hull(set);
	}
	component->cell[component->cells++] = cell;
	return component->number[cell] = table_system_add_cell(system, bounds, set);
}

/* The system of the sums that are not dropped; which[i] is the i-th of them. */
static TableSystem *
component_system(Component *component, bool loose, int *which)
{
	PublishedTable *publication = component->publication;
	TableSystem	   *system = table_system_create(CurrentMemoryContext);

	for (int i = 0; i < component->sums; i++)
	{
		PublishedSum *sum = &publication->sum[component->sum[i]];
		int			  number;

		if (sum->dropped)
			continue;
		number = table_system_add_sum(system, component_cell(component, system, sum->total, loose),
									  sum->kind == SUM_OF_PARTS ? 0 : publication->tolerance);
		which[number] = component->sum[i];
		for (int j = 0; j < sum->parts; j++)
			table_system_add_part(system, number, component_cell(component, system, sum->part[j], loose));
	}
	table_system_finish(system);
	for (int i = 0; i < component->cells; i++)
		component->number[component->cell[i]] = -1;
	component->cells = 0;
	return system;
}

/* A conflict found: which sums, and of what kind. */
typedef void (*ConflictTaker)(void *state, const int *sum, int count, bool numbers);

/*
 * The next conflict of the component; false if there is none.  Of one that has nothing to loosen
 * the numbers are the cause, whatever was looked for.
 */
static bool
next_conflict(Component *component, bool loose, ConflictTaker take, void *state)
{
	PublishedTable *publication = component->publication;
	MemoryContext	context =
		AllocSetContextCreate(CurrentMemoryContext, "a conflict of a publication", ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	int			 *which = palloc(sizeof(int) * component->sums);
	TableSystem	 *system = component_system(component, loose, which);
	bool		  consistent = table_system_check(system, NULL, NULL) != SEARCH_INFEASIBLE;

	CHECK_FOR_INTERRUPTS();
	if (!consistent)
	{
		bool minimal;
		bool numbers = loose;
		int	 count;
		int *conflict = iis_find(system, &count, &minimal);
		bool loosened = false;

		for (int i = 0; i < count; i++)
		{
			conflict[i] = which[conflict[i]];
			/* where a sum contradicts itself, there is no hidden cell that could make it hold */
			if (!loose || count > 1)
				loosened |= loosen_sum(publication, &publication->sum[conflict[i]]);
		}
		numbers |= !loosened;
		for (int i = 0; i < count && numbers; i++)
			drop_sum(publication, &publication->sum[conflict[i]]);
		take(state, conflict, count, numbers);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	return !consistent;
}

static void
resolve_component(Component *component, ConflictTaker take, void *state)
{
	int *which = palloc(sizeof(int) * component->sums);
	bool consistent = table_system_check(component_system(component, false, which), NULL, NULL) != SEARCH_INFEASIBLE;

	if (consistent)
		return;
	while (next_conflict(component, true, take, state))
		/* the numbers */;
	while (next_conflict(component, false, take, state))
		/* the rule */;
}

/* Cells that are known tie nothing to anything; which sums a cell that is not known ties together are one component. */
static int
number_components(PublishedTable *publication)
{
	int	 *above = palloc(sizeof(int) * Max(publication->cells, 1));
	int	 *number = palloc(sizeof(int) * Max(publication->cells, 1));
	bool *known = palloc(sizeof(bool) * Max(publication->cells, 1));
	int	  components = 0;

	for (int i = 0; i < publication->cells; i++)
	{
		Bounds other;
		bool   has_other;

		above[i] = i;
		number[i] = -1;
		known[i] = bounds_is_exact(system_cell_bounds(publication, i, true, &other, &has_other));
	}
	for (int pass = 0; pass < 2; pass++)
		for (int s = 0; s < publication->sums; s++)
		{
			PublishedSum *sum = &publication->sum[s];
			int			  first = -1;

			for (int i = -1; i < sum->parts; i++)
			{
				int cell = i < 0 ? sum->total : sum->part[i];

				if (known[cell])
					continue;
				if (first < 0)
					first = cell;
				else
					above[disjoint_set_root(above, cell)] = disjoint_set_root(above, first);
			}
			if (pass == 0)
				continue;
			if (first < 0)
				sum->component = components++;
			else
			{
				int root = disjoint_set_root(above, first);

				if (number[root] < 0)
					number[root] = components++;
				sum->component = number[root];
			}
		}
	return components;
}

/* Find and resolve all contradictions of the publication. */
static void
resolve(PublishedTable *publication, ConflictTaker take, void *state)
{
	int		  components = number_components(publication);
	int		 *first = palloc0(sizeof(int) * (components + 2));
	int		 *sorted = palloc(sizeof(int) * Max(publication->sums, 1));
	Component component = {.publication = publication};

	component.number = palloc(sizeof(int) * Max(publication->cells, 1));
	component.cell = palloc(sizeof(int) * Max(publication->cells, 1));
	for (int i = 0; i < publication->cells; i++)
		component.number[i] = -1;
	for (int s = 0; s < publication->sums; s++)
		first[publication->sum[s].component + 2]++;
	for (int c = 0; c < components; c++)
		first[c + 2] += first[c + 1];
	for (int s = 0; s < publication->sums; s++)
		sorted[first[publication->sum[s].component + 1]++] = s;
	for (int c = 0; c < components; c++)
	{
		MemoryContext context =
			AllocSetContextCreate(CurrentMemoryContext, "a component of a publication", ALLOCSET_DEFAULT_SIZES);
		MemoryContext old = MemoryContextSwitchTo(context);

		work_begin_audit(publication->cells);
		component.sum = sorted + first[c];
		component.sums = first[c + 1] - first[c];
		resolve_component(&component, take, state);
		MemoryContextSwitchTo(old);
		MemoryContextDelete(context);
	}
}

/* ---- storing ---- */

/* Columns of rows to be stored, each an array. */
#define MAX_COLUMNS 13

typedef struct Rows
{
	int				 columns;
	Oid				 type[MAX_COLUMNS];
	ArrayBuildState *array[MAX_COLUMNS];
} Rows;

static void
rows_begin(Rows *rows, int columns, const Oid *type)
{
	rows->columns = columns;
	for (int i = 0; i < columns; i++)
	{
		rows->type[i] = type[i];
		rows->array[i] = initArrayResult(type[i], CurrentMemoryContext, false);
	}
}

static void
rows_put(Rows *rows, int columns, const Datum *value, const bool *null)
{
	Assert(columns == rows->columns);
	for (int i = 0; i < columns; i++)
		accumArrayResult(rows->array[i], value[i], null && null[i], rows->type[i], CurrentMemoryContext);
}

/* Run a command whose first parameter is the publication and whose others are the columns. */
static void
rows_store(Rows *rows, const char *command, int32 publication)
{
	Oid			  type[MAX_COLUMNS + 1] = {INT4OID};
	Datum		  value[MAX_COLUMNS + 1] = {Int32GetDatum(publication)};
	MemoryContext context = CurrentMemoryContext;

	if (rows->array[0]->nelems == 0)
		return;
	for (int i = 0; i < rows->columns; i++)
	{
		type[i + 1] = get_array_type(rows->type[i]);
		value[i + 1] = makeArrayResult(rows->array[i], CurrentMemoryContext);
	}
	if (SPI_execute_with_args(command, rows->columns + 1, type, value, NULL, false, 0) < 0)
		elog(ERROR, "could not store what publication %d is read as", publication);
	MemoryContextSwitchTo(context);
}

typedef struct Conflicts
{
	PublishedTable *publication;
	Rows			rows;
	int				number;
	MemoryContext	context;
} Conflicts;

static void
take_conflict(void *state, const int *sum, int count, bool numbers)
{
	Conflicts	 *conflicts = state;
	MemoryContext old = MemoryContextSwitchTo(conflicts->context);

	conflicts->number++;
	for (int i = 0; i < count; i++)
	{
		const PublishedTable *publication = conflicts->publication;
		const PublishedSum	 *what = &publication->sum[sum[i]];
		Datum				  value[] = {Int32GetDatum(conflicts->number),
										 Int32GetDatum(publication->region[what->region].id),
										 Int16GetDatum(publication->measure[what->measure].id),
										 CStringGetTextDatum(sum_over(what->kind)),
										 CStringGetTextDatum(what->breakdown ? what->breakdown : ""),
										 CStringGetTextDatum(numbers ? "numbers" : "rule")};

		rows_put(&conflicts->rows, lengthof(value), value, NULL);
	}
	MemoryContextSwitchTo(old);
}

static Datum
int_datum(Bounds bounds)
{
	int64 packed;

	if (!suppressed_int_narrow(bounds, &packed))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("suppressed_int out of range"),
						errhint("No region has so many people: correct the publication.")));
	return Int64GetDatum(packed);
}

/* Hidden cells that are read otherwise than they are stored. */
static void
store_cells(PublishedTable *publication)
{
	const Oid type[] = {INT4OID, INT2OID, BOOLOID, publication->int_type, BOOLOID};
	Rows	  rows;

	rows_begin(&rows, lengthof(type), type);
	for (int r = 0; r < publication->regions; r++)
		for (int m = 0; m < publication->measures; m++)
			for (int kind = 0; kind < 2; kind++)
			{
				PublishedCell *cell = &place_of(publication, r, m)->cell[kind];
				Bounds		   bounds;

				if (!cell->stated || !cell->hidden)
					continue;
				bounds = publication_value(publication, kind, r, m, false);
				if (!bounds_equal(bounds, cell->value) || cell->loosened != cell->was_loosened)
				{
					Datum value[] = {Int32GetDatum(publication->region[r].id),
									 Int16GetDatum(publication->measure[m].id), BoolGetDatum(kind == 1),
									 int_datum(bounds), BoolGetDatum(cell->loosened)};

					rows_put(&rows, lengthof(value), value, NULL);
				}
			}
	rows_store(&rows,
			   "UPDATE busetting_internal.cell AS c SET value = n.value, loosened = n.loosened "
			   "FROM unnest($2, $3, $4, $5, $6) AS n(region, measure, is_total, value, loosened) "
			   "WHERE c.publication = $1 AND c.region = n.region AND c.measure = n.measure AND c.is_total = n.is_total",
			   publication->id);
}

/* What the regions of a region add up to. */
typedef struct RegionSum
{
	int	   listed;
	int	   absent;
	int	   stated;
	int	   hidden;
	int64  visible;
	Bounds total[2]; /* as read, and by the rule */
	Bounds with_absent[2];
} RegionSum;

static void
add_to(Bounds *sum, Bounds value)
{
	sum->lower += value.lower;
	sum->upper = sum->upper == NO_UPPER || !bounds_has_upper(value) ? NO_UPPER : sum->upper + value.upper;
}

static void
sum_region(const PublishedTable *publication, int region, int measure, RegionSum *sums)
{
	RegionSum *result = &sums[region * publication->measures + measure];

	for (int r = 0; r < publication->regions; r++)
	{
		const PublishedRegion *part = &publication->region[r];
		const Place			  *place = place_of(publication, r, measure);
		int					   kind = place->cell[0].stated ? 0 : place->cell[1].stated ? 1 : -1;

		if (part->parent != region)
			continue;
		if (kind >= 0)
		{
			result->stated++;
			result->hidden += place->cell[kind].hidden;
			result->visible += place->cell[kind].hidden ? 0 : place->cell[kind].value.lower;
		}
		result->listed += part->listed;
		result->absent += !part->listed && part->in_force;
		for (int by_rule = 0; by_rule < 2; by_rule++)
		{
			const RegionSum *own = &sums[r * publication->measures + measure];

			if (kind >= 0)
				add_to(&result->total[by_rule], publication_value(publication, kind, r, measure, by_rule == 1));
			else if (part->listed || part->in_force)
				/* its own regions', where these state the measure; of one that is listed and does not, any count */
				add_to(&result->with_absent[by_rule],
					   own->stated > 0			   ? own->with_absent[by_rule] :
					   part->listed || part->below ? (Bounds){0, NO_UPPER} :
													 publication_value(publication, -1, r, measure, by_rule == 1));
		}
	}
	for (int by_rule = 0; by_rule < 2; by_rule++)
		add_to(&result->with_absent[by_rule], result->total[by_rule]);
}

static void
store_sums(PublishedTable *publication)
{
	const Oid  type[] = {INT4OID,
						 INT2OID,
						 INT4OID,
						 INT4OID,
						 INT4OID,
						 INT4OID,
						 INT8OID,
						 publication->bigint_type,
						 publication->bigint_type,
						 publication->bigint_type,
						 publication->bigint_type};
	RegionSum *sums = palloc0(sizeof(RegionSum) * Max(publication->regions * publication->measures, 1));
	int		   deepest = 0;
	Rows	   rows;

	rows_begin(&rows, lengthof(type), type);
	for (int r = 0; r < publication->regions; r++)
		deepest = Max(deepest, publication->region[r].depth);
	for (int depth = deepest; depth >= 0; depth--)
		for (int r = 0; r < publication->regions; r++)
			for (int m = 0; m < publication->measures; m++)
			{
				RegionSum *sum = &sums[r * publication->measures + m];

				if (publication->region[r].depth != depth || !place_of(publication, r, m)->stated_below)
					continue;
				sum_region(publication, r, m, sums);
				{
					bool same = bounds_equal(sum->with_absent[0], sum->with_absent[1]) &&
								bounds_equal(sum->total[0], sum->total[1]);
					Datum value[] = {Int32GetDatum(publication->region[r].id),
									 Int16GetDatum(publication->measure[m].id),
									 Int32GetDatum(sum->listed),
									 Int32GetDatum(sum->absent),
									 Int32GetDatum(sum->stated),
									 Int32GetDatum(sum->hidden),
									 Int64GetDatum(sum->visible),
									 SuppressedBigintGetDatum(sum->total[0]),
									 SuppressedBigintGetDatum(sum->with_absent[0]),
									 SuppressedBigintGetDatum(sum->total[1]),
									 SuppressedBigintGetDatum(sum->with_absent[1])};
					bool  null[] = {false, false, false, false, false, false, false, false, false, same, same};

					rows_put(&rows, lengthof(value), value, null);
				}
			}
	rows_store(&rows,
			   "INSERT INTO busetting_internal.region_sum SELECT $1, n.* "
			   "FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS n",
			   publication->id);
}

/* What one that is not listed can have: of each measure, and of a region's own where that is something else. */
static void
store_absence(PublishedTable *publication)
{
	const Oid type[] = {INT4OID, INT2OID, publication->int_type};
	Rows	  rows;

	rows_begin(&rows, lengthof(type), type);
	for (int m = 0; m < publication->measures && publication->absent_is_hidden; m++)
	{
		Bounds any = absent_value(publication, -1, m);

		for (int r = -1; r < publication->regions; r++)
		{
			Bounds bounds;

			if (r >= 0 && !place_of(publication, r, m)->stated_below)
				continue;
			bounds = absent_value(publication, r, m);
			if (r < 0 || !bounds_equal(bounds, any))
			{
				Datum value[] = {Int32GetDatum(r < 0 ? -1 : publication->region[r].id),
								 Int16GetDatum(publication->measure[m].id), int_datum(bounds)};

				rows_put(&rows, lengthof(value), value, NULL);
			}
		}
	}
	rows_store(&rows, "INSERT INTO busetting_internal.absence SELECT $1, n.* FROM unnest($2, $3, $4) AS n",
			   publication->id);
}

/* ---- reading ---- */

static void
command(const char *text, int32 publication)
{
	MemoryContext context = CurrentMemoryContext;
	Oid			  type = INT4OID;
	Datum		  value = Int32GetDatum(publication);

	if (SPI_execute_with_args(text, 1, &type, &value, NULL, false, 0) < 0)
		elog(ERROR, "could not store what publication %d is read as", publication);
	MemoryContextSwitchTo(context);
}

/* Measures with keys from here on are numbered by the database; those that came with the extension are below. */
#define FIRST_OWN_MEASURE 1000

/* A row's cells side by side: the measures that it states, those of them that are hidden, and what they can be. */
static void
describe_row(const PublishedTable *publication, int region, int kind, StringInfo stated, StringInfo hidden,
			 StringInfo value)
{
	int next = 1;

	resetStringInfo(stated);
	resetStringInfo(hidden);
	resetStringInfo(value);
	for (int m = 0; m < publication->measures; m++)
	{
		const PublishedCell *cell = &place_of(publication, region, m)->cell[kind];
		const int16			 id = publication->measure[m].id;

		if (!cell->stated)
			continue;
		appendStringInfo(stated, "%s%d", stated->len > 0 ? "," : "", id);
		if (cell->hidden)
			appendStringInfo(hidden, "%s%d", hidden->len > 0 ? "," : "", id);
		if (id > 0 && id < FIRST_OWN_MEASURE)
		{
			char text[SUPPRESSED_TEXT_SIZE];

			for (; next < id; next++)
				appendStringInfoString(value, "NULL,");
			next++;
			suppressed_text_write(publication_value(publication, kind, region, m, false), text);
			appendStringInfo(value, "%s,", text);
		}
	}
	if (value->len > 0)
		value->data[--value->len] = '\0';
}

static void
store_rows(PublishedTable *publication)
{
	const Oid	   type[] = {INT4OID, BOOLOID, TEXTOID, TEXTOID, TEXTOID};
	StringInfoData stated;
	StringInfoData hidden;
	StringInfoData value;
	Rows		   rows;

	initStringInfo(&stated);
	initStringInfo(&hidden);
	initStringInfo(&value);
	rows_begin(&rows, lengthof(type), type);
	for (int r = 0; r < publication->regions; r++)
		for (int kind = 0; kind < 2; kind++)
		{
			describe_row(publication, r, kind, &stated, &hidden, &value);
			if (stated.len > 0)
			{
				Datum row[] = {Int32GetDatum(publication->region[r].id), BoolGetDatum(kind == 1),
							   CStringGetTextDatum(psprintf("{%s}", stated.data)),
							   CStringGetTextDatum(psprintf("{%s}", hidden.data)),
							   CStringGetTextDatum(psprintf("{%s}", value.data))};

				rows_put(&rows, lengthof(row), row, NULL);
			}
		}
	rows_store(&rows,
			   "UPDATE busetting_internal.listing AS l SET stated = n.stated, hidden = n.hidden, value = n.value "
			   "FROM (SELECT n.region, n.is_total, n.stated::int2[], n.hidden::int2[], "
			   "n.value::busetting.suppressed_int[] FROM unnest($2, $3, $4, $5, $6) "
			   "AS n(region, is_total, stated, hidden, value) OFFSET 0) AS n "
			   "WHERE l.publication = $1 AND l.region = n.region AND l.is_total = n.is_total "
			   "AND (l.stated, l.hidden, l.value) IS DISTINCT FROM (n.stated, n.hidden, n.value)",
			   publication->id);
	command("UPDATE busetting_internal.listing AS l SET stated = '{}', hidden = '{}', value = NULL "
			"WHERE l.publication = $1 AND l.stated <> '{}' AND NOT EXISTS (SELECT FROM busetting_internal.cell AS c "
			"WHERE c.publication = l.publication AND c.region = l.region AND c.is_total = l.is_total)",
			publication->id);
}

static void
read_publication(int32 id)
{
	MemoryContext context =
		AllocSetContextCreate(CurrentMemoryContext, "reading a publication", ALLOCSET_DEFAULT_SIZES);
	MemoryContext	old = MemoryContextSwitchTo(context);
	PublishedTable *publication = publication_load(id, true);

	if (publication)
	{
		const Oid type[] = {INT4OID, INT4OID, INT2OID, TEXTOID, TEXTOID, TEXTOID};
		Conflicts conflicts = {.publication = publication, .context = context};

		/* what was found before is found again, or not */
		for (int i = 0; i < publication->regions * publication->measures; i++)
			publication->place[i].cell[0].loosened = publication->place[i].cell[1].loosened = false;
		rows_begin(&conflicts.rows, lengthof(type), type);
		publication_tie(publication);
		resolve(publication, take_conflict, &conflicts);
		command("DELETE FROM busetting_internal.region_sum WHERE publication = $1", id);
		command("DELETE FROM busetting_internal.contradiction WHERE publication = $1", id);
		command("DELETE FROM busetting_internal.absence WHERE publication = $1", id);
		store_cells(publication);
		store_rows(publication);
		store_absence(publication);
		store_sums(publication);
		rows_store(&conflicts.rows,
				   "INSERT INTO busetting_internal.contradiction (publication, number, region, measure, over, "
				   "breakdown, kind) SELECT $1, n.* "
				   "FROM unnest($2, $3, $4, $5, $6, $7) AS n",
				   id);
		command("INSERT INTO busetting_internal.reading (publication, version, basis) "
				"SELECT b.publication, busetting_internal.reading_version(), b.basis "
				"FROM busetting_internal.reading_basis($1) AS b ON CONFLICT (publication) DO UPDATE "
				"SET version = excluded.version, basis = excluded.basis, read_at = excluded.read_at",
				id);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
}

/*
 * Who reads and who changes what is read by wait for each other until the transaction ends: else a
 * publication would be read by a rule that another session has changed, and neither would see the other's.
 */
static void
lock_readings(bool changed)
{
	if (SPI_execute(changed ? "LOCK TABLE busetting_internal.reading IN SHARE ROW EXCLUSIVE MODE" :
							  "LOCK TABLE busetting_internal.reading IN ROW EXCLUSIVE MODE",
					false, 0) != SPI_OK_UTILITY)
		elog(ERROR, "could not lock what publications were read by");
}

/* Read all publications of a query, whose only column is their id. */
static int
read_all(const char *query, int arguments, Oid *type, Datum *value)
{
	MemoryContext context = CurrentMemoryContext;
	int			  count;
	int32		 *id;

	lock_readings(false);
	if (SPI_execute_with_args(query, arguments, type, value, NULL, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not look for publications");
	count = (int) SPI_processed;
	id = MemoryContextAlloc(context, sizeof(int32) * Max(count, 1));
	for (int i = 0; i < count; i++)
	{
		bool null;

		id[i] = DatumGetInt32(SPI_getbinval(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1, &null));
	}
	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		read_publication(id[i]);
	}
	pfree(id);
	return count;
}

/* Those that were read by something else than what holds now, or never. */
#define STALE \
	"SELECT p.id FROM busetting.publication AS p " \
	"JOIN busetting_internal.reading_basis(NULL) AS b ON b.publication = p.id " \
	"LEFT JOIN busetting_internal.reading AS r ON r.publication = p.id " \
	"WHERE r.basis IS DISTINCT FROM b.basis ORDER BY p.id"

/*
 * read_publications(publications): read these, or, of NULL, all that were read by something
 * else than what holds now; how many that were.
 */
PG_FUNCTION_INFO_V1(read_publications);
Datum
read_publications(PG_FUNCTION_ARGS)
{
	Caller caller;
	int	   count;

	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	caller = become_owner();
	if (PG_ARGISNULL(0))
		count = read_all(STALE, 0, NULL, NULL);
	else
	{
		Oid	  type = get_array_type(INT4OID);
		Datum value = PG_GETARG_DATUM(0);

		count = read_all("SELECT DISTINCT p.id FROM busetting.publication AS p WHERE p.id = ANY ($1) ORDER BY p.id", 1,
						 &type, &value);
	}
	become_caller(caller);
	SPI_finish();
	PG_RETURN_INT32(count);
}

/*
 * Trigger, after a statement that changed what publications are read by.  While a dump is restored
 * nothing is read: the rows that it reads by come in any order, and what was read comes with them.
 */
PG_FUNCTION_INFO_V1(read_stale_publications);
Datum
read_stale_publications(PG_FUNCTION_ARGS)
{
	Caller caller;

	if (!CALLED_AS_TRIGGER(fcinfo))
		elog(ERROR, "read_stale_publications is called by triggers");
	if (creating_extension || !check_function_bodies)
		return PointerGetDatum(NULL);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	caller = become_owner();
	lock_readings(true);
	read_all(STALE, 0, NULL, NULL);
	become_caller(caller);
	SPI_finish();
	return PointerGetDatum(NULL);
}

/*
 * Constraint trigger, for each name of a region that was shown before, and each region with another
 * validity: no publication that lists the region, or a part of it, may be of a date on which it then has
 * no name to show it by, or is not in force.  The region is locked, as rows that are stored lock what they
 * refer to: who imports it meanwhile comes before or after.
 */
PG_FUNCTION_INFO_V1(keep_listed_region);
Datum
keep_listed_region(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	Oid			 type = INT4OID;
	Datum		 region;
	bool		 of_name;
	bool		 null;
	Caller		 caller;

	if (!CALLED_AS_TRIGGER(fcinfo))
		elog(ERROR, "keep_listed_region is called by triggers");
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	caller = become_owner();
	of_name = strcmp(RelationGetRelationName(trigger->tg_relation), "region_name") == 0;
	region = SPI_getbinval(trigger->tg_trigtuple, RelationGetDescr(trigger->tg_relation),
						   SPI_fnumber(RelationGetDescr(trigger->tg_relation), of_name ? "region" : "id"), &null);
	SPI_execute_with_args("SELECT FROM busetting.region WHERE id = $1 FOR UPDATE", 1, &type, &region, NULL, false, 0);
	SPI_execute_with_args(
		psprintf(
			"SELECT r.code, p.date::text, p.id::text, r.tree "
			"FROM busetting.region AS r CROSS JOIN busetting.publication AS p "
			"WHERE r.id = $1 AND NOT EXISTS (SELECT FROM %s AND p.date >= n.since AND p.date < n.until) "
			"AND (EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id AND l.region = $1) "
			"OR EXISTS (SELECT FROM busetting_internal.region_sum AS s WHERE s.publication = p.id AND s.region = $1)) "
			"ORDER BY p.date, p.id LIMIT 1",
			of_name ? "busetting.region_name AS n WHERE n.region = $1 AND n.shown" :
					  "busetting.region AS n WHERE n.id = $1"),
		1, &type, &region, NULL, false, 1);
	if (SPI_processed > 0)
	{
		HeapTuple row = SPI_tuptable->vals[0];
		TupleDesc columns = SPI_tuptable->tupdesc;

		ereport(ERROR,
				(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
				 of_name ? errmsg("region %s would have no name on %s", SPI_getvalue(row, columns, 1),
								  SPI_getvalue(row, columns, 2)) :
						   errmsg("region %s would not be in force on %s", SPI_getvalue(row, columns, 1),
								  SPI_getvalue(row, columns, 2)),
				 errdetail("Publication %s lists it, or a part of it.", SPI_getvalue(row, columns, 3)),
				 of_name ? errhint("Give it another name in the same transaction: a row of busetting.region_name of "
								   "kind official, in the first language of tree \"%s\".",
								   SPI_getvalue(row, columns, 4)) :
						   errhint("Give it a validity with that date, or delete the publication.")));
	}
	become_caller(caller);
	SPI_finish();
	return PointerGetDatum(NULL);
}

static bool
is_found(const char *query, Datum publication, bool read_only)
{
	Oid type = INT4OID;

	return SPI_execute_with_args(query, 1, &type, &publication, NULL, read_only, 1) == SPI_OK_SELECT &&
		   SPI_processed > 0;
}

static bool
has_policies(void)
{
	Oid publication = get_relname_relid("publication", get_namespace_oid("busetting", false));

	return check_enable_rls(publication, InvalidOid, true) == RLS_ENABLED;
}

/*
 * Who stores rows of a publication must see it, as of a table with the policies of its publication.  Where these are
 * active, he must be let change it too: to lock a row asks what policies say of UPDATE.
 */
static void
check_publication(Datum publication)
{
	if (!is_found("SELECT FROM busetting.publication WHERE id = $1", publication, true))
		ereport(ERROR, (errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
						errmsg("publication %d does not exist", DatumGetInt32(publication)),
						errdetail("Row-level security may hide it."),
						errhint("Publications are listed in busetting.publication.")));
	if (has_policies() &&
		!is_found("SELECT FROM busetting.publication WHERE id = $1 FOR KEY SHARE", publication, false))
		ereport(ERROR, (errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
						errmsg("publication %d is not for %s to change", DatumGetInt32(publication),
							   GetUserNameFromId(GetUserId(), false)),
						errdetail("Policies of busetting.publication show it, and do not let this role update it."),
						errhint("Make a policy for UPDATE, or for ALL, which it meets.")));
}

/* Of the row before and the row after, either of which may be none. */
static void
check_rows(HeapTuple old, HeapTuple new, TupleDesc columns)
{
	bool null;

	if (new)
		check_publication(heap_getattr(new, 1, columns, &null));
	if (old && has_policies())
		check_publication(heap_getattr(old, 1, columns, &null));
}

/* A command that is run once a row or cell: its plan is kept. */
static void
run_kept(SPIPlanPtr *plan, const char *text, int arguments, Oid *type, Datum *value)
{
	if (*plan == NULL)
	{
		SPIPlanPtr made = SPI_prepare(text, arguments, type);

		if (made == NULL || SPI_keepplan(made) != 0)
			elog(ERROR, "could not prepare to store a row of a publication");
		*plan = made;
	}
	if (SPI_execute_plan(*plan, value, NULL, false, 0) < 0)
		elog(ERROR, "could not store a row of a publication");
}

/*
 * Insert the cells of a row: key is its publication, region, and whether it is a total.  How many
 * there were; a measure that does not exist has none.
 */
static uint64
insert_cells(Datum *key, Datum measures, Datum counts, Oid count_array)
{
	static SPIPlanPtr plan = NULL;
	static Oid		  planned = InvalidOid;
	Oid				  type[] = {INT4OID, INT4OID, BOOLOID, TEXTARRAYOID, count_array};
	Datum			  value[] = {key[0], key[1], key[2], measures, counts};

	/* the extension may have been dropped and created again */
	if (count_array != planned && plan != NULL)
	{
		SPI_freeplan(plan);
		plan = NULL;
	}
	planned = count_array;
	run_kept(&plan,
			 "INSERT INTO busetting_internal.cell (publication, region, measure, is_total, hidden, value, own) "
			 "SELECT $1, $2, m.id, $3, busetting.is_suppressed(v.value), v.value, "
			 "busetting.is_suppressed(v.value) AND v.value OPERATOR(busetting.<>) ':'::busetting.suppressed_int "
			 "FROM unnest($4, $5) AS k(measure, value) "
			 "JOIN busetting.measure AS m ON m.measure = k.measure "
			 "CROSS JOIN LATERAL (SELECT k.value::busetting.published_count AS value) AS v WHERE k.value IS NOT NULL",
			 5, type, value);
	return SPI_processed;
}

/* Store what is said of the cells of a row, by measures as in insert_cells; where nothing is, it is NULL or empty. */
static void
insert_flags(Datum *key, Datum measures, Datum flags)
{
	static SPIPlanPtr plan = NULL;
	Oid				  type[] = {INT4OID, INT4OID, BOOLOID, TEXTARRAYOID, TEXTARRAYOID};
	Datum			  value[] = {key[0], key[1], key[2], measures, flags};

	run_kept(&plan,
			 "INSERT INTO busetting_internal.cell_flag (publication, region, measure, is_total, flags) "
			 "SELECT $1, $2, m.id, $3, k.flags FROM unnest($4, $5) AS k(measure, flags) "
			 "JOIN busetting.measure AS m ON m.measure = k.measure WHERE k.flags <> ''",
			 5, type, value);
}

/* What was read of a publication holds no more. */
static void
forget_reading(Oid *type, Datum *publication)
{
	static SPIPlanPtr plan = NULL;

	run_kept(&plan, "DELETE FROM busetting_internal.reading WHERE publication = $1", 1, type, publication);
}

/* The publication, region, and whether it is a total, of a row of settlement or settlement_total. */
typedef struct RowKey
{
	Datum value[3];
} RowKey;

static Oid row_key_type[] = {INT4OID, INT4OID, BOOLOID, INT4OID, INT4OID};

static RowKey
row_key(HeapTuple row, TupleDesc columns, bool is_total)
{
	bool null;

	return (RowKey){
		{heap_getattr(row, 1, columns, &null), heap_getattr(row, 2, columns, &null), BoolGetDatum(is_total)}};
}

static void
list_row(RowKey *key)
{
	static SPIPlanPtr plan = NULL;

	run_kept(&plan, "INSERT INTO busetting_internal.listing (publication, region, is_total) VALUES ($1, $2, $3)", 3,
			 row_key_type, key->value);
}

static void
delete_row(RowKey *key)
{
	static SPIPlanPtr plan = NULL;

	forget_reading(row_key_type, key->value);
	run_kept(&plan, "DELETE FROM busetting_internal.listing WHERE publication = $1 AND region = $2 AND is_total = $3",
			 3, row_key_type, key->value);
}

/* Insert the cells that a row states; they are of the measures that its columns from the third on are named after. */
static void
insert_row_cells(RowKey *key, HeapTuple row, TupleDesc columns)
{
	ArrayBuildState *measures = initArrayResult(TEXTOID, CurrentMemoryContext, false);
	ArrayBuildState *counts = NULL;

	forget_reading(row_key_type, key->value);
	for (int i = 3; i <= columns->natts; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(columns, i - 1);
		bool			  null;
		Datum			  count = heap_getattr(row, i, columns, &null);

		if (null)
			continue;
		accumArrayResult(measures, CStringGetTextDatum(NameStr(attribute->attname)), false, TEXTOID,
						 CurrentMemoryContext);
		counts = accumArrayResult(counts, count, false, getBaseType(attribute->atttypid), CurrentMemoryContext);
	}
	if (counts)
		insert_cells(key->value, makeArrayResult(measures, CurrentMemoryContext),
					 makeArrayResult(counts, CurrentMemoryContext), get_array_type(counts->element_type));
}

/* Update a row: what it states of measures that are no columns of the view stays, also where the row gets another key. */
static void
update_row(RowKey *old, RowKey *new, HeapTuple row, TupleDesc columns)
{
	static SPIPlanPtr move_plan = NULL;
	static SPIPlanPtr move_flags_plan = NULL;
	static SPIPlanPtr delete_plan = NULL;
	Oid				  type[] = {INT4OID, INT4OID, BOOLOID, TEXTARRAYOID};
	Datum			  value[] = {new->value[0], new->value[1], new->value[2], 0};
	ArrayBuildState	 *measures = initArrayResult(TEXTOID, CurrentMemoryContext, false);

	if (old->value[0] != new->value[0] || old->value[1] != new->value[1])
	{
		Datum keys[] = {old->value[0], old->value[1], old->value[2], new->value[0], new->value[1]};

		list_row(new);
		run_kept(&move_plan,
				 "UPDATE busetting_internal.cell SET publication = $4, region = $5 "
				 "WHERE publication = $1 AND region = $2 AND is_total = $3",
				 5, row_key_type, keys);
		run_kept(&move_flags_plan,
				 "UPDATE busetting_internal.cell_flag SET publication = $4, region = $5 "
				 "WHERE publication = $1 AND region = $2 AND is_total = $3",
				 5, row_key_type, keys);
		delete_row(old);
	}
	for (int i = 3; i <= columns->natts; i++)
		accumArrayResult(measures, CStringGetTextDatum(NameStr(TupleDescAttr(columns, i - 1)->attname)), false, TEXTOID,
						 CurrentMemoryContext);
	value[3] = makeArrayResult(measures, CurrentMemoryContext);
	run_kept(
		&delete_plan,
		"DELETE FROM busetting_internal.cell AS c USING busetting.measure AS m "
		"WHERE c.publication = $1 AND c.region = $2 AND c.is_total = $3 AND c.measure = m.id AND m.measure = ANY ($4)",
		4, type, value);
	insert_row_cells(new, row, columns);
}

/*
 * Trigger, instead of storing a row of the views settlement and settlement_total: the row's
 * measures, from the third column on, are cells.  The trigger's argument is whether it is a total.
 */
PG_FUNCTION_INFO_V1(store_settlement);
Datum
store_settlement(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	 columns;
	HeapTuple	 old;
	HeapTuple new;
	RowKey old_key;
	RowKey new_key;
	bool   is_total;
	Caller caller;
	bool   null;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_INSTEAD(trigger->tg_event))
		elog(ERROR, "store_settlement is called by triggers of views");
	columns = RelationGetDescr(trigger->tg_relation);
	old = TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ? NULL : trigger->tg_trigtuple;
	new = TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ? trigger->tg_trigtuple :
		  TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple :
													   NULL;
	is_total = strcmp(trigger->tg_trigger->tgargs[0], "total") == 0;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	for (int i = 1; new &&i <= 2; i++)
	{
		heap_getattr(new, i, columns, &null);
		if (null)
			ereport(ERROR,
					(errcode(ERRCODE_NOT_NULL_VIOLATION),
					 errmsg("null value in column \"%s\" of \"%s\"", NameStr(TupleDescAttr(columns, i - 1)->attname),
							RelationGetRelationName(trigger->tg_relation)),
					 errdetail("A row is of a publication and a region.")));
	}
	check_rows(old, new, columns);
	caller = become_owner();
	if (old)
		old_key = row_key(old, columns, is_total);
	if (new)
		new_key = row_key(new, columns, is_total);
	if (old && new)
		update_row(&old_key, &new_key, new, columns);
	else if (old)
		delete_row(&old_key);
	else
	{
		list_row(&new_key);
		insert_row_cells(&new_key, new, columns);
	}
	become_caller(caller);
	SPI_finish();
	return PointerGetDatum(new ? new : old);
}

static Datum
array_of_one(Datum element, Oid type)
{
	return makeArrayResult(accumArrayResult(NULL, element, false, type, CurrentMemoryContext), CurrentMemoryContext);
}

/* Store a cell of published_cell, and list its region, or delete it. */
static void
store_cell(HeapTuple row, TupleDesc columns, bool store)
{
	static SPIPlanPtr delete_plan = NULL;
	static SPIPlanPtr delete_flags_plan = NULL;
	static SPIPlanPtr listing_plan = NULL;
	Oid				  type[] = {INT4OID, INT4OID, BOOLOID, TEXTOID};
	Oid				  count_type;
	Datum			  value[6];
	bool			  null[6];

	for (int i = 0; i < 6; i++)
		value[i] = heap_getattr(row, i + 1, columns, &null[i]);
	forget_reading(type, value);
	if (!store)
	{
		run_kept(
			&delete_plan,
			"DELETE FROM busetting_internal.cell AS c USING busetting.measure AS m "
			"WHERE c.publication = $1 AND c.region = $2 AND c.is_total = $3 AND m.measure = $4 AND c.measure = m.id",
			4, type, value);
		run_kept(
			&delete_flags_plan,
			"DELETE FROM busetting_internal.cell_flag AS f USING busetting.measure AS m "
			"WHERE f.publication = $1 AND f.region = $2 AND f.is_total = $3 AND m.measure = $4 AND f.measure = m.id",
			4, type, value);
		return;
	}
	run_kept(&listing_plan,
			 "INSERT INTO busetting_internal.listing (publication, region, is_total) VALUES ($1, $2, $3) ON CONFLICT "
			 "DO NOTHING",
			 3, type, value);
	if (!null[5])
		insert_flags(value, array_of_one(value[3], TEXTOID), array_of_one(value[5], TEXTOID));
	if (null[4])
		return;
	count_type = getBaseType(TupleDescAttr(columns, 4)->atttypid);
	if (insert_cells(value, array_of_one(value[3], TEXTOID), array_of_one(value[4], count_type),
					 get_array_type(count_type)) == 0)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT),
						errmsg("measure \"%s\" does not exist", TextDatumGetCString(value[3])),
						errhint("Measures are rows of busetting.measure: add one of your own.")));
}

/* Trigger, instead of storing a row of the view published_cell. */
PG_FUNCTION_INFO_V1(store_published_cell);
Datum
store_published_cell(PG_FUNCTION_ARGS)
{
	static const char *const needed[] = {"publication", "region", NULL, "measure"};
	TriggerData				*trigger = (TriggerData *) fcinfo->context;
	TupleDesc				 columns;
	HeapTuple				 old;
	HeapTuple new;
	Caller caller;
	bool   null;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_INSTEAD(trigger->tg_event))
		elog(ERROR, "store_published_cell is called by triggers of views");
	columns = RelationGetDescr(trigger->tg_relation);
	old = TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ? NULL : trigger->tg_trigtuple;
	new = TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ? trigger->tg_trigtuple :
		  TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple :
													   NULL;
	for (int i = 0; new &&i < (int) lengthof(needed); i++)
	{
		heap_getattr(new, i + 1, columns, &null);
		if (null)
			ereport(ERROR,
					(errcode(ERRCODE_NOT_NULL_VIOLATION),
					 errmsg("null value in column \"%s\" of \"published_cell\"", needed[i] ? needed[i] : "total"),
					 errdetail("A cell is of a publication, a region and a measure; total says whether it is of a "
							   "printed total.")));
	}
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	check_rows(old, new, columns);
	caller = become_owner();
	if (old)
		store_cell(old, columns, false);
	if (new)
		store_cell(new, columns, true);
	become_caller(caller);
	SPI_finish();
	return PointerGetDatum(new ? new : old);
}

/* How many elements of an array are not NULL. */
static uint64
count_stated(ArrayType *array)
{
	uint64 stated = 0;
	int	   count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	uint8 *bitmap = ARR_NULLBITMAP(array);

	for (int i = 0; i < count; i++)
		stated += bitmap == NULL || (bitmap[i / 8] & (1 << (i % 8))) != 0;
	return stated;
}

/* Store the cells of a row of published_row, and list its region. */
static void
store_row_cells(HeapTuple row, TupleDesc columns)
{
	static SPIPlanPtr listing_plan = NULL;
	Oid				  type[] = {INT4OID, INT4OID, BOOLOID};
	Datum			  value[6];
	bool			  null[6];

	for (int i = 0; i < 6; i++)
		value[i] = heap_getattr(row, i + 1, columns, &null[i]);
	forget_reading(type, value);
	run_kept(&listing_plan,
			 "INSERT INTO busetting_internal.listing (publication, region, is_total) VALUES ($1, $2, $3)", 3, type,
			 value);
	if (!null[3] && !null[5])
		insert_flags(value, value[3], value[5]);
	if (null[3] || null[4])
		return;
	if (insert_cells(value, value[3], value[4], TupleDescAttr(columns, 4)->atttypid) !=
		count_stated(DatumGetArrayTypeP(value[4])))
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_OBJECT),
						errmsg("a row of \"published_row\" has counts of measures that do not exist"),
						errdetail("Each count belongs to the measure in its place."),
						errhint("Measures are rows of busetting.measure: add one of your own.")));
}

/* Trigger, instead of storing a row of the view published_row. */
PG_FUNCTION_INFO_V1(store_published_row);
Datum
store_published_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	TupleDesc	 columns;
	Caller		 caller;
	Datum		 publication = (Datum) 0;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_INSTEAD(trigger->tg_event) ||
		!TRIGGER_FIRED_BY_INSERT(trigger->tg_event))
		elog(ERROR, "store_published_row is called by triggers of views");
	columns = RelationGetDescr(trigger->tg_relation);
	for (int i = 3; i >= 1; i--)
	{
		bool null;

		publication = heap_getattr(trigger->tg_trigtuple, i, columns, &null);
		if (null)
			ereport(ERROR, (errcode(ERRCODE_NOT_NULL_VIOLATION),
							errmsg("null value in column \"%s\" of \"published_row\"",
								   NameStr(TupleDescAttr(columns, i - 1)->attname)),
							errdetail("A row is of a publication and a region; total says whether it is a printed "
									  "total.")));
	}
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	check_publication(publication);
	caller = become_owner();
	store_row_cells(trigger->tg_trigtuple, columns);
	become_caller(caller);
	SPI_finish();
	return PointerGetDatum(trigger->tg_trigtuple);
}

/* Trigger, after a statement that stored rows: read their publications. */
PG_FUNCTION_INFO_V1(read_new_publications);
Datum
read_new_publications(PG_FUNCTION_ARGS)
{
	Caller caller;

	if (!CALLED_AS_TRIGGER(fcinfo))
		elog(ERROR, "read_new_publications is called by triggers");
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	caller = become_owner();
	read_all("SELECT p.id FROM busetting.publication AS p WHERE NOT EXISTS (SELECT FROM busetting_internal.reading AS "
			 "r WHERE r.publication = p.id) "
			 "AND (EXISTS (SELECT FROM busetting_internal.listing AS l WHERE l.publication = p.id) "
			 "OR EXISTS (SELECT FROM busetting_internal.region_sum AS s WHERE s.publication = p.id)) ORDER BY p.id",
			 0, NULL, NULL);
	become_caller(caller);
	SPI_finish();
	return PointerGetDatum(NULL);
}
