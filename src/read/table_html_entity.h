/*
 * table_html_entity.h
 *		Characters that a web page writes by name or number.
 */
#ifndef BUSETTING_TABLE_HTML_ENTITY_H
#define BUSETTING_TABLE_HTML_ENTITY_H

#include <stddef.h>

extern size_t entity_read(const char *at, const char *end, char *character, size_t *length);

#endif							/* BUSETTING_TABLE_HTML_ENTITY_H */
