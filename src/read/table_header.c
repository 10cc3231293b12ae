/*
 * table_header.c
 *		What the words above a column call it.
 *
 * Publishers word their headers anew each year, in bokmål or nynorsk, wrapped
 * over lines ("ANTALL PERSONER MED KOLLEKTIV BESKYTTELSE KOMMUNEN HAR AVTALT Å
 * BOSETTE:").  What stays is a small vocabulary, which the caller gives.  A column is a
 * heading of it:
 *
 *		heading	=  words of which one names a measure, and perhaps some parts of it
 *				|  "herav" words that name parts: of the column before
 *
 * The vocabulary is closed on purpose: "bosatte kvinner" must not become "settled".
 * Where columns are not set apart by tabs, colons or runs of spaces, a heading ends
 * where the next word cannot belong to it.
 *
 * Called by the readers of all forms.  Owns nothing: a header is read into the caller's
 * Header.
 */
#include <stdio.h>
#include <string.h>

#include "read/table_cell.h"
#include "read/table_header.h"
#include "read/table_words.h"

#define HEADING_PARTS 8 /* that a heading names, at most */

/* The length of the mark of a footnote that a word ends in: "2022*", "2022¹"; 0 where there is none. */
static size_t
word_mark_length(Slice word)
{
	static const char *const marks[] = {"*", "†", "¹", "²", "³", NULL};
	size_t					 length = 0;
	int						 i;

	for (i = 0; marks[i] != NULL; i++)
	{
		size_t mark = strlen(marks[i]);

		if (word.length > length + mark && memcmp(word.data + word.length - length - mark, marks[i], mark) == 0)
		{
			length += mark;
			i = -1;
		}
	}
	return length;
}

/* The year that a word is, or ends in: "2022", "2022:", "2022*", "År:2022"; 0 where it is none. */
static short
word_year(Slice word)
{
	const char *at;

	word = word_drop_arrows(word);
	word.length -= word_mark_length(word);
	while (word.length > 0 && strchr(":.,;)", word.data[word.length - 1]) != NULL)
		word.length--;
	if (word.length < 4 || word.length > 12 || (word.length > 4 && strchr(":(", word.data[word.length - 5]) == NULL))
		return 0;
	at = word.data + word.length - 4;
	if (!slice_is_year((Slice){at, 4}))
		return 0;
	return (at[0] - '0') * 1000 + (at[1] - '0') * 100 + (at[2] - '0') * 10 + (at[3] - '0');
}

/* Is the word one that says nothing: a mark, an arrow, a date, a year? */
static bool
word_is_passed_over(Slice word)
{
	word = word_drop_arrows(word);
	if (word.length == 0)
		return true;
	if (word.length > 1 && word.data[word.length - 1] == ':')
		word.length--;
	if (word_mark_length(word) > 0 && word_year(word) != 0)
		return true;
	/* "2022-05-18" */
	if (word.length == 10 && word.data[4] == '-' && period_read_words(word) > 0)
		return true;
	switch (token_classify(word, NULL))
	{
		case TOKEN_MARK:
		case TOKEN_DATE:
			return true;
		case TOKEN_DIGITS:
			/* a year; 1000 may be what is counted in */
			return slice_is_year(word);
		default:
			return false;
	}
}

static bool
ends_in_colon(Slice word)
{
	return word.data[word.length - 1] == ':';
}

/* The phrase that some words begin with. */
typedef struct Match
{
	const Word *word;
	WordRole	role;
	int			words;	/* how many they are */
	bool		period; /* they name one */
} Match;

/* The length of the dash that the text begins with, 0 where there is none. */
static size_t
dash_length(Slice text)
{
	static const char long_dash[] = "–";

	if (text.length > 0 && text.data[0] == '-')
		return 1;
	return text.length >= strlen(long_dash) && memcmp(text.data, long_dash, strlen(long_dash)) == 0 ?
			   strlen(long_dash) :
			   0;
}

/* Has the text one or two digits, and no more? */
static bool
is_one_or_two_digits(Slice text)
{
	return (text.length == 1 || text.length == 2) && is_digit(text.data[0]) && is_digit(text.data[text.length - 1]);
}

/* Is the word the number of a period: "12", "3.", "1-20"? */
static bool
is_period_number(Slice word)
{
	size_t digits = 0;
	size_t dash;

	while (word.length > 0 && strchr(":.,;)", word.data[word.length - 1]) != NULL)
		word.length--;
	while (digits < word.length && is_digit(word.data[digits]))
		digits++;
	dash = dash_length((Slice){word.data + digits, word.length - digits});
	return is_one_or_two_digits((Slice){word.data, digits}) &&
		   (digits == word.length ||
			(dash > 0 && is_one_or_two_digits((Slice){word.data + digits + dash, word.length - digits - dash})));
}

static bool
is_period_word(const Words *words, Slice word)
{
	char		buffer[WORD_SIZE];
	const Word *found = words_find(words, word_fold(word, buffer, sizeof(buffer)));

	return found != NULL && found->period;
}

/* Does the word name a period, as "mars" or "januar–mars"? */
static bool
names_period(const Words *words, Slice word)
{
	size_t i;

	for (i = 1; i + 1 < word.length; i++)
	{
		size_t dash = dash_length((Slice){word.data + i, word.length - i});

		if (dash > 0)
			return is_period_word(words, (Slice){word.data, i}) &&
				   is_period_word(words, (Slice){word.data + i + dash, word.length - i - dash});
	}
	return is_period_word(words, word);
}

/* How many words name a period, with its number before or behind; 0 where they do not, as "uke" alone. */
static int
words_count_period(const Words *words, const HeaderWord *at, int count, WordRole role)
{
	bool pair = count > 1 && !at[1].apart && !ends_in_colon(at[0].text);

	if (names_period(words, at[0].text))
		return pair && is_period_number(at[1].text) ? 2 : role != ROLE_FRAGMENT;
	return pair && is_period_number(at[0].text) && names_period(words, at[1].text) ? 2 : 0;
}

static bool
word_is_year_word(const Words *words, Slice word)
{
	const PeriodWord *found = words_find_period(words, word);

	return found != NULL && found->year;
}

/* Do the words begin with one for a year, and the year, as "år 2022"?  Alone, it heads years. */
static bool
words_name_year(const Words *words, const HeaderWord *at, int count)
{
	return count > 1 && !at[1].apart && word_is_year_word(words, at[0].text) && word_year(at[1].text) != 0;
}

/* The longest phrase that the words begin with. */
static Match
words_match(const Words *words, const HeaderWord *at, int count)
{
	static const Word nothing = {.measure = -1, .object = -1, .part = -1};
	char			  buffer[PHRASE_SIZE];
	Slice			  folded = word_fold(at[0].text, buffer, WORD_SIZE);
	const Word		 *found = words_find(words, folded);
	Match			  match = {found != NULL ? found : &nothing, found != NULL ? found->role : ROLE_UNKNOWN, 1, false};
	int				  longest = found != NULL && found->longest < count ? found->longest : count;
	int				  period;
	int				  i;

	for (i = 1; found != NULL && i < longest && !at[i].apart && !ends_in_colon(at[i - 1].text); i++)
	{
		const Word *longer;

		buffer[folded.length++] = ' ';
		folded.length += word_fold(at[i].text, buffer + folded.length, WORD_SIZE).length;
		longer = words_find(words, folded);
		if (longer != NULL)
			match = (Match){longer, longer->role, i + 1, false};
	}
	if (match.role <= ROLE_FRAGMENT && (word_is_passed_over(at[0].text) || words_name_year(words, at, count)))
		match = (Match){&nothing, ROLE_FILLER, 1, false};
	period = match.role <= ROLE_FILLER && match.words == 1 ? words_count_period(words, at, count, match.role) : 0;
	if (period > 0)
		match = (Match){&nothing, ROLE_FILLER, period, true};
	return match;
}

static bool
is_measure_role(WordRole role)
{
	return role == ROLE_MEASURE || role == ROLE_MEASURE_NAME;
}

/* The heading of one column, as far as it has been read. */
typedef struct Heading
{
	Slice		text; /* from its first word to its last */
	int			phrases;
	const Word *other;	 /* of a single phrase, for a column that holds no measure; else NULL */
	const Word *measure; /* NULL while none is named */
	int			parts[HEADING_PARTS];
	int			part_count;
	int			beside;		  /* a part that has to be named, too; -1 for none */
	bool		of_which;	  /* has "herav" */
	bool		pair;		  /* has it in parentheses: "bosatte (herav kollektiv)" */
	bool		infinitive;	  /* the word before was "å" */
	bool		years_follow; /* the phrase before was a part: "under 15 år" */
	bool		part_unknown; /* the part in parentheses is one that nobody knows */
	bool		wrong;		  /* holds an unknown word, or names two measures */
	bool		another;	  /* counts something else that is known */
	bool		region;		  /* has a word for names or codes of regions, as "Bosatt per kommune" */
	bool		period;		  /* names a part of a year */
	Column		periods;	  /* the column of periods that it heads; COLUMN_UNKNOWN where it is none */
	Period		part; /* that part, or a day; 0 while none is named; -1 for several, or where it is not known which */
	short		year; /* 0 while none is named; -1 for several */
} Heading;

static const Heading heading_empty = {.beside = -1, .periods = COLUMN_UNKNOWN};

static bool
is_title_case(Slice word)
{
	return word.length > 1 && slice_starts_upper(word) && slice_starts_lower((Slice){word.data + 1, word.length - 1});
}

static bool
heading_has_part(const Heading *heading, int part)
{
	int i;

	for (i = 0; i < heading->part_count; i++)
		if (heading->parts[i] == part)
			return true;
	return false;
}

/* Is the measure the whole, less these parts and no others? */
static bool
measure_is_made_of(const Words *words, int measure, int whole, const Heading *heading)
{
	bool used[HEADING_PARTS] = {false};
	int	 left;

	for (left = heading->part_count; left > 0; left--)
	{
		const Measure *m = &words->measures[measure];
		int			   i;

		for (i = 0; i < heading->part_count && (used[i] || heading->parts[i] != m->part); i++)
			;
		if (i == heading->part_count || m->whole < 0)
			return false;
		used[i] = true;
		measure = m->whole;
	}
	return measure == whole;
}

/* The measure that the heading's parts of a whole are; COLUMN_UNKNOWN where there is none, or two. */
static Column
heading_resolve(const Words *words, const Heading *heading, int whole)
{
	Column column = COLUMN_UNKNOWN;
	int	   i;

	for (i = 0; i < words->measure_count; i++)
		if (measure_is_made_of(words, i, whole, heading))
		{
			if (column != COLUMN_UNKNOWN)
				return COLUMN_UNKNOWN;
			column = i;
		}
	return column;
}

/* Is one measure a part of another, or of a part of it? */
static bool
measure_is_within(const Words *words, int measure, int whole)
{
	int steps;

	for (steps = 0; steps < words->measure_count && measure >= 0; steps++)
	{
		measure = words->measures[measure].whole;
		if (measure == whole)
			return true;
	}
	return false;
}

/* Would the heading, with one more part, still be a measure's, where it is now? */
static bool
heading_takes_part(const Words *words, const Heading *heading, int part)
{
	Heading longer = *heading;

	if (heading_has_part(heading, part) || heading->part_count == HEADING_PARTS)
		return false;
	if (heading->measure == NULL || heading->part_count == 0)
		return true;
	longer.parts[longer.part_count++] = part;
	return heading_resolve(words, heading, heading->measure->measure) == COLUMN_UNKNOWN ||
		   heading_resolve(words, &longer, heading->measure->measure) != COLUMN_UNKNOWN;
}

/* Do the words set a part apart by parentheses, or say that these have it: "(herav", "av disse)", "i parentes"? */
static bool
words_are_of_parentheses(Slice text)
{
	static const char *const named[] = {"parentes", "parenteser", NULL};
	Slice					 last = text;
	size_t					 i;

	if (text.data[0] == '(' || text.data[text.length - 1] == ')')
		return true;
	while (last.length > 1 && strchr(",.:;", last.data[last.length - 1]) != NULL)
		last.length--;
	for (i = 0; i < last.length; i++)
		if (last.data[i] == ' ')
			return words_are_of_parentheses((Slice){last.data + i + 1, last.length - i - 1});
	return word_is_one_of(last, named);
}

/* Does the phrase begin a new heading, in a header whose columns are not set apart? */
static bool
heading_ends_before(const Words *words, const Heading *heading, Slice word, Match match)
{
	bool complete = heading->measure != NULL || (heading->of_which && heading->part_count > 0);
	bool named = match.role == ROLE_MEASURE || match.role == ROLE_INFINITIVE;

	if (heading->phrases == 0)
		return false;
	/* "Fylke Bosatte" */
	if (heading->other != NULL && named)
		return true;
	if (match.role == ROLE_OF_WHICH && words_are_of_parentheses(word))
		return false;
	if (match.role == ROLE_OF_WHICH || match.role == ROLE_COUNT || match.role >= ROLE_MEASURE_NAME)
		return complete;
	if (match.role == ROLE_PART)
		return !heading_takes_part(words, heading, match.word->part);
	if (match.role == ROLE_INFINITIVE && heading->infinitive)
		return false;
	/* "avtalt busett" is one measure, "Avtalt Busett" two */
	if (named && heading->measure != NULL && heading->measure->object == match.word->measure &&
		heading->part_count == 0)
		return is_title_case(word);
	return named && complete;
}

/* The heading names a measure. */
static void
heading_add_measure(const Words *words, Heading *heading, const Word *word)
{
	/* "admissions 0-17", where both are measures and one is of the other */
	if (heading->measure == NULL ||
		(word->role == ROLE_MEASURE && measure_is_within(words, word->measure, heading->measure->measure)))
		heading->measure = word;
	else if (heading->measure->object < 0 || heading->measure->object != word->measure)
		heading->wrong = true;
}

/* The heading has a word that is not known: of the part in parentheses, or of what is counted. */
static void
heading_add_unknown(Heading *heading)
{
	heading->part_unknown = heading->part_unknown || heading->pair;
	heading->wrong = heading->wrong || !heading->pair;
}

/* The heading names a part. */
static void
heading_add_part(Heading *heading, int part)
{
	if (heading_has_part(heading, part))
		return;
	if (heading->part_count < HEADING_PARTS)
		heading->parts[heading->part_count++] = part;
	else
		heading->wrong = true;
}

/* What a phrase says of the heading, whatever else is in it. */
static void
heading_add_flags(Heading *heading, Slice text, Match match)
{
	heading->another = heading->another || match.role == ROLE_ANOTHER;
	heading->region = heading->region || match.role >= ROLE_CODE;
	heading->period = heading->period || match.period;
	if (match.words == 1 && word_year(text) != 0)
		heading->year = heading->year == 0 || heading->year == word_year(text) ? word_year(text) : -1;
}

/* The heading names a part of a year, or a day: which one? */
static void
heading_add_period(Heading *heading, const HeaderWord *at, Match match)
{
	char   text[2 * WORD_SIZE + 1];
	size_t length = 0;
	Period part;
	int	   i;

	if (!match.period && (match.words > 1 || !is_digit(at[0].text.data[0]) || !word_is_passed_over(at[0].text) ||
						  word_year(at[0].text) != 0))
		return;
	for (i = 0; i < match.words; i++)
	{
		size_t more = slice_clip(at[i].text, WORD_SIZE - 1);

		if (i > 0)
			text[length++] = ' ';
		memcpy(text + length, at[i].text.data, more);
		length += more;
	}
	part = period_read_words((Slice){text, length});
	heading->part = part > 0 && (heading->part == 0 || heading->part == part) ? part : -1;
}

static void
heading_add(const Words *words, Heading *heading, Slice text, Match match)
{
	if (heading->phrases++ == 0)
	{
		heading->text = text;
		heading->other = match.role >= ROLE_CODE ? match.word : NULL;
	}
	else
		heading->other = NULL;
	heading->text.length = text.data + text.length - heading->text.data;
	if (match.role == ROLE_INFINITIVE)
		match.role = heading->infinitive ? ROLE_FILLER : ROLE_MEASURE;
	heading->infinitive = match.role == ROLE_MARKER;
	if (match.role <= ROLE_FRAGMENT && heading->years_follow && word_is_year_word(words, text))
		match.role = ROLE_FILLER;
	heading->years_follow = match.role == ROLE_PART;
	heading_add_flags(heading, text, match);

	if (match.role <= ROLE_FRAGMENT)
		heading_add_unknown(heading);
	else if (match.role == ROLE_PART)
		heading_add_part(heading, match.word->part);
	else if (match.role == ROLE_OF_WHICH)
	{
		heading->of_which = true;
		heading->pair = heading->measure != NULL && words_are_of_parentheses(text);
	}
	else if (match.role == ROLE_BESIDE_PART)
	{
		heading->wrong |= heading->beside >= 0 && heading->beside != match.word->part;
		heading->beside = match.word->part;
	}
	else if (is_measure_role(match.role))
		heading_add_measure(words, heading, match.word);
}

/* The part that a heading without a measure names of the column before, or of what that is a part of. */
static Column
heading_column_of(const Words *words, const Heading *heading, Column previous)
{
	int whole = column_is_single(previous) ? previous : -1;
	int steps;

	for (steps = 0; whole >= 0 && steps < words->measure_count; steps++)
	{
		Column column = heading_resolve(words, heading, whole);

		if (column != COLUMN_UNKNOWN)
			return column != previous ? column : COLUMN_UNKNOWN;
		whole = words->measures[whole].whole;
	}
	return COLUMN_UNKNOWN;
}

/* The column a whole heading names; a part without a measure is of the column before. */
static Column
heading_column(const Words *words, const Heading *heading, Column previous)
{
	Column column;
	int	   whole;

	if (heading->wrong || heading->region || heading->part_unknown ||
		(heading->beside >= 0 && !heading_has_part(heading, heading->beside)))
		return COLUMN_UNKNOWN;
	if (heading->measure == NULL)
		return heading->part_count > 0 ? heading_column_of(words, heading, previous) : COLUMN_UNKNOWN;
	whole = heading->measure->measure;
	if (heading->measure->role == ROLE_MEASURE_NAME)
		return heading->part_count > 0 ? COLUMN_UNKNOWN : whole;
	if (heading->part_count == 0)
		return heading->of_which ? COLUMN_UNKNOWN : whole;
	column = heading_resolve(words, heading, whole);
	if (column == COLUMN_UNKNOWN || !heading->pair)
		return column;
	return words->measures[column].whole == whole ? COLUMN_PAIR + column : COLUMN_UNKNOWN;
}

/* The column of a measure beside a part that is not known; COLUMN_UNKNOWN where that is not all that is wrong. */
static Column
heading_column_parted(const Heading *heading)
{
	return heading->part_unknown && !heading->wrong && !heading->region && !heading->another && heading->beside < 0 &&
				   heading->part_count == 0 && heading->measure != NULL && heading->measure->role == ROLE_MEASURE ?
			   COLUMN_PARTED + heading->measure->measure :
			   COLUMN_UNKNOWN;
}

/* The part of a year that a heading names, with its year where that is said; 0 where there is none. */
static Period
heading_part(const Heading *heading)
{
	return heading->part > 0 && heading->year >= 0 ? period_set_year(heading->part, heading->year) : 0;
}

/* A header being read: what kind of names and codes its columns hold is known at its end. */
typedef struct ColumnReading
{
	const Words *words;
	Header		*header;
	const Word	*others[TABLE_COLUMNS]; /* of columns that hold no measure; NULL for others */
	Heading		 heading;
	bool		 before_names; /* it stands before the header of the names */
} ColumnReading;

/* The heading is complete: add its column. */
static void
reading_end_heading(ColumnReading *reading)
{
	Header		  *header = reading->header;
	const Heading *heading = &reading->heading;
	Column		   previous = header->count > 0 ? header->columns[header->count - 1] : COLUMN_UNKNOWN;
	Column		   column = COLUMN_IGNORED;

	if (heading->periods != COLUMN_UNKNOWN)
		column = heading->periods;
	else if (heading->other == NULL)
		column = heading_column(reading->words, heading, previous);
	/* ranks */
	if (column == COLUMN_UNKNOWN && heading->another && reading->before_names)
		column = COLUMN_IGNORED;
	header->names_measure = header->names_measure || heading->measure != NULL;
	if (header->count == TABLE_COLUMNS || (column == COLUMN_UNKNOWN && !header->wrong))
	{
		header->wrong = true;
		header->unknown = heading->phrases > 0 ? heading->text : (Slice){"", 0};
	}
	header->too_wide = header->count == TABLE_COLUMNS;
	if (header->count < TABLE_COLUMNS)
	{
		reading->others[header->count] = heading->other;
		header->labels[header->count] = heading->phrases > 0 ? heading->text : (Slice){"", 0};
		header->another[header->count] = heading->another;
		header->left_out[header->count] = heading->another && column == COLUMN_IGNORED;
		header->parted[header->count] = heading_column_parted(heading);
		header->years[header->count] = column_is_measured(column) && heading->year > 0 ? heading->year : 0;
		header->parts[header->count] = column_is_measured(column) ? heading_part(heading) : 0;
		header->columns[header->count++] = column;
	}
	reading->heading = heading_empty;
}

/* Which columns there are that hold names and codes. */
typedef struct OtherColumns
{
	bool  names;	  /* of names of whatever level */
	bool  codes;	  /* likewise of codes */
	Level name_level; /* the lowest that a column of names has, 0 where none says */
	Level code_level; /* the lowest that a column of codes has */
} OtherColumns;

static OtherColumns
reading_find_others(const ColumnReading *reading)
{
	OtherColumns found = {0};
	int			 i;

	for (i = 0; i < reading->header->count; i++)
	{
		const Word *other = reading->others[i];

		if (other == NULL)
			continue;
		if (other->role == ROLE_NAME && other->level > found.name_level)
			found.name_level = other->level;
		if (other->role == ROLE_CODE && other->level > found.code_level)
			found.code_level = other->level;
		found.names = found.names || (other->role == ROLE_NAME && other->level == LEVEL_NONE);
		found.codes = found.codes || (other->role == ROLE_CODE && other->level == LEVEL_NONE);
	}
	return found;
}

static bool
level_is_last(const Words *words, Level level)
{
	return level > LEVEL_NONE && words->levels[level - 1].last;
}

/* The lowest level of names above that of the rows; LEVEL_NONE where there is none. */
static Level
reading_find_above(const ColumnReading *reading, Level level)
{
	Level above = LEVEL_NONE;
	int	  i;

	for (i = 0; i < reading->header->count; i++)
	{
		const Word *other = reading->others[i];

		if (other != NULL && other->role == ROLE_NAME && other->level < level && other->level > above)
			above = other->level;
	}
	return above;
}

/* What a column of codes is to rows of a level: of several, those of the lowest level are theirs. */
static Column
code_column(const Words *words, const Word *code, const OtherColumns *found, Level level)
{
	if (code->level == LEVEL_NONE || level_is_last(words, code->level))
		return COLUMN_CODE;
	return code->level >= level && code->level == found->code_level && !found->codes ? COLUMN_CODE : COLUMN_IGNORED;
}

/* Are there two columns of one measure and year, each with a part of a year of its own, of one kind?  *kind is that of all. */
static bool
parts_divide(const Header *header, Period *kind)
{
	bool twice = false;
	int	 i;
	int	 j;

	*kind = 0;
	for (i = 0; i < header->count; i++)
	{
		Period part = header->parts[i];

		if (part == 0)
			continue;
		if (*kind != 0 && *kind != part / PERIOD_MONTH)
			return false;
		*kind = part / PERIOD_MONTH;
		for (j = 0; j < i; j++)
			twice = twice ||
					(header->columns[j] == header->columns[i] && header->parts[j] != 0 && header->parts[j] != part);
	}
	return twice;
}

/* Columns of several weeks, months or the like are of these, as others are of years. */
static void
header_take_parts(Header *header)
{
	Period kind;
	int	   i;

	if (!parts_divide(header, &kind))
		return;
	for (i = 0; i < header->count; i++)
		if (header->parts[i] != 0)
			header->years[i] = header->parts[i];
}

/*
 * Say which columns hold the names and codes of the rows: of several levels, those of
 * the lowest one.  Without names, the codes are what the rows are known by.
 */
static void
reading_end(ColumnReading *reading)
{
	Header		*header = reading->header;
	OtherColumns found = reading_find_others(reading);
	Level		 level = found.name_level;
	Level		 above;
	int			 i;

	if (!found.names && found.code_level > level && level_is_last(reading->words, found.code_level))
		level = found.code_level;
	above = reading_find_above(reading, level);
	for (i = 0; i < header->count; i++)
	{
		const Word *other = reading->others[i];

		if (other == NULL)
			continue;
		if (other->role == ROLE_CODE)
			header->columns[i] = code_column(reading->words, other, &found, level);
		else if (other->level == LEVEL_NONE || other->level == level)
			header->columns[i] = COLUMN_NAME;
		else
			header->columns[i] = other->level == above ? COLUMN_HEADING : COLUMN_IGNORED;
	}
	if (level == LEVEL_NONE && !found.names && !found.codes)
		level = found.code_level;
	header->level = level;
}

/* Is the word of the vocabulary? */
bool
header_knows(const Words *words, Slice word)
{
	return words_match(words, &(HeaderWord){.text = word}, 1).role != ROLE_UNKNOWN;
}

/* Is it one that says something by itself?  "og" may be known as part of a phrase alone. */
bool
header_says(const Words *words, Slice word)
{
	return words_match(words, &(HeaderWord){.text = word}, 1).role > ROLE_FRAGMENT;
}

/* Is it the number behind a word that names a period, as 12 in "uke 12"? */
bool
header_is_period(const Words *words, Slice word, Slice number)
{
	return is_period_number(number) && names_period(words, word);
}

/*
 * Does a line that begins with these words begin a header?  It does where the
 * name column's header comes first, perhaps after that of the code, and stands
 * for itself: a sentence may begin with "Kommune" too.  Or codes stand for names.
 */
bool
header_begins(const Words *words, const HeaderWord *line, int count)
{
	int	  i = 0;
	Match match = words_match(words, line, count);

	while ((match.role == ROLE_CODE || match.role == ROLE_ANOTHER) && i + match.words < count)
	{
		i += match.words;
		match = words_match(words, line + i, count - i);
	}
	if (match.role != ROLE_NAME)
		/* codes alone, set apart */
		return i > 0 && line[i].apart && (is_measure_role(match.role) || match.role == ROLE_COUNT);
	i += match.words;
	if (i == count || line[i].apart || ends_in_colon(line[i - 1].text))
		return true;
	match = words_match(words, line + i, count - i);
	return is_measure_role(match.role) || match.role == ROLE_COUNT || match.role >= ROLE_CODE ||
		   match.role == ROLE_INFINITIVE;
}

/* The length of the first of words that underscores join, as databases write them: "antall_bosatt".  One that is known is whole. */
static size_t
word_first_length(const Words *known, Slice word)
{
	const char *under = memchr(word.data, '_', word.length);
	char		buffer[WORD_SIZE];

	return under == NULL || under == word.data || words_find(known, word_fold(word, buffer, sizeof(buffer))) != NULL ?
			   word.length :
			   (size_t) (under - word.data);
}

/* The words of a cell; returns how many there are, at most HEADER_WORDS. */
static int
cell_words(const Words *known, Slice cell, HeaderWord *words)
{
	const char *at = cell.data;
	const char *end = cell.data + cell.length;
	int			count = 0;
	Space		space;

	while (at < end && count < HEADER_WORDS)
	{
		size_t gap = space_match(at, end, &space);
		Slice  word = {at, 0};

		if (gap > 0)
		{
			at += gap;
			continue;
		}
		while (at < end && space_match(at, end, &space) == 0)
			at++;
		word.length = at - word.data;
		word.length = word_first_length(known, word);
		/* at the underscore behind it, or at a space */
		at = word.data + word.length;
		at += at < end && *at == '_';
		words[count++] = (HeaderWord){.text = word};
	}
	return count;
}

/* Is the word a day without its year, "18.5" or "11/5"?  As the first word of a cell it is none. */
static bool
word_is_day(Slice word, int place)
{
	Period day = place > 0 ? period_read_words(word) : 0;

	return day >= PERIOD_DAY && period_set_year(day, 2000) != day && period_set_year(day, 2001) != 0;
}

/* Add the words of a cell to the heading. */
static void
reading_add_cell(ColumnReading *reading, Slice cell)
{
	static const Word nothing = {.measure = -1, .object = -1, .part = -1};
	HeaderWord		  words[HEADER_WORDS];
	int				  count = cell_words(reading->words, cell, words);
	int				  i = 0;

	while (i < count)
	{
		Match match = words_match(reading->words, words + i, count - i);
		Slice last;

		if (match.role == ROLE_UNKNOWN && word_is_day(words[i].text, i))
			match = (Match){&nothing, ROLE_FILLER, 1, true};
		last = words[i + match.words - 1].text;
		heading_add(reading->words, &reading->heading,
					(Slice){words[i].text.data, last.data + last.length - words[i].text.data}, match);
		heading_add_period(&reading->heading, words + i, match);
		i += match.words;
	}
	/* nothing that long is a heading */
	reading->heading.wrong |= count == HEADER_WORDS;
}

/*
 * What a label on its own calls a column, the one before it being `previous`:
 * COLUMN_UNKNOWN if it does not say, or is of a part of a year, which nobody compares with a date.
 */
Column
header_column(const Words *words, Slice label, Column previous)
{
	ColumnReading reading = {.words = words, .heading = heading_empty};

	reading_add_cell(&reading, label);
	if (reading.heading.other != NULL && reading.heading.other->role == ROLE_NAME)
		return COLUMN_NAME;
	return reading.heading.period ? COLUMN_UNKNOWN : heading_column(words, &reading.heading, previous);
}

/* Can the cell be the header of a column of names?  Asked of each row, it is quick. */
bool
header_may_name(const Words *words, Slice cell)
{
	char		buffer[WORD_SIZE];
	const Word *found;

	cell = slice_trim(cell);
	if (cell.length == 0)
		return true;
	found = words_find(words, word_fold(cell, buffer, sizeof(buffer)));
	return found != NULL && found->role > ROLE_FRAGMENT ? found->role >= ROLE_CODE : word_is_passed_over(cell);
}

/* What column of periods the label heads; COLUMN_UNKNOWN where it is none. */
Column
header_periods(const Words *words, Slice label)
{
	static const struct
	{
		const char *begins; /* the word for it, in small letters */
		Column		column;
	} parts[] = {{"mån", COLUMN_MONTH},		  {"mnd", COLUMN_MONTH},	  {"month", COLUMN_MONTH},
				 {"uke", COLUMN_WEEK},		  {"veke", COLUMN_WEEK},	  {"week", COLUMN_WEEK},
				 {"kvartal", COLUMN_QUARTER}, {"quarter", COLUMN_QUARTER}};
	const PeriodWord *found = words_find_period(words, slice_trim(label));
	size_t			  i;

	if (found == NULL || found->year)
		return found == NULL ? COLUMN_UNKNOWN : COLUMN_YEAR;
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (found->text.length >= strlen(parts[i].begins) &&
			memcmp(found->text.data, parts[i].begins, strlen(parts[i].begins)) == 0)
			return parts[i].column;
	return COLUMN_PERIOD;
}

/* Does the text say by what rows are, as "kommune og år", and nothing else? */
static bool
text_is_of_rows(const Words *words, Slice text)
{
	static const char *const between[] = {"og", "and", "per", "pr", NULL};
	HeaderWord				 line[HEADER_WORDS];
	int						 count = cell_words(words, text, line);
	int						 i;

	for (i = 0; i < count; i++)
	{
		Slice word = line[i].text;

		if (word.length > 1 && strchr(",.", word.data[word.length - 1]) != NULL)
			word.length--;
		if (!word_is_one_of(word, between) && header_periods(words, word) == COLUMN_UNKNOWN &&
			words_match(words, &(HeaderWord){.text = word}, 1).role < ROLE_CODE)
			return false;
	}
	return count > 0 && count < HEADER_WORDS;
}

/* A text without what its rows are by, behind a word for that; `always`, whatever stands behind a comma and the word. */
static Slice
text_drop_rows(const Words *words, Slice text, bool always)
{
	static const char *const by[] = {" etter ", " by ", " fordelt på ", " fordelt etter ", " fordelte på ", NULL};
	size_t					 i;
	int						 k;

	for (i = 1; i < text.length; i++)
		for (k = 0; by[k] != NULL; k++)
		{
			size_t length = strlen(by[k]);

			if (text.length - i > length && memcmp(text.data + i, by[k], length) == 0 &&
				((always && text.data[i - 1] == ',') ||
				 text_is_of_rows(words, (Slice){text.data + i + length, text.length - i - length})))
				return slice_trim((Slice){text.data, text.data[i - 1] == ',' ? i - 1 : i});
		}
	return text;
}

/* A label without what services write around it, "12345: Bosatte, etter region og år"; a title also without "etter kommune". */
Slice
header_drop_rows(const Words *words, Slice label, bool title)
{
	size_t digits = 0;

	label = slice_trim(label);
	while (digits < label.length && is_digit(label.data[digits]))
		digits++;
	/* four are a year */
	if (digits == 5 && digits < label.length && label.data[digits] == ':')
		return text_drop_rows(words, slice_trim((Slice){label.data + digits + 1, label.length - digits - 1}), true);
	return title ? text_drop_rows(words, label, false) : label;
}

/* The text of a cell without arrows and without a footnote's star that stand beside its words. */
static Slice
label_bare(Slice label)
{
	label = word_drop_arrows(slice_trim(label));
	while (label.length > 2 && label.data[label.length - 1] == '*' && label.data[label.length - 2] == ' ')
		label = slice_trim((Slice){label.data, label.length - 1});
	return label;
}

/* Is the label no heading, but what stands below tables: "Merk: tall i prosent", "Enhet: antall"? */
static bool
label_is_remark(Slice label)
{
	static const char *const words[] = {"merk",	  "merknad",   "obs",		 "nb",		"note",	  "notes",	 "fotnote",
										"kilde",  "kilder",	   "kjelde",	 "kjelder", "source", "sources", "enhet",
										"eining", "måleenhet", "måleeining", "unit",	NULL};
	const char				*colon;

	label = slice_trim(label);
	colon = label.length > 0 ? memchr(label.data, ':', label.length) : NULL;
	return colon != NULL && colon + 1 < label.data + label.length &&
		   word_is_one_of(slice_trim((Slice){label.data, colon - label.data}), words);
}

/*
 * Read a header whose columns are cells.  Returns whether it is one: whether it
 * names a column of names, and a measure.
 */
bool
header_from_cells(const Words *words, const Slice *cells, int count, Header *header)
{
	static const Word corner = {.role = ROLE_NAME, .measure = -1, .object = -1, .part = -1};
	ColumnReading	  reading = {.words = words, .header = header, .heading = heading_empty};
	bool			  names = false;
	bool			  codes = false;
	int				  i;

	*header = (Header){0};
	for (i = 0; i < count; i++)
	{
		const Word *other;

		reading_add_cell(&reading, header_drop_rows(words, label_bare(cells[i]), false));
		reading.heading.periods = header_periods(words, cells[i]);
		if (i > 0 && label_is_remark(cells[i]))
		{
			reading.heading.another = true;
			reading.heading.other = NULL;
		}
		other = reading.heading.other;
		names = names || (other != NULL && other->role == ROLE_NAME);
		codes = codes || other != NULL;
		/* the corner above the names may be empty */
		if (i == 0 && reading.heading.phrases == 0)
			reading.heading.other = &corner;
		reading_end_heading(&reading);
	}
	if (names && reading.others[0] == &corner)
	{
		header->corner = header->wrong = true;
		header->unknown = (Slice){"", 0};
		header->columns[0] = COLUMN_UNKNOWN;
		reading.others[0] = NULL;
	}
	reading_end(&reading);
	header_take_parts(header);
	return count > 1 && (codes || reading.others[0] == &corner) && header->names_measure;
}

/*
 * Leave out the columns that count something else, and those that are not known if the
 * caller says so; where columns are set apart, the others are sure.
 */
void
header_leave_out(const Table *table, Header *header)
{
	bool wrong = header->wrong && ((header->corner && !table->skip_unknown) || header->too_wide);
	int	 i;

	for (i = 0; i < header->count; i++)
	{
		if (header->columns[i] != COLUMN_UNKNOWN)
			continue;
		if (table->skip_unknown || header->another[i])
		{
			header->columns[i] = header->parted[i] != COLUMN_UNKNOWN ? header->parted[i] : COLUMN_IGNORED;
			header->left_out[i] = true;
		}
		else if (!wrong)
		{
			wrong = true;
			header->unknown = header->labels[i];
		}
	}
	header->wrong = wrong;
}

/* Has the text words for names or codes, and for measures? */
void
header_find_words(const Words *words, Slice text, bool *name, bool *measure)
{
	HeaderWord line[HEADER_WORDS];
	HeaderWord piece = {0};
	int		   count = cell_words(words, text, line);
	Match	   match;
	int		   i;

	*name = *measure = false;
	for (i = 0; i < count; i += match.words)
	{
		match = words_match(words, line + i, count - i);
		*name = *name || match.role >= ROLE_CODE;
		*measure = *measure || is_measure_role(match.role);
	}
	/* "Kommune;Bosatte" */
	for (i = 0; i < (int) text.length; i++)
	{
		if (strchr(";,|", text.data[i]) == NULL)
			continue;
		piece.text = slice_trim((Slice){text.data, i});
		if (piece.text.length > 0)
			*name = *name || words_match(words, &piece, 1).role >= ROLE_CODE;
		return;
	}
}

/* The year that a label names, 0 for none; does it name nothing else, as "År: 2022"? */
short
header_year(const Words *words, Slice label, bool *only)
{
	HeaderWord line[HEADER_WORDS];
	int		   count = cell_words(words, label, line);
	short	   year = 0;
	int		   i;

	*only = true;
	for (i = 0; i < count; i++)
	{
		short found = word_year(line[i].text);

		*only = *only && (found != 0 || words_match(words, line + i, count - i).role == ROLE_FILLER);
		if (found != 0)
			year = year == 0 || year == found ? found : -1;
	}
	*only = *only && year > 0;
	return year;
}

/* The year that a label names, or another period with its year where that is said, 0 for none; does it name nothing else? */
Period
header_period(const Words *words, Slice label, bool *only)
{
	ColumnReading reading = {.words = words, .heading = heading_empty};
	short		  year = header_year(words, label, only);

	if (*only)
		return year;
	reading_add_cell(&reading, label);
	*only = heading_part(&reading.heading) > 0 && !reading.heading.wrong && reading.heading.measure == NULL &&
			reading.heading.part_count == 0 && !reading.heading.another && !reading.heading.region;
	return *only ? heading_part(&reading.heading) : 0;
}

/* A label without a year, and what says that it is one, at its end: of columns of years, one is told of. */
static Slice
label_drop_year(const Words *words, Slice label)
{
	size_t last = label.length;
	bool   only;

	while (last > 0 && label.data[last - 1] != ' ')
		last--;
	if (last == 0 || header_year(words, (Slice){label.data + last, label.length - last}, &only) == 0)
		return label;
	label = slice_trim((Slice){label.data, last});
	/* "Year:" */
	for (last = label.length; last > 0 && label.data[last - 1] != ' '; last--)
		;
	return last > 0 && label.data[label.length - 1] == ':' ? slice_trim((Slice){label.data, last}) : label;
}

/* Say what the columns that are left out say of the rows of the table that has been read: that they are persons is nothing. */
void
header_tell_column_texts(Table *table)
{
	char told[TEXT_POOL + TEXT_BYTES + 3 * TEXT_COUNT];
	int	 i;
	int	 j;

	for (i = 0; i < table->texts.count; i++)
	{
		const ColumnText *text = &table->texts.columns[i];
		bool			  colon = text->label_length > 0 && text->label[text->label_length - 1] == ':';
		int				  count = 0;
		int used = snprintf(told, sizeof(told), "%.*s%s", (int) text->label_length, text->label, colon ? "" : ":");

		for (j = 0; j < table->texts.said_count; j++)
		{
			const ColumnSaid *said = &table->texts.said[j];
			Slice			  value = {table->texts.pool + said->start, said->length};

			if (said->column != i || (!slice_has_digit(value) && header_is_filler(table->words, value)))
				continue;
			used += snprintf(told + used, sizeof(told) - used, "%s %.*s", count++ > 0 ? "," : "", (int) value.length,
							 value.data);
		}
		if (count > 0)
			table_note(table, text->line, count == 1 ? NOTE_COLUMN_TEXT : NOTE_COLUMN_TEXTS, (Slice){told, used});
		used = snprintf(told, sizeof(told), "%.*s%s", (int) text->label_length, text->label, colon ? "" : ":");
		for (j = 0; j < text->number_count; j++)
			used += snprintf(told + used, sizeof(told) - used, "%s %d", j > 0 ? "," : "", text->numbers[j]);
		if (text->number_count > 0)
			table_note(table, text->line, NOTE_COLUMN_NUMBERS, (Slice){told, used});
	}
	column_texts_clear(&table->texts);
}

/* Is the year of a label marked, as one of figures that may change: "2022*"? */
bool
header_is_marked(Slice label)
{
	size_t last = label.length;

	while (last > 0 && label.data[last - 1] != ' ')
		last--;
	label = (Slice){label.data + last, label.length - last};
	return word_mark_length(label) > 0 && word_year(label) != 0;
}

/* Write the columns of a header as a caller gives them: - for one that is not known, or whose measure stands before. */
static void
header_draft(Table *table, const Header *header)
{
	Column columns[DRAFT_SIZE / 2];
	char   name[COLUMN_NAME_SIZE];
	size_t used = 0;
	int	   i;

	table->draft[0] = '\0';
	if (header->count > DRAFT_SIZE / 2)
		return;
	for (i = 0; i < header->count && used < sizeof(table->draft); i++)
	{
		const char *problem;

		columns[i] = header->columns[i];
		problem = table_check_columns(table->words, columns, header->years, i + 1);
		if (columns[i] == COLUMN_UNKNOWN || (problem != NULL && strcmp(problem, COLUMNS_TWICE) == 0))
			columns[i] = COLUMN_IGNORED;
		used += snprintf(table->draft + used, sizeof(table->draft) - used, "%s%s", i > 0 ? "," : "",
						 column_name(table->words, columns[i], name));
		if (columns[i] != COLUMN_IGNORED && header->years[i] != 0 && used < sizeof(table->draft))
		{
			char  code[PERIOD_SIZE];
			Slice period = period_write(header->years[i], code);

			used +=
				snprintf(table->draft + used, sizeof(table->draft) - used, " %.*s", (int) period.length, period.data);
		}
	}
	if (used >= sizeof(table->draft))
		table->draft[0] = '\0';
}

/* Are all the measures that stand behind a column of names, up to the next such column, given as left out? */
static bool
header_leaves_out_table(const Table *table, const Header *header, int name)
{
	int measures = 0;
	int i;

	for (i = name + 1; i < header->count && i < table->given_count && header->columns[i] != COLUMN_NAME; i++)
	{
		if (table->given[i] != COLUMN_IGNORED)
			return false;
		measures += column_is_measured(header->columns[i]);
	}
	return measures > 0;
}

/* Say of which of several tables side by side the rows are left out by the columns that the caller gave. */
static void
header_note_given_tables(Table *table, const Header *header, int line)
{
	char told[TEXT_BYTES + COLUMN_NAME_SIZE];
	int	 named = 0;
	int	 i;

	for (i = 0; i < header->count && i < table->given_count; i++)
		named += header->columns[i] == COLUMN_NAME;
	for (i = 0; i < header->count && i < table->given_count && named > 1; i++)
		if (header->columns[i] == COLUMN_NAME && table->given[i] == COLUMN_IGNORED &&
			header_leaves_out_table(table, header, i))
		{
			int used = snprintf(told, sizeof(told), "name - %.*s", (int) slice_clip(header->labels[i], TEXT_BYTES),
								header->labels[i].data);

			table_note(table, line, NOTE_GIVEN, (Slice){told, used});
		}
}

/*
 * Say it where the words for a column that the caller gave name another measure than his, or something else that is known; a part
 * of what they name may be what he knows better.
 */
void
header_note_given_column(Table *table, int line, Column given, Column named, bool another, Slice label)
{
	char told[TEXT_BYTES + 2 * COLUMN_NAME_SIZE];
	int	 used;

	if (!column_is_single(given) || !(column_is_single(named) || another) || (!another && named == given) ||
		(!another && measure_is_within(table->words, given, named)))
		return;
	used = snprintf(told, sizeof(told), "%s %s %.*s", another ? "-" : table->words->measures[named].name,
					table->words->measures[given].name, (int) slice_clip(label, TEXT_BYTES), label.data);
	table_note(table, line, NOTE_GIVEN, (Slice){told, used});
}

/* Likewise of each column of a header, and of tables side by side. */
void
header_note_given(Table *table, const Header *header, int line)
{
	int i;

	for (i = 0; i < header->count && i < table->given_count; i++)
		header_note_given_column(table, line, table->given[i], header->columns[i],
								 header->another[i] && !column_is_single(header->columns[i]), header->labels[i]);
	header_note_given_tables(table, header, line);
}

/* Say which columns of a header are left out, and marks of years. */
void
header_note_left_out(Table *table, const Header *header, int line)
{
	Slice last = {NULL, 0};
	int	  i;

	header_draft(table, header);

	header_tell_column_texts(table);
	for (i = 0; i < header->count; i++)
		if (header->left_out[i] && !header->another[i])
			column_texts_add(&table->texts, i, line, header->labels[i]);
	for (i = 0; i < header->count; i++)
		if (header->years[i] != 0 && header_is_marked(header->labels[i]))
			table_note(table, line, NOTE_MARK, header->labels[i]);
		else if (header->left_out[i] && label_is_remark(header->labels[i]))
			table_note(table, line, NOTE_REMARK, header->labels[i]);
	for (i = 0; i < header->count; i++)
	{
		Slice label = header->left_out[i] ? label_drop_year(table->words, header->labels[i]) : (Slice){NULL, 0};

		if (label.data == NULL ||
			(last.data != NULL && last.length == label.length && memcmp(last.data, label.data, label.length) == 0))
			continue;
		table_note(table, line,
				   header->another[i]					? NOTE_COLUMN :
				   column_is_parted(header->columns[i]) ? NOTE_UNKNOWN_PART :
														  NOTE_UNKNOWN_COLUMN,
				   label);
		last = label;
	}
}

/* The measure that a label on its own names, of no part of a year; else COLUMN_UNKNOWN, and whether it counts something else that is known. */
Column
header_kind(const Words *words, Slice label, bool *another)
{
	ColumnReading reading = {.words = words, .heading = heading_empty};
	Column		  column;

	reading_add_cell(&reading, label);
	*another = reading.heading.another;
	column = heading_column(words, &reading.heading, COLUMN_UNKNOWN);
	return column_is_single(column) && reading.heading.year == 0 && !reading.heading.period ? column : COLUMN_UNKNOWN;
}

/* Is the label that of a column with values: "Antall", "value"? */
bool
header_is_of_values(const Words *words, Slice label)
{
	HeaderWord line[HEADER_WORDS];
	int		   count = cell_words(words, label, line);
	bool	   found = false;
	Match	   match;
	int		   i;

	for (i = 0; i < count; i += match.words)
	{
		match = words_match(words, line + i, count - i);
		if (match.role != ROLE_VALUE && match.role != ROLE_COUNT && match.role != ROLE_FILLER)
			return false;
		found = found || match.role != ROLE_FILLER;
	}
	return found;
}

/* Does the label say nothing of what is counted, as "Personer"? */
bool
header_is_filler(const Words *words, Slice label)
{
	HeaderWord line[HEADER_WORDS];
	int		   count = cell_words(words, label, line);
	Match	   match;
	int		   i;

	for (i = 0; i < count; i += match.words)
	{
		match = words_match(words, line + i, count - i);
		if (match.role != ROLE_COUNT && match.role != ROLE_FILLER)
			return false;
	}
	return count > 0;
}

/* Where columns are not set apart, it is not certain of which of them a year is: there can be one only. */
static void
header_check_years(Header *header)
{
	Period year = 0;
	int	   i;

	for (i = 0; i < header->count; i++)
	{
		if (year != 0 && header->years[i] != 0 && header->years[i] != year && !header->wrong)
		{
			header->wrong = true;
			header->unknown = header->labels[i];
		}
		year = header->years[i] != 0 ? header->years[i] : year;
	}
}

/* Add a word to those composed, without a hyphen that breaks it at the end of a line; false where there is no room. */
static bool
header_compose(Header *header, Slice word)
{
	size_t i = 0;
	Space  space;

	while (i < word.length)
	{
		size_t gap = 0;
		size_t next;

		while (word.data[i] == '-' &&
			   (next = space_match(word.data + i + 1 + gap, word.data + word.length, &space)) > 0)
			gap += next;
		if (gap > 0)
			i += 1 + gap;
		else if (header->composed_length == HEADER_COMPOSED)
			return false;
		else
			header->composed[header->composed_length++] = word.data[i++];
	}
	return true;
}

/* The label of a column, whose words may stand in the content with those of other columns between; data is NULL where there is no room for it. */
static Slice
header_label(Header *header, const HeaderWord *line, int count)
{
	size_t start = header->composed_length;
	bool   fits = true;
	int	   i;

	for (i = 0; i < count && fits; i++)
	{
		fits = i == 0 || header_compose(header, (Slice){" ", 1});
		fits = fits && header_compose(header, line[i].text);
	}
	return fits ? (Slice){header->composed + start, header->composed_length - start} : (Slice){NULL, 0};
}

/* The heading is complete, and these are its words. */
static void
reading_end_words(ColumnReading *reading, const HeaderWord *line, int count)
{
	Slice label = header_label(reading->header, line, count);

	if (label.data != NULL)
		reading->heading.text = label;
	reading_end_heading(reading);
}

/* Copy a header, with the labels that were composed for it. */
void
header_copy(Header *to, const Header *from)
{
	int i;

	*to = *from;
	for (i = 0; i < to->count; i++)
		if (from->composed <= to->labels[i].data && to->labels[i].data <= from->composed + from->composed_length)
			to->labels[i].data = to->composed + (from->labels[i].data - from->composed);
	if (from->composed <= to->unknown.data && to->unknown.data <= from->composed + from->composed_length)
		to->unknown.data = to->composed + (from->unknown.data - from->composed);
}

/* How many words stand before the columns of measures: the headers of names and codes, and of ranks before them. */
static int
words_count_names(const Words *words, const HeaderWord *line, int count)
{
	int	  names = 0;
	int	  at = 0;
	Match match;

	while (at < count)
	{
		match = words_match(words, line + at, count - at);
		if (match.role < ROLE_CODE && (match.role != ROLE_ANOTHER || names > 0))
			break;
		at += match.words;
		if (match.role >= ROLE_CODE)
			names = at;
	}
	return names;
}

/*
 * Read a header whose columns are words in a row.  Where all columns are set
 * apart, or else some by colons, a column ends nowhere else.
 */
void
header_from_words(const Words *words, const HeaderWord *line, int count, bool all_apart, Header *header)
{
	ColumnReading reading = {.words = words, .header = header, .heading = heading_empty};
	bool		  colons = false;
	int			  names = 0; /* words before the columns of measures */
	int			  first = 0; /* word of the heading */
	Slice		  text;
	Match		  match;
	int			  i;

	*header = (Header){0};
	names = words_count_names(words, line, count);
	for (i = names; i < count && !all_apart; i++)
		colons = colons || ends_in_colon(line[i].text);

	for (i = 0; i < count; i += match.words)
	{
		match = words_match(words, line + i, count - i);
		reading.before_names = first < names;
		/* of "i parentes)" and "(av disse", the word that says that it is in parentheses */
		text = line[i + match.words - 1].text;
		if (match.role != ROLE_OF_WHICH || !words_are_of_parentheses(text))
			text = line[i].text;
		if (i > 0 && (line[i].apart || (colons && ends_in_colon(line[i - 1].text)) || (!all_apart && i <= names) ||
					  (!all_apart && !colons && heading_ends_before(words, &reading.heading, text, match))))
		{
			reading_end_words(&reading, line + first, i - first);
			first = i;
		}
		heading_add(words, &reading.heading, text, match);
		heading_add_period(&reading.heading, line + i, match);
	}
	if (count > 0)
		reading_end_words(&reading, line + first, count - first);
	reading_end(&reading);
	if (all_apart)
		header_take_parts(header);
	else
		header_check_years(header);
}

/* What is wrong with the columns of a header; of a measure that stands twice, in a buffer of HEADER_PROBLEM bytes, its headings. */
const char *
header_describe(const Words *words, const Header *header, const char *problem, char *buffer)
{
	int i;
	int j;

	for (i = 0; problem != NULL && strcmp(problem, COLUMNS_TWICE) == 0 && i < header->count; i++)
		for (j = 0; j < i; j++)
		{
			const Slice *labels = header->labels;
			Period		 year = header->years[i];

			if (!column_is_single(header->columns[i]) || header->columns[i] != header->columns[j] ||
				(year != 0 && header->years[j] != 0 && year != header->years[j]))
				continue;
			(void) snprintf(buffer, HEADER_PROBLEM, COLUMNS_TWICE ": \"%.*s\" and \"%.*s\" are both %s",
							(int) slice_clip(labels[j], 100), labels[j].data, (int) slice_clip(labels[i], 100),
							labels[i].data, words->measures[header->columns[i]].name);
			return buffer;
		}
	return problem;
}

/* Does it make sense, with no column left out because it is unknown? */
bool
header_is_whole(const Words *words, const Header *header)
{
	int i;

	for (i = 0; i < header->count; i++)
		if (header->left_out[i] && !header->another[i])
			return false;
	return !header->wrong && table_check_columns(words, header->columns, header->years, header->count) == NULL;
}

/* Do they name the same columns? */
bool
header_equals(const Header *left, const Header *right)
{
	return left->count == right->count && memcmp(left->columns, right->columns, left->count * sizeof(Column)) == 0 &&
		   memcmp(left->years, right->years, left->count * sizeof(Period)) == 0;
}

/* May what stands above a column be of the next one, too?  What heads regions is not. */
bool
header_may_spread(const Header *header, int from, int to)
{
	return header->columns[from] != COLUMN_NAME && header->columns[from] != COLUMN_CODE &&
		   header->columns[to] != COLUMN_NAME && header->columns[to] != COLUMN_CODE;
}

/*
 * Does a header say the same where what stands above a column is of those beside it too?  It does not go there where it
 * makes no sense; one year is of all.
 */
bool
header_agrees(const Header *header, const Header *spread)
{
	bool   years = false; /* is it of several? */
	Period year = 0;
	int	   i;

	if (spread->count != header->count)
		return false;
	for (i = 0; i < spread->count; i++)
	{
		years = years || (year != 0 && spread->years[i] != 0 && spread->years[i] != year);
		year = spread->years[i] != 0 ? spread->years[i] : year;
	}
	for (i = 0; i < spread->count; i++)
	{
		if (spread->columns[i] == COLUMN_UNKNOWN || (spread->left_out[i] && !spread->another[i]))
			continue;
		if (spread->columns[i] != header->columns[i] || (years && spread->years[i] != header->years[i]))
			return false;
	}
	return true;
}
