-- import_table and preview_table: what is refused, and that nothing is half stored.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;
SET search_path = busetting, public;
\set SHOW_CONTEXT never

-- preview says what is wrong with each row, and where
SELECT line, name, region, settled, settled_collective, problem, advice
FROM preview_table(E'name,settled,settled_collective\n'
	'Bergen,7,:\nHerøy,5,5\nBerge,5,5\nOslo,9,9\nAlver,5,6\n4601 Bergen,7,7\nOs,x,5\nVestland,100,50\nStord,-,\n',
	'2022-05-18');
-- the level and the county make names certain; a county in a table of municipalities is its total
SELECT line, name, region, settled, problem
FROM preview_table(E'name,settled\nHerøy,5\nVåler,6\nOslo,7\nInnlandet,8\nNoreg,9', '2022-05-18', level => 'municipality');
SELECT line, name, region, problem
FROM preview_table(E'name,settled\nHerøy,5\nHaram,5', '2022-05-18', county => 'Nordland');
SELECT region FROM preview_table(E'name,settled\nHerøy,5', '2022-05-18', county => 'Møre og Romsdal');
-- totals, each of its region: of the county above them, which is also the county of the rows; of the country
SELECT form, line, name, region, total, settled, problem
FROM preview_table(E'Kommune Bosatt\nMøre og Romsdal fylke\nHerøy 5\nSum 5\nNordland fylke\nHerøy 6\nNordland i alt 6\nHele landet 11\n\nFylke Bosatt\nMøre og Romsdal 5\nNordland 6\nTotalt: 11\nSum: 12', '2022-05-18');
-- a county's own name below its municipalities; Oslo is a municipality there; a total that another table says, too
SELECT line, name, region, total, settled, problem
FROM preview_table(E'Kommune Bosatt\nBergen 5\nVoss 6\nVestland 11\nOslo 7\n\nFylke Bosatt\nVestland 11\nOslo 7', '2022-05-18');
-- what the rows have in common, or the argument, says of which region an unnamed total is
SELECT t.number, p.name, p.region, p.problem, p.advice
FROM (VALUES (1, E'Kommune;Bosatt\nBergen;5\nVoss;6\nSum;11', NULL),
			 (2, E'Navn;Bosatt\nVestland;5\nAgder;6\nI alt;11', NULL),
			 (3, E'Kommune;Bosatt\nBergen;5\nOslo;6\nSum;11', NULL),
			 (4, E'Kommune;Bosatt\nSum;11', 'Vestland'),
			 (5, E'Kommune;Bosatt\nSum;11', NULL),
			 (6, E'Kommune;Bosatt\nSum Bergen;11', NULL),
			 (7, E'Kommune;Bosatt\nSum Rogaland;11', 'Vestland'),
			 (8, E'Fylke;Kommune;Bosatt\nVestland;Stavanger;5', NULL),
			 (9, E'Fylke;Kommune;Bosatt\nRogaland;Stavanger;5', 'Vestland'),
			 (10, E'Nr;Kommune;Bosatt\n46;Totalt;11', NULL),
			 (10, E'Fylke;Kommune;Bosatt\nVestland;Bergen;3\nVestland;;3\nHele landet;;7', NULL),
			 (11, (SELECT E'Kommune;Bosatt\n' || string_agg(code || ' ' || name || ';1', E'\n') || E'\nTotalt;356' FROM region_list('2022-05-18') WHERE level = 'municipality'), NULL),
			 (13, (SELECT E'Kommune;Bosatt\n' || string_agg(name || ';1', E'\n') || E'\nTotalt;43' FROM region_list('2022-05-18') WHERE level = 'municipality' AND code LIKE '46%'), NULL),
			 (12, (SELECT E'Fylke;Kommune;Bosatt\n' || string_agg(f.name || ';' || m.name || ';1', E'\n' ORDER BY f.code <> '46', m.code) || E'\nVestland;Sum;43\nVestland;Totalt;356'
				   FROM region_list('2022-05-18') AS m JOIN region_list('2022-05-18') AS f ON f.region_id = m.parent_id WHERE m.level = 'municipality'), NULL))
	AS t(number, content, county),
	LATERAL preview_table(content, '2022-05-18', county => t.county) AS p
WHERE total OR problem IS NOT NULL ORDER BY number, line;
-- the date decides which codes there are
SELECT region, problem FROM preview_table(E'name,settled\nÅlesund,5\nHaram,5', '2024-01-01');
SELECT region, problem FROM preview_table(E'name,settled\nÅlesund,5\nHaram,5', '2023-12-31');

-- all or nothing: the first problem is the error
\set VERBOSITY sqlstate
\set ON_ERROR_STOP off
SELECT import_table(E'name,settled\nBergen,5\nHerøy,5\nFoo,4', 'test', '2022-05-18');
\set VERBOSITY default
SELECT import_table(E'name,settled\nBergen,5\nFoo,4', 'test', '2022-05-18');
SELECT import_table(E'name,settled\nBergen,5\nStord,5\nBergen,5', 'test', '2022-05-18');
SELECT import_table(E'name,settled,settled_collective\nBergen,5,6', 'test', '2022-05-18');
SELECT import_table(E'name,settled\nBergen,x', 'test', '2022-05-18');
SELECT import_table(E'name,settled\nBergen,-5', 'test', '2022-05-18');
SELECT import_table(E'name,settled\nBergen,5,7', 'test', '2022-05-18');
SELECT import_table(E'name,settled\nBergen,5.5', 'test', '2022-05-18');
SELECT import_table('no table at all', 'test', '2022-05-18');
SELECT import_table('', 'test', '2022-05-18');
SELECT import_table(NULL, 'test', '2022-05-18');
SELECT import_table(E'name,settled\nBergen,5', '', '2022-05-18');
SELECT import_table(E'name,settled\nBergen,5', 'test', NULL);
SELECT import_table(E'name,settled\nBergen,5', 'test', '2022-05-18', rule => 'unheard of');
SELECT import_table(E'name,settled\nBergen,5', 'test', '2022-05-18', level => 'parish');
SELECT import_table(E'name,settled\nBergen,5', 'test', '2022-05-18', county => 'Atlantis');
SELECT (SELECT count(*) FROM publication) AS publications, (SELECT count(*) FROM settlement) AS settlements;

-- a publication is stored once
SELECT import_table(E'name,settled\nBergen,5\nStord,:', 'test', '2022-05-18') > 0 AS imported;
SELECT import_table(E'name,settled\nBergen,5\nStord,:', 'test', '2022-05-18') > 0 AS found;
SELECT count(*) AS settlements, sum(settled) FROM settlement;

-- rules: another symbol, zeros shown, and no knowledge of the absent
INSERT INTO symbol_dialect VALUES ('office', 'an office');
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES ('office', '*', 'hidden'), ('office', '', 'not stated');
INSERT INTO suppression_rule (rule, dialect, hidden, absent_is_hidden) VALUES ('office', 'office', '1..4', false);
INSERT INTO rule_measure (rule, measure, hidden, remainder) VALUES ('office', 'settled_collective', '1..4', true);
SELECT import_table(E'name;settled;settled_collective\nBergen;40;*\nStord;*;*\nVoss;0;0\nAlver;;', 'office', '2022-05-18', rule => 'office', level => 'municipality') > 0 AS imported;
SELECT code, settled, settled_collective, published FROM settlement_bounds WHERE source = 'office' ORDER BY code;
SELECT measure, total, visible, hidden, municipalities, absent, total_with_absent FROM county_total WHERE source = 'office' ORDER BY measure;
-- what is no count as published, no rule that hides, and no symbol without a meaning is refused
UPDATE settlement SET settled = '..4' WHERE publication = (SELECT id FROM publication WHERE source = 'test');
UPDATE settlement SET settled = -1 WHERE publication = (SELECT id FROM publication WHERE source = 'test');
INSERT INTO suppression_rule (rule, hidden) VALUES ('nothing hidden', 3);
INSERT INTO rule_measure (rule, measure) VALUES ('office', 'taken');
INSERT INTO symbol_meaning VALUES ('office', '?', 'unclear');

-- hidden_part: (hidden, whole, remainder)
SELECT busetting_internal.hidden_part('0..4', 51, true), busetting_internal.hidden_part('0..4', 51, false), busetting_internal.hidden_part('0..4', '0..4', true),
	   busetting_internal.hidden_part('0..4', 7, true), busetting_internal.hidden_part('0..4', 2, true), busetting_internal.hidden_part('0..4', 2, false);
SELECT busetting_internal.hidden_part('1..4', 51, true), busetting_internal.hidden_part('1..4', 51, false), busetting_internal.hidden_part('1..4', 1, true),
	   busetting_internal.hidden_part('0..4', NULL, true), busetting_internal.hidden_part('0..4', NULL, false), busetting_internal.hidden_part(':', 51, true), busetting_internal.hidden_part(':', ':', false);
SELECT busetting_internal.hidden_part('0..4', '20..30', true), busetting_internal.hidden_part('3..4', '3..4', true), busetting_internal.hidden_part('0..4', 0, false), busetting_internal.hidden_part(NULL, 5, true);
-- 2147483647 as a bound would be none
SELECT busetting_internal.hidden_part('0..4', 2147483646, true), busetting_internal.hidden_part('0..4', 2147483647, false);
SELECT busetting_internal.hidden_part('0..4', 2147483647, true);
-- by brute force: all parts that are small themselves or leave a small rest
SELECT count(*) AS tried,
	   count(*) FILTER (WHERE busetting_internal.hidden_part(suppressed_int(low, high), whole, true) IS DISTINCT FROM expected) AS wrong
FROM generate_series(0, 2) AS low, generate_series(low + 1, 6) AS high, generate_series(high, 20) AS whole,
	LATERAL (SELECT suppressed_int(min(part), max(part)) AS expected FROM generate_series(0, whole) AS part
			 WHERE part BETWEEN low AND high OR whole - part BETWEEN low AND high) AS brute_force;

DELETE FROM publication;
SELECT count(*) AS settlements FROM settlement;
DELETE FROM suppression_rule WHERE NOT reference;
DELETE FROM symbol_dialect WHERE NOT reference;
SELECT count(*) AS office FROM symbol_meaning WHERE dialect = 'office';

-- a dialect without symbols knows none
INSERT INTO symbol_dialect VALUES ('none', 'nobody');
INSERT INTO suppression_rule (rule, dialect) VALUES ('none', 'none');
SELECT name, settled, problem FROM preview_table(E'name,settled\nBergen,5\nStord,:', '2022-05-18', rule => 'none');
DELETE FROM suppression_rule WHERE rule = 'none';
DELETE FROM symbol_dialect WHERE dialect = 'none';
-- every form can be named; one line of a page can hold several rows
SELECT line, name, settled, problem FROM preview_table('<table><tr><th>Kommune<th>Bosatte<tr><td>Bergen<td>51<tr><td>Voss<td>:<tr><td>Bergen<td>5</table>', '2022-05-18');
SELECT name, settled, problem FROM preview_table(E'Kommune;Bosatte\nBergen;51', '2022-05-18', form => 'csv');
-- a file of any encoding
SELECT form, name, region, problem FROM preview_table(convert_to(E'Kommune;Bosatte\nTromsø;51\nBærum;5', 'LATIN1'), '2022-05-18');
SELECT import_table(convert_to(E'Kommune;Bosatte\nTromsø;51\nBærum;:', 'LATIN1'), 'file', '2022-05-18') > 0 AS imported;
SELECT region, settled FROM settlement JOIN publication AS p ON p.id = publication WHERE source = 'file' ORDER BY region;
DELETE FROM publication WHERE source = 'file';
-- codes and names together, with the years of a code
SELECT name, region, problem FROM preview_table(E'region\tBosatte\n3005 Drammen (2020-2023)\t5\n4601 Bergen (2020-)\t6\n1201 Bergen (-2019)\t7', '2022-05-18');
-- stored beside the rows, and compared with them
SELECT import_table(E'Kommune Bosatt\nVestland fylke\nBergen 51\nVoss :\nVestland 60\n\nFylke Bosatt\nVestland 61\nTotalt 4009', 'totals', '2022-05-18') > 0 AS imported;
SELECT region, settled FROM settlement ORDER BY region;
SELECT region, settled FROM settlement_total ORDER BY region;
SELECT published, printed_total, total, left_for_hidden, consistent FROM county_reconciliation ORDER BY published;
SELECT source, code, value, other_source, other_value, consistent FROM publication_reconciliation;
DELETE FROM publication WHERE source = 'totals';
SELECT count(*) FROM settlement_total;
