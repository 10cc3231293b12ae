/*
 * disjoint_set.h
 *		Sets that are joined, each a tree of its members by their parents; a root is its own parent and stands for its set.
 *		For what audit and protect tie together.  (Galler, Fischer 1964, with path halving: Tarjan, van Leeuwen 1984.)
 */
#ifndef BUSETTING_DISJOINT_SET_H
#define BUSETTING_DISJOINT_SET_H

/* The root of a member's set; the way to it is shorter afterwards. */
static inline int
disjoint_set_root(int *parent, int member)
{
	while (parent[member] != member)
		member = parent[member] = parent[parent[member]];
	return member;
}

#endif /* BUSETTING_DISJOINT_SET_H */
