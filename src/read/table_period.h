/*
 * table_period.h
 *		What the cells of a column of periods say.
 */
#ifndef BUSETTING_TABLE_PERIOD_H
#define BUSETTING_TABLE_PERIOD_H

#include "read/table_slice.h"

#define PERIOD_SIZE 12 /* bytes of the code of a period, at most */

extern bool period_clean(Slice text, bool of_years, char *buffer, Slice *period);
extern bool period_clean_part(Slice year, Slice part, char letter, char *buffer, Slice *period);

#endif /* BUSETTING_TABLE_PERIOD_H */
