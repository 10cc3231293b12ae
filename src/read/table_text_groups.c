/*
 * table_text_groups.c
 *		Headings of groups of columns in pasted text, by their places.
 *
 *		          Bosatt        Vedtak
 *		Kommune   2021   2022   2021   2022
 *
 * Of the lines of a header the lower ones have the columns, and what stands above is of one
 * of them or of several beside each other: of those it stands over, and of more to both sides, up to what the groups beside
 * it stand over.  All such ways are tried.  Those that make sense, with as many columns as the first row has, must say the same; else
 * those that the places agree with, by which groups begin where columns do, or stand in the middle of theirs.
 *
 * Called by table_text_header.c.  Owns the Groups of one call.
 */
#include <stdlib.h>
#include <string.h>

#include "read/table_cell.h"
#include "read/table_text_groups.h"

#define GROUP_COLUMNS 32   /* of a header with groups, at most */
#define GROUP_WAYS	  1000 /* that are tried, at most */
#define GROUP_LEFT	  1	   /* characters by which a group may begin beside its first column */
#define GROUP_MIDDLE  3	   /* half characters by which it may stand beside the middle of its columns */

/* Words that stand together, or below each other. */
typedef struct Block
{
	int	 left;	/* its characters */
	int	 right; /* likewise */
	bool upper; /* its lines are above those of columns */
	bool bare;	/* it says nothing but years or other periods, so that a group has to say what its column counts */
	bool named; /* it heads names or codes, which no group does */
} Block;

/* Of a group, the columns that it may be of. */
typedef struct Group
{
	int block;
	int least_first; /* at least these */
	int least_last;
	int first; /* in the way that is tried */
	int last;
} Group;

typedef struct Groups
{
	const Table		 *table;
	const HeaderWord *words;
	int				  count;
	int				  block_of[HEADER_WORDS]; /* of each word */
	Block			  blocks[2 * GROUP_COLUMNS];
	int				  block_count;
	int				  columns[GROUP_COLUMNS]; /* their blocks, in order */
	int				  column_count;
	Group			  groups[GROUP_COLUMNS];
	int				  group_count;
	int				  ways;	  /* that have been tried */
	bool			  found;  /* one makes sense */
	bool			  differ; /* so does another that says something else */
	bool			  placed; /* one makes sense, and the places agree with it */
	bool			  placed_differ;
	Header			  tried;
	Header			 *header; /* that makes sense; one that is placed comes first */
} Groups;

static int
word_right(const HeaderWord *word)
{
	int	   right = word->place - 1;
	size_t i;

	for (i = 0; i < word->text.length; i++)
		right += ((unsigned char) word->text.data[i] & 0xC0) != 0x80;
	return right;
}

/* Add what the words from one to before another are to the blocks: a piece of a line is of those that it overlaps.  False where there are too many. */
static bool
groups_add_piece(Groups *groups, int from, int to, bool upper)
{
	Block piece = {
		.left = groups->words[from].place, .right = word_right(&groups->words[to - 1]), .upper = upper, .bare = true};
	int into = -1;
	int i;
	int k;

	for (i = 0; i < groups->block_count; i++)
	{
		Block *block = &groups->blocks[i];

		if (block->upper != upper || block->right < piece.left || block->left > piece.right)
			continue;
		piece.left = block->left < piece.left ? block->left : piece.left;
		piece.right = block->right > piece.right ? block->right : piece.right;
		if (into >= 0)
		{
			/* the two become one, and this is none */
			*block = (Block){.left = -1, .right = -2, .upper = upper};
			for (k = 0; k < from; k++)
				groups->block_of[k] = groups->block_of[k] == i ? into : groups->block_of[k];
		}
		else
			into = i;
	}
	if (into < 0 && groups->block_count == 2 * GROUP_COLUMNS)
		return false;
	into = into < 0 ? groups->block_count++ : into;
	groups->blocks[into] = piece;
	for (k = from; k < to; k++)
		groups->block_of[k] = into;
	return true;
}

/* The blocks of the words, of which those above a line are upper ones. */
static bool
groups_find_blocks(Groups *groups, int line)
{
	const HeaderWord *words = groups->words;
	int				  from;
	int				  to;

	groups->block_count = 0;
	for (from = 0; from < groups->count; from = to)
	{
		for (to = from + 1; to < groups->count && !words[to].apart && words[to].line == words[from].line; to++)
			;
		if (!groups_add_piece(groups, from, to, words[from].line < line))
			return false;
	}
	return true;
}

static bool
blocks_overlap(const Block *left, const Block *right)
{
	return left->left <= right->right && right->left <= left->right;
}

/* Where an upper block stands. */
typedef enum Standing
{
	STANDS_OVER,   /* lower ones */
	STANDS_BEFORE, /* all of them */
	STANDS_BESIDE
} Standing;

static Standing
groups_standing(const Groups *groups, int block)
{
	bool before = true;
	int	 i;

	for (i = 0; i < groups->block_count; i++)
	{
		const Block *other = &groups->blocks[i];

		if (other->left < 0 || other->upper)
			continue;
		if (blocks_overlap(other, &groups->blocks[block]))
			return STANDS_OVER;
		before = before && other->left > groups->blocks[block].right;
	}
	return before ? STANDS_BEFORE : STANDS_BESIDE;
}

/* The text of a block, from its first word to its last. */
static Slice
groups_block_text(const Groups *groups, int block)
{
	Slice text = {NULL, 0};
	int	  i;

	for (i = 0; i < groups->count; i++)
	{
		Slice word = groups->words[i].text;

		if (groups->block_of[i] != block)
			continue;
		if (text.data == NULL)
			text = word;
		else
			text.length = word.data + word.length - text.data;
	}
	return text;
}

/* What the words of blocks say of their columns. */
static void
groups_see_words(Groups *groups)
{
	const Words *words = groups->table->words;
	int			 i;

	for (i = 0; i < groups->count; i++)
	{
		Block *block = &groups->blocks[groups->block_of[i]];
		Slice  word = groups->words[i].text;
		bool   name;
		bool   measure;
		bool   only;

		header_find_words(words, word, &name, &measure);
		block->named = block->named || name;
		block->bare = block->bare && (header_is_filler(words, word) || header_year(words, word, &only) != 0);
	}
	for (i = 0; i < groups->block_count; i++)
	{
		Slice text = groups_block_text(groups, i);
		bool  only;

		if (text.data != NULL && header_period(words, text, &only) != 0 && only)
			groups->blocks[i].bare = true;
	}
}

/* Put the block among others that are in order from left to right. */
static void
blocks_insert(const Groups *groups, int *blocks, int count, int block)
{
	for (; count > 0 && groups->blocks[blocks[count - 1]].left > groups->blocks[block].left; count--)
		blocks[count] = blocks[count - 1];
	blocks[count] = block;
}

/* Which blocks are so many columns, and which are groups of them; false where that is not how many there are. */
static bool
groups_divide(Groups *groups, int columns)
{
	int upper[GROUP_COLUMNS];
	int lower = 0; /* and those before them */
	int beside = 0;
	int i;

	for (i = 0; i < groups->block_count; i++)
	{
		if (groups->blocks[i].left < 0)
			continue;
		lower += !groups->blocks[i].upper || groups_standing(groups, i) == STANDS_BEFORE;
		beside += groups->blocks[i].upper && groups_standing(groups, i) == STANDS_BESIDE;
	}
	groups->column_count = groups->group_count = 0;
	if (columns > GROUP_COLUMNS || (lower != columns && lower + beside != columns))
		return false;
	for (i = 0; i < groups->block_count; i++)
	{
		if (groups->blocks[i].left < 0)
			continue;
		if (!groups->blocks[i].upper || groups_standing(groups, i) == STANDS_BEFORE ||
			(lower < columns && groups_standing(groups, i) == STANDS_BESIDE))
			blocks_insert(groups, groups->columns, groups->column_count++, i);
		else if (groups->group_count == GROUP_COLUMNS)
			return false;
		else
			blocks_insert(groups, upper, groups->group_count++, i);
	}
	for (i = 0; i < groups->group_count; i++)
		groups->groups[i].block = upper[i];
	return groups->group_count > 0;
}

/* Over which columns does each group stand?  False where one stands outside them. */
static bool
groups_place(Groups *groups)
{
	int i;
	int k;

	for (i = 0; i < groups->group_count; i++)
	{
		Group		*group = &groups->groups[i];
		const Block *block = &groups->blocks[group->block];
		int			 before = 0; /* columns to the left of it */
		int			 over = 0;

		for (k = 0; k < groups->column_count; k++)
		{
			const Block *column = &groups->blocks[groups->columns[k]];

			before += column->right < block->left;
			over += blocks_overlap(column, block);
		}
		group->least_first = over > 0 ? before : before - 1;
		group->least_last = over > 0 ? before + over - 1 : before;
		if (group->least_first < 0 || group->least_last >= groups->column_count ||
			(i > 0 && group->least_first <= groups->groups[i - 1].least_last))
			return false;
	}
	return true;
}

/* Is what the words of the block say that the columns are of all? */
static bool
groups_block_is_whole(const Groups *groups, int block)
{
	Slice text = groups_block_text(groups, block);

	return text.data != NULL && category_is_called_whole(text);
}

/* Put the words of a block behind those arranged; returns how many there are then, -1 where there is no room. */
static int
groups_arrange_block(const Groups *groups, int block, HeaderWord *arranged, int used, bool first)
{
	int i;

	for (i = 0; i < groups->count; i++)
	{
		if (groups->block_of[i] != block)
			continue;
		if (used == HEADER_WORDS)
			return -1;
		arranged[used] = groups->words[i];
		arranged[used++].apart = first;
		first = false;
	}
	return used;
}

/* The words, column after column, each with its group's before its own; returns how many, -1 where there is no room. */
static int
groups_arrange(const Groups *groups, HeaderWord *arranged)
{
	int used = 0;
	int i;
	int k;

	for (k = 0; k < groups->column_count && used >= 0; k++)
	{
		int first = used;

		for (i = 0; i < groups->group_count && used >= 0; i++)
		{
			const Group *group = &groups->groups[i];

			if (group->first <= k && k <= group->last && !groups_block_is_whole(groups, group->block))
				used = groups_arrange_block(groups, group->block, arranged, used, used == first);
		}
		if (used >= 0)
			used = groups_arrange_block(groups, groups->columns[k], arranged, used, used == first);
	}
	return used;
}

/* Do all groups begin where their first columns do, or all stand in the middle of theirs? */
static bool
groups_are_placed(const Groups *groups)
{
	bool left = true;
	bool middle = true;
	int	 i;

	for (i = 0; i < groups->group_count; i++)
	{
		const Group *group = &groups->groups[i];
		const Block *block = &groups->blocks[group->block];
		const Block *first = &groups->blocks[groups->columns[group->first]];
		const Block *last = &groups->blocks[groups->columns[group->last]];

		left = left && abs(block->left - first->left) <= GROUP_LEFT;
		middle = middle && abs(block->left + block->right - first->left - last->right) <= GROUP_MIDDLE;
	}
	return left || middle;
}

/* Each group has its columns: does that make sense? */
static void
groups_try(Groups *groups)
{
	HeaderWord arranged[HEADER_WORDS];
	int		   used = groups_arrange(groups, arranged);
	bool	   placed = groups_are_placed(groups);

	if (used < 0)
		return;
	header_from_words(groups->table->words, arranged, used, true, &groups->tried);
	header_leave_out(groups->table, &groups->tried);
	if (groups->tried.count != groups->column_count || !header_is_whole(groups->table->words, &groups->tried))
		return;
	if (groups->found && !header_equals(&groups->tried, groups->header))
	{
		groups->differ = true;
		groups->placed_differ = groups->placed_differ || (placed && groups->placed);
	}
	if (!groups->found || (placed && !groups->placed))
		header_copy(groups->header, &groups->tried);
	groups->found = true;
	groups->placed = groups->placed || placed;
}

/* Do columns from one to before another make sense without a group? */
static bool
groups_stand_alone(const Groups *groups, int from, int to)
{
	int i;

	for (i = from; i < to; i++)
		if (groups->blocks[groups->columns[i]].bare)
			return false;
	return true;
}

/* Try all columns that the groups from one on may have. */
static void
groups_try_from(Groups *groups, int from)
{
	Group *group = &groups->groups[from];
	int	   before = from > 0 ? groups->groups[from - 1].last : -1;
	int	   next = from + 1 < groups->group_count ? groups->groups[from + 1].least_first : groups->column_count;

	if (from == groups->group_count)
	{
		groups->ways++;
		if (groups_stand_alone(groups, before + 1, groups->column_count))
			groups_try(groups);
		return;
	}
	for (group->first = group->least_first;
		 group->first > before && !groups->blocks[groups->columns[group->first]].named; group->first--)
		if (groups_stand_alone(groups, before + 1, group->first))
			for (group->last = group->least_last; group->last < next && groups->ways < GROUP_WAYS; group->last++)
				groups_try_from(groups, from + 1);
}

/*
 * Read a header of so many columns, set out by spaces, some of whose words head groups of columns.  Returns whether it is one;
 * *problem says so where it is one in more than one way.
 */
bool
text_groups_read(const Table *table, const HeaderWord *words, int count, int columns, Header *header,
				 const char **problem)
{
	Groups groups = {.table = table, .words = words, .count = count, .header = header};
	int	   line;

	for (line = 1; count > 0 && line <= words[count - 1].line; line++)
		if (groups_find_blocks(&groups, line) && groups_divide(&groups, columns) && groups_place(&groups))
		{
			groups_see_words(&groups);
			groups_try_from(&groups, 0);
		}
	if (groups.found)
		*problem = groups.ways >= GROUP_WAYS || (groups.differ && (!groups.placed || groups.placed_differ)) ?
					   HEADER_UNSURE :
					   NULL;
	return groups.found;
}
