-- What the tests of indexes and of the planner begin with.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
RESET client_min_messages;
SET search_path = public, busetting;
\pset null NULL
SELECT FROM setseed(0.2022);

-- A plan, estimates left out: the values of one key of all its nodes, in the order of the plan.
CREATE FUNCTION pg_temp.plan(query text, key text DEFAULT 'Node Type') RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
	RETURN (SELECT string_agg(value #>> '{}', ' > ')
			FROM jsonb_path_query(plan::jsonb, 'strict $.**?(exists(@."Node Type")).keyvalue()') AS pair,
				LATERAL (SELECT pair -> 'value' AS value WHERE pair ->> 'key' = key) AS chosen);
END
$$;

-- A value of any kind, rarely at a limit.  Small numbers meet often, so that ties occur.
CREATE FUNCTION pg_temp.random_value(type regtype) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	int_limits text[] := '{-2147483648,2147483647,-2147483647..2147483646,-2147483647..,..2147483646}';
	bigint_limits text[] := '{-9223372036854775808,9223372036854775807,-9223372036854775807..9223372036854775806,-9223372036854775807..,..9223372036854775806}';
	number int := floor(exp(random() * 6)) * (CASE WHEN random() < 0.2 THEN -1 ELSE 1 END);
	width int := 1 + floor(exp(random() * 4));
	limit_number int := 1 + floor(random() * 5);
BEGIN
	RETURN CASE floor(random() * 20)::int
		WHEN 0 THEN '..'
		WHEN 1 THEN ':'
		WHEN 2 THEN number || '..'
		WHEN 3 THEN '..' || number
		WHEN 4 THEN CASE type WHEN 'suppressed_int'::regtype THEN int_limits[limit_number] ELSE bigint_limits[limit_number] END
		WHEN 5 THEN NULL
		WHEN 6 THEN '0..4'
		WHEN 7 THEN number || '..' || number + width
		WHEN 8 THEN number || '..' || number + width
		WHEN 9 THEN number || '..' || number + width
		ELSE number::text
	END;
END
$$;
