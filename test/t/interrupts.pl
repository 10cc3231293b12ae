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
# ---- those that end a call ----

# what takes long without a limit of work: searches in whole numbers, repair, programs, sets with gaps
query("CREATE TABLE small AS SELECT a, b, c, d, sum(CASE WHEN h % 4 = 0 THEN 0 ELSE h / 4 % 30 END) AS n
		FROM (SELECT a, b, c, d, abs(hashint4((((a * 31 + b) * 31 + c) * 31 + d) * 1000 + 2)::bigint) AS h FROM generate_series(1, 2) AS a, generate_series(1, 3) AS b, generate_series(1, 3) AS c, generate_series(1, 3) AS d) AS t GROUP BY CUBE (a, b, c, d);
	CREATE TABLE dense AS SELECT a, b, c, d, sum(CASE WHEN h % 4 = 0 THEN 0 ELSE h / 4 % 8 END) AS n
		FROM (SELECT a, b, c, d, abs(hashint4((((a * 31 + b) * 31 + c) * 31 + d) * 1000 + 1)::bigint) AS h FROM generate_series(1, 5) AS a, generate_series(1, 5) AS b, generate_series(1, 5) AS c, generate_series(1, 5) AS d) AS t GROUP BY CUBE (a, b, c, d);
	CREATE TABLE deep AS SELECT x, y, z, sum((x * 7 + y * 11 + z * 13 + x * y * z) % 17) AS n FROM generate_series(1, 30) AS x, generate_series(1, 30) AS y, generate_series(1, 30) AS z GROUP BY CUBE (x, y, z);
	CREATE TABLE gap AS SELECT x, '0..4' AS value, n || '..' || n + 2 AS other FROM (SELECT x, 10 + abs(hashint4(x * 77)::bigint) % 1000000 AS n FROM generate_series(1, 100) AS x) AS t;
	CREATE TABLE dense_cell AS SELECT concat_ws('-', coalesce(a, 0), coalesce(b, 0), coalesce(c, 0), coalesce(d, 0)) AS cell, n FROM dense;
	CREATE TABLE dense_sum AS SELECT format('%s of %s', w, total.cell) AS sum, total.cell AS total, part.cell AS part
		FROM generate_series(1, 4) AS w, LATERAL (SELECT cell, string_to_array(cell, '-') AS code FROM dense_cell) AS total, generate_series(1, 5) AS g,
			LATERAL (SELECT concat_ws('-', CASE w WHEN 1 THEN g::text ELSE code[1] END, CASE w WHEN 2 THEN g::text ELSE code[2] END, CASE w WHEN 3 THEN g::text ELSE code[3] END, CASE w WHEN 4 THEN g::text ELSE code[4] END) AS cell) AS part
		WHERE code[w] = '0';
	CREATE TABLE long_text AS SELECT E'Kommune\\tBosatte\\n' || string_agg('Sted ' || n || E'\\t' || n % 90, E'\\n') AS content FROM generate_series(1, 900000) AS n;
	INSERT INTO gap SELECT 0, sum(split_part(other, '.', 1)::int)::text, NULL FROM gap WHERE x % 2 = 1;", %database);
my %slow = (
	'protect_cube, in whole numbers' => "busetting.protect_cube('TABLE small', threshold => 3, singles => true)",
	'protect_cube, dense' => "busetting.protect_cube('TABLE dense', level => 'percent', amount => 50, zeros => 'ignored')",
	'audit_cube, programs' => "busetting.audit_cube('SELECT x, y, z, CASE WHEN x + y + z IS NULL THEN n::text ELSE '':'' END FROM deep')",
	'protect, cells and sums' => "busetting.protect('TABLE dense_cell', 'TABLE dense_sum', level => 'percent', amount => 50, zeros => 'ignored')",
	'read_table' => "long_text, generate_series(1, 20) AS again, busetting.read_table(content || repeat(' ', again))",
	'audit, gaps' => "busetting.audit('TABLE gap', 'SELECT 1, 0, x FROM gap WHERE x > 0')",
);
my $short = "SET client_min_messages = warning; SELECT 'short ' || md5(string_agg(cell::text || status, ' ' ORDER BY cell::text)) FROM busetting.protect_cube('TABLE small', intervals => false);";
my $answer = query($short, %database);
my $running = "datname = 'interrupts' AND state = 'active' AND pid <> pg_backend_pid() AND query LIKE 'SELECT count(*) FROM %'";
for my $name (sort keys %slow)
{
	my $long = "SET busetting.work_limit = 0; SET busetting.progress_interval = 0;\nSELECT count(*) FROM $slow{$name};";
	for my $moment (0.05, 0.4, 1.5)
	{
		my $milliseconds = $moment * 1000;
		my $out = psql("SET statement_timeout = $milliseconds; $long RESET statement_timeout; $short", %database, go_on => 1);
		like($out, qr/statement timeout.*^\Q$answer\E$/ms, "$name: ended by a timeout of $moment s, the session goes on as before");
		for my $end (qw(pg_cancel_backend pg_terminate_backend))
		{
			my $session = start_psql("$long RESET busetting.work_limit; $short", %database, go_on => 1);
			# only when it has run so long
			my $ended = 0;
			for (1 .. 600)
			{
				select undef, undef, undef, 0.05;
				last if $ended = query("SELECT count($end(pid)) FROM pg_stat_activity WHERE $running AND clock_timestamp() - query_start > '$moment s';", %database);
			}
			my $printed = finish_psql($session);
			like($printed, $end eq 'pg_cancel_backend' ? qr/user request.*^\Q$answer\E$/ms : qr/terminating connection due to administrator command/,
				"$name: ended by $end after $moment s" . ($end eq 'pg_cancel_backend' ? ', the session goes on as before' : ''));
		}
	}
}
is(query($short, %database), $answer, 'the server is alive');
done_testing();
