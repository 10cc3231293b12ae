-- making a value of two bounds, and taking it apart: lower, upper, is_suppressed, published
\set ECHO none
\i test/include/types.sql
\set ECHO all

SELECT lower, upper, suppressed_int(lower, upper), suppressed_bigint(lower, upper)
FROM (VALUES (0, 4), (39, 39), (0, NULL), (NULL, 4), (NULL, NULL), (-4, -1)) AS t (lower, upper);
SELECT suppressed_int(-2147483648, -2147483648) AS a, suppressed_int(2147483647, 2147483647) AS b, suppressed_int(-2147483647, 2147483646) AS c,
	suppressed_bigint(-9223372036854775808, -9223372036854775808) AS d, suppressed_bigint(lower => 9223372036854775807, upper => 9223372036854775807) AS e;
\a\t
SELECT split_part(pg_temp.outcome('SELECT ' || query), E'\n', 1) FROM (VALUES ('suppressed_int(5, 4)'), ('suppressed_bigint(5, -4)'),
	('suppressed_int(0, 2147483647)'), ('suppressed_int(NULL, -2147483648)'), ('suppressed_int(2147483647, NULL)'), ('suppressed_int(-2147483648, 0)'),
	('suppressed_bigint(0, 9223372036854775807)'), ('suppressed_bigint(-9223372036854775808, NULL)')) AS t (query);
\a\t

SELECT value, lower(value), upper(value), is_suppressed(value), published(value), published(value, '*'), published(value, '') AS without_symbol
FROM (VALUES (suppressed_int '39'), ('-39'), ('0'), ('0..4'), (':'), ('5..'), ('..5'), ('..'), ('2147483647'), ('-2147483648'), (NULL)) AS t (value);
SELECT value, lower(value), upper(value), is_suppressed(value), published(value), published(value, 'u.off.')
FROM (VALUES (suppressed_bigint '39'), ('0..4'), (':'), ('..'), ('9223372036854775807'), ('-9223372036854775808'), ('-9223372036854775807..9223372036854775806'), (NULL)) AS t (value);
SELECT published(suppressed_int '0..4', NULL) AS no_symbol, pg_typeof(lower(suppressed_int ':')) AS int_bound, pg_typeof(lower(suppressed_bigint ':')) AS bigint_bound;
-- a symbol that is compressed or stored elsewhere
CREATE TEMP TABLE symbol (value suppressed_int, symbol text);
INSERT INTO symbol VALUES ('0..4', repeat('x', 100000)), ('7', repeat('x', 100000));
SELECT value, length(published(value, symbol)) FROM symbol;
