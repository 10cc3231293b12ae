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

/* The periods of statistical services: 2022, 2022M05, 2022K2 (or Q), 2022U20 (or W). */
CREATE FUNCTION period_dates(period text) RETURNS daterange
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, busetting, pg_temp
AS $$
	SELECT CASE
		WHEN period ~ '^[0-9]{4}$' THEN daterange(year, (year + interval '1 year')::date)
		WHEN period ~ '^[0-9]{4}M(0[1-9]|1[0-2])$' THEN daterange((year + (number - 1) * interval '1 month')::date, (year + number * interval '1 month')::date)
		WHEN period ~ '^[0-9]{4}[KQ][1-4]$' THEN daterange((year + (number - 1) * interval '3 months')::date, (year + number * interval '3 months')::date)
		WHEN period ~ '^[0-9]{4}[UW](0[1-9]|[1-4][0-9]|5[0-3])$' THEN daterange(week + 7 * (number - 1), week + 7 * number)
	END
	FROM (SELECT y.year, y.year + 4 - date_part('isodow', y.year + 3)::integer AS week, substr(period, 6)::integer AS number
		  FROM (SELECT make_date(left(period, 4)::integer, 1, 1) AS year) AS y
		  WHERE period ~ '^[1-9][0-9]{3}([MKQUW][0-9]+)?$') AS p
$$;

COMMENT ON FUNCTION period_dates(text) IS 'dates of a period as statistical services write it, NULL where it is none';

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
	form text,
	line integer,
	name text,
	region integer,
	total boolean,
	requested suppressed_int,
	decided suppressed_int,
	decided_collective suppressed_int,
	agreed suppressed_int,
	agreed_collective suppressed_int,
	settled suppressed_int,
	settled_collective suppressed_int,
	problem text,
	advice text,
	measures text[],
	counts suppressed_int[]
);

COMMENT ON TYPE preview_row IS 'a row of a pasted table as it would be stored, and what is wrong with it';
COMMENT ON COLUMN preview_row.form IS 'the form in which the text was read: text, csv, html or json-stat';
COMMENT ON COLUMN preview_row.line IS 'line of the text on which the row begins; of a dataset, the number of the row';
COMMENT ON COLUMN preview_row.name IS 'the region as it is written';
COMMENT ON COLUMN preview_row.region IS 'the region it is, NULL if it could not be found';
COMMENT ON COLUMN preview_row.total IS 'is the row the table''s own total of the region, not a row of it?';
COMMENT ON COLUMN preview_row.problem IS 'why the row cannot be stored, NULL if it can';
COMMENT ON COLUMN preview_row.advice IS 'what to do about it';
COMMENT ON COLUMN preview_row.measures IS 'all measures that the table has, also those without a column here';
COMMENT ON COLUMN preview_row.counts IS 'what it has of each; NULL where it is not stated';

/*
 * The rows of preview_table, given the symbols: a function of its own, so that an
 * error's context is short.  exceptions has, by measure and symbol, beside which measure the
 * symbol says nothing: where that is 0 or not stated.  A total is of the region that it names; if it names
 * none, of the county that stands above it or is given; else of what the rows of
 * its table have in common: of counties, or of municipalities of every county, the
 * country, of municipalities of one county, that county.  Nothing else is guessed.
 */
CREATE FUNCTION preview_rows(content text, date date, level text, county_name text, county integer, columns text[], form text,
	hidden text[], zero text[], missing text[], exceptions jsonb)
RETURNS SETOF preview_row
LANGUAGE sql STABLE PARALLEL SAFE COST 100000 ROWS 400
SET search_path = pg_catalog, busetting, pg_temp
SET datestyle = ISO
AS $$
	WITH read AS MATERIALIZED (
		SELECT * FROM read_table(content, columns, form, hidden || zero || missing,
			ARRAY(SELECT n.name FROM region_name AS n) || ARRAY(SELECT r.code FROM region AS r WHERE r.validity @> date)) WITH ORDINALITY
	), period AS MATERIALIZED (
		SELECT count(*) AS periods, array_agg(p.period) FILTER (WHERE period_dates(p.period) @> date) AS held,
			   string_agg(p.period, ', ' ORDER BY p.period) AS names
		FROM (SELECT DISTINCT period FROM read WHERE period IS NOT NULL) AS p
	), written AS MATERIALIZED (
		SELECT t.*, CASE WHEN period.periods > 1 AND period.held IS NULL THEN period.names END AS other_periods,
			   concat_ws(' ', nullif(t.code, ''), nullif(t.name, t.code)) AS region_text, coalesce(preview_rows.level, t.level) AS wanted,
			   CASE WHEN t.total_of IS NULL
					-- without the years behind it, where these hold the date
					THEN concat_ws(' ', nullif(t.code, ''), nullif(CASE WHEN date_part('year', date) < y.since OR date_part('year', date) > y.until THEN t.name ELSE y.bare END, t.code))
					WHEN t.code ~ '^[0-9]{2}$' AND t.code <> '00' THEN t.code
					ELSE t.total_of END AS region_key
		FROM read AS t
		CROSS JOIN LATERAL region_name_years(t.name) AS y
		CROSS JOIN period
		WHERE period.periods < 2 OR period.held IS NULL OR t.period = ANY (period.held)
	), heading AS (
		-- what stands above rows may be a title as well
		SELECT h.heading, min(r.id) AS county
		FROM (SELECT DISTINCT heading FROM written WHERE heading IS NOT NULL) AS h
		JOIN region_name AS n ON n.validity @> date
		JOIN region AS r ON r.id = n.region AND r.level = 'county' AND r.validity @> date
		WHERE region_name_key(h.heading, 'county') IN (n.name_key, n.name_key || ' fylke', r.code, r.code || ' ' || n.name_key)
		GROUP BY h.heading
	), headed AS MATERIALIZED (
		SELECT w.*, coalesce(h.county, preview_rows.county) AS county, (h.county <> preview_rows.county) IS TRUE AS elsewhere,
			   CASE WHEN h.county IS NULL THEN county_name ELSE w.heading END AS county_written
		FROM written AS w
		LEFT JOIN heading AS h USING (heading)
	), place AS (
		-- a name that is no municipality's can be the county's or the country's, as a total
		SELECT w.ordinality,
			   array_agg(DISTINCT l.region_id) FILTER (WHERE w.total_of IS NULL AND l.level = coalesce(w.wanted, l.level)) AS wanted,
			   array_agg(DISTINCT l.region_id) FILTER (
				   WHERE l.level = 'country' OR l.level = 'county' AND (w.wanted = 'municipality' OR w.total_of IS NOT NULL)) AS total
		FROM headed AS w
		JOIN region_lookup AS l ON l.key = region_name_key(w.region_key, w.wanted) AND l.validity @> date
		WHERE NOT w.elsewhere AND (w.county IS NULL OR w.county IN (l.parent_id, l.region_id) OR l.level = 'country')
		GROUP BY w.ordinality
	), named AS MATERIALIZED (
		SELECT w.*, CASE WHEN cardinality(coalesce(p.wanted, p.total)) = 1 THEN (coalesce(p.wanted, p.total))[1] END AS region,
			   w.total_of IS NOT NULL OR (p.wanted IS NULL AND p.total IS NOT NULL) AS is_total,
			   w.region_key = '' AND row_number() OVER (PARTITION BY w.table_number, w.county, w.region_key ORDER BY w.ordinality) > 1 AS again
		FROM headed AS w
		LEFT JOIN place AS p USING (ordinality)
	), covered AS (
		-- what the rows of a table have in common
		SELECT t.table_number, CASE WHEN t.of_counties OR t.counties = every.counties THEN every.country
									WHEN t.counties = 1 THEN t.county END AS region
		FROM (SELECT n.table_number, bool_or(r.level = 'county') AS of_counties,
					 count(DISTINCT r.parent) FILTER (WHERE r.level = 'municipality') AS counties,
					 min(r.parent) FILTER (WHERE r.level = 'municipality') AS county
			  FROM named AS n
			  JOIN region AS r ON r.id = n.region
			  WHERE NOT n.is_total AND EXISTS (SELECT FROM named WHERE region_key = '')
			  GROUP BY n.table_number) AS t,
			 (SELECT count(*) FILTER (WHERE r.level = 'county') AS counties, min(r.id) FILTER (WHERE r.level = 'country') AS country
			  FROM region AS r WHERE r.level <> 'municipality' AND r.validity @> date) AS every
	), placed AS (
		-- below the total of the last county can stand that of the country
		SELECT n.*, CASE WHEN n.region_key <> '' THEN n.region
						 WHEN n.again OR n.county IS NULL OR n.wanted = 'county' THEN c.region
						 ELSE n.county END AS region_id,
			   ARRAY(SELECT CASE WHEN (exceptions -> k.measure ? k.cell) IS NOT TRUE
									OR cell_value(n.cells[array_position(n.measures, exceptions -> k.measure ->> k.cell)], hidden, zero) <> 0
								 THEN cell_value(k.cell, hidden, zero) END
					 FROM unnest(n.measures, n.cells) WITH ORDINALITY AS k(measure, cell, place)
					 ORDER BY k.place) AS counts
		FROM named AS n
		LEFT JOIN covered AS c USING (table_number)
	), compared AS (
		-- two tables may print the same total
		SELECT p.*, CASE WHEN NOT p.is_total OR p.cells IS DISTINCT FROM lag(p.cells) OVER twice THEN lag(p.line) OVER twice END AS earlier_line
		FROM placed AS p
		WINDOW twice AS (PARTITION BY p.region_id, p.is_total ORDER BY p.ordinality)
	)
	SELECT c.form, c.line, c.region_text, c.region_id, c.is_total,
		   c.counts[array_position(c.measures, 'requested')], c.counts[array_position(c.measures, 'decided')], c.counts[array_position(c.measures, 'decided_collective')],
		   c.counts[array_position(c.measures, 'agreed')], c.counts[array_position(c.measures, 'agreed_collective')], c.counts[array_position(c.measures, 'settled')],
		   c.counts[array_position(c.measures, 'settled_collective')],
		   wrong.problem, wrong.advice, c.measures, c.counts
	FROM compared AS c
	LEFT JOIN LATERAL (
		SELECT format('none of the periods %s holds %s', c.other_periods, date) AS problem,
			   'Give a date that one of them holds, or ask the service for one period.' AS advice
		WHERE c.other_periods IS NOT NULL
		UNION ALL
		SELECT format('"%s" may be a year, and is no region of this table', c.name),
			   'If it is a code, head its column kommunenr or give the column as code: columns => ''{code,settled}''; a table of years is none of regions.'
		WHERE c.code IS NULL AND c.name ~ '^(199[0-9]|20[0-4][0-9])$'
		UNION ALL
		SELECT format('it is not clear of which region "%s" is the total', c.region_text),
			   'Name the region beside it as "Vestland i alt", write a county above the rows, or give the argument county.'
		WHERE c.region_id IS NULL AND c.region_key = ''
		UNION ALL
		SELECT coalesce(p.problem, format('"%s" is no region of this table', c.region_text)), p.advice
		FROM region_problem(c.region_key, CASE WHEN c.total_of IS NULL THEN c.wanted ELSE 'county' END,
							date, CASE WHEN c.elsewhere THEN county_name ELSE c.county_written END) AS p
		WHERE c.region_id IS NULL AND c.region_key <> ''
		UNION ALL
		SELECT format('%s stands twice, first on line %s', c.region_text, c.earlier_line),
			   'A publication has one row a region: import the other table under another source or date.'
		WHERE c.region_id IS NOT NULL AND c.earlier_line IS NOT NULL
		UNION ALL
		SELECT format('unknown symbol "%s"', s.symbol),
			   'Say what it means by a row of busetting.symbol_meaning, or give the rule of the publisher whose symbol it is.'
		FROM unnest(c.cells) AS s(symbol)
		WHERE s.symbol !~ '^[0-9]+$' AND (s.symbol = ANY (hidden || zero || missing)) IS NOT TRUE
		UNION ALL
		(SELECT format('%s %s is larger than %s %s', m.measure, k.count, m.part_of, w.whole),
				'The columns may stand in another order than their headers say: name them in the argument columns.'
		 FROM unnest(c.measures, c.counts) AS k(measure, count)
		 JOIN measure AS m ON m.measure = k.measure
		 CROSS JOIN LATERAL (SELECT c.counts[array_position(c.measures, m.part_of)] AS whole) AS w
		 WHERE k.count >> w.whole
		 ORDER BY m.position)
		LIMIT 1
	) AS wrong ON true
	ORDER BY c.ordinality
$$;

COMMENT ON FUNCTION preview_rows(text, date, text, text, integer, text[], text, text[], text[], text[], jsonb) IS
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
	exceptions jsonb;
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

	SELECT jsonb_object_agg(e.measure, e.symbols)
	INTO exceptions
	FROM (SELECT x.measure, jsonb_object_agg(x.symbol, x.beside) AS symbols
		  FROM suppression_rule AS r
		  JOIN symbol_exception AS x USING (dialect)
		  WHERE r.rule = preview_table.rule
		  GROUP BY x.measure) AS e;

	RETURN QUERY SELECT * FROM preview_rows(content, date, level, county, county_id, columns, form, hidden, zero, missing, exceptions);
END
$$;

COMMENT ON FUNCTION preview_table(text, date, text, text, text, text[], text) IS
	'rows of a pasted table as import_table would store them, with what is wrong';
