/*
 * owner.c
 *		What of a function runs with the rights of its owner.  Foreign keys look
 *		rows up in the same way, with the rights of the table's owner.
 *
 * A publication is read as a whole, whatever of it the user may see who caused it.
 *
 * Called by reading.c and audit_publication.c.  Owns the user id and the security
 * context from become_owner to become_caller.  After an error the end of the
 * transaction or subtransaction restores them.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/pg_proc.h"
#include "miscadmin.h"
#include "utils/syscache.h"

#include "publication/owner.h"

Caller
become_owner(FunctionCallInfo fcinfo)
{
	Caller	  caller;
	HeapTuple function = SearchSysCache1(PROCOID, ObjectIdGetDatum(fcinfo->flinfo->fn_oid));
	Oid		  owner;

	if (!HeapTupleIsValid(function))
		elog(ERROR, "cache lookup failed for function %u", fcinfo->flinfo->fn_oid);
	owner = ((Form_pg_proc) GETSTRUCT(function))->proowner;
	ReleaseSysCache(function);
	GetUserIdAndSecContext(&caller.user, &caller.security);
	SetUserIdAndSecContext(owner, caller.security | SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS);
	return caller;
}

void
become_caller(Caller caller)
{
	SetUserIdAndSecContext(caller.user, caller.security);
}
