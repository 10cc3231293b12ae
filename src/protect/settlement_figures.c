/*
 * settlement_figures.c
 *		settlement_figures(): run a query that the caller gives as text; each
 *		row is one figure, the value of a measure in a municipality.
 *
 * protect_settlement calls it first of all (sql/protect_settlement.sql). The
 * query runs alone, as those of audit and protect do. So a semicolon or a
 * comment at its end does no harm. It runs under the caller's search_path and
 * with the caller's rights. From here on there are values only, no SQL text of
 * the caller. Owns nothing beyond the call.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/tuplestore.h"

#include "audit/audit.h"
#include "type/suppressed.h"
#include "util/compat.h"

/* Columns of the result, in order: code, measure, value, and the publication's period and revision. */
#define FIGURE_COLUMNS 5
#define PERIOD		   3
#define REVISION	   4

typedef struct Figures
{
	int				 column[FIGURE_COLUMNS]; /* number of each in the query, 0 if it has none */
	Oid				 output[2];				 /* output functions of code and measure, which may have any type */
	ValueReader		 value;
	Tuplestorestate *rows;
	TupleDesc		 columns;
} Figures;

/* The number of the column with this name, 0 if there is none; there must not be two. */
static int
find_column(const Source *source, const char *name)
{
	int result = 0;

	for (int column = 1; column <= source->columns->natts; column++)
	{
		if (strcmp(SPI_fname(source->columns, column), name) != 0)
			continue;
		if (result > 0)
			ereport(ERROR, (errcode(ERRCODE_DUPLICATE_COLUMN),
							errmsg("two columns of the %s are named \"%s\"", source->what, name)));
		result = column;
	}
	return result;
}

/* The columns period and revision, if there are any. Returns how many there are. */
static int
find_publication(const Source *source, Figures *figures)
{
	static const Oid		 type[] = {DATEOID, INT4OID};
	static const char *const name[] = {"period", "revision"};
	int						 count = 0;

	for (int i = 0; i < 2; i++)
	{
		int column = find_column(source, name[i]);

		if (column > 0 && source_type(source, column) != type[i])
			ereport(
				ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("column %s of the %s is of type %s, not %s", name[i], source->what,
						format_type_be(source_type(source, column)), format_type_be(type[i])),
				 errdetail("A period is the date of a publication's counts; a revision tells apart the publications "
						   "of one period, in their order.")));
		figures->column[PERIOD + i] = column;
		count += column > 0;
	}
	return count;
}

/* The columns code, measure and value: by their names, or the first that are no others. */
static void
find_figure(const Source *source, Figures *figures, const char *named, const char *detail)
{
	const char *const name[] = {"code", "measure", named};
	int				  next = 1;

	for (int i = 0; i < PERIOD; i++)
	{
		while (next == figures->column[PERIOD] || next == figures->column[REVISION])
			next++;
		figures->column[i] = named ? find_column(source, name[i]) : next++;
		if (figures->column[i] == 0)
			ereport(ERROR, (errcode(ERRCODE_UNDEFINED_COLUMN),
							errmsg("the query of the %s has no column \"%s\"", source->what, name[i]),
							errdetail("%s", detail)));
	}
}

/* Return a row. A null stays null: the caller's check of the figures can name the row. */
static void
take_figure(void *state, const Source *source, HeapTuple row)
{
	Figures *figures = state;
	Datum	 value[FIGURE_COLUMNS] = {0};
	bool	 null[FIGURE_COLUMNS];

	for (int i = 0; i < FIGURE_COLUMNS; i++)
	{
		Datum given;

		null[i] = true;
		if (figures->column[i] == 0)
			continue;
		given = SPI_getbinval(row, source->columns, figures->column[i], &null[i]);
		if (null[i])
			continue;
		value[i] = i < 2	   ? CStringGetTextDatum(OidOutputFunctionCall(figures->output[i], given)) :
				   i >= PERIOD ? given :
								 SuppressedBigintGetDatum(value_read(&figures->value, given));
	}
	tuplestore_putvalues(figures->rows, figures->columns, value, null);
}

/*
 * settlement_figures(query, what, value): what names the query in messages. value
 * is the name of the column of values; the query may then have other columns, too.
 * If value is null, the query has the columns code, measure and value in this
 * order, and no others. In either case it can have columns named period, a date, and
 * revision, an integer, of the publication that the figure is in.
 */
PG_FUNCTION_INFO_V1(settlement_figures);
Datum
settlement_figures(PG_FUNCTION_ARGS)
{
	char	 *what = PG_ARGISNULL(1) ? "figures" : text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	 *query = audit_argument(fcinfo, 0, what);
	char	 *named = PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2));
	char	 *detail = named ? psprintf("Expected are columns of the names code, measure and %s.", named) :
							   "Expected are the code of a municipality, a measure and a count.";
	ValueForm form = value_form_counts(audit_value_type(fcinfo, PERIOD));
	Figures	 *figures = palloc0(sizeof(Figures));
	Source	  source;

	figures->rows = audit_open_result(fcinfo, &figures->columns);
	if (SPI_connect() != SPI_OK_CONNECT)
		elog(ERROR, "SPI_connect failed");
	source = source_open(what, query, PERIOD, MaxTupleAttributeNumber, detail);
	if (source.columns->natts != PERIOD + find_publication(&source, figures) && !named)
		ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
						errmsg("the query of the %s returns %d columns", what, source.columns->natts),
						errdetail("%s", detail)));
	find_figure(&source, figures, named, detail);
	for (int i = 0; i < 2; i++)
	{
		bool is_varlena;

		getTypeOutputInfo(source_type(&source, figures->column[i]), &figures->output[i], &is_varlena);
	}
	figures->value =
		value_reader(source_type(&source, figures->column[2]), &form, SPI_fname(source.columns, figures->column[2]));
	source_run(&source, take_figure, figures);
	SPI_finish();
	return (Datum) 0;
}
