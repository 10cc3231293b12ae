/*
 * workbook.h
 *		The sheets of a workbook.
 */
#ifndef BUSETTING_WORKBOOK_H
#define BUSETTING_WORKBOOK_H

#include "postgres.h"

#include "read/sheet.h"

typedef struct Workbook Workbook;

extern bool		   workbook_detect(const char *bytes, size_t length);
extern Workbook	  *workbook_open(const char *bytes, size_t length);
extern void		   workbook_close(Workbook *workbook);
extern const char *workbook_form(const Workbook *workbook);
extern int		   workbook_sheets(const Workbook *workbook);
extern const char *workbook_name(const Workbook *workbook, int i);
extern bool		   workbook_is_hidden(const Workbook *workbook, int i);
extern int		   workbook_find(const Workbook *workbook, const char *name);
extern Sheet	  *workbook_read(Workbook *workbook, int i);

#endif /* BUSETTING_WORKBOOK_H */
