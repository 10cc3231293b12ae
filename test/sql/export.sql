-- A publication back as CSV and as JSON-stat 2, and both imported again to the same cells.
\set ECHO none
\i test/include/publications.sql
\set ECHO all
\set year_end `cat test/data/imdi-vestland-2022-year-end.csv`
\set presentation `cat test/data/ks-settlement-2022-05-18.txt`

SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18') AS ks \gset
SELECT import_table(:'year_end' || E'\nVestland,4340,4411,3580,3058', 'IMDi', '2022-12-31', level => 'municipality') AS imdi \gset
-- every kind of region and cell; a name that must be quoted; a dialect without ":"
INSERT INTO region (code, level, validity, parent) VALUES ('4699', 'municipality', '[2020-01-01,)', 46);
INSERT INTO region_name (region, kind, language, name)
SELECT id, 'official', 'no', 'Nes; "ytre", nordre' FROM region WHERE code = '4699';
INSERT INTO symbol_dialect VALUES ('office', 'an office');
INSERT INTO symbol_meaning (dialect, symbol, meaning) VALUES ('office', '*', 'hidden'), ('office', 'x', 'hidden'), ('office', ':', 'not stated');
INSERT INTO suppression_rule (rule, dialect) VALUES ('office', 'office');
SELECT import_table(E'code,name,requested,decided,settled\n0,Norge,50,:,40\n46,Vestland,20,10,*\n4601,Bergen,10,0,x\n5430,Kautokeino,10,:,5\n4699,"Nes; ""ytre"", nordre",0,:,*\n,Sum Vestland,10,0,*\n,Heile landet,51,:,41\n,Troms og Finnmark totalt,:,:,5',
	'office', '2022-05-18', rule => 'office') AS office \gset

-- CSV: numbers and the symbol; nothing, or the dialect's symbol, where nothing is stated
SELECT publication_csv(:office) AS csv \g (format=unaligned tuples_only=on)
SELECT publication_csv(:office, ',', 'se') AS csv \g (format=unaligned tuples_only=on)
SELECT publication_csv(:office, E'\t', 'en') AS csv \g (format=unaligned tuples_only=on)
SELECT line FROM regexp_split_to_table(publication_csv(:ks), E'\n') WITH ORDINALITY AS l(line, number)
WHERE number IN (1, 2, 10, 11, 50) ORDER BY number;

-- each publication in each form reads back to the same cells
CREATE TEMPORARY TABLE again AS
SELECT p.id, p.source, import_table(f.content, format('%s, again as %s in %s', p.source, form, language), p.date, p.rule) AS copy
FROM publication AS p, unnest(ARRAY[';', ',', E'\t', 'json']) AS form, unnest(ARRAY['no', 'se', 'en']) AS language,
	LATERAL (SELECT CASE form WHEN 'json' THEN publication_json_stat(p.id, language)::text
							  ELSE publication_csv(p.id, form, language) END AS content) AS f;
CREATE TEMPORARY TABLE cell AS
SELECT false AS total, publication, region, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective FROM settlement
UNION ALL SELECT true, publication, region, requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective FROM settlement_total;
ANALYZE cell, again;
SELECT a.source, count(DISTINCT a.copy) AS copies, count(*) AS regions, count(*) FILTER (WHERE o.total) AS totals, count(*) FILTER (WHERE c.publication IS NULL) AS missing,
	   count(*) FILTER (WHERE (o.requested, o.decided, o.decided_collective, o.agreed, o.agreed_collective, o.settled, o.settled_collective)
			IS DISTINCT FROM (c.requested, c.decided, c.decided_collective, c.agreed, c.agreed_collective, c.settled, c.settled_collective)) AS different
FROM again AS a
JOIN cell AS o ON o.publication = a.id
LEFT JOIN cell AS c ON c.publication = a.copy AND c.region = o.region AND c.total = o.total
GROUP BY a.source ORDER BY a.source COLLATE "C";
SELECT count(*) AS surplus FROM again AS a JOIN cell AS c ON c.publication = a.copy
WHERE NOT EXISTS (SELECT FROM cell AS o WHERE o.publication = a.id AND o.region = c.region AND o.total = c.total);

-- JSON-stat
SELECT jsonb_pretty(publication_json_stat(:office)) AS json \g (format=unaligned tuples_only=on)
SELECT publication_json_stat(:office, 'en') -> 'dimension' -> 'measure' AS measure, publication_json_stat(:office, 'se') -> 'dimension' -> 'region' -> 'category' -> 'label' ->> '5430' AS name;
-- value by value: what is in the cube is what is stored
CREATE TEMPORARY TABLE cube AS
WITH dataset AS MATERIALIZED (
	SELECT p.id, j, (j #>> '{size,1}')::integer AS width,
		   ARRAY(SELECT jsonb_array_elements_text(j #> '{dimension,region,category,index}')) AS codes, ARRAY(SELECT jsonb_array_elements_text(j #> '{dimension,measure,category,index}')) AS measures
	FROM publication AS p
	CROSS JOIN LATERAL publication_json_stat(p.id) AS j
	WHERE p.id IN (:ks, :imdi, :office)
)
SELECT d.id, d.codes[(v.number - 1) / d.width + 1] AS code, d.measures[(v.number - 1) % d.width + 1] AS measure, v.value, j -> 'status' ->> (v.number - 1)::text AS status
FROM dataset AS d
CROSS JOIN LATERAL jsonb_array_elements_text(d.j -> 'value') WITH ORDINALITY AS v(value, number);
SELECT p.source, count(*) AS cells, count(c.value) AS numbers, count(c.status) AS symbols,
	   count(*) FILTER (WHERE c.value IS NULL AND c.status IS NULL OR c.value IS NOT NULL AND c.status IS NOT NULL) AS unclear,
	   count(*) FILTER (WHERE coalesce(c.value, c.status) IS DISTINCT FROM
			CASE p.rule WHEN 'office' THEN coalesce(replace(s.row ->> c.measure, ':', '*'), ':')
						ELSE coalesce(s.row ->> c.measure, '..') END) AS different
FROM cube AS c
JOIN publication AS p USING (id)
JOIN region AS r ON r.code = replace(c.code, '-total', '') AND r.validity @> p.date
JOIN (SELECT publication, region, total, jsonb_object_agg(measure, value) AS row
	  FROM cell AS s
	  CROSS JOIN LATERAL (VALUES ('requested', requested::text), ('decided', decided::text), ('decided_collective', decided_collective::text),
		('agreed', agreed::text), ('agreed_collective', agreed_collective::text), ('settled', settled::text), ('settled_collective', settled_collective::text)) AS m(measure, value)
	  GROUP BY publication, region, total) AS s ON s.publication = p.id AND s.region = r.id AND s.total = (c.code LIKE '%-total')
GROUP BY p.id ORDER BY p.id;

-- a publication without rows
INSERT INTO publication (source, date, rule) VALUES ('empty', '2022-05-18', 'imdi') RETURNING id AS empty \gset
SELECT publication_csv(:empty), publication_json_stat(:empty);
-- what there is not
SELECT publication_csv(-1);
SELECT publication_json_stat(-1);
SELECT publication_csv(NULL);
SELECT publication_csv(:ks, '|');
SELECT publication_csv(:ks, NULL);
SELECT publication_csv(:ks, ';', 'nynorsk');
SELECT publication_json_stat(:ks, 'nynorsk');
ROLLBACK;
