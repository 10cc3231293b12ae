/*
 * heading_words.c
 *		The words of headings from an SQL array: measures, levels of regions, phrases.
 *
 * Each element has phrase, role, measure, part, object and level, NULL where one does
 * not apply.  A row of role "level" is a level, with the one above it as its object;
 * one of "measure name" is a measure, with the one that it is a part of as its object,
 * and which part it is.  The phrase of a level is the number of digits of its codes, where
 * they have leading zeros.  A row of role "designation" is what stands behind names of a
 * level, one of "particle" a small word in names.  Rows that come first take precedence.
 *
 * Called by published_table.c.  What is returned is allocated in the caller's context.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "read/heading_words.h"
#include "util/compat.h"

enum
{
	FIELD_PHRASE,
	FIELD_ROLE,
	FIELD_MEASURE,
	FIELD_PART,
	FIELD_OBJECT,
	FIELD_LEVEL,
	FIELDS
};

static const struct
{
	const char *name;
	WordRole	role;
} roles[] = {{"another", ROLE_ANOTHER},
			 {"another column", ROLE_ANOTHER},
			 {"value", ROLE_VALUE},
			 {"filler", ROLE_FILLER},
			 {"period", ROLE_FILLER},
			 {"numbered period", ROLE_FRAGMENT},
			 {"count", ROLE_COUNT},
			 {"of which", ROLE_OF_WHICH},
			 {"infinitive marker", ROLE_MARKER},
			 {"infinitive", ROLE_INFINITIVE},
			 {"beside part", ROLE_BESIDE_PART},
			 {"part", ROLE_PART},
			 {"measure", ROLE_MEASURE},
			 {"measure name", ROLE_MEASURE_NAME},
			 {"code", ROLE_CODE},
			 {"name", ROLE_NAME}};

/* Words being read from an array. */
typedef struct WordReading
{
	const char **fields; /* FIELDS for each row, NULL where not stated */
	int			 rows;
	Measure		*measures;
	int			 measure_count;
	LevelInfo	*levels;
	int			 level_count;
	const char **parts;
	int			 part_count;
	Designation *designations;
	int			 designation_count;
	PeriodWord	*periods;
	int			 period_count;
	Word		*words;
	int			 count;
} WordReading;

static const char *
reading_get(const WordReading *reading, int row, int field)
{
	return reading->fields[row * FIELDS + field];
}

static bool
reading_is(const WordReading *reading, int row, const char *role)
{
	return strcmp(reading_get(reading, row, FIELD_ROLE), role) == 0;
}

/* An array that read_table's own words are not. */
static void
words_fail(const char *what)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("words of headings %s", what),
					errdetail("They are a list of phrase, role, measure, part, object and level."),
					errhint("Call busetting.read_table, which hands over the rows of busetting.measure_word.")));
}

/* The texts of the array. */
static void
reading_take_fields(WordReading *reading, ArrayType *array)
{
	Datum *values;
	bool  *nulls;
	int	   count;
	int	   i;

	if (ARR_NDIM(array) != 0 && (ARR_NDIM(array) != 2 || ARR_DIMS(array)[1] != FIELDS))
		words_fail("have another shape");
	deconstruct_array(array, TEXTOID, -1, false, TYPALIGN_INT, &values, &nulls, &count);
	reading->rows = count / FIELDS;
	reading->fields = palloc(sizeof(char *) * Max(count, 1));
	for (i = 0; i < count; i++)
		reading->fields[i] = nulls[i] ? NULL : TextDatumGetCString(values[i]);
	for (i = 0; i < reading->rows; i++)
		if (reading_get(reading, i, FIELD_ROLE) == NULL)
			words_fail("have no role");
}

static int
reading_find_measure(const WordReading *reading, const char *name)
{
	int i;

	for (i = 0; name != NULL && i < reading->measure_count; i++)
		if (strcmp(reading->measures[i].name, name) == 0)
			return i;
	return -1;
}

/* The number of a level, 0 where there is none. */
static int
reading_find_level(const WordReading *reading, const char *name)
{
	int i;

	for (i = 0; name != NULL && i < reading->level_count; i++)
		if (strcmp(reading->levels[i].name, name) == 0)
			return i + 1;
	return 0;
}

/* The number of a part, which is new where it has not been named before; -1 for NULL. */
static int
reading_find_part(WordReading *reading, const char *name)
{
	int i;

	if (name == NULL)
		return -1;
	for (i = 0; i < reading->part_count; i++)
		if (strcmp(reading->parts[i], name) == 0)
			return i;
	reading->parts[reading->part_count] = name;
	return reading->part_count++;
}

/* How many digits the codes of a level have; 0 where they are left alone. */
static int
reading_get_digits(const WordReading *reading, int row)
{
	const char *digits = reading_get(reading, row, FIELD_PHRASE);

	return digits != NULL && digits[0] >= '2' && digits[0] <= '9' && digits[1] == '\0' ? digits[0] - '0' : 0;
}

/* Measures and levels, which phrases refer to. */
static void
reading_take_measures(WordReading *reading)
{
	int i;

	for (i = 0; i < reading->rows; i++)
	{
		const char *measure = reading_get(reading, i, FIELD_MEASURE);
		const char *level = reading_get(reading, i, FIELD_LEVEL);

		if (reading_is(reading, i, "measure name") && measure != NULL)
			reading->measures[reading->measure_count++] =
				(Measure){measure, -1, reading_find_part(reading, reading_get(reading, i, FIELD_PART))};
		else if (reading_is(reading, i, "level") && level != NULL)
			reading->levels[reading->level_count++] =
				(LevelInfo){level, reading_find_level(reading, reading_get(reading, i, FIELD_OBJECT)), true,
							reading_get_digits(reading, i)};
	}
	for (i = 0; i < reading->level_count; i++)
		if (reading->levels[i].above > 0)
			reading->levels[reading->levels[i].above - 1].last = false;
	for (i = 0; i < reading->rows; i++)
		if (reading_is(reading, i, "measure name"))
		{
			int measure = reading_find_measure(reading, reading_get(reading, i, FIELD_MEASURE));

			if (measure >= 0)
				reading->measures[measure].whole = reading_find_measure(reading, reading_get(reading, i, FIELD_OBJECT));
		}
}

/* A phrase as headings are compared, its words one space apart; returns how many they are, 0 where it is too long. */
static int
phrase_fold(const char *phrase, Slice *folded)
{
	char  *buffer = palloc(PHRASE_SIZE);
	size_t length = 0;
	int	   words = 0;

	while (*phrase != '\0')
	{
		size_t word = strcspn(phrase, " ");

		if (word > 0)
		{
			Slice part;

			if (word > WORD_SIZE || words == PHRASE_WORDS)
				return 0;
			if (words++ > 0)
				buffer[length++] = ' ';
			part = word_fold((Slice){phrase, word}, buffer + length, WORD_SIZE);
			length += part.length;
		}
		phrase += word + (phrase[word] == ' ');
	}
	*folded = (Slice){buffer, length};
	return words;
}

static Word *
reading_find_word(const WordReading *reading, Slice text)
{
	int i;

	for (i = 0; i < reading->count; i++)
		if (reading->words[i].text.length == text.length &&
			memcmp(reading->words[i].text.data, text.data, text.length) == 0)
			return &reading->words[i];
	return NULL;
}

static bool
is_all_digits(Slice text)
{
	size_t i;

	for (i = 0; i < text.length; i++)
		if (!is_digit(text.data[i]))
			return false;
	return true;
}

/* The words of a phrase of several are known, though each says nothing alone; but numbers, which stand in cells. */
static void
reading_add_fragments(WordReading *reading, Slice phrase, int words)
{
	Slice rest = phrase;
	int	  i;

	for (i = 0; i < words; i++)
	{
		const char *gap = memchr(rest.data, ' ', rest.length);
		Slice		piece = {rest.data, gap != NULL ? (size_t) (gap - rest.data) : rest.length};
		Word	   *known = reading_find_word(reading, piece);

		if (known == NULL)
		{
			known = &reading->words[reading->count++];
			*known = (Word){.text = piece,
							.role = is_all_digits(piece) ? ROLE_UNKNOWN : ROLE_FRAGMENT,
							.measure = -1,
							.object = -1,
							.part = -1,
							.longest = 1};
		}
		if (i == 0)
			known->longest = Max(known->longest, words);
		rest = (Slice){piece.data + piece.length + 1, rest.length - piece.length - (gap != NULL)};
	}
}

/* What stands behind names; that of a level that there is not is an error. */
static void
reading_take_designations(WordReading *reading)
{
	int row;

	for (row = 0; row < reading->rows; row++)
	{
		const char *phrase = reading_get(reading, row, FIELD_PHRASE);
		int			level = reading_find_level(reading, reading_get(reading, row, FIELD_LEVEL));

		if (!reading_is(reading, row, "designation") || phrase == NULL)
			continue;
		if (level == 0)
			words_fail("name a level that there is not");
		reading->designations[reading->designation_count++] = (Designation){
			slice_fold((Slice){phrase, strlen(phrase)}, palloc(strlen(phrase) + 1), strlen(phrase)), level};
	}
}

/* What heads columns of years and other periods: also a word that names a period with its number alone, as "uke". */
static void
reading_take_periods(WordReading *reading)
{
	int row;

	for (row = 0; row < reading->rows; row++)
	{
		const char *phrase = reading_get(reading, row, FIELD_PHRASE);
		bool		year = reading_is(reading, row, "years");

		if (phrase != NULL &&
			(year || reading_is(reading, row, "periods") || reading_is(reading, row, "numbered period")))
			reading->periods[reading->period_count++] =
				(PeriodWord){word_fold((Slice){phrase, strlen(phrase)}, palloc(PHRASE_SIZE), PHRASE_SIZE), year};
	}
}

/* Bit n where codes of n digits have lost a leading zero: where those of a level have one more, and of none as many. */
static unsigned
reading_find_short_codes(const WordReading *reading)
{
	unsigned shorter = 0;
	unsigned whole = 0;
	int		 i;

	for (i = 0; i < reading->level_count; i++)
		if (reading->levels[i].digits > 0)
		{
			shorter |= 1U << (reading->levels[i].digits - 1);
			whole |= 1U << reading->levels[i].digits;
		}
	return shorter & ~whole;
}

/* The small words in names. */
int
particles_from_array(ArrayType *array, const Slice **particles)
{
	WordReading reading = {0};
	Slice	   *result;
	int			count = 0;
	int			row;

	reading_take_fields(&reading, array);
	result = palloc(sizeof(Slice) * Max(reading.rows, 1));
	for (row = 0; row < reading.rows; row++)
	{
		const char *phrase = reading_get(&reading, row, FIELD_PHRASE);

		if (phrase != NULL && reading_is(&reading, row, "particle"))
			result[count++] = slice_fold((Slice){phrase, strlen(phrase)}, palloc(strlen(phrase) + 1), strlen(phrase));
	}
	*particles = result;
	return count;
}

/* The role of a row's phrase, ROLE_UNKNOWN of a level. */
static WordRole
reading_get_role(const WordReading *reading, int row)
{
	size_t i;

	for (i = 0; i < lengthof(roles); i++)
		if (reading_is(reading, row, roles[i].name))
			return roles[i].role;
	if (!reading_is(reading, row, "level") && !reading_is(reading, row, "designation") &&
		!reading_is(reading, row, "particle") && !reading_is(reading, row, "years") &&
		!reading_is(reading, row, "periods"))
		words_fail("have an unknown role");
	return ROLE_UNKNOWN;
}

/* The phrases, of which the first of the same text counts; returns how many words the phrase of each has. */
static int *
reading_take_phrases(WordReading *reading)
{
	int *lengths = palloc0(sizeof(int) * Max(reading->rows, 1));
	int	 row;

	for (row = 0; row < reading->rows; row++)
	{
		const char *phrase = reading_get(reading, row, FIELD_PHRASE);
		WordRole	role = reading_get_role(reading, row);
		Word		word = {.role = role,
							.longest = 1,
							.period = reading_is(reading, row, "period") || reading_is(reading, row, "numbered period")};
		int			words;

		CHECK_FOR_INTERRUPTS();
		if (role == ROLE_UNKNOWN || phrase == NULL || (words = phrase_fold(phrase, &word.text)) == 0 ||
			reading_find_word(reading, word.text) != NULL)
			continue;
		word.measure = reading_find_measure(reading, reading_get(reading, row, FIELD_MEASURE));
		word.object = reading_find_measure(reading, reading_get(reading, row, FIELD_OBJECT));
		word.part = reading_find_part(reading, reading_get(reading, row, FIELD_PART));
		word.level = reading_find_level(reading, reading_get(reading, row, FIELD_LEVEL));
		if (word.measure < 0 && role >= ROLE_INFINITIVE && role <= ROLE_MEASURE_NAME && role != ROLE_BESIDE_PART &&
			role != ROLE_PART)
			words_fail("name a measure that there is not");
		if (word.part < 0 && (role == ROLE_BESIDE_PART || role == ROLE_PART))
			words_fail("name no part");
		/* a whole measure's name is a word of it as any other */
		if (role == ROLE_MEASURE_NAME && reading->measures[word.measure].whole < 0)
			word.role = ROLE_MEASURE;
		if (role == ROLE_MEASURE_NAME)
			word.object = -1;
		lengths[reading->count] = words;
		reading->words[reading->count++] = word;
	}
	return lengths;
}

/* The words of headings that an SQL array has, see above. */
const Words *
words_from_array(ArrayType *array)
{
	WordReading reading = {0};
	Words	   *words = palloc0(sizeof(Words));
	int		   *lengths;
	int			phrases;
	int			i;

	reading_take_fields(&reading, array);
	reading.measures = palloc(sizeof(Measure) * Max(reading.rows, 1));
	reading.levels = palloc(sizeof(LevelInfo) * Max(reading.rows, 1));
	reading.parts = palloc(sizeof(char *) * Max(reading.rows, 1));
	reading.words = palloc(sizeof(Word) * Max(reading.rows, 1) * (PHRASE_WORDS + 1));
	reading.designations = palloc(sizeof(Designation) * Max(reading.rows, 1));
	reading_take_measures(&reading);
	reading_take_designations(&reading);
	reading.periods = palloc(sizeof(PeriodWord) * Max(reading.rows, 1));
	reading_take_periods(&reading);
	lengths = reading_take_phrases(&reading);
	phrases = reading.count;
	for (i = 0; i < phrases; i++)
		if (lengths[i] > 1)
			reading_add_fragments(&reading, reading.words[i].text, lengths[i]);
	words_begin(words, reading.words, reading.count);
	words->measures = reading.measures;
	words->measure_count = reading.measure_count;
	words->levels = reading.levels;
	words->level_count = reading.level_count;
	words->designations = reading.designations;
	words->designation_count = reading.designation_count;
	words->periods = reading.periods;
	words->period_count = reading.period_count;
	words->short_codes = reading_find_short_codes(&reading);
	return words;
}
