#!/bin/bash
# Runs a command beside a private, throw-away PostgreSQL server which has this tree's
# busetting, and removes it afterwards.  Nothing is installed on the system.
#
#	test/private_cluster.sh [-c 'name = value']... [-l FILE] [-u COMMAND] [--] [command [argument...]]
#
#	-c	a further line of postgresql.conf
#	-l	keep the server's log in FILE
#	-u	run the server under COMMAND, as valgrind
#
# The command runs at the top of the tree, and finds in its environment PGHOST (a socket
# directory), PGPORT, PGUSER, PGDATABASE, PGDATA and PG_BINDIR (this server's programs).
# Its exit status is passed on.  Without a command the server stays until ^C.
# PG_CONFIG chooses the PostgreSQL.  Root runs the server as postgres, or else as nobody.

set -euo pipefail
umask 022
cd "$(dirname "$0")/.."

settings=()
keep_log=
under=
while getopts c:l:u: option; do
	case $option in
		c) settings+=("$OPTARG") ;;
		l) keep_log=$OPTARG ;;
		u) under=$OPTARG ;;
		*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))

# what the caller says of another server, or make of its jobs, is not meant for these
pg_config=${PG_CONFIG:-pg_config}
unset MAKEFLAGS MFLAGS MAKELEVEL "${!PG@}"
export PG_CONFIG=$pg_config
export LC_ALL=C.UTF-8

as_owner=()
if [ "$(id -u)" = 0 ]; then
	owner=$(id -un postgres 2>/dev/null || echo nobody)
	as_owner=(runuser -u "$owner" --)
fi

# not in TMPDIR: a socket's path is short, and the server's owner must be let in
top=$(mktemp -d /tmp/busetting.XXXXXX)
command=
remove()
{
	trap '' INT TERM HUP
	[ -z "$command" ] || kill -TERM -- "-$command" 2>/dev/null || true
	# a test may have made further servers beside this one
	for data in "$top"/*/postmaster.pid; do
		[ ! -e "$data" ] || PGDATA=${data%/*} server pg_ctl stop --silent --mode=immediate || true
	done
	if [ -n "$keep_log" ] && [ -e "$top/log" ]; then
		mkdir -p "$(dirname "$keep_log")"
		cp "$top/log" "$keep_log"
	fi
	rm -rf "$top"
}
trap remove EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# Run one of the server's programs as its owner, where the owner can be.
server()
{
	local program=$1
	shift
	(cd "$top" && "${as_owner[@]}" "$PG_BINDIR/$program" "$@")
}

# PostgreSQL finds its files relative to its programs.  So a tree in which the programs
# are copies, and all else are links, is a PostgreSQL that one more extension can go into.
bindir=$("$pg_config" --bindir)
pkglibdir=$("$pg_config" --pkglibdir)
sharedir=$("$pg_config" --sharedir)
for directory in "$bindir" "$pkglibdir" "$sharedir"; do
	mkdir -p "$top$directory"
	cp -rs "$directory/." "$top$directory"
done
for program in postgres initdb pg_ctl; do
	cp --remove-destination "$bindir/$program" "$top$bindir"
done
rm -rf "$top$pkglibdir"/{,bitcode/}busetting* "$top$sharedir"/extension/busetting*
make --silent --no-print-directory install with_llvm=no DESTDIR="$top"

export PG_BINDIR=$top$bindir PGDATA=$top/data PGHOST=$top PGPORT=5432
export PGUSER=postgres PGDATABASE=postgres
[ -z "${as_owner[*]}" ] || chown "$owner" "$top"
echo "busetting: starting a private server in $top: $("$pg_config" --version)" >&2
server initdb --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
	--no-sync > "$top/initdb.log" 2>&1 || { cat "$top/initdb.log" >&2; exit 1; }
# What is printed may not depend on how long things take: on how far a long audit says it is, which only tests
# of that turn on, or on a plan that is another once a table has been analyzed.  Just-in-time compilation, off by default
# since 19, takes most of the time of some tests, as what they estimate as much is little.
printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$top'" 'fsync = off' \
	'synchronous_commit = off' 'full_page_writes = off' 'busetting.progress_interval = 0' 'autovacuum = off' 'jit = off' "${settings[@]}" \
	>> "$PGDATA/postgresql.conf"
if [ -n "$under" ]; then
	mv "$PG_BINDIR/postgres" "$PG_BINDIR/postgres.program"
	printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$under" "$PG_BINDIR/postgres.program" > "$PG_BINDIR/postgres"
	chmod 755 "$PG_BINDIR/postgres"
fi
server pg_ctl start --silent --wait --timeout=600 --log="$top/log" || { cat "$top/log" >&2; exit 1; }

if [ $# = 0 ]; then
	set -- sh -c 'echo "psql -h $PGHOST -U $PGUSER   (^C ends)"; exec sleep infinity'
fi

# In the background, as bash hears signals only there; in a process group of its own, so
# that its children can be ended with it.  Such a group must not read from a terminal.
[ ! -t 0 ] || exec < /dev/null
set -m
"$@" &
command=$!
set +m
status=0
wait "$command" || status=$?
exit "$status"
