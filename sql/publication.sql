/*
 * publication.sql: what publishers print, stored as they print it: a number or
 * ":".  What ":" stands for is the rule of the publication; it is applied by
 * the views, so that nothing is stored twice.  A table that is published again
 * with other figures is a new vintage; the old one stays.
 */

CREATE DOMAIN published_count AS suppressed_int
	CHECK (VALUE = ':' OR (NOT is_suppressed(VALUE) AND lower(VALUE) >= 0));

COMMENT ON DOMAIN published_count IS 'a count as published: a number, or ":" where it is hidden';

CREATE TABLE publication (
	id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source text NOT NULL CHECK (source <> ''),
	date date NOT NULL,
	vintage integer NOT NULL DEFAULT 1 CHECK (vintage > 0),
	rule text NOT NULL REFERENCES suppression_rule,
	imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	UNIQUE (source, date, vintage)
);

COMMENT ON TABLE publication IS 'who published when, and what its symbol for a hidden number stands for';
COMMENT ON COLUMN publication.id IS 'key';
COMMENT ON COLUMN publication.source IS 'who published, or where';
COMMENT ON COLUMN publication.date IS 'the date for which the numbers hold';
COMMENT ON COLUMN publication.vintage IS '1 as first published, 2 as first corrected, and so on';
COMMENT ON COLUMN publication.rule IS 'what a hidden cell stands for';
COMMENT ON COLUMN publication.imported_at IS 'when it was stored here; since then it is known';

CREATE TABLE settlement (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	region integer NOT NULL REFERENCES region,
	requested published_count,
	decided published_count,
	decided_collective published_count,
	agreed published_count,
	agreed_collective published_count,
	settled published_count,
	settled_collective published_count,
	PRIMARY KEY (publication, region)
);
CREATE INDEX ON settlement (region);

COMMENT ON TABLE settlement IS 'the cells of publications as published, one row a region; NULL where nothing is stated';
COMMENT ON COLUMN settlement.publication IS 'the publication';
COMMENT ON COLUMN settlement.region IS 'the region: a municipality, a county or the country';
COMMENT ON COLUMN settlement.requested IS 'persons the state asks the region to settle this year';
COMMENT ON COLUMN settlement.decided IS 'persons the region has decided to settle; 0 is a no, NULL no decision';
COMMENT ON COLUMN settlement.decided_collective IS 'of these, with temporary collective protection';
COMMENT ON COLUMN settlement.agreed IS 'persons the region has agreed to settle who have not moved in yet';
COMMENT ON COLUMN settlement.agreed_collective IS 'of these, with temporary collective protection';
COMMENT ON COLUMN settlement.settled IS 'persons who have moved in';
COMMENT ON COLUMN settlement.settled_collective IS 'of these, with temporary collective protection';

CREATE TABLE settlement_total (
	LIKE settlement INCLUDING INDEXES INCLUDING COMMENTS,
	FOREIGN KEY (publication) REFERENCES publication ON DELETE CASCADE,
	FOREIGN KEY (region) REFERENCES region
);

COMMENT ON TABLE settlement_total IS 'the totals that publications print below their tables, as published; a region that has a row of its own is in settlement';
COMMENT ON COLUMN settlement_total.region IS 'the region of which it is the total: a county or the country';

SELECT pg_extension_config_dump('publication', '');
SELECT pg_extension_config_dump('publication_id_seq', '');
SELECT pg_extension_config_dump('settlement', '');
SELECT pg_extension_config_dump('settlement_total', '');
