/*
 * table_apart.c
 *		A line that reads as a row, but blank lines set it apart from the rows.
 *
 *		Kommune   Bosatt
 *		Narvik        20
 *		Rana           5
 *
 *		Oslo 2022
 *
 * A colophon, the foot of a page or an address may begin with the name of a region and end
 * in a number.  So such a line must look as the rows above it do: set out in columns if they
 * are, not called after an office if they are not, and with no year at its end.
 * In doubt, the line is an error.  A total may stand apart.
 *
 * Called by table_text.c, which owns the RowForm, for each row that begins on a line with
 * cells.
 */
#include <string.h>

#include "read/table_apart.h"

/* Is it called after an office, "Bergen kommune"? */
static bool
name_is_of_office(Slice name)
{
	static const char *const offices[] = {"kommune", "fylkeskommune", "herad", "municipality", NULL};
	const char				*word = name.data + name.length;

	while (word > name.data && word[-1] != ' ')
		word--;
	return word > name.data && word_is_one_of((Slice){word, name.data + name.length - word}, offices);
}

/* Are more spaces than one before the first cell of the line? */
static bool
line_is_set_out(const Line *line)
{
	return line->cells < line->count && line->tokens[line->cells].wide;
}

/* Does the line, with the name of a row, look as the rows above it do, if it does not stand among them? */
bool
row_form_check(const RowForm *form, Table *table, const Line *line, Slice name)
{
	Slice of;

	if (form->rows == 0 || line->tabs || line->new_page || line->blanks <= form->blanks || name_is_total(name, &of))
		return true;
	/* one row does not show yet how rows look */
	if (!(form->rows > 1 && form->wide && !line_is_set_out(line)) &&
		!slice_is_year(line->tokens[line->count - 1].text) && (form->designated || !name_is_of_office(name)))
		return true;
	return table_fail(
		table, line->tokens[0].text.data,
		"Blank lines set the line apart from the rows above it, and it does not look as they do.",
		"Remove the line if it says who published the table or when; remove the blank lines if it is a row.",
		"it is not clear whether \"%.*s\" is a row", (int) slice_clip(name, 80), name.data);
}

/* See the row that the line begins. */
void
row_form_add(RowForm *form, const Line *line, Slice name)
{
	bool wide = line_is_set_out(line);

	if (form->rows > 0 && !line->new_page && line->blanks > form->blanks)
		form->blanks = line->blanks;
	form->wide = wide && (form->wide || form->rows == 0);
	form->designated = form->designated || name_is_of_office(name);
	form->rows++;
}
