/*
 * publication.sql: what publishers print, in long form: one row a cell that is stated, with what it can
 * be.  What ":" stands for is the rule of the publication; it is read once, when
 * the publication comes.  A table that is published again with other figures is
 * a new vintage; the old one stays.
 */

CREATE DOMAIN published_count AS suppressed_int
	CHECK (coalesce(lower(VALUE) >= 0, VALUE IS NULL));

COMMENT ON DOMAIN published_count IS 'a count as published: a number, ":" where it is hidden, or the bounds that are printed in its place';

CREATE TABLE publication (
	id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source text NOT NULL CHECK (source <> ''),
	date date NOT NULL,
	vintage integer NOT NULL DEFAULT 1 CHECK (vintage > 0),
	rule text NOT NULL REFERENCES suppression_rule,
	imported_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	UNIQUE (source, date, vintage)
);
-- the latest first
CREATE INDEX ON publication (date);

COMMENT ON TABLE publication IS 'who published when, and what its symbol for a hidden number stands for';
COMMENT ON COLUMN publication.id IS 'key';
COMMENT ON COLUMN publication.source IS 'who published, or where';
COMMENT ON COLUMN publication.date IS 'the date for which the numbers hold';
COMMENT ON COLUMN publication.vintage IS '1 as first published, 2 as first corrected, and so on';
COMMENT ON COLUMN publication.rule IS 'what a hidden cell stands for';
COMMENT ON COLUMN publication.imported_at IS 'when it was stored here; since then it is known';

CREATE TABLE busetting_internal.listing (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	region integer NOT NULL REFERENCES region,
	is_total boolean NOT NULL DEFAULT false,
	stated smallint[] NOT NULL DEFAULT '{}',
	hidden smallint[] NOT NULL DEFAULT '{}',
	value suppressed_int[],
	PRIMARY KEY (publication, region, is_total)
);
CREATE INDEX ON busetting_internal.listing (region);

COMMENT ON TABLE busetting_internal.listing IS 'the rows of publications, and the totals that they print below their tables; also those that state nothing';
COMMENT ON COLUMN busetting_internal.listing.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.listing.region IS 'the region';
COMMENT ON COLUMN busetting_internal.listing.is_total IS 'is it a printed total of the region, not a row of its own?';
-- the reading writes its cells once more, side by side: wide views would look up each of them
COMMENT ON COLUMN busetting_internal.listing.stated IS 'the keys of the measures that it states, as of the last reading';
COMMENT ON COLUMN busetting_internal.listing.hidden IS 'the keys of those that are hidden';
COMMENT ON COLUMN busetting_internal.listing.value IS 'what the measures with keys below 1000 can be, each at its key; those that came with the extension are among them';

CREATE TABLE busetting_internal.cell (
	publication integer NOT NULL,
	region integer NOT NULL,
	measure smallint NOT NULL REFERENCES measure (id),
	is_total boolean NOT NULL DEFAULT false,
	hidden boolean NOT NULL,
	loosened boolean NOT NULL DEFAULT false,
	value suppressed_int NOT NULL,
	own boolean NOT NULL DEFAULT false,
	PRIMARY KEY (publication, region, measure, is_total),
	FOREIGN KEY (publication, region, is_total) REFERENCES busetting_internal.listing ON DELETE CASCADE
);

COMMENT ON TABLE busetting_internal.cell IS 'the cells of publications, one row a cell that is stated';
COMMENT ON COLUMN busetting_internal.cell.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.cell.region IS 'the region';
COMMENT ON COLUMN busetting_internal.cell.measure IS 'the measure';
COMMENT ON COLUMN busetting_internal.cell.is_total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN busetting_internal.cell.hidden IS 'is it ":", or are bounds printed in its place?';
COMMENT ON COLUMN busetting_internal.cell.own IS 'are its bounds those that are printed? they hold whatever the rule is';
COMMENT ON COLUMN busetting_internal.cell.loosened IS 'is it any count, as the publication''s own sums refute the rule there?';
COMMENT ON COLUMN busetting_internal.cell.value IS 'the number, or what it can be';

-- apart, as few cells have any
CREATE TABLE busetting_internal.cell_flag (
	publication integer NOT NULL,
	region integer NOT NULL,
	measure smallint NOT NULL REFERENCES measure (id),
	is_total boolean NOT NULL DEFAULT false,
	flags text NOT NULL CHECK (flags <> ''),
	PRIMARY KEY (publication, region, measure, is_total),
	FOREIGN KEY (publication, region, is_total) REFERENCES busetting_internal.listing ON DELETE CASCADE
);

COMMENT ON TABLE busetting_internal.cell_flag IS 'what publishers say of cells, one row a cell of which they say something';
COMMENT ON COLUMN busetting_internal.cell_flag.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.cell_flag.region IS 'the region';
COMMENT ON COLUMN busetting_internal.cell_flag.measure IS 'the measure';
COMMENT ON COLUMN busetting_internal.cell_flag.is_total IS 'is it of a printed total of the region, not of its row?';
COMMENT ON COLUMN busetting_internal.cell_flag.flags IS 'the flags as printed; what they mean is in symbol_flag';

CREATE TABLE busetting_internal.region_sum (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	region integer NOT NULL,
	measure smallint NOT NULL,
	listed integer NOT NULL,
	absent integer NOT NULL,
	stated integer NOT NULL,
	hidden integer NOT NULL,
	visible bigint NOT NULL,
	total suppressed_bigint NOT NULL,
	total_with_absent suppressed_bigint NOT NULL,
	by_rule suppressed_bigint,
	by_rule_with_absent suppressed_bigint,
	PRIMARY KEY (publication, region, measure)
);

COMMENT ON TABLE busetting_internal.region_sum IS 'what the regions of a region add up to, one row a region that they are parts of and measure that one of them states';
COMMENT ON COLUMN busetting_internal.region_sum.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.region_sum.region IS 'the region that they are parts of';
COMMENT ON COLUMN busetting_internal.region_sum.measure IS 'the measure';
COMMENT ON COLUMN busetting_internal.region_sum.listed IS 'number of its regions that are listed';
COMMENT ON COLUMN busetting_internal.region_sum.absent IS 'number of those that are not';
COMMENT ON COLUMN busetting_internal.region_sum.stated IS 'number of those listed that state the measure';
COMMENT ON COLUMN busetting_internal.region_sum.hidden IS 'number of hidden cells';
COMMENT ON COLUMN busetting_internal.region_sum.visible IS 'sum of the numbers that are not hidden';
COMMENT ON COLUMN busetting_internal.region_sum.total IS 'bounds of the sum of those that state the measure';
COMMENT ON COLUMN busetting_internal.region_sum.total_with_absent IS 'the same with those that are not listed';
COMMENT ON COLUMN busetting_internal.region_sum.by_rule IS 'what total were if the rule were kept to, NULL where it is the same';
COMMENT ON COLUMN busetting_internal.region_sum.by_rule_with_absent IS 'likewise of total_with_absent';

CREATE TABLE busetting_internal.absence (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	region integer NOT NULL,
	measure smallint NOT NULL,
	value suppressed_int NOT NULL,
	PRIMARY KEY (publication, region, measure)
);

COMMENT ON TABLE busetting_internal.absence IS 'what a region that is not listed can have by the rule, where it is hidden';
COMMENT ON COLUMN busetting_internal.absence.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.absence.region IS 'the region that it is part of, -1 for all others';
COMMENT ON COLUMN busetting_internal.absence.measure IS 'the measure';
COMMENT ON COLUMN busetting_internal.absence.value IS 'what it can have';

CREATE TABLE busetting_internal.contradiction (
	publication integer NOT NULL REFERENCES publication ON DELETE CASCADE,
	number integer NOT NULL,
	region integer NOT NULL,
	measure smallint NOT NULL,
	over text NOT NULL CHECK (over IN ('regions', 'printed total', 'parts')),
	breakdown text NOT NULL DEFAULT '',
	kind text NOT NULL CHECK (kind IN ('numbers', 'rule')),
	PRIMARY KEY (publication, number, region, measure, over, breakdown)
);

COMMENT ON TABLE busetting_internal.contradiction IS 'sums of publications that cannot all hold, one row a sum';
COMMENT ON COLUMN busetting_internal.contradiction.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.contradiction.number IS 'the sums of one number contradict each other';
COMMENT ON COLUMN busetting_internal.contradiction.region IS 'the region of the sum''s total';
COMMENT ON COLUMN busetting_internal.contradiction.measure IS 'its measure; of a sum over a part and the rest, the part';
COMMENT ON COLUMN busetting_internal.contradiction.over IS 'regions: of the region; printed total: the same, of the total beside the region''s row; parts: of the measure';
COMMENT ON COLUMN busetting_internal.contradiction.breakdown IS 'the breakdown whose parts are added up, or empty';
COMMENT ON COLUMN busetting_internal.contradiction.kind IS 'numbers: they cannot hold whatever the hidden cells are; rule: they could, if the rule were not kept to';

CREATE TABLE busetting_internal.reading (
	publication integer PRIMARY KEY REFERENCES publication ON DELETE CASCADE,
	version text NOT NULL,
	basis text NOT NULL,
	read_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

COMMENT ON TABLE busetting_internal.reading IS 'by what publications were read';
COMMENT ON COLUMN busetting_internal.reading.publication IS 'the publication';
COMMENT ON COLUMN busetting_internal.reading.version IS 'version of the reading: reading_version';
COMMENT ON COLUMN busetting_internal.reading.basis IS 'hash of its rule, its exceptions, the measures and the regions of its date: reading_basis';
COMMENT ON COLUMN busetting_internal.reading.read_at IS 'when it was read';

SELECT pg_extension_config_dump('publication', '');
SELECT pg_extension_config_dump('publication_id_seq', '');
SELECT pg_extension_config_dump('busetting_internal.listing', '');
SELECT pg_extension_config_dump('busetting_internal.cell', '');
SELECT pg_extension_config_dump('busetting_internal.cell_flag', '');
SELECT pg_extension_config_dump('busetting_internal.region_sum', '');
SELECT pg_extension_config_dump('busetting_internal.absence', '');
SELECT pg_extension_config_dump('busetting_internal.contradiction', '');
SELECT pg_extension_config_dump('busetting_internal.reading', '');
