/*
 * shipped_row.c
 *		The trigger that keeps rows that come with the extension as they are.
 *
 * pg_dump leaves such rows out, as CREATE EXTENSION brings them itself: one that was
 * changed would come back as it was shipped.  The extension's own scripts may change
 * them.  Replication brings them as they are at its source, and fires no triggers.
 *
 * Called as a trigger of the tables with such rows (sql/shipped.sql).  Owns nothing.
 */
#include "postgres.h"

#include "commands/extension.h"
#include "commands/trigger.h"
#include "utils/rel.h"

#include "util/compat.h"

PG_FUNCTION_INFO_V1(keep_shipped_row);
Datum
keep_shipped_row(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	bool		 added;

	if (!CALLED_AS_TRIGGER(fcinfo) ||
		TRIGGER_FIRED_FOR_ROW(trigger->tg_event) == TRIGGER_FIRED_BY_TRUNCATE(trigger->tg_event))
		elog(ERROR, "keep_shipped_row is called by triggers for each row, and of TRUNCATE");
	if (TRIGGER_FIRED_BY_TRUNCATE(trigger->tg_event))
		ereport(ERROR, (errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
						errmsg("table \"%s\" has rows that come with the extension, and cannot be truncated",
							   RelationGetRelationName(trigger->tg_relation)),
						errdetail("Such rows are not dumped: a restored database has them as they were shipped."),
						errhint("Delete the rows of your own: DELETE FROM busetting.%s WHERE NOT (%s).",
								RelationGetRelationName(trigger->tg_relation), trigger->tg_trigger->tgargs[0])));
	added = TRIGGER_FIRED_BY_INSERT(trigger->tg_event);
	if (!creating_extension)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 added ? errmsg("a row that does not come with the extension is marked as if it did in table \"%s\"",
								RelationGetRelationName(trigger->tg_relation)) :
						 errmsg("a row that comes with the extension cannot be %s in table \"%s\"",
								TRIGGER_FIRED_BY_DELETE(trigger->tg_event) ? "deleted" : "changed",
								RelationGetRelationName(trigger->tg_relation)),
				 errdetail("Such rows are not dumped: a restored database has them as they were shipped."),
				 errhint("%s", trigger->tg_trigger->tgargs[0])));
	return PointerGetDatum(TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? trigger->tg_newtuple : trigger->tg_trigtuple);
}
