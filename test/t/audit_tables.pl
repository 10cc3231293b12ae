#!/usr/bin/perl
# The audit of statisticians' test tables (those of test/data/sdc) against test/bench/plain_glpk.c, a program
# that solves two linear programs per hidden cell of the whole table, with nothing taken out
# beforehand.  Where the two differ, the audit's interval is narrower and attained by whole numbers.
# A large two-way table is audited against Frechet's bounds, within a limit of work.
#
#	test/t/audit_tables.pl [table...]
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my @tables = @ARGV ? @ARGV : qw(d1 d2 d3);
my $work = tempdir(CLEANUP => 1);
my $cc = $ENV{CC} || 'gcc';
my %database = (dbname => 'audit_tables');

system("$cc -O2 -o $work/plain_glpk test/bench/plain_glpk.c -lglpk -lm") == 0 or die "plain_glpk.c does not compile";

new_database('audit_tables');
for my $table (@tables) {
	my $sql = `test/bench/audit_table.pl test/data/sdc/$table.csv`;
	die "no table $table" if $?;
	query("SET client_min_messages = warning;\n$sql", %database);
	for my $pattern ('small/1', 'small/2', 'complement/1', 'complement/2') {
		my $cells = "SELECT cell, value FROM bench_cell WHERE pattern = '$pattern'";
		open my $file, '>', "$work/plain.txt" or die $!;
		print $file query(qq{SELECT concat_ws(' ', 'c', cell, coalesce(busetting.lower(value)::text, '-'), coalesce(busetting.upper(value)::text, '-')) FROM ($cells) AS c;
			SELECT concat_ws(' ', 'p', sum, total, part) FROM bench_part;}, %database), "\n";
		close $file;
		my %plain = map { my ($cell, $low, $high) = split; ($cell => [$low, $high]) } `$work/plain_glpk < $work/plain.txt 2>/dev/null`;
		die "plain_glpk failed" if $?;
		my @bad;
		my ($hidden, $narrower) = (0, 0);
		for (split /\n/, query(qq{SELECT cell, coalesce(busetting.lower(feasible)::text, '-inf'), coalesce(busetting.upper(feasible)::text, 'inf'), sharp
				FROM busetting.audit(\$\$$cells\$\$, 'TABLE bench_part');}, %database)) {
			my ($cell, $low, $high, $sharp) = split /\|/;
			my $is = delete $plain{$cell};
			$hidden++;
			next if $is && $is->[0] == $low && $is->[1] == $high;
			$narrower++;
			push @bad, "cell $cell: $low $high, should be " . ($is ? "@$is" : 'known') if !$is || $low < $is->[0] || $high > $is->[1] || $sharp ne 't';
		}
		push @bad, map { "cell $_ is missing" } sort keys %plain;
		ok(!@bad && ($hidden || $pattern !~ /1$/ || $table eq 'd1'), "$table, $pattern: $hidden hidden cells, $narrower narrower in whole numbers")
			or diag(join "\n", @bad[0 .. ($#bad > 9 ? 9 : $#bad)]);
	}
}

# with all inner cells hidden, each can be as large as its row or column, and no smaller than both less the total
is(query(q{SET client_min_messages = warning; SET busetting.work_limit = 1;
	CREATE TEMPORARY TABLE two_way AS SELECT i, j, sum((i * 7919 + j * 104729 + i * j * 31) % 211 * ((i * j) % 13) / 130) AS n
		FROM generate_series(1, 200) AS i, generate_series(1, 200) AS j GROUP BY CUBE (i, j);
	SELECT count(*), bool_and(sharp), count(*) FILTER (WHERE busetting.lower(feasible) = greatest(0, r.n + c.n - t.n) AND busetting.upper(feasible) = least(r.n, c.n))
	FROM busetting.audit_cube('SELECT i, j, CASE WHEN i + j IS NULL THEN n::bigint::busetting.suppressed_bigint ELSE '':'' END FROM two_way')
		JOIN two_way AS r ON r.j IS NULL AND r.i = (cell->>'i')::int JOIN two_way AS c ON c.i IS NULL AND c.j = (cell->>'j')::int
		JOIN two_way AS t ON t.i IS NULL AND t.j IS NULL;}, %database), '40000|t|40000', 'a two-way table of 200 by 200');
done_testing();
