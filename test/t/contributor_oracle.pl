#!/usr/bin/perl
# Protects random tables of contributors in one to five cells each, and asks integer programs what every
# contributor, and every coalition of them, can work out:
#	test/t/contributor_oracle.pl [tables [seed]]
# An outsider of each cell to its level; contributors of each cell, of each published sum's hidden part and of unions
# by chance; whether a cell that must be hidden is known exactly to a contributor of others.  Where protect says
# that a table cannot be protected, the table with all hidden that may be must give something away.
use strict;
use warnings;
use File::Basename qw(dirname);
use List::Util qw(sum0 shuffle);
use Test::More tests => 7;
use lib dirname(__FILE__) . '/../lib';
use ContributorAudit qw(sensitive_level violations);
use Server qw(psql new_database);

my $tables = $ARGV[0] // $ENV{RANDOM_TABLES} // 30;
my $seed = $ARGV[1] // 2026;
srand $seed;

# one to three dimensions with totals; the codes of the first can have a level of groups between
sub random_table
{
	my $dimensions = 1 + int rand 3;
	my @size = map { 2 + int rand(5 - $dimensions) } 1 .. $dimensions;
	my @dimension;
	for my $d (0 .. $dimensions - 1)
	{
		my @code = map { chr(97 + $_) } 0 .. $size[$d] - 1;
		my @sum = ([ 'T', @code ]);
		if ($d == 0 && @code > 3 && rand() < .5)
		{
			my $middle = int(@code / 2);
			@sum = ([ 'T', 'G', 'H' ], [ 'G', @code[0 .. $middle - 1] ], [ 'H', @code[$middle .. $#code] ]);
		}
		push @dimension, { code => \@code, sum => \@sum };
	}
	my @inner = ('');
	for my $dimension (@dimension) { @inner = map { my $k = $_; map { "$k$_" } @{ $dimension->{code} } } @inner }
	my %amount;
	my $spread = rand() < .5 ? 20 : 400;
	for my $firm (1 .. 3 + int rand(2 * @inner))
	{
		my $cells = 1 + int rand 5;
		$amount{ $inner[rand @inner] }{"f$firm"} += rand() < .1 ? 0 : int(rand() ** 3 * $spread) + 1 for 1 .. $cells;
	}
	my %waived = map { $_ => 1 } rand() < .2 ? grep { rand() < .3 } map { "f$_" } 1 .. 30 : ();
	# totals dimension by dimension
	my @key = ('');
	for my $dimension (@dimension)
	{
		my @code = (@{ $dimension->{code} }, map { $_->[0] } reverse @{ $dimension->{sum} });
		@key = map { my $k = $_; map { "$k$_" } @code } @key;
	}
	my @sums;
	for my $d (0 .. $#dimension)
	{
		for my $sum (reverse @{ $dimension[$d]{sum} })
		{
			my ($total, @part) = @$sum;
			for my $key (grep { substr($_, $d, 1) eq $total } @key)
			{
				my @parts = map { my $part = $key; substr($part, $d, 1) = $_; $part } @part;
				push @sums, [ $key, @parts ];
				next if $amount{$key};
				for my $part (@parts) { $amount{$key}{$_} += $amount{$part}{$_} for keys %{ $amount{$part} || {} } }
			}
		}
	}
	# a total of totals has its parts by now, in the order of dimensions, or later
	my %value = map { $_ => sum0(values %{ $amount{$_} || {} }) } @key;
	my @wrong = grep { my ($t, @p) = @$_; $value{$t} != sum0(map { $value{$_} } @p) } @sums;
	return random_table() if @wrong || @key > 40 || !$value{ 'T' x $dimensions };
	return { keys => \@key, value => \%value, sums => \@sums, amount => \%amount, waived => \%waived, inner => \@inner };
}

my (@table, $script);
for my $number (0 .. $tables - 1)
{
	my $t = random_table();
	my $o = { p => (5, 10, 25, 60)[rand 4], coalition => rand() < .7 ? 1 : rand() < .8 ? 2 : 3, zeros => rand() < .6 ? 'published' : rand() < .5 ? 'hidden' : 'ignored', all => rand() < .5 };
	push @table, { t => $t, o => $o };
	my $cells = join ', ', map { "('$_', $t->{value}{$_})" } shuffle @{ $t->{keys} };
	my $sums = join ', ', map { my ($total, @part) = @{ $t->{sums}[$_] }; map { "('s$_', '$total', '$part[$_]')" =~ s/'s\d+'/'s$total@part'/r } 0 .. $#part } 0 .. $#{ $t->{sums} };
	my @facts;
	for my $cell ($o->{all} ? @{ $t->{keys} } : @{ $t->{inner} })
	{
		# in two rows now and then
		for my $firm (sort keys %{ $t->{amount}{$cell} || {} })
		{
			my $amount = $t->{amount}{$cell}{$firm};
			my $first = rand() < .3 ? int rand($amount) : 0;
			my $waived = $t->{waived}{$firm} ? 'true' : 'NULL::boolean';
			push @facts, map { "('$cell', '$firm', $_, $waived)" } $first ? ($first, $amount - $first) : $amount;
		}
	}
	my $facts = join ', ', shuffle @facts;
	my $call = "SELECT cell, status FROM busetting.protect(\$\$VALUES $cells\$\$, \$\$VALUES $sums\$\$, threshold => NULL, zeros => '$o->{zeros}', level => 'contributor', amount => $o->{p}, coalition => $o->{coalition}, intervals => false, contributors => \$\$SELECT * FROM (VALUES $facts) AS f(cell, firm, amount, waived)\$\$);\n";
	$script .= "\\echo table $number\n$call";
	$script .= "\\echo again $number\n" . $call =~ s/VALUES (\('[^)]*\)), (.*?)\$\$/VALUES $2, $1\$\$/r if $number % 5 == 0;
}
new_database('contributor_oracle');
my ($what, $at);
for (split /\n/, psql($script, dbname => 'contributor_oracle', go_on => 1))
{
	if (/^(table|again) (\d+)$/) { ($what, $at) = ($1, $2) }
	elsif (/ERROR: +(.*)/) { $table[$at]{error} = $1 }
	elsif (/^(\w+)\|(\w+)$/) { $table[$at]{$what}{$1} = $2 }
}

my (%bad, $held, $refused, $wrongly, $more, $less, $noticed);
sub bad { my ($kind, $number, $text) = @_; push @{ $bad{$kind} }, "table $number: $text" }
for my $number (0 .. $tables - 1)
{
	my ($t, $o, $status, $again, $error) = @{ $table[$number] }{qw(t o table again error)};
	my @sensitive = grep { sensitive_level($t, $_, $o->{p}, $o->{coalition}) > 0 } @{ $t->{keys} };
	my %option = (p => $o->{p}, coalition => $o->{coalition}, least => $o->{zeros} eq 'published' ? 1 : 0, unions => 3);
	if ($error)
	{
		bad('failed', $number, $error) if $error !~ /cannot be protected/;
		my %hidden = map { $_ => 1 } grep { $t->{value}{$_} > 0 || $o->{zeros} eq 'hidden' } @{ $t->{keys} };
		$refused++;
		$wrongly++ if !violations($t, \%hidden, { map { $_ => 1 } @sensitive }, %option);
		next;
	}
	bad('failed', $number, 'no result'), next if !$status || keys %$status != @{ $t->{keys} };
	my %hidden = map { $_ => 1 } grep { $status->{$_} ne 'free' } keys %$status;
	my %primary = map { $_ => 1 } grep { $status->{$_} eq 'primary' } keys %$status;
	bad('primary', $number, "@sensitive, not " . join ' ', sort keys %primary) if join(' ', sort @sensitive) ne join ' ', sort keys %primary;
	bad('order', $number, 'another pattern in another order') if $again && grep { $again->{$_} ne $status->{$_} } keys %$status;
	$more += grep { $_ eq 'secondary' } values %$status;
	$held++ if %primary;
	bad('unsafe', $number, "p $o->{p}, coalition $o->{coalition}, $o->{zeros}: $_") for violations($t, \%hidden, \%primary, %option);
	# with a secondary cell less it mostly does not hold
	next if $number % 4 || !grep { $_ eq 'secondary' } values %$status;
	my ($dearest) = sort { $t->{value}{$b} <=> $t->{value}{$a} || $a cmp $b } grep { $status->{$_} eq 'secondary' } keys %$status;
	delete $hidden{$dearest};
	$less++;
	$noticed++ if violations($t, \%hidden, \%primary, %option);
}
for my $kind (qw(failed primary order unsafe))
{
	is(scalar @{ $bad{$kind} || [] }, 0, "seed $seed: $kind") or diag(join "\n", grep { defined } @{ $bad{$kind} }[0 .. 9]);
}
cmp_ok($held, '>', $tables / 2, "$held tables have something to protect, by $more secondary cells");
cmp_ok($wrongly // 0, '<=', $tables / 20, 'refused: ' . ($refused // 0) . ', of these ' . ($wrongly // 0) . ' that integer programs find safe where all is hidden');
cmp_ok($noticed // 0, '>', ($less // 0) / 2, 'of ' . ($less // 0) . ' tables with a secondary cell published ' . ($noticed // 0) . ' are unsafe');
