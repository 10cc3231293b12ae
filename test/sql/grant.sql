-- The grant for places that are requested, decided and not used.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\set year_end `cat test/data/imdi-vestland-2022-year-end.csv`
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`

SELECT kind, validity, rate, announced_by, announced_on, label,
	   strpos(regexp_replace(:'presentation', '\s+', ' ', 'g'), label) > 0 AS verbatim
FROM grant_rate;

-- Vestland at the end of 2022
SELECT import_table(:'year_end' || E'\nVestland,4340,4411,3580,3058', 'IMDi', '2022-12-31', level => 'municipality') > 0 AS imported;
SELECT name, unused_places, not_stated, absent, rate, amount FROM unused_place_grant WHERE level = 'county';
-- the same from the printed numbers alone, and what a formula on the county's totals would say
CREATE TEMPORARY TABLE printed (name text, requested integer, decided integer, settled integer, settled_collective text);
\copy printed FROM 'test/data/imdi-vestland-2022-year-end.csv' (FORMAT csv, HEADER)
SELECT sum(greatest(least(requested, decided) - settled, 0)) AS places,
	   sum(greatest(least(requested, decided) - settled, 0)) * 50000 AS amount,
	   greatest(least(sum(requested), sum(decided)) - sum(settled), 0) AS wrongly
FROM printed;
SELECT count(*) AS compared, count(*) FILTER (WHERE g.unused_places <> greatest(least(p.requested, p.decided) - p.settled, 0)
	OR g.amount <> 50000 * greatest(least(p.requested, p.decided) - p.settled, 0)) AS wrong
FROM unused_place_grant AS g JOIN printed AS p USING (name) WHERE g.level = 'municipality';
SELECT name, unused_places, amount FROM unused_place_grant WHERE name IN ('Bergen', 'Ulvik', 'Ullensvang', 'Austevoll') ORDER BY name;

-- no decision is not a no: NULL is not 0, through every view; hidden cells give bounds
INSERT INTO suppression_rule (rule, absent_is_hidden) VALUES ('absent unknown', false);
SELECT import_table(E'Kommune;requested;decided;settled\nBergen;100;0;5\nKinn;100;;5\nEtne;100;40;:\nSveio;:;30;0\nBømlo;10;20;12\nStord;100;50;',
	'listed', '2022-06-30') > 0 AS imported;
SELECT import_table(E'Kommune;requested;decided;settled\nBergen;100;0;5\nKinn;100;;5\nEtne;100;40;:\nSveio;:;30;0\nBømlo;10;20;12\nStord;100;50;',
	'absent unknown', '2022-06-30', rule => 'absent unknown') > 0 AS imported;
SELECT m.municipality, m.requested, m.decided, m.settled, m.decided IS NULL AS no_decision, g.unused_places, g.not_stated, g.amount
FROM municipality_gap AS m JOIN unused_place_grant AS g USING (publication, code) WHERE m.source = 'listed' ORDER BY code;
-- county: 0 + 0..95 (Kinn) + 36..40 + 0..4 + 0 + 0..50 (Stord), and 0..4 for each of 37 absent, or anything
SELECT source, unused_places, not_stated, absent, amount FROM unused_place_grant WHERE level = 'county' AND date = '2022-06-30' ORDER BY source;
-- a publication that says nothing of requests says nothing of places
SELECT import_table(E'Kommune;settled\nBergen;5', 'settled only', '2022-06-30') > 0 AS imported;
SELECT level, name, unused_places, not_stated, amount FROM unused_place_grant WHERE source = 'settled only' ORDER BY level;
SELECT unused_places(100, 50, 20) AS plain, unused_places(100, NULL, 20) AS no_decision, unused_places(100, 0, 20) AS a_no,
	   unused_places(100, 50, ':') AS settled_hidden, unused_places(':', ':', ':') AS all_hidden, unused_places(100, '0..4', 2) AS few;

-- rates: each holds for its time, one at a time
SELECT import_table(E'Kommune;requested;decided;settled\nBergen;100;50;20', 'next year', '2023-01-01') > 0 AS imported;
SELECT unused_places, rate, amount FROM unused_place_grant WHERE source = 'next year' AND level = 'municipality';
INSERT INTO grant_rate (kind, validity, rate) VALUES ('unused place', '[2022-12-31,)', 60000);
INSERT INTO grant_rate (kind, validity, rate) VALUES ('unused place', '[2023-01-01,)', 60000), ('another kind', '[2022-12-31,)', 1);
SELECT date, unused_places, rate, amount FROM unused_place_grant WHERE source IN ('next year', 'IMDi') AND name = 'Bergen' ORDER BY date;
INSERT INTO grant_rate (kind, validity, rate) VALUES ('unused place', '(,2000-01-01)', -1);
SELECT count(*) AS added FROM grant_rate WHERE NOT reference;
ROLLBACK;
