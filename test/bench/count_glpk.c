/*
 * count_glpk.c
 *		What GLPK is asked for, and how long it takes, for library.sh.
 *
 * Loaded into a session before the extension, it stands between the two: the names that it
 * defines are found first.  Programs are written to a folder, where one is given, so that
 * other solvers can be asked the same.  Refused, all programs end undecided: what is left is what the extension does
 * without a library.
 */
#include "postgres.h"

#include <dlfcn.h>

#include <glpk.h>

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "processor_seconds.h"

PG_MODULE_MAGIC;

static int64  programs; /* linear, but for those of a search in whole numbers */
static int64  pivots;	/* of these */
static double seconds;	/* that these took */
static int64  searches; /* in whole numbers */
static double search_seconds;
static bool	  in_search;
static bool	  refused;
static char	  folder[MAXPGPATH];

/* The program as a file that all solvers read. */
static void
keep(glp_prob *problem, const char *kind, int64 number)
{
	char path[MAXPGPATH];

	if (folder[0] == '\0')
		return;
	snprintf(path, sizeof(path), "%s/%s.%d.mps", folder, kind, (int) number);
	glp_term_out(GLP_OFF);
	glp_write_mps(problem, GLP_MPS_FILE, NULL, path);
	glp_term_out(GLP_ON);
}

int
glp_simplex(glp_prob *problem, const glp_smcp *parameters)
{
	int (*simplex)(glp_prob *, const glp_smcp *) = dlsym(RTLD_NEXT, "glp_simplex");
	double from = processor_seconds();
	int	   before = glp_get_it_cnt(problem);
	int	   result = refused ? GLP_EFAIL : simplex(problem, parameters);

	if (in_search)
		return result;
	programs++;
	pivots += glp_get_it_cnt(problem) - before;
	seconds += processor_seconds() - from;
	return result;
}

int
glp_intopt(glp_prob *problem, const glp_iocp *parameters)
{
	int (*intopt)(glp_prob *, const glp_iocp *) = dlsym(RTLD_NEXT, "glp_intopt");
	double from;
	int	   result;

	if (refused)
		return GLP_EFAIL;
	keep(problem, "search", searches);
	from = processor_seconds();
	in_search = true;
	result = intopt(problem, parameters);
	in_search = false;
	searches++;
	search_seconds += processor_seconds() - from;
	return result;
}

/* What has been asked for since the last call; from now on, write searches to a folder. */
PG_FUNCTION_INFO_V1(glpk_used);
Datum
glpk_used(PG_FUNCTION_ARGS)
{
	char *result = psprintf("%lld\t%lld\t%.3f\t%lld\t%.3f", (long long) programs, (long long) pivots, seconds,
							(long long) searches, search_seconds);

	strlcpy(folder, text_to_cstring(PG_GETARG_TEXT_PP(0)), sizeof(folder));
	programs = pivots = searches = 0;
	seconds = search_seconds = 0;
	PG_RETURN_TEXT_P(cstring_to_text(result));
}

PG_FUNCTION_INFO_V1(glpk_refuse);
Datum
glpk_refuse(PG_FUNCTION_ARGS)
{
	refused = true;
	PG_RETURN_VOID();
}
