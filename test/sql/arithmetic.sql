-- + - * and the functions that compute: abs, smaller, larger, intersection, share
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- sums and differences: an absent bound stays absent, and the subtrahend's bounds change sides
SELECT a, b, a + b AS "a + b", a - b AS "a - b", smaller(a, b), larger(a, b),
	a::suppressed_bigint + b AS "bigint +", a::suppressed_bigint - b AS "bigint -"
FROM (VALUES (suppressed_int '39', suppressed_int '3'), ('39', '0..4'), ('0..4', '39'), ('0..4', '0..4'), ('-4..4', '1..2'),
	('39', ':'), (':', '39'), (':', ':'), ('5..', '..5'), ('..5', '..5'), ('5..', '5..'), ('..', '3'), ('..', '..'), ('0..4', '2..'), ('..2', '0..4'),
	('3', NULL), (NULL, '..')) AS t (a, b);

-- signs, factors and absolute values: nothing is unknown about zero times an unknown number
SELECT a, -a AS "- a", abs(a), a * 3 AS "a * 3", -2 * a AS "-2 * a", a * 0 AS "a * 0", a::suppressed_bigint * 3 AS "bigint * 3",
	-a::suppressed_bigint AS "- bigint", abs(a::suppressed_bigint) AS "abs(bigint)"
FROM (VALUES (suppressed_int '39'), ('-39'), ('0'), ('0..4'), ('-4..0'), ('-4..-1'), ('-4..3'), ('-3..4'), (':'), ('5..'), ('..5'), ('..-5'), ('-5..'), ('..0'), ('..'), (NULL)) AS t (a);

-- with plain integers
SELECT suppressed_int '0..4' + 3 AS "+ int", 3 - suppressed_int '0..4' AS "int -", suppressed_int '0..4' + 3::smallint AS "+ smallint",
	suppressed_int '0..4' + 3::bigint AS "+ bigint", pg_typeof(suppressed_int '0..4' + 3) AS type_int, pg_typeof(suppressed_int '0..4' + 3::bigint) AS type_bigint,
	pg_typeof(suppressed_int '0..4' + suppressed_bigint '1') AS type_both, suppressed_bigint '0..4' * 2 AS "* int", 2::smallint * suppressed_int '0..4' AS "smallint *",
	pg_typeof(suppressed_int '0..4' * 2::bigint) AS type_factor;

-- up to the limits, which only an exact value may reach
SELECT suppressed_int '2147483646' + 1 AS a, suppressed_int '-2147483647' - 1 AS b, -suppressed_int '2147483647' AS c,
	suppressed_int '2147483645..' + 1 AS d, suppressed_int '1073741824' * -2 AS e, suppressed_int '0..2147483645' + 1 AS f;
SELECT suppressed_bigint '9223372036854775806' + 1 AS a, suppressed_bigint '-9223372036854775807' - 1 AS b,
	-suppressed_bigint '9223372036854775807' AS c, suppressed_bigint '9223372036854775805..' + 1 AS d,
	suppressed_bigint '4611686018427387904' * -2 AS e, suppressed_bigint '0..9223372036854775805' + 1 AS f;
\a\t
SELECT split_part(pg_temp.outcome('SELECT ' || query), E'\n', 1) FROM (VALUES
	('suppressed_int ''2147483647'' + 1'), ('suppressed_int ''0..2147483646'' + 1'), ('suppressed_int ''2147483646..'' + 1'),
	('suppressed_int ''-2147483648'' - 1'), ('suppressed_int ''-2147483647..0'' - 1'), ('suppressed_int ''..-2147483647'' - 1'),
	('- suppressed_int ''-2147483648'''), ('abs(suppressed_int ''-2147483648'')'), ('suppressed_int ''1073741824'' * 2'),
	('suppressed_int ''0..1073741824'' * -2'), ('smaller(suppressed_int ''2147483647'', ''5..'')'), ('larger(suppressed_int ''-2147483648'', ''..5'')'),
	('suppressed_bigint ''9223372036854775807'' + 1'), ('suppressed_bigint ''0..9223372036854775806'' + 1'), ('suppressed_bigint ''9223372036854775806..'' + 1'),
	('suppressed_bigint ''-9223372036854775808'' - 1'), ('suppressed_bigint ''-9223372036854775807..0'' - 1'), ('suppressed_bigint ''..-9223372036854775807'' - 1'),
	('suppressed_bigint ''0..4'' - suppressed_bigint ''-9223372036854775808'''), ('- suppressed_bigint ''-9223372036854775808'''), ('abs(suppressed_bigint ''-9223372036854775808'')'),
	('suppressed_bigint ''4611686018427387904'' * 2'), ('suppressed_bigint ''0..4611686018427387904'' * -2'), ('suppressed_bigint ''2..3'' * 9223372036854775807'),
	('smaller(suppressed_bigint ''9223372036854775807'', ''5..'')')) AS t (query);
SELECT pg_temp.outcome('SELECT suppressed_int ''2147483647'' + 1');
SELECT pg_temp.outcome('SELECT suppressed_bigint ''9223372036854775807'' + 1');
\a\t

-- what is known of one number of which both are known
SELECT a, b, intersection(a, b), intersection(b, a) AS exchanged, intersection(a::suppressed_bigint, b) AS "bigint"
FROM (VALUES (suppressed_int '0..4', suppressed_int '3'), ('0..4', '3..9'), ('0..4', '4..9'), (':', '..7'), ('5..', '..5'), ('..', '0..4'), ('..', '..'),
	(':', ':'), ('3', '3'), (':', '2..'), ('..9', '..2'), ('-2147483648', '..'), ('2147483647', '5..'), (NULL, '3')) AS t (a, b);
\a\t
SELECT pg_temp.outcome('SELECT ' || query) FROM (VALUES ('intersection(suppressed_int ''0..4'', ''5..'')'),
	('intersection(suppressed_bigint ''3'', ''4'')'), ('intersection(suppressed_bigint ''9223372036854775807'', ''..9223372036854775806'')')) AS t (query);
\a\t

-- part / (part + rest): an absent bound leaves a limit that is approached and not reached; nothing where both are zero
SELECT part, rest, share(part, rest), share(part::suppressed_bigint, rest) = share(part, rest) AS same_in_bigint
FROM (VALUES (suppressed_int '1', suppressed_int '3'), ('1', '2'), ('0', '5'), ('5', '0'), ('0', '0'), ('0..4', '4'), ('4', '0..4'), ('0..4', '0'), ('0', '0..4'),
	('0..4', '0..4'), ('1..4', '4..9'), (':', '5'), ('5', ':'), (':', ':'), (':', '0'), ('0', ':'), ('2..', '3..'), ('2..', '0..3'), ('0..3', '2..'), ('1..3', '0..'),
	('2147483647', '2147483647'), (NULL, '3'), ('3', NULL)) AS t (part, rest);
SELECT share(suppressed_bigint '9223372036854775807', '9223372036854775807'), share(suppressed_bigint '9223372036854775807', ':');
\a\t
SELECT pg_temp.outcome('SELECT ' || query) FROM (VALUES ('share(suppressed_int ''-1'', ''5'')'), ('share(suppressed_int ''5'', ''-4..4'')'),
	('share(suppressed_bigint ''..'', ''5'')'), ('share(suppressed_bigint ''5'', ''..4'')'),
	('share(intersection(suppressed_int ''..4'', '':''), ''5'')')) AS t (query);
\a\t
