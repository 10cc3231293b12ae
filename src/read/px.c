/*
 * px.c
 *		Reading a PX file, as PC-Axis and PxWeb write it, into rows.
 *
 *		content	 =  (keyword ";")* "DATA=" (number | symbol)* ";"
 *		keyword	 =  name ["[" language "]"] ["(" text ("," text)* ")"] "=" value (","  value)*
 *		value	 =  text | word
 *		text	 =  ('"' … '"')+		in pieces, over lines, where it is long
 *
 * STUB and HEADING name the dimensions, VALUES and CODES their categories; the cells of DATA
 * follow these, the last dimension running fastest.  A symbol is one to six dots or a dash, for
 * which DATASYMBOL1 to 6 and DATASYMBOLNIL say what is to be shown.  All that is told
 * in words may be told in several languages: read is the first whose measures are known.
 *
 * Called by published_table.c.  What becomes of the cube is dataset.c's.  Owns the Px of one call, in
 * the caller's memory.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"

#include "read/dataset.h"
#include "read/px.h"
#include "read/px_note.h"
#include "util/compat.h"

#define PX_ENTRIES	 20000				/* of a file, at most, but for notes */
#define PX_VALUES	 1000000			/* of a keyword, at most */
#define PX_NOTES	 1000000			/* of cells, at most */
#define PX_SUBJECTS	 DATASET_DIMENSIONS /* texts in parentheses behind a keyword, at most */
#define PX_LANGUAGES 20

static const char px_hint[] =
	"Ask the publisher's service for the file again, and take it as it is, or as JSON-stat 2.";

/* A keyword and what it says. */
typedef struct Entry
{
	Slice  keyword;
	Slice  language; /* of length 0 for the file's own */
	Slice  subjects[PX_SUBJECTS];
	int	   subject_count;
	Slice *values;
	int	   count;
	int	   line;
} Entry;

typedef struct Px
{
	Table	   *table;
	const char *at;
	const char *end;
	int			line;
	Entry	   *entries;
	int			count;
	int			room;
	CellNotes	notes;
	Slice	   *cells;
	int64		cell_count;
	Slice		language; /* that is read, of length 0 for the file's own */
} Px;

#define px_fail(px, ...) dataset_refuse((px)->line, px_hint, __VA_ARGS__)

/* ---------- keywords ---------- */

static void
px_skip_space(Px *px)
{
	while (px->at < px->end && strchr(" \t\r\n\x1A", *px->at) != NULL && *px->at != '\0')
		px->line += *px->at++ == '\n';
}

/* Pass over a character that has to stand here. */
static void
px_expect(Px *px, char c, const char *behind)
{
	px_skip_space(px);
	if (px->at == px->end)
		px_fail(px, "It ends with DATA and a semicolon.", "the file ends within %s", behind);
	if (*px->at != c)
		px_fail(px, "A keyword is followed by = and what it says, which ends with a semicolon.",
				"\"%c\" is missing behind %s", c, behind);
	px->at++;
}

/* One piece of a text; the place is at its first quote.  Within it a quote is written twice. */
static Slice
px_read_piece(Px *px)
{
	const char *start = px->at + 1;
	const char *quote;
	int			line = px->line;

	do
	{
		const char *at = ++px->at;

		quote = memchr(at, '"', px->end - at);
		if (quote == NULL)
		{
			px->line = line;
			px_fail(px, "A text stands between quotes.", "unterminated quote");
		}
		for (; at < quote; at++)
			px->line += *at == '\n';
		px->at = quote + 1;
	} while (px->at < px->end && *px->at == '"');
	return quoted_text((Slice){start, quote - start});
}

/* A text, of one piece or of several with nothing but space between them; the place is at a quote. */
static Slice
px_read_text(Px *px)
{
	Slice		   piece = px_read_piece(px);
	StringInfoData text;
	Slice		   result;

	px_skip_space(px);
	if (px->at == px->end || *px->at != '"')
		return piece;
	initStringInfo(&text);
	appendBinaryStringInfo(&text, piece.data, piece.length);
	while (px->at < px->end && *px->at == '"')
	{
		piece = px_read_piece(px);
		appendBinaryStringInfo(&text, piece.data, piece.length);
		px_skip_space(px);
	}
	result = (Slice){pnstrdup(text.data, text.len), text.len};
	pfree(text.data);
	return result;
}

/* What stands up to one of the characters. */
static Slice
px_read_word(Px *px, const char *stops)
{
	Slice word = {px->at, 0};

	while (px->at < px->end && (*px->at == '\0' || strchr(stops, *px->at) == NULL))
		px->at++;
	word.length = px->at - word.data;
	return word;
}

/* Is there a keyword at the place?  Behind its name, and what language and subjects it has, stands "=". */
static void
px_read_keyword(Px *px, Entry *entry)
{
	memset(entry, 0, sizeof(*entry));
	entry->line = px->line;
	entry->keyword = px_read_word(px, "[(=\" ;,\t\r\n");
	if (entry->keyword.length == 0 || entry->keyword.length > 60)
		px_fail(px, "A file is of keywords, as STUB and VALUES, up to DATA.", "there is no keyword");
	px_skip_space(px);
	if (px->at < px->end && *px->at == '[')
	{
		px->at++;
		entry->language = px_read_word(px, "]\"=(\r\n");
		px_expect(px, ']', "a language");
		px_skip_space(px);
	}
	if (px->at == px->end || *px->at != '(')
		return;
	do
	{
		px->at++;
		px_skip_space(px);
		if (entry->subject_count == PX_SUBJECTS)
			px_fail(px, "A keyword is of a few dimensions and categories.", "the keyword %.*s has too many subjects",
					(int) entry->keyword.length, entry->keyword.data);
		entry->subjects[entry->subject_count++] =
			px->at < px->end && *px->at == '"' ? px_read_text(px) : px_read_word(px, ",)\"=\r\n");
		px_skip_space(px);
	} while (px->at < px->end && *px->at == ',');
	px_expect(px, ')', "the subjects of a keyword");
}

/* What a keyword says, up to its semicolon. */
static void
px_read_values(Px *px, Entry *entry)
{
	int room = 0;

	px_expect(px, '=', "a keyword");
	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		px_skip_space(px);
		while (px->at < px->end && strchr(",()", *px->at) != NULL && *px->at != '\0')
		{
			px->at++;
			px_skip_space(px);
		}
		if (px->at == px->end)
			px_fail(px, "It ends with DATA and a semicolon.", "the file ends within %.*s", (int) entry->keyword.length,
					entry->keyword.data);
		if (*px->at == ';')
			break;
		if (entry->count == PX_VALUES)
			px_fail(px, psprintf("At most %d are read at once.", PX_VALUES), "the keyword %.*s has too many values",
					(int) entry->keyword.length, entry->keyword.data);
		if (entry->count == room)
		{
			room = room == 0 ? 4 : 2 * room;
			entry->values =
				entry->values == NULL ? palloc(sizeof(Slice) * room) : repalloc(entry->values, sizeof(Slice) * room);
		}
		entry->values[entry->count++] = *px->at == '"' ? px_read_text(px) : px_read_word(px, ",;()\" \t\r\n");
	}
	px->at++;
}

static bool
entry_is(const Entry *entry, const char *keyword, Slice language)
{
	return slice_equals(entry->keyword, keyword) && slices_equal(entry->language, language);
}

/* What a keyword says of a subject in a language; NULL where it says nothing.  subject.data is NULL for no subject. */
static const Entry *
px_find(const Px *px, const char *keyword, Slice language, Slice subject)
{
	int i;

	for (i = 0; i < px->count; i++)
		if (entry_is(&px->entries[i], keyword, language) &&
			(subject.data == NULL ?
				 px->entries[i].subject_count == 0 :
				 px->entries[i].subject_count == 1 && slices_equal(px->entries[i].subjects[0], subject)))
			return &px->entries[i];
	return NULL;
}

static const Slice own = {"", 0};
static const Slice no_subject = {NULL, 0};

/* A keyword that stands twice says two things. */
static void
px_check_entry(const Px *px, const Entry *entry)
{
	static const char *const once[] = {"STUB",	  "HEADING",  "VALUES", "CODES", "CONTVARIABLE",
									   "TIMEVAL", "CONTENTS", "UNITS",	NULL};
	int						 i;

	for (i = 0; once[i] != NULL; i++)
		if (slice_equals(entry->keyword, once[i]) &&
			px_find(px, once[i], entry->language, entry->subject_count > 0 ? entry->subjects[0] : no_subject) != NULL)
			px_fail(px, "Each is there once.", "the keyword %s stands twice", once[i]);
}

/* Is it a note in words, of all or of a category? */
static bool
entry_is_note(const Entry *entry)
{
	static const char *const notes[] = {"NOTE", "NOTEX", "VALUENOTE", "VALUENOTEX", NULL};
	int						 i;

	for (i = 0; notes[i] != NULL; i++)
		if (slice_equals(entry->keyword, notes[i]))
			return true;
	return false;
}

/* Keep what is said of some cells, in the file's own language; false where it is no such note. */
static bool
px_read_cell_note(Px *px, const Entry *entry)
{
	bool	 flag = slice_equals(entry->keyword, "DATANOTECELL");
	CellNote note = {NULL, entry->subject_count, {"", 0}, flag, entry->line, -1};

	if (!flag && !slice_equals(entry->keyword, "CELLNOTE") && !slice_equals(entry->keyword, "CELLNOTEX"))
		return false;
	if (entry->language.length > 0 || entry->count == 0)
		return true;
	if (px->notes.count == PX_NOTES)
		px_fail(px, psprintf("At most %d are read at once.", PX_NOTES), "the file has too many notes of cells");
	note.text = entry->values[0];
	note.subjects = palloc(sizeof(Slice) * Max(note.subject_count, 1));
	memcpy(note.subjects, entry->subjects, sizeof(Slice) * note.subject_count);
	cell_notes_add(&px->notes, &note);
	return true;
}

/* Read all keywords, up to DATA. */
static void
px_read_entries(Px *px)
{
	for (;;)
	{
		Entry entry;

		CHECK_FOR_INTERRUPTS();
		px_skip_space(px);
		if (px->at == px->end)
			px_fail(px, "It ends with DATA and a semicolon.", "the file has no DATA");
		px_read_keyword(px, &entry);
		if (slice_equals(entry.keyword, "DATA"))
		{
			px_expect(px, '=', "a keyword");
			return;
		}
		px_read_values(px, &entry);
		px_check_entry(px, &entry);
		if (px_read_cell_note(px, &entry))
			continue;
		if (entry_is_note(&entry))
		{
			if (entry.language.length == 0 && entry.count > 0)
				table_note(px->table, entry.line, NOTE_LINE, entry.values[0]);
			continue;
		}
		if (px->count == PX_ENTRIES)
			px_fail(px, psprintf("At most %d are read at once.", PX_ENTRIES), "the file has too many keywords");
		if (px->count == px->room)
		{
			px->room *= 2;
			px->entries = repalloc(px->entries, sizeof(Entry) * px->room);
		}
		px->entries[px->count++] = entry;
	}
}

/* The cells of DATA, of which there have to be so many. */
static void
px_read_cells(Px *px, int64 wanted)
{
	/* each takes a byte, and another one behind it */
	int64 room = Min(wanted, (px->end - px->at) / 2 + 1);

	px->cells = palloc_extended(sizeof(Slice) * room, MCXT_ALLOC_HUGE);
	for (;;)
	{
		Slice cell;

		CHECK_FOR_INTERRUPTS();
		px_skip_space(px);
		if (px->at == px->end)
			px_fail(px, "DATA ends with a semicolon.", "the file ends within DATA");
		if (*px->at == ';')
			break;
		if (*px->at == '"')
		{
			px->at++;
			cell = px_read_word(px, "\"\r\n");
			if (px->at == px->end || *px->at != '"')
				px_fail(px, "A symbol stands between quotes.", "unterminated quote");
			px->at++;
		}
		else
			cell = px_read_word(px, "\"; \t\r\n");
		if (px->at < px->end && strchr("; \t\r\n\x1A", *px->at) == NULL)
			px_fail(px, "Space stands between the cells of DATA.", "a cell of DATA does not end where it should");
		if (px->cell_count < room)
			px->cells[px->cell_count] = cell;
		px->cell_count++;
	}
	if (px->cell_count != wanted)
		px_fail(px, "It has one for each combination of categories.",
				"DATA has " INT64_FORMAT " cells instead of " INT64_FORMAT, px->cell_count, wanted);
	px->at++;
	px_skip_space(px);
	if (px->at < px->end)
		px_fail(px, "DATA is the last of the keywords.", "something stands behind DATA");
}

/* ---------- the dataset ---------- */

/* What is shown for a symbol of DATA. */
static Slice
px_symbol(const Px *px, Slice cell)
{
	char		 keyword[16] = "";
	const Entry *entry = NULL;
	size_t		 dots = 0;

	while (dots < cell.length && cell.data[dots] == '.')
		dots++;
	if (cell.length == 1 && cell.data[0] == '-')
		snprintf(keyword, sizeof(keyword), "DATASYMBOLNIL");
	else if (dots == cell.length && dots == 7)
		snprintf(keyword, sizeof(keyword), "DATASYMBOLSUM");
	else if (dots == cell.length && dots >= 1 && dots <= 6)
		snprintf(keyword, sizeof(keyword), "DATASYMBOL%d", (int) dots);
	if (keyword[0] != '\0')
		entry = px_find(px, keyword, px->language, no_subject);
	if (keyword[0] != '\0' && entry == NULL)
		entry = px_find(px, keyword, own, no_subject);
	return entry != NULL && entry->count == 1 && entry->values[0].length > 0 ? entry->values[0] : cell;
}

static void
px_find_cell(const Dataset *dataset, int64 place, DatasetCell *cell)
{
	const Px	   *px = dataset->source;
	Slice			text = px->cells[place];
	const CellNote *note;

	if (text.length > 0 && (is_digit(text.data[0]) || (text.length > 1 && text.data[0] == '-')))
		cell->value = text;
	else
	{
		note = cell_notes_find(&px->notes, place, false);
		cell->status = note != NULL ? note->text : px_symbol(px, text);
	}
	note = cell_notes_find(&px->notes, place, true);
	if (note != NULL)
		cell->flags = note->text;
}

/* What a keyword says of a dimension, in the language that is read or else in the file's own, where that has another name for it. */
static const Entry *
px_find_of(const Px *px, const char *keyword, Slice name, Slice own_name)
{
	const Entry *entry = px_find(px, keyword, px->language, name);

	return entry != NULL ? entry : px_find(px, keyword, own, own_name);
}

/* "202205" of months as "2022M05", as services write it; letter is what TIMEVAL says of the periods. */
static Slice
period_from_time(Slice time, char letter)
{
	if (letter == 'A' || time.length < 5 || strchr("MQWH", letter) == NULL || !is_digit(time.data[4]))
		return time;
	time.data = psprintf("%.4s%c%.*s", time.data, letter, (int) time.length - 4, time.data + 4);
	time.length++;
	return time;
}

/* The periods of a dimension, where TIMEVAL lists them: TLIST(M1), "202201", "202202". */
static void
dimension_read_times(Dimension *dimension, const Entry *times)
{
	int i;

	if (times->count != dimension->size + 2 || !slice_equals(times->values[0], "TLIST") || times->values[1].length == 0)
		return;
	dimension->codes = palloc(sizeof(Slice) * dimension->size);
	for (i = 0; i < dimension->size; i++)
		dimension->codes[i] = period_from_time(times->values[i + 2], times->values[1].data[0]);
}

/* Which category stands for all, as ELIMINATION says. */
static void
dimension_read_whole(Dimension *dimension, const Entry *elimination)
{
	int i;

	for (i = 0; elimination != NULL && elimination->count == 1 && i < dimension->size; i++)
		if (slices_equal(dimension->labels[i], elimination->values[0]) ||
			slices_equal(dimension->codes[i], elimination->values[0]))
			dimension->whole = i;
}

static void
px_read_dimension(const Px *px, Dataset *dataset, Slice name, Slice own_name)
{
	Dimension	*dimension = &dataset->dimensions[dataset->count];
	const Entry *values = px_find_of(px, "VALUES", name, own_name);
	const Entry *codes = px_find_of(px, "CODES", name, own_name);
	const Entry *times = px_find_of(px, "TIMEVAL", name, own_name);
	const Entry *type = px_find_of(px, "VARIABLE-TYPE", name, own_name);

	if (values == NULL)
		values = codes;
	if (values == NULL || values->count == 0)
		px_fail(px, "VALUES lists the categories of each dimension.", "dimension \"%.*s\" has no categories",
				(int) slice_clip(name, 120), name.data);
	if (codes != NULL && codes->count != values->count)
		px_fail(px, "CODES has a code for each of VALUES.", "dimension \"%.*s\" has %d categories and %d codes",
				(int) slice_clip(name, 120), name.data, values->count, codes->count);
	dimension->id = name;
	dimension->size = values->count;
	dimension->labels = values->values;
	dimension->uncoded = codes == NULL;
	dimension->codes = codes != NULL ? codes->values : values->values;
	dimension->whole = -1;
	dimension_read_whole(dimension, px_find_of(px, "ELIMINATION", name, own_name));
	if (times != NULL)
	{
		dimension_read_times(dimension, times);
		dataset->time = dataset->count;
	}
	if (type != NULL && type->count == 1 && slice_equals(type->values[0], "G"))
		dataset->region = dataset->count;
	dataset_check_codes(dataset, dimension);
	dataset->count++;
}

/* The dimensions that a keyword names, in both languages. */
static void
px_read_dimensions(const Px *px, Dataset *dataset, const char *keyword)
{
	const Entry *names = px_find(px, keyword, px->language, no_subject);
	const Entry *own_names = px_find(px, keyword, own, no_subject);
	int			 i;

	if (own_names == NULL)
		return;
	if (names == NULL || names->count != own_names->count)
		names = own_names;
	if (dataset->count + names->count > DATASET_DIMENSIONS)
		px_fail(px, psprintf("A dataset has 1 to %d dimensions.", DATASET_DIMENSIONS),
				"the file has too many dimensions");
	for (i = 0; i < names->count; i++)
		px_read_dimension(px, dataset, names->values[i], own_names->values[i]);
}

/* What the measures are, and what their numbers are of: UNITS, of all or of each. */
static void
px_read_measures(const Px *px, Dataset *dataset)
{
	const Entry *measures = px_find_of(px, "CONTVARIABLE", no_subject, no_subject);
	const Entry *label = px_find_of(px, "CONTENTS", no_subject, no_subject);
	const Entry *title = px_find_of(px, "TITLE", no_subject, no_subject);
	const Entry *unit = px_find_of(px, "UNITS", no_subject, no_subject);
	Dimension	*dimension = NULL;
	int			 i;

	if (label != NULL && label->count == 1)
		dataset->title = dataset->label = label->values[0];
	if (title != NULL && title->count == 1)
		dataset->title = title->values[0];
	if (unit != NULL && unit->count > 0)
		dataset->unit = unit->values[0];
	for (i = 0; measures != NULL && measures->count == 1 && i < dataset->count; i++)
		if (slices_equal(dataset->dimensions[i].id, measures->values[0]))
		{
			dataset->measure = i;
			dimension = &dataset->dimensions[i];
		}
	if (dimension == NULL)
		return;
	dimension->units = palloc(sizeof(Slice) * dimension->size);
	for (i = 0; i < dimension->size; i++)
	{
		unit = px_find_of(px, "UNITS", dimension->labels[i], dimension->labels[i]);
		dimension->units[i] = unit != NULL && unit->count > 0 ? unit->values[0] : dataset->unit;
	}
}

/* The dataset in the language that is read; returns how many cells it has. */
static int64
px_read_dataset(const Px *px, Dataset *dataset)
{
	dataset_begin(dataset, px->table, px_hint);
	dataset->source = px;
	dataset->find_cell = px_find_cell;
	px_read_dimensions(px, dataset, "STUB");
	px_read_dimensions(px, dataset, "HEADING");
	if (dataset->count == 0)
		px_fail(px, "STUB and HEADING name the dimensions.", "the file has no dimensions");
	px_read_measures(px, dataset);
	return dataset_set_strides(dataset);
}

/* Choose the language: the first one whose words are known, or the file's own. */
static void
px_choose_language(Px *px, Dataset *dataset)
{
	const Entry *first = px_find(px, "LANGUAGE", own, no_subject);
	const Entry *all = px_find(px, "LANGUAGES", own, no_subject);
	int			 i;

	px->language = own;
	(void) px_read_dataset(px, dataset);
	if (dataset_find_regions(dataset) && dataset_knows_measures(dataset))
		return;
	for (i = 0; all != NULL && i < Min(all->count, PX_LANGUAGES); i++)
	{
		if (first != NULL && first->count == 1 && slices_equal(all->values[i], first->values[0]))
			continue;
		px->language = all->values[i];
		(void) px_read_dataset(px, dataset);
		if (dataset_find_regions(dataset) && dataset_knows_measures(dataset))
			return;
	}
	px->language = own;
}

/* Find the cells of the notes, which name categories in the file's own language. */
static void
px_place_notes(Px *px, const Dataset *dataset)
{
	static const char *const keywords[] = {"STUB", "HEADING"};
	Slice					*categories[DATASET_DIMENSIONS];
	int						 count = 0;
	int						 i;
	int						 j;

	for (i = 0; i < (int) lengthof(keywords); i++)
	{
		const Entry *names = px_find(px, keywords[i], own, no_subject);

		for (j = 0; names != NULL && j < names->count; j++)
		{
			const Entry *values = px_find(px, "VALUES", own, names->values[j]);

			/* as many as in the language that is read: else both were of other categories */
			if (values == NULL || values->count != dataset->dimensions[count].size)
				categories[count] = dataset->dimensions[count].labels;
			else
				categories[count] = values->values;
			count++;
		}
	}
	cell_notes_place(&px->notes, dataset, categories, px->cells, px->table);
}

/* Read the dataset that table->content is; errors are thrown. */
void
px_read(Table *table)
{
	Px		*px = palloc0(sizeof(Px));
	Dataset *dataset = palloc(sizeof(Dataset));
	int64	 cells;

	px->table = table;
	px->at = table->content.data;
	px->end = px->at + table->content.length;
	px->line = 1;
	if (table->content.length >= 3 && memcmp(px->at, "\xEF\xBB\xBF", 3) == 0)
		px->at += 3;
	px->room = 64;
	px->entries = palloc(sizeof(Entry) * px->room);
	if (table->content.length > TABLE_BYTES)
		px_fail(px, "At most 64 MB are read at once.", "the content is too long");
	px_read_entries(px);
	if (px_find(px, "KEYS", own, no_subject) != NULL || px->count == 0)
		px_fail(px, "DATA with KEYS leaves rows out.", "the file has no full DATA");
	px_choose_language(px, dataset);
	cells = px_read_dataset(px, dataset);
	px_read_cells(px, cells);
	px_place_notes(px, dataset);
	dataset_put(dataset, table);
}

/* Does the content begin with a keyword of PX, and has it cells? */
bool
px_detect(Slice content)
{
	static const char *const first[] = {
		"CHARSET=",		 "AXIS-VERSION=", "CODEPAGE=",	   "LANGUAGE=",		"LANGUAGES=", "CREATION-DATE=", "DECIMALS=",
		"SHOWDECIMALS=", "MATRIX=",		  "SUBJECT-CODE=", "SUBJECT-AREA=", "COPYRIGHT=", "TITLE=",			"CONTENTS=",
		"UNITS=",		 "STUB=",		  "HEADING=",	   "VALUES(",		"TABLEID=",	  "DESCRIPTION=",	NULL};
	const char *at = content.data;
	const char *end = at + content.length;
	bool		begins = false;
	int			i;

	if (content.length >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	while (at < end && strchr(" \t\r\n", *at) != NULL && *at != '\0')
		at++;
	for (i = 0; first[i] != NULL && !begins; i++)
		begins = (size_t) (end - at) > strlen(first[i]) && memcmp(at, first[i], strlen(first[i])) == 0;
	return begins && memchr(at, ';', end - at) != NULL;
}
