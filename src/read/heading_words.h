/*
 * heading_words.h
 *		The words of headings from an SQL array.
 */
#ifndef BUSETTING_HEADING_WORDS_H
#define BUSETTING_HEADING_WORDS_H

#include "utils/array.h"

#include "read/table_words.h"

extern const Words *words_from_array(ArrayType *array);
extern int			particles_from_array(ArrayType *array, const Slice **particles);

#endif /* BUSETTING_HEADING_WORDS_H */
