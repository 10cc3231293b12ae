/*
 * table_words.h
 *		The words of headings, as the caller knows them.
 */
#ifndef BUSETTING_TABLE_WORDS_H
#define BUSETTING_TABLE_WORDS_H

#include "read/table_slice.h"

#define WORD_SIZE	 64	 /* bytes of a word of a phrase */
#define PHRASE_WORDS 8	 /* of a phrase, at most */
#define PHRASE_SIZE	 640 /* bytes of a phrase, at least (WORD_SIZE + 1) * PHRASE_WORDS */

/* What a phrase says of the column that it stands above. */
typedef enum WordRole
{
	ROLE_UNKNOWN,
	ROLE_ANOTHER,	   /* what it stands in counts something else, which is left out */
	ROLE_VALUE,		   /* of a column with the values of what other columns name */
	ROLE_FRAGMENT,	   /* says something only together with the words around it */
	ROLE_FILLER,	   /* says nothing about which measure it is */
	ROLE_COUNT,		   /* "number of": often the first word of a heading */
	ROLE_OF_WHICH,	   /* begins a heading, of a part of the column before */
	ROLE_MARKER,	   /* "to": an infinitive follows */
	ROLE_INFINITIVE,   /* says nothing behind a marker, else it is a measure's */
	ROLE_BESIDE_PART,  /* says nothing beside a part, and means nothing without it */
	ROLE_PART,		   /* names a part of a measure */
	ROLE_MEASURE,	   /* names a measure */
	ROLE_MEASURE_NAME, /* is the name of a part, as "settled_collective" */
	ROLE_CODE,		   /* from here on, of columns that hold no measure */
	ROLE_NAME
} WordRole;

/* A measure that columns can hold. */
typedef struct Measure
{
	const char *name;
	int			whole; /* the measure that it is a part of, -1 where of none */
	int			part;  /* which part of it, -1 where that has no word */
} Measure;

/* A level of regions; level 1 is the first. */
typedef struct LevelInfo
{
	const char *name;
	int			above;	/* the level above it, 0 for none */
	bool		last;	/* has none below */
	int			digits; /* of its codes, which may have lost a leading zero; 0 where they are left alone */
} LevelInfo;

/* What stands behind a name of a level, as "fylke". */
typedef struct Designation
{
	Slice text; /* folded */
	int	  level;
} Designation;

/* What heads a column that says of which year or other period each row is. */
typedef struct PeriodWord
{
	Slice text; /* folded */
	bool  year; /* of years, and no others */
} PeriodWord;

/* A phrase; what it does not say is -1, or level 0. */
typedef struct Word
{
	Slice	 text; /* folded, its words one space apart */
	WordRole role;
	int		 measure;
	int		 object;  /* of a measure: the one that may be named behind it and says nothing, "avtalt busett" */
	int		 part;	  /* of a part, and of what stands beside one */
	int		 level;	  /* of the names and codes */
	int		 longest; /* words of the longest phrase that begins with it */
	bool	 period;  /* names a period that may have a number: "uke 12", "3. kvartal" */
} Word;

typedef struct Words
{
	const Word		  *words; /* in order of their texts */
	int				   count;
	const Measure	  *measures;
	int				   measure_count;
	const LevelInfo	  *levels; /* those above before those below */
	int				   level_count;
	const Designation *designations;
	int				   designation_count;
	const PeriodWord  *periods;
	int				   period_count;
	unsigned		   short_codes; /* bit n: codes of n digits have lost a leading zero */
} Words;

extern Slice			 word_drop_arrows(Slice word);
extern Slice			 word_fold(Slice word, char *buffer, size_t size);
extern void				 words_begin(Words *words, Word *list, int count);
extern const Word		*words_find(const Words *words, Slice folded);
extern bool				 words_level_has_above(const Words *words, int level);
extern bool				 words_designate(const Words *words, Slice word);
extern const PeriodWord *words_find_period(const Words *words, Slice word);
extern Slice			 words_drop_designation(const Words *words, Slice name);
extern int				 words_list_measures(const Words *words, char *buffer, size_t size);

#endif /* BUSETTING_TABLE_WORDS_H */
