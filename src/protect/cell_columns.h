/*
 * cell_columns.h
 *		The columns that the query of the cells can have beside a cell's key and
 *		number: what is sensitive and to what level, what must stay or go, what
 *		hiding costs, what readers know beforehand.
 *
 * protect.c hands them to audit's ways to read a table. Everything lives in the
 * context in which cell_columns_create is called.
 */
#ifndef BUSETTING_CELL_COLUMNS_H
#define BUSETTING_CELL_COLUMNS_H

#include "audit/audit.h"

/* What they say of a cell. */
typedef struct CellColumns
{
	bool   sensitive;
	bool   publish;
	bool   hide;
	char   conf_status;	 /* of CL_CONF_STATUS, by the rule; '\0' if not said */
	int64  upper_level;	 /* how far above its number readers must take it to be possible */
	int64  lower_level;	 /* and how far below */
	Bounds known;		 /* a-priori bounds, NO_LOWER and NO_UPPER where there are none */
	int64  cost;		 /* -1 if not said */
	int64  contributors; /* -1 if not said */
} CellColumns;

/* The columns by number in the query, 0 where there is none. */
typedef struct ColumnReader
{
	int			 sensitive;
	int			 lower;
	int			 conf_status;
	int			 publish;
	int			 hide;
	int			 cost;
	int			 contributors;
	int			 least;
	int			 most;
	bool		 is_level; /* sensitive is a level, not true or false */
	ValueForm	 form;
	ValueReader	 number_reader[4]; /* of cost, contributors, least and most */
	int			 allocated;
	CellColumns *given; /* of each cell, as it came */
} ColumnReader;

extern ColumnReader *cell_columns_create(ValueForm form);

/* Is it the name of one of these columns? */
extern bool cell_columns_known(const char *name);

/* How audit_read and audit_read_cube read them. */
extern Attributes cell_columns_attributes(ColumnReader *reader);

#endif /* BUSETTING_CELL_COLUMNS_H */
