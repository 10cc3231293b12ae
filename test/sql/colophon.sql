-- lines below a table that read as rows and may be none: colophons, feet of pages, addresses
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- one space before the number, where the rows stand in columns
SELECT line, name, settled, problem, advice, detail FROM preview_table(E'Kommune   Bosatt\nNarvik   20\nRana   5\n\nOslo 2022', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt\nNarvik       20\nRana          5\n\n\nNordland 17\n', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Narvik   20\nRana   5\n\nOslo 3', '2022-12-31', columns => '{name,settled}');
-- an office is called otherwise than the rows, also at the end of a page
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt\nNarvik   20\nRana   5\n\nNordland fylkeskommune   1\n\fKommune   Bosatt\nBodø   4', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt\nNarvik   20\nRana   5\n\nBergen kommune   5020', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Kommune Bosatt\nNarvik 20\nRana 5\n\nBergen kommune 12', '2022-12-31');
-- a year in the last column
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Vedtak   Bosatt\nNarvik   20   10\nRana   5   4\n\nBodø   12   2022', '2022-12-31');

-- rows: one that looks as those above, one among rows that stand apart themselves, a total, and one between tabs
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt\nNarvik   20\nRana   5\n\nBodø   7\nAlta 3', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt\nNarvik   20\n\nRana   5\n\nOslo   2022', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt\nNarvik   20\nRana   5\n\nNordland i alt 25', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt\nNarvik   20\nRana   5\n\nNordland   25', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Kommune   Bosatt\nNarvik kommune   20\nRana kommune   5\n\nBodø kommune   7', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'Kommune\tBosatt\nNarvik\t20\nRana\t5\n\nOslo\t2022', '2022-12-31');
