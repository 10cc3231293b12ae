-- errors of input that can be asked for, not thrown: from PostgreSQL 16 on (before, expected/soft_error_1.out, they are thrown)
\set ECHO none
\i test/include/types.sql
\set ECHO all
SELECT current_setting('server_version_num')::int >= 160000 AS soft
\gset
CREATE TEMP TABLE input (type text, text text);
INSERT INTO input VALUES ('suppressed_int', '39'), ('suppressed_int', ':'), ('suppressed_int(0,4)', '3'), ('suppressed_bigint', '0..4'), ('suppressed_sum', '(1,0,0,5,5)'),
	('suppressed_int', 'abc'), ('suppressed_int', '2147483648'), ('suppressed_int', '5..4'), ('suppressed_int(0,4)', '-'), ('suppressed_bigint', '0..9223372036854775807'), ('suppressed_bigint', '5..4'),
	('suppressed_bigint', ''), ('suppressed_sum', '(1,2,3,4,5)'), ('suppressed_int[]', '{1,:,x}'),
	('suppressed_int', '{"lower": 0, "upper": 4}'), ('suppressed_bigint', '{"lower": 5}'), ('suppressed_int(0,4)', '{"lower": 5, "upper": 4}'), ('suppressed_int', '{"lower": 0, "upper": 2147483647}');
\a\t
\if :soft
	SELECT type, text, pg_input_is_valid(text, type), (pg_input_error_info(text, type)).* FROM input;
	-- what thrown errors would have ended goes on
	SELECT count(*), count(*) FILTER (WHERE pg_input_is_valid('x' || n, 'suppressed_int')) AS valid FROM generate_series(1, 10000) AS n;
\else
	SELECT type, text, pg_temp.outcome(format('SELECT %L::%s', text, type)) FROM input;
\endif
