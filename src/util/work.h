/*
 * work.h
 *		How much work a call has done: the same number on every machine.
 *
 * A step is about a nanosecond of a machine of 2025.  Each engine of audit and
 * protect counts its own: pivots times rows, looks at cells, entries of rows.
 * A budget in steps ends a search at the same place wherever and whenever it runs,
 * which one in time would not.
 */
#ifndef BUSETTING_WORK_H
#define BUSETTING_WORK_H

#include "postgres.h"

#include "util/compat.h"

/* What a call may do with a table of up to WORK_CELLS cells, in million steps; 0 for no limit.  A GUC. */
extern int work_limit;

#define WORK_CELLS 2000

/* Steps done, and the most that may be. */
extern int64 work_done;
extern int64 work_most;

/* A protection begins: past its limit it ends with an error. */
extern void work_begin_protection(int64 cells);

/* An audit begins: past its limit it narrows bounds no further. */
extern void work_begin_audit(int64 cells);

/* What a protection is doing now, for the error. */
extern void work_task(const char *task);

/* Steps left until so many percent of a protection's limit; beyond them, what can be left out is left out. */
extern int64 work_left(int percent);

/* What a protection tries now is given up after so many percent of its limit. */
extern void work_deadline(int percent);

/* Is an audit past its limit, or a protection past its deadline?  Then what is not found yet stays unknown. */
extern bool work_is_spent(void);

pg_noreturn extern void work_exceeded(void);

static inline void
work_add(int64 steps)
{
	work_done += steps;
	if (work_done > work_most)
		work_exceeded();
}

#endif /* BUSETTING_WORK_H */
