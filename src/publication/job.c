/*
 * job.c
 *		That a job is called by itself: it ends transactions of its own.
 *
 * Called by the frame of jobs (sql/job.sql), as the first function of the library that a job needs.
 * PostgreSQL by itself says "invalid transaction termination", and not what to do.  Owns nothing.
 */
#include "postgres.h"

#include "executor/spi.h"
#include "utils/builtins.h"

#include "util/compat.h"

/* refuse_transaction_block(job): error where the caller, a procedure, cannot end its transaction. */
PG_FUNCTION_INFO_V1(refuse_transaction_block);
Datum
refuse_transaction_block(PG_FUNCTION_ARGS)
{
	if (!SPI_inside_nonatomic_context())
		ereport(ERROR,
				(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
				 errmsg("%s cannot run within a transaction or a function", text_to_cstring(PG_GETARG_TEXT_PP(0))),
				 errdetail("It ends transactions of its own: what it did stays, whatever comes after it."),
				 errhint("Call it by itself: without BEGIN, with autocommit on, in no string with other statements.")));
	PG_RETURN_VOID();
}
