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
 * Called now and then by what takes long: cancel, and a NOTICE at intervals.
 * With of = 0 there is no news of how far it is.
 */
extern void progress_report(int64 decided, int64 of);

/* What is at work from now on, for the NOTICE while there is no other news. */
extern void progress_begin(const char *task);

#endif /* BUSETTING_PROGRESS_H */
