/*
 * cube_sums.h
 *		Finding the sums of a cube.
 */
#ifndef BUSETTING_CUBE_SUMS_H
#define BUSETTING_CUBE_SUMS_H

#include "audit/cube.h"

/* Add the sums that tie the rows, and the dimensions that they make up. */
extern void cube_find_sums(Cube *cube);

#endif /* BUSETTING_CUBE_SUMS_H */
