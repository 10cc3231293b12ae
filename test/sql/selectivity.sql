-- estimates: rows expected against rows found, on skewed data
\set ECHO none
\i test/include/plan.sql
\set ECHO all

-- 30,000 counts as they are published: most are small, few are large, a fifth is hidden; and sums of such
CREATE FUNCTION pg_temp.skewed_count() RETURNS int LANGUAGE sql AS 'SELECT floor(5 * exp(random() * random() * 11))::int';
CREATE TABLE published_count AS SELECT CASE
		WHEN random() < 0.02 THEN NULL WHEN random() < 0.2 THEN '0..4' WHEN random() < 0.05 THEN ':'
		WHEN random() < 0.05 THEN suppressed_int(5, pg_temp.skewed_count()) ELSE suppressed_int(pg_temp.skewed_count()) END AS value
	FROM generate_series(1, 30000);
CREATE TABLE published_sum AS SELECT number AS id, suppressed_bigint(lower, lower + floor(random() * 60)::bigint) AS value
	FROM (SELECT number, pg_temp.skewed_count() AS lower FROM generate_series(1, 30000) AS number) AS sum;
CREATE TABLE hidden_count AS SELECT number AS id, '0..4'::suppressed_int AS value FROM generate_series(1, 1000) AS number;
CREATE DOMAIN weekly_count AS suppressed_int;
CREATE TABLE domain_count AS SELECT value::weekly_count FROM published_count;
ANALYZE published_count, published_sum, hidden_count, domain_count;

CREATE FUNCTION pg_temp.rows(query text, OUT estimated float, OUT actual float, OUT factor float) LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || query INTO plan;
	estimated := plan #>> '{0,Plan,Plan Rows}';
	actual := plan #>> '{0,Plan,Actual Rows}';
	factor := greatest(estimated, actual) / greatest(least(estimated, actual), 1);
END
$$;

-- Constants from every part of the distribution which at least 30 rows meet.  Without estimators of their own << and >> would have those of < and >,
-- which take a third for what they know nothing of, && @> <@ that of shapes, which always takes a thousandth.
CREATE FUNCTION pg_temp.estimates(relation regclass, operator text, reversed boolean)
RETURNS TABLE (queries bigint, within_factor_2 bigint, default_off_by_10 bigint) LANGUAGE sql AS $$
	SELECT count(*), count(*) FILTER (WHERE factor <= 2), count(*) FILTER (WHERE greatest(actual / standard, standard / actual) >= 10)
	FROM unnest('{0,3,5,6,10,20,50,100,300,1000,3000,10000,0..4,1..3,0..9,5..20,10..19,100..200,1000..2000,5000..,..5,..100,:,..}'::text[]) AS constant,
		pg_temp.rows(format(CASE WHEN reversed THEN 'SELECT FROM %1$s WHERE %3$L OPERATOR(busetting.%2$s) value'
			ELSE 'SELECT FROM %1$s WHERE value OPERATOR(busetting.%2$s) %3$L' END, relation, operator, constant)),
		LATERAL (SELECT 30000 * CASE WHEN operator IN ('<<', '>>') THEN 0.333 ELSE 0.001 END AS standard) AS standard
	WHERE actual >= 30
$$;
SELECT relation, operator, CASE WHEN reversed THEN 'constant first' ELSE '' END AS "order", queries >= 8 AS "8 or more queries", queries - within_factor_2 AS "off by more than 2", default_off_by_10 > 0 AS "a default is off by 10"
FROM unnest('{published_count,published_sum,domain_count}'::regclass[]) AS relation, unnest('{<<,>>,&&,@>,<@}'::text[]) AS operator, (VALUES (false), (true)) AS o (reversed),
	LATERAL pg_temp.estimates(relation, operator, reversed)
WHERE relation <> 'domain_count'::regclass OR NOT reversed ORDER BY relation, operator, reversed;

-- = by the most common values: the hidden fifth
SELECT round((pg_temp.rows('SELECT FROM published_count WHERE value = ''0..4''')).factor) AS "= 0..4", round((pg_temp.rows('SELECT FROM published_count WHERE value = '':''')).factor) AS "= :",
	round((pg_temp.rows('SELECT FROM published_count WHERE value = 5')).factor) AS "= 5", (pg_temp.rows('SELECT FROM published_sum WHERE value = 123456')).factor <= 30 AS "= rare";

-- one common value alone, an empty table, a table without statistics, NULL
SELECT query, round(estimated) AS estimated, actual FROM (VALUES ('SELECT FROM hidden_count WHERE value @> 3'), ('SELECT FROM hidden_count WHERE value >> 4'),
	('SELECT FROM hidden_count WHERE value && NULL'), ('SELECT FROM hidden_count WHERE value @> current_setting(''none.such'', true)::suppressed_int')) AS q (query), LATERAL pg_temp.rows(query) ORDER BY query;
CREATE TABLE unanalyzed (value suppressed_int);
ANALYZE unanalyzed;
SELECT estimated < 100 AS few, actual FROM pg_temp.rows('SELECT FROM unanalyzed WHERE value && 3');
INSERT INTO unanalyzed SELECT i FROM generate_series(1, 1000) i;
SELECT estimated < 100 AS few, actual FROM pg_temp.rows('SELECT FROM unanalyzed WHERE value && 3');

-- joins: every pair counts, and where EXISTS asks each row once
SELECT operator, (pg_temp.rows(format('SELECT FROM published_sum AS a, published_sum AS b WHERE b.id <= 60 AND a.value OPERATOR(busetting.%s) b.value', operator))).factor <= 2 AS "join within 2",
	(pg_temp.rows(format('SELECT FROM published_sum AS a WHERE a.id <= 60 AND EXISTS (SELECT FROM published_sum AS b WHERE a.value OPERATOR(busetting.%s) b.value)', operator))).factor <= 2 AS "EXISTS within 2",
	(pg_temp.rows(format('SELECT FROM published_sum AS a WHERE a.id <= 60 AND NOT EXISTS (SELECT FROM published_sum AS b WHERE b.value OPERATOR(busetting.%s) a.value)', operator))).estimated < 6 AS "NOT EXISTS few"
FROM unnest('{<<,>>,&&,@>,<@}'::text[]) AS operator ORDER BY operator;

-- what is kept: numbers that rise, and of each what is below and what is not above
SELECT stakind, count(*) > 50 AS many, bool_and(position = 1 OR below >= upto_previous) AS "each is above the last", max(upto) <= 1 AS "all or less", min(below) AS "begins at"
FROM (SELECT slot.stakind, position, slot.numbers[2 * position - 1] AS below, slot.numbers[2 * position] AS upto, slot.numbers[2 * position - 2] AS upto_previous
	FROM pg_statistic, LATERAL (VALUES (stakind1, stanumbers1), (stakind2, stanumbers2), (stakind3, stanumbers3), (stakind4, stanumbers4), (stakind5, stanumbers5)) AS slot (stakind, numbers),
		generate_series(1, array_length(slot.numbers, 1) / 2) AS position
	WHERE starelid = 'published_count'::regclass AND slot.stakind = 27401) AS kept
GROUP BY stakind;

DROP TABLE published_count, published_sum, hidden_count, domain_count, unanalyzed;
DROP DOMAIN weekly_count;
