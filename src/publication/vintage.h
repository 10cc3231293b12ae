/*
 * vintage.h
 *		Which publications count as known.
 */
#ifndef BUSETTING_VINTAGE_H
#define BUSETTING_VINTAGE_H

#include "utils/guc.h"

/* the setting busetting.as_known_on: a date or a time, or empty */
extern char *as_known_on_setting;

extern bool as_known_on_check(char **newval, void **extra, GucSource source);

#endif /* BUSETTING_VINTAGE_H */
