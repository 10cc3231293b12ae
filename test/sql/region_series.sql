-- Tables of one date in the geography of another: mergers add up, a split is marked, renumbering is silent.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- all 356 municipalities of 2022 into the 15 counties of 2024: 1000 and the code's last two digits each, so that none is lost unseen
SELECT import_table(E'Kode;Kommune;settled;agreed\n' || string_agg(format('%s;%s;%s;7', code, name, 1000 + right(code, 2)::int), E'\n'), 'all', '2022-05-18', level => 'municipality') AS publication
FROM region_list('2022-05-18') WHERE level = 'municipality';
SELECT code, name, comparable, municipalities, absent, settled, agreed, gap FROM region_series('2024-01-01', 'county') ORDER BY code;
SELECT count(*) AS counties, sum(municipalities) AS municipalities, sum(settled) AS settled, sum(agreed) AS agreed FROM region_series('2024-01-01', 'county');
SELECT count(*) AS municipalities, sum(1000 + right(code, 2)::int) AS settled FROM region_list('2022-05-18') WHERE level = 'municipality';
-- the geography of its own date is the table itself
SELECT count(*) AS counties, bool_and(s.settled = t.total) AS same FROM region_series('2022-05-18', 'county') AS s
JOIN county_total AS t ON t.code = s.code AND t.measure = 'settled';
SELECT count(*), count(*) FILTER (WHERE s.settled = b.settled AND s.comparable) AS same FROM region_series('2022-05-18') AS s
JOIN settlement_bounds AS b ON b.code = s.code;

-- by municipality: 357 in 2024, of which 1508 and 1580 were one
SELECT count(*), count(*) FILTER (WHERE comparable) AS comparable, count(settled) AS settled, sum(settled) AS sum FROM region_series('2024-01-01');
SELECT code, name, comparable, municipalities, settled, gap FROM region_series('2024-01-01') WHERE NOT comparable OR code IN ('3101', '4601') ORDER BY code;
-- and Ålesund is in Møre og Romsdal with both
SELECT code, comparable, municipalities FROM region_series('2024-01-01', 'county') WHERE code = '15';

-- back: Ålesund as it was is the two together, exact; renumbered and merged ones of 2019 are not what they were
SELECT import_table(E'Kommune;settled;settled_collective\nÅlesund;25;20\nHaram;:;:\nHalden;9;\nMoss;40;30\nBergen;60;:', 'later', '2024-01-10') > 0 AS imported;
SELECT code, name, comparable, municipalities, absent, settled, settled_collective FROM region_series('2023-12-31') WHERE source = 'later' ORDER BY code;
SELECT code, name, comparable, municipalities, absent, settled, settled_collective FROM region_series('2019-12-31') WHERE source = 'later' ORDER BY code;
-- a merger: Rygge is hidden, Hobøl one of five, the others are absent or do not say
SELECT import_table(E'Kommune;settled;agreed\nMoss;30;20\nRygge;:;5\nHobøl;6;6\nAskim;:;', 'before', '2019-12-25') > 0 AS imported;
SELECT code, name, comparable, municipalities, absent, settled, agreed, gap FROM region_series('2024-01-01') WHERE source = 'before' ORDER BY code;
INSERT INTO suppression_rule (rule, absent_is_hidden) VALUES ('absent unknown', false);
UPDATE publication SET rule = 'absent unknown' WHERE source = 'before';
SELECT code, settled, agreed FROM region_series('2024-01-01') WHERE source = 'before' ORDER BY code;

-- one series through two reforms, whatever the codes were
SELECT s.date, s.code, s.settled, s.comparable FROM region_series('2024-06-01') AS s WHERE s.name = 'Moss' ORDER BY s.date;
SELECT * FROM region_series(NULL);
SELECT * FROM region_series('2024-01-01', 'country');
ROLLBACK;
