#!/bin/bash
# What compilers and analysers say of the C code: gcc and clang with all warnings as errors,
# the order of the house (test/long/house.pl), the layout (.clang-format), then clang-tidy (.clang-tidy says which of its checks, and why not others) and cppcheck.

set -euo pipefail
cd "$(dirname "$0")/../.."
include=$("${PG_CONFIG:-pg_config}" --includedir-server)
export XML_FLAGS
XML_FLAGS=$(pkg-config --cflags libxml-2.0 2>/dev/null || xml2-config --cflags)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work"/{gcc,clang}
cp -r Makefile busetting.control sql src "$work/gcc"
make --silent --no-print-directory -C "$work/gcc" clean
# the one from another folder than the tree, the other in it: the same is installed
for compiler in clang gcc; do
	echo "busetting: $compiler"
	make --silent --no-print-directory -C "$work/$compiler" -f "$work/gcc/Makefile" CC="$compiler" CI=true with_llvm=no all
	make --silent --no-print-directory -C "$work/$compiler" -f "$work/gcc/Makefile" with_llvm=no install DESTDIR="$work/$compiler/installed"
	library=$(find "$work/$compiler/installed" -name busetting.so)
	nm -D --defined-only "$library" | sed 's/.* //' | sort > "$library.names"
	rm "$library"
done
diff -r "$work"/{gcc,clang}/installed
echo 'busetting: the order of the house'
test/long/house.pl
echo 'busetting: clang-format'
find src test -name '*.[ch]' -print0 | xargs -0 clang-format --dry-run --Werror
echo 'busetting: clang-tidy'
printf '%s\0' src/*.c src/*/*.c | xargs -0 -n 1 -P "$(nproc)" sh -c 'clang-tidy --quiet --warnings-as-errors="*" "$2" -- -Isrc -isystem "$1" -D_GNU_SOURCE $XML_FLAGS 2>/dev/null' - "$include"
# without PostgreSQL's headers, as each of their many configurations would be gone through: but for
# what cppcheck must know of them
echo 'busetting: cppcheck'
cat > "$work/known.h" <<'END'
#define HAVE_INT128 1
#define SIZEOF_DATUM 8
#define PG_MODULE_MAGIC
#define PG_FUNCTION_INFO_V1(name)
#define ERROR 21
#define ereport(level, ...) do { if ((level) >= ERROR) exit(1); } while (0)
END
cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --suppress=missingIncludeSystem -Isrc \
	-DPG_VERSION_NUM="$(sed -n 's/^#define PG_VERSION_NUM //p' "$include"/pg_config*.h | head -n 1)" --include="$work/known.h" src
