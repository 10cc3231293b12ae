/*
 * rich_text.h
 *		A cell's text of several runs, of which some are marks or deleted.
 */
#ifndef BUSETTING_RICH_TEXT_H
#define BUSETTING_RICH_TEXT_H

#include "postgres.h"

#include "lib/stringinfo.h"

typedef struct RichText
{
	StringInfoData text;
	bool		   edge;   /* something was left out behind the text so far */
	bool		   digits; /* a digit was left out */
	bool		   doubt;  /* is it the number that a reader sees? */
} RichText;

extern void		   rich_begin(RichText *rich);
extern void		   rich_reset(RichText *rich);
extern void		   rich_add(RichText *rich, const char *text, bool aside);
extern const char *rich_doubt(const RichText *rich);

#endif /* BUSETTING_RICH_TEXT_H */
