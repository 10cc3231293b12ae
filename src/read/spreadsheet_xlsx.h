/*
 * spreadsheet_xlsx.h
 *		Workbooks of Office Open XML.
 */
#ifndef BUSETTING_SPREADSHEET_XLSX_H
#define BUSETTING_SPREADSHEET_XLSX_H

#include "postgres.h"

#include "read/archive.h"
#include "read/sheet.h"

typedef struct Xlsx Xlsx;

extern Xlsx		  *xlsx_open(Archive *archive);
extern int		   xlsx_sheets(const Xlsx *xlsx);
extern const char *xlsx_name(const Xlsx *xlsx, int i);
extern bool		   xlsx_is_hidden(const Xlsx *xlsx, int i);
extern Sheet	  *xlsx_read(Xlsx *xlsx, int i);

#endif /* BUSETTING_SPREADSHEET_XLSX_H */
