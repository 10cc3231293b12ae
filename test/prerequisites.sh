#!/bin/bash
# Sees to it that all is there that `make test` and `make demo` need.  Root gets what is
# missing from apt-get; everybody else is told what it is.
#
#	test/prerequisites.sh [suite]
#
# Suites that need more than `make test` are jsonstat: Node.js and npm; drivers: these, the drivers of Java, ODBC and
# Python, and LibreOffice; cron: pg_cron; browser: Node.js, npm and Chromium; fuzz and lint: clang;
# valgrind: valgrind; versions: mmdebstrap; assertions: what PostgreSQL is built with.

set -euo pipefail
suite=${1:-}
pg_config=${PG_CONFIG:-pg_config}

# PostgreSQL's major version: that of pg_config, or else the one the distribution has
postgresql_version()
{
	local version
	version=$("$pg_config" --version 2>/dev/null | sed 's/[^0-9]*\([0-9]*\).*/\1/') || true
	if [ -z "$version" ]; then
		version=$(apt-cache depends postgresql 2>/dev/null |
			sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p')
	fi
	echo "${version:-15}"
}

# what the suite "drivers" reads reports with
drivers()
{
	local module
	[ -e /usr/share/java/postgresql.jar ] || echo libpostgresql-jdbc-java
	command -v javac >/dev/null || echo default-jdk-headless
	odbcinst -q -d -n 'PostgreSQL Unicode' >/dev/null 2>&1 || echo odbc-postgresql odbcinst
	for module in pyodbc psycopg2 psycopg sqlalchemy django; do
		/usr/bin/python3 -c "import $module" 2>/dev/null || echo "python3-$module"
	done
	command -v npm >/dev/null || echo nodejs npm ca-certificates
	command -v soffice >/dev/null || echo libreoffice-calc-nogui
}

# what the suite "browser" opens the page with
browser()
{
	command -v npm >/dev/null || echo nodejs npm ca-certificates
	command -v chromium >/dev/null || echo chromium
	[ -e /usr/share/fonts/truetype/liberation ] || echo fonts-liberation
}

# what the suite "assertions" builds PostgreSQL with
assertions()
{
	local library
	command -v bison >/dev/null || echo bison
	command -v flex >/dev/null || echo flex
	command -v bzip2 >/dev/null || echo bzip2
	command -v pkg-config >/dev/null || echo pkg-config
	for library in icu-i18n:libicu-dev libxml-2.0:libxml2-dev zlib:zlib1g-dev; do
		pkg-config --exists "${library%:*}" 2>/dev/null || echo "${library#*:}"
	done
}

missing_packages()
{
	local version pgxs
	version=$(postgresql_version)
	pgxs=$("$pg_config" --pgxs 2>/dev/null) || true
	"${CC:-gcc}" -E -include stdio.h -x c /dev/null >/dev/null 2>&1 || echo gcc libc6-dev
	command -v perl >/dev/null || echo perl
	"${CC:-gcc}" -E -include glpk.h -x c /dev/null >/dev/null 2>&1 || echo libglpk-dev
	"${CC:-gcc}" -E -include zip.h -x c /dev/null >/dev/null 2>&1 || echo libzip-dev
	"${CC:-gcc}" -E -I/usr/include/libxml2 -include libxml/xmlreader.h -x c /dev/null >/dev/null 2>&1 || echo libxml2-dev
	command -v glpsol >/dev/null || echo glpk-utils
	[ "$suite" != jsonstat ] || command -v npm >/dev/null || echo nodejs npm ca-certificates
	[ "$suite" != drivers ] || drivers
	[ "$suite" != cron ] || [ -e "$("$pg_config" --sharedir 2>/dev/null)/extension/pg_cron.control" ] || echo "postgresql-$version-cron"
	[ "$suite" != dist ] || command -v unzip >/dev/null || echo unzip
	[ "$suite" != browser ] || browser
	[ "$suite" != assertions ] || assertions
	[ "$suite" != valgrind ] || command -v valgrind >/dev/null || echo valgrind
	[ "$suite" != versions ] || command -v mmdebstrap >/dev/null || echo mmdebstrap
	[ "$suite" != fuzz ] || ls "$(clang -print-runtime-dir 2>/dev/null)"/libclang_rt.fuzzer-*.a >/dev/null 2>&1 || echo clang libclang-rt-dev
	[ "$suite" != lint ] || { command -v clang && command -v clang-format && command -v clang-tidy && command -v cppcheck && command -v pmccabe; } >/dev/null ||
		echo clang clang-format clang-tidy cppcheck pmccabe
	[ -e "$pgxs" ] && [ -x "$(dirname "$pgxs")/../test/regress/pg_regress" ] &&
		[ -e "$("$pg_config" --includedir-server)/postgres.h" ] ||
		echo "postgresql-server-dev-$version"
	[ -x "$("$pg_config" --bindir 2>/dev/null)/postgres" ] &&
		[ -e "$("$pg_config" --sharedir)/extension/btree_gist.control" ] ||
		echo "postgresql-$version"
}

install()
{
	DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
		-o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@"
}

install_or_update_first()
{
	install "$@" || { apt-get update && install "$@"; }
}

# Debian's server package makes and starts a cluster "main", and starts those it finds
# stopped.  While it is being installed, its settings and policy-rc.d forbid both.
settings=/etc/postgresql-common/createcluster.conf
policy=/usr/sbin/policy-rc.d
restore()
{
	local status=$?
	[ $status = 0 ] || tail -n 20 "$work/log" >&2
	[ ! -e "$work/settings" ] || cp -p "$work/settings" "$settings"
	[ ! -e "$work/policy" ] || rm -f "$policy"
	rm -rf "$work"
}

install_missing()
{
	apt-cache show postgresql >/dev/null 2>&1 || apt-get update
	mapfile -t packages < <(missing_packages | tr ' ' '\n')
	if [ ! -e "$policy" ]; then
		touch "$work/policy"
		printf '#!/bin/sh\nexit 101\n' > "$policy"
		chmod 755 "$policy"
	fi
	if [[ " ${packages[*]} " =~ \ postgresql-[0-9] ]]; then
		install_or_update_first postgresql-common
		cp -p "$settings" "$work/settings"
		echo 'create_main_cluster = false' >> "$settings"
	fi
	install_or_update_first "${packages[@]}"
}

missing=$(missing_packages | xargs)
[ -n "$missing" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
	echo "busetting: these packages are missing: $missing" >&2
	echo "busetting: as root: apt-get install --no-install-recommends $missing" >&2
	exit 1
fi

exec 9</var/lib/dpkg
flock 9
missing=$(missing_packages | xargs)
[ -n "$missing" ] || exit 0
work=$(mktemp -d)
trap restore EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
echo "busetting: installing with apt-get: $missing"
install_missing > "$work/log" 2>&1 9<&-
missing=$(missing_packages | xargs)
[ -z "$missing" ] || { echo "busetting: still missing: $missing" >&2; exit 1; }
