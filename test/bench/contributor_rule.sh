#!/bin/bash
# What primary rules by contributor take: p_percent, dominance and few_contributors over ROWS (10 million) rows of
# CONTRIBUTORS (a million), each in a few of 200 groups and in the total, in one process and with two workers:
#	test/private_cluster.sh -- test/bench/contributor_rule.sh
# Seconds on the clock, and the most memory of the leader's process in MB.
set -euo pipefail
sql() { psql -X -q -A -t -F '	' -v ON_ERROR_STOP=1 "$@"; }
sql -v rows="${ROWS:-10000000}" -v contributors="${CONTRIBUTORS:-1000000}" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS busetting CASCADE;
DROP TABLE IF EXISTS bench_row;
CREATE TABLE bench_row AS
SELECT i * 7919 % :contributors AS firm, (i * 7919 % :contributors + i / :contributors) % 200 AS area, (i * 104729 % 9973)::numeric AS amount FROM generate_series(1, :rows::bigint) AS i;
VACUUM ANALYZE bench_row;
SQL
echo 'rule	workers	seconds	MB'
for rule in 'p_percent(amount, 10, firm)' 'dominance(amount, 2, 80, firm)' 'few_contributors(amount, 3, firm)' 'sum(amount)'; do
	for workers in 0 2; do
		sql <<-SQL
			SET jit = off; SET max_parallel_workers_per_gather = $workers; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET search_path = public, busetting;
			SELECT clock_timestamp() AS start \gset
			SELECT count(*) AS groups FROM (SELECT area, $rule FROM bench_row GROUP BY area) AS t \gset
			SELECT $rule AS total FROM bench_row \gset
			SELECT '$rule', $workers, extract(epoch FROM clock_timestamp() - :'start')::numeric(9, 1), (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\s+(\d+)'))[1]::int / 1024;
		SQL
	done
done
