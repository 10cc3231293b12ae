/*
 * contributor_sums.c
 *		The amounts of one group of rows, added up by contributor.
 *
 * A hash table from contributor to the sum of his amounts. Which values are the
 * same contributor is decided by the equality of their type and collation, as
 * GROUP BY does. Amounts are numeric, so that no sum is rounded.
 *
 * Memory grows with the contributors of a group, not with its rows. Beyond
 * contributor_memory it is an error. A hash aggregate with many groups counts
 * the memory of all of them, and spills groups to disk past its own limit.
 *
 * Called by primary_rule.c. Owns the states and their binary form.
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"

#include "protect/contributor_sums.h"
#include "util/compat.h"

int contributor_memory = 256;

#define SUMS_BINARY_VERSION 1

/* States created so far, so that each has a seed of its own. */
static uint32 states;

/* What allocating a key or an amount takes beside its bytes: the header of a chunk, and what its size is rounded up to. */
#define CHUNK_OVERHEAD 24

static uint32
hash_contributor(ContributorSums *sums, Datum contributor)
{
	return murmurhash32(sums->seed ^ DatumGetUInt32(FunctionCall1Coll(&sums->hash, sums->collation, contributor)));
}

static bool
same_contributor(ContributorSums *sums, Datum a, Datum b)
{
	return DatumGetBool(FunctionCall2Coll(&sums->equal, sums->collation, a, b));
}

#define SH_PREFIX			 ContributorSums
#define SH_ELEMENT_TYPE		 ContributorSum
#define SH_KEY_TYPE			 Datum
#define SH_KEY				 contributor
#define SH_HASH_KEY(tb, key) hash_contributor((ContributorSums *) (tb)->private_data, key)
#define SH_EQUAL(tb, a, b)	 same_contributor((ContributorSums *) (tb)->private_data, a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, a) (a)->hash
#define SH_SCOPE		   static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

static void
check_memory(const ContributorSums *sums)
{
	if (sums->taken + sums->table->size * sizeof(ContributorSum) <= (Size) contributor_memory * 1024 * 1024)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("the contributors of a group take more than %d MB", contributor_memory),
			 errdetail("A rule by contributor keeps the sum of each contributor of a group in memory."),
			 errhint("Increase busetting.contributor_memory, or add up by contributor in a subquery first and apply "
					 "the rule without a contributor to its sums.")));
}

static Numeric
copy_amount(ContributorSums *sums, Numeric amount)
{
	sums->taken += VARSIZE(amount) + CHUNK_OVERHEAD;
	return (Numeric) memcpy(MemoryContextAlloc(sums->context, VARSIZE(amount)), amount, VARSIZE(amount));
}

/* Replace the sum in place by one that is larger by the amount. */
static void
add_amount(ContributorSums *sums, Numeric *sum, Numeric amount)
{
	Numeric before = *sum;
	Numeric after = DatumGetNumeric(DirectFunctionCall2(numeric_add, NumericGetDatum(before), NumericGetDatum(amount)));

	*sum = copy_amount(sums, after);
	sums->taken -= VARSIZE(before) + CHUNK_OVERHEAD;
	pfree(after);
	pfree(before);
}

ContributorSums *
contributor_sums_create(MemoryContext context, Oid type, Oid collation, PrimaryRule rule)
{
	MemoryContext	 old = MemoryContextSwitchTo(context);
	ContributorSums *sums = palloc0(sizeof(ContributorSums));

	sums->context = context;
	sums->type = type;
	sums->collation = collation;
	sums->rule.kept = rule.kept;
	/* a state that is merged into another must not come in the order of its hash values: that would fill the table unevenly */
	sums->seed = murmurhash32(++states + ((uint32) MyProcPid << 16));
	sums->type_entry = lookup_type_cache(type, TYPECACHE_HASH_PROC_FINFO | TYPECACHE_EQ_OPR_FINFO);
	if (!OidIsValid(sums->type_entry->hash_proc) || !OidIsValid(sums->type_entry->eq_opr) || type == RECORDOID)
		ereport(ERROR, (errcode(ERRCODE_UNDEFINED_FUNCTION),
						errmsg("a contributor cannot be of type %s", format_type_be(type)),
						errdetail("Contributors are found by hashing, and sent between parallel workers by type."),
						errhint("Use a key of another type, such as text or bigint.")));
	fmgr_info_copy(&sums->hash, &sums->type_entry->hash_proc_finfo, context);
	fmgr_info_copy(&sums->equal, &sums->type_entry->eq_opr_finfo, context);
	if (rule.percent)
		sums->rule.percent = copy_amount(sums, rule.percent);
	sums->table = ContributorSums_create(context, 2, sums);
	MemoryContextSwitchTo(old);
	return sums;
}

void
contributor_sums_add(ContributorSums *sums, Datum contributor, Numeric amount, bool waived)
{
	bool			found;
	ContributorSum *entry = ContributorSums_insert(sums->table, contributor, &found);

	if (found)
	{
		entry->waived &= waived;
		if (sums->rule.percent)
			add_amount(sums, &entry->amount, amount);
		return;
	}
	if (!sums->type_entry->typbyval)
	{
		MemoryContext old = MemoryContextSwitchTo(sums->context);

		/* an expanded or toasted key is kept as plain bytes */
		entry->contributor = sums->type_entry->typlen == -1 ? PointerGetDatum(PG_DETOAST_DATUM_COPY(contributor)) :
															  datumCopy(contributor, false, sums->type_entry->typlen);
		sums->taken += datumGetSize(entry->contributor, false, sums->type_entry->typlen) + CHUNK_OVERHEAD;
		MemoryContextSwitchTo(old);
	}
	entry->waived = waived;
	entry->amount = sums->rule.percent ? copy_amount(sums, amount) : NULL;
	check_memory(sums);
}

void
contributor_sums_add_weighted(ContributorSums *sums, Numeric weighted)
{
	if (sums->weighted)
		add_amount(sums, &sums->weighted, weighted);
	else
		sums->weighted = copy_amount(sums, weighted);
}

void
contributor_sums_merge(ContributorSums *sums, const ContributorSums *other)
{
	ContributorSums_iterator position;
	ContributorSum			*entry;

	ContributorSums_start_iterate(other->table, &position);
	while ((entry = ContributorSums_iterate(other->table, &position)) != NULL)
	{
		CHECK_FOR_INTERRUPTS();
		contributor_sums_add(sums, entry->contributor, entry->amount, entry->waived);
	}
	if (other->weighted)
		contributor_sums_add_weighted(sums, other->weighted);
}

int64
contributor_sums_count(const ContributorSums *sums)
{
	return sums->table->members;
}

ContributorSum *
contributor_sums_list(const ContributorSums *sums)
{
	ContributorSum *list =
		MemoryContextAllocHuge(CurrentMemoryContext, sizeof(ContributorSum) * (sums->table->members + 1));
	ContributorSums_iterator position;
	ContributorSum			*entry;
	int64					 count = 0;

	ContributorSums_start_iterate(sums->table, &position);
	while ((entry = ContributorSums_iterate(sums->table, &position)) != NULL)
		list[count++] = *entry;
	return list;
}

/* ---- the state as bytes ---- */

static void
write_bytes(StringInfo message, const bytea *bytes)
{
	pq_sendint32(message, VARSIZE_ANY_EXHDR(bytes));
	pq_sendbytes(message, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
}

/* A number, or that there is none. */
static void
write_number(StringInfo message, Numeric number)
{
	pq_sendbyte(message, number != NULL);
	if (number)
		write_bytes(message, DatumGetByteaPP(DirectFunctionCall1(numeric_send, NumericGetDatum(number))));
}

bytea *
contributor_sums_write(const ContributorSums *sums)
{
	StringInfoData message;
	MemoryContext  scratch = AllocSetContextCreate(CurrentMemoryContext, "a contributor", ALLOCSET_DEFAULT_SIZES);
	MemoryContext  old;
	ContributorSums_iterator position;
	ContributorSum			*entry;
	Oid						 send;
	bool					 varlena;

	getTypeBinaryOutputInfo(sums->type, &send, &varlena);
	pq_begintypsend(&message);
	pq_sendbyte(&message, SUMS_BINARY_VERSION);
	pq_sendint32(&message, sums->type);
	pq_sendint32(&message, sums->collation);
	pq_sendint32(&message, sums->rule.kept);
	write_number(&message, sums->rule.percent);
	write_number(&message, sums->weighted);
	pq_sendint64(&message, sums->table->members);
	ContributorSums_start_iterate(sums->table, &position);
	/* the message grows in its own context, what it is made of is freed with each contributor */
	old = MemoryContextSwitchTo(scratch);
	while ((entry = ContributorSums_iterate(sums->table, &position)) != NULL)
	{
		CHECK_FOR_INTERRUPTS();
		write_bytes(&message, OidSendFunctionCall(send, entry->contributor));
		write_number(&message, entry->amount);
		pq_sendbyte(&message, entry->waived);
		MemoryContextReset(scratch);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(scratch);
	return pq_endtypsend(&message);
}

/* The next bytes that write_bytes wrote, in the current context. */
static StringInfoData
read_bytes(StringInfo message)
{
	int			   length = pq_getmsgint(message, 4);
	StringInfoData value;

	initStringInfo(&value);
	appendBinaryStringInfo(&value, pq_getmsgbytes(message, length), length);
	return value;
}

static Numeric
read_number(StringInfo message)
{
	StringInfoData value;
	Datum		   result;

	if (pq_getmsgbyte(message) == 0)
		return NULL;
	value = read_bytes(message);
	result =
		DirectFunctionCall3(numeric_recv, PointerGetDatum(&value), ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
	pq_getmsgend(&value);
	return DatumGetNumeric(result);
}

/* Is it a finite number of at least zero? */
static bool
is_amount(Numeric number)
{
	return number && !numeric_is_nan(number) && !numeric_is_inf(number) &&
		   DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(number),
											 DirectFunctionCall1(int4_numeric, Int32GetDatum(0)))) >= 0;
}

pg_noreturn static void
report_invalid(void)
{
	ereport(ERROR, (errcode(ERRCODE_INVALID_BINARY_REPRESENTATION), errmsg("invalid sums by contributor"),
					errdetail("This server reads version %d, in which every contributor is once and every amount at "
							  "least zero.",
							  SUMS_BINARY_VERSION),
					errhint("States are made by aggregates, not by hand.")));
}

/* Read all contributors, each in the scratch context, which is emptied again. */
static void
read_contributors(ContributorSums *sums, StringInfo message, int64 count)
{
	MemoryContext scratch = AllocSetContextCreate(CurrentMemoryContext, "a contributor", ALLOCSET_DEFAULT_SIZES);
	FmgrInfo	  receive;
	Oid			  function;
	Oid			  parameter;

	getTypeBinaryInputInfo(sums->type, &function, &parameter);
	fmgr_info(function, &receive);
	for (int64 i = 0; i < count; i++)
	{
		MemoryContext  old = MemoryContextSwitchTo(scratch);
		StringInfoData value = read_bytes(message);
		Datum		   contributor = ReceiveFunctionCall(&receive, &value, parameter, -1);
		Numeric		   amount = read_number(message);
		int			   waived = pq_getmsgbyte(message);

		CHECK_FOR_INTERRUPTS();
		if ((sums->rule.percent ? !is_amount(amount) : amount != NULL) || waived > 1)
			report_invalid();
		contributor_sums_add(sums, contributor, amount, waived);
		MemoryContextSwitchTo(old);
		MemoryContextReset(scratch);
	}
	MemoryContextDelete(scratch);
}

ContributorSums *
contributor_sums_read(MemoryContext context, bytea *bytes)
{
	StringInfoData	 message;
	ContributorSums *sums;
	PrimaryRule		 rule;
	Oid				 type;
	Oid				 collation;
	int64			 count;
	Numeric			 weighted;

	initStringInfo(&message);
	appendBinaryStringInfo(&message, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	if (pq_getmsgbyte(&message) != SUMS_BINARY_VERSION)
		report_invalid();
	type = pq_getmsgint(&message, 4);
	collation = pq_getmsgint(&message, 4);
	rule.kept = pq_getmsgint(&message, 4);
	rule.percent = read_number(&message);
	weighted = read_number(&message);
	count = pq_getmsgint64(&message);
	if (!get_typisdefined(type) || rule.kept < 1 || count < 0 || (rule.percent && !is_amount(rule.percent)) ||
		(weighted && !is_amount(weighted)))
		report_invalid();
	sums = contributor_sums_create(context, type, collation, rule);
	if (weighted)
		contributor_sums_add_weighted(sums, weighted);
	read_contributors(sums, &message, count);
	pq_getmsgend(&message);
	if (contributor_sums_count(sums) != count)
		report_invalid();
	return sums;
}
