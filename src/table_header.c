/*
 * table_header.c
 *		What the words above a column call it.
 *
 * Publishers word their headers anew each year, in bokmål or nynorsk, wrapped
 * over lines ("ANTALL PERSONER MED KOLLEKTIV BESKYTTELSE KOMMUNEN HAR AVTALT Å
 * BOSETTE:").  What stays is a small vocabulary.  A column is a phrase of it:
 *
 *		phrase	=  words of which one names a measure, and perhaps one says "collective"
 *				|  "herav" words of which one says "collective": a part of the column before
 *
 * The vocabulary is closed on purpose: "bosatte enslige mindreårige" must not
 * become "settled".  Where columns are not set apart by tabs, colons or runs of
 * spaces, a phrase ends where the next word cannot belong to it.
 */
#include <string.h>

#include "table_cell.h"
#include "table_header.h"

typedef enum WordClass
{
	WORD_UNKNOWN,
	WORD_FILLER,				/* says nothing about which measure it is */
	WORD_OPENER,				/* "antall": often the first word of a phrase */
	WORD_PART,					/* "herav": begins a phrase, a part of the column before */
	WORD_TO,					/* "å": an infinitive follows */
	WORD_SETTLE,				/* "busette": an infinitive after "å", else settled */
	WORD_UKRAINIAN,				/* only together with "collective" */
	WORD_COLLECTIVE,
	WORD_REQUESTED,
	WORD_DECIDED,
	WORD_AGREED,
	WORD_SETTLED,
	WORD_MEASURE,				/* an English measure name, as "settled_collective" */
	WORD_CODE,
	WORD_NAME,
	WORD_COUNTY,
	WORD_MUNICIPALITY
} WordClass;

static const struct
{
	WordClass	class;
	const char *words;			/* each followed by a space */
}			vocabulary[] =
{
	{WORD_COUNTY, "fylke fylker fylkesnavn fylkesnamn county "},
	{WORD_MUNICIPALITY, "kommune kommuner kommunar kommunenavn kommunenamn municipality "},
	{WORD_NAME, "navn namn name region regionnavn regionnamn fylke/kommune kommune/fylke "
	"fylke/kommuner kommune/bydel kommune/bydeler bydel "},
	{WORD_CODE, "code kode nr knr nummer kommunenr kommunenummer kommunekode komm.nr fylkesnr "
	"fylkesnummer fylkeskode regionkode "},
	{WORD_REQUESTED, "requested anmodning anmodninger anmodningen anmodningar anmodningstall "
	"anmodet anmoda anmodede oppmoding oppmodingar oppmodinga oppmodingstal oppmoda "},
	{WORD_DECIDED, "decided vedtak vedtaket vedtakstall vedtakstal vedtatt vedtatte vedteke vedtekne "
	"kommunevedtak "},
	{WORD_AGREED, "agreed avtalt avtalte avtale avtaler avtalar søkt utsøkt utsøkte "},
	{WORD_SETTLED, "settled bosatt bosatte busett buset busatt busatte "},
	{WORD_SETTLE, "busette "},
	{WORD_COLLECTIVE, "collective kollektiv kollektivt kollektive "},
	{WORD_PART, "herav derav hvorav kvarav dera disse desse "},
	{WORD_OPENER, "antall antal talet tal tall "},
	{WORD_TO, "å "},
	{WORD_UKRAINIAN, "ukraina ukrainere ukrainarar ukrainske ukrainsk ukrainer ukrainar "},
	{WORD_FILLER, "person personer personar persons flyktning flyktninger flyktningar flyktningene "
	"flyktningane fylket fylka fylkene kommunen kommunene kommunane kommunens imdi imdis "
	"i på med om for fra frå som til ut av er har blitt vorte hittil pr per dato uke veke år året "
	"bosette bosettes bosetting bosettinger bosettingar busetting busettingar busetjing busetje "
	"busettast faktisk faktiske midlertidig midlertidige mellombels beskyttelse beskytta vern "
	"foreløpig foreløpige førebels totalt alt "
	"of to with protection temporary - – — / "}
};

static WordClass
word_class(Slice folded)
{
	size_t		i;

	if (folded.length == 0 || memchr(folded.data, ' ', folded.length) != NULL)
		return WORD_UNKNOWN;
	for (i = 0; i < MEASURES; i++)
		if (slice_equals(folded, column_names[i]) && strchr(column_names[i], '_') != NULL)
			return WORD_MEASURE;
	for (i = 0; i < sizeof(vocabulary) / sizeof(vocabulary[0]); i++)
	{
		const char *at = vocabulary[i].words;

		while (*at != '\0')
		{
			size_t		length = strcspn(at, " ");

			if (length == folded.length && memcmp(at, folded.data, length) == 0)
				return vocabulary[i].class;
			at += length + 1;
		}
	}
	return WORD_UNKNOWN;
}

/* A word of a header in small letters, without parentheses, marks and the punctuation after it. */
static Slice
word_fold(Slice word, char *buffer, size_t size)
{
	Slice		folded;
	size_t		i;

	word = slice_trim_marks(word);
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
		size_t		gap = 0;
		size_t		next;
		Space		space;

		while (buffer[i] == '-' &&
			   (next = space_match(buffer + i + 1 + gap, buffer + folded.length, &space)) > 0)
			gap += next;
		if (gap > 0)
		{
			memmove(buffer + i, buffer + i + 1 + gap, folded.length - i - 1 - gap);
			folded.length -= 1 + gap;
		}
	}
	return folded;
}

static WordClass
word_classify(Slice word)
{
	char		buffer[64];
	Slice		bare = word;

	if (bare.length > 1 && bare.data[bare.length - 1] == ':')
		bare.length--;
	switch (token_classify(bare))
	{
		case TOKEN_MARK:
		case TOKEN_DATE:
			return WORD_FILLER;
		case TOKEN_DIGITS:
			/* a year */
			return bare.length == 4 && (bare.data[0] == '1' || bare.data[0] == '2') ?
				WORD_FILLER : WORD_UNKNOWN;
		default:
			return word_class(word_fold(word, buffer, sizeof(buffer)));
	}
}

static bool
is_name_class(WordClass class)
{
	return class == WORD_NAME || class == WORD_COUNTY || class == WORD_MUNICIPALITY;
}

static Level
class_level(WordClass class)
{
	return class == WORD_COUNTY ? LEVEL_COUNTY :
		class == WORD_MUNICIPALITY ? LEVEL_MUNICIPALITY : LEVEL_NONE;
}

static bool
is_measure_class(WordClass class)
{
	return class >= WORD_REQUESTED && class <= WORD_MEASURE;
}

/* The phrase above one column, as far as it has been read. */
typedef struct Phrase
{
	Slice		text;			/* from its first word to its last */
	int			words;
	WordClass	measure;		/* WORD_UNKNOWN while none is named */
	Column		column;			/* of a WORD_MEASURE */
	bool		collective;
	bool		part;			/* begins with "herav" */
	bool		ukrainian;
	bool		infinitive;		/* the word before was "å" */
	bool		wrong;			/* holds an unknown word, or names two measures */
} Phrase;

static bool
is_title_case(Slice word)
{
	return word.length > 1 && slice_starts_upper(word) && slice_starts_lower((Slice) {word.data + 1, word.length - 1});
}

/* Does the word begin a new phrase, in a header whose columns are not set apart? */
static bool
phrase_ends_before(const Phrase *phrase, Slice word, WordClass class)
{
	bool		complete = phrase->measure != WORD_UNKNOWN || (phrase->part && phrase->collective);

	if (phrase->words == 0)
		return false;
	if (class == WORD_PART || class == WORD_OPENER || class == WORD_MEASURE)
		return complete;
	if (class == WORD_COLLECTIVE)
		return phrase->collective;
	if (class == WORD_SETTLE && phrase->infinitive)
		return false;
	/* "avtalt busett" is one measure, "Avtalt Busett" two */
	if ((class == WORD_SETTLED || class == WORD_SETTLE) && phrase->measure == WORD_AGREED &&
		!phrase->collective)
		return is_title_case(word);
	return (is_measure_class(class) || class == WORD_SETTLE) && complete;
}

static void
phrase_add(Phrase *phrase, Slice word, WordClass class)
{
	if (phrase->words++ == 0)
		phrase->text = word;
	phrase->text.length = word.data + word.length - phrase->text.data;
	if (class == WORD_SETTLE)
		class = phrase->infinitive ? WORD_FILLER : WORD_SETTLED;
	phrase->infinitive = class == WORD_TO;

	if (class == WORD_UNKNOWN)
		phrase->wrong = true;
	else if (class == WORD_COLLECTIVE)
		phrase->collective = true;
	else if (class == WORD_PART)
		phrase->part = true;
	else if (class == WORD_UKRAINIAN)
		phrase->ukrainian = true;
	else if (is_measure_class(class))
	{
		if (phrase->measure == WORD_UNKNOWN)
			phrase->measure = class;
		else if (phrase->measure != WORD_AGREED || class != WORD_SETTLED)
			phrase->wrong = true;
		if (class == WORD_MEASURE)
		{
			char		buffer[64];
			Slice		folded = word_fold(word, buffer, sizeof(buffer));

			phrase->column = COLUMN_REQUESTED;
			while (!slice_equals(folded, column_names[phrase->column]))
				phrase->column++;
		}
	}
}

/* The column a whole phrase names; a part without a measure is of the column before. */
static Column
phrase_column(const Phrase *phrase, Column previous)
{
	Column		column = COLUMN_UNKNOWN;

	if (phrase->wrong || (phrase->ukrainian && !phrase->collective))
		return COLUMN_UNKNOWN;
	switch (phrase->measure)
	{
		case WORD_REQUESTED:
			column = COLUMN_REQUESTED;
			break;
		case WORD_DECIDED:
			column = COLUMN_DECIDED;
			break;
		case WORD_AGREED:
			column = COLUMN_AGREED;
			break;
		case WORD_SETTLED:
			column = COLUMN_SETTLED;
			break;
		case WORD_MEASURE:
			return phrase->collective ? COLUMN_UNKNOWN : phrase->column;
		default:
			if (phrase->collective && (previous == COLUMN_DECIDED || previous == COLUMN_AGREED ||
									   previous == COLUMN_SETTLED))
				return previous + 1;
			return COLUMN_UNKNOWN;
	}
	if (!phrase->collective)
		return phrase->part ? COLUMN_UNKNOWN : column;
	return column == COLUMN_REQUESTED ? COLUMN_UNKNOWN : column + 1;
}

/* Is the word of the vocabulary? */
bool
header_knows(Slice word)
{
	return word_classify(word) != WORD_UNKNOWN;
}

/*
 * Does a line that begins with these words begin a header?  It does where the
 * name column's header comes first, perhaps after that of the code, and stands
 * for itself: a sentence may begin with "Kommune" too.
 */
bool
header_begins(const HeaderWord *words, int count)
{
	int			i = 0;
	WordClass	class = count > 0 ? word_classify(words[0].text) : WORD_UNKNOWN;

	if (class == WORD_CODE && count > 1)
		class = word_classify(words[++i].text);
	if (!is_name_class(class))
		return false;
	/* "Kommune / fylke" is read by the words after it */
	if (i + 1 == count || words[i + 1].apart || words[i].text.data[words[i].text.length - 1] == ':')
		return true;
	class = word_classify(words[i + 1].text);
	return is_measure_class(class) || class == WORD_OPENER || class == WORD_CODE ||
		class == WORD_SETTLE;
}

/* What a header in a cell of its own calls its column, the one before it being `previous`. */
Column
header_column(Slice cell, Column previous, Level *level)
{
	Phrase		phrase = {0};
	const char *at = cell.data;
	const char *end = cell.data + cell.length;
	WordClass	first = WORD_UNKNOWN;

	while (at < end)
	{
		Space		space;
		size_t		gap = space_match(at, end, &space);
		const char *start = at;
		WordClass	class;

		if (gap > 0)
		{
			at += gap;
			continue;
		}
		while (at < end && space_match(at, end, &space) == 0)
			at++;
		class = word_classify((Slice) {start, at - start});
		if (phrase.words == 0)
			first = class;
		phrase_add(&phrase, (Slice) {start, at - start}, class);
	}
	if (phrase.words == 1 && is_name_class(first))
	{
		*level = class_level(first);
		return COLUMN_NAME;
	}
	if (phrase.words == 1 && first == WORD_CODE)
		return COLUMN_CODE;
	return phrase_column(&phrase, previous);
}

/*
 * The columns that the words of a header name, in order.  Returns their number,
 * or -1 where a column remains unknown, its words being in `unknown`; `named` is
 * whether any word names a measure.
 */
int
header_columns(const HeaderWord *words, int count, Column *columns, Level *level, Slice *unknown,
			   bool *named)
{
	Phrase		phrase = {0};
	bool		colons = false;
	int			column_count = 0;
	int			i;

	/* the first words are the headers of code and name, in a column each */
	for (i = 0; i < count; i++)
	{
		WordClass	class = word_classify(words[i].text);

		if (class == WORD_CODE)
			columns[column_count++] = COLUMN_CODE;
		else if (is_name_class(class))
		{
			*level = class_level(class);
			columns[column_count++] = COLUMN_NAME;
		}
		else
			break;
		if (column_count == 3)
			break;
	}
	words += i;
	count -= i;

	*named = false;
	for (i = 0; i < count; i++)
	{
		WordClass	class = word_classify(words[i].text);

		colons = colons || words[i].text.data[words[i].text.length - 1] == ':';
		*named = *named || is_measure_class(class) || class == WORD_SETTLE;
	}

	for (i = 0; i <= count; i++)
	{
		WordClass	class = i < count ? word_classify(words[i].text) : WORD_UNKNOWN;
		bool		ends = i == count || words[i].apart;

		if (colons)
			ends = ends || (i > 0 && words[i - 1].text.data[words[i - 1].text.length - 1] == ':');
		else
			ends = ends || phrase_ends_before(&phrase, words[i].text, class);
		if (ends && phrase.words > 0)
		{
			Column		previous = column_count > 0 ? columns[column_count - 1] : COLUMN_UNKNOWN;
			Column		column = phrase_column(&phrase, previous);

			if (column == COLUMN_UNKNOWN || column_count == TABLE_COLUMNS)
			{
				*unknown = phrase.text;
				return -1;
			}
			columns[column_count++] = column;
			phrase = (Phrase) {0};
		}
		if (i < count)
			phrase_add(&phrase, words[i].text, class);
	}
	return column_count;
}
