/*
 * dimension_product.h
 *		A table as a product of dimensions, and how cells of it can change together.
 *
 * A loop is a change of the codes of one dimension, each by one up or down,
 * that keeps all its sums: one category up and another down, or a category and
 * the total up.  A product of loops, one of each dimension, is a change of
 * cells that keeps all sums of the table.
 */
#ifndef BUSETTING_DIMENSION_PRODUCT_H
#define BUSETTING_DIMENSION_PRODUCT_H

#include "audit/table_system.h"

#define MAX_PRODUCT_DIMENSIONS 31

#define MAX_LOOP 4 /* codes of a loop */

/* The codes of a loop beside the one that goes up. */
typedef struct Loop
{
	int	 length;
	int	 code[MAX_LOOP - 1];
	int8 sign[MAX_LOOP - 1];
} Loop;

typedef struct ProductDimension
{
	int	  codes;
	int	  stride;	  /* between the places of neighbouring codes */
	int	 *first_loop; /* of each code, and one more */
	Loop *loop;
	int	  longest; /* codes of a loop */
} ProductDimension;

typedef struct DimensionProduct
{
	int				  dimensions;
	ProductDimension *dimension;
	int				  places;
	int				 *cell;	 /* at each place, or -1 */
	int				 *place; /* of each cell, or -1 */
} DimensionProduct;

/* Palloc'd; NULL where the table is no product, or one with few of the cells. */
extern DimensionProduct *dimension_product_create(const TableSystem *system);

#endif /* BUSETTING_DIMENSION_PRODUCT_H */
