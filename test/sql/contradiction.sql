-- Publications are read once, all their sums together: what contradicts is found and named, and every audit answers.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- four sums that can hold each by itself, and not together: Færder and Horten have 65 - 61 = 4 agreed, so at most 4 collective; with Tønsberg's 37 that leaves 5 of the 46 for Larvik
SELECT import_table(E'Fylke;Avtalt å bosette;Avtalt med kollektiv beskyttelse\nVestfold;65;46\n\nKommune;Avtalt å bosette;Avtalt med kollektiv beskyttelse\n'
	'Færder;:;:\nHolmestrand;0;0\nHorten;:;:\nLarvik;9;:\nSandefjord;0;0\nTønsberg;52;37', 'vf', '2026-09-28', 'below five') AS vf \gset
SELECT code, name, measure, number, kind, over, published, sum, deviation FROM contradiction WHERE publication = :vf ORDER BY code, measure, over;
SELECT name, agreed, agreed_collective FROM settlement_bounds WHERE publication = :vf AND agreed_collective <> 0 ORDER BY code;
SELECT name, measure, published, feasible FROM audit_settlement(:vf) ORDER BY code, measure;
-- the rule imdi hides the rest too: nothing contradicts
UPDATE publication SET rule = 'imdi' WHERE id = :vf;
SELECT count(*) FROM contradiction WHERE publication = :vf;
SELECT name, agreed, agreed_collective FROM settlement_bounds WHERE publication = :vf AND agreed_collective <> 0 ORDER BY code;
SELECT name, measure, published, feasible FROM audit_settlement(:vf) ORDER BY code, measure;

-- a printed total is the figure of its region where that has no row; where that does not add up, it is told wherever figures are compared
SELECT import_table(E'Kommune;Vedtak;Bosatt\nRogaland;150;80\nStavanger;100;50\nSandnes;50;:', 't', '2023-10-31') AS t \gset
SELECT county, own, decided, decided_symbol, decided_low, decided_high, decided_hidden, settled, settled_hidden, listed, absent FROM report_county WHERE source = 't';
SELECT own, decided, settled, listed, absent FROM report_national WHERE source = 't';
SELECT county, decided FROM county_gap WHERE source = 't';
SELECT import_table(E'Fylke;Bosatt\n' || string_agg(name || ';1000', E'\n') || E'\nTotalt;' || count(*) * 1000 + 7, 'misprint', '2026-09-28') AS misprint
FROM region_list('2026-09-28') WHERE level = 'county' \gset
SELECT level, name, measure, printed_total, published, other_low, other_high, consistent, deviation FROM report_reconciliation WHERE source = 'misprint' AND NOT consistent;
SELECT own, settled, settled_symbol FROM report_national WHERE source = 'misprint';
SELECT name, kind, deviation FROM contradiction WHERE source = 'misprint';
SELECT report_html('2026-09-28', 'nb', 'misprint') ~ 'Norge.*15.007.*15.000.*[+]7' AS told;

-- groups that do not add up, and a hidden figure that its parts refute: no sum of regions tells, but the findings and the page do
SELECT import_table(E'Fylke;Anmodning;Herav enslige mindreårige;Herav under 15 år;Herav 15-17 år\n39 Vestfold;700;120;20;90\n42 Agder;600;70;:;5\n46 Vestland;600;70;30;40', 'groups', '2026-06-18') AS groups \gset
SELECT import_table(E'Kommune;Bosatt\nBergen;50\nVestland totalt;:', 'hidden total', '2026-06-18') AS hidden \gset
SELECT source, code, measure, over, kind, deviation FROM contradiction WHERE publication IN (:groups, :hidden) ORDER BY source, code;
SELECT p.source, f.severity, f.code, f.measure, f.message FROM publication AS p, busetting_internal.publication_finding(p.id) AS f WHERE p.id IN (:groups, :hidden) AND f.kind = 'inconsistent' ORDER BY p.source, f.code;
SELECT unnest(xpath('//section[@id="reconciliation"]//li/text()', substr(report_html('2026-06-18', language, source), 17)::xml))::text AS told FROM (VALUES ('groups', 'en'), ('groups', 'nn'), ('hidden total', 'nb')) AS v(source, language);
-- a row and a printed total of one publication that differ, and another publication's: each figure is told once
SELECT import_table(E'Fylke;Bosatt\nVestland;400', 'one', '2026-06-25') AS one, import_table(E'Fylke;Bosatt\nVestland;100\n\nKommune;Bosatt\nBergen;95\nSum Vestland;105', 'other', '2026-06-25') AS other \gset
SELECT f.message FROM busetting_internal.publication_finding(:other) AS f WHERE f.kind = 'inconsistent' AND f.severity = 'warning' ORDER BY 1;

-- one impossible county silences no other
SELECT import_table(E'Fylke;Bosatt\nVestfold;3\nAgder;7\n\nKommune;Bosatt\n' || string_agg(code || ';' || CASE WHEN code IN ('3907', '4203') THEN ':' ELSE '0' END, E'\n'), 'two', '2026-09-28') AS two
FROM region_list('2026-09-28') WHERE level = 'municipality' AND left(code, 2) IN ('39', '42') \gset
SELECT name, published, feasible, disclosed FROM audit_settlement(:two) ORDER BY code;
SELECT name, kind, deviation FROM contradiction WHERE publication = :two;

-- what is not stated can be any count, and refutes nothing; what is listed and states nothing is there
SELECT import_table(E'Fylke;Bosatt;Vedtak\nVestfold;300;\n\nKommune;Bosatt;Vedtak\n' || string_agg(code || CASE WHEN code = '3907' THEN ';;' ELSE ';1;' END, E'\n'), 'not stated', '2026-09-28') AS unstated
FROM region_list('2026-09-28') WHERE level = 'municipality' AND left(code, 2) = '39' \gset
SELECT total, total_with_absent, not_stated FROM county_total WHERE publication = :unstated;
SELECT consistent, deviation FROM county_reconciliation WHERE publication = :unstated;
SELECT count(*) FROM contradiction WHERE publication = :unstated;
SELECT code, listed, hidden, not_stated FROM coverage WHERE publication = :unstated AND (code = '3907' OR not_stated <> '{}') AND level = 'municipality';

-- read again when what they were read by changes, and only then
CREATE TEMP TABLE read_before AS SELECT * FROM publication_reading;
CREATE FUNCTION pg_temp.read_again() RETURNS text LANGUAGE sql AS $$
	WITH again AS (SELECT r.publication FROM publication_reading AS r JOIN pg_temp.read_before AS b USING (publication) WHERE r.read_at > b.read_at)
	SELECT string_agg(p.source, ' ' ORDER BY p.source COLLATE "C") FROM again JOIN publication AS p ON p.id = again.publication $$;
INSERT INTO suppression_exception (rule, source, measure, hidden) VALUES ('imdi', 't', 'settled', '0..9');
SELECT pg_temp.read_again();
SELECT value FROM figure WHERE source = 't' AND hidden;
INSERT INTO suppression_exception (rule, source, measure, hidden, validity) VALUES ('imdi', 't', 'settled', '0..8', '(,2020-01-01)');
DELETE FROM suppression_exception;
SELECT value FROM figure WHERE source = 't' AND hidden;
INSERT INTO region (code, level, validity, parent) VALUES ('3999', 'municipality', '[2026-01-01,2027-01-01)', 39);
SELECT pg_temp.read_again();
SELECT total, absent, total_with_absent FROM county_total WHERE source = 'vf' AND measure = 'agreed';
DELETE FROM region WHERE code = '3999';
SELECT absent FROM county_total WHERE source = 'vf' AND measure = 'agreed';
SELECT read_publications() AS stale, read_publications(ARRAY[:vf, :t]) AS asked_for;
DELETE FROM settlement WHERE publication = :t;
SELECT count(*) FROM region_total WHERE source = 't';

-- rows that come with the extension stay as they are, as a dump does not have them
UPDATE suppression_rule SET hidden = '1..4' WHERE rule = 'imdi';
DELETE FROM symbol_meaning WHERE dialect = 'imdi' AND symbol = '-';
UPDATE region_name SET name = 'Bjørgvin' WHERE region = 4601 AND kind = 'official';
DELETE FROM measure WHERE measure = 'settled_collective';
INSERT INTO suppression_rule (rule, reference) VALUES ('mine', true);
TRUNCATE rule_measure;
SELECT count(*) AS kept, count(*) FILTER (WHERE tgtype & 28 = 24) AS from_update_and_delete, count(*) FILTER (WHERE tgtype & 32 = 32) AS from_truncate
FROM pg_trigger WHERE tgname ~ '^keep' AND tgname !~ '^keep_(shown|listed)' AND tgrelid IN (SELECT attrelid FROM pg_attribute WHERE attname = 'reference' UNION SELECT 'region'::regclass);
SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'reference'
WHERE relnamespace IN ('busetting'::regnamespace, 'busetting_internal'::regnamespace) AND relkind = 'r' AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = pg_class.oid AND tgname = 'keep');
-- "-" of decided is a decision not stated beside no request; beside one it is the no that 0 is
SELECT name, requested, decided, settled FROM preview_table(E'Kommune;Anmodning;Vedtak;Bosatt\nBergen;0;-;-\nStord;20;-;-\nVoss;20;0;0\nAlver;;-;1\nKvam;:;-;1\nOs;-;-;1', '2019-05-18', county => 'Hordaland');
SELECT name, decided FROM preview_table(E'Kommune;Anmodning;Vedtak\nBergen;0;-\nStord;20;-', '2022-05-18', 'ssb');

-- random publications of two counties, with rules that are broken and numbers that are: every audit answers
-- one table for all: each that is created and dropped takes a lock until the transaction ends
CREATE TEMP TABLE truth (id integer, parent integer, level text, settled integer, settled_collective integer, agreed integer, agreed_collective integer);
CREATE FUNCTION pg_temp.random_publication(number integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
	made integer;
BEGIN
	INSERT INTO publication (source, date, rule) VALUES ('random ' || number, '2026-01-01', CASE WHEN random() < 0.7 THEN 'imdi' ELSE 'below five' END) RETURNING id INTO made;
	TRUNCATE truth; -- rows that were deleted would be read again until the transaction ends
	INSERT INTO truth
	SELECT r.id, r.parent, r.level, s.settled, floor(s.settled * random())::integer AS settled_collective, s.agreed, floor(s.agreed * random())::integer AS agreed_collective
	FROM region AS r, LATERAL (SELECT floor(random() * 12 + r.id * 0)::integer AS settled, floor(random() * 12 + r.id * 0)::integer AS agreed) AS s
	WHERE r.level = 'municipality' AND r.parent IN (3, 39, 33) AND r.validity @> '2026-01-01'::date AND random() < 0.8;
	INSERT INTO truth SELECT parent, 0, 'county', sum(settled), sum(settled_collective), sum(agreed), sum(agreed_collective) FROM truth GROUP BY parent;
	INSERT INTO settlement (publication, region, settled, settled_collective, agreed, agreed_collective)
	SELECT made, id, CASE WHEN s < 5 THEN ':' ELSE s::suppressed_int END,
		   CASE WHEN random() < 0.1 THEN NULL WHEN t.settled_collective < 5 OR s - t.settled_collective < 5 THEN ':' ELSE t.settled_collective::suppressed_int END,
		   CASE WHEN random() < 0.05 THEN NULL WHEN a < 5 THEN ':' ELSE a::suppressed_int END,
		   CASE WHEN t.agreed_collective < 5 OR a - t.agreed_collective < 5 THEN ':' ELSE t.agreed_collective::suppressed_int END
	FROM truth AS t, LATERAL (SELECT greatest(t.settled + CASE WHEN random() < 0.1 THEN floor(random() * 12)::integer - 6 ELSE 0 END, 0) AS s,
									 greatest(t.agreed + CASE WHEN random() < 0.1 THEN floor(random() * 12)::integer - 6 ELSE 0 END, 0) AS a) AS b
	WHERE level = 'municipality' OR random() < 0.5;
	INSERT INTO settlement_total (publication, region, settled, settled_collective, agreed)
	SELECT made, id, settled, settled_collective + CASE WHEN random() < 0.3 THEN floor(random() * 9)::integer - 3 ELSE 0 END, CASE WHEN random() < 0.9 THEN agreed::suppressed_int ELSE ':' END
	FROM (SELECT id, greatest(settled, 3) AS settled, greatest(settled_collective, 3) AS settled_collective, agreed FROM truth WHERE level = 'county' AND random() < 0.7
		  UNION ALL SELECT 0, sum(settled), sum(settled_collective), sum(agreed) FROM truth WHERE level = 'county' HAVING count(*) > 2) AS t;
	RETURN made;
END
$$;
CREATE FUNCTION pg_temp.audited(publication integer, OUT answered boolean, OUT within boolean) LANGUAGE plpgsql AS $$
BEGIN
	SELECT true, coalesce(bool_and(a.feasible <@ a.published), true) INTO answered, within FROM audit_settlement(publication) AS a;
EXCEPTION WHEN data_exception THEN
	answered := false;
	RAISE NOTICE '%: %', publication, SQLERRM;
END
$$;
\set publications `echo ${READING_PUBLICATIONS:-100}`
\set seed `echo ${READING_SEED:-0.5}`
SELECT setseed(:seed);
CREATE TEMP TABLE tried AS SELECT pg_temp.random_publication(number) AS publication FROM generate_series(1, :publications) AS number;
SELECT count(*) = :publications AS tried, count(*) FILTER (WHERE NOT a.answered) AS not_answered, count(*) FILTER (WHERE NOT a.within) AS wrong,
	   count(*) FILTER (WHERE c.kinds @> '{rule}') > :publications / 10 AS with_broken_rules, count(*) FILTER (WHERE c.kinds @> '{numbers}') > :publications / 20 AS with_broken_numbers
FROM tried AS t
CROSS JOIN LATERAL pg_temp.audited(t.publication) AS a
CROSS JOIN LATERAL (SELECT array_agg(DISTINCT c.kind) AS kinds FROM contradiction AS c WHERE c.publication = t.publication) AS c;
-- what is loosened is a cell of a contradiction, and none else; of the others each is what the rule says, worked out here a second time
SELECT count(*) > 0 AS loosened, count(*) FILTER (WHERE NOT EXISTS (
	SELECT FROM contradiction AS x JOIN region AS r ON r.code = x.code AND busetting_internal.in_force(x.date, r.since, r.until)
	WHERE x.publication = f.publication AND (x.over IN ('regions', 'printed total') AND x.measure = f.measure AND (f.region = r.id OR f.parent = r.id)
		OR x.over = 'part' AND f.region = r.id AND f.measure IN (x.measure, replace(x.measure, '_collective', ''))))) AS not_of_a_contradiction
FROM figure AS f JOIN tried USING (publication) WHERE loosened;
SELECT count(*) > 1000 AS compared, count(*) FILTER (WHERE f.value <> CASE WHEN f.measure LIKE '%\_collective'
		   THEN busetting_internal.hidden_part('0..4', w.value, p.rule = 'imdi') ELSE '0..4' END) AS wrong
FROM figure AS f JOIN tried USING (publication) JOIN publication AS p ON p.id = f.publication
LEFT JOIN figure AS w ON w.publication = f.publication AND w.region = f.region AND w.total = f.total AND w.measure = replace(f.measure, '_collective', '')
WHERE f.hidden AND NOT f.loosened AND NOT EXISTS (SELECT FROM contradiction AS x WHERE x.publication = f.publication AND x.over = 'part' AND x.kind = 'numbers');
SELECT count(*) > 300 AS compared, count(*) FILTER (WHERE t.total <> s.total OR t.hidden <> s.hidden OR t.visible <> s.visible OR t.listed - t.not_stated <> s.stated) AS wrong
FROM region_total AS t JOIN tried USING (publication)
CROSS JOIN LATERAL (
	SELECT sum(c.value) AS total, count(*) FILTER (WHERE c.hidden) AS hidden, coalesce(lower(sum(c.value) FILTER (WHERE NOT c.hidden)), 0) AS visible, count(*) AS stated
	FROM (SELECT DISTINCT ON (f.region) f.value, f.hidden FROM figure AS f
		  WHERE f.publication = t.publication AND f.parent = t.region AND f.measure = t.measure ORDER BY f.region, f.total) AS c) AS s;
-- read again, nothing changes
CREATE TEMP TABLE as_read AS SELECT f.* FROM figure AS f JOIN tried USING (publication);
SELECT read_publications(array_agg(publication)) = :publications AS again FROM tried;
SELECT count(*) FROM (TABLE as_read EXCEPT SELECT f.* FROM figure AS f JOIN tried USING (publication)) AS changed;
ROLLBACK;
BEGIN;
-- a page tells ten, and how many more there are: of 25 municipalities each hides the whole, which is 4 at most, and shows a part of 5
SELECT import_table((SELECT 'Kommune;agreed;agreed_collective' || string_agg(E'\n' || code || ';:;5', '') FROM (SELECT code FROM region_list('2022-06-08') WHERE level = 'municipality' ORDER BY code LIMIT 25) AS m), 'many', '2022-06-08');
SELECT count(DISTINCT number) FROM contradiction WHERE source = 'many';
SELECT (SELECT count(*) FROM regexp_matches(page, '<li>[^<]*\(a part of the whole\)', 'g')) AS told, substring(page, '<p>(and \d+ more[^<]*)</p>') AS rest FROM (SELECT report_html('2022-06-08', 'en', 'many') AS page) AS p;
ROLLBACK;
