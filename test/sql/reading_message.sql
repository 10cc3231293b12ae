-- what is said of rows that cannot be stored, and what is to be done about them
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- a code that contradicts its name; a row that is no region's, which the statement leaves out
SELECT import_table(E'Kommunenr;Kommune;Bosatte\n1515;Bergen;51\n4602;Kinn;6', 'message', '2022-05-18');
SELECT import_table(E'Kommunenr;Kommune;Bosatte\n1515;Bergen;51\n4602;Kinn;6', 'message', '2022-05-18', columns => '{-,name,settled}');
SELECT import_table(E'Kommune;Bosatte\nBergen;51\n"Øvrige kommuner";4', 'message', '2022-05-19');
SELECT import_table(E'Kommune;Bosatte\nBergen;51\n"Øvrige kommuner";4', 'message', '2022-05-19', skip => '{"Øvrige kommuner"}');
-- two tables that differ
SELECT import_table(E'Kommune;Bosatte\nBergen;51\nKinn;6\n\nKommune;Bosatte;Avtalt\nBergen;52;4\nKinn;6;3', 'message', '2022-05-18');
-- headings of one measure, in every form
SELECT problem, advice FROM preview_table(E'Kommune;Bosatte;Antall bosatte\nBergen;51;6', '2022-05-18');
SELECT problem FROM unnest(ARRAY['<table><tr><th>Kommune<th>Bosatte<th>Antall bosatte<tr><td>Bergen<td>5<td>6</table>', E'Kommune   Bosatte   Antall bosatte\nBergen     5         6', E'Kommune;Bosatte 2021;Bosatte;Bosatte 2022\nBergen;5;6;7']) AS t(page), preview_table(page, '2022-05-18') WHERE problem IS NOT NULL;
-- a flag of other publishers; by the rule in the advice it is read
SELECT import_table(E'Kommune;Bosatte\nBergen;51 b\nKinn;6', 'message', '2022-05-18');
SELECT name, settled, flags, problem FROM preview_table(E'Kommune;Bosatte\nBergen;51 b\nKinn;6', '2022-05-18', rule => 'eurostat');
SELECT advice FROM preview_table(E'Kommune;Bosatte\nBergen;51 qq', '2022-05-18') WHERE problem IS NOT NULL;
-- a total in a column of periods
SELECT line, name, settled, problem, advice FROM preview_table(E'Kommune;År;Bosatte\nBergen;2021;51\nBergen;2022;52\nBergen;Sum;103', '2022-05-18');
-- letters of a code page of DOS
SELECT import_table('Kommune;Bosatte'::bytea || '\x0a53'::bytea || '\x9b'::bytea || 'r-Varanger;5'::bytea, 'message', '2022-05-18');
-- parts of a year, of import_table and of import_periods
SELECT line, name, settled, problem, advice FROM preview_table(E'Kommune;Måned;Bosatte\nBergen;2022M05;51', '2022-05-31');
SELECT import_table(E'Kommune;Måned;Bosatte\nBergen;2022M05;51', 'month', '2022-05-31');
SELECT period, date FROM import_periods(E'Kommune;Måned;Bosatte\nBergen;2022M04;41\nBergen;2022M05;51', 'months');
SELECT import_table(E'Kommune;År;Bosatte\nBergen;2022;51', 'year', '2022-05-31');
ROLLBACK;
