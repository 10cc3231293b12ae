/*
 * key_dictionary.c
 *		Keys of any SQL type to dense numbers.
 *
 * Integers are kept as integers, everything else as the text of its type's
 * output function.  A dictionary is one kind or the other, so that 7 of an int
 * column and '7' of a text column are the same cell.  A third kind is of one
 * column whose type or collation has an equality of its own, as GROUP BY has.
 *
 * A hash table with open addressing and linear probing.  It is called by audit.c and by
 * the files of cubes, for cells, sums and codes.  A dictionary has a memory context of its
 * own, below the one in which it was created.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/datetime.h"
#include "utils/json.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/typcache.h"

#include "util/compat.h"
#include "util/key_dictionary.h"

typedef struct Key
{
	int64		integer; /* or the length of the text */
	const char *text;	 /* any bytes, perhaps none; of integers NULL */
} Key;

struct KeyDictionary
{
	MemoryContext context;
	bool		  as_integer;
	int			  count;
	int			  allocated;
	Key			 *key;
	uint32		 *hash;
	uint32		  slots; /* a power of two, at least twice the keys */
	int			 *slot;	 /* number, or -1 */
	char		 *chunk; /* what is left of the last chunk in which texts are kept */
	Size		  chunk_left;
	/* of a type with an equality of its own; NULL in other tables */
	TypeCacheEntry *type;
	Oid				collation;
	FmgrInfo		hash_function;
	FmgrInfo		equal;
	Datum		   *value; /* of each key, its first form */
};

#define CHUNK 65536

KeyReader
key_reader(Oid type)
{
	KeyReader result = {0};
	bool	  varlena;

	result.type = type;
	result.is_integer = type == INT2OID || type == INT4OID || type == INT8OID;
	result.is_text = type == TEXTOID || type == VARCHAROID;
	result.as_integer = result.is_integer;
	getTypeOutputInfo(type, &result.output, &varlena);
	return result;
}

static void
make_slots(KeyDictionary *dictionary, uint32 slots)
{
	dictionary->slots = slots;
	dictionary->slot = MemoryContextAllocHuge(dictionary->context, sizeof(int) * slots);
	memset(dictionary->slot, -1, sizeof(int) * slots);
	for (int i = 0; i < dictionary->count; i++)
	{
		uint32 at = dictionary->hash[i] & (slots - 1);

		while (dictionary->slot[at] >= 0)
			at = (at + 1) & (slots - 1);
		dictionary->slot[at] = i;
	}
}

KeyDictionary *
key_dictionary_create(bool as_integer)
{
	MemoryContext  context = AllocSetContextCreate(CurrentMemoryContext, "keys", ALLOCSET_DEFAULT_SIZES);
	KeyDictionary *dictionary = MemoryContextAllocZero(context, sizeof(KeyDictionary));

	dictionary->context = context;
	dictionary->as_integer = as_integer;
	dictionary->allocated = 512;
	dictionary->key = MemoryContextAlloc(context, sizeof(Key) * dictionary->allocated);
	dictionary->hash = MemoryContextAlloc(context, sizeof(uint32) * dictionary->allocated);
	make_slots(dictionary, 1024);
	return dictionary;
}

void
key_dictionary_free(KeyDictionary *dictionary)
{
	MemoryContextDelete(dictionary->context);
}

KeyDictionary *
key_dictionary_create_of(Oid type, Oid collation)
{
	KeyReader		reader = key_reader(type);
	KeyDictionary  *dictionary = key_dictionary_create(reader.is_integer);
	TypeCacheEntry *entry;

	/* bytes will do where they are all that equality looks at */
	if (reader.is_integer || (reader.is_text && (!OidIsValid(collation) || get_collation_isdeterministic(collation))))
		return dictionary;
	entry = lookup_type_cache(type, TYPECACHE_HASH_PROC | TYPECACHE_EQ_OPR_FINFO);
	if (!OidIsValid(entry->hash_proc) || !OidIsValid(entry->eq_opr))
		return dictionary;
	fmgr_info_cxt(entry->hash_proc, &dictionary->hash_function, dictionary->context);
	fmgr_info_copy(&dictionary->equal, &entry->eq_opr_finfo, dictionary->context);
	dictionary->type = entry;
	dictionary->collation = collation;
	dictionary->value = MemoryContextAlloc(dictionary->context, sizeof(Datum) * dictionary->allocated);
	return dictionary;
}

static Key
read_text(const KeyDictionary *dictionary, const KeyReader *reader, Datum value)
{
	Key key;

	if (reader->is_text)
	{
		text *t = DatumGetTextPP(value);

		key.integer = VARSIZE_ANY_EXHDR(t);
		key.text = VARDATA_ANY(t);
	}
	else if (reader->type == DATEOID ||
			 (dictionary->type && (reader->type == TIMESTAMPOID || reader->type == TIMESTAMPTZOID)))
	{
		static const int utc = 0;

		/* as in JSON: the order of names must not follow from DateStyle or TimeZone */
		key.text = JsonEncodeDateTime(palloc(MAXDATELEN + 1), value, reader->type,
									  reader->type == TIMESTAMPTZOID ? &utc : NULL);
		key.integer = strlen(key.text);
	}
	else
	{
		key.text = OidOutputFunctionCall(reader->output, value);
		key.integer = strlen(key.text);
	}
	return key;
}

static Key
read_key(const KeyDictionary *dictionary, const KeyReader *reader, Datum value)
{
	if (!dictionary->as_integer)
		return read_text(dictionary, reader, value);
	return (Key){reader->type == INT2OID ? DatumGetInt16(value) :
				 reader->type == INT4OID ? DatumGetInt32(value) :
										   DatumGetInt64(value),
				 NULL};
}

static const char *
keep(KeyDictionary *dictionary, Key key)
{
	char *result;

	/* an empty key has an address too */
	if (!dictionary->chunk || dictionary->chunk_left < (Size) key.integer)
	{
		dictionary->chunk_left = Max(CHUNK, (Size) key.integer);
		dictionary->chunk = MemoryContextAlloc(dictionary->context, dictionary->chunk_left);
	}
	result = dictionary->chunk;
	memcpy(result, key.text, key.integer);
	dictionary->chunk += key.integer;
	dictionary->chunk_left -= key.integer;
	return result;
}

static void
add_key(KeyDictionary *dictionary, Key key, uint32 hash, uint32 at)
{
	if (dictionary->count == dictionary->allocated)
	{
		dictionary->allocated *= 2;
		dictionary->key = repalloc_huge(dictionary->key, sizeof(Key) * dictionary->allocated);
		dictionary->hash = repalloc_huge(dictionary->hash, sizeof(uint32) * dictionary->allocated);
		if (dictionary->value)
			dictionary->value = repalloc_huge(dictionary->value, sizeof(Datum) * dictionary->allocated);
	}
	if (!dictionary->as_integer)
		key.text = keep(dictionary, key);
	dictionary->key[dictionary->count] = key;
	dictionary->hash[dictionary->count] = hash;
	dictionary->slot[at] = dictionary->count++;
	if ((uint32) dictionary->count > dictionary->slots / 2)
	{
		pfree(dictionary->slot);
		make_slots(dictionary, dictionary->slots * 2);
	}
}

static int
compare_texts(Key a, Key b)
{
	int order = memcmp(a.text, b.text, Min(a.integer, b.integer));

	return order != 0 ? order : (a.integer > b.integer) - (a.integer < b.integer);
}

/* A key by the equality of its type; in whatever form it comes, it goes by the least. */
static int
find_value(KeyDictionary *dictionary, const KeyReader *reader, Datum value, bool add, bool *added)
{
	const TypeCacheEntry *type = dictionary->type;
	uint32		  hash = DatumGetUInt32(FunctionCall1Coll(&dictionary->hash_function, dictionary->collation, value));
	uint32		  at;
	MemoryContext old;

	if (added)
		*added = false;
	for (at = hash & (dictionary->slots - 1); dictionary->slot[at] >= 0; at = (at + 1) & (dictionary->slots - 1))
	{
		int number = dictionary->slot[at];

		if (dictionary->hash[number] != hash ||
			!DatumGetBool(
				FunctionCall2Coll(&dictionary->equal, dictionary->collation, dictionary->value[number], value)))
			continue;
		if (!datum_image_eq(dictionary->value[number], value, type->typbyval, type->typlen))
		{
			Key key = read_text(dictionary, reader, value);

			if (compare_texts(key, dictionary->key[number]) < 0)
			{
				key.text = keep(dictionary, key);
				dictionary->key[number] = key;
			}
		}
		return number;
	}
	if (!add)
		return -1;
	add_key(dictionary, read_text(dictionary, reader, value), hash, at);
	old = MemoryContextSwitchTo(dictionary->context);
	/* a copy: the row's context does not last */
	dictionary->value[dictionary->count - 1] = type->typlen == -1 ? PointerGetDatum(PG_DETOAST_DATUM_COPY(value)) :
																	datumCopy(value, type->typbyval, type->typlen);
	MemoryContextSwitchTo(old);
	if (added)
		*added = true;
	return dictionary->count - 1;
}

static int
find_key(KeyDictionary *dictionary, Key key, bool add, bool *added)
{
	uint32 hash = dictionary->as_integer ? hash_bytes_uint32((uint32) key.integer ^ (uint32) (key.integer >> 32)) :
										   hash_bytes((const unsigned char *) key.text, key.integer);
	uint32 at;

	if (added)
		*added = false;
	for (at = hash & (dictionary->slots - 1); dictionary->slot[at] >= 0; at = (at + 1) & (dictionary->slots - 1))
	{
		int number = dictionary->slot[at];

		if (dictionary->hash[number] == hash && dictionary->key[number].integer == key.integer &&
			(dictionary->as_integer || memcmp(dictionary->key[number].text, key.text, key.integer) == 0))
			return number;
	}
	if (!add)
		return -1;
	add_key(dictionary, key, hash, at);
	if (added)
		*added = true;
	return dictionary->count - 1;
}

int
key_dictionary_number(KeyDictionary *dictionary, const KeyReader *reader, Datum value, bool add, bool *added)
{
	return dictionary->type ? find_value(dictionary, reader, value, add, added) :
							  find_key(dictionary, read_key(dictionary, reader, value), add, added);
}

int
key_dictionary_bytes(KeyDictionary *dictionary, const void *bytes, Size length, bool add, bool *added)
{
	return find_key(dictionary, (Key){length, bytes}, add, added);
}

int
key_dictionary_count(const KeyDictionary *dictionary)
{
	return dictionary->count;
}

const void *
key_dictionary_key(const KeyDictionary *dictionary, int number)
{
	return dictionary->key[number].text;
}

int
key_dictionary_compare(const KeyDictionary *dictionary, int a, int b)
{
	Key x = dictionary->key[a];
	Key y = dictionary->key[b];

	return dictionary->as_integer ? (x.integer > y.integer) - (x.integer < y.integer) : compare_texts(x, y);
}

char *
key_dictionary_text(const KeyDictionary *dictionary, int number)
{
	Key key = dictionary->key[number];

	return dictionary->as_integer ? psprintf(INT64_FORMAT, key.integer) : pnstrdup(key.text, key.integer);
}
