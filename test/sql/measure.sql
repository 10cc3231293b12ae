-- Measures are rows: one more is added by SQL alone, and read, added up, compared, audited and reported like the others.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- unaccompanied minors, of whom persons are requested in two groups that add up: 651 = 80 + 571 of 13000
INSERT INTO measure (measure, part_of, breakdown, position, nb, nn, en) VALUES
	('requested_minors', 'requested', NULL, 11, 'Anmodning, enslige mindreårige', 'Oppmoding, einslege mindreårige', 'Requested, unaccompanied minors'),
	('requested_minors_younger', 'requested_minors', 'age', 12, 'Enslige mindreårige under 15 år', 'Einslege mindreårige under 15 år', 'Unaccompanied minors under 15'),
	('requested_minors_older', 'requested_minors', 'age', 13, 'Enslige mindreårige fra 15 år', 'Einslege mindreårige frå 15 år', 'Unaccompanied minors of 15 or more');
INSERT INTO suppression_rule (rule, absent_is_hidden) VALUES ('page', false);
INSERT INTO rule_measure (rule, measure, hidden) SELECT 'page', measure, '0..4' FROM measure WHERE measure LIKE 'requested_minors%';
INSERT INTO publication (source, date, rule) VALUES ('page', '2026-09-28', 'page'), ('page', '2026-10-05', 'page');
SELECT min(id) AS first, max(id) AS second FROM publication \gset
-- Norway, and two counties of it; the rest of the country is not listed
INSERT INTO published_cell (publication, region, total, measure, value)
SELECT p.id, c.region, false, c.measure, CASE WHEN c.n < 5 THEN ':' ELSE c.n::suppressed_int END
FROM publication AS p, (VALUES (0, 'requested', 13000), (0, 'requested_minors', 651), (0, 'requested_minors_younger', 80), (0, 'requested_minors_older', 571),
	(39, 'requested', 700), (39, 'requested_minors', 12), (39, 'requested_minors_younger', 3), (39, 'requested_minors_older', 9),
	(42, 'requested', 600), (42, 'requested_minors', 7), (42, 'requested_minors_younger', 2), (42, 'requested_minors_older', 5)) AS c(region, measure, n);
SELECT code, measure, published, value FROM figure WHERE publication = :first AND measure LIKE '%minors%' ORDER BY code, measure;
SELECT code, measure, total, visible, hidden, listed, absent, not_stated FROM region_total WHERE publication = :first ORDER BY measure;
SELECT count(*) FROM contradiction WHERE publication = :first;
-- what is hidden beside what is not follows from the breakdown
SELECT code, measure, published, feasible, disclosed FROM audit_settlement(:first) WHERE level = 'county' AND code IN ('39', '42') ORDER BY code;
-- a breakdown that does not add up is told
UPDATE published_cell SET value = 572 WHERE publication = :second AND region = 0 AND measure = 'requested_minors_older';
-- by itself, and by what the counties must have for it
SELECT number, kind, count(*) AS sums, string_agg(code, ' ' ORDER BY code) FILTER (WHERE over = 'age') AS by_age, string_agg(measure, ' ' ORDER BY measure) FILTER (WHERE over = 'regions') AS over_regions
FROM contradiction WHERE publication = :second GROUP BY number, kind ORDER BY number;
SELECT code, measure, value, change FROM trend WHERE measure LIKE '%minors%' ORDER BY code, measure;
SELECT level, code, measure, own, value, symbol, low, high, hidden FROM report_figure WHERE publication = :second AND measure LIKE '%minors%' ORDER BY code, measure;
SELECT code, measure, value, symbol, low, high, visible, hidden, listed, absent FROM report_total WHERE publication = :second ORDER BY measure;
SELECT publication_csv(:first, language => 'en') AS csv \gset
SELECT line FROM regexp_split_to_table(:'csv', E'\n') AS line;
SELECT coverage.code, hidden FROM coverage WHERE publication = :first AND hidden <> '{}' ORDER BY code;
-- its rule is its own
UPDATE rule_measure SET hidden = '1..4' WHERE measure = 'requested_minors_younger';
SELECT DISTINCT value FROM figure WHERE measure = 'requested_minors_younger' AND hidden;

-- from tables: their words in one statement, which take precedence over the extension's
INSERT INTO measure_word (phrase, role, part) VALUES ('enslige mindreårige', 'part', 'minors'), ('under 15', 'part', 'younger'), ('fra 15', 'part', 'older');
\set table 'Fylke;Anmodning;Herav enslige mindreårige;Herav under 15 år;Herav fra 15 år\n39 Vestfold;700;12;:;9\n42 Agder;600;7;:;5\nHele landet;13000;651;80;571\n'
SELECT import_table(:'table', 'csv', '2026-09-28', 'page') AS csv \gset
SELECT import_table(replace(:'table', ';', E'\t'), 'text', '2026-09-28', 'page') AS text \gset
SELECT import_table('<table>' || (SELECT string_agg('<tr><td>' || replace(line, ';', '<td>'), E'\n') FROM regexp_split_to_table(:'table', E'\n') AS line WHERE line <> '') || '</table>', 'html', '2026-09-28', 'page') AS html \gset
SELECT import_table(publication_json_stat(:csv)::text, 'json-stat', '2026-09-28', 'page') AS json_stat \gset
SELECT name, total, measure, string_agg(DISTINCT published::text, ' or ') AS published, count(*) FROM figure WHERE publication IN (:csv, :text, :html, :json_stat) GROUP BY code, name, total, measure ORDER BY code, measure;
SELECT code, measure, published, total_with_absent, hidden, absent, left_for_hidden, consistent FROM reconciliation WHERE publication = :csv ORDER BY measure;
SELECT code, measure, published, feasible, disclosed FROM audit_settlement(:csv) WHERE level = 'county' AND code IN ('39', '42') ORDER BY code;
SELECT name, measure, value, symbol, low, high FROM report_figure WHERE source = 'csv' AND measure LIKE '%minors%' ORDER BY code, measure;
SELECT unnest(xpath('//table/caption/text()|//table[caption="Fylkene"]//tr/*/text()', substr(report_html('2026-09-28', 'nb', 'csv'), 17)::xml))::text AS page;

-- those that come with the extension are rows, too
DELETE FROM measure_word WHERE NOT reference;
SELECT measures, cells FROM read_table(E'Kommune;Bosetting enslige mindreårige: Anmodning om bosetting;Herav under 15 år;Herav 15–17 år;Vedtak;Herav enslige mindreårige;Bosatte einslege mindreårige\nVoss;9;4;5;3;2;1\n');
SELECT measures, cells FROM read_table(E'Municipality;Requested unaccompanied minors;Settled unaccompanied\nVoss;9;4\n');
SELECT measures, cells FROM read_table(E'Kommune\nAnmodning for 2016 (herav enslige mindreårige)\nVoss\n9 (4)\n');
SELECT measures, cells FROM read_table(E'Kommune;Avtalte enslige mindreårige\nVoss;9\n');
-- what is no cell is refused
INSERT INTO published_cell VALUES (:first, 39, false, 'requested_majors', 1);
INSERT INTO published_cell VALUES (:first, 39, false, 'requested', 1);
INSERT INTO published_cell VALUES (:first, 39, NULL, 'requested', 1);
INSERT INTO published_cell VALUES (:first, 40, false, 'requested', '..4');
INSERT INTO published_cell VALUES (-1, 39, false, 'requested', 1);
DELETE FROM measure WHERE measure = 'requested_minors_older';

-- what stands side by side in a row is what its cells are
SELECT count(*) AS rows, count(*) FILTER (
	WHERE l.stated <> ARRAY(SELECT c.measure FROM busetting_internal.cell AS c WHERE (c.publication, c.region, c.is_total) = (l.publication, l.region, l.is_total) ORDER BY 1)
		OR l.hidden <> ARRAY(SELECT c.measure FROM busetting_internal.cell AS c WHERE (c.publication, c.region, c.is_total) = (l.publication, l.region, l.is_total) AND c.hidden ORDER BY 1)
		OR EXISTS (SELECT FROM measure AS m LEFT JOIN busetting_internal.cell AS c ON (c.publication, c.region, c.is_total, c.measure) = (l.publication, l.region, l.is_total, m.id)
				   WHERE m.reference AND l.value[m.id] IS DISTINCT FROM c.value)) AS otherwise
FROM busetting_internal.listing AS l;
ROLLBACK;
