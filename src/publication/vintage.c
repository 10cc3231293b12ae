/*
 * vintage.c
 *		The time as of which publications are shown: the setting
 *		busetting.as_known_on, and what it means to the views.
 *
 * A date without a time means all that was known at its end: who asks what was
 * known on a Wednesday has Wednesday's table in mind too.
 *
 * Called by settings.c, which defines the setting, and from SQL, by the views.  Owns
 * the setting's value.
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "publication/vintage.h"
#include "util/compat.h"

char *as_known_on_setting = NULL;

/*
 * Read a date or a time in the session's time zone, the last microsecond of
 * the day if there is no time of day.  Words such as "today" are no answer: a
 * setting must mean the same tomorrow.
 */
static bool
known_on_read(const char *text, TimestampTz *known_on)
{
	static const char *const moving[] = {"now", "today", "tomorrow", "yesterday", "allballs"};
	char					 work[MAXDATELEN + MAXDATEFIELDS];
	char					*field[MAXDATEFIELDS];
	int						 type[MAXDATEFIELDS];
	int						 fields;
	int						 kind;
	struct pg_tm			 tm;
	fsec_t					 fraction;
	int						 zone;
	bool					 has_time = false;

	if (ParseDateTime(text, work, sizeof(work), field, type, MAXDATEFIELDS, &fields) != 0)
		return false;
	for (int i = 0; i < fields; i++)
	{
		for (size_t j = 0; j < lengthof(moving); j++)
			if (strcmp(field[i], moving[j]) == 0)
				return false;
		has_time |= type[i] == DTK_TIME;
	}
	if (decode_datetime(field, type, fields, &kind, &tm, &fraction, &zone) != 0 || kind != DTK_DATE)
		return false;
	if (!has_time)
	{
		tm.tm_hour = HOURS_PER_DAY - 1;
		tm.tm_min = MINS_PER_HOUR - 1;
		tm.tm_sec = SECS_PER_MINUTE - 1;
		fraction = USECS_PER_SEC - 1;
		zone = DetermineTimeZoneOffset(&tm, session_timezone);
	}
	return tm2timestamp(&tm, fraction, &zone, known_on) == 0;
}

bool
as_known_on_check(char **newval, void **extra, GucSource source)
{
	TimestampTz known_on;

	if (*newval == NULL || **newval == '\0' || known_on_read(*newval, &known_on))
		return true;
	GUC_check_errdetail("It is a date, as 2022-05-18 (all that was known at its end), or a date with a time.");
	GUC_check_errhint("Empty, or RESET busetting.as_known_on, shows all that is known.");
	return false;
}

/*
 * as_known_on(): the time up to which publications are shown, infinity if the
 * setting is empty.  The text is read here, not when it is set, because the
 * time zone may have been changed since.
 */
PG_FUNCTION_INFO_V1(as_known_on);
Datum
as_known_on(PG_FUNCTION_ARGS)
{
	TimestampTz known_on;

	if (as_known_on_setting == NULL || *as_known_on_setting == '\0')
		TIMESTAMP_NOEND(known_on);
	else if (!known_on_read(as_known_on_setting, &known_on))
		elog(ERROR, "setting busetting.as_known_on is no time: \"%s\"", as_known_on_setting);
	PG_RETURN_TIMESTAMPTZ(known_on);
}
