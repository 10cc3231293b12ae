/*
 * table_csv.c
 *		A table of fields between commas, semicolons, tabs or upright lines.
 *
 *		content	=  (title* header record* blank*)*
 *		record	=  field (delimiter field)* line-end
 *		field	=  text | '"' (text | '""')* '"'		the quoted one over lines, too
 *
 * The header is the first record that names a column of names and a measure, with those
 * directly above that have nothing above the names; what stands above it are titles.  A record has the width of the header, empty
 * fields at its end included, which spreadsheets add: one field more may be the
 * rest of a number with a comma, and all behind it moved.  A blank line and then
 * a line without delimiter end the table; the text below may hold another one.
 *
 * Between upright lines, "| Bergen | 51 |", as Markdown, psql and text browsers draw them, a
 * line of dashes is none of the table; a header ends there.  A name goes on below where the
 * other fields are empty.
 *
 * Called by table_reader.c.  Owns the Csv of one call, with its latest record.
 */
#include <string.h>

#include "read/table_cell.h"
#include "read/table_csv.h"
#include "read/table_header.h"
#include "read/table_heading.h"
#include "read/table_left_out.h"
#include "read/table_long.h"
#include "read/table_names.h"

#define DETECT_LINES  100			   /* a header stands among the first so many */
#define UNQUOTED_SIZE 8192			   /* bytes of a record's fields that have "" in them */
#define HEADER_LINES  6				   /* that one header has, at most */
#define LABELS_SIZE	  65536			   /* bytes of the labels of one that has several */
#define EMPTY_RECORDS (2 * TABLE_ROWS) /* looked at for columns with nothing in them, by all headers */

typedef struct Record
{
	const char *start;
	int			line;
	int			count;	  /* may be more than were kept in fields[] */
	int			filled;	  /* number of fields up to the last that is not empty */
	bool		ruled;	  /* a line of dashes stands above it */
	bool		enclosed; /* an upright line stands before its first field */
	Slice		fields[TABLE_COLUMNS];
	char		unquoted[UNQUOTED_SIZE];
	size_t		unquoted_length;
} Record;

typedef struct Csv
{
	Table		   *table;
	char			delimiter;
	bool			open; /* below a header: what cannot be read is an error, above it is a title */
	const char	   *at;
	const char	   *end;
	int				line;	/* of the record after this one */
	int				width;	/* fields of the header, or of the first record where there is none; 0 until then */
	bool			bare;	/* between upright lines, no further one stands around its rows */
	Slice			title;	/* the region that a line above the table names; data is NULL where none does */
	bool			headed; /* there is a header */
	LeftOut			above;	/* a row above the first header; without a name if there is none */
	int				margin; /* columns before all others in which nothing stands */
	int				looked; /* records that headers have looked at for empty columns */
	Record			record;
	struct CsvRoom *room;
} Csv;

#define UPRIGHT '|'

/* What a whole reading has once: headers of several lines, the part of each above each column; tables in long form. */
typedef struct CsvRoom
{
	Csv		  ahead; /* looks at what follows */
	Slice	  parts[HEADER_LINES][TABLE_COLUMNS];
	bool	  spread[HEADER_LINES][TABLE_COLUMNS]; /* is it that of the column before, of merged cells? */
	int		  lines;
	int		  width;
	int		  above;  /* lines above that of the names */
	int		  count;  /* of the fields of the widest line, empty ones included */
	bool	  ruled;  /* a line of dashes stands below them */
	bool	  placed; /* their places are known */
	char	  labels[LABELS_SIZE];
	char	 *labels_end;			 /* of those that are used */
	char	  name[NAME_SIZE];		 /* of a row, put together from lines */
	Slice	  fields[TABLE_COLUMNS]; /* the labels of the columns */
	bool	  is_long;				 /* the table is in long form */
	LongTable table;
} CsvRoom;

/* A field that cannot be read: what is said of it costs a look at all that stands above. */
static bool
field_fail(Csv *csv, const char *where, const char *detail, const char *hint, const char *message)
{
	return csv->open && table_fail(csv->table, where, detail, hint, "%s", message);
}

/* Read a quoted field; at is behind its first quote. */
static bool
field_read_quoted(Csv *csv, Slice *field)
{
	Record	   *record = &csv->record;
	const char *open = csv->at - 1;
	char	   *copy = NULL;
	Space		space;

	*field = (Slice){csv->at, 0};
	for (;;)
	{
		const char *quote = memchr(csv->at, '"', csv->end - csv->at);
		size_t		length;

		if (quote == NULL)
			return field_fail(csv, open, "A field that begins with a quote ends with one.",
							  "Close the quote; within a field, write a quote twice.", "unterminated quote");
		if (quote + 1 == csv->end || quote[1] != '"')
		{
			length = quote - csv->at;
			if (copy == NULL)
				field->length = length;
			else if (record->unquoted_length + length <= UNQUOTED_SIZE)
			{
				memcpy(record->unquoted + record->unquoted_length, csv->at, length);
				record->unquoted_length += length;
				*field = (Slice){copy, record->unquoted + record->unquoted_length - copy};
			}
			else
				break;
			csv->at = quote + 1;
			(void) space_match(csv->at, csv->end, &space);
			if (csv->at == csv->end || *csv->at == csv->delimiter || space == SPACE_LINE)
				return true;
			return field_fail(csv, csv->at, "A field in quotes ends with its quote.",
							  "Within a field, write a quote twice.", "text behind a quoted field");
		}
		/* a doubled quote: go on in a copy that has it once */
		if (copy == NULL)
			copy = record->unquoted + record->unquoted_length;
		length = quote + 1 - csv->at;
		if (record->unquoted_length + length > UNQUOTED_SIZE)
			break;
		memcpy(record->unquoted + record->unquoted_length, csv->at, length);
		record->unquoted_length += length;
		csv->at = quote + 2;
	}
	return field_fail(csv, open, "A record has at most 8192 bytes of quoted text.",
					  "Close the quote; within a field, write a quote twice.", "the quoted field is too long");
}

/* ="0301", as spreadsheets are kept from taking a code for a number. */
static Slice
field_drop_formula(Slice field)
{
	Slice text = slice_trim(field);

	if (text.length > 3 && text.data[0] == '=' && text.data[1] == '"' && text.data[text.length - 1] == '"' &&
		memchr(text.data + 2, '"', text.length - 3) == NULL)
		return (Slice){text.data + 2, text.length - 3};
	return field;
}

/* The length of the delimiter at the place, 0 where there is none; upright lines may be drawn. */
static size_t
csv_delimiter_length(const Csv *csv)
{
	static const char *const drawn[] = {"│", "┃", "║", NULL};
	int						 i;

	if (csv->at == csv->end)
		return 0;
	if (*csv->at == csv->delimiter)
		return 1;
	for (i = 0; csv->delimiter == UPRIGHT && *csv->at == '\xE2' && drawn[i] != NULL; i++)
		if ((size_t) (csv->end - csv->at) >= strlen(drawn[i]) && memcmp(csv->at, drawn[i], strlen(drawn[i])) == 0)
			return strlen(drawn[i]);
	return 0;
}

/* The length of the line at the place, where it is one of dashes and corners: "|---|---:|", "├───┼───┤"; else 0. */
static size_t
csv_rule_length(const Csv *csv)
{
	const char *at = csv->at;
	int			dashes = 0;

	while (at < csv->end && *at != '\n' && *at != '\r')
	{
		bool drawn = csv->end - at >= 3 && at[0] == '\xE2' && (at[1] == '\x94' || at[1] == '\x95');

		if (!drawn && strchr("-+=:| \t", *at) == NULL)
			return 0;
		dashes += drawn ? at[1] == '\x94' && (at[2] == '\x80' || at[2] == '\x81') : strchr("-=", *at) != NULL;
		dashes += drawn && at[1] == '\x95' && at[2] == '\x90';
		at += drawn ? 3 : 1;
	}
	return dashes > 1 ? at - csv->at : 0;
}

/* Without what Markdown writes around a text: "**Bergen**", "[Bergen](https://example.org/)". */
static Slice
field_drop_markup(Slice field)
{
	Slice		text = slice_trim(field);
	const char *link = text.length > 4 && text.data[0] == '[' && text.data[text.length - 1] == ')' ?
						   memchr(text.data, ']', text.length - 1) :
						   NULL;

	if (link != NULL && link[1] == '(' && link > text.data + 1 &&
		memchr(link, '/', text.data + text.length - link) != NULL)
		text = (Slice){text.data + 1, link - text.data - 1};
	while (text.length > 2 && strchr("*_`", text.data[0]) != NULL && text.data[text.length - 1] == text.data[0])
		text = (Slice){text.data + 1, text.length - 2};
	return text;
}

/* Between upright lines: pass over lines of dashes, and the upright one at the beginning of a record. */
static void
record_begin_upright(Csv *csv)
{
	Record *record = &csv->record;
	size_t	length;
	Space	space;

	record->ruled = false;
	while (csv->at < csv->end && (length = csv_rule_length(csv)) > 0)
	{
		csv->at += length;
		csv->at += space_match(csv->at, csv->end, &space);
		csv->line++;
		record->ruled = true;
	}
	record->start = csv->at;
	record->line = csv->line;
	while (csv->at < csv->end && (*csv->at == ' ' || *csv->at == '\t'))
		csv->at++;
	length = csv->bare ? 0 : csv_delimiter_length(csv);
	csv->at += length;
	record->enclosed = length > 0;
}

/* Count the lines of the record: a quoted field may have held some of its own. */
static void
record_count_lines(Csv *csv)
{
	const char *at = csv->record.start;
	Space		space;

	while (at < csv->at)
	{
		size_t length = *at == '\n' || *at == '\r' ? space_match(at, csv->at, &space) : 0;

		csv->line += length > 0;
		at += length > 0 ? length : 1;
	}
}

/* The field at a place, if it is empty, and the delimiter behind it: their length; 0 where there are none. */
static size_t
blank_field_length(const char *at, const char *end, char delimiter)
{
	const char *start = at;

	while (at < end && *at == ' ')
		at++;
	if (end - at >= 2 && at[0] == '"' && at[1] == '"')
		at += 2;
	return at < end && *at == delimiter ? at + 1 - start : 0;
}

/* A sheet that does not begin in its first column: how many columns are empty on all its lines.  Given columns are counted with them. */
static int
csv_margin(const Table *table, const char *at, char delimiter)
{
	const char *end = table->content.data + table->content.length;
	int			margin = table->given_count > 0 || delimiter == UPRIGHT ? 0 : TABLE_COLUMNS;
	bool		seen = false;

	while (at < end && margin > 0)
	{
		int	   blank = 0;
		size_t length;

		while ((length = blank_field_length(at, end, delimiter)) > 0)
		{
			at += length;
			blank++;
		}
		while (at < end && strchr(" \"", *at) != NULL && *at != '\0')
			at++;
		if (at < end && *at != '\n' && *at != '\r' && !(end - at >= 4 && memcmp(at, "sep=", 4) == 0))
		{
			margin = blank < margin ? blank : margin;
			seen = true;
		}
		while (at < end && *at != '\n' && *at != '\r')
			at++;
		at += at < end;
	}
	return seen ? margin : 0;
}

/* Pass over the empty columns before all others. */
static void
record_skip_margin(Csv *csv)
{
	size_t length;
	int	   i;

	for (i = 0; i < csv->margin && (length = blank_field_length(csv->at, csv->end, csv->delimiter)) > 0; i++)
		csv->at += length;
}

/* Read the record at the place; there is one. */
static bool
record_read(Csv *csv)
{
	Record *record = &csv->record;
	Space	space;

	record->start = csv->at;
	record->line = csv->line;
	record->count = record->filled = 0;
	record->unquoted_length = 0;
	if (csv->delimiter == UPRIGHT)
		record_begin_upright(csv);
	record_skip_margin(csv);
	for (;;)
	{
		Slice  field;
		size_t length = 0;

		if (csv->at < csv->end && *csv->at == '"' && csv->delimiter != UPRIGHT)
		{
			csv->at++;
			if (!field_read_quoted(csv, &field))
				return false;
		}
		else
		{
			field.data = csv->at;
			while (csv->at < csv->end && csv_delimiter_length(csv) == 0 && *csv->at != '\n' && *csv->at != '\r')
				csv->at++;
			field.length = csv->at - field.data;
		}
		if (record->count < TABLE_COLUMNS)
			record->fields[record->count] =
				csv->delimiter == UPRIGHT ? field_drop_markup(field) : field_drop_formula(field);
		record->count++;
		if (slice_trim(field).length > 0)
			record->filled = record->count;
		length = csv_delimiter_length(csv);
		csv->at += length;
		if (length > 0)
			continue;
		length = space_match(csv->at, csv->end, &space);
		csv->at += length;
		break;
	}
	/* the last upright line stands behind the last field */
	if (csv->delimiter == UPRIGHT && record->enclosed && record->count > 1 && record->filled < record->count)
		record->count--;
	record_count_lines(csv);
	return true;
}

/* The record that follows the one looked at last, if there is one. */
static bool
record_peek(Csv *ahead)
{
	while (ahead->at < ahead->end)
	{
		if (!record_read(ahead))
			return false;
		if (ahead->record.filled > 0)
			return true;
	}
	return false;
}

/* Look ahead from behind the record. */
static Csv *
csv_look_ahead(Csv *csv)
{
	Csv *ahead = &csv->room->ahead;

	ahead->table = csv->table;
	ahead->delimiter = csv->delimiter;
	ahead->bare = csv->bare;
	ahead->margin = csv->margin;
	ahead->at = csv->at;
	ahead->end = csv->end;
	ahead->line = csv->line;
	ahead->open = false;
	return ahead;
}

/* Do fields repeat themselves behind so many? */
static bool
fields_repeat(const Slice *fields, int count, int size)
{
	int i;

	for (i = size; i < count; i++)
		if (!slices_equal(slice_trim(fields[i]), slice_trim(fields[i - size])))
			return false;
	return true;
}

/* Has the record so many fields that each of the groups that the header names has as many, which are the same? */
static bool
record_divides(const Csv *csv, int name, const Record *record)
{
	int groups = csv->record.filled - name - 1;
	int count = record->filled - name - 1;

	return groups > 0 && count % groups == 0 && record->filled <= TABLE_COLUMNS &&
		   fields_repeat(record->fields + name + 1, count, count / groups);
}

/* Does the record go on with the header: nothing stands above the names, and it is no row? */
static bool
record_goes_on(const Csv *csv, int name, const Record *record)
{
	int i;

	if ((record->filled > csv->record.count && !record_divides(csv, name, record)) || record->filled > TABLE_COLUMNS ||
		record->filled < 2 || (name < record->count && slice_trim(record->fields[name]).length > 0))
		return false;
	/* its text would be overwritten by that of the next record */
	if (record->unquoted_length > 0)
		return false;
	for (i = 0; i < record->filled; i++)
	{
		Slice field = slice_trim(record->fields[i]);
		bool  only;

		/* nothing but words and years */
		if (field.length > 0 && header_period(csv->table->words, field, &only) == 0 && !slice_starts_upper(field) &&
			!slice_starts_lower(field))
			return false;
	}
	return true;
}

static void
header_add_line(CsvRoom *header, const Record *record)
{
	int i;

	for (i = 0; i < TABLE_COLUMNS; i++)
	{
		header->parts[header->lines][i] = i < record->filled ? slice_trim(record->fields[i]) : (Slice){NULL, 0};
		header->spread[header->lines][i] = false;
	}
	header->width = record->filled > header->width ? record->filled : header->width;
	header->count = record->count > header->count ? record->count : header->count;
	header->lines++;
}

/* Of merged cells, the text stands above the first column only. */
static void
header_spread(CsvRoom *header)
{
	int line;
	int i;

	for (line = 0; line + 1 < header->lines; line++)
		for (i = 1; i < header->width; i++)
			if (header->parts[line][i].length == 0)
			{
				header->parts[line][i] = header->parts[line][i - 1];
				header->spread[line][i] = header->parts[line][i].length > 0;
			}
}

/* How many columns from one on have something above them on a line of the header, with no empty one between; 0 where one further does. */
static int
header_count_filled(const CsvRoom *header, int line, int from)
{
	int count = 0;
	int i;

	while (from + count < header->width && header->parts[line][from + count].length > 0)
		count++;
	for (i = from + count; i < header->width; i++)
		if (header->parts[line][i].length > 0)
			return 0;
	return count;
}

/*
 * Headings of groups that are copied with no empty fields between stand above the first columns; where what
 * stands below repeats itself as often as there are groups, each is of its own: "Bosatt Vedtak" above "2021 2022 2021 2022".
 * False where nothing says of which columns they are: their line, of so many fields, ends before the others.
 */
static bool
header_place_groups(CsvRoom *header, int first, int fields)
{
	Slice *parts = header->parts[0];
	int	   columns = header->width - first;
	int	   groups = header->lines > 1 && columns > 1 ? header_count_filled(header, 0, first) : 0;
	int	   size = groups > 1 && columns % groups == 0 ? columns / groups : 0;
	int	   i;

	if (groups < 2 || groups == columns)
		return true;
	if (header->lines > 2 || size < 2 || header_count_filled(header, 1, first) != columns ||
		!fields_repeat(header->parts[1] + first, columns, size))
		return fields >= header->width;
	for (i = header->width - 1; i >= first; i--)
		parts[i] = (i - first) % size == 0 ? parts[first + (i - first) / size] : (Slice){NULL, 0};
	return true;
}

/* Does the part above a column say that it is of all, "Alle" beside "Kollektiv beskyttelse", with a heading below that says what is counted? */
static bool
header_part_is_whole(const CsvRoom *header, int line, int column)
{
	Slice part = header->parts[line][column];

	while (++line < header->lines)
		if (header->parts[line][column].length > 0)
			return category_is_called_whole(part);
	return false;
}

/* Join the parts above a column that say what it counts, the year last; false where they are too long. */
static bool
header_join(const Csv *csv, int column, char **at, Slice *label)
{
	const CsvRoom *header = csv->room;
	const char	  *end = header->labels + LABELS_SIZE;
	int			   i;

	*label = (Slice){*at, 0};
	for (i = 0; i < header->lines; i++)
	{
		Slice part = header->parts[i][column];
		bool  only;

		if (part.length == 0 || header_part_is_whole(header, i, column) ||
			(i > 0 && header_is_filler(csv->table->words, part) && header_period(csv->table->words, part, &only) == 0))
			continue;
		if ((size_t) (end - *at) < part.length + 1)
			return false;
		if (label->length > 0)
		{
			*(*at)++ = ' ';
			label->length++;
		}
		memcpy(*at, part.data, part.length);
		*at += part.length;
		label->length += part.length;
	}
	return true;
}

/* Is the text above a column in the middle of its lines, as of a cell set so? */
static bool
header_is_centred(const CsvRoom *room, int column)
{
	int above = 0;
	int below = 0;

	while (above < room->lines && room->parts[above][column].length == 0)
		above++;
	while (below < room->lines && room->parts[room->lines - 1 - below][column].length == 0)
		below++;
	return above > 0 && above == below;
}

/*
 * Above a line of dashes, what stands beside empty fields may be of one column or of several.  Do both say the same?  The
 * labels are joined behind those that the header has.
 */
static bool
header_is_sure(Csv *csv, const Header *header)
{
	CsvRoom *room = csv->room;
	char	*at = room->labels_end;
	Slice	 fields[TABLE_COLUMNS];
	Header	 spread = {0};
	int		 line;
	int		 i;

	/* above all that a column has */
	for (i = 1; i < room->width; i++)
	{
		bool centred = header_is_centred(room, i);

		for (line = 0; line + 1 < room->lines && room->parts[line][i].length == 0; line++)
			if (header_may_spread(header, i - 1, i) && !centred)
				room->parts[line][i] = room->parts[line][i - 1];
	}
	for (i = 0; i < room->width; i++)
		if (!header_join(csv, i, &at, &fields[i]))
			return false;
	if (!header_from_cells(csv->table->words, fields, room->width, &spread))
		return false;
	header_leave_out(csv->table, &spread);
	return header_agrees(header, &spread);
}

/* The header that the parts make, in labels behind those that there are; columns without a header are what they are in the one that has been read. */
static bool
header_from_parts(Csv *csv, const Header *read, Header *header)
{
	char *at = csv->room->labels_end;
	Slice fields[TABLE_COLUMNS];
	int	  i;

	for (i = 0; i < csv->room->width; i++)
		if (!header_join(csv, i, &at, &fields[i]))
			return false;
	if (!header_from_cells(csv->table->words, fields, csv->room->width, header))
		return false;
	header->corner = header->corner && read->corner;
	for (i = 0; i < header->count && i < read->count; i++)
		if (header->labels[i].length == 0 && read->columns[i] == COLUMN_IGNORED)
		{
			header->columns[i] = COLUMN_IGNORED;
			header->another[i] = read->another[i];
			header->left_out[i] = read->left_out[i];
		}
	header_leave_out(csv->table, header);
	return true;
}

/* Does what stands above a column without a part say what it counts? */
static bool
header_says_alone(const Csv *csv, const Header *header, int column)
{
	char *at = csv->room->labels_end;
	Slice label;

	return header_join(csv, column, &at, &label) &&
		   column_is_measured(header_column(csv->table->words, label, header->columns[column - 1]));
}

/*
 * A group goes on to the next one, over columns with nothing above them.  Does the header say something else where it ends before
 * its last ones?  The place of the last is given.
 */
static bool
header_group_is_sure(Csv *csv, const Header *header, int line, int last)
{
	CsvRoom *room = csv->room;
	Slice	 part = room->parts[line][last];
	Header	 other;
	bool	 sure = true;
	bool	 says = true;
	int		 i = last;

	while (sure && says && room->spread[line][i])
	{
		room->parts[line][i] = (Slice){NULL, 0};
		says = i < header->count && header_says_alone(csv, header, i);
		sure = !says || !header_from_parts(csv, header, &other) || !header_is_whole(csv->table->words, &other) ||
			   header_equals(header, &other);
		i--;
	}
	while (last > i)
		room->parts[line][last--] = part;
	return sure;
}

/* Is the last column of a group the last of all, and its first the first behind those of names and codes?  Then it stands over them all. */
static bool
header_group_is_alone(const CsvRoom *room, const Header *header, int line, int last)
{
	int first = last;

	while (room->spread[line][first])
		first--;
	return last + 1 == room->width && first > 0 && first <= header->count &&
		   (header->columns[first - 1] == COLUMN_NAME || header->columns[first - 1] == COLUMN_CODE);
}

/* The same of all groups. */
static bool
header_groups_are_sure(Csv *csv, const Header *header)
{
	const CsvRoom *room = csv->room;
	int			   line;
	int			   i;

	for (line = 0; line + 1 < room->lines; line++)
		for (i = 1; i < room->width; i++)
			if (room->spread[line][i] && !header_group_is_alone(room, header, line, i) &&
				(i + 1 == room->width || !room->spread[line][i + 1]) && !header_group_is_sure(csv, header, line, i))
				return false;
	return true;
}

/* Without what it got of the columns before. */
static void
header_gather(CsvRoom *header)
{
	int line;
	int i;

	for (line = 0; line < header->lines; line++)
		for (i = 0; i < header->width; i++)
			if (header->spread[line][i])
			{
				header->parts[line][i] = (Slice){NULL, 0};
				header->spread[line][i] = false;
			}
}

/* Above a line of dashes, empty fields may be those of merged cells, where nothing else makes sense. */
static bool
header_read_merged(Csv *csv, Header *header)
{
	CsvRoom *room = csv->room;
	Header	 merged;

	header_spread(room);
	if (!header_from_parts(csv, header, &merged) || !header_is_whole(csv->table->words, &merged))
	{
		header_gather(room);
		return false;
	}
	*header = merged;
	return true;
}

/* The column of names or else codes that the record, as a header, has; -1 for none. */
static int
record_find_names(const Csv *csv)
{
	const Record *record = &csv->record;
	Header		  header;
	int			  i;

	if (record->filled > TABLE_COLUMNS || record->filled < 2)
		return -1;
	(void) header_from_cells(csv->table->words, record->fields, record->filled, &header);
	for (i = 0; i < header.count; i++)
		if (header.columns[i] == COLUMN_NAME || header.columns[i] == COLUMN_CODE)
			return i;
	return -1;
}

/* How many records, the record and what follows, stand above the next line of dashes; 0 where there is none, or it is far below. */
static int
csv_count_to_rule(Csv *csv)
{
	Csv *ahead = csv_look_ahead(csv);
	int	 count = 1;

	if (csv->record.filled < 2)
		return 0;
	while (record_peek(ahead) && !ahead->record.ruled)
		if (count++ == HEADER_LINES || ahead->record.count != csv->record.count)
			return 0;
	return ahead->record.ruled ? count : 0;
}

/* Are all words of the field a header's, or years, or is it a period? */
static bool
field_is_header(const Csv *csv, Slice field)
{
	const Words *words = csv->table->words;
	const char	*at = field.data;
	const char	*end = field.data + field.length;
	bool		 only;

	if (header_period(words, field, &only) != 0 && only)
		return true;
	while (at < end)
	{
		const char *stop = at;
		Slice		word;

		while (stop < end && *stop != ' ')
			stop++;
		word = (Slice){at, stop - at};
		if (word.length > 0 && !header_knows(words, word) && header_year(words, word, &only) == 0)
			return false;
		at = stop + (stop < end);
	}
	return true;
}

/* Above the column of names there is nothing, but is there above others: more than a title, or one of a header's words? */
static bool
record_stands_above(const Csv *csv, const Record *record, int name)
{
	int	  fields = 0;
	Slice last = {NULL, 0};
	int	  i;

	if (record->filled > TABLE_COLUMNS || record->filled <= name + 1 || record->unquoted_length > 0)
		return false;
	for (i = 0; i < record->filled; i++)
	{
		Slice field = slice_trim(record->fields[i]);

		if (field.length == 0)
			continue;
		if (i <= name)
			return false;
		fields++;
		last = field;
	}
	return fields > 1 || field_is_header(csv, last);
}

/* How many records, from this one on, stand above the one that heads the names; 0 where it is no line of a header. */
static int
record_count_above(Csv *csv)
{
	Csv *ahead = csv_look_ahead(csv);
	int	 count = 1;
	int	 name;

	if (!record_stands_above(csv, &csv->record, 0))
		return 0;
	while (count < HEADER_LINES && record_peek(ahead))
	{
		name = record_find_names(ahead);
		if (name >= 0 && slice_trim(ahead->record.fields[name]).length > 0)
			return ahead->record.unquoted_length == 0 && record_stands_above(csv, &csv->record, name) ? count : 0;
		if (!record_stands_above(csv, &ahead->record, 0))
			return 0;
		count++;
	}
	return 0;
}

/*
 * Is the second line of a header without its names' column, which goes over both lines where it is copied from a page: "Kommune
 * Bosatt Vedtak" above "2021 2022 2021 2022"?  The row below it, of which the line is ahead, has as many fields as both.
 */
static bool
record_lacks_names(Csv *csv, Csv *ahead, int name)
{
	const Record *record = &ahead->record;
	int			  count = record->filled;
	int			  groups = csv->record.filled - name - 1;
	int			  i;

	if (name < 0 || groups < 1 || count < 2 * groups || count % groups != 0 || name + 1 + count > TABLE_COLUMNS ||
		record->unquoted_length > 0)
		return false;
	for (i = 0; i < count; i++)
		if (!field_is_header(csv, slice_trim(record->fields[i])))
			return false;
	if (!fields_repeat(record->fields, count, count / groups))
		return false;
	return record_peek(ahead) && ahead->record.filled == name + 1 + count;
}

/* Put the columns of the header's last line behind those of the names. */
static void
header_shift(CsvRoom *header, int columns)
{
	Slice *parts = header->parts[header->lines - 1];

	memmove(parts + columns, parts, (TABLE_COLUMNS - columns) * sizeof(Slice));
	memset(parts, 0, columns * sizeof(Slice));
	header->width += columns;
	header->count += columns;
}

/*
 * Gather the lines of the header that begins with the record, to a line of dashes if that stands below so many; above so many
 * nothing stands over the names.  Returns the column of names.
 */
static int
record_gather_header(Csv *csv, int ruled, int above, int name)
{
	CsvRoom *room = csv->room;
	Csv		*ahead = csv_look_ahead(csv);

	if (ruled + above == 0 && record_peek(ahead) && record_lacks_names(csv, ahead, name))
	{
		ahead = csv_look_ahead(csv);
		(void) record_peek(ahead);
		header_add_line(room, &ahead->record);
		header_shift(room, name + 1);
		csv->at = ahead->at;
		csv->line = ahead->line;
		return name;
	}
	ahead = csv_look_ahead(csv);
	while (room->lines < (ruled > 0 ? ruled : HEADER_LINES) && record_peek(ahead) &&
		   (ruled > 0 || room->lines <= above || record_goes_on(csv, name, &ahead->record)))
	{
		/* what follows goes on below the names */
		if (room->lines == above && above > 0)
			name = record_find_names(ahead);
		header_add_line(room, &ahead->record);
		csv->at = ahead->at;
		csv->line = ahead->line;
	}
	return name;
}

/*
 * Is it a header of several lines?  Then its labels, joined, are put in the room's fields, and
 * the place is behind it.
 */
static bool
record_join_header(Csv *csv)
{
	CsvRoom *room = csv->room;
	int		 ruled = csv->delimiter == UPRIGHT ? csv_count_to_rule(csv) : 0;
	int		 above = room->above = ruled < 2 ? record_count_above(csv) : 0;
	int		 name = above > 0 ? -1 : record_find_names(csv);
	char	*at = room->labels;
	bool	 ok;
	int		 i;

	if (name < 0 && ruled + above == 0)
		return false;
	room->lines = room->width = room->count = 0;
	header_add_line(room, &csv->record);
	/* Markdown has a line of dashes below the first line, wherever the header goes on */
	if (ruled == 1 && (above > 0 || (name >= 0 && record_peek(csv_look_ahead(csv)) &&
									 record_goes_on(csv, name, &room->ahead.record))))
		ruled = 0;
	name = record_gather_header(csv, ruled, above, name);
	room->placed = true;
	/* a cell's words may stand on several lines */
	if (ruled == 0)
	{
		room->placed = header_place_groups(room, name + 1, csv->record.count);
		header_spread(room);
	}
	ok = room->lines > 1;
	for (i = 0; i < room->width && ok; i++)
		ok = header_join(csv, i, &at, &room->fields[i]);
	room->labels_end = at;
	room->ruled = ok && ruled > 0;
	room->lines = ok ? room->lines : 0;
	return ok;
}

/* Is it the header of a table in long form?  What its first rows hold says so. */
static bool
record_begins_long(Csv *csv)
{
	CsvRoom *room = csv->room;
	Csv		*ahead = csv_look_ahead(csv);
	int		 rows = 0;

	if (csv->record.filled > LONG_COLUMNS ||
		!long_begin(&room->table, csv->table->words, csv->record.fields, csv->record.filled))
		return false;
	while (rows < LONG_SAMPLE && record_peek(ahead) && ahead->record.count >= csv->record.filled)
	{
		long_see(&room->table, csv->table, ahead->record.fields, ahead->record.count);
		rows++;
	}
	room->table.where = csv->record.start;
	return rows > 0 && long_end(&room->table, csv->table->words);
}

/* The labels of the header that the record is, if it is one; long form apart. */
static bool
record_read_header(Csv *csv, Header *header)
{
	const Record *record = &csv->record;
	const char	 *at = csv->at;
	int			  line = csv->line;

	if (record_join_header(csv) && header_from_cells(csv->table->words, csv->room->fields, csv->room->width, header))
		return true;
	csv->at = at;
	csv->line = line;
	csv->room->count = record->count;
	csv->room->ruled = false;
	csv->room->placed = true;
	csv->room->lines = 0;
	return record->filled <= TABLE_COLUMNS &&
		   header_from_cells(csv->table->words, record->fields, record->filled, header);
}

/* The header that the record is, if it is one: of a table in long form it is said alone that there is one. */
static bool
record_read_any(Csv *csv, Header *header, bool *is_long)
{
	const char *at = csv->at;
	int			line = csv->line;
	bool		found = record_read_header(csv, header);

	*is_long = false;
	if (csv->table->given_count > 0 || csv->open || (found && !header->wrong))
		return found;
	csv->at = at;
	csv->line = line;
	*is_long = record_begins_long(csv);
	return !*is_long && found && record_read_header(csv, header);
}

/* Of two columns of names, one that has codes in the first row is of codes. */
static void
header_tell_codes(Csv *csv, Header *header)
{
	Csv *ahead = csv_look_ahead(csv);
	int	 names = 0;
	int	 i;

	for (i = 0; i < header->count; i++)
		names += header->columns[i] == COLUMN_NAME;
	if (names < 2 || !record_peek(ahead))
		return;
	for (i = 0; i < header->count && i < ahead->record.filled && names > 1; i++)
		if (header->columns[i] == COLUMN_NAME && long_is_code(slice_trim(ahead->record.fields[i])))
		{
			header->columns[i] = COLUMN_CODE;
			names--;
		}
}

/* A column of whole numbers that has no header, before those of names or codes: row numbers, as R and pandas write them. */
static void
header_tell_row_numbers(Csv *csv, Header *header)
{
	Csv *ahead = csv_look_ahead(csv);
	int	 named = 1;
	int	 rows = 0;

	while (named < header->count && header->columns[named] != COLUMN_NAME && header->columns[named] != COLUMN_CODE)
		named++;
	if (named >= header->count || header->labels[0].length > 0)
		return;
	for (; rows < LONG_SAMPLE && record_peek(ahead) && ahead->record.count >= header->count; rows++)
	{
		Slice field = slice_trim(ahead->record.fields[0]);

		/* of another table */
		if (rows > 0 && field.length == 0)
			break;
		if (field.length > 1 && strchr(".)", field.data[field.length - 1]) != NULL)
			field.length--;
		if (field.length == 0 || !slice_is_digits(field))
			return;
	}
	if (rows == 0)
		return;
	header->corner = false;
	header->columns[0] = COLUMN_IGNORED;
	header->another[0] = header->left_out[0] = true;
}

/* Columns with nothing in them, to the end of the content, set others apart. */
static void
header_drop_empty(Csv *csv, Header *header)
{
	Csv *ahead = csv_look_ahead(csv);
	bool empty[TABLE_COLUMNS] = {false};
	int	 left = 0;
	int	 i;

	for (i = 1; i < header->count; i++)
	{
		empty[i] = header->labels[i].length == 0 && header->columns[i] == COLUMN_UNKNOWN;
		left += empty[i];
	}
	while (left > 0 && csv->looked < EMPTY_RECORDS && record_peek(ahead))
	{
		csv->looked++;
		csv->table->check_interrupts();
		for (i = 1; i < header->count && i < ahead->record.filled; i++)
			if (empty[i] && slice_trim(ahead->record.fields[i]).length > 0)
			{
				empty[i] = false;
				left--;
			}
	}
	for (i = 1; i < header->count && left > 0 && csv->looked < EMPTY_RECORDS; i++)
		if (empty[i])
			header->columns[i] = COLUMN_IGNORED;
}

/* What stands above a table of a level says of it. */
static Slice
csv_heading(const Csv *csv, Level level)
{
	return level == LEVEL_NONE || words_level_has_above(csv->table->words, level) ? csv->title : (Slice){NULL, 0};
}

/* Is the record a header?  Then begin the table below it. */
static bool
record_begin_table(Csv *csv, bool continues, bool *begun)
{
	Table		 *table = csv->table;
	const Record *record = &csv->record;
	Header		  header;
	const char	 *problem;
	char		  told[HEADER_PROBLEM];
	bool		  sure;
	bool		  is_long;

	*begun = record_read_any(csv, &header, &is_long);
	if (!*begun && table->given_count == 0 && !csv->open)
	{
		*begun = csv->room->is_long = is_long;
		table->header = record->start;
		table->below_header = csv->line;
		csv->headed = csv->headed || *begun;
		csv->width = *begun ? record->count : csv->width;
		return true;
	}
	if (!*begun)
		return true;
	csv->room->is_long = false;
	table->header = record->start;
	table->below_header = csv->line;
	csv->width = csv->room->count;
	csv->headed = true;
	table_drop_titled(table);
	if (table->given_count > 0)
	{
		header_note_given(table, &header, record->line);
		table_begin(table, table->given, table->given_count, header.level, csv_heading(csv, header.level), continues);
		return true;
	}
	header_tell_row_numbers(csv, &header);
	header_drop_empty(csv, &header);
	header_leave_out(table, &header);
	sure = csv->room->ruled && (header_is_whole(csv->table->words, &header) || !header_read_merged(csv, &header)) ?
			   header_is_sure(csv, &header) :
			   csv->room->placed && header_groups_are_sure(csv, &header);
	header_tell_codes(csv, &header);
	if (!continues || !table_repeats(table, header.columns, header.count, header.level))
		header_note_left_out(table, &header, record->line);
	if (header.wrong)
		return table_fail_header(table, record->start, header.unknown);
	problem = sure ? table_check_columns(table->words, header.columns, header.years, header.count) : HEADER_UNSURE;
	if (problem != NULL)
		return table_fail_columns(table, record->start, header_describe(table->words, &header, problem, told));
	table_begin(table, header.columns, header.count, header.level, csv_heading(csv, header.level), continues);
	table_set_years(table, header.years);
	return true;
}

/* The region that a record with text in one field names, for rows below; data is NULL where it names none. */
static Slice
record_find_heading(const Csv *csv)
{
	const Record *record = &csv->record;
	Slice		  none = {NULL, 0};
	bool		  alone;
	int			  field = 0;

	while (field < record->filled && slice_trim(record->fields[field]).length == 0)
		field++;
	return record->filled <= TABLE_COLUMNS && field + 1 == record->filled && record->unquoted_length == 0 ?
			   heading_find_text(csv->table, slice_trim(record->fields[field]), &alone) :
			   none;
}

/* Does a record follow that is a row of another kind? */
static bool
record_heads_rows(Csv *csv)
{
	const Table *table = csv->table;
	Csv			*ahead = csv_look_ahead(csv);
	Slice		 next;
	bool		 alone;

	if (table_is_of_first_level(table) || !record_peek(ahead) || ahead->record.filled <= table->name_column)
		return false;
	next = slice_trim(ahead->record.fields[table->name_column]);
	return ahead->record.filled > 1 && next.length > 0 && heading_find_text(table, next, &alone).data == NULL;
}

/* Put a name together from two lines in a buffer of NAME_SIZE bytes, that may hold the first; false where it is too long. */
static bool
name_join(Slice *name, Slice below, char *buffer)
{
	bool hyphen =
		name->length > 1 && strchr("-/", name->data[name->length - 1]) != NULL && name->data[name->length - 2] != ' ';

	if (name->length + 1 + below.length > NAME_SIZE)
		return false;
	memmove(buffer, name->data, name->length);
	buffer[name->length] = ' ';
	memcpy(buffer + name->length + !hyphen, below.data, below.length);
	*name = (Slice){buffer, name->length + !hyphen + below.length};
	return true;
}

/* Has the record text in the column of names alone? */
static bool
record_is_name(const Record *record, int name_column)
{
	int i;

	for (i = 0; i < name_column && i < record->filled && slice_trim(record->fields[i]).length == 0; i++)
		;
	return i == name_column && record->filled == name_column + 1 && name_column < TABLE_COLUMNS;
}

/* Take the fields of a record, but its name, for the record. */
static void
record_take_fields(Record *record, const Record *from, int name_column)
{
	Slice name = record->fields[name_column];

	memcpy(record->fields, from->fields, sizeof(record->fields));
	record->fields[name_column] = name;
	record->count = from->count;
	record->filled = from->filled;
}

/* How many of the records that follow are lines of the same row: of one cell each, the name, which is then known, or of all. */
static int
record_count_below(Csv *csv)
{
	int	  name_column = csv->table->name_column;
	Csv	 *ahead = csv_look_ahead(csv);
	Slice name = slice_trim(csv->record.fields[name_column]);
	bool  complete = !record_is_name(&csv->record, name_column);
	int	  count = 0;
	int	  found = 0;
	char  folded[NAME_SIZE];
	Slice key;

	while (record_peek(ahead) && !ahead->record.ruled && ahead->record.filled > name_column)
	{
		bool cells = !record_is_name(&ahead->record, name_column);

		if ((cells && complete) || !name_join(&name, slice_trim(ahead->record.fields[name_column]), csv->room->name))
			break;
		complete = complete || cells;
		count++;
		if (names_fold(name, folded, &key) && names_know(&csv->table->names, key))
			found = count;
	}
	return found;
}

/*
 * Between upright lines, a name may stand on several, of which one has the cells: if it
 * makes one that is known.
 */
static void
record_join_lines(Csv *csv)
{
	int		name_column = csv->table->name_column;
	Record *record = &csv->record;
	int		count = record_count_below(csv);
	Csv	   *ahead = csv_look_ahead(csv);
	Slice	name = slice_trim(record->fields[name_column]);

	while (count-- > 0 && record_peek(ahead))
	{
		(void) name_join(&name, slice_trim(ahead->record.fields[name_column]), csv->room->name);
		if (!record_is_name(&ahead->record, name_column))
			record_take_fields(record, &ahead->record, name_column);
		record->fields[name_column] = name;
		csv->at = ahead->at;
		csv->line = ahead->line;
	}
}

/* A record below the header is a row. */
static bool
record_put_row(Csv *csv)
{
	Table		 *table = csv->table;
	const Record *record = &csv->record;
	Slice		  name = slice_trim(record->fields[0]);

	if (csv->room->is_long && record->filled <= csv->room->table.count && record->count >= csv->room->table.count)
		return long_put_row(&csv->room->table, table, record->line, record->start, record->fields);
	if (csv->room->is_long)
		return table_fail(table, record->start, "In such a table, each row has one value.",
						  "Complete the row, or remove the line.", "row \"%.*s\" has %d fields instead of %d",
						  (int) slice_clip(name, 80), name.data, record->filled, csv->room->table.count);
	if (record->filled > table->column_count || record->count < table->column_count)
		return table_fail_width(table, record->start, name,
								(record->count < table->column_count ? record->count : record->filled) - 1,
								table->column_count - 1);
	if (csv->width == 0)
		csv->width = record->count;
	if (csv->delimiter == UPRIGHT)
		record_join_lines(csv);
	else if (csv->headed ? record->count > csv->width : record->count != csv->width)
		return table_fail(
			table, record->start,
			"An empty field at the end of a row may be that of a cell, which a comma within a number has moved.",
			"Write as many delimiters in each row; put a number that has one within it in quotes.",
			"row \"%.*s\" has %d fields, %s %d", (int) slice_clip(name, 80), name.data, record->count,
			csv->headed ? "its header" : "the first row", csv->width);
	return table_put_row(table, record->line, record->start, record->fields);
}

/* Where the text begins: behind a byte order mark, as a quote is one only at the beginning of a field. */
static const char *
content_start(const Table *table)
{
	return table->content.data +
		   (table->content.length >= 3 && memcmp(table->content.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
}

/* Is the record as wide as the header, and of nothing but counts behind its first field? */
static bool
record_has_counts(const Csv *csv)
{
	const Record *record = &csv->record;
	char		  buffer[CELL_SIZE];
	Slice		  cell;
	int			  i;

	for (i = 1; i < record->filled && i < TABLE_COLUMNS; i++)
		if (cell_clean(record->fields[i], &csv->table->symbols, buffer, &cell) != NULL)
			return false;
	return record->count == csv->width;
}

/* A record that is read as no row, behind the end of a table or as that end: is that certain? */
static bool
record_check_left_out(Csv *csv)
{
	Table		 *table = csv->table;
	const Record *record = &csv->record;
	RowShape	  rows = {.gaps = false};
	Slice		  first = slice_trim(record->fields[0]);
	bool		  new_page = false;
	LeftOut		  row;
	Line		  line;

	/* of the first field without its quotes; where there are more, it is the whole record's width that counts */
	line_read(&line, &table->symbols, first.data, first.data + first.length, &new_page);
	if (table->rows == 0 || (record->count == 1 && line.count == 0))
		return true;
	if (record->count == 1)
		return !left_out_may_be_row(&line, table, &rows, PLACE_APART, &row) ||
			   left_out_fail(table, record->start, &row, PLACE_APART);
	/* commas stand in prose, too */
	if (record->filled < 2 ||
		/* the sign of a note is a cell where the name does not come first, and may stand before a row's */
		(line.count > 0 && left_out_is_note(&line) && (table->name_column == 0 || line.tokens[0].kind == TOKEN_WORD) &&
		 !record_has_counts(csv)) ||
		(csv->delimiter == ',' && record->count != csv->width && !left_out_is_named(record->fields[0], table)))
		return true;
	row = left_out_from_fields(table, record->fields, record->count);
	return left_out_fail(table, record->start, &row, PLACE_APART);
}

/* Pass over a line whose fields cannot be read: a quote in a title is no field's. */
static void
csv_skip_line(Csv *csv)
{
	csv->at = csv->record.start;
	while (csv->at < csv->end && *csv->at != '\n')
		csv->at++;
	csv->at += csv->at < csv->end;
	csv->line = csv->record.line + 1;
}

/* Behind a blank line, or as it begins, is it a note: text in the first field alone, and, where all names are known, none of a row or total? */
static bool
record_is_note(const Csv *csv)
{
	const Record *record = &csv->record;
	Slice		  total;

	return (record->count == 1 && csv->table->column_count > 1) ||
		   (record->filled == 1 && csv->table->names.count > 0 && slice_trim(record->fields[0]).length > 0 &&
			!name_is_total(slice_trim(record->fields[0]), &total) && !left_out_is_named(record->fields[0], csv->table));
}

/* Does it begin as notes do, and no row: "Kilde: IMDi", "* foreløpige tall"? */
static bool
record_begins_note(const Csv *csv)
{
	Slice first = slice_trim(csv->record.fields[0]);
	bool  new_page = false;
	Line  line;

	line_read(&line, &csv->table->symbols, first.data, first.data + first.length, &new_page);
	return line.count > 1 && (left_out_has_note_word(&line) ||
							  (first.data[0] == '*' &&
							   !left_out_is_named(slice_trim((Slice){first.data + 1, first.length - 1}), csv->table)));
}

/* Has the record a count or a symbol in a column of measures, or the name of a region?  Else it is a title above given columns. */
static bool
record_has_cell(const Csv *csv)
{
	const Table	 *table = csv->table;
	const Record *record = &csv->record;
	char		  buffer[CELL_SIZE];
	Slice		  cell;
	int			  i;

	if (table->name_column < record->filled && table->name_column < TABLE_COLUMNS &&
		left_out_is_named(record->fields[table->name_column], table))
		return true;
	for (i = 0; i < record->filled && i < table->column_count; i++)
		if (column_is_measured(table->columns[i]) && slice_trim(record->fields[i]).length > 0 &&
			cell_clean(record->fields[i], &table->symbols, buffer, &cell) == NULL)
			return true;
	return false;
}

/* What came of a record below a header. */
typedef enum Taken
{
	TAKEN_WRONG,
	TAKEN,
	TAKEN_BEHIND /* it stands behind the end of the table */
} Taken;

/* A record below the header is a row, a heading of rows, or behind the table's end. */
static Taken
csv_take_row(Csv *csv, bool blank, Slice heading)
{
	Table		 *table = csv->table;
	const Record *record = &csv->record;

	if (table->given_count > 0 && table->rows == 0 && csv->delimiter == UPRIGHT && !record_has_cell(csv))
		return TAKEN;
	if (heading.data != NULL && !csv->room->is_long && record_heads_rows(csv))
	{
		table_set_heading(table, heading);
		return TAKEN;
	}
	if (table->rows > 0 && record_is_note(csv) &&
		(blank || (csv->delimiter == UPRIGHT && record->count == 1) || record_begins_note(csv)))
		return TAKEN_BEHIND;
	return record_put_row(csv) ? TAKEN : TAKEN_WRONG;
}

/* Read a record with something in it; blank says that the one before had nothing. */
static bool
csv_take_record(Csv *csv, bool blank)
{
	Table		 *table = csv->table;
	const Record *record = &csv->record;
	Slice		  heading;
	Taken		  taken;
	bool		  header = !csv->open || (record->count > table->name_column &&
								  header_may_name(table->words, record->fields[table->name_column]));

	if (header && !record_begin_table(csv, csv->open, &header))
		return false;
	if (header)
	{
		csv->open = true;
		if (csv->above.name.data != NULL && csv->above.cells > table->name_column)
			return left_out_fail_above(table, &csv->above);
		csv->title = (Slice){NULL, 0};
		csv->bare = csv->delimiter == UPRIGHT && !record->enclosed;
		return true;
	}
	heading = record_find_heading(csv);
	taken = csv->open ? csv_take_row(csv, blank, heading) : TAKEN_BEHIND;
	if (taken != TAKEN_BEHIND)
		return taken == TAKEN;
	csv->title = heading;
	if (!csv->headed && csv->above.name.data == NULL)
		left_out_are_above(record->fields, record->filled, table, &csv->above);
	csv->open = csv->bare = false;
	if (!record_check_left_out(csv))
		return false;
	if (table->rows > 0)
		table_note(table, record->line, NOTE_LINE, slice_trim(record->fields[0]));
	return true;
}

/* Read all tables of the content. */
bool
table_read_csv(Table *table, char delimiter)
{
	CsvRoom room;
	Csv		csv = {.table = table, .delimiter = delimiter, .at = content_start(table), .line = 1, .room = &room};
	bool	blank = false; /* the record before was */

	csv.margin = csv_margin(table, csv.at, delimiter);
	room.is_long = false;
	room.ahead.room = NULL;
	csv.end = table->content.data + table->content.length;
	if (table->given_count > 0)
	{
		table_begin(table, table->given, table->given_count, LEVEL_NONE, (Slice){NULL, 0}, false);
		csv.open = true;
	}

	while (csv.at < csv.end)
	{
		table->check_interrupts();
		if (!record_read(&csv))
		{
			if (csv.open)
				return false;
			csv_skip_line(&csv);
			continue;
		}
		if (table_skips_line(table, csv.record.line))
			continue;
		if (csv.record.filled > 0 && !csv_take_record(&csv, blank))
			return false;
		blank = csv.record.filled == 0;
	}
	return true;
}

/* Does any field begin with a quote? */
static bool
content_has_quotes(const Table *table)
{
	const char *end = table->content.data + table->content.length;
	const char *start = content_start(table);
	const char *quote = start;

	while ((quote = memchr(quote, '"', end - quote)) != NULL)
	{
		if (quote == start || strchr("\t\n\r", quote[-1]) != NULL)
			return true;
		quote++;
	}
	return false;
}

/* Is the field, between commas, a name or a code, and no beginning of a number with a decimal comma? */
static bool
field_is_name(Slice field, Column column)
{
	size_t digits = 0;

	field = slice_trim(field);
	while (digits < field.length && strchr("0123456789", field.data[digits]) != NULL)
		digits++;
	if (field.length > 0 && digits == field.length)
		return column == COLUMN_CODE || digits == 4;
	return field.length > 0 && strchr("0123456789", field.data[field.length - 1]) == NULL;
}

/* Is the record as wide as the given columns?  Commas stand in prose, too: between them, the fields are looked at. */
static bool
record_is_given(const Csv *csv)
{
	const Table *table = csv->table;
	bool		 clean = true;
	bool		 named = false;
	char		 buffer[CELL_SIZE];
	Slice		 cell;
	int			 i;

	if (table->given_count < 2 ||
		(csv->delimiter == UPRIGHT ? csv->record.filled : csv->record.count) != table->given_count)
		return false;
	for (i = 0; csv->delimiter == ',' && i < table->given_count; i++)
	{
		Slice  field = csv->record.fields[i];
		Column column = table->given[i];

		if (column_is_single(column))
			clean = clean && cell_clean(field, &table->symbols, buffer, &cell) == NULL;
		else if (column == COLUMN_NAME || column == COLUMN_CODE)
		{
			named = named || left_out_is_named(field, table);
			if (!named && !field_is_name(field, column))
				return false;
		}
	}
	return clean || named;
}

/* Has a header a column of periods, or columns of several years? */
static bool
header_has_periods(const Header *header)
{
	Period year = 0;
	int	   i;

	for (i = 0; i < header->count; i++)
	{
		if (column_is_of_periods(header->columns[i]))
			return true;
		if (header->years[i] != 0 && year != 0 && header->years[i] != year)
			return true;
		year = header->years[i] != 0 ? header->years[i] : year;
	}
	return false;
}

/*
 * Does the record begin a table?  Then whether it is to be read here: between tabs, only what the
 * reader of text cannot read: rows of one value, columns of years or periods, headings of several columns, and counts before names.
 */
static bool
record_shows_form(Csv *csv, bool *is_form)
{
	Header header;
	bool   is_long;
	bool   found = record_read_any(csv, &header, &is_long);
	bool   given = record_is_given(csv);

	*is_form =
		csv->delimiter != '\t' || csv->table->form != NULL || is_long ||
		(found && (header_has_periods(&header) || csv->room->above > 0 || column_is_measured(header.columns[0]))) ||
		content_has_quotes(csv->table);
	return found || given || is_long;
}

/*
 * The delimiter if the content is of this form, else 0.  One of the first lines
 * has a header in it, or is as wide as the given columns.  A comma comes last, as
 * it may stand within a number.  Tabs are read here only where there are quotes
 * too, or the form is given: as text, they may stand among prose.
 */
char
csv_detect(Table *table)
{
	static const char delimiters[] = {';', '\t', UPRIGHT, ','};
	const char		 *end = table->content.data + table->content.length;
	const char		 *at = content_start(table);
	CsvRoom			  room;
	int				  margins[sizeof(delimiters)];
	int				  lines;
	size_t			  i;

	for (i = 0; i < sizeof(delimiters); i++)
		margins[i] = csv_margin(table, at, delimiters[i]);
	for (lines = 0; lines < DETECT_LINES && at < end; lines++)
	{
		const char *stop = at;

		while (stop < end && *stop != '\n' && *stop != '\r')
			stop++;
		for (i = 0; i < sizeof(delimiters); i++)
		{
			Csv csv = {
				.table = table, .delimiter = delimiters[i], .at = at, .end = end, .margin = margins[i], .room = &room};
			bool is_form;

			if ((memchr(at, delimiters[i], stop - at) != NULL ||
				 (delimiters[i] == UPRIGHT && memchr(at, 0xE2, stop - at) != NULL)) &&
				record_read(&csv) && record_shows_form(&csv, &is_form))
				return is_form ? delimiters[i] : '\0';
		}
		at = stop + (stop < end);
	}
	return '\0';
}
