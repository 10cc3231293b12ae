-- One call each: a publication is deleted, one cell is corrected, a source gets another name.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
SELECT import_table(E'Kommune;Bosatt;Avtalt\nBergen;51;183\nVoss;:;27\nAskvoll;;\nVestland i alt;80;210', 'KS', '2022-05-18', level => 'municipality') AS first;
SELECT import_table(E'Kommune;Bosatt\nBergen;60', 'KS', '2022-05-25') AS second, import_table(E'Kommune;Bosatt\nBergen;7', 'IMDi', '2022-05-25') AS other;

-- a cell: a new vintage, the old one stays; totals and hidden numbers likewise
SELECT correct_cell('KS', '2022-05-18', 'Voss', 'settled', '9') AS corrected;
SELECT correct_cell('KS', '2022-05-18', 'Bergen', 'agreed', ':') AS hidden, correct_cell('KS', '2022-05-18', 'Askvoll', 'settled', '5') AS stated;
SELECT correct_cell('KS', '2022-05-18', 'Vestland', 'settled', '81', total => true) AS total, correct_cell('KS', '2022-05-18', 'Bergen', 'settled', NULL) AS not_stated;
SELECT vintage, name, total, measure, previous, value, change FROM revision WHERE source = 'KS' ORDER BY vintage;
SELECT code, name, (published).settled, (published).agreed, agreed AS can_be FROM settlement_bounds WHERE source = 'KS' AND date = '2022-05-18' ORDER BY code;
-- the same again changes nothing
SELECT correct_cell('KS', '2022-05-18', 'voss kommune', 'settled', '9') = max(id) AS same, max(vintage) FROM publication WHERE source = 'KS' AND date = '2022-05-18';
-- what is none is refused, and nothing is stored
SELECT correct_cell('KS', '2022-05-18', 'Voss', 'settled', 'nine');
SELECT correct_cell('KS', '2022-05-18', 'Voss', 'settled', '0..4');
SELECT correct_cell('KS', '2022-05-18', 'Voss', 'setled', '9');
SELECT correct_cell('KS', '2022-05-18', 'Herøy', 'settled', '9');
SELECT correct_cell('KS', '2022-05-18', 'Kinn', 'settled', '9');
SELECT correct_cell('KS', '2022-05-18', 'Vestland', 'settled', '9');
SELECT correct_cell('KS', '2022-05-19', 'Voss', 'settled', '9');
SELECT correct_cell('ks', '2022-05-18', 'Voss', 'settled', '9');
SELECT count(*) AS vintages FROM publication WHERE source = 'KS' AND date = '2022-05-18';

-- a source: all its dates, and exceptions that are made for it
INSERT INTO suppression_exception (rule, source, measure, hidden) VALUES ('imdi', 'KS', 'agreed', '0..9');
SELECT agreed FROM municipality_gap WHERE source = 'KS' AND date = '2022-05-18' AND municipality = 'Bergen';
SELECT rename_source('KS', 'IMDi');
SELECT rename_source('KS', 'Kommunesektorens organisasjon');
SELECT agreed FROM municipality_gap WHERE source = 'Kommunesektorens organisasjon' AND date = '2022-05-18' AND municipality = 'Bergen';
SELECT rename_source('KS', 'KS again');
SELECT rename_source('IMDi', NULL);
SELECT rename_source('IMDi', '');

-- what stands side by side in a row is what its cells are
SELECT count(*) AS rows, count(*) FILTER (
	WHERE l.stated <> ARRAY(SELECT c.measure FROM busetting_internal.cell AS c WHERE (c.publication, c.region, c.is_total) = (l.publication, l.region, l.is_total) ORDER BY 1)
		OR l.hidden <> ARRAY(SELECT c.measure FROM busetting_internal.cell AS c WHERE (c.publication, c.region, c.is_total) = (l.publication, l.region, l.is_total) AND c.hidden ORDER BY 1)
		OR EXISTS (SELECT FROM measure AS m LEFT JOIN busetting_internal.cell AS c ON (c.publication, c.region, c.is_total, c.measure) = (l.publication, l.region, l.is_total, m.id)
				   WHERE m.reference AND l.value[m.id] IS DISTINCT FROM c.value)) AS otherwise
FROM busetting_internal.listing AS l;

-- a publication: one vintage of it, all of it
SELECT delete_publication('Kommunesektorens organisasjon', '2022-05-18', 2) AS one;
SELECT delete_publication('Kommunesektorens organisasjon', '2022-05-18', 2) AS none;
SELECT delete_publication('Kommunesektorens organisasjon', '2022-05-18') AS others;
SELECT delete_publication('Kommunesektorens organisasjon', '2022-05-18') AS none;
SELECT delete_publication(NULL, NULL);
SELECT source, date, (SELECT count(*) FROM busetting_internal.cell AS c WHERE c.publication = p.id) AS cells FROM publication AS p ORDER BY id;
SELECT count(*) AS left_over FROM busetting_internal.cell WHERE publication NOT IN (SELECT id FROM publication);
ROLLBACK;
