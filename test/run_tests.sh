#!/bin/bash
# Runs tests beside the server that the environment names (see private_cluster.sh), one after another: test/sql/*.sql
# with pg_regress, each in a database of its own, and the TAP programs test/t/*.sh and *.pl.  Says how long each took, and
# ends with "N passed, N failed".  What was skipped, or never came to run, has failed: that is why it counts for itself,
# as to prove what is skipped has passed.
#
#	test/run_tests.sh [test/sql/NAME.sql | test/t/NAME]...	only these

set -uo pipefail
cd "$(dirname "$0")/.." || exit
template=busetting_template
output=$(mktemp)
trap 'rm -f "$output"' EXIT
passed=0
failed=0

# count NAME EXPECTED PASSED STATUS: a failure that no test owns up to is one all the same
count()
{
	local missed=$(($2 - $3))
	if [ "$missed" -le 0 ] && { [ "$missed" -lt 0 ] || [ "$2" = 0 ] || [ "$4" != 0 ]; }; then
		echo "# $1: $3 of $2 tests passed, exit status $4"
		missed=1
	fi
	passed=$((passed + $3))
	failed=$((failed + missed))
}

sql()
{
	PGOPTIONS='-c client_min_messages=warning' psql -X -q -v ON_ERROR_STOP=1 "$@"
}

# The database of a test as pg_regress makes it, but with the extension: to create that takes longer than many a test.
make_database()
{
	local locale="ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
	if ! sql --dbname="$template" -c 'SELECT FROM pg_extension' >/dev/null 2>&1; then
		sql -c "CREATE DATABASE $template TEMPLATE template0 $locale" &&
			sql --dbname="$template" -c 'CREATE EXTENSION busetting CASCADE' || return
	fi
	sql -c 'DROP DATABASE IF EXISTS contrib_regression' -c "CREATE DATABASE contrib_regression TEMPLATE $template $locale"
}

run_sql()
{
	make_database || return
	EXTRA_REGRESS_OPTS=--use-existing make --silent --no-print-directory installcheck REGRESS="$(basename "$1" .sql)" && return
	[ ! -s tmp_check/regression.diffs ] || cat tmp_check/regression.diffs
	return 1
}

shopt -s nullglob
[ $# != 0 ] || set -- test/sql/*.sql test/t/*.sh test/t/*.pl
for test in "$@"; do
	echo "# $test"
	begin=${EPOCHREALTIME/[.,]/}
	case $test in
		test/sql/*)
			# "test NAME ... ok" up to PostgreSQL 15, TAP since; what else pg_regress says is the same each time
			run_sql "$test" > "$output" 2>&1
			status=$?
			if [ "$status" = 0 ]; then grep -E '^(test .*|ok) ' "$output"; else cat "$output"; fi
			count "$test" 1 "$(grep -cE '^(test .* \.\.\. ok|ok [0-9]+) ' "$output")" "$status" ;;
		*)
			"$test" 2>&1 | tee "$output"
			status=$?
			count "$test" "$(sed -n 's/^1\.\.\([0-9][0-9]*\)$/\1/p' "$output" | grep . || echo 0)" \
				"$(grep -E '^ok\b' "$output" | grep -ciEv '# *(skip|todo)')" "$status" ;;
	esac
	tenths=$(((${EPOCHREALTIME/[.,]/} - begin) / 100000))
	echo "# $test: $((tenths / 10)).$((tenths % 10)) s"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
