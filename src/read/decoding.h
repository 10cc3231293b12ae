/*
 * decoding.h
 *		The text that the bytes of a file are.
 */
#ifndef BUSETTING_DECODING_H
#define BUSETTING_DECODING_H

#include "postgres.h"

extern text *bytes_decode(const char *bytes, int length, const char *encoding_name);

#endif /* BUSETTING_DECODING_H */
