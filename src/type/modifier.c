/*
 * modifier.c
 *		The modifier of both types, suppressed_int(0, 4): its text form, and which
 *		values that reach a column with one are the publisher's symbol.
 *
 * Called from SQL, by the types' input functions and by their length coercion
 * (suppressed_type.h).  Reads the text and the plan of the statement that runs,
 * and changes neither.  Owns body_bounds_read, which remembers when a literal was
 * read from another text than the client's.
 */
#include "postgres.h"

#include "access/xact.h"
#include "nodes/params.h"
#include "nodes/parsenodes.h"
#include "nodes/plannodes.h"
#include "nodes/primnodes.h"
#include "replication/walsender.h"
#include "tcop/pquery.h"
#include "tcop/tcopprot.h"
#include "utils/array.h"
#include "utils/float.h"
#include "utils/portal.h"

#include "type/modifier.h"
#include "util/compat.h"

/* Read the quote of a string literal, with what may stand before it, and advance *text behind it. */
static bool
skip_quote(const char **text)
{
	const char *quote = *text;

	if (*quote == '$')
		quote += 1 + strcspn(quote + 1, "$ \t\n'");
	else
		quote += strspn(quote, "EeNn");
	if (*quote != '\'' && *quote != '$')
		return false;
	*text = quote + 1;
	return true;
}

/* Does ":" stand here, as a string literal, in the statement that the client sent? */
static bool
literal_is_symbol(int location)
{
	static const char space[] = " \t\n\v\f\r";
	const char		 *text = debug_query_string;

	if (text == NULL || strnlen(text, location) < (size_t) location)
		return false;
	text += location;
	if (!skip_quote(&text))
		return false;
	text += strspn(text, space);
	if (*text != ':')
		return false;
	text++;
	text += strspn(text, space);
	return *text == '\'' || *text == '$';
}

/* Does the statement run another, which was sent before under a name? */
static bool
statement_executes(Node *statement)
{
	Node *query = NULL;

	if (statement != NULL && IsA(statement, ExplainStmt))
		query = ((ExplainStmt *) statement)->query;
	else if (statement != NULL && IsA(statement, CreateTableAsStmt))
		query = ((CreateTableAsStmt *) statement)->query;
	if (query != NULL && IsA(query, Query))
		return statement_executes(((Query *) query)->utilityStmt);
	return statement != NULL && IsA(statement, ExecuteStmt);
}

/*
 * Of the client's statement, when "at least 0" was last read from another text
 * than ":" while a further text, as a function's body, was read.
 */
static TimestampTz body_bounds_read = 0;

/* For the input functions: "at least 0" was read, and its text is not ":". */
void
modifier_bounds_are_read(void)
{
	/* the parser has a context of its own for the place of a literal */
	if (error_context_stack != NULL && error_context_stack->previous != NULL)
		body_bounds_read = GetCurrentStatementStartTimestamp();
}

/*
 * Is it the client's statement that is planned, and nothing of another text in
 * it?  A function's body is planned within an error context.  That of a function
 * with a set of rows may become a part of the statement, with the places of its
 * own text: it was read since the statement came.
 */
static bool
client_statement_is_planned(void)
{
	ListCell *cell;

	if (body_bounds_read != 0 && body_bounds_read == GetCurrentStatementStartTimestamp())
		return false;
	if (error_context_stack != NULL &&
		(error_context_stack->callback != ParamsErrorCallback || error_context_stack->previous != NULL))
		return false;
	if (ActivePortal != NULL)
	{
		foreach (cell, ActivePortal->stmts)
		{
			if (statement_executes(lfirst_node(PlannedStmt, cell)->utilityStmt))
				return false;
		}
	}
	return true;
}

/*
 * Was the value that the length coercion is called with written as ":"?
 *
 * PostgreSQL reads a literal without the modifier and then calls the coercion:
 * from INSERT ... VALUES (':') there comes "at least 0", as there does from a sum
 * of two such cells.  The first is the publisher's symbol; to hide the second
 * would be to say that the sum of two unknown counts is small.
 *
 * Constants that know where in a statement they stand are literals and the values
 * of parameters; which of them this is, the statement tells.  In a function's
 * body, and in what EXECUTE runs, the places are those of another text, which
 * nothing tells.  Then, as with constants that were stored or computed, the value
 * passes: it is wide where it might have been narrower, but never wrong.
 */
bool
modifier_argument_is_symbol(FunctionCallInfo fcinfo)
{
	Node  *call = fcinfo->flinfo != NULL ? fcinfo->flinfo->fn_expr : NULL;
	Const *literal;

	if (call == NULL || !IsA(call, FuncExpr))
		return false;
	literal = (Const *) linitial(((FuncExpr *) call)->args);
	return IsA(literal, Const) && literal->location >= 0 && client_statement_is_planned() &&
		   literal_is_symbol(literal->location);
}

/*
 * Is what is written now read into a column like that from which it comes?
 *
 * A column with a modifier can hold "at least 0", computed, which is written ":"
 * and read again would be what the modifier says.  pg_dump and a subscriber ask
 * for output that reads back as the same value with the setting that makes floats
 * do so; it is asked for together with a transaction that only reads, so that no
 * index on the text of a column meets the other form.
 */
bool
output_is_restored(void)
{
	return (XactReadOnly && extra_float_digits >= 3) || writes_for_subscriber();
}

PG_FUNCTION_INFO_V1(suppressed_modifier_in);
Datum
suppressed_modifier_in(PG_FUNCTION_ARGS)
{
	int	   count;
	int32 *bound = ArrayGetIntegerTypmods(PG_GETARG_ARRAYTYPE_P(0), &count);

	if (count != 2)
		ereport(ERROR, (errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("invalid type modifier with %d values", count),
						errdetail("The modifier is the lower and the upper bound of what is hidden."),
						errhint("Write (0, 4) where 0 to 4 are hidden.")));
	if (bound[0] < 0 || bound[1] > MODIFIER_MAXIMUM || bound[0] >= bound[1])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE), errmsg("invalid type modifier (%d, %d)", bound[0], bound[1]),
				 errdetail("0 <= lower < upper <= %d: a single number would not be hidden.", MODIFIER_MAXIMUM),
				 errhint("Write (0, 4) where 0 to 4 are hidden, (1, 4) where zeros are shown.")));
	PG_RETURN_INT32(bound[0] << 16 | bound[1]);
}

/* With a space: tools that take (10,2) for numeric's modifier take (0,4) for it too. */
PG_FUNCTION_INFO_V1(suppressed_modifier_out);
Datum
suppressed_modifier_out(PG_FUNCTION_ARGS)
{
	Bounds rule;

	if (!modifier_read(PG_GETARG_INT32(0), &rule))
		PG_RETURN_CSTRING(pstrdup(""));
	PG_RETURN_CSTRING(psprintf("(%d, %d)", (int) rule.lower, (int) rule.upper));
}
