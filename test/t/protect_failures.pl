#!/usr/bin/perl
# Whatever ends a protection ends it with an ERROR: the session goes on, with the same answers, and nothing is
# leaked.  A long one says how far it is.
use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw($processor_seconds query psql start_psql read_until finish_psql new_database);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
# how many times as long, and as much memory, things may take: more beside a server under valgrind
my $patience = $ENV{BUSETTING_PATIENCE} // 1;
my %database = (dbname => 'protect_failures');
my $trees = '{county > region, k_group > region, months2 > months}';

sub load
{
	my ($name) = @_;
	open my $file, '<', "test/data/sdc/$name.csv" or die "$name.csv: $!";
	my ($header, @row) = <$file>;
	chomp($header, @row);
	query("CREATE TABLE $name (" . join(', ', map { $_ eq 'freq' ? 'freq int' : "$_ text" } split /,/, $header) . ");
		INSERT INTO $name VALUES " . join(', ', map { "('" . join("', '", split /,/) . "')" } @row) . ';', %database);
}

new_database('protect_failures');
load($_) for qw(d1 d3 d4);
for my $name (qw(d3 d4))
{
	query("CREATE TABLE ${name}_cube AS SELECT county, k_group, region, main_income, months2, months, sum(freq) AS n FROM $name
		GROUP BY GROUPING SETS ((county, k_group, region), (county), (k_group), ()), CUBE (main_income), ROLLUP (months2, months);", %database);
}
# four dimensions of nine categories, of which the first pattern does not hold: the synthetic table of test/bench/protect.sh
query("CREATE TABLE long_cube AS SELECT d1, d2, d3, d4, sum(floor(-ln(((hashint4((d1 * 31 + d2 * 31 + d3 * 31 + d4)::int)::bigint + 2147483648) % 1000003 + 1) / 1000004.0) * 120
		* ((d1 * 7919) % 101 / 100.0 + 0.1) * ((d2 * 7919 * 2) % 101 / 100.0 + 0.1) * ((d3 * 7919 * 3) % 101 / 100.0 + 0.1) * ((d4 * 7919 * 4) % 101 / 100.0 + 0.1))::int) AS n
	FROM generate_series(1, 9) AS d1, generate_series(1, 9) AS d2, generate_series(1, 9) AS d3, generate_series(1, 9) AS d4 GROUP BY CUBE (d1, d2, d3, d4);", %database);
my $prepared = "SET client_min_messages = warning;
	PREPARE long AS SELECT count(*) FROM busetting.protect_cube('TABLE long_cube', level => 'width', amount => 5);
	PREPARE short AS SELECT 'd3 ' || md5(string_agg(concat_ws(' ', cell, status, published, feasible), '; ' ORDER BY cell)) FROM busetting.protect_cube('TABLE d3_cube', '$trees', zeros => 'ignored');\n";
my $short = query("$prepared EXECUTE short;", %database);
like($short, qr/^d3 [0-9a-f]{32}$/, 'a short protection answers');

# ended in several phases: as the program is read, and in the search
for my $timeout (50, 200, 300, 1000, 3000)
{
	my $out = psql("$prepared SET statement_timeout = '${timeout}ms'; EXECUTE long; RESET statement_timeout; SELECT 'processor ' || $processor_seconds; EXECUTE short;", %database, go_on => 1);
	my ($seconds) = $out =~ /^processor ([\d.]+)$/m;
	like($out, qr/canceling statement due to statement timeout.*^\Q$short\E$/ms, "ended after $timeout ms, the session goes on as before");
	cmp_ok($seconds, '<', ($timeout / 1000 + 2) * $patience, "at once: after $seconds s of the processor");
}

my $running = start_psql("$prepared RESET client_min_messages; SET busetting.progress_interval = '1ms'; EXECUTE long;", %database);
ok(read_until($running, qr/NOTICE: +protect: looking for the cells to hide/), 'notices say how far it is') or diag($running->{printed});
query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = '$database{dbname}' AND query LIKE 'EXECUTE long%';");
my $out = finish_psql($running);
like($out, qr/ERROR: +canceling statement due to user request$/, 'until it is cancelled');

# what stays in the server's process: contexts, and all of its memory
my $calls = sub { my ($count) = @_; return "DO \$\$ BEGIN FOR i IN 1..$count LOOP
	PERFORM count(*) FROM busetting.protect_cube('SELECT region, main_income, sum(freq) AS n FROM d1 GROUP BY CUBE (region, main_income)'); END LOOP; END \$\$;" };
my $most = "SELECT 'most ' || (regexp_match(pg_read_file('/proc/self/status'), 'VmHWM:\\s+(\\d+)'))[1];";
if (query('SHOW server_version_num;') >= 140000)
{
	my $contexts = "SELECT 'contexts ' || sum(total_bytes) FROM pg_backend_memory_contexts;";
	$out = query($calls->(5) . $contexts . $calls->(50) . $contexts, %database);
	my ($before, $after) = $out =~ /^contexts (\d+)$/mg;
	cmp_ok($after - $before, '<', 16384, "50 calls leave nothing behind: $before bytes, $after bytes");
}
$out = query($calls->(20) . $most . $calls->(200) . $most, %database);
my ($few, $many) = $out =~ /^most (\d+)$/mg;
cmp_ok($many - $few, '<', 1024 * $patience, "nor do 200 outside of contexts: $few kB, $many kB");
for my $options ('', ', intervals => false', ', singles => true')
{
	$out = query("SET jit = off; SELECT count(*) FROM busetting.protect_cube('TABLE d4_cube', '$trees', zeros => 'ignored'$options); $most", %database);
	my ($memory) = $out =~ /^most (\d+)$/m;
	ok(defined $memory && $memory < 200 * 1024 * $patience, "d4$options takes less than 200 MB: " . ($memory // $out) . ' kB');
}

# the process may take little more than it has taken: memory ends at another place each time
my $ended = 0;
for my $more (1, 2, 4, 8)
{
	# set by a child of the server, as of the same owner
	$out = psql("$prepared EXECUTE short;
		SELECT format('COPY (SELECT) TO PROGRAM %L', format('cat > /dev/null; prlimit --pid %s --as=%s', pg_backend_pid(), ((regexp_match(pg_read_file('/proc/self/status'), 'VmPeak:\\s+(\\d+)'))[1]::bigint + $more * 1024) * 1024)) \\gexec
		SET statement_timeout = '60s'; EXECUTE long; RESET statement_timeout; EXECUTE short;", %database, go_on => 1);
	like($out, qr/^\Q$short\E\n.*^\Q$short\E$/ms, "with $more MB more the session goes on as before") or diag($out);
	my ($error) = $out =~ /ERROR: +(.*)/;
	$ended++ if ($error // '') =~ /memory/;
	like($error // 'none', qr/memory|statement timeout|none/, 'it lacked memory or time and nothing else');
}
cmp_ok($ended, '>', 1, 'some did not go through');
is(query("SELECT 'alive';", %database), 'alive', 'the server is alive');
done_testing();
