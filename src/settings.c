/*
 * settings.c
 *		How the library begins, and what can be set: the time as of which
 *		publications are shown, and limits of the audit.
 */
#include "postgres.h"

#include "utils/guc.h"

#include "audit/audit.h"
#include "audit/lp.h"
#include "protect/contributor_sums.h"
#include "publication/vintage.h"
#include "util/compat.h"
#include "util/progress.h"
#include "util/work.h"

PG_MODULE_MAGIC;

PGDLLEXPORT void _PG_init(void);

void
_PG_init(void)
{
	DefineCustomStringVariable("busetting.as_known_on", "Date or time as of which publications are shown.",
							   "Publications that were imported later, and corrections, are left out. Empty shows all.",
							   &as_known_on_setting, "", PGC_USERSET, 0, as_known_on_check, NULL, NULL);
	DefineCustomIntVariable("busetting.solver_memory", "Memory that the linear programs of an audit may take.",
							"An audit that needs more ends with an error.", &lp_memory, 1024, 1, PG_INT32_MAX / 1024,
							PGC_USERSET, GUC_UNIT_MB, NULL, NULL, NULL);
	DefineCustomIntVariable("busetting.progress_interval", "Time between two notices of how far an audit is.",
							"Zero turns them off.", &progress_interval, 10000, 0, PG_INT32_MAX, PGC_USERSET,
							GUC_UNIT_MS, NULL, NULL, NULL);
	DefineCustomIntVariable(
		"busetting.work_limit", "Million steps of work that a protection or an audit of up to 2,000 cells may take.",
		"A step is about a nanosecond; for larger tables the limit grows with the square of the cells. "
		"Past it a protection ends with an error, and an audit says which of its bounds are not sharp. Zero is no "
		"limit.",
		&work_limit, 9000, 0, PG_INT32_MAX, PGC_USERSET, 0, NULL, NULL, NULL);
	DefineCustomIntVariable("busetting.contributor_memory",
							"Memory that the contributors of one group of rows may take.",
							"A primary rule by contributor that needs more ends with an error.", &contributor_memory,
							256, 1, PG_INT32_MAX / 1024, PGC_USERSET, GUC_UNIT_MB, NULL, NULL, NULL);
#if PG_VERSION_NUM >= 150000
	MarkGUCPrefixReserved("busetting");
#else
	EmitWarningsOnPlaceholders("busetting");
#endif
}
