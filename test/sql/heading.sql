-- the county of the rows below a line, in every form in which directorates write it: of names that several counties have, it says which
\set ECHO none
\i test/include/publications.sql
CREATE VIEW example AS
SELECT v.way, v.content FROM (VALUES
	(1, 'alone on a line, tabs', E'Kommune\tBosatte\tAvtalt\nInnlandet\nVåler\t5\t7\nOs\t6\t8\nNordland\nHerøy\t9\t10\nBodø\t1\t2'),
	(2, 'with empty fields, tabs', E'Kommune\tBosatte\tAvtalt\nInnlandet\t\t\nVåler\t5\t7\nOs\t6\t8\nNordland\t\t\nHerøy\t9\t10\nBodø\t1\t2'),
	(3, 'with empty fields, CSV', E'Kommune;Bosatte;Avtalt\nInnlandet;;\nVåler;5;7\nOs;6;8\nNordland fylke;;\nHerøy;9;10\nBodø;1;2'),
	(4, 'a colon, Kommuner i, a title', E'Kommune  Bosatte  Avtalt\nInnlandet:\nVåler  5  7\nOs  6  8\n\nKommuner i Nordland\nHerøy  9  10\nViken - oversikt over bosettingen i 2022\nVåler  1  2'),
	(5, 'above each table', E'Kommuner i Innlandet\n\nKommune  Bosatte  Avtalt\nVåler  5  7\nOs  6  8\n\nNordland:\nKommune  Bosatte  Avtalt\nHerøy  9  10\nBodø  1  2'),
	(6, 'above each table, CSV', E'Kommuner i Innlandet;;\n\nKommune;Bosatte;Avtalt\nVåler;5;7\nOs;6;8\n\nNordland;;\nKommune;Bosatte;Avtalt\nHerøy;9;10\nBodø;1;2'),
	(7, 'h3, and th over the columns', E'<h3>Innlandet - oversikt over bosettingen i 2022</h3><table><tr><th>Kommune<th>Bosatte<th>Avtalt\n<tr><td>Våler<td>5<td>7</table>\n<table><tr><th>Kommune<th>Bosatte<th>Avtalt\n<tr><th colspan=3>Nordland\n<tr><td>Herøy<td>9<td>10\n<tr><th colspan=3>Kommuner i Viken\n<tr><td>Våler<td>2<td>3\n<tr><th colspan="2">Innlandet:<th>\n<tr><td>Os<td>3<td>3</table>'),
	(8, 'a row of a page with empty cells', E'<table><tr><th>Kommune<th>Bosatte<th>Avtalt\n<tr><td>Nordland<td><td>\n<tr><td>Herøy<td>9<td>10\n<tr><td>Viken<td>&nbsp;<td>\n<tr><td>Våler<td>2<td>3</table>'),
	(9, 'a cell a line', E'Kommune\nBosatte\nAvtalt\nNordland\nHerøy\n9\n10\nViken\nVåler\n2\n3'),
	(10, 'Fylke: above the names', E'Fylke: Nordland\nKommune Bosatte Avtalt\nHerøy 9 10\nFylke: Viken\nVåler 2 3')
) AS v (number, way, content)
ORDER BY v.number;
\set ECHO all

SELECT way, line, name, (SELECT code FROM region WHERE id = p.region) AS code, settled, agreed, problem FROM example, preview_table(content, '2022-05-18') AS p;

-- one that is no county of those rows; a county's own figure; a heading below which is none
SELECT line, name, settled, agreed, problem FROM preview_table(E'Kommune  Bosatte  Avtalt\nVestland:\nOs  1  2', '2022-05-18');
SELECT line, name, region, total, settled, agreed, problem FROM preview_table(E'Kommune\tBosatte\tAvtalt\nNordland\t10\t12\nBodø\t9\t10', '2022-05-18');
SELECT line, name, region, settled, agreed, problem FROM preview_table(E'Region;Bosatte;Avtalt\nNordland;;\nAgder;9;10\nViken;;\nVestland;2;3', '2022-05-18');
SELECT line, name, region, settled, problem FROM preview_table(E'Kommune;Bosatte\nBodø;9\nNordland;', '2022-05-18');
-- ":" is a cell, unless it stands behind the name
SELECT line, name, region, total, settled, problem FROM preview_table(E'Kommune  Bosatte\nNordland :\nBodø  9\nAgder: :\nRisør 5', '2022-05-18');
SELECT line, name, region, total, settled, agreed, problem FROM preview_table(E'Kommune  Bosatte  Avtalt\nNordland - 2022\nBodø  9  10', '2022-05-18');
-- a row above the first header is told of; a title with a name and years is none
SELECT line, name, settled, problem, advice FROM preview_table(E'Bergen\t51\nKommune\tBosatte\nVoss\t7\nAskøy\t5\n', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Bergen 51\n\nKommune Bosatte\nVoss 7\nAskøy 5\n', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'0301 Oslo;4\nStord;:\nKommune;Bosatte\nVoss;7\n', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'0301;Oslo;4\nNr;Kommune;Bosatte\n4621;Voss;7\n', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Vestland 2022\n\nKommune Bosatte\nVoss 7\n', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Vestland;2022\nKommune;Bosatte\nVoss;7\n', '2022-05-18');
