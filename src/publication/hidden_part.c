/*
 * hidden_part.c
 *		hidden_part: what a hidden part of a whole can be.
 *
 * A publisher that hides a part (of all settled, those with collective
 * protection) also hides it where the rest is small: a small rest would give
 * away the hidden number of the others.  Where all is known, the part then lies in
 * {lower..upper} or in {all - upper..all - lower}; its bounds are those of both.
 *
 * Called from SQL.  Owns nothing.
 */
#include "postgres.h"

#include "publication/publication.h"
#include "type/suppressed.h"
#include "util/compat.h"

/*
 * hidden_part(hidden, whole, remainder): bounds of a hidden part, where hidden
 * is what the symbol stands for, whole the column it is a part of (NULL: not
 * stated) and remainder says whether a small rest hides it too.
 */
PG_FUNCTION_INFO_V1(hidden_part);
Datum
hidden_part(PG_FUNCTION_ARGS)
{
	Bounds whole = {0, NO_UPPER};
	Bounds part;
	int64  packed;

	if (PG_ARGISNULL(0) || PG_ARGISNULL(2))
		PG_RETURN_NULL();
	if (!PG_ARGISNULL(1))
		whole = DatumGetSuppressedInt(PG_GETARG_DATUM(1));
	part = hidden_part_bounds(DatumGetSuppressedInt(PG_GETARG_DATUM(0)), whole, PG_GETARG_BOOL(2));
	if (!suppressed_int_narrow(part, &packed))
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE), errmsg("suppressed_int out of range"),
						errdetail("A whole of " INT64_FORMAT " leaves no room for the bounds of a part.", whole.upper),
						errhint("No region has so many people: correct the whole.")));
	PG_RETURN_INT64(packed);
}
