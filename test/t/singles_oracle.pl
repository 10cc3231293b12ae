#!/usr/bin/perl
# Protects random tables of counts from who is alone in a cell, at every level, and asks integer programs what he can work
# out, who knows his cell's number:
#	test/t/singles_oracle.pl [tables [seed]]
# Where protect says that a table cannot be protected, the table with all hidden that may be must give something away.
use strict;
use warnings;
use File::Basename qw(dirname);
use List::Util qw(max sum0);
use POSIX qw(ceil);
use Test::More tests => 4;
use lib dirname(__FILE__) . '/../lib';
use ContributorAudit;
use Server qw(psql new_database);

my $tables = $ARGV[0] // 40;
srand($ARGV[1] // 2026);
my $threshold = 5;
my @levels = ([ 'value', 'NULL' ], [ 'small', 'NULL' ], [ 'width', 4 ], [ 'width', 9 ], [ 'percent', 60 ]);

# rows and columns with totals; who is alone in a cell is not rare, and is the same in a total that counts nobody else
my (@table, $script);
for my $number (0 .. $tables - 1)
{
	my @row = map { chr(97 + $_) } 0 .. 1 + int rand 3;
	my @column = map { chr(120 + $_) } 0 .. int rand 3;
	my %value;
	for my $row (@row) { $value{"$row$_"} = rand() < .3 ? 1 : rand() < .4 ? int rand 6 : int rand 60 for @column }
	my @sums;
	for my $row (@row) { push @sums, [ "${row}T", map { "$row$_" } @column ] }
	for my $column (@column, 'T') { push @sums, [ "T$column", map { "$_$column" } @row ] }
	push @sums, [ 'TT', map { "T$_" } @column ];
	for my $sum (@sums) { my ($total, @part) = @$sum; $value{$total} //= sum0(map { $value{$_} } @part) }
	my %counts;
	for my $row (@row) { for my $cell (map { "$row$_" } @column) { $counts{$cell} = { map { ("$cell $_" => 1) } 1 .. ($value{$cell} && (rand() < .4 ? 1 : 2 + int rand 4)) } } }
	for my $sum (@sums) { my ($total, @part) = @$sum; $counts{$total} //= { map { %{ $counts{$_} } } @part } }
	my %alone = map { $_ => (keys %{ $counts{$_} })[0] } grep { keys %{ $counts{$_} } == 1 } keys %counts;
	my ($level, $amount) = @{ $levels[rand @levels] };
	push @table, { t => { keys => [ sort keys %value ], value => \%value, sums => \@sums, alone => \%alone }, level => $level, amount => $amount };
	my $cells = join ', ', map { "('$_', $value{$_}, " . keys(%{ $counts{$_} }) . ')' } sort keys %value;
	my $sums = join ', ', map { my ($total, @part) = @$_; map { "('$total@part', '$total', '$_')" } @part } @sums;
	$script .= "\\echo table $number\nSELECT cell, status FROM busetting.protect(\$\$SELECT * FROM (VALUES $cells) AS t (cell, n, contributors)\$\$, \$\$VALUES $sums\$\$, $threshold, '$level', $amount, singles => true, intervals => false);\n";
}
new_database('singles_oracle');
my $at;
for (split /\n/, psql($script, dbname => 'singles_oracle', go_on => 1))
{
	if (/^table (\d+)$/) { $at = $1 }
	elsif (/ERROR: +(.*)/) { $table[$at]{error} = $1 }
	elsif (/^(\w+)\|(\w+)$/) { $table[$at]{status}{$1} = $2 }
}

# What somebody learns: who is alone in a cell, or with '' an outsider.
sub learnt
{
	my ($t, $hidden, $level, $amount) = @_;
	my (@program, @pair);
	for my $cell (grep { $hidden->{$_} && $t->{value}{$_} > 0 && $t->{value}{$_} < $threshold } @{ $t->{keys} })
	{
		my %person = map { $t->{alone}{$_} => 1 } grep { $hidden->{$_} } keys %{ $t->{alone} };
		for my $single ('', grep { $_ ne ($t->{alone}{$cell} // '') } sort keys %person)
		{
			push @pair, [ $cell, $single ];
			my %bounds = map { $_ => [ $t->{value}{$_}, $t->{value}{$_} ] } grep { $hidden->{$_} && $t->{alone}{$_} eq $single } keys %{ $t->{alone} };
			push @program, { bounds => \%bounds, maximize => { $cell => $_ } } for 1, -1;
		}
	}
	my @found = ContributorAudit::solve($t, $hidden, 1, @program);
	my @result;
	for my $i (0 .. $#pair)
	{
		my ($cell, $single) = @{ $pair[$i] };
		my ($most, $least, $value) = ($found[2 * $i], -$found[2 * $i + 1], $t->{value}{$cell});
		my $aim = $level eq 'percent' ? ceil($value * $amount / 100) : 0;
		push @result, "$single knows that $cell is $least to $most, not $value"
			if $most - $least < ($level eq 'width' ? $amount : 1) || ($level eq 'small' && $most < $threshold) || $most < $value + $aim || $least > $value - $aim;
	}
	return @result;
}

my (@bad, @wrongly, $held, $refused, $alone) = ();
for my $number (0 .. $tables - 1)
{
	my ($t, $level, $amount, $status, $error) = @{ $table[$number] }{qw(t level amount status error)};
	if ($error)
	{
		$refused++;
		my %all = map { $_ => 1 } grep { $t->{value}{$_} > 0 } @{ $t->{keys} };
		push @wrongly, "table $number, $level: $error" if $error !~ /cannot be protected/ || !learnt($t, \%all, $level, $amount);
		next;
	}
	my %hidden = map { $_ => 1 } grep { $status->{$_} ne 'free' } keys %$status;
	$held++ if %hidden;
	$alone += grep { $hidden{$_} } keys %{ $t->{alone} };
	push @bad, map { "table $number, $level $amount: $_" } learnt($t, \%hidden, $level, $amount);
}
is(join("\n", @bad), '', 'nobody who is alone in a cell learns of another more than the level allows');
is(join("\n", @wrongly), '', 'what is refused cannot be protected');
cmp_ok($held // 0, '>', $tables / 4, ($held // 0) . ' tables have something to protect, ' . ($refused // 0) . ' are refused');
cmp_ok($alone // 0, '>', $tables / 2, ($alone // 0) . ' times somebody is alone in a hidden cell');
