-- reading a JSON-stat dataset
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;

CREATE FUNCTION pg_temp.columns(content text, columns text[] DEFAULT NULL) RETURNS SETOF text
LANGUAGE sql AS $$
	SELECT format('%s:%s %s|%s|%s|%s', table_number, line, coalesce(heading, '-'), name, code,
		concat_ws('|', requested, decided, decided_collective, agreed, agreed_collective, settled, settled_collective))
	FROM busetting.read_table(content, columns)
$$;

-- a dataset of two periods
\set dataset `cat test/data/dataset.json`
SELECT table_number, line, level, heading, period, total_of, name, code, decided, settled, settled_collective, measures
	FROM busetting.read_table(:'dataset');
-- stored is the period that holds the date
SELECT d.date, p.line, p.name, p.total, p.settled, p.problem, p.advice
FROM (VALUES (date '2021-12-31'), ('2022-05-18'), ('2023-01-01')) AS d(date), busetting.preview_table(:'dataset', d.date, 'ssb') AS p WHERE p.name ~ 'landet|Bergen';
SELECT period, busetting_internal.period_dates(period) FROM unnest('{2022,2022M01,2022M12,2022M13,2022K1,2022Q4,2022U01,2022U20,2020W53,2022M5,20220518,2022U00,0000,x,2022-05-18,2022-02-28,2022-02-29,2024-02-29,2022-13-01,2022-05-32,2022-05,NULL}'::text[]) AS period;
-- form named, and from bytes
SELECT count(*) FROM busetting.read_table(:'dataset', form => 'json-stat');
SELECT count(*) FROM busetting.read_table(convert_to(:'dataset', 'UTF8'));
-- other columns than the labels say
SELECT pg_temp.columns(:'dataset', '{code,name,agreed,-,agreed_collective}');

-- measures that are unknown left out
SELECT pg_temp.columns(replace(:'dataset', 'Vedtak', 'Enslige'), '{-}') LIMIT 3;

-- any order of dimensions gives the same rows
CREATE TEMP TABLE cube AS
	SELECT region, measure, year, (region * 100 + measure * 10 + year)::text AS value
	FROM generate_series(0, 2) AS region, generate_series(0, 1) AS measure, generate_series(0, 1) AS year;
CREATE FUNCTION pg_temp.dataset(dimensions text[], value_form text DEFAULT 'array') RETURNS text LANGUAGE sql AS $$
	WITH size(dimension, size) AS (VALUES ('region', 3), ('measure', 2), ('year', 2)),
	ordered AS (
		SELECT row_number() OVER (ORDER BY array_position(dimensions, 'region') * 0
				+ CASE dimensions[1] WHEN 'region' THEN region WHEN 'measure' THEN measure ELSE year END,
				CASE dimensions[2] WHEN 'region' THEN region WHEN 'measure' THEN measure ELSE year END,
				CASE dimensions[3] WHEN 'region' THEN region WHEN 'measure' THEN measure ELSE year END) - 1 AS place, value
		FROM cube
	)
	SELECT json_build_object('version', '2.0', 'class', 'dataset', 'id', dimensions,
		'size', (SELECT array_agg(size ORDER BY array_position(dimensions, dimension)) FROM size),
		'role', '{"geo": ["region"], "metric": ["measure"], "time": ["year"]}'::json,
		'dimension', '{"region": {"category": {"index": {"4601": 1, "46": 0, "0301": 2}, "label": {"46": "Vestland", "4601": "Bergen"}}},
			"measure": {"category": {"index": ["s", "c"], "label": {"s": "Bosatte", "c": "Herav kollektiv beskyttelse"}}},
			"year": {"category": {"index": ["2021", "2022"]}}}'::json,
		'value', CASE value_form WHEN 'array' THEN (SELECT json_agg(value::int ORDER BY place) FROM ordered)
			ELSE (SELECT json_object_agg(place, value::int) FROM ordered) END)::text
$$;
SELECT pg_temp.columns(pg_temp.dataset('{region,measure,year}'));
SELECT o.dimensions, f.form,
	(SELECT count(*) FROM (SELECT pg_temp.columns(pg_temp.dataset(o.dimensions, f.form)) EXCEPT ALL SELECT pg_temp.columns(pg_temp.dataset('{region,measure,year}'))) AS x) AS differences,
	(SELECT count(*) FROM pg_temp.columns(pg_temp.dataset(o.dimensions, f.form))) AS rows
FROM (VALUES ('{region,measure,year}'::text[]), ('{region,year,measure}'), ('{measure,region,year}'),
	('{measure,year,region}'), ('{year,region,measure}'), ('{year,measure,region}')) AS o(dimensions),
	(VALUES ('array'), ('object')) AS f(form);

-- the measures are those of the whole dataset, whatever the periods and the cells that are null
SELECT measures, count(*), array_agg(concat_ws('|', period, requested, decided) ORDER BY line) AS cells
FROM busetting.read_table('{"class": "dataset", "version": "2.0", "id": ["time", "region", "measure"], "size": [3, 1, 2],
	"role": {"time": ["time"], "geo": ["region"], "metric": ["measure"]},
	"dimension": {"time": {"category": {"index": ["2020", "2021", "2022"]}}, "region": {"category": {"index": ["4601"]}},
		"measure": {"category": {"index": ["requested", "decided"]}}},
	"value": [897, null, 312, 924, 772, 430]}')
GROUP BY measures;
-- more rows than a small context holds, of periods that the next ones push out
SELECT measures, count(*), count(DISTINCT period) AS periods, sum(nullif(requested, '')::int) AS requested, sum(nullif(settled, '')::int) AS settled
FROM busetting.read_table((SELECT json_build_object('class', 'dataset', 'id', '["time", "region", "measure"]'::json, 'size', ARRAY[400, 3, 2],
	'role', '{"time": ["time"], "geo": ["region"], "metric": ["measure"]}'::json,
	'dimension', json_build_object('time', json_build_object('category', json_build_object('index', (SELECT json_agg((1600 + i)::text ORDER BY i) FROM generate_series(1, 400) AS i))),
		'region', '{"category": {"index": ["4601", "4602", "1101"], "label": {"4602": "a name that is a good deal longer than others, as there are some that say whose"}}}'::json,
		'measure', '{"category": {"index": ["requested", "settled"]}}'::json),
	'value', (SELECT json_agg(CASE WHEN i % 7 > 0 THEN i END ORDER BY i) FROM generate_series(1, 2400) AS i))::text))
GROUP BY measures;

-- values and statuses as lists, objects and one for all; a number is a number whatever its status
SELECT v.value, s.status, settled FROM (VALUES ('[5, null]'), ('{"0": 5}'), ('[":", 6.0]'), ('[1e3, ".."]')) AS v(value),
	(VALUES ('"x"'), ('["a", ":"]'), ('{"1": ":"}'), ('null')) AS s(status),
	busetting.read_table(format('{"class": "dataset", "label": "Bosatte", "id": ["kommune"], "size": [2],
		"dimension": {"kommune": {"category": {"index": ["4601", "4602"]}}}, "value": %s, "status": %s}', v.value, s.status));
-- of one category, its label will do; what version 1 has elsewhere
SELECT pg_temp.columns('{"dataset": {"dimension": {"id": ["Region", "ContentsCode", "Tid"], "size": [1, 1, 1],
	"role": {"geo": ["Region"], "metric": ["ContentsCode"]},
	"Region": {"label": "region", "category": {"label": {"0": "Hele landet"}}},
	"ContentsCode": {"category": {"index": {"B": 0}, "label": {"B": "Bosatte flyktninger"}}},
	"Tid": {"category": {"index": {"2022": 0}}}}, "value": [31000]}}');

-- a bundle of version 1, a collection of version 2: what is of another subject, or elsewhere, is left out
CREATE FUNCTION pg_temp.counted(label text, region text, value integer) RETURNS text LANGUAGE sql AS $$
	SELECT format('{"class": "dataset", "label": "%s", "id": ["%s"], "size": [2], "dimension": {"%2$s": {"category": {"index": ["4601", "4602"], "label": {"4601": "4601 Bergen", "4602": "Kinn"}}}}, "value": [%s, null], "status": {"1": ":"}}', label, region, value)
$$;
SELECT pg_temp.columns(format('{"b": %s, "a": %s, "c": %s, "note": "d"}', pg_temp.counted('Bosatte', 'kommune', 51), pg_temp.counted('Vedtak', 'kommune', 60), pg_temp.counted('Bosatte', 'alder', 7)));
SELECT pg_temp.columns(format('{"version": "2.0", "class": "collection", "link": {"item": [%s, %s, {"class": "dataset", "href": "https://example.org/x.json"}]}}',
	pg_temp.counted('Bosatte', 'kommune', 51), pg_temp.counted('Vedtak', 'kommune', 60)));
SELECT pg_temp.columns('{"class": "collection", "link": {"item": [{"class": "dataset", "href": "https://example.org/x.json"}]}}');
SELECT pg_temp.columns(format('{"a": %s}', pg_temp.counted('Bosatte', 'alder', 7)));
SELECT line, name, settled, decided, problem, advice FROM busetting.preview_table(format('{"b": %s, "a": %s, "c": %s}', pg_temp.counted('Bosatte', 'kommune', 51),
	pg_temp.counted('Vedtak', 'kommune', 60), pg_temp.counted('Bosatte', 'alder', 7)), '2022-05-18');
-- of other units, or in thousands
SELECT pg_temp.columns(replace('{"class": "dataset", "id": ["kommune", "m"], "size": [1, 3], "dimension": {"kommune": {"category": {"index": ["4601"]}}, "m": {"category": {"index": ["settled", "agreed", "decided"],
	"unit": {"settled": {"base": "personer", "decimals": 0}, "agreed": {"label": "prosent"}, "decided": {"base": "personer", "multiplier": 3}}}}}, "value": [1, 2, 3]}', E'\n', ''));

-- errors
CREATE FUNCTION pg_temp.broken(changes text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT pg_temp.columns(('{"class": "dataset", "id": ["kommune", "m"], "size": [2, 1], "role": {"metric": ["m"]},
		"dimension": {"kommune": {"category": {"index": ["4601", "4602"]}}, "m": {"category": {"index": ["settled"]}}},
		"value": [1, 2]}'::jsonb || changes::jsonb)::text)
$$;
SELECT pg_temp.broken('{}');
SELECT pg_temp.broken('{"class": "collection"}');
SELECT pg_temp.broken('{"id": "kommune"}');
SELECT pg_temp.broken('{"id": ["kommune"]}');
SELECT pg_temp.broken('{"size": [2, -1]}');
SELECT pg_temp.broken('{"size": [2, "1"]}');
SELECT pg_temp.broken('{"size": [2147483647, 2147483647]}');
SELECT pg_temp.broken('{"size": [3, 1], "value": [1, 2, 3]}');
SELECT pg_temp.broken('{"size": [0, 1], "value": []}');
SELECT pg_temp.broken('{"value": [1]}');
SELECT pg_temp.broken('{"value": {"0": 1, "2": 5}}');
SELECT pg_temp.broken('{"value": 5}');
SELECT pg_temp.broken('{"value": [1, -2]}');
SELECT pg_temp.broken('{"value": [1, 2.5]}');
SELECT pg_temp.broken('{"value": [1, 2147483648]}');
SELECT pg_temp.broken('{"value": [1, true]}');
SELECT pg_temp.broken('{"value": [1, "mange"]}');
SELECT pg_temp.broken('{"value": [1, null], "status": [1, 2]}');
SELECT pg_temp.broken('{"value": [1, null], "status": ["a"]}');
SELECT pg_temp.broken('{"dimension": {}}');
SELECT pg_temp.broken('{"dimension": {"kommune": {"category": {"index": ["4601", 5]}}, "m": {"category": {"index": ["settled"]}}}}');
SELECT pg_temp.broken('{"dimension": {"kommune": {"category": {"index": {"4601": 0, "4602": 0}}}, "m": {"category": {"index": ["settled"]}}}}');
SELECT pg_temp.broken('{"dimension": {"kommune": {"category": {"index": ["4601", "4602"]}}, "m": {"category": {"index": ["inhabitants"]}}}}');
SELECT pg_temp.broken('{"role": {"geo": ["m"], "metric": ["m"]}}');
SELECT pg_temp.broken('{"id": ["x", "m"], "dimension": {"x": {"category": {"index": ["4601", "4602"]}}, "m": {"category": {"index": ["settled"]}}}}');
SELECT pg_temp.columns(:'dataset', '{name,settled}');
SELECT pg_temp.columns('{"class": "dataset"');
SELECT pg_temp.columns('[1]');
SELECT count(*) FROM busetting.read_table('[1]', form => 'json-stat');
SELECT count(*) FROM busetting.read_table('5', form => 'json-stat');
-- the regions' dimension by its label, that of the measures by what it holds; tables by all other dimensions
SELECT pg_temp.columns('{"class": "dataset", "id": ["a", "b"], "size": [2, 1], "dimension": {"a": {"label": "Kommune", "category": {"index": ["4601", "4602"]}},
	"b": {"category": {"index": ["x"], "label": {"x": "Bosatte"}}}}, "value": [1, 2]}');
SELECT pg_temp.columns('{"class": "dataset", "label": "Bosatte", "id": ["sex", "age", "region"], "size": [2, 2, 1], "value": [1, 2, 3, 4],
	"dimension": {"region": {"category": {"index": ["4601"]}}, "sex": {"category": {"index": ["m", "f"], "label": {"m": "menn", "f": "kvinner"}}},
	"age": {"category": {"index": ["0", "18"], "label": {"0": "barn", "18": "vaksne"}}}}}');
SELECT pg_temp.broken(format('{"size": [1, 513], "dimension": {"kommune": {"category": {"index": ["4601"]}}, "m": {"category": {"index": %s}}}, "value": %s}', json_agg('x' || i), json_agg(i)))
	FROM generate_series(1, 513) AS i;
SELECT pg_temp.broken('{"dimension": {"kommune": {"category": {"index": ["4601", "4602"], "label": {"4601": "Bergen", "4602": " "}}}, "m": {"category": {"index": ["settled"]}}}}');
SELECT pg_temp.broken('{"id": ["kommune"], "size": [2], "role": {}, "label": "Innbyggere"}');
-- a dimension, a category or a key twice, of which one would be lost or taken for the other
SELECT pg_temp.broken('{"id": ["kommune", "m", "m"], "size": [2, 1, 1]}');
SELECT pg_temp.broken('{"dimension": {"kommune": {"category": {"index": ["4601", "4601"]}}, "m": {"category": {"index": ["settled"]}}}}');
SELECT pg_temp.broken('{"id": ["kommune", "år"], "label": "Bosatte", "role": {}, "value": [1, 2], "size": [1, 2],
	"dimension": {"kommune": {"category": {"index": ["4601"]}}, "år": {"category": {"index": ["2022", "2022"]}}}}');
SELECT pg_temp.columns('{"class": "dataset", "label": "Bosatte", "id": ["kommune"], "size": [2], "value": {"0": 1, "1": 2, "0": 3},
	"dimension": {"kommune": {"category": {"index": ["4601", "4602"], "label": {"4601": "A \" : B"}}}}}');
SELECT pg_temp.columns('{"class": "dataset", "label": "Bosatte", "id": ["kommune"], "size": [2], "value": {"0": 1, "1": 2}, "note": ["a:b", {"c": "\\\":"}],
	"dimension": {"kommune": {"category": {"index": ["4601", "4602"]}}}}');
-- what the label of the dataset says is not of categories that say otherwise: "Folketal" is not settled
SELECT pg_temp.columns('{"class": "dataset", "label": "Bosatte", "id": ["kommune", "x"], "size": [1, 2], "value": [29000, 3],
	"dimension": {"kommune": {"category": {"index": ["4601"]}}, "x": {"category": {"index": ["a", "b"], "label": {"a": "Folketal", "b": "Vedtak"}}}}}', c.columns)
	FROM (VALUES ('{-}'::text[]), ('{name,-,agreed}')) AS c(columns);
SELECT pg_temp.columns('{"class": "dataset", "label": "Bosatte", "id": ["kommune", "x"], "size": [1, 2], "value": [29000, 3],
	"dimension": {"kommune": {"category": {"index": ["4601"]}}, "x": {"category": {"index": ["a", "b"], "label": {"a": "Folketal", "b": "Vedtak"}}}}}');
SELECT pg_temp.columns('{"class": "dataset", "id": ["kommune", "x", "y"], "size": [1, 1, 2], "value": [1, 2],
	"dimension": {"kommune": {"category": {"index": ["4601"]}}, "x": {"category": {"index": ["Vedtak"]}}, "y": {"category": {"index": ["Noko", "Bosatte"]}}}}');
-- no measure but such that are left out, or given as two in one
SELECT pg_temp.columns('{"class": "dataset", "label": "Folketal", "id": ["kommune"], "size": [1], "value": [29000],
	"dimension": {"kommune": {"category": {"index": ["4601"]}}}}', '{-}');
SELECT pg_temp.columns('{"class": "dataset", "label": "Bosatte", "id": ["kommune"], "size": [1], "value": [3],
	"dimension": {"kommune": {"category": {"index": ["4601"]}}}}', '{name,decided,settled+settled_collective}');
-- one dimension in two roles
SELECT pg_temp.broken('{"role": {"time": ["kommune"], "metric": ["m"]}}');
SELECT pg_temp.broken('{"role": {"time": ["m"], "metric": ["m"]}}');
-- a status that is none, or a number, which would be a count
SELECT pg_temp.broken('{"value": [1, null], "status": 5}');
SELECT pg_temp.broken('{"value": [1, null], "status": {"1": "1"}}');
SELECT pg_temp.broken('{"value": [1, null], "status": ["1", " "]}');
-- places that are none
SELECT pg_temp.broken('{"value": {"99999999999999999999999": 1}}');
SELECT pg_temp.broken('{"value": {"-1": 1}}');
SELECT pg_temp.broken('{"value": {"00": 1}}');
SELECT pg_temp.broken('{"value": {"": 1}}');
-- preview_table tells of all this in a row
\set SHOW_CONTEXT never
SELECT problem, advice FROM busetting.preview_table('{"class": "dataset"', '2022-05-18');
SELECT problem, advice FROM busetting.preview_table('{"class": "dataset", "a": "\u0000"}', '2022-05-18');
SELECT problem, advice FROM busetting.preview_table('{"class": "dataset", "value": 5}', '2022-05-18');
SELECT problem, advice FROM busetting.preview_table('\x7b22613a22ff'::bytea, '2022-05-18', encoding => 'UTF8');
SELECT line, name, settled, problem FROM busetting.preview_table('{"class": "dataset", "label": "Bosatte", "id": ["kommune"], "size": [3], "value": [1.5, 7, true], "dimension": {"kommune": {"category": {"index": ["4601", "4602", "4621"]}}}}', '2022-05-18');
SELECT problem, advice FROM busetting.preview_table('x', '2022-05-18', columns => '{names}');
-- the label of a dataset is its title, and may be named in skip
SELECT label, p.line, p.settled, p.problem
FROM unnest('{Bosatte,"Bosetting av enslige mindreårige","Bosatte i prosent","Bosatte per 11.05.2022"}'::text[]) WITH ORDINALITY AS t(label, number)
CROSS JOIN LATERAL busetting.preview_table(format('{"class": "dataset", "label": "%s", "id": ["kommune", "m"], "size": [1, 1], "value": [7], "role": {"metric": ["m"]}, "dimension": {"kommune": {"category": {"index": ["4601"]}}, "m": {"category": {"index": ["s"], "label": {"s": "Bosatte"}}}}}', label), '2022-05-18', skip => CASE WHEN label LIKE '%prosent' THEN ARRAY[label] END) AS p
ORDER BY number, p.line NULLS FIRST;
\set VERBOSITY sqlstate
SELECT count(*) FROM busetting.read_table('{"a": ' || repeat('[', 1000000));
SELECT count(*) FROM busetting.read_table('{"a": "' || repeat('x', 17000000) || '"}');
