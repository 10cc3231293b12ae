#!/bin/bash
# How fast read_table reads pasted tables of 100,000 and 1,000,000 rows, beside COPY of the
# same rows into columns of text.  For the server that psql finds (PGHOST and the like),
# which must have busetting; both read a file of the client's.
#
#	test/private_cluster.sh -- test/bench/read_table.sh [rounds]
#
# The two are measured in turn, and the medians compared, so that a busy machine slows both.

set -euo pipefail
rounds=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PGOPTIONS="${PGOPTIONS:-} -c client_min_messages=warning"
query() { psql -X -q -A -t -v ON_ERROR_STOP=1 "$@"; }
query -c 'CREATE EXTENSION IF NOT EXISTS busetting CASCADE'

# Rows as they are pasted, and the same rows with tabs: a name, four cells, every fifth hidden.
make_rows()
{
	awk -v rows="$1" 'BEGIN {
		for (i = 1; i <= rows; i++) {
			line = "Kommune" sprintf("%c", 65 + i % 26)
			for (j = 1; j <= 4; j++) line = line " " ((i + j) % 5 ? i * j % 1000 : ":")
			print line
		}
	}' > "$work/rows"
	{ echo 'Kommune Bosatte Herav kollektiv beskyttelse Vedtak Anmodning'; cat "$work/rows"; } > "$work/pasted"
	tr ' ' '\t' < "$work/rows" > "$work/tabs"
}

# Both begin with a COPY of the bytes to the server; of the pasted text that is one field, and
# only what follows, reading it into a table of text columns, is measured.
prepare()
{
	query <<-SQL
		CREATE UNLOGGED TABLE IF NOT EXISTS public.busetting_bench_content (content text);
		TRUNCATE public.busetting_bench_content;
		CREATE TEMP TABLE lines (number bigserial, line text);
		\copy lines (line) FROM '$work/pasted' (FORMAT csv, DELIMITER E'\x01', QUOTE E'\x02')
		INSERT INTO public.busetting_bench_content SELECT string_agg(line, E'\n' ORDER BY number) FROM lines;
	SQL
}

milliseconds() { awk '/^Time:/ { print $2 }'; }
read_table()
{
	query <<-'SQL' | milliseconds
		CREATE TEMP TABLE rows (name text, settled text, settled_collective text, decided text, requested text);
		\timing on
		INSERT INTO rows SELECT name, settled, settled_collective, decided, requested
			FROM public.busetting_bench_content, busetting.read_table(content);
	SQL
}
copy_table()
{
	query <<-SQL | milliseconds
		CREATE TEMP TABLE rows (name text, settled text, settled_collective text, decided text, requested text);
		\timing on
		\copy rows FROM '$work/tabs'
	SQL
}
median() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2 }'; }

printf '%9s %12s %14s %12s %14s %7s\n' rows 'read_table' 'rows/s' 'COPY' 'rows/s' ratio
for rows in 100000 1000000; do
	make_rows "$rows"
	prepare
	: > "$work/read"
	: > "$work/copy"
	for ((round = 0; round < rounds; round++)); do
		read_table >> "$work/read"
		copy_table >> "$work/copy"
	done
	read=$(median < "$work/read")
	copy=$(median < "$work/copy")
	awk -v rows="$rows" -v read="$read" -v copy="$copy" 'BEGIN {
		printf "%9d %9.0f ms %14.0f %9.0f ms %14.0f %7.2f\n", rows, read, rows / read * 1000, copy, rows / copy * 1000, read / copy }'
	eval "read_$rows=$read"
done
query -c 'DROP TABLE public.busetting_bench_content'
awk -v small="$read_100000" -v large="$read_1000000" 'BEGIN {
	printf "ten times the rows take %.1f times as long\n", large / small }'
