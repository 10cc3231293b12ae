/*
 * workbook_table.h
 *		The sheet of a workbook that has the table.
 */
#ifndef BUSETTING_WORKBOOK_TABLE_H
#define BUSETTING_WORKBOOK_TABLE_H

#include "postgres.h"

#include "read/sheet.h"
#include "read/table.h"

typedef struct WorkbookTable
{
	const char		  *form;
	const char		  *name; /* of the sheet; NULL where none is chosen */
	Slice			   text; /* of the sheet, as CSV between semicolons; data is NULL where none is chosen */
	const SheetRemark *remarks;
	int				   remark_count;
} WorkbookTable;

extern WorkbookTable workbook_table_find(const Table *table, Slice bytes, const char *name);

#endif /* BUSETTING_WORKBOOK_TABLE_H */
