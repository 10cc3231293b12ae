-- the order of the types at work: ORDER BY, RANGE window frames, merge and hash joins
\set ECHO none
\i test/include/plan.sql
\set ECHO all

-- 6,000 values: many share a lower bound, which is all that an abbreviated key of suppressed_bigint holds
CREATE TABLE sorted AS SELECT number, value::suppressed_int AS int_value,
	CASE WHEN value ~ '214748364' THEN replace(replace(value, '2147483648', '9223372036854775808'), '2147483647', '9223372036854775807') ELSE value END::suppressed_bigint AS bigint_value
FROM (SELECT number, pg_temp.random_value('suppressed_int') AS value FROM generate_series(1, 6000) AS number OFFSET 0) AS random;
-- the order by its definition: lower bounds, none first, then upper bounds, none last; the least number behind those without a lower bound
CREATE FUNCTION pg_temp.place(value suppressed_bigint) RETURNS numeric[] LANGUAGE sql AS $$
	SELECT CASE WHEN value IS NOT NULL THEN ARRAY[coalesce(lower(value), -1e20), coalesce(upper(value), 1e20)] END
$$;

-- in memory, on disk, both ways: everyone sorts as defined
CREATE FUNCTION pg_temp.sorts_as_defined(direction text, memory text) RETURNS TABLE (int_sorted boolean, bigint_sorted boolean) LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('work_mem', memory, true);
	RETURN QUERY EXECUTE format('SELECT bool_and(int_value IS NOT DISTINCT FROM int_expected), bool_and(bigint_value IS NOT DISTINCT FROM bigint_expected)
		FROM (SELECT row_number() OVER (), int_value FROM (SELECT int_value FROM sorted ORDER BY int_value %1$s NULLS LAST) AS o) AS i
		JOIN (SELECT row_number() OVER (), bigint_value FROM (SELECT bigint_value FROM sorted ORDER BY bigint_value %1$s NULLS LAST) AS o) AS b USING (row_number)
		JOIN (SELECT row_number() OVER (), int_value AS int_expected FROM (SELECT int_value FROM sorted ORDER BY pg_temp.place(int_value) %1$s NULLS LAST) AS o) AS ie USING (row_number)
		JOIN (SELECT row_number() OVER (), bigint_value AS bigint_expected FROM (SELECT bigint_value FROM sorted ORDER BY pg_temp.place(bigint_value) %1$s NULLS LAST) AS o) AS be USING (row_number)', direction);
END
$$;
SELECT direction, memory, s.* FROM (VALUES ('ASC'), ('DESC')) AS d (direction), (VALUES ('4MB'), ('64kB')) AS m (memory), LATERAL pg_temp.sorts_as_defined(direction, memory) AS s ORDER BY 1, 2;
SELECT count(*) AS rows, count(DISTINCT int_value) > 500 AS many_values, count(DISTINCT bigint_value) = count(DISTINCT int_value) AS as_many_bigint,
	count(DISTINCT lower(bigint_value)) < count(DISTINCT bigint_value) AS lower_bounds_tie FROM sorted;

-- RANGE frames: the values between the bounds moved by an offset, against the rows found one by one
CREATE TABLE framed AS SELECT number, int_value, int_value::suppressed_bigint AS bigint_value FROM sorted
WHERE number <= 600 AND coalesce(int_value::text, '') !~ '214748364';
CREATE FUNCTION pg_temp.frame_differs(value text, preceding bigint, following bigint, direction text) RETURNS TABLE (rows bigint, differ bigint, framed bigint) LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT count(*), count(*) FILTER (WHERE w.count <> (SELECT count(*) FROM framed AS b WHERE b.%1$s >= w.low AND b.%1$s <= w.high OR b.%1$s IS NULL AND w.value IS NULL)), sum(w.count)::bigint
		FROM (SELECT %1$s AS value, count(*) OVER (ORDER BY %1$s %4$s RANGE BETWEEN %2$s PRECEDING AND %3$s FOLLOWING),
			CASE %4$L WHEN ''ASC'' THEN %1$s - %2$s::bigint ELSE %1$s - %3$s::bigint END AS low, CASE %4$L WHEN ''ASC'' THEN %1$s + %3$s::bigint ELSE %1$s + %2$s::bigint END AS high FROM framed) AS w',
		value, preceding, following, direction);
END
$$;
SELECT value, preceding, following, direction, differ, rows > 500 AND framed > rows AS "frames of more than one row"
FROM (VALUES ('int_value'), ('bigint_value')) AS v (value), (VALUES (0, 0), (3, 5), (40, 0), (1000, 1000)) AS o (preceding, following), (VALUES ('ASC'), ('DESC')) AS d (direction),
	LATERAL pg_temp.frame_differs(value, preceding, following, direction) ORDER BY value, preceding, direction;
-- frames that end inside, at and beyond the limits
SELECT value, array_agg(value) OVER (ORDER BY value RANGE BETWEEN 1 PRECEDING AND 9223372036854775807 FOLLOWING) AS following,
	array_agg(value) OVER (ORDER BY value RANGE BETWEEN 9223372036854775807 PRECEDING AND 1 PRECEDING) AS preceding
FROM unnest('{-9223372036854775808,-9223372036854775807,0,1..4,:,9223372036854775806,9223372036854775807}'::suppressed_bigint[]) AS value;
SELECT count(*) OVER (ORDER BY value RANGE BETWEEN -1 PRECEDING AND 1 FOLLOWING) FROM unnest('{1,2}'::suppressed_int[]) AS value;

-- joins: each kind finds the same pairs
ANALYZE sorted, framed;
CREATE FUNCTION pg_temp.pairs(condition text, method text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	query text := 'SELECT count(*), sum(a.number::bigint * b.number) FROM sorted AS a JOIN framed AS b ON ' || condition;
	pairs text;
BEGIN
	PERFORM set_config('enable_' || replace(kind, ' ', ''), CASE WHEN kind = method THEN 'on' ELSE 'off' END, true) FROM unnest('{hash join,merge join,nest loop}'::text[]) AS kind;
	IF position(method IN lower(replace(pg_temp.plan(query), 'Nested Loop', 'Nest Loop'))) = 0 THEN
		RETURN 'no ' || method;
	END IF;
	EXECUTE replace(query, 'SELECT count(*), sum(a.number::bigint * b.number)', 'SELECT concat(count(*), '' '', sum(a.number::bigint * b.number))') INTO pairs;
	RETURN pairs;
END
$$;
SELECT condition, pg_temp.pairs(condition, 'hash join') = pg_temp.pairs(condition, 'nest loop') AS hash_join,
	pg_temp.pairs(condition, 'merge join') = pg_temp.pairs(condition, 'nest loop') AS merge_join,
	split_part(pg_temp.pairs(condition, 'nest loop'), ' ', 1)::int > 1000 AS many
FROM (VALUES ('a.int_value = b.int_value'), ('a.bigint_value = b.bigint_value'), ('a.int_value = b.bigint_value')) AS c (condition);

-- DISTINCT and GROUP BY, by hashing and by sorting
SET enable_hashagg = off;
CREATE TEMP TABLE by_sorting AS SELECT int_value, bigint_value, count(*) FROM sorted GROUP BY int_value, bigint_value;
RESET enable_hashagg;
SET enable_sort = off;
SELECT count(*) AS differ FROM (SELECT int_value, bigint_value, count(*) FROM sorted GROUP BY int_value, bigint_value EXCEPT SELECT * FROM by_sorting) AS difference;
RESET enable_sort;

DROP TABLE sorted, framed;
