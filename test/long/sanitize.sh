#!/bin/bash
# Runs all tests with the extension built to look for undefined behaviour (UBSan), and fails
# where the server's log tells of any.  PostgreSQL compiles with -fwrapv; here overflow is undefined too.

set -euo pipefail
cd "$(dirname "$0")/../.."
log=tmp_check/sanitize.log
export COPT='-fsanitize=undefined -fno-wrapv'
trap 'make --silent --no-print-directory clean-objects' EXIT
make --silent --no-print-directory clean-objects
make --silent --no-print-directory CI=true with_llvm=no all
nm busetting.so | grep -q __ubsan || { echo 'busetting: the sanitizer is not in busetting.so' >&2; exit 1; }
status=0
test/private_cluster.sh -l "$log" -- "${@:-test/run_tests.sh}" || status=$?
! grep 'runtime error' "$log" || status=1
exit "$status"
