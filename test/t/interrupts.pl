#!/usr/bin/perl
# Interrupts that are no cancel change nothing: what protect and audit find is the same with a harmless one every
# millisecond.  Those that are end what is at work wherever it is, and the session goes on, with the same answers.
use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query psql start_psql finish_psql new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
my %database = (dbname => 'interrupts');
my $trees = '{county > region, k_group > region, months2 > months}';
my $version = query('SHOW server_version_num;');

new_database('interrupts');
open my $file, '<', 'test/data/sdc/d3.csv' or die "d3.csv: $!";
my ($header, @row) = <$file>;
chomp($header, @row);
query('CREATE TABLE d3 (' . join(', ', map { $_ eq 'freq' ? 'freq int' : "$_ text" } split /,/, $header) . ");
	INSERT INTO d3 VALUES " . join(', ', map { "('" . join("', '", split /,/) . "')" } @row) . ';
	CREATE TABLE d3_cube AS SELECT county, k_group, region, main_income, months2, months, sum(freq) AS n FROM d3
		GROUP BY GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income), ROLLUP (months2, months);
	CREATE TABLE cube AS SELECT x, y, z, sum((x * 7 + y * 11 + z * 13 + x * y * z) % 17) AS n
		FROM generate_series(1, 8) AS x, generate_series(1, 8) AS y, generate_series(1, 8) AS z GROUP BY CUBE (x, y, z);', %database);

# ---- harmless ones ----

my %call = (
	'protect_cube, with searches in whole numbers' => "SELECT md5(string_agg(cell::text || status, ' ' ORDER BY cell::text)) FROM busetting.protect_cube('TABLE d3_cube', '$trees', threshold => 5, singles => true, intervals => false)",
	'protect_cube, repaired' => "SELECT md5(string_agg(cell::text || status || feasible, ' ' ORDER BY cell::text)) FROM busetting.protect_cube('TABLE cube', level => 'width', amount => 5)",
	'audit_cube' => "SELECT md5(string_agg(concat_ws(' ', cell, feasible, sharp), ' ' ORDER BY cell::text)) FROM busetting.audit_cube('SELECT x, y, z, CASE WHEN x + y + z IS NULL THEN n::text ELSE '':'' END FROM cube')",
);
# checks of whether the client is there, and messages from others
my $disturbed = 'LISTEN d;' . ($version >= 140000 ? ' SET client_connection_check_interval = 1;' : '');
for my $name (sort keys %call)
{
	my $right = query("SET client_min_messages = warning; $call{$name};", %database);
	my $running = start_psql("$disturbed $call{$name};", %database);
	my $sent = 0;
	while (($sent == 0 || query("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = 'interrupts' AND state = 'active' AND pid <> pg_backend_pid();", %database) eq 't') && $sent < 1000)
	{
		query('NOTIFY d;' . ($version >= 140000 ? " SELECT pg_log_backend_memory_contexts(pid) FROM pg_stat_activity WHERE datname = 'interrupts' AND pid <> pg_backend_pid() AND state = 'active';" : ''), %database);
		$sent++;
	}
	my $out = finish_psql($running);
	my ($answer) = $out =~ /^([0-9a-f]{32})$/m;
	is($answer // $out, $right, "$name: the same whatever comes in between");
}
is(query("SELECT 'alive';", %database), 'alive', 'the server is alive');
done_testing();
