-- Copies of reports: each has a key, of which a row there is one, and refreshing goes by it.
SET search_path = busetting, public;
SELECT conrelid::regclass AS copy, pg_get_constraintdef(oid) AS key, (SELECT relreplident FROM pg_class WHERE oid = conrelid) AS identity
FROM pg_constraint WHERE contype = 'p' AND conrelid::regclass::text ~ '^report_.*_copy$' ORDER BY conrelid::regclass::text COLLATE "C";
SELECT string_agg(format('SELECT %1$L AS report, count(*) > 0 AS any, sum(n) AS surplus, sum(abs(n)) AS different FROM (SELECT sum(n) AS n FROM (SELECT r::text AS r, 1 AS n FROM %1$I AS r UNION ALL SELECT r::text, -1 FROM %2$I AS r) AS b GROUP BY r) AS d',
	report, report || '_copy'), ' UNION ALL ' ORDER BY report COLLATE "C") AS compared
FROM copied_report \gset

-- two publications of a date that both have a county's row and, the same number, the total below its municipalities: four comparisons, of which no two are one row
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS presentation;
SELECT import_table(E'Kommune Bosatt Avtalt\nVestland fylke\nBergen 51 :\nVoss 10 9\nVestland 61 12\n\nFylke Bosatt Avtalt\nVestland 61 12\nTotalt 4009 100', source, '2022-05-18') FROM unnest('{one,other}'::text[]) AS source;
SELECT import_table(E'Kommune;settled;requested;decided\nBergen;55;90;80\nVoss;:;9;9', source, '2022-05-25') FROM unnest('{KS,one}'::text[]) AS source;
CALL refresh_reports();
:compared;
SELECT printed_total, other_kind, published, other FROM report_reconciliation_copy WHERE source = 'one' AND other_source = 'other' AND code = '46' AND measure = 'settled' ORDER BY 1, 2;

-- rows of which something has changed are replaced, those that are gone deleted
UPDATE settlement SET settled = '52' WHERE settled = '51';
UPDATE settlement SET agreed = NULL WHERE publication = 3 AND region = 4621;
DELETE FROM settlement WHERE publication = 1 AND region = 4626;
DELETE FROM publication WHERE source = 'one' AND date = '2022-05-25';
CALL refresh_reports();
:compared;
SELECT regexp_replace(message, '\d+', 'N', 'g') AS done FROM job_run ORDER BY id DESC LIMIT 1;

-- of a report with two rows of one key there is no copy, and it is said which; what was there stays
SELECT format('CREATE OR REPLACE VIEW report_national AS SELECT * FROM (%s) AS r UNION ALL SELECT * FROM (%1$s) AS r', rtrim(pg_get_viewdef('report_national'), ';')) AS twice \gset
:twice;
DELETE FROM publication WHERE id <> 1;
UPDATE settlement SET settled = '53' WHERE settled = '52';
\set SHOW_CONTEXT never
CALL refresh_reports();
SELECT count(*), max(settled) FROM report_municipality_copy WHERE municipality = 'Bergen' AND settled < 55;
