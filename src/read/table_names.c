/*
 * table_names.c
 *		Names that a row can begin with, as the caller knows them.
 *
 * What reads tables knows no regions; it is told their names and codes.  Called by
 * published_table.c, which gives and owns the names, and by table_left_out.c, for
 * lines that are read as no row.
 */
#include <stdlib.h>
#include <string.h>

#include "read/table_cell.h"
#include "read/table_names.h"

/* What is compared of a name, in a buffer of NAME_SIZE bytes; false where it is too long. */
bool
names_fold(Slice name, char *buffer, Slice *folded)
{
	char  clean[NAME_SIZE];
	Slice text;

	if (!name_clean(name, clean, &text))
		return false;
	*folded = slice_fold(text, buffer, NAME_SIZE);
	return true;
}

static int
names_compare(const void *left, const void *right)
{
	const Slice *a = left;
	const Slice *b = right;
	int			 order = memcmp(a->data, b->data, a->length < b->length ? a->length : b->length);

	return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

/* Prepare names, which are folded, and to which the slices go on belonging. */
void
names_begin(Names *names, Slice *folded, int count)
{
	qsort(folded, count, sizeof(Slice), names_compare);
	*names = (Names){folded, count};
}

/* Is the folded text one of the names? */
bool
names_know(const Names *names, Slice folded)
{
	return names->count > 0 && bsearch(&folded, names->folded, names->count, sizeof(Slice), names_compare) != NULL;
}

/* How many of the words are a name that is known, or a total's; 0 if they begin with none. */
int
names_match(const Names *names, const Token *tokens, int count)
{
	char buffer[NAME_SIZE];
	int	 words = count < NAME_WORDS ? count : NAME_WORDS;

	for (; words > 0; words--)
	{
		Slice name = slice_trim_marks(tokens_span(tokens, 0, words));
		Slice of;

		while (name.length > 1 && strchr(memchr(name.data, '(', name.length) == NULL ? ":,;\"')" : ":,;\"'",
										 name.data[name.length - 1]) != NULL)
			name.length--;
		if (!names_fold(name, buffer, &name))
			continue;
		if (names_know(names, name))
			return words;
		if (words <= 2 && name_is_total(name, &of) && (of.length == 0 || slice_equals(of, "landet")))
			return words;
	}
	return 0;
}

/* Does the caller know the name that the two are, with something between them? */
bool
names_know_joined(const Names *names, Slice first, const char *between, Slice second)
{
	char   joined[NAME_SIZE];
	char   folded[NAME_SIZE];
	size_t gap = strlen(between);
	Slice  key;

	if (first.length + gap + second.length > sizeof(joined))
		return false;
	memcpy(joined, first.data, first.length);
	memcpy(joined + first.length, between, gap);
	memcpy(joined + first.length + gap, second.data, second.length);
	return names_fold((Slice){joined, first.length + gap + second.length}, folded, &key) && names_know(names, key);
}
