#!/bin/bash
# Runs the tests in a copy of the tree, with the extension built to look for undefined behaviour (UBSan), and fails where
# the server's log tells of any.  PostgreSQL is compiled with -fwrapv; here overflow is undefined too.
# (test/long/assertions.sh does the same on a PostgreSQL with assertions.)  Left out are tests whose C code others run
# too: what protects the same tables again, and what is about views, pages, grants and whole databases.
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
export COPT='-O2 -fsanitize=undefined -fno-wrapv'
make --silent --no-print-directory clean
make --silent --no-print-directory CI=true with_llvm=no all
# read whole: a pipe that is left early fails
[ "$(nm busetting.so | grep -c __ubsan)" -gt 0 ] || { echo 'busetting: the sanitizer is not in busetting.so' >&2; exit 1; }
if [ $# = 0 ]; then
	# what runs without a server is not built so
	GLOBIGNORE=$(printf ':test/t/%s.pl' headers symbols unit protect_levels protect_order protect_large frozen row_security privilege \
		interrupts shuffle read_fuzz hidden_number operation restore pg_upgrade jobs documentation dashboard version replication figures \
		postgres_fdw import_concurrency protect_oracle protect_series)$(printf ':test/sql/%s.sql' catalog dump_paths export forecast page pages report trend)
	set -- test/sql/*.sql test/t/*.pl
fi
# as slow as all is here, fewer tables by chance will do
export RANDOM_TABLES=20
status=0
test/run_parallel.sh -l "$log" -- "$@" || status=$?
! grep -aE 'runtime error|^TRAP: ' "$log" || status=1
exit "$status"
