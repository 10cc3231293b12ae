-- casts: which are implicit, what they do, what they refuse
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- the whole list: i implicit, a on assignment, e explicit
SELECT castsource::regtype AS source, casttarget::regtype AS target, castcontext AS context FROM pg_cast
WHERE 'suppressed_int'::regtype IN (castsource, casttarget) OR 'suppressed_bigint'::regtype IN (castsource, casttarget)
ORDER BY castsource::regtype::text, casttarget::regtype::text;

-- numbers in: exact, numeric rounded to a whole number as PostgreSQL rounds it
SELECT 39::smallint::suppressed_int AS int2, 39::suppressed_int AS int4, 39::bigint::suppressed_int AS int8, 39.5::suppressed_int AS "numeric", (-39.5)::suppressed_int AS negative,
	(-2147483648)::suppressed_int AS minimum, 2147483647::bigint::suppressed_int AS maximum, 1e3::suppressed_int AS exponent;
SELECT 39::smallint::suppressed_bigint AS int2, 39::suppressed_bigint AS int4, 39::bigint::suppressed_bigint AS int8, 39.5::suppressed_bigint AS "numeric",
	(-9223372036854775808)::suppressed_bigint AS minimum, 9223372036854775807::suppressed_bigint AS maximum, suppressed_int '0..4'::suppressed_bigint AS "int", suppressed_bigint '..4'::suppressed_int AS "bigint";

-- numbers out
SELECT suppressed_int '39'::smallint AS int2, suppressed_int '39'::int AS int4, suppressed_int '-2147483648'::bigint AS int8, suppressed_int '2147483647'::numeric AS "numeric",
	NULL::suppressed_int::int AS nothing, suppressed_bigint '-39'::smallint AS int2, suppressed_bigint '39'::int AS int4,
	suppressed_bigint '-9223372036854775808'::bigint AS int8, suppressed_bigint '9223372036854775807'::numeric AS "numeric", suppressed_bigint '7'::int4::float8 AS float8;

-- ranges, both ways
SELECT range, range::suppressed_int AS value, range::suppressed_int::int4range = range AS back
FROM (VALUES (int4range '[0,5)'), ('[0,4]'), ('(-1,4]'), ('[7,7]'), ('[0,)'), ('(,4]'), ('(,)'), ('[-2147483647,2147483646]'), ('[-2147483648,-2147483648]'), (NULL)) AS t (range);
SELECT range, range::suppressed_bigint AS value, range::suppressed_bigint::int8range = range AS back
FROM (VALUES (int8range '[0,5)'), ('[7,7]'), ('[0,)'), ('(,4]'), ('(,)'), ('[-9223372036854775807,9223372036854775806]'), ('[-9223372036854775808,-9223372036854775808]'), (NULL)) AS t (range);

-- JSON: a number where exact, an object with the bounds where hidden
SELECT value, value::json AS json, value::jsonb AS jsonb, to_json(value) AS to_json, to_jsonb(value) AS to_jsonb, jsonb_typeof(value::suppressed_bigint::jsonb) AS type
FROM (VALUES (suppressed_int '39'), ('-2147483648'), ('0..4'), (':'), ('..4'), ('..'), (NULL)) AS t (value);
SELECT to_jsonb(suppressed_bigint '9223372036854775807') AS maximum, to_json(suppressed_bigint '-9223372036854775807..9223372036854775806') AS widest;
SELECT json_agg(value) AS json_agg, jsonb_agg(value) AS jsonb_agg, array_to_json(array_agg(value)) AS array_to_json,
	jsonb_object_agg(coalesce(value::text, 'NULL'), value) AS object, jsonb_build_object('settled', max(value)) AS built
FROM (VALUES (suppressed_int '39'), ('0..4'), (NULL)) AS t (value);
SELECT row_to_json(t), to_jsonb(t) FROM (VALUES (1, suppressed_int '39', suppressed_bigint ':'), (2, '0..4', '7')) AS t (id, settled, total);
SELECT (to_jsonb(suppressed_int '0..4') ->> 'upper')::int AS upper, (to_jsonb(suppressed_int '39'))::int AS number;
SELECT * FROM jsonb_to_recordset('[{"a": 39, "b": "0..4"}, {"a": ":", "b": null}]') AS t (a suppressed_int, b suppressed_bigint);

-- what is refused: a hidden value is no number, and what does not fit is out of range
\a\t
SELECT pg_temp.outcome('SELECT ' || query) FROM (VALUES
	('suppressed_int ''0..4''::smallint'), ('suppressed_int '':''::int'), ('suppressed_int ''..''::bigint'), ('suppressed_int ''..4''::numeric'),
	('suppressed_bigint ''0..4''::smallint'), ('suppressed_bigint '':''::int'), ('suppressed_bigint ''5..''::bigint'), ('suppressed_bigint ''-4..4''::numeric'),
	('suppressed_int ''32768''::smallint'), ('suppressed_bigint ''2147483648''::int'), ('suppressed_bigint ''-32769''::smallint'),
	('2147483648::suppressed_int'), ('2147483648.4::suppressed_int'), ('9223372036854775808::suppressed_bigint'), ('''NaN''::numeric::suppressed_int'),
	('suppressed_bigint ''2147483648''::suppressed_int'), ('suppressed_bigint ''0..2147483647''::suppressed_int'), ('suppressed_bigint ''-2147483648..''::suppressed_int'),
	('int4range ''empty''::suppressed_int'), ('int8range ''[5,5)''::suppressed_bigint'), ('int4range ''[-2147483648,5)''::suppressed_int'), ('int4range ''(,-2147483648)''::suppressed_int'),
	('int8range ''[-9223372036854775808,)''::suppressed_bigint'), ('int8range ''(,-9223372036854775808)''::suppressed_bigint'),
	('suppressed_int ''2147483647''::int4range'), ('suppressed_bigint ''9223372036854775807''::int8range'),
	-- no implicit way out, nor in from numeric
	('sqrt(suppressed_int ''4'')'), ('suppressed_int ''4'' + 1.5'), ('generate_series(1, suppressed_int ''4'')'), ('repeat(''x'', suppressed_int ''4'')'), ('suppressed_int ''4'' / 2'),
	('suppressed_int ''4'' = 4.0'), ('CASE WHEN suppressed_int ''1'' THEN 1 END'), ('COALESCE(suppressed_int ''1'', 2.5)'),
	('suppressed_int ''4''::text::int'), ('suppressed_int ''4''::boolean'), ('suppressed_int ''4''::float8'), ('4::float8::suppressed_int'), ('''5''::json::suppressed_int')) AS t (query);
\a\t

-- on assignment: into a column of either type, but never out of it
CREATE TEMP TABLE target (narrow suppressed_int, wide suppressed_bigint, number integer);
INSERT INTO target (narrow, wide) SELECT 39::bigint, 39::bigint;
INSERT INTO target (narrow, wide) SELECT 39.4, 39.5;
INSERT INTO target (narrow, wide) SELECT suppressed_bigint '0..4', suppressed_int '0..4';
SELECT * FROM target;
INSERT INTO target (narrow) SELECT 2147483648;
INSERT INTO target (number) SELECT suppressed_int '39';
INSERT INTO target (narrow) SELECT int4range '[0,5)';
