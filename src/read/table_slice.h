/*
 * table_slice.h
 *		Pieces of UTF-8 text: their spaces, footnote marks and letters.
 */
#ifndef BUSETTING_TABLE_SLICE_H
#define BUSETTING_TABLE_SLICE_H

#include <stdbool.h>
#include <stddef.h>

/* A piece of a text, or of a buffer beside it. */
typedef struct Slice
{
	const char *data;
	size_t		length;
} Slice;

typedef enum Space
{
	SPACE_NONE,
	SPACE_ZERO, /* of no width: none within a word */
	SPACE_PLAIN,
	SPACE_NARROW, /* no-break, narrow or thin: may group the digits of a count */
	SPACE_TAB,
	SPACE_PAGE, /* form feed */
	SPACE_LINE
} Space;

extern size_t space_match_any(const char *at, const char *end, Space *space);
extern Slice  slice_trim(Slice text);
extern Slice  slice_drop_invisible(Slice text, char *buffer, size_t size);
extern size_t slice_mark_at_end(Slice text);
extern size_t slice_number_mark_at_end(Slice text);
extern Slice  slice_trim_marks(Slice text);
extern bool	  slice_equals(Slice text, const char *word);
extern bool	  slices_equal(Slice a, Slice b);
extern size_t slice_clip(Slice text, size_t size);
extern Slice  slice_fold(Slice text, char *buffer, size_t size);
extern bool	  slice_is_digits(Slice text);
extern bool	  slice_has_digit(Slice text);
extern bool	  slice_is_year(Slice text);
extern bool	  slice_starts_upper(Slice text);
extern bool	  slice_starts_lower(Slice text);

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * The length of the space at a place, 0 where there is none: as for most
 * characters, which are seen to be none at once.
 */
static inline size_t
space_match(const char *at, const char *end, Space *space)
{
	if (at<end && * at> ' ' && *at < 0x7F)
	{
		*space = SPACE_NONE;
		return 0;
	}
	return space_match_any(at, end, space);
}
extern bool word_is_one_of(Slice word, const char *const *words);

#endif /* BUSETTING_TABLE_SLICE_H */
