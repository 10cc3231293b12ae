#!/usr/bin/perl
# Random series of two to six weeks, each week protected together with those before it, and all of them solved together by
# glpsol as a reader would: every week's sums, what was published, that hidden numbers are no zeros, and of each number
# whether it has risen, by 1 at least, fallen or stayed since the week before.
#	test/t/protect_series.pl [series [seed]]
# No small number of any week is known, nor any that is hidden in the last; a large one that was hidden may have come
# out since.  Where a week is refused it is shown that it had to be: with all hidden in it that is no
# zero, a reader knows something.  Some series have a collective part and the rest beside it.  Others are of tables of
# rows and columns with totals, of which a row may be missing in some weeks, or two rows become one.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use List::Util qw(max min sum0);
use Test::More tests => 4;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database);

my $series = $ARGV[0] // 30;
srand($ARGV[1] // 2022);
my $work = tempdir(CLEANUP => 1);
my $threshold = 5;
my $most = 2000;
my %county = (46 => [qw(4601 4602 4612 4613 4615)], 11 => [qw(1101 1103 1108)]);

sub small { return rand() < .55 ? int rand 6 : int rand 60 }

# numbers of each week, municipality and measure; most stay as they were
my (@truth, @row);
for my $s (1 .. $series)
{
	my @code = map { my $c = $_; (@{ $county{$c} })[0 .. 1 + int rand(@{ $county{$c} } - 1)] } rand() < .6 ? (46, 11) : 46;
	my @measure = ('settled', rand() < .25 ? 'settled_collective' : ());
	my %n = map { $_ => small() } @code;
	my %part = map { $_ => int rand($n{$_} + 1) } @code;
	for my $w (1 .. 2 + int rand 5)
	{
		for my $code (@code)
		{
			next if $w == 1 || rand() < .6;
			$n{$code} = max 0, rand() < .8 ? $n{$code} + int(rand 5) - 2 : small();
			$part{$code} = min $n{$code}, max 0, $part{$code} + int(rand 3) - 1;
		}
		for my $code (@code)
		{
			$truth[$s][$w]{"$code settled"} = $n{$code};
			$truth[$s][$w]{"$code settled_collective"} = $part{$code} if @measure > 1;
			push @row, map { "($s, $w, '$code', '$_', " . $truth[$s][$w]{"$code $_"} . ')' } @measure;
		}
	}
}
my $tables = int($series / 2);
my (@cell, @merged, @merger);
for my $s ($series + 1 .. $series + $tables)
{
	my @code = ('a' .. ('b', 'c')[rand 2]);
	my @measure = ('x' .. ('x', 'y', 'z')[rand 3]);
	my %n = map { my $code = $_; map { ("$code $_" => small()) } @measure } @code;
	my $merger = @code > 2 && rand() < .4 ? 2 + int rand 2 : 0;
	for my $w (1 .. 2 + int rand 3)
	{
		for my $key (sort keys %n)
		{
			$n{$key} = max 0, rand() < .8 ? $n{$key} + int(rand 5) - 2 : small() if $w > 1 && rand() > .6;
		}
		if ($w == $merger)
		{
			for my $measure (@measure) { $n{"d $measure"} = max 0, delete($n{"a $measure"}) + delete($n{"b $measure"}) + int(rand 3) - 1 }
			$merger[$s] = $w;
			$merged[$s] = 'changes => $change$SELECT * FROM (VALUES ' . join(', ', map { my $m = $_; map { "($w, '$_ $m', 'd $m')" } 'a', 'b' } @measure, 'T') . ') AS c (period, before, after)$change$';
		}
		my $absent = @code > 2 && rand() < .2 ? $code[rand @code] : '';
		$truth[$s][$w] = { map { $_ => $n{$_} } grep { !$absent || !/^$absent / } keys %n };
		my ($all) = week($truth[$s][$w]);
		push @cell, map { "($s, $w, '$_', $all->{$_})" } sort keys %$all;
	}
}
new_database('protect_series');
query("CREATE TABLE truth (s int, w int, code text, measure text, n int);
	INSERT INTO truth VALUES " . join(', ', @row) . ";
	CREATE TABLE cell (s int, w int, cell text, n int);
	INSERT INTO cell VALUES " . join(', ', @cell) . ";
	CREATE TABLE cell_result (s int, w int, cell text, published busetting.suppressed_bigint, feasible text);
	CREATE TABLE result (s int, w int, code text, measure text, published busetting.suppressed_bigint, feasible text);", dbname => 'protect_series');
# a week that is refused is left out
my (@published, %error);
my @sql;
for my $s (1 .. $series)
{
	for my $w (1 .. $#{ $truth[$s] })
	{
		push @sql, "\\echo at $s $w\n", "INSERT INTO result SELECT $s, $w, p.code, p.measure, p.published, p.feasible::text
			FROM busetting.protect_settlement('SELECT code, measure, n FROM truth WHERE s = $s AND w = $w', date '2022-01-05' + 7 * $w, $threshold"
			. ($w > 1 ? ", 'SELECT code, measure, n, date ''2022-01-05'' + 7 * w AS period FROM truth WHERE s = $s AND w < $w AND EXISTS (SELECT FROM result AS r WHERE r.s = $s AND r.w = truth.w)',
				'SELECT code, measure, published, date ''2022-01-05'' + 7 * w AS period FROM result WHERE s = $s AND w < $w'" : '') . ") AS p
			RETURNING code, measure, published, feasible;\n";
	}
}
# the sums of all weeks: of each row and each column with the totals
my $sums = q{SELECT DISTINCT kind || t.cell, t.cell, p.cell FROM cell AS t JOIN cell AS p ON p.s = t.s
	CROSS JOIN LATERAL (VALUES ('row ', left(t.cell, 1) = left(p.cell, 1) AND t.cell LIKE '% T'), ('column ', right(t.cell, 1) = right(p.cell, 1) AND t.cell LIKE 'T %')) AS k (kind, does)
	WHERE k.does AND p.cell <> t.cell AND t.s = };
for my $s ($series + 1 .. $series + $tables)
{
	for my $w (1 .. $#{ $truth[$s] })
	{
		my $arguments = "'SELECT cell, n FROM cell WHERE s = $s AND w = $w', \$sums\$$sums$s AND t.w " . ($w > 1 ? '<=' : '=') . " $w AND p.w = t.w\$sums\$";
		push @sql, "\\echo at $s $w\n", 'INSERT INTO cell_result '
			. "SELECT $s, $w, p.cell, CASE WHEN busetting.is_suppressed(p.published) THEN ':' ELSE p.published END, p.feasible::text FROM busetting."
			. ($w == 1 ? "protect($arguments)" : "protect_series($arguments, 'SELECT c.cell, c.n, r.published, c.w AS period FROM cell AS c JOIN cell_result AS r USING (s, w, cell) WHERE s = $s AND w < $w'" . ($merged[$s] && $w >= $merger[$s] ? ", $merged[$s]" : '') . ')')
			. " AS p RETURNING split_part(cell, ' ', 1), split_part(cell, ' ', 2), published, feasible;\n";
	}
}
my ($s, $w);
for (split /\n/, psql("SET jit = off; SET client_min_messages = warning;\n" . join('', @sql), dbname => 'protect_series', go_on => 1))
{
	if (/^at (\d+) (\d+)$/) { ($s, $w) = ($1, $2) }
	elsif (/ERROR: +(.*)/) { $error{"$s $w"} = $1 }
	elsif (/^(\w+)\|(\w+)\|(.*)\|(.*)$/) { $published[$s][$w]{"$1 $2"} = [$3, $4] }
}

# of a week all cells with their numbers, and sums; the rest of a measure is a cell, too
sub week
{
	my ($truth) = @_;
	my %n = %$truth;
	my @sum;
	if ((keys %n)[0] =~ /^[a-d] /)
	{
		my (%part, %all);
		for my $key (sort keys %n)
		{
			my ($code, $measure) = split / /, $key;
			$all{$code}{$measure} = $all{$code}{T} = $all{T}{$measure} = $all{T}{T} = 1;
		}
		for my $code (sort keys %all)
		{
			for my $measure (sort keys %{ $all{$code} })
			{
				$n{"$code $measure"} //= sum0 map { $n{$_} } grep { ($code eq 'T' || /^$code /) && ($measure eq 'T' || / $measure$/) } keys %$truth;
				push @{ $part{"$code T"} }, "$code $measure" if $measure ne 'T';
				push @{ $part{"T $measure "} }, "$code $measure" if $code ne 'T';
			}
		}
		return (\%n, [ map { [ s/ $//r, @{ $part{$_} } ] } sort keys %part ]);
	}
	for my $key (grep { /collective/ } keys %$truth)
	{
		my ($code) = split / /, $key;
		$n{"$code settled_rest"} = $n{"$code settled"} - $n{$key};
	}
	my (%total, %country);
	for my $key (sort keys %n)
	{
		my ($code, $measure) = split / /, $key;
		push @{ $total{ substr($code, 0, 2) . " $measure" } }, $key;
	}
	for my $key (sort keys %total)
	{
		my ($code, $measure) = split / /, $key;
		$n{$key} = sum0 map { $n{$_} } @{ $total{$key} };
		push @sum, [$key, @{ $total{$key} }];
		push @{ $country{"0 $measure"} }, $key;
	}
	for my $key (sort keys %country)
	{
		next if @{ $country{$key} } < 2;
		$n{$key} = sum0 map { $n{$_} } @{ $country{$key} };
		push @sum, [$key, @{ $country{$key} }];
	}
	for my $key (grep { /collective/ } sort keys %n)
	{
		my ($code) = split / /, $key;
		push @sum, ["$code settled", $key, "$code settled_rest"];
	}
	return (\%n, \@sum);
}

# The program of a reader: of weeks with what is published of them (undef: hidden, but no zero).  Returns
# the names of cells that can be no other number.
sub known
{
	my ($weeks, $asked) = @_;
	my (@row, @bound, @name, %x, %value);
	my $last;
	for my $i (0 .. $#$weeks)
	{
		my ($n, $sums, $published) = @{ $weeks->[$i] };
		for my $key (sort keys %$n)
		{
			my $x = $x{"$i $key"} = 'x' . @name;
			push @name, "$i $key";
			$value{"$i $key"} = $n->{$key};
			my $printed = $key !~ /_rest/;
			# that a rest is zero is not seen, nor whether it has changed
			push @bound, $printed && defined $published->{$key} ? " $x = $published->{$key}" : $printed ? " 1 <= $x <= $most" : " 0 <= $x <= $most";
		}
		push @row, map { my ($total, @part) = @$_; ' ' . join(' + ', map { $x{"$i $_"} } @part) . ' - ' . $x{"$i $total"} . ' = 0' } @$sums;
		for my $key ($last ? grep { exists $last->{$_} && !/_rest/ } sort keys %$n : ())
		{
			my $change = $n->{$key} - $last->{$key};
			push @row, ' ' . $x{"$i $key"} . ' - ' . $x{ ($i - 1) . " $key" } . ($change > 0 ? ' >= 1' : $change < 0 ? ' <= -1' : ' = 0');
		}
		# what has become one row
		for my $key ($last ? grep { /^d / && !exists $last->{$_} } sort keys %$n : ())
		{
			my @before = map { $key =~ s/^d/$_/r } 'a', 'b';
			next if grep { !exists $last->{$_} } @before;
			my $change = $n->{$key} - sum0 map { $last->{$_} } @before;
			push @row, ' ' . join(' - ', $x{"$i $key"}, map { $x{ ($i - 1) . " $_" } } @before) . ($change > 0 ? ' >= 1' : $change < 0 ? ' <= -1' : ' = 0');
		}
		$last = $n;
	}
	my %left = map { $_ => 1 } @$asked;
	my @objective = map { my $d = $_; join ' ', map { ($d > 0 ? '+ ' : '- ') . $x{$_} } @$asked } 1, -1;
	while (1)
	{
		my $objective = shift(@objective);
		if (!defined $objective)
		{
			my ($cell) = grep { $left{$_} == 1 || $left{$_} == 2 } sort keys %left or last;
			$objective = ($left{$cell}++ == 1 ? '+ ' : '- ') . $x{$cell};
		}
		open my $lp, '>', "$work/lp" or die;
		print $lp "Maximize\n o: $objective\nSubject To\n", join("\n", @row), "\nBounds\n", join("\n", @bound), "\nGeneral\n", map({ " $_\n" } map { $x{$_} } @name), "End\n";
		close $lp;
		my $log = `glpsol --lp $work/lp --write $work/out 2>&1`;
		open my $solution, '<', "$work/out" or die $log;
		my (%column, $at);
		while (<$solution>) { $column{$1} = $2 if /^j (\d+) (-?[\d.e+]+)/ }
		die "no solution: $log" if !%column;
		# columns come in the order of their first use
		my %order;
		my $text = "$objective\n" . join("\n", @row) . join("\n", @bound);
		my $number = 0;
		while ($text =~ /\b(x\d+)\b/g) { $order{$1} //= ++$number }
		for my $cell (keys %left) { delete $left{$cell} if abs($column{ $order{ $x{$cell} } } - $value{$cell}) > .5 }
	}
	return sort keys %left;
}

my ($weeks, $hidden, $refused, @bad, @unfounded, @narrow) = (0, 0, 0);
for my $s (1 .. $series + $tables)
{
	my (@weeks, @asked, @newest);
	for my $w (1 .. $#{ $truth[$s] })
	{
		my ($n, $sums) = week($truth[$s][$w]);
		my %shown;
		if (my $error = $error{"$s $w"})
		{
			# with all hidden that is no zero, something is known
			$refused++;
			my %all = map { $_ => $n->{$_} } grep { $n->{$_} == 0 } keys %$n;
			my $i = @weeks;
			my @known = known([@weeks, [$n, $sums, \%all]], [@asked, map { "$i $_" } grep { $n->{$_} > 0 && $n->{$_} < $threshold } keys %$n]);
			push @unfounded, "series $s, week $w: $error" if !@known || $error !~ /cannot be protected|known from earlier/;
			next;
		}
		$weeks++;
		my $p = $published[$s][$w] || {};
		for my $key (grep { !/_rest/ } keys %$n)
		{
			my $is = $p->{$key}[0];
			$shown{$key} = $is if defined $is && $is ne ':';
			push @bad, "series $s, week $w: $key is published as " . ($is // 'nothing') . ", not $n->{$key}"
				if !defined $is || ($is ne ':' && $is != $n->{$key}) || ($is ne ':' && $is > 0 && $is < $threshold) || ($is eq ':' && $n->{$key} == 0);
		}
		push @asked, map { @weeks . " $_" } grep { $n->{$_} > 0 && $n->{$_} < $threshold } sort keys %$n;
		@newest = map { @weeks . " $_" } grep { !/_rest/ && !exists $shown{$_} && $n->{$_} >= $threshold } sort keys %$n;
		push @weeks, [$n, $sums, \%shown];
	}
	push @asked, @newest;
	$hidden += @asked;
	push @narrow, map { "series $s: $_" } known(\@weeks, \@asked) if @asked;
}
ok($weeks > $series + $tables, "$series series and $tables of tables of $weeks weeks, $hidden numbers hidden, $refused weeks refused");
is(join("\n", @bad), '', 'numbers are published as they are, small ones not, and zeros always');
is(join("\n", @narrow), '', 'who has read all weeks knows none of the small numbers');
is(join("\n", @unfounded), '', 'what is refused cannot be protected');
