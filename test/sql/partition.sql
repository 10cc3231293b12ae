-- partitioned by range of date and by hash of suppressed_int: whole groups a partition, and parallel workers, in plans and in results
\set ECHO none
\i test/include/plan.sql
\set ECHO all

-- the weeks of a year, 200 regions; a fifth is hidden, some is not stated
CREATE TABLE cell (date date, region int, settled suppressed_int(0,4), agreed suppressed_bigint);
INSERT INTO cell SELECT date '2022-01-03' + 7 * week, region,
	CASE WHEN number % 5 = 0 THEN ':' WHEN number % 7 = 0 THEN NULL ELSE number::text END, suppressed_bigint(number, CASE WHEN number % 11 > 0 THEN number + number % 3 END)
FROM (SELECT week, region, hashint4(week * 1000 + region) & 255 AS number FROM generate_series(0, 51) AS week, generate_series(1, 200) AS region) AS source;
CREATE TABLE by_date (LIKE cell) PARTITION BY RANGE (date);
SELECT format('CREATE TABLE by_date_%s PARTITION OF by_date FOR VALUES FROM (%L) TO (%L) WITH (parallel_workers = 2)', quarter, start, (start + interval '3 months')::date)
FROM (SELECT quarter, (date '2022-01-01' + (quarter - 1) * interval '3 months')::date AS start FROM generate_series(1, 4) AS quarter) AS t
\gexec
CREATE TABLE by_settled (LIKE cell) PARTITION BY HASH (settled);
SELECT format('CREATE TABLE by_settled_%s PARTITION OF by_settled FOR VALUES WITH (MODULUS 4, REMAINDER %s) WITH (parallel_workers = 2)', remainder, remainder) FROM generate_series(0, 3) AS remainder
\gexec
INSERT INTO by_date SELECT * FROM cell;
INSERT INTO by_settled SELECT * FROM cell;
ANALYZE cell, by_date, by_settled;
SELECT count(DISTINCT tableoid) AS partitions, count(*), sum(settled), sum(agreed) FROM by_date;
SELECT count(DISTINCT tableoid) AS partitions, count(*), sum(settled), sum(agreed) FROM by_settled;

-- A plan from its top down, each kind of node once, but for subquery scans, which do nothing and not all versions show.
CREATE FUNCTION pg_temp.shape(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || query INTO plan;
	RETURN (WITH RECURSIVE node AS (
			SELECT 1 AS depth, plan #> '{0,Plan}' AS node
			UNION ALL SELECT depth + 1, child FROM node, json_array_elements(node -> 'Plans') AS child),
		kind AS (SELECT min(depth) AS depth, concat_ws(' ', CASE WHEN node ->> 'Parallel Aware' = 'true' THEN 'Parallel' END, nullif(node ->> 'Partial Mode', 'Simple'), node ->> 'Strategy', node ->> 'Node Type') AS kind
			FROM node WHERE node ->> 'Node Type' <> 'Subquery Scan' GROUP BY 2)
		SELECT string_agg(kind, ' > ' ORDER BY depth, kind) FROM kind);
END
$$;
-- What differs between a query of the table and of the plain one, and of how many rows.
CREATE FUNCTION pg_temp.compared(query text, relation regclass, OUT shape text, OUT rows bigint, OUT different bigint) LANGUAGE plpgsql AS $$
DECLARE
	plain text := replace(query, 'TABLE', '(SELECT * FROM cell OFFSET 0) AS plain');
BEGIN
	query := replace(query, 'TABLE', relation::text);
	shape := pg_temp.shape(query);
	EXECUTE format('SELECT count(*), count(*) FILTER (WHERE a.count IS DISTINCT FROM b.count) FROM (SELECT a::text AS row, count(*) FROM (%s) AS a GROUP BY 1) AS a FULL JOIN (SELECT b::text AS row, count(*) FROM (%s) AS b GROUP BY 1) AS b USING (row)', query, plain)
	INTO rows, different;
END
$$;
CREATE TABLE question (relation regclass, query text);
INSERT INTO question VALUES
	('by_date', 'SELECT date, sum(settled), min(settled), max(settled), avg(agreed), sum(agreed) FROM TABLE GROUP BY date'),
	('by_date', 'SELECT region, sum(settled), min(agreed), max(agreed), avg(settled) FROM TABLE GROUP BY region'),
	('by_settled', 'SELECT settled, count(*), sum(agreed), sum(settled) FROM TABLE GROUP BY settled'),
	('by_settled', 'SELECT date, sum(settled), avg(settled) FROM TABLE GROUP BY date'),
	('by_settled', 'SELECT sum(settled), avg(agreed), min(settled), max(settled) FROM TABLE'),
	('by_settled', 'SELECT DISTINCT settled FROM TABLE'),
	('by_date', 'SELECT date, sum(sum) FROM (SELECT date, region, sum(settled) FROM TABLE GROUP BY date, region) AS regional GROUP BY ROLLUP (date)');

-- whole groups a partition where the key is among them, parts of groups where not
SET max_parallel_workers_per_gather = 0;
SET enable_partitionwise_aggregate = on;
SET enable_sort = off;
\x
SELECT relation, query, c.* FROM question, LATERAL pg_temp.compared(query, relation) AS c;

-- two workers; a hash table of partial states is one type of its own, sent as it is
SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0; SET parallel_leader_participation = off;
SELECT relation, query, c.* FROM question, LATERAL pg_temp.compared(query, relation) AS c;
RESET enable_sort;

-- rows: sorted and merged, joined partition by partition on the hash of suppressed_int
SET enable_partitionwise_join = on;
SELECT c.* FROM pg_temp.compared('SELECT settled, region FROM TABLE WHERE region < 50 ORDER BY settled', 'by_settled') AS c;
\x
SELECT pg_temp.shape('SELECT count(*) FROM by_settled AS a JOIN by_settled AS b USING (settled)') AS shape,
	(SELECT count(*) FROM by_settled AS a JOIN by_settled AS b USING (settled)) = (SELECT sum(count * count) FROM (SELECT count(settled) FROM cell GROUP BY settled) AS t) AS as_counted;
SELECT query, cardinality(string_to_array(pg_temp.plan(query, 'Relation Name'), ' > ')) AS partitions FROM (VALUES ('SELECT FROM by_settled WHERE settled = ''0..4'''), ('SELECT FROM by_settled WHERE settled = 9::bigint'), ('SELECT FROM by_date WHERE date = ''2022-05-16''')) AS q (query);
RESET enable_partitionwise_join; RESET enable_partitionwise_aggregate;
RESET max_parallel_workers_per_gather; RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size; RESET parallel_leader_participation;

-- an index built by two workers and one built by none hold the same, in the same order
ALTER TABLE cell SET (parallel_workers = 2);
CREATE FUNCTION pg_temp.indexed(name text) RETURNS TABLE (workers text, rows bigint, out_of_order bigint) LANGUAGE plpgsql AS $$
BEGIN
	RETURN QUERY EXECUTE format('SELECT %L, count(*), count(*) FILTER (WHERE settled < previous) FROM (SELECT settled, lag(settled) OVER () AS previous FROM (SELECT settled FROM cell WHERE settled IS NOT NULL ORDER BY settled) AS sorted) AS pair', name);
END
$$;
SET max_parallel_maintenance_workers = 2; SET min_parallel_table_scan_size = 0; SET enable_seqscan = off; SET enable_sort = off;
SET client_min_messages = debug1;
CREATE INDEX cell_settled ON cell (settled);
CREATE INDEX cell_agreed ON cell (agreed);
RESET client_min_messages;
SELECT pg_temp.shape('SELECT settled FROM cell WHERE settled IS NOT NULL ORDER BY settled') AS shape, i.* FROM pg_temp.indexed('two') AS i;
DROP INDEX cell_settled;
SET max_parallel_maintenance_workers = 0;
CREATE INDEX cell_settled ON cell (settled);
SELECT * FROM pg_temp.indexed('none');
RESET max_parallel_maintenance_workers; RESET min_parallel_table_scan_size; RESET enable_seqscan; RESET enable_sort;

DROP TABLE cell, by_date, by_settled, question;
