/*
 * likeness.c
 *		How much two texts are alike, by the pairs of letters that they have in common.
 *
 * For a name or a heading that is not known, the known ones nearest to it are looked for
 * among all; in SQL, that took ten milliseconds a name.  The measure is that of Dice
 * (1945), on pairs of characters that follow each other.
 *
 * Called from SQL, by region_id and heading_problem.  Owns nothing.
 */
#include "postgres.h"

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"

#include "util/compat.h"

/* A text and its characters. */
typedef struct Characters
{
	const char *data;
	const char *end;
	int			count;
} Characters;

static Characters
characters_of(const text *value)
{
	Characters found = {VARDATA_ANY(value), VARDATA_ANY(value) + VARSIZE_ANY_EXHDR(value), 0};

	found.count = pg_mbstrlen_with_len(found.data, found.end - found.data);
	return found;
}

/* Does a pair of characters stand in a text before a place? */
static bool
pair_stands_in(const char *pair, int length, const char *at, const char *end)
{
	for (; end - at >= length; at += pg_mblen(at))
		if (memcmp(at, pair, length) == 0)
			return true;
	return false;
}

/*
 * likeness(name text, wanted text): twice the number of different pairs of the name that
 * stand in what is wanted, over the characters of both; 0 where neither has any.
 */
PG_FUNCTION_INFO_V1(text_likeness);
Datum
text_likeness(PG_FUNCTION_ARGS)
{
	Characters	name = characters_of(PG_GETARG_TEXT_PP(0));
	Characters	wanted = characters_of(PG_GETARG_TEXT_PP(1));
	const char *at = name.data;
	int			common = 0;
	int			i;

	for (i = 0; i + 1 < name.count; i++)
	{
		int first = pg_mblen(at);
		int length = first + pg_mblen(at + first);

		CHECK_FOR_INTERRUPTS();
		/* one that stands in the name more than once is counted once */
		common +=
			pair_stands_in(at, length, wanted.data, wanted.end) && !pair_stands_in(at, length, name.data, at + first);
		at += first;
	}
	PG_RETURN_FLOAT8(name.count + wanted.count > 0 ? 2.0 * common / (name.count + wanted.count) : 0);
}
