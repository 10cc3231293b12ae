/*
 * publication.h
 *		A publication in memory: its measures, regions and cells, and the sums
 *		that tie the cells, as a system for the audit's engine.
 */
#ifndef BUSETTING_PUBLICATION_H
#define BUSETTING_PUBLICATION_H

#include "postgres.h"

#include "audit/table_system.h"

typedef struct Measure
{
	int16  id;
	char  *name;
	int	   whole;	  /* index of the measure that it is a part of, or -1 */
	char  *breakdown; /* parts of one whole with the same breakdown add up to it; NULL: just a part */
	Bounds hidden;	  /* what a hidden cell is by the rule */
	bool   remainder; /* of a part: hidden also where the rest of the whole is small */
} Measure;

typedef struct PublishedRegion
{
	int32 id;
	int	  parent; /* index, or -1 */
	int	  depth;  /* number of regions above it */
	bool  row;	  /* has the publication a row of it? */
	bool  listed; /* a row, or a printed total */
	bool  below;  /* is a region listed that is part of it? */
	bool  in_force;
} PublishedRegion;

/* A cell as published, and as it is read. */
typedef struct PublishedCell
{
	bool   stated;
	bool   hidden;
	bool   own;			 /* hidden, and its bounds are printed in its place */
	bool   loosened;	 /* the rule is not kept to there */
	Bounds value;		 /* as it is stored */
	bool   was_loosened; /* likewise */
} PublishedCell;

/* What stands in a table for a region and measure. */
typedef struct Place
{
	PublishedCell cell[2];		/* the row's, and the printed total's */
	bool		  placed;		/* is it a cell of the system? */
	bool		  summed;		/* do some of its regions have the measure? */
	bool		  stated_below; /* does one of them state it? */
	bool		  absent;		/* not listed, and hidden by the rule */
	bool		  loosened;		/* of one that is absent */
	bool		  untied;		/* of a part: that it is at most its whole contradicts the numbers */
	bool		  has_rest;
	bool		  has_printed; /* a printed total beside a row is a cell of its own */
	int			  number;	   /* in the system */
	int			  rest;
	int			  printed;
} Place;

/* What a hidden cell stands for in place of the rule. */
typedef struct RuleException
{
	int32  region; /* 0 for all */
	bool   everywhere;
	int	   measure;
	Bounds hidden;
} RuleException;

typedef enum SumKind
{
	SUM_OVER_REGIONS,
	SUM_PRINTED, /* the same, of a total that is printed beside the region's row */
	SUM_OF_PARTS /* a whole and a part, or all of a breakdown */
} SumKind;

typedef struct PublishedSum
{
	SumKind		kind;
	int			region;
	int			measure; /* of a part alone: that of the part; else that of the total */
	const char *breakdown;
	int			total;
	int		   *part;
	int			parts;
	int			component;
	bool		dropped; /* its numbers contradict each other */
} PublishedSum;

typedef enum SystemCellKind
{
	CELL_OF_PLACE,
	CELL_PRINTED,
	CELL_REST
} SystemCellKind;

typedef struct SystemCell
{
	SystemCellKind kind;
	int			   region;
	int			   measure;
} SystemCell;

typedef struct PublishedTable
{
	int32			 id;
	bool			 as_of_now; /* with what this transaction has just stored */
	bool			 absent_is_hidden;
	int64			 tolerance;
	int				 measures;
	Measure			*measure;
	int				*by_depth; /* measures, wholes before their parts */
	int				 regions;
	PublishedRegion *region;
	Place			*place; /* regions x measures */
	int				 exceptions;
	RuleException	*exception;
	int				 cells;
	SystemCell		*cell;
	int				 sums;
	PublishedSum	*sum;
	Oid				 int_type;	  /* suppressed_int */
	Oid				 bigint_type; /* suppressed_bigint */
} PublishedTable;

static inline Place *
place_of(const PublishedTable *publication, int region, int measure)
{
	return &publication->place[region * publication->measures + measure];
}

/* Within SPI, in the current memory context; NULL where there is no such publication.  as_of_now: with what the statement itself has stored. */
extern PublishedTable *publication_load(int32 id, bool as_of_now);
extern void			   publication_tie(PublishedTable *publication);

/* What a cell can be: loose is without the rule; *other is a second range, *has_other says whether there is one. */
extern Bounds
system_cell_bounds(const PublishedTable *publication, int cell, bool loose, Bounds *other, bool *has_other);

/* Can the rule be loosened there, and is it? */
extern bool *system_cell_loosened(const PublishedTable *publication, int cell);

/* Loosen what the rule says of the cells of a sum; false if there was nothing to loosen. */
extern bool loosen_sum(PublishedTable *publication, const PublishedSum *sum);

/* Leave the sum out, and with it what a part's own bound says of its whole. */
extern void drop_sum(PublishedTable *publication, PublishedSum *sum);

/* Likewise for all that was found and stored; the publication is tied. */
extern void publication_load_contradictions(PublishedTable *publication);

extern const char *sum_over(SumKind kind);

/* What is shown of a row (0), a printed total (1), or a region that is absent (-1). */
extern Bounds publication_value(const PublishedTable *publication, int kind, int region, int measure, bool by_rule);

/* What a region that is not listed can have, of those of a region; of -1, of any. */
extern Bounds absent_value(const PublishedTable *publication, int parent, int measure);

extern Bounds hidden_part_bounds(Bounds part, Bounds whole, bool remainder);

#endif /* BUSETTING_PUBLICATION_H */
