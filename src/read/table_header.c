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
 *
 * Called by the readers of all forms.  Owns the vocabulary; a header is read into the
 * caller's Header.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_header.h"

typedef enum WordClass
{
	WORD_UNKNOWN,
	WORD_FILLER,	/* says nothing about which measure it is */
	WORD_OPENER,	/* "antall": often the first word of a phrase */
	WORD_PART,		/* "herav": begins a phrase, a part of the column before */
	WORD_TO,		/* "å": an infinitive follows */
	WORD_SETTLE,	/* "busette": an infinitive after "å", else settled */
	WORD_UKRAINIAN, /* only together with "collective" */
	WORD_COLLECTIVE,
	WORD_REQUESTED,
	WORD_DECIDED,
	WORD_AGREED,
	WORD_SETTLED,
	WORD_MEASURE, /* an English measure name, as "settled_collective" */
	WORD_CODE,	  /* from here on, of columns that hold no measure */
	WORD_COUNTY_CODE,
	WORD_MUNICIPALITY_CODE,
	WORD_NAME,
	WORD_COUNTY,
	WORD_MUNICIPALITY
} WordClass;

static const struct
{
	WordClass class;
	const char *words; /* each followed by a space */
} vocabulary[] =	   /* the last class first */
	{{WORD_MUNICIPALITY, "kommune kommuner kommunar kommunenavn kommunenamn municipality "},
	 {WORD_COUNTY, "fylke fylker fylkesnavn fylkesnamn county "},
	 {WORD_NAME, "navn namn name region regionnavn regionnamn fylke/kommune kommune/fylke "
				 "fylke/kommuner kommune/bydel kommune/bydeler bydel "},
	 {WORD_MUNICIPALITY_CODE, "kommunenr kommunenummer kommunekode komm.nr "},
	 {WORD_COUNTY_CODE, "fylkesnr fylkesnummer fylkeskode fylkenr "},
	 {WORD_CODE, "code kode nr knr nummer regionkode "},
	 {WORD_MEASURE, "decided_collective agreed_collective settled_collective "},
	 {WORD_SETTLED, "settled bosatt bosatte busett buset busatt busatte "},
	 {WORD_AGREED, "agreed avtalt avtalte avtale avtaler avtalar søkt utsøkt utsøkte "},
	 {WORD_DECIDED, "decided vedtak vedtaket vedtakstall vedtakstal vedtatt vedtatte vedteke vedtekne "
					"kommunevedtak "},
	 {WORD_REQUESTED, "requested anmodning anmodninger anmodningen anmodningar anmodningstall "
					  "anmodet anmoda anmodede oppmoding oppmodingar oppmodinga oppmodingstal oppmoda "},
	 {WORD_COLLECTIVE, "collective kollektiv kollektivt kollektive "},
	 {WORD_UKRAINIAN, "ukraina ukrainere ukrainarar ukrainske ukrainsk ukrainer ukrainar "},
	 {WORD_SETTLE, "busette "},
	 {WORD_TO, "å "},
	 {WORD_PART, "herav derav hvorav kvarav dera disse desse "},
	 {WORD_OPENER, "antall antal talet tal tall "},
	 {WORD_FILLER, "person personer personar persons flyktning flyktninger flyktningar flyktningene "
				   "flyktningane fylket fylka fylkene kommunen kommunene kommunane kommunens imdi imdis "
				   "i på med om for fra frå som til ut av er har blitt vorte hittil pr per dato uke veke år året "
				   "bosette bosettes bosetting bosettinger bosettingar busetting busettingar busetjing busetje "
				   "busettast faktisk faktiske midlertidig midlertidige mellombels beskyttelse beskytta vern "
				   "foreløpig foreløpige førebels totalt alt "
				   "of to with protection temporary - – — / "}};

/* The class of a word, if it is one of those from a class on. */
static WordClass
word_class(Slice folded, WordClass from)
{
	size_t i;

	if (folded.length == 0 || memchr(folded.data, ' ', folded.length) != NULL)
		return WORD_UNKNOWN;
	for (i = 0; i < sizeof(vocabulary) / sizeof(vocabulary[0]) && vocabulary[i].class >= from; i++)
	{
		const char *at = vocabulary[i].words;

		while (*at != '\0')
		{
			size_t length = 0;

			while (length < folded.length && at[length] == folded.data[length])
				length++;
			if (length == folded.length && at[length] == ' ')
				return vocabulary[i].class;
			at = strchr(at + length, ' ') + 1;
		}
	}
	return WORD_UNKNOWN;
}

/* A word of a header in small letters, without parentheses, marks and the punctuation after it. */
static Slice
word_fold(Slice word, char *buffer, size_t size)
{
	Slice  folded;
	size_t i;

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

static WordClass
word_classify_from(Slice word, WordClass from)
{
	char  buffer[64];
	Slice bare = word;

	if (bare.length > 1 && bare.data[bare.length - 1] == ':')
		bare.length--;
	switch (token_classify(bare, NULL))
	{
		case TOKEN_MARK:
		case TOKEN_DATE:
			return WORD_FILLER;
		case TOKEN_DIGITS:
			/* a year */
			return bare.length == 4 && (bare.data[0] == '1' || bare.data[0] == '2') ? WORD_FILLER : WORD_UNKNOWN;
		default:
			return word_class(word_fold(word, buffer, sizeof(buffer)), from);
	}
}

static WordClass
word_classify(Slice word)
{
	return word_classify_from(word, WORD_FILLER);
}

static bool
is_name_class(WordClass class)
{
	return class >= WORD_NAME;
}

static bool
is_measure_class(WordClass class)
{
	return class >= WORD_REQUESTED && class <= WORD_MEASURE;
}

/* The phrase above one column, as far as it has been read. */
typedef struct Phrase
{
	Slice	  text; /* from its first word to its last */
	int		  words;
	WordClass other;   /* of a single word, for a column that holds no measure */
	WordClass measure; /* WORD_UNKNOWN while none is named */
	Column	  column;  /* of a WORD_MEASURE */
	bool	  collective;
	bool	  part; /* has "herav" */
	bool	  pair; /* has it in parentheses: "bosatte (herav kollektiv)" */
	bool	  ukrainian;
	bool	  infinitive; /* the word before was "å" */
	bool	  wrong;	  /* holds an unknown word, or names two measures */
} Phrase;

static bool
is_title_case(Slice word)
{
	return word.length > 1 && slice_starts_upper(word) && slice_starts_lower((Slice){word.data + 1, word.length - 1});
}

/* Does the word begin a new phrase, in a header whose columns are not set apart? */
static bool
phrase_ends_before(const Phrase *phrase, Slice word, WordClass class)
{
	bool complete = phrase->measure != WORD_UNKNOWN || (phrase->part && phrase->collective);

	if (phrase->words == 0)
		return false;
	if (class == WORD_PART && word.data[0] == '(')
		return false;
	if (class == WORD_PART || class == WORD_OPENER || class == WORD_MEASURE)
		return complete;
	if (class == WORD_COLLECTIVE)
		return phrase->collective;
	if (class == WORD_SETTLE && phrase->infinitive)
		return false;
	/* "avtalt busett" is one measure, "Avtalt Busett" two */
	if ((class == WORD_SETTLED || class == WORD_SETTLE) && phrase->measure == WORD_AGREED && !phrase->collective)
		return is_title_case(word);
	return (is_measure_class(class) || class == WORD_SETTLE) && complete;
}

static void
phrase_add(Phrase *phrase, Slice word, WordClass class)
{
	if (phrase->words++ == 0)
	{
		phrase->text = word;
		phrase->other = class >= WORD_CODE ? class : WORD_UNKNOWN;
	}
	else
		phrase->other = WORD_UNKNOWN;
	phrase->text.length = word.data + word.length - phrase->text.data;
	if (class == WORD_SETTLE)
		class = phrase->infinitive ? WORD_FILLER : WORD_SETTLED;
	phrase->infinitive = class == WORD_TO;

	if (class == WORD_UNKNOWN)
		phrase->wrong = true;
	else if (class == WORD_COLLECTIVE)
		phrase->collective = true;
	else if (class == WORD_PART)
	{
		phrase->part = true;
		phrase->pair = phrase->measure != WORD_UNKNOWN && word.data[0] == '(';
	}
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
			char  buffer[64];
			Slice folded = word_fold(word, buffer, sizeof(buffer));

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
	Column column = COLUMN_UNKNOWN;

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
			if (phrase->collective &&
				(previous == COLUMN_DECIDED || previous == COLUMN_AGREED || previous == COLUMN_SETTLED))
				return previous + 1;
			return COLUMN_UNKNOWN;
	}
	if (!phrase->collective)
		return phrase->part ? COLUMN_UNKNOWN : column;
	if (column == COLUMN_REQUESTED)
		return COLUMN_UNKNOWN;
	return phrase->pair ? COLUMN_DECIDED_PAIR + (column - COLUMN_DECIDED) / 2 : column + 1;
}

/* A header being read: what kind of names and codes its columns hold is known at its end. */
typedef struct ColumnReading
{
	Header	 *header;
	WordClass others[TABLE_COLUMNS];
	Phrase	  phrase;
} ColumnReading;

/* The phrase is complete: add its column. */
static void
reading_end_phrase(ColumnReading *reading)
{
	Header		 *header = reading->header;
	const Phrase *phrase = &reading->phrase;
	Column		  previous = header->count > 0 ? header->columns[header->count - 1] : COLUMN_UNKNOWN;
	Column		  column = COLUMN_IGNORED;

	if (phrase->other == WORD_UNKNOWN)
		column = phrase_column(phrase, previous);
	header->names_measure = header->names_measure || phrase->measure != WORD_UNKNOWN;
	if (header->count == TABLE_COLUMNS || (column == COLUMN_UNKNOWN && !header->wrong))
	{
		header->wrong = true;
		header->unknown = phrase->words > 0 ? phrase->text : (Slice){"", 0};
	}
	if (header->count < TABLE_COLUMNS)
	{
		reading->others[header->count] = phrase->other;
		header->columns[header->count++] = column;
	}
	reading->phrase = (Phrase){0};
}

static bool
reading_has(const ColumnReading *reading, WordClass class)
{
	int i;

	for (i = 0; i < reading->header->count; i++)
		if (reading->others[i] == class)
			return true;
	return false;
}

/*
 * Say which columns hold the names and codes of the rows: of two levels, those
 * of the lower one.  Without names, the codes are what the rows are known by.
 */
static void
reading_end(ColumnReading *reading)
{
	Header *header = reading->header;
	bool	named = reading_has(reading, WORD_NAME);
	bool	codes = reading_has(reading, WORD_MUNICIPALITY_CODE) || reading_has(reading, WORD_CODE);
	bool	municipalities =
		reading_has(reading, WORD_MUNICIPALITY) || (reading_has(reading, WORD_MUNICIPALITY_CODE) && !named);
	bool counties = !municipalities && reading_has(reading, WORD_COUNTY);
	int	 i;

	for (i = 0; i < header->count; i++)
		switch (reading->others[i])
		{
			case WORD_COUNTY:
				header->columns[i] = municipalities ? COLUMN_HEADING : COLUMN_NAME;
				break;
			case WORD_MUNICIPALITY:
			case WORD_NAME:
				header->columns[i] = COLUMN_NAME;
				break;
			case WORD_COUNTY_CODE:
				header->columns[i] = municipalities || codes ? COLUMN_IGNORED : COLUMN_CODE;
				if (!municipalities && !codes && !named)
					counties = true;
				break;
			case WORD_MUNICIPALITY_CODE:
			case WORD_CODE:
				header->columns[i] = COLUMN_CODE;
				break;
			default:
				break;
		}
	header->level = municipalities ? LEVEL_MUNICIPALITY : counties ? LEVEL_COUNTY : LEVEL_NONE;
}

/* Is the word of the vocabulary? */
bool
header_knows(Slice word)
{
	return word_classify(word) != WORD_UNKNOWN;
}

static bool
ends_in_colon(Slice word)
{
	return word.data[word.length - 1] == ':';
}

/*
 * Does a line that begins with these words begin a header?  It does where the
 * name column's header comes first, perhaps after that of the code, and stands
 * for itself: a sentence may begin with "Kommune" too.  Or codes stand for names.
 */
bool
header_begins(const HeaderWord *words, int count)
{
	int i = 0;
	WordClass class = word_classify_from(words[0].text, WORD_CODE);

	while (class >= WORD_CODE && class < WORD_NAME && i + 1 < count)
		class = word_classify(words[++i].text);
	if (!is_name_class(class))
		/* codes alone, set apart */
		return i > 0 && words[i].apart && (is_measure_class(class) || class == WORD_OPENER);
	if (i + 1 == count || words[i + 1].apart || ends_in_colon(words[i].text))
		return true;
	class = word_classify(words[i + 1].text);
	return is_measure_class(class) || class == WORD_OPENER || class >= WORD_CODE || class == WORD_SETTLE;
}

/* Add the words of a cell to the phrase. */
static void
reading_add_cell(ColumnReading *reading, Slice cell)
{
	const char *at = cell.data;
	const char *end = cell.data + cell.length;
	Space		space;

	while (at < end)
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
		phrase_add(&reading->phrase, word, word_classify(word));
	}
}

/*
 * What a label on its own calls a column, the one before it being `previous`:
 * COLUMN_UNKNOWN if it does not say.
 */
Column
header_column(Slice label, Column previous)
{
	ColumnReading reading = {0};

	reading_add_cell(&reading, label);
	return is_name_class(reading.phrase.other) ? COLUMN_NAME : phrase_column(&reading.phrase, previous);
}

/* Can the cell be the header of a column of names?  Asked of each row, it is quick. */
bool
header_may_name(Slice cell)
{
	cell = slice_trim(cell);
	return cell.length == 0 || word_classify_from(cell, WORD_CODE) != WORD_UNKNOWN;
}

/*
 * Read a header whose columns are cells.  Returns whether it is one: whether it
 * names a column of names, and a measure.
 */
bool
header_from_cells(const Slice *cells, int count, Header *header)
{
	ColumnReading reading = {.header = header};
	bool		  names = false;
	bool		  codes = false;
	int			  i;

	*header = (Header){0};
	for (i = 0; i < count; i++)
	{
		reading_add_cell(&reading, cells[i]);
		names = names || is_name_class(reading.phrase.other);
		codes = codes || reading.phrase.other >= WORD_CODE;
		/* the corner above the names may be empty */
		if (i == 0 && reading.phrase.words == 0)
			reading.phrase.other = WORD_NAME;
		reading_end_phrase(&reading);
	}
	if (names && reading.others[0] == WORD_NAME && slice_trim(cells[0]).length == 0)
	{
		header->wrong = true;
		header->unknown = (Slice){"", 0};
	}
	reading_end(&reading);
	return count > 1 && (codes || reading.others[0] == WORD_NAME) && header->names_measure;
}

/* Leave out the columns that are not known; where columns are set apart, the others are sure. */
void
header_skip_unknown(Header *header)
{
	int i;

	for (i = 0; i < header->count; i++)
		if (header->columns[i] == COLUMN_UNKNOWN)
		{
			header->columns[i] = COLUMN_IGNORED;
			header->wrong = false;
		}
}

/*
 * Read a header whose columns are words in a row.  Where all columns are set
 * apart, or some by colons, a column ends nowhere else.
 */
void
header_from_words(const HeaderWord *words, int count, bool all_apart, Header *header)
{
	ColumnReading reading = {.header = header};
	bool		  colons = false;
	int			  names = 0; /* words before the columns of measures */
	int			  i;

	*header = (Header){0};
	while (names < count && word_classify(words[names].text) >= WORD_CODE)
		names++;
	for (i = names; i < count; i++)
		colons = colons || ends_in_colon(words[i].text);

	for (i = 0; i < count; i++)
	{
		WordClass class = word_classify(words[i].text);

		if (i > 0 && (words[i].apart || (colons && ends_in_colon(words[i - 1].text)) || (!all_apart && i <= names) ||
					  (!all_apart && !colons && phrase_ends_before(&reading.phrase, words[i].text, class))))
			reading_end_phrase(&reading);
		phrase_add(&reading.phrase, words[i].text, class);
	}
	if (count > 0)
		reading_end_phrase(&reading);
	reading_end(&reading);
}
