/*
 * table_text_header.c
 *		The header of a table in pasted text, over as many lines as it takes.
 *
 * There are three ways to read a header of more than one line:
 *
 *		a flow		word after word, as a cell of a slide is copied
 *		in columns	set out with runs of spaces; what stands below each other
 *					belongs together
 *		a grid		set out with tabs, likewise
 *
 * Set out in columns, what stands above several may head them all (table_text_groups.c).
 * Runs of spaces mean columns.  Tabs can mean both: then only one of the two may
 * make sense.
 *
 * Called by table_text.c, which owns the TextHeader and asks of each line whether it
 * begins or goes on with a header.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_left_out.h"
#include "read/table_text_groups.h"
#include "read/table_text_header.h"

static int
slice_characters(Slice text)
{
	int	   characters = 0;
	size_t i;

	for (i = 0; i < text.length; i++)
		characters += ((unsigned char) text.data[i] & 0xC0) != 0x80;
	return characters;
}

/* The words of the line as words of a header; returns how many there are then. */
static int
words_add(HeaderWord *words, int count, const Line *line, int number)
{
	const char *at = line->start;
	int			tab = 0;
	int			place = 0;
	int			i;

	for (i = 0; i < line->count && count < HEADER_WORDS; i++)
	{
		const Token *token = &line->tokens[i];
		HeaderWord	*above = count > 0 ? &words[count - 1] : NULL;

		for (; at < token->text.data; at++)
		{
			tab += *at == '\t';
			place += ((unsigned char) *at & 0xC0) != 0x80;
		}
		/* an arrow of its own, which says how the page is sorted */
		if (i > 0 && word_drop_arrows(token->text).length == 0)
			continue;
		words[count++] = (HeaderWord){.text = token->text,
									  .apart = token->gap == SPACE_TAB || token->wide,
									  .line = number,
									  .tab = tab,
									  .place = place,
									  .below_blank = line->blanks > 0};
		/* a word broken at the end of the line is one, if words follow each other */
		if (i == 0 && above != NULL && above->line == number - 1 && above->text.length > 1 &&
			above->text.data[above->text.length - 1] == '-')
		{
			above->text.length = token->text.data + token->text.length - above->text.data;
			count--;
		}
	}
	return count;
}

static bool
line_is_wide(const Line *line)
{
	int i;

	for (i = 1; i < line->count; i++)
		if (line->tokens[i].wide && line->tokens[i].gap != SPACE_TAB)
			return true;
	return false;
}

/* Does the line begin a header? */
bool
text_header_starts(const Words *words, const Line *line)
{
	HeaderWord first[4];
	int		   count = 0;
	int		   i;

	for (i = 0; i < line->count && count < 4; i++)
		if (i == 0 || word_drop_arrows(line->tokens[i].text).length > 0)
			first[count++] = (HeaderWord){.text = line->tokens[i].text,
										  .apart = line->tokens[i].gap == SPACE_TAB || line->tokens[i].wide};
	return header_begins(words, first, count);
}

/* Is it a header whose words have lost what set them apart: "KommuneVedtakBosatt"? */
bool
text_header_runs_together(const Words *words, const Line *line)
{
	HeaderWord pieces[16];
	Header	   header;
	Slice	   token = line->tokens[0].text;
	size_t	   start = 0;
	size_t	   i;
	int		   count = 0;

	for (i = 1; i <= token.length && count < 16; i++)
	{
		Slice before = {token.data + i - 1, token.length - i + 1};
		Slice rest = {token.data + i, token.length - i};

		if (i == token.length || (slice_starts_lower(before) && slice_starts_upper(rest)))
		{
			pieces[count++] = (HeaderWord){.text = {token.data + start, i - start}, .apart = true};
			start = i;
		}
	}
	if (count < 2 || !header_begins(words, pieces, count))
		return false;
	header_from_words(words, pieces, count, true, &header);
	return header.names_measure;
}

/*
 * Is the line a row, though all its words may be a header's?  It begins with a
 * number where the header's first column does, and holds a name or a cell for each
 * column; years stand above measures only.
 */
static bool
text_header_is_row(const TextHeader *header, const Words *words, const Line *line)
{
	int columns = 1;
	int pieces = 1;
	int i;

	if (line->tokens[0].kind != TOKEN_DIGITS ||
		memchr(line->start, '\t', line->tokens[0].text.data - line->start) != NULL ||
		line->tokens[0].text.data - line->start > header->words[0].place)
		return false;
	for (i = 1; i < header->count; i++)
		columns += header->words[i].line == 0 && header->words[i].apart;
	for (i = 1; i < line->count; i++)
		pieces += line->tokens[i].gap == SPACE_TAB || line->tokens[i].wide;
	for (i = 1; i < line->count; i++)
		if (!header_knows(words, line->tokens[i].text))
			return true;
	return columns > 1 && pieces >= columns;
}

/* Does the line name a region that stands above rows: "Fylke: Vestland"?  No word behind the first is a header's. */
static bool
line_is_heading(const Words *words, const Line *line)
{
	int i;

	if (line->count < 2 || line->cells < line->count || !words_designate(words, line->tokens[0].text))
		return false;
	for (i = 1; i < line->count; i++)
		if (header_knows(words, line->tokens[i].text))
			return false;
	return true;
}

/* "I alt  44  0  five": a total's row, though its words may be a header's? */
static bool
line_is_total_with_numbers(const Words *words, const Line *line)
{
	Slice of;
	int	  name = 0;
	int	  i;

	for (i = 1; i <= 2 && i < line->count; i++)
		if (name_is_total(tokens_span(line->tokens, 0, i), &of))
			name = i;
	for (i = name; name > 0 && i < line->count; i++)
		if (line->tokens[i].kind == TOKEN_DIGITS && !header_knows(words, line->tokens[i].text))
			return true;
	return false;
}

/* Is it a row of a list, "1. Bergen", of which no word is a header's? */
static bool
line_is_listed(const Words *words, const Line *line)
{
	return line->count > 1 && left_out_is_bullet(&line->tokens[0]) && slice_starts_upper(line->tokens[1].text) &&
		   !header_knows(words, line->tokens[1].text);
}

/* Does the line go on with the header above it? */
bool
text_header_continues(const TextHeader *header, const Words *words, const Line *line)
{
	Slice above = header->words[header->count - 1].text;
	Slice first = line->tokens[0].text;
	Slice last = line->tokens[line->count - 1].text;
	int	  i;

	for (i = line->cells; i < line->count; i++)
		if (!header_knows(words, line->tokens[i].text) &&
			(i == 0 || !header_is_period(words, line->tokens[i - 1].text, line->tokens[i].text)))
			return false;
	if (text_header_is_row(header, words, line) || line_is_heading(words, line) ||
		line_is_total_with_numbers(words, line) || line_is_listed(words, line))
		return false;
	return header_knows(words, first) || last.data[last.length - 1] == ':' ||
		   (above.length > 1 && above.data[above.length - 1] == '-') ||
		   (slice_starts_lower(first) && !slice_starts_upper(first));
}

/* Add a line to the header. */
void
text_header_add(TextHeader *header, const Line *line)
{
	header->count = words_add(header->words, header->count, line, header->lines);
	header->lines++;
	header->tab_lines += line->tabs;
	header->wide_lines += line_is_wide(line);
}

/* Do the lines above stand beside the column of names, which heads a line alone or those of other columns? */
static bool
text_header_has_group(const TextHeader *header, const Line *line)
{
	const char *first = line->tokens[0].text.data;

	if (header->above_wide == 0 || line->tabs || (line->count > 1 && !line_is_wide(line)) ||
		(header->above_unknown && line->blanks > 0))
		return false;
	return header->above[0].place >=
		   slice_characters((Slice){line->start, first + line->tokens[0].text.length - line->start});
}

/* Begin a header with the line that has the name column's. */
void
text_header_start(TextHeader *header, const Line *line, Slice heading, bool continues)
{
	header->continues = continues;
	header->number = line->number;
	header->heading = heading;
	header->count = header->lines = header->tab_lines = header->wide_lines = 0;
	/* set in columns, the names' header may stand at the bottom; a cell a line, that of codes or ranks stands above it */
	if (header->above_count > 0 &&
		((!header->above_unknown &&
		  (line_is_wide(line) || (header->above_count == 1 && line->count == 1 && header->above_names))) ||
		 text_header_has_group(header, line)))
	{
		memcpy(header->words, header->above, header->above_count * sizeof(HeaderWord));
		header->count = header->above_count;
		header->lines = header->above_lines;
		header->wide_lines = header->above_wide;
	}
	header->own_line = header->lines;
	header->above_count = 0;
	text_header_add(header, line);
}

/* Remember a line of header words, or of words set apart as they are, until one with the names' header comes. */
void
text_header_watch(TextHeader *header, const Words *words, const Line *line)
{
	bool unknown = false;
	bool measure;
	bool rank;
	int	 i;

	/* from the end, where rows have their cells */
	for (i = line->count - 1; i >= 0 && !unknown; i--)
		unknown =
			!header_knows(words, line->tokens[i].text) &&
			(i == 0 || !line_is_wide(line) || !header_is_period(words, line->tokens[i - 1].text, line->tokens[i].text));
	if (unknown && (line->cells < line->count || !line_is_wide(line)))
	{
		header->above_count = 0;
		return;
	}
	/* of those that are not sure, the last */
	if (header->above_count == 0 || unknown || (header->above_unknown && line->blanks > 0))
	{
		header->above_count = header->above_lines = header->above_wide = 0;
		header->above_unknown = unknown;
	}
	header_find_words(words, line->tokens[0].text, &header->above_names, &measure);
	(void) header_kind(words, line->tokens[0].text, &rank);
	header->above_names = header->above_names || rank;
	header->above_wide += line_is_wide(line);
	header->above_count = words_add(header->above, header->above_count, line, header->above_lines++);
}

/* Is the space before the word blank on all lines, so that it may stand between two columns? */
static bool
words_leave_blank(const HeaderWord *words, int count, const HeaderWord *word)
{
	int place = word->place - 1;
	int i;

	for (i = 0; i < count; i++)
		if (words[i].place <= place && place < words[i].place + slice_characters(words[i].text))
			return false;
	return true;
}

static bool
header_words_stand_together(const HeaderWord *words, int i)
{
	return i > 0 && !words[i].apart && words[i].line == words[i - 1].line;
}

#define CUTS 5 /* so many places are tried, at most: each way to use them or not */

/* Places between words one space apart, where a column may end all the same. */
typedef struct Cuts
{
	int		 places[CUTS];
	int		 count;
	unsigned used; /* a bit each */
} Cuts;

static bool
cuts_have(const Cuts *cuts, int place, unsigned used)
{
	int i;

	for (i = 0; i < cuts->count; i++)
		if (cuts->places[i] == place && (used & (1u << i)) != 0)
			return true;
	return false;
}

/* Where columns of the header may end besides at runs of spaces; false where there are too many places to try. */
static bool
cuts_find(Cuts *cuts, const HeaderWord *words, int count)
{
	int i;

	*cuts = (Cuts){.count = 0};
	for (i = 1; i < count; i++)
	{
		if (!header_words_stand_together(words, i) || cuts_have(cuts, words[i].place, ~0u) ||
			!words_leave_blank(words, count, &words[i]))
			continue;
		if (cuts->count == CUTS)
			return false;
		cuts->places[cuts->count++] = words[i].place;
	}
	return true;
}

/* Where columns begin, as the line with the most pieces says, were all set to the left. */
static int
words_find_starts(const HeaderWord *words, int count, int *starts)
{
	int found = 0;
	int from;
	int to;

	for (from = 0; from < count; from = to)
	{
		int pieces = 0;

		for (to = from; to < count && words[to].line == words[from].line; to++)
			pieces += !header_words_stand_together(words, to);
		if (pieces <= found)
			continue;
		found = 0;
		for (to = from; to < count && words[to].line == words[from].line; to++)
			if (!header_words_stand_together(words, to))
				starts[found++] = words[to].place;
	}
	return found;
}

/* Has a line of words between tabs fewer of these than one below it?  Then what stands below each other need not belong together. */
static bool
words_end_early(const HeaderWord *words, int count)
{
	int widest = 0;
	int i;

	/* from below */
	for (i = count - 1; i >= 0; i--)
	{
		bool last = i + 1 == count || words[i + 1].line != words[i].line;

		if (last && words[i].tab < widest)
			return true;
		widest = words[i].tab > widest ? words[i].tab : widest;
	}
	return false;
}

/* Put the words one column after the other; column has that of each, from 0 on. */
static void
words_order(const HeaderWord *words, int count, const int *column, int columns, HeaderWord *arranged)
{
	int used = 0;
	int i;
	int j;

	for (j = 0; j < columns; j++)
	{
		bool first = true;

		for (i = 0; i < count; i++)
			if (column[i] == j)
			{
				arranged[used] = words[i];
				arranged[used++].apart = first;
				first = false;
			}
	}
}

#define LEFT_ALIGNED 2 /* characters that a word may begin before or behind its column */

/*
 * Put the words below where columns begin, top to bottom in each; false where a piece of
 * a line begins elsewhere, so that columns are not set to the left.
 */
static bool
words_arrange_left(const HeaderWord *words, int count, HeaderWord *arranged)
{
	int starts[HEADER_WORDS];
	int column[HEADER_WORDS];
	int columns = words_find_starts(words, count, starts);
	int i;

	for (i = 0; i < count; i++)
	{
		column[i] = columns - 1;
		while (column[i] >= 0 && starts[column[i]] > words[i].place + LEFT_ALIGNED)
			column[i]--;
		if (column[i] < 0 ||
			(!header_words_stand_together(words, i) && words[i].place > starts[column[i]] + LEFT_ALIGNED))
			return false;
	}
	words_order(words, count, column, columns, arranged);
	return true;
}

/*
 * Put the words into the order of columns, top to bottom in each.  What a line
 * keeps together is one piece, but for cuts; pieces that overlap from line to line are
 * one column.
 */
static void
words_arrange(const HeaderWord *words, int count, bool by_tabs, const Cuts *cuts, HeaderWord *arranged)
{
	int left[HEADER_WORDS];
	int right[HEADER_WORDS];
	int order[HEADER_WORDS];  /* the words by where they begin */
	int column[HEADER_WORDS]; /* of each word */
	int columns = 0;
	int edge = -1; /* where the column ends so far */
	int i;
	int j;

	for (i = 0; i < count; i++)
	{
		bool together = i > 0 && header_words_stand_together(words, i) && !cuts_have(cuts, words[i].place, cuts->used);

		left[i] = by_tabs ? words[i].tab : together ? left[i - 1] : words[i].place;
		right[i] = by_tabs ? words[i].tab : words[i].place + slice_characters(words[i].text) - 1;
		for (j = i; j > 0 && left[order[j - 1]] > left[i]; j--)
			order[j] = order[j - 1];
		order[j] = i;
	}
	for (i = 0; i < count; i++)
	{
		if (left[order[i]] > edge)
			columns++;
		if (right[order[i]] > edge)
			edge = right[order[i]];
		column[order[i]] = columns - 1;
	}
	words_order(words, count, column, columns, arranged);
}

/* Does a line below the first begin with a tab?  That is no cell broken over lines. */
static bool
words_leave_corner(const TextHeader *header)
{
	int i;

	for (i = 1; i < header->count; i++)
		if (header->words[i].line > header->words[i - 1].line && header->words[i].tab > 0)
			return true;
	return false;
}

/* Read the words; where columns are set apart, those that are unknown can be left out. */
static void
words_read(const Table *table, const HeaderWord *line, int count, bool all_apart, Header *header)
{
	header_from_words(table->words, line, count, all_apart, header);
	if (all_apart)
		header_leave_out(table, header);
}

/* The two ways in which a header is read. */
typedef struct HeaderReadings
{
	Header flow;	/* word after word */
	Header columns; /* column after column */
} HeaderReadings;

static bool
header_is_right(const Words *words, const Header *header)
{
	return !header->wrong && table_check_columns(words, header->columns, header->years, header->count) == NULL;
}

static bool
headers_differ(const Header *left, const Header *right)
{
	return left->count != right->count || memcmp(left->columns, right->columns, left->count * sizeof(Column)) != 0;
}

/* Where the word's column ends, of words in the order of columns. */
static int
column_find_end(const HeaderWord *words, int count, int from)
{
	int to = from + 1;

	while (to < count && !words[to].apart)
		to++;
	return to;
}

/* Put a column's words behind those arranged, and those of the column before on lines above it where it has none; -1 where there is no room. */
static int
column_spread(const HeaderWord *words, int from, int to, HeaderWord *spread, int before, int used, bool may)
{
	int first = used;
	int i = from;

	while (may && before < first && spread[before].line < words[from].line)
	{
		if (used == HEADER_WORDS)
			return -1;
		spread[used++] = spread[before++];
	}
	for (; i < to; i++)
	{
		if (used == HEADER_WORDS)
			return -1;
		spread[used++] = words[i];
	}
	for (i = first; i < used; i++)
		spread[i].apart = i == first;
	return used;
}

/* How many words of the column stand on lines above one, if they begin farther to the left than those below them; else 0. */
static int
column_count_over(const HeaderWord *words, int from, int to, int line)
{
	int above = from;
	int left = words[from].place;
	int i;

	while (above < to && words[above].line < line)
	{
		left = words[above].place < left ? words[above].place : left;
		above++;
	}
	for (i = above; i < to; i++)
		if (words[i].place <= left)
			return 0;
	return above < to ? above - from : 0;
}

/* The same where what stands above a column, and begins before it, may be of those to its left, which have nothing there. */
static bool
words_are_sure_left(const Table *table, const HeaderWord *words, int count, const Header *header)
{
	HeaderWord spread[2 * HEADER_WORDS];
	Header	   other;
	int		   starts[TABLE_COLUMNS + 1];
	int		   columns = 0;
	int		   above = 0; /* words of the column from which they are taken */
	int		   taken = 0;
	int		   used = 2 * HEADER_WORDS;
	int		   i;

	for (i = 0; i < count && columns < TABLE_COLUMNS; i = column_find_end(words, count, i))
		starts[columns++] = i;
	if (columns != header->count)
		return true;
	starts[columns] = count;
	/* from the last column on */
	for (i = columns - 1; i >= 0; i--)
	{
		int	 length = starts[i + 1] - starts[i];
		bool may = i + 1 < columns && header_may_spread(header, i, i + 1);
		int	 over = may ? column_count_over(words, starts[i + 1], starts[i + 2], words[starts[i]].line) : 0;

		if (over > 0)
		{
			above = starts[i + 1];
			taken = over;
		}
		else if (!may || taken == 0 || words[above + taken - 1].line >= words[starts[i]].line)
			taken = 0;
		if (used < length + taken)
			return false;
		used -= length;
		memcpy(spread + used, words + starts[i], length * sizeof(HeaderWord));
		if (taken > 0)
			spread[used].apart = false;
		used -= taken;
		memcpy(spread + used, words + above, taken * sizeof(HeaderWord));
		spread[used].apart = true;
	}
	if (2 * HEADER_WORDS - used > HEADER_WORDS)
		return false;
	words_read(table, spread + used, 2 * HEADER_WORDS - used, true, &other);
	return header_agrees(header, &other);
}

/* Words in the order of columns, of which a line above may be of one column or of several: do both say the same? */
static bool
words_are_sure(const Table *table, const HeaderWord *words, int count, const Header *header)
{
	HeaderWord spread[HEADER_WORDS];
	Header	   other;
	int		   column = 0;
	int		   before = 0;
	int		   used = 0;
	int		   from;
	int		   to;

	for (from = 0; from < count; from = to, column++)
	{
		int first = used;

		to = column_find_end(words, count, from);
		if (column >= header->count)
			return true;
		used = column_spread(words, from, to, spread, before, used,
							 column > 0 && header_may_spread(header, column - 1, column));
		if (used < 0)
			return false;
		before = first;
	}
	words_read(table, spread, used, true, &other);
	return header_agrees(header, &other);
}

/*
 * Read the header's words, set out in columns by spaces.  Columns may stand so close that
 * some of their words are one space apart: of the ways that make sense, the one with as many
 * columns as the first row has pieces, or the most.
 */
static const Header *
text_header_read_gaps(const TextHeader *header, const Table *table, HeaderReadings *read, const char **problem)
{
	int			pieces = header->row_pieces;
	HeaderWord	arranged[HEADER_WORDS];
	HeaderWord	best[HEADER_WORDS];
	Cuts		cuts;
	Header		gaps;
	int			weight;
	int			most = 0;
	bool		cut = false;
	const char *grouped = NULL;
	unsigned	ways = cuts_find(&cuts, header->words, header->count) ? 1u << cuts.count : 1;

	for (cuts.used = 0; cuts.used < ways; cuts.used++)
	{
		words_arrange(header->words, header->count, false, &cuts, arranged);
		words_read(table, arranged, header->count, true, &read->flow);
		if (cuts.used == 0)
			header_copy(&gaps, &read->flow);
		weight = read->flow.count == pieces ? TABLE_COLUMNS + 1 : read->flow.count;
		if (!header_is_whole(table->words, &read->flow) || weight < most)
			continue;
		*problem = weight == most && headers_differ(&read->flow, &read->columns) ?
					   "can be divided into columns in more than one way" :
				   weight > most ? NULL :
								   *problem;
		most = weight;
		cut = cuts.used != 0;
		header_copy(&read->columns, &read->flow);
		memcpy(best, arranged, header->count * sizeof(HeaderWord));
	}
	/* one that has not as many columns as the first row, or only where words a space apart are of two, may have groups of them */
	if ((most <= TABLE_COLUMNS || cut) &&
		text_groups_read(table, header->words, header->count, pieces, &read->flow, &grouped))
	{
		*problem = grouped;
		return &read->flow;
	}
	if (most == 0 && words_arrange_left(header->words, header->count, arranged))
	{
		words_read(table, arranged, header->count, true, &read->columns);
		most = header_is_whole(table->words, &read->columns) ? read->columns.count : 0;
		memcpy(best, arranged, header->count * sizeof(HeaderWord));
	}
	if (most == 0)
		header_copy(&read->columns, &gaps);
	else if (*problem == NULL && (!words_are_sure(table, best, header->count, &read->columns) ||
								  !words_are_sure_left(table, best, header->count, &read->columns)))
		*problem = HEADER_UNSURE;
	return &read->columns;
}

/*
 * Read the header's words, in the order in which they make sense.  Tabs can mean
 * both: *problem says so where both make sense, and are not the same.
 */
static const Header *
text_header_read(const TextHeader *header, const Table *table, HeaderReadings *read, const char **problem)
{
	HeaderWord arranged[HEADER_WORDS];
	bool	   by_gaps = header->wide_lines > 0 && header->lines > 1;

	*problem = NULL;

	/* on one line, what is set out is in columns without doubt */
	words_read(table, header->words, header->count,
			   table->skip_unknown && header->lines == 1 && header->tab_lines + header->wide_lines > 0, &read->flow);
	if (by_gaps)
		return text_header_read_gaps(header, table, read, problem);
	if (header->lines == 1 && header->tab_lines + header->wide_lines > 0 && !header_is_right(table->words, &read->flow))
	{
		/* a column of something else that is known is left out where all are set apart */
		words_read(table, header->words, header->count, true, &read->columns);
		if (header_is_whole(table->words, &read->columns))
			return &read->columns;
	}
	if (header->tab_lines < 2)
		return &read->flow;
	words_arrange(header->words, header->count, true, &(Cuts){.count = 0}, arranged);
	words_read(table, arranged, header->count, true, &read->columns);
	if (!header_is_right(table->words, &read->columns))
		return &read->flow;
	if (header_is_right(table->words, &read->flow) && !words_leave_corner(header) &&
		headers_differ(&read->flow, &read->columns))
		*problem = "can be read line by line and column by column";
	else if (!header_is_whole(table->words, &read->columns) && words_end_early(header->words, header->count))
		*problem = HEADER_UNSURE;
	return &read->columns;
}

/* Has the header's first line no tabs and runs of spaces, and does it say which level of regions the names are of, no more? */
static bool
text_header_begins_named(const TextHeader *header, const Words *words)
{
	bool name;
	bool measure;
	int	 i;

	for (i = 0; i < header->count && header->words[i].line == 0; i++)
	{
		header_find_words(words, header->words[i].text, &name, &measure);
		if (!name || measure || header->words[i].apart)
			return false;
	}
	return i > 0 && i < header->count;
}

/* Where a line of the header stands, set out by spaces. */
typedef struct HeaderPlace
{
	int	 first; /* its words */
	int	 stop;
	int	 left; /* its characters */
	int	 right;
	int	 second;	  /* where its second piece begins, 0 where it has but one */
	bool below_blank; /* it stands below a blank line */
} HeaderPlace;

static HeaderPlace
text_header_place(const TextHeader *header, int first)
{
	const HeaderWord *words = header->words;
	HeaderPlace		  place = {
			  .first = first, .stop = first, .left = words[first].place, .below_blank = words[first].below_blank};

	for (; place.stop < header->count && words[place.stop].line == words[first].line; place.stop++)
	{
		if (place.stop > first && words[place.stop].apart && place.second == 0)
			place.second = words[place.stop].place;
		place.right = words[place.stop].place + slice_characters(words[place.stop].text) - 1;
	}
	return place;
}

/* Where the first column beside that of the names begins, 0 where none does. */
static int
text_header_second(const TextHeader *header, const HeaderPlace *names)
{
	HeaderPlace place;
	int			second = 0;
	int			i;

	for (i = 0; i < header->count; i = place.stop)
	{
		int left;

		place = text_header_place(header, i);
		left = place.left > names->right ? place.left : place.second;
		second = left > 0 && (second == 0 || left < second) ? left : second;
	}
	return second;
}

/*
 * How many lines at the top may be titles: one phrase each, that begins where the names' column does, or before it.
 * *sure are so many that are: a blank line stands below them, or they are longer than the column they stand over.
 */
static int
text_header_count_titles(const TextHeader *header, int *sure)
{
	HeaderPlace names = {0};
	HeaderPlace place;
	int			blank = 0; /* lines above the last blank line */
	int			lines = 0;
	int			second;
	int			i;

	*sure = 0;
	if (header->tab_lines > 0 || header->own_line == 0)
		return 0;
	for (i = 0; i < header->count; i = place.stop)
	{
		place = text_header_place(header, i);
		blank = place.below_blank && header->words[i].line <= header->own_line ? header->words[i].line : blank;
		if (header->words[i].line == header->own_line)
			names = place;
	}
	second = text_header_second(header, &names);
	if (second == 0)
		return 0;
	for (i = 0; header->words[i].line < header->own_line; i = place.stop, lines++)
	{
		place = text_header_place(header, i);
		if (place.second > 0 || place.left > names.left)
			break;
		if (lines < blank || place.right >= second)
			*sure = lines + 1;
	}
	return lines;
}

/* Without so many lines at its top. */
static void
text_header_drop_titles(TextHeader *header, int lines)
{
	int first = 0;
	int i;

	while (header->words[first].line < lines)
		first++;
	header->count -= first;
	memmove(header->words, header->words + first, header->count * sizeof(HeaderWord));
	for (i = 0; i < header->count; i++)
		header->words[i].line -= lines;
	header->lines -= lines;
	header->own_line -= lines;
}

/*
 * The same, where titles may stand above the header, whose words are known, too: "Fylker" above "Fylke   Bosatte",
 * "Bosatte flyktninger 2022" above "Kommune   Bosatte".  What is surely none of its lines is not read with them.
 */
static const Header *
text_header_read_titled(TextHeader *header, const Table *table, HeaderReadings *read, const char **problem)
{
	TextHeader	  whole;
	const Header *found;
	int			  sure;
	int			  titles = text_header_count_titles(header, &sure);

	if (table->given_count > 0)
		return text_header_read(header, table, read, problem);
	if (sure > 0)
	{
		text_header_drop_titles(header, sure);
		titles -= sure;
	}
	found = text_header_read(header, table, read, problem);
	if (titles == 0 && text_header_begins_named(header, table->words))
		titles = 1;
	if (titles == 0 || (*problem == NULL && header_is_right(table->words, found)))
		return found;
	whole = *header;
	text_header_drop_titles(header, titles);
	found = text_header_read(header, table, read, problem);
	if (*problem == NULL && header_is_right(table->words, found))
		return found;
	*header = whole;
	return text_header_read(header, table, read, problem);
}

/* Where the line begins in which a place is: of a header's, spaces above the names' column included. */
static const char *
line_begin(const Table *table, const char *place)
{
	while (place > table->content.data && strchr("\r\n", place[-1]) == NULL)
		place--;
	return place;
}

/*
 * The header is complete: begin the table below it.  Returns whether it was a
 * header.  What is wrong with it is told when a row follows, as prose may look
 * like a header too.
 */
bool
text_header_finish(TextHeader *header, Table *table)
{
	HeaderReadings readings;
	const char	  *problem;
	char		   told[HEADER_PROBLEM];
	const Header  *found = text_header_read_titled(header, table, &readings, &problem);
	const char	  *where = header->words[0].text.data;
	Slice		   heading = (Slice){NULL, 0};

	if (words_level_has_above(table->words, found->level))
		heading = header->heading;
	header->count = 0;
	if (found->names_measure)
		table_drop_titled(table);
	if (table->given_count > 0)
	{
		header_note_given(table, found, header->number);
		table_begin(table, table->given, table->given_count, found->level, heading, header->continues);
		table->header = line_begin(table, where);
		return true;
	}
	if (!found->names_measure)
		return false; /* a line of prose */
	if (problem == NULL && !found->wrong)
		problem = table_check_columns(table->words, found->columns, found->years, found->count);
	table_begin(table, found->columns, found->count, found->level, heading,
				header->continues && problem == NULL && !found->wrong);
	table->header = line_begin(table, where);
	table_set_years(table, found->years);
	header_note_left_out(table, found, header->number);
	if (found->wrong)
		table->header_wrong = !table_fail_header(table, where, found->unknown);
	else if (problem != NULL)
		table->header_wrong = !table_fail_columns(table, where, header_describe(table->words, found, problem, told));
	return true;
}
