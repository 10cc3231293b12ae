/*
 * dataset.h
 *		A cube of categories and its cells, of whatever form, into rows.
 */
#ifndef BUSETTING_DATASET_H
#define BUSETTING_DATASET_H

#include "postgres.h"

#include "read/table.h"

#define DATASET_DIMENSIONS 16

typedef struct Dimension
{
	Slice  id;
	Slice  label; /* data may be NULL */
	int	   size;
	int64  stride; /* between the cells of two neighbours */
	Slice *codes;
	Slice *labels;
	Slice *units;	/* of measures; NULL where it says none */
	bool   uncoded; /* its categories have labels only */
	int	   whole;	/* the category that stands for all others together, or -1 */
} Dimension;

/* What stands at a place; data is NULL where there is none. */
typedef struct DatasetCell
{
	Slice value;
	Slice status; /* why there is no value */
	Slice flags;
	bool  wrong; /* the value is none */
} DatasetCell;

typedef struct Dataset
{
	const Words *words;
	const char	*hint;	/* what to do about one that is wrong */
	Slice		 label; /* what it counts, where no dimension says so */
	Slice		 unit;	/* likewise; data may be NULL */
	Slice		 title; /* of all of it; data may be NULL */
	Dimension	 dimensions[DATASET_DIMENSIONS];
	int			 count;
	int			 region;				 /* which dimension has the regions, or -1 */
	int			 measure;				 /* the measures, or -1 if there is but one */
	int			 time;					 /* the periods, whose codes they are, or -1 */
	Column		 columns[TABLE_COLUMNS]; /* of the measures */
	int			 column_count;
	bool		 unordered; /* the order of categories says nothing: "of which" is of none */

	/* of the form */
	const void *source;
	void (*find_cell)(const struct Dataset *dataset, int64 place, DatasetCell *cell);
	/* the line of a row, 0 where there is none; NULL where rows are all there, and numbered */
	int (*find_line)(const struct Dataset *dataset, int region, const int *position);
} Dataset;

extern Slice quoted_text(Slice text);
extern bool	 text_is_bounds(Slice text);
extern int	 compare_slices(const void *a, const void *b);
extern void	 dataset_begin(Dataset *dataset, const Table *table, const char *hint);
extern void	 dataset_refuse(int line, const char *hint, const char *detail, const char *format, ...)
	__attribute__((noreturn, format(printf, 4, 5)));
extern int64 dataset_set_strides(Dataset *dataset);
extern void	 dataset_check_codes(const Dataset *dataset, const Dimension *dimension);
extern void	 dataset_note_rest(Table *table, Slice dimension, Slice code, Slice label);
extern bool	 dataset_find_regions(Dataset *dataset);
extern bool	 dataset_knows_measures(const Dataset *dataset);
extern void	 dataset_put(Dataset *dataset, Table *table);

/* The dataset cannot be read. */
#define dataset_fail(dataset, ...) dataset_refuse(0, (dataset)->hint, __VA_ARGS__)

#endif /* BUSETTING_DATASET_H */
