/*
 * search_outcome.h
 *		How a search for a table that meets its equations has ended: one answer for
 *		every engine of audit, and for those who call them.
 */
#ifndef BUSETTING_SEARCH_OUTCOME_H
#define BUSETTING_SEARCH_OUTCOME_H

typedef enum SearchOutcome
{
	SEARCH_INFEASIBLE,	  /* no table in whole numbers meets the equations: that is certain */
	SEARCH_FEASIBLE,	  /* there is one: that is certain too */
	SEARCH_UNDECIDED,	  /* neither was shown */
	SEARCH_NOT_APPLICABLE /* the engine does not fit the problem: another has to look */
} SearchOutcome;

#endif /* BUSETTING_SEARCH_OUTCOME_H */
