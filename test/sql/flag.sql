-- flags beside values: stored with the cell, shown, and kept by whatever is done to it
\set ECHO none
\i test/include/publications.sql
\set ECHO all
SELECT E'Kommune;Bosatte;Avtalt å bosette\nBergen;51 b;1234 bep\nVoss;: cu;:c\nKinn;5;7\nSum Vestland;99 e;1300 r' AS flagged \gset

SELECT name, measures, counts, flags, problem FROM preview_table(:'flagged', '2022-05-18', rule => 'eurostat');
SELECT import_table(:'flagged', 'Eurostat', '2022-05-18', rule => 'eurostat') AS first \gset
SELECT name, measure, total, published, flags FROM figure ORDER BY total, name, measure;
SELECT name, measure, value, symbol, low, high, flags FROM report_figure ORDER BY level, name, measure;
SELECT region, total, measures, counts, flags FROM published_row ORDER BY total, region;
-- the same again is stored already; another flag is another vintage
SELECT import_table(:'flagged', 'Eurostat', '2022-05-18', rule => 'eurostat') = :first AS stored_already;
SELECT import_table(replace(:'flagged', '51 b', '51'), 'Eurostat', '2022-05-18', rule => 'eurostat') - :first AS vintages_later;
SELECT vintage, name, measure, value, flags FROM publication JOIN published_cell ON publication = id JOIN region_official USING (region) WHERE measure = 'settled' AND NOT total ORDER BY vintage, name;
-- they stay where a cell is corrected, but for its own; where the rule is another; where another measure of the row is
SELECT correct_cell('Eurostat', '2022-05-18', 'Bergen', 'agreed', '1235') AS corrected \gset
UPDATE publication SET rule = 'imdi' WHERE id = :corrected;
UPDATE settlement SET settled = 52 WHERE publication = :corrected AND region = (SELECT id FROM region WHERE code = '4602' AND validity @> date '2022-05-18');
UPDATE published_cell SET flags = 'p' WHERE publication = :corrected AND NOT total AND value = 7;
INSERT INTO published_cell (publication, region, total, measure, value, flags) SELECT :corrected, id, false, 'settled', '8', 'r' FROM region WHERE code = '4611' AND validity @> date '2022-05-18';
SELECT code, total, measure, value, flags FROM published_cell JOIN region ON id = region WHERE publication = :corrected ORDER BY total, code, measure;
-- and go with the cell
DELETE FROM published_cell WHERE publication = :corrected AND flags = 'cu';
INSERT INTO published_cell (publication, region, total, measure, value) SELECT :corrected, id, false, 'settled', '8' FROM region WHERE code = '4621' AND validity @> date '2022-05-18';
SELECT measure, value, flags FROM published_cell JOIN region ON id = region WHERE publication = :corrected AND code = '4621' ORDER BY measure;
SELECT delete_publication('Eurostat', '2022-05-18');
SELECT count(*) FROM busetting_internal.cell_flag;
-- of one cell in two tables, with a flag and without
SELECT import_table(E'Kommune;Bosatte\nBergen;51\n\nKommune;Bosatte;Avtalt\nBergen;51 p;7', 'Eurostat', '2022-05-18', rule => 'eurostat') IS NOT NULL AS stored;
SELECT measure, published, flags FROM figure ORDER BY measure;
ROLLBACK;
