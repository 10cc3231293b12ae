/*
 * preview.sql: from a pasted text to rows that can be stored, with what is
 * wrong with them.
 */

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

/* The rows of preview_table, given the symbols: a function of its own, so that an error's context is short. */
CREATE FUNCTION preview_rows(content text, date date, level text, county_name text, county integer, columns text[], form text,
	hidden text[], zero text[], missing text[])
RETURNS SETOF preview_row
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	WITH written AS MATERIALIZED (
		SELECT t.*, concat_ws(' ', t.code, t.name) AS region_text, coalesce(preview_rows.level, t.level) AS wanted
		FROM read_table(content, columns, form) WITH ORDINALITY AS t
	), place AS (
		-- a name that is no municipality's can be the county's or the country's, as a total
		SELECT w.ordinality,
			   array_agg(DISTINCT l.region_id) FILTER (WHERE l.level = coalesce(w.wanted, l.level)) AS wanted,
			   array_agg(DISTINCT l.region_id) FILTER (WHERE l.level = 'country' OR l.level = 'county' AND w.wanted = 'municipality') AS total
		FROM written AS w
		JOIN region_lookup AS l ON l.key = region_name_key(w.region_text, w.wanted) AND l.validity @> date
		WHERE county IS NULL OR county IN (l.parent_id, l.region_id)
		GROUP BY w.ordinality
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
		LEFT JOIN place AS p USING (ordinality)
	), compared AS (
		SELECT p.*, lag(p.line) OVER (PARTITION BY p.region ORDER BY p.ordinality) AS earlier_line FROM placed AS p
	)
	SELECT c.line, c.region_text, c.region, c.requested_value, c.decided_value, c.decided_collective_value,
		   c.agreed_value, c.agreed_collective_value, c.settled_value, c.settled_collective_value,
		   wrong.problem, wrong.advice
	FROM compared AS c
	LEFT JOIN LATERAL (
		SELECT p.problem, p.advice
		FROM region_problem(c.region_text, c.wanted, date, county_name) AS p
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
		WHERE s.symbol !~ '^[0-9]+$' AND (s.symbol = ANY (hidden || zero || missing)) IS NOT TRUE
		UNION ALL
		SELECT format('%s_collective %s is larger than %s %s', m.measure, m.part, m.measure, m.whole),
			   'The columns may stand in another order than their headers say: name them in the argument columns.'
		FROM (VALUES ('decided', c.decided_value, c.decided_collective_value),
					 ('agreed', c.agreed_value, c.agreed_collective_value),
					 ('settled', c.settled_value, c.settled_collective_value)) AS m(measure, whole, part)
		WHERE m.part >> m.whole
		LIMIT 1
	) AS wrong ON true
	ORDER BY c.ordinality
$$;

COMMENT ON FUNCTION preview_rows(text, date, text, text, integer, text[], text, text[], text[], text[]) IS
	'implementation of preview_table';

CREATE FUNCTION preview_table(content text, date date, rule text DEFAULT 'imdi', level text DEFAULT NULL,
	county text DEFAULT NULL, columns text[] DEFAULT NULL, form text DEFAULT NULL)
RETURNS SETOF preview_row
LANGUAGE plpgsql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
AS $$
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

	RETURN QUERY SELECT * FROM preview_rows(content, date, level, county, county_id, columns, form, hidden, zero, missing);
END
$$;

COMMENT ON FUNCTION preview_table(text, date, text, text, text, text[], text) IS
	'rows of a pasted table as import_table would store them, with what is wrong';
