#!/bin/bash
# The release process.
#
#	test/long/release.sh dist		the PGXN zip of what is committed, built and tested from itself
#	test/long/release.sh release	the same of a clean tree whose tests pass; dates the changelog, keeps the
#									install script in the repository, commits and tags
#
# After a release the next version begins: EXTVERSION in the makefile, default_version, META.json
# and a section of the changelog are set to it, and sql/busetting--OLD--NEW.sql is begun with
# SELECT pg_catalog.set_config('search_path', 'busetting, pg_temp', true); test/t/version.pl
# compares what it gives with a fresh install.

set -euo pipefail
cd "$(dirname "$0")/../.."
version=$(sed -n 's/^EXTVERSION = //p' Makefile)
zip=$PWD/tmp_check/busetting-$version.zip
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

dist()
{
	mkdir -p tmp_check
	rm -f "$zip"
	git archive --format=zip --prefix="busetting-$version/" --output="$zip" HEAD
	unzip -q "$zip" -d "$work"
	echo "busetting: building and testing $(basename "$zip") from itself"
	(
		cd "$work/busetting-$version"
		# nothing of the tree around it is used
		unset GIT_DIR MAKEFLAGS MAKELEVEL MFLAGS
		make --silent --no-print-directory with_llvm=no all
		test/private_cluster.sh -- sh -c 'make --silent --no-print-directory installcheck && test/t/version.pl && test/t/documentation.pl'
	) > tmp_check/dist.log 2>&1 || { grep -E '^not ok|FAILED|Error|error:' tmp_check/dist.log | head -20; echo 'busetting: see tmp_check/dist.log' >&2; exit 1; }
	echo "busetting: $zip is good"
}

release()
{
	[ -z "$(git status --porcelain)" ] || { echo 'busetting: commit first' >&2; exit 1; }
	! git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null || { echo "busetting: $version is released already" >&2; exit 1; }
	make --no-print-directory test
	sed -i "s/^## $version - unreleased$/## $version - $(date +%F)/" CHANGELOG.md
	# what was released stays as it was: updates begin with it
	git add CHANGELOG.md
	git add --force "sql/busetting--$version.sql"
	git commit --quiet --message="Release $version"
	dist
	git tag "v$version"
	echo "busetting: $version is tagged; upload $zip to PGXN"
}

case ${1:-dist} in
	dist | release) "${1:-dist}" ;;
	*) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
