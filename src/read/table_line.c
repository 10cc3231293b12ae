/*
 * table_line.c
 *		A line of pasted text: its words, which of them are cells, and what the
 *		line can be.
 *
 * Called by all that reads pasted text, and for the text in one cell of a page or of a
 * CSV file.  Owns nothing: a line is read into the caller's Line, whose words point into
 * the content.
 *
 * A word is a token; which of them begin a cell is worked out by dynamic programming
 * over tokens and cells, as a space can stand within a count and between two
 * (tokens_divide).
 */
#include <string.h>

#include "read/table_line.h"

/* The cells are all that is no word, up to the end of the line. */
static void
line_find_cells(Line *line)
{
	line->cells = line->count;
	while (line->cells > 0 && line->tokens[line->cells - 1].kind != TOKEN_WORD)
		line->cells--;
	/* a footnote mark behind the name is the name's */
	while (line->cells > 0 && line->cells < line->count && line->tokens[line->cells].kind == TOKEN_MARK)
		line->cells++;
}

/* Where the word ends that begins at a place; what has no width within it is no space. */
static const char *
word_end(const char *at, const char *end)
{
	while (at < end)
	{
		Space  space;
		size_t length = space_match(at, end, &space);

		if (length > 0 && space != SPACE_ZERO)
			break;
		at += length > 0 ? length : 1;
	}
	return at;
}

static bool
symbols_have_particle(const Symbols *symbols, Slice word)
{
	char  buffer[WORD_SIZE];
	Slice folded;
	int	  i;

	if (symbols == NULL || symbols->particle_count == 0 || slice_starts_upper(word))
		return false;
	folded = slice_fold(slice_trim_marks(word), buffer, sizeof(buffer));
	for (i = 0; folded.length > 0 && i < symbols->particle_count; i++)
		if (slices_equal(folded, symbols->particles[i]))
			return true;
	return false;
}

/*
 * Read a line into its tokens.  Returns the place behind it.  A form feed behind
 * the last word is before the next line: *new_page is handed on from line to line.
 */
const char *
line_read(Line *line, const Symbols *symbols, const char *at, const char *end, bool *new_page)
{
	Space gap = SPACE_LINE;
	bool  wide = false;

	line->start = at;
	line->stop = end;
	line->tabs = line->overflow = false;
	line->count = 0;
	while (at < end)
	{
		const char *start = at;
		Space		space;
		size_t		length = space_match(at, end, &space);

		if (length > 0)
		{
			at += length;
			if (space == SPACE_ZERO)
				continue;
			if (space == SPACE_LINE)
			{
				line->stop = start;
				break;
			}
			*new_page = *new_page || space == SPACE_PAGE;
			line->tabs = line->tabs || space == SPACE_TAB;
			wide = gap != SPACE_NONE && gap != SPACE_LINE;
			gap = gap > space ? gap : space;
			continue;
		}
		at = word_end(at, end);
		if (line->count == 0)
			line->new_page = *new_page;
		*new_page = false;
		if (line->count < LINE_TOKENS)
		{
			Token *token = &line->tokens[line->count++];

			token->text = slice_trim((Slice){start, at - start});
			token->kind = token_classify(token->text, symbols);
			token->gap = gap;
			token->wide = wide;
			token->particle = token->kind == TOKEN_WORD && symbols_have_particle(symbols, token->text);
		}
		else
			line->overflow = true;
		gap = SPACE_NONE;
		wide = false;
	}

	line_find_cells(line);
	return at;
}

/* Can the words be of one cell: with single spaces between, and no mark at their end? */
static bool
words_stand_together(const Token *tokens, int count)
{
	const Token *last = &tokens[count - 1];
	int			 i;

	for (i = 1; i < count; i++)
		if (tokens[i].wide || tokens[i].gap == SPACE_TAB)
			return false;
	return count == 1 || (last->kind != TOKEN_MARK && !(last->kind == TOKEN_SYMBOL && last->text.data[0] == '*'));
}

/* Are the words a bound or a count of persons that is written out, apart from what stands before? */
static bool
words_are_written(const Line *line, int from, int count)
{
	const Token *first = &line->tokens[from];

	return count > 1 && (from == 0 || first->wide || first->gap == SPACE_TAB) &&
		   cell_is_written(tokens_span(line->tokens, from, from + count));
}

/*
 * Words that some publishers write in a cell become one token: "avventer vedtak",
 * ": c".  The first can be one where a name stands above.
 */
void
line_join_words(Line *line, const Symbols *symbols, bool named)
{
	int i = named ? 0 : 1;

	for (; i < line->count; i++)
	{
		int words = line->count - i < SYMBOL_WORDS ? line->count - i : SYMBOL_WORDS;
		int least = line->tokens[i].kind == TOKEN_WORD ? 1 : 2;

		while (words >= least && !(words_stand_together(&line->tokens[i], words) &&
								   (cell_is_words(tokens_span(line->tokens, i, i + words), symbols) ||
									words_are_written(line, i, words))))
			words--;
		if (words < least)
			continue;
		line->tokens[i].text = tokens_span(line->tokens, i, i + words);
		line->tokens[i].kind = TOKEN_SYMBOL;
		line->count -= words - 1;
		memmove(&line->tokens[i + 1], &line->tokens[i + words], (line->count - i - 1) * sizeof(Token));
	}
	line_find_cells(line);
}

/* The text of the tokens from one to before another. */
Slice
tokens_span(const Token *tokens, int from, int to)
{
	if (from >= to)
		return (Slice){tokens[0].text.data, 0};
	return (Slice){tokens[from].text.data,
				   tokens[to - 1].text.data + tokens[to - 1].text.length - tokens[from].text.data};
}

/* Is a small-letter word one that stands in names of regions? */
static bool
is_name_particle(Slice word)
{
	static const char *const particles[] = {"og",		 "i",		 "på",			 "av",	   "ved",
											"for",		 "den",		 "det",			 "fylke",  "fylket",
											"kommune",	 "kommuner", "kommunar",	 "fylker", "fylkeskommune",
											"region",	 "regionen", "regionar",	 "totalt", "total",
											"i",		 "alt",		 "landet",		 "hele",   "heile",
											"alle",		 "sum",		 "samlet",		 "samla",  "uoppgitt",
											"uoppgjeve", "ukjent",	 "bydel",		 "of",	   "and",
											"the",		 "county",	 "municipality", NULL};

	return word_is_one_of(word, particles);
}

/* Does the word end or hold what only a sentence or an address has? */
static bool
word_is_of_prose(Slice word)
{
	char last = word.data[word.length - 1];

	return strchr(",;:!?\"", last) != NULL || (last == '.' && word.length > 3) ||
		   memchr(word.data, '@', word.length) != NULL || memchr(word.data, ':', word.length) != NULL;
}

/* Can the token stand in a name: at its beginning, behind it, or at the beginning of what goes on with one? */
static bool
token_is_of_name(const Token *token, bool first, bool continued)
{
	Slice word = slice_trim_marks(token->text);

	if (token->kind == TOKEN_MARK && !first)
		return true;
	if (token->kind != TOKEN_WORD && (token->kind != TOKEN_SYMBOL || first))
		return false;
	if (word_is_of_prose(word))
		return false;
	if (token->kind == TOKEN_SYMBOL || slice_starts_upper(word) || word.data[0] == '(')
		return true;
	return (!first || continued) &&
		   (word.data[0] == '/' || word.data[0] == '-' || token->particle || is_name_particle(word));
}

/*
 * Can the words be the name of a region?  It begins with a capital letter,
 * perhaps after a code, and has no punctuation of a sentence.  One that goes on
 * with a name from the line above may begin with a small letter.
 */
bool
tokens_are_name(const Token *tokens, int count, bool continued)
{
	Slice name = tokens_span(tokens, 0, count);
	int	  code = count > 1 && tokens[0].kind == TOKEN_DIGITS && tokens[0].text.length <= 4;
	int	  i;

	if (code == count || count - code > 8)
		return false;
	for (i = code; i < count; i++)
	{
		Slice word = slice_trim_marks(tokens[i].text);

		/* "Totalt:" */
		if (i + 1 == count && word.length > 1 && word.data[word.length - 1] == ':' && name_is_total(name, &word))
			return true;
		if (!token_is_of_name(&tokens[i], i == code, continued))
			return false;
	}
	return true;
}

/* Are all of them counts or symbols, so that no doubt is left that they are cells? */
bool
tokens_are_counts(const Token *tokens, int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (tokens[i].kind != TOKEN_SYMBOL && tokens[i].kind != TOKEN_MARK && tokens[i].kind != TOKEN_PART &&
			(tokens[i].kind != TOKEN_DIGITS || (tokens[i].text.length > 1 && tokens[i].text.data[0] == '0' &&
												!(i > 0 && tokens_can_join(&tokens[i - 1], &tokens[i])))))
			return false;
	return count > 0;
}

/*
 * The fields between the tabs of a line, if they are as many as wanted.  More
 * are taken if they are empty; a tab at the end of the line is not of its words.
 */
bool
line_split_tabs(const Line *line, Slice *fields, int count)
{
	const char *at = line->start;
	int			i;

	for (i = 0;; i++)
	{
		const char *tab = memchr(at, '\t', line->stop - at);
		Slice		field = {at, (tab != NULL ? tab : line->stop) - at};

		if (i < count)
			fields[i] = field;
		else if (slice_trim(field).length > 0)
			return false;
		if (tab == NULL)
			return i + 1 >= count;
		at = tab + 1;
	}
}

/* Can the field be read in a column: as a cell, or two, where it holds measures? */
bool
field_is_clean(Slice field, Column column, const Symbols *symbols)
{
	char  buffer[CELL_SIZE];
	Slice part = {NULL, 0};
	Slice cell;

	if (!column_is_measured(column))
		return true;
	if (!column_is_single(column))
		cell_split_part(&field, &part);
	return cell_clean(field, symbols, buffer, &cell) == NULL && cell_clean(part, symbols, buffer, &cell) == NULL;
}

/*
 * The fields between the runs of spaces of a line, if they are as many as the
 * columns; *clean says whether all can be read.
 */
bool
line_split_wide(const Line *line, const Table *table, Slice *fields, bool *clean)
{
	int count = 0;
	int first = 0;
	int i;

	for (i = 1; i <= line->count; i++)
	{
		if (i < line->count && !line->tokens[i].wide)
			continue;
		if (count == table->column_count)
			return false;
		fields[count++] = tokens_span(line->tokens, first, i);
		first = i;
	}
	/* of lists side by side, the last may be shorter */
	for (i = count; i > 0 && i < table->column_count && count % table->list_width == 0; i++)
		fields[i] = (Slice){line->stop, 0};
	count = i > count ? i : count;
	*clean = true;
	for (i = 0; i < count; i++)
		*clean = *clean && field_is_clean(fields[i], table->columns[i], &table->symbols);
	return count == table->column_count && count > 1;
}

/* "Side 2 av 5", "Page 3" */
bool
line_is_page_footer(const Line *line)
{
	static const char *const first[] = {"side", "sida", "page", "s.", NULL};
	static const char *const between[] = {"av", "of", "/", NULL};
	int						 i;

	if (line->count < 2 || line->count > 4 || !word_is_one_of(line->tokens[0].text, first))
		return false;
	for (i = 1; i < line->count; i++)
		if (line->tokens[i].kind != TOKEN_DIGITS && !word_is_one_of(line->tokens[i].text, between) &&
			line->tokens[i].kind != TOKEN_WRONG)
			return false;
	return true;
}

/* Are the two one number with a space between its thousands, perhaps? */
bool
tokens_can_join(const Token *left, const Token *right)
{
	return left->kind == TOKEN_DIGITS && right->kind == TOKEN_DIGITS && left->text.length <= 3 &&
		   (left->text.data[0] != '0' || left->text.length == 3) && right->text.length >= 3 &&
		   memchr("0123456789", right->text.data[2], 10) != NULL &&
		   (right->text.length == 3 || memchr("0123456789", right->text.data[3], 10) == NULL) && !right->wide &&
		   (right->gap == SPACE_PLAIN || right->gap == SPACE_NARROW);
}

/* Does the token never begin a cell? */
static bool
token_follows(const Token *token)
{
	return token->kind == TOKEN_MARK || token->kind == TOKEN_PART;
}

/* The number of tokens that can begin a cell. */
int
tokens_count_cells(const Token *tokens, int count)
{
	int cells = 0;
	int i;

	for (i = 0; i < count; i++)
		cells += !token_follows(&tokens[i]);
	return cells;
}

/* Can the token be a footnote mark or a part, behind a cell? */
static bool
token_can_follow(const Token *token)
{
	return token_follows(token) || (token->kind == TOKEN_SYMBOL && token->text.data[0] == '*' &&
									token->gap != SPACE_LINE && token->gap != SPACE_TAB && !token->wide);
}

/* How far a space sets two tokens apart. */
typedef enum Weight
{
	WEIGHT_NONE,
	WEIGHT_NARROW,
	WEIGHT_PLAIN,
	WEIGHT_WIDE
} Weight;

static Weight
token_weight(const Token *token)
{
	if (token->gap == SPACE_LINE)
		return WEIGHT_NONE;
	if (token->wide || token->gap == SPACE_TAB)
		return WEIGHT_WIDE;
	return token->gap == SPACE_NARROW ? WEIGHT_NARROW : WEIGHT_PLAIN;
}

/*
 * Does the token go on with the number before it?  It does if it can, and the
 * cells of the row are set apart by more than the space between, or if no count
 * begins so: "000".
 */
static bool
token_binds(const Token *token, Weight heaviest)
{
	return tokens_can_join(token - 1, token) && (token_weight(token) < heaviest || token->text.data[0] == '0');
}

/* Tokens being divided into cells. */
typedef struct Division
{
	const Token *tokens;
	int			 count;
	int			 cells;
	Weight		 heaviest; /* of the spaces between */
	/* in how many ways, 2 standing for more, the tokens from one on are so many cells */
	unsigned char ways[LINE_TOKENS + 1][LINE_TOKENS + 1];
} Division;

/* The weight of the heaviest space; that behind the name is often wide for alignment only. */
static Weight
tokens_heaviest(const Token *tokens, int count)
{
	Weight heaviest = WEIGHT_NONE;
	int	   i;

	for (i = 0; i < count; i++)
	{
		Weight weight = token_weight(&tokens[i]);

		if (i == 0 && weight == WEIGHT_WIDE)
			weight = WEIGHT_PLAIN;
		heaviest = weight > heaviest ? weight : heaviest;
	}
	return heaviest;
}

/* Is each token a cell, without doubt? */
static bool
division_is_plain(const Division *division)
{
	int i;

	for (i = 0; i < division->count; i++)
		if (token_follows(&division->tokens[i]) || (i > 0 && token_binds(&division->tokens[i], division->heaviest)))
			return false;
	return division->count == division->cells;
}

/* A cell that begins at one token can end before another, or behind the marks that follow there. */
static void
division_add_cell(Division *division, int start, int stop)
{
	for (;; stop++)
	{
		int cell;

		for (cell = 1; cell <= division->cells; cell++)
		{
			int sum = division->ways[start][cell] + division->ways[stop][cell - 1];

			division->ways[start][cell] = sum > 2 ? 2 : sum;
		}
		if (stop == division->count || !token_can_follow(&division->tokens[stop]))
			return;
	}
}

/* The cells that can begin at a token: of it alone, and of it and the groups of digits behind it. */
static void
division_begin_cell(Division *division, int start)
{
	static const int longest = 4; /* groups of digits in a count */
	const Token		*tokens = division->tokens;
	int				 length;

	if (token_follows(&tokens[start]) || (start > 0 && token_binds(&tokens[start], division->heaviest)))
		return;
	for (length = 1; length <= longest; length++)
	{
		division_add_cell(division, start, start + length);
		/* only a later group begins with a zero, and all later groups have three digits */
		if (start + length == division->count || tokens[start].text.data[0] == '0' ||
			!tokens_can_join(&tokens[start + length - 1], &tokens[start + length]) ||
			(length > 1 && tokens[start].text.length > 3))
			return;
	}
}

/*
 * Divide tokens into cells.  Returns in how many ways that can be done, 2
 * standing for more, with the first of each cell of one way in starts[].
 */
int
tokens_divide(const Token *tokens, int count, int cells, int *starts)
{
	Division division; /* not cleared, as rows without doubt need none of its ways */
	int		 start;
	int		 cell;

	division.tokens = tokens;
	division.count = count;
	division.cells = cells;
	division.heaviest = tokens_heaviest(tokens, count);
	if (division_is_plain(&division))
	{
		for (cell = 0; cell < cells; cell++)
			starts[cell] = cell;
		return 1;
	}
	if (count < cells || cells <= 0 || cells > LINE_TOKENS)
		return 0;
	memset(division.ways, 0, sizeof(division.ways));
	division.ways[count][0] = 1;
	for (start = count - 1; start >= 0; start--)
		division_begin_cell(&division, start);

	/* follow one way */
	for (start = 0, cell = cells; cell > 0 && division.ways[0][cells] > 0; cell--)
	{
		starts[cells - cell] = start++;
		while (division.ways[start][cell - 1] == 0)
			start++;
	}
	return division.ways[0][cells];
}

/* Is it a line that is drawn below a header or above a total, "-- ------- -----", and no symbol of the publisher's? */
bool
line_is_rule(const Line *line)
{
	bool   drawn = false;
	int	   i;
	size_t k;

	if (line->count == 1 && line->tokens[0].kind == TOKEN_SYMBOL)
		return false;
	for (i = 0; i < line->count; i++)
	{
		Slice text = line->tokens[i].text;

		for (k = 0; k < text.length && (text.data[k] == '-' || text.data[k] == '=') && text.data[k] == text.data[0];
			 k++)
			;
		if (k < text.length)
			return false;
		drawn = drawn || k > 2;
	}
	return drawn;
}
