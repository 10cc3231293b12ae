/*
 * table_period.h
 *		What the cells of a column of periods say.
 */
#ifndef BUSETTING_TABLE_PERIOD_H
#define BUSETTING_TABLE_PERIOD_H

#include "read/table_slice.h"

#define PERIOD_SIZE 12 /* bytes of the code of a period, at most */

/*
 * A period that heads a column, 0 where there is none: a year as it is, or else a part of one, whose year may not be said.
 * Those of one kind are in the order of time.
 */
typedef int Period;

#define PERIOD_MONTH   100000000
#define PERIOD_QUARTER 200000000
#define PERIOD_WEEK	   300000000
#define PERIOD_DAY	   400000000 /* whose number is that of the month, times a hundred, and of the day */

/* Is it a year? */
static inline bool
period_is_year(Period period)
{
	return period > 0 && period < PERIOD_MONTH;
}

extern Period period_read_words(Slice text);
extern Period period_set_year(Period period, int year);
extern Period period_read_code(Slice text);
extern Slice  period_write(Period period, char *buffer);
extern bool	  period_clean(Slice text, bool of_years, char *buffer, Slice *period);
extern bool	  period_clean_part(Slice year, Slice part, char letter, char *buffer, Slice *period);

#endif /* BUSETTING_TABLE_PERIOD_H */
