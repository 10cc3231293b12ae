#!/bin/bash
# Runs the regression suite, and those programs that are about what the C code does, beside servers
# that run under valgrind, a part of the tests each and as many as there are processors; fails where
# an error has a function of busetting in its stack.  (What valgrind says of PostgreSQL alone is
# PostgreSQL's.)  The examples of README.md and doc are left out: they call nothing else, and a job in them has a limit of time.
#
#	test/long/valgrind.sh [test...]		these, as test/run_tests.sh

set -euo pipefail
cd "$(dirname "$0")/../.."
top=$PWD
export BUSETTING_PATIENCE=20
# as slow as a test is there, fewer random publications will do
export READING_PUBLICATIONS=50
parts=$(nproc)
if [ $# = 0 ]; then
	set -- test/sql/*.sql test/t/{audit_failures,audit_oracle,dump,figures,sql_fuzz}.pl
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

# run_part NUMBER TEST...: in a copy of the tree, as tests leave their results there
run_part()
{
	local log=$top/tmp_check/valgrind.$1.log
	mkdir "$work/$1"
	cp -a $(ls --ignore=tmp_check) "$work/$1"
	cd "$work/$1"
	shift
	test/private_cluster.sh -l "$log" -c 'jit = off' -c 'autovacuum = off' \
		-u "valgrind --quiet --error-limit=no --num-callers=40 --fullpath-after=$top/" -- test/run_tests.sh "$@"
}

mkdir -p tmp_check
rm -f tmp_check/valgrind.*
processes=()
for part in $(seq "$parts"); do
	tests=()
	for ((i = part; i <= $#; i += parts)); do
		tests+=("${!i}")
	done
	[ ${#tests[@]} = 0 ] || { run_part "$part" "${tests[@]}" > "tmp_check/valgrind.$part.out" 2>&1 & processes+=($!); }
done
status=0
for process in "${processes[@]}"; do
	wait "$process" || status=1
done
cat tmp_check/valgrind.*.out

# The lines of one process, and in these the paragraphs of one error, belong together.
perl -ne '
	BEGIN { $ours = qr{\(src/[\w/]+\.[ch]:|busetting\.so} }
	next unless /^==(\d+)== ?(.*)/;
	if ($2 =~ /\S/) { $error{$1} .= "$2\n"; next }
	print $error{$1}, "\n" if ($error{$1} // "") =~ /$ours/;
	$error{$1} = "";
	END { /$ours/ and print "$_\n" for values %error }' tmp_check/valgrind.*.log > tmp_check/valgrind.errors
[ ! -s tmp_check/valgrind.errors ] || { cat tmp_check/valgrind.errors; status=1; }
exit "$status"
