/*
 * px_decoding.h
 *		The text that the bytes of a PX file are.
 */
#ifndef BUSETTING_PX_DECODING_H
#define BUSETTING_PX_DECODING_H

#include "postgres.h"

extern text *px_decode(const char *bytes, int length);

#endif /* BUSETTING_PX_DECODING_H */
