/*
 * workbook.c
 *		The sheets of a workbook, of whichever form.
 *
 * Called by published_table.c and decoding.c.  Owns the archive and what its readers keep of it,
 * which live in the context in which the workbook was opened, until workbook_close().
 */
#include "postgres.h"

#include "read/archive.h"
#include "read/sheet.h"
#include "read/spreadsheet_ods.h"
#include "read/spreadsheet_xlsx.h"
#include "read/workbook.h"
#include "util/compat.h"

struct Workbook
{
	const char *form;
	Archive	   *archive;
	Xlsx	   *xlsx; /* one of both */
	Ods		   *ods;
};

#define OLE_MAGIC "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

/* Do the bytes begin as those of a workbook do, be it one that cannot be read? */
bool
workbook_detect(const char *bytes, size_t length)
{
	return archive_detect(bytes, length) || (length >= 8 && memcmp(bytes, OLE_MAGIC, 8) == 0);
}

/* Open the workbook that the bytes are, which must live as long; errors are thrown. */
Workbook *
workbook_open(const char *bytes, size_t length)
{
	Workbook *workbook = palloc0(sizeof(Workbook));

	if (!archive_detect(bytes, length))
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT),
						errmsg("the file is a workbook with a password, or of the old form .xls"),
						errdetail("Both begin alike. What has a password is encrypted."),
						errhint("Open it in a spreadsheet program, and save it as .xlsx or .ods without a password.")));
	if (length > TABLE_BYTES)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the workbook is too long"),
						errdetail("It has %zu bytes, at most %d are read at once.", length, TABLE_BYTES),
						errhint("Check that this is the right file, or divide it into publications.")));
	workbook->archive = archive_open(bytes, length);
	workbook->ods = ods_open(workbook->archive);
	workbook->form = "ods";
	if (workbook->ods == NULL)
	{
		workbook->xlsx = xlsx_open(workbook->archive);
		workbook->form = "xlsx";
	}
	if (workbook->ods == NULL && workbook->xlsx == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the archive is no workbook that can be read"),
				 errdetail("Workbooks are .xlsx and .ods; .xlsb and others are not read, nor is a file within an "
						   "archive."),
				 errhint("Take the file out of the archive, or save the workbook as .xlsx.")));
	if (workbook_sheets(workbook) == 0)
		ereport(ERROR, (errcode(ERRCODE_BAD_COPY_FILE_FORMAT), errmsg("the workbook has no sheet"),
						errdetail("Charts and macros are none."), errhint("Check that this is the right file.")));
	return workbook;
}

void
workbook_close(Workbook *workbook)
{
	archive_close(workbook->archive);
	pfree(workbook);
}

const char *
workbook_form(const Workbook *workbook)
{
	return workbook->form;
}

int
workbook_sheets(const Workbook *workbook)
{
	return workbook->ods != NULL ? ods_sheets(workbook->ods) : xlsx_sheets(workbook->xlsx);
}

const char *
workbook_name(const Workbook *workbook, int i)
{
	return workbook->ods != NULL ? ods_name(workbook->ods, i) : xlsx_name(workbook->xlsx, i);
}

bool
workbook_is_hidden(const Workbook *workbook, int i)
{
	return workbook->ods != NULL ? ods_is_hidden(workbook->ods, i) : xlsx_is_hidden(workbook->xlsx, i);
}

/* The number of the sheet of a name, -1 where there is none. */
int
workbook_find(const Workbook *workbook, const char *name)
{
	int i;

	for (i = 0; i < workbook_sheets(workbook); i++)
		if (strcmp(workbook_name(workbook, i), name) == 0)
			return i;
	return -1;
}

/* The cells of a sheet, in the current context. */
Sheet *
workbook_read(Workbook *workbook, int i)
{
	return workbook->ods != NULL ? ods_read(workbook->ods, i) : xlsx_read(workbook->xlsx, i);
}
