/*
 * guard.sql: the script runs in a superuser's name also where a database's owner
 * installs, and finds names in the schema busetting.  So nothing of another's
 * may be in it, now, while the script runs, or later: a function format(text,
 * regrole) there would be called instead of PostgreSQL's.  With that seen to, the
 * scripts need not qualify what they call.
 */
DO $$
DECLARE
	schema_owner regrole;
	installer regrole;
	content text;
	entrant text;
	is_new boolean;
BEGIN
	-- from here to the end of the block all names are pg_catalog's
	PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
	IF getdatabaseencoding() <> 'UTF8' THEN
		RAISE feature_not_supported USING
			MESSAGE = format('busetting needs a database of encoding UTF8, and this one has %s', getdatabaseencoding()),
			DETAIL = 'No other encoding can hold the names of all regions.',
			HINT = 'CREATE DATABASE ... ENCODING ''UTF8'' LOCALE ''C.UTF-8'' TEMPLATE template0.';
	END IF;
	installer := (SELECT extowner FROM pg_extension WHERE extname = 'busetting');
	SELECT nspowner, xmin = pg_current_xact_id()::xid INTO schema_owner, is_new FROM pg_namespace WHERE nspname = 'busetting';

	-- what others can still create meanwhile would not be seen
	IF NOT is_new AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = schema_owner) THEN
		IF current_setting('transaction_isolation') <> 'read committed' THEN
			RAISE invalid_transaction_state USING
				MESSAGE = 'schema busetting exists, and the transaction cannot see what is added to it',
				HINT = 'Drop the schema, or create the extension in a transaction with isolation level read committed.';
		END IF;
		LOCK TABLE pg_proc, pg_operator, pg_type IN SHARE MODE;
	END IF;

	-- a superuser's own, as btree_gist where CASCADE has put it here, is no danger
	SELECT concat(min(format('%s of %s', pg_describe_object(d.classid, d.objid, 0), r.rolname)), ' and ' || nullif(count(*) - 1, 0) || ' others')
	INTO content
	FROM pg_depend AS d
	JOIN pg_shdepend AS o ON o.dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
		AND o.classid = d.classid AND o.objid = d.objid AND o.refclassid = 'pg_authid'::regclass AND o.deptype = 'o'
	JOIN pg_roles AS r ON r.oid = o.refobjid
	WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = 'busetting'::regnamespace AND d.classid <> 'pg_extension'::regclass
		AND NOT r.rolsuper
	HAVING count(*) > 0;
	SELECT string_agg(e.name, ', ') INTO entrant
	FROM (SELECT schema_owner::text WHERE schema_owner <> installer AND NOT (SELECT rolsuper FROM pg_roles WHERE oid = schema_owner)
		  UNION
		  SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END
		  FROM pg_namespace, aclexplode(nspacl) AS a
		  WHERE nspname = 'busetting' AND a.privilege_type = 'CREATE' AND a.grantee <> nspowner) AS e(name);
	IF content IS NOT NULL THEN
		RAISE duplicate_object USING
			MESSAGE = 'schema busetting holds objects of others',
			DETAIL = format('It holds %s.', content),
			HINT = 'The schema is the extension''s own: drop it, or move what is in it.';
	ELSIF entrant IS NOT NULL THEN
		RAISE insufficient_privilege USING
			MESSAGE = 'others may create in schema busetting',
			DETAIL = format('These are %s.', entrant),
			HINT = 'The schema is the extension''s own: drop it, or change its owner and privileges.';
	END IF;
	ALTER SCHEMA busetting OWNER TO CURRENT_USER;

	-- not the schema of btree_gist, in which others may create
	PERFORM set_config('search_path', 'busetting, pg_temp', true);
END
$$;

-- functions that others of the extension call, and the tables behind its views: what is for users stands alone in busetting
CREATE SCHEMA busetting_internal;

COMMENT ON SCHEMA busetting_internal IS 'what busetting keeps for itself: publications as they are read, what views are made of, and functions that its own call';
