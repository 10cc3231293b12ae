/*
 * audit_publication.c
 *		settlement_cell and publication_sum: a publication as audit takes tables, in the
 *		cells and sums in which it was read.
 *
 * Called by audit_settlement.  What contradicts was found when the publication was read,
 * and is left out here: so each audit of it answers.  Who may not see a publication gets no rows.
 */
#include "postgres.h"

#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "audit/audit.h"
#include "publication/owner.h"
#include "publication/publication.h"
#include "type/suppressed.h"
#include "util/compat.h"

static bool
is_visible(Datum publication)
{
	Oid type = INT4OID;

	if (SPI_execute_with_args("SELECT FROM busetting.publication WHERE id = $1", 1, &type, &publication, NULL, true,
							  1) != SPI_OK_SELECT)
		elog(ERROR, "could not look for a publication");
	return SPI_processed > 0;
}

/* The publication as it was read, NULL where there is none; in the current memory context. */
static PublishedTable *
load(FunctionCallInfo fcinfo)
{
	MemoryContext	context = CurrentMemoryContext;
	PublishedTable *publication = NULL;

	if (PG_ARGISNULL(0))
		return NULL;
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	if (is_visible(PG_GETARG_DATUM(0)))
	{
		Caller		  caller = become_owner();
		MemoryContext spi = MemoryContextSwitchTo(context);

		publication = publication_load(PG_GETARG_INT32(0), false);
		publication_tie(publication);
		publication_load_contradictions(publication);
		MemoryContextSwitchTo(spi);
		become_caller(caller);
	}
	SPI_finish();
	return publication;
}

static const char *
cell_key(const PublishedTable *publication, int cell)
{
	const SystemCell *what = &publication->cell[cell];

	return psprintf("%d %s%s", publication->region[what->region].id, publication->measure[what->measure].name,
					what->kind == CELL_REST	   ? " rest" :
					what->kind == CELL_PRINTED ? " printed total" :
												 "");
}

/* Does the same of row and printed total, or neither, speak for the cell and for what it is a part of? */
static bool
speaks_with_whole(const PublishedTable *publication, const SystemCell *cell)
{
	int			 whole = publication->measure[cell->measure].whole;
	const Place *place = place_of(publication, cell->region, cell->measure);
	const Place *of;

	if (whole < 0)
		return true;
	of = place_of(publication, cell->region, whole);
	return of->placed && place->cell[0].stated == of->cell[0].stated &&
		   (place->cell[0].stated || place->cell[1].stated == of->cell[1].stated);
}

/* settlement_cell(publication) */
PG_FUNCTION_INFO_V1(settlement_cell);
Datum
settlement_cell(PG_FUNCTION_ARGS)
{
	PublishedTable	*publication = load(fcinfo);
	TupleDesc		 columns;
	Tuplestorestate *rows = audit_open_result(fcinfo, &columns);

	for (int i = 0; publication && i < publication->cells; i++)
	{
		const SystemCell *what = &publication->cell[i];
		const Place		 *place = place_of(publication, what->region, what->measure);
		Bounds			  other;
		bool			  null[6] = {false};
		int				  kind = what->kind == CELL_PRINTED || !place->cell[0].stated ? 1 : 0;
		bool hidden = what->kind != CELL_REST && (place->cell[kind].stated ? place->cell[kind].hidden : place->absent);
		Bounds bounds = system_cell_bounds(publication, i, false, &other, &null[2]);
		Datum  value[6];

		null[2] = !null[2];
		/* what the sums of a part and the rest say of it anyhow, where the whole is of the same row or total */
		if (hidden && null[2] && what->kind == CELL_OF_PLACE && speaks_with_whole(publication, what))
		{
			Bounds shown = publication_value(publication, place->cell[kind].stated ? kind : -1, what->region,
											 what->measure, false);

			bounds = (Bounds){Max(bounds.lower, shown.lower), Min(bounds.upper, shown.upper)};
		}
		value[0] = CStringGetTextDatum(cell_key(publication, i));
		value[1] = SuppressedBigintGetDatum(bounds);
		value[2] = null[2] ? (Datum) 0 : SuppressedBigintGetDatum(other);
		value[3] = Int32GetDatum(publication->region[what->region].id);
		value[4] = CStringGetTextDatum(publication->measure[what->measure].name);
		value[5] = BoolGetDatum(hidden);
		tuplestore_putvalues(rows, columns, value, null);
	}
	return (Datum) 0;
}

/* publication_sum(publication) */
PG_FUNCTION_INFO_V1(publication_sum);
Datum
publication_sum(PG_FUNCTION_ARGS)
{
	PublishedTable	*publication = load(fcinfo);
	TupleDesc		 columns;
	Tuplestorestate *rows = audit_open_result(fcinfo, &columns);

	for (int s = 0; publication && s < publication->sums; s++)
	{
		const PublishedSum *sum = &publication->sum[s];

		for (int i = 0; i < sum->parts && !sum->dropped; i++)
		{
			bool  null[7] = {false};
			Datum value[] = {Int32GetDatum(publication->region[sum->region].id),
							 CStringGetTextDatum(publication->measure[sum->measure].name),
							 CStringGetTextDatum(sum_over(sum->kind)),
							 CStringGetTextDatum(sum->breakdown ? sum->breakdown : ""),
							 CStringGetTextDatum(cell_key(publication, sum->total)),
							 CStringGetTextDatum(cell_key(publication, sum->part[i])),
							 Int64GetDatum(sum->kind == SUM_OF_PARTS ? 0 : publication->tolerance)};

			null[3] = !sum->breakdown;
			tuplestore_putvalues(rows, columns, value, null);
		}
	}
	return (Datum) 0;
}
