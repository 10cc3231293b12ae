/*
 * spreadsheet_ods.h
 *		Workbooks of OpenDocument.
 */
#ifndef BUSETTING_SPREADSHEET_ODS_H
#define BUSETTING_SPREADSHEET_ODS_H

#include "postgres.h"

#include "read/archive.h"
#include "read/sheet.h"

typedef struct Ods Ods;

extern Ods		  *ods_open(Archive *archive);
extern int		   ods_sheets(const Ods *ods);
extern const char *ods_name(const Ods *ods, int i);
extern bool		   ods_is_hidden(const Ods *ods, int i);
extern Sheet	  *ods_read(Ods *ods, int i);

#endif /* BUSETTING_SPREADSHEET_ODS_H */
