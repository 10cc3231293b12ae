#!/bin/bash
# Runs all tests beside a server that runs under valgrind, and fails where an error has a
# function of busetting in its stack.  (What valgrind says of PostgreSQL alone is PostgreSQL's.)

set -euo pipefail
cd "$(dirname "$0")/../.."
log=tmp_check/valgrind.log
status=0
test/private_cluster.sh -l "$log" -c 'jit = off' -c 'autovacuum = off' \
	-u "valgrind --quiet --error-limit=no --num-callers=40 --fullpath-after=$PWD/" -- "${@:-test/run_tests.sh}" || status=$?

# The lines of one process, and in these the paragraphs of one error, belong together.
perl -ne '
	BEGIN { $ours = qr{\(src/\w+\.[ch]:|busetting\.so} }
	next unless /^==(\d+)== ?(.*)/;
	if ($2 =~ /\S/) { $error{$1} .= "$2\n"; next }
	print $error{$1}, "\n" if ($error{$1} // "") =~ /$ours/;
	$error{$1} = "";
	END { /$ours/ and print "$_\n" for values %error }' "$log" > tmp_check/valgrind.errors
[ ! -s tmp_check/valgrind.errors ] || { cat tmp_check/valgrind.errors; status=1; }
exit "$status"
