/*
 * table_html_element.h
 *		What the elements of a web page mean for the text of a cell.
 */
#ifndef BUSETTING_TABLE_HTML_ELEMENT_H
#define BUSETTING_TABLE_HTML_ELEMENT_H

#include "read/table_html_tag.h"

/* What a reader of the page sees of an element's text. */
typedef enum Effect
{
	EFFECT_TEXT,				/* it is part of the text around it */
	EFFECT_BREAK,				/* likewise, on a line of its own */
	EFFECT_UNSURE,				/* perhaps a mark: a digit in it and one beside it are no number */
	EFFECT_ASIDE,				/* it is no part of the text beside it, but is seen: a mark, a deletion, a picture */
	EFFECT_FIELD,				/* what is seen is not what is written */
	EFFECT_NEVER				/* it is not seen */
} Effect;

extern Effect element_effect(const Tag *tag);
extern bool element_is_void(const Tag *tag);
extern bool element_is_raw(const Tag *tag);
extern bool element_may_stay_open(const Tag *tag);

#endif							/* BUSETTING_TABLE_HTML_ELEMENT_H */
