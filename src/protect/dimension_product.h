/*
 * dimension_product.h
 *		A table as a product of dimensions, and the elementary changes along
 *		each dimension.
 *
 * A loop is a change of some codes of one dimension, each by one up or down,
 * that keeps all its sums: one category up and another down, or a category and
 * its total up. A product of loops, one of each dimension, is a change of cells
 * that keeps all sums of the table: a cycle. cycle.c finds cheap ones.
 * Everything is palloc'd in the context in which dimension_product_create is
 * called.
 */
#ifndef BUSETTING_DIMENSION_PRODUCT_H
#define BUSETTING_DIMENSION_PRODUCT_H

#include "audit/table_system.h"

/* Grouping columns that a cube may have (GROUPING takes no more). */
#define MAX_PRODUCT_DIMENSIONS 31

#define MAX_LOOP 4 /* largest number of codes in a loop */

/* The codes of a loop beside the one that it belongs to, which goes up by one. */
typedef struct Loop
{
	int	 length;
	int	 code[MAX_LOOP - 1];
	int8 sign[MAX_LOOP - 1];
} Loop;

typedef struct ProductDimension
{
	int	  codes;
	int	  stride;	  /* distance of the places of neighbouring codes */
	int	 *first_loop; /* loops of each code, and their end */
	Loop *loop;
	int	  longest; /* codes in the longest loop */
} ProductDimension;

typedef struct DimensionProduct
{
	int				  dimensions;
	ProductDimension *dimension;
	int				  places;
	int				 *cell;	 /* at each place, or -1 */
	int				 *place; /* of each cell, or -1 */
} DimensionProduct;

/* Palloc'd. NULL if the table is no product of dimensions, or if its cells fill too little of one. */
extern DimensionProduct *dimension_product_create(const TableSystem *system);

#endif /* BUSETTING_DIMENSION_PRODUCT_H */
