-- From week to week: what changed, with bounds; who is listed, hidden, absent and late.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
SELECT import_table(E'Kommune;settled;settled_collective;agreed\nBergen;51;:;183\nKinn;33;28;52\nVoss;:;:;27\nEtne;:;:;\nStord;17;11;29', 'KS', '2022-05-18') AS first;
SELECT import_table(E'Kommune;settled;settled_collective;agreed\nBergen;60;:;180\nKinn;40;30;:\nVoss;:;:;27\nEtne;5;:;7', 'KS', '2022-05-25') AS second;
SELECT import_table(E'Kommune;settled;settled_collective;agreed\nBergen;70;10;170\nKinn;41;30;50\nVoss;9;9;25\nEtne;5;:;7\nStord;20;15;', 'KS', '2022-06-01') AS third;
SELECT import_table(E'Kommune;settled\nBergen;1000', 'IMDi', '2022-05-25') AS other_source;

SELECT since, date, name, settled, settled_change, agreed_change, gap, gap_change, settled_collective, settled_collective_change, comparable
FROM gap_trend ORDER BY date, code;
-- by brute force: every pair of numbers that the hidden ones of Voss can be, 27 agreed both times
SELECT min(a - b) AS least, max(a - b) AS most FROM generate_series(0, 4) AS a, generate_series(0, 4) AS b;
-- a corrected week changes the change
SELECT import_table(E'Kommune;settled;settled_collective;agreed\nBergen;61;:;180\nKinn;40;30;:\nVoss;:;:;27\nEtne;5;:;7', 'KS', '2022-05-25') AS corrected;
SELECT since, date, since_publication, publication, settled_change FROM gap_trend WHERE name = 'Bergen' ORDER BY date;
-- since any date: the last publication on or before it, against the latest
SELECT source, since, date, name, settled, settled_change, gap_change FROM gap_trend('2022-05-24') ORDER BY source, code;
SELECT source, since, date, name, settled_change FROM gap_trend('2022-05-18', '2022-05-31') WHERE name = 'Bergen';
SELECT count(*) AS before_all FROM gap_trend('2022-05-17');
SELECT count(*) AS nothing_since FROM gap_trend('2022-06-01');

-- coverage: five of 43 are listed
SELECT date, count(*) FILTER (WHERE listed) AS listed, count(*) FILTER (WHERE NOT listed) AS absent, count(*) FILTER (WHERE late) AS late
FROM coverage WHERE source = 'KS' GROUP BY date ORDER BY date;
SELECT date, name, listed, hidden, not_stated, last_date, late FROM coverage
WHERE source = 'KS' AND name IN ('Bergen', 'Voss', 'Etne', 'Stord', 'Alver') ORDER BY date, code;

-- the reform of 2024: a split municipality, and one that was renumbered
DELETE FROM publication;
SELECT import_table(E'Kommune;settled;agreed\nÅlesund;30;20\nHalden;7;9\nBergen;50;60', 'KS', '2023-12-27') > 0 AS before;
SELECT import_table(E'Kommune;settled;agreed\nÅlesund;25;20\nHaram;9;3\nHalden;9;8\nBergen;51;62', 'KS', '2024-01-03') > 0 AS after;
SELECT import_table(E'Kommune;settled;agreed\nÅlesund;26;21\nHaram;9;4\nHalden;9;9\nBergen;55;62', 'KS', '2024-01-10') > 0 AS later;
SELECT since, date, code, name, comparable, settled, settled_change, gap_change FROM gap_trend ORDER BY date, code;
SELECT code, name, comparable, settled_change FROM gap_trend('2023-12-31') ORDER BY code;
-- the merger of 2020: Moss took in Rygge; of what became Indre Østfold only Hobøl is listed
DELETE FROM publication;
SELECT import_table(E'Kommune;settled;agreed\nMoss;30;20\nRygge;:;5\nHobøl;6;6', 'KS', '2019-12-25') > 0 AS before;
SELECT import_table(E'Kommune;settled;agreed\nMoss;40;20\nIndre Østfold;10;10', 'KS', '2020-01-08') > 0 AS after;
SELECT code, name, comparable, settled, settled_change, agreed_change, gap_change FROM gap_trend ORDER BY code;
-- each week by its own reading: 7 in all of Oslo refutes what the rule says of its only municipality, 3 does not; the earlier of two comes last
DELETE FROM publication;
SELECT import_table(E'Kommune;settled\nOslo kommune;:', source, date) > 0 AS stored
FROM (VALUES ('one geography', date '2023-12-27'), ('one geography', '2023-12-20'), ('through the reform', '2024-01-03'), ('through the reform', '2023-12-27')) AS week(source, date);
INSERT INTO settlement_total (publication, region, settled) SELECT id, 3, CASE date WHEN min(date) OVER (PARTITION BY source) THEN 7 ELSE 3 END FROM publication;
SELECT source, since, date, settled, settled_change FROM gap_trend ORDER BY source;
SELECT source, since, date, settled, settled_change FROM gap_between ORDER BY source;
SELECT source, since, date, settled, settled_change FROM gap_trend('2023-12-31') ORDER BY source;
ROLLBACK;
