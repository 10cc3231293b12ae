/*
 * table_names.h
 *		Names that a row can begin with, as the caller knows them.
 */
#ifndef BUSETTING_TABLE_NAMES_H
#define BUSETTING_TABLE_NAMES_H

#include "read/table_line.h"

#define NAME_WORDS 8 /* at most so many words in a name */

extern bool names_fold(Slice name, char *buffer, Slice *folded);
extern void names_begin(Names *names, Slice *folded, int count);
extern bool names_know(const Names *names, Slice folded);
extern bool names_know_joined(const Names *names, Slice first, const char *between, Slice second);
extern int	names_match(const Names *names, const Token *tokens, int count);

#endif /* BUSETTING_TABLE_NAMES_H */
