-- the text form of suppressed_bigint, in and out
\set ECHO none
\i test/include/types.sql
\set ECHO all

-- every form, written as the shortest that reads back as the same value
SELECT input, input::suppressed_bigint AS value, lower(input::suppressed_bigint), upper(input::suppressed_bigint),
	input::suppressed_bigint::text::suppressed_bigint = input::suppressed_bigint AS reads_back
FROM (VALUES ('39'), ('+39'), ('-39'), ('0'), ('-0'), ('+0'), ('007'),
	('0..4'), ('00..+4'), ('-4..4'), ('-4..-1'), ('5..5'), ('-5..-5'), ('0..0'), ('-0..+0'),
	(':'), ('0..'), ('-0..'), ('5..'), ('-5..'), ('..5'), ('..-5'), ('..0'), ('..'),
	('  39'), ('39  '), (E' \t\n\x0b\f\r39 \t\n\x0b\f\r'), (' 0..4 '), (' : '), (' .. '), (' ..5 '), (' 5.. '),
	(NULL)) AS t (input);

-- the limits: a finite bound is at one only where the value is exact
SELECT input, input::suppressed_bigint AS value, is_suppressed(input::suppressed_bigint) AS hidden,
	lower(input::suppressed_bigint), upper(input::suppressed_bigint)
FROM (VALUES ('9223372036854775807'), ('-9223372036854775808'), ('9223372036854775807..9223372036854775807'),
	('-9223372036854775808..-9223372036854775808'), ('-9223372036854775807..9223372036854775806'),
	('9223372036854775806..'), ('..-9223372036854775807'), ('..9223372036854775806'), ('-9223372036854775807..'),
	('000000000000000000000000000000000000009223372036854775807')) AS t (input);

-- what is out of range, what is the wrong way round, and what is no value at all
\a\t
SELECT count(*) AS inputs, replace(pg_temp.outcome(format('SELECT %L::suppressed_bigint', input)), '"' || input || '"', 'INPUT') AS outcome
FROM (VALUES ('9223372036854775808'), ('-9223372036854775809'), ('0..9223372036854775807'),
	('-9223372036854775808..0'), ('9223372036854775807..'), ('..-9223372036854775808'),
	('..9223372036854775807'), ('-9223372036854775808..'), ('-9223372036854775808..9223372036854775807'),
	('99999999999999999999'), ('-99999999999999999999..'), ('..18446744073709551616'), 
	('0..340282366920938463463374607431768211456'),
	('5..4'), ('-4..-5'), ('1..-1'), (' 5..4 '),
	(''), (' '), ('  '), ('-'), ('+'), ('.'), ('...'), ('....'), ('::'), (': :'), ('abc'), ('5a'), ('a5'), ('0x10'), ('1e3'), ('1_000'),
	('5.'), ('.5'), ('5.0'), ('5...6'), ('5. .6'), ('5 ..6'), ('5.. 6'), ('1..2..3'), (':5'), ('5:'), (':..'), ('..:'), ('--5'), ('+-5'), ('- 5'),
	('-..5'), ('5..-'), ('..+'), ('5-'), ('1 2'), ('1 234'), (E'1\u00a0234'), ('1,5'), ('−5'), ('٣'), ('NaN'), ('Infinity'), ('NULL'),
	('99999999999999999999x'), ('99999999999999999999..x'), ('[0,5)'), (repeat('9', 100) || '.')) AS t (input)
GROUP BY outcome ORDER BY outcome;

-- the other ways in: a literal with its type in front, a cast, the functions themselves
SELECT suppressed_bigint '0..4', suppressed_bigint ':', CAST('..5' AS suppressed_bigint), busetting_internal.suppressed_bigint_in('5..', 0, -1);
SELECT busetting_internal.suppressed_bigint_out(suppressed_bigint '0..4'), busetting_internal.suppressed_bigint_send(suppressed_bigint '-2..4'),
	busetting_internal.suppressed_bigint_send(':'), busetting_internal.suppressed_bigint_send('..'), busetting_internal.suppressed_bigint_send('-9223372036854775808'), busetting_internal.suppressed_bigint_send('9223372036854775807');
\a\t

-- how it is stored
SELECT typlen, typbyval, typalign, typstorage, typcategory, typispreferred, pg_column_size(suppressed_bigint ':')
FROM pg_type WHERE oid = 'suppressed_bigint'::regtype;
