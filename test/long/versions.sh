#!/bin/bash
# Runs tests on other major versions of PostgreSQL: those of other Debian releases, each in a throw-away
# system of its own.  Only root can, and it downloads some hundred megabytes each.  Left out are programs that compare
# what the C code computes with what is known, as no version of PostgreSQL has a part in that.
#
#	test/long/versions.sh [MAJOR...]	of 13 (bullseye), 15 (bookworm), 17 (trixie), 18 (sid) and 19 (experimental)
#
# VERSIONS_TESTS says which others, all: all of them.  A system that cannot be made fails, but where VERSIONS_MISSING is "skip"
# is told and left out: the mirrors of a release that is being made do not always have what its list says.

set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# != 0 ] || set -- 13 17 18 19
[ "$(id -u)" = 0 ] || { echo 'busetting: only root can make other systems' >&2; exit 1; }
declare -A release=([13]=bullseye [15]=bookworm [17]=trixie [18]=sid [19]=sid)
GLOBIGNORE=$(printf ':test/t/%s.pl' audit_oracle audit_tables bad_input frozen interrupts 'protect_*' layout_fuzz read_fuzz shuffle table_rows)
tests=(test/sql/*.sql test/t/*.pl)
unset GLOBIGNORE
[ "${VERSIONS_TESTS:-}" != all ] || tests=()
mkdir -p tmp_check
system=$(mktemp -d)
remove()
{
	umount "$system/proc" "$system/dev" 2>/dev/null || true
	rm -rf --one-file-system "$system"
}
trap remove EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# make_system RELEASE: with all that make test needs but PostgreSQL
make_system()
{
	remove
	mkdir "$system"
	chmod 755 "$system"
	made=
	debootstrap --variant=minbase --include=gcc,libc6-dev,libglpk-dev,libzip-dev,libxml2-dev,glpk-utils,make,perl "$1" "$system" || return
	mount -t proc proc "$system/proc" && mount --bind /dev "$system/dev" || return
	# a release that is still being made may be older than it says it wants to be
	echo 'Acquire::Check-Valid-Until "false";' > "$system/etc/apt/apt.conf.d/busetting"
	mkdir "$system/etc/postgresql-common"
	echo 'create_main_cluster = false' > "$system/etc/postgresql-common/createcluster.conf"
	made=$1
}

# install_major MAJOR: this PostgreSQL, and the tree
install_major()
{
	local packages="postgresql-$1 postgresql-server-dev-$1"
	[ "$made" = "${release[$1]}" ] || make_system "${release[$1]}" || return
	if [ "$1" = 19 ]; then
		sed 's/ sid / experimental /' "$system/etc/apt/sources.list" > "$system/etc/apt/sources.list.d/experimental.list"
		packages="--target-release=experimental $packages"
	fi
	chroot "$system" apt-get update || return
	# shellcheck disable=SC2086 # words
	DEBIAN_FRONTEND=noninteractive chroot "$system" apt-get install --yes --no-install-recommends -o Dpkg::Options::=--force-confold $packages || return
	rm -rf "$system/busetting"
	mkdir "$system/busetting"
	git ls-files -z | tar c --null -T - | tar x -C "$system/busetting"
}

status=0
made=
for major in "$@"; do
	log=$PWD/tmp_check/versions.$major.log
	if ! install_major "$major" > "$log" 2>&1; then
		tail -n 5 "$log"
		echo "busetting: no system with PostgreSQL $major could be made"
		[ "${VERSIONS_MISSING:-}" = skip ] || status=1
	else
		# warnings are errors; all of the machine's processors
		chroot "$system" env PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config" sh -c 'cd /busetting && make --silent CI=true with_llvm=no all && test/run_parallel.sh "$@"' - "${tests[@]}" >> "$log" 2>&1 || status=1
		grep -E '^not ok|\.\.\. FAILED|(error|warning):' "$log" || true
		sed -n 's/^busetting: starting a private server.*: \(PostgreSQL .*\)/\1/p' "$log" | head -n 1
		tail -n 2 "$log"
	fi
done
exit "$status"
