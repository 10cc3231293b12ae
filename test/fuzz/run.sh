#!/bin/bash
# Fuzzes what reads from outside, without a server: builds each test/fuzz/*.c with clang's
# libFuzzer and both its sanitizers, and runs it for FUZZ_SECONDS (60) from the corpus that is
# kept beside it.  The line "sources:" at the top of each names what it is linked with.  An
# input that fails is left in tmp_check/fuzz; with the corpus it is kept from then on.

set -euo pipefail
cd "$(dirname "$0")/../.."
include=$("${PG_CONFIG:-pg_config}" --includedir-server)
mkdir -p tmp_check/fuzz
for fuzzer in test/fuzz/*.c; do
	name=$(basename "$fuzzer" .c)
	program=tmp_check/fuzz/$name
	read -ra sources <<< "$(sed -n 's/^ \* sources: //p' "$fuzzer")"
	# shellcheck disable=SC2086 # a pattern among the sources is meant
	"${CLANG:-clang}" -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Wall -Wextra -Werror -Wno-unused-parameter \
		-no-pie -Wl,--unresolved-symbols=ignore-all -isystem "$include" -Isrc "$fuzzer" ${sources[*]} -o "$program"
	mkdir -p "$program.corpus"
	echo "busetting: fuzzing $name for ${FUZZ_SECONDS:-60} s, from $(find "test/fuzz/corpus/$name" -type f | wc -l) inputs"
	"$program" -max_total_time="${FUZZ_SECONDS:-60}" -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$program." \
		"$program.corpus" "test/fuzz/corpus/$name" > "$program.log" 2>&1 || { tail -n 40 "$program.log"; exit 1; }
	sed -n 's/^stat::number_of_executed_units: */busetting: no finding in runs: /p' "$program.log"
done
