#!/bin/bash
# What the benchmarks share that work in a database of their own; sourced.

database=bench_$(basename "$0" .sh)
export PGOPTIONS='-c client_min_messages=warning -c jit=off -c search_path=busetting,public'
trap 'psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $database"' EXIT

sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$database" "$@"; }

# The database anew, with so many weekly publications that hold nothing yet.
make_publications()
{
	psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $database" -c "CREATE DATABASE $database"
	sql -c 'CREATE EXTENSION busetting CASCADE' -c "INSERT INTO publication (source, date, rule, imported_at)
		SELECT 'IMDi', date '2022-01-05' + 7 * week, 'imdi', date '2022-01-05' + 7 * week FROM generate_series(0, $1 - 1) AS week"
}
