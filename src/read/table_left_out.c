/*
 * table_left_out.c
 *		Could a line that is read as no row be one?
 *
 * A line could be a row
 *
 *		by its beginning	a name or code that the caller knows, a total, or what
 *							the row above begins with, and then more
 *		by its gaps			as many pieces as the table has columns
 *		by its numbers		a word and as many numbers as cells, or as often the same words
 *
 * also behind a bullet, a footnote's mark or a quote.
 * Notes and sources begin with words of their own; a sentence is prose where a
 * blank line sets it apart.  In doubt, the line is an error that quotes the cell.
 *
 * Called by table_text.c for each line below a header that is about to be left out, and
 * by table_csv.c and table_html.c for text that is in no row.  Owns nothing.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_left_out.h"
#include "read/table_names.h"

/* What notes, sources and titles begin with, and rows do not. */
static const char *const note_words[] = {"kilde",
										 "kilder",
										 "kjelde",
										 "kjelder",
										 "source",
										 "sources",
										 "note",
										 "notes",
										 "noter",
										 "notar",
										 "fotnote",
										 "fotnoter",
										 "merk",
										 "merknad",
										 "merknader",
										 "merknadar",
										 "forklaring",
										 "teiknforklaring",
										 "tegnforklaring",
										 "symbolforklaring",
										 "standardtegn",
										 "standardteikn",
										 "tabell",
										 "tabellen",
										 "tabellene",
										 "table",
										 "figur",
										 "figure",
										 "diagram",
										 "kart",
										 "side",
										 "sida",
										 "page",
										 "tall",
										 "tallet",
										 "tallene",
										 "tal",
										 "talet",
										 "tala",
										 "data",
										 "dataene",
										 "celler",
										 "verdier",
										 "verdiar",
										 "symbolet",
										 "teiknet",
										 "tegnet",
										 "oppdatert",
										 "sist",
										 "publisert",
										 "endra",
										 "endret",
										 "skrevet",
										 "updated",
										 "published",
										 "status",
										 "per",
										 "pr",
										 "dato",
										 "date",
										 "uke",
										 "veke",
										 "week",
										 "år",
										 "året",
										 "telefon",
										 "tlf",
										 "januar",
										 "februar",
										 "mars",
										 "april",
										 "mai",
										 "juni",
										 "juli",
										 "august",
										 "september",
										 "oktober",
										 "november",
										 "desember",
										 NULL};
static const char *const name_ends[] = {"kommune", "kommunar",	   "fylke",	 "fylkeskommune",
										"herad",   "municipality", "county", NULL};
static const char *const until[] = {"per", "pr", NULL};
static const char *const between[] = {"|", "/", "-", "–", "·", "•", "og", "and", NULL};

/* A word without the punctuation behind it. */
static Slice
word_bare(Slice word)
{
	word = slice_trim_marks(word);
	while (word.length > 1 && strchr(":.,;", word.data[word.length - 1]) != NULL)
		word.length--;
	return word;
}

/* Does a number begin here that no cell is read from: "５", "٥", "½", "Ⅴ"? */
static bool
is_foreign_digit(const char *at, size_t left)
{
	unsigned char first = at[0];
	unsigned char second = left > 1 ? at[1] : 0;
	unsigned char third = left > 2 ? at[2] : 0;

	switch (first)
	{
		case 0xC2: /* fractions */
			return second >= 0xBC && second <= 0xBE;
		case 0xD9: /* Arabic */
			return second >= 0xA0 && second <= 0xA9;
		case 0xDB: /* Persian */
			return second >= 0xB0 && second <= 0xB9;
		case 0xE2: /* more fractions, Roman; in circles */
			return (second == 0x85 && third >= 0x90) || (second == 0x86 && third <= 0x8B) ||
				   (second == 0x91 && third >= 0xA0) || second == 0x92;
		case 0xEF: /* as wide as Chinese characters */
			return second == 0xBC && third >= 0x90 && third <= 0x99;
		default:
			return false;
	}
}

static bool
word_has_digit(Slice word)
{
	size_t i;

	for (i = 0; i < word.length; i++)
		if (is_digit(word.data[i]) || is_foreign_digit(word.data + i, word.length - i))
			return true;
	return false;
}

/* "2022", also "2022:" */
static bool
word_is_year(Slice word)
{
	return slice_is_year(word_bare(word));
}

/* Does the word begin as a bound does: "<", "≤", "≈"? */
static bool
word_is_bound(Slice word)
{
	static const char *const signs[] = {"<", ">", "≤", "≥", "≈", "~", ":", NULL};
	int						 i;

	for (i = 0; signs[i] != NULL; i++)
		if (word.length >= strlen(signs[i]) && memcmp(word.data, signs[i], strlen(signs[i])) == 0)
			return true;
	return false;
}

/* Is the token, or could it be meant as, a count, a symbol or a bound? */
bool
left_out_is_number(const Token *token)
{
	switch (token->kind)
	{
		case TOKEN_DATE:
		case TOKEN_MARK:
			return false;
		case TOKEN_WORD:
			return word_has_digit(token->text) || word_is_bound(token->text);
		default:
			return true;
	}
}

static bool
token_is_clean(const Token *token)
{
	return token->kind == TOKEN_DIGITS || token->kind == TOKEN_SYMBOL || token->kind == TOKEN_PART ||
		   token->kind == TOKEN_MARK;
}

/* "Kilde", "Tabell": does the line begin with a word of notes? */
bool
left_out_has_note_word(const Line *line)
{
	return word_is_one_of(word_bare(line->tokens[0].text), note_words);
}

/* Does the line begin as a note does: "Kilde: IMDi", "*) Tal under 5", "• Ukraina"? */
bool
left_out_is_note(const Line *line)
{
	Slice first = line->tokens[0].text;

	switch (line->tokens[0].kind)
	{
		case TOKEN_MARK:
		case TOKEN_DATE:
		case TOKEN_RULE:
			return true;
		case TOKEN_SYMBOL:
			return strchr("*-.", first.data[0]) != NULL || (unsigned char) first.data[0] >= 0xE2;
		case TOKEN_WORD:
			return left_out_has_note_word(line) || first.data[first.length - 1] == ':' ||
				   (!slice_starts_upper(first) && !slice_starts_lower(first) && !left_out_is_number(&line->tokens[0]));
		default:
			return false;
	}
}

/* The pieces between the tabs of a line, or between its runs of spaces; at most one more than fit. */
static int
line_split_gaps(const Line *line, int *starts)
{
	int count = 0;
	int i;

	for (i = 0; i < line->count && count <= TABLE_COLUMNS; i++)
		if (i == 0 || line->tokens[i].gap == SPACE_TAB || (line->tokens[i].wide && !line->tabs))
			starts[count++] = i;
	starts[count] = line->count;
	return count;
}

/* How many tokens are the code that the line begins with: one that is known, or is like the row's above. */
static int
line_match_code(const Line *line, const Table *table, const RowShape *rows)
{
	const Token *first = &line->tokens[0];

	if (first->kind != TOKEN_DIGITS || line->count < 2)
		return 0;
	if (rows->first.length == first->text.length && word_has_digit(rows->first))
		return 1;
	if (line->tokens[1].kind == TOKEN_WORD && first->text.length <= 4 &&
		names_match(&table->names, &line->tokens[1], line->count - 1) > 0)
		return 1;
	return !word_is_year(first->text) && first->text.length == 4 && names_match(&table->names, first, 1) > 0;
}

/* How many tokens are the name that the line begins with, if it is known or the row's above. */
static int
line_match_name(const Line *line, const Table *table, const RowShape *rows)
{
	int code = line_match_code(line, table, rows);
	int name = code;

	if (line->tokens[code].kind == TOKEN_WORD)
		name += names_match(&table->names, &line->tokens[code], line->count - code);
	if (name == 0 && rows->first.length == line->tokens[0].text.length &&
		memcmp(rows->first.data, line->tokens[0].text.data, rows->first.length) == 0)
	{
		name = line->count - 1;
		while (name > 1 && !tokens_are_name(line->tokens, name, true))
			name--;
	}
	/* "Bergen kommune", "Våler (Østfold)" */
	while (name > 0 && name < line->count &&
		   (word_is_one_of(word_bare(line->tokens[name].text), name_ends) ||
			(line->tokens[name].text.data[0] == '(' && !word_has_digit(line->tokens[name].text) &&
			 line->tokens[name].gap != SPACE_TAB && !line->tokens[name].wide && code < name)))
		name++;
	return name;
}

/* Are all the words names that are known: "Agder | Innlandet | Oslo"? */
static bool
tokens_are_names(const Token *tokens, int count, const Table *table)
{
	bool named = false;
	int	 i = 0;

	while (i < count)
	{
		int name = names_match(&table->names, &tokens[i], count - i);

		if (name == 0 && !word_is_one_of(tokens[i].text, between))
			return false;
		named = named || name > 0;
		i += name > 0 ? name : 1;
	}
	return named;
}

/* Does what stands between repeat itself, a cell each time: "< 5 < 5"? */
static bool
tokens_repeat(const Token *tokens, int count, int cells)
{
	int length;
	int i;

	/* a table whose names come last has no cells behind them */
	if (cells < 2 || count % cells != 0 || count / cells < 2)
		return false;
	length = count / cells;
	for (i = length; i < count; i++)
		if (tokens[i].kind != tokens[i - length].kind)
			return false;
	return true;
}

/* "under 5 under 6": do the same words repeat themselves so around numbers? */
static bool
tokens_repeat_words(const Token *tokens, int count, int cells)
{
	bool number = false;
	int	 i;

	if (!tokens_repeat(tokens, count, cells))
		return false;
	for (i = count / cells; i < count; i++)
	{
		Slice word = tokens[i].text;
		Slice before = tokens[i - count / cells].text;

		if (word_has_digit(word) != word_has_digit(before) ||
			(!word_has_digit(word) &&
			 (word.length != before.length || memcmp(word.data, before.data, word.length) != 0)))
			return false;
		number = number || word_has_digit(word);
	}
	return number;
}

/* Where the same words begin, as often as a row has cells: "Voss ikke klart ikke klart"; 0 where none do. */
static int
line_find_repeat(const Line *line, int cells)
{
	int length;

	for (length = 1; cells > 1 && length * cells < line->count; length++)
	{
		int	  first = line->count - length * cells;
		Slice words = tokens_span(line->tokens, first, first + length);
		int	  i = first + length;

		while (i < line->count)
		{
			Slice again = tokens_span(line->tokens, i, i + length);

			if (again.length != words.length || memcmp(again.data, words.data, words.length) != 0)
				break;
			i += length;
		}
		if (i == line->count)
			return first;
	}
	return 0;
}

/* "< 5": are the token and the next a sign and its number? */
static bool
tokens_are_bound(const Token *tokens)
{
	return tokens[0].kind == TOKEN_WORD && word_is_bound(tokens[0].text) && !word_has_digit(tokens[0].text) &&
		   word_has_digit(tokens[1].text) && !tokens[1].wide && tokens[1].gap != SPACE_TAB;
}

/* How many cells the tokens are, if each is of a number: "< 5" is one; -1 where there are words, too. */
static int
tokens_count_numbers(const Token *tokens, int count)
{
	int cells = 0;
	int i;

	for (i = 0; i < count; i++)
	{
		if (!left_out_is_number(&tokens[i]) && tokens[i].kind != TOKEN_MARK)
			return -1;
		if (i + 1 < count && tokens_are_bound(&tokens[i]))
			i++;
		cells += tokens[i].kind != TOKEN_MARK && tokens[i].kind != TOKEN_PART;
	}
	return cells;
}

/* "har busett 5 flyktningar": does a sentence go on so behind its first words, and not a word or more a cell? */
static bool
tokens_are_sentence(const Token *tokens, int count, int cells)
{
	int words = 0;
	int i;

	for (i = 0; i < count; i++)
	{
		if (tokens[i].wide || tokens[i].gap == SPACE_TAB)
			return false;
		words += tokens[i].kind == TOKEN_WORD && !word_has_digit(tokens[i].text);
	}
	return slice_starts_lower(tokens[0].text) && words >= 3 && count != cells && !tokens_repeat(tokens, count, cells);
}

/* Is the number part of a date or of the name of something: "18. mai", "uke 20", "tabell 5"? */
static bool
number_is_of_title(const Token *tokens, int count, int i)
{
	return word_is_year(word_bare(tokens[i].text)) ||
		   (i > 0 && word_is_one_of(word_bare(tokens[i - 1].text), note_words)) ||
		   (i + 1 < count && word_is_one_of(word_bare(tokens[i + 1].text), note_words));
}

/* "per 18.05", "– busetting 2022", "2022": the rest of a title that begins with a name. */
static bool
tokens_are_title(const Token *tokens, int count)
{
	bool dated = false;
	int	 i;

	for (i = 0; i < count; i++)
	{
		Slice word = word_bare(tokens[i].text);

		if (tokens[i].wide || tokens[i].gap == SPACE_TAB ||
			(word_has_digit(word) && tokens[i].kind != TOKEN_DATE && !number_is_of_title(tokens, count, i)))
			return false;
		dated = dated || tokens[i].kind == TOKEN_DATE || word_is_year(word) || word_is_one_of(word, until);
	}
	return dated;
}

static bool
word_ends_in_comma(Slice word)
{
	return word.length > 0 && word.data[word.length - 1] == ',';
}

/* By its beginning: the number of tokens that are its name, 0 if it is no row. */
static int
line_begins_as_row(const Line *line, const Table *table, const RowShape *rows, LinePlace place)
{
	int			 name = line_match_name(line, table, rows);
	const Token *rest = &line->tokens[name];
	int			 count = line->count - name;
	Slice		 of;

	if (name == 0 || count == 0 || tokens_are_names(rest, count, table))
		return 0;
	/* "I alt  Innvandrere  Andre", above given columns: a header, which says what is left out by a note */
	if (place == PLACE_ABOVE && line->tokens[line->count - 1].kind == TOKEN_WORD &&
		name_is_total(tokens_span(line->tokens, 0, name), &of))
		return 0;
	if (word_is_one_of(word_bare(rest->text), until) && line->tokens[line->count - 1].kind == TOKEN_DATE)
		return 0;
	/* "Oslo, 18. mai 2022" */
	if (place != PLACE_APART && place != PLACE_ABOVE && word_ends_in_comma(line->tokens[name - 1].text) &&
		tokens_are_title(rest, count))
		return 0;
	if ((place == PLACE_APART || place == PLACE_ABOVE) &&
		(tokens_are_sentence(rest, count, table->column_count - table->name_column - 1) ||
		 tokens_are_title(rest, count)))
		return 0;
	return name;
}

/* Is every token from one on a number, or meant as one? */
static bool
tokens_are_numbers(const Token *tokens, int from, int count)
{
	int i;

	for (i = from; i < count; i++)
		if (!left_out_is_number(&tokens[i]))
			return false;
	return from < count;
}

static bool
tokens_have_number(const Token *tokens, int from, int count)
{
	int i;

	for (i = from; i < count; i++)
		if (left_out_is_number(&tokens[i]))
			return true;
	return false;
}

/* By its gaps. */
static int
line_has_gaps_of_row(const Line *line, const Table *table, const RowShape *rows, LinePlace place)
{
	int	 starts[TABLE_COLUMNS + 2];
	int	 count = line_split_gaps(line, starts);
	bool number;

	if (count < 2 || table->name_column >= count)
		return 0;
	/* what begins as a note does is one, but for a row of numbers */
	if (left_out_is_note(line) && (count != table->column_count || !rows->gaps || line->tokens[0].kind == TOKEN_DATE ||
								   !tokens_are_numbers(line->tokens, starts[1], line->count)))
		return 0;
	number = tokens_have_number(line->tokens, starts[1], line->count);
	if (count == table->column_count ?
			place == PLACE_CLOSE || number || (rows->gaps && place >= PLACE_BEHIND) :
			number && (place == PLACE_CLOSE || (rows->gaps && place >= PLACE_BEHIND &&
												tokens_are_numbers(line->tokens, starts[1], line->count) &&
												!word_is_year(line->tokens[starts[1]].text))))
		return starts[table->name_column + 1 < count ? table->name_column + 1 : 1];
	return 0;
}

/* How many tokens can be a name that is not known, the others being cells; symbols behind it are. */
static int
line_match_unknown_name(const Line *line)
{
	int name = line->count;

	while (name > 0 && (!tokens_are_name(line->tokens, name, false) || line->tokens[name - 1].kind == TOKEN_SYMBOL))
		name--;
	return name;
}

/* Close below rows: are there about as many numbers behind the name as cells, and few words among them? */
static bool
tokens_are_near_cells(const Token *tokens, int count, int width)
{
	int numbers = 0;
	int words = 0;
	int i;

	for (i = 0; i < count; i++)
	{
		if (tokens[i].kind == TOKEN_DATE)
			return false;
		numbers += left_out_is_number(&tokens[i]);
		words += tokens[i].kind == TOKEN_WORD && !left_out_is_number(&tokens[i]);
	}
	return numbers > 0 && numbers + 1 >= width && words <= 2 * width;
}

/* Where as many numbers begin as a row has cells, behind few words that are no sentence; 0 if they do not. */
static int
line_find_numbers(const Line *line, int cells)
{
	int name;

	if (!left_out_is_number(&line->tokens[line->count - 1]) && line->tokens[line->count - 1].kind != TOKEN_MARK)
		return 0;
	for (name = 1; name < line->count && name <= SYMBOL_WORDS; name++)
	{
		Slice		before = line->tokens[name - 1].text;
		const char *end = before.data + before.length;

		/* dots may lead to a number */
		if (line->tokens[name - 1].kind == TOKEN_WORD && strchr(".,;!?", end[-1]) != NULL &&
			!(before.length > 1 && end[-2] == '.'))
			return 0;
		if (line->cells > 0 && line->tokens[0].kind <= TOKEN_DIGITS &&
			tokens_count_numbers(&line->tokens[name], line->count - name) == cells)
			return name;
	}
	return 0;
}

/* A row of one cell: is the number behind a name no year, and not as long as a telephone's? */
static bool
number_is_of_row(const Token *token)
{
	return !word_is_year(token->text) && token->text.length <= 7;
}

/* How many tokens are a name before as many numbers as a row has cells, and nothing else. */
static int
line_match_before_numbers(const Line *line, LinePlace place, int name, int width)
{
	/* a name that is like none: in small letters, a code; a line of nothing but cells is told of as such */
	if (width <= 1 && name == 0 && line->cells > 0 && place == PLACE_CLOSE && line->tokens[0].kind <= TOKEN_DIGITS &&
		line->count > 1)
		name = 1;
	if (name > 0 && name < LINE_TOKENS && tokens_count_numbers(&line->tokens[name], line->count - name) == width &&
		(width > 1 || number_is_of_row(&line->tokens[name])))
		return name;
	return width > 1 ? line_find_numbers(line, width) : 0;
}

/* By its numbers, or by words that stand once a cell, the name being one that is not known. */
static int
line_has_numbers_of_row(const Line *line, const Table *table, LinePlace place)
{
	int width = table->column_count - table->name_column - 1;
	int name = line_match_unknown_name(line);
	int before;

	if (left_out_is_note(line))
		return 0;
	if (name > 0 && place == PLACE_CLOSE && tokens_are_near_cells(&line->tokens[name], line->count - name, width))
		return name;
	if (width < 1)
		return 0;
	before = line_match_before_numbers(line, place, name, width);
	if (before > 0)
		return before;
	/* "Voss under 5 under 5" */
	if (name > 0 && tokens_repeat_words(&line->tokens[name], line->count - name, width))
		return name;
	return place == PLACE_ABOVE ? 0 : line_find_repeat(line, width);
}

/* The cell among single spaces that cannot be read; data is NULL if all can. */
static Slice
tokens_find_wrong(const Token *tokens, int count, int width)
{
	int first = 0;
	int behind = 0;
	int stop;

	while (first < count && token_is_clean(&tokens[first]))
		first++;
	if (first == count)
		return (Slice){NULL, 0};
	while (token_is_clean(&tokens[count - 1 - behind]) &&
		   !(behind + 2 <= count && tokens_are_bound(&tokens[count - 2 - behind])))
		behind++;
	if (width <= 1)
		return tokens_span(tokens, 0, count);
	if (count == width && !(first + 1 < count && tokens_are_bound(&tokens[first])))
		return tokens[first].text;
	if (tokens_repeat(tokens, count, width))
		return tokens_span(tokens, 0, count / width);
	if (first == width - 1)
		return tokens_span(tokens, first, count);
	if (behind == width - 1)
		return tokens_span(tokens, 0, count - behind);
	for (stop = first + 1; stop < count && !token_is_clean(&tokens[stop]); stop++)
		;
	if (stop < count && tokens_are_bound(&tokens[stop - 1]))
		stop++;
	return tokens_span(tokens, first, stop);
}

/* What the line is as a row whose name has so many tokens. */
static void
row_describe(LeftOut *row, const Line *line, const Table *table, int name)
{
	int	  starts[TABLE_COLUMNS + 2];
	int	  count = line_split_gaps(line, starts);
	int	  width = table->column_count - table->name_column - 1;
	char  buffer[CELL_SIZE];
	Slice clean;
	int	  i;

	row->name = tokens_span(line->tokens, 0, name);
	row->cell = (Slice){NULL, 0};
	row->cells = 0;
	for (i = 0; i < count; i++)
	{
		int	  from = starts[i] < name ? name : starts[i];
		Slice piece = tokens_span(line->tokens, from, starts[i + 1]);

		if (from >= starts[i + 1])
			continue;
		/* pieces of several cells each, or of one */
		row->cells += count <= table->name_column + 2 && width > 1 ?
						  tokens_count_cells(&line->tokens[from], starts[i + 1] - from) :
						  1;
		if (row->cell.data == NULL && cell_clean(piece, &table->symbols, buffer, &clean) != NULL)
			row->cell = count > 2 || width == 1 || line->tabs ?
							piece :
							tokens_find_wrong(&line->tokens[from], starts[i + 1] - from, width);
	}
}

/*
 * Is the line, of which all is like a name, a name and a cell in words: "Voss
 * ukjent", or with a gap between them?  Then say what it would be.
 */
bool
left_out_has_word(const Line *line, const Table *table, const RowShape *rows, LeftOut *row)
{
	static const char *const missing[] = {"ukjent", "uoppgitt", "uoppgjeve", NULL};
	int						 width = table->column_count - table->name_column - 1;
	int						 starts[TABLE_COLUMNS + 2];
	int						 name = line_match_name(line, table, rows);

	if (name == 0 && line_split_gaps(line, starts) == table->column_count && rows->gaps && table->column_count > 1)
		name = starts[table->name_column + 1 < table->column_count ? table->name_column + 1 : 1];
	if (name == 0)
		name = line_find_repeat(line, width);
	if (name == 0 || name >= line->count || left_out_is_note(line) ||
		names_match(&table->names, line->tokens, line->count) == line->count ||
		!(line_find_repeat(line, width) > 0 || line->tokens[name].wide || line->tokens[name].gap == SPACE_TAB ||
		  word_is_one_of(line->tokens[name].text, missing)))
		return false;
	row_describe(row, line, table, name);
	return true;
}

/* Is the line, below a name on its own, of nothing but numbers, a year aside?  Then say what they would be. */
bool
left_out_is_cells(const Line *line, const Table *table, LeftOut *row)
{
	int width = table->column_count - table->name_column - 1;
	int cells = tokens_count_numbers(line->tokens, line->count);

	if (cells < 1 || cells > width || (line->count == 1 && word_is_year(line->tokens[0].text)))
		return false;
	*row = (LeftOut){.cell = tokens_find_wrong(line->tokens, line->count, cells), .cells = cells};
	return true;
}

/* Is the field a name or code that the caller knows? */
bool
left_out_is_named(Slice field, const Table *table)
{
	bool new_page = false;
	Line line;

	line_read(&line, &table->symbols, field.data, field.data + field.length, &new_page);
	return line.count > 0 && names_match(&table->names, line.tokens, line.count) == line.count;
}

/* What fields that are apart would be as a row. */
LeftOut
left_out_from_fields(const Table *table, const Slice *fields, int count)
{
	LeftOut row = {.name = slice_trim(fields[0]), .cells = count - 1};
	char	buffer[CELL_SIZE];
	Slice	clean;
	int		i;

	for (i = table->name_column + 1; i < count && i < TABLE_COLUMNS && row.cell.data == NULL; i++)
		if (cell_clean(fields[i], &table->symbols, buffer, &clean) != NULL)
			row.cell = slice_trim(fields[i]);
	return row;
}

/* Does the token stand before a text that it is no part of: a bullet, "1." or a footnote's mark? */
bool
left_out_is_bullet(const Token *token)
{
	static const char *const bullets[] = {"-", "–", "—", "*", "**", "•", "·", "▪", "◦", "‣", "", "o", ">", "|", NULL};
	size_t					 digits = 0;

	while (digits < token->text.length && is_digit(token->text.data[digits]))
		digits++;
	return token->kind == TOKEN_MARK || (token->text.length <= 3 && word_is_one_of(token->text, bullets)) ||
		   (digits > 0 && digits <= 3 && digits + 1 == token->text.length && token->text.data[digits] == '.');
}

/* "4621:", "4621)": the digits alone, where nothing else stands there. */
static Slice
word_drop_behind_code(Slice word)
{
	size_t digits = 0;
	size_t length;

	while (digits < word.length && is_digit(word.data[digits]))
		digits++;
	for (length = word.length; length > digits && strchr(".:)],;-", word.data[length - 1]) != NULL; length--)
		;
	return digits > 0 && length == digits ? (Slice){word.data, digits} : word;
}

/*
 * The line from its name on, where a bullet, a mark or a quote stands before that;
 * else the line as it is.
 */
static const Line *
line_skip_bullet(const Line *line, const Table *table, Line *rest)
{
	int	   first = line->count > 1 && left_out_is_bullet(&line->tokens[0]);
	Slice  word = line->tokens[first].text;
	size_t i = 0;

	while (i + 1 < word.length && strchr("*-(\"'[", word.data[i]) != NULL)
		i++;
	word = word_drop_behind_code((Slice){word.data + i, word.length - i});
	if (first == 0 && word.length == line->tokens[0].text.length)
		return line;
	*rest = (Line){.number = line->number,
				   .start = line->start,
				   .stop = line->stop,
				   .tabs = line->tabs,
				   .count = line->count - first};
	memcpy(rest->tokens, &line->tokens[first], rest->count * sizeof(Token));
	rest->tokens[0].text = word;
	rest->tokens[0].kind = token_classify(rest->tokens[0].text, &table->symbols);
	return rest;
}

/* "færre enn 5", "12 personer": a number, or one a cell, and hardly a word beside it that tells of no bound? */
static bool
tokens_are_worded_number(const Token *tokens, int count, int width)
{
	static const char *const bounds[] = {"under", "over", "færre", "færrare", "mindre",	 "flere", "fleire",
										 "mer",	  "enn",  "minst", "høyst",	  "maks",	 "ca",	  "circa",
										 "cirka", "om",	  "lag",   "rundt",	  "omtrent", "less",  "fewer",
										 "more",  "than", "about", "at",	  "least",	 "most",  NULL};
	int						 numbers = 0;
	int						 words = 0;
	int						 i;

	for (i = 0; i < count; i++)
	{
		if (left_out_is_number(&tokens[i]))
			numbers++;
		else
			words += !word_is_one_of(word_bare(tokens[i].text), bounds);
	}
	return numbers > 0 && numbers <= width && words <= 1;
}

/* Do cells stand behind a bullet and a name that is known? */
static bool
tokens_are_cells_of_known(const Token *tokens, int count, int width, const Table *table)
{
	if (tokens[0].wide || tokens[0].gap == SPACE_TAB)
		return true;
	return !tokens_are_title(tokens, count) && !tokens_are_names(tokens, count, table) &&
		   (tokens_are_worded_number(tokens, count, width) || tokens_count_numbers(tokens, count) == width ||
			tokens_repeat_words(tokens, count, width));
}

/* Does the token set a name apart from what follows it: a dash, dots? */
static bool
token_divides(const Token *token)
{
	static const char *const signs[] = {"-", "–", "—", "=", "…", ":", NULL};

	return token->kind == TOKEN_RULE || word_is_one_of(token->text, signs);
}

/* Behind a bullet and a name that is known, are there cells, perhaps behind what sets them apart: "• Voss – 5"? */
static bool
tokens_are_row_of_known(const Line *line, int name, int width, const Table *table)
{
	int cells = name;

	while (cells + 1 < line->count && token_divides(&line->tokens[cells]))
		cells++;
	return name < line->count && (tokens_are_cells_of_known(&line->tokens[cells], line->count - cells, width, table) ||
								  line_find_repeat(line, width) == name);
}

/* Does a colon end the name of so many tokens? */
static bool
name_ends_in_colon(const Line *line, int name)
{
	Slice last = line->tokens[name - 1].text;

	return last.data[last.length - 1] == ':';
}

/* "- Voss: 7 (av 12)": behind a bullet and a name that is known, a count, whatever follows it. */
static bool
tokens_begin_with_count(const Line *line, int name)
{
	int	  cell = name;
	Slice word;

	while (cell < line->count && token_divides(&line->tokens[cell]))
		cell++;
	if (cell == line->count || !is_digit(line->tokens[cell].text.data[0]))
		return false;
	word = line->tokens[cell].text;
	while (word.length > 1 && strchr(",;.:!", word.data[word.length - 1]) != NULL)
		word.length--;
	/* "- Oslo 18. mai", "- Oslo 5, Voss 6" */
	return line->tokens[cell].kind != TOKEN_DATE && !word_is_year(word) &&
		   (word.length == line->tokens[cell].text.length || cell > name || name_ends_in_colon(line, name));
}

/* Behind a bullet, a name that nobody knows and any cells: how many tokens are the name. */
static int
line_match_unknown_behind_bullet(const Line *line, LinePlace place, int width)
{
	int name = width < 1 || left_out_is_note(line) ? 0 : line_match_unknown_name(line);

	if (name == 0 || name == line->count)
		return 0;
	/* a number alone may be of prose */
	if (width == 1)
		return (place == PLACE_CLOSE || place == PLACE_BEHIND) && line->count == name + 1 &&
					   left_out_is_number(&line->tokens[name]) && number_is_of_row(&line->tokens[name]) ?
				   name :
				   0;
	return (tokens_count_numbers(&line->tokens[name], line->count - name) == width &&
			!tokens_are_title(&line->tokens[name], line->count - name)) ||
				   line_find_repeat(line, width) == name ||
				   tokens_repeat_words(&line->tokens[name], line->count - name, width) ?
			   name :
			   0;
}

/* "* Voss < 5": behind a bullet, a name that is known and cells, or any and as many numbers as cells. */
static int
line_has_row_behind_bullet(const Line *line, const Table *table, const RowShape *rows, LinePlace place)
{
	int width = table->column_count - table->name_column - 1;
	int name = line_match_name(line, table, rows);

	if (name > 0 && (tokens_are_row_of_known(line, name, width, table) || tokens_begin_with_count(line, name)))
		return name;
	/* among rows that have bullets, each such line is one */
	if (rows->list && place != PLACE_APART && !left_out_has_note_word(line))
		return name > 0 ? name : 1;
	if (name == 0)
		return line_match_unknown_behind_bullet(line, place, width);
	/* "- Voss: ingen", the first of them */
	return name < line->count && rows->first.length == 0 && place != PLACE_APART && name_ends_in_colon(line, name) ?
			   name :
			   0;
}

/* "Voss;5;7": does a name that is known run together with what has a number in it?  Then say what it would be. */
bool
left_out_runs_together(const Line *line, const Table *table, LeftOut *row)
{
	static const char *const separators[] = {";", ",", "/", "|", "=", ":", "-", "–", "…", NULL};
	Slice					 word = line->tokens[0].text;
	size_t					 length;

	for (length = 1; length < word.length && word_has_digit(word); length++)
	{
		Token name = {.text = {word.data, length}, .kind = TOKEN_WORD};
		int	  i;

		for (i = 0; separators[i] != NULL; i++)
		{
			size_t gap = strlen(separators[i]);
			Slice  cell = {word.data + length + gap, word.length - length - gap};

			if (word.length <= length + gap || memcmp(word.data + length, separators[i], gap) != 0)
				continue;
			if (!word_has_digit(cell) || names_match(&table->names, &name, 1) == 0)
				return false;
			*row = (LeftOut){.name = name.text, .cell = cell, .cells = 1};
			return true;
		}
	}
	return false;
}

/* "Berjen: 51", as the rows of a list: how many tokens are the name, if a colon stands behind it and as many numbers as a row has cells. */
static int
line_has_row_before_colon(const Line *line, const Table *table, LinePlace place)
{
	int width = table->column_count - table->name_column - 1;
	int name;

	if ((place != PLACE_CLOSE && place != PLACE_BEHIND) || width < 1 || left_out_has_note_word(line) ||
		!slice_starts_upper(line->tokens[0].text))
		return 0;
	for (name = 1; name < line->count && name <= SYMBOL_WORDS; name++)
		if (line->tokens[name - 1].text.data[line->tokens[name - 1].text.length - 1] == ':')
			return tokens_count_numbers(&line->tokens[name], line->count - name) == width &&
						   (width > 1 || number_is_of_row(&line->tokens[name])) ?
					   name :
					   0;
	return 0;
}

/* Could the line be a row below the table's header?  Then say what it would be. */
bool
left_out_may_be_row(const Line *line, const Table *table, const RowShape *rows, LinePlace place, LeftOut *row)
{
	Line		copy;
	const Line *rest = line_skip_bullet(line, table, &copy);
	bool owned = line->count > 1 && slice_equals(line->tokens[1].text, "©"); /* "2013 © Statistisk sentralbyrå" */
	int	 name = owned ? 0 : line_begins_as_row(line, table, rows, place);

	if (name == 0)
		name = line_has_gaps_of_row(line, table, rows, place);
	if (name == 0)
		name = line_has_numbers_of_row(line, table, place);
	if (name == 0 && rest != line)
	{
		line = rest;
		name = line_has_row_behind_bullet(line, table, rows, place);
	}
	if (name == 0)
		name = line_has_row_before_colon(line, table, place);
	if (name > 0)
		row_describe(row, line, table, name);
	return name > 0 || left_out_runs_together(line, table, row);
}

/* The line that could be a row is an error. */
bool
left_out_fail(Table *table, const char *where, const LeftOut *row, LinePlace place)
{
	if (table->header_wrong)
		return false;
	if (row->cell.data != NULL)
		return table_fail(table, row->cell.data, "A cell is a count from 0 to 2147483647 or a symbol such as \":\".",
						  "Correct the cell, or remove the line if it is no row; if it is a symbol, say what it means "
						  "by a row of busetting.symbol_meaning.",
						  "cell \"%.*s\" is neither a count nor a symbol", (int) slice_clip(row->cell, 60),
						  row->cell.data);
	if (place >= PLACE_BEHIND)
		return table_fail_behind(table, where);
	if (row->cells == table->column_count - table->name_column - 1)
		return table_fail(table, where, "A row begins with a name and has its cells behind it.",
						  "Write the name without other signs, or remove the line if it is no row.",
						  "it is not clear whether row \"%.*s\" begins on this line", (int) slice_clip(row->name, 80),
						  row->name.data);
	return table_fail_width(table, where, row->name, row->cells, table->column_count - table->name_column - 1);
}

/* Is the line, above the first header, a row: a known name and counts, not all of them years?  That would be lost. */
bool
left_out_is_above(const Line *line, const Table *table, LeftOut *row)
{
	int	 from = line->count > 0 && line->cells > 1 && line->tokens[0].kind == TOKEN_DIGITS;
	bool counts = false;
	int	 i;

	if (line->overflow || line->cells <= from || line->cells == line->count || left_out_has_note_word(line) ||
		names_match(&table->names, line->tokens + from, line->cells - from) != line->cells - from)
		return false;
	for (i = line->cells; i < line->count; i++)
	{
		const Token *token = &line->tokens[i];

		if (token->kind != TOKEN_DIGITS && token->kind != TOKEN_SYMBOL)
			return false;
		counts = counts || token->text.data[0] == ':' || (token->kind == TOKEN_DIGITS && !word_is_year(token->text));
	}
	*row = (LeftOut){.name = tokens_span(line->tokens, 0, line->cells), .cells = line->count - line->cells};
	return counts;
}

/* The same of fields: a row is given, else nothing. */
void
left_out_are_above(const Slice *fields, int count, const Table *table, LeftOut *row)
{
	char  buffer[CELL_SIZE];
	Slice cell;
	bool  counts = false;
	bool  coded = count > 2 && slice_is_digits(slice_trim(fields[0])) && left_out_is_named(fields[1], table);
	Slice name = slice_trim(fields[0]);
	int	  i;

	/* a code before the name */
	for (i = 0; i < (int) name.length && is_digit(name.data[i]); i++)
		;
	if (i < (int) name.length)
		name = (Slice){name.data + i, name.length - i};
	if (count < 2 || count > TABLE_COLUMNS || (!coded && !left_out_is_named(name, table)))
		return;
	for (i = 1 + coded; i < count; i++)
	{
		if (slice_trim(fields[i]).length == 0)
			continue;
		if (cell_clean(fields[i], &table->symbols, buffer, &cell) != NULL)
			return;
		counts = counts || cell.data[0] == ':' || (slice_is_digits(cell) && !word_is_year(cell));
	}
	if (counts)
		*row = (LeftOut){.name = slice_trim(fields[0]), .cells = count - 1};
}

bool
left_out_fail_above(Table *table, const LeftOut *row)
{
	return table_fail(table, row->name.data, "A header stands above all rows of its table.",
					  "Write the header above this row, or remove the line if it is none.",
					  "row \"%.*s\" stands above the header", (int) slice_clip(row->name, 80), row->name.data);
}
