/*
 * progress.h
 *		Interrupts, and notices of how far long work is.  Called by every search of
 *		audit and protect.
 */
#ifndef BUSETTING_PROGRESS_H
#define BUSETTING_PROGRESS_H

#include "postgres.h"

/* milliseconds between two notices, 0 for none; a GUC */
extern int progress_interval;

/*
 * Called now and then by what takes long: it serves interrupts, and raises a NOTICE at
 * intervals.  decided of so many cells are done; with of = 0 that is as it was.
 */
extern void progress_report(int64 decided, int64 of);

/* A task begins; the NOTICE names it until there is a number of cells. */
extern void progress_begin(const char *task);

#endif /* BUSETTING_PROGRESS_H */
