package ContributorAudit;
# What contributors can work out of a published table, by integer programs (glpsol): the definitions of
# doc/methods.md, in no way those of the code.  A table has keys, the value of each, sums (total, parts), the
# amount of each contributor in each cell (amount => {cell => {contributor => number}}) and who has a waiver.
use strict;
use warnings;
use Exporter qw(import);
use File::Temp qw(tempdir);
use List::Util qw(max min sum0);
use POSIX qw(ceil);

our @EXPORT_OK = qw(sensitive_level violations subsets);
my $work = tempdir(CLEANUP => 1);
my $chunk = 20000;    # variables of one call of glpsol

sub subsets
{
	my ($size, @list) = @_;
	return ([]) if !$size;
	return () if @list < $size;
	my ($first, @rest) = @list;
	return ((map { [$first, @$_] } subsets($size - 1, @rest)), subsets($size, @rest));
}

# an amount with p percent more, rounded up; p is whole
sub with_percent { my ($p, $amount) = @_; return $amount + int(($amount * $p + 99) / 100) }

# the largest without a waiver, and what the largest others of a coalition have
sub sensitive_level
{
	my ($table, $cell, $p, $coalition) = @_;
	my $amount = $table->{amount}{$cell} || {};
	my @firm = sort { $amount->{$b} <=> $amount->{$a} || $a cmp $b } keys %$amount;
	my ($victim) = grep { !$table->{waived}{$_} } @firm;
	return 0 if !defined $victim;
	my @other = grep { $_ ne $victim } @firm;
	splice @other, $coalition if @other > $coalition;
	return with_percent($p, $amount->{$victim}) - ($table->{value}{$cell} - sum0(map { $amount->{$_} } @other));
}

# Solve programs {bounds => {cell => [least, most]}, maximize => {cell => coefficient}} over the hidden cells,
# which are least and more.  Returns the optimum of each, undef where there is no table.
sub solve
{
	my ($table, $hidden, $least, @program) = @_;
	my @cell = sort grep { $hidden->{$_} } @{ $table->{keys} };
	my %index; @index{@cell} = 0 .. $#cell;
	my @equation;
	for my $sum (@{ $table->{sums} })
	{
		my ($total, @part) = @$sum;
		my %coefficient;
		my $constant = 0;
		for my $i (0 .. $#part) { $hidden->{ $part[$i] } ? $coefficient{ $part[$i] }++ : ($constant -= $table->{value}{ $part[$i] }) }
		$hidden->{$total} ? $coefficient{$total}-- : ($constant += $table->{value}{$total});
		push @equation, [$constant, \%coefficient] if %coefficient;
	}
	my @result;
	my $most = 3 * max(values %{ $table->{value} }) + 1000;	# so that no program is unbounded
	my $size = max(1, int($chunk / (@cell || 1)));
	while (my @some = splice @program, 0, $size)
	{
		my (@objective, @row, @bound, @integer);
		for my $copy (0 .. $#some)
		{
			my $program = $some[$copy];
			for my $cell (@cell)
			{
				my $x = "x${copy}_$index{$cell}";
				my ($l, $h) = @{ $program->{bounds}{$cell} || [] };
				$l = max($l // $least, $least);
				my $coefficient = $program->{maximize}{$cell} || 0;
				push @objective, ($coefficient < 0 ? '- ' : '+ ') . abs($coefficient) . " $x";
				$h //= $most;
				push @bound, $l == $h ? " $x = $l" : " $l <= $x <= $h";
				push @integer, " $x";
			}
			for my $equation (@equation)
			{
				my ($constant, $coefficient) = @$equation;
				push @row, join('', map { ($coefficient->{$_} < 0 ? ' - ' : ' + ') . abs($coefficient->{$_}) . " x${copy}_$index{$_}" } sort keys %$coefficient) . " = $constant";
			}
		}
		open my $lp, '>', "$work/lp" or die "$work/lp: $!";
		print $lp "Maximize\n o:", join("\n ", @objective), "\nSubject To\n", join("\n", @row), "\nBounds\n", join("\n", @bound), "\nGeneral\n", join("\n", @integer), "\nEnd\n";
		close $lp;
		unlink "$work/out";
		`glpsol --lp $work/lp --write $work/out --tmlim 600 2>&1`;
		my (@value, $status);
		if (open my $out, '<', "$work/out")
		{
			while (<$out>) { $status = $1 if /^s mip \d+ \d+ (\w)/; $value[$1 - 1] = $2 if /^j (\d+) (-?[\d.e+]+)/ }
		}
		if (($status // '') eq 'o')
		{
			for my $copy (0 .. $#some)
			{
				my $maximize = $some[$copy]{maximize};
				push @result, sum0(map { $maximize->{$_} * ($hidden->{$_} ? $value[$copy * @cell + $index{$_}] : $table->{value}{$_}) } keys %$maximize);
			}
		}
		elsif (@some > 1) { push @result, solve($table, $hidden, $least, $_) for @some }
		else { push @result, undef }
	}
	return @result;
}

# What a coalition knows: at least what is theirs, and all of it where nobody else is, though with nothing.
sub known_bounds
{
	my ($table, $hidden, @member) = @_;
	my %bounds;
	for my $cell (grep { $hidden->{$_} } @{ $table->{keys} })
	{
		my @mine = grep { defined } map { $table->{amount}{$cell}{$_} } @member or next;
		my $own = sum0(@mine);
		my $alone = $own > 0 ? $own == $table->{value}{$cell} : @mine == keys %{ $table->{amount}{$cell} } && $table->{value}{$cell} == 0;
		$bounds{$cell} = $alone ? [$own, $own] : [$own];
	}
	return \%bounds;
}

# All that is known too well, as texts.  Of unions those are asked that follow from one published sum, and so
# many more by chance.
sub violations
{
	my ($table, $hidden, $must, %option) = @_;
	my ($p, $coalition, $least) = ($option{p}, $option{coalition} || 1, $option{least} // 1);
	my %firm = map { map { $_ => 1 } keys %{ $table->{amount}{$_} } } @{ $table->{keys} };
	my @firm = sort keys %firm;
	@firm = @{ $option{attackers} } if $option{attackers};
	my (@program, @check);
	my $ask = sub { my ($bounds, $maximize, $check) = @_; push @program, { bounds => $bounds, maximize => $maximize }; push @check, $check };

	# reader 1: an outsider
	for my $cell (grep { $hidden->{$_} } @{ $table->{keys} })
	{
		my $value = $table->{value}{$cell};
		my $level = max(sensitive_level($table, $cell, $p, $coalition), 0);
		next if !$must->{$cell} && !$level;
		$ask->({}, { $cell => 1 }, sub { $_[0] < $value + $level && "an outsider knows that $cell is at most $_[0], not " . ($value + $level) }) if $level;
		my $lower = min($level, $value - $least);
		$ask->({}, { $cell => -1 }, sub { -$_[0] > $value - $lower && "an outsider knows that $cell is at least " . -$_[0] }) if $lower > 0;
	}
	my %total = map { $_->[0] => 1 } @{ $table->{sums} };
	my @inner = grep { $hidden->{$_} && !$total{$_} } @{ $table->{keys} };
	# unions: of the hidden parts of each sum whose total is published
	my @union = map { my ($sum, @part) = @$_; !$hidden->{$sum} && grep({ $hidden->{$_} } @part) > 1 ? [grep { $hidden->{$_} } @part] : () } @{ $table->{sums} };
	push @union, [$_] for grep { $hidden->{$_} } @{ $table->{keys} };
	for (1 .. $option{unions} || 0) { my @some = grep { rand() < .5 } @inner; push @union, \@some if @some > 1 }
	for my $union (@union)
	{
		my %amount;
		for my $cell (@$union) { $amount{$_} += $table->{amount}{$cell}{$_} for keys %{ $table->{amount}{$cell} } }
		my $value = sum0(map { $table->{value}{$_} } @$union);
		my @victim = sort { $amount{$b} <=> $amount{$a} || $a cmp $b } grep { !$table->{waived}{$_} } keys %amount;
		for my $members (subsets(min($coalition, scalar @firm), @firm))
		{
			my %member = map { $_ => 1 } @$members;
			my ($victim) = grep { !$member{$_} } @victim;
			next if !defined $victim;
			my $own = sum0(map { $amount{$_} || 0 } @$members);
			my $need = $own + with_percent($p, $amount{$victim});
			next if $value >= $need;
			my %maximize; $maximize{$_}++ for @$union;
			$ask->(known_bounds($table, $hidden, @$members), \%maximize, sub { $_[0] < $need && "@$members know that $victim has at most " . ($_[0] - $own) . " of $amount{$victim} in @$union" });
		}
	}
	# a cell that must be hidden is not known exactly to a contributor of others
	for my $cell (grep { $must->{$_} && $hidden->{$_} && $table->{value}{$_} > 0 } @{ $table->{keys} })
	{
		for my $firm (@firm)
		{
			next if ($table->{amount}{$cell}{$firm} || 0) == $table->{value}{$cell};
			my $bounds = known_bounds($table, $hidden, $firm);
			my $upper;
			$ask->($bounds, { $cell => 1 }, sub { $upper = $_[0]; 0 });
			$ask->($bounds, { $cell => -1 }, sub { -$_[0] == $upper && "$firm knows that $cell is $upper" });
		}
	}
	my @found = solve($table, $hidden, $least, @program);
	return grep { $_ } map { defined $found[$_] ? $check[$_]->($found[$_]) : 'no table agrees' } 0 .. $#check;
}

1;
