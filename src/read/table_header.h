/*
 * table_header.h
 *		What the words above a column call it.
 */
#ifndef BUSETTING_TABLE_HEADER_H
#define BUSETTING_TABLE_HEADER_H

#include "read/table.h"

#define HEADER_WORDS	256	 /* at most so many words in a header */
#define HEADER_PROBLEM	320	 /* bytes of what is wrong with one */
#define HEADER_COMPOSED 4096 /* bytes of labels made of words that stand apart, at most */

/* A word of a header that is read as words, not as cells. */
typedef struct HeaderWord
{
	Slice text;
	int	  line;		   /* of the header, from 0 */
	int	  tab;		   /* number of tabs before it on its line */
	int	  place;	   /* number of characters before it on its line */
	bool  apart;	   /* from the word before it, by a tab or a run of spaces */
	bool  below_blank; /* its line stands below a blank one */
} HeaderWord;

/* The columns that a header names. */
typedef struct Header
{
	Column columns[TABLE_COLUMNS];
	Slice  labels[TABLE_COLUMNS]; /* their headers */
	Period years[TABLE_COLUMNS];  /* or other periods that these name, 0 for none; only of columns that are set apart */
	Period parts[TABLE_COLUMNS];  /* likewise of a year, as a week */
	bool   another[TABLE_COLUMNS];	/* do they count something else that is known? */
	Column parted[TABLE_COLUMNS];	/* what they count beside a part that is not known; COLUMN_UNKNOWN for others */
	bool   left_out[TABLE_COLUMNS]; /* are they left out for that, or as nobody knows them? */
	int	   count;
	Level  level;
	bool   names_measure;
	bool   corner;	 /* the first column has no header, and another one is of names */
	bool   too_wide; /* more columns than are read */
	bool   wrong;	 /* a column is unknown: `unknown` is its header */
	Slice  unknown;

	/* labels whose words do not follow each other in the content */
	char   composed[HEADER_COMPOSED];
	size_t composed_length;
} Header;

/* Of a header whose words above may be of one column or of several. */
#define HEADER_UNSURE "has a line of words that may be of one column or of several"

extern bool	  header_may_spread(const Header *header, int from, int to);
extern bool	  header_is_whole(const Words *words, const Header *header);
extern bool	  header_equals(const Header *left, const Header *right);
extern bool	  header_agrees(const Header *header, const Header *spread);
extern bool	  header_begins(const Words *words, const HeaderWord *line, int count);
extern bool	  header_says(const Words *words, Slice word);
extern bool	  header_knows(const Words *words, Slice word);
extern bool	  header_is_period(const Words *words, Slice word, Slice number);
extern Column header_column(const Words *words, Slice label, Column previous);
extern void	  header_from_words(const Words *words, const HeaderWord *line, int count, bool all_apart, Header *header);
extern Slice  header_drop_rows(const Words *words, Slice label, bool title);
extern bool	  header_is_marked(Slice label);
extern void	  header_copy(Header *to, const Header *from);
extern void	  header_leave_out(const Table *table, Header *header);
extern const char *header_describe(const Words *words, const Header *header, const char *problem, char *buffer);
extern void		   header_tell_column_texts(Table *table);
extern void	  header_note_given_column(Table *table, int line, Column given, Column named, bool another, Slice label);
extern void	  header_note_given(Table *table, const Header *header, int line);
extern void	  header_note_left_out(Table *table, const Header *header, int line);
extern Column header_kind(const Words *words, Slice label, bool *another);
extern bool	  header_is_of_values(const Words *words, Slice label);
extern bool	  header_is_filler(const Words *words, Slice label);
extern void	  header_find_words(const Words *words, Slice text, bool *name, bool *measure);
extern short  header_year(const Words *words, Slice label, bool *only);
extern Period header_period(const Words *words, Slice label, bool *only);
extern Column header_periods(const Words *words, Slice label);
extern bool	  header_may_name(const Words *words, Slice cell);
extern bool	  header_from_cells(const Words *words, const Slice *cells, int count, Header *header);

#endif /* BUSETTING_TABLE_HEADER_H */
