/*
 * guard.sql: the script runs in a superuser's name also where a database's owner
 * installs, and finds names in the schema busetting.  So nothing of another's may
 * be in it, now, while the script runs, or later: a function format(text, regrole)
 * there would be called instead of PostgreSQL's.  The schema is made here, as a
 * member of the extension, by whom nobody else may create in it, and goes with
 * it.  With that seen to, the scripts need not qualify what they call.
 */
DO $$
BEGIN
	-- from here to the end of the block all names are pg_catalog's
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	IF getdatabaseencoding() <> 'UTF8' THEN
		RAISE feature_not_supported USING
			MESSAGE = format('busetting needs a database of encoding UTF8, and this one has %s', getdatabaseencoding()),
			DETAIL = 'No other encoding can hold the names of all regions.',
			HINT = 'CREATE DATABASE ... ENCODING ''UTF8'' LOCALE ''C.UTF-8'' TEMPLATE template0.';
	ELSIF to_regnamespace('busetting') IS NOT NULL THEN
		RAISE duplicate_schema USING
			MESSAGE = 'schema busetting exists',
			DETAIL = (SELECT format('It belongs to %s, and the extension makes its own.', nspowner::regrole) FROM pg_namespace WHERE nspname = 'busetting'),
			HINT = 'Drop it, or rename it: ALTER SCHEMA busetting RENAME TO ...';
	END IF;
	CREATE SCHEMA busetting;

	-- not the schema of btree_gist, in which others may create
	PERFORM set_config('search_path', 'busetting, pg_temp', true);
END
$$;

COMMENT ON SCHEMA busetting IS 'what busetting is used by: types, tables, views and functions';

-- functions that others of the extension call, and the tables behind its views: what is for users stands alone in busetting
CREATE SCHEMA busetting_internal;

COMMENT ON SCHEMA busetting_internal IS 'what busetting keeps for itself: publications as they are read, what views are made of, and functions that its own call';
