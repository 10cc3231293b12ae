/*
 * owner.c
 *		What of a function runs with the rights of its owner, as foreign keys look
 *		rows up with those of the table's: publications are read as a whole,
 *		whatever of them the one may see who caused it.
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
