/*
 * suppressed_recv.c
 *		Fuzzes the binary form of the two types and the two forms of the state of
 *		their sums: the extension's own functions, called without a server.
 *
 * sources: src/type/suppressed_int.c src/type/suppressed_bigint.c src/type/modifier.c src/type/aggregate.c src/type/suppressed_text.c
 *
 * The few functions of the server that these call stand below.  All others stay
 * unresolved, as nothing called here leads to them.
 *
 * The first byte of the input says which function is called, the next four are
 * the modifier; the rest is the message.
 */
#include "postgres.h"

#include <setjmp.h>

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "port/pg_bswap.h"

int LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

extern Datum suppressed_int_recv(PG_FUNCTION_ARGS);
extern Datum suppressed_int_send(PG_FUNCTION_ARGS);
extern Datum suppressed_int_coerce(PG_FUNCTION_ARGS);
extern Datum suppressed_bigint_recv(PG_FUNCTION_ARGS);
extern Datum suppressed_bigint_send(PG_FUNCTION_ARGS);
extern Datum suppressed_bigint_coerce(PG_FUNCTION_ARGS);
extern Datum suppressed_sum_recv(PG_FUNCTION_ARGS);
extern Datum suppressed_sum_in(PG_FUNCTION_ARGS);
extern Datum suppressed_sum_out(PG_FUNCTION_ARGS);

/* ---- what the server would do ---- */

#define ALLOCATIONS 64

static void	  *allocated[ALLOCATIONS];
static int	   allocations = 0;
static jmp_buf error;

static void
check(bool ok)
{
	if (!ok)
		abort();
}

void *
palloc(Size size)
{
	check(allocations < ALLOCATIONS);
	return allocated[allocations++] = malloc(size);
}

void *
palloc0(Size size)
{
	return memset(palloc(size), 0, size);
}

bool
errstart_cold(int elevel, const char *domain)
{
	check(elevel == ERROR);
	return true;
}

bool
errstart(int elevel, const char *domain)
{
	return errstart_cold(elevel, domain);
}

void
errfinish(const char *filename, int lineno, const char *funcname)
{
	longjmp(error, 1);
}

int
errcode(int sqlerrcode)
{
	return 0;
}

int
errmsg(const char *fmt, ...)
{
	return 0;
}

int
errdetail(const char *fmt, ...)
{
	return 0;
}

int
errhint(const char *fmt, ...)
{
	return 0;
}

const char *
pq_getmsgbytes(StringInfo msg, int datalen)
{
	const char *bytes = msg->data + msg->cursor;

	if (datalen > msg->len - msg->cursor)
		longjmp(error, 1);
	msg->cursor += datalen;
	return bytes;
}

int
pq_getmsgbyte(StringInfo msg)
{
	return (unsigned char) *pq_getmsgbytes(msg, 1);
}

int64
pq_getmsgint64(StringInfo msg)
{
	uint64 number;

	memcpy(&number, pq_getmsgbytes(msg, sizeof(number)), sizeof(number));
	return (int64) pg_ntoh64(number);
}

/* ---- what is checked ---- */

static Datum
call(PGFunction function, Datum first, int32 third)
{
	LOCAL_FCINFO(fcinfo, 3);

	InitFunctionCallInfoData(*fcinfo, NULL, 3, InvalidOid, NULL, NULL);
	fcinfo->args[0].value = first;
	fcinfo->args[0].isnull = false;
	fcinfo->args[1].value = Int32GetDatum(third); /* of coerce, the modifier */
	fcinfo->args[1].isnull = false;
	fcinfo->args[2].value = Int32GetDatum(third); /* of recv, the modifier */
	fcinfo->args[2].isnull = false;
	return function(fcinfo);
}

/* A message is taken just where it keeps the rules, and is sent again as it was. */
static void
check_value(PGFunction recv, PGFunction send, PGFunction coerce, StringInfo message, int32 modifier, int width)
{
	volatile bool keeps_rules = message->len >= 1 + 2 * width && message->data[0] == 1;
	Datum		  value;
	bytea		 *sent;

	/* big-endian two's complement: of two, the smaller in order once the sign is turned */
	if (keeps_rules)
	{
		char lower[8];
		char upper[8];

		memcpy(lower, message->data + 1, width);
		memcpy(upper, message->data + 1 + width, width);
		lower[0] ^= 0x80;
		upper[0] ^= 0x80;
		keeps_rules = memcmp(lower, upper, width) <= 0;
	}
	if (setjmp(error) != 0)
	{
		check(!keeps_rules);
		return;
	}
	value = call(recv, PointerGetDatum(message), -1);
	check(keeps_rules && message->cursor == 1 + 2 * width);
	sent = (bytea *) DatumGetPointer(call(send, value, 0));
	check(VARSIZE(sent) == (Size) (VARHDRSZ + 1 + 2 * width));
	check(memcmp(VARDATA(sent), message->data, 1 + 2 * width) == 0);

	/* a modifier hides on this way in as in a cast, and hides once for all */
	message->cursor = 0;
	sent = (bytea *) DatumGetPointer(call(send, call(recv, PointerGetDatum(message), modifier), 0));
	value = call(coerce, value, modifier);
	check(memcmp(VARDATA(sent), VARDATA((bytea *) DatumGetPointer(call(send, value, 0))), 1 + 2 * width) == 0);
	value = call(coerce, value, modifier);
	check(memcmp(VARDATA(sent), VARDATA((bytea *) DatumGetPointer(call(send, value, 0))), 1 + 2 * width) == 0);
}

/* A state that is taken is written and read again without loss. */
static void
check_sum(PGFunction read, Datum input)
{
	char *text;

	if (setjmp(error) != 0)
		return;
	text = DatumGetCString(call(suppressed_sum_out, call(read, input, -1), 0));
	if (setjmp(error) != 0)
		abort();
	check(strcmp(text, DatumGetCString(
						   call(suppressed_sum_out, call(suppressed_sum_in, CStringGetDatum(text), -1), 0))) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	StringInfoData message = {0};
	int32		   modifier;

	if (size < 5)
		return 0;
	memcpy(&modifier, data + 1, sizeof(modifier));
	/* what suppressed_modifier_in lets through: none, or lower < upper */
	if ((modifier >> 16) >= (modifier & 0xFFFF) || (modifier & 0xFFFF) > 32767)
		modifier = -1;
	message.len = message.maxlen = size - 5;
	message.data = malloc(message.len + 1);
	memcpy(message.data, data + 5, message.len);
	message.data[message.len] = '\0';
	switch (data[0] % 4)
	{
		case 0:
			check_value(suppressed_int_recv, suppressed_int_send, suppressed_int_coerce, &message, modifier, 4);
			break;
		case 1:
			check_value(suppressed_bigint_recv, suppressed_bigint_send, suppressed_bigint_coerce, &message, modifier,
						8);
			break;
		case 2:
			check_sum(suppressed_sum_recv, PointerGetDatum(&message));
			break;
		case 3:
			check_sum(suppressed_sum_in, CStringGetDatum(message.data));
			break;
	}
	free(message.data);
	while (allocations > 0)
		free(allocated[--allocations]);
	return 0;
}
