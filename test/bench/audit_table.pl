#!/usr/bin/perl
# The full table of a file of test/data/sdc (d1.csv .. d4.csv) as SQL: numbered cells in
# bench_cell, sums in bench_part.  Four patterns: hidden are the small counts, 1 to 4, alone, or
# with a greedy complement (in each sum with one hidden cell the smallest other, until there is
# none); and for the reader all are ":" (pattern .../1), or the small 1..4 and the others 5.. (.../2).
use strict;
use warnings;

my ($name, @row);
while (<>) { chomp; s/\r$//; my @f = split /,/; if (!$name) { $name = \@f; next } my %r; @r{@$name} = @f; push @row, \%r }

# dimensions, finest column first, and the groups over it
my %has = map { $_ => 1 } @$name;
my @dimension = grep { @$_ } map { [grep { $has{$_} } @$_] } ['region', 'county', 'k_group'], ['main_income'], ['months', 'months2'];
my (%cell, @tree, @codes);
for my $d (0 .. $#dimension) {
	my ($leaf, @groups) = @{$dimension[$d]};
	my (%parts, %code);
	for my $r (@row) {
		my $own = "$leaf=$r->{$leaf}";
		$parts{T}{T}{$own} = 1 if !@groups;
		for my $g (@groups) { $parts{$g}{"$g=$r->{$g}"}{$own} = 1; $parts{"T$g"}{T}{"$g=$r->{$g}"} = 1 }
		$code{$_} = 1 for $own, map({ "$_=$r->{$_}" } @groups), 'T';
	}
	for my $kind (sort keys %parts) { for my $total (sort keys %{$parts{$kind}}) { push @{$tree[$d]}, [$total, sort keys %{$parts{$kind}{$total}}] } }
	$codes[$d] = [sort keys %code];
}
for my $r (@row) {
	my @keys = ('');
	for my $dim (@dimension) { my @c = (map({ "$_=$r->{$_}" } @$dim), 'T'); @keys = map { my $k = $_; map { "$k$_|" } @c } @keys }
	$cell{$_} += $r->{freq} for @keys;
}
my @key = sort keys %cell;
my %number; @number{@key} = 0 .. $#key;
my @sum;
for my $d (0 .. $#dimension) {
	my @others = ([]);
	for my $e (0 .. $#dimension) { my @c = $e == $d ? (undef) : @{$codes[$e]}; @others = map { my $o = $_; map { [@$o, $_] } @c } @others }
	for my $o (@others) {
		for my $t (@{$tree[$d]}) {
			my ($total, @part) = map { my $c = $_; join('', map { ($_ == $d ? $c : $o->[$_]) . '|' } 0 .. $#dimension) } @$t;
			@part = grep { exists $cell{$_} } @part;
			push @sum, [$number{$total}, map { $number{$_} } @part] if exists $cell{$total} && @part;
		}
	}
}
my @n = map { $cell{$_} } @key;
my @hidden = map { $_ >= 1 && $_ <= 4 } @n;
my @small = @hidden;
my @of;
for my $s (0 .. $#sum) { push @{$of[$_]}, $s for @{$sum[$s]} }
my @work = (0 .. $#sum);
while (@work) {
	my $s = pop @work;
	next if grep({ $hidden[$_] } @{$sum[$s]}) != 1;
	my ($best) = sort { $n[$a] <=> $n[$b] || $a <=> $b } grep { !$hidden[$_] && $n[$_] > 0 } @{$sum[$s]};
	next if !defined $best;
	$hidden[$best] = 1;
	push @work, @{$of[$best]};
}
print "DROP TABLE IF EXISTS bench_cell, bench_part;\nCREATE TABLE bench_cell (pattern text, cell int, value busetting.suppressed_bigint);\nCREATE TABLE bench_part (sum int, total int, part int);\nCOPY bench_cell FROM stdin;\n";
for my $pattern ('small/1', 'small/2', 'complement/1', 'complement/2') {
	for my $c (0 .. $#key) {
		my $is_hidden = $pattern =~ /^small/ ? $small[$c] : $hidden[$c];
		print "$pattern\t$c\t", !$is_hidden ? $n[$c] : $pattern =~ /1$/ ? ':' : $small[$c] ? '1..4' : '5..', "\n";
	}
}
print "\\.\nCOPY bench_part FROM stdin;\n";
for my $s (0 .. $#sum) { my ($total, @part) = @{$sum[$s]}; print "$s\t$total\t$_\n" for @part }
print "\\.\n";
