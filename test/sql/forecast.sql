-- Forecasts as the presentation tells them, side by side, and how far publications have come towards them.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`

SELECT announced_by, announced_on, persons, label, part_of IS NOT NULL AS is_part, of_all FROM forecast ORDER BY persons DESC, label;
-- every label stands in the presentation, word for word, with its number (35 000 is two lines and the + between them)
SELECT persons, strpos(regexp_replace(:'presentation', '\s+', ' ', 'g'), label) > 0 AS verbatim,
	   persons = (substring(replace(label, ' ', ''), '^[0-9]+')::integer) AS begins_with_number
FROM forecast ORDER BY persons DESC;
-- only what is told to be parts of a whole adds up to it
SELECT w.persons, sum(p.persons) AS parts FROM forecast AS w JOIN forecast AS p ON p.part_of = w.label GROUP BY w.persons;

-- progress: 4009 settled and 5656 agreed; nobody says how many of them a part or a group has
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') > 0 AS imported;
SELECT persons, settled, agreed, round(lower(settled_share), 4) AS settled_share, lower(settled_share) = upper(settled_share) AS exact,
	   round(lower(pipeline_share), 4) AS pipeline_share, remaining
FROM forecast_progress ORDER BY persons DESC;

-- hidden: Oslo's settled is 0 to 4 instead of 286, so 3723 to 3727 are
SELECT import_table(regexp_replace(publication_csv(id), '(\n03;Oslo;382;306;)286;[0-9]+', '\1:;:'), 'one hidden', date) > 0 AS imported
FROM publication;
-- incomplete: what is not listed, or not stated, can be any count
SELECT import_table(E'Fylke;settled;agreed\nVestland;483;668\nOslo;286;382', 'two counties', '2022-05-18') > 0 AS imported;
SELECT import_table(replace(publication_csv(id), E'\n03;Oslo;382;306;286;', E'\n03;Oslo;382;306;;'), 'one not stated', date) > 0 AS imported
FROM publication WHERE source = 'KS';
SELECT import_table(E'Fylke;settled_collective\nVestland;300', 'another measure', '2022-05-18') > 0 AS imported;
-- the country's own figure comes first
SELECT import_table(E'Navn;settled;agreed\nNorge;4010;5657\nVestland;483;668', 'country', '2022-05-18') > 0 AS imported;
-- another year
SELECT import_table(E'Fylke;settled;agreed\nVestland;483;668', 'next year', '2023-01-01') > 0 AS imported;
SELECT source, settled, agreed, round(lower(settled_share), 4) AS settled_low, round(upper(settled_share), 4) AS settled_high,
	   round(lower(pipeline_share), 4) AS pipeline_low, round(upper(pipeline_share), 4) AS pipeline_high, remaining
FROM forecast_progress WHERE persons = 35000 ORDER BY publication;
SELECT source, settled_share, pipeline_share FROM forecast_progress
WHERE persons = 35000 AND source IN ('two counties', 'another measure') ORDER BY source;

-- later announcements are rows; what is none is refused
INSERT INTO forecast (told_by, announced_by, announced_on, label, persons, period)
VALUES ('UDI', 'UDI', '2022-10-01', 'prognose', 40100, '[2022-01-01,2023-01-01)');
SELECT persons, remaining FROM forecast_progress WHERE told_by = 'UDI' AND source = 'KS';
INSERT INTO forecast VALUES ('UDI', 'UDI', '2022-10-01', 'nobody', 0, '[2022-01-01,2023-01-01)');
INSERT INTO forecast VALUES ('UDI', 'UDI', '2022-10-01', 'never', 5, 'empty');
INSERT INTO forecast VALUES ('UDI', 'UDI', '2022-10-01', 'part', 5, '[2022-01-01,2023-01-01)', 'unheard of');
INSERT INTO forecast VALUES ('UDI', 'UDI', '2022-10-01', 'itself', 5, '[2022-01-01,2023-01-01)', 'itself');
-- a dump has the added row only
SELECT c.oid::regclass AS dumped, c.condition
FROM pg_extension AS e, unnest(e.extconfig, e.extcondition) AS c(oid, condition)
WHERE e.extname = 'busetting' AND c.oid IN ('forecast'::regclass, 'grant_rate'::regclass) ORDER BY 1;
SELECT count(*) AS added FROM forecast WHERE NOT reference;
ROLLBACK;
