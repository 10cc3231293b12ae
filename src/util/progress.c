/*
 * progress.c
 *		Interrupts, and notices of how far long work is.
 *
 * Called by every search of audit and protect.  Owns what the task at work has
 * reported.  There is one in a session at a time, so that it is static; an error leaves
 * it as it is, and the next task begins anew.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "util/progress.h"

int progress_interval = 10000;

static TimestampTz last_notice;
static int64	   cells_decided;
static int64	   cells_tied;
static const char *progress_task;

void
progress_begin(const char *task)
{
	last_notice = GetCurrentTimestamp();
	progress_task = task;
	cells_decided = cells_tied = 0;
}

void
progress_report(int64 decided, int64 of)
{
	CHECK_FOR_INTERRUPTS();
	if (of > 0)
	{
		cells_decided = decided;
		cells_tied = of;
	}
	if (progress_interval > 0 && TimestampDifferenceExceeds(last_notice, GetCurrentTimestamp(), progress_interval))
	{
		last_notice = GetCurrentTimestamp();
		ereport(NOTICE, (cells_tied == 0 ? errmsg("%s", progress_task) :
										   errmsg("audit: " INT64_FORMAT " of " INT64_FORMAT " tied cells decided",
												  cells_decided, cells_tied)));
	}
}
