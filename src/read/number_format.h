/*
 * number_format.h
 *		How a spreadsheet's number format shows a number.
 */
#ifndef BUSETTING_NUMBER_FORMAT_H
#define BUSETTING_NUMBER_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

#define NUMBER_SIZE 48 /* bytes of a number as text */

typedef enum NumberKind
{
	NUMBER_PLAIN,	 /* as the number is */
	NUMBER_PERCENT,	 /* a hundred times as much, and "%" */
	NUMBER_DATE,	 /* a day, perhaps with a time */
	NUMBER_OTHERWISE /* what is seen is another number, or none */
} NumberKind;

extern const char *number_format_builtin(int id);
extern NumberKind  number_format_kind(const char *format, double value);
extern void		   number_unit_add(char *unit, size_t size, char c);
extern bool		   number_unit_is_other(const char *unit);
extern bool		   number_parse(const char *text, double *value);
extern void		   number_write(double value, char *buffer);
extern bool		   number_write_date(double serial, bool since_1904, char *buffer);

#endif /* BUSETTING_NUMBER_FORMAT_H */
