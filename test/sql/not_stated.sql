-- What is not stated, what is hidden, and who is not listed are three things, in every view.
\set ECHO none
\i test/include/publications.sql
\set ECHO all

-- a page of the directorate: 25 municipalities of Nordland have "-" beside a request of 0, 16 a printed 0 beside one of 20
SELECT import_table(E'Kommune;Anmodning;Vedtak;Bosatt\n' || string_agg(code || CASE WHEN n <= 25 THEN ';0;-;0' ELSE ';20;0;0' END, E'\n'), 'page', '2026-06-01') > 0 AS imported
FROM (SELECT code, row_number() OVER (ORDER BY code) AS n FROM region_list('2026-06-01') WHERE level = 'municipality' AND code LIKE '18%') AS m;
-- the next week one of each has an answer, one is hidden, and three are not listed; one that is states nothing
SELECT import_table(E'Kommune;Anmodning;Vedtak;Bosatt\n' || string_agg(code || CASE n WHEN 1 THEN ';20;15;0' WHEN 26 THEN ';20;:;0' WHEN 27 THEN ';;;' ELSE CASE WHEN n <= 25 THEN ';0;-;0' ELSE ';20;0;0' END END, E'\n'), 'page', '2026-06-08') > 0 AS imported
FROM (SELECT code, row_number() OVER (ORDER BY code) AS n FROM region_list('2026-06-08') WHERE level = 'municipality' AND code LIKE '18%') AS m WHERE n NOT BETWEEN 39 AND 41;
SELECT min(id) AS first, max(id) AS second FROM publication \gset

-- no cell of a measure that is not stated, a 0 where it is printed, ":" where it is hidden
SELECT publication = :first AS first, count(*) AS listed, count(*) FILTER (WHERE decided IS NULL) AS not_stated, count(*) FILTER (WHERE decided = 0) AS zero, count(*) FILTER (WHERE decided = ':') AS hidden
FROM settlement GROUP BY publication ORDER BY publication;
SELECT publication = :first AS first, published, value, hidden, count(*) FROM figure WHERE measure = 'decided' GROUP BY 1, 2, 3, 4 ORDER BY 1 DESC, 2;
SELECT publication = :first AS first, value, count(*) FROM published_cell WHERE measure = 'decided' GROUP BY 1, 2 ORDER BY 1 DESC, 2;
SELECT publication = :first AS first, decided, count(*) FROM settlement_bounds GROUP BY 1, 2 ORDER BY 1 DESC, 2;
SELECT publication = :first AS first, decided, count(*) FROM municipality_gap GROUP BY 1, 2 ORDER BY 1 DESC, 2;
SELECT publication = :'first' AS first, decided, decided_symbol, decided_low, decided_high, count(*) FROM report_municipality GROUP BY 1, 2, 3, 4, 5 ORDER BY 1 DESC, 2, 3;
SELECT publication = :'first' AS first, value, symbol, low, high, hidden, absent, count(*) FROM report_figure WHERE measure = 'decided' AND level = 'municipality' GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1 DESC, 2, 3;
-- sums: those that state it, how many of them are hidden, how many do not state it, how many are absent
SELECT publication = :first AS first, measure, total, visible, hidden, listed, not_stated, absent, total_with_absent FROM region_total ORDER BY 1 DESC, measure;
SELECT publication = :first AS first, measure, total, visible, hidden, municipalities, not_stated, absent, cardinality(absent_names) AS named, total_with_absent FROM county_total ORDER BY 1 DESC, measure;
SELECT publication = :'first' AS first, measure, value, symbol, low, high, hidden, listed, not_stated, absent FROM report_total ORDER BY 1 DESC, measure;
-- a county that has no figure of its own: at least what is stated, with what makes it uncertain counted
SELECT publication = :'first' AS first, decided, decided_symbol, decided_low, decided_high, decided_hidden, decided_absent, decided_not_stated, listed, absent FROM report_county ORDER BY 1 DESC;
SELECT publication = :'first' AS first, settled, settled_symbol, settled_low, settled_high, settled_hidden, settled_absent, settled_not_stated, gap, gap_hidden, agreed_not_stated FROM report_county ORDER BY 1 DESC;
SELECT publication = :'first' AS first, level, measure, value, symbol, low, high, hidden, listed, absent, not_stated FROM report_figure WHERE level <> 'municipality' ORDER BY 1 DESC, 2, 3;
SELECT publication = :'first' AS first, decided, decided_symbol, decided_low, decided_high, decided_hidden, decided_absent, decided_not_stated, listed, absent FROM report_national ORDER BY 1 DESC;
SELECT publication = :first AS first, count(*) FILTER (WHERE not_stated @> '{decided}') AS not_stated, count(*) FILTER (WHERE hidden @> '{decided}') AS hidden, count(*) FILTER (WHERE NOT listed) AS not_listed, count(*) FILTER (WHERE late) AS late
FROM coverage WHERE level = 'municipality' GROUP BY 1 ORDER BY 1 DESC;
-- and of counties: one of three does not state what is decided, and the sum of a second has a hidden cell
SELECT import_table(E'Fylke;Vedtak;Bosatt\nRogaland;;7\nAgder;6;2\n\nKommune;Vedtak;Bosatt\nHorten;:;20\nFærder;30;1\nHolmestrand;4;1\nLarvik;4;1\nSandefjord;4;1\nTønsberg;4;1', 'counties', '2026-06-01') > 0 AS imported;
SELECT code, decided, decided_symbol, decided_low, decided_high, decided_hidden, decided_absent, decided_not_stated, settled, settled_symbol FROM report_county WHERE source = 'counties' ORDER BY code;
SELECT decided, decided_symbol, decided_low, decided_high, decided_hidden, decided_absent, decided_not_stated, settled, settled_symbol, settled_not_stated, listed, absent FROM report_national WHERE source = 'counties';
SELECT counties, decided, settled, agreed FROM national_gap WHERE source = 'counties';
-- no figure of a county or the country is uncertain without something to be counted
SELECT count(*) AS figures, count(*) FILTER (WHERE low IS DISTINCT FROM high) AS uncertain, count(*) FILTER (WHERE low IS DISTINCT FROM high AND hidden + absent + not_stated = 0) AS nobody_knows_why,
	   count(*) FILTER (WHERE not_stated > 0 AND high IS NOT NULL) AS too_certain, count(*) FILTER (WHERE symbol = ':' AND hidden = 0) AS hidden_by_nothing
FROM report_figure WHERE level <> 'municipality';
DELETE FROM publication WHERE source = 'counties';
-- what changed, where both state it
SELECT code, measure, value, change, hidden FROM trend WHERE measure = 'decided' AND (change <> 0 OR change IS NULL) ORDER BY code;
SELECT code, value, value_symbol, change, change_low, change_high FROM report_trend_figure WHERE measure = 'decided' AND (change <> 0 OR change IS NULL) ORDER BY code;
SELECT publication = :first AS first, unused_places, count(*), sum(not_stated) AS not_stated, sum(absent) AS absent FROM unused_place_grant WHERE level = 'municipality' GROUP BY 1, 2 ORDER BY 1 DESC, 2;
SELECT publication = :first AS first, unused_places, not_stated, absent FROM unused_place_grant WHERE level = 'county' ORDER BY 1 DESC;
-- and out again
SELECT count(*) FILTER (WHERE line LIKE '%;0;;0') AS not_stated, count(*) FILTER (WHERE line LIKE '%;20;0;0') AS zero FROM regexp_split_to_table(publication_csv(:first), E'\n') AS line;
SELECT import_table(publication_csv(:second), 'again', '2026-06-08') > 0 AS imported;
SELECT count(*) FROM (SELECT region, requested, decided, settled FROM settlement WHERE publication = :second EXCEPT SELECT s.region, s.requested, s.decided, s.settled FROM settlement AS s JOIN publication AS p ON p.id = s.publication WHERE p.source = 'again') AS lost;

-- an exception of one's own goes before the rule that came with the extension, for a source or for dates; a rule of one's own stands beside it
SELECT value FROM figure WHERE publication = :second AND hidden;
INSERT INTO suppression_exception (rule, source, validity, measure, hidden) VALUES ('imdi', 'page', '[2026-06-05,2026-07-01)', 'decided', '1..9');
SELECT source, value FROM figure WHERE hidden ORDER BY source;
INSERT INTO suppression_rule (rule, hidden) VALUES ('imdi, as I know it', '2..7');
UPDATE publication SET rule = 'imdi, as I know it' WHERE id = :second;
SELECT source, value FROM figure WHERE hidden ORDER BY source;
UPDATE suppression_rule SET hidden = '2..8' WHERE rule = 'imdi, as I know it';
SELECT source, value FROM figure WHERE hidden ORDER BY source;
UPDATE suppression_rule SET hidden = '2..8' WHERE rule = 'imdi';
ROLLBACK;
