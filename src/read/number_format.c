/*
 * number_format.c
 *		How a spreadsheet's number format shows a number.
 *
 * A cell holds a number, and readers see what its format makes of it: 0.25 is seen as 25 %,
 * 44699 as 18.05.2022, and under [<5]":";0 a 3 is seen as ":".  Numbers are read as they are
 * seen or not at all.  A format has up to four sections, ECMA-376 part 1, 18.8.31:
 *
 *		format	=  section (";" section)*		for more than 0, less, 0, and text
 *		section	=  ("[" condition | color | currency "]" | "0" | "#" | "?" | '"' text '"' | ...)*
 *
 * Called by spreadsheet_xlsx.c; plain C.  Owns nothing.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/number_format.h"

#define SECTIONS 4

/* What a section has. */
typedef struct Section
{
	bool   places;		 /* for digits, or "General" */
	bool   date;		 /* parts of a date or time */
	bool   percent;		 /* outside of texts */
	bool   scaled;		 /* a comma behind the last place: shown in thousands */
	bool   digits;		 /* among its texts */
	bool   dash;		 /* its texts are a dash and spaces */
	bool   words;		 /* it has texts */
	bool   percent_sign; /* a "%" that only looks like one */
	char   unit[24];	 /* small letters among its texts, the first of them; "$" for a currency */
	char   condition[3]; /* "<", ">=" and so on, or empty */
	double than;
} Section;

/* The format that a number of the standard stands for; NULL where it depends on the language. */
const char *
number_format_builtin(int id)
{
	if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
		return "yyyy-mm-dd";
	switch (id)
	{
		case 0:
		case 49:
			return "General";
		case 9:
		case 10:
			return "0%";
		case 11:
		case 48:
			return "0.00E+00";
		case 12:
		case 13:
			return "# ?/?";
		default:
			return id < 164 ? "#,##0" : NULL;
	}
}

/* What stands in brackets: a condition, an elapsed time, or a color, currency and the like. */
static void
section_add_bracket(Section *section, const char *text, size_t length)
{
	size_t sign = strspn(text, "<>=");

	if (sign > 0 && sign <= 2)
	{
		memcpy(section->condition, text, sign);
		section->condition[sign] = '\0';
		section->than = strtod(text + sign, NULL);
	}
	else if (length > 0 && strspn(text, "hmsHMS") >= length)
		section->date = true;
	/* "[$kr-414]" shows a currency, "[$-414]" is of a language alone */
	else if (length > 1 && text[0] == '$' && text[1] != '-')
		section->unit[0] = '$';
}

/* Add a character to the unit of a number, zeros at first, if it may be of one: a letter of ASCII, or a dollar. */
void
number_unit_add(char *unit, size_t size, char c)
{
	size_t length = strlen(unit);

	if (length + 1 < size && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '$'))
		unit[length] = (char) (c | 0x20);
}

/* A character that is shown as it is. */
static void
section_add_text(Section *section, char c)
{
	number_unit_add(section->unit, sizeof(section->unit), c);
	section->digits = section->digits || (c >= '0' && c <= '9');
	section->percent_sign = section->percent_sign || c == '%';
	section->dash = (section->dash || !section->words) && strchr("- \xE2\x80\x93\x94", c) != NULL;
	section->words = section->words || c != ' ';
}

/* What is shown as it stands, or not at all: a text in quotes, an escaped character, brackets; returns its end, or NULL. */
static const char *
section_read_literal(Section *section, const char *at)
{
	const char *end;

	if (*at == '"')
	{
		for (at++; *at != '\0' && *at != '"'; at++)
			section_add_text(section, *at);
		return at + (*at == '"');
	}
	if (strchr("\\_*", *at) != NULL && at[1] != '\0')
	{
		/* the others are as wide as the next character, or filled with it */
		if (*at == '\\')
			section_add_text(section, at[1]);
		return at + 2;
	}
	if (*at == '[' && (end = strchr(at, ']')) != NULL)
	{
		section_add_bracket(section, at + 1, end - at - 1);
		return end + 1;
	}
	return NULL;
}

/* A place for a digit, or "General": returns its end, or NULL. */
static const char *
section_read_place(Section *section, const char *at)
{
	size_t length = strncmp(at, "General", 7) == 0	? 7 :
					strncmp(at, "Standard", 8) == 0 ? 8 :
					strchr("0#?", *at) != NULL		? 1 :
													  0;

	section->places = section->places || length > 0;
	return length > 0 ? at + length : NULL;
}

/* Read the section at a place; returns where the next one begins, NULL at the end. */
static const char *
section_read(Section *section, const char *at)
{
	bool comma = false; /* since the last place */

	*section = (Section){.places = false};
	while (*at != '\0' && *at != ';')
	{
		const char *end = section_read_literal(section, at);

		if (end == NULL && (end = section_read_place(section, at)) != NULL)
			comma = false;
		if (end != NULL)
		{
			at = end;
			continue;
		}
		if (*at == ',')
			comma = section->places;
		else if (*at == '%')
			section->percent = true;
		else if ((*at == 'E' || *at == 'e') && (at[1] == '+' || at[1] == '-'))
			at++;
		else if (strchr("ymdhsYMDHSeEgGbB", *at) != NULL)
			section->date = true;
		else if (strchr("./@", *at) == NULL)
			section_add_text(section, *at);
		at++;
	}
	section->scaled = comma;
	return *at == ';' ? at + 1 : NULL;
}

static bool
section_is_met(const Section *section, double value)
{
	bool less = section->condition[0] == '<';
	bool equal = strchr(section->condition, '=') != NULL;

	if (strcmp(section->condition, "<>") == 0)
		return value != section->than;
	return (equal && value == section->than) || (less && value < section->than) ||
		   (section->condition[0] == '>' && value > section->than);
}

/* The section by which a value is shown. */
static const Section *
section_choose(const Section *sections, int count, double value)
{
	int i;

	if (sections[0].condition[0] != '\0' || (count > 1 && sections[1].condition[0] != '\0'))
	{
		for (i = 0; i < count && i < 2; i++)
			if (sections[i].condition[0] != '\0' ? section_is_met(&sections[i], value) : i == 0 && value > 0)
				return &sections[i];
		return &sections[count > 2 ? 2 : count - 1];
	}
	if (count > 1 && value < 0)
		return &sections[1];
	return &sections[count > 2 && value == 0 ? 2 : 0];
}

/* Is the number one of something else than persons? */
bool
number_unit_is_other(const char *unit)
{
	static const char *const persons[] = {"personer",	 "personar",	"pers",		"persons", "people",
										  "flyktninger", "flyktningar", "refugees", "stk",	   NULL};
	int						 i;

	for (i = 0; persons[i] != NULL; i++)
		if (strcmp(unit, persons[i]) == 0)
			return false;
	return unit[0] != '\0';
}

/* What a reader sees of the value under the format. */
NumberKind
number_format_kind(const char *format, double value)
{
	Section		   sections[SECTIONS] = {{0}};
	const Section *section;
	const char	  *at = format;
	int			   count = 0;

	do
		at = section_read(&sections[count++], at);
	while (at != NULL && count < SECTIONS);
	section = section_choose(sections, count, value);
	if (section->date && !section->places)
		return NUMBER_DATE;
	/* accounts show nothing as a dash */
	if (!section->places && value == 0 && section->dash && section->words)
		return NUMBER_PLAIN;
	/* as it is, or as a text */
	if (format[0] == '\0' || strcmp(format, "@") == 0)
		return NUMBER_PLAIN;
	if (!section->places || section->digits || section->scaled || section->percent_sign ||
		number_unit_is_other(section->unit))
		return NUMBER_OTHERWISE;
	return section->percent ? NUMBER_PERCENT : NUMBER_PLAIN;
}

/* A number as a file has it, "718", "-0.5", "7.2E-2"; false where the text is none. */
bool
number_parse(const char *text, double *value)
{
	char *end;

	if (*text == '\0' || strspn(text, "0123456789+-.eE") != strlen(text))
		return false;
	*value = strtod(text, &end);
	return *end == '\0' && isfinite(*value);
}

/* A number as text in a buffer of NUMBER_SIZE bytes: whole ones as digits alone. */
void
number_write(double value, char *buffer)
{
	if (value == floor(value) && fabs(value) < 1e15)
		snprintf(buffer, NUMBER_SIZE, "%.0f", value == 0 ? 0.0 : value);
	else
		snprintf(buffer, NUMBER_SIZE, "%.15g", value);
}

/* The day that is so many days after 1970-01-01, by the algorithm of H. Hinnant (chrono-compatible low-level date algorithms). */
static void
days_to_date(long days, int *year, int *month, int *day)
{
	long shifted = days + 719468;
	long era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
	long of_era = shifted - era * 146097;
	long year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	long of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	long shifted_month = (5 * of_year + 2) / 153;

	*day = (int) (of_year - (153 * shifted_month + 2) / 5 + 1);
	*month = (int) (shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
	*year = (int) (year_of_era + era * 400 + (*month <= 2));
}

/*
 * The date that a serial number is, in a buffer of NUMBER_SIZE bytes: days since 1899-12-30, as
 * there was a 29 February 1900 in the first spreadsheets, or since 1904-01-01.  False where it is
 * none: before March 1900, or after 9999.
 */
bool
number_write_date(double serial, bool since_1904, char *buffer)
{
	long days;
	int	 minutes;
	int	 year;
	int	 month;
	int	 day;

	if (!(serial >= (since_1904 ? 0 : 61)) || serial >= 2958466)
		return false;
	days = (long) floor(serial);
	minutes = (int) ((serial - (double) days) * 1440 + 0.5);
	days_to_date(days - (since_1904 ? 24107 : 25569), &year, &month, &day);
	if (minutes > 0 && minutes < 1440)
		snprintf(buffer, NUMBER_SIZE, "%04d-%02d-%02d %02d:%02d", year, month, day, minutes / 60, minutes % 60);
	else
		snprintf(buffer, NUMBER_SIZE, "%04d-%02d-%02d", year, month, day);
	return true;
}
