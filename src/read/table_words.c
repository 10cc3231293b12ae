/*
 * table_words.c
 *		The words of headings, as the caller knows them.
 *
 * What reads tables knows no subject; it is told which measures there are, and what
 * headings call them.  Called by table_header.c, which puts words together, and by who
 * prepares the words.  Owns nothing: words belong to the caller.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/table_words.h"

/* A word of a header without the arrows that say by which column a page is sorted, and which browsers copy: "Bosatte▼". */
Slice
word_drop_arrows(Slice word)
{
	static const char *const arrows[] = {"▲", "▼", "△", "▽", "▴", "▾", "▵", "▿", "↑", "↓", "↕", "⇅", "⇵", NULL};
	int						 i;

	for (i = 0; arrows[i] != NULL; i++)
	{
		size_t length = strlen(arrows[i]);

		if (word.length < length)
			continue;
		if (memcmp(word.data + word.length - length, arrows[i], length) == 0)
			word = slice_trim((Slice){word.data, word.length - length});
		else if (memcmp(word.data, arrows[i], length) == 0)
			word = slice_trim((Slice){word.data + length, word.length - length});
		else
			continue;
		i = -1;
	}
	return word;
}

/* A word of a header in small letters, without parentheses, marks and the punctuation after it. */
Slice
word_fold(Slice word, char *buffer, size_t size)
{
	Slice  folded;
	size_t i;

	word = slice_trim_marks(word_drop_arrows(word));
	while (word.length > 1 && strchr(":.,;", word.data[word.length - 1]) != NULL)
	{
		word.length--;
		word = slice_trim_marks(word);
	}
	while (word.length > 1 && (word.data[0] == '(' || word.data[0] == '"'))
	{
		word.data++;
		word.length--;
	}
	while (word.length > 1 && strchr(")\":", word.data[word.length - 1]) != NULL)
		word.length--;
	folded = slice_fold(word, buffer, size);

	/* a word broken at the end of a line: "beskyt-" "telse" */
	for (i = 0; i < folded.length; i++)
	{
		size_t gap = 0;
		size_t next;
		Space  space;

		while (buffer[i] == '-' && (next = space_match(buffer + i + 1 + gap, buffer + folded.length, &space)) > 0)
			gap += next;
		if (gap > 0)
		{
			memmove(buffer + i, buffer + i + 1 + gap, folded.length - i - 1 - gap);
			folded.length -= 1 + gap;
		}
	}
	return folded;
}

static int
text_compare(Slice a, Slice b)
{
	int order = memcmp(a.data, b.data, a.length < b.length ? a.length : b.length);

	return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

static int
words_compare(const void *left, const void *right)
{
	return text_compare(((const Word *) left)->text, ((const Word *) right)->text);
}

/* Put words in order, whose texts are folded and differ. */
void
words_begin(Words *words, Word *list, int count)
{
	qsort(list, count, sizeof(Word), words_compare);
	words->words = list;
	words->count = count;
}

/* The phrase of that text; NULL where there is none. */
const Word *
words_find(const Words *words, Slice folded)
{
	int from = 0;
	int to = words->count;

	if (folded.length == 0)
		return NULL;
	while (from < to)
	{
		int middle = from + (to - from) / 2;
		int order = text_compare(folded, words->words[middle].text);

		if (order == 0)
			return &words->words[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

/* Is there a level that regions of this one are parts of? */
bool
words_level_has_above(const Words *words, int level)
{
	return level > 0 && words->levels[level - 1].above > 0;
}

/* Is it what a level but the last is called, as "Fylke:"? */
bool
words_designate(const Words *words, Slice word)
{
	char  buffer[PHRASE_SIZE];
	Slice folded = word_fold(word, buffer, sizeof(buffer));
	int	  i;

	for (i = 0; i < words->designation_count; i++)
		if (!words->levels[words->designations[i].level - 1].last && slices_equal(folded, words->designations[i].text))
			return true;
	return false;
}

/* What heads a column of years or other periods, perhaps with a colon behind it; NULL where it does not. */
const PeriodWord *
words_find_period(const Words *words, Slice word)
{
	char  buffer[PHRASE_SIZE];
	Slice folded = word_fold(word, buffer, sizeof(buffer));
	int	  i;

	for (i = 0; i < words->period_count; i++)
		if (slices_equal(folded, words->periods[i].text))
			return &words->periods[i];
	return NULL;
}

/* Does the text begin or end with a designation, and a space between? */
static bool
text_has_designation(Slice text, Slice designation, bool end)
{
	size_t length = designation.length;
	char   buffer[PHRASE_SIZE];

	return text.length >= length + 2 && text.data[end ? text.length - length - 1 : length] == ' ' &&
		   slices_equal(
			   slice_fold((Slice){text.data + (end ? text.length - length : 0), length}, buffer, sizeof(buffer)),
			   designation);
}

/* A name without what stands behind or before it and says of which level but the last it is; all of it where nothing does. */
Slice
words_drop_designation(const Words *words, Slice name)
{
	int i;

	for (i = 0; i < words->designation_count; i++)
	{
		const Designation *designation = &words->designations[i];
		size_t			   length = designation->text.length;

		if (words->levels[designation->level - 1].last)
			continue;
		if (text_has_designation(name, designation->text, true))
			return slice_trim((Slice){name.data, name.length - length - 1});
		if (text_has_designation(name, designation->text, false))
			return slice_trim((Slice){name.data + length + 1, name.length - length - 1});
	}
	return name;
}

/* The names of the measures, as many as there is room for; returns the length. */
int
words_list_measures(const Words *words, char *buffer, size_t size)
{
	size_t used = 0;
	int	   i;

	if (words->measure_count == 0)
		return snprintf(buffer, size, "none");
	for (i = 0; i < words->measure_count; i++)
	{
		const char *name = words->measures[i].name;

		if (used + strlen(name) + sizeof(", …") > size)
			return used + snprintf(buffer + used, size - used, i > 0 ? ", …" : "…");
		used += snprintf(buffer + used, size - used, "%s%s", i > 0 ? ", " : "", name);
	}
	return used;
}
