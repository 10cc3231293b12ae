#!/usr/bin/perl
# Whatever ends an audit ends it with an ERROR: the session goes on, and nothing is leaked.
use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw($processor_seconds query start_psql read_until finish_psql new_database wait_for);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";
# how many times as long, and as much memory, things may take: more beside a server under valgrind
my $patience = $ENV{BUSETTING_PATIENCE} // 1;

new_database('audit_failures');
my %database = (dbname => 'audit_failures');
sub psql { my ($sql) = @_; return scalar Server::psql($sql, %database, go_on => 1); }

# three dimensions of 30, all inner cells hidden: programs that take minutes
my $long = q{SET client_min_messages = warning; CREATE TEMP TABLE deep AS SELECT x, y, z, sum((x * 7 + y * 11 + z * 13 + x * y * z) % 17) AS n
	FROM generate_series(1, 30) x, generate_series(1, 30) y, generate_series(1, 30) z GROUP BY CUBE (x, y, z);
PREPARE long AS SELECT count(*) FROM busetting.audit_cube('SELECT x, y, z, CASE WHEN x + y + z IS NULL THEN n::bigint::busetting.suppressed_bigint ELSE '':'' END FROM deep');
PREPARE short AS SELECT feasible FROM busetting.audit_cube('SELECT x, y, z, CASE WHEN x + y + z IS NULL THEN n::bigint::busetting.suppressed_bigint ELSE '':'' END
	FROM (SELECT x, y, z, sum(n) AS n FROM deep WHERE x <= 2 AND y <= 2 AND z <= 2 GROUP BY CUBE (x, y, z)) t') ORDER BY cell LIMIT 1;
};
my $short = psql("$long EXECUTE short;");
ok($short =~ /^\d+(\.\.\d+)?$/m, 'a short audit answers') or diag($short);

my $processor = "SELECT 'processor ' || $processor_seconds;";
my $out = psql("$long SET statement_timeout = '1s'; EXECUTE long; RESET statement_timeout; $processor EXECUTE short;");
ok($out =~ /canceling statement due to statement timeout/ && $out =~ /\Q$short\E\z/, 'statement_timeout ends it, the session goes on') or diag($out);
ok($out =~ /^processor ([\d.]+)$/m && $1 < 3 * $patience, 'at once') or diag($out);

my $running = start_psql("$long EXECUTE long; $processor EXECUTE short;", %database, go_on => 1);
wait_for("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'EXECUTE lon%' AND now() - query_start > '0.5s';");
$out = finish_psql($running);
ok($out =~ /canceling statement due to user request/ && $out =~ /\Q$short\E\z/, 'so does a cancel') or diag($out);
ok($out =~ /^processor ([\d.]+)$/m && $1 < 5 * $patience, 'at once') or diag($out);

$out = psql("$long SET busetting.solver_memory = '1MB'; EXECUTE long; RESET busetting.solver_memory; EXECUTE short;");
ok($out =~ /ERROR: .*memory/ && $out =~ /\Q$short\E\z/, 'the library out of memory') or diag($out);

$running = start_psql("$long RESET client_min_messages; SET busetting.progress_interval = '1ms'; EXECUTE long;", %database);
ok(read_until($running, qr/NOTICE: +audit: \d+ of \d+ tied cells decided/), 'notices say how far it is') or diag($running->{printed});
query("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE query LIKE 'EXECUTE lon%';");
$out = finish_psql($running);
ok($out =~ /ERROR: +canceling statement due to user request$/, 'until it is cancelled') or diag($out);

# failures that no query can provoke: a module made of lp.c and what it needs
my $module = "$ENV{PGHOST}/audit_failures.so";
my $include = `$ENV{PG_CONFIG} --includedir-server` if $ENV{PG_CONFIG};
$include = `pg_config --includedir-server` if !$include;
chomp $include;
my $cc = $ENV{CC} || 'gcc';
my $built = `$cc -shared -fPIC -O2 -Isrc -I$include -o $module test/t/audit_failures.c -lglpk 2>&1`;
ok($? == 0, 'the module is built') or diag($built);
chmod 0755, $module;
my $functions = join '', map { "CREATE FUNCTION pg_temp.$_() RETURNS float8 AS '$module' LANGUAGE c;\n" } qw(provoke_internal_error provoke_out_of_memory provoke_palloc_failure survive_singular_basis explain_contradiction);
$out = psql("$functions SELECT pg_temp.provoke_internal_error(); $long EXECUTE short;");
ok($out =~ /ERROR: +the linear program of the audit failed: .*column number out of range/ && $out =~ /\Q$short\E\z/, 'an internal error of the library') or diag($out);
$out = psql("$functions SELECT pg_temp.provoke_out_of_memory(); $long EXECUTE short;");
ok($out =~ /ERROR: .*memory/ && $out =~ /\Q$short\E\z/, 'out of memory in the middle') or diag($out);
$out = psql("$functions SELECT pg_temp.provoke_palloc_failure(); $long EXECUTE short;");
ok($out =~ /ERROR: +out of memory/ && $out =~ /\Q$short\E\z/, "the server's own memory") or diag($out);
$out = psql("$functions SELECT pg_temp.survive_singular_basis();");
ok($out =~ /^3$/m, 'a singular basis is given up, not the answer') or diag($out);
$out = psql("$functions SELECT pg_temp.explain_contradiction();");
ok($out =~ /^3$/m, 'a contradiction is explained, and the program goes on') or diag($out);

# leaks: the process after 20 failures of each kind, and after 200
sub resident
{
	my ($times) = @_;
	my $failing = "DO \$\$ BEGIN FOR i IN 1..$times LOOP BEGIN PERFORM pg_temp.provoke_internal_error(); EXCEPTION WHEN internal_error THEN NULL; END;
		BEGIN PERFORM pg_temp.provoke_out_of_memory(); EXCEPTION WHEN out_of_memory THEN NULL; END;
		BEGIN PERFORM feasible FROM busetting.audit('VALUES (1, 5), (2, 4)', 'VALUES (1, 1, 2)'); EXCEPTION WHEN data_exception THEN NULL; END;
		BEGIN PERFORM pg_temp.provoke_palloc_failure(); EXCEPTION WHEN out_of_memory THEN NULL; END;
		PERFORM set_config('statement_timeout', '0', true); END LOOP; END \$\$;\n";
	my $out = psql("$long $functions $failing SELECT (regexp_match(pg_read_file('/proc/self/status'), 'VmRSS:\\s+(\\d+)'))[1];");
	return $out =~ /^(\d+)$/m ? $1 : 0;
}
my ($few, $many) = (resident(20), resident(400));
ok($few > 0 && $many - $few < 2048 * $patience, 'failures leave nothing behind') or diag("$few kB, $many kB");

$out = psql("SELECT 'alive';");
ok($out =~ /alive/, 'the server is alive');
done_testing();
