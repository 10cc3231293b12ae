-- Rules: what totals refute, exceptions, tolerance, and rules that are changed afterwards.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\set year_end `cat test/data/imdi-vestland-2022-year-end.csv`

-- the end of 2022, read as if a hidden part were below five: 20 cells hold 572 = 3058 - 2486, the rule allows 80
SELECT import_table(:'year_end' || E'\nVestland,4340,4411,3580,3058', 'IMDi', '2022-12-31', rule => 'below five', level => 'municipality') AS publication;
SELECT level, name, measure, published, sum, deviation, hidden, absent, rule_allows, left_for_hidden FROM contradiction;
-- no bound is reported that the total refutes: a part is only known to be no more than all
CREATE TEMPORARY VIEW hidden_cell AS
SELECT name, settled, settled_collective, published FROM settlement_bounds
WHERE (published).settled_collective = ':' AND name IN ('Etne', 'Sveio', 'Ulvik', 'Solund');
SELECT name, settled, settled_collective FROM hidden_cell ORDER BY name;
SELECT measure, total, total_with_absent FROM county_total WHERE measure LIKE 'settled%' ORDER BY measure;
SELECT measure, total, left_for_hidden, rule_allows, consistent, deviation FROM county_reconciliation WHERE measure LIKE 'settled%' ORDER BY measure;
-- by its true rule nothing is refuted; the symbols are as published
UPDATE publication SET rule = 'imdi';
SELECT count(*) AS contradictions FROM contradiction;
SELECT name, settled, settled_collective, published FROM hidden_cell ORDER BY name;
UPDATE publication SET rule = 'below five';

-- a rule is loosened for a measure, for a county, for a cell: the nearest counts
INSERT INTO suppression_exception (rule, measure, hidden) VALUES ('below five', 'settled_collective', '1..90');
SELECT name, settled, settled_collective FROM hidden_cell ORDER BY name;
SELECT count(*) AS contradictions FROM contradiction;
INSERT INTO suppression_exception (rule, region, measure, hidden, reason)
VALUES ('below five', 46, 'settled_collective', '2..90', 'the total of the county'), ('below five', 4611, 'settled_collective', '4..9', 'told by Etne'),
	   ('below five', 4611, 'settled_collective', '3..7', 'told by Etne too');
SELECT name, settled, settled_collective FROM hidden_cell ORDER BY name;
-- of another source or another time it does not hold, of another county neither
UPDATE suppression_exception SET source = 'KS' WHERE region = 4611;
SELECT settled_collective FROM hidden_cell WHERE name = 'Etne';
UPDATE suppression_exception SET source = 'IMDi', validity = '[2023-01-01,)' WHERE region = 4611;
SELECT settled_collective FROM hidden_cell WHERE name = 'Etne';
UPDATE suppression_exception SET validity = '[2022-12-31,2023-01-01)' WHERE region = 4611;
SELECT settled_collective FROM hidden_cell WHERE name = 'Etne';
UPDATE suppression_exception SET region = 11 WHERE region = 46;
SELECT settled_collective FROM hidden_cell WHERE name = 'Solund';
-- an exception that is refuted too tells nothing
UPDATE suppression_exception SET hidden = '0..5';
SELECT name, settled_collective FROM hidden_cell ORDER BY name;
\set VERBOSITY terse
INSERT INTO suppression_exception (rule, measure, hidden) VALUES ('below five', 'settled_total', ':');
INSERT INTO suppression_exception (rule, measure, hidden) VALUES ('below five', 'settled', 5);
DELETE FROM suppression_exception;
DELETE FROM publication;

-- all 43 municipalities of Vestland: 38 have 10 of whom 6 are collective, five are hidden; and their total
CREATE FUNCTION pg_temp.vestland(total text, collective text, cell text DEFAULT ':', hidden integer DEFAULT 5) RETURNS text LANGUAGE sql AS $$
	SELECT E'Kommune;settled;settled_collective\n'
		|| string_agg(code || CASE WHEN n <= hidden THEN format(';%s;%s', cell, ':') ELSE ';10;6' END, E'\n')
		|| format(E'\nVestland;%s;%s\n', total, collective)
	FROM (SELECT code, row_number() OVER (ORDER BY code) AS n FROM busetting.region_list('2022-05-18') WHERE level = 'municipality' AND parent_id = 46) AS m $$;
INSERT INTO suppression_rule (rule, hidden, tolerance) VALUES ('none below five', '0..4', 0), ('zero shown', '1..4', 0), ('rounded', '0..4', 2);
CREATE FUNCTION pg_temp.try(name text, total text, collective text, rule text, cell text DEFAULT ':', hidden integer DEFAULT 5) RETURNS integer LANGUAGE sql AS
	$$ SELECT busetting.import_table(pg_temp.vestland(total, collective, cell, hidden), name, '2022-05-18', rule, 'municipality') $$;
SELECT count(pg_temp.try(name, total, collective, rule)) AS imported FROM (VALUES
	('1 just so', '400', '248', 'none below five'),
	('2 one too many', '401', '248', 'none below five'),
	('3 a part too many', '400', '249', 'none below five'),
	('4 a part that no whole has room for', NULL, '270', 'none below five'),
	('5 too few', '384', '233', 'zero shown'),
	('6 visible numbers are more', '380', '228', 'none below five'),
	('7 rounded', '402', '250', 'rounded'),
	('8 more than rounded', '403', '251', 'rounded'),
	('9 rounded down', '378', '226', 'rounded')) AS v(name, total, collective, rule);
-- an import would refuse it
SELECT correct_cell('6 visible numbers are more', '2022-05-18', 'Vestland', 'settled', '379', total => true) IS NOT NULL AS corrected;
SELECT source, measure, published, sum, deviation, hidden, rule_allows, left_for_hidden FROM contradiction WHERE over = 'regions' AND deviation <> 0 ORDER BY source, measure;
-- those that hold each by itself, and not together: the parts of 249 or 270 have no room in their wholes, and 5 hidden ones of 1 or more none in wholes of 4
SELECT source, number, kind, count(*) AS sums, string_agg(measure, ' ' ORDER BY measure) FILTER (WHERE over = 'regions') AS over_regions, count(*) FILTER (WHERE over = 'part') AS parts
FROM contradiction GROUP BY source, number, kind ORDER BY source, number;
SELECT b.source, b.settled, b.settled_collective, s.total AS settled_total, c.total AS collective_total
FROM settlement_bounds AS b
JOIN county_total AS s ON s.publication = b.publication AND s.measure = 'settled'
JOIN county_total AS c ON c.publication = b.publication AND c.measure = 'settled_collective'
WHERE b.code = '4601' ORDER BY b.source;
-- what is reported of the sums is what the cells add up to, and excludes the published total only where visible numbers do, or rounding
SELECT t.source, t.measure, t.total
FROM county_total AS t
JOIN (SELECT publication, 'settled' AS measure, sum(settled) AS sum FROM settlement_bounds WHERE level = 'municipality' GROUP BY publication
	  UNION ALL SELECT publication, 'settled_collective', sum(settled_collective) FROM settlement_bounds WHERE level = 'municipality' GROUP BY publication) AS c USING (publication, measure)
WHERE c.sum IS DISTINCT FROM t.total ORDER BY t.source;
SELECT DISTINCT t.source FROM county_total AS t JOIN county_reconciliation AS r USING (publication, measure)
WHERE NOT r.published && t.total_with_absent ORDER BY source;
-- an audit allows the same tolerance and the same exceptions
SELECT source, count(*) AS hidden, min(lower(a.feasible)) AS least, max(upper(a.feasible)) AS most
FROM publication AS p, audit_settlement(p.id) AS a WHERE source = '7 rounded' AND a.measure = 'settled' GROUP BY source;
SELECT count(*) FROM publication AS p, audit_settlement(p.id) WHERE source = '8 more than rounded';
INSERT INTO suppression_exception (rule, source, measure, hidden) VALUES ('rounded', '8 more than rounded', 'settled', '0..5'), ('rounded', '8 more than rounded', 'settled_collective', '0..5');
SELECT source, count(*) AS hidden, min(lower(a.feasible)) AS least, max(upper(a.feasible)) AS most
FROM publication AS p, audit_settlement(p.id) AS a WHERE source = '8 more than rounded' AND a.measure = 'settled' GROUP BY source;
DELETE FROM suppression_exception;
-- absent regions are counted by the rule too, and where it is refuted tell nothing
SELECT import_table(E'Kommune;settled\nBergen;10\nVestland;179\n', '42 absent', '2022-05-18', 'none below five', 'municipality') > 0 AS imported;
SELECT import_table(E'Kommune;settled\nBergen;10\nStord;:\nVestland;180\n', '41 absent', '2022-05-18', 'none below five', 'municipality') > 0 AS imported;
SELECT source, total, absent, total_with_absent FROM county_total WHERE source LIKE '%absent' ORDER BY source;
SELECT source, measure, published, sum, deviation, hidden, absent, rule_allows, left_for_hidden FROM contradiction WHERE source LIKE '%absent' ORDER BY source DESC;
-- counties and their country
SELECT import_table(E'Fylke;settled\n' || string_agg(name || CASE WHEN code IN ('03', '46') THEN ';:' ELSE ';100' END, E'\n') || E'\nNorge;950', 'country', '2022-05-18') > 0 AS imported
FROM region_list('2022-05-18') WHERE level = 'county';
SELECT level, name, measure, published, sum, deviation, rule_allows, left_for_hidden FROM contradiction WHERE source = 'country';
SELECT name, settled FROM settlement_bounds WHERE source = 'country' AND code IN ('03', '11', '46') ORDER BY code;
-- a name that is taken by a rule that came with the extension
SAVEPOINT taken;
INSERT INTO suppression_rule (rule, hidden) VALUES ('mine', '1..9'), ('imdi', '1..9');
ROLLBACK TO taken;
-- of what stands in a rule's place the nearest counts, and what has not its place any more is forgotten
DELETE FROM publication;
CREATE FUNCTION pg_temp.with_exceptions(exceptions text) RETURNS TABLE (cell suppressed_int, same_county suppressed_int, elsewhere suppressed_int, absent suppressed_bigint, own suppressed_int, other_measure suppressed_int)
LANGUAGE plpgsql AS $$
BEGIN
	DELETE FROM suppression_exception;
	EXECUTE 'INSERT INTO suppression_exception (rule, measure, hidden, region) ' || exceptions;
	RETURN QUERY SELECT max(value) FILTER (WHERE region = 4611 AND measure = 'settled'), max(value) FILTER (WHERE region = 4612), max(value) FILTER (WHERE region = 301), (
		SELECT max(suppressed_bigint(lower(t.total_with_absent) - lower(t.total), upper(t.total_with_absent) - upper(t.total))) FROM region_total AS t WHERE t.code = '46' AND t.measure = 'settled'),
		max(value) FILTER (WHERE region = 46), max(value) FILTER (WHERE measure = 'agreed') FROM figure;
END
$$;
SELECT import_table(E'Kommune;settled;agreed\n4611 Etne;:;:\n4612 Sveio;:;\n0301 Oslo;:;\nVestland fylke;:;\n' || string_agg(code || ';0;', E'\n'), 'nearest', '2022-05-18', 'none below five', 'municipality') > 0 AS imported
FROM (SELECT * FROM region_list('2022-05-18') WHERE parent_id = 46 AND code NOT IN ('4611', '4612') ORDER BY code OFFSET 1) AS m;
SELECT * FROM pg_temp.with_exceptions($$SELECT 'imdi', 'settled', '1..9'::hidden_count, NULL::integer$$);
SELECT * FROM pg_temp.with_exceptions($$SELECT 'none below five', 'settled', '1..9'::hidden_count, NULL::integer$$);
SELECT * FROM pg_temp.with_exceptions($$SELECT 'none below five', 'settled', h::hidden_count, r FROM (VALUES ('1..9', NULL), ('2..90', 46)) AS v(h, r)$$);
SELECT * FROM pg_temp.with_exceptions($$SELECT 'none below five', 'settled', h::hidden_count, r FROM (VALUES ('1..9', NULL), ('2..90', 46), ('4..8', 4611)) AS v(h, r)$$);
DELETE FROM suppression_exception;
SELECT DISTINCT value FROM figure WHERE hidden;
-- sums are of regions that are part of others: the country is not
DELETE FROM publication;
SELECT import_table(E'Fylke;settled\nOslo;7\nVestland;:', 'IMDi', '2022-05-18') > 0 AS stored;
INSERT INTO settlement (publication, region, settled) SELECT id, 0, 11 FROM publication;
SELECT code, listed, absent, total, total_with_absent FROM region_total;
SELECT code, published, total_with_absent, consistent FROM total_reconciliation;
ROLLBACK;
