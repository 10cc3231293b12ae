/*
 * table_form.h
 *		The forms in which a table can be read.
 */
#ifndef BUSETTING_TABLE_FORM_H
#define BUSETTING_TABLE_FORM_H

#include "table.h"

extern bool table_read_text(Table *table);
extern bool table_read_csv(Table *table, char delimiter);
extern bool table_read_html(Table *table);

extern char csv_detect(Table *table);
extern bool html_detect(const Table *table);

#endif							/* BUSETTING_TABLE_FORM_H */
