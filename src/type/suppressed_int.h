/*
 * suppressed_int.h
 *		What C code may call of suppressed_int, beside suppressed.h.
 */
#ifndef BUSETTING_SUPPRESSED_INT_H
#define BUSETTING_SUPPRESSED_INT_H

#include "postgres.h"

#include "fmgr.h"

/* Text form, type (not used), modifier; errors as the type's input has them. */
extern PGDLLEXPORT Datum suppressed_int_in(PG_FUNCTION_ARGS);

#endif /* BUSETTING_SUPPRESSED_INT_H */
