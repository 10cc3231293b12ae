/*
 * owner.h
 *		What of a function runs with the rights of its owner.
 */
#ifndef BUSETTING_OWNER_H
#define BUSETTING_OWNER_H

#include "postgres.h"

#include "fmgr.h"

typedef struct Caller
{
	Oid user;
	int security;
} Caller;

/* Until become_caller, or an error; the function has SET search_path. */
extern Caller become_owner(void);
extern void	  become_caller(Caller caller);

#endif /* BUSETTING_OWNER_H */
