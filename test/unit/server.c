/*
 * server.c
 *		What stands in for a server where there is none: memory contexts, errors
 *		that end the program or go to PG_TRY, interrupts that never come.
 *
 * No code of the server is here, only what its headers promise to callers.
 */
#include "postgres.h"

#include "lib/pairingheap.h"
#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

/* ---- memory ---- */

/* In front of each chunk, and the head of a context's ring of them. */
typedef struct Chunk
{
	struct Chunk	   *next;
	struct Chunk	   *previous;
	struct UnitContext *context;
	Size				size;
} Chunk;

typedef struct UnitContext
{
	Chunk				   chunks;
	struct UnitContext	  *parent;
	struct UnitContext	  *child;
	struct UnitContext	  *sibling;
	MemoryContextCallback *callback;
} UnitContext;

static UnitContext top = {.chunks = {&top.chunks, &top.chunks, &top, 0}};

MemoryContext CurrentMemoryContext = (MemoryContext) &top;
MemoryContext TopMemoryContext = (MemoryContext) &top;
MemoryContext CurTransactionContext = (MemoryContext) &top;

void *
MemoryContextAllocHuge(MemoryContext context, Size size)
{
	UnitContext *owner = (UnitContext *) context;
	Chunk		*chunk = malloc(sizeof(Chunk) + size);

	if (!chunk)
		abort();
	*chunk = (Chunk){owner->chunks.next, &owner->chunks, owner, size};
	chunk->next->previous = chunk;
	owner->chunks.next = chunk;
	/* what is read before it is written shows */
	memset(chunk + 1, 0x7F, size);
	return chunk + 1;
}

void *
MemoryContextAlloc(MemoryContext context, Size size)
{
	return MemoryContextAllocHuge(context, size);
}

void *
MemoryContextAllocZero(MemoryContext context, Size size)
{
	return memset(MemoryContextAllocHuge(context, size), 0, size);
}

void *
palloc(Size size)
{
	return MemoryContextAllocHuge(CurrentMemoryContext, size);
}

void *
palloc0(Size size)
{
	return MemoryContextAllocZero(CurrentMemoryContext, size);
}

void *
palloc_extended(Size size, int flags)
{
	return (flags & MCXT_ALLOC_ZERO) ? palloc0(size) : palloc(size);
}

void
pfree(void *pointer)
{
	Chunk *chunk = (Chunk *) pointer - 1;

	chunk->previous->next = chunk->next;
	chunk->next->previous = chunk->previous;
	free(chunk);
}

void *
repalloc_huge(void *pointer, Size size)
{
	Chunk *chunk = (Chunk *) pointer - 1;
	void  *result = MemoryContextAllocHuge((MemoryContext) chunk->context, size);

	memcpy(result, pointer, Min(size, chunk->size));
	pfree(pointer);
	return result;
}

void *
repalloc(void *pointer, Size size)
{
	return repalloc_huge(pointer, size);
}

MemoryContext
AllocSetContextCreateInternal(MemoryContext parent, const char *name, Size minimum, Size initial, Size maximum)
{
	UnitContext *owner = (UnitContext *) parent;
	UnitContext *context = calloc(1, sizeof(UnitContext));

	context->chunks = (Chunk){&context->chunks, &context->chunks, context, 0};
	context->parent = owner;
	context->sibling = owner->child;
	owner->child = context;
	return (MemoryContext) context;
}

MemoryContext
MemoryContextGetParent(MemoryContext context)
{
	return (MemoryContext) ((UnitContext *) context)->parent;
}

void
MemoryContextRegisterResetCallback(MemoryContext context, MemoryContextCallback *callback)
{
	callback->next = ((UnitContext *) context)->callback;
	((UnitContext *) context)->callback = callback;
}

void
MemoryContextReset(MemoryContext context)
{
	UnitContext *owner = (UnitContext *) context;

	while (owner->child)
		MemoryContextDelete((MemoryContext) owner->child);
	for (; owner->callback; owner->callback = owner->callback->next)
		owner->callback->func(owner->callback->arg);
	while (owner->chunks.next != &owner->chunks)
		pfree(owner->chunks.next + 1);
}

void
MemoryContextDelete(MemoryContext context)
{
	UnitContext	 *owner = (UnitContext *) context;
	UnitContext **link = &owner->parent->child;

	MemoryContextReset(context);
	while (*link != owner)
		link = &(*link)->sibling;
	*link = owner->sibling;
	free(owner);
}

/* ---- errors ---- */

sigjmp_buf			 *PG_exception_stack;
ErrorContextCallback *error_context_stack;
static char			  last_error[1000];
static int			  last_level;

bool
errstart(int level, const char *domain)
{
	last_level = level;
	return level >= ERROR;
}

bool
errstart_cold(int level, const char *domain)
{
	return errstart(level, domain);
}

void
errfinish(const char *file, int line, const char *function)
{
	if (PG_exception_stack)
		siglongjmp(*PG_exception_stack, 1);
	printf("Bail out! %s (%s:%d)\n", last_error, file, line);
	exit(1);
}

void
pg_re_throw(void)
{
	errfinish("", 0, "");
	abort();
}

static int
note_error(const char *format, va_list arguments)
{
	vsnprintf(last_error, sizeof(last_error), format, arguments);
	return 0;
}

int
errmsg(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	note_error(format, arguments);
	va_end(arguments);
	return 0;
}

int
errmsg_internal(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	note_error(format, arguments);
	va_end(arguments);
	return 0;
}

int
errcode(int code)
{
	return 0;
}

int
errdetail(const char *format, ...)
{
	return 0;
}

int
errhint(const char *format, ...)
{
	return 0;
}

void
ExceptionalCondition(const char *condition,
#if PG_VERSION_NUM < 160000
					 const char *type,
#endif
					 const char *file, int line)
{
	printf("Bail out! Assert(%s) at %s:%d\n", condition, file, line);
	abort();
}

/* ---- interrupts and time ---- */

volatile sig_atomic_t InterruptPending;

void
ProcessInterrupts(void)
{
}

TimestampTz
GetCurrentTimestamp(void)
{
	return 0;
}

bool
TimestampDifferenceExceeds(TimestampTz start, TimestampTz stop, int milliseconds)
{
	return false;
}

/* ---- the heap: a list in which the first is looked for ---- */

pairingheap *
pairingheap_allocate(pairingheap_comparator compare, void *argument)
{
	pairingheap *heap = palloc0(sizeof(pairingheap));

	heap->ph_compare = compare;
	heap->ph_arg = argument;
	return heap;
}

void
pairingheap_add(pairingheap *heap, pairingheap_node *node)
{
	node->next_sibling = heap->ph_root;
	heap->ph_root = node;
}

void
pairingheap_remove(pairingheap *heap, pairingheap_node *node)
{
	pairingheap_node **link = &heap->ph_root;

	while (*link != node)
		link = &(*link)->next_sibling;
	*link = node->next_sibling;
}

pairingheap_node *
pairingheap_first(pairingheap *heap)
{
	pairingheap_node *first = heap->ph_root;

	for (pairingheap_node *node = first; node; node = node->next_sibling)
		if (heap->ph_compare(node, first, heap->ph_arg) > 0)
			first = node;
	return first;
}

void
pairingheap_free(pairingheap *heap)
{
	pfree(heap);
}
