-- cells that are written out: bounds in words, and counts with a word for persons
\set ECHO none
\i test/include/publications.sql
\set ECHO all

SELECT line, name, settled, decided, problem FROM preview_table(E'Kommune;Bosatt;Vedtak\nBergen;under 5;60\nVoss;Færre enn 5;10\nAlver;less than 5;10\nKvam;mindre enn 5;over 100\nEtne;72 personer;72\nFedje;1 272 personer;minst 5\nOsterøy;høyst 4;fewer than  5 persons', '2022-05-18');
-- between tabs, set out by spaces, a cell a line
SELECT line, name, settled, decided, problem FROM preview_table(E'Kommune\tBosatt\tVedtak\nBergen\tunder 5\t60\nVoss\t72 personer\t10', '2022-05-18');
SELECT line, name, settled, decided, problem FROM preview_table(E'Kommune   Bosatt   Vedtak\nBergen    under 5   60\nVoss      færre enn 5   10\nAlver     72 personer  1 372 personer', '2022-05-18');
SELECT line, name, settled, decided, problem FROM preview_table(E'Kommune\nBosatt\nVedtak\nBergen\nunder 5\n60\nVoss\n72 personer\n7', '2022-05-18');
SELECT line, name, settled, decided, problem FROM preview_table('<table><tr><th>Kommune<th>Bosatt<th>Vedtak<tr><td>Bergen<td>under 5<td>72 personer</table>', '2022-05-18');
-- a space apart it is not certain where one begins: "Voss 6 72" may be 672
SELECT line, name, settled, decided, problem FROM preview_table(E'Kommune Bosatt Vedtak\nBergen under 5 60\nVoss 6 72 personer\nAlver 7 8', '2022-05-18');
-- what is no number of persons is none
SELECT line, name, settled, problem FROM preview_table(E'Kommune;Bosatt\nBergen;72 familier\nVoss;5 av 7 personer\nAlver;ca. 50 personer\nKvam;under fem\nEtne;under 5 %\nFedje;personer', '2022-05-18');
-- it is an exact count, or the cell's own bounds, under any rule
SELECT import_table(E'Kommune;Bosatt\nBergen;under 10\nVoss;72 personer', 'written', '2022-05-18', rule => 'ssb') IS NOT NULL AS stored;
SELECT region, settled FROM settlement JOIN publication ON publication = id WHERE source = 'written' ORDER BY region;
