#!/bin/bash
# What the types do in Citus: starts a coordinator and two workers of a PostgreSQL that has Citus,
# and runs test/scale/citus.pl beside them.  No other test needs Citus, which Debian does not have.
#
#	test/scale/citus.sh PG_CONFIG

set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# = 1 ] || { sed -n 's/^#\t/usage: /p' "$0" >&2; exit 2; }
export PG_CONFIG=$1
[ -e "$("$PG_CONFIG" --sharedir)/extension/citus.control" ] ||
	{ echo "busetting: the PostgreSQL of $PG_CONFIG has no Citus" >&2; exit 1; }
make --silent build-for-test

exec test/private_cluster.sh -- test/scale/citus.pl
