#!/bin/bash
# Runs tests beside several private servers at once: as many as there are processors, or as TEST_WORKERS says.  Each is
# that of a worker, which has a copy of the tree, as tests leave files there, and takes one test after another from the
# queue that all have in common, the longest first, so that they end together.  Shows what a test printed when it has
# ended, all at once, and ends with "N passed, N failed".  A test that was not begun, or not ended, has failed.
#
#	test/run_parallel.sh [-c 'name = value']... [-l FILE] [-u COMMAND] [--] [test...]
#
# The options are those of private_cluster.sh, the tests those of run_tests.sh.

set -uo pipefail
umask 022
cd "$(dirname "$0")/.." || exit
# written down, as a clean checkout has no run before that could tell
longest=(t/interrupts.pl t/protect_oracle.pl t/frozen.pl t/protect_order.pl t/protect_levels.pl t/row_security.pl t/restore.pl t/workbook.pl
	t/read_fuzz.pl t/protect_large.pl t/privilege.pl t/replication.pl t/audit_oracle.pl t/contributor_oracle.pl sql/title.sql sql/export.sql sql/protect_limits.sql
	sql/protect_settlement.sql t/bad_input.pl t/pg_upgrade.pl t/operation.pl t/version.pl t/jobs.pl t/protect_failures.pl)

server_answers()
{
	local try
	for try in $(seq 60); do
		! psql -X -q -c 'SELECT' >/dev/null 2>&1 || return 0
		sleep 1
	done
	return 1
}

# What a worker does beside its server.  The folder of the queue is that of all workers.
worker()
{
	local test
	queue=$1
	output=$(mktemp)
	# what a test printed that is ended in its middle is shown, too
	trap 'cat "$output"; rm -f "$output"' EXIT
	trap 'exit 143' TERM
	while test=$(flock "$queue/lock" sh -c 'head -n 1 "$0" && sed -i 1d "$0"' "$queue/tests") && [ -n "$test" ]; do
		test/run_tests.sh "$test" > "$output" 2>&1
		sed -n '$ s/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p' "$output" | sed "s|^|$test |" >> "$queue/results"
		sed -i '$ { /^[0-9]* passed, [0-9]* failed$/d }' "$output"
		flock "$queue/lock" cat "$output"
		: > "$output"
		server_answers || { echo "busetting: no server any more after $test" >&2; exit 1; }
	done
}

if [ "${1:-}" = --worker ]; then
	worker "$2"
	exit
fi

options=()
log=
while getopts c:l:u: option; do
	case $option in
		l) log=$OPTARG ;;
		c | u) options+=("-$option" "$OPTARG") ;;
		*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))
shopt -s nullglob
[ $# != 0 ] || set -- test/sql/*.sql test/t/*.sh test/t/*.pl

queue=$(mktemp -d)
chmod 755 "$queue"
processes=()
remove()
{
	local process
	trap '' INT TERM HUP
	for process in "${processes[@]}"; do
		kill -TERM -- "-$process" 2>/dev/null
	done
	wait
	rm -rf "$queue"
}
trap remove EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

printf 'test/%s\n' "${longest[@]}" > "$queue/longest"
{
	grep -Fx -f <(printf '%s\n' "$@") "$queue/longest"
	printf '%s\n' "$@" | grep -Fvx -f "$queue/longest"
} > "$queue/tests"
cp "$queue/tests" "$queue/all"
: > "$queue/results"

# each in a process group of its own, so that it can be ended with all that it has begun
set -m
for number in $(seq "${TEST_WORKERS:-$(nproc)}"); do
	mkdir "$queue/$number"
	cp -a $(ls --ignore=tmp_check) "$queue/$number"
	"$queue/$number/test/private_cluster.sh" "${options[@]}" -l "$queue/$number.log" -- test/run_parallel.sh --worker "$queue" &
	processes+=($!)
done
set +m
status=0
for process in "${processes[@]}"; do
	wait "$process" || status=1
done
processes=()

mkdir -p tmp_check/results
for results in "$queue"/*/tmp_check/results; do
	cp "$results"/* tmp_check/results
done
[ -z "$log" ] || cat "$queue"/*.log > "$log"
# an end that nobody told of
lost=0
while read -r test; do
	grep -q "^$test " "$queue/results" || { echo "# $test: not begun, or not ended"; lost=$((lost + 1)); }
done < "$queue/all"
[ "$status" = 0 ] || [ "$lost" != 0 ] || { echo '# a server could not be started, or was lost'; lost=1; }
read -r passed failed <<< "$(awk '{ passed += $2; failed += $3 } END { print passed + 0, failed + 0 }' "$queue/results")"
failed=$((failed + lost))
echo "# $SECONDS s"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
