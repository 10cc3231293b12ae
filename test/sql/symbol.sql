-- What publishers print where no number stands: every symbol of every dialect, in every form.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;
SET search_path = busetting, public;
\set SHOW_CONTEXT never

-- the issue's own: ":" is hidden here and not available there
SELECT dialect, meaning FROM symbol_meaning WHERE symbol = ':' ORDER BY dialect;
-- a dialect has a document, an empty cell a meaning; the rule of the same name uses it
SELECT dialect FROM symbol_dialect AS d
WHERE document IS NULL OR NOT EXISTS (SELECT FROM symbol_meaning AS m WHERE m.dialect = d.dialect AND m.symbol = '' AND m.meaning = 'not stated')
	OR NOT EXISTS (SELECT FROM suppression_rule AS r WHERE r.dialect = d.dialect AND r.rule = d.dialect);
SELECT string_agg(rule, ' ' ORDER BY rule) AS rules, hidden, remainder, absent_is_hidden
FROM suppression_rule LEFT JOIN (SELECT rule, string_agg(measure, ' ' ORDER BY measure) AS remainder FROM rule_measure WHERE remainder GROUP BY rule) AS m USING (rule)
GROUP BY 2, 3, 4 ORDER BY 1;

-- each symbol, beside a number, in each form: hidden is ":", zero 0, the others NULL; words in capitals, too
CREATE TEMPORARY TABLE form (form text, header text, between text, row text, footer text);
INSERT INTO form VALUES
	('text', E'Kommune Bosatt Vedtak\n', E'\n', '%s %s 7', ''),
	('text', E'Kommune\tBosatt\tVedtak\n', E'\n', E'%s\t%s\t7', E'\n'),
	('text', E'Kommune  Bosatt  Vedtak\n', E'\n', '%s  %s  7', ''),
	('text', E'Kommune\nBosatt\nVedtak\n', E'\n', E'%s\n%s\n7', ''),
	('csv', E'Kommune;Bosatt;Vedtak\n', E'\n', E'"%s";%s;7', E'\n'),
	('html', '<table><tr><th>Kommune<th>Bosatt<th>Vedtak', ' ', '<tr><td>%s<td>%s<td>7', '</table>'),
	('json-stat', '{"class": "dataset", "id": ["region", "m"], "role": {"geo": ["region"], "metric": ["m"]}, ', ', ', NULL, NULL);
-- a table of regions and cells in a form
CREATE FUNCTION pg_temp.written(form form, regions text[], cells text[]) RETURNS text LANGUAGE sql AS $$
	SELECT (form).header || CASE WHEN (form).row IS NULL
		THEN format('"size": [%s, 2], "dimension": {"region": {"category": {"index": %s}}, "m": {"category": {"index": ["settled", "decided"]}}}, "value": %s, "status": %s}',
					cardinality(regions), to_json(regions), json_agg(CASE WHEN odd = 1 THEN 7 WHEN cell ~ '^[0-9]+$' THEN cell::int END ORDER BY number, odd),
					json_object_agg(2 * number - 2, cell) FILTER (WHERE odd = 0))
		ELSE string_agg(format((form).row, region, cell), (form).between ORDER BY number) FILTER (WHERE odd = 0) || (form).footer END
	FROM unnest(regions, cells) WITH ORDINALITY AS u(region, cell, number), generate_series(0, 1) AS odd
$$;
SELECT pg_temp.written(f, '{Bergen,Voss}', '{:,c}') FROM form AS f WHERE form IN ('csv', 'json-stat');
SELECT f.form, count(*) AS symbols, count(DISTINCT m.dialect) AS dialects,
	   count(*) FILTER (WHERE p.settled::text IS DISTINCT FROM CASE m.meanings[p.line_number] WHEN 'hidden' THEN ':' WHEN 'zero' THEN '0' END
							  OR p.decided IS DISTINCT FROM 7 OR p.problem IS NOT NULL OR p.form <> f.form) AS wrong
FROM form AS f
CROSS JOIN LATERAL (
	SELECT m.dialect, array_agg(s.symbol ORDER BY s.symbol COLLATE "C", m.meaning) AS symbols, array_agg(m.meaning ORDER BY s.symbol COLLATE "C", m.meaning) AS meanings
	FROM symbol_meaning AS m
	CROSS JOIN LATERAL (SELECT m.symbol UNION SELECT upper(m.symbol) WHERE length(m.symbol) > 2 AND m.symbol !~ '[^a-zA-Z ]') AS s(symbol)
	WHERE s.symbol <> '' OR f.footer <> '' OR f.row IS NULL
	GROUP BY m.dialect
) AS m
CROSS JOIN LATERAL (
	SELECT p.*, row_number() OVER () AS line_number
	FROM preview_table(pg_temp.written(f, (SELECT array_agg(name) FROM (SELECT name FROM region_list('2022-05-18') WHERE level = 'municipality' AND code ~ '^(46|11)' LIMIT cardinality(m.symbols)) AS r), m.symbols),
					   '2022-05-18', m.dialect) AS p
) AS p
GROUP BY f.ctid, f.form ORDER BY f.ctid;

-- a symbol without a meaning is an error that names it, in each form
CREATE FUNCTION pg_temp.problem(content text, rule text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	hint text;
BEGIN
	RETURN (SELECT string_agg(concat_ws(' / ', problem, advice), '; ') FROM preview_table(content, '2022-05-18', rule));
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
	RETURN SQLERRM || ' / ' || hint;
END
$$;
SELECT f.form, r.rule, r.symbol, pg_temp.problem(pg_temp.written(f, '{Voss,Bergen}', ARRAY['5', r.symbol]), r.rule)
FROM form AS f, (VALUES ('imdi', 'x'), ('imdi', '[c]'), ('eurostat', '..'), ('imdi', 'Q'), ('sdmx', ':'), ('imdi', 'not yet')) AS r(rule, symbol)
WHERE f.ctid IN (SELECT min(ctid) FROM form GROUP BY form) ORDER BY f.ctid, 2, 3;

-- an owner says what it means: a publisher of one's own, symbols of several words, of any letters
INSERT INTO symbol_dialect VALUES ('office', 'the county''s own office');
INSERT INTO suppression_rule (rule, dialect) VALUES ('office', 'office');
INSERT INTO rule_measure (rule, measure, hidden) VALUES ('office', 'settled', '1..3');
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES
	('office', 'u.off.', 'hidden'), ('office', 'Færre enn 4', 'hidden'), ('office', 'ingen', 'zero'), ('office', 'n', 'not stated'),
	('office', 'ikke i drift', 'not applicable'), ('office', '<4', 'hidden'), ('office', '', 'not stated');
SELECT f.form, string_agg(symbols[p.line_number] || ' is ' || coalesce(p.settled::text, 'NULL') || coalesce(' ' || p.problem, ''), ', ' ORDER BY p.line_number)
FROM form AS f, (VALUES ('{u.off.,færre enn 4,FÆRRE ENN 4,ingen,n,Ikke i drift,<4}'::text[])) AS s(symbols),
	LATERAL (SELECT p.*, row_number() OVER () AS line_number
			 FROM preview_table(pg_temp.written(f, '{Bergen,Voss,Stord,Alver,Askøy,Kinn,Etne}', symbols), '2022-05-18', 'office') AS p) AS p
GROUP BY f.ctid, f.form ORDER BY f.ctid;
SELECT settled, problem FROM preview_table(E'Kommune;Bosatt\nBergen;N', '2022-05-18', 'office');
SELECT settled, problem FROM preview_table(E'Kommune;Bosatt (herav kollektivt)\nBergen;7 (u.off.)\nVoss;Færre enn 4 (n)', '2022-05-18', 'office');
-- what cannot be a symbol
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES ('office', '99', 'hidden');
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES ('office', ' x', 'hidden');
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES ('office', '?', 'unclear');
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES ('nobody', '?', 'hidden');
SELECT name FROM read_table('Kommune Bosatt', symbols => ARRAY[repeat('x', 65)]);
-- read_table on its own: cells as printed, symbols as given
SELECT name, settled FROM read_table(E'Kommune Bosatt\nBergen FÆRRE ENN 4\nVoss n\nStord NULL', symbols => ARRAY['færre enn 4', 'n', NULL, '', 'null']);

-- not stated is not hidden and not 0, through every view
SELECT import_table(E'Kommune;Anmodning;Vedtak;Vedtak med kollektiv;Avtalt;Avtalt med kollektiv;Bosatt;Bosatt med kollektiv\n'
	'Bergen;10;n;n;5;n;:;n\nVoss;ingen;ingen;n;n;n;7;n', 'office', '2022-05-18', 'office') > 0 AS imported;
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES ('office', ':', 'hidden');
SELECT import_table(E'Kommune;Anmodning;Vedtak;Vedtak med kollektiv;Avtalt;Avtalt med kollektiv;Bosatt;Bosatt med kollektiv\n'
	'Bergen;10;n;n;5;n;:;n\nVoss;ingen;ingen;n;n;n;7;n', 'office', '2022-05-18', 'office') > 0 AS imported;
SELECT municipality, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective, gap, gap_collective, pipeline, progress
FROM municipality_gap ORDER BY code;
SELECT measure, total, visible, hidden, municipalities FROM county_total ORDER BY measure;
SELECT name, unused_places, not_stated FROM unused_place_grant WHERE level = 'municipality' ORDER BY code;
-- whatever the view: nothing but what is stated, or follows from it, is there
CREATE FUNCTION pg_temp.stated(view regclass, columns name[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	stated bigint;
BEGIN
	EXECUTE format('SELECT count(*) FROM %s WHERE source = $1 AND num_nonnulls(%s) > 0', view, (SELECT string_agg(quote_ident(c), ', ') FROM unnest(columns) AS c))
	INTO stated USING 'office';
	RETURN stated;
END
$$;
WITH view AS (
	SELECT c.oid::regclass AS view,
		   array_agg(a.attname) FILTER (WHERE a.attname ~ '^(decided_collective|agreed_collective|settled_collective|gap_collective)(_low|_high)?$') AS none,
		   array_agg(a.attname) FILTER (WHERE a.attname ~ '^(settled|settled_low)$') AS settled
	FROM pg_class AS c
	JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
	WHERE c.relnamespace = 'busetting'::regnamespace AND c.relkind = 'v'
		AND EXISTS (SELECT FROM pg_attribute AS s WHERE s.attrelid = c.oid AND s.attname = 'source')
	GROUP BY c.oid
)
SELECT count(*) >= 6 AS views, sum(pg_temp.stated(view, none)) AS not_stated, min(pg_temp.stated(view, settled)) AS settled
FROM view WHERE none IS NOT NULL AND settled IS NOT NULL
	-- but for those of rules, not of cells, and those that have no row of one table of municipalities
	AND view <> ALL ('{gap_between,gap_trend,report_trend,county_gap,national_gap}'::regclass[]);

DELETE FROM publication;
DELETE FROM suppression_rule WHERE NOT reference;
DELETE FROM symbol_dialect WHERE NOT reference;
