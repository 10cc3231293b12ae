/*
 * privilege.sql: everybody may use the types and functions and read the regions;
 * what was published is the installer's to grant.  A trusted extension's objects belong to the superuser in whose
 * name the script runs; whoever installs it is given them all.
 */
GRANT USAGE ON SCHEMA busetting TO PUBLIC;

DO $$
DECLARE
	installer regrole := (SELECT extowner FROM pg_catalog.pg_extension WHERE extname = 'busetting');
BEGIN
	EXECUTE format('GRANT ALL ON ALL TABLES IN SCHEMA busetting TO %s WITH GRANT OPTION', installer);
	EXECUTE format('GRANT ALL ON ALL SEQUENCES IN SCHEMA busetting TO %s WITH GRANT OPTION', installer);
END
$$;
