/*
 * memory.h
 *		Arrays of any size, also beyond the gigabyte of palloc.  For all of audit and
 *		protect whose arrays grow with the table.
 */
#ifndef BUSETTING_MEMORY_H
#define BUSETTING_MEMORY_H

#include "postgres.h"

#include "utils/memutils.h"

/* Memory for count things in the current context, however many, and never none. */
static inline void *
allocate(Size size, Size count)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, size * Max(count, 1));
}

#endif /* BUSETTING_MEMORY_H */
