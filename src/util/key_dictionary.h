/*
 * key_dictionary.h
 *		Keys of any SQL type to dense numbers, in the order in which they come.  For
 *		cells, sums and codes, in audit.
 */
#ifndef BUSETTING_KEY_DICTIONARY_H
#define BUSETTING_KEY_DICTIONARY_H

#include "postgres.h"

typedef struct KeyDictionary KeyDictionary;

/* How the values of a column become keys; found once per column. */
typedef struct KeyReader
{
	Oid	 type;
	bool is_integer;
	bool is_text;
	bool as_integer; /* keep integers as such: quicker than as text */
	Oid	 output;
} KeyReader;

extern KeyReader key_reader(Oid type);

extern KeyDictionary *key_dictionary_create(bool as_integer);
extern void			  key_dictionary_free(KeyDictionary *dictionary);

/*
 * A dictionary of one column's values, which are equal where their type and collation
 * say so.  A key that comes in several forms, as 1.0 and 1.00, is the least text.
 */
extern KeyDictionary *key_dictionary_create_of(Oid type, Oid collation);

/* The number of a key; a new one if add.  -1 if there is none. */
extern int
key_dictionary_number(KeyDictionary *dictionary, const KeyReader *reader, Datum value, bool add, bool *added);
/* The same of bytes, in a dictionary that is not as_integer. */
extern int key_dictionary_bytes(KeyDictionary *dictionary, const void *bytes, Size length, bool add, bool *added);

/* How many keys there are, and the bytes of one of key_dictionary_bytes. */
extern int		   key_dictionary_count(const KeyDictionary *dictionary);
extern const void *key_dictionary_key(const KeyDictionary *dictionary, int number);

/* Two keys: integers as such, others by the bytes of their text. */
extern int key_dictionary_compare(const KeyDictionary *dictionary, int a, int b);

/* A key as text, palloc'd. */
extern char *key_dictionary_text(const KeyDictionary *dictionary, int number);

#endif /* BUSETTING_KEY_DICTIONARY_H */
