/*
 * owner.c
 *		What of a function runs with the rights of the owner of the tables that hold
 *		publications.  Foreign keys look rows up in the same way.
 *
 * A publication is read as a whole, whatever of it the user may see who caused it.  The owner of
 * the tables, not of the function: where a database's owner has installed the extension, the
 * functions are a superuser's, and triggers on the tables the owner's.
 *
 * Called by reading.c and audit_publication.c.  Owns the user id and the security
 * context from become_owner to become_caller.  After an error the end of the
 * transaction or subtransaction restores them.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"

#include "publication/owner.h"

Caller
become_owner(void)
{
	Caller	  caller;
	HeapTuple table = SearchSysCache1(
		RELOID, ObjectIdGetDatum(get_relname_relid("publication", get_namespace_oid("busetting", false))));
	Oid owner;

	if (!HeapTupleIsValid(table))
		elog(ERROR, "there is no table busetting.publication");
	owner = ((Form_pg_class) GETSTRUCT(table))->relowner;
	ReleaseSysCache(table);
	GetUserIdAndSecContext(&caller.user, &caller.security);
	SetUserIdAndSecContext(owner, caller.security | SECURITY_LOCAL_USERID_CHANGE | SECURITY_NOFORCE_RLS);
	return caller;
}

void
become_caller(Caller caller)
{
	SetUserIdAndSecContext(caller.user, caller.security);
}
