-- Headings as data: what a heading means is a row, of one's own or of the extension.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

CREATE FUNCTION pg_temp.headed(header text, columns text[] DEFAULT NULL) RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(k.measure || ' ' || k.cell, ', ' ORDER BY k.place)
	FROM read_table(header || E'\n' || 'Bergen;' || array_to_string(ARRAY(SELECT n FROM generate_series(1, array_length(string_to_array(header, ';'), 1) - 1) AS n), ';'), columns) AS t,
		 unnest(t.measures, t.cells) WITH ORDINALITY AS k(measure, cell, place)
$$;

-- a measure of one's own is known by its name, and by what words say in one statement
INSERT INTO measure (measure, part_of, breakdown, position, nb, nn, en) VALUES
	('admissions', NULL, NULL, 1000, 'Innleggelser', 'Innleggingar', 'Admissions'),
	('admissions_0_17', 'admissions', 'age', 1010, '0–17 år', '0–17 år', '0 to 17'),
	('admissions_18_66', 'admissions', 'age', 1020, '18–66 år', '18–66 år', '18 to 66'),
	('admissions_67', 'admissions', 'age', 1030, '67 år og over', '67 år og over', '67 and over');
SELECT pg_temp.headed('Kommune;admissions;admissions_0_17');
SELECT pg_temp.headed('Kommune;Innleggelser');
INSERT INTO measure_word (phrase, measure) VALUES ('Innleggelser', 'admissions');
SELECT pg_temp.headed('Kommune;INNLEGGELSER');
SELECT pg_temp.headed('Kommune;Antall innleggelser 2022');
SELECT pg_temp.headed('Kommune;Innleggelser kvinner');

-- a phrase of several words; each of them alone says nothing
INSERT INTO measure_word (phrase, measure) VALUES ('67 år og over', 'admissions_67');
SELECT pg_temp.headed('Kommune;Innleggelser;67 år og over');
SELECT pg_temp.headed('Kommune;Innleggelser 67 år  og over');
SELECT pg_temp.headed('Kommune;Innleggelser;over');

-- parts, which go with any whole that has them, and with the column before
INSERT INTO measure_word (phrase, role, part) VALUES ('0–17', 'part', '0_17'), ('18-66', 'part', '18_66');
SELECT pg_temp.headed('Kommune;Innleggelser;0–17 år;18-66 år;67 år og over');
SELECT pg_temp.headed('Kommune;Innleggelser 18-66;Bosatt');
SELECT pg_temp.headed('Kommune;Bosatt;0–17 år');
SELECT pg_temp.headed('Kommune;Bosatt 0–17');
SELECT measures, cells FROM read_table(E'Kommune\tInnleggelser\t0–17\t18-66\tBosatt\nBergen\t9\t4\t5\t3\n');
-- where columns are not set apart, it is not clear whether the part has one of its own
SELECT measures, cells FROM read_table(E'Kommune Innleggelser 0–17 18-66 Bosatt\nBergen 9 4 5 3\n');
INSERT INTO measure_word (phrase, role, part) VALUES ('barn', 'part', '0_17');
SELECT measures, cells FROM read_table(E'Kommune;Innleggelser (herav barn)\nBergen;9 (4)\n');
SELECT measures, cells FROM read_table('Bergen 9 (4) 3', '{name,admissions+admissions_0_17,settled}');
SELECT pg_temp.headed('Kommune;Bosatt', '{name,settled+admissions_0_17}');

-- one's own row takes precedence over the extension's, which stays
INSERT INTO measure_word (phrase, measure) VALUES ('vedtak', 'agreed');
SELECT pg_temp.headed('Kommune;Vedtak');
SELECT phrase, measure, reference FROM measure_word WHERE phrase = 'vedtak' ORDER BY reference;
DELETE FROM measure_word WHERE phrase = 'vedtak' AND NOT reference;
SELECT pg_temp.headed('Kommune;Vedtak');
DELETE FROM measure_word WHERE phrase = 'vedtak';
UPDATE measure_word SET measure = 'agreed' WHERE phrase = 'vedtak';
INSERT INTO measure_word (phrase, measure, reference) VALUES ('vedtaka', 'decided', true);

-- names and codes of regions
INSERT INTO measure_word (phrase, role, level) VALUES ('Kommunens navn', 'name', 'municipality'), ('Offisiell kode', 'code', NULL);
SELECT level, name, code, cells FROM read_table(E'Offisiell kode;Kommunens navn;Bosatt\n4601;Bergen;3\n');
SELECT level, name, code, cells FROM read_table(E'Offisiell kode\tKommunens navn\tBosatt\n4601\tBergen\t3\n');

-- what cannot be a row
INSERT INTO measure_word (phrase, measure) VALUES ('2022', 'admissions');
INSERT INTO measure_word (phrase, measure) VALUES ('Innlagte ', 'admissions');
INSERT INTO measure_word (phrase, measure) VALUES ('innleggelser', 'admissions');
INSERT INTO measure_word (phrase, measure) VALUES ('a b c d e f g h i', 'admissions');
INSERT INTO measure_word (phrase, measure) VALUES ('Innlagte', 'admitted');
INSERT INTO measure_word (phrase) VALUES ('Innlagte');
INSERT INTO measure_word (phrase, role, measure) VALUES ('Innlagte', 'part', 'admissions');
INSERT INTO measure_word (phrase, role) VALUES ('Innlagte', 'verb');

-- words are an argument of the C function, which trusts none
CREATE FUNCTION pg_temp.told(words text[]) RETURNS SETOF text
LANGUAGE sql AS $$
	SELECT t::text FROM busetting_internal.table_rows(E'Sted;Antall\nBergen;1\n', NULL, NULL, NULL, NULL, words) AS t
$$;
SELECT pg_temp.told('{{Sted,name,NULL,NULL,NULL,NULL},{Antall,measure,n,NULL,NULL,NULL},{n,"measure name",n,NULL,NULL,NULL}}');
SELECT pg_temp.told('{}');
SELECT pg_temp.told(NULL);
SELECT pg_temp.told('{a,b,c}');
SELECT pg_temp.told('{{Sted,name}}');
SELECT pg_temp.told('{{Sted,NULL,NULL,NULL,NULL,NULL}}');
SELECT pg_temp.told('{{Sted,verb,NULL,NULL,NULL,NULL}}');
SELECT pg_temp.told('{{Antall,measure,n,NULL,NULL,NULL}}');
SELECT pg_temp.told('{{Antall,part,NULL,NULL,NULL,NULL}}');
-- measures that are parts of each other
SELECT pg_temp.told('{{Sted,name,NULL,NULL,NULL,NULL},{Antall,part,NULL,b,NULL,NULL},{a,"measure name",a,b,b,NULL},{b,"measure name",b,a,a,NULL}}');

-- English headings, and those that count something else
SELECT heading, string_agg(concat_ws(' ', p.measures, p.counts, coalesce(p.problem, p.advice)), '; ' ORDER BY p.line, p.problem) AS read
FROM unnest('{Settled so far this year,Decisions,Municipal decisions,Refugees settled,Requested to settle,Number of refugees requested,Requests,Agreed to settle,Agreements,Total settled,People settled in total,Actual settlements,Requests by municipality,Settled Ukrainians with collective protection,Settled unaccompanied minors,Initial request,Original requests,Percentage settled,Settled in first municipality,Participants settled,Not settled}'::text[]) WITH ORDINALITY AS t(heading, number)
CROSS JOIN LATERAL preview_table('Municipality;' || heading || E'\nBergen;8', '2022-05-18') AS p GROUP BY number, heading ORDER BY number;
SELECT heading, string_agg(concat_ws(' ', p.measures, p.counts, coalesce(p.problem, p.advice)), '; ' ORDER BY p.line, p.problem COLLATE "C") AS read
FROM unnest('{of which under collective protection,Of these collective,of which women,of which initially,Capacity}'::text[]) WITH ORDINALITY AS t(heading, number)
CROSS JOIN LATERAL preview_table('Municipality;Settled;' || heading || E'\nBergen;8;3', '2022-05-18') AS p GROUP BY number, heading ORDER BY number;

-- rows are stored whole, of whatever measures
INSERT INTO symbol_dialect (dialect, publisher) VALUES ('hospital', 'Ministry of Health');
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES ('hospital', '*', 'hidden'), ('hospital', '', 'not stated');
INSERT INTO suppression_rule (rule, dialect, hidden, absent_is_hidden) VALUES ('hospital', 'hospital', '0..9', false);
SELECT name, problem, settled, measures, counts FROM preview_table(E'Kommune;Innleggelser;0–17;18-66\nBergen;21;*;12\nVoss;*;*;*\nKvam;;;\nAskøy;3;1;4\n', '2022-05-18', 'hospital');
SELECT import_table(E'Kommune;Innleggelser;0–17;18-66\nBergen;21;*;12\nVoss;*;*;*\nKvam;;;\n', 'MoH', '2022-05-18', 'hospital') AS id \gset
SELECT n.name, p.total, p.measures, p.counts FROM published_row AS p JOIN region_official AS n USING (region) WHERE publication = :id ORDER BY 1;
SELECT import_table(E'Kommune;0–17;18-66;Innleggelser\nBergen;*;12;21\nVoss;*;*;*\nKvam;;;\n', 'MoH', '2022-05-18', 'hospital', columns => '{name,admissions_0_17,admissions_18_66,admissions}') = :id AS same;
SELECT name, measure, published, value FROM figure WHERE publication = :id ORDER BY code, measure;
INSERT INTO published_row VALUES (:id, 4601, true, '{admissions,nothing}', '{1,2}');
INSERT INTO published_row VALUES (:id, 4601, true, '{admissions}', '{1,2}');
INSERT INTO published_row VALUES (:id, 4601, NULL, '{admissions}', '{1}');
INSERT INTO published_row VALUES (:id, 4601, true, '{admissions}', '{..4}');
INSERT INTO published_row VALUES (-1, 4601, true, '{admissions}', '{1}');
DELETE FROM published_row;
