#!/bin/bash
# What compilers and analysers say of the C code: gcc and clang with all warnings as errors,
# then clang-tidy (.clang-tidy says which of its checks, and why not others) and cppcheck.

set -euo pipefail
cd "$(dirname "$0")/../.."
include=$("${PG_CONFIG:-pg_config}" --includedir-server)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for compiler in gcc clang; do
	echo "busetting: $compiler"
	mkdir "$work/$compiler"
	cp -r Makefile busetting.control sql src "$work/$compiler"
	make --silent --no-print-directory -C "$work/$compiler" clean
	make --silent --no-print-directory -C "$work/$compiler" CC="$compiler" CI=true with_llvm=no all
done
echo 'busetting: clang-tidy'
clang-tidy --quiet --warnings-as-errors='*' src/*.c -- -isystem "$include" -D_GNU_SOURCE 2> "$work/clang-tidy" ||
	{ cat "$work/clang-tidy"; exit 1; }
echo 'busetting: cppcheck'
cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
	--suppress=missingIncludeSystem -Isrc -I"$include" --suppress="*:$include/*" src
