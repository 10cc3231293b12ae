-- the boolean operators: identity, order, and what two values can be to each other
\set ECHO none
\i test/include/types.sql
\set ECHO all

CREATE TEMP TABLE small (value suppressed_int);
INSERT INTO small VALUES ('3'), ('4'), ('0..4'), ('4..9'), ('5..'), ('..4'), (':'), ('..');

-- order: no lower bound first; among equal lower bounds the smaller upper bound first, none last
SELECT string_agg(value::text, '   ' ORDER BY value) AS int_order,
	string_agg(value::text, '   ' ORDER BY value::suppressed_bigint) AS bigint_order FROM small;
SELECT a.value AS "a \ b", b.value AS b, concat_ws(' ', CASE WHEN a.value < b.value THEN '<' END,
	CASE WHEN a.value <= b.value THEN '<=' END, CASE WHEN a.value = b.value THEN '=' END,
	CASE WHEN a.value <> b.value THEN '<>' END, CASE WHEN a.value >= b.value THEN '>=' END,
	CASE WHEN a.value > b.value THEN '>' END) AS relation
FROM small AS a, small AS b ORDER BY a.value, b.value
\crosstabview

-- what a can be to b: certainly less or greater, or else possibly equal, and containing or contained
SELECT a.value AS "a \ b", b.value AS b, concat_ws(' ', CASE WHEN a.value << b.value THEN '<<' END,
	CASE WHEN a.value >> b.value THEN '>>' END, CASE WHEN a.value && b.value THEN '&&' END,
	CASE WHEN a.value @> b.value THEN '@>' END, CASE WHEN a.value <@ b.value THEN '<@' END) AS relation
FROM small AS a, small AS b ORDER BY a.value, b.value
\crosstabview

-- the same and the limits, in both types, against PostgreSQL's own ranges and arrays: no pair may differ
CREATE TEMP TABLE large (value suppressed_bigint);
INSERT INTO large SELECT value FROM small UNION VALUES (suppressed_bigint '-7'), ('-4..-1'), ('-4..'), ('..-5'),
	('-2147483648'), ('2147483647'), ('-2147483647..2147483646'), ('..-2147483647'), ('2147483646..'), ('..2147483646'), ('-2147483647..');
CREATE TEMP VIEW bigint_pair AS
SELECT a.value AS a, b.value AS b,
	numrange(lower(a.value), upper(a.value), '[]') AS range_a, numrange(lower(b.value), upper(b.value), '[]') AS range_b,
	ARRAY[coalesce(lower(a.value), '-Infinity'::float8), coalesce(upper(a.value), 'Infinity'::float8)] AS array_a,
	ARRAY[coalesce(lower(b.value), '-Infinity'::float8), coalesce(upper(b.value), 'Infinity'::float8)] AS array_b
FROM large AS a, large AS b;
CREATE TEMP VIEW int_pair AS
SELECT a::suppressed_int, b::suppressed_int, range_a, range_b, array_a, array_b FROM bigint_pair;
SELECT format($$
SELECT %L AS relation, count(*) AS pairs, count(*) FILTER (WHERE
	(a = b) IS DISTINCT FROM (array_a = array_b) OR (a <> b) IS DISTINCT FROM (array_a <> array_b) OR
	(a < b) IS DISTINCT FROM (array_a < array_b) OR (a <= b) IS DISTINCT FROM (array_a <= array_b) OR
	(a > b) IS DISTINCT FROM (array_a > array_b) OR (a >= b) IS DISTINCT FROM (array_a >= array_b) OR
	(a << b) IS DISTINCT FROM (range_a << range_b) OR (a >> b) IS DISTINCT FROM (range_a >> range_b) OR
	(a && b) IS DISTINCT FROM (range_a && range_b) OR
	(a @> b) IS DISTINCT FROM (range_a @> range_b) OR (a <@ b) IS DISTINCT FROM (range_a <@ range_b)) AS different
FROM %1$I$$, relation) FROM (VALUES ('int_pair'), ('bigint_pair')) AS t (relation)
\gexec

-- at bigint's own limits, where "no bound" is stored as the limit: an exact limit is a number like any other
SELECT a, b, concat_ws(' ', CASE WHEN a < b THEN '<' WHEN a = b THEN '=' WHEN a > b THEN '>' END,
	CASE WHEN a << b THEN '<<' END, CASE WHEN a >> b THEN '>>' END, CASE WHEN a && b THEN '&&' END,
	CASE WHEN a @> b THEN '@>' END, CASE WHEN a <@ b THEN '<@' END) AS relation
FROM (VALUES (suppressed_bigint '-9223372036854775808', suppressed_bigint '-9223372036854775808'),
	('-9223372036854775808', '..'), ('-9223372036854775808', '..-5'), ('-9223372036854775808', '..9223372036854775806'),
	('-9223372036854775808', '-9223372036854775807'), ('-9223372036854775808', '-9223372036854775807..'),
	('9223372036854775807', '9223372036854775807'), ('9223372036854775807', '..'), ('9223372036854775807', ':'),
	('9223372036854775807', '9223372036854775806..'), ('9223372036854775807', '9223372036854775806'),
	('9223372036854775807', '..9223372036854775806'), ('-9223372036854775808', '9223372036854775807')) AS t (a, b);

-- nothing is known about NULL
SELECT NULL::suppressed_int = '3' AS eq, NULL::suppressed_int < ':' AS lt, NULL::suppressed_int << '3' AS before,
	suppressed_int '..' && NULL AS overlaps, suppressed_bigint '..' @> NULL AS contains, NULL::suppressed_int IS DISTINCT FROM ':' AS differs;

-- an integer on either side
SELECT suppressed_int '0..4' << 5 AS before, suppressed_int '0..4' @> 3 AS contains, 3 <@ suppressed_int '0..4' AS contained_by,
	suppressed_int ':' && 7 AS overlaps, suppressed_int '39' = 39 AS eq, 39::smallint = suppressed_int '39' AS eq_smallint,
	suppressed_int '39' = 39::bigint AS eq_bigint, suppressed_bigint '39' > 38::smallint AS gt_smallint,
	suppressed_int '39' = suppressed_bigint '39' AS eq_both, suppressed_int ':' = suppressed_bigint ':' AS eq_hidden;

-- integer parameters as drivers send them
CREATE TEMP TABLE report (settled suppressed_int, total suppressed_bigint);
INSERT INTO report VALUES ('39', '39'), ('0..4', '0..4'), (':', ':');
PREPARE by_smallint(smallint) AS SELECT settled FROM report WHERE settled = $1 AND total = $1;
PREPARE by_int(integer) AS SELECT settled FROM report WHERE settled = $1 AND total = $1;
PREPARE by_bigint(bigint) AS SELECT settled FROM report WHERE settled = $1 AND total = $1;
PREPARE by_text AS SELECT settled FROM report WHERE settled = $1 AND total = $2;
PREPARE contains_bigint(bigint) AS SELECT settled FROM report WHERE settled @> $1 ORDER BY 1;
PREPARE store(bigint, integer) AS INSERT INTO report VALUES ($1, $2) RETURNING *;
EXECUTE by_smallint(39);
EXECUTE by_int(39);
EXECUTE by_bigint(39);
EXECUTE by_text('0..4', ':');
EXECUTE by_text('0..4', '0..4');
EXECUTE contains_bigint(3);
EXECUTE store(12, 13);
SELECT name, parameter_types FROM pg_prepared_statements WHERE name = 'by_text';
DEALLOCATE ALL;

-- join, sort, distinct and set operations by order and by hash
SET enable_hashjoin = off; SET enable_hashagg = off;
SELECT count(*), count(DISTINCT a.settled) FROM report AS a JOIN report AS b ON a.settled = b.settled;
SELECT settled FROM report UNION SELECT value FROM small ORDER BY 1;
RESET enable_hashjoin; RESET enable_hashagg;
SET enable_mergejoin = off; SET enable_nestloop = off; SET enable_sort = off;
SELECT count(*), count(DISTINCT a.settled) FROM report AS a JOIN report AS b ON a.settled = b.settled;
SELECT count(*) FROM (SELECT settled FROM report UNION SELECT value FROM small) AS both_tables;
SELECT count(*) FROM report AS a JOIN report AS b ON a.total = b.settled;
RESET enable_mergejoin; RESET enable_nestloop; RESET enable_sort;

-- equal values hash alike however they were made, and exact values spread over buckets
SELECT busetting_internal.suppressed_int_hash('39') = busetting_internal.suppressed_int_hash(suppressed_int(39, 39)) AS int_alike,
	busetting_internal.suppressed_bigint_hash(':') = busetting_internal.suppressed_bigint_hash('0..') AS bigint_alike,
	busetting_internal.suppressed_int_hash('4') <> busetting_internal.suppressed_int_hash('0..4') AS bounds_matter,
	busetting_internal.suppressed_int_hash_extended('39', 1) <> busetting_internal.suppressed_int_hash_extended('39', 2) AS seed_matters,
	busetting_internal.suppressed_bigint_hash_extended('39', 0) & 4294967295 = busetting_internal.suppressed_bigint_hash('39')::bigint & 4294967295 AS extends;
SELECT count(*) AS buckets, max(size) < 2 * 8000 / 128 AS even
FROM (SELECT count(*) AS size FROM generate_series(1, 8000) AS n GROUP BY busetting_internal.suppressed_int_hash(n) & 127) AS bucket;
SELECT count(*) AS buckets, max(size) < 2 * 8000 / 128 AS even
FROM (SELECT count(*) AS size FROM generate_series(1, 8000) AS n GROUP BY busetting_internal.suppressed_bigint_hash(n) & 127) AS bucket;
