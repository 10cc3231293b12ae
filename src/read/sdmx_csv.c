/*
 * sdmx_csv.c
 *		Reading SDMX-CSV, version 1 or 2, into rows.
 *
 *		DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS
 *		NO1:DF_REFUGEES(1.0),4601,SETTLED,2022,718,A,F
 *		NO1:DF_REFUGEES(1.0),4602,SETTLED,2022,,,C
 *
 * A line is an observation: the value of one combination of the dimensions.  Version 2 begins with
 * STRUCTURE and STRUCTURE_ID, and may have several measures, a column each.  Labels stand behind
 * the codes, "4601: Bergen", or in columns of their own.  A column that is no known attribute may divide
 * what is counted: it is a dimension.
 *
 * Where there is no value, the code of CONF_STATUS or of OBS_STATUS is the symbol; as both lists
 * have the same letters, the former has its name before it: "CONF_STATUS C".
 *
 * Called by published_table.c.  What becomes of the cube is dataset.c's.  Owns the Sdmx of one call, in
 * the caller's memory.
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"

#include "read/dataset.h"
#include "read/sdmx_csv.h"
#include "read/table_header.h"
#include "read/table_line.h"
#include "util/compat.h"
#include "util/key_dictionary.h"

#define SDMX_COLUMNS 512				/* of a file, at most */
#define SDMX_CELLS	 (64 * 1024 * 1024) /* of all combinations, of which most may have no observation */

static const char sdmx_hint[] =
	"Ask the publisher's service for the file again, and take it as it is, or as JSON-stat 2.";

typedef enum SdmxRole
{
	SDMX_DIMENSION,
	SDMX_FLOW, /* which dataset it is */
	SDMX_TIME,
	SDMX_VALUE,
	SDMX_STATUS,
	SDMX_FLAG,	  /* as the publisher prints it */
	SDMX_COMMENT, /* of use where it is bounds */
	SDMX_CONFIDENTIALITY,
	SDMX_UNIT,
	SDMX_MULTIPLIER,
	SDMX_ACTION,
	SDMX_TITLE,
	SDMX_LABEL, /* of the column before it */
	SDMX_OTHER	/* says nothing that divides */
} SdmxRole;

typedef struct SdmxColumn
{
	Slice		   id;
	Slice		   label; /* data is NULL where there is none */
	SdmxRole	   role;
	bool		   labelled; /* its cells are "code: label" */
	bool		   named;	 /* the column behind it has the labels */
	KeyDictionary *codes;
	Slice		  *labels; /* of the codes */
	int			   room;
	int			   dimension; /* -1 where it is none of the dataset's */
} SdmxColumn;

/* A line, of one measure. */
typedef struct Observation
{
	int64 place;
	int64 row; /* which region and period */
	int	  line;
	int	  measure; /* which of the columns of values */
	int	 *categories;
	Slice value;
	Slice status;
	Slice confidentiality;
	Slice flag;
	Slice comment;
} Observation;

typedef struct Sdmx
{
	Table		  *table;
	const char	  *at;
	const char	  *end;
	int			   line; /* of the record */
	int			   next_line;
	char		   delimiter;
	Slice		   fields[SDMX_COLUMNS];
	int			   field_count;
	SdmxColumn	   columns[SDMX_COLUMNS];
	int			   column_count;
	int			   values[SDMX_COLUMNS]; /* the columns of values */
	int			   value_count;
	Observation	  *observations;
	int			   count;
	int			   room;
	int64		  *rows;  /* of the observations, in order */
	int			  *lines; /* of the rows */
	int			   row_count;
	const Dataset *dataset;
} Sdmx;

#define sdmx_fail(sdmx, ...) dataset_refuse((sdmx)->line, sdmx_hint, __VA_ARGS__)

/* ---------- records ---------- */

/* A field in quotes; the place is at the first one.  Within it a quote is written twice. */
static Slice
sdmx_read_quoted(Sdmx *sdmx)
{
	const char *start = sdmx->at + 1;
	const char *quote;

	do
	{
		const char *at = ++sdmx->at;

		quote = memchr(at, '"', sdmx->end - at);
		if (quote == NULL)
			sdmx_fail(sdmx, "A field that begins with a quote ends with one.", "unterminated quote");
		for (; at < quote; at++)
			sdmx->next_line += *at == '\n';
		sdmx->at = quote + 1;
	} while (sdmx->at < sdmx->end && *sdmx->at == '"');
	return quoted_text((Slice){start, quote - start});
}

static Slice
sdmx_read_field(Sdmx *sdmx)
{
	Slice field = {sdmx->at, 0};

	if (sdmx->at < sdmx->end && *sdmx->at == '"')
	{
		field = sdmx_read_quoted(sdmx);
		if (sdmx->at < sdmx->end && *sdmx->at != sdmx->delimiter && *sdmx->at != '\r' && *sdmx->at != '\n')
			sdmx_fail(sdmx, "A field in quotes ends with its quote.", "text behind a quoted field");
		return slice_trim(field);
	}
	while (sdmx->at < sdmx->end && *sdmx->at != sdmx->delimiter && *sdmx->at != '\r' && *sdmx->at != '\n')
		sdmx->at++;
	field.length = sdmx->at - field.data;
	return slice_trim(field);
}

/* The next record that is not blank; false at the end. */
static bool
sdmx_read_record(Sdmx *sdmx)
{
	do
	{
		if (sdmx->at == sdmx->end)
			return false;
		sdmx->line = sdmx->next_line;
		sdmx->field_count = 0;
		for (;;)
		{
			if (sdmx->field_count == SDMX_COLUMNS)
				sdmx_fail(sdmx, psprintf("A file has at most %d columns.", SDMX_COLUMNS), "too many fields");
			sdmx->fields[sdmx->field_count++] = sdmx_read_field(sdmx);
			if (sdmx->at == sdmx->end || *sdmx->at != sdmx->delimiter)
				break;
			sdmx->at++;
		}
		if (sdmx->at < sdmx->end && *sdmx->at == '\r')
			sdmx->at++;
		if (sdmx->at < sdmx->end && *sdmx->at == '\n')
			sdmx->at++;
		sdmx->next_line++;
	} while (sdmx->field_count == 1 && sdmx->fields[0].length == 0);
	return true;
}

/* ---------- columns ---------- */

static const struct
{
	const char *id;
	SdmxRole	role;
} known_columns[] = {
	{"DATAFLOW", SDMX_FLOW},
	{"STRUCTURE_ID", SDMX_FLOW},
	{"STRUCTURE", SDMX_OTHER},
	{"STRUCTURE_NAME", SDMX_TITLE},
	{"ACTION", SDMX_ACTION},
	{"SERIES_KEY", SDMX_OTHER},
	{"OBS_KEY", SDMX_OTHER},
	{"TIME_PERIOD", SDMX_TIME},
	{"OBS_VALUE", SDMX_VALUE},
	{"OBS_STATUS", SDMX_STATUS},
	{"OBS_FLAG", SDMX_FLAG},
	{"OBS_COMMENT", SDMX_COMMENT},
	{"CONF_STATUS", SDMX_CONFIDENTIALITY},
	{"OBS_CONF", SDMX_CONFIDENTIALITY},
	{"UNIT_MEASURE", SDMX_UNIT},
	{"UNIT", SDMX_UNIT},
	{"UNIT_MULT", SDMX_MULTIPLIER},
	{"DECIMALS", SDMX_OTHER},
	{"TIME_FORMAT", SDMX_OTHER},
	{"LAST UPDATE", SDMX_OTHER},
	{"LAST_UPDATE", SDMX_OTHER},
	{"EMBARGO_TIME", SDMX_OTHER},
	{"PRE_BREAK_VALUE", SDMX_OTHER},
	{"COMPILING_ORG", SDMX_OTHER},
	{"COLLECTION", SDMX_OTHER},
	{"COPYRIGHT", SDMX_OTHER},
	{"TITLE", SDMX_TITLE},
	{"TITLE_COMPL", SDMX_TITLE},
};

/* What a column is, by its id: comments, too, say nothing that divides. */
static SdmxRole
role_of(Slice id)
{
	char   folded[64];
	Slice  text = slice_fold(id, folded, sizeof(folded));
	size_t i;

	for (i = 0; i < lengthof(known_columns); i++)
		if (id.length == strlen(known_columns[i].id) && pg_strncasecmp(id.data, known_columns[i].id, id.length) == 0)
			return known_columns[i].role;
	for (i = 0; i + 7 <= text.length; i++)
		if (memcmp(text.data + i, "comment", 7) == 0)
			return SDMX_OTHER;
	return SDMX_DIMENSION;
}

/* "REF_AREA: Reference area" in two; also an id with "[;]" behind it, whose cells may hold several. */
static bool
split_label(Slice text, Slice *code, Slice *label)
{
	size_t i;

	*code = text;
	*label = (Slice){NULL, 0};
	for (i = 0; i + 1 < text.length && memcmp(text.data + i, ": ", 2) != 0; i++)
		;
	if (i + 1 >= text.length)
		return false;
	*code = slice_trim((Slice){text.data, i});
	*label = slice_trim((Slice){text.data + i + 2, text.length - i - 2});
	return true;
}

static void
column_begin(SdmxColumn *column, Slice header)
{
	const char *bracket;

	memset(column, 0, sizeof(*column));
	column->labelled = split_label(header, &column->id, &column->label);
	bracket = column->id.length > 2 && column->id.data[column->id.length - 1] == ']' ?
				  memchr(column->id.data, '[', column->id.length) :
				  NULL;
	if (bracket != NULL)
		column->id.length = bracket - column->id.data;
	column->role = role_of(column->id);
	column->dimension = -1;
	column->codes = key_dictionary_create(false);
}

/* Are there columns of names, each behind the one whose codes it names?  Then the structure's name is there, too. */
static bool
header_has_names(const Sdmx *sdmx)
{
	int i;

	for (i = 0; i < sdmx->column_count; i++)
		if (slice_equals(sdmx->columns[i].id, "STRUCTURE_NAME"))
			return true;
	return false;
}

/* Behind the columns of the structure, every second one has the labels of the one before. */
static void
header_pair_names(Sdmx *sdmx)
{
	int i = 0;

	while (i < sdmx->column_count &&
		   (sdmx->columns[i].role == SDMX_ACTION || sdmx->columns[i].role == SDMX_FLOW ||
			slice_equals(sdmx->columns[i].id, "STRUCTURE") || slice_equals(sdmx->columns[i].id, "STRUCTURE_NAME")))
		i++;
	if ((sdmx->column_count - i) % 2 != 0)
		sdmx_fail(sdmx, "Where STRUCTURE_NAME is there, each column is followed by one of its names.",
				  "a column has no names behind it");
	for (; i < sdmx->column_count; i += 2)
	{
		sdmx->columns[i].label = sdmx->columns[i + 1].id;
		sdmx->columns[i].named = true;
		sdmx->columns[i + 1].role = SDMX_LABEL;
	}
}

/* Which columns have values: OBS_VALUE, or those whose headers name measures. */
static void
header_find_values(Sdmx *sdmx)
{
	bool named;
	int	 i;

	for (i = 0; i < sdmx->column_count; i++)
		if (sdmx->columns[i].role == SDMX_VALUE)
			sdmx->values[sdmx->value_count++] = i;
	if (sdmx->value_count > 1)
		sdmx_fail(sdmx, "Each column has a header of its own.", "OBS_VALUE stands twice");
	named = sdmx->value_count == 0;
	for (i = 0; i < sdmx->column_count && named; i++)
	{
		SdmxColumn	*column = &sdmx->columns[i];
		const Words *words = sdmx->table->words;

		if (column->role == SDMX_DIMENSION &&
			(column_is_single(header_column(words, column->id, COLUMN_UNKNOWN)) ||
			 (column->label.data != NULL && column_is_single(header_column(words, column->label, COLUMN_UNKNOWN)))))
		{
			column->role = SDMX_VALUE;
			sdmx->values[sdmx->value_count++] = i;
		}
	}
	if (sdmx->value_count == 0)
		sdmx_fail(sdmx, "Values stand in OBS_VALUE, or in columns that measures are the headers of.",
				  "there is no column of values");
}

/* What stands behind the first column's header, and what that has in brackets. */
static char
header_delimiter(const Sdmx *sdmx)
{
	const char *at = sdmx->at;
	bool		bracket = false;

	for (; at < sdmx->end && (bracket || *at == '\0' || strchr(",;\t\r\n", *at) == NULL); at++)
		bracket = *at == '[' || (bracket && *at != ']');
	return at < sdmx->end && (*at == ';' || *at == '\t') ? *at : ',';
}

static void
sdmx_read_header(Sdmx *sdmx)
{
	int i;
	int j;

	if (!sdmx_read_record(sdmx))
		sdmx_fail(sdmx, "It begins with a header.", "the file is empty");
	sdmx->column_count = sdmx->field_count;
	for (i = 0; i < sdmx->column_count; i++)
		column_begin(&sdmx->columns[i], sdmx->fields[i]);
	if (header_has_names(sdmx))
		header_pair_names(sdmx);
	for (i = 0; i < sdmx->column_count; i++)
		for (j = 0; j < i; j++)
			if (sdmx->columns[i].role != SDMX_LABEL && sdmx->columns[j].role != SDMX_LABEL &&
				slices_equal(sdmx->columns[i].id, sdmx->columns[j].id))
				sdmx_fail(sdmx, "Each column has a header of its own.", "the column %.*s stands twice",
						  (int) slice_clip(sdmx->columns[i].id, 120), sdmx->columns[i].id.data);
	header_find_values(sdmx);
}

/* ---------- observations ---------- */

/* The cell of the record's first column of a role; data is NULL where there is none. */
static Slice
record_find(const Sdmx *sdmx, SdmxRole role)
{
	int i;

	for (i = 0; i < sdmx->column_count; i++)
		if (sdmx->columns[i].role == role && sdmx->fields[i].length > 0)
		{
			Slice code = sdmx->fields[i];
			Slice label;

			if (sdmx->columns[i].labelled)
				(void) split_label(sdmx->fields[i], &code, &label);
			return code;
		}
	return (Slice){NULL, 0};
}

/* The number of the record's category in a column. */
static int
record_category(Sdmx *sdmx, int i)
{
	SdmxColumn *column = &sdmx->columns[i];
	Slice		code = sdmx->fields[i];
	Slice		label = {NULL, 0};
	bool		added;
	int			number;

	if (column->labelled)
		(void) split_label(sdmx->fields[i], &code, &label);
	else if (column->named)
		label = sdmx->fields[i + 1];
	number = key_dictionary_bytes(column->codes, code.data, code.length, true, &added);
	if (!added)
		return number;
	if (number >= column->room)
	{
		column->room = column->room == 0 ? 16 : 2 * column->room;
		column->labels = column->labels == NULL ? palloc(sizeof(Slice) * column->room * 2) :
												  repalloc(column->labels, sizeof(Slice) * column->room * 2);
	}
	column->labels[2 * number] = code;
	column->labels[2 * number + 1] = label.length > 0 ? label : code;
	return number;
}

/* Does the unit count persons?  Codes of code lists, or a label that says nothing else. */
static bool
unit_is_of_persons(const Sdmx *sdmx, const SdmxColumn *column, int category)
{
	static const char *const codes[] = {"ps", "per", "pers", "nr", "nb", "number", "_z", NULL};
	Slice					 code = column->labels[2 * category];
	Slice					 label = column->labels[2 * category + 1];

	return code.length == 0 || word_is_one_of(code, codes) || header_is_filler(sdmx->table->words, label);
}

/* Is the record of numbers that count persons, one by one?  If not, that is said, once of each unit. */
static bool
record_counts_persons(Sdmx *sdmx)
{
	Slice multiplier = record_find(sdmx, SDMX_MULTIPLIER);
	int	  i;

	if (multiplier.length > 0 && !slice_equals(multiplier, "0"))
	{
		table_note(sdmx->table, sdmx->line, NOTE_UNIT,
				   (Slice){"10 to the power of UNIT_MULT", strlen("10 to the power of UNIT_MULT")});
		return false;
	}
	for (i = 0; i < sdmx->column_count; i++)
		if (sdmx->columns[i].role == SDMX_UNIT)
		{
			SdmxColumn *column = &sdmx->columns[i];
			int			known = key_dictionary_count(column->codes);
			int			category = record_category(sdmx, i);

			if (unit_is_of_persons(sdmx, column, category))
				continue;
			if (category == known)
				table_note(sdmx->table, sdmx->line, NOTE_UNIT, column->labels[2 * category + 1]);
			return false;
		}
	return true;
}

/* What a comment says of the number beside it may make that something else: it is judged as a line below a table, once. */
static void
record_note_comment(Sdmx *sdmx)
{
	int i;

	for (i = 0; i < sdmx->column_count; i++)
	{
		SdmxColumn *column = &sdmx->columns[i];
		Slice		comment = sdmx->fields[i];
		int			known;

		if (column->role != SDMX_COMMENT || comment.length == 0 || text_is_bounds(comment))
			continue;
		known = key_dictionary_count(column->codes);
		if (record_category(sdmx, i) == known)
			table_note(sdmx->table, sdmx->line, NOTE_LINE, comment);
	}
}

/* Keep the observations of the record, one of each column of values. */
static void
sdmx_add(Sdmx *sdmx)
{
	int *categories = palloc(sizeof(int) * sdmx->column_count);
	int	 i;

	record_note_comment(sdmx);
	for (i = 0; i < sdmx->column_count; i++)
		if (sdmx->columns[i].role == SDMX_DIMENSION || sdmx->columns[i].role == SDMX_TIME ||
			sdmx->columns[i].role == SDMX_FLOW || sdmx->columns[i].role == SDMX_TITLE)
			categories[i] = record_category(sdmx, i);
	for (i = 0; i < sdmx->value_count; i++)
	{
		if (sdmx->count == sdmx->room)
		{
			sdmx->room *= 2;
			sdmx->observations = repalloc_huge(sdmx->observations, sizeof(Observation) * sdmx->room);
		}
		sdmx->observations[sdmx->count++] = (Observation){
			.line = sdmx->line,
			.measure = i,
			.categories = categories,
			.value = sdmx->fields[sdmx->values[i]],
			.status = record_find(sdmx, SDMX_STATUS),
			.confidentiality = record_find(sdmx, SDMX_CONFIDENTIALITY),
			.flag = record_find(sdmx, SDMX_FLAG),
			/* of which of several it is, it does not say */
			.comment = sdmx->value_count == 1 ? record_find(sdmx, SDMX_COMMENT) : (Slice){NULL, 0},
		};
		/* where flags are all there is, they say why there is no value, too */
		if (sdmx->observations[sdmx->count - 1].status.length == 0)
			sdmx->observations[sdmx->count - 1].status = record_find(sdmx, SDMX_FLAG);
	}
}

static void
sdmx_read_observations(Sdmx *sdmx)
{
	while (sdmx_read_record(sdmx))
	{
		Slice action;

		CHECK_FOR_INTERRUPTS();
		if (sdmx->field_count != sdmx->column_count)
			sdmx_fail(sdmx, "Each line has as many fields as the header.", "the line has %d fields instead of %d",
					  sdmx->field_count, sdmx->column_count);
		action = record_find(sdmx, SDMX_ACTION);
		if (slice_equals(action, "D"))
			sdmx_fail(sdmx, "Such a file changes another one, and is none of its own.",
					  "the line deletes an observation");
		if (sdmx->count + sdmx->value_count > 4 * TABLE_ROWS)
			sdmx_fail(sdmx, "Check that this is the right file, or divide it into publications.",
					  "the file has more than %d observations", 4 * TABLE_ROWS);
		if (record_counts_persons(sdmx))
			sdmx_add(sdmx);
	}
	if (sdmx->count == 0)
		sdmx_fail(sdmx, "A line below the header is an observation.", "the file has no observations of persons");
}

/* ---------- the dataset ---------- */

/* "2022-05", "2022-M05", "2022-A1" as other services write it: 2022M05, 2022M05, 2022. */
static Slice
period_from_sdmx(Slice time)
{
	size_t i = 5;

	if (time.length < 7 || time.data[4] != '-' ||
		(time.length > 4 && memchr(time.data + 5, '-', time.length - 5) != NULL))
		return time;
	if (time.data[5] == 'A')
		return (Slice){time.data, 4};
	if (is_digit(time.data[5]) && time.length == 7)
		return (Slice){psprintf("%.4sM%.2s", time.data, time.data + 5), 7};
	if (strchr("MQW", time.data[5]) == NULL || time.data[5] == '\0')
		return time;
	return (Slice){psprintf("%.4s%.*s", time.data, (int) (time.length - i), time.data + i), time.length - 1};
}

static const char *const areas[] = {"ref_area", "geo", NULL};
static const char *const indicators[] = {"indicator", "measure", "contentscode", NULL};

/* Is a column of one category a dimension, too: of the regions, or of the measures?  The label of a flow is the dataset's. */
static bool
column_says_something(const Sdmx *sdmx, const SdmxColumn *column)
{
	const Words *words = sdmx->table->words;
	int			 i;

	if (column->role == SDMX_FLOW && column->labelled)
		return false;
	if (column->role == SDMX_TIME || word_is_one_of(column->id, areas) || word_is_one_of(column->id, indicators) ||
		header_column(words, column->id, COLUMN_UNKNOWN) == COLUMN_NAME ||
		(column->label.data != NULL && header_column(words, column->label, COLUMN_UNKNOWN) == COLUMN_NAME))
		return true;
	for (i = 0; i < 2; i++)
		if (column_is_single(header_column(words, column->labels[i], COLUMN_UNKNOWN)))
			return true;
	return false;
}

/* The dimension that a column is. */
static void
dataset_add_column(Dataset *dataset, SdmxColumn *column)
{
	Dimension *dimension = &dataset->dimensions[dataset->count];
	int		   i;

	dimension->id = column->id;
	dimension->label = column->label;
	dimension->size = key_dictionary_count(column->codes);
	dimension->codes = palloc(sizeof(Slice) * dimension->size);
	dimension->labels = palloc(sizeof(Slice) * dimension->size);
	for (i = 0; i < dimension->size; i++)
	{
		Slice code = column->labels[2 * i];

		dimension->codes[i] = column->role == SDMX_TIME ? period_from_sdmx(code) : code;
		dimension->labels[i] = column->labels[2 * i + 1];
		if (category_is_whole(code, dimension->labels[i]))
			dimension->whole = i;
	}
	if (column->role == SDMX_TIME)
		dataset->time = dataset->count;
	if (word_is_one_of(column->id, areas))
		dataset->region = dataset->count;
	if (word_is_one_of(column->id, indicators))
		dataset->measure = dataset->count;
	dataset_check_codes(dataset, dimension);
	column->dimension = dataset->count++;
}

/* Several columns of values are a dimension, of the measures. */
static void
dataset_add_values(const Sdmx *sdmx, Dataset *dataset)
{
	Dimension *dimension = &dataset->dimensions[dataset->count];
	int		   i;

	dimension->id = (Slice){"OBS_VALUE", 9};
	dimension->size = sdmx->value_count;
	dimension->codes = palloc(sizeof(Slice) * dimension->size);
	dimension->labels = palloc(sizeof(Slice) * dimension->size);
	for (i = 0; i < dimension->size; i++)
	{
		const SdmxColumn *column = &sdmx->columns[sdmx->values[i]];

		dimension->codes[i] = column->id;
		dimension->labels[i] = column->label.data != NULL ? column->label : column->id;
	}
	dataset->measure = dataset->count++;
}

/* What the dataset counts, where no dimension says it: the name of its flow or structure. */
static Slice
sdmx_label(const Sdmx *sdmx)
{
	int i;

	for (i = 0; i < sdmx->column_count; i++)
	{
		const SdmxColumn *column = &sdmx->columns[i];

		if (column->role == SDMX_FLOW && column->labelled && key_dictionary_count(column->codes) == 1)
			return column->labels[1];
		if (slice_equals(column->id, "STRUCTURE_NAME"))
			return sdmx->fields[i];
	}
	return (Slice){NULL, 0};
}

/* Add a name to a title; that of a flow without its agency and version, its words apart: "NO1:DF_REFUGEES(1.0)". */
static void
title_append(StringInfo title, Slice name, bool flow)
{
	size_t from = flow ? name.length : 0;
	size_t i;

	while (from > 0 && name.data[from - 1] != ':')
		from--;
	if (title->len > 0 && from < name.length)
		appendStringInfoString(title, "; ");
	for (i = from; i < name.length && !(flow && name.data[i] == '('); i++)
		appendStringInfoChar(title, flow && name.data[i] == '_' ? ' ' : name.data[i]);
}

/* All that the file says of itself: the names of its flows or structures, and its titles. */
static Slice
sdmx_title(const Sdmx *sdmx)
{
	StringInfoData title;
	int			   i;
	int			   j;

	initStringInfo(&title);
	for (i = 0; i < sdmx->column_count; i++)
	{
		const SdmxColumn *column = &sdmx->columns[i];

		for (j = 0;
			 (column->role == SDMX_FLOW || column->role == SDMX_TITLE) && j < key_dictionary_count(column->codes); j++)
		{
			const Slice *labels = &column->labels[2 * j];

			title_append(&title, labels[0], column->role == SDMX_FLOW);
			if (!slices_equal(labels[0], labels[1]))
				title_append(&title, labels[1], false);
		}
	}
	return (Slice){title.data, title.len};
}

static void
sdmx_make_dataset(Sdmx *sdmx, Dataset *dataset)
{
	static const char *const how_often[] = {"freq", NULL};
	int						 i;

	dataset->label = sdmx_label(sdmx);
	dataset->title = sdmx_title(sdmx);
	for (i = 0; i < sdmx->column_count; i++)
	{
		SdmxColumn *column = &sdmx->columns[i];

		if (column->role != SDMX_DIMENSION && column->role != SDMX_TIME && column->role != SDMX_FLOW)
			continue;
		if (key_dictionary_count(column->codes) == 1 && !column_says_something(sdmx, column))
		{
			if (column->role == SDMX_DIMENSION && !word_is_one_of(column->id, how_often))
				dataset_note_rest(sdmx->table, column->id, column->labels[0], column->labels[1]);
			continue;
		}
		if (dataset->count + 1 >= DATASET_DIMENSIONS)
			dataset_fail(dataset, psprintf("A dataset has 1 to %d dimensions.", DATASET_DIMENSIONS),
						 "the file has too many dimensions");
		dataset_add_column(dataset, column);
	}
	if (sdmx->value_count > 1 || !slice_equals(sdmx->columns[sdmx->values[0]].id, "OBS_VALUE"))
		dataset_add_values(sdmx, dataset);
	if (dataset_set_strides(dataset) > SDMX_CELLS)
		dataset_fail(dataset, psprintf("At most %d combinations of categories are read.", SDMX_CELLS),
					 "the dataset is too large");
}

static int
compare_observations(const void *a, const void *b)
{
	const Observation *x = a;
	const Observation *y = b;

	return x->place != y->place ? (x->place > y->place) - (x->place < y->place) : x->line - y->line;
}

static int
compare_observed_rows(const void *a, const void *b)
{
	const Observation *x = a;
	const Observation *y = b;

	return x->row != y->row ? (x->row > y->row) - (x->row < y->row) : x->line - y->line;
}

/* The place of an observation, and of which row it is: a region and a period. */
static void
observation_place(const Sdmx *sdmx, const Dataset *dataset, Observation *observation)
{
	int i;

	observation->place = observation->row = 0;
	for (i = 0; i < sdmx->column_count; i++)
	{
		int dimension = sdmx->columns[i].dimension;

		if (dimension < 0)
			continue;
		observation->place += observation->categories[i] * dataset->dimensions[dimension].stride;
		if (dimension == dataset->region || dimension == dataset->time)
			observation->row += observation->categories[i] * dataset->dimensions[dimension].stride;
	}
	if (sdmx->value_count > 1)
		observation->place += observation->measure * dataset->dimensions[dataset->measure].stride;
}

/* Put the observations in order, each of a place of its own; and the rows that there are. */
static void
sdmx_place_observations(Sdmx *sdmx, const Dataset *dataset)
{
	int i;

	for (i = 0; i < sdmx->count; i++)
		observation_place(sdmx, dataset, &sdmx->observations[i]);
	sdmx->rows = palloc_extended(sizeof(int64) * sdmx->count, MCXT_ALLOC_HUGE);
	sdmx->lines = palloc_extended(sizeof(int) * sdmx->count, MCXT_ALLOC_HUGE);
	qsort(sdmx->observations, sdmx->count, sizeof(Observation), compare_observed_rows);
	for (i = 0; i < sdmx->count; i++)
		if (i == 0 || sdmx->observations[i].row != sdmx->observations[i - 1].row)
		{
			sdmx->rows[sdmx->row_count] = sdmx->observations[i].row;
			sdmx->lines[sdmx->row_count++] = sdmx->observations[i].line;
		}
	qsort(sdmx->observations, sdmx->count, sizeof(Observation), compare_observations);
	for (i = 1; i < sdmx->count; i++)
		if (sdmx->observations[i].place == sdmx->observations[i - 1].place)
		{
			sdmx->line = sdmx->observations[i].line;
			sdmx_fail(sdmx, "An observation has a combination of dimensions of its own.",
					  "the same is observed on line %d", sdmx->observations[i - 1].line);
		}
}

static int
compare_observed_numbers(const void *a, const void *b)
{
	const int64 *x = a;
	const int64 *y = b;

	return (*x > *y) - (*x < *y);
}

static int
compare_observed_places(const void *place, const void *observation)
{
	return compare_observed_numbers(place, &((const Observation *) observation)->place);
}

/* The line on which a row begins, 0 where nothing of the region is observed in the period. */
static int
sdmx_find_line(const Dataset *dataset, int region, const int *position)
{
	const Sdmx	*sdmx = dataset->source;
	int64		 row = region * dataset->dimensions[dataset->region].stride;
	const int64 *found;

	if (dataset->time >= 0)
		row += position[dataset->time] * dataset->dimensions[dataset->time].stride;
	found = bsearch(&row, sdmx->rows, sdmx->row_count, sizeof(int64), compare_observed_numbers);
	return found != NULL ? sdmx->lines[found - sdmx->rows] : 0;
}

static bool
code_is(Slice code, const char *usual)
{
	return code.length == 0 || slice_equals(code, usual);
}

/* What the codes say of a value: that it is normal, and free, is nothing. */
static Slice
observation_flags(const Observation *observation)
{
	bool  status = !code_is(observation->status, "A");
	bool  confidential = !code_is(observation->confidentiality, "F");
	Slice flags = {NULL, 0};

	if (!status && !confidential)
		return flags;
	flags.data = psprintf("%.*s%s%.*s", status ? (int) slice_clip(observation->status, 24) : 0,
						  observation->status.data, status && confidential ? " " : "",
						  confidential ? (int) slice_clip(observation->confidentiality, 24) : 0,
						  observation->confidentiality.data);
	flags.length = strlen(flags.data);
	return flags;
}

static void
sdmx_find_cell(const Dataset *dataset, int64 place, DatasetCell *cell)
{
	const Sdmx		  *sdmx = dataset->source;
	const Observation *found =
		bsearch(&place, sdmx->observations, sdmx->count, sizeof(Observation), compare_observed_places);

	if (found == NULL)
		return;
	/* flags as they are printed beside their codes are more than these */
	if (found->flag.length > 0 && found->flag.data != found->status.data)
		cell->flags = found->flag;
	if (found->value.length > 0 && !slice_equals(found->value, "NaN"))
	{
		cell->value = found->value;
		if (cell->flags.data == NULL)
			cell->flags = observation_flags(found);
	}
	else if (found->comment.length > 0 && text_is_bounds(found->comment))
		cell->status = found->comment;
	else if (code_is(found->confidentiality, "F"))
		cell->status = found->status;
	else
	{
		cell->status.data =
			psprintf("CONF_STATUS %.*s", (int) slice_clip(found->confidentiality, 24), found->confidentiality.data);
		cell->status.length = strlen(cell->status.data);
	}
}

/* Read the dataset that table->content is; errors are thrown. */
void
sdmx_csv_read(Table *table)
{
	Sdmx	*sdmx = palloc0(sizeof(Sdmx));
	Dataset *dataset = palloc(sizeof(Dataset));

	sdmx->table = table;
	sdmx->at = table->content.data;
	sdmx->end = sdmx->at + table->content.length;
	sdmx->line = sdmx->next_line = 1;
	if (table->content.length > TABLE_BYTES)
		sdmx_fail(sdmx, "At most 64 MB are read at once.", "the content is too long");
	if (table->content.length >= 3 && memcmp(sdmx->at, "\xEF\xBB\xBF", 3) == 0)
		sdmx->at += 3;
	sdmx->delimiter = header_delimiter(sdmx);
	sdmx->room = 1024;
	sdmx->observations = palloc(sizeof(Observation) * sdmx->room);
	sdmx_read_header(sdmx);
	sdmx_read_observations(sdmx);
	dataset_begin(dataset, table, sdmx_hint);
	dataset->source = sdmx;
	dataset->unordered = true;
	dataset->find_cell = sdmx_find_cell;
	dataset->find_line = sdmx_find_line;
	sdmx_make_dataset(sdmx, dataset);
	(void) dataset_find_regions(dataset);
	sdmx_place_observations(sdmx, dataset);
	dataset_put(dataset, table);
}

/* Does the content begin with the header of SDMX-CSV? */
bool
sdmx_csv_detect(Slice content)
{
	static const char *const first[] = {"DATAFLOW", "\"DATAFLOW", "STRUCTURE", "\"STRUCTURE", NULL};
	const char				*at = content.data;
	const char				*end = at + content.length;
	const char				*stop;
	bool					 begins = false;
	int						 i;

	if (content.length >= 3 && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	for (i = 0; first[i] != NULL && !begins; i++)
		begins = (size_t) (end - at) > strlen(first[i]) && memcmp(at, first[i], strlen(first[i])) == 0 &&
				 strchr(",;\t:[\"", at[strlen(first[i])]) != NULL;
	for (stop = at; stop < end && *stop != '\n' && *stop != '\r'; stop++)
		;
	for (; begins && stop - at >= 9; at++)
		if (memcmp(at, "OBS_VALUE", 9) == 0 || (stop - at >= 11 && memcmp(at, "TIME_PERIOD", 11) == 0) ||
			(stop - at >= 12 && memcmp(at, "STRUCTURE_ID", 12) == 0))
			return true;
	return false;
}
