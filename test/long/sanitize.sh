#!/bin/bash
# Runs all tests but one of some minutes, in a copy of the tree, with the extension built to look for
# undefined behaviour (UBSan), and fails where the server's log tells of any.  PostgreSQL is compiled
# with -fwrapv; here overflow is undefined too.
#
#	test/long/sanitize.sh [test...]		these, as test/run_tests.sh

set -euo pipefail
cd "$(dirname "$0")/../.."
log=$PWD/tmp_check/sanitize.log
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cp -r $(ls --ignore=tmp_check) "$work"
cd "$work"
export COPT='-fsanitize=undefined -fno-wrapv'
make --silent --no-print-directory clean
make --silent --no-print-directory CI=true with_llvm=no all
# read whole: a pipe that is left early fails
[ "$(nm busetting.so | grep -c __ubsan)" -gt 0 ] || { echo 'busetting: the sanitizer is not in busetting.so' >&2; exit 1; }
if [ $# = 0 ]; then
	# others protect the same tables
	GLOBIGNORE=test/t/protect_levels.pl
	set -- test/sql/*.sql test/t/*.pl
fi
status=0
test/private_cluster.sh -l "$log" -- test/run_tests.sh "$@" || status=$?
! grep 'runtime error' "$log" || status=1
exit "$status"
