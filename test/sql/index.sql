-- indexes: each class of each access method answers as a sequential scan does
\set ECHO none
\i test/include/plan.sql
\set ECHO all

CREATE TABLE value_of_int (number int, value suppressed_int);
CREATE TABLE value_of_bigint (number int, value suppressed_bigint);

-- What a query returns by the index, NULL where it does not use it; or by a sequential scan.
CREATE FUNCTION pg_temp.numbers(query text, by_index boolean) RETURNS int[] LANGUAGE plpgsql AS $$
DECLARE
	numbers int[];
BEGIN
	PERFORM set_config('enable_seqscan', (NOT by_index)::text, true), set_config('enable_indexscan', by_index::text, true),
		set_config('enable_indexonlyscan', by_index::text, true), set_config('enable_bitmapscan', by_index::text, true);
	IF by_index AND pg_temp.plan(query, 'Index Name') IS DISTINCT FROM 'compared' THEN
		RETURN NULL;
	END IF;
	EXECUTE query INTO numbers;
	RETURN numbers;
END
$$;

-- Every operator of a class with 50 constants.  Half of the rows are there when the index is built, half come later.
CREATE FUNCTION pg_temp.compare(type regtype, method text, class text)
RETURNS TABLE (operators bigint, comparisons bigint, equal bigint, found_none bigint, found_many bigint) LANGUAGE plpgsql AS $$
DECLARE
	relation regclass := 'value_of_' || substr(type::text, length('suppressed_') + 1);
	fill text := format('INSERT INTO %s SELECT i, pg_temp.random_value(%L)::%s FROM generate_series($1, $2) i', relation, type, type);
BEGIN
	EXECUTE format('TRUNCATE %s', relation);
	EXECUTE fill USING 1, 2000;
	EXECUTE format('CREATE INDEX compared ON %s USING %s (value %s) %s', relation, method, class,
		CASE method WHEN 'brin' THEN 'WITH (pages_per_range = 1)' END);
	EXECUTE fill USING 2001, 4000;
	IF method = 'brin' THEN
		PERFORM brin_summarize_new_values('compared');
	END IF;
	EXECUTE format('ANALYZE %s', relation);
	RETURN QUERY
		WITH query AS MATERIALIZED (
			SELECT amopopr, format('SELECT coalesce(array_agg(number ORDER BY number), ''{}'') FROM %s WHERE value OPERATOR(busetting.%s) %L::%s',
				relation, oprname, coalesce(pg_temp.random_value(type), '7'), type) AS query
			FROM pg_index JOIN pg_opclass ON pg_opclass.oid = indclass[0] JOIN pg_amop ON amopfamily = opcfamily JOIN pg_operator ON pg_operator.oid = amopopr,
				generate_series(1, 50)
			WHERE indexrelid = 'compared'::regclass
		), outcome AS MATERIALIZED (
			SELECT amopopr, pg_temp.numbers(query.query, true) AS by_index, pg_temp.numbers(query.query, false) AS by_scan FROM query
		)
		SELECT count(DISTINCT amopopr), count(*), count(*) FILTER (WHERE by_index = by_scan),
			count(*) FILTER (WHERE by_scan = '{}'), count(*) FILTER (WHERE cardinality(by_scan) > 400) FROM outcome;
	DROP INDEX compared;
END
$$;

SELECT type, method, class, operators, comparisons - equal AS different, found_none > 0 AS "some find none",
	method = 'hash' OR found_many > 0 AS "some find many"
FROM (VALUES ('btree', ''), ('hash', ''), ('gist', ''), ('brin', ''), ('brin', '_inclusion_ops')) AS m (method, class),
	(VALUES ('suppressed_int'::regtype), ('suppressed_bigint')) AS t (type),
	LATERAL pg_temp.compare(type, method, CASE WHEN class <> '' THEN type || class ELSE '' END) ORDER BY type, method, class;

-- NULLs are found too
TRUNCATE value_of_int, value_of_bigint;
INSERT INTO value_of_int SELECT i, CASE WHEN i % 400 > 0 THEN i END FROM generate_series(1, 4000) i;
CREATE INDEX inclusion ON value_of_int USING brin (value suppressed_int_inclusion_ops) WITH (pages_per_range = 1);
SET enable_seqscan = off;
SELECT pg_temp.plan('SELECT FROM value_of_int WHERE value IS NULL', 'Index Name') AS index,
	(SELECT count(*) FROM value_of_int WHERE value IS NULL) AS found, (SELECT count(*) FILTER (WHERE value IS NULL) FROM value_of_int) AS present;
RESET enable_seqscan;
DROP INDEX inclusion;
TRUNCATE value_of_int;

-- The rows for which a comparison with a suppressed_bigint holds, either way: with a constant, or with the same from a table.
CREATE FUNCTION pg_temp.counts(operator text, constant text, as_constant boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	counts text;
BEGIN
	EXECUTE format('SELECT concat_ws('' '', count(*) FILTER (WHERE value OPERATOR(busetting.%1$s) %2$s), count(*) FILTER (WHERE %2$s OPERATOR(busetting.%1$s) value))
		FROM value_of_int, (SELECT %3$L::suppressed_bigint AS constant OFFSET 0) AS other',
		operator, CASE WHEN as_constant THEN quote_literal(constant) || '::busetting.suppressed_bigint' ELSE 'constant' END, constant) INTO counts;
	RETURN counts;
END
$$;

-- an index that holds all that is asked is all that is read
INSERT INTO value_of_int SELECT i, CASE WHEN i % 5 = 0 THEN '0..4' ELSE suppressed_int(i) END FROM generate_series(1, 20000) i;
INSERT INTO value_of_bigint SELECT number, value FROM value_of_int;
CREATE INDEX int_btree ON value_of_int (value);
CREATE INDEX bigint_btree ON value_of_bigint (value);
CREATE INDEX int_gist ON value_of_int USING gist (value);
CREATE INDEX bigint_gist ON value_of_bigint USING gist (value);
VACUUM ANALYZE value_of_int, value_of_bigint;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT value FROM value_of_int WHERE value > '19990';
EXPLAIN (COSTS OFF) SELECT value FROM value_of_bigint WHERE value BETWEEN '19990' AND '20010';
EXPLAIN (COSTS OFF) SELECT value FROM value_of_int WHERE value >> '19990';
EXPLAIN (COSTS OFF) SELECT value FROM value_of_bigint WHERE value <@ '700..705';
EXPLAIN (COSTS OFF) SELECT value FROM value_of_int WHERE value @> 19992;
SELECT value FROM value_of_int WHERE value >> '19990' ORDER BY value;
SELECT value FROM value_of_bigint WHERE value <@ '700..705' ORDER BY value;
SELECT value FROM value_of_int WHERE value @> 19992;

-- compared with an int8 parameter or a suppressed_bigint: by the index of suppressed_int where the constant fits, as PostgreSQL plans for known parameters
PREPARE with_bigint (bigint) AS SELECT value FROM value_of_int WHERE value = $1;
EXPLAIN (COSTS OFF) EXECUTE with_bigint (7);
EXPLAIN (COSTS OFF) EXECUTE with_bigint (3000000000);
EXECUTE with_bigint (7);
EXECUTE with_bigint (3000000000);
EXECUTE with_bigint (NULL);
EXPLAIN (COSTS OFF) SELECT value FROM value_of_int WHERE 19990::bigint << value;
EXPLAIN (COSTS OFF) SELECT value FROM value_of_int WHERE value @> 19993::bigint AND value <@ suppressed_bigint '19990..20000';
-- each operator, the constant on either side, answers as it does with the same value from a table, which is compared in suppressed_bigint
SELECT operator, count(*) AS comparisons, count(*) FILTER (WHERE by_constant IS DISTINCT FROM by_column) AS different, count(DISTINCT by_constant) > 2 AS "several answers"
FROM (SELECT DISTINCT oprname AS operator FROM pg_operator WHERE oprnamespace = 'busetting'::regnamespace AND oprresult = 'boolean'::regtype) AS operator,
	unnest('{..,-2147483648,-7,0,3,7,0..4,:,5..,..5,100..30000,2147483647,3000000000,-9223372036854775807..-5,..9223372036854775806}'::text[]) AS constant,
	LATERAL (SELECT pg_temp.counts(operator, constant, true) AS by_constant, pg_temp.counts(operator, constant, false) AS by_column) AS counted
GROUP BY operator ORDER BY operator;
EXPLAIN (COSTS OFF) SELECT FROM value_of_int AS a JOIN value_of_int AS b ON a.value = b.value::suppressed_bigint WHERE a.value = 7;
RESET enable_bitmapscan;

-- an exclusion constraint: no two rows that can be the same number
CREATE TABLE disjoint (value suppressed_int, EXCLUDE USING gist (value WITH &&));
INSERT INTO disjoint VALUES ('0..4'), ('5'), ('6..');
INSERT INTO disjoint VALUES ('4..5');

-- a btree keeps equal values once: ten values of 20,000 rows take a fraction of the space
CREATE FUNCTION pg_temp.deduplicated_share(type regtype) RETURNS numeric LANGUAGE plpgsql AS $$
BEGIN
	DROP TABLE IF EXISTS repeated;
	EXECUTE format('CREATE TEMP TABLE repeated AS SELECT (i %% 10)::%s AS value FROM generate_series(1, 20000) i', type);
	CREATE INDEX plain ON repeated (value) WITH (deduplicate_items = off);
	CREATE INDEX deduplicated ON repeated (value);
	RETURN round(pg_relation_size('deduplicated') / pg_relation_size('plain')::numeric, 1);
END
$$;
SET client_min_messages = warning;
SELECT pg_temp.deduplicated_share('suppressed_int') AS suppressed_int, pg_temp.deduplicated_share('suppressed_bigint') AS suppressed_bigint;
RESET client_min_messages;

-- hash: the numbers of a statistic spread evenly over 16 buckets, whichever bits are asked
SELECT type, count(*) AS buckets, min(count) > 0.8 * 625 AND max(count) < 1.2 * 625 AS even
FROM (SELECT type, shift, (hash >> shift) & 15 AS bucket, count(*) FROM generate_series(0, 9999) i,
		LATERAL (VALUES ('int, 64 bits', busetting_internal.suppressed_int_hash_extended(i, 0), 64), ('bigint, 64 bits', busetting_internal.suppressed_bigint_hash_extended(i, 0), 64),
			('int, 32 bits', busetting_internal.suppressed_int_hash(i), 32), ('bigint, 32 bits', busetting_internal.suppressed_bigint_hash(i), 32)) AS h (type, hash, bits),
		generate_series(0, bits - 4, 4) AS shift GROUP BY type, shift, bucket) AS bucket
GROUP BY type ORDER BY type;
SELECT count(DISTINCT busetting_internal.suppressed_int_hash_extended(i, 0)) AS int_hashes, count(DISTINCT busetting_internal.suppressed_bigint_hash_extended(suppressed_bigint(i, i + 4), 7)) AS bigint_hashes,
	bool_and(busetting_internal.suppressed_int_hash_extended(i, 0) <> busetting_internal.suppressed_int_hash_extended(i, 1)) AS seeded FROM generate_series(0, 9999) i;

-- as PostgreSQL asks: with no seed, the lower half of the extended hash is the hash
SELECT bool_and(busetting_internal.suppressed_int_hash_extended(i, 0)::bit(32)::int = busetting_internal.suppressed_int_hash(i)) AS int_halves,
	bool_and(busetting_internal.suppressed_bigint_hash_extended(suppressed_bigint(i, i + 4), 0)::bit(32)::int = busetting_internal.suppressed_bigint_hash(suppressed_bigint(i, i + 4))) AS bigint_halves FROM generate_series(0, 9999) i;

-- hash partitions: even, and only one is looked into
CREATE TABLE divided_int (value suppressed_int) PARTITION BY HASH (value);
CREATE TABLE divided_bigint (value suppressed_bigint) PARTITION BY HASH (value);
SELECT format('CREATE TABLE %s_%s PARTITION OF %1$s FOR VALUES WITH (MODULUS 4, REMAINDER %2$s)', parent, remainder)
FROM (VALUES ('divided_int'), ('divided_bigint')) AS p (parent), generate_series(0, 3) AS remainder ORDER BY parent, remainder
\gexec
INSERT INTO divided_int SELECT i FROM generate_series(0, 9999) i;
INSERT INTO divided_bigint SELECT i FROM generate_series(0, 9999) i;
INSERT INTO divided_int VALUES ('0..4'), (':'), (NULL);
SELECT count(*) AS partitions, bool_and(count BETWEEN 2000 AND 3000) AS even FROM (SELECT count(*) FROM divided_int GROUP BY tableoid) AS partition;
SELECT count(*) AS partitions, bool_and(count BETWEEN 2000 AND 3000) AS even FROM (SELECT count(*) FROM divided_bigint GROUP BY tableoid) AS partition;
SELECT query, pg_temp.plan(query) AS plan FROM (VALUES ('SELECT FROM divided_int WHERE value = ''0..4'''), ('SELECT FROM divided_int WHERE value = 7'),
	('SELECT FROM divided_bigint WHERE value = 7::bigint'), ('SELECT FROM divided_int WHERE value IS NULL'), ('SELECT FROM divided_int')) AS q (query);
SELECT count(*) FROM divided_int WHERE value = '0..4';

-- what the access methods of newer servers ask for is there: skip support (18), sort support of GiST (14)
SELECT count(*) FILTER (WHERE amname = 'btree' AND amprocnum = 6) = CASE WHEN version >= 180000 THEN 2 ELSE 0 END AS skip_support,
	count(*) FILTER (WHERE amname = 'gist' AND amprocnum = 11) = CASE WHEN version >= 140000 THEN 2 ELSE 0 END AS gist_sort_support
FROM (SELECT current_setting('server_version_num')::int AS version) AS server,
	pg_amproc JOIN pg_opfamily ON pg_opfamily.oid = amprocfamily JOIN pg_am ON pg_am.oid = opfmethod
WHERE opfnamespace = 'busetting'::regnamespace GROUP BY version;

-- where a btree skips from one leading value to the next, none is left out
CREATE TABLE skipped AS SELECT pg_temp.random_value('suppressed_int')::suppressed_int AS int_value,
	pg_temp.random_value('suppressed_bigint')::suppressed_bigint AS bigint_value, i % 500 AS number FROM generate_series(1, 10000) i;
CREATE INDEX skipped_int ON skipped (int_value, number);
CREATE INDEX skipped_bigint ON skipped (bigint_value DESC, number);
ANALYZE skipped;
CREATE FUNCTION pg_temp.skip(condition text, by_index boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	found text;
BEGIN
	PERFORM set_config('enable_seqscan', (NOT by_index)::text, true), set_config('enable_indexscan', by_index::text, true),
		set_config('enable_bitmapscan', 'off', true);
	EXECUTE 'SELECT string_agg(concat_ws(''/'', int_value, bigint_value, number), '' '' ORDER BY int_value, bigint_value, number) FROM skipped WHERE ' || condition INTO found;
	RETURN found;
END
$$;
SELECT condition, pg_temp.skip(condition, true) = pg_temp.skip(condition, false) AS equal
FROM (VALUES ('number = 7 AND int_value IS NOT NULL'), ('number IN (8, 9, 400) AND int_value > ''..'''), ('number = 7 AND bigint_value > ''0..4'''),
	('number < 100 AND bigint_value <= ''..'''), ('number BETWEEN 0 AND 20 AND int_value < ''-2147483648'''),
	('number < 100 AND bigint_value >= ''9223372036854775807'''), ('number = 7 AND int_value BETWEEN ''-2147483648'' AND ''2147483647''')) AS c (condition);

DROP TABLE value_of_int, value_of_bigint, disjoint, divided_int, divided_bigint, skipped;
