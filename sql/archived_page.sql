/*
 * archived_page.sql: the page of a date as it first was, kept whatever is corrected later.
 */

CREATE TABLE archived_page (
	date date,
	language text,
	page text NOT NULL,
	archived_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (date, language)
);

COMMENT ON TABLE archived_page IS 'pages of report_html as they were when archive_report first kept them';
COMMENT ON COLUMN archived_page.date IS 'the publications'' date';
COMMENT ON COLUMN archived_page.language IS 'nb, nn or en';
COMMENT ON COLUMN archived_page.page IS 'the page, HTML';
COMMENT ON COLUMN archived_page.archived_at IS 'when it was kept';

SELECT pg_extension_config_dump('archived_page', '');

/*
 * A date's tables come one by one: without a date given, the latest is kept of which nothing
 * came for an hour.
 */
CREATE FUNCTION busetting_internal.archive_pages(on_date date DEFAULT NULL) RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	kept integer;
	latest date := (SELECT max(date) FROM publication WHERE date <= coalesce(on_date, 'infinity'));
BEGIN
	IF latest IS NULL THEN
		RETURN concat('nothing is published', ' on or before ' || on_date);
	ELSIF on_date IS NULL AND EXISTS (SELECT FROM publication WHERE date = latest AND imported_at > now() - interval '1 hour') THEN
		RETURN format('not yet: a table of %s came less than an hour ago', latest);
	END IF;
	INSERT INTO archived_page (date, language, page)
	SELECT latest, language, report_html(latest, language)
	FROM unnest('{nb,nn,en}'::text[]) AS language
	WHERE NOT EXISTS (SELECT FROM archived_page AS a WHERE a.date = latest AND a.language = language.language);
	GET DIAGNOSTICS kept = ROW_COUNT;
	RETURN format('%s pages of %s kept', kept, latest);
END
$$;

CREATE PROCEDURE archive_report(on_date date DEFAULT NULL)
LANGUAGE plpgsql
AS $$
BEGIN
	CALL busetting_internal.run_job('archive_report', pg_catalog.format('SELECT busetting_internal.archive_pages(%L)', on_date));
END
$$;

COMMENT ON FUNCTION busetting_internal.archive_pages(date) IS 'keep the pages of the last publications on or before a date, once; the work of archive_report';
COMMENT ON PROCEDURE archive_report(date) IS
	'keep the pages of the last publications on or before a date, once; without a date, of the latest of which nothing came for an hour';
