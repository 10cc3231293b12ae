/*
 * table_html_markup.h
 *		The markup of a web page: tags, what elements mean, characters by name.
 */
#ifndef BUSETTING_TABLE_HTML_MARKUP_H
#define BUSETTING_TABLE_HTML_MARKUP_H

#include "read/table.h"

#define TAG_SIZE 16 /* bytes of a tag's name; longer ones are cut */

typedef struct Tag
{
	const char *start;
	char		name[TAG_SIZE];
	bool		closes;		/* "</td>" */
	bool		empty;		/* "<td/>" */
	bool		hidden;		/* it takes no place on the page */
	bool		invisible;	/* its place is empty */
	bool		displayed;	/* its style says that it takes a place */
	bool		shown;		/* its style says that it is seen, whatever it stands in */
	bool		spoken;		/* its text is for who does not see the page */
	bool		disguised;	/* what is seen of its text is not certain */
	bool		struck;		/* a line goes through its text */
	bool		raised;		/* as the mark of a footnote is */
	bool		attributes; /* it may look otherwise than the text around it */
	bool		filled;		/* it has a value */
	bool		box;		/* to be ticked: its value is not seen */
	int			columns;
	int			rows;
	Slice		label;	 /* what is said to who does not see it */
	Slice		summary; /* likewise, of a table */
	Slice		title;	 /* what is said to who points at it */
} Tag;

extern bool is_tag_space(char c);
extern char small_letter(char c);
extern bool tag_is(const Tag *tag, const char *names);

/* What a reader of the page sees of an element's text. */
typedef enum Effect
{
	EFFECT_TEXT,   /* it is part of the text around it */
	EFFECT_BREAK,  /* likewise, on a line of its own */
	EFFECT_UNSURE, /* perhaps a mark: a digit in it and one beside it are no number */
	EFFECT_ASIDE,  /* it is no part of the text beside it, but is seen: a mark, a deletion, a picture */
	EFFECT_FIELD,  /* what is seen is not what is written */
	EFFECT_NEVER   /* it is not seen */
} Effect;

extern Effect element_effect(const Tag *tag);
extern bool	  element_is_void(const Tag *tag);
extern bool	  element_is_raw(const Tag *tag);
extern bool	  tag_is_doubtful(const Tag *tag);
extern bool	  element_may_stay_open(const Tag *tag);

/* Is an element seen as a whole? */
typedef enum Sight
{
	SIGHT_SEEN,
	SIGHT_INVISIBLE, /* its place is empty, but for elements in it that say otherwise */
	SIGHT_REMOVED	 /* it has no place */
} Sight;

extern Sight tag_sight(const Tag *tag);

/* The outermost element that is not seen, of those around a place. */
typedef struct Unseen
{
	char  name[TAG_SIZE];
	int	  depth; /* of elements of that name within it, and itself; 0 where all is seen */
	Sight sight;
} Unseen;

extern void unseen_follow(Unseen *unseen, const Tag *tag, const char *begins);

/* Where the markup of a page is read. */
typedef struct Markup
{
	Table	   *table; /* its content, its error and who asks for interrupts */
	const char *at;
	const char *end;
} Markup;

extern int	markup_count_lines(const Markup *markup, const char **counted, const char *place);
extern bool markup_fail_cut(const Markup *markup, const char *where, const char *within);
extern bool markup_is_tag(const Markup *markup);
extern bool markup_read_tag(Markup *markup, Tag *tag);
extern bool markup_skip_comment(Markup *markup, bool *found);
extern bool markup_skip_raw(Markup *markup, const Tag *open, bool *digits);
extern bool markup_skip_element(Markup *markup, const Tag *open, bool *digits);

extern size_t entity_read(const char *at, const char *end, char *character, size_t *length);

#endif /* BUSETTING_TABLE_HTML_MARKUP_H */
