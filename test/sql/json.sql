-- json and jsonb: what the casts write of a row is read back, as the value it was
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- a row, by every function that makes rows of json
CREATE TEMP TABLE cell (id int, a suppressed_int(0, 4), b suppressed_bigint);
INSERT INTO cell VALUES (1, 39, 7), (2, ':', '5..'), (3, NULL, '..'), (4, 5, '..-1');
CREATE TEMP TABLE history AS SELECT id, to_jsonb(c) AS jsonb, to_json(c) AS json FROM cell AS c;
SELECT json FROM history ORDER BY id;
SELECT (jsonb_populate_record(NULL::cell, jsonb)).* FROM history ORDER BY id;
SELECT (json_populate_record(NULL::cell, json)).* FROM history ORDER BY id;
SELECT * FROM jsonb_populate_recordset(NULL::cell, (SELECT jsonb_agg(jsonb ORDER BY id) FROM history));
SELECT * FROM json_populate_recordset(NULL::cell, (SELECT json_agg(json ORDER BY id) FROM history));
SELECT * FROM jsonb_to_recordset((SELECT jsonb_agg(jsonb ORDER BY id) FROM history)) AS x (a suppressed_int(0, 4), b suppressed_bigint);
SELECT * FROM json_to_recordset((SELECT json_agg(json ORDER BY id) FROM history)) AS x (a suppressed_int(0, 4), b suppressed_bigint);
SELECT x.* FROM history, LATERAL jsonb_to_record(jsonb) AS x (a suppressed_bigint, b suppressed_bigint) ORDER BY id;
SELECT x.* FROM history, LATERAL json_to_record(json) AS x (a suppressed_bigint, b suppressed_bigint) ORDER BY id;

-- arrays, rows in rows, and domains
CREATE TYPE pg_temp.series AS (name text, cells suppressed_bigint[], total suppressed_int);
SELECT (jsonb_populate_record(NULL::pg_temp.series, to_jsonb(row))).* FROM (SELECT ROW('x', '{1,:,0..4,5..,..5,..,NULL}', '1..3')::pg_temp.series AS row) AS t;
SELECT (json_populate_record(NULL::pg_temp.series, to_json(row))).* FROM (SELECT ROW('x', '{1,:,0..4,5..,..5,..,NULL}', '1..3')::pg_temp.series AS row) AS t;
CREATE DOMAIN pg_temp.small_hidden AS suppressed_int(0, 4) CHECK (VALUE >> -1);
CREATE TEMP TABLE checked (value pg_temp.small_hidden);
SELECT (jsonb_populate_record(NULL::checked, jsonb_build_object('value', '1..3'::suppressed_int))).*;

-- a string is text, whose ":" is the publisher's symbol; an object of bounds is what it says
SELECT * FROM jsonb_to_recordset('[{"v": ":"}, {"v": {"lower": 0, "upper": null}}, {"v": "0..3"}, {"v": {"lower": 1, "upper": 3}}, {"v": 3}, {"v": "7"}, {"v": null}, {}]') AS x (v suppressed_int(0, 4));

-- every shape of both types comes back, by both ways
SELECT setseed(0.2022) \g /dev/null
CREATE TEMP TABLE shape AS
SELECT suppressed_bigint(low, high) AS b
FROM (SELECT CASE WHEN n % 3 > 0 THEN low END AS low, CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN low ELSE low + floor(random() * 1000)::bigint END AS high
	FROM (SELECT n, floor((random() - 0.5) * CASE n % 4 WHEN 0 THEN 20 WHEN 1 THEN 1e5 WHEN 2 THEN 4e9 ELSE 1.8e19 END)::numeric::bigint AS low FROM generate_series(1, 3000) AS n OFFSET 0) AS made) AS bounds
UNION ALL VALUES (suppressed_bigint '..'), (':'), ('0'), ('-2147483648'), ('2147483647'), ('-2147483647..2147483646'), ('..-2147483647'), ('2147483646..'), ('..2147483646'), ('-2147483647..'),
	('-9223372036854775808'), ('9223372036854775807'), ('-9223372036854775807..9223372036854775806'), ('..-9223372036854775807'), ('9223372036854775806..'), ('..9223372036854775806'), ('-9223372036854775807..');
CREATE TEMP TABLE one_bigint (b suppressed_bigint);
CREATE TEMP TABLE one_int (i suppressed_int);
SELECT count(*) > 3000 AS many, count(*) FILTER (WHERE (jsonb_populate_record(NULL::one_bigint, jsonb_build_object('b', b))).b IS DISTINCT FROM b) AS jsonb_differs,
	count(*) FILTER (WHERE (json_populate_record(NULL::one_bigint, json_build_object('b', b))).b IS DISTINCT FROM b) AS json_differs,
	count(*) FILTER (WHERE to_jsonb(b)::text::suppressed_bigint IS DISTINCT FROM b OR b::json::text::suppressed_bigint IS DISTINCT FROM b) AS text_differs FROM shape;
SELECT count(*) > 1500 AS many, count(*) FILTER (WHERE (jsonb_populate_record(NULL::one_int, jsonb_build_object('i', i))).i IS DISTINCT FROM i) AS jsonb_differs,
	count(*) FILTER (WHERE (json_populate_record(NULL::one_int, json_build_object('i', i))).i IS DISTINCT FROM i) AS json_differs,
	count(*) FILTER (WHERE to_jsonb(i)::text::suppressed_int IS DISTINCT FROM i OR i::json::text::suppressed_int IS DISTINCT FROM i) AS text_differs
FROM (SELECT b::suppressed_int AS i FROM shape WHERE coalesce(lower(b), 0) BETWEEN -2147483647 AND 2147483646 AND coalesce(upper(b), 0) BETWEEN -2147483647 AND 2147483646 OR b IN ('-2147483648', '2147483647') OFFSET 0) AS t;

-- in any order of the keys and with any spaces, and nothing else
\a\t
SELECT text, pg_temp.outcome(format('SELECT %L::suppressed_int', text)), pg_temp.outcome(format('SELECT %L::suppressed_bigint', text)) FROM (VALUES
	('{"lower":0,"upper":4}'), ('{"upper": 4, "lower": 0}'), (E' {\t"lower"\n:\r0 , "upper" :4 } '), ('{"lower": -7, "upper": null}'), ('{"lower": null, "upper": null}'), ('{"lower": 3, "upper": 3}'), ('{"lower": -0, "upper": 4}')) AS t (text);
SELECT text, pg_temp.outcome(format('SELECT %L::suppressed_int', text)) FROM (VALUES
	('{"lower": 5, "upper": 4}'), ('{"lower": 0, "upper": 2147483647}'), ('{"lower": 0, "upper": 9999999999999999999}'), ('{"lower": null, "upper": -2147483648}')) AS t (text);
SELECT text, pg_temp.outcome(format('SELECT %L::suppressed_bigint', text)) FROM (VALUES
	('{"lower": 0, "upper": 9223372036854775807}'), ('{"lower": 99999999999999999999, "upper": 1}')) AS t (text);
SELECT count(*) AS refused, string_agg(DISTINCT outcome, E'\n') FILTER (WHERE outcome !~ '^22P02 invalid input syntax for type suppressed_int: .*The keys are') AS otherwise
FROM (SELECT text, replace(pg_temp.outcome(format('SELECT %L::suppressed_int', text)), 'A JSON object has the keys "lower" and "upper" and no others, each a whole number or null.', 'The keys are') AS outcome
FROM unnest(ARRAY['{', '{}', '{"lower": 0}', '{"upper": 4}', '{"lower": 0, "lower": 0}', '{"upper": 4, "upper": 4}', '{"lower": 0, "upper": 4', '{"lower": 0 "upper": 4}', '{"lower": 0, "upper": 4,}', '{"lower": 0, "upper": 4} 5',
	'{"lower": 0, "upper": 4, "symbol": 1}', '{"symbol": 1, "lower": 0, "upper": 4}', '{"Lower": 0, "upper": 4}', '{lower: 0, upper: 4}', '{''lower'': 0, ''upper'': 4}', '{"lower": "0", "upper": 4}', '{"lower": 0.0, "upper": 4}', '{"lower": 0, "upper": 4e0}',
	'{"lower": +0, "upper": 4}', '{"lower": 00, "upper": 4}', '{"lower": 0, "upper": 04}', '{"lower": -, "upper": 4}', '{"lower": , "upper": 4}', '{"lower": NULL, "upper": 4}', '{"lower": nullx, "upper": 4}', '{"lower": true, "upper": 4}', '{"lower": [0], "upper": 4}',
	'{"lower": {"lower": 0, "upper": 1}, "upper": 4}', '{"lower" 0, "upper": 4}', '{"lower": 0; "upper": 4}', '{"lower": 0, "upper": 4}}', '{{"lower": 0, "upper": 4}']) AS text) AS tried
HAVING count(*) = count(*) FILTER (WHERE outcome ~ '^22P02');
SELECT pg_temp.outcome('SELECT ''{"lower": 0}''::suppressed_bigint');
SELECT pg_temp.outcome(format('SELECT * FROM jsonb_to_record(%L) AS x (v suppressed_int)', '{"v": ' || value || '}')) FROM (VALUES ('[0, 4]'), ('true'), ('3.5'), ('{"lower": 0}')) AS t (value);
\a\t
