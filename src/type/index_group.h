/*
 * index_group.h
 *		Groups of values that an index describes by one interval, their merge
 *		(bounds_merge): what such a group can hold, and how GiST makes groups.
 */
#ifndef BUSETTING_INDEX_GROUP_H
#define BUSETTING_INDEX_GROUP_H

#include "postgres.h"

#include "access/stratnum.h"
#include "storage/off.h"

#include "type/bounds.h"

/* A value of a full page, and its place there */
typedef struct GroupMember
{
	Bounds		 value;
	OffsetNumber place;
} GroupMember;

extern bool	 index_value_satisfies(Bounds value, StrategyNumber strategy, Bounds query);
extern bool	 index_group_may_satisfy(Bounds group, StrategyNumber strategy, Bounds query);
extern float index_group_penalty(Bounds group, Bounds value);
extern int	 index_group_split(GroupMember *members, int count);

#endif /* BUSETTING_INDEX_GROUP_H */
