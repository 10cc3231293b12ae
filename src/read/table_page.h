/*
 * table_page.h
 *		Lines at the top and the bottom of pages that are of the page, not of the table.
 */
#ifndef BUSETTING_TABLE_PAGE_H
#define BUSETTING_TABLE_PAGE_H

#include "read/table.h"
#include "read/table_line.h"

/* The pages of a text, which form feeds set apart; see pages_begin. */
typedef struct Pages
{
	const char *end;	/* of the text */
	Slice		above;	/* the page before; data is NULL where there is none */
	Slice		page;	/* that is being read */
	int			lines;	/* of it that have something in them, so far */
	bool		at_top; /* all of them are of the page */
} Pages;

/* A line that is a number alone: may it be the page's? */
typedef enum PageNumber
{
	PAGE_NUMBER_NONE,
	PAGE_NUMBER_LAST,	/* it ends the only page */
	PAGE_NUMBER_COUNTED /* the page before or after has one that is less or more by one */
} PageNumber;

extern void		  pages_begin(Pages *pages, Slice content);
extern bool		  pages_own_line(Pages *pages, const Table *table, const Line *line);
extern PageNumber pages_find_number(const Pages *pages, const Line *line);

#endif /* BUSETTING_TABLE_PAGE_H */
