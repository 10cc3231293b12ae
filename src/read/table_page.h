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

extern void pages_begin(Pages *pages, Slice content);
extern bool pages_own_line(Pages *pages, const Table *table, const Line *line);

#endif /* BUSETTING_TABLE_PAGE_H */
