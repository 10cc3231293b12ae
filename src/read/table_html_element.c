/*
 * table_html_element.c
 *		What the elements of a web page mean for the text of a cell.
 *
 * Called by table_html.c for each tag.  All that is known of elements stands in
 * one table; what an attribute says of one comes before it (see table_html_tag.c).
 * An element that is not known may be a mark: it is unsure.
 */
#include "read/table_html_element.h"

static const struct
{
	Effect		effect;
	const char *names;
}			elements[] =
{
	/* of the table itself, and of the page around it */
	{EFFECT_TEXT, "table thead tbody tfoot tr td th caption colgroup col html body"},
	{EFFECT_TEXT, "b strong i em u ins span font mark tt code kbd samp var data time abbr bdi nobr wbr label"},
	{EFFECT_BREAK, "br hr p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 pre center blockquote address article aside section "
	"main nav header footer form fieldset legend figure figcaption details summary menu"},
	{EFFECT_UNSURE, "small sub a"},
	{EFFECT_ASIDE, "sup rt del s strike noscript svg canvas img picture object embed video audio iframe meter progress"},
	{EFFECT_FIELD, "select textarea input math bdo"},
	{EFFECT_NEVER, "script style template title datalist rp meta link base param source track area"}
};

/* What an element, by its begin tag, does to the text of the cell it stands in. */
Effect
element_effect(const Tag *tag)
{
	Effect		effect = EFFECT_UNSURE;
	size_t		i;

	for (i = 0; i < sizeof(elements) / sizeof(elements[0]); i++)
		if (tag_is(tag, elements[i].names))
			effect = elements[i].effect;
	/* a row or a cell is seen to as a whole */
	if (effect == EFFECT_NEVER || tag_is(tag, elements[0].names))
		return effect;
	/* seen or not, its text makes the cell doubtful */
	if (tag->disguised && effect < EFFECT_ASIDE)
		return EFFECT_UNSURE;
	if (tag->hidden || tag->invisible)
		return EFFECT_NEVER;
	/* a box to tick, or a field with nothing in it */
	if (tag_is(tag, "input"))
		return tag->filled && !tag->box ? EFFECT_FIELD : EFFECT_TEXT;
	if (effect != EFFECT_FIELD && (tag->struck || tag->raised))
		return EFFECT_ASIDE;
	return effect == EFFECT_TEXT && tag->attributes ? EFFECT_UNSURE : effect;
}

/* Has the element no end tag, ever? */
bool
element_is_void(const Tag *tag)
{
	return tag_is(tag, "br hr wbr img input meta link col base param source track area embed");
}

/* Does it hold text in which nothing is a tag but its own end? */
bool
element_is_raw(const Tag *tag)
{
	return tag_is(tag, "script style textarea title iframe");
}

/* Can its end tag be left out, so that its end is not known without its neighbours? */
bool
element_may_stay_open(const Tag *tag)
{
	return tag_is(tag, "p li dt dd rt rp option optgroup");
}
