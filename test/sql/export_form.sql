-- a publication as SDMX-CSV and as PX: their own symbols for what is hidden, and both imported again to the same cells
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS ks \gset
-- hidden, not stated, bounds that are printed, flags, a name of two municipalities, one that has a quote, a region with a row and a total
INSERT INTO region (code, level, validity, parent) VALUES ('4699', 'municipality', '[2020-01-01,)', 46);
INSERT INTO region_name (region, kind, language, name) SELECT id, 'official', 'no', 'Nes; "ytre", nordre' FROM region WHERE code = '4699';
SELECT import_table(E'code;name;settled;agreed\n1515;Herøy;1;2\n1818;Herøy;3;4\n4601;Bergen;51 b;1234 bep\n4602;Kinn;5;:\n4621;Voss;: cu;:c\n4699;"Nes; ""ytre"", nordre";9 r;\n46;Vestland;70;1-99\n;Sum Vestland;65;1300 r', 'An office', '2022-05-18', rule => 'eurostat') AS office \gset

SELECT publication_sdmx_csv(:office) \g (format=unaligned tuples_only=on)
SELECT publication_sdmx_csv(:office, 'en') \g (format=unaligned tuples_only=on)
SELECT regexp_replace(publication_px(:office), 'CREATION-DATE="[0-9]{8} [0-9]{2}:[0-9]{2}"', 'CREATION-DATE="…"') \g (format=unaligned tuples_only=on)
SELECT line FROM regexp_split_to_table(publication_px(:ks, 'en'), E'\n') WITH ORDINALITY AS l(line, number) WHERE line ~ '^(LANGUAGE|TITLE|SUBJECT|STUB|HEADING|UNITS|DATASYMBOL)' ORDER BY number;
SELECT publication_csv(:office) \g (format=unaligned tuples_only=on)
SELECT publication_json_stat(:office) -> 'status' AS status, publication_json_stat(:office) -> 'extension' AS extension;

-- read back: a reader of either form has the cells, hidden where they are; of bounds that are printed, that there is something hidden; flags in SDMX's own codes
CREATE TEMPORARY TABLE again AS
SELECT p.id, form, language, import_table(f.content, format('%s again as %s in %s', p.source, form, language), p.date, CASE form WHEN 'sdmx' THEN 'sdmx' ELSE p.rule END) AS copy
FROM publication AS p, unnest('{sdmx,px,csv,json}'::text[]) AS form, unnest('{no,se,en}'::text[]) AS language,
	LATERAL (SELECT CASE form WHEN 'sdmx' THEN publication_sdmx_csv(p.id, language) WHEN 'px' THEN publication_px(p.id, language)
							  WHEN 'csv' THEN publication_csv(p.id, ';', language) ELSE publication_json_stat(p.id, language)::text END AS content) AS f
WHERE p.id IN (:ks, :office);
SELECT a.id = :ks AS ks, a.form, count(DISTINCT a.copy) AS copies, count(o.*) AS cells, count(c.*) AS read, count(*) FILTER (WHERE o.value IS DISTINCT FROM c.value) AS other,
	   count(o.flags) AS flags, count(c.flags) AS flags_read, string_agg(DISTINCT c.flags, ' ' ORDER BY c.flags) AS which
FROM again AS a
CROSS JOIN LATERAL (SELECT * FROM published_cell AS o WHERE o.publication = a.id) AS o
LEFT JOIN published_cell AS c ON c.publication = a.copy AND c.region = o.region AND c.measure = o.measure AND c.total = o.total
GROUP BY 1, 2 ORDER BY 1, 2;
SELECT count(*) AS surplus FROM again AS a JOIN published_cell AS c ON c.publication = a.copy
WHERE NOT EXISTS (SELECT FROM published_cell AS o WHERE o.publication = a.id AND (o.region, o.total, o.measure) = (c.region, c.total, c.measure));
SELECT DISTINCT a.form, o.value, c.value AS read FROM again AS a JOIN published_cell AS o ON o.publication = a.id JOIN published_cell AS c ON c.publication = a.copy AND (o.region, o.total, o.measure) = (c.region, c.total, c.measure)
WHERE o.value <> c.value ORDER BY 1;

-- without rows, and what there is not
INSERT INTO publication (source, date, rule) VALUES ('empty', '2022-05-18', 'imdi') RETURNING id AS empty \gset
SELECT publication_sdmx_csv(:empty), publication_px(:empty);
SELECT publication_sdmx_csv(-1);
SELECT publication_px(-1);
SELECT publication_sdmx_csv(:ks, 'nynorsk');
SELECT publication_px(:ks, 'nynorsk');
ROLLBACK;
