/*
 * processor_seconds.h
 *		The clock of the benchmarks in C: other work on the machine does not count.
 */
#include <time.h>

static double
processor_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}
