#!/bin/bash
# Runs all tests beside the server that the environment names (see private_cluster.sh):
# test/sql with pg_regress, then the TAP programs test/t/*.sh and *.pl.  Ends with
# "N passed, N failed".  What was skipped, or never came to run, has failed: that is why it counts for itself, as to prove
# what is skipped has passed.
#
#	test/run_tests.sh [test/sql/NAME.sql | test/t/NAME]...	only these

set -uo pipefail
cd "$(dirname "$0")/.." || exit
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

sql_tests=()
programs=()
[ $# != 0 ] || set -- test/sql/*.sql test/t/*.sh test/t/*.pl
for test in "$@"; do
	[ -e "$test" ] || continue
	case $test in
		test/sql/*) sql_tests+=("$(basename "$test" .sql)") ;;
		*) programs+=("$test") ;;
	esac
done

if [ ${#sql_tests[@]} != 0 ]; then
	make --silent --no-print-directory installcheck REGRESS="${sql_tests[*]}" 2>&1 | tee "$output"
	status=$?
	# "test NAME ... ok" up to PostgreSQL 15, TAP since
	count pg_regress "${#sql_tests[@]}" "$(grep -cE '^(test .* \.\.\. ok|ok [0-9]+) ' "$output")" "$status"
	[ ! -s tmp_check/regression.diffs ] || cat tmp_check/regression.diffs
fi

for program in "${programs[@]}"; do
	echo "# $program"
	"$program" 2>&1 | tee "$output"
	status=$?
	count "$program" "$(sed -n 's/^1\.\.\([0-9][0-9]*\)$/\1/p' "$output" | grep . || echo 0)" \
		"$(grep -E '^ok\b' "$output" | grep -ciEv '# *(skip|todo)')" "$status"
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
