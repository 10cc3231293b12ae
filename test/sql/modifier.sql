-- the modifier: suppressed_int(0,4) is a column in which 0 to 4 are hidden
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- ":" becomes what the rule hides, and so does every value that lies inside; all else passes unchanged
SELECT input, input::suppressed_int(0,4) AS "0,4", input::suppressed_int(1,4) AS "1,4", input::suppressed_int(0,9) AS "0,9",
	input::suppressed_bigint(0,4) AS "bigint 0,4", input::suppressed_bigint(1,4) AS "bigint 1,4"
FROM (VALUES ('0'), ('1'), ('3'), ('4'), ('5'), ('-1'), ('39'), (':'), ('0..4'), ('1..4'), ('1..3'), ('0..3'), ('2..2'), ('0..5'), ('4..5'), ('-1..4'),
	('1..'), ('4..'), ('..4'), ('..'), ('5..'), ('2147483647'), (NULL)) AS t (input);

-- coercion is idempotent, and no way in reveals what the rule hides
CREATE TEMP TABLE hidden (value suppressed_int(0,4), total suppressed_bigint(0,4));
INSERT INTO hidden VALUES (3, 3), ('3', '3'), (3::smallint, 3::smallint), (3::bigint, 3::bigint), (3.2, 3.2), (suppressed_int '3', suppressed_int '3'),
	(suppressed_bigint '1..3', suppressed_bigint '1..3'), ('[1,4)'::int4range::suppressed_int, '[1,4)'::int8range::suppressed_bigint);
INSERT INTO hidden SELECT n, n FROM generate_series(0, 4) AS n;
COPY hidden FROM stdin;
3	3
:	:
1..3	2..4
\.
PREPARE store(integer, bigint) AS INSERT INTO hidden VALUES ($1, $2);
EXECUTE store(2, 2);
UPDATE hidden SET value = 1, total = total + 0;
SELECT value, total, count(*) FROM hidden GROUP BY 1, 2;
SELECT every(value::suppressed_int(0,4) = value) AS int_idempotent, every(total::suppressed_bigint(0,4) = total) AS bigint_idempotent FROM hidden;
SELECT 3::suppressed_int(0,4) AS explicit, CAST(':' AS suppressed_int(1,4)) AS zeros_shown, suppressed_int(0,4) '2' AS literal,
	'3'::suppressed_int(0,4)::suppressed_int(0,9) AS wider, '3'::suppressed_int(0,9)::suppressed_int(0,4) AS narrower, '7'::suppressed_int(0,4)::suppressed_int AS none;

-- only the text ":" is the publisher's symbol: what is read from text into the column
CREATE TEMP TABLE way (way text, value suppressed_int(0,4), total suppressed_bigint(0,4));
INSERT INTO way VALUES ('literal', ':', ':'), ('with spaces', ' : ', '	: '), ('escape', E':', $$:$$), ('typed', suppressed_int ':', suppressed_bigint ':'), ('cast', ':'::suppressed_int(0,4), CAST(':' AS suppressed_bigint(0,4)));
INSERT INTO way SELECT 'literal of a query', ':', ':';
INSERT INTO way SELECT 'text', t, t FROM (VALUES (':'), ('3')) AS s (t);
INSERT INTO way SELECT 'cast of text', t::suppressed_int(0,4), t::suppressed_bigint(0,4) FROM (VALUES (':'), ('3')) AS s (t);
INSERT INTO way VALUES ('varchar', ':'::varchar, ':'::varchar(3)), ('char', ':'::char(5), ':'::char), ('name', ':'::name, ':'::name);
INSERT INTO way SELECT 'array of text', ('{3,:}'::text[]::suppressed_int(0,4)[])[2], ('{:}'::text[]::suppressed_bigint(0,4)[])[1];
INSERT INTO way SELECT 'json string', * FROM jsonb_to_record('{"a": ":", "b": ":"}') AS r (a suppressed_int(0,4), b suppressed_bigint(0,4));
INSERT INTO way SELECT 'row', r.value, r.total FROM (SELECT ('(row,:,:)'::way).*) AS r;
UPDATE way SET value = ':', total = ':' WHERE way = 'row';
PREPARE of_text(text) AS INSERT INTO way VALUES ('parameter of type text', $1, $1);
EXECUTE of_text(':');
DO $$
DECLARE
	symbol text := ':';
	value suppressed_int(0,4) := ':';
BEGIN
	INSERT INTO way VALUES ('text in PL/pgSQL', symbol, ':'::text), ('variable', value, value);
END
$$;
COPY way FROM stdin;
COPY	:	:
\.
SELECT value, total, count(*), min(array_to_string(ARRAY(SELECT way FROM way AS w WHERE (w.value, w.total) IS DISTINCT FROM ('0..4'::suppressed_int, '0..4'::suppressed_bigint)), ', ')) AS otherwise FROM way GROUP BY 1, 2;
TRUNCATE way;
-- what was computed and is "at least 0" is not, whatever it was computed of, nor is what is written as bounds: it passes unchanged
INSERT INTO way SELECT 'sum', sum(x)::suppressed_int, sum(x) FROM unnest('{:,:}'::suppressed_int[]) AS x;
INSERT INTO way SELECT 'cast of a sum', sum(x)::suppressed_int(0,4), sum(x)::suppressed_bigint(0,4) FROM unnest('{:,:}'::suppressed_int[]) AS x;
INSERT INTO way SELECT 'max', max(x), max(x) FROM unnest('{:,0}'::suppressed_int[]) AS x;
INSERT INTO way VALUES ('constants added', suppressed_int ':' + ':', suppressed_bigint ':' + ':'), ('constructed', suppressed_int(0, NULL), suppressed_bigint(0, NULL)), ('range', '[0,)'::int4range::suppressed_int, '[0,)'::int8range::suppressed_bigint),
	('absolute', abs(suppressed_int '..'), abs(suppressed_bigint '..')), ('widened', suppressed_bigint ':', (suppressed_int ':' + 0)), ('multiplied', suppressed_int ':' * 3, 3 * suppressed_bigint ':');
INSERT INTO way VALUES ('literal bounds', '0..', ' 0.. '), ('plus', '+0..', '-0..'), ('object', '{"lower": 0, "upper": null}', '{"upper":null,"lower":0}'), ('cast bounds', '0..'::suppressed_int(0,4), '0..'::suppressed_bigint::suppressed_bigint(0,4)),
	('text bounds', '0..'::text, '0..'::varchar);
INSERT INTO way SELECT 'json object', * FROM jsonb_to_record('{"a": {"lower": 0, "upper": null}, "b": "0.."}') AS r (a suppressed_int(0,4), b suppressed_bigint(0,4));
CREATE TEMP TABLE plain AS SELECT suppressed_int ':' AS value, suppressed_bigint ':' AS total;
INSERT INTO way SELECT 'column', value, total FROM plain;
INSERT INTO way SELECT 'coalesced', coalesce(value, 0), coalesce(NULL, total) FROM plain;
PREPARE of_value(suppressed_int, suppressed_bigint) AS INSERT INTO way VALUES ('parameter', $1, $2);
EXECUTE of_value(suppressed_int ':' + ':', suppressed_bigint(0, NULL));
EXECUTE of_value(':', ':');
SET plan_cache_mode = force_generic_plan;
EXECUTE of_value(':', ':');
RESET plan_cache_mode;
CREATE FUNCTION pg_temp.store(value suppressed_int, total suppressed_bigint) RETURNS void LANGUAGE sql AS $$INSERT INTO way VALUES ('SQL function', value, total)$$;
SELECT pg_temp.store(value + value, total + total) FROM plain;
DO $$
DECLARE
	computed suppressed_int := suppressed_int ':' + ':';
	hidden suppressed_int(0,4);
	total suppressed_bigint;
BEGIN
	SELECT sum(value) INTO total FROM plain;
	hidden := computed + 0;
	INSERT INTO way VALUES ('PL/pgSQL', computed, total), ('variable', hidden, total);
	FOR i IN 1 .. 7 LOOP
		INSERT INTO way VALUES ('many times', computed, total);
	END LOOP;
	EXECUTE 'INSERT INTO way VALUES (''dynamic'', $1, $2)' USING computed, total;
END
$$;
UPDATE way SET value = value + value, total = total - '0' WHERE way = 'column';
COPY way FROM stdin;
COPY	0..	{"lower": 0, "upper": null}
\.
-- where nothing tells that it was a literal ":", it passes too: wider than the rule, and true
CREATE TEMP TABLE defaults (way text, value suppressed_int(0,4) DEFAULT ':', total suppressed_bigint(0,4) DEFAULT ':');
INSERT INTO defaults VALUES ('default');
INSERT INTO way TABLE defaults;
CREATE TEMP VIEW literal AS SELECT ':'::suppressed_int(0,4) AS value, ':'::suppressed_bigint(0,4) AS total;
INSERT INTO way SELECT 'view', value, total FROM literal;
DO $$BEGIN INSERT INTO way VALUES ('literal in a function', ':', ':'); END$$;
INSERT INTO way SELECT 'array', ('{3,:}'::suppressed_int(0,4)[])[2], (ARRAY[':']::suppressed_bigint[]::suppressed_bigint(0,4)[])[1];
SELECT value, total, count(*), min(array_to_string(ARRAY(SELECT way FROM way AS w WHERE (w.value, w.total) IS DISTINCT FROM ('0..'::suppressed_int, '0..'::suppressed_bigint)), ', ')) AS otherwise FROM way GROUP BY 1, 2;
-- nor is the ":" that stands where another text, a function's or that of PREPARE, has bounds
CREATE FUNCTION pg_temp.inlined() RETURNS suppressed_int LANGUAGE sql AS $$SELECT '0..'::suppressed_int(0,4)$$;
CREATE FUNCTION pg_temp.planned() RETURNS suppressed_int LANGUAGE sql VOLATILE AS $$SELECT '0..'::suppressed_int(0,4) FROM generate_series(1, 2) LIMIT 1$$;
CREATE FUNCTION pg_temp.row_set() RETURNS SETOF suppressed_int LANGUAGE sql STABLE AS $$SELECT CAST('0..' AS suppressed_int(0,4)) FROM generate_series(1, 2)$$;
CREATE FUNCTION pg_temp.total() RETURNS SETOF suppressed_bigint LANGUAGE sql STABLE AS $$SELECT '{"lower": 0, "upper": null}'::suppressed_bigint(0,4)$$;
SELECT ':' AS symbol, pg_temp.inlined(), pg_temp.planned();
SELECT CAST(':' AS text) AS symbol, row_set FROM pg_temp.row_set();
SELECT ':' AS symbol, total FROM pg_temp.total();
PREPARE computed(text) AS SELECT '0..'::suppressed_int(0,4) AS value;
EXECUTE computed(                ':');
CREATE TEMP TABLE again /*       ':' */ AS EXECUTE computed(' ');
TABLE again;
-- all of which is so as text: a default, a function's literal, CASE, arrays
CREATE TEMP TABLE text_defaults (value suppressed_int(0,4) DEFAULT ':'::text, total suppressed_bigint(0,4) DEFAULT '7'::text);
INSERT INTO text_defaults DEFAULT VALUES;
DO $$BEGIN INSERT INTO text_defaults VALUES (':'::text, CASE WHEN true THEN ':'::text ELSE '12' END); END$$;
SELECT value, total, pg_get_expr(adbin, adrelid) FROM text_defaults, pg_attrdef WHERE adrelid = 'text_defaults'::regclass AND adnum = 1;
-- text in the place of a value is read; what is no value is an error
\a\t
SELECT pg_temp.outcome($$INSERT INTO way SELECT 'text', t, t FROM (VALUES ('twelve'::text)) AS s (t) RETURNING 1$$);
SELECT suppressed_int('5'), suppressed_int(t), suppressed_int(v), suppressed_bigint(c), suppressed_bigint(n) FROM (VALUES ('5'::text, '5..'::varchar, '0..4'::char(8), ':'::name)) AS s (t, v, c, n);
\a\t

-- the type is shown as it was written; what is computed from it has no modifier
CREATE TEMP VIEW shown AS SELECT value, total, value + 1 AS next FROM hidden;
CREATE TEMP VIEW column_type AS
SELECT attrelid::regclass AS relation, attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid IN ('hidden'::regclass, to_regclass('shown')) AND attnum > 0 AND NOT attisdropped ORDER BY attrelid, attnum;
SELECT * FROM column_type;
SELECT format_type('suppressed_int'::regtype, 4), format_type('suppressed_bigint'::regtype, (32766 << 16) + 32767), format_type('suppressed_int'::regtype, -1);
SELECT pg_typeof(value), value + 1 AS sum_is_not_hidden_again FROM hidden LIMIT 1;
DROP VIEW shown;

-- COPY, text and binary, out and in, between rules; the binary form has no symbol, and what is at least 0 stays that
CREATE TEMP TABLE sent (value suppressed_int, total suppressed_bigint(0,9));
INSERT INTO sent VALUES ('2', '2'), (':', ':'), ('7', '7'), ('..', '..'), ('39', '39'), (NULL, NULL);
COPY sent TO PROGRAM 'cat > busetting_modifier.text';
COPY hidden FROM PROGRAM 'cat busetting_modifier.text; rm busetting_modifier.text';
COPY sent TO PROGRAM 'cat > busetting_modifier.binary' (FORMAT binary);
COPY hidden FROM PROGRAM 'cat busetting_modifier.binary; rm busetting_modifier.binary' (FORMAT binary);
SELECT value, total, count(*) FROM hidden GROUP BY 1, 2 ORDER BY 1, 2;

-- ALTER TABLE between rules rewrites what the new rule hides, and brings nothing back
CREATE INDEX ON hidden (value);
ALTER TABLE hidden ALTER value TYPE suppressed_int(0,9), ALTER total TYPE suppressed_bigint;
SELECT value, total, count(*) FROM hidden GROUP BY 1, 2 ORDER BY 1, 2;
ALTER TABLE hidden ALTER value TYPE suppressed_int(0,4), ALTER total TYPE suppressed_bigint(0,9);
SELECT value, total, count(*) FROM hidden GROUP BY 1, 2 ORDER BY 1, 2;
ALTER TABLE hidden ALTER value TYPE suppressed_bigint(0,4), ALTER total TYPE suppressed_int(0,4);
SELECT * FROM column_type;

-- a domain, an array, whose literal's ":" has no rule, and a composite over it
CREATE DOMAIN pg_temp.small_hidden AS suppressed_int(0,4) CHECK (VALUE >> -1);
SELECT 3::pg_temp.small_hidden AS from_int, '3'::pg_temp.small_hidden AS from_text, '39'::pg_temp.small_hidden AS exact, ':'::pg_temp.small_hidden AS symbol;
SELECT '-5'::pg_temp.small_hidden;
CREATE TEMP TABLE nested (list suppressed_int(0,4)[], checked pg_temp.small_hidden, record hidden);
INSERT INTO nested VALUES ('{1,:,7,NULL,0..4}', 2, ROW('3', '3')), (ARRAY[3, 4, 5], '4', ROW(3, 3)::hidden), (ARRAY['2', ':']::suppressed_int[], '17', NULL);
SELECT * FROM nested;
UPDATE nested SET list[1] = 4, checked = 4;
SELECT list[1], checked FROM nested;

-- defaults, generated columns, plpgsql variables; a function's argument has no modifier in PostgreSQL
CREATE TEMP TABLE computed (value suppressed_int(0,4) DEFAULT 3, next suppressed_int(0,4) GENERATED ALWAYS AS (value + 1) STORED);
INSERT INTO computed DEFAULT VALUES;
INSERT INTO computed VALUES (7), ('-1');
SELECT * FROM computed;
DO $$
DECLARE
	value suppressed_int(0,4) := 3;
	total suppressed_bigint(1,4) := ':';
BEGIN
	RAISE NOTICE '% %', value, total;
	value := 2;
	total := 0;
	RAISE NOTICE '% %', value, total;
	SELECT 1, '4..9' INTO value, total;
	RAISE NOTICE '% %', value, total;
END
$$;
CREATE FUNCTION pg_temp.pass(value suppressed_int(0,4)) RETURNS suppressed_int(0,4) LANGUAGE plpgsql AS 'BEGIN RETURN value; END';
SELECT pg_temp.pass(3);

-- beside integers: UNION, CASE, COALESCE, ARRAY, VALUES, greatest, NULLIF
CREATE TEMP TABLE beside (hidden suppressed_int(0,4), exact integer);
INSERT INTO beside VALUES (3, 3), (NULL, 7), (12, NULL);
SELECT hidden FROM beside UNION SELECT exact FROM beside ORDER BY 1;
SELECT exact FROM beside UNION ALL SELECT total FROM (VALUES (suppressed_bigint ':')) AS t (total) ORDER BY 1;
SELECT CASE WHEN exact = 3 THEN hidden ELSE 1 END AS case_int, COALESCE(hidden, exact) AS coalesced, COALESCE(exact, hidden) AS exchanged,
	COALESCE(hidden, '3..9') AS with_text, greatest(hidden, exact) AS greatest, NULLIF(hidden, 12) AS nullif, ARRAY[hidden, exact] AS list,
	pg_typeof(COALESCE(hidden, exact)) AS type FROM beside;

-- what is no rule
\a\t
SELECT pg_temp.outcome(format('SELECT ''3''::%s', type)) FROM (VALUES ('suppressed_int(4)'), ('suppressed_int(0,4,9)'), ('suppressed_int(4,0)'), ('suppressed_int(4,4)'),
	('suppressed_int(-1,4)'), ('suppressed_int(0,32768)'), ('suppressed_bigint(0,2147483648)'), ('suppressed_bigint(a,b)'), ('suppressed_bigint(NULL,4)'), ('suppressed_int(0.5,4)'),
	('suppressed_int()')) AS t (type);
SELECT '3'::suppressed_int(0,32767), '40000'::suppressed_int(0,32767), '32767'::suppressed_bigint(32766,32767);
\a\t
