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

/* The kind of periods that a word names with a number, 0 where there is none. */
static Period
word_period_kind(Slice word)
{
	static const struct
	{
		Period		kind;
		const char *words[8];
	} kinds[] = {{PERIOD_WEEK, {"uke", "uka", "veke", "veka", "week"}}, {PERIOD_QUARTER, {"kvartal", "quarter"}}};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (word_is_one_of(word, kinds[i].words))
			return kinds[i].kind;
	return 0;
}

/* The number that the text ends in, "20", "1-20", "3."; of several, the last; -1 where there is none. */
static int
number_read_last(Slice text)
{
	size_t start;

	while (text.length > 0 && strchr(".:,;)", text.data[text.length - 1]) != NULL)
		text.length--;
	start = text.length;
	while (start > 0 && is_digit(text.data[start - 1]))
		start--;
	return digits_read((Slice){text.data + start, text.length - start});
}

/* A period of a kind with its number, 0 where there is no such. */
static Period
period_make(Period kind, int number)
{
	int last = kind == PERIOD_WEEK ? 53 : kind == PERIOD_QUARTER ? 4 : 12;

	return number >= 1 && number <= last ? kind + number : 0;
}

/* A day of no year, which may be a leap year. */
static Period
period_make_day(int month, int day)
{
	return day_exists(2000, month, day) ? PERIOD_DAY + 100 * month + day : 0;
}

/* The month of a name, the last one of "januar–mars". */
static int
month_find_last(Slice name)
{
	size_t i;

	while (name.length > 0 && strchr(".:,;)", name.data[name.length - 1]) != NULL)
		name.length--;
	for (i = name.length; i > 0; i--)
		if (name.data[i - 1] == '-' || name.data[i - 1] & 0x80)
			return month_find((Slice){name.data + i, name.length - i});
	return month_find(name);
}

/* Two or three numbers, with the same sign between. */
typedef struct Numbers
{
	int	 values[3];
	int	 lengths[3];
	int	 count;
	char separator;
} Numbers;

/* Read such numbers, which are the whole text. */
static bool
numbers_read(Slice text, Numbers *numbers)
{
	size_t at = 0;

	*numbers = (Numbers){.count = 0};
	while (numbers->count < 3 && at < text.length && is_digit(text.data[at]))
	{
		size_t start = at;

		while (at < text.length && is_digit(text.data[at]))
			at++;
		numbers->lengths[numbers->count] = (int) (at - start);
		numbers->values[numbers->count++] = digits_read((Slice){text.data + start, at - start});
		if (at == text.length)
			break;
		if (strchr("./-", text.data[at]) == NULL || (numbers->count > 1 && text.data[at] != numbers->separator))
			return false;
		numbers->separator = text.data[at++];
	}
	return at == text.length && numbers->count > 1;
}

/* A date in digits: "18.05.2022", "2022-05-18", "18.05.22", "18.05", "18.5.", "18/5"; 0 where it is none. */
static Period
date_read(Slice text)
{
	Numbers numbers;
	int		year;
	Period	day;

	while (text.length > 0 && strchr(":,;()", text.data[text.length - 1]) != NULL)
		text.length--;
	if (!numbers_read(text, &numbers))
		return 0;
	if (numbers.separator == '-')
		return numbers.count == 3 && year_read((Slice){text.data, (size_t) numbers.lengths[0]}) > 0 ?
				   period_set_year(period_make_day(numbers.values[1], numbers.values[2]), numbers.values[0]) :
				   0;
	if (numbers.lengths[0] > 2 || numbers.lengths[1] > 2)
		return 0;
	day = period_make_day(numbers.values[1], numbers.values[0]);
	if (numbers.count == 2)
		return day;
	year = numbers.lengths[2] == 2 ? 2000 + numbers.values[2] : numbers.values[2];
	return numbers.separator == '.' && year >= 1900 && year < 2100 ? period_set_year(day, year) : 0;
}

/* What words of a heading name: "uke 20", "3. kvartal", "mai", "18. mai", "18.05.2022"; 0 where that is nothing. */
Period
period_read_words(Slice text)
{
	size_t space = 0;
	Slice  first;
	Slice  last;
	Period kind;

	while (space < text.length && text.data[space] != ' ')
		space++;
	first = (Slice){text.data, space};
	if (space == text.length)
	{
		int month = month_find_last(text);

		return month > 0 ? PERIOD_MONTH + month : date_read(text);
	}
	last = slice_trim((Slice){text.data + space, text.length - space});
	kind = word_period_kind(first);
	if (kind > 0)
		return period_make(kind, number_read_last(last));
	kind = word_period_kind(last);
	if (kind > 0)
		return period_make(kind, number_read_last(first));
	return month_find(last) > 0 && number_read_last(first) > 0 && memchr(first.data, '-', first.length) == NULL ?
			   period_make_day(month_find(last), number_read_last(first)) :
			   0;
}

/* The period in a year, where that is not said yet; 0 where it is of another. */
Period
period_set_year(Period period, int year)
{
	int said = period / 10000 % 10000;

	if (period < PERIOD_MONTH || year <= 0 || said == year)
		return period;
	return said == 0 ? period + year * 10000 : 0;
}

/* Write the code of a period, as period_dates has it, into a buffer of PERIOD_SIZE bytes; without its year where that is not said. */
Slice
period_write(Period period, char *buffer)
{
	int year = period / 10000 % 10000;
	int number = period % 10000;
	int length = 0;

	if (period_is_year(period))
		return (Slice){buffer, snprintf(buffer, PERIOD_SIZE, "%d", period)};
	if (year > 0)
		length = snprintf(buffer, PERIOD_SIZE, period >= PERIOD_DAY ? "%04d-" : "%04d", year);
	if (period >= PERIOD_DAY)
		length += snprintf(buffer + length, PERIOD_SIZE - length, "%02d-%02d", number / 100, number % 100);
	else if (period >= PERIOD_QUARTER && period < PERIOD_WEEK)
		length += snprintf(buffer + length, PERIOD_SIZE - length, "K%d", number % 10);
	else
		length +=
			snprintf(buffer + length, PERIOD_SIZE - length, "%c%02d", period >= PERIOD_WEEK ? 'U' : 'M', number % 100);
	return (Slice){buffer, length};
}

/* The period of a code: "2022", "2022U20", "U20", "2022-05-18", "05-18"; 0 where it is none. */
Period
period_read_code(Slice text)
{
	int	   year = text.length >= 4 ? year_read((Slice){text.data, 4}) : -1;
	Slice  rest = year > 0 ? (Slice){text.data + 4, text.length - 4} : text;
	Period kind;

	if (year > 0 && rest.length == 0)
		return year;
	if (rest.length == 6 && year > 0 && rest.data[0] == '-')
		rest = (Slice){rest.data + 1, 5};
	if (rest.length == 5 && rest.data[2] == '-')
		return period_set_year(
			period_make_day(digits_read((Slice){rest.data, 2}), digits_read((Slice){rest.data + 3, 2})), year);
	if (rest.length < 2 || letter_periods(rest.data[0]) == 0)
		return 0;
	kind = letter_periods(rest.data[0]) == 12 ? PERIOD_MONTH :
		   letter_periods(rest.data[0]) == 4  ? PERIOD_QUARTER :
												PERIOD_WEEK;
	return period_set_year(period_make(kind, digits_read((Slice){rest.data + 1, rest.length - 1})), year);
}
