/*
 * report_copy.sql: copies of the report views, for who reads many reports often.  They are tables
 * and not materialized views, as these only their owner may refresh, who is a superuser where
 * the extension was installed as trusted.
 */

CREATE TABLE copied_report (
	report text PRIMARY KEY,
	refreshed_at timestamptz,
	changed_at timestamptz,
	number_of_rows bigint NOT NULL DEFAULT 0
);

COMMENT ON TABLE copied_report IS 'report views of which there is a copy';
COMMENT ON COLUMN copied_report.report IS 'name of the view; that of its copy ends in _copy';
COMMENT ON COLUMN copied_report.refreshed_at IS 'when the copy was last made the same as the view';
COMMENT ON COLUMN copied_report.changed_at IS 'when that last changed it';
COMMENT ON COLUMN copied_report.number_of_rows IS 'number of rows that it then had';

CREATE TABLE copied_date (
	date date PRIMARY KEY,
	basis text NOT NULL
);

COMMENT ON TABLE copied_date IS 'dates whose publications are in the copies of the reports';
COMMENT ON COLUMN copied_date.date IS 'the date';
COMMENT ON COLUMN copied_date.basis IS 'hash of all that the reports of that date were made of';

INSERT INTO copied_report (report)
SELECT relname FROM pg_catalog.pg_class
WHERE relnamespace = 'busetting'::regnamespace AND relkind = 'v' AND relname LIKE 'report\_%';

/* What a row is of is its key: it tells refreshing, replication and tools that make classes of tables which row is which. */
DO $$
DECLARE
	copied record;
BEGIN
	FOR copied IN
		SELECT r.report, k.columns
		FROM copied_report AS r
		LEFT JOIN (VALUES ('report_publication', 'publication'),
						  ('report_national', 'publication'),
						  ('report_county', 'publication, code'),
						  ('report_municipality', 'publication, code'),
						  ('report_grant', 'publication, level, code'),
						  ('report_trend', 'publication, level, code'),
						  ('report_trend_figure', 'publication, level, code, measure'),
						  ('report_figure', 'publication, level, code, measure'),
						  ('report_total', 'publication, level, code, measure'),
						  ('report_reconciliation', 'publication, level, code, measure, printed_total, other_publication, other_kind'),
						  ('report_forecast', 'publication, told_by, announced_on, label')) AS k(report, columns) USING (report)
	LOOP
		EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING COMMENTS, PRIMARY KEY (%s))', copied.report || '_copy', copied.report, copied.columns);
		EXECUTE format('COMMENT ON TABLE %I IS %L', copied.report || '_copy', format('%s as it was when refresh_reports last ran', copied.report));
		EXECUTE format('CREATE INDEX ON %I (date)', copied.report || '_copy');
	END LOOP;
END
$$;

CREATE VIEW report_freshness AS
SELECT report, number_of_rows, refreshed_at::date AS refreshed_on, to_char(refreshed_at, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS refreshed,
	   to_char(changed_at, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS changed,
	   (extract(epoch FROM clock_timestamp() - refreshed_at) / 60)::numeric(38,6) AS minutes_old
FROM copied_report
-- copies are nobody's who may not see all publications, nor is how many rows they have
WHERE NOT row_security_active('publication'::regclass);

COMMENT ON VIEW report_freshness IS 'how old the copies of the reports are';
COMMENT ON COLUMN report_freshness.report IS 'name of the report; that of its copy ends in _copy';
COMMENT ON COLUMN report_freshness.number_of_rows IS 'number of rows of the copy';
COMMENT ON COLUMN report_freshness.refreshed_on IS 'day on which the copy was last made the same as the report; NULL: never';
COMMENT ON COLUMN report_freshness.refreshed IS 'the time of that';
COMMENT ON COLUMN report_freshness.changed IS 'when that last changed the copy';
COMMENT ON COLUMN report_freshness.minutes_old IS 'minutes since it was refreshed';

/*
 * What a report has of a date is made of its publications, of those before them of the same sources, and of
 * tables that have nothing of publications.  When a publication was read stands for its cells.
 */
CREATE FUNCTION busetting_internal.report_basis(OUT date date, OUT basis text) RETURNS SETOF record
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 1000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	hashes text;
	of_all text;
BEGIN
	SELECT string_agg(format('(SELECT sum(hashtextextended(t::text, 0)) FROM %s AS t)', c.oid::regclass), ', ' ORDER BY c.relname)
	INTO hashes
	FROM pg_depend AS d
	JOIN pg_class AS c ON c.oid = d.objid
	WHERE d.classid = 'pg_class'::regclass AND d.deptype = 'e' AND c.relkind = 'r' AND c.relnamespace = 'busetting'::regnamespace
		AND d.refclassid = 'pg_extension'::regclass AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'busetting')
		-- but for publications, and what jobs write
		AND c.relname !~ '^(publication|job_run|finding|publication_check|archived_page|copied_report|copied_date|report_.*_copy)$';
	EXECUTE format('SELECT md5(concat_ws('','', (SELECT extversion FROM pg_extension WHERE extname = %L), %s))', 'busetting', hashes)
	INTO of_all;
	RETURN QUERY
	WITH shown AS MATERIALIZED (
		SELECT c.id, lag(c.id) OVER (PARTITION BY c.source ORDER BY c.date) AS previous FROM publication_current AS c
	), reading AS MATERIALIZED (
		SELECT r.publication, concat_ws(' ', r.publication, r.basis, extract(epoch FROM r.read_at)) AS text FROM publication_reading AS r
	)
	SELECT p.date, md5(concat_ws(',', of_all, string_agg(concat_ws(' ', p.id, p.source, p.vintage, p.rule, s.id, r.text, s.previous, e.text), ',' ORDER BY p.id)))
	FROM publication AS p
	LEFT JOIN shown AS s ON s.id = p.id
	LEFT JOIN reading AS r ON r.publication = p.id
	LEFT JOIN reading AS e ON e.publication = s.previous
	GROUP BY p.date;
END
$$;

/*
 * All copies in one statement: they are all of one moment, and readers see them all before or all
 * after it.  Only dates of which something has changed are looked at, and only what differs is
 * written.  Rows are told apart by GROUP BY, which takes NULL for NULL and does not hang on a
 * good estimate of what is in a view.  What differs is gone before the new is added, as both have one key;
 * two rows of one are an error.
 */
CREATE FUNCTION busetting_internal.copy_reports() RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
SET jit = off	-- compiling so long a statement takes longer than running it
AS $$
DECLARE
	changed date[];
	of_changed text;
	reports text;
	results text;
	result record;
	added bigint := 0;
	removed bigint := 0;
BEGIN
	LOOP
		-- of all dates the views are read as a whole
		SELECT array_agg(date), CASE WHEN count(*) < (SELECT count(DISTINCT p.date) FROM publication AS p) THEN format('WHERE date = ANY (%L)', array_agg(date)) END
		INTO changed, of_changed
		FROM busetting_internal.report_basis() AS b
		FULL JOIN copied_date AS c USING (date)
		WHERE b.basis IS DISTINCT FROM c.basis;
		IF changed IS NULL THEN
			UPDATE copied_report SET refreshed_at = now();
			RETURN 'nothing has changed';
		END IF;
		SELECT string_agg(format($copy$
				fresh_%3$s AS MATERIALIZED (
					SELECT * FROM %1$I %5$s
				), differing_%3$s AS MATERIALIZED (
					SELECT %4$s, array_agg(place) FILTER (WHERE place IS NOT NULL) AS places, count(*) - count(place) AS fresh
					FROM (SELECT %4$s, NULL::tid AS place FROM fresh_%3$s UNION ALL SELECT %4$s, ctid FROM %2$I %5$s) AS r
					GROUP BY %4$s
					HAVING count(*) <> 2 OR count(place) <> 1
				), gone_%3$s AS (
					DELETE FROM %2$I WHERE ctid = ANY (ARRAY(SELECT unnest(places) FROM differing_%3$s)) RETURNING 1
				), added_%3$s AS (
					INSERT INTO %2$I (%4$s) SELECT %4$s FROM differing_%3$s CROSS JOIN generate_series(1, fresh) WHERE (SELECT count(*) FROM gone_%3$s) >= 0 RETURNING 1
				)$copy$, report, report || '_copy', n, columns, of_changed), ', '),
			   string_agg(format('SELECT %1$L, (SELECT count(*) FROM gone_%2$s), (SELECT count(*) FROM added_%2$s)', report, n), ' UNION ALL ')
		INTO reports, results
		FROM (SELECT r.report, row_number() OVER (ORDER BY r.report) AS n,
					 (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
					  WHERE attrelid = format('busetting.%I', r.report)::regclass AND attnum > 0) AS columns
			  FROM copied_report AS r) AS c;
		EXECUTE format($copy$
			WITH %s, result(report, gone, added) AS (%s), kept AS (
				UPDATE copied_report AS c
				SET refreshed_at = now(), number_of_rows = c.number_of_rows + r.added - r.gone,
					changed_at = CASE WHEN r.gone + r.added > 0 OR c.refreshed_at IS NULL THEN now() ELSE c.changed_at END
				FROM result AS r
				WHERE r.report = c.report
			), basis AS MATERIALIZED (
				SELECT * FROM busetting_internal.report_basis()
			), forgotten AS (
				DELETE FROM copied_date AS c WHERE NOT EXISTS (SELECT FROM basis AS b WHERE b.date = c.date)
			), remembered AS (
				INSERT INTO copied_date AS c SELECT b.date, b.basis FROM basis AS b WHERE b.date = ANY (%L)
				ON CONFLICT (date) DO UPDATE SET basis = excluded.basis
			)
			SELECT sum(added) AS added, sum(gone) AS gone,
				   -- what was stored between this statement and the one that looked for changes
				   EXISTS (SELECT FROM basis AS b FULL JOIN copied_date AS c USING (date)
						   WHERE b.basis IS DISTINCT FROM c.basis AND date <> ALL (%L)) AS more
			FROM result$copy$, reports, results, changed, changed)
		INTO result;
		added := added + result.added;
		removed := removed + result.gone;
		EXIT WHEN NOT result.more;
	END LOOP;
	RETURN (SELECT format('%s reports of %s rows: %s rows added, %s removed', count(*), sum(r.number_of_rows), added, removed) FROM copied_report AS r);
END
$$;

CREATE PROCEDURE refresh_reports()
LANGUAGE plpgsql
AS $$
BEGIN
	CALL busetting_internal.run_job('refresh_reports', 'SELECT busetting_internal.copy_reports()');
END
$$;

COMMENT ON FUNCTION busetting_internal.report_basis() IS 'hash of all that reports of a date are made of: while it is the same, so are they';
COMMENT ON FUNCTION busetting_internal.copy_reports() IS 'make the copies of the reports the same as these; the work of refresh_reports';
COMMENT ON PROCEDURE refresh_reports() IS 'make the copies of the reports the same as these; who reads them meanwhile is not blocked';
