-- a publication as SDMX-CSV and as PX: their own symbols for what is hidden, and both imported again to the same cells
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS ks \gset
-- hidden, not stated, bounds that are printed, flags, a name of two municipalities, one that has a quote, a region with a row and a total
INSERT INTO region (code, level, validity, parent) VALUES ('4699', 'municipality', '[2020-01-01,)', 46);
INSERT INTO region_name (region, kind, language, name) SELECT id, 'official', 'no', 'Nes; "ytre", nordre' FROM region WHERE code = '4699';
SELECT import_table(E'code;name;settled;agreed\n1515;Herøy;1;2\n1818;Herøy;3;4\n4601;Bergen;51 b;1234 bep\n4602;Kinn;5;:\n4621;Voss;: cu;:c\n4699;"Nes; ""ytre"", nordre";9 r;\n46;Vestland;70;1-9999\n;Sum Vestland;65;1300 r', 'An office', '2022-05-18', rule => 'eurostat') AS office \gset

SELECT publication_sdmx_csv(:office) \g (format=unaligned tuples_only=on)
SELECT publication_sdmx_csv(:office, 'en') \g (format=unaligned tuples_only=on)
SELECT regexp_replace(publication_px(:office), 'CREATION-DATE="[0-9]{8} [0-9]{2}:[0-9]{2}"', 'CREATION-DATE="…"') \g (format=unaligned tuples_only=on)
SELECT line FROM regexp_split_to_table(publication_px(:ks, 'en'), E'\n') WITH ORDINALITY AS l(line, number) WHERE line ~ '^(LANGUAGE|TITLE|SUBJECT|STUB|HEADING|UNITS|DATASYMBOL)' ORDER BY number;
SELECT publication_csv(:office) \g (format=unaligned tuples_only=on)
SELECT publication_json_stat(:office) -> 'status' AS status, publication_json_stat(:office) -> 'extension' AS extension;

-- read back: a reader of either form has the cells, hidden where they are; bounds that are printed and flags as they are
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

-- the same of cells by chance, of dialects with flags and without: counts, ":", bounds that are printed, what is not stated, and up to two flags of any of them
INSERT INTO publication (source, date, rule) SELECT 'chance ' || r.rule, '2022-05-18', r.rule FROM suppression_rule AS r
WHERE r.rule IN ('imdi', 'ssb', 'eurostat', 'gss', 'statcan', 'destatis', 'bfs', 'statsnz', 'sdmx');
CREATE FUNCTION pg_temp.chance(what text, most integer) RETURNS integer LANGUAGE sql AS $$ SELECT abs(hashtext(what)::bigint)::integer % most $$;
INSERT INTO published_cell (publication, region, measure, total, value, flags)
SELECT c.publication, c.region, c.measure, c.total, c.value, CASE WHEN c.value IS NOT NULL AND pg_temp.chance('flagged' || c.key, 3) = 0 THEN c.flags END
FROM (
	SELECT p.id AS publication, r.id AS region, m.measure, t.total, k.key,
		   CASE pg_temp.chance('kind' || k.key, 8) WHEN 0 THEN ':' WHEN 1 THEN CASE WHEN w.least > 0 THEN '9..' ELSE '1..' || 9 + pg_temp.chance('bound' || k.key, 99) END WHEN 2 THEN '5..' WHEN 3 THEN NULL
				WHEN 4 THEN CASE WHEN w.least > 0 THEN w.least::text WHEN m.measure = 'settled' THEN '12' ELSE '0' END ELSE (w.least + CASE WHEN m.part_of IS NULL THEN 10 + pg_temp.chance('count' || k.key, 100000) ELSE pg_temp.chance('count' || k.key, 10) END)::text END::published_count AS value,
		   -- as they are printed: letters one behind the other, words and capitals apart
		   (SELECT string_agg(f.flag, CASE WHEN u.dialect IN ('eurostat', 'destatis') THEN '' ELSE ' ' END ORDER BY f.flag <> '()', f.flag COLLATE "C")
			FROM (SELECT replace(f.flag, '#', '2') AS flag FROM symbol_flag AS f WHERE f.dialect = u.dialect AND f.meaning !~ 'confidential|publication|applicable'
				  ORDER BY hashtext(f.flag || k.key), f.flag COLLATE "C" LIMIT 1 + pg_temp.chance('flags' || k.key, 2)) AS f) AS flags
	FROM publication AS p
	JOIN suppression_rule AS u USING (rule)
	CROSS JOIN region AS r
	CROSS JOIN (VALUES (false), (true)) AS t(total)
	CROSS JOIN measure AS m
	CROSS JOIN LATERAL (SELECT format('%s %s %s %s', u.rule, r.code, m.measure, t.total) AS key) AS k
	-- a county and the country have no less than their municipalities
	CROSS JOIN LATERAL (SELECT CASE r.code WHEN '0' THEN 20 WHEN '46' THEN 10 ELSE 0 END * CASE WHEN m.part_of IS NULL THEN 1000000 ELSE 100 END AS least) AS w
	WHERE p.source = 'chance ' || p.rule AND m.measure IN ('requested', 'agreed', 'settled', 'settled_collective') AND r.tree = 'norway' AND r.validity @> p.date
		AND (r.code ~ '^46(0|1|2[0-3])' AND NOT t.total OR r.code IN ('0', '46'))) AS c
WHERE c.value IS NOT NULL;
CREATE TEMPORARY TABLE copy AS
SELECT p.id, p.rule, f.form, import_table(f.content, format('chance %s again as %s', p.rule, f.form), p.date, CASE f.form WHEN 'sdmx' THEN 'sdmx' ELSE p.rule END) AS copy
FROM publication AS p,
	LATERAL (VALUES ('sdmx', publication_sdmx_csv(p.id)), ('px', publication_px(p.id)), ('csv', publication_csv(p.id)), ('json', publication_json_stat(p.id)::text)) AS f(form, content)
WHERE p.source = 'chance ' || p.rule;
SELECT c.form, count(DISTINCT c.rule) AS rules, count(*) AS cells, count(o.flags) AS flagged, count(*) FILTER (WHERE o.value = ':') AS hidden, count(*) FILTER (WHERE o.value <> ':' AND is_suppressed(o.value)) AS bounds
FROM copy AS c JOIN published_cell AS o ON o.publication = c.id GROUP BY c.form ORDER BY c.form;
SELECT c.rule, c.form, b.*
FROM copy AS c
CROSS JOIN LATERAL (SELECT region, measure, total, o.value, o.flags, a.value AS value_again, a.flags AS flags_again
				   FROM (SELECT * FROM published_cell WHERE publication = c.id) AS o FULL JOIN (SELECT * FROM published_cell WHERE publication = c.copy) AS a USING (region, measure, total)) AS b
WHERE (b.value, b.flags) IS DISTINCT FROM (b.value_again, b.flags_again)
ORDER BY 1, 2, 3, 4, 5 LIMIT 20;

-- without rows, and what there is not
INSERT INTO publication (source, date, rule) VALUES ('empty', '2022-05-18', 'imdi') RETURNING id AS empty \gset
SELECT publication_sdmx_csv(:empty), publication_px(:empty);
SELECT publication_sdmx_csv(-1);
SELECT publication_px(-1);
SELECT publication_sdmx_csv(:ks, 'nynorsk');
SELECT publication_px(:ks, 'nynorsk');
ROLLBACK;
