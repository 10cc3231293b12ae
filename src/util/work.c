/*
 * work.c
 *		The count of work, its limits, and what happens past them.
 *
 * Called by every engine of audit and protect, which count their steps; audit.c,
 * publication's reading.c and protect's search.c begin a call.  Owns the count and the limits of the call at work.
 * There is one in a session at a time, so that they are static; an error leaves them as
 * they are, and the next call begins anew.
 */
#include "postgres.h"

#include "util/work.h"

int work_limit = 9000;

int64 work_done;
int64 work_most = PG_INT64_MAX;

static int64	   limit = PG_INT64_MAX; /* of the call, whatever happens past it */
static int64	   deadline = PG_INT64_MAX;
static int64	   cells_at_work;
static const char *task_at_work;

/* Work grows faster than the table.  So does the limit: with the square of the cells, above WORK_CELLS. */
static void
begin(int64 cells)
{
	double times = Max(1.0, (double) cells / WORK_CELLS);
	double steps = work_limit * 1e6 * times * times;

	limit = work_limit == 0 || steps > 9e18 ? PG_INT64_MAX : (int64) steps;
	work_done = 0;
	cells_at_work = cells;
}

void
work_begin_protection(int64 cells)
{
	begin(cells);
	work_most = limit;
	deadline = PG_INT64_MAX;
}

void
work_begin_audit(int64 cells)
{
	begin(cells);
	work_most = PG_INT64_MAX;
	deadline = limit;
}

void
work_task(const char *task)
{
	task_at_work = task;
}

int64
work_left(int percent)
{
	return work_most == PG_INT64_MAX ? PG_INT64_MAX : Max(work_most / 100 * percent - work_done, 0);
}

void
work_deadline(int percent)
{
	deadline = percent == 100 || work_most == PG_INT64_MAX ? PG_INT64_MAX : work_most / 100 * percent;
}

bool
work_is_spent(void)
{
	return work_done > deadline;
}

void
work_exceeded(void)
{
	ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED), errmsg("protection has come to its limit of work"),
					errdetail("The limit is " INT64_FORMAT " million steps for " INT64_FORMAT
							  " cells; it was reached while %s.",
							  limit / 1000000, cells_at_work, task_at_work),
					errhint("Ask for a lower level or for no singles, protect fewer dimensions or coarser categories "
							"at once, or raise busetting.work_limit, which is %d.",
							work_limit)));
}
