/*
 * key_dictionary.c
 *		Keys of any SQL type to dense numbers.
 *
 * Integers are kept as integers, everything else as the text of its type's
 * output function.  A table is one kind or the other, so that 7 of an int
 * column and '7' of a text column are the same cell.  A third kind is of one
 * column whose type or collation has an equality of its own, as GROUP BY has.
 * A table has a memory context of its own, below the one in which it was created.
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
	char		 *room;	 /* where texts are kept */
	Size		  room_left;
	/* of a type with an equality of its own; NULL in other tables */
	TypeCacheEntry *type;
	Oid				collation;
	FmgrInfo		hash_function;
	FmgrInfo		equal;
	Datum		   *value; /* of each key, its first form */
};

#define ROOM 65536

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
make_slots(KeyDictionary *table, uint32 slots)
{
	table->slots = slots;
	table->slot = MemoryContextAllocHuge(table->context, sizeof(int) * slots);
	memset(table->slot, -1, sizeof(int) * slots);
	for (int i = 0; i < table->count; i++)
	{
		uint32 at = table->hash[i] & (slots - 1);

		while (table->slot[at] >= 0)
			at = (at + 1) & (slots - 1);
		table->slot[at] = i;
	}
}

KeyDictionary *
key_dictionary_create(bool as_integer)
{
	MemoryContext  context = AllocSetContextCreate(CurrentMemoryContext, "keys", ALLOCSET_DEFAULT_SIZES);
	KeyDictionary *table = MemoryContextAllocZero(context, sizeof(KeyDictionary));

	table->context = context;
	table->as_integer = as_integer;
	table->allocated = 512;
	table->key = MemoryContextAlloc(context, sizeof(Key) * table->allocated);
	table->hash = MemoryContextAlloc(context, sizeof(uint32) * table->allocated);
	make_slots(table, 1024);
	return table;
}

void
key_dictionary_free(KeyDictionary *table)
{
	MemoryContextDelete(table->context);
}

KeyDictionary *
key_dictionary_create_of(Oid type, Oid collation)
{
	KeyReader		reader = key_reader(type);
	KeyDictionary  *table = key_dictionary_create(reader.is_integer);
	TypeCacheEntry *entry;

	/* bytes will do where they are all that equality looks at */
	if (reader.is_integer || (reader.is_text && (!OidIsValid(collation) || get_collation_isdeterministic(collation))))
		return table;
	entry = lookup_type_cache(type, TYPECACHE_HASH_PROC | TYPECACHE_EQ_OPR_FINFO);
	if (!OidIsValid(entry->hash_proc) || !OidIsValid(entry->eq_opr))
		return table;
	fmgr_info_cxt(entry->hash_proc, &table->hash_function, table->context);
	fmgr_info_copy(&table->equal, &entry->eq_opr_finfo, table->context);
	table->type = entry;
	table->collation = collation;
	table->value = MemoryContextAlloc(table->context, sizeof(Datum) * table->allocated);
	return table;
}

static Key
read_text(const KeyDictionary *table, const KeyReader *reader, Datum value)
{
	Key key;

	if (reader->is_text)
	{
		text *t = DatumGetTextPP(value);

		key.integer = VARSIZE_ANY_EXHDR(t);
		key.text = VARDATA_ANY(t);
	}
	else if (reader->type == DATEOID ||
			 (table->type && (reader->type == TIMESTAMPOID || reader->type == TIMESTAMPTZOID)))
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
read_key(const KeyDictionary *table, const KeyReader *reader, Datum value)
{
	if (!table->as_integer)
		return read_text(table, reader, value);
	return (Key){reader->type == INT2OID ? DatumGetInt16(value) :
				 reader->type == INT4OID ? DatumGetInt32(value) :
										   DatumGetInt64(value),
				 NULL};
}

static const char *
keep(KeyDictionary *table, Key key)
{
	char *result;

	/* not even an empty key is without a place */
	if (!table->room || table->room_left < (Size) key.integer)
	{
		table->room_left = Max(ROOM, (Size) key.integer);
		table->room = MemoryContextAlloc(table->context, table->room_left);
	}
	result = table->room;
	memcpy(result, key.text, key.integer);
	table->room += key.integer;
	table->room_left -= key.integer;
	return result;
}

static void
add_key(KeyDictionary *table, Key key, uint32 hash, uint32 at)
{
	if (table->count == table->allocated)
	{
		table->allocated *= 2;
		table->key = repalloc_huge(table->key, sizeof(Key) * table->allocated);
		table->hash = repalloc_huge(table->hash, sizeof(uint32) * table->allocated);
		if (table->value)
			table->value = repalloc_huge(table->value, sizeof(Datum) * table->allocated);
	}
	if (!table->as_integer)
		key.text = keep(table, key);
	table->key[table->count] = key;
	table->hash[table->count] = hash;
	table->slot[at] = table->count++;
	if ((uint32) table->count > table->slots / 2)
	{
		pfree(table->slot);
		make_slots(table, table->slots * 2);
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
find_value(KeyDictionary *table, const KeyReader *reader, Datum value, bool add, bool *added)
{
	const TypeCacheEntry *type = table->type;
	uint32				  hash = DatumGetUInt32(FunctionCall1Coll(&table->hash_function, table->collation, value));
	uint32				  at;
	MemoryContext		  old;

	if (added)
		*added = false;
	for (at = hash & (table->slots - 1); table->slot[at] >= 0; at = (at + 1) & (table->slots - 1))
	{
		int number = table->slot[at];

		if (table->hash[number] != hash ||
			!DatumGetBool(FunctionCall2Coll(&table->equal, table->collation, table->value[number], value)))
			continue;
		if (!datum_image_eq(table->value[number], value, type->typbyval, type->typlen))
		{
			Key key = read_text(table, reader, value);

			if (compare_texts(key, table->key[number]) < 0)
			{
				key.text = keep(table, key);
				table->key[number] = key;
			}
		}
		return number;
	}
	if (!add)
		return -1;
	add_key(table, read_text(table, reader, value), hash, at);
	old = MemoryContextSwitchTo(table->context);
	/* not as a pointer to what the row's context holds */
	table->value[table->count - 1] = type->typlen == -1 ? PointerGetDatum(PG_DETOAST_DATUM_COPY(value)) :
														  datumCopy(value, type->typbyval, type->typlen);
	MemoryContextSwitchTo(old);
	if (added)
		*added = true;
	return table->count - 1;
}

static int
find_key(KeyDictionary *table, Key key, bool add, bool *added)
{
	uint32 hash = table->as_integer ? hash_bytes_uint32((uint32) key.integer ^ (uint32) (key.integer >> 32)) :
									  hash_bytes((const unsigned char *) key.text, key.integer);
	uint32 at;

	if (added)
		*added = false;
	for (at = hash & (table->slots - 1); table->slot[at] >= 0; at = (at + 1) & (table->slots - 1))
	{
		int number = table->slot[at];

		if (table->hash[number] == hash && table->key[number].integer == key.integer &&
			(table->as_integer || memcmp(table->key[number].text, key.text, key.integer) == 0))
			return number;
	}
	if (!add)
		return -1;
	add_key(table, key, hash, at);
	if (added)
		*added = true;
	return table->count - 1;
}

int
key_dictionary_number(KeyDictionary *table, const KeyReader *reader, Datum value, bool add, bool *added)
{
	return table->type ? find_value(table, reader, value, add, added) :
						 find_key(table, read_key(table, reader, value), add, added);
}

int
key_dictionary_bytes(KeyDictionary *table, const void *bytes, Size length, bool add, bool *added)
{
	return find_key(table, (Key){length, bytes}, add, added);
}

int
key_dictionary_count(const KeyDictionary *table)
{
	return table->count;
}

const void *
key_dictionary_key(const KeyDictionary *table, int number)
{
	return table->key[number].text;
}

int
key_dictionary_compare(const KeyDictionary *table, int a, int b)
{
	Key x = table->key[a];
	Key y = table->key[b];

	return table->as_integer ? (x.integer > y.integer) - (x.integer < y.integer) : compare_texts(x, y);
}

char *
key_dictionary_text(const KeyDictionary *table, int number)
{
	Key key = table->key[number];

	return table->as_integer ? psprintf(INT64_FORMAT, key.integer) : pnstrdup(key.text, key.integer);
}
