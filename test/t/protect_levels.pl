#!/usr/bin/perl
# What protect makes of statisticians' test tables (those of test/data/sdc), under every level and for
# every reader, is asked of others.  The published column alone goes into audit_cube, and plain SQL says by
# the true counts whether what comes out is below the level.  Where the audit's bounds are not sharp, nothing
# is proven by them: then glpsol has to find tables in whole numbers, checked here, that a reader cannot tell
# from the true one, and in which the cells are as far from their numbers as the level asks.  Where singles
# are, it has to find them for each contributor who is alone in hidden cells, with these in clear.
#
#	test/t/protect_levels.pl [all]		all combinations: make test has those that take least
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use List::Util qw(max min);
use POSIX qw(ceil);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query psql new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my $all = @ARGV && $ARGV[0] eq 'all';
my $threshold = 5;
my %database = (dbname => 'protect_levels');
my $work = tempdir(CLEANUP => 1);
srand 2022;
my $linked = 'GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income)';
my @six = qw(county k_group region main_income months2 months);
# of each dimension the columns that a cell can have
my @income = ([], ['main_income']);
my @place = ([], ['county'], ['k_group'], [qw(county k_group region)]);
my @month = ([], ['months2'], [qw(months2 months)]);

# how the tables are grouped, and what the usual level costs: cells and counts lost, and the limits asked for
my %table = (
	d1 => { file => 'd1', columns => [qw(region main_income)], groups => 'CUBE (region, main_income)', kept => [[[], ['region']], \@income], trees => '{}', usual => [4, 35], limit => [4, 35] },
	d2 => { file => 'd2', columns => [qw(county region main_income)], groups => 'ROLLUP (county, region), CUBE (main_income)', kept => [[[], ['county'], [qw(county region)]], \@income], trees => '{county > region}', usual => [10, 115], limit => [10, 115] },
	d2k => { file => 'd2', columns => [qw(county k_group region main_income)], groups => $linked, kept => [\@place, \@income], trees => '{county > region, k_group > region}', usual => [15, 302], limit => [17, 333] },
	d3 => { file => 'd3', columns => \@six, groups => "$linked, ROLLUP (months2, months)", kept => [\@place, \@income, \@month], trees => '{county > region, k_group > region, months2 > months}', usual => [128, 1306], limit => [216, 2169] },
	d4 => { file => 'd4', columns => \@six, groups => "$linked, ROLLUP (months2, months)", kept => [\@place, \@income, \@month], trees => '{county > region, k_group > region, months2 > months}', usual => [988, 9150], limit => [1426, 12263] },
);

# what other levels and readers may cost at most, by table, level, symbols, zeros and singles
my %most = (
	'd3 value 1 published 0' => 1700,
	'd3 small 1 ignored 0' => 1800,
	'd3 width 1 ignored 0' => 2300,
	'd4 value 1 published 0' => 10600,
	'd4 value 1 published 1' => 14000,
	'd4 small 1 ignored 0' => 11300,
	'd4 width 1 ignored 0' => 12000,
);

# is a cell with the number n, of which a reader finds l..h, below the level?
my %below = (
	value => 'l = h',
	small => "n < $threshold AND h < $threshold",
	width => 'h - l < 5',
	percent => 'n - l < ceil(n * 0.20) OR h - n < ceil(n * 0.20)',
);
my %amount = (width => 5, percent => 20);

# in make test: all of the smallest table, and of others what takes little, d4 without singles; never d4 with
# singles at a higher level, where each contributor's audit takes many seconds
sub is_chosen
{
	my ($name, $level, $symbols, $zeros, $singles) = @_;
	return 1 if $name eq 'd1' || $all && ($name ne 'd4' || !$singles || $level eq 'value');
	return $level eq 'value' || ($name eq 'd2' && !$singles && $zeros ne 'hidden') if $name =~ /d2/;
	return $symbols == 1 && $zeros ne 'hidden' if $name eq 'd3' && !$singles;
	return $level eq 'value' && $symbols == 1 && $zeros ne 'hidden' && ($name eq 'd3' || !$singles) || $name eq 'd3' && !$singles && $level eq 'value';
}

sub load
{
	my ($name) = @_;
	my ($t, @column) = ($table{$name}, @{ $table{$name}{columns} });
	open my $file, '<', "test/data/sdc/$t->{file}.csv" or die "$t->{file}.csv: $!";
	my ($header, @row) = <$file>;
	chomp($header, @row);
	my $columns = join ', ', @column;
	# the cells that each row is counted in
	for my $row (@row)
	{
		my %value;
		@value{split /,/, $header} = split /,/, $row;
		my @in = ({});
		for my $dimension (@{ $t->{kept} })
		{
			@in = map { my $in = $_; map { my %more = map { $_ => 1 } @$_; +{ %$in, %more } } @$dimension } @in;
		}
		push @{ $t->{rows} }, [map { my $in = $_; join ',', map { $in->{$_} ? $value{$_} : '' } @column } @in];
	}
	# person: who is counted in a cell alone, by the row that counts them
	query("CREATE TABLE $name (" . join(', ', map { $_ eq 'freq' ? 'freq int' : "$_ text" } split /,/, $header) . ", row serial);
		INSERT INTO $name VALUES " . join(', ', map { "('" . join("', '", split /,/) . "')" } @row) . ";
		CREATE TABLE ${name}_cube AS SELECT $columns, sum(freq) AS n, CASE WHEN sum(freq) = 1 THEN max(row) FILTER (WHERE freq = 1) END AS person,
			jsonb_strip_nulls(jsonb_build_object(" . join(', ', map { "'$_', $_" } @column) . ")) AS cell FROM $name GROUP BY $t->{groups};
		ALTER TABLE ${name}_cube ADD PRIMARY KEY (cell);
		ANALYZE ${name}_cube;", %database);
	$t->{cube} = join(', ', map { "c.$_" } @column);
	$t->{key} = "concat_ws(',', " . join(', ', map { "coalesce($_, '')" } @column) . ')';
}

# what a reader is told of hidden cells by their symbols
sub tells
{
	my ($symbols, $zeros) = @_;
	return $zeros eq 'published' ? ('1..', '1..') : (':', ':') if $symbols == 1;
	return (($zeros eq 'hidden' ? 0 : 1) . '..' . ($threshold - 1), "$threshold..");
}

# What can differ in tables that a reader takes for possible: inner cells that are hidden, and with them
# the cells that they are parts of.  Tables are kept as differences to the true one.
sub system_of
{
	my ($t, $cell) = @_;
	my (%part, @inner);
	for my $row (@{ $t->{rows} })
	{
		next if $cell->{ $row->[-1] }{status} eq 'free';
		push @inner, $row->[-1];
		push @{ $part{$_} }, scalar @inner for @$row;
	}
	return { cell => $cell, inner => \@inner, part => \%part, tables => [] };
}

# How much less and more than its number a reader takes a cell to be, 50 at most.
sub domain
{
	my ($c, $known) = @_;
	return (0, 0) if $known || $c->{status} eq 'free';
	my ($low, $high) = $c->{published} =~ /^(\d+)\.\.(\d*)$/ ? ($1, $2) : (0, '');
	return (max($low - $c->{n}, -50), $high eq '' ? 50 : min($high - $c->{n}, 50));
}

sub bounds { my ($low, $high) = @_; return $low == $high ? "s $low" : "d $low $high" }

# A table in which a weighted sum of cells is large, at a small price for each cell that differs: such
# programs have solutions in whole numbers that are soon found.  Some cells are known.
sub find_table
{
	my ($system, $weight, $known) = @_;
	my ($cell, $part) = @$system{qw(cell part)};
	my @key = sort keys %$part;
	my $inner = @{ $system->{inner} };
	my (%objective, @row, @entry, @column);
	for my $key (keys %$weight) { $objective{$_} += 100 * $weight->{$key} for @{ $part->{$key} } }
	for my $key (@key)
	{
		push @row, 'i ' . (@row + 1) . ' ' . bounds(domain($cell->{$key}, $known->{$key}));
		push @entry, map { ('a ' . @row . " $_ 1", 'a ' . @row . ' ' . ($_ + $inner) . ' -1') } @{ $part->{$key} };
	}
	my $entries = @entry;
	for my $number (1 .. $inner)
	{
		my $key = $system->{inner}[$number - 1];
		my ($low, $high) = domain($cell->{$key}, $known->{$key});
		# more and less
		push @column, "j $number i " . bounds(0, $high), 'j ' . ($number + $inner) . ' i ' . bounds(0, -$low);
		push @entry, "a 0 $number " . (($objective{$number} // 0) - 1), 'a 0 ' . ($number + $inner) . ' ' . (-($objective{$number} // 0) - 1);
	}
	open my $problem, '>', "$work/problem" or die "$work/problem: $!";
	print $problem map { "$_\n" } 'p mip max ' . @row . ' ' . @column . " $entries", @row, @column, @entry, 'e o f';
	close $problem;
	unlink "$work/solution";
	my $said = `glpsol --glp $work/problem --mipgap 0.5 --tmlim 20 --write $work/solution 2>&1`;
	open my $solution, '<', "$work/solution" or die "glpsol: $said";
	my @x;
	while (<$solution>) { $x[$1] = $2 if /^j (\d+) (\d+)$/ }
	close $solution;
	my %table;
	for my $key (@key)
	{
		my $difference = 0;
		$difference += ($x[$_] // return) - ($x[$_ + $inner] // return) for @{ $part->{$key} };
		my ($low, $high) = domain($cell->{$key}, $known->{$key});
		return if $difference < $low || $difference > $high;
		$table{$key} = $difference if $difference;
	}
	push @{ $system->{tables} }, \%table if %table;
	return;
}

# Tables until none of some cells is left; returns those that are.
sub find_tables
{
	my ($system, $known, $left, $direction) = @_;
	my @left = $left->();
	my $stuck = 0;
	my %hopeless;
	while (@left && keys %hopeless < 10)
	{
		# all of them, in a mixture that changes; when that does not help, one after the other
		my @target = $stuck < 2 ? @left : grep { !$hopeless{$_} } @left;
		last if !@target;
		@target = $target[0] if $stuck >= 2;
		my $before = @left;
		for my $sign (1, -1)
		{
			my %weight = map { $_ => ($direction->($_) || (@target > 1 ? 1 - 2 * int rand 2 : 1) * $sign) * (1 + int rand 9) } @target;
			find_table($system, \%weight, $known);
			@left = $left->();
			last if @left < $before;
		}
		$stuck = @left < $before ? 0 : $stuck + 1;
		$hopeless{ $target[0] } = 1 if @left == $before && @target == 1;
	}
	return @left;
}

# Cells that are not shown as far from their numbers as the level asks, and how many tables it took.
sub prove
{
	my ($system, $level) = @_;
	my $cell = $system->{cell};
	my @hidden = grep { $cell->{$_}{status} ne 'free' } sort keys %$cell;
	my %seen = map { my $c = $cell->{$_}; $_ => length($c->{l} // '') ? [$c->{l} - $c->{n}, $c->{h} - $c->{n}] : [0, 0] } @hidden;
	my $reach = sub { my ($key) = @_; return $level eq 'percent' ? ceil($cell->{$key}{n} * 0.2) : 1 };
	my $below = sub
	{
		my ($key) = @_;
		my ($low, $high) = @{ $seen{$key} };
		return 1 if $low == $high;
		return 0 if $cell->{$key}{status} ne 'primary' || $level eq 'value';
		return $level eq 'small' ? $cell->{$key}{n} + $high < $threshold : $level eq 'width' ? $high - $low < 5 : $low > -$reach->($key) || $high < $reach->($key);
	};
	my $counted = 0;
	my $left = sub
	{
		for my $table (@{ $system->{tables} }[$counted .. $#{ $system->{tables} }])
		{
			$seen{$_} = [min($seen{$_}[0], $table->{$_}), max($seen{$_}[1], $table->{$_})] for grep { $seen{$_} } keys %$table;
			$counted++;
		}
		return grep { $below->($_) } @hidden;
	};
	my $direction = sub
	{
		my ($key) = @_;
		return $cell->{$key}{status} ne 'primary' ? 0 : $level eq 'small' ? 1 : $level eq 'percent' && $cell->{$key}{n} ? ($seen{$key}[1] < $reach->($key) ? 1 : -1) : 0;
	};
	return find_tables($system, {}, $left, $direction);
}

# Secret cells of others that may be known to somebody who knows the cells that count nobody else.
sub prove_single
{
	my ($system, $person) = @_;
	my $cell = $system->{cell};
	my %known = map { $_ => 1 } grep { ($cell->{$_}{person} // '') eq $person } keys %$cell;
	my %other = map { $_ => 1 } grep { $cell->{$_}{status} eq 'primary' && !$known{$_} } keys %$cell;
	my $counted = 0;
	my $left = sub
	{
		for my $table (@{ $system->{tables} }[$counted .. $#{ $system->{tables} }])
		{
			delete @other{ keys %$table } if !grep { $table->{$_} } keys %known;
			$counted++;
		}
		return sort keys %other;
	};
	return find_tables($system, \%known, $left, sub { 0 });
}

sub check
{
	my ($name, $level, $symbols, $zeros, $singles) = @_;
	my $t = $table{$name};
	my ($primary, $secondary) = tells($symbols, $zeros);
	my $small = "n < $threshold" . ($zeros eq 'hidden' ? '' : ' AND n > 0');
	my $options = "level => '$level'" . (exists $amount{$level} ? ", amount => $amount{$level}" : '') . ", symbols => $symbols, zeros => '$zeros', singles => " . ($singles ? 'true' : 'false');
	my $what = "$name, $options";
	my $intervals = $name =~ /d[12]/ ? 'true' : 'false';
	# that a table of d3 is impossible takes more steps to find out than are usual
	my $session = "SET jit = off; SET client_min_messages = warning;" . ($all ? ' SET busetting.work_limit = 30000;' : '');
	my ($out, $status) = psql("$session
		CREATE TEMP TABLE protected AS SELECT p.*, c.n, c.person, $t->{cube}
			FROM busetting.protect_cube('SELECT " . join(', ', @{ $t->{columns} }) . ", n FROM ${name}_cube', '$t->{trees}', $options, intervals => $intervals) AS p
			LEFT JOIN ${name}_cube AS c USING (cell);
		SELECT 'summary', cells, primary_cells, secondary_cells, lost, cost, bound FROM busetting.protection_summary();
		SELECT 'counted', count(*), count(*) FILTER (WHERE status = 'primary'), count(*) FILTER (WHERE status = 'secondary'), coalesce(sum(n) FILTER (WHERE status = 'secondary'), 0),
			coalesce(sum(n) FILTER (WHERE status = 'secondary'), 0) FROM protected;
		SELECT 'wrong', count(*) FILTER (WHERE n IS NULL OR (status = 'primary') <> ($small)
			OR published::text <> CASE status WHEN 'free' THEN n::text WHEN 'primary' THEN '$primary' ELSE '$secondary' END
			OR (status = 'secondary' AND n = 0 AND '$zeros' <> 'hidden')), count(*) - (SELECT count(*) FROM ${name}_cube) FROM protected;
		CREATE TEMP VIEW published AS SELECT " . join(', ', @{ $t->{columns} }) . ", published FROM protected;
		CREATE TEMP TABLE audited AS SELECT p.*, a.feasible AS audited, a.sharp, busetting.lower(a.feasible) AS l, coalesce(busetting.upper(a.feasible), 'infinity'::float8) AS h
			FROM protected AS p LEFT JOIN busetting.audit_cube('SELECT * FROM pg_temp.published', '$t->{trees}') AS a USING (cell) WHERE status <> 'free';
		SELECT 'audit', count(*) FILTER (WHERE audited IS NULL), count(*) FILTER (WHERE l = h), count(*) FILTER (WHERE status = 'primary' AND ($below{$level})),
			count(*) FILTER (WHERE n < l OR n > h), count(*) FILTER (WHERE feasible IS NOT NULL AND feasible::text <> audited::text) FROM audited;
		SELECT 'cell', $t->{key}, n, person, status, published, l, h
			FROM protected LEFT JOIN (SELECT cell, l, h FROM audited WHERE sharp) AS a USING (cell);
		" . ($singles && $name eq 'd4' ? "
		WITH person AS (SELECT person FROM protected WHERE person IS NOT NULL AND status <> 'free' GROUP BY person ORDER BY md5(person::text) LIMIT 10)
		SELECT 'singles', count(DISTINCT s.person), count(*) FILTER (WHERE a.disclosed AND p.status = 'primary' AND p.person IS DISTINCT FROM s.person)
			FROM person AS s CROSS JOIN LATERAL busetting.audit_cube(format('SELECT " . join(', ', @{ $t->{columns} }) . ", CASE WHEN person = %s THEN n::bigint::busetting.suppressed_bigint ELSE published END FROM pg_temp.protected', s.person), '$t->{trees}') AS a
			JOIN protected AS p USING (cell);" : ''), %database);
	if ($status != 0)
	{
		return like($out, qr/level "small" cannot be combined with symbols => 2/, "$what is refused") if $level eq 'small' && $symbols == 2;
		like($out, qr/ERROR: +the table cannot be protected with what must stay published/, "$what: why not");
		# so with all hidden that may be; with less hidden, no interval is wider
		$out = query("$session
			CREATE TEMP TABLE most AS SELECT *, CASE WHEN $small THEN '$primary' WHEN n > 0 OR '$zeros' = 'hidden' THEN '$secondary' ELSE n::text END AS published FROM ${name}_cube;
			SELECT count(*) FILTER (WHERE $below{$level}) > 0 FROM (SELECT n, busetting.lower(feasible) AS l, coalesce(busetting.upper(feasible), 'infinity'::float8) AS h FROM most
				JOIN busetting.audit_cube('SELECT " . join(', ', @{ $t->{columns} }) . ", published FROM pg_temp.most', '$t->{trees}') AS a USING (cell) WHERE $small) AS t;", %database);
		return is($out, 't', "$what: the audit says that it is impossible");
	}
	my (%said, %cell);
	for (split /\n/, $out)
	{
		my ($key, @value) = split /\|/, $_, -1;
		$said{$key} = \@value;
		@{ $cell{$value[0]} }{qw(n person status published l h)} = @value[1 .. 6] if $key eq 'cell';
	}
	my @summary = @{ $said{summary} };
	my $bound = pop @summary;
	is("@summary", "@{ $said{counted} }", "$what: the summary counts what is there");
	is("@{ $said{wrong} }", '0 0', "$what: small cells are primary, symbols say so much");
	is("@{ $said{audit} }", '0 0 0 0 0', "$what: no hidden cell is below the level")
		or diag("not audited, exact, below, impossible, other than said: @{ $said{audit} }");
	cmp_ok($bound, '<=', $summary[4], "$what: no pattern costs less than the bound");
	my $asked = "$name $level $symbols $zeros " . ($singles ? 1 : 0);
	cmp_ok($summary[3], '<=', $most{$asked}, "$what: no more is lost than was asked for") if $most{$asked};
	# what takes glpsol too long is left at what the audit says
	if ($name ne 'd4')
	{
		my $system = system_of($t, \%cell);
		is(join('; ', prove($system, $level)), '', "$what: the audit, or " . @{ $system->{tables} } . ' tables of glpsol, show each cell far enough from its number');
		if ($singles)
		{
			my %person = map { $_->{person} => 1 } grep { length $_->{person} && $_->{status} ne 'free' } values %cell;
			my @known = map { my $person = $_; map { "$_ to that of row $person" } prove_single($system, $person) } sort { $a <=> $b } keys %person;
			is(join('; ', @known), '', "$what: " . keys(%person) . ' contributors know no number of others, by ' . @{ $system->{tables} } . ' tables');
		}
	}
	elsif ($singles)
	{
		is($said{singles} && "@{ $said{singles} }", '10 0', "$what: of 10 contributors none knows a number of others, says the audit");
	}
	# what other tools' reader costs
	if ("$level $symbols $zeros $singles" eq 'value 1 ignored 0')
	{
		is("$summary[2] $summary[3] $bound", "@{ $t->{usual} } $t->{usual}[1]", "$name loses what it has to");
		ok($summary[2] <= $t->{limit}[0] && $summary[3] <= $t->{limit}[1], "$name: no more than was asked for");
	}
}

new_database('protect_levels');
load($_) for sort keys %table;
for my $name (sort keys %table)
{
	for my $zeros (qw(published hidden ignored))
	{
		for my $symbols (1, 2)
		{
			for my $level (qw(value small width percent))
			{
				for my $singles (0, 1)
				{
					check($name, $level, $symbols, $zeros, $singles) if is_chosen($name, $level, $symbols, $zeros, $singles);
				}
			}
		}
	}
}
done_testing();
