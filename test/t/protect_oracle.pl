#!/usr/bin/perl
# Protects random tables and asks others whether that holds:
#	test/t/protect_oracle.pl [tables [seed]]
# glpsol, for every hidden cell, for its smallest and largest value in whole numbers under what the
# reader knows; a search over all patterns of small tables, for one that costs less; and the same
# table with its rows in another order, for another pattern.  By default zeros are published, and a reader
# concludes that no hidden cell is zero.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use List::Util qw(max min shuffle sum0);
use Test::More tests => 8;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql new_database);

my $tables = $ARGV[0] // $ENV{RANDOM_TABLES} // 150;
my $seed = $ARGV[1] // 2022;
srand $seed;
my $unbounded = 100000;
my $far = 2000;		# where a cell is zero or large; more would be no number to the tolerance of glpsol
my $work = tempdir(CLEANUP => 1);

# two tables that share a margin: a by b, and a by c
sub linked_tables {
	my %value;
	my ($a, $b, $c) = map { my $size = $_; [map { "l$_" } 0 .. $size - 1] } map { 2 + int rand 2 } 1 .. 3;
	my @other = map { "m$_" } 0 .. $#$c;
	my $spread = 2 + int rand 30;
	for my $i (@$a) {
		$value{"$i $_"} = int(rand() ** 2 * $spread) for @$b;
		my $left = $value{"$i T"} = sum0 map { $value{"$i $_"} } @$b;
		for my $j (@other) { $left -= $value{"$i $j"} = $j eq $other[-1] ? $left : int rand($left + 1) }
	}
	for my $j (@$b, 'T', @other) { $value{"T $j"} = sum0 map { $value{"$_ $j"} } @$a }
	my @sums = map { my $j = $_; ["T $j", map { "$_ $j" } @$a] } @$b, 'T', @other;
	push @sums, map { my $i = $_; (["$i T", map { "$i $_" } @$b], ["$i T", map { "$i $_" } @other]) } @$a, 'T';
	return {value => \%value, sums => \@sums, keys => [sort keys %value]};
}

# a table of one to three dimensions with totals, of which one can have groups, or two groupings of one
sub random_table {
	return linked_tables() if rand() < .15;
	my $dimensions = 1 + int rand 3;
	my (@codes, @trees, @groups);
	for my $d (0 .. $dimensions - 1) {
		my $size = 2 + int rand($dimensions == 1 ? 6 : $dimensions == 2 ? 4 : 2);
		my @leaf = map { "l$_" } 0 .. $size - 1;
		my @tree = (['T', @leaf]);
		my @all = (@leaf, 'T');
		for my $grouping (1 .. ($size > 3 ? int rand 3 : 0)) {
			my %group;
			push @{$group{"g$grouping" . int rand 2}}, $_ for @leaf;
			for my $g (keys %group) { $groups[$d]{$_}{$grouping} = $g for @{$group{$g}} }
			push @tree, map { [$_, @{$group{$_}}] } sort keys %group;
			push @tree, ['T', sort keys %group];
			push @all, sort keys %group;
		}
		push @codes, \@all;
		push @trees, \@tree;
	}
	my @keys = ([]);
	for my $c (@codes) { @keys = map { my $k = $_; map { [@$k, $_] } @$c } @keys }
	my %value;
	my $spread = 2 + int rand 30;
	for my $k (@keys) { $value{"@$k"} = int(rand() ** 2 * $spread) if !grep { !/^l/ } @$k }
	# groups and totals from the leaves, dimension by dimension
	for my $d (0 .. $dimensions - 1) {
		for my $t (@{$trees[$d]}) {
			my ($total, @part) = @$t;
			for my $k (grep { $_->[$d] eq $total } @keys) {
				next if defined $value{"@$k"};
				my @v = map { my @p = @$k; $p[$d] = $_; $value{"@p"} } @part;
				$value{"@$k"} = sum0 @v if !grep { !defined } @v;
			}
		}
		redo_check(\@keys, \%value, $d, $trees[$d]);
	}
	my @sums;
	for my $d (0 .. $dimensions - 1) {
		for my $t (@{$trees[$d]}) {
			my ($total, @part) = @$t;
			for my $k (grep { $_->[$d] eq $total } @keys) {
				push @sums, ["@$k", map { my @p = @$k; $p[$d] = $_; "@p" } @part];
			}
		}
	}
	return {value => \%value, sums => \@sums, keys => [map { "@$_" } @keys], dimensions => $dimensions, groups => \@groups};
}

# totals over groups that were not there yet when their turn came
sub redo_check {
	my ($keys, $value, $d, $tree) = @_;
	for my $pass (1, 2) {
		for my $t (@$tree) {
			my ($total, @part) = @$t;
			for my $k (grep { $_->[$d] eq $total } @$keys) {
				next if defined $value->{"@$k"};
				my @v = map { my @p = @$k; $p[$d] = $_; $value->{"@p"} } @part;
				$value->{"@$k"} = sum0 @v if !grep { !defined } @v;
			}
		}
	}
}

sub random_options {
	my %o = (level => 'value', amount => undef, symbols => 1, zeros => 'published', singles => 0, cost => rand() < .3 ? 'cells' : 'value', threshold => 5, intervals => 1);
	my $kind = int rand 10;
	my $other = rand() < .3 ? int rand 10 : $kind;
	$o{symbols} = 2 if $kind == 4 || $kind == 5;
	$o{zeros} = (qw(ignored hidden))[$other - 6] if $other == 6 || $other == 7;
	$o{level} = 'small' if $kind == 8;
	if ($kind == 9) { $o{level} = rand() < .5 ? 'width' : 'percent'; $o{amount} = $o{level} eq 'width' ? 1 + int rand 6 : 10 + int rand 60 }
	$o{singles} = 1 if $other == 2 || $other == 3;
	$o{intervals} = 0 if $other == 1;
	$o{levels} = rand() < .15;		# sensitive is a level
	$o{cube} = rand() < .5;
	return \%o;
}

# what else is said of cells: of some tables nothing, of others of cells at random
sub random_sayings {
	my ($t, $o) = @_;
	my %said = map { $_ => {} } @{$t->{keys}};
	my ($weights, $some, $contributors) = (rand() < .2, rand() < .3 || $o->{levels}, $o->{singles} && rand() < .5);
	for my $k (@{$t->{keys}}) {
		$said{$k}{cost} = int rand 40 if $weights && rand() < .8;
		$said{$k}{contributors} = rand() < .1 ? 'NULL' : 1 + int rand 3 if $contributors && $t->{value}{$k} > 0 && rand() < .5;
		next if !$some;
		# what is not known is taken for true
		my $column = rand() < .5 ? 'hide' : 'sensitive';
		$said{$k}{$column} = $o->{levels} && $column eq 'sensitive' ? int(rand 8) . '.5' : rand() < .3 ? 'NULL::boolean' : 'true' if rand() < .08;
		$said{$k}{lower} = int(rand 4) . '.0' if $said{$k}{sensitive} && $o->{levels} && rand() < .5;
		# a zero that is hidden by name, beside other cells of its symbol
		$said{$k}{hide} = 'true' if $o->{symbols} == 2 && $t->{value}{$k} == 0 && !$said{$k}{sensitive} && rand() < .2;
		$said{$k}{publish} = 'true' if rand() < .1 && !$said{$k}{hide} && !$said{$k}{sensitive} && !is_small($t, $o, $k);
	}
	return \%said;
}

sub is_small {
	my ($t, $o, $k) = @_;
	my $v = $t->{value}{$k};
	return $v < $o->{threshold} && ($v > 0 || $o->{zeros} eq 'hidden');
}
sub is_primary { my ($t, $o, $k) = @_; return is_small($t, $o, $k) || $t->{said}{$k}{sensitive} }
sub must_hide { my ($t, $o, $k) = @_; return is_primary($t, $o, $k) || $t->{said}{$k}{hide} }
sub can_hide { my ($t, $o, $k) = @_; return must_hide($t, $o, $k) || (!$t->{said}{$k}{publish} && ($t->{value}{$k} > 0 || $o->{zeros} eq 'hidden')) }
sub cost { my ($t, $o, $k) = @_; return $t->{said}{$k}{cost} // ($o->{cost} eq 'cells' ? 1 : $t->{value}{$k}) }

# what a symbol tells: no more than is true of all cells that have it
sub symbol {
	my ($t, $o, $primary) = @_;
	my @same = grep { must_hide($t, $o, $_) && ($o->{symbols} == 1 || !is_primary($t, $o, $_) == !$primary) } @{$t->{keys}};
	my $zero = grep { $t->{value}{$_} == 0 && !is_small($t, $o, $_) } @same;
	if ($o->{symbols} == 2) {
		# zero, or else large: all small numbers that are not zero have the other symbol
		return [0, $unbounded, $o->{threshold}] if !$primary && $zero;
		return [$o->{threshold}, $unbounded] if !$primary && !$zero;
		return [$o->{zeros} eq 'hidden' ? 0 : 1, $o->{threshold} - 1] if $primary && !grep { !is_small($t, $o, $_) } @same;
	}
	return [$o->{zeros} eq 'published' && !$zero ? 1 : 0, $unbounded];
}

# is a cell below its level when it is known to lie between?
sub below {
	my ($t, $o, $k, $l, $h) = @_;
	return 1 if $l == $h;
	return 0 if !is_primary($t, $o, $k);
	my $v = $t->{value}{$k};
	# a cell's own level, beside that of the table
	my $up = $o->{levels} ? POSIX_ceil($t->{said}{$k}{sensitive} // 0) : 0;
	my $down = $o->{levels} ? POSIX_ceil($t->{said}{$k}{lower} // $up) : 0;
	return 1 if $h - $v < $up || $v - $l < $down;
	my $reach = POSIX_ceil($v * ($o->{amount} // 0) / 100);
	return $o->{level} eq 'small' ? $v < $o->{threshold} && $h < $o->{threshold} : $o->{level} eq 'width' ? $h - $l < $o->{amount}
		: $o->{level} eq 'percent' ? $v - $l < $reach || $h - $v < $reach : 0;
}

# what is said of a cell, in columns
my @said_column;
BEGIN { @said_column = qw(cost contributors hide sensitive publish lower) }
sub said {
	my ($t, $o, $k) = @_;
	return join ', ', map { $t->{said}{$k}{$_} // ($_ eq 'cost' ? 'NULL::int' : $_ eq 'contributors' ? $t->{value}{$k} : $_ eq 'lower' || $_ eq 'sensitive' && $o->{levels} ? 'NULL::numeric' : 'false') } @said_column;
}

# the same table as a cube: of each dimension a column of its codes, and one of each grouping
sub cube_call {
	my ($t, $o, @key) = @_;
	my (@column, @tree, @row);
	for my $d (0 .. $t->{dimensions} - 1) {
		my @grouping = sort keys %{$t->{groups}[$d]{l0}};
		push @column, ["d$d", $d], map { ["d${d}g$_", $d, $_] } @grouping;
		push @tree, map { "d${d}g$_ > d$d" } @grouping;
	}
	for my $key (@key) {
		my @code = split / /, $key;
		push @row, '(' . join(', ', map {
			my (undef, $d, $grouping) = @$_;
			my $code = !$grouping ? ($code[$d] =~ /^l/ ? $code[$d] : undef) : $code[$d] =~ /^g$grouping/ ? $code[$d] : $t->{groups}[$d]{$code[$d]}{$grouping};
			defined $code ? "'$code'" : 'NULL::text' } @column) . ", $t->{value}{$key}, " . said($t, $o, $key) . ')';
	}
	return "protect_cube(\$\$SELECT * FROM (VALUES " . join(', ', @row) . ') AS t (' . join(', ', map({ $_->[0] } @column), 'n', @said_column) . ")\$\$, '{" . join(', ', @tree) . "}'";
}

# the key of a cell that a cube names, as JSON or in a message
sub cube_key {
	my ($t, $cell) = @_;
	return join ' ', map { $cell =~ /\bd$_(?:": "|=)(\w+)/ || $cell =~ /\bd${_}g\d(?:": "|=)(\w+)/ ? $1 : 'T' } 0 .. $t->{dimensions} - 1;
}

sub call {
	my ($t, $o, $order) = @_;
	my @key = @{$t->{keys}};
	my @sums = @{$t->{sums}};
	if ($order) { @key = shuffle @key; @sums = shuffle map { my ($total, @p) = @$_; [$total, shuffle @p] } @sums }
	my $cells = join ', ', map { "('$_', $t->{value}{$_}, " . said($t, $o, $_) . ')' } @key;
	$cells = "SELECT * FROM (VALUES $cells) AS t(cell, n, " . join(', ', @said_column) . ')';
	my $n = 0;
	my $sums = join ', ', map { my ($total, @p) = @$_; $n++; map { "($n, '$total', '$_')" } @p } @sums;
	my $call = $o->{cube} && $t->{dimensions} ? cube_call($t, $o, @key) : "protect(\$\$$cells\$\$, \$\$VALUES $sums\$\$";
	return "SELECT cell, status, published, coalesce(feasible, published) FROM busetting.$call, "
		. join(', ', map { my $v = $o->{$_}; "$_ => " . (!defined $v ? 'NULL' : /singles|intervals/ ? ($v ? 'true' : 'false') : $v =~ /^\d/ ? $v : "'$v'") } grep { $_ ne 'cube' && $_ ne 'levels' } sort keys %$o) . ");\n";
}

my (@table, @sql);
for my $number (0 .. $tables - 1) {
	my ($t, $o) = (undef, random_options());
	do { $t = random_table() } while @{$t->{keys}} > 36;
	$t->{said} = random_sayings($t, $o);
	push @table, {table => $t, options => $o};
	push @sql, "\\echo table $number\n", call($t, $o, 0), "\\echo again $number\n", call($t, $o, 1), "\\echo summary $number\n", call($t, $o, 0), "SELECT cost, bound FROM busetting.protection_summary();\n";
}
new_database('protect_oracle');
my ($at, $what);
for (split /\n/, psql(join('', @sql), dbname => 'protect_oracle', go_on => 1)) {
	if (/^(table|again|summary) (\d+)$/) { ($what, $at) = ($1, $2) }
	elsif (/ERROR: +(.*)/) { $table[$at]{error}{$what} = $1 }
	elsif (/DETAIL: +(.*)/) { $table[$at]{detail} = $1 }
	elsif (/^(.*)\|(.*)\|(.*)\|(.*)$/) { $table[$at]{$what}{$table[$at]{options}{cube} && $table[$at]{table}{dimensions} ? cube_key($table[$at]{table}, $1) : $1} = {status => $2, published => $3, feasible => $4} }
	elsif (/^(\d+)\|(\d+)$/) { @{$table[$at]}{'cost', 'bound'} = ($1, $2) }
}

sub range { my ($text) = @_; return (0, $unbounded) if $text eq ':'; my ($l, $h) = $text =~ /^(\d*)\.\.(\d*)$/ or return ($text, $text); return ($l eq '' ? 0 : $l, $h eq '' ? $unbounded : $h) }

# glpsol: of each cell listed the smallest and largest value, all in one program of independent copies
sub extremes {
	my ($t, $domain, $known, @cell) = @_;
	# where cells have gaps copies are no longer solved as one in passing
	return map { extremes($t, $domain, $known, $_) } @cell if @cell > 1 && grep { $_->[2] } values %$domain;
	my (@objective, @row, @bound, @integer, @binary);
	my %index = map { $t->{keys}[$_] => $_ } 0 .. $#{$t->{keys}};
	my $copy = 0;
	for my $c (@cell) {
		for my $direction (1, -1) {
			for my $k (@{$t->{keys}}) {
				my $x = "x${copy}_$index{$k}";
				my ($l, $h, $gap) = $known && $known->{$c} && $k eq $known->{$c} ? ($t->{value}{$k}) x 2 : @{$domain->{$k}};
				if ($gap) {
					$h = $far;
					push @row, " $x - $gap y$x >= 0", " $x - $h y$x <= 0";
					push @binary, " y$x";
				}
				push @objective, ($k eq $c ? $direction : 0) . " $x";
				push @bound, $l == $h ? " $x = $l" : " $l <= $x <= $h";
				push @integer, " $x";
			}
			push @row, map { my ($total, @p) = @$_; ' ' . join(' + ', map { "x${copy}_$index{$_}" } @p) . " - x${copy}_$index{$total} = 0" } @{$t->{sums}};
			$copy++;
		}
	}
	return () if !@cell;
	open my $lp, '>', "$work/lp" or die;
	print $lp "Maximize\n o: ", join("\n + ", map { s/^-1 /- /r } @objective) =~ s/\+ - /- /gr, "\nSubject To\n", join("\n", @row), "\nBounds\n", join("\n", @bound), "\nGeneral\n", join("\n", @integer), @binary ? ("\nBinary\n", join("\n", @binary)) : (), "\nEnd\n";
	close $lp;
	`glpsol --lp $work/lp --write $work/out 2>&1`;
	open my $out, '<', "$work/out" or return ();
	# columns are numbered as they come in the objective, which has all cells of all copies, then those of gaps
	my @value;
	while (<$out>) { $value[$1 - 1] = $2 if /^j (\d+) (-?[\d.e+]+)/ }
	my $n = @{$t->{keys}};
	return map { my $i = $_; [$value[(2 * $i + 1) * $n + $index{$cell[$i]}], $value[2 * $i * $n + $index{$cell[$i]}]] } 0 .. $#cell;
}

# can each hidden cell move at all, in any numbers?  by elimination modulo a prime
sub exposed {
	my ($t, $hidden) = @_;
	my @h = grep { $hidden->{$_} } @{$t->{keys}};
	my %column; @column{@h} = 0 .. $#h;
	my $p = 1000003;
	my @row = map { my ($total, @part) = @$_; my @r = (0) x @h; $r[$column{$_}]++ for grep { $hidden->{$_} } @part; $r[$column{$total}] += $p - 1 if $hidden->{$total}; \@r } @{$t->{sums}};
	my $rank = 0;
	for my $c (0 .. $#h) {
		my ($pivot) = grep { $row[$_][$c] % $p } $rank .. $#row;
		next if !defined $pivot;
		@row[$rank, $pivot] = @row[$pivot, $rank];
		my ($inverse, $e, $b) = (1, $p - 2, $row[$rank][$c]);
		while ($e) { $inverse = $inverse * $b % $p if $e & 1; $b = $b * $b % $p; $e >>= 1 }
		$_ = $_ * $inverse % $p for @{$row[$rank]};
		for my $o (grep { $_ != $rank && $row[$_][$c] } 0 .. $#row) {
			my $f = $row[$o][$c];
			$row[$o][$_] = ($row[$o][$_] + ($p - $f) * $row[$rank][$_]) % $p for 0 .. $#h;
		}
		$rank++;
	}
	my %result;
	for my $r (@row[0 .. $rank - 1]) { my @c = grep { $r->[$_] } 0 .. $#h; $result{$h[$c[0]]} = 1 if @c == 1 }
	return \%result;
}

my (%bad, $shown, $hidden_cells, $errors, $searched);
$shown = $hidden_cells = $errors = $searched = 0;
sub bad { my ($what, $number, $text) = @_; $bad{$what}++; return if $shown++ > 30; my $t = $table[$number]; print "# table $number: $text\n# ", call($t->{table}, $t->{options}, 0) }

# what who is alone in a cell knows without the table
sub told
{
	my $t = shift;
	# a total with one part that is not zero is the same contributors
	my %twin = map { $_ => $_ } @{$t->{keys}};
	for my $pass (1 .. 6) {
		for (@{$t->{sums}}) {
			my ($total, @part) = @$_;
			my @some = grep { $t->{value}{$_} > 0 } @part;
			next if @some != 1;
			my ($first) = sort $twin{$total}, $twin{$some[0]};
			@twin{$total, $some[0]} = ($first, $first);
		}
	}
	# who is alone in a total knows that its other parts are zero
	my %zero;		# by twins and zeros
	for my $pass (1 .. 6) {
		for (@{$t->{sums}}) {
			my ($total, @part) = @$_;
			for my $part (grep { $t->{value}{$_} == 0 } @part) {
				$zero{$part}{$_} = 1 for $twin{$total}, keys %{$zero{$total} || {}};
			}
		}
	}
	return sub { my ($single, $cell) = @_; $twin{$single} eq $twin{$cell} || $zero{$cell}{$twin{$single}} };
}

# one contributor, or perhaps one
sub singles { my ($t, @cell) = @_; grep { my $c = $t->{said}{$_}{contributors} // $t->{value}{$_}; $c eq 'NULL' ? $t->{value}{$_} > 0 : $c == 1 } @cell }

# with all hidden that can be, does one who is alone in a cell know another?
sub known_to_single
{
	my ($t, $o, $domain, $cell) = @_;
	my $told = told($t);
	for my $single (singles($t, grep { can_hide($t, $o, $_) || must_hide($t, $o, $_) } @{$t->{keys}})) {
		next if $told->($single, $cell);
		my ($seen) = extremes($t, $domain, {$cell => $single}, $cell);
		return 1 if $seen->[0] == $seen->[1];
	}
	return 0;
}

for my $number (0 .. $#table) {
	my ($t, $o, $got) = @{$table[$number]}{'table', 'options', 'table'};
	$got = $table[$number]{table};
	my $entry = $table[$number];
	my %cell = map { ref $entry->{table}{$_} eq 'HASH' && exists $entry->{table}{$_}{status} ? ($_ => $entry->{table}{$_}) : () } @{$t->{keys}};
	if ($entry->{error}{table}) {
		$errors++;
		if ($entry->{error}{table} !~ /cannot be protected/) { bad('impossible', $number, "error: $entry->{error}{table}"); next }
		# is it so?  with all hidden that can be, the cells that are named must be below their level
		my %domain = map { $_ => can_hide($t, $o, $_) ? symbol($t, $o, is_primary($t, $o, $_)) : [($t->{value}{$_}) x 2] } @{$t->{keys}};
		my @must = grep { must_hide($t, $o, $_) } @{$t->{keys}};
		my @found = extremes($t, \%domain, undef, @must);
		my %named = map { ($o->{cube} && $t->{dimensions} ? cube_key($t, $_) : $_) => 1 } $entry->{detail} =~ /"([^"]+)"/g;
		for my $i (0 .. $#must) {
			my $is_below = below($t, $o, $must[$i], @{$found[$i]});
			next if !$named{$must[$i]};
			$is_below ||= known_to_single($t, $o, \%domain, $must[$i]) if $o->{singles};
			bad('impossible', $number, "cell $must[$i] could be $found[$i][0]..$found[$i][1]") if !$is_below;
			delete $named{$must[$i]};
		}
		bad('impossible', $number, "named, but need not be hidden: " . join ', ', sort keys %named) if %named;
		next;
	}
	my %again = map { $_ => $entry->{again}{$_}{status} } keys %{$entry->{again} || {}};
	bad('order', $number, 'another pattern in another order') if grep { ($again{$_} // '') ne $cell{$_}{status} } @{$t->{keys}};
	my @hidden = grep { $cell{$_}{status} ne 'free' } @{$t->{keys}};
	$hidden_cells += @hidden;
	bad('primary', $number, 'wrong primary cells') if grep { ($cell{$_}{status} eq 'primary') != (is_primary($t, $o, $_) ? 1 : 0) } @{$t->{keys}};
	bad('primary', $number, 'something is not hidden that must be') if grep { $cell{$_}{status} eq 'free' && must_hide($t, $o, $_) } @{$t->{keys}};
	bad('primary', $number, 'a zero is hidden, or what must stay') if grep { !can_hide($t, $o, $_) } @hidden;
	bad('primary', $number, 'a symbol tells another thing') if grep { my $s = symbol($t, $o, is_primary($t, $o, $_)); "@{[range($cell{$_}{published})]}" ne "@$s[0, 1]" } @hidden;
	bad('primary', $number, 'a number is wrong') if grep { $cell{$_}{status} eq 'free' && $cell{$_}{published} ne $t->{value}{$_} } @{$t->{keys}};
	my %domain = map { $_ => $cell{$_}{status} eq 'free' ? [range($cell{$_}{published})] : symbol($t, $o, is_primary($t, $o, $_)) } @{$t->{keys}};
	my @found = extremes($t, \%domain, undef, @hidden);
	for my $i (0 .. $#hidden) {
		my ($k, $v) = ($hidden[$i], $t->{value}{$hidden[$i]});
		my ($l, $h) = @{$found[$i]};
		my ($fl, $fh) = range($cell{$k}{feasible});
		bad('level', $number, "cell $k = $v is known to $l..$h") if below($t, $o, $k, $l, $h);
		bad('interval', $number, "cell $k: $cell{$k}{feasible}, glpsol $l..$h") if $fl > $l || $fh < $h || ($o->{intervals} && $fl == $fh);
	}
	if ($o->{singles}) {
		my $told = told($t);
		for my $single (singles($t, @hidden)) {
			my @other = grep { must_hide($t, $o, $_) && !$told->($single, $_) } @hidden;
			my @seen = extremes($t, \%domain, {map { $_ => $single } @other}, @other);
			bad('single', $number, "$other[$_] is known to the one in $single") for grep { $seen[$_][0] == $seen[$_][1] } 0 .. $#other;
		}
	}
	# no cheaper pattern, where all can be tried
	bad('bound', $number, "cost $entry->{cost} below bound $entry->{bound}") if $entry->{cost} < $entry->{bound};
	my @must = grep { must_hide($t, $o, $_) } @{$t->{keys}};
	my @open = grep { !must_hide($t, $o, $_) && can_hide($t, $o, $_) } @{$t->{keys}};
	if (@open <= 9 && $o->{level} eq 'value' && !$o->{singles} && !$o->{levels}) {
		$searched++;
		my $fixed = sum0 map { cost($t, $o, $_) } grep { !is_primary($t, $o, $_) } @must;
		my $least;
		for my $choice (0 .. 2 ** @open - 1) {
			my @chosen = @open[grep { $choice >> $_ & 1 } 0 .. $#open];
			my $cost = $fixed + sum0 map { cost($t, $o, $_) } @chosen;
			next if defined $least && $cost >= $least;
			my $e = exposed($t, {map { $_ => 1 } @must, @chosen});
			$least = $cost if !grep { $e->{$_} } @must;
		}
		# what is cheaper than the bound must be below its level for a reader who knows a-priori bounds, too
		for my $choice (0 .. 2 ** @open - 1) {
			my @chosen = @open[grep { $choice >> $_ & 1 } 0 .. $#open];
			last if $entry->{bound} <= $least;
			next if $fixed + sum0(map { cost($t, $o, $_) } @chosen) >= $entry->{bound};
			my @tried = (@must, @chosen);
			my $e = exposed($t, {map { $_ => 1 } @tried});
			next if grep { $e->{$_} } @must;
			my %tried = map { $_ => [($t->{value}{$_}) x 2] } @{$t->{keys}};
			$tried{$_} = symbol($t, $o, is_primary($t, $o, $_)) for @tried;
			my @seen = extremes($t, \%tried, undef, @must);
			bad('bound', $number, "bound $entry->{bound} above that of @tried") if !grep { below($t, $o, $must[$_], @{$seen[$_]}) } 0 .. $#must;
		}
		bad('bound', $number, "bound $entry->{bound} below $least") if $o->{symbols} == 1 && $o->{zeros} eq 'ignored' && $entry->{bound} < $least;
		bad('cost', $number, "cost $entry->{cost}, least $least") if $o->{symbols} == 1 && $o->{zeros} eq 'ignored' && $entry->{cost} > $least;
	}
}
sub POSIX_ceil { my $x = shift; my $i = int $x; return $i < $x ? $i + 1 : $i }

print "# seed $seed: $tables tables, $hidden_cells hidden cells, $errors cannot be protected, $searched searched\n";
for ([primary => 'what is small or said to be is hidden, what must stay is not, symbols tell what they should'], [level => 'glpsol finds no hidden cell below its level'],
	[interval => 'no interval is narrower than that of glpsol'], [single => 'nobody who knows a cell knows another'],
	[order => 'any order of rows gives the same pattern'], [bound => 'no pattern costs less than the bound, on the usual level one costs no more'],
	[cost => 'on the usual level no pattern of a small table costs less'], [impossible => 'what is named as beyond protection is']) {
	my ($what, $text) = @$_;
	ok(!$bad{$what}, $text) or diag("$bad{$what} times");
}
