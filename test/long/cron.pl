#!/usr/bin/perl
# Jobs scheduled by pg_cron as doc/operation.md says, in the name of who owns the extension and is no
# superuser.  Minutes are the shortest that pg_cron knows: this takes some.  See `make cron`.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(query wait_for);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

sub clerk { return scalar query("SET search_path = busetting, public;\n$_[0]", username => 'clerk'); }

# the statements of doc/operation.md, but for when
open my $operation, '<', 'doc/operation.md' or die "doc/operation.md: $!";
my ($schedule) = do { local $/; <$operation> } =~ /^```postgresql\n(.*?cron\.schedule.*?)^```$/ms or die 'doc/operation.md schedules nothing';
is($schedule =~ s/'[0-9*\/ ]+', 'CALL/'* * * * *', 'CALL/g, 3, 'doc/operation.md has three statements');

query('CREATE EXTENSION pg_cron; CREATE ROLE clerk LOGIN; CREATE ROLE helper LOGIN;
	GRANT CREATE ON DATABASE postgres TO clerk; GRANT USAGE ON SCHEMA cron TO clerk, helper;');
query('SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;', username => 'clerk');
clerk(q{\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
	SELECT import_table(:'presentation', 'KS', '2022-05-18');
	UPDATE publication SET imported_at = now() - interval '2 hours';});
clerk($schedule);

# one who may run a job, but not read what it needs
clerk('GRANT EXECUTE ON ALL ROUTINES IN SCHEMA busetting, busetting_internal TO helper; GRANT SELECT, INSERT, UPDATE, DELETE ON job_run TO helper;');
query(q{SELECT cron.schedule('forbidden', '* * * * *', $$CALL busetting_internal.run_job('forbidden', 'SELECT busetting_internal.find_problems()')$$)}, username => 'helper');

# Both books: pg_cron's, and ours.
my $theirs = q{SELECT count(*) >= %d FROM cron.job_run_details WHERE status = '%s' AND username = '%s' AND command LIKE '%%%s%%'};
my $ours = q{SELECT count(*) >= %d FROM busetting.job_run WHERE outcome = '%s' AND run_by = '%s' AND job = '%s'};
sub recorded
{
	my (@run) = @_;
	for my $query (map { sprintf $_, @run } $theirs, $ours)
	{
		wait_for($query) or wait_for($query) or wait_for($query) or return 0;
	}
	return 1;
}

for my $job (qw(refresh_reports check_publications archive_report))
{
	ok(recorded(2, 'succeeded', 'clerk', $job), "$job runs, and runs again");
}
ok(recorded(2, 'failed', 'helper', 'forbidden'), 'a failure is known to pg_cron and to job_run');
like(query(q{SELECT return_message FROM cron.job_run_details WHERE username = 'helper' LIMIT 1}), qr/permission denied for table \w+/, 'and why, here');
like(query(q{SELECT message FROM busetting.job_run WHERE run_by = 'helper' LIMIT 1}), qr/permission denied for table \w+/, 'and there');
is(clerk('SELECT count(*) FROM job_run WHERE outcome IN (\'failed\', \'interrupted\') AND run_by = \'clerk\';'), '0', 'nothing else failed');
is(clerk('SELECT count(*) > 0 FROM finding;'), 't', 'findings are there');
is(clerk('SELECT count(*) FROM report_county_copy;'), '11', 'copies are there');
is(clerk('SELECT count(*) FROM archived_page;'), '3', 'pages are there, once');

# pg_cron's other way: a connection instead of a background worker; a job keeps the host it was scheduled on
my $runs = clerk(q{SELECT count(*) FROM job_run WHERE outcome = 'succeeded' AND job = 'refresh_reports';});
my $server = Server->main;
$server->configure('cron.use_background_workers = off', "cron.host = '$ENV{PGHOST}'");
$server->stop;
$server->start;
clerk("SELECT cron.unschedule(jobname) FROM cron.job WHERE username = 'clerk';\n$schedule");
ok(recorded($runs + 1, 'succeeded', 'clerk', 'refresh_reports'), 'over a connection too');
done_testing();
