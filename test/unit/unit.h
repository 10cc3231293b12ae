/*
 * unit.h
 *		What the programs of test/unit share: checks that print TAP, numbers by
 *		chance, and small tables whose every solution can be enumerated.
 *
 * Each program names in a line "sources:" what it is linked with; server.c
 * stands in for what these call of a server.  test/t/unit.pl builds and runs
 * them all.
 */
#ifndef BUSETTING_UNIT_H
#define BUSETTING_UNIT_H

#include "postgres.h"

#include "utils/memutils.h"

#include "audit/table_system.h"
#include "type/bounds.h"

/* ---- TAP ---- */

/* Begin a test; what check finds wrong until its end makes it fail. */
extern void test_begin(const char *name);
extern void test_end(void);

/* Print the plan; returns the exit status. */
extern int test_finish(void);

/* Note what is wrong, the first ten times, with what it was in. */
extern void check(bool good, const char *format, ...) pg_attribute_printf(2, 3);

/* Did anything of the test at hand go wrong? */
extern bool test_failed(void);

/* ---- chance ---- */

/* One of 0 .. of - 1, the same in every run. */
extern int chance(int of);

/* ---- tables ---- */

/*
 * A table of small numbers: inner cells, and totals that are the sums of some of
 * them.  true_value has the number of each cell; what is hidden lies in 0..most.
 */
typedef struct UnitTable
{
	TableSystem *system; /* finished; bounds are what a reader knows */
	int			*true_value;
	bool		*hidden;
} UnitTable;

/* Cells and sums by chance, some of the cells hidden. */
extern UnitTable random_table(int inner, int sums, int most, int hidden_percent);

/* Rows and columns with all their totals. */
extern UnitTable two_way_table(int rows, int columns, int most, int hidden_percent);

/* The smallest and largest number of each cell in any solution; false if there is none. */
extern bool enumerate(const TableSystem *system, Bounds *hull);

#endif /* BUSETTING_UNIT_H */
