-- properties over random values: bounds are sharp, and laws hold
\set ECHO none
\i test/include/types.sql
\set ECHO all
SELECT setseed(0.2022) \g /dev/null

-- small values, of which every member can be tried; lower and upper are what they were made of
CREATE TEMP TABLE small AS
SELECT n, lower, lower + width AS upper, suppressed_int(lower, lower + width) AS i, suppressed_bigint(lower, lower + width) AS b
FROM (SELECT n, floor(random() * 25 - 12)::int AS lower, floor(random() * random() * 9)::int AS width FROM generate_series(1, 3000) AS n OFFSET 0) AS t;
CREATE TEMP TABLE pair AS
SELECT a.lower AS lower_a, a.upper AS upper_a, b.lower AS lower_b, b.upper AS upper_b, a.i AS a, b.i AS b, a.b AS big_a, b.b AS big_b
FROM small AS a JOIN small AS b ON b.n = a.n % 3000 + 1;

-- Each operation: its bounds are the least and the greatest of what it gives on members, tried one by one.
CREATE TEMP TABLE operation (name text, on_numbers text, on_values text);
INSERT INTO operation VALUES ('+', 'x + y', '%1$s + %2$s'), ('-', 'x - y', '%1$s - %2$s'), ('unary -', '-x', '- %1$s'), ('* 3', 'x * 3', '%1$s * 3'), ('-3 *', '-3 * x', '-3 * %1$s'), ('* 0', 'x * 0', '%1$s * 0'),
	('abs', '@ x', 'abs(%1$s)'), ('smaller', 'least(x, y)', 'smaller(%1$s, %2$s)'), ('larger', 'greatest(x, y)', 'larger(%1$s, %2$s)'),
	('sum', 'x + y', '(SELECT sum(v) FROM (VALUES (%1$s), (%2$s)) AS t (v))'), ('min', 'least(x, y)', '(SELECT min(v) FROM (VALUES (%1$s), (%2$s)) AS t (v))'), ('max', 'greatest(x, y)', '(SELECT max(v) FROM (VALUES (%1$s), (%2$s)) AS t (v))');
SELECT format($$SELECT %L AS operation, count(*) AS pairs, count(*) FILTER (WHERE (lower(int_result), upper(int_result), lower(bigint_result), upper(bigint_result)) IS DISTINCT FROM (least, most, least, most)) AS "not sharp"
FROM pair, LATERAL (SELECT min(%s) AS least, max(%2$s) AS most FROM generate_series(lower_a, upper_a) AS x, generate_series(lower_b, upper_b) AS y) AS tried,
	LATERAL (SELECT %3$s AS int_result, %4$s AS bigint_result) AS result$$, name, on_numbers, format(on_values, 'a', 'b'), format(on_values, 'big_a', 'big_b')) FROM operation
\gexec

-- relations: certainly, possibly, contained, as the members say
SELECT count(*) AS pairs, count(*) FILTER (WHERE ((a << b), (a >> b), (a && b), (a @> b), (a <@ b)) IS DISTINCT FROM (always_less, always_greater, sometimes_equal, all_of_b, all_of_a)) AS "int differs",
	count(*) FILTER (WHERE ((big_a << big_b), (big_a >> big_b), (big_a && big_b), (big_a @> big_b), (big_a <@ big_b)) IS DISTINCT FROM (always_less, always_greater, sometimes_equal, all_of_b, all_of_a)) AS "bigint differs"
FROM pair, LATERAL (SELECT every(x < y) AS always_less, every(x > y) AS always_greater, bool_or(x = y) AS sometimes_equal,
	count(DISTINCT y) FILTER (WHERE x = y) = upper_b - lower_b + 1 AS all_of_b, count(DISTINCT x) FILTER (WHERE x = y) = upper_a - lower_a + 1 AS all_of_a
	FROM generate_series(lower_a, upper_a) AS x, generate_series(lower_b, upper_b) AS y) AS tried;
-- intersection: the numbers that both can be
SELECT count(*) > 300 AS many, count(*) FILTER (WHERE (lower(intersection(a, b)), upper(intersection(a, b)), lower(intersection(big_a, big_b)), upper(intersection(big_a, big_b))) IS DISTINCT FROM (least, most, least, most)) AS "not sharp"
FROM (SELECT * FROM pair WHERE a && b OFFSET 0) AS overlapping, LATERAL (SELECT min(x) AS least, max(x) AS most FROM generate_series(lower_a, upper_a) AS x WHERE x BETWEEN lower_b AND upper_b) AS tried;
-- share of counts, and avg of three values: the ends of an interval are rounded away from it, an exact quotient to the nearest
CREATE FUNCTION pg_temp.quotient(numerator numeric, denominator numeric, way int) RETURNS numeric LANGUAGE sql AS
	'SELECT q + CASE WHEN sign(numerator - q * denominator) = way THEN way * (''1e-'' || scale(q))::numeric ELSE 0 END FROM (SELECT numerator / nullif(denominator, 0) AS q) AS nearest';
SELECT count(*) AS pairs, count(*) FILTER (WHERE share(a, b) IS DISTINCT FROM tried OR share(big_a, big_b) IS DISTINCT FROM tried) AS "not sharp"
FROM (SELECT abs(lower_a) AS lower_a, abs(lower_a) + upper_a - lower_a AS upper_a, abs(lower_b) AS lower_b, abs(lower_b) + upper_b - lower_b AS upper_b FROM pair) AS count,
	LATERAL (SELECT suppressed_int(lower_a, upper_a) AS a, suppressed_int(lower_b, upper_b) AS b, suppressed_bigint(lower_a, upper_a) AS big_a, suppressed_bigint(lower_b, upper_b) AS big_b) AS value,
	LATERAL (SELECT CASE WHEN max(x + y) > 0 THEN numrange(min(pg_temp.quotient(x, x + y, CASE WHEN e THEN 0 ELSE -1 END)), max(pg_temp.quotient(x, x + y, CASE WHEN e THEN 0 ELSE 1 END)), '[]') END AS tried FROM generate_series(lower_a, upper_a) AS x, generate_series(lower_b, upper_b) AS y, (VALUES (lower_a = upper_a AND lower_b = upper_b OR upper_a = 0 OR upper_b = 0)) AS exact (e)) AS brute_force;
SELECT count(*) AS groups, count(*) FILTER (WHERE avg IS DISTINCT FROM tried OR big_avg IS DISTINCT FROM tried) AS "not sharp"
FROM (SELECT avg(i), avg(b) AS big_avg, array_agg(lower ORDER BY n) AS l, array_agg(upper ORDER BY n) AS u FROM small GROUP BY n % 1000) AS grouped,
	LATERAL (SELECT numrange(pg_temp.quotient(min(total), 3, CASE WHEN min(total) = max(total) THEN 0 ELSE -1 END),
		pg_temp.quotient(max(total), 3, CASE WHEN min(total) = max(total) THEN 0 ELSE 1 END), '[]') AS tried FROM (SELECT x + y + z AS total
		FROM generate_series(l[1], u[1]) AS x, generate_series(l[2], u[2]) AS y, generate_series(l[3], u[3]) AS z) AS t) AS brute_force;

-- no bound: the operation on a value cut off at a far number finds its bounds beyond half of that number, or where they are
CREATE FUNCTION pg_temp.beyond(bound bigint, is_lower boolean) RETURNS bigint LANGUAGE sql AS 'SELECT CASE WHEN CASE WHEN $2 THEN $1 < -500000 ELSE $1 > 500000 END THEN NULL ELSE $1 END';
CREATE TEMP TABLE unbounded AS
SELECT n, suppressed_int(CASE WHEN n % 3 <> 0 THEN lower END, CASE WHEN n % 5 > 1 THEN upper END) AS value,
	suppressed_int(CASE WHEN n % 3 <> 0 THEN lower ELSE -1000000 END, CASE WHEN n % 5 > 1 THEN upper ELSE 1000000 END) AS cut FROM small;
SELECT format($$SELECT %L AS operation, count(*) AS pairs, count(*) FILTER (WHERE is_suppressed(result) AND (lower(result) IS NULL OR upper(result) IS NULL)) > 500 AS "many unbounded", count(*) FILTER (WHERE
	(lower(result)::bigint, upper(result)::bigint, lower(big_result), upper(big_result)) IS DISTINCT FROM
	(pg_temp.beyond(lower(cut_result), true), pg_temp.beyond(upper(cut_result), false), pg_temp.beyond(lower(cut_result), true), pg_temp.beyond(upper(cut_result), false))) AS "not sharp"
FROM unbounded AS a JOIN unbounded AS b ON b.n = a.n %% 3000 + 1, LATERAL (SELECT %s AS result, %s AS big_result, %s AS cut_result) AS computed$$,
	name, format(on_values, 'a.value', 'b.value'), format(on_values, 'a.value::suppressed_bigint', 'b.value::suppressed_bigint'), format(on_values, 'a.cut', 'b.cut')) FROM operation WHERE name <> '* 0'
\gexec

-- laws, over values of all kinds with the limits among them, in both types
CREATE TEMP TABLE kind AS SELECT value::suppressed_bigint AS b FROM unbounded WHERE n <= 400
UNION ALL SELECT suppressed_bigint(CASE WHEN n % 2 = 0 THEN low END, CASE WHEN n % 3 > 0 THEN low + n END) FROM (SELECT n, floor((random() - 0.5) * 4e9)::bigint AS low FROM generate_series(1, 60) AS n OFFSET 0) AS t
UNION ALL VALUES (suppressed_bigint '..'), (':'), ('0'), ('-2147483648'), ('2147483647'), ('-2147483647..2147483646'), ('..-2147483647'), ('2147483646..'), ('..2147483646'), ('-2147483647..'),
	('-9223372036854775808'), ('9223372036854775807'), ('-9223372036854775807..9223372036854775806'), ('..-9223372036854775807'), ('9223372036854775806..'), ('..9223372036854775806'), ('-9223372036854775807..'), ('-9223372036854775807'), ('9223372036854775806');
CREATE TEMP TABLE triple AS
SELECT a.b AS a, b.b AS b, c.b AS c FROM (SELECT b, row_number() OVER () AS n FROM kind) AS a, LATERAL (SELECT b FROM kind ORDER BY hashint8(a.n + hashtext(b::text)) LIMIT 8) AS b,
	LATERAL (SELECT b FROM kind ORDER BY hashint8(a.n * 7 + hashtext(b::text)) LIMIT 8) AS c;
-- The sum of two, or NULL where it is out of range, as is every sum of it.
CREATE FUNCTION pg_temp.plus(a suppressed_bigint, b suppressed_bigint) RETURNS suppressed_bigint LANGUAGE plpgsql STRICT AS $$
BEGIN
	RETURN a + b;
EXCEPTION WHEN numeric_value_out_of_range THEN
	RETURN NULL;
END
$$;
CREATE FUNCTION pg_temp.minus(a suppressed_bigint, b suppressed_bigint) RETURNS suppressed_bigint LANGUAGE plpgsql STRICT AS $$
BEGIN
	RETURN a - b;
EXCEPTION WHEN numeric_value_out_of_range THEN
	RETURN NULL;
END
$$;
SELECT count(*) > 25000 AS many, count(*) FILTER (WHERE pg_temp.plus(a, b) IS NULL) > 100 AS some_out_of_range,
	count(*) FILTER (WHERE pg_temp.plus(a, b) IS DISTINCT FROM pg_temp.plus(b, a)) AS "a + b <> b + a",
	count(*) FILTER (WHERE pg_temp.plus(pg_temp.plus(a, b), c) <> pg_temp.plus(a, pg_temp.plus(b, c))) AS "(a + b) + c <> a + (b + c)",
	count(*) FILTER (WHERE pg_temp.minus(a, b) <> pg_temp.plus(a, pg_temp.minus(0, b))) AS "a - b <> a + (-b)",
	count(*) FILTER (WHERE pg_temp.minus(0, pg_temp.minus(0, a)) <> a) AS "-(-a) <> a"
FROM triple;
SELECT count(*) FILTER (WHERE intersection(a, b) IS DISTINCT FROM intersection(b, a)) AS "intersection exchanged", count(*) FILTER (WHERE NOT (intersection(a, b) <@ a AND intersection(a, b) <@ b)) AS "outside" FROM (SELECT * FROM triple WHERE a && b OFFSET 0) AS t;
-- the order is total: one of <, =, > holds, it is antisymmetric and transitive, and sorts as the comparison function says
CREATE FUNCTION pg_temp.order_faults(type regtype, condition text) RETURNS TABLE (triples_many boolean, not_one bigint, not_antisymmetric bigint, not_transitive bigint, comparison_differs bigint, not_negated bigint) LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT count(*) > 20000, count(*) FILTER (WHERE (a < b)::int + (a = b)::int + (a > b)::int <> 1), count(*) FILTER (WHERE (a < b) <> (b > a) OR (a <= b AND b <= a AND a <> b)),
		count(*) FILTER (WHERE a <= b AND b <= c AND NOT a <= c), count(*) FILTER (WHERE sign(busetting_internal.%1$s_cmp(a, b)) <> (a > b)::int - (a < b)::int),
		count(*) FILTER (WHERE (a <= b) = (a > b) OR (a >= b) = (a < b) OR (a = b) = (a <> b))
		FROM (SELECT a::%1$s AS a, b::%1$s AS b, c::%1$s AS c FROM triple WHERE %2$s OFFSET 0) AS t', type, condition);
END
$$;
SELECT * FROM pg_temp.order_faults('suppressed_bigint', 'true');
CREATE FUNCTION pg_temp.fits(b suppressed_bigint) RETURNS boolean LANGUAGE sql AS $$
	SELECT coalesce(lower(b), 0) BETWEEN -2147483647 AND 2147483646 AND coalesce(upper(b), 0) BETWEEN -2147483647 AND 2147483646 OR b IN ('-2147483648', '2147483647') $$;
SELECT * FROM pg_temp.order_faults('suppressed_int', 'pg_temp.fits(a) AND pg_temp.fits(b) AND pg_temp.fits(c)');
-- equal values: one hash, one image, one binary and one text form; different ones differ in image
CREATE TEMP TABLE made AS SELECT b, b::text::suppressed_bigint AS again, suppressed_bigint(lower(b), upper(b)) AS bounded, b + 0 AS computed FROM kind;
SELECT count(*), count(*) FILTER (WHERE b <> again OR b <> bounded OR b <> computed) AS differ,
	count(*) FILTER (WHERE busetting_internal.suppressed_bigint_hash(b) <> busetting_internal.suppressed_bigint_hash(bounded) OR busetting_internal.suppressed_bigint_hash_extended(b, 7) <> busetting_internal.suppressed_bigint_hash_extended(computed, 7)) AS hash_differs,
	count(*) FILTER (WHERE NOT record_image_eq(ROW(b), ROW(again)) OR NOT record_image_eq(ROW(b), ROW(bounded)) OR NOT record_image_eq(ROW(b), ROW(computed))) AS image_differs,
	count(*) FILTER (WHERE busetting_internal.suppressed_bigint_send(b) <> busetting_internal.suppressed_bigint_send(computed) OR b::text <> bounded::text) AS form_differs FROM made;
SELECT count(*) AS pairs, count(*) FILTER (WHERE (a = b) <> record_image_eq(ROW(a), ROW(b)) OR (a = b) <> (a::text = b::text) OR (a = b) <> (busetting_internal.suppressed_bigint_send(a) = busetting_internal.suppressed_bigint_send(b))) AS differ FROM (SELECT x.b AS a, y.b AS b FROM kind AS x, kind AS y) AS t;
SELECT count(*) > 180000 AS many, count(*) FILTER (WHERE (a = b) <> record_image_eq(ROW(a), ROW(b)) OR (a = b) <> (a::text = b::text) OR (a = b) <> (busetting_internal.suppressed_int_send(a) = busetting_internal.suppressed_int_send(b))
	OR a = b AND (busetting_internal.suppressed_int_hash(a) <> busetting_internal.suppressed_int_hash(b) OR busetting_internal.suppressed_int_hash_extended(a, 7) <> busetting_internal.suppressed_int_hash_extended(b, 7))) AS differ
FROM (SELECT x.b::suppressed_int AS a, y.b::text::suppressed_int AS b FROM (SELECT b FROM kind WHERE pg_temp.fits(b) OFFSET 0) AS x, (SELECT b FROM kind WHERE pg_temp.fits(b) OFFSET 0) AS y) AS t;
