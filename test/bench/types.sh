#!/bin/bash
# How fast suppressed_int is, and how large, beside what one would otherwise store: the same
# rows in every representation, every task on each in turn, several rounds; prints the medians of
# the ratios to two int columns in the same round.  Run beside a server of its own (`make bench`):
#
#	ROWS=5000000 ROUNDS=3 REPRESENTATIONS='suppressed_int text' TASKS='sum|ORDER BY' make bench

set -euo pipefail
rows=${ROWS:-5000000}
rounds=${ROUNDS:-3}
others=${REPRESENTATIONS:-suppressed_int nullable_int int4range int8range seg text}
export PGDATABASE=bench_types
export PGOPTIONS='-c client_min_messages=warning -c jit=off -c max_parallel_workers_per_gather=0
	-c max_parallel_maintenance_workers=0 -c work_mem=1GB -c maintenance_work_mem=1GB -c search_path=public,busetting'

# name: columns; how they are filled; their names; sums of lower and upper bounds
declare -A representation=(
	[two_int]='lower int, upper int ; lower, upper ; lower, upper ; sum(lower), sum(upper)'
	[suppressed_int]='value suppressed_int ; suppressed_int(lower, upper) ; value ; sum(value)'
	[nullable_int]='value int ; nullif(lower, 0) ; value ; sum(coalesce(value, 0)), sum(coalesce(value, 4))'
	[int4range]="value int4range ; int4range(lower, upper, '[]') ; value ; sum(lower(value)), sum(upper(value) - 1)"
	[int8range]="value int8range ; int8range(lower, upper, '[]') ; value ; sum(lower(value)), sum(upper(value) - 1)"
	[seg]="value seg ; (lower || '..' || upper)::seg ; value ; sum(seg_lower(value)), sum(seg_upper(value))"
	[text]="value text ; CASE WHEN lower = upper THEN lower::text ELSE ':' END ; value ; sum(CASE value WHEN ':' THEN 0 ELSE value::int END), sum(CASE value WHEN ':' THEN 4 ELSE value::int END)"
	[two_bigint]='lower bigint, upper bigint ; lower, upper ; lower, upper ; sum(lower), sum(upper)'
	[suppressed_bigint]='value suppressed_bigint ; suppressed_bigint(lower, upper) ; value ; sum(value)'
)

# field NAME NUMBER: one of these
field()
{
	cut -d';' -f"$2" <<< "${representation[$1]}"
}

# seg has no binary form
formats()
{
	[ "$1" = seg ] && echo text || echo text binary
}

sql()
{
	psql -X -q -v ON_ERROR_STOP=1 "$@"
}

# measure TASK REPRESENTATION STATEMENT [BEFORE]: where it is the task's turn, the time of a statement goes into
# the table timing, that of the processor, which other work on the machine disturbs little, and that on the clock
measure()
{
	[ "$1" = "$task" ] || return 0
	sql <<-SQL
		${4:-};
		SELECT split_part(pg_read_file('/proc/self/schedstat', 0, 100), ' ', 1) AS processor, clock_timestamp() AS clock \gset
		\o /dev/null
		$3;
		\o
		INSERT INTO timing SELECT '$1', '$2', $round, (split_part(pg_read_file('/proc/self/schedstat', 0, 100), ' ', 1)::bigint - :processor) / 1e6,
			1000 * extract(epoch FROM clock_timestamp() - :'clock');
	SQL
}

make_tables()
{
	local name format
	psql -X -q -d postgres -c 'DROP DATABASE IF EXISTS bench_types' -c 'CREATE DATABASE bench_types'
	sql <<-SQL
		CREATE EXTENSION busetting CASCADE;
		CREATE EXTENSION seg SCHEMA public;
		CREATE TABLE timing (task text, representation text, round int, milliseconds float8, on_clock float8);
		CREATE TABLE size (task text, representation text, bytes bigint);
		-- one row in five is hidden; the counts of the others have a heavy tail
		SELECT setseed(0.2022) \g /dev/null
		CREATE UNLOGGED TABLE source AS
		SELECT region, CASE WHEN hidden THEN 0 ELSE count END AS lower, CASE WHEN hidden THEN 4 ELSE count END AS upper
		FROM (SELECT (random() * 355)::int AS region, random() < 0.2 AS hidden,
			least(5 / power(1 - random(), 0.9), 1000000)::int AS count FROM generate_series(1, $rows) OFFSET 0) AS t;
	SQL
	for name in "$@"; do
		sql -c "CREATE UNLOGGED TABLE as_$name (region int, $(field "$name" 1))" \
			-c "INSERT INTO as_$name SELECT region, $(field "$name" 2) FROM source" \
			-c "CREATE UNLOGGED TABLE copy_of_$name (LIKE as_$name)" \
			-c "VACUUM (FREEZE, ANALYZE) as_$name" \
			-c "INSERT INTO size SELECT 'table size', '$name', pg_relation_size('as_$name')"
		for format in $(formats "$name"); do
			sql -c "COPY as_$name TO '$PGDATA/$name.$format' (FORMAT $format)"
		done
	done
	sql -c 'DROP TABLE source' -c CHECKPOINT
}

run_tasks()
{
	local name=$1 key sums format
	key=$(field "$name" 3)
	sums=$(field "$name" 4)
	measure 'sum by group' "$name" "SELECT region, $sums FROM as_$name GROUP BY region"
	measure 'total sum' "$name" "SELECT $sums FROM as_$name"
	measure 'ORDER BY value' "$name" "SELECT $key FROM as_$name ORDER BY $key OFFSET $rows"
	measure 'GROUP BY value' "$name" "SELECT $key, count(*) FROM as_$name GROUP BY $key OFFSET $rows"
	for format in $(formats "$name"); do
		measure "COPY in, $format" "$name" "COPY copy_of_$name FROM '$PGDATA/$name.$format' (FORMAT $format)" "TRUNCATE copy_of_$name"
		measure "COPY out, $format" "$name" "COPY as_$name TO '/dev/null' (FORMAT $format)"
	done
	measure 'CREATE INDEX' "$name" "CREATE INDEX index_of_$name ON as_$name ($key)"
	[ "$task" = 'CREATE INDEX' ] || return 0
	sql -c "TRUNCATE copy_of_$name" -c "DELETE FROM size WHERE (task, representation) = ('index size', '$name')" \
		-c "INSERT INTO size VALUES ('index size', '$name', pg_relation_size('index_of_$name'))" -c "DROP INDEX index_of_$name"
}

# as sum(bigint) of two columns gives back what leaves a frame, so must sum(suppressed_…)
run_window()
{
	measure 'moving sum' "$1" "SELECT $(field "$1" 4 | sed 's/)/) OVER (ROWS 11 PRECEDING)/g') FROM as_$1 OFFSET $rows"
}

# two workers, and no leader, take how much of the time that one process takes?
run_parallel()
{
	local name=$1 key sums
	local workers='-c max_parallel_workers_per_gather=2 -c parallel_leader_participation=off -c parallel_setup_cost=0 -c parallel_tuple_cost=0'
	key=$(field "$name" 3)
	sums=$(field "$name" 4)
	PGOPTIONS="$PGOPTIONS $workers" measure 'sum by group, two workers' "$name" "SELECT region, $sums FROM as_$name GROUP BY region"
	PGOPTIONS="$PGOPTIONS $workers" measure 'total sum, two workers' "$name" "SELECT $sums FROM as_$name"
	PGOPTIONS="$PGOPTIONS $workers" measure 'ORDER BY value, two workers' "$name" "SELECT $key FROM as_$name ORDER BY $key OFFSET $rows"
}

echo "busetting: making $rows rows in each representation"
read -ra names <<< "two_int $others"
tasks=('sum by group' 'total sum' 'ORDER BY value' 'GROUP BY value' 'COPY in, text' 'COPY in, binary' 'COPY out, text' 'COPY out, binary'
	'CREATE INDEX' 'moving sum' 'sum by group, two workers' 'total sum, two workers' 'ORDER BY value, two workers')
make_tables "${names[@]}" two_bigint suppressed_bigint
for round in $(seq "$rounds"); do
	echo "busetting: round $round of $rounds"
	for task in "${tasks[@]}"; do
		[[ $task =~ ${TASKS:-} ]] || continue
		for name in "${names[@]}"; do
			run_tasks "$name"
		done
		for name in two_bigint suppressed_bigint; do
			measure 'sum by group' "$name" "SELECT region, $(field "$name" 4) FROM as_$name GROUP BY region"
		done
		for name in two_bigint suppressed_bigint suppressed_int; do
			run_window "$name"
		done
		for name in "${names[@]}"; do
			[[ $name != *int ]] || run_parallel "$name"
		done
	done
done

columns=
for name in "${names[@]:1}"; do
	columns+="max(ratio) FILTER (WHERE representation = '$name') AS $name, "
done
sql -P footer=off <<SQL
CREATE VIEW measured AS
SELECT * FROM timing UNION ALL SELECT task, representation, 1, bytes, NULL FROM size;
CREATE VIEW ratio AS
SELECT task, m.representation, percentile_cont(0.5) WITHIN GROUP (ORDER BY base.milliseconds) AS base,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY m.milliseconds / base.milliseconds)::numeric, 2) AS ratio
FROM measured AS m JOIN measured AS base USING (task, round)
WHERE base.representation = CASE WHEN task = 'moving sum' OR m.representation = 'suppressed_bigint' THEN 'two_bigint' ELSE 'two_int' END
GROUP BY task, m.representation;
CREATE TABLE bar (task text PRIMARY KEY, number serial, bar numeric);
INSERT INTO bar (task, bar) VALUES ('sum by group', 0.95), ('total sum', 0.95), ('ORDER BY value', 0.36), ('GROUP BY value', 0.86), ('COPY in, text', 1.05), ('COPY in, binary', 0.90),
	('COPY out, text', 0.85), ('COPY out, binary', 0.85), ('CREATE INDEX', 0.95), ('index size', 1.05), ('table size', 1.00);
\echo
\echo 'Processor time (of sizes: bytes) as a ratio to two int columns; the bar is for suppressed_int'
SELECT task, round(base) AS "two_int, ms", bar, ${columns%, }
FROM bar JOIN ratio USING (task) WHERE representation NOT LIKE '%bigint' GROUP BY task, number, base, bar ORDER BY number;
\echo 'As a ratio to two bigint columns'
SELECT task, representation, round(base) AS "two_bigint, ms", CASE task WHEN 'moving sum' THEN 1.10 ELSE 1.00 END AS bar, ratio
FROM ratio WHERE representation = 'suppressed_bigint' OR (task = 'moving sum' AND representation = 'suppressed_int') ORDER BY 1 DESC, 2;
\echo 'Two workers as a ratio to one process, on the clock'
SELECT serial.task, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY two.on_clock / serial.on_clock) FILTER (WHERE representation = 'two_int')::numeric, 2) AS two_int,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY two.on_clock / serial.on_clock) FILTER (WHERE representation = 'nullable_int')::numeric, 2) AS nullable_int,
	round(percentile_cont(0.5) WITHIN GROUP (ORDER BY two.on_clock / serial.on_clock) FILTER (WHERE representation = 'suppressed_int')::numeric, 2) AS suppressed_int
FROM timing AS serial JOIN timing AS two USING (representation, round) WHERE two.task = serial.task || ', two workers' GROUP BY serial.task ORDER BY 1 DESC;
SQL
sql -d postgres -c 'DROP DATABASE bench_types'
rm -f "$PGDATA"/*.text "$PGDATA"/*.binary
