/*
 * publication.sql: what publishers print, stored as they print it: a number or
 * ":".  What ":" stands for is the rule of the publication; it is applied by
 * the views, so that nothing is stored twice.
 */

-- symbols

CREATE TABLE symbol_meaning (
	dialect text NOT NULL,
	symbol text NOT NULL,
	meaning text NOT NULL CHECK (meaning IN ('hidden', 'not stated', 'zero', 'not applicable')),
	reference boolean NOT NULL DEFAULT false,
	PRIMARY KEY (dialect, symbol)
);

COMMENT ON TABLE symbol_meaning IS 'what publishers print where no number stands; add rows for other publishers';
COMMENT ON COLUMN symbol_meaning.dialect IS 'whose symbols these are';
COMMENT ON COLUMN symbol_meaning.symbol IS 'what is printed; an empty text is an empty cell';
COMMENT ON COLUMN symbol_meaning.meaning IS 'hidden, not stated, zero or not applicable; the second and the last are stored as NULL';
COMMENT ON COLUMN symbol_meaning.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO symbol_meaning VALUES
	('imdi', ':', 'hidden', true),
	('imdi', '-', 'zero', true),
	('imdi', '.', 'not applicable', true),
	('imdi', '..', 'not stated', true),
	('imdi', '', 'not stated', true);

-- rules

CREATE DOMAIN hidden_count AS suppressed_int
	CHECK (is_suppressed(VALUE) AND lower(VALUE) >= 0);

COMMENT ON DOMAIN hidden_count IS 'what a hidden count can be: bounds of zero or more';

CREATE TABLE suppression_rule (
	rule text PRIMARY KEY CHECK (rule <> ''),
	dialect text NOT NULL DEFAULT 'imdi',
	requested hidden_count NOT NULL DEFAULT '0..4',
	decided hidden_count NOT NULL DEFAULT '0..4',
	decided_collective hidden_count NOT NULL DEFAULT '0..4',
	agreed hidden_count NOT NULL DEFAULT '0..4',
	agreed_collective hidden_count NOT NULL DEFAULT '0..4',
	settled hidden_count NOT NULL DEFAULT '0..4',
	settled_collective hidden_count NOT NULL DEFAULT '0..4',
	remainder text[] NOT NULL DEFAULT '{}'
		CHECK (remainder <@ '{decided_collective,agreed_collective,settled_collective}'),
	absent_is_hidden boolean NOT NULL DEFAULT true,
	reference boolean NOT NULL DEFAULT false
);

COMMENT ON TABLE suppression_rule IS 'what a hidden cell stands for, measure by measure; add rows for other publishers';
COMMENT ON COLUMN suppression_rule.rule IS 'name of the rule, to be given to import_table';
COMMENT ON COLUMN suppression_rule.dialect IS 'whose symbols are used: symbol_meaning.dialect';
COMMENT ON COLUMN suppression_rule.requested IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN suppression_rule.decided IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN suppression_rule.decided_collective IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN suppression_rule.agreed IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN suppression_rule.agreed_collective IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN suppression_rule.settled IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN suppression_rule.settled_collective IS 'what a hidden cell can be, ":" if any count';
COMMENT ON COLUMN suppression_rule.remainder IS 'part measures that are hidden also where the rest of the whole is small';
COMMENT ON COLUMN suppression_rule.absent_is_hidden IS 'is a region that is not listed hidden in all measures? otherwise nothing is known of it';
COMMENT ON COLUMN suppression_rule.reference IS 'the row comes with the extension and is not dumped; leave it false';

INSERT INTO suppression_rule (rule, remainder, reference) VALUES
	('imdi', '{settled_collective}', true),
	('below five', '{}', true);

-- publications

CREATE DOMAIN published_count AS suppressed_int
	CHECK (VALUE = ':' OR (NOT is_suppressed(VALUE) AND lower(VALUE) >= 0));

COMMENT ON DOMAIN published_count IS 'a count as published: a number, or ":" where it is hidden';

CREATE TABLE publication (
	id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	source text NOT NULL CHECK (source <> ''),
	date date NOT NULL,
	rule text NOT NULL REFERENCES suppression_rule,
	imported_at timestamptz NOT NULL DEFAULT now(),
	UNIQUE (source, date)
);

COMMENT ON TABLE publication IS 'who published when, and what its symbol for a hidden number stands for';
COMMENT ON COLUMN publication.id IS 'key';
COMMENT ON COLUMN publication.source IS 'who published, or where';
COMMENT ON COLUMN publication.date IS 'the date for which the numbers hold';
COMMENT ON COLUMN publication.rule IS 'what a hidden cell stands for';
COMMENT ON COLUMN publication.imported_at IS 'when it was stored here';

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

SELECT pg_extension_config_dump('symbol_meaning', 'WHERE NOT reference');
SELECT pg_extension_config_dump('suppression_rule', 'WHERE NOT reference');
SELECT pg_extension_config_dump('publication', '');
SELECT pg_extension_config_dump('publication_id_seq', '');
SELECT pg_extension_config_dump('settlement', '');

-- from text to rows

/*
 * A cell as a value: a number, or what the symbol means.  Every name and
 * operator is qualified, so that it is safe to inline under any search_path.
 */
CREATE FUNCTION cell_value(cell text, hidden text[], zero text[]) RETURNS suppressed_int
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$
	SELECT CASE
		WHEN cell OPERATOR(pg_catalog.~) '^[0-9]+$' THEN cell::busetting.suppressed_int
		WHEN cell OPERATOR(pg_catalog.=) ANY (hidden) THEN ':'::busetting.suppressed_int
		WHEN cell OPERATOR(pg_catalog.=) ANY (zero) THEN '0'::busetting.suppressed_int
	END
$$;

COMMENT ON FUNCTION cell_value(text, text[], text[]) IS 'value of a cell as printed, given the symbols of hidden and of zero';

/* Why a name finds no single region, in region_id's own words. */
CREATE FUNCTION region_problem(name text, level text, on_date date, county text, OUT problem text, OUT advice text)
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 10000
SET search_path = pg_catalog, busetting, pg_temp
AS $$
DECLARE
	detail text;
BEGIN
	PERFORM region_id(name, level, on_date, county);
EXCEPTION WHEN no_data_found OR too_many_rows THEN
	GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, advice = PG_EXCEPTION_HINT;
	advice := concat_ws(' ', detail, advice);
END
$$;

COMMENT ON FUNCTION region_problem(text, text, date, text) IS 'message of region_id where a name is unknown or ambiguous, else NULL';

CREATE TYPE preview_row AS (
	line integer,
	name text,
	region integer,
	requested suppressed_int,
	decided suppressed_int,
	decided_collective suppressed_int,
	agreed suppressed_int,
	agreed_collective suppressed_int,
	settled suppressed_int,
	settled_collective suppressed_int,
	problem text,
	advice text
);

COMMENT ON TYPE preview_row IS 'a row of a pasted table as it would be stored, and what is wrong with it';
COMMENT ON COLUMN preview_row.line IS 'line of the text on which the row begins';
COMMENT ON COLUMN preview_row.name IS 'the region as it is written';
COMMENT ON COLUMN preview_row.region IS 'the region it is, NULL if it could not be found';
COMMENT ON COLUMN preview_row.problem IS 'why the row cannot be stored, NULL if it can';
COMMENT ON COLUMN preview_row.advice IS 'what to do about it';

CREATE FUNCTION preview_table(content text, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
AS $$
#variable_conflict use_column
DECLARE
	hidden text[];
	zero text[];
	missing text[];
	county_id integer := region_id(preview_table.county, 'county', preview_table.date);
BEGIN
	SELECT array_agg(symbol) FILTER (WHERE meaning = 'hidden'),
		   array_agg(symbol) FILTER (WHERE meaning = 'zero'),
		   array_agg(symbol) FILTER (WHERE meaning IN ('not stated', 'not applicable'))
	INTO hidden, zero, missing
	FROM suppression_rule AS r
	LEFT JOIN symbol_meaning AS s USING (dialect)
	WHERE r.rule = preview_table.rule
	GROUP BY r.rule;
	IF NOT FOUND THEN
		RAISE undefined_object USING
			MESSAGE = format('rule "%s" does not exist', preview_table.rule),
			DETAIL = (SELECT format('Rules are %s.', string_agg(quote_ident(r.rule), ', ' ORDER BY r.rule)) FROM suppression_rule AS r),
			HINT = 'Describe what the publisher hides by a row of busetting.suppression_rule.';
	END IF;

	RETURN QUERY
	WITH written AS MATERIALIZED (
		SELECT t.*, concat_ws(' ', t.code, t.name) AS region_text, coalesce(preview_table.level, t.level) AS wanted
		FROM read_table(preview_table.content, preview_table.columns) AS t
	), place AS (
		-- a name that is no municipality's can be the county's or the country's, as a total
		SELECT w.line,
			   array_agg(DISTINCT l.region_id) FILTER (WHERE l.level = coalesce(w.wanted, l.level)) AS wanted,
			   array_agg(DISTINCT l.region_id) FILTER (WHERE l.level = 'country' OR l.level = 'county' AND w.wanted = 'municipality') AS total
		FROM written AS w
		JOIN region_lookup AS l ON l.key = region_name_key(w.region_text, w.wanted) AND l.validity @> preview_table.date
		WHERE preview_table.county IS NULL OR county_id IN (l.parent_id, l.region_id)
		GROUP BY w.line
	), placed AS (
		SELECT w.*, CASE WHEN cardinality(coalesce(p.wanted, p.total)) = 1 THEN (coalesce(p.wanted, p.total))[1] END AS region,
			   cell_value(w.requested, hidden, zero) AS requested_value,
			   cell_value(w.decided, hidden, zero) AS decided_value,
			   cell_value(w.decided_collective, hidden, zero) AS decided_collective_value,
			   cell_value(w.agreed, hidden, zero) AS agreed_value,
			   cell_value(w.agreed_collective, hidden, zero) AS agreed_collective_value,
			   cell_value(w.settled, hidden, zero) AS settled_value,
			   cell_value(w.settled_collective, hidden, zero) AS settled_collective_value
		FROM written AS w
		LEFT JOIN place AS p USING (line)
	), compared AS (
		SELECT p.*, lag(p.line) OVER (PARTITION BY p.region ORDER BY p.line) AS earlier_line FROM placed AS p
	)
	SELECT c.line, c.region_text, c.region, c.requested_value, c.decided_value, c.decided_collective_value,
		   c.agreed_value, c.agreed_collective_value, c.settled_value, c.settled_collective_value,
		   wrong.problem, wrong.advice
	FROM compared AS c
	LEFT JOIN LATERAL (
		SELECT p.problem, p.advice
		FROM region_problem(c.region_text, c.wanted, preview_table.date, preview_table.county) AS p
		WHERE c.region IS NULL
		UNION ALL
		SELECT format('%s stands twice, first on line %s', c.region_text, c.earlier_line),
			   'A publication has one row a region: import the other table under another source or date.'
		WHERE c.region IS NOT NULL AND c.earlier_line IS NOT NULL
		UNION ALL
		SELECT format('unknown symbol "%s"', s.symbol),
			   'Say what it means by a row of busetting.symbol_meaning.'
		FROM unnest(ARRAY[c.requested, c.decided, c.decided_collective, c.agreed, c.agreed_collective,
						  c.settled, c.settled_collective]) AS s(symbol)
		WHERE s.symbol !~ '^[0-9]+$' AND NOT s.symbol = ANY (hidden || zero || missing)
		UNION ALL
		SELECT format('%s_collective %s is larger than %s %s', m.measure, m.part, m.measure, m.whole),
			   'The columns may stand in another order than their headers say: name them in the argument columns.'
		FROM (VALUES ('decided', c.decided_value, c.decided_collective_value),
					 ('agreed', c.agreed_value, c.agreed_collective_value),
					 ('settled', c.settled_value, c.settled_collective_value)) AS m(measure, whole, part)
		WHERE m.part >> m.whole
		LIMIT 1
	) AS wrong ON true
	ORDER BY c.line;
END
$$;

COMMENT ON FUNCTION preview_table(text, date, text, text, text, text[]) IS
	'rows of a pasted table as import_table would store them, with what is wrong';

CREATE FUNCTION import_table(content text, source text, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE COST 100000
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
DECLARE
	publication_id integer;
	rows preview_row[];
	wrong preview_row;
BEGIN
	IF content IS NULL OR date IS NULL OR coalesce(source, '') = '' THEN
		RAISE null_value_not_allowed USING
			MESSAGE = 'content, source or date of the table is not given',
			DETAIL = 'A publication is known by its source and date.',
			HINT = 'Write import_table(content, source => ..., date => ...).';
	END IF;

	SELECT array_agg(p ORDER BY p.line) INTO rows
	FROM preview_table(content, date, rule, level, county, columns) AS p;
	SELECT r.* INTO wrong FROM unnest(rows) AS r WHERE r.problem IS NOT NULL ORDER BY r.line LIMIT 1;
	IF FOUND THEN
		RAISE bad_copy_file_format USING
			MESSAGE = format('line %s: %s', wrong.line, wrong.problem),
			DETAIL = format('Line %s is "%s".', wrong.line, (string_to_array(replace(content, E'\r', ''), E'\n'))[wrong.line]),
			HINT = wrong.advice;
	END IF;

	INSERT INTO publication (source, date, rule) VALUES (import_table.source, import_table.date, import_table.rule)
	ON CONFLICT DO NOTHING
	RETURNING id INTO publication_id;
	IF publication_id IS NULL THEN
		RAISE unique_violation USING
			MESSAGE = format('the publication of %s on %s is stored already', source, date),
			DETAIL = 'Nothing was changed.',
			HINT = 'Give another source or date, or delete that publication first.';
	END IF;
	INSERT INTO settlement
	SELECT publication_id, r.region, r.requested, r.decided, r.decided_collective,
		   r.agreed, r.agreed_collective, r.settled, r.settled_collective
	FROM unnest(rows) AS r;
	RETURN publication_id;
END
$$;

COMMENT ON FUNCTION import_table(text, text, date, text, text, text, text[]) IS
	'store a pasted table as a publication, all or nothing; its id';
