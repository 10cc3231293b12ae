#!/usr/bin/perl
# Jobs: run by the owner of the database, who is no superuser; alone, all or nothing, and
# recorded, whether they fail, are cancelled, or the server is killed in the middle.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(start_psql finish_psql wait_for new_database psql);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

sub start
{
	my ($role, $sql) = @_;
	return start_psql("SET client_min_messages = warning; SET search_path = busetting, public;\n$sql", dbname => 'jobs', username => $role, go_on => 1);
}

sub clerk { return finish_psql(start('clerk', shift)); }
sub superuser { return finish_psql(start('postgres', shift)); }

# A job in the middle of its work: at a table that another session has locked.
sub start_blocked
{
	my ($call, $table) = @_;
	my $holder = start('clerk', "BEGIN; LOCK TABLE $table IN SHARE MODE; SELECT pg_sleep(600);");
	wait_for("SELECT count(*) > 0 FROM pg_locks WHERE relation = 'busetting.$table'::regclass AND mode = 'ShareLock' AND granted", dbname => 'jobs') or die "$table was not locked";
	my $job = start('clerk', $call);
	wait_for("SELECT count(*) > 0 FROM pg_locks WHERE relation = 'busetting.$table'::regclass AND NOT granted", dbname => 'jobs') or die "$call does not wait for $table";
	return ($job, $holder);
}

sub let_go
{
	my ($holder) = @_;
	superuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep(600)%'");
	finish_psql($holder);
}

my $last_run = q{SELECT job, outcome, split_part(message, E'\n', 1), ended_at IS NOT NULL FROM job_run ORDER BY id DESC LIMIT 1;};

psql("CREATE ROLE clerk LOGIN;");
new_database('jobs', owner => 'clerk', empty => 1);
superuser('ALTER DATABASE jobs SET synchronous_commit = on; ALTER DATABASE jobs SET jit = off;');	# compiling the comparisons takes minutes
is(clerk('CREATE EXTENSION busetting CASCADE;'), '', 'who owns the database installs the extension');

# the frame

is(clerk("CALL busetting_internal.run_job('test', 'SELECT ''done'''); $last_run"), 'test|succeeded|done|t', 'a run that succeeds');
is(clerk("CREATE TABLE public.kept (n int); INSERT INTO public.kept VALUES (1); CALL busetting_internal.run_job('test', 'INSERT INTO public.kept SELECT 1 / (n - 1) FROM public.kept RETURNING n'); $last_run TABLE public.kept; SELECT message FROM job_run WHERE id = 2;") =~ s/line \d+/line N/gr,
	"ERROR:  division by zero\nDETAIL:  Nothing that it did was kept.\nHINT:  It is run 2 in busetting.job_run.\n"
	. "CONTEXT:  PL/pgSQL function busetting_internal.run_job(text,text) line N at RAISE\ntest|failed|division by zero|t\n1\n"
	. "division by zero\nSQL statement \"INSERT INTO public.kept SELECT 1 / (n - 1) FROM public.kept RETURNING n\"\nPL/pgSQL function busetting_internal.run_job(text,text) line N at EXECUTE", 'a run that fails says so, and its record stays');
like(clerk("CALL busetting_internal.run_job('test', \$\$SELECT region_code('Våler', on_date => '2022-05-18')\$\$); SELECT message FROM job_run ORDER BY id DESC LIMIT 1;"),
	qr/^DETAIL:  It can be .*^HINT:  Give its level.*^region "Våler" is ambiguous on 2022-05-18\nIt can be .*\nGive its level.*\nPL/ms, 'with detail and hint');
is(clerk("SET statement_timeout = '2s'; CALL busetting_internal.run_job('test', 'SELECT pg_sleep(600)'); RESET statement_timeout; $last_run") =~ s/^(DETAIL|HINT|CONTEXT).*\n//mgr,
	"ERROR:  canceling statement due to statement timeout\ntest|cancelled|canceling statement due to statement timeout|t", 'statement_timeout ends a run');
my $alone = qr/ERROR:  refresh_reports cannot run within a transaction or a function\nDETAIL:  .*\nHINT:  Call it by itself: without BEGIN, .*\n(CONTEXT:  .*\n(?:.*(?:line|SQL).*\n)*)?/;
like(clerk("BEGIN; CALL refresh_reports(); ROLLBACK; CREATE FUNCTION public.calls() RETURNS void LANGUAGE plpgsql AS 'BEGIN CALL refresh_reports(); END'; SELECT public.calls(); SELECT 1\\; CALL refresh_reports();
	SELECT count(*) FROM job_run WHERE job = 'refresh_reports';"),
	qr/^$alone$alone(1\n)?${alone}0$/, 'within a transaction, a function or a string of statements it does not run, and says how it does');

my ($job, $holder) = start_blocked("CALL busetting_internal.run_job('test', 'INSERT INTO busetting.finding (publication, kind, severity, message) SELECT 1, ''late'', ''error'', '''' RETURNING id');", 'finding');
is(clerk("CALL busetting_internal.run_job('test', 'SELECT ''done'''); $last_run CALL busetting_internal.run_job('other', 'SELECT ''done'''); $last_run"),
	"test|skipped|another run of it is under way|t\nother|succeeded|done|t", 'no two runs of a job, but of two jobs');
like(clerk("CALL busetting_internal.run_job('test', 'SELECT ''done'''); CALL busetting_internal.run_job('test', 'SELECT ''done'''); SELECT message FROM job_run WHERE outcome = 'skipped';"),
	qr/^another run of it is under way \(3 times\)$/, 'runs that are skipped one after another are one row');
is(clerk("SELECT outcome, ended_at IS NULL FROM job_run WHERE id = (SELECT min(id) FROM job_run WHERE outcome = 'running');"), 'running|t', 'the first is still recorded as running');
superuser("SELECT pg_cancel_backend(process_id) FROM busetting.job_run WHERE outcome = 'running';");
like(scalar finish_psql($job), qr/^ERROR:  canceling statement due to user request/, 'it is cancelled');
is(clerk("SELECT outcome FROM job_run WHERE message LIKE '%user request%'; CALL busetting_internal.run_job('test', 'SELECT ''done'''); $last_run"),
	"cancelled\ntest|succeeded|done|t", 'which is recorded, and the next can run');
let_go($holder);

($job, $holder) = start_blocked("CALL busetting_internal.run_job('test', 'INSERT INTO busetting.finding (publication, kind, severity, message) SELECT 1, ''late'', ''error'', '''' RETURNING id');", 'finding');
superuser("SELECT pg_terminate_backend(process_id) FROM busetting.job_run WHERE outcome = 'running';");
scalar finish_psql($job);
is(clerk("CALL busetting_internal.run_job('test', 'SELECT ''done'''); SELECT outcome, message, ended_at IS NULL FROM job_run ORDER BY id DESC OFFSET 1 LIMIT 1; $last_run"),
	"interrupted|its session or the server ended before it|t\ntest|succeeded|done|t", 'what a session leaves behind the next run clears up');
let_go($holder);

# check_publications

clerk(q{\set presentation `cat test/data/ks-settlement-2022-05-18.txt`
	SELECT import_table(:'presentation', source => 'KS', date => '2022-05-18');});
my $findings = 'SELECT kind, severity, p.source, p.date, f.code, measure, message FROM finding AS f JOIN publication AS p ON p.id = f.publication WHERE f.id > %d ORDER BY f.id;';
my $absent = 'absent|information|KS|2022-05-18|46||5 of 43 municipalities of Vestland are not listed: Fitjar, Modalen, Austrheim, Aurland, Bremanger';
like(clerk("LISTEN busetting; CALL check_publications('2022-05-20'); $last_run " . sprintf $findings, 0),
	qr/^Asynchronous notification "busetting" with payload "\{"finding" : 1, "kind" : "absent", "severity" : "information", "publication" : 1\}" received.*
check_publications\|succeeded\|publications checked: 1, new findings: 1\|t\n\Q$absent\E$/,
	'what is absent is found and told');
is(clerk("CALL check_publications('2022-05-20'); $last_run SELECT count(*) FROM finding;"), "check_publications|succeeded|publications checked: 0, new findings: 0|t\n1", 'once');

clerk("SELECT import_table(E'Fylke;settled_collective;agreed_collective\nVestland;300;498', source => 'KS, text of slide 4', date => '2022-05-18');");
is(clerk("CALL check_publications('2022-05-20'); $last_run " . sprintf $findings, 1),
	'check_publications|succeeded|publications checked: 1, new findings: 2|t
absent|information|KS, text of slide 4|2022-05-18|0||10 of 11 counties are not listed: Oslo, Rogaland, Møre og Romsdal, Nordland, Viken, Innlandet, Vestfold og Telemark, Agder, Trøndelag, Troms og Finnmark
inconsistent|warning|KS, text of slide 4|2022-05-18|46|agreed_collective|Vestland agreed_collective is 498 here, but 493 in "KS"', 'publications that cannot both be true');

# the county of Oslo is its one municipality: a total of 3 gives the hidden cell away, one of 7 cannot be
clerk(q{INSERT INTO publication (source, date, rule) VALUES ('disclosing', '2022-01-01', 'imdi'), ('contradicting', '2022-01-02', 'imdi');
	INSERT INTO settlement (publication, region, agreed) SELECT id, 3, CASE source WHEN 'disclosing' THEN '3' ELSE '7' END::published_count FROM publication WHERE date < '2022-02-01'
	UNION ALL SELECT id, 301, ':' FROM publication WHERE date < '2022-02-01';});
is(clerk("CALL check_publications('2022-05-20'); SELECT source, kind, severity, f.code, measure, message FROM finding AS f JOIN publication AS p ON p.id = f.publication WHERE p.date < '2022-02-01' AND kind <> 'absent' ORDER BY f.id"),
	'contradicting|inconsistent|error|03|agreed|Oslo agreed is published as 7, its municipalities add up to 0..4: 3 too much
contradicting|disclosing|error|||1 of 1 hidden cells can be worked out: 0301 Oslo agreed
disclosing|disclosing|error|||1 of 1 hidden cells can be worked out: 0301 Oslo agreed', 'what is disclosed, but not its value, and what contradicts itself');
clerk(q{INSERT INTO publication (source, date, rule) VALUES ('country', '2022-01-03', 'imdi');
	INSERT INTO settlement (publication, region, settled) SELECT p.id, r.region_id, CASE r.level WHEN 'country' THEN 100 ELSE 20 END::suppressed_int
	FROM publication AS p, region_list('2022-01-03') AS r WHERE p.source = 'country' AND r.level IN ('country', 'county');});
is(clerk("CALL check_publications('2022-05-20'); SELECT severity, f.code, measure, message FROM finding AS f JOIN publication AS p ON p.id = f.publication WHERE p.source = 'country' AND measure <> ''"),
	'error|0|settled|Norge settled is published as 100, its counties add up to 220: 120 too little', 'counties that do not add up to the country');
is(clerk("INSERT INTO suppression_rule (rule) VALUES ('mine'); UPDATE publication SET rule = 'mine' WHERE source = 'disclosing'; CALL check_publications('2022-05-20'); $last_run
	INSERT INTO rule_measure (rule, measure, hidden) VALUES ('mine', 'agreed', '0..9'); CALL check_publications('2022-05-20'); $last_run
	INSERT INTO suppression_exception (rule, measure) VALUES ('mine', 'settled'); CALL check_publications('2022-05-20'); $last_run"),
	"check_publications|succeeded|publications checked: 1, new findings: 0|t\n" x 2 . "check_publications|succeeded|publications checked: 1, new findings: 0|t", 'a publication is checked again when its rule changes');

# five weeks, one of which was skipped: 7 days are usual, late are more than ten and a half
clerk("INSERT INTO publication (source, date, rule) SELECT 'weekly', date '2022-03-01' + n, 'imdi' FROM unnest('{0,7,21,28,35}'::int[]) AS n;");
is(clerk("CALL check_publications('2022-04-15'); $last_run CALL check_publications('2022-04-16'); $last_run CALL check_publications('2022-04-17'); $last_run
	SELECT message FROM finding WHERE kind = 'late';"),
	"check_publications|succeeded|publications checked: 5, new findings: 0|t\ncheck_publications|succeeded|publications checked: 0, new findings: 1|t\n"
	. "check_publications|succeeded|publications checked: 0, new findings: 0|t\nnothing from weekly since 2022-04-05: usually every 7 days, the next was due on 2022-04-12", 'what is late is found once');

# what a correction changes; and nothing is left out because the session looks at an earlier day
is(clerk("SET busetting.as_known_on = '2022-01-01';
	SELECT import_table(E'Fylke;settled_collective;agreed_collective\nVestland;:;498\nOslo;7;', source => 'KS, text of slide 4', date => '2022-05-18');
	CALL check_publications('2022-05-20'); $last_run SHOW busetting.as_known_on;
	SELECT kind, severity, message FROM finding JOIN publication AS p ON p.id = finding.publication WHERE vintage = 2 AND kind = 'revised';") =~ s/^\d+\n//r,
	"check_publications|succeeded|publications checked: 1, new findings: 4|t\n2022-01-01\nrevised|warning|2 figures differ from vintage 1: 1 added, 1 hidden", 'what a correction changes');

# refresh_reports

my $differ = join ' + ', map { "(SELECT count(*) FROM (SELECT * FROM report_$_ EXCEPT ALL SELECT * FROM report_${_}_copy) AS a) + (SELECT count(*) FROM (SELECT * FROM report_${_}_copy EXCEPT ALL SELECT * FROM report_$_) AS b)" }
	split /\n/, clerk("SELECT substr(report, 8) FROM copied_report");
is(clerk("SELECT count(*) > 5, bool_and(refreshed IS NULL), sum(number_of_rows) FROM report_freshness; SELECT ($differ) > 0;"), "t|t|0\nt", 'no copy is there before the first run');
like(clerk("SET busetting.as_known_on = '2022-01-01'; CALL refresh_reports(); RESET busetting.as_known_on; $last_run SELECT $differ;"),
	qr/^refresh_reports\|succeeded\|\d+ reports of (\d+) rows: \g{1} rows added, 0 removed\|t\n0$/, 'copies are what the reports are, whatever the session looks at');
is(clerk("SELECT pg_sleep(1.1); CALL refresh_reports(); $last_run SELECT bool_and(changed < refreshed AND minutes_old BETWEEN 0 AND extract(epoch FROM clock_timestamp() - refreshed::timestamptz) / 60 + 0.000001) FROM report_freshness;") =~ s/^\n//r,
	"refresh_reports|succeeded|nothing has changed|t\nt", 'again, nothing is done');
like(clerk("UPDATE copied_date SET basis = ''; CALL refresh_reports(); $last_run"),
	qr/^refresh_reports\|succeeded\|\d+ reports of \d+ rows: 0 rows added, 0 removed\|t$/, 'or nothing is written');
superuser("UPDATE busetting_internal.reading SET version = 'another', basis = 'another' WHERE publication = 1;");
like(scalar clerk("SELECT count(*) FROM report_county WHERE source = 'KS';"), qr/^ERROR:  the publication of 2022-05-18 by 'KS' is to be read again\n/, 'what another version has read is not shown');
like(clerk("CALL refresh_reports(); $last_run SELECT count(*) FROM report_county WHERE source = 'KS' AND date = '2022-05-18';"),
	qr/^refresh_reports\|succeeded\|\d+ reports of \d+ rows: 0 rows added, 0 removed\|t\n11$/, 'until a job has read it again');
clerk("UPDATE settlement SET settled = '287' WHERE region = 3 AND settled = '286';");
like(clerk("CALL refresh_reports(); $last_run SELECT $differ; SELECT settled FROM report_county_copy WHERE source = 'KS' AND county = 'Oslo'; SELECT settled FROM report_national_copy WHERE source = 'KS';"),
	qr/^refresh_reports\|succeeded\|\d+ reports of \d+ rows: (\d+) rows added, \g{1} removed\|t\n0\n287\n4010$/, 'then, what changed');

# readers: none waits for a run that is under way, or sees a part of it
clerk("UPDATE settlement SET settled = '286' WHERE region = 3 AND settled = '287';");
($job, $holder) = start_blocked('CALL refresh_reports();', 'copied_report');
is(clerk("SET lock_timeout = '1s'; SELECT settled FROM report_county_copy WHERE source = 'KS' AND county = 'Oslo'; SELECT count(*) > 0 FROM report_freshness;"), "287\nt", 'who reads is not blocked');
superuser("SELECT pg_cancel_backend(process_id) FROM busetting.job_run WHERE outcome = 'running';");
scalar finish_psql($job);
let_go($holder);
is(clerk("SELECT settled FROM report_county_copy WHERE source = 'KS' AND county = 'Oslo'; SELECT settled FROM report_national_copy WHERE source = 'KS'; $last_run"),
	"287\n4010\nrefresh_reports|cancelled|canceling statement due to user request|t", 'cancelled, nothing is refreshed');

# archive_report

is(clerk("CALL archive_report('2000-01-01'); $last_run UPDATE publication SET imported_at = now() WHERE date = (SELECT max(date) FROM publication); CALL archive_report(); $last_run SELECT count(*) FROM archived_page;"),
	"archive_report|succeeded|nothing is published on or before 2000-01-01|t\narchive_report|succeeded|not yet: a table of 2022-05-18 came less than an hour ago|t\n0", 'pages are kept when all has come');

is(clerk("UPDATE publication SET imported_at = now() - interval '61 minutes' WHERE imported_at > now() - interval '1 hour';
	SET datestyle = 'German'; SET busetting.as_known_on = '2022-01-01'; CALL archive_report(); RESET datestyle; RESET busetting.as_known_on; $last_run
	SELECT date, language, page LIKE '<!DOCTYPE html>%', page LIKE '%Vestland%', page = report_html(date, language) FROM archived_page ORDER BY language;"),
	"archive_report|succeeded|3 pages of 2022-05-18 kept|t\n2022-05-18|en|t|t|t\n2022-05-18|nb|t|t|t\n2022-05-18|nn|t|t|t", 'in three languages, whatever the session looks at');
is(psql("SET busetting.progress_interval = 0; SET busetting.as_known_on = '2024-01-01'; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
	CALL busetting.refresh_reports(); CALL busetting.check_publications(); CALL busetting.archive_report('2022-05-20');", dbname => 'jobs', username => 'clerk'), '', 'no run has a warning, also where a parallel query is the first');
is(clerk("UPDATE settlement SET settled = '287' WHERE region = 3 AND settled = '286'; CALL archive_report('2022-05-20'); $last_run
	SELECT count(*) FROM archived_page WHERE page = report_html(date, language); UPDATE settlement SET settled = '286' WHERE region = 3 AND settled = '287';"),
	"archive_report|succeeded|0 pages of 2022-05-18 kept|t\n0", 'once');

# the server is killed in the middle

clerk("INSERT INTO publication (source, date, rule) VALUES ('killed', '2022-06-01', 'imdi'); INSERT INTO settlement (publication, region, settled) SELECT id, 46, 5 FROM publication WHERE source = 'killed';");
my $kept = clerk("SELECT count(*) FROM finding");
($job, $holder) = start_blocked("CALL check_publications('2022-06-02')", 'publication_check');
open my $pid_file, '<', "$ENV{PGDATA}/postmaster.pid" or die "no postmaster.pid: $!";
chomp(my $postmaster = <$pid_file>);
kill 'KILL', $postmaster or die "kill: $!";
like(scalar finish_psql($job), qr/server closed the connection unexpectedly|connection to server was lost/, 'the server is killed in the middle of a job');
finish_psql($holder);
my $started;
for (1 .. 50)
{
	# what is left of it notices only by and by
	last if $started = eval { Server->main->start };
	select undef, undef, undef, 0.2;
}
ok($started, 'it is started again');
is(clerk("SELECT count(*) FROM finding; SELECT count(*) FROM publication_check JOIN publication ON id = publication WHERE source = 'killed'; SELECT job, outcome FROM job_run ORDER BY id DESC LIMIT 1;"),
	"$kept\n0\ncheck_publications|running", 'nothing of the job is there but that it had started');
is(clerk("CALL check_publications('2022-06-02'); SELECT outcome FROM job_run ORDER BY id DESC OFFSET 1 LIMIT 1; $last_run"),
	"interrupted\ncheck_publications|succeeded|publications checked: 1, new findings: 1|t", 'the next run does it all');

psql("DROP DATABASE jobs;\nDROP ROLE clerk;\n");
done_testing();
