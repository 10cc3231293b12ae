-- Headers as directorates print them: none is dropped without a word, and none is taken for what it is not.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- words of counties and municipalities; with '{-}' what is unknown is left out by name
SELECT name, requested, decided, settled, problem, advice FROM preview_table(E'Kommune\tOppmoding\tVedtak i kommunestyret\tBusette so langt i år\nBergen\t10\t9\t8', '2022-05-18', columns => '{-}');
SELECT name, requested, decided, settled, problem, advice FROM preview_table(E'Kommune\tOppmoding\tVedtak i kommunestyret\tHusa i år\nBergen\t10\t9\t8', '2022-05-18', columns => '{-}');
SELECT name, requested, decided, settled, problem FROM preview_table(E'Kommune\tOppmoding\tVedtak i kommunestyret\tHusa i år\nBergen\t10\t9\t8', '2022-05-18');
-- two years are no one date
SELECT name, decided, settled, problem FROM preview_table(E'Tabell per 31.10.2023\nKommune;Vedtak 2024;Bosatt 2022\nBergen;100;7', '2021-01-01');
SELECT import_table(E'Tabell per 31.10.2023\nKommune;Vedtak 2024;Bosatt 2022\nBergen;100;7', 'two years', '2021-01-01');
-- the measures of two tables of the same regions on one page, and two measures in one column
SELECT import_table(E'Fylke;Anmodning\nAgder;780\nRogaland;500\n\nFylke;Anmodning enslige mindreårige;Herav under 15 år;Herav 15–17 år\nAgder;20;5;15\nRogaland;30;10;20', 'two tables', '2026-05-18') AS tables \gset
SELECT code, measure, value FROM figure WHERE publication = :tables ORDER BY 1, 2;
SELECT import_table(E'Kommune\tAnmodning (herav enslige mindreårige)\nBergen\t780 (199)\nVoss\t12 (:)', 'brackets', '2026-05-18') AS brackets \gset
SELECT code, measure, published, value FROM figure WHERE publication = :brackets ORDER BY 1, 2;
ROLLBACK;
