#!/usr/bin/perl
# What audit, audit_cube, protect and protect_cube say follows from the set of rows, in whatever order
# they come, errors included:
#	test/t/shuffle.pl [shuffles [seed]]
# Random small tables, each shuffled several times and asked for again: with hierarchies, cells that come in two
# forms, codes that are empty, that other columns have too and that look like names, equal costs, subtotals that
# are not there, publications that contradict themselves, and several plans of the queries.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query new_database);

my $shuffles = $ARGV[0] // 600;
my $seed = $ARGV[1] // 2022;
my $each = 5;
srand $seed;
chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

sub pick { return $_[int rand @_] }
sub literal { my ($text) = @_; return "'" . $text =~ s/'/''/gr . "'" }

# codes that are hard to tell apart where names are made of them
my @code = ('', '0', '1', 'A', 'b', 'x', 'p', 'q', 'p, b=q', 'q, b=r', 'r', '"', '""', ' ', 'total', "'", 'a=b', "Æ", "æ", '0 ');
sub codes { my ($count) = @_; my %code; $code{ pick(@code) } = 1 while keys %code < $count; return sort keys %code }

# what is asked of a table beside the threshold
sub options
{
	return pick('', '', '', ", cost => 'cells'", ", zeros => 'hidden'", ", zeros => 'ignored'", ", singles => true", ", level => 'small'",
		", level => 'width', amount => 3", ", symbols => 2", ", level => 'percent', amount => 30");
}

# further columns: costs that are all the same, or hardly differ, and what is sensitive
my @further = ('', '', ', 1 AS cost', ', n % 2 AS cost', ', n = 7 AS sensitive', ', n % 5 = 0 AS hide', ', 1 + n % 2 AS contributors');

# A cube over a tree of regions and one or two columns that may have the same codes.
sub cube
{
	my ($number) = @_;
	my @county = codes(2);
	my %county = map { $_ => pick(@county) } codes(3 + int rand 2);
	my @group = codes(2);
	my @sex = codes(1 + int rand 2);
	my @row;
	for my $region (sort keys %county)
	{
		for my $sex (@sex)
		{
			next if rand() < .15;
			push @row, '(' . join(', ', literal($county{$region}), literal($region), literal(pick(@group)), literal($sex), int(rand() ** 2 * 14)) . ')';
		}
	}
	@row = "('A', 'a', 'g', 's', 3)" if !@row;
	my $groups = pick('CUBE (a, b), CUBE (d)', 'ROLLUP (a, b), ROLLUP (d)', 'GROUPING SETS ((a, b), (b), (a), ()), CUBE (d)', 'CUBE (a, d), ROLLUP (b)', 'CUBE (a, b, d)', 'GROUPING SETS ((a, b, d), (a, d), (b), (d), ())');
	my $hierarchies = pick("'{}'", "'{a > b}'", "'{a > b}'", "'{a > b}'");
	my $missing = rand() < .3 ? "WHERE NOT (b IS NULL AND coalesce(a, '') < 'a' AND hashtext(concat_ws('|', a, d)) % 3 = 0)" : '';
	my $further = pick(@further);
	my $broken = rand() < .25 ? ' + (hashtext(concat_ws(\'|\', a, b, d)) % 23 = 0)::int' : '';
	my ($low, $symbol) = @{ pick([3, "'0..2'"], [5, "':'"], [9, "'..'"], [5, "'0..4'"]) };
	return ("CREATE TABLE base$number AS SELECT * FROM (VALUES " . join(', ', @row) . ") AS t (a, b, c, d, n);
		CREATE TABLE cube$number AS SELECT * FROM (SELECT a, b, d, sum(n)::int AS n FROM base$number GROUP BY $groups) AS t $missing;",
		sub { my ($order) = @_; "busetting.protect_cube(\$q\$SELECT a, b, d, n$further FROM cube$number AS t $order\$q\$, $hierarchies" . $_[1] . ')' },
		sub { my ($order) = @_; "busetting.audit_cube(\$q\$SELECT a, b, d, CASE WHEN n < $low THEN $symbol ELSE (n$broken)::text END AS v FROM cube$number AS t $order\$q\$, $hierarchies)" },
		sub { my ($order) = @_; "busetting.protect_cube(\$q\$SELECT a, b, d, sum(n) AS n FROM (SELECT * FROM base$number AS t $order) AS t GROUP BY $groups\$q\$, $hierarchies" . $_[1] . ')' });
}

# Two columns as cells and sums, of which some come under two names.
sub cells
{
	my ($number) = @_;
	my (@row, @part, %value);
	my @a = codes(2 + int rand 3);
	my @b = codes(2 + int rand 2);
	my %name;
	for my $x (@a) { for my $y (@b) { $value{ $name{$x}{$y} = "$x|$y" } = int(rand() ** 2 * 14) } }
	my %sum;
	for my $x (@a) { for my $y (@b) { push @{ $sum{"row $x"} }, $name{$x}{$y}; push @{ $sum{"column $y"} }, $name{$x}{$y} } }
	push @{ $sum{''} }, map { "row $_" } @a;
	push @{ $sum{all} }, map { "column $_" } @b;
	for my $total ((map { "row $_" } @a), (map { "column $_" } @b), '') { $value{$total} += $value{$_} for @{ $sum{$total} } }
	# the total's key is empty, and it has two sums
	for my $total (sort keys %sum) { push @part, map { '(' . join(', ', literal("sum $total"), literal($total eq 'all' ? '' : $total), literal($_)) . ')' } @{ $sum{$total} } }
	if (rand() < .3) { $value{again} = $value{''}; push @part, "('', '', 'again')" }
	@row = map { '(' . literal($_) . ", $value{$_})" } sort keys %value;
	my $further = pick(@further);
	my $broken = rand() < .25 ? ' + (hashtext(key) % 7 = 0)::int' : '';
	my ($low, $symbol) = @{ pick([3, "'0..2'"], [5, "':'"], [9, "'..'"]) };
	return ("CREATE TABLE cell$number AS SELECT * FROM (VALUES " . join(', ', @row) . ") AS t (key, n); CREATE TABLE part$number AS SELECT * FROM (VALUES " . join(', ', @part) . ") AS t (sum, total, part);",
		sub { my ($order) = @_; "busetting.protect(\$q\$SELECT key, n$further FROM cell$number AS t $order\$q\$, \$q\$SELECT * FROM part$number AS t $order\$q\$$_[1])" },
		sub { my ($order) = @_; "busetting.audit(\$q\$SELECT key, CASE WHEN n < $low THEN $symbol ELSE (n$broken)::text END FROM cell$number AS t $order\$q\$, \$q\$SELECT * FROM part$number AS t $order\$q\$)" });
}

new_database('shuffle');
my %database = (dbname => 'shuffle');
query(q{
	CREATE TABLE outcome (kind text, number int, shuffle int, call text, said text);
	-- all that a call returns, as a set of rows, or its error, with what it names
	CREATE FUNCTION say(call text) RETURNS text LANGUAGE plpgsql SET client_min_messages = warning AS $f$
	DECLARE
		said text;
		detail text;
	BEGIN
		EXECUTE 'SELECT string_agg(r::text, E''\n'' ORDER BY r::text COLLATE "C") FROM ' || call || ' AS r' INTO said;
		RETURN said;
	EXCEPTION WHEN OTHERS THEN
		GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
		RETURN concat_ws(' / ', 'ERROR', SQLERRM, detail);
	END $f$;}, %database);

my @plan = ('', 'SET LOCAL enable_hashagg = off;', 'SET LOCAL enable_sort = off; SET LOCAL enable_incremental_sort = off;',
	"SET LOCAL work_mem = '64kB';", 'SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0;');
my (%tables, @script);
my $number = 0;
while (@script < $shuffles)
{
	$number++;
	my ($tables, @call) = $number % 3 ? cube($number) : cells($number);
	my @name = $number % 3 ? ('protect_cube', 'audit_cube', 'protect_cube by plans') : ('protect', 'audit');
	my $options = ', threshold => ' . (3 + int rand 6) . options();
	$tables{$number} = $tables;
	for my $kind (0 .. $#call)
	{
		for my $shuffle (1 .. $each)
		{
			my $text = $call[$kind]->("ORDER BY md5(t::text || $shuffle)", $options);
			push @script, 'BEGIN; ' . ($name[$kind] =~ /plans/ ? pick(@plan) : '') . " INSERT INTO outcome SELECT '$name[$kind]', $number, $shuffle, \$c\$$text\$c\$, say(\$c\$$text\$c\$); COMMIT;";
		}
	}
}
query(join("\n", "SET jit = off; SET busetting.progress_interval = 0;", values %tables, @script), %database);

for my $kind ('protect_cube', 'protect_cube by plans', 'audit_cube', 'protect', 'audit')
{
	my $differ = query("SELECT format(E'%s\n%s\n%s\n%s', min(call), max(call), min(said COLLATE \"C\"), max(said COLLATE \"C\")) FROM outcome WHERE kind = '$kind'
		GROUP BY number HAVING count(DISTINCT said) > 1 LIMIT 3;", %database);
	is($differ, '', "$kind: the same of each table in any order") or diag(query("SELECT count(*), sum((n > 1)::int) FROM (SELECT count(DISTINCT said) AS n FROM outcome WHERE kind = '$kind' GROUP BY number) AS t;", %database));
	# the tables are such that it matters
	my ($answers, $errors, $hidden) = split /\|/, query("SELECT count(*) FILTER (WHERE said !~ '^ERROR'), count(*) FILTER (WHERE said ~ '^ERROR'),
		count(*) FILTER (WHERE said ~ 'secondary|\\.\\.') FROM outcome WHERE kind = '$kind';", %database);
	cmp_ok($hidden, '>', $answers / 5, "$kind: $answers answers, $hidden of them with cells to find, $errors errors");
}
diag(query("SELECT count(*), regexp_replace(split_part(said, ' / ', 2), '\".*\"', '...') FROM outcome WHERE said ~ '^ERROR' GROUP BY 2 ORDER BY 1 DESC LIMIT 12;", %database)) if $ENV{VERBOSE};
done_testing();
