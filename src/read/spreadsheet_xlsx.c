/*
 * spreadsheet_xlsx.c
 *		Workbooks of Office Open XML (ECMA-376), as spreadsheet programs save them: .xlsx, .xlsm.
 *
 * Which part of the archive is what, relations say: those of the package name the workbook, and
 * those of the workbook its sheets, its strings and its styles.  Numbers are read as their format
 * shows them, or not at all (number_format.c); of formulas, the value that was computed when the
 * workbook was saved.
 *
 * Called by workbook.c.  Owns what it keeps of the workbook, in the context in which it was opened.
 */
#include "postgres.h"

#include <ctype.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "read/number_format.h"
#include "read/rich_text.h"
#include "read/spreadsheet_xlsx.h"
#include "read/xml_part.h"
#include "util/compat.h"

#define XLSX_SHEETS		256
#define XLSX_STYLES		65536
#define SHEET_RELATIONS 256				 /* of a sheet, at most */
#define RELATIONS		"/relationships" /* the end of its namespace, of both editions of the standard */
#define XLSX_HINT		"Save the workbook anew as .xlsx or .ods, or as CSV."

/* What a part of the package is to another. */
typedef struct Relation
{
	char *id;
	char *type;	  /* the end of its type */
	char *target; /* the part's name */
} Relation;

typedef struct XlsxSheet
{
	char *name;
	char *relation;
	char *part; /* NULL where it is no sheet of cells */
	bool  hidden;
} XlsxSheet;

typedef struct XlsxStyle
{
	const char *format;
	bool		struck;
} XlsxStyle;

typedef struct XlsxString
{
	size_t		at;
	int			length;
	const char *doubt;
} XlsxString;

struct Xlsx
{
	Archive		 *archive;
	MemoryContext context;
	bool		  since_1904;
	XlsxSheet	  sheets[XLSX_SHEETS];
	int			  sheet_count;
	char		 *strings_part;
	char		 *styles_part;

	/* read with the first sheet */
	bool		   loaded;
	XlsxStyle	  *styles;
	int			   style_count;
	StringInfoData text; /* of the strings */
	XlsxString	  *strings;
	int			   string_count;
};

/* ---------- parts and relations ---------- */

/* The part that a target means, beside the part it is a relation of. */
static char *
target_resolve(const char *of, const char *target)
{
	const char *slash = strrchr(of, '/');
	int			folder = slash != NULL ? (int) (slash - of) + 1 : 0;

	if (target[0] == '/')
		return pstrdup(target + 1);
	while (strncmp(target, "../", 3) == 0 && folder > 0)
	{
		for (folder--; folder > 0 && of[folder - 1] != '/'; folder--)
			;
		target += 3;
	}
	return psprintf("%.*s%s", folder, of, target);
}

/* The relations of a part, "" for the package; returns how many. */
static int
relations_read(Archive *archive, const char *of, Relation *relations, int room)
{
	const char *slash = strrchr(of, '/');
	int			folder = slash != NULL ? (int) (slash - of) + 1 : 0;
	XmlPart	   *part = xml_open(archive, psprintf("%.*s_rels/%s.rels", folder, of, of + folder));
	int			count = 0;

	if (part == NULL)
		return 0;
	while (xml_next(part) && count < room)
	{
		const char *id;
		const char *type;
		const char *target;
		const char *mode;

		if (!xml_begins(part, "Relationship"))
			continue;
		id = xml_attribute(part, "Id", NULL);
		type = xml_attribute(part, "Type", NULL);
		target = xml_attribute(part, "Target", NULL);
		mode = xml_attribute(part, "TargetMode", NULL);
		if (id == NULL || type == NULL || target == NULL || (mode != NULL && strcmp(mode, "External") == 0))
			continue;
		type = strrchr(type, '/') != NULL ? strrchr(type, '/') + 1 : type;
		relations[count++] = (Relation){pstrdup(id), pstrdup(type), target_resolve(of, target)};
	}
	xml_close(part);
	return count;
}

static bool
is_true(const char *value)
{
	return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* The sheets that the workbook lists, and since when its dates count. */
static void
workbook_part_read(Xlsx *xlsx, const char *name)
{
	XmlPart *part = xml_open(xlsx->archive, name);

	if (part == NULL)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the archive has no part \"%s\"", name),
						errdetail("It is to hold the list of the sheets."), errhint(XLSX_HINT)));
	while (xml_next(part))
	{
		if (xml_begins(part, "workbookPr"))
			xlsx->since_1904 = is_true(xml_attribute(part, "date1904", NULL));
		else if (xml_begins(part, "sheet"))
		{
			const char *its = xml_attribute(part, "name", NULL);
			const char *relation = xml_attribute(part, "id", RELATIONS);
			const char *state = xml_attribute(part, "state", NULL);

			if (xlsx->sheet_count == XLSX_SHEETS)
				ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the workbook has too many sheets"),
								errdetail("At most %d are read.", XLSX_SHEETS), errhint(XLSX_HINT)));
			if (its != NULL && relation != NULL)
				xlsx->sheets[xlsx->sheet_count++] =
					(XlsxSheet){pstrdup(its), pstrdup(relation), NULL, state != NULL && strcmp(state, "visible") != 0};
		}
	}
	xml_close(part);
}

/* Tell which part each sheet is, and where strings and styles are. */
static void
xlsx_take_relations(Xlsx *xlsx, const Relation *relations, int count)
{
	int kept = 0;
	int i;
	int j;

	for (i = 0; i < count; i++)
	{
		if (strcmp(relations[i].type, "sharedStrings") == 0)
			xlsx->strings_part = relations[i].target;
		else if (strcmp(relations[i].type, "styles") == 0)
			xlsx->styles_part = relations[i].target;
		for (j = 0; j < xlsx->sheet_count; j++)
			if (strcmp(relations[i].type, "worksheet") == 0 && strcmp(relations[i].id, xlsx->sheets[j].relation) == 0)
				xlsx->sheets[j].part = relations[i].target;
	}
	for (j = 0; j < xlsx->sheet_count; j++)
		if (xlsx->sheets[j].part != NULL)
			xlsx->sheets[kept++] = xlsx->sheets[j];
	xlsx->sheet_count = kept;
}

/* Open the workbook that the archive holds; NULL where it holds none of this form. */
Xlsx *
xlsx_open(Archive *archive)
{
	int		  room = 4 * XLSX_SHEETS;
	Relation *relations = palloc(sizeof(Relation) * room);
	int		  count = relations_read(archive, "", relations, room);
	char	 *name = NULL;
	Xlsx	 *xlsx;
	int		  i;

	for (i = 0; i < count; i++)
		if (strcmp(relations[i].type, "officeDocument") == 0)
			name = relations[i].target;
	if (name == NULL || strlen(name) < 4 || strcmp(name + strlen(name) - 4, ".xml") != 0 ||
		strstr(name, "workbook") == NULL)
		return NULL;
	xlsx = palloc0(sizeof(Xlsx));
	xlsx->archive = archive;
	xlsx->context = CurrentMemoryContext;
	workbook_part_read(xlsx, name);
	xlsx_take_relations(xlsx, relations, relations_read(archive, name, relations, room));
	return xlsx;
}

int
xlsx_sheets(const Xlsx *xlsx)
{
	return xlsx->sheet_count;
}

const char *
xlsx_name(const Xlsx *xlsx, int i)
{
	return xlsx->sheets[i].name;
}

bool
xlsx_is_hidden(const Xlsx *xlsx, int i)
{
	return xlsx->sheets[i].hidden;
}

/* ---------- strings ---------- */

/* Is a property that begins switched on? */
static bool
property_is_on(XmlPart *part)
{
	const char *value = xml_attribute(part, "val", NULL);

	return value == NULL || is_true(value);
}

/* The text of a string item or an inline string, which has begun, up to the end of its element. */
static void
string_read(XmlPart *part, RichText *rich, const char *element)
{
	bool aside = false;
	bool text = false;

	rich_reset(rich);
	while (xml_next(part) && !xml_ends(part, element))
	{
		if (xml_begins(part, "rPh"))
			xml_skip(part); /* how it is pronounced */
		else if (xml_begins(part, "r"))
			aside = false;
		else if (xml_begins(part, "strike"))
			aside = aside || property_is_on(part);
		else if (xml_begins(part, "vertAlign"))
		{
			const char *value = xml_attribute(part, "val", NULL);

			aside = aside || (value != NULL && strcmp(value, "baseline") != 0);
		}
		else if (xml_begins(part, "t") || xml_ends(part, "t"))
			text = xml_kind(part) == XML_BEGIN;
		else if (text && xml_kind(part) == XML_TEXT)
			rich_add(rich, xml_text(part), aside);
	}
}

/* A character that XML cannot hold is written _x000D_. */
static int
string_unescape(char *text, int length)
{
	char *out = text;
	int	  i;

	for (i = 0; i < length; i++)
	{
		if (text[i] == '_' && i + 6 < length && text[i + 1] == 'x' && text[i + 6] == '_' &&
			strspn(text + i + 2, "0123456789abcdefABCDEF") >= 4)
		{
			char digits[5];
			long code;

			strlcpy(digits, text + i + 2, sizeof(digits));
			code = strtol(digits, NULL, 16);

			if (code < 0x80)
			{
				*out++ = code < 0x20 ? ' ' : (char) code;
				i += 6;
				continue;
			}
		}
		*out++ = text[i];
	}
	return (int) (out - text);
}

static void
strings_read(Xlsx *xlsx)
{
	XmlPart *part = xlsx->strings_part != NULL ? xml_open(xlsx->archive, xlsx->strings_part) : NULL;
	int		 room = 1024;
	RichText rich;

	initStringInfo(&xlsx->text);
	xlsx->strings = palloc(sizeof(XlsxString) * room);
	if (part == NULL)
		return;
	rich_begin(&rich);
	while (xml_next(part))
	{
		if (!xml_begins(part, "si"))
			continue;
		string_read(part, &rich, "si");
		rich.text.len = string_unescape(rich.text.data, rich.text.len);
		if (xlsx->string_count == SHEET_CELLS || xlsx->text.len + rich.text.len > TABLE_BYTES)
			ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the workbook has too many texts"),
							errdetail("At most %d texts and %d MB are read.", SHEET_CELLS, TABLE_BYTES / 1024 / 1024),
							errhint("Save the sheet that is wanted as a workbook of its own.")));
		if (xlsx->string_count == room)
		{
			room *= 2;
			xlsx->strings = repalloc_huge(xlsx->strings, sizeof(XlsxString) * room);
		}
		xlsx->strings[xlsx->string_count++] = (XlsxString){xlsx->text.len, rich.text.len, rich_doubt(&rich)};
		appendBinaryStringInfo(&xlsx->text, rich.text.data, rich.text.len);
	}
	xml_close(part);
}

/* ---------- styles ---------- */

/* What of the styles is kept until all is known. */
typedef struct StyleParts
{
	struct
	{
		int	  id;
		char *code;
	} * formats;
	int	  format_count;
	bool *struck; /* of fonts */
	int	  font_count;
} StyleParts;

static int
attribute_number(XmlPart *part, const char *name)
{
	return xml_number(xml_attribute(part, name, NULL), 0);
}

static const char *
format_find(const StyleParts *parts, int id)
{
	const char *builtin;
	int			i;

	for (i = 0; i < parts->format_count; i++)
		if (parts->formats[i].id == id)
			return parts->formats[i].code;
	builtin = number_format_builtin(id);
	return builtin != NULL ? builtin : "General";
}

/* The formats of cells, which are numbers in the sheets. */
static void
cell_styles_read(Xlsx *xlsx, XmlPart *part, const StyleParts *parts)
{
	xlsx->styles = palloc_extended(sizeof(XlsxStyle) * XLSX_STYLES, MCXT_ALLOC_HUGE);
	while (xml_next(part) && !xml_ends(part, "cellXfs"))
		if (xml_begins(part, "xf") && xlsx->style_count < XLSX_STYLES)
		{
			int font = attribute_number(part, "fontId");

			xlsx->styles[xlsx->style_count++] =
				(XlsxStyle){format_find(parts, attribute_number(part, "numFmtId")),
							font >= 0 && font < parts->font_count && parts->struck[font]};
		}
}

static void
styles_read(Xlsx *xlsx)
{
	XmlPart	  *part = xlsx->styles_part != NULL ? xml_open(xlsx->archive, xlsx->styles_part) : NULL;
	StyleParts parts = {0};
	bool	   fonts = false;

	if (part == NULL)
		return;
	parts.formats = palloc(sizeof(parts.formats[0]) * XLSX_STYLES);
	parts.struck = palloc0(sizeof(bool) * XLSX_STYLES);
	while (xml_next(part))
	{
		if (xml_begins(part, "dxfs"))
			xml_skip(part); /* formats under conditions */
		else if (xml_begins(part, "fonts") || xml_ends(part, "fonts"))
			fonts = xml_kind(part) == XML_BEGIN;
		else if (xml_begins(part, "numFmt") && parts.format_count < XLSX_STYLES)
		{
			const char *code = xml_attribute(part, "formatCode", NULL);

			parts.formats[parts.format_count].id = attribute_number(part, "numFmtId");
			parts.formats[parts.format_count++].code = pstrdup(code != NULL ? code : "General");
		}
		else if (fonts && xml_begins(part, "font") && parts.font_count < XLSX_STYLES)
			parts.font_count++;
		else if (fonts && xml_begins(part, "strike") && parts.font_count > 0)
			parts.struck[parts.font_count - 1] = property_is_on(part);
		else if (xml_begins(part, "cellXfs"))
			cell_styles_read(xlsx, part, &parts);
	}
	xml_close(part);
}

/* ---------- a sheet ---------- */

/* A cell as the file has it. */
typedef struct XlsxCell
{
	int			   row;
	int			   column;
	char		   type[12];
	int			   style;
	bool		   has_value;
	bool		   has_formula;
	StringInfoData value;
	StringInfoData formula;
	RichText	   rich; /* of an inline string */
} XlsxCell;

/* "BC23": a row and a column from 0; false where it is none.  What is behind it is not looked at. */
static bool
address_read(const char *text, int *row, int *column)
{
	int letters = 0;
	int digits = 0;

	*row = *column = 0;
	for (; *text == '$' || (*text >= 'A' && *text <= 'Z'); text++)
		if (*text != '$' && ++letters <= 3)
			*column = *column * 26 + (*text - 'A') + 1;
	for (; *text == '$' || (*text >= '0' && *text <= '9'); text++)
		if (*text != '$' && ++digits <= 7)
			*row = *row * 10 + (*text - '0');
	(*row)--;
	(*column)--;
	return letters >= 1 && letters <= 3 && digits >= 1 && digits <= 7 && *row >= 0;
}

/* A number, as its style shows it. */
static void
number_put(const Xlsx *xlsx, Sheet *sheet, const XlsxCell *cell, double value)
{
	bool		styled = cell->style >= 0 && cell->style < xlsx->style_count;
	const char *format = styled ? xlsx->styles[cell->style].format : "General";
	char		buffer[NUMBER_SIZE + 8];

	number_write(value, buffer);
	switch (number_format_kind(format, value))
	{
		case NUMBER_PLAIN:
			break;
		case NUMBER_PERCENT:
			number_write(value * 100, buffer);
			strlcat(buffer, " %", sizeof(buffer));
			break;
		case NUMBER_DATE:
			if (number_write_date(value, xlsx->since_1904, buffer))
				break;
			pg_fallthrough;
		case NUMBER_OTHERWISE:
			sheet_put_doubt(sheet, cell->row, cell->column, buffer,
							psprintf("Its number format is %s.",
									 pnstrdup(format, slice_clip((Slice){format, strlen(format)}, 80))));
			return;
	}
	if (styled && xlsx->styles[cell->style].struck)
		sheet_put_doubt(sheet, cell->row, cell->column, buffer, "It has a line through it.");
	else
		sheet_put(sheet, cell->row, cell->column, buffer, strlen(buffer));
}

/* A text, which may be a number, too. */
static void
text_put(const Xlsx *xlsx, Sheet *sheet, const XlsxCell *cell, const char *text, int length, const char *doubt)
{
	if (doubt == NULL && cell->style >= 0 && cell->style < xlsx->style_count && xlsx->styles[cell->style].struck &&
		strcspn(text, "0123456789") < (size_t) length)
		doubt = "It has a line through it.";
	if (doubt != NULL)
		sheet_put_doubt(sheet, cell->row, cell->column, pnstrdup(text, length), doubt);
	else
		sheet_put(sheet, cell->row, cell->column, text, length);
}

/* A text of those that the sheets share. */
static void
shared_put(const Xlsx *xlsx, Sheet *sheet, const XlsxCell *cell)
{
	const char *value = cell->value.data;
	int			number = xml_number(value, -1);

	if (number < 0 || number >= xlsx->string_count)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("sheet \"%s\" refers to text \"%.60s\", which the workbook has not", sheet->name, value),
						errdetail("The workbook has %d texts, from 0.", xlsx->string_count), errhint(XLSX_HINT)));
	text_put(xlsx, sheet, cell, xlsx->text.data + xlsx->strings[number].at, xlsx->strings[number].length,
			 xlsx->strings[number].doubt);
}

/* The cell is complete. */
static void
cell_put(const Xlsx *xlsx, Sheet *sheet, XlsxCell *cell)
{
	double number;

	if (strcmp(cell->type, "inlineStr") == 0)
		text_put(xlsx, sheet, cell, cell->rich.text.data, string_unescape(cell->rich.text.data, cell->rich.text.len),
				 rich_doubt(&cell->rich));
	else if (cell->has_formula && (!cell->has_value || (cell->value.len == 0 && strcmp(cell->type, "str") != 0)))
	{
		char *formula = sheet_formula(cell->formula.data);

		text_put(xlsx, sheet, cell, formula, (int) strlen(formula), NULL);
		pfree(formula);
	}
	else if (cell->value.len == 0)
		return;
	else if (strcmp(cell->type, "s") == 0)
		shared_put(xlsx, sheet, cell);
	else if (strcmp(cell->type, "str") == 0 || strcmp(cell->type, "e") == 0 || strcmp(cell->type, "d") == 0)
		text_put(xlsx, sheet, cell, cell->value.data, string_unescape(cell->value.data, cell->value.len), NULL);
	else if (strcmp(cell->type, "b") == 0)
		text_put(xlsx, sheet, cell, is_true(cell->value.data) ? "TRUE" : "FALSE", is_true(cell->value.data) ? 4 : 5,
				 NULL);
	else if (strcmp(cell->type, "n") == 0 && number_parse(cell->value.data, &number))
		number_put(xlsx, sheet, cell, number);
	else
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("row %d of sheet \"%s\" has a cell that is no number: \"%.60s\"", cell->row + 1,
							   sheet->name, cell->value.data),
						errdetail("A cell without a type holds a number."), errhint(XLSX_HINT)));
}

/* A cell begins: where it is, and what it holds. */
static void
cell_begin(XmlPart *part, XlsxCell *cell, const Sheet *sheet)
{
	const char *address = xml_attribute(part, "r", NULL);
	const char *type = xml_attribute(part, "t", NULL);
	int			row = cell->row;

	cell->column++;
	if (address != NULL && (!address_read(address, &row, &cell->column) || row != cell->row))
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("row %d of sheet \"%s\" has a cell that says it is \"%.20s\"", cell->row + 1,
							   sheet->name, address),
						errdetail("A cell says which it is as C7, in its own row."), errhint(XLSX_HINT)));
	strlcpy(cell->type, type != NULL ? type : "n", sizeof(cell->type));
	cell->style = attribute_number(part, "s");
	cell->has_value = cell->has_formula = false;
	resetStringInfo(&cell->value);
	resetStringInfo(&cell->formula);
	rich_reset(&cell->rich);
}

static void
text_append(StringInfo text, XmlPart *part)
{
	const char *more = xml_text(part);

	if (text->len + strlen(more) <= TABLE_BYTES)
		appendStringInfoString(text, more);
}

/* Read a cell that begins, to its end. */
static void
xlsx_read_cell(const Xlsx *xlsx, XmlPart *part, Sheet *sheet, XlsxCell *cell)
{
	StringInfo sink = NULL;

	cell_begin(part, cell, sheet);
	while (xml_next(part) && !xml_ends(part, "c"))
	{
		if (xml_begins(part, "is"))
			string_read(part, &cell->rich, "is");
		else if (xml_begins(part, "v"))
		{
			cell->has_value = true;
			sink = &cell->value;
		}
		else if (xml_begins(part, "f"))
		{
			cell->has_formula = true;
			sink = &cell->formula;
		}
		else if (xml_kind(part) == XML_TEXT && sink != NULL)
			text_append(sink, part);
		else if (xml_kind(part) == XML_END)
			sink = NULL;
	}
	cell_put(xlsx, sheet, cell);
}

/* A row begins. */
static void
row_begin(XmlPart *part, Sheet *sheet, XlsxCell *cell, bool all_hidden)
{
	const char *number = xml_attribute(part, "r", NULL);
	const char *hidden = xml_attribute(part, "hidden", NULL);
	const char *height = xml_attribute(part, "ht", NULL);
	int			row = number != NULL ? xml_number(number, 0) - 1 : cell->row + 1;

	if (row <= cell->row || row >= SHEET_ROWS)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("row %d of sheet \"%s\" stands out of its order", row + 1, sheet->name),
						errdetail("Rows have numbers from 1 to %d, one more than the other.", SHEET_ROWS),
						errhint(XLSX_HINT)));
	cell->row = row;
	cell->column = -1;
	if (is_true(hidden) || (height != NULL && strtod(height, NULL) == 0) || (all_hidden && hidden == NULL))
		sheet_hide_row(sheet, row);
}

/* Columns of a range. */
static void
columns_read(XmlPart *part, Sheet *sheet)
{
	const char *width = xml_attribute(part, "width", NULL);

	if (is_true(xml_attribute(part, "hidden", NULL)) || (width != NULL && strtod(width, NULL) == 0))
		sheet_hide_columns(sheet, attribute_number(part, "min") - 1, attribute_number(part, "max") - 1);
}

/* "A1:C1" */
static void
merge_read(XmlPart *part, Sheet *sheet)
{
	const char *range = xml_attribute(part, "ref", NULL);
	const char *colon = range != NULL ? strchr(range, ':') : NULL;
	SheetMerge	merge;
	int			row;
	int			column;

	if (colon == NULL || !address_read(range, &merge.row, &merge.column) || !address_read(colon + 1, &row, &column) ||
		row < merge.row || column < merge.column)
		return;
	merge.rows = row - merge.row + 1;
	merge.columns = column - merge.column + 1;
	sheet_merge(sheet, merge);
}

/* Read the comments on the cells of a sheet, if it has any; the texts of one are runs, the first of them often who wrote it. */
static void
comments_read(const Xlsx *xlsx, const char *name, Sheet *sheet)
{
	Relation *relations = palloc(sizeof(Relation) * SHEET_RELATIONS);
	int		  count = relations_read(xlsx->archive, name, relations, SHEET_RELATIONS);
	XmlPart	 *part = NULL;
	RichText  rich;
	int		  row = -1;
	int		  column;
	int		  i;

	for (i = 0; i < count && part == NULL; i++)
		if (strcmp(relations[i].type, "comments") == 0)
			part = xml_open(xlsx->archive, relations[i].target);
	rich_begin(&rich);
	while (part != NULL && xml_next(part))
	{
		if (xml_begins(part, "comment"))
		{
			const char *reference = xml_attribute(part, "ref", NULL);

			if (reference == NULL || !address_read(reference, &row, &column))
				row = -1;
		}
		else if (xml_begins(part, "text") && row >= 0)
		{
			string_read(part, &rich, "text");
			rich.text.len = string_unescape(rich.text.data, rich.text.len);
			rich.text.data[rich.text.len] = '\0';
			for (i = 0; i < rich.text.len; i++)
				if (isspace((unsigned char) rich.text.data[i]))
					rich.text.data[i] = ' ';
			sheet_comment(sheet, row, rich.text.data);
		}
	}
	if (part != NULL)
		xml_close(part);
}

/* The cells of a sheet, in the current context. */
Sheet *
xlsx_read(Xlsx *xlsx, int i)
{
	Sheet	*sheet = sheet_make(xlsx->sheets[i].name);
	XlsxCell cell = {.row = -1};
	bool	 all_hidden = false;
	XmlPart *part;

	if (!xlsx->loaded)
	{
		MemoryContext caller = MemoryContextSwitchTo(xlsx->context);

		styles_read(xlsx);
		strings_read(xlsx);
		xlsx->loaded = true;
		MemoryContextSwitchTo(caller);
	}
	part = xml_open(xlsx->archive, xlsx->sheets[i].part);
	if (part == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the archive has no part \"%s\"", xlsx->sheets[i].part),
				 errdetail("It is to hold the sheet \"%s\".", sheet->name), errhint(XLSX_HINT)));
	initStringInfo(&cell.value);
	initStringInfo(&cell.formula);
	rich_begin(&cell.rich);
	while (xml_next(part))
	{
		if (xml_begins(part, "sheetFormatPr"))
			all_hidden = is_true(xml_attribute(part, "zeroHeight", NULL));
		else if (xml_begins(part, "col"))
			columns_read(part, sheet);
		else if (xml_begins(part, "row"))
			row_begin(part, sheet, &cell, all_hidden);
		else if (xml_begins(part, "c") && cell.row >= 0)
			xlsx_read_cell(xlsx, part, sheet, &cell);
		else if (xml_begins(part, "mergeCell"))
			merge_read(part, sheet);
	}
	xml_close(part);
	comments_read(xlsx, xlsx->sheets[i].part, sheet);
	return sheet;
}
