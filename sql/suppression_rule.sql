/*
 * suppression_rule.sql: what a hidden cell of a publication can be, by the
 * publisher's rule and where that is known not to hold.
 */

CREATE DOMAIN hidden_count AS suppressed_int
	CHECK (is_suppressed(VALUE) AND lower(VALUE) >= 0);

COMMENT ON DOMAIN hidden_count IS 'what a hidden count can be: bounds of zero or more';

CREATE TABLE suppression_rule (
	rule text PRIMARY KEY CHECK (rule <> ''),
	dialect text NOT NULL DEFAULT 'imdi' REFERENCES symbol_dialect ON UPDATE CASCADE,
	hidden hidden_count NOT NULL DEFAULT '0..4',
	absent_is_hidden boolean NOT NULL DEFAULT true,
	tolerance integer NOT NULL DEFAULT 0 CHECK (tolerance >= 0),
	reference boolean NOT NULL DEFAULT false,
	tree text NOT NULL DEFAULT 'norway' REFERENCES region_tree
);

COMMENT ON TABLE suppression_rule IS 'what a hidden cell stands for; add rows for other publishers';
COMMENT ON COLUMN suppression_rule.rule IS 'name of the rule, to be given to import_table';
COMMENT ON COLUMN suppression_rule.dialect IS 'whose symbols are used';
COMMENT ON COLUMN suppression_rule.hidden IS 'what a hidden cell can be, ":" if any count, of measures of which rule_measure says nothing';
COMMENT ON COLUMN suppression_rule.absent_is_hidden IS 'is a region that is not listed hidden in all measures? otherwise nothing is known of it';
COMMENT ON COLUMN suppression_rule.tolerance IS 'by how much a published sum may differ from its parts, where numbers are rounded';
COMMENT ON COLUMN suppression_rule.reference IS 'the row comes with the extension and is not dumped; leave it false';
COMMENT ON COLUMN suppression_rule.tree IS 'the tree whose regions the publisher counts: no others are found in a table of this rule';

CREATE TABLE rule_measure (
	rule text NOT NULL REFERENCES suppression_rule ON UPDATE CASCADE ON DELETE CASCADE,
	measure text NOT NULL REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	hidden hidden_count NOT NULL DEFAULT '0..4',
	remainder boolean NOT NULL DEFAULT false,
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (rule, measure)
);

COMMENT ON TABLE rule_measure IS 'what a hidden cell of a measure stands for, where the rule has something else for it than for others';
COMMENT ON COLUMN rule_measure.rule IS 'the rule';
COMMENT ON COLUMN rule_measure.measure IS 'the measure';
COMMENT ON COLUMN rule_measure.hidden IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN rule_measure.remainder IS 'of a part: is it hidden also where the rest of the whole is small?';
COMMENT ON COLUMN rule_measure.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO suppression_rule (rule, reference) VALUES
	('imdi', true),
	('below five', true);

-- a page of the directorate of 2026 hides agreed_collective so in 9 of 11 counties
INSERT INTO rule_measure (rule, measure, remainder, reference) VALUES
	('imdi', 'agreed_collective', true, true),
	('imdi', 'settled_collective', true, true);

/*
 * One rule a publisher, of the same name: what it hides may be any count, and what
 * it leaves out is not known.  WONDER says that it hides one to nine.
 */
INSERT INTO suppression_rule (rule, dialect, hidden, absent_is_hidden, reference)
SELECT dialect, dialect, CASE dialect WHEN 'cdc' THEN '1..9' ELSE ':' END::hidden_count, false, true
FROM symbol_dialect
WHERE dialect <> 'imdi';

SELECT pg_extension_config_dump('suppression_rule', 'WHERE NOT reference');
SELECT pg_extension_config_dump('rule_measure', 'WHERE NOT reference');

CREATE TABLE suppression_exception (
	id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	rule text NOT NULL REFERENCES suppression_rule ON UPDATE CASCADE ON DELETE CASCADE,
	source text CHECK (source <> ''),
	validity daterange NOT NULL DEFAULT '(,)' CHECK (NOT isempty(validity)),
	region integer REFERENCES region,
	measure text NOT NULL REFERENCES measure ON UPDATE CASCADE ON DELETE CASCADE,
	hidden hidden_count NOT NULL DEFAULT ':',
	reason text CHECK (reason <> '')
);
CREATE INDEX ON suppression_exception (rule);

COMMENT ON TABLE suppression_exception IS
	'where a rule does not hold: what a hidden cell of a measure stands for, in all regions, in a county or in one cell';
COMMENT ON COLUMN suppression_exception.id IS 'key';
COMMENT ON COLUMN suppression_exception.rule IS 'the rule that does not hold';
COMMENT ON COLUMN suppression_exception.source IS 'the source whose publications are meant, NULL for all of the rule';
COMMENT ON COLUMN suppression_exception.validity IS 'the dates of the publications that are meant';
COMMENT ON COLUMN suppression_exception.region IS
	'its own cell and those of the regions that are its parts: a municipality: its cell; a county: its own cell and those of its municipalities; NULL: all. the nearest counts';
COMMENT ON COLUMN suppression_exception.measure IS 'the measure';
COMMENT ON COLUMN suppression_exception.hidden IS 'what a hidden cell can be there, ":" if any count; of several that apply alike, what one of them allows';
COMMENT ON COLUMN suppression_exception.reason IS 'how that is known';

SELECT pg_extension_config_dump('suppression_exception', '');
SELECT pg_extension_config_dump('suppression_exception_id_seq', '');
