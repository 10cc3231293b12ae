-- numbers that need not be whole beside both types: settled > 40.0, as programs send that know no other numbers
\set ECHO none
\i test/include/plan.sql
\set ECHO all
SELECT setseed(0.2022) \g /dev/null

-- by the order of the types, with the number as an exact value; certainly; possibly
SELECT value, value = 4.0 AS "= 4.0", value < 3.5 AS "< 3.5", value <= 4.0 AS "<= 4.0", value > 3.5 AS "> 3.5", value >= 4.0 AS ">= 4.0", value <> 4.0 AS "<> 4.0",
	value << 4.5 AS "<< 4.5", value >> 3.5 AS ">> 3.5", value && 4.0 AS "&& 4.0", value && 3.5 AS "&& 3.5", value @> 4.0 AS "@> 4.0", value <@ 4.0 AS "<@ 4.0"
FROM (VALUES (suppressed_int '3'), ('4'), ('5'), ('0..4'), ('4..5'), (':'), ('..3'), ('5..'), ('..'), (NULL)) AS t (value);
SELECT value, 4.0 = value AS "4.0 =", 3.5 > value AS "3.5 >", 4e0 >= value AS "4e0 >=", 3.5::float8 < value AS "3.5 <", 4::real <= value AS "4 <=", 4.5 >> value AS "4.5 >>", 3.5 << value AS "3.5 <<", 4.0 <@ value AS "4.0 <@", 4.0 @> value AS "4.0 @>"
FROM (VALUES (suppressed_bigint '3'), ('4'), ('5'), ('0..4'), ('4..5'), (':'), ('..3'), ('5..'), ('..'), (NULL)) AS t (value);
SELECT value FROM (VALUES (suppressed_int '3'), ('4'), ('0..4'), ('12')) AS t (value) WHERE value IN (3, 12.0) OR value = ANY (ARRAY[4.0, 4.5]) OR value BETWEEN 11.5 AND 40 OR value NOT BETWEEN 0 AND 99.9;
SELECT nullif(value, 4.0), value IS DISTINCT FROM 4.5 AS "distinct", CASE value WHEN 3.0 THEN 'three' WHEN 4.0 THEN 'four' END FROM (VALUES (suppressed_int '3'), ('4'), (NULL)) AS t (value);

-- every operator says what the numbers do: each value's bounds, and each number, as numeric, with what has no bound and what is infinite far out
CREATE TEMP TABLE number AS
SELECT n AS x, n AS stands_for FROM unnest('{0,0.5,-0.5,4,4.0,4.000,3.9999999999999999999999,4.0000000000000000000001,-3.5,-4,1e-300,2147483647,2147483646.5,2147483647.5,2147483648,-2147483648,-2147483648.5,-2147483647.5,-2147483649,
	9223372036854775807,9223372036854775806.5,9223372036854775807.5,9223372036854775808,-9223372036854775808,-9223372036854775807.5,-9223372036854775808.5,-9223372036854775809,1e30,-1e30,123456789012345678901234567890.5,NaN}'::numeric[]) AS t (n)
UNION ALL SELECT (floor((random() - 0.5) * 40) / 2)::numeric, NULL FROM generate_series(1, 12);
UPDATE number SET stands_for = CASE WHEN x = 'NaN' THEN 1e400 ELSE x END;
CREATE TEMP TABLE pair AS
SELECT b, x, stands_for, coalesce(lower(b)::numeric, -1e300) AS low, coalesce(upper(b)::numeric, 1e300) AS high FROM number, (
	SELECT suppressed_bigint(CASE WHEN n % 4 > 0 THEN low END, CASE WHEN n % 5 > 0 THEN low + n % 3 * (n % 7) END) AS b FROM (SELECT n, floor(random() * 20 - 10)::int AS low FROM generate_series(1, 60) AS n OFFSET 0) AS t
	UNION ALL VALUES (suppressed_bigint '..'), (':'), ('2147483647'), ('2147483646..'), ('..-2147483647'), ('-2147483648'), ('-2147483647..2147483646'), ('9223372036854775807'), ('-9223372036854775808'), ('9223372036854775806..'), ('..-9223372036854775807'), ('-9223372036854775807..')) AS value;
CREATE TEMP TABLE said AS SELECT '=' AS operator, 'low = stands_for AND high = stands_for' AS truth UNION ALL VALUES ('<>', 'low <> stands_for OR high <> stands_for'), ('<', '(low, high) < (stands_for, stands_for)'), ('<=', '(low, high) <= (stands_for, stands_for)'),
	('>', '(low, high) > (stands_for, stands_for)'), ('>=', '(low, high) >= (stands_for, stands_for)'), ('<<', 'high < stands_for AND (high < 1e300 OR stands_for > 1e300)'), ('>>', 'low > stands_for AND (low > -1e300 OR stands_for < -1e300)'),
	('&&', 'low <= stands_for AND stands_for <= high AND stands_for = floor(stands_for)'), ('@>', 'low <= stands_for AND stands_for <= high AND stands_for = floor(stands_for)'), ('<@', 'low = stands_for AND high = stands_for');
SELECT format($$SELECT %1$L AS operator, count(*) AS pairs, count(*) FILTER (WHERE %2$s) > 0 AS some, count(*) FILTER (WHERE (b %1$s x) <> (%2$s) OR (x %3$s b) <> (%2$s)) AS bigint_differs,
	count(*) FILTER (WHERE fits AND ((i %1$s x) <> (%2$s) OR (x %3$s i) <> (%2$s))) AS int_differs FROM pair, LATERAL (SELECT (low BETWEEN -2147483647 AND 2147483646 OR low = -1e300) AND (high BETWEEN -2147483647 AND 2147483646 OR high = 1e300) OR b IN ('2147483647', '-2147483648') AS fits) AS f,
	LATERAL (SELECT CASE WHEN fits THEN b::suppressed_int END AS i) AS narrow$$, operator, truth, (SELECT commutator.oprname FROM pg_operator AS o JOIN pg_operator AS commutator ON commutator.oid = o.oprcom WHERE o.oprname = operator AND o.oprleft = 'suppressed_int'::regtype AND o.oprright = 'compared_number'::regtype)) FROM said
\gexec

-- the planner asks the same of an integer where it knows the number: constants, plans and rows agree
CREATE TABLE settled (i suppressed_int, b suppressed_bigint);
INSERT INTO settled SELECT b::suppressed_int, b FROM (SELECT DISTINCT b, low, high FROM pair) AS p WHERE (low BETWEEN -2147483647 AND 2147483646 OR low = -1e300) AND (high BETWEEN -2147483647 AND 2147483646 OR high = 1e300) OR b IN ('2147483647', '-2147483648');
INSERT INTO settled SELECT n, n FROM generate_series(100, 2000) AS n;
INSERT INTO settled VALUES (NULL, NULL);
CREATE INDEX settled_i ON settled (i);
CREATE INDEX settled_b ON settled (b);
CREATE INDEX settled_hash ON settled USING hash (i);
CREATE INDEX settled_gist ON settled USING gist (i);
ANALYZE settled;
CREATE FUNCTION pg_temp.disagreement(x numeric) RETURNS TABLE (expression text) LANGUAGE plpgsql AS $$
DECLARE
	operator text;
	side text;
	condition text;
	fits boolean;
	by_rows bigint;
	by_plan bigint;
	by_index bigint;
BEGIN
	FOR operator IN SELECT s.operator FROM said AS s LOOP
		FOREACH side IN ARRAY ARRAY['i %2$s %1$s', '%1$s %2$s i', 'b %2$s %1$s', '%1$s %2$s b'] LOOP
			condition := format(side, quote_literal(x) || '::numeric', operator);
			EXECUTE format('SELECT count(*) FROM settled, (SELECT %L::numeric AS x OFFSET 0) AS n WHERE %s', x, format(side, 'x', operator)) INTO by_rows;
			SET LOCAL enable_seqscan = on;
			EXECUTE format('SELECT count(*) FROM settled WHERE %s', condition) INTO by_plan;
			SET LOCAL enable_seqscan = off;
			EXECUTE format('SELECT count(*) FROM settled WHERE %s', condition) INTO by_index;
			IF by_rows <> by_plan OR by_rows <> by_index THEN
				RETURN QUERY SELECT format('%s: %s rows, %s by plan, %s by index', condition, by_rows, by_plan, by_index);
			END IF;
		END LOOP;
	END LOOP;
END
$$;
SELECT count(DISTINCT x) > 30 AS many FROM number;
SELECT d.expression FROM (SELECT DISTINCT x FROM number) AS n, LATERAL pg_temp.disagreement(x) AS d;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
CREATE FUNCTION pg_temp.condition_of(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) SELECT * FROM settled WHERE ' || expression LOOP
		IF line ~ 'Index Cond|Filter' THEN
			RETURN trim(line);
		END IF;
	END LOOP;
END
$$;
\a\t
SELECT expression, pg_temp.condition_of(expression) FROM unnest(ARRAY['i > 40.0', 'i > 51.5', 'i >= 51.5', 'i < 51.5', 'i <= 51.5', 'i = 51.0', 'i = 51.5', 'i <> 51.5', '51.5 < i', '51.0 >= i', 'i > 40.5::float8', 'i > 40.5::real', 'b > 51.5', 'b = 51.0',
	'i << 51.5', 'i >> 51.5', 'i && 51.0', 'i @> 51.0', '51.0 <@ i', 'i < 3000000000.5', 'i > 1e30', 'i >= -1e30', 'i < -2147483648.5', 'i < ''NaN''::numeric', 'b < 1e30', 'b <= -1e30', 'i BETWEEN 40.5 AND 51']) AS expression;
\a\t
-- as two conditions, or as one of an array
SELECT pg_temp.condition_of('i IN (51, 52.0)') LIKE 'Index Cond: (i = %' AS in_is_served;
-- a parameter is known too, in a plan of its own
PREPARE of_float(float8) AS SELECT count(*) FROM settled WHERE i > $1;
EXPLAIN (COSTS OFF) EXECUTE of_float(1990.5);
EXECUTE of_float(1990.5);
SET plan_cache_mode = force_generic_plan;
EXECUTE of_float(1990.5);
RESET plan_cache_mode;
RESET enable_seqscan;
RESET enable_bitmapscan;

-- floats are the numbers that they are, not what 15 digits make of them
SELECT suppressed_bigint '9007199254740993' = 9007199254740992::float8 AS equal, suppressed_bigint '9007199254740993' > 9007199254740992::float8 AS greater, suppressed_bigint '9223372036854775807' < 9223372036854775808::float8 AS less,
	suppressed_bigint '1152921504606846976' = 1152921504606846976::float8 AS exact, suppressed_int '1' > 0.99999999999999989::float8 AS above, suppressed_int '0' < 5e-324::float8 AS tiny, suppressed_int '16777217' > 16777216::real AS of_real, suppressed_int '1' = 1::real AS one;
SELECT value, value < 'Infinity'::float8 AS "< Infinity", value << 'Infinity'::float8 AS "<< Infinity", value > '-Infinity'::float8 AS "> -Infinity", value && 'Infinity'::float8 AS "&& Infinity", value < 'NaN'::float8 AS "< NaN", value = 'NaN'::numeric AS "= NaN", value << 'NaN'::real AS "<< NaN"
FROM (VALUES (suppressed_bigint '..'), (':'), ('..5'), ('3'), ('9223372036854775807'), (NULL)) AS t (value);
SELECT count(*), count(*) FILTER (WHERE (b = f) <> (exact = n) OR (b < f) <> (exact > n) OR (b > f) <> (exact < n) OR (f < b) <> (exact < n)) AS differ
FROM (SELECT suppressed_bigint(n, n) AS b, n::numeric, f, floor(f)::bigint::numeric + (f - floor(f))::numeric AS exact
	FROM (SELECT floor((random() - 0.5) * 10 ^ (k % 18))::bigint AS n, k FROM generate_series(1, 3000) AS k OFFSET 0) AS t, LATERAL (SELECT n::float8 + (k % 3) * 0.25 AS f) AS u) AS tried;

-- what resolved before resolves as it did: operators and their arguments, of every kind of literal on either side
CREATE FUNCTION pg_temp.resolved(expression text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE 'CREATE TEMP VIEW resolved_view AS SELECT ' || expression || ' AS x FROM public.settled';
	SELECT string_agg(format('%s %s', oprleft::regtype, oprright::regtype), ', ') INTO result FROM pg_depend JOIN pg_operator ON pg_operator.oid = refobjid AND refclassid = 'pg_operator'::regclass
	WHERE classid = 'pg_rewrite'::regclass AND objid = (SELECT oid FROM pg_rewrite WHERE ev_class = 'resolved_view'::regclass);
	DROP VIEW resolved_view;
	RETURN result;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT value, literal, string_agg(DISTINCT pg_temp.resolved(format('%s %s %s', value, operator, literal)), '; ') AS resolved, string_agg(DISTINCT pg_temp.resolved(format('(%s) %s %s', literal, operator, value)), '; ') AS exchanged
FROM unnest('{i,b}'::text[]) AS value, said, unnest(ARRAY['5', '5::smallint', '5::bigint', '9999999999', '''5''', 'NULL', 'i', 'b', '5.0', '99999999999999999999', '5::float8', '5::real', '''5''::text', '5::oid', '5::money', 'true', 'int4range(1, 5)']) WITH ORDINALITY AS l (literal, place)
GROUP BY value, place, literal ORDER BY value DESC, place;
SELECT expression, pg_temp.resolved(expression) FROM unnest(ARRAY['i IN (1, 2)', 'i IN (''1'', 2)', 'i = ANY (''{1,2}'')', 'i = ANY (ARRAY[1, 2])', 'b = ANY (''{1,2}''::bigint[])', 'i BETWEEN 1 AND 5', 'b NOT IN (1, 2)', 'i = (SELECT 5)', 'i + 5 > 7', 'i + 1.5 > 7', '1.5 << 2.5', '1.5 = 2.5::float8', '1 = 1.5']) AS expression;
DROP TABLE settled;
