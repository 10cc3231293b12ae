#!/bin/bash
# What a series of weekly tables costs: all municipalities of 2022, a measure and its collective part, of which one in
# CHANGE (6) changes in a week; each week is protected together with all before it:
#	test/private_cluster.sh -- test/bench/protect_series.sh [weeks]
# Of each week: the seconds of the statement, hidden cells, and what the secondary ones hold beside what is protected in it alone.
set -euo pipefail
psql -X -q -A -t -F '	' -v ON_ERROR_STOP=1 -v weeks="${1:-52}" -v change="${CHANGE:-6}" <<'SQL'
SET client_min_messages = warning; SET jit = off;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
DROP TABLE IF EXISTS bench_count, bench_published;
CREATE TABLE bench_count AS
WITH RECURSIVE municipality AS (
	SELECT code, hashtext(code)::bigint + 2147483648 AS seed FROM busetting.region WHERE level = 'municipality' AND validity @> date '2022-06-01'
), walk AS (
	SELECT 0 AS week, code, seed, CASE WHEN seed % 3 = 0 THEN seed % 9 ELSE seed % 97 END AS n FROM municipality
	UNION ALL
	SELECT week + 1, code, seed, CASE WHEN (hashint8(seed * 53 + week)::bigint + 2147483648) % :change = 0
		THEN greatest(0, n + (hashint8(seed * 59 + week)::bigint + 2147483648) % 5 - 1) ELSE n END FROM walk WHERE week < :weeks - 1
), part AS (
	SELECT week, code, n, greatest(0, n - seed % 7) AS collective FROM walk
)
SELECT date '2022-01-05' + 7 * week AS period, code, measure, CASE measure WHEN 'settled' THEN n ELSE collective END AS n FROM part, (VALUES ('settled'), ('settled_collective')) AS m (measure);
CREATE TABLE bench_published (period date, code text, measure text, published busetting.suppressed_bigint);
\echo week	seconds	hidden	cost	hidden alone	cost alone
SELECT format($$
	SELECT clock_timestamp() AS start \gset
	INSERT INTO bench_published SELECT '%1$s', code, measure, published FROM busetting.protect_settlement('SELECT code, measure, n FROM bench_count WHERE period = ''%1$s''', '%1$s', 5,
		'SELECT code, measure, n, period FROM bench_count WHERE period < ''%1$s''', 'TABLE bench_published', true);
	SELECT extract(epoch FROM clock_timestamp() - :'start')::numeric(9, 2) AS seconds, (SELECT cost FROM busetting.protection_summary()) AS cost \gset
	SELECT count(*) AS hidden FROM bench_published WHERE period = '%1$s' AND busetting.is_suppressed(published) \gset
	SELECT count(*) FILTER (WHERE status <> 'free') AS hidden_alone FROM busetting.protect_settlement('SELECT code, measure, n FROM bench_count WHERE period = ''%1$s''', '%1$s') \gset
	SELECT cost AS cost_alone FROM busetting.protection_summary() \gset
	\echo %1$s	:seconds	:hidden	:cost	:hidden_alone	:cost_alone
$$, period) FROM (SELECT DISTINCT period FROM bench_count ORDER BY period) AS t \g /tmp/bench_series.sql
\i /tmp/bench_series.sql
SQL
