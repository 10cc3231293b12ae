-- Publications over time: the same again, corrections, and what was known when.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
SET timezone = 'Europe/Oslo';

SELECT import_table(E'Kommune;settled;agreed\nBergen;51;183\nKinn;:;52\nEtne;5;\nVoss;7;7', 'KS', '2022-05-18') AS first;
-- the same again, in another order and form
SELECT import_table(E'Kommune\tagreed\tsettled\nVoss\t7\t7\nKinn\t52\t:\nEtne\t\t5\nBergen\t183\t51', 'KS', '2022-05-18') AS again;
SELECT import_table(E'Kommune;settled;agreed\nBergen;51;183\nKinn;:;52\nEtne;5;\nVoss;7;7', 'KS', '2022-05-18', rule => 'below five') AS by_another_rule;
-- corrected: a number, a hidden one shown, one hidden, one not stated before, one region gone and one new
SELECT import_table(E'Kommune;settled;agreed\nBergen;52;183\nKinn;6;52\nEtne;:;9\nStord;1;\n', 'KS', '2022-05-18') AS corrected;
SELECT import_table(E'Kommune;settled;agreed\nBergen;52;183\nKinn;6;52\nEtne;:;9\nStord;1;\n', 'KS', '2022-05-18') AS again;
-- back to the first: a vintage of its own
SELECT import_table(E'Kommune;settled;agreed\nBergen;51;183\nKinn;:;52\nEtne;5;\nVoss;7;7', 'KS', '2022-05-18') AS withdrawn;
SELECT import_table(E'Kommune;settled\nBergen;60', 'KS', '2022-05-25') AS next_week;
SELECT id, source, date, vintage, rule FROM publication ORDER BY id;
SELECT bool_and(later.imported_at > p.imported_at) AS in_order FROM publication AS p JOIN publication AS later ON later.id = p.id + 1;

SELECT vintage, publication, previous_publication, code, name, total, measure, previous, value, change, difference
FROM revision ORDER BY vintage, code, measure;

-- as known on: a date has its whole day
UPDATE publication SET imported_at = timestamptz '2022-05-19 10:00' + (id - 1) * interval '1 day';
SELECT busetting_internal.as_known_on();
SELECT publication, code, settled FROM settlement_bounds ORDER BY date, code;
SET busetting.as_known_on = '2022-05-18';
SELECT busetting_internal.as_known_on();
SELECT count(*) AS known FROM settlement_bounds;
SET busetting.as_known_on = '2022-05-19';
SELECT busetting_internal.as_known_on();
SELECT publication, code, settled FROM settlement_bounds ORDER BY date, code;
SET busetting.as_known_on = '2022-05-20T09:59:59';
SELECT id FROM publication_current;
SET busetting.as_known_on = '2022-05-20 08:00 UTC';
SELECT id FROM publication_current;
SELECT count(*) AS changes FROM revision;
SELECT municipality, settled, gap FROM municipality_gap ORDER BY code;
SET busetting.as_known_on = '2022-05-22 00:00';
SELECT id FROM publication_current ORDER BY id;
-- a time zone changed afterwards is the one that counts
SET timezone = 'UTC';
SELECT busetting_internal.as_known_on();
SET timezone = 'Europe/Oslo';
-- the day on which the clock goes back has 25 hours
SET busetting.as_known_on = '2022-10-30';
SELECT busetting_internal.as_known_on(), busetting_internal.as_known_on() - timestamptz '2022-10-30 00:00' AS length;
-- what a town's own clock showed before there were time zones, not all machines know
SET busetting.as_known_on = '2022-05-18 10:00+01 BC';
SELECT busetting_internal.as_known_on() AT TIME ZONE 'UTC' AS universal;
SET busetting.as_known_on = 'today';
SET busetting.as_known_on = 'now';
SET busetting.as_known_on = 'infinity';
SET busetting.as_known_on = 'last week';
SET busetting.as_known_on = '12:00';
SET busetting.as_known_on = '2022-02-30';
SET busetting.as_known_on = '5000000-01-01';
DO $$ BEGIN PERFORM set_config('busetting.as_known_on', repeat('2022-', 100), false); EXCEPTION WHEN invalid_parameter_value THEN RAISE NOTICE 'refused'; END $$;
RESET busetting.as_known_on;
SELECT busetting_internal.as_known_on();

-- without the latest, the one before it is shown; with none of the table, nothing is
DELETE FROM publication WHERE vintage = 3;
SELECT code, settled FROM settlement_bounds WHERE date = '2022-05-18' ORDER BY code;
DELETE FROM publication WHERE vintage = 1;
SELECT count(*) AS changes FROM revision;
-- one vintage a number
\set VERBOSITY terse
INSERT INTO publication (source, date, vintage, rule) VALUES ('KS', '2022-05-18', 2, 'imdi');
INSERT INTO publication (source, date, vintage, rule) VALUES ('KS', '2022-05-18', 0, 'imdi');
ROLLBACK;
