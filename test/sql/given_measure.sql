-- measures of a dataset that the caller names, where the dataset's own words say that it counts something else
\set ECHO none
\i test/include/publications.sql
\set ECHO all

CREATE FUNCTION pg_temp.px(units text, measures text DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
	SELECT E'CHARSET="ANSI";\nTITLE="Bosetting";\nCONTENTS="Bosatte flyktninger";\nUNITS="' || units || E'";\nSTUB="region";\n'
		|| E'VALUES("region")="Bergen","Voss";\nCODES("region")="4601","4621";\n' || coalesce(measures, '') || 'DATA=' || CASE WHEN measures IS NULL THEN '51 7' ELSE '100 51 12 8 7 1' END || ';'
$$;
\set measures 'HEADING="innhold";CONTVARIABLE="innhold";VALUES("innhold")="Anmodning om bosetting","Bosatte","Bosatte med kollektiv beskyttelse";'
-- numbers of a unit that counts no persons are none, also where the caller names a measure; who has looked at them says so
SELECT line, name, settled, problem, advice FROM preview_table(pg_temp.px('prosent'), '2022-05-18', columns => '{name,settled}');
SELECT line, name, settled, problem, advice FROM preview_table(pg_temp.px('1 000 personer'), '2022-05-18', columns => '{name,settled}');
SELECT import_table(pg_temp.px('prosent'), 'x', '2022-05-18', columns => '{name,settled}');
SELECT line, name, settled, problem, advice FROM preview_table(pg_temp.px('prosent'), '2022-05-18', columns => '{name,settled}', skip => '{"Bosatte flyktninger (prosent)"}');
SELECT line, name, settled, problem, advice FROM preview_table(pg_temp.px('personer'), '2022-05-18', columns => '{name,settled}');
SELECT problem, advice FROM preview_table('{"class": "dataset", "id": ["kommune", "innhold"], "size": [1, 1], "value": [51], "dimension": {"kommune": {"category": {"index": ["4601"]}}, "innhold": {"category": {"index": ["b"], "label": {"b": "Bosatte"}, "unit": {"b": {"base": "promille"}}}}}}', '2022-05-18', columns => '{name,settled}') WHERE problem IS NOT NULL;
-- another measure than its own words say; a part of it may be what the caller knows better
SELECT line, problem, advice FROM preview_table(pg_temp.px('personer', :'measures'), '2022-05-18', columns => '{name,settled,requested,-}') WHERE problem IS NOT NULL;
SELECT line, name, measures, counts, problem FROM preview_table(pg_temp.px('personer', :'measures'), '2022-05-18', columns => '{name,requested,settled_unaccompanied,-}');
SELECT line, name, measures, counts, problem FROM preview_table(pg_temp.px('personer', :'measures'), '2022-05-18', columns => '{name,requested,settled,settled_collective}');
-- the columns that a hint drafts are those of the dataset
SELECT problem, advice FROM preview_table(pg_temp.px('prosent'), '2022-05-18') WHERE problem IS NOT NULL;
SELECT problem, advice FROM preview_table(pg_temp.px('personer', :'measures'), '2022-05-18', columns => '{name,settled}') WHERE problem IS NOT NULL;
SELECT line, name, measures, counts, problem FROM preview_table(pg_temp.px('personer', :'measures'), '2022-05-18', columns => '{name,requested,settled,settled_collective}');
SELECT problem, advice FROM preview_table(replace(pg_temp.px('personer', :'measures'), ' 51 ', ' 51.5 '), '2022-05-18') WHERE problem IS NOT NULL;
SELECT problem, advice FROM preview_table(replace(pg_temp.px('personer'), '51', '51.5'), '2022-05-18') WHERE problem IS NOT NULL;
-- a note of the file stands on a line of it, and is no row
SELECT import_table(replace(pg_temp.px('personer'), 'DATA', E'\nNOTE="Tallene er i prosent.";\nDATA'), 'x', '2022-05-18');
ROLLBACK;
