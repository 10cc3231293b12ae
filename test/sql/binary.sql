-- the binary form: what is sent is read back, and what breaks its rules is refused
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- Receives a field of these bytes, through COPY, as a value of the type.
CREATE FUNCTION pg_temp.receive(type regtype, field bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	file bytea := '\x5047434f50590aff0d0a00 00000000 00000000 0001'::bytea || int4send(length(field)) || field || '\xffff';
	octal text := (SELECT string_agg(format('\%s%s%s', byte >> 6, byte >> 3 & 7, byte & 7), '' ORDER BY n)
		FROM generate_series(0, length(file) - 1) AS n, get_byte(file, n) AS byte);
BEGIN
	EXECUTE format('CREATE TEMP TABLE received (value %s) ON COMMIT DROP', type);
	EXECUTE format($copy$COPY received FROM PROGRAM 'printf ''%s''' (FORMAT binary)$copy$, octal);
	DECLARE
		value text := (SELECT received.value FROM received);
	BEGIN
		DROP TABLE received;
		RETURN value;
	END;
END
$$;

-- a version byte, then lower and upper bound; an absent bound is the limit of the type
SELECT value, busetting_internal.suppressed_int_send(value) AS sent, pg_temp.receive('suppressed_int', busetting_internal.suppressed_int_send(value)) AS received
FROM (VALUES (suppressed_int '39'), ('-39'), ('0..4'), (':'), ('5..'), ('..-5'), ('..'), ('-2147483648'), ('2147483647'), ('-2147483647..2147483646')) AS t (value);
SELECT value, busetting_internal.suppressed_bigint_send(value) AS sent, pg_temp.receive('suppressed_bigint', busetting_internal.suppressed_bigint_send(value)) AS received
FROM (VALUES (suppressed_bigint '39'), ('-39'), ('0..4'), (':'), ('5..'), ('..-5'), ('..'), ('-9223372036854775808'), ('9223372036854775807'), ('-9223372036854775807..9223372036854775806')) AS t (value);

-- an unknown version, bounds the wrong way round, too few bytes, too many
\a\t
SELECT pg_temp.outcome(format('SELECT pg_temp.receive(%L, %L)', type, decode(field, 'hex'))) FROM (VALUES
	('suppressed_int', '00 00000000 00000004'), ('suppressed_int', '02 00000000 00000004'), ('suppressed_int', 'ff 00000000 00000004'),
	('suppressed_int', '01 00000005 00000004'), ('suppressed_int', '01 7fffffff 80000000'), ('suppressed_int', '01 00000000 ffffffff'),
	('suppressed_int', ''), ('suppressed_int', '01'), ('suppressed_int', '01 000000'), ('suppressed_int', '01 00000000'), ('suppressed_int', '01 00000000 000000'), ('suppressed_int', '01 00000000 00000004 00'),
	('suppressed_bigint', '00 0000000000000000 0000000000000004'), ('suppressed_bigint', '02 0000000000000000 0000000000000004'),
	('suppressed_bigint', '01 0000000000000005 0000000000000004'), ('suppressed_bigint', '01 7fffffffffffffff 8000000000000000'),
	('suppressed_bigint', ''), ('suppressed_bigint', '01'), ('suppressed_bigint', '01 0000000000000000'), ('suppressed_bigint', '01 0000000000000000 00000000000000'), ('suppressed_bigint', '01 0000000000000000 0000000000000004 00'),
	('suppressed_sum', '00' || repeat('00', 56)), ('suppressed_sum', '02' || repeat('00', 56)), ('suppressed_sum', ''), ('suppressed_sum', '01'), ('suppressed_sum', '01' || repeat('00', 55)), ('suppressed_sum', '01' || repeat('00', 57))) AS t (type, field);
-- a state: a negative count, more values without a bound than values, sums the wrong way round, beyond what can be summed, of nothing
SELECT DISTINCT pg_temp.outcome(format('SELECT pg_temp.receive(%L, %L)', 'suppressed_sum', decode('01' || field, 'hex'))) FROM (VALUES
	('ffffffffffffffff 0000000000000000 0000000000000000 00000000000000000000000000000000 00000000000000000000000000000000'),
	('0000000000000001 0000000000000002 0000000000000000 00000000000000000000000000000000 00000000000000000000000000000000'),
	('0000000000000001 0000000000000000 0000000000000002 00000000000000000000000000000000 00000000000000000000000000000000'),
	('0000000000000001 ffffffffffffffff 0000000000000000 00000000000000000000000000000000 00000000000000000000000000000000'),
	('0000000000000001 0000000000000000 0000000000000000 00000000000000000000000000000006 00000000000000000000000000000005'),
	('0000000000000001 0000000000000000 0000000000000000 80000000000000000000000000000000 00000000000000000000000000000005'),
	('0000000000000001 0000000000000000 0000000000000001 40000000000000000000000000000001 00000000000000000000000000000000'),
	('0000000000000001 0000000000000000 0000000000000001 00000000000000000000000000000001 00000000000000000000000000000001'),
	('0000000000000000 0000000000000000 0000000000000000 00000000000000000000000000000001 00000000000000000000000000000001')) AS t (field);
\a\t
SELECT pg_temp.receive('suppressed_sum', decode('01' || repeat('00', 56), 'hex')) AS empty,
	pg_temp.receive('suppressed_sum', busetting_internal.suppressed_sum_send('(3,1,2,-7,12)')) AS state;

-- the modifier hides on this way in too; a symbol is text, and here is none
CREATE DOMAIN pg_temp.hidden AS suppressed_int(0,4);
SELECT pg_temp.receive('pg_temp.hidden', busetting_internal.suppressed_int_send('3')) AS hidden, pg_temp.receive('pg_temp.hidden', busetting_internal.suppressed_int_send(':')) AS symbol, pg_temp.receive('pg_temp.hidden', busetting_internal.suppressed_int_send('5')) AS shown;

-- arrays and rows
SELECT pg_temp.receive('suppressed_bigint[]', array_send(ARRAY['39', '0..4', NULL, ':']::suppressed_bigint[])) AS list, pg_temp.receive('suppressed_int[]', array_send(ARRAY['39', '0..4', NULL, ':']::suppressed_int[])) AS int_list;
