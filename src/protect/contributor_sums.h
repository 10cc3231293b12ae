/*
 * contributor_sums.h
 *		The amounts of one group of rows, added up by contributor: the state of
 *		the aggregates of primary_rule.c.
 *
 * A contributor is a value of any type that can be hashed. The state, with all
 * its keys and amounts, lives in the context that contributor_sums_create is
 * given. It ends with an error where it would take more than contributor_memory.
 */
#ifndef BUSETTING_CONTRIBUTOR_SUMS_H
#define BUSETTING_CONTRIBUTOR_SUMS_H

#include "utils/numeric.h"
#include "utils/typcache.h"

/* megabytes that the contributors of one group may take; a GUC */
extern int contributor_memory;

/* What a group is asked. Every row of the group must ask the same. */
typedef struct PrimaryRule
{
	int32	kept;	 /* how many largest contributions count, or the least number of contributors */
	Numeric percent; /* NULL if the rule has none: then contributors are counted, and amounts are not kept */
} PrimaryRule;

typedef struct ContributorSum
{
	Datum	contributor;
	Numeric amount; /* of all his rows so far, NULL if amounts are not kept */
	uint32	hash;
	char	status; /* of the hash table */
	bool	waived; /* all his rows are */
} ContributorSum;

typedef struct ContributorSums
{
	MemoryContext				 context;
	PrimaryRule					 rule;
	Numeric						 weighted; /* the weighted total, NULL if no row has a weight */
	uint32						 seed;	   /* of its hash values */
	Oid							 type;	   /* of the contributors */
	Oid							 collation;
	TypeCacheEntry				*type_entry;
	FmgrInfo					 hash;
	FmgrInfo					 equal;
	Size						 taken; /* bytes of keys and amounts */
	struct ContributorSums_hash *table;
} ContributorSums;

/* An empty state with a rule, which is copied. An error if the type cannot be hashed. */
extern ContributorSums *contributor_sums_create(MemoryContext context, Oid type, Oid collation, PrimaryRule rule);

/* Add an amount, at least zero, of a contributor. */
extern void contributor_sums_add(ContributorSums *sums, Datum contributor, Numeric amount, bool waived);

/* Add a weighted amount to the weighted total. */
extern void contributor_sums_add_weighted(ContributorSums *sums, Numeric weighted);

/* Add all of another state, which asks the same. It stays as it is. */
extern void contributor_sums_merge(ContributorSums *sums, const ContributorSums *other);

/* How many contributors there are; and all of them, palloc'd. */
extern int64		   contributor_sums_count(const ContributorSums *sums);
extern ContributorSum *contributor_sums_list(const ContributorSums *sums);

/* The state as bytes, with the types' own binary forms, and back. Bytes that no state has are an error. */
extern bytea		   *contributor_sums_write(const ContributorSums *sums);
extern ContributorSums *contributor_sums_read(MemoryContext context, bytea *bytes);

#endif /* BUSETTING_CONTRIBUTOR_SUMS_H */
