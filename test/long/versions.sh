#!/bin/bash
# Runs `make test` on other major versions of PostgreSQL: those of other Debian releases, each in a
# throw-away system of its own.  Only root can, and it downloads some hundred megabytes each.
#
#	test/long/versions.sh [RELEASE...]	of bullseye (13), bookworm (15), trixie (17), sid (the newest)

set -euo pipefail
cd "$(dirname "$0")/../.."
[ $# != 0 ] || set -- bullseye trixie sid
[ "$(id -u)" = 0 ] || { echo 'busetting: only root can make other systems' >&2; exit 1; }
mkdir -p tmp_check
system=$(mktemp -d)
chmod 755 "$system"
remove()
{
	umount "$system/proc" "$system/dev" 2>/dev/null || true
	rm -rf --one-file-system "$system"
}
trap remove EXIT

status=0
for release in "$@"; do
	log=$PWD/tmp_check/versions.$release.log
	debootstrap --variant=minbase --include=make "$release" "$system" > "$log" 2>&1 || { tail -n 5 "$log"; exit 1; }
	mount -t proc proc "$system/proc"
	mount --bind /dev "$system/dev"
	# a release that is still being made may be older than it says it wants to be
	echo 'Acquire::Check-Valid-Until "false";' > "$system/etc/apt/apt.conf.d/busetting"
	mkdir "$system/busetting"
	git ls-files -z | tar c --null -T - | tar x -C "$system/busetting"
	echo "busetting: on $release"
	chroot "$system" make --no-print-directory -C /busetting test >> "$log" 2>&1 || status=1
	grep -E '^(not ok|.*FAILED)' "$log" || true
	sed -n 's/^busetting: starting a private server.*: \(PostgreSQL .*\)/\1/p' "$log" | head -n 1
	grep ' passed, ' "$log" || status=1
	remove
	mkdir "$system"
done
exit "$status"
