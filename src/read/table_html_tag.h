/*
 * table_html_tag.h
 *		The tags of a web page, and characters it writes by name or number.
 */
#ifndef BUSETTING_TABLE_HTML_TAG_H
#define BUSETTING_TABLE_HTML_TAG_H

#include "read/table.h"

#define TAG_SIZE	16			/* bytes of a tag's name; longer ones are cut */

typedef struct Tag
{
	const char *start;
	char		name[TAG_SIZE];
	bool		closes;			/* "</td>" */
	bool		empty;			/* "<td/>" */
	bool		hidden;			/* it takes no place on the page */
	bool		invisible;		/* its place is empty */
	bool		displayed;		/* its style says that it takes a place */
	bool		disguised;		/* what is seen of its text is not certain */
	bool		struck;			/* a line goes through its text */
	bool		raised;			/* as the mark of a footnote is */
	bool		attributes;		/* it may look otherwise than the text around it */
	bool		filled;			/* it has a value */
	bool		box;			/* to be ticked: its value is not seen */
	int			columns;
	int			rows;
} Tag;

extern bool is_tag_space(char c);
extern char small_letter(char c);
extern bool tag_is(const Tag *tag, const char *names);
extern const char *tag_read(Tag *tag, const char *at, const char *end);

#endif							/* BUSETTING_TABLE_HTML_TAG_H */
