/*
 * value.c
 *		Reading values of cells: counts, and amounts with decimals.
 *
 * Values are kept in whole numbers, amounts in units of their last decimal, and
 * nothing is rounded: a number with more decimals than its form has is refused.
 *
 * Called by audit.c, audit_cube.c, cube_columns.c and protect's files, for what
 * queries return and for what goes out. Owns nothing.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/lsyscache.h"
#include "utils/numeric.h"
#include "utils/rangetypes.h"
#include "utils/syscache.h"
#include "utils/typcache.h"

#include "audit/table_system.h"
#include "audit/value.h"
#include "type/suppressed.h"
#include "type/suppressed_text.h"
#include "util/compat.h"

/* suppressed_int lives in the same schema as suppressed_bigint */
Oid
suppressed_int_type(Oid suppressed_bigint)
{
	HeapTuple tuple = SearchSysCache1(TYPEOID, ObjectIdGetDatum(suppressed_bigint));
	Oid namespace;

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for type %u", suppressed_bigint);
	namespace = ((Form_pg_type) GETSTRUCT(tuple))->typnamespace;
	ReleaseSysCache(tuple);
	return GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("suppressed_int"),
						   ObjectIdGetDatum(namespace));
}

/* ---- forms ---- */

ValueForm
value_form_counts(Oid suppressed_bigint)
{
	return (ValueForm){.suppressed_bigint = suppressed_bigint};
}

ValueForm
value_form_amounts(FunctionCallInfo fcinfo, int decimals_argument)
{
	ValueForm result = {.is_amount = true};

	if (PG_ARGISNULL(decimals_argument) || PG_GETARG_INT32(decimals_argument) < 0 ||
		PG_GETARG_INT32(decimals_argument) > MAX_DECIMALS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
						errmsg("decimals must be a number from 0 to %d", MAX_DECIMALS),
						errdetail("So many decimals readers take amounts to have, at most.")));
	result.decimals = PG_GETARG_INT32(decimals_argument);
	/* the types live in the schema of the function */
	result.suppressed_bigint = GetSysCacheOid2(TYPENAMENSP, Anum_pg_type_oid, CStringGetDatum("suppressed_bigint"),
											   ObjectIdGetDatum(get_func_namespace(fcinfo->flinfo->fn_oid)));
	return result;
}

int64
value_units(int decimals)
{
	int64 result = 1;

	for (int i = 0; i < decimals; i++)
		result *= 10;
	return result;
}

ValueReader
value_reader(Oid type, const ValueForm *form, const char *column)
{
	ValueReader result = {.type = type, .column = pstrdup(column), .decimals = form->decimals};

	result.is_bigint = type == INT8OID;
	result.is_int = type == INT4OID || type == INT2OID;
	result.is_numeric = type == NUMERICOID;
	result.is_suppressed_int = type == suppressed_int_type(form->suppressed_bigint);
	result.is_text = !form->is_amount && (type == TEXTOID || type == VARCHAROID);
	result.is_range = form->is_amount && type == NUMRANGEOID;
	if (!result.is_bigint && !result.is_int && !result.is_numeric && !result.is_suppressed_int && !result.is_text &&
		!result.is_range && type != form->suppressed_bigint)
		ereport(ERROR, (errcode(ERRCODE_DATATYPE_MISMATCH),
						errmsg("column %s is of type %s, which the audit cannot read", column, format_type_be(type)),
						form->is_amount ?
							errdetail("It must be numeric, numrange, bigint, integer, smallint, suppressed_bigint or "
									  "suppressed_int.") :
							errdetail("It must be suppressed_bigint, suppressed_int, bigint, integer, smallint, whole "
									  "numeric, or the text of one."),
						errhint("Cast it: %s::%s.", quote_identifier(column),
								form->is_amount || type == FLOAT4OID || type == FLOAT8OID ? "numeric" : "text")));
	return result;
}

/* ---- in ---- */

/*
 * The number may be one that is to be hidden. So messages name the column, and
 * never the number.
 */
pg_noreturn static void
refuse_large_value(const ValueReader *reader)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("a number in column %s is too large to audit", reader->column),
			 errdetail("Cells must lie between %s and %s.", value_text(-CELL_LIMIT, reader->decimals),
					   value_text(CELL_LIMIT, reader->decimals)),
			 errhint("Give all amounts in a larger unit, such as thousands. Round what is added up, not the sums.")));
}

pg_noreturn static void
refuse_decimals(const ValueReader *reader)
{
	ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION),
					reader->decimals > 0 ? errmsg_plural("a number in column %s has more than %d decimal",
														 "a number in column %s has more than %d decimals",
														 reader->decimals, reader->column, reader->decimals) :
										   errmsg("a number in column %s is not a whole one", reader->column),
					reader->decimals > 0 ? errdetail("Nothing is rounded, as sums of rounded parts do not hold.") :
										   errdetail("Cells are counts, or amounts in whole units."),
					errhint("Round what is added up, not the sums: sum(round(amount%s))%s.",
							reader->decimals > 0 ? psprintf(", %d", reader->decimals) : "",
							reader->decimals > 0 ? "; or say that amounts have more decimals" :
												   ". protect_amounts and audit_amounts take decimals")));
}

/* A text, or a numeric's text, is read if it is whole, as sum(bigint) is: 23, and 23.00. */
static Bounds
value_of_text(const ValueReader *reader, char *text)
{
	char				*point = reader->is_text ? NULL : strchr(text, '.');
	SuppressedTextStatus status;
	Bounds				 result = {0, 0};

	if (point && strspn(point + 1, "0") == strlen(point + 1))
		*point = '\0';
	status = suppressed_text_read(text, &result);
	if (status == SUPPRESSED_TEXT_OUT_OF_RANGE)
		refuse_large_value(reader);
	if (status != SUPPRESSED_TEXT_OK && !reader->is_text)
		refuse_decimals(reader);
	if (status != SUPPRESSED_TEXT_OK)
		ereport(ERROR, (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
						errmsg("a text in column %s is not a number", reader->column),
						errdetail("A value is a whole number (39), bounds (0..4, 5.., ..5, ..) or \":\"."),
						errhint("Which one it is, the cast says: %s::busetting.suppressed_bigint.",
								quote_identifier(reader->column))));
	pfree(text);
	return result;
}

/* A numeric so many decimals larger. */
static Datum
scaled(Datum numeric, int decimals)
{
	return decimals == 0 ? numeric :
						   DirectFunctionCall2(numeric_mul, numeric,
											   DirectFunctionCall1(int8_numeric, Int64GetDatum(value_units(decimals))));
}

static int64
units_of_numeric(const ValueReader *reader, Datum numeric)
{
	Bounds result =
		value_of_text(reader, DatumGetCString(DirectFunctionCall1(numeric_out, scaled(numeric, reader->decimals))));

	return result.lower;
}

/* Whole numbers as so many units each. */
static Bounds
bounds_in_units(const ValueReader *reader, Bounds bounds)
{
	int64 unit = value_units(reader->decimals);
	int64 limit = CELL_LIMIT / unit;

	if ((bounds_has_lower(bounds) && (bounds.lower < -limit || bounds.lower > limit)) ||
		(bounds_has_upper(bounds) && (bounds.upper < -limit || bounds.upper > limit)))
		refuse_large_value(reader);
	if (bounds_has_lower(bounds))
		bounds.lower *= unit;
	if (bounds_has_upper(bounds))
		bounds.upper *= unit;
	return bounds;
}

/* A range of numeric, whose ends are in it or not. */
static Bounds
bounds_of_range(const ValueReader *reader, Datum value)
{
	RangeType *range = DatumGetRangeTypeP(value);
	RangeBound lower;
	RangeBound upper;
	bool	   empty;
	Bounds	   result = {NO_LOWER, NO_UPPER};

	range_deserialize(lookup_type_cache(NUMRANGEOID, TYPECACHE_RANGE_INFO), range, &lower, &upper, &empty);
	if (!empty && !lower.infinite)
		result.lower = units_of_numeric(reader, lower.val) + !lower.inclusive;
	if (!empty && !upper.infinite)
		result.upper = units_of_numeric(reader, upper.val) - !upper.inclusive;
	if (empty || result.lower > result.upper)
		ereport(ERROR, (errcode(ERRCODE_DATA_EXCEPTION), errmsg("a range in column %s is empty", reader->column),
						errdetail_plural("No amount of %d decimal is in it.", "No amount of %d decimals is in it.",
										 reader->decimals, reader->decimals)));
	return result;
}

Bounds
value_read(const ValueReader *reader, Datum value)
{
	Bounds result;

	if (reader->is_bigint)
		result = bounds_exact(DatumGetInt64(value));
	else if (reader->is_int)
		result = bounds_exact(reader->type == INT2OID ? DatumGetInt16(value) : DatumGetInt32(value));
	else if (reader->is_numeric)
		result = bounds_exact(units_of_numeric(reader, value));
	else if (reader->is_range)
		result = bounds_of_range(reader, value);
	else if (reader->is_text)
		result = value_of_text(reader, TextDatumGetCString(value));
	else if (reader->is_suppressed_int)
		result = DatumGetSuppressedInt(value);
	else
		result = DatumGetSuppressedBigint(value);
	if (reader->decimals > 0 && !reader->is_numeric && !reader->is_range)
		result = bounds_in_units(reader, result);
	if ((bounds_has_lower(result) && (result.lower < -CELL_LIMIT || result.lower > CELL_LIMIT)) ||
		(bounds_has_upper(result) && (result.upper < -CELL_LIMIT || result.upper > CELL_LIMIT)))
		refuse_large_value(reader);
	return result;
}

int64
value_weighted(int64 units, Datum weight)
{
	Datum one = DirectFunctionCall1(int8_numeric, Int64GetDatum(1));
	Datum thousand = DirectFunctionCall1(int8_numeric, Int64GetDatum(1000));
	Datum limit =
		DirectFunctionCall2(numeric_mul, thousand, DirectFunctionCall1(int8_numeric, Int64GetDatum(CELL_LIMIT)));
	Datum product;

	/* what is no number is greater than any */
	if (DatumGetBool(DirectFunctionCall2(numeric_lt, weight, one)) ||
		DatumGetBool(DirectFunctionCall2(numeric_gt, weight, limit)))
		return -1;
	product = DirectFunctionCall2(numeric_mul, DirectFunctionCall1(int8_numeric, Int64GetDatum(units)),
								  DirectFunctionCall2(numeric_mul, weight, thousand));
	if (DatumGetBool(DirectFunctionCall2(numeric_gt, product, limit)))
		return -1;
	return DatumGetInt64(DirectFunctionCall1(numeric_int8, DirectFunctionCall1(numeric_floor, product)));
}

int64
value_units_up(Datum numeric, int decimals)
{
	Datum limit = DirectFunctionCall1(int8_numeric, Int64GetDatum(CELL_LIMIT));
	Datum least = DirectFunctionCall1(int8_numeric, Int64GetDatum(-CELL_LIMIT));
	Datum units;

	/* infinities and what is no number are greater than any */
	if (numeric_is_nan(DatumGetNumeric(numeric)))
		return CELL_LIMIT + 1;
	units = scaled(numeric, decimals);
	if (DatumGetBool(DirectFunctionCall2(numeric_gt, units, limit)))
		return CELL_LIMIT + 1;
	if (DatumGetBool(DirectFunctionCall2(numeric_lt, units, least)))
		return -CELL_LIMIT - 1;
	return DatumGetInt64(DirectFunctionCall1(numeric_int8, DirectFunctionCall1(numeric_ceil, units)));
}

/* ---- out ---- */

const char *
value_text(int64 units, int decimals)
{
	int64  unit = value_units(decimals);
	uint64 magnitude = units < 0 ? (uint64) 0 - (uint64) units : (uint64) units;

	if (decimals == 0)
		return psprintf(INT64_FORMAT, units);
	return psprintf("%s" UINT64_FORMAT ".%0*lld", units < 0 ? "-" : "", magnitude / (uint64) unit, decimals,
					(long long) (magnitude % (uint64) unit));
}

Datum
value_numeric(int64 units, int decimals)
{
	return DirectFunctionCall3(numeric_in, CStringGetDatum(value_text(units, decimals)), ObjectIdGetDatum(InvalidOid),
							   Int32GetDatum(-1));
}

Datum
value_datum(const ValueForm *form, Bounds bounds)
{
	RangeBound first = {.infinite = bounds.lower == NO_LOWER, .inclusive = true, .lower = true};
	RangeBound last = {.infinite = bounds.upper == NO_UPPER, .inclusive = true, .lower = false};

	if (!form->is_amount)
		return SuppressedBigintGetDatum(bounds);
	if (!first.infinite)
		first.val = value_numeric(bounds.lower, form->decimals);
	if (!last.infinite)
		last.val = value_numeric(bounds.upper, form->decimals);
	return RangeTypePGetDatum(range_make(lookup_type_cache(NUMRANGEOID, TYPECACHE_RANGE_INFO), &first, &last, false));
}
