/*
 * memory.h
 *		Arrays of any size.  For all who palloc arrays that grow with the table.
 */
#ifndef BUSETTING_MEMORY_H
#define BUSETTING_MEMORY_H

#include "postgres.h"

#include "utils/memutils.h"

/* Room for count things in the current context, however many. */
static inline void *
allocate(Size size, Size count)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, size * Max(count, 1));
}

#endif /* BUSETTING_MEMORY_H */
