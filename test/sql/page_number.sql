-- numbers of pages, alone at the bottom of pages that form feeds set apart: they are no cells
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- below rows whose columns stand by their places, and between rows of one table
SELECT line, name, settled, problem FROM preview_table(E'Kommune                 Bosatte\nBergen                      500\n\n                 12\n\fKommune                 Bosatte\nVoss                          7\n\n                 13\n\f', '2022-05-18');
SELECT line, name, settled, decided, problem FROM preview_table(E'Kommune Bosatte Vedtak\nBergen 500 60\n\n9\n\fVoss 7 8\n\n10\n\fAskøy 8 9\n\n11\n', '2022-05-18');
-- beside other lines of the page's bottom, and in a table of a cell a line
SELECT line, name, settled, problem FROM preview_table(E'Kommune Bosatte\nBergen 500\n\nwww.example.org\n\n12\n\fStord 8\n\nwww.example.org\n\n13\n\f', '2022-05-18');
SELECT line, name, settled, problem FROM preview_table(E'Kommune\n\nBosatte\n\nBergen\n\n500\n\n12\n\fStord\n\n8\n\n13\n\f', '2022-05-18');
-- of the only page
SELECT line, name, settled, problem FROM preview_table(E'Kommune Bosatte\nBergen 500\nVoss 7\n\n12\n\f', '2022-05-18');
-- a row above it lacks a cell: whose is the number?
SELECT line, problem FROM preview_table(E'Kommune Bosatte Vedtak\nBergen 500\n\n12\n\fStord 8 9\n\n13\n\f', '2022-05-18') WHERE problem IS NOT NULL;
SELECT line, problem FROM preview_table(E'Kommune Bosatte Vedtak\nBergen 500\n\n12\n\f', '2022-05-18') WHERE problem IS NOT NULL;
SELECT line, problem FROM preview_table(E'Kommune\n\nBosatte\n\nBergen\n\n12\n\fStord\n\n13\n\f', '2022-05-18') WHERE problem IS NOT NULL;
-- numbers that do not count the pages, and one that is not set apart
SELECT line, problem FROM preview_table(E'Kommune                 Bosatte\nBergen                      500\n\n                 12\n\fKommune                 Bosatte\nVoss                          7\n\n                 15\n\f', '2022-05-18') WHERE problem IS NOT NULL;
SELECT line, problem FROM preview_table(E'Kommune Bosatte\nBergen 500\n12\n\f', '2022-05-18') WHERE problem IS NOT NULL;
