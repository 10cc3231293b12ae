#!/bin/bash
# The release process.
#
#	test/long/release.sh dist				the PGXN zip of what is committed, built and tested from itself
#	test/long/release.sh begin VERSION		names the version that comes next wherever one is named; after a release it begins
#											the upgrade script
#	test/long/release.sh release			of a clean tree: tests it, dates the changelog, keeps the install script in the
#											repository, commits, makes the zip and tags
#	test/long/release.sh rehearse [MAJOR...]	the whole in a clone that is thrown away: releases the tree, begins the next
#											version, which brings test/data/next_version.sql, releases that, and updates a database that
#											is in use; beside this server, or on those of test/long/versions.sh
#
# What an upgrade script does is what has changed in sql since the tag of the release before: `git diff vOLD -- sql`.
# test/t/version.pl says object by object in what a database that is updated differs from a new one.
# RELEASE_TESTS are tests that are run instead of all.

set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

read_version()
{
	version=$(sed -n 's/^EXTVERSION = //p' Makefile)
	zip=$PWD/tmp_check/busetting-$version.zip
}

must_be_clean()
{
	[ -z "$(git status --porcelain)" ] || { echo 'busetting: commit first' >&2; exit 1; }
}

is_tagged()
{
	git rev-parse --quiet --verify "refs/tags/v$1" >/dev/null
}

# also where a clone has no tags: the script is kept
is_released()
{
	is_tagged "$1" || git ls-files --error-unmatch "sql/busetting--$1.sql" >/dev/null 2>&1
}

# shellcheck disable=SC2086 # RELEASE_TESTS are several
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
		test/private_cluster.sh -- test/run_tests.sh ${RELEASE_TESTS:-test/sql/*.sql test/t/version.pl test/t/documentation.pl}
	) > tmp_check/dist.log 2>&1 || { grep -E '^not ok|FAILED|Error|error:' tmp_check/dist.log | head -20; echo 'busetting: see tmp_check/dist.log' >&2; exit 1; }
	rm -rf "$work/busetting-$version"
	echo "busetting: $zip is good"
}

# what was not released is begun anew under the other name
begin()
{
	local old=$version new=$1 upgrade
	[[ $new =~ ^[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "busetting: $new is no version: it is three numbers, as 1.0.0" >&2; exit 1; }
	if [ "$new" = "$old" ] || is_released "$new"; then
		echo "busetting: $new is begun or released already" >&2
		exit 1
	fi
	must_be_clean
	sed -i "s/^EXTVERSION = .*/EXTVERSION = $new/" Makefile
	sed -i "s/^default_version = .*/default_version = '$new'/" busetting.control
	# the last version there is that of the specification
	sed -i -e "1,/\"meta-spec\"/s/\"version\": \"$old\"/\"version\": \"$new\"/" -e "s/busetting--$old\.sql/busetting--$new.sql/" META.json
	if is_released "$old"; then
		sed -i "0,/^## /s//## $new - unreleased\n\n## /" CHANGELOG.md
		printf '%s\n\n%s\n' "SELECT pg_catalog.set_config('search_path', 'busetting, pg_temp', true);" \
			'CALL busetting_internal.give_privileges();' > "sql/busetting--$old--$new.sql"
		git add "sql/busetting--$old--$new.sql"
	else
		sed -i "s/^## $old - unreleased$/## $new - unreleased/" CHANGELOG.md
		for upgrade in sql/busetting--*--"$old".sql; do
			[ ! -e "$upgrade" ] || git mv "$upgrade" "${upgrade%--*}--$new.sql"
		done
	fi
	git add Makefile busetting.control META.json CHANGELOG.md
	git commit --quiet --message="Begin version $new"
	read_version
	echo "busetting: $new is begun"
}

# shellcheck disable=SC2086 # RELEASE_TESTS are several
release()
{
	must_be_clean
	! is_tagged "$version" || { echo "busetting: $version is released already" >&2; exit 1; }
	make --silent --no-print-directory CI=true with_llvm=no all
	test/run_parallel.sh -l tmp_check/server.log -- ${RELEASE_TESTS:-}
	sed -i "s/^## $version - unreleased$/## $version - $(date +%F)/" CHANGELOG.md
	grep -q "^## $version - [0-9]" CHANGELOG.md || { echo "busetting: CHANGELOG.md has no section \"## $version - unreleased\"" >&2; exit 1; }
	sed -i 's/"release_status": "[a-z]*"/"release_status": "stable"/' META.json
	# what was released stays as it was: updates begin with it
	git add CHANGELOG.md META.json
	git add --force "sql/busetting--$version.sql"
	# it is there already where the zip was not good the time before
	git diff --cached --quiet || git commit --quiet --message="Release $version"
	dist
	git tag "v$version"
	echo "busetting: $version is tagged; upload $zip to PGXN, and begin the next version"
}

# Where the tree is released already, its version is the one that is updated.
rehearse()
{
	local released
	must_be_clean
	git clone --quiet . "$work/clone"
	cd "$work/clone"
	read_version
	export RELEASE_TESTS='test/sql/publication.sql test/t/version.pl'
	export GIT_AUTHOR_NAME=rehearsal GIT_AUTHOR_EMAIL=rehearsal GIT_COMMITTER_NAME=rehearsal GIT_COMMITTER_EMAIL=rehearsal
	is_released "$version" || release
	released=$version
	begin "${version%.*}.$((${version##*.} + 1))"
	mv test/data/next_version.sql sql
	echo "COMMENT ON SCHEMA busetting IS 'what comes after';" > test/data/next_version.sql
	sed -i '/^PARTS = /,/privilege$/s/ privilege$/ next_version privilege/' Makefile
	sed -i '2r sql/next_version.sql' "sql/busetting--$released--$version.sql"
	git add --all
	git commit --quiet --message='Add what the next version brings'
	release
	must_be_clean
	grep -E '^(ok|not ok)' tmp_check/dist.log
	[ $# = 0 ] || VERSIONS_TESTS=$RELEASE_TESTS test/long/versions.sh "$@"
	echo "busetting: $version is rehearsed"
}

read_version
case ${1:-dist} in
	dist | release | rehearse | begin) "${@:-dist}" ;;
	*) sed -n '2,/^$/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
