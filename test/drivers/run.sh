#!/bin/bash
# The reports and the two types through the drivers that BI tools and programs use, and the
# reports in a spreadsheet.  What each gives is compared, line by line, with what psql prints.
# Uses the server that the environment names; see `make drivers`, which also gets the drivers.

set -uo pipefail
cd "$(dirname "$0")/../.." || exit
work=tmp_check/drivers
rm -rf "$work"
mkdir -p "$work"

psql -X -q -v ON_ERROR_STOP=1 -d postgres -f test/drivers/fixture.sql &&
	psql -X -q -A -t -v ON_ERROR_STOP=1 -d drivers -f test/drivers/expected.sql > "$work/expected" || exit
mapfile -t reports < <(sed -n 's/^kind\t\([^\t]*\)\t.*/\1/p' "$work/expected" | uniq)
# in the order in which the drivers tell it: report by report
for report in "${reports[@]}"; do
	grep -P "^\w+\t$report\t" "$work/expected"
done > "$work/all"
grep -vP '^(kind|row|sum)\t' "$work/expected" >> "$work/all"

javac -cp /usr/share/java/postgresql.jar -d "$work" test/drivers/*.java || exit
passed=0
failed=0

# result NAME STATUS [FILE]: a test's end, and what it says if it failed
result()
{
	if [ "$2" = 0 ]; then
		echo "ok - $1"
		passed=$((passed + 1))
	else
		echo "not ok - $1"
		head -n 40 "$3" | cut -c 1-300
		failed=$((failed + 1))
	fi
}

# try NAME EXPECTED COMMAND...
try()
{
	local status=0
	"${@:3}" "${reports[@]}" > "$work/$1" || status=$?
	diff -U0 "$2" "$work/$1" > "$work/diff" || status=$?
	result "$1" "$status" "$work/diff"
}

grep -v 'copied as binary' "$work/all" > "$work/text"	# of what has no binary form
python=/usr/bin/python3	# the distribution's, as are the modules
try JDBC "$work/all" java -cp "$work:/usr/share/java/postgresql.jar" Reports
try psqlODBC "$work/text" "$python" test/drivers/db_api.py pyodbc
try psycopg2 "$work/all" "$python" test/drivers/db_api.py psycopg2
try psycopg "$work/all" "$python" test/drivers/db_api.py psycopg
try node-postgres "$work/all" node test/drivers/node.js
"$python" test/drivers/spreadsheet.py "$PWD/$work" "${reports[@]}" > "$work/LibreOffice" 2>&1
result LibreOffice $? "$work/LibreOffice"

"$python" test/drivers/reflection.py > "$work/SQLAlchemy" 2>&1
result SQLAlchemy $? "$work/SQLAlchemy"

# all that there are
there=$(psql -X -q -A -t -d drivers -c "SELECT count(*) FROM pg_views WHERE schemaname = 'busetting' AND viewname LIKE 'report\_%'")
[ "${#reports[@]}" = "$there" ]
result 'every report is read' $? /dev/null
# explorers: what makes classes, models or types of all tables
"$python" test/drivers/automap.py > "$work/automap" 2>&1
result "SQLAlchemy's automap" $? "$work/automap"
"$python" test/drivers/inspectdb.py > "$work/inspectdb" 2>&1
result "Django's inspectdb" $? "$work/inspectdb"
tmp_check/node_modules/.bin/kysely-codegen --dialect postgres --schema busetting --out-file "$work/types.ts" \
	--url "postgres://$PGUSER@${PGHOST//\//%2F}:$PGPORT/drivers" > "$work/kysely" 2>&1 && grep -q '^export interface Publication {' "$work/types.ts"
result kysely-codegen $? "$work/kysely"
node test/drivers/graphql.js > "$work/PostGraphile" 2>&1
result PostGraphile $? "$work/PostGraphile"
node test/drivers/cube.js > "$work/Cube" 2>&1
result Cube $? "$work/Cube"

echo "${#reports[@]} reports, $(wc -l < "$work/all") lines each"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" = 13 ]
