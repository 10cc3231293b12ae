/*
 * value.h
 *		Reading values of cells: counts, and amounts with decimals.
 *
 * All calculation is in whole numbers. An amount with decimals is one as well, in
 * units of its last decimal: 20.55 is 2055 of a form with two decimals.
 */
#ifndef BUSETTING_VALUE_H
#define BUSETTING_VALUE_H

#include "fmgr.h"

#include "type/bounds.h"

/* The most decimals: one unit must be within the limit of a cell. */
#define MAX_DECIMALS 15

/* Which form the values of a call have. */
typedef struct ValueForm
{
	Oid	 suppressed_bigint; /* the type */
	bool is_amount;			/* results are numrange, as amounts have decimals */
	int	 decimals;			/* values are in units of the last of so many */
} ValueForm;

/*
 * A published value, from a column of type suppressed_bigint, suppressed_int,
 * bigint, int or smallint, from a numeric that is whole, or from text; an amount
 * from any number or a numrange. The reader is found once per column.
 */
typedef struct ValueReader
{
	Oid			type;
	const char *column; /* its name, for messages */
	bool		is_int;
	bool		is_bigint;
	bool		is_numeric;
	bool		is_suppressed_int;
	bool		is_text;
	bool		is_range;
	int			decimals;
} ValueReader;

/* The type suppressed_int that belongs to suppressed_bigint. */
extern Oid suppressed_int_type(Oid suppressed_bigint);

/* The form of counts, and that of the amounts of a function that has the number of their decimals as an argument. */
extern ValueForm value_form_counts(Oid suppressed_bigint);
extern ValueForm value_form_amounts(FunctionCallInfo fcinfo, int decimals_argument);

/* How many units one is. */
extern int64 value_units(int decimals);

extern ValueReader value_reader(Oid type, const ValueForm *form, const char *column);
extern Bounds	   value_read(const ValueReader *reader, Datum value);

/* So many units times a weight, in thousandths of a unit, rounded down; -1 where the weight is below 1 or it is too large. */
extern int64 value_weighted(int64 units, Datum weight);

/* A numeric in units, rounded up; anything beyond the limit of a cell is beyond it by one. */
extern int64 value_units_up(Datum numeric, int decimals);

/* A number of units as text, as numeric, and bounds as the form's type. */
extern const char *value_text(int64 units, int decimals);
extern Datum	   value_numeric(int64 units, int decimals);
extern Datum	   value_datum(const ValueForm *form, Bounds bounds);

#endif /* BUSETTING_VALUE_H */
