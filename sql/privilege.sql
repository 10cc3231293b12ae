/*
 * privilege.sql: everybody may use the types: whatever calculates with its
 * arguments and reads nothing.  All else is the installer's to grant: reports to
 * who reads them, publications to who works with them, and what undoes
 * protection to nobody by itself.  A trusted extension's objects belong to the
 * superuser in whose name the script runs; whoever installs it is given them
 * all, but for the right to have triggers on them: a superuser's ALTER EXTENSION
 * UPDATE would run these.
 */

CREATE PROCEDURE grant_reports(reader regrole)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	EXECUTE (
		SELECT format('GRANT SELECT ON %s TO %s', string_agg(oid::regclass::text, ', '), reader)
		FROM pg_class
		WHERE relnamespace = 'busetting'::regnamespace AND relname LIKE 'report\_%' AND relkind IN ('v', 'r')
	);
END
$$;

COMMENT ON PROCEDURE grant_reports(regrole) IS 'let a role read the reports, and nothing else';

CREATE PROCEDURE grant_analysis(analyst regrole)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA busetting TO %s', analyst);
	EXECUTE (
		SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s', string_agg(oid::regprocedure::text, ', '), analyst)
		FROM pg_proc
		WHERE pronamespace = 'busetting'::regnamespace AND provolatile = 's' AND proname !~ '^(audit|narrowed|protect)'
	);
END
$$;

COMMENT ON PROCEDURE grant_analysis(regrole) IS
	'let a role read all that is published and use the functions that read it, but for those that undo protection';

DO $$
DECLARE
	installer regrole := (SELECT extowner FROM pg_catalog.pg_extension WHERE extname = 'busetting');
BEGIN
	GRANT USAGE ON SCHEMA busetting TO PUBLIC;
	EXECUTE (
		SELECT format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', string_agg(oid::regprocedure::text, ', '))
		FROM pg_catalog.pg_proc
		WHERE pronamespace = 'busetting'::regnamespace AND provolatile <> 'i' AND proname <> 'as_known_on'	-- a setting, that views read
	);
	-- views call it in the name of who reads them, and it reads a setting only
	GRANT EXECUTE ON FUNCTION busetting.as_known_on() TO PUBLIC;
	EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES ON ALL TABLES IN SCHEMA busetting TO %s WITH GRANT OPTION', installer);
	EXECUTE format('GRANT ALL ON ALL SEQUENCES IN SCHEMA busetting TO %s WITH GRANT OPTION', installer);
	EXECUTE format('GRANT ALL ON ALL ROUTINES IN SCHEMA busetting TO %s WITH GRANT OPTION', installer);
END
$$;
