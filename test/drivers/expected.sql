-- What every driver must say: the kind of each column of each report, its rows and the sums of its
-- whole numbers as the server prints them, and the values of the two types.  One line each, tabs between.
SET search_path = public, busetting;
SET datestyle = ISO;
CREATE TEMPORARY VIEW report AS
SELECT c.oid, c.relname AS name, a.attname AS attribute, a.attnum AS place, format_type(a.atttypid, a.atttypmod) AS type
FROM pg_class AS c
JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
WHERE c.relnamespace = 'busetting'::regnamespace AND c.relname LIKE 'report\_%' AND c.relkind = 'v' AND has_table_privilege('reader', c.oid, 'SELECT');

SELECT concat_ws(E'\t', 'kind', name, attribute,
				 CASE WHEN type IN ('bigint', 'numeric(38,6)') THEN 'number' WHEN type IN ('text', 'date', 'boolean') THEN type ELSE 'other: ' || type END)
FROM report ORDER BY name COLLATE "C", place;
SELECT format('SELECT concat_ws(E''\t'', ''row'', %L, %s) FROM %I AS r ORDER BY r::text COLLATE "C"', name,
			  string_agg(format('coalesce(%I::text, ''\N'')', attribute), ', ' ORDER BY place), name)
FROM report GROUP BY name ORDER BY name COLLATE "C" \gexec
SELECT format('SELECT concat_ws(E''\t'', ''sum'', %L, %L, coalesce(sum(%I), 0)) FROM %I', name, attribute, attribute, name)
FROM report WHERE type = 'bigint' ORDER BY name COLLATE "C", place \gexec
SELECT concat_ws(E'\t', 'value', n, coalesce(small::text, '\N'), coalesce(large::text, '\N')) FROM value ORDER BY n;
SELECT concat_ws(E'\t', 'copied as text', count(*)) FROM value;
SELECT concat_ws(E'\t', 'copied as binary', count(*)) FROM value;
