/*
 * key_dictionary.c
 *		Keys of any SQL type to dense numbers.
 *
 * Integers are kept as integers, everything else as the text of its type's
 * output function.  A table is one kind or the other, so that 7 of an int
 * column and '7' of a text column are the same cell.  Everything is palloc'd
 * in the context in which the table was created.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "util/compat.h"
#include "util/key_dictionary.h"

typedef struct Key
{
	int64		integer;		/* or the length of the text */
	const char *text;			/* any bytes, perhaps none; of integers NULL */
} Key;

struct KeyTable
{
	MemoryContext context;
	bool		as_integer;
	int			count;
	int			allocated;
	Key		   *key;
	uint32	   *hash;
	uint32		slots;			/* a power of two, at least twice the keys */
	int		   *slot;			/* number, or -1 */
	char	   *room;			/* where texts are kept */
	Size		room_left;
};

#define ROOM	65536

KeyReader
key_reader(Oid type)
{
	KeyReader	result = {0};
	bool		varlena;

	result.type = type;
	result.is_integer = type == INT2OID || type == INT4OID || type == INT8OID;
	result.is_text = type == TEXTOID || type == VARCHAROID;
	result.as_integer = result.is_integer;
	getTypeOutputInfo(type, &result.output, &varlena);
	return result;
}

static void
make_slots(KeyTable *table, uint32 slots)
{
	table->slots = slots;
	table->slot = MemoryContextAllocHuge(table->context, sizeof(int) * slots);
	memset(table->slot, -1, sizeof(int) * slots);
	for (int i = 0; i < table->count; i++)
	{
		uint32		at = table->hash[i] & (slots - 1);

		while (table->slot[at] >= 0)
			at = (at + 1) & (slots - 1);
		table->slot[at] = i;
	}
}

KeyTable *
key_table_create(bool as_integer)
{
	KeyTable   *table = palloc0(sizeof(KeyTable));

	table->context = CurrentMemoryContext;
	table->as_integer = as_integer;
	table->allocated = 512;
	table->key = palloc(sizeof(Key) * table->allocated);
	table->hash = palloc(sizeof(uint32) * table->allocated);
	make_slots(table, 1024);
	return table;
}

static Key
read_key(const KeyTable *table, const KeyReader *reader, Datum value)
{
	Key			key;

	if (table->as_integer)
	{
		key.integer = reader->type == INT2OID ? DatumGetInt16(value) :
			reader->type == INT4OID ? DatumGetInt32(value) : DatumGetInt64(value);
		key.text = NULL;
	}
	else if (reader->is_text)
	{
		text	   *t = DatumGetTextPP(value);

		key.integer = VARSIZE_ANY_EXHDR(t);
		key.text = VARDATA_ANY(t);
	}
	else
	{
		key.text = OidOutputFunctionCall(reader->output, value);
		key.integer = strlen(key.text);
	}
	return key;
}

static const char *
keep(KeyTable *table, Key key)
{
	char	   *result;

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

static int
find_key(KeyTable *table, Key key, bool add, bool *added)
{
	uint32		hash = table->as_integer ?
		hash_bytes_uint32((uint32) key.integer ^ (uint32) (key.integer >> 32)) :
		hash_bytes((const unsigned char *) key.text, key.integer);
	uint32		at;

	if (added)
		*added = false;
	for (at = hash & (table->slots - 1); table->slot[at] >= 0; at = (at + 1) & (table->slots - 1))
	{
		int			number = table->slot[at];

		if (table->hash[number] == hash && table->key[number].integer == key.integer &&
			(table->as_integer || memcmp(table->key[number].text, key.text, key.integer) == 0))
			return number;
	}
	if (!add)
		return -1;
	if (table->count == table->allocated)
	{
		table->allocated *= 2;
		table->key = repalloc_huge(table->key, sizeof(Key) * table->allocated);
		table->hash = repalloc_huge(table->hash, sizeof(uint32) * table->allocated);
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
	if (added)
		*added = true;
	return table->count - 1;
}

int
key_table_number(KeyTable *table, const KeyReader *reader, Datum value, bool add, bool *added)
{
	return find_key(table, read_key(table, reader, value), add, added);
}

int
key_table_bytes(KeyTable *table, const void *bytes, Size length, bool add, bool *added)
{
	return find_key(table, (Key) {length, bytes}, add, added);
}

char *
key_table_text(const KeyTable *table, int number)
{
	Key			key = table->key[number];

	return table->as_integer ? psprintf(INT64_FORMAT, key.integer) : pnstrdup(key.text, key.integer);
}
