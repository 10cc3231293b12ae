#!/usr/bin/perl
# What doc/operation.md says and none of its SQL blocks can show: how large a week is in each
# table, what an import writes and a reading writes again, what is in a dump, and what a
# standby made of a base backup answers and refuses.

use strict;
use warnings;
use File::Basename qw(dirname);
use Test::More;
use lib dirname(__FILE__) . '/../lib';
use Server qw(psql query new_database content as_owner wait_for);

chdir dirname(__FILE__) . '/../..' or die "no top directory: $!";

open my $file, '<', 'doc/operation.md' or die $!;
my $doc = do { local $/; <$file> };
my $primary = Server->new('primary', 5433, 'wal_level = replica', 'max_wal_senders = 4')->start;
my %primary = $primary->options(dbname => 'kept');
new_database('kept', %primary);
query(q{CREATE FUNCTION public.week(date date) RETURNS text LANGUAGE sql AS $$
	SELECT E'Kommune;Anmodning;Vedtak;Avtalt;Avtalt med kollektiv beskyttelse;Bosatt;Bosatt med kollektiv beskyttelse\n'
		|| string_agg(concat_ws(';', code, 60, n, shown, part, shown, part), E'\n')
	FROM (SELECT code, n, CASE WHEN n < 5 THEN ':' ELSE n::text END AS shown, CASE WHEN n < 20 THEN ':' ELSE (n * 3 / 4)::text END AS part
		  FROM (SELECT code, (row_number() OVER (ORDER BY code) * 7 + extract(day FROM week.date)::integer) % 60 AS n
				FROM busetting.region_list(week.date) WHERE level = 'municipality') AS r) AS r $$;
	CREATE ROLE leader LOGIN;}, %primary);

# sizes

my $import = sub { my ($date) = @_; return "SELECT busetting.import_table(week('$date'), 'IMDi', '$date', level => 'municipality') \\g /dev/null\n" };
my @told = $doc =~ /^\| `(?:\w+\.)?(\w+)` \| \d+ \| \d+ \|$/mg;
my $others = "SELECT sum((xpath('/row/count/text()', query_to_xml(format('SELECT count(*) FROM %s', oid::regclass), false, true, '')))[1]::text::int) FROM pg_class
	WHERE relkind = 'r' AND relnamespace::regnamespace::text ~ '^busetting' AND relname NOT IN ('" . join("', '", @told) . "');";
my $rows_before = query($others, %primary);
my @dates = map { "2024-01-0$_" } 1 .. 6;
query($import->($_) . 'VACUUM;', %primary) for @dates;
query("SET jit = off; CALL busetting.refresh_reports(); CALL busetting.archive_report('2024-01-06'); CALL busetting.grant_reports('leader');", %primary);
cmp_ok((query($others, %primary) - $rows_before) / @dates, '<', 20, 'all other tables together: rows a week');
my $changed = q{SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables WHERE relname IN ('listing', 'cell', 'region_sum') ORDER BY relname;};
is(query("BEGIN; " . $import->('2024-01-07') . "$changed ROLLBACK;", %primary), "cell|2142|294|0\nlisting|357|357|0\nregion_sum|90|0|0", 'an import writes each row of listing twice, and few cells');
is(query("BEGIN; INSERT INTO busetting.suppression_exception (rule, source, measure, validity) VALUES ('imdi', 'IMDi', 'settled', '[2024-01-01,2024-01-02)'); $changed ROLLBACK;", %primary),
	"cell|0|58|0\nlisting|0|29|0\nregion_sum|90|0|90", 'a reading writes all sums, and what differs');
my ($sizes) = $doc =~ /^```sql\n(SELECT relid::regclass AS name.*?)^```/ms;
my %bytes = map { split /\|/, (s/^(.*?)\|.*?\|(.*?)\|.*/$1|$2/r), 2 } split /\n/, query("SET search_path = busetting, public; ANALYZE; $sizes", %primary);
my $tables = 0;
while ($doc =~ /^\| `([a-z_.]+)` \| (\d+) \| (\d+) \|$/mg)
{
	my ($name, $rows, $kilobytes) = ($1, $2, $3);
	my $of_week = $name eq 'archived_page' ? "date = '$dates[-1]'" : 'publication = (SELECT max(id) FROM publication)';
	my ($all, $week) = split /\|/, query("SET search_path = busetting, public; SELECT count(*), count(*) FILTER (WHERE $of_week) FROM $name;", %primary);
	is($week, $rows, "$name: rows a week");
	my $measured = $bytes{$name} / $all * $rows / 1000;
	# whole pages, of a few weeks
	cmp_ok(abs($measured - $kilobytes), '<', 15 + 0.35 * $kilobytes, sprintf '%s: %.1f kB a week, and %s are told', $name, $measured, $kilobytes);
	$tables++;
}
is($tables, 11, 'all tables that are told of');

# monitoring

my @monitoring = $doc =~ /^```sql\n(SELECT job, outcome.*?)^```.*?^```sql\n(SELECT p\.source.*?)^```/ms;
my @statements = map { /(SELECT.*?;)/gs } @monitoring;
is(scalar @statements, 5, 'what is to be asked');
my $answers = query("SET search_path = busetting, public; BEGIN;
	SELECT import_table(E'Kommune;Bosatt\nBergen;10\nVestland i alt;10', 'wrong', '2024-01-07', level => 'municipality') \\g /dev/null
	SELECT correct_cell('wrong', '2024-01-07', 'Vestland', 'settled', '7', total => true) \\g /dev/null
	INSERT INTO job_run (job, outcome, ended_at) VALUES ('refresh_reports', 'failed', now());
	UPDATE busetting_internal.reading SET basis = 'another' WHERE publication = 1;
	UPDATE copied_report SET refreshed_at = CASE WHEN report < 'report_g' THEN now() - interval '20 minutes' END;
	" . join("\n\\echo --\n", @statements) . ' ROLLBACK;', %primary);
is(join(' ', map { scalar(() = /^./mg) } split /^--$/m, $answers), '1 1 11 1 1', 'each tells of what is wrong');

# the installer, who is no superuser

query('CREATE ROLE keeper LOGIN; CREATE DATABASE owned OWNER keeper;', %primary);
my %owned = (%primary, dbname => 'owned', username => 'keeper');
query('SET client_min_messages = warning; CREATE EXTENSION busetting CASCADE;', %owned);
is(psql(q{SET search_path = busetting, public;
	CREATE POLICY own ON publication USING (true); CREATE FUNCTION public.touched() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
	CREATE TRIGGER touched BEFORE UPDATE ON publication FOR EACH ROW EXECUTE FUNCTION touched();}, %owned), '', 'gives tables of publications policies and triggers');
for my $refused (['DROP TABLE busetting.publication' => 'cannot drop table busetting.publication because extension busetting requires it'], ['ALTER TABLE busetting.publication DROP COLUMN source' => 'cannot drop column source'],
	['ALTER TABLE busetting.publication ALTER COLUMN source TYPE varchar' => 'cannot alter type of a column'], ['CREATE INDEX ON busetting.publication (source)' => 'permission denied for schema busetting'],
	['ALTER TABLE busetting.measure ADD COLUMN x int' => 'must be owner of table measure'])
{
	like(psql("$refused->[0];", %owned), qr/^ERROR:  $refused->[1]/, "$refused->[0] is refused");
}
query(q{ALTER TABLE busetting.publication ADD COLUMN remark text; INSERT INTO busetting.publication (source, date, rule) VALUES ('own', '2024-01-01', 'imdi');}, %owned);
my @connection = ('--host', $ENV{PGHOST}, '--port', $primary->{port}, '--username', 'postgres');
query('CREATE DATABASE restored;', %primary);
like(scalar as_owner('sh', '-c', "'$ENV{PG_BINDIR}/pg_dump' @connection owned 2>/dev/null | '$ENV{PG_BINDIR}/psql' -X -q @connection --dbname=restored 2>&1 >/dev/null"),
	qr/ERROR:  column "remark" of relation "publication" does not exist/, 'a dump with a column of theirs is not restored');
query('DROP DATABASE restored; DROP DATABASE owned;', %primary);

# what a dump has that cannot be read

query(q{SET search_path = public, busetting; CREATE TABLE pair (a suppressed_int, b suppressed_int); CREATE TABLE other (a suppressed_int);}, %primary);
my %form = ('a IS DISTINCT FROM b' => 'SELECT a IS DISTINCT FROM b AS x FROM pair', 'a IS NOT DISTINCT FROM b' => 'SELECT a IS NOT DISTINCT FROM b AS x FROM pair', 'NULLIF (a, b)' => 'SELECT nullif(a, b) AS x FROM pair',
	'CASE a WHEN b THEN …' => 'SELECT CASE a WHEN b THEN 1 END AS x FROM pair', 'JOIN … USING (a)' => 'SELECT a FROM pair JOIN other USING (a)', 'NATURAL JOIN' => 'SELECT a FROM pair NATURAL JOIN other');
my ($told) = $doc =~ /^(\| in what is stored, do not write .*?)\n\n/ms;
for my $form (sort keys %form)
{
	ok(index($told, "`$form`") >= 0, "$form is told of");
	query("SET search_path = public, busetting; CREATE VIEW stored AS $form{$form};", %primary);
	my $view = as_owner("$ENV{PG_BINDIR}/pg_dump", @connection, '--schema-only', '--table=public.stored', 'kept') =~ s/^\\(un)?restrict .*//mgr;
	like(psql("DROP VIEW public.stored;\n$view", %primary), qr/ERROR:  operator does not exist: busetting\.suppressed_int = busetting\.suppressed_int/, 'and is not restored');
}
is(scalar(() = $told =~ /^\| `/mg), 5, 'all forms that are told of');
query('DROP TABLE public.pair, public.other;', %primary);

# dumps

query(q{ALTER TABLE busetting_internal.listing SET (autovacuum_vacuum_scale_factor = 0.01);
	ALTER TABLE busetting.publication ENABLE ROW LEVEL SECURITY; CREATE POLICY later ON busetting.publication TO leader USING (date > '2024-01-01');}, %primary);
my $dump = as_owner("$ENV{PG_BINDIR}/pg_dump", '--host', $ENV{PGHOST}, '--port', $primary->{port}, '--username', 'postgres', 'kept');
ok($dump =~ /$_/m, "a dump has $_") for '^GRANT SELECT ON TABLE busetting.report_county TO leader', '^COPY busetting_internal.cell ';
ok($dump !~ /autovacuum_vacuum_scale_factor|^COPY busetting\.report_|CREATE ROLE/m, 'but no settings of tables, copies or roles');
ok($dump !~ /^CREATE POLICY|^ALTER TABLE busetting.publication ENABLE/m, 'and no policies');
my ($policies) = $doc =~ /^```sql\n(SELECT format\('CREATE POLICY.*?);\n```/ms;
my $there = 'SELECT * FROM pg_policies ORDER BY 1, 2, 3;';
my ($before, $after) = split /^--\n/m, query("BEGIN; CREATE POLICY own ON busetting.publication AS RESTRICTIVE FOR UPDATE USING (id > 1) WITH CHECK (source <> 'a'';b');
	$there CREATE TEMP TABLE kept ON COMMIT DROP AS $policies; DROP POLICY later ON busetting.publication; DROP POLICY own ON busetting.publication;
	SELECT statement FROM kept \\gexec\n\\echo --\n$there ROLLBACK;", %primary);
ok($before =~ /own.*RESTRICTIVE/ && $after eq $before =~ s/\n*\z//r, 'what is documented writes them out') or diag("$before\n$after");

# a standby

my $standby = Server->existing('standby', 5434);
my ($copied, $failed) = as_owner("$ENV{PG_BINDIR}/pg_basebackup", '--pgdata', $standby->{data}, '--write-recovery-conf', '--checkpoint=fast', '--wal-method=stream',
	'--host', $ENV{PGHOST}, '--port', $primary->{port}, '--username', 'postgres');
is($failed, 0, 'a base backup') or diag($copied);
$standby->configure("port = $standby->{port}", 'hot_standby = on');
$standby->start;
my %standby = $standby->options(dbname => 'kept');
query("SELECT busetting.import_table(E'Kommune;Bosatt;Avtalt\\nBergen;:;183\\nStord;7;12\\nVestland i alt;9;195', 'later', '2024-01-08', level => 'municipality') \\g /dev/null", %primary);
my $position = query('SELECT pg_current_wal_lsn();', %primary);
ok(wait_for("SELECT pg_is_in_recovery() AND pg_last_wal_replay_lsn() >= '$position';", %standby), 'is a standby, which follows');
my $reads = q{SET search_path = busetting, public; SET busetting.progress_interval = 0;
	SELECT count(*), sum(gap), sum(gap_low), sum(gap_high) FROM report_municipality;
	SELECT md5(report_html('2024-01-08', 'en', 'later')), md5(chart_map('2024-01-08')::text), md5(chart_county_gap('2024-01-08')::text);
	SELECT md5(string_agg(a::text, ' ' ORDER BY a::text)) FROM publication AS p, LATERAL audit_settlement(p.id) AS a WHERE source = 'later';
	SELECT * FROM audit_cube('SELECT x, CASE WHEN x IS NULL THEN ''9'' ELSE '':'' END::suppressed_bigint AS value FROM (VALUES (1), (2), (NULL)) AS v(x)', value => 'value');
	SELECT * FROM protect_cube('SELECT x, y, sum(n) FROM (SELECT x, y, (x * 7 + y * 3) % 11 AS n FROM generate_series(1, 4) AS x, generate_series(1, 4) AS y) AS t GROUP BY CUBE (x, y)') ORDER BY 1;
	SELECT * FROM preview_table(E'Kommune;Bosatt\nBergen;51', '2022-05-18');
	SELECT md5(string_agg(publication_csv(id) || publication_json_stat(id)::text, '' ORDER BY id)) FROM publication;
	SET busetting.as_known_on = '2000-01-01'; SELECT count(*) FROM figure;};
is(query($reads, %standby), query($reads, %primary), 'reports, pages, charts, audits, protections, previews and exports are the same there');
my $copies = 'SELECT * FROM busetting.report_county_copy ORDER BY publication, code;';
is(query($copies, %standby), query($copies, %primary), 'so are copies');
for my $call (map({ "CALL busetting.$_" } 'refresh_reports()', 'check_publications()', 'archive_report()', 'align_sequences()', "grant_reports('leader')", 'extend_policies()'),
	"SELECT busetting.import_table(E'Kommune;Bosatt\nBergen;51', 'new', '2022-05-18')", "SELECT busetting.delete_publication('later', '2024-01-08')")
{
	like(psql("$call;", %standby), qr/^ERROR:  cannot execute [\w ()]+ in a read-only transaction/, "$call is refused");
}
is(query('SELECT busetting.read_publications();', %standby), 0, 'nothing is to be read again');
$primary->stop;
$standby->control('promote');
is(psql(q{SET client_min_messages = warning; SET jit = off; CALL busetting.refresh_reports(); SELECT outcome FROM busetting.job_run ORDER BY id DESC LIMIT 1;
	SELECT busetting.import_table(E'Kommune;Bosatt\nBergen;51', 'new', '2022-05-18') > 0;}, %standby), "succeeded\nt", 'once promoted, it runs jobs and imports');

# what is pruned

is(psql(q{SET client_min_messages = warning; SET jit = off; SET search_path = busetting, public;
	INSERT INTO job_run (job, started_at, outcome) VALUES ('check_publications', now() - interval '91 days', 'interrupted'), ('check_publications', now() - interval '89 days', 'interrupted');
	CALL check_publications('2024-01-08'); SELECT count(*) FROM job_run WHERE started_at < now() - interval '1 day';
	SELECT count(*) > 0 FROM finding; DELETE FROM finding; CALL check_publications('2024-01-08'); SELECT string_agg(kind, ' ') FROM finding;
	UPDATE publication SET rule = 'below five' WHERE source = 'later'; CALL check_publications('2024-01-08'); SELECT count(*) > 0 FROM finding;
	SELECT delete_publication('later', '2024-01-08'); SELECT count(*) FROM finding JOIN publication AS p ON p.id = publication WHERE source = 'later';
	DELETE FROM archived_page; SELECT count(*) > 0 FROM report_figure_copy WHERE source = 'later'; CALL refresh_reports(); SELECT count(*) FROM report_figure_copy WHERE source = 'later';}, %standby),
	"1\nt\nlate\nt\n1\n0\nt\n0", 'old runs go with the next, findings come again when what was late is late still, or their publication is checked again, and copies go with publications');
$standby->stop;
done_testing();
