-- What the tests of the types begin with.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;
SET search_path = busetting, public;
\set SHOW_CONTEXT never
\pset null NULL

-- The one value that a query returns, or its error in full; of what there is no function for, PostgreSQL's advice changed in 19.
CREATE FUNCTION pg_temp.outcome(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	value text;
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE query INTO value;
	RETURN coalesce(value, 'NULL');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	IF SQLSTATE = '42883' THEN
		RETURN SQLSTATE || ' ' || message;
	END IF;
	RETURN concat_ws(E'\n', SQLSTATE || ' ' || message, '  ' || nullif(detail, ''), '  ' || nullif(hint, ''));
END
$$;
