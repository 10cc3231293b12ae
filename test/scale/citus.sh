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

# Citus wants an address of its own for each, so they listen on ports that are free now.
mapfile -t ports < <(perl -MIO::Socket::INET -e 'print map { $_->sockport, "\n" }
	map { IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die } 1 .. 3')
export BUSETTING_SERVERS="${ports[*]/#/127.0.0.1:}"
command=(test/scale/citus.pl)
for port in "${ports[@]}"; do
	command=(test/private_cluster.sh -c "port = $port" -c "listen_addresses = '127.0.0.1'"
		-c "shared_preload_libraries = 'citus'" -c "citus.node_conninfo = 'sslmode=disable'" -- "${command[@]}")
done
exec "${command[@]}"
