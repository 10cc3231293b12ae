#!/bin/bash
# Runs test/long/sanitize.sh on a PostgreSQL that checks itself: built with assertions, it overwrites
# memory as soon as it is freed, so that what is used too late shows at once instead of now and then.
# No distribution has such a PostgreSQL.  Debian's source package of pg_config's major version is
# built once, without Debian's patches, and kept outside of the tree for later runs.
#
#	test/long/assertions.sh [test...]	these, as test/run_tests.sh
#	test/long/assertions.sh --build		only builds; prints its pg_config

set -euo pipefail
umask 022
cd "$(dirname "$0")/../.."
log=$PWD/tmp_check/assertions.log
major=$("${PG_CONFIG:-pg_config}" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
# the server's owner reads it too, who is not let into the home of root
if [ "$(id -u)" = 0 ]; then
	cache=/var/cache/busetting
else
	cache=${XDG_CACHE_HOME:-$HOME/.cache}/busetting
fi
prefix=$cache/postgresql-$major-assertions
# compiled in half the time of -O2 -g
options=(--enable-cassert --with-icu --with-libxml --without-readline
	'CFLAGS=-O1 -fno-omit-frame-pointer' CPPFLAGS=-DRANDOMIZE_ALLOCATED_MEMORY)
contrib=(amcheck btree_gist postgres_fdw test_decoding)
recipe="${options[*]} ${contrib[*]}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

# apt-get of the system's sources, asked for source packages: in lists of its own, so that the system's stay as they are
apt()
{
	local program=$1
	shift
	"$program" -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/apt/sources" \
		-o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" -o APT::Sandbox::User=root "$@"
}

# leaves the source in $work/source: of the newest version that can be had, as a mirror may not have the last yet
download()
{
	local version list
	mkdir -p "$work"/apt/{sources,lists/partial,cache/archives/partial} "$work/source"
	for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; do
		[ ! -e "$list" ] || sed -E 's/^deb(-src)?([[:space:]])/deb-src\2/; s/^Types:.*/Types: deb-src/' "$list" > "$work/apt/sources/$(basename "$list")"
	done
	# a list that cannot be had may be one that is not needed
	apt apt-get update || true
	cd "$work"
	for version in $(apt apt-cache showsrc --only-source "postgresql-$major" | sed -n 's/^Version: //p' | sort -rVu); do
		! apt apt-get source --download-only --only-source "postgresql-$major=$version" || break
	done
	tar xf "$work/postgresql-$major"_*.orig.tar.* --strip-components=1 -C "$work/source"
}

build()
{
	download
	cd "$work/source"
	./configure --prefix="$prefix" "${options[@]}"
	# SQL in C programs, the largest part of what is not needed
	sed -i 's/\<ecpg\>//' src/interfaces/Makefile
	make -j"$(nproc)" -C src
	for directory in src config "${contrib[@]/#/contrib/}"; do
		make -C "$directory" install DESTDIR="$work/install"
	done
	echo "$recipe" > "$work/install$prefix/recipe"
	rm -rf "$prefix"
	mv "$work/install$prefix" "$prefix"
}

mkdir -p "$cache" tmp_check
exec 9>"$cache/lock"
flock 9
if [ "$(cat "$prefix/recipe" 2>/dev/null)" != "$recipe" ]; then
	echo "busetting: building PostgreSQL $major with assertions, to keep in $prefix" >&2
	( unset MAKEFLAGS MFLAGS MAKELEVEL; build ) > "$log" 2>&1 9>&- ||
		{ tail -n 20 "$log" >&2; echo "busetting: no PostgreSQL $major with assertions could be built, see $log" >&2; exit 1; }
fi
exec 9>&-
export PG_CONFIG=$prefix/bin/pg_config
[ "${1:-}" != --build ] || { echo "$PG_CONFIG"; exit; }

test/long/sanitize.sh "$@"
