/*
 * table_heading.c
 *		What a line above rows says of them: the region that theirs are parts of.
 *
 *		heading	=  known-word* name known-word* [":" | ("-" | "–" | "," | "(") anything]
 *
 *		Agder				Kommuner i Agder	Vestland fylke
 *		Agder:				Vestland - oversikt over bosettingen i 2022
 *
 * The name is one of those that the caller gives as headings, known words are those of
 * headers.  A line with a number is none, but for years and dates: it may be a row.
 *
 * Called by the readers of all forms, by lines between tables and rows.  Owns nothing.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_header.h"
#include "read/table_heading.h"
#include "read/table_left_out.h"
#include "read/table_names.h"

/* Does the token set what follows it apart from the name before? */
static bool
token_ends_name(const Token *token)
{
	static const char *const signs[] = {"-", "–", "—", ":", "|", "·", NULL};

	return word_is_one_of(token->text, signs) || token->text.data[0] == '(';
}

/*
 * May the tokens follow a heading: a sign and words, and nothing with a number but years and
 * dates?  A sign alone, or before a number, may be a cell.
 */
static bool
tokens_may_follow(const Table *table, const Token *tokens, int count)
{
	int	 first = count > 0 && token_ends_name(&tokens[0]) && tokens[0].text.data[0] != '(';
	bool only;
	int	 i;

	if (count > 0 && (first == count || tokens[first].kind != TOKEN_WORD))
		return false;

	for (i = 0; i < count; i++)
		if (!token_ends_name(&tokens[i]) && left_out_is_number(&tokens[i]) &&
			header_year(table->words, tokens[i].text, &only) == 0)
			return false;
	return true;
}

/* Does a known word say of which regions the name is, or nothing? */
static bool
word_is_beside_heading(const Table *table, Slice word)
{
	bool name;
	bool measure;

	header_find_words(table->words, word, &name, &measure);
	return name || (!measure && header_is_filler(table->words, word));
}

static bool
word_ends_heading(Slice word)
{
	return word.data[word.length - 1] == ':' || word.data[word.length - 1] == ',';
}

/* Where the name begins, behind known words, and how many words it has; false where none does. */
static bool
line_find_name(const Table *table, const Line *line, int *from, int *words)
{
	Slice of;

	/* "## Nordland", as Markdown writes headings */
	*from = line->count > 1 && strspn(line->tokens[0].text.data, "#") >= line->tokens[0].text.length;
	*words = 0;
	while (*from < line->count &&
		   (*words = names_match(&table->headings, &line->tokens[*from], line->count - *from)) == 0)
		if (!word_is_beside_heading(table, line->tokens[(*from)++].text))
			return false;
	if (*from == line->count)
		return false;
	while (*words > 1 && token_ends_name(&line->tokens[*from + *words - 1]))
		(*words)--;
	return !name_is_total(tokens_span(line->tokens, *from, *from + *words), &of);
}

/* Do tabs stand before or between the words, and not behind them all, as of a sheet's empty cells? */
static bool
line_is_divided(const Line *line)
{
	int i;

	for (i = 1; line->tabs && i < line->count; i++)
		if (line->tokens[i].gap == SPACE_TAB)
			return true;
	return line->tabs && memchr(line->start, '\t', line->tokens[0].text.data - line->start) != NULL;
}

/*
 * The name in the line, where it is such a heading; data is NULL where it is none.  *alone
 * says that nothing else stands there: then it may be the name of a row as well.
 */
Slice
heading_find(const Table *table, const Line *line, bool *alone)
{
	const Slice none = {NULL, 0};
	Slice		name;
	int			from;
	int			words;
	int			i;

	*alone = false;
	if (table->headings.count == 0 || line->overflow || line_is_divided(line) ||
		!line_find_name(table, line, &from, &words))
		return none;
	name = tokens_span(line->tokens, from, from + words);
	i = from + words;
	*alone = words == line->count && !word_ends_heading(name);
	if (word_ends_heading(name))
		name.length--;
	else
		while (i < line->count && !token_ends_name(&line->tokens[i]))
			if (!word_is_beside_heading(table, line->tokens[i++].text))
				return none;
	return tokens_may_follow(table, &line->tokens[i], line->count - i) ? name : none;
}

/* The same of a text that is a line. */
Slice
heading_find_text(const Table *table, Slice text, bool *alone)
{
	const char *end = text.data + text.length;
	bool		new_page = false;
	Line		line;

	*alone = false;
	if (table->headings.count == 0 || text.length == 0 || line_read(&line, NULL, text.data, end, &new_page) != end)
		return (Slice){NULL, 0};
	return heading_find(table, &line, alone);
}
