#!/bin/bash
# How many of the lines of src the tests run: builds a copy of the tree for gcov, runs all
# tests on it, and prints the share of each file and of all.  Fails below 95 %.  The lines
# that were not run are left in tmp_check/coverage/uncovered, with what kind of line each is;
# of what is none of these kinds, a test is missing.

set -euo pipefail
cd "$(dirname "$0")/../.."
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cp -r Makefile busetting.control README.md CHANGELOG.md META.json doc sql src test expected "$work"
cd "$work"
export COPT='--coverage -O0 -fprofile-update=atomic'
mkdir -p "$top/tmp_check"
make --silent --no-print-directory clean
make --silent --no-print-directory CI=true with_llvm=no all
# the server's owner writes the counts beside the objects, at the end of every backend
chmod -R a+rwX src
export LC_ALL=C.UTF-8
test/run_parallel.sh -- "$@" > "$top/tmp_check/coverage.log" 2>&1 ||
	{ grep -E '^not ok|FAILED|^psql|passed, ' "$top/tmp_check/coverage.log" | tail -20; echo 'busetting: tests failed, see tmp_check/coverage.log' >&2; }

rm -rf "$top/tmp_check/coverage"
mkdir -p "$top/tmp_check/coverage"
for source in src/*.c src/*/*.c; do
	[ -e "${source%.c}.gcda" ] || echo "busetting: $source was never run" >&2
done
for notes in src/*.gcno src/*/*.gcno; do
	gcov --preserve-paths --object-directory "$(dirname "$notes")" "$notes"
done > /dev/null
perl - "$top/tmp_check/coverage/uncovered" ./*.gcov <<'PERL'
use strict;
use warnings;
my $report = shift;
my (%run, %text);
for my $name (@ARGV)
{
	open my $gcov, '<', $name or die "$name: $!";
	my $source;
	while (<$gcov>)
	{
		$source = $1 if /^\s*-:\s*0:Source:(.*)/;
		last if defined $source && $source =~ m{^/};	# PostgreSQL's headers
		next if !/^\s*([^:\s]+)\*?:\s*(\d+):(.*)/ || $2 == 0;
		my ($count, $line, $text) = ($1, $2, $3);
		my $file = $source =~ s{.*/}{}r;
		$text{$file}[$line] = $text;
		next if $count eq '-';
		# a header is in several objects, a macro's line in several functions
		$run{$file}{$line} += $count =~ /^(\d+)/ ? $1 : 0;
	}
}
my (%kind, $lines, $covered);
open my $uncovered, '>', $report or die "$report: $!";
for my $file (sort keys %run)
{
	my @lines = sort { $a <=> $b } keys %{ $run{$file} };
	my @missed = grep { !$run{$file}{$_} } @lines;
	$lines += @lines;
	$covered += @lines - @missed;
	printf "%-28s %5d lines %6.1f %%\n", $file, scalar @lines, 100 * (@lines - @missed) / @lines;
	for my $line (@missed)
	{
		# the statement that the line is of
		my $first = $line;
		$first-- while $first > 1 && $text{$file}[ $first - 1 ] !~ /[;{}]\s*$|^\s*(case .*|default):\s*$|^\s*(else|do)\s*$|^\s*(if|for|while)\b.*\)\s*$/ && $line - $first < 8;
		my $statement = join ' ', map { $_ // '' } @{ $text{$file} }[ $first .. $line ];
		my $kind = $statement =~ /\belog\(/ ? 'cannot happen'
			: $statement =~ /pg_unreachable|Assert\(/ ? 'cannot happen'
			: $statement =~ /OUT_OF_MEMORY|out of memory|PROGRAM_LIMIT_EXCEEDED/ ? 'limit of memory'
			: $statement =~ /soft error|escontext|ereturn/ ? 'soft errors, of PostgreSQL 16'
			: '';
		$kind{$kind || 'no test'}++;
		printf $uncovered "%s:%d: %s\t%s\n", $file, $line, $kind || '-', $text{$file}[$line] =~ s/^\s+//r;
	}
}
printf "%-28s %5d lines %6.1f %%\n", 'all', $lines, 100 * $covered / $lines;
print "of those not run: ", join(', ', map { "$kind{$_} $_" } sort keys %kind), "\n" if %kind;
exit(100 * $covered < 95 * $lines);
PERL
