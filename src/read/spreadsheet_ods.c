/*
 * spreadsheet_ods.c
 *		Workbooks of OpenDocument (ISO/IEC 26300), as LibreOffice saves them: .ods.
 *
 * All sheets are in one part, content.xml.  A cell has a value and the text that is shown: the
 * value is read, and where the text shows another number, that is said.  Cells and rows that are
 * alike are written once, with how often; what is repeated without a text is passed over.
 *
 * Called by workbook.c.  Owns the list of the sheets, in the context in which the workbook was opened.
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "read/number_format.h"
#include "read/rich_text.h"
#include "read/spreadsheet_ods.h"
#include "read/table_slice.h"
#include "read/xml_part.h"
#include "util/compat.h"

#define ODS_SHEETS 256
#define ODS_STYLES 4096 /* whose names are kept, at most */

/* the ends of the namespaces */
#define OFFICE	 ":xmlns:office:1.0"
#define TABLE	 ":xmlns:table:1.0"
#define TEXT	 ":xmlns:text:1.0"
#define STYLE	 ":xmlns:style:1.0"
#define CONTENT	 "content.xml"
#define ODS_HINT "Save the workbook anew as .xlsx or .ods, or as CSV."

/* Names of styles that say something of a text or a sheet. */
typedef struct StyleNames
{
	char *names[ODS_STYLES];
	int	  count;
} StyleNames;

struct Ods
{
	Archive	  *archive;
	char	  *names[ODS_SHEETS];
	bool	   hidden[ODS_SHEETS];
	int		   count;
	StyleNames aside;	  /* of texts that are raised, or have a line through them */
	StyleNames not_shown; /* of sheets */
};

static void
names_add(StyleNames *styles, const char *name)
{
	if (name != NULL && styles->count < ODS_STYLES)
		styles->names[styles->count++] = pstrdup(name);
}

static bool
names_have(const StyleNames *styles, const char *name)
{
	int i;

	for (i = 0; name != NULL && i < styles->count; i++)
		if (strcmp(styles->names[i], name) == 0)
			return true;
	return false;
}

/* An attribute that is a number of 1 or more; 1 where there is none. */
static int
attribute_times(XmlPart *part, const char *name)
{
	int times = xml_number(xml_attribute(part, name, TABLE), 1);

	return times < 1 ? 1 : times;
}

/* What a style says, up to the end of its element. */
static void
style_read(Ods *ods, XmlPart *part)
{
	char *name = xml_attribute(part, "name", STYLE) != NULL ? pstrdup(xml_attribute(part, "name", STYLE)) : NULL;

	while (xml_next(part) && !xml_ends(part, "style"))
	{
		const char *value;

		if (xml_begins(part, "table-properties"))
		{
			value = xml_attribute(part, "display", TABLE);
			if (value != NULL && strcmp(value, "false") == 0)
				names_add(&ods->not_shown, name);
		}
		else if (xml_begins(part, "text-properties"))
		{
			const char *position = xml_attribute(part, "text-position", STYLE);

			value = xml_attribute(part, "text-line-through-style", STYLE);
			if ((value != NULL && strcmp(value, "none") != 0) ||
				(position != NULL && (strncmp(position, "super", 5) == 0 || strncmp(position, "sub", 3) == 0 ||
									  strtol(position, NULL, 10) != 0)))
				names_add(&ods->aside, name);
		}
	}
}

/* Is the workbook one with a password?  Then its parts are, or its only one. */
static void
ods_check_encryption(Archive *archive)
{
	XmlPart *part = xml_open(archive, "META-INF/manifest.xml");
	bool	 encrypted = archive_has(archive, "encrypted-package");

	while (part != NULL && !encrypted && xml_next(part))
		encrypted = xml_begins(part, "encryption-data");
	if (part != NULL)
		xml_close(part);
	if (encrypted)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the workbook has a password"),
						errdetail("What has a password is encrypted, and cannot be read here."),
						errhint("Open the file with its password, and save it without one.")));
}

/* Go on to the next sheet, of those that are the document's own. */
static bool
sheet_next(XmlPart *part)
{
	while (xml_next(part))
	{
		/* office:document-content, office:body, office:spreadsheet, and there the tables; what is deleted is none */
		if (xml_kind(part) != XML_BEGIN || xml_depth(part) < 3)
			continue;
		if (xml_begins(part, "table") && xml_depth(part) == 3)
			return true;
		xml_skip(part);
	}
	return false;
}

/* Open the workbook that the archive holds; NULL where it holds none of this form. */
Ods *
ods_open(Archive *archive)
{
	XmlPart *part;
	Ods		*ods;

	if (!archive_has(archive, "META-INF/manifest.xml"))
		return NULL;
	ods_check_encryption(archive);
	part = xml_open(archive, CONTENT);
	if (part == NULL)
		return NULL;
	ods = palloc0(sizeof(Ods));
	ods->archive = archive;
	while (xml_next(part))
	{
		if (xml_kind(part) != XML_BEGIN)
			continue;
		if (xml_begins(part, "style"))
			style_read(ods, part);
		else if (xml_begins(part, "spreadsheet"))
			break;
	}
	while (sheet_next(part))
	{
		const char *name = xml_attribute(part, "name", TABLE);

		if (ods->count == ODS_SHEETS)
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the workbook has too many sheets"),
							errdetail("At most %d are read.", ODS_SHEETS), errhint(ODS_HINT)));
		ods->names[ods->count] = pstrdup(name != NULL ? name : "");
		ods->hidden[ods->count++] = names_have(&ods->not_shown, xml_attribute(part, "style-name", TABLE));
		xml_skip(part);
	}
	xml_close(part);
	return ods;
}

int
ods_sheets(const Ods *ods)
{
	return ods->count;
}

const char *
ods_name(const Ods *ods, int i)
{
	return ods->names[i];
}

bool
ods_is_hidden(const Ods *ods, int i)
{
	return ods->hidden[i];
}

/* ---------- cells ---------- */

/* A cell as the file has it. */
typedef struct OdsCell
{
	char		type[12];
	char	   *value;
	char	   *formula;
	char	   *currency;
	RichText	rich; /* what is shown */
	int			times;
	SheetMerge	merge;
	const char *doubt;
} OdsCell;

/* Where the reader is in the sheet. */
typedef struct OdsPlace
{
	Ods			 *ods;
	XmlPart		 *part;
	Sheet		 *sheet;
	MemoryContext row; /* reset at each row */
	int			  row_number;
	int			  row_times;
	int			  column;
	int			  columns_seen; /* of the declarations of columns */
	OdsCell		 *cells;		/* of the row, those with a text */
	int			 *columns;		/* theirs */
	int			  count;
	int			  room;
} OdsPlace;

/* Read a paragraph's text, up to its end. */
static void
paragraph_read(const Ods *ods, XmlPart *part, RichText *rich)
{
	int	 depth = xml_depth(part);
	int	 aside = 0; /* depth of the span that is a mark, or 0 */
	bool first = rich->text.len > 0;

	if (first)
		rich_add(rich, " ", false);
	while (xml_next(part) && !(xml_kind(part) == XML_END && xml_depth(part) <= depth && xml_ends(part, "p")))
	{
		if (xml_kind(part) == XML_TEXT)
			rich_add(rich, xml_text(part), aside > 0);
		else if (xml_begins(part, "annotation") || xml_begins(part, "note") || xml_begins(part, "ruby-text"))
			xml_skip(part);
		else if (xml_begins(part, "s") || xml_begins(part, "tab") || xml_begins(part, "line-break"))
			rich_add(rich, " ", aside > 0);
		else if (xml_begins(part, "span") && aside == 0 &&
				 names_have(&ods->aside, xml_attribute(part, "style-name", TEXT)))
			aside = xml_depth(part);
		else if (xml_ends(part, "span") && aside >= xml_depth(part))
			aside = 0;
	}
}

static char *
attribute_copy(XmlPart *part, const char *name, const char *space)
{
	const char *value = xml_attribute(part, name, space);

	return value != NULL ? pstrdup(value) : NULL;
}

/* Read a comment on the cell, without who wrote it and when. */
static void
annotation_read(const OdsPlace *place)
{
	XmlPart		  *part = place->part;
	StringInfoData text;
	bool		   inside = false;

	initStringInfo(&text);
	while (xml_next(part) && !xml_ends(part, "annotation"))
	{
		if (xml_begins(part, "p") && text.len > 0)
			appendStringInfoChar(&text, ' ');
		if (xml_begins(part, "p") || xml_ends(part, "p"))
			inside = xml_kind(part) == XML_BEGIN;
		else if (inside && xml_kind(part) == XML_TEXT)
			appendStringInfoString(&text, xml_text(part));
	}
	sheet_comment(place->sheet, place->row_number, text.data);
}

/* Read a cell that begins, to its end. */
static void
ods_read_cell(OdsPlace *place, OdsCell *cell)
{
	XmlPart	   *part = place->part;
	const char *type = xml_attribute(part, "value-type", OFFICE);
	bool		covered = xml_begins(part, "covered-table-cell");
	int			rows = attribute_times(part, "number-rows-spanned");
	int			columns = attribute_times(part, "number-columns-spanned");

	strlcpy(cell->type, type != NULL ? type : "", sizeof(cell->type));
	cell->times = attribute_times(part, "number-columns-repeated");
	cell->formula = attribute_copy(part, "formula", TABLE);
	cell->currency = attribute_copy(part, "currency", OFFICE);
	cell->value = attribute_copy(part,
								 strcmp(cell->type, "date") == 0	? "date-value" :
								 strcmp(cell->type, "time") == 0	? "time-value" :
								 strcmp(cell->type, "boolean") == 0 ? "boolean-value" :
								 strcmp(cell->type, "string") == 0	? "string-value" :
																	  "value",
								 OFFICE);
	cell->merge = (SheetMerge){place->row_number, place->column, rows, columns};
	rich_begin(&cell->rich);
	while (xml_next(part) && !xml_ends(part, covered ? "covered-table-cell" : "table-cell"))
	{
		if (xml_begins(part, "p"))
			paragraph_read(place->ods, part, &cell->rich);
		else if (xml_begins(part, "table"))
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
							errmsg("row %d of sheet \"%s\" has a table within a cell", place->row_number + 1,
								   place->sheet->name),
							errdetail("A cell holds a count, a symbol or a name."), errhint(ODS_HINT)));
		else if (xml_begins(part, "annotation"))
			annotation_read(place);
		else if (xml_kind(part) == XML_BEGIN)
			xml_skip(part); /* a picture */
	}
	/* what is covered is not seen */
	if (covered)
	{
		cell->formula = cell->value = NULL;
		cell->type[0] = '\0';
		rich_reset(&cell->rich);
	}
}

/* The digits of a text, up to a decimal sign behind which are none but zeros. */
static bool
text_shows(const char *text, const char *number)
{
	char		digits[NUMBER_SIZE];
	int			count = 0;
	int			negative = text[strspn(text, " ")] == '-';
	const char *at;

	for (at = text; *at != '\0'; at++)
	{
		if (is_digit(*at) && count < NUMBER_SIZE - 1)
			digits[count++] = *at;
		if ((*at == ',' || *at == '.') && strspn(at + 1, "0") == strlen(at + 1) &&
			(strlen(at + 1) != 3 || strlen(number) <= (size_t) count))
			break;
	}
	digits[count] = '\0';
	return strcmp(digits, number + (number[0] == '-')) == 0 && negative == (number[0] == '-');
}

/* Is a number shown with a unit? */
static bool
text_has_unit(const char *text)
{
	char		unit[NUMBER_SIZE] = "";
	const char *at;

	for (at = text; *at != '\0'; at++)
		number_unit_add(unit, sizeof(unit), *at);
	return number_unit_is_other(unit);
}

/* The text of a number, as it is shown; sets the doubt where that is another. */
static char *
number_text(OdsCell *cell, double value)
{
	char *buffer = palloc(NUMBER_SIZE + 16);
	char *shown = cell->rich.text.data;

	number_write(value, buffer);
	if (strcmp(cell->type, "percentage") == 0)
	{
		number_write(value * 100, buffer);
		strlcat(buffer, " %", NUMBER_SIZE + 16);
	}
	else if (strcmp(cell->type, "currency") == 0)
	{
		strlcat(buffer, " ", NUMBER_SIZE + 16);
		strlcat(buffer, cell->currency != NULL ? cell->currency : "kr", NUMBER_SIZE + 16);
	}
	/* a number with decimals is no count, however it is shown; nothing is shown as a dash */
	else if (shown[0] != '\0' && strspn(buffer, "-0123456789") == strlen(buffer) &&
			 (!text_shows(shown, buffer) || text_has_unit(shown)) &&
			 !(value == 0 && strspn(shown, "-– ") == strlen(shown)))
		cell->doubt =
			psprintf("It is shown as \"%s\".", pnstrdup(shown, slice_clip((Slice){shown, strlen(shown)}, 60)));
	return buffer;
}

/* A formula that was never computed, without what names its language: "of:=". */
static const char *
formula_text(const OdsCell *cell)
{
	const char *sign = strchr(cell->formula, '=');

	return sheet_formula(sign != NULL ? sign + 1 : cell->formula);
}

/* The text that the cell is read as; NULL where it is empty. */
static const char *
ods_cell_text(OdsCell *cell)
{
	double number;

	cell->doubt = rich_doubt(&cell->rich);
	if (strcmp(cell->type, "float") == 0 || strcmp(cell->type, "percentage") == 0 ||
		strcmp(cell->type, "currency") == 0)
	{
		if (cell->value != NULL && number_parse(cell->value, &number))
			return number_text(cell, number);
		/* it has a formula that was never computed, or its value is none */
		return cell->formula != NULL ? formula_text(cell) : "?";
	}
	if (strcmp(cell->type, "boolean") == 0)
		return cell->value != NULL && strcmp(cell->value, "true") == 0 ? "TRUE" : "FALSE";
	if ((strcmp(cell->type, "date") == 0 || strcmp(cell->type, "time") == 0) && cell->value != NULL)
		return cell->value;
	if (cell->rich.text.len > 0 || cell->doubt != NULL)
		return cell->rich.text.data;
	if (strcmp(cell->type, "string") == 0 && cell->value != NULL)
		return cell->value;
	/* one that was computed to nothing has a type */
	return cell->formula != NULL && cell->type[0] == '\0' ? formula_text(cell) : NULL;
}

/* ---------- rows ---------- */

/* Put the cells of the row in, as often as it is repeated. */
static void
row_put(OdsPlace *place)
{
	int times;
	int i;
	int j;

	for (times = 0; times < place->row_times && place->count > 0; times++)
	{
		CHECK_FOR_INTERRUPTS();
		for (i = 0; i < place->count; i++)
		{
			OdsCell	   *cell = &place->cells[i];
			const char *text = ods_cell_text(cell);
			SheetMerge	merge = cell->merge;

			for (j = 0; j < cell->times; j++)
			{
				if (cell->doubt != NULL)
					sheet_put_doubt(place->sheet, place->row_number + times, place->columns[i] + j, text, cell->doubt);
				else
					sheet_put(place->sheet, place->row_number + times, place->columns[i] + j, text, strlen(text));
			}
			if (merge.rows > 1 || merge.columns > 1)
			{
				merge.row += times;
				sheet_merge(place->sheet, merge);
			}
		}
	}
	place->row_number = Min(place->row_number + Min(place->row_times, SHEET_ROWS), SHEET_ROWS);
}

/* Keep a cell of the row that has a text. */
static void
row_keep(OdsPlace *place, const OdsCell *cell)
{
	OdsCell copy = *cell;

	if (ods_cell_text(&copy) == NULL)
		return;
	if (place->count == place->room)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("row %d of sheet \"%s\" has too many cells", place->row_number + 1, place->sheet->name),
						errdetail("At most %d columns are read.", TABLE_COLUMNS), errhint(ODS_HINT)));
	place->columns[place->count] = place->column;
	place->cells[place->count++] = copy;
}

/* Read a row that begins, to its end. */
static void
row_read(OdsPlace *place)
{
	XmlPart		 *part = place->part;
	const char	 *visibility = xml_attribute(part, "visibility", TABLE);
	bool		  hidden = visibility != NULL && strcmp(visibility, "visible") != 0;
	MemoryContext caller = MemoryContextSwitchTo(place->row);
	int			  i;

	MemoryContextReset(place->row);
	place->row_times = attribute_times(part, "number-rows-repeated");
	place->column = place->count = 0;
	while (xml_next(part) && !xml_ends(part, "table-row"))
	{
		OdsCell cell = {.times = 1};

		if (!xml_begins(part, "table-cell") && !xml_begins(part, "covered-table-cell"))
			continue;
		ods_read_cell(place, &cell);
		row_keep(place, &cell);
		place->column = Min(place->column + cell.times, PG_INT32_MAX / 2);
	}
	/* what is empty is repeated to the end of the sheet */
	for (i = 0; hidden && place->count > 0 && i < Min(place->row_times, SHEET_ROWS); i++)
		sheet_hide_row(place->sheet, place->row_number + i);
	row_put(place);
	MemoryContextSwitchTo(caller);
}

/* A declaration of columns. */
static void
column_read(OdsPlace *place)
{
	const char *visibility = xml_attribute(place->part, "visibility", TABLE);
	int			times = attribute_times(place->part, "number-columns-repeated");

	if (visibility != NULL && strcmp(visibility, "visible") != 0)
		sheet_hide_columns(place->sheet, place->columns_seen, place->columns_seen + Min(times, TABLE_COLUMNS) - 1);
	place->columns_seen = Min(place->columns_seen + times, PG_INT32_MAX / 2);
}

/* The cells of a sheet, in the current context. */
Sheet *
ods_read(Ods *ods, int i)
{
	XmlPart *part = xml_open(ods->archive, CONTENT);
	OdsPlace place = {.ods = ods, .part = part, .sheet = sheet_make(ods->names[i]), .room = TABLE_COLUMNS};
	int		 number;

	place.row = AllocSetContextCreate(CurrentMemoryContext, "row of a sheet", ALLOCSET_DEFAULT_SIZES);
	place.cells = palloc(sizeof(OdsCell) * place.room);
	place.columns = palloc(sizeof(int) * place.room);
	while (xml_next(part) && !xml_begins(part, "spreadsheet"))
		;
	for (number = 0; number <= i && sheet_next(part); number++)
		if (number < i)
			xml_skip(part);
	while (xml_next(part) && !(xml_ends(part, "table") && xml_depth(part) == 3))
	{
		if (xml_begins(part, "table-column"))
			column_read(&place);
		else if (xml_begins(part, "table-row"))
			row_read(&place);
		else if (xml_begins(part, "shapes") || xml_begins(part, "forms") || xml_begins(part, "named-expressions"))
			xml_skip(part);
	}
	MemoryContextDelete(place.row);
	xml_close(part);
	return place.sheet;
}
