#!/usr/bin/perl
# Two sessions import the same publication at once: the second waits for the first, and then
# finds it stored, stores a vintage of its own, or stores it after all if the first gave up.
# An import and a change of what it is read by wait for each other too.

use strict;
use warnings;
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(new_database wait_for);

my $work = tempdir(CLEANUP => 1);
my $database = 'import_concurrency';
new_database($database);

# A table of 300 rows; Bergen has that many settled.
sub table
{
	my ($bergen) = @_;
	return "'name,settled\n4601,$bergen\n' || (SELECT string_agg(code || ',' || region_id % 7, E'\\n') FROM region_list('2022-05-18')
		WHERE level = 'municipality' AND code <> '4601')";
}

sub import_of
{
	my ($bergen) = @_;
	return 'SELECT import_table(' . table($bergen) . ", 'KS', '2022-05-18', level => 'municipality');";
}

sub query { my ($sql) = @_; return Server::query("SET search_path = busetting;\n$sql;", dbname => $database); }

# A session that can be talked to; its answers go to a file.
sub session
{
	my ($name) = @_;
	open my $in, '|-', "PGAPPNAME=$name psql -X -q -A -t -d $database > $work/$name 2>&1" or die "psql: $!";
	$in->autoflush(1);
	print $in "\\set VERBOSITY terse\nSET search_path = busetting;\n";
	return $in;
}

sub answer
{
	my ($name) = @_;
	open my $file, '<', "$work/$name" or die "$work/$name: $!";
	local $/;
	return <$file>;
}

# Wait until a session is in a state.
sub reaches { my ($name, $state) = @_; return wait_for("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = '$name' AND $state);", dbname => $database); }

# The first session imports and holds its transaction until the second waits.
sub both_import
{
	my ($first, $second, $end, $isolation) = @_;
	query('DELETE FROM publication; ALTER TABLE publication ALTER COLUMN id RESTART');
	my ($a, $b) = (session('a'), session('b'));
	print $a "BEGIN;\n" . import_of($first) . "\n";
	ok(reaches('a', "state = 'idle in transaction' AND query LIKE 'SELECT import%'"), 'the first has imported');
	print $b 'BEGIN ISOLATION LEVEL ' . ($isolation // 'READ COMMITTED') . ";\n" . import_of($second) . "\nCOMMIT;\n";
	ok(reaches('b', "wait_event_type = 'Lock'"), 'the second waits');
	is(query('SELECT count(*) FROM settlement'), '0', 'nobody sees half of it');
	print $a "$end;\n";
	close $a;
	close $b;
}

my $stored = 'SELECT p.id, p.vintage, count(*), max(s.settled) FROM publication AS p JOIN settlement AS s ON s.publication = p.id GROUP BY p.id ORDER BY p.vintage';
my $rows = 356;

both_import(100, 100, 'COMMIT');
is(query($stored), "1|1|$rows|100", 'the same table: stored once');
like(answer('b'), qr/^NOTICE: .*is stored already: nothing was changed\n1$/m, 'the second is told so, and which it is');

both_import(100, 101, 'COMMIT');
is(query($stored) =~ s/^\d+\|//mgr, "1|$rows|100\n2|$rows|101", 'another table: two vintages, both whole');

both_import(100, 101, 'ROLLBACK');
is(query($stored) =~ s/^\d+\|//mgr, "1|$rows|101", 'the first gives up: the second is stored');

both_import(100, 101, 'COMMIT', 'REPEATABLE READ');
is(query($stored), "1|1|$rows|100", 'a snapshot from before: the first is stored');
like(answer('b'), qr/could not serialize access/, 'and the second is told to try again');

# What a publication is read by is changed while another session imports one: whoever comes second waits, and no figure is read by what held before.
my $other = "INSERT INTO suppression_exception (rule, measure, hidden) VALUES ('imdi', 'settled', '0..9');";
my $small = "SELECT import_table(E'Kommune;Bosatt\\nBergen;:\\nVoss;8\\n', 'KS', '2024-01-31');";
for my $order ([ 'the import', $small, $other ], [ 'the exception', $other, $small ], [ 'a reading by a job', "$small COMMIT; BEGIN; SELECT read_publications();", $other ])
{
	my ($what, $first, $second) = @$order;
	query('DELETE FROM publication; DELETE FROM suppression_exception');
	my ($a, $b) = (session('a'), session('b'));
	print $a "BEGIN;\n$first\n";
	ok(reaches('a', "state = 'idle in transaction' AND query NOT LIKE 'BEGIN%'"), "$what comes first");
	print $b "$second\n";
	ok(reaches('b', "wait_event_type = 'Lock'"), 'the second waits');
	print $a "COMMIT;\n";
	close $a;
	close $b;
	is(query("SELECT code, value FROM figure WHERE hidden"), '4601|0..9', 'what ":" can be is what holds now');
	is(query('SELECT read_publications()'), '0', 'and nothing is to be read again');
}

done_testing();
