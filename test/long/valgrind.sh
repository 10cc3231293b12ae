#!/bin/bash
# Runs the tests that are about what the C code does beside servers that run under valgrind; fails where an error has
# a function of busetting in its stack.  (What valgrind says of PostgreSQL alone is PostgreSQL's.)  Left out are tests of
# views and functions in SQL, in which the types and readers do what they do in the others, and of limits, which take long.
#
#	test/long/valgrind.sh [test...]		these, as test/run_tests.sh
#	SHORT=yes test/long/valgrind.sh		without those that take more than a minute there

set -euo pipefail
cd "$(dirname "$0")/../.."
export BUSETTING_PATIENCE=20
# as slow as a test is there, fewer random publications will do
export READING_PUBLICATIONS=50
if [ $# = 0 ]; then
	GLOBIGNORE=$(printf ':test/sql/%s.sql' catalog dump_paths export forecast form grant measure page pages protect_limits region region_series region_tree report report_copy \
		rule settlement trend vintage)
	if [ "${SHORT:-}" = yes ]; then
		GLOBIGNORE+=$(printf ':test/sql/%s.sql' accessor aligned audit chart contradiction core_calls export_form header_phrase heading index layout number order partition period period_columns printed_page protect_columns protect_settlement \
			publication published_table_html_hidden published_table_lost px sdmx_csv selectivity symbol title title_below title_date title_other title_unknown everyday)
		set -- test/sql/*.sql test/t/audit_failures.pl
	else
		set -- test/sql/*.sql test/t/{audit_failures,audit_oracle,dump,figures,sql_fuzz}.pl
	fi
fi
mkdir -p tmp_check
status=0
test/run_parallel.sh -l tmp_check/valgrind.log \
	-u "valgrind --quiet --error-limit=no --num-callers=40 --fullpath-after=$PWD/" -- "$@" || status=1

# The lines of one process, and in these the paragraphs of one error, belong together.
perl -ne '
	BEGIN { $ours = qr{\(src/[\w/]+\.[ch]:|busetting\.so} }
	next unless /^==(\d+)== ?(.*)/;
	if ($2 =~ /\S/) { $error{$1} .= "$2\n"; next }
	print $error{$1}, "\n" if ($error{$1} // "") =~ /$ours/;
	$error{$1} = "";
	END { /$ours/ and print "$_\n" for values %error }' tmp_check/valgrind.log > tmp_check/valgrind.errors
[ ! -s tmp_check/valgrind.errors ] || { cat tmp_check/valgrind.errors; status=1; }
exit "$status"
