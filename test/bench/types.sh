#!/bin/bash
# How fast suppressed_int is, and how large, beside what one would otherwise store: the same
# rows in every representation, every task on each in turn, several rounds; prints medians
# as ratios to two int columns.  Run beside a server of its own (`make bench`):
#
#	ROWS=5000000 ROUNDS=3 REPRESENTATIONS='suppressed_int text' test/bench/types.sh

set -euo pipefail
rows=${ROWS:-5000000}
rounds=${ROUNDS:-3}
others=${REPRESENTATIONS:-suppressed_int nullable_int int4range int8range seg text}
export PGDATABASE=bench_types
export PGOPTIONS='-c client_min_messages=warning -c jit=off -c max_parallel_workers_per_gather=0
	-c work_mem=1GB -c maintenance_work_mem=1GB -c search_path=public,busetting'

# name: columns | how they are filled | their names | sums of lower and upper bounds
declare -A representation=(
	[two_int]='lower int, upper int | lower, upper | lower, upper | sum(lower), sum(upper)'
	[suppressed_int]='value suppressed_int | suppressed_int(lower, upper) | value | sum(value)'
	[nullable_int]='value int | nullif(lower, 0) | value | sum(coalesce(value, 0)), sum(coalesce(value, 4))'
	[int4range]="value int4range | int4range(lower, upper, '[]') | value | sum(lower(value)), sum(upper(value) - 1)"
	[int8range]="value int8range | int8range(lower, upper, '[]') | value | sum(lower(value)), sum(upper(value) - 1)"
	[seg]="value seg | (lower || '..' || upper)::seg | value | sum(seg_lower(value)), sum(seg_upper(value))"
	[text]="value text | CASE WHEN lower = upper THEN lower::text ELSE ':' END | value | sum(CASE value WHEN ':' THEN 0 ELSE value::int END), sum(CASE value WHEN ':' THEN 4 ELSE value::int END)"
	[two_bigint]='lower bigint, upper bigint | lower, upper | lower, upper | sum(lower), sum(upper)'
	[suppressed_bigint]='value suppressed_bigint | suppressed_bigint(lower, upper) | value | sum(value)'
)

# field NAME NUMBER: a trimmed field of its line above
field()
{
	cut -d'|' -f"$2" <<< "${representation[$1]}" | xargs -0 | sed 's/^ *//; s/ *$//; /^$/d'
}

sql()
{
	psql -X -q -v ON_ERROR_STOP=1 "$@"
}

# measure TASK REPRESENTATION STATEMENT [BEFORE]: the time of a statement goes into the table timing
measure()
{
	local milliseconds
	milliseconds=$(sql -c "${4:-SELECT}" -c '\timing on' -c "$3" -o /dev/null | sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p')
	sql -c "INSERT INTO timing VALUES ('$1', '$2', $milliseconds)"
}

make_tables()
{
	local name
	psql -X -q -d postgres -c 'DROP DATABASE IF EXISTS bench_types' -c 'CREATE DATABASE bench_types'
	sql <<-SQL
		CREATE EXTENSION busetting CASCADE;
		CREATE EXTENSION seg SCHEMA public;
		CREATE TABLE timing (task text, representation text, milliseconds float8);
		CREATE TABLE size (task text, representation text, bytes bigint);
		-- one row in five is hidden; the counts of the others have a heavy tail
		SELECT setseed(0.2022);
		CREATE UNLOGGED TABLE source AS
		SELECT region, CASE WHEN hidden THEN 0 ELSE count END AS lower, CASE WHEN hidden THEN 4 ELSE count END AS upper
		FROM (SELECT (random() * 355)::int AS region, random() < 0.2 AS hidden,
			least(5 / power(1 - random(), 0.9), 1000000)::int AS count FROM generate_series(1, $rows) OFFSET 0) AS t;
	SQL
	for name in "$@"; do
		sql -c "CREATE UNLOGGED TABLE $name (region int, $(field "$name" 1))" \
			-c "INSERT INTO $name SELECT region, $(field "$name" 2) FROM source" \
			-c "CREATE UNLOGGED TABLE copy_of_$name (LIKE $name)" \
			-c "COPY $name TO '$PGDATA/$name.text'" -c "COPY $name TO '$PGDATA/$name.binary' (FORMAT binary)" \
			-c "VACUUM (FREEZE, ANALYZE) $name" \
			-c "INSERT INTO size SELECT 'table size', '$name', pg_relation_size('$name')"
	done
	sql -c 'DROP TABLE source' -c CHECKPOINT
}

run_tasks()
{
	local name=$1 key sums format
	key=$(field "$name" 3)
	sums=$(field "$name" 4)
	measure 'sum by group' "$name" "SELECT region, $sums FROM $name GROUP BY region"
	measure 'total sum' "$name" "SELECT $sums FROM $name"
	measure 'ORDER BY value' "$name" "SELECT $key FROM $name ORDER BY $key OFFSET $rows"
	measure 'GROUP BY value' "$name" "SELECT $key, count(*) FROM $name GROUP BY $key OFFSET $rows"
	for format in text binary; do
		measure "COPY in, $format" "$name" "COPY copy_of_$name FROM '$PGDATA/$name.$format' (FORMAT $format)" "TRUNCATE copy_of_$name"
		measure "COPY out, $format" "$name" "COPY $name TO '/dev/null' (FORMAT $format)"
	done
	measure 'CREATE INDEX' "$name" "CREATE INDEX index_of_$name ON $name ($key)" "DROP INDEX IF EXISTS index_of_$name"
	sql -c "TRUNCATE copy_of_$name"
}

# the sums of a type that has a task of its own: BASE is what it is compared with
run_window()
{
	local name=$1 window='OVER (ROWS 11 PRECEDING)'
	measure 'moving sum' "$name" "SELECT $(field "$name" 4 | sed "s/)\(,\|$\)/) $window\1/g") FROM $name OFFSET $rows"
}

run_parallel()
{
	local name=$1 sums
	sums=$(field "$name" 4)
	for workers in 0 1; do
		PGOPTIONS="$PGOPTIONS -c max_parallel_workers_per_gather=$workers" \
			measure "sum by group, $((workers + 1)) processes" "$name" "SELECT region, $sums FROM $name GROUP BY region"
		PGOPTIONS="$PGOPTIONS -c max_parallel_workers_per_gather=$workers" \
			measure "total sum, $((workers + 1)) processes" "$name" "SELECT $sums FROM $name"
	done
}

echo "busetting: $rows rows in each representation, $rounds rounds"
read -ra names <<< "two_int $others"
make_tables "${names[@]}" two_bigint suppressed_bigint
for round in $(seq "$rounds"); do
	for name in "${names[@]}"; do
		run_tasks "$name"
	done
	for name in two_bigint suppressed_bigint; do
		measure 'sum by group' "$name" "SELECT region, $(field "$name" 4) FROM $name GROUP BY region"
	done
	for name in two_bigint suppressed_bigint suppressed_int; do
		run_window "$name"
	done
	for name in two_int suppressed_int; do
		run_parallel "$name"
	done
done
