/*
 * rich_text.c
 *		A cell's text of several runs, of which some are marks or deleted.
 *
 * A raised "1" behind 718 is a footnote's mark, and what has a line through it is deleted: as in
 * web pages, both are left out, and where that leaves a doubt about a number, it is said.
 *
 * Called by the readers of workbooks.  The text lives in the context in which it was begun.
 */
#include "postgres.h"

#include "miscadmin.h"

#include "read/rich_text.h"
#include "read/table.h"
#include "read/table_slice.h"
#include "util/compat.h"

void
rich_begin(RichText *rich)
{
	initStringInfo(&rich->text);
	rich_reset(rich);
}

void
rich_reset(RichText *rich)
{
	resetStringInfo(&rich->text);
	rich->edge = rich->digits = rich->doubt = false;
}

/* Add a run's text; aside says that it is a mark or deleted. */
void
rich_add(RichText *rich, const char *text, bool aside)
{
	size_t length = strlen(text);

	if (length == 0)
		return;
	if (aside)
	{
		rich->edge = true;
		rich->digits = rich->digits || strpbrk(text, "0123456789") != NULL;
		return;
	}
	rich->doubt = rich->doubt || (rich->edge && rich->text.len > 0 && is_digit(rich->text.data[rich->text.len - 1]) &&
								  is_digit(text[0]));
	rich->edge = false;
	if (rich->text.len + length > TABLE_BYTES)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the text of a cell is too long"),
						errdetail("At most %d MB of text are read at once.", TABLE_BYTES / 1024 / 1024),
						errhint("Check that this is the right file.")));
	appendBinaryStringInfo(&rich->text, text, (int) length);
}

/* Why the text may not be the number that a reader sees, or NULL. */
const char *
rich_doubt(const RichText *rich)
{
	return rich->doubt || (rich->digits && rich->text.len == 0) ? "A part of it is raised, or has a line through it." :
																  NULL;
}
