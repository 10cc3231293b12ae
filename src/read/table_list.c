/*
 * table_list.c
 *		Rows of a list: a bullet before the name, a colon or dots behind it.
 *
 *		- Bergen: 51		1. Voss ..... 7		Mandal 30 (5)
 *		• Alver – 12		Odda = 3			Kvam15(5)
 *
 * What is no part of name and cells is taken away, where nothing but a name that the
 * caller knows and cells are left: of a line with other words, nothing is.
 *
 * Called by table_text.c, by the lines of an open table.  Owns nothing.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_left_out.h"
#include "read/table_list.h"
#include "read/table_names.h"

/* Are they all cells, dots and the like? */
static bool
tokens_have_no_word(const Token *tokens, int count)
{
	int i;

	for (i = 0; i < count; i++)
		if (tokens[i].kind == TOKEN_WORD && !slice_equals(tokens[i].text, "…") && !slice_equals(tokens[i].text, "="))
			return false;
	return count > 0;
}

/* How many tokens, from one on, are a name that is known, with cells behind; 0 if they are something else. */
static int
line_match_row(const Line *line, const Table *table, int from)
{
	int name = from < line->count && line->tokens[from].kind == TOKEN_WORD ?
				   names_match(&table->names, &line->tokens[from], line->count - from) :
				   0;

	/* a name does not end in what stands between it and its cells */
	while (name > 1 && line->tokens[from + name - 1].kind != TOKEN_WORD)
		name--;
	return name > 0 && tokens_have_no_word(&line->tokens[from + name], line->count - from - name) ? name : 0;
}

static bool
token_is_dash(const Token *token)
{
	return slice_equals(token->text, "-") || slice_equals(token->text, "–") || slice_equals(token->text, "—");
}

/* Are they one cell, and no dash: a symbol, or a number whose thousands a space may set apart? */
static bool
tokens_are_cell(const Token *tokens, int count)
{
	int i;

	for (i = 1; i < count; i++)
		if (!tokens_can_join(&tokens[i - 1], &tokens[i]))
			return false;
	return count > 0 && !token_is_dash(&tokens[0]);
}

static void
line_remove(Line *line, int at, int count)
{
	memmove(&line->tokens[at], &line->tokens[at + count], (line->count - at - count) * sizeof(Token));
	line->count -= count;
	if (line->cells > at)
		line->cells -= count;
}

/* The cell that runs together with the end of a name, "Kvam15(5)"; data is NULL where none does. */
static Slice
word_find_cell(Slice word)
{
	size_t length = 0;

	while (length < word.length && !is_digit(word.data[length]) && word.data[length] != ':')
		length++;
	return length > 0 && length < word.length ? (Slice){word.data + length, word.length - length} : (Slice){NULL, 0};
}

/* Set the cell apart from the name, where a row has one, and its part from the count. */
static void
line_divide_last(Line *line, const Table *table)
{
	Token *last = &line->tokens[line->count - 1];
	Slice  cell = word_find_cell(last->text);
	Slice  part = cell;
	Slice  name = tokens_span(line->tokens, 0, line->count);
	Slice  clean;
	char   buffer[CELL_SIZE];

	if (last->kind != TOKEN_WORD || cell.data == NULL || line->count + 2 > LINE_TOKENS)
		return;
	name.length -= cell.length;
	cell_split_part(&cell, &part);
	if (cell_clean(cell, &table->symbols, buffer, &clean) != NULL || !left_out_is_named(name, table))
		return;
	last->text.length = cell.data - last->text.data;
	line->cells = line->count;
	line->tokens[line->count++] =
		(Token){.text = cell, .kind = token_classify(cell, &table->symbols), .gap = SPACE_PLAIN};
	if (part.length > 0)
		line->tokens[line->count++] =
			(Token){.text = {part.data - 1, part.length + 2}, .kind = TOKEN_PART, .gap = SPACE_NONE};
}

/* "1. Bergen" alone, whose cells stand on the lines below: without the number. */
static void
line_drop_rank(Line *line, const Table *table)
{
	if (!is_digit(line->tokens[0].text.data[0]) ||
		names_match(&table->names, &line->tokens[1], line->count - 1) != line->count - 1)
		return;
	line_remove(line, 0, 1);
	line->cells = line->count;
}

/*
 * The number that programs print before each row, counting from 0 or 1: -1 where the line begins with none.  A
 * code is no such number, as it has more digits, or a zero before them.
 */
static int
line_row_number(const Line *line)
{
	Slice  text = line->tokens[0].text;
	int	   number = 0;
	size_t i;

	if (line->tabs || line->overflow || line->count < 3 || line->tokens[0].kind != TOKEN_DIGITS || text.length > 6 ||
		(text.length > 1 && text.data[0] == '0') || line->tokens[1].kind != TOKEN_WORD)
		return -1;
	for (i = 0; i < text.length; i++)
		number = number * 10 + (text.data[i] - '0');
	return number;
}

/*
 * Take the number of a row away, where the header is none's and the rows count on from `next`, or begin to: then the line
 * below has the next number.  Returns the number that the next row would have; -1 where rows have none.
 */
int
list_drop_row_number(Line *line, const Line *below, const Table *table, int next)
{
	int number = line_row_number(line);

	if (number < 0 || table->name_column != 0)
		return next;
	if (number != next && (table->rows > 0 || number > 1 || line_row_number(below) != number + 1))
		return next;
	line->tokens[1].gap = SPACE_LINE;
	line_remove(line, 0, 1);
	return number + 1;
}

/* Take away what stands around the name and the cells of a list's row; has it a bullet before the name? */
bool
list_clean_line(Line *line, const Table *table)
{
	int	   width = table->column_count - table->name_column - 1;
	int	   bullet = line->count > 1 && left_out_is_bullet(&line->tokens[0]);
	int	   name;
	Token *last;

	if (line->overflow || line->tabs || line->count == 0 || table->names.count == 0)
		return false;
	if (width == 1)
		line_divide_last(line, table);
	name = line_match_row(line, table, bullet);
	if (name == 0 && bullet)
		line_drop_rank(line, table);
	if (name == 0)
		return false;
	line_remove(line, 0, bullet);
	last = &line->tokens[name - 1];
	if (last->text.length > 1 && last->text.data[last->text.length - 1] == ':')
		last->text.length--;
	while (name + 1 < line->count && (line->tokens[name].kind == TOKEN_RULE || line->tokens[name].kind == TOKEN_WORD))
		line_remove(line, name, 1);
	/* where a row has one cell, a dash before it is none */
	if (width == 1 && token_is_dash(&line->tokens[name]) && !line->tokens[name].wide &&
		tokens_are_cell(&line->tokens[name + 1], line->count - name - 1))
		line_remove(line, name, 1);
	line->cells = name;
	return bullet;
}
