/*
 * privilege.sql: a trusted extension's objects belong to the superuser in whose
 * name the script runs; whoever installs it is given them all.
 */
DO $$
DECLARE
	installer regrole := (SELECT extowner FROM pg_catalog.pg_extension WHERE extname = 'busetting');
BEGIN
	EXECUTE format('GRANT ALL ON ALL TABLES IN SCHEMA busetting TO %s WITH GRANT OPTION', installer);
	EXECUTE format('GRANT ALL ON ALL SEQUENCES IN SCHEMA busetting TO %s WITH GRANT OPTION', installer);
END
$$;
