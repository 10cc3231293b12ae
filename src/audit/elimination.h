/*
 * elimination.h
 *		Sparse elimination of sums in GF(p), numbers modulo a prime.
 *
 * Everything is palloc'd in the context in which it is called.
 */
#ifndef BUSETTING_ELIMINATION_H
#define BUSETTING_ELIMINATION_H

#include "audit/table_system.h"

/* 2^31 - 1 */
#define PRIME UINT64CONST(2147483647)

typedef struct Entry
{
	int	   column;
	uint32 value;
} Entry;

/* Entries in no order; what is allocated grows by doubling. */
typedef struct Row
{
	Entry *entry;
	int	   length;
	int	   allocated;
} Row;

typedef struct Numbers
{
	int *number;
	int	 count;
	int	 allocated;
} Numbers;

/* The sums, being eliminated; columns are hidden cells by their own numbers. */
typedef struct Elimination
{
	int		 sums;
	int		 columns;
	Row		*row;
	Numbers *holder; /* sums of each column that are left, exactly */
	int		*position;
	/* cells that are carried along, but not eliminated; NULL if there are none */
	Row *carried;
	int *carried_position;
	/* sums that are left, by length */
	int	 *longest; /* head of the list of each length */
	int	 *next;
	int	 *previous;
	int	  shortest; /* no list below has any */
	int	  pivots;
	int	 *pivot_sum;
	int	 *pivot_column;
	bool *basic; /* the column is some pivot's */
} Elimination;

/* ---- numbers modulo the prime ---- */

static inline uint32
reduced(uint64 value)
{
	value = (value & PRIME) + (value >> 31);
	value = (value & PRIME) + (value >> 31);
	return value >= PRIME ? value - PRIME : value;
}

static inline uint32
times(uint32 a, uint32 b)
{
	return reduced((uint64) a * b);
}

static inline uint32
minus(uint32 a, uint32 b)
{
	return a >= b ? a - b : a + (uint32) PRIME - b;
}

extern uint32 inverse(uint32 a);

/* ---- rows ---- */

extern void numbers_add(Numbers *numbers, int number);

extern void row_add(Row *row, int column, uint32 value);
extern void row_free(Row *row);

/* Where a column is in a row, or -1. */
extern int row_find(const Row *row, int column);

/*
 * row -= factor * other.  If holder is given, number, which is the row's, is noted there
 * with each column that the row has gained.  If lost is given, the columns that the row
 * has lost are added to it.
 */
extern void
row_subtract(Row *row, const Row *other, uint32 factor, int number, Numbers *holder, int *position, Numbers *lost);

/* ---- elimination ---- */

/* The sums of a table over the cells that have a column; column_of a cell that has none is -1. */
extern Elimination *elimination_create(const TableSystem *system, const int *column_of, int columns);

/* Eliminate a column from all sums but one, again and again, until none is left. */
extern void eliminate(Elimination *work);

#endif /* BUSETTING_ELIMINATION_H */
