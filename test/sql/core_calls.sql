-- every call of PostgreSQL's own functions and operators resolves as it does without busetting
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- with busetting after pg_catalog, as usual, and before it
CREATE FUNCTION pg_temp.with_path(path text, query text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_catalog.set_config('search_path', path, true);
	RETURN pg_temp.outcome(query);
END
$$;

-- values: calls on literals of unknown type, as people write them
CREATE TEMP TABLE call (expression text);
INSERT INTO call VALUES
	($$upper('abc')$$), ($$lower('ABC')$$), ($$lower(NULL)$$), ($$upper('x' || 'y')$$), ($$abs('-5')$$), ($$abs(-5)$$), ($$abs(-5::smallint)$$), ($$abs(-5.5)$$), ($$abs('-5'::text::int)$$),
	($$lower(int4range(1, 5))$$), ($$upper('[1,5)'::numrange)$$), ($$upper('{[1,5)}'::int4range::text)$$), ($$lower('ABC'::varchar)$$), ($$upper('abc'::name)$$), ($$upper('abc'::char(5))$$),
	($$1 + '2'$$), ($$'1' + 2$$), ($$'1' + '2'$$), ($$'a' || 1$$), ($$1 || 'a'$$), ($$'a' || 'b'$$), ($$5 = '5'$$), ($$'5' = 5$$), ($$'5' = '5'$$), ($$'5' < '10'$$), ($$5 < '10'$$), ($$5 <> '10'$$),
	($$- '5'$$), ($$-5$$), ($$- (-5)$$), ($$'5' - 3$$), ($$3 * '4'$$), ($$'3' * '4'$$), ($$'3' * 4.5$$), ($$1.5 * '2'$$), ($$7 / '2'$$), ($$7 % '2'$$), ($$1::smallint + 1::bigint$$), ($$1::smallint * 1::bigint$$),
	($$1::bigint = 1::smallint$$), ($$1 = 1.0$$), ($$1 < 1.5::float8$$), ($$1::numeric + 1$$), ($$1::real + 1::bigint$$), ($$2 * 1.5$$), ($$2 * interval '1 day'$$), ($$interval '1 day' * 2$$), ($$money '1' * 2$$),
	($$1 << 3$$), ($$1::bigint << 3$$), ($$'1' << 3$$), ($$256 >> '2'$$), ($$'1' << '3'$$), ($$1::smallint << 3$$), ($$B'1001' << 2$$), ($$inet '10.0.0.1' << '10.0.0.0/8'$$), ($$box '(1,1),(0,0)' << '(3,3),(2,2)'$$), ($$point '(0,0)' << '(1,1)'$$),
	($$date '2022-05-18' + 7$$), ($$7 + date '2022-05-18'$$), ($$date '2022-05-18' - 7$$), ($$date '2022-05-18' - '2022-05-01'$$), ($$'2022-05-18' - date '2022-05-01'$$), ($$date '2022-05-18' + interval '1 week'$$), ($$date '2022-05-18' + '1 week'$$),
	($$timestamp '2022-05-18 12:00' - '2022-05-18 11:00'$$), ($$timestamp '2022-05-18' + '1 day'$$), ($$time '12:00' + '1 hour'$$), ($$interval '1 day' - '1 hour'$$), ($$date '2022-05-18' < '2022-06-01'$$), ($$'2022-05-18'::date = '2022-05-18'$$),
	($$'{1,2}'::int[] && '{2}'$$), ($$'{1,2}' && '{2}'::int[]$$), ($$ARRAY[1,2] @> ARRAY[1]$$), ($$ARRAY[1,2] @> '{1}'$$), ($$'{1}' <@ ARRAY[1,2]$$), ($$ARRAY['a'] <@ '{a,b}'$$), ($$ARRAY[1] || 2$$), ($$1 = ANY ('{1,2}')$$), ($$ARRAY[1,2] = '{1,2}'$$), ($$ARRAY[1,2] < '{1,3}'$$),
	($$int4range(1,5) @> 3$$), ($$int4range(1,5) @> '3'$$), ($$3 <@ int4range(1,5)$$), ($$int4range(1,5) && '[4,9)'$$), ($$int4range(1,5) << '[5,9)'$$), ($$int4range(1,5) * '[4,9)'$$), ($$int4range(1,5) + '[4,9)'$$), ($$int4range(1,5) - '[4,9)'$$), ($$int4range(1,5) = '[1,5)'$$),
	($$int8range(1,5) @> 3::bigint$$), ($$int8range(1,5) @> 3$$), ($$numrange(1,5) @> 3.5$$), ($$daterange('2022-01-01','2023-01-01') @> date '2022-05-18'$$), ($$'[1,5)' && int4range(4,9)$$),
	($$'{"a":1}'::jsonb @> '{"a":1}'$$), ($$'{"a":1}' <@ '{"a":1,"b":2}'::jsonb$$), ($$'{"a":1}'::jsonb - 'a'$$), ($$'[1,2]'::jsonb - 0$$), ($$'{"a":1}'::jsonb || '{"b":2}'$$), ($$'{"a":1}'::jsonb = '{"a":1}'$$), ($$'{"a":{"b":1}}'::jsonb #> '{a,b}'$$),
	($$'a'::tsvector @@ 'a'$$), ($$'a & b'::tsquery && 'c'$$), ($$'a'::tsquery @> 'a'$$), ($$box '(1,1),(0,0)' && '(2,2),(0,0)'$$), ($$box '(1,1),(0,0)' @> point '(0,0)'$$), ($$circle '((0,0),1)' << '((5,5),1)'$$), ($$point '(1,1)' + '(1,1)'$$), ($$'(1,1)' * point '(2,0)'$$), ($$inet '10.0.0.1' && '10.0.0.0/8'$$), ($$inet '10.0.0.1' + 1$$), ($$pg_lsn '0/10' - '0/1'$$),
	($$greatest('2', 10)$$), ($$least(1, '0')$$), ($$coalesce(1, '2')$$), ($$nullif('1', 1)$$), ($$5 BETWEEN '1' AND '9'$$), ($$5 IN ('5', '6')$$), ($$'5' IN (5, 6)$$), ($$CASE 5 WHEN '5' THEN 'yes' END$$), ($$ARRAY[1, '2']$$), ($$(1, 'a') = (1, 'a')$$), ($$(1, '2') < (1, '3')$$), ($$1 IS DISTINCT FROM '1'$$), ($$1 = 1::oid$$), ($$'pg_class'::regclass = 'pg_class'::regclass$$), ($$1259 = 'pg_class'::regclass$$),
	($$(SELECT sum(x) FROM (VALUES (1), (2)) AS t (x))$$), ($$(SELECT sum('1'))$$), ($$(SELECT max('a'))$$), ($$(SELECT min('1'))$$), ($$(SELECT avg('1'))$$), ($$(SELECT sum(NULL))$$), ($$(SELECT max(NULL))$$), ($$(SELECT count('a'))$$), ($$(SELECT sum(x::smallint) FROM generate_series(1, 3) AS x)$$),
	($$(SELECT sum(x) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND '1' FOLLOWING) FROM generate_series(1, 3) AS x LIMIT 1)$$), ($$(SELECT sum(x) OVER (ORDER BY x::bigint RANGE 1 PRECEDING) FROM generate_series(1, 3) AS x OFFSET 2)$$),
	($$(SELECT max(x) FROM (SELECT 1 UNION SELECT '2') AS t (x))$$), ($$(SELECT string_agg(x::text, ',' ORDER BY x) FROM (VALUES (1), ('2')) AS t (x))$$), ($$(SELECT x FROM (VALUES ('b'), ('a')) AS t (x) ORDER BY x LIMIT 1)$$),
	($$round('2.567', 2)$$), ($$mod('7', 2)$$), ($$power('2', 3)$$), ($$substring('abcdef' FROM 2 FOR '3')$$), ($$length('abc')$$), ($$repeat('a', '3')$$), ($$left('abc', 1)$$), ($$to_char('1234', '9999')$$), ($$generate_series('1', 1)$$), ($$sign('-5')$$), ($$width_bucket('5', 0, 10, 5)$$), ($$extract(year FROM '2022-05-18'::date)$$), ($$date_trunc('month', date '2022-05-18')$$), ($$int4range('1', '5')$$), ($$numeric '1.5'$$), ($$concat('a', 1)$$), ($$format('%s', '5')$$), ($$md5('a')$$), ($$replace('abc', 'b', 'x')$$), ($$'abc' LIKE 'a%'$$), ($$'abc' ~ 'b'$$), ($$NOT 'true'$$), ($$int4larger('1', 2)$$), ($$gcd('4', 6)$$), ($$text(5)$$), ($$int4('5')$$), ($$numeric(5)$$), ($$jsonb_array_length('[1]')$$), ($$array_length('{1,2}'::int[], 1)$$), ($$isempty('empty'::int4range)$$), ($$range_merge('[1,2)', '[3,4)'::int4range)$$);
CREATE TEMP TABLE answer AS
SELECT expression, pg_temp.with_path('pg_catalog', query) AS without, pg_temp.with_path('pg_catalog, busetting', query) AS after,
	pg_temp.with_path('busetting, pg_catalog', query) AS before
FROM call, format($$SELECT pg_catalog.format('%%s: %%s', pg_catalog.pg_typeof(x), x) FROM (SELECT %s AS x) AS t$$, expression) AS query;
SELECT count(*) AS calls, count(*) FILTER (WHERE without !~ '^[0-9A-Z]{5} ') > 150 AS most_resolve FROM answer;
SELECT * FROM answer WHERE without IS DISTINCT FROM after OR without IS DISTINCT FROM before;
SELECT expression, without FROM answer
WHERE expression IN ($$upper('abc')$$, $$lower('ABC')$$, $$abs('-5')$$, $$1 + '2'$$, $$'a' || 1$$, $$5 = '5'$$, $$(SELECT max('a'))$$, $$date '2022-05-18' - 7$$);

-- plans: every operator and function that has a name which busetting uses too, on every pair of PostgreSQL's own types
DO $$
BEGIN
	EXECUTE (SELECT format('CREATE TEMP TABLE core (%s)', string_agg(format('%I %1$s', type), ', '))
		FROM unnest('{smallint,integer,bigint,numeric,real,"double precision",money,oid,regclass,text,varchar,bpchar,name,"\"char\"",boolean,bytea,bit,
			date,time,timestamp,timestamptz,interval,json,jsonb,inet,xid,pg_lsn,int4range,int8range,numrange,daterange,integer[],bigint[],text[],point,box,tsquery}'::text[]) AS type);
END
$$;
CREATE FUNCTION pg_temp.plan(path text, expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	plan text := '';
BEGIN
	PERFORM pg_catalog.set_config('search_path', path, true);
	FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) SELECT ' || expression || ' FROM pg_temp.core' LOOP
		plan := plan || line || E'\n';
	END LOOP;
	RETURN plan;
EXCEPTION WHEN OTHERS THEN
	RETURN NULL;
END
$$;
CREATE TEMP VIEW argument AS
SELECT quote_ident(attname) AS argument FROM pg_attribute WHERE attrelid = 'core'::regclass AND attnum > 0
UNION ALL VALUES ('''1'''), ('''2022-05-18'''), ('''[1,2)'''), ('''{1,2}'''), ('NULL');
CREATE TEMP TABLE plan AS
SELECT expression, pg_temp.plan('pg_catalog', expression) AS without FROM (
	SELECT a.argument || ' ' || oprname || ' ' || b.argument AS expression
	FROM (SELECT DISTINCT oprname FROM pg_operator WHERE oprnamespace = 'busetting'::regnamespace AND oprkind = 'b') AS operator, argument AS a, argument AS b
	UNION ALL SELECT oprname || ' ' || a.argument
	FROM (SELECT DISTINCT oprname FROM pg_operator WHERE oprnamespace = 'busetting'::regnamespace AND oprkind = 'l') AS operator, argument AS a
	UNION ALL SELECT proname || '(' || a.argument || ')'
	FROM (SELECT proname FROM pg_proc WHERE pronamespace IN ('busetting'::regnamespace, 'pg_catalog'::regnamespace)
		GROUP BY proname HAVING count(DISTINCT pronamespace) = 2) AS function, argument AS a) AS combination;
SELECT count(*) > 2000 AS many, count(*) FILTER (WHERE expression ~ '^(lower|upper|abs|sum|avg|min|max)\(') > 100 AS functions_too FROM plan WHERE without IS NOT NULL;
SELECT expression, without, after, before
FROM plan, LATERAL pg_temp.plan('pg_catalog, busetting', expression) AS after, LATERAL pg_temp.plan('busetting, pg_catalog', expression) AS before
WHERE without IS NOT NULL AND (after IS DISTINCT FROM without OR before IS DISTINCT FROM without);
