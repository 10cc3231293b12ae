#!/bin/bash
# Runs tests on other major versions of PostgreSQL: those of other Debian releases, each in a throw-away
# system of its own.  Only root can, and it downloads some hundred megabytes each.  Left out are programs that compare
# what the C code computes with what is known, as no version of PostgreSQL has a part in that.
#
#	test/long/versions.sh [MAJOR | OLDER-MAJOR]...	of 13 (bullseye), 15 (bookworm), 17 (trixie), 18 (sid) and 19 (experimental)
#
# OLDER-MAJOR, as 15-19, is a system that has the servers of two versions: pg_upgrade, a dump and replication from one to the
# other.
#
# VERSIONS_TESTS says which others.  all: all of them.  short, as continuous integration does: all tests in SQL but those that
# take long for what is computed in C, and of the programs dumps, pg_upgrade, upgrades of the extension, replication and what
# newer servers offer.  Not row-level security, jobs and several servers.  Or it names them.
#
# A system that cannot be made fails, but where VERSIONS_MISSING is "skip" is told and left out: the mirrors of a
# release that is being made do not always have what its list says.

set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# != 0 ] || set -- 13 17 18 19
if [ "$(id -u)" != 0 ]; then
	echo 'busetting: only root can make other systems' >&2
	[ "${VERSIONS_MISSING:-}" = skip ] && exit 0 || exit 1
fi
declare -A release=([13]=bullseye [15]=bookworm [17]=trixie [18]=sid [19]=sid)
case ${VERSIONS_TESTS:-} in
	all) tests=() ;;
	test/*) read -r -a tests <<< "$VERSIONS_TESTS" ;;
	short)
		GLOBIGNORE=$(printf ':test/sql/%s.sql' protect_columns protect_limits published_table_lost)
		tests=(test/sql/*.sql test/t/{client_encoding,dump,headers,modifier,newer_servers,pg_upgrade,replication,restore,version}.pl)
		unset GLOBIGNORE ;;
	*)
		GLOBIGNORE=$(printf ':test/t/%s.pl' audit_oracle audit_tables bad_input frozen interrupts 'protect_*' read_fuzz shuffle table_rows)
		tests=(test/sql/*.sql test/t/*.pl)
		unset GLOBIGNORE ;;
esac
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

# the mirror that this system has its packages from
mirror()
{
	local mirror
	# shellcheck disable=SC2016 # apt-get's own words
	mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Label: Debian' | head -n 1)
	[ -n "$mirror" ] && echo "$mirror"
}

# make_system MAJOR [OLDER]: with all that make test needs, and the tree.  Of what extensions are built with, only the files:
# the package asks for the compiler of LLVM, which no test needs.  A release that is still being made may be older than it says
# it wants to be.
make_system()
{
	local from sources files="postgresql-server-dev-$1 ${2:+postgresql-server-dev-$2}" packages=gcc,libc6-dev,libglpk-dev,libzip-dev,libxml2-dev,glpk-utils,make,perl,libc-bin
	remove
	from=$(mirror) || { apt-get update && from=$(mirror); } || return
	sources=("deb $from ${release[$1]} main")
	if [ "$1" = 19 ]; then
		sources+=("deb $from experimental main")
		packages+=,libpq5/experimental,postgresql-19/experimental
	else
		packages+=,postgresql-$1
	fi
	if [ -n "${2:-}" ]; then
		sources+=("deb $from ${release[$2]} main")
		packages+=,postgresql-$2
	fi
	# shellcheck disable=SC2016 # $1 is the system in what mmdebstrap runs
	mmdebstrap --variant=essential --mode=root --include="$packages" \
		--aptopt='Acquire::Check-Valid-Until "false"' --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
		--essential-hook='mkdir -p "$1/etc/postgresql-common" && echo "create_main_cluster = false" > "$1/etc/postgresql-common/createcluster.conf"' \
		--customize-hook='cd "$1/tmp" && APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get download '"$files"' && for file in postgresql-server-dev-*.deb; do dpkg-deb --extract "$file" "$1" || exit; done' \
		"${release[$1]}" "$system" "${sources[@]}" || return
	mount -t proc proc "$system/proc" && mount --bind /dev "$system/dev" || return
	mkdir "$system/busetting"
	git ls-files -z | tar c --null -T - | tar x -C "$system/busetting"
}

# warnings are errors; all of the machine's processors
one_version='
	cd /busetting && make --silent CI=true with_llvm=no all && exec test/run_parallel.sh "$@"'
# a tree for each; the older server's programs, with the extension, are those of a private server
two_versions='
	cp -r /busetting /busetting.older && make --silent CI=true with_llvm=no all --directory=/busetting.older PG_CONFIG="$OLDER_CONFIG" &&
	make --silent CI=true with_llvm=no all --directory=/busetting &&
	PRESENT_CONFIG=$PG_CONFIG PG_CONFIG=$OLDER_CONFIG exec /busetting.older/test/private_cluster.sh -- sh -c '\''
		OLD_BINDIR=$PG_BINDIR PG_CONFIG=$PRESENT_CONFIG exec /busetting/test/private_cluster.sh -- test/run_tests.sh "$@"'\'' - "$@"'

status=0
for version in "$@"; do
	major=${version#*-}
	older=${version%"$major"}
	older=${older%-}
	log=$PWD/tmp_check/versions.$version.log
	if ! make_system "$major" "$older" > "$log" 2>&1; then
		tail -n 5 "$log"
		echo "busetting: no system with PostgreSQL $version could be made"
		[ "${VERSIONS_MISSING:-}" = skip ] || status=1
	else
		environment=(PG_CONFIG="/usr/lib/postgresql/$major/bin/pg_config")
		if [ -n "$older" ]; then
			environment+=(OLDER_CONFIG="/usr/lib/postgresql/$older/bin/pg_config")
			chroot "$system" env "${environment[@]}" sh -c "$two_versions" - test/t/{pg_upgrade,replication}.pl >> "$log" 2>&1 || status=1
		else
			chroot "$system" env "${environment[@]}" sh -c "$one_version" - "${tests[@]}" >> "$log" 2>&1 || status=1
		fi
		grep -E '^not ok|\.\.\. FAILED|(error|warning):' "$log" || true
		sed -n 's/^busetting: starting a private server.*: \(PostgreSQL .*\)/\1/p' "$log" | head -n 1
		tail -n 2 "$log"
	fi
done
exit "$status"
