/*
 * table_cell.c
 *		What a word, a cell and a name are in a published table.
 *
 *		cell	=  [count | symbol | words] flag* mark* [part]
 *		count	=  digits, or 1 to 3 of them and then groups of 3, each after one space or what the publisher has
 *		symbol	=  ":" "-" "." ".." "x" "[c]" and their like, and bounds: "<5" "0..4" "1-9" "5+"
 *		words	=  what some publishers write out: "avventer vedtak", "Suppressed"
 *		flag	=  what the publisher says of a value: "b" "[p]" "[note 2]", or parentheses around it
 *		part	=  "(" [count | symbol] ")", where the column holds a measure and its part
 *		mark	=  "*" "**" "†" "¹" and, set apart or after a letter, "1)"
 *
 * Called by the readers of all forms.  Owns the symbols that all publishers use; what is
 * cleaned is put into the caller's buffer.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "read/table_cell.h"

#define INT4_DIGITS "2147483647"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
slice_in(Slice text, const char *const *words)
{
	for (; *words != NULL; words++)
		if (slice_equals(text, *words))
			return true;
	return false;
}

/* What publishers write in the place of a count. */
static const char *const symbols[] = {":", "-", "--", "–", "—", "−", ".",	"..",  "...", "…",	  "*",	  "**", "***",
									  "#", "/", "?",  "~", "x", "X", "n/a", "N/A", "NA",  "n.a.", "i.o.", NULL};

/* "[c]", "[low]" */
static bool
is_bracketed(Slice text)
{
	size_t i;

	if (text.length < 3 || text.length > 16 || text.data[0] != '[' || text.data[text.length - 1] != ']')
		return false;
	for (i = 1; i + 1 < text.length; i++)
		if (!is_letter(text.data[i]) && text.data[i] != ':' && text.data[i] != '.')
			return false;
	return true;
}

/* The same in words, in small letters. */
static const char *const symbol_words[] = {"suppressed",
										   "hidden",
										   "confidential",
										   "not available",
										   "missing",
										   "skjult",
										   "prikket",
										   "prikka",
										   "undertrykt",
										   "anonymisert",
										   "mangler",
										   "manglar",
										   "avventer",
										   "avventar",
										   "avventer vedtak",
										   "avventar vedtak",
										   "venter på vedtak",
										   "ventar på vedtak",
										   "ikke vedtak",
										   "ikkje vedtak",
										   "ikke svart",
										   "ikkje svart",
										   "ikke oppgitt",
										   "ikkje oppgitt",
										   "ikke tilgjengelig",
										   "ikkje tilgjengeleg",
										   NULL};

/* Prepare symbols that the caller gives, to which the texts go on belonging. */
void
symbols_begin(Symbols *symbols, const Slice *texts, int count)
{
	int i;

	*symbols = (Symbols){.texts = texts, .count = count};
	for (i = 0; i < count; i++)
		if (texts[i].length > 0)
		{
			unsigned char first = texts[i].data[0];

			symbols->begins[first] = true;
			if (is_letter(first))
				symbols->begins[first ^ 0x20] = true;
		}
}

/*
 * The symbol of the caller's that a text is, as the caller writes it; data is NULL
 * where it is none.  In words, case does not matter: "x" and "X" may be two.
 */
static Slice
symbol_given(Slice text, const Symbols *given)
{
	char  clean[NAME_SIZE];
	char  folded[CELL_SIZE];
	char  symbol[CELL_SIZE];
	Slice words;
	int	  i;

	if (given == NULL || text.length == 0 || !given->begins[(unsigned char) text.data[0]] || text.length > CELL_SIZE)
		return (Slice){NULL, 0};
	for (i = 0; i < given->count; i++)
		if (text.length == given->texts[i].length && memcmp(text.data, given->texts[i].data, text.length) == 0)
			return given->texts[i];
	if (text.length < 3 || !name_clean(text, clean, &words))
		return (Slice){NULL, 0};
	words = slice_fold(words, folded, sizeof(folded));
	for (i = 0; i < given->count; i++)
	{
		Slice other = slice_fold(given->texts[i], symbol, sizeof(symbol));

		if (words.length == other.length && memcmp(folded, symbol, words.length) == 0)
			return given->texts[i];
	}
	return (Slice){NULL, 0};
}

static size_t
digits_length(const char *at, const char *end)
{
	const char *start = at;

	while (at < end && is_digit(*at))
		at++;
	return at - start;
}

static size_t
literal_length(const char *at, const char *end, const char *literal)
{
	size_t length = strlen(literal);

	return (size_t) (end - at) >= length && memcmp(at, literal, length) == 0 ? length : 0;
}

/* Digits that may be followed by a space. */
static Slice
read_bound(const char **at, const char *end)
{
	Slice bound = {*at, digits_length(*at, end)};

	*at += bound.length;
	while (*at < end && **at == ' ')
		(*at)++;
	return bound;
}

/* Is the one bound, which is a count, at most the other? */
static bool
bounds_in_order(Slice lower, Slice upper)
{
	return lower.length < upper.length ||
		   (lower.length == upper.length && memcmp(lower.data, upper.data, lower.length) <= 0);
}

/* One bound: "<5" "≤ 4" "5+" */
static bool
is_one_bound(Slice text)
{
	static const char *const signs[] = {"<=", ">=", "<", ">", "≤", "≥", NULL};
	const char				*at = text.data;
	const char				*end = text.data + text.length;
	size_t					 length = 0;
	Slice					 bound;
	int						 i;

	for (i = 0; signs[i] != NULL && (length = literal_length(at, end, signs[i])) == 0; i++)
		;
	at += length;
	while (length > 0 && at < end && *at == ' ')
		at++;
	bound = read_bound(&at, end);
	if (length > 0)
		return bound.length > 0 && at == end;
	return bound.length > 0 && bound.length + 1 == text.length && text.data[bound.length] == '+';
}

/* Bounds in the place of a count: "<5" "≤ 4" "5+" "0..4" "5.." "..5" "1-4" "1 – 4" */
bool
cell_is_bounds(Slice text)
{
	static const char *const dashes[] = {"..", "-", "–", NULL};
	const char				*at = text.data;
	const char				*end = text.data + text.length;
	size_t					 length = 0;
	Slice					 lower;
	Slice					 upper;
	int						 i;

	if (is_one_bound(text))
		return true;
	lower = read_bound(&at, end);
	for (i = 0; dashes[i] != NULL && (length = literal_length(at, end, dashes[i])) == 0; i++)
		;
	if (length == 0)
		return false;
	at += length;
	while (at < end && *at == ' ')
		at++;
	upper = read_bound(&at, end);
	if (at != end)
		return false;
	return i == 0 ? lower.length + upper.length > 0 &&
						(lower.length == 0 || upper.length == 0 || bounds_in_order(lower, upper)) :
					lower.length > 0 && upper.length > 0 && bounds_in_order(lower, upper);
}

static bool
is_symbol(Slice text, const Symbols *given)
{
	return text.length > 0 && (symbol_given(text, given).data != NULL || slice_in(text, symbols) ||
							   is_bracketed(text) || cell_is_bounds(text));
}

/* The length of what is between thousands, and which it is: 0 for a space, from 1 one of the publisher's; -1 for none. */
static int
separator_match(const char *at, const char *end, const Symbols *given, size_t *length)
{
	Space space;
	int	  i;

	*length = space_match(at, end, &space);
	if (*length > 0 && (space == SPACE_PLAIN || space == SPACE_NARROW))
		return 0;
	for (i = 0; given != NULL && i < given->separator_count; i++)
	{
		*length = given->separators[i].length;
		if (*length > 0 && *length <= (size_t) (end - at) && memcmp(at, given->separators[i].data, *length) == 0)
			return i + 1;
	}
	return -1;
}

/*
 * Digits and what is between their thousands, the same throughout; false where that is no count.  What is
 * longer than the buffer, of CELL_SIZE bytes, is not put there but counted.
 */
static bool
count_clean(Slice text, const Symbols *given, char *buffer, size_t *length)
{
	const char *at = text.data;
	const char *end = text.data + text.length;
	int			groups = 0;
	int			separator = 0;

	*length = 0;
	while (at < end)
	{
		size_t digits = digits_length(at, end);
		size_t gap;
		int	   found;

		if (digits == 0 || (groups > 0 && (digits != 3 || text.data[0] == '0')))
			return false;
		if (*length + digits <= CELL_SIZE)
			memcpy(buffer + *length, at, digits);
		*length += digits;
		at += digits;
		if (at == end)
			return true;
		if (groups == 0 && digits > 3)
			return false;
		found = separator_match(at, end, given, &gap);
		if (found < 0 || (groups > 0 && found != separator))
			return false;
		separator = found;
		at += gap;
		groups++;
	}
	return false;
}

/* The length of a flag that ends the text, where "#" in it is a number; 0 if it does not. */
static size_t
flag_at_end(Slice text, Slice flag)
{
	size_t at = text.length;
	size_t i = flag.length;

	while (i-- > 0)
	{
		size_t digits = 0;

		if (flag.data[i] == '#')
		{
			while (digits < at && is_digit(text.data[at - 1 - digits]))
				digits++;
			if (digits == 0)
				return 0;
			at -= digits;
		}
		else if (at == 0 || text.data[--at] != flag.data[i])
			return 0;
	}
	return text.length - at;
}

/* The text without the flags at its end, or around it; flags are those found, one bit each. */
static Slice
text_drop_flags(Slice text, const Symbols *given, uint64_t *flags)
{
	for (*flags = 0;;)
	{
		size_t longest = 0;
		int	   found = 0;
		int	   i;

		text = slice_trim(text);
		for (i = 0; i < given->flag_count && i < 64; i++)
		{
			size_t length = slice_equals(given->flags[i], "()") ? 0 : flag_at_end(text, given->flags[i]);

			if (length > longest && length < text.length)
			{
				longest = length;
				found = i;
			}
			else if (slice_equals(given->flags[i], "()") && text.length > 2 && text.data[0] == '(' &&
					 text.data[text.length - 1] == ')' && longest == 0)
			{
				*flags |= (uint64_t) 1 << i;
				text = slice_trim((Slice){text.data + 1, text.length - 2});
				i = -1;
			}
		}
		if (longest == 0)
			return text;
		*flags |= (uint64_t) 1 << found;
		text.length -= longest;
	}
}

/*
 * The symbol that a value with flags is: that of the caller's which has one of them, the
 * first of the caller's flags that makes one, or else the one without them, or bounds.
 */
static Slice
symbol_flagged(Slice text, const Symbols *given, uint64_t flags)
{
	char  buffer[CELL_SIZE];
	Slice symbol = symbol_given(text, given);
	int	  i;

	for (i = 0; i < given->flag_count && i < 64; i++)
	{
		int gap;

		for (gap = 0; gap <= 1 && ((flags >> i) & 1) != 0 && text.length + 1 + given->flags[i].length <= CELL_SIZE;
			 gap++)
		{
			Slice with = {buffer, text.length + gap + given->flags[i].length};
			Slice found;

			memcpy(buffer, text.data, text.length);
			buffer[text.length] = ' ';
			memcpy(buffer + text.length + gap, given->flags[i].data, given->flags[i].length);
			found = symbol_given(with, given);
			if (found.data != NULL)
				return found;
		}
	}
	return symbol.data == NULL && cell_is_bounds(text) ? text : symbol;
}

/* Does a letter follow one at the end of the first text, as in a word? */
static bool
is_within_word(Slice bare, Slice text)
{
	const char *end = bare.data + bare.length;

	return bare.length > 0 && end < text.data + text.length && is_letter(end[-1]) && is_letter(*end);
}

/* Is the text a count, a symbol or bounds, and flags of it?  "Nes" is a name, though "N" is a symbol, and "e" and "s" are flags. */
static bool
is_flagged(Slice text, const Symbols *given)
{
	char	 buffer[CELL_SIZE];
	uint64_t flags;
	size_t	 length;
	Slice	 bare;

	if (given == NULL || given->flag_count == 0 || text.length < 2 || text.length > CELL_SIZE)
		return false;
	bare = text_drop_flags(text, given, &flags);
	return flags != 0 && !is_within_word(bare, text) &&
		   (count_clean(bare, given, buffer, &length) || symbol_flagged(bare, given, flags).data != NULL);
}

/* Is the cell, or are the words one after the other, something written out that all publishers may write? */
static bool
is_words(Slice cell)
{
	char  folded[CELL_SIZE];
	char  buffer[NAME_SIZE];
	Slice text = slice_fold(cell, folded, sizeof(folded));

	if (text.length == 0 || strchr("achimnpsuv", text.data[0]) == NULL)
		return false;
	return name_clean(text, buffer, &text) && slice_in(text, symbol_words);
}

/* Without a word for persons at its end. */
static Slice
text_drop_unit(Slice text)
{
	static const char *const persons[] = {"person",		 "personer",	"personar", "persons", "people",
										  "flyktninger", "flyktningar", "refugees", "refugee", NULL};
	size_t					 last = text.length;

	while (last > 0 && text.data[last - 1] != ' ')
		last--;
	return last > 1 && word_is_one_of((Slice){text.data + last, text.length - last}, persons) ?
			   slice_trim((Slice){text.data, last}) :
			   text;
}

/* The same behind a number: "72 personer". */
static Slice
text_drop_persons(Slice text)
{
	Slice  number = text_drop_unit(text);
	size_t i;

	for (i = 0; i < number.length; i++)
		if (!is_digit(number.data[i]) && (i == 0 || is_letter(number.data[i])))
			return text;
	return number;
}

/* A bound that is written out, "under 5", "færre enn 5", with its sign in a buffer of CELL_SIZE bytes; data is NULL where it is none. */
static Slice
bound_written(Slice cell, char *buffer)
{
	static const struct
	{
		const char *words;
		const char *sign;
	} phrases[] = {{"under ", "<"},		 {"færre enn ", "<"},  {"mindre enn ", "<"}, {"less than ", "<"},
				   {"fewer than ", "<"}, {"mindre end ", "<"}, {"färre än ", "<"},	 {"mindre än ", "<"},
				   {"over ", ">"},		 {"flere enn ", ">"},  {"fleire enn ", ">"}, {"mer enn ", ">"},
				   {"meir enn ", ">"},	 {"more than ", ">"},  {"minst ", "≥"},		 {"at least ", "≥"},
				   {"høyst ", "≤"},		 {"høgst ", "≤"},	   {"maks ", "≤"},		 {"at most ", "≤"}};
	char   folded[CELL_SIZE];
	char   clean[NAME_SIZE];
	Slice  none = {NULL, 0};
	Slice  text = slice_fold(text_drop_unit(cell), folded, sizeof(folded));
	size_t i;

	if (text.length == 0 || !is_letter(text.data[0]) || !is_digit(text.data[text.length - 1]) ||
		!name_clean(text, clean, &text))
		return none;
	for (i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
	{
		size_t length = strlen(phrases[i].words);
		size_t sign = strlen(phrases[i].sign);
		Slice  number = {text.data + length, text.length - length};

		if (literal_length(text.data, text.data + text.length, phrases[i].words) == 0 ||
			digits_length(number.data, number.data + number.length) != number.length || number.length > 9)
			continue;
		memcpy(buffer, phrases[i].sign, sign);
		memcpy(buffer + sign, number.data, number.length);
		return (Slice){buffer, sign + number.length};
	}
	return none;
}

/* Does the cell, set apart from what stands before it, hold a bound or a count of persons that is written out? */
bool
cell_is_written(Slice cell)
{
	char buffer[CELL_SIZE];

	return bound_written(cell, buffer).data != NULL || text_drop_persons(cell).length < cell.length;
}

/* Is the cell, or are the words one after the other, what a publisher writes in a cell? */
bool
cell_is_words(Slice cell, const Symbols *given)
{
	return symbol_given(cell, given).data != NULL || is_words(cell) || is_flagged(cell, given) ||
		   (cell.length > 2 && strchr("<>\xE2", cell.data[0]) != NULL && cell_is_bounds(cell));
}

/* Is the word a count with the publisher's own separators? */
static bool
is_grouped(Slice text, const Symbols *given)
{
	char   buffer[CELL_SIZE];
	size_t length;

	return given != NULL && given->separator_count > 0 && text.length > 0 && is_digit(text.data[0]) &&
		   count_clean(text, given, buffer, &length);
}

/* "18.05", "17.03:", "7.12.2021", "18.05.22" */
static bool
is_date(Slice text)
{
	const char *at = text.data;
	const char *end = text.data + text.length;
	int			parts = 0;
	size_t		last = 0;

	while (at < end && parts < 3)
	{
		last = digits_length(at, end);
		if (last == 0 || last > (parts == 2 ? 4 : 2))
			return false;
		parts++;
		at += last;
		if (at == end || *at != '.')
			break;
		at++;
	}
	while (at < end && (*at == ':' || *at == ',' || *at == ')'))
		at++;
	if (at != end)
		return false;
	/* "18.5" may as well be a number with a decimal */
	return parts == 3 || (parts == 2 && (last == 2 || end[-1] == ':' || end[-1] == '.'));
}

/* "(199)", "(:)" */
static bool
is_part(Slice text, const Symbols *given)
{
	Slice inner = {text.data + 1, text.length - 2};

	return text.length > 2 && text.data[0] == '(' && text.data[text.length - 1] == ')' &&
		   (digits_length(inner.data, inner.data + inner.length) == inner.length || is_symbol(inner, given));
}

/* Does the cell hold a count and a part of it, "780 (199)"? */
bool
cell_has_part(Slice cell)
{
	Slice part;

	cell_split_part(&cell, &part);
	return part.length > 0;
}

/* Divide a cell into the count and the part in parentheses, which is empty if there is none. */
void
cell_split_part(Slice *cell, Slice *part)
{
	Slice		text = slice_trim_marks(*cell);
	const char *open = text.length > 0 ? memchr(text.data, '(', text.length) : NULL;

	*part = (Slice){text.data, 0};
	if (open == NULL || open == text.data || text.data[text.length - 1] != ')')
		return;
	*part = slice_trim((Slice){open + 1, text.data + text.length - 1 - (open + 1)});
	*cell = slice_trim((Slice){text.data, open - text.data});
}

/* A footnote's mark, on its own. */
static bool
is_mark(Slice token)
{
	return slice_number_mark_at_end(token) == token.length || slice_equals(token, "*)") ||
		   slice_mark_at_end(token) == token.length;
}

/* A line of dashes or the like. */
static bool
is_rule(Slice token)
{
	size_t i;

	for (i = 1; i < token.length; i++)
		if (token.data[i] != token.data[0])
			return false;
	return token.length >= 3 && strchr("-=_.*+#~", token.data[0]) != NULL;
}

/* Signs, points, commas and the like among digits: meant as a number, but no count. */
static bool
is_wrong_number(Slice token)
{
	const char *end = token.data + token.length;
	bool		digit = false;
	size_t		i;

	for (i = 0; i < token.length; i++)
	{
		unsigned char c = token.data[i];

		if (is_digit(c))
			digit = true;
		else if (strchr("+-.,:;%()'/*<>=", c) == NULL && literal_length(token.data + i, end, "−") == 0 &&
				 literal_length(token.data + i, end, "–") == 0 && (c & 0xC0) != 0x80)
			return false;
	}
	return digit;
}

/* What a token is that has a footnote's mark at its end, and without it. */
static TokenKind
marked_classify(Slice bare, const Symbols *given)
{
	TokenKind kind = token_classify(bare, given);

	return kind == TOKEN_DIGITS || kind == TOKEN_SYMBOL || kind == TOKEN_PART || kind == TOKEN_WRONG ? kind :
																									   TOKEN_WORD;
}

/* What a word between spaces is, in a line of a pasted table. */
TokenKind
token_classify(Slice token, const Symbols *given)
{
	char		  buffer[CELL_SIZE];
	unsigned char first = token.data[0];
	Slice		  bare;

	if (symbol_given(token, given).data != NULL)
		return TOKEN_SYMBOL;
	/* most words are recognised by how they begin */
	if (is_letter(first) && token.length > 1 && token.data[1] != '/' && token.data[1] != '.' && first != 'N')
		return TOKEN_WORD;
	token = slice_drop_invisible(token, buffer, sizeof(buffer));
	if (digits_length(token.data, token.data + token.length) == token.length)
		return TOKEN_DIGITS;
	if (is_symbol(token, given) || is_grouped(token, given) || is_flagged(token, given))
		return TOKEN_SYMBOL;
	if (is_mark(token))
		return TOKEN_MARK;
	if (is_rule(token))
		return TOKEN_RULE;
	if (is_date(token))
		return TOKEN_DATE;
	if (is_part(token, given))
		return TOKEN_PART;
	bare = slice_trim_marks(token);
	if (bare.length < token.length && bare.length > 0)
		return marked_classify(bare, given);
	return is_wrong_number(token) ? TOKEN_WRONG : TOKEN_WORD;
}

/* What is wrong with a cell that may be a symbol nobody has told of. */
const char cell_unknown[] = "is neither a count nor a symbol";

/* What is wrong with a count of so many digits, of which the first is given beside what the buffer holds; or NULL. */
static const char *
count_wrong(char first, const char *digits, size_t length)
{
	if (length > 1 && first == '0')
		return "begins with a zero";
	if (length > strlen(INT4_DIGITS) || (length == strlen(INT4_DIGITS) && memcmp(digits, INT4_DIGITS, length) > 0))
		return "is larger than 2147483647";
	return NULL;
}

/* The symbol that a cell is, as it is to be shown; its words in a buffer of NAME_SIZE bytes; data is NULL where it is none. */
static Slice
cell_symbol(Slice text, const Symbols *given, char *buffer)
{
	Slice symbol = symbol_given(text, given);

	if (symbol.data == NULL && is_words(text))
		(void) name_clean(text, buffer, &symbol);
	else if (symbol.data == NULL && is_symbol(text, NULL))
		symbol = text;
	else if (symbol.data == NULL)
		symbol = bound_written(text, buffer);
	return symbol;
}

/* Without the decimals behind a count, of zeros, as programs write counts where some are missing: "51.0", "1 266,00". */
static Slice
text_drop_decimal(Slice text, const Symbols *given)
{
	char   buffer[CELL_SIZE];
	size_t length;
	size_t zeros = 0;
	Slice  count;

	while (zeros < 2 && zeros < text.length && text.data[text.length - 1 - zeros] == '0')
		zeros++;
	if (zeros == 0 || text.length < zeros + 2 || strchr(".,", text.data[text.length - 1 - zeros]) == NULL)
		return text;
	count = (Slice){text.data, text.length - zeros - 1};
	/* what sets thousands apart is no decimal point as well */
	return memchr(count.data, text.data[count.length], count.length) == NULL &&
				   count_clean(count, given, buffer, &length) ?
			   count :
			   text;
}

/* What is wrong with a cell that is neither a count nor a symbol. */
static const char *
cell_wrong(Slice text)
{
	bool   digits = false;
	bool   only_number = true;
	size_t i;

	for (i = 0; i < text.length; i++)
	{
		digits = digits || is_digit(text.data[i]);
		only_number = only_number && (is_digit(text.data[i]) || strchr(".,", text.data[i]) != NULL ||
									  (i == 0 && strchr("-+", text.data[i]) != NULL));
	}
	if (digits && (text.data[0] == '-' || literal_length(text.data, text.data + text.length, "−") > 0))
		return "is negative";
	if (digits && only_number && text.data[0] != '+')
		return "has a decimal comma or point";
	return cell_has_part(text) ? "holds a count and a part of it" : cell_unknown;
}

/* The value of a cell in a buffer of CELL_SIZE bytes; NULL, or what is wrong with it. */
static const char *
value_clean(Slice text, Slice symbol, const Symbols *given, char *buffer, Slice *result)
{
	size_t length;

	if (symbol.data == NULL && count_clean(text, given, buffer, &length))
	{
		const char *wrong = count_wrong(text.data[0], buffer, length);

		result->length = wrong == NULL ? length : 0;
		return wrong;
	}
	if (symbol.data == NULL)
		return cell_wrong(text);
	if (symbol.length > CELL_SIZE)
		return "is too long";
	memcpy(buffer, symbol.data, symbol.length);
	result->length = symbol.length;
	return NULL;
}

/* The flags of a text, which ends in them or is in parentheses, one after the other in a buffer of CELL_SIZE bytes. */
static Slice
flags_put(Slice text, Slice bare, char *buffer)
{
	const char *from = bare.data + bare.length;
	const char *at;
	Slice		flags = {buffer, 0};

	for (at = text.data; at < text.data + text.length; at++)
	{
		if (at == bare.data)
			at = from;
		if (at < text.data + text.length && (*at != ' ' || flags.length > 0) && flags.length < CELL_SIZE)
			buffer[flags.length++] = *at;
	}
	return flags;
}

/*
 * A cell without its footnote marks, what is not seen and the spaces within its
 * number, a symbol as the caller gives it, in a buffer of CELL_SIZE bytes; the
 * empty cell is empty.  Its flags are in the other buffer, of the same size; data is NULL where
 * there are none.  Returns NULL, or what is wrong with the cell.
 */
const char *
cell_clean_flagged(Slice cell, const Symbols *given, char *buffer, Slice *result, char *flag_buffer, Slice *flags)
{
	char	 seen[2 * CELL_SIZE];
	char	 words[NAME_SIZE];
	Slice	 text = slice_drop_invisible(slice_trim(cell), seen, sizeof(seen));
	Slice	 bare;
	uint64_t found;

	*result = (Slice){buffer, 0};
	*flags = (Slice){NULL, 0};
	if (text.length == 0)
		return NULL;
	text = text_drop_decimal(text_drop_persons(text), given);
	/* "*" alone is a symbol, behind something a mark */
	if (!is_digit(text.data[text.length - 1]) && !is_symbol(text, given))
		text = slice_trim_marks(text);
	if ((given != NULL && given->flag_count == 0) || symbol_given(text, given).data != NULL || !is_flagged(text, given))
		return value_clean(text, cell_symbol(text, given, words), given, buffer, result);
	bare = text_drop_flags(text, given, &found);
	*flags = flags_put(text, bare, flag_buffer);
	return value_clean(bare, symbol_flagged(bare, given, found), given, buffer, result);
}

/* The same where the flags are of no interest. */
const char *
cell_clean(Slice cell, const Symbols *given, char *buffer, Slice *result)
{
	char  flag_buffer[CELL_SIZE];
	Slice flags;

	return cell_clean_flagged(cell, given, buffer, result, flag_buffer, &flags);
}

/* Without the apostrophe by which a spreadsheet keeps digits as they are: "'0301". */
static Slice
text_drop_apostrophe(Slice text)
{
	return text.length > 1 && text.data[0] == '\'' && is_digit(text.data[1]) ? (Slice){text.data + 1, text.length - 1} :
																			   text;
}

/*
 * A name in a buffer of NAME_SIZE bytes: one space between words, no footnote
 * mark, no soft hyphen.  False where it is too long.
 */
bool
name_clean(Slice name, char *buffer, Slice *result)
{
	const char *at;
	const char *end;
	bool		pending_space = false;
	size_t		length = 0;

	name = text_drop_apostrophe(slice_trim_marks(name));
	end = name.data + name.length;
	for (at = name.data; at < end;)
	{
		Space  space;
		size_t gap = space_match(at, end, &space);

		if (gap > 0)
		{
			pending_space = pending_space || space != SPACE_ZERO;
			at += gap;
			continue;
		}
		if (literal_length(at, end, "\xC2\xAD") > 0)
		{
			at += 2;
			continue;
		}
		/* a letter and a ring after it, as some PDFs have it */
		if (length > 0 && !pending_space && literal_length(at, end, "\xCC\x8A") > 0 &&
			(buffer[length - 1] == 'a' || buffer[length - 1] == 'A'))
		{
			buffer[length] = buffer[length - 1] == 'a' ? '\xA5' : '\x85';
			buffer[length++ - 1] = '\xC3';
			at += 2;
			continue;
		}
		if (length + 2 > NAME_SIZE)
			return false;
		if (pending_space)
			buffer[length++] = ' ';
		pending_space = false;
		buffer[length++] = *at++;
	}
	*result = (Slice){buffer, length};
	return true;
}

/*
 * A code in a buffer of NAME_SIZE bytes.  Spreadsheets take a leading zero for
 * nothing: where codes have two digits or four, one and three have lost theirs.
 * What computes with them writes "4601.0".
 */
bool
code_clean(Slice code, unsigned short_codes, char *buffer, Slice *result)
{
	bool lost;

	code = text_drop_apostrophe(code);
	if (code.length == 0)
	{
		*result = (Slice){buffer, 0};
		return true;
	}
	if (code.length > 2 && memcmp(code.data + code.length - 2, ".0", 2) == 0 &&
		digits_length(code.data, code.data + code.length) == code.length - 2)
		code.length -= 2;
	lost = code.length < 32 && (short_codes >> code.length & 1) != 0 &&
		   digits_length(code.data, code.data + code.length) == code.length && (code.length > 1 || code.data[0] != '0');
	buffer[0] = '0';
	if (!lost)
		return name_clean(code, buffer, result);
	memcpy(buffer + 1, code.data, code.length);
	*result = (Slice){buffer, code.length + 1};
	return true;
}

/* What a total can be of that is no name, and what it can call the country. */
static const char *const total_nouns[] = {
	"fylke",	   "fylket",	   "fylker",		"fylka",		 "kommune",		   "kommuner",		 "kommunar",
	"hele fylket", "heile fylket", "alle kommuner", "alle kommunar", "alle kommunene", "alle kommunane", NULL};
static const char *const total_countries[] = {"landet",		   "hele landet", "heile landet", "the whole country",
											  "whole country", "alle fylker", "alle fylke",	  "alle fylka",
											  "alle fylkene",  NULL};

/* Take a word and what sets it apart off the text, if it stands there. */
static bool
text_drop_first(Slice *text, const char *word)
{
	size_t length = literal_length(text->data, text->data + text->length, word);

	if (length == 0 || (length < text->length && strchr(" :,", text->data[length]) == NULL))
		return false;
	*text = slice_trim((Slice){text->data + length, text->length - length});
	return true;
}

/* The same at its end, also in parentheses. */
static bool
text_drop_last(Slice *text, const char *word)
{
	Slice  rest = *text;
	bool   closed = rest.length > 0 && rest.data[rest.length - 1] == ')';
	size_t length = strlen(word);

	rest.length -= closed;
	if (rest.length <= length || rest.data[rest.length - length - 1] != (closed ? '(' : ' ') ||
		memcmp(rest.data + rest.length - length, word, length) != 0)
		return false;
	*text = slice_trim((Slice){rest.data, rest.length - length - 1});
	return true;
}

/* Without a number before it, and without parentheses: "(11 fylker)". */
static Slice
text_drop_count(Slice text)
{
	size_t digits;

	if (text.length > 1 && text.data[0] == '(' && text.data[text.length - 1] == ')')
		text = (Slice){text.data + 1, text.length - 2};
	digits = digits_length(text.data, text.data + text.length);
	return digits == 0 ? text : slice_trim((Slice){text.data + digits, text.length - digits});
}

/*
 * Is a clean name that of a total, and what of: "Totalt", "Sum fylke" (it does not
 * say: empty), "Heile landet", "Vestland i alt", "Sum for Vestland"?
 */
bool
name_is_total(Slice name, Slice *of)
{
	static const char *const words[] = {"sum",	 "totalsum", "totalt", "totale", "total",
										"i alt", "samlet",	 "samla",  NULL};
	static const char *const links[] = {":", ",", "-", "–", "for", "i", "of", NULL};
	char					 buffer[NAME_SIZE];
	Slice					 text = slice_fold(name, buffer, sizeof(buffer));
	bool					 total = false;
	int						 i;

	if (text.length > 0 && text.data[text.length - 1] == ':')
		text.length--;
	for (i = 0; words[i] != NULL; i++)
		if (text_drop_last(&text, words[i]) || text_drop_first(&text, words[i]))
			total = true;
	for (i = 0; total && links[i] != NULL; i++)
		(void) (text_drop_first(&text, links[i]) || text_drop_last(&text, links[i]));
	if (total && slice_in(text_drop_count(text), total_nouns))
		text = text_drop_count(text);
	if (slice_in(text, total_countries))
		*of = (Slice){"landet", strlen("landet")};
	else if (slice_in(text, total_nouns) &&
			 (total || memchr(text.data, ' ', text.length) != NULL || slice_equals(text, "fylket")))
		*of = (Slice){"", 0};
	else if (total)
		*of = (Slice){name.data + (text.data - buffer), text.length};
	else
		return false;
	return true;
}

/* Is a category called as one that stands for all of those of its dimension: "I alt", but not "Begge", which may be parents? */
bool
category_is_called_whole(Slice label)
{
	static const char *const labels[] = {
		"total",	"totalt",		 "i alt",		  "alle",		 "all",		  "alle aldre",	   "alle aldrar",
		"all ages", "alle personer", "alle personar", "all persons", "alle land", "all countries", NULL};

	return word_is_one_of(label, labels);
}

/* Does a category stand for all of those of its dimension, or of its column? */
bool
category_is_whole(Slice code, Slice label)
{
	static const char *const codes[] = {"_t", "t", "total", NULL};
	static const char *const both[] = {"begge", "both", NULL};
	size_t					 length = 0;

	while (length < label.length && label.data[length] != ' ')
		length++;
	return word_is_one_of(code, codes) || category_is_called_whole(label) ||
		   word_is_one_of((Slice){label.data, length}, both);
}
