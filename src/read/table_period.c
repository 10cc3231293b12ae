/*
 * table_period.c
 *		What the cells of a column of periods say.
 *
 *		Kommune;År;Bosatte
 *		Bergen;2021;670
 *		Bergen;2022;718
 *
 *		period	=  "2022" | "2022M05" | "2022K2" | "2022U20" | "mai 2022" | "2022-05-18" | "18.05.2022" | "18. mai 2022"
 *
 * A day may have a time behind it, as databases write it.
 *
 * "2022-05" is none: below "Uke" it is a week, below "Måned" a month.
 *
 * Called by table.c for each row, and by table_long.c to see what a column holds.  Owns nothing: what is found is put in the caller's buffer.
 */
#include <stdio.h>
#include <string.h>

#include "read/table_period.h"

/* The number of digits that the text is, at most 4; -1 where it is none. */
static int
digits_read(Slice text)
{
	int	   number = 0;
	size_t i;

	if (text.length == 0 || text.length > 4)
		return -1;
	for (i = 0; i < text.length; i++)
	{
		if (!is_digit(text.data[i]))
			return -1;
		number = number * 10 + (text.data[i] - '0');
	}
	return number;
}

/* The year that the text is, -1 where it is none. */
static int
year_read(Slice text)
{
	int year = text.length == 4 ? digits_read(text) : -1;

	return year >= 1900 && year < 2100 ? year : -1;
}

static bool
day_exists(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool			 leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (leap && month == 2);
}

/* "2022-05-18", "18.05.2022": the day, or of years the year, as databases write it. */
static bool
date_clean(Slice text, bool of_years, char *buffer, Slice *period)
{
	bool iso = text.data[4] == '-' && text.data[7] == '-';
	int	 year = year_read((Slice){text.data + (iso ? 0 : 6), 4});
	int	 month = digits_read((Slice){text.data + (iso ? 5 : 3), 2});
	int	 day = digits_read((Slice){text.data + (iso ? 8 : 0), 2});

	if ((!iso && (text.data[2] != '.' || text.data[5] != '.')) || !day_exists(year, month, day))
		return false;
	(void) snprintf(buffer, PERIOD_SIZE, "%04d-%02d-%02d", year, month, day);
	*period = (Slice){buffer, of_years ? 4 : 10};
	return true;
}

/* Without the time of a day behind a date: "2022-05-18T00:00:00". */
static Slice
text_drop_time(Slice text)
{
	size_t i;

	if (text.length < 16 || strchr("T ", text.data[10]) == NULL)
		return text;
	for (i = 11; i < text.length; i++)
		if (!(is_digit(text.data[i]) || (i == 13 || i == 16 ? text.data[i] == ':' : i == 19 && text.data[i] == '.')))
			return text;
	return (Slice){text.data, 10};
}

/* The month of a name, 0 where it is none. */
static int
month_find(Slice name)
{
	static const char *const months[12][4] = {
		{"januar", "january"}, {"februar", "february"}, {"mars", "march"}, {"april"},
		{"mai", "may"},		   {"juni", "june"},		{"juli", "july"},  {"august"},
		{"september"},		   {"oktober", "october"},	{"november"},	   {"desember", "december"}};
	int i;

	for (i = 0; i < 12; i++)
		if (word_is_one_of(name, months[i]))
			return i + 1;
	return 0;
}

/* "18. mai 2022", "18 mai 2022". */
static bool
named_day_clean(Slice text, char *buffer, Slice *period)
{
	size_t digits = 0;
	size_t from;
	size_t behind = text.length - 5;
	int	   day;
	int	   month;
	int	   year;

	while (digits < text.length && is_digit(text.data[digits]))
		digits++;
	from = digits + (digits < text.length && text.data[digits] == '.');
	if (digits == 0 || digits > 2 || from + 1 >= behind || text.data[from] != ' ' || text.data[behind] != ' ')
		return false;
	day = digits_read((Slice){text.data, digits});
	month = month_find((Slice){text.data + from + 1, behind - from - 1});
	year = year_read((Slice){text.data + behind + 1, 4});
	if (!day_exists(year, month, day))
		return false;
	*period = (Slice){buffer, snprintf(buffer, PERIOD_SIZE, "%04d-%02d-%02d", year, month, day)};
	return true;
}

/* A letter and a number behind a year: how many there are of them in a year, 0 where the letter says nothing. */
static int
letter_periods(char letter)
{
	switch (letter)
	{
		case 'M':
			return 12;
		case 'K':
		case 'Q':
			return 4;
		case 'U':
		case 'W':
			return 53;
		default:
			return 0;
	}
}

/*
 * Read a cell of such a column: the code of its period, as period_dates has it, in a buffer of PERIOD_SIZE bytes or in
 * the text.  False where it is none.
 */
bool
period_clean(Slice text, bool of_years, char *buffer, Slice *period)
{
	size_t behind = text.length > 5 ? text.length - 5 : 0;
	int	   number;

	*period = text;
	text = text_drop_time(text);
	if (text.length == 10 && date_clean(text, of_years, buffer, period))
		return true;
	if (text.length == 4)
		return year_read(text) > 0;
	if (behind == 0)
		return false;
	if (named_day_clean(text, buffer, period))
		return true;
	number = digits_read((Slice){text.data + 5, behind});
	if (behind <= 2 && year_read((Slice){text.data, 4}) > 0 && number >= 1 && number <= letter_periods(text.data[4]))
	{
		*period = (Slice){buffer, snprintf(buffer, PERIOD_SIZE, strchr("KQ", text.data[4]) ? "%.4s%c%d" : "%.4s%c%02d",
										   text.data, text.data[4], number)};
		return true;
	}
	number = text.data[behind] == ' ' && year_read((Slice){text.data + behind + 1, 4}) > 0 ?
				 month_find((Slice){text.data, behind}) :
				 0;
	if (number > 0)
		*period = (Slice){buffer, snprintf(buffer, PERIOD_SIZE, "%.4sM%02d", text.data + behind + 1, number)};
	return number > 0;
}

/*
 * The same of two cells: a year, and a part of it that the letter says how to count, as a month by its number or its name, or a whole
 * period within that year.
 */
bool
period_clean_part(Slice year, Slice part, char letter, char *buffer, Slice *period)
{
	char  whole[PERIOD_SIZE];
	Slice of_year;
	int	  number = part.length <= 2 ? digits_read(part) : -1;

	if (!period_clean(year, true, whole, &of_year) || of_year.length != 4 || part.length == 0)
		return false;
	if (letter == 'M' && number < 0)
		number = month_find(part);
	if (number >= 1 && number <= letter_periods(letter))
	{
		*period = (Slice){buffer, snprintf(buffer, PERIOD_SIZE, letter == 'K' ? "%.4s%c%d" : "%.4s%c%02d", of_year.data,
										   letter, number)};
		return true;
	}
	return period_clean(part, false, buffer, period) && period->length > 4 &&
		   memcmp(period->data, of_year.data, 4) == 0;
}
