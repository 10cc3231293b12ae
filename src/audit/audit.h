/*
 * audit.h
 *		What the ways to call the audit have in common: reading the rows of a query,
 *		and returning the intervals.
 *
 * Used by audit.c, audit_cube.c, cube_columns.c, publication's audit_publication.c, and
 * protect.
 */
#ifndef BUSETTING_AUDIT_H
#define BUSETTING_AUDIT_H

#include "fmgr.h"
#include "utils/array.h"
#include "utils/tuplestore.h"

#include "audit/naming.h"
#include "audit/table_system.h"
#include "audit/value.h"

/* A query of the caller, run with the caller's rights inside SPI. */
typedef struct Source
{
	const char		  *what;		 /* for messages: "cells", "sums" or "cube" */
	int				   value_column; /* or 0 */
	bool			   is_true;		 /* of true numbers, none of which is hidden */
	struct PortalData *portal;
	TupleDesc		   columns;
} Source;

typedef void (*RowTaker)(void *state, const Source *source, HeapTuple row);

extern Source source_open(const char *what, const char *text, int least, int most, const char *detail);
extern Oid	  source_type(const Source *source, int column);
extern Datum  source_value(const Source *source, HeapTuple row, int column);

/* Hand each row to take, in a context that is emptied now and then; closes the source. */
extern void source_run(Source *source, RowTaker take, void *state);

extern char		 *audit_argument(FunctionCallInfo fcinfo, int number, const char *what);
extern ArrayType *audit_array_argument(FunctionCallInfo fcinfo, int number, const char *what);

/*
 * Columns that a caller of its own adds to those of the cells, known by name:
 * open says whether a column is one, take reads them of a cell.  May be NULL.
 */
typedef struct Attributes
{
	bool (*open)(void *state, const Source *source, int column);
	void (*take)(void *state, int cell, const Source *source, HeapTuple row);
	void *state;
} Attributes;

/*
 * Read a table of audit's two queries through SPI, the result in the memory context of the
 * caller.
 */
extern TableSystem *
audit_read(const char *cells, const char *sums, const ValueForm *form, const Attributes *attributes, Naming *naming);

/* Where the rows of the result go, which has these columns. */
extern Tuplestorestate *audit_open_result(FunctionCallInfo fcinfo, TupleDesc *columns);

/* Solve the finished system and return its hidden cells as the function's rows. Without a threshold it is NULL. */
extern Datum audit_return(FunctionCallInfo fcinfo, TableSystem *system, const Naming *naming, const ValueForm *form,
						  const int64 *threshold);

/* The threshold that a function of counts has as its third argument, or NULL. */
extern int64 *audit_threshold(FunctionCallInfo fcinfo);

/* The type that a column of the calling function's result has, the second in those of an audit. */
extern Oid audit_value_type(FunctionCallInfo fcinfo, int column);

#endif /* BUSETTING_AUDIT_H */
