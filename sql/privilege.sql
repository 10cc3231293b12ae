/*
 * privilege.sql: everybody may use the types: whatever calculates with its
 * arguments and reads nothing.  All else is the installer's to grant: reports to
 * who reads them, publications to who works with them, and what undoes
 * protection to nobody by itself.  A trusted extension's objects belong to the
 * superuser in whose name the script runs; whoever installs it is given them
 * all, but for the right to have triggers on them: a superuser's ALTER EXTENSION
 * UPDATE would run these.  The tables that hold publications, and what is made of
 * them, are the installer's own, as only a table's owner gives it policies.
 */

CREATE PROCEDURE grant_reports(reader regrole)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF reader IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'the role is not given',
			HINT = 'Write CALL grant_reports(''role'').';
	END IF;
	EXECUTE (
		SELECT format('GRANT SELECT ON %s TO %s', string_agg(oid::regclass::text, ', '), reader)
		FROM pg_class
		WHERE relnamespace = 'busetting'::regnamespace AND relname LIKE 'report\_%' AND relkind IN ('v', 'r')
	);
	-- what the page and the charts say beside that: what contradicts, who is listed, and what names and places are
	EXECUTE format('GRANT SELECT ON busetting.contradiction, busetting.coverage, busetting.measure, busetting.region, busetting.region_level, busetting.region_name, busetting.region_official, busetting.region_tile, busetting.dashboard_question, busetting.county_gap_chart, busetting.figure_chart TO %s', reader);
	EXECUTE (
		SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s', string_agg(oid::regprocedure::text, ', '), reader)
		FROM pg_proc
		WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND provolatile = 's'
			AND proname ~ '^(chart_.*|page_.*|county_map|report_html|grafana_dashboard|measure_labels|report_columns|check_report_keys)$'
	);
	-- these make views with the rights of who calls them
	EXECUTE format('GRANT EXECUTE ON PROCEDURE busetting.create_report, busetting.create_query_report, busetting.create_measure_report TO %s', reader);
	-- where row-level security is active, views ask in the reader's name which rows that are
	EXECUTE format('GRANT SELECT (id) ON busetting.publication TO %s', reader);
END
$$;

COMMENT ON PROCEDURE grant_reports(regrole) IS 'let a role read the reports and what names their regions and measures, and draw the page and the charts of them';

CREATE PROCEDURE grant_analysis(analyst regrole, protection boolean DEFAULT false)
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF analyst IS NULL THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'the role is not given',
			HINT = 'Write CALL grant_analysis(''role'').';
	END IF;
	EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA busetting, busetting_internal TO %s', analyst);
	EXECUTE (
		SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s', string_agg(oid::regprocedure::text, ', '), analyst)
		FROM pg_proc
		WHERE pronamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace)
			AND (provolatile = 's' AND proname !~ '^(audit|protect)' OR protection AND proname ~ '^(audit|narrowed|protect)')
	);
	EXECUTE format('GRANT EXECUTE ON PROCEDURE busetting.create_report, busetting.create_query_report, busetting.create_measure_report TO %s', analyst);
END
$$;

COMMENT ON PROCEDURE grant_analysis(regrole, boolean) IS
	'let a role read all that is published and use the functions that read it; with protection those too that audit, which undoes protection, and protect';

/* publication, the tables that have something of publications, and what is made or told of all of them. */
CREATE VIEW busetting_internal.policy_table AS
SELECT 'busetting.publication'::regclass AS name, NULL AS condition
UNION ALL
SELECT conrelid::regclass, 'publication IN (SELECT id FROM busetting.publication)'
FROM pg_catalog.pg_constraint
WHERE contype = 'f' AND confrelid IN ('busetting.publication'::regclass, 'busetting_internal.listing'::regclass)
UNION ALL
SELECT oid::regclass, 'NOT row_security_active(''busetting.publication''::regclass)'
FROM pg_catalog.pg_class
WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'r' AND relname ~ '^(report_.*_copy|copied_report|copied_date|archived_page|job_run)$';

COMMENT ON VIEW busetting_internal.policy_table IS 'tables to which row-level security of publication extends, which whoever installs the extension owns';
COMMENT ON COLUMN busetting_internal.policy_table.condition IS 'of the policy that extends it; NULL of publication itself';

/*
 * pg_dump leaves out what is set on an extension's tables, policies too.  A database that is restored would show
 * everything to whoever had been granted to read some.  So that there are policies is a row, which is dumped: where it
 * comes in, row-level security is enabled, and whom no policy lets read reads nothing.  A constraint does it, as it is
 * looked at also where triggers are off (pg_restore --disable-triggers), and by a subscriber of replication.
 */
CREATE FUNCTION busetting_internal.close_tables() RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	open regclass;
BEGIN
	FOR open IN
		SELECT DISTINCT c.oid FROM busetting_internal.policy_table AS t JOIN pg_class AS c ON c.oid = t.name WHERE NOT c.relrowsecurity
	LOOP
		EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', open);
	END LOOP;
	IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'busetting.publication'::regclass) THEN
		RAISE WARNING USING
			MESSAGE = 'publications are shown to nobody but the owner of busetting.publication and superusers',
			DETAIL = 'Where they come from they are under policies, which pg_dump leaves out.',
			HINT = 'Create the policies again, and CALL busetting.extend_policies().';
	END IF;
	RETURN true;
END
$$;

COMMENT ON FUNCTION busetting_internal.close_tables() IS 'enable row-level security on all tables that have something of publications; true';

CREATE TABLE busetting_internal.policies_extended (
	extended boolean PRIMARY KEY DEFAULT true CHECK (extended AND busetting_internal.close_tables())
);

COMMENT ON TABLE busetting_internal.policies_extended IS 'one row where policies are extended: a restored database shows publications to nobody until it has policies again';
COMMENT ON COLUMN busetting_internal.policies_extended.extended IS 'true';

SELECT pg_extension_config_dump('busetting_internal.policies_extended', '');

CREATE FUNCTION busetting_internal.keep_one_row() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
BEGIN
	IF EXISTS (SELECT FROM busetting_internal.policies_extended) THEN
		PERFORM busetting_internal.close_tables();
		RETURN NULL;
	END IF;
	RETURN NEW;
END
$$;

COMMENT ON FUNCTION busetting_internal.keep_one_row() IS 'trigger: a row that is restored may be there already';

CREATE TRIGGER keep_one_row BEFORE INSERT ON busetting_internal.policies_extended
	FOR EACH ROW EXECUTE FUNCTION busetting_internal.keep_one_row();
-- in what is replicated or restored as a replica, too
ALTER TABLE busetting_internal.policies_extended ENABLE ALWAYS TRIGGER keep_one_row;

/* Copies and pages are made of all publications, and what is told of them and of the runs of jobs counts these. */
CREATE PROCEDURE extend_policies()
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
SET client_min_messages = warning	-- the first time no policy is there to be dropped
AS $$
DECLARE
	extended record;
BEGIN
	IF NOT (SELECT relrowsecurity FROM pg_class WHERE oid = 'busetting.publication'::regclass) THEN
		RAISE object_not_in_prerequisite_state USING
			MESSAGE = 'row-level security of busetting.publication is not enabled',
			HINT = 'ALTER TABLE busetting.publication ENABLE ROW LEVEL SECURITY, and give it policies, before they are extended.';
	END IF;
	FOR extended IN SELECT DISTINCT t.name, t.condition FROM busetting_internal.policy_table AS t WHERE t.condition IS NOT NULL LOOP
		EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', extended.name);
		EXECUTE format('DROP POLICY IF EXISTS publication ON %s', extended.name);
		EXECUTE format('CREATE POLICY publication ON %s USING (%s)', extended.name, extended.condition);
	END LOOP;
	INSERT INTO busetting_internal.policies_extended VALUES (true);
END
$$;

COMMENT ON PROCEDURE extend_policies() IS
	'let row-level security of publication hold for all tables that have something of publications: the views have it by themselves; error where it is not enabled';

/*
 * The last call of the install script and of every upgrade script. New are the members to which no script has given
 * privileges. All others keep what was granted and revoked since: were they granted again here, pg_dump would take all
 * of it for the extension's own and leave it out.
 */
CREATE PROCEDURE busetting_internal.give_privileges()
LANGUAGE plpgsql
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	extension oid;
	installer regrole;
	name regclass;
	new record;
BEGIN
	SELECT e.oid, e.extowner INTO extension, installer FROM pg_extension AS e WHERE e.extname = 'busetting';

	-- A condition of who asks must not see a row before the condition on publication has left it out.  Views
	-- that have nothing of publications are open to the planner.  A view that is replaced has lost it.
	FOR name IN
		WITH RECURSIVE dependent(id) AS (
			SELECT 'busetting.publication'::regclass::oid
			UNION
			SELECT r.ev_class
			FROM dependent AS d
			JOIN pg_depend AS p ON p.refclassid = 'pg_class'::regclass AND p.refobjid = d.id AND p.classid = 'pg_rewrite'::regclass
			JOIN pg_rewrite AS r ON r.oid = p.objid
			JOIN pg_depend AS m ON m.classid = 'pg_class'::regclass AND m.objid = r.ev_class AND m.refobjid = extension AND m.deptype = 'e'
		)
		SELECT id FROM dependent WHERE id <> 'busetting.publication'::regclass
	LOOP
		EXECUTE format('ALTER VIEW %s SET (security_barrier)', name);
	END LOOP;

	FOR name IN
		SELECT DISTINCT t.name
		FROM busetting_internal.policy_table AS t
		JOIN pg_class AS c ON c.oid = t.name AND c.relowner <> installer
		JOIN pg_depend AS m ON m.classid = 'pg_class'::regclass AND m.objid = c.oid AND m.refobjid = extension AND m.deptype = 'e'
	LOOP
		EXECUTE format('ALTER TABLE %s OWNER TO %s', name, installer);
	END LOOP;

	SELECT string_agg(m.objid::regnamespace::text, ', ') FILTER (WHERE m.classid = 'pg_namespace'::regclass) AS schemas,
		   string_agg(c.oid::regclass::text, ', ') FILTER (WHERE c.relkind IN ('r', 'p', 'v', 'm')) AS tables,
		   string_agg(c.oid::regclass::text, ', ') FILTER (WHERE c.relkind = 'S') AS sequences,
		   string_agg(p.oid::regprocedure::text, ', ') AS routines,
		   string_agg(p.oid::regprocedure::text, ', ') FILTER (WHERE
			   -- views call these in the name of who reads them; one reads a setting, one what he may read, one is an error
			   p.provolatile <> 'i' AND p.proname NOT IN ('as_known_on', 'visible_publication', 'refuse_reading')
			   -- true counts, what readers know of them, and what narrows what a publisher hid
			   OR p.proname ~ '^(audit|narrowed|protect)') AS closed
	INTO new
	FROM pg_depend AS m
	LEFT JOIN pg_class AS c ON m.classid = 'pg_class'::regclass AND c.oid = m.objid
	LEFT JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
	WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = extension AND m.deptype = 'e'
		AND NOT EXISTS (SELECT FROM pg_init_privs AS i WHERE i.classoid = m.classid AND i.objoid = m.objid AND i.objsubid = 0);
	-- what functions call they find in the caller's name; what is in the second schema has grants of its own
	IF new.schemas IS NOT NULL THEN
		EXECUTE format('GRANT USAGE ON SCHEMA %s TO PUBLIC', new.schemas);
		EXECUTE format('GRANT USAGE ON SCHEMA %s TO %s WITH GRANT OPTION', new.schemas, installer);
	END IF;
	IF new.tables IS NOT NULL THEN
		EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES ON %s TO %s WITH GRANT OPTION', new.tables, installer);
	END IF;
	IF new.sequences IS NOT NULL THEN
		EXECUTE format('GRANT ALL ON SEQUENCE %s TO %s WITH GRANT OPTION', new.sequences, installer);
	END IF;
	IF new.closed IS NOT NULL THEN
		EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', new.closed);
	END IF;
	IF new.routines IS NOT NULL THEN
		EXECUTE format('GRANT ALL ON ROUTINE %s TO %s WITH GRANT OPTION', new.routines, installer);
	END IF;

	-- a new table is under policies from the beginning, where the others are
	IF EXISTS (SELECT FROM busetting_internal.policies_extended) AND (SELECT relrowsecurity FROM pg_class WHERE oid = 'busetting.publication'::regclass) THEN
		CALL busetting.extend_policies();
	END IF;
END
$$;

COMMENT ON PROCEDURE busetting_internal.give_privileges() IS
	'end of a script of the extension: close to everybody what is not for all, and give the installer what is new';

CALL busetting_internal.give_privileges();
