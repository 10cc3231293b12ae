-- categories that are called the whole, beside their parts
\set ECHO none
\i test/include/publications.sql
CREATE FUNCTION pg_temp.told(categories text[], kind text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT concat_ws('|', p.line, p.name, p.settled, p.problem, p.advice)
	FROM busetting.preview_table(CASE kind
		WHEN 'json-stat' THEN json_build_object('version', '2.0', 'class', 'dataset', 'id', '{region,group,measure}'::text[], 'size', ARRAY[1, cardinality(categories), 1],
			'dimension', json_build_object(
				'region', json_build_object('category', '{"index":["1804"],"label":{"1804":"Bodø"}}'::json),
				'group', json_build_object('category', json_build_object('index', (SELECT json_agg(n::text) FROM generate_series(1, cardinality(categories)) AS n),
					'label', (SELECT json_object_agg(n::text, c) FROM unnest(categories) WITH ORDINALITY AS u(c, n)))),
				'measure', json_build_object('category', '{"index":["m"],"label":{"m":"Bosatte"}}'::json)),
			'value', (SELECT json_agg(10 * n) FROM generate_series(1, cardinality(categories)) AS n))::text
		ELSE format(E'CHARSET="ANSI";\nAXIS-VERSION="2010";\nMATRIX="M";\nCONTENTS="Bosatte";\nUNITS="personer";\nDECIMALS=0;\nTITLE="Bosatte";\nSTUB="region";\nHEADING="kjønn";\nVALUES("region")="Bodø";\nCODES("region")="1804";\nVALUES("kjønn")=%s;\nDATA=\n%s;\n',
			(SELECT string_agg('"' || c || '"', ',') FROM unnest(categories) AS c), (SELECT string_agg((10 * n)::text, ' ') FROM generate_series(1, cardinality(categories)) AS n)) END, '2022-12-31') AS p
$$;
\set ECHO all

SELECT w.name, k.kind, told
FROM unnest('{Begge kjønn,Both sexes,I alt,Alle,Totalt,Alle aldre}'::text[]) WITH ORDINALITY AS w(name, n), unnest('{json-stat,px}'::text[]) AS k(kind), pg_temp.told(ARRAY['Menn', w.name, 'Kvinner'], k.kind) AS told
ORDER BY w.n, k.kind;
-- parts, though their names begin alike, and two that cannot both be the whole
SELECT c.categories, k.kind, told
FROM (VALUES (1, '{Menn,Kvinner}'::text[]), (2, '{Begge foreldre,En forelder}'), (3, '{I alt,Menn,Alle}')) AS c(n, categories), unnest('{json-stat,px}'::text[]) AS k(kind), pg_temp.told(c.categories, k.kind) AS told
ORDER BY c.n, k.kind, told;
-- the number of a county may be called either way
SELECT line, name, region, settled, problem FROM preview_table(E'fylkenummer;fylke;kommunenummer;kommune;bosatt\n18;Nordland;1804;Bodø;7', '2022-12-31');
SELECT line, name, settled, problem FROM preview_table(E'fylkenummer;fylke;bosatt\n18;Nordland;7', '2022-12-31');
