-- next_version.sql: what a next version could bring, of each kind that comes to an update.  It is the last part of that
-- version's install script and, as it is, its upgrade script: see test/t/version.pl and test/long/release.sh.

CREATE TABLE remark (
	id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	remark text NOT NULL
);
CREATE INDEX ON remark (publication);

COMMENT ON TABLE remark IS 'what is to be said of publications';
COMMENT ON COLUMN remark.id IS 'key';
COMMENT ON COLUMN remark.publication IS 'the publication';
COMMENT ON COLUMN remark.remark IS 'what is to be said';

SELECT pg_extension_config_dump('remark', '');
SELECT pg_extension_config_dump('remark_id_seq', '');

ALTER TABLE finding ADD COLUMN seen boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN finding.seen IS 'whether somebody has seen it';

-- a view that gains a column, and one that is new
CREATE OR REPLACE VIEW report_freshness AS
SELECT report, number_of_rows, refreshed_at::date AS refreshed_on, to_char(refreshed_at, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS refreshed,
	   to_char(changed_at, 'YYYY-MM-DD HH24:MI:SS TZH:TZM') AS changed,
	   (extract(epoch FROM clock_timestamp() - refreshed_at) / 60)::numeric(38,6) AS minutes_old, refreshed_at IS NULL AS never
FROM copied_report
WHERE NOT row_security_active('publication'::regclass);

COMMENT ON COLUMN report_freshness.never IS 'whether it was never made';

CREATE VIEW report_remark AS
SELECT p.source, p.date, r.remark FROM remark AS r JOIN publication AS p ON p.id = r.publication;

COMMENT ON VIEW report_remark IS 'what is to be said of publications';
COMMENT ON COLUMN report_remark.source IS 'who published it';
COMMENT ON COLUMN report_remark.date IS 'its date';
COMMENT ON COLUMN report_remark.remark IS 'what is to be said';

-- a function of C, one with another signature, and one that reads
CREATE FUNCTION busetting_internal.next_merge(suppressed_int, suppressed_int) RETURNS suppressed_int
	AS 'MODULE_PATHNAME', 'suppressed_int_merge' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION busetting_internal.next_merge(suppressed_int, suppressed_int) IS 'smallest value that includes both';

DROP FUNCTION narrowed(suppressed_bigint, suppressed_bigint);
CREATE FUNCTION narrowed(value suppressed_bigint, total suppressed_bigint, remark text DEFAULT NULL) RETURNS suppressed_bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE WINDOW;

COMMENT ON FUNCTION narrowed(suppressed_bigint, suppressed_bigint, text) IS 'what the value can be when those of its partition add up to the total';

CREATE FUNCTION remarks(publication integer) RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT count(*) FROM remark AS r WHERE r.publication = remarks.publication
$$;

COMMENT ON FUNCTION remarks(integer) IS 'how many remarks a publication has';

-- rows that come with the extension, and a way of reading by which figures change
INSERT INTO symbol_flag (dialect, flag, meaning, reference) VALUES ('imdi', '~', 'about', true);

CREATE OR REPLACE FUNCTION busetting_internal.reading_version() RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE COST 1
AS $$
	SELECT 'next'::pg_catalog.text
$$;
